/* `examples N`: the task's first N sequences and no others, each once a round, in an order drawn anew; and what that does to learning. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lab/evaluate.h"
#include "lab/run.h"
#include "support/lab_case.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static Setup setup_of(double examples, double seed) {
    Setup setup;
    setup_init(&setup);
    assert_true(setup_set(&setup, KEY_EXAMPLES, examples, NULL));
    assert_true(setup_set(&setup, KEY_SEED, seed, NULL));
    return setup;
}

static void every_round_has_each_example_once(void **state) {
    (void)state;
    static const int counts[] = {1, 2, 3, 7, 64, 65, 1000};
    for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
        int N = counts[c], moved = 0;
        Setup setup = setup_of(N, 5);
        for (long round = 0; round < 6; round++) {
            char seen[1000] = {0};
            for (long i = 0; i < N; i++) {
                long example = run_find_example(&setup, round * N + i);
                assert_true(example >= 0 && example < N && !seen[example]);
                seen[example] = 1;
                if (round == 0) assert_true(example == i); /* the first time in their own order: the stage begins with the first */
                moved += round > 0 && example != run_find_example(&setup, (round - 1) * N + i);
            }
        }
        if (N >= 7) assert_true(moved > 5 * N / 2); /* rounds differ */
    }
    Setup none = setup_of(0, 5), other = setup_of(64, 6), one = setup_of(64, 5);
    int same = 0;
    for (long n = 0; n < 500; n++) {
        assert_true(run_find_example(&none, n) == n);
        same += n >= 64 && run_find_example(&one, n) == run_find_example(&other, n);
    }
    assert_true(same < 60); /* the order is of the seed */
}

/* The places of an order are equally likely: without that some examples would always come late. */
static void orders_favour_no_place(void **state) {
    (void)state;
    enum { N = 10, ROUNDS = 4000 };
    Setup setup = setup_of(N, 3);
    int count[N][N] = {{0}};
    for (long round = 1; round <= ROUNDS; round++)
        for (int i = 0; i < N; i++) count[i][run_find_example(&setup, round * N + i)]++;
    double expected = (double)ROUNDS / N, chi = 0;
    for (int i = 0; i < N; i++)
        for (int k = 0; k < N; k++) chi += (count[i][k] - expected) * (count[i][k] - expected) / expected;
    assert_true(chi < 150); /* 81 degrees of freedom: 81, deviation 13 */
}

static void training_sees_the_first_sequences_only(void **state) {
    (void)state;
    enum { N = 5 };
    Lab all, few;
    double first[N][16];
    lab_case_open(&all);
    for (int i = 0; i < N; i++) {
        memcpy(first[i], all.run.trace.x, sizeof first[i]);
        lab_case_apply(&all, "next");
    }
    lab_case_open(&few);
    lab_case_apply(&few, "set examples %d", N);
    int seen[N] = {0};
    for (int n = 0; n < 4 * N; n++) {
        int found = -1;
        for (int i = 0; i < N; i++)
            if (!memcmp(first[i], few.run.trace.x, sizeof first[i])) found = i;
        assert_true(found >= 0);
        seen[found]++;
        lab_case_apply(&few, "next"); /* the same numbers as training takes */
    }
    for (int i = 0; i < N; i++) assert_int_equal(seen[i], 4);
    lab_deinit(&all);
    lab_deinit(&few);
}

/* With a batch and without, replayed and undone, the bits are the same. */
static void going_back_finds_the_same_bits(void **state) {
    (void)state;
    static const char *const setups[] = {"set examples 7", "set examples 7; set batch 4"};
    for (int s = 0; s < 2; s++) {
        Lab lab;
        lab_case_open(&lab);
        lab_case_apply_all(&lab, setups[s]);
        lab_case_apply(&lab, "train 40");
        LabDigest there = lab_case_digest(&lab);
        lab_case_apply(&lab, "visit 11");
        lab_case_apply(&lab, "visit 40");
        LabDigest again = lab_case_digest(&lab);
        lab_case_assert_same(&there, &again, setups[s]);
        lab_deinit(&lab);
    }
}

static void find_losses(double *train, double *held, const char *lines) {
    Lab lab;
    Evaluator evaluator;
    Evaluation found;
    Diag diag = {0};
    lab_case_open(&lab);
    lab_case_apply_all(&lab, lines);
    assert_true(evaluate_init(&evaluator, &lab.run, &lab.setup, &diag));
    evaluate_run(&found, &evaluator, 500);
    LossSum last = loss_list_sum(&lab.run.loss, lab.run.update - 200, lab.run.update);
    *train = last.sum / (double)last.count;
    *held = found.loss;
    evaluate_deinit(&evaluator);
    lab_deinit(&lab);
}

static void a_few_are_learned_by_heart_and_others_are_not(void **state) {
    (void)state;
    const char *usual = "set symbols 8; set steps 8; set hidden 24; set optimizer adam; set learning_rate 0.01; set clip_norm 1";
    char lines[256];
    double train, held;
    snprintf(lines, sizeof lines, "%s; set examples 10; train 2000", usual);
    find_losses(&train, &held, lines);
    assert_true(train < 0.05);
    assert_true(held > log(8.0)); /* worse than guessing */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_round_has_each_example_once),
        cmocka_unit_test(orders_favour_no_place),
        cmocka_unit_test(training_sees_the_first_sequences_only),
        cmocka_unit_test(going_back_finds_the_same_bits),
        cmocka_unit_test(a_few_are_learned_by_heart_and_others_are_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
