/* What the subcommands answer where something is wrong or unusual, run as a person runs them: files that are not there or say nothing,
   numbers outside of the sequence, streams that cannot be written, and trainings whose numbers burst. */
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

enum { LONG_NAME = 1300 };

/* `head`, a word that is too long for the name of a file, `tail`. */
static void expect_too_long(ProgramCase *place, int status, const char *head, const char *tail, const char *parts) {
    char line[LONG_NAME + 200], word[LONG_NAME + 1];
    memset(word, 'x', LONG_NAME);
    word[LONG_NAME] = '\0';
    snprintf(line, sizeof line, "%s%s%s", head, word, tail);
    program_case_expect(place, line, status, parts);
}

static void write_table(ProgramCase *place, const char *name) {
    char text[4096] = "a,b\n";
    for (int i = 0; i < 300; i++) {
        size_t used = strlen(text);
        snprintf(text + used, sizeof text - used, "%d,%d\n", i % 7, i % 5);
    }
    program_case_write(place, name, text);
}

static void an_own_file_is_opened_with_blanks_in_its_name_and_a_column(void **state) {
    ProgramCase *place = *state;
    write_table(place, "my table.csv");
    program_case_expect(place, "train --updates 2 --do 'series open my table.csv b'", 0, "updates 2");
    program_case_expect(place, "setup --line --do 'series open my table.csv' --do 'series column b'", 0, "series");
    program_case_expect(place, "train --updates 2 --do 'series open my table.csv' --do 'series column zzz'", 2,
                        "--do 'series column zzz'|there is no column \"zzz\"; there are: a, b");
    program_case_expect(place, "train --updates 2 --do 'series column a'", 2, "--do 'series column a'");
    program_case_expect(place, "train --updates 2 --do 'series open none.csv b'", 2, "none.csv: cannot open this file");
    program_case_expect(place, "train --updates 2 --do 'series open none.csv'", 2, "none.csv: cannot open this file");
    program_case_expect(place, "train --updates 2 --do 'text open none.txt'", 2, "none.txt: cannot open this file");
    program_case_expect(place, "train --updates 2 --do 'series open'", 2, "expected the name of a file");
    program_case_expect(place, "train --updates 2 --do 'sentence'", 2, "--do 'sentence'");
    expect_too_long(place, 2, "train --updates 2 --do 'text open ", "'", "expected the name of a file");
}

static void a_later_change_is_named_when_it_is_refused(void **state) {
    ProgramCase *place = *state;
    program_case_expect(place, "train --updates 2 --do 'set steps 5' --set hiden=3", 2, "--set hiden=3|did you mean \"hidden\"");
    program_case_expect(place, "train --updates 2 --do 'set steps 5' --set hidden=3 --set steps=7 --json", 0, "\"hidden\": 3|\"steps\": 7");
    program_case_expect(place, "train --updates 2 --do 'play on'", 2, "\"play\" is a command of the window");
    program_case_expect(place, "train --updates 2 --do 'set steps 5' --set steps=1000 --set hidden=256 --set batch=256 --set cell=lstm", 2,
                        "need|the limit is 512 MB");
    expect_too_long(place, 2, "render -o a.txt --do 'seekk ", "'", "--do 'seekk xxx|...'");
}

static void words_of_a_language_are_looked_for_and_checked(void **state) {
    ProgramCase *place = *state;
    char *many = calloc(200, 24);
    program_case_expect(place, "strings --language nope", 1, "nope.txt: cannot open this file");
    expect_too_long(place, 1, "strings --language ", "", "too long");
    expect_too_long(place, 1, "strings --language ./", "", "too long");
    program_case_expect(place, "strings --language de -o no/such/out.txt", 1, "no/such/out.txt");
    program_case_expect(place, "strings --language de -o words", 0, "texts:|in another language");
    program_case_expect(place, "strings words", 0, "0 of an older English");
    program_case_expect(place, "strings none", 1, "none: cannot open this file");
    char *words = program_case_read(place, "words", NULL), *at = strstr(words, "#: fewer than");
    assert_non_null(at);
    memcpy(at, "#: newer", 8);
    program_case_write(place, "words", words);
    free(words);
    program_case_expect(place, "strings words", 0, "stale: number.digits|1 of an older English");
    program_case_expect(place, "strings --language ./words -o -", 0, "stale: number.digits");
    for (int i = 0; i < 150; i++) snprintf(many + strlen(many), 24, "no-key.%d = x\n", i);
    program_case_write(place, "many", many);
    program_case_expect(place, "strings many", 1, "there is no text 'no-key.1'|more");
    free(many);
}

static void a_full_disk_is_told_by_each_subcommand(void **state) {
    static const char *const line[] = {
        "strings",  "setup", "setup --json",    "setup --line", "analyze", "analyze --json", "train --updates 2 --json",
        "describe", "help",  "completion bash", "manual"};
    char text[200];
    if (access("/dev/full", W_OK) != 0) skip();
    for (size_t i = 0; i < sizeof line / sizeof *line; i++) {
        snprintf(text, sizeof text, "%s 2>said >/dev/full || { cat said; exit 1; }", line[i]);
        program_case_expect(*state, text, 1, "standard output could not be written");
    }
}

static void places_outside_of_the_sequence_are_refused_with_what_there_is(void **state) {
    ProgramCase *place = *state;
    program_case_expect(place, "analyze --follow 3", 2, "step 3 has no loss; the only loss is at step 16");
    program_case_expect(place, "analyze --set steps=4 --set targets=every --follow 9", 2, "--follow|'9'|1 to 4");
    program_case_expect(place, "analyze --follow x", 2, "--follow|'x'");
    program_case_expect(place, "analyze what-if state T-20 1 0.5", 2, "step 'T-20'; the sequence has 1 to 16");
    program_case_expect(place, "analyze what-if state T-x 1 0.5", 2, "step 'T-x'");
    program_case_expect(place, "analyze what-if state 0 1 0.5", 2, "step '0'");
    program_case_expect(place, "analyze what-if state 3 99 0.5", 2, "'99'");
    program_case_expect(place, "analyze what-if state 3 1 x", 2, "value 'x' is not a number");
    program_case_expect(place, "analyze what-if state 3 all 0.2", 0, "the state of every unit at step 3");
    program_case_expect(place, "analyze --set layers=2 --set direction=both what-if weight nope 1 1 2", 2,
                        "no parameter 'nope'|and so on up to l1|each also with _reverse");
    program_case_expect(place, "analyze check nope 1 1", 2, "no parameter 'nope'");
    program_case_expect(place, "analyze check W 1 99", 2, "'99'");
    program_case_expect(place, "analyze --do 'cliff x'", 2, "--do 'cliff x'");
    program_case_expect(place, "analyze burst", 1, "all numbers of this training are finite");
}

static void a_training_that_bursts_is_analysed_in_words_and_in_json(void **state) {
    ProgramCase *place = *state;
#define BURSTS "--set activation=identity --set task=adding --set radius=1.2 --set steps=60 --set learning_rate=10 "
    program_case_expect(place, "analyze burst " BURSTS "--update 50", 0, "Burst at update");
    program_case_expect(place, "analyze burst --json " BURSTS "--update 50", 0, "\"burst\"");
    program_case_expect(place, "analyze summary " BURSTS "--update 50", 1, "not finite");
    program_case_expect(place, "analyze burst --set stop_norm=2 --set learning_rate=1 --update 300", 0, "Burst at update");
    program_case_expect(place, "analyze burst --set stop_norm=2 --set learning_rate=1 --update 300 --json", 0, "\"burst\"");
    program_case_expect(place, "train --updates 50 --json " BURSTS, 1, "\"updates\"");
    program_case_expect(place, "train --updates 50 --csv rows " BURSTS, 1, "not finite");
    assert_true(program_case_has(place, "rows"));
#undef BURSTS
}

static void a_whole_analysis_has_every_part_in_json(void **state) {
    ProgramCase *place = *state;
    program_case_expect(place, "analyze axes --state h --json --set cell=lstm", 0, "\"axes\"|\"state\": \"h\"");
    program_case_expect(place, "analyze axes --state c --json --set cell=lstm", 0, "\"state\": \"c\"");
    program_case_expect(place, "analyze spectrum --json", 0, "\"pascanu\"");
    program_case_expect(place, "analyze spectrum", 0, "Pascanu");
    program_case_expect(place, "analyze check W 1 1 --json", 0, "\"digits\"|\"verdict\": \"checked\"");
    program_case_expect(place, "analyze check W 1 1 --set radius=3 --set hidden=24 --set steps=400", 0,
                        "differences cannot check this one");
    program_case_expect(place, "analyze check W 1 1 --json --set radius=3 --set hidden=24 --set steps=400", 0,
                        "\"verdict\": \"differences cannot check this one\"|\"reason\"");
    program_case_expect(place, "analyze verdict --set radius=0", 0, "exactly 0");
    program_case_expect(place, "analyze verdict --do 'compare deep: layers 2' --layer 2 --set layers=2", 0, "deep");
}

static void names_of_lessons_that_cannot_be_are_refused(void **state) {
    ProgramCase *place = *state;
    expect_too_long(place, 2, "new-lesson ", "", "too long");
    program_case_expect(place, "new-lesson 7-two_words", 0, "7-two_words.md");
    program_case_expect(place, "new-lesson 7-two_words", 1, "7-two_words.md");
    program_case_expect(place, "check 7-two_words.md", 0, "");
    program_case_expect(place, "nosuch.md", 2, "There is no lesson \"nosuch.md\"");
    program_case_expect(place, "run nosuch/lesson.md", 2, "There is no lesson");
    program_case_expect(place, ".", 1, "no display");
    program_case_expect(place, "bench live --help", 0, "usage: unroll bench");
}

/* Standard input is a lesson, or is not. */
static void a_handout_is_made_of_what_is_typed(void **state) {
    ProgramCase *place = *state;
    program_case_write(
        place, "a.md",
        "---\ntitle: A\nid: a\nminutes: 1\nlevel: basic\ngoals:\n  - see\n---\n\n## One\n\nText {{loss}}.\n\n```note\n1 min\n```\n");
    program_case_expect(place, "handout - -o b.pdf <a.md", 0, "");
    assert_true(program_case_has(place, "b.pdf"));
    program_case_expect(place, "handout a.md --paper letter --answers -o c.pdf", 0, "");
    program_case_expect(place, "handout none.md -o d.pdf", 2, "none.md");
    program_case_expect(place, "handout a.md -o no/such/d.pdf", 1, "no/such/d.pdf");
    program_case_expect(place, "handout a.md", 2, "-o FILE");
    assert_false(program_case_has(place, "d.pdf"));
}

/* Few and small frames: what counts is when a film ends and where it goes. */
static void a_film_ends_by_itself_or_when_its_training_bursts(void **state) {
    ProgramCase *place = *state;
    program_case_expect(place, "film", 2, "no -o FILE");
    program_case_expect(place, "film -o a.webm", 2, ".webm|expected .mp4, .gif");
    program_case_expect(place, "film --size 800x500 --fps 2 --set hidden=3 --set steps=3 --do 'seek backward 2' --do play -o plays", 0, "");
    assert_true(program_case_has(place, "plays/frame-00003.png"));
    program_case_expect(place, "film --size 800x500 --fps 2 --seconds 1 --train 5 --set hidden=3 -o trains", 0, "");
    assert_true(program_case_has(place, "trains/frame-00002.png"));
    program_case_expect(place,
                        "film --size 800x500 --fps 4 --seconds 3 --train 20 --set activation=identity --set task=adding --set radius=1.2 "
                        "--set steps=60 --set learning_rate=10 -o bursts",
                        1, "not finite");
    program_case_expect(place, "film --size 800x500 --do 'seek backward 99' -o wrong", 2, "99");
    program_case_expect(place, "film --size 800x500 --fps 2 --seconds 1 -o no/such/folder", 1, "no/such");
    if (system("command -v ffmpeg >/dev/null 2>&1") != 0) return;
    program_case_expect(place, "film --size 800x500 --fps 2 --seconds 1 --set hidden=3 -o - >a.mp4", 0, "");
    program_case_expect(place, "film --size 800x500 --fps 2 --seconds 1 --set hidden=3 --format gif -o - >a.gif", 0, "");
    program_case_expect(place, "film --size 800x500 --fps 2 --seconds 1 --set hidden=3 --format gif -o b.film", 0, "");
    static const struct {
        const char *file, *start;
        int at;
    } made[] = {{"a.mp4", "ftyp", 4}, {"a.gif", "GIF8", 0}, {"b.film", "GIF8", 0}};
    for (int i = 0; i < 3; i++) {
        size_t size;
        char *film = program_case_read(place, made[i].file, &size);
        assert_true(size > 100);
        assert_memory_equal(film + made[i].at, made[i].start, 4);
        free(film);
    }
    if (access("/dev/full", W_OK) == 0)
        program_case_expect(place, "film --size 800x500 --fps 2 --seconds 1 -o - 2>said >/dev/full || { cat said; exit 1; }", 1,
                            "standard output");
}

static void a_benchmark_whose_picture_cannot_be_made_measures_nothing(void **state) {
    program_case_expect(*state, "bench frame --repeat 1 --do 'seek backward 99'", 1, "99|nothing was measured");
    program_case_expect(*state, "bench engine --repeat 1 </dev/null", 0, "");
}

int main(void) {
#define CASE(test) cmocka_unit_test_setup_teardown(test, program_case_start, program_case_end)
    const struct CMUnitTest tests[] = {
        CASE(an_own_file_is_opened_with_blanks_in_its_name_and_a_column),
        CASE(a_later_change_is_named_when_it_is_refused),
        CASE(words_of_a_language_are_looked_for_and_checked),
        CASE(a_full_disk_is_told_by_each_subcommand),
        CASE(places_outside_of_the_sequence_are_refused_with_what_there_is),
        CASE(a_training_that_bursts_is_analysed_in_words_and_in_json),
        CASE(a_whole_analysis_has_every_part_in_json),
        CASE(names_of_lessons_that_cannot_be_are_refused),
        CASE(a_handout_is_made_of_what_is_typed),
        CASE(a_film_ends_by_itself_or_when_its_training_bursts),
        CASE(a_benchmark_whose_picture_cannot_be_made_measures_nothing),
    };
#undef CASE
    return cmocka_run_group_tests(tests, NULL, NULL);
}
