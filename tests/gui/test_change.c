/* What a frame has no time for: it waits in line for the worker, the controls say at once what is wanted, the picture stays that
   of before, and the outcome is what it would have been without a worker. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "platform/files.h"
#include "platform/worker.h"
#include "support/drive.h"
#include "support/lab_case.h"
#include "support/random_input.h"
#include "support/slow_worker.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

/* Large enough that a pass is not for a frame. */
static const char *const large[] = {"set cell lstm", "set hidden 48", "set steps 500", "set targets every"};

static void make_large(Drive *drive) {
    for (size_t i = 0; i < sizeof large / sizeof *large; i++) drive_line(drive, large[i]);
    drive_line(drive, "more on");
    drive_frame(drive, 0);
}

static void start(Drive *drive, SlowWorker *worker, int looks) {
    drive_start(drive);
    slow_worker_bind(worker, &drive->world.worker, looks);
    make_large(drive);
}

static void start_alone(Drive *drive) {
    drive_start(drive);
    make_large(drive);
}

static const Lab *lab_of(const Drive *drive) { return app_lab(drive->app); }
static const Run *run_of(const Drive *drive) { return &lab_of(drive)->run; }

static void assert_same(const Drive *a, const Drive *b) {
    lab_case_assert_same_labs(lab_of(a), lab_of(b), "with and without a worker");
    assert_string_equal(lab_undo_line(lab_of(a)), lab_undo_line(lab_of(b)));
}

/* One whose worker never ends by itself, and one without a worker. */
static void start_both(Drive *live, Drive *alone, SlowWorker *worker) {
    start(live, worker, -1);
    start_alone(alone);
}

static void end_same(Drive *live, Drive *alone) {
    assert_same(live, alone);
    drive_end(live);
    drive_end(alone);
}

/* Frames until nothing waits any more. */
static void settle(Drive *drive, SlowWorker *worker) {
    worker->looks = worker->looks_left = 0;
    for (int i = 0; i < 50 && app_is_moving(drive->app) && !drive_ui(drive)->training; i++) drive_frame(drive, 0.001);
}

static void a_long_change_waits_for_the_worker_and_lands_with_the_same_bits(void **state) {
    (void)state;
    static const char *const keys[] = {"N", "U", "R", "Ctrl+Z", "Ctrl+Y"};
    Drive live, alone;
    SlowWorker worker;
    start_both(&live, &alone, &worker);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        LabDigest before = lab_case_digest(lab_of(&live));
        int started = worker.started;
        worker.looks = -1;
        drive_key(&live, keys[i]);
        assert_int_equal(worker.started, started + 1);
        for (int k = 0; k < 5; k++) {
            drive_frame(&live, 1.0 / 60);
            assert_true(app_is_moving(live.app)); /* the next frame is due: it may be done by then */
        }
        LabDigest after = lab_case_digest(lab_of(&live));
        assert_null(lab_case_compare(&before, &after));
        settle(&live, &worker);
        drive_key(&alone, keys[i]);
        assert_same(&live, &alone);
    }
    drive_end(&live);
    drive_end(&alone);
}

static void a_small_network_answers_in_the_frame(void **state) {
    (void)state;
    Drive drive;
    SlowWorker worker;
    drive_start(&drive);
    slow_worker_bind(&worker, &drive.world.worker, -1);
    drive_key(&drive, "U");
    assert_int_equal(run_of(&drive)->update, 1);
    drive_drag(&drive, "controls/radius", 0.2, 0.6);
    assert_true(drive_value(&drive, KEY_RADIUS) > 1);
    assert_int_equal(worker.started, 0);
    drive_end(&drive);
}

static double shown_radius(Drive *drive) {
    for (int i = 300; i > 0; i--) {
        char text[16];
        snprintf(text, sizeof text, "%.2f", i / 100.0);
        if (drive_has_text(drive, text)) return i / 100.0;
    }
    return -1;
}

/* Sixty moves while the worker is at the first: one more job does the last of them. */
static void a_slider_stays_under_the_hand_and_never_runs_behind(void **state) {
    (void)state;
    Drive live, alone;
    SlowWorker worker;
    start_both(&live, &alone, &worker);
    drive_hover(&live, "controls/radius", 0.14, 0.5);
    drive_press(&live, 1);
    double radius = drive_value(&live, KEY_RADIUS);
    for (int i = 1; i <= 60; i++) drive_hover(&live, "controls/radius", 0.14 + 0.01 * i, 0.5);
    assert_true(drive_value(&live, KEY_RADIUS) == radius);
    assert_int_equal(worker.started, 1);
    assert_int_equal(worker.joined, 0);
    double shown = shown_radius(&live);
    assert_true(shown > 2);
    drive_release(&live);
    settle(&live, &worker);
    assert_true(fabs(drive_value(&live, KEY_RADIUS) - shown) < 0.006);
    assert_true(worker.started <= 4);
    drive_drag(&alone, "controls/radius", 0.14, 0.74);
    assert_same(&live, &alone);
    drive_key(&live, "Ctrl+Z"); /* all of it is one entry */
    drive_key(&alone, "Ctrl+Z");
    settle(&live, &worker);
    assert_true(drive_value(&live, KEY_RADIUS) == radius);
    end_same(&live, &alone);
}

/* What is asked for meanwhile waits in its turn; a choice back to what the picture still shows counts. */
static void what_is_asked_meanwhile_waits_in_its_turn(void **state) {
    (void)state;
    Drive live, alone;
    SlowWorker worker;
    start_both(&live, &alone, &worker);
    for (int i = 0; i < 2; i++) {
        Drive *drive = i ? &alone : &live;
        drive_hover(drive, "controls/cell", 0.83, 0.5); /* LSTM, as it is: nothing */
        drive_press(drive, 1);
        drive_release(drive);
        drive_hover(drive, "controls/cell", 0.5, 0.5); /* GRU */
        drive_press(drive, 1);
        drive_release(drive);
        drive_key(drive, "U");
        drive_hover(drive, "controls/cell", 0.83, 0.5);
        drive_press(drive, 1);
        drive_release(drive);
        drive_key(drive, "N");
        drive_key(drive, "Ctrl+Z");
    }
    assert_int_equal(run_of(&live)->net.spec.cell, CELL_LSTM);
    assert_int_equal(worker.started, 1);
    assert_string_equal(drive_ui(&live)->message, "");
    settle(&live, &worker);
    assert_string_equal(drive_ui(&live)->message, "Undone: the next sequence");
    assert_same(&live, &alone);
    while (lab_can_undo(lab_of(&alone))) drive_key(&alone, "Ctrl+Z");
    for (int i = 0; i < 20; i++) {
        drive_key(&live, "Ctrl+Z");
        settle(&live, &worker);
    }
    end_same(&live, &alone);
}

static void choose(Drive *drive, const char *path, double across) {
    drive_hover(drive, path, across, 0.5);
    drive_press(drive, 1);
    drive_release(drive);
}

/* The setup that waits is what a choice is compared with and what a key steps from, be it one parameter's or a whole one. */
static void what_is_chosen_after_a_named_setup_counts_from_that(void **state) {
    (void)state;
    Drive live, alone;
    SlowWorker worker;
    start_both(&live, &alone, &worker);
    for (int i = 0; i < 2; i++) {
        Drive *drive = i ? &alone : &live;
        drive_key(drive, "U");
        drive_click(drive, "top/presets");
        drive_click(drive, "top/presets/1");  /* a plain RNN of 4 units */
        choose(drive, "controls/cell", 0.83); /* the LSTM that the picture still shows */
        drive_click(drive, "controls/steps/value");
        drive_type(drive, "20");
        drive_key(drive, "Return");
    }
    assert_int_equal(worker.joined, 0);
    settle(&live, &worker);
    assert_int_equal(run_of(&live)->net.spec.cell, CELL_LSTM);
    end_same(&live, &alone);
}

/* What undo takes back is set no more. */
static void what_is_asked_after_an_undo_that_waits_counts(void **state) {
    (void)state;
    Drive live, alone;
    SlowWorker worker;
    start_both(&live, &alone, &worker);
    drive_line(&live, "focus controls/learning_rate");
    drive_line(&alone, "focus controls/learning_rate");
    for (int i = 0; i < 2; i++) {
        Drive *drive = i ? &alone : &live;
        drive_key(drive, "N");
        drive_key(drive, "Right");
        drive_key(drive, "Ctrl+Z");
        drive_key(drive, "Right"); /* one step, not two */
        choose(drive, "controls/cell", 0.5);
        drive_key(drive, "Ctrl+Z");
        choose(drive, "controls/cell", 0.5);
        drive_key(drive, "Ctrl+Z");
        drive_key(drive, "Ctrl+Y");
        choose(drive, "controls/cell", 0.83); /* back, though the picture has never shown the other */
    }
    assert_int_equal(worker.joined, 0);
    settle(&live, &worker);
    assert_int_equal(run_of(&live)->net.spec.cell, CELL_LSTM);
    end_same(&live, &alone);
}

static void what_cannot_be_is_refused_at_once_or_when_it_is_found(void **state) {
    (void)state;
    Drive live;
    SlowWorker worker;
    start(&live, &worker, -1);
    drive_line(&live, "set batch 40");
    LabDigest before = lab_case_digest(lab_of(&live));
    drive_key(&live, "U"); /* now everything waits */
    drive_click(&live, "controls/steps/value");
    drive_type(&live, "2000");
    drive_key(&live, "Return");
    assert_non_null(strstr(drive_ui(&live)->gui.error_text, "2000")); /* the field is open still */
    drive_key(&live, "Ctrl+A");
    drive_type(&live, "1000");
    drive_key(&live, "Return");
    assert_string_equal(drive_ui(&live)->gui.error_path, "");
    settle(&live, &worker);
    assert_non_null(strstr(drive_ui(&live)->gui.error_text, "the limit is 512 MB"));
    assert_string_equal(drive_ui(&live)->gui.error_path, "controls/steps");
    assert_int_equal(run_of(&live)->update, 1);
    drive_key(&live, "Ctrl+Z");
    settle(&live, &worker);
    LabDigest after = lab_case_digest(lab_of(&live));
    assert_null(lab_case_compare(&before, &after));
    drive_end(&live);
}

/* Not even the first update of a training is done in the frame, and memory for it is made by the worker. */
static void long_training_begins_and_ends_on_the_worker(void **state) {
    (void)state;
    Drive live;
    SlowWorker worker;
    Lab lab;
    start(&live, &worker, -1);
    drive_key(&live, "Ctrl+T");
    assert_true(drive_ui(&live)->training);
    for (int i = 0; i < 5; i++) drive_frame(&live, 1.0 / 60);
    assert_int_equal(run_of(&live)->update, 0);
    assert_int_equal(worker.started, 1);
    worker.looks = worker.looks_left = 0;
    live.tick_s = 0.02;
    for (int i = 0; i < 6; i++) drive_frame(&live, 1.0 / 60);
    long update = run_of(&live)->update;
    assert_true(update >= 6); /* every frame shows a newer snapshot */
    worker.looks_left = worker.looks = -1;
    drive_key(&live, "N"); /* in its turn, and an entry of its own */
    drive_key(&live, "Ctrl+T");
    assert_false(drive_ui(&live)->training);
    settle(&live, &worker);
    update = run_of(&live)->update;
    lab_case_open(&lab);
    for (size_t i = 0; i < sizeof large / sizeof *large; i++) lab_case_apply(&lab, "%s", large[i]);
    lab_case_apply(&lab, "train %ld", update);
    lab_case_apply(&lab, "next");
    lab_case_assert_same_labs(lab_of(&live), &lab, "in the window and at once");
    assert_string_equal(lab_undo_line(lab_of(&live)), "next");
    drive_key(&live, "Ctrl+Z");
    settle(&live, &worker);
    lab_case_apply(&lab, "undo");
    assert_string_equal(lab_undo_line(lab_of(&live)), lab_undo_line(&lab)); /* one `train` */
    lab_deinit(&lab);
    drive_end(&live);
}

/* Each of sixty keys is an undo entry of its own while training runs; those that were never seen are none. */
static void keys_that_come_faster_than_training_never_fill_the_line(void **state) {
    (void)state;
    Drive live;
    SlowWorker worker;
    start(&live, &worker, -1);
    drive_line(&live, "focus controls/noise");
    double set = drive_value(&live, KEY_NOISE);
    drive_key(&live, "Ctrl+T");
    drive_frame(&live, 1.0 / 60);
    for (int i = 0; i < 60; i++) drive_key(&live, i < 53 && i % 2 ? "Left" : "Right"); /* eight more to the right */
    assert_int_equal(worker.joined, 0);
    drive_key(&live, "Ctrl+T");
    settle(&live, &worker);
    assert_true(fabs(drive_value(&live, KEY_NOISE) - set - 0.4) < 1e-9);
    assert_int_equal(run_of(&live)->update, 0); /* training was switched off before its first snapshot */
    drive_key(&live, "Ctrl+Z");
    settle(&live, &worker);
    assert_true(drive_value(&live, KEY_NOISE) == set);
    assert_int_equal(run_of(&live)->update, 0);
    drive_end(&live);
}

/* A key that is held: no frame waits for the worker, what has no room in the line is told, and the picture moves on with every step
   that is done, not only with the last. */
static void a_key_that_is_held_never_stops_the_window(void **state) {
    (void)state;
    Drive live;
    SlowWorker worker;
    start(&live, &worker, -1);
    for (int i = 0; i < 20; i++) drive_key(&live, "N");
    assert_string_equal(drive_ui(&live)->message, "");
    for (int i = 0; i < 80; i++) drive_key(&live, i % 2 ? "U" : "N");
    assert_int_equal(worker.started, 1);
    assert_int_equal(worker.joined, 0);
    assert_true(drive_ui(&live)->message_is_bad);
    assert_non_null(strstr(drive_ui(&live)->message, "\"update\""));
    for (int i = 0, last = 0; i < 4; i++) {
        worker.looks = worker.looks_left = 0;
        drive_frame(&live, 0.001);
        worker.looks = -1;
        int now = (int)run_of(&live)->sequence;
        assert_in_range(now, last + 1, last + 6);
        last = now;
    }
    drive_key(&live, "Ctrl+Z"); /* there is room again */
    settle(&live, &worker);
    assert_false(app_is_moving(live.app) && drive_ui(&live)->message_left_s <= 0);
    assert_in_range(run_of(&live)->sequence, 20, 40);
    assert_non_null(strstr(drive_ui(&live)->message, "Undone: "));
    drive_end(&live);
}

/* The room of a large run is not kept for a small one; for another of its size it is. */
static void room_that_nothing_fits_any_more_is_given_back(void **state) {
    (void)state;
    Drive live;
    SlowWorker worker;
    start(&live, &worker, 0);
    drive_line(&live, "set batch 8");
    drive_key(&live, "N");
    settle(&live, &worker);
    assert_int_equal(worker.started, 1);
    drive_line(&live, "focus controls/hidden");
    drive_key(&live, "Home"); /* one hidden unit */
    settle(&live, &worker);
    assert_int_equal(run_of(&live)->net.spec.hidden, 1);
    assert_int_equal(worker.started, 3);
    for (int i = 0; i < 2; i++) drive_frame(&live, 0.25); /* the stage has come to rest */
    assert_false(app_is_moving(live.app));
    drive_key(&live, "Ctrl+Z");
    settle(&live, &worker);
    assert_int_equal(run_of(&live)->net.spec.hidden, 48);
    assert_int_equal(worker.started, 4);
    drive_end(&live);
}

static void undo_during_long_training_stops_it_and_takes_all_of_it_back(void **state) {
    (void)state;
    Drive live;
    SlowWorker worker;
    start(&live, &worker, 1);
    LabDigest before = lab_case_digest(lab_of(&live));
    drive_key(&live, "Ctrl+T");
    for (int i = 0; i < 9; i++) drive_frame(&live, 1.0 / 60);
    assert_true(run_of(&live)->update > 1);
    drive_key(&live, "Ctrl+Z");
    assert_false(drive_ui(&live)->training);
    settle(&live, &worker);
    LabDigest after = lab_case_digest(lab_of(&live));
    assert_null(lab_case_compare(&before, &after));
    assert_non_null(strstr(drive_ui(&live)->message, " updates of training"));
    drive_end(&live);
}

static void long_training_that_diverges_is_told(void **state) {
    (void)state;
    static const char *const lines[] = {"set cell rnn",  "set activation identity", "set task adding",
                                        "set hidden 90", "set radius 1.02",         "set learning_rate 10"};
    Drive live;
    SlowWorker worker;
    start(&live, &worker, 1);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) drive_line(&live, lines[i]);
    drive_key(&live, "Ctrl+T");
    for (int i = 0; i < 200 && drive_ui(&live)->training; i++) drive_frame(&live, 1.0 / 60);
    assert_false(drive_ui(&live)->training);
    settle(&live, &worker);
    assert_non_null(strstr(drive_ui(&live)->message, "Training stopped. "));
    assert_non_null(strstr(drive_ui(&live)->message, "not finite"));
    assert_true(isfinite(run_of(&live)->trace.loss));
    drive_line(&live, "next"); /* the training's entry has ended */
    assert_string_equal(lab_undo_line(lab_of(&live)), "next");
    drive_end(&live);
}

/* A script needs no clock, and a recording none to be replayed. */
static void lines_and_recordings_wait_for_nothing(void **state) {
    (void)state;
    Drive live;
    SlowWorker worker;
    start(&live, &worker, -1);
    drive_line(&live, "next");
    assert_int_equal(run_of(&live)->sequence, 1);
    assert_int_equal(worker.started, 0);
    drive_key(&live, "N");
    assert_int_equal(run_of(&live)->sequence, 1);
    drive_line(&live, "seek backward 3"); /* what waited comes before it */
    assert_int_equal(run_of(&live)->sequence, 2);
    drive_key(&live, "N");
    drive_record(&live);
    assert_int_equal(run_of(&live)->sequence, 3);
    int started = worker.started;
    drive_key(&live, "N");
    assert_int_equal(run_of(&live)->sequence, 4);
    drive_key(&live, "U");
    assert_int_equal(run_of(&live)->update, 1);
    assert_int_equal(worker.started, started);
    drive_end(&live);
}

static void it_says_so_when_it_takes_a_moment(void **state) {
    (void)state;
    Drive live;
    SlowWorker worker;
    start(&live, &worker, -1);
    drive_key(&live, "N");
    drive_frame(&live, 0.1);
    assert_false(drive_has_text(&live, "Computing"));
    for (int i = 0; i < 3; i++) drive_frame(&live, 0.1);
    assert_true(drive_has_text(&live, "Computing"));
    settle(&live, &worker);
    assert_false(drive_has_text(&live, "Computing"));
    assert_false(app_is_moving(live.app));
    drive_end(&live);
}

static void the_end_may_come_at_any_time(void **state) {
    (void)state;
    for (int waiting = 0; waiting < 3; waiting++) {
        Drive live;
        SlowWorker worker;
        start(&live, &worker, -1);
        drive_key(&live, waiting == 2 ? "Ctrl+T" : "U");
        for (int i = 0; i < waiting; i++) drive_key(&live, "N");
        assert_int_equal(worker.joined, 0);
        drive_end(&live);
        assert_int_equal(worker.joined, 1);
    }
}

/* The real thread, a careless person, and everything taken back at the end. */
static void random_input_on_a_real_worker_leaves_everything_whole(void **state) {
    (void)state;
    Drive live;
    Worker *worker = worker_new();
    Random random = random_from(12, 3);
    Input input;
    assert_non_null(worker);
    drive_start(&live);
    worker_bind(worker, &live.world.worker);
    platform_clock(&live.world.clock);
    make_large(&live);
    for (int frame = 0; frame < 400; frame++) {
        random_input_fill(&input, &random, live.app);
        const DrawList *list = app_frame(live.app, &input, 1.0 / 60);
        assert_false(list->failed);
        const Run *run = run_of(&live);
        Cursor clamped = drive_ui(&live)->cursor;
        timeline_clamp(&clamped, &run->wiring);
        assert_int_equal(clamped.step, drive_ui(&live)->cursor.step);
        assert_true(drive_ui(&live)->layer < run->net.spec.layers);
        Diag diag = {0};
        if (drive_value(&live, KEY_HIDDEN) > 40) app_apply(live.app, "set hidden 24", &diag);
    }
    drive_line(&live, "training off");
    for (int i = 0; i < 400 && lab_can_undo(lab_of(&live)); i++) drive_line(&live, "undo");
    assert_false(lab_can_undo(lab_of(&live)));
    drive_end(&live);
    worker_free(worker);
}

/* At the update's end once more to the right, then back: the worker still computes the update. */
static void an_update_that_is_being_computed_can_be_stepped_back_over(void **state) {
    (void)state;
    Drive live;
    SlowWorker worker;
    start(&live, &worker, -1);
    drive_line(&live, "seek update end");
    drive_frame(&live, 0);
    LabDigest before = lab_case_digest(lab_of(&live));
    drive_key(&live, "Right");
    assert_int_equal(drive_ui(&live)->cursor.phase, PHASE_FORWARD);
    assert_int_equal(worker.started, 1);
    drive_key(&live, "Left");
    assert_int_equal(drive_ui(&live)->cursor.phase, PHASE_UPDATE);
    assert_int_equal(drive_ui(&live)->cursor.step, UPDATE_STEPS);
    worker.looks = worker.looks_left = 0;
    for (int i = 0; i < 20 && app_is_moving(live.app); i++) {
        drive_frame(&live, 0.001);
        assert_int_equal(run_of(&live)->update, 0); /* it is never shown */
    }
    LabDigest after = lab_case_digest(lab_of(&live));
    assert_null(lab_case_compare(&before, &after));
    assert_int_equal(drive_ui(&live)->cursor.phase, PHASE_UPDATE);
    assert_string_equal(drive_ui(&live)->message, "");
    drive_key(&live, "Ctrl+Y"); /* and can be done after all */
    settle(&live, &worker);
    assert_int_equal(run_of(&live)->update, 1);
    drive_end(&live);
}

/* Back and forth: what has not begun is not begun, and what waits of a person's is not touched. */
static void stepping_to_and_fro_ends_where_the_last_step_says(void **state) {
    (void)state;
    Drive live, alone;
    SlowWorker worker;
    static const char *const keys[] = {"Right", "Left", "Right", "Left", "Right", "U", "Left"};
    for (int count = 1; count <= (int)(sizeof keys / sizeof *keys); count++) {
        start(&live, &worker, -1);
        start_alone(&alone);
        drive_line(&live, "seek update end");
        drive_line(&alone, "seek update end");
        for (int i = 0; i < count; i++) {
            drive_key(&live, keys[i]);
            drive_key(&alone, keys[i]);
            assert_int_equal(drive_ui(&live)->cursor.phase, drive_ui(&alone)->cursor.phase);
            assert_int_equal(drive_ui(&live)->cursor.step, drive_ui(&alone)->cursor.step);
        }
        settle(&live, &worker);
        assert_int_equal(run_of(&live)->update, run_of(&alone)->update);
        lab_case_assert_same_labs(lab_of(&live), lab_of(&alone), "stepping to and fro");
        drive_end(&live);
        drive_end(&alone);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_update_that_is_being_computed_can_be_stepped_back_over),
        cmocka_unit_test(stepping_to_and_fro_ends_where_the_last_step_says),
        cmocka_unit_test(a_long_change_waits_for_the_worker_and_lands_with_the_same_bits),
        cmocka_unit_test(a_small_network_answers_in_the_frame),
        cmocka_unit_test(a_slider_stays_under_the_hand_and_never_runs_behind),
        cmocka_unit_test(what_is_asked_meanwhile_waits_in_its_turn),
        cmocka_unit_test(what_is_chosen_after_a_named_setup_counts_from_that),
        cmocka_unit_test(what_is_asked_after_an_undo_that_waits_counts),
        cmocka_unit_test(what_cannot_be_is_refused_at_once_or_when_it_is_found),
        cmocka_unit_test(long_training_begins_and_ends_on_the_worker),
        cmocka_unit_test(keys_that_come_faster_than_training_never_fill_the_line),
        cmocka_unit_test(a_key_that_is_held_never_stops_the_window),
        cmocka_unit_test(room_that_nothing_fits_any_more_is_given_back),
        cmocka_unit_test(undo_during_long_training_stops_it_and_takes_all_of_it_back),
        cmocka_unit_test(long_training_that_diverges_is_told),
        cmocka_unit_test(lines_and_recordings_wait_for_nothing),
        cmocka_unit_test(it_says_so_when_it_takes_a_moment),
        cmocka_unit_test(the_end_may_come_at_any_time),
        cmocka_unit_test(random_input_on_a_real_worker_leaves_everything_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
