/* The window in a page: a canvas. The rasteriser draws into our memory, R G B x, and each changed rectangle is copied to the canvas. The
   page's script (web/page.js) calls the functions at the end of this file for each event; events wait in a list until they are polled. The
   browser calls the loop once for every picture that it shows.

   The first window is the page's own canvas, another one a browser window with a canvas of its own, which the browser may refuse. */
#include "base/arena.h"
#include "base/number.h"
#include "platform/script_web.h"
#include "platform/window.h"
#include <emscripten.h>
#include <math.h>
#include <string.h>

enum { SIDE_MAX = 8192 };

struct Window {
    unsigned char *pixels; /* (height, stride) */
    int width, height, stride;
    double ratio;     /* screen pixels per window point */
    bool fresh, lost; /* the pixels hold no picture yet; they must be made again */
    Input waiting;
    bool is_full_screen;
};

bool window_open(Window **out, const char *title, WindowPlace place, WindowPresent present, Diag *diag) {
    (void)place;
    (void)present;
    Window *window = mem_new(sizeof *window);
    *out = window;
    if (!window) return diag_fail(diag, "no memory is left for the window");
    *window = (Window){.width = WINDOW_WIDTH_MIN, .height = WINDOW_HEIGHT_MIN, .ratio = 1, .fresh = true, .lost = true};
    if (page_script_open(window, title)) return true; /* it has reported the size */
    mem_free(window);
    *out = NULL;
    return diag_fail(diag, "The browser opened no second window. Allow pop-up windows for this page, then try again.");
}

void window_close(Window *window) {
    if (!window) return;
    page_script_close(window);
    mem_free(window->pixels);
    mem_free(window);
}

void window_set_full_screen(Window *window, bool on) {
    if (window->is_full_screen != on) page_script_full_screen(on);
    window->is_full_screen = on;
}

void window_set_title(Window *window, const char *title) { page_script_title(window, title); }

void window_set_size(Window *window, int w, int h) { /* the reader decides how large the page is */
    (void)window;
    (void)w;
    (void)h;
}

void window_size(const Window *window, double *width_px, double *height_px, double *pixel_ratio) {
    *width_px = window->width;
    *height_px = window->height;
    *pixel_ratio = window->ratio;
}

void window_place(const Window *window, WindowPlace *place) {
    (void)window;
    (void)place;
}

void window_set_text_place(Window *window, double x, double y, double w, double h) {
    (void)window;
    page_script_text_place(x, y, w, h);
}

bool window_is_texture(const Window *window) {
    (void)window;
    return false;
}

bool window_target(Window *window, RasterTarget *target, bool *fresh, Diag *diag) {
    if (window->lost) {
        int stride = 4 * window->width;
        unsigned char *pixels = mem_new((size_t)stride * (size_t)window->height);
        if (!pixels) return diag_fail(diag, "no memory is left for a window of %d x %d pixels", window->width, window->height);
        mem_free(window->pixels);
        window->pixels = pixels;
        window->stride = stride;
        window->lost = false;
        window->fresh = true;
    }
    *fresh = window->fresh;
    window->fresh = false;
    *target = (RasterTarget){
        .pixels = window->pixels, .width = window->width, .height = window->height, .stride = window->stride, .swap_red_blue = true};
    return true;
}

/* Every pixel of the canvas must be opaque; the rasteriser does not write the fourth byte. */
static void make_opaque(const Window *window, PixelRect rect) {
    for (int y = rect.y; y < rect.y + rect.h; y++) {
        uint32_t *row = (uint32_t *)(void *)(window->pixels + (size_t)y * (size_t)window->stride);
        for (int x = rect.x; x < rect.x + rect.w; x++) row[x] |= 0xFF000000u;
    }
}

bool window_show(Window *window, const PixelRect *rect, int count, Diag *diag) {
    (void)diag;
    const PixelRect whole = {0, 0, window->width, window->height};
    if (window->lost || count <= 0) return true; /* after a resize the next picture comes first */
    if (count > RASTER_DIRTY_MAX) rect = &whole, count = 1;
    for (int i = 0; i < count; i++) {
        make_opaque(window, rect[i]);
        page_script_show(window, window->pixels, window->stride, window->height, rect[i].x, rect[i].y, rect[i].w, rect[i].h);
    }
    return true;
}

static void take_all(Window *window, Input *input) {
    Input *waiting = &window->waiting;
    int taken = 0;
    while (taken < waiting->count && input_push(input, &waiting->event[taken])) taken++;
    if (taken > 0) memcpy(input->dropped, waiting->dropped, sizeof input->dropped);
    memmove(waiting->event, waiting->event + taken, (size_t)(waiting->count - taken) * sizeof *waiting->event);
    waiting->count -= taken;
}

void window_poll_all(Window *const window[], Input input[], int count) {
    for (int i = 0; i < count; i++)
        if (window[i]) take_all(window[i], &input[i]);
}

void window_poll(Window *window, Input *input) { window_poll_all(&window, input, 1); }

void window_wait(Window *window, Input *input, double timeout_s) {
    (void)timeout_s;
    window_poll(window, input);
}

void window_wait_all(Window *const window[], Input input[], int count, double timeout_s) {
    (void)timeout_s;
    window_poll_all(window, input, count);
}

typedef struct Loop {
    bool (*turn)(void *user);
    void *user;
} Loop;

static void turn_once(void *user) {
    Loop *loop = user;
    if (!loop->turn(loop->user)) emscripten_cancel_main_loop();
}

/* Does not return: the caller's stack stays alive for the turns. */
void window_loop(bool (*turn)(void *user), void *user) {
    Loop loop = {turn, user};
    page_script_loop(&loop);
    emscripten_set_main_loop_arg(turn_once, &loop, 0, true);
}

/* --- what the page's script calls --- */

EMSCRIPTEN_KEEPALIVE void page_resize(Window *window, int width, int height, double ratio);
EMSCRIPTEN_KEEPALIVE void page_event(Window *window, int kind, double x, double y, int clicks, int shift, const char *text);
EMSCRIPTEN_KEEPALIVE void page_drop(Window *window, const char *path);
EMSCRIPTEN_KEEPALIVE void page_turn(void *loop); /* one extra turn: the page may end */
EMSCRIPTEN_KEEPALIVE void page_hide(int hidden); /* ignores the browser's frames until the page is visible again */

void page_resize(Window *window, int width, int height, double ratio) {
    width = width < 1 ? 1 : width < SIDE_MAX ? width : SIDE_MAX;
    height = height < 1 ? 1 : height < SIDE_MAX ? height : SIDE_MAX;
    window->lost |= width != window->width || height != window->height;
    window->width = width;
    window->height = height;
    window->ratio = ratio;
    input_push(&window->waiting, &(InputEvent){.kind = INPUT_RESIZE, .x = width / ratio, .y = height / ratio, .ratio = ratio});
}

void page_event(Window *window, int kind, double x, double y, int clicks, int shift, const char *text) {
    InputEvent event = {.kind = (InputKind)kind, .x = x, .y = y, .clicks = clicks, .shift = shift != 0};
    event.is_finger = event.kind == INPUT_WHEEL && clicks > 0;
    str_copy(event.text, sizeof event.text, str_from(text));
    input_push(&window->waiting, &event);
}

void page_drop(Window *window, const char *path) {
    str_copy(window->waiting.dropped, (int)sizeof window->waiting.dropped, str_from(path));
    input_push(&window->waiting, &(InputEvent){.kind = INPUT_DROP});
}

void page_turn(void *loop) { turn_once(loop); }

void page_hide(int hidden) {
    if (hidden)
        emscripten_pause_main_loop();
    else
        emscripten_resume_main_loop();
}
