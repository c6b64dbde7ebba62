/* Backward through time, one lane (fast_kernels.h): the cell's pointwise part of a step (fast_point.h), then dh_prev through W.
   A chunk of steps (fast_chunk_steps) at a time: what the head sends to its rows before, and after it the chunk's part of dV,
   dW, dU, of the biases' gradients and of the input's, each as one product over all its rows while they are in the cache.
   With FastLane.lean what lives only within a chunk has room for one chunk. */
#ifndef UNROLL_ENGINE_FAST_BACKWARD_H
#define UNROLL_ENGINE_FAST_BACKWARD_H
#include "engine/fast.h"
#include "engine/fast_forward.h"
#include "engine/fast_point.h"
#include "engine/fast_product.h"
#include "engine/fast_single.h"

/* ---- products with dpre's panels ----------------------------------------------------------------------------------------- */

/* `gates` row blocks of a weight matrix (gates*H, cols), its rows ldw apart, for a product over the units of as many slots: column panels of PANEL,
   within them the units slot after slot, each slot padded with zeros to whole blocks. Returns the distance of two panels. */
static ptrdiff_t pack_columns(double *out, const double *W, ptrdiff_t ldw, int gates, int hidden, int cols) {
    int padded = (hidden + LANES - 1) / LANES * LANES;
    for (int j = 0; j < cols; j += PANEL) {
        for (int gate = 0; gate < gates; gate++) {
            pack_panel(out, W + gate * hidden * ldw + j, ldw, hidden, min_int(cols - j, PANEL));
            memset(out + hidden * PANEL, 0, (size_t)((padded - hidden) * PANEL) * sizeof(double));
            out += padded * PANEL;
        }
    }
    return (ptrdiff_t)gates * padded * PANEL;
}

/* C (rows, cols) = or += the units of `blocks` panels of dpre, times packed columns. */
typedef struct UnitProduct {
    double *C;
    const double *panel, *columns;
    ptrdiff_t ldc, panel_step, column_step;
    int rows, blocks, cols;
    bool add;
    Ahead ahead[4]; /* the last is empty */
} UnitProduct;

/* `rows` (1, 2, 4, 8) and `vectors` (1, 2) are constants at every call. */
FAST_INLINE void unit_tile(const Tile *tile, const int rows, const int vectors, const bool whole) {
    V c00 = {0}, c01 = {0}, c10 = {0}, c11 = {0}, c20 = {0}, c21 = {0}, c30 = {0}, c31 = {0};
    V c40 = {0}, c41 = {0}, c50 = {0}, c51 = {0}, c60 = {0}, c61 = {0}, c70 = {0}, c71 = {0};
    const double *A = tile->A, *B = tile->B;
    Ahead ahead = rows == ROW_TILE ? *tile->ahead : (Ahead){0};
    for (int block = 0; block < tile->inner; block++, A += tile->inner_step) {
        if (rows == ROW_TILE) {
            ahead_fetch(&ahead);
            ahead_fetch(&ahead);
            ahead_fetch(&ahead);
        }
#define FAST_ROW(r)                                                                                                                        \
    if (rows > r) {                                                                                                                        \
        V a = v_set(A[r * LANES + l]);                                                                                                     \
        c##r##0 += a * b0;                                                                                                                 \
        if (vectors > 1) c##r##1 += a * b1;                                                                                                \
    }
#pragma GCC unroll 8
        for (int l = 0; l < LANES; l++, B += PANEL) {
            V b0 = v_load(B), b1 = vectors > 1 ? v_load(B + LANES) : b0;
            FAST_ROW(0)
            FAST_ROW(1)
            FAST_ROW(2)
            FAST_ROW(3)
            FAST_ROW(4)
            FAST_ROW(5)
            FAST_ROW(6)
            FAST_ROW(7)
        }
#undef FAST_ROW
    }
    if (rows == ROW_TILE) *tile->ahead = ahead;
    tile_store(tile, 0, c00, c01, vectors, whole);
    if (rows > 1) tile_store(tile, 1, c10, c11, vectors, whole);
    if (rows > 2) tile_store(tile, 2, c20, c21, vectors, whole);
    if (rows > 2) tile_store(tile, 3, c30, c31, vectors, whole);
    if (rows > 4) tile_store(tile, 4, c40, c41, vectors, whole);
    if (rows > 4) tile_store(tile, 5, c50, c51, vectors, whole);
    if (rows > 4) tile_store(tile, 6, c60, c61, vectors, whole);
    if (rows > 4) tile_store(tile, 7, c70, c71, vectors, whole);
}

/* One row: four chains, so that one sum need not wait for the other. */
FAST_INLINE void unit_tile_row(const Tile *tile, const int vectors, const bool whole) {
    V c00 = {0}, c01 = {0}, c10 = {0}, c11 = {0}, c20 = {0}, c21 = {0}, c30 = {0}, c31 = {0};
    const double *A = tile->A, *B = tile->B;
    for (int block = 0; block < tile->inner; block++, A += tile->inner_step) {
#define FAST_CHAIN(r, l)                                                                                                                   \
    if (l < LANES) {                                                                                                                       \
        V a = v_set(A[l]);                                                                                                                 \
        c##r##0 += a * v_load(B);                                                                                                          \
        if (vectors > 1) c##r##1 += a * v_load(B + LANES);                                                                                 \
        B += PANEL;                                                                                                                        \
    }
        FAST_CHAIN(0, 0)
        FAST_CHAIN(1, 1)
        FAST_CHAIN(2, 2)
        FAST_CHAIN(3, 3)
        FAST_CHAIN(0, 4)
        FAST_CHAIN(1, 5)
        FAST_CHAIN(2, 6)
        FAST_CHAIN(3, 7)
#undef FAST_CHAIN
    }
    tile_store(tile, 0, (c00 + c10) + (c20 + c30), (c01 + c11) + (c21 + c31), vectors, whole);
}

#define FAST_UNITS(suffix, vectors, whole)                                                                                                 \
    static void units_8_##suffix(const Tile *tile) { unit_tile(tile, ROW_TILE, vectors, whole); }                                          \
    static void units_4_##suffix(const Tile *tile) { unit_tile(tile, 4, vectors, whole); }                                                 \
    static void units_2_##suffix(const Tile *tile) { unit_tile(tile, 2, vectors, whole); }                                                 \
    static void units_1_##suffix(const Tile *tile) { unit_tile_row(tile, vectors, whole); }
FAST_UNITS(two, 2, true)
FAST_UNITS(one, 1, true)
FAST_UNITS(part, 1, false)
#undef FAST_UNITS

typedef struct UnitTiles {
    void (*most)(const Tile *), (*four)(const Tile *), (*two)(const Tile *), (*one)(const Tile *);
} UnitTiles;

static const UnitTiles units_two = {units_8_two, units_4_two, units_2_two, units_1_two};
static const UnitTiles units_one = {units_8_one, units_4_one, units_2_one, units_1_one};
static const UnitTiles units_part = {units_8_part, units_4_part, units_2_part, units_1_part};

static void unit_rows(const UnitTiles *set, Tile tile, int rows) {
    for (int now; rows > 0; rows -= now) {
        if (tile.ahead->end && tile.ahead->at >= tile.ahead->end) tile.ahead++;
        now = rows >= ROW_TILE ? ROW_TILE : rows >= 4 ? 4 : rows >= 2 ? 2 : 1;
        if (now == ROW_TILE) {
            set->most(&tile);
        } else if (now == 4) {
            set->four(&tile);
        } else if (now == 2) {
            set->two(&tile);
        } else {
            set->one(&tile);
        }
        tile.A += now * LANES;
        tile.C += now * tile.ldc;
    }
}

static void unit_product(UnitProduct *product) {
    for (int first = 0; first < product->blocks; first += INNER_BLOCK / LANES) {
        const double *columns = product->columns + (ptrdiff_t)first * LANES * PANEL;
        Tile tile = {.A = product->panel + first * product->panel_step,
                     .ldc = product->ldc,
                     .inner_step = product->panel_step,
                     .inner = min_int(product->blocks - first, INNER_BLOCK / LANES),
                     .add = product->add || first > 0,
                     .ahead = product->ahead};
        for (int j = 0; j < product->cols; j += PANEL, columns += product->column_step) {
            int cols = product->cols - j;
            tile.C = product->C + j;
            tile.B = columns;
            if (cols >= PANEL) {
                unit_rows(&units_two, tile, product->rows);
                continue;
            }
            if (cols >= LANES) {
                unit_rows(&units_one, tile, product->rows);
                tile.C += LANES;
                tile.B += LANES;
                cols -= LANES;
            }
            tile.part = cols;
            if (cols > 0) unit_rows(&units_part, tile, product->rows);
        }
    }
}

/* ---- the steps of a chunk ------------------------------------------------------------------------------------------------ */

/* What the step before in time will read and is long gone from the cache. */
static void expect_step(Ahead ahead[4], const FastLane *lane, int order) {
    const TraceLane *rows = &lane->rows;
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

/* Any batch and any number of units: the pointwise part of all rows, then their product with W's packed columns. */
static void walk_batch(const BackWalk *walk, int start, int end, const double *columns, ptrdiff_t column_step) {
    const FastLane *lane = walk->lane;
    int hidden = lane->hidden, batch = lane->batch;
    UnitProduct carry = {.C = walk->carry,
                         .ldc = hidden,
                         .panel_step = walk->panel_step,
                         .columns = columns,
                         .column_step = column_step,
                         .rows = batch,
                         .blocks = lane_gates(lane) * vector_count(hidden),
                         .cols = hidden,
                         .add = lane->cell == CELL_GRU};
    for (int order = end - 1; order >= start; order--) {
        BackStep step;
        bool behind = order < lane->steps - 1; /* something comes from the step processed before */
        step_bind(&step, walk, order);
        for (int block = 0; block < vector_count(hidden); block++) {
            int n = hidden - block * LANES;
            for (int b = 0; b < batch; b++) {
                ptrdiff_t at = (ptrdiff_t)b * hidden + block * LANES;
                double *c_at = walk->dc + ((ptrdiff_t)block * batch + b) * LANES;
                V dh = v_load_n(step.dh + at, n);
                if (behind) dh += v_load_n(walk->carry + at, n);
                if (step.dh_sum) v_store_n(step.dh_sum + at, dh, n);
                if (lane->cell == CELL_LSTM) {
                    v_store(c_at, back_lstm(&step, block, b, dh, behind ? v_load(c_at) : (V){0}, n));
                } else if (lane->cell == CELL_GRU) {
                    v_store_n(walk->carry + at, back_gru(&step, block, b, dh, n), n);
                } else {
                    back_rnn(&step, block, b, dh, n);
                }
            }
        }
        carry.panel = step.panel;
        expect_step(carry.ahead, lane, order - 1);
        unit_product(&carry);
        if (step.dh_carry) memcpy(step.dh_carry, walk->carry, (size_t)(batch * hidden) * sizeof(double));
    }
}

/* ---- a chunk ------------------------------------------------------------------------------------------------------------- */

/* What the head sends to the chunk's h, and the chunk's part of dV. */
static void head_chunk(const BackWalk *chunk) {
    const FastLane *lane = chunk->lane;
    const double *dy = lane->dy + chunk->first * (size_t)(lane->batch * lane->outputs);
    FastProduct product = {.C = chunk->dh,
                           .ldc = lane->hidden,
                           .A = dy,
                           .row_step = lane->outputs,
                           .inner_step = 1,
                           .B = lane->V,
                           .ldb = lane->head_cols,
                           .rows = chunk->rows,
                           .inner = lane->outputs,
                           .cols = lane->hidden};
    product_run(&product);
    product = (FastProduct){.C = lane->dV,
                            .ldc = lane->head_cols,
                            .A = dy,
                            .row_step = 1,
                            .inner_step = lane->outputs,
                            .B = lane->rows.h + chunk->first * (size_t)(lane->batch * lane->hidden),
                            .ldb = lane->hidden,
                            .rows = lane->outputs,
                            .inner = chunk->rows,
                            .cols = lane->hidden,
                            .add = chunk->add};
    product_run(&product);
}

/* G (H, cols) of one gate = or += dpre' X over the chunk's rows, one slot's panels after the other; X packed already, or not. */
static void weight_slot(const BackWalk *chunk, int slot, Tile tile, double *G, ptrdiff_t ldg, int cols) {
    int hidden = chunk->lane->hidden, blocks = vector_count(hidden);
    const double *panel = chunk->panel + slot * blocks * chunk->panel_step;
    for (int block = 0; block < blocks; block++, panel += chunk->panel_step) {
        tile.A = panel;
        tile.C = G + (ptrdiff_t)block * LANES * ldg;
        run_panel(tile, min_int(hidden - block * LANES, LANES), cols);
    }
}

/* The gradient of a weight matrix (g*H, ldg), cols of whose columns multiplied X (rows, cols); `slots`: of dpre, gate by gate. */
static void weight_chunk(const BackWalk *chunk, double *G, ptrdiff_t ldg, const int slots[], const double *X, int cols) {
    double pack[INNER_BLOCK * PANEL] __attribute__((aligned(64)));
    const FastLane *lane = chunk->lane;
    int gates = lane_gates(lane);
    bool packs = gates * lane->hidden >= PACK_ROWS_LEAST && cols > LANES && chunk->rows > 1;
    for (int k = 0; k < chunk->rows; k += INNER_BLOCK) {
        Tile tile = {.ldc = ldg,
                     .row_step = 1,
                     .inner_step = LANES,
                     .ldb = packs ? PANEL : cols,
                     .inner = min_int(chunk->rows - k, INNER_BLOCK),
                     .add = chunk->add || k > 0};
        BackWalk part = *chunk;
        part.panel += k * LANES;
        for (int j = 0; j < cols; j += PANEL) {
            const double *B = X + (ptrdiff_t)k * cols + j;
            int now = min_int(cols - j, PANEL);
            tile.B = packs ? pack : B;
            if (packs) pack_panel(pack, B, cols, tile.inner, now);
            for (int gate = 0; gate < gates; gate++)
                weight_slot(&part, slots[gate], tile, G + (ptrdiff_t)gate * lane->hidden * ldg + j, ldg, now);
        }
    }
}

/* dL/d(source): dpre U, whose columns are packed slot by slot in the order of its gates. */
static void source_chunk(const BackWalk *chunk, double *out, const double *columns, ptrdiff_t column_step) {
    const FastLane *lane = chunk->lane;
    int blocks = vector_count(lane->hidden), gates = lane_gates(lane);
    bool gru = lane->cell == CELL_GRU;
    UnitProduct product = {.C = out + chunk->first * (size_t)(lane->batch * lane->source_cols),
                           .ldc = lane->source_cols,
                           .panel = chunk->panel,
                           .panel_step = chunk->panel_step,
                           .columns = columns,
                           .column_step = column_step,
                           .rows = chunk->rows,
                           .blocks = (gru ? 2 : gates) * blocks,
                           .cols = lane->source_cols,
                           .add = lane->direction > 0};
    unit_product(&product);
    if (!gru) return;
    product.panel += BACK_N * blocks * chunk->panel_step;
    product.columns += (ptrdiff_t)2 * blocks * LANES * PANEL;
    product.blocks = blocks;
    product.add = true;
    unit_product(&product);
}

static void gradient_chunk(const BackWalk *chunk) {
    static const int plain[4] = {0, 1, 2, 3}, from_state[3] = {GRU_R, GRU_Z, BACK_Q}, from_input[3] = {GRU_R, GRU_Z, BACK_N};
    const FastLane *lane = chunk->lane;
    const TraceLane *rows = &lane->rows;
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
        V s0 = {0}, s1 = {0}, s2 = {0}, s3 = {0};
        int n = hidden - block * LANES, row = 0;
        for (; row + 4 <= chunk->rows; row += 4) {
            s0 += v_load(panel + row * LANES);
            s1 += v_load(panel + (row + 1) * LANES);
            s2 += v_load(panel + (row + 2) * LANES);
            s3 += v_load(panel + (row + 3) * LANES);
        }
        for (; row < chunk->rows; row++) s0 += v_load(panel + row * LANES);
        s0 = (s0 + s1) + (s2 + s3);
        if (chunk->add) s0 += v_load_n(db + block * LANES, n);
        v_store_n(db + block * LANES, s0, n);
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
    const TraceLane *rows = &lane->rows;
    int hidden = lane->hidden, batch = lane->batch, gates = lane_gates(lane), wide = gates * hidden, slots = lane_back_slots(lane);
    int chunk_steps = fast_chunk_steps(wide, lane->steps, batch), blocks = vector_count(hidden), padded = blocks * LANES;
    size_t state = (size_t)batch * (size_t)hidden;
    bool single = batch == 1 && blocks <= SINGLE_BLOCKS_MAX;
    double *work = lane->work, *columns = NULL, *source_columns[FAST_SOURCE_MAX] = {NULL};
    ptrdiff_t column_step = 0, source_step = 0;
    if (!single) {
        columns = take_work(&work, (size_t)(gates * padded) * (size_t)((hidden + PANEL - 1) / PANEL * PANEL));
        column_step = pack_columns(columns, lane->W, hidden, gates, hidden, hidden);
    }
    for (int i = 0; i < lane->source_count; i++) {
        if (!lane->source_gradient[i]) continue;
        source_columns[i] = take_work(&work, (size_t)(gates * padded) * (size_t)((lane->source_cols + PANEL - 1) / PANEL * PANEL));
        source_step = pack_columns(source_columns[i], lane->U + i * lane->source_cols, lane->source_count * lane->source_cols, gates,
                                   hidden, lane->source_cols);
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
        if (lane->dy) head_chunk(&walk);
        if (single) {
            walk_single(&walk, start, end);
        } else {
            walk_batch(&walk, start, end, columns, column_step);
        }
        bias_chunk(&walk);
        gradient_chunk(&walk);
        for (int i = 0; i < lane->source_count; i++) {
            if (source_columns[i]) source_chunk(&walk, lane->source_gradient[i], source_columns[i], source_step);
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
