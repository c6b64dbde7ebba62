/* Backward through time, one lane (kernel_set.h): the cell's pointwise part of a step (backward_cell.h), then dh_prev through W.
   A chunk of steps (fast_chunk_steps) at a time, and after it the chunk's part of dV, dW, dU, of the biases' gradients and of the
   input's, each as one product over all its rows while they are in the cache. What the head sends comes, for a single sequence,
   to all of a chunk's rows before; in a batch dy is another block of dpre (head_panels).
   With FastLane.lean what lives only within a chunk has room for one chunk. */
#ifndef UNROLL_ENGINE_FAST_BACKWARD_BATCH_H
#define UNROLL_ENGINE_FAST_BACKWARD_BATCH_H
#include "engine/fast/backward_cell.h"
#include "engine/fast/backward_products.h"
#include "engine/fast/backward_single.h"
#include "engine/fast/backward_tiny.h"
#include "engine/fast/fast.h"
#include "engine/fast/forward_batch.h"
#include "engine/fast/product.h"

/* ---- the steps of a chunk ------------------------------------------------------------------------------------------------ */

/* What the step before in time will read and is long gone from the cache. */
static void expect_step(Ahead ahead[4], const FastLane *lane, int order) {
    const TraceLane *rows = lane->rows;
    memset(ahead, 0, 4 * sizeof *ahead);
    if (order < 0) return; /* there is none before the first */
    size_t state = (size_t)lane->batch * (size_t)lane->hidden, wide = state * (size_t)lane_gates(lane);
    size_t t = (size_t)(lane->direction ? lane->steps - 1 - order : order), before = lane->direction ? t + 1 : t - 1;
    const double *at[3] = {rows->gate + t * wide, rows->q ? rows->q + t * state : rows->h + t * state,
                           rows->c && order > 0 ? rows->c + before * state : NULL};
    for (int i = 0, put = 0; i < 3; i++) {
        if (at[i]) ahead[put++] = (Ahead){(const char *)at[i], (const char *)(at[i] + (i ? state : wide))};
    }
}

/* The pointwise part of all rows of a step. `cell`, `whole` (no block has fewer than LANES units) and `lean` are constants at every
   call, so that in training nothing asks for every vector what is the same for all of them. */
FAST_INLINE void walk_points(const BackWalk *walk, int order, const FastCell cell, const bool whole, const bool lean) {
    const FastLane *lane = walk->lane;
    int hidden = lane->hidden, batch = lane->batch;
    bool behind = order < lane->steps - 1; /* something comes from the step processed before */
    BackStep step;
    step_bind(&step, walk, order, cell, lean);
    if (whole && lean && cell != FAST_CELL_RNN) { /* layout_is_blocked: the same numbers, but known */
        step.gate_at.row = cell_gates(cell) * LANES;
        step.gate_at.slot = step.state_at.row = LANES;
    }
    for (int block = 0; block < step.blocks; block++) {
        int n = whole ? LANES : hidden - block * LANES;
        double *carry = walk->carry + block * LANES, *dc = walk->dc + (ptrdiff_t)block * batch * LANES;
        const double *dh_at = walk->dy_blocks ? carry : step.dh + block * LANES;
        for (int b = 0; b < batch; b++, dh_at += hidden, carry += hidden, dc += LANES) {
            V dh = v_load_n(dh_at, n);
            if (behind && !walk->dy_blocks) dh += v_load_n(carry, n);
            if (step.dh_sum) v_store_n(step.dh_sum + (ptrdiff_t)b * hidden + block * LANES, dh, n);
            if (cell == FAST_CELL_LSTM) v_store(dc, back_lstm(&step, false, true, block, b, dh, behind ? v_load(dc) : (V){0}, n));
            if (cell == FAST_CELL_GRU) v_store_n(carry, back_gru(&step, true, block, b, dh, n), n);
            if (cell == FAST_CELL_RNN) back_rnn(&step, true, block, b, dh, n);
        }
    }
}

#define FAST_POINTS(name, cell)                                                                                                            \
    static void name(const BackWalk *walk, int order) {                                                                                    \
        if (walk->lane->hidden % LANES == 0 && walk->lane->lean) {                                                                         \
            walk_points(walk, order, cell, true, true);                                                                                    \
        } else {                                                                                                                           \
            walk_points(walk, order, cell, false, walk->lane->lean);                                                                       \
        }                                                                                                                                  \
    }
FAST_POINTS(points_rnn, FAST_CELL_RNN)
FAST_POINTS(points_gru, FAST_CELL_GRU)
FAST_POINTS(points_lstm, FAST_CELL_LSTM)
#undef FAST_POINTS

/* What the trace shows: the part of dL/dh_prev that comes from this step alone, where `carry` makes the head's part with it. */
static void keep_carry_alone(const BackWalk *walk, const UnitProduct *carry, const double *panel, size_t at) {
    UnitProduct alone = *carry;
    alone.C = walk->lane->rows->dh_carry + at;
    alone.panel = panel;
    alone.first = walk->dy_blocks;
    alone.blocks -= walk->dy_blocks;
    if (carry->add) memcpy(alone.C, carry->C, (size_t)(carry->rows * carry->cols) * sizeof(double));
    unit_product(&alone);
}

/* ---- padding: nothing of it gets to a weight ----------------------------------------------------------------------------- */

/* In reverse a shorter sequence begins at its end: what arrives behind it is dL/dh0 and dL/dc0. */
static void end_sequences(const BackWalk *walk, size_t t) {
    const FastLane *lane = walk->lane;
    int hidden = lane->hidden, batch = lane->batch;
    for (int b = 0; b < batch; b++) {
        if (t != (size_t)lane->length[b]) continue;
        memcpy(lane->rows->dh0 + b * hidden, walk->carry + b * hidden, (size_t)hidden * sizeof(double));
        memset(walk->carry + b * hidden, 0, (size_t)hidden * sizeof(double));
        for (int block = 0; lane->cell == FAST_CELL_LSTM && block < vector_count(hidden); block++) {
            double *dc = walk->dc + (block * batch + b) * LANES;
            v_store_n(lane->rows->dc0 + b * hidden + block * LANES, v_load(dc), hidden - block * LANES);
            v_store(dc, (V){0});
        }
    }
}

/* Whatever the cell made of numbers that mean nothing. */
static void clear_padding(const BackWalk *walk, size_t t) {
    const FastLane *lane = walk->lane;
    const TraceLane *rows = lane->rows;
    int hidden = lane->hidden, batch = lane->batch, wide = lane_gates(lane) * hidden, blocks = vector_count(hidden);
    double *panel = walk->panel + (t - walk->first) * (size_t)(batch * LANES);
    for (int b = 0; b < batch; b++) {
        size_t row = t * (size_t)batch + (size_t)b, size = (size_t)hidden * sizeof(double);
        if (t < (size_t)lane->length[b]) continue;
        for (int i = 0; i < lane_back_slots(lane) * blocks; i++) v_store(panel + i * walk->panel_step + b * LANES, (V){0});
        for (int block = 0; lane->cell == FAST_CELL_LSTM && block < blocks; block++)
            v_store(walk->dc + (block * batch + b) * LANES, (V){0});
        if (lane->cell == FAST_CELL_GRU) memset(walk->carry + b * hidden, 0, size);
        if (lane->lean) continue;
        memset(rows->dh + row * (size_t)hidden, 0, size);
        memset(rows->dpre + row * (size_t)wide, 0, (size_t)wide * sizeof(double));
        if (rows->dq) memset(rows->dq + row * (size_t)hidden, 0, size);
        if (rows->dc) memset(rows->dc + row * (size_t)hidden, 0, size);
    }
}

/* Any batch and any number of units: the pointwise part of all rows, then their product with W's packed columns. */
static void walk_batch(const BackWalk *walk, int start, int end, const double *columns) {
    const FastLane *lane = walk->lane;
    int hidden = lane->hidden, batch = lane->batch;
    static void (*const points_of[])(const BackWalk *,
                                     int) = {[FAST_CELL_RNN] = points_rnn, [FAST_CELL_GRU] = points_gru, [FAST_CELL_LSTM] = points_lstm};
    void (*points)(const BackWalk *, int) = points_of[lane->cell];
    int blocks = lane_gates(lane) * vector_count(hidden), head = walk->dy_blocks;
    UnitProduct carry = {.C = walk->carry,
                         .ldc = hidden,
                         .panel_step = walk->panel_step,
                         .columns = columns,
                         .rows = batch,
                         .blocks = head + blocks,
                         .all = head + blocks,
                         .cols = hidden,
                         .add = lane->cell == FAST_CELL_GRU};
    for (int order = end - 1; order >= start; order--) {
        size_t t = (size_t)(lane->direction ? lane->steps - 1 - order : order), state = (size_t)(batch * hidden);
        if (lane->length && lane->direction) end_sequences(walk, t);
        points(walk, order);
        if (lane->length) clear_padding(walk, t);
        const double *panel = walk->panel + (t - walk->first) * (size_t)(batch * LANES);
        carry.panel = panel - head * walk->panel_step;
        if (!lane->lean && head > 0) keep_carry_alone(walk, &carry, panel, t * state);
        expect_step(carry.ahead, lane, order - 1);
        unit_product(&carry);
        if (!lane->lean && head == 0) memcpy(lane->rows->dh_carry + t * state, walk->carry, state * sizeof(double));
    }
}

/* ---- a chunk ------------------------------------------------------------------------------------------------------------- */

/* What the head sends to `rows` rows of h, the first at `first` of the (T*B) ones. */
static void head_sends(const FastLane *lane, double *dh, size_t first, int rows) {
    FastProduct product = {.C = dh,
                           .ldc = lane->hidden,
                           .A = lane->dy + first * (size_t)lane->outputs,
                           .row_step = lane->outputs,
                           .inner_step = 1,
                           .B = lane->V,
                           .ldb = lane->head_cols,
                           .rows = rows,
                           .inner = lane->outputs,
                           .cols = lane->hidden};
    product_run(&product);
}

/* Their part of dV. */
static void head_gradient(const FastLane *lane, size_t first, int rows, bool add) {
    FastProduct product = {.C = lane->dV,
                           .ldc = lane->head_cols,
                           .A = lane->dy + first * (size_t)lane->outputs,
                           .row_step = 1,
                           .inner_step = lane->outputs,
                           .B = lane->rows->h + first * (size_t)lane->hidden,
                           .ldb = lane->hidden,
                           .rows = lane->outputs,
                           .inner = rows,
                           .cols = lane->hidden,
                           .add = add};
    product_run(&product);
}

/* In a batch dy goes with dpre, in panels before dpre's: with a step's dpre goes dy of the step before, so that one product makes
   all of dL/dh_prev, and dV is one more row block of what h_prev is multiplied by. */
static void head_panels(const BackWalk *walk, int start, int end) {
    const FastLane *lane = walk->lane;
    int outputs = lane->outputs, batch = lane->batch;
    for (int order = start; order < end; order++) {
        size_t t = (size_t)(lane->direction ? lane->steps - 1 - order : order), before = lane->direction ? t + 1 : t - 1;
        double *panel = walk->panel - walk->dy_blocks * walk->panel_step + (t - walk->first) * (size_t)(batch * LANES);
        for (int o = 0; o < outputs; o += LANES, panel += walk->panel_step) {
            const double *dy = order ? lane->dy + before * (size_t)(batch * outputs) + o : NULL;
            for (int b = 0; b < batch; b++) v_store(panel + b * LANES, dy ? v_load_n(dy + b * outputs, outputs - o) : (V){0});
        }
    }
}

/* What dpre's rows are multiplied by, X (rows, cols), and the columns of a gradient (g*H, ldg) that this makes. */
typedef struct Columns {
    const double *X;
    double *G;
    ptrdiff_t ldg;
    int cols;
} Columns;

/* The weights' gradients that the same slots of dpre make. */
typedef struct WeightPart {
    Columns source[1 + FAST_SOURCE_MAX];
    int count, slots[4]; /* slots: gate by gate */
    double *sum[4];      /* of each slot: the bias's gradient, or NULL */
    bool head;           /* the first source is h_prev, and dy, which goes with dpre, makes dV */
} WeightPart;

/* Three vectors of columns at a time. Where they are copied side by side anyway, they may come from two sources. */

static void weight_chunk(const BackWalk *chunk, const WeightPart *part) {
    double pack[FAST_CHUNK_ROWS * 3 * LANES] __attribute__((aligned(64)));
    const FastLane *lane = chunk->lane;
    int gates = lane_gates(lane), hidden = lane->hidden, blocks = vector_count(hidden), left = 0;
    bool packs = gates * hidden >= PACK_ROWS_LEAST && chunk->rows > 1;
    for (int i = 0; i < part->count; i++) left += vector_count(part->source[i].cols);
    for (int i = 0, j = 0; i < part->count;) {
        const Columns *at = &part->source[i];
        int vectors = panel_vectors(packs ? left * LANES : at->cols - j), from_first = 0;
        RowTile tile = {.inner = chunk->rows, .add = chunk->add, .B = at->X + j, .ldb = at->cols};
        bool mixed = vectors > vector_count(at->cols - j);
        left -= vectors;
        if (packs && !mixed) pack_vectors(pack, tile.B, tile.ldb, chunk->rows, vectors, at->cols - j);
        for (int v = 0; v < vectors; v++, j += LANES) {
            if (j >= at->cols) {
                at = &part->source[++i];
                j = 0;
            }
            tile.C[v] = at->G + j;
            tile.ldc[v] = at->ldg;
            tile.part[v] = at->cols - j;
            if (mixed) pack_vector(pack + v * LANES, vectors * LANES, at->X + j, at->cols, chunk->rows, at->cols - j);
            if (i == 0) from_first = v + 1;
        }
        if (packs) {
            tile.B = pack;
            tile.ldb = vectors * LANES;
        }
        if (j >= at->cols) {
            i++;
            j = 0;
        }
        for (int gate = 0; gate < gates; gate++) {
            RowTile one = tile;
            for (int v = 0; v < vectors; v++) one.C[v] += (ptrdiff_t)gate * hidden * tile.ldc[v];
            one.A = chunk->panel + part->slots[gate] * blocks * chunk->panel_step;
            one.sum = left ? NULL : part->sum[gate];
            row_product(&one, chunk->panel_step, hidden, vectors);
        }
        if (!part->head || !from_first) continue;
        for (int v = 0; v < from_first; v++) {
            tile.C[v] = lane->dV + (tile.C[v] - part->source[0].G);
            tile.ldc[v] = lane->head_cols;
        }
        tile.A = chunk->panel - chunk->dy_blocks * chunk->panel_step;
        tile.add = true;
        row_product(&tile, chunk->panel_step, lane->outputs, from_first);
    }
}

/* dL/d(source): dpre U, whose columns are packed gate by gate. */
static void source_chunk(const BackWalk *chunk, double *out, const double *columns) {
    const FastLane *lane = chunk->lane;
    int blocks = vector_count(lane->hidden), gates = lane_gates(lane);
    bool gru = lane->cell == FAST_CELL_GRU;
    UnitProduct product = {.C = out + chunk->first * (size_t)(lane->batch * lane->source_cols),
                           .ldc = lane->source_cols,
                           .panel = chunk->panel,
                           .panel_step = chunk->panel_step,
                           .columns = columns,
                           .rows = chunk->rows,
                           .blocks = (gru ? 2 : gates) * blocks,
                           .all = gates * blocks,
                           .cols = lane->source_cols,
                           .add = lane->direction > 0};
    unit_product(&product);
    if (!gru) return;
    product.panel += BACK_N * blocks * chunk->panel_step;
    product.first = 2 * blocks;
    product.blocks = blocks;
    product.add = true;
    unit_product(&product);
}

static void gradient_chunk(const BackWalk *chunk) {
    const FastLane *lane = chunk->lane;
    const TraceLane *rows = lane->rows;
    bool gru = lane->cell == FAST_CELL_GRU;
    int hidden = lane->hidden, inputs = lane->source_count * lane->source_cols, cols = lane->source_cols;
    size_t first = chunk->first * (size_t)lane->batch;
    /* h0 stands right before h (behind it in reverse), so h_prev of all rows is one matrix; see trace.c. */
    const double *h_prev = (lane->direction ? rows->h + lane->batch * hidden : rows->h0) + first * (size_t)hidden;
    Columns state = {h_prev, lane->dW, hidden, hidden};
    WeightPart part = {.source = {state}, .count = 1, .slots = {0, 1, 2, 3}, .head = chunk->dy_blocks > 0};
    if (gru) { /* what came from h_prev met other slots, and the candidate's second bias goes with it */
        part.slots[GRU_N] = BACK_Q;
        part.sum[GRU_N] = lane->db_hh + GRU_N * hidden;
        weight_chunk(chunk, &part);
        part = (WeightPart){.slots = {GRU_R, GRU_Z, BACK_N}};
    }
    for (int i = 0; i < lane->source_count; i++)
        part.source[part.count++] = (Columns){lane->source[i] + first * (size_t)cols, lane->dU + i * cols, inputs, cols};
    for (int slot = 0; slot < lane_gates(lane); slot++) part.sum[slot] = lane->db_ih + slot * hidden;
    weight_chunk(chunk, &part);
}

static double *take_work(double **work, size_t count) {
    double *at = *work;
    *work += (count + 7) / 8 * 8;
    return at;
}

static void backward_run(const FastLane *lane) {
    const TraceLane *rows = lane->rows;
    int hidden = lane->hidden, batch = lane->batch, gates = lane_gates(lane), wide = gates * hidden, slots = lane_back_slots(lane);
    int chunk_steps = fast_chunk_steps(wide, lane->steps, batch), blocks = vector_count(hidden), padded = blocks * LANES;
    size_t state = (size_t)batch * (size_t)hidden;
    bool single = batch == 1 && blocks <= SINGLE_BLOCKS_MAX, tiny = tiny_fits(lane);
    double *work = lane->work, *columns = NULL, *source_columns[FAST_SOURCE_MAX] = {NULL};
    BackWalk walk = {.lane = lane};
    if (!single) {
        ColumnPart head = {lane->V, lane->head_cols, 1, lane->outputs}, all = {lane->W, hidden, gates, hidden};
        walk.dy_blocks = lane->dy ? vector_count(lane->outputs) : 0;
        columns = take_work(&work, (size_t)((gates * blocks + walk.dy_blocks) * LANES) * (size_t)padded);
        pack_columns(columns, lane->dy ? &head : NULL, &all, hidden);
    }
    for (int i = 0; i < lane->source_count; i++) {
        if (!lane->source_gradient[i]) continue;
        source_columns[i] = take_work(&work, (size_t)(gates * padded) * (size_t)(vector_count(lane->source_cols) * LANES));
        ColumnPart all = {lane->U + i * lane->source_cols, lane->source_count * lane->source_cols, gates, hidden};
        pack_columns(source_columns[i], NULL, &all, lane->source_cols);
    }
    walk.carry = take_work(&work, state);
    walk.dc = take_work(&work, (size_t)(batch * padded));
    double *panels = take_work(&work, (size_t)(chunk_steps * batch) * (size_t)(slots * padded + walk.dy_blocks * LANES));
    double *chunk_dh = take_work(&work, (size_t)chunk_steps * state);
    for (int end = lane->steps; end > 0; end -= chunk_steps) { /* the chunk's steps in the order of processing: start..end-1 */
        int start = end > chunk_steps ? end - chunk_steps : 0;
        walk.first = (size_t)(lane->direction ? lane->steps - end : start);
        walk.rows = (end - start) * batch;
        walk.panel_step = (ptrdiff_t)walk.rows * LANES;
        walk.panel = panels + walk.dy_blocks * walk.panel_step;
        walk.add = end < lane->steps;
        walk.dh = lane->dy && lane->lean ? chunk_dh : rows->dh + walk.first * state;
        if (tiny) {
            walk_tiny(&walk, start, end);
        } else {
            size_t first = walk.first * (size_t)batch;
            if (walk.dy_blocks) {
                size_t last = (size_t)(lane->direction ? 0 : (lane->steps - 1) * batch); /* no dpre goes with its dy */
                if (!walk.add) head_sends(lane, walk.carry, last, batch);
                if (!walk.add) head_gradient(lane, last, batch, false);
                head_panels(&walk, start, end);
            } else if (lane->dy) {
                head_sends(lane, walk.dh, first, walk.rows);
            }
            if (single) {
                walk_single(&walk, start, end);
            } else {
                walk_batch(&walk, start, end, columns);
            }
            if (lane->dy && !walk.dy_blocks) head_gradient(lane, first, walk.rows, walk.add);
            gradient_chunk(&walk);
        }
        for (int i = 0; i < lane->source_count; i++) {
            if (source_columns[i]) source_chunk(&walk, lane->source_gradient[i], source_columns[i]);
        }
    }
    for (int b = 0; b < batch; b++) {
        if (lane->length && lane->direction && lane->length[b] < lane->steps) continue; /* end_sequences did it */
        memcpy(rows->dh0 + b * hidden, walk.carry + b * hidden, (size_t)hidden * sizeof(double));
        for (int block = 0; block < blocks && lane->cell == FAST_CELL_LSTM; block++)
            v_store_n(rows->dc0 + b * hidden + block * LANES, v_load(walk.dc + (block * batch + b) * LANES), hidden - block * LANES);
    }
    memcpy(lane->db_hh, lane->db_ih, (size_t)(lane->cell == FAST_CELL_GRU ? 2 * hidden : wide) * sizeof(double));
}

#endif
