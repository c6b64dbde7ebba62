/* The histogram of pre-activations counts every number once, where it lies. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/analysis/spread.h"
#include "support/engine_case.h"
#include <math.h>

static void every_number_is_counted_where_it_lies(void **state) {
    (void)state;
    for (int cell = 0; cell < 3; cell++) {
        NetSpec spec = engine_case_spec((CellKind)cell, 5, 2, 2);
        Wiring wiring;
        EngineCase given;
        Spread spread;
        wiring_init_many_to_many(&wiring, 9);
        engine_case_init(&given, &spec, &wiring, 2, 3);
        for (size_t i = 0; i < given.net.weight_count; i++) given.weight[i] *= 4;
        engine_case_run(&given);
        const TraceLane *lane = &given.trace.lane[0][0];
        int parts = given.net.gates + (lane->c ? 1 : 0), width = given.net.gates * 5;
        for (int part = 0; part < parts; part++) {
            spread_measure(&spread, &given.trace, 0, 0, part, -2, 2);
            int bin[SPREAD_BINS] = {0}, below = 0, above = 0, flat = 0;
            for (int row = 0; row < 18; row++) {
                for (int j = 0; j < 5; j++) {
                    bool inside = part < given.net.gates;
                    double a = inside ? lane->pre[row * width + part * 5 + j] : lane->c[row * 5 + j];
                    double value = inside ? lane->gate[row * width + part * 5 + j] : tanh(a);
                    bool is_sigmoid = inside && ((cell == CELL_GRU && part != GRU_N) || (cell == CELL_LSTM && part != LSTM_G));
                    flat += is_sigmoid ? value < 0.01 || value > 0.99 : fabs(value) > 0.99;
                    below += a < -2;
                    above += a > 2;
                    if (a >= -2 && a <= 2) bin[(int)fmin((a + 2) / 4 * SPREAD_BINS, SPREAD_BINS - 1)]++;
                }
            }
            assert_int_equal(spread.count, 90);
            assert_int_equal(spread.below, below);
            assert_int_equal(spread.above, above);
            assert_int_equal(spread.lost, 0);
            for (int i = 0; i < SPREAD_BINS; i++) assert_int_equal(spread.bin[i], bin[i]);
            assert_true(fabs(spread.saturated - flat / 90.0) < 1e-12);
        }
        engine_case_deinit(&given);
    }
}

static void what_is_not_finite_is_counted_apart(void **state) {
    (void)state;
    NetSpec spec = engine_case_spec(CELL_RNN, 2, 1, 1);
    Wiring wiring;
    EngineCase given;
    Spread spread;
    wiring_init_many_to_one(&wiring, 3);
    engine_case_init(&given, &spec, &wiring, 1, 3);
    engine_case_run(&given);
    given.trace.lane[0][0].pre[1] = NAN;
    given.trace.lane[0][0].pre[2] = INFINITY;
    spread_measure(&spread, &given.trace, 0, 0, 0, -100, 100);
    assert_int_equal(spread.lost, 2);
    int inside = 0;
    for (int i = 0; i < SPREAD_BINS; i++) inside += spread.bin[i];
    assert_int_equal(inside, 4);
    assert_true(isfinite(spread.least) && isfinite(spread.most));
    engine_case_deinit(&given);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_number_is_counted_where_it_lies),
                                       cmocka_unit_test(what_is_not_finite_is_counted_apart)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
