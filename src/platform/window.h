/* The window: a place to draw pixels into, and what the person does in it. */
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

/* Where a window stands, without its frame. */
typedef struct WindowPlace {
    int x, y;   /* as the system counts; WINDOW_ANYWHERE: where the system puts it */
    int w, h;   /* window points: screen pixels, but on displays where everything is shown larger; 0: as the screen allows */
    bool whole; /* it fills the screen; the rest is what it goes back to */
} WindowPlace;
enum { WINDOW_ANYWHERE = -100000 };

/* A place that no screen shows any more is anywhere. On false *out is NULL and the message says what to do without a display. */
bool window_open(Window **out, const char *title, WindowPlace place, WindowPresent present, Diag *diag);
void window_close(Window *window); /* NULL is fine */

void window_set_full_screen(Window *window, bool on); /* without a frame, at the desktop's own size; does nothing when it is so */
void window_set_title(Window *window, const char *title);
void window_set_size(Window *window, int w, int h); /* window points; an INPUT_RESIZE tells what came of it */
void window_size(const Window *window, double *width_px, double *height_px, double *pixel_ratio); /* as of the last INPUT_RESIZE */
void window_place(const Window *window, WindowPlace *place); /* in and out: while it fills the screen, only `whole` is set */
/* Where text is typed, window points: an input method shows its list of words below it. */
void window_set_text_place(Window *window, double x, double y, double w, double h);
bool window_is_texture(const Window *window);

/* Where to draw now. Valid until the next poll or wait. `*fresh` is set when the pixels of the last picture are lost (first
   time, after a resize): the caller calls draw_cache_forget. */
bool window_target(Window *window, RasterTarget *target, bool *fresh, Diag *diag);

/* Brings the rectangles to the screen. */
bool window_show(Window *window, const PixelRect *rect, int count, Diag *diag);

/* Appends what happened to `input` (which the caller resets). wait sleeps until something does, at most timeout_s (negative:
   for ever), then takes all there is. When the system lost the picture (uncovered, restored) it is shown again from memory,
   and an INPUT_RESIZE of the same size tells the program to look. */
void window_poll(Window *window, Input *input);
void window_wait(Window *window, Input *input, double timeout_s);

/* The same of several windows at once: events of window[i] go to input[i]; events of no window, to the first. With more than one,
   the close button of each gives an INPUT_CLOSE to its own. NULL stands for a window that is not open. */
void window_poll_all(Window *const window[], Input input[], int count);
void window_wait_all(Window *const window[], Input input[], int count, double timeout_s);

/* Calls turn(user) again and again until it returns false. In a page the browser calls it, once for every picture that it shows, and nothing
   may wait: there window_paces is true, and window_wait and window_wait_all only take what there is. */
void window_loop(bool (*turn)(void *user), void *user);
bool window_paces(void);

#endif
