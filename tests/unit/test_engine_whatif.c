/* One number changed: the trace of that against a pass that was given the same change another way, and the gradient of a
   trace with a held gate against finite differences. */
// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "base/arena.h"
#include "engine/analysis/analysis.h"
#include "engine/analysis/spectrum.h"
#include "engine/analysis/whatif.h"
#include "support/engine_case.h"
#include "support/fail_memory.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { STEPS = 5, BATCH = 2, HIDDEN = 3 };

typedef struct Pair {
    EngineCase original, other; /* the other's weights are the ones it ran with */
} Pair;

static void pair_init(Pair *pair, CellKind cell, int layers, int directions, LossKind loss) {
    NetSpec spec = {.cell = cell, .loss = loss, .hidden = HIDDEN, .layers = layers, .directions = directions, .inputs = 2, .outputs = 2};
    Wiring wiring;
    wiring_init_many_to_many(&wiring, STEPS);
    engine_case_init(&pair->original, &spec, &wiring, BATCH, 6);
    engine_case_init(&pair->other, &spec, &wiring, BATCH, 7); /* other numbers in it, all of which must go */
    engine_case_run(&pair->original);
    engine_case_run(&pair->other);
}

static void pair_deinit(Pair *pair) {
    engine_case_deinit(&pair->original);
    engine_case_deinit(&pair->other);
}

static void pair_run(Pair *pair, const WhatIf *what) {
    Diag diag = {0};
    if (!whatif_check(what, &pair->original.trace, &diag)) fail_msg("%s", diag.text);
    mem_fail_after(1);
    whatif_run(&pair->other.trace, pair->other.gradient, pair->other.weight, &pair->original.trace, pair->original.weight, what);
    assert_null(mem_new(8)); /* the first allocation since: asking made none */
}

/* Everything the passes computed and measured, in front of the workspace. */
static size_t trace_count(const Trace *trace) { return (size_t)(trace->scratch - trace->block); }

static void a_changed_weight_or_input_is_a_pass_with_it(void **state) {
    (void)state;
    for (int cell = 0; cell < CELL_COUNT; cell++) {
        Pair pair;
        pair_init(&pair, (CellKind)cell, 2, 2, LOSS_CROSS_ENTROPY);
        size_t count = pair.original.net.weight_count, size = count * sizeof(double);
        pair_run(&pair, &(WhatIf){.kind = WHATIF_WEIGHT, .weight = 5, .value = 0.75});
        double before = pair.original.weight[5];
        assert_true(pair.other.weight[5] == 0.75 && before != 0.75);
        pair.original.weight[5] = 0.75;
        engine_case_run(&pair.original);
        assert_memory_equal(pair.other.trace.block, pair.original.trace.block, trace_count(&pair.other.trace) * sizeof(double));
        assert_memory_equal(pair.other.gradient, pair.original.gradient, size);
        pair_run(&pair, &(WhatIf){.kind = WHATIF_INPUT, .step = 2, .sequence = 1, .input = 1, .value = -3});
        pair.original.trace.x[(2 * BATCH + 1) * 2 + 1] = -3;
        engine_case_run(&pair.original);
        assert_memory_equal(pair.other.trace.block, pair.original.trace.block, trace_count(&pair.other.trace) * sizeof(double));
        assert_memory_equal(pair.other.gradient, pair.original.gradient, size);
        pair_run(&pair, &(WhatIf){.kind = WHATIF_INPUT, .step = 0, .sequence = -1, .input = 0, .value = 9});
        assert_true(pair.other.trace.x[0] == 9 && pair.other.trace.x[2] == 9);
        pair_deinit(&pair);
    }
}

/* The same gate held another way: an input that is not 0 at one step only, and acts on nothing but that gate's unit, moves
   its pre-activation to where the gate has the value. */
static void a_held_gate_is_what_a_pulse_on_its_pre_activation_gives(void **state) {
    (void)state;
    for (int kind = 0; kind < (1 + 3 + 4) * 2; kind++) {
        static const CellKind cells[] = {CELL_RNN, CELL_GRU, CELL_GRU, CELL_GRU, CELL_LSTM, CELL_LSTM, CELL_LSTM, CELL_LSTM};
        static const int gates[] = {0, 0, 1, 2, 0, 1, 2, 3};
        CellKind cell = cells[kind / 2];
        int gate = gates[kind / 2], direction = kind % 2, step = 2, unit = 1, at = step * BATCH;
        Pair pair;
        pair_init(&pair, cell, 2, 2, LOSS_MSE);
        const Param *U = net_get_param(&pair.original.net, PARAM_INPUT_WEIGHT, 0, direction);
        for (int lane = 0; lane < 2; lane++) { /* input 1 acts on nothing so far */
            const Param *any = net_get_param(&pair.original.net, PARAM_INPUT_WEIGHT, 0, lane);
            for (int i = 0; i < any->rows; i++) pair.original.weight[any->offset + (size_t)(i * any->cols + 1)] = 0;
        }
        for (int row = 0; row < STEPS * BATCH; row++) pair.original.trace.x[row * 2 + 1] = 0;
        engine_case_run(&pair.original);
        bool is_tanh = cell == CELL_RNN || (cell == CELL_GRU ? gate == GRU_N : gate == LSTM_G);
        double value = 0.3, pre = is_tanh ? atanh(value) : log(value / (1 - value));
        pair_run(&pair, &(WhatIf){.kind = WHATIF_GATE,
                                  .layer = 0,
                                  .direction = direction,
                                  .step = step,
                                  .sequence = 0,
                                  .gate = gate,
                                  .unit = unit,
                                  .value = value});
        int wide = pair.original.net.gates * HIDDEN, index = gate * HIDDEN + unit;
        double was = pair.original.trace.lane[0][direction].pre[at * wide + index];
        pair.original.weight[U->offset + (size_t)(index * U->cols + 1)] = 1;
        pair.original.trace.x[at * 2 + 1] = pre - was;
        engine_case_run(&pair.original);
        assert_near(pair.original.trace.lane[0][direction].gate[at * wide + index], value, 1e-14, 1, "the pulse", kind);
        assert_true(pair.other.trace.lane[0][direction].gate[at * wide + index] == value);
        for (int lane = 0; lane < 4; lane++) {
            const TraceLane *a = &pair.other.trace.lane[lane / 2][lane % 2], *b = &pair.original.trace.lane[lane / 2][lane % 2];
            for (int i = 0; i < STEPS * BATCH * HIDDEN; i++) {
                assert_near(a->h[i], b->h[i], 1e-13, 1, "h", i);
                if (a->c) assert_near(a->c[i], b->c[i], 1e-13, 1, "c", i);
                if (lane != direction) assert_near(a->dh[i], b->dh[i], 1e-12, 1, "dh", i); /* less flows back in its own lane */
            }
        }
        assert_near(pair.other.trace.loss, pair.original.trace.loss, 1e-13, 1, "loss", kind);
        assert_true(pair.other.trace.lane[0][direction].dpre[at * wide + index] == 0); /* here it is a constant */
        assert_true(pair.original.trace.lane[0][direction].dpre[at * wide + index] != 0);
        pair_deinit(&pair);
    }
}

static double loss_at(Pair *pair, const WhatIf *what, double *number, double value) {
    double before = *number, changed[1024];
    assert_true(pair->original.net.weight_count <= 1024);
    *number = value;
    whatif_forward(&pair->other.trace, changed, &pair->original.trace, pair->original.weight, what);
    *number = before;
    return pair->other.trace.loss;
}

static double difference(Pair *pair, const WhatIf *what, double *number) {
    double at = *number, h = 2e-3;
    double wide = (loss_at(pair, what, number, at + h) - loss_at(pair, what, number, at - h)) / (2 * h);
    h /= 2;
    double narrow = (loss_at(pair, what, number, at + h) - loss_at(pair, what, number, at - h)) / (2 * h);
    return (4 * narrow - wide) / 3;
}

static void check_gradient(CellKind cell, int layers, int directions, const WhatIf *what) {
    Pair pair;
    pair_init(&pair, cell, layers, directions, LOSS_CROSS_ENTROPY);
    pair_run(&pair, what);
    const Trace *trace = &pair.other.trace;
    for (size_t i = 0; i < pair.original.net.weight_count; i++) {
        assert_near(pair.other.gradient[i], difference(&pair, what, &pair.original.weight[i]), 1e-6, 1e-4, "weight", (int)i);
    }
    for (int i = 0; i < STEPS * BATCH * 2; i++) {
        assert_near(trace->dx[i], difference(&pair, what, &pair.original.trace.x[i]), 1e-6, 1e-4, "input", i);
    }
    for (int lane = 0; lane < layers * directions; lane++) {
        TraceLane *from = &pair.original.trace.lane[lane / directions][lane % directions];
        const TraceLane *to = &trace->lane[lane / directions][lane % directions];
        for (int i = 0; i < BATCH * HIDDEN; i++) {
            assert_near(to->dh0[i], difference(&pair, what, &from->h0[i]), 1e-6, 1e-4, "h0", i);
            if (to->dc0) assert_near(to->dc0[i], difference(&pair, what, &from->c0[i]), 1e-6, 1e-4, "c0", i);
        }
    }
    pair_deinit(&pair);
}

/* The kernels may have formed the outputs on the way, from states that are no more. */
static void outputs_are_those_of_the_states_after_a_held_gate(void **state) {
    (void)state;
    for (int cell = 0; cell < CELL_COUNT; cell++) {
        for (int batch = 1; batch <= 3; batch++) {
            NetSpec spec = {.cell = (CellKind)cell, .hidden = HIDDEN, .layers = 1, .directions = 1, .inputs = 2, .outputs = 2};
            Wiring wiring;
            EngineCase original, other;
            wiring_init_many_to_many(&wiring, STEPS);
            engine_case_init(&original, &spec, &wiring, batch, 6);
            engine_case_init(&other, &spec, &wiring, batch, 7);
            engine_case_run(&original);
            WhatIf what = {.kind = WHATIF_GATE, .step = 1, .sequence = 0, .unit = 1, .value = 0.9};
            whatif_run(&other.trace, other.gradient, other.weight, &original.trace, original.weight, &what);
            const double *V = original.weight + net_get_param(&original.net, PARAM_HEAD_WEIGHT, 0, 0)->offset;
            const double *bias = original.weight + net_get_param(&original.net, PARAM_HEAD_BIAS, 0, 0)->offset;
            for (int row = 0; row < STEPS * batch; row++) {
                for (int o = 0; o < 2; o++) {
                    double y = bias[o];
                    for (int j = 0; j < HIDDEN; j++) y += V[o * HIDDEN + j] * other.trace.lane[0][0].h[row * HIDDEN + j];
                    assert_true(fabs(y - other.trace.y[row * 2 + o]) < 1e-12);
                }
            }
            assert_true(fabs(other.trace.loss - original.trace.loss) > 1e-9);
            engine_case_deinit(&original);
            engine_case_deinit(&other);
        }
    }
}

static void gradients_take_a_held_gate_as_a_constant(void **state) {
    (void)state;
    static const int gates[CELL_COUNT] = {[CELL_RNN] = 1, [CELL_GRU] = 3, [CELL_LSTM] = 4};
    for (int cell = 0; cell < CELL_COUNT; cell++) {
        for (int gate = 0; gate < gates[cell]; gate++) {
            WhatIf what = {.kind = WHATIF_GATE, .step = 2, .sequence = -1, .gate = gate, .unit = -1, .value = 0.6};
            check_gradient((CellKind)cell, 1, 1, &what);
            what = (WhatIf){.kind = WHATIF_GATE, .direction = 1, .step = 4, .sequence = 1, .gate = gate, .unit = 2, .value = 0.2};
            check_gradient((CellKind)cell, 2, 2, &what);
            what.layer = 1;
            what.step = 1;
            check_gradient((CellKind)cell, 2, 2, &what);
        }
    }
}

static void a_gate_held_where_it_is_changes_nothing_but_the_way_back(void **state) {
    (void)state;
    for (int cell = 0; cell < CELL_COUNT; cell++) {
        Pair pair;
        pair_init(&pair, (CellKind)cell, 2, 1, LOSS_MSE);
        const TraceLane *of = &pair.original.trace.lane[0][0];
        int wide = pair.original.net.gates * HIDDEN, index = (3 * BATCH + 1) * wide + (pair.original.net.gates - 1) * HIDDEN;
        pair_run(&pair,
                 &(WhatIf){.kind = WHATIF_GATE, .step = 3, .sequence = 1, .gate = pair.original.net.gates - 1, .value = of->gate[index]});
        for (int layer = 0; layer < 2; layer++) {
            const TraceLane *a = &pair.other.trace.lane[layer][0], *b = &pair.original.trace.lane[layer][0];
            for (int i = 0; i < STEPS * BATCH * HIDDEN; i++) assert_near(a->h[i], b->h[i], 1e-14, 1, "h", i);
            for (int i = 3 * BATCH * HIDDEN; i < STEPS * BATCH * HIDDEN; i++) assert_near(a->dh[i], b->dh[i], 1e-13, 1e-2, "dh", i);
            assert_memory_equal(a->h, b->h, 3 * BATCH * HIDDEN * sizeof(double)); /* before it, the same bits */
        }
        assert_true(pair.other.trace.lane[0][0].dpre[index] == 0 && of->dpre[index] != 0);
        pair_deinit(&pair);
    }
}

static void an_open_gate_hands_the_memory_through(void **state) {
    (void)state;
    Pair pair;
    pair_init(&pair, CELL_LSTM, 1, 1, LOSS_MSE);
    WhatIf what = {.kind = WHATIF_GATE, .step = 2, .sequence = -1, .gate = LSTM_I, .unit = -1, .value = 0};
    pair_run(&pair, &what);
    const TraceLane *lane = &pair.other.trace.lane[0][0];
    for (int i = 0; i < BATCH; i++) {
        const double *f = lane->gate + (2 * BATCH + i) * 4 * HIDDEN + LSTM_F * HIDDEN;
        for (int j = 0; j < HIDDEN; j++) { assert_true(lane->c[(2 * BATCH + i) * HIDDEN + j] == f[j] * lane->c[(BATCH + i) * HIDDEN + j]); }
    }
    pair_deinit(&pair);
    pair_init(&pair, CELL_GRU, 1, 1, LOSS_MSE);
    what.gate = GRU_Z;
    what.value = 1;
    pair_run(&pair, &what);
    lane = &pair.other.trace.lane[0][0];
    assert_memory_equal(lane->h + 2 * BATCH * HIDDEN, lane->h + BATCH * HIDDEN, BATCH * HIDDEN * sizeof(double));
    assert_near(lane->factor[2], 1, 1e-15, 0, "factor", 2); /* and the gradient */
    pair_deinit(&pair);
}

/* ||J'd|| / ||d|| with J from differences of the step alone: c_prev held, the gate held. */
static void the_factor_of_a_held_step_counts_what_is_left(void **state) {
    (void)state;
    Pair pair;
    pair_init(&pair, CELL_LSTM, 1, 1, LOSS_MSE);
    for (int gate = 0; gate < 4; gate++) {
        const WhatIf held = {.kind = WHATIF_GATE, .step = 2, .sequence = -1, .gate = gate, .unit = -1, .value = 0.6};
        double factor[STEPS];
        pair_run(&pair, &held);
        trace_form_factor(factor, &pair.other.trace, pair.other.weight, 0, 0, &held);
        const TraceLane *lane = &pair.other.trace.lane[0][0];
        const double *W = pair.other.weight + net_get_param(&pair.other.net, PARAM_RECURRENT_WEIGHT, 0, 0)->offset;
        double sum = 0, norm = 0;
        for (int b = 0; b < BATCH; b++) {
            for (int k = 0; k < HIDDEN; k++) {
                double back = 0, e = 1e-5;
                for (int j = 0; j < HIDDEN; j++) {
                    const double *pre = lane->pre + (2 * BATCH + b) * 4 * HIDDEN + j;
                    double h[2];
                    for (int side = 0; side < 2; side++) {
                        double a[4];
                        for (int q = 0; q < 4; q++) {
                            double moved = pre[q * HIDDEN] + (side ? -e : e) * W[(q * HIDDEN + j) * HIDDEN + k];
                            a[q] = q == gate ? 0.6 : q == LSTM_G ? tanh(moved) : 1 / (1 + exp(-moved));
                        }
                        h[side] = a[LSTM_O] * tanh(a[LSTM_F] * lane->c[(BATCH + b) * HIDDEN + j] + a[LSTM_I] * a[LSTM_G]);
                    }
                    back += (h[0] - h[1]) / (2 * e) * lane->dh[(2 * BATCH + b) * HIDDEN + j];
                }
                sum += back * back;
                norm += lane->dh[(2 * BATCH + b) * HIDDEN + k] * lane->dh[(2 * BATCH + b) * HIDDEN + k];
            }
        }
        assert_near(factor[2], sqrt(sum / norm), 1e-7, 1e-3, "factor", gate);
    }
    pair_deinit(&pair);
}

/* Two or three at once, in other lanes and at the same step. */
static void gradients_take_held_states_as_constants(void **state) {
    (void)state;
    for (int cell = 0; cell < CELL_COUNT; cell++) {
        for (int of_c = 0; of_c <= (cell == CELL_LSTM); of_c++) {
            WhatIf what = {.kind = WHATIF_STATE, .step = 2, .sequence = -1, .of_c = of_c, .unit = -1, .value = 0.4};
            check_gradient((CellKind)cell, 1, 1, &what);
            WhatIf several[3] = {
                {.kind = WHATIF_STATE, .direction = 1, .step = 3, .sequence = 1, .of_c = of_c, .unit = 2, .value = -0.3, .more = 2},
                {.kind = WHATIF_GATE, .direction = 1, .step = 3, .sequence = 1, .gate = 0, .unit = -1, .value = 0.8},
                {.kind = WHATIF_STATE, .layer = 1, .step = 1, .sequence = -1, .unit = 0, .value = 0.9}};
            check_gradient((CellKind)cell, 2, 2, several);
        }
    }
}

/* d(h, c at `step`)/d(h, c at step 1), by differences: the state of step 1 is held at where it is, but for one number. */
static void differentiate_state(double *P, Pair *pair, const WhatIf *held, int count, int step) {
    bool has_c = pair->original.trace.lane[0][0].c != NULL;
    int n = has_c ? 2 * HIDDEN : HIDDEN;
    double changed[1024], at[2][2 * HIDDEN], e = 1e-5;
    WhatIf what[2 * HIDDEN + 4];
    for (int i = 0; i < n; i++) {
        for (int side = 0; side < 2; side++) {
            for (int j = 0; j < n; j++) {
                bool of_c = j >= HIDDEN;
                const TraceLane *lane = &pair->original.trace.lane[0][0];
                double value = (of_c ? lane->c : lane->h)[BATCH * HIDDEN + j % HIDDEN] + (i != j ? 0 : side ? e : -e);
                what[j] = (WhatIf){.kind = WHATIF_STATE, .step = 1, .of_c = of_c, .unit = j % HIDDEN, .value = value};
            }
            memcpy(what + n, held, (size_t)count * sizeof *held);
            for (int j = 0; j < n + count; j++) what[j].more = n + count - 1 - j;
            whatif_forward(&pair->other.trace, changed, &pair->original.trace, pair->original.weight, what);
            const TraceLane *lane = &pair->other.trace.lane[0][0];
            for (int j = 0; j < n; j++) at[side][j] = (j < HIDDEN ? lane->h : lane->c)[step * BATCH * HIDDEN + j % HIDDEN];
        }
        for (int j = 0; j < n; j++) P[j * n + i] = (at[1][j] - at[0][j]) / (2 * e);
    }
}

/* The squares of the product's singular values sum to the squares of its entries. */
static void check_product(CellKind cell, WhatIf *held, int count, int step) {
    double P[4 * HIDDEN * HIDDEN], squares = 0, sum = 0;
    Pair pair;
    Spectrum spectrum;
    pair_init(&pair, cell, 1, 1, LOSS_MSE);
    for (int i = 0; i < count; i++) held[i].more = count - 1 - i;
    differentiate_state(P, &pair, held, count, STEPS - 1);
    pair_run(&pair, held);
    assert_true(spectrum_init(&spectrum, &pair.other.trace, NULL));
    spectrum.held = held;
    spectrum_measure(&spectrum, &pair.other.trace, pair.original.weight, 0, 0, 0);
    for (int i = 0; i < spectrum.count * spectrum.count; i++) squares += P[i] * P[i];
    for (int i = 0; i < spectrum.count; i++) sum += spectrum.product[spectrum.count + i] * spectrum.product[spectrum.count + i];
    assert_near(sum, squares, 1e-6, 1e-9, "squares", step);
    spectrum.held = NULL;
    spectrum_measure(&spectrum, &pair.other.trace, pair.original.weight, 0, 0, 0);
    double usual = spectrum.product[spectrum.count];
    assert_true(fabs(usual * usual - squares) > 1e-6 * usual * usual); /* it does count what would pass */
    spectrum_deinit(&spectrum);
    pair_deinit(&pair);
}

static void the_product_counts_nothing_through_what_is_held(void **state) {
    (void)state;
    for (int cell = 0; cell < CELL_COUNT; cell++) {
        int gates = cell == CELL_LSTM ? 4 : cell == CELL_GRU ? 3 : 1;
        for (int step = 2; step < 4; step++) {
            for (int gate = 0; gate < gates; gate++) {
                WhatIf one = {.kind = WHATIF_GATE, .step = step, .gate = gate, .unit = 1, .value = 0.6};
                check_product((CellKind)cell, &one, 1, step);
            }
            for (int of_c = 0; of_c <= (cell == CELL_LSTM); of_c++) {
                WhatIf two[2] = {{.kind = WHATIF_STATE, .step = step, .of_c = of_c, .unit = 2, .value = 0.4},
                                 {.kind = WHATIF_GATE, .step = step, .gate = 0, .unit = 0, .value = 0.7}};
                check_product((CellKind)cell, two, 2, step);
            }
        }
    }
}

static void a_held_state_has_its_value_and_what_lies_before_it_keeps_its_bits(void **state) {
    (void)state;
    for (int of_c = 0; of_c < 2; of_c++) {
        Pair pair;
        pair_init(&pair, CELL_LSTM, 2, 1, LOSS_MSE);
        WhatIf what = {.kind = WHATIF_STATE, .step = 2, .sequence = 0, .of_c = of_c == 1, .unit = 1, .value = 0.25};
        pair_run(&pair, &what);
        const TraceLane *a = &pair.other.trace.lane[0][0], *b = &pair.original.trace.lane[0][0];
        int at = 2 * BATCH * HIDDEN + 1;
        assert_true((of_c ? a->c : a->h)[at] == 0.25);
        if (of_c) assert_near(a->h[at], a->gate[2 * BATCH * 4 * HIDDEN + LSTM_O * HIDDEN + 1] * tanh(0.25), 1e-15, 1, "h", at);
        if (!of_c) assert_near(a->c[at], b->c[at], 1e-15, 1, "c", at);
        assert_memory_equal(a->h, b->h, 2 * BATCH * HIDDEN * sizeof(double));
        assert_true(a->h[3 * BATCH * HIDDEN] != b->h[3 * BATCH * HIDDEN]);
        assert_near(a->h[(3 * BATCH + 1) * HIDDEN], b->h[(3 * BATCH + 1) * HIDDEN], 1e-15, 1, "the other sequence's h", at);
        pair_deinit(&pair);
    }
}

/* true - predicted is of second order: ten times less change leaves a hundred times less of it. */
static void check_second_order(Pair *pair, WhatIf *what, int count, const double *by, const char *name) {
    double gap[2], predicted = 0, room[1024];
    assert_true(pair->original.net.weight_count <= 512);
    for (int k = 0; k < 2; k++) {
        for (int i = 0; i < count; i++)
            what[i].value = whatif_value(&pair->original.trace, pair->original.weight, &what[i]) + by[i] * (k == 0 ? 1e-2 : 1e-3);
        predicted = whatif_predict(&pair->other.trace, room, &pair->original.trace, pair->original.gradient, pair->original.weight, what);
        pair_run(pair, what);
        gap[k] = pair->other.trace.loss - pair->original.trace.loss - predicted;
    }
    assert_true(fabs(predicted) > 1e-8);
    double ratio = gap[0] / gap[1];
    if (!(ratio > 80 && ratio < 125)) fail_msg("%s: the gap falls by %g, not by 100 (%g of %g)", name, ratio, gap[1], predicted);
}

static void the_gradient_predicts_a_nudge_to_second_order(void **state) {
    (void)state;
    static const int gates[CELL_COUNT] = {[CELL_RNN] = 1, [CELL_GRU] = 3, [CELL_LSTM] = 4};
    for (int cell = 0; cell < CELL_COUNT; cell++) {
        Pair pair;
        WhatIf what;
        const double one[] = {1, 1, 1};
        pair_init(&pair, (CellKind)cell, 2, 1, LOSS_CROSS_ENTROPY);
        const Param *W = net_get_param(&pair.original.net, PARAM_RECURRENT_WEIGHT, 0, 0);
        what = (WhatIf){.kind = WHATIF_WEIGHT, .weight = W->offset + 4};
        check_second_order(&pair, &what, 1, one, "weight");
        what = (WhatIf){.kind = WHATIF_INPUT, .step = 1, .sequence = 0, .input = 1};
        check_second_order(&pair, &what, 1, one, "input");
        for (int of_c = 0; of_c <= (cell == CELL_LSTM); of_c++) {
            what = (WhatIf){.kind = WHATIF_STATE, .step = 2, .sequence = 0, .of_c = of_c, .unit = 1};
            check_second_order(&pair, &what, 1, one, "state");
        }
        for (int gate = 0; gate < gates[cell]; gate++) {
            what = (WhatIf){.kind = WHATIF_GATE, .step = 2, .sequence = 1, .gate = gate, .unit = 0};
            check_second_order(&pair, &what, 1, one, "gate");
        }
        /* What the first state does through the second does not count, for that one is held. */
        WhatIf both[3] = {{.kind = WHATIF_STATE, .step = 1, .sequence = 0, .unit = 0, .more = 2},
                          {.kind = WHATIF_STATE, .step = 2, .sequence = 0, .unit = 1},
                          {.kind = WHATIF_WEIGHT, .weight = W->offset + 1}};
        check_second_order(&pair, both, 3, one, "three");
        pair_deinit(&pair);
    }
}

static void what_cannot_be_is_refused_with_what_can(void **state) {
    (void)state;
    static const struct {
        WhatIf what;
        const char *words;
    } cases[] = {
        {{.kind = WHATIF_WEIGHT, .weight = 100000}, "weight 100000 given, 0 to "},
        {{.kind = WHATIF_WEIGHT, .value = NAN}, "not a finite number"},
        {{.kind = WHATIF_INPUT, .step = 5}, "step 5 given, 0 to 4"},
        {{.kind = WHATIF_INPUT, .step = 3}, "step 3 has no input"},
        {{.kind = WHATIF_INPUT, .input = 2}, "input 2 given, -1 to 1"},
        {{.kind = WHATIF_INPUT, .sequence = 2}, "sequence 2 given, -1 to 1"},
        {{.kind = WHATIF_INPUT, .input = -2}, "input -2 given, -1 to 1"},
        {{.kind = WHATIF_STATE, .layer = 1}, "layer 1 given, 0 to 0"},
        {{.kind = WHATIF_STATE, .unit = 3}, "unit 3 given, -1 to 2"},
        {{.kind = WHATIF_GATE, .layer = 1}, "layer 1 given, 0 to 0"},
        {{.kind = WHATIF_GATE, .direction = -1}, "direction -1 given"},
        {{.kind = WHATIF_GATE, .gate = 4}, "gate 4 given, 0 to 3"},
        {{.kind = WHATIF_GATE, .unit = 3}, "unit 3 given, -1 to 2"},
        {{.kind = WHATIF_GATE, .gate = LSTM_F, .value = -0.5}, "forget gate is between 0 and 1, not -0.5"},
        {{.kind = WHATIF_GATE, .gate = LSTM_G, .value = -1.5}, "between -1 and 1, not -1.5"},
    };
    NetSpec spec = engine_case_spec(CELL_LSTM, HIDDEN, 2, 2);
    Wiring wiring;
    EngineCase engine_case;
    Diag diag = {0};
    wiring_init_many_to_many(&wiring, STEPS);
    wiring.input_count = 3;
    engine_case_init(&engine_case, &spec, &wiring, BATCH, 6);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_false(whatif_check(&cases[i].what, &engine_case.trace, &diag));
        if (!strstr(diag.text, cases[i].words)) fail_msg("%s has not: %s", diag.text, cases[i].words);
    }
    assert_true(whatif_check(&(WhatIf){.kind = WHATIF_GATE, .gate = LSTM_G, .value = -1, .sequence = -1}, &engine_case.trace, &diag));
    engine_case_deinit(&engine_case);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_changed_weight_or_input_is_a_pass_with_it),
        cmocka_unit_test(a_held_gate_is_what_a_pulse_on_its_pre_activation_gives),
        cmocka_unit_test(outputs_are_those_of_the_states_after_a_held_gate),
        cmocka_unit_test(gradients_take_a_held_gate_as_a_constant),
        cmocka_unit_test(gradients_take_held_states_as_constants),
        cmocka_unit_test(the_product_counts_nothing_through_what_is_held),
        cmocka_unit_test(a_held_state_has_its_value_and_what_lies_before_it_keeps_its_bits),
        cmocka_unit_test(the_gradient_predicts_a_nudge_to_second_order),
        cmocka_unit_test(a_gate_held_where_it_is_changes_nothing_but_the_way_back),
        cmocka_unit_test(an_open_gate_hands_the_memory_through),
        cmocka_unit_test(the_factor_of_a_held_step_counts_what_is_left),
        cmocka_unit_test(what_cannot_be_is_refused_with_what_can),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
