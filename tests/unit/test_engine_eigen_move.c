/* Moving an eigenvalue: its vector, trace, determinant and all other eigenvalues say so, none of which the move itself computes. */
// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "base/random.h"
#include "engine/net/eigen_move.h"
#include "engine/net/weights.h"
#include <math.h>
#include <string.h>

enum { SIZE_MAX_TRIED = 16 };

typedef struct Case {
    int n;
    double W[SIZE_MAX_TRIED * SIZE_MAX_TRIED], before[SIZE_MAX_TRIED * SIZE_MAX_TRIED];
    double re[SIZE_MAX_TRIED], im[SIZE_MAX_TRIED];
    double work[2 * (SIZE_MAX_TRIED * SIZE_MAX_TRIED + 3 * SIZE_MAX_TRIED) + SIZE_MAX_TRIED];
} Case;

static void find_eigenvalues(double *re, double *im, const double *W, int n) {
    double scratch[SIZE_MAX_TRIED * SIZE_MAX_TRIED];
    assert_true(matrix_eigenvalues(re, im, scratch, W, n));
}

static void make(Case *out, int n, uint64_t seed) {
    Random random = random_from(seed, 9);
    out->n = n;
    for (int i = 0; i < n * n; i++) out->W[i] = random_normal(&random) / sqrt(n);
    memcpy(out->before, out->W, sizeof out->W);
    find_eigenvalues(out->re, out->im, out->W, n);
}

/* By elimination with pivots, in real numbers. */
static double determinant(const double *W, int n) {
    double A[SIZE_MAX_TRIED * SIZE_MAX_TRIED], product = 1;
    memcpy(A, W, (size_t)(n * n) * sizeof *A);
    for (int k = 0; k < n; k++) {
        int best = k;
        for (int i = k; i < n; i++)
            if (fabs(A[i * n + k]) > fabs(A[best * n + k])) best = i;
        if (best != k) product = -product;
        for (int j = 0; j < n; j++) {
            double swap = A[k * n + j];
            A[k * n + j] = A[best * n + j];
            A[best * n + j] = swap;
        }
        product *= A[k * n + k];
        for (int i = k + 1; i < n; i++)
            for (int j = n - 1; j >= k; j--) A[i * n + j] -= A[i * n + k] / A[k * n + k] * A[k * n + j];
    }
    return product;
}

static double trace_of(const double *W, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) sum += W[i * n + i];
    return sum;
}

/* The distance from (re, im) to the nearest eigenvalue. */
static double distance_to(const double *re, const double *im, int n, double at_re, double at_im) {
    double least = INFINITY;
    for (int i = 0; i < n; i++) least = fmin(least, hypot(re[i] - at_re, im[i] - at_im));
    return least;
}

static void check_moved(Case *moved, int index, double to_re, double to_im, double condition) {
    int n = moved->n;
    double re[SIZE_MAX_TRIED], im[SIZE_MAX_TRIED], from_re = moved->re[index], from_im = moved->im[index], near = 1e-11 / condition;
    bool pair = from_im != 0;
    find_eigenvalues(re, im, moved->W, n);
    assert_true(distance_to(re, im, n, to_re, to_im) < near);
    for (int i = 0; i < n; i++) {
        bool is_moved = i == index || (pair && moved->re[i] == from_re && fabs(moved->im[i]) == fabs(from_im));
        if (!is_moved) assert_true(distance_to(re, im, n, moved->re[i], moved->im[i]) < near * 100);
    }
    double grown = (pair ? 2 : 1) * (to_re - from_re);
    assert_true(fabs(trace_of(moved->W, n) - trace_of(moved->before, n) - grown) < near);
    double ratio = pair ? (to_re * to_re + to_im * to_im) / (from_re * from_re + from_im * from_im) : to_re / from_re;
    double was = determinant(moved->before, n), is = determinant(moved->W, n);
    assert_true(fabs(is - ratio * was) < near * 100 * (fabs(is) + fabs(was)));
}

static void the_one_that_is_moved_moves_and_no_other(void **state) {
    (void)state;
    int real = 0, pairs = 0;
    for (int n = 1; n <= SIZE_MAX_TRIED; n++) {
        for (uint64_t seed = 1; seed <= 6; seed++) {
            Case moved;
            make(&moved, n, seed * 100 + (uint64_t)n);
            int index = (int)(seed % (uint64_t)n);
            double to_re = 0.3 + 0.1 * (double)seed, to_im = moved.im[index] == 0 ? 0 : moved.im[index] > 0 ? 0.7 : -0.7, condition;
            EigenMove result = eigen_move(moved.W, n, moved.work, moved.re[index], moved.im[index], to_re, to_im, &condition);
            assert_int_equal(result, EIGEN_MOVED);
            check_moved(&moved, index, to_re, to_im, condition);
            real += moved.im[index] == 0;
            pairs += moved.im[index] != 0;
        }
    }
    assert_true(real > 10 && pairs > 10);
}

/* W' v = b v for the v with W v = a v: there and back again is the same matrix. */
static void its_eigenvectors_are_kept(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 8; seed++) {
        Case moved;
        double condition;
        make(&moved, 6, seed);
        double to_im = moved.im[0] == 0 ? 0 : 0.4;
        assert_int_equal(eigen_move(moved.W, 6, moved.work, moved.re[0], moved.im[0], 1.3, to_im, &condition), EIGEN_MOVED);
        assert_int_equal(eigen_move(moved.W, 6, moved.work, 1.3, to_im, moved.re[0], moved.im[0], &condition), EIGEN_MOVED);
        for (int i = 0; i < 36; i++) assert_true(fabs(moved.W[i] - moved.before[i]) < 1e-11 / condition);
    }
}

static void what_cannot_move_says_why_and_stays(void **state) {
    (void)state;
    double condition, work[64];
    double jordan[4] = {0.5, 1, 0, 0.5}, nearly[4] = {0.5, 1, 1e-12, 0.5}, plain[4] = {0.5, 0, 0, 0.25}, broken[4] = {NAN, 0, 0, 1};
    assert_int_equal(eigen_move(jordan, 2, work, 0.5, 0, 0.9, 0, &condition), EIGEN_DEFECTIVE);
    assert_true(jordan[0] == 0.5 && jordan[1] == 1 && jordan[2] == 0 && jordan[3] == 0.5);
    assert_int_equal(eigen_move(nearly, 2, work, 0.5 + 1e-6, 0, 0.9, 0, &condition), EIGEN_DEFECTIVE);
    assert_int_equal(eigen_move(plain, 2, work, 0.5, 0, 0.5, 0.1, &condition), EIGEN_IS_REAL);
    assert_int_equal(eigen_move(plain, 2, work, 0.4, 0, 0.5, 0, &condition), EIGEN_NOT_FOUND);
    assert_true(plain[0] == 0.5 && plain[3] == 0.25);
    assert_int_equal(eigen_move(broken, 2, work, 1, 0, 0.5, 0, &condition), EIGEN_NOT_FOUND);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_one_that_is_moved_moves_and_no_other),
        cmocka_unit_test(its_eigenvectors_are_kept),
        cmocka_unit_test(what_cannot_move_says_why_and_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
