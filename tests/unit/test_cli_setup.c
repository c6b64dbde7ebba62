/* Saved setups as a person uses them: what a subcommand prints, another one reads, and it gives the same run. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/program_case.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Exit status 0, and what was printed, which the caller frees. */
static char *print(ProgramCase *place, const char *arguments) {
    if (program_case_run(place, arguments) != 0) fail_msg("unroll %s:\n%.600s", arguments, place->output);
    char *copy = malloc(place->output_size + 1);
    assert_non_null(copy);
    memcpy(copy, place->output, place->output_size + 1);
    return copy;
}

static void assert_same_output(ProgramCase *place, const char *a, const char *b) {
    char *first = print(place, a), *second = print(place, b);
    if (strcmp(first, second) != 0) fail_msg("unroll %s\nand unroll %s\ndiffer:\n%.900s\n%.900s", a, b, first, second);
    free(first);
    free(second);
}

static void save(ProgramCase *place, const char *file, const char *arguments) {
    char *text = print(place, arguments);
    program_case_write(place, file, text);
    free(text);
}

static void every_form_that_is_printed_is_read(void **state) {
    ProgramCase *place = *state;
    static const char *const form[] = {"", " --json", " --line"};
    for (int i = 0; i < 3; i++) {
        char arguments[256];
        snprintf(arguments, sizeof arguments,
                 "setup%s --set init=orthogonal --set radius=0.9 --set learning_rate=0.012345678901234567 --set cell=GRU", form[i]);
        save(place, "s", arguments);
        snprintf(arguments, sizeof arguments, "setup%s --open s", form[i]);
        char *text = print(place, arguments);
        char *first = program_case_read(place, "s", NULL);
        assert_string_equal(text, first);
        free(text);
        free(first);
    }
    program_case_write(place, "s", "cell=lstm\n");
    program_case_assert_says(place, "cell=gru");
    assert_same_output(place, "setup --json --open s --set steps=20", "setup --json --set cell=lstm --set steps=20");
    assert_same_output(place, "setup --json --set cell=gru --open s --set steps=20", "setup --json --set cell=gru --set steps=20");
}

static void a_number_differs_from_what_is_drawn_and_both_are_printed(void **state) {
    ProgramCase *place = *state;
    char *drawn = print(place, "setup --json --set init=orthogonal"),
         *number = print(place, "setup --json --set init=orthogonal --set radius=0.42");
    assert_non_null(strstr(drawn, "\"radius\": \"drawn\""));
    assert_non_null(strstr(number, "\"radius\": 0.42"));
    free(drawn);
    free(number);
    assert_same_output(place, "analyze --set init=xavier --set radius=1.1 --set seed=2",
                       "analyze --set seed=2 --set radius=1.1 --set init=xavier");
}

static void settings_of_a_command_line_are_one_setup(void **state) {
    ProgramCase *place = *state;
    assert_same_output(place, "analyze --set task=copy --set items=12 --set steps=40",
                       "analyze --set steps=40 --set items=12 --set task=copy");
    assert_same_output(place, "render -o - --set task=copy --set items=12 --set steps=40",
                       "render -o - --set steps=40 --set items=12 --set task=copy");
    assert_int_equal(program_case_run(place, "train --set task=copy --set items=12 --set steps=5"), 2);
    program_case_assert_says(place, "--set task=copy --set steps=5 --set items=12");
    /* The order beside --do is kept. */
    assert_same_output(place, "analyze --set seed=3 --do 'train 2' --set radius=1 --set seed=4", "analyze --set seed=4 --set radius=1");
}

#define CHANGED "--set steps=6 --do 'train 500' --set learning_rate=0.01 --set steps=8 --do 'train 20' --do next --do update --do 'train 9'"

static void a_run_that_was_changed_at_update_500_is_made_again(void **state) {
    ProgramCase *place = *state;
    save(place, "a.json", "analyze --json " CHANGED);
    save(place, "s.txt", "setup " CHANGED);
    assert_same_output(place, "analyze --json --open a.json", "analyze --json " CHANGED);
    assert_same_output(place, "analyze --open s.txt", "analyze " CHANGED);
    assert_same_output(place, "render -o - --open s.txt", "render -o - " CHANGED);
    assert_int_equal(program_case_run(place, "train --json --updates 530 --open a.json"), 0);
    double loss = program_case_number_after(place, "\"heldout_loss\": "), train = program_case_number_after(place, "\"train_loss\": ");
    program_case_assert_says(place, "{\"update\": 500, \"do\": \"set learning_rate 0.01\"}");
    program_case_write(place, "t.json", place->output);
    assert_int_equal(program_case_run(place, "train --json --updates 530 --open t.json"), 0);
    assert_true(program_case_number_after(place, "\"heldout_loss\": ") == loss);
    assert_true(program_case_number_after(place, "\"train_loss\": ") == train);
    assert_int_equal(program_case_run(place,
                                      "train --json --updates 9 --set steps=6 --do 'train 500' --set learning_rate=0.01 --set steps=8 "
                                      "--do 'train 20' --do next --do update"),
                     0);
    assert_true(program_case_number_after(place, "\"heldout_loss\": ") == loss);
}

static void what_cannot_be_read_is_told(void **state) {
    ProgramCase *place = *state;
    static const struct {
        const char *text, *says;
    } wrong[] = {
        {"cell=lstm\nlr=3\n", "s:2:1: 'lr' is called learning_rate here."},
        {"{\"version\": 7, \"setup\": {}}", "s:1:13: this was saved in version 7"},
        {"{\"steps\": \"drawn\"}", "s:1:11: steps is \"drawn\"; expected a number"},
        {"items=30 steps=5 task=copy\n", "--open s"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        program_case_write(place, "s", wrong[i].text);
        static const char *const command[] = {"setup --open s", "train --open s", "analyze --open s", "render -o - --open s"};
        for (int j = 0; j < 4; j++) {
            assert_int_equal(program_case_run(place, command[j]), 2);
            program_case_assert_says(place, wrong[i].says);
        }
    }
    assert_int_equal(program_case_run(place, "setup --open missing"), 2);
    assert_int_equal(program_case_run(place, "setup --set lr=0.1"), 2);
    program_case_assert_says(place, "'lr' is called learning_rate here.");
    assert_int_equal(program_case_run(place, "setup --set learning_rate=0,02"), 2);
    program_case_assert_says(place, "written with a point");
    assert_int_equal(program_case_run(place, "setup --line --do 'train 1'"), 0);
    program_case_assert_says(place, "&at=1");
    program_case_write(place, "s", "at 5 next\n");
    assert_int_equal(program_case_run(place, "train --open s --do next"), 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_form_that_is_printed_is_read, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(a_number_differs_from_what_is_drawn_and_both_are_printed, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(settings_of_a_command_line_are_one_setup, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(a_run_that_was_changed_at_update_500_is_made_again, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(what_cannot_be_read_is_told, program_case_start, program_case_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
