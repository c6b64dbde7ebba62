/* Which numbers a trace has, and their values (declared in analysis/terms.h). */
#include "engine/analysis/axes.h"
#include "engine/analysis/terms_inside.h"
#include "engine/cell/cell.h"
#include "engine/cell/facts.h"
#include <math.h>

static bool within(int value, int count) { return value >= 0 && value < count; }

static bool has_lane(const Trace *trace, const TermsPlace *at) {
    const NetSpec *spec = &trace->net->spec;
    return within(at->layer, spec->layers) && within(at->direction, spec->directions);
}

/* The one loss that it is of, from 0; -1: of several. */
static int find_loss(const Trace *trace, const TermsPlace *at) {
    return at->loss > 0 ? at->loss - 1 : trace->wiring.loss_count == 1 ? 0 : -1;
}

static bool has_weight(const Trace *trace, const TermsPlace *at) {
    bool is_head = at->param == PARAM_HEAD_WEIGHT || at->param == PARAM_HEAD_BIAS;
    if (!is_head && !has_lane(trace, at)) return false;
    const Param *param = net_get_param(trace->net, at->param, is_head ? 0 : at->layer, is_head ? 0 : at->direction);
    return within(at->row, param->rows) && within(at->col, param->cols);
}

/* Another cell has other sums, which nothing here knows: none is better than wrong ones. */
static bool has_formulas(CellKind cell) { return cell == CELL_RNN || cell == CELL_GRU || cell == CELL_LSTM; }

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
    case TERMS_CARRY_C:
    case TERMS_INTO_C:
    case TERMS_BY_H:
    case TERMS_DTANH_C:
    case TERMS_RELATIVE_C: return net->spec.cell == CELL_LSTM;
    case TERMS_STRAIGHT:
    case TERMS_THROUGH:
    case TERMS_KEPT:
    case TERMS_STRANDS:
    case TERMS_SHARE:
    case TERMS_SHARE_THROUGH: return net->spec.cell == CELL_LSTM || net->spec.cell == CELL_GRU;
    case TERMS_SLOPES:
    case TERMS_TURN: return net->spec.cell == CELL_RNN;
    default: return true;
    }
}

/* Behind the end of a shorter sequence states are held, and nothing else is there. */
static bool is_behind_end(const Trace *trace, const TermsPlace *at) {
    if (terms_is_of_weight(at->kind) || terms_is_of_update(at->kind)) return false;
    switch (at->kind) {
    case TERMS_TARGET:
    case TERMS_ERROR:
    case TERMS_P:
    case TERMS_LSE:
    case TERMS_Y:
    case TERMS_DY:
    case TERMS_RAW:
    case TERMS_LOSS: return at->step >= trace_count_losses(trace, 0);
    case TERMS_BIAS:
    case TERMS_TOTAL:
    case TERMS_SENT:
    case TERMS_H:
    case TERMS_C: return false;
    case TERMS_NORM:
        if (at->of == TERMS_SENT || at->of == TERMS_WEIGHT || at->of == TERMS_DWEIGHT) return false;
        return trace_is_padding(trace, at->step, 0);
    default: return at->step >= 0 && trace_is_padding(trace, at->step, 0);
    }
}

/* Of which numbers there is a norm. */
static bool has_norm(const Trace *trace, const TermsPlace *at) {
    const Net *net = trace->net;
    bool has_row = has_lane(trace, at) && within(at->step, trace->wiring.steps);
    switch (at->of) {
    case TERMS_C: return has_row && has_kind(net, TERMS_C);
    case TERMS_H:
    case TERMS_DH:
    case TERMS_ABOVE:
    case TERMS_CARRY: return has_row;
    case TERMS_DC: return has_row && has_kind(net, TERMS_DC);
    case TERMS_CARRY_C: return has_row && has_kind(net, TERMS_CARRY_C) && lane_previous_step(trace, at->direction, at->step) >= 0;
    case TERMS_STRAIGHT: return has_row && has_kind(net, at->of);
    case TERMS_THROUGH: return has_row && has_kind(net, at->of) && lane_previous_step(trace, at->direction, at->step) >= 0;
    case TERMS_DPRE: return has_row && within(at->gate, net->gates);
    case TERMS_SENT: return find_loss(trace, at) >= 0;
    case TERMS_WEIGHT:
    case TERMS_DWEIGHT: {
        bool is_block = at->param == PARAM_INPUT_WEIGHT || at->param == PARAM_RECURRENT_WEIGHT, is_head = at->param == PARAM_HEAD_WEIGHT;
        if (!(is_block ? has_lane(trace, at) && within(at->gate, net->gates) : is_head && at->gate == 0)) return false;
        const Param *param = net_get_param(net, at->param, at->layer, at->direction);
        return (is_head ? param->rows : net->spec.hidden) * param->cols <= TERMS_NORM_MAX;
    }
    default: return false;
    }
}

/* Derivatives from state to state, and the gradient that one loss sends. */
static bool has_way(const Trace *trace, const TermsPlace *at) {
    const NetSpec *spec = &trace->net->spec;
    int n = terms_count_state(trace->net), K = trace->wiring.loss_count;
    bool has_step = has_lane(trace, at) && within(at->step, trace->wiring.steps);
    bool has_arrow = has_step && lane_previous_step(trace, at->direction, at->step) >= 0;
    switch (at->kind) {
    case TERMS_JACOBIAN:
    case TERMS_PRODUCT: return has_step && within(at->row, n) && within(at->col, n);
    case TERMS_SINGULAR: return has_step && within(at->row, n) && n <= TERMS_SINGULAR_MAX;
    case TERMS_MODULUS:
    case TERMS_EIGEN:
    case TERMS_EIGEN_IM:
        return has_lane(trace, at) && within(at->gate, trace->net->gates) && within(at->row, spec->hidden) &&
               spec->hidden <= TERMS_SINGULAR_MAX;
    case TERMS_ALONG: return has_step && within(at->row, AXES_COUNT);
    case TERMS_AWAY: return has_step && within(at->row, spec->hidden);
    case TERMS_LEFT:
    case TERMS_RIGHT: return has_step && within(at->row, n) && within(at->col, n) && n <= TERMS_SINGULAR_MAX;
    case TERMS_SENT: return within(at->direction, spec->directions) && within(at->row, spec->hidden) && find_loss(trace, at) >= 0;
    case TERMS_CARRY: return has_step && within(at->row, spec->hidden);
    case TERMS_THROUGH: return (spec->cell == CELL_LSTM ? has_arrow : has_step) && within(at->row, spec->hidden);
    case TERMS_CARRY_C: return has_arrow && within(at->row, spec->hidden);
    case TERMS_THROUGH_GATE: return has_step && within(at->row, spec->hidden) && within(at->gate, trace->net->gates);
    case TERMS_ARRIVALS:
    case TERMS_SHARE_ABOVE: return has_step && at->layer + 1 < spec->layers;
    case TERMS_STRAIGHT:
    case TERMS_ABOVE:
    case TERMS_BY_H: return has_step && within(at->row, spec->hidden);
    case TERMS_INTO_C:
        return has_step && at->layer == spec->layers - 1 && find_loss(trace, at) >= 0 &&
               terms_find_reached(trace, find_loss(trace, at), at->direction) == at->step;
    case TERMS_RELATIVE:
    case TERMS_RELATIVE_C: return has_step && find_loss(trace, at) >= 0;
    case TERMS_FACTOR:
    case TERMS_KEPT:
    case TERMS_STRANDS:
    case TERMS_SHARE:
    case TERMS_SHARE_THROUGH:
    case TERMS_SLOPES:
    case TERMS_TURN: return has_arrow;
    case TERMS_PULL: return has_step && K > 1 && at->loss > 0;
    case TERMS_NORM: return has_norm(trace, at);
    default: return false;
    }
}

static bool has_update(const Trace *trace, const TermsPlace *at) {
    if (at->kind == TERMS_CLIP || at->kind == TERMS_CLIP_LENGTH || at->kind == TERMS_LENGTH) /* they add all weights */
        return trace->net->weight_count <= TERMS_NORM_MAX;
    TermsPlace weight = terms_weight(trace, at->param, at->layer, at->direction, at->row, at->col);
    return has_weight(trace, &weight);
}

bool terms_has(const Trace *trace, const TermsPlace *at) {
    const Net *net = trace->net;
    const NetSpec *spec = &net->spec;
    int T = trace->wiring.steps, K = trace->wiring.loss_count;
    bool is_cross = spec->loss == LOSS_CROSS_ENTROPY;
    if (!has_formulas(spec->cell) || !has_kind(net, at->kind) || is_behind_end(trace, at)) return false;
    if (at->loss != 0 && (!terms_is_of_loss(at) || K == 1 || !within(at->loss - 1, trace_count_losses(trace, 0)))) return false;
    bool is_way = (at->kind >= TERMS_JACOBIAN && at->kind <= TERMS_PULL) || at->kind == TERMS_LEFT || at->kind == TERMS_RIGHT;
    if (is_way) return has_way(trace, at);
    if (terms_is_of_update(at->kind)) return has_update(trace, at);
    if (terms_is_flatness(at->kind)) return has_lane(trace, at) && terms_has_flatness(trace, at);
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
    case TERMS_DY: return within(at->step, K) && within(at->row, spec->outputs) && (at->loss == 0 || at->loss == at->step + 1);
    case TERMS_Y: return within(at->step, K) && within(at->row, spec->outputs);
    case TERMS_RAW:
    case TERMS_LOSS: return within(at->step, K);
    case TERMS_TOTAL: return true;
    case TERMS_MASK:
        return has_lane(trace, at) && trace->lane[at->layer][at->direction].mask && within(at->step, T) && within(at->row, spec->hidden);
    case TERMS_UP:
    case TERMS_DUP: return has_lane(trace, at) && at->layer + 1 < spec->layers && within(at->step, T) && within(at->row, spec->hidden);
    case TERMS_H:
    case TERMS_C: return has_lane(trace, at) && at->step >= -1 && at->step < T && within(at->row, spec->hidden);
    case TERMS_BIAS: /* the GRU's candidate has its two biases in two places */
        return has_lane(trace, at) && within(at->row, spec->hidden) && within(at->gate, net->gates) &&
               !(spec->cell == CELL_GRU && at->gate == GRU_N);
    case TERMS_PRE:
    case TERMS_BY_INPUT:
    case TERMS_BY_STATE:
    case TERMS_DGATE:
    case TERMS_GATE:
    case TERMS_SLOPE:
    case TERMS_DPRE: return has_lane(trace, at) && within(at->step, T) && within(at->row, spec->hidden) && within(at->gate, net->gates);
    default: return has_lane(trace, at) && within(at->step, T) && within(at->row, spec->hidden);
    }
}

static double slope_of_gate(const Trace *trace, const TermsPlace *at, double value, double a) {
    GateCurve curve = trace->net->facts->gate[at->gate].curve;
    if (curve == CURVE_SIGMOID) return value * sigmoid_rest(value, a);
    return curve == CURVE_TANH ? tanh_slope(value, a) : activation_slope(trace->net->spec.activation, value, a);
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
    return block[terms_weight_offset(trace->net, at)];
}

static double value_of_bias(const Trace *trace, const double *weight, const TermsPlace *at) {
    size_t row = (size_t)at->gate * (size_t)trace->net->spec.hidden + (size_t)at->row;
    return weight[net_get_param(trace->net, PARAM_INPUT_BIAS, at->layer, at->direction)->offset + row] +
           weight[net_get_param(trace->net, PARAM_RECURRENT_BIAS, at->layer, at->direction)->offset + row];
}

static double value_of_output(const Trace *trace, const double *rows, const TermsPlace *at) {
    return rows[(size_t)at->step * (size_t)trace->batch * (size_t)trace->net->spec.outputs + (size_t)at->row];
}

/* f keeps what stood in c; z what stood in h. */
static double value_of_straight(const Trace *trace, const TermsPlace *at) {
    const TraceLane *lane = &trace->lane[at->layer][at->direction];
    size_t H = (size_t)trace->net->spec.hidden, unit = (size_t)at->row, row = (size_t)at->step * (size_t)trace->batch * H + unit;
    CellRow now = lane_row(trace, at->layer, at->direction, at->step, 0);
    return trace->net->spec.cell == CELL_LSTM ? now.gate[LSTM_F * H + unit] * lane->dc[row] : now.gate[GRU_Z * H + unit] * lane->dh[row];
}

/* The rest of what arrives: for the LSTM by h of the step before, on into its c; of the GRU W' d(pre) of the gates. */
static double value_of_through(const Trace *trace, const double *weight, const TermsPlace *at) {
    const TraceLane *lane = &trace->lane[at->layer][at->direction];
    const Net *net = trace->net;
    size_t H = (size_t)net->spec.hidden, unit = (size_t)at->row, batch = (size_t)trace->batch;
    if (net->spec.cell == CELL_LSTM) {
        CellRow prev = lane_row(trace, at->layer, at->direction, lane_previous_step(trace, at->direction, at->step), 0);
        double into_c = prev.gate[LSTM_O * H + unit] * tanh_slope(prev.tanh_c[unit], prev.c[unit]);
        return into_c * lane->dh_carry[(size_t)at->step * batch * H + unit];
    }
    const double *W = weight + net_get_param(net, PARAM_RECURRENT_WEIGHT, at->layer, at->direction)->offset;
    double sum = 0;
    for (size_t g = 0; g < (size_t)net->gates; g++)
        for (size_t j = 0; j < H; j++)
            sum += W[(g * H + j) * H + unit] * (g == GRU_N ? lane->dq[(size_t)at->step * batch * H + j]
                                                           : lane->dpre[(size_t)at->step * batch * (size_t)net->gates * H + g * H + j]);
    return sum;
}

/* o (1 - tanh(c)^2) of the step before takes what arrives at its h on into its c; f keeps what stood in c. */
static double value_of_carry_c(const Trace *trace, const TermsPlace *at) {
    const TraceLane *lane = &trace->lane[at->layer][at->direction];
    size_t H = (size_t)trace->net->spec.hidden, unit = (size_t)at->row;
    int before = lane_previous_step(trace, at->direction, at->step);
    CellRow now = lane_row(trace, at->layer, at->direction, at->step, 0), prev = lane_row(trace, at->layer, at->direction, before, 0);
    size_t row = (size_t)at->step * (size_t)trace->batch * H + unit;
    double into_c = prev.gate[LSTM_O * H + unit] * tanh_slope(prev.tanh_c[unit], prev.c[unit]);
    return now.gate[LSTM_F * H + unit] * lane->dc[row] + into_c * lane->dh_carry[row];
}

static double value_of_sent(const Trace *trace, const double *weight, const TermsPlace *at) {
    const Net *net = trace->net;
    const Param *V = net_get_param(net, PARAM_HEAD_WEIGHT, 0, 0);
    int O = net->spec.outputs, col = at->direction * net->spec.hidden + at->row;
    const double *dy = trace->dy + (size_t)find_loss(trace, at) * (size_t)trace->batch * (size_t)O;
    double sum = 0;
    for (int o = 0; o < O; o++) sum += weight[V->offset + (size_t)o * (size_t)V->cols + (size_t)col] * dy[o];
    return sum;
}

static double value_of_pass(const Trace *trace, const double *weight, const double *gradient, const TermsPlace *at) {
    const Net *net = trace->net;
    const TraceLane *lane = &trace->lane[at->layer][at->direction];
    size_t H = (size_t)net->spec.hidden, I = (size_t)net->spec.inputs, unit = (size_t)at->row, batch = (size_t)trace->batch;
    size_t row = (size_t)(at->step < 0 ? 0 : at->step) * batch, gate = row * (size_t)net->gates * H + (size_t)at->gate * H + unit;
    CellRow cell = lane_row(trace, at->layer, at->direction, at->step < 0 ? 0 : at->step, 0);
    if (terms_is_part(at->kind)) return terms_value_of_part(trace, weight, at);
    if (terms_is_flatness(at->kind)) return terms_value_of_flatness(trace, at);
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
    case TERMS_RAW: return trace->loss_raw[(size_t)at->step * (size_t)trace->batch];
    case TERMS_TOTAL: return trace->loss;
    case TERMS_DH: return lane->dh[row * H + unit];
    case TERMS_DUP: return terms_value_of_dup(trace, weight, at);
    case TERMS_DC: return lane->dc[row * H + unit];
    case TERMS_DPRE: return lane->dpre[gate];
    case TERMS_DQ: return lane->dq[row * H + unit];
    case TERMS_CARRY: return lane->dh_carry[row * H + unit];
    case TERMS_CARRY_C: return value_of_carry_c(trace, at);
    case TERMS_STRAIGHT: return value_of_straight(trace, at);
    case TERMS_THROUGH: return value_of_through(trace, weight, at);
    case TERMS_BIAS: return value_of_bias(trace, weight, at);
    case TERMS_SENT: return value_of_sent(trace, weight, at);
    default: break;
    }
    return NAN;
}

/* Common code for reading the pass of all losses and that of one loss. */
static double value_in(const TermsSource *source, const TermsPlace *at) {
    bool is_alone = at->loss > 0 && source->alone && source->alone_loss == at->loss;
    if (at->loss > 0 && !is_alone) return NAN;
    return value_of_pass(is_alone ? source->alone : source->trace, source->weight, is_alone ? source->alone_gradient : source->gradient,
                         at);
}

static double add_square(double sum, double value) { return sum + value * value; }

static double value_of_norm(const TermsSource *source, const TermsPlace *norm) {
    const Net *net = source->trace->net;
    TermsPlace at = *norm;
    double sum = 0;
    int H = net->spec.hidden;
    at.kind = norm->of;
    at.of = TERMS_CONSTANT;
    if (norm->of == TERMS_WEIGHT || norm->of == TERMS_DWEIGHT) {
        const Param *param = net_get_param(net, norm->param, norm->layer, norm->direction);
        int rows = norm->param == PARAM_HEAD_WEIGHT ? param->rows : H, first = norm->gate * rows;
        at.gate = 0;
        for (at.row = first; at.row < first + rows; at.row++)
            for (at.col = 0; at.col < param->cols; at.col++) sum = add_square(sum, value_in(source, &at));
        return sqrt(sum);
    }
    for (at.direction = norm->of == TERMS_SENT ? 0 : norm->direction; at.direction < net->spec.directions; at.direction++) {
        for (at.row = 0; at.row < H; at.row++) sum = add_square(sum, value_in(source, &at));
        if (norm->of != TERMS_SENT) break;
    }
    return sqrt(sum);
}

TermsPlace terms_norm_of(const TermsPlace *at, TermsKind of) {
    TermsPlace norm = {.kind = TERMS_NORM, .of = of, .loss = at->loss};
    if (of == TERMS_SENT) return norm;
    norm.layer = at->layer;
    norm.direction = at->direction;
    norm.step = at->step;
    return norm;
}

static double ratio_of(const TermsSource *source, const TermsPlace *at, TermsKind of, TermsKind over) {
    TermsPlace a = terms_norm_of(at, of), b = terms_norm_of(at, over);
    return value_of_norm(source, &a) / value_of_norm(source, &b);
}

static double value_of_strands(const TermsSource *source, const TermsPlace *at, TermsKind of) {
    TermsPlace straight = terms_norm_of(at, TERMS_STRAIGHT), through = terms_norm_of(at, TERMS_THROUGH);
    double a = value_of_norm(source, &straight), b = value_of_norm(source, &through);
    return of == TERMS_STRANDS ? a + b : (of == TERMS_SHARE ? a : b) / (a + b);
}

static double value_of_arrivals(const TermsSource *source, const TermsPlace *at, bool of_above) {
    const Trace *trace = source->trace;
    TermsPlace above = terms_norm_of(at, TERMS_ABOVE), carry = terms_norm_of(at, TERMS_CARRY);
    carry.step = at->direction ? at->step - 1 : at->step + 1;
    double a = value_of_norm(source, &above), b = terms_has(trace, &carry) ? value_of_norm(source, &carry) : 0;
    return of_above ? a / (a + b) : a + b;
}

static double value_of_pull(const TermsSource *source, const TermsPlace *at) {
    TermsPlace own = *at, all = *at;
    double dot = 0;
    own.kind = all.kind = TERMS_DH;
    all.loss = 0;
    for (int u = 0; u < source->trace->net->spec.hidden; u++) {
        own.row = all.row = u;
        dot += value_in(source, &own) * value_in(source, &all);
    }
    TermsPlace norm = terms_norm_of(&all, TERMS_DH);
    return dot / value_of_norm(source, &norm);
}

static double value_of_direction(const TermsSource *source, const TermsPlace *at) {
    double left[TERMS_SINGULAR_MAX], right[TERMS_SINGULAR_MAX];
    if (!terms_singular(NULL, NULL, left, right, source, at, at->col)) return NAN;
    return (at->kind == TERMS_LEFT ? left : right)[at->row];
}

double terms_value(const TermsSource *source, const TermsPlace *at) {
    bool is_lstm = source->trace->net->spec.cell == CELL_LSTM;
    double sigma;
    if (terms_is_of_update(at->kind)) return terms_value_of_update(source, at);
    switch (at->kind) {
    case TERMS_STRANDS:
    case TERMS_SHARE:
    case TERMS_SHARE_THROUGH: return value_of_strands(source, at, at->kind);
    case TERMS_ARRIVALS:
    case TERMS_SHARE_ABOVE: return value_of_arrivals(source, at, at->kind == TERMS_SHARE_ABOVE);
    case TERMS_KEPT: return ratio_of(source, at, TERMS_STRAIGHT, is_lstm ? TERMS_DC : TERMS_DH);
    case TERMS_INTO_C: return ratio_of(source, at, TERMS_DC, TERMS_DH);
    case TERMS_NORM: return value_of_norm(source, at);
    case TERMS_RELATIVE: return ratio_of(source, at, TERMS_DH, TERMS_SENT);
    case TERMS_RELATIVE_C: return ratio_of(source, at, TERMS_DC, TERMS_SENT);
    case TERMS_FACTOR: return is_lstm ? ratio_of(source, at, TERMS_CARRY_C, TERMS_DC) : ratio_of(source, at, TERMS_CARRY, TERMS_DH);
    case TERMS_SLOPES: return ratio_of(source, at, TERMS_DPRE, TERMS_DH);
    case TERMS_TURN: return ratio_of(source, at, TERMS_CARRY, TERMS_DPRE);
    case TERMS_PULL: return value_of_pull(source, at);
    case TERMS_JACOBIAN: return terms_jacobian_entry(source, at);
    case TERMS_PRODUCT: return terms_product_entry(source, at);
    case TERMS_SINGULAR: return terms_singular(NULL, &sigma, NULL, NULL, source, at, at->row) ? sigma : NAN;
    case TERMS_LEFT:
    case TERMS_RIGHT: return value_of_direction(source, at);
    case TERMS_MODULUS:
    case TERMS_EIGEN:
    case TERMS_EIGEN_IM:
    case TERMS_ALONG:
    case TERMS_AWAY: return terms_value_of_place(source, at);
    default: return value_in(source, at);
    }
}
