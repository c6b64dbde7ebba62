/* The latch: a signal, then noise of the stated size, and a question. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "task_case.h"
#include <math.h>

enum { STEPS = 20 };
static TaskCase at;

/* N(0, 0.2), a variance: the standard deviation is its root. */
static void a_signal_is_followed_by_normal_noise(void **state) {
    (void)state;
    Tally noise = {0}, square = {0}, fourth = {0}, told = {0}, neighbours = {0}, loss = {0};
    double half = 0.5;
    long ones = 0;
    task_case_open(&at, "latch", &(TaskOptions){.steps = STEPS, .items = 3, .noise = sqrt(0.2)});
    for (long s = 0; s < TASK_CASE_SEQUENCES; s++) {
        task_case_draw(&at, 7, s);
        double sign = at.target[0] == 1.0 ? 1.0 : -1.0;
        assert_true(at.target[0] == 1.0 || at.target[0] == 0.0);
        for (int t = 0; t < STEPS; t++) {
            double x = at.x[t];
            if (t < 3) {
                assert_true(x == sign);
                continue;
            }
            tally_add(&noise, x);
            tally_add(&square, x * x);
            tally_add(&fourth, x * x * x * x);
            tally_add(&told, x * sign);
            if (t > 3) tally_add(&neighbours, x * at.x[t - 1]);
        }
        ones += at.target[0] == 1.0;
        tally_add(&loss, task_case_loss(&at, &half));
    }
    assert_mean((double)ones, TASK_CASE_SEQUENCES, 0.5, 0.5);
    assert_tally(&noise, 0.0);
    assert_tally(&square, 0.2);
    assert_tally(&fourth, 3.0 * 0.04); /* normal */
    assert_tally(&told, 0.0);          /* the noise knows nothing */
    assert_tally(&neighbours, 0.0);
    assert_tally(&loss, 0.25);
    assert_true(at.task->baseline(&at.options) == 0.25);
}

static void items_is_how_long_the_signal_lasts(void **state) {
    (void)state;
    const struct { int steps, items, signal; } row[] = {{20, 1, 1}, {20, 5, 5}, {20, 0, 3}, {2, 0, 2}, {1, 0, 1}, {4, 4, 4}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        TaskOptions options = {.steps = row[i].steps, .items = row[i].items, .noise = 0.5};
        task_case_open(&at, "latch", &options);
        task_case_draw(&at, 7, 1);
        for (int t = 0; t < at.steps; t++) assert_true((fabs(at.x[t]) == 1.0) == (t < row[i].signal));
        bool has_noise = row[i].steps > row[i].signal;
        assert_true(((at.task->uses(&options) & TASK_USES_NOISE) != 0) == has_noise);
    }
    assert_wire_refused("latch", &(TaskOptions){.steps = 4, .items = 5}, "with 5 items needs at least 5 time steps, not 4");
    assert_wire_refused("latch", &(TaskOptions){.steps = 40, .items = 31}, "the number of items cannot be 31");
}

static void every_step_asks_the_same(void **state) {
    (void)state;
    task_case_open(&at, "latch", &(TaskOptions){.steps = STEPS, .noise = 0.3, .every_step = true});
    assert_int_equal(at.losses, STEPS);
    for (long s = 0; s < 100; s++) {
        task_case_draw(&at, 7, s);
        for (int k = 0; k < STEPS; k++) assert_true(at.target[k] == (at.x[0] > 0.0 ? 1.0 : 0.0));
    }
}

static void right_is_an_error_below_a_fifth(void **state) {
    (void)state;
    double target = 1.0, inside = 0.81, outside = 0.79;
    assert_true(task_find("latch")->is_right(&inside, &target, 1));
    assert_false(task_find("latch")->is_right(&outside, &target, 1));
}

static void inputs_and_outputs_are_put_into_words(void **state) {
    (void)state;
    double x = -1.0, noise = 0.213, y = 0.93;
    task_case_open(&at, "latch", &(TaskOptions){.steps = STEPS, .noise = 0.3});
    assert_input_words(&at, 2, &x, "signal −1.00, to be remembered");
    assert_input_words(&at, 3, &noise, "noise 0.213, to be ignored");
    assert_output_words(&at, &y, NULL, 1.0, "predicts 0.930; target 1.00: correct (correct is within 0.2)");
    assert_output_words(&at, &y, NULL, 0.0, "predicts 0.930; target 0: wrong (correct is within 0.2)");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_signal_is_followed_by_normal_noise),
        cmocka_unit_test(items_is_how_long_the_signal_lasts),
        cmocka_unit_test(every_step_asks_the_same),
        cmocka_unit_test(right_is_an_error_below_a_fifth),
        cmocka_unit_test(inputs_and_outputs_are_put_into_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
