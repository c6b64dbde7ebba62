/* Quantities are what the engine has, by name; what does not exist is told with what would. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/net/kernels.h"
#include "lab/evaluate.h"
#include "lab/quantity.h"
#include "support/lab_case.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static QuantityValue value_of(const Lab *lab, const char *text) {
    Quantity quantity;
    QuantityValue value = {0};
    Diag diag = {0};
    if (!quantity_parse(&quantity, str_from(text), &diag)) fail_msg("%s: %d: %s", text, diag.column, diag.text);
    if (!quantity_evaluate(&value, &quantity, lab, NULL, &diag)) fail_msg("%s: %s", text, diag.text);
    return value;
}

static void assert_number(const Lab *lab, const char *text, double expected) {
    double value = value_of(lab, text).number;
    if (!(fabs(value - expected) <= 1e-12 * fabs(expected))) fail_msg("%s is %.17g instead of %.17g", text, value, expected);
}

static void numbers_are_those_of_the_trace(void **state) {
    (void)state;
    Lab lab;
    lab_case_open(&lab);
    lab_case_apply_all(&lab, "set cell lstm; set hidden 5; set direction both; set layers 2; set targets every; set steps 12; train 3");
    const Run *run = &lab.run;
    const TraceLane *top = &run->trace.lane[1][0], *low = &run->trace.lane[0][1];
    const FollowLane *follow = &run->follow.lane[1][0];
    int H = 5;
    assert_number(&lab, "T", 12);
    assert_number(&lab, "x 3 1", run->trace.x[2]);
    assert_number(&lab, "h 3 2", top->h[2 * H + 1]);
    assert_number(&lab, "h T-1 2 1 reverse", low->h[10 * H + 1]);
    assert_number(&lab, "c 3 2", top->c[2 * H + 1]);
    assert_number(&lab, "hnorm T", top->h_norm[11]);
    assert_number(&lab, "gate f 3 2", top->gate[2 * 4 * H + H + 1]);
    assert_number(&lab, "gate forget 3 2 2", top->gate[2 * 4 * H + H + 1]);
    double mean = 0;
    for (int u = 0; u < H; u++) mean += top->gate[2 * 4 * H + H + u] / H;
    assert_number(&lab, "gate f 3", mean);
    assert_number(&lab, "y 5 2", run->trace.y[4 * 2 + 1]);
    assert_number(&lab, "p 5 1", run->trace.prob[4 * 2]);
    assert_number(&lab, "rgrad 2", follow->r[1]);
    assert_number(&lab, "rgradc 2", follow->r_c[1]);
    assert_number(&lab, "grad 2", top->dh_norm[1]);
    assert_number(&lab, "gradc 2", top->dc_norm[1]);
    assert_number(&lab, "setout", run->follow.S);
    assert_number(&lab, "factor 5", follow->factor[4]);
    assert_number(&lab, "straight 5", follow->straight[4]);
    assert_number(&lab, "loss", run->trace.loss);
    assert_number(&lab, "loss 4", run->trace.loss_raw[3]); /* as the stage shows it, not its part of the mean */
    assert_number(&lab, "params", (double)run->net.weight_count);
    assert_number(&lab, "updates", 3);
    const Param *W = net_get_param(&run->net, PARAM_RECURRENT_WEIGHT, 1, 0), *U = net_get_param(&run->net, PARAM_INPUT_WEIGHT, 0, 1);
    assert_number(&lab, "W 7 2", run->weight[W->offset + 6 * 5 + 1]);
    assert_number(&lab, "U 7 1 1 reverse", run->weight[U->offset + 6]);
    assert_number(&lab, "gradnorm W", kernel_norm(run->gradient + W->offset, 100));
    assert_number(&lab, "share 4", trace_share_norm(&run->trace, W, 3));
    assert_number(&lab, "rho", run->radius);
    assert_number(&lab, "steps", 12);
    assert_number(&lab, "radius", run->radius);
    assert_string_equal(value_of(&lab, "cell").word, "lstm");
    lab_deinit(&lab);
}

static void the_factors_multiply_to_what_arrives(void **state) {
    (void)state;
    Lab lab;
    lab_case_open(&lab);
    double product = value_of(&lab, "prod factor 2..T").number, arrived = value_of(&lab, "rgrad 1").number;
    assert_true(fabs(product / arrived - 1) < 1e-9);
    assert_number(&lab, "changed", 0);
    lab_deinit(&lab);
}

static void items_sum_up_where_only_one_loss_is(void **state) {
    (void)state;
    Lab lab;
    lab_case_open(&lab);
    double item = value_of(&lab, "item T 3").number, grad = value_of(&lab, "grad 3").number;
    assert_true(fabs(item / grad - 1) < 1e-9);
    double product = value_of(&lab, "product 3").number;
    assert_true(product > 0 && product < 1);
    assert_true(value_of(&lab, "angle 16").number < 1e-6 && value_of(&lab, "angle 2").number > value_of(&lab, "angle 8").number);
    assert_true(value_of(&lab, "digits W 1 2").number > 5);
    lab_deinit(&lab);
}

static void a_what_if_asks_the_changed_pass_and_changes_nothing(void **state) {
    (void)state;
    Lab lab;
    lab_case_open(&lab);
    LabDigest before = lab_case_digest(&lab), after;
    double loss = value_of(&lab, "loss").number, changed = value_of(&lab, "whatif input 1 1 -1 : loss").number;
    assert_true(changed != loss);
    assert_true(value_of(&lab, "whatif input 1 1 -1 : d loss").number == changed - loss);
    assert_number(&lab, "whatif input 1 1 -1 : x 1 1", -1);
    assert_number(&lab, "whatif gate h 3 all 0 : hnorm 3", 0);
    assert_number(&lab, "whatif weight W 1 2 0.5 1 : W 1 2", 0.5);
    after = lab_case_digest(&lab);
    lab_case_assert_same(&before, &after, "what-if");
    lab_deinit(&lab);
}

static void held_out_numbers_are_those_of_an_evaluation(void **state) {
    (void)state;
    Lab lab;
    Evaluator evaluator;
    Evaluation found;
    Diag diag = {0};
    lab_case_open(&lab);
    lab_case_apply_all(&lab, "set task reber; train 20");
    assert_true(evaluate_init(&evaluator, &lab.run, &lab.setup, &diag));
    evaluate_run(&found, &evaluator, QUANTITY_HELD_OUT);
    evaluate_deinit(&evaluator);
    assert_number(&lab, "accuracy", found.accuracy);
    assert_number(&lab, "heldout", found.loss);
    assert_number(&lab, "bits", found.symbols.bits);
    assert_number(&lab, "perplexity", found.symbols.perplexity);
    assert_number(&lab, "best", found.least.bits);
    assert_number(&lab, "score", (double)found.score.hit / (double)found.score.asked);
    assert_number(&lab, "solved", 0);
    assert_number(&lab, "chance", 1.0 / 7);
    assert_string_equal(value_of(&lab, "wiring").word, "many-to-many");
    lab_deinit(&lab);
}

static void every_row_can_be_read(void **state) {
    (void)state;
    for (int i = 0; i < QUANTITY_COUNT; i++) {
        char text[64];
        const char *at = quantity_table[i].arguments;
        int used = snprintf(text, sizeof text, "%s", quantity_table[i].name);
        for (; *at && *at != ';'; at++) {
            const char *word = *at == ' ' || *at == '[' || *at == ']' ? NULL : *at == 'g' ? "f" : *at == 'M' ? "W" : "1";
            if (word) used += snprintf(text + used, sizeof text - (size_t)used, " %s", word);
        }
        if (*at == ';') snprintf(text + used, sizeof text - (size_t)used, " 1 reverse");
        Quantity quantity;
        Diag diag = {0};
        if (!quantity_parse(&quantity, str_from(text), &diag)) fail_msg("%s: %s", text, diag.text);
        assert_int_equal(quantity.id, i);
    }
}

static void what_is_wrong_is_told_where_it_stands(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int column;
        const char *says;
    } wrong[] = {
        {"rgard 1", 1, "did you mean \"rgrad\""},
        {"", 1, "a quantity is expected"},
        {"rgrad", 6, "a step is expected"},
        {"rgrad x", 7, "a step is expected, not \"x\"; it is written: rgrad t [layer [reverse]]"},
        {"rgrad 0", 7, "a step is expected"},
        {"rgrad 1 2 reverse 3", 19, "this is too much"},
        {"gate q 1", 6, "a gate is expected"},
        {"norm X", 6, "a matrix is expected"},
        {"loss 1 2", 8, "this is too much"},
        {"steps 3", 7, "a setting has no arguments"},
        {"prod factor 2", 13, "a range of steps is expected"},
        {"prod rho", 1, "prod goes over steps"},
        {"d loss", 1, "the change that a what-if makes"},
        {"whatif imput 1 1 1 : loss", 8, "did you mean \"input\""},
        {"whatif input 1 1 x : loss", 18, "\"x\" is not a number"},
        {"whatif input 1 1 free : loss", 8, "needs a value"},
        {"whatif state 1 1 : loss", 17, "a number or the word free is missing"},
        {"whatif input 1 1 1", 19, "a colon and a quantity"},
    };
    static const struct {
        const char *text, *says;
    } missing[] = {
        {"rgrad 17", "there is no step 17; there are 1 to 16"},
        {"rgrad T-16", "there is no step T-16; there are 1 to 16, which are T-15 to T"},
        {"loss T-99", "there is no step T-99"},
        {"gate h T-99", "there is no step T-99"},
        {"prod factor T-99..T", "prod: there is no step T-99"},
        {"prod factor 2..T-99", "prod: there is no step T-99"},
        {"prod factor 2..17", "prod: there is no step 17; there are 1 to 16"},
        {"whatif input T-99 1 0 : loss", "whatif: there is no step T-99; there are 1 to 16, which are T-15 to T"},
        {"whatif state T-16 1 0 : loss", "whatif: there is no step T-16"},
        {"h 1 7", "there is no unit 7"},
        {"rgrad 1 2", "there is no layer 2"},
        {"rgrad 1 1 reverse", "there is no reverse chain"},
        {"c 1 1", "only the LSTM has a c"},
        {"straight 2", "no way past its weights"},
        {"gate f 1", "this cell has no gate f"},
        {"loss 3", "step 3 has no loss"},
        {"bits", "no such measure"},
        {"best", "not known"},
        {"product 16", "15 arrows"},
        {"whatif input 1 2 0 : loss", "there is no input 2; there is only 1"},
        {"whatif state c 1 1 0 : loss", "a plain RNN has no c"},
        {"whatif gate h 3 all 0 : product 3", "a gate or state is held"},
        {"whatif gate f 1 all 0 : loss", "no gate \"f\""},
        {"whatif input 1 1 0 : accuracy", "does not change"},
        {"prod factor 5..2", "steps 5 to 2 are a range in the wrong"},
    };
    Lab lab;
    lab_case_open(&lab);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        Quantity quantity;
        Diag diag = {0};
        assert_false(quantity_parse(&quantity, str_from(wrong[i].text), &diag));
        if (diag.column != wrong[i].column || !strstr(diag.text, wrong[i].says))
            fail_msg("%s: %d: %s", wrong[i].text, diag.column, diag.text);
    }
    for (size_t i = 0; i < sizeof missing / sizeof *missing; i++) {
        Quantity quantity;
        QuantityValue value;
        Diag diag = {0};
        if (!quantity_parse(&quantity, str_from(missing[i].text), &diag)) fail_msg("%s: %s", missing[i].text, diag.text);
        assert_false(quantity_evaluate(&value, &quantity, &lab, NULL, &diag));
        if (!strstr(diag.text, missing[i].says)) fail_msg("%s: %s", missing[i].text, diag.text);
    }
    lab_deinit(&lab);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_those_of_the_trace),
        cmocka_unit_test(the_factors_multiply_to_what_arrives),
        cmocka_unit_test(items_sum_up_where_only_one_loss_is),
        cmocka_unit_test(a_what_if_asks_the_changed_pass_and_changes_nothing),
        cmocka_unit_test(held_out_numbers_are_those_of_an_evaluation),
        cmocka_unit_test(every_row_can_be_read),
        cmocka_unit_test(what_is_wrong_is_told_where_it_stands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
