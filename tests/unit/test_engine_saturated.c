/* Saturated units. The sigmoid near 0 and 1 in every set of kernels, and the slopes where 1 - sigmoid and 1 - tanh^2 of rounded
   values would lose digits: held to the formulas that do not subtract. */
// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "engine/cell/cell.h"
#include "engine/fast/fast.h"
#include "support/engine_case.h"
#include <math.h>
#include <string.h>

enum { POINTS = 160 }; /* both halves of every vector, quick and not */

static void the_sigmoid_is_right_to_1e_300_in_every_set_of_kernels(void **state) {
    (void)state;
    double x[POINTS], value[POINTS];
    for (int set = 0; fast_find(set); set++) {
        for (int shift = 0; shift < 16; shift++) {
            for (int i = 0; i < POINTS; i++) x[i] = -690 + 690.0 * ((i + 16 * shift) % POINTS) / POINTS;
            fast_find(set)->map(value, x, POINTS, FAST_MAP_SIGMOID);
            for (int i = 0; i < POINTS; i++) {
                double e = exp(x[i]), right = e / (1 + e);
                if (!(fabs(value[i] - right) <= 1e-12 * right)) {
                    fail_msg("%s: sigmoid(%.17g) = %.17g instead of %.17g", fast_find(set)->name, x[i], value[i], right);
                }
                assert_true(fabs(sigmoid(x[i]) - right) <= 1e-15 * right);
            }
        }
    }
}

static void the_sigmoid_is_1_where_it_is_1_and_never_more(void **state) {
    (void)state;
    double x[POINTS], value[POINTS];
    const double end[] = {37.5, 98.7, 220, 221, 709, 710, 1e5, 1e300, INFINITY};
    for (int set = 0; fast_find(set); set++) {
        for (int k = 0; k < (int)(sizeof end / sizeof end[0]); k++) {
            for (int i = 0; i < POINTS; i++) x[i] = i % 3 ? end[k] : -end[k];
            fast_find(set)->map(value, x, POINTS, FAST_MAP_SIGMOID);
            for (int i = 0; i < POINTS; i++) {
                if (x[i] > 0 ? value[i] != 1 : !(value[i] >= 0 && value[i] <= exp(-37))) {
                    fail_msg("%s: sigmoid(%g) = %.17g", fast_find(set)->name, x[i], value[i]);
                }
            }
            assert_true(sigmoid(end[k]) == 1 && (end[k] < 746 || sigmoid(-end[k]) == 0));
        }
        for (int k = 0; k < 100; k++) {
            for (int i = 0; i < POINTS; i++) x[i] = (k * POINTS + i) * 0.0025;
            fast_find(set)->map(value, x, POINTS, FAST_MAP_SIGMOID);
            for (int i = 0; i < POINTS; i++) assert_true(value[i] >= 0.5 && value[i] <= 1);
        }
    }
}

/* Gates share a division; each must be 1 all the same, whatever the others are. */
static void gates_that_are_1_stay_1_beside_gates_that_are_not(void **state) {
    (void)state;
    for (int cell = CELL_GRU; cell < CELL_COUNT; cell++) {
        for (int batch = 1; batch <= 5; batch += 2) {
            for (int set = 0; fast_find(set); set++) {
                EngineCase it;
                NetSpec spec = {
                    .cell = (CellKind)cell, .loss = LOSS_MSE, .hidden = 11, .layers = 1, .directions = 1, .inputs = 3, .outputs = 2};
                Wiring wiring;
                wiring_init_many_to_many(&wiring, 6);
                engine_case_init(&it, &spec, &wiring, batch, 3);
                it.trace.kernels = fast_find(set);
                for (size_t i = 0; i < it.net.weight_count; i++) it.weight[i] *= 300;
                engine_case_run(&it);
                int ones = 0, tiny = 0, hidden = 11, wide = it.net.gates * hidden;
                for (int row = 0; row < 6 * batch; row++) {
                    for (int j = 0; j < wide; j++) {
                        if (j / hidden == (cell == CELL_LSTM ? (int)LSTM_G : (int)GRU_N)) continue;
                        double a = it.trace.lane[0][0].pre[row * wide + j], s = it.trace.lane[0][0].gate[row * wide + j];
                        if (a > 37.5 && s != 1) fail_msg("%s: a = %g, gate = %.17g", it.trace.kernels->name, a, s);
                        if (!(s >= 0 && s <= 1)) fail_msg("%s: a = %g, gate = %.17g", it.trace.kernels->name, a, s);
                        if (a < 0 && a > -690 && !(fabs(s - sigmoid(a)) <= 1e-12 * s))
                            fail_msg("%s: a = %g, gate = %.17g", it.trace.kernels->name, a, s);
                        ones += a > 37.5;
                        tiny += a < -230 && a > -690;
                    }
                }
                assert_true(ones > 5 && tiny > 5);
                engine_case_deinit(&it);
            }
        }
    }
}

/* One unit, one step: dL/da / dL/dh is the slope. Away from where it is flat, and far into it. */
static void the_slope_of_a_saturated_unit_has_all_its_digits(void **state) {
    (void)state;
    for (int activation = 0; activation < ACTIVATION_COUNT; activation++) {
        if (activation != ACTIVATION_TANH && activation != ACTIVATION_SIGMOID) continue;
        for (int set = -1; set < 0 || fast_find(set); set++) {
            for (int lean = 0; lean < (set < 0 ? 1 : 2); lean++) {
                for (int turn = 0; turn < 8; turn++) {
                    static const int hidden_of[] = {1, 8, 16, 64}; /* those that fill vectors have loops of their own */
                    int batch = turn % 2 ? 3 : 1;
                    EngineCase it;
                    NetSpec spec = {.activation = (Activation)activation,
                                    .loss = LOSS_MSE,
                                    .hidden = hidden_of[turn / 2],
                                    .layers = 1,
                                    .directions = 1,
                                    .inputs = 1,
                                    .outputs = 1};
                    Wiring wiring;
                    wiring_init_many_to_one(&wiring, 1);
                    engine_case_init(&it, &spec, &wiring, batch, 3);
                    it.trace.kernels = set < 0 ? NULL : fast_find(set);
                    it.trace.lean = lean;
                    for (double a = 0.25; a < (activation == ACTIVATION_TANH ? 340 : 690); a += a < 30 ? 0.25 : 13) {
                        memset(it.weight, 0, it.net.weight_count * sizeof(double));
                        it.weight[net_get_param(&it.net, PARAM_INPUT_BIAS, 0, 0)->offset] = a;
                        it.weight[net_get_param(&it.net, PARAM_HEAD_WEIGHT, 0, 0)->offset] = 1;
                        for (int b = 0; b < batch; b++) it.trace.target[b] = 0.25;
                        engine_case_run(&it);
                        double e = exp(activation == ACTIVATION_TANH ? -2 * a : -a);
                        double slope = (activation == ACTIVATION_TANH ? 4 : 1) * e / ((1 + e) * (1 + e));
                        double h = activation == ACTIVATION_TANH ? tanh(a) : sigmoid(a), right = 2 * (h - 0.25) * slope;
                        double found = it.gradient[net_get_param(&it.net, PARAM_INPUT_BIAS, 0, 0)->offset];
                        if (!(fabs(found - right) <= 1e-12 * fabs(right))) {
                            fail_msg("%s, lean %d, hidden %d, batch %d: dL/da = %.17g instead of %.17g at a = %g",
                                     set < 0 ? "plain" : fast_find(set)->name, lean, spec.hidden, batch, found, right, a);
                        }
                    }
                    engine_case_deinit(&it);
                }
            }
        }
    }
}

/* Of single sequences, which ask on the way forward whether anything is saturated and are told on the way back: a gradient in units of
   which now and then one is, by the passes that keep everything and by those that keep little. */
static void the_way_back_is_told_of_every_saturated_unit(void **state) {
    (void)state;
    for (int turn = 0; turn < CELL_COUNT * 3 * 40; turn++) {
        static const int hidden_of[] = {8, 16, 32};
        CellKind cell = (CellKind)(turn % CELL_COUNT);
        NetSpec spec = {.cell = cell,
                        .loss = LOSS_MSE,
                        .hidden = hidden_of[turn / CELL_COUNT % 3],
                        .layers = 1,
                        .directions = 1,
                        .inputs = 2,
                        .outputs = 2};
        Wiring wiring;
        wiring_init_many_to_many(&wiring, 5);
        EngineCase plain;
        engine_case_init(&plain, &spec, &wiring, 1, (uint64_t)turn);
        size_t bias = net_get_param(&plain.net, PARAM_INPUT_BIAS, 0, 0)->offset;
        size_t at = bias + (size_t)(turn * 7 % (plain.net.gates * spec.hidden)); /* one gate of one unit */
        double a = 3.5 + 0.7 * (turn / (3 * CELL_COUNT)); /* from before tanh and sigmoid are flat until far into it */
        plain.trace.kernels = NULL;
        plain.weight[at] = a;
        engine_case_run(&plain);
        for (int set = 0; fast_find(set); set++) {
            EngineCase it;
            engine_case_init(&it, &spec, &wiring, 1, (uint64_t)turn);
            it.trace.kernels = fast_find(set);
            it.trace.lean = true;
            it.weight[at] = a;
            engine_case_run(&it);
            double found = it.gradient[at], right = plain.gradient[at];
            if (!(fabs(found - right) <= 1e-10 * fabs(right))) {
                fail_msg("%s, cell %d, hidden %d: %.17g instead of %.17g at a bias of %g", fast_find(set)->name, (int)cell, spec.hidden,
                         found, right, a);
            }
            engine_case_deinit(&it);
        }
        engine_case_deinit(&plain);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_sigmoid_is_right_to_1e_300_in_every_set_of_kernels),
        cmocka_unit_test(the_sigmoid_is_1_where_it_is_1_and_never_more),
        cmocka_unit_test(gates_that_are_1_stay_1_beside_gates_that_are_not),
        cmocka_unit_test(the_slope_of_a_saturated_unit_has_all_its_digits),
        cmocka_unit_test(the_way_back_is_told_of_every_saturated_unit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
