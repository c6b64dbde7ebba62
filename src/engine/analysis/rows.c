/* See analysis/rows.h. The backward pass of pass.c for many sources at once: the same equations, the cells' own.

   Below the top layer a row's source is what the layer above sent to (t, row), kept for all steps; that, and nothing else, is what
   limits how many sources go together. */
#include "engine/analysis/rows.h"
#include "engine/cell/cell.h"
#include "engine/cell/facts.h"
#include "engine/fast/fast.h"
#include "engine/net/kernels.h"
#include "engine/pass/dropout.h"
#include <string.h>

/* The step's dh, carry, dc, dc_prev, dq, dpre; the head's dh for each direction; and, with more than one layer, the sources of the
   layer being done and of the one below, for all steps. */
size_t rows_work_count(const Net *net, const Wiring *wiring, int batch) {
    size_t hidden = (size_t)net->spec.hidden, row = (5 + (size_t)net->gates) * hidden + (size_t)net->feature_count;
    if (net->spec.layers > 1) row += 2 * (size_t)net->feature_count * (size_t)wiring->steps;
    return row * (size_t)batch;
}

int rows_choose_count(const Net *net, const Wiring *wiring, int batch, int sources, size_t size_max) {
    size_t fit = size_max / (rows_work_count(net, wiring, batch) * sizeof(double));
    return fit < 1 ? 1 : fit < (size_t)sources ? (int)fit : sources;
}

Rows rows_bind(double *work, const Trace *trace, const double *weight, int first, int count) {
    const Net *net = trace->net;
    Rows rows = {.trace = trace, .weight = weight, .first = first, .count = count, .rows = count * trace->batch, .dh = work};
    size_t state = (size_t)rows.rows * (size_t)net->spec.hidden, features = (size_t)rows.rows * (size_t)net->feature_count;
    rows.carry = rows.dh + state;
    rows.dc = rows.carry + state;
    rows.dc_prev = rows.dc + state;
    rows.dq = rows.dc_prev + state;
    rows.dpre = rows.dq + state;
    rows.head = rows.dpre + state * (size_t)net->gates;
    if (net->spec.layers > 1) {
        rows.source = rows.head + features;
        rows.below = rows.source + features * (size_t)trace->wiring.steps;
    }
    return rows;
}

void rows_begin_layer(Rows *rows, int layer) {
    size_t count = (size_t)rows->trace->wiring.steps * (size_t)rows->rows * (size_t)rows->trace->net->feature_count;
    if (layer > 0) memset(rows->below, 0, count * sizeof(double));
}

void rows_end_layer(Rows *rows) {
    double *swap = rows->source;
    rows->source = rows->below;
    rows->below = swap;
}

void rows_begin_lane(const Rows *rows) {
    size_t size = (size_t)rows->rows * (size_t)rows->trace->net->spec.hidden * sizeof(double);
    memset(rows->carry, 0, size);
    memset(rows->dc_prev, 0, size);
}

void rows_gather(const Rows *rows, int layer, int direction, int t, int from, int to,
                 int (*step_of)(const Rows *rows, int source, int direction)) {
    const Net *net = rows->trace->net;
    int hidden = net->spec.hidden, batch = rows->trace->batch, features = net->feature_count;
    size_t state = (size_t)batch * (size_t)hidden, first = (size_t)from * state, size = (size_t)(to - from) * state * sizeof(double);
    memcpy(rows->dh + first, rows->carry + first, size);
    memcpy(rows->dc + first, rows->dc_prev + first, size);
    for (int r = from * batch; r < to * batch; r++) {
        const double *above;
        if (layer == net->spec.layers - 1) {
            if (step_of(rows, r / batch, direction) != t) continue;
            above = rows->head + ((size_t)direction * (size_t)rows->rows + (size_t)r) * (size_t)hidden;
        } else {
            above = rows->source + ((size_t)t * (size_t)rows->rows + (size_t)r) * (size_t)features + direction * hidden;
        }
        dropout_add_above(rows->dh + (size_t)r * (size_t)hidden, above, rows->trace, layer, direction, t, r % batch);
    }
}

void rows_add_product(const Trace *trace, double *Y, int ldy, const double *X, int ldx, const double *M, int ldm, int rows, int inner,
                      int cols) {
    if (!trace->kernels) {
        kernel_add_product(Y, ldy, X, ldx, M, ldm, rows, inner, cols);
        return;
    }
    FastProduct product = {.C = Y,
                           .ldc = ldy,
                           .A = X,
                           .row_step = ldx,
                           .inner_step = 1,
                           .B = M,
                           .ldb = ldm,
                           .rows = rows,
                           .inner = inner,
                           .cols = cols,
                           .add = true,
                           .ordered = true};
    trace->kernels->product(&product);
}

/* below (T, rows, H*D) at t += dpre U */
static void send_below(const Rows *rows, int layer, int direction, int t, int from, int to) {
    const Net *net = rows->trace->net;
    int wide = net->gates * net->spec.hidden, batch = rows->trace->batch, features = net->feature_count;
    const double *U = rows->weight + net_get_param(net, PARAM_INPUT_WEIGHT, layer, direction)->offset;
    double *out = rows->below + ((size_t)t * (size_t)rows->rows + (size_t)(from * batch)) * (size_t)features;
    rows_add_product(rows->trace, out, features, rows->dpre + (size_t)(from * batch) * (size_t)wide, wide, U, features, (to - from) * batch,
                     wide, features);
}

/* carry (rows, H) += dpre W; of the GRU's n block dq W_n */
static void send_back(const Rows *rows, int layer, int direction, size_t first, int count) {
    const Net *net = rows->trace->net;
    int hidden = net->spec.hidden, wide = net->gates * hidden, shared = cell_shared_columns(net);
    const double *W = rows->weight + net_get_param(net, PARAM_RECURRENT_WEIGHT, layer, direction)->offset;
    double *carry = rows->carry + first * (size_t)hidden;
    rows_add_product(rows->trace, carry, hidden, rows->dpre + first * (size_t)wide, wide, W, hidden, count, shared, hidden);
    if (shared == wide) return;
    rows_add_product(rows->trace, carry, hidden, rows->dq + first * (size_t)hidden, hidden, W + (size_t)shared * (size_t)hidden, hidden,
                     count, hidden, hidden);
}

void rows_step(const Rows *rows, int layer, int direction, int t, int from, int to) {
    const Net *net = rows->trace->net;
    size_t hidden = (size_t)net->spec.hidden, wide = (size_t)net->gates * hidden, batch = (size_t)rows->trace->batch;
    for (size_t b = 0; b < batch; b++) {
        CellRow row = lane_row(rows->trace, layer, direction, t, (int)b);
        for (size_t m = (size_t)from; m < (size_t)to; m++) {
            size_t r = m * batch + b;
            CellGradient part = {.dh = rows->dh + r * hidden,
                                 .dc = rows->dc + r * hidden,
                                 .dpre = rows->dpre + r * wide,
                                 .dq = rows->dq + r * hidden,
                                 .dh_prev = rows->carry + r * hidden,
                                 .dc_prev = rows->dc_prev + r * hidden};
            if (trace_is_padding(rows->trace, t, (int)b)) {
                lane_pass_row(&part, net);
            } else {
                whatif_backward(&part, &row, net, rows->held, layer, direction, t, (int)b);
            }
        }
    }
    size_t first = (size_t)from * batch;
    send_back(rows, layer, direction, first, (to - from) * (int)batch);
    if (layer > rows->lowest) send_below(rows, layer, direction, t, from, to);
}
