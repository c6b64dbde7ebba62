/* A person's hand in the window loop, on SDL's dummy driver: events come one after another while the loop sleeps, in both windows. Beside
   it, what scripts may not ask of a window, a lesson's step named by its address, and a window that speaks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/number.h"
#include "cli/cli.h"
#include "platform/files.h"
#define SDL_MAIN_HANDLED
#include <SDL2/SDL.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { OPTION_MAX = 40 };

typedef struct Fixture {
    char folder[64], script[96], record[96], errors[96], lesson[96];
    FileApi file;
} Fixture;

const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) { return "leak:libdbus\n"; } /* see test_platform_window.c */

static void put(const Fixture *f, const char *path, const char *text) {
    Diag diag;
    if (!f->file.write(f->file.user, path, text, strlen(text), &diag)) fail_msg("%s", diag.text);
}

static char *contents(const Fixture *f, const char *path) {
    char *data = NULL;
    size_t size = 0;
    Diag diag;
    if (!f->file.read(f->file.user, path, &data, &size, &diag)) fail_msg("%s", diag.text);
    return data;
}

static void assert_holds(const Fixture *f, const char *path, const char *part) {
    char *text = contents(f, path);
    if (!strstr(text, part)) fail_msg("'%s' is not in: %.6000s", part, text);
    mem_free(text);
}

static void assert_lacks(const Fixture *f, const char *path, const char *part) {
    char *text = contents(f, path);
    if (strstr(text, part)) fail_msg("'%s' is in: %.6000s", part, text);
    mem_free(text);
}

static int setup(void **state) {
    Fixture *f = calloc(1, sizeof *f);
    if (!f) return -1;
    *state = f;
    strcpy(f->folder, "/tmp/unroll-hand-XXXXXX");
    if (!mkdtemp(f->folder)) return -1;
    text_format(f->script, sizeof f->script, "%s/script", f->folder);
    text_format(f->record, sizeof f->record, "%s/record", f->folder);
    text_format(f->errors, sizeof f->errors, "%s/errors", f->folder);
    text_format(f->lesson, sizeof f->lesson, "%s/a.md", f->folder);
    platform_files(&f->file);
    put(f, f->lesson,
        "---\ntitle: A\nminutes: 1\nlevel: basic\nid: a\n---\n## One\n\nLook.\n\n## Two\n\n```setup\nset cell gru\n```\n\nAgain.\n");
    return setenv("SDL_VIDEODRIVER", "dummy", 1);
}

static int teardown(void **state) {
    Fixture *f = *state;
    char command[128];
    text_format(command, sizeof command, "rm -rf '%s'", f->folder);
    free(f);
    return system(command);
}

static int run(Fixture *f, const char *const *option, int count) {
    char *argv[OPTION_MAX + 2] = {strdup("unroll"), strdup("run")};
    assert_true(count <= OPTION_MAX);
    for (int i = 0; i < count; i++) argv[2 + i] = strdup(option[i]);
    fflush(stderr);
    int kept = dup(STDERR_FILENO), file = open(f->errors, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    dup2(file, STDERR_FILENO);
    int status = cli_main(count + 2, argv, "0");
    fflush(stderr);
    dup2(kept, STDERR_FILENO);
    close(kept);
    close(file);
    for (int i = 0; i < count + 2; i++) free(argv[i]);
    return status;
}

#define RUN(f, ...) run(f, (const char *const[]){__VA_ARGS__}, (int)(sizeof(const char *[]){__VA_ARGS__} / sizeof(char *)))

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
    Fixture *f = *state;
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
    int status =
        RUN(f, "--settings", "none", "--size", "900x600", "--do", "setting motion reduced", "--do", "mirror on", "--record", f->record);
    int moved = 1;
    SDL_AtomicSet(&hand.is_over, 1);
    SDL_WaitThread(thread, &moved);
    SDL_QuitSubSystem(SDL_INIT_EVENTS);
    assert_int_equal(status, CLI_OK);
    assert_int_equal(moved, 0);
    assert_holds(f, f->record, "\npointer 321 123\n");
    assert_lacks(f, f->record, "pointer 55 66"); /* the second window only shows */
    assert_holds(f, f->record, "\nkey F11\n");
}

/* ---- Scripts and options ---- */

static void a_script_asks_for_sizes_and_frames_that_can_be(void **state) {
    Fixture *f = *state;
    put(f, f->script, "resize 99999 700\nresize 700 99999\nresize 1000 700 0\nframe -1\nresize 1000 700 1\nframe 0\nframe 0\nquit\n");
    assert_int_equal(RUN(f, "--settings", "none", "--script", f->script, "--record", f->record), CLI_BAD_USAGE);
    for (int line = 1; line <= 3; line++) {
        char place[160];
        text_format(place, sizeof place, "%s:%d:", f->script, line);
        assert_holds(f, f->errors, place);
    }
    assert_holds(f, f->record, "resize 1000 700");
    assert_lacks(f, f->record, "99999");
    assert_lacks(f, f->errors, "surface"); /* a picture that was late behind a resize, and came with the next frame */
}

static void more_scripts_than_can_be_played_are_refused(void **state) {
    Fixture *f = *state;
    const char *many[2 + 2 * 17] = {"--settings", "none"};
    put(f, f->script, "quit\n");
    for (int i = 2; i < 2 + 2 * 17; i++) many[i] = i % 2 ? f->script : "--script";
    assert_int_equal(run(f, many, 2 + 2 * 17), CLI_BAD_USAGE);
    assert_holds(f, f->errors, "at most 16 scripts");
    assert_int_equal(run(f, many, 2 + 2 * 16), CLI_OK);
}

static void a_step_is_opened_by_its_address(void **state) {
    Fixture *f = *state;
    char address[128];
    text_format(address, sizeof address, "%s#two", f->lesson);
    put(f, f->script, "frame 0\nquit\n");
    assert_int_equal(RUN(f, "--settings", "none", "--record", f->record, "--script", f->script, "--open", address), CLI_OK);
    assert_holds(f, f->record, "a.md#two");
    text_format(address, sizeof address, "%s/two", f->lesson);
    assert_int_equal(RUN(f, "--settings", "none", "--record", f->record, "--script", f->script, "--open", address), CLI_OK);
    assert_holds(f, f->record, "a.md/two");
    text_format(address, sizeof address, "%s/two", f->script); /* no lesson */
    assert_int_equal(RUN(f, "--settings", "none", "--script", f->script, "--open", address), CLI_BAD_USAGE);
    assert_int_equal(RUN(f, "--settings", "none", "--script", f->script, "--open", "unroll:none/two"), CLI_BAD_USAGE);
    assert_holds(f, f->errors, "There is no lesson \"none\"");
}

static void a_window_that_speaks_needs_the_service(void **state) {
    Fixture *f = *state;
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    char said[160], heard[4096] = "";
    put(f, f->script, "set cell lstm\nframe 0\nquit\n");
    text_format(address.sun_path, sizeof address.sun_path, "%s/sock", f->folder);
    text_format(said, sizeof said, "unix_socket:%s", address.sun_path);
    setenv("SPEECHD_ADDRESS", said, 1);
    assert_int_equal(RUN(f, "--settings", "none", "--speak", "--script", f->script), CLI_FAILED);
    assert_holds(f, f->errors, address.sun_path);
    int listening = socket(AF_UNIX, SOCK_STREAM, 0);
    assert_int_equal(bind(listening, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(listening, 1), 0);
    assert_int_equal(RUN(f, "--settings", "none", "--speak", "--script", f->script), CLI_OK);
    int hears = accept(listening, NULL, NULL);
    assert_true(hears >= 0 && recv(hears, heard, sizeof heard - 1, MSG_DONTWAIT) > 0);
    if (!strstr(heard, "LSTM")) fail_msg("heard: %s", heard);
    close(hears);
    close(listening);
    unsetenv("SPEECHD_ADDRESS");
}

int main(void) {
#define CASE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
    const struct CMUnitTest tests[] = {
        CASE(what_a_hand_does_in_both_windows_is_done),    CASE(a_script_asks_for_sizes_and_frames_that_can_be),
        CASE(more_scripts_than_can_be_played_are_refused), CASE(a_step_is_opened_by_its_address),
        CASE(a_window_that_speaks_needs_the_service),
    };
#undef CASE
    return cmocka_run_group_tests(tests, NULL, NULL);
}
