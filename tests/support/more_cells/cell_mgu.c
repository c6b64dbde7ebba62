/* The minimal gated unit, one row at a time (Zhou, Wu, Zhang & Zhou 2016). Two gate blocks f, n:

     f = s(U_f x + b_if + W_f h_(t-1) + b_hf)              s = logistic sigmoid
     q = W_n h_(t-1) + b_hn
     n = tanh(U_n x + b_in + f * q)
     h_t = (1 - f) * h_(t-1) + f * n                       f = 0 keeps the old state

   The paper multiplies before the product, W_n (f * h_(t-1)); here f acts after it, as the reset gate of nn.GRU does, so that a step is
   pointwise once the products with h_(t-1) are there. Backward, with d = dL/dh_t:
     da_n = d f (1-n^2)      dq = da_n f      da_f = (d (n - h_(t-1)) + da_n q) f(1-f)
     dL/dh_(t-1) = (1-f) * d + W_f' da_f + W_n' dq */
#include "engine/cell/cell.h"
#include <math.h>

static void form_state(const CellRow *row, int j) {
    double f = row->gate[j], n = row->gate[row->hidden + j];
    row->h[j] = sigmoid_rest(f, row->pre[j]) * row->h_prev[j] + f * n;
}

static void forward(const CellRow *row) {
    double *f = row->gate, *n = f + row->hidden, *pre_n = row->pre + row->hidden;
    for (int j = 0; j < row->hidden; j++) {
        f[j] = sigmoid(row->pre[j]);
        pre_n[j] += f[j] * row->q[j];
        n[j] = tanh(pre_n[j]);
        form_state(row, j);
    }
}

static void backward(const CellRow *row, const CellGradient *gradient) {
    const double *f = row->gate, *n = f + row->hidden, *pre_n = row->pre + row->hidden;
    double *da_f = gradient->dpre, *da_n = da_f + row->hidden;
    for (int j = 0; j < row->hidden; j++) {
        double dh = gradient->dh[j], rest = sigmoid_rest(f[j], row->pre[j]);
        da_n[j] = dh * f[j] * tanh_slope(n[j], pre_n[j]);
        gradient->dq[j] = da_n[j] * f[j];
        da_f[j] = dh * (n[j] - row->h_prev[j]) * (f[j] * rest) + da_n[j] * row->q[j] * (f[j] * rest);
        gradient->dh_prev[j] = dh * rest;
    }
}

/* J = diag(1-f) + diag((n - h_prev) f(1-f)) W_f + diag(f (1-n^2)) (diag(f) W_n + diag(q f(1-f)) W_f) */
static void form_jacobian(double *J, const CellRow *row, const double *W) {
    int hidden = row->hidden;
    const double *f = row->gate, *n = f + hidden, *Wn = W + hidden * hidden;
    for (int i = 0; i < hidden; i++) {
        double rest = sigmoid_rest(f[i], row->pre[i]), to_n = f[i] * tanh_slope(n[i], row->pre[hidden + i]);
        double by_f = (n[i] - row->h_prev[i] + to_n * row->q[i]) * (f[i] * rest);
        for (int j = 0; j < hidden; j++) J[i * hidden + j] = by_f * W[i * hidden + j] + to_n * f[i] * Wn[i * hidden + j];
        J[i * hidden + i] += rest;
    }
}

const CellOps mgu_ops = {forward, backward, form_jacobian, form_state, NULL};
