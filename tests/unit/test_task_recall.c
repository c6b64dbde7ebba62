/* Delayed recall: what the sequences are made of, measured over many of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "task/task.h"
#include <math.h>
#include <string.h>

enum { STEPS = 16, SEQUENCES = 20000, INPUT_MOST = 20 };

static const Task *recall(void) {
    const Task *task = task_find("recall");
    assert_non_null(task);
    return task;
}

static const TaskOptions scalar = {.steps = STEPS, .symbols = 0, .noise = 0.3, .input_scale = 1.0, .every_step = false};

static void draw(double *x, double *target, const TaskOptions *options, uint64_t seed, long sequence) {
    Random random = task_random(seed, sequence);
    TaskSequence out = {.x = x, .target = target, .batch = 1, .index = 0};
    recall()->generate(&out, options, &random);
}

/* A mean of n draws with this deviation is within five standard errors of the truth. */
static void assert_mean(double sum, int n, double expected, double deviation) {
    double off = fabs(sum / n - expected);
    if (off > 5.0 * deviation / sqrt(n)) fail_msg("mean %g, expected %g", sum / n, expected);
}

static void scalar_form_has_the_stated_statistics(void **state) {
    (void)state;
    double x[STEPS], target[1], sum = 0.0, squares = 0.0, product = 0.0, least = 1.0, most = -1.0;
    int ones = 0, n = 0;
    for (int s = 0; s < SEQUENCES; s++) {
        draw(x, target, &scalar, 7, s);
        assert_true(x[0] == 1.0 || x[0] == -1.0);
        assert_true(target[0] == (x[0] > 0.0 ? 1.0 : 0.0)); /* the first symbol is what is asked for */
        ones += target[0] == 1.0;
        for (int t = 1; t < STEPS; t++, n++) {
            assert_true(fabs(x[t]) <= 0.3);
            sum += x[t];
            squares += x[t] * x[t];
            if (t > 1) product += x[t] * x[t - 1];
            least = fmin(least, x[t]);
            most = fmax(most, x[t]);
        }
    }
    assert_mean(ones, SEQUENCES, 0.5, 0.5);
    double variance = 0.3 * 0.3 / 3.0; /* of a uniform number in +-0.3 */
    assert_mean(sum, n, 0.0, sqrt(variance));
    assert_mean(squares, n, variance, variance * sqrt(0.8)); /* E x^4 - (E x^2)^2 = a^4 (1/5 - 1/9) */
    assert_mean(product, n, 0.0, variance);                  /* neighbours have nothing to do with each other */
    assert_true(least < -0.299 && most > 0.299);
}

static void what_lies_between_does_not_tell_the_answer(void **state) {
    (void)state;
    double x[STEPS], target[1], told = 0.0;
    for (int s = 0; s < SEQUENCES; s++) {
        draw(x, target, &scalar, 9, s);
        for (int t = 1; t < STEPS; t++) told += x[t] * (target[0] - 0.5);
    }
    assert_mean(told, SEQUENCES * (STEPS - 1), 0.0, 0.3 / sqrt(3.0) * 0.5);
}

static void the_same_number_gives_the_same_sequence_and_another_another(void **state) {
    (void)state;
    double a[STEPS], b[STEPS], target[1];
    int same_answers = 0, count = 2000;
    for (long s = 0; s < count; s++) {
        draw(a, target, &scalar, 7, s);
        double answer = target[0];
        draw(b, target, &scalar, 7, s);
        assert_memory_equal(a, b, sizeof a);
        draw(b, target, &scalar, 7, s + 1);
        for (int t = 1; t < STEPS; t++) assert_true(a[t] != b[t]);
        same_answers += target[0] == answer;
        draw(b, target, &scalar, 8, s);
        for (int t = 1; t < STEPS; t++) assert_true(a[t] != b[t]);
    }
    assert_mean(same_answers, count, 0.5, 0.5); /* answers of neighbours are independent */
    draw(a, target, &scalar, 7, 123456789L);    /* any number, without those before it */
    draw(b, target, &scalar, 7, 123456789L);
    assert_memory_equal(a, b, sizeof a);
}

static void input_scale_multiplies_everything(void **state) {
    (void)state;
    double a[STEPS], b[STEPS], target[1];
    TaskOptions scaled = scalar, silent = scalar;
    scaled.input_scale = 2.5;
    silent.noise = 0.0;
    draw(a, target, &scalar, 3, 5);
    draw(b, target, &scaled, 3, 5);
    for (int t = 0; t < STEPS; t++) assert_true(b[t] == 2.5 * a[t]);
    draw(b, target, &silent, 3, 5);
    assert_true(b[0] == a[0]);
    for (int t = 1; t < STEPS; t++) assert_true(b[t] == 0.0);
}

static void a_longer_sequence_begins_the_same(void **state) {
    (void)state;
    double a[STEPS], b[2 * STEPS], target[1];
    TaskOptions longer = scalar;
    longer.steps = 2 * STEPS;
    draw(a, target, &scalar, 3, 5);
    draw(b, target, &longer, 3, 5);
    assert_memory_equal(a, b, sizeof a);
}

static void symbol_form_is_one_hot_and_even(void **state) {
    (void)state;
    for (int m = 2; m <= 16; m += 7) {
        TaskOptions options = {.steps = STEPS, .symbols = m, .input_scale = 1.5};
        int inputs = recall()->inputs(&options), first[16] = {0}, later[INPUT_MOST] = {0};
        assert_int_equal(inputs, m + 4);
        assert_int_equal(recall()->outputs(&options), m);
        for (int s = 0; s < SEQUENCES; s++) {
            double x[STEPS * INPUT_MOST], target[1];
            draw(x, target, &options, 7, s);
            for (int t = 0; t < STEPS; t++) {
                int hot = -1;
                for (int i = 0; i < inputs; i++) {
                    double value = x[t * inputs + i];
                    assert_true(value == 0.0 || (value == 1.5 && hot < 0));
                    if (value != 0.0) hot = i;
                }
                assert_true(t == 0 ? hot >= 0 && hot < m : hot >= m);
                if (t == 0) assert_true(target[0] == hot);
                if (t == 0)
                    first[hot]++;
                else
                    later[hot]++;
            }
        }
        for (int i = 0; i < m; i++) assert_mean(first[i], SEQUENCES, 1.0 / m, sqrt(1.0 / m));
        for (int i = m; i < inputs; i++) assert_mean(later[i], SEQUENCES * (STEPS - 1), 0.25, 0.5);
    }
}

static void sequences_of_a_batch_lie_side_by_side(void **state) {
    (void)state;
    enum { BATCH = 3 };
    double block[STEPS * BATCH], targets[STEPS * BATCH], x[STEPS], target[STEPS];
    TaskOptions every = scalar;
    every.every_step = true;
    for (int b = 0; b < BATCH; b++) {
        Random random = task_random(7, b);
        TaskSequence out = {.x = block, .target = targets, .batch = BATCH, .index = b};
        recall()->generate(&out, &every, &random);
    }
    for (int b = 0; b < BATCH; b++) {
        draw(x, target, &every, 7, b);
        for (int t = 0; t < STEPS; t++) {
            assert_true(block[t * BATCH + b] == x[t]);
            assert_true(targets[t * BATCH + b] == target[t] && target[t] == target[0]); /* every step asks the same */
        }
    }
}

static void the_wiring_follows_where_the_loss_is(void **state) {
    (void)state;
    Wiring wiring, expected;
    TaskOptions options = scalar;
    Diag diag = {0};
    assert_true(recall()->wire(&wiring, &options, &diag));
    wiring_init_many_to_one(&expected, STEPS);
    assert_memory_equal(&wiring, &expected, sizeof wiring);
    assert_string_equal(recall()->wiring_label(&options), "many-to-one");
    options.every_step = true;
    assert_true(recall()->wire(&wiring, &options, &diag));
    wiring_init_many_to_many(&expected, STEPS);
    assert_memory_equal(&wiring, &expected, sizeof wiring);
    assert_string_equal(recall()->wiring_label(&options), "many-to-many");
    options.steps = 1;
    assert_true(recall()->wire(&wiring, &options, &diag));
    assert_string_equal(recall()->wiring_label(&options), "one-to-one");
    options.steps = 0;
    assert_false(recall()->wire(&wiring, &options, &diag));
    assert_non_null(strstr(diag.text, "0 time steps; 1 to 1000"));
    options.steps = NET_STEP_MAX + 1;
    assert_false(recall()->wire(&wiring, &options, &diag));
    options.steps = STEPS;
    options.symbols = 1;
    assert_false(recall()->wire(&wiring, &options, &diag));
    assert_non_null(strstr(diag.text, "the number of symbols cannot be 1; 0"));
    options.symbols = 17;
    assert_false(recall()->wire(&wiring, &options, &diag));
}

static void guessing_costs_the_logarithm_of_the_choices(void **state) {
    (void)state;
    TaskOptions options = scalar;
    assert_true(fabs(recall()->baseline(&options) - 0.69314718055994531) < 1e-15);
    options.symbols = 4;
    assert_true(fabs(recall()->baseline(&options) - 1.3862943611198906) < 1e-15);
    assert_string_equal(recall()->baseline_label, "guessing");
}

static void right_is_the_largest_output_and_nothing_else(void **state) {
    (void)state;
    double target[] = {1.0}, good[] = {0.2, 0.9}, bad[] = {0.9, 0.2}, tie[] = {0.5, 0.5}, broken[] = {(double)NAN, 1.0};
    assert_true(recall()->is_right(good, target, 2));
    assert_false(recall()->is_right(bad, target, 2));
    assert_false(recall()->is_right(tie, target, 2));
    assert_false(recall()->is_right(broken, target, 2));
}

static void inputs_and_outputs_are_put_into_words(void **state) {
    (void)state;
    char text[160];
    TaskOptions symbols = {.steps = 8, .symbols = 3, .input_scale = 0.5}, options = scalar;
    double x = 1.0, y[] = {-1.0, 2.0, 0.5}, prob[] = {0.04, 0.79, 0.17}, target[] = {1.0};
    recall()->describe_input(text, sizeof text, &options, 0, &x);
    assert_string_equal(text, "first symbol +1, to be remembered");
    x = -0.5;
    options.input_scale = 0.5;
    recall()->describe_input(text, sizeof text, &options, 0, &x);
    assert_string_equal(text, "first symbol −1 × 0.500, to be remembered");
    x = 0.213;
    recall()->describe_input(text, sizeof text, &options, 3, &x);
    assert_string_equal(text, "distractor 0.213, to be ignored");
    double hot[] = {0.0, 0.5, 0.0, 0.0, 0.0, 0.0, 0.0}, later[] = {0.0, 0.0, 0.0, 0.0, 0.0, 0.5, 0.0};
    recall()->describe_input(text, sizeof text, &symbols, 0, hot);
    assert_string_equal(text, "symbol 2 × 0.500, to be remembered");
    recall()->describe_input(text, sizeof text, &symbols, 1, later);
    assert_string_equal(text, "distractor c × 0.500, to be ignored");
    recall()->describe_output(text, sizeof text, &scalar, y, prob, target);
    assert_string_equal(text, "predicts +1 (p = 0.79); target +1: correct");
    target[0] = 0.0;
    recall()->describe_output(text, sizeof text, &symbols, y, prob, target);
    assert_string_equal(text, "predicts symbol 2 (p = 0.79); target symbol 1: wrong");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scalar_form_has_the_stated_statistics),
        cmocka_unit_test(what_lies_between_does_not_tell_the_answer),
        cmocka_unit_test(the_same_number_gives_the_same_sequence_and_another_another),
        cmocka_unit_test(input_scale_multiplies_everything),
        cmocka_unit_test(a_longer_sequence_begins_the_same),
        cmocka_unit_test(symbol_form_is_one_hot_and_even),
        cmocka_unit_test(sequences_of_a_batch_lie_side_by_side),
        cmocka_unit_test(the_wiring_follows_where_the_loss_is),
        cmocka_unit_test(guessing_costs_the_logarithm_of_the_choices),
        cmocka_unit_test(right_is_the_largest_output_and_nothing_else),
        cmocka_unit_test(inputs_and_outputs_are_put_into_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
