/* The address of a lesson's step, in both its forms. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/program_case.h"
#include <stdlib.h>
#include <string.h>

static char *read_setup(ProgramCase *program, const char *address) {
    char line[256] = "setup --open '";
    strcat(strcat(line, address), "'");
    if (program_case_run(program, line) != 0) fail_msg("%s: %s", line, program->output);
    return strdup(program->output);
}

static void both_forms_open_the_setup_of_the_step(void **state) {
    ProgramCase *program = *state;
    char *hash = read_setup(program, "vanishing#vanished-is-not-forgotten"),
         *link = read_setup(program, "unroll:vanishing/vanished-is-not-forgotten"), *first = read_setup(program, "vanishing#draw-it"),
         *slashes = read_setup(program, "unroll://5/draw-it");
    assert_string_equal(hash, link);
    assert_string_equal(first, slashes);
    assert_string_not_equal(hash, first);
    free(hash);
    free(link);
    free(first);
    free(slashes);
}

/* As `unroll NAME` reads them. */
static void every_way_to_write_an_address_is_read(void **state) {
    ProgramCase *program = *state;
    const char *ways[] = {
        "vanishing/vanished-is-not-forgotten",       "vanishing/7",       "vanishing#7",       "unroll:5/7", "5/7", "05-vanishing#7",
        "05-vanishing.md#vanished-is-not-forgotten", "05-vanishing.md/7", "unroll:vanishing#7"};
    char *wanted = read_setup(program, "vanishing#vanished-is-not-forgotten"), *first = read_setup(program, "vanishing#draw-it");
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        char *found = read_setup(program, ways[i]);
        if (strcmp(found, wanted) != 0) fail_msg("%s opens another setup:\n%s", ways[i], found);
        free(found);
    }
    char *whole = read_setup(program, "vanishing"), *number = read_setup(program, "5");
    assert_string_equal(whole, first);
    assert_string_equal(number, first);
    free(whole);
    free(number);
    free(wanted);
    free(first);
}

static void what_is_not_there_is_named(void **state) {
    ProgramCase *program = *state;
    assert_int_not_equal(program_case_run(program, "setup --open 'vanishing#nowhere'"), 0);
    program_case_assert_says(program, "no step \"nowhere\"");
    assert_int_not_equal(program_case_run(program, "setup --open unroll:nothing/draw-it"), 0);
    program_case_assert_says(program, "no lesson \"nothing\"");
    assert_int_not_equal(program_case_run(program, "setup --open vanishing/nowhere"), 0);
    program_case_assert_says(program, "no step \"nowhere\"");
    assert_int_not_equal(program_case_run(program, "setup --open nothing/7"), 0);
    program_case_assert_says(program, "nothing/7");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(both_forms_open_the_setup_of_the_step, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(every_way_to_write_an_address_is_read, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(what_is_not_there_is_named, program_case_start, program_case_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
