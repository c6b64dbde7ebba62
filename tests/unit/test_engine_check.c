/* The gradient check of one weight. */
// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "engine/analysis/check.h"
#include "engine/net/weights.h"
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
            assert_true(check.verdict == CHECK_FOUND || check.verdict == CHECK_ROUNDING);
            assert_true(check.error < 20 * check.uncertainty); /* truncation is about as small */
            if (fabs(check.analytic) > 1e-3) assert_true(check.digits > 5.5);
            assert_near(check.relative, check.error / fmax(fabs(check.analytic), fabs(check.numeric)), 1e-15, 0, "relative", (int)i);
            if (check.verdict == CHECK_FOUND && check.relative > 1e-16)
                assert_near(pow(10, -check.digits), check.relative, 1e-12, 0, "digits", (int)i);
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

/* A loss that turns many times between w - e and w + e: the default step sees nothing, a smaller one does. */
static void in_a_chaotic_network_the_step_adapts(void **state) {
    (void)state;
    NetSpec spec = engine_case_spec(CELL_RNN, 16, 1, 1);
    Wiring wiring;
    EngineCase engine_case, probe;
    int adapted = 0, agreed = 0, refused = 0;
    double scratch[16 * 16 + 2 * 16];
    wiring_init_many_to_one(&wiring, 200);
    for (int seed = 1; seed <= 4; seed++) {
        engine_case_init(&engine_case, &spec, &wiring, 1, (uint64_t)seed);
        engine_case_init(&probe, &spec, &wiring, 1, 99);
        weights_set_radius(engine_case.weight, &engine_case.net, seed < 4 ? 3 : 12, scratch);
        for (int t = 0; t < 200; t++) engine_case.trace.x[t] *= 0.01;
        engine_case_run(&engine_case);
        const Param *W = net_get_param(&engine_case.net, PARAM_RECURRENT_WEIGHT, 0, 0);
        for (size_t i = W->offset; i < W->offset + 64; i++) { /* units 1 to 4 */
            WeightCheck check;
            check_weight(&check, &probe.trace, engine_case.weight, &engine_case.trace, engine_case.gradient, i, 0);
            adapted += check.step < 0.5 * check_default_step(check.value);
            if (check.verdict != CHECK_FOUND) {
                assert_true(isnan(check.digits) && check_reason(check.verdict)[0] != 0);
                refused++;
                continue;
            }
            agreed++;
            if (check.digits < 3) fail_msg("seed %d, weight %zu: %g and %g, step %g", seed, i, check.analytic, check.numeric, check.step);
        }
        engine_case_deinit(&engine_case);
        engine_case_deinit(&probe);
    }
    if (!(adapted > 20 && agreed > 100 && refused > 0)) fail_msg("%d adapted, %d agreed, %d refused", adapted, agreed, refused);
}

/* One ReLU unit whose pre-activation is `bias` for x = 0: its kink lies `bias` below the weight. */
static void check_beside_kink(WeightCheck *out, double bias, double wrong) {
    NetSpec spec = engine_case_spec(CELL_RNN, 1, 1, 1);
    spec.activation = ACTIVATION_RELU;
    Wiring wiring;
    EngineCase engine_case, probe;
    wiring_init_many_to_one(&wiring, 1);
    engine_case_init(&engine_case, &spec, &wiring, 1, 4);
    engine_case_init(&probe, &spec, &wiring, 1, 5);
    memset(engine_case.weight, 0, engine_case.net.weight_count * sizeof(double));
    size_t b = net_get_param(&engine_case.net, PARAM_INPUT_BIAS, 0, 0)->offset;
    engine_case.weight[b] = bias;
    engine_case.weight[net_get_param(&engine_case.net, PARAM_HEAD_WEIGHT, 0, 0)->offset] = 1;
    engine_case_run(&engine_case);
    engine_case.gradient[b] *= wrong;
    check_weight(out, &probe.trace, engine_case.weight, &engine_case.trace, engine_case.gradient, b, 0);
    engine_case_deinit(&engine_case);
    engine_case_deinit(&probe);
}

static void across_a_kink_the_step_adapts_and_at_a_kink_no_difference_is_trusted(void **state) {
    (void)state;
    WeightCheck check;
    for (double bias = 1e-9; bias < 1e-3; bias *= 10) {
        check_beside_kink(&check, bias, 1);
        if (check.verdict != CHECK_FOUND || check.digits < 4)
            fail_msg("kink %g away: verdict %d, digits %g", bias, (int)check.verdict, check.digits);
        check_beside_kink(&check, bias, 1.01); /* and a wrong gradient is not excused */
        assert_true(check.verdict == CHECK_FOUND && check.digits > 1.9 && check.digits < 2.1);
    }
    check_beside_kink(&check, 0, 1);
    assert_true(check.verdict == CHECK_KINK && isnan(check.digits));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_weight_agrees_in_many_digits_and_keeps_its_bits),
        cmocka_unit_test(a_wrong_gradient_shows),
        cmocka_unit_test(in_a_chaotic_network_the_step_adapts),
        cmocka_unit_test(across_a_kink_the_step_adapts_and_at_a_kink_no_difference_is_trusted),
        cmocka_unit_test(a_quadratic_is_exact_and_a_dead_weight_has_all_its_digits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
