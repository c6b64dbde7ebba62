/* What is asked of a finished pass: gradients by loss, the norms of step Jacobians and their products, and clipping. */
// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "engine/analysis/analysis.h"
#include "engine/analysis/truncated.h"
#include "engine/net/optimizer.h"
#include "support/engine_case.h"
#include <math.h>
#include <string.h>

static void gradients_by_loss_sum_to_the_gradient(void **state) {
    (void)state;
    static void (*const wire[])(Wiring *, int) = {wiring_init_many_to_one, wiring_init_many_to_many, wiring_init_encoder_decoder};
    for (int kind = 0; kind < CELL_COUNT * 3 * 2; kind++) {
        int cell = kind / 6, directions = kind % 2 + 1;
        NetSpec spec = engine_case_deep_spec((CellKind)cell, 2, directions);
        Wiring wiring;
        EngineCase engine_case;
        Items items;
        double dh[30], dc[30], sum[30], sum_c[30];
        wire[kind / 2 % 3](&wiring, 5);
        engine_case_init(&engine_case, &spec, &wiring, 2, 4);
        engine_case_run(&engine_case);
        assert_true(items_init(&items, &engine_case.trace, NULL));
        for (int chunk = 1; chunk <= items.chunk; chunk += 2) { /* however many losses go together */
            items.chunk = chunk;
            items_measure(&items, &engine_case.trace, engine_case.weight);
            for (int lane = 0; lane < 2 * directions; lane++) {
                int layer = lane / directions, direction = lane % directions;
                const TraceLane *of = &engine_case.trace.lane[layer][direction];
                memset(sum, 0, sizeof sum);
                memset(sum_c, 0, sizeof sum_c);
                for (int k = 0; k < wiring.loss_count; k++) {
                    items_form(dh, dc, &items, &engine_case.trace, engine_case.weight, k, layer, direction);
                    for (int t = 0; t < 5; t++) {
                        double norm = 0;
                        for (int i = t * 6; i < t * 6 + 6; i++) {
                            sum[i] += dh[i];
                            sum_c[i] += dc[i];
                            norm += dh[i] * dh[i];
                        }
                        assert_near(items.G[layer][direction][k * 5 + t], sqrt(norm), 1e-13, 1e-12, "norm of a loss's gradient", t);
                    }
                }
                for (int i = 0; i < 30; i++) {
                    assert_near(sum[i], of->dh[i], 1e-12, 1e-3, "sum over losses", i);
                    if (of->dc) assert_near(sum_c[i], of->dc[i], 1e-12, 1e-3, "sum over losses of c", i);
                }
            }
        }
        items_deinit(&items);
        engine_case_deinit(&engine_case);
    }
}

static void layers_below_the_lowest_change_nothing_above(void **state) {
    (void)state;
    for (int directions = 1; directions <= 2; directions++) {
        NetSpec spec = engine_case_deep_spec(CELL_LSTM, 3, directions);
        Wiring wiring;
        EngineCase engine_case;
        Items all, upper;
        wiring_init_many_to_many(&wiring, 5);
        engine_case_init(&engine_case, &spec, &wiring, 2, 4);
        engine_case_run(&engine_case);
        assert_true(items_init(&all, &engine_case.trace, NULL) && items_init(&upper, &engine_case.trace, NULL));
        upper.lowest = 1;
        assert_true(items_measure(&all, &engine_case.trace, engine_case.weight) &&
                    items_measure(&upper, &engine_case.trace, engine_case.weight));
        for (int lane = directions; lane < 3 * directions; lane++) {
            int layer = lane / directions, direction = lane % directions;
            assert_memory_equal(upper.G[layer][direction], all.G[layer][direction], 25 * sizeof(double));
            assert_memory_equal(upper.Gc[layer][direction], all.Gc[layer][direction], 25 * sizeof(double));
        }
        items_deinit(&all);
        items_deinit(&upper);
        engine_case_deinit(&engine_case);
    }
}

/* Sees the share of the work grow from nothing to all of it; ends it when told to. */
typedef struct Onlooker {
    double part;
    int asked, patience; /* how often it may be asked; 0: for ever */
} Onlooker;

static bool look_on(void *user, double part) {
    Onlooker *onlooker = user;
    assert_true(part >= onlooker->part && part <= 1 + 1e-12);
    onlooker->part = part;
    return ++onlooker->asked != onlooker->patience;
}

static void who_looks_on_sees_how_far_it_is_and_can_end_it(void **state) {
    (void)state;
    NetSpec spec = engine_case_deep_spec(CELL_GRU, 2, 2);
    Wiring wiring;
    EngineCase engine_case;
    Items items;
    Jacobians jacobians;
    Truncated truncated;
    wiring_init_many_to_many(&wiring, 5);
    engine_case_init(&engine_case, &spec, &wiring, 2, 4);
    engine_case_run(&engine_case);
    const Trace *trace = &engine_case.trace;
    assert_true(items_init(&items, trace, NULL) && jacobians_init(&jacobians, trace, NULL) && truncated_init(&truncated, trace, NULL));
    items.chunk = truncated.chunk = 2;
    for (int patience = 0; patience <= 7; patience += 7) {
        Onlooker at_items = {.patience = patience}, at_jacobians = at_items, at_truncated = at_items;
        items.watch = (Watch){look_on, &at_items};
        jacobians.watch = (Watch){look_on, &at_jacobians};
        truncated.watch = (Watch){look_on, &at_truncated};
        assert_int_equal(items_measure(&items, trace, engine_case.weight), patience == 0);
        assert_int_equal(jacobians_measure_lane(&jacobians, trace, engine_case.weight, 1, 1), patience == 0);
        assert_int_equal(truncated_measure(&truncated, trace, engine_case.weight, engine_case.gradient, 3), patience == 0);
        if (patience > 0) assert_true(at_items.asked == 7 && at_jacobians.asked == 7 && at_truncated.asked == 7);
        if (patience == 0) assert_true(fabs(at_items.part - 1) < 1e-12 && at_jacobians.part > 0.8 && at_truncated.part > 0.8);
    }
    items_deinit(&items);
    jacobians_deinit(&jacobians);
    truncated_deinit(&truncated);
    engine_case_deinit(&engine_case);
}

static void norms_of_jacobians_hold_what_a_push_shows(void **state) {
    (void)state;
    /* A push of h_t along one unit, divided by its length, is at most the norm of the product; the largest over all is near. */
    NetSpec spec = engine_case_spec(CELL_RNN, 2, 1, 1);
    Wiring wiring, rest;
    EngineCase engine_case, part;
    Jacobians jacobians;
    wiring_init_many_to_one(&wiring, 6);
    wiring_init_many_to_one(&rest, 3);
    engine_case_init(&engine_case, &spec, &wiring, 1, 2);
    engine_case_init(&part, &spec, &rest, 1, 2);
    engine_case_run(&engine_case);
    assert_true(jacobians_init(&jacobians, &engine_case.trace, NULL));
    jacobians_measure(&jacobians, &engine_case.trace, engine_case.weight);
    assert_true(jacobians.lane[0][0].product[5] == 1);
    memcpy(part.trace.x, engine_case.trace.x + 3, 3 * sizeof(double));
    double largest = 0;
    const double *h = engine_case.trace.lane[0][0].h;
    for (int i = 0; i < 360; i++) {
        double angle = i * 3.14159265358979 / 360, push = 1e-5, end[2][2];
        for (int side = 0; side < 2; side++) {
            part.trace.lane[0][0].h0[0] = h[4] + (side ? -push : push) * cos(angle);
            part.trace.lane[0][0].h0[1] = h[5] + (side ? -push : push) * sin(angle);
            net_forward(&part.trace, engine_case.weight);
            memcpy(end[side], part.trace.lane[0][0].h + 4, sizeof end[side]);
        }
        largest = fmax(largest, hypot(end[0][0] - end[1][0], end[0][1] - end[1][1]) / (2 * push));
    }
    assert_near(jacobians.lane[0][0].product[2], largest, 1e-4, 1e-6, "largest answer to a push", 0);
    jacobians_deinit(&jacobians);
    engine_case_deinit(&engine_case);
    engine_case_deinit(&part);
}

static void clipping_keeps_the_direction_and_bounds_the_norm(void **state) {
    (void)state;
    double gradient[3] = {3, 0, -4}, norm;
    assert_true(gradient_clip(gradient, &norm, 3, 0) == 1 && norm == 5 && gradient[0] == 3);
    assert_true(gradient_clip(gradient, &norm, 3, 10) == 1 && gradient[0] == 3);
    double coefficient = gradient_clip(gradient, &norm, 3, 1);
    assert_near(coefficient, 1 / (5 + 1e-6), 1e-15, 1e-3, "coefficient", 0);
    assert_near(gradient[2] / gradient[0], -4.0 / 3, 1e-15, 1e-3, "direction", 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gradients_by_loss_sum_to_the_gradient),
        cmocka_unit_test(layers_below_the_lowest_change_nothing_above),
        cmocka_unit_test(who_looks_on_sees_how_far_it_is_and_can_end_it),
        cmocka_unit_test(norms_of_jacobians_hold_what_a_push_shows),
        cmocka_unit_test(clipping_keeps_the_direction_and_bounds_the_norm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
