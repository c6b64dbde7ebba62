/* The passes of trace.h on the fast kernels: which rows and weights go into which product. The same numbers as pass.c and
   head.c to rounding, written to the same places of the trace; what Trace.lean leaves out is left out here and in the
   kernels, and changes no bit of the rest. */
#include "engine/cell/cell.h"
#include "engine/fast/fast.h"
#include "engine/net/kernels.h"
#include <assert.h>
#include <string.h>

static size_t round_up(size_t count, size_t unit) { return (count + unit - 1) / unit * unit; }

/* Forward: panels, biases and the head's columns. Backward: columns of W and U, the carry and dc of one step, dh and dpre of a chunk. The head: its transposed weights. */
size_t fast_work_count(const Net *net, const Wiring *wiring, int batch) {
    size_t hidden = (size_t)net->spec.hidden, padded = round_up(hidden, 4 * (size_t)FAST_LANES_MAX), gates = (size_t)net->gates;
    int chunk_steps = batch > 0 ? fast_chunk_steps(net->gates * net->spec.hidden, wiring->steps, batch) : 0;
    size_t outputs = round_up((size_t)net->spec.outputs, FAST_LANES_MAX);
    size_t chunk = (size_t)chunk_steps * (size_t)batch,
           most = (size_t)net->spec.outputs * (size_t)(net->feature_count + 2 * FAST_LANES_MAX);
    for (int layer = 0; layer < net->spec.layers; layer++) {
        size_t inputs = (size_t)net_layer_inputs(net, layer) + hidden, forward = padded * (inputs * gates + 4 + (size_t)FAST_LANES_MAX) + 8;
        size_t back = padded * gates * (padded + inputs + (size_t)FAST_SOURCE_MAX * 4 * (size_t)FAST_LANES_MAX) + padded * outputs;
        back += 2 * padded * (size_t)batch + chunk * (hidden + 4 * padded + outputs);
        back += 64; /* every part begins on a cache line */
        if (forward > most) most = forward;
        if (back > most) most = back;
    }
    return most;
}

/* A loss at every step, each from the states of that step: then the head's gradients are formed on the way back. */
static bool head_reads_all(const Trace *trace) {
    return trace->wiring.loss_count == trace->wiring.steps && !trace->wiring.head_reads_final;
}

/* Sets every label: clearing the struct first would take longer than a step of a small network. */
static void bind_lane(FastLane *lane, const Trace *trace, int layer, int direction, const double *weight) {
    const Net *net = trace->net;
    lane->cell = net->facts->fast;
    assert(lane->cell != FAST_CELL_NONE); /* trace_init leaves such cells to the plain passes */
    lane->activation = net->spec.activation;
    lane->hidden = net->spec.hidden;
    lane->batch = trace->batch;
    lane->steps = trace->batch == 1 ? trace->length[0] : trace->wiring.steps;
    lane->length = trace->batch > 1 && trace->shorter_count > 0 ? trace->length : NULL;
    lane->direction = direction;
    lane->source_count = layer ? net->spec.directions : 1;
    lane->source_cols = layer ? net->spec.hidden : net->spec.inputs;
    lane->lean = trace->lean;
    lane->rows = &trace->lane[layer][direction];
    lane->has_flat = NULL;
    lane->work = trace->scratch;
    for (int i = 0; i < FAST_SOURCE_MAX; i++) {
        lane->source[i] = i >= lane->source_count ? NULL : layer ? trace->lane[layer - 1][i].up : trace->x;
        lane->source_gradient[i] = NULL;
    }
    lane->U = weight + net_get_param(net, PARAM_INPUT_WEIGHT, layer, direction)->offset;
    lane->W = weight + net_get_param(net, PARAM_RECURRENT_WEIGHT, layer, direction)->offset;
    lane->b_ih = weight + net_get_param(net, PARAM_INPUT_BIAS, layer, direction)->offset;
    lane->b_hh = weight + net_get_param(net, PARAM_RECURRENT_BIAS, layer, direction)->offset;
    lane->dU = lane->dW = lane->db_ih = lane->db_hh = lane->dV = lane->y = NULL;
    lane->V = lane->head_bias = lane->dy = NULL;
    lane->outputs = lane->head_cols = 0;
}

static void bind_head(FastLane *lane, const Trace *trace, int direction, const double *weight) {
    const Net *net = trace->net;
    lane->V = weight + net_get_param(net, PARAM_HEAD_WEIGHT, 0, 0)->offset + direction * net->spec.hidden;
    lane->head_bias = weight + net_get_param(net, PARAM_HEAD_BIAS, 0, 0)->offset;
    lane->outputs = net->spec.outputs;
    lane->head_cols = net->feature_count;
}

/* Outputs of at most one vector are formed as soon as their step's states are there and still near. Not for a single sequence with many
   units: only small networks are bound by latency, so that the outputs fit into the gaps. */
static bool head_goes_along(const Trace *trace) {
    const NetSpec *spec = &trace->net->spec;
    int lanes = trace->kernels->lanes;
    return head_reads_all(trace) && spec->directions == 1 && trace->shorter_count == 0 && spec->outputs <= lanes &&
           (trace->batch > 1 || trace->net->gates * spec->hidden <= 4 * lanes);
}

/* ---- the padding of a single sequence, whose passes end where it ends ------------------------------------------------- */

static bool ends_sooner(const Trace *trace) { return trace->batch == 1 && trace->shorter_count > 0; }

static void hold_padding(Trace *trace, int layer, int direction) {
    for (int t = trace->length[0]; t < trace->wiring.steps; t++) {
        CellRow row = lane_row(trace, layer, direction, t, 0);
        lane_hold_row(&row, trace->net);
    }
}

/* Rows behind the end, `cols` each. */
static void clear_rows(double *rows, const Trace *trace, int cols) {
    size_t first = (size_t)trace->length[0] * (size_t)cols, count = (size_t)(trace->wiring.steps - trace->length[0]) * (size_t)cols;
    if (rows) memset(rows + first, 0, count * sizeof(double));
}

static void clear_gradients(const Trace *trace, const TraceLane *lane) {
    int hidden = trace->net->spec.hidden;
    clear_rows(lane->dh, trace, hidden);
    clear_rows(lane->dh_carry, trace, hidden);
    clear_rows(lane->dc, trace, hidden);
    clear_rows(lane->dpre, trace, trace->net->gates * hidden);
    clear_rows(lane->dq, trace, hidden);
}

/* What a head that reads final states sends to those of a batch belongs to each sequence's own last step. */
static void move_to_ends(const Trace *trace, const TraceLane *lane) {
    size_t hidden = (size_t)trace->net->spec.hidden, batch = (size_t)trace->batch, last = (size_t)trace->wiring.steps - 1;
    for (size_t b = 0; b < batch; b++) {
        size_t end = (size_t)trace->length[b] - 1;
        double *from = lane->dh + (last * batch + b) * hidden;
        if (end == last) continue;
        memcpy(lane->dh + (end * batch + b) * hidden, from, hidden * sizeof(double));
        memset(from, 0, hidden * sizeof(double));
    }
}

bool fast_forward_lane(Trace *trace, int layer, int direction, const double *weight) {
    FastLane lane;
    bind_lane(&lane, trace, layer, direction, weight);
    if (layer == trace->net->spec.layers - 1 && head_goes_along(trace)) {
        bind_head(&lane, trace, direction, weight);
        lane.y = trace->y;
    }
    lane.has_flat = &trace->lane[layer][direction].has_flat;
    *lane.has_flat = false;
    trace->kernels->forward(&lane);
    if (ends_sooner(trace)) hold_padding(trace, layer, direction);
    return lane.y != NULL;
}

void fast_backward_lane(Trace *trace, int layer, int direction, double *gradient, const double *weight) {
    const Net *net = trace->net;
    FastLane lane;
    bind_lane(&lane, trace, layer, direction, weight);
    lane.dU = gradient + (lane.U - weight);
    lane.dW = gradient + (lane.W - weight);
    lane.db_ih = gradient + (lane.b_ih - weight);
    lane.db_hh = gradient + (lane.b_hh - weight);
    for (int i = 0; i < lane.source_count; i++) {
        lane.source_gradient[i] = layer ? trace->lane[layer - 1][i].dh : trace->lean ? NULL : trace->dx;
    }
    if (layer == net->spec.layers - 1 && head_reads_all(trace)) {
        bind_head(&lane, trace, direction, weight);
        lane.dy = trace->dy;
        lane.dV = gradient + (lane.V - weight);
    }
    bool moves = lane.length && layer == net->spec.layers - 1 && direction == 0 && trace->wiring.head_reads_final;
    if (moves) move_to_ends(trace, lane.rows);
    trace->kernels->backward(&lane);
    if (!ends_sooner(trace)) return;
    clear_gradients(trace, lane.rows);
    for (int i = 0; i < lane.source_count; i++) clear_rows(lane.source_gradient[i], trace, lane.source_cols);
}

/* ---- the head -------------------------------------------------------------------------------------------------------- */

/* The losses from `first` on that stand at consecutive steps: their states are one matrix. */
static int count_run(const Trace *trace, int first) {
    int k = first + 1;
    while (k < trace->wiring.loss_count && trace->wiring.loss_step[k] == trace->wiring.loss_step[k - 1] + 1) k++;
    return k - first;
}

static double *state_rows(const Trace *trace, double *rows, int loss, int direction) {
    return rows + (size_t)head_step(trace, loss, direction) * (size_t)trace->batch * (size_t)trace->net->spec.hidden;
}

void fast_head_forward(Trace *trace, const double *weight) {
    const Net *net = trace->net;
    const Param *V = net_get_param(net, PARAM_HEAD_WEIGHT, 0, 0), *bias = net_get_param(net, PARAM_HEAD_BIAS, 0, 0);
    int outputs = net->spec.outputs, hidden = net->spec.hidden, batch = trace->batch, top = net->spec.layers - 1;
    double *Vt = trace->scratch; /* (H*D, O) */
    kernel_transpose(Vt, weight + V->offset, outputs, net->feature_count);
    kernel_copy_rows(trace->y, weight + bias->offset, trace->wiring.loss_count * batch, outputs);
    for (int k = 0, count; k < trace->wiring.loss_count; k += count) {
        count = count_run(trace, k);
        for (int d = 0; d < net->spec.directions; d++) {
            FastProduct product = {.C = trace->y + (size_t)k * (size_t)batch * (size_t)outputs,
                                   .ldc = outputs,
                                   .A = state_rows(trace, trace->lane[top][d].h, k, d),
                                   .row_step = hidden,
                                   .inner_step = 1,
                                   .B = Vt + (size_t)(d * hidden) * (size_t)outputs,
                                   .ldb = outputs,
                                   .rows = count * batch,
                                   .inner = hidden,
                                   .cols = outputs,
                                   .add = true,
                                   .ordered = true};
            trace->kernels->product(&product);
        }
    }
}

void fast_head_backward(Trace *trace, double *gradient, const double *weight) {
    const Net *net = trace->net;
    const Param *V = net_get_param(net, PARAM_HEAD_WEIGHT, 0, 0);
    int outputs = net->spec.outputs, hidden = net->spec.hidden, batch = trace->batch, top = net->spec.layers - 1;
    size_t rows = (size_t)trace->wiring.steps * (size_t)batch;
    for (int d = 0; d < net->spec.directions && !head_reads_all(trace); d++) {
        memset(trace->lane[top][d].dh, 0, rows * (size_t)hidden * sizeof(double));
        for (int k = 0, count; k < trace->wiring.loss_count; k += count) {
            count = count_run(trace, k);
            const double *dy = trace->dy + (size_t)k * (size_t)batch * (size_t)outputs;
            FastProduct product = {.C = gradient + V->offset + d * hidden,
                                   .ldc = net->feature_count,
                                   .A = dy,
                                   .row_step = 1,
                                   .inner_step = outputs,
                                   .B = state_rows(trace, trace->lane[top][d].h, k, d),
                                   .ldb = hidden,
                                   .rows = outputs,
                                   .inner = count * batch,
                                   .cols = hidden,
                                   .add = k > 0};
            trace->kernels->product(&product);
            product = (FastProduct){.C = state_rows(trace, trace->lane[top][d].dh, k, d),
                                    .ldc = hidden,
                                    .A = dy,
                                    .row_step = outputs,
                                    .inner_step = 1,
                                    .B = weight + V->offset + d * hidden,
                                    .ldb = net->feature_count,
                                    .rows = count * batch,
                                    .inner = outputs,
                                    .cols = hidden};
            trace->kernels->product(&product);
        }
    }
}
