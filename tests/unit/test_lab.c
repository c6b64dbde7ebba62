/* The laboratory: every command leaves a whole experiment, undo brings back the same bits, and what fails changes nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/number.h"
#include "base/random.h"
#include "lab/lab.h"
#include "support/fail_memory.h"
#include "support/lab_case.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- what commands do --- */

static void it_begins_with_the_first_preset_computed(void **state) {
    (void)state;
    Lab lab;
    lab_case_open(&lab);
    Setup setup;
    setup_init(&setup);
    assert_memory_equal(&lab.setup, &setup, sizeof setup);
    assert_int_equal(lab.run.update, 0);
    assert_true(lab.run.trace.loss > 0.0 && lab.run.trace.gradient_norm > 0.0);
    assert_ptr_equal(lab.run.trace.net, &lab.run.net);
    assert_false(lab_can_undo(&lab) || lab_can_redo(&lab));
    assert_string_equal(lab_undo_line(&lab), "");
    assert_true(fabs(lab.run.radius - weights_radius(lab.run.weight, &lab.run.net, lab.run.trace.scratch)) < 1e-12);
    for (size_t i = 0; i < lab.run.net.weight_count; i++) assert_true(lab.run.delta[i] == -0.05 * lab.run.gradient[i]);
    lab_deinit(&lab);
    lab_deinit(&lab); /* twice does no harm */
}

static void a_kept_shape_keeps_the_weights(void **state) {
    (void)state;
    Lab lab;
    lab_case_open(&lab);
    lab_case_apply(&lab, "train 5");
    static const char *const keeps[] = {
        "set steps 30",          "set noise 0.1", "set input_scale 2", "set targets every", "set activation relu",
        "set learning_rate 0.1", "next",          "set forget_bias 1"};
    for (size_t i = 0; i < sizeof keeps / sizeof *keeps; i++) {
        LabDigest before = lab_case_digest(&lab);
        lab_case_apply(&lab, "%s", keeps[i]);
        LabDigest after = lab_case_digest(&lab);
        assert_true(after.state == before.state);
        assert_int_equal(after.update, 5);
        if (i < 5) assert_int_equal(after.sequence, before.sequence); /* the same sequence, drawn again */
        if (i < 5 || i == 6) assert_true(after.trace != before.trace);
        assert_int_equal(lab.run.trace.wiring.steps, setup_get_int(&lab.setup, KEY_STEPS));
    }
    static const char *const anew[] = {"set hidden 7", "set cell gru", "set layers 2", "set direction both", "set symbols 3"};
    for (size_t i = 0; i < sizeof anew / sizeof *anew; i++) {
        lab_case_apply(&lab, "train 2");
        assert_true(lab.run.update >= 2);
        lab_case_apply(&lab, "%s", anew[i]);
        assert_int_equal(lab.run.update, 0); /* other shapes: weights from the seed */
    }
    lab_deinit(&lab);
}

/* Before the first update the weights are a function of the setup, however it was reached. */
static void untrained_weights_do_not_remember_how_the_sliders_moved(void **state) {
    (void)state;
    Lab a, b;
    lab_case_open(&a);
    lab_case_open(&b);
    static const char *const way[] = {"set cell lstm",        "set radius 0",        "set radius 2.5",     "set weight_scale 0.03",
                                      "set seed 5",           "set radius 0.7",      "set forget_bias -1", "set hidden 9",
                                      "set weight_scale 1.7", "set forget_bias 2",   "set layers 2",       "set radius 1.1",
                                      "set radius 1.12",      "set weight_scale 0.8"};
    static const char *const straight[] = {"set seed 5",        "set hidden 9",    "set layers 2",        "set cell lstm",
                                           "set forget_bias 2", "set radius 1.12", "set weight_scale 0.8"};
    for (size_t i = 0; i < sizeof way / sizeof *way; i++) lab_case_apply(&a, "%s", way[i]);
    for (size_t i = 0; i < sizeof straight / sizeof *straight; i++) lab_case_apply(&b, "%s", straight[i]);
    LabDigest da = lab_case_digest(&a), db = lab_case_digest(&b);
    lab_case_assert_same(&da, &db, "two ways to one setup");
    lab_case_apply(&a, "restart");
    da = lab_case_digest(&a);
    lab_case_assert_same(&da, &db, "restart");
    lab_deinit(&a);
    lab_deinit(&b);
}

static void sliders_touch_trained_weights_where_they_stand(void **state) {
    (void)state;
    Lab lab;
    lab_case_open(&lab);
    lab_case_apply(&lab, "set cell gru");
    lab_case_apply(&lab, "train 40");
    const Param *W = net_get_param(&lab.run.net, PARAM_RECURRENT_WEIGHT, 0, 0);
    double before[3 * 36], now = lab.run.radius;
    assert_true(now != 0.42); /* training moved it, and the slider shows that */
    assert_true(setup_is_drawn(&lab.setup, KEY_RADIUS));
    memcpy(before, lab.run.weight + W->offset, sizeof before);
    lab_case_apply(&lab, "set radius 0.9");
    assert_int_equal(lab.run.update, 40);
    assert_true(fabs(weights_radius(lab.run.weight, &lab.run.net, lab.run.trace.scratch) - 0.9) < 1e-12 && lab.run.radius == 0.9);
    for (int g = 0; g < 3; g++) { /* every gate block got it, by one factor each */
        const double *block = lab.run.weight + W->offset + g * 36;
        double scratch[36 + 12], factor = block[0] / before[g * 36];
        assert_true(fabs(matrix_spectral_radius(block, 6, scratch) - 0.9) < 1e-12);
        for (int i = 0; i < 36; i++) assert_true(fabs(block[i] - factor * before[g * 36 + i]) < 1e-12);
    }
    lab_case_apply(&lab, "set radius 0.9"); /* again: nothing to rescale, but a command like any other */
    lab_case_apply(&lab, "set weight_scale 0.25");
    assert_true(fabs(lab.run.weight_scale - 0.25) < 1e-12 && lab.run.update == 40);
    lab_case_apply(&lab, "set cell lstm");
    lab_case_apply(&lab, "train 10");
    assert_true(lab.run.forget_bias != 3.0);
    lab_case_apply(&lab, "set forget_bias 1.5");
    assert_true(fabs(lab.run.forget_bias - 1.5) < 1e-12 && lab.run.update == 10);
    lab_deinit(&lab);
}

static void a_radius_of_zero_can_be_left_again_after_training(void **state) {
    (void)state;
    Lab lab;
    lab_case_open(&lab);
    lab_case_apply(&lab, "train 10");
    lab_case_apply(&lab, "set radius 0");
    assert_true(lab.run.radius == 0.0 && weights_radius(lab.run.weight, &lab.run.net, lab.run.trace.scratch) == 0.0);
    lab_case_apply(&lab, "set radius 0.8");
    assert_true(fabs(weights_radius(lab.run.weight, &lab.run.net, lab.run.trace.scratch) - 0.8) < 1e-12 &&
                fabs(lab.run.radius - 0.8) < 1e-12);
    assert_int_equal(lab.run.update, 10);
    lab_deinit(&lab);
}

static void an_update_goes_down_the_stages_gradient(void **state) {
    (void)state;
    Lab lab;
    lab_case_open(&lab);
    size_t count = lab.run.net.weight_count;
    double *expected = malloc(count * sizeof(double)), loss = lab.run.trace.loss;
    for (size_t i = 0; i < count; i++) expected[i] = lab.run.weight[i] + lab.run.delta[i];
    lab_case_apply(&lab, "update");
    assert_memory_equal(lab.run.weight, expected, count * sizeof(double));
    assert_int_equal(lab.run.update, 1);
    assert_int_equal(lab.run.sequence, 0); /* still the same sequence on the stage */
    assert_true(loss_list_get(&lab.run.loss, 0).sum == loss && lab.run.trace.loss < loss);
    lab_case_apply(&lab, "next");
    assert_int_equal(lab.run.sequence, 1);
    lab_case_apply(&lab, "train 3");
    assert_int_equal(lab.run.sequence, 1); /* a probe: training has sequences of its own */
    assert_int_equal(lab.run.next_sequence, 5);
    assert_int_equal(lab.run.update, 4);
    free(expected);
    lab_deinit(&lab);
}

static void training_twice_gives_the_same_bits(void **state) {
    (void)state;
    Lab a, b;
    lab_case_open(&a);
    lab_case_open(&b);
    lab_case_apply(&a, "set cell lstm");
    lab_case_apply(&b, "set cell lstm");
    lab_case_apply(&a, "train 150");
    lab_begin_drag(&b);
    for (int i = 0; i < 10; i++) assert_true(lab_train(&b, 15, NULL)); /* in slices */
    lab_end_drag(&b);
    LabDigest da = lab_case_digest(&a), db = lab_case_digest(&b);
    lab_case_assert_same(&da, &db, "slices");
    assert_string_equal(lab_undo_line(&b), "train 150");
    lab_case_apply(&a, "restart");
    assert_int_equal(a.run.update, 0);
    lab_case_apply(&a, "train 150");
    da = lab_case_digest(&a);
    lab_case_assert_same(&da, &db, "after a restart");
    lab_case_apply(&b, "undo");
    assert_int_equal(b.run.update, 0); /* all slices are one entry */
    lab_deinit(&a);
    lab_deinit(&b);
}

static void one_update_at_a_time_equals_many(void **state) {
    (void)state;
    Lab a, b;
    lab_case_open(&a);
    lab_case_open(&b);
    lab_case_apply(&a, "train 7");
    for (int i = 0; i < 7; i++) {
        lab_case_apply(&b, "next");
        lab_case_apply(&b, "update");
    }
    lab_case_apply(&a, "next"); /* training left the first sequence on the stage */
    lab_case_apply(&b, "next");
    LabDigest da = lab_case_digest(&a), db = lab_case_digest(&b);
    da.first_set_out = db.first_set_out; /* of the sequence that stood there before the first update, and that is another one */
    lab_case_assert_same(&da, &db, "train 7 and seven updates");
    lab_deinit(&a);
    lab_deinit(&b);
}

/* --- what fails --- */

static void failing_commands_change_nothing(void **state) {
    (void)state;
    Lab lab;
    lab_case_open(&lab);
    lab_case_apply_all(&lab, "train 4; set steps 20; undo");
    LabDigest before = lab_case_digest(&lab);
    unsigned long version = lab.version;
    Diag diag = lab_case_refuse(&lab, "preset frist");
    lab_case_assert_says(&diag, "did you mean \"first\"");
    Command train = {.id = COMMAND_TRAIN, .arg = {{.given = true, .number = LAB_TRAIN_MAX + 1}}}; /* no line of text says that */
    assert_false(lab_apply(&lab, &train, &diag));
    lab_case_assert_says(&diag, "1 to 1000000");
    diag = lab_case_refuse(&lab, "play");
    lab_case_assert_says(&diag, "not a command for the experiment");
    LabDigest now = lab_case_digest(&lab);
    lab_case_assert_same(&now, &before, "after failures");
    assert_int_equal(lab.version, version);
    assert_true(lab_can_redo(&lab));       /* not even what could be redone */
    lab_case_apply(&lab, "set noise 0.3"); /* it is 0.3 already: nothing to do, nothing to undo */
    assert_int_equal(lab.version, version);
    assert_true(lab_can_redo(&lab));
    lab_deinit(&lab);
}

/* Sizes multiply, but the table's bounds are such that the largest setup of all still fits: nothing a person can set is
   refused for its size alone. Were a bound raised, lab_apply would refuse with the engine's numbers (trace_init). */
static void the_largest_setup_of_the_table_fits(void **state) {
    (void)state;
    Setup setup;
    setup_init(&setup);
    static const SetupKey most[] = {KEY_HIDDEN, KEY_LAYERS, KEY_DIRECTION, KEY_STEPS, KEY_TARGETS, KEY_SYMBOLS, KEY_ITEMS};
    for (size_t i = 0; i < sizeof most / sizeof *most; i++) assert_true(setup_set(&setup, most[i], setup_table[most[i]].most, NULL));
    for (int task = 0; task < task_count; task++) {
        for (int cell = 0; cell < CELL_COUNT; cell++) {
            assert_true(setup_set(&setup, KEY_CELL, cell, NULL) && setup_set(&setup, KEY_TASK, task, NULL));
            NetSpec spec = setup_net_spec(&setup);
            TaskOptions options = setup_task_options(&setup);
            Net net;
            Wiring wiring;
            assert_true(net_init(&net, &spec, NULL) && setup_task(&setup)->wire(&wiring, &options, NULL));
            size_t size = trace_plan_size(&net, &wiring, 1);
            assert_true(size > 0 && size <= NET_MEMORY_MAX);
            assert_true(trace_plan_size(&net, &wiring, 4) > NET_MEMORY_MAX || cell == CELL_RNN); /* but only just */
        }
    }
}

/* Grows over time; the first updates are good, for its inputs are tiny. */
static const char bursts_later[] =
    "preset first; set activation identity; set steps 24; set radius 1.6; set weight_scale 0.1; set input_scale 0.001";

/* The experiment that grows over time: a good update, then one whose outcome is not finite. */
static void what_breaks_is_rewound_and_named(void **state) {
    (void)state;
    Lab lab;
    lab_case_open(&lab);
    lab_case_apply_all(&lab, bursts_later);
    Diag diag = lab_case_refuse(&lab, "train 100");
    lab_case_assert_says(&diag, "Clip the gradient (set clip norm to 1), lower"); /* the cure first */
    lab_case_assert_says(&diag, "was undone");
    lab_case_assert_says(&diag, "at step ");
    lab_case_assert_says(&diag, "ower the learning rate (0.05");
    lab_case_assert_says(&diag, "radius");
    assert_true(lab.run.update > 0 && lab.run.update < 100); /* the good ones stand */
    assert_false(isnan(lab.run.trace.loss) || isinf(lab.run.trace.loss));
    for (size_t i = 0; i < lab.run.net.weight_count; i++) assert_true(isfinite(lab.run.weight[i]) && isfinite(lab.run.gradient[i]));
    char line[64], number[64];
    text_format(line, sizeof line, "train %ld", lab.run.update);
    text_format(number, sizeof number, "Update %ld ", lab.run.update + 1);
    lab_case_assert_says(&diag, number);
    assert_string_equal(lab_undo_line(&lab), line);
    LabDigest stood = lab_case_digest(&lab);
    lab_case_apply(&lab, "undo");
    assert_int_equal(lab.run.update, 0);
    Lab other; /* where it stands is where so many updates lead */
    lab_case_open(&other);
    lab_case_apply_all(&other, bursts_later);
    lab_case_apply(&other, "%s", line);
    LabDigest reached = lab_case_digest(&other);
    assert_int_equal(stood.sequence, reached.sequence);
    assert_int_equal(stood.next_sequence, reached.next_sequence); /* the update that broke it would be done again */
    assert_int_equal(reached.update, stood.update);
    assert_true(reached.losses == stood.losses);
    assert_true(reached.state == stood.state);
    lab_deinit(&other);
    lab_deinit(&lab);
}

static void an_update_that_would_break_is_refused(void **state) {
    (void)state;
    Lab lab;
    lab_case_open(&lab);
    lab_case_apply(&lab, "set activation identity"); /* states 3^1000 times as large as the input: infinite on the stage */
    lab_case_apply(&lab, "set radius 3");
    lab_case_apply(&lab, "set steps 1000");
    assert_true(lab.run.trace.fault.found);
    lab_case_apply(&lab, "set steps 999"); /* a setup may have it */
    lab_case_apply(&lab, "undo");
    LabDigest before = lab_case_digest(&lab);
    Diag diag = lab_case_refuse(&lab, "update");
    lab_case_assert_says(&diag, "not finite");
    LabDigest now = lab_case_digest(&lab);
    lab_case_assert_same(&now, &before, "refused");
    diag = lab_case_refuse(&lab, "train 5");
    lab_case_assert_says(&diag, "Not trained");
    now = lab_case_digest(&lab);
    lab_case_assert_same(&now, &before, "not trained");
    assert_true(lab_can_redo(&lab));
    lab_case_apply(&lab, "redo");
    lab_deinit(&lab);
}

/* Finite before, not finite after: the update is taken back, and the losses behind the end stay for redo. */
static void an_update_that_breaks_is_taken_back(void **state) {
    (void)state;
    Lab lab;
    int broke = 0, with_redo = 0;
    lab_case_open(&lab);
    for (int seed = 1; seed <= 40; seed++) {
        char line[64];
        text_format(line, sizeof line, "set seed %d", seed);
        lab_case_apply_all(&lab, bursts_later);
        lab_case_apply(&lab, "%s", line);
        for (int i = 0; i < 100; i++) { /* where training on the next sequence is fine, is an update on this one? */
            Diag diag = {0};
            lab_case_apply(&lab, "next");
            bool trains = lab_case_do(&lab, "train 1", &diag);
            LabDigest trained = lab_case_digest(&lab);
            if (trains) lab_case_apply(&lab, "undo");
            LabDigest before = lab_case_digest(&lab);
            if (lab_case_do(&lab, "update", &diag)) continue;
            LabDigest after = lab_case_digest(&lab);
            lab_case_assert_same(&after, &before, "taken back");
            lab_case_assert_says(&diag, "not finite");
            broke++;
            if (!trains) break;
            lab_case_apply(&lab, "redo");
            after = lab_case_digest(&lab);
            lab_case_assert_same(&after, &trained, "redone");
            with_redo++;
            break;
        }
    }
    if (broke < 10 || with_redo < 1) fail_msg("%d broke, %d of them with something to redo", broke, with_redo);
    lab_deinit(&lab);
}

static void every_failing_allocation_leaves_the_lab_intact(void **state) {
    (void)state;
    static const char *const lines[] = {"train 600",
                                        "undo",
                                        "redo",
                                        "set cell lstm",
                                        "update",
                                        "set steps 40",
                                        "restart",
                                        "set hidden 9",
                                        "undo",
                                        "undo",
                                        "preset deep",
                                        "undo",
                                        "redo",
                                        "next",
                                        "set radius 0.5",
                                        "set symbols 4",
                                        "train 20",
                                        "reset steps",
                                        "set targets every",
                                        "reset"};
    Diag diag = {0};
    Lab lab;
    for (long n = 1;; n++) { /* starting up */
        mem_fail_after(n);
        bool good = lab_init(&lab, &diag);
        mem_fail_after(-1);
        if (good) {
            assert_true(n > 5);
            break;
        }
        assert_true(strlen(diag.text) > 10);
        lab_deinit(&lab);
    }
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        for (long n = 1;; n++) {
            LabDigest before = lab_case_digest(&lab);
            bool could_redo = lab_can_redo(&lab);
            mem_fail_after(n);
            bool good = lab_case_do(&lab, lines[i], &diag);
            mem_fail_after(-1);
            if (good) break; /* it needed fewer than n */
            assert_true(strlen(diag.text) > 10);
            LabDigest after = lab_case_digest(&lab);
            lab_case_assert_same(&after, &before, lines[i]);
            assert_true(lab_can_redo(&lab) == could_redo);
            assert_true(n < 50);
        }
    }
    Lab other; /* and the failures left no trace in what followed */
    lab_case_open(&other);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) lab_case_apply(&other, "%s", lines[i]);
    LabDigest a = lab_case_digest(&lab), b = lab_case_digest(&other);
    lab_case_assert_same(&a, &b, "with and without failures");
    lab_deinit(&other);
    lab_deinit(&lab);
}

static void above_64_units_the_radius_waits_for_the_pause(void **state) {
    (void)state;
    Lab lab;
    lab_case_open(&lab);
    lab_case_apply(&lab, "set hidden 70");
    lab_begin_drag(&lab);
    assert_true(lab_train(&lab, 3, NULL));
    assert_true(lab.run.radius_is_old);
    lab_end_drag(&lab);
    assert_false(lab.run.radius_is_old);
    assert_true(lab.run.radius == weights_radius(lab.run.weight, &lab.run.net, lab.run.trace.scratch));
    lab_case_apply(&lab, "train 2");
    assert_true(!lab.run.radius_is_old && lab.run.radius == weights_radius(lab.run.weight, &lab.run.net, lab.run.trace.scratch));
    lab_deinit(&lab);
}

/* A slider of the learning rate answers at once, however large the network: what stands on the stage is the same. */
static void what_only_updates_depend_on_computes_no_stage(void **state) {
    (void)state;
    static const char *const quick[] = {"learning_rate 0.2", "clip_norm 0.1", "clip_value 0.01", "l2 0.05",
                                        "halving 7",         "batch 3",       "momentum 0.5"};
    static const char *const full[] = {"truncate 3",       "dropout 0.2",    "noise 0.4", "radius 0.9",
                                       "weight_scale 0.7", "optimizer adam", "seed 66"};
    for (int i = 0; i < 14; i++) {
        const char *line = i < 7 ? quick[i] : full[i - 7];
        Lab lab, whole;
        lab_case_open(&lab);
        lab_case_open(&whole);
        lab_case_apply_all(&lab, "set layers 2; train 3");
        lab_case_apply_all(&whole, "set layers 2; train 3");
        double loss = lab.run.trace.loss;
        lab.run.trace.loss = 42; /* it stands as long as nothing is computed */
        lab_case_apply(&lab, "set %s", line);
        if ((lab.run.trace.loss == 42) != (i < 7)) fail_msg("set %s: the loss is %g", line, lab.run.trace.loss);
        if (i < 7) lab.run.trace.loss = loss;
        lab_case_apply(&whole, "set %s", line);
        lab_case_apply_all(&whole, "next; undo"); /* computed in full */
        lab_case_assert_same_labs(&lab, &whole, line);
        lab_deinit(&lab);
        lab_deinit(&whole);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_only_updates_depend_on_computes_no_stage),
        cmocka_unit_test(it_begins_with_the_first_preset_computed),
        cmocka_unit_test(a_kept_shape_keeps_the_weights),
        cmocka_unit_test(untrained_weights_do_not_remember_how_the_sliders_moved),
        cmocka_unit_test(sliders_touch_trained_weights_where_they_stand),
        cmocka_unit_test(a_radius_of_zero_can_be_left_again_after_training),
        cmocka_unit_test(an_update_goes_down_the_stages_gradient),
        cmocka_unit_test(training_twice_gives_the_same_bits),
        cmocka_unit_test(one_update_at_a_time_equals_many),
        cmocka_unit_test(failing_commands_change_nothing),
        cmocka_unit_test(the_largest_setup_of_the_table_fits),
        cmocka_unit_test(what_breaks_is_rewound_and_named),
        cmocka_unit_test(an_update_that_would_break_is_refused),
        cmocka_unit_test(an_update_that_breaks_is_taken_back),
        cmocka_unit_test(every_failing_allocation_leaves_the_lab_intact),
        cmocka_unit_test(above_64_units_the_radius_waits_for_the_pause),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
