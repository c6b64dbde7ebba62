/* Dropout in an experiment: new masks for every update, the same ones whenever it is looked at again, none where nothing is
   learned; and setting it touches nothing else. Replay and the worker are held to it in test_lab_replay.c and test_experiment_training.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "engine/pass/dropout.h"
#include "lab/evaluate.h"
#include "lab/run.h"
#include "support/fail_memory.h"
#include "support/lab_case.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static void open_with(Lab *lab, int layers, double dropout, int batch) {
    lab_case_open(lab);
    lab_case_apply(lab, "set layers %d", layers);
    lab_case_apply(lab, "set dropout %g", dropout);
    lab_case_apply(lab, "set batch %d", batch);
}

static size_t mask_count(const Trace *trace) {
    return (size_t)trace->wiring.steps * (size_t)trace->batch * (size_t)trace->net->spec.hidden;
}

/* One sequence's masks of the lowest layer, as a block of their own. */
static double *copy_masks(const Trace *trace, int b) {
    size_t hidden = (size_t)trace->net->spec.hidden, steps = (size_t)trace->wiring.steps, batch = (size_t)trace->batch;
    double *out = malloc(steps * hidden * sizeof *out);
    assert_non_null(out);
    for (size_t t = 0; t < steps; t++)
        memcpy(out + t * hidden, trace->lane[0][0].mask + (t * batch + (size_t)b) * hidden, hidden * sizeof *out);
    return out;
}

static void assert_masks(const Trace *trace, const double *mask, bool same) {
    bool found = memcmp(trace->lane[0][0].mask, mask, mask_count(trace) * sizeof *mask) == 0;
    if (found != same) fail_msg("the masks are %s", same ? "others" : "the same");
}

static void setting_it_goes_on_with_the_same_weights(void **state) {
    (void)state;
    static const double steps[] = {0.3, 0.9, 0.05, 0};
    for (int batch = 1; batch < 4; batch += 2) {
        Lab lab;
        open_with(&lab, 2, 0, batch);
        lab_case_apply(&lab, "set optimizer adam");
        lab_case_apply(&lab, "train 7");
        size_t count = run_state_count(&lab.run);
        double *kept = malloc(count * sizeof *kept), loss = lab.run.trace.loss;
        assert_non_null(kept);
        memcpy(kept, lab.run.weight, count * sizeof *kept);
        for (int i = 0; i < 4; i++) {
            const double *block = lab.run.trace.block;
            lab_case_apply(&lab, "set dropout %g", steps[i]);
            assert_memory_equal(kept, lab.run.weight, count * sizeof *kept);
            assert_int_equal(lab.run.update, 7);
            assert_int_equal(lab.run.moment_step, 7);
            assert_int_equal(dropout_has_masks(&lab.run.trace), steps[i] > 0);
            if (batch > 1) assert_int_equal(dropout_has_masks(&lab.run.batch), steps[i] > 0);
            assert_true((lab.run.trace.loss == loss) == (steps[i] == 0));
            if (i == 1 || i == 2) assert_ptr_equal(lab.run.trace.block, block); /* a slider on its way allocates nothing */
        }
        lab_case_apply(&lab, "undo");
        assert_true(dropout_has_masks(&lab.run.trace));
        assert_memory_equal(kept, lab.run.weight, count * sizeof *kept);
        free(kept);
        lab_deinit(&lab);
    }
}

static void off_changes_no_bit_nor_does_it_with_one_layer(void **state) {
    (void)state;
    for (int layers = 1; layers < 3; layers++) {
        for (int batch = 1; batch < 4; batch += 2) {
            Lab plain, other;
            open_with(&plain, layers, 0, batch);
            open_with(&other, layers, 0.5, batch);
            if (layers > 1) lab_case_apply(&other, "set dropout off");
            assert_int_equal(setup_is_active(&other.setup, KEY_DROPOUT), layers > 1);
            lab_case_apply(&plain, "train 20");
            lab_case_apply(&other, "train 20");
            assert_int_equal(plain.run.trace.size, other.run.trace.size);
            LabDigest a = lab_case_digest(&plain), b = lab_case_digest(&other);
            a.setup = b.setup;
            lab_case_assert_same(&a, &b, "without dropout and with it off");
            lab_deinit(&plain);
            lab_deinit(&other);
        }
    }
}

static void the_update_takes_the_gradient_on_the_stage_and_brings_new_masks(void **state) {
    (void)state;
    Lab lab;
    open_with(&lab, 2, 0.4, 1);
    lab_case_apply(&lab, "set optimizer sgd");
    size_t count = lab.run.net.weight_count;
    double *weight = malloc(count * sizeof *weight), rate = setup_get(&lab.setup, KEY_LEARNING_RATE);
    assert_non_null(weight);
    for (int i = 0; i < 3; i++) {
        double *mask = copy_masks(&lab.run.trace, 0), loss = lab.run.trace.loss;
        for (size_t j = 0; j < count; j++) weight[j] = lab.run.weight[j] - rate * lab.run.gradient[j];
        lab_case_apply(&lab, "update");
        assert_true(loss_list_get(&lab.run.loss, i).sum == loss);
        for (size_t j = 0; j < count; j++) assert_true(fabs(lab.run.weight[j] - weight[j]) <= 1e-15 * (1 + fabs(weight[j])));
        assert_masks(&lab.run.trace, mask, false);
        lab_case_apply(&lab, "undo");
        assert_masks(&lab.run.trace, mask, true);
        assert_true(lab.run.trace.loss == loss);
        lab_case_apply(&lab, "redo");
        /* A change that is no update leaves them as they are. */
        free(mask);
        mask = copy_masks(&lab.run.trace, 0);
        lab_case_apply(&lab, "set learning_rate %g", rate);
        lab_case_apply(&lab, "set weight_scale %g", 1 + 0.1 * i);
        assert_masks(&lab.run.trace, mask, true);
        free(mask);
    }
    free(weight);
    lab_deinit(&lab);
}

static void a_sequence_has_the_same_masks_on_the_stage_and_in_a_batch(void **state) {
    (void)state;
    Lab batch, alone;
    open_with(&batch, 2, 0.4, 4);
    open_with(&alone, 2, 0.4, 1);
    lab_case_apply(&batch, "train 1"); /* sequences 1 to 4, update 0 */
    for (int b = 0; b < 4; b++) {
        lab_case_apply(&alone, "next");
        assert_int_equal(alone.run.sequence, 1 + b);
        double *mask = copy_masks(&batch.run.batch, b);
        assert_masks(&alone.run.trace, mask, true);
        free(mask);
    }
    lab_deinit(&batch);
    lab_deinit(&alone);
}

/* The streams of neighbouring sequences and updates: as if they had nothing to do with each other. */
static void masks_of_neighbours_are_uncorrelated(void **state) {
    (void)state;
    enum { LANES = 24 };
    double p = 0.3, *mask[LANES];
    Lab lab;
    open_with(&lab, 2, p, 1);
    lab_case_apply(&lab, "set steps 100");
    lab_case_apply(&lab, "set hidden 40");
    size_t count = mask_count(&lab.run.trace);
    for (int i = 0; i < LANES; i++) { /* four updates of each of six sequences */
        lab.run.update = i % 4;
        run_draw_masks(&lab.run, &lab.setup, &lab.run.trace, 0, i / 4);
        mask[i] = copy_masks(&lab.run.trace, 0);
    }
    for (int i = 0; i < LANES; i++) {
        for (int other = 0; other < i; other++) {
            double sum = 0;
            for (size_t j = 0; j < count; j++) sum += ((mask[i][j] == 0) - p) * ((mask[other][j] == 0) - p);
            double correlation = sum / ((double)count * p * (1 - p));
            if (fabs(correlation) * sqrt((double)count) > 4.5) fail_msg("masks %d and %d are correlated: %g", i, other, correlation);
        }
    }
    for (int i = 0; i < LANES; i++) free(mask[i]);
    lab_deinit(&lab);
}

static void evaluation_drops_nothing(void **state) {
    (void)state;
    Lab lab;
    Diag diag = {0};
    Evaluator evaluator;
    Evaluation with, without;
    open_with(&lab, 3, 0.5, 2);
    lab_case_apply(&lab, "train 30");
    assert_true(evaluate_init(&evaluator, &lab.run, &lab.setup, &diag));
    assert_false(dropout_has_masks(&evaluator.trace));
    evaluate_run(&with, &evaluator, 50);
    evaluate_deinit(&evaluator);
    lab_case_apply(&lab, "set dropout 0");
    assert_true(evaluate_init(&evaluator, &lab.run, &lab.setup, &diag));
    evaluate_run(&without, &evaluator, 50);
    evaluate_deinit(&evaluator);
    assert_memory_equal(&with, &without, sizeof with);
    lab_deinit(&lab);
}

/* What undoing or refusing needs is there before anything is given up. */
static void without_memory_it_is_refused_and_nothing_has_changed(void **state) {
    (void)state;
    bool done = false;
    for (long n = 1; !done; n++) {
        Lab lab;
        open_with(&lab, 2, 0, 3);
        LabDigest before = lab_case_digest(&lab);
        mem_fail_after(n);
        done = lab_case_try(&lab, "set dropout 0.5");
        mem_fail_after(-1);
        LabDigest after = lab_case_digest(&lab);
        if (!done) lab_case_assert_same(&before, &after, "refused for memory");
        assert_in_range(n, 1, 40);
        assert_int_equal(dropout_has_masks(&lab.run.trace), done);
        lab_deinit(&lab);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(setting_it_goes_on_with_the_same_weights),
        cmocka_unit_test(off_changes_no_bit_nor_does_it_with_one_layer),
        cmocka_unit_test(the_update_takes_the_gradient_on_the_stage_and_brings_new_masks),
        cmocka_unit_test(a_sequence_has_the_same_masks_on_the_stage_and_in_a_batch),
        cmocka_unit_test(masks_of_neighbours_are_uncorrelated),
        cmocka_unit_test(evaluation_drops_nothing),
        cmocka_unit_test(without_memory_it_is_refused_and_nothing_has_changed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
