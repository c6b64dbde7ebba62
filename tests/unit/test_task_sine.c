/* Sine: the wave, its phases, and what persistence and a constant cost. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "task_case.h"
#include <math.h>

static TaskCase at;

/* y_(t+1) + y_(t-1) = 2 cos(0.2) y_t: what every sine of this frequency obeys, whatever its phase and amplitude. */
static void it_is_a_sine_of_the_stated_frequency(void **state) {
    (void)state;
    enum { T = 80 };
    task_case_open(&at, "sine", &(TaskOptions){.steps = T, .input_scale = 0.5});
    for (long s = 0; s < 500; s++) {
        double largest = 0.0;
        task_case_draw(&at, 7, s);
        for (int t = 0; t < T; t++) {
            if (t > 0) assert_true(at.x[t] == 0.5 * at.target[t - 1] || fabs(at.x[t] - 0.5 * at.target[t - 1]) < 1e-15);
            if (t > 0 && t + 1 < T) { assert_true(fabs(at.target[t + 1] + at.target[t - 1] - 2.0 * cos(0.2) * at.target[t]) < 1e-13); }
            largest = fmax(largest, fabs(at.target[t]));
        }
        assert_true(largest > 0.995 && largest <= 1.0); /* its amplitude is one */
    }
}

static void every_phase_comes_up(void **state) {
    (void)state;
    Tally value = {0}, square = {0}, fourth = {0};
    long rising = 0;
    task_case_open(&at, "sine", &(TaskOptions){.steps = 2});
    for (long s = 0; s < TASK_CASE_SEQUENCES; s++) {
        task_case_draw(&at, 7, s);
        double x = at.x[0];
        tally_add(&value, x);
        tally_add(&square, x * x);
        tally_add(&fourth, x * x * x * x);
        rising += at.target[0] > x;
    }
    assert_tally(&value, 0.0);
    assert_tally(&square, 0.5);
    assert_tally(&fourth, 0.375);
    assert_mean((double)rising, TASK_CASE_SEQUENCES, 0.5, 0.5);
}

static void from_the_first_value_alone_the_wave_is_known(void **state) {
    (void)state;
    enum { T = 30 };
    task_case_open(&at, "sine", &(TaskOptions){.steps = T, .variant = 1});
    assert_true(at.wiring.input_count == 1 && at.wiring.input_step[0] == 0 && at.losses == T);
    assert_string_equal(at.task->wiring_label(&at.options), "one-to-many");
    for (long s = 0; s < 500; s++) {
        task_case_draw(&at, 7, s);
        double phase = asin(at.x[0]); /* it rises at first, so this is all there is to know */
        for (int t = 0; t < T; t++) {
            if (t > 0) assert_true(at.x[t] == 0.0);
            assert_true(fabs(at.target[t] - sin(phase + 0.2 * (t + 1))) < 1e-7);
        }
    }
}

static void persistence_and_a_constant_cost_what_is_said(void **state) {
    (void)state;
    const TaskOptions form[] = {{.steps = 25}, {.steps = 100}, {.steps = 10, .variant = 1}, {.steps = 45, .variant = 1}};
    for (size_t f = 0; f < sizeof form / sizeof *form; f++) {
        Tally persistence = {0}, constant = {0}, mean = {0};
        double y[100], best = 0.0;
        task_case_open(&at, "sine", &form[f]);
        int T = at.steps;
        for (long s = 0; s < TASK_CASE_SEQUENCES; s++) {
            task_case_draw(&at, 7, s);
            for (int k = 0; k < T; k++) tally_add(&mean, at.target[k]);
        }
        best = mean.sum / (double)mean.count;
        for (long s = 0; s < TASK_CASE_SEQUENCES; s++) {
            task_case_draw(&at, 7, s);
            for (int k = 0; k < T; k++) y[k] = form[f].variant ? at.x[0] : at.x[k];
            tally_add(&persistence, task_case_loss(&at, y));
            for (int k = 0; k < T; k++) y[k] = best;
            tally_add(&constant, task_case_loss(&at, y));
        }
        assert_tally(&persistence, at.task->baseline(&at.options));
        assert_tally(&constant, at.task->other_baseline(&at.options));
    }
    assert_true(fabs(task_find("sine")->baseline(&form[0]) - 0.01993) < 1e-5); /* 2 sin^2 0.1 */
    assert_true(task_find("sine")->other_baseline(&form[0]) == 0.5);
}

static void inputs_and_outputs_are_put_into_words(void **state) {
    (void)state;
    double x = 0.479, y = 0.7;
    task_case_open(&at, "sine", &(TaskOptions){.steps = 12});
    assert_input_words(&at, 3, &x, "the wave now: 0.479");
    assert_output_words(&at, &y, NULL, 0.66, "predicts 0.700; target 0.660: correct (correct is within 0.05)");
    assert_output_words(&at, &y, NULL, 0.64, "predicts 0.700; target 0.640: wrong (correct is within 0.05)");
    at.options.variant = 1;
    assert_input_words(&at, 0, &x, "the first value: 0.479");
    assert_input_words(&at, 3, &x, "no input");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_a_sine_of_the_stated_frequency),         cmocka_unit_test(every_phase_comes_up),
        cmocka_unit_test(from_the_first_value_alone_the_wave_is_known), cmocka_unit_test(persistence_and_a_constant_cost_what_is_said),
        cmocka_unit_test(inputs_and_outputs_are_put_into_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
