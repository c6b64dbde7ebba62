/* What a handout makes of blocks that other lessons have: numbered headings, sentences that lead in to a task, asides, things to try, code and
   tables, and a question behind a question. As another program reads the file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/program_case.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char lesson[] =
    "---\ntitle: Blocks\nminutes: 2\nlevel: basic\nid: blocks\ngoals:\n  - see\n---\n\n"
    "## 1. Numbered\n\n```note\n2 min\n```\n\nFirst look at this:\n\n```setup start\npreset first\n```\n\n```do\nseek forward end\n```\n\n"
    "## Tasks\n\n```aside\nThis stands aside.\n```\n\nNow decide:\n\n```predict\n? Which one?\n- wrong :: It is not.\n* right\n```\n\n"
    "And then, with the other one:\n\n```setup\nfrom start\nhidden 3\n```\n\n```allow\nradius\n```\n\n```predict number\n? How much?\n= 1 "
    "\xC2\xB1 1\n```\n\nThis tells it all.\n\n"
    "```try\nGive it seven units.\nuntil hidden == 7\nhint after 5s: The slider.\nsolution: set hidden 7\n```\n\n"
    "## Forms\n\n> A quotation.\n\n1. one\n2. two\n\n- a\n- b\n\n```python\nx = 1\n```\n\n| head | other |\n| --- | --: |\n| left | right "
    "cell "
    "|\n\n$$ a = b $$\n\n### Below\n\nA word with a note[^1].\n\n---\n\n[^1]: The note.\n\n## Review\n\n```predict\n? Again?\n- no\n* "
    "yes\n```\n";

static bool has_tool(const char *name) {
    char line[128];
    snprintf(line, sizeof line, "command -v %s >/dev/null 2>&1", name);
    return system(line) == 0;
}

static void every_block_is_printed_in_its_place(void **state) {
    ProgramCase *program = *state;
    char line[2048];
    program_case_write(program, "blocks.md", lesson);
    assert_int_equal(program_case_run(program, "handout blocks.md -o a.pdf --answers"), 0);
    if (!has_tool("pdftotext")) skip();
    snprintf(line, sizeof line, "cd '%s' && pdftotext -layout a.pdf text.txt", program->folder);
    assert_int_equal(system(line), 0);
    char *text = program_case_read(program, "text.txt", NULL);
    static const char *const in_order[] = {"Blocks",
                                           "1. Numbered",
                                           "First look at this:",
                                           "2 · Tasks",
                                           "This stands aside.",
                                           "Now decide:",
                                           "Which one?",
                                           "And then, with the other one:",
                                           "How much?",
                                           "Give it seven units.",
                                           "3 · Forms",
                                           "A quotation.",
                                           "x = 1",
                                           "right cell",
                                           "Below",
                                           "The note.",
                                           "Again?"};
    const char *at = text;
    for (size_t i = 0; i < sizeof in_order / sizeof *in_order; i++) {
        const char *found = strstr(at, in_order[i]);
        if (!found) fail_msg("'%s' does not follow in\n%s", in_order[i], text);
        at = found;
    }
    assert_null(strstr(text, "1 · 1. Numbered"));                             /* a heading that is numbered gets no second number */
    assert_true(strstr(text, "This tells it all.") > strstr(text, "Again?")); /* with the answers */
    assert_true(strstr(text, "It is not.") == NULL || strstr(text, "It is not.") > strstr(text, "Again?"));
    free(text);
}

/* The first mistake is of the front, the second of a block; the rest of the lesson is there. */
static void mistakes_stand_at_their_place_and_the_rest_is_printed(void **state) {
    ProgramCase *program = *state;
    char line[2048];
    snprintf(line, sizeof line, "mkdir -p '%s/sub'", program->folder);
    assert_int_equal(system(line), 0);
    program_case_write(program, "sub/wrong.md",
                       "---\ntitle: A\nminutes: 1\nlevel: basci\nid: a\n---\n## One\n\nBefore it.\n\n```setpu\n```\n\nBehind it.\n\n"
                       "```note\n1 min\n```\n\n## Two\n\nAll is well.\n");
    program_case_expect(program, "handout sub/wrong.md -o b.pdf", 1,
                        "wrong.md:4|expected basic or further|wrong.md:11:1|did you mean \"setup\"");
    assert_true(program_case_has(program, "b.pdf"));
    if (!has_tool("pdftotext")) skip();
    snprintf(line, sizeof line, "cd '%s' && pdftotext -layout b.pdf text.txt", program->folder);
    assert_int_equal(system(line), 0);
    char *text = program_case_read(program, "text.txt", NULL);
    static const char *const in_order[] = {"wrong.md:4", "One", "Before it.", "wrong.md:11:1", "Behind it.", "Two", "All is well."};
    const char *at = text;
    for (size_t i = 0; i < sizeof in_order / sizeof *in_order; i++) {
        const char *found = strstr(at, in_order[i]);
        if (!found) fail_msg("'%s' does not follow in\n%s", in_order[i], text);
        at = found;
    }
    free(text);
}

/* However full the page before is. */
static void the_last_question_is_never_alone_on_a_page(void **state) {
    static const char head[] = "---\ntitle: A\nminutes: 1\nlevel: basic\nid: a\n---\n## One\n\n```note\n1 min\nSay it.\n```\n\n",
                      review[] = "## Review\n\n```predict\n? First?\n- no\n* yes\n```\n```predict\n? Second?\n- no\n* yes\n```\n"
                                 "```write\n? Third?\n= This.\n```\n";
    ProgramCase *program = *state;
    char text[4096], line[2048];
    int broken = 0; /* pages before the last question that were not the first */
    if (!has_tool("pdftotext")) skip();
    for (int fill = 9; fill < 25; fill++) {
        int used = snprintf(text, sizeof text, "%s", head);
        for (int i = 0; i < fill; i++) used += snprintf(text + used, sizeof text - (size_t)used, "Filler.\n\n");
        snprintf(text + used, sizeof text - (size_t)used, "%s", review);
        program_case_write(program, "fill.md", text);
        assert_int_equal(program_case_run(program, "handout fill.md -o f.pdf"), 0);
        snprintf(line, sizeof line, "cd '%s' && pdftotext -layout f.pdf text.txt", program->folder);
        assert_int_equal(system(line), 0);
        char *read = program_case_read(program, "text.txt", NULL);
        char *third = strstr(read, "Third?"), *second = strstr(read, "Second?");
        assert_non_null(second);
        assert_non_null(third);
        bool is_apart = memchr(second, '\f', (size_t)(third - second)) != NULL;
        if (is_apart) fail_msg("%d lines before the review: the last question stands alone on its page", fill);
        broken += memchr(read, '\f', (size_t)(second - read)) != NULL;
        free(read);
    }
    assert_true(broken > 0 && broken < 16); /* some of these had to be broken, and some not */
}

/* How much of each page stays empty, but of the last; in percent of its height, the most of all. `pdftotext -bbox` has a line for each word. */
static double find_emptiest(ProgramCase *program, const char *file) {
    char line[2048];
    snprintf(line, sizeof line, "cd '%s' && pdftotext -bbox %s box.txt", program->folder, file);
    assert_int_equal(system(line), 0);
    char *text = program_case_read(program, "box.txt", NULL);
    double height = 0, last = 0, most = 0;
    int pages = 0;
    for (char *at = text; *at; at += strcspn(at, "\n"), at += *at == '\n') {
        double x, y, right, bottom, width;
        at += strspn(at, " ");
        if (sscanf(at, "<page width=\"%lf\" height=\"%lf\"", &width, &height) == 2) {
            last = 0;
            pages++;
        }
        if (sscanf(at, "<word xMin=\"%lf\" yMin=\"%lf\" xMax=\"%lf\" yMax=\"%lf\"", &x, &y, &right, &bottom) == 4 && bottom < height - 45 &&
            bottom > last)
            last = bottom;
        bool is_last = !strstr(at, "<page");
        if (strncmp(at, "</page", 6) == 0 && !is_last && 100 * (height - 50 - last) / height > most)
            most = 100 * (height - 50 - last) / height;
    }
    assert_true(pages > 3);
    free(text);
    return most;
}

/* However long the text before a picture is: the picture or its question may stand on the next page, and what is left goes to the pictures. A
   question is never cut, so that as much as one of these may stay empty. */
static void no_page_stays_half_empty(void **state) {
    ProgramCase *program = *state;
    if (!has_tool("pdftotext")) skip();
    for (int fill = 1; fill < 12; fill += 4) {
        char text[8192];
        int used = snprintf(text, sizeof text, "---\ntitle: A\nminutes: 1\nlevel: basic\nid: a\n---\n## First\n\n```note\n1 min\n```\n\n");
        for (int step = 0; step < 5; step++) {
            used += snprintf(text + used, sizeof text - (size_t)used, "## Step\n\n");
            for (int i = 0; i < fill; i++) used += snprintf(text + used, sizeof text - (size_t)used, "Filler.\n\n");
            used += snprintf(
                text + used, sizeof text - (size_t)used,
                "```setup\npreset first\nsteps %d\n```\n```do\nseek forward end\n```\n```predict\n? Which?\n- a :: No.\n* b\n- c :: "
                "No.\n- d :: No.\n```\n\n",
                10 + step);
        }
        program_case_write(program, "empty.md", text);
        for (int letter = 0; letter < 2; letter++) {
            assert_int_equal(program_case_run(program, letter ? "handout empty.md -o e.pdf --paper letter" : "handout empty.md -o e.pdf"),
                             0);
            double most = find_emptiest(program, "e.pdf");
            if (most > 25) fail_msg("%d lines before each picture: %.0f %% of a page are empty", fill, most);
        }
    }
}

static int count_of(const char *text, const char *part) {
    int count = 0;
    for (const char *at = text; (at = strstr(at, part)); at++) count++;
    return count;
}

/* A picture that shows the same as the one before, a footnote that is named again; and behind a question what leads in to a task stands before
   the answers, and what leads in to nothing, or to a list, among them. */
static void what_is_there_twice_is_printed_once(void **state) {
    static const char twice[] =
        "---\ntitle: Twice\nminutes: 1\nlevel: basic\nid: twice\n---\n## Pictures\n\n```note\n1 min\n```\n\n```setup start\npreset "
        "first\n```\n"
        "```do\nseek forward end\n```\n\nBetween them.\n\n```do\nseek forward end\n```\n\nA word[^1], another[^2].\n\nAnd the first "
        "again[^1].\n\n[^1]: The note.\n\n[^2]: The other one.\n\n"
        "## Stops\n\n```do\nseek forward 1\n```\n\nBefore the stop.\n\n```do\nseek forward 2\n--\nseek forward 3\n```\n\n"
        "## Asked\n\n```aside Its name\nThis stands aside.\n```\n\n```predict\n? Which?\n- no :: It is not.\n* yes\n> So it is.\n! train "
        "3\n```\n\nIt was "
        "like that:\n\n- of the list\n\nNow try it:\n\n```try\nGive it seven units.\nuntil hidden == 7\nsolution: set hidden 7\n```\n\nAnd "
        "then:\n";
    ProgramCase *program = *state;
    char line[2048];
    if (!has_tool("pdftotext")) skip();
    snprintf(line, sizeof line, "mkdir -p '%s/sub'", program->folder);
    assert_int_equal(system(line), 0);
    program_case_write(program, "sub/twice.md", twice);
    assert_int_equal(program_case_run(program, "handout sub/twice.md -o t.pdf --answers"), 0);
    snprintf(line, sizeof line, "cd '%s' && pdftotext -layout t.pdf text.txt", program->folder);
    assert_int_equal(system(line), 0);
    char *text = program_case_read(program, "text.txt", NULL);
    assert_int_equal(count_of(text, "unroll twice#pictures"), 1);
    assert_int_equal(count_of(text, "The note."), 1);
    assert_int_equal(count_of(text, "The other one."), 1);
    assert_int_equal(count_of(text, "unroll twice#stops"), 2);
    static const char *const in_order[] = {"Before the stop.",     "Its name",  "This stands aside.", "Which?",      "Now try it:",
                                           "Give it seven units.", "So it is.", "It was like that:",  "of the list", "And then:"};
    const char *at = text;
    for (size_t i = 0; i < sizeof in_order / sizeof *in_order; i++) {
        const char *found = strstr(at, in_order[i]);
        if (!found) fail_msg("'%s' does not follow in\n%s", in_order[i], text);
        at = found;
    }
    free(text);
}

/* A sentence about what the reader has done is false on paper, unless the reader writes the number. */
static void numbers_of_the_readers_own_run_are_lines_to_write_on(void **state) {
    static const char own[] =
        "---\ntitle: Own\nminutes: 1\nlevel: basic\nid: own\n---\n## Try\n\n```setup\npreset first\n```\n\n```note\n1 min\n```\n\n"
        "Before A{{hidden}}.\n\n```try\nFrom B{{hidden}} on.\nuntil hidden == 7\nsolution: set hidden 7\n```\n\n"
        "Behind C{{hidden}}.\n\n- in a list D{{hidden}}\n\n> quoted **E{{hidden}}**\n\n| head |\n| --- |\n| cell F{{hidden}} |\n\n"
        "```predict\n? Asked G{{hidden}}?\n- one H{{hidden}} :: No.\n* two\n> Why I{{hidden}}.\n```\n\n"
        "## Button\n\nFirst J{{hidden}}, [press](do:set%20hidden%207), then K{{hidden}}.\n\nBehind L{{hidden}}.\n\n"
        "## Next\n\nAnew M{{hidden}}.\n";
    static const char *const printed[] = {"A6",    "B6",    "C____", "D____", "E____", "F____", "G____",
                                          "H____", "I____", "J6",    "K____", "L____", "M6"};
    static const struct {
        const char *lesson, *sentence;
    } of_course[] = {{"review", "You have changed ________ settings."},
                     {"exploding", "You are at T = ________, update ________."},
                     {"one-step", "their ratio is ________."}};
    ProgramCase *program = *state;
    char line[2048];
    if (!has_tool("pdftotext")) skip();
    program_case_write(program, "own.md", own);
    assert_int_equal(program_case_run(program, "handout own.md -o a.pdf --answers"), 0);
    snprintf(line, sizeof line, "cd '%s' && pdftotext -layout a.pdf text.txt", program->folder);
    assert_int_equal(system(line), 0);
    char *text = program_case_read(program, "text.txt", NULL);
    for (size_t i = 0; i < sizeof printed / sizeof *printed; i++)
        if (!strstr(text, printed[i])) fail_msg("'%s' is not in\n%s", printed[i], text);
    free(text);
    for (size_t i = 0; i < sizeof of_course / sizeof *of_course; i++) {
        snprintf(line, sizeof line, "handout %s -o b.pdf", of_course[i].lesson);
        assert_int_equal(program_case_run(program, line), 0);
        snprintf(line, sizeof line, "cd '%s' && pdftotext -layout b.pdf text.txt", program->folder);
        assert_int_equal(system(line), 0);
        text = program_case_read(program, "text.txt", NULL);
        if (!strstr(text, of_course[i].sentence)) fail_msg("'%s' is not in\n%s", of_course[i].sentence, text);
        free(text);
    }
}

static void a_lesson_without_steps_is_refused(void **state) {
    ProgramCase *program = *state;
    program_case_write(program, "empty.md", "");
    program_case_expect(program, "handout empty.md -o a.pdf", 2, "empty.md");
    program_case_expect(program, "handout blocks.md -o a.pdf --paper folio", 2, "folio");
    assert_false(program_case_has(program, "a.pdf"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_block_is_printed_in_its_place, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(mistakes_stand_at_their_place_and_the_rest_is_printed, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(the_last_question_is_never_alone_on_a_page, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(no_page_stays_half_empty, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(what_is_there_twice_is_printed_once, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(numbers_of_the_readers_own_run_are_lines_to_write_on, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(a_lesson_without_steps_is_refused, program_case_start, program_case_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
