/* The parts of the fast kernels that stand alone, softmax and its way back and the step downhill, each called directly for every
   instruction set this processor has: numbers of rows, outputs and weights on both sides of every vector's end, logits of any size,
   targets that are no class, and not one number written behind the last. */
// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "base/random.h"
#include "engine/fast/fast.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { ROWS_MOST = 35, OUTPUTS_MOST = 17, GUARD = 16, COUNT_MOST = 27 };

static const double untouched = -12345.5; /* stands behind everything that is written */

static const int outputs_of[] = {1, 2, 3, 7, 8, 9, 16, 17};

/* From the first test to the last the same: a target every row, `odd` ones that are no class now and then. */
typedef struct Rows {
    int rows, outputs;
    double y[ROWS_MOST * OUTPUTS_MOST], target[ROWS_MOST];
    double prob[ROWS_MOST * OUTPUTS_MOST + GUARD]; /* softmax writes it, softmax_back reads it */
} Rows;

static void rows_fill(Rows *out, int rows, int outputs, double deviation) {
    static const double no_class[] = {-1, 0, NAN, -0.5, 1e300}; /* the second: as many as there are outputs */
    Random random = random_from((uint64_t)rows, (uint64_t)outputs);
    out->rows = rows;
    out->outputs = outputs;
    for (int i = 0; i < rows * outputs; i++) out->y[i] = deviation * random_normal(&random);
    for (int row = 0; row < rows; row++) {
        double *y = out->y + row * outputs;
        if (deviation > 100) y[(row + rows) % outputs] = 2000; /* far above the others, in every column once */
        out->target[row] = random_below(&random, outputs);
        if (row % 4 == 3) out->target[row] = row / 4 % 5 == 1 ? outputs : no_class[row / 4 % 5];
    }
}

static bool is_class(double target, int outputs) { return target >= 0 && target < outputs; }

static void assert_guard(const double *guard, int count, const char *what, const Rows *rows) {
    for (int i = 0; i < count; i++) {
        if (guard[i] != untouched) fail_msg("%s is written behind its end (%d rows, %d outputs)", what, rows->rows, rows->outputs);
    }
}

static void set_untouched(double *at, int count) {
    for (int i = 0; i < count; i++) at[i] = untouched;
}

/* ---- softmax ----------------------------------------------------------------------------------------------------------- */

static void check_softmax(const FastKernels *kernels, Rows *rows) {
    double raw[ROWS_MOST + GUARD], work[2 * FAST_LANES_MAX * OUTPUTS_MOST];
    int outputs = rows->outputs;
    set_untouched(rows->prob, ROWS_MOST * OUTPUTS_MOST + GUARD);
    set_untouched(raw, ROWS_MOST + GUARD);
    memset(work, 0xff, sizeof work);
    kernels->softmax(rows->prob, raw, rows->y, rows->target, work, rows->rows, outputs);
    assert_guard(rows->prob + rows->rows * outputs, ROWS_MOST * OUTPUTS_MOST + GUARD - rows->rows * outputs, "prob", rows);
    assert_guard(raw + rows->rows, ROWS_MOST + GUARD - rows->rows, "the losses", rows);
    for (int row = 0; row < rows->rows; row++) {
        const double *y = rows->y + row * outputs;
        long double most = y[0], sum = 0;
        for (int o = 1; o < outputs; o++) most = fmaxl(most, y[o]);
        for (int o = 0; o < outputs; o++) sum += expl(y[o] - most);
        for (int o = 0; o < outputs; o++) {
            double right = (double)(expl(y[o] - most) / sum), is = rows->prob[row * outputs + o];
            if (!(fabs(is - right) <= 1e-15))
                fail_msg("%s, %d rows, %d outputs: prob %d, %d is %.17g, not %.17g", kernels->name, rows->rows, outputs, row, o, is, right);
        }
        if (!is_class(rows->target[row], outputs)) {
            assert_true(isnan(raw[row]));
            continue;
        }
        double right = (double)(logl(sum) - (y[(int)rows->target[row]] - most));
        if (!(fabs(raw[row] - right) <= 1e-14 * fmax(right, 1)))
            fail_msg("%s, %d rows, %d outputs: loss %d is %.17g, not %.17g", kernels->name, rows->rows, outputs, row, raw[row], right);
    }
}

static void softmax_is_right_for_any_number_of_rows_and_logits_of_any_size(void **state) {
    (void)state;
    static const double deviation[] = {1, 30, 1000};
    for (int set = 0; fast_find(set); set++) {
        for (size_t i = 0; i < sizeof outputs_of / sizeof outputs_of[0]; i++) {
            for (int rows = 1; rows <= ROWS_MOST; rows++) {
                Rows all;
                rows_fill(&all, rows, outputs_of[i], deviation[(size_t)rows % 3]);
                check_softmax(fast_find(set), &all);
                rows_fill(&all, rows, outputs_of[i], 1000);
                check_softmax(fast_find(set), &all);
            }
        }
    }
}

static void softmax_back_is_right_and_passes_over_what_is_no_class(void **state) {
    (void)state;
    const double scale = 0.37;
    for (int set = 0; fast_find(set); set++) {
        for (int rows = 1; rows <= ROWS_MOST; rows++) {
            for (size_t i = 0; i < sizeof outputs_of / sizeof outputs_of[0]; i++) {
                double dy[ROWS_MOST * OUTPUTS_MOST + GUARD], db[OUTPUTS_MOST + GUARD];
                int outputs = outputs_of[i];
                Rows all;
                rows_fill(&all, rows, outputs, 1);
                check_softmax(fast_find(set), &all);
                set_untouched(dy, ROWS_MOST * OUTPUTS_MOST + GUARD);
                set_untouched(db, OUTPUTS_MOST + GUARD);
                fast_find(set)->softmax_back(dy, db, all.prob, all.target, scale, rows, outputs);
                assert_guard(dy + rows * outputs, ROWS_MOST * OUTPUTS_MOST + GUARD - rows * outputs, "dy", &all);
                assert_guard(db + outputs, OUTPUTS_MOST + GUARD - outputs, "db", &all);
                for (int o = 0; o < outputs; o++) {
                    double sum = 0;
                    for (int row = 0; row < rows; row++) {
                        double right = scale * (all.prob[row * outputs + o] - (all.target[row] == o ? 1 : 0));
                        sum += right;
                        if (!(fabs(dy[row * outputs + o] - right) <= 1e-16))
                            fail_msg("%s, %d rows, %d outputs: dy %d, %d is %.17g, not %.17g", fast_find(set)->name, rows, outputs, row, o,
                                     dy[row * outputs + o], right);
                    }
                    if (!(fabs(db[o] - sum) <= 1e-14))
                        fail_msg("%s, %d rows, %d outputs: db %d is %.17g, not %.17g", fast_find(set)->name, rows, outputs, o, db[o], sum);
                }
            }
        }
    }
}

/* ---- downhill ---------------------------------------------------------------------------------------------------------- */

static void a_step_downhill_has_the_same_bits_in_every_set_and_ends_where_the_weights_end(void **state) {
    (void)state;
    const double rate = 0.1;
    for (int set = 0; fast_find(set); set++) {
        for (int count = 0; count <= COUNT_MOST; count++) {
            double weight[COUNT_MOST + GUARD], before[COUNT_MOST], delta[COUNT_MOST + GUARD], gradient[COUNT_MOST + 1];
            Random random = random_from(5, (uint64_t)count);
            set_untouched(weight, COUNT_MOST + GUARD);
            set_untouched(delta, COUNT_MOST + GUARD);
            for (int i = 0; i < count; i++) {
                weight[i] = before[i] = random_normal(&random);
                gradient[i] = random_normal(&random);
            }
            fast_find(set)->descend(weight, delta, gradient, (size_t)count, rate);
            for (int i = 0; i < count; i++) {
                volatile double step = -rate * gradient[i]; /* rounded before it is added */
                double right = before[i] + step;
                if (delta[i] != step || weight[i] != right)
                    fail_msg("%s, %d weights: number %d goes by %.17g to %.17g, not by %.17g to %.17g", fast_find(set)->name, count, i,
                             delta[i], weight[i], step, right);
            }
            for (int i = count; i < COUNT_MOST + GUARD; i++) assert_true(weight[i] == untouched && delta[i] == untouched);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(softmax_is_right_for_any_number_of_rows_and_logits_of_any_size),
        cmocka_unit_test(softmax_back_is_right_and_passes_over_what_is_no_class),
        cmocka_unit_test(a_step_downhill_has_the_same_bits_in_every_set_and_ends_where_the_weights_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
