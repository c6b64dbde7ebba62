/* Parity: fair bits, the right answer, and that no part of the bits gives it away. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "task_case.h"
#include <math.h>

enum { STEPS = 12 };
static TaskCase at;

static void the_answer_is_the_parity_of_fair_bits(void **state) {
    (void)state;
    Tally loss = {0};
    long ones = 0, odd = 0;
    double told[STEPS] = {0}, all_but_last = 0.0, even[2] = {0};
    task_case_open(&at, "parity", &(TaskOptions){.steps = STEPS});
    for (long s = 0; s < TASK_CASE_SEQUENCES; s++) {
        int count = 0;
        task_case_draw(&at, 7, s);
        for (int t = 0; t < STEPS; t++) {
            assert_true(at.x[t] == 1.0 || at.x[t] == -1.0);
            count += at.x[t] == 1.0;
            told[t] += at.x[t] * (2.0 * at.target[0] - 1.0);
        }
        assert_true(at.target[0] == count % 2);
        ones += count;
        odd += count % 2;
        all_but_last += ((count - (at.x[STEPS - 1] == 1.0)) % 2 ? 1.0 : -1.0) * (2.0 * at.target[0] - 1.0);
        tally_add(&loss, task_case_loss(&at, even));
    }
    assert_mean((double)ones, (long)STEPS * TASK_CASE_SEQUENCES, 0.5, 0.5);
    assert_mean((double)odd, TASK_CASE_SEQUENCES, 0.5, 0.5);
    for (int t = 0; t < STEPS; t++) assert_mean(told[t], TASK_CASE_SEQUENCES, 0.0, 1.0); /* no bit alone says anything */
    assert_mean(all_but_last, TASK_CASE_SEQUENCES, 0.0, 1.0);                            /* nor do all but one together */
    assert_tally(&loss, at.task->baseline(&at.options));
    assert_true(fabs(at.task->baseline(&at.options) - 0.69314718055994531) < 1e-15);
}

static void with_a_loss_at_every_step_it_is_of_the_bits_so_far(void **state) {
    (void)state;
    task_case_open(&at, "parity", &(TaskOptions){.steps = STEPS, .every_step = true});
    assert_int_equal(at.losses, STEPS);
    for (long s = 0; s < 1000; s++) {
        int count = 0;
        task_case_draw(&at, 7, s);
        for (int t = 0; t < STEPS; t++) {
            count += at.x[t] > 0.0;
            assert_true(at.target[t] == count % 2);
        }
    }
}

static void a_sequence_is_right_when_all_its_answers_are(void **state) {
    (void)state;
    double y[STEPS * 2] = {0};
    TaskScore score = {0};
    task_case_open(&at, "parity", &(TaskOptions){.steps = STEPS, .every_step = true});
    task_case_draw(&at, 7, 0);
    for (int k = 0; k < STEPS; k++) y[2 * k + (int)at.target[k]] = 1.0;
    TaskAnswer answer = {.x = at.x, .target = at.target, .y = y, .loss_count = STEPS, .batch = 1};
    task_score(&score, at.task, &at.options, &answer);
    assert_true(score.sequences == 1 && score.right == 1 && score.asked == STEPS && score.hit == STEPS);
    y[2 * 5 + (int)at.target[5]] = -1.0;
    task_score(&score, at.task, &at.options, &answer);
    assert_true(score.sequences == 2 && score.right == 1 && score.asked == 2 * STEPS && score.hit == 2 * STEPS - 1);
}

static void one_bit_is_one_to_one(void **state) {
    (void)state;
    task_case_open(&at, "parity", &(TaskOptions){.steps = 1});
    assert_string_equal(at.task->wiring_label(&at.options), "one-to-one");
    assert_true(at.wiring.input_count == 1 && at.wiring.loss_count == 1);
    assert_true((at.task->uses(&at.options) & TASK_USES_TARGETS) == 0);
}

static void inputs_and_outputs_are_put_into_words(void **state) {
    (void)state;
    double one = 0.5, zero = -0.5, y[] = {0.3, 1.0}, prob[] = {0.33, 0.67};
    task_case_open(&at, "parity", &(TaskOptions){.steps = STEPS, .input_scale = 0.5});
    assert_input_words(&at, 2, &one, "bit +1 × 0.500: turns the answer round");
    assert_input_words(&at, 2, &zero, "bit −1 × 0.500: leaves the answer as it is");
    assert_output_words(&at, y, prob, 1.0, "predicts odd (p = 0.67); target odd: correct");
    assert_output_words(&at, y, NULL, 0.0, "predicts odd; target even: wrong");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_answer_is_the_parity_of_fair_bits),
        cmocka_unit_test(with_a_loss_at_every_step_it_is_of_the_bits_so_far),
        cmocka_unit_test(a_sequence_is_right_when_all_its_answers_are),
        cmocka_unit_test(one_bit_is_one_to_one),
        cmocka_unit_test(inputs_and_outputs_are_put_into_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
