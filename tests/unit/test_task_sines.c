/* Superimposed sines: the three frequencies, the halves, and what persistence and a constant cost. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "task_case.h"
#include <math.h>

static TaskCase at;

/* Each wave is annihilated by y_(t+1) - 2 cos(w) y_t + y_(t-1): after all three of them nothing is left, after two of them a sine is. */
static double filter(double *y, int count, double w) {
    double largest = 0.0;
    for (int t = 0; t + 2 < count; t++) {
        y[t] = y[t + 2] - 2.0 * cos(w) * y[t + 1] + y[t];
        largest = fmax(largest, fabs(y[t]));
    }
    return largest;
}

static void it_is_the_three_waves_and_no_other(void **state) {
    (void)state;
    enum { T = 120 };
    static const double omega[3] = {0.2, 0.311, 0.42};
    task_case_open(&at, "sines", &(TaskOptions){.steps = T, .input_scale = 0.5});
    for (long s = 0; s < 300; s++) {
        task_case_draw(&at, 7, s);
        double largest = 0.0;
        for (int t = 1; t < T; t++) assert_true(fabs(at.x[t] - 0.5 * at.target[t - 1]) < 1e-15);
        for (int t = 0; t < T; t++) largest = fmax(largest, fabs(at.target[t]));
        assert_true(largest > 0.4 && largest <= 1.0);
        for (int last = 0; last < 3; last++) {
            double y[T];
            int count = T;
            for (int t = 0; t < T; t++) y[t] = at.target[t];
            for (int i = 0; i < 3; i++) {
                if (i != last) filter(y, count, omega[i]), count -= 2;
            }
            double left = 0.0, amplitude = 1.0 / 3.0;
            for (int t = 0; t < count; t++) left = fmax(left, fabs(y[t]));
            for (int i = 0; i < 3; i++) amplitude *= i == last ? 1.0 : 2.0 * fabs(cos(omega[last]) - cos(omega[i]));
            assert_true(left > 0.97 * amplitude && left < 1.0001 * amplitude); /* a third each */
            assert_true(filter(y, count, omega[last]) < 1e-9);                 /* start is up to a million: its sine is good to 1e-10 */
        }
    }
}

static void the_second_half_is_to_be_said_unseen(void **state) {
    (void)state;
    for (int T = 2; T <= 31; T++) {
        int half = T / 2;
        task_case_open(&at, "sines", &(TaskOptions){.steps = T, .variant = 1});
        assert_true(at.wiring.input_count == half && at.losses == T - half);
        assert_true(at.wiring.input_step[half - 1] == half - 1 && at.wiring.loss_step[0] == half);
        assert_string_equal(at.task->wiring_label(&at.options), "sequence-to-sequence");
        static TaskCase whole;
        task_case_open(&whole, "sines", &(TaskOptions){.steps = T});
        task_case_draw(&at, 7, T);
        task_case_draw(&whole, 7, T); /* the same wave, step by step */
        for (int t = 0; t < half; t++) assert_true(at.x[t] == whole.x[t]);
        for (int t = half; t < T; t++) assert_true(at.x[t] == 0.0 && at.target[t - half] == whole.x[t]);
    }
    assert_wire_refused("sines", &(TaskOptions){.steps = 1, .variant = 1}, "needs at least 2 time steps, not 1");
}

static void persistence_and_a_constant_cost_what_is_said(void **state) {
    (void)state;
    const TaskOptions form[] = {{.steps = 25}, {.steps = 20, .variant = 1}, {.steps = 81, .variant = 1}};
    for (size_t f = 0; f < sizeof form / sizeof *form; f++) {
        Tally persistence = {0}, constant = {0}, mean = {0};
        double y[100], zero[100] = {0};
        task_case_open(&at, "sines", &form[f]);
        int half = at.steps / 2;
        for (long s = 0; s < TASK_CASE_SEQUENCES; s++) {
            task_case_draw(&at, 7, s);
            for (int k = 0; k < at.losses; k++) y[k] = form[f].variant ? at.x[half - 1] : at.x[k];
            tally_add(&persistence, task_case_loss(&at, y));
            tally_add(&constant, task_case_loss(&at, zero));
            tally_add(&mean, at.target[0]);
        }
        assert_tally(&persistence, at.task->baseline(&at.options));
        assert_tally(&constant, at.task->other_baseline(&at.options));
        assert_tally(&mean, 0.0); /* no other constant does better */
        assert_true(fabs(at.task->other_baseline(&at.options) - 1.0 / 6.0) < 1e-15);
    }
}

static void inputs_and_outputs_are_put_into_words(void **state) {
    (void)state;
    double x = 0.479, y = -0.7;
    task_case_open(&at, "sines", &(TaskOptions){.steps = 12});
    assert_input_words(&at, 7, &x, "the wave now: 0.479");
    assert_output_words(&at, &y, NULL, -0.66, "predicts −0.700; target −0.660: correct (correct is within 0.05)");
    at.options.variant = 1;
    assert_input_words(&at, 5, &x, "the wave now: 0.479");
    assert_input_words(&at, 6, &x, "no input: go on alone");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_the_three_waves_and_no_other),
        cmocka_unit_test(the_second_half_is_to_be_said_unseen),
        cmocka_unit_test(persistence_and_a_constant_cost_what_is_said),
        cmocka_unit_test(inputs_and_outputs_are_put_into_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
