/* The gradient check of the weight that is looked at: right for every kind of network, remembered while nothing changes, and
   without a trace in the experiment. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "experiment/weight_probe.h"
#include "support/fail_memory.h"
#include "support/lab_case.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct Case {
    Lab lab;
    WeightProbe probe;
} Case;

static int setup(void **state) {
    Case *c = calloc(1, sizeof *c);
    if (!c) return -1;
    lab_case_open(&c->lab);
    *state = c;
    return 0;
}

static int teardown(void **state) {
    Case *c = *state;
    weight_probe_deinit(&c->probe);
    lab_deinit(&c->lab);
    free(c);
    return 0;
}

/* The central difference by passes of this test's own, on the stage's trace, which is computed again afterwards. */
static double difference(Lab *lab, size_t index) {
    Run *r = &lab->run;
    double w = r->weight[index], e = check_default_step(w), loss[2];
    for (int i = 0; i < 2; i++) {
        r->weight[index] = i ? w - e : w + e;
        net_forward(&r->trace, r->weight);
        loss[i] = r->trace.loss;
    }
    r->weight[index] = w;
    net_forward(&r->trace, r->weight);
    return (loss[0] - loss[1]) / ((w + e) - (w - e));
}

static void it_is_the_difference_of_two_passes_whatever_the_network(void **state) {
    Case *c = *state;
    static const char *const lines[] = {"set cell lstm",
                                        "set layers 3",
                                        "set direction both",
                                        "set cell gru",
                                        "set steps 40",
                                        "set targets every",
                                        "set cell rnn",
                                        "set activation relu",
                                        "set activation identity",
                                        "set task adding",
                                        "set activation tanh",
                                        "set dropout 0.3",
                                        "train 2",
                                        "set dropout 0.6",
                                        "set truncate 5",
                                        "set batch 4",
                                        "train 7",
                                        "next",
                                        "set dropout 0",
                                        "set task order",
                                        "set hidden 9",
                                        "undo",
                                        "undo"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        lab_case_apply(&c->lab, "%s", lines[i]);
        const Net *net = &c->lab.run.net;
        LabDigest before = lab_case_digest(&c->lab);
        for (int p = 0; p < net->param_count; p++) {
            size_t index = net->param[p].offset + (size_t)(net->param[p].rows * net->param[p].cols) / 2;
            assert_true(weight_probe_measure(&c->probe, &c->lab, index));
            assert_true(c->probe.is_known && c->probe.index == index);
            assert_true(c->probe.check.analytic == c->lab.run.gradient[index]);
            double expected = difference(&c->lab, index);
            if (c->probe.check.numeric != expected)
                fail_msg("%s, %s: %.17g, not %.17g", lines[i], net->param[p].name, c->probe.check.numeric, expected);
        }
        LabDigest after = lab_case_digest(&c->lab);
        lab_case_assert_same(&before, &after, lines[i]);
    }
}

static void while_nothing_changes_it_is_not_measured_again(void **state) {
    Case *c = *state;
    size_t index = net_get_param(&c->lab.run.net, PARAM_RECURRENT_WEIGHT, 0, 0)->offset + 8;
    assert_true(weight_probe_measure(&c->probe, &c->lab, index));
    double right = c->probe.check.numeric;
    c->probe.check.numeric = 42;
    mem_fail_after(1);
    assert_true(weight_probe_measure(&c->probe, &c->lab, index));
    assert_true(c->probe.check.numeric == 42);
    assert_true(weight_probe_measure(&c->probe, &c->lab, index + 1)); /* another weight, with the memory there is */
    assert_true(c->probe.check.numeric != 42 && c->probe.check.numeric != right);
    assert_true(weight_probe_measure(&c->probe, &c->lab, index));
    assert_true(c->probe.check.numeric == right);
    mem_fail_after(-1);
    static const char *const changes[] = {"update", "next", "set radius 0.9", "set activation sigmoid", "visit 0", "undo"};
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        lab_case_apply(&c->lab, "%s", changes[i]);
        c->probe.check.numeric = 42;
        assert_true(weight_probe_measure(&c->probe, &c->lab, index));
        if (c->probe.check.numeric == 42) fail_msg("not measured again after %s", changes[i]);
    }
}

static void what_a_frame_has_no_time_for_is_not_told(void **state) {
    Case *c = *state;
    assert_true(weight_probe_measure(&c->probe, &c->lab, 3));
    lab_case_apply_all(&c->lab, "set cell lstm; set hidden 32; set steps 300");
    assert_true(weight_probe_cost(&c->lab.run.net, 300) < WEIGHT_PROBE_COST_MAX / 4);
    assert_true(weight_probe_measure(&c->probe, &c->lab, 3));
    lab_case_apply(&c->lab, "set hidden 256");
    assert_true(weight_probe_cost(&c->lab.run.net, 300) > WEIGHT_PROBE_COST_MAX);
    assert_false(weight_probe_measure(&c->probe, &c->lab, 3));
    assert_false(c->probe.is_known);
    lab_case_apply(&c->lab, "undo");
    assert_true(weight_probe_measure(&c->probe, &c->lab, 3));
}

static void nor_what_is_not_finite_or_has_no_memory(void **state) {
    Case *c = *state;
    mem_fail_after(1);
    assert_false(weight_probe_measure(&c->probe, &c->lab, 3));
    mem_fail_after(-1);
    assert_false(c->probe.is_known);
    assert_true(weight_probe_measure(&c->probe, &c->lab, 3));
    static const char *const lines[] = {"task adding", "activation identity", "steps 1000", "radius 3"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) lab_case_apply(&c->lab, "set %s", lines[i]);
    assert_true(c->lab.run.trace.fault.found);
    assert_false(weight_probe_measure(&c->probe, &c->lab, 3));
    assert_false(c->probe.is_known);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(it_is_the_difference_of_two_passes_whatever_the_network, setup, teardown),
        cmocka_unit_test_setup_teardown(while_nothing_changes_it_is_not_measured_again, setup, teardown),
        cmocka_unit_test_setup_teardown(what_a_frame_has_no_time_for_is_not_told, setup, teardown),
        cmocka_unit_test_setup_teardown(nor_what_is_not_finite_or_has_no_memory, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
