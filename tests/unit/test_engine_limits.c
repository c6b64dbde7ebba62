/* What the engine refuses, by name and with its bounds, and where it finds a number that is not finite: every size of a network, every
   list of a wiring, every tensor of a trace. */
// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "engine/net/eigen_move.h"
#include "support/engine_case.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static void assert_refused(const NetSpec *spec, const char *says) {
    Net net;
    Diag diag = {0};
    if (net_init(&net, spec, &diag)) fail_msg("taken, not refused with '%s'", says);
    if (!strstr(diag.text, says)) fail_msg("it says '%s', not '%s'", diag.text, says);
}

static void each_size_has_two_bounds(void **state) {
    (void)state;
    static const struct {
        const char *name;
        size_t offset;
        int most;
    } sizes[] = {{"hidden units", offsetof(NetSpec, hidden), NET_HIDDEN_MAX},
                 {"layers", offsetof(NetSpec, layers), NET_LAYER_MAX},
                 {"directions", offsetof(NetSpec, directions), NET_DIRECTION_MAX},
                 {"inputs", offsetof(NetSpec, inputs), NET_INPUT_MAX},
                 {"outputs", offsetof(NetSpec, outputs), NET_OUTPUT_MAX}};
    NetSpec spec = engine_case_deep_spec(CELL_GRU, 1, 1);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        int *size = (int *)((char *)&spec + sizes[i].offset), before = *size;
        char says[80];
        Net net;
        snprintf(says, sizeof says, "%s: 0 given, 1 to %d are allowed", sizes[i].name, sizes[i].most);
        *size = 0;
        assert_refused(&spec, says);
        snprintf(says, sizeof says, "%s: %d given, 1 to %d are allowed", sizes[i].name, sizes[i].most + 1, sizes[i].most);
        *size = sizes[i].most + 1;
        assert_refused(&spec, says);
        *size = sizes[i].most;
        assert_true(net_init(&net, &spec, NULL));
        *size = before;
    }
    for (int side = 0; side < 2; side++) {
        NetSpec wrong = spec;
        wrong.cell = (CellKind)(side ? CELL_COUNT : -1);
        assert_refused(&wrong, "cell: number ");
        wrong = spec;
        wrong.activation = (Activation)(side ? ACTIVATION_COUNT : -1);
        assert_refused(&wrong, "activation: number ");
        wrong = spec;
        wrong.loss = (LossKind)(side ? LOSS_COUNT : -1);
        assert_refused(&wrong, "loss: number ");
        wrong = spec;
        wrong.dropout = side ? 1 : NAN;
        assert_refused(&wrong, "dropout: ");
    }
}

static void each_list_of_a_wiring_has_bounds(void **state) {
    (void)state;
    static const struct {
        int steps, batch, inputs, losses, first_input, first_loss; /* of a wiring with an input and a loss at each of 5 steps */
        const char *says;
    } cases[] = {{0, 1, 5, 5, 0, 0, "time steps: 0 given, 1 to 1000"},
                 {NET_STEP_MAX + 1, 1, 5, 5, 0, 0, "time steps: 1001 given, 1 to 1000"},
                 {5, 0, 5, 5, 0, 0, "batch: 0 given, 1 to 256"},
                 {5, NET_BATCH_MAX + 1, 5, 5, 0, 0, "batch: 257 given, 1 to 256"},
                 {5, 1, -1, 5, 0, 0, "-1 steps with an input given, 0 to 5"},
                 {5, 1, 6, 5, 0, 0, "6 steps with an input given, 0 to 5"},
                 {5, 1, 5, 0, 0, 0, "0 steps with a loss given, 1 to 5"},
                 {5, 1, 5, 6, 0, 0, "6 steps with a loss given, 1 to 5"},
                 {5, 1, 5, 5, -1, 0, "input 1 of 5 is at step -1, steps are 0 to 4"},
                 {5, 1, 5, 5, 5, 0, "input 1 of 5 is at step 5, steps are 0 to 4"},
                 {5, 1, 5, 5, 1, 0, "input 2 is at step 1 after step 1, they must ascend"},
                 {5, 1, 5, 5, 0, -1, "loss 1 of 5 is at step -1, steps are 0 to 4"},
                 {5, 1, 5, 5, 0, 2, "loss 2 is at step 1 after step 2, they must ascend"}};
    Net net;
    NetSpec spec = engine_case_deep_spec(CELL_RNN, 1, 1);
    assert_true(net_init(&net, &spec, NULL));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Wiring wiring;
        Trace trace;
        Diag diag = {0};
        wiring_init_many_to_many(&wiring, 5);
        wiring.steps = cases[i].steps;
        wiring.input_count = cases[i].inputs;
        wiring.loss_count = cases[i].losses;
        wiring.input_step[0] = (short)cases[i].first_input;
        wiring.loss_step[0] = (short)cases[i].first_loss;
        if (trace_init(&trace, &net, &wiring, cases[i].batch, &diag)) fail_msg("taken, not refused with '%s'", cases[i].says);
        if (!strstr(diag.text, cases[i].says)) fail_msg("it says '%s', not '%s'", diag.text, cases[i].says);
        if (cases[i].steps > 0) continue;
        wiring.steps = -1; /* a plan of nothing that can be is too large for every bound */
        assert_true(trace_plan_size(&net, &wiring, 1) == SIZE_MAX);
    }
}

/* ---- a number that is not finite ------------------------------------------------------------------------------------ */

enum { STEPS = 4, BATCH = 2, STEP = 1 }; /* the forward direction reads this step first */

static void plant(EngineCase *engine_case, const char *tensor, double *number, int layer, int direction, int step) {
    Trace *trace = &engine_case->trace;
    double before = *number;
    *number = direction ? -INFINITY : NAN;
    trace_measure(trace, engine_case->weight, engine_case->gradient);
    *number = before;
    TraceFault fault = trace->fault;
    if (!fault.found || strcmp(fault.tensor, tensor) != 0 || fault.layer != layer || fault.direction != direction || fault.step != step)
        fail_msg("%s of layer %d, direction %d, step %d: found %s %d %d %d", tensor, layer, direction, step, fault.tensor, fault.layer,
                 fault.direction, fault.step);
    assert_int_equal(fault.is_nan, !direction);
}

/* Only the number that was planted is not finite, so it is the first one. */
static void a_number_planted_in_any_tensor_is_found_where_it_is(void **state) {
    (void)state;
    for (int at = 0; at < CELL_COUNT * 2; at++) {
        NetSpec spec = engine_case_deep_spec((CellKind)(at / 2), 2, 1 + at % 2);
        Wiring wiring;
        EngineCase run;
        wiring_init_many_to_many(&wiring, STEPS);
        engine_case_init(&run, &spec, &wiring, BATCH, 7);
        engine_case_run(&run);
        assert_false(run.trace.fault.found);
        Trace *trace = &run.trace;
        size_t row = STEP * BATCH + 1, state_row = row * (size_t)spec.hidden, wide = state_row * (size_t)run.net.gates;
        for (int layer = 0; layer < 2; layer++) {
            for (int direction = 0; direction < spec.directions; direction++) {
                TraceLane *lane = &trace->lane[layer][direction];
                int first = direction ? STEPS - 1 : 0;
                plant(&run, "initial state", lane->h0 + 1, layer, direction, first);
                if (lane->c0) plant(&run, "initial state", lane->c0 + 1, layer, direction, first);
                if (lane->q) plant(&run, "pre-activation", lane->q + state_row, layer, direction, STEP);
                plant(&run, "pre-activation", lane->pre + wide, layer, direction, STEP);
                if (lane->gate != lane->h) plant(&run, "gate", lane->gate + wide, layer, direction, STEP);
                if (lane->c) plant(&run, "cell state", lane->c + state_row, layer, direction, STEP);
                plant(&run, "hidden state", lane->h + state_row, layer, direction, STEP);
                plant(&run, "dL/dh", lane->dh + state_row, layer, direction, STEP);
                if (lane->dc) plant(&run, "dL/dc", lane->dc + state_row, layer, direction, STEP);
                plant(&run, "dL/d(pre-activation)", lane->dpre + wide, layer, direction, STEP);
                if (lane->dq) plant(&run, "dL/d(pre-activation)", lane->dq + state_row, layer, direction, STEP);
            }
        }
        plant(&run, "input", trace->x + row * (size_t)spec.inputs, 0, 0, STEP);
        /* What belongs to no layer, and then to no step, is given none: a message then names none. */
        plant(&run, "output", trace->y + row * (size_t)spec.outputs, -1, 0, STEP);
        plant(&run, "loss", trace->loss_raw + row, -1, 0, STEP);
        plant(&run, "loss", &trace->loss, -1, 0, STEPS - 1);
        plant(&run, "dL/dy", trace->dy + row * (size_t)spec.outputs, -1, 0, STEP);
        for (int i = 0; i < run.net.param_count; i++) {
            const Param *param = &run.net.param[i];
            plant(&run, "weight", run.weight + param->offset, param->layer, param->direction, -1);
            plant(&run, "gradient", run.gradient + param->offset, param->layer, param->direction, -1);
        }
        engine_case_deinit(&run);
    }
}

static void an_eigenvalue_moves_between_finite_places_alone(void **state) {
    (void)state;
    double W[4] = {0.5, 0.25, 0, 0.25}, work[64], condition;
    for (int i = 0; i < 4; i++) {
        double place[4] = {0.5, 0, 0.75, 0};
        place[i] = i % 2 ? INFINITY : NAN;
        assert_int_equal(eigen_move(W, 2, work, place[0], place[1], place[2], place[3], &condition), EIGEN_NOT_FOUND);
        assert_true(isnan(condition) && W[0] == 0.5 && W[1] == 0.25 && W[2] == 0 && W[3] == 0.25);
    }
    assert_int_equal(eigen_move(W, 2, work, 0.5, 0, 0.75, 0, &condition), EIGEN_MOVED);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_size_has_two_bounds),
        cmocka_unit_test(each_list_of_a_wiring_has_bounds),
        cmocka_unit_test(a_number_planted_in_any_tensor_is_found_where_it_is),
        cmocka_unit_test(an_eigenvalue_moves_between_finite_places_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
