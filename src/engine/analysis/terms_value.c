/* Which numbers a trace has, and their values (declared in analysis/terms.h). */
#include "engine/analysis/terms.h"
#include "engine/cell/cell.h"
#include "engine/cell/facts.h"
#include <math.h>

static bool within(int value, int count) { return value >= 0 && value < count; }

static bool has_lane(const Trace *trace, const TermsPlace *at) {
    const NetSpec *spec = &trace->net->spec;
    return within(at->layer, spec->layers) && within(at->direction, spec->directions);
}

static bool has_weight(const Trace *trace, const TermsPlace *at) {
    bool is_head = at->param == PARAM_HEAD_WEIGHT || at->param == PARAM_HEAD_BIAS;
    if (!is_head && !has_lane(trace, at)) return false;
    const Param *param = net_get_param(trace->net, at->param, is_head ? 0 : at->layer, is_head ? 0 : at->direction);
    return within(at->row, param->rows) && within(at->col, param->cols);
}

/* Numbers that only some cells have. */
static bool has_kind(const Net *net, TermsKind kind) {
    switch (kind) {
    case TERMS_C:
    case TERMS_DC:
    case TERMS_TANH_C:
    case TERMS_SLOPE_C: return net->spec.cell == CELL_LSTM;
    case TERMS_Q:
    case TERMS_DQ:
    case TERMS_REST:
    case TERMS_APART: return net->spec.cell == CELL_GRU;
    default: return true;
    }
}

/* Behind the end of a shorter sequence states are held, and nothing else is there. */
static bool is_behind_end(const Trace *trace, const TermsPlace *at) {
    switch (at->kind) {
    case TERMS_TARGET:
    case TERMS_ERROR:
    case TERMS_P:
    case TERMS_LSE:
    case TERMS_Y:
    case TERMS_DY:
    case TERMS_LOSS: return at->step >= trace_count_losses(trace, 0);
    case TERMS_WEIGHT:
    case TERMS_DWEIGHT:
    case TERMS_TOTAL:
    case TERMS_H:
    case TERMS_C: return false;
    default: return at->step >= 0 && trace_is_padding(trace, at->step, 0);
    }
}

bool terms_has(const Trace *trace, const TermsPlace *at) {
    const Net *net = trace->net;
    const NetSpec *spec = &net->spec;
    int T = trace->wiring.steps, K = trace->wiring.loss_count;
    bool is_cross = spec->loss == LOSS_CROSS_ENTROPY;
    if (!has_kind(net, at->kind) || is_behind_end(trace, at)) return false;
    switch (at->kind) {
    case TERMS_CONSTANT:
    case TERMS_KIND_COUNT: return false;
    case TERMS_X:
    case TERMS_DX: return within(at->step, T) && within(at->row, spec->inputs);
    case TERMS_WEIGHT:
    case TERMS_DWEIGHT: return has_weight(trace, at);
    case TERMS_TARGET:
    case TERMS_ERROR: return !is_cross && within(at->step, K) && within(at->row, spec->outputs);
    case TERMS_P: return is_cross && within(at->step, K) && within(at->row, spec->outputs);
    case TERMS_LSE: return is_cross && within(at->step, K);
    case TERMS_Y:
    case TERMS_DY: return within(at->step, K) && within(at->row, spec->outputs);
    case TERMS_LOSS: return within(at->step, K);
    case TERMS_TOTAL: return true;
    case TERMS_MASK:
        return has_lane(trace, at) && trace->lane[at->layer][at->direction].mask && within(at->step, T) && within(at->row, spec->hidden);
    case TERMS_UP:
    case TERMS_DUP: return has_lane(trace, at) && at->layer + 1 < spec->layers && within(at->step, T) && within(at->row, spec->hidden);
    case TERMS_H:
    case TERMS_C: return has_lane(trace, at) && at->step >= -1 && at->step < T && within(at->row, spec->hidden);
    case TERMS_PRE:
    case TERMS_GATE:
    case TERMS_SLOPE:
    case TERMS_DPRE: return has_lane(trace, at) && within(at->step, T) && within(at->row, spec->hidden) && within(at->gate, net->gates);
    default: return has_lane(trace, at) && within(at->step, T) && within(at->row, spec->hidden);
    }
}

TermsPlace terms_weight(const Trace *trace, ParamKind param, int layer, int direction, int row, int col) {
    (void)trace;
    return (TermsPlace){.kind = TERMS_WEIGHT, .param = param, .layer = layer, .direction = direction, .row = row, .col = col};
}

static double slope_of_gate(const Trace *trace, const TermsPlace *at, double value, double a) {
    GateCurve curve = trace->net->facts->gate[at->gate].curve;
    if (curve == CURVE_SIGMOID) return value * sigmoid_rest(value, a);
    return curve == CURVE_TANH ? tanh_slope(value, a) : activation_slope(trace->net->spec.activation, value, a);
}

/* dL/d(up): what the layer above sent, before the mask. */
static double value_of_dup(const Trace *trace, const double *weight, const TermsPlace *at) {
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

static double value_of_lse(const Trace *trace, int loss) {
    int O = trace->net->spec.outputs;
    const double *y = trace->y + (size_t)loss * (size_t)trace->batch * (size_t)O;
    double most = y[0], sum = 0;
    for (int o = 1; o < O; o++)
        if (!(y[o] <= most)) most = y[o];
    for (int o = 0; o < O; o++) sum += exp(y[o] - most);
    return most + log(sum);
}

static double value_of_weight(const Trace *trace, const double *block, const TermsPlace *at) {
    const Param *param = net_get_param(trace->net, at->param, at->layer, at->direction);
    return block[param->offset + (size_t)at->row * (size_t)param->cols + (size_t)at->col];
}

static double value_of_output(const Trace *trace, const double *rows, const TermsPlace *at) {
    return rows[(size_t)at->step * (size_t)trace->batch * (size_t)trace->net->spec.outputs + (size_t)at->row];
}

double terms_value(const Trace *trace, const double *weight, const double *gradient, const TermsPlace *at) {
    const Net *net = trace->net;
    const TraceLane *lane = &trace->lane[at->layer][at->direction];
    size_t H = (size_t)net->spec.hidden, I = (size_t)net->spec.inputs, unit = (size_t)at->row, batch = (size_t)trace->batch;
    size_t row = (size_t)(at->step < 0 ? 0 : at->step) * batch, gate = row * (size_t)net->gates * H + (size_t)at->gate * H + unit;
    CellRow cell = lane_row(trace, at->layer, at->direction, at->step < 0 ? 0 : at->step, 0);
    switch (at->kind) {
    case TERMS_X: return trace->x[row * I + unit];
    case TERMS_DX: return trace->dx[row * I + unit];
    case TERMS_TARGET: return value_of_output(trace, trace->target, at);
    case TERMS_MASK: return lane->mask[row * H + unit];
    case TERMS_WEIGHT: return value_of_weight(trace, weight, at);
    case TERMS_DWEIGHT: return value_of_weight(trace, gradient, at);
    case TERMS_H: return at->step < 0 ? lane->h0[unit] : lane->h[row * H + unit];
    case TERMS_C: return at->step < 0 ? lane->c0[unit] : lane->c[row * H + unit];
    case TERMS_UP: return lane->up[row * H + unit];
    case TERMS_PRE: return lane->pre[gate];
    case TERMS_GATE: return lane->gate[gate];
    case TERMS_Q: return lane->q[row * H + unit];
    case TERMS_TANH_C: return lane->tanh_c[row * H + unit];
    case TERMS_REST: return sigmoid_rest(cell.gate[GRU_Z * H + unit], cell.pre[GRU_Z * H + unit]);
    case TERMS_APART: return cell.h_prev[unit] - cell.gate[GRU_N * H + unit];
    case TERMS_SLOPE: return slope_of_gate(trace, at, lane->gate[gate], lane->pre[gate]);
    case TERMS_SLOPE_C: return tanh_slope(cell.tanh_c[unit], cell.c[unit]);
    case TERMS_Y: return value_of_output(trace, trace->y, at);
    case TERMS_P: return value_of_output(trace, trace->prob, at);
    case TERMS_DY: return value_of_output(trace, trace->dy, at);
    case TERMS_LSE: return value_of_lse(trace, at->step);
    case TERMS_ERROR: return value_of_output(trace, trace->y, at) - value_of_output(trace, trace->target, at);
    case TERMS_LOSS: return trace->loss_step[at->step];
    case TERMS_TOTAL: return trace->loss;
    case TERMS_DH: return lane->dh[row * H + unit];
    case TERMS_DUP: return value_of_dup(trace, weight, at);
    case TERMS_DC: return lane->dc[row * H + unit];
    case TERMS_DPRE: return lane->dpre[gate];
    case TERMS_DQ: return lane->dq[row * H + unit];
    case TERMS_CONSTANT:
    case TERMS_KIND_COUNT: break;
    }
    return NAN;
}
