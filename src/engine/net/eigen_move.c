/* See eigen_move.h. Complex numbers are pairs of doubles, real part first; a matrix of them is (n, n, 2).

   Inverse iteration: (W - (a + e) I) y = x, y scaled to length 1, a few times from a fixed start; e is a tiny part of W's size, so that the
   matrix is not exactly singular. The left vector is the same of W'. */
#include "engine/net/eigen_move.h"
#include <math.h>
#include <stdbool.h>
#include <string.h>

enum { ITERATIONS = 4 };

typedef struct Complex {
    double re, im;
} Complex;

static Complex times(Complex a, Complex b) { return (Complex){a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re}; }
static Complex minus(Complex a, Complex b) { return (Complex){a.re - b.re, a.im - b.im}; }
static Complex over(Complex a, Complex b) {
    double size = hypot(b.re, b.im), re = b.re / size, im = b.im / size; /* b / |b| */
    return (Complex){(a.re * re + a.im * im) / size, (a.im * re - a.re * im) / size};
}

/* A, y, v, u */
size_t eigen_move_work(int n) { return 2 * ((size_t)n * (size_t)n + 3 * (size_t)n) + (size_t)n; }

static double norm_of(const Complex *x, int n) {
    double size = 0;
    for (int i = 0; i < n; i++) size = hypot(size, hypot(x[i].re, x[i].im));
    return size;
}

/* A = W - shift I, or its transpose, as L U with rows exchanged: pivot[k] is the row that went to k. */
static bool factor(Complex *A, double *pivot, const double *W, int n, Complex shift, bool transposed, double least) {
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) A[i * n + j] = (Complex){transposed ? W[j * n + i] : W[i * n + j], 0};
        A[i * n + i] = minus(A[i * n + i], shift);
    }
    for (int k = 0; k < n; k++) {
        int best = k;
        double most = -1;
        for (int i = k; i < n; i++) {
            double size = hypot(A[i * n + k].re, A[i * n + k].im);
            if (size > most) {
                most = size;
                best = i;
            }
        }
        if (!isfinite(most) || most < 0) return false;
        pivot[k] = best;
        for (int j = 0; j < n && best != k; j++) {
            Complex swap = A[k * n + j];
            A[k * n + j] = A[best * n + j];
            A[best * n + j] = swap;
        }
        if (most < least) A[k * n + k] = (Complex){least, 0}; /* singular to rounding: that is what is wanted */
        for (int i = k + 1; i < n; i++) {
            Complex part = over(A[i * n + k], A[k * n + k]);
            A[i * n + k] = part;
            for (int j = k + 1; j < n; j++) A[i * n + j] = minus(A[i * n + j], times(part, A[k * n + j]));
        }
    }
    return true;
}

static void solve(const Complex *LU, const double *pivot, Complex *x, int n) {
    for (int k = 0; k < n; k++) { /* all exchanges first: the parts in L were exchanged too */
        int from = (int)pivot[k];
        Complex swap = x[k];
        x[k] = x[from];
        x[from] = swap;
    }
    for (int i = 1; i < n; i++)
        for (int j = 0; j < i; j++) x[i] = minus(x[i], times(LU[i * n + j], x[j]));
    for (int i = n - 1; i >= 0; i--) {
        for (int j = i + 1; j < n; j++) x[i] = minus(x[i], times(LU[i * n + j], x[j]));
        x[i] = over(x[i], LU[i * n + i]);
    }
}

/* Of length 1. False when it did not come out finite. */
static bool find_vector(Complex *x, Complex *A, double *pivot, const double *W, int n, Complex value, bool transposed, double size) {
    Complex shift = {value.re + size * 0x1p-48, value.im};
    if (!factor(A, pivot, W, n, shift, transposed, size * 0x1p-200)) return false;
    for (int i = 0; i < n; i++) x[i] = (Complex){1 + 0.37 * ((i * 7) % 11) / 11, 0.21 * ((i * 5) % 7) / 7}; /* nothing special */
    if (value.im == 0)
        for (int i = 0; i < n; i++) x[i].im = 0;
    for (int turn = 0; turn < ITERATIONS; turn++) {
        solve(A, pivot, x, n);
        double length = norm_of(x, n);
        if (!(length > 0) || !isfinite(length)) return false;
        for (int i = 0; i < n; i++) x[i] = (Complex){x[i].re / length, x[i].im / length};
    }
    return true;
}

/* ||W v - a v|| */
static double residual(const double *W, const Complex *v, int n, Complex value) {
    double size = 0;
    for (int i = 0; i < n; i++) {
        Complex sum = {0, 0}, expected = times(value, v[i]);
        for (int j = 0; j < n; j++) sum = (Complex){sum.re + W[i * n + j] * v[j].re, sum.im + W[i * n + j] * v[j].im};
        size = hypot(size, hypot(sum.re - expected.re, sum.im - expected.im));
    }
    return size;
}

/* v, u and u' v of the eigenvalue, in the working space; EIGEN_MOVED: they are known. */
typedef struct Vectors {
    Complex *v, *u, both;
} Vectors;

static EigenMove find_vectors(Vectors *out, const double *W, int n, double *work, Complex value) {
    Complex *A = (Complex *)work;
    out->v = A + (size_t)n * (size_t)n;
    out->u = out->v + n;
    out->both = (Complex){0, 0}; /* u' v without conjugation: u is an eigenvector of the transpose */
    double *pivot = (double *)(out->u + n), size = 0;
    if (!isfinite(value.re) || !isfinite(value.im)) return EIGEN_NOT_FOUND;
    for (int i = 0; i < n * n; i++) size = hypot(size, W[i]);
    if (!isfinite(size)) return EIGEN_NOT_FOUND;
    if (size == 0) size = 1;
    if (!find_vector(out->v, A, pivot, W, n, value, false, size) || residual(W, out->v, n, value) > 1e-7 * size) return EIGEN_NOT_FOUND;
    if (!find_vector(out->u, A, pivot, W, n, value, true, size)) return EIGEN_NOT_FOUND;
    for (int i = 0; i < n; i++) {
        Complex part = times(out->u[i], out->v[i]);
        out->both = (Complex){out->both.re + part.re, out->both.im + part.im};
    }
    return hypot(out->both.re, out->both.im) >= EIGEN_LEAST ? EIGEN_MOVED : EIGEN_DEFECTIVE;
}

bool eigen_find_shares(double *share, const double *W, int n, double *work, double re, double im) {
    Vectors found;
    if (find_vectors(&found, W, n, work, (Complex){re, im}) != EIGEN_MOVED) return false;
    for (int i = 0; i < n * n; i++) ((Complex *)share)[i] = over(times(found.u[i / n], found.v[i % n]), found.both);
    return true;
}

EigenMove eigen_move(double *W, int n, double *work, double re, double im, double to_re, double to_im, double *condition) {
    Vectors found;
    Complex from = {re, im}, to = {to_re, to_im};
    *condition = NAN;
    if (!isfinite(to_re) || !isfinite(to_im)) return EIGEN_NOT_FOUND;
    if (im == 0 && to_im != 0) return EIGEN_IS_REAL;
    EigenMove result = find_vectors(&found, W, n, work, from);
    if (result == EIGEN_NOT_FOUND) return result;
    *condition = hypot(found.both.re, found.both.im);
    if (result != EIGEN_MOVED) return result;
    Complex step = over(minus(to, from), found.both);
    double times_real = im == 0 ? 1 : 2;
    for (int i = 0; i < n; i++) {
        Complex scaled = times(step, found.v[i]);
        for (int j = 0; j < n; j++) W[i * n + j] += times_real * times(scaled, found.u[j]).re;
    }
    return EIGEN_MOVED;
}
