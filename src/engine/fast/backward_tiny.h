/* Backward through time for the smallest networks, with which lessons begin: one sequence, a plain RNN, and no more units, inputs and
   outputs than a vector holds (kernel_set.h). Such a step mostly waits for the result of the previous one, so its contributions to dW, dU,
   dV and db are added during the wait, to sums that stay in registers through the whole chunk, and so is what the head sends to h. The
   equations are those of cell_rnn.c, and dpre is kept as backward_cell.h says. */
#ifndef UNROLL_ENGINE_FAST_BACKWARD_TINY_H
#define UNROLL_ENGINE_FAST_BACKWARD_TINY_H
#include "engine/fast/backward_cell.h"

static bool tiny_fits(const FastLane *lane) {
    return lane->cell == FAST_CELL_RNN && lane->batch == 1 && lane->hidden <= LANES && lane->source_count == 1 &&
           lane->source_cols <= LANES && (!lane->dy || lane->outputs <= LANES);
}

FAST_INLINE void tiny_keep(double *row, V sum, int n, bool add) { v_store_n(row, add ? v_load_n(row, n) + sum : sum, n); }

#define FAST_EACH(what) what(0) what(1) what(2) what(3) what(4) what(5) what(6) what(7)

/* `whole` (LANES units) and `flat` (a unit may be saturated) are constants at every call, and so is `lean` where all is whole. */
FAST_FAMILY void tiny_steps(const BackWalk *walk, int start, int end, const bool whole, const bool lean, const bool flat) {
    const FastLane *lane = walk->lane;
    const double *W = lane->W, *head = lane->V;
    int hidden = whole ? LANES : lane->hidden, inputs = lane->source_cols, outputs = lane->dy ? lane->outputs : 0;
    V carry = {0}, db = {0};
#define FAST_SUM(r) V dW##r = {0}, dU##r = {0}, dV##r = {0};
    FAST_EACH(FAST_SUM)
#undef FAST_SUM
    if (end < lane->steps) carry = v_load_n(walk->carry, hidden);
    for (int order = end - 1; order >= start; order--) {
        BackStep step;
        step_bind(&step, walk, order, FAST_CELL_RNN, lean);
        step.hidden = hidden;
        step.blocks = 1;
        size_t t = walk->first + (size_t)(step.panel - walk->panel) / LANES;
        const double *dy = lane->dy ? lane->dy + t * (size_t)outputs : NULL;
        V h = v_load_n(step.h, hidden), h_prev = v_load_n(step.h_prev, hidden);
        V x = v_load_n(lane->source[0] + t * (size_t)inputs, inputs), even = {0}, odd = {0};
        V c0 = {0}, c1 = {0}, c2 = {0}, c3 = {0};
        if (!dy) even = v_load_n(step.dh, hidden);
#define FAST_HEAD(r)                                                                                                                       \
    if (outputs > r) {                                                                                                                     \
        V a = v_set(dy[r]);                                                                                                                \
        if (r % 2) {                                                                                                                       \
            odd += a * v_load_n(head + r * lane->head_cols, hidden);                                                                       \
        } else {                                                                                                                           \
            even += a * v_load_n(head + r * lane->head_cols, hidden);                                                                      \
        }                                                                                                                                  \
        dV##r += a * h;                                                                                                                    \
    }
        FAST_EACH(FAST_HEAD)
#undef FAST_HEAD
        V dh = (even + odd) + carry;
        if (step.dh_sum) v_store_n(step.dh_sum, dh, hidden);
        V da = back_rnn(&step, flat, 0, 0, dh, hidden);
        db += da;
#define FAST_UNIT(r)                                                                                                                       \
    if (LANES > r) {                                                                                                                       \
        V a = v_lane(da, r < LANES ? r : 0), *chain = r % 4 == 0 ? &c0 : r % 4 == 1 ? &c1 : r % 4 == 2 ? &c2 : &c3;                        \
        if (hidden > r) *chain += a * v_load_n(W + r * hidden, hidden);                                                                    \
        dW##r += a * h_prev;                                                                                                               \
        dU##r += a * x;                                                                                                                    \
    }
        FAST_EACH(FAST_UNIT)
#undef FAST_UNIT
        carry = (c0 + c1) + (c2 + c3);
        if (step.dh_carry) v_store_n(step.dh_carry, carry, hidden);
    }
    v_store_n(walk->carry, carry, hidden);
    tiny_keep(lane->db_ih, db, hidden, walk->add);
#define FAST_KEEP(r)                                                                                                                       \
    if (hidden > r) {                                                                                                                      \
        tiny_keep(lane->dW + r * hidden, dW##r, hidden, walk->add);                                                                        \
        tiny_keep(lane->dU + r * inputs, dU##r, inputs, walk->add);                                                                        \
    }                                                                                                                                      \
    if (outputs > r) tiny_keep(lane->dV + r * lane->head_cols, dV##r, hidden, walk->add);
    FAST_EACH(FAST_KEEP)
#undef FAST_KEEP
}

#undef FAST_EACH

static void walk_tiny(const BackWalk *walk, int start, int end) {
    bool whole = walk->lane->hidden == LANES, lean = walk->lane->lean;
    if (walk->lane->rows->has_flat) {
        if (whole && lean) {
            tiny_steps(walk, start, end, true, true, true);
        } else {
            tiny_steps(walk, start, end, false, lean, true);
        }
    } else if (whole && lean) {
        tiny_steps(walk, start, end, true, true, false);
    } else {
        tiny_steps(walk, start, end, false, lean, false);
    }
}

#endif
