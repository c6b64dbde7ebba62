/* What the trace promises beyond the gradient: shares, factors, carries, bounds on memory, the first number that is not
   finite, and nothing leaked when memory is out. */
// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "base/arena.h"
#include "engine/analysis/analysis.h"
#include "support/engine_case.h"
#include "support/fail_memory.h"
#include <math.h>
#include <string.h>

/* ---- shares --------------------------------------------------------------------------------------------------------- */

static void check_shares(EngineCase *engine_case) {
    double share[256], sum[256];
    const Trace *trace = &engine_case->trace;
    for (int i = 0; i < engine_case->net.param_count; i++) {
        const Param *param = &engine_case->net.param[i];
        int count = param->rows * param->cols;
        assert_true(count <= 256);
        memset(sum, 0, sizeof sum);
        for (int t = 0; t < trace->wiring.steps; t++) {
            double norm = 0;
            trace_form_share(share, trace, param, t);
            for (int j = 0; j < count; j++) {
                sum[j] += share[j];
                norm += share[j] * share[j];
            }
            assert_near(trace_share_norm(trace, param, t), sqrt(norm), 1e-12, 1e-12, param->name, t);
        }
        for (int j = 0; j < count; j++) assert_near(sum[j], engine_case->gradient[param->offset + (size_t)j], 1e-12, 1e-3, param->name, j);
    }
}

static void shares_of_all_steps_sum_to_the_gradient(void **state) {
    (void)state;
    static void (*const wire[])(Wiring *, int) = {wiring_init_many_to_one, wiring_init_many_to_many, wiring_init_encoder_decoder};
    for (int cell = 0; cell < CELL_COUNT; cell++) {
        for (int w = 0; w < 3; w++) {
            for (int batch = 1; batch <= 3; batch += 2) {
                NetSpec spec = engine_case_deep_spec((CellKind)cell, 2, 2);
                Wiring wiring;
                EngineCase engine_case;
                wire[w](&wiring, 5);
                engine_case_init(&engine_case, &spec, &wiring, batch, 3);
                engine_case_run(&engine_case);
                check_shares(&engine_case);
                engine_case_deinit(&engine_case);
            }
        }
    }
}

static void a_head_has_no_share_in_a_step_without_a_loss(void **state) {
    (void)state;
    NetSpec spec = engine_case_deep_spec(CELL_RNN, 1, 1);
    Wiring wiring;
    EngineCase engine_case;
    wiring_init_many_to_one(&wiring, 4);
    engine_case_init(&engine_case, &spec, &wiring, 1, 3);
    engine_case_run(&engine_case);
    const Param *V = net_get_param(&engine_case.net, PARAM_HEAD_WEIGHT, 0, 0);
    assert_true(trace_share_norm(&engine_case.trace, V, 2) == 0);
    assert_true(trace_share_norm(&engine_case.trace, V, 3) > 0);
    engine_case_deinit(&engine_case);
}

/* ---- factors and carries -------------------------------------------------------------------------------------------- */

/* J (n, n) of one step by central differences through a network of that one step; state h, or (h, c) for the LSTM. */
static void difference_jacobian(double *J, EngineCase *engine_case, int direction, int step) {
    const Trace *trace = &engine_case->trace;
    const NetSpec *spec = &trace->net->spec;
    const TraceLane *lane = &trace->lane[0][direction];
    int hidden = spec->hidden, n = hidden * (lane->c ? 2 : 1), previous = direction ? step + 1 : step - 1;
    bool first = previous < 0 || previous >= trace->wiring.steps;
    Wiring one;
    EngineCase part;
    wiring_init_many_to_one(&one, 1);
    engine_case_init(&part, spec, &one, 1, 1);
    memcpy(part.weight, engine_case->weight, trace->net->weight_count * sizeof(double));
    memcpy(part.trace.x, trace->x + step * spec->inputs, (size_t)spec->inputs * sizeof(double));
    TraceLane *own = &part.trace.lane[0][direction];
    memcpy(own->h0, first ? lane->h0 : lane->h + previous * hidden, (size_t)hidden * sizeof(double));
    if (lane->c) memcpy(own->c0, first ? lane->c0 : lane->c + previous * hidden, (size_t)hidden * sizeof(double));
    for (int j = 0; j < n; j++) {
        double *number = j < hidden ? &own->h0[j] : &own->c0[j - hidden], before = *number, h = 1e-5;
        for (int side = 0; side < 2; side++) {
            *number = before + (side ? -h : h);
            net_forward(&part.trace, part.weight);
            for (int i = 0; i < n; i++) {
                double value = i < hidden ? own->h[i] : own->c[i - hidden];
                J[i * n + j] = side ? (J[i * n + j] - value) / (2 * h) : value;
            }
        }
        *number = before;
    }
    engine_case_deinit(&part);
}

/* ||J' d|| / ||d|| for the block of J that begins at row and column `first`. */
static double expected_factor(const double *J, int n, int first, int hidden, const double *d) {
    double after = 0, before = 0;
    for (int j = 0; j < hidden; j++) {
        double sum = 0;
        for (int i = 0; i < hidden; i++) sum += J[(first + i) * n + first + j] * d[i];
        after += sum * sum;
        before += d[j] * d[j];
    }
    return sqrt(after / before);
}

static void factors_are_those_of_the_step_jacobian(void **state) {
    (void)state;
    for (int cell = 0; cell < CELL_COUNT; cell++) {
        NetSpec spec = engine_case_deep_spec((CellKind)cell, 1, 2);
        Wiring wiring;
        EngineCase engine_case;
        wiring_init_many_to_many(&wiring, 5);
        engine_case_init(&engine_case, &spec, &wiring, 1, 8);
        engine_case_run(&engine_case);
        for (int direction = 0; direction < 2; direction++) {
            const TraceLane *lane = &engine_case.trace.lane[0][direction];
            double factor[5];
            trace_form_factor(factor, &engine_case.trace, engine_case.weight, 0, direction, NULL);
            for (int t = 0; t < 5; t++) {
                double J[36], formed[36];
                int n = cell == CELL_LSTM ? 6 : 3;
                difference_jacobian(J, &engine_case, direction, t);
                trace_form_jacobian(formed, &engine_case.trace, engine_case.weight, 0, direction, t, 0);
                for (int i = 0; i < n * n; i++) assert_near(formed[i], J[i], 1e-8, 1e-1, "step Jacobian", i);
                if (t == (direction ? 4 : 0)) { /* behind it there is only the initial state */
                    assert_true(isnan(factor[t]) && (!lane->factor_c || isnan(lane->factor_c[t])));
                    continue;
                }
                assert_near(factor[t], expected_factor(J, n, 0, 3, lane->dh + t * 3), 1e-8, 1e-3, "factor at step", t);
                assert_true(cell == CELL_LSTM ? !lane->factor : lane->factor[t] == factor[t]);
                if (lane->factor_c)
                    assert_near(lane->factor_c[t], expected_factor(J, n, 3, 3, lane->dc + t * 3), 1e-8, 1e-3, "factor of c", t);
            }
        }
        engine_case_deinit(&engine_case);
    }
}

/* dL/dh_t = what the next step carried back + what the head and the layer above ask of h_t. */
static void carry_and_local_terms_make_the_gradient_of_a_state(void **state) {
    (void)state;
    for (int cell = 0; cell < CELL_COUNT; cell++) {
        NetSpec spec = engine_case_deep_spec((CellKind)cell, 2, 2);
        Wiring wiring;
        EngineCase engine_case;
        wiring_init_many_to_many(&wiring, 5);
        engine_case_init(&engine_case, &spec, &wiring, 2, 9);
        engine_case_run(&engine_case);
        const Trace *trace = &engine_case.trace;
        int wide = engine_case.net.gates * 3;
        for (int layer = 0; layer < 2; layer++) {
            for (int direction = 0; direction < 2; direction++) {
                const TraceLane *lane = &trace->lane[layer][direction];
                for (int row = 0; row < 10; row++) {
                    int next = direction ? row - 2 : row + 2; /* a batch of two */
                    for (int j = 0; j < 3; j++) {
                        double sum = next >= 0 && next < 10 ? lane->dh_carry[next * 3 + j] : 0;
                        const double *V = engine_case.weight + net_get_param(trace->net, PARAM_HEAD_WEIGHT, 0, 0)->offset;
                        for (int o = 0; o < 3 && layer == 1; o++) sum += trace->dy[row * 3 + o] * V[o * 6 + direction * 3 + j];
                        for (int d = 0; d < 2 && layer == 0; d++) {
                            const double *U = engine_case.weight + net_get_param(trace->net, PARAM_INPUT_WEIGHT, 1, d)->offset;
                            for (int g = 0; g < wide; g++) sum += trace->lane[1][d].dpre[row * wide + g] * U[g * 6 + direction * 3 + j];
                        }
                        assert_near(lane->dh[row * 3 + j], sum, 1e-12, 1e-3, "dL/dh", row);
                    }
                }
            }
        }
        engine_case_deinit(&engine_case);
    }
}

/* ---- measured rows -------------------------------------------------------------------------------------------------- */

static void saturation_is_the_share_of_flat_units(void **state) {
    (void)state;
    NetSpec spec = engine_case_spec(CELL_RNN, 2, 1, 1);
    Wiring wiring;
    EngineCase engine_case;
    wiring_init_many_to_one(&wiring, 2);
    engine_case_init(&engine_case, &spec, &wiring, 1, 2);
    memset(engine_case.weight, 0, engine_case.net.weight_count * sizeof(double));
    double *U = engine_case.weight + net_get_param(&engine_case.net, PARAM_INPUT_WEIGHT, 0, 0)->offset;
    U[0] = 5;
    U[1] = 0.1;
    engine_case.trace.x[0] = 0.1; /* no unit flat */
    engine_case.trace.x[1] = 1;   /* one of two: tanh 5 > 0.99 */
    engine_case_run(&engine_case);
    assert_true(engine_case.trace.lane[0][0].saturation[0] == 0);
    assert_true(engine_case.trace.lane[0][0].saturation[1] == 0.5);
    engine_case_deinit(&engine_case);
}

static void norms_survive_gradients_whose_squares_underflow(void **state) {
    (void)state;
    NetSpec spec = engine_case_spec(CELL_RNN, 2, 1, 1);
    spec.activation = ACTIVATION_IDENTITY;
    Wiring wiring;
    EngineCase engine_case;
    wiring_init_many_to_one(&wiring, 101);
    engine_case_init(&engine_case, &spec, &wiring, 1, 2);
    double *W = engine_case.weight + net_get_param(&engine_case.net, PARAM_RECURRENT_WEIGHT, 0, 0)->offset;
    const double sizes[] = {1e-2, 1e2};                                               /* 100 steps: 1e-200, 1e200 */
    memset(engine_case.weight, 0, (size_t)(W - engine_case.weight) * sizeof(double)); /* U: nothing comes in */
    memset(W + 4, 0, 4 * sizeof(double));                                             /* both biases */
    memset(engine_case.trace.lane[0][0].h0, 0, 2 * sizeof(double));
    for (int i = 0; i < 2; i++) {
        W[0] = W[3] = sizes[i];
        W[1] = W[2] = 0;
        engine_case_run(&engine_case);
        const double *norm = engine_case.trace.lane[0][0].dh_norm;
        assert_near(log10(norm[0] / norm[100]), i ? 200 : -200, 1e-12, 1, "decades over 100 steps", i);
        assert_false(engine_case.trace.fault.found);
    }
    engine_case_deinit(&engine_case);
}

static void check_alone_and_in_a_batch(bool plain) {
    for (int cell = 0; cell < CELL_COUNT; cell++) {
        NetSpec spec = {.cell = (CellKind)cell, .hidden = 7, .layers = 2, .directions = 2, .inputs = 3, .outputs = 2};
        Wiring wiring;
        EngineCase many, one;
        wiring_init_many_to_many(&wiring, 6);
        wiring.sum_losses = true;
        engine_case_init(&many, &spec, &wiring, 5, 6);
        engine_case_init(&one, &spec, &wiring, 1, 6);
        if (plain) many.trace.kernels = one.trace.kernels = NULL;
        engine_case_run(&many);
        int b = 3;
        memcpy(one.weight, many.weight, many.net.weight_count * sizeof(double));
        for (int t = 0; t < 6; t++) {
            memcpy(one.trace.x + t * 3, many.trace.x + (t * 5 + b) * 3, 3 * sizeof(double));
            memcpy(one.trace.target + t * 2, many.trace.target + (t * 5 + b) * 2, 2 * sizeof(double));
        }
        for (int lane = 0; lane < 4; lane++) {
            TraceLane *to = &one.trace.lane[lane / 2][lane % 2];
            const TraceLane *from = &many.trace.lane[lane / 2][lane % 2];
            memcpy(to->h0, from->h0 + b * 7, 7 * sizeof(double));
            if (to->c0) memcpy(to->c0, from->c0 + b * 7, 7 * sizeof(double));
        }
        engine_case_run(&one);
        for (int lane = 0; lane < 4; lane++) {
            const TraceLane *single = &one.trace.lane[lane / 2][lane % 2], *batch = &many.trace.lane[lane / 2][lane % 2];
            for (int t = 0; t < 6; t++) {
                const double *h = batch->h + (t * 5 + b) * 7, *dh = batch->dh + (t * 5 + b) * 7;
                if (plain) {
                    assert_memory_equal(single->h + t * 7, h, 7 * sizeof(double));
                    assert_memory_equal(single->dh + t * 7, dh, 7 * sizeof(double));
                }
                for (int j = 0; j < 7; j++) {
                    assert_near(single->h[t * 7 + j], h[j], 1e-13, 1, "h", t);
                    assert_near(single->dh[t * 7 + j], dh[j], 1e-13, 1, "dh", t);
                }
            }
        }
        engine_case_deinit(&many);
        engine_case_deinit(&one);
    }
}

static void a_sequence_has_the_same_bits_alone_and_in_a_batch(void **state) {
    (void)state;
    check_alone_and_in_a_batch(true);
}

/* The kernels sum a lone row in several chains, so the last bits may differ. */
static void a_sequence_has_the_same_numbers_alone_and_in_a_batch_on_the_kernels(void **state) {
    (void)state;
    check_alone_and_in_a_batch(false);
}

/* ---- what is not finite --------------------------------------------------------------------------------------------- */

static void the_first_number_that_is_not_finite_is_found(void **state) {
    (void)state;
    for (int cell = 0; cell < CELL_COUNT; cell++) {
        NetSpec spec = engine_case_deep_spec((CellKind)cell, 2, 1);
        Wiring wiring;
        EngineCase engine_case;
        wiring_init_many_to_many(&wiring, 6);
        engine_case_init(&engine_case, &spec, &wiring, 1, 6);
        engine_case_run(&engine_case);
        TraceFault *fault = &engine_case.trace.fault;
        assert_false(fault->found);

        double before = engine_case.trace.x[3 * 2 + 1];
        engine_case.trace.x[3 * 2 + 1] = NAN;
        engine_case_run(&engine_case);
        assert_true(fault->found && fault->is_nan);
        assert_string_equal(fault->tensor, "input");
        assert_int_equal(fault->step, 3);
        assert_int_equal(fault->layer, 0);
        engine_case.trace.x[3 * 2 + 1] = before;

        /* Overflow inside the upper layer, hidden by the tanh behind it where there is one. */
        const Param *U = net_get_param(&engine_case.net, PARAM_INPUT_WEIGHT, 1, 0),
                    *b = net_get_param(&engine_case.net, PARAM_INPUT_BIAS, 1, 0);
        double keep[256];
        assert_true(engine_case.net.weight_count <= 256);
        memcpy(keep, engine_case.weight, engine_case.net.weight_count * sizeof(double));
        for (int i = 0; i < U->rows * U->cols; i++) engine_case.weight[U->offset + (size_t)i] = 1.7e308;
        for (int i = 0; i < b->cols; i++) engine_case.weight[b->offset + (size_t)i] = 1.7e308;
        engine_case_run(&engine_case);
        assert_true(fault->found && !fault->is_nan);
        assert_string_equal(fault->tensor, "pre-activation");
        assert_int_equal(fault->layer, 1);
        int expected = -1;
        for (int t = 0; t < 6 && expected < 0; t++) {
            const double *pre = engine_case.trace.lane[1][0].pre + t * 3 * engine_case.net.gates;
            for (int j = 0; j < 3 * engine_case.net.gates; j++) {
                if (!isfinite(pre[j])) expected = t;
            }
        }
        assert_int_equal(fault->step, expected);
        memcpy(engine_case.weight, keep, engine_case.net.weight_count * sizeof(double));

        engine_case.trace.target[4 * 3] = INFINITY;
        engine_case_run(&engine_case);
        assert_true(fault->found);
        assert_string_equal(fault->tensor, "loss");
        assert_int_equal(fault->step, 4);
        engine_case.trace.target[4 * 3] = 0;

        engine_case.weight[net_get_param(&engine_case.net, PARAM_RECURRENT_WEIGHT, 1, 0)->offset] = NAN;
        engine_case_run(&engine_case);
        assert_string_equal(fault->tensor, "weight");
        assert_int_equal(fault->layer, 1);
        engine_case_deinit(&engine_case);
    }
}

static void a_gradient_that_overflows_is_found_where_it_does(void **state) {
    (void)state;
    NetSpec spec = engine_case_spec(CELL_RNN, 1, 1, 1);
    spec.activation = ACTIVATION_IDENTITY;
    Wiring wiring;
    EngineCase engine_case;
    wiring_init_many_to_one(&wiring, 10);
    engine_case_init(&engine_case, &spec, &wiring, 1, 1);
    memset(engine_case.weight, 0, engine_case.net.weight_count * sizeof(double));
    engine_case.trace.lane[0][0].h0[0] = 0;
    engine_case.weight[net_get_param(&engine_case.net, PARAM_RECURRENT_WEIGHT, 0, 0)->offset] = 1e100;
    engine_case.weight[net_get_param(&engine_case.net, PARAM_HEAD_WEIGHT, 0, 0)->offset] = 1;
    engine_case.trace.target[0] = 1;
    engine_case_run(&engine_case); /* forward all zero; dL/dh_9 = -2, dL/dh_8 = -2e100, ..., dL/dh_5 is infinite */
    const TraceFault *fault = &engine_case.trace.fault;
    assert_true(fault->found && !fault->is_nan);
    assert_string_equal(fault->tensor, "dL/dh");
    assert_int_equal(fault->step, 5);
    engine_case_deinit(&engine_case);
}

static void a_target_that_is_no_class_makes_the_loss_nan(void **state) {
    (void)state;
    NetSpec spec = engine_case_deep_spec(CELL_RNN, 1, 1);
    spec.loss = LOSS_CROSS_ENTROPY;
    const double wrong[] = {-1, 3, NAN, 1e300};
    for (int i = 0; i < 4; i++) {
        Wiring wiring;
        EngineCase engine_case;
        wiring_init_many_to_many(&wiring, 3);
        engine_case_init(&engine_case, &spec, &wiring, 1, 1);
        engine_case.trace.target[1] = wrong[i];
        engine_case_run(&engine_case);
        assert_true(isnan(engine_case.trace.loss));
        assert_int_equal(engine_case.trace.fault.step, 1);
        engine_case_deinit(&engine_case);
    }
}

static void steps_without_an_input_see_zero(void **state) {
    (void)state;
    NetSpec spec = engine_case_deep_spec(CELL_GRU, 1, 1);
    Wiring wiring;
    EngineCase engine_case;
    wiring_init_one_to_many(&wiring, 4);
    engine_case_init(&engine_case, &spec, &wiring, 1, 1);
    engine_case_run(&engine_case);
    double loss = engine_case.trace.loss;
    engine_case.trace.x[5] = 3; /* somebody wrote where there is no input */
    engine_case_run(&engine_case);
    assert_true(engine_case.trace.loss == loss);
    assert_true(engine_case.trace.x[5] == 0);
    engine_case_deinit(&engine_case);
}

static void softmax_survives_logits_of_any_size(void **state) {
    (void)state;
    NetSpec spec = engine_case_spec(CELL_RNN, 1, 1, 3);
    spec.loss = LOSS_CROSS_ENTROPY;
    Wiring wiring;
    EngineCase engine_case;
    wiring_init_many_to_one(&wiring, 1);
    engine_case_init(&engine_case, &spec, &wiring, 1, 1);
    memset(engine_case.weight, 0, engine_case.net.weight_count * sizeof(double));
    double *bias = engine_case.weight + net_get_param(&engine_case.net, PARAM_HEAD_BIAS, 0, 0)->offset;
    bias[0] = 1e4;
    bias[1] = -1e4;
    bias[2] = 1e4;
    engine_case.trace.target[0] = 1;
    engine_case_run(&engine_case);
    assert_near(engine_case.trace.loss, 2e4 + log(2), 1e-15, 1, "loss", 0);
    assert_true(engine_case.trace.prob[0] == 0.5 && engine_case.trace.prob[1] == 0);
    engine_case_deinit(&engine_case);
}

/* ---- bounds and memory ---------------------------------------------------------------------------------------------- */

static void sizes_out_of_range_are_refused_by_name(void **state) {
    (void)state;
    Net net;
    Diag diag = {0};
    NetSpec spec = engine_case_deep_spec(CELL_LSTM, 1, 1);
    spec.hidden = 257;
    assert_false(net_init(&net, &spec, &diag));
    assert_non_null(strstr(diag.text, "hidden units: 257 given, 1 to 256"));
    spec.hidden = 3;
    spec.directions = 0;
    assert_false(net_init(&net, &spec, &diag));
    assert_non_null(strstr(diag.text, "directions: 0"));
    spec.directions = 1;
    assert_true(net_init(&net, &spec, &diag));

    Trace trace;
    Wiring wiring;
    wiring_init_many_to_one(&wiring, 5);
    assert_false(trace_init(&trace, &net, &wiring, 257, &diag));
    assert_non_null(strstr(diag.text, "batch: 257"));
    trace_deinit(&trace);
    wiring.loss_count = 2;
    assert_false(trace_init(&trace, &net, &wiring, 1, &diag));
    wiring.head_reads_final = false;
    wiring.loss_step[1] = wiring.loss_step[0];
    assert_false(trace_init(&trace, &net, &wiring, 1, &diag));
    assert_non_null(strstr(diag.text, "ascend"));
    wiring.loss_step[1] = 5;
    assert_false(trace_init(&trace, &net, &wiring, 1, &diag));
    wiring.steps = 1001;
    assert_false(trace_init(&trace, &net, &wiring, 1, &diag));
    assert_non_null(strstr(diag.text, "time steps: 1001"));
}

static void a_trace_beyond_the_memory_bound_is_refused_with_numbers(void **state) {
    (void)state;
    Net net;
    Diag diag = {0};
    Trace trace;
    Wiring wiring;
    NetSpec spec = {.cell = CELL_LSTM, .hidden = 256, .layers = 4, .directions = 2, .inputs = 256, .outputs = 256};
    assert_true(net_init(&net, &spec, &diag));
    wiring_init_many_to_many(&wiring, 1000);
    size_t plan = trace_plan_size(&net, &wiring, 256);
    assert_true(plan > NET_MEMORY_MAX);
    mem_fail_after(1); /* it must not even try */
    assert_false(trace_init(&trace, &net, &wiring, 256, &diag));
    assert_non_null(strstr(diag.text, "256 hidden units, 1000 time steps and a batch of 256"));
    assert_non_null(strstr(diag.text, "512 MB"));
    mem_fail_after(-1);
    trace_deinit(&trace);
    assert_true(trace_plan_size(&net, &wiring, -1) == SIZE_MAX);

    /* The last batch that fits is tried, and its memory refused here; the next one is not. */
    spec.layers = 1;
    assert_true(net_init(&net, &spec, &diag));
    wiring_init_many_to_one(&wiring, 400);
    int fits = 1;
    while (trace_plan_size(&net, &wiring, fits + 1) <= NET_MEMORY_MAX) fits++;
    assert_true(fits > 5 && fits < 255);
    mem_fail_after(1);
    assert_false(trace_init(&trace, &net, &wiring, fits, &diag));
    mem_fail_after(-1);
    assert_non_null(strstr(diag.text, "Out of memory"));
    assert_false(trace_init(&trace, &net, &wiring, fits + 1, &diag));
    assert_non_null(strstr(diag.text, "the limit is 512 MB"));
}

static void the_plan_is_what_is_taken(void **state) {
    (void)state;
    for (int cell = 0; cell < CELL_COUNT; cell++) {
        NetSpec spec = engine_case_deep_spec((CellKind)cell, 2, 2);
        Wiring wiring;
        EngineCase engine_case;
        wiring_init_many_to_many(&wiring, 7);
        engine_case_init(&engine_case, &spec, &wiring, 3, 1);
        size_t plan = trace_plan_size(&engine_case.net, &wiring, 3);
        assert_int_equal(plan, engine_case.trace.size + 3 * engine_case.net.weight_count * sizeof(double));
        engine_case_deinit(&engine_case);
    }
}

static void every_allocation_may_fail(void **state) {
    (void)state;
    NetSpec spec = engine_case_deep_spec(CELL_LSTM, 1, 1);
    Net net;
    Wiring wiring;
    Diag diag = {0};
    assert_true(net_init(&net, &spec, &diag));
    wiring_init_many_to_many(&wiring, 4);
    for (int n = 1; n <= 4; n++) { /* the leak checker watches */
        Trace trace = {0};
        Items items = {0};
        Jacobians jacobians = {0};
        mem_fail_after(n);
        bool made =
            trace_init(&trace, &net, &wiring, 1, &diag) && items_init(&items, &trace, &diag) && jacobians_init(&jacobians, &trace, &diag);
        mem_fail_after(-1);
        assert_int_equal(made, n == 4);
        if (!made) assert_non_null(strstr(diag.text, "Out of memory"));
        trace_deinit(&trace);
        items_deinit(&items);
        jacobians_deinit(&jacobians);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_of_all_steps_sum_to_the_gradient),
        cmocka_unit_test(a_head_has_no_share_in_a_step_without_a_loss),
        cmocka_unit_test(factors_are_those_of_the_step_jacobian),
        cmocka_unit_test(carry_and_local_terms_make_the_gradient_of_a_state),
        cmocka_unit_test(saturation_is_the_share_of_flat_units),
        cmocka_unit_test(norms_survive_gradients_whose_squares_underflow),
        cmocka_unit_test(a_sequence_has_the_same_bits_alone_and_in_a_batch),
        cmocka_unit_test(a_sequence_has_the_same_numbers_alone_and_in_a_batch_on_the_kernels),
        cmocka_unit_test(the_first_number_that_is_not_finite_is_found),
        cmocka_unit_test(a_gradient_that_overflows_is_found_where_it_does),
        cmocka_unit_test(a_target_that_is_no_class_makes_the_loss_nan),
        cmocka_unit_test(steps_without_an_input_see_zero),
        cmocka_unit_test(softmax_survives_logits_of_any_size),
        cmocka_unit_test(sizes_out_of_range_are_refused_by_name),
        cmocka_unit_test(a_trace_beyond_the_memory_bound_is_refused_with_numbers),
        cmocka_unit_test(the_plan_is_what_is_taken),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
