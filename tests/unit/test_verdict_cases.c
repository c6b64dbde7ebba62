/* What the verdict says where words have been wrong before: experiments by their setups, with the word, the size, and the sentence. */
// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "lab/run.h"
#include "lab/verdict_sample.h"
#include "support/lab_case.h"
#include "view/panel/verdict.h"
#include <math.h>
#include <string.h>

typedef struct Said {
    FollowVerdict verdict;
    VerdictWords words;
} Said;

static Said say(const Lab *lab, int direction) {
    Said said = {.verdict = follow_judge(&lab->run.follow, direction)};
    verdict_write(&said.words, NULL, &lab->run, direction);
    return said;
}

/* Is this in the head or a line? */
static bool has_words(const Said *said, const char *piece) {
    bool found = strstr(said->words.head, piece) != NULL;
    for (int i = 0; i < said->words.count; i++) found |= strstr(said->words.line[i], piece) != NULL;
    return found;
}

static void assert_word(const Said *said, FollowWord word, double least, double most) {
    double ratio = said->verdict.ratio;
    assert_string_equal(follow_word_name(said->verdict.word), follow_word_name(word));
    if (!(ratio >= least && ratio <= most)) fail_msg("%s: %g is not from %g to %g", follow_word_name(word), ratio, least, most);
    assert_true(has_words(said, follow_word_name(word)));
}

static void open(Lab *lab, const char *lines) {
    lab_case_open(lab);
    lab_case_apply_all(lab, lines);
}

/* An LSTM that has solved its task once stood under a red "Vanished". */
static void a_solved_task_has_little_left_and_a_carried_or_weakened_gradient(void **state) {
    (void)state;
    Lab lab;
    open(&lab, "preset order");
    assert_true(lab.run.first_set_out == lab.run.follow.S && !run_has_little_left(&lab.run));
    lab_case_apply(&lab, "train 20000");
    double mean = 0; /* log of the factors of an arrow: single sequences vary (a network trained so long depends on the last bit) */
    for (int i = 0; i < 8; i++) {
        Said said = say(&lab, 0);
        mean += log(said.verdict.mean_factor) / 8;
        if (i < 2) assert_word(&said, FOLLOW_WEAKENED, 1e-4, 0.1);
        assert_true(said.verdict.mean_factor > 0.8 && said.verdict.mean_factor < 1.1);
        assert_true(run_has_little_left(&lab.run) && has_words(&said, "Little left to learn here"));
        lab_case_apply(&lab, "next");
    }
    assert_true(exp(mean) > 0.85 && exp(mean) < 1);
    VerdictSample sample;
    assert_true(verdict_sample(&sample, &lab.run, &lab.setup, 0, NULL));
    assert_true(sample.loss < 0.5 && sample.median > -3 && sample.median < -1);
    lab_deinit(&lab);
}

static void with_a_loss_at_every_step_one_of_them_is_judged(void **state) {
    (void)state;
    Lab lab;
    open(&lab, "preset many");
    Said last = say(&lab, 0);
    assert_word(&last, FOLLOW_VANISHED, 1.1e-6, 1.3e-6);
    lab_follow(&lab, 7);
    Said middle = say(&lab, 0);
    assert_word(&middle, FOLLOW_WEAKENED, 1.7e-3, 1.9e-3);
    assert_true(has_words(&middle, "the loss of step 8") && middle.verdict.arrows == 7);
    lab_follow(&lab, 0);
    Said first = say(&lab, 0);
    assert_true(first.verdict.word == FOLLOW_NO_ARROW && has_words(&first, "No arrow"));
    lab_deinit(&lab);
}

static void a_short_chain_is_weakened_not_carried(void **state) {
    (void)state;
    Lab lab;
    open(&lab, "set steps 6");
    Said said = say(&lab, 0);
    assert_word(&said, FOLLOW_WEAKENED, 9e-3, 1.1e-2);
    lab_deinit(&lab);
}

/* Measured from step 16 on it once "exploded" by 9e5, for there it has hardly anything; the head reads it at step 1. */
static void a_reverse_chain_begins_where_the_head_reads_it(void **state) {
    (void)state;
    Lab lab;
    open(&lab, "set direction both");
    const FollowLane *reverse = &lab.run.follow.lane[0][1];
    assert_true(reverse->start == 0 && reverse->far == 15);
    Said said = say(&lab, 1);
    assert_word(&said, FOLLOW_VANISHED, 4e-7, 7e-7);
    assert_true(said.verdict.mean_factor > 0.3 && said.verdict.mean_factor < 0.5);
    assert_true(has_words(&said, "(reverse)"));
    Said forward = say(&lab, 0);
    assert_true(forward.verdict.word == FOLLOW_VANISHED && has_words(&forward, "(forward)"));
    lab_deinit(&lab);
}

static void the_verdict_is_the_top_layers_and_the_others_have_numbers(void **state) {
    (void)state;
    Lab lab;
    open(&lab, "set layers 3");
    Said said = say(&lab, 0);
    assert_word(&said, FOLLOW_VANISHED, 1e-11, 1e-10);
    assert_true(has_words(&said, "(layer 3)"));
    for (int layer = 0; layer < 2; layer++) {
        const FollowLane *lane = &lab.run.follow.lane[layer][0];
        for (int t = 0; t < 16; t++) assert_true(lane->r[t] > 0 && lane->above_share[t] >= 0 && lane->above_share[t] <= 1);
        assert_true(isnan(lane->set_out)); /* such a lane has no start of its own */
        assert_true(lane->r[0] > lab.run.follow.lane[2][0].r[0]);
    }
    lab_deinit(&lab);
}

/* 3.3 times is no explosion; a factor an arrow of 0.9 or more carries. */
static void growth_by_a_few_times_is_carried(void **state) {
    (void)state;
    Lab lab;
    open(&lab, "set activation identity; set radius 0.9; set weight_scale 3; set task sine; set input_scale 10");
    const double *all = lab.run.trace.lane[0][0].dh_norm; /* of all losses together: step 1 has 3.3 times what step 16 has */
    assert_true(all[0] / all[15] > 3.2 && all[0] / all[15] < 3.4);
    Said said = say(&lab, 0);
    assert_true(said.verdict.word == FOLLOW_CARRIED && said.words.tone == VERDICT_GOOD);
    lab_deinit(&lab);
}

/* Saturated units: the LSTM's c keeps nearly all, but hardly anything gets into it. */
static void what_gets_into_c_counts_as_well_as_what_c_keeps(void **state) {
    (void)state;
    Lab lab;
    open(&lab, "set cell lstm; set hidden 2; set forget_bias 5; set steps 60; set input_scale 5");
    const FollowLane *lane = &lab.run.follow.lane[0][0];
    Said said = say(&lab, 0);
    assert_word(&said, FOLLOW_WEAKENED, 1.1e-4, 1.4e-4);
    double kept = lane->r_c[0] / lane->r_c[59];
    assert_true(kept > 0.83 && kept < 0.87);
    assert_true(lane->into_c > 1e-4 && lane->into_c < 2e-4);
    assert_true(fabs(said.verdict.mean_factor - pow(kept, 1.0 / 59)) < 1e-12); /* from c on: c passes almost all of it */
    lab_deinit(&lab);
}

/* One sequence is answered with no error at all after a wild update; others cost more than a double can easily say. */
static void a_loss_of_zero_is_no_proof(void **state) {
    (void)state;
    Lab lab;
    open(&lab, "set activation identity; set steps 24; set radius 1.6; set weight_scale 0.1; set input_scale 0.001; train 1");
    VerdictSample sample;
    Said said = say(&lab, 0);
    assert_true(said.verdict.word == FOLLOW_NO_ERROR && lab.run.follow.S == 0);
    assert_true(has_words(&said, "The error is exactly 0") && has_words(&said, "Other losses may still be large"));
    assert_false(run_has_little_left(&lab.run)); /* that is another sentence */
    assert_true(verdict_sample(&sample, &lab.run, &lab.setup, 0, NULL));
    assert_true(sample.loss > 1e3 && sample.skipped > 20);
    lab_deinit(&lab);
}

static void units_that_are_off_stop_it_and_do_not_vanish_it(void **state) {
    (void)state;
    Lab lab;
    open(&lab, "set activation relu");
    double *bias = lab.run.weight + net_get_param(&lab.run.net, PARAM_INPUT_BIAS, 0, 0)->offset;
    for (int u = 0; u < lab.run.net.spec.hidden; u++) bias[u] = -1e3; /* off at every step */
    run_compute(&lab.run, &lab.setup);
    Said said = say(&lab, 0);
    assert_true(said.verdict.word == FOLLOW_STOPS && said.verdict.stopped == 14);
    assert_true(has_words(&said, "Stops at step 15: exactly 0"));
    lab_deinit(&lab);
}

static void a_number_that_is_not_finite_has_no_size(void **state) {
    (void)state;
    Lab lab;
    open(&lab, "set activation identity; set steps 1000; set radius 3");
    Said said = say(&lab, 0);
    assert_true(said.verdict.word == FOLLOW_NOT_FINITE && isnan(said.verdict.ratio));
    assert_string_equal(said.words.head, "Not finite");
    assert_false(has_words(&said, "vanished"));
    lab_deinit(&lab);
}

/* The yardstick is what set out before the first update, wherever undo, a visit or another training leads. */
static void the_yardstick_is_that_of_update_zero(void **state) {
    (void)state;
    Lab lab;
    open(&lab, "set steps 6; set optimizer adam; set learning_rate 0.01");
    double first = lab.run.first_set_out;
    assert_true(first > 0 && first == lab.run.follow.S);
    lab_case_apply(&lab, "train 1500");
    bool left = run_has_little_left(&lab.run);
    assert_true(left && lab.run.first_set_out == first);
    lab_case_apply(&lab, "set seed 3"); /* another run */
    assert_true(lab.run.first_set_out != first && lab.run.first_set_out == lab.run.follow.S);
    lab_case_apply(&lab, "undo");
    assert_true(lab.run.first_set_out == first && run_has_little_left(&lab.run));
    lab_case_apply(&lab, "visit 0");
    assert_true(lab.run.first_set_out == first && !run_has_little_left(&lab.run));
    lab_case_apply(&lab, "visit 1500");
    assert_true(lab.run.first_set_out == first && run_has_little_left(&lab.run));
    lab_deinit(&lab);
}

/* A twentieth of an error that was beyond all bounds is no small one. */
static void a_huge_error_that_fell_is_not_little(void **state) {
    (void)state;
    Lab lab;
    open(&lab, "preset explode; set clip_norm 1");
    lab_case_apply(&lab, "train 30");
    assert_true(lab.run.follow.S < lab.run.first_set_out / 1000 && lab.run.trace.loss > 1);
    assert_false(run_has_little_left(&lab.run));
    Said said = say(&lab, 0);
    assert_false(has_words(&said, "Little left"));
    lab_deinit(&lab);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_solved_task_has_little_left_and_a_carried_or_weakened_gradient),
        cmocka_unit_test(with_a_loss_at_every_step_one_of_them_is_judged),
        cmocka_unit_test(a_huge_error_that_fell_is_not_little),
        cmocka_unit_test(a_short_chain_is_weakened_not_carried),
        cmocka_unit_test(a_reverse_chain_begins_where_the_head_reads_it),
        cmocka_unit_test(the_verdict_is_the_top_layers_and_the_others_have_numbers),
        cmocka_unit_test(growth_by_a_few_times_is_carried),
        cmocka_unit_test(what_gets_into_c_counts_as_well_as_what_c_keeps),
        cmocka_unit_test(a_loss_of_zero_is_no_proof),
        cmocka_unit_test(units_that_are_off_stop_it_and_do_not_vanish_it),
        cmocka_unit_test(a_number_that_is_not_finite_has_no_size),
        cmocka_unit_test(the_yardstick_is_that_of_update_zero),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
