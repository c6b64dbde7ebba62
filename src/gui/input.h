/* The person's input since the last frame, as a plain snapshot. platform/ fills it from SDL; scripts and tests fill it directly. The app
   first converts window points to design pixels, and a new size to screen pixels (app_frame.c). */
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
    INPUT_COMPOSE, /* an input method shows this text at the caret; it is not typed yet. Empty: nothing is shown any more */
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
    bool has_place; /* set by the app: (x, y) is a place in the picture; a press or release without it happens at the pointer */
    bool shift;     /* press: with the Shift key down */
    bool is_finger; /* wheel: a finger scrolls the content under it; it neither steps nor zooms */
    int digit;      /* key: a key of the digit row, with Shift, that types no digit: 1 to 9; else 0 */
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
