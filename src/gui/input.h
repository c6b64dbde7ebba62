/* What the person did since the last frame: a plain snapshot. platform/ fills it from SDL, scripts and tests by hand. The app turns window points
   into design pixels as the first thing (app_frame.c), and a new size into screen pixels. */
#ifndef UNROLL_GUI_INPUT_H
#define UNROLL_GUI_INPUT_H
#include <stdbool.h>

typedef enum InputKind {
    INPUT_POINTER,
    INPUT_PRESS,
    INPUT_RELEASE,
    INPUT_WHEEL,
    INPUT_KEY,
    INPUT_TEXT,
    INPUT_COMPOSE, /* an input method shows this text at the caret; it is not typed yet. Empty: nothing any more */
    INPUT_RESIZE,
    INPUT_CTRL, /* the key Ctrl went down (clicks 1) or up (0), whatever else is pressed */
    INPUT_LEAVE,
    INPUT_DROP, /* a file was dropped on the window: Input.dropped names it */
    INPUT_CLOSE
} InputKind;

typedef struct InputEvent {
    InputKind kind;
    double x, y;    /* pointer: window points (screen pixels / pixel ratio); wheel: y notches up; resize: window points */
    double ratio;   /* resize: screen pixels per window point, 1 but on high-DPI screens */
    int clicks;     /* press: 2 for a double click */
    bool has_place; /* the app's own: (x, y) says where in the picture; a press or release without it happens where the pointer is */
    bool shift;     /* press: with the Shift key down */
    bool is_finger; /* wheel: a finger moves what is under it, and steps and zooms nothing */
    int digit;      /* key: of the row of digits, with Shift, where it types no digit: 1 to 9; else 0 */
    char text[32];  /* key: canonical name, "Ctrl+Shift+Z", "Space", "Left", "PageDown", "F1", "a", "."; text, compose: UTF-8 */
} InputEvent;

enum { INPUT_EVENT_MAX = 128 };
typedef struct Input {
    InputEvent event[INPUT_EVENT_MAX]; /* in order; successive pointer motion is coalesced into one */
    int count;
    char dropped[1024]; /* the last file of this frame */
} Input;

void input_reset(Input *input);
bool input_push(Input *input, const InputEvent *event); /* coalesces motion; false when full (the event is dropped) */

#endif
