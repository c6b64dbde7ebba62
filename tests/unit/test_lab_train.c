/* Training: what an update shows is what it does, for every optimiser; a batch is the mean of its sequences; and what only
   concerns how training goes on leaves the weights alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "engine/net/kernels.h"
#include "lab/evaluate.h"
#include "support/lab_case.h"
#include <math.h>
#include <string.h>

static size_t count_of(const Lab *lab) { return lab->run.net.weight_count; }

static double *copy_of(const double *block, size_t count) {
    double *copy = mem_new(count * sizeof(double));
    assert_non_null(copy);
    memcpy(copy, block, count * sizeof(double));
    return copy;
}

static const char *const optimizers[] = {"sgd", "momentum", "rmsprop", "adam"};

static void an_update_does_what_it_shows(void **state) {
    (void)state;
    for (int o = 0; o < 4; o++) {
        Lab lab;
        lab_case_open(&lab);
        lab_case_apply(&lab, "set learning_rate 0.01");
        lab_case_apply(&lab, "set optimizer %s", optimizers[o]);
        lab_case_apply_all(&lab, "set clip_norm 0.3; set l2 0.01; set halving 10; train 5");
        for (int i = 0; i < 3; i++) {
            size_t P = count_of(&lab);
            double *weight = copy_of(lab.run.weight, P), *delta = copy_of(lab.run.delta, P);
            lab_case_apply(&lab, "update");
            for (size_t j = 0; j < P; j++) assert_true(lab.run.weight[j] == weight[j] + delta[j]);
            mem_free(weight);
            mem_free(delta);
        }
        lab_deinit(&lab);
    }
}

/* The equations once more, with the moments kept here. */
static void the_optimisers_follow_their_equations(void **state) {
    (void)state;
    for (int o = 0; o < 4; o++) {
        Lab lab;
        double v[400] = {0}, m[400] = {0};
        lab_case_open(&lab);
        lab_case_apply(&lab, "set learning_rate 0.02");
        lab_case_apply(&lab, "set momentum 0.8");
        lab_case_apply(&lab, "set optimizer %s", optimizers[o]);
        for (int s = 1; s <= 20; s++) {
            size_t P = count_of(&lab);
            assert_true(P < 400);
            double *w = copy_of(lab.run.weight, P), *g = copy_of(lab.run.gradient, P);
            lab_case_apply(&lab, "update");
            for (size_t i = 0; i < P; i++) {
                double change = 0;
                if (o == 0) change = g[i];
                if (o == 1) change = v[i] = 0.8 * v[i] + g[i];
                if (o == 2) {
                    v[i] = 0.99 * v[i] + 0.01 * g[i] * g[i];
                    change = g[i] / (sqrt(v[i]) + 1e-8);
                }
                if (o == 3) {
                    m[i] = 0.9 * m[i] + 0.1 * g[i];
                    v[i] = 0.999 * v[i] + 0.001 * g[i] * g[i];
                    change = m[i] / (1 - pow(0.9, s)) / (sqrt(v[i] / (1 - pow(0.999, s))) + 1e-8);
                }
                double expected = w[i] - 0.02 * change;
                assert_true(fabs(lab.run.weight[i] - expected) <= 1e-12 * (1 + fabs(expected)));
            }
            mem_free(w);
            mem_free(g);
            lab_case_apply(&lab, "next");
        }
        lab_deinit(&lab);
    }
}

static void looking_at_a_change_leaves_the_moments_alone(void **state) {
    (void)state;
    Lab a, b;
    lab_case_open(&a);
    lab_case_open(&b);
    for (int i = 0; i < 2; i++) {
        Lab *lab = i ? &b : &a;
        lab_case_apply(lab, "set optimizer adam");
        lab_case_apply(lab, "train 9");
    }
    for (int i = 0; i < 5; i++) lab_case_apply(&a, "set noise 0.%d", i + 1); /* computes the stage and its change */
    lab_case_apply(&a, "set noise 0.3");
    lab_case_apply(&a, "train 9");
    lab_case_apply(&b, "train 9");
    lab_case_assert_same_labs(&a, &b, "with and without looking");
    lab_deinit(&a);
    lab_deinit(&b);
}

static void settings_of_training_keep_weights_and_moments(void **state) {
    (void)state;
    static const char *const lines[] = {"set learning_rate 0.3", "set clip_norm 1", "set clip_value 1", "set batch 7", "set l2 0.1",
                                        "set halving 50",        "set batch 1"};
    Lab lab;
    lab_case_open(&lab);
    lab_case_apply(&lab, "set optimizer adam");
    lab_case_apply(&lab, "train 6");
    LabDigest before = lab_case_digest(&lab);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        lab_case_apply(&lab, "%s", lines[i]);
        LabDigest now = lab_case_digest(&lab);
        assert_true(now.state == before.state && now.moment_step == 6 && now.update == 6);
    }
    double *weight = copy_of(lab.run.weight, count_of(&lab));
    lab_case_apply(&lab, "set optimizer rmsprop"); /* the weights, but new moments */
    assert_memory_equal(weight, lab.run.weight, count_of(&lab) * sizeof(double));
    assert_int_equal(lab.run.moment_step, 0);
    for (size_t i = 0; i < count_of(&lab); i++) assert_true(lab.run.weight[count_of(&lab) + i] == 0.0);
    mem_free(weight);
    for (int i = 0; i < 8; i++) lab_case_apply(&lab, "undo");
    LabDigest now = lab_case_digest(&lab);
    assert_null(lab_case_compare(&now, &before)); /* with the old moments */
    lab_deinit(&lab);
}

static void a_batch_is_the_mean_of_its_sequences(void **state) {
    (void)state;
    enum { B = 5 };
    Lab lab, one;
    double sum[400] = {0}, loss = 0;
    lab_case_open(&lab);
    lab_case_open(&one);
    size_t P = count_of(&lab);
    double *start = copy_of(lab.run.weight, P);
    for (int b = 0; b < B; b++) {
        lab_case_apply(&one, "next");
        for (size_t i = 0; i < P; i++) sum[i] += one.run.gradient[i] / B;
        loss += one.run.trace.loss / B;
    }
    lab_case_apply(&lab, "set batch %d", B);
    lab_case_apply(&lab, "train 1");
    assert_int_equal(lab.run.next_sequence, 1 + B);
    assert_int_equal(lab.run.sequence, 0); /* the stage keeps its own */
    assert_true(fabs(loss_list_get(&lab.run.loss, 0).sum - loss) < 1e-14);
    for (size_t i = 0; i < P; i++) assert_true(fabs(lab.run.weight[i] - (start[i] - 0.05 * sum[i])) < 1e-15);
    mem_free(start);
    lab_deinit(&lab);
    lab_deinit(&one);
}

static void clipping_bounds_the_change(void **state) {
    (void)state;
    Lab lab;
    lab_case_open(&lab);
    size_t P = count_of(&lab);
    double norm = kernel_norm(lab.run.gradient, P), most = 0;
    for (size_t i = 0; i < P; i++) most = fmax(most, fabs(lab.run.gradient[i]));
    lab_case_apply(&lab, "set clip_norm %g", norm / 2);
    double ratio = lab.run.delta[0] / (-0.05 * lab.run.gradient[0]);
    assert_true(fabs(ratio - 0.5) < 1e-4);
    for (size_t i = 0; i < P; i++) assert_true(fabs(lab.run.delta[i] + 0.05 * ratio * lab.run.gradient[i]) < 1e-15);
    assert_true(fabs(kernel_norm(lab.run.delta, P) - 0.05 * norm / 2) < 1e-5 * norm);
    lab_case_apply(&lab, "set clip_norm 0");
    lab_case_apply(&lab, "set clip_value %g", most / 3);
    int cut = 0;
    for (size_t i = 0; i < P; i++) {
        double g = lab.run.gradient[i], limit = most / 3, expected = fabs(g) > limit ? copysign(limit, g) : g;
        cut += fabs(g) > limit;
        assert_true(fabs(lab.run.delta[i] + 0.05 * expected) < 1e-6 * most);
    }
    assert_in_range(cut, 1, P - 1);
    assert_true(fabs(kernel_norm(lab.run.gradient, P) - norm) == 0.0); /* the gradient on the stage stays what it is */
    lab_deinit(&lab);
}

static void l2_pulls_and_the_rate_halves(void **state) {
    (void)state;
    Lab lab;
    lab_case_open(&lab);
    lab_case_apply(&lab, "set l2 0.05");
    for (size_t i = 0; i < count_of(&lab); i++)
        assert_true(fabs(lab.run.delta[i] + 0.05 * (lab.run.gradient[i] + 0.05 * lab.run.weight[i])) < 1e-17);
    lab_case_apply(&lab, "set halving 4");
    assert_true(lab_learning_rate(&lab) == 0.05);
    lab_case_apply(&lab, "train 4");
    assert_true(fabs(lab_learning_rate(&lab) - 0.025) < 1e-17);
    lab_case_apply(&lab, "train 8");
    assert_true(fabs(lab_learning_rate(&lab) - 0.00625) < 1e-17);
    lab_deinit(&lab);
}

static void truncated_training_learns_from_its_window(void **state) {
    (void)state;
    Lab lab;
    lab_case_open(&lab);
    size_t P = count_of(&lab);
    const Param *W = net_get_param(&lab.run.net, PARAM_RECURRENT_WEIGHT, 0, 0);
    double *exact = copy_of(lab.run.delta, P), *stage = copy_of(lab.run.gradient, P);
    lab_case_apply(&lab, "set truncate 3");
    assert_memory_equal(stage, lab.run.gradient, P * sizeof(double)); /* the stage stays exact */
    for (size_t i = 0; i < P; i++) assert_true(lab.run.delta[i] == -0.05 * lab.run.truncated.gradient[i]);
    assert_true(lab.run.delta[W->offset] != exact[W->offset]);
    lab_case_apply(&lab, "set truncate 16"); /* T: the exact gradient */
    for (size_t i = 0; i < P; i++) assert_true(fabs(lab.run.delta[i] - exact[i]) <= 1e-14);
    lab_case_apply(&lab, "set batch 2");
    lab_case_apply(&lab, "set truncate 2");
    lab_case_apply(&lab, "train 1"); /* the mean of two truncated gradients */
    Lab one;
    double *sum = mem_new(P * sizeof(double));
    lab_case_open(&one);
    lab_case_apply(&one, "set truncate 2");
    for (int b = 0; b < 2; b++) {
        lab_case_apply(&one, "next");
        for (size_t i = 0; i < P; i++) sum[i] += one.run.delta[i] / 2;
    }
    for (size_t i = 0; i < P; i++) assert_true(fabs(lab.run.weight[i] - (one.run.weight[i] + sum[i])) < 1e-14);
    lab_case_apply(&lab, "set truncate 0");
    assert_null(lab.run.truncated.block);
    assert_null(lab.run.batch_truncated.block);
    mem_free(exact);
    mem_free(stage);
    mem_free(sum);
    lab_deinit(&lab);
    lab_deinit(&one);
}

static void slices_of_any_length_give_the_same_bits(void **state) {
    (void)state;
    static const int slices[] = {1, 2, 13, 1, 40, 3};
    Lab a, b;
    lab_case_open(&a);
    lab_case_open(&b);
    for (int i = 0; i < 2; i++) {
        Lab *lab = i ? &b : &a;
        lab_case_apply_all(lab, "set cell lstm; set optimizer adam; set batch 3; set learning_rate 0.01");
    }
    lab_begin_drag(&a);
    for (int i = 0; i < 6; i++) assert_true(lab_train(&a, slices[i], NULL));
    lab_end_drag(&a);
    lab_case_apply(&b, "train 60");
    lab_case_assert_same_labs(&a, &b, "sliced and whole");
    lab_deinit(&a);
    lab_deinit(&b);
}

static void a_batch_beyond_the_memory_bound_is_refused(void **state) {
    (void)state;
    Lab lab;
    Command command;
    Diag diag = {0};
    lab_case_open(&lab);
    lab_case_apply_all(&lab, "set cell lstm; set hidden 64; set steps 300");
    LabDigest before = lab_case_digest(&lab);
    assert_true(command_parse(&command, str_from("set batch 256"), &diag));
    assert_false(lab_apply(&lab, &command, &diag));
    assert_non_null(strstr(diag.text, "batch of 256"));
    assert_non_null(strstr(diag.text, "512 MB"));
    LabDigest after = lab_case_digest(&lab);
    assert_null(lab_case_compare(&before, &after));
    lab_case_apply(&lab, "set steps 20"); /* and the other way round: what does not fit beside this batch */
    lab_case_apply(&lab, "set batch 256");
    assert_false(lab_case_try(&lab, "set steps 300"));
    lab_case_apply(&lab, "set batch 1");
    lab_case_apply(&lab, "set steps 300");
    lab_deinit(&lab);
}

static void a_batch_that_breaks_is_taken_back(void **state) {
    (void)state;
    Lab lab;
    Command command;
    Diag diag = {0};
    lab_case_open(&lab);
    lab_case_apply_all(&lab, "set activation identity; set task adding; set radius 1.2; set steps 60; set learning_rate 10; set batch 4");
    assert_true(command_parse(&command, str_from("train 1000"), &diag));
    assert_false(lab_apply(&lab, &command, &diag));
    assert_non_null(strstr(diag.text, "not finite"));
    for (size_t i = 0; i < count_of(&lab); i++) assert_true(isfinite(lab.run.weight[i]));
    assert_int_equal(lab.run.next_sequence, 1 + 4 * lab.run.update);
    assert_int_equal(lab.run.place.known, lab.run.update);
    lab_deinit(&lab);
}

/* --- held out --- */

static void held_out_sequences_are_counted_one_by_one(void **state) {
    (void)state;
    static const char *const tasks[] = {"recall", "adding", "copy", "anbn"};
    for (int t = 0; t < 4; t++) {
        Lab lab;
        Diag diag = {0};
        Evaluator evaluator;
        Evaluation one, many, first;
        lab_case_open(&lab);
        lab_case_apply(&lab, "set task %s", tasks[t]);
        lab_case_apply(&lab, "set steps 40");
        LabDigest before = lab_case_digest(&lab);
        assert_true(evaluate_init(&evaluator, &lab.run, &lab.setup, &diag));
        assert_true(evaluator.trace.batch > 1);
        evaluate_run(&many, &evaluator, 75); /* no multiple of what is taken together */
        evaluate_run(&first, &evaluator, 1);
        evaluate_deinit(&evaluator);
        LabDigest after = lab_case_digest(&lab);
        assert_null(lab_case_compare(&before, &after));
        assert_true(evaluate_init(&evaluator, &lab.run, &lab.setup, &diag));
        trace_deinit(&evaluator.trace);
        assert_true(trace_init(&evaluator.trace, &lab.run.net, &lab.run.wiring, 1, &diag));
        evaluate_run(&one, &evaluator, 75);
        evaluate_deinit(&evaluator);
        assert_true(fabs(one.loss - many.loss) <= 1e-13 * many.loss); /* the kernels sum a lone row in another order */
        if (many.symbols.bits == many.symbols.bits) assert_true(fabs(one.symbols.bits - many.symbols.bits) <= 1e-13 * many.symbols.bits);
        one.loss = many.loss;
        one.symbols = many.symbols;
        assert_memory_equal(&one, &many, sizeof one);
        assert_int_equal(many.sequences, 75);
        assert_int_equal(many.score.sequences, 75);
        assert_true(many.accuracy >= 0.0 && many.accuracy <= 1.0);
        /* And it is the number the stage shows for that sequence. */
        lab.run.next_sequence = EVALUATE_FIRST;
        lab_case_apply(&lab, "next");
        assert_true(fabs(first.loss - lab.run.trace.loss) <= 1e-14 * fabs(first.loss));
        lab_deinit(&lab);
    }
}

static void a_task_that_is_learned_is_solved(void **state) {
    (void)state;
    Lab lab;
    Diag diag = {0};
    Evaluator evaluator;
    Evaluation before, after;
    lab_case_open(&lab);
    lab_case_apply_all(&lab, "set cell lstm; set optimizer adam; set learning_rate 0.02; set batch 8");
    assert_true(evaluate_init(&evaluator, &lab.run, &lab.setup, &diag));
    assert_false(evaluate_is_solved(&before, &evaluator, 100));
    lab_case_apply(&lab, "train 200");
    assert_true(evaluate_is_solved(&after, &evaluator, 100));
    assert_true(after.loss < before.loss / 2);
    assert_true(after.accuracy >= 0.99);
    assert_int_equal(after.sequences, 1000); /* as many as the task asks for, though 100 looked good already */
    evaluate_deinit(&evaluator);
    lab_deinit(&lab);
}

static void training_never_reaches_the_held_out_sequences(void **state) {
    (void)state;
    Lab lab;
    lab_case_open(&lab);
    lab.run.next_sequence = EVALUATE_FIRST - 3;
    LabDigest before = lab_case_digest(&lab);
    assert_false(lab_case_try(&lab, "train 10"));
    LabDigest after = lab_case_digest(&lab);
    assert_null(lab_case_compare(&before, &after));
    lab_deinit(&lab);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_update_does_what_it_shows),
        cmocka_unit_test(the_optimisers_follow_their_equations),
        cmocka_unit_test(looking_at_a_change_leaves_the_moments_alone),
        cmocka_unit_test(settings_of_training_keep_weights_and_moments),
        cmocka_unit_test(a_batch_is_the_mean_of_its_sequences),
        cmocka_unit_test(clipping_bounds_the_change),
        cmocka_unit_test(l2_pulls_and_the_rate_halves),
        cmocka_unit_test(truncated_training_learns_from_its_window),
        cmocka_unit_test(slices_of_any_length_give_the_same_bits),
        cmocka_unit_test(a_batch_beyond_the_memory_bound_is_refused),
        cmocka_unit_test(a_batch_that_breaks_is_taken_back),
        cmocka_unit_test(held_out_sequences_are_counted_one_by_one),
        cmocka_unit_test(a_task_that_is_learned_is_solved),
        cmocka_unit_test(training_never_reaches_the_held_out_sequences),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
