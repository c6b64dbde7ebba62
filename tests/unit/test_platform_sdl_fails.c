/* What SDL refuses: windows, textures, threads, the clipboard and fonts. Calls fail by
   fault/fail_system.h; each failure is said with SDL's reason, and whatever was made before it is given back (the leak checker sees that). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define SDL_MAIN_HANDLED
#include <SDL2/SDL.h>

#include "base/arena.h"
#include "fail_system.h"
#include "platform/clipboard.h"
#include "platform/fonts.h"
#include "platform/window.h"
#include "platform/worker.h"
#include "support/fail_memory.h"
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) { return "leak:libdbus\n"; } /* see test_platform_window.c */

static int start(void **state) {
    (void)state;
    unsetenv("GDK_SCALE");
    return setenv("SDL_VIDEODRIVER", "dummy", 1);
}

static int end(void **state) {
    (void)state;
    unsetenv("GDK_SCALE");
    fail_system_none();
    mem_fail_after(-1);
    return 0;
}

static const WindowPlace usual = {WINDOW_ANYWHERE, WINDOW_ANYWHERE, 900, 600, false};

static void assert_says(const Diag *diag, const char *part) {
    if (!strstr(diag->text, part)) fail_msg("'%s' is not in: %s", part, diag->text);
}

/* ---- Opening ---- */

static void a_window_that_cannot_open_says_why(void **state) {
    (void)state;
    static const struct {
        const char *call;
        int nth, count;
        WindowPresent present;
        const char *says;
    } row[] = {
        {"SDL_CreateWindow", 1, 1, WINDOW_AUTO, "the window cannot be opened: no SDL_CreateWindow. `unroll render"},
        {"SDL_CreateRenderer", 1, 2, WINDOW_TEXTURE, "cannot show a texture (no SDL_CreateRenderer); --present surface may work"},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        Window *window = NULL;
        Diag diag = {0};
        fail_system(row[i].call, row[i].nth, row[i].count, 0);
        assert_false(window_open(&window, "Test", usual, row[i].present, &diag));
        assert_null(window);
        assert_says(&diag, row[i].says);
        assert_int_equal(fail_system_left(), 0);
        fail_system_none();
    }
    Window *window = NULL;
    Diag diag = {0};
    mem_fail_after(1);
    assert_false(window_open(&window, "Test", usual, WINDOW_AUTO, &diag));
    assert_says(&diag, "no memory is left for the window");
    assert_false(window_open(&window, "Test", (WindowPlace){0, 0, 900, 100000, false}, WINDOW_AUTO, &diag));
    assert_says(&diag, "900 x 100000 is too large");
}

static void without_a_surface_a_texture_stands_in_and_then_nothing_does(void **state) {
    (void)state;
    Window *window = NULL;
    Diag diag = {0};
    fail_system("SDL_GetWindowSurface", 1, 1, 0);
    assert_true(window_open(&window, "Test", usual, WINDOW_SURFACE, &diag));
    assert_true(window_is_texture(window));
    window_close(window);
    fail_system_none();
    fail_system("SDL_GetWindowSurface", 1, 1, 0);
    fail_system("SDL_CreateRenderer", 1, 2, 0);
    assert_false(window_open(&window, "Test", usual, WINDOW_SURFACE, &diag));
    assert_says(&diag, "neither a surface nor a texture (no SDL_CreateRenderer)");
    fail_system_none();
    fail_system("SDL_GetWindowSurface", 1, 1, 0);
    fail_system("SDL_CreateWindow", 2, 1, 0); /* having had a surface, it is opened anew */
    assert_false(window_open(&window, "Test", usual, WINDOW_SURFACE, &diag));
    assert_says(&diag, "the window cannot be opened");
    fail_system_none();
    fail_system("SDL_CreateRenderer", 1, 1, 0); /* the first of two */
    assert_true(window_open(&window, "Test", usual, WINDOW_TEXTURE, &diag));
    window_close(window);
}

/* A place that no screen shows any more is given up; one whose screen cannot be asked as well. */
static void a_window_comes_to_a_place_that_is_seen(void **state) {
    (void)state;
    WindowPlace place = {60, 70, 900, 600, false}, found = {0};
    Window *window = NULL;
    Diag diag;
    assert_true(window_open(&window, "Test", place, WINDOW_AUTO, &diag));
    window_place(window, &found);
    assert_true(found.x == 60 && found.y == 70 && found.w == 900 && found.h == 600);
    window_close(window);
    static const WindowPlace lost[] = {{-5000, 70, 900, 600, false}, {60, 5000, 900, 600, false}, {-850, 70, 900, 600, false}};
    for (size_t i = 0; i < sizeof lost / sizeof *lost; i++) {
        assert_true(window_open(&window, "Test", lost[i], WINDOW_AUTO, &diag));
        window_place(window, &found);
        assert_true(found.x != lost[i].x || found.y != lost[i].y);
        window_close(window);
    }
    fail_system("SDL_GetDisplayBounds", 1, 1, 0);
    assert_true(window_open(&window, "Test", place, WINDOW_AUTO, &diag));
    assert_int_equal(fail_system_left(), 0);
    window_place(window, &found);
    assert_true(found.x != 60 || found.y != 70);
    window_close(window);
    place.whole = true;
    assert_true(window_open(&window, "Test", place, WINDOW_AUTO, &diag));
    window_close(window);
}

static void an_unknown_screen_gets_the_usual_size(void **state) {
    (void)state;
    Window *window = NULL;
    Diag diag;
    double w, h, ratio;
    fail_system("SDL_GetDisplayUsableBounds", 1, 1, 0);
    assert_true(window_open(&window, "Test", (WindowPlace){WINDOW_ANYWHERE, WINDOW_ANYWHERE, 0, 0, false}, WINDOW_AUTO, &diag));
    assert_int_equal(fail_system_left(), 0);
    window_size(window, &w, &h, &ratio);
    assert_true(w == 1600 && h == 1000);
    window_close(window);
    assert_true(window_open(&window, "Test", (WindowPlace){WINDOW_ANYWHERE, WINDOW_ANYWHERE, 1, 1, false}, WINDOW_AUTO, &diag));
    window_size(window, &w, &h, &ratio);
    assert_true(w == WINDOW_WIDTH_MIN && h == WINDOW_HEIGHT_MIN);
    window_close(window);
}

/* Red and blue lie one way or the other; a surface of any other kind is not drawn in. */
static void pixels_are_written_in_the_order_of_the_surface(void **state) {
    (void)state;
    static const struct {
        unsigned format;
        bool swaps, is_texture;
    } row[] = {{SDL_PIXELFORMAT_RGB888, false, false},
               {SDL_PIXELFORMAT_ARGB8888, false, false},
               {SDL_PIXELFORMAT_BGR888, true, false},
               {SDL_PIXELFORMAT_ABGR8888, true, false},
               {SDL_PIXELFORMAT_RGB565, false, true}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        Window *window = NULL;
        RasterTarget target;
        Diag diag;
        bool fresh;
        system_stand_in.format = row[i].format;
        assert_true(window_open(&window, "Test", usual, WINDOW_SURFACE, &diag));
        assert_true(window_is_texture(window) == row[i].is_texture);
        assert_true(window_target(window, &target, &fresh, &diag));
        assert_true(target.swap_red_blue == row[i].swaps);
        window_close(window);
    }
}

/* SDL falls back on drivers that draw where nobody looks; they count only where they are asked for. */
static void a_driver_that_nobody_sees_is_no_display(void **state) {
    (void)state;
    static const char *const driver[] = {"dummy", "offscreen", "evdev", "x11"};
    for (int i = 0; i < 4; i++) {
        Window *window = NULL;
        Diag diag = {0};
        system_stand_in = (SystemStandIn){.driver = driver[i], .hides_hints = true};
        bool good = window_open(&window, "Test", usual, WINDOW_AUTO, &diag);
        assert_true(good == (i == 3));
        if (!good) assert_says(&diag, "neither DISPLAY nor WAYLAND_DISPLAY leads to one");
        window_close(window);
        system_stand_in.hides_hints = false;
        assert_true(window_open(&window, "Test", usual, WINDOW_AUTO, &diag)); /* SDL_VIDEODRIVER asks for it */
        window_close(window);
    }
}

/* ---- Events ---- */

static void push_key(uint32_t type, SDL_Scancode scancode, uint16_t mod, bool repeats) {
    SDL_Event event = {.key = {.type = type, .repeat = repeats}};
    event.key.keysym = (SDL_Keysym){.scancode = scancode, .sym = SDL_GetKeyFromScancode(scancode), .mod = mod};
    assert_int_equal(SDL_PushEvent(&event), 1);
}

static void push_text(const char *text) {
    SDL_Event event = {.text = {.type = SDL_TEXTINPUT}};
    strcpy(event.text.text, text);
    assert_int_equal(SDL_PushEvent(&event), 1);
}

static void events_that_say_nothing_are_no_input(void **state) {
    (void)state;
    Window *window = NULL;
    Diag diag;
    Input input;
    assert_true(window_open(&window, "Test", usual, WINDOW_AUTO, &diag));
    input_reset(&input);
    window_poll(window, &input);
    input_reset(&input);
    SDL_Event event = {.type = SDL_USEREVENT};
    assert_int_equal(SDL_PushEvent(&event), 1);
    push_key(SDL_KEYDOWN, SDL_SCANCODE_RCTRL, KMOD_RCTRL, true); /* it is held */
    push_text("");
    window_poll(window, &input);
    assert_int_equal(input.count, 0);
    push_key(SDL_KEYDOWN, SDL_SCANCODE_RCTRL, KMOD_RCTRL, false);
    push_key(SDL_KEYUP, SDL_SCANCODE_RCTRL, KMOD_NONE, false);
    window_poll(window, &input);
    assert_true(input.count == 2 && input.event[0].kind == INPUT_CTRL && input.event[0].clicks == 1 && input.event[1].clicks == 0);
    window_set_text_place(window, 10, 20, 30, 40);
    window_set_text_place(window, 10, 20, 30, 40);
    window_set_size(window, 1e9, 1e9); /* larger than any window is: it stays */
    double w, h, ratio;
    window_size(window, &w, &h, &ratio);
    assert_true(w == 900 && h == 600);
    window_close(window);
}

/* With Shift a key of the digit row has its digit beside what it prints, where that is no digit. */
static void a_shifted_digit_keeps_its_number(void **state) {
    (void)state;
    static const struct {
        SDL_Scancode key;
        uint16_t mod;
        const char *text;
        int digit;
    } row[] = {{SDL_SCANCODE_3, KMOD_LSHIFT, "#", 3},
               {SDL_SCANCODE_3, KMOD_LSHIFT, "3", 0},
               {SDL_SCANCODE_3, KMOD_NONE, "\"", 0},
               {SDL_SCANCODE_0, KMOD_LSHIFT, ")", 0},
               {SDL_SCANCODE_A, KMOD_LSHIFT, "!", 0}};
    Window *window = NULL;
    Diag diag;
    Input input;
    assert_true(window_open(&window, "Test", usual, WINDOW_AUTO, &diag));
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        input_reset(&input);
        window_poll(window, &input);
        input_reset(&input);
        push_key(SDL_KEYDOWN, row[i].key, row[i].mod, false);
        push_text(row[i].text);
        window_poll(window, &input);
        bool found = false;
        for (int k = 0; k < input.count; k++) {
            if (input.event[k].kind != INPUT_KEY || strcmp(input.event[k].text, row[i].text) != 0) continue;
            assert_int_equal(input.event[k].digit, row[i].digit);
            found = true;
        }
        assert_true(found);
    }
    window_close(window);
}

static void a_hangup_closes_the_window_as_a_click_does(void **state) {
    (void)state;
    static const int number[] = {SIGHUP, SIGQUIT};
    for (int i = 0; i < 2; i++) {
        Window *window = NULL;
        Diag diag;
        Input input;
        assert_true(window_open(&window, "Test", usual, WINDOW_AUTO, &diag));
        input_reset(&input);
        window_poll(window, &input);
        input_reset(&input);
        raise(number[i]);
        window_poll(window, &input);
        assert_true(input.count == 1 && input.event[0].kind == INPUT_CLOSE);
        window_close(window);
        signal(number[i], SIG_DFL);
    }
}

/* ---- Showing ---- */

/* A picture that could not be made or shown is made anew, as a whole, next time. */
static void a_picture_that_fails_is_made_again(void **state) {
    (void)state;
    static const struct {
        const char *call;
        WindowPresent present;
        bool at_target; /* or when it is shown */
        const char *says;
    } row[] = {
        {"SDL_GetWindowSurface", WINDOW_SURFACE, true, "has no picture for the window (no SDL_GetWindowSurface); --present texture"},
        {"SDL_UpdateWindowSurfaceRects", WINDOW_SURFACE, false, "cannot be updated: no SDL_UpdateWindowSurfaceRects"},
        {"SDL_GetRendererOutputSize", WINDOW_TEXTURE, true, "the window has no size: no SDL_GetRendererOutputSize"},
        {"SDL_CreateTexture", WINDOW_TEXTURE, true, "a texture of 900 x 600 (no SDL_CreateTexture); --present surface"},
        {"SDL_UpdateTexture", WINDOW_TEXTURE, false, "cannot be updated: no SDL_UpdateTexture"},
        {"SDL_RenderCopy", WINDOW_TEXTURE, false, "cannot be updated: no SDL_RenderCopy"},
        {NULL, WINDOW_TEXTURE, true, "no memory is left for a window of 900 x 600 pixels"},
    };
    const PixelRect whole = {0, 0, 900, 600};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        Window *window = NULL;
        RasterTarget target;
        Diag diag = {0};
        bool fresh;
        assert_true(window_open(&window, "Test", usual, row[i].present, &diag));
        if (!row[i].at_target) assert_true(window_target(window, &target, &fresh, &diag));
        if (row[i].call) fail_system(row[i].call, 1, 1, 0);
        if (!row[i].call) mem_fail_after(1);
        bool good = row[i].at_target ? window_target(window, &target, &fresh, &diag) : window_show(window, &whole, 1, &diag);
        assert_false(good);
        assert_says(&diag, row[i].says);
        if (row[i].at_target) assert_null(target.pixels);
        assert_int_equal(fail_system_left(), 0);
        assert_true(window_target(window, &target, &fresh, &diag));
        assert_true(fresh && target.width == 900 && target.pixels);
        memset(target.pixels, 0x33, (size_t)target.stride * 600);
        assert_true(window_show(window, &whole, 1, &diag));
        window_close(window);
        fail_system_none();
    }
}

static void more_changed_parts_than_fit_are_the_whole_picture(void **state) {
    (void)state;
    enum { MANY = RASTER_DIRTY_MAX + 5 };
    PixelRect part[MANY];
    Window *window = NULL;
    RasterTarget target;
    Diag diag;
    bool fresh;
    assert_true(window_open(&window, "Test", usual, WINDOW_SURFACE, &diag));
    assert_true(window_target(window, &target, &fresh, &diag));
    memset(target.pixels, 0x33, (size_t)target.stride * 600);
    for (int i = 0; i < MANY; i++) part[i] = (PixelRect){5000, 10 * i, 4, 4}; /* not one is inside, and yet something is shown */
    fail_system("SDL_UpdateWindowSurfaceRects", 1, 1, 0);
    assert_true(window_show(window, part, RASTER_DIRTY_MAX, &diag));
    assert_int_equal(fail_system_left(), 1);
    assert_false(window_show(window, part, MANY, &diag));
    assert_int_equal(fail_system_left(), 0);
    window_close(window);
}

/* ---- Clipboard and threads ---- */

static void the_clipboard_says_why_it_fails(void **state) {
    (void)state;
    ClipboardApi clipboard;
    Diag diag = {0};
    char *text = NULL;
    platform_clipboard(&clipboard);
    assert_false(clipboard.read(clipboard.user, &text, &diag));
    assert_says(&diag, "no clipboard without a window");
    assert_int_equal(SDL_InitSubSystem(SDL_INIT_VIDEO), 0);
    assert_true(clipboard.write(clipboard.user, "five!", &diag));
    fail_system("SDL_GetClipboardText", 1, 1, 0);
    fail_system("SDL_SetClipboardText", 1, 1, 0);
    assert_false(clipboard.read(clipboard.user, &text, &diag));
    assert_says(&diag, "The clipboard cannot be read: no SDL_GetClipboardText.");
    assert_false(clipboard.write(clipboard.user, "other", &diag));
    assert_says(&diag, "The clipboard cannot be written: no SDL_SetClipboardText.");
    mem_fail_after(1);
    assert_false(clipboard.read(clipboard.user, &text, &diag));
    assert_says(&diag, "not enough memory for the 5 bytes");
    assert_null(text);
    assert_true(clipboard.read(clipboard.user, &text, &diag)); /* and holds what it held */
    assert_string_equal(text, "five!");
    mem_free(text);
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
}

static bool count_up(void *argument) {
    ++*(int *)argument;
    return false;
}

static void without_threads_work_is_refused_and_later_done(void **state) {
    (void)state;
    Diag diag = {0};
    int calls = 0;
    static const char *const part[] = {"SDL_CreateMutex", "SDL_CreateCond"};
    for (int i = 0; i < 2; i++) {
        fail_system(part[i], 1, 1, 0);
        assert_null(worker_new());
        fail_system_none();
    }
    mem_fail_after(1);
    assert_null(worker_new());
    Worker *worker = worker_new();
    WorkerApi api;
    worker_bind(worker, &api);
    fail_system("SDL_CreateThread", 1, 1, 0);
    assert_false(api.start(api.user, count_up, &calls, &diag));
    assert_says(&diag, "cannot start a background thread: no SDL_CreateThread");
    assert_true(api.start(api.user, count_up, &calls, &diag));
    worker_free(worker);        /* waits for it */
    assert_int_equal(calls, 1); /* what was refused is not done */
}

/* ---- Fonts ---- */

static void fonts_that_cannot_be_used_are_named(void **state) {
    (void)state;
    static const struct {
        const char *call;
        int count;
        const char *says;
    } row[] = {
        {"TTF_Init", 1, "the font library cannot start: no TTF_Init"},
        {"SDL_CreateMutex", 1, "no memory is left for the fonts"},
        {"TTF_OpenFontDPIRW", 99, "no font that can be read"},
        {"TTF_SizeUTF8", 99, "no font that can be read"},
        {"TTF_GlyphMetrics32", 1, "the widths of this font cannot be read (no TTF_GlyphMetrics32)"},
    };
    char folder[1024];
    assert_true(platform_find_font_folder(folder, sizeof folder));
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        Fonts *fonts = NULL;
        Diag diag = {0};
        fail_system(row[i].call, 1, row[i].count, 0);
        assert_false(fonts_init(&fonts, folder, &diag));
        assert_null(fonts);
        assert_says(&diag, row[i].says);
        fail_system_none();
    }
}

/* A text is measured and drawn again where the library failed once; where it fails for good, the caller is told. */
static void a_text_is_tried_again_before_it_fails(void **state) {
    (void)state;
    static const char *const call[] = {"TTF_SizeUTF8", "TTF_GlyphMetrics32", "TTF_RenderUTF8_Blended"};
    char folder[1024];
    Fonts *fonts = NULL;
    TextApi text;
    Diag diag;
    TextMetrics usual_size, size;
    assert_true(platform_find_font_folder(folder, sizeof folder));
    assert_true(fonts_init(&fonts, folder, &diag));
    fonts_bind(fonts, &text);
    assert_true(text.measure(text.user, FACE_UI, 20, str_from("as usual"), &usual_size));
    for (int i = 0; i < 3; i++) {
        for (int count = 1; count < 100; count += 98) {
            static const char *const words[] = {
                "one failure of measuring", "too many of them", "Once only", "For good", "drawn at last", "never drawn"};
            const char *at = words[2 * i + (count > 1)];
            TextMask mask = {0};
            fail_system(call[i], 1, count, 0);
            bool measured = text.measure(text.user, FACE_UI, 20, str_from(at), &size);
            bool drawn = measured && text.rasterise(text.user, FACE_UI, 20, str_from(at), &mask);
            assert_true((measured && drawn) == (count == 1));
            fail_system_none();
            assert_true(text.measure(text.user, FACE_UI, 20, str_from("as usual"), &size)); /* nothing is left of it */
            assert_true(size.width == usual_size.width);
        }
    }
    fonts_deinit(fonts);
}

/* What no face holds is the mark for it, and where not even that is, a question mark. */
static void a_character_that_no_face_has_is_replaced(void **state) {
    (void)state;
    char folder[1024];
    Fonts *fonts = NULL;
    TextApi text;
    Diag diag;
    TextMetrics size, mark, question;
    assert_true(platform_find_font_folder(folder, sizeof folder));
    assert_true(fonts_init(&fonts, folder, &diag));
    fonts_bind(fonts, &text);
    assert_true(text.measure(text.user, FACE_UI, 100, str_from("\xEF\xBF\xBD"), &mark));
    assert_true(text.measure(text.user, FACE_UI, 100, str_from("?"), &question));
    assert_true(text.measure(text.user, FACE_UI, 100, str_from("\xF0\x9F\xA7\xBF"), &size)); /* a picture of no alphabet */
    assert_true(size.width == mark.width && mark.width != question.width);
    fail_system("TTF_GlyphIsProvided32", 1, 10, 0);
    assert_true(text.measure(text.user, FACE_UI, 100, str_from("\xF0\x9F\xA7\xBE"), &size));
    assert_int_equal(fail_system_left(), 0);
    assert_true(size.width == question.width);
    assert_true(text.measure(text.user, FACE_UI, 100, str_from("\x07"), &size)); /* what rings is a blank */
    assert_true(size.width > 0 && size.width < question.width);
    TextMask mask = {0};
    static const TextFace wrong[] = {(TextFace)-1, FACE_COUNT};
    for (int i = 0; i < 2; i++) {
        assert_false(text.measure(text.user, wrong[i], 20, str_from("a"), &size));
        assert_false(text.rasterise(text.user, wrong[i], 20, str_from("a"), &mask));
        assert_null(text.font_path(text.user, wrong[i]));
    }
    assert_true(text.rasterise(text.user, FACE_MONO, 400, str_from("0.25"), &mask)); /* too large to be kept letter by letter */
    assert_true(mask.height > 200);
    fonts_deinit(fonts);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, end)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_window_that_cannot_open_says_why),
        TEST(without_a_surface_a_texture_stands_in_and_then_nothing_does),
        TEST(a_window_comes_to_a_place_that_is_seen),
        TEST(an_unknown_screen_gets_the_usual_size),
        TEST(pixels_are_written_in_the_order_of_the_surface),
        TEST(a_driver_that_nobody_sees_is_no_display),
        TEST(events_that_say_nothing_are_no_input),
        TEST(a_shifted_digit_keeps_its_number),
        TEST(a_hangup_closes_the_window_as_a_click_does),
        TEST(a_picture_that_fails_is_made_again),
        TEST(more_changed_parts_than_fit_are_the_whole_picture),
        TEST(the_clipboard_says_why_it_fails),
        TEST(without_threads_work_is_refused_and_later_done),
        TEST(fonts_that_cannot_be_used_are_named),
        TEST(a_text_is_tried_again_before_it_fails),
        TEST(a_character_that_no_face_has_is_replaced),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
