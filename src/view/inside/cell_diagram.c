/* The three wiring diagrams as tables (see cell_picture.h). Data runs from left to right, the gates stand on the rail of [h, x] below, and
   the straight strand, which passes no weight, is the rail above. */
#include "view/inside/cell_picture.h"

#define LENGTH(ARRAY) (int)(sizeof(ARRAY) / sizeof *(ARRAY))
#define PRE(GATE, U, FROM, TO)                                                                                                             \
    {                                                                                                                                      \
        WIRE_PRE + (GATE), GATE, 0.15, ACCOUNT_PRE, ACCOUNT_DPRE, 2, {                                                                     \
            {U, FROM}, { U, TO }                                                                                                           \
        }                                                                                                                                  \
    }

static const CellShape lstm_shape[] = {
    {WIRE_H_BEFORE, 0, 0, ACCOUNT_H_BEFORE, ACCOUNT_SENT, 2, {{-1, .88}, {.76, .88}}},
    {WIRE_X, 0, 0, ACCOUNT_INPUT, ACCOUNT_INPUT, 2, {{.09, 1.07}, {.09, .88}}},
    {WIRE_C_BEFORE, 0, 0, ACCOUNT_C_BEFORE, ACCOUNT_STRAIGHT, 2, {{-1, .13}, {.19, .13}}},
    PRE(LSTM_F, .19, .88, .78),
    PRE(LSTM_I, .39, .88, .78),
    PRE(LSTM_G, .56, .88, .78),
    PRE(LSTM_O, .76, .88, .78),
    {WIRE_GATE + LSTM_F, LSTM_F, .4, ACCOUNT_VALUE, ACCOUNT_DVALUE, 2, {{.19, .66}, {.19, .13}}},
    {WIRE_GATE + LSTM_I, LSTM_I, .4, ACCOUNT_VALUE, ACCOUNT_DVALUE, 3, {{.39, .66}, {.39, .28}, {.475, .28}}},
    {WIRE_GATE + LSTM_G, LSTM_G, .4, ACCOUNT_VALUE, ACCOUNT_DVALUE, 3, {{.56, .66}, {.56, .28}, {.475, .28}}},
    {WIRE_GATE + LSTM_O, LSTM_O, .4, ACCOUNT_VALUE, ACCOUNT_DVALUE, 5, {{.76, .66}, {.76, .37}, {.83, .37}, {.83, .88}, {.91, .88}}},
    {WIRE_KEEP, 0, .55, ACCOUNT_C_BEFORE, ACCOUNT_DC, 2, {{.19, .13}, {.475, .13}}},
    {WIRE_WRITE, 0, .6, ACCOUNT_C, ACCOUNT_DC, 2, {{.475, .28}, {.475, .13}}},
    {WIRE_C, 0, .65, ACCOUNT_C, ACCOUNT_DC, 2, {{.475, .13}, {.91, .13}}},
    {WIRE_C_OUT, 0, .7, ACCOUNT_C, ACCOUNT_DC_NEXT, 2, {{.91, .13}, {2, .13}}},
    {WIRE_TANH_IN, 0, .7, ACCOUNT_C, ACCOUNT_DC_OUT, 2, {{.91, .13}, {.91, .26}}},
    {WIRE_TANH, 0, .8, ACCOUNT_TANH_C, ACCOUNT_D_TANH_C, 2, {{.91, .38}, {.91, .88}}},
    {WIRE_H, 0, .9, ACCOUNT_H, ACCOUNT_DH, 2, {{.91, .88}, {2, .88}}},
};
static const CellBox lstm_box[] = {
    {LSTM_F, .19, .72, .25}, {LSTM_I, .39, .72, .25}, {LSTM_G, .56, .72, .25}, {LSTM_O, .76, .72, .25}, {-1, .91, .32, .75}};
static const CellNode lstm_node[] = {
    {"×", .19, .13, .5}, {"+", .475, .13, .6}, {"×", .475, .28, .55}, {"×", .91, .88, .85}, {"W", .035, .88, 0}};
static const CellStrip lstm_strip[] = {
    {LSTM_F, .19, .42, .18, .4}, {LSTM_I, .39, .42, .18, .4}, {LSTM_G, .56, .42, .18, .4}, {LSTM_O, .76, .42, .18, .4}};

static const CellShape gru_shape[] = {
    {WIRE_H_BEFORE, 0, 0, ACCOUNT_H_BEFORE, ACCOUNT_SENT, 2, {{-1, .13}, {.06, .13}}},
    {WIRE_RAIL, 0, 0, ACCOUNT_H_BEFORE, ACCOUNT_BY_WEIGHT, 3, {{.06, .13}, {.06, .92}, {.79, .92}}},
    {WIRE_X, 0, 0, ACCOUNT_INPUT, ACCOUNT_INPUT, 2, {{.12, 1.07}, {.12, .92}}},
    {WIRE_C_BEFORE, 0, 0, ACCOUNT_H_BEFORE, ACCOUNT_STRAIGHT, 2, {{.06, .13}, {.24, .13}}},
    PRE(GRU_Z, .24, .92, .78),
    PRE(GRU_R, .48, .92, .78),
    {WIRE_Q, 0, .15, ACCOUNT_Q, ACCOUNT_DQ, 2, {{.73, .92}, {.73, .85}}},
    {WIRE_PRE + GRU_N, GRU_N, .45, ACCOUNT_PRE, ACCOUNT_DPRE, 2, {{.73, .85}, {.73, .78}}},
    {WIRE_PRE + GRU_N, GRU_N, .15, ACCOUNT_PRE, ACCOUNT_DPRE, 2, {{.79, .92}, {.79, .78}}},
    {WIRE_GATE + GRU_Z, GRU_Z, .35, ACCOUNT_VALUE, ACCOUNT_DVALUE, 2, {{.24, .66}, {.24, .13}}},
    {WIRE_GATE + GRU_R, GRU_R, .35, ACCOUNT_VALUE, ACCOUNT_DVALUE, 5, {{.48, .66}, {.48, .38}, {.6, .38}, {.6, .85}, {.73, .85}}},
    {WIRE_REST, 0, .55, ACCOUNT_REST, ACCOUNT_REST, 2, {{.24, .28}, {.76, .28}}},
    {WIRE_GATE + GRU_N, GRU_N, .55, ACCOUNT_VALUE, ACCOUNT_DVALUE, 2, {{.76, .66}, {.76, .28}}},
    {WIRE_KEEP, 0, .6, ACCOUNT_H_BEFORE, ACCOUNT_DH, 2, {{.24, .13}, {.76, .13}}},
    {WIRE_WRITE, 0, .7, ACCOUNT_VALUE, ACCOUNT_DH, 2, {{.76, .28}, {.76, .13}}},
    {WIRE_H, 0, .8, ACCOUNT_H, ACCOUNT_DH, 2, {{.76, .13}, {2, .13}}},
};
static const CellBox gru_box[] = {{GRU_Z, .24, .72, .25}, {GRU_R, .48, .72, .25}, {GRU_N, .76, .72, .5}};
static const CellNode gru_node[] = {{"×", .24, .13, .55},  {"+", .76, .13, .7},  {"×", .76, .28, .65},
                                    {"1−", .42, .28, .55}, {"×", .73, .85, .45}, {"W", .06, .55, 0}};
static const CellStrip gru_strip[] = {{GRU_Z, .24, .42, .18, .35}, {GRU_R, .48, .42, .18, .35}, {GRU_N, .76, .42, .18, .55}};

static const CellShape rnn_shape[] = {
    {WIRE_H_BEFORE, 0, 0, ACCOUNT_H_BEFORE, ACCOUNT_SENT, 2, {{-1, .5}, {.14, .5}}},
    {WIRE_RAIL, 0, .1, ACCOUNT_RECURRENT, ACCOUNT_DPRE, 2, {{.14, .5}, {.28, .5}}},
    {WIRE_X, 0, 0, ACCOUNT_INPUT, ACCOUNT_INPUT, 2, {{.28, 1.07}, {.28, .5}}},
    {WIRE_PRE, 0, .3, ACCOUNT_PRE, ACCOUNT_DPRE, 2, {{.28, .5}, {.48, .5}}},
    {WIRE_H, 0, .7, ACCOUNT_H, ACCOUNT_DH, 2, {{.64, .5}, {2, .5}}},
};
static const CellBox rnn_box[] = {{0, .56, .5, .5}};
static const CellNode rnn_node[] = {{"W", .14, .5, .1}, {"U", .28, .84, .1}, {"+", .28, .5, .25}};
static const CellStrip rnn_strip[] = {{0, .385, .32, .36, .4}};

static const CellDiagram diagrams[CELL_COUNT] = {
    [CELL_RNN] = {rnn_shape, LENGTH(rnn_shape), rnn_box, LENGTH(rnn_box), rnn_node, LENGTH(rnn_node), rnn_strip, LENGTH(rnn_strip), -1, .5,
                  .16, .34},
    [CELL_GRU] = {gru_shape, LENGTH(gru_shape), gru_box, LENGTH(gru_box), gru_node, LENGTH(gru_node), gru_strip, LENGTH(gru_strip), -1, .13,
                  .1, .12},
    [CELL_LSTM] = {lstm_shape, LENGTH(lstm_shape), lstm_box, LENGTH(lstm_box), lstm_node, LENGTH(lstm_node), lstm_strip, LENGTH(lstm_strip),
                   .13, .88, .1, .12},
};

const CellDiagram *cell_diagram(CellKind cell) { return &diagrams[cell]; }

bool cell_has_diagram(CellKind cell) { return diagrams[cell].shape_count > 0; }

int cell_wire_of(CellKind cell, AccountVector vector, int gate) {
    switch (vector) {
    case ACCOUNT_INPUT: return WIRE_X;
    case ACCOUNT_RECURRENT: return cell == CELL_LSTM ? WIRE_H_BEFORE : cell == CELL_GRU && gate == GRU_N ? WIRE_Q : WIRE_RAIL;
    case ACCOUNT_PRE:
    case ACCOUNT_DPRE:
    case ACCOUNT_THROUGH: return WIRE_PRE + gate;
    case ACCOUNT_VALUE:
    case ACCOUNT_DVALUE: return cell == CELL_RNN ? WIRE_H : WIRE_GATE + gate;
    case ACCOUNT_SLOPE: return WIRE_BOX + gate;
    case ACCOUNT_Q:
    case ACCOUNT_DQ: return WIRE_Q;
    case ACCOUNT_REST: return WIRE_REST;
    case ACCOUNT_H_BEFORE: return cell == CELL_GRU ? WIRE_C_BEFORE : WIRE_H_BEFORE;
    case ACCOUNT_C_BEFORE:
    case ACCOUNT_STRAIGHT: return WIRE_C_BEFORE;
    case ACCOUNT_C:
    case ACCOUNT_DC: return WIRE_C;
    case ACCOUNT_DC_NEXT: return WIRE_C_OUT;
    case ACCOUNT_DC_OUT: return WIRE_TANH_IN;
    case ACCOUNT_TANH_C:
    case ACCOUNT_D_TANH_C: return WIRE_TANH;
    case ACCOUNT_SLOPE_C: return WIRE_BOX_C;
    case ACCOUNT_H:
    case ACCOUNT_DH:
    case ACCOUNT_DH_NEXT:
    case ACCOUNT_DH_ABOVE: return WIRE_H;
    case ACCOUNT_SENT: return WIRE_H_BEFORE;
    case ACCOUNT_BY_WEIGHT: return cell == CELL_GRU ? WIRE_RAIL : WIRE_H_BEFORE;
    default: return -1;
    }
}

const char *cell_wire_name(const Strings *strings, CellKind cell, int wire, bool is_backward) {
    if (wire >= WIRE_BOX_C) return tr(strings, STRING_WIRE_TANH_C);
    if (wire >= WIRE_PRE) {
        int gate = (wire - WIRE_PRE) % NET_GATE_MAX;
        return cell == CELL_RNN ? wire >= WIRE_BOX ? tr(strings, STRING_WIRE_ACTIVATION) : tr(strings, STRING_WIRE_SUM)
                                : tr_name(strings, net_gate_name(cell, gate));
    }
    switch ((CellWire)wire) {
    case WIRE_X: return tr(strings, STRING_WIRE_INPUT);
    case WIRE_H_BEFORE: return is_backward ? tr(strings, STRING_WIRE_SENT_BACK) : tr(strings, STRING_WIRE_STATE_BEFORE);
    case WIRE_RAIL:
        return cell == CELL_GRU ? is_backward ? tr(strings, STRING_WIRE_STRAND_W) : tr(strings, STRING_WIRE_STATE_TO_GATES)
               : is_backward ? tr(strings, STRING_WIRE_BEFORE_W)
                                : tr(strings, STRING_WIRE_W_TIMES_STATE);
    case WIRE_C_BEFORE:
        return is_backward        ? tr(strings, STRING_WIRE_STRAIGHT)
               : cell == CELL_GRU ? tr(strings, STRING_WIRE_STATE_BEFORE)
                                  : tr(strings, STRING_WIRE_CELL_BEFORE);
    case WIRE_KEEP: return tr(strings, STRING_WIRE_KEPT);
    case WIRE_WRITE: return tr(strings, STRING_WIRE_WRITTEN);
    case WIRE_C: return tr(strings, STRING_WIRE_CELL);
    case WIRE_C_OUT: return is_backward ? tr(strings, STRING_WIRE_NEXT_C) : tr(strings, STRING_WIRE_CELL_ON);
    case WIRE_TANH_IN: return is_backward ? tr(strings, STRING_WIRE_INTO_C) : tr(strings, STRING_WIRE_CELL_TO_TANH);
    case WIRE_TANH: return tr(strings, STRING_WIRE_TANH_C);
    case WIRE_REST: return tr(strings, STRING_WIRE_ONE_MINUS_Z);
    case WIRE_Q: return tr(strings, STRING_WIRE_W_TIMES_CANDIDATE);
    default: return tr(strings, STRING_WIRE_HIDDEN);
    }
}
