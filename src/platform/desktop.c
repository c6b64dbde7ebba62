/* See desktop.h. SDL 2 reports neither the resource Xft.dpi, with which X11 desktops set the size of things, nor the depth of a screen that
   it cannot draw on, nor whether a window manager runs. So we ask Xlib, on its own connection, through SDL's loader.

   A window manager that can fill the screen names its own window in the root window's _NET_SUPPORTING_WM_CHECK
   (Extended Window Manager Hints 1.3). */
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
typedef unsigned long GetRoot(void *display, int screen);
typedef unsigned long FindAtom(void *display, const char *name, int only_if_exists);
typedef int GetProperty(void *display, unsigned long window, unsigned long property, long offset, long length, int delete,
                        unsigned long wanted, unsigned long *type, int *bits, unsigned long *count, unsigned long *left,
                        unsigned char **value);
typedef int Free(void *value);

typedef struct Screen {
    double dpi; /* Xft.dpi; 0: not set */
    int depth;
    bool is_unmanaged; /* the server answered that there is no window manager */
} Screen;

/* ISO C has no cast from an object to a function. */
static bool load(void *library, const char *name, void *function, size_t size) {
    void *found = SDL_LoadFunction(library, name);
    memcpy(function, &found, size);
    return found != NULL;
}

static bool has_manager(void *xlib, void *display, int screen) {
    GetRoot *get_root = NULL;
    FindAtom *find_atom = NULL;
    GetProperty *get_property = NULL;
    Free *release = NULL;
    unsigned long type = 0, count = 0, left = 0;
    int bits = 0;
    unsigned char *value = NULL;
    bool all = load(xlib, "XRootWindow", &get_root, sizeof get_root) && load(xlib, "XInternAtom", &find_atom, sizeof find_atom) &&
               load(xlib, "XGetWindowProperty", &get_property, sizeof get_property) && load(xlib, "XFree", &release, sizeof release);
    if (!all) return true; /* the server cannot be asked; most have a window manager */
    unsigned long check = find_atom(display, "_NET_SUPPORTING_WM_CHECK", 1);
    if (check == 0) return false; /* no client has ever created this atom */
    if (get_property(display, get_root(display, screen), check, 0, 1, 0, 0, &type, &bits, &count, &left, &value) != 0) return false;
    if (value) release(value);
    return count > 0;
}

static Screen ask_xlib(void *xlib) {
    Screen screen = {0, 0, false};
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
    screen.is_unmanaged = !has_manager(xlib, display, get_screen(display));
    close(display);
    return screen;
}

static bool is_driver(const char *name) {
    const char *driver = SDL_GetCurrentVideoDriver();
    return driver && strcmp(driver, name) == 0;
}

static Screen ask(void) {
    Screen screen = {0, 0, false};
    void *xlib = is_driver("x11") ? SDL_LoadObject("libX11.so.6") : NULL;
    if (!xlib) return screen;
    screen = ask_xlib(xlib);
    SDL_UnloadObject(xlib); /* SDL keeps it loaded as well */
    return screen;
}

double desktop_zoom_of(double dpi) {
    double quarters = floor(dpi / 96 * 4 + 0.5);
    return quarters > 4 ? fmin(quarters / 4, 4) : 1; /* also if it is not a number */
}

double desktop_zoom(void) {
    double gdk = 0;
    float dpi = 0;
    const char *scale = SDL_getenv("GDK_SCALE");
    if (!is_driver("x11") && !is_driver("dummy")) return 1;
    if (scale && !number_parse(&gdk, str_trim(str_from(scale)))) gdk = 0;
    Screen screen = ask();
    if (screen.dpi > 0 || gdk > 0) return fmax(desktop_zoom_of(screen.dpi), desktop_zoom_of(96 * gdk));
    /* The dots per inch of a screen say little: a small notebook has 150 and is read from close by. So only whole factors count. */
    if (SDL_GetDisplayDPI(0, &dpi, NULL, NULL) != 0) return 1;
    return floor(desktop_zoom_of((double)dpi));
}

int desktop_depth(void) { return ask().depth; }

bool desktop_is_unmanaged(void) { return ask().is_unmanaged; }
