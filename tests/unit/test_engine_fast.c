/* The fast kernels against the plain passes: every instruction set this processor has, every cell, sizes on both sides of
   the vector length, wirings, layers, directions and batches, every block of the trace and of the gradient; and the vector
   functions against long double. */
// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "base/random.h"
#include "engine/fast/fast.h"
#include "support/engine_case.h"
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static const double agreement = 1e-12; /* of the block's largest magnitude */

/* ---- the passes ------------------------------------------------------------------------------------------------------ */

static void compare(const double *fast, const double *plain, size_t count, const char *what, const char *label) {
    double largest = 0, apart = 0;
    if (!plain) return;
    for (size_t i = 0; i < count; i++) {
        largest = fmax(largest, fabs(plain[i]));
        apart = isfinite(fast[i]) ? fmax(apart, fabs(fast[i] - plain[i])) : INFINITY;
    }
    if (!(apart <= agreement * largest)) fail_msg("%s: %s is %.3g away, of %.3g", label, what, apart, largest);
}

static void compare_lane(const EngineCase *fast, const EngineCase *plain, int layer, int direction, const char *label) {
    const TraceLane *a = &fast->trace.lane[layer][direction], *b = &plain->trace.lane[layer][direction];
    const NetSpec *spec = &plain->net.spec;
    size_t batch = (size_t)plain->trace.batch, rows = (size_t)plain->trace.wiring.steps * batch, hidden = (size_t)spec->hidden;
    size_t state = rows * hidden, wide = state * (size_t)plain->net.gates;
    compare(a->pre, b->pre, wide, "pre", label);
    compare(a->gate, b->gate, wide, "gate", label);
    compare(a->q, b->q, state, "q", label);
    compare(a->c, b->c, state, "c", label);
    compare(a->tanh_c, b->tanh_c, state, "tanh c", label);
    compare(a->h, b->h, state, "h", label);
    compare(a->up, b->up, state, "up", label);
    compare(a->dh, b->dh, state, "dh", label);
    compare(a->dc, b->dc, state, "dc", label);
    compare(a->dh_carry, b->dh_carry, state, "dh carry", label);
    compare(a->dpre, b->dpre, wide, "dpre", label);
    compare(a->dq, b->dq, state, "dq", label);
    compare(a->dh0, b->dh0, batch * hidden, "dh0", label);
    compare(a->dc0, b->dc0, batch * hidden, "dc0", label);
}

static void compare_cases(const EngineCase *fast, const EngineCase *plain, const char *label) {
    const Net *net = &plain->net;
    size_t rows = (size_t)plain->trace.wiring.steps * (size_t)plain->trace.batch;
    size_t asked = (size_t)plain->trace.wiring.loss_count * (size_t)plain->trace.batch, outputs = (size_t)net->spec.outputs;
    for (int layer = 0; layer < net->spec.layers; layer++) {
        for (int direction = 0; direction < net->spec.directions; direction++) compare_lane(fast, plain, layer, direction, label);
    }
    compare(fast->trace.dx, plain->trace.dx, rows * (size_t)net->spec.inputs, "dx", label);
    compare(fast->trace.y, plain->trace.y, asked * outputs, "y", label);
    compare(fast->trace.prob, plain->trace.prob, asked * outputs, "prob", label);
    compare(fast->trace.dy, plain->trace.dy, asked * outputs, "dy", label);
    compare(fast->trace.loss_raw, plain->trace.loss_raw, asked, "loss", label);
    for (int i = 0; i < net->param_count; i++) {
        const Param *param = &net->param[i];
        size_t count = (size_t)param->rows * (size_t)param->cols;
        compare(fast->gradient + param->offset, plain->gradient + param->offset, count, param->name, label);
    }
}

/* Whatever an earlier pass left in the working space, or the gradient, must not matter. */
static void run_fast(EngineCase *fast) {
    Trace *trace = &fast->trace;
    size_t work = fast_work_count(&fast->net, &trace->wiring, trace->batch);
    memset(fast->gradient, 0xff, fast->net.weight_count * sizeof(double));
    memset(trace->scratch, 0xff, work * sizeof(double));
    net_forward(trace, fast->weight);
    memset(trace->scratch, 0xff, work * sizeof(double));
    net_backward(trace, fast->gradient, fast->weight);
}

/* What training asks for gives the same bits as what the stage asks for. */
static void check_lean(EngineCase *lean, const EngineCase *full, const char *label) {
    lean->trace.lean = true;
    run_fast(lean);
    if (memcmp(&lean->trace.loss, &full->trace.loss, sizeof(double)) ||
        memcmp(lean->gradient, full->gradient, lean->net.weight_count * sizeof(double))) {
        fail_msg("%s: the loss or the gradient has other bits when less is kept", label);
    }
}

static void scale_weights(EngineCase *engine_case, double scale) {
    for (size_t i = 0; i < engine_case->net.weight_count; i++) engine_case->weight[i] *= scale;
}

/* Over many steps with large weights a network would amplify rounding like anything else: `scale` makes them smaller. */
static void check_scaled(const NetSpec *spec, const Wiring *wiring, int batch, double scale, const char *label) {
    EngineCase plain, fast, lean;
    char what[160];
    uint64_t seed = (uint64_t)(spec->hidden * 1000 + batch);
    engine_case_init(&plain, spec, wiring, batch, seed);
    scale_weights(&plain, scale);
    plain.trace.kernels = NULL;
    net_forward(&plain.trace, plain.weight);
    net_backward(&plain.trace, plain.gradient, plain.weight);
    for (int set = 0; fast_find(set); set++) {
        engine_case_init(&fast, spec, wiring, batch, seed);
        engine_case_init(&lean, spec, wiring, batch, seed);
        scale_weights(&fast, scale);
        scale_weights(&lean, scale);
        fast.trace.kernels = lean.trace.kernels = fast_find(set);
        snprintf(what, sizeof what, "%s, %s", fast_find(set)->name, label);
        run_fast(&fast);
        compare_cases(&fast, &plain, what);
        check_lean(&lean, &fast, what);
        engine_case_deinit(&fast);
        engine_case_deinit(&lean);
    }
    engine_case_deinit(&plain);
}

static void check_case(const NetSpec *spec, const Wiring *wiring, int batch, const char *label) {
    check_scaled(spec, wiring, batch, 1, label);
}

static void check_sizes(CellKind cell, Activation activation) {
    static const struct {
        int hidden, inputs, outputs, layers, directions, steps, batch;
    } size[] = {
        {1, 1, 1, 1, 1, 1, 1},    {1, 3, 2, 2, 2, 5, 3},  {3, 1, 5, 1, 2, 7, 1},    {5, 9, 8, 3, 1, 6, 2},   {7, 2, 17, 4, 2, 5, 4},
        {8, 8, 8, 1, 1, 20, 1},   {8, 5, 9, 2, 1, 4, 13}, {9, 4, 3, 1, 1, 140, 1},  {13, 6, 1, 1, 1, 9, 7},  {15, 8, 2, 1, 2, 40, 9},
        {16, 8, 8, 1, 1, 6, 5},   {17, 3, 4, 2, 1, 3, 6}, {24, 20, 40, 1, 1, 3, 8}, {32, 8, 8, 1, 1, 12, 1}, {33, 1, 6, 1, 1, 5, 40},
        {40, 8, 8, 1, 1, 2, 256}, {2, 3, 2, 1, 1, 6, 1},  {2, 2, 2, 1, 2, 6, 1},    {2, 1, 4, 1, 1, 3, 1},
    };
    static void (*const wire[])(Wiring *, int) = {wiring_init_many_to_many, wiring_init_many_to_one, wiring_init_one_to_many,
                                                  wiring_init_encoder_decoder};
    for (size_t s = 0; s < sizeof size / sizeof size[0]; s++) {
        for (int w = 0; w < 4; w++) {
            if (w == 3 && size[s].steps < 2) continue; /* a half without steps */
            NetSpec spec = {.cell = cell,
                            .activation = activation,
                            .loss = w == 1 ? LOSS_MSE : LOSS_CROSS_ENTROPY,
                            .hidden = size[s].hidden,
                            .layers = size[s].layers,
                            .directions = size[s].directions,
                            .inputs = size[s].inputs,
                            .outputs = size[s].outputs};
            if (w > 0 && size[s].batch > 16) continue;
            Wiring wiring;
            char label[128];
            wire[w](&wiring, size[s].steps);
            snprintf(label, sizeof label, "cell %d activation %d size %d wiring %d (H %d, T %d, B %d)", (int)cell, (int)activation, (int)s,
                     w, spec.hidden, size[s].steps, size[s].batch);
            check_case(&spec, &wiring, size[s].batch, label);
            if (spec.layers == 1) continue;
            spec.dropout = 0.4;
            snprintf(label, sizeof label, "dropout, cell %d size %d wiring %d", (int)cell, (int)s, w);
            check_case(&spec, &wiring, size[s].batch, label);
        }
    }
}

static void lstm_kernels_agree_with_the_plain_pass(void **state) {
    (void)state;
    check_sizes(CELL_LSTM, ACTIVATION_TANH);
}

static void gru_kernels_agree_with_the_plain_pass(void **state) {
    (void)state;
    check_sizes(CELL_GRU, ACTIVATION_TANH);
}

static void rnn_kernels_agree_with_the_plain_pass(void **state) {
    (void)state;
    check_sizes(CELL_RNN, ACTIVATION_TANH);
}

/* Both sides of every number of blocks, with batches, inputs and outputs on both sides of theirs. */
static void check_boundaries(CellKind cell) {
    static const int hidden_of[] = {1,  2,  4,  5,  7,  8,  9,  10, 12, 15, 16, 17, 23, 24, 25,
                                    31, 32, 33, 39, 40, 41, 47, 48, 49, 55, 63, 64, 65, 72, 88};
    static const int batch_of[] = {2, 17, 3, 8, 16, 4, 9, 7}, inputs_of[] = {8, 1, 9, 16, 7, 24, 17, 25},
                     outputs_of[] = {9, 1, 7, 2, 8, 17};
    for (int i = 0; i < (int)(sizeof hidden_of / sizeof hidden_of[0]); i++) {
        bool large = hidden_of[i] > 41;
        for (int turn = 0; turn < (large ? 2 : 3); turn++) { /* in a batch, alone, alone with other outputs */
            NetSpec spec = {.cell = cell,
                            .loss = LOSS_CROSS_ENTROPY,
                            .hidden = hidden_of[i],
                            .layers = 1,
                            .directions = 1,
                            .inputs = inputs_of[(i + turn) % 8],
                            .outputs = outputs_of[(i + 2 * turn) % 6]};
            int batch = turn ? 1 : large ? 2 + i % 2 : batch_of[i % 8];
            Wiring wiring;
            char label[128];
            wiring_init_many_to_many(&wiring, 2);
            snprintf(label, sizeof label, "boundaries, cell %d, H %d, I %d, O %d, B %d", (int)cell, spec.hidden, spec.inputs, spec.outputs,
                     batch);
            check_case(&spec, &wiring, batch, label);
        }
    }
}

static void kernels_agree_with_the_plain_pass_on_both_sides_of_every_block(void **state) {
    (void)state;
    for (int cell = 0; cell < CELL_COUNT; cell++) check_boundaries((CellKind)cell);
}

/* The smallest: what fits one vector, and what by one number does not. */
static void the_smallest_networks_agree_with_the_plain_pass(void **state) {
    (void)state;
    static const int size_of[] = {1, 2, 3, 4, 5, 7, 8, 9};
    for (int turn = 0; turn < 8 * 8 * 8; turn++) {
        NetSpec spec = {.cell = CELL_RNN,
                        .activation = (Activation)(turn % ACTIVATION_COUNT),
                        .loss = LOSS_CROSS_ENTROPY,
                        .hidden = size_of[turn % 8],
                        .layers = 1 + turn % 3 / 2,
                        .directions = 1 + turn % 7 / 6,
                        .inputs = size_of[turn / 8 % 8],
                        .outputs = size_of[turn / 64]};
        Wiring wiring;
        char label[128];
        if (turn % 5 == 4) {
            wiring_init_many_to_one(&wiring, 3);
        } else {
            wiring_init_many_to_many(&wiring, 3);
        }
        snprintf(label, sizeof label, "smallest, turn %d: H %d, I %d, O %d", turn, spec.hidden, spec.inputs, spec.outputs);
        check_case(&spec, &wiring, 1, label);
    }
}

/* Losses at steps that do not follow each other: the head takes them piece by piece. */
static void wiring_init_gaps(Wiring *wiring, int steps) {
    wiring_init_many_to_many(wiring, steps);
    wiring->loss_count = 0;
    for (int t = 0; t < steps; t++) {
        if (t % 4 == 0 || t % 4 == 1) wiring->loss_step[wiring->loss_count++] = (short)t;
    }
}

/* Longer than a chunk of steps, and more rows at once than the product takes in one piece. */
static void long_sequences_agree_with_the_plain_pass(void **state) {
    (void)state;
    static const struct {
        int hidden, inputs, outputs, directions, steps, batch;
        void (*wire)(Wiring *, int);
    } size[] = {
        {9, 3, 4, 1, 260, 1, wiring_init_many_to_many},
        {16, 8, 8, 1, 260, 1, wiring_init_many_to_many},
        {5, 2, 3, 2, 260, 1, wiring_init_many_to_many},
        {33, 3, 1, 1, 260, 1, wiring_init_many_to_many},
        {16, 2, 9, 2, 90, 3, wiring_init_many_to_many},
        {17, 9, 1, 1, 16, 17, wiring_init_gaps},
        {9, 2, 3, 2, 7, 4, wiring_init_gaps},
        {2, 2, 2, 1, 260, 1, wiring_init_many_to_many},
        {8, 2, 1, 2, 260, 1, wiring_init_many_to_many},
        {3, 1, 2, 1, 260, 1, wiring_init_gaps},
        {16, 8, 20, 1, 24, 24, wiring_init_encoder_decoder},
        {9, 2, 5, 1, 270, 2, wiring_init_encoder_decoder},
    };
    for (int cell = 0; cell < CELL_COUNT; cell++) {
        for (int s = 0; s < (int)(sizeof size / sizeof size[0]); s++) {
            NetSpec spec = {.cell = (CellKind)cell,
                            .loss = LOSS_CROSS_ENTROPY,
                            .hidden = size[s].hidden,
                            .layers = 1,
                            .directions = size[s].directions,
                            .inputs = size[s].inputs,
                            .outputs = size[s].outputs};
            Wiring wiring;
            char label[128];
            size[s].wire(&wiring, size[s].steps);
            snprintf(label, sizeof label, "long, cell %d, size %d", cell, s);
            check_scaled(&spec, &wiring, size[s].batch, 1.5 / sqrt(spec.hidden), label);
        }
    }
}

static void every_activation_agrees_with_the_plain_pass(void **state) {
    (void)state;
    for (int activation = 0; activation < ACTIVATION_COUNT; activation++) {
        NetSpec spec = {.cell = CELL_RNN,
                        .activation = (Activation)activation,
                        .loss = LOSS_MSE,
                        .hidden = 11,
                        .layers = 2,
                        .directions = 2,
                        .inputs = 3,
                        .outputs = 2};
        Wiring wiring;
        char label[64];
        wiring_init_many_to_many(&wiring, 6);
        snprintf(label, sizeof label, "activation %d", activation);
        check_case(&spec, &wiring, 5, label);
        check_case(&spec, &wiring, 1, label);
    }
}

/* ---- what is not finite ---------------------------------------------------------------------------------------------- */

static void nan_and_infinity_come_through_as_in_the_plain_pass(void **state) {
    (void)state;
    static const double bad[] = {NAN, INFINITY, -INFINITY, 1e300, -1e300};
    for (int cell = 0; cell < CELL_COUNT; cell++) {
        for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
            NetSpec spec = {
                .cell = (CellKind)cell, .loss = LOSS_CROSS_ENTROPY, .hidden = 9, .layers = 1, .directions = 1, .inputs = 2, .outputs = 3};
            Wiring wiring;
            EngineCase plain;
            wiring_init_many_to_many(&wiring, 5);
            engine_case_init(&plain, &spec, &wiring, 6, 3);
            plain.trace.kernels = NULL;
            plain.trace.x[(2 * 6 + 4) * 2] = bad[i]; /* step 2, sequence 4 */
            net_forward(&plain.trace, plain.weight);
            for (int set = 0; fast_find(set); set++) {
                EngineCase fast;
                engine_case_init(&fast, &spec, &wiring, 6, 3);
                fast.trace.kernels = fast_find(set);
                fast.trace.x[(2 * 6 + 4) * 2] = bad[i];
                net_forward(&fast.trace, fast.weight);
                const double *h = fast.trace.lane[0][0].h, *right = plain.trace.lane[0][0].h;
                for (int j = 0; j < 5 * 6 * 9; j++) {
                    if (isnan(h[j]) != isnan(right[j]) || (!isnan(h[j]) && !(fabs(h[j] - right[j]) <= 1e-12)))
                        fail_msg("%s, cell %d, %g: h %d is %g, not %g", fast_find(set)->name, cell, bad[i], j, h[j], right[j]);
                }
                for (int j = 0; j < 5 * 6; j++) assert_int_equal(isnan(fast.trace.loss_raw[j]), isnan(plain.trace.loss_raw[j]));
                engine_case_deinit(&fast);
            }
            engine_case_deinit(&plain);
        }
    }
}

/* h is 0 there as well, and the way back divides by neither. */
static void a_gate_that_is_shut_or_open_for_good_agrees_with_the_plain_pass(void **state) {
    (void)state;
    static const int batch_of[] = {1, 3, 8};
    for (int turn = 0; turn < 3 * 4 * 2 * 2; turn++) {
        CellKind cell = turn % 2 ? CELL_GRU : CELL_LSTM;
        int gates = cell == CELL_GRU ? 3 : 4, gate = turn / 4 % 4 % gates, batch = batch_of[turn / 16], hidden = turn / 2 % 2 ? 9 : 8;
        NetSpec spec = {
            .cell = cell, .loss = LOSS_CROSS_ENTROPY, .hidden = hidden, .layers = 1, .directions = 1, .inputs = 2, .outputs = 3};
        Wiring wiring;
        EngineCase plain, fast;
        char label[80];
        wiring_init_many_to_many(&wiring, 5);
        engine_case_init(&plain, &spec, &wiring, batch, 3);
        double *bias = plain.weight + net_get_param(&plain.net, PARAM_INPUT_BIAS, 0, 0)->offset + gate * hidden;
        bias[2] = -1e4;
        bias[3] = 1e4;
        plain.trace.kernels = NULL;
        net_forward(&plain.trace, plain.weight);
        net_backward(&plain.trace, plain.gradient, plain.weight);
        for (int set = 0; fast_find(set); set++) {
            engine_case_init(&fast, &spec, &wiring, batch, 3);
            memcpy(fast.weight, plain.weight, plain.net.weight_count * sizeof(double));
            fast.trace.kernels = fast_find(set);
            snprintf(label, sizeof label, "%s, cell %d, gate %d, B %d", fast_find(set)->name, (int)cell, gate, batch);
            run_fast(&fast);
            compare_cases(&fast, &plain, label);
            engine_case_deinit(&fast);
        }
        engine_case_deinit(&plain);
    }
}

/* Several share a division, whose rounding must not take a value beyond the end of its range. */
static void no_saturated_value_is_beyond_one(void **state) {
    (void)state;
    static const int hidden_of[] = {8, 16, 29, 64}, batch_of[] = {1, 2, 4};
    for (int turn = 0; turn < 3 * 4 * 3; turn++) {
        NetSpec spec = {
            .cell = (CellKind)(turn % 3), .hidden = hidden_of[turn / 3 % 4], .layers = 1, .directions = 1, .inputs = 2, .outputs = 3};
        int batch = batch_of[turn / 12];
        Wiring wiring;
        wiring_init_many_to_many(&wiring, 40);
        for (int set = 0; fast_find(set); set++) {
            EngineCase fast;
            engine_case_init(&fast, &spec, &wiring, batch, 3);
            scale_weights(&fast, 40);
            fast.trace.kernels = fast_find(set);
            net_forward(&fast.trace, fast.weight);
            const TraceLane *lane = &fast.trace.lane[0][0];
            size_t rows = (size_t)(40 * batch * spec.hidden), at_end = 0;
            for (size_t j = 0; j < rows && spec.cell != CELL_GRU; j++) { /* the GRU's h has its part of h0 */
                assert_true(fabs(lane->h[j]) <= 1);
                at_end += fabs(lane->h[j]) == 1;
            }
            for (size_t j = 0; j < rows * (size_t)fast.net.gates && lane->gate; j++) {
                assert_true(fabs(lane->gate[j]) <= 1);
                at_end += lane->gate[j] == 1;
            }
            assert_true(at_end > 20);
            engine_case_deinit(&fast);
        }
    }
}

/* Of a weight: one gate is not a number; the others, which share its division, are what they are. */
static void a_gate_that_is_not_a_number_spoils_no_other(void **state) {
    (void)state;
    static const int batch_of[] = {1, 2, 4};
    for (int turn = 0; turn < 3 * 4 * 2; turn++) {
        CellKind cell = turn % 2 ? CELL_GRU : CELL_LSTM;
        int gates = cell == CELL_GRU ? 3 : 4, gate = turn / 2 % 4 % gates, batch = batch_of[turn / 8], hidden = 9;
        NetSpec spec = {
            .cell = cell, .loss = LOSS_CROSS_ENTROPY, .hidden = hidden, .layers = 1, .directions = 1, .inputs = 2, .outputs = 3};
        Wiring wiring;
        EngineCase plain;
        wiring_init_many_to_many(&wiring, 1);
        engine_case_init(&plain, &spec, &wiring, batch, 3);
        size_t bad = net_get_param(&plain.net, PARAM_INPUT_BIAS, 0, 0)->offset + (size_t)(gate * hidden + 4);
        plain.trace.kernels = NULL;
        plain.weight[bad] = NAN;
        net_forward(&plain.trace, plain.weight);
        for (int set = 0; fast_find(set); set++) {
            EngineCase fast;
            engine_case_init(&fast, &spec, &wiring, batch, 3);
            fast.trace.kernels = fast_find(set);
            fast.weight[bad] = NAN;
            net_forward(&fast.trace, fast.weight);
            const double *is = fast.trace.lane[0][0].gate, *right = plain.trace.lane[0][0].gate;
            for (int j = 0; j < batch * gates * hidden; j++) {
                if (isnan(is[j]) != isnan(right[j]) || (!isnan(is[j]) && !(fabs(is[j] - right[j]) <= 1e-12)))
                    fail_msg("%s, cell %d, gate %d: number %d is %g, not %g", fast_find(set)->name, (int)cell, gate, j, is[j], right[j]);
            }
            engine_case_deinit(&fast);
        }
        engine_case_deinit(&plain);
    }
}

/* Numbers of every sequence but one, `wide` of each at every one of the `steps`, have the same bits. */
static void compare_others(const double *a, const double *b, int steps, int batch, int wide, int bad, const char *what, const char *label) {
    for (int row = 0; row < steps * batch; row++) {
        if (row % batch != bad && memcmp(a + row * wide, b + row * wide, (size_t)wide * sizeof(double)))
            fail_msg("%s: %s of sequence %d has other bits because sequence %d is not finite", label, what, row % batch, bad);
    }
}

static void check_neighbours(const NetSpec *spec, int batch, int bad, double value, const FastKernels *kernels, bool lean) {
    EngineCase good, spoilt;
    Wiring wiring;
    char label[160];
    int steps = 4, hidden = spec->hidden;
    wiring_init_many_to_many(&wiring, steps);
    engine_case_init(&good, spec, &wiring, batch, 3);
    engine_case_init(&spoilt, spec, &wiring, batch, 3);
    spoilt.trace.x[(1 * batch + bad) * spec->inputs] = value;
    good.trace.kernels = spoilt.trace.kernels = kernels;
    good.trace.lean = spoilt.trace.lean = lean;
    run_fast(&good);
    run_fast(&spoilt);
    const Trace *a = &good.trace, *b = &spoilt.trace;
    snprintf(label, sizeof label, "%s, cell %d, activation %d, H %d, %d of %d, %g, %s", kernels->name, (int)spec->cell,
             (int)spec->activation, hidden, bad, batch, value, lean ? "lean" : "full");
    for (int layer = 0; layer < spec->layers; layer++) {
        for (int direction = 0; direction < spec->directions; direction++) {
            const TraceLane *c = &a->lane[layer][direction], *d = &b->lane[layer][direction];
            compare_others(c->h, d->h, steps, batch, hidden, bad, "h", label);
            compare_others(c->dh0, d->dh0, 1, batch, hidden, bad, "dh0", label);
            if (c->dc0) compare_others(c->dc0, d->dc0, 1, batch, hidden, bad, "dc0", label);
            if (!lean) compare_others(c->dpre, d->dpre, steps, batch, hidden * good.net.gates, bad, "dpre", label);
        }
    }
    compare_others(a->y, b->y, steps, batch, spec->outputs, bad, "y", label);
    compare_others(a->prob, b->prob, steps, batch, spec->outputs, bad, "prob", label);
    compare_others(a->loss_raw, b->loss_raw, steps, batch, 1, bad, "loss", label);
    compare_others(a->dy, b->dy, steps, batch, spec->outputs, bad, "dy", label);
    if (!lean) compare_others(a->dx, b->dx, steps, batch, spec->inputs, bad, "dx", label);
    engine_case_deinit(&good);
    engine_case_deinit(&spoilt);
}

static void a_sequence_that_is_not_finite_changes_no_bit_of_its_neighbours(void **state) {
    (void)state;
    static const int batch_of[] = {2, 3, 4, 7, 9, 17}, hidden_of[] = {9, 16};
    static const double bad[] = {NAN, INFINITY, -INFINITY};
    for (int turn = 0; turn < 6 * 2 * 2; turn++) {
        int batch = batch_of[turn % 6];
        for (int cell = 0; cell < CELL_COUNT; cell++) {
            NetSpec spec = {.cell = (CellKind)cell,
                            .activation = (Activation)(turn % ACTIVATION_COUNT),
                            .loss = LOSS_CROSS_ENTROPY,
                            .hidden = hidden_of[turn / 6 % 2],
                            .layers = 2,
                            .directions = turn % 4 ? 1 : 2,
                            .inputs = 2,
                            .outputs = 5};
            double value = bad[(turn + turn / 6) % 3];
            for (int set = 0; fast_find(set); set++) check_neighbours(&spec, batch, turn % batch, value, fast_find(set), turn >= 12);
        }
    }
}

static void nan_stays_nan_through_every_activation(void **state) {
    (void)state;
    for (int activation = 0; activation < ACTIVATION_COUNT; activation++) {
        for (int batch = 1; batch <= 3; batch += 2) {
            NetSpec spec = {.cell = CELL_RNN,
                            .activation = (Activation)activation,
                            .loss = LOSS_MSE,
                            .hidden = 9,
                            .layers = 1,
                            .directions = 1,
                            .inputs = 2,
                            .outputs = 3};
            Wiring wiring;
            wiring_init_many_to_many(&wiring, 2);
            for (int set = 0; fast_find(set); set++) {
                EngineCase fast;
                engine_case_init(&fast, &spec, &wiring, batch, 3);
                fast.trace.kernels = fast_find(set);
                fast.trace.x[(batch - 1) * 2 + 1] = NAN;
                net_forward(&fast.trace, fast.weight);
                for (int j = 0; j < 2 * batch * 9; j++)
                    assert_int_equal(isnan(fast.trace.lane[0][0].h[j]) != 0, j / 9 % batch == batch - 1);
                engine_case_deinit(&fast);
            }
        }
    }
}

static void a_target_that_is_no_class_makes_its_loss_nan(void **state) {
    (void)state;
    NetSpec spec = {.cell = CELL_LSTM, .loss = LOSS_CROSS_ENTROPY, .hidden = 2, .layers = 1, .directions = 1, .inputs = 2, .outputs = 3};
    Wiring wiring;
    wiring_init_many_to_many(&wiring, 4);
    for (int set = 0; fast_find(set); set++) {
        EngineCase fast;
        engine_case_init(&fast, &spec, &wiring, 1, 3);
        fast.trace.kernels = fast_find(set);
        fast.trace.target[1] = 3;
        fast.trace.target[2] = NAN;
        net_forward(&fast.trace, fast.weight);
        for (int k = 0; k < 4; k++) assert_int_equal(isnan(fast.trace.loss_raw[k]) != 0, k == 1 || k == 2);
        engine_case_deinit(&fast);
    }
}

/* ---- vector functions ------------------------------------------------------------------------------------------------ */

static long double exact(long double x, int which) {
    if (which == FAST_MAP_TANH) return tanhl(x);
    if (which == FAST_MAP_SIGMOID) return 1 / (1 + expl(-x));
    return which == FAST_MAP_EXP ? expl(-fabsl(x)) : logl(1 + (long double)(double)fabsl(x));
}

/* Absolute error for all; relative too where it is promised. */
static void check_values(const FastKernels *kernels, const double *x, int count, int which, double absolute, double relative) {
    double value[256];
    kernels->map(value, x, count, which);
    for (int i = 0; i < count; i++) {
        long double right = exact(which == FAST_MAP_LOG ? (1 + fabs(x[i])) - 1 : x[i], which);
        long double apart = fabsl((long double)value[i] - right);
        double least = which == FAST_MAP_SIGMOID ? 3.1e-96 : DBL_MIN; /* nonlinear.h: sigmoid(-220) */
        if (isnan(x[i]) ? isnan(value[i]) : apart <= absolute && apart <= relative * fabsl(right) + least) continue;
        fail_msg("%s, function %d at %.17g: %.17g, right is %.17Lg", kernels->name, which, x[i], value[i], right);
    }
}

static void check_function(int which, double absolute, double relative) {
    for (int set = 0; fast_find(set); set++) {
        double x[256];
        Random random = random_from(11, (uint64_t)which);
        for (int turn = 0; turn < 400; turn++) {
            for (int i = 0; i < 256; i++) { /* all magnitudes, and a dense sweep of where they bend */
                double sign = random_below(&random, 2) ? 1 : -1, part = random_unit(&random);
                x[i] = i % 2 ? sign * ldexp(1 + part, random_below(&random, 40) - 30) : -20 + 40 * (turn + part) / 400;
                if (i % 16 == 1) x[i] = sign * ldexp(1 + part, -random_below(&random, 1070)); /* down to the subnormals */
            }
            check_values(fast_find(set), x, 256, which, absolute, relative);
        }
        const double edge[] = {0.0,   -0.0, DBL_MIN, -DBL_MIN, DBL_TRUE_MIN, -DBL_TRUE_MIN, 1e-300, 1e-17, -1e-9,  0.34657359,
                               707.9, -708, -708.5,  745,      -746,         1e4,           -1e4,   1e300, -1e300, NAN};
        check_values(fast_find(set), edge, (int)(sizeof edge / sizeof edge[0]), which, which == FAST_MAP_LOG ? 1e-13 : absolute, relative);
    }
}

static void tanh_is_right_and_keeps_its_relative_accuracy(void **state) {
    (void)state;
    check_function(FAST_MAP_TANH, 4e-16, 1e-15);
}

static void sigmoid_is_right(void **state) {
    (void)state;
    check_function(FAST_MAP_SIGMOID, 4e-16, 3e-14); /* of exp(-700), too */
}

static void exp_is_right(void **state) {
    (void)state;
    check_function(FAST_MAP_EXP, 4e-16, 1e-15);
}

static void log_is_right(void **state) {
    (void)state;
    check_function(FAST_MAP_LOG, 1e-13, 1e-15);
}

static void infinities_saturate(void **state) {
    (void)state;
    for (int set = 0; fast_find(set); set++) {
        const double x[4] = {INFINITY, -INFINITY, 800, -800};
        double value[4];
        fast_find(set)->map(value, x, 4, FAST_MAP_TANH);
        for (int i = 0; i < 4; i++) assert_true(value[i] == (i % 2 ? -1 : 1));
        fast_find(set)->map(value, x, 4, FAST_MAP_SIGMOID);
        for (int i = 0; i < 4; i++) assert_true(i % 2 ? value[i] >= 0 && value[i] <= 3.1e-96 : value[i] == 1);
        fast_find(set)->map(value, x, 4, FAST_MAP_EXP);
        for (int i = 0; i < 4; i++) assert_true(value[i] == 0);
    }
}

static void there_is_always_a_set_of_kernels(void **state) {
    (void)state;
    assert_non_null(fast_find(0));
    assert_null(fast_find(3));
    EngineCase engine_case;
    NetSpec spec = {.cell = CELL_GRU, .hidden = 2, .layers = 1, .directions = 1, .inputs = 2, .outputs = 3};
    Wiring wiring;
    wiring_init_many_to_many(&wiring, 4);
    engine_case_init(&engine_case, &spec, &wiring, 1, 3);
    assert_ptr_equal(engine_case.trace.kernels, fast_find(0)); /* a trace takes the best of them */
    engine_case_deinit(&engine_case);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(there_is_always_a_set_of_kernels),
        cmocka_unit_test(tanh_is_right_and_keeps_its_relative_accuracy),
        cmocka_unit_test(sigmoid_is_right),
        cmocka_unit_test(exp_is_right),
        cmocka_unit_test(log_is_right),
        cmocka_unit_test(infinities_saturate),
        cmocka_unit_test(lstm_kernels_agree_with_the_plain_pass),
        cmocka_unit_test(gru_kernels_agree_with_the_plain_pass),
        cmocka_unit_test(rnn_kernels_agree_with_the_plain_pass),
        cmocka_unit_test(kernels_agree_with_the_plain_pass_on_both_sides_of_every_block),
        cmocka_unit_test(the_smallest_networks_agree_with_the_plain_pass),
        cmocka_unit_test(long_sequences_agree_with_the_plain_pass),
        cmocka_unit_test(every_activation_agrees_with_the_plain_pass),
        cmocka_unit_test(nan_and_infinity_come_through_as_in_the_plain_pass),
        cmocka_unit_test(nan_stays_nan_through_every_activation),
        cmocka_unit_test(a_gate_that_is_shut_or_open_for_good_agrees_with_the_plain_pass),
        cmocka_unit_test(no_saturated_value_is_beyond_one),
        cmocka_unit_test(a_gate_that_is_not_a_number_spoils_no_other),
        cmocka_unit_test(a_sequence_that_is_not_finite_changes_no_bit_of_its_neighbours),
        cmocka_unit_test(a_target_that_is_no_class_makes_its_loss_nan),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
