/* The gradient check of one weight. */
// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "engine/analysis_check.h"
#include "support/engine_case.h"
#include <float.h>
#include <math.h>
#include <string.h>

static void init_case(EngineCase *engine_case, CellKind cell, Activation activation, uint64_t seed) {
    NetSpec spec = {.cell = cell,
                    .activation = activation,
                    .loss = LOSS_CROSS_ENTROPY,
                    .hidden = 3,
                    .layers = 2,
                    .directions = 2,
                    .inputs = 2,
                    .outputs = 3};
    Wiring wiring;
    wiring_init_many_to_many(&wiring, 5);
    engine_case_init(engine_case, &spec, &wiring, 2, seed);
    engine_case_run(engine_case);
}

static void every_weight_agrees_in_many_digits_and_keeps_its_bits(void **state) {
    (void)state;
    for (int cell = 0; cell < CELL_COUNT; cell++) {
        EngineCase engine_case, probe;
        WeightCheck check;
        init_case(&engine_case, (CellKind)cell, ACTIVATION_TANH, 4);
        init_case(&probe, (CellKind)cell, ACTIVATION_TANH, 5);
        double before[1024];
        size_t count = engine_case.net.weight_count;
        assert_true(count <= 1024);
        memcpy(before, engine_case.weight, count * sizeof(double));
        for (size_t i = 0; i < count; i++) {
            check_weight(&check, &probe.trace, engine_case.weight, &engine_case.trace, engine_case.gradient, i, 0);
            assert_true(check.analytic == engine_case.gradient[i] && check.value == before[i]);
            assert_near(check.step, 6.055454452393343e-6 * fmax(1, fabs(before[i])), 1e-9, 0, "step", (int)i);
            assert_near(check.numeric, (check.loss_above - check.loss_below) / (2 * check.step), 1e-14, 0, "numeric", (int)i);
            assert_true(check.error < 20 * check.uncertainty); /* truncation is about as small */
            if (fabs(check.analytic) > 1e-3) assert_true(check.digits > 5.5);
            assert_near(check.relative, check.error / fmax(fabs(check.analytic), fabs(check.numeric)), 1e-15, 0, "relative", (int)i);
            if (check.relative > 1e-16) assert_near(pow(10, -check.digits), check.relative, 1e-12, 0, "digits", (int)i);
        }
        assert_memory_equal(before, engine_case.weight, count * sizeof(double));
        engine_case_deinit(&engine_case);
        engine_case_deinit(&probe);
    }
}

static void a_wrong_gradient_shows(void **state) {
    (void)state;
    EngineCase engine_case, probe;
    WeightCheck check;
    init_case(&engine_case, CELL_LSTM, ACTIVATION_TANH, 4);
    init_case(&probe, CELL_LSTM, ACTIVATION_TANH, 5);
    size_t i = net_get_param(&engine_case.net, PARAM_HEAD_WEIGHT, 0, 0)->offset;
    double right = engine_case.gradient[i];
    assert_true(fabs(right) > 1e-3);
    engine_case.gradient[i] = -right;
    check_weight(&check, &probe.trace, engine_case.weight, &engine_case.trace, engine_case.gradient, i, 0);
    assert_true(check.digits == 0); /* the wrong sign */
    assert_near(check.relative, 2, 1e-6, 0, "relative", 0);
    engine_case.gradient[i] = right * 1.001;
    check_weight(&check, &probe.trace, engine_case.weight, &engine_case.trace, engine_case.gradient, i, 0);
    assert_near(check.digits, 3, 1e-3, 0, "digits", 0);
    engine_case.gradient[i] = right;
    check_weight(&check, &probe.trace, engine_case.weight, &engine_case.trace, engine_case.gradient, i, 1e-12); /* too small a step */
    assert_near(check.step, 1e-12, 1e-3, 0, "step", 0);
    assert_true(check.digits < 6 && check.uncertainty > 1e-5);
    engine_case_deinit(&engine_case);
    engine_case_deinit(&probe);
}

static void a_quadratic_is_exact_and_a_dead_weight_has_all_its_digits(void **state) {
    (void)state;
    /* MSE in the head's bias is a quadratic: no truncation, whatever the step. A ReLU unit that is off: both zero. */
    NetSpec spec = engine_case_spec(CELL_RNN, 2, 1, 1);
    spec.activation = ACTIVATION_RELU;
    Wiring wiring;
    EngineCase engine_case, probe;
    WeightCheck check;
    wiring_init_many_to_one(&wiring, 3);
    engine_case_init(&engine_case, &spec, &wiring, 1, 4);
    engine_case_init(&probe, &spec, &wiring, 1, 5);
    double *bias = engine_case.weight + net_get_param(&engine_case.net, PARAM_INPUT_BIAS, 0, 0)->offset;
    bias[0] = -100;
    engine_case_run(&engine_case);
    check_weight(&check, &probe.trace, engine_case.weight, &engine_case.trace, engine_case.gradient,
                 net_get_param(&engine_case.net, PARAM_HEAD_BIAS, 0, 0)->offset, 0.5);
    assert_true(check.step == 0.5 && check.digits > 14);
    check_weight(&check, &probe.trace, engine_case.weight, &engine_case.trace, engine_case.gradient, 0, 0);
    assert_true(check.analytic == 0 && check.numeric == 0 && check.relative == 0 && check.digits == 16);
    engine_case_deinit(&engine_case);
    engine_case_deinit(&probe);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_weight_agrees_in_many_digits_and_keeps_its_bits),
        cmocka_unit_test(a_wrong_gradient_shows),
        cmocka_unit_test(a_quadratic_is_exact_and_a_dead_weight_has_all_its_digits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
