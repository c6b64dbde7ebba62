/* Dead units and saturation by unit. */
// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "engine/analysis/units.h"
#include "support/engine_case.h"
#include <math.h>

static void a_relu_that_never_opens_is_dead_and_its_weights_get_no_gradient(void **state) {
    (void)state;
    NetSpec spec = engine_case_spec(CELL_RNN, 5, 2, 2);
    spec.activation = ACTIVATION_RELU;
    Wiring wiring;
    EngineCase engine_case;
    UnitShares shares;
    wiring_init_many_to_many(&wiring, 8);
    engine_case_init(&engine_case, &spec, &wiring, 2, 3);
    double *bias = engine_case.weight + net_get_param(&engine_case.net, PARAM_INPUT_BIAS, 0, 0)->offset;
    bias[1] = bias[4] = -1000;
    bias[2] = 1000;
    engine_case_run(&engine_case);
    units_measure(&shares, &engine_case.trace, 0, 0);
    assert_true(shares.dead[1] && shares.dead[4] && !shares.dead[2] && shares.saturated[1] == 1 && shares.saturated[2] == 0);
    const Param *U = net_get_param(&engine_case.net, PARAM_INPUT_WEIGHT, 0, 0);
    int count = 0;
    for (int j = 0; j < 5; j++) {
        double reached = fabs(engine_case.gradient[U->offset + (size_t)j * 2]) + fabs(engine_case.gradient[U->offset + (size_t)j * 2 + 1]);
        assert_true((reached == 0) == shares.dead[j]);
        count += shares.dead[j];
    }
    assert_int_equal(shares.dead_count, count);
    /* One opening in one sequence is enough to live. */
    double *W = engine_case.weight + net_get_param(&engine_case.net, PARAM_RECURRENT_WEIGHT, 0, 0)->offset;
    for (int j = 0; j < 5; j++) W[5 + j] = 0;
    engine_case.trace.x[3 * 4 + 2] = 1e6;
    engine_case.weight[U->offset + 2] = 1;
    engine_case_run(&engine_case);
    units_measure(&shares, &engine_case.trace, 0, 0);
    assert_true(!shares.dead[1]);
    assert_near(shares.saturated[1], 15.0 / 16, 1e-15, 0, "all but one of 8 steps in 2 sequences", 0);
    engine_case_deinit(&engine_case);
}

static void shares_by_unit_average_to_the_shares_by_step(void **state) {
    (void)state;
    for (int kind = 0; kind < 4; kind++) {
        static const NetSpec specs[4] = {{.cell = CELL_RNN, .activation = ACTIVATION_TANH},
                                         {.cell = CELL_RNN, .activation = ACTIVATION_RELU},
                                         {.cell = CELL_GRU},
                                         {.cell = CELL_LSTM}};
        static const int parts[4] = {1, 1, 3, 5};
        NetSpec spec = specs[kind];
        spec.hidden = 4;
        spec.layers = spec.directions = 2;
        spec.inputs = 2;
        spec.outputs = 1;
        Wiring wiring;
        EngineCase engine_case;
        UnitShares shares;
        wiring_init_many_to_one(&wiring, 6);
        engine_case_init(&engine_case, &spec, &wiring, 3, 3);
        for (size_t i = 0; i < engine_case.net.weight_count; i++) engine_case.weight[i] *= 6; /* so that much is flat */
        engine_case_run(&engine_case);
        for (int lane = 0; lane < 4; lane++) {
            double by_step = 0, by_unit = 0, by_part = 0;
            units_measure(&shares, &engine_case.trace, lane / 2, lane % 2);
            assert_int_equal(shares.parts, parts[kind]);
            for (int t = 0; t < 6; t++) by_step += engine_case.trace.lane[lane / 2][lane % 2].saturation[t] / 6;
            for (int j = 0; j < 4; j++) {
                by_unit += shares.saturated[j] / 4;
                for (int part = 0; part < parts[kind]; part++) by_part += shares.part[part][j] / (4 * parts[kind]);
                assert_false(shares.dead[j] && kind != 1);
            }
            assert_true(by_step > 0.05);
            assert_near(by_unit, by_step, 1e-13, 1e-3, "share", lane);
            assert_near(by_part, by_step, 1e-13, 1e-3, "share of parts", lane);
        }
        engine_case_deinit(&engine_case);
    }
}

static void each_part_is_counted_by_its_own_measure(void **state) {
    (void)state;
    NetSpec spec = engine_case_spec(CELL_LSTM, 2, 1, 1);
    Wiring wiring;
    EngineCase engine_case;
    UnitShares shares;
    wiring_init_many_to_one(&wiring, 4);
    engine_case_init(&engine_case, &spec, &wiring, 1, 3);
    double *bias = engine_case.weight + net_get_param(&engine_case.net, PARAM_INPUT_BIAS, 0, 0)->offset;
    for (size_t i = 0; i < engine_case.net.weight_count; i++) engine_case.weight[i] = 0;
    for (int j = 0; j < 2; j++) engine_case.trace.lane[0][0].c0[j] = 0;
    bias[LSTM_F * 2] = 9;     /* unit 0: forget gate above 0.99 */
    bias[LSTM_G * 2 + 1] = 3; /* unit 1: candidate above 0.99; as a sigmoid 0.95 would not be flat */
    bias[LSTM_O * 2] = -3;    /* 0.047: not flat, though |tanh| of it would be */
    engine_case_run(&engine_case);
    units_measure(&shares, &engine_case.trace, 0, 0);
    for (int part = 0; part < 5; part++) {
        assert_true(shares.part[part][0] == (part == LSTM_F ? 1 : 0));
        assert_true(shares.part[part][1] == (part == LSTM_G ? 1 : 0));
    }
    assert_near(shares.saturated[0], 0.2, 1e-15, 0, "share", 0);
    engine_case_deinit(&engine_case);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_relu_that_never_opens_is_dead_and_its_weights_get_no_gradient),
        cmocka_unit_test(shares_by_unit_average_to_the_shares_by_step),
        cmocka_unit_test(each_part_is_counted_by_its_own_measure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
