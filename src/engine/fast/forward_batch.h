/* Forward through time, one lane (kernel_set.h). A block of LANES units and a group of batch rows at a time: the gates'
   pre-activations grow in registers over all inputs [x_t | h_prev], the nonlinearities follow while they are still there,
   and what the trace keeps is stored once. The equations stand in cell_lstm.c, cell_gru.c and cell_rnn.c.

   A single row (batch 1) is bound by latency, not by arithmetic: x_t's part does not wait for h_prev, and two blocks grow
   together, each in several sums. In a batch every sum runs in one fixed order and no row looks at another. */
#ifndef UNROLL_ENGINE_FAST_FORWARD_BATCH_H
#define UNROLL_ENGINE_FAST_FORWARD_BATCH_H
#include "engine/fast/fast.h"
#include "engine/fast/forward_cell.h"
#include "engine/fast/forward_single.h"
#include "engine/fast/product.h"

enum { FORWARD_ROWS = LANES == 8 ? 4 : 2 };

/* ---- one panel, `rows` rows of the batch ----------------------------------------------------------------------------- */

/* `cell`, `rows` (1, 2, 4), `pair`, `whole` and `slots` are constants at every call, so that what they exclude is not compiled; on a page
   where they are `known`. `pair`: not two rows of one block, but one row of this block and the next. */
FAST_INLINE void run_block_of(const Step *step, const FastCell cell, const int rows, const bool pair, const bool whole, const int slots,
                              const bool known, int block, int b) {
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
        for (; pair && LANES > 2 && k + 2 <= count; k += 2, P += 2 * slots * LANES) {                                                      \
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
    if (cell == FAST_CELL_GRU) {
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
    V s0, s1, s2, s3, t0, t1, t2, t3, u0, u1, u2, u3;
    s0 = s1 = s2 = s3 = t0 = t1 = t2 = t3 = u0 = u1 = u2 = u3 = (V){0};
    int block_1 = pair ? block + 1 : block, b_1 = pair ? b : b + 1;
    if (FAST_IS_PAGE && !known) {
        begin_any_cell(&s0, &t0, &u0, step, cell, quick, whole, slots, block, b, c00, c01, c02, c03);
        if (rows > 1) begin_any_cell(&s1, &t1, &u1, step, cell, quick, whole, slots, block_1, b_1, c10, c11, c12, c13);
        if (rows > 2) begin_any_cell(&s2, &t2, &u2, step, cell, quick, whole, slots, block, b + 2, c20, c21, c22, c23);
        if (rows > 2) begin_any_cell(&s3, &t3, &u3, step, cell, quick, whole, slots, block, b + 3, c30, c31, c32, c33);
        end_any_cell(step, cell, quick, whole, block, b, s0, t0, u0);
        if (rows > 1) end_any_cell(step, cell, quick, whole, block_1, b_1, s1, t1, u1);
        if (rows > 2) end_any_cell(step, cell, quick, whole, block, b + 2, s2, t2, u2);
        if (rows > 2) end_any_cell(step, cell, quick, whole, block, b + 3, s3, t3, u3);
        return;
    }
    begin_cell(&s0, &t0, &u0, step, cell, quick, whole, slots, block, b, c00, c01, c02, c03);
    if (rows > 1) begin_cell(&s1, &t1, &u1, step, cell, quick, whole, slots, block_1, b_1, c10, c11, c12, c13);
    if (rows > 2) begin_cell(&s2, &t2, &u2, step, cell, quick, whole, slots, block, b + 2, c20, c21, c22, c23);
    if (rows > 2) begin_cell(&s3, &t3, &u3, step, cell, quick, whole, slots, block, b + 3, c30, c31, c32, c33);
    end_cell(step, cell, quick, whole, block, b, s0, t0, u0);
    if (rows > 1) end_cell(step, cell, quick, whole, block_1, b_1, s1, t1, u1);
    if (rows > 2) end_cell(step, cell, quick, whole, block, b + 2, s2, t2, u2);
    if (rows > 2) end_cell(step, cell, quick, whole, block, b + 3, s3, t3, u3);
}

FAST_FAMILY void run_block(const Step *step, const FastCell cell, const int rows, const bool pair, const bool whole, const int slots,
                           int block, int b) {
    run_block_of(step, cell, rows, pair, whole, slots, false, block, b);
}

/* `whole`: no block has fewer than LANES units. */
FAST_FAMILY void run_blocks(const Step *step, const FastCell cell, const bool whole, const int slots, int blocks, int batch) {
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

/* In training the gates' places are known to the compiler, and to the GRU's also that `pre` is not kept: more rows then go through
   in one piece, which helps three sums a row by a fiftieth and hurts four. */
#define FAST_BLOCK(name, cell, slots)                                                                                                      \
    static void name(const Step *step, int blocks, int batch) {                                                                            \
        bool whole = step->lane->hidden % ((cell == FAST_CELL_RNN ? slots : 1) * LANES) == 0;                                              \
        if (FAST_IS_PAGE && whole && batch == 1 && blocks % 2 == 0) {                                                                      \
            for (int block = 0; block < blocks; block += 2) run_block_of(step, cell, 2, true, true, slots, true, block, 0);                \
        } else if (cell != FAST_CELL_RNN && whole && step->lane->lean && batch > 1) {                                                      \
            Step lean = *step;                                                                                                             \
            if (cell == FAST_CELL_GRU) lean.lean = true;                                                                                   \
            lean.gate_at.row = slots * LANES;                                                                                              \
            lean.gate_at.slot = lean.state_at.row = LANES;                                                                                 \
            run_blocks(&lean, cell, true, slots, blocks, batch);                                                                           \
        } else if (whole) {                                                                                                                \
            run_blocks(step, cell, true, slots, blocks, batch);                                                                            \
        } else {                                                                                                                           \
            run_blocks(step, cell, false, slots, blocks, batch);                                                                           \
        }                                                                                                                                  \
    }
FAST_BLOCK(blocks_lstm, FAST_CELL_LSTM, 4)
FAST_BLOCK(blocks_gru, FAST_CELL_GRU, 3)
FAST_BLOCK(blocks_rnn_1, FAST_CELL_RNN, 1)
FAST_BLOCK(blocks_rnn_2, FAST_CELL_RNN, 2)
FAST_BLOCK(blocks_rnn_4, FAST_CELL_RNN, 4)
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

/* The same for all rows of a batch, while their h is still near. */
static void head_rows(double *y, const FastLane *lane, const double *h, const double *columns) {
    int outputs = lane->outputs;
    for (int b = 0; b < lane->batch; b++) v_store_n(y + b * outputs, v_load_n(lane->head_bias, outputs), outputs);
    Tile tile = {.C = y,
                 .A = h,
                 .B = columns,
                 .ldc = outputs,
                 .row_step = lane->hidden,
                 .inner_step = 1,
                 .ldb = LANES,
                 .inner = lane->hidden,
                 .part = outputs,
                 .add = true};
    run_rows(outputs == LANES ? &tiles_one : &tiles_part, tile, lane->batch);
}

/* Padding: h and c as they were, all else 0 where it is kept. */
static void hold_padding(const Step *step, size_t t) {
    const FastLane *lane = step->lane;
    int hidden = lane->hidden, wide = cell_gates(lane->cell) * hidden;
    for (int b = 0; b < lane->batch; b++) {
        if (t < (size_t)lane->length[b]) continue;
        ptrdiff_t at = (ptrdiff_t)b * hidden;
        memcpy(step->h + at, step->h_prev + at, (size_t)hidden * sizeof(double));
        for (int block = 0; step->c && block < vector_count(hidden); block++) {
            int n = min_int(hidden - block * LANES, LANES);
            V c = v_load_n(step->c_prev + layout_at(&step->c_prev_at, block, b), n);
            v_store_n(step->c + layout_at(&step->state_at, block, b), c, n);
        }
        if (lane->lean) continue; /* the way back reads none of it */
        memset(step->pre + (ptrdiff_t)b * wide, 0, (size_t)wide * sizeof(double));
        if (step->gate != step->h) memset(step->gate + (ptrdiff_t)b * wide, 0, (size_t)wide * sizeof(double));
        if (step->q) memset(step->q + at, 0, (size_t)hidden * sizeof(double));
        if (step->tanh_c) memset(step->tanh_c + at, 0, (size_t)hidden * sizeof(double));
    }
}

static void forward_run(const FastLane *lane) {
    const TraceLane *rows = lane->rows;
    int slots = panel_slots(lane), blocks = panel_count(lane), gates = cell_gates(lane->cell);
    size_t state = (size_t)lane->batch * (size_t)lane->hidden, wide = state * (size_t)gates;
    double *panel = lane->work, *bias = panel + (size_t)blocks * panel_size(lane);
    void (*run)(const Step *, int, int) = slots == 1 ? blocks_rnn_1 : slots == 2 ? blocks_rnn_2 : blocks_rnn_4;
    if (lane->cell == FAST_CELL_GRU) run = blocks_gru;
    if (lane->cell == FAST_CELL_LSTM) run = blocks_lstm;
    pack_panels(panel, bias, lane);
    double *head = bias + (size_t)blocks * 4 * LANES;
    if (lane->y) pack_slot(head, LANES, lane->V, lane->head_cols, lane->outputs);
    if (forward_is_small(lane)) {
        forward_small(lane, panel, bias, head);
        return;
    }
    Step step = {.lane = lane, .panel = panel, .bias = bias, .h_prev = rows->h0, .c_prev = rows->c0, .lean = lane->lean};
    step.flat = activation_flat(lane->activation);
    step.gate_at = layout_gates(lane);
    step.state_at = layout_states(lane);
    step.c_prev_at = layout_rows(lane, 1); /* c0 */
    for (int order = 0; order < lane->steps; order++) {
        size_t t = (size_t)(lane->direction ? lane->steps - 1 - order : order);
        for (int i = 0; i < lane->source_count; i++) step.source[i] = lane->source[i] + t * (size_t)lane->batch * (size_t)lane->source_cols;
        step.pre = rows->pre + t * wide;
        step.gate = rows->gate + t * wide;
        step.h = rows->h + t * state;
        if (rows->q) step.q = rows->q + t * state;
        if (rows->c) {
            step.c = rows->c + t * state;
            step.tanh_c = rows->tanh_c + t * state;
        }
        run(&step, blocks, lane->batch);
        if (lane->length) hold_padding(&step, t);
        if (lane->y && lane->batch == 1) head_row(lane->y + t * (size_t)lane->outputs, lane, step.h, head);
        if (lane->y && lane->batch > 1) head_rows(lane->y + t * (size_t)(lane->batch * lane->outputs), lane, step.h, head);
        step.h_prev = step.h;
        step.c_prev = step.c;
        step.c_prev_at = step.state_at;
    }
}

#endif
