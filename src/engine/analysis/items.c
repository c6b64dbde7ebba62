/* Itemised gradients (declared in analysis.h): backpropagation of every loss by itself, many losses together (analysis/rows.h).

     one lane: T K B (2 gH H) operations, half of it where a loss cannot reach: in one direction dL_k/dh_t = 0 for t later
     than loss k. In two directions the layers below the top are reached from both sides and nothing is left out. */
#include "base/arena.h"
#include "engine/analysis/analysis.h"
#include "engine/analysis/rows.h"
#include "engine/cell/cell.h"
#include "engine/cell/facts.h"
#include "engine/net/kernels.h"
#include <stdint.h>
#include <string.h>

/* Bytes that choose how many losses go together. One layer has only the rows of one step, which had better stay in a cache; more
   have what the layers send each other at every step, and then the more rows there are, the less often the weights are read. */
static int choose_count(const Net *net, const Wiring *wiring, int batch) {
    return rows_choose_count(net, wiring, batch, wiring->loss_count, (size_t)(net->spec.layers > 1 ? 192 : 8) << 20);
}

static size_t norm_count(const Net *net, const Wiring *wiring) {
    size_t lanes = (size_t)net->spec.layers * (size_t)net->spec.directions * (net->facts->has_c ? 2 : 1);
    return lanes * (size_t)wiring->loss_count * (size_t)wiring->steps;
}

/* The bounds of net.h keep every product below 2^50. */
size_t items_plan_size(const Net *net, const Wiring *wiring, int batch) {
    uint64_t count = (uint64_t)rows_work_count(net, wiring, batch) * (uint64_t)choose_count(net, wiring, batch) + norm_count(net, wiring);
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
    items->chunk = choose_count(net, &trace->wiring, trace->batch);
    size_t area = (size_t)items->losses * (size_t)items->steps;
    for (int layer = 0; layer < net->spec.layers; layer++) {
        for (int direction = 0; direction < net->spec.directions; direction++) {
            items->G[layer][direction] = at;
            at += area;
            if (!net->facts->has_c) continue;
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

/* A chunk of losses, and where the vectors of one lane go instead of the norms; NULL else. */
typedef struct Chunk {
    Rows rows;
    Items *items;
    double done, all; /* rows times steps, of all chunks; all is 0 when nobody looks on */
    double *out_dh, *out_dc;
    int out_layer, out_direction;
} Chunk;

/* head (D, rows, H) = dy_k V, each direction's columns of V */
static void form_head(const Rows *rows) {
    const Net *net = rows->trace->net;
    int hidden = net->spec.hidden, outputs = net->spec.outputs;
    const double *V = rows->weight + net_get_param(net, PARAM_HEAD_WEIGHT, 0, 0)->offset;
    const double *dy = rows->trace->dy + (size_t)rows->first * (size_t)rows->trace->batch * (size_t)outputs;
    memset(rows->head, 0, (size_t)rows->rows * (size_t)net->feature_count * sizeof(double));
    for (int d = 0; d < net->spec.directions; d++) {
        double *out = rows->head + (size_t)d * (size_t)rows->rows * (size_t)hidden;
        rows_add_product(rows->trace, out, hidden, dy, outputs, V + d * hidden, net->feature_count, rows->rows, outputs, hidden);
    }
}

static int step_of(const Rows *rows, int loss, int direction) { return head_step(rows->trace, rows->first + loss, direction); }

/* Losses of the chunk, [*from, *to), that reach this lane at step t. */
static void find_active(const Rows *rows, int layer, int direction, int t, int *from, int *to) {
    const Net *net = rows->trace->net;
    *from = 0;
    *to = rows->count;
    if (net->spec.directions == 2 && layer < net->spec.layers - 1) return;
    if (direction == 0) {
        while (*from < *to && step_of(rows, *from, 0) < t) (*from)++;
    } else {
        while (*to > *from && step_of(rows, *to - 1, 1) > t) (*to)--;
    }
}

/* What the rows are at step t, into the norms or out as they are. */
static void keep(const Chunk *chunk, int layer, int direction, int t, int from, int to) {
    const Items *items = chunk->items;
    const Rows *rows = &chunk->rows;
    size_t state = (size_t)rows->trace->batch * (size_t)rows->trace->net->spec.hidden;
    if (chunk->out_dh) {
        if (layer != chunk->out_layer || direction != chunk->out_direction || from == to) return;
        memcpy(chunk->out_dh + (size_t)t * state, rows->dh, state * sizeof(double));
        if (chunk->out_dc) memcpy(chunk->out_dc + (size_t)t * state, rows->dc, state * sizeof(double));
        return;
    }
    for (int k = 0; k < rows->count; k++) {
        size_t at = (size_t)(rows->first + k) * (size_t)items->steps + (size_t)t;
        bool active = k >= from && k < to && !(items->batch == 1 && trace_is_padding(rows->trace, t, 0));
        items->G[layer][direction][at] = active ? kernel_norm(rows->dh + (size_t)k * state, state) : 0;
        if (items->Gc[layer][direction]) items->Gc[layer][direction][at] = active ? kernel_norm(rows->dc + (size_t)k * state, state) : 0;
    }
}

/* Rows times steps of a chunk: its cost. */
static double count_work(const Chunk *chunk) {
    const NetSpec *spec = &chunk->rows.trace->net->spec;
    double count = 0;
    for (int layer = chunk->rows.lowest; layer < spec->layers; layer++) {
        for (int direction = 0; direction < spec->directions; direction++) {
            for (int t = 0; t < chunk->items->steps; t++) {
                int from, to;
                find_active(&chunk->rows, layer, direction, t, &from, &to);
                count += to - from;
            }
        }
    }
    return count;
}

static bool run_lane(Chunk *chunk, int layer, int direction) {
    const Rows *rows = &chunk->rows;
    rows_begin_lane(rows);
    for (int order = rows->trace->wiring.steps - 1; order >= 0; order--) {
        int t = lane_step(rows->trace, direction, order), from, to;
        find_active(rows, layer, direction, t, &from, &to);
        rows_gather(rows, layer, direction, t, from, to, step_of);
        rows_step(rows, layer, direction, t, from, to);
        keep(chunk, layer, direction, t, from, to);
        chunk->done += to - from;
        if (chunk->all > 0 && !watch_ask(&chunk->items->watch, chunk->done / chunk->all)) return false;
    }
    return true;
}

static bool run_chunk(Chunk *chunk) {
    const Net *net = chunk->rows.trace->net;
    form_head(&chunk->rows);
    for (int layer = net->spec.layers - 1; layer >= 0; layer--) {
        if (layer < chunk->rows.lowest) break;
        rows_begin_layer(&chunk->rows, layer);
        for (int direction = 0; direction < net->spec.directions; direction++) {
            if (!run_lane(chunk, layer, direction)) return false;
        }
        rows_end_layer(&chunk->rows);
    }
    return true;
}

static void bind_chunk(Chunk *chunk, const Trace *trace, const double *weight, int first) {
    int left = chunk->items->losses - first;
    chunk->rows = rows_bind(chunk->items->work, trace, weight, first, left < chunk->items->chunk ? left : chunk->items->chunk);
    chunk->rows.lowest = chunk->items->lowest;
    chunk->rows.held = chunk->items->held;
}

bool items_measure(Items *items, const Trace *trace, const double *weight) {
    Chunk chunk = {.items = items};
    for (int first = 0; first < items->losses && items->watch.go_on; first += items->chunk) {
        bind_chunk(&chunk, trace, weight, first);
        chunk.all += count_work(&chunk);
    }
    for (int first = 0; first < items->losses; first += items->chunk) {
        bind_chunk(&chunk, trace, weight, first);
        if (!run_chunk(&chunk)) return false;
    }
    return true;
}

void items_form(double *dh, double *dc, Items *items, const Trace *trace, const double *weight, int loss, int layer, int direction) {
    size_t count = (size_t)items->steps * (size_t)items->batch * (size_t)trace->net->spec.hidden;
    Chunk chunk = {.items = items, .rows = rows_bind(items->work, trace, weight, loss, 1)};
    chunk.out_dh = dh;
    chunk.out_dc = trace->net->facts->has_c ? dc : NULL;
    chunk.out_layer = chunk.rows.lowest = layer;
    chunk.out_direction = direction;
    chunk.rows.held = items->held;
    memset(dh, 0, count * sizeof(double));
    if (dc) memset(dc, 0, count * sizeof(double));
    run_chunk(&chunk);
}
