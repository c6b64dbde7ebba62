/* The one-unit network: its gradient against the backward pass written out and against differences, descents against a loop of their own,
   fixed points against their equation, and the edge against the jump of the loss. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/random.h"
#include "engine/analysis/cliff.h"
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

static double squash(double x) { return 1 / (1 + exp(-x)); }

/* Forward with all states kept, then backward through time. */
static double loss_of(CliffUnit unit, int steps, double w, double b, double *dw, double *db) {
    double x[CLIFF_STEPS_MAX + 1] = {0.5}, output, down;
    for (int t = 1; t <= steps; t++) x[t] = unit == CLIFF_LATCH ? tanh(w * x[t - 1] + b) : w * squash(x[t - 1]) + b;
    output = unit == CLIFF_LATCH ? x[steps] : squash(x[steps]);
    down = 2 * (output - 0.7) * (unit == CLIFF_LATCH ? 1 : output * (1 - output));
    *dw = *db = 0;
    for (int t = steps; t >= 1; t--) {
        double s = squash(x[t - 1]), inner = unit == CLIFF_LATCH ? down * (1 - x[t] * x[t]) : down;
        *dw += inner * (unit == CLIFF_LATCH ? x[t - 1] : s);
        *db += inner;
        down = inner * w * (unit == CLIFF_LATCH ? 1 : s * (1 - s));
    }
    return (output - 0.7) * (output - 0.7);
}

static void draw_place(double *w, double *b, Random *random, CliffUnit unit) {
    const CliffRange *range = &cliff_range[unit];
    *w = range->w_least + random_unit(random) * (range->w_most - range->w_least);
    *b = range->b_least + random_unit(random) * (range->b_most - range->b_least);
}

static void assert_near(double a, double b, double relative) {
    if (!(fabs(a - b) <= relative * fmax(fmax(fabs(a), fabs(b)), 1e-9))) fail_msg("%.17g is not %.17g", a, b);
}

static void the_gradient_is_that_of_the_backward_pass_and_of_differences(void **state) {
    (void)state;
    Random random;
    random = random_from(7, 0);
    for (int i = 0; i < 400; i++) {
        CliffUnit unit = (CliffUnit)(i % CLIFF_UNIT_COUNT);
        double w, b, dw, db, unused;
        CliffPoint at;
        int steps = i % 3 ? 1 + i % CLIFF_STEPS_MAX : CLIFF_STEPS_FIRST;
        draw_place(&w, &b, &random, unit);
        cliff_measure(&at, unit, steps, w, b);
        assert_near(at.loss, loss_of(unit, steps, w, b, &dw, &db), 1e-9);
        assert_near(at.dw, dw, 1e-7);
        assert_near(at.db, db, 1e-7);
        assert_near(at.norm, hypot(dw, db), 1e-7);
        double bend = fabs(b - cliff_edge(unit, w)), h = 1e-6;
        if (bend < 0.3 || at.norm < 1e-3) continue; /* beside the wall no difference is small enough */
        double by_w = (loss_of(unit, steps, w + h, b, &unused, &unused) - loss_of(unit, steps, w - h, b, &unused, &unused)) / (2 * h);
        double by_b = (loss_of(unit, steps, w, b + h, &unused, &unused) - loss_of(unit, steps, w, b - h, &unused, &unused)) / (2 * h);
        assert_near(at.dw, by_w, 1e-4);
        assert_near(at.db, by_b, 1e-4);
    }
}

static void descents_are_those_of_a_straight_loop(void **state) {
    (void)state;
    CliffPoint *at = malloc(61 * sizeof *at);
    Random random;
    random = random_from(3, 0);
    for (int i = 0; i < 60; i++) {
        CliffDescent plan = {.unit = (CliffUnit)(i % CLIFF_UNIT_COUNT),
                             .steps = i % 3 ? CLIFF_STEPS_FIRST : 9,
                             .rate = 0.1,
                             .clip = i % 3 ? 0.05 : 0,
                             .updates = 60};
        draw_place(&plan.w, &plan.b, &random, plan.unit);
        cliff_descend(at, &plan);
        double w = plan.w, b = plan.b;
        for (int n = 0; n <= 60; n++) {
            double dw, db, norm;
            assert_true(at[n].w == w && at[n].b == b);
            loss_of(plan.unit, plan.steps, w, b, &dw, &db);
            norm = hypot(dw, db);
            if (norm > 100) break; /* at the wall one ulp decides what follows */
            double step = plan.clip > 0 && norm > plan.clip ? plan.rate * plan.clip / norm : plan.rate;
            if (n == 60) break;
            assert_near(at[n + 1].w, w - step * dw, 1e-9);
            assert_near(at[n + 1].b, b - step * db, 1e-9);
            assert_near(cliff_jump(at, n), step * norm, 1e-6);
            if (plan.clip > 0) assert_true(cliff_jump(at, n) <= plan.rate * plan.clip * (1 + 1e-12));
            w = at[n + 1].w;
            b = at[n + 1].b;
        }
    }
    free(at);
}

/* The figures that the course tells. */
static void without_clipping_the_descent_is_thrown_off_and_with_it_it_arrives(void **state) {
    (void)state;
    static CliffPoint at[201];
    CliffDescent plan = {CLIFF_SIGMOID, CLIFF_STEPS_FIRST, 5.5, -2.6, 0.5, 0, 200};
    double longest = 0;
    cliff_descend(at, &plan);
    for (int n = 0; n < 200; n++) longest = fmax(longest, cliff_jump(at, n));
    assert_true(longest > 1000);
    assert_true(at[200].loss > 0.089 && at[200].loss < 0.091);
    assert_true(at[200].w > 1000);
    plan.clip = 1;
    cliff_descend(at, &plan);
    longest = 0;
    for (int n = 0; n < 200; n++) longest = fmax(longest, cliff_jump(at, n));
    assert_true(longest <= 0.5 + 1e-12);
    assert_true(at[200].loss < 0.01);
    assert_true(at[200].w > 3.5 && at[200].w < 4.6);
}

static void fixed_points_satisfy_the_map_and_none_is_missed(void **state) {
    (void)state;
    Random random;
    int seen[4] = {0};
    random = random_from(11, 0);
    for (int i = 0; i < 300; i++) {
        CliffUnit unit = (CliffUnit)(i % CLIFF_UNIT_COUNT);
        CliffFixed fixed[CLIFF_FIXED_MAX];
        double w, b, h = 1e-6;
        draw_place(&w, &b, &random, unit);
        int count = cliff_find_fixed(fixed, unit, w, b), crossings = 0;
        assert_true(count == 1 || count == 3);
        seen[count]++;
        for (int k = 0; k < count; k++) {
            double x = fixed[k].x, again = unit == CLIFF_LATCH ? tanh(w * x + b) : w * squash(x) + b;
            assert_true(fabs(again - x) <= 1e-12);
            double slope = (cliff_map(unit, w, b, x + h) - cliff_map(unit, w, b, x - h)) / (2 * h);
            assert_near(fixed[k].slope, slope, 1e-5);
            if (k > 0) assert_true(fixed[k - 1].x < x);
        }
        if (count == 3) { /* the outer ones hold, the middle one flees */
            assert_true(fabs(fixed[0].slope) < 1 && fabs(fixed[2].slope) < 1 && fixed[1].slope > 1);
        }
        for (double x = -12; x < 12; x += 0.001)
            crossings += (cliff_map(unit, w, b, x) < x) != (cliff_map(unit, w, b, x + 0.001) < x + 0.001);
        assert_int_equal(crossings, count);
        /* Far off the map, where descents land, and for a map that falls. */
        count = cliff_find_fixed(fixed, unit, 1442, 2305);
        assert_int_equal(count, 1);
        assert_true(fabs(cliff_map(unit, 1442, 2305, fixed[0].x) - fixed[0].x) <= 1e-12 * 4000);
        assert_int_equal(cliff_find_fixed(fixed, unit, -w, b), 1);
    }
    assert_true(seen[1] > 20 && seen[3] > 20);
}

static void the_loss_jumps_at_the_edge_and_nowhere_far_from_it(void **state) {
    (void)state;
    for (int unit = 0; unit < CLIFF_UNIT_COUNT; unit++) {
        double w = unit == CLIFF_LATCH ? 2.5 : 6, edge = cliff_edge((CliffUnit)unit, w), states[CLIFF_STEPS_FIRST + 1];
        CliffPoint low, high, beside;
        cliff_states(states, (CliffUnit)unit, CLIFF_STEPS_FIRST, w, edge);
        assert_true(states[0] == 0.5 && fabs(states[1] - 0.5) < 1e-12);
        cliff_measure(&low, (CliffUnit)unit, CLIFF_STEPS_FIRST, w, edge - 0.001);
        cliff_measure(&high, (CliffUnit)unit, CLIFF_STEPS_FIRST, w, edge + 0.001);
        cliff_measure(&beside, (CliffUnit)unit, CLIFF_STEPS_FIRST, w, edge + 0.003);
        assert_true(fabs(low.loss - high.loss) > 0.2);
        assert_true(fabs(beside.loss - high.loss) < 0.01);
    }
}

/* On the edge the start is a fixed point, so every step multiplies by the same slope: dx_T/db is a geometric sum. Computed step by step the
   state would leave it by a rounding, which the compiler decides. */
static void on_the_edge_the_state_stays_and_the_gradient_is_a_geometric_sum(void **state) {
    (void)state;
    CliffSurface *surface = malloc(sizeof *surface);
    assert_non_null(surface);
    for (int unit = 0; unit < CLIFF_UNIT_COUNT; unit++) {
        cliff_measure_surface(surface, (CliffUnit)unit, 60);
        double start[1];
        cliff_states(start, (CliffUnit)unit, 0, 1, 0);
        double output = cliff_output((CliffUnit)unit, start[0]), error = output - cliff_target();
        for (int r = 0; r < CLIFF_ROWS; r++) {
            const CliffPoint *at = &surface->at[r][CLIFF_SIDE];
            double inner = unit == CLIFF_LATCH ? 1 - start[0] * start[0] : 1,
                   slope = at->w * (unit == CLIFF_LATCH ? inner : output * (1 - output));
            double sum = 0, by_x = 2 * error * (unit == CLIFF_LATCH ? 1 : output * (1 - output));
            for (int t = 0; t < 60; t++) sum = inner + slope * sum;
            assert_true(fabs(at->loss - error * error) < 1e-15);
            assert_true(fabs(at->db - by_x * sum) <= 1e-12 * fabs(at->db));
        }
    }
    free(surface);
}

static void the_surface_covers_its_range_and_follows_the_edge(void **state) {
    (void)state;
    CliffSurface *surface = malloc(sizeof *surface);
    for (int unit = 0; unit < CLIFF_UNIT_COUNT; unit++) {
        const CliffRange *range = &cliff_range[unit];
        cliff_measure_surface(surface, (CliffUnit)unit, CLIFF_STEPS_FIRST);
        for (int r = 0; r < CLIFF_ROWS; r++) {
            const CliffPoint *row = surface->at[r];
            assert_near(row[0].b, range->b_least, 1e-12);
            assert_near(row[CLIFF_COLS - 1].b, range->b_most, 1e-12);
            assert_true(row[CLIFF_SIDE].b == cliff_edge((CliffUnit)unit, row[0].w));
            for (int c = 1; c < CLIFF_COLS; c++) assert_true(row[c].b > row[c - 1].b && row[c].w == row[0].w);
        }
        assert_true(surface->at[0][0].w == range->w_least && fabs(surface->at[CLIFF_ROWS - 1][0].w - range->w_most) < 1e-12);
    }
    free(surface);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_gradient_is_that_of_the_backward_pass_and_of_differences),
        cmocka_unit_test(descents_are_those_of_a_straight_loop),
        cmocka_unit_test(without_clipping_the_descent_is_thrown_off_and_with_it_it_arrives),
        cmocka_unit_test(fixed_points_satisfy_the_map_and_none_is_missed),
        cmocka_unit_test(the_loss_jumps_at_the_edge_and_nowhere_far_from_it),
        cmocka_unit_test(on_the_edge_the_state_stays_and_the_gradient_is_a_geometric_sum),
        cmocka_unit_test(the_surface_covers_its_range_and_follows_the_edge),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
