/* Forward and backward through all layers, directions and steps (backpropagation through time, Werbos 1990).

   forward, per lane: pre = X W_ih' + biases for all T*B rows at once, then step by step pre += h_prev W_hh' and the cell's
   row. backward, per lane, in the reverse order of processing: the cell's row gives dpre, dh_carry = W_hh' dpre + what
   passed the cell directly, and that joins dh of the step before. Only when the loop over steps is over are dW_ih, dW_hh
   and the biases' gradients formed, each as one product over all T*B rows.

   The same code serves training and the stage: everything it computes stays in the trace. This is the plain form in portable C; with
   Trace.kernels the same walk runs on the kernels of fast.h, which tests compare with this one. */
#include "engine/cell/cell.h"
#include "engine/cell/facts.h"
#include "engine/fast/fast.h"
#include "engine/net/kernels.h"
#include "engine/net/weights.h"
#include "engine/pass/dropout.h"
#include <string.h>

/* Weights of one lane, as pointers into the block. */
typedef struct Lane {
    Trace *trace;
    const Net *net;
    TraceLane *rows;
    int layer, direction;
    const Param *U, *W, *b_ih, *b_hh;
} Lane;

static Lane bind_lane(Trace *trace, int layer, int direction) {
    const Net *net = trace->net;
    Lane lane = {.trace = trace, .net = net, .rows = &trace->lane[layer][direction], .layer = layer, .direction = direction};
    lane.U = net_get_param(net, PARAM_INPUT_WEIGHT, layer, direction);
    lane.W = net_get_param(net, PARAM_RECURRENT_WEIGHT, layer, direction);
    lane.b_ih = net_get_param(net, PARAM_INPUT_BIAS, layer, direction);
    lane.b_hh = net_get_param(net, PARAM_RECURRENT_BIAS, layer, direction);
    return lane;
}

size_t pass_scratch_count(const Net *net, const Wiring *wiring, int batch) {
    size_t wide = (size_t)net->gates * (size_t)net->spec.hidden;
    size_t count = wide * (size_t)net->spec.hidden; /* W' */
    for (int layer = 0; layer < net->spec.layers; layer++) {
        size_t inputs = wide * (size_t)net_layer_inputs(net, layer); /* U' */
        if (inputs > count) count = inputs;
    }
    size_t head = (size_t)net->spec.outputs * (size_t)net->feature_count; /* V' */
    if (head > count) count = head;
    size_t step = (wide + 4 * (size_t)net->spec.hidden) * (size_t)batch; /* measure.c: dpre, dh_prev, dc, dc_prev, dq of one step */
    size_t fast = fast_work_count(net, wiring, batch), radius = weights_scratch_count(net);
    if (step > count) count = step;
    if (radius > count) count = radius;
    return fast > count ? fast : count;
}

static size_t row_count(const Trace *trace) { return (size_t)trace->wiring.steps * (size_t)trace->batch; }

/* A step without an input sees x = 0, whatever stands there; so does padding. */
static void clear_missing_inputs(Trace *trace) {
    const Wiring *wiring = &trace->wiring;
    size_t inputs = (size_t)trace->net->spec.inputs, row = (size_t)trace->batch * inputs;
    for (int b = 0; trace->shorter_count > 0 && b < trace->batch; b++) {
        for (int t = trace->length[b]; t < wiring->steps; t++)
            memset(trace->x + (size_t)t * row + (size_t)b * inputs, 0, inputs * sizeof(double));
    }
    if (wiring->input_count == wiring->steps) return;
    int next = 0;
    for (int t = 0; t < wiring->steps; t++) {
        if (next < wiring->input_count && wiring->input_step[next] == t) {
            next++;
        } else {
            memset(trace->x + (size_t)t * row, 0, row * sizeof(double));
        }
    }
}

/* The layer's input is x, or the lanes of the layer below side by side: column blocks of U. */
static int count_sources(const Lane *lane) { return lane->layer == 0 ? 1 : lane->net->spec.directions; }

static int source_columns(const Lane *lane) { return lane->layer == 0 ? lane->net->spec.inputs : lane->net->spec.hidden; }

static const double *source_rows(const Lane *lane, int source) {
    return lane->layer == 0 ? lane->trace->x : lane->trace->lane[lane->layer - 1][source].up;
}

static double *source_gradient(const Lane *lane, int source) {
    return lane->layer == 0 ? lane->trace->dx : lane->trace->lane[lane->layer - 1][source].dh;
}

static void project_inputs(const Lane *lane, const double *weight) {
    Trace *trace = lane->trace;
    int hidden = lane->net->spec.hidden, wide = lane->net->gates * hidden, rows = (int)row_count(trace);
    int shared = cell_shared_columns(lane->net), columns = source_columns(lane);
    double *pre = lane->rows->pre, *Ut = trace->scratch; /* (in, gH) */
    const double *b_ih = weight + lane->b_ih->offset, *b_hh = weight + lane->b_hh->offset;
    /* Both biases first; the GRU's b_hn belongs to q. */
    for (int j = 0; j < wide; j++) pre[j] = j < shared ? b_ih[j] + b_hh[j] : b_ih[j];
    if (rows > 1) kernel_copy_rows(pre + wide, pre, rows - 1, wide);
    if (lane->rows->q) kernel_copy_rows(lane->rows->q, b_hh + shared, rows, hidden);
    kernel_transpose(Ut, weight + lane->U->offset, wide, lane->U->cols);
    for (int source = 0; source < count_sources(lane); source++) {
        const double *part = Ut + (size_t)(source * columns) * (size_t)wide;
        kernel_add_product(pre, wide, source_rows(lane, source), columns, part, wide, rows, columns, wide);
    }
}

static void forward_lane(const Lane *lane, const double *weight) {
    Trace *trace = lane->trace;
    const CellOps *ops = lane->net->facts->ops;
    int hidden = lane->net->spec.hidden, wide = lane->net->gates * hidden;
    project_inputs(lane, weight);
    double *Wt = trace->scratch; /* (H, gH) */
    kernel_transpose(Wt, weight + lane->W->offset, wide, hidden);
    for (int order = 0; order < trace->wiring.steps; order++) {
        int step = lane_step(trace, lane->direction, order);
        CellRow row = lane_row(trace, lane->layer, lane->direction, step, 0);
        cell_add_recurrent(lane->net, row.pre, row.q, row.h_prev, Wt, trace->batch);
        for (int b = 0; b < trace->batch; b++) {
            row = lane_row(trace, lane->layer, lane->direction, step, b);
            if (trace_is_padding(trace, step, b)) {
                lane_hold_row(&row, lane->net);
            } else {
                ops->forward(&row);
            }
        }
    }
}

void net_forward(Trace *trace, const double *weight) {
    bool outputs_formed = false;
    clear_missing_inputs(trace);
    for (int layer = 0; layer < trace->net->spec.layers; layer++) {
        for (int direction = 0; direction < trace->net->spec.directions; direction++) {
            if (trace->kernels) {
                outputs_formed = fast_forward_lane(trace, layer, direction, weight);
            } else {
                Lane lane = bind_lane(trace, layer, direction);
                forward_lane(&lane, weight);
            }
            dropout_forward_lane(trace, layer, direction);
        }
    }
    if (outputs_formed) {
        head_measure(trace);
    } else {
        head_forward(trace, weight);
    }
}

static void backward_steps(const Lane *lane, const double *W) {
    Trace *trace = lane->trace;
    TraceLane *rows = lane->rows;
    const CellOps *ops = lane->net->facts->ops;
    size_t hidden = (size_t)lane->net->spec.hidden, wide = (size_t)lane->net->gates * hidden, batch = (size_t)trace->batch;
    memset(rows->dh0, 0, batch * hidden * sizeof(double));
    if (rows->dc) memset(rows->dc, 0, row_count(trace) * hidden * sizeof(double));
    if (rows->dc) memset(rows->dc0, 0, batch * hidden * sizeof(double));
    for (int order = trace->wiring.steps - 1; order >= 0; order--) {
        int step = lane_step(trace, lane->direction, order), previous = lane_previous_step(trace, lane->direction, step);
        size_t first = (size_t)step * batch, before = (size_t)(previous < 0 ? 0 : previous) * batch;
        double *carry = rows->dh_carry + first * hidden;
        double *dh_prev = previous < 0 ? rows->dh0 : rows->dh + before * hidden;
        for (size_t b = 0; b < batch; b++) {
            CellRow row = lane_row(trace, lane->layer, lane->direction, step, (int)b);
            CellGradient part = {
                .dh = rows->dh + (first + b) * hidden, .dpre = rows->dpre + (first + b) * wide, .dh_prev = carry + b * hidden};
            if (rows->dq) part.dq = rows->dq + (first + b) * hidden;
            if (rows->dc) {
                part.dc = rows->dc + (first + b) * hidden;
                part.dc_prev = (previous < 0 ? rows->dc0 : rows->dc + before * hidden) + b * hidden;
            }
            if (!trace_is_padding(trace, step, (int)b)) {
                ops->backward(&row, &part);
                continue;
            }
            lane_hand_on_row(&part, rows->dh + (first + b) * hidden, dh_prev + b * hidden, lane->net);
        }
        cell_add_recurrent_backward(lane->net, carry, rows->dpre + first * wide, rows->dq ? rows->dq + first * hidden : NULL, W,
                                    trace->batch);
        for (size_t i = 0; i < batch * hidden; i++) dh_prev[i] += carry[i];
    }
}

/* dW (gH, cols) += D' X over `rows` rows, D being dpre, or for the GRU's recurrent side dpre's r and z with dq. */
static void add_recurrent_gradient(const Lane *lane, double *dW, const double *h, size_t first, int rows) {
    int hidden = lane->net->spec.hidden, wide = lane->net->gates * hidden, shared = cell_shared_columns(lane->net);
    kernel_add_outer(dW, hidden, lane->rows->dpre + first * (size_t)wide, wide, h, hidden, rows, shared, hidden);
    if (shared < wide) {
        double *dWn = dW + (size_t)shared * (size_t)hidden;
        kernel_add_outer(dWn, hidden, lane->rows->dq + first * (size_t)hidden, hidden, h, hidden, rows, hidden, hidden);
    }
}

static void add_weight_gradients(const Lane *lane, double *gradient) {
    Trace *trace = lane->trace;
    TraceLane *rows = lane->rows;
    int hidden = lane->net->spec.hidden, wide = lane->net->gates * hidden, shared = cell_shared_columns(lane->net);
    int count = (int)row_count(trace), batch = trace->batch, columns = source_columns(lane);
    for (int source = 0; source < count_sources(lane); source++) {
        double *dU = gradient + lane->U->offset + source * columns;
        kernel_add_outer(dU, lane->U->cols, rows->dpre, wide, source_rows(lane, source), columns, count, wide, columns);
    }
    /* h_prev is h moved by one step, h0 at the end where processing began. */
    double *dW = gradient + lane->W->offset;
    int start = lane_step(trace, lane->direction, 0);
    size_t later = lane->direction ? 0 : (size_t)batch, earlier = lane->direction ? (size_t)batch : 0;
    add_recurrent_gradient(lane, dW, rows->h0, (size_t)start * (size_t)batch, batch);
    if (count > batch) add_recurrent_gradient(lane, dW, rows->h + earlier * (size_t)hidden, later, count - batch);
    kernel_add_column_sums(gradient + lane->b_ih->offset, rows->dpre, wide, count, wide);
    kernel_add_column_sums(gradient + lane->b_hh->offset, rows->dpre, wide, count, shared);
    if (rows->dq) kernel_add_column_sums(gradient + lane->b_hh->offset + shared, rows->dq, hidden, count, hidden);
}

static void backward_lane(const Lane *lane, double *gradient, const double *weight) {
    int hidden = lane->net->spec.hidden, wide = lane->net->gates * hidden, columns = source_columns(lane);
    backward_steps(lane, weight + lane->W->offset);
    add_weight_gradients(lane, gradient);
    for (int source = 0; source < count_sources(lane); source++) {
        const double *U = weight + lane->U->offset + source * columns;
        kernel_add_product(source_gradient(lane, source), columns, lane->rows->dpre, wide, U, lane->U->cols, (int)row_count(lane->trace),
                           wide, columns);
    }
}

static void fast_backward(Trace *trace, double *gradient, const double *weight) {
    head_backward(trace, gradient, weight);
    for (int layer = trace->net->spec.layers - 1; layer >= 0; layer--) {
        for (int direction = 0; direction < trace->net->spec.directions; direction++) {
            fast_backward_lane(trace, layer, direction, gradient, weight);
        }
        dropout_backward_layer(trace, layer - 1);
    }
}

/* Of all losses where `loss` is -1. */
static void plain_backward(Trace *trace, double *gradient, const double *weight, int loss) {
    const Net *net = trace->net;
    size_t rows = row_count(trace);
    memset(gradient, 0, net->weight_count * sizeof(double));
    memset(trace->dx, 0, rows * (size_t)net->spec.inputs * sizeof(double));
    for (int layer = 0; layer < net->spec.layers; layer++) {
        for (int direction = 0; direction < net->spec.directions; direction++) {
            memset(trace->lane[layer][direction].dh, 0, rows * (size_t)net->spec.hidden * sizeof(double));
        }
    }
    if (loss < 0)
        head_backward(trace, gradient, weight);
    else
        head_backward_of(trace, gradient, weight, loss);
    for (int layer = net->spec.layers - 1; layer >= 0; layer--) {
        for (int direction = 0; direction < net->spec.directions; direction++) {
            Lane lane = bind_lane(trace, layer, direction);
            backward_lane(&lane, gradient, weight);
        }
        dropout_backward_layer(trace, layer - 1);
    }
}

void net_backward(Trace *trace, double *gradient, const double *weight) {
    if (trace->kernels)
        fast_backward(trace, gradient, weight);
    else
        plain_backward(trace, gradient, weight, -1);
}

void net_backward_of(Trace *trace, double *gradient, const double *weight, int loss) { plain_backward(trace, gradient, weight, loss); }
