/* Truncated BPTT (declared in analysis/truncated.h). Each loss is handled separately, because each has its own window:

     dL_s/dh_t as in the exact pass for |s - t| < k, 0 beyond;   gradient = sum over s of the shares of those steps

   (Williams & Peng 1990, BPTT(h) with h = k applied at every step, h' = 1. Training by blocks of k steps, as libraries do, sees on average
   half as far back; here every loss sees the same distance.) Simplified: where a batch's head reads final states, a window begins at the
   last step of the batch, and the padding of a shorter sequence counts. A source is what one loss sends into the top layer at one step.
   Sources go through time together as rows (source, sequence), see analysis/rows.h; at step t the rows whose window holds t are one
   contiguous range. Their dpre is summed over sources, and one product over all steps gives the weights' gradient.

   Cost: T min(k, K) B (2 gH H) operations for a lane of one direction, twice that below the top in two. */
#include "engine/analysis/truncated.h"
#include "base/arena.h"
#include "engine/analysis/lane.h"
#include "engine/analysis/rows.h"
#include "engine/cell/cell.h"
#include "engine/cell/facts.h"
#include "engine/net/kernels.h"
#include <math.h>
#include <stdint.h>
#include <string.h>

GradientAngle gradient_compare(const double *first, const double *second, size_t count) {
    double a = kernel_norm(first, count), b = kernel_norm(second, count), dot = 0, apart = 0, together = 0;
    GradientAngle out = {NAN, NAN, NAN};
    if (!(a > 0 && b > 0)) return out;
    /* Half the angle between unit vectors has tangent |u - v| / |u + v| (Kahan): no cancellation, unlike acos. */
    for (size_t i = 0; i < count; i++) {
        double u = first[i] / a, v = second[i] / b;
        dot += u * v;
        apart += (u - v) * (u - v);
        together += (u + v) * (u + v);
    }
    out.cosine = dot;
    out.angle_rad = 2 * atan2(sqrt(apart), sqrt(together));
    out.ratio = a / b;
    return out;
}

#define WORK_SIZE_MAX ((size_t)64 << 20) /* bytes that choose how many sources go together */

/* ---- memory ------------------------------------------------------------------------------------------------------ */

static int count_sources(const Net *net, const Wiring *wiring) {
    return wiring->head_reads_final && net->spec.directions == 2 ? 2 : wiring->loss_count;
}

static size_t lane_count(const Net *net) { return (size_t)net->spec.layers * (size_t)net->spec.directions; }

/* dpre and dq of one lane, summed over the sources of a chunk. */
static size_t sum_count(const Net *net, const Wiring *wiring, int batch) {
    return (size_t)wiring->steps * (size_t)batch * ((size_t)net->gates + 1) * (size_t)net->spec.hidden;
}

/* The bounds of net.h keep every product below 2^50. */
static uint64_t block_count(const Net *net, const Wiring *wiring, int batch) {
    uint64_t rows = (uint64_t)wiring->steps * (uint64_t)batch * (uint64_t)net->spec.hidden;
    uint64_t count = net->weight_count + lane_count(net) * ((uint64_t)wiring->steps + rows) + sum_count(net, wiring, batch);
    return count + (uint64_t)rows_work_count(net, wiring, batch) *
                       (uint64_t)rows_choose_count(net, wiring, batch, count_sources(net, wiring), WORK_SIZE_MAX);
}

size_t truncated_plan_size(const Net *net, const Wiring *wiring, int batch) {
    uint64_t count = block_count(net, wiring, batch);
    return count > SIZE_MAX / sizeof(double) ? SIZE_MAX : (size_t)count * sizeof(double);
}

bool truncated_init(Truncated *truncated, const Trace *trace, Diag *diag) {
    const Net *net = trace->net;
    memset(truncated, 0, sizeof *truncated);
    size_t size = truncated_plan_size(net, &trace->wiring, trace->batch);
    if (size > NET_MEMORY_MAX) {
        return diag_fail(diag,
                         "The truncated gradient of %d hidden units, %d time steps and a batch of %d needs %.0f MB; the limit is %d MB. "
                         "Lower the hidden units, the time steps or the batch.",
                         net->spec.hidden, trace->wiring.steps, trace->batch, (double)size / (1 << 20), (int)(NET_MEMORY_MAX >> 20));
    }
    double *at = mem_new(size);
    if (!at) return diag_fail(diag, "Out of memory: %.1f MB for the truncated gradient were refused.", (double)size / (1 << 20));
    truncated->net = net;
    truncated->steps = trace->wiring.steps;
    truncated->sources = count_sources(net, &trace->wiring);
    truncated->batch = trace->batch;
    truncated->block = at;
    truncated->size = size;
    truncated->chunk = rows_choose_count(net, &trace->wiring, trace->batch, truncated->sources, WORK_SIZE_MAX);
    truncated->gradient = at;
    at += net->weight_count;
    for (int layer = 0; layer < net->spec.layers; layer++) {
        for (int direction = 0; direction < net->spec.directions; direction++) {
            truncated->dh_norm[layer][direction] = at;
            at += trace->wiring.steps;
        }
    }
    truncated->dh = at;
    truncated->work = at + lane_count(net) * (size_t)trace->wiring.steps * (size_t)trace->batch * (size_t)net->spec.hidden;
    return true;
}

void truncated_deinit(Truncated *truncated) {
    mem_free(truncated->block);
    memset(truncated, 0, sizeof *truncated);
}

/* ---- one chunk of sources on its way back ------------------------------------------------------------------------ */

typedef struct Chunk {
    Rows rows;
    Truncated *to;
    double *dpre_sum, *dq_sum; /* (T*B, gH), (T*B, H) of the lane being done */
} Chunk;

static Chunk bind_chunk(Truncated *to, const Trace *trace, const double *weight, int first, int count) {
    const Net *net = trace->net;
    size_t all = (size_t)trace->wiring.steps * (size_t)trace->batch * (size_t)net->spec.hidden;
    Chunk chunk = {.to = to, .dpre_sum = to->work, .dq_sum = to->work + all * (size_t)net->gates};
    chunk.rows = rows_bind(chunk.dq_sum + all, trace, weight, first, count);
    return chunk;
}

/* Of two directions' final states the reverse one, at step 0, is source 0: the steps of sources ascend. */
static bool is_split(const Rows *rows) { return rows->trace->wiring.head_reads_final && rows->trace->net->spec.directions == 2; }
static int source_loss(const Rows *rows, int source) { return is_split(rows) ? 0 : rows->first + source; }
static int source_step(const Rows *rows, int source, int direction) {
    (void)direction;
    if (is_split(rows)) return head_step(rows->trace, 0, rows->first + source == 0);
    return head_step(rows->trace, rows->first + source, 0);
}
static bool source_feeds(const Rows *rows, int source, int direction) {
    return !is_split(rows) || (rows->first + source == 0) == (direction == 1);
}

/* head (D, rows, H) = dy V, each direction's columns of V */
static void form_head(const Rows *rows) {
    const Net *net = rows->trace->net;
    int hidden = net->spec.hidden, outputs = net->spec.outputs, batch = rows->trace->batch;
    const double *V = rows->weight + net_get_param(net, PARAM_HEAD_WEIGHT, 0, 0)->offset;
    memset(rows->head, 0, (size_t)rows->rows * (size_t)net->feature_count * sizeof(double));
    for (int d = 0; d < net->spec.directions; d++) {
        for (int m = 0; m < rows->count; m++) {
            if (!source_feeds(rows, m, d)) continue;
            double *out = rows->head + ((size_t)d * (size_t)rows->rows + (size_t)(m * batch)) * (size_t)hidden;
            const double *dy = rows->trace->dy + (size_t)source_loss(rows, m) * (size_t)batch * (size_t)outputs;
            rows_add_product(rows->trace, out, hidden, dy, outputs, V + d * hidden, net->feature_count, batch, outputs, hidden);
        }
    }
}

/* Sources [*from, *to) whose window holds step t and that can reach this lane there. */
static void find_active(const Chunk *chunk, int layer, int direction, int t, int *from, int *to) {
    const Net *net = chunk->rows.trace->net;
    int reach = chunk->to->window - 1, least = t - reach, most = t + reach;
    if (net->spec.directions == 1 || layer == net->spec.layers - 1) { /* only what is processed later, or now, can */
        least = direction ? least : t;
        most = direction ? t : most;
    }
    *from = 0;
    *to = chunk->rows.count;
    while (*from < *to && source_step(&chunk->rows, *from, direction) < least) (*from)++;
    while (*to > *from && source_step(&chunk->rows, *to - 1, direction) > most) (*to)--;
}

static void add_rows(double *out, const double *row, int count) {
    for (int i = 0; i < count; i++) out[i] += row[i];
}

/* dh, dpre and dq of the step, summed over sources. */
static void collect(const Chunk *chunk, double *lane_dh, int t, int from, int to) {
    const Rows *rows = &chunk->rows;
    const Net *net = rows->trace->net;
    int hidden = net->spec.hidden, wide = net->gates * hidden, batch = rows->trace->batch;
    size_t first = (size_t)t * (size_t)batch;
    for (int m = from; m < to; m++) {
        size_t row = (size_t)m * (size_t)batch;
        add_rows(lane_dh + first * (size_t)hidden, rows->dh + row * (size_t)hidden, batch * hidden);
        add_rows(chunk->dpre_sum + first * (size_t)wide, rows->dpre + row * (size_t)wide, batch * wide);
        if (net->facts->q_gate >= 0) add_rows(chunk->dq_sum + first * (size_t)hidden, rows->dq + row * (size_t)hidden, batch * hidden);
    }
}

/* Before this step; every lane is taken for as long as the other. */
static double part_done(const Chunk *chunk, int layer, int direction, int order) {
    const NetSpec *spec = &chunk->to->net->spec;
    double lanes = (spec->layers - 1 - layer) * spec->directions + direction + 1 - (order + 1.0) / chunk->to->steps;
    return (chunk->rows.first + chunk->rows.count * lanes / (spec->layers * spec->directions)) / chunk->to->sources;
}

static bool run_lane(const Chunk *chunk, int layer, int direction) {
    const Rows *rows = &chunk->rows;
    const Trace *trace = rows->trace;
    const Net *net = trace->net;
    size_t all = (size_t)trace->wiring.steps * (size_t)trace->batch * (size_t)net->spec.hidden;
    double *lane_dh = chunk->to->dh + (size_t)(layer * net->spec.directions + direction) * all;
    rows_begin_lane(rows);
    memset(chunk->dpre_sum, 0, all * (size_t)net->gates * sizeof(double));
    memset(chunk->dq_sum, 0, all * sizeof(double));
    for (int order = trace->wiring.steps - 1; order >= 0; order--) {
        int t = lane_step(trace, direction, order), from, to;
        if (!watch_ask(&chunk->to->watch, part_done(chunk, layer, direction, order))) return false;
        find_active(chunk, layer, direction, t, &from, &to);
        if (from == to) continue;
        rows_gather(rows, layer, direction, t, from, to, source_step);
        rows_step(rows, layer, direction, t, from, to);
        collect(chunk, lane_dh, t, from, to);
    }
    lane_add_weight_gradients(chunk->to->gradient, trace, layer, direction, chunk->dpre_sum, chunk->dq_sum);
    return true;
}

static bool run_chunk(Chunk *chunk) {
    const Net *net = chunk->rows.trace->net;
    form_head(&chunk->rows);
    for (int layer = net->spec.layers - 1; layer >= 0; layer--) {
        rows_begin_layer(&chunk->rows, layer);
        for (int direction = 0; direction < net->spec.directions; direction++) {
            if (!run_lane(chunk, layer, direction)) return false;
        }
        rows_end_layer(&chunk->rows);
    }
    return true;
}

/* ---- all of it --------------------------------------------------------------------------------------------------- */

static void finish(Truncated *truncated, const double *exact) {
    const Net *net = truncated->net;
    for (int i = 0; i < net->param_count; i++) {
        const Param *param = &net->param[i];
        size_t count = (size_t)param->rows * (size_t)param->cols;
        double *gradient = truncated->gradient + param->offset;
        if (param->kind == PARAM_HEAD_WEIGHT || param->kind == PARAM_HEAD_BIAS)
            memcpy(gradient, exact + param->offset, count * sizeof(double));
        truncated->param[i] = gradient_compare(gradient, exact + param->offset, count);
    }
    truncated->whole = gradient_compare(truncated->gradient, exact, net->weight_count);
    size_t state = (size_t)truncated->batch * (size_t)net->spec.hidden;
    const double *dh = truncated->dh;
    for (int layer = 0; layer < net->spec.layers; layer++) {
        for (int direction = 0; direction < net->spec.directions; direction++) {
            for (int t = 0; t < truncated->steps; t++, dh += state) truncated->dh_norm[layer][direction][t] = kernel_norm(dh, state);
        }
    }
}

bool truncated_measure(Truncated *truncated, const Trace *trace, const double *weight, const double *exact, int window) {
    const Net *net = trace->net;
    truncated->window = window > truncated->steps ? truncated->steps : window;
    memset(truncated->gradient, 0, net->weight_count * sizeof(double));
    memset(truncated->dh, 0, (size_t)(truncated->work - truncated->dh) * sizeof(double));
    for (int first = 0; first < truncated->sources; first += truncated->chunk) {
        int left = truncated->sources - first;
        Chunk chunk = bind_chunk(truncated, trace, weight, first, left < truncated->chunk ? left : truncated->chunk);
        if (!run_chunk(&chunk)) return false;
    }
    finish(truncated, exact);
    return true;
}
