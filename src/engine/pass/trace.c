/* The trace's memory: what it needs, computed before anything is allocated, and the labels into the one block. The same
   walk over the labels plans (with saturating sums and products) and binds, so that the two cannot disagree. */
#include "engine/pass/trace.h"
#include "base/arena.h"
#include "engine/cell/cell.h"
#include "engine/cell/facts.h"
#include "engine/fast/fast.h"
#include "engine/pass/dropout.h"
#include <stdint.h>
#include <string.h>

enum { ALIGN_DOUBLES = 8 }; /* every label starts on a cache line */

typedef struct Cursor {
    double *base; /* NULL: only count */
    size_t count; /* doubles so far; SIZE_MAX once it overflowed */
} Cursor;

static size_t add_saturating(size_t a, size_t b) { return a > SIZE_MAX - b ? SIZE_MAX : a + b; }
static size_t multiply_saturating(size_t a, size_t b) { return b && a > SIZE_MAX / b ? SIZE_MAX : a * b; }

static double *bind(Cursor *cursor, size_t rows, size_t cols) {
    double *label = cursor->base ? cursor->base + cursor->count : NULL;
    size_t count = add_saturating(multiply_saturating(rows, cols), ALIGN_DOUBLES - 1);
    if (count != SIZE_MAX) count -= count % ALIGN_DOUBLES;
    cursor->count = add_saturating(cursor->count, count);
    return label;
}

/* h0 stands where the step before the first would: right before h, or right behind it in reverse. So h_prev of all rows
   is one matrix, and dW one product. */
static void bind_states(Cursor *cursor, TraceLane *lane, size_t rows, size_t batch, size_t hidden, int direction) {
    size_t state = batch * hidden, front = (state + ALIGN_DOUBLES - 1) / ALIGN_DOUBLES * ALIGN_DOUBLES;
    double *block = bind(cursor, 1, add_saturating(multiply_saturating(rows, hidden), front));
    if (!block) return;
    lane->h = direction ? block : block + front;
    lane->h0 = direction ? block + rows * hidden : block + front - state;
}

static void bind_lane(Cursor *cursor, TraceLane *lane, const Net *net, size_t steps, size_t batch, int direction, bool drops) {
    size_t hidden = (size_t)net->spec.hidden, wide = (size_t)net->gates * hidden, rows = multiply_saturating(steps, batch);
    memset(lane, 0, sizeof *lane);
    bind_states(cursor, lane, rows, batch, hidden, direction);
    lane->up = lane->h;
    if (drops) {
        lane->mask = bind(cursor, rows, hidden);
        lane->up = bind(cursor, rows, hidden);
    }
    lane->pre = bind(cursor, rows, wide);
    lane->gate = net->facts->is_plain ? lane->h : bind(cursor, rows, wide);
    lane->dh = bind(cursor, rows, hidden);
    lane->dh_carry = bind(cursor, rows, hidden);
    lane->dpre = bind(cursor, rows, wide);
    lane->dh0 = bind(cursor, batch, hidden);
    if (net->facts->q_gate >= 0) {
        lane->q = bind(cursor, rows, hidden);
        lane->dq = bind(cursor, rows, hidden);
    }
    if (net->facts->has_c) {
        lane->c0 = bind(cursor, batch, hidden);
        lane->c = bind(cursor, rows, hidden);
        lane->tanh_c = bind(cursor, rows, hidden);
        lane->dc = bind(cursor, rows, hidden);
        lane->dc0 = bind(cursor, batch, hidden);
    }
}

static void bind_measured(Cursor *cursor, TraceLane *lane, const Net *net, size_t steps) {
    lane->h_norm = bind(cursor, steps, 1);
    lane->dh_norm = bind(cursor, steps, 1);
    lane->dpre_norm = bind(cursor, steps, 1);
    lane->carry_norm = bind(cursor, steps, 1);
    lane->gate_mean = bind(cursor, steps, (size_t)net->gates);
    lane->saturation = bind(cursor, steps, 1);
    if (net->facts->has_c) {
        lane->dc_norm = bind(cursor, steps, 1);
        lane->factor_c = bind(cursor, steps, 1);
    } else {
        lane->factor = bind(cursor, steps, 1);
    }
}

static void bind_trace(Cursor *cursor, Trace *trace, const Net *net, const Wiring *wiring, int batch_count) {
    size_t steps = (size_t)wiring->steps, batch = (size_t)batch_count, losses = (size_t)wiring->loss_count;
    size_t inputs = (size_t)net->spec.inputs, outputs = (size_t)net->spec.outputs;
    size_t rows = multiply_saturating(steps, batch), asked = multiply_saturating(losses, batch);
    bool classes = net->spec.loss == LOSS_CROSS_ENTROPY;
    trace->x = bind(cursor, rows, inputs);
    trace->dx = bind(cursor, rows, inputs);
    trace->target = bind(cursor, asked, classes ? 1 : outputs);
    trace->y = bind(cursor, asked, outputs);
    trace->prob = classes ? bind(cursor, asked, outputs) : NULL;
    trace->dy = bind(cursor, asked, outputs);
    trace->loss_raw = bind(cursor, asked, 1);
    trace->loss_step = bind(cursor, losses, 1);
    for (int layer = 0; layer < net->spec.layers; layer++) {
        for (int direction = 0; direction < net->spec.directions; direction++) {
            bool drops = net->spec.dropout > 0 && layer + 1 < net->spec.layers;
            bind_lane(cursor, &trace->lane[layer][direction], net, steps, batch, direction, drops);
        }
    }
    for (int layer = 0; layer < net->spec.layers; layer++) { /* behind everything the passes compute, see measure.c */
        for (int direction = 0; direction < net->spec.directions; direction++) {
            bind_measured(cursor, &trace->lane[layer][direction], net, steps);
        }
    }
    trace->scratch = bind(cursor, pass_scratch_count(net, wiring, batch_count), 1);
}

size_t trace_plan_size(const Net *net, const Wiring *wiring, int batch) {
    if (wiring->steps < 0 || wiring->loss_count < 0 || batch < 0) return SIZE_MAX;
    Cursor cursor = {NULL, 0};
    Trace unused = {.batch = batch};
    bind_trace(&cursor, &unused, net, wiring, batch);
    size_t weights = multiply_saturating(3, net->weight_count); /* weights, gradient, update */
    return multiply_saturating(add_saturating(cursor.count, weights), sizeof(double));
}

static bool check_steps(const char *what, const short *step, int count, int steps, Diag *diag) {
    for (int i = 0; i < count; i++) {
        if (step[i] < 0 || step[i] >= steps) {
            return diag_fail(diag, "wiring: %s %d of %d is at step %d, steps are 0 to %d", what, i + 1, count, step[i], steps - 1);
        }
        if (i > 0 && step[i] <= step[i - 1]) {
            return diag_fail(diag, "wiring: %s %d is at step %d after step %d, they must ascend", what, i + 1, step[i], step[i - 1]);
        }
    }
    return true;
}

static bool check_wiring(const Wiring *wiring, int batch, Diag *diag) {
    int steps = wiring->steps;
    if (steps < 1 || steps > NET_STEP_MAX) return diag_fail(diag, "time steps: %d given, 1 to %d are allowed", steps, NET_STEP_MAX);
    if (batch < 1 || batch > NET_BATCH_MAX) return diag_fail(diag, "batch: %d given, 1 to %d are allowed", batch, NET_BATCH_MAX);
    if (wiring->input_count < 0 || wiring->input_count > steps) {
        return diag_fail(diag, "wiring: %d steps with an input given, 0 to %d are possible", wiring->input_count, steps);
    }
    if (wiring->loss_count < 1 || wiring->loss_count > steps) {
        return diag_fail(diag, "wiring: %d steps with a loss given, 1 to %d are possible", wiring->loss_count, steps);
    }
    if (wiring->head_reads_final && wiring->loss_count != 1) {
        return diag_fail(diag, "wiring: a head that reads the final states has 1 loss, not %d", wiring->loss_count);
    }
    return check_steps("input", wiring->input_step, wiring->input_count, steps, diag) &&
           check_steps("loss", wiring->loss_step, wiring->loss_count, steps, diag);
}

bool trace_init(Trace *trace, const Net *net, const Wiring *wiring, int batch, Diag *diag) {
    Wiring given = *wiring; /* it may lie inside *trace */
    memset(trace, 0, sizeof *trace);
    if (!check_wiring(&given, batch, diag)) return false;
    size_t plan = trace_plan_size(net, &given, batch);
    if (plan > NET_MEMORY_MAX) {
        return diag_fail(diag,
                         "%d layers x %d directions of %d hidden units, %d time steps and a batch of %d need %.0f MB; the limit is %d MB. "
                         "Lower the hidden units, the time steps or the batch.",
                         net->spec.layers, net->spec.directions, net->spec.hidden, given.steps, batch, (double)plan / (1 << 20),
                         (int)(NET_MEMORY_MAX >> 20));
    }
    Cursor cursor = {NULL, 0};
    bind_trace(&cursor, trace, net, &given, batch);
    size_t size = cursor.count * sizeof(double);
    double *block = mem_new(size);
    if (!block) {
        memset(trace, 0, sizeof *trace);
        return diag_fail(diag, "Out of memory: %.1f MB for the trace were refused. Lower the hidden units, the time steps or the batch.",
                         (double)size / (1 << 20));
    }
    cursor = (Cursor){block, 0};
    bind_trace(&cursor, trace, net, &given, batch);
    trace->net = net;
    trace->wiring = given;
    trace->batch = batch;
    for (int b = 0; b < batch; b++) trace->length[b] = (short)given.steps;
    trace->block = block;
    trace->size = size;
    trace->kernels = net->facts->fast == FAST_CELL_NONE ? NULL : fast_find(0);
    dropout_clear(trace);
    return true;
}

void trace_deinit(Trace *trace) {
    mem_free(trace->block);
    memset(trace, 0, sizeof *trace);
}
