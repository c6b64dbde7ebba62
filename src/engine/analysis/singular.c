/* One-sided Jacobi on rows (Hestenes 1958; on its accuracy Demmel & Veselic 1992, Demmel et al. 1999). For two rows
   a = s_p u, b = s_q v with |a| >= |b|, the rotation a' = C (a + t b), b' = C (b - t a), C = 1/sqrt(1 + t^2), that makes
   them orthogonal has

     t = 2 a'b / (|a|^2 - |b|^2 + sqrt((|a|^2 - |b|^2)^2 + 4 (a'b)^2))

   In units of their own powers of two, with r = s_q/s_p and D = u'v, that is t = r k, k = 2 D / (A - r^2 B + sqrt(...)):
   u' = C (u + t r v), v' = C (v - k u). Nothing here overflows or underflows however far apart the rows' sizes lie, so a
   matrix diag(s) X with X well conditioned gives every singular value to about the same relative accuracy.

   Cost: a sweep over all pairs takes 4 m^2 n operations; four to ten sweeps are usual, fewer for graded rows. */
#include "engine/analysis/singular.h"
#include <float.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { SWEEP_MAX = 60, DIGIT_BITS = 50, RATIO_BITS_MAX = 400 }; /* beyond 2^-400 the smaller row is nothing to the larger */

/* Eight sums side by side, for vectors and to hide the latency of the addition. */
static double dot(const double *restrict x, const double *restrict y, int n) {
    double s[8] = {0};
    int i = 0;
    for (; i + 8 <= n; i += 8) {
        for (int j = 0; j < 8; j++) s[j] += x[i + j] * y[i + j];
    }
    for (; i < n; i++) s[0] += x[i] * y[i];
    return ((s[0] + s[4]) + (s[1] + s[5])) + ((s[2] + s[6]) + (s[3] + s[7]));
}

/* 2^bits, exactly, for -RATIO_BITS_MAX..RATIO_BITS_MAX; what is beyond is taken as the end. */
static double power_of_two(int bits) {
    bits = bits > RATIO_BITS_MAX ? RATIO_BITS_MAX : bits < -RATIO_BITS_MAX ? -RATIO_BITS_MAX : bits;
    uint64_t pattern = (uint64_t)(1023 + bits) << 52;
    double power;
    memcpy(&power, &pattern, sizeof power);
    return power;
}

static void rotate(double *restrict u, double *restrict v, double c, double tr, double k, int n) {
    double ctr = c * tr, ck = c * k;
    for (int i = 0; i < n; i++) {
        double x = u[i], y = v[i];
        u[i] = c * x + ctr * y;
        v[i] = c * y - ck * x;
    }
}

/* Row to a largest entry in [1/2, 1), exactly; returns false when it holds no finite number. */
static bool normalize(double *row, int *exponent, double *square, int n) {
    double largest = 0;
    for (int i = 0; i < n; i++) {
        double size = fabs(row[i]);
        if (!(size <= DBL_MAX)) return false;
        largest = size > largest ? size : largest;
    }
    *square = 0;
    if (largest == 0) return true;
    int bits;
    frexp(largest, &bits);
    if (bits != 0) {
        /* 2^-bits in two halves: itself it may be out of range */
        double half = ldexp(1, -(bits / 2)), rest = ldexp(1, -(bits - bits / 2));
        for (int i = 0; i < n; i++) row[i] = row[i] * half * rest;
        *exponent += bits;
    }
    *square = dot(row, row, n);
    return true;
}

static bool is_shorter(const double *square, const int *exponent, int i, int j) {
    if (square[i] == 0 || square[j] == 0) return square[i] == 0 && square[j] != 0;
    double r = power_of_two(exponent[i] - exponent[j]);
    return square[i] * r * r < square[j];
}

static void sort_rows(double *row, int *exponent, double *square, int m, int n) {
    for (int i = 0; i + 1 < m; i++) {
        int longest = i;
        for (int j = i + 1; j < m; j++) {
            if (is_shorter(square, exponent, longest, j)) longest = j;
        }
        if (longest == i) continue;
        double keep_square = square[i], *a = row + (size_t)i * (size_t)n, *b = row + (size_t)longest * (size_t)n;
        int keep_exponent = exponent[i];
        square[i] = square[longest];
        square[longest] = keep_square;
        keep_square = square[m + i];
        square[m + i] = square[m + longest];
        square[m + longest] = keep_square;
        exponent[i] = exponent[longest];
        exponent[longest] = keep_exponent;
        for (int k = 0; k < n; k++) {
            double keep = a[k];
            a[k] = b[k];
            b[k] = keep;
        }
    }
}

/* Makes rows p and q orthogonal; false when they were. */
static bool turn_pair(double *row, int *exponent, double *square, int p, int q, int n, double tolerance) {
    if (square[p] == 0 || square[q] == 0) return false;
    double *u = row + (size_t)p * (size_t)n, *v = row + (size_t)q * (size_t)n;
    double D = dot(u, v, n);
    if (D * D <= tolerance * tolerance * (square[p] * square[q])) return false;
    if (is_shorter(square, exponent, p, q)) {
        int keep = p;
        p = q;
        q = keep;
        double *other = u;
        u = v;
        v = other;
    }
    double r = power_of_two(exponent[q] - exponent[p]), A = square[p], B = square[q];
    double less = A - r * r * B, root = sqrt(less * less + 4 * r * r * D * D);
    double k = 2 * D / (less + root), t = r * k, c = sqrt(0.5 + 0.5 * (less / root)); /* = 1/sqrt(1 + t^2) */
    rotate(u, v, c, t * r, k, n);
    square[p] = A + t * r * D;
    square[q] = B - k * D;
    if (square[q] < 0.25 * B) { /* cancelled: measure */
        square[q] = dot(v, v, n);
        if (square[q] < 0x1p-40) normalize(v, exponent + q, square + q, n);
    }
    return true;
}

/* All pairs once; false when all were orthogonal. */
static bool sweep_pairs(double *row, int *exponent, double *square, int m, int n, double tolerance) {
    bool turned = false;
    for (int p = 0; p + 1 < m; p++) {
        for (int q = p + 1; q < m; q++) turned |= turn_pair(row, exponent, square, p, q, n, tolerance);
    }
    return turned;
}

bool singular_turn_rows(double *row, int *exponent, double *square, int m, int n) {
    double tolerance = DBL_EPSILON * (6 + sqrt(n)); /* what a rotation and a dot product round to */
    for (int sweep = 0; sweep < SWEEP_MAX; sweep++) {
        for (int i = 0; i < m; i++) {
            if (!normalize(row + (size_t)i * (size_t)n, exponent + i, square + i, n)) return false;
            if (sweep == 0) square[m + i] = exponent[i];
            /* A row that the others span shrinks to rounding, which may lie in their span again, sweep after sweep. */
            if (exponent[i] > (int)square[m + i] - DIGIT_BITS) continue;
            for (int j = 0; j < n; j++) row[(size_t)i * (size_t)n + (size_t)j] = 0;
            square[i] = 0;
        }
        sort_rows(row, exponent, square, m, n);
        bool turned = sweep_pairs(row, exponent, square, m, n, tolerance);
        if (!turned) return true;
    }
    return false;
}

double singular_length(const double *square, const int *exponent, int i) { return ldexp(sqrt(square[i]), exponent[i]); }

bool singular_values(double *sigma, double *work, int *exponent, const double *matrix, int n, int stride) {
    double *square = work + (size_t)n * (size_t)n;
    for (int i = 0; i < n; i++) {
        exponent[i] = 0;
        for (int j = 0; j < n; j++) work[(size_t)i * (size_t)n + (size_t)j] = matrix[(size_t)i * (size_t)stride + (size_t)j];
    }
    bool done = singular_turn_rows(work, exponent, square, n, n);
    for (int i = 0; i < n; i++) sigma[i] = done ? singular_length(square, exponent, i) : NAN;
    return done;
}
