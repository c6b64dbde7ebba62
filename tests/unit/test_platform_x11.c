/* The window on a real X server, if this machine has Xvfb: what SDL's dummy driver cannot show. The screen's depth, what keys print, and the
   message of a screen with too few colours. Skipped where there is none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define SDL_MAIN_HANDLED
#include <SDL2/SDL.h>
#define Window XWindow /* X's name for a number; ours is another */
#include <SDL2/SDL_syswm.h>
#undef Window

#include "platform/desktop.h"
#include "platform/keys.h"
#include "platform/window.h"
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* Asked by the leak checker: SDL loads X's libraries and lets go of them again with what they hold. The other tests of the window look for leaks
   of ours. */
int __lsan_is_turned_off(void);
int __lsan_is_turned_off(void) { return 1; }

typedef struct Server {
    pid_t child;
    char display[32];
} Server;

/* False where there is no Xvfb. The server chooses its number and tells it. */
static bool start_server(Server *server, const char *depth) {
    int ends[2];
    char screen[32], number[16], tell[16];
    if (pipe(ends) != 0) return false;
    snprintf(screen, sizeof screen, "1280x800x%s", depth);
    snprintf(tell, sizeof tell, "%d", ends[1]);
    server->child = fork();
    if (server->child == 0) {
        int nothing = open("/dev/null", O_WRONLY);
        dup2(nothing, 1);
        dup2(nothing, 2);
        prctl(PR_SET_PDEATHSIG, SIGTERM); /* a test that fails leaves no server behind */
        close(ends[0]);
        execlp("Xvfb", "Xvfb", "-displayfd", tell, "-screen", "0", screen, "-noreset", "-nolisten", "tcp", (char *)NULL);
        _exit(127);
    }
    close(ends[1]);
    ssize_t count = 0, got;
    while (count < (ssize_t)sizeof number - 1 && (got = read(ends[0], number + count, 1)) == 1 && number[count] != '\n') count += got;
    close(ends[0]);
    number[count] = '\0';
    snprintf(server->display, sizeof server->display, ":%s", number);
    if (count > 0) return setenv("DISPLAY", server->display, 1) == 0;
    waitpid(server->child, NULL, 0);
    return false;
}

static void stop_server(const Server *server) {
    kill(server->child, SIGTERM);
    waitpid(server->child, NULL, 0);
}

static int use_x11(void **state) {
    (void)state;
    unsetenv("GDK_SCALE");
    return setenv("SDL_VIDEODRIVER", "x11", 1);
}

static void a_window_on_a_screen_takes_pixels_and_knows_the_keys(void **state) {
    (void)state;
    Server server;
    if (!start_server(&server, "24")) skip();
    for (WindowPresent present = WINDOW_SURFACE; present <= WINDOW_TEXTURE; present++) {
        Window *window;
        Diag diag;
        Input input;
        RasterTarget target;
        bool fresh;
        double w, h, ratio;
        WindowPlace place = {100, 50, 900, 600, false};
        if (!window_open(&window, "Test", place, present, &diag)) fail_msg("%s", diag.text);
        assert_true(window_is_texture(window) == (present == WINDOW_TEXTURE));
        window_size(window, &w, &h, &ratio);
        assert_true(w == 900 && h == 600 && ratio == 1);
        assert_true(window_target(window, &target, &fresh, &diag) && fresh && target.width == 900);
        memset(target.pixels, 0x33, (size_t)target.stride * 600);
        assert_true(window_show(window, &(PixelRect){0, 0, 900, 600}, 1, &diag));
        assert_int_equal(desktop_depth(), 24);
        assert_true(desktop_zoom() == 1);
        input_reset(&input);
        window_poll(window, &input);
        window_close(window);
    }
    stop_server(&server);
}

static void check_size(Window *window, int width, int height) {
    Input input;
    RasterTarget target;
    Diag diag = {0};
    double w, h, ratio;
    bool fresh;
    input_reset(&input);
    for (int i = 0; i < 50 && (window_size(window, &w, &h, &ratio), w != width); i++) window_wait(window, &input, 0.1);
    assert_true(w == width && h == height);
    assert_true(window_target(window, &target, &fresh, &diag) && target.width == width && target.height == height);
}

typedef int GetGeometry(void *display, unsigned long drawable, unsigned long *root, int *x, int *y, unsigned *w, unsigned *h,
                        unsigned *border, unsigned *depth);

/* The size that the server gives the only window there is, which SDL may not know. */
static void check_server_size(unsigned width, unsigned height) {
    SDL_Window *window = NULL;
    for (unsigned id = 1; id < 32 && !window; id++) window = SDL_GetWindowFromID(id);
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    assert_true(window && SDL_GetWindowWMInfo(window, &info));
    void *xlib = SDL_LoadObject("libX11.so.6"), *found = xlib ? SDL_LoadFunction(xlib, "XGetGeometry") : NULL;
    GetGeometry *get_geometry = NULL;
    assert_non_null(found);
    memcpy(&get_geometry, &found, sizeof get_geometry);
    unsigned long root;
    int x, y;
    unsigned w, h, border, depth;
    assert_true(get_geometry(info.info.x11.display, info.info.x11.window, &root, &x, &y, &w, &h, &border, &depth));
    SDL_UnloadObject(xlib);
    assert_int_equal(w, width);
    assert_int_equal(h, height);
}

static void full_screen_needs_no_window_manager(void **state) {
    (void)state;
    Server server;
    if (!start_server(&server, "24")) skip();
    Window *window;
    Diag diag;
    WindowPlace place = {100, 50, 900, 600, false};
    if (!window_open(&window, "Test", place, WINDOW_SURFACE, &diag)) fail_msg("%s", diag.text);
    assert_true(desktop_is_unmanaged());
    for (int i = 0; i < 2; i++) {
        window_set_full_screen(window, true);
        check_size(window, 1280, 800);
        check_server_size(1280, 800);
        window_place(window, &place);
        assert_true(place.whole && place.w == 900); /* what a later start goes back to */
        window_set_full_screen(window, true);       /* it is */
        window_set_full_screen(window, false);
        check_size(window, 900, 600);
        check_server_size(900, 600);
        window_place(window, &place);
        assert_true(!place.whole && place.x == 100 && place.y == 50 && place.w == 900 && place.h == 600);
    }
    window_close(window);
    stop_server(&server);
}

/* The legend is asked of the server: here of its standard keyboard. */
static void the_server_says_what_keys_print(void **state) {
    (void)state;
    Server server;
    if (!start_server(&server, "24")) skip();
    assert_int_equal(SDL_InitSubSystem(SDL_INIT_VIDEO), 0);
    SDL_Window *window = SDL_CreateWindow("Test", 0, 0, 300, 200, 0);
    assert_non_null(window);
    KeyLegend legend = {{0}, {0}};
    key_legend_read(&legend, window);
    assert_int_equal(legend.plain[SDL_SCANCODE_MINUS], '-');
    assert_int_equal(legend.plain[SDL_SCANCODE_EQUALS], '=');
    assert_int_equal(legend.shifted[SDL_SCANCODE_EQUALS], '+');
    assert_int_equal(legend.plain[SDL_SCANCODE_0], '0');
    SDL_DestroyWindow(window);
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
    stop_server(&server);
}

static void a_screen_with_too_few_colours_gets_a_message_that_helps(void **state) {
    (void)state;
    Server server;
    Window *window = NULL;
    Diag diag = {0};
    if (!start_server(&server, "8")) skip();
    WindowPlace place = {WINDOW_ANYWHERE, WINDOW_ANYWHERE, 900, 600, false};
    assert_false(window_open(&window, "Test", place, WINDOW_AUTO, &diag));
    assert_null(window);
    assert_non_null(strstr(diag.text, "8 bit"));
    assert_non_null(strstr(diag.text, "unroll render"));
    stop_server(&server);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_window_on_a_screen_takes_pixels_and_knows_the_keys),
        cmocka_unit_test(full_screen_needs_no_window_manager),
        cmocka_unit_test(the_server_says_what_keys_print),
        cmocka_unit_test(a_screen_with_too_few_colours_gets_a_message_that_helps),
    };
    return cmocka_run_group_tests(tests, use_x11, NULL);
}
