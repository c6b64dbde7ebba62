/* Undo: whatever was done, it brings back the same bits, and redo does it again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/number.h"
#include "base/random.h"
#include "lab/history.h"
#include "support/lab_case.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A random line that the lab might be given, valid or not. */
static void random_line(char *out, int size, Random *random) {
    static const char *const fixed[] = {"update", "update", "train 3", "train 11", "next",       "restart",
                                        "reset",  "undo",   "redo",    "undo",     "preset lstm"};
    if (random_below(random, 3) == 0) {
        text_format(out, size, "%s", fixed[random_below(random, (int)(sizeof fixed / sizeof *fixed))]);
        return;
    }
    SetupKey key = (SetupKey)random_below(random, KEY_COUNT);
    const SetupRow *row = &setup_table[key];
    if (random_below(random, 12) == 0) {
        text_format(out, size, "reset %s", row->key);
        return;
    }
    Setup setup;
    char value[64];
    setup_init(&setup);
    double most = key == KEY_HIDDEN ? 12 : key == KEY_STEPS ? 40 : key == KEY_LAYERS ? 2 : row->most;
    double number = random_range(random, row->least, most);
    if (row->kind != SETUP_REAL) number = round(number);
    if (key == KEY_LEARNING_RATE) number = 0.01 + 0.2 * random_unit(random);
    if (!setup_set(&setup, key, number, NULL)) number = 0.0; /* symbols 1 */
    setup_set(&setup, key, number, NULL);
    setup_format(value, sizeof value, &setup, key);
    text_format(out, size, "set %s %s", row->key, value);
}

static void undoing_everything_is_the_start_and_redoing_it_the_end(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 4; seed++) {
        Lab lab;
        Random random = random_from(seed, 40);
        lab_case_open(&lab);
        LabDigest start = lab_case_digest(&lab);
        int done = 0, entries = 0;
        for (int i = 0; i < 240; i++) { /* some undo, some fail: within the 200 entries that are kept */
            char line[96];
            random_line(line, sizeof line, &random);
            bool drag = random_below(&random, 8) == 0;
            LabDigest before = lab_case_digest(&lab);
            if (drag) lab_begin_drag(&lab);
            for (int j = drag ? 1 + random_below(&random, 4) : 1; j > 0; j--) {
                Diag diag = {0};
                if (lab_case_do(&lab, line, &diag))
                    done++;
                else if (strncmp(line, "train", 5) != 0 && !drag) {
                    LabDigest after = lab_case_digest(&lab);
                    lab_case_assert_same(&before, &after, line);
                }
                if (drag) random_line(line, sizeof line, &random);
            }
            if (drag) lab_end_drag(&lab);
        }
        assert_true(done > 180);
        while (lab_can_redo(&lab)) lab_case_apply(&lab, "redo");
        LabDigest end = lab_case_digest(&lab);
        LabDigest *way = calloc(400, sizeof *way);
        while (lab_can_undo(&lab)) {
            way[entries++] = lab_case_digest(&lab);
            assert_true(entries < 200);
            lab_case_apply(&lab, "undo");
        }
        LabDigest now = lab_case_digest(&lab);
        lab_case_assert_same(&now, &start, "all undone");
        Diag nothing = lab_case_refuse(&lab, "undo");
        lab_case_assert_says(&nothing, "nothing to undo");
        for (int i = entries - 1; i >= 0; i--) {
            lab_case_apply(&lab, "redo");
            now = lab_case_digest(&lab);
            lab_case_assert_same(&now, &way[i], "redone");
        }
        now = lab_case_digest(&lab);
        lab_case_assert_same(&now, &end, "all redone");
        nothing = lab_case_refuse(&lab, "redo");
        lab_case_assert_says(&nothing, "nothing to redo");
        free(way);
        lab_deinit(&lab);
    }
}

static void a_drag_is_one_entry(void **state) {
    (void)state;
    Lab lab;
    lab_case_open(&lab);
    LabDigest start = lab_case_digest(&lab);
    lab_begin_drag(&lab);
    for (int i = 0; i < 50; i++) {
        char line[64];
        text_format(line, sizeof line, "set radius %g", 0.5 + 0.02 * i);
        lab_case_apply(&lab, "%s", line);
    }
    lab_end_drag(&lab);
    assert_string_equal(lab_undo_line(&lab), "set radius 1.48");
    LabDigest end = lab_case_digest(&lab);
    lab_case_apply_all(&lab, "set steps 20; undo; undo");
    LabDigest now = lab_case_digest(&lab);
    lab_case_assert_same(&now, &start, "a drag undone");
    assert_false(lab_can_undo(&lab));
    assert_string_equal(lab_redo_line(&lab), "set radius 1.48");
    lab_case_apply(&lab, "redo");
    now = lab_case_digest(&lab);
    lab_case_assert_same(&now, &end, "a drag redone");
    lab_begin_drag(&lab); /* a drag that moves nothing leaves nothing */
    lab_end_drag(&lab);
    assert_string_equal(lab_undo_line(&lab), "set radius 1.48");
    lab_deinit(&lab);
}

/* Training goes on while a slider is moved: three entries. And a drag may start with a command that leaves the weights alone. */
static void drags_may_be_nested(void **state) {
    (void)state;
    Lab lab;
    lab_case_open(&lab);
    LabDigest d[4];
    d[0] = lab_case_digest(&lab);
    lab_begin_drag(&lab);
    assert_true(lab_train(&lab, 5, NULL) && lab_train(&lab, 5, NULL));
    d[1] = lab_case_digest(&lab);
    lab_begin_drag(&lab);
    lab_case_apply(&lab, "set noise 0.2");
    assert_true(lab_train(&lab, 5, NULL));
    lab_case_apply(&lab, "set noise 0.1");
    lab_end_drag(&lab);
    d[2] = lab_case_digest(&lab);
    assert_true(lab_train(&lab, 5, NULL) && lab_train(&lab, 5, NULL));
    lab_end_drag(&lab);
    d[3] = lab_case_digest(&lab);
    for (int i = 2; i >= 0; i--) {
        lab_case_apply(&lab, "undo");
        LabDigest now = lab_case_digest(&lab);
        lab_case_assert_same(&now, &d[i], "undone");
    }
    assert_false(lab_can_undo(&lab));
    for (int i = 1; i <= 3; i++) {
        lab_case_apply(&lab, "redo");
        LabDigest now = lab_case_digest(&lab);
        lab_case_assert_same(&now, &d[i], "redone");
    }
    lab_deinit(&lab);
}

static void losses_come_back_with_undo_and_redo(void **state) {
    (void)state;
    Lab lab;
    lab_case_open(&lab);
    lab_case_apply(&lab, "train 20");
    LabDigest trained = lab_case_digest(&lab);
    lab_case_apply(&lab, "restart"); /* the losses so far move into the entry */
    lab_case_apply(&lab, "train 30");
    LabDigest again = lab_case_digest(&lab);
    lab_begin_drag(&lab);
    lab_case_apply_all(&lab, "set seed 3; train 4; set seed 4");
    lab_end_drag(&lab);
    LabDigest seeded = lab_case_digest(&lab);
    lab_case_apply(&lab, "undo");
    LabDigest now = lab_case_digest(&lab);
    lab_case_assert_same(&now, &again, "back before the seeds");
    lab_case_apply(&lab, "undo");
    lab_case_apply(&lab, "undo");
    now = lab_case_digest(&lab);
    lab_case_assert_same(&now, &trained, "back before the restart");
    lab_case_apply(&lab, "redo");
    lab_case_apply(&lab, "redo");
    now = lab_case_digest(&lab);
    lab_case_assert_same(&now, &again, "forth");
    lab_case_apply(&lab, "redo");
    now = lab_case_digest(&lab);
    lab_case_assert_same(&now, &seeded, "to the end");
    lab_deinit(&lab);
}

static void history_is_bounded_in_number_and_in_bytes(void **state) {
    (void)state;
    Lab lab;
    lab_case_open(&lab);
    for (int i = 0; i < 250; i++) lab_case_apply(&lab, "%s", i % 2 ? "set noise 0.1" : "set noise 0.2");
    int count = 0;
    for (; lab_can_undo(&lab); count++) lab_case_apply(&lab, "undo");
    assert_int_equal(count, 200);
    lab_case_apply(&lab, "set cell lstm");
    lab_case_apply(&lab, "set steps 1");
    lab_case_apply(&lab, "set hidden 128"); /* about 67,000 weights: half a megabyte an entry */
    lab_case_apply(&lab, "set layers 2");   /* 1.6 MB */
    for (int i = 0; i < 60; i++) lab_case_apply(&lab, "%s", i % 2 ? "set forget_bias 1" : "set forget_bias 2");
    for (count = 0; lab_can_undo(&lab); count++) lab_case_apply(&lab, "undo");
    if (count < 15 || count > 25) fail_msg("%d entries of 1.6 MB are kept", count);
    lab_deinit(&lab);
}

static void a_visit_late_in_a_long_training_keeps_what_can_be_undone(void **state) {
    (void)state;
    enum { CHANGES = 24, VISITS = 60 };
    Lab lab;
    lab_case_open(&lab);
    lab_case_apply_all(&lab, "set hidden 1; set steps 2; set layers 1");
    LabDigest start = lab_case_digest(&lab);
    for (int i = 0; i < CHANGES; i++) {
        lab_case_apply(&lab, "set learning_rate %g", 0.001 * (1 + i % 3));
        lab_case_apply(&lab, "train 4000");
    }
    size_t before = history_size(lab.history, &lab.run);
    int done = lab.history->done;
    for (int i = 0; i < VISITS; i++) lab_case_apply(&lab, "visit %ld", lab.run.place.known - 1 - 1000 * (i % 7));
    assert_int_equal(lab.history->done, done + VISITS);
    assert_true(history_size(lab.history, &lab.run) - before < (size_t)VISITS * 2048); /* a training of 96,000 losses */
    for (int i = 0; i < VISITS + 2 * CHANGES; i++) lab_case_apply(&lab, "undo");
    LabDigest now = lab_case_digest(&lab);
    lab_case_assert_same(&now, &start, "everything undone");
    for (int i = 0; i < VISITS + 2 * CHANGES; i++) lab_case_apply(&lab, "redo");
    assert_true(loss_list_sum(&lab.run.loss, 0, lab.run.loss.count).count == CHANGES * 4000);
    lab_deinit(&lab);
}

/* 40 commands of a MiB each are more than is kept. */
static void the_memory_of_long_lines_counts(void **state) {
    (void)state;
    enum { SIZE = 1 << 20, COMMANDS = 40 };
    Lab lab;
    Diag diag = {0};
    char *line = mem_new(SIZE + 1);
    lab_case_open(&lab);
    size_t before = history_size(lab.history, &lab.run);
    for (int i = 0; i < COMMANDS; i++) {
        Command command;
        memset(line, ' ', SIZE);
        memcpy(line, i % 2 ? "compare A: cell gru" : "compare A: cell rnn", 19);
        line[SIZE - 1] = ';';
        assert_true(command_parse(&command, str_from(line), &diag) && lab_apply(&lab, &command, &diag));
        if (i == 0) assert_true(history_size(lab.history, &lab.run) - before >= SIZE);
        assert_string_equal(lab_undo_line(&lab), line);
    }
    assert_true(history_size(lab.history, &lab.run) <= HISTORY_BYTES_MAX);
    if (lab.history->count < 25 || lab.history->count > 32) fail_msg("%d lines of a MiB are kept", lab.history->count);
    mem_free(line);
    lab_deinit(&lab);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(undoing_everything_is_the_start_and_redoing_it_the_end),
        cmocka_unit_test(a_drag_is_one_entry),
        cmocka_unit_test(drags_may_be_nested),
        cmocka_unit_test(losses_come_back_with_undo_and_redo),
        cmocka_unit_test(history_is_bounded_in_number_and_in_bytes),
        cmocka_unit_test(a_visit_late_in_a_long_training_keeps_what_can_be_undone),
        cmocka_unit_test(the_memory_of_long_lines_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
