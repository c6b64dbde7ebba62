/* See equations.h. Every right side is written out for one unit as its formula says, apart from the passes' own loops. */
#include "engine/analysis/equations.h"
#include "base/str.h"
#include "engine/cell/cell.h"
#include <math.h>
#include <string.h>

/* --- what the formulas are made of --- */

static const TraceLane *lane_of(const EquationPlace *p) { return &p->trace->lane[p->layer][p->direction]; }

static int hidden_of(const EquationPlace *p) { return p->trace->net->spec.hidden; }

static size_t row_of(const EquationPlace *p) { return (size_t)p->step * (size_t)p->trace->batch; }

static double gate_of(const EquationPlace *p, int gate) {
    size_t wide = (size_t)p->trace->net->gates * (size_t)hidden_of(p);
    return lane_of(p)->gate[row_of(p) * wide + (size_t)(gate * hidden_of(p) + p->unit)];
}

static double state_of(const EquationPlace *p) { return lane_of(p)->h[row_of(p) * (size_t)hidden_of(p) + (size_t)p->unit]; }

static double cell_of(const EquationPlace *p) { return lane_of(p)->c[row_of(p) * (size_t)hidden_of(p) + (size_t)p->unit]; }

static double state_before(const EquationPlace *p, int unit) { return lane_h_prev(p->trace, lane_of(p), p->direction, p->step)[unit]; }

static double cell_before(const EquationPlace *p) { return lane_c_prev(p->trace, lane_of(p), p->direction, p->step)[p->unit]; }

static double bias(const EquationPlace *p, ParamKind kind, int gate) {
    return p->weight[net_get_param(p->trace->net, kind, p->layer, p->direction)->offset + (size_t)(gate * hidden_of(p) + p->unit)];
}

/* Row (gate, unit) of U x_t. */
static double input_sum(const EquationPlace *p, int gate) {
    const Net *net = p->trace->net;
    const Param *U = net_get_param(net, PARAM_INPUT_WEIGHT, p->layer, p->direction);
    const double *row = p->weight + U->offset + (size_t)(gate * hidden_of(p) + p->unit) * (size_t)U->cols;
    double sum = 0;
    if (p->layer == 0) {
        for (int i = 0; i < U->cols; i++) sum += row[i] * p->trace->x[row_of(p) * (size_t)U->cols + (size_t)i];
        return sum;
    }
    for (int i = 0; i < U->cols; i++) {
        const TraceLane *below = &p->trace->lane[p->layer - 1][i / hidden_of(p)];
        sum += row[i] * below->up[row_of(p) * (size_t)hidden_of(p) + (size_t)(i % hidden_of(p))];
    }
    return sum;
}

/* Row (gate, unit) of W times the state before. */
static double recurrent_sum(const EquationPlace *p, int gate) {
    const Param *W = net_get_param(p->trace->net, PARAM_RECURRENT_WEIGHT, p->layer, p->direction);
    const double *row = p->weight + W->offset + (size_t)(gate * hidden_of(p) + p->unit) * (size_t)W->cols;
    double sum = 0;
    for (int j = 0; j < W->cols; j++) sum += row[j] * state_before(p, j);
    return sum;
}

/* U x + W h + b, b being both biases. */
static double affine(const EquationPlace *p, int gate) {
    return input_sum(p, gate) + recurrent_sum(p, gate) + bias(p, PARAM_INPUT_BIAS, gate) + bias(p, PARAM_RECURRENT_BIAS, gate);
}

/* --- left and right sides --- */

static const int lstm_gates[] = {LSTM_F, LSTM_I, LSTM_O}, gru_gates[] = {GRU_R, GRU_Z};

static double lstm_gates_left(const EquationPlace *p, int part) { return gate_of(p, lstm_gates[part]); }
static double lstm_gates_right(const EquationPlace *p, int part) { return sigmoid(affine(p, lstm_gates[part])); }
static double gru_gates_left(const EquationPlace *p, int part) { return gate_of(p, gru_gates[part]); }
static double gru_gates_right(const EquationPlace *p, int part) { return sigmoid(affine(p, gru_gates[part])); }

static double lstm_g_left(const EquationPlace *p, int part) { return gate_of(p, LSTM_G + part); }
static double lstm_g_right(const EquationPlace *p, int part) { return tanh(affine(p, LSTM_G + part)); }
static double gru_n_left(const EquationPlace *p, int part) { return gate_of(p, GRU_N + part); }
static double gru_n_right(const EquationPlace *p, int part) {
    double q = recurrent_sum(p, GRU_N + part) + bias(p, PARAM_RECURRENT_BIAS, GRU_N);
    return tanh(input_sum(p, GRU_N) + bias(p, PARAM_INPUT_BIAS, GRU_N) + gate_of(p, GRU_R) * q);
}

static double cell_left(const EquationPlace *p, int part) { return cell_of(p) + 0 * part; }
static double lstm_c_right(const EquationPlace *p, int part) {
    return gate_of(p, LSTM_F + part) * cell_before(p) + gate_of(p, LSTM_I) * gate_of(p, LSTM_G);
}

static double state_left(const EquationPlace *p, int part) { return state_of(p) + 0 * part; }
static double lstm_h_right(const EquationPlace *p, int part) { return gate_of(p, LSTM_O + part) * tanh(cell_of(p)); }
static double gru_h_right(const EquationPlace *p, int part) {
    double z = gate_of(p, GRU_Z + part);
    return (1 - z) * gate_of(p, GRU_N) + z * state_before(p, p->unit);
}

static double pre_left(const EquationPlace *p, int part) {
    return lane_of(p)->pre[row_of(p) * (size_t)hidden_of(p) + (size_t)(p->unit + part)];
}
static double pre_right(const EquationPlace *p, int part) { return affine(p, part); }
static double rnn_h_right(const EquationPlace *p, int part) { return activation_value(p->trace->net->spec.activation, pre_left(p, part)); }
static double rnn_whole_right(const EquationPlace *p, int part) {
    return activation_value(p->trace->net->spec.activation, affine(p, part));
}

static double head_left(const EquationPlace *p, int part) {
    return p->trace->y[row_of(p) * (size_t)p->trace->net->spec.outputs + (size_t)(p->unit + part)];
}

/* V times the states that this loss reads, side by side, + b_y */
static double head_right(const EquationPlace *p, int part) {
    const Net *net = p->trace->net;
    const Param *V = net_get_param(net, PARAM_HEAD_WEIGHT, 0, 0), *b = net_get_param(net, PARAM_HEAD_BIAS, 0, 0);
    const double *row = p->weight + V->offset + (size_t)(p->unit + part) * (size_t)V->cols;
    double sum = p->weight[b->offset + (size_t)(p->unit + part)];
    for (int i = 0; i < V->cols; i++) {
        int d = i / net->spec.hidden, step = p->trace->wiring.loss_step[p->step];
        if (p->trace->wiring.head_reads_final) step = d ? 0 : p->trace->wiring.steps - 1;
        const double *h = p->trace->lane[net->spec.layers - 1][d].h + (size_t)step * (size_t)p->trace->batch * (size_t)net->spec.hidden;
        sum += row[i] * h[i % net->spec.hidden];
    }
    return sum;
}

/* --- the table --- */

#define AFFINE "\\U{U@} x_t + \\W{W@} h@_{~} + b@"
#define RNN(ACTIVATION, NAME)                                                                                                              \
    {EQUATION_STATE, CELL_RNN, ACTIVATION, 1, "h@_t = " NAME "(a@_t)", state_left, rnn_h_right}, {                                         \
        EQUATION_WHOLE, CELL_RNN, ACTIVATION, 1, "h@_t = " NAME "(" AFFINE ")", state_left, rnn_whole_right                                \
    }

/* The head's four: final states or a state at every step, of one direction or of both. */
enum { HEAD_FINAL, HEAD_FINAL_BOTH, HEAD_EVERY, HEAD_EVERY_BOTH, HEAD_COUNT };

static const Equation table[] = {
    {EQUATION_HEAD, CELL_COUNT, -1, 1, "y_T = \\V{V} h_T + b_y", head_left, head_right},
    {EQUATION_HEAD, CELL_COUNT, -1, 1, "y_T = \\V{V} [h_T | h'_1] + b_y", head_left, head_right},
    {EQUATION_HEAD, CELL_COUNT, -1, 1, "y_t = \\V{V} h_t + b_y", head_left, head_right},
    {EQUATION_HEAD, CELL_COUNT, -1, 1, "y_t = \\V{V} [h_t | h'_t] + b_y", head_left, head_right},
    {EQUATION_PRE, CELL_RNN, -1, 1, "a@_t = " AFFINE, pre_left, pre_right},
    RNN(ACTIVATION_TANH, "\\tanh"),
    RNN(ACTIVATION_RELU, "\\text{ReLU}"),
    RNN(ACTIVATION_LEAKY_RELU, "\\text{leaky}"),
    RNN(ACTIVATION_SIGMOID, "\\sigma"),
    {EQUATION_STATE, CELL_RNN, ACTIVATION_IDENTITY, 1, "h@_t = a@_t", state_left, rnn_h_right},
    {EQUATION_WHOLE, CELL_RNN, ACTIVATION_IDENTITY, 1, "h@_t = " AFFINE, state_left, rnn_whole_right},
    {EQUATION_GATES, CELL_GRU, -1, 2, "\\i{r@_t}, \\f{z@_t} = \\sigma(" AFFINE ")", gru_gates_left, gru_gates_right},
    {EQUATION_CANDIDATE, CELL_GRU, -1, 1, "\\g{n@_t} = \\tanh(\\U{U@} x_t + b@_{in} + \\i{r@_t} \\odot (\\W{W@} h@_{~} + b@_{hn}))",
     gru_n_left, gru_n_right},
    {EQUATION_STATE, CELL_GRU, -1, 1, "h@_t = (1 - \\f{z@_t}) \\odot \\g{n@_t} + \\f{z@_t} \\odot h@_{~}", state_left, gru_h_right},
    {EQUATION_GATES, CELL_LSTM, -1, 3, "\\f{f@_t}, \\i{i@_t}, \\o{o@_t} = \\sigma(" AFFINE ")", lstm_gates_left, lstm_gates_right},
    {EQUATION_CANDIDATE, CELL_LSTM, -1, 1, "\\g{g@_t} = \\tanh(" AFFINE ")", lstm_g_left, lstm_g_right},
    {EQUATION_CELL, CELL_LSTM, -1, 1, "c@_t = \\f{f@_t} \\odot c@_{~} + \\i{i@_t} \\odot \\g{g@_t}", cell_left, lstm_c_right},
    {EQUATION_STATE, CELL_LSTM, -1, 1, "h@_t = \\o{o@_t} \\odot \\tanh(c@_t)", state_left, lstm_h_right},
};

int equation_count(void) { return (int)(sizeof table / sizeof *table); }

const Equation *equation_at(int index) { return &table[index]; }

const Equation *equation_find(EquationKind kind, const Net *net, const Wiring *wiring) {
    if (kind == EQUATION_HEAD) return &table[(wiring->head_reads_final ? HEAD_FINAL : HEAD_EVERY) + (net->spec.directions > 1)];
    for (int i = HEAD_COUNT; i < equation_count(); i++) {
        bool fits = table[i].activation < 0 || table[i].activation == (int)net->spec.activation;
        if (table[i].kind == kind && table[i].cell == net->spec.cell && fits) return &table[i];
    }
    return NULL;
}

int equation_format(char *out, int size, const Equation *equation, int direction) {
    int used = 0;
    for (const char *at = equation->tex; *at && used + 4 < size; at++) {
        if (*at == '@') {
            if (direction) out[used++] = '\'';
        } else if (*at == '~') {
            memcpy(out + used, direction ? "t+1" : "t-1", 3);
            used += 3;
        } else {
            out[used++] = *at;
        }
    }
    out[used] = '\0';
    return used;
}
