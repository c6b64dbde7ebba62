/* Sequences of unequal lengths in one batch against each of them alone: an unbatched pass of the plain code over as many steps as the
   sequence has knows nothing of padding. Every cell, activation, wiring and loss, layers, directions, every set of kernels; then
   finite differences, and the analyses of a single padded sequence. */
// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "base/random.h"
#include "engine/analysis/analysis.h"
#include "engine/analysis/axes.h"
#include "engine/analysis/follow.h"
#include "engine/analysis/spectrum.h"
#include "engine/analysis/spread.h"
#include "engine/analysis/truncated.h"
#include "engine/analysis/units.h"
#include "engine/analysis/whatif.h"
#include "engine/fast/fast.h"
#include "support/engine_case.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double agreement = 1e-12; /* of the block's largest magnitude */

typedef void (*Wire)(Wiring *, int);
static const Wire wire_of[] = {wiring_init_many_to_many, wiring_init_many_to_one, wiring_init_one_to_many};

static void compare(const double *padded, const double *alone, size_t count, const char *what, const char *label) {
    double largest = 0, apart = 0;
    for (size_t i = 0; alone && i < count; i++) {
        largest = fmax(largest, fabs(alone[i]));
        apart = isfinite(padded[i]) ? fmax(apart, fabs(padded[i] - alone[i])) : INFINITY;
    }
    if (!(apart <= agreement * largest)) fail_msg("%s: %s is %.3g away, of %.3g", label, what, apart, largest);
}

/* Lengths from 1 to T, T among them, and rubbish where nothing may be read. */
static void shorten(EngineCase *padded, uint64_t seed) {
    Trace *trace = &padded->trace;
    Random random = random_from(seed, 77);
    int inputs = padded->net.spec.inputs, outputs = padded->net.spec.outputs, steps = trace->wiring.steps;
    for (int b = 0; b < trace->batch; b++) {
        int length = b == 1 ? steps : b == 2 ? 1 : 1 + (int)random_below(&random, steps);
        trace_set_length(trace, b, length);
        for (int t = length; t < steps; t++) {
            for (int i = 0; i < inputs; i++) trace->x[(t * trace->batch + b) * inputs + i] = 1e6;
        }
        for (int k = trace_count_losses(trace, b); k < trace->wiring.loss_count; k++) {
            int columns = padded->net.spec.loss == LOSS_MSE ? outputs : 1;
            for (int i = 0; i < columns; i++) trace->target[(k * trace->batch + b) * columns + i] = -1e6;
        }
    }
}

/* Row b of every step of `from` to a trace of batch 1. */
static void copy_rows(double *to, const double *from, int steps, int batch, int b, int cols) {
    for (int t = 0; to && t < steps; t++) memcpy(to + t * cols, from + (t * batch + b) * cols, (size_t)cols * sizeof(double));
}

static void init_alone(EngineCase *alone, const EngineCase *padded, Wire wire, int b) {
    const NetSpec *spec = &padded->net.spec;
    const Trace *trace = &padded->trace;
    Wiring wiring;
    int length = trace->length[b];
    wire(&wiring, length);
    wiring.sum_losses = trace->wiring.sum_losses;
    engine_case_init(alone, spec, &wiring, 1, 1);
    alone->trace.kernels = NULL;
    memcpy(alone->weight, padded->weight, padded->net.weight_count * sizeof(double));
    copy_rows(alone->trace.x, trace->x, length, trace->batch, b, spec->inputs);
    copy_rows(alone->trace.target, trace->target, wiring.loss_count, trace->batch, b, spec->loss == LOSS_MSE ? spec->outputs : 1);
    for (int layer = 0; layer < spec->layers; layer++) {
        for (int direction = 0; direction < spec->directions; direction++) {
            const TraceLane *from = &trace->lane[layer][direction];
            TraceLane *to = &alone->trace.lane[layer][direction];
            copy_rows(to->h0, from->h0, 1, trace->batch, b, spec->hidden);
            copy_rows(to->c0, from->c0, 1, trace->batch, b, spec->hidden);
            copy_rows(to->mask, from->mask, length, trace->batch, b, spec->hidden);
        }
    }
}

/* Row b of a block of the padded trace: the same as alone, times `scale`, and `behind` (0 or held) after the end. */
static void compare_rows(const double *padded, const double *alone, const Trace *trace, int b, int cols, double scale, const char *what,
                         const char *label) {
    static double row[64 * 1024];
    int length = trace->length[b];
    if (!alone) return;
    copy_rows(row, padded, trace->wiring.steps, trace->batch, b, cols);
    for (int i = 0; i < length * cols; i++) row[i] /= scale;
    compare(row, alone, (size_t)(length * cols), what, label);
    for (int i = length * cols; i < trace->wiring.steps * cols; i++) {
        if (row[i] != 0) fail_msg("%s: %s is %g behind the end of sequence %d", label, what, row[i], b);
    }
}

static void compare_lane(const EngineCase *padded, const EngineCase *alone, int layer, int direction, int b, double scale,
                         const char *label) {
    const Trace *trace = &padded->trace;
    const TraceLane *a = &trace->lane[layer][direction], *c = &alone->trace.lane[layer][direction];
    int hidden = padded->net.spec.hidden, wide = padded->net.gates * hidden, batch = trace->batch;
    compare_rows(a->pre, c->pre, trace, b, wide, 1, "pre", label);
    if (a->gate != a->h) compare_rows(a->gate, c->gate, trace, b, wide, 1, "gate", label);
    compare_rows(a->dh, c->dh, trace, b, hidden, scale, "dh", label);
    compare_rows(a->dc, c->dc, trace, b, hidden, scale, "dc", label);
    compare_rows(a->dh_carry, c->dh_carry, trace, b, hidden, scale, "dh carry", label);
    compare_rows(a->dpre, c->dpre, trace, b, wide, scale, "dpre", label);
    compare_rows(a->dq, c->dq, trace, b, hidden, scale, "dq", label);
    double row[64];
    for (int j = 0; j < hidden; j++) row[j] = a->dh0[b * hidden + j] / scale;
    compare(row, c->dh0, (size_t)hidden, "dh0", label);
    for (int j = 0; a->dc0 && j < hidden; j++) row[j] = a->dc0[b * hidden + j] / scale;
    compare(row, c->dc0, (size_t)hidden, "dc0", label);
    /* h and c: held */
    for (int t = 0; t < trace->wiring.steps; t++) {
        int length = trace->length[b], at = t < length ? t : length - 1;
        const double *h = t < length || !direction ? c->h + at * hidden : c->h0, *held = a->h + (t * batch + b) * hidden;
        compare(held, h, (size_t)hidden, "h", label);
        if (t >= length &&
            memcmp(held, direction ? a->h0 + b * hidden : a->h + ((length - 1) * batch + b) * hidden, (size_t)hidden * sizeof(double)))
            fail_msg("%s: h of sequence %d is not held at step %d", label, b, t);
        if (a->c)
            compare(a->c + (t * batch + b) * hidden, t < length || !direction ? c->c + at * hidden : c->c0, (size_t)hidden, "c", label);
    }
}

static void check(EngineCase *padded, Wire wire, const char *label) {
    const NetSpec *spec = &padded->net.spec;
    Trace *trace = &padded->trace;
    double *sum = calloc(padded->net.weight_count, sizeof *sum), loss = 0;
    long asked = 0;
    memset(padded->gradient, 0xff, padded->net.weight_count * sizeof(double));
    if (trace->kernels) memset(trace->scratch, 0xff, fast_work_count(&padded->net, &trace->wiring, trace->batch) * sizeof(double));
    engine_case_run(padded);
    for (int b = 0; b < trace->batch; b++) asked += trace_count_losses(trace, b);
    for (int b = 0; b < trace->batch; b++) {
        EngineCase alone;
        init_alone(&alone, padded, wire, b);
        engine_case_run(&alone);
        double scale = trace->wiring.sum_losses ? 1 : (double)alone.trace.wiring.loss_count / (double)asked;
        for (size_t i = 0; i < padded->net.weight_count; i++) sum[i] += scale * alone.gradient[i];
        loss += scale * alone.trace.loss;
        for (int layer = 0; layer < spec->layers; layer++) {
            for (int direction = 0; direction < spec->directions; direction++)
                compare_lane(padded, &alone, layer, direction, b, scale, label);
        }
        compare_rows(trace->dx, alone.trace.dx, trace, b, spec->inputs, scale, "dx", label);
        engine_case_deinit(&alone);
    }
    compare(padded->gradient, sum, padded->net.weight_count, "gradient", label);
    assert_near(trace->loss, loss, 1e-12, 1e-9, label, 0);
    assert_false(trace->fault.found);
    free(sum);
}

/* A long chain would amplify rounding like anything else. */
static void init(EngineCase *out, const NetSpec *spec, const Wiring *wiring, int batch, uint64_t seed) {
    engine_case_init(out, spec, wiring, batch, seed);
    for (size_t i = 0; wiring->steps > 60 && i < out->net.weight_count; i++) out->weight[i] *= 0.4;
    shorten(out, seed);
}

/* What training asks for: the same bits. */
static void check_lean(const EngineCase *full, uint64_t seed, const char *label) {
    EngineCase lean;
    init(&lean, &full->net.spec, &full->trace.wiring, full->trace.batch, seed);
    lean.trace.kernels = full->trace.kernels;
    lean.trace.lean = true;
    memset(lean.trace.scratch, 0xff, fast_work_count(&lean.net, &lean.trace.wiring, lean.trace.batch) * sizeof(double));
    net_forward(&lean.trace, lean.weight);
    net_backward(&lean.trace, lean.gradient, lean.weight);
    if (lean.trace.loss != full->trace.loss || memcmp(lean.gradient, full->gradient, lean.net.weight_count * sizeof(double)))
        fail_msg("%s: the loss or the gradient has other bits when less is kept", label);
    engine_case_deinit(&lean);
}

static void check_spec(const NetSpec *spec, int w, int steps, int batch, bool sums, uint64_t seed) {
    Wiring wiring;
    wire_of[w](&wiring, steps);
    wiring.sum_losses = sums;
    for (int set = 0; set == 0 || fast_find(set - 1); set++) {
        const FastKernels *kernels = set ? fast_find(set - 1) : NULL;
        EngineCase padded;
        char label[160];
        snprintf(label, sizeof label, "%s, cell %d activation %d wiring %d H %d I %d O %d L %d D %d T %d B %d",
                 kernels ? kernels->name : "plain", (int)spec->cell, (int)spec->activation, w, spec->hidden, spec->inputs, spec->outputs,
                 spec->layers, spec->directions, steps, batch);
        init(&padded, spec, &wiring, batch, seed);
        padded.trace.kernels = kernels;
        check(&padded, wire_of[w], label);
        if (kernels) check_lean(&padded, seed, label);
        engine_case_deinit(&padded);
    }
}

static void check_cell(CellKind cell, Activation activation) {
    static const struct {
        int hidden, inputs, outputs, layers, directions, steps, batch;
    } size[] = {
        {1, 1, 1, 1, 1, 5, 2},  {3, 2, 3, 1, 1, 7, 1},  {3, 2, 3, 1, 2, 7, 1},  {3, 2, 3, 2, 2, 6, 3},   {5, 9, 8, 3, 1, 6, 4},
        {8, 8, 8, 1, 1, 9, 1},  {8, 8, 8, 1, 2, 9, 5},  {8, 7, 7, 1, 1, 24, 1}, {9, 4, 3, 2, 2, 12, 13}, {16, 8, 8, 1, 1, 10, 6},
        {16, 3, 9, 1, 2, 8, 9}, {17, 3, 4, 2, 1, 5, 7}, {24, 5, 2, 1, 2, 4, 3}, {33, 2, 6, 1, 2, 5, 4},  {16, 8, 8, 2, 2, 70, 9},
        {8, 3, 2, 1, 1, 70, 1}, {8, 3, 2, 1, 2, 70, 1}, {40, 7, 7, 1, 1, 9, 2}, {8, 2, 2, 1, 2, 150, 4},
    };
    for (int s = 0; s < (int)(sizeof size / sizeof size[0]); s++) {
        for (int w = 0; w < 3; w++) {
            NetSpec spec = {.cell = cell,
                            .activation = activation,
                            .loss = (s + w) % 2 ? LOSS_MSE : LOSS_CROSS_ENTROPY,
                            .hidden = size[s].hidden,
                            .layers = size[s].layers,
                            .directions = size[s].directions,
                            .inputs = size[s].inputs,
                            .outputs = size[s].outputs,
                            .dropout = size[s].layers > 1 && w == 0 ? 0.4 : 0};
            if (size[s].steps > 60 && activation != ACTIVATION_TANH) continue; /* a chain that grows amplifies rounding */
            check_spec(&spec, w, size[s].steps, size[s].batch, (s + w) % 3 == 0, (uint64_t)(100 + s));
        }
    }
}

static void a_padded_batch_has_the_gradients_of_its_sequences_alone_lstm(void **state) {
    (void)state;
    check_cell(CELL_LSTM, ACTIVATION_TANH);
}

static void a_padded_batch_has_the_gradients_of_its_sequences_alone_gru(void **state) {
    (void)state;
    check_cell(CELL_GRU, ACTIVATION_TANH);
}

static void a_padded_batch_has_the_gradients_of_its_sequences_alone_rnn(void **state) {
    (void)state;
    for (int activation = 0; activation < ACTIVATION_COUNT; activation++) check_cell(CELL_RNN, (Activation)activation);
}

/* --- finite differences --- */

static double loss_at(EngineCase *engine_case, double *number, double value) {
    double before = *number;
    *number = value;
    net_forward(&engine_case->trace, engine_case->weight);
    *number = before;
    return engine_case->trace.loss;
}

/* Central differences at two widths, Richardson's combination. */
static double difference(EngineCase *engine_case, double *number) {
    double at = *number, h = 2e-3;
    double wide = (loss_at(engine_case, number, at + h) - loss_at(engine_case, number, at - h)) / (2 * h);
    h /= 2;
    double narrow = (loss_at(engine_case, number, at + h) - loss_at(engine_case, number, at - h)) / (2 * h);
    return (4 * narrow - wide) / 3;
}

static void check_numbers(EngineCase *engine_case, double *numbers, const double *gradient, size_t count, const char *what) {
    for (size_t i = 0; i < count; i++) assert_near(gradient[i], difference(engine_case, &numbers[i]), 1e-6, 1e-4, what, (int)i);
}

static void a_padded_batch_agrees_with_finite_differences(void **state) {
    (void)state;
    for (int turn = 0; turn < CELL_COUNT * 2 * 2 * 2; turn++) {
        NetSpec spec = engine_case_deep_spec((CellKind)(turn % CELL_COUNT), 1 + turn / CELL_COUNT % 2, 1 + turn / (2 * CELL_COUNT) % 2);
        int w = turn / (4 * CELL_COUNT);
        EngineCase padded;
        Wiring wiring;
        char label[96];
        spec.loss = LOSS_CROSS_ENTROPY;
        wire_of[w](&wiring, 5);
        engine_case_init(&padded, &spec, &wiring, 4, (uint64_t)turn + 1);
        shorten(&padded, (uint64_t)turn + 1);
        engine_case_run(&padded);
        snprintf(label, sizeof label, "cell %d L %d D %d wiring %d", (int)spec.cell, spec.layers, spec.directions, w);
        check_numbers(&padded, padded.weight, padded.gradient, padded.net.weight_count, label);
        check_numbers(&padded, padded.trace.x, padded.trace.dx, (size_t)(5 * 4 * spec.inputs), label); /* of padding, 0 */
        for (int layer = 0; layer < spec.layers; layer++) {
            for (int direction = 0; direction < spec.directions; direction++) {
                TraceLane *lane = &padded.trace.lane[layer][direction];
                check_numbers(&padded, lane->h0, lane->dh0, (size_t)(4 * spec.hidden), label);
                if (lane->c0) check_numbers(&padded, lane->c0, lane->dc0, (size_t)(4 * spec.hidden), label);
            }
        }
        engine_case_deinit(&padded);
    }
}

/* --- the analyses of one sequence --- */

static void compare_follow(const EngineCase *padded, const EngineCase *alone, int loss, const char *label) {
    Follow a, b;
    int length = alone->trace.wiring.steps, top = padded->net.spec.layers - 1;
    assert_true(follow_init(&a, &padded->trace, NULL) && follow_init(&b, &alone->trace, NULL));
    follow_measure(&a, &padded->trace, padded->weight, loss, NULL);
    follow_measure(&b, &alone->trace, alone->weight, loss, NULL);
    assert_near(a.S, b.S, 1e-10, 1e-300, label, 0);
    for (int direction = 0; direction < padded->net.spec.directions; direction++) {
        FollowVerdict one = follow_judge(&a, direction), other = follow_judge(&b, direction);
        assert_int_equal(one.word, other.word);
        assert_int_equal(one.arrows, other.arrows);
        assert_int_equal(a.lane[top][direction].far, b.lane[top][direction].far);
        assert_near(one.log10_ratio, other.log10_ratio, 1e-9, 1, label, direction);
        for (int layer = 0; layer <= top; layer++) {
            const FollowLane *lane = &a.lane[layer][direction], *of = &b.lane[layer][direction];
            for (int t = 0; t < length; t++) assert_near(lane->r[t], of->r[t], 1e-9, 1e-300, label, t);
            for (int t = length; t < a.steps; t++) assert_true(lane->r[t] == 0 && isnan(lane->factor[t]));
        }
    }
    follow_deinit(&a);
    follow_deinit(&b);
}

static void compare_truncated(const EngineCase *padded, const EngineCase *alone, const char *label) {
    Truncated a, b;
    assert_true(truncated_init(&a, &padded->trace, NULL) && truncated_init(&b, &alone->trace, NULL));
    for (int window = 1; window <= alone->trace.wiring.steps; window += 2) {
        truncated_measure(&a, &padded->trace, padded->weight, padded->gradient, window);
        truncated_measure(&b, &alone->trace, alone->weight, alone->gradient, window);
        compare(a.gradient, b.gradient, padded->net.weight_count, "the truncated gradient", label);
    }
    truncated_deinit(&a);
    truncated_deinit(&b);
}

static void compare_items(const EngineCase *padded, const EngineCase *alone, const char *label) {
    Items a, b;
    int length = alone->trace.wiring.steps, losses = alone->trace.wiring.loss_count;
    assert_true(items_init(&a, &padded->trace, NULL) && items_init(&b, &alone->trace, NULL));
    items_measure(&a, &padded->trace, padded->weight);
    items_measure(&b, &alone->trace, alone->weight);
    for (int layer = 0; layer < padded->net.spec.layers; layer++) {
        for (int direction = 0; direction < padded->net.spec.directions; direction++) {
            for (int k = 0; k < a.losses; k++) {
                for (int t = 0; t < a.steps; t++) {
                    double here = a.G[layer][direction][k * a.steps + t];
                    if (k < losses && t < length)
                        assert_near(here, b.G[layer][direction][k * length + t], 1e-9, 1e-300, label, k);
                    else
                        assert_true(here == 0);
                }
            }
        }
    }
    items_deinit(&a);
    items_deinit(&b);
}

static void compare_whatif(const EngineCase *padded, const EngineCase *alone, const char *label) {
    WhatIf what = {.kind = WHATIF_GATE, .step = 1, .unit = -1, .sequence = -1, .value = 0.3};
    EngineCase a, b;
    double *room = calloc(padded->net.weight_count, sizeof *room);
    engine_case_init(&a, &padded->net.spec, &padded->trace.wiring, 1, 5);
    engine_case_init(&b, &alone->net.spec, &alone->trace.wiring, 1, 5);
    whatif_run(&a.trace, a.gradient, room, &padded->trace, padded->weight, &what);
    whatif_run(&b.trace, b.gradient, room, &alone->trace, alone->weight, &what);
    assert_near(a.trace.loss, b.trace.loss, 1e-12, 1e-9, label, 0);
    compare(a.gradient, b.gradient, padded->net.weight_count, "the gradient of a what-if", label);
    what.step = padded->trace.length[0];
    assert_false(whatif_check(&what, &padded->trace, NULL));
    what.step--;
    assert_true(whatif_check(&what, &padded->trace, NULL));
    free(room);
    engine_case_deinit(&a);
    engine_case_deinit(&b);
}

/* What counts units or steps counts none behind the end. */
static void compare_counts(const EngineCase *padded, const EngineCase *alone, int layer, int direction, const char *label) {
    const Trace *a = &padded->trace, *c = &alone->trace;
    double both[2] = {trace_mean_saturation(a, layer, direction, 0, a->wiring.steps - 1),
                      trace_mean_saturation(c, layer, direction, 0, c->wiring.steps - 1)};
    compare(&both[0], &both[1], 1, "saturation", label);
    UnitShares units, units_alone;
    units_measure(&units, a, layer, direction);
    units_measure(&units_alone, c, layer, direction);
    compare(units.saturated, units_alone.saturated, (size_t)units.hidden, "saturation of units", label);
    assert_int_equal(units.dead_count, units_alone.dead_count);
    for (int part = 0; part < units.parts; part++) {
        Spread spread, spread_alone;
        spread_measure(&spread, a, layer, direction, part, -4, 4);
        spread_measure(&spread_alone, c, layer, direction, part, -4, 4);
        assert_int_equal(spread.count, spread_alone.count);
        assert_memory_equal(spread.bin, spread_alone.bin, sizeof spread.bin);
        compare(&spread.least, &spread_alone.least, 1, "least", label);
        compare(&spread.most, &spread_alone.most, 1, "most", label);
        compare(&spread.saturated, &spread_alone.saturated, 1, "saturated share", label);
    }
    StateAxes axes, axes_alone;
    Diag diag = {0};
    assert_true(axes_init(&axes, a, &diag) && axes_init(&axes_alone, c, &diag));
    assert_true(axes_measure(&axes, a, layer, direction, 0, false) && axes_measure(&axes_alone, c, layer, direction, 0, false));
    compare(&axes.total, &axes_alone.total, 1, "variance", label);
    assert_int_equal(axes.count, axes_alone.count);
    for (int t = 0; t < c->wiring.steps; t++) /* the axes' noise is that of the singular values */
        for (int i = 0; i < axes.count; i++)
            assert_true(fabs(axes.path[t * AXES_COUNT + i] - axes_alone.path[t * AXES_COUNT + i]) <= 1e-7 * sqrt(axes.total));
    for (int t = c->wiring.steps; t < a->wiring.steps && direction == 0; t++) /* held, so it stands still */
        for (int i = 0; i < axes.count; i++)
            assert_true(fabs(axes.path[t * AXES_COUNT + i] - axes.path[(c->wiring.steps - 1) * AXES_COUNT + i]) <=
                        1e-12 * sqrt(axes.total));
    axes_deinit(&axes);
    axes_deinit(&axes_alone);
}

static void the_analyses_of_a_padded_sequence_are_those_of_it_alone(void **state) {
    (void)state;
    for (int turn = 0; turn < CELL_COUNT * 2 * 2 * 2; turn++) {
        NetSpec spec = engine_case_deep_spec((CellKind)(turn % CELL_COUNT), 1 + turn / CELL_COUNT % 2, 1 + turn / (2 * CELL_COUNT) % 2);
        int w = turn / (4 * CELL_COUNT);
        EngineCase padded, alone;
        Wiring wiring;
        char label[96];
        wire_of[w](&wiring, 9);
        engine_case_init(&padded, &spec, &wiring, 1, (uint64_t)turn + 1);
        trace_set_length(&padded.trace, 0, 6);
        engine_case_run(&padded);
        init_alone(&alone, &padded, wire_of[w], 0);
        engine_case_run(&alone);
        snprintf(label, sizeof label, "cell %d L %d D %d wiring %d", (int)spec.cell, spec.layers, spec.directions, w);
        compare_follow(&padded, &alone, trace_count_losses(&padded.trace, 0) - 1, label);
        compare_truncated(&padded, &alone, label);
        compare_items(&padded, &alone, label);
        compare_whatif(&padded, &alone, label);
        for (int lane = 0; lane < spec.layers * spec.directions; lane++)
            compare_counts(&padded, &alone, lane / spec.directions, lane % spec.directions, label);
        engine_case_deinit(&padded);
        engine_case_deinit(&alone);
    }
}

static void a_length_can_be_taken_back(void **state) {
    (void)state;
    NetSpec spec = engine_case_spec(CELL_GRU, 5, 2, 3);
    EngineCase one, other;
    Wiring wiring;
    wiring_init_many_to_many(&wiring, 7);
    engine_case_init(&one, &spec, &wiring, 3, 4);
    engine_case_init(&other, &spec, &wiring, 3, 4);
    trace_set_length(&one.trace, 0, 2);
    trace_set_length(&one.trace, 2, 5);
    trace_set_length(&one.trace, 2, 3);
    assert_int_equal(one.trace.shorter_count, 2);
    assert_int_equal(trace_count_losses(&one.trace, 2), 3);
    trace_set_length(&one.trace, 0, 7);
    trace_set_length(&one.trace, 2, 7);
    assert_int_equal(one.trace.shorter_count, 0);
    engine_case_run(&one);
    engine_case_run(&other);
    assert_memory_equal(one.gradient, other.gradient, one.net.weight_count * sizeof(double));
    engine_case_deinit(&one);
    engine_case_deinit(&other);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_padded_batch_has_the_gradients_of_its_sequences_alone_lstm),
        cmocka_unit_test(a_padded_batch_has_the_gradients_of_its_sequences_alone_gru),
        cmocka_unit_test(a_padded_batch_has_the_gradients_of_its_sequences_alone_rnn),
        cmocka_unit_test(a_padded_batch_agrees_with_finite_differences),
        cmocka_unit_test(the_analyses_of_a_padded_sequence_are_those_of_it_alone),
        cmocka_unit_test(a_length_can_be_taken_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
