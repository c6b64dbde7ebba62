/* The window: a target to draw pixels into, and the person's input. */
#ifndef UNROLL_PLATFORM_WINDOW_H
#define UNROLL_PLATFORM_WINDOW_H
#include "base/diag.h"
#include "draw/raster.h"
#include "gui/input.h"

typedef struct Window Window;

/* SURFACE: draw into the window's own memory, show changed rectangles (fastest almost everywhere). TEXTURE: a copy goes
   through a renderer and a streaming texture (high-DPI screens, some graphics cards). AUTO: surface, unless the screen has
   more pixels than the surface would. */
typedef enum WindowPresent { WINDOW_AUTO, WINDOW_SURFACE, WINDOW_TEXTURE } WindowPresent;

enum { WINDOW_WIDTH_MIN = 800, WINDOW_HEIGHT_MIN = 500 };

/* Position and size of a window, without its frame. */
typedef struct WindowPlace {
    int x, y;   /* in the system's units; WINDOW_ANYWHERE: the system chooses */
    int w, h;   /* window points: screen pixels, except on displays that enlarge everything; 0: as the screen allows */
    bool whole; /* it fills the screen; the other fields say where it returns to */
} WindowPlace;
enum { WINDOW_ANYWHERE = -100000 };

/* A position that is no longer on any screen is replaced by WINDOW_ANYWHERE. On false *out is NULL and the message says what to do without
   a display. */
bool window_open(Window **out, const char *title, WindowPlace place, WindowPresent present, Diag *diag);
void window_close(Window *window); /* NULL is fine */

void window_set_full_screen(Window *window, bool on); /* without a frame, at the desktop's size; does nothing if it already does so */
void window_set_title(Window *window, const char *title);
void window_set_size(Window *window, int w, int h); /* window points; an INPUT_RESIZE reports the result */
void window_size(const Window *window, double *width_px, double *height_px, double *pixel_ratio); /* as of the last INPUT_RESIZE */
void window_place(const Window *window, WindowPlace *place); /* in and out: while it fills the screen, only `whole` is set */
/* Where text is typed, window points: an input method shows its word list below this box. */
void window_set_text_place(Window *window, double x, double y, double w, double h);
bool window_is_texture(const Window *window);

/* The memory to draw into. Valid until the next poll or wait. `*fresh` is set when the pixels of the last picture are lost (first time,
   after a resize): the caller calls draw_cache_forget. */
bool window_target(Window *window, RasterTarget *target, bool *fresh, Diag *diag);

/* Shows the rectangles on the screen. */
bool window_show(Window *window, const PixelRect *rect, int count, Diag *diag);

/* Appends the events to `input` (which the caller resets). wait sleeps until there is an event, at most timeout_s (negative: for ever),
   then takes all of them. If the system lost the picture (uncovered, restored) it is shown again from memory, and an INPUT_RESIZE of the
   same size tells the program. */
void window_poll(Window *window, Input *input);
void window_wait(Window *window, Input *input, double timeout_s);

/* The same for several windows: events of window[i] go to input[i], events without a window to the first. With more than one window, each
   close button gives an INPUT_CLOSE to its own input. NULL stands for a window that is not open. */
void window_poll_all(Window *const window[], Input input[], int count);
void window_wait_all(Window *const window[], Input input[], int count, double timeout_s);

/* Calls turn(user) again and again until it returns false. In a page the browser calls it, once for every picture that it shows, and nothing
   may wait: window_wait and window_wait_all only take what there is. */
void window_loop(bool (*turn)(void *user), void *user);

#endif
