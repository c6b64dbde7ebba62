/* Look ahead: fair bits, the answer is the bit k steps later, nothing read before tells it, and what happens at the end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lab/evaluate.h"
#include "support/lab_case.h"
#include "task_case.h"
#include <math.h>
#include <stdio.h>

enum { STEPS = 12 };
static TaskCase at;

static void the_answer_is_the_bit_so_many_steps_later(void **state) {
    (void)state;
    for (int by = 1; by <= 5; by += 2) {
        Tally loss = {0};
        long ones = 0, answers = 0;
        double told[STEPS][STEPS] = {{0}}, guess[2 * STEPS] = {0};
        task_case_open(&at, "ahead", &(TaskOptions){.steps = STEPS, .items = by == 1 ? 0 : by});
        assert_int_equal(at.losses, STEPS - by); /* the last ones ask for nothing */
        for (int k = 0; k < at.losses; k++) assert_int_equal(at.wiring.loss_step[k], k);
        for (long s = 0; s < TASK_CASE_SEQUENCES; s++) {
            task_case_draw(&at, 7, s);
            for (int k = 0; k < at.losses; k++) {
                assert_true(at.target[k] == (at.x[k + by] == 1.0));
                for (int t = 0; t <= k; t++) told[k][t] += at.x[t] * (2.0 * at.target[k] - 1.0);
                ones += at.target[k] == 1.0;
                answers++;
            }
            for (int t = 0; t < STEPS; t++) assert_true(at.x[t] == 1.0 || at.x[t] == -1.0);
            tally_add(&loss, task_case_loss(&at, guess));
        }
        assert_mean((double)ones, answers, 0.5, 0.5);
        for (int k = 0; k < at.losses; k++)
            for (int t = 0; t <= k; t++) assert_mean(told[k][t], TASK_CASE_SEQUENCES, 0.0, 1.0);
        assert_tally(&loss, log(2.0));
    }
}

static void too_few_steps_and_too_many_items_are_refused(void **state) {
    (void)state;
    assert_wire_refused("ahead", &(TaskOptions){.steps = 1}, "Look ahead needs at least 2 time steps, not 1");
    assert_wire_refused("ahead", &(TaskOptions){.steps = 4, .items = 4}, "Look ahead needs at least 5 time steps, not 4");
    assert_wire_refused("ahead", &(TaskOptions){.steps = 60, .items = 31}, "the number of items cannot be 31");
    task_case_open(&at, "ahead", &(TaskOptions){.steps = 4, .items = 3});
    assert_int_equal(at.losses, 1);
}

static void words_say_when_a_bit_is_asked_for(void **state) {
    (void)state;
    double up = 1, down = -1, y[2] = {-1, 2}, prob[2] = {0.05, 0.95};
    task_case_open(&at, "ahead", &(TaskOptions){.steps = STEPS, .items = 2, .input_scale = 1});
    assert_input_words(&at, 0, &up, "bit +1: nothing asks for it");
    assert_input_words(&at, 1, &down, "bit −1: nothing asks for it");
    assert_input_words(&at, 2, &down, "bit −1: to be said at step 1 already");
    assert_output_words(&at, y, prob, 1, "predicts +1 (p = 0.95); target +1: correct");
    assert_output_words(&at, y, prob, 0, "predicts +1 (p = 0.95); target −1: wrong");
}

static double accuracy_of(const char *lines) {
    Lab lab;
    Evaluator evaluator;
    Evaluation found;
    Diag diag = {0};
    lab_case_open(&lab);
    lab_case_apply_all(&lab, lines);
    assert_true(evaluate_init(&evaluator, &lab.run, &lab.setup, &diag));
    evaluate_run(&found, &evaluator, 1000);
    evaluate_deinit(&evaluator);
    lab_deinit(&lab);
    return found.accuracy;
}

/* What the task is for. */
static void only_a_second_chain_learns_it(void **state) {
    (void)state;
    for (int seed = 1; seed <= 3; seed++) {
        char lines[256];
        snprintf(lines, sizeof lines,
                 "set task ahead; set steps 10; set optimizer adam; set learning_rate 0.01; set seed %d; set direction both; train 600",
                 seed);
        assert_true(accuracy_of(lines) > 0.99);
        snprintf(lines, sizeof lines, "set task ahead; set steps 10; set optimizer adam; set learning_rate 0.01; set seed %d; train 600",
                 seed);
        double alone = accuracy_of(lines);
        assert_true(alone > 0.4 && alone < 0.6);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_answer_is_the_bit_so_many_steps_later),
        cmocka_unit_test(too_few_steps_and_too_many_items_are_refused),
        cmocka_unit_test(words_say_when_a_bit_is_asked_for),
        cmocka_unit_test(only_a_second_chain_learns_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
