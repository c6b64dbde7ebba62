/* The values of parts of sums, which no pass keeps, as plain sums over a trace (declared in terms_inside.h; as terms: terms.c, terms_norm.c). */
#include "engine/analysis/terms_inside.h"
#include "engine/cell/cell.h"
#include "engine/cell/facts.h"
#include <math.h>

int terms_find_reached(const Trace *trace, int loss, int direction) {
    int step = head_step(trace, loss, direction);
    return trace_is_padding(trace, step, 0) ? trace->length[0] - 1 : step;
}

/* dL/d(up): what the layer above sent, before the mask. */
double terms_value_of_dup(const Trace *trace, const double *weight, const TermsPlace *at) {
    const Net *net = trace->net;
    int H = net->spec.hidden, wide = net->gates * H, col = at->direction * H + at->row;
    double sum = 0;
    for (int d = 0; d < net->spec.directions; d++) {
        const Param *U = net_get_param(net, PARAM_INPUT_WEIGHT, at->layer + 1, d);
        const double *dpre = trace->lane[at->layer + 1][d].dpre + (size_t)at->step * (size_t)trace->batch * (size_t)wide;
        for (int r = 0; r < wide; r++) sum += weight[U->offset + (size_t)r * (size_t)U->cols + (size_t)col] * dpre[r];
    }
    return sum;
}

static double by_input(const Trace *trace, const double *weight, const TermsPlace *at) {
    const Net *net = trace->net;
    const Param *U = net_get_param(net, PARAM_INPUT_WEIGHT, at->layer, at->direction);
    size_t H = (size_t)net->spec.hidden, row = (size_t)at->step * (size_t)trace->batch;
    const double *u = weight + U->offset + ((size_t)at->gate * H + (size_t)at->row) * (size_t)U->cols;
    double sum = 0;
    for (size_t i = 0; i < (size_t)U->cols; i++)
        sum += u[i] * (at->layer == 0 ? trace->x[row * (size_t)U->cols + i] : trace->lane[at->layer - 1][i / H].up[row * H + i % H]);
    return sum;
}

static double by_state(const Trace *trace, const double *weight, const TermsPlace *at) {
    const Param *W = net_get_param(trace->net, PARAM_RECURRENT_WEIGHT, at->layer, at->direction);
    size_t H = (size_t)trace->net->spec.hidden;
    CellRow cell = lane_row(trace, at->layer, at->direction, at->step, 0);
    const double *w = weight + W->offset + ((size_t)at->gate * H + (size_t)at->row) * H;
    double sum = 0;
    for (size_t j = 0; j < H; j++) sum += w[j] * cell.h_prev[j];
    return sum;
}

static double through_gate(const Trace *trace, const double *weight, const TermsPlace *at) {
    const Net *net = trace->net;
    const TraceLane *lane = &trace->lane[at->layer][at->direction];
    size_t H = (size_t)net->spec.hidden, row = (size_t)at->step * (size_t)trace->batch, g = (size_t)at->gate;
    const double *W = weight + net_get_param(net, PARAM_RECURRENT_WEIGHT, at->layer, at->direction)->offset;
    const double *d =
        net->spec.cell == CELL_GRU && at->gate == GRU_N ? lane->dq + row * H : lane->dpre + row * (size_t)net->gates * H + g * H;
    double sum = 0;
    for (size_t j = 0; j < H; j++) sum += W[(g * H + j) * H + (size_t)at->row] * d[j];
    return sum;
}

static double above(const Trace *trace, const double *weight, const TermsPlace *at) {
    const Net *net = trace->net;
    const TraceLane *lane = &trace->lane[at->layer][at->direction];
    const Param *V = net_get_param(net, PARAM_HEAD_WEIGHT, 0, 0);
    size_t H = (size_t)net->spec.hidden, O = (size_t)net->spec.outputs, unit = (size_t)at->row;
    double sum = 0;
    if (at->layer + 1 < net->spec.layers)
        return terms_value_of_dup(trace, weight, at) * (lane->mask ? lane->mask[(size_t)at->step * (size_t)trace->batch * H + unit] : 1);
    for (int k = 0; k < trace_count_losses(trace, 0); k++) {
        if (terms_find_reached(trace, k, at->direction) != at->step || (at->loss > 0 && at->loss != k + 1)) continue;
        for (size_t o = 0; o < O; o++)
            sum += weight[V->offset + o * (size_t)V->cols + (size_t)at->direction * H + unit] *
                   trace->dy[(size_t)k * (size_t)trace->batch * O + o];
    }
    return sum;
}

static double into_gate(const Trace *trace, const TermsPlace *at) {
    const Net *net = trace->net;
    const TraceLane *lane = &trace->lane[at->layer][at->direction];
    size_t H = (size_t)net->spec.hidden, unit = (size_t)at->row, row = (size_t)at->step * (size_t)trace->batch;
    CellRow cell = lane_row(trace, at->layer, at->direction, at->step, 0);
    double dh = lane->dh[row * H + unit], dc = lane->dc ? lane->dc[row * H + unit] : 0;
    if (net->spec.cell == CELL_LSTM) {
        if (at->gate == LSTM_I) return dc * cell.gate[LSTM_G * H + unit];
        if (at->gate == LSTM_G) return dc * cell.gate[LSTM_I * H + unit];
        return at->gate == LSTM_F ? dc * cell.c_prev[unit] : dh * cell.tanh_c[unit];
    }
    if (net->spec.cell == CELL_GRU) {
        if (at->gate == GRU_R) return lane->dpre[row * (size_t)net->gates * H + GRU_N * H + unit] * cell.q[unit];
        if (at->gate == GRU_Z) return dh * (cell.h_prev[unit] - cell.gate[GRU_N * H + unit]);
        return dh * sigmoid_rest(cell.gate[GRU_Z * H + unit], cell.pre[GRU_Z * H + unit]);
    }
    return net->spec.cell == CELL_RNN ? dh : NAN; /* no formula of another cell is known here */
}

double terms_value_of_part(const Trace *trace, const double *weight, const TermsPlace *at) {
    size_t H = (size_t)trace->net->spec.hidden, unit = (size_t)at->row;
    CellRow cell = lane_row(trace, at->layer, at->direction, at->step, 0);
    double dh = trace->lane[at->layer][at->direction].dh[(size_t)at->step * (size_t)trace->batch * H + unit];
    switch (at->kind) {
    case TERMS_BY_INPUT: return by_input(trace, weight, at);
    case TERMS_BY_STATE: return by_state(trace, weight, at);
    case TERMS_THROUGH_GATE: return through_gate(trace, weight, at);
    case TERMS_ABOVE: return above(trace, weight, at);
    case TERMS_DGATE: return into_gate(trace, at);
    case TERMS_BY_H: return dh * cell.gate[LSTM_O * H + unit] * tanh_slope(cell.tanh_c[unit], cell.c[unit]);
    case TERMS_DTANH_C: return dh * cell.gate[LSTM_O * H + unit];
    default: return NAN;
    }
}
