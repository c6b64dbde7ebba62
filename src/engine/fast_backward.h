/* Backward through time, one lane (fast_kernels.h): the cell's pointwise part of a step (fast_point.h), then dh_prev through W.
   A chunk of steps (fast_chunk_steps) at a time: what the head sends to its rows before, and after it the chunk's part of dV,
   dW, dU, of the biases' gradients and of the input's, each as one product over all its rows while they are in the cache.
   With FastLane.lean what lives only within a chunk has room for one chunk. */
#ifndef UNROLL_ENGINE_FAST_BACKWARD_H
#define UNROLL_ENGINE_FAST_BACKWARD_H
#include "engine/fast.h"
#include "engine/fast_forward.h"
#include "engine/fast_panel.h"
#include "engine/fast_point.h"
#include "engine/fast_product.h"
#include "engine/fast_single.h"
#include "engine/fast_tiny.h"

/* ---- the steps of a chunk ------------------------------------------------------------------------------------------------ */

/* What the step before in time will read and is long gone from the cache. */
static void expect_step(Ahead ahead[4], const FastLane *lane, int order) {
    const TraceLane *rows = lane->rows;
    size_t state = (size_t)lane->batch * (size_t)lane->hidden, wide = state * (size_t)lane_gates(lane);
    size_t t = (size_t)(lane->direction ? lane->steps - 1 - order : order), before = lane->direction ? t + 1 : t - 1;
    const double *at[3] = {rows->gate + t * wide,
                           rows->tanh_c ? rows->tanh_c + t * state
                           : rows->q    ? rows->q + t * state
                                        : NULL,
                           rows->c && order > 0 ? rows->c + before * state : NULL};
    memset(ahead, 0, 4 * sizeof *ahead);
    for (int i = 0, put = 0; i < 3 && order >= 0; i++) {
        if (at[i]) ahead[put++] = (Ahead){(const char *)at[i], (const char *)(at[i] + (i ? state : wide))};
    }
}

/* The pointwise part of all rows of a step. `cell`, `whole` (no block has fewer than LANES units) and `lean` are constants at every
   call, so that in training nothing asks for every vector what is the same for all of them. */
FAST_INLINE void walk_points(const BackWalk *walk, int order, const CellKind cell, const bool whole, const bool lean) {
    const FastLane *lane = walk->lane;
    int hidden = lane->hidden, batch = lane->batch;
    bool behind = order < lane->steps - 1; /* something comes from the step processed before */
    BackStep step;
    step_bind(&step, walk, order, cell, lean);
    if (whole && lean && cell != CELL_RNN) { /* layout_is_blocked: the same numbers, but known */
        step.gate_at.row = (cell == CELL_LSTM ? 4 : 3) * LANES;
        step.gate_at.slot = step.state_at.row = LANES;
    }
    for (int block = 0; block < step.blocks; block++) {
        int n = whole ? LANES : hidden - block * LANES;
        const double *dh_at = step.dh + block * LANES;
        double *carry = walk->carry + block * LANES, *dc = walk->dc + (ptrdiff_t)block * batch * LANES;
        for (int b = 0; b < batch; b++, dh_at += hidden, carry += hidden, dc += LANES) {
            V dh = v_load_n(dh_at, n);
            if (behind) dh += v_load_n(carry, n);
            if (step.dh_sum) v_store_n(step.dh_sum + (ptrdiff_t)b * hidden + block * LANES, dh, n);
            if (cell == CELL_LSTM) v_store(dc, back_lstm(&step, block, b, dh, behind ? v_load(dc) : (V){0}, n));
            if (cell == CELL_GRU) v_store_n(carry, back_gru(&step, block, b, dh, n), n);
            if (cell == CELL_RNN) back_rnn(&step, block, b, dh, n);
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
FAST_POINTS(points_rnn, CELL_RNN)
FAST_POINTS(points_gru, CELL_GRU)
FAST_POINTS(points_lstm, CELL_LSTM)
#undef FAST_POINTS

/* Any batch and any number of units: the pointwise part of all rows, then their product with W's packed columns. */
static void walk_batch(const BackWalk *walk, int start, int end, const double *columns) {
    const FastLane *lane = walk->lane;
    int hidden = lane->hidden, batch = lane->batch;
    void (*points)(const BackWalk *, int) = lane->cell == CELL_LSTM ? points_lstm : lane->cell == CELL_GRU ? points_gru : points_rnn;
    UnitProduct carry = {.C = walk->carry,
                         .ldc = hidden,
                         .panel_step = walk->panel_step,
                         .columns = columns,
                         .rows = batch,
                         .blocks = lane_gates(lane) * vector_count(hidden),
                         .all = lane_gates(lane) * vector_count(hidden),
                         .cols = hidden,
                         .add = lane->cell == CELL_GRU};
    for (int order = end - 1; order >= start; order--) {
        size_t t = (size_t)(lane->direction ? lane->steps - 1 - order : order), state = (size_t)(batch * hidden);
        points(walk, order);
        carry.panel = walk->panel + (t - walk->first) * (size_t)(batch * LANES);
        expect_step(carry.ahead, lane, order - 1);
        unit_product(&carry);
        if (!lane->lean) memcpy(lane->rows->dh_carry + t * state, walk->carry, state * sizeof(double));
    }
}

/* ---- a chunk ------------------------------------------------------------------------------------------------------------- */

/* What the head sends to the chunk's h. */
static void head_chunk(const BackWalk *chunk) {
    const FastLane *lane = chunk->lane;
    FastProduct product = {.C = chunk->dh,
                           .ldc = lane->hidden,
                           .A = lane->dy + chunk->first * (size_t)(lane->batch * lane->outputs),
                           .row_step = lane->outputs,
                           .inner_step = 1,
                           .B = lane->V,
                           .ldb = lane->head_cols,
                           .rows = chunk->rows,
                           .inner = lane->outputs,
                           .cols = lane->hidden};
    product_run(&product);
}

/* The chunk's part of dV. */
static void head_gradient(const BackWalk *chunk) {
    const FastLane *lane = chunk->lane;
    FastProduct product = {.C = lane->dV,
                           .ldc = lane->head_cols,
                           .A = lane->dy + chunk->first * (size_t)(lane->batch * lane->outputs),
                           .row_step = 1,
                           .inner_step = lane->outputs,
                           .B = lane->rows->h + chunk->first * (size_t)(lane->batch * lane->hidden),
                           .ldb = lane->hidden,
                           .rows = lane->outputs,
                           .inner = chunk->rows,
                           .cols = lane->hidden,
                           .add = chunk->add};
    product_run(&product);
}

/* The gradient of a weight matrix (g*H, ldg), cols of whose columns multiplied X (rows, cols); `slots`: of dpre, gate by gate. */
static void weight_chunk(const BackWalk *chunk, double *G, ptrdiff_t ldg, const int slots[], const double *X, int cols) {
    double pack[FAST_CHUNK_ROWS * 3 * LANES] __attribute__((aligned(64)));
    const FastLane *lane = chunk->lane;
    int gates = lane_gates(lane), hidden = lane->hidden, blocks = vector_count(hidden);
    bool packs = gates * hidden >= PACK_ROWS_LEAST && cols > LANES && chunk->rows > 1;
    RowProduct product = {.ldg = ldg, .panel_step = chunk->panel_step, .hidden = hidden, .inner = chunk->rows, .add = chunk->add};
    for (int j = 0, vectors; j < cols; j += vectors * LANES) {
        vectors = panel_vectors(cols - j);
        product.X = X + j;
        product.ldx = cols;
        if (packs) {
            pack_vectors(pack, product.X, cols, product.inner, vectors, cols - j);
            product.X = pack;
            product.ldx = vectors * LANES;
        }
        for (int gate = 0; gate < gates; gate++) {
            product.panel = chunk->panel + slots[gate] * blocks * chunk->panel_step;
            product.G = G + (ptrdiff_t)gate * hidden * ldg + j;
            row_product(&product, vectors, cols - j);
        }
    }
}

/* dL/d(source): dpre U, whose columns are packed gate by gate. */
static void source_chunk(const BackWalk *chunk, double *out, const double *columns) {
    const FastLane *lane = chunk->lane;
    int blocks = vector_count(lane->hidden), gates = lane_gates(lane);
    bool gru = lane->cell == CELL_GRU;
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
    static const int plain[4] = {0, 1, 2, 3}, from_state[3] = {GRU_R, GRU_Z, BACK_Q}, from_input[3] = {GRU_R, GRU_Z, BACK_N};
    const FastLane *lane = chunk->lane;
    const TraceLane *rows = lane->rows;
    bool gru = lane->cell == CELL_GRU;
    int hidden = lane->hidden, inputs = lane->source_count * lane->source_cols, cols = lane->source_cols;
    size_t first = chunk->first * (size_t)lane->batch;
    /* h0 stands right before h (behind it in reverse), so h_prev of all rows is one matrix; see trace.c. */
    const double *h_prev = (lane->direction ? rows->h + lane->batch * hidden : rows->h0) + first * (size_t)hidden;
    weight_chunk(chunk, lane->dW, hidden, gru ? from_state : plain, h_prev, hidden);
    for (int i = 0; i < lane->source_count; i++)
        weight_chunk(chunk, lane->dU + i * cols, inputs, gru ? from_input : plain, lane->source[i] + first * (size_t)cols, cols);
}

/* db of one slot: the sum of its rows. */
static void bias_slot(const BackWalk *chunk, double *db, int slot) {
    int hidden = chunk->lane->hidden, blocks = vector_count(hidden);
    const double *panel = chunk->panel + slot * blocks * chunk->panel_step;
    for (int block = 0; block < blocks; block++, panel += chunk->panel_step) {
        int n = hidden - block * LANES;
        V sum = sum_rows(panel, LANES, chunk->rows, LANES);
        if (chunk->add) sum += v_load_n(db + block * LANES, n);
        v_store_n(db + block * LANES, sum, n);
    }
}

static void bias_chunk(const BackWalk *chunk) {
    const FastLane *lane = chunk->lane;
    int hidden = lane->hidden;
    for (int slot = 0; slot < lane_gates(lane); slot++) {
        bool candidate = lane->cell == CELL_GRU && slot == GRU_N;
        bias_slot(chunk, lane->db_ih + slot * hidden, candidate ? BACK_N : slot);
        if (candidate) bias_slot(chunk, lane->db_hh + slot * hidden, BACK_Q);
    }
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
    if (!single) {
        columns = take_work(&work, (size_t)(gates * padded) * (size_t)padded);
        pack_columns(columns, lane->W, hidden, gates, hidden, hidden);
    }
    for (int i = 0; i < lane->source_count; i++) {
        if (!lane->source_gradient[i]) continue;
        source_columns[i] = take_work(&work, (size_t)(gates * padded) * (size_t)(vector_count(lane->source_cols) * LANES));
        pack_columns(source_columns[i], lane->U + i * lane->source_cols, lane->source_count * lane->source_cols, gates, hidden,
                     lane->source_cols);
    }
    BackWalk walk = {.lane = lane};
    walk.carry = take_work(&work, state);
    walk.dc = take_work(&work, (size_t)(batch * padded));
    walk.panel = take_work(&work, (size_t)(chunk_steps * batch) * (size_t)(slots * padded));
    double *chunk_dh = take_work(&work, (size_t)chunk_steps * state);
    for (int end = lane->steps; end > 0; end -= chunk_steps) { /* the chunk's steps in the order of processing: start..end-1 */
        int start = end > chunk_steps ? end - chunk_steps : 0;
        walk.first = (size_t)(lane->direction ? lane->steps - end : start);
        walk.rows = (end - start) * batch;
        walk.panel_step = (ptrdiff_t)walk.rows * LANES;
        walk.add = end < lane->steps;
        walk.dh = lane->dy && lane->lean ? chunk_dh : rows->dh + walk.first * state;
        if (tiny) {
            walk_tiny(&walk, start, end);
        } else {
            if (lane->dy) head_chunk(&walk);
            if (single) {
                walk_single(&walk, start, end);
            } else {
                walk_batch(&walk, start, end, columns);
            }
            if (lane->dy) head_gradient(&walk);
            bias_chunk(&walk);
            gradient_chunk(&walk);
        }
        for (int i = 0; i < lane->source_count; i++) {
            if (source_columns[i]) source_chunk(&walk, lane->source_gradient[i], source_columns[i]);
        }
    }
    memcpy(rows->dh0, walk.carry, state * sizeof(double));
    for (int block = 0; block < blocks && lane->cell == CELL_LSTM; block++) {
        for (int b = 0; b < batch; b++)
            v_store_n(rows->dc0 + b * hidden + block * LANES, v_load(walk.dc + (block * batch + b) * LANES), hidden - block * LANES);
    }
    memcpy(lane->db_hh, lane->db_ih, (size_t)(lane->cell == CELL_GRU ? 2 * hidden : wide) * sizeof(double));
}

#endif
