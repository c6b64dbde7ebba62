/* The LSTM cell, one row at a time. Four gate blocks in PyTorch's order i, f, g, o (nn.LSTM: no peepholes, no coupling):

     (a_i a_f a_g a_o) = W_ih x_t + b_ih + W_hh h_(t-1) + b_hh      (done in pass.c)
     i = s(a_i)   f = s(a_f)   g = tanh(a_g)   o = s(a_o)           s = logistic sigmoid
     c_t = f * c_(t-1) + i * g
     h_t = o * tanh(c_t)

   backward, with d = dL/dh_t and e = what step t+1 sent to c_t (f_(t+1) * dL/dc_(t+1)):
     dL/dc = e + d * o * (1 - tanh(c)^2)          all paths, so c -> h counts here
     da_i = dL/dc * g * i(1-i)          da_f = dL/dc * c_(t-1) * f(1-f)
     da_g = dL/dc * i * (1-g^2)         da_o = d * tanh(c) * o(1-o)
     dL/dc_(t-1) = f * dL/dc            dL/dh_(t-1) = W_hh' da

   Hochreiter & Schmidhuber 1997; the forget gate is Gers, Schmidhuber & Cummins 2000. */
#include "engine/cell/cell.h"
#include <math.h>
#include <string.h>

static void forward(const CellRow *row) {
    int hidden = row->hidden;
    const double *pre = row->pre;
    double *i = row->gate, *f = i + hidden, *g = f + hidden, *o = g + hidden;
    for (int j = 0; j < 2 * hidden; j++) i[j] = sigmoid(pre[j]); /* i and f */
    for (int j = 0; j < hidden; j++) g[j] = tanh(pre[2 * hidden + j]);
    for (int j = 0; j < hidden; j++) o[j] = sigmoid(pre[3 * hidden + j]);
    for (int j = 0; j < hidden; j++) {
        row->c[j] = f[j] * row->c_prev[j] + i[j] * g[j];
        row->tanh_c[j] = tanh(row->c[j]);
        row->h[j] = o[j] * row->tanh_c[j];
    }
}

static void form_state(const CellRow *row, int j) {
    int hidden = row->hidden;
    const double *gate = row->gate + j;
    row->c[j] = gate[LSTM_F * hidden] * row->c_prev[j] + gate[LSTM_I * hidden] * gate[LSTM_G * hidden];
    row->tanh_c[j] = tanh(row->c[j]);
    row->h[j] = gate[LSTM_O * hidden] * row->tanh_c[j];
}

/* dh * o (1 - tanh(c)^2), first in a loop without branches, then again where 1 - tanh^2 lost digits. */
static void send_into_c(double *restrict dc, const CellRow *row, const double *restrict dh) {
    int hidden = row->hidden;
    const double *restrict o = row->gate + LSTM_O * hidden, *restrict tanh_c = row->tanh_c;
    for (int j = 0; j < hidden; j++) dc[j] = dh[j] * o[j] * (1 - tanh_c[j] * tanh_c[j]);
    for (int j = 0; j < hidden; j++) {
        if (fabs(tanh_c[j]) > CELL_FLAT) dc[j] = dh[j] * o[j] * tanh_slope(tanh_c[j], row->c[j]);
    }
}

/* (5H) the slopes without the factor s: 1-i, 1-f, 1-g^2, 1-o into `gates`, 1-tanh(c)^2 into `state`. First all of them in loops
   without branches, then again those that lost digits. */
static void form_slopes(double *gates, double *state, const CellRow *row) {
    int hidden = row->hidden;
    const double *gate = row->gate, *g = gate + 2 * hidden, *o = g + hidden;
    for (int j = 0; j < 2 * hidden; j++) gates[j] = 1 - gate[j];
    for (int j = 0; j < hidden; j++) gates[2 * hidden + j] = 1 - g[j] * g[j];
    for (int j = 0; j < hidden; j++) gates[3 * hidden + j] = 1 - o[j];
    for (int j = 0; j < hidden; j++) state[j] = 1 - row->tanh_c[j] * row->tanh_c[j];
    for (int j = 0; j < 4 * hidden; j++) {
        if (fabs(gate[j]) <= CELL_FLAT) continue; /* a NaN has no slope either way */
        gates[j] = j / hidden == LSTM_G ? tanh_slope(gate[j], row->pre[j]) : sigmoid_rest(gate[j], row->pre[j]);
    }
    for (int j = 0; j < hidden; j++) {
        if (!(fabs(row->tanh_c[j]) <= CELL_FLAT)) state[j] = tanh_slope(row->tanh_c[j], row->c[j]);
    }
}

static void backward(const CellRow *row, const CellGradient *gradient) {
    int hidden = row->hidden;
    const double *i = row->gate, *f = i + hidden, *g = f + hidden, *o = g + hidden;
    double *da_i = gradient->dpre, *da_f = da_i + hidden, *da_g = da_f + hidden, *da_o = da_g + hidden;
    form_slopes(gradient->dpre, gradient->dc_prev, row); /* both are overwritten below */
    for (int j = 0; j < hidden; j++) {
        double dh = gradient->dh[j], tanh_c = row->tanh_c[j];
        double dc = gradient->dc[j] + dh * o[j] * gradient->dc_prev[j];
        gradient->dc[j] = dc;
        da_i[j] = dc * g[j] * (i[j] * da_i[j]);
        da_f[j] = dc * row->c_prev[j] * (f[j] * da_f[j]);
        da_g[j] = dc * i[j] * da_g[j];
        da_o[j] = dh * tanh_c * (o[j] * da_o[j]);
        gradient->dc_prev[j] = dc * f[j];
    }
    memset(gradient->dh_prev, 0, (size_t)hidden * sizeof(double));
}

/* Blocks of the state's Jacobian:  [ dh/dh_prev  dh/dc_prev ]
                                    [ dc/dh_prev  dc/dc_prev ]
   dc/dh_prev = diag(g i(1-i)) W_i + diag(c_prev f(1-f)) W_f + diag(i (1-g^2)) W_g,   dc/dc_prev = diag(f)
   dh/d. = diag(o (1-tanh(c)^2)) dc/d. and, for h_prev, + diag(tanh(c) o(1-o)) W_o */
static void form_jacobian(double *J, const CellRow *row, const double *W) {
    int hidden = row->hidden, n = 2 * hidden;
    const double *a = row->pre, *i = row->gate, *f = i + hidden, *g = f + hidden, *o = g + hidden;
    size_t block = (size_t)hidden * (size_t)hidden;
    memset(J, 0, (size_t)n * (size_t)n * sizeof(double));
    for (int r = 0; r < hidden; r++) {
        double by_i = g[r] * (i[r] * sigmoid_rest(i[r], a[r])), by_f = row->c_prev[r] * (f[r] * sigmoid_rest(f[r], a[hidden + r]));
        double by_g = i[r] * tanh_slope(g[r], a[2 * hidden + r]), by_o = row->tanh_c[r] * (o[r] * sigmoid_rest(o[r], a[3 * hidden + r]));
        double by_c = o[r] * tanh_slope(row->tanh_c[r], row->c[r]);
        const double *Wr = W + (size_t)r * (size_t)hidden;
        double *dh = J + (size_t)r * (size_t)n, *dc = J + (size_t)(hidden + r) * (size_t)n;
        for (int j = 0; j < hidden; j++) {
            double to_c = by_i * Wr[j] + by_f * Wr[block + (size_t)j] + by_g * Wr[2 * block + (size_t)j];
            dc[j] = to_c;
            dh[j] = by_c * to_c + by_o * Wr[3 * block + (size_t)j];
        }
        dc[hidden + r] = f[r];
        dh[hidden + r] = by_c * f[r];
    }
}

const CellOps lstm_ops = {forward, backward, form_jacobian, form_state, send_into_c};
