/* `unroll progress`, and words on the command line that are nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/program_case.h"
#include <stdlib.h>
#include <string.h>

static const char kept[] = "unroll-progress 1\nat vanishing draw-it\ndone vanishing one-arrow-one-factor\nat bptt one-loss\n";

static void progress_is_listed_exported_and_reset(void **state) {
    ProgramCase *program = *state;
    program_case_write(program, "s.progress", kept);
    assert_int_equal(program_case_run(program, "progress --settings s"), 0);
    program_case_assert_says(program, "vanishing");
    program_case_assert_says(program, "1 of 10 steps done");
    assert_int_equal(program_case_run(program, "progress export out --settings s"), 0);
    char *text = program_case_read(program, "out", NULL);
    assert_string_equal(text, kept);
    free(text);
    assert_int_equal(program_case_run(program, "progress reset vanishing --settings s"), 0);
    assert_int_equal(program_case_run(program, "progress export - --settings s"), 0);
    program_case_assert_says(program, "at bptt one-loss");
    assert_null(strstr(program->output, "vanishing"));
    assert_int_equal(program_case_run(program, "progress reset --settings s"), 0);
    assert_int_equal(program_case_run(program, "progress --settings s"), 0);
    program_case_assert_says(program, "nothing was done");
}

static void what_cannot_be_done_is_said(void **state) {
    ProgramCase *program = *state;
    assert_int_equal(program_case_run(program, "progress burn --settings s"), 2);
    program_case_assert_says(program, "expected export FILE, reset");
    assert_int_equal(program_case_run(program, "progress export --settings s"), 2);
    assert_int_equal(program_case_run(program, "progress reset nothing --settings s"), 1);
}

static void a_word_that_is_nothing_ends_with_status_2(void **state) {
    ProgramCase *program = *state;
    static const char *const words[] = {"foo", "vanishingly", "foo/3", "unroll:foo/3", "foo#bar", "nothing.md"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (program_case_run(program, words[i]) != 2) fail_msg("\"%s\" does not end with status 2: %s", words[i], program->output);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(progress_is_listed_exported_and_reset, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(what_cannot_be_done_is_said, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(a_word_that_is_nothing_ends_with_status_2, program_case_start, program_case_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
