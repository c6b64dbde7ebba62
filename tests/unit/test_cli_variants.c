/* Compared variants on the command line: each has the numbers of its setup run alone, in train, analyze and setup. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/json_read.h"
#include "support/program_case.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What was printed, which the caller frees. */
static char *print(ProgramCase *place, const char *arguments) {
    if (program_case_run(place, arguments) != 0) fail_msg("unroll %s:\n%.600s", arguments, place->output);
    char *copy = malloc(place->output_size + 1);
    assert_non_null(copy);
    memcpy(copy, place->output, place->output_size + 1);
    return copy;
}

static void assert_same_number(const char *a, const char *path_a, const char *b, const char *path_b) {
    double x = json_number(a, path_a), y = json_number(b, path_b);
    if (!(x == y || (isnan(x) && isnan(y)))) fail_msg("%s is %.17g, but %s is %.17g", path_a, x, path_b, y);
}

#define MANNER "--set optimizer=adam --set learning_rate=0.01 --updates 120 --eval-every 40 --json"

static void a_trained_variant_has_the_numbers_of_its_setup_alone(void **state) {
    static const char *const key[] = {"update", "sequences", "train_loss", "heldout_loss", "accuracy", "score", "heldout_sequences"};
    ProgramCase *place = *state;
    char *both = print(place, "train " MANNER " --do 'compare LSTM: cell lstm' --do 'compare GRU: cell gru; hidden 3'");
    char *lstm = print(place, "train " MANNER " --set cell=lstm --until solved");
    char *gru = print(place, "train " MANNER " --set cell=gru --set hidden=3");
    json_assert_word(both, "variants.0.name", "LSTM");
    json_assert_word(both, "variants.1.set.cell", "gru");
    assert_true(json_number(both, "variants.1.set.hidden") == 3);
    for (size_t i = 0; i < sizeof key / sizeof *key; i++) {
        char path[64];
        snprintf(path, sizeof path, "variants.1.%s", key[i]);
        assert_same_number(both, path, gru, key[i]);
    }
    assert_same_number(both, "variants.0.solved_at", lstm, "update"); /* alone it stopped there */
    assert_true(json_number(lstm, "update") < 120);
    assert_int_equal(json_count(both, "variants.0.curve"), 4);
    free(both);
    free(lstm);
    free(gru);
}

static void people_see_a_line_for_each_variant(void **state) {
    ProgramCase *place = *state;
    char *text = print(place, "train --updates 10 --do 'compare small net: hidden 2'");
    assert_non_null(strstr(text, "\nsmall net  updates 10  "));
    assert_non_null(strstr(text, "stop updates\n"));
    free(text);
}

static void an_analysed_variant_has_the_verdict_of_its_setup_alone(void **state) {
    ProgramCase *place = *state;
    char *both = print(place, "analyze verdict --json --do 'compare LSTM: cell lstm' --update 30");
    char *lstm = print(place, "analyze verdict --json --set cell=lstm --update 30");
    assert_same_number(both, "variants.0.verdict.log10_ratio", lstm, "verdict.log10_ratio");
    assert_same_number(both, "variants.0.verdict.steps.rgrad.3", lstm, "verdict.steps.rgrad.3");
    assert_same_number(both, "variants.0.verdict.held_out.median", lstm, "verdict.held_out.median");
    assert_true(json_number(both, "verdict.log10_ratio") != json_number(lstm, "verdict.log10_ratio"));
    free(both);
    free(lstm);
}

static void a_direction_that_a_variant_has_not_is_read_forward(void **state) {
    ProgramCase *place = *state;
    char *text = print(place, "analyze verdict --json --set direction=both --direction reverse --do 'compare one way: direction forward'");
    json_assert_word(text, "verdict.lane", "layer 1 reverse");
    json_assert_word(text, "variants.0.verdict.lane", "layer 1 forward");
    free(text);
}

static void a_setup_with_variants_is_read_in_every_form(void **state) {
    static const char *const form[] = {"", " --json", " --line"};
    ProgramCase *place = *state;
    for (int i = 0; i < 3; i++) {
        char arguments[256];
        snprintf(arguments, sizeof arguments, "setup%s --do 'compare LSTM: cell lstm' --do 'compare clip on: clip_norm 1; hidden 4'",
                 form[i]);
        char *text = print(place, arguments);
        program_case_write(place, "s", text);
        snprintf(arguments, sizeof arguments, "setup%s --open s", form[i]);
        char *again = print(place, arguments);
        assert_string_equal(text, again);
        assert_non_null(strstr(again, "clip on"));
        free(again);
        free(text);
    }
}

static void a_report_of_train_is_opened_with_its_variants(void **state) {
    ProgramCase *place = *state;
    char *report = print(place, "train --updates 5 --json --do 'compare LSTM: cell lstm'");
    program_case_write(place, "report", report);
    char *setup = print(place, "setup --open report");
    assert_non_null(strstr(setup, "compare LSTM: cell lstm"));
    free(report);
    free(setup);
}

static void a_picture_names_its_variants(void **state) {
    ProgramCase *place = *state;
    char *text = print(place, "render --size 1920x1080 --do 'compare LSTM: cell lstm' --do 'train 3' -o -");
    assert_non_null(strstr(text, "compared with"));
    free(text);
}

#define T(name) cmocka_unit_test_setup_teardown(name, program_case_start, program_case_end)

int main(void) {
    const struct CMUnitTest tests[] = {
        T(a_trained_variant_has_the_numbers_of_its_setup_alone),
        T(people_see_a_line_for_each_variant),
        T(an_analysed_variant_has_the_verdict_of_its_setup_alone),
        T(a_direction_that_a_variant_has_not_is_read_forward),
        T(a_setup_with_variants_is_read_in_every_form),
        T(a_report_of_train_is_opened_with_its_variants),
        T(a_picture_names_its_variants),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
