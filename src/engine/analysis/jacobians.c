/* Step Jacobians and their running product (declared in analysis.h). Going back from the last processed step,

     P_last = I,   P_prev = P_t J_t,   J_t = ds_t/ds_prev

   and the 2-norms of J_t and P_t are measured: how much of a change at t is left at the end. Pascanu, Mikolov & Bengio
   2013 bound the first by the largest singular value of W times the largest slope; here it is the true one.

   Cost: T B (2 n^3 for the product + 5/3 n^3 for its norm), n = H, LSTM 2H. */
#include "base/arena.h"
#include "engine/analysis/analysis.h"
#include "engine/analysis/rows.h"
#include "engine/cell/cell.h"
#include "engine/cell/facts.h"
#include "engine/net/weights.h"
#include <math.h>
#include <string.h>

static int count_state(const Net *net) { return net->spec.hidden * (net->facts->has_c ? 2 : 1); }

void trace_form_jacobian(double *J, const Trace *trace, const double *weight, int layer, int direction, int step, int b) {
    const Net *net = trace->net;
    if (trace_is_padding(trace, step, b)) { /* held: the identity */
        int n = count_state(net);
        for (int i = 0; i < n * n; i++) J[i] = i % (n + 1) == 0;
        return;
    }
    CellRow row = lane_row(trace, layer, direction, step, b);
    net->facts->ops->form_jacobian(J, &row, weight + net_get_param(net, PARAM_RECURRENT_WEIGHT, layer, direction)->offset);
}

/* J, P, the next P, one block copied out of either, and the norm's workspace. */
static size_t work_count(const Net *net) {
    size_t n = (size_t)count_state(net), hidden = (size_t)net->spec.hidden;
    return 3 * n * n + hidden * hidden + n * n + 2 * n;
}

/* Every factor is bounded by net.h, so nothing here can overflow. */
static size_t block_count(const Net *net, const Wiring *wiring, int batch) {
    size_t rows = (size_t)wiring->steps * (size_t)batch, lanes = (size_t)net->spec.layers * (size_t)net->spec.directions;
    return lanes * rows * (net->facts->has_c ? 4 : 2) + work_count(net);
}

size_t jacobians_plan_size(const Net *net, const Wiring *wiring, int batch) { return block_count(net, wiring, batch) * sizeof(double); }

bool jacobians_init(Jacobians *jacobians, const Trace *trace, Diag *diag) {
    const Net *net = trace->net;
    memset(jacobians, 0, sizeof *jacobians);
    size_t size = jacobians_plan_size(net, &trace->wiring, trace->batch), rows = (size_t)trace->wiring.steps * (size_t)trace->batch;
    double *at = size <= NET_MEMORY_MAX ? mem_new(size) : NULL;
    if (!at) return diag_fail(diag, "Out of memory: %.1f MB for the step Jacobians were refused.", (double)size / (1 << 20));
    jacobians->net = net;
    jacobians->steps = trace->wiring.steps;
    jacobians->batch = trace->batch;
    jacobians->state_count = count_state(net);
    jacobians->block = at;
    jacobians->size = size;
    for (int layer = 0; layer < net->spec.layers; layer++) {
        for (int direction = 0; direction < net->spec.directions; direction++) {
            jacobians->lane[layer][direction].step = at;
            jacobians->lane[layer][direction].product = at + rows;
            at += 2 * rows;
            if (!net->facts->has_c) continue;
            jacobians->lane[layer][direction].product_c = at;
            jacobians->lane[layer][direction].product_full = at + rows;
            at += 2 * rows;
        }
    }
    jacobians->work = at;
    return true;
}

void jacobians_deinit(Jacobians *jacobians) {
    mem_free(jacobians->block);
    memset(jacobians, 0, sizeof *jacobians);
}

/* 2-norm of the (H, H) block of a state matrix that begins at row and column `first`. */
static double block_norm(const double *matrix, int n, int first, int hidden, double *copy, double *scratch) {
    if (n == hidden) return matrix_spectral_norm(matrix, n, n, scratch);
    for (int r = 0; r < hidden; r++) memcpy(copy + r * hidden, matrix + (first + r) * n + first, (size_t)hidden * sizeof(double));
    return matrix_spectral_norm(copy, hidden, hidden, scratch);
}

static bool measure_sequence(Jacobians *jacobians, const Trace *trace, const double *weight, int layer, int direction, int b) {
    int n = jacobians->state_count, hidden = trace->net->spec.hidden;
    size_t area = (size_t)n * (size_t)n;
    double *J = jacobians->work, *P = J + area, *next = P + area, *copy = next + area, *scratch = copy + (size_t)hidden * (size_t)hidden;
    memset(P, 0, area * sizeof(double));
    for (int i = 0; i < n; i++) P[i * n + i] = 1;
    for (int order = trace->wiring.steps - 1; order >= 0; order--) {
        int t = lane_step(trace, direction, order), at = t * trace->batch + b;
        bool last = order == trace->wiring.steps - 1;
        if (!watch_ask(&jacobians->watch, (b + 1 - (order + 1.0) / trace->wiring.steps) / trace->batch)) return false;
        jacobians->lane[layer][direction].product[at] = last ? 1 : block_norm(P, n, 0, hidden, copy, scratch);
        if (n != hidden) {
            jacobians->lane[layer][direction].product_c[at] = last ? 1 : block_norm(P, n, hidden, hidden, copy, scratch);
            jacobians->lane[layer][direction].product_full[at] = last ? 1 : matrix_spectral_norm(P, n, n, scratch);
        }
        trace_form_jacobian(J, trace, weight, layer, direction, t, b);
        jacobians->lane[layer][direction].step[at] = block_norm(J, n, 0, hidden, copy, scratch);
        if (order == 0) break;
        memset(next, 0, area * sizeof(double));
        rows_add_product(trace, next, n, P, n, J, n, n, n, n);
        double *swap = P;
        P = next;
        next = swap;
    }
    return true;
}

bool jacobians_measure_lane(Jacobians *jacobians, const Trace *trace, const double *weight, int layer, int direction) {
    for (int b = 0; b < trace->batch; b++) {
        if (!measure_sequence(jacobians, trace, weight, layer, direction, b)) return false;
    }
    return true;
}

bool jacobians_measure(Jacobians *jacobians, const Trace *trace, const double *weight) {
    for (int layer = 0; layer < trace->net->spec.layers; layer++) {
        for (int direction = 0; direction < trace->net->spec.directions; direction++) {
            if (!jacobians_measure_lane(jacobians, trace, weight, layer, direction)) return false;
        }
    }
    return true;
}
