/* Row kernels in plain C. All three walk their innermost loop along contiguous memory and take four terms of the sum at a
   time, so that each loaded result is used four times; the terms are still added one after the other, from the first to
   the last, which is the order a naive loop has. With -ffp-contract=off the bits are those of the naive loop.

   Simplified on purpose: no packing and no explicit vectors. At the sizes on the stage everything is in the first-level
   cache, and these loops reach about half of what the core can do without fused multiply-add. */
#include "engine/net/kernels.h"
#include <float.h>
#include <math.h>
#include <string.h>

/* y += a0 m0 + a1 m1 + a2 m2 + a3 m3, term by term. */
static void add_four(double *restrict y, const double *restrict m0, const double *restrict m1, const double *restrict m2,
                     const double *restrict m3, const double a[4], int count) {
    double a0 = a[0], a1 = a[1], a2 = a[2], a3 = a[3];
    for (int j = 0; j < count; j++) y[j] = (((y[j] + a0 * m0[j]) + a1 * m1[j]) + a2 * m2[j]) + a3 * m3[j];
}

static void add_one(double *restrict y, const double *restrict m, double a, int count) {
    for (int j = 0; j < count; j++) y[j] += a * m[j];
}

void kernel_add_product(double *Y, int ldy, const double *X, int ldx, const double *M, int ldm, int rows, int inner, int cols) {
    for (int r = 0; r < rows; r++) {
        double *y = Y + (size_t)r * (size_t)ldy;
        const double *x = X + (size_t)r * (size_t)ldx;
        int k = 0;
        for (; k + 4 <= inner; k += 4) {
            const double *m = M + (size_t)k * (size_t)ldm;
            add_four(y, m, m + ldm, m + 2 * (ptrdiff_t)ldm, m + 3 * (ptrdiff_t)ldm, x + k, cols);
        }
        for (; k < inner; k++) add_one(y, M + (size_t)k * (size_t)ldm, x[k], cols);
    }
}

void kernel_add_outer(double *G, int ldg, const double *A, int lda, const double *X, int ldx, int rows, int p, int q) {
    if (q == 1 && ldg == 1) { /* a column: long the other way */
        if (p > 1) {
            kernel_add_outer(G, p, X, ldx, A, lda, rows, 1, p);
            return;
        }
    }
    int r = 0;
    for (; r + 4 <= rows; r += 4) {
        const double *a0 = A + (size_t)r * (size_t)lda, *a1 = a0 + lda, *a2 = a1 + lda, *a3 = a2 + lda;
        const double *x0 = X + (size_t)r * (size_t)ldx, *x1 = x0 + ldx, *x2 = x1 + ldx, *x3 = x2 + ldx;
        for (int i = 0; i < p; i++) {
            const double a[4] = {a0[i], a1[i], a2[i], a3[i]};
            add_four(G + (size_t)i * (size_t)ldg, x0, x1, x2, x3, a, q);
        }
    }
    for (; r < rows; r++) {
        const double *a = A + (size_t)r * (size_t)lda, *x = X + (size_t)r * (size_t)ldx;
        for (int i = 0; i < p; i++) add_one(G + (size_t)i * (size_t)ldg, x, a[i], q);
    }
}

void kernel_add_column_sums(double *out, const double *A, int lda, int rows, int cols) {
    for (int r = 0; r < rows; r++) {
        const double *restrict a = A + (size_t)r * (size_t)lda;
        for (int j = 0; j < cols; j++) out[j] += a[j];
    }
}

void kernel_transpose(double *out, const double *in, int rows, int cols) {
    for (int r = 0; r < rows; r++) {
        for (int c = 0; c < cols; c++) out[(size_t)c * (size_t)rows + (size_t)r] = in[(size_t)r * (size_t)cols + (size_t)c];
    }
}

void kernel_copy_rows(double *out, const double *row, int rows, int cols) {
    for (int r = 0; r < rows; r++) memcpy(out + (size_t)r * (size_t)cols, row, (size_t)cols * sizeof(double));
}

double kernel_norm(const double *x, size_t count) {
    double sum[4] = {0, 0, 0, 0};
    size_t i = 0;
    for (; i + 4 <= count; i += 4) {
        for (size_t j = 0; j < 4; j++) sum[j] += x[i + j] * x[i + j];
    }
    for (; i < count; i++) sum[0] += x[i] * x[i];
    double total = (sum[0] + sum[1]) + (sum[2] + sum[3]);
    if (total > 1e-280 && total < 1e280) return sqrt(total);
    /* Squares may have left the range of a double though the norm is inside it: measure in units of the largest. */
    double largest = 0;
    for (i = 0; i < count; i++) {
        double size = fabs(x[i]);
        if (!(size <= DBL_MAX)) return size; /* NaN, infinity */
        if (size > largest) largest = size;
    }
    if (largest == 0) return 0;
    total = 0;
    for (i = 0; i < count; i++) {
        double part = x[i] / largest;
        total += part * part;
    }
    return largest * sqrt(total);
}

bool kernel_is_finite(const double *x, size_t count) {
    /* 0 * v is 0 for every finite v and NaN else. */
    double sum[8] = {0, 0, 0, 0, 0, 0, 0, 0};
    size_t i = 0;
    for (; i + 8 <= count; i += 8) {
        for (size_t j = 0; j < 8; j++) sum[j] += 0.0 * x[i + j];
    }
    for (; i < count; i++) sum[0] += 0.0 * x[i];
    for (size_t j = 1; j < 8; j++) sum[0] += sum[j];
    return sum[0] == 0;
}
