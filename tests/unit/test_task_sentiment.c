/* Sentiment: sentences of five templates and equal classes, where "not" stands, what a bag of words can know, and that more than that is
   learned. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "lab/evaluate.h"
#include "support/lab_case.h"
#include "task_case.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { STEPS = 16, LAG = 4, WORDS = 21, CLASSES = 3, NOT = 15, FILLER = 16 };

static TaskCase at;

static void open_case(int lag) { task_case_open(&at, "sentiment", &(TaskOptions){.steps = STEPS, .lag = lag}); }

/* The sense of a word from its name alone: 0 positive, 1 negative, 2 neutral, -1 none. */
static int sense_of(int word) {
    static const char *const adjective[CLASSES] = {" good great fine ", " bad awful dull ", " long short new "};
    char name[TASK_NAME_SIZE], padded[TASK_NAME_SIZE + 2];
    at.task->name_symbol(name, (int)sizeof name, &at.options, word);
    snprintf(padded, sizeof padded, " %s ", name);
    for (int sense = 0; sense < CLASSES; sense++)
        if (strstr(adjective[sense], padded)) return sense;
    return -1;
}

static void the_verdict_is_the_adjectives_sense_turned_by_not(void **state) {
    (void)state;
    long verdicts[CLASSES] = {0}, negated = 0, after = 0;
    open_case(LAG);
    for (long s = 0; s < TASK_CASE_SEQUENCES; s++) {
        int first = -1, not_at = -1, sense = -1, adjectives = 0, fillers = 0;
        task_case_draw(&at, 7, s);
        assert_true(at.length >= LAG + 4 && at.length <= LAG + 6);
        for (int t = 0; t < at.length; t++) {
            int word = task_case_symbol(&at, t);
            assert_true(word >= 0);
            if (word == NOT) not_at = t;
            if (word >= FILLER) fillers++;
            if (sense_of(word) < 0) continue;
            if (adjectives++ == 0) {
                first = t;
                sense = sense_of(word);
            } else {
                assert_true(not_at > first && t - not_at == LAG + 1 && (sense_of(word) == sense) == (sense == 2));
            }
        }
        for (int t = at.length; t < STEPS; t++) assert_int_equal(task_case_symbol(&at, t), -1);
        assert_int_equal(fillers, LAG);
        bool turns = not_at >= 0 && adjectives == 1;
        if (turns && not_at < first) assert_int_equal(first - not_at, LAG + 1);
        if (turns && not_at > first) assert_true(not_at == at.length - 1 && not_at - first == LAG + 4);
        negated += turns;
        after += turns && not_at > first;
        int verdict = (int)at.target[0];
        assert_int_equal(verdict, turns && sense < 2 ? 1 - sense : sense);
        verdicts[verdict]++;
    }
    for (int c = 0; c < CLASSES; c++) assert_mean((double)verdicts[c], TASK_CASE_SEQUENCES, 1.0 / 3.0, sqrt(2.0) / 3.0);
    assert_mean((double)negated, TASK_CASE_SEQUENCES, 0.4, sqrt(0.24));
    assert_mean((double)after, TASK_CASE_SEQUENCES, 0.2, 0.4);
}

/* A softmax on counts of words, trained by plain gradient descent on sentences of the task. Returns its loss on new ones. */
static double train_bag(double *right) {
    enum { TRAINED = 2000, HELD_OUT = 4000, ROUNDS = 700 };
    static double count[TRAINED + HELD_OUT][WORDS + 1];
    static int verdict[TRAINED + HELD_OUT];
    double weight[CLASSES][WORDS + 1] = {{0}}, slope[CLASSES][WORDS + 1], loss = 0;
    for (int s = 0; s < TRAINED + HELD_OUT; s++) {
        task_case_draw(&at, 3, s);
        memset(count[s], 0, sizeof count[s]);
        for (int t = 0; t < at.length; t++) count[s][task_case_symbol(&at, t)] += 1;
        count[s][WORDS] = 1;
        verdict[s] = (int)at.target[0];
    }
    *right = 0;
    for (int round = 0; round <= ROUNDS; round++) {
        int from = round < ROUNDS ? 0 : TRAINED, to = round < ROUNDS ? TRAINED : TRAINED + HELD_OUT;
        memset(slope, 0, sizeof slope);
        for (int s = from; s < to; s++) {
            double y[CLASSES] = {0}, sum = 0;
            for (int c = 0; c < CLASSES; c++) {
                for (int w = 0; w <= WORDS; w++) y[c] += weight[c][w] * count[s][w];
                sum += exp(y[c]);
            }
            for (int c = 0; c < CLASSES; c++) {
                double error = exp(y[c]) / sum - (c == verdict[s]);
                for (int w = 0; w <= WORDS; w++) slope[c][w] += error * count[s][w] / TRAINED;
            }
            if (round < ROUNDS) continue;
            loss += (log(sum) - y[verdict[s]]) / HELD_OUT;
            *right += (y[verdict[s]] >= fmax(y[0], fmax(y[1], y[2]))) / (double)HELD_OUT;
        }
        for (int c = 0; c < CLASSES; c++)
            for (int w = 0; w <= WORDS; w++) weight[c][w] -= 0.6 * slope[c][w];
    }
    return loss;
}

static void a_bag_of_words_comes_to_its_baseline_and_no_further(void **state) {
    (void)state;
    double right;
    open_case(2);
    double loss = train_bag(&right), bound = at.task->other_baseline(&at.options);
    assert_true(fabs(bound - 2.0 / 3.0 * log(2.0)) < 1e-12);
    if (!(loss > bound && loss < bound + 0.03)) fail_msg("a bag of words costs %g, the baseline is %g", loss, bound);
    assert_true(right > 0.55 && right < 0.72);
    assert_true(fabs(at.task->baseline(&at.options) - log(3.0)) < 1e-12);
}

static void too_few_steps_are_refused(void **state) {
    (void)state;
    assert_wire_refused("sentiment", &(TaskOptions){.steps = 9, .lag = 4}, "Sentiment needs at least 10 time steps, not 9");
    assert_wire_refused("sentiment", &(TaskOptions){.steps = 90, .lag = 31}, "lag of 31; 0 to 30");
    task_case_open(&at, "sentiment", &(TaskOptions){.steps = 36, .lag = 30});
}

static void words_say_what_a_word_does(void **state) {
    (void)state;
    double good[WORDS] = {1}, negation[WORDS] = {0}, filler[WORDS] = {0}, none[WORDS] = {0};
    double y[CLASSES] = {0.2, 2, -1}, prob[CLASSES] = {0.1, 0.8, 0.1};
    negation[NOT] = filler[FILLER] = 1;
    open_case(LAG);
    assert_input_words(&at, 0, good, "\"good\": a positive word");
    assert_input_words(&at, 3, negation, "\"not\": turns the sense of an adjective");
    assert_input_words(&at, 3, filler, "\"really\": says nothing about the verdict");
    assert_input_words(&at, 15, none, "no input: the sentence is over");
    assert_output_words(&at, y, prob, 1, "predicts negative (p = 0.80); target negative: correct");
    assert_output_words(&at, y, prob, 2, "predicts negative (p = 0.80); target neutral: wrong");
}

static void the_sentence_on_the_stage_is_said(void **state) {
    (void)state;
    char text[400], name[TASK_NAME_SIZE];
    for (int lag = 0; lag <= 9; lag += 3) {
        open_case(lag);
        for (long s = 0; s < 20; s++) {
            task_case_draw(&at, 5, s);
            at.task->describe_sequence(text, (int)sizeof text, &at.options, at.x, at.target);
            at.task->name_symbol(name, (int)sizeof name, &at.options, task_case_symbol(&at, at.length - 1));
            assert_true(strstr(text, name) && strlen(text) < 180 && (strstr(text, "…") != NULL) == (lag > 5));
        }
    }
}

/* What the task is for: an LSTM learns what no bag of words can. */
static void an_lstm_gets_behind_the_bag_of_words(void **state) {
    (void)state;
    for (int seed = 1; seed <= 3; seed++) {
        Lab lab;
        Evaluator evaluator;
        Evaluation found;
        char lines[300];
        Diag diag = {0};
        snprintf(lines, sizeof lines,
                 "set task sentiment; set cell lstm; set hidden 8; set steps 9; set lag 1; set optimizer adam; set learning_rate 0.02; "
                 "set clip_norm 1; set batch 8; set seed %d; train 400",
                 seed);
        lab_case_open(&lab);
        lab_case_apply_all(&lab, lines);
        assert_true(evaluate_init(&evaluator, &lab.run, &lab.setup, &diag));
        evaluate_run(&found, &evaluator, 1000);
        if (!(found.accuracy > 0.8)) fail_msg("seed %d: %g", seed, found.accuracy);
        evaluate_deinit(&evaluator);
        lab_deinit(&lab);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_verdict_is_the_adjectives_sense_turned_by_not),
        cmocka_unit_test(a_bag_of_words_comes_to_its_baseline_and_no_further),
        cmocka_unit_test(too_few_steps_are_refused),
        cmocka_unit_test(words_say_what_a_word_does),
        cmocka_unit_test(the_sentence_on_the_stage_is_said),
        cmocka_unit_test(an_lstm_gets_behind_the_bag_of_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
