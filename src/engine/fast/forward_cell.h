/* One lane's units in the fast kernels (kernel_set.h): where their numbers stand, the panels in which their weights are read,
   and what is done with the sums of one row of the batch. The equations stand in cell_lstm.c, cell_gru.c and cell_rnn.c. */
#ifndef UNROLL_ENGINE_FAST_FORWARD_CELL_H
#define UNROLL_ENGINE_FAST_FORWARD_CELL_H
#include "engine/fast/fast.h"
#include "engine/fast/nonlinear.h"
#include <math.h>

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
    double *pre; /* a lean trace keeps only the vectors in which something is saturated: the way back needs those */
    double *gate, *q, *c, *tanh_c, *h;
    Layout gate_at, state_at, c_prev_at; /* of gate; of q, c and tanh_c; of c_prev */
    const double *panel, *bias;
    bool lean;
    double flat; /* beyond it the nonlinearity of a plain RNN is saturated: FLAT, or infinity for those without a bound */
} Step;

FAST_INLINE double activation_flat(Activation activation) {
    return activation == ACTIVATION_TANH || activation == ACTIVATION_SIGMOID ? FLAT : INFINITY;
}

/* As the trace has it: rows of `gates` times H. */
static Layout layout_rows(const FastLane *lane, int gates) { return (Layout){(ptrdiff_t)gates * lane->hidden, LANES, lane->hidden}; }

/* What only the passes read back is kept in the order in which they write it, block by block: with hidden units to the power
   of two, the rows' order would send what is written together to the same few places of every cache. */
static bool layout_is_blocked(const FastLane *lane) { return lane->lean && lane->cell != FAST_CELL_RNN && lane->hidden % LANES == 0; }

static Layout layout_gates(const FastLane *lane) {
    int gates = cell_gates(lane->cell);
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
    if (lane->cell != FAST_CELL_RNN) return 1;
    return vectors >= 3 ? 4 : vectors;
}

static int panel_slots(const FastLane *lane) { return lane->cell == FAST_CELL_RNN ? panel_units(lane) : cell_gates(lane->cell); }

static int panel_count(const FastLane *lane) {
    int units = panel_units(lane);
    return (vector_count(lane->hidden) + units - 1) / units;
}

static size_t panel_size(const FastLane *lane) {
    return (size_t)(lane->source_count * lane->source_cols + lane->hidden) * (size_t)(panel_slots(lane) * LANES);
}

/* The first unit of a slot, and the row of its gate block in U, W and the biases. */
static int slot_unit(const FastLane *lane, int block, int slot) {
    return (lane->cell == FAST_CELL_RNN ? block * panel_units(lane) + slot : block) * LANES;
}

static int slot_row(const FastLane *lane, int block, int slot) {
    int unit = slot_unit(lane, block, slot);
    return lane->cell == FAST_CELL_RNN ? unit : slot * lane->hidden + unit;
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
            bool apart = lane->cell == FAST_CELL_GRU && slot == GRU_N; /* b_hn belongs to q, slot 3 */
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

FAST_INLINE double *pre_at(const Unit *unit, int gates, int b, int gate) {
    return unit->step->pre + ((ptrdiff_t)b * gates + gate) * unit->step->lane->hidden + unit->first;
}

FAST_INLINE void keep_pre(const Unit *unit, int gates, int b, int gate, V v) { v_store_n(pre_at(unit, gates, b, gate), v, unit->count); }

FAST_INLINE void keep_gate(const Unit *unit, int b, int gate, V v) {
    const Layout *at = &unit->step->gate_at;
    v_store_n(unit->step->gate + layout_at(at, unit->block, b) + gate * at->slot, v, unit->count);
}

FAST_INLINE void keep_state(double *rows, const Unit *unit, int b, V v) {
    v_store_n(rows + layout_at(&unit->step->state_at, unit->block, b), v, unit->count);
}

FAST_INLINE double *row_of_h(double *rows, const Unit *unit, int b) { return rows + (ptrdiff_t)b * unit->step->lane->hidden + unit->first; }

/* The way back needs the pre-activations of saturated units. For a batch of one the GRU keeps all of them: that costs less than to
   ask. The LSTM has twice as many stores waiting and keeps those of the vectors that were not near (nonlinear.h).

   The cells come in two parts, so that the second of one row can run while the first of the next still waits. */
typedef struct LstmGates {
    V i, f, g, o;
} LstmGates;

FAST_INLINE LstmGates lstm_gates_of(V a_i, V a_f, V a_g, V a_o) {
    Ratio r_i = sigmoid_ratio(a_i), r_f = sigmoid_ratio(a_f), r_g = tanh_ratio(a_g), r_o = sigmoid_ratio(a_o);
    V i_f = r_i.bottom * r_f.bottom, g_o = r_g.bottom * r_o.bottom, all = 1 / (i_f * g_o), of_i_f = all * g_o, of_g_o = all * i_f;
    return (LstmGates){.i = sigmoid_of(&r_i, r_f.bottom, of_i_f),
                       .f = sigmoid_of(&r_f, r_i.bottom, of_i_f),
                       .g = tanh_of(&r_g, r_o.bottom, of_g_o),
                       .o = sigmoid_of(&r_o, r_g.bottom, of_g_o)};
}

FAST_RARE LstmGates lstm_gates_far(V a_i, V a_f, V a_g, V a_o) { return lstm_gates_of(a_i, a_f, a_g, a_o); }

FAST_INLINE void keep_four(const Unit *unit, int b, V a_i, V a_f, V a_g, V a_o) {
    keep_pre(unit, 4, b, LSTM_I, a_i);
    keep_pre(unit, 4, b, LSTM_F, a_f);
    keep_pre(unit, 4, b, LSTM_G, a_g);
    keep_pre(unit, 4, b, LSTM_O, a_o);
}

FAST_INLINE void lstm_gates(V *c_out, V *o_out, const Unit *unit, int b, V a_i, V a_f, V a_g, V a_o) {
    const Step *step = unit->step;
    LstmGates v;
    if (unit->quick) {
        Near g = tanh_near(a_g);
        V i = sigmoid_near(a_i), f = sigmoid_near(a_f), o = sigmoid_near(a_o);
        V i_f = i * f, g_o = g.bottom * o, all = 1 / (i_f * g_o), of_i_f = all * g_o, of_g_o = all * i_f;
        v = (LstmGates){.i = f * of_i_f, .f = i * of_i_f, .g = g.top * o * of_g_o, .o = g.bottom * of_g_o};
        VMask far = sigmoid_is_far(v_larger(v_larger(a_i, a_f), a_o), v_smaller(v_smaller(a_i, a_f), a_o));
        if (FAST_SELDOM(far | tanh_is_far(a_g) | v_is_nan(all))) {
            v = lstm_gates_far(a_i, a_f, a_g, a_o);
            if (step->lean) keep_four(unit, b, a_i, a_f, a_g, a_o);
            *step->lane->has_flat = true;
        }
        if (!step->lean) keep_four(unit, b, a_i, a_f, a_g, a_o);
    } else {
        v = lstm_gates_of(a_i, a_f, a_g, a_o);
        if (!step->lean || v_any_above(v_larger(v_larger(v.i, v.f), v_larger(v.o, v_abs(v.g))), FLAT))
            keep_four(unit, b, a_i, a_f, a_g, a_o);
    }
    V c = v.f * v_load_n(step->c_prev + layout_at(&step->c_prev_at, unit->block, b), unit->count) + v.i * v.g;
    keep_gate(unit, b, LSTM_I, v.i);
    keep_gate(unit, b, LSTM_F, v.f);
    keep_gate(unit, b, LSTM_G, v.g);
    keep_gate(unit, b, LSTM_O, v.o);
    keep_state(step->c, unit, b, c);
    *c_out = c;
    *o_out = v.o;
}

FAST_INLINE void lstm_state(const Unit *unit, int b, V c, V o) {
    V tanh_c = v_tanh(c, unit->quick, unit->step->lane->has_flat);
    if (unit->quick || !unit->step->lean) keep_state(unit->step->tanh_c, unit, b, tanh_c); /* else h/o on the way back */
    v_store_n(row_of_h(unit->step->h, unit, b), o * tanh_c, unit->count);
}

typedef struct GruGates {
    V r, z, rest; /* rest = 1 - z */
} GruGates;

FAST_INLINE GruGates gru_gates_of(V a_r, V a_z) {
    Ratio r_r = sigmoid_ratio(a_r), r_z = sigmoid_ratio(a_z);
    V all = 1 / (r_r.bottom * r_z.bottom), side = side_of(&r_z, r_r.bottom, all);
    return (GruGates){sigmoid_of(&r_r, r_z.bottom, all), sigmoid_from(&r_z, side), rest_from(&r_z, side)};
}

FAST_RARE GruGates gru_gates_far(V a_r, V a_z) { return gru_gates_of(a_r, a_z); }

FAST_INLINE void gru_gates(V *a_out, V *z_out, V *rest_out, const Unit *unit, int b, V a_r, V a_z, V a_n, V q) {
    const Step *step = unit->step;
    GruGates v;
    if (unit->quick) {
        V r = sigmoid_near(a_r), z = sigmoid_near(a_z), all = 1 / (r * z);
        v.r = z * all;
        v.z = r * all;
        v.rest = 1 - v.z;
        if (FAST_SELDOM(sigmoid_is_far(v_larger(a_r, a_z), v_smaller(a_r, a_z)) | v_is_nan(all))) {
            v = gru_gates_far(a_r, a_z);
            *step->lane->has_flat = true;
        }
    } else {
        v = gru_gates_of(a_r, a_z);
    }
    a_n += v.r * q;
    if (unit->quick || !step->lean || v_any_above(v_larger(v.r, v.z), FLAT)) {
        keep_pre(unit, 3, b, GRU_R, a_r);
        keep_pre(unit, 3, b, GRU_Z, a_z);
    }
    keep_state(step->q, unit, b, q);
    keep_gate(unit, b, GRU_R, v.r);
    keep_gate(unit, b, GRU_Z, v.z);
    *a_out = a_n;
    *z_out = v.z;
    *rest_out = v.rest;
}

FAST_INLINE void gru_state(const Unit *unit, int b, V a_n, V z, V rest) {
    V n = v_tanh(a_n, unit->quick, unit->step->lane->has_flat),
      h_prev = v_load_n(unit->step->h_prev + (ptrdiff_t)b * unit->step->lane->hidden + unit->first, unit->count);
    if (unit->quick || !unit->step->lean || v_any_above(v_abs(n), FLAT)) keep_pre(unit, 3, b, GRU_N, a_n);
    keep_gate(unit, b, GRU_N, n);
    v_store_n(row_of_h(unit->step->h, unit, b), rest * n + z * h_prev, unit->count);
}

FAST_INLINE V activate(Activation activation, V a, const bool quick, bool *far) {
    switch (activation) {
    case ACTIVATION_TANH: return v_tanh(a, quick, far);
    case ACTIVATION_RELU: return v_choose(-a, v_choose(a, a, (V){0}), a); /* NaN fails both and stays */
    case ACTIVATION_LEAKY_RELU: return v_choose(a, a, 0.01 * a);
    case ACTIVATION_SIGMOID: return v_sigmoid(a, quick, far);
    case ACTIVATION_IDENTITY:
    case ACTIVATION_COUNT: break;
    }
    return a;
}

/* The choice first, then all of them; h comes as a. What stands between two branches goes through side by side. */
FAST_FAMILY void activate_four(Activation activation, const bool quick, const int slots, bool *far, V a0, V a1, V a2, V a3, V *h0, V *h1,
                               V *h2, V *h3) {
#define FAST_ACTIVATE(which)                                                                                                               \
    case which:                                                                                                                            \
        *h0 = activate(which, a0, quick, far);                                                                                             \
        if (slots > 1) *h1 = activate(which, a1, quick, far);                                                                              \
        if (slots > 2) *h2 = activate(which, a2, quick, far);                                                                              \
        if (slots > 2) *h3 = activate(which, a3, quick, far);                                                                              \
        break;
    switch (activation) {
    case ACTIVATION_TANH:
        if (slots > 2) {
            v_tanh_four(h0, h1, h2, h3, quick, far);
        } else if (slots > 1) {
            v_tanh_two(h0, h1, quick, far);
        } else {
            *h0 = v_tanh(a0, quick, far);
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
    if (!step->lean || v_any_above(v_abs(h), step->flat)) keep_pre(&unit, 1, b, 0, a);
    v_store_n(row_of_h(step->h, &unit, b), h, unit.count);
}

/* What is done with the sums of one row; s, t and u go from the first part to the second. */
FAST_INLINE void begin_cell(V *s, V *t, V *u, const Step *step, const FastCell cell, const bool quick, const bool whole, const int slots,
                            int block, int b, V a0, V a1, V a2, V a3) {
    Unit unit = {step, block, block * LANES, whole ? LANES : step->lane->hidden - block * LANES, quick};
    int first = block * slots * LANES;
    if (cell == FAST_CELL_LSTM) {
        lstm_gates(s, t, &unit, b, a0, a1, a2, a3);
    } else if (cell == FAST_CELL_GRU) {
        gru_gates(s, t, u, &unit, b, a0, a1, a2, a3);
    } else if (cell == FAST_CELL_RNN) {
        V h0 = a0, h1 = a1, h2 = a2, h3 = a3;
        activate_four(step->lane->activation, quick, slots, step->lane->has_flat, a0, a1, a2, a3, &h0, &h1, &h2, &h3);
        rnn_unit(step, whole, first, b, a0, h0);
        if (slots > 1) rnn_unit(step, whole, first + LANES, b, a1, h1);
        if (slots > 2) rnn_unit(step, whole, first + 2 * LANES, b, a2, h2);
        if (slots > 2) rnn_unit(step, whole, first + 3 * LANES, b, a3, h3);
    }
}

FAST_INLINE void end_cell(const Step *step, const FastCell cell, const bool quick, const bool whole, int block, int b, V s, V t, V u) {
    Unit unit = {step, block, block * LANES, whole ? LANES : step->lane->hidden - block * LANES, quick};
    if (cell == FAST_CELL_LSTM) lstm_state(&unit, b, s, t);
    if (cell == FAST_CELL_GRU) gru_state(&unit, b, s, t, u);
}

/* The same, where a page knows the cell only as it runs. */
FAST_FAMILY void begin_any_cell(V *s, V *t, V *u, const Step *step, FastCell cell, bool quick, bool whole, int slots, int block, int b,
                                V a0, V a1, V a2, V a3) {
    begin_cell(s, t, u, step, cell, quick, whole, slots, block, b, a0, a1, a2, a3);
}

FAST_FAMILY void end_any_cell(const Step *step, FastCell cell, bool quick, bool whole, int block, int b, V s, V t, V u) {
    end_cell(step, cell, quick, whole, block, b, s, t, u);
}

#endif
