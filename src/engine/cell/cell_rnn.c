/* The vanilla (Elman) recurrent cell, one row at a time. One gate block, PyTorch's nn.RNN:

     a_t = W_ih x_t + b_ih + W_hh h_(t-1) + b_hh          (done in pass.c)
     h_t = f(a_t),  f one of tanh, ReLU, leaky ReLU (0.01), logistic sigmoid, identity

   backward, with d = dL/dh_t of all paths:
     dL/da = f'(a) d,   dL/dh_(t-1) = W_hh' dL/da
     J = dh_t/dh_(t-1) = diag(f'(a)) W_hh

   f' is a function of the value h in all five; where h is so near 1 that 1 - h^2 or 1 - h would lose digits it comes from a
   (CELL_FLAT in trace.h). nn.RNN has only tanh and ReLU; the
   other three follow torch.nn.functional. (Elman 1990; Werbos 1990 for backpropagation through time.) */
#include "engine/cell/cell.h"
#include <string.h>

static void forward(const CellRow *row) {
    for (int j = 0; j < row->hidden; j++) row->h[j] = activation_value(row->activation, row->pre[j]);
}

static void backward(const CellRow *row, const CellGradient *gradient) {
    for (int j = 0; j < row->hidden; j++) gradient->dpre[j] = gradient->dh[j] * activation_slope(row->activation, row->h[j], row->pre[j]);
    memset(gradient->dh_prev, 0, (size_t)row->hidden * sizeof(double));
}

static void form_jacobian(double *J, const CellRow *row, const double *W) {
    int hidden = row->hidden;
    for (int i = 0; i < hidden; i++) {
        double slope = activation_slope(row->activation, row->h[i], row->pre[i]);
        for (int j = 0; j < hidden; j++) J[i * hidden + j] = slope * W[i * hidden + j];
    }
}

const CellOps rnn_ops = {forward, backward, form_jacobian, NULL, NULL};
