/* Many seeds and sweeps: every trial has the numbers of its setup trained alone, words about them are counted rightly, and what is refused
   changes nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "experiment/trial_set.h"
#include <math.h>
#include <string.h>

typedef struct Case {
    WorkerApi worker; /* no threads: whoever waits does the work */
    ClockApi clock;
    JobQueue jobs;
    Lab lab;
    TrialSet set;
} Case;

static void apply(Lab *lab, const char *line) {
    Command command;
    Diag diag = {0};
    if (!command_parse(&command, str_from(line), &diag) || !lab_apply(lab, &command, &diag)) fail_msg("%s: %s", line, diag.text);
}

static int begin(void **state) {
    static Case one;
    Diag diag;
    memset(&one, 0, sizeof one);
    job_queue_init(&one.jobs, &one.worker);
    if (!lab_init(&one.lab, &diag)) return -1;
    trial_set_init(&one.set, &one.jobs, &one.clock);
    *state = &one;
    return 0;
}

static int end(void **state) {
    Case *at = *state;
    trial_set_deinit(&at->set);
    lab_deinit(&at->lab);
    return 0;
}

/* Trained by hand: the held-out score of the setup with these two settings after so many updates. */
static double score_alone(const char *cell, double seed, int updates) {
    Lab lab;
    Diag diag;
    Evaluator evaluator;
    Evaluation result;
    char line[64];
    assert_true(lab_init(&lab, &diag));
    text_format(line, (int)sizeof line, "set cell %s", cell);
    apply(&lab, line);
    text_format(line, (int)sizeof line, "set seed %.0f", seed);
    apply(&lab, line);
    text_format(line, (int)sizeof line, "train %d", updates);
    apply(&lab, line);
    assert_true(evaluate_init(&evaluator, &lab.run, &lab.setup, &diag));
    evaluate_run(&result, &evaluator, 1000); /* as many as the goal of the task asks for */
    evaluate_deinit(&evaluator);
    lab_deinit(&lab);
    return (double)result.score.hit / (double)result.score.asked;
}

static void every_trial_is_its_setup_trained_alone(void **state) {
    Case *at = *state;
    Diag diag = {0};
    double seed = setup_get(&at->lab.setup, KEY_SEED);
    apply(&at->lab, "compare GRU: cell gru");
    apply(&at->lab, "compare LSTM: cell lstm");
    assert_true(trial_set_begin_seeds(&at->set, &at->lab, 3, 30, &diag));
    trial_set_finish(&at->set);
    assert_int_equal(at->set.done, 6);
    assert_int_equal(at->set.count, 2);
    const char *const cells[] = {"gru", "lstm"};
    for (int i = 0; i < 2; i++) {
        for (int s = 0; s < 3; s++) {
            const TrialRun *run = &at->set.item[i].run[s];
            assert_true(run->is_done && run->row_count > 0 && isfinite(run->verdict.log10_ratio));
            if (!run->is_solved) assert_int_equal(run->update, 30);
            if (!run->is_solved) assert_true(run->score == score_alone(cells[i], seed + s, 30));
        }
    }
    assert_true(trial_set_progress(&at->set) == 1);
}

static void without_variants_it_is_the_setup_and_a_change_makes_it_another(void **state) {
    Case *at = *state;
    Diag diag = {0};
    assert_true(trial_set_begin_seeds(&at->set, &at->lab, 2, 5, &diag));
    trial_set_finish(&at->set);
    assert_int_equal(at->set.count, 1);
    assert_string_equal(at->set.item[0].rule.name, "As set");
    assert_true(trial_set_is_of(&at->set, &at->lab));
    apply(&at->lab, "train 3"); /* the same experiment, further on */
    assert_true(trial_set_is_of(&at->set, &at->lab));
    apply(&at->lab, "set learning_rate 0.01");
    assert_false(trial_set_is_of(&at->set, &at->lab));
    apply(&at->lab, "undo");
    assert_true(trial_set_is_of(&at->set, &at->lab));
    apply(&at->lab, "compare GRU: cell gru");
    assert_false(trial_set_is_of(&at->set, &at->lab));
}

static void a_sweep_has_an_item_for_every_value(void **state) {
    Case *at = *state;
    Diag diag = {0};
    assert_true(trial_set_begin_sweep(&at->set, &at->lab, KEY_STEPS, str_from("2 4"), &diag));
    assert_int_equal(at->set.key, KEY_STEPS);
    at->set.end = 200; /* 10,000 updates take too long here; two trials have begun already */
    trial_set_finish(&at->set);
    assert_string_equal(at->set.item[0].rule.name, "2");
    assert_string_equal(at->set.item[1].rule.name, "4");
    for (int i = 0; i < 2; i++) assert_true(at->set.item[i].run[0].is_done);
    assert_true(at->set.item[0].run[0].is_solved); /* two steps are easy */
}

static void what_cannot_be_is_refused_and_the_old_results_stay(void **state) {
    Case *at = *state;
    Diag diag = {0};
    assert_true(trial_set_begin_seeds(&at->set, &at->lab, 1, 2, &diag));
    trial_set_finish(&at->set);
    unsigned long version = at->set.version;
    static const char *const values[][2] = {{"4", "found 1 value of steps; expected 2 to 8"},
                                            {"", "found 0 values"},
                                            {"1 2 3 4 5 6 7 8 9", "more than 8 values"},
                                            {"4 x", "x"},
                                            {"4 100000", "100000"}};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        assert_false(trial_set_begin_sweep(&at->set, &at->lab, KEY_STEPS, str_from(values[i][0]), &diag));
        if (!strstr(diag.text, values[i][1])) fail_msg("%s: %s", values[i][0], diag.text);
    }
    assert_false(trial_set_begin_seeds(&at->set, &at->lab, 51, 2, &diag));
    assert_non_null(strstr(diag.text, "expected 1 to 50"));
    assert_false(trial_set_begin_seeds(&at->set, &at->lab, 2, 0, &diag));
    assert_int_equal(at->set.version, version);
    assert_int_equal(at->set.done, 1);
}

static void cancelling_keeps_what_has_ended(void **state) {
    Case *at = *state;
    Diag diag = {0};
    assert_true(trial_set_begin_seeds(&at->set, &at->lab, 20, 10, &diag));
    job_queue_finish(&at->jobs, &at->set.job[0]->job);
    trial_set_advance(&at->set);
    int done = at->set.done;
    assert_true(done >= 1 && done < 20 && trial_set_is_busy(&at->set));
    trial_set_cancel(&at->set);
    assert_false(trial_set_is_busy(&at->set));
    assert_int_equal(at->set.done, done);
    assert_true(trial_set_progress(&at->set) < 1);
}

static void solved_median_and_range_are_counted_over_the_seeds(void **state) {
    (void)state;
    TrialRun run[5] = {
        {.is_done = true, .is_solved = true, .solved_update = 300, .row_count = 1, .verdict = {.word = FOLLOW_CARRIED, .log10_ratio = -1}},
        {.is_done = true, .is_solved = true, .solved_update = 100, .row_count = 1, .verdict = {.word = FOLLOW_VANISHED, .log10_ratio = -9}},
        {.is_done = true, .is_solved = false, .solved_update = -1, .row_count = 1, .verdict = {.word = FOLLOW_NO_ERROR, .log10_ratio = 5}},
        {.is_done = true, .is_solved = true, .solved_update = 200, .row_count = 1, .verdict = {.word = FOLLOW_WEAKENED, .log10_ratio = -3}},
        {.is_done = false}};
    TrialItem item = {.run = run, .done = 4};
    assert_int_equal(trial_item_solved(&item, 5), 3);
    assert_int_equal(trial_item_median(&item, 5), 200);
    TrialFar far = trial_item_far(&item, 5);
    assert_true(far.is_known && far.low == -9 && far.high == -1);
    run[0].is_solved = run[1].is_solved = false;
    assert_int_equal(trial_item_median(&item, 5), -1); /* less than half */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_trial_is_its_setup_trained_alone, begin, end),
        cmocka_unit_test_setup_teardown(without_variants_it_is_the_setup_and_a_change_makes_it_another, begin, end),
        cmocka_unit_test_setup_teardown(a_sweep_has_an_item_for_every_value, begin, end),
        cmocka_unit_test_setup_teardown(what_cannot_be_is_refused_and_the_old_results_stay, begin, end),
        cmocka_unit_test_setup_teardown(cancelling_keeps_what_has_ended, begin, end),
        cmocka_unit_test(solved_median_and_range_are_counted_over_the_seeds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
