/* Backward through time for a batch of one and few units (kernel_set.h). There the latency of operations is not hidden: every step waits
   for the result of the previous one. So a chunk is one loop without calls, dL/dh_prev and dL/dc stay in registers, W is read as it is, and
   the sums of dh_prev run in four chains that do not wait for each other. The equations, and where everything is kept, are those of
   backward_batch.h. */
#ifndef UNROLL_ENGINE_FAST_BACKWARD_SINGLE_H
#define UNROLL_ENGINE_FAST_BACKWARD_SINGLE_H
#include "engine/fast/backward_cell.h"

enum { SINGLE_BLOCKS_MAX = 4 };

/* out[blocks] += d W over the units of `slots` slots of d, whose blocks stand `step` apart. `blocks` is a constant. */
FAST_INLINE void single_product(V out[SINGLE_BLOCKS_MAX], const double *d, ptrdiff_t step, const double *W, int slots, int hidden,
                                const int blocks, const bool whole) {
    V c00 = {0}, c01 = {0}, c02 = {0}, c03 = {0}, c10 = {0}, c11 = {0}, c12 = {0}, c13 = {0};
    V c20 = {0}, c21 = {0}, c22 = {0}, c23 = {0}, c30 = {0}, c31 = {0}, c32 = {0}, c33 = {0};
    int part = hidden - (blocks - 1) * LANES;
#define FAST_COLUMN(r, j)                                                                                                                  \
    if (blocks > j) c##r##j += a * (blocks > j + 1 ? v_load(W + (j)*LANES) : v_load_n(W + (j)*LANES, part));
#define FAST_CHAIN(r, l)                                                                                                                   \
    {                                                                                                                                      \
        V a = v_set(d[l]);                                                                                                                 \
        FAST_COLUMN(r, 0)                                                                                                                  \
        FAST_COLUMN(r, 1)                                                                                                                  \
        FAST_COLUMN(r, 2)                                                                                                                  \
        FAST_COLUMN(r, 3)                                                                                                                  \
        W += hidden;                                                                                                                       \
    }
    for (int slot = 0; slot < slots; slot++) {
        for (int block = 0; block < blocks; block++, d += step) {
            int count = whole ? LANES : min_int(hidden - block * LANES, LANES), l = 0;
#pragma GCC unroll 2
            for (; l + 4 <= count; l += 4) {
                FAST_CHAIN(0, l)
                FAST_CHAIN(1, l + 1)
                FAST_CHAIN(2, l + 2)
                FAST_CHAIN(3, l + 3)
            }
            for (; l < count; l++) FAST_CHAIN(0, l)
        }
    }
#undef FAST_CHAIN
#undef FAST_COLUMN
    out[0] += (c00 + c10) + (c20 + c30);
    if (blocks > 1) out[1] += (c01 + c11) + (c21 + c31);
    if (blocks > 2) out[2] += (c02 + c12) + (c22 + c32);
    if (blocks > 3) out[3] += (c03 + c13) + (c23 + c33);
}

/* `cell`, `blocks`, `whole` and `flat` (a unit may be saturated), and `lean` where it is whole, are constants at every call. */
FAST_INLINE void single_steps(const BackWalk *walk, int start, int end, const FastCell cell, const int blocks, const bool whole,
                              const bool lean, const bool flat) {
    const FastLane *lane = walk->lane;
    int hidden = whole ? blocks * LANES : lane->hidden, part = whole ? LANES : hidden - (blocks - 1) * LANES;
    V carry[SINGLE_BLOCKS_MAX] = {{0}}, dc[SINGLE_BLOCKS_MAX] = {{0}};
    if (end < lane->steps) { /* from the chunk processed before */
#pragma GCC unroll 4
        for (int j = 0; j < blocks; j++) {
            carry[j] = v_load_n(walk->carry + j * LANES, j + 1 < blocks ? LANES : part);
            if (cell == FAST_CELL_LSTM) dc[j] = v_load(walk->dc + j * LANES);
        }
    }
    for (int order = end - 1; order >= start; order--) {
        BackStep step;
        step_bind(&step, walk, order, cell, lean);
        step.hidden = hidden;
        step.blocks = blocks;
        step.state_at = step.c_prev_at = (Layout){0, LANES, 0}; /* a single row stands the same way in either order */
        step.gate_at = lean && whole && cell != FAST_CELL_RNN ? (Layout){0, cell_gates(cell) * LANES, LANES} : (Layout){0, LANES, hidden};
#pragma GCC unroll 4
        for (int j = 0; j < blocks; j++) {
            int n = j + 1 < blocks ? LANES : part;
            V dh = v_load_n(step.dh + j * LANES, n) + carry[j];
            if (step.dh_sum) v_store_n(step.dh_sum + j * LANES, dh, n);
            carry[j] = (V){0};
            if (cell == FAST_CELL_LSTM) dc[j] = back_lstm(&step, true, flat, j, 0, dh, dc[j], n);
            if (cell == FAST_CELL_GRU) carry[j] = back_gru(&step, flat, j, 0, dh, n);
            if (cell == FAST_CELL_RNN) back_rnn(&step, flat, j, 0, dh, n);
        }
        single_product(carry, step.panel, walk->panel_step, lane->W, cell_gates(cell), hidden, blocks, whole);
        if (!step.dh_carry) continue;
#pragma GCC unroll 4
        for (int j = 0; j < blocks; j++) v_store_n(step.dh_carry + j * LANES, carry[j], j + 1 < blocks ? LANES : part);
    }
#pragma GCC unroll 4
    for (int j = 0; j < blocks; j++) {
        v_store_n(walk->carry + j * LANES, carry[j], j + 1 < blocks ? LANES : part);
        if (cell == FAST_CELL_LSTM) v_store(walk->dc + j * LANES, dc[j]);
    }
}

/* The same for the cases that are not a whole lean trace's, which a page has together. */
FAST_FAMILY void single_other(const BackWalk *walk, int start, int end, const FastCell cell, const int blocks, const bool whole,
                              const bool lean) {
    single_steps(walk, start, end, cell, blocks, whole, lean, true);
}

FAST_INLINE void single_case(const BackWalk *walk, int start, int end, const FastCell cell, const int blocks) {
    bool lean = walk->lane->lean;
    if (walk->lane->hidden % LANES) {
        single_other(walk, start, end, cell, blocks, false, lean);
    } else if (!lean) {
        single_other(walk, start, end, cell, blocks, true, false);
    } else if (walk->lane->rows->has_flat) {
        single_other(walk, start, end, cell, blocks, true, true);
    } else {
        single_steps(walk, start, end, cell, blocks, true, true, false);
    }
}

#define FAST_SINGLE(name, cell)                                                                                                            \
    static void name##_1(const BackWalk *walk, int start, int end) { single_case(walk, start, end, cell, 1); }                             \
    static void name##_2(const BackWalk *walk, int start, int end) { single_case(walk, start, end, cell, 2); }                             \
    static void name##_3(const BackWalk *walk, int start, int end) { single_case(walk, start, end, cell, 3); }                             \
    static void name##_4(const BackWalk *walk, int start, int end) { single_case(walk, start, end, cell, 4); }
FAST_SINGLE(single_rnn, FAST_CELL_RNN)
FAST_SINGLE(single_gru, FAST_CELL_GRU)
FAST_SINGLE(single_lstm, FAST_CELL_LSTM)
#undef FAST_SINGLE

static void walk_single(const BackWalk *walk, int start, int end) {
    static void (*const run[][SINGLE_BLOCKS_MAX])(const BackWalk *, int,
                                                  int) = {[FAST_CELL_RNN] = {single_rnn_1, single_rnn_2, single_rnn_3, single_rnn_4},
                                                          [FAST_CELL_GRU] = {single_gru_1, single_gru_2, single_gru_3, single_gru_4},
                                                          [FAST_CELL_LSTM] = {single_lstm_1, single_lstm_2, single_lstm_3, single_lstm_4}};
    const FastLane *lane = walk->lane;
    run[lane->cell][vector_count(lane->hidden) - 1](walk, start, end);
}

#endif
