/* The text of the fast kernels. fast_avx512.c, fast_avx2.c and fast_generic.c each define FAST_NAME and include it once;
   the flags of those files choose the instruction set, and the file defines the table `kernels`. Functions here are all
   static. The compiler may fuse multiply and add in these files and nowhere else; it may not reorder sums. */
#ifndef UNROLL_ENGINE_FAST_KERNELS_H
#define UNROLL_ENGINE_FAST_KERNELS_H
#include "engine/fast.h"
#include "engine/fast_backward.h"
#include "engine/fast_forward.h"
#include "engine/fast_product.h"
#include "engine/fast_vector.h"

#ifndef FAST_NAME
#define FAST_NAME "unnamed"
#endif

/* LANES rows at a time, one to a lane: the largest, the sum and the scale of all of them are then single vectors, and there is
   one division and one logarithm for all. The rows' columns stand in `out`, exponentials in their place afterwards. */
static void softmax_lanes(double *out, V *largest, V *sum, int outputs) {
    V most = v_load(out), total = {0};
    for (int o = 1; o < outputs; o++) most = v_larger(most, v_load(out + o * LANES));
#pragma GCC unroll 4
    for (int o = 0; o < outputs; o++) {
        V e = v_exp(v_load(out + o * LANES) - most);
        v_store(out + o * LANES, e);
        total += e;
    }
    V scale = 1 / total;
    for (int o = 0; o < outputs; o++) v_store(out + o * LANES, v_load(out + o * LANES) * scale);
    *largest = most;
    *sum = total;
}

static void softmax_run(double *prob, double *raw, const double *y, const double *target, double *work, int rows, int outputs) {
    for (int done = 0; done < rows; done += LANES) {
        int first = rows >= LANES ? min_int(done, rows - LANES) : 0, count = min_int(rows, LANES); /* the last ones meet some twice */
        ptrdiff_t at = (ptrdiff_t)first * outputs;
        double largest[LANES], logarithm[LANES];
        V most, sum;
        pack_slot(work, LANES, y + at, outputs, count);
        softmax_lanes(work, &most, &sum, outputs);
        v_store(largest, most);
        v_store(logarithm, v_log(sum));
        unpack_slot(prob + at, work, LANES, outputs, count);
        for (int l = 0; l < count; l++) {
            double class = target[first + l];
            bool good = class >= 0 && class < outputs;
            raw[first + l] = good ? logarithm[l] - (y[at + (ptrdiff_t)l * outputs + (int)class] - largest[l]) : NAN;
        }
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
    for (int i = 0; i < count; i += LANES) {
        V a = v_load_n(x + i, count - i);
        V result = which == FAST_MAP_TANH      ? v_tanh(a, i / LANES % 2)
                   : which == FAST_MAP_SIGMOID ? v_sigmoid(a, i / LANES % 2)
                   : which == FAST_MAP_EXP     ? v_exp(v_minus_abs(a))
                                               : v_log(1 - v_minus_abs(a));
        v_store_n(value + i, result, count - i);
    }
}

static const FastKernels kernels = {FAST_NAME,        LANES,       forward_run, backward_run, product_run, softmax_run,
                                    softmax_back_run, descend_run, map_run};

#endif
