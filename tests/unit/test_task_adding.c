/* The adding problem: what the sequences are made of, in both versions, and what a constant answer costs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "task_case.h"
#include <math.h>

enum { STEPS = 30 };
static const TaskOptions arjovsky = {.steps = STEPS, .input_scale = 1.0}, hochreiter = {.steps = STEPS, .input_scale = 1.0, .variant = 1};
static TaskCase at;

static void each_half_has_one_mark_and_the_target_is_the_sum(void **state) {
    (void)state;
    int place[STEPS] = {0};
    Tally value = {0}, square = {0}, neighbours = {0};
    task_case_open(&at, "adding", &arjovsky);
    for (long s = 0; s < TASK_CASE_SEQUENCES; s++) {
        double sum = 0.0;
        int marks[2] = {0};
        task_case_draw(&at, 7, s);
        for (int t = 0; t < STEPS; t++) {
            double x = at.x[2 * t], mark = at.x[2 * t + 1];
            assert_true(x >= 0.0 && x < 1.0 && (mark == 0.0 || mark == 1.0));
            marks[t >= STEPS / 2] += mark == 1.0;
            place[t] += mark == 1.0;
            sum += mark * x;
            tally_add(&value, x);
            tally_add(&square, x * x);
            if (t > 0) tally_add(&neighbours, (x - 0.5) * (at.x[2 * t - 2] - 0.5));
        }
        assert_true(marks[0] == 1 && marks[1] == 1);
        assert_true(fabs(at.target[0] - sum) < 1e-15);
    }
    assert_tally(&value, 0.5);
    assert_tally(&square, 1.0 / 3.0);
    assert_tally(&neighbours, 0.0);
    double p = 2.0 / STEPS;
    for (int t = 0; t < STEPS; t++) assert_mean(place[t], TASK_CASE_SEQUENCES, p, sqrt(p)); /* every step of a half alike */
}

static void the_version_of_1997_marks_its_ends_and_two_early_steps(void **state) {
    (void)state;
    int place[STEPS] = {0};
    Tally value = {0}, square = {0};
    task_case_open(&at, "adding", &hochreiter);
    for (long s = 0; s < TASK_CASE_SEQUENCES; s++) {
        double sum = 0.0;
        int marks = 0, early = 0;
        task_case_draw(&at, 7, s);
        for (int t = 0; t < STEPS; t++) {
            double x = at.x[2 * t], mark = at.x[2 * t + 1];
            assert_true(x >= -1.0 && x < 1.0);
            assert_true(mark == -1.0 ? t == 0 || t == STEPS - 1 : mark == 0.0 || mark == 1.0);
            tally_add(&value, x);
            tally_add(&square, x * x);
            if (mark != 1.0) continue;
            marks++;
            place[t]++;
            early += t < 10;
            sum += x;
            assert_true(t >= 1 && t <= STEPS / 2 - 2); /* among the first T/2 - 1 */
        }
        assert_true(at.x[1] == -1.0 && at.x[2 * STEPS - 1] == -1.0);
        assert_true(marks == 2 && early >= 1); /* one is among the first ten */
        assert_true(fabs(at.target[0] - (0.5 + sum / 4.0)) < 1e-15);
    }
    assert_tally(&value, 0.0);
    assert_tally(&square, 1.0 / 3.0);
    /* Nine places for the first mark; the second goes to any of the other twelve of thirteen. */
    double early = 1.0 / 9.0 + 8.0 / 9.0 / 12.0, late = 1.0 / 12.0;
    for (int t = 1; t <= 13; t++) assert_mean(place[t], TASK_CASE_SEQUENCES, t < 10 ? early : late, sqrt(t < 10 ? early : late));
}

static void a_constant_costs_a_sixth_or_a_twenty_fourth(void **state) {
    (void)state;
    const struct {
        const TaskOptions *options;
        double best, cost;
    } row[] = {{&arjovsky, 1.0, 1.0 / 6.0}, {&hochreiter, 0.5, 1.0 / 24.0}};
    for (size_t i = 0; i < 2; i++) {
        Tally loss = {0}, target = {0};
        task_case_open(&at, "adding", row[i].options);
        for (long s = 0; s < TASK_CASE_SEQUENCES; s++) {
            task_case_draw(&at, 11, s);
            tally_add(&loss, task_case_loss(&at, &row[i].best));
            tally_add(&target, at.target[0]);
        }
        assert_tally(&loss, row[i].cost);
        assert_tally(&target, row[i].best); /* no other constant does better */
        assert_true(fabs(at.task->baseline(&at.options) - row[i].cost) < 1e-15);
    }
    assert_true(fabs(task_find("adding")->baseline(&arjovsky) - 0.1667) < 5e-5); /* the figures people quote */
    assert_true(fabs(task_find("adding")->baseline(&hochreiter) - 0.0417) < 5e-5);
}

static void right_is_an_error_below_four_hundredths(void **state) {
    (void)state;
    double target = 0.7, inside = 0.7399, outside = 0.7401, below = 0.6599;
    const Task *task = task_find("adding");
    assert_true(task->is_right(&inside, &target, 1));
    assert_false(task->is_right(&outside, &target, 1));
    assert_false(task->is_right(&below, &target, 1));
}

static void inputs_and_outputs_are_put_into_words(void **state) {
    (void)state;
    double marked[] = {0.734, 1.0}, plain[] = {0.25, 0.0}, end[] = {-0.5, -1.0}, y = 1.23;
    task_case_open(&at, "adding", &hochreiter);
    assert_input_words(&at, 3, marked, "value 0.734, marked: to be added");
    assert_input_words(&at, 4, plain, "value 0.250, not marked: to be ignored");
    assert_input_words(&at, 0, end, "value −0.500, at an end: not to be added");
    assert_output_words(&at, &y, NULL, 1.2, "predicts 1.23; target 1.20: correct (correct is within 0.04)");
    assert_output_words(&at, &y, NULL, 1.0, "predicts 1.23; target 1.00: wrong (correct is within 0.04)");
    assert_wire_refused("adding", &(TaskOptions){.steps = 7, .variant = 1}, "of 1997 needs at least 8 time steps, not 7");
    assert_wire_refused("adding", &(TaskOptions){.steps = 1}, "needs at least 2 time steps, not 1");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_half_has_one_mark_and_the_target_is_the_sum),
        cmocka_unit_test(the_version_of_1997_marks_its_ends_and_two_early_steps),
        cmocka_unit_test(a_constant_costs_a_sixth_or_a_twenty_fourth),
        cmocka_unit_test(right_is_an_error_below_four_hundredths),
        cmocka_unit_test(inputs_and_outputs_are_put_into_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
