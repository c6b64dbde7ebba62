/* The axes of a state's path, on paths whose axes are known and against the covariance's own eigenvalues. */
// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "base/arena.h"
#include "engine/analysis/axes.h"
#include "engine/net/weights.h"
#include "support/engine_case.h"
#include "support/fail_memory.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static void init_case(EngineCase *engine_case, CellKind cell, int hidden, int steps, int batch) {
    NetSpec spec = {.cell = cell, .hidden = hidden, .layers = 2, .directions = 2, .inputs = 2, .outputs = 1};
    Wiring wiring;
    wiring_init_many_to_one(&wiring, steps);
    engine_case_init(engine_case, &spec, &wiring, batch, 9);
    engine_case_run(engine_case);
}

static int compare_descending(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x < y) - (x > y);
}

static double dot(const double *a, const double *b, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) sum += a[i] * b[i];
    return sum;
}

/* Everything an axis has to be, for C from its definition: C a = variance a, unit, orthogonal, largest eigenvalues. */
static void check_axes(const StateAxes *axes, const double *state, int stride) {
    int hidden = axes->hidden, steps = axes->steps;
    double *C = mem_new((size_t)(hidden * hidden) * sizeof(double)), *scratch = mem_new((size_t)(hidden * hidden) * sizeof(double));
    double mean[16] = {0}, real[16], imaginary[16], total = 0;
    assert_true(hidden <= 16 && C && scratch);
    for (int t = 0; t < steps; t++) {
        for (int j = 0; j < hidden; j++) mean[j] += state[t * stride + j];
    }
    for (int j = 0; j < hidden; j++) mean[j] /= steps;
    for (int t = 0; t < steps; t++) {
        for (int i = 0; i < hidden; i++) {
            for (int j = 0; j < hidden; j++) {
                C[i * hidden + j] += (state[t * stride + i] - mean[i]) * (state[t * stride + j] - mean[j]) / steps;
            }
        }
    }
    for (int i = 0; i < hidden; i++) total += C[i * hidden + i];
    assert_true(matrix_eigenvalues(real, imaginary, scratch, C, hidden));
    qsort(real, (size_t)hidden, sizeof *real, compare_descending);
    assert_near(axes->total, total, 1e-12, 0, "total", 0);
    for (int i = 0; i < axes->count; i++) {
        const double *axis = axes->axis + i * hidden;
        assert_near(axes->variance[i], real[i], 1e-12, total, "variance", i);
        assert_near(axes->share[i], real[i] / total, 1e-12, 1, "share", i);
        for (int r = 0; r < hidden; r++) {
            assert_near(dot(C + r * hidden, axis, hidden), real[i] * axis[r], 1e-12, total, "C a = variance a", r);
        }
        for (int k = 0; k <= i; k++) assert_near(dot(axis, axes->axis + k * hidden, hidden), k == i, 1e-12, 1, "a'a", k);
        double largest = axis[0];
        for (int j = 1; j < hidden; j++) largest = fabs(axis[j]) > fabs(largest) ? axis[j] : largest;
        assert_true(largest > 0);
        for (int t = 0; t < steps; t++) {
            double along = 0;
            for (int j = 0; j < hidden; j++) along += (state[t * stride + j] - mean[j]) * axis[j];
            assert_near(axes->path[t * AXES_COUNT + i], along, 1e-12, 1, "path", t);
        }
    }
    mem_free(C);
    mem_free(scratch);
}

static void axes_are_the_covariances_eigenvectors(void **state) {
    (void)state;
    static const int shapes[][2] = {{6, 20}, {12, 5}, {3, 3}, {1, 7}, {2, 30}, {16, 16}};
    for (int i = 0; i < 6; i++) {
        int hidden = shapes[i][0], steps = shapes[i][1];
        EngineCase engine_case;
        StateAxes axes;
        init_case(&engine_case, CELL_LSTM, hidden, steps, 2);
        assert_true(axes_init(&axes, &engine_case.trace, NULL));
        for (int lane = 0; lane < 4; lane++) {
            for (int which = 0; which < 4; which++) {
                const TraceLane *of = &engine_case.trace.lane[lane / 2][lane % 2];
                int b = which / 2;
                assert_true(axes_measure(&axes, &engine_case.trace, lane / 2, lane % 2, b, which % 2));
                int most = hidden < steps - 1 ? hidden : steps - 1;
                assert_int_equal(axes.count, most < 3 ? most : 3);
                check_axes(&axes, (which % 2 ? of->c : of->h) + b * hidden, 2 * hidden);
            }
        }
        axes_deinit(&axes);
        engine_case_deinit(&engine_case);
    }
}

static void a_flat_ellipse_shows_its_two_axes(void **state) {
    (void)state;
    EngineCase engine_case;
    StateAxes axes;
    init_case(&engine_case, CELL_RNN, 4, 24, 1);
    double *h = engine_case.trace.lane[0][0].h;
    /* 3 cos along -(1, 1, 1, 1)/2, sin along (1, -1, 1, -1)/2, around (5, 0, 0, 0); the third and fourth directions are empty */
    for (int t = 0; t < 24; t++) {
        double angle = t * 2 * 3.14159265358979323846 / 24, p = -3 * cos(angle) / 2, q = sin(angle) / 2;
        double point[4] = {5 + p + q, p - q, p + q, p - q};
        memcpy(h + t * 4, point, sizeof point);
    }
    assert_true(axes_init(&axes, &engine_case.trace, NULL));
    assert_true(axes_measure(&axes, &engine_case.trace, 0, 0, 0, false));
    assert_int_equal(axes.count, 2);
    assert_near(axes.share[0], 0.9, 1e-13, 0, "share", 0);
    assert_near(axes.share[1], 0.1, 1e-13, 0, "share", 1);
    assert_true(axes.share[2] == 0 && axes.variance[2] == 0 && axes.path[2] == 0 && axes.axis[8] == 0);
    assert_near(axes.mean[0], 5, 1e-14, 0, "mean", 0);
    for (int j = 0; j < 4; j++) assert_near(axes.axis[j], 0.5, 1e-13, 0, "axis", j); /* turned the positive way */
    assert_near(axes.path[0], -3, 1e-13, 0, "path", 0);
    assert_near(fabs(axes.path[6 * 3 + 1]), 1, 1e-13, 0, "path across", 6);
    axes_deinit(&axes);
    engine_case_deinit(&engine_case);
}

static void the_same_path_gives_the_same_picture(void **state) {
    (void)state;
    EngineCase engine_case;
    StateAxes axes, again;
    init_case(&engine_case, CELL_GRU, 6, 15, 1);
    assert_true(axes_init(&axes, &engine_case.trace, NULL) && axes_init(&again, &engine_case.trace, NULL));
    mem_fail_after(1);
    assert_true(axes_measure(&axes, &engine_case.trace, 1, 0, 0, false));
    assert_null(mem_new(8));                                               /* the first allocation since: measuring made none */
    assert_true(axes_measure(&again, &engine_case.trace, 0, 0, 0, false)); /* something else first */
    assert_true(axes_measure(&again, &engine_case.trace, 1, 0, 0, false));
    assert_memory_equal(axes.block, again.block, (size_t)(axes.work - axes.block) * sizeof(double));
    /* Mirrored and larger: the same axes, the path turned about. */
    double *h = engine_case.trace.lane[1][0].h;
    for (int i = 0; i < 15 * 6; i++) h[i] *= -1e200;
    assert_true(axes_measure(&again, &engine_case.trace, 1, 0, 0, false));
    for (int i = 0; i < 18; i++) assert_near(again.axis[i], axes.axis[i], 1e-11, 1, "axis", i);
    for (int i = 0; i < 45; i++) assert_near(again.path[i] * 1e-200, -axes.path[i], 1e-11, 1, "path", i);
    axes_deinit(&axes);
    axes_deinit(&again);
    engine_case_deinit(&engine_case);
}

static void a_point_has_no_axes_and_nan_none_that_count(void **state) {
    (void)state;
    EngineCase engine_case;
    StateAxes axes;
    init_case(&engine_case, CELL_RNN, 3, 10, 1);
    double *h = engine_case.trace.lane[0][0].h;
    for (int i = 0; i < 30; i++) h[i] = 0.1 * (i % 3 + 1);
    assert_true(axes_init(&axes, &engine_case.trace, NULL));
    assert_true(axes_measure(&axes, &engine_case.trace, 0, 0, 0, false));
    assert_true(axes.count == 0 && axes.share[0] == 0 && axes.path[0] == 0 && axes.total == 0);
    assert_near(axes.mean[2], 0.3, 1e-14, 0, "mean", 2);
    h[7] = NAN;
    assert_false(axes_measure(&axes, &engine_case.trace, 0, 0, 0, false));
    assert_true(axes.count == 0 && isnan(axes.share[0]) && isnan(axes.path[0]) && isnan(axes.axis[0]));
    axes_deinit(&axes);
    mem_fail_after(1);
    assert_false(axes_init(&axes, &engine_case.trace, NULL));
    engine_case_deinit(&engine_case);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(axes_are_the_covariances_eigenvectors),
        cmocka_unit_test(a_flat_ellipse_shows_its_two_axes),
        cmocka_unit_test(the_same_path_gives_the_same_picture),
        cmocka_unit_test(a_point_has_no_axes_and_nan_none_that_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
