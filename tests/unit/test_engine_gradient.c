/* Every gradient against finite differences: each cell and activation, each wiring and loss, one layer and two, one
   direction and two, two sequences in the batch; every weight and bias, every input and every initial state, with sign. And
   the same through dropout, on every set of kernels. */
// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "engine/fast/fast.h"
#include "support/engine_case.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { STEPS = 4, BATCH = 2 };

static double loss_at(EngineCase *engine_case, double *number, double value) {
    double before = *number;
    *number = value;
    net_forward(&engine_case->trace, engine_case->weight);
    *number = before;
    return engine_case->trace.loss;
}

/* Central differences at two widths, Richardson's combination: the error is of fourth order in the width. */
static double difference(EngineCase *engine_case, double *number) {
    double at = *number, h = 2e-3;
    double wide = (loss_at(engine_case, number, at + h) - loss_at(engine_case, number, at - h)) / (2 * h);
    h /= 2;
    double narrow = (loss_at(engine_case, number, at + h) - loss_at(engine_case, number, at - h)) / (2 * h);
    return (4 * narrow - wide) / 3;
}

static void check_numbers(EngineCase *engine_case, double *numbers, const double *gradient, size_t count, const char *what) {
    for (size_t i = 0; i < count; i++) assert_near(gradient[i], difference(engine_case, &numbers[i]), 1e-6, 1e-4, what, (int)i);
}

/* Far enough from the kink of ReLU that no difference crosses it. */
static bool is_smooth(const EngineCase *engine_case) {
    const NetSpec *spec = &engine_case->net.spec;
    if (spec->cell != CELL_RNN || (spec->activation != ACTIVATION_RELU && spec->activation != ACTIVATION_LEAKY_RELU)) return true;
    for (int layer = 0; layer < spec->layers; layer++) {
        for (int direction = 0; direction < spec->directions; direction++) {
            for (int i = 0; i < STEPS * BATCH * spec->hidden; i++) {
                if (fabs(engine_case->trace.lane[layer][direction].pre[i]) < 0.02) return false;
            }
        }
    }
    return true;
}

static void check_case(const NetSpec *spec, const Wiring *wiring, const FastKernels *kernels, const char *label) {
    EngineCase engine_case;
    uint64_t seed = 1;
    engine_case_init(&engine_case, spec, wiring, BATCH, seed);
    engine_case.trace.kernels = kernels;
    engine_case_run(&engine_case);
    while (!is_smooth(&engine_case)) {
        assert_true(seed < 100);
        engine_case_deinit(&engine_case);
        engine_case_init(&engine_case, spec, wiring, BATCH, ++seed);
        engine_case.trace.kernels = kernels;
        engine_case_run(&engine_case);
    }
    /* The gradients stand in the trace until the next backward pass; differences only run forward. */
    char what[192];
    for (int i = 0; i < engine_case.net.param_count; i++) {
        const Param *param = &engine_case.net.param[i];
        snprintf(what, sizeof what, "%s %s", label, param->name);
        check_numbers(&engine_case, engine_case.weight + param->offset, engine_case.gradient + param->offset,
                      (size_t)param->rows * (size_t)param->cols, what);
    }
    size_t row = (size_t)(BATCH * spec->inputs), state = (size_t)(BATCH * spec->hidden);
    for (int i = 0; i < wiring->input_count; i++) {
        snprintf(what, sizeof what, "%s x at step %d", label, wiring->input_step[i]);
        size_t first = (size_t)wiring->input_step[i] * row;
        check_numbers(&engine_case, engine_case.trace.x + first, engine_case.trace.dx + first, row, what);
    }
    for (int layer = 0; layer < spec->layers; layer++) {
        for (int direction = 0; direction < spec->directions; direction++) {
            TraceLane *lane = &engine_case.trace.lane[layer][direction];
            snprintf(what, sizeof what, "%s initial state l%d d%d", label, layer, direction);
            check_numbers(&engine_case, lane->h0, lane->dh0, state, what);
            if (lane->c0) check_numbers(&engine_case, lane->c0, lane->dc0, state, what);
        }
    }
    engine_case_deinit(&engine_case);
}

static void check_cell(CellKind cell, Activation activation, const char *name) {
    static void (*const wire[])(Wiring *, int) = {wiring_init_many_to_one, wiring_init_many_to_many, wiring_init_one_to_many,
                                                  wiring_init_encoder_decoder};
    static const char *const wire_name[] = {"many-to-one", "many-to-many", "one-to-many", "encoder-decoder"};
    for (int w = 0; w < 4; w++) {
        for (int loss = 0; loss < LOSS_COUNT; loss++) {
            for (int deep = 0; deep < 3; deep++) { /* one layer, two layers, two layers in two directions */
                NetSpec spec = {.cell = cell,
                                .activation = activation,
                                .loss = (LossKind)loss,
                                .hidden = 3,
                                .layers = deep ? 2 : 1,
                                .directions = deep == 2 ? 2 : 1,
                                .inputs = 2,
                                .outputs = 3};
                char label[96];
                Wiring wiring;
                wire[w](&wiring, STEPS);
                wiring.sum_losses = deep == 1;
                snprintf(label, sizeof label, "%s %s %s %d layers %d directions", name, wire_name[w], loss ? "cross-entropy" : "MSE",
                         spec.layers, spec.directions);
                check_case(&spec, &wiring, fast_find(0), label);
            }
        }
    }
}

static void tanh_rnn_gradient_agrees_with_finite_differences(void **state) {
    (void)state;
    check_cell(CELL_RNN, ACTIVATION_TANH, "tanh RNN");
}

static void relu_rnn_gradient_agrees_with_finite_differences(void **state) {
    (void)state;
    check_cell(CELL_RNN, ACTIVATION_RELU, "ReLU RNN");
}

static void leaky_relu_rnn_gradient_agrees_with_finite_differences(void **state) {
    (void)state;
    check_cell(CELL_RNN, ACTIVATION_LEAKY_RELU, "leaky ReLU RNN");
}

static void sigmoid_rnn_gradient_agrees_with_finite_differences(void **state) {
    (void)state;
    check_cell(CELL_RNN, ACTIVATION_SIGMOID, "sigmoid RNN");
}

static void identity_rnn_gradient_agrees_with_finite_differences(void **state) {
    (void)state;
    check_cell(CELL_RNN, ACTIVATION_IDENTITY, "identity RNN");
}

static void gru_gradient_agrees_with_finite_differences(void **state) {
    (void)state;
    check_cell(CELL_GRU, ACTIVATION_TANH, "GRU");
}

static void lstm_gradient_agrees_with_finite_differences(void **state) {
    (void)state;
    check_cell(CELL_LSTM, ACTIVATION_TANH, "LSTM");
}

/* Three layers: the middle one's masks are crossed from both sides. */
static void check_dropout(CellKind cell, const char *name) {
    static void (*const wire[])(Wiring *, int) = {wiring_init_many_to_one, wiring_init_many_to_many};
    for (int kind = 0; kind < 4; kind++) {
        NetSpec spec = {.cell = cell,
                        .loss = kind % 2 ? LOSS_MSE : LOSS_CROSS_ENTROPY,
                        .hidden = 3,
                        .layers = kind % 2 ? 3 : 2,
                        .directions = kind / 2 + 1,
                        .inputs = 2,
                        .outputs = 2,
                        .dropout = kind % 2 ? 0.3 : 0.6};
        for (int w = 0; w < 2; w++) {
            const FastKernels *kernels = NULL;
            int set = 0;
            do { /* the plain pass, then every set of kernels */
                char label[128];
                Wiring wiring;
                wire[w](&wiring, STEPS);
                snprintf(label, sizeof label, "%s, dropout %g, wiring %d, %d layers, %d directions, %s", name, spec.dropout, w, spec.layers,
                         spec.directions, kernels ? kernels->name : "plain");
                check_case(&spec, &wiring, kernels, label);
                kernels = fast_find(set++);
            } while (kernels);
        }
    }
}

static void rnn_gradient_through_dropout_agrees_with_finite_differences(void **state) {
    (void)state;
    check_dropout(CELL_RNN, "RNN");
}

static void gru_gradient_through_dropout_agrees_with_finite_differences(void **state) {
    (void)state;
    check_dropout(CELL_GRU, "GRU");
}

static void lstm_gradient_through_dropout_agrees_with_finite_differences(void **state) {
    (void)state;
    check_dropout(CELL_LSTM, "LSTM");
}

/* dL/dh_t itself, through a network whose first steps are left away: its initial state is the h_t of the whole one. */
static void gradient_of_a_state_is_the_gradient_of_an_initial_state_of_the_rest(void **state) {
    (void)state;
    for (int cell = 0; cell < CELL_COUNT; cell++) {
        NetSpec spec = engine_case_spec((CellKind)cell, 3, 2, 3);
        Wiring wiring, rest;
        wiring_init_many_to_one(&wiring, 6);
        wiring_init_many_to_one(&rest, 2);
        EngineCase whole, part;
        engine_case_init(&whole, &spec, &wiring, 1, 5);
        engine_case_init(&part, &spec, &rest, 1, 5);
        engine_case_run(&whole);
        memcpy(part.weight, whole.weight, whole.net.weight_count * sizeof(double));
        memcpy(part.trace.target, whole.trace.target, 3 * sizeof(double));
        memcpy(part.trace.x, whole.trace.x + 4 * 2, 4 * sizeof(double));
        const TraceLane *lane = &whole.trace.lane[0][0];
        memcpy(part.trace.lane[0][0].h0, lane->h + 3 * 3, 3 * sizeof(double));
        if (lane->c) memcpy(part.trace.lane[0][0].c0, lane->c + 3 * 3, 3 * sizeof(double));
        engine_case_run(&part);
        for (int j = 0; j < 3; j++) {
            assert_near(part.trace.lane[0][0].dh0[j], lane->dh[3 * 3 + j], 1e-14, 1e-6, "dL/dh_3", j);
            /* c_3 also acts through h_3 = o tanh(c_3), which an initial state does not know. */
            if (lane->c) {
                double through_h = lane->dh[9 + j] * lane->gate[3 * 12 + LSTM_O * 3 + j] * (1 - pow(lane->tanh_c[9 + j], 2));
                assert_near(part.trace.lane[0][0].dc0[j] + through_h, lane->dc[3 * 3 + j], 1e-13, 1e-6, "dL/dc_3", j);
            }
        }
        engine_case_deinit(&whole);
        engine_case_deinit(&part);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tanh_rnn_gradient_agrees_with_finite_differences),
        cmocka_unit_test(relu_rnn_gradient_agrees_with_finite_differences),
        cmocka_unit_test(leaky_relu_rnn_gradient_agrees_with_finite_differences),
        cmocka_unit_test(sigmoid_rnn_gradient_agrees_with_finite_differences),
        cmocka_unit_test(identity_rnn_gradient_agrees_with_finite_differences),
        cmocka_unit_test(gru_gradient_agrees_with_finite_differences),
        cmocka_unit_test(lstm_gradient_agrees_with_finite_differences),
        cmocka_unit_test(rnn_gradient_through_dropout_agrees_with_finite_differences),
        cmocka_unit_test(gru_gradient_through_dropout_agrees_with_finite_differences),
        cmocka_unit_test(lstm_gradient_through_dropout_agrees_with_finite_differences),
        cmocka_unit_test(gradient_of_a_state_is_the_gradient_of_an_initial_state_of_the_rest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
