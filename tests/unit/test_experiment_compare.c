/* Compared variants run in lock step with the experiment, and each has the bits of its setup alone: whatever was set, trained, undone or
   visited, at once or by workers, in one session or in a replay of its recording. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "lab/export/export.h"
#include "lab/lab_play.h"
#include "lab/open_file.h"
#include "lab/record.h"
#include "support/drive.h"
#include "support/lab_case.h"
#include "support/slow_worker.h"
#include <string.h>

static const ComparedRun *item_of(const Drive *drive, int index) {
    const Compare *compare = app_compare(drive->app);
    assert_true(index < compare->count);
    return compare->item[index];
}

static void assert_is(const ComparedRun *item, const Lab *alone, const char *what) {
    Lab shown = {.setup = item->setup, .run = item->run}; /* to look at */
    if (!item->is_known) fail_msg("%s: nothing is shown", what);
    LabDigest a = lab_case_digest(&shown), b = lab_case_digest(alone);
    a.known = b.known; /* how far it can go back is the worker's */
    const char *part = lab_case_compare(&a, &b);
    if (part) fail_msg("%s, after %s: %s differs", item->variant.name, what, part);
}

/* What was measured on held-out sequences on the way to where the run is. */
static void assert_measured(const ComparedRun *item, const Lab *alone, const char *what) {
    RecordPoint *point = mem_new(RECORD_PATH_MAX * sizeof *point);
    assert_non_null(point);
    int count = record_list(point, 0, alone->record, &alone->run), a = 0, b = 0;
    /* Where it stands after something else than training, one that was undone since may have left its first measure. */
    long last = strncmp(what, "train", 5) == 0 ? alone->run.update : alone->run.update - 1;
    for (;; a++, b++) {
        while (a < item->point_count && !item->point[a].is_measured) a++;
        while (b < count && !point[b].is_measured) b++;
        bool has_a = a < item->point_count && item->point[a].update <= last, has_b = b < count && point[b].update <= last;
        if (has_a != has_b) fail_msg("%s: measured at %ld and %ld", what, has_a ? item->point[a].update : -1, has_b ? point[b].update : -1);
        if (!has_a) break;
        const RecordPoint *one = &item->point[a], *other = &point[b];
        if (one->update != other->update || one->held_loss != other->held_loss || one->sequences != other->sequences ||
            one->is_solved != other->is_solved || memcmp(&one->score, &other->score, sizeof one->score) != 0)
            fail_msg("%s: another measure at %ld, %ld", what, one->update, other->update);
    }
    mem_free(point);
}

static void a_variant_has_the_bits_of_its_setup_alone(void **state) {
    static const char *const lines[] = {"train 40",
                                        "next",
                                        "update",
                                        "update",
                                        "set learning_rate 0.2",
                                        "train 30",
                                        "undo",
                                        "undo",
                                        "redo",
                                        "train 5",
                                        "visit 12",
                                        "train 20",
                                        "restart",
                                        "train 9",
                                        "train 3",
                                        "set radius 1.1",
                                        "train 4",
                                        "undo",
                                        "set clip_norm 0.5",
                                        "train 8",
                                        "next",
                                        "set optimizer adam",
                                        "train 7",
                                        "visit 20",
                                        "visit 2",
                                        "next",
                                        "set steps 9",
                                        "train 400",
                                        "visit 300",
                                        "train 11",
                                        "update",
                                        "set batch 3",
                                        "train 6",
                                        "undo",
                                        "undo",
                                        "undo",
                                        "redo",
                                        "set hidden 4",
                                        "train 12",
                                        "restart",
                                        "train 1"}; /* the first measure is due there */
    Drive drive;
    Lab alone;
    (void)state;
    drive_start(&drive);
    lab_case_open(&alone);
    assert_true(lab_keep_record(&alone, NULL));
    lab_case_apply(&alone, "set cell lstm");
    drive_line(&drive, "compare LSTM: cell lstm");
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        drive_line(&drive, lines[i]);
        lab_case_apply(&alone, "%s", lines[i]);
        assert_is(item_of(&drive, 0), &alone, lines[i]);
        assert_measured(item_of(&drive, 0), &alone, lines[i]);
        assert_true(item_of(&drive, 0)->is_current);
    }
    lab_deinit(&alone);
    drive_end(&drive);
}

/* The weights of an experiment with a variant, after some updates, as its exported model brings them. */
static void take_model(SetupFile *file, long updates) {
    Diag diag = {0};
    ExportSource source;
    Bytes out = {0};
    Lab lab;
    lab_case_open(&lab);
    lab_case_apply(&lab, "compare fast: learning_rate 0.2");
    lab_case_apply(&lab, "train %ld", updates);
    assert_true(export_source_init(&source, &lab, &diag) && export_find(str_from("model"))->write(&out, &source, "x", &diag));
    export_source_deinit(&source);
    char *bytes = mem_new(out.count);
    memcpy(bytes, out.at, out.count);
    if (!open_file_take(file, &(FileApi){0}, "m.safetensors", bytes, out.count, NULL, &diag)) fail_msg("%s", diag.text);
    bytes_free(&out);
    lab_deinit(&lab);
}

static void open_and_compare(Drive *drive, SetupFile *file, const char *what) {
    Lab alone;
    Diag diag = {0};
    if (!app_open(drive->app, file, &diag)) fail_msg("%s: %s", what, diag.text);
    drive_frame(drive, 0);
    lab_case_open(&alone);
    file->setup.value[KEY_LEARNING_RATE] = 0.2;
    file->variants.count = 0;
    if (!lab_play_all(&alone, file, &diag)) fail_msg("%s: %s", what, diag.text);
    assert_is(item_of(drive, 0), &alone, what);
    setup_file_deinit(file);
    lab_deinit(&alone);
}

static void a_variant_has_the_weights_of_the_file_that_was_opened_last(void **state) {
    Drive drive;
    (void)state;
    drive_start(&drive);
    for (long updates = 30; updates >= 10; updates -= 10) {
        SetupFile file;
        take_model(&file, updates);
        open_and_compare(&drive, &file, "opening a model");
    }
    drive_end(&drive);
}

/* Each list differs from the one before in one number. */
static void a_variant_does_what_the_file_says_that_was_opened_last(void **state) {
    static const char *const lists[] = {"eigenvalue 1 0.5 of f 1 forward",
                                        "eigenvalue 1 0.5 of i 1 forward",
                                        "eigenvalue 1 0.5 of i 2 forward",
                                        "eigenvalue 1 0.5 of i 2 reverse",
                                        "eigenvalue 3 0.5 of i 2 reverse",
                                        "eigenvalue 3 0.5 0.1 of i 2 reverse",
                                        "eigenvalue 3 0.5 0.2 of i 2 reverse",
                                        "eigenvalue 3 0.4 0.2 of i 2 reverse",
                                        "train 1; eigenvalue 3 0.4 0.2 of i 2 reverse",
                                        "train 1; set radius 0.9",
                                        "train 1; set weight_scale 0.9",
                                        "train 1; set weight_scale 0.8",
                                        "train 1; next",
                                        "train 1; next; next",
                                        "train 1; update; update",
                                        "train 1; update; update; update; train 2",
                                        "train 1; update; set l2 0.1; train 2"};
    Drive drive;
    (void)state;
    drive_start(&drive);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        SetupFile file;
        Lab lab;
        lab_case_open(&lab);
        lab_case_apply_all(&lab, "set cell lstm; set layers 2; set direction both; compare fast: learning_rate 0.2");
        lab_case_apply_all(&lab, lists[i]);
        assert_true(setup_file_take(&file, &lab, NULL));
        lab_deinit(&lab);
        open_and_compare(&drive, &file, lists[i]);
    }
    drive_end(&drive);
}

/* Each look at the clock takes longer than a slice may. */
static void a_slow_clock_does_not_keep_a_variant_from_its_end(void **state) {
    Drive drive;
    (void)state;
    drive_start(&drive);
    drive_line(&drive, "train 40");
    drive.tick_s = 1;
    drive_line(&drive, "compare LSTM: cell lstm");
    assert_int_equal(item_of(&drive, 0)->run.update, 40);
    drive_end(&drive);
}

static void a_key_that_a_variant_has_for_itself_stays_its_own(void **state) {
    Drive drive;
    Lab alone;
    (void)state;
    drive_start(&drive);
    lab_case_open(&alone);
    drive_line(&drive, "compare slow: learning_rate 0.01; hidden 3");
    lab_case_apply_all(&alone, "set learning_rate 0.01; set hidden 3; train 20");
    drive_line(&drive, "train 20");
    drive_line(&drive, "set learning_rate 0.5");
    assert_is(item_of(&drive, 0), &alone, "a rate for the others");
    drive_line(&drive, "set momentum 0.5");
    drive_line(&drive, "train 5");
    lab_case_apply_all(&alone, "set momentum 0.5; train 5");
    assert_is(item_of(&drive, 0), &alone, "a momentum for all");
    drive_line(&drive, "set hidden 9"); /* the experiment begins again, and so does what is compared with it */
    lab_case_apply_all(&alone, "set learning_rate 0.01; restart");
    assert_int_equal(item_of(&drive, 0)->run.update, 0);
    assert_is(item_of(&drive, 0), &alone, "a size for the others");
    lab_deinit(&alone);
    drive_end(&drive);
}

/* One that joins later has done the same updates as if it had been there from the beginning. */
static void a_variant_that_joins_later_catches_up(void **state) {
    Drive drive;
    Lab alone;
    (void)state;
    drive_start(&drive);
    lab_case_open(&alone);
    drive_line(&drive, "train 25");
    drive_line(&drive, "set learning_rate 0.2");
    drive_line(&drive, "train 5");
    drive_line(&drive, "compare GRU: cell gru");
    lab_case_apply_all(&alone, "set cell gru; train 25; set learning_rate 0.2; train 5");
    assert_is(item_of(&drive, 0), &alone, "joining");
    drive_line(&drive, "undo");
    assert_int_equal(app_compare(drive.app)->count, 0);
    drive_line(&drive, "redo");
    assert_is(item_of(&drive, 0), &alone, "joining again");
    lab_deinit(&alone);
    drive_end(&drive);
}

static void a_variant_that_bursts_stands_still_and_says_why(void **state) {
    Drive drive;
    (void)state;
    drive_start(&drive);
    drive_line(&drive, "compare wild: activation identity; radius 1.6; steps 24; learning_rate 10");
    drive_line(&drive, "compare tame: learning_rate 0.001");
    drive_line(&drive, "train 50");
    const ComparedRun *wild = item_of(&drive, 0), *tame = item_of(&drive, 1);
    assert_true(wild->is_stopped && !wild->is_current);
    assert_true(wild->run.update < 50);
    assert_non_null(strstr(wild->trouble, "not finite"));
    assert_true(tame->is_current && tame->run.update == 50);
    drive_line(&drive, "restart");
    assert_true(wild->is_current && !wild->is_stopped && wild->trouble[0] == '\0');
    drive_end(&drive);
}

/* The worker does a slice at every look, or at every third: whatever is shown as current is where the experiment is. */
static void in_the_window_all_train_to_the_same_update(void **state) {
    (void)state;
    for (int looks = 0; looks < 3; looks++) {
        Drive drive;
        SlowWorker worker;
        Lab alone;
        long last = 0, shown = 0;
        drive_start(&drive);
        slow_worker_bind(&worker, &drive.world.worker, looks);
        drive_line(&drive, "compare LSTM: cell lstm");
        drive_line(&drive, "compare GRU: cell gru");
        drive_line(&drive, "training on");
        int waited = worker.joined; /* for lines, which are done at once */
        for (int i = 0; i < 120; i++) {
            drive_frame(&drive, 1.0 / 60);
            long update = app_lab(drive.app)->run.update;
            for (int k = 0; k < 2; k++)
                if (item_of(&drive, k)->is_current) assert_int_equal(item_of(&drive, k)->run.update, update);
            if (update > last && item_of(&drive, 0)->is_current && item_of(&drive, 1)->is_current) shown++;
            last = update;
        }
        assert_true(last > 10);
        assert_true(shown > 3);
        assert_int_equal(worker.joined, waited); /* no frame has waited */
        drive_line(&drive, "training off");
        drive_line(&drive, "set clip_norm 1");
        lab_case_open(&alone);
        assert_true(lab_keep_record(&alone, NULL));
        lab_case_apply(&alone, "set cell lstm");
        lab_case_apply(&alone, "train %ld", app_lab(drive.app)->run.update);
        lab_case_apply(&alone, "set clip_norm 1");
        assert_is(item_of(&drive, 0), &alone, "training in the window");
        assert_measured(item_of(&drive, 0), &alone, "training in the window");
        assert_true(item_of(&drive, 0)->point_count > 0);
        lab_deinit(&alone);
        drive_end(&drive);
    }
}

/* The four pictures of a small network need no worker: a command that moves a slider does not depend on when the system runs a thread. A
   long training does, and the variants then share the threads. */
static void a_command_computes_small_variants_without_a_worker(void **state) {
    static const char *const lines[] = {"set radius 0.8", "set radius 1.2",      "set weight_scale 0.5", "undo",
                                        "redo",           "whatif input 1 1 -1", "whatif none"};
    (void)state;
    Drive drive;
    SlowWorker worker;
    drive_start(&drive);
    slow_worker_bind(&worker, &drive.world.worker, 0);
    drive_line(&drive, "set hidden 16");
    drive_line(&drive, "set steps 60");
    drive_line(&drive, "compare RNN: cell rnn");
    drive_line(&drive, "compare GRU: cell gru");
    drive_line(&drive, "compare LSTM: cell lstm");
    drive_line(&drive, "compare shut: cell lstm; forget_bias 0");
    int started = worker.started, waited = worker.joined;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        drive_line(&drive, lines[i]);
        if (worker.started != started || worker.joined != waited) fail_msg("%s: a worker did it", lines[i]);
        for (int k = 0; k < 4; k++) assert_true(item_of(&drive, k)->is_current);
    }
    drive_line(&drive, "train 40");
    assert_true(worker.started > started);
    for (int k = 0; k < 4; k++) assert_true(item_of(&drive, k)->is_current);
    drive_end(&drive);
}

static void what_a_person_does_while_variants_train_reaches_all(void **state) {
    (void)state;
    Drive drive;
    SlowWorker worker;
    Lab alone;
    drive_start(&drive);
    slow_worker_bind(&worker, &drive.world.worker, 1);
    drive_line(&drive, "compare LSTM: cell lstm");
    drive_line(&drive, "training on");
    for (int i = 0; i < 30; i++) drive_frame(&drive, 1.0 / 60);
    long before = app_lab(drive.app)->run.update;
    drive_drag(&drive, "controls/noise", 0.3, 0.4);
    for (int i = 0; i < 30; i++) drive_frame(&drive, 1.0 / 60);
    drive_line(&drive, "training off");
    assert_true(app_lab(drive.app)->run.update > before);
    SetupFile file;
    assert_true(setup_file_take(&file, app_lab(drive.app), NULL));
    file.setup.value[KEY_CELL] = CELL_LSTM;
    file.variants.count = 0;
    lab_case_open(&alone);
    assert_true(lab_play_all(&alone, &file, NULL));
    assert_is(item_of(&drive, 0), &alone, "a drag while it trains");
    setup_file_deinit(&file);
    lab_deinit(&alone);
    drive_end(&drive);
}

static void a_recording_of_variants_replays_to_the_same_bits(void **state) {
    (void)state;
    Drive live, again;
    char line[COMMAND_SHORT_MAX];
    drive_start(&live);
    drive_line(&live, "compare LSTM: cell lstm");
    drive_record(&live);
    drive_key(&live, "Ctrl+T");
    for (int i = 0; i < 12; i++) drive_frame(&live, 1.0 / 60);
    drive_line(&live, "compare seed 5: seed 5");
    for (int i = 0; i < 3; i++) drive_frame(&live, 1.0 / 60);
    drive_key(&live, "Ctrl+T");
    drive_frame(&live, 1.0 / 60);
    drive_start(&again);
    for (Str rest = {live.record, (int)live.record_size}; rest.count > 0;) {
        str_copy(line, sizeof line, str_next_line(&rest));
        drive_line(&again, line);
    }
    assert_int_equal(app_compare(again.app)->count, 2);
    assert_true(app_lab(live.app)->run.update > 2);
    for (int k = 0; k < 2; k++) {
        Lab other = {.setup = item_of(&again, k)->setup, .run = item_of(&again, k)->run};
        assert_is(item_of(&live, k), &other, "its recording");
    }
    drive_end(&live);
    drive_end(&again);
}

static void the_same_loss_is_followed_in_all(void **state) {
    (void)state;
    Drive drive;
    drive_start(&drive);
    drive_line(&drive, "set targets every");
    drive_line(&drive, "compare LSTM: cell lstm");
    drive_line(&drive, "compare short: steps 6");
    drive_line(&drive, "follow 9");
    assert_int_equal(item_of(&drive, 0)->run.follow.loss, 8);
    assert_int_equal(item_of(&drive, 1)->run.follow.loss, 5); /* it has no loss there: its last */
    drive_line(&drive, "train 3");
    assert_int_equal(item_of(&drive, 0)->run.follow.loss, 8);
    drive_end(&drive);
}

/* What is held is held in every variant that has such a place, with the bits of that setup alone and the same words; one unit of another network is
   not the same thing. */
static void what_is_held_is_held_in_variants_that_have_its_place(void **state) {
    (void)state;
    Drive drive;
    Lab alone;
    Command command;
    drive_start(&drive);
    drive_line(&drive, "set cell lstm");
    drive_line(&drive, "compare same: clip_norm 0.1");
    drive_line(&drive, "compare RNN: cell rnn");
    drive_line(&drive, "compare cut: truncate 4");
    drive_line(&drive, "train 12");
    drive_line(&drive, "whatif gate f 8 all 0");
    drive_line(&drive, "whatif input 1 1 -1");
    drive_line(&drive, "whatif state 5 2 0.4");
    const ComparedRun *same = item_of(&drive, 0), *rnn = item_of(&drive, 1), *cut = item_of(&drive, 2);
    const Run *run = &app_lab(drive.app)->run;
    assert_true(same->is_current && same->run.is_held && same->run.hold_count == 3);
    assert_true(same->run.trace.loss != same->run.before.loss && same->run.trace.x[0] == -1);
    assert_true(rnn->run.is_held && rnn->run.hold_count == 1 && rnn->run.trace.x[0] == -1 && rnn->run.before.x[0] == run->before.x[0]);
    assert_int_equal(cut->run.hold_count, 0);
    assert_true(lab_init(&alone, NULL));
    static const char *const lines[] = {"set cell lstm",         "set clip_norm 0.1",   "train 12",
                                        "whatif gate f 8 all 0", "whatif input 1 1 -1", "whatif state 5 2 0.4"};
    for (int i = 0; i < 6; i++) assert_true(command_parse(&command, str_from(lines[i]), NULL) && lab_apply(&alone, &command, NULL));
    assert_true(alone.run.trace.loss == same->run.trace.loss && alone.run.follow.S == same->run.follow.S);
    lab_deinit(&alone);
    drive_resize(&drive, 1920, 1080);
    drive_line(&drive, "show compare");
    drive_frame(&drive, 0);
    assert_true(drive_has_text(&drive, "1 of 3 held") && drive_has_text(&drive, "nothing held here"));
    drive_line(&drive, "whatif none");
    assert_true(!item_of(&drive, 0)->run.is_held && item_of(&drive, 0)->run.hold_count == 0 && !item_of(&drive, 1)->run.is_held);
    drive_line(&drive, "whatif gate f 3 all 0");
    drive_line(&drive, "train 3"); /* lets go in all */
    assert_true(!item_of(&drive, 0)->run.is_held && item_of(&drive, 0)->run.update == 15);
    drive_end(&drive);
}

static void the_window_names_what_it_is_compared_with(void **state) {
    (void)state;
    Drive drive;
    drive_start(&drive);
    drive_line(&drive, "compare LSTM: cell lstm");
    drive_line(&drive, "compare seed five: seed 5");
    drive_resize(&drive, 2600, 1200);
    drive_frame(&drive, 0);
    assert_true(drive_has_text(&drive, "LSTM, seed five (other sequences)"));
    assert_non_null(strstr(app_title(drive.app), "compared with LSTM, seed five"));
    drive_line(&drive, "compare none");
    drive_frame(&drive, 0);
    assert_false(drive_has_text(&drive, "compared with"));
    drive_end(&drive);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_variant_has_the_bits_of_its_setup_alone),
        cmocka_unit_test(a_variant_has_the_weights_of_the_file_that_was_opened_last),
        cmocka_unit_test(a_variant_does_what_the_file_says_that_was_opened_last),
        cmocka_unit_test(a_key_that_a_variant_has_for_itself_stays_its_own),
        cmocka_unit_test(a_variant_that_joins_later_catches_up),
        cmocka_unit_test(a_variant_that_bursts_stands_still_and_says_why),
        cmocka_unit_test(in_the_window_all_train_to_the_same_update),
        cmocka_unit_test(a_command_computes_small_variants_without_a_worker),
        cmocka_unit_test(what_a_person_does_while_variants_train_reaches_all),
        cmocka_unit_test(a_slow_clock_does_not_keep_a_variant_from_its_end),
        cmocka_unit_test(a_recording_of_variants_replays_to_the_same_bits),
        cmocka_unit_test(the_same_loss_is_followed_in_all),
        cmocka_unit_test(what_is_held_is_held_in_variants_that_have_its_place),
        cmocka_unit_test(the_window_names_what_it_is_compared_with),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
