/* Bits per symbol and perplexity of held-out sequences: what the network's own probabilities say, symbol by symbol. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lab/evaluate.h"
#include "support/lab_case.h"
#include <math.h>

enum { SEQUENCES = 16 };

/* From the trace of the evaluation, where all sequences still stand: log2 of the probability of each symbol that came. */
static void count_surprise(double *bits, long *count, const Trace *trace) {
    int B = trace->batch, O = trace->net->spec.outputs, I = trace->net->spec.inputs;
    *bits = 0;
    *count = 0;
    for (int t = 0; t < trace->wiring.steps; t++) {
        for (int b = 0; b < SEQUENCES; b++) {
            double given = 0;
            for (int i = 0; i < I; i++) given += trace->x[(t * B + b) * I + i];
            if (given == 0) continue; /* behind the end of the string */
            *bits -= log2(trace->prob[(t * B + b) * O + (int)trace->target[t * B + b]]);
            ++*count;
        }
    }
}

static void perplexity_is_per_predicted_symbol(void **state) {
    (void)state;
    static const char *const lines[][3] = {{"set task reber", "set steps 30", "set variant standard"},
                                           {"set task reber", "set steps 30", "set variant other"},
                                           {"set task anbn", "set steps 25", "set items 5"}};
    for (int i = 0; i < 3; i++) {
        Lab lab;
        Diag diag = {0};
        Evaluator evaluator;
        Evaluation e;
        double bits;
        long count;
        lab_case_open(&lab);
        for (int j = 0; j < 3; j++) lab_case_apply(&lab, "%s", lines[i][j]);
        lab_case_apply(&lab, "train 30");
        assert_true(evaluate_init(&evaluator, &lab.run, &lab.setup, &diag));
        assert_true(evaluator.trace.batch >= SEQUENCES);
        evaluate_run(&e, &evaluator, SEQUENCES);
        count_surprise(&bits, &count, &evaluator.trace);
        assert_true(i == 0 ? count < SEQUENCES * 30 : count == SEQUENCES * lab.run.wiring.steps);
        assert_true(fabs(e.symbols.bits - bits / (double)count) < 1e-12);
        assert_true(fabs(e.symbols.perplexity - exp2(bits / (double)count)) < 1e-12);
        assert_true(fabs(e.symbols.perplexity - exp(e.loss)) < 1e-12); /* every loss is a symbol's: what stands behind a string is none */
        assert_true(e.least.bits > 0.3 && e.symbols.bits > e.least.bits);
        /* The stage's is that of one sequence. */
        evaluate_run(&e, &evaluator, 1);
        lab.run.next_sequence = EVALUATE_FIRST;
        lab_case_apply(&lab, "next");
        assert_true(fabs(evaluate_symbols(&lab.run.trace, setup_task(&lab.setup), 0).bits - e.symbols.bits) < 1e-12);
        evaluate_deinit(&evaluator);
        lab_deinit(&lab);
    }
}

static bool is_third_time(void *user) { return ++*(int *)user >= 3; }

static void an_evaluation_cut_short_is_that_of_fewer_sequences(void **state) {
    (void)state;
    Lab lab;
    Diag diag = {0};
    Evaluator evaluator;
    Evaluation cut, fewer;
    int asked = 0;
    lab_case_open(&lab);
    assert_true(evaluate_init(&evaluator, &lab.run, &lab.setup, &diag));
    evaluator.is_enough = is_third_time;
    evaluator.user = &asked;
    evaluate_run(&cut, &evaluator, 1000);
    evaluator.is_enough = NULL;
    evaluate_run(&fewer, &evaluator, 3L * evaluator.trace.batch);
    assert_int_equal(cut.sequences, 3 * evaluator.trace.batch);
    assert_memory_equal(&cut, &fewer, sizeof cut);
    assert_true(cut.sequences < 1000 && !cut.is_solved);
    evaluate_deinit(&evaluator);
    lab_deinit(&lab);
}

static void where_no_symbol_follows_there_is_no_perplexity(void **state) {
    (void)state;
    for (int i = 0; i < task_count; i++) {
        if (task_table[i]->predicts_symbols) continue;
        Lab lab;
        Diag diag = {0};
        Evaluator evaluator;
        Evaluation e;
        lab_case_open(&lab);
        lab_case_apply(&lab, "set steps 30");
        lab_case_apply(&lab, "set task %s", task_table[i]->key);
        assert_true(evaluate_init(&evaluator, &lab.run, &lab.setup, &diag));
        evaluate_run(&e, &evaluator, 4);
        assert_true(isnan(e.symbols.bits) && isnan(e.symbols.perplexity) && isnan(e.least.bits) && isnan(e.least.perplexity));
        evaluate_deinit(&evaluator);
        lab_deinit(&lab);
    }
}

/* The rule's own entropy: 7 branches in 11 symbols, and without it who reads the answers from the end. */
static void the_least_is_known_to_who_reads_forward(void **state) {
    (void)state;
    Setup setup;
    Diag diag = {0};
    setup_init(&setup);
    assert_true(isnan(evaluate_least(&setup).bits));
    assert_true(setup_set_text(&setup, str_from("task"), str_from("reber"), &diag));
    assert_true(setup_set_text(&setup, str_from("steps"), str_from("200"), &diag));
    assert_true(fabs(evaluate_least(&setup).bits - 7.0 / 11.0) < 1e-9);
    assert_true(fabs(evaluate_least(&setup).perplexity - pow(2.0, 7.0 / 11.0)) < 1e-9);
    assert_true(setup_set_text(&setup, str_from("direction"), str_from("both"), &diag));
    assert_true(isnan(evaluate_least(&setup).bits) && isnan(evaluate_least(&setup).perplexity));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(perplexity_is_per_predicted_symbol),
        cmocka_unit_test(an_evaluation_cut_short_is_that_of_fewer_sequences),
        cmocka_unit_test(where_no_symbol_follows_there_is_no_perplexity),
        cmocka_unit_test(the_least_is_known_to_who_reads_forward),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
