/* Copy memory: the layout of its sequences, as published and as encoder and decoder. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "task_case.h"
#include <math.h>
#include <string.h>

static TaskCase at;

/* Ten symbols from eight, T - 1 blanks, a delimiter, ten blanks; the answer is blanks, then the ten. */
static void the_published_form_is_laid_out_as_published(void **state) {
    (void)state;
    enum { LAG = 30, N = 10, M = 8, BLANK = M, DELIMITER = M + 1, LENGTH = LAG + 2 * N };
    long count[M] = {0}, same = 0;
    task_case_open(&at, "copy", &(TaskOptions){.steps = LENGTH, .every_step = true});
    assert_true(at.inputs == M + 2 && at.outputs == M + 1 && at.losses == LENGTH);
    for (long s = 0; s < TASK_CASE_SEQUENCES; s++) {
        task_case_draw(&at, 7, s);
        for (int t = 0; t < LENGTH; t++) {
            int symbol = task_case_symbol(&at, t), asked = (int)at.target[t];
            if (t < N) {
                assert_in_range(symbol, 0, M - 1);
                count[symbol]++;
                if (t > 0) same += symbol == task_case_symbol(&at, t - 1);
                assert_int_equal(asked, BLANK);
            } else if (t < N + LAG - 1) {
                assert_true(symbol == BLANK && asked == BLANK);
            } else if (t == N + LAG - 1) {
                assert_true(symbol == DELIMITER && asked == BLANK);
            } else {
                assert_int_equal(symbol, BLANK);
                assert_int_equal(asked, task_case_symbol(&at, t - N - LAG));
            }
        }
    }
    for (int m = 0; m < M; m++) assert_mean((double)count[m], (long)N * TASK_CASE_SEQUENCES, 1.0 / M, sqrt(1.0 / M));
    assert_mean((double)same, 9L * TASK_CASE_SEQUENCES, 1.0 / M, sqrt(1.0 / M)); /* neighbours are independent */
}

static void as_encoder_and_decoder_only_what_matters_is_wired(void **state) {
    (void)state;
    enum { N = 3, M = 4, LENGTH = 12 };
    static const short inputs[] = {0, 1, 2, 8}, losses[] = {9, 10, 11};
    task_case_open(&at, "copy", &(TaskOptions){.steps = LENGTH, .symbols = M, .items = N, .input_scale = 2.0});
    assert_true(at.wiring.input_count == 4 && at.wiring.loss_count == 3 && !at.wiring.head_reads_final);
    assert_memory_equal(at.wiring.input_step, inputs, sizeof inputs);
    assert_memory_equal(at.wiring.loss_step, losses, sizeof losses);
    assert_string_equal(at.task->wiring_label(&at.options), "sequence-to-sequence");
    for (long s = 0; s < 1000; s++) {
        task_case_draw(&at, 7, s);
        for (int t = 0; t < LENGTH; t++) {
            int symbol = task_case_symbol(&at, t);
            if (t < N) assert_true(symbol == (int)at.target[t] && symbol < M);
            if (t >= N) assert_int_equal(symbol, t == 8 ? M + 1 : -1);
        }
    }
}

static void the_usual_number_of_items_fits_into_any_length(void **state) {
    (void)state;
    const struct { int steps, items; } row[] = {{3, 1}, {7, 1}, {8, 2}, {16, 4}, {39, 9}, {40, 10}, {1000, 10}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        task_case_open(&at, "copy", &(TaskOptions){.steps = row[i].steps});
        assert_int_equal(at.losses, row[i].items);
    }
}

/* "Blank" until the delimiter is past, then guessing among the eight. */
static void guessing_costs_what_is_published(void **state) {
    (void)state;
    static double y[TASK_CASE_TARGETS * 17];
    const struct {
        TaskOptions options;
        double expected;
    } row[] = {{{.steps = 120, .every_step = true}, 10.0 * log(8.0) / 120.0},
               {{.steps = 26, .items = 3, .symbols = 5, .every_step = true}, 3.0 * log(5.0) / 26.0},
               {{.steps = 26, .items = 3, .symbols = 5}, log(5.0)}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        Tally loss = {0};
        task_case_open(&at, "copy", &row[i].options);
        int n = row[i].options.items ? row[i].options.items : 10, m = at.outputs - 1;
        for (int k = 0; k < at.losses; k++) {
            bool answering = k >= at.losses - n;
            for (int o = 0; o <= m; o++) y[k * (m + 1) + o] = (o == m) == answering ? -800.0 : 0.0; /* exp(-800) = 0 */
        }
        for (long s = 0; s < 2000; s++) {
            task_case_draw(&at, 7, s);
            tally_add(&loss, task_case_loss(&at, y));
        }
        assert_tally(&loss, row[i].expected);
        assert_true(fabs(at.task->baseline(&at.options) - row[i].expected) < 1e-15);
    }
}

static void the_score_counts_the_answers_and_not_the_blanks(void **state) {
    (void)state;
    double y[12 * 9] = {0};
    TaskScore score = {0};
    task_case_open(&at, "copy", &(TaskOptions){.steps = 12, .items = 3, .every_step = true});
    task_case_draw(&at, 7, 0);
    for (int k = 0; k < 12; k++) y[k * 9 + (int)at.target[k]] = 1.0;
    y[11 * 9 + (int)at.target[11]] = -1.0; /* the last symbol is wrong */
    TaskAnswer answer = {.x = at.x, .target = at.target, .y = y, .loss_count = 12, .batch = 1};
    task_score(&score, at.task, &at.options, &answer);
    assert_true(score.sequences == 1 && score.right == 0 && score.asked == 3 && score.hit == 2);
    y[11 * 9 + (int)at.target[11]] = 1.0;
    y[0 * 9 + 8] = -1.0; /* a blank is wrong: no answer, but the sequence is not right */
    task_score(&score, at.task, &at.options, &answer);
    assert_true(score.sequences == 2 && score.right == 0 && score.asked == 6 && score.hit == 5);
}

static void what_does_not_fit_is_refused(void **state) {
    (void)state;
    assert_wire_refused("copy", &(TaskOptions){.steps = 20, .items = 10}, "with 10 items needs at least 21 time steps, not 20");
    assert_wire_refused("copy", &(TaskOptions){.steps = 20, .symbols = 1}, "the number of symbols cannot be 1; 0 (eight) or 2 to 16");
    assert_wire_refused("copy", &(TaskOptions){.steps = 20, .symbols = 17}, "the number of symbols cannot be 17");
    assert_wire_refused("copy", &(TaskOptions){.steps = 200, .items = 31}, "the number of items cannot be 31");
    assert_wire_refused("copy", &(TaskOptions){.steps = 200, .items = -1}, "the number of items cannot be -1");
}

static void inputs_and_outputs_are_put_into_words(void **state) {
    (void)state;
    double first[] = {0.0, 1.0, 0.0, 0.0, 0.0}, mark[] = {0.0, 0.0, 0.0, 0.0, 1.0}, blank[] = {0.0, 0.0, 0.0, 1.0, 0.0}, none[5] = {0};
    double y[] = {0.0, 0.0, 1.0, 0.0}, prob[] = {0.1, 0.1, 0.7, 0.1};
    task_case_open(&at, "copy", &(TaskOptions){.steps = 8, .items = 2, .symbols = 3});
    assert_input_words(&at, 1, first, "symbol 2, to be remembered and said later");
    assert_input_words(&at, 3, none, "no input");
    assert_input_words(&at, 5, mark, "the delimiter: from the next step on, say what was shown");
    assert_output_words(&at, y, prob, 2.0, "predicts symbol 3 (p = 0.70); target symbol 3: correct");
    at.options.every_step = true;
    assert_input_words(&at, 3, blank, "blank");
    assert_output_words(&at, y, NULL, 3.0, "predicts symbol 3; target blank: wrong");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_published_form_is_laid_out_as_published),
        cmocka_unit_test(as_encoder_and_decoder_only_what_matters_is_wired),
        cmocka_unit_test(the_usual_number_of_items_fits_into_any_length),
        cmocka_unit_test(guessing_costs_what_is_published),
        cmocka_unit_test(the_score_counts_the_answers_and_not_the_blanks),
        cmocka_unit_test(what_does_not_fit_is_refused),
        cmocka_unit_test(inputs_and_outputs_are_put_into_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
