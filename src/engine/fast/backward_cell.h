/* Backward through time: one step's rows, and the cell's pointwise part of it on whole vectors (kernel_set.h). The equations
   stand in cell_lstm.c, cell_gru.c and cell_rnn.c.

   dpre of a chunk of steps lies in panels of LANES units, [slot][block][row][LANES], zeros behind the last unit. So the products
   read it from first to last, whether its rows are summed over (dW, dU) or its units (dh_prev, dx): a plain row of it would be
   a power of two long, and its columns would fight for one set of the cache.
   Slots: LSTM i f g o; GRU r z q n, where q stands for n in everything that comes from h_prev; RNN one. */
#ifndef UNROLL_ENGINE_FAST_BACKWARD_CELL_H
#define UNROLL_ENGINE_FAST_BACKWARD_CELL_H
#include <float.h>

#include "engine/fast/fast.h"
#include "engine/fast/forward_batch.h"

enum { BACK_Q = 2, BACK_N = 3 }; /* the GRU's slots behind r and z */

static int lane_gates(const FastLane *lane) { return cell_gates(lane->cell); }

static int lane_back_slots(const FastLane *lane) { return lane->cell == FAST_CELL_RNN ? 1 : 4; }

/* A chunk of steps on the way back, and what is kept where. */
typedef struct BackWalk {
    const FastLane *lane;
    size_t first; /* the chunk's first position in time */
    int rows;
    bool add;             /* not the first chunk: gradients add up */
    double *dh;           /* (rows, H) what comes from above */
    double *panel;        /* dpre */
    int dy_blocks;        /* panels of dy before it; 0: what the head sends is in dh */
    ptrdiff_t panel_step; /* from one of its panels to the next */
    double *carry;        /* (B, H) dL/dh_prev through W, from one step to the next */
    double *dc;           /* [block][B][LANES] LSTM: dL/dc_prev, the same */
} BackWalk;

typedef struct BackStep {
    Activation activation;
    int hidden, blocks;
    Layout gate_at, state_at, c_prev_at; /* of gate; of q, c and tanh_c; of c_prev */
    const double *gate, *q, *h_prev, *c_prev, *c, *tanh_c, *h;
    const double *pre; /* rows as the trace has them; only where a nonlinearity is saturated, see FLAT */
    const double *dh;  /* what comes from above */
    double *panel;     /* of the step's first row */
    ptrdiff_t panel_step;
    double *dh_sum, *dh_carry, *dc, *dpre, *dq; /* as the trace keeps them, or NULL */
} BackStep;

/* `cell` and `lean` are the lane's; where they are constants, what they exclude is not compiled. */
FAST_INLINE void step_bind(BackStep *step, const BackWalk *walk, int order, const FastCell cell, const bool lean) {
    const FastLane *lane = walk->lane;
    const TraceLane *rows = lane->rows;
    size_t t = (size_t)(lane->direction ? lane->steps - 1 - order : order),
           before = lane->direction ? t + 1 : t - 1; /* read if order > 0 */
    size_t state = (size_t)lane->batch * (size_t)lane->hidden, wide = state * (size_t)lane_gates(lane);
    *step = (BackStep){.activation = lane->activation, .hidden = lane->hidden, .blocks = vector_count(lane->hidden)};
    step->panel = walk->panel + (t - walk->first) * (size_t)(lane->batch * LANES);
    step->panel_step = walk->panel_step;
    step->gate_at = layout_gates(lane);
    step->state_at = layout_states(lane);
    step->dh = walk->dh + (t - walk->first) * state;
    step->gate = rows->gate + t * wide;
    step->pre = rows->pre + t * wide;
    step->h = rows->h + t * state;
    step->h_prev = order ? rows->h + before * state : rows->h0;
    if (!lean) {
        step->dh_sum = rows->dh + t * state;
        step->dh_carry = rows->dh_carry + t * state;
        step->dpre = rows->dpre + t * wide;
    }
    if (cell == FAST_CELL_LSTM) {
        step->c_prev = order ? rows->c + before * state : rows->c0;
        step->c_prev_at = order ? step->state_at : layout_rows(lane, 1);
        step->c = rows->c + t * state;
        step->tanh_c = rows->tanh_c + t * state;
        if (!lean) step->dc = rows->dc + t * state;
    } else if (cell == FAST_CELL_GRU) {
        step->q = rows->q + t * state;
        if (!lean) step->dq = rows->dq + t * state;
    }
}

/* One slot of a block, into its panel and, where it is kept, the trace's row. */
FAST_INLINE void keep_dpre(const BackStep *step, int slot, int block, int b, double *row, V d, int n) {
    if (row) v_store_n(row, d, n);
    if (n < LANES) d = v_first(d, n);
    double *at = step->panel + (slot * step->blocks + block) * step->panel_step + b * LANES;
    v_store(at, d);
    __builtin_prefetch(at + 2 * LANES, 1, 3); /* a store that misses the first cache would hold up those behind it */
}

/* The n units of a block, in row b of the batch: dpre from dh and what comes from the next step's c. Returns
   dL/dc_prev. `alone`: a single sequence, which waits for itself and not for memory. `flat` (a constant here and below): a unit may
   be saturated; else that is known of all the steps. */
FAST_INLINE V back_lstm(const BackStep *step, const bool alone, const bool flat, int block, int b, V dh, V from, int n) {
    int hidden = step->hidden, j = block * LANES;
    ptrdiff_t slot = step->gate_at.slot;
    const double *gate = step->gate + layout_at(&step->gate_at, block, b);
    double *dpre = step->dpre ? step->dpre + (ptrdiff_t)b * 4 * hidden + j : NULL;
    V i = v_load_n(gate, n), f = v_load_n(gate + slot, n), g = v_load_n(gate + 2 * slot, n), o = v_load_n(gate + 3 * slot, n);
    V h = v_load_n(step->h + (ptrdiff_t)b * hidden + j, n), tanh_c;
    if (alone) {
        tanh_c = v_load_n(step->tanh_c + j, n);
    } else { /* from h = o tanh c, which is near; where o has vanished so has all that tanh c is multiplied by */
        tanh_c = h / v_larger(v_set(DBL_MIN), o);
    }
    V c_prev = v_load_n(step->c_prev + layout_at(&step->c_prev_at, block, b), n);
    const double *a = step->pre + (ptrdiff_t)b * 4 * hidden + j;
    V slope_c = flat ? tanh_slope(tanh_c, step->c + layout_at(&step->state_at, block, b), n) : 1 - tanh_c * tanh_c;
    V rest_i = flat ? sigmoid_rest(i, a, n) : 1 - i, rest_f = flat ? sigmoid_rest(f, a + hidden, n) : 1 - f;
    V slope_g = flat ? tanh_slope(g, a + 2 * hidden, n) : 1 - g * g, rest_o = flat ? sigmoid_rest(o, a + 3 * hidden, n) : 1 - o;
    V dc = from + dh * (o * slope_c), dc_prev = dc * f;
    V da_i = dc * (i * g * rest_i), da_f = dc * (f * c_prev * rest_f), da_g = dc * (i * slope_g), da_o = dh * (h * rest_o);
    keep_dpre(step, LSTM_I, block, b, dpre, da_i, n);
    keep_dpre(step, LSTM_F, block, b, dpre ? dpre + hidden : NULL, da_f, n);
    keep_dpre(step, LSTM_G, block, b, dpre ? dpre + 2 * hidden : NULL, da_g, n);
    keep_dpre(step, LSTM_O, block, b, dpre ? dpre + 3 * hidden : NULL, da_o, n);
    if (step->dc) v_store_n(step->dc + (ptrdiff_t)b * hidden + j, dc, n);
    return dc_prev;
}

/* Returns the part of dL/dh_prev that passes the unit directly. */
FAST_INLINE V back_gru(const BackStep *step, const bool flat, int block, int b, V dh, int n) {
    int hidden = step->hidden, j = block * LANES;
    ptrdiff_t slot = step->gate_at.slot, at = (ptrdiff_t)b * hidden + j;
    const double *gate = step->gate + layout_at(&step->gate_at, block, b);
    double *dpre = step->dpre ? step->dpre + (ptrdiff_t)b * 3 * hidden + j : NULL;
    V r = v_load_n(gate, n), z = v_load_n(gate + slot, n), candidate = v_load_n(gate + 2 * slot, n);
    V q = v_load_n(step->q + layout_at(&step->state_at, block, b), n), h_prev = v_load_n(step->h_prev + at, n);
    const double *a = step->pre + (ptrdiff_t)b * 3 * hidden + j;
    V rest = 1 - z, rest_r = 1 - r, slope_n = 1 - candidate * candidate;
    if (flat && __builtin_expect(v_any_above(v_larger(v_larger(r, z), v_abs(candidate)), FLAT), 0)) {
        rest = sigmoid_rest(z, a + hidden, n);
        rest_r = sigmoid_rest(r, a, n);
        slope_n = tanh_slope(candidate, a + 2 * hidden, n);
    }
    V dn = dh * (rest * slope_n), dq = dn * r;
    V da_r = dn * (q * (r * rest_r)), da_z = dh * ((h_prev - candidate) * (z * rest));
    keep_dpre(step, GRU_R, block, b, dpre, da_r, n);
    keep_dpre(step, GRU_Z, block, b, dpre ? dpre + hidden : NULL, da_z, n);
    keep_dpre(step, BACK_Q, block, b, step->dq ? step->dq + at : NULL, dq, n);
    keep_dpre(step, BACK_N, block, b, dpre ? dpre + 2 * hidden : NULL, dn, n);
    V direct = dh * z;
    FAST_ROUNDED(direct); /* fused with a sum in one place and not in another, it would have other bits there */
    return direct;
}

/* The derivative from the value h, for saturated units from the pre-activations a[n]; at a kink the left one. */
FAST_INLINE V slope(Activation activation, const bool flat, V h, const double *a, int n) {
    V one = v_set(1);
    switch (activation) {
    case ACTIVATION_TANH: return flat ? tanh_slope(h, a, n) : 1 - h * h;
    case ACTIVATION_RELU: return v_choose(-h, (V){0}, one);
    case ACTIVATION_LEAKY_RELU: return v_choose(-h, v_set(0.01), one);
    case ACTIVATION_SIGMOID: return h * (flat ? sigmoid_rest(h, a, n) : 1 - h);
    case ACTIVATION_IDENTITY:
    case ACTIVATION_COUNT: break;
    }
    return one;
}

/* Returns dpre. */
FAST_INLINE V back_rnn(const BackStep *step, const bool flat, int block, int b, V dh, int n) {
    ptrdiff_t at = (ptrdiff_t)b * step->hidden + block * LANES;
    V da = dh * slope(step->activation, flat, v_load_n(step->h + at, n), step->pre + at, n);
    keep_dpre(step, 0, block, b, step->dpre ? step->dpre + at : NULL, da, n);
    return da;
}

#endif
