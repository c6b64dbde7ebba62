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

/* Each lane gets the largest, or the sum, of all lanes. */
#if defined __AVX512F__ && defined __AVX512DQ__
#define FAST_FOLD(v, combine)                                                                                                              \
    v = combine(v, __builtin_shufflevector(v, v, 4, 5, 6, 7, 0, 1, 2, 3));                                                                 \
    v = combine(v, __builtin_shufflevector(v, v, 2, 3, 0, 1, 6, 7, 4, 5));                                                                 \
    v = combine(v, __builtin_shufflevector(v, v, 1, 0, 3, 2, 5, 4, 7, 6))
#elif defined __AVX2__ && defined __FMA__
#define FAST_FOLD(v, combine)                                                                                                              \
    v = combine(v, __builtin_shufflevector(v, v, 2, 3, 0, 1));                                                                             \
    v = combine(v, __builtin_shufflevector(v, v, 1, 0, 3, 2))
#else
#define FAST_FOLD(v, combine) v = combine(v, __builtin_shufflevector(v, v, 1, 0))
#endif

FAST_INLINE V plus(V a, V b) { return a + b; }

/* One row: prob is softmax(y). Returns the sum of exp(y - largest) in every lane. A NaN among y makes the sum NaN. */
FAST_INLINE V softmax_row(double *prob, double *largest, const double *y, int outputs, V pad) {
    int whole = (outputs - 1) / LANES * LANES, part = outputs - whole; /* the last vector is padded with -infinity */
    V most = v_load_n(y + whole, part) + pad, sum, last = most;
    for (int o = 0; o < whole; o += LANES) most = v_larger(most, v_load(y + o));
    FAST_FOLD(most, v_larger);
    last = v_exp(last - most);
    sum = last;
    for (int o = 0; o < whole; o += LANES) {
        V e = v_exp(v_load(y + o) - most);
        v_store(prob + o, e);
        sum += e;
    }
    FAST_FOLD(sum, plus);
    V scale = 1 / sum;
    for (int o = 0; o < whole; o += LANES) v_store(prob + o, v_load(prob + o) * scale);
    v_store_n(prob + whole, last * scale, part);
    *largest = most[0];
    return sum;
}

/* Logarithms for LANES rows at a time. */
static void softmax_run(double *prob, double *raw, const double *y, const double *target, int rows, int outputs) {
    int part = (outputs - 1) % LANES + 1;
    V pad;
    for (int l = 0; l < LANES; l++) pad[l] = l < part ? 0 : -INFINITY;
    for (int first = 0; first < rows; first += LANES) {
        int count = min_int(rows - first, LANES);
        double largest[LANES], sum[LANES];
        for (int l = 0; l < LANES; l++) sum[l] = 1;
        for (int l = 0; l < count; l++) {
            ptrdiff_t at = (ptrdiff_t)(first + l) * outputs;
            sum[l] = softmax_row(prob + at, &largest[l], y + at, outputs, pad)[0];
        }
        V logarithm = v_log(v_load(sum));
        for (int l = 0; l < count; l++) {
            double class = target[first + l];
            bool good = class >= 0 && class < outputs;
            raw[first + l] = good ? logarithm[l] - (y[(ptrdiff_t)(first + l) * outputs + (int)class] - largest[l]) : NAN;
        }
    }
}

static void map_run(double *value, const double *x, int count, int which) {
    for (int i = 0; i < count; i += LANES) {
        V a = v_load_n(x + i, count - i);
        V result = which == FAST_MAP_TANH      ? v_tanh(a)
                   : which == FAST_MAP_SIGMOID ? v_sigmoid(a)
                   : which == FAST_MAP_EXP     ? v_exp(v_minus_abs(a))
                                               : v_log(1 - v_minus_abs(a));
        v_store_n(value + i, result, count - i);
    }
}

static const FastKernels kernels = {FAST_NAME, LANES, forward_run, backward_run, product_run, softmax_run, map_run};

#endif
