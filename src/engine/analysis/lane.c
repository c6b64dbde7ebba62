/* The passes' parts (declared in analysis/lane.h), as pass.c's head has them:

     pre = b_ih + b_hh + U x + W h_prev;  GRU: its n block b_in + W_in x, and q = b_hn + W_hn h_prev
     dU = sum over rows of dpre x',  dW = sum of dpre h_prev' (GRU's n block: dq h_prev'),  biases: sums of dpre (dq)

   Sums run from the first term to the last, biases first, as in pass.c. */
#include "engine/analysis/lane.h"
#include "engine/cell/cell.h"
#include "engine/net/kernels.h"

/* y += M x, M (rows, count) with ld numbers from one row to the next. */
static void add_matrix_vector(double *y, const double *M, int ld, const double *x, int rows, int count) {
    for (int i = 0; i < rows; i++) {
        const double *row = M + (size_t)i * (size_t)ld;
        double sum = y[i];
        for (int j = 0; j < count; j++) sum += row[j] * x[j];
        y[i] = sum;
    }
}

/* The layer's input is x, or the lanes of the layer below side by side. */
static int count_sources(const Trace *trace, int layer) { return layer == 0 ? 1 : trace->net->spec.directions; }
static int source_columns(const Trace *trace, int layer) { return layer == 0 ? trace->net->spec.inputs : trace->net->spec.hidden; }
static const double *source_rows(const Trace *trace, int layer, int source) {
    return layer == 0 ? trace->x : trace->lane[layer - 1][source].up;
}

void lane_form_pre(Trace *trace, const double *weight, int layer, int direction, int step, int b) {
    const Net *net = trace->net;
    int hidden = net->spec.hidden, wide = net->gates * hidden, shared = cell_shared_columns(net), columns = source_columns(trace, layer);
    const Param *U = net_get_param(net, PARAM_INPUT_WEIGHT, layer, direction);
    const double *W = weight + net_get_param(net, PARAM_RECURRENT_WEIGHT, layer, direction)->offset;
    const double *b_ih = weight + net_get_param(net, PARAM_INPUT_BIAS, layer, direction)->offset;
    const double *b_hh = weight + net_get_param(net, PARAM_RECURRENT_BIAS, layer, direction)->offset;
    size_t at = (size_t)step * (size_t)trace->batch + (size_t)b;
    CellRow row = lane_row(trace, layer, direction, step, b);
    for (int j = 0; j < wide; j++) row.pre[j] = j < shared ? b_ih[j] + b_hh[j] : b_ih[j];
    for (int source = 0; source < count_sources(trace, layer); source++) {
        const double *x = source_rows(trace, layer, source) + at * (size_t)columns;
        add_matrix_vector(row.pre, weight + U->offset + source * columns, U->cols, x, wide, columns);
    }
    add_matrix_vector(row.pre, W, hidden, row.h_prev, shared, hidden);
    if (shared == wide) return;
    for (int j = 0; j < hidden; j++) row.q[j] = b_hh[shared + j];
    add_matrix_vector(row.q, W + (size_t)shared * (size_t)hidden, hidden, row.h_prev, hidden, hidden);
}

void lane_add_weight_gradients(double *gradient, const Trace *trace, int layer, int direction, const double *dpre, const double *dq) {
    const Net *net = trace->net;
    int hidden = net->spec.hidden, wide = net->gates * hidden, shared = cell_shared_columns(net), columns = source_columns(trace, layer);
    int batch = trace->batch, rows = trace->wiring.steps * batch;
    const Param *U = net_get_param(net, PARAM_INPUT_WEIGHT, layer, direction);
    double *dW = gradient + net_get_param(net, PARAM_RECURRENT_WEIGHT, layer, direction)->offset;
    double *db_ih = gradient + net_get_param(net, PARAM_INPUT_BIAS, layer, direction)->offset;
    double *db_hh = gradient + net_get_param(net, PARAM_RECURRENT_BIAS, layer, direction)->offset;
    for (int source = 0; source < count_sources(trace, layer); source++) {
        kernel_add_outer(gradient + U->offset + source * columns, U->cols, dpre, wide, source_rows(trace, layer, source), columns, rows,
                         wide, columns);
    }
    for (int t = 0; t < trace->wiring.steps; t++) {
        const double *h_prev = lane_h_prev(trace, &trace->lane[layer][direction], direction, t);
        kernel_add_outer(dW, hidden, dpre + (size_t)(t * batch) * (size_t)wide, wide, h_prev, hidden, batch, shared, hidden);
        if (shared == wide) continue;
        double *dWn = dW + (size_t)shared * (size_t)hidden;
        kernel_add_outer(dWn, hidden, dq + (size_t)(t * batch) * (size_t)hidden, hidden, h_prev, hidden, batch, hidden, hidden);
    }
    kernel_add_column_sums(db_ih, dpre, wide, rows, wide);
    kernel_add_column_sums(db_hh, dpre, wide, rows, shared);
    if (shared < wide) kernel_add_column_sums(db_hh + shared, dq, hidden, rows, hidden);
}

void lane_send_below(Trace *trace, const double *weight, int layer, int direction) {
    const Net *net = trace->net;
    int wide = net->gates * net->spec.hidden, columns = source_columns(trace, layer), rows = trace->wiring.steps * trace->batch;
    const Param *U = net_get_param(net, PARAM_INPUT_WEIGHT, layer, direction);
    for (int source = 0; source < count_sources(trace, layer); source++) {
        double *out = layer == 0 ? trace->dx : trace->lane[layer - 1][source].dh;
        kernel_add_product(out, columns, trace->lane[layer][direction].dpre, wide, weight + U->offset + source * columns, U->cols, rows,
                           wide, columns);
    }
}
