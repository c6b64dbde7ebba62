/* Itemised gradients (declared in analysis.h): backpropagation of every loss by itself. A chunk of losses goes through
   time together: at step t the rows are the pairs (loss k, sequence b), all sharing the gates of (t, b), so that the
   recurrent product is one product over many rows. Below the top layer the source of a row is what the layer above sent
   to (t, k, b), kept for the chunk; that, and nothing else, is what sets the chunk's size.

     one lane: T K B (2 gH H) operations, half of it where a loss cannot reach: in one direction dL_k/dh_t = 0 for t later
     than loss k. In two directions the layers below the top are reached from both sides and nothing is left out. */
#include "base/arena.h"
#include "engine/analysis.h"
#include "engine/cell.h"
#include "engine/dropout.h"
#include "engine/kernels.h"
#include <stdint.h>
#include <string.h>

#define CHUNK_SIZE_MAX ((size_t)64 << 20) /* bytes of work that choose how many losses go together */

/* Doubles of work for one loss: the step's dh, carry, dc, dc_prev, dq, dpre; the head's dh for each direction; and, with
   more than one layer, the sources of the layer being done and of the one below, for all steps. */
static size_t work_per_loss(const Net *net, const Wiring *wiring, int batch) {
    size_t hidden = (size_t)net->spec.hidden, wide = (size_t)net->gates * hidden, features = (size_t)net->feature_count;
    size_t row = 5 * hidden + wide + features;
    if (net->spec.layers > 1) row += 2 * features * (size_t)wiring->steps;
    return row * (size_t)batch;
}

static int choose_chunk(const Net *net, const Wiring *wiring, int batch) {
    size_t fit = CHUNK_SIZE_MAX / (work_per_loss(net, wiring, batch) * sizeof(double));
    if (fit < 1) fit = 1;
    return fit < (size_t)wiring->loss_count ? (int)fit : wiring->loss_count;
}

static size_t norm_count(const Net *net, const Wiring *wiring) {
    size_t lanes = (size_t)net->spec.layers * (size_t)net->spec.directions * (net->spec.cell == CELL_LSTM ? 2 : 1);
    return lanes * (size_t)wiring->loss_count * (size_t)wiring->steps;
}

/* The bounds of net.h keep every product below 2^50. */
size_t items_plan_size(const Net *net, const Wiring *wiring, int batch) {
    uint64_t count = (uint64_t)work_per_loss(net, wiring, batch) * (uint64_t)choose_chunk(net, wiring, batch) + norm_count(net, wiring);
    return count > SIZE_MAX / sizeof(double) ? SIZE_MAX : (size_t)count * sizeof(double);
}

bool items_init(Items *items, const Trace *trace, Diag *diag) {
    const Net *net = trace->net;
    memset(items, 0, sizeof *items);
    size_t size = items_plan_size(net, &trace->wiring, trace->batch);
    if (size > NET_MEMORY_MAX) {
        return diag_fail(diag,
                         "Gradients by loss for %d losses, %d time steps and a batch of %d need %.0f MB; the limit is %d MB. "
                         "Lower the hidden units, the time steps or the batch.",
                         trace->wiring.loss_count, trace->wiring.steps, trace->batch, (double)size / (1 << 20),
                         (int)(NET_MEMORY_MAX >> 20));
    }
    double *at = mem_new(size);
    if (!at) return diag_fail(diag, "Out of memory: %.1f MB for gradients by loss were refused.", (double)size / (1 << 20));
    items->net = net;
    items->steps = trace->wiring.steps;
    items->losses = trace->wiring.loss_count;
    items->batch = trace->batch;
    items->block = at;
    items->size = size;
    items->chunk = choose_chunk(net, &trace->wiring, trace->batch);
    size_t area = (size_t)items->losses * (size_t)items->steps;
    for (int layer = 0; layer < net->spec.layers; layer++) {
        for (int direction = 0; direction < net->spec.directions; direction++) {
            items->G[layer][direction] = at;
            at += area;
            if (net->spec.cell != CELL_LSTM) continue;
            items->Gc[layer][direction] = at;
            at += area;
        }
    }
    items->work = at;
    return true;
}

void items_deinit(Items *items) {
    mem_free(items->block);
    memset(items, 0, sizeof *items);
}

/* One chunk on its way back through time. Rows are (k - first)*B + b; `source` and `below` are (T, rows, H*D). */
typedef struct Chunk {
    Items *items;
    const Trace *trace;
    const double *weight;
    int first, count; /* losses */
    int rows;         /* count*B */
    double *head;     /* (D, rows, H): what the head sends to the step of the loss */
    double *source, *below;
    double *dh, *carry, *dc, *dc_prev, *dq, *dpre;
    /* Where the vectors of one lane go instead of the norms; NULL else. */
    double *out_dh, *out_dc;
    int out_layer, out_direction;
} Chunk;

static Chunk bind_chunk(Items *items, const Trace *trace, const double *weight, int first, int count) {
    const Net *net = trace->net;
    Chunk chunk = {.items = items, .trace = trace, .weight = weight, .first = first, .count = count, .rows = count * trace->batch};
    size_t state = (size_t)chunk.rows * (size_t)net->spec.hidden, features = (size_t)chunk.rows * (size_t)net->feature_count;
    double *at = items->work;
    chunk.dh = at;
    chunk.carry = chunk.dh + state;
    chunk.dc = chunk.carry + state;
    chunk.dc_prev = chunk.dc + state;
    chunk.dq = chunk.dc_prev + state;
    chunk.dpre = chunk.dq + state;
    chunk.head = chunk.dpre + state * (size_t)net->gates;
    if (net->spec.layers > 1) {
        chunk.source = chunk.head + features;
        chunk.below = chunk.source + features * (size_t)trace->wiring.steps;
    }
    return chunk;
}

/* head (D, rows, H) = dy_k V, each direction's columns of V */
static void form_head(const Chunk *chunk) {
    const Net *net = chunk->trace->net;
    int hidden = net->spec.hidden, outputs = net->spec.outputs;
    const double *V = chunk->weight + net_get_param(net, PARAM_HEAD_WEIGHT, 0, 0)->offset;
    const double *dy = chunk->trace->dy + (size_t)chunk->first * (size_t)chunk->trace->batch * (size_t)outputs;
    memset(chunk->head, 0, (size_t)chunk->rows * (size_t)net->feature_count * sizeof(double));
    for (int d = 0; d < net->spec.directions; d++) {
        double *out = chunk->head + (size_t)d * (size_t)chunk->rows * (size_t)hidden;
        kernel_add_product(out, hidden, dy, outputs, V + d * hidden, net->feature_count, chunk->rows, outputs, hidden);
    }
}

/* Losses of the chunk, [*from, *to), that reach this lane at step t. */
static void find_active(const Chunk *chunk, int layer, int direction, int t, int *from, int *to) {
    const Net *net = chunk->trace->net;
    *from = 0;
    *to = chunk->count;
    if (net->spec.directions == 2 && layer < net->spec.layers - 1) return;
    if (direction == 0) {
        while (*from < *to && head_step(chunk->trace, chunk->first + *from, 0) < t) (*from)++;
    } else {
        while (*to > *from && head_step(chunk->trace, chunk->first + *to - 1, 1) > t) (*to)--;
    }
}

/* dh at step t joins what comes from above: the head at the step of its loss, or the layer above. */
static void add_source(const Chunk *chunk, int layer, int direction, int t, int from, int to) {
    const Net *net = chunk->trace->net;
    int hidden = net->spec.hidden, batch = chunk->trace->batch, features = net->feature_count;
    if (layer == net->spec.layers - 1) {
        const double *head = chunk->head + (size_t)direction * (size_t)chunk->rows * (size_t)hidden;
        for (int k = from; k < to; k++) {
            if (head_step(chunk->trace, chunk->first + k, direction) != t) continue;
            for (int i = k * batch * hidden; i < (k + 1) * batch * hidden; i++) chunk->dh[i] += head[i];
        }
        return;
    }
    const double *source = chunk->source + (size_t)t * (size_t)chunk->rows * (size_t)features;
    for (int r = from * batch; r < to * batch; r++) {
        const double *row = source + (size_t)r * (size_t)features + direction * hidden;
        dropout_add_above(chunk->dh + r * hidden, row, chunk->trace, layer, direction, t, r % batch);
    }
}

/* What the rows are at step t, into the norms or out as they are. */
static void keep(const Chunk *chunk, int layer, int direction, int t, int from, int to) {
    const Items *items = chunk->items;
    size_t state = (size_t)chunk->trace->batch * (size_t)chunk->trace->net->spec.hidden;
    if (chunk->out_dh) {
        if (layer != chunk->out_layer || direction != chunk->out_direction || from == to) return;
        memcpy(chunk->out_dh + (size_t)t * state, chunk->dh, state * sizeof(double));
        if (chunk->out_dc) memcpy(chunk->out_dc + (size_t)t * state, chunk->dc, state * sizeof(double));
        return;
    }
    for (int k = 0; k < chunk->count; k++) {
        size_t at = (size_t)(chunk->first + k) * (size_t)items->steps + (size_t)t;
        bool active = k >= from && k < to;
        items->G[layer][direction][at] = active ? kernel_norm(chunk->dh + (size_t)k * state, state) : 0;
        if (items->Gc[layer][direction]) items->Gc[layer][direction][at] = active ? kernel_norm(chunk->dc + (size_t)k * state, state) : 0;
    }
}

/* below (T, rows, H*D) at t += dpre U */
static void send_below(const Chunk *chunk, int layer, int direction, int t, int from, int to) {
    const Net *net = chunk->trace->net;
    int wide = net->gates * net->spec.hidden, batch = chunk->trace->batch, features = net->feature_count;
    const double *U = chunk->weight + net_get_param(net, PARAM_INPUT_WEIGHT, layer, direction)->offset;
    double *out = chunk->below + ((size_t)t * (size_t)chunk->rows + (size_t)(from * batch)) * (size_t)features;
    kernel_add_product(out, features, chunk->dpre + (size_t)(from * batch) * (size_t)wide, wide, U, features, (to - from) * batch, wide,
                       features);
}

static void run_lane(const Chunk *chunk, int layer, int direction) {
    const Trace *trace = chunk->trace;
    const Net *net = trace->net;
    const CellOps *ops = cell_get_ops(net->spec.cell);
    int hidden = net->spec.hidden, wide = net->gates * hidden, batch = trace->batch;
    size_t state = (size_t)chunk->rows * (size_t)hidden;
    const double *W = chunk->weight + net_get_param(net, PARAM_RECURRENT_WEIGHT, layer, direction)->offset;
    memset(chunk->carry, 0, state * sizeof(double));
    memset(chunk->dc_prev, 0, state * sizeof(double));
    for (int order = trace->wiring.steps - 1; order >= 0; order--) {
        int t = lane_step(trace, direction, order), from, to;
        find_active(chunk, layer, direction, t, &from, &to);
        /* Rows that are not active yet have carry 0. */
        memcpy(chunk->dh, chunk->carry, state * sizeof(double));
        memcpy(chunk->dc, chunk->dc_prev, state * sizeof(double));
        add_source(chunk, layer, direction, t, from, to);
        for (int b = 0; b < batch; b++) {
            CellRow row = lane_row(trace, layer, direction, t, b);
            for (int k = from; k < to; k++) {
                int r = k * batch + b;
                CellGradient part = {.dh = chunk->dh + r * hidden,
                                     .dc = chunk->dc + r * hidden,
                                     .dpre = chunk->dpre + r * wide,
                                     .dq = chunk->dq + r * hidden,
                                     .dh_prev = chunk->carry + r * hidden,
                                     .dc_prev = chunk->dc_prev + r * hidden};
                ops->backward(&row, &part);
            }
        }
        keep(chunk, layer, direction, t, from, to);
        int first = from * batch;
        cell_add_recurrent_backward(net, chunk->carry + first * hidden, chunk->dpre + first * wide, chunk->dq + first * hidden, W,
                                    (to - from) * batch);
        if (layer > 0) send_below(chunk, layer, direction, t, from, to);
    }
}

static void run_chunk(Chunk *chunk) {
    const Net *net = chunk->trace->net;
    size_t sources = (size_t)chunk->trace->wiring.steps * (size_t)chunk->rows * (size_t)net->feature_count;
    form_head(chunk);
    for (int layer = net->spec.layers - 1; layer >= 0; layer--) {
        if (chunk->out_dh && layer < chunk->out_layer) return;
        if (layer > 0) memset(chunk->below, 0, sources * sizeof(double));
        for (int direction = 0; direction < net->spec.directions; direction++) run_lane(chunk, layer, direction);
        double *swap = chunk->source;
        chunk->source = chunk->below;
        chunk->below = swap;
    }
}

void items_measure(Items *items, const Trace *trace, const double *weight) {
    for (int first = 0; first < items->losses; first += items->chunk) {
        int left = items->losses - first;
        Chunk chunk = bind_chunk(items, trace, weight, first, left < items->chunk ? left : items->chunk);
        run_chunk(&chunk);
    }
}

void items_form(double *dh, double *dc, Items *items, const Trace *trace, const double *weight, int loss, int layer, int direction) {
    size_t count = (size_t)items->steps * (size_t)items->batch * (size_t)trace->net->spec.hidden;
    Chunk chunk = bind_chunk(items, trace, weight, loss, 1);
    chunk.out_dh = dh;
    chunk.out_dc = trace->net->spec.cell == CELL_LSTM ? dc : NULL;
    chunk.out_layer = layer;
    chunk.out_direction = direction;
    memset(dh, 0, count * sizeof(double));
    if (dc) memset(dc, 0, count * sizeof(double));
    run_chunk(&chunk);
}
