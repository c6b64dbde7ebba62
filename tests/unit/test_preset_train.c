/* What the presets that are made for training claim, by training them: with a seed each that is quick, so that the test is. The
   figures over ten seeds are measured with `unroll train`. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "experiment/trial_set.h"
#include "lab/evaluate.h"
#include "lab/lab.h"
#include <string.h>

static void apply(Lab *lab, const char *line) {
    Command command;
    Diag diag;
    if (!command_parse(&command, str_from(line), &diag) || !lab_apply(lab, &command, &diag)) fail_msg("%s: %s", line, diag.text);
}

static Evaluation train(const char *preset, const char *cell, int seed, int updates, long sequences) {
    Lab lab;
    Diag diag;
    char line[48];
    if (!lab_init(&lab, &diag)) fail_msg("%s", diag.text);
    text_format(line, (int)sizeof line, "preset %s", preset);
    apply(&lab, line);
    text_format(line, (int)sizeof line, "set cell %s", cell);
    apply(&lab, line);
    text_format(line, (int)sizeof line, "set seed %d", seed);
    apply(&lab, line);
    text_format(line, (int)sizeof line, "train %d", updates);
    apply(&lab, line);
    Evaluator evaluator;
    Evaluation result;
    if (!evaluate_init(&evaluator, &lab.run, &lab.setup, &diag)) fail_msg("%s", diag.text);
    if (sequences > 0)
        evaluate_run(&result, &evaluator, sequences);
    else
        evaluate_is_solved(&result, &evaluator, 200); /* and then over as many as the task's goal asks for */
    evaluate_deinit(&evaluator);
    lab_deinit(&lab);
    return result;
}

static void an_lstm_learns_temporal_order_and_a_plain_network_does_not(void **state) {
    (void)state;
    assert_true(train("order", "lstm", 2, 2500, 0).is_solved);
    for (int seed = 1; seed <= 3; seed++) { /* as long as the preset's sentence says */
        Evaluation plain = train("order", "rnn", seed, 10000, 1000);
        assert_true(plain.accuracy <= 0.35);
        assert_true(plain.loss > 1.3); /* ln 4 is 1.386 */
    }
}

static void an_lstm_adds_and_a_plain_network_says_a_constant(void **state) {
    (void)state;
    assert_true(train("adding", "lstm", 3, 5000, 500).loss < 0.01);
    for (int seed = 1; seed <= 2; seed++) assert_true(train("adding", "rnn", seed, 10000, 500).loss > 0.14); /* a constant's is 1/6 */
}

static void an_lstm_learns_the_grammar_with_the_symbol_that_returns(void **state) {
    (void)state;
    assert_true(train("reber", "lstm", 1, 2500, 0).is_solved);
}

static void plain_gradient_descent_does_not_find_parity(void **state) {
    (void)state;
    static const char *const cells[] = {"rnn", "gru", "lstm"};
    for (int cell = 0; cell < 3; cell++) {
        Evaluation result = train("parity", cells[cell], 1, 2000, 1000);
        assert_true(result.accuracy > 0.42 && result.accuracy < 0.58);
        assert_false(result.is_solved);
    }
}

/* Ten seeds of each variant of the preset: what its sentence says of every one of them. */
static void the_race_is_won_by_gates_from_every_seed(void **state) {
    (void)state;
    Lab lab;
    Diag diag = {0};
    WorkerApi worker = {0}; /* no threads: whoever waits does the work */
    ClockApi clock = {0};
    JobQueue jobs;
    TrialSet set;
    job_queue_init(&jobs, &worker);
    trial_set_init(&set, &jobs, &clock);
    if (!lab_init(&lab, &diag)) fail_msg("%s", diag.text);
    apply(&lab, "preset race");
    apply(&lab, "set seed 1");
    assert_int_equal(lab.variants.count, 3);
    assert_true(trial_set_begin_seeds(&set, &lab, 10, 10000, &diag));
    trial_set_finish(&set);
    for (int i = 0; i < set.count; i++) {
        for (int seed = 0; seed < set.seeds; seed++) {
            const TrialRun *run = &set.item[i].run[seed];
            if (strcmp(set.item[i].rule.name, "RNN") == 0)
                assert_true(!run->is_solved && run->end == TRIAL_UPDATES && run->update == 10000);
            else
                assert_true(run->is_solved && run->solved_update <= 7000);
        }
    }
    trial_set_deinit(&set);
    lab_deinit(&lab);
}

enum { SEEDS = 20 };

/* Does training burst within so many updates? `first` is said before. */
static bool bursts(const char *preset, const char *first, int seed, int updates) {
    Lab lab;
    Diag diag = {0};
    Command command;
    char line[48];
    if (!lab_init(&lab, &diag)) fail_msg("%s", diag.text);
    text_format(line, (int)sizeof line, "preset %s", preset);
    apply(&lab, line);
    apply(&lab, first);
    if (seed > 0) {
        text_format(line, (int)sizeof line, "set seed %d", seed);
        apply(&lab, line);
    }
    text_format(line, (int)sizeof line, "train %d", updates);
    assert_true(command_parse(&command, str_from(line), NULL));
    bool good = lab_apply(&lab, &command, &diag);
    assert_true(good || diag.not_finite);
    lab_deinit(&lab);
    return !good;
}

static void clipping_learns_what_bursts_without(void **state) {
    (void)state;
    for (int seed = 0; seed <= SEEDS; seed++) {
        assert_true(bursts("clip", "set clip_norm 0", seed, 100));
        if (seed > 0) assert_true(train("clip", "rnn", seed, 2000, 0).is_solved);
    }
}

static void bounded_units_do_not_burst(void **state) {
    (void)state;
    for (int seed = 1; seed <= SEEDS; seed++) {
        assert_true(bursts("explode", "set activation identity", seed, 1));
        assert_false(bursts("explode", "set activation tanh", seed, 1000));
    }
}

static Evaluation train_truncated(int seed, int window, int updates, long sequences) {
    Lab lab;
    Diag diag;
    char line[48];
    if (!lab_init(&lab, &diag)) fail_msg("%s", diag.text);
    apply(&lab, "preset truncated");
    text_format(line, (int)sizeof line, "set truncate %d", window);
    apply(&lab, line);
    if (seed > 0) {
        text_format(line, (int)sizeof line, "set seed %d", seed);
        apply(&lab, line);
    }
    text_format(line, (int)sizeof line, "train %d", updates);
    apply(&lab, line);
    Evaluator evaluator;
    Evaluation result;
    if (!evaluate_init(&evaluator, &lab.run, &lab.setup, &diag)) fail_msg("%s", diag.text);
    if (sequences > 0)
        evaluate_run(&result, &evaluator, sequences);
    else
        evaluate_is_solved(&result, &evaluator, 200);
    evaluate_deinit(&evaluator);
    lab_deinit(&lab);
    return result;
}

/* The windows lie on both sides of where the second symbol stands; the first is out of reach of either. */
static void a_window_up_to_the_later_symbol_learns_temporal_order_and_a_short_one_does_not(void **state) {
    (void)state;
    assert_true(train_truncated(0, 25, 3000, 0).is_solved);
    assert_true(train_truncated(9, 25, 3000, 0).is_solved);
    for (int seed = 1; seed <= 2; seed++) assert_true(train_truncated(seed, 10, 10000, 1000).accuracy < 0.6);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_race_is_won_by_gates_from_every_seed),
        cmocka_unit_test(an_lstm_learns_temporal_order_and_a_plain_network_does_not),
        cmocka_unit_test(an_lstm_adds_and_a_plain_network_says_a_constant),
        cmocka_unit_test(an_lstm_learns_the_grammar_with_the_symbol_that_returns),
        cmocka_unit_test(plain_gradient_descent_does_not_find_parity),
        cmocka_unit_test(clipping_learns_what_bursts_without),
        cmocka_unit_test(bounded_units_do_not_burst),
        cmocka_unit_test(a_window_up_to_the_later_symbol_learns_temporal_order_and_a_short_one_does_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
