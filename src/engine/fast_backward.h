/* Backward through time, one lane (fast_kernels.h): the cell's pointwise part of a step on whole vectors, which also sums
   the biases' gradients, then dh_prev through W. A chunk of steps (fast_chunk_steps) at a time: what the head sends to its
   rows before, and after it the chunk's part of dV, dW, dU and of the input's gradient, each as one product over all its
   rows while they are in the cache. With FastLane.lean what lives only within a chunk has room for one chunk.
   The equations stand in cell_lstm.c, cell_gru.c and cell_rnn.c. */
#ifndef UNROLL_ENGINE_FAST_BACKWARD_H
#define UNROLL_ENGINE_FAST_BACKWARD_H
#include "engine/fast.h"
#include "engine/fast_forward.h"
#include "engine/fast_product.h"

typedef struct BackStep {
    const FastLane *lane;
    const double *gate, *q, *h_prev, *c_prev, *tanh_c, *h, *dh;
    double *dc, *dc_prev, *dpre, *dq, *carry;
    bool last; /* the step processed last: nothing comes from behind */
} BackStep;

FAST_INLINE void add_bias(double *db, V d, int n) { v_store_n(db, v_load_n(db, n) + d, n); }

static void point_lstm(const BackStep *step) {
    const FastLane *lane = step->lane;
    int hidden = lane->hidden;
    double *db = lane->db_ih;
    for (int b = 0; b < lane->batch; b++) {
        for (int j = 0; j < hidden; j += LANES) {
            int n = hidden - j;
            ptrdiff_t at = (ptrdiff_t)b * hidden + j, wide = (ptrdiff_t)b * 4 * hidden + j;
            const double *gate = step->gate + wide;
            double *dpre = step->dpre + wide;
            V i = v_load_n(gate, n), f = v_load_n(gate + hidden, n), g = v_load_n(gate + 2 * hidden, n), o = v_load_n(gate + 3 * hidden, n);
            V tanh_c = v_load_n(step->tanh_c + at, n), dh = v_load_n(step->dh + at, n);
            V from = step->last ? (V){0} : v_load_n(step->dc + at, n);
            V dc = from + dh * o * (1 - tanh_c * tanh_c);
            V da_i = dc * g * (i * (1 - i)), da_f = dc * v_load_n(step->c_prev + at, n) * (f * (1 - f));
            V da_g = dc * i * (1 - g * g), da_o = dh * tanh_c * (o * (1 - o));
            v_store_n(step->dc + at, dc, n);
            v_store_n(dpre, da_i, n);
            v_store_n(dpre + hidden, da_f, n);
            v_store_n(dpre + 2 * hidden, da_g, n);
            v_store_n(dpre + 3 * hidden, da_o, n);
            v_store_n(step->dc_prev + at, dc * f, n);
            add_bias(db + j, da_i, n);
            add_bias(db + hidden + j, da_f, n);
            add_bias(db + 2 * hidden + j, da_g, n);
            add_bias(db + 3 * hidden + j, da_o, n);
        }
    }
}

static void point_gru(const BackStep *step) {
    const FastLane *lane = step->lane;
    int hidden = lane->hidden;
    double *db = lane->db_ih, *db_q = lane->db_hh + 2 * hidden;
    for (int b = 0; b < lane->batch; b++) {
        for (int j = 0; j < hidden; j += LANES) {
            int n = hidden - j;
            ptrdiff_t at = (ptrdiff_t)b * hidden + j, wide = (ptrdiff_t)b * 3 * hidden + j;
            const double *gate = step->gate + wide;
            double *dpre = step->dpre + wide;
            V r = v_load_n(gate, n), z = v_load_n(gate + hidden, n), candidate = v_load_n(gate + 2 * hidden, n);
            V dh = v_load_n(step->dh + at, n);
            V dn = dh * (1 - z) * (1 - candidate * candidate), dq = dn * r;
            V da_r = dn * v_load_n(step->q + at, n) * (r * (1 - r));
            V da_z = dh * (v_load_n(step->h_prev + at, n) - candidate) * (z * (1 - z));
            v_store_n(dpre, da_r, n);
            v_store_n(dpre + hidden, da_z, n);
            v_store_n(dpre + 2 * hidden, dn, n);
            v_store_n(step->dq + at, dq, n);
            v_store_n(step->carry + at, dh * z, n);
            add_bias(db + j, da_r, n);
            add_bias(db + hidden + j, da_z, n);
            add_bias(db + 2 * hidden + j, dn, n);
            add_bias(db_q + j, dq, n);
        }
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
    for (int b = 0; b < lane->batch; b++) {
        for (int j = 0; j < hidden; j += LANES) {
            int n = hidden - j;
            ptrdiff_t at = (ptrdiff_t)b * hidden + j;
            V da = v_load_n(step->dh + at, n) * slope(lane->activation, v_load_n(step->h + at, n));
            v_store_n(step->dpre + at, da, n);
            add_bias(lane->db_ih + j, da, n);
        }
    }
}

/* W (rows, hidden) into column panels of PANEL, padded with zeros; returns the distance between two. */
static ptrdiff_t pack_columns(double *out, const double *W, int rows, int hidden) {
    for (int j = 0; j < hidden; j += PANEL, out += (ptrdiff_t)rows * PANEL)
        pack_panel(out, W + j, hidden, rows, min_int(hidden - j, PANEL));
    return (ptrdiff_t)rows * PANEL;
}

/* The same product for a batch of one, without its general loops: it stands between any two steps. */
static void carry_row(double *carry, const double *A, const double *columns, ptrdiff_t panel_step, int inner, int hidden, bool add) {
    Tile tile = {.A = A, .inner_step = 1, .ldb = PANEL, .inner = inner, .add = add};
    for (int j = 0; j < hidden; j += PANEL, columns += panel_step) {
        int cols = hidden - j;
        tile.C = carry + j;
        tile.B = columns;
        if (cols >= PANEL) {
            tile_run_row(&tile, 2, true);
            continue;
        }
        if (cols >= LANES) {
            tile_run_row(&tile, 1, true);
            tile.C += LANES;
            tile.B += LANES;
            cols -= LANES;
        }
        tile.part = cols;
        if (cols > 0) tile_run_row(&tile, 1, false);
    }
}

/* carry (B, H) = or += dpre W, the GRU with dq in the place of dpre's n block. */
static void carry_back(const BackStep *step, const double *columns, ptrdiff_t panel_step) {
    const FastLane *lane = step->lane;
    int hidden = lane->hidden, gates = lane->cell == CELL_LSTM ? 4 : lane->cell == CELL_GRU ? 3 : 1;
    if (lane->batch == 1) {
        bool gru = lane->cell == CELL_GRU;
        carry_row(step->carry, step->dpre, columns, panel_step, (gru ? 2 : gates) * hidden, hidden, gru);
        if (gru) carry_row(step->carry, step->dq, columns + (ptrdiff_t)2 * hidden * PANEL, panel_step, hidden, hidden, true);
        return;
    }
    FastProduct product = {.C = step->carry,
                           .ldc = hidden,
                           .A = step->dpre,
                           .row_step = (ptrdiff_t)gates * hidden,
                           .inner_step = 1,
                           .B = columns,
                           .ldb = PANEL,
                           .panel_step = panel_step,
                           .rows = lane->batch,
                           .inner = (lane->cell == CELL_GRU ? 2 : gates) * hidden,
                           .cols = hidden,
                           .add = lane->cell == CELL_GRU};
    product_run(&product);
    if (lane->cell != CELL_GRU) return;
    product.A = step->dq;
    product.row_step = hidden;
    product.B = columns + (ptrdiff_t)2 * hidden * PANEL;
    product.inner = hidden;
    product_run(&product);
}

static void join(double *dh, const double *carry, size_t count) {
    size_t i = 0;
    for (; i + LANES <= count; i += LANES) v_store(dh + i, v_load(dh + i) + v_load(carry + i));
    for (; i < count; i++) dh[i] += carry[i];
}

/* What of the gradients is kept where, for one chunk: in the trace, or in the work space. */
typedef struct Chunk {
    const FastLane *lane;
    size_t first; /* the chunk's first position in time, and its rows */
    int rows;
    double *dh, *dpre, *dq; /* of its first row */
    bool add;               /* not the first chunk: gradients add up */
} Chunk;

static int lane_gates(const FastLane *lane) { return lane->cell == CELL_LSTM ? 4 : lane->cell == CELL_GRU ? 3 : 1; }

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

/* G (p, cols) = or += D' X over the chunk's rows, D's rows `wide` apart. */
static void weight_chunk(const Chunk *chunk, double *G, ptrdiff_t ldg, const double *D, int wide, int p, const double *X, int cols) {
    FastProduct product = {.C = G,
                           .ldc = ldg,
                           .A = D,
                           .row_step = 1,
                           .inner_step = wide,
                           .B = X,
                           .ldb = cols,
                           .rows = p,
                           .inner = chunk->rows,
                           .cols = cols,
                           .add = chunk->add};
    product_run(&product);
}

static void gradient_chunk(const Chunk *chunk) {
    const FastLane *lane = chunk->lane;
    const TraceLane *rows = &lane->rows;
    int hidden = lane->hidden, wide = lane_gates(lane) * hidden, shared = lane->cell == CELL_GRU ? 2 * hidden : wide;
    int inputs = lane->source_count * lane->source_cols, cols = lane->source_cols;
    size_t first = chunk->first * (size_t)lane->batch;
    /* h0 stands right before h (behind it in reverse), so h_prev of all rows is one matrix; see trace.c. */
    const double *h_prev = (lane->direction ? rows->h + lane->batch * hidden : rows->h0) + first * (size_t)hidden;
    weight_chunk(chunk, lane->dW, hidden, chunk->dpre, wide, shared, h_prev, hidden);
    if (shared < wide) { weight_chunk(chunk, lane->dW + (ptrdiff_t)shared * hidden, hidden, chunk->dq, hidden, hidden, h_prev, hidden); }
    for (int i = 0; i < lane->source_count; i++) {
        weight_chunk(chunk, lane->dU + i * cols, inputs, chunk->dpre, wide, wide, lane->source[i] + first * (size_t)cols, cols);
        if (!lane->source_gradient[i]) continue;
        FastProduct product = {.C = lane->source_gradient[i] + first * (size_t)cols,
                               .ldc = cols,
                               .A = chunk->dpre,
                               .row_step = wide,
                               .inner_step = 1,
                               .B = lane->U + i * cols,
                               .ldb = inputs,
                               .rows = chunk->rows,
                               .inner = wide,
                               .cols = cols,
                               .add = lane->direction > 0};
        product_run(&product);
    }
}

static double *take_work(double **work, size_t count) {
    double *at = *work;
    *work += (count + 7) / 8 * 8;
    return at;
}

static void backward_run(const FastLane *lane) {
    const TraceLane *rows = &lane->rows;
    int hidden = lane->hidden, batch = lane->batch, wide = lane_gates(lane) * hidden;
    int chunk_steps = fast_chunk_steps(wide, lane->steps, batch);
    size_t state = (size_t)batch * (size_t)hidden, gate_step = (size_t)batch * (size_t)wide;
    double *work = lane->work;
    double *columns = take_work(&work, (size_t)wide * (size_t)((hidden + PANEL - 1) / PANEL * PANEL));
    double *spare = take_work(&work, state), *spare_dc = take_work(&work, state);
    double *chunk_dh = take_work(&work, (size_t)chunk_steps * state), *chunk_dq = take_work(&work, (size_t)chunk_steps * state);
    double *chunk_dpre = take_work(&work, (size_t)chunk_steps * gate_step);
    ptrdiff_t panel_step = pack_columns(columns, lane->W, wide, hidden);
    memset(lane->db_ih, 0, (size_t)wide * sizeof(double));
    memset(lane->db_hh, 0, (size_t)wide * sizeof(double));
    BackStep step = {.lane = lane};
    for (int end = lane->steps; end > 0; end -= chunk_steps) { /* the chunk's steps in the order of processing: start..end-1 */
        int start = end > chunk_steps ? end - chunk_steps : 0;
        Chunk chunk = {.lane = lane, .rows = (end - start) * batch, .add = end < lane->steps};
        chunk.first = (size_t)(lane->direction ? lane->steps - end : start);
        chunk.dh = lane->dy && lane->lean ? chunk_dh : rows->dh + chunk.first * state;
        chunk.dpre = lane->lean ? chunk_dpre : rows->dpre + chunk.first * gate_step;
        if (rows->dq) chunk.dq = lane->lean ? chunk_dq : rows->dq + chunk.first * state;
        if (lane->dy) head_chunk(&chunk);
        for (int order = end - 1; order >= start; order--) {
            size_t t = (size_t)(lane->direction ? lane->steps - 1 - order : order), before = lane->direction ? t + 1 : t - 1;
            double *dh = chunk.dh + (t - chunk.first) * state;
            step.last = order == lane->steps - 1;
            if (!step.last) join(dh, step.carry, state);
            step.dh = dh;
            step.gate = rows->gate + t * gate_step;
            step.h = rows->h + t * state;
            step.h_prev = order ? rows->h + before * state : rows->h0;
            step.dpre = chunk.dpre + (t - chunk.first) * gate_step;
            step.carry = lane->lean ? spare : rows->dh_carry + t * state;
            if (lane->cell == CELL_LSTM) {
                step.c_prev = order ? rows->c + before * state : rows->c0;
                step.tanh_c = rows->tanh_c + t * state;
                step.dc = lane->lean ? spare_dc : rows->dc + t * state;
                step.dc_prev = !order ? rows->dc0 : lane->lean ? spare_dc : rows->dc + before * state;
                point_lstm(&step);
            } else if (lane->cell == CELL_GRU) {
                step.q = rows->q + t * state;
                step.dq = chunk.dq + (t - chunk.first) * state;
                point_gru(&step);
            } else {
                point_rnn(&step);
            }
            carry_back(&step, columns, panel_step);
        }
        gradient_chunk(&chunk);
    }
    memcpy(rows->dh0, step.carry, state * sizeof(double));
    memcpy(lane->db_hh, lane->db_ih, (size_t)(lane->cell == CELL_GRU ? 2 * hidden : wide) * sizeof(double));
}

#endif
