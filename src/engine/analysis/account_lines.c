/* The equations of one step of a cell, term by term (declared in analysis/account.h). Their order is that of the computation, forward and
   backward. */
#include "engine/analysis/account.h"
#include "engine/cell/cell.h"
#include <math.h>

bool account_has(CellKind cell, AccountVector vector) {
    switch (vector) {
    case ACCOUNT_BIAS_Q:
    case ACCOUNT_Q:
    case ACCOUNT_REST:
    case ACCOUNT_DIFFERENCE:
    case ACCOUNT_DQ: return cell == CELL_GRU;
    case ACCOUNT_C_BEFORE:
    case ACCOUNT_C:
    case ACCOUNT_TANH_C:
    case ACCOUNT_SLOPE_C:
    case ACCOUNT_DC:
    case ACCOUNT_DC_NEXT:
    case ACCOUNT_DC_OUT:
    case ACCOUNT_D_TANH_C: return cell == CELL_LSTM;
    case ACCOUNT_STRAIGHT: return cell != CELL_RNN;
    default: return true;
    }
}

#define U(GATE)                                                                                                                            \
    { ' ', "\\U{U@} x_t", ACCOUNT_INPUT, GATE }
#define W(GATE)                                                                                                                            \
    { '+', "\\W{W@} h@_{~}", ACCOUNT_RECURRENT, GATE }
#define B(GATE)                                                                                                                            \
    { '+', "b@", ACCOUNT_BIAS, GATE }
#define DH                                                                                                                                 \
    { ' ', "\\partial h@_t", ACCOUNT_DH, 0 }
#define DC                                                                                                                                 \
    { ' ', "\\partial c@_t", ACCOUNT_DC, 0 }
#define ARRIVES_AT_H(CELL)                                                                                                                 \
    {                                                                                                                                      \
        CELL, true, "arrives at h", {' ', "\\partial h@_t", ACCOUNT_DH, 0}, ACCOUNT_PLAIN, 2, {                                            \
            {' ', "\\text{from the next step}", ACCOUNT_DH_NEXT, 0}, { '+', "\\text{from above}", ACCOUNT_DH_ABOVE, 0 }                    \
        }                                                                                                                                  \
    }

static const AccountLine table[] = {
    {CELL_RNN, false, "sum", {' ', "a@_t", ACCOUNT_PRE, 0}, ACCOUNT_PLAIN, 3, {U(0), W(0), B(0)}},
    {CELL_RNN, false, "hidden state", {' ', "h@_t", ACCOUNT_H, 0}, ACCOUNT_ACTIVATION, 1, {{' ', "a@_t", ACCOUNT_PRE, 0}}},
    ARRIVES_AT_H(CELL_RNN),
    {CELL_RNN,
     true,
     "through the slope",
     {' ', "\\partial a@_t", ACCOUNT_DPRE, 0},
     ACCOUNT_PLAIN,
     2,
     {DH, {'*', "\\phi'(a@_t)", ACCOUNT_SLOPE, 0}}},
    {CELL_RNN,
     true,
     "through W, to the step before",
     {' ', "\\partial h@_{~}", ACCOUNT_SENT, 0},
     ACCOUNT_PLAIN,
     1,
     {{' ', "\\W{W@}^\\top \\partial a@_t", ACCOUNT_THROUGH, 0}}},

    {CELL_GRU, false, "reset gate", {' ', "\\i{r@_t}", ACCOUNT_VALUE, GRU_R}, ACCOUNT_SIGMOID, 3, {U(GRU_R), W(GRU_R), B(GRU_R)}},
    {CELL_GRU, false, "update gate: keep", {' ', "\\f{z@_t}", ACCOUNT_VALUE, GRU_Z}, ACCOUNT_SIGMOID, 3, {U(GRU_Z), W(GRU_Z), B(GRU_Z)}},
    {CELL_GRU,
     false,
     "what the reset gate lets through",
     {' ', "q@_t", ACCOUNT_Q, 0},
     ACCOUNT_PLAIN,
     2,
     {{' ', "\\W{W@} h@_{~}", ACCOUNT_RECURRENT, GRU_N}, {'+', "b@_{hn}", ACCOUNT_BIAS_Q, 0}}},
    {CELL_GRU,
     false,
     "candidate: what to write",
     {' ', "\\g{n@_t}", ACCOUNT_VALUE, GRU_N},
     ACCOUNT_TANH,
     4,
     {U(GRU_N), {'+', "b@_{in}", ACCOUNT_BIAS, GRU_N}, {'+', "\\i{r@_t}", ACCOUNT_VALUE, GRU_R}, {'*', "q@_t", ACCOUNT_Q, 0}}},
    {CELL_GRU,
     false,
     "hidden state",
     {' ', "h@_t", ACCOUNT_H, 0},
     ACCOUNT_PLAIN,
     4,
     {{' ', "(1 - \\f{z@_t})", ACCOUNT_REST, 0},
      {'*', "\\g{n@_t}", ACCOUNT_VALUE, GRU_N},
      {'+', "\\f{z@_t}", ACCOUNT_VALUE, GRU_Z},
      {'*', "h@_{~}", ACCOUNT_H_BEFORE, 0}}},
    ARRIVES_AT_H(CELL_GRU),
    {CELL_GRU,
     true,
     "straight on, through the update gate",
     {' ', "\\text{straight}", ACCOUNT_STRAIGHT, 0},
     ACCOUNT_PLAIN,
     2,
     {DH, {'*', "\\f{z@_t}", ACCOUNT_VALUE, GRU_Z}}},
    {CELL_GRU,
     true,
     "into the candidate",
     {' ', "\\partial \\g{a@_n}", ACCOUNT_DPRE, GRU_N},
     ACCOUNT_PLAIN,
     3,
     {DH, {'*', "(1 - \\f{z@_t})", ACCOUNT_REST, 0}, {'*', "(1 - \\g{n@_t^2})", ACCOUNT_SLOPE, GRU_N}}},
    {CELL_GRU,
     true,
     "into the update gate",
     {' ', "\\partial \\f{a@_z}", ACCOUNT_DPRE, GRU_Z},
     ACCOUNT_PLAIN,
     3,
     {DH, {'*', "(h@_{~} - \\g{n@_t})", ACCOUNT_DIFFERENCE, 0}, {'*', "\\f{z@_t}(1 - \\f{z@_t})", ACCOUNT_SLOPE, GRU_Z}}},
    {CELL_GRU,
     true,
     "into the reset gate",
     {' ', "\\partial \\i{a@_r}", ACCOUNT_DPRE, GRU_R},
     ACCOUNT_PLAIN,
     3,
     {{' ', "\\partial \\g{a@_n}", ACCOUNT_DPRE, GRU_N},
      {'*', "q@_t", ACCOUNT_Q, 0},
      {'*', "\\i{r@_t}(1 - \\i{r@_t})", ACCOUNT_SLOPE, GRU_R}}},
    {CELL_GRU,
     true,
     "to the step before",
     {' ', "\\partial h@_{~}", ACCOUNT_SENT, 0},
     ACCOUNT_PLAIN,
     4,
     {{' ', "\\text{straight}", ACCOUNT_STRAIGHT, 0},
      {'+', "\\W{W@_r}^\\top \\partial \\i{a@_r}", ACCOUNT_THROUGH, GRU_R},
      {'+', "\\W{W@_z}^\\top \\partial \\f{a@_z}", ACCOUNT_THROUGH, GRU_Z},
      {'+', "\\W{W@_n}^\\top (\\i{r@_t} \\partial \\g{a@_n})", ACCOUNT_THROUGH, GRU_N}}},

    {CELL_LSTM,
     false,
     "forget gate: keep",
     {' ', "\\f{f@_t}", ACCOUNT_VALUE, LSTM_F},
     ACCOUNT_SIGMOID,
     3,
     {U(LSTM_F), W(LSTM_F), B(LSTM_F)}},
    {CELL_LSTM,
     false,
     "input gate: write",
     {' ', "\\i{i@_t}", ACCOUNT_VALUE, LSTM_I},
     ACCOUNT_SIGMOID,
     3,
     {U(LSTM_I), W(LSTM_I), B(LSTM_I)}},
    {CELL_LSTM,
     false,
     "candidate: what to write",
     {' ', "\\g{g@_t}", ACCOUNT_VALUE, LSTM_G},
     ACCOUNT_TANH,
     3,
     {U(LSTM_G), W(LSTM_G), B(LSTM_G)}},
    {CELL_LSTM,
     false,
     "output gate: show",
     {' ', "\\o{o@_t}", ACCOUNT_VALUE, LSTM_O},
     ACCOUNT_SIGMOID,
     3,
     {U(LSTM_O), W(LSTM_O), B(LSTM_O)}},
    {CELL_LSTM,
     false,
     "cell state",
     {' ', "c@_t", ACCOUNT_C, 0},
     ACCOUNT_PLAIN,
     4,
     {{' ', "\\f{f@_t}", ACCOUNT_VALUE, LSTM_F},
      {'*', "c@_{~}", ACCOUNT_C_BEFORE, 0},
      {'+', "\\i{i@_t}", ACCOUNT_VALUE, LSTM_I},
      {'*', "\\g{g@_t}", ACCOUNT_VALUE, LSTM_G}}},
    {CELL_LSTM,
     false,
     "hidden state",
     {' ', "h@_t", ACCOUNT_H, 0},
     ACCOUNT_PLAIN,
     2,
     {{' ', "\\o{o@_t}", ACCOUNT_VALUE, LSTM_O}, {'*', "\\tanh(c@_t)", ACCOUNT_TANH_C, 0}}},
    ARRIVES_AT_H(CELL_LSTM),
    {CELL_LSTM,
     true,
     "arrives at c",
     {' ', "\\partial c@_t", ACCOUNT_DC, 0},
     ACCOUNT_PLAIN,
     2,
     {{' ', "\\text{from the next step}", ACCOUNT_DC_NEXT, 0},
      {'+', "\\o{o@_t} (1 - \\tanh^2 c@_t) \\, \\partial h@_t", ACCOUNT_DC_OUT, 0}}},
    {CELL_LSTM,
     true,
     "straight on, through the forget gate",
     {' ', "\\text{straight}", ACCOUNT_STRAIGHT, 0},
     ACCOUNT_PLAIN,
     2,
     {DC, {'*', "\\f{f@_t}", ACCOUNT_VALUE, LSTM_F}}},
    {CELL_LSTM,
     true,
     "into the forget gate",
     {' ', "\\partial \\f{a@_f}", ACCOUNT_DPRE, LSTM_F},
     ACCOUNT_PLAIN,
     3,
     {DC, {'*', "c@_{~}", ACCOUNT_C_BEFORE, 0}, {'*', "\\f{f@_t}(1 - \\f{f@_t})", ACCOUNT_SLOPE, LSTM_F}}},
    {CELL_LSTM,
     true,
     "into the input gate",
     {' ', "\\partial \\i{a@_i}", ACCOUNT_DPRE, LSTM_I},
     ACCOUNT_PLAIN,
     3,
     {DC, {'*', "\\g{g@_t}", ACCOUNT_VALUE, LSTM_G}, {'*', "\\i{i@_t}(1 - \\i{i@_t})", ACCOUNT_SLOPE, LSTM_I}}},
    {CELL_LSTM,
     true,
     "into the candidate",
     {' ', "\\partial \\g{a@_g}", ACCOUNT_DPRE, LSTM_G},
     ACCOUNT_PLAIN,
     3,
     {DC, {'*', "\\i{i@_t}", ACCOUNT_VALUE, LSTM_I}, {'*', "(1 - \\g{g@_t^2})", ACCOUNT_SLOPE, LSTM_G}}},
    {CELL_LSTM,
     true,
     "into the output gate",
     {' ', "\\partial \\o{a@_o}", ACCOUNT_DPRE, LSTM_O},
     ACCOUNT_PLAIN,
     3,
     {DH, {'*', "\\tanh c@_t", ACCOUNT_TANH_C, 0}, {'*', "\\o{o@_t}(1 - \\o{o@_t})", ACCOUNT_SLOPE, LSTM_O}}},
    {CELL_LSTM,
     true,
     "through W, to h of the step before",
     {' ', "\\partial h@_{~}", ACCOUNT_SENT, 0},
     ACCOUNT_PLAIN,
     4,
     {{' ', "\\W{W@_f}^\\top \\partial \\f{a@_f}", ACCOUNT_THROUGH, LSTM_F},
      {'+', "\\W{W@_i}^\\top \\partial \\i{a@_i}", ACCOUNT_THROUGH, LSTM_I},
      {'+', "\\W{W@_g}^\\top \\partial \\g{a@_g}", ACCOUNT_THROUGH, LSTM_G},
      {'+', "\\W{W@_o}^\\top \\partial \\o{a@_o}", ACCOUNT_THROUGH, LSTM_O}}},
};

int account_line_count(void) { return (int)(sizeof table / sizeof *table); }

const AccountLine *account_line_at(int index) { return &table[index]; }

double account_evaluate(const CellAccount *account, const AccountLine *line, int unit) {
    double sum = 0, product = 1;
    for (int i = 0; i < line->count; i++) {
        const AccountTerm *term = &line->term[i];
        double value = account->at[term->vector][term->gate][unit];
        if (term->op == '+') sum += product;
        product = term->op == '*' ? product * value : value;
    }
    sum += product;
    switch (line->function) {
    case ACCOUNT_SIGMOID: return sigmoid(sum);
    case ACCOUNT_TANH: return tanh(sum);
    case ACCOUNT_ACTIVATION: return activation_value(account->net->spec.activation, sum);
    default: return sum;
    }
}
