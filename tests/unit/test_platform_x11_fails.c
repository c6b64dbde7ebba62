/* An X server that answers strangely, or a library that lacks functions: the zoom, the depth of the display, its window manager and what keys
   print. fault/fail_system.h stands in for both. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define SDL_MAIN_HANDLED
#include <SDL2/SDL.h>

#include "fail_system.h"
#include "platform/desktop.h"
#include "platform/key_legend.h"
#include "platform/window.h"
#include <stdlib.h>
#include <string.h>

const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) { return "leak:libdbus\n"; } /* see test_platform_window.c */

static int end(void **state) {
    (void)state;
    unsetenv("GDK_SCALE");
    fail_system_none();
    return 0;
}

static const WindowPlace usual = {WINDOW_ANYWHERE, WINDOW_ANYWHERE, 900, 600, false};

static void assert_says(const Diag *diag, const char *part) {
    if (!strstr(diag->text, part)) fail_msg("'%s' is not in: %s", part, diag->text);
}

static const char *dpi_said;         /* what it says of Xft.dpi */
static int depth_said, manager_said; /* 0: nobody knows the name; 1: it cannot be read; 2: no window; 3: a window */
static const char *missing;          /* a function that the library does not have */
static bool is_closed;               /* there is no display */

static void *open_display(const char *name) { return name || is_closed ? NULL : &depth_said; }
static int close_display(void *display) { return display == NULL; }
static const char *get_default(void *display, const char *program, const char *option) {
    return display && !strcmp(program, "Xft") && !strcmp(option, "dpi") ? dpi_said : NULL;
}
static int get_screen(void *display) { return display == NULL; }
static int get_depth(void *display, int screen) { return display && screen == 0 ? depth_said : 0; }
static unsigned long get_root(void *display, int screen) { return display && screen == 0 ? 7 : 0; }
static unsigned long find_atom(void *display, const char *name, int only_if_exists) {
    return display && only_if_exists && !strcmp(name, "_NET_SUPPORTING_WM_CHECK") && manager_said > 0 ? 9 : 0;
}
static unsigned char value_said[8];
static int values_held;
static int release(void *value) {
    values_held -= value == value_said;
    return 1;
}
static int get_property(void *display, unsigned long window, unsigned long property, long offset, long length, int delete,
                        unsigned long wanted, unsigned long *type, int *bits, unsigned long *count, unsigned long *left,
                        unsigned char **value) {
    (void)offset, (void)length, (void)delete, (void)wanted, (void)type, (void)bits, (void)left;
    if (!display || window != 7 || property != 9 || manager_said == 1) return 1;
    *count = manager_said == 3;
    if (*count) *value = value_said, values_held++;
    return 0;
}
static unsigned long find_keysym(void *display, unsigned char keycode, unsigned group, unsigned level) {
    if (!display || keycode < 10) return 0;
    if (keycode == 11) return level ? '2' : 0xE9; /* é, and 2 with Shift: a French keyboard */
    if (keycode == 12) return level ? '3' : '"';
    if (keycode == 13) return level ? 0x7F : ' '; /* nothing that is printed */
    return keycode == 20 && !level ? (group == 2 ? ')' : '-') : 0;
}
static int state_said; /* of XkbGetState; 0 is success */
static int get_state(void *display, unsigned device, void *state) {
    if (!display || device != 0x100) return 1;
    ((unsigned char *)state)[0] = 2;
    return state_said;
}

static void *load(const char *name) {
    static const struct {
        const char *name;
        void (*function)(void);
    } row[] = {
        {"XOpenDisplay", (void (*)(void))open_display},
        {"XCloseDisplay", (void (*)(void))close_display},
        {"XGetDefault", (void (*)(void))get_default},
        {"XDefaultScreen", (void (*)(void))get_screen},
        {"XDefaultDepth", (void (*)(void))get_depth},
        {"XRootWindow", (void (*)(void))get_root},
        {"XInternAtom", (void (*)(void))find_atom},
        {"XGetWindowProperty", (void (*)(void))get_property},
        {"XFree", (void (*)(void))release},
        {"XkbKeycodeToKeysym", (void (*)(void))find_keysym},
        {"XkbGetState", (void (*)(void))get_state},
    };
    void *found = NULL;
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        if (strcmp(name, row[i].name) == 0 && (!missing || strcmp(name, missing) != 0)) memcpy(&found, &row[i].function, sizeof found);
    return found;
}

static int be_x11(void **state) {
    system_stand_in = (SystemStandIn){.driver = "x11", .load_function = load};
    dpi_said = missing = NULL;
    is_closed = false;
    depth_said = 24;
    manager_said = 3;
    state_said = 0;
    (void)state;
    unsetenv("GDK_SCALE");
    return setenv("SDL_VIDEODRIVER", "dummy", 1);
}

static void the_zoom_is_what_the_desktop_says(void **state) {
    (void)state;
    static const struct {
        const char *dpi, *gdk;
        double zoom;
    } row[] = {{"192", NULL, 2}, {" 144 ", NULL, 1.5}, {"192", "3", 3},     {"288", "2", 3},
               {NULL, "2", 2},   {"many", "2", 2},     {"120", "two", 1.25}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        dpi_said = row[i].dpi;
        if (row[i].gdk) setenv("GDK_SCALE", row[i].gdk, 1);
        if (!row[i].gdk) unsetenv("GDK_SCALE");
        assert_true(desktop_zoom() == row[i].zoom);
    }
    dpi_said = NULL;
    unsetenv("GDK_SCALE");
    fail_system("SDL_GetDisplayDPI", 1, 1, 0);
    assert_true(desktop_zoom() == 1); /* nobody says anything */
    assert_int_equal(fail_system_left(), 0);
    system_stand_in.driver = "wayland"; /* where more pixels than points say it */
    setenv("GDK_SCALE", "2", 1);
    assert_true(desktop_zoom() == 1);
}

static void a_display_tells_its_depth_and_its_manager(void **state) {
    (void)state;
    depth_said = 8;
    assert_int_equal(desktop_depth(), 8);
    for (manager_said = 0; manager_said <= 3; manager_said++) assert_true(desktop_is_unmanaged() == (manager_said < 3));
    assert_int_equal(values_held, 0);
    is_closed = true;
    assert_int_equal(desktop_depth(), 0);
    assert_false(desktop_is_unmanaged());
    is_closed = false;
    manager_said = 0;
    static const char *const of_manager[] = {"XRootWindow", "XInternAtom", "XGetWindowProperty", "XFree"};
    for (int i = 0; i < 4; i++) {
        missing = of_manager[i]; /* it cannot be asked: most have one */
        assert_false(desktop_is_unmanaged());
        assert_int_equal(desktop_depth(), 8);
    }
    static const char *const of_screen[] = {"XOpenDisplay", "XCloseDisplay", "XGetDefault", "XDefaultScreen", "XDefaultDepth"};
    for (int i = 0; i < 5; i++) {
        missing = of_screen[i];
        assert_int_equal(desktop_depth(), 0);
    }
    missing = NULL;
    fail_system("SDL_LoadObject", 1, 1, 0);
    assert_int_equal(desktop_depth(), 0);
}

/* A display of a table of colours is told with what helps; the dummy driver stands in for its window. */
static void a_display_of_few_colours_is_told_with_what_helps(void **state) {
    (void)state;
    for (int depth = 1; depth <= 8; depth += 7) {
        Window *window = NULL;
        Diag diag = {0};
        depth_said = depth;
        fail_system_none();
        system_stand_in = (SystemStandIn){.driver = "x11", .load_function = load};
        fail_system("SDL_GetWindowSurface", 1, 1, 0);
        fail_system("SDL_CreateRenderer", 1, 2, 0);
        assert_false(window_open(&window, "Test", usual, WINDOW_AUTO, &diag));
        assert_says(&diag, depth == 1 ? "the display has 1 bit per pixel" : "the display has 8 bits per pixel");
        assert_says(&diag, "-screen 0 1280x800x24");
    }
}

static void keys_are_read_by_what_they_print(void **state) {
    (void)state;
    int display = 1;
    KeyLegend legend;
    system_stand_in.display = &display;
    key_legend_read(&legend, NULL);
    assert_int_equal(key_legend_get(&legend, SDL_SCANCODE_2, false), '\0'); /* é is no ASCII character */
    assert_int_equal(key_legend_get(&legend, SDL_SCANCODE_2, true), '2');
    assert_int_equal(key_legend_get(&legend, SDL_SCANCODE_3, false), '"');
    assert_int_equal(key_legend_get(&legend, SDL_SCANCODE_4, false), '\0');
    assert_int_equal(key_legend_get(&legend, SDL_SCANCODE_4, true), '\0');
    assert_int_equal(key_legend_get(&legend, SDL_SCANCODE_MINUS, false), ')'); /* of the group that is in force */
    state_said = 1;                                                            /* it does not say which */
    key_legend_read(&legend, NULL);
    assert_int_equal(key_legend_get(&legend, SDL_SCANCODE_MINUS, false), '-');
    missing = "XkbGetState";
    key_legend_read(&legend, NULL);
    assert_int_equal(key_legend_get(&legend, SDL_SCANCODE_MINUS, false), '-');
    missing = "XkbKeycodeToKeysym";
    key_legend_read(&legend, NULL);
    assert_int_equal(key_legend_get(&legend, SDL_SCANCODE_MINUS, false), '\0');
    fail_system("SDL_LoadObject", 1, 1, 0);
    key_legend_read(&legend, NULL);
    assert_int_equal(key_legend_get(&legend, SDL_SCANCODE_MINUS, false), '\0');
    assert_int_equal(key_legend_get(NULL, SDL_SCANCODE_MINUS, false), '\0');
    assert_int_equal(key_legend_get(&legend, SDL_SCANCODE_UNKNOWN, false), '\0');
    assert_int_equal(key_legend_get(&legend, SDL_SCANCODE_AUDIOREWIND, false), '\0');
}

/* What a key has typed is known from then on; a text that says nothing of the key is not. */
static void a_key_is_learned_from_what_it_types(void **state) {
    (void)state;
    static const struct {
        SDL_Scancode key;
        uint16_t mod;
        const char *text;
        bool learned;
    } row[] = {{SDL_SCANCODE_MINUS, KMOD_NONE, ")", true}, {SDL_SCANCODE_MINUS, KMOD_LSHIFT, "_", true},
               {SDL_SCANCODE_1, KMOD_LCTRL, "a", false},   {SDL_SCANCODE_1, KMOD_CAPS, "A", false},
               {SDL_SCANCODE_1, KMOD_NONE, " ", false},    {SDL_SCANCODE_1, KMOD_NONE, "\x7F", false},
               {SDL_SCANCODE_1, KMOD_NONE, "ab", false},   {SDL_SCANCODE_UNKNOWN, KMOD_NONE, "a", false}};
    KeyLegend legend = {{0}, {0}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        SDL_Keysym key = {.scancode = row[i].key, .mod = row[i].mod};
        key_legend_learn(&legend, &key, row[i].text);
        assert_true((key_legend_get(&legend, row[i].key, row[i].mod & KMOD_SHIFT) == row[i].text[0]) == row[i].learned);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, be_x11, end)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(the_zoom_is_what_the_desktop_says),
        TEST(a_display_tells_its_depth_and_its_manager),
        TEST(a_display_of_few_colours_is_told_with_what_helps),
        TEST(keys_are_read_by_what_they_print),
        TEST(a_key_is_learned_from_what_it_types),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
