/* Training in the window with the worker: the frame never waits, a recording of it replays to the same bits with or without a
   worker, and nothing a person does is lost to a job under way. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "platform/files.h"
#include "platform/worker.h"
#include "support/drive.h"
#include "support/lab_case.h"
#include "support/slow_worker.h"
#include <stdio.h>
#include <string.h>

static void start(Drive *drive, SlowWorker *worker, int looks) {
    drive_start(drive);
    slow_worker_bind(worker, &drive->world.worker, looks);
}

static const Run *run_of(const Drive *drive) { return &app_lab(drive->app)->run; }

static void assert_same(const Drive *a, const Drive *b) { lab_case_assert_same_labs(app_lab(a->app), app_lab(b->app), "two sessions"); }

static void replay(Drive *again, const Drive *live) {
    Str rest = {live->record, (int)live->record_size};
    char line[COMMAND_SHORT_MAX];
    while (rest.count > 0) {
        str_copy(line, sizeof line, str_next_line(&rest));
        drive_line(again, line);
    }
}

/* Trains through a session in which a slider is dragged and something is undone. */
static void train_a_while(Drive *drive) {
    drive_line(drive, "set cell lstm");
    drive_line(drive, "set optimizer adam");
    drive_line(drive, "set batch 2");
    drive_key(drive, "Ctrl+T");
    for (int i = 0; i < 12; i++) drive_frame(drive, 1.0 / 60);
    drive_drag(drive, "controls/learning_rate", 0.3, 0.4);
    for (int i = 0; i < 7; i++) drive_frame(drive, 1.0 / 60);
    drive_key(drive, "Ctrl+T");
    drive_frame(drive, 1.0 / 60);
    drive_key(drive, "Ctrl+T");
    for (int i = 0; i < 5; i++) drive_frame(drive, 1.0 / 60);
    drive_key(drive, "Ctrl+Z");
    drive_line(drive, "training on");
    for (int i = 0; i < 9; i++) drive_frame(drive, 1.0 / 60);
}

static void a_recording_replays_with_and_without_a_worker(void **state) {
    (void)state;
    for (int looks = 0; looks < 4; looks++) {
        Drive live, with, without;
        SlowWorker worker, other;
        start(&live, &worker, looks);
        drive_record(&live);
        train_a_while(&live);
        assert_true(worker.started > 1);
        assert_true(run_of(&live)->update > 0);
        start(&with, &other, 1);
        replay(&with, &live);
        drive_start(&without);
        replay(&without, &live);
        assert_same(&live, &with);
        assert_same(&live, &without);
        drive_end(&live);
        drive_end(&with);
        drive_end(&without);
    }
}

/* What the window has trained, a laboratory trains in one go. */
static void the_bits_are_those_of_training_at_once(void **state) {
    (void)state;
    Drive drive;
    SlowWorker worker;
    Lab lab;
    start(&drive, &worker, 1);
    drive_line(&drive, "training on");
    for (int i = 0; i < 40; i++) drive_frame(&drive, 1.0 / 60);
    drive_line(&drive, "training off");
    assert_true(run_of(&drive)->update > 20);
    lab_case_open(&lab);
    lab_case_apply(&lab, "train %ld", run_of(&drive)->update);
    LabDigest a = lab_case_digest(app_lab(drive.app)), b = lab_case_digest(&lab);
    assert_null(lab_case_compare(&a, &b));
    lab_deinit(&lab);
    drive_end(&drive);
}

/* The worker is at it for ever: no frame waits, what a person does takes effect at once, and training goes on from there. */
static void the_frame_never_waits(void **state) {
    (void)state;
    Drive drive;
    SlowWorker worker;
    start(&drive, &worker, -1);
    drive_line(&drive, "training on");
    drive_frame(&drive, 1.0 / 60); /* the first update is the frame's; the job starts */
    assert_int_equal(run_of(&drive)->update, 1);
    assert_int_equal(worker.started, 1);
    for (int i = 0; i < 20; i++) drive_frame(&drive, 1.0 / 60);
    drive_line(&drive, "set radius 0.9");
    assert_true(drive_value(&drive, KEY_RADIUS) == 0.9);
    drive_frame(&drive, 1.0 / 60);
    assert_int_equal(run_of(&drive)->update, 1);
    assert_int_equal(worker.joined, 0);
    worker.looks = worker.looks_left = 0; /* now it works: what it did with the other radius is not taken, then it begins again */
    for (int i = 0; i < 3; i++) drive_frame(&drive, 1.0 / 60);
    assert_true(drive_value(&drive, KEY_RADIUS) == 0.9);
    assert_true(run_of(&drive)->update > 1);
    assert_int_equal(worker.joined, 0);
    drive_line(&drive, "training off");
    long update = run_of(&drive)->update;
    for (int i = 0; i < 3; i++) drive_frame(&drive, 1.0 / 60);
    assert_int_equal(run_of(&drive)->update, update); /* snapshots after the stop are not taken */
    assert_true(strncmp(lab_undo_line(app_lab(drive.app)), "train ", 6) == 0);
    drive_end(&drive);
}

/* Between two frames the worker does many slices, and starts none again: one start for the whole training. */
static void the_worker_goes_on_by_itself(void **state) {
    (void)state;
    Drive drive;
    SlowWorker worker;
    start(&drive, &worker, 0);
    drive_line(&drive, "training on");
    long last = 0;
    for (int i = 0; i < 30; i++) {
        drive_frame(&drive, 1.0 / 60);
        assert_true(run_of(&drive)->update > last); /* every frame shows a newer one */
        last = run_of(&drive)->update;
    }
    assert_int_equal(worker.started, 1);
    assert_int_equal(worker.joined, 0);
    drive_end(&drive);
}

/* A slider that moves in every frame does not stop the training: each frame begins with what was trained before it. */
static void training_goes_on_while_a_slider_is_dragged(void **state) {
    (void)state;
    Drive drive;
    SlowWorker worker;
    start(&drive, &worker, 0);
    drive_line(&drive, "training on");
    for (int i = 0; i < 3; i++) drive_frame(&drive, 1.0 / 60);
    long before = run_of(&drive)->update;
    drive_hover(&drive, "controls/learning_rate", 0.3, 0.5);
    drive_press(&drive, 1);
    for (int i = 0; i < 20; i++) drive_hover(&drive, "controls/learning_rate", 0.3 + 0.01 * i, 0.5);
    drive_release(&drive);
    assert_true(run_of(&drive)->update >= before + 10);
    drive_end(&drive);
}

/* Where an update is longer than a frame, changes wait for it, so that they never undo the one under way. */
static void a_frame_does_not_wait_for_an_update_that_is_longer(void **state) {
    (void)state;
    Drive drive;
    SlowWorker worker;
    start(&drive, &worker, 0);
    drive.tick_s = 0.1; /* an update takes as long as a look at the clock */
    drive_line(&drive, "training on");
    for (int i = 0; i < 4; i++) drive_frame(&drive, 1.0 / 60);
    worker.looks_left = worker.looks = -1;
    drive_frame(&drive, 1.0 / 60); /* takes what was published last */
    long update = run_of(&drive)->update;
    assert_true(update > 1);
    drive_hover(&drive, "controls/input_scale", 0.2, 0.5);
    drive_press(&drive, 1);
    double scale = drive_value(&drive, KEY_INPUT_SCALE);
    for (int i = 0; i < 5; i++) drive_hover(&drive, "controls/input_scale", 0.3 + 0.1 * i, 0.5);
    drive_release(&drive);
    assert_true(drive_value(&drive, KEY_INPUT_SCALE) == scale);
    assert_int_equal(run_of(&drive)->update, update);
    worker.looks_left = worker.looks = 0;
    for (int i = 0; i < 6; i++) drive_frame(&drive, 1.0 / 60);
    assert_true(drive_value(&drive, KEY_INPUT_SCALE) != scale);
    assert_true(run_of(&drive)->update > update);
    assert_int_equal(worker.joined, 0);
    drive_end(&drive);
}

/* Without threads the frame does slices as the world says, and the same bits come out. */
static void without_threads_the_frame_trains(void **state) {
    (void)state;
    Drive drive;
    Lab lab;
    drive_start(&drive);
    drive.world.worker.slice_s = 0.01;
    drive.world.worker.slice_count = 2;
    drive.tick_s = 1e-4;
    drive_line(&drive, "training on");
    for (int i = 0; i < 10; i++) drive_frame(&drive, 1.0 / 60);
    long update = run_of(&drive)->update;
    drive_frame(&drive, 1.0 / 60);
    assert_in_range(run_of(&drive)->update - update, 20, 400);
    drive_line(&drive, "training off");
    lab_case_open(&lab);
    lab_case_apply(&lab, "train %ld", run_of(&drive)->update);
    lab_case_assert_same_labs(app_lab(drive.app), &lab, "in the frame and at once");
    lab_deinit(&lab);
    drive_end(&drive);
}

static void the_end_waits_for_the_worker(void **state) {
    (void)state;
    Drive drive;
    SlowWorker worker;
    start(&drive, &worker, -1);
    drive_line(&drive, "training on");
    drive_frame(&drive, 1.0 / 60);
    assert_int_equal(worker.joined, 0);
    drive_end(&drive);
    assert_int_equal(worker.joined, 1);
}

static void a_divergence_in_the_worker_is_told(void **state) {
    (void)state;
    static const char *const lines[] = {"set activation identity", "set task adding", "set radius 1.1", "set steps 60",
                                        "set learning_rate 0.5",   "training on"};
    Drive drive;
    SlowWorker worker;
    start(&drive, &worker, 1);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) drive_line(&drive, lines[i]);
    for (int i = 0; i < 400 && drive_ui(&drive)->training; i++) drive_frame(&drive, 1.0 / 60);
    assert_false(drive_ui(&drive)->training);
    assert_non_null(strstr(drive_ui(&drive)->message, "not finite"));
    assert_true(drive_ui(&drive)->message_is_bad);
    drive_end(&drive);
}

/* The real thread: how many updates there are is chance, what they are is not. */
static void the_real_worker_trains_the_same(void **state) {
    (void)state;
    Drive live, without;
    Worker *worker = worker_new();
    assert_non_null(worker);
    drive_start(&live);
    worker_bind(worker, &live.world.worker);
    platform_clock(&live.world.clock); /* the fake one counts looks, which is no work for two threads */
    drive_record(&live);
    train_a_while(&live);
    for (int i = 0; i < 30; i++) drive_frame(&live, 1.0 / 60);
    drive_start(&without);
    replay(&without, &live);
    assert_same(&live, &without);
    drive_end(&live);
    worker_free(worker);
    drive_end(&without);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_recording_replays_with_and_without_a_worker),
        cmocka_unit_test(the_bits_are_those_of_training_at_once),
        cmocka_unit_test(the_frame_never_waits),
        cmocka_unit_test(a_frame_does_not_wait_for_an_update_that_is_longer),
        cmocka_unit_test(the_worker_goes_on_by_itself),
        cmocka_unit_test(training_goes_on_while_a_slider_is_dragged),
        cmocka_unit_test(without_threads_the_frame_trains),
        cmocka_unit_test(the_end_waits_for_the_worker),
        cmocka_unit_test(a_divergence_in_the_worker_is_told),
        cmocka_unit_test(the_real_worker_trains_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
