/* Measures of a pass: norms by step, the factor by which each step multiplied the gradient, the saturated share of a step, and the first
   number that is not finite.

   factor   ||J' d|| / ||d||, d = dL/dh_t over all sequences of the batch, J = dh_t/dh_prev, before the loss at the step before
            joins in: without a c, where dh_carry is J' d already. With one it needs a product of its own, and is formed when
            asked for (trace_form_factor).
   factor_c with a c: the same for d = dL/dc_t with J the straight strand alone, the LSTM's diag(f_t).
   NaN where d = 0 and at the first step processed, behind which there is only the initial state.

   saturation counts flat nonlinearities: |tanh| > 0.99, a sigmoid outside 0.01..0.99, ReLU at 0. LSTM: its four gate
   activations and tanh(c), five numbers a unit; GRU: three. Leaky ReLU and identity are never flat. */
#include "engine/cell/cell.h"
#include "engine/cell/facts.h"
#include "engine/net/kernels.h"
#include <math.h>
#include <string.h>

static double *row_of(double *rows, int step, int batch, int cols) { return rows + (size_t)step * (size_t)batch * (size_t)cols; }

/* ---- factors ---------------------------------------------------------------------------------------------------- */

static double ratio(double after, double before) { return before > 0 ? after / before : NAN; }

/* With a c: ||straight strand of dL/dc_t||, the LSTM's ||f * dL/dc_t|| */
static double straight_norm(Trace *trace, int layer, int direction, int step) {
    int hidden = trace->net->spec.hidden, batch = trace->batch;
    const double *dc = row_of(trace->lane[layer][direction].dc, step, batch, hidden);
    double *out = trace->scratch;
    for (int b = 0; b < batch; b++) {
        CellRow row = lane_row(trace, layer, direction, step, b);
        cell_form_straight(out + b * hidden, trace->net->facts, &row, dc + b * hidden);
    }
    return kernel_norm(out, (size_t)batch * (size_t)hidden);
}

/* ---- saturation ------------------------------------------------------------------------------------------------- */

static int count_flat_tanh(const double *value, int count) {
    int flat = 0;
    for (int j = 0; j < count; j++) flat += fabs(value[j]) > 0.99;
    return flat;
}

static int count_flat_sigmoid(const double *value, int count) {
    int flat = 0;
    for (int j = 0; j < count; j++) flat += value[j] < 0.01 || value[j] > 0.99;
    return flat;
}

static int count_flat_unit(Activation activation, const double *value, int count) {
    if (activation == ACTIVATION_TANH) return count_flat_tanh(value, count);
    if (activation == ACTIVATION_SIGMOID) return count_flat_sigmoid(value, count);
    if (activation != ACTIVATION_RELU) return 0;
    int flat = 0;
    for (int j = 0; j < count; j++) flat += value[j] <= 0;
    return flat;
}

static double saturated_share(const Trace *trace, const TraceLane *lane, int step) {
    const Net *net = trace->net;
    int hidden = net->spec.hidden, batch = trace->batch, flat = 0, all = 0;
    const double *gate = row_of(lane->gate, step, batch, net->gates * hidden);
    for (int b = 0; b < batch; b++, gate += net->gates * hidden) {
        if (trace_is_padding(trace, step, b)) continue;
        for (int q = 0; q < net->gates; q++) {
            const double *value = gate + q * hidden;
            switch (net->facts->gate[q].curve) {
            case CURVE_SIGMOID: flat += count_flat_sigmoid(value, hidden); break;
            case CURVE_TANH: flat += count_flat_tanh(value, hidden); break;
            case CURVE_ACTIVATION: flat += count_flat_unit(net->spec.activation, value, hidden); break;
            }
        }
        if (lane->tanh_c) flat += count_flat_tanh(row_of(lane->tanh_c, step, batch, hidden) + b * hidden, hidden);
        all += (net->gates + (lane->tanh_c ? 1 : 0)) * hidden;
    }
    return all > 0 ? (double)flat / all : 0;
}

/* (g) mean over batch and units of each gate at a step. */
static void mean_gates(double *mean, const Trace *trace, const TraceLane *lane, int step) {
    int gates = trace->net->gates, hidden = trace->net->spec.hidden, batch = trace->batch, count = trace_count_read(trace, step);
    const double *gate = row_of(lane->gate, step, batch, gates * hidden);
    for (int q = 0; q < gates; q++) {
        double sum = 0;
        for (int b = 0; b < batch; b++) {
            if (trace_is_padding(trace, step, b)) continue;
            for (int j = 0; j < hidden; j++) sum += gate[((size_t)b * (size_t)gates + (size_t)q) * (size_t)hidden + (size_t)j];
        }
        mean[q] = count > 0 ? sum / ((double)count * hidden) : 0;
    }
}

static void measure_lane(Trace *trace, int layer, int direction) {
    const Net *net = trace->net;
    TraceLane *lane = &trace->lane[layer][direction];
    int hidden = net->spec.hidden, batch = trace->batch;
    size_t state = (size_t)batch * (size_t)hidden;
    for (int t = 0; t < trace->wiring.steps; t++) {
        bool first = lane_previous_step(trace, direction, t) < 0;
        lane->h_norm[t] = kernel_norm(row_of(lane->h, t, batch, hidden), state);
        lane->dh_norm[t] = kernel_norm(row_of(lane->dh, t, batch, hidden), state);
        lane->dpre_norm[t] = kernel_norm(row_of(lane->dpre, t, batch, net->gates * hidden), state * (size_t)net->gates);
        lane->saturation[t] = saturated_share(trace, lane, t);
        lane->carry_norm[t] = kernel_norm(row_of(lane->dh_carry, t, batch, hidden), state);
        mean_gates(lane->gate_mean + (size_t)t * (size_t)net->gates, trace, lane, t);
        if (lane->dc) {
            lane->dc_norm[t] = kernel_norm(row_of(lane->dc, t, batch, hidden), state);
            lane->factor_c[t] = first ? NAN : ratio(straight_norm(trace, layer, direction, t), lane->dc_norm[t]);
        } else {
            lane->factor[t] = first ? NAN : ratio(lane->carry_norm[t], lane->dh_norm[t]);
        }
    }
}

/* ---- the first number that is not finite ------------------------------------------------------------------------ */

/* One place to look. False when everything there is finite. */
static bool find_in(TraceFault *fault, const char *tensor, const double *values, size_t count, int layer, int direction, int step) {
    if (!values || kernel_is_finite(values, count)) return false;
    size_t i = 0;
    while (isfinite(values[i])) i++;
    *fault =
        (TraceFault){.found = true, .is_nan = isnan(values[i]), .tensor = tensor, .layer = layer, .direction = direction, .step = step};
    return true;
}

static bool find_at(TraceFault *fault, const Trace *trace, const char *tensor, double *rows, int cols, int layer, int direction, int step) {
    if (!rows) return false;
    size_t count = (size_t)trace->batch * (size_t)cols;
    return find_in(fault, tensor, row_of(rows, step, trace->batch, cols), count, layer, direction, step);
}

static bool find_forward_step(TraceFault *fault, const Trace *trace, int layer, int direction, int order) {
    const TraceLane *lane = &trace->lane[layer][direction];
    int hidden = trace->net->spec.hidden, wide = trace->net->gates * hidden, t = lane_step(trace, direction, order);
    size_t state = (size_t)trace->batch * (size_t)hidden;
    if (order == 0 && find_in(fault, "initial state", lane->h0, state, layer, direction, t)) return true;
    if (order == 0 && find_in(fault, "initial state", lane->c0, state, layer, direction, t)) return true;
    if (layer == 0 && find_at(fault, trace, "input", trace->x, trace->net->spec.inputs, layer, direction, t)) return true;
    return find_at(fault, trace, "pre-activation", lane->q, hidden, layer, direction, t) ||
           find_at(fault, trace, "pre-activation", lane->pre, wide, layer, direction, t) ||
           (lane->gate != lane->h && find_at(fault, trace, "gate", lane->gate, wide, layer, direction, t)) ||
           find_at(fault, trace, "cell state", lane->c, hidden, layer, direction, t) ||
           find_at(fault, trace, "hidden state", lane->h, hidden, layer, direction, t);
}

static bool find_forward(TraceFault *fault, const Trace *trace) {
    int layers = trace->net->spec.layers, steps = trace->wiring.steps;
    if (trace->net->spec.directions == 1) { /* all layers of a step, then the next step */
        for (int t = 0; t < steps; t++) {
            for (int layer = 0; layer < layers; layer++) {
                if (find_forward_step(fault, trace, layer, 0, t)) return true;
            }
        }
        return false;
    }
    /* An upper layer needs both directions below it, that is, every step of them: layer by layer. */
    for (int layer = 0; layer < layers; layer++) {
        for (int order = 0; order < steps; order++) {
            for (int direction = 0; direction < 2; direction++) {
                if (find_forward_step(fault, trace, layer, direction, order)) return true;
            }
        }
    }
    return false;
}

static bool find_loss(TraceFault *fault, const Trace *trace) {
    int outputs = trace->net->spec.outputs;
    size_t batch = (size_t)trace->batch;
    for (int k = 0; k < trace->wiring.loss_count; k++) {
        int t = trace->wiring.loss_step[k];
        size_t first = (size_t)k * batch;
        if (find_in(fault, "output", trace->y + first * (size_t)outputs, batch * (size_t)outputs, -1, 0, t)) return true;
        if (find_in(fault, "loss", trace->loss_raw + first, batch, -1, 0, t)) return true;
    }
    return find_in(fault, "loss", &trace->loss, 1, -1, 0, trace->wiring.loss_step[trace->wiring.loss_count - 1]);
}

static bool find_backward_step(TraceFault *fault, const Trace *trace, int layer, int direction, int order) {
    const TraceLane *lane = &trace->lane[layer][direction];
    int hidden = trace->net->spec.hidden, t = lane_step(trace, direction, order);
    return find_at(fault, trace, "dL/dh", lane->dh, hidden, layer, direction, t) ||
           find_at(fault, trace, "dL/dc", lane->dc, hidden, layer, direction, t) ||
           find_at(fault, trace, "dL/d(pre-activation)", lane->dpre, trace->net->gates * hidden, layer, direction, t) ||
           find_at(fault, trace, "dL/d(pre-activation)", lane->dq, hidden, layer, direction, t);
}

static bool find_backward(TraceFault *fault, const Trace *trace, const double *gradient) {
    const Net *net = trace->net;
    int layers = net->spec.layers, steps = trace->wiring.steps;
    for (int k = 0; k < trace->wiring.loss_count; k++) {
        size_t count = (size_t)trace->batch * (size_t)net->spec.outputs;
        if (find_in(fault, "dL/dy", trace->dy + (size_t)k * count, count, -1, 0, trace->wiring.loss_step[k])) return true;
    }
    for (int layer = layers - 1; layer >= 0; layer--) {
        for (int order = steps - 1; order >= 0; order--) {
            for (int direction = 0; direction < net->spec.directions; direction++) {
                if (find_backward_step(fault, trace, layer, direction, order)) return true;
            }
        }
    }
    for (int i = 0; i < net->param_count; i++) {
        const Param *param = &net->param[i];
        size_t count = (size_t)param->rows * (size_t)param->cols;
        if (find_in(fault, "gradient", gradient + param->offset, count, param->layer, param->direction, -1)) return true;
    }
    return false;
}

static bool find_weights(TraceFault *fault, const Net *net, const double *weight) {
    for (int i = 0; i < net->param_count; i++) {
        const Param *param = &net->param[i];
        size_t count = (size_t)param->rows * (size_t)param->cols;
        if (find_in(fault, "weight", weight + param->offset, count, param->layer, param->direction, -1)) return true;
    }
    return false;
}

static TraceFault find_fault(const Trace *trace, const double *weight, const double *gradient) {
    TraceFault fault = {.tensor = ""};
    /* The passes' numbers lie in front of the measured ones, which have NaN by design. */
    size_t passed = (size_t)(trace->lane[0][0].h_norm - trace->block), count = trace->net->weight_count;
    if (isfinite(trace->loss) && kernel_is_finite(trace->block, passed) && kernel_is_finite(weight, count) &&
        kernel_is_finite(gradient, count)) {
        return fault;
    }
    (void)(find_weights(&fault, trace->net, weight) || find_forward(&fault, trace) || find_loss(&fault, trace) ||
           find_backward(&fault, trace, gradient));
    return fault;
}

void trace_measure(Trace *trace, const double *weight, const double *gradient) {
    for (int layer = 0; layer < trace->net->spec.layers; layer++) {
        for (int direction = 0; direction < trace->net->spec.directions; direction++) measure_lane(trace, layer, direction);
    }
    trace->gradient_norm = kernel_norm(gradient, trace->net->weight_count);
    trace->fault = find_fault(trace, weight, gradient);
}
