/* Functions that the cells share: activations, the order of rows in either direction, and the recurrent products. A lane is one layer in
   one direction. The reverse direction stores row t for the position t it belongs to and processes t = T-1 first, so "previous" is t+1
   there. */
#include "engine/cell/cell.h"
#include "engine/cell/facts.h"
#include "engine/net/kernels.h"
#include <math.h>
#include <string.h>

/* From the smaller side, e/(1+e): near 1 it is 1 minus that, so it is 1 where it is 1 to all digits. */
double sigmoid(double x) {
    double e = exp(-fabs(x)), side = e / (1 + e);
    return x >= 0 ? 1 - side : side;
}

double sigmoid_rest(double value, double a) {
    if (!(value > CELL_FLAT && value <= 1)) return 1 - value; /* more than 1: a held gate */
    double e = exp(-fabs(a));
    return e / (1 + e);
}

double tanh_slope(double value, double a) {
    if (!(fabs(value) > CELL_FLAT)) return 1 - value * value;
    double e = exp(-2 * fabs(a));
    return 4 * e / ((1 + e) * (1 + e));
}

double activation_value(Activation activation, double a) {
    switch (activation) {
    case ACTIVATION_TANH: return tanh(a);
    case ACTIVATION_RELU: return a > 0 || isnan(a) ? a : 0;
    case ACTIVATION_LEAKY_RELU: return a > 0 ? a : 0.01 * a;
    case ACTIVATION_SIGMOID: return sigmoid(a);
    case ACTIVATION_IDENTITY:
    case ACTIVATION_COUNT: break;
    }
    return a;
}

/* At the kink the derivative is the left one, as PyTorch has it. */
double activation_slope(Activation activation, double value, double a) {
    switch (activation) {
    case ACTIVATION_TANH: return tanh_slope(value, a);
    case ACTIVATION_RELU: return value > 0 ? 1 : 0;
    case ACTIVATION_LEAKY_RELU: return value > 0 ? 1 : 0.01;
    case ACTIVATION_SIGMOID: return value * sigmoid_rest(value, a);
    case ACTIVATION_IDENTITY:
    case ACTIVATION_COUNT: break;
    }
    return 1;
}

int lane_step(const Trace *trace, int direction, int order) { return direction ? trace->wiring.steps - 1 - order : order; }

/* The last step of the longest sequence; shorter ones are held until there. */
static int last_step(const Trace *trace) { return (trace->batch == 1 ? trace->length[0] : trace->wiring.steps) - 1; }

int lane_previous_step(const Trace *trace, int direction, int step) {
    if (!direction) return step - 1;
    return step < last_step(trace) ? step + 1 : -1;
}

static size_t row_offset(const Trace *trace, int step, int b, int cols) {
    return ((size_t)step * (size_t)trace->batch + (size_t)b) * (size_t)cols;
}

const double *lane_h_prev(const Trace *trace, const TraceLane *lane, int direction, int step) {
    int previous = lane_previous_step(trace, direction, step);
    return previous < 0 ? lane->h0 : lane->h + row_offset(trace, previous, 0, trace->net->spec.hidden);
}

const double *lane_c_prev(const Trace *trace, const TraceLane *lane, int direction, int step) {
    if (!lane->c) return NULL;
    int previous = lane_previous_step(trace, direction, step);
    return previous < 0 ? lane->c0 : lane->c + row_offset(trace, previous, 0, trace->net->spec.hidden);
}

CellRow lane_row(const Trace *trace, int layer, int direction, int step, int b) {
    const Net *net = trace->net;
    const TraceLane *lane = &trace->lane[layer][direction];
    int hidden = net->spec.hidden;
    size_t state = row_offset(trace, step, b, hidden), gates = row_offset(trace, step, b, net->gates * hidden);
    CellRow row = {.hidden = hidden, .activation = net->spec.activation};
    row.h_prev = lane_h_prev(trace, lane, direction, step) + (size_t)b * (size_t)hidden;
    row.pre = lane->pre + gates;
    row.gate = lane->gate + gates;
    row.h = lane->h + state;
    if (lane->q) row.q = lane->q + state;
    if (lane->c) {
        row.c_prev = lane_c_prev(trace, lane, direction, step) + (size_t)b * (size_t)hidden;
        row.c = lane->c + state;
        row.tanh_c = lane->tanh_c + state;
    }
    return row;
}

static void clear(double *row, size_t count) {
    if (row) memset(row, 0, count * sizeof(double));
}

void lane_hold_row(const CellRow *row, const Net *net) {
    size_t hidden = (size_t)row->hidden, wide = (size_t)net->gates * hidden;
    clear(row->pre, wide);
    clear(row->gate, wide); /* the plain RNN's are h */
    clear(row->q, hidden);
    clear(row->tanh_c, hidden);
    memcpy(row->h, row->h_prev, hidden * sizeof(double));
    if (row->c) memcpy(row->c, row->c_prev, hidden * sizeof(double));
}

void lane_pass_row(const CellGradient *part, const Net *net) {
    size_t hidden = (size_t)net->spec.hidden;
    clear(part->dpre, (size_t)net->gates * hidden);
    if (net->facts->q_gate >= 0) clear(part->dq, hidden);
    memcpy(part->dh_prev, part->dh, hidden * sizeof(double));
    if (net->facts->has_c) memcpy(part->dc_prev, part->dc, hidden * sizeof(double));
}

static void hand_on(double *row, double *previous, size_t count) {
    for (size_t j = 0; j < count; j++) previous[j] += row[j];
    clear(row, count);
}

void lane_hand_on_row(const CellGradient *part, double *dh, double *dh_prev, const Net *net) {
    size_t hidden = (size_t)net->spec.hidden;
    clear(part->dpre, (size_t)net->gates * hidden);
    if (net->facts->q_gate >= 0) clear(part->dq, hidden);
    clear(part->dh_prev, hidden);
    hand_on(dh, dh_prev, hidden);
    if (net->facts->has_c) hand_on(part->dc, part->dc_prev, hidden);
}

void cell_form_straight(double *out, const CellFacts *facts, const CellRow *row, const double *d) {
    int hidden = row->hidden;
    if (facts->straight == STRAIGHT_NONE) memset(out, 0, (size_t)hidden * sizeof(double));
    if (facts->straight == STRAIGHT_NONE) return;
    const double *gate = row->gate + facts->straight_gate * hidden, *pre = row->pre + facts->straight_gate * hidden;
    if (facts->straight == STRAIGHT_GATE) {
        for (int j = 0; j < hidden; j++) out[j] = gate[j] * d[j];
    } else {
        for (int j = 0; j < hidden; j++) out[j] = sigmoid_rest(gate[j], pre[j]) * d[j];
    }
}

int cell_shared_columns(const Net *net) { return (net->gates - (net->facts->q_gate >= 0)) * net->spec.hidden; }

void cell_add_recurrent(const Net *net, double *pre, double *q, const double *h_prev, const double *Wt, int rows) {
    int hidden = net->spec.hidden, wide = net->gates * hidden, shared = cell_shared_columns(net);
    kernel_add_product(pre, wide, h_prev, hidden, Wt, wide, rows, hidden, shared);
    if (shared < wide) kernel_add_product(q, hidden, h_prev, hidden, Wt + shared, wide, rows, hidden, wide - shared);
}

void cell_add_recurrent_backward(const Net *net, double *dh_prev, const double *dpre, const double *dq, const double *W, int rows) {
    int hidden = net->spec.hidden, wide = net->gates * hidden, shared = cell_shared_columns(net);
    kernel_add_product(dh_prev, hidden, dpre, wide, W, hidden, rows, shared, hidden);
    if (shared < wide) {
        const double *Wn = W + (size_t)shared * (size_t)hidden;
        kernel_add_product(dh_prev, hidden, dq, hidden, Wn, hidden, rows, wide - shared, hidden);
    }
}

int head_step(const Trace *trace, int loss, int direction) {
    if (trace->wiring.head_reads_final) return direction ? 0 : last_step(trace);
    return trace->wiring.loss_step[loss];
}
