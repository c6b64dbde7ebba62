/* What if, in the laboratory: the stage with held numbers is the engine's own pass, the run as it is stands beside it bit by bit, undo
   brings a hold back, and whatever makes it meaningless lets go of it. */
// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "base/arena.h"
#include "lab/lab_play.h"
#include "lab/run.h"
#include "support/fail_memory.h"
#include "support/lab_case.h"
#include <math.h>
#include <string.h>

static void the_stage_is_the_changed_pass_and_the_run_as_it_is_stands_beside_it(void **state) {
    (void)state;
    static const char *const cases[][2] = {{"lstm", "whatif gate f 8 all 0"},    {"lstm", "whatif state c 5 2 0.7"},
                                           {"gru", "whatif gate z T-3 1 0.25"},  {"rnn", "whatif state 4 all -0.5"},
                                           {"rnn", "whatif input 1 1 -1"},       {"lstm", "whatif weight W 3 2 0.9"},
                                           {"lstm", "whatif weight b_ih 9 0.5"}, {"gru", "whatif weight b_hh 14 -1"},
                                           {"rnn", "whatif weight b_y 1 2"},     {"gru", "whatif weight U 2 1 -1"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Lab lab, plain;
        Trace trace;
        Follow follow;
        Diag diag = {0};
        double gradient[4000], weight[4000];
        lab_case_open(&lab);
        lab_case_open(&plain);
        lab_case_apply(&lab, "set cell %s", cases[i][0]);
        lab_case_apply(&plain, "set cell %s", cases[i][0]);
        lab_case_apply(&lab, "%s", cases[i][1]);
        assert_true(lab.run.is_held && lab.run.hold_count == 1 && lab.run.net.weight_count <= 4000);
        assert_true(trace_init(&trace, &plain.run.net, &plain.run.wiring, 1, &diag) && follow_init(&follow, &trace, &diag));
        whatif_run(&trace, gradient, weight, &plain.run.trace, plain.run.weight, lab.run.hold);
        follow_measure(&follow, &trace, weight, plain.run.follow.loss, whatif_find_held(lab.run.hold));
        size_t count = (size_t)(trace.scratch - trace.block) * sizeof(double);
        assert_memory_equal(lab.run.trace.block, trace.block, count);
        assert_memory_equal(lab.run.gradient, gradient, plain.run.net.weight_count * sizeof(double));
        assert_memory_equal(lab.run.follow.lane[0][0].r, follow.lane[0][0].r, (size_t)follow.steps * sizeof(double));
        assert_memory_equal(lab.run.before.block, plain.run.trace.block, count);
        assert_memory_equal(lab.run.follow_before.lane[0][0].r, plain.run.follow.lane[0][0].r, (size_t)follow.steps * sizeof(double));
        assert_true(lab.run.trace.loss != plain.run.trace.loss && lab.run.before.loss == plain.run.trace.loss);
        lab_case_apply(&lab, "whatif none");
        lab_case_assert_same_labs(&lab, &plain, cases[i][1]);
        follow_deinit(&follow);
        trace_deinit(&trace);
        lab_deinit(&plain);
        lab_deinit(&lab);
    }
}

/* Ten times less change: a hundred times less between the true loss and the predicted one. */
static void the_predicted_loss_is_right_to_second_order(void **state) {
    (void)state;
    static const char *const places[] = {"input 1 1",    "state 5 2",    "state c 5 2",   "gate f 8 1",    "gate o T 3",  "weight W 3 2",
                                         "weight V 1 1", "weight U 2 1", "weight b_ih 3", "weight b_hh 9", "weight b_y 1"};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        Lab lab;
        double gap[2];
        lab_case_open(&lab);
        lab_case_apply(&lab, "set cell lstm");
        lab_case_apply(&lab, "set forget_bias 1");
        lab_case_apply(&lab, "whatif %s 0", places[i]);
        double at = whatif_value(&lab.run.before, lab.run.weight, lab.run.hold);
        for (int k = 0; k < 2; k++) {
            lab_case_apply(&lab, "whatif %s %.17g", places[i], at - (k == 0 ? 2e-2 : 2e-3));
            gap[k] = lab.run.trace.loss - lab.run.predicted;
        }
        assert_true(fabs(lab.run.predicted - lab.run.before.loss) > 1e-10);
        if (!(gap[0] / gap[1] > 70 && gap[0] / gap[1] < 135)) fail_msg("%s: %g", places[i], gap[0] / gap[1]);
        lab_deinit(&lab);
    }
}

static void later_words_go_over_earlier_ones(void **state) {
    (void)state;
    Lab lab;
    lab_case_open(&lab);
    lab_case_apply_all(&lab, "set cell lstm; whatif gate f 8 2 0.5; whatif gate f 8 3 0.5; whatif gate i 8 all 0.1");
    assert_int_equal(lab.run.hold_count, 3);
    lab_case_apply(&lab, "whatif gate f 8 all 0");
    assert_int_equal(lab.run.hold_count, 2);
    lab_case_apply(&lab, "whatif gate f 8 1 1");
    const double *f = lab.run.trace.lane[0][0].gate + (7 * 4 + LSTM_F) * lab.run.net.spec.hidden;
    assert_true(f[0] == 1 && f[1] == 0 && f[2] == 0);
    lab_case_apply(&lab, "whatif gate f 8 all free");
    assert_int_equal(lab.run.hold_count, 1);
    Diag diag = lab_case_refuse(&lab, "whatif gate f 8 all free");
    lab_case_assert_says(&diag, "nothing is held there");
    lab_case_apply(&lab, "whatif none");
    assert_false(lab.run.is_held);
    for (int i = 1; i <= RUN_HOLD_MAX; i++) lab_case_apply(&lab, "whatif input %d 1 0", i);
    diag = lab_case_refuse(&lab, "whatif input 12 1 0");
    lab_case_assert_says(&diag, "at most 8 numbers");
    lab_deinit(&lab);
}

static void what_makes_it_meaningless_lets_go_and_undo_holds_again(void **state) {
    (void)state;
    static const char *const goes[] = {"restart", "preset first", "next",    "set steps 20", "set cell gru",  "set hidden 5",
                                       "train 3", "update",       "visit 2", "set seed 4",   "set truncate 4"};
    static const char *const stays[] = {"set learning_rate 0.1", "set noise 0.1", "set radius 0.5", "set optimizer adam",
                                        "compare A: hidden 3"};
    for (size_t i = 0; i < sizeof goes / sizeof *goes; i++) {
        Lab lab, plain;
        lab_case_open(&lab);
        lab_case_open(&plain);
        lab_case_apply_all(&lab, "set cell lstm; train 4; whatif gate f 8 all 0.1; whatif input 2 1 0.5");
        lab_case_apply_all(&plain, "set cell lstm; train 4");
        LabDigest held = lab_case_digest(&lab);
        lab_case_apply(&lab, "%s", goes[i]);
        lab_case_apply(&plain, "%s", goes[i]);
        if (lab.run.hold_count > 0 || lab.run.is_held) fail_msg("%s does not let go", goes[i]);
        lab_case_assert_same_labs(&lab, &plain, goes[i]);
        lab_case_apply(&lab, "undo");
        LabDigest again = lab_case_digest(&lab);
        lab_case_assert_same(&held, &again, goes[i]);
        assert_true(lab.run.is_held && lab.run.hold_count == 2);
        lab_case_apply_all(&lab, "undo; undo");
        assert_false(lab.run.is_held);
        lab_case_apply_all(&lab, "redo; redo; redo");
        lab_case_assert_same_labs(&lab, &plain, goes[i]);
        lab_deinit(&lab);
        lab_deinit(&plain);
    }
    for (size_t i = 0; i < sizeof stays / sizeof *stays; i++) {
        Lab lab;
        lab_case_open(&lab);
        lab_case_apply_all(&lab, "set cell lstm; train 4; whatif gate f 8 all 0.1");
        lab_case_apply(&lab, "%s", stays[i]);
        if (!lab.run.is_held) fail_msg("%s lets go", stays[i]);
        assert_true(lab.run.trace.lane[0][0].gate[(7 * 4 + LSTM_F) * lab.run.net.spec.hidden] == 0.1);
        assert_true(lab.run.before.lane[0][0].gate[(7 * 4 + LSTM_F) * lab.run.net.spec.hidden] != 0.1);
        lab_deinit(&lab);
    }
}

static void a_drag_is_one_undo_entry(void **state) {
    (void)state;
    Lab lab;
    lab_case_open(&lab);
    LabDigest before = lab_case_digest(&lab);
    lab_begin_drag(&lab);
    lab_case_apply_all(&lab, "whatif input 1 1 0.9; whatif input 1 1 0.5; whatif input 1 1 -1");
    lab_end_drag(&lab);
    assert_string_equal(lab_undo_line(&lab), "whatif input 1 1 -1");
    lab_case_apply(&lab, "undo");
    LabDigest after = lab_case_digest(&lab);
    lab_case_assert_same(&before, &after, "undo of a drag");
    assert_false(lab_can_undo(&lab));
    lab_deinit(&lab);
}

static void a_saved_setup_holds_what_was_held(void **state) {
    (void)state;
    Lab lab, other;
    SetupFile file, read;
    Diag diag = {0};
    char *text;
    size_t size;
    lab_case_open(&lab);
    lab_case_open(&other);
    lab_case_apply_all(&lab, "set cell lstm; set direction both; set layers 2; train 3; next");
    lab_case_apply_all(&lab, "whatif gate f 8 all 0 1 reverse; whatif state c 3 2 -0.5; whatif weight U 2 1 0.125 1; whatif weight W 3 1 1 "
                             "2 reverse; whatif weight b_hh 4 0.5 1 reverse; whatif weight b_y 2 -1");
    assert_true(setup_file_take(&file, &lab, &diag) && setup_file_write(&text, &size, &file, "test"));
    assert_non_null(strstr(text, "at 3 whatif gate f 8 all 0 1 reverse\nat 3 whatif state c 3 2 -0.5\nat 3 whatif weight U 2 1 0.125 1\n"));
    assert_non_null(strstr(text, "at 3 whatif weight b_hh 4 0.5 1 reverse\nat 3 whatif weight b_y 2 -1\n"));
    if (!setup_file_read(&read, "f", (Str){text, (int)size}, &diag)) fail_msg("%s", diag.text);
    if (!lab_play_all(&other, &read, &diag)) fail_msg("%s", diag.text);
    assert_int_equal(other.run.hold_count, 6);
    lab_case_assert_same_labs(&lab, &other, "as saved");
    mem_free(text);
    setup_file_deinit(&file);
    setup_file_deinit(&read);
    lab_deinit(&lab);
    lab_deinit(&other);
}

static void a_copy_of_the_run_holds_the_same(void **state) {
    (void)state;
    Lab lab;
    Run copy = {0};
    Diag diag = {0};
    lab_case_open(&lab);
    lab_case_apply_all(&lab, "set cell gru; whatif gate z 8 all 0.25");
    if (!run_copy(&copy, &lab.run, &lab.setup, &diag)) fail_msg("%s", diag.text);
    size_t count = (size_t)(copy.trace.scratch - copy.trace.block) * sizeof(double);
    assert_true(copy.is_held && copy.hold_count == 1 && copy.predicted == lab.run.predicted);
    assert_memory_equal(copy.trace.block, lab.run.trace.block, count);
    assert_memory_equal(copy.before.block, lab.run.before.block, count);
    run_deinit(&copy);
    lab_deinit(&lab);
}

static void without_memory_nothing_is_held_and_nothing_changes(void **state) {
    (void)state;
    for (int n = 1; n < 12; n++) {
        Lab lab;
        lab_case_open(&lab);
        LabDigest before = lab_case_digest(&lab);
        Diag diag = {0};
        mem_fail_after(n);
        bool good = lab_case_do(&lab, "whatif input 1 1 -1", &diag);
        mem_fail_after(-1);
        LabDigest after = lab_case_digest(&lab);
        if (!good) {
            lab_case_assert_same(&before, &after, "a refused what-if");
            assert_true(!lab.run.is_held && diag.text[0]);
        }
        assert_true(good == lab.run.is_held);
        lab_deinit(&lab);
    }
}

static void what_cannot_be_held_is_told(void **state) {
    (void)state;
    static const char *const cases[][2] = {{"whatif gate z 3 all 0", "an LSTM has no gate \"z\"; it has i (input gate), f (forget gate)"},
                                           {"whatif gate f 17 all 0", "there is no step 17; there are 1 to 16"},
                                           {"whatif gate f T-16 all 0", "there is no step T-16"},
                                           {"whatif gate f 3 7 0", "there is no unit 7; there are 1 to 6"},
                                           {"whatif gate f 3 all 1.5", "the forget gate lies between 0 and 1; 1.5 is not possible"},
                                           {"whatif gate g 3 all -1.5", "lies between -1 and 1"},
                                           {"whatif state 3 1 0 2", "there is no layer 2; there is only 1"},
                                           {"whatif state 3 1 0 1 reverse", "no reverse chain"},
                                           {"whatif input 3 2 0", "there is no input 2"},
                                           {"whatif weight W 25 1 0", "there is no row 25; there are 1 to 24"},
                                           {"whatif weight V 1 7 0", "there is no column 7"},
                                           {"whatif weight b_hh 25 0", "there is no bias 25; there are 1 to 24"}};
    Lab lab;
    lab_case_open(&lab);
    lab_case_apply(&lab, "set cell lstm");
    LabDigest before = lab_case_digest(&lab);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Diag diag = lab_case_refuse(&lab, cases[i][0]);
        lab_case_assert_says(&diag, cases[i][1]);
    }
    LabDigest after = lab_case_digest(&lab);
    lab_case_assert_same(&before, &after, "refused");
    lab_case_apply(&lab, "set truncate 4");
    Diag diag = lab_case_refuse(&lab, "whatif gate f 3 all 0");
    lab_case_assert_says(&diag, "while the gradient is truncated");
    lab_deinit(&lab);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_stage_is_the_changed_pass_and_the_run_as_it_is_stands_beside_it),
        cmocka_unit_test(the_predicted_loss_is_right_to_second_order),
        cmocka_unit_test(later_words_go_over_earlier_ones),
        cmocka_unit_test(what_makes_it_meaningless_lets_go_and_undo_holds_again),
        cmocka_unit_test(a_drag_is_one_undo_entry),
        cmocka_unit_test(a_saved_setup_holds_what_was_held),
        cmocka_unit_test(a_copy_of_the_run_holds_the_same),
        cmocka_unit_test(without_memory_nothing_is_held_and_nothing_changes),
        cmocka_unit_test(what_cannot_be_held_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
