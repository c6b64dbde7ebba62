/* Forward through time for one sequence in a plain RNN of at most four vectors of units (kernel_set.h): the smallest networks, with which
   lessons begin. Such a step mostly waits for the previous one, so the whole pass is one loop without calls, and the products of h_prev for
   h and for the outputs of its own step use the same copies of it. The pre-activations are always kept: a store costs less than to ask
   whether the way back needs it (FLAT). */
#ifndef UNROLL_ENGINE_FAST_FORWARD_SINGLE_H
#define UNROLL_ENGINE_FAST_FORWARD_SINGLE_H
#include "engine/fast/forward_cell.h"

#define FAST_EACH(what) what(0) what(1) what(2) what(3) what(4) what(5) what(6) what(7)

/* The whole way for one sequence in a plain RNN of no more units and inputs than a vector holds: nothing but one short loop, with
   the weights and h in registers. What h_prev does to h and what it did to the outputs of its own step use the same copies of it.
   `whole` (LANES units) is a constant at every call. */
FAST_INLINE void forward_tiny(const FastLane *lane, const double *panel, const double *bias, const double *head, const bool whole) {
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
        if (lane->activation == ACTIVATION_TANH) {
            h = v_tanh(a, true, lane->has_flat);
        } else {
            h = activate(lane->activation, a, true, lane->has_flat);
        }
        v_store_n(lane->rows->pre + t * (size_t)hidden, a, hidden);
        v_store_n(lane->rows->h + t * (size_t)hidden, h, hidden);
        if (outputs) y = lane->y + t * (size_t)outputs;
    }
}

#undef FAST_EACH

/* h from the sums of `slots` vectors, where the trace keeps it. */
FAST_INLINE void small_finish(const FastLane *lane, size_t t, const int slots, const bool whole, V a0, V a1, V a2, V a3) {
    int hidden = whole ? slots * LANES : lane->hidden;
    double *h = lane->rows->h + t * (size_t)hidden, *pre = lane->rows->pre + t * (size_t)hidden;
    V h0 = a0, h1 = a1, h2 = a2, h3 = a3;
    activate_four(lane->activation, true, slots, lane->has_flat, a0, a1, a2, a3, &h0, &h1, &h2, &h3);
#define FAST_STORE(r)                                                                                                                      \
    if (slots > r && hidden > r * LANES) {                                                                                                 \
        v_store_n(pre + r * LANES, a##r, hidden - r * LANES);                                                                              \
        v_store_n(h + r * LANES, h##r, hidden - r * LANES);                                                                                \
    }
    FAST_STORE(0)
    FAST_STORE(1)
    FAST_STORE(2)
    FAST_STORE(3)
#undef FAST_STORE
}

/* Two or four vectors of units. h_prev is read from where it was stored; four chains, or two, do not wait for each other. */
FAST_FAMILY void small_steps(const FastLane *lane, const double *panel, const double *bias, const double *head, const int slots,
                             const bool whole) {
    int hidden = whole ? slots * LANES : lane->hidden, inputs = lane->source_cols, outputs = lane->y ? lane->outputs : 0;
    const double *h_prev = lane->rows->h0, *W = panel + inputs * slots * LANES;
    V head_bias = outputs ? v_load_n(lane->head_bias, outputs) : (V){0};
    double *y = NULL; /* of the step before */
    for (int order = 0; order <= lane->steps; order++) {
        size_t t = (size_t)(lane->direction ? lane->steps - 1 - order : order);
        bool last = order == lane->steps; /* only its outputs are left */
        const double *x = lane->source[0] + (last ? 0 : t * (size_t)inputs), *P = panel, *columns = head;
        V c00 = v_load(bias), c01 = v_load(bias + LANES), c02 = slots > 2 ? v_load(bias + 2 * LANES) : c00,
          c03 = slots > 2 ? v_load(bias + 3 * LANES) : c00;
        V c10 = {0}, c11 = {0}, c12 = {0}, c13 = {0}, c20 = {0}, c21 = {0}, c22 = {0}, c23 = {0}, c30 = {0}, c31 = {0}, c32 = {0},
          c33 = {0};
        V y0 = head_bias, y1 = {0}, y2 = {0}, y3 = {0};
#define FAST_TERM(r, a, at)                                                                                                                \
    {                                                                                                                                      \
        c##r##0 += a * v_load(at);                                                                                                         \
        c##r##1 += a * v_load(at + LANES);                                                                                                 \
        if (slots > 2) c##r##2 += a * v_load(at + 2 * LANES);                                                                              \
        if (slots > 2) c##r##3 += a * v_load(at + 3 * LANES);                                                                              \
    }
#define FAST_INPUT(r)                                                                                                                      \
    {                                                                                                                                      \
        V a = v_set(x[k + r]);                                                                                                             \
        FAST_TERM(r, a, P + r * slots * LANES)                                                                                             \
    }
#define FAST_STATE(r)                                                                                                                      \
    {                                                                                                                                      \
        V a = v_set(h_prev[k + r]);                                                                                                        \
        FAST_TERM(r, a, P + r * slots * LANES)                                                                                             \
        if (outputs) y##r += a * v_load(columns + r * LANES);                                                                              \
    }
        int k = 0;
        for (; k + 2 <= inputs; k += 2, P += 2 * slots * LANES) {
            FAST_INPUT(0)
            FAST_INPUT(1)
        }
        if (k < inputs) FAST_INPUT(0)
        P = W;
        for (k = 0; k + 4 <= hidden; k += 4, P += 4 * slots * LANES, columns += 4 * LANES) {
            FAST_STATE(0)
            FAST_STATE(1)
            FAST_STATE(2)
            FAST_STATE(3)
        }
        for (; k < hidden; k++, P += slots * LANES, columns += LANES) FAST_STATE(0)
#undef FAST_STATE
#undef FAST_INPUT
#undef FAST_TERM
        if (y) v_store_n(y, (y0 + y1) + (y2 + y3), outputs);
        if (last) break;
        small_finish(lane, t, slots, whole, (c00 + c10) + (c20 + c30), (c01 + c11) + (c21 + c31), (c02 + c12) + (c22 + c32),
                     (c03 + c13) + (c23 + c33));
        h_prev = lane->rows->h + t * (size_t)hidden;
        if (outputs) y = lane->y + t * (size_t)outputs;
    }
}

static bool forward_is_small(const FastLane *lane) {
    return lane->cell == FAST_CELL_RNN && lane->batch == 1 && lane->hidden <= 4 * LANES && lane->source_count == 1 &&
           (lane->hidden > LANES || lane->source_cols <= LANES);
}

static void forward_small(const FastLane *lane, const double *panel, const double *bias, const double *head) {
    int slots = panel_slots(lane);
    bool whole = lane->hidden == slots * LANES && lane->lean; /* in full, once for a picture, the code is better small */
    if (slots == 1 && whole) {
        forward_tiny(lane, panel, bias, head, true);
    } else if (slots == 1) {
        forward_tiny(lane, panel, bias, head, false);
    } else if (slots == 2 && whole) {
        small_steps(lane, panel, bias, head, 2, true);
    } else if (slots == 2) {
        small_steps(lane, panel, bias, head, 2, false);
    } else if (whole) {
        small_steps(lane, panel, bias, head, 4, true);
    } else {
        small_steps(lane, panel, bias, head, 4, false);
    }
}

#endif
