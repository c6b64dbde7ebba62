/* Forward through time, one lane (fast_kernels.h). A block of LANES units and a group of batch rows at a time: the gates'
   pre-activations grow in registers over all inputs [x_t | h_prev], the nonlinearities follow while they are still there,
   and what the trace keeps is stored once. The equations stand in cell_lstm.c, cell_gru.c and cell_rnn.c.

   A single row (batch 1) is bound by latency, not by arithmetic: x_t's part does not wait for h_prev, and two blocks grow
   together, each in several sums. In a batch every sum runs in one fixed order and no row looks at another. */
#ifndef UNROLL_ENGINE_FAST_FORWARD_H
#define UNROLL_ENGINE_FAST_FORWARD_H
#include "engine/fast.h"
#include "engine/fast_exp.h"

enum { FORWARD_ROWS = LANES == 8 ? 4 : 2 };

/* Where the vector of a block of units, a row of the batch and a gate (`slot`) stands from the step's first number. */
typedef struct Layout {
    ptrdiff_t row, block, slot;
} Layout;

FAST_INLINE ptrdiff_t layout_at(const Layout *at, int block, int b) { return block * at->block + b * at->row; }

/* One step of a lane: its rows, and where the panels are. */
typedef struct Step {
    const FastLane *lane;
    const double *source[FAST_SOURCE_MAX];
    const double *h_prev, *c_prev;
    double *pre, *gate, *q, *c, *tanh_c, *h; /* pre: NULL when not kept */
    Layout gate_at, state_at, c_prev_at;     /* of gate; of q, c and tanh_c; of c_prev */
    const double *panel, *bias;
} Step;

/* As the trace has it: rows of `gates` times H. */
static Layout layout_rows(const FastLane *lane, int gates) { return (Layout){(ptrdiff_t)gates * lane->hidden, LANES, lane->hidden}; }

/* What only the passes read back is kept in the order in which they write it, block by block: with hidden units to the power
   of two, the rows' order would send what is written together to the same few places of every cache. */
static bool layout_is_blocked(const FastLane *lane) { return lane->lean && lane->cell != CELL_RNN && lane->hidden % LANES == 0; }

static Layout layout_gates(const FastLane *lane) {
    int gates = lane->cell == CELL_LSTM ? 4 : lane->cell == CELL_GRU ? 3 : 1;
    if (!layout_is_blocked(lane)) return layout_rows(lane, gates);
    return (Layout){gates * LANES, (ptrdiff_t)lane->batch * gates * LANES, LANES};
}

static Layout layout_states(const FastLane *lane) {
    if (!layout_is_blocked(lane)) return layout_rows(lane, 1);
    return (Layout){LANES, (ptrdiff_t)lane->batch * LANES, 0};
}

static int min_int(int a, int b) { return a < b ? a : b; }

static int vector_count(int hidden) { return (hidden + LANES - 1) / LANES; }

/* Blocks of units that share a panel. */
static int panel_units(const FastLane *lane) {
    int vectors = vector_count(lane->hidden);
    if (lane->cell != CELL_RNN) return 1;
    return vectors >= 3 ? 4 : vectors;
}

static int panel_slots(const FastLane *lane) { return lane->cell == CELL_LSTM ? 4 : lane->cell == CELL_GRU ? 3 : panel_units(lane); }

static int panel_count(const FastLane *lane) {
    int units = panel_units(lane);
    return (vector_count(lane->hidden) + units - 1) / units;
}

static size_t panel_size(const FastLane *lane) {
    return (size_t)(lane->source_count * lane->source_cols + lane->hidden) * (size_t)(panel_slots(lane) * LANES);
}

/* The first unit of a slot, and the row of its gate block in U, W and the biases. */
static int slot_unit(const FastLane *lane, int block, int slot) {
    return (lane->cell == CELL_RNN ? block * panel_units(lane) + slot : block) * LANES;
}

static int slot_row(const FastLane *lane, int block, int slot) {
    int unit = slot_unit(lane, block, slot);
    return lane->cell == CELL_RNN ? unit : slot * lane->hidden + unit;
}

#if defined __AVX512F__ && defined __AVX512DQ__
/* out[k * step + l] = in[l * cols + k], l and k 0..7: three rounds of exchanging ever larger halves. */
FAST_INLINE void transpose_eight(double *out, ptrdiff_t step, const double *in, ptrdiff_t cols) {
    V a[8], b[8];
#pragma GCC unroll 8
    for (int i = 0; i < 8; i++) a[i] = v_load(in + i * cols);
#pragma GCC unroll 4
    for (int i = 0; i < 8; i += 2) {
        b[i] = _mm512_unpacklo_pd(a[i], a[i + 1]);
        b[i + 1] = _mm512_unpackhi_pd(a[i], a[i + 1]);
    }
    const __m512i low = {0, 1, 8, 9, 4, 5, 12, 13}, high = {2, 3, 10, 11, 6, 7, 14, 15};
#pragma GCC unroll 2
    for (int i = 0; i < 8; i += 4) {
        a[i] = _mm512_permutex2var_pd(b[i], low, b[i + 2]);
        a[i + 1] = _mm512_permutex2var_pd(b[i + 1], low, b[i + 3]);
        a[i + 2] = _mm512_permutex2var_pd(b[i], high, b[i + 2]);
        a[i + 3] = _mm512_permutex2var_pd(b[i + 1], high, b[i + 3]);
    }
#pragma GCC unroll 4
    for (int i = 0; i < 4; i++) {
        v_store(out + i * step, _mm512_shuffle_f64x2(a[i], a[i + 4], 0x44));
        v_store(out + (i + 4) * step, _mm512_shuffle_f64x2(a[i], a[i + 4], 0xee));
    }
}
#endif

/* Column k of `count` rows of `in`, zeros behind them, for every k. */
static void pack_slot(double *out, ptrdiff_t step, const double *in, int cols, int count) {
    int k = 0;
#if defined __AVX512F__ && defined __AVX512DQ__
    if (count >= LANES) {
        for (; k + 8 <= cols; k += 8) transpose_eight(out + k * step, step, in + k, cols);
    }
#endif
    for (; k < cols; k++) {
        for (int l = 0; l < LANES; l++) out[k * step + l] = l < count ? in[(ptrdiff_t)l * cols + k] : 0;
    }
}

/* The way back: row l, column k from in[k * step + l], for `count` rows. */
static void unpack_slot(double *out, const double *in, ptrdiff_t step, int cols, int count) {
    int k = 0;
#if defined __AVX512F__ && defined __AVX512DQ__
    if (count >= LANES) {
        for (; k + 8 <= cols; k += 8) transpose_eight(out + k, cols, in + k * step, step);
    }
#endif
    for (int l = 0; l < count; l++) {
        for (int j = k; j < cols; j++) out[(ptrdiff_t)l * cols + j] = in[j * step + l];
    }
}

static void pack_panels(double *panel, double *bias, const FastLane *lane) {
    int slots = panel_slots(lane), inputs = lane->source_count * lane->source_cols, hidden = lane->hidden;
    ptrdiff_t step = slots * LANES;
    for (int block = 0; block < panel_count(lane); block++, panel += panel_size(lane), bias += 4 * LANES) {
        memset(bias, 0, 4 * LANES * sizeof(double));
        for (int slot = 0; slot < slots; slot++) {
            int row = slot_row(lane, block, slot), count = min_int(hidden - slot_unit(lane, block, slot), LANES);
            bool apart = lane->cell == CELL_GRU && slot == GRU_N; /* b_hn belongs to q, slot 3 */
            if (count < 0) count = 0;
            if (count == 0) row = 0;
            pack_slot(panel + slot * LANES, step, lane->U + (ptrdiff_t)row * inputs, inputs, count);
            pack_slot(panel + inputs * step + slot * LANES, step, lane->W + (ptrdiff_t)row * hidden, hidden, count);
            for (int l = 0; l < count; l++) {
                bias[slot * LANES + l] = apart ? lane->b_ih[row + l] : lane->b_ih[row + l] + lane->b_hh[row + l];
                if (apart) bias[3 * LANES + l] = lane->b_hh[row + l];
            }
        }
    }
}

/* ---- the cells, on the sums of one row of the batch ------------------------------------------------------------------ */

typedef struct Unit {
    const Step *step;
    int block, first, count; /* the block's units: count <= LANES of them are real */
    bool quick;              /* a batch of one: nothing else to do while an operation takes its time */
} Unit;

FAST_INLINE void keep_pre(const Unit *unit, int gates, int b, int gate, V v) {
    int hidden = unit->step->lane->hidden;
    v_store_n(unit->step->pre + ((ptrdiff_t)b * gates + gate) * hidden + unit->first, v, unit->count);
}

FAST_INLINE void keep_gate(const Unit *unit, int b, int gate, V v) {
    const Layout *at = &unit->step->gate_at;
    v_store_n(unit->step->gate + layout_at(at, unit->block, b) + gate * at->slot, v, unit->count);
}

FAST_INLINE void keep_state(double *rows, const Unit *unit, int b, V v) {
    v_store_n(rows + layout_at(&unit->step->state_at, unit->block, b), v, unit->count);
}

FAST_INLINE double *row_of_h(double *rows, const Unit *unit, int b) { return rows + (ptrdiff_t)b * unit->step->lane->hidden + unit->first; }

/* The cells come in two parts, so that the second of one row can run while the first of the next still waits. */
FAST_INLINE void lstm_gates(V *c_out, V *o_out, const Unit *unit, int b, V a_i, V a_f, V a_g, V a_o) {
    const Step *step = unit->step;
    if (step->pre) {
        keep_pre(unit, 4, b, LSTM_I, a_i);
        keep_pre(unit, 4, b, LSTM_F, a_f);
        keep_pre(unit, 4, b, LSTM_G, a_g);
        keep_pre(unit, 4, b, LSTM_O, a_o);
    }
    Ratio r_i = sigmoid_ratio(a_i, unit->quick), r_f = sigmoid_ratio(a_f, unit->quick);
    Ratio r_g = tanh_ratio(a_g, unit->quick), r_o = sigmoid_ratio(a_o, unit->quick);
    V i_f = r_i.bottom * r_f.bottom, g_o = r_g.bottom * r_o.bottom, all = 1 / (i_f * g_o), of_i_f = all * g_o, of_g_o = all * i_f;
    V i = sigmoid_of(&r_i, of_i_f, r_f.bottom), f = sigmoid_of(&r_f, of_i_f, r_i.bottom);
    V g = tanh_of(&r_g, of_g_o, r_o.bottom), o = sigmoid_of(&r_o, of_g_o, r_g.bottom);
    V c = f * v_load_n(step->c_prev + layout_at(&step->c_prev_at, unit->block, b), unit->count) + i * g;
    keep_gate(unit, b, LSTM_I, i);
    keep_gate(unit, b, LSTM_F, f);
    keep_gate(unit, b, LSTM_G, g);
    keep_gate(unit, b, LSTM_O, o);
    keep_state(step->c, unit, b, c);
    *c_out = c;
    *o_out = o;
}

FAST_INLINE void lstm_state(const Unit *unit, int b, V c, V o) {
    V tanh_c = v_tanh(c, unit->quick);
    keep_state(unit->step->tanh_c, unit, b, tanh_c);
    v_store_n(row_of_h(unit->step->h, unit, b), o * tanh_c, unit->count);
}

FAST_INLINE void gru_gates(V *a_out, V *z_out, const Unit *unit, int b, V a_r, V a_z, V a_n, V q) {
    const Step *step = unit->step;
    Ratio r_r = sigmoid_ratio(a_r, unit->quick), r_z = sigmoid_ratio(a_z, unit->quick);
    V all = 1 / (r_r.bottom * r_z.bottom), r = sigmoid_of(&r_r, all, r_z.bottom), z = sigmoid_of(&r_z, all, r_r.bottom);
    a_n += r * q;
    if (step->pre) {
        keep_pre(unit, 3, b, GRU_R, a_r);
        keep_pre(unit, 3, b, GRU_Z, a_z);
        keep_pre(unit, 3, b, GRU_N, a_n);
    }
    keep_state(step->q, unit, b, q);
    keep_gate(unit, b, GRU_R, r);
    keep_gate(unit, b, GRU_Z, z);
    *a_out = a_n;
    *z_out = z;
}

FAST_INLINE void gru_state(const Unit *unit, int b, V a_n, V z) {
    V n = v_tanh(a_n, unit->quick),
      h_prev = v_load_n(unit->step->h_prev + (ptrdiff_t)b * unit->step->lane->hidden + unit->first, unit->count);
    keep_gate(unit, b, GRU_N, n);
    v_store_n(row_of_h(unit->step->h, unit, b), (1 - z) * n + z * h_prev, unit->count);
}

FAST_INLINE V activate(Activation activation, V a, const bool quick) {
    switch (activation) {
    case ACTIVATION_TANH: return v_tanh(a, quick);
    case ACTIVATION_RELU: return v_choose(-a, v_choose(a, a, (V){0}), a); /* NaN fails both and stays */
    case ACTIVATION_LEAKY_RELU: return v_choose(a, a, 0.01 * a);
    case ACTIVATION_SIGMOID: return v_sigmoid(a, quick);
    case ACTIVATION_IDENTITY:
    case ACTIVATION_COUNT: break;
    }
    return a;
}

/* The choice first, then all of them; h comes as a. What stands between two branches goes through side by side. */
FAST_INLINE void activate_four(Activation activation, const bool quick, const int slots, V a0, V a1, V a2, V a3, V *h0, V *h1, V *h2,
                               V *h3) {
#define FAST_ACTIVATE(which)                                                                                                               \
    case which:                                                                                                                            \
        *h0 = activate(which, a0, quick);                                                                                                  \
        if (slots > 1) *h1 = activate(which, a1, quick);                                                                                   \
        if (slots > 2) *h2 = activate(which, a2, quick);                                                                                   \
        if (slots > 2) *h3 = activate(which, a3, quick);                                                                                   \
        break;
    switch (activation) {
    case ACTIVATION_TANH:
        if (slots > 2) {
            v_tanh_four(h0, h1, h2, h3, quick);
        } else {
            *h0 = v_tanh(a0, quick);
            if (slots > 1) *h1 = v_tanh(a1, quick);
        }
        break;
        FAST_ACTIVATE(ACTIVATION_RELU)
        FAST_ACTIVATE(ACTIVATION_LEAKY_RELU)
        FAST_ACTIVATE(ACTIVATION_SIGMOID)
    case ACTIVATION_IDENTITY:
    case ACTIVATION_COUNT: break;
    }
#undef FAST_ACTIVATE
}

FAST_INLINE void rnn_unit(const Step *step, const bool whole, int first, int b, V a, V h) {
    Unit unit = {step, 0, first, whole ? LANES : step->lane->hidden - first, false};
    if (unit.count <= 0) return; /* the last panel's padding */
    if (step->pre) keep_pre(&unit, 1, b, 0, a);
    v_store_n(row_of_h(step->h, &unit, b), h, unit.count);
}

/* What is done with the sums of one row; s and t go from the first part to the second. */
FAST_INLINE void begin_cell(V *s, V *t, const Step *step, const CellKind cell, const bool quick, const bool whole, const int slots,
                            int block, int b, V a0, V a1, V a2, V a3) {
    Unit unit = {step, block, block * LANES, whole ? LANES : step->lane->hidden - block * LANES, quick};
    int first = block * slots * LANES;
    if (cell == CELL_LSTM) {
        lstm_gates(s, t, &unit, b, a0, a1, a2, a3);
    } else if (cell == CELL_GRU) {
        gru_gates(s, t, &unit, b, a0, a1, a2, a3);
    } else {
        V h0 = a0, h1 = a1, h2 = a2, h3 = a3;
        activate_four(step->lane->activation, quick, slots, a0, a1, a2, a3, &h0, &h1, &h2, &h3);
        rnn_unit(step, whole, first, b, a0, h0);
        if (slots > 1) rnn_unit(step, whole, first + LANES, b, a1, h1);
        if (slots > 2) rnn_unit(step, whole, first + 2 * LANES, b, a2, h2);
        if (slots > 2) rnn_unit(step, whole, first + 3 * LANES, b, a3, h3);
    }
}

FAST_INLINE void end_cell(const Step *step, const CellKind cell, const bool quick, const bool whole, int block, int b, V s, V t) {
    Unit unit = {step, block, block * LANES, whole ? LANES : step->lane->hidden - block * LANES, quick};
    if (cell == CELL_LSTM) lstm_state(&unit, b, s, t);
    if (cell == CELL_GRU) gru_state(&unit, b, s, t);
}

/* ---- one panel, `rows` rows of the batch ----------------------------------------------------------------------------- */

/* `cell`, `rows` (1, 2, 4), `pair`, `whole` and `slots` are constants at every call, so that what they exclude is not compiled.
   `pair`: not two rows of one block, but one row of this block and the next. */
FAST_INLINE void run_block(const Step *step, const CellKind cell, const int rows, const bool pair, const bool whole, const int slots,
                           int block, int b) {
    const FastLane *lane = step->lane;
    const double *P = step->panel + (size_t)block * panel_size(lane), *bias = step->bias + block * 4 * LANES;
    V c00 = v_load(bias), c01 = v_load(bias + LANES), c02 = v_load(bias + 2 * LANES), c03 = v_load(bias + 3 * LANES);
    V c10 = c00, c11 = c01, c12 = c02, c13 = c03;
    if (pair) {
        bias += 4 * LANES;
        c10 = v_load(bias);
        c11 = v_load(bias + LANES);
        c12 = v_load(bias + 2 * LANES);
        c13 = v_load(bias + 3 * LANES);
    }
    V c20 = c00, c21 = c01, c22 = c02, c23 = c03, c30 = c00, c31 = c01, c32 = c02, c33 = c03;
    const bool alone = !pair && rows == 1;
    if (alone) c10 = c11 = c12 = c13 = (V){0};
    if (alone || pair) c20 = c21 = c22 = c23 = c30 = c31 = c32 = c33 = (V){0};
    size_t other = panel_size(lane);
    ptrdiff_t stride;
    int count;

/* Terms of input k for row r; `third` is the sum that the panel's third slot goes to (GRU: n from x_t, q from h_prev). */
#define FAST_TERM(r, third, x)                                                                                                             \
    {                                                                                                                                      \
        V a = v_set(x);                                                                                                                    \
        c##r##0 += a * w0;                                                                                                                 \
        if (slots > 1) c##r##1 += a * w1;                                                                                                  \
        if (slots > 2) c##r##third += a * w2;                                                                                              \
        if (slots > 3) c##r##3 += a * w3;                                                                                                  \
    }
#define FAST_WEIGHTS(at)                                                                                                                   \
    V w0 = v_load(at), w1 = slots > 1 ? v_load(at + LANES) : w0, w2 = slots > 2 ? v_load(at + 2 * LANES) : w0;                             \
    V w3 = slots > 3 ? v_load(at + 3 * LANES) : w0;
#define FAST_AT(r, third, at, x) {FAST_WEIGHTS((at)) FAST_TERM(r, third, x)}
#define FAST_WALK(third)                                                                                                                   \
    {                                                                                                                                      \
        int k = 0;                                                                                                                         \
        for (; alone && k + 4 <= count; k += 4, P += 4 * slots * LANES) {                                                                  \
            FAST_AT(0, third, P, X[k])                                                                                                     \
            FAST_AT(1, third, P + slots * LANES, X[k + 1])                                                                                 \
            FAST_AT(2, third, P + 2 * slots * LANES, X[k + 2])                                                                             \
            FAST_AT(3, third, P + 3 * slots * LANES, X[k + 3])                                                                             \
        }                                                                                                                                  \
        for (; pair && k + 2 <= count; k += 2, P += 2 * slots * LANES) {                                                                   \
            FAST_AT(0, third, P, X[k])                                                                                                     \
            FAST_AT(1, third, P + other, X[k])                                                                                             \
            FAST_AT(2, third, P + slots * LANES, X[k + 1])                                                                                 \
            FAST_AT(3, third, P + slots * LANES + other, X[k + 1])                                                                         \
        }                                                                                                                                  \
        _Pragma("GCC unroll 4") for (; k < count; k++, P += slots * LANES) {                                                               \
            {                                                                                                                              \
                FAST_WEIGHTS(P)                                                                                                            \
                FAST_TERM(0, third, X[k])                                                                                                  \
                if (!pair && rows > 1) FAST_TERM(1, third, X[stride + k])                                                                  \
                if (!pair && rows > 2) FAST_TERM(2, third, X[2 * stride + k])                                                              \
                if (!pair && rows > 2) FAST_TERM(3, third, X[3 * stride + k])                                                              \
            }                                                                                                                              \
            if (pair) FAST_AT(1, third, P + other, X[k])                                                                                   \
        }                                                                                                                                  \
    }

    stride = count = lane->source_cols;
    for (int source = 0; source < lane->source_count; source++) {
        const double *X = step->source[source] + b * stride;
        FAST_WALK(2)
    }
    stride = count = lane->hidden;
    const double *X = step->h_prev + b * stride;
    if (cell == CELL_GRU) {
        FAST_WALK(3)
    } else {
        FAST_WALK(2)
    }
#undef FAST_WALK
#undef FAST_AT
#undef FAST_WEIGHTS
#undef FAST_TERM
    if (alone) {
        c00 = (c00 + c10) + (c20 + c30);
        c01 = (c01 + c11) + (c21 + c31);
        c02 = (c02 + c12) + (c22 + c32);
        c03 = (c03 + c13) + (c23 + c33);
    } else if (pair) {
        c00 += c20;
        c01 += c21;
        c02 += c22;
        c03 += c23;
        c10 += c30;
        c11 += c31;
        c12 += c32;
        c13 += c33;
    }

    const bool quick = pair || rows == 1;
    V s0, s1, s2, s3, t0, t1, t2, t3;
    s0 = s1 = s2 = s3 = t0 = t1 = t2 = t3 = (V){0};
    int block_1 = pair ? block + 1 : block, b_1 = pair ? b : b + 1;
    begin_cell(&s0, &t0, step, cell, quick, whole, slots, block, b, c00, c01, c02, c03);
    if (rows > 1) begin_cell(&s1, &t1, step, cell, quick, whole, slots, block_1, b_1, c10, c11, c12, c13);
    if (rows > 2) begin_cell(&s2, &t2, step, cell, quick, whole, slots, block, b + 2, c20, c21, c22, c23);
    if (rows > 2) begin_cell(&s3, &t3, step, cell, quick, whole, slots, block, b + 3, c30, c31, c32, c33);
    end_cell(step, cell, quick, whole, block, b, s0, t0);
    if (rows > 1) end_cell(step, cell, quick, whole, block_1, b_1, s1, t1);
    if (rows > 2) end_cell(step, cell, quick, whole, block, b + 2, s2, t2);
    if (rows > 2) end_cell(step, cell, quick, whole, block, b + 3, s3, t3);
}

/* `whole`: no block has fewer than LANES units. */
FAST_INLINE void run_blocks(const Step *step, const CellKind cell, const bool whole, const int slots, int blocks, int batch) {
    if (batch == 1) {
        int block = 0;
        for (; block + 2 <= blocks; block += 2) run_block(step, cell, 2, true, whole, slots, block, 0);
        if (block < blocks) run_block(step, cell, 1, false, whole, slots, block, 0);
        return;
    }
    for (int block = 0; block < blocks; block++) {
        int b = 0;
        for (; b + FORWARD_ROWS <= batch; b += FORWARD_ROWS) run_block(step, cell, FORWARD_ROWS, false, whole, slots, block, b);
        if (FORWARD_ROWS > 2 && b + 2 <= batch) {
            run_block(step, cell, 2, false, whole, slots, block, b);
            b += 2;
        }
        if (b < batch) run_block(step, cell, 1, false, whole, slots, block, b);
    }
}

#define FAST_BLOCK(name, cell, slots)                                                                                                      \
    static void name(const Step *step, int blocks, int batch) {                                                                            \
        if (step->lane->hidden % ((cell == CELL_RNN ? slots : 1) * LANES) == 0) {                                                          \
            run_blocks(step, cell, true, slots, blocks, batch);                                                                            \
        } else {                                                                                                                           \
            run_blocks(step, cell, false, slots, blocks, batch);                                                                           \
        }                                                                                                                                  \
    }
FAST_BLOCK(blocks_lstm, CELL_LSTM, 4)
FAST_BLOCK(blocks_gru, CELL_GRU, 3)
FAST_BLOCK(blocks_rnn_1, CELL_RNN, 1)
FAST_BLOCK(blocks_rnn_2, CELL_RNN, 2)
FAST_BLOCK(blocks_rnn_4, CELL_RNN, 4)
#undef FAST_BLOCK

/* y of a step, at most LANES of them, from its h and the head's columns. */
static void head_row(double *y, const FastLane *lane, const double *h, const double *columns) {
    V y0 = v_load_n(lane->head_bias, lane->outputs), y1 = {0}, y2 = {0}, y3 = {0};
    int k = 0;
    for (; k + 4 <= lane->hidden; k += 4, columns += 4 * LANES) {
        y0 += h[k] * v_load(columns);
        y1 += h[k + 1] * v_load(columns + LANES);
        y2 += h[k + 2] * v_load(columns + 2 * LANES);
        y3 += h[k + 3] * v_load(columns + 3 * LANES);
    }
    for (; k < lane->hidden; k++, columns += LANES) y0 += h[k] * v_load(columns);
    v_store_n(y, (y0 + y1) + (y2 + y3), lane->outputs);
}

#define FAST_EACH(what) what(0) what(1) what(2) what(3) what(4) what(5) what(6) what(7)

/* The whole way for one sequence in a plain RNN of no more units and inputs than a vector holds: nothing but one short loop, with
   the weights and h in registers. What h_prev does to h and what it did to the outputs of its own step use the same copies of it.
   `whole` (LANES units) and `lean` are constants at every call. */
FAST_INLINE void forward_tiny(const FastLane *lane, const double *panel, const double *bias, const double *head, const bool whole,
                              const bool lean) {
    int hidden = whole ? LANES : lane->hidden, inputs = lane->source_cols, outputs = lane->y ? lane->outputs : 0;
    V h = v_load_n(lane->rows->h0, hidden), b = v_load(bias), head_bias = outputs ? v_load_n(lane->head_bias, outputs) : b;
    double *y = NULL; /* of the step before */
#define FAST_LOAD(r)                                                                                                                       \
    V w##r = hidden > r ? v_load(panel + (inputs + r) * LANES) : b;                                                                        \
    V v##r = outputs && hidden > r ? v_load(head + r * LANES) : b;
    FAST_EACH(FAST_LOAD)
#undef FAST_LOAD
    for (int order = 0; order <= lane->steps; order++) {
        size_t t = (size_t)(lane->direction ? lane->steps - 1 - order : order);
        bool last = order == lane->steps; /* only its outputs are left */
        const double *x = lane->source[0] + (last ? 0 : t * (size_t)inputs);
        V c0 = b, c1 = {0}, c2 = {0}, c3 = {0}, y0 = head_bias, y1 = {0};
        int k = 0;
        for (; k + 2 <= inputs; k += 2) {
            c0 += x[k] * v_load(panel + k * LANES);
            c1 += x[k + 1] * v_load(panel + (k + 1) * LANES);
        }
        if (k < inputs) c0 += x[k] * v_load(panel + k * LANES);
        c0 += c1;
        c1 = (V){0};
#define FAST_TERM(r, chain, other)                                                                                                         \
    if (LANES > r && hidden > r) {                                                                                                         \
        V a = v_lane(h, r < LANES ? r : 0);                                                                                                \
        chain += a * w##r;                                                                                                                 \
        other += a * v##r;                                                                                                                 \
    }
        FAST_TERM(0, c1, y0)
        FAST_TERM(1, c2, y1)
        FAST_TERM(2, c3, y0)
        FAST_TERM(3, c0, y1)
        FAST_TERM(4, c1, y0)
        FAST_TERM(5, c2, y1)
        FAST_TERM(6, c3, y0)
        FAST_TERM(7, c0, y1)
#undef FAST_TERM
        if (y) v_store_n(y, y0 + y1, outputs);
        if (last) break;
        V a = (c0 + c1) + (c2 + c3);
        if (!lean) v_store_n(lane->rows->pre + t * (size_t)hidden, a, hidden);
        if (lane->activation == ACTIVATION_TANH) {
            h = v_tanh(a, true);
        } else {
            h = activate(lane->activation, a, true);
        }
        v_store_n(lane->rows->h + t * (size_t)hidden, h, hidden);
        if (outputs) y = lane->y + t * (size_t)outputs;
    }
}

#undef FAST_EACH

static bool forward_is_tiny(const FastLane *lane) {
    return lane->cell == CELL_RNN && lane->batch == 1 && lane->hidden <= LANES && lane->source_count == 1 && lane->source_cols <= LANES;
}

static void forward_run(const FastLane *lane) {
    const TraceLane *rows = lane->rows;
    int slots = panel_slots(lane), blocks = panel_count(lane), gates = lane->cell == CELL_LSTM ? 4 : lane->cell == CELL_GRU ? 3 : 1;
    size_t state = (size_t)lane->batch * (size_t)lane->hidden, wide = state * (size_t)gates;
    double *panel = lane->work, *bias = panel + (size_t)blocks * panel_size(lane);
    void (*run)(const Step *, int, int) = lane->cell == CELL_LSTM  ? blocks_lstm
                                          : lane->cell == CELL_GRU ? blocks_gru
                                          : slots == 1             ? blocks_rnn_1
                                          : slots == 2             ? blocks_rnn_2
                                                                   : blocks_rnn_4;
    pack_panels(panel, bias, lane);
    double *head = bias + (size_t)blocks * 4 * LANES;
    if (lane->y) pack_slot(head, LANES, lane->V, lane->head_cols, lane->outputs);
    if (forward_is_tiny(lane)) {
        if (lane->hidden == LANES && lane->lean) {
            forward_tiny(lane, panel, bias, head, true, true);
        } else {
            forward_tiny(lane, panel, bias, head, false, lane->lean);
        }
        return;
    }
    Step step = {.lane = lane, .panel = panel, .bias = bias, .h_prev = rows->h0, .c_prev = rows->c0};
    step.gate_at = layout_gates(lane);
    step.state_at = layout_states(lane);
    step.c_prev_at = layout_rows(lane, 1); /* c0 */
    for (int order = 0; order < lane->steps; order++) {
        size_t t = (size_t)(lane->direction ? lane->steps - 1 - order : order);
        for (int i = 0; i < lane->source_count; i++) step.source[i] = lane->source[i] + t * (size_t)lane->batch * (size_t)lane->source_cols;
        if (!lane->lean) step.pre = rows->pre + t * wide;
        step.gate = rows->gate + t * wide;
        step.h = rows->h + t * state;
        if (rows->q) step.q = rows->q + t * state;
        if (rows->c) {
            step.c = rows->c + t * state;
            step.tanh_c = rows->tanh_c + t * state;
        }
        run(&step, blocks, lane->batch);
        if (lane->y) head_row(lane->y + t * (size_t)lane->outputs, lane, step.h, head);
        step.h_prev = step.h;
        step.c_prev = step.c;
        step.c_prev_at = step.state_at;
    }
}

#endif
