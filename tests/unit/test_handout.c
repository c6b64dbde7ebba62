/* Lessons on paper: `unroll handout`. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/program_case.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char lesson[] = "---\ntitle: Paper and pencil\nid: paper\nminutes: 2\nlevel: basic\ngoals:\n  - hold it in hand\n---\n\n"
                             "## The first step\n\nA sentence before the picture, with {{rgrad 15 | 2 digits}} in it.\n\n"
                             "```setup start\npreset first\n```\n```do\nseek backward 1\n--\nseek backward end\n```\n"
                             "```predict\n? Which one?\n- the wrong one :: It is not.\n* the right one\n> Because it is "
                             "right.\n```\n\nThis tells it, as a text behind the question.\n\n"
                             "```note\n2 min\nOnly the lecturer reads this.\n```\n\n"
                             "## Draw\n\nDraw it:\n\n```setup\nfrom start\n```\n```do\nseek loss end\n```\n"
                             "```draw\n? How large?\ncurve rgrad 1..16\naxis log\n! seek backward end\n```\n\n"
                             "## Key points\n\n- It prints.\n";

static bool has_tool(const char *name) {
    char line[128];
    snprintf(line, sizeof line, "command -v %s >/dev/null 2>&1", name);
    return system(line) == 0;
}

/* What pdftotext finds in a file of the folder; the caller frees. */
static char *read_text(const ProgramCase *program, const char *file) {
    char line[2048];
    snprintf(line, sizeof line, "cd '%s' && pdftotext -layout %s text.txt", program->folder, file);
    assert_int_equal(system(line), 0);
    return program_case_read(program, "text.txt", NULL);
}

static void the_same_lesson_gives_the_same_bytes(void **state) {
    ProgramCase *program = *state;
    size_t size, again_size;
    program_case_write(program, "paper.md", lesson);
    assert_int_equal(program_case_run(program, "handout paper.md -o a.pdf --answers"), 0);
    assert_int_equal(program_case_run(program, "handout paper.md -o b.pdf --answers"), 0);
    char *a = program_case_read(program, "a.pdf", &size), *b = program_case_read(program, "b.pdf", &again_size);
    assert_true(size > 1000 && size == again_size && memcmp(a, b, size) == 0);
    assert_memory_equal(a, "%PDF-", 5);
    free(a);
    free(b);
}

/* A pipe gives its bytes once, and a lesson is read more often. */
static void a_lesson_comes_from_standard_input_too(void **state) {
    ProgramCase *program = *state;
    size_t size, again_size;
    program_case_write(program, "paper.md", lesson);
    program_case_expect(program, "handout paper.md paper.md -o a.pdf", 0, "");
    program_case_expect(program, "handout - - -o b.pdf <paper.md", 0, "");
    char *a = program_case_read(program, "a.pdf", &size), *b = program_case_read(program, "b.pdf", &again_size);
    assert_true(size == again_size && memcmp(a, b, size) == 0);
    free(a);
    free(b);
    program_case_write(program, "empty", "");
    program_case_expect(program, "handout - -o c.pdf <empty", 2, "no steps");
    program_case_expect(program, "handout - -o c.pdf <&-", 1, "standard input");
    program_case_expect(program, "handout - -o c.pdf <.", 1, "standard input");
    assert_false(program_case_has(program, "c.pdf"));
}

/* So does what the window opens: a lesson, or a setup. */
static void the_window_opens_standard_input(void **state) {
    static const struct { const char *input, *line; } row[] = {{"cell=gru\nhidden=3\n", "\nset cell gru"}, {lesson, "\nlesson -\n"}};
    ProgramCase *program = *state;
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    program_case_write(program, "script", "frame 1\nquit\n");
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        program_case_write(program, "input", row[i].input);
        program_case_expect(program, "run - --settings none --script script --record record <input", 0, "");
        char *record = program_case_read(program, "record", NULL);
        if (!strstr(record, row[i].line)) fail_msg("not opened:\n%s", record);
        free(record);
    }
    program_case_write(program, "input", "elephants\n");
    program_case_expect(program, "run - --settings none --script script <input", 2, "expected at least 20");
    unsetenv("SDL_VIDEODRIVER");
}

static void text_can_be_searched_and_answers_come_only_when_asked_for(void **state) {
    ProgramCase *program = *state;
    program_case_write(program, "paper.md", lesson);
    if (!has_tool("pdftotext")) skip();
    assert_int_equal(program_case_run(program, "handout paper.md -o a.pdf --answers --paper letter"), 0);
    assert_int_equal(program_case_run(program, "handout paper.md -o b.pdf"), 0);
    char *with = read_text(program, "a.pdf"), *without = read_text(program, "b.pdf");
    static const char *const both[] = {
        "Paper and pencil", "hold it in hand", "1 · The first step",          "A sentence before the picture, with 0.56 in it.",
        "Which one?",       "the right one",   "unroll paper#the-first-step", "then press Return",
        "It prints."};
    for (size_t i = 0; i < sizeof both / sizeof *both; i++) {
        if (!strstr(with, both[i])) fail_msg("'%s' is not in\n%s", both[i], with);
        if (!strstr(without, both[i])) fail_msg("'%s' is not in\n%s", both[i], without);
    }
    assert_non_null(strstr(with, "Because it is right."));
    assert_null(strstr(without, "Because it is right."));
    assert_non_null(strstr(with, "This tells it"));
    assert_true(strstr(with, "This tells it") > strstr(with, "It prints."));
    assert_null(strstr(without, "This tells it"));
    assert_null(strstr(with, "Only the lecturer"));
    free(with);
    free(without);
}

/* Paper has axes of its own to draw in. */
static void nothing_on_paper_asks_to_be_pressed_or_drawn_on(void **state) {
    static const char drawn[] =
        "---\ntitle: Draw\nid: draw\nminutes: 3\nlevel: basic\ngoals:\n  - see it\n---\n\n"
        "## A curve\n\nDraw it.\n\n```setup start\npreset first\n```\n```do\nseek loss end\n```\n"
        "```draw\n? How much arrives at every step?\ncurve rgrad 1..16\naxis log\n! seek backward end\n```\n```note\n3 min\n```\n\n"
        "## Far\n\nSee.\n\n```setup\nfrom start\nsteps 60\n```\n```do\nseek backward end\n```\n\n## A cell\n\nLook.\n\n```setup\nfrom "
        "start\n```\n```do\nshow cell\n```\n";
    ProgramCase *program = *state;
    program_case_write(program, "draw.md", drawn);
    if (!has_tool("pdftotext")) skip();
    assert_int_equal(program_case_run(program, "handout draw.md -o d.pdf"), 0);
    char *text = read_text(program, "d.pdf");
    assert_non_null(strstr(text, "How much arrives at every step?"));
    assert_non_null(strstr(text, "RNN cell"));
    assert_non_null(strstr(text, "not drawn"));
    static const char *const none[] = {"draw your prediction here", "Close", "Backward", "hover", "click"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (strstr(text, none[i])) fail_msg("'%s' is in\n%s", none[i], text);
    free(text);
}

static void what_is_missing_is_said_and_nothing_is_written(void **state) {
    ProgramCase *program = *state;
    assert_int_equal(program_case_run(program, "handout -o a.pdf"), 2);
    program_case_assert_says(program, "no lesson is named");
    assert_int_equal(program_case_run(program, "handout vanishing"), 2);
    program_case_assert_says(program, "-o FILE.pdf");
    assert_int_equal(program_case_run(program, "handout nowhere -o a.pdf"), 2);
    program_case_assert_says(program, "There is no lesson \"nowhere\"");
    assert_int_equal(program_case_run(program, "handout vanishing -o a.pdf --paper a5"), 2);
    assert_false(program_case_has(program, "a.pdf"));
}

/* In a window the reason stands above the picture, which is another one than the lesson speaks of. */
static void a_line_that_is_refused_is_said_and_the_rest_is_printed(void **state) {
    ProgramCase *program = *state;
    static const char good[] = "```do\nseek backward 1\n";
    char wrong[sizeof lesson];
    memcpy(wrong, lesson, sizeof lesson);
    char *at = strstr(wrong, good);
    assert_non_null(at);
    memcpy(strstr(at, "seek backward 1"), "visit 999999999", strlen("visit 999999999"));
    program_case_write(program, "wrong.md", wrong);
    assert_int_equal(program_case_run(program, "handout wrong.md -o a.pdf"), 1);
    program_case_assert_says(program, "wrong.md#the-first-step: ");
    assert_true(program_case_has(program, "a.pdf"));
    program_case_write(program, "empty.md", "");
    assert_int_equal(program_case_run(program, "handout empty.md -o b.pdf"), 2);
    program_case_assert_says(program, "empty.md");
    assert_false(program_case_has(program, "b.pdf"));
}

/* lessons/tour.md has every kind of block and question. */
static void the_answers_of_every_kind_of_question_are_printed(void **state) {
    ProgramCase *program = *state;
    if (!has_tool("pdftotext")) skip();
    assert_int_equal(program_case_run(program, "handout " UNROLL_SOURCE_DIR "/lessons/tour.md -o tour.pdf --answers"), 0);
    assert_int_equal(program_case_run(program, "handout one-step -o step.pdf --answers --language de"), 0);
    char *tour = read_text(program, "tour.pdf"), *step = read_text(program, "step.pdf");
    assert_non_null(strstr(tour, "Answers"));
    assert_non_null(strstr(step, "Antworten"));
    assert_true(strlen(tour) > 4000 && strlen(step) > 4000);
    free(tour);
    free(step);
}

/* In these lessons the page ended between the two. */
static void a_heading_its_sentence_and_its_picture_stand_on_one_page(void **state) {
    static const struct {
        const char *lesson, *heading, *address;
    } row[] = {{"one-step", "Exactly half", "unroll one-step#exactly-half"}, {"lstm", "One unit", "unroll lstm#one-unit-in-numbers"}};
    ProgramCase *program = *state;
    if (!has_tool("pdftotext")) skip();
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        char line[64];
        snprintf(line, sizeof line, "handout %s -o h.pdf", row[i].lesson);
        assert_int_equal(program_case_run(program, line), 0);
        char *text = read_text(program, "h.pdf"), *picture = strstr(text, row[i].address), *heading = strstr(text, row[i].heading);
        assert_true(heading && picture && heading < picture);
        if (memchr(heading, '\f', (size_t)(picture - heading))) fail_msg("%s: the picture is on another page", row[i].address);
        free(text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_same_lesson_gives_the_same_bytes, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(a_lesson_comes_from_standard_input_too, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(the_window_opens_standard_input, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(text_can_be_searched_and_answers_come_only_when_asked_for, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(the_answers_of_every_kind_of_question_are_printed, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(a_line_that_is_refused_is_said_and_the_rest_is_printed, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(nothing_on_paper_asks_to_be_pressed_or_drawn_on, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(a_heading_its_sentence_and_its_picture_stand_on_one_page, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(what_is_missing_is_said_and_nothing_is_written, program_case_start, program_case_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
