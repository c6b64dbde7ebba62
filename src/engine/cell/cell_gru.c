/* The GRU cell, one row at a time. Three gate blocks in PyTorch's order r, z, n, in the form of nn.GRU and cuDNN (Keras:
   reset_after=True), where the reset gate acts after the recurrent product and on its bias:

     r = s(W_ir x + b_ir + W_hr h_(t-1) + b_hr)        s = logistic sigmoid
     z = s(W_iz x + b_iz + W_hz h_(t-1) + b_hz)
     q = W_hn h_(t-1) + b_hn
     n = tanh(W_in x + b_in + r * q)
     h_t = (1 - z) * n + z * h_(t-1)                   z = 1 keeps the old state

   pass.c fills pre's r and z blocks whole, its n block with W_in x + b_in, and q; the row adds r * q.
   Backward, with d = dL/dh_t:
     da_n = d (1-z) (1-n^2)        dq = da_n * r       da_r = da_n * q * r(1-r)
     da_z = d (h_(t-1) - n) z(1-z)
     dL/dh_(t-1) = z * d + W_hr' da_r + W_hz' da_z + W_hn' dq

   Cho et al. 2014 apply r before the product, and some texts swap z and 1-z; those are other cells. */
#include "engine/cell/cell.h"
#include <math.h>

static void forward(const CellRow *row) {
    int hidden = row->hidden;
    double *pre_n = row->pre + 2 * hidden;
    double *r = row->gate, *z = r + hidden, *n = z + hidden;
    for (int j = 0; j < 2 * hidden; j++) r[j] = sigmoid(row->pre[j]); /* r and z */
    for (int j = 0; j < hidden; j++) {
        pre_n[j] += r[j] * row->q[j];
        n[j] = tanh(pre_n[j]);
        row->h[j] = sigmoid_rest(z[j], row->pre[hidden + j]) * n[j] + z[j] * row->h_prev[j];
    }
}

static void form_state(const CellRow *row, int j) {
    int hidden = row->hidden;
    double z = row->gate[GRU_Z * hidden + j];
    row->h[j] = sigmoid_rest(z, row->pre[GRU_Z * hidden + j]) * row->gate[GRU_N * hidden + j] + z * row->h_prev[j];
}

static void backward(const CellRow *row, const CellGradient *gradient) {
    int hidden = row->hidden;
    const double *r = row->gate, *z = r + hidden, *n = z + hidden;
    double *da_r = gradient->dpre, *da_z = da_r + hidden, *da_n = da_z + hidden;
    for (int j = 0; j < hidden; j++) {
        double dh = gradient->dh[j];
        double rest = sigmoid_rest(z[j], row->pre[hidden + j]);
        double dn = dh * rest * tanh_slope(n[j], row->pre[2 * hidden + j]);
        da_n[j] = dn;
        gradient->dq[j] = dn * r[j];
        da_r[j] = dn * row->q[j] * (r[j] * sigmoid_rest(r[j], row->pre[j]));
        da_z[j] = dh * (row->h_prev[j] - n[j]) * (z[j] * rest);
        gradient->dh_prev[j] = dh * z[j];
    }
}

/* J = diag(z) + diag((h_prev - n) z(1-z)) W_z + diag((1-z)(1-n^2)) (diag(r) W_n + diag(q r(1-r)) W_r) */
static void form_jacobian(double *J, const CellRow *row, const double *W) {
    int hidden = row->hidden;
    const double *r = row->gate, *z = r + hidden, *n = z + hidden;
    size_t block = (size_t)hidden * (size_t)hidden;
    for (int i = 0; i < hidden; i++) {
        double rest = sigmoid_rest(z[i], row->pre[hidden + i]), to_n = rest * tanh_slope(n[i], row->pre[2 * hidden + i]);
        double by_r = to_n * row->q[i] * (r[i] * sigmoid_rest(r[i], row->pre[i])), by_z = (row->h_prev[i] - n[i]) * (z[i] * rest);
        double by_n = to_n * r[i];
        const double *Wi = W + (size_t)i * (size_t)hidden;
        double *out = J + (size_t)i * (size_t)hidden;
        for (int j = 0; j < hidden; j++) out[j] = by_r * Wi[j] + by_z * Wi[block + (size_t)j] + by_n * Wi[2 * block + (size_t)j];
        out[i] += z[i];
    }
}

const CellOps gru_ops = {forward, backward, form_jacobian, form_state, NULL};
