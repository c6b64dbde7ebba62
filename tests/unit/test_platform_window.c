/* The window without a screen: SDL's dummy driver. Events are pushed into SDL's queue as a driver would. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define SDL_MAIN_HANDLED
#include <SDL2/SDL.h>

#include "base/arena.h"
#include "platform/clipboard.h"
#include "platform/desktop.h"
#include "platform/keys.h"
#include "platform/window.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Read by the leak checker: on a machine with a desktop, SDL asks the message bus, whose library keeps what it allocated. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) { return "leak:libdbus\n"; }

static WindowPlace sized(int w, int h) { return (WindowPlace){WINDOW_ANYWHERE, WINDOW_ANYWHERE, w, h, false}; }

static int use_dummy(void **state) {
    (void)state;
    unsetenv("GDK_SCALE"); /* of the desktop that the test runs on */
    return setenv("SDL_VIDEODRIVER", "dummy", 1);
}

/* Opens a window and takes the events that come with it. */
static Window *open_window(WindowPresent present) {
    Window *window;
    Diag diag;
    Input input;
    input_reset(&input);
    if (!window_open(&window, "Test", sized(900, 600), present, &diag)) fail_msg("%s", diag.text);
    window_poll(window, &input);
    return window;
}

static void draw_and_show(WindowPresent present) {
    Window *window = open_window(present);
    RasterTarget target;
    Diag diag;
    bool fresh;
    assert_true(window_is_texture(window) == (present == WINDOW_TEXTURE));
    assert_true(window_target(window, &target, &fresh, &diag));
    assert_true(fresh);
    assert_int_equal(target.width, 900);
    assert_int_equal(target.height, 600);
    assert_true(target.stride >= 4 * 900 && target.stride % 4 == 0);
    memset(target.pixels, 0x55, (size_t)target.stride * 600); /* all of it is ours */
    const PixelRect rect[] = {{0, 0, 900, 600}, {890, 590, 50, 50}, {-5, -5, 10, 10}, {2000, 0, 5, 5}};
    assert_true(window_show(window, rect, 4, &diag)); /* parts outside are left out */
    assert_true(window_show(window, rect, 0, &diag));
    RasterTarget again;
    assert_true(window_target(window, &again, &fresh, &diag));
    assert_false(fresh); /* the picture is still there */
    assert_ptr_equal(again.pixels, target.pixels);
    assert_int_equal(again.pixels[100], 0x55);
    window_close(window);
}

static void a_surface_takes_pixels_and_keeps_them(void **state) {
    (void)state;
    draw_and_show(WINDOW_SURFACE);
}

static void a_texture_takes_pixels_and_keeps_them(void **state) {
    (void)state;
    draw_and_show(WINDOW_TEXTURE);
}

static void the_size_is_known_from_the_start(void **state) {
    (void)state;
    Window *window = open_window(WINDOW_AUTO);
    double w, h, ratio;
    window_size(window, &w, &h, &ratio);
    assert_true(w == 900.0 && h == 600.0 && ratio == 1.0);
    window_set_title(window, "Other");
    window_close(window);
    window_close(NULL);
}

/* Everything pushed so far as input. */
static void take_all(Window *window, Input *input) {
    input_reset(input);
    window_poll(window, input);
}

static void a_resize_asks_for_new_pixels(WindowPresent present) {
    Window *window = open_window(present);
    RasterTarget target;
    Input input;
    Diag diag;
    bool fresh;
    assert_true(window_target(window, &target, &fresh, &diag));
    window_set_size(window, 1000, 700);
    take_all(window, &input);
    assert_true(input.count >= 1);
    assert_int_equal(input.event[0].kind, INPUT_RESIZE);
    assert_true(input.event[0].x == 1000.0 && input.event[0].y == 700.0 && input.event[0].ratio == 1.0);
    assert_true(window_show(window, &(PixelRect){0, 0, 9, 9}, 1, &diag)); /* in between: nothing to show, no fault */
    assert_true(window_target(window, &target, &fresh, &diag));
    assert_true(fresh && target.width == 1000 && target.height == 700);
    memset(target.pixels, 1, (size_t)target.stride * 700);
    assert_true(window_show(window, &(PixelRect){0, 0, 1000, 700}, 1, &diag));
    window_close(window);
}

static void a_resized_surface_is_fetched_again(void **state) {
    (void)state;
    a_resize_asks_for_new_pixels(WINDOW_SURFACE);
}

static void a_resized_texture_is_made_again(void **state) {
    (void)state;
    a_resize_asks_for_new_pixels(WINDOW_TEXTURE);
}

static void push_window_event(uint8_t kind) {
    SDL_Event event = {.window = {.type = SDL_WINDOWEVENT, .event = kind}};
    SDL_PushEvent(&event);
}

static void push_button(uint32_t type, uint8_t button, int x, int y, uint8_t clicks) {
    SDL_Event event = {.button = {.type = type, .button = button, .x = x, .y = y, .clicks = clicks}};
    SDL_PushEvent(&event);
}

static void push_motion(int x, int y) {
    SDL_Event event = {.motion = {.type = SDL_MOUSEMOTION, .x = x, .y = y}};
    SDL_PushEvent(&event);
}

static void push_key(SDL_Keycode key, SDL_Scancode place, int modifiers) {
    SDL_Event event = {
        .key = {.type = SDL_KEYDOWN, .state = SDL_PRESSED, .keysym = {.sym = key, .scancode = place, .mod = (uint16_t)modifiers}}};
    SDL_PushEvent(&event);
}

static void push_text(const char *text) {
    SDL_Event event = {.text = {.type = SDL_TEXTINPUT}};
    strncpy(event.text.text, text, sizeof event.text.text - 1);
    SDL_PushEvent(&event);
}

static void uncovering_shows_the_picture_again_and_reports_the_same_size(void **state) {
    (void)state;
    Window *window = open_window(WINDOW_SURFACE);
    RasterTarget target;
    Input input;
    Diag diag;
    bool fresh;
    window_target(window, &target, &fresh, &diag);
    push_window_event(SDL_WINDOWEVENT_EXPOSED);
    take_all(window, &input);
    assert_int_equal(input.count, 1);
    assert_int_equal(input.event[0].kind, INPUT_RESIZE);
    assert_true(input.event[0].x == 900.0 && input.event[0].y == 600.0);
    window_target(window, &target, &fresh, &diag);
    assert_false(fresh);
    window_close(window);
}

static void the_mouse_moves_presses_and_turns_its_wheel(void **state) {
    (void)state;
    Window *window = open_window(WINDOW_SURFACE);
    Input input;
    for (int i = 0; i < 500; i++) push_motion(i, 2 * i);
    push_button(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_RIGHT, 1, 1, 1);
    push_button(SDL_MOUSEBUTTONUP, SDL_BUTTON_RIGHT, 1, 1, 1);
    push_button(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_LEFT, 10, 20, 2);
    push_motion(11, 21);
    push_button(SDL_MOUSEBUTTONUP, SDL_BUTTON_LEFT, 11, 21, 2);
    SDL_Event wheel = {.wheel = {.type = SDL_MOUSEWHEEL, .y = -2, .preciseY = -2.0f}};
    SDL_PushEvent(&wheel);
    wheel.wheel.direction = SDL_MOUSEWHEEL_FLIPPED;
    SDL_PushEvent(&wheel);
    push_window_event(SDL_WINDOWEVENT_LEAVE);
    take_all(window, &input);
    static const InputKind kind[] = {INPUT_POINTER, INPUT_PRESS, INPUT_POINTER, INPUT_RELEASE, INPUT_WHEEL, INPUT_WHEEL, INPUT_LEAVE};
    assert_int_equal(input.count, 7);
    for (int i = 0; i < 7; i++) assert_int_equal(input.event[i].kind, kind[i]);
    assert_true(input.event[0].x == 499.0 && input.event[0].y == 998.0); /* motion is joined */
    assert_true(input.event[1].x == 10.0 && input.event[1].y == 20.0);
    assert_int_equal(input.event[1].clicks, 2);
    assert_true(input.event[4].y == -2.0 && input.event[5].y == 2.0);
    window_close(window);
}

static void keys_have_the_names_of_the_command_table(void **state) {
    (void)state;
    static const struct {
        SDL_Keycode key;
        SDL_Scancode place;
        int modifiers;
        const char *name; /* NULL: no key event */
    } row[] = {
        {SDLK_z, SDL_SCANCODE_Z, KMOD_LCTRL, "Ctrl+Z"},
        {SDLK_z, SDL_SCANCODE_Y, KMOD_LCTRL, "Ctrl+Z"}, /* German: the letter counts, not its place */
        {SDLK_z, SDL_SCANCODE_Z, KMOD_RCTRL | KMOD_RSHIFT, "Ctrl+Shift+Z"},
        {SDLK_z, SDL_SCANCODE_Z, KMOD_CTRL | KMOD_ALT | KMOD_SHIFT, "Ctrl+Alt+Shift+Z"},
        {SDLK_u, SDL_SCANCODE_U, 0, "U"},
        {SDLK_u, SDL_SCANCODE_U, KMOD_CAPS | KMOD_NUM, "U"},
        {0x433, SDL_SCANCODE_U, 0, "U"}, /* Cyrillic: the place counts */
        {SDLK_SPACE, SDL_SCANCODE_SPACE, 0, "Space"},
        {SDLK_LEFT, SDL_SCANCODE_LEFT, 0, "Left"},
        {SDLK_PAGEDOWN, SDL_SCANCODE_PAGEDOWN, 0, "PageDown"},
        {SDLK_TAB, SDL_SCANCODE_TAB, KMOD_LSHIFT, "Shift+Tab"},
        {SDLK_F1, SDL_SCANCODE_F1, 0, "F1"},
        {SDLK_F12, SDL_SCANCODE_F12, 0, "F12"},
        {SDLK_ESCAPE, SDL_SCANCODE_ESCAPE, 0, "Escape"},
        {SDLK_RETURN, SDL_SCANCODE_RETURN, 0, "Return"},
        {SDLK_KP_ENTER, SDL_SCANCODE_KP_ENTER, 0, "Return"},
        {SDLK_DELETE, SDL_SCANCODE_DELETE, 0, "Delete"},
        {SDLK_EQUALS, SDL_SCANCODE_EQUALS, KMOD_LCTRL, "Ctrl+Plus"},
        {SDLK_EQUALS, SDL_SCANCODE_EQUALS, KMOD_LCTRL | KMOD_LSHIFT, "Ctrl+Plus"},
        {SDLK_PLUS, SDL_SCANCODE_RIGHTBRACKET, KMOD_LCTRL, "Ctrl+Plus"}, /* German */
        {SDLK_MINUS, SDL_SCANCODE_MINUS, KMOD_LCTRL, "Ctrl+Minus"},
        {SDLK_KP_PLUS, SDL_SCANCODE_KP_PLUS, KMOD_LCTRL, "Ctrl+Plus"},
        {SDLK_0, SDL_SCANCODE_0, KMOD_LCTRL, "Ctrl+0"},
        {SDLK_KP_4, SDL_SCANCODE_KP_4, 0, "Left"},
        {SDLK_KP_4, SDL_SCANCODE_KP_4, KMOD_NUM, NULL}, /* its text names it */
        {SDLK_PERIOD, SDL_SCANCODE_PERIOD, 0, NULL},
        {SDLK_LSHIFT, SDL_SCANCODE_LSHIFT, KMOD_LSHIFT, NULL},
        {SDLK_l, SDL_SCANCODE_L, KMOD_LGUI, NULL},
    };
    Window *window = open_window(WINDOW_SURFACE);
    for (int i = 0; i < (int)(sizeof row / sizeof row[0]); i++) {
        Input input;
        push_key(row[i].key, row[i].place, row[i].modifiers);
        take_all(window, &input);
        if (input.count != (row[i].name != NULL)) fail_msg("row %d: %d events", i, input.count);
        if (!row[i].name) continue;
        assert_int_equal(input.event[0].kind, INPUT_KEY);
        assert_string_equal(input.event[0].text, row[i].name);
    }
    Input ctrl; /* alone it is no key: while it is held, numbers have all their digits */
    push_key(SDLK_LCTRL, SDL_SCANCODE_LCTRL, KMOD_LCTRL);
    take_all(window, &ctrl);
    assert_int_equal(ctrl.count, 1);
    assert_int_equal(ctrl.event[0].kind, INPUT_CTRL);
    assert_true(ctrl.event[0].clicks);
    window_close(window);
}

static void typed_signs_are_keys_and_text_and_typed_letters_only_text(void **state) {
    (void)state;
    static const struct {
        const char *text, *key;
    } row[] = {{".", "."}, {"]", "]"}, {"?", "?"}, {"+", "Plus"}, {"-", "Minus"}, {"7", "7"}, {"a", NULL}, {" ", NULL}, {"\xC3\xA9", NULL}};
    Window *window = open_window(WINDOW_SURFACE);
    for (int i = 0; i < (int)(sizeof row / sizeof row[0]); i++) {
        Input input;
        push_text(row[i].text);
        take_all(window, &input);
        assert_int_equal(input.count, row[i].key ? 2 : 1);
        if (row[i].key) {
            assert_int_equal(input.event[0].kind, INPUT_KEY);
            assert_string_equal(input.event[0].text, row[i].key);
        }
        assert_int_equal(input.event[input.count - 1].kind, INPUT_TEXT);
        assert_string_equal(input.event[input.count - 1].text, row[i].text);
    }
    SDL_SetModState(KMOD_LCTRL); /* some systems type a character for Ctrl+Z */
    Input input;
    push_text("z");
    take_all(window, &input);
    assert_int_equal(input.count, 0);
    SDL_SetModState(KMOD_RALT); /* AltGr types */
    push_text("@");
    take_all(window, &input);
    assert_int_equal(input.count, 2);
    SDL_SetModState(KMOD_NONE);
    window_close(window);
}

/* A press of each shortcut on each keyboard, as SDL reports it there: where no key of the digit row types a digit, SDL names these
   keys 1 to 0 whatever they print. The last column is what the X server says that they print, without and with Shift. */
static void shortcuts_go_by_what_the_keys_print(void **state) {
    (void)state;
    static const struct {
        const char *layout;
        SDL_Keycode key;
        SDL_Scancode place;
        bool shift;
        char plain, shifted;
        const char *name;
    } row[] = {
        {"us", '-', SDL_SCANCODE_MINUS, false, '-', '_', "Ctrl+Minus"},
        {"us", '=', SDL_SCANCODE_EQUALS, false, '=', '+', "Ctrl+Plus"},
        {"us", '=', SDL_SCANCODE_EQUALS, true, '=', '+', "Ctrl+Plus"},
        {"us", '0', SDL_SCANCODE_0, false, '0', ')', "Ctrl+0"},
        {"us", '6', SDL_SCANCODE_6, false, '6', '^', "Ctrl+6"},
        {"us", '-', SDL_SCANCODE_MINUS, true, '-', '_', "Ctrl+Shift+Minus"},
        {"gb", '-', SDL_SCANCODE_MINUS, false, '-', '_', "Ctrl+Minus"},
        {"gb", '=', SDL_SCANCODE_EQUALS, true, '=', '+', "Ctrl+Plus"},
        {"gb", '[', SDL_SCANCODE_LEFTBRACKET, false, '[', '{', "Ctrl+["},
        {"fr", '6', SDL_SCANCODE_6, false, '-', '6', "Ctrl+Minus"},
        {"fr", '6', SDL_SCANCODE_6, true, '-', '6', "Ctrl+6"},
        {"fr", '=', SDL_SCANCODE_EQUALS, true, '=', '+', "Ctrl+Plus"},
        {"fr", '=', SDL_SCANCODE_EQUALS, false, '=', '+', "Ctrl+Plus"},
        {"fr", '0', SDL_SCANCODE_0, false, '\0', '0', "Ctrl+0"}, /* prints an a with an accent */
        {"fr", '0', SDL_SCANCODE_0, true, '\0', '0', "Ctrl+0"},
        {"de", '-', SDL_SCANCODE_SLASH, false, '-', '_', "Ctrl+Minus"},
        {"de", '+', SDL_SCANCODE_RIGHTBRACKET, false, '+', '*', "Ctrl+Plus"},
        {"de", '0', SDL_SCANCODE_0, false, '0', '=', "Ctrl+0"},
        {"de", '0', SDL_SCANCODE_0, true, '0', '=', "Ctrl+Shift+0"},
        {"ch", '-', SDL_SCANCODE_SLASH, false, '-', '_', "Ctrl+Minus"},
        {"ch", '1', SDL_SCANCODE_1, true, '1', '+', "Ctrl+Plus"},
        {"ch", '1', SDL_SCANCODE_1, false, '1', '+', "Ctrl+1"},
        {"es", '-', SDL_SCANCODE_SLASH, false, '-', '_', "Ctrl+Minus"},
        {"es", '+', SDL_SCANCODE_RIGHTBRACKET, false, '+', '*', "Ctrl+Plus"},
        {"cz", '1', SDL_SCANCODE_1, false, '+', '1', "Ctrl+Plus"},
        {"cz", '-', SDL_SCANCODE_SLASH, false, '-', '_', "Ctrl+Minus"},
        {"cz", '0', SDL_SCANCODE_0, false, '\0', '0', "Ctrl+0"},
    };
    for (int i = 0; i < (int)(sizeof row / sizeof *row); i++) {
        KeyLegend legend = {{0}, {0}};
        legend.plain[row[i].place] = row[i].plain;
        legend.shifted[row[i].place] = row[i].shifted;
        SDL_Keysym key = {.sym = row[i].key, .scancode = row[i].place, .mod = (uint16_t)(KMOD_LCTRL | (row[i].shift ? KMOD_LSHIFT : 0))};
        char name[32] = "";
        assert_true(key_name_of_press(name, sizeof name, &key, &legend));
        if (strcmp(name, row[i].name) != 0) fail_msg("%s, row %d: \"%s\", expected \"%s\"", row[i].layout, i, name, row[i].name);
    }
}

/* Where nobody can be asked what a key prints, it has told so once it has typed. */
static void a_key_that_has_typed_a_sign_is_a_shortcut_by_that_sign(void **state) {
    (void)state;
    Window *window = open_window(WINDOW_SURFACE);
    Input input;
    push_key(SDLK_6, SDL_SCANCODE_6, KMOD_LCTRL);
    take_all(window, &input);
    assert_string_equal(input.event[0].text, "Ctrl+6");
    push_key(SDLK_6, SDL_SCANCODE_6, 0);
    push_text("-");
    push_key(SDLK_6, SDL_SCANCODE_6, KMOD_LCTRL);
    take_all(window, &input);
    assert_string_equal(input.event[input.count - 1].text, "Ctrl+Minus");
    window_close(window);
}

/* X types "+" under Ctrl, and Ctrl may be up before that text is read. */
static void text_that_came_with_a_shortcut_is_not_typed(void **state) {
    (void)state;
    Window *window = open_window(WINDOW_SURFACE);
    Input input;
    SDL_SetModState(KMOD_NONE);
    push_key(SDLK_PLUS, SDL_SCANCODE_RIGHTBRACKET, KMOD_LCTRL);
    push_text("+");
    take_all(window, &input);
    assert_int_equal(input.count, 1);
    assert_string_equal(input.event[0].text, "Ctrl+Plus");
    window_close(window);
}

static void a_desktop_that_enlarges_gets_a_window_with_as_many_more_pixels(void **state) {
    (void)state;
    static const struct {
        double dpi, zoom;
    } row[] = {{0, 1},     {-5, 1},  {72, 1},  {96, 1},   {107, 1}, {120, 1.25},
               {144, 1.5}, {192, 2}, {288, 3}, {5000, 4}, {NAN, 1}, {INFINITY, 4}};
    for (int i = 0; i < (int)(sizeof row / sizeof *row); i++) assert_true(desktop_zoom_of(row[i].dpi) == row[i].zoom);
    setenv("GDK_SCALE", "2", 1);
    Window *window = open_window(WINDOW_AUTO);
    RasterTarget target;
    Input input;
    Diag diag;
    double w, h, ratio;
    bool fresh;
    assert_false(window_is_texture(window));
    window_size(window, &w, &h, &ratio);
    assert_true(w == 1800 && h == 1200 && ratio == 2);
    assert_true(window_target(window, &target, &fresh, &diag));
    assert_int_equal(target.width, 1800);
    push_motion(300, 100);
    push_button(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_LEFT, 301, 100, 1);
    take_all(window, &input);
    assert_true(input.event[0].x == 150 && input.event[0].y == 50 && input.event[1].x == 150.5);
    window_set_size(window, 1000, 700);
    take_all(window, &input);
    assert_true(input.event[0].kind == INPUT_RESIZE && input.event[0].x == 1000 && input.event[0].y == 700 && input.event[0].ratio == 2);
    window_close(window);
    setenv("GDK_SCALE", "x", 1);
    assert_true(desktop_zoom() == 1);
    unsetenv("GDK_SCALE");
}

static void closing_is_told_once(void **state) {
    (void)state;
    Window *window = open_window(WINDOW_SURFACE);
    Input input;
    SDL_Event quit = {.type = SDL_QUIT};
    push_window_event(SDL_WINDOWEVENT_CLOSE);
    SDL_PushEvent(&quit);
    take_all(window, &input);
    assert_int_equal(input.count, 1);
    assert_int_equal(input.event[0].kind, INPUT_CLOSE);
    window_close(window);
}

static void more_events_than_fit_wait_for_the_next_frame(void **state) {
    (void)state;
    Window *window = open_window(WINDOW_SURFACE);
    Input input;
    int seen = 0;
    for (int i = 0; i < 300; i++) push_key(SDLK_u, SDL_SCANCODE_U, 0);
    for (int frame = 0; frame < 4; frame++) {
        take_all(window, &input);
        seen += input.count;
    }
    assert_int_equal(seen, 300);
    window_close(window);
}

static void waiting_returns_with_what_is_there(void **state) {
    (void)state;
    Window *window = open_window(WINDOW_SURFACE);
    Input input;
    input_reset(&input);
    push_key(SDLK_u, SDL_SCANCODE_U, 0);
    window_wait(window, &input, -1.0);
    assert_int_equal(input.count, 1);
    input_reset(&input);
    window_wait(window, &input, 0.0);
    assert_int_equal(input.count, 0);
    window_close(window);
}

static void without_a_display_the_message_says_what_to_do(void **state) {
    (void)state;
    Window *window;
    Diag diag;
    setenv("SDL_VIDEODRIVER", "no-such-driver", 1);
    assert_false(window_open(&window, "Test", sized(900, 600), WINDOW_AUTO, &diag));
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    assert_null(window);
    assert_non_null(strstr(diag.text, "no display"));
    assert_non_null(strstr(diag.text, "unroll render"));
}

static void a_window_has_a_least_and_a_most_size(void **state) {
    (void)state;
    Window *window;
    Diag diag;
    double w, h, ratio;
    assert_true(window_open(&window, "Test", sized(10, 10), WINDOW_AUTO, &diag));
    window_size(window, &w, &h, &ratio);
    assert_true(w == WINDOW_WIDTH_MIN && h == WINDOW_HEIGHT_MIN);
    window_close(window);
    assert_true(window_open(&window, "Test", sized(0, 0), WINDOW_AUTO, &diag)); /* as the screen allows */
    window_size(window, &w, &h, &ratio);
    assert_true(w >= WINDOW_WIDTH_MIN && h >= WINDOW_HEIGHT_MIN);
    window_close(window);
    assert_false(window_open(&window, "Test", sized(100000, 600), WINDOW_AUTO, &diag));
    assert_non_null(strstr(diag.text, "100000"));
}

/* ---- What else a system sends ---- */

static void push_key_up(SDL_Keycode key, SDL_Scancode place, uint32_t id) {
    SDL_Event event = {.key = {.type = SDL_KEYUP, .windowID = id, .keysym = {.sym = key, .scancode = place}}};
    SDL_PushEvent(&event);
}

static void push_composed(const char *text) {
    SDL_Event event = {.edit = {.type = SDL_TEXTEDITING}};
    strncpy(event.edit.text, text, sizeof event.edit.text - 1);
    SDL_PushEvent(&event);
}

static void a_file_that_is_dropped_is_named(void **state) {
    (void)state;
    Window *window = open_window(WINDOW_SURFACE);
    Input input;
    SDL_Event event = {.drop = {.type = SDL_DROPFILE, .file = SDL_strdup("/a/b.json")}};
    SDL_PushEvent(&event);
    take_all(window, &input);
    assert_int_equal(input.count, 1);
    assert_int_equal(input.event[0].kind, INPUT_DROP);
    assert_string_equal(input.dropped, "/a/b.json");
    window_close(window);
}

static void text_of_an_input_method_comes_until_it_is_taken_back(void **state) {
    (void)state;
    Window *window = open_window(WINDOW_SURFACE);
    Input input;
    push_composed(""); /* without an input method SDL sends these */
    take_all(window, &input);
    assert_int_equal(input.count, 0);
    push_composed("\xE3\x81\x8B");
    push_composed("");
    push_composed("");
    take_all(window, &input);
    assert_int_equal(input.count, 2);
    assert_int_equal(input.event[0].kind, INPUT_COMPOSE);
    assert_string_equal(input.event[0].text, "\xE3\x81\x8B");
    assert_int_equal(input.event[1].kind, INPUT_COMPOSE);
    assert_string_equal(input.event[1].text, "");
    window_set_text_place(window, 10, 20, 100, 22); /* where an input method would show its words; twice is once */
    window_set_text_place(window, 10, 20, 100, 22);
    window_close(window);
}

static void ctrl_is_up_when_its_key_is_and_when_the_window_loses_the_keyboard(void **state) {
    (void)state;
    Window *window = open_window(WINDOW_SURFACE);
    Input input;
    push_key(SDLK_RCTRL, SDL_SCANCODE_RCTRL, KMOD_RCTRL);
    push_key_up(SDLK_RCTRL, SDL_SCANCODE_RCTRL, 0);
    push_key_up(SDLK_u, SDL_SCANCODE_U, 0); /* of no other key is it told */
    push_key(SDLK_LCTRL, SDL_SCANCODE_LCTRL, KMOD_LCTRL);
    push_window_event(SDL_WINDOWEVENT_FOCUS_LOST);
    take_all(window, &input);
    assert_int_equal(input.count, 4);
    for (int i = 0; i < 4; i++) {
        assert_int_equal(input.event[i].kind, INPUT_CTRL);
        assert_int_equal(input.event[i].clicks != 0, i % 2 == 0);
    }
    window_close(window);
}

static void pixels_that_the_system_lost_are_asked_for_again(void **state) {
    (void)state;
    Window *window = open_window(WINDOW_TEXTURE);
    RasterTarget target;
    Input input;
    Diag diag;
    bool fresh;
    assert_true(window_target(window, &target, &fresh, &diag));
    assert_true(window_target(window, &target, &fresh, &diag));
    assert_false(fresh);
    SDL_Event event = {.type = SDL_RENDER_TARGETS_RESET};
    SDL_PushEvent(&event);
    event.type = SDL_KEYMAPCHANGED; /* no input, only other names of keys */
    SDL_PushEvent(&event);
    take_all(window, &input);
    assert_int_equal(input.count, 1);
    assert_int_equal(input.event[0].kind, INPUT_RESIZE);
    assert_true(window_target(window, &target, &fresh, &diag));
    assert_true(fresh);
    window_close(window);
}

static void a_window_fills_the_screen_and_goes_back(void **state) {
    (void)state;
    Window *window = open_window(WINDOW_SURFACE);
    WindowPlace place = {0}, before = {0};
    window_place(window, &before);
    assert_true(before.w == 900 && before.h == 600 && !before.whole);
    window_set_full_screen(window, true);
    window_set_full_screen(window, true);
    place = before;
    window_place(window, &place);
    assert_true(place.whole);
    assert_true(place.w == 900 && place.h == 600 && place.x == before.x); /* what it goes back to */
    window_set_full_screen(window, false);
    window_place(window, &place);
    assert_false(place.whole);
    window_set_size(window, 950, 650);
    window_set_size(window, 0, 700); /* no size: nothing happens */
    window_set_size(window, 1000000, 700);
    window_place(window, &place);
    assert_true(place.w == 950 && place.h == 650);
    window_close(window);
}

static void a_place_on_a_screen_is_kept_and_one_beside_all_screens_is_not(void **state) {
    (void)state;
    Window *window;
    Diag diag;
    WindowPlace place = {30, 40, 820, 520, false}, found = {0};
    assert_true(window_open(&window, "Test", place, WINDOW_SURFACE, &diag));
    window_place(window, &found);
    assert_true(found.x == 30 && found.y == 40 && found.w == 820 && found.h == 520);
    window_close(window);
    static const WindowPlace lost[] = {{-5000, 40, 820, 520, false}, {30, 90000, 820, 520, false}, {-790, 10, 820, 520, false}};
    for (int i = 0; i < 3; i++) {
        assert_true(window_open(&window, "Test", lost[i], WINDOW_SURFACE, &diag));
        window_place(window, &found);
        assert_false(found.x == lost[i].x && found.y == lost[i].y);
        assert_true(found.w == 820 && found.h == 520);
        window_close(window);
    }
}

static void each_of_two_windows_gets_what_happened_in_it(void **state) {
    (void)state;
    Window *window[3] = {open_window(WINDOW_SURFACE), NULL, open_window(WINDOW_SURFACE)};
    Input input[3];
    uint32_t id[3] = {0};
    for (uint32_t i = 1, found = 0; i < 100 && found < 2; i++) { /* SDL counts windows on */
        if (SDL_GetWindowFromID(i)) id[2 * found++] = i;
    }
    assert_true(id[0] > 0 && id[2] > id[0]);
    for (int i = 0; i < 3; i++) input_reset(&input[i]);
    window_poll_all(window, input, 3);
    for (int i = 0; i < 3; i++) input_reset(&input[i]);
    SDL_Event motion = {.motion = {.type = SDL_MOUSEMOTION, .windowID = id[2], .x = 5, .y = 6}};
    SDL_Event wheel = {.wheel = {.type = SDL_MOUSEWHEEL, .windowID = id[0], .y = 1, .preciseY = 1}};
    SDL_Event nowhere = {.motion = {.type = SDL_MOUSEMOTION, .windowID = id[2] + 50, .x = 1, .y = 1}};
    SDL_Event text = {.text = {.type = SDL_TEXTINPUT, .windowID = id[2], .text = "a"}};
    SDL_Event edit = {.edit = {.type = SDL_TEXTEDITING, .windowID = id[2], .text = "b"}};
    SDL_Event press = {.button = {.type = SDL_MOUSEBUTTONDOWN, .windowID = id[2], .button = SDL_BUTTON_LEFT, .clicks = 1}};
    SDL_Event key = {.key = {.type = SDL_KEYDOWN, .windowID = id[2], .keysym = {.sym = SDLK_LCTRL, .scancode = SDL_SCANCODE_LCTRL}}};
    SDL_Event drop = {.drop = {.type = SDL_DROPFILE, .windowID = id[0], .file = SDL_strdup("x")}};
    SDL_Event closes = {.window = {.type = SDL_WINDOWEVENT, .event = SDL_WINDOWEVENT_CLOSE, .windowID = id[2]}};
    SDL_Event *all[] = {&motion, &wheel, &nowhere, &text, &edit, &press, &key, &drop, &closes};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) SDL_PushEvent(all[i]);
    push_key_up(SDLK_LCTRL, SDL_SCANCODE_LCTRL, id[2]);
    window_wait_all(window, input, 3, 0.5);
    static const InputKind first[] = {INPUT_WHEEL, INPUT_DROP};
    static const InputKind second[] = {INPUT_POINTER, INPUT_TEXT, INPUT_COMPOSE, INPUT_PRESS, INPUT_CTRL, INPUT_CLOSE, INPUT_CTRL};
    assert_int_equal(input[0].count, 2);
    assert_int_equal(input[1].count, 0);
    assert_int_equal(input[2].count, 7);
    for (int i = 0; i < 2; i++) assert_int_equal(input[0].event[i].kind, first[i]);
    for (int i = 0; i < 7; i++) assert_int_equal(input[2].event[i].kind, second[i]);
    window_close(window[0]);
    window_close(window[2]);
}

static void the_clipboard_is_there_while_a_window_is(void **state) {
    (void)state;
    ClipboardApi clipboard;
    Diag diag = {0};
    char *text = NULL;
    platform_clipboard(&clipboard);
    assert_false(clipboard.read(clipboard.user, &text, &diag));
    assert_null(text);
    assert_non_null(strstr(diag.text, "no clipboard without a window"));
    assert_false(clipboard.write(clipboard.user, "a", &diag));
    assert_non_null(strstr(diag.text, "no clipboard without a window"));
    Window *window = open_window(WINDOW_SURFACE);
    assert_true(clipboard.write(clipboard.user, "h\xC3\xA4lt\nzwei", &diag));
    assert_true(clipboard.read(clipboard.user, &text, &diag));
    assert_string_equal(text, "h\xC3\xA4lt\nzwei");
    mem_free(text);
    assert_true(clipboard.write(clipboard.user, "", &diag));
    assert_true(clipboard.read(clipboard.user, &text, &diag));
    assert_string_equal(text, "");
    mem_free(text);
    window_close(window);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_surface_takes_pixels_and_keeps_them),
        cmocka_unit_test(a_texture_takes_pixels_and_keeps_them),
        cmocka_unit_test(the_size_is_known_from_the_start),
        cmocka_unit_test(a_resized_surface_is_fetched_again),
        cmocka_unit_test(a_resized_texture_is_made_again),
        cmocka_unit_test(uncovering_shows_the_picture_again_and_reports_the_same_size),
        cmocka_unit_test(the_mouse_moves_presses_and_turns_its_wheel),
        cmocka_unit_test(keys_have_the_names_of_the_command_table),
        cmocka_unit_test(typed_signs_are_keys_and_text_and_typed_letters_only_text),
        cmocka_unit_test(shortcuts_go_by_what_the_keys_print),
        cmocka_unit_test(a_key_that_has_typed_a_sign_is_a_shortcut_by_that_sign),
        cmocka_unit_test(text_that_came_with_a_shortcut_is_not_typed),
        cmocka_unit_test(a_desktop_that_enlarges_gets_a_window_with_as_many_more_pixels),
        cmocka_unit_test(closing_is_told_once),
        cmocka_unit_test(more_events_than_fit_wait_for_the_next_frame),
        cmocka_unit_test(waiting_returns_with_what_is_there),
        cmocka_unit_test(without_a_display_the_message_says_what_to_do),
        cmocka_unit_test(a_window_has_a_least_and_a_most_size),
        cmocka_unit_test(a_file_that_is_dropped_is_named),
        cmocka_unit_test(text_of_an_input_method_comes_until_it_is_taken_back),
        cmocka_unit_test(ctrl_is_up_when_its_key_is_and_when_the_window_loses_the_keyboard),
        cmocka_unit_test(pixels_that_the_system_lost_are_asked_for_again),
        cmocka_unit_test(a_window_fills_the_screen_and_goes_back),
        cmocka_unit_test(a_place_on_a_screen_is_kept_and_one_beside_all_screens_is_not),
        cmocka_unit_test(each_of_two_windows_gets_what_happened_in_it),
        cmocka_unit_test(the_clipboard_is_there_while_a_window_is),
    };
    return cmocka_run_group_tests(tests, use_dummy, NULL);
}
