/* Truncated BPTT against its definition taken literally: for each loss a network of its own that has only the steps in the
   window, and whose initial states are the states the window begins at. */
// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "base/arena.h"
#include "engine/analysis/truncated.h"
#include "support/engine_case.h"
#include "support/fail_memory.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { STEPS = 7, BATCH = 2, HIDDEN = 3 };

static void copy_state(double *out, const double *rows, const double *initial, int step) {
    const double *from = step < 0 || step >= STEPS ? initial : rows + step * BATCH * HIDDEN;
    memcpy(out, from, BATCH * HIDDEN * sizeof(double));
}

/* sum += the gradient of loss k through steps lo..hi alone. */
static void add_windowed(double *sum, const EngineCase *whole, int k, int window) {
    const Trace *trace = &whole->trace;
    const NetSpec *spec = &whole->net.spec;
    int s = trace->wiring.head_reads_final ? STEPS - 1 : trace->wiring.loss_step[k];
    int lo = s - window + 1 < 0 ? 0 : s - window + 1, hi = s + window - 1 >= STEPS ? STEPS - 1 : s + window - 1;
    if (spec->directions == 1) hi = s;
    Wiring wiring;
    EngineCase part;
    wiring_init_many_to_many(&wiring, hi - lo + 1);
    wiring.loss_count = 1;
    wiring.loss_step[0] = (short)(s - lo);
    wiring.sum_losses = true;
    engine_case_init(&part, spec, &wiring, BATCH, 1);
    memcpy(part.trace.x, trace->x + lo * BATCH * spec->inputs, (size_t)((hi - lo + 1) * BATCH * spec->inputs) * sizeof(double));
    int columns = spec->loss == LOSS_MSE ? spec->outputs : 1;
    memcpy(part.trace.target, trace->target + k * BATCH * columns, (size_t)(BATCH * columns) * sizeof(double));
    for (int layer = 0; layer < spec->layers; layer++) {
        for (int direction = 0; direction < spec->directions; direction++) {
            const TraceLane *from = &trace->lane[layer][direction];
            TraceLane *to = &part.trace.lane[layer][direction];
            copy_state(to->h0, from->h, from->h0, direction ? hi + 1 : lo - 1);
            if (to->c0) copy_state(to->c0, from->c, from->c0, direction ? hi + 1 : lo - 1);
        }
    }
    net_forward(&part.trace, whole->weight);
    net_backward(&part.trace, part.gradient, whole->weight);
    for (size_t i = 0; i < whole->net.weight_count; i++) sum[i] += trace->loss_scale * part.gradient[i];
    engine_case_deinit(&part);
}

static void check_window(Truncated *truncated, const EngineCase *engine_case, int window) {
    size_t count = engine_case->net.weight_count;
    double sum[1024] = {0};
    assert_true(count <= 1024);
    for (int k = 0; k < engine_case->trace.wiring.loss_count; k++) add_windowed(sum, engine_case, k, window);
    truncated_measure(truncated, &engine_case->trace, engine_case->weight, engine_case->gradient, window);
    assert_int_equal(truncated->window, window < STEPS ? window : STEPS);
    double dot = 0, norm = 0, exact = 0;
    for (size_t i = 0; i < count; i++) {
        assert_near(truncated->gradient[i], sum[i], 1e-12, 1e-2, "gradient", (int)i);
        dot += sum[i] * engine_case->gradient[i];
        norm += sum[i] * sum[i];
        exact += engine_case->gradient[i] * engine_case->gradient[i];
    }
    assert_near(truncated->whole.ratio, sqrt(norm / exact), 1e-12, 0, "ratio", window);
    assert_near(truncated->whole.cosine, dot / sqrt(norm * exact), 1e-12, 0, "cosine", window);
    assert_near(cos(truncated->whole.angle_rad), truncated->whole.cosine, 1e-12, 0, "angle", window);
}

static void every_window_is_the_sum_of_networks_that_see_no_further(void **state) {
    (void)state;
    static void (*const wire[])(Wiring *, int) = {wiring_init_many_to_one, wiring_init_many_to_many, wiring_init_encoder_decoder};
    for (int kind = 0; kind < CELL_COUNT * 3 * 3; kind++) {
        int shape = kind % 3; /* one layer; two; two in two directions */
        NetSpec spec = {.cell = (CellKind)(kind / 9),
                        .loss = shape == 1 ? LOSS_CROSS_ENTROPY : LOSS_MSE,
                        .hidden = HIDDEN,
                        .layers = shape ? 2 : 1,
                        .directions = shape == 2 ? 2 : 1,
                        .inputs = 2,
                        .outputs = 3};
        Wiring wiring;
        EngineCase engine_case;
        Truncated truncated;
        wire[kind / 3 % 3](&wiring, STEPS);
        if (shape == 2 && wiring.head_reads_final) continue; /* two windows, see below */
        engine_case_init(&engine_case, &spec, &wiring, BATCH, 4);
        engine_case_run(&engine_case);
        assert_true(truncated_init(&truncated, &engine_case.trace, NULL));
        for (int chunk = truncated.chunk; chunk >= 1; chunk -= 2) { /* however many go together */
            truncated.chunk = chunk;
            for (int window = 1; window <= STEPS + 1; window++) check_window(&truncated, &engine_case, window);
        }
        truncated_deinit(&truncated);
        engine_case_deinit(&engine_case);
    }
}

static void a_window_of_all_steps_is_the_exact_gradient(void **state) {
    (void)state;
    for (int kind = 0; kind < CELL_COUNT * 4; kind++) {
        int layers = kind / 2 % 2 + 1, directions = kind % 2 + 1;
        for (int wide = 0; wide < 2; wide++) {
            NetSpec spec = {
                .cell = (CellKind)(kind / 4), .hidden = HIDDEN, .layers = layers, .directions = directions, .inputs = 2, .outputs = 2};
            Wiring wiring;
            EngineCase engine_case;
            Truncated truncated;
            (wide ? wiring_init_many_to_many : wiring_init_many_to_one)(&wiring, STEPS);
            engine_case_init(&engine_case, &spec, &wiring, BATCH, 4);
            engine_case_run(&engine_case);
            assert_true(truncated_init(&truncated, &engine_case.trace, NULL));
            mem_fail_after(1);
            truncated_measure(&truncated, &engine_case.trace, engine_case.weight, engine_case.gradient, STEPS);
            assert_null(mem_new(8)); /* the first allocation since: measuring made none */
            for (size_t i = 0; i < engine_case.net.weight_count; i++) {
                assert_near(truncated.gradient[i], engine_case.gradient[i], 1e-14, 1, "gradient", (int)i);
            }
            for (int lane = 0; lane < layers * directions; lane++) {
                int layer = lane / directions, direction = lane % directions;
                for (int t = 0; t < STEPS; t++) {
                    double norm = engine_case.trace.lane[layer][direction].dh_norm[t];
                    assert_near(truncated.dh_norm[layer][direction][t], norm, 1e-13, 1e-3, "dh", t);
                }
            }
            assert_true(truncated.whole.angle_rad < 1e-14);
            assert_near(truncated.whole.ratio, 1, 1e-14, 0, "ratio", kind);
            truncated_deinit(&truncated);
            engine_case_deinit(&engine_case);
        }
    }
}

/* With one loss and one layer a window keeps the exact shares of its last steps, each direction those of its own end. */
static void with_one_loss_a_window_keeps_the_exact_shares_within_it(void **state) {
    (void)state;
    for (int kind = 0; kind < CELL_COUNT * 2; kind++) {
        int directions = kind % 2 + 1;
        NetSpec spec = {.cell = (CellKind)(kind / 2), .hidden = HIDDEN, .layers = 1, .directions = directions, .inputs = 2, .outputs = 2};
        Wiring wiring;
        EngineCase engine_case;
        Truncated truncated;
        wiring_init_many_to_one(&wiring, STEPS);
        engine_case_init(&engine_case, &spec, &wiring, BATCH, 4);
        engine_case_run(&engine_case);
        assert_true(truncated_init(&truncated, &engine_case.trace, NULL));
        for (int window = 1; window < STEPS; window++) {
            truncated_measure(&truncated, &engine_case.trace, engine_case.weight, engine_case.gradient, window);
            for (int p = 0; p < engine_case.net.param_count; p++) {
                const Param *param = &engine_case.net.param[p];
                int count = param->rows * param->cols;
                double share[64], sum[64] = {0};
                assert_true(count <= 64);
                if (param->kind == PARAM_HEAD_WEIGHT || param->kind == PARAM_HEAD_BIAS) {
                    assert_memory_equal(truncated.gradient + param->offset, engine_case.gradient + param->offset,
                                        (size_t)count * sizeof(double));
                    continue;
                }
                for (int back = 0; back < window; back++) {
                    trace_form_share(share, &engine_case.trace, param, param->direction ? back : STEPS - 1 - back);
                    for (int i = 0; i < count; i++) sum[i] += share[i];
                }
                for (int i = 0; i < count; i++)
                    assert_near(truncated.gradient[param->offset + (size_t)i], sum[i], 1e-13, 1e-2, param->name, i);
            }
            for (int d = 0; d < directions; d++) {
                for (int t = 0; t < STEPS; t++) {
                    bool inside = d ? t < window : STEPS - 1 - t < window;
                    double norm = inside ? engine_case.trace.lane[0][d].dh_norm[t] : 0;
                    assert_near(truncated.dh_norm[0][d][t], norm, 1e-13, 1e-3, "dh", t);
                }
            }
        }
        truncated_deinit(&truncated);
        engine_case_deinit(&engine_case);
    }
}

static void angles_are_those_of_the_plane(void **state) {
    (void)state;
    double a[2] = {3, 0}, b[2] = {0, 5}, c[2] = {-6, 0}, d[2] = {2, 2e-12}, zero[2] = {0, 0};
    GradientAngle angle = gradient_compare(a, b, 2);
    assert_near(angle.angle_rad, acos(-1.0) / 2, 1e-15, 0, "right angle", 0);
    assert_near(angle.ratio, 0.6, 1e-15, 0, "ratio", 0);
    assert_true(fabs(angle.cosine) < 1e-15);
    angle = gradient_compare(a, c, 2);
    assert_near(angle.angle_rad, acos(-1.0), 1e-15, 0, "opposite", 0);
    assert_near(gradient_compare(a, d, 2).angle_rad, 1e-12, 1e-9, 0, "tiny angle", 0);
    angle = gradient_compare(a, zero, 2);
    assert_true(isnan(angle.angle_rad) && isnan(angle.ratio) && isnan(angle.cosine));
}

static void what_is_too_large_or_out_of_memory_is_refused(void **state) {
    (void)state;
    NetSpec spec = engine_case_spec(CELL_LSTM, 4, 1, 1);
    Wiring wiring;
    EngineCase engine_case;
    Truncated truncated;
    Diag diag = {0};
    wiring_init_many_to_many(&wiring, 4);
    engine_case_init(&engine_case, &spec, &wiring, 1, 4);
    mem_fail_after(1);
    assert_false(truncated_init(&truncated, &engine_case.trace, &diag));
    assert_non_null(strstr(diag.text, "Out of memory"));
    truncated_deinit(&truncated);
    Trace large = engine_case.trace; /* only its shape is read */
    Net net = engine_case.net;
    net.spec.hidden = NET_HIDDEN_MAX;
    large.net = &net;
    large.batch = NET_BATCH_MAX;
    wiring_init_many_to_many(&large.wiring, NET_STEP_MAX);
    assert_false(truncated_init(&truncated, &large, &diag));
    assert_non_null(strstr(diag.text, "the limit is 512 MB"));
    engine_case_deinit(&engine_case);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_window_is_the_sum_of_networks_that_see_no_further),
        cmocka_unit_test(a_window_of_all_steps_is_the_exact_gradient),
        cmocka_unit_test(with_one_loss_a_window_keeps_the_exact_shares_within_it),
        cmocka_unit_test(angles_are_those_of_the_plane),
        cmocka_unit_test(what_is_too_large_or_out_of_memory_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
