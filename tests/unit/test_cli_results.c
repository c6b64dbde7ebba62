/* What `unroll train`, `progress` and the addresses of lessons give: results that are known or not, where they are kept, and names that lead
   nowhere. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/program_case.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BURSTS "--set activation=identity --set task=adding --set steps=60 --set learning_rate=10 "

static void a_training_says_whether_it_solved_its_task(void **state) {
    ProgramCase *place = *state;
    program_case_expect(place, "train --updates 2 --set task=text", 0, "solved no|goal none");
    program_case_expect(place, "train --updates 3000 --until solved --set task=latch --set steps=3 --set optimizer=adam", 0,
                        "solved yes|stop solved");
    program_case_expect(place, "train --updates 2 --set task=latch --json", 0, "\"solved\": false|\"stop\": \"updates\"");
    program_case_expect(place, "train --updates 30 --set radius=1 " BURSTS, 1, "numbers that are not finite");
    program_case_expect(place, "train --updates 30 --set radius=1 --json " BURSTS, 1, "\"stop\"|not finite");
}

static void variants_that_burst_are_told_beside_the_others(void **state) {
    ProgramCase *place = *state;
    program_case_expect(place, "train --updates 30 --set task=adding --do 'compare bad: activation identity; learning_rate 10'", 0, "bad");
    program_case_expect(place, "train --updates 30 --set task=adding --json --do 'compare bad: activation identity; learning_rate 10'", 0,
                        "\"variants\"|\"bad\"");
    program_case_expect(place, "train --updates 3 --set task=adding --json --do 'compare text: learning_rate 0.1'", 0,
                        "\"variants\"|\"solved\"");
    program_case_expect(place, "train --updates 3 --do 'compare x: hiden 3'", 2, "hiden");
}

static void rows_go_to_a_file_a_pipe_or_nowhere(void **state) {
    ProgramCase *place = *state;
    program_case_expect(place, "train --updates 4 --csv - 2>/dev/null", 0, "updates,sequences,seconds");
    program_case_expect(place, "train --updates 40 --eval-every 1 --csv rows", 0, "updates 40");
    char *rows = program_case_read(place, "rows", NULL);
    assert_non_null(strstr(rows, "\n40,"));
    free(rows);
    program_case_expect(place, "train --updates 4 --csv - --json", 2, "give --csv a file name");
    program_case_expect(place, "train --updates 4 --csv no/such/rows", 1, "no/such/rows");
    program_case_expect(place, "train --updates 4 --csv - | head -1", 0, "updates");
    if (access("/dev/full", W_OK) != 0) return;
    program_case_expect(place, "train --updates 4 --csv /dev/full", 1, "/dev/full: could not be written");
    program_case_expect(place, "train --updates 4 2>said >/dev/full || { cat said; exit 1; }", 1, "standard output: could not be written");
}

static void progress_is_kept_beside_the_settings(void **state) {
    ProgramCase *place = *state;
    static const char book[] = "unroll-progress 1\nlesson vanishing\n";
    char home[560];
    program_case_expect(place, "progress --settings none", 1, "--settings none keeps nothing");
    program_case_expect(place, "progress nonsense", 2, "'nonsense' is not an action");
    program_case_expect(place, "progress export", 2, "export");
    program_case_write(place, "a.progress", "garbage\n");
    program_case_expect(place, "progress --settings a", 0, "a.progress:1:1: this is not progress in lessons|nothing was done");
    program_case_write(place, "a.progress", book);
    program_case_expect(place, "progress --settings a", 0, "kept in a.progress");
    program_case_expect(place, "progress --settings a export -", 0, "unroll-progress 1");
    program_case_expect(place, "progress --settings a export b", 0, "");
    assert_true(program_case_has(place, "b"));
    program_case_expect(place, "progress --settings a export no/such/b", 1, "no/such/b");
    program_case_expect(place, "progress --settings a reset nope", 1, "there is no progress for a lesson 'nope'");
    program_case_expect(place, "progress --settings a reset", 0, "");
    program_case_expect(place, "progress --settings a", 0, "nothing was done");
    snprintf(home, sizeof home, "%s/state", place->folder);
    assert_int_equal(setenv("XDG_STATE_HOME", home, 1), 0);
    program_case_expect(place, "progress", 0, "nothing was done|state/unroll/progress");
    unsetenv("XDG_STATE_HOME");
}

static void an_address_leads_to_a_step_or_says_what_is_missing(void **state) {
    ProgramCase *place = *state;
    char line[1500] = "setup --line --open ", *end = line + strlen(line);
    program_case_write(place, "a.md",
                       "---\ntitle: A\nminutes: 1\nlevel: basic\nid: a\n---\n## One\n```setup\nhidden 5\n```\n```note\n1 min\n```\n");
    program_case_expect(place, "setup --open a.md#one", 0, "hidden=5");
    program_case_expect(place, "setup --open ./a.md#one", 0, "hidden=5");
    program_case_expect(place, "setup --open a.md#two", 2, "The lesson has no step \"two\"");
    program_case_expect(place, "setup --open vanishing#draw-it", 0, "");
    program_case_expect(place, "setup --open unroll:vanishing/draw-it", 0, "");
    program_case_expect(place, "setup --open 05-vanishing.md#draw-it", 0, "");
    program_case_expect(place, "setup --open vanishing#nope", 2, "The lesson has no step \"nope\"");
    program_case_expect(place, "setup --open nope#draw-it", 2, "There is no lesson \"nope\"");
    program_case_expect(place, "setup --open unroll:", 2, "There is no lesson \"\"");
    program_case_expect(place, "setup --open '#x'", 2, "There is no lesson \"\"");
    program_case_expect(place, "setup --open none", 2, "none");
    memset(end, 'x', 1200);
    strcpy(end + 1200, "#one");
    program_case_expect(place, line, 2, "There is no lesson");
}

int main(void) {
#define CASE(test) cmocka_unit_test_setup_teardown(test, program_case_start, program_case_end)
    const struct CMUnitTest tests[] = {
        CASE(a_training_says_whether_it_solved_its_task),
        CASE(variants_that_burst_are_told_beside_the_others),
        CASE(rows_go_to_a_file_a_pipe_or_nowhere),
        CASE(progress_is_kept_beside_the_settings),
        CASE(an_address_leads_to_a_step_or_says_what_is_missing),
    };
#undef CASE
    return cmocka_run_group_tests(tests, NULL, NULL);
}
