/* The text of the fast kernels. fast_avx512.c, fast_avx2.c and fast_generic.c each define FAST_NAME and include it once;
   the flags of those files choose the instruction set, and the file defines the table `kernels`. Functions here are all
   static. The compiler may fuse multiply and add in these files and nowhere else; it may not reorder sums. */
#ifndef UNROLL_ENGINE_FAST_KERNEL_SET_H
#define UNROLL_ENGINE_FAST_KERNEL_SET_H
#include <math.h>

#include "engine/fast/backward_batch.h"
#include "engine/fast/fast.h"
#include "engine/fast/forward_batch.h"
#include "engine/fast/nonlinear.h"
#include "engine/fast/product.h"

#ifndef FAST_NAME
#define FAST_NAME "unnamed"
#endif

/* LANES rows at a time, one to a lane: the largest, the sum and the scale of all of them are then single vectors, and there is
   one division and one logarithm for all. And two such groups at a time (`two` is a constant), because one waits for itself.
   The rows' columns stand in `out`, the second group's `other` behind the first's; exponentials in their place afterwards. */
FAST_FAMILY void softmax_lanes(double *out, ptrdiff_t other, V largest[2], V sum[2], int outputs, const bool two) {
    V most = v_load(out), most_2 = two ? v_load(out + other) : most, total = {0}, total_2 = {0};
    for (int o = 1; o < outputs; o++) {
        most = v_larger(most, v_load(out + o * LANES));
        if (two) most_2 = v_larger(most_2, v_load(out + other + o * LANES));
    }
    for (int o = 0; o < outputs; o++) {
        V e = v_exp(v_load(out + o * LANES) - most), f = two ? v_exp(v_load(out + other + o * LANES) - most_2) : e;
        v_store(out + o * LANES, e);
        total += e;
        if (two) v_store(out + other + o * LANES, f);
        total_2 += f;
    }
    V scale = 1 / total, scale_2 = two ? 1 / total_2 : scale;
    for (int o = 0; o < outputs; o++) {
        v_store(out + o * LANES, v_load(out + o * LANES) * scale);
        if (two) v_store(out + other + o * LANES, v_load(out + other + o * LANES) * scale_2);
    }
    largest[0] = most;
    largest[1] = most_2;
    sum[0] = total;
    sum[1] = total_2;
}

static void softmax_losses(double *raw, const double *y, const double *target, V largest, V sum, int rows, int outputs) {
    double most[LANES], logarithm[LANES];
    v_store(most, largest);
    v_store(logarithm, v_log(sum));
    for (int l = 0; l < rows; l++, y += outputs) {
        double class = target[l];
        bool good = class >= 0 && class < outputs;
        raw[l] = good ? logarithm[l] - (y[(int)class] - most[l]) : NAN;
    }
}

static void softmax_run(double *prob, double *raw, const double *y, const double *target, double *work, int rows, int outputs) {
    V largest[2], sum[2];
    ptrdiff_t other = outputs * LANES, at;
    int done = 0;
    for (; done + 2 * LANES <= rows; done += 2 * LANES) {
        at = (ptrdiff_t)done * outputs;
        pack_slot(work, LANES, y + at, outputs, LANES);
        pack_slot(work + other, LANES, y + at + other, outputs, LANES);
        softmax_lanes(work, other, largest, sum, outputs, true);
        unpack_slot(prob + at, work, LANES, outputs, LANES);
        unpack_slot(prob + at + other, work + other, LANES, outputs, LANES);
        softmax_losses(raw + done, y + at, target + done, largest[0], sum[0], LANES, outputs);
        softmax_losses(raw + done + LANES, y + at + other, target + done + LANES, largest[1], sum[1], LANES, outputs);
    }
    for (; done < rows; done += LANES) {
        int first = rows >= LANES ? min_int(done, rows - LANES) : 0, count = min_int(rows, LANES); /* the last ones meet some twice */
        at = (ptrdiff_t)first * outputs;
        pack_slot(work, LANES, y + at, outputs, count);
        softmax_lanes(work, 0, largest, sum, outputs, false);
        unpack_slot(prob + at, work, LANES, outputs, count);
        softmax_losses(raw + first, y + at, target + first, largest[0], sum[0], count, outputs);
    }
}

static void softmax_back_run(double *dy, double *db, const double *prob, const double *target, double scale, int rows, int outputs) {
    for (int row = 0; row < rows; row++) {
        const double *p = prob + (ptrdiff_t)row * outputs;
        double *d = dy + (ptrdiff_t)row * outputs, class = target[row];
        for (int o = 0; o < outputs; o += LANES) v_store_n(d + o, scale * v_load_n(p + o, outputs - o), outputs - o);
        if (class >= 0 && class < outputs) d[(int)class] = scale * (p[(int)class] - 1);
    }
    for (int o = 0; o < outputs; o += LANES) v_store_n(db + o, sum_rows(dy + o, outputs, rows, outputs - o), outputs - o);
}

static void descend_run(double *weight, double *delta, const double *gradient, size_t count, double rate) {
    size_t i = 0;
    for (; i + LANES <= count; i += LANES) {
        V d = -rate * v_load(gradient + i);
        FAST_ROUNDED(d); /* or it would be fused with the sum */
        v_store(delta + i, d);
        v_store(weight + i, v_load(weight + i) + d);
    }
    int rest = (int)(count - i);
    if (rest == 0) return;
    V d = -rate * v_load_n(gradient + i, rest);
    FAST_ROUNDED(d);
    v_store_n(delta + i, d, rest);
    v_store_n(weight + i, v_load_n(weight + i, rest) + d, rest);
}

static void map_run(double *value, const double *x, int count, int which) {
    bool far;
    for (int i = 0; i < count; i += LANES) {
        V a = v_load_n(x + i, count - i);
        V result = which == FAST_MAP_TANH      ? v_tanh(a, i / LANES % 2, &far)
                   : which == FAST_MAP_SIGMOID ? v_sigmoid(a, i / LANES % 2, &far)
                   : which == FAST_MAP_EXP     ? v_exp(v_minus_abs(a))
                                               : v_log(1 - v_minus_abs(a));
        v_store_n(value + i, result, count - i);
    }
}

static const FastKernels kernels = {FAST_NAME,        LANES,       forward_run, backward_run, product_run, softmax_run,
                                    softmax_back_run, descend_run, map_run};

#endif
