/* See desktop.h. SDL 2 tells neither the resource Xft.dpi, by which desktops on X11 say how large things are, nor the depth of a
   screen that it cannot draw on. Xlib is asked on a connection of its own, through SDL's loader. */
#include "platform/desktop.h"
#include "base/number.h"
#include <SDL.h>
#include <math.h>
#include <string.h>

typedef void *OpenDisplay(const char *name);
typedef int CloseDisplay(void *display);
typedef char *GetDefault(void *display, const char *program, const char *option);
typedef int GetNumber(void *display);
typedef int GetDepth(void *display, int screen);

typedef struct Screen {
    double dpi; /* Xft.dpi; 0: not set */
    int depth;
} Screen;

/* ISO C has no cast from an object to a function. */
static bool load(void *library, const char *name, void *function, size_t size) {
    void *found = SDL_LoadFunction(library, name);
    memcpy(function, &found, size);
    return found != NULL;
}

static Screen ask_xlib(void *xlib) {
    Screen screen = {0, 0};
    OpenDisplay *open = NULL;
    CloseDisplay *close = NULL;
    GetDefault *get_default = NULL;
    GetNumber *get_screen = NULL;
    GetDepth *get_depth = NULL;
    bool all = load(xlib, "XOpenDisplay", &open, sizeof open) && load(xlib, "XCloseDisplay", &close, sizeof close) &&
               load(xlib, "XGetDefault", &get_default, sizeof get_default) &&
               load(xlib, "XDefaultScreen", &get_screen, sizeof get_screen) && load(xlib, "XDefaultDepth", &get_depth, sizeof get_depth);
    void *display = all ? open(NULL) : NULL;
    if (!display) return screen;
    const char *dpi = get_default(display, "Xft", "dpi");
    if (dpi && !number_parse(&screen.dpi, str_trim(str_from(dpi)))) screen.dpi = 0;
    screen.depth = get_depth(display, get_screen(display));
    close(display);
    return screen;
}

static bool is_driver(const char *name) {
    const char *driver = SDL_GetCurrentVideoDriver();
    return driver && strcmp(driver, name) == 0;
}

static Screen ask(void) {
    Screen screen = {0, 0};
    void *xlib = is_driver("x11") ? SDL_LoadObject("libX11.so.6") : NULL;
    if (!xlib) return screen;
    screen = ask_xlib(xlib);
    SDL_UnloadObject(xlib); /* SDL holds it as well */
    return screen;
}

double desktop_zoom_of(double dpi) {
    double quarters = floor(dpi / 96 * 4 + 0.5);
    return quarters > 4 ? fmin(quarters / 4, 4) : 1; /* and when it is no number */
}

double desktop_zoom(void) {
    double gdk = 0;
    float dpi = 0;
    const char *scale = SDL_getenv("GDK_SCALE");
    if (!is_driver("x11") && !is_driver("dummy")) return 1;
    if (scale && !number_parse(&gdk, str_trim(str_from(scale)))) gdk = 0;
    Screen screen = ask();
    if (screen.dpi > 0 || gdk > 0) return fmax(desktop_zoom_of(screen.dpi), desktop_zoom_of(96 * gdk));
    /* What a screen measures says little: a small notebook has 150 dots per inch and is read from near. Only whole steps count. */
    if (SDL_GetDisplayDPI(0, &dpi, NULL, NULL) != 0) return 1;
    return floor(desktop_zoom_of((double)dpi));
}

int desktop_depth(void) { return ask().depth; }
