/* One step's own share of the gradient of a shared parameter. Every parameter is used at every step (the head's at the
   steps with a loss), and its gradient is the sum over steps of outer products

     dL/dW = sum over t and b of  left_t,b  right_t,b'

   with left = d(pre) of the step (GRU's recurrent side: d(pre) of r and z, then dq; head: dy) and right = what the
   parameter multiplied there: the layer's input, h_prev, the head's features, or 1 for a bias. */
#include "engine/cell/cell.h"
#include "engine/net/kernels.h"
#include <math.h>
#include <string.h>

/* A vector that lies in up to two pieces, for sequence 0 of the batch; sequence b is b*stride further. */
typedef struct Pieces {
    const double *at[2];
    int count[2], stride[2];
} Pieces;

typedef struct Share {
    Pieces left, right;
    bool is_bias;
} Share;

static void add_piece(Pieces *pieces, const double *rows, int step, int batch, int cols, int count) {
    int i = pieces->at[0] ? 1 : 0;
    pieces->at[i] = rows + (size_t)step * (size_t)batch * (size_t)cols;
    pieces->count[i] = count;
    pieces->stride[i] = cols;
}

static double piece_value(const Pieces *pieces, int b, int index) {
    int i = index < pieces->count[0] ? 0 : 1;
    return pieces->at[i][b * pieces->stride[i] + index - (i ? pieces->count[0] : 0)];
}

static int find_loss(const Wiring *wiring, int step) {
    for (int k = 0; k < wiring->loss_count; k++) {
        if (wiring->loss_step[k] == step) return k;
    }
    return -1;
}

/* False when the step has no share. */
static bool bind_head(Share *share, const Trace *trace, const Param *param, int step) {
    const Net *net = trace->net;
    int k = find_loss(&trace->wiring, step), top = net->spec.layers - 1, hidden = net->spec.hidden;
    if (k < 0) return false;
    add_piece(&share->left, trace->dy, k, trace->batch, net->spec.outputs, net->spec.outputs);
    share->is_bias = param->kind == PARAM_HEAD_BIAS;
    for (int d = 0; d < net->spec.directions && !share->is_bias; d++) {
        add_piece(&share->right, trace->lane[top][d].h, head_step(trace, k, d), trace->batch, hidden, hidden);
    }
    return true;
}

static bool bind_share(Share *share, const Trace *trace, const Param *param, int step) {
    const Net *net = trace->net;
    memset(share, 0, sizeof *share);
    if (step < 0 || step >= trace->wiring.steps) return false;
    if (param->kind == PARAM_HEAD_WEIGHT || param->kind == PARAM_HEAD_BIAS) return bind_head(share, trace, param, step);
    const TraceLane *lane = &trace->lane[param->layer][param->direction];
    int hidden = net->spec.hidden, wide = net->gates * hidden, batch = trace->batch;
    bool recurrent = param->kind == PARAM_RECURRENT_WEIGHT || param->kind == PARAM_RECURRENT_BIAS;
    int shared = recurrent ? cell_shared_columns(net) : wide;
    add_piece(&share->left, lane->dpre, step, batch, wide, shared);
    if (shared < wide) add_piece(&share->left, lane->dq, step, batch, hidden, hidden);
    share->is_bias = param->kind == PARAM_INPUT_BIAS || param->kind == PARAM_RECURRENT_BIAS;
    if (share->is_bias) return true;
    if (recurrent) {
        add_piece(&share->right, lane_h_prev(trace, lane, param->direction, step), 0, batch, hidden, hidden);
    } else if (param->layer == 0) {
        add_piece(&share->right, trace->x, step, batch, net->spec.inputs, net->spec.inputs);
    } else {
        for (int d = 0; d < net->spec.directions; d++)
            add_piece(&share->right, trace->lane[param->layer - 1][d].up, step, batch, hidden, hidden);
    }
    return true;
}

void trace_form_share(double *out, const Trace *trace, const Param *param, int step) {
    Share share;
    memset(out, 0, (size_t)param->rows * (size_t)param->cols * sizeof(double));
    if (!bind_share(&share, trace, param, step)) return;
    for (int b = 0; b < trace->batch; b++) {
        if (share.is_bias) {
            for (int j = 0; j < param->cols; j++) out[j] += piece_value(&share.left, b, j);
            continue;
        }
        for (int i = 0; i < param->rows; i++) {
            double left = piece_value(&share.left, b, i), *row = out + (size_t)i * (size_t)param->cols;
            int first = 0;
            for (int piece = 0; piece < 2 && share.right.at[piece]; piece++) {
                const double *right = share.right.at[piece] + b * share.right.stride[piece];
                for (int j = 0; j < share.right.count[piece]; j++) row[first + j] += left * right[j];
                first += share.right.count[piece];
            }
        }
    }
}

static double pieces_norm(const Pieces *pieces) {
    double first = kernel_norm(pieces->at[0], (size_t)pieces->count[0]);
    return pieces->at[1] ? hypot(first, kernel_norm(pieces->at[1], (size_t)pieces->count[1])) : first;
}

/* Element (i, j) of the share, summed over the batch; a bias has the one row 0. */
static double share_value(const Share *share, int batch, int i, int j) {
    double sum = 0;
    for (int b = 0; b < batch; b++) {
        sum += share->is_bias ? piece_value(&share->left, b, j) : piece_value(&share->left, b, i) * piece_value(&share->right, b, j);
    }
    return sum;
}

double trace_share_norm(const Trace *trace, const Param *param, int step) {
    Share share;
    if (!bind_share(&share, trace, param, step)) return 0;
    if (trace->batch == 1) return pieces_norm(&share.left) * (share.is_bias ? 1 : pieces_norm(&share.right)); /* ||u v'|| = ||u|| ||v|| */
    double norm = 0;
    for (int i = 0; i < param->rows; i++) {
        for (int j = 0; j < param->cols; j++) norm = hypot(norm, share_value(&share, trace->batch, i, j));
    }
    return norm;
}
