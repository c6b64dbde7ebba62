/* The window on SDL2: one surface or one texture, and the events.

   Surface: the rasteriser draws into the memory that SDL shows, and SDL copies the changed rectangles (the graphics card is not used;
   without one that path costs ten times as much). Texture: the rasteriser draws into our memory, changed rectangles are copied to a
   streaming texture, and the renderer shows all of it. A window uses one of the two for its lifetime, so the choice is made at the start:
   texture when asked for, when the screen has more pixels than window points (a surface may be unscaled there), or when the surface's
   format is not four bytes of red, green and blue.

   Full screen is a request to the window manager. If none runs, SDL reports success but the window keeps its size; then we move and resize
   it here.

   A window point is SDL's unit times the desktop's enlargement (desktop.h), which SDL leaves to the program on X11.

   SDL names its event types in one union; each kind here becomes at most two InputEvents. Only the left button counts. */
#include "base/arena.h"
#include "base/number.h"
#include "platform/desktop.h"
#include "platform/keys.h"
#include "platform/window.h"
#include <SDL.h>
#include <math.h>
#include <signal.h>

enum { EVENTS_PER_SDL_EVENT = 2, WIDTH_USUAL = 1600, HEIGHT_USUAL = 1000, SIDE_MAX = 16384 };

struct Window {
    SDL_Window *window;
    SDL_Renderer *renderer; /* texture only */
    SDL_Texture *texture;
    unsigned char *pixels; /* texture only: (height, stride), the content of the texture */
    int pixel_stride;
    SDL_Surface *surface;              /* surface only; SDL's, until the next resize */
    int width, height;                 /* of the pixels, screen pixels; 0 until the first target */
    bool fresh;                        /* the pixels hold no picture yet */
    bool lost;                         /* pixels or texture must be made again */
    double width_px, height_px, ratio; /* ratio: screen pixels per window point */
    double zoom;                       /* SDL's units per window point */
    bool video;                        /* SDL_InitSubSystem succeeded */
    bool covers;                       /* fills the screen without a window manager's help */
    SDL_Rect uncovered;                /* while it does: position and size to return to, SDL's units */
    KeyLegend legend;                  /* for the keyboard's layout */
    bool composes;                     /* an input method shows text that is not typed yet */
    SDL_Rect text_place;               /* as last set in SDL */
    SDL_Keysym last_key;               /* the key pressed last: the next text is typed by it */
};

/* True for formats of four bytes a pixel in whose order the rasteriser can write red and blue. */
static bool format_is_usable(uint32_t format, bool *swap_red_blue) {
    bool bgr_in_memory = format == SDL_PIXELFORMAT_RGB888 || format == SDL_PIXELFORMAT_ARGB8888;
    bool rgb_in_memory = format == SDL_PIXELFORMAT_BGR888 || format == SDL_PIXELFORMAT_ABGR8888;
    *swap_red_blue = rgb_in_memory;
    return bgr_in_memory || rgb_in_memory;
}

static void read_size(Window *window) {
    int points_w = 1, points_h = 1, pixels_w = 1, pixels_h = 1;
    SDL_GetWindowSize(window->window, &points_w, &points_h);
    SDL_GetWindowSizeInPixels(window->window, &pixels_w, &pixels_h);
    if (window->renderer) SDL_GetRendererOutputSize(window->renderer, &pixels_w, &pixels_h);
    window->width_px = pixels_w;
    window->height_px = pixels_h;
    window->ratio = window->zoom * (points_w > 0 ? (double)pixels_w / points_w : 1.0);
}

enum { DEPTH_LEAST = 15 }; /* with fewer bits the screen has a colour table, in which SDL does not draw */

static bool fail_to_show(bool tried_surface, Diag *diag) {
    int depth = desktop_depth();
    char reason[128];
    text_format(reason, (int)sizeof reason, "%s", SDL_GetError());
    if (depth > 0 && depth < DEPTH_LEAST)
        return diag_fail(diag,
                         "the display has %d bit%s per pixel; the window needs 24, or at least %d. Start the X server with 24 bits (Xvfb: "
                         "-screen 0 1280x800x24), or draw the picture without a window: `unroll render -o FILE`",
                         depth, depth == 1 ? "" : "s", DEPTH_LEAST);
    if (tried_surface)
        return diag_fail(diag,
                         "the window can show neither a surface nor a texture (%s). `unroll render -o FILE` draws the same picture "
                         "without a window",
                         reason);
    return diag_fail(diag, "the window cannot show a texture (%s); --present surface may work", reason);
}

static bool open_renderer(Window *window, bool tried_surface, Diag *diag) {
    window->renderer = SDL_CreateRenderer(window->window, -1, 0);
    if (!window->renderer) window->renderer = SDL_CreateRenderer(window->window, -1, SDL_RENDERER_SOFTWARE);
    return window->renderer || fail_to_show(tried_surface, diag);
}

static bool open_surface(Window *window) {
    bool swap;
    SDL_Surface *surface = SDL_GetWindowSurface(window->window);
    return surface && format_is_usable(surface->format->format, &swap);
}

/* True if enough of its upper edge is on a screen to see and move it. */
static bool is_on_a_screen(WindowPlace place) {
    const int least_w = 100, least_h = 40;
    SDL_Rect edge = {place.x, place.y, place.w, least_h}, screen, common;
    for (int i = 0; i < SDL_GetNumVideoDisplays(); i++) {
        if (SDL_GetDisplayBounds(i, &screen) != 0 || !SDL_IntersectRect(&edge, &screen, &common)) continue;
        if (common.w >= least_w && common.h >= least_h / 2) return true;
    }
    return false;
}

static bool create_window(Window *window, const char *title, WindowPlace place, Diag *diag) {
    uint32_t flags = SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI | (place.whole ? (uint32_t)SDL_WINDOW_MAXIMIZED : 0);
    bool anywhere = place.x == WINDOW_ANYWHERE || place.y == WINDOW_ANYWHERE || !is_on_a_screen(place);
    int x = anywhere ? (int)SDL_WINDOWPOS_UNDEFINED : place.x, y = anywhere ? (int)SDL_WINDOWPOS_UNDEFINED : place.y;
    window->window = SDL_CreateWindow(title, x, y, place.w, place.h, flags);
    if (!window->window) {
        return diag_fail(diag, "the window cannot be opened: %s. `unroll render -o FILE` draws the same picture without one",
                         SDL_GetError());
    }
    SDL_SetWindowMinimumSize(window->window, WINDOW_WIDTH_MIN, WINDOW_HEIGHT_MIN);
    return true;
}

/* Converts to SDL's units. A size of 0 becomes the usual size, or most of a smaller screen. */
static void choose_size(int *w, int *h, double zoom) {
    int usual_w = (int)(WIDTH_USUAL * zoom), usual_h = (int)(HEIGHT_USUAL * zoom);
    SDL_Rect screen = {0, 0, usual_w, usual_h};
    bool known = SDL_GetDisplayUsableBounds(0, &screen) == 0;
    *w = *w > 0 ? (int)fmin(*w * zoom, SIDE_MAX) : known && screen.w * 9 / 10 < usual_w ? screen.w * 9 / 10 : usual_w;
    *h = *h > 0 ? (int)fmin(*h * zoom, SIDE_MAX) : known && screen.h * 9 / 10 < usual_h ? screen.h * 9 / 10 : usual_h;
    if (*w < WINDOW_WIDTH_MIN) *w = WINDOW_WIDTH_MIN;
    if (*h < WINDOW_HEIGHT_MIN) *h = WINDOW_HEIGHT_MIN;
}

/* Hints must be set before the video starts; they have no effect once there is a window. */
static void set_hints(void) {
    SDL_SetHint(SDL_HINT_APP_NAME, "Unroll");
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "1");
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
    SDL_SetHint(SDL_HINT_MOUSE_FOCUS_CLICKTHROUGH, "1");
    SDL_SetHint(SDL_HINT_RENDER_SCALE_QUALITY, "0");
    SDL_SetHint("SDL_WINDOWS_DPI_SCALING", "1"); /* points as on other systems; older versions of SDL ignore it */
}

static bool fail_without_display(const char *reason, Diag *diag) {
    return diag_fail(diag, "there is no display to open a window on (%s). `unroll render -o FILE` draws the same picture without one",
                     reason);
}

/* Without a display SDL would use drivers that show nothing. We accept those only if the person names them. */
static bool is_unseen(void) {
    const char *driver = SDL_GetCurrentVideoDriver(), *wanted = SDL_GetHint(SDL_HINT_VIDEODRIVER);
    if (wanted && wanted[0] != '\0') return false;
    return driver && (SDL_strcmp(driver, "offscreen") == 0 || SDL_strcmp(driver, "dummy") == 0 || SDL_strcmp(driver, "evdev") == 0);
}

#ifdef _WIN32
static void close_on_other_signals(void) {} /* there are no displays */
#else
/* SDL turns SIGINT and SIGTERM into an event that closes the window; SIGHUP and SIGQUIT do the same by way of SIGTERM. */
static void pass_on(int number) {
    (void)number;
    raise(SIGTERM);
}

static void close_on_other_signals(void) {
    static const int other[] = {SIGHUP, SIGQUIT};
    struct sigaction closing, now;
    if (sigaction(SIGTERM, NULL, &closing) != 0 || closing.sa_handler == SIG_DFL) return; /* SDL was told not to handle signals */
    for (int i = 0; i < 2; i++) {
        if (sigaction(other[i], NULL, &now) == 0 && now.sa_handler == SIG_DFL) signal(other[i], pass_on);
    }
}
#endif

static bool open_parts(Window *window, const char *title, WindowPlace place, WindowPresent present, Diag *diag) {
    set_hints();
    SDL_SetMainReady(); /* we have our own main, not SDL's */
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) return fail_without_display(SDL_GetError(), diag);
    window->video = true;
    close_on_other_signals();
    if (is_unseen()) return fail_without_display("neither DISPLAY nor WAYLAND_DISPLAY leads to one", diag);
    SDL_EventState(SDL_DROPTEXT, SDL_DISABLE); /* SDL would expect us to free it */
    window->zoom = desktop_zoom();
    choose_size(&place.w, &place.h, window->zoom);
    if (!create_window(window, title, place, diag)) return false;
    read_size(window);
    bool texture = present == WINDOW_TEXTURE || (present == WINDOW_AUTO && window->ratio > window->zoom);
    bool try_surface = !texture;
    if (try_surface && !open_surface(window)) {
        SDL_DestroyWindow(window->window); /* a window that had a surface cannot get a renderer */
        if (!create_window(window, title, place, diag)) return false;
        texture = true;
    }
    if (texture && !open_renderer(window, try_surface, diag)) return false;
    read_size(window);
    key_legend_read(&window->legend, window->window);
    SDL_StartTextInput();
    return true;
}

bool window_open(Window **out, const char *title, WindowPlace place, WindowPresent present, Diag *diag) {
    *out = NULL;
    Window *window = mem_new(sizeof *window);
    if (!window) return diag_fail(diag, "no memory is left for the window");
    window->lost = window->fresh = true;
    if (place.w > SIDE_MAX || place.h > SIDE_MAX) {
        diag_fail(diag, "a window of %d x %d is too large; expected at most %d x %d", place.w, place.h, SIDE_MAX, SIDE_MAX);
    } else if (open_parts(window, title, place, present, diag)) {
        *out = window;
        return true;
    }
    window_close(window);
    return false;
}

void window_close(Window *window) {
    if (!window) return;
    if (window->texture) SDL_DestroyTexture(window->texture);
    if (window->renderer) SDL_DestroyRenderer(window->renderer);
    if (window->window) SDL_DestroyWindow(window->window);
    if (window->video) SDL_QuitSubSystem(SDL_INIT_VIDEO);
    mem_free(window->pixels);
    mem_free(window);
}

void window_set_title(Window *window, const char *title) { SDL_SetWindowTitle(window->window, title); }

void window_set_size(Window *window, int w, int h) {
    double to_w = w * window->zoom, to_h = h * window->zoom;
    if (to_w >= 1 && to_h >= 1 && to_w <= SIDE_MAX && to_h <= SIDE_MAX) SDL_SetWindowSize(window->window, (int)to_w, (int)to_h);
}

static bool fills_screen(const Window *window) {
    return window->covers || (SDL_GetWindowFlags(window->window) & SDL_WINDOW_FULLSCREEN) != 0;
}

static void put_at(Window *window, SDL_Rect place) {
    SDL_SetWindowPosition(window->window, place.x, place.y);
    SDL_SetWindowSize(window->window, place.w, place.h);
}

void window_set_full_screen(Window *window, bool on) {
    if (fills_screen(window) == on) return;
    SDL_Rect screen, *old = &window->uncovered;
    if (window->covers) {
        window->covers = false;
        put_at(window, *old);
    } else if (on && desktop_is_unmanaged() && SDL_GetDisplayBounds(SDL_GetWindowDisplayIndex(window->window), &screen) == 0) {
        window->covers = true;
        SDL_GetWindowPosition(window->window, &old->x, &old->y);
        SDL_GetWindowSize(window->window, &old->w, &old->h);
        put_at(window, screen);
    } else {
        SDL_SetWindowFullscreen(window->window, on ? SDL_WINDOW_FULLSCREEN_DESKTOP : 0);
    }
}

void window_size(const Window *window, double *width_px, double *height_px, double *pixel_ratio) {
    *width_px = window->width_px;
    *height_px = window->height_px;
    *pixel_ratio = window->ratio;
}

void window_place(const Window *window, WindowPlace *place) {
    uint32_t flags = SDL_GetWindowFlags(window->window);
    place->whole = window->covers || (flags & (SDL_WINDOW_MAXIMIZED | SDL_WINDOW_FULLSCREEN)) != 0;
    if (place->whole || (flags & (SDL_WINDOW_MINIMIZED | SDL_WINDOW_HIDDEN))) return;
    SDL_GetWindowPosition(window->window, &place->x, &place->y);
    SDL_GetWindowSize(window->window, &place->w, &place->h);
    place->w = (int)lround(place->w / window->zoom);
    place->h = (int)lround(place->h / window->zoom);
}

void window_set_text_place(Window *window, double x, double y, double w, double h) {
    SDL_Rect place = {(int)(x * window->zoom), (int)(y * window->zoom), (int)(w * window->zoom), (int)(h * window->zoom)};
    if (SDL_RectEquals(&place, &window->text_place)) return;
    window->text_place = place;
    SDL_SetTextInputRect(&place);
}

bool window_is_texture(const Window *window) { return window->renderer != NULL; }

static bool make_texture(Window *window, Diag *diag) {
    int w = 0, h = 0;
    if (SDL_GetRendererOutputSize(window->renderer, &w, &h) != 0) return diag_fail(diag, "the window has no size: %s", SDL_GetError());
    if (w != window->width || h != window->height || !window->pixels) {
        int stride = (4 * w + 63) & ~63;
        unsigned char *pixels = mem_new((size_t)stride * (size_t)h);
        if (!pixels) return diag_fail(diag, "no memory is left for a window of %d x %d pixels", w, h);
        mem_free(window->pixels);
        window->pixels = pixels;
        window->pixel_stride = stride;
        window->width = w;
        window->height = h;
    }
    if (window->texture) SDL_DestroyTexture(window->texture);
    window->texture = SDL_CreateTexture(window->renderer, SDL_PIXELFORMAT_RGB888, SDL_TEXTUREACCESS_STREAMING, w, h);
    if (!window->texture)
        return diag_fail(diag, "the window cannot show a texture of %d x %d (%s); --present surface may work", w, h, SDL_GetError());
    return true;
}

static bool get_surface(Window *window, Diag *diag) {
    window->surface = SDL_GetWindowSurface(window->window);
    if (!window->surface) return diag_fail(diag, "SDL has no picture for the window (%s); --present texture may work", SDL_GetError());
    window->width = window->surface->w;
    window->height = window->surface->h;
    return true;
}

bool window_target(Window *window, RasterTarget *target, bool *fresh, Diag *diag) {
    *target = (RasterTarget){0};
    if (window->lost) {
        if (window->renderer ? !make_texture(window, diag) : !get_surface(window, diag)) return false;
        window->lost = false;
        window->fresh = true;
    }
    *fresh = window->fresh;
    window->fresh = false;
    target->width = window->width;
    target->height = window->height;
    if (window->renderer) {
        target->pixels = window->pixels;
        target->stride = window->pixel_stride;
    } else {
        target->pixels = window->surface->pixels;
        target->stride = window->surface->pitch;
        format_is_usable(window->surface->format->format, &target->swap_red_blue);
    }
    return true;
}

static bool show_texture(Window *window, const SDL_Rect *rect, int count) {
    for (int i = 0; i < count; i++) {
        const unsigned char *first = window->pixels + (size_t)rect[i].y * (size_t)window->pixel_stride + 4 * (size_t)rect[i].x;
        if (SDL_UpdateTexture(window->texture, &rect[i], first, window->pixel_stride) != 0) return false;
    }
    if (SDL_RenderCopy(window->renderer, window->texture, NULL, NULL) != 0) return false;
    SDL_RenderPresent(window->renderer);
    return true;
}

bool window_show(Window *window, const PixelRect *rect, int count, Diag *diag) {
    SDL_Rect inside[RASTER_DIRTY_MAX];
    SDL_Rect whole = {0, 0, window->width, window->height};
    int kept = 0;
    if (window->lost || count <= 0) return true; /* after a resize the next picture comes first */
    for (int i = 0; i < count && i < RASTER_DIRTY_MAX; i++) {
        SDL_Rect wanted = {rect[i].x, rect[i].y, rect[i].w, rect[i].h};
        if (SDL_IntersectRect(&wanted, &whole, &inside[kept])) kept++;
    }
    if (count > RASTER_DIRTY_MAX) inside[0] = whole, kept = 1;
    if (kept == 0) return true;
    bool ok = window->renderer ? show_texture(window, inside, kept) : SDL_UpdateWindowSurfaceRects(window->window, inside, kept) == 0;
    if (ok) return true;
    window->lost = true; /* the next picture is drawn completely */
    return diag_fail(diag, "the window cannot be updated: %s", SDL_GetError());
}

static void show_again(Window *window) {
    PixelRect whole = {0, 0, window->width, window->height};
    if (!window->lost && !window->fresh) window_show(window, &whole, 1, NULL);
}

static void push_size(Window *window, Input *input) {
    read_size(window);
    InputEvent event = {.kind = INPUT_RESIZE, .ratio = window->ratio};
    event.x = window->width_px / window->ratio;
    event.y = window->height_px / window->ratio;
    input_push(input, &event);
}

static void take_window_event(Window *window, Input *input, const SDL_WindowEvent *event) {
    switch (event->event) {
    case SDL_WINDOWEVENT_SIZE_CHANGED:
    case SDL_WINDOWEVENT_DISPLAY_CHANGED:
        window->lost = true;
        push_size(window, input);
        break;
    case SDL_WINDOWEVENT_EXPOSED:
        show_again(window);
        push_size(window, input);
        break;
    case SDL_WINDOWEVENT_FOCUS_LOST:
        input_push(input, &(InputEvent){.kind = INPUT_CTRL});
        break; /* the button may be released outside the
                                                                                                     window */
    case SDL_WINDOWEVENT_LEAVE: input_push(input, &(InputEvent){.kind = INPUT_LEAVE}); break;
    default: break;
    }
}

static void push_pointer(const Window *window, Input *input, InputKind kind, int x, int y, int clicks) {
    bool shift = kind == INPUT_PRESS && (SDL_GetModState() & KMOD_SHIFT);
    input_push(input, &(InputEvent){.kind = kind, .x = x / window->zoom, .y = y / window->zoom, .clicks = clicks, .shift = shift});
}

static void take_button(const Window *window, Input *input, const SDL_MouseButtonEvent *event) {
    if (event->button != SDL_BUTTON_LEFT) return;
    InputKind kind = event->type == SDL_MOUSEBUTTONDOWN ? INPUT_PRESS : INPUT_RELEASE;
    push_pointer(window, input, kind, event->x, event->y, event->clicks);
}

static void take_wheel(Input *input, const SDL_MouseWheelEvent *event) {
    double sign = event->direction == SDL_MOUSEWHEEL_FLIPPED ? -1.0 : 1.0;
    InputEvent made = {.kind = INPUT_WHEEL, .x = sign * (double)event->preciseX, .y = sign * (double)event->preciseY};
    input_push(input, &made);
}

/* Ctrl shows all digits while it is held; repeated presses are ignored. */
static void take_ctrl(Input *input, const SDL_KeyboardEvent *event) {
    bool is_ctrl = event->keysym.scancode == SDL_SCANCODE_LCTRL || event->keysym.scancode == SDL_SCANCODE_RCTRL;
    if (is_ctrl && !event->repeat) input_push(input, &(InputEvent){.kind = INPUT_CTRL, .clicks = event->type == SDL_KEYDOWN});
}

static void take_key(Window *window, Input *input, const SDL_KeyboardEvent *event) {
    InputEvent made = {.kind = INPUT_KEY};
    window->last_key = event->keysym;
    if (key_name_of_press(made.text, sizeof made.text, &event->keysym, &window->legend)) input_push(input, &made);
}

/* The modifiers are those of the press: by the time that the text is read, Ctrl may be up again. */
static void take_text(Window *window, Input *input, const SDL_TextInputEvent *event) {
    InputEvent key = {.kind = INPUT_KEY}, text = {.kind = INPUT_TEXT};
    int modifiers = window->last_key.scancode != SDL_SCANCODE_UNKNOWN ? window->last_key.mod : (int)SDL_GetModState();
    int row = (int)window->last_key.scancode - (int)SDL_SCANCODE_1 + 1;
    bool types_digit = event->text[0] >= '0' && event->text[0] <= '9';
    int digit = row >= 1 && row <= 9 && (modifiers & KMOD_SHIFT) && !types_digit ? row : 0;
    key_legend_learn(&window->legend, &window->last_key, event->text);
    window->last_key = (SDL_Keysym){0};
    if (!key_text_is_meant(modifiers)) return;
    key.digit = digit;
    if (key_name_of_text(key.text, sizeof key.text, event->text)) input_push(input, &key);
    str_copy(text.text, sizeof text.text, str_from(event->text));
    if (text.text[0] != '\0') input_push(input, &text);
}

/* Without an input method SDL also sends empty ones: only those that change something are passed on. */
static void take_composed(Window *window, Input *input, const char *text) {
    InputEvent made = {.kind = INPUT_COMPOSE};
    if (!text[0] && !window->composes) return;
    str_copy(made.text, sizeof made.text, str_from(text));
    window->composes = made.text[0] != '\0';
    input_push(input, &made);
}

static void take(Window *window, Input *input, const SDL_Event *event) {
    switch (event->type) {
    case SDL_QUIT: input_push(input, &(InputEvent){.kind = INPUT_CLOSE}); break;
    case SDL_DROPFILE:
        str_copy(input->dropped, (int)sizeof input->dropped, str_from(event->drop.file));
        input_push(input, &(InputEvent){.kind = INPUT_DROP});
        SDL_free(event->drop.file);
        break;
    case SDL_WINDOWEVENT: take_window_event(window, input, &event->window); break;
    case SDL_MOUSEMOTION: push_pointer(window, input, INPUT_POINTER, event->motion.x, event->motion.y, 0); break;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP: take_button(window, input, &event->button); break;
    case SDL_MOUSEWHEEL: take_wheel(input, &event->wheel); break;
    case SDL_KEYDOWN:
        take_ctrl(input, &event->key);
        take_key(window, input, &event->key);
        break;
    case SDL_KEYUP: take_ctrl(input, &event->key); break;
    case SDL_KEYMAPCHANGED: key_legend_read(&window->legend, window->window); break;
    case SDL_TEXTEDITING: take_composed(window, input, event->edit.text); break;
    case SDL_TEXTINPUT: take_text(window, input, &event->text); break;
    case SDL_RENDER_TARGETS_RESET:
    case SDL_RENDER_DEVICE_RESET:
        window->lost = true;
        push_size(window, input);
        break;
    default: break;
    }
}

/* The window that the event happened in; 0: none. */
static uint32_t find_window_id(const SDL_Event *event) {
    switch (event->type) {
    case SDL_WINDOWEVENT: return event->window.windowID;
    case SDL_MOUSEMOTION: return event->motion.windowID;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP: return event->button.windowID;
    case SDL_MOUSEWHEEL: return event->wheel.windowID;
    case SDL_KEYDOWN:
    case SDL_KEYUP: return event->key.windowID;
    case SDL_TEXTEDITING: return event->edit.windowID;
    case SDL_TEXTINPUT: return event->text.windowID;
    case SDL_DROPFILE: return event->drop.windowID;
    default: return 0;
    }
}

static int find_window(Window *const window[], int count, uint32_t id) {
    for (int i = 0; i < count; i++)
        if (window[i] && id == SDL_GetWindowID(window[i]->window)) return i;
    return id == 0 ? 0 : -1;
}

static bool have_room(const Input input[], int count) {
    for (int i = 0; i < count; i++)
        if (input[i].count + EVENTS_PER_SDL_EVENT > INPUT_EVENT_MAX) return false;
    return true;
}

void window_poll_all(Window *const window[], Input input[], int count) {
    SDL_Event event;
    int open = 0;
    for (int i = 0; i < count; i++) open += window[i] != NULL;
    while (have_room(input, count) && SDL_PollEvent(&event)) {
        int at = find_window(window, count, find_window_id(&event));
        if (at < 0) continue; /* the window was closed meanwhile */
        bool closes = event.type == SDL_WINDOWEVENT && event.window.event == SDL_WINDOWEVENT_CLOSE;
        if (closes && open > 1) input_push(&input[at], &(InputEvent){.kind = INPUT_CLOSE}); /* the last window gives SDL_QUIT instead */
        take(window[at], &input[at], &event);
    }
}

void window_poll(Window *window, Input *input) { window_poll_all(&window, input, 1); }

static void wait_for_event(double timeout_s) {
    if (timeout_s < 0.0) {
        SDL_WaitEvent(NULL);
    } else if (timeout_s > 0.0) {
        SDL_WaitEventTimeout(NULL, (int)fmin(ceil(1000.0 * timeout_s), 1e9));
    }
}

void window_wait(Window *window, Input *input, double timeout_s) {
    wait_for_event(timeout_s);
    window_poll(window, input);
}

void window_wait_all(Window *const window[], Input input[], int count, double timeout_s) {
    wait_for_event(timeout_s);
    window_poll_all(window, input, count);
}

void window_loop(bool (*turn)(void *user), void *user) {
    while (turn(user)) {}
}
