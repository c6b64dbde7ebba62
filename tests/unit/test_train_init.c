/* The recipes for starting weights have the statistics their papers give them, and the default is the first preset's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "engine/net/weights_init.h"
#include "support/lab_case.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { HIDDEN = 48, INPUTS = 3, OUTPUTS = 2 };

typedef struct Made {
    Net net;
    double *weight;
} Made;

static Made make(CellKind cell, WeightRecipe recipe, uint64_t seed) {
    Made made;
    NetSpec spec = {.cell = cell, .hidden = HIDDEN, .layers = 2, .directions = 2, .inputs = INPUTS, .outputs = OUTPUTS};
    WeightPlan plan = {.radius = NAN, .scale = NAN, .forget_bias = NAN, .seed = seed};
    assert_true(net_init(&made.net, &spec, NULL));
    made.weight = mem_new(made.net.weight_count * sizeof(double));
    assert_non_null(made.weight);
    memset(made.weight, 0xff, made.net.weight_count * sizeof(double)); /* every one must be written */
    double *scratch = calloc(weights_scratch_count(&made.net), sizeof *scratch);
    assert_non_null(scratch);
    weights_init_recipe(made.weight, &made.net, &plan, recipe, scratch);
    free(scratch);
    return made;
}

static bool is_bias(const Param *p) { return p->kind == PARAM_INPUT_BIAS || p->kind == PARAM_RECURRENT_BIAS || p->kind == PARAM_HEAD_BIAS; }

static double deviation(const double *block, size_t count) {
    double sum = 0;
    for (size_t i = 0; i < count; i++) sum += block[i] * block[i];
    return sqrt(sum / (double)count);
}

static double largest(const double *block, size_t count) {
    double most = 0;
    for (size_t i = 0; i < count; i++) most = fmax(most, fabs(block[i]));
    return most;
}

static void assert_near(const char *name, double value, double expected, double share) {
    if (!(fabs(value - expected) <= share * expected)) fail_msg("%s: %g instead of %g", name, value, expected);
}

static void uniform_and_normal_recipes_have_their_spread(void **state) {
    (void)state;
    for (int cell = 0; cell < CELL_COUNT; cell++) {
        for (int r = RECIPE_PYTORCH; r <= RECIPE_NORMAL; r++) {
            Made made = make((CellKind)cell, (WeightRecipe)r, 5);
            for (int p = 0; p < made.net.param_count; p++) {
                const Param *param = &made.net.param[p];
                size_t count = (size_t)param->rows * (size_t)param->cols;
                const double *block = made.weight + param->offset;
                bool is_head = param->kind == PARAM_HEAD_WEIGHT || param->kind == PARAM_HEAD_BIAS;
                double rows = is_head ? OUTPUTS : HIDDEN;
                if (r == RECIPE_PYTORCH) {
                    double bound = 1 / sqrt(is_head ? 2 * HIDDEN : HIDDEN);
                    assert_true(largest(block, count) <= bound);
                    if (count >= 140) assert_near(param->name, deviation(block, count), bound / sqrt(3), 0.12);
                } else if (is_bias(param)) {
                    continue;
                } else if (r == RECIPE_XAVIER) {
                    assert_true(largest(block, count) <= sqrt(6 / (rows + param->cols)));
                    assert_near(param->name, deviation(block, count), sqrt(2 / (rows + param->cols)), 0.12);
                } else {
                    assert_near(param->name, deviation(block, count), 1 / sqrt(param->cols), 0.15);
                }
            }
            mem_free(made.weight);
        }
    }
}

static void orthogonal_blocks_turn_and_do_not_stretch(void **state) {
    (void)state;
    Made made = make(CELL_LSTM, RECIPE_ORTHOGONAL, 3);
    const Param *W = net_get_param(&made.net, PARAM_RECURRENT_WEIGHT, 1, 1);
    for (int gate = 0; gate < 4; gate++) {
        const double *Q = made.weight + W->offset + (size_t)gate * HIDDEN * HIDDEN;
        for (int i = 0; i < HIDDEN; i++) {
            for (int j = 0; j <= i; j++) {
                double dot = 0;
                for (int k = 0; k < HIDDEN; k++) dot += Q[i * HIDDEN + k] * Q[j * HIDDEN + k];
                assert_true(fabs(dot - (i == j)) < 1e-14);
            }
        }
        if (gate > 0) assert_true(Q[0] != Q[-HIDDEN * HIDDEN]); /* each gate its own */
    }
    mem_free(made.weight);
}

static void identity_is_the_identity(void **state) {
    (void)state;
    Made made = make(CELL_RNN, RECIPE_IDENTITY, 3);
    const Param *W = net_get_param(&made.net, PARAM_RECURRENT_WEIGHT, 0, 1), *U = net_get_param(&made.net, PARAM_INPUT_WEIGHT, 1, 0);
    for (int i = 0; i < HIDDEN * HIDDEN; i++) assert_true(made.weight[W->offset + (size_t)i] == (i % (HIDDEN + 1) == 0));
    assert_near("U", deviation(made.weight + U->offset, (size_t)U->rows * (size_t)U->cols), 0.001, 0.1);
    mem_free(made.weight);
}

static void biases_are_zero_but_for_the_forget_gates(void **state) {
    (void)state;
    for (int r = RECIPE_RADIUS; r < RECIPE_COUNT; r++) {
        if (r == RECIPE_PYTORCH) continue;
        Made made = make(CELL_LSTM, (WeightRecipe)r, 3);
        for (int p = 0; p < made.net.param_count; p++) {
            const Param *param = &made.net.param[p];
            if (!is_bias(param)) continue;
            for (int i = 0; i < param->cols; i++) {
                bool is_forget = param->kind == PARAM_INPUT_BIAS && i / HIDDEN == LSTM_F;
                assert_true(made.weight[param->offset + (size_t)i] == (is_forget ? 3.0 : 0.0));
            }
        }
        mem_free(made.weight);
    }
}

static void a_seed_is_its_weights(void **state) {
    (void)state;
    for (int r = RECIPE_RADIUS; r < RECIPE_COUNT; r++) {
        Made a = make(CELL_GRU, (WeightRecipe)r, 8), b = make(CELL_GRU, (WeightRecipe)r, 8), c = make(CELL_GRU, (WeightRecipe)r, 9);
        size_t size = a.net.weight_count * sizeof(double);
        assert_memory_equal(a.weight, b.weight, size);
        assert_true(memcmp(a.weight, c.weight, size) != 0);
        mem_free(a.weight);
        mem_free(b.weight);
        mem_free(c.weight);
    }
}

static void the_setup_chooses_the_recipe(void **state) {
    (void)state;
    Lab lab;
    lab_case_open(&lab);
    double *first = mem_new(lab.run.net.weight_count * sizeof(double));
    WeightPlan plan = setup_weight_plan(&lab.setup);
    assert_non_null(first);
    weights_init(first, &lab.run.net, &plan, lab.run.trace.scratch);
    assert_memory_equal(first, lab.run.weight, lab.run.net.weight_count * sizeof(double)); /* the default: as before */
    lab_case_apply(&lab, "train 3");
    lab_case_apply(&lab, "set init orthogonal");
    assert_int_equal(lab.run.update, 0);
    assert_true(fabs(lab.run.radius - 1) < 1e-12); /* measured */
    assert_true(setup_is_active(&lab.setup, KEY_RADIUS) && setup_is_active(&lab.setup, KEY_WEIGHT_SCALE));
    lab_case_apply(&lab, "set radius 0.5"); /* what the recipe drew is rescaled */
    assert_true(fabs(weights_radius(lab.run.weight, &lab.run.net, lab.run.trace.scratch) - 0.5) < 1e-12);
    lab_case_apply(&lab, "restart");
    assert_true(fabs(weights_radius(lab.run.weight, &lab.run.net, lab.run.trace.scratch) - 0.5) < 1e-12);
    lab_case_apply(&lab, "reset radius");
    assert_true(fabs(lab.run.radius - 1) < 1e-12);
    lab_case_apply(&lab, "set cell lstm");
    assert_true(lab.run.forget_bias == 3);
    lab_case_apply(&lab, "set init pytorch");
    assert_true(fabs(lab.run.forget_bias) < 0.5); /* PyTorch's own, which the setup calls drawn */
    lab_case_apply(&lab, "set forget_bias 3");
    assert_true(lab.run.forget_bias == 3);
    assert_false(setup_is_active(&lab.setup, KEY_MOMENTUM));
    lab_case_apply(&lab, "set optimizer momentum");
    assert_true(setup_is_active(&lab.setup, KEY_MOMENTUM));
    mem_free(first);
    lab_deinit(&lab);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(uniform_and_normal_recipes_have_their_spread),
        cmocka_unit_test(orthogonal_blocks_turn_and_do_not_stretch),
        cmocka_unit_test(identity_is_the_identity),
        cmocka_unit_test(biases_are_zero_but_for_the_forget_gates),
        cmocka_unit_test(a_seed_is_its_weights),
        cmocka_unit_test(the_setup_chooses_the_recipe),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
