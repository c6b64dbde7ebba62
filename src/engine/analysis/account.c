/* See account.h. The forward sums are worked out from the weights; everything after the pre-activation is the trace's. The backward pass
   starts from dL/dh_t (and dL/dc_t) and runs the cell's backward function again for this one step. */
#include "engine/analysis/account.h"
#include "engine/cell/cell.h"
#include "engine/cell/facts.h"
#include "engine/net/kernels.h"
#include <math.h>
#include <string.h>

/* out (H) = rows (gate, .) of a weight matrix times x (cols) */
static void multiply(double *out, const double *weight, const Param *param, int gate, int hidden, const double *x) {
    const double *row = weight + param->offset + (size_t)(gate * hidden) * (size_t)param->cols;
    for (int j = 0; j < hidden; j++, row += param->cols) {
        double sum = 0;
        for (int i = 0; i < param->cols; i++) sum += row[i] * x[i];
        out[j] = sum;
    }
}

/* out (H) = transposed rows (gate, .) of W times d (H) */
static void multiply_back(double *out, const double *weight, const Param *param, int gate, int hidden, const double *d) {
    const double *row = weight + param->offset + (size_t)(gate * hidden) * (size_t)param->cols;
    memset(out, 0, (size_t)hidden * sizeof(double));
    for (int j = 0; j < hidden; j++, row += param->cols) {
        for (int i = 0; i < hidden; i++) out[i] += row[i] * d[j];
    }
}

/* What the layer reads at this step, (I) or (H*D); `room` is used above the first layer. */
static const double *find_input(double room[NET_HIDDEN_MAX * NET_DIRECTION_MAX], const Trace *trace, int layer, int step) {
    size_t hidden = (size_t)trace->net->spec.hidden, row = (size_t)step * (size_t)trace->batch;
    if (layer == 0) return trace->x + row * (size_t)trace->net->spec.inputs;
    for (int d = 0; d < trace->net->spec.directions; d++)
        memcpy(room + (size_t)d * hidden, trace->lane[layer - 1][d].up + row * hidden, hidden * sizeof(double));
    return room;
}

static void copy(double *out, const double *in, int count) { memcpy(out, in, (size_t)count * sizeof(double)); }

static void form_sums(CellAccount *account, const Trace *trace, const double *weight, const CellRow *row) {
    const Net *net = trace->net;
    int hidden = net->spec.hidden, layer = account->layer, direction = account->direction;
    const Param *U = net_get_param(net, PARAM_INPUT_WEIGHT, layer, direction),
                *W = net_get_param(net, PARAM_RECURRENT_WEIGHT, layer, direction);
    const double *b_ih = weight + net_get_param(net, PARAM_INPUT_BIAS, layer, direction)->offset,
                 *b_hh = weight + net_get_param(net, PARAM_RECURRENT_BIAS, layer, direction)->offset;
    double room[NET_HIDDEN_MAX * NET_DIRECTION_MAX];
    const double *x = find_input(room, trace, layer, account->step);
    for (int g = 0; g < net->gates; g++) {
        bool is_n = net->spec.cell == CELL_GRU && g == GRU_N;
        multiply(account->at[ACCOUNT_INPUT][g], weight, U, g, hidden, x);
        multiply(account->at[ACCOUNT_RECURRENT][g], weight, W, g, hidden, row->h_prev);
        for (int j = 0; j < hidden; j++) {
            account->at[ACCOUNT_BIAS][g][j] = b_ih[g * hidden + j] + (is_n ? 0 : b_hh[g * hidden + j]);
            if (is_n) account->at[ACCOUNT_BIAS_Q][0][j] = b_hh[g * hidden + j];
        }
        copy(account->at[ACCOUNT_PRE][g], row->pre + g * hidden, hidden);
        copy(account->at[ACCOUNT_VALUE][g], row->gate + g * hidden, hidden);
    }
}

static double slope_of(const Net *net, int gate, double value, double a) {
    switch (net->facts->gate[gate].curve) {
    case CURVE_SIGMOID: return value * sigmoid_rest(value, a);
    case CURVE_TANH: return tanh_slope(value, a);
    case CURVE_ACTIVATION: break;
    }
    return activation_slope(net->spec.activation, value, a);
}

static void clear_held_slopes(CellAccount *account, const WhatIf *held, int hidden) {
    for (int i = 0; held && i <= held->more; i++) {
        const WhatIf *one = &held[i];
        bool is_here = one->kind == WHATIF_GATE && one->layer == account->layer && one->direction == account->direction;
        if (!is_here || one->step != account->step) continue;
        for (int j = 0; j < hidden; j++) {
            if (one->unit < 0 || one->unit == j) account->at[ACCOUNT_SLOPE][one->gate][j] = 0;
        }
    }
}

static void form_slopes(CellAccount *account, const Net *net) {
    for (int g = 0; g < net->gates; g++) {
        const double *a = account->at[ACCOUNT_PRE][g], *value = account->at[ACCOUNT_VALUE][g];
        double *slope = account->at[ACCOUNT_SLOPE][g];
        for (int j = 0; j < net->spec.hidden; j++) slope[j] = slope_of(net, g, value[j], a[j]);
    }
}

static void form_states(CellAccount *account, const Net *net, const CellRow *row) {
    int hidden = net->spec.hidden;
    copy(account->at[ACCOUNT_H_BEFORE][0], row->h_prev, hidden);
    copy(account->at[ACCOUNT_H][0], row->h, hidden);
    if (net->spec.cell == CELL_LSTM) {
        copy(account->at[ACCOUNT_C_BEFORE][0], row->c_prev, hidden);
        copy(account->at[ACCOUNT_C][0], row->c, hidden);
        copy(account->at[ACCOUNT_TANH_C][0], row->tanh_c, hidden);
        for (int j = 0; j < hidden; j++) account->at[ACCOUNT_SLOPE_C][0][j] = tanh_slope(row->tanh_c[j], row->c[j]);
    }
    if (net->spec.cell == CELL_GRU) {
        copy(account->at[ACCOUNT_Q][0], row->q, hidden);
        for (int j = 0; j < hidden; j++) {
            account->at[ACCOUNT_REST][0][j] = sigmoid_rest(row->gate[GRU_Z * hidden + j], row->pre[GRU_Z * hidden + j]);
            account->at[ACCOUNT_DIFFERENCE][0][j] = row->h_prev[j] - row->gate[GRU_N * hidden + j];
        }
    }
}

/* The gradient of all losses, from the trace. Row t of dh_carry is what step t sent back, so what arrives here is in the row of the step
   after. */
static void read_trace(FollowStep *out, const CellAccount *account, const Trace *trace) {
    const TraceLane *lane = &trace->lane[account->layer][account->direction];
    int hidden = trace->net->spec.hidden;
    size_t row = (size_t)trace->batch * (size_t)hidden;
    memset(out, 0, sizeof *out);
    copy(out->dh, lane->dh + (size_t)account->step * row, hidden);
    if (account->next < 0) return;
    copy(out->arrived, lane->dh_carry + (size_t)account->next * row, hidden);
    if (lane->dc) copy(out->dc_next, lane->dc + (size_t)account->next * row, hidden);
}

static void form_arrival(CellAccount *account, const Trace *trace, const FollowStep *from, double scale) {
    int hidden = trace->net->spec.hidden, next = account->next;
    double *dh = account->at[ACCOUNT_DH][0], *dh_next = account->at[ACCOUNT_DH_NEXT][0], *dh_above = account->at[ACCOUNT_DH_ABOVE][0];
    for (int j = 0; j < hidden; j++) {
        dh[j] = scale * from->dh[j];
        dh_next[j] = scale * from->arrived[j];
        dh_above[j] = scale * (from->dh[j] - from->arrived[j]);
    }
    if (trace->net->spec.cell != CELL_LSTM) return;
    double *dc_next = account->at[ACCOUNT_DC_NEXT][0], *dc_out = account->at[ACCOUNT_DC_OUT][0];
    const double *o = account->at[ACCOUNT_VALUE][LSTM_O], *slope = account->at[ACCOUNT_SLOPE_C][0];
    const double *f = next < 0 ? NULL : lane_row(trace, account->layer, account->direction, next, 0).gate + LSTM_F * hidden;
    for (int j = 0; j < hidden; j++) {
        dc_next[j] = next < 0 ? 0 : scale * (f[j] * from->dc_next[j]);
        dc_out[j] = dh[j] * o[j] * slope[j];
    }
}

/* The gradient of each gate's value, before the slope of its nonlinearity. */
static void form_into_gates(CellAccount *account, CellKind cell, int hidden) {
    const double *dh = account->at[ACCOUNT_DH][0], *dc = account->at[ACCOUNT_DC][0];
    for (int j = 0; j < hidden; j++) {
        if (cell == CELL_RNN) account->at[ACCOUNT_DVALUE][0][j] = dh[j];
        if (cell == CELL_GRU) {
            account->at[ACCOUNT_DVALUE][GRU_N][j] = dh[j] * account->at[ACCOUNT_REST][0][j];
            account->at[ACCOUNT_DVALUE][GRU_Z][j] = dh[j] * account->at[ACCOUNT_DIFFERENCE][0][j];
            account->at[ACCOUNT_DVALUE][GRU_R][j] = account->at[ACCOUNT_DPRE][GRU_N][j] * account->at[ACCOUNT_Q][0][j];
        }
        if (cell == CELL_LSTM) {
            account->at[ACCOUNT_DVALUE][LSTM_F][j] = dc[j] * account->at[ACCOUNT_C_BEFORE][0][j];
            account->at[ACCOUNT_DVALUE][LSTM_I][j] = dc[j] * account->at[ACCOUNT_VALUE][LSTM_G][j];
            account->at[ACCOUNT_DVALUE][LSTM_G][j] = dc[j] * account->at[ACCOUNT_VALUE][LSTM_I][j];
            account->at[ACCOUNT_DVALUE][LSTM_O][j] = dh[j] * account->at[ACCOUNT_TANH_C][0][j];
            account->at[ACCOUNT_D_TANH_C][0][j] = dh[j] * account->at[ACCOUNT_VALUE][LSTM_O][j];
        }
    }
}

static void form_way_back(CellAccount *account, const Trace *trace, const double *weight, const CellRow *row, const WhatIf *held) {
    const Net *net = trace->net;
    int hidden = net->spec.hidden;
    const Param *W = net_get_param(net, PARAM_RECURRENT_WEIGHT, account->layer, account->direction);
    double dpre[NET_GATE_MAX * NET_HIDDEN_MAX], to_h[NET_HIDDEN_MAX], *straight = account->at[ACCOUNT_STRAIGHT][0];
    double *dc = account->at[ACCOUNT_DC][0], *dq = account->at[ACCOUNT_DQ][0], *by_weight = account->at[ACCOUNT_BY_WEIGHT][0];
    copy(dc, account->at[ACCOUNT_DC_NEXT][0], hidden);
    CellGradient part = {.dh = account->at[ACCOUNT_DH][0], .dc = dc, .dpre = dpre, .dq = dq, .dh_prev = to_h, .dc_prev = straight};
    whatif_backward(&part, row, net, held, account->layer, account->direction, account->step, 0);
    if (net->spec.cell == CELL_GRU) copy(straight, to_h, hidden);
    memset(by_weight, 0, (size_t)hidden * sizeof(double));
    for (int g = 0; g < net->gates; g++) {
        double *through = account->at[ACCOUNT_THROUGH][g];
        bool is_n = net->spec.cell == CELL_GRU && g == GRU_N;
        copy(account->at[ACCOUNT_DPRE][g], dpre + g * hidden, hidden);
        multiply_back(through, weight, W, g, hidden, is_n ? dq : dpre + g * hidden);
        for (int j = 0; j < hidden; j++) by_weight[j] += through[j];
    }
    form_into_gates(account, net->spec.cell, hidden);
    for (int j = 0; j < hidden; j++) account->at[ACCOUNT_SENT][0][j] = by_weight[j] + (net->spec.cell == CELL_GRU ? straight[j] : 0);
}

void account_measure(CellAccount *out, const Trace *trace, const double *weight, const Follow *follow, const WhatIf *held, double scale,
                     int layer, int direction, int step) {
    const Net *net = trace->net;
    out->net = net;
    out->layer = layer;
    out->direction = direction;
    out->step = step;
    out->previous = lane_previous_step(trace, direction, step);
    out->next = direction ? step - 1 : step + 1 < trace->wiring.steps ? step + 1 : -1;
    CellRow row = lane_row(trace, layer, direction, step, 0);
    form_sums(out, trace, weight, &row);
    form_slopes(out, net);
    clear_held_slopes(out, held, net->spec.hidden);
    form_states(out, net, &row);
    FollowStep from;
    if (follow)
        follow_form_step(&from, follow, trace, weight, held, layer, direction, step);
    else
        read_trace(&from, out, trace);
    form_arrival(out, trace, &from, scale);
    form_way_back(out, trace, weight, &row, held);
    for (int vector = 0; vector < ACCOUNT_COUNT; vector++) {
        bool has = account_has(net->spec.cell, (AccountVector)vector);
        for (int g = 0; g < net->gates; g++) out->norm[vector][g] = has ? kernel_norm(out->at[vector][g], (size_t)net->spec.hidden) : 0;
    }
}
