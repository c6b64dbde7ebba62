/* Eigenvalues of a general real matrix and the largest singular value of any, from the definitions in Golub & Van Loan,
   Matrix Computations, ch. 5, 7 and 8.

   Eigenvalues: scale by a power of two so that nothing overflows; balance (a permutation that splits off eigenvalues
   standing alone in a row or column, then a diagonal similarity by powers of two, Parlett & Reinsch 1969); reduce to
   Hessenberg form by Householder reflections; then implicit double-shift QR (Francis 1961) on the unreduced block at the
   bottom until everything has split into blocks of one and two. Only eigenvalues, so transformations outside the active
   block are left out. The permutation makes a nilpotent matrix that is triangular in some order give exact zeros.

   Singular value: S = A'A (the smaller of the two products), Householder to tridiagonal form, then bisection with
   Sturm's sign counts for its largest eigenvalue. Squaring halves the digits of small singular values; the largest keeps
   its relative accuracy, and it is the only one asked for. */
#include "engine/net/kernels.h"
#include "engine/net/weights.h"
#include <float.h>
#include <math.h>
#include <string.h>

#define NOTHING 1e-140   /* beside entries of about one; the squares of what is larger do not underflow */
enum { SWEEP_MAX = 40 }; /* QR steps for each row of the matrix before giving up; two or three are usual */

/* Reflection I - tau v v' with v[0] = 1 that maps x (count numbers, `stride` apart) to (beta, 0, ...). Writes v[1..] over
   x[1..] and returns tau; *beta takes x's place. tau = 0: x already has that form. */
static double reflect(double *x, int count, int stride, double *beta) {
    double tail = 0; /* of squares: both users scale to entries of about one, where what underflows does not matter */
    for (int i = 1; i < count; i++) tail += x[i * stride] * x[i * stride];
    *beta = x[0];
    if (tail == 0) return 0;
    *beta = -copysign(sqrt(x[0] * x[0] + tail), x[0]);
    double head = x[0] - *beta;
    for (int i = 1; i < count; i++) x[i * stride] /= head;
    return -head / *beta;
}

/* ---- eigenvalues ------------------------------------------------------------------------------------------------- */

/* Largest |entry|; NaN or infinity if there is one. */
static double largest_entry(const double *matrix, size_t count) {
    double largest = 0;
    for (size_t i = 0; i < count; i++) {
        double size = fabs(matrix[i]);
        if (!(size <= DBL_MAX)) return size;
        if (size > largest) largest = size;
    }
    return largest;
}

static double power_of_two_near(double x) {
    int exponent;
    frexp(x, &exponent);
    return ldexp(1, exponent);
}

static void swap_index(double *a, int n, int p, int q) {
    if (p == q) return;
    for (int j = 0; j < n; j++) {
        double keep = a[p * n + j];
        a[p * n + j] = a[q * n + j];
        a[q * n + j] = keep;
    }
    for (int i = 0; i < n; i++) {
        double keep = a[i * n + p];
        a[i * n + p] = a[i * n + q];
        a[i * n + q] = keep;
    }
}

/* Is row (or column) `index` zero off the diagonal within lo..hi? */
static bool stands_alone(const double *a, int n, int lo, int hi, int index, bool row) {
    for (int j = lo; j <= hi; j++) {
        if (j != index && (row ? a[index * n + j] : a[j * n + index]) != 0) return false;
    }
    return true;
}

/* Moves eigenvalues that stand alone to the ends; what is left is lo..hi. */
static void isolate(double *a, int n, int *lo, int *hi) {
    bool again = true;
    while (again && *lo < *hi) {
        again = false;
        for (int i = *hi; i >= *lo && !again; i--) {
            if (stands_alone(a, n, *lo, *hi, i, true)) {
                swap_index(a, n, i, *hi);
                (*hi)--;
                again = true;
            }
        }
        for (int i = *lo; i <= *hi && !again; i++) {
            if (stands_alone(a, n, *lo, *hi, i, false)) {
                swap_index(a, n, i, *lo);
                (*lo)++;
                again = true;
            }
        }
    }
}

/* Rows and columns of about the same size within lo..hi, by exact powers of two. */
static void balance(double *a, int n, int lo, int hi) {
    for (int sweep = 0; sweep < 20; sweep++) {
        bool changed = false;
        for (int i = lo; i <= hi; i++) {
            double row = 0, column = 0;
            for (int j = lo; j <= hi; j++) {
                if (j == i) continue;
                row += fabs(a[i * n + j]);
                column += fabs(a[j * n + i]);
            }
            if (row == 0 || column == 0) continue;
            double scale = 1, sum = row + column;
            while (column < row / 2) column *= 4, scale *= 2;
            while (column >= row * 2) column /= 4, scale /= 2;
            if ((column + row) / scale >= 0.95 * sum) continue;
            changed = true;
            for (int j = 0; j < n; j++) a[i * n + j] /= scale;
            for (int j = 0; j < n; j++) a[j * n + i] *= scale;
        }
        if (!changed) return;
    }
}

/* work: n numbers */
static void reduce_to_hessenberg(double *a, int n, int lo, int hi, double *restrict work) {
    for (int k = lo; k + 2 <= hi; k++) {
        int count = hi - k;
        double *v = a + (k + 1) * n + k, beta, tau = reflect(v, count, n, &beta); /* v down column k */
        v[0] = 1;
        if (tau != 0) {
            /* From the left: rows k+1..hi, columns k+1..hi; work = tau v' rows. */
            memset(work, 0, (size_t)count * sizeof(double));
            for (int i = 0; i < count; i++) {
                const double *restrict row = a + (k + 1 + i) * n + k + 1;
                double by = tau * v[i * n];
                for (int j = 0; j < count; j++) work[j] += by * row[j];
            }
            for (int i = 0; i < count; i++) {
                double *restrict row = a + (k + 1 + i) * n + k + 1;
                double by = v[i * n];
                for (int j = 0; j < count; j++) row[j] -= by * work[j];
            }
            /* From the right: columns k+1..hi of every row. */
            for (int i = 0; i < count; i++) work[i] = v[i * n];
            for (int r = lo; r <= hi; r++) {
                double *restrict x = a + r * n + k + 1;
                double dot = 0;
                for (int i = 0; i < count; i++) dot += x[i] * work[i];
                dot *= tau;
                for (int i = 0; i < count; i++) x[i] -= dot * work[i];
            }
        }
        v[0] = beta;
        for (int i = 1; i < count; i++) v[i * n] = 0;
    }
}

/* The two eigenvalues of [a b; c d]. */
static void solve_pair(double a, double b, double c, double d, double re[2], double im[2]) {
    double half = (a - d) / 2, square = half * half + b * c;
    im[0] = im[1] = 0;
    if (square >= 0) {
        double far = half + copysign(sqrt(square), half); /* the larger of the two offsets from d, without cancellation */
        re[0] = d + far;
        re[1] = far != 0 ? d - b * c / far : d;
        return;
    }
    re[0] = re[1] = d + half;
    im[0] = sqrt(-square);
    im[1] = -im[0];
}

/* x -= tau (v'x) v down the columns of two or three rows, `count` columns. */
static void reflect_rows(double *restrict x0, double *restrict x1, double *restrict x2, const double v[3], double tau, int count) {
    double v1 = v[1], v2 = v[2];
    if (!x2) {
        for (int j = 0; j < count; j++) {
            double dot = tau * (x0[j] + v1 * x1[j]);
            x0[j] -= dot;
            x1[j] -= dot * v1;
        }
        return;
    }
    for (int j = 0; j < count; j++) {
        double dot = tau * (x0[j] + v1 * x1[j] + v2 * x2[j]);
        x0[j] -= dot;
        x1[j] -= dot * v1;
        x2[j] -= dot * v2;
    }
}

/* One reflection of the bulge, v[0] = 1: rows and columns k..k+count-1 of the active block lo..hi. */
static void chase(double *h, int n, int lo, int hi, int k, const double v[3], int count, double tau) {
    int first = k > lo ? k - 1 : lo, last = k + 3 < hi ? k + 3 : hi;
    double *row = h + k * n + first;
    reflect_rows(row, row + n, count == 3 ? row + 2 * n : NULL, v, tau, hi - first + 1);
    for (int r = lo; r <= last; r++) {
        double *x = h + r * n + k, dot = x[0] + v[1] * x[1];
        if (count == 3) dot += v[2] * x[2];
        dot *= tau;
        x[0] -= dot;
        x[1] -= dot * v[1];
        if (count == 3) x[2] -= dot * v[2];
    }
}

/* Francis' step on lo..hi (at least three rows) with shifts given by their sum and product. The first column of
   (H - s1)(H - s2), divided by h[lo+1][lo], starts the bulge. */
static void francis_step(double *h, int n, int lo, int hi, double sum, double product) {
    double a = h[lo * n + lo], b = h[lo * n + lo + 1], c = h[(lo + 1) * n + lo], d = h[(lo + 1) * n + lo + 1];
    double v[3] = {(a * a - sum * a + product) / c + b, a + d - sum, h[(lo + 2) * n + lo + 1]};
    double size = fabs(v[0]) + fabs(v[1]) + fabs(v[2]);
    if (!(size > 0 && size <= DBL_MAX)) { /* c is all but zero: any start will do, rounding mixes the rest in */
        v[0] = v[1] = v[2] = 1;
        size = 1;
    }
    for (int i = 0; i < 3; i++) v[i] /= size;
    for (int k = lo; k < hi; k++) {
        int count = hi - k >= 2 ? 3 : 2;
        double beta;
        if (k > lo) {
            for (int i = 0; i < count; i++) v[i] = h[(k + i) * n + k - 1];
        }
        double tau = reflect(v, count, 1, &beta);
        v[0] = 1;
        if (tau != 0) chase(h, n, lo, hi, k, v, count, tau);
        if (k > lo) {
            h[k * n + k - 1] = beta;
            for (int i = 1; i < count; i++) h[(k + i) * n + k - 1] = 0;
        }
    }
}

/* The first row of the unreduced block that ends at hi: subdiagonal entries that do not matter become zero. */
static int find_block(double *h, int n, int lo, int hi) {
    int k = hi;
    for (; k > lo; k--) {
        double around = fabs(h[k * n + k]) + fabs(h[(k - 1) * n + k - 1]);
        if (around == 0) around = 1; /* the matrix is scaled to entries of about one */
        if (fabs(h[k * n + k - 1]) <= fmax(DBL_EPSILON * around, NOTHING)) {
            h[k * n + k - 1] = 0;
            break;
        }
    }
    return k;
}

static bool solve_hessenberg(double *re, double *im, double *h, int n, int lo, int hi) {
    int sweeps = 0, left = SWEEP_MAX * (hi - lo + 1);
    while (hi >= lo) {
        int top = find_block(h, n, lo, hi);
        if (top == hi) {
            re[hi] = h[hi * n + hi];
            im[hi] = 0;
            hi--;
            sweeps = 0;
            continue;
        }
        double a = h[(hi - 1) * n + hi - 1], b = h[(hi - 1) * n + hi], c = h[hi * n + hi - 1], d = h[hi * n + hi];
        if (top == hi - 1) {
            solve_pair(a, b, c, d, re + top, im + top);
            hi -= 2;
            sweeps = 0;
            continue;
        }
        sweeps++;
        if (left-- == 0) {
            for (int i = lo; i <= hi; i++) re[i] = im[i] = NAN;
            return false;
        }
        double sum = a + d, product = a * d - b * c;
        if (sweeps % 10 == 0) { /* shifts that repeat themselves: try others, of the size of the entries that will not go */
            double size = fabs(c) + fabs(h[(hi - 1) * n + hi - 2]);
            sum = 1.5 * size;
            product = size * size;
        }
        francis_step(h, n, top, hi, sum, product);
    }
    return true;
}

bool matrix_eigenvalues(double *real, double *imaginary, double *scratch, const double *matrix, int n) {
    size_t count = (size_t)n * (size_t)n;
    double largest = largest_entry(matrix, count);
    if (!(largest <= DBL_MAX)) {
        for (int i = 0; i < n; i++) real[i] = imaginary[i] = NAN;
        return false;
    }
    double unit = largest > 0 ? power_of_two_near(largest) : 1;
    for (size_t i = 0; i < count; i++) scratch[i] = matrix[i] / unit;
    int lo = 0, hi = n - 1;
    isolate(scratch, n, &lo, &hi);
    balance(scratch, n, lo, hi);
    reduce_to_hessenberg(scratch, n, lo, hi, real);
    for (int i = 0; i < n; i++) {
        real[i] = scratch[i * n + i];
        imaginary[i] = 0;
    }
    bool converged = solve_hessenberg(real, imaginary, scratch, n, lo, hi);
    for (int i = 0; i < n; i++) {
        real[i] *= unit;
        imaginary[i] *= unit;
    }
    return converged;
}

double matrix_spectral_radius(const double *matrix, int n, double *scratch) {
    double *real = scratch + (size_t)n * (size_t)n, *imaginary = real + n, radius = 0;
    if (!matrix_eigenvalues(real, imaginary, scratch, matrix, n)) return NAN;
    for (int i = 0; i < n; i++) radius = fmax(radius, hypot(real[i], imaginary[i]));
    return radius;
}

/* ---- the largest singular value ---------------------------------------------------------------------------------- */

/* S (n, n), symmetric, becomes tridiagonal: diagonal d (n), beside it e (n-1). The lower triangle is used. */
static void reduce_to_tridiagonal(double *S, double *d, double *e, int n) {
    for (int k = 0; k + 1 < n; k++) {
        int count = n - k - 1;
        double *v = S + (k + 1) * n + k, beta, tau = reflect(v, count, n, &beta);
        d[k] = S[k * n + k];
        e[k] = beta;
        if (tau == 0) continue;
        /* S <- H S H with H = I - tau v v', v[0] = 1:  p = tau S v,  w = p - (tau p'v / 2) v,  S -= v w' + w v'.
           Row k of S is free by now and takes v, the free rest of d takes w. */
        double *row = S + k * n + k + 1, *w = d + k + 1, dot = 0;
        for (int i = 0; i < count; i++) row[i] = i == 0 ? 1 : v[i * n];
        for (int i = 0; i < count; i++) w[i] = 0;
        for (int i = 0; i < count; i++) {
            const double *s = S + (k + 1 + i) * n + k + 1;
            double sum = s[i] * row[i];
            for (int j = 0; j < i; j++) {
                sum += s[j] * row[j];
                w[j] += s[j] * row[i];
            }
            w[i] += sum;
        }
        for (int i = 0; i < count; i++) {
            w[i] *= tau;
            dot += w[i] * row[i];
        }
        dot *= tau / 2;
        for (int i = 0; i < count; i++) w[i] -= dot * row[i];
        for (int i = 0; i < count; i++) {
            double *s = S + (k + 1 + i) * n + k + 1;
            for (int j = 0; j <= i; j++) s[j] -= row[i] * w[j] + w[i] * row[j];
        }
    }
    d[n - 1] = S[n * n - 1];
}

/* Sturm: how many eigenvalues of the tridiagonal matrix lie above x. */
static int count_above(const double *d, const double *e, int n, double x) {
    int count = 0;
    double pivot = 1;
    for (int i = 0; i < n; i++) {
        double off = i ? e[i - 1] : 0;
        pivot = d[i] - x - off * off / pivot;
        if (pivot == 0) pivot = -DBL_MIN;
        count += pivot > 0;
    }
    return count;
}

static double largest_of_tridiagonal(const double *d, const double *e, int n) {
    double lo = d[0], hi = 0;
    for (int i = 0; i < n; i++) { /* Gershgorin above; no eigenvalue can all lie below the largest diagonal entry */
        double reach = (i ? fabs(e[i - 1]) : 0) + (i + 1 < n ? fabs(e[i]) : 0);
        hi = fmax(hi, d[i] + reach);
        lo = fmax(lo, d[i]);
    }
    for (int i = 0; i < 200; i++) {
        double middle = lo + (hi - lo) / 2;
        if (middle <= lo || middle >= hi) break;
        if (count_above(d, e, n, middle) > 0) {
            lo = middle;
        } else {
            hi = middle;
        }
    }
    return lo + (hi - lo) / 2;
}

double matrix_spectral_norm(const double *matrix, int rows, int cols, double *scratch) {
    double largest = largest_entry(matrix, (size_t)rows * (size_t)cols);
    if (largest == 0 || !(largest <= DBL_MAX)) return largest;
    double unit = fmax(power_of_two_near(largest), 0x1p-1000), shrink = 1 / unit;
    int n = rows < cols ? rows : cols, other = rows < cols ? cols : rows;
    double *S = scratch, *d = S + (size_t)rows * (size_t)cols, *e = d + n;
    if (n == 1) return kernel_norm(matrix, (size_t)other);
    memset(S, 0, (size_t)n * (size_t)n * sizeof(double));
    for (int k = 0; k < other; k++) { /* lower triangle of the smaller of A'A and AA' */
        for (int i = 0; i < n; i++) {
            double left = (rows < cols ? matrix[i * cols + k] : matrix[k * cols + i]) * shrink;
            if (left == 0) continue;
            double *out = S + i * n;
            if (rows < cols) {
                for (int j = 0; j <= i; j++) out[j] += left * (matrix[j * cols + k] * shrink);
            } else {
                const double *row = matrix + k * cols;
                for (int j = 0; j <= i; j++) out[j] += left * (row[j] * shrink);
            }
        }
    }
    reduce_to_tridiagonal(S, d, e, n);
    return unit * sqrt(fmax(largest_of_tridiagonal(d, e, n), 0));
}
