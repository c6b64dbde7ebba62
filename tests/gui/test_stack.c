/* The window's frames and the worker's jobs, each in a thread with a small stack: 128 KB, as some systems give every thread but the
   first. The sanitizers' frames are several times as large, so checked builds get 256 KB; scripts/small-stack runs this test and the
   whole program with 128 KB in a release build.

   An assertion that fails in a thread ends the program. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "platform/files.h"
#include "support/drive.h"
#include "support/slow_worker.h"
#include <pthread.h>
#include <stdio.h>

#if defined __has_feature
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define IS_CHECKED 1
#endif
#endif
#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
#define IS_CHECKED 1
#endif
#ifdef IS_CHECKED
enum { STACK_SIZE = 256 << 10 };
#else
enum { STACK_SIZE = 128 << 10 };
#endif

static void run_on_small_stack(void *(*start)(void *argument), void *argument) {
    pthread_attr_t attributes;
    pthread_t thread;
    assert_int_equal(pthread_attr_init(&attributes), 0);
    assert_int_equal(pthread_attr_setstacksize(&attributes, STACK_SIZE), 0);
    assert_int_equal(pthread_create(&thread, &attributes, start, argument), 0);
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_int_equal(pthread_attr_destroy(&attributes), 0);
}

/* The tests' slow worker, each slice of it in a thread of its own. */
typedef struct SmallWorker {
    SlowWorker slow; /* first: the functions of a slow worker get it too */
    bool (*start_slow)(void *user, bool (*work)(void *argument), void *argument, Diag *diag);
    bool (*work)(void *argument);
    void *argument;
    bool goes_on;
    int slices;
} SmallWorker;

static void *run_work(void *argument) {
    SmallWorker *worker = argument;
    worker->goes_on = worker->work(worker->argument);
    return NULL;
}

static bool run_slice(void *argument) {
    SmallWorker *worker = argument;
    run_on_small_stack(run_work, worker);
    worker->slices++;
    return worker->goes_on;
}

static bool start_work(void *user, bool (*work)(void *argument), void *argument, Diag *diag) {
    SmallWorker *worker = user;
    worker->work = work;
    worker->argument = argument;
    return worker->start_slow(&worker->slow, run_slice, worker, diag);
}

/* What a person does, with one kind of cell. */
static void use_program(Drive *drive, const char *cell) {
    static const char *const places[] = {"forward 5", "loss end", "backward 5", "update shares", "update end"};
    char line[64];
    drive_line(drive, cell);
    drive_line(drive, "set hidden 68"); /* more than RUN_RADIUS_HIDDEN, and more work than a frame has time for */
    drive_line(drive, "set layers 2");
    drive_frame(drive, 0.016);
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        snprintf(line, sizeof line, "seek %s", places[i]);
        drive_line(drive, line);
        drive_frame(drive, 0.016);
    }
    drive_key(drive, "R"); /* restart */
    drive_line(drive, "training on");
    for (int i = 0; i < 4; i++) drive_frame(drive, 0.016);
    drive_line(drive, "training off");
    drive_key(drive, "Ctrl+Z");
    drive_key(drive, "Ctrl+Y");
    drive_frame(drive, 0.016);
    drive_line(drive, "visit 1");
    drive_line(drive, "set hidden 5");
    drive_key(drive, "F1");
}

/* What a screen needs before it can be shown, or has something to show; a new screen needs nothing until it is said here. */
static const char *const needs[SCREEN_COUNT][4] = {
    [SCREEN_LESSON] = {"lesson " UNROLL_SOURCE_DIR "/lessons/05-vanishing.md#draw-it"},
    [SCREEN_GOTO] = {"lesson " UNROLL_SOURCE_DIR "/lessons/05-vanishing.md#twice-as-long", "present on", "presenter notes"},
    [SCREEN_CELL] = {"set cell lstm", "seek backward 5"},
    [SCREEN_MICROSCOPE] = {"microscope eigenvalues"},
    [SCREEN_COMPARE] = {"compare GRU: cell gru", "compare RNN: cell rnn"},
    [SCREEN_CHECK] = {"check all"},
    [SCREEN_TEXT] = {"set task text", "text prompt the"},
    [SCREEN_CLIFF] = {"cliff descend 20"},
    [SCREEN_BURST] = {"preset explode", "train 200"},
    [SCREEN_SERIES] = {"set task series", "train 2"},
    [SCREEN_SENTIMENT] = {"set task sentiment", "train 2"},
    [SCREEN_SEARCH] = {"guess 30"},
    [SCREEN_TERMS] = {"terms h 4 2"},
    [SCREEN_HISTORY] = {"train 20"},
    [SCREEN_WORDS] = {"describe"},
};

/* Every screen of the table, with the pointer on each of its places in turn. */
static void *use_screens(void *user) {
    int *shown = user;
    for (int id = 0; id < SCREEN_COUNT; id++) {
        Drive drive;
        Diag diag = {0};
        char line[64];
        drive_start(&drive);
        platform_files(&drive.world.file);
        drive.world.place.find = drive_find_course;
        drive_resize(&drive, 1600, 900);
        for (int i = 0; i < 4 && needs[id][i]; i++) app_apply(drive.app, needs[id][i], &diag); /* a burst is refused */
        snprintf(line, sizeof line, "show %s", screen_table[id].name);
        drive_line(&drive, line);
        drive_frame(&drive, 0.016);
        ScreenPlace place = screen_table[id].place; /* a panel is docked in a window this wide: in view, but not on the stack */
        bool is_shown = place == SCREEN_BASE || place == SCREEN_LEFT || place == SCREEN_RIGHT ||
                        screen_is_open(&drive_ui(&drive)->screens, (ScreenId)id);
        if (!is_shown) fprintf(stderr, "the screen %s was not shown\n", screen_table[id].name);
        *shown += is_shown;
        int count = app_regions(drive.app)->count, step = 1 + count / 40;
        for (int i = 0; i < count; i += step) {
            const RegionList *region = app_regions(drive.app);
            if (i >= region->count) break;
            Rect box = region->item[i].box;
            drive_pointer(&drive, box.x + box.w / 2, box.y + box.h / 2);
            drive_frame(&drive, 0.3);
        }
        drive_end(&drive);
    }
    return NULL;
}

static void every_screen_needs_little_stack(void **state) {
    (void)state;
    int shown = 0;
    run_on_small_stack(use_screens, &shown);
    assert_int_equal(shown, SCREEN_COUNT);
}

static void *use_everything(void *user) {
    SmallWorker *worker = user;
    Drive drive;
    drive_start(&drive);
    slow_worker_bind(&worker->slow, &drive.world.worker, 0);
    worker->start_slow = drive.world.worker.start;
    drive.world.worker.start = start_work;
    drive_line(&drive, "resize 1600 900");
    use_program(&drive, "set cell lstm");
    use_program(&drive, "set cell gru");
    drive_line(&drive, "set task reber"); /* its baseline and entropy */
    drive_frame(&drive, 0.016);
    drive_end(&drive);
    return NULL;
}

static void frames_and_jobs_need_little_stack(void **state) {
    (void)state;
    SmallWorker worker = {.slices = 0};
    run_on_small_stack(use_everything, &worker);
    assert_true(worker.slow.started >= 1 && worker.slices >= 4); /* the worker did changes and training */
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(frames_and_jobs_need_little_stack),
                                       cmocka_unit_test(every_screen_needs_little_stack)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
