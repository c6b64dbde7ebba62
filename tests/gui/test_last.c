/* The window goes on with the last experiment, to the same bits; a long training opens at its beginning; a file that cannot be
   read never keeps the window from opening; and without a file nothing is kept. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/drive.h"
#include "support/memory_files.h"
#include "support/slow_worker.h"
#include <stdlib.h>
#include <string.h>

typedef struct Fixture {
    MemoryFiles files;
    DiagList wrong;
    Drive drive;
} Fixture;

static void start(Fixture *f, bool goes_on) {
    drive_start(&f->drive);
    memory_files_bind(&f->files, &f->drive.world.file);
    diag_list_reset(&f->wrong);
    app_open_last(f->drive.app, "last", goes_on, &f->wrong);
}

static int setup(void **state) {
    *state = calloc(1, sizeof(Fixture));
    return *state ? 0 : -1;
}

static int teardown(void **state) {
    Fixture *f = *state;
    memory_files_deinit(&f->files);
    free(f);
    return 0;
}

static void pass(Fixture *f, double seconds) {
    for (double t = 0; t < seconds; t += 0.1) drive_frame(&f->drive, 0.1);
}

static const char *text(const Fixture *f) { return memory_files_get(&f->files, "last"); }
static const Run *run(const Fixture *f) { return &app_lab(f->drive.app)->run; }

static void what_was_done_is_there_again_to_the_same_bits(void **state) {
    Fixture *f = *state;
    static const char *const lines[] = {"set cell lstm", "set steps 20", "train 30", "set learning_rate 0.02", "next", "update", "update",
                                        "train 25",      "next",         "next"};
    start(f, true);
    assert_int_equal(f->wrong.found, 0);
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) drive_line(&f->drive, lines[i]);
    pass(f, 4);
    assert_int_equal(f->files.writes, 1); /* all of it at once, a few seconds later; here the program is killed */
    size_t count = run(f)->net.weight_count;
    double *weight = malloc(count * sizeof *weight), loss = run(f)->trace.loss;
    Setup was = app_lab(f->drive.app)->setup;
    memcpy(weight, run(f)->weight, count * sizeof *weight);
    long update = run(f)->update;
    drive_end(&f->drive);

    start(f, true);
    assert_int_equal(f->wrong.found, 0);
    assert_int_equal(run(f)->update, update);
    assert_int_equal(run(f)->net.weight_count, count);
    assert_memory_equal(run(f)->weight, weight, count * sizeof *weight);
    assert_true(run(f)->trace.loss == loss);
    for (int key = 0; key < KEY_COUNT; key++)
        assert_true(setup_get(&app_lab(f->drive.app)->setup, (SetupKey)key) == setup_get(&was, (SetupKey)key) ||
                    setup_is_drawn(&was, (SetupKey)key));
    pass(f, 4);
    assert_int_equal(f->files.writes, 1); /* nothing has changed */
    drive_line(&f->drive, "train 1");
    app_save_last(f->drive.app); /* at the end */
    assert_int_equal(f->files.writes, 2);
    drive_line(&f->drive, "undo");
    drive_line(&f->drive, "undo");
    assert_string_equal(drive_ui(&f->drive)->message, "Undone: opening"); /* all of it, not its last command */
    assert_int_equal(run(f)->update, 0);
    drive_end(&f->drive);
    free(weight);
}

static void options_begin_another_experiment_that_is_kept_once_it_changes(void **state) {
    Fixture *f = *state;
    memory_files_put(&f->files, "last", "cell=gru\nat 5\n");
    start(f, false);
    assert_int_equal(run(f)->update, 0);
    assert_int_equal(run(f)->net.spec.cell, CELL_RNN);
    pass(f, 4);
    app_save_last(f->drive.app);
    assert_string_equal(text(f), "cell=gru\nat 5\n");
    drive_key(&f->drive, "U");
    pass(f, 4);
    assert_non_null(strstr(text(f), "\ncell=rnn\n"));
    assert_non_null(strstr(text(f), "\nat 0 update\nat 1\n"));
    drive_end(&f->drive);
}

static void a_broken_file_is_put_aside_and_told(void **state) {
    Fixture *f = *state;
    static const char *const broken[] = {"cell=elephant\n", "\x01\x02\x03", "{", "steps=16\nat 3 set cell\n",
                                         "items=12\nsteps=2\ntask=copy\n"};
    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
        memory_files_put(&f->files, "last", broken[i]);
        start(f, true);
        if (f->wrong.found < 1) fail_msg("\"%s\" was not told", broken[i]);
        assert_string_equal(memory_files_get(&f->files, "last.broken"), broken[i]);
        drive_key(&f->drive, "U");
        app_save_last(f->drive.app);
        assert_non_null(strstr(text(f), "\nat 1\n"));
        drive_end(&f->drive);
    }
}

static void a_long_training_opens_at_its_beginning_and_is_kept_beside(void **state) {
    Fixture *f = *state;
    static const char longer[] = "cell=lstm\nhidden=64\nsteps=60\nbatch=32\nat 3 set learning_rate 0.01\nat 900000000\n";
    memory_files_put(&f->files, "last", longer);
    start(f, true);
    assert_int_equal(f->wrong.found, 0);
    assert_true(drive_has_text(&f->drive, "is open at update 0"));
    assert_int_equal(run(f)->update, 0);
    assert_int_equal(run(f)->net.spec.hidden, 64);
    assert_string_equal(memory_files_get(&f->files, "last.before"), longer);
    drive_end(&f->drive);
}

static void a_training_that_turns_out_long_opens_at_its_beginning_too(void **state) {
    Fixture *f = *state;
    static const char text_of[] = "at 2 set learning_rate 0.01\nat 3 set learning_rate 0.02\nat 4 set learning_rate 0.03\nat 5\n";
    memory_files_put(&f->files, "last", text_of);
    drive_start(&f->drive);
    memory_files_bind(&f->files, &f->drive.world.file);
    f->drive.tick_s = 0.6; /* each look at the clock: the machine is slow */
    app_open_last(f->drive.app, "last", true, &f->wrong);
    assert_int_equal(f->wrong.found, 0);
    assert_int_equal(run(f)->update, 0);
    assert_true(drive_has_text(&f->drive, "is open at update 0"));
    assert_string_equal(memory_files_get(&f->files, "last.before"), text_of);
    drive_end(&f->drive);
}

static void a_file_that_cannot_be_read_is_never_written_over(void **state) {
    Fixture *f = *state;
    memory_files_put(&f->files, "last", "cell=gru\n");
    f->files.read_fails = true;
    start(f, true);
    assert_int_equal(f->wrong.found, 1);
    drive_key(&f->drive, "U");
    pass(f, 4);
    app_save_last(f->drive.app);
    assert_int_equal(f->files.writes, 0);
    drive_end(&f->drive);
}

static void what_cannot_be_written_is_told_once(void **state) {
    Fixture *f = *state;
    f->files.write_fails = true;
    start(f, true);
    drive_key(&f->drive, "U");
    pass(f, 4);
    assert_true(drive_has_text(&f->drive, "could not be kept"));
    pass(f, 8);
    drive_key(&f->drive, "U");
    pass(f, 4);
    assert_false(drive_has_text(&f->drive, "could not be kept"));
    drive_end(&f->drive);
}

static void while_it_trains_it_is_written_every_few_seconds(void **state) {
    Fixture *f = *state;
    start(f, true);
    drive_key(&f->drive, "Ctrl+T");
    pass(f, 10);
    assert_true(f->files.writes >= 2 && f->files.writes <= 4);
    assert_null(strstr(text(f), "\nat 0\n"));
    drive_end(&f->drive);
}

static void nothing_is_kept_where_no_file_was_opened(void **state) {
    Fixture *f = *state;
    drive_start(&f->drive);
    memory_files_bind(&f->files, &f->drive.world.file);
    drive_key(&f->drive, "U");
    pass(f, 4);
    app_save_last(f->drive.app);
    assert_int_equal(f->files.writes, 0);
    drive_end(&f->drive);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

/* However large it is, no frame waits for it, and it is written once. */
static void a_text_of_ones_own_is_written_beside_by_a_job_and_once(void **state) {
    Fixture *f = *state;
    static SlowWorker worker;
    start(f, true);
    memory_files_put(&f->files, "./mine.txt", "the cat sat on the mat and the dog sat on the rug and the cat saw the dog");
    drive_line(&f->drive, "text open ./mine.txt");
    slow_worker_bind(&worker, &f->drive.world.worker, -1);
    pass(f, 5);
    assert_int_equal(f->files.writes, 0); /* the worker has not come to it, and the experiment names no text that is not there */
    assert_int_equal(worker.joined, 0);
    worker.looks = 0;
    pass(f, 1);
    assert_int_equal(f->files.writes, 2);
    assert_non_null(memory_files_get(&f->files, "mine.txt"));
    assert_non_null(strstr(text(f), "mine.txt"));
    drive_line(&f->drive, "train 1");
    pass(f, 5);
    assert_int_equal(f->files.writes, 3);
    worker.looks = -1;
    f->files.write_fails = true;
    drive_line(&f->drive, "train 1");
    drive_end(&f->drive);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(what_was_done_is_there_again_to_the_same_bits),
        TEST(options_begin_another_experiment_that_is_kept_once_it_changes),
        TEST(a_broken_file_is_put_aside_and_told),
        TEST(a_long_training_opens_at_its_beginning_and_is_kept_beside),
        TEST(a_training_that_turns_out_long_opens_at_its_beginning_too),
        TEST(a_file_that_cannot_be_read_is_never_written_over),
        TEST(what_cannot_be_written_is_told_once),
        TEST(while_it_trains_it_is_written_every_few_seconds),
        TEST(nothing_is_kept_where_no_file_was_opened),
        cmocka_unit_test_setup_teardown(a_text_of_ones_own_is_written_beside_by_a_job_and_once, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
