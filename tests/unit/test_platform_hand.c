/* A person's hand in the window loop, on SDL's dummy driver: events come one after another while the loop sleeps, in both windows. Beside
   it, what scripts may not ask of a window, a lesson's step named by its address, and a window that speaks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "cli/cli.h"
#include "support/window_case.h"
#define SDL_MAIN_HANDLED
#include <SDL2/SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static int setup(void **state) {
    int status = window_case_start(state);
    const WindowCase *f = *state;
    window_case_write(
        f, f->lesson,
        "---\ntitle: A\nminutes: 1\nlevel: basic\nid: a\n---\n## One\n\nLook.\n\n## Two\n\n```setup\nset cell gru\n```\n\nAgain.\n");
    return status;
}

/* ---- The hand ---- */

typedef struct Gesture {
    SDL_Event event;
    int window; /* 0: none, 1: the first that is open, 2: the next */
} Gesture;

typedef struct Hand {
    const Gesture *gesture;
    int count;
    SDL_atomic_t is_over; /* the program has ended */
} Hand;

static Uint32 find_id(int window) {
    for (Uint32 id = 1; id < 100; id++)
        if (SDL_GetWindowFromID(id) && --window == 0) return id;
    return 0;
}

/* The next gesture comes when the loop has taken the one before. */
static int move_hand(void *user) {
    Hand *hand = user;
    for (int i = 0; i < hand->count; i++) {
        SDL_Event event = hand->gesture[i].event;
        Uint32 id = 0;
        while (hand->gesture[i].window > 0 && !(id = find_id(hand->gesture[i].window)) && !SDL_AtomicGet(&hand->is_over)) SDL_Delay(1);
        if (SDL_AtomicGet(&hand->is_over)) return 1;
        if (event.type == SDL_MOUSEMOTION) event.motion.windowID = id;
        if (event.type == SDL_KEYDOWN) event.key.windowID = id;
        if (event.type == SDL_WINDOWEVENT) event.window.windowID = id;
        if (SDL_PushEvent(&event) != 1) return 1;
        while (SDL_HasEvents(SDL_FIRSTEVENT, SDL_LASTEVENT) && !SDL_AtomicGet(&hand->is_over)) SDL_Delay(1);
    }
    return 0;
}

static Gesture key(SDL_Scancode scancode, SDL_Keycode name) {
    return (Gesture){{.key = {.type = SDL_KEYDOWN, .state = SDL_PRESSED, .keysym = {.scancode = scancode, .sym = name}}}, 1};
}

static void what_a_hand_does_in_both_windows_is_done(void **state) {
    WindowCase *f = *state;
    const Gesture nothing = {{.type = SDL_USEREVENT}, 0}, leave = {{.type = SDL_QUIT}, 0};
    const Gesture point = {{.motion = {.type = SDL_MOUSEMOTION, .x = 321, .y = 123}}, 1};
    const Gesture point_there = {{.motion = {.type = SDL_MOUSEMOTION, .x = 55, .y = 66}}, 2};
    const Gesture close_there = {{.window = {.type = SDL_WINDOWEVENT, .event = SDL_WINDOWEVENT_CLOSE}}, 2};
    const Gesture gestures[] = {nothing, point, nothing, point_there, close_there, nothing, key(SDL_SCANCODE_F11, SDLK_F11),
                                nothing, leave};
    Hand hand = {gestures, (int)(sizeof gestures / sizeof *gestures), {0}};
    assert_int_equal(SDL_InitSubSystem(SDL_INIT_EVENTS), 0);
    SDL_Thread *thread = SDL_CreateThread(move_hand, "hand", &hand);
    assert_non_null(thread);
    int status = WINDOW_CASE_RUN(f, "--settings", "none", "--size", "900x600", "--do", "setting motion reduced", "--do", "mirror on",
                                 "--record", f->record);
    int moved = 1;
    SDL_AtomicSet(&hand.is_over, 1);
    SDL_WaitThread(thread, &moved);
    SDL_QuitSubSystem(SDL_INIT_EVENTS);
    assert_int_equal(status, CLI_OK);
    assert_int_equal(moved, 0);
    window_case_assert_holds(f, f->record, "\npointer 321 123\n");
    window_case_assert_lacks(f, f->record, "pointer 55 66"); /* the second window only shows */
    window_case_assert_holds(f, f->record, "\nkey F11\n");
}

/* ---- Scripts and options ---- */

static void a_script_asks_for_sizes_and_frames_that_can_be(void **state) {
    WindowCase *f = *state;
    window_case_write(f, f->script,
                      "resize 99999 700\nresize 700 99999\nresize 1000 700 0\nframe -1\nresize 1000 700 1\nframe 0\nframe 0\nquit\n");
    assert_int_equal(WINDOW_CASE_RUN(f, "--settings", "none", "--script", f->script, "--record", f->record), CLI_BAD_USAGE);
    for (int line = 1; line <= 3; line++) {
        char place[160];
        text_format(place, sizeof place, "%s:%d:", f->script, line);
        window_case_assert_holds(f, f->errors, place);
    }
    window_case_assert_holds(f, f->record, "resize 1000 700");
    window_case_assert_lacks(f, f->record, "99999");
    window_case_assert_lacks(f, f->errors, "surface"); /* a picture that was late behind a resize, and came with the next frame */
}

static void more_scripts_than_can_be_played_are_refused(void **state) {
    WindowCase *f = *state;
    const char *many[2 + 2 * 17] = {"--settings", "none"};
    window_case_write(f, f->script, "quit\n");
    for (int i = 2; i < 2 + 2 * 17; i++) many[i] = i % 2 ? f->script : "--script";
    assert_int_equal(window_case_run(f, many, 2 + 2 * 17), CLI_BAD_USAGE);
    window_case_assert_holds(f, f->errors, "at most 16 scripts");
    assert_int_equal(window_case_run(f, many, 2 + 2 * 16), CLI_OK);
}

static void a_step_is_opened_by_its_address(void **state) {
    WindowCase *f = *state;
    char address[128];
    text_format(address, sizeof address, "%s#two", f->lesson);
    window_case_write(f, f->script, "frame 0\nquit\n");
    assert_int_equal(WINDOW_CASE_RUN(f, "--settings", "none", "--record", f->record, "--script", f->script, "--open", address), CLI_OK);
    window_case_assert_holds(f, f->record, "a.md#two");
    text_format(address, sizeof address, "%s/two", f->lesson);
    assert_int_equal(WINDOW_CASE_RUN(f, "--settings", "none", "--record", f->record, "--script", f->script, "--open", address), CLI_OK);
    window_case_assert_holds(f, f->record, "a.md/two");
    text_format(address, sizeof address, "%s/two", f->script); /* no lesson */
    assert_int_equal(WINDOW_CASE_RUN(f, "--settings", "none", "--script", f->script, "--open", address), CLI_BAD_USAGE);
    assert_int_equal(WINDOW_CASE_RUN(f, "--settings", "none", "--script", f->script, "--open", "unroll:none/two"), CLI_BAD_USAGE);
    window_case_assert_holds(f, f->errors, "There is no lesson \"none\"");
}

static void a_window_that_speaks_needs_the_service(void **state) {
    WindowCase *f = *state;
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    char said[160], heard[4096] = "";
    window_case_write(f, f->script, "set cell lstm\nframe 0\nquit\n");
    text_format(address.sun_path, sizeof address.sun_path, "%s/sock", f->folder);
    text_format(said, sizeof said, "unix_socket:%s", address.sun_path);
    setenv("SPEECHD_ADDRESS", said, 1);
    assert_int_equal(WINDOW_CASE_RUN(f, "--settings", "none", "--speak", "--script", f->script), CLI_FAILED);
    window_case_assert_holds(f, f->errors, address.sun_path);
    int listening = socket(AF_UNIX, SOCK_STREAM, 0);
    assert_int_equal(bind(listening, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(listening, 1), 0);
    assert_int_equal(WINDOW_CASE_RUN(f, "--settings", "none", "--speak", "--script", f->script), CLI_OK);
    int hears = accept(listening, NULL, NULL);
    assert_true(hears >= 0 && recv(hears, heard, sizeof heard - 1, MSG_DONTWAIT) > 0);
    if (!strstr(heard, "LSTM")) fail_msg("heard: %s", heard);
    close(hears);
    close(listening);
    unsetenv("SPEECHD_ADDRESS");
}

int main(void) {
#define CASE(test) cmocka_unit_test_setup_teardown(test, setup, window_case_end)
    const struct CMUnitTest tests[] = {
        CASE(what_a_hand_does_in_both_windows_is_done),    CASE(a_script_asks_for_sizes_and_frames_that_can_be),
        CASE(more_scripts_than_can_be_played_are_refused), CASE(a_step_is_opened_by_its_address),
        CASE(a_window_that_speaks_needs_the_service),
    };
#undef CASE
    return cmocka_run_group_tests(tests, NULL, NULL);
}
