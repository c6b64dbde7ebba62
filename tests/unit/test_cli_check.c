/* `unroll check` as a teacher uses it: every mistake at its place, everything that a lesson says is run, and the exit status tells. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lab/command.h"
#include "lab/quantity.h"
#include "support/program_case.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char front[] = "---\ntitle: A\nminutes: 1\nlevel: basic\nid: a\n---\n## One\n```note\n1 min\n```\n"; /* ten lines */

static void write_lesson(const ProgramCase *place, const char *file, const char *text) {
    char whole[4096];
    snprintf(whole, sizeof whole, "%s%s", front, text);
    program_case_write(place, file, whole);
}

static void assert_says_not(const ProgramCase *place, const char *piece) {
    if (strstr(place->output, piece)) fail_msg("\"%s\" is said:\n%s", piece, place->output);
}

static void a_new_lesson_passes_the_check(void **state) {
    ProgramCase *place = *state;
    assert_int_equal(program_case_run(place, "new-lesson 06-My_first"), 0);
    char *text = program_case_read(place, "06-My_first.md", NULL);
    assert_non_null(strstr(text, "title: My first\nid: my-first\n"));
    assert_int_equal(program_case_run(place, "check 06-My_first.md"), 0);
    program_case_assert_says(place, "no mistakes in 1 lesson");
    assert_int_equal(program_case_run(place, "new-lesson - >piped.md"), 0); /* and no file of that name */
    assert_false(program_case_has(place, "-.md"));
    assert_int_equal(program_case_run(place, "check - <piped.md"), 0);
    assert_int_equal(program_case_run(place, "new-lesson 06-My_first"), 1);
    char *again = program_case_read(place, "06-My_first.md", NULL);
    assert_string_equal(text, again);
    free(text);
    free(again);
}

static void every_mistake_is_told_in_one_go_with_its_place(void **state) {
    ProgramCase *place = *state;
    write_lesson(place, "a.md", "```do\nfly\nseek backward 17\n```\n{{rgard 1}} {{rgrad 99}}\n```assert\nsteps == 17\n```\n");
    assert_int_equal(program_case_run(place, "check a.md"), 1);
    program_case_assert_says(place, "a.md:12:1: There is no command \"fly\"");
    program_case_assert_says(place, "a.md:13:1: backward has 0 to 16 steps here, not 17");
    program_case_assert_says(place, "a.md:15:3: there is no quantity \"rgard\"; did you mean \"rgrad\"?");
    program_case_assert_says(place, "a.md:15:15: rgrad: there is no step 99; there are 1 to 16");
    program_case_assert_says(place, "a.md:17:1: this is false: steps = 16, not == 17");
    program_case_assert_says(place, "5 mistakes in 1 lesson");
}

static void a_wrong_formula_is_told_where_it_goes_wrong(void **state) {
    ProgramCase *place = *state;
    write_lesson(place, "a.md",
                 "A $\\foo{x}$ and $h_t$.\n\n$$ \\begin{aligned}\na &= \\fra{1} \\\\\nb &= 2\n\\end{aligned} $$\n\n[[river 3|$a^b^c$]]\n"
                 "```predict\n? What is $\\bar$?\n- a :: $x}$\n* b\n```\n");
    assert_int_equal(program_case_run(place, "check a.md"), 1);
    program_case_assert_says(place, "a.md:11:4: Unknown command \\foo");
    program_case_assert_says(place, "a.md:14:6: Unknown command \\fra");
    program_case_assert_says(place, "a.md:18:15: A second ^ on one letter");
    program_case_assert_says(place, "a.md:20:12: This accent wants a letter");
    program_case_assert_says(place, "a.md:21:10: This } closes nothing");
    program_case_assert_says(place, "5 mistakes in 1 lesson");
}

static void parts_of_the_stage_and_buttons_are_those_of_the_step(void **state) {
    ProgramCase *place = *state;
    write_lesson(place, "a.md",
                 "```look\nriver 5..17\n```\n[[river 17]] [[state 3 7]] [a](do:seek%20forward%2017) [b](do:set%20steps%205000)\n\n"
                 "[[river 16]] [[state 16 6]] [[chart]] [c](do:seek%20forward%2016) [d](do:set%20steps%20500)\n");
    assert_int_equal(program_case_run(place, "check a.md"), 1);
    program_case_assert_says(place, "a.md:12:1: there is no step 17 here; there are 1 to 16");
    program_case_assert_says(place, "a.md:14:3: there is no step 17 here");
    program_case_assert_says(place, "a.md:14:16: there is no unit 7 here; there are 1 to 6");
    program_case_assert_says(place, "a.md:14:32: forward has 0 to 16 steps here, not 17");
    program_case_assert_says(place, "steps cannot be 5000");
    program_case_assert_says(place, "5 mistakes in 1 lesson");
    write_lesson(place, "a.md", "```compare\nlong: steps 32\nshort: steps 8\n```\n[[river 32]]\n"); /* one of them has it */
    if (program_case_run(place, "check a.md") != 0) fail_msg("%s", place->output);
}

/* Claims with seeds and tries run the step's lines again. */
static void a_line_that_fails_is_told_once_and_claims_are_run_all_the_same(void **state) {
    ProgramCase *place = *state;
    write_lesson(place, "a.md",
                 "```do\nseek forward 99\n```\n```assert\nseeds 1..4: T > 17\n3 of seeds 1..4: T > 18\nseeds 1..4: T > 15\n```\n"
                 "```try\nDo it.\nuntil T > 30\nsolution: set steps 20\n```\n");
    assert_int_equal(program_case_run(place, "check a.md"), 1);
    program_case_assert_says(place, "a.md:12:1: forward has 0 to 16 steps here, not 99");
    program_case_assert_says(place, "a.md:15:1: this is false at seed 1: T = 16, not > 17");
    program_case_assert_says(place, "a.md:16:1: this holds at 0 of 4 seeds");
    program_case_assert_says(place, "a.md:22:11: the solution does not meet it: T = 20, not > 30");
    program_case_assert_says(place, "4 mistakes in 1 lesson");
    write_lesson(place, "a.md", "```do\nfollow 3\nwhatif input 99 1 1\n```\n```assert\nseeds 1..4: T > 15\nseeds 1..4: T > 14\n```\n");
    assert_int_equal(program_case_run(place, "check a.md"), 1);
    program_case_assert_says(place, "2 mistakes in 1 lesson");
}

static void a_variant_that_cannot_be_is_told_once(void **state) {
    ProgramCase *place = *state;
    write_lesson(place, "a.md",
                 "```compare\na: task copy\nb: steps 8\n```\n```assert\na: loss > 0\nseeds 1..3: a: loss > 0\nat update 2: a: loss > 0\n"
                 "at update 2: b: loss < 0\n```\nA <b>bold</b> word.\n");
    assert_int_equal(program_case_run(place, "check a.md"), 1);
    program_case_assert_says(place, "a.md:12:1: a: ");
    program_case_assert_says(place, "a.md:19:1: this is false");
    program_case_assert_says(place, "a.md:21:3: HTML is not read: expected Markdown instead of <b>");
    program_case_assert_says(place, "a.md:21:10: HTML is not read: expected Markdown instead of </b>");
    program_case_assert_says(place, "4 mistakes in 1 lesson");
}

static void a_prefix_without_its_colon_is_no_unknown_quantity(void **state) {
    ProgramCase *place = *state;
    write_lesson(place, "a.md", "```assert\nat update 3 loss > 0\nseeds 1..3 loss > 0\n2 of seeds 1..3:loss > 0\nseed > 0\n```\n");
    assert_int_equal(program_case_run(place, "check a.md"), 1);
    for (int line = 12; line <= 14; line++) {
        char text[60];
        snprintf(text, sizeof text, "a.md:%d:1: a prefix is not as expected", line);
        program_case_assert_says(place, text);
    }
    program_case_assert_says(place, "3 mistakes in 1 lesson");
}

static void twenty_mistakes_are_twenty_lines(void **state) {
    ProgramCase *place = *state;
    char text[600] = "```do\n";
    for (int i = 0; i < 20; i++) strcat(text, "fly\n");
    strcat(text, "```\n");
    write_lesson(place, "a.md", text);
    assert_int_equal(program_case_run(place, "check a.md"), 1);
    program_case_assert_says(place, "a.md:31:1: There is no command");
    program_case_assert_says(place, "20 mistakes");
}

static void a_claim_false_at_one_seed_names_the_seed_and_the_value(void **state) {
    ProgramCase *place = *state;
    write_lesson(place, "a.md", "```assert\nseeds 5..9: seed < 8\n3 of seeds 5..9: seed < 8\n4 of seeds 5..9: seed < 8\n```\n");
    assert_int_equal(program_case_run(place, "check a.md"), 1);
    program_case_assert_says(place, "a.md:12:1: this is false at seed 8: seed = 8, not < 8");
    program_case_assert_says(place, "a.md:14:1: this holds at 3 of 5 seeds, and 4 are expected; at seed 8: seed = 8, not < 8");
    assert_says_not(place, "a.md:13");
    write_lesson(place, "a.md", "```assert\n2 of seeds 9998..10001: seed > 9997\n```\n"); /* there is no seed 10000: it never comes to it */
    assert_int_equal(program_case_run(place, "check a.md"), 0);
    write_lesson(place, "a.md", "```assert\n3 of seeds 9998..10001: seed > 9997\n```\n");
    assert_int_equal(program_case_run(place, "check a.md"), 1);
    program_case_assert_says(place, "with seed 10000");
}

static void claims_stand_where_they_stand_in_the_file(void **state) {
    ProgramCase *place = *state;
    write_lesson(
        place, "a.md",
        "```setup s\nsteps 8\n```\n```assert\nupdates == 0 and steps == 8\n```\n```do\ntrain 3\n```\n```assert\nupdates == 3\nat update 2: "
        "updates == 2\nat update 7: updates == 7\nupdates == 3\n```\n```predict\n? a\n- b :: c\n* d\n! train 4\n```\n```assert\nseeds "
        "1..2: updates == 7\n```\n## Two\n```assert\nupdates == 0 and steps == 8\n```\n```setup\nsteps 9\n```\n```assert\nsteps == "
        "9\n```\n");
    if (program_case_run(place, "check a.md") != 0) fail_msg("%s", place->output);
    program_case_assert_says(place, "8 claims hold");
}

static void variants_have_their_own_claims_and_commands(void **state) {
    ProgramCase *place = *state;
    write_lesson(
        place, "a.md",
        "```setup s\nsteps 8\n```\n```compare\nlong: from s; steps 12\nlstm: cell lstm\n```\n```do\ntrain 2\nlong: train "
        "1\n```\n```assert\nlong: steps == 12 and updates == 3\nlstm: cell == \"lstm\" and steps == 8 and updates == 2\nupdates == 2 and "
        "cell == \"rnn\"\nseeds 4..5: long: updates == 3 and seed >= 4\nlstm: steps == 9\n```\n");
    assert_int_equal(program_case_run(place, "check a.md"), 1);
    program_case_assert_says(place, "a.md:27:1: ");
    program_case_assert_says(place, "1 mistake in");
}

static void a_curve_over_a_setting_is_run_at_both_its_ends(void **state) {
    ProgramCase *place = *state;
    const char *draw = "```draw\n? a\ncurve heldout over examples 2 30 0\n! train 5\n```\n```draw\n? a\ncurve bits over examples 2 "
                       "30\n```\n## Two\n```setup\ntask copy\nsteps 10\n```\n```draw\n? a\ncurve loss over items 1 2 30\n```\n";
    write_lesson(place, "a.md", draw);
    assert_int_equal(program_case_run(place, "check a.md"), 1);
    assert_says_not(place, "a.md:11:");
    program_case_assert_says(place, "a.md:16:1: bits");
    program_case_assert_says(place, "a.md:25:1: items 30: ");
}

static void a_try_met_at_its_start_and_a_solution_that_fails_are_told(void **state) {
    ProgramCase *place = *state;
    write_lesson(
        place, "a.md",
        "```try\na\nuntil steps == 16\nsolution: train 1\n```\n```try\na\nuntil steps == 17\nsolution: set steps 18\n```\n```try\na\nuntil "
        "steps == 17\nsolution: set steps 17\n```\n");
    assert_int_equal(program_case_run(place, "check a.md"), 1);
    program_case_assert_says(place, "a.md:13:7: this is met at the start already");
    program_case_assert_says(place, "a.md:19:11: the solution does not meet it: steps = 18, not == 17");
    program_case_assert_says(place, "2 mistakes");
}

static void bursts_are_meant_or_mistakes(void **state) {
    ProgramCase *place = *state;
    static const char setup[] = "```setup\nactivation identity\nsteps 24\nradius 1.6\nweight_scale 0.1\ninput_scale 0.001\n```\n";
    char text[1024];
    snprintf(text, sizeof text, "%s```do\ntrain 2000 bursts\n```\n```assert\nburst == 1\nexpect burst within 2000\n```\n", setup);
    write_lesson(place, "a.md", text);
    if (program_case_run(place, "check a.md") != 0) fail_msg("%s", place->output);
    snprintf(text, sizeof text, "%s```do\ntrain 2000\n```\n", setup);
    write_lesson(place, "a.md", text);
    assert_int_equal(program_case_run(place, "check a.md"), 1);
    program_case_assert_says(place, "a.md:19:1: this training bursts at update");
    write_lesson(place, "a.md", "```do\ntrain 5 bursts\n```\n```assert\nexpect burst within 5\n```\n");
    assert_int_equal(program_case_run(place, "check a.md"), 1);
    program_case_assert_says(place, "a.md:12:1: this training does not burst, though it says so");
    program_case_assert_says(place, "a.md:15:1: this is false: no burst within 5 updates");
}

static void a_training_that_would_take_too_long_is_refused(void **state) {
    ProgramCase *place = *state;
    write_lesson(place, "a.md", "```setup\nsteps 400\nhidden 64\ncell lstm\n```\n```do\ntrain 1000000\n```\n");
    assert_int_equal(program_case_run(place, "check a.md"), 1);
    program_case_assert_says(place, "a.md:17:1: this training would take about");
}

static void an_impossible_setup_is_told_once(void **state) {
    ProgramCase *place = *state;
    write_lesson(place, "a.md", "```setup\ntask copy\nitems 12\nsteps 5\n```\n{{loss}}\n```assert\nloss > 0\n```\n");
    assert_int_equal(program_case_run(place, "check a.md"), 1);
    program_case_assert_says(place, "a.md:11:1: ");
    program_case_assert_says(place, "1 mistake in");
}

static void slow_claims_wait_for_the_option(void **state) {
    ProgramCase *place = *state;
    write_lesson(place, "a.md", "```assert\nslow\nsteps == 17\n```\n");
    assert_int_equal(program_case_run(place, "check a.md"), 0);
    program_case_assert_says(place, "1 slow claim was left out");
    assert_int_equal(program_case_run(place, "check --slow a.md"), 1);
    assert_int_equal(program_case_run(place, "check --time a.md"), 0);
    program_case_assert_says(place, " s  One");
}

static void links_are_mistakes_in_a_course_and_warnings_in_a_file(void **state) {
    ProgramCase *place = *state;
    write_lesson(
        place, "01-a.md",
        "[b](02-b.md#one) [id](b#one) [old](07-b.md#one) [here](#one) [web](https://example.org/x) [no](c.md) [no](02-b.md#two)\n");
    char text[512];
    snprintf(text, sizeof text, "%s", front);
    memcpy(strstr(text, "id: a"), "id: b", 5);
    program_case_write(place, "02-b.md", text);
    assert_int_equal(program_case_run(place, "check 01-a.md"), 0);
    program_case_assert_says(place, "01-a.md:11:96: warning: there is no lesson or page \"c.md\"");
    program_case_assert_says(place, "no heading \"#two\"");
    program_case_assert_says(place, "2 warnings");
    assert_int_equal(program_case_run(place, "check ."), 1);
    program_case_assert_says(place, "2 mistakes in 2 lessons");
    program_case_write(place, "02-b.md", "# No lesson\n");
    assert_int_equal(program_case_run(place, "check ."), 1);
    program_case_assert_says(place, "a numbered file is a lesson of the course");
    assert_int_equal(program_case_run(place, "check missing.md"), 1);
    assert_int_equal(program_case_run(place, "check"), 2);
}

/* What is wrong in a file beside the named one is no mistake of the named one. A link to such a file is warned of. */
static void a_neighbour_that_cannot_be_read_is_neither_told_nor_counted(void **state) {
    ProgramCase *place = *state;
    write_lesson(place, "01-a.md", "[no](nowhere)\n");
    enum { TOO_LONG = 600 << 10 };
    char *text = malloc(TOO_LONG + 1);
    assert_non_null(text);
    memset(text, 'a', TOO_LONG);
    text[TOO_LONG] = '\0';
    program_case_write(place, "z.md", text);
    free(text);
    assert_int_equal(program_case_run(place, "check z.md"), 1);
    assert_int_equal(program_case_run(place, "check 01-a.md"), 0);
    program_case_assert_says(place, "there is no lesson or page \"nowhere\"");
    program_case_assert_says(place, "1 warning");
    assert_says_not(place, "z.md");
    write_lesson(place, "01-a.md", "[z](z.md)\n");
    assert_int_equal(program_case_run(place, "check 01-a.md"), 0);
    program_case_assert_says(place, "01-a.md:11:5: warning: z.md has mistakes; the first is: ");
    program_case_assert_says(place, "1 warning");
}

/* Whether the text has this word, not as a part of another one. */
static bool has_word(const char *text, const char *word) {
    size_t count = strlen(word);
    for (const char *at = text; (at = strstr(at, word)); at++) {
        bool begins = at == text || !strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_", at[-1]);
        if (begins && (!at[count] || !strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_", at[count]))) return true;
    }
    return false;
}

static void the_tour_leaves_nothing_out(void **state) {
    (void)state;
    static const char *const blocks[] = {"```setup",
                                         "```do",
                                         "```allow",
                                         "```look",
                                         "```predict\n",
                                         "```predict number",
                                         "```predict place",
                                         "```predict order",
                                         "```predict match",
                                         "```draw",
                                         "```compare",
                                         "```try",
                                         "```assert",
                                         "```write",
                                         "```note",
                                         "```aside",
                                         "[^1]",
                                         "| --- |",
                                         "\\|",
                                         "[[",
                                         "{{",
                                         "$$"};
    FILE *file = fopen(UNROLL_SOURCE_DIR "/lessons/tour.md", "r");
    assert_non_null(file);
    static char text[65536];
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        if (!strstr(text, blocks[i])) fail_msg("no %s in the tour", blocks[i]);
    }
    for (int i = 0; i < QUANTITY_COUNT; i++) {
        if (!has_word(text, quantity_table[i].name)) fail_msg("no quantity %s in the tour", quantity_table[i].name);
    }
    for (int i = 0; i < COMMAND_COUNT; i++) {
        bool is_for_lessons = command_table[i].owner != COMMAND_OF_INPUT && i != COMMAND_QUIT && i != COMMAND_SETTING &&
                              i != COMMAND_LIMIT && i != COMMAND_CHROME && i != COMMAND_EDIT && i != COMMAND_SKETCH && i != COMMAND_COPY &&
                              i != COMMAND_PROGRESS && i != COMMAND_COURSE && i != COMMAND_SAVE && i != COMMAND_OPEN &&
                              i != COMMAND_SHARE && i != COMMAND_EXPORT && i != COMMAND_PASTE && i != COMMAND_PRESENT &&
                              i != COMMAND_PRESENTER && i != COMMAND_BIND && i != COMMAND_REBIND; /* the person's own */
        if (is_for_lessons && !has_word(text, command_table[i].word)) fail_msg("no command %s in the tour", command_table[i].word);
    }
}

static void analyze_gives_the_same_numbers(void **state) {
    ProgramCase *place = *state;
    assert_int_equal(program_case_run(place, "analyze --json --set steps=8 --quantity 'rgrad 1' --quantity 'T * 2' --quantity verdict"), 0);
    program_case_assert_says(place, "\"text\": \"T * 2\"");
    program_case_assert_says(place, "\"value\": 16");
    assert_int_equal(program_case_run(place, "analyze --quantity 'rgard 1'"), 2);
    program_case_assert_says(place, "did you mean \"rgrad\"?");
    assert_int_equal(program_case_run(place, "analyze --quantities"), 0);
    program_case_assert_says(place, "gate g t [u] [layer [reverse]]");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, program_case_start, program_case_end)

/* Chains, weights and places to click: what a step's own experiment has. */
static void what_a_step_shows_or_asks_to_click_must_be_there(void **state) {
    ProgramCase *place = *state;
    write_lesson(place, "a.md",
                 "```do\nseek backward\nchain 3 forward\nchain 1 forward\ncheck weight W 1 99\ncheck weight W 1 1\n```\n"
                 "```predict place\n? Where?\n@ step 99\n```\n```predict place\n? Where?\n@ unit 9\n```\n"
                 "```predict\n? Which?\n- a :: x\n* b\n> so\n! seek backward 99\n```\n");
    assert_int_equal(program_case_run(place, "check a.md"), 1);
    program_case_assert_says(place, "a.md:13:1: there is 1 layer here");
    program_case_assert_says(place, "a.md:15:1: check weight: W has no column \"99\"");
    program_case_assert_says(place, "a.md:18:1: there is no step 99 to click; there are 1 to 16");
    program_case_assert_says(place, "a.md:24:3: \"unit 9\": expected a step");
    program_case_assert_says(place, "backward has 0 to 16 steps here, not 99");
    program_case_assert_says(place, "5 mistakes in 1 lesson");
    write_lesson(place, "a.md", "```setup\nlayers 2\n```\n```do\nchain 3 forward\n```\n");
    assert_int_equal(program_case_run(place, "check a.md"), 1);
    program_case_assert_says(place, "a.md:15:1: there are 2 layers here");
}

static void what_is_done_to_variants_is_what_they_can_have(void **state) {
    ProgramCase *place = *state;
    write_lesson(place, "a.md",
                 "```compare\na: cell gru\nb: steps 8\n```\n```do\npreset lstm\nset steps 9\nset cell lstm\na: train 2\n"
                 "a: seek backward 1\nset hidden 3\nset hiden 3\n```\n");
    assert_int_equal(program_case_run(place, "check a.md"), 1);
    program_case_assert_says(place, "a.md:16:1: a: preset replaces what is compared");
    program_case_assert_says(place, "a.md:20:4: only train can be done to one of the compared variants");
    program_case_assert_says(place, "a.md:22:5: There is no parameter \"hiden\"");
    program_case_assert_says(place, "3 mistakes in 1 lesson");
}

static void a_training_that_is_said_to_burst_does(void **state) {
    ProgramCase *place = *state;
    write_lesson(place, "a.md",
                 "```setup\nactivation identity\ntask adding\nradius 1.2\nsteps 60\nlearning_rate 10\n```\n"
                 "```compare\na: activation tanh\nb: radius 1.3\n```\n```do\ntrain 50 bursts\n```\n"
                 "```assert\nexpect burst within 50\nb: expect burst within 50\na: expect burst within 3\nat update 40: loss > 0\n```\n");
    assert_int_equal(program_case_run(place, "check a.md"), 1);
    program_case_assert_says(place, "a.md:28:");
    program_case_assert_says(place, "a.md:29:1: training ended at update");
    assert_says_not(place, "a.md:26:");
    assert_says_not(place, "a.md:27:");
    write_lesson(place, "a.md", "```do\ntrain 5 bursts\n```\n```assert\nexpect burst within 5\nat update 3: loss < 0\n```\n");
    assert_int_equal(program_case_run(place, "check a.md"), 1);
    program_case_assert_says(place, "a.md:12:1: this training does not burst, though it says so");
    program_case_assert_says(place, "a.md:16:1: this is false: loss");
    write_lesson(place, "a.md",
                 "```setup\nactivation identity\ntask adding\nradius 1.2\nsteps 60\nlearning_rate 10\n```\n"
                 "```do\ntrain 50\n```\n");
    assert_int_equal(program_case_run(place, "check a.md"), 1);
    program_case_assert_says(place, "if that is meant, write: train 50 bursts");
}

/* Links and needs, in a folder and from a translation in a folder below it. */
static void what_a_lesson_leads_to_is_there(void **state) {
    ProgramCase *place = *state;
    write_lesson(place, "a.md",
                 "[x](none.md) [y](#one) [z](#two) [w](http://a.b/c) [v](07-b.md#one) [u](do:) [t]() [m](mailto:a@b.c) [s](sub/c.md) "
                 "[r](1a:b)\n");
    assert_int_equal(program_case_run(place, "check a.md"), 1);
    program_case_assert_says(place, "there is no lesson or page \"none.md\" in this folder");
    program_case_assert_says(place, "there is no heading \"#two\" in a.md");
    program_case_assert_says(place, "a command is expected after do:");
    program_case_assert_says(place, "this link leads nowhere");
    program_case_assert_says(place, "no lesson or page \"sub/c.md\"");
    program_case_assert_says(place, "no lesson or page \"1a:b\"");
    write_lesson(place, "a.md", "Text.\n");
    static const char needs[] = "---\ntitle: B\nminutes: 1\nlevel: basic\nid: b\nneeds: a, zz\n---\n## One\n"
                                "[x](a.md#one) [y](a.md#two) [z](01-a.md)\n```note\n1 min\n```\n";
    program_case_write(place, "b.md", needs);
    assert_int_equal(program_case_run(place, "check b.md"), 0);
    program_case_assert_says(place, "b.md:6:11: warning: it needs \"zz\", and no lesson in this folder has that id");
    program_case_assert_says(place, "there is no heading \"#two\" in a.md");
    assert_int_equal(program_case_run(place, "check ."), 1);
    program_case_assert_says(place, "b.md:6:11: it needs \"zz\"");
    assert_int_equal(program_case_run(place, "new-lesson - >/dev/null && mkdir de"), 0);
    program_case_write(place, "de/b.md", needs);
    assert_int_equal(program_case_run(place, "check de/b.md"), 0);
    program_case_assert_says(place, "de/b.md:9:19: warning: there is no heading \"#two\" in de/../a.md");
    assert_int_equal(program_case_run(place, "check no/such"), 1);
    program_case_assert_says(place, "no/such: cannot open this file");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_new_lesson_passes_the_check),
        TEST(what_a_step_shows_or_asks_to_click_must_be_there),
        TEST(what_is_done_to_variants_is_what_they_can_have),
        TEST(a_training_that_is_said_to_burst_does),
        TEST(what_a_lesson_leads_to_is_there),
        TEST(every_mistake_is_told_in_one_go_with_its_place),
        TEST(a_wrong_formula_is_told_where_it_goes_wrong),
        TEST(parts_of_the_stage_and_buttons_are_those_of_the_step),
        TEST(a_line_that_fails_is_told_once_and_claims_are_run_all_the_same),
        TEST(a_variant_that_cannot_be_is_told_once),
        TEST(a_prefix_without_its_colon_is_no_unknown_quantity),
        TEST(twenty_mistakes_are_twenty_lines),
        TEST(a_claim_false_at_one_seed_names_the_seed_and_the_value),
        TEST(claims_stand_where_they_stand_in_the_file),
        TEST(variants_have_their_own_claims_and_commands),
        TEST(a_curve_over_a_setting_is_run_at_both_its_ends),
        TEST(a_try_met_at_its_start_and_a_solution_that_fails_are_told),
        TEST(bursts_are_meant_or_mistakes),
        TEST(a_training_that_would_take_too_long_is_refused),
        TEST(an_impossible_setup_is_told_once),
        TEST(slow_claims_wait_for_the_option),
        TEST(links_are_mistakes_in_a_course_and_warnings_in_a_file),
        TEST(a_neighbour_that_cannot_be_read_is_neither_told_nor_counted),
        cmocka_unit_test(the_tour_leaves_nothing_out),
        TEST(analyze_gives_the_same_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
