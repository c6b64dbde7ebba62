/* The head: a linear layer on the top states, and the loss.

     y_k = V feat_k + b,  feat = [h forward | h reverse] of the top layer at the step of loss k,
                          or, when the head reads final states, h forward at T-1 and h reverse at 0 (PyTorch's h_n)
     MSE            raw = mean over the O outputs of (y - target)^2, without 1/2;  dL/dy = scale * 2 (y - target) / O
     cross-entropy  raw = -log softmax(y)[class], natural logarithm;               dL/dy = scale * (softmax(y) - one-hot)
     L_k = scale * sum over b of raw[k][b],  L = sum of L_k,  scale = 1/(K B), or 1 when losses are summed
     Behind the end of a sequence raw and dL/dy are 0, and K B is the number of the losses that are left (PyTorch's ignore_index).

   Softmax and its logarithm are taken relative to the largest output, so neither overflows. A target class that is none
   (not 0..O-1) makes that loss NaN, which trace_measure reports. */
#include "engine/cell/cell.h"
#include "engine/fast/fast.h"
#include "engine/net/kernels.h"
#include <math.h>
#include <string.h>

static double *state_rows(const Trace *trace, double *rows, int loss, int direction) {
    return rows + (size_t)head_step(trace, loss, direction) * (size_t)trace->batch * (size_t)trace->net->spec.hidden;
}

/* -1 when the target is no class. */
static int target_class(double target, int outputs) { return target >= 0 && target < outputs ? (int)target : -1; }

/* raw loss of one row; prob is (O) for cross-entropy. */
static double row_mse(const double *y, const double *target, int outputs) {
    double sum = 0;
    for (int o = 0; o < outputs; o++) sum += (y[o] - target[o]) * (y[o] - target[o]);
    return sum / outputs;
}

static double row_cross_entropy(double *prob, const double *y, double target, int outputs) {
    double largest = y[0], sum = 0;
    for (int o = 1; o < outputs; o++) {
        if (!(y[o] <= largest)) largest = y[o]; /* a NaN wins and spreads */
    }
    for (int o = 0; o < outputs; o++) {
        prob[o] = exp(y[o] - largest);
        sum += prob[o];
    }
    for (int o = 0; o < outputs; o++) prob[o] /= sum;
    int class = target_class(target, outputs);
    return class < 0 ? NAN : log(sum) - (y[class] - largest);
}

static void form_outputs(Trace *trace, const double *weight) {
    const Net *net = trace->net;
    const Param *V = net_get_param(net, PARAM_HEAD_WEIGHT, 0, 0), *bias = net_get_param(net, PARAM_HEAD_BIAS, 0, 0);
    int outputs = net->spec.outputs, hidden = net->spec.hidden, batch = trace->batch, top = net->spec.layers - 1;
    double *Vt = trace->scratch; /* (H*D, O) */
    kernel_transpose(Vt, weight + V->offset, outputs, net->feature_count);
    kernel_copy_rows(trace->y, weight + bias->offset, trace->wiring.loss_count * batch, outputs);
    for (int k = 0; k < trace->wiring.loss_count; k++) {
        double *y = trace->y + (size_t)k * (size_t)batch * (size_t)outputs;
        for (int d = 0; d < net->spec.directions; d++) {
            const double *h = state_rows(trace, trace->lane[top][d].h, k, d);
            kernel_add_product(y, outputs, h, hidden, Vt + (size_t)(d * hidden) * (size_t)outputs, outputs, batch, hidden, outputs);
        }
    }
}

/* Sets to 0, of (K*B, cols) rows, those behind the end of their sequence. */
static void clear_padding(const Trace *trace, double *rows, int cols) {
    for (int b = 0; trace->shorter_count > 0 && b < trace->batch; b++) {
        for (int k = trace_count_losses(trace, b); k < trace->wiring.loss_count; k++)
            memset(rows + ((size_t)k * (size_t)trace->batch + (size_t)b) * (size_t)cols, 0, (size_t)cols * sizeof(double));
    }
}

static double count_losses(const Trace *trace) {
    if (trace->shorter_count == 0) return (double)trace->wiring.loss_count * trace->batch;
    long count = 0;
    for (int b = 0; b < trace->batch; b++) count += trace_count_losses(trace, b);
    return count > 0 ? (double)count : 1;
}

/* loss_raw and prob, from y. */
static void measure_losses(Trace *trace) {
    int outputs = trace->net->spec.outputs, rows = trace->wiring.loss_count * trace->batch;
    if (trace->net->spec.loss == LOSS_CROSS_ENTROPY && trace->kernels) {
        trace->kernels->softmax(trace->prob, trace->loss_raw, trace->y, trace->target, trace->scratch, rows, outputs);
        return;
    }
    for (size_t r = 0; r < (size_t)rows; r++) {
        const double *y = trace->y + r * (size_t)outputs;
        if (trace->net->spec.loss == LOSS_MSE) {
            trace->loss_raw[r] = row_mse(y, trace->target + r * (size_t)outputs, outputs);
        } else {
            trace->loss_raw[r] = row_cross_entropy(trace->prob + r * (size_t)outputs, y, trace->target[r], outputs);
        }
    }
}

void head_forward(Trace *trace, const double *weight) {
    if (trace->kernels) {
        fast_head_forward(trace, weight);
    } else {
        form_outputs(trace, weight);
    }
    head_measure(trace);
}

void head_measure(Trace *trace) {
    int batch = trace->batch;
    trace->loss_scale = trace->wiring.sum_losses ? 1 : 1.0 / count_losses(trace);
    measure_losses(trace);
    clear_padding(trace, trace->loss_raw, 1);
    double loss = 0;
    for (int k = 0; k < trace->wiring.loss_count; k++) {
        double sum = 0;
        for (size_t b = 0; b < (size_t)batch; b++) sum += trace->loss_raw[(size_t)k * (size_t)batch + b];
        trace->loss_step[k] = trace->loss_scale * sum;
        loss += trace->loss_step[k];
    }
    trace->loss = loss;
}

static void form_dy(Trace *trace) {
    int outputs = trace->net->spec.outputs;
    size_t rows = (size_t)trace->wiring.loss_count * (size_t)trace->batch;
    double scale = trace->loss_scale;
    if (trace->net->spec.loss == LOSS_MSE) {
        for (size_t i = 0; i < rows * (size_t)outputs; i++) trace->dy[i] = scale * 2 * (trace->y[i] - trace->target[i]) / outputs;
        return;
    }
    for (size_t r = 0; r < rows; r++) {
        int class = target_class(trace->target[r], outputs);
        const double *prob = trace->prob + r * (size_t)outputs;
        double *dy = trace->dy + r * (size_t)outputs;
        for (int o = 0; o < outputs; o++) dy[o] = scale * prob[o];
        if (class >= 0) dy[class] = scale * (prob[class] - 1);
    }
}

/* From dy: adds to dV, db and to dL/dh of the states that the head reads. */
static void add_head_gradients(Trace *trace, double *gradient, const double *weight) {
    const Net *net = trace->net;
    const Param *V = net_get_param(net, PARAM_HEAD_WEIGHT, 0, 0), *bias = net_get_param(net, PARAM_HEAD_BIAS, 0, 0);
    int outputs = net->spec.outputs, hidden = net->spec.hidden, batch = trace->batch, top = net->spec.layers - 1;
    for (int k = 0; k < trace->wiring.loss_count; k++) {
        const double *dy = trace->dy + (size_t)k * (size_t)batch * (size_t)outputs;
        for (int d = 0; d < net->spec.directions; d++) {
            const double *h = state_rows(trace, trace->lane[top][d].h, k, d);
            double *dh = state_rows(trace, trace->lane[top][d].dh, k, d);
            kernel_add_outer(gradient + V->offset + d * hidden, net->feature_count, dy, outputs, h, hidden, batch, outputs, hidden);
            kernel_add_product(dh, hidden, dy, outputs, weight + V->offset + d * hidden, net->feature_count, batch, outputs, hidden);
        }
    }
    kernel_add_column_sums(gradient + bias->offset, trace->dy, outputs, trace->wiring.loss_count * batch, outputs);
}

void head_backward(Trace *trace, double *gradient, const double *weight) {
    const Net *net = trace->net;
    const Param *bias = net_get_param(net, PARAM_HEAD_BIAS, 0, 0);
    int outputs = net->spec.outputs, batch = trace->batch;
    if (trace->kernels) {
        if (net->spec.loss == LOSS_CROSS_ENTROPY && trace->shorter_count == 0) {
            trace->kernels->softmax_back(trace->dy, gradient + bias->offset, trace->prob, trace->target, trace->loss_scale,
                                         trace->wiring.loss_count * batch, outputs);
        } else {
            form_dy(trace);
            clear_padding(trace, trace->dy, outputs);
            memset(gradient + bias->offset, 0, (size_t)outputs * sizeof(double));
            kernel_add_column_sums(gradient + bias->offset, trace->dy, outputs, trace->wiring.loss_count * batch, outputs);
        }
        fast_head_backward(trace, gradient, weight);
        return;
    }
    form_dy(trace);
    clear_padding(trace, trace->dy, outputs);
    add_head_gradients(trace, gradient, weight);
}

void head_backward_of(Trace *trace, double *gradient, const double *weight, int loss) {
    size_t row = (size_t)trace->batch * (size_t)trace->net->spec.outputs;
    form_dy(trace);
    clear_padding(trace, trace->dy, trace->net->spec.outputs);
    for (int k = 0; k < trace->wiring.loss_count; k++)
        if (k != loss) memset(trace->dy + (size_t)k * row, 0, row * sizeof(double));
    add_head_gradients(trace, gradient, weight);
}
