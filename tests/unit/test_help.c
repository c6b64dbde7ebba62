/* What the help of settings and the menu of tasks say is so in every setup in which it stands there. */
// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "lab/lab.h"
#include "lab/run.h"
#include "task/task.h"
#include <math.h>
#include <string.h>

static void apply(Lab *lab, const char *line) {
    Command command;
    Diag diag = {0};
    if (!command_parse(&command, str_from(line), &diag) || !lab_apply(lab, &command, &diag)) fail_msg("%s: %s", line, diag.text);
}

static void open_lab(Lab *lab) {
    Diag diag = {0};
    if (!lab_init(lab, &diag)) fail_msg("%s", diag.text);
}

/* "How many sequences one update of training averages over. A single update uses the one on the stage alone." */
static void a_batch_is_training_s_and_an_update_the_stage_s(void **state) {
    (void)state;
    Lab lab;
    open_lab(&lab);
    apply(&lab, "set batch 4");
    long before = lab.run.next_sequence, stage = lab.run.sequence;
    apply(&lab, "train 1");
    assert_int_equal(lab.run.next_sequence, before + 4);
    assert_int_equal(lab.run.sequence, stage);
    assert_true(stage < before); /* none of those four */
    before = lab.run.next_sequence;
    double weight = lab.run.weight[0], change = lab.run.delta[0];
    apply(&lab, "update");
    assert_int_equal(lab.run.next_sequence, before); /* no sequence is drawn */
    assert_true(lab.run.weight[0] == weight + change);
    lab_deinit(&lab);
}

/* "The way back on the stage stays exact; the update is the truncated one." */
static void truncation_leaves_the_way_back_as_it_is(void **state) {
    (void)state;
    Lab lab;
    open_lab(&lab);
    double r[16], gradient = lab.run.gradient[0], delta = lab.run.delta[0];
    for (int t = 0; t < 16; t++) r[t] = lab.run.follow.lane[0][0].r[t];
    apply(&lab, "set truncate 3");
    for (int t = 0; t < 16; t++) assert_true(lab.run.follow.lane[0][0].r[t] == r[t]);
    assert_true(lab.run.gradient[0] == gradient);
    bool differs = lab.run.delta[0] != delta;
    for (size_t i = 0; i < lab.run.net.weight_count; i++) differs |= run_stage_gradient(&lab.run)[i] != lab.run.gradient[i];
    assert_true(differs);
    lab_deinit(&lab);
}

/* "say their sum at the end; in the form of 1997 a quarter of it plus 0.5" */
static void adding_asks_for_the_sum_or_a_part_of_it(void **state) {
    (void)state;
    for (int form = 0; form < 2; form++) {
        Lab lab;
        double sum = 0;
        open_lab(&lab);
        apply(&lab, "set task adding");
        if (form == 1) apply(&lab, "set variant other");
        const Trace *trace = &lab.run.trace;
        for (int t = 0; t < trace->wiring.steps; t++)
            if (trace->x[2 * t + 1] == 1) sum += trace->x[2 * t];
        assert_true(fabs(trace->target[0] - (form == 0 ? sum : 0.5 + sum / 4)) < 1e-12);
        lab_deinit(&lab);
    }
}

/* "say it, at the end or at every step": the same answer is asked for at each of them. */
static void recall_asks_for_the_first_input_wherever_it_asks(void **state) {
    (void)state;
    static const char *const targets[] = {"set targets last", "set targets every"};
    for (int i = 0; i < 2; i++)
        for (int symbols = 0; symbols <= 4; symbols += 4) {
            Lab lab;
            open_lab(&lab);
            apply(&lab, targets[i]);
            if (symbols > 0) apply(&lab, "set symbols 4");
            const Trace *trace = &lab.run.trace;
            int inputs = lab.run.net.spec.inputs, first = trace->x[0] > 0;
            for (int s = 0; symbols > 0 && s < inputs; s++)
                if (trace->x[s] != 0) first = s;
            assert_int_equal(trace->wiring.loss_count > 1, i == 1);
            for (int k = 0; k < trace->wiring.loss_count; k++) assert_true(trace->target[k] == first);
            lab_deinit(&lab);
        }
}

/* "seldom finds out how where only the end of a long sequence asks": asked at every step, plain gradient descent does find it; tests/unit/test_preset_train.c has
   the long sequence. */
static void parity_is_found_where_every_step_asks(void **state) {
    (void)state;
    Lab lab;
    open_lab(&lab);
    apply(&lab, "set task parity");
    apply(&lab, "set steps 12");
    apply(&lab, "set targets every");
    apply(&lab, "set cell lstm");
    apply(&lab, "set hidden 16");
    apply(&lab, "set optimizer adam");
    apply(&lab, "set learning_rate 0.01");
    apply(&lab, "set batch 16");
    apply(&lab, "train 1500");
    double loss = 0;
    for (int i = 0; i < 20; i++) {
        apply(&lab, "next");
        loss += lab.run.trace.loss / 20;
    }
    if (!(loss < 0.05)) fail_msg("the loss is %g", loss);
    lab_deinit(&lab);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_batch_is_training_s_and_an_update_the_stage_s),
        cmocka_unit_test(truncation_leaves_the_way_back_as_it_is),
        cmocka_unit_test(adding_asks_for_the_sum_or_a_part_of_it),
        cmocka_unit_test(recall_asks_for_the_first_input_wherever_it_asks),
        cmocka_unit_test(parity_is_found_where_every_step_asks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
