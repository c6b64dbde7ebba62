/* Backward through time, one lane (fast_kernels.h): the cell's pointwise part of a step on whole vectors, which also sums
   the biases' gradients, then dh_prev through W. A chunk of steps (fast_chunk_steps) at a time: what the head sends to its
   rows before, and after it the chunk's part of dV, dW, dU and of the input's gradient, each as one product over all its
   rows while they are in the cache. With FastLane.lean what lives only within a chunk has room for one chunk.
   The equations stand in cell_lstm.c, cell_gru.c and cell_rnn.c.

   dpre of a chunk lies in panels of LANES units, [slot][block][row][LANES], zeros behind the last unit. So the products read
   it from first to last, whether its rows are summed over (dW, dU) or its units (dh_prev, dx): a plain row of it would be a
   power of two long, and its columns would fight for one set of the cache.
   Slots: LSTM i f g o; GRU r z q n, where q stands for n in everything that comes from h_prev; RNN one. */
#ifndef UNROLL_ENGINE_FAST_BACKWARD_H
#define UNROLL_ENGINE_FAST_BACKWARD_H
#include "engine/fast.h"
#include "engine/fast_forward.h"
#include "engine/fast_product.h"

typedef struct BackStep {
    const FastLane *lane;
    Layout gate_at, state_at, c_prev_at, dc_prev_at; /* of gate; of q, tanh_c and dc; of the other two */
    const double *gate, *q, *h_prev, *c_prev, *tanh_c, *h;
    const double *dh, *carry_in; /* what comes from above, and from behind in time; the latter NULL at the step processed last */
    double *dh_sum;              /* both, or NULL where it is not kept */
    double *dc, *dc_prev, *carry;
    double *dpre, *dq; /* (B, gH), (B, H) as the trace keeps them, or NULL */
    double *panel;     /* of the step's first row */
    ptrdiff_t panel_step;
} BackStep;

/* dL/dh of a row, all paths. */
FAST_INLINE V take_dh(const BackStep *step, ptrdiff_t at, int n) {
    V dh = v_load_n(step->dh + at, n);
    if (step->carry_in) dh += v_load_n(step->carry_in + at, n);
    if (step->dh_sum) v_store_n(step->dh_sum + at, dh, n);
    return dh;
}

/* One slot of a block, into its panel and, where it is kept, the trace's row. */
FAST_INLINE void keep_dpre(const BackStep *step, int slot, int block, int b, double *row, V d, int n) {
    ptrdiff_t blocks = (step->lane->hidden + LANES - 1) / LANES;
    if (row) v_store_n(row, d, n);
    if (n < LANES) d = v_first(d, n);
    v_store(step->panel + (slot * blocks + block) * step->panel_step + b * LANES, d);
}

static void point_lstm(const BackStep *step) {
    const FastLane *lane = step->lane;
    int hidden = lane->hidden;
    double *db = lane->db_ih;
    ptrdiff_t slot = step->gate_at.slot;
    for (int block = 0, j = 0; j < hidden; block++, j += LANES) {
        int n = hidden - j;
        V db_i = v_load_n(db + j, n), db_f = v_load_n(db + hidden + j, n), db_g = v_load_n(db + 2 * hidden + j, n);
        V db_o = v_load_n(db + 3 * hidden + j, n);
        for (int b = 0; b < lane->batch; b++) {
            ptrdiff_t at = (ptrdiff_t)b * hidden + j, state = layout_at(&step->state_at, block, b);
            const double *gate = step->gate + layout_at(&step->gate_at, block, b);
            double *dpre = step->dpre ? step->dpre + (ptrdiff_t)b * 4 * hidden + j : NULL;
            V i = v_load_n(gate, n), f = v_load_n(gate + slot, n), g = v_load_n(gate + 2 * slot, n), o = v_load_n(gate + 3 * slot, n);
            V tanh_c = v_load_n(step->tanh_c + state, n), dh = take_dh(step, at, n);
            V from = step->carry_in ? v_load_n(step->dc + state, n) : (V){0};
            V dh_o = dh * o, dc = from + dh_o * (1 - tanh_c * tanh_c);
            V c_prev = v_load_n(step->c_prev + layout_at(&step->c_prev_at, block, b), n);
            V dci = dc * i, dcf = dc * f, dhc = dh_o * tanh_c;
            V da_i = dci * g * (1 - i), da_f = dcf * c_prev * (1 - f), da_g = dci * (1 - g * g), da_o = dhc * (1 - o);
            if (step->dpre) v_store_n(step->dc + state, dc, n);
            keep_dpre(step, LSTM_I, block, b, dpre, da_i, n);
            keep_dpre(step, LSTM_F, block, b, dpre ? dpre + hidden : NULL, da_f, n);
            keep_dpre(step, LSTM_G, block, b, dpre ? dpre + 2 * hidden : NULL, da_g, n);
            keep_dpre(step, LSTM_O, block, b, dpre ? dpre + 3 * hidden : NULL, da_o, n);
            v_store_n(step->dc_prev + layout_at(&step->dc_prev_at, block, b), dcf, n);
            db_i += da_i;
            db_f += da_f;
            db_g += da_g;
            db_o += da_o;
        }
        v_store_n(db + j, db_i, n);
        v_store_n(db + hidden + j, db_f, n);
        v_store_n(db + 2 * hidden + j, db_g, n);
        v_store_n(db + 3 * hidden + j, db_o, n);
    }
}

enum { BACK_Q = 2, BACK_N = 3 }; /* the GRU's slots behind r and z */

static void point_gru(const BackStep *step) {
    const FastLane *lane = step->lane;
    int hidden = lane->hidden;
    double *db = lane->db_ih, *db_n = lane->db_hh + 2 * hidden;
    ptrdiff_t slot = step->gate_at.slot;
    for (int block = 0, j = 0; j < hidden; block++, j += LANES) {
        int n = hidden - j;
        V db_r = v_load_n(db + j, n), db_z = v_load_n(db + hidden + j, n), db_in = v_load_n(db + 2 * hidden + j, n);
        V db_hn = v_load_n(db_n + j, n);
        for (int b = 0; b < lane->batch; b++) {
            ptrdiff_t at = (ptrdiff_t)b * hidden + j;
            const double *gate = step->gate + layout_at(&step->gate_at, block, b);
            double *dpre = step->dpre ? step->dpre + (ptrdiff_t)b * 3 * hidden + j : NULL;
            V r = v_load_n(gate, n), z = v_load_n(gate + slot, n), candidate = v_load_n(gate + 2 * slot, n);
            V dh = take_dh(step, at, n), dhz = dh * z, rest = dh - dhz;
            V dn = rest * (1 - candidate * candidate), dq = dn * r;
            V da_r = dq * v_load_n(step->q + layout_at(&step->state_at, block, b), n) * (1 - r);
            V da_z = rest * z * (v_load_n(step->h_prev + at, n) - candidate);
            keep_dpre(step, GRU_R, block, b, dpre, da_r, n);
            keep_dpre(step, GRU_Z, block, b, dpre ? dpre + hidden : NULL, da_z, n);
            keep_dpre(step, BACK_N, block, b, dpre ? dpre + 2 * hidden : NULL, dn, n);
            keep_dpre(step, BACK_Q, block, b, step->dq ? step->dq + at : NULL, dq, n);
            v_store_n(step->carry + at, dhz, n);
            db_r += da_r;
            db_z += da_z;
            db_in += dn;
            db_hn += dq;
        }
        v_store_n(db + j, db_r, n);
        v_store_n(db + hidden + j, db_z, n);
        v_store_n(db + 2 * hidden + j, db_in, n);
        v_store_n(db_n + j, db_hn, n);
    }
}
/* The derivative from the value; at a kink the left one. */
FAST_INLINE V slope(Activation activation, V h) {
    V one = v_set(1);
    switch (activation) {
    case ACTIVATION_TANH: return 1 - h * h;
    case ACTIVATION_RELU: return v_choose(-h, (V){0}, one);
    case ACTIVATION_LEAKY_RELU: return v_choose(-h, v_set(0.01), one);
    case ACTIVATION_SIGMOID: return h * (1 - h);
    case ACTIVATION_IDENTITY:
    case ACTIVATION_COUNT: break;
    }
    return one;
}

static void point_rnn(const BackStep *step) {
    const FastLane *lane = step->lane;
    int hidden = lane->hidden;
    for (int block = 0, j = 0; j < hidden; block++, j += LANES) {
        int n = hidden - j;
        V db = v_load_n(lane->db_ih + j, n);
        for (int b = 0; b < lane->batch; b++) {
            ptrdiff_t at = (ptrdiff_t)b * hidden + j;
            V da = take_dh(step, at, n) * slope(lane->activation, v_load_n(step->h + at, n));
            keep_dpre(step, 0, block, b, step->dpre ? step->dpre + at : NULL, da, n);
            db += da;
        }
        v_store_n(lane->db_ih + j, db, n);
    }
}

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
        if (tile.ahead->at == tile.ahead->end && tile.ahead->end) tile.ahead++;
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

/* ---- a chunk ------------------------------------------------------------------------------------------------------------- */

/* What of the gradients is kept where, for one chunk: in the trace, or in the work space. */
typedef struct Chunk {
    const FastLane *lane;
    size_t first; /* the chunk's first position in time, and its rows */
    int rows;
    double *dh; /* of its first row: what comes from above */
    double *panel;
    ptrdiff_t panel_step;
    bool add; /* not the first chunk: gradients add up */
} Chunk;

static int lane_gates(const FastLane *lane) { return lane->cell == CELL_LSTM ? 4 : lane->cell == CELL_GRU ? 3 : 1; }

static int lane_back_slots(const FastLane *lane) { return lane->cell == CELL_RNN ? 1 : 4; }

/* What the head sends to the chunk's h, and the chunk's part of dV. */
static void head_chunk(const Chunk *chunk) {
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
static void weight_slot(const Chunk *chunk, int slot, Tile tile, double *G, ptrdiff_t ldg, int cols) {
    int hidden = chunk->lane->hidden, blocks = vector_count(hidden);
    const double *panel = chunk->panel + slot * blocks * chunk->panel_step;
    for (int block = 0; block < blocks; block++, panel += chunk->panel_step) {
        tile.A = panel;
        tile.C = G + (ptrdiff_t)block * LANES * ldg;
        run_panel(tile, min_int(hidden - block * LANES, LANES), cols);
    }
}

/* The gradient of a weight matrix (g*H, ldg), cols of whose columns multiplied X (rows, cols); `slots`: of dpre, gate by gate. */
static void weight_chunk(const Chunk *chunk, double *G, ptrdiff_t ldg, const int slots[], const double *X, int cols) {
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
        Chunk part = *chunk;
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
static void source_chunk(const Chunk *chunk, double *out, const double *columns, ptrdiff_t column_step) {
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

static void gradient_chunk(const Chunk *chunk) {
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

static double *take_work(double **work, size_t count) {
    double *at = *work;
    *work += (count + 7) / 8 * 8;
    return at;
}

static void backward_run(const FastLane *lane) {
    const TraceLane *rows = &lane->rows;
    int hidden = lane->hidden, batch = lane->batch, gates = lane_gates(lane), wide = gates * hidden, slots = lane_back_slots(lane);
    int chunk_steps = fast_chunk_steps(wide, lane->steps, batch), padded = vector_count(hidden) * LANES;
    size_t state = (size_t)batch * (size_t)hidden, gate_step = (size_t)batch * (size_t)wide;
    double *work = lane->work, *source_columns[FAST_SOURCE_MAX] = {NULL};
    double *columns = take_work(&work, (size_t)(gates * padded) * (size_t)((hidden + PANEL - 1) / PANEL * PANEL));
    double *spare = take_work(&work, state), *spare_dc = take_work(&work, state);
    double *chunk_dh = take_work(&work, (size_t)chunk_steps * state);
    double *panel = take_work(&work, (size_t)(chunk_steps * batch) * (size_t)(slots * padded));
    ptrdiff_t column_step = pack_columns(columns, lane->W, hidden, gates, hidden, hidden), source_step = 0;
    for (int i = 0; i < lane->source_count; i++) {
        if (!lane->source_gradient[i]) continue;
        source_columns[i] = take_work(&work, (size_t)(gates * padded) * (size_t)((lane->source_cols + PANEL - 1) / PANEL * PANEL));
        source_step = pack_columns(source_columns[i], lane->U + i * lane->source_cols, lane->source_count * lane->source_cols, gates,
                                   hidden, lane->source_cols);
    }
    memset(lane->db_ih, 0, (size_t)wide * sizeof(double));
    memset(lane->db_hh, 0, (size_t)wide * sizeof(double));
    Layout plain_state = layout_rows(lane, 1);
    BackStep step = {.lane = lane, .gate_at = layout_gates(lane), .state_at = layout_states(lane)};
    for (int end = lane->steps; end > 0; end -= chunk_steps) { /* the chunk's steps in the order of processing: start..end-1 */
        int start = end > chunk_steps ? end - chunk_steps : 0;
        Chunk chunk = {.lane = lane, .rows = (end - start) * batch, .add = end < lane->steps, .panel = panel};
        chunk.first = (size_t)(lane->direction ? lane->steps - end : start);
        chunk.dh = lane->dy && lane->lean ? chunk_dh : rows->dh + chunk.first * state;
        chunk.panel_step = step.panel_step = (ptrdiff_t)chunk.rows * LANES;
        if (lane->dy) head_chunk(&chunk);
        for (int order = end - 1; order >= start; order--) {
            size_t t = (size_t)(lane->direction ? lane->steps - 1 - order : order), before = lane->direction ? t + 1 : t - 1;
            size_t row = (t - chunk.first) * (size_t)batch;
            double *dh = chunk.dh + (t - chunk.first) * state;
            step.carry_in = order < lane->steps - 1 ? step.carry : NULL;
            step.carry = lane->lean ? spare : rows->dh_carry + t * state;
            step.dh = dh;
            step.dh_sum = lane->lean ? NULL : dh;
            step.gate = rows->gate + t * gate_step;
            step.h = rows->h + t * state;
            step.h_prev = order ? rows->h + before * state : rows->h0;
            step.dpre = lane->lean ? NULL : rows->dpre + t * gate_step;
            step.panel = panel + row * LANES;
            if (lane->cell == CELL_LSTM) {
                step.c_prev = order ? rows->c + before * state : rows->c0;
                step.c_prev_at = order ? step.state_at : plain_state;
                step.tanh_c = rows->tanh_c + t * state;
                step.dc = lane->lean ? spare_dc : rows->dc + t * state;
                step.dc_prev = !order ? rows->dc0 : lane->lean ? spare_dc : rows->dc + before * state;
                step.dc_prev_at = order ? step.state_at : plain_state;
                point_lstm(&step);
            } else if (lane->cell == CELL_GRU) {
                step.q = rows->q + t * state;
                step.dq = lane->lean ? NULL : rows->dq + t * state;
                point_gru(&step);
            } else {
                point_rnn(&step);
            }
            UnitProduct carry = {.C = step.carry,
                                 .ldc = hidden,
                                 .panel = step.panel,
                                 .panel_step = chunk.panel_step,
                                 .columns = columns,
                                 .column_step = column_step,
                                 .rows = batch,
                                 .blocks = gates * (padded / LANES),
                                 .cols = hidden,
                                 .add = lane->cell == CELL_GRU};
            if (order > 0) {
                const char *next = (const char *)(rows->gate + before * gate_step);
                carry.ahead[0] = (Ahead){next, next + gate_step * sizeof(double)};
            }
            if (order > 1 && lane->cell == CELL_LSTM) {
                size_t earlier = lane->direction ? before + 1 : before - 1;
                carry.ahead[1].at = (const char *)(rows->tanh_c + before * state);
                carry.ahead[2].at = (const char *)(rows->c + earlier * state);
                carry.ahead[1].end = carry.ahead[1].at + state * sizeof(double);
                carry.ahead[2].end = carry.ahead[2].at + state * sizeof(double);
            }
            unit_product(&carry);
        }
        gradient_chunk(&chunk);
        for (int i = 0; i < lane->source_count; i++) {
            if (source_columns[i]) source_chunk(&chunk, lane->source_gradient[i], source_columns[i], source_step);
        }
    }
    memcpy(rows->dh0, step.carry, state * sizeof(double));
    memcpy(lane->db_hh, lane->db_ih, (size_t)(lane->cell == CELL_GRU ? 2 * hidden : wide) * sizeof(double));
}

#endif
