/* The program itself, run as a person runs it: exit status, messages, and the files it writes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/program_case.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void an_unknown_subcommand_is_named_with_the_nearest(void **state) {
    program_case_expect(
        *state, "rendr", 2,
        "unknown subcommand 'rendr'|did you mean 'render'|run, render, film, describe, train, analyze, setup, check, new-lesson, "
        "progress, handout, export, verify, "
        "strings, completion, manual, "
        "bench live, bench frame");
    program_case_expect(*state, "benc", 2, "unknown subcommand 'benc'|did you mean 'bench'");
    program_case_expect(*state, "xyzzy", 2, "unknown subcommand 'xyzzy'|run, render");
    program_case_expect(*state, "help rendr", 2, "did you mean 'render'");
}

static void help_and_version_are_no_mistakes(void **state) {
    program_case_expect(*state, "--version", 0, "unroll 0.");
    program_case_expect(*state, "help", 0, "render|verify|bench|F1");
    program_case_expect(*state, "help help", 0, "render|verify|bench|F1");
    program_case_expect(*state, "help --help", 0, "render|verify|bench|F1");
    program_case_expect(*state, "--help", 0, "usage: unroll");
    program_case_expect(*state, "help render", 0, "usage: unroll render|--set|.svg");
    program_case_expect(*state, "render --help", 0, "usage: unroll render");
    program_case_expect(*state, "bench --help", 0, "bench live|bench frame|bench start|bench present|bench train|bench engine");
    program_case_expect(*state, "help bench", 0, "bench live|bench frame");
    program_case_expect(*state, "help bench live", 0, "usage: unroll bench live|--repeat");
    program_case_expect(*state, "help bench train", 0, "usage: unroll bench train|--repeat|updates per second");
    program_case_expect(*state, "bench live -h", 0, "usage: unroll bench");
    program_case_expect(*state, "verify --help", 0, "usage: unroll verify");
    program_case_expect(*state, "run --help", 0, "usage: unroll");
}

static void without_a_display_the_window_says_what_can_be_done(void **state) {
    program_case_expect(*state, "", 1, "display|unroll render");
}

static void wrong_options_of_render_write_nothing(void **state) {
    ProgramCase *place = *state;
    program_case_expect(place, "render", 2, "unroll render:|-o FILE|.png, .svg, .pdf or .txt");
    program_case_expect(place, "render -o picture.gif", 2, "'picture.gif'|.png, .svg, .pdf or .txt");
    program_case_expect(place, "render -o", 2, "-o needs a value; expected a file's name");
    program_case_expect(place, "render --size 640x480 -o a.png", 2, "640x480|from 800x500");
    program_case_expect(place, "render --theme blue -o a.png", 2, "--theme|'blue'|dark or light");
    program_case_expect(place, "render --colour red -o a.png", 2, "unknown option '--colour'");
    program_case_expect(place, "render stray -o a.png", 2, "'stray'");
    program_case_expect(place, "render --set radiu=1 -o a.png", 2, "--set radiu=1|radiu|did you mean|radius");
    program_case_expect(place, "render --set radius=99 -o a.png", 2, "--set radius=99|radius|99|3");
    program_case_expect(place, "render --set cell=lstn -o a.png", 2, "lstn|lstm");
    program_case_expect(place, "render --do 'seekk backward 3' -o a.png", 2, "--do 'seekk backward 3'|seekk|did you mean|seek");
    program_case_expect(place, "render --do 'seek backward 99' -o a.png", 2, "99|16");
    program_case_expect(place, "render --script none.txt -o a.png", 2, "none.txt");
    assert_false(program_case_has(place, "a.png"));
    assert_false(program_case_has(place, "picture.gif"));
}

static void a_wrong_line_of_a_script_is_named_with_its_place(void **state) {
    ProgramCase *place = *state;
    program_case_write(place, "script", "# a comment\n\nset cell gru\nset hiden 3\nplay loud\n");
    program_case_expect(place, "render --script script -o a.png", 2, "script:4:|hiden|hidden|script:5:|loud");
    assert_false(program_case_has(place, "a.png"));
}

static void an_unwritable_file_is_named(void **state) {
    program_case_expect(*state, "render --size 800x500 -o no/such/folder/a.png", 1, "no/such/folder/a.png");
}

static void every_format_is_written_as_its_name_says(void **state) {
    ProgramCase *place = *state;
    static const struct {
        const char *file, *start, *part;
    } format[] = {
        {"a.png", "\x89PNG\r\n", "IHDR"},
        {"a.svg", "<?xml", "<title>"},
        {"a.pdf", "%PDF-", "/Page"},
        {"a.txt", "", "stage"},
    };
    for (size_t i = 0; i < sizeof format / sizeof format[0]; i++) {
        char arguments[128];
        size_t size = 0, part_size = strlen(format[i].part), at = 0;
        snprintf(arguments, sizeof arguments, "render --size 800x500 --do 'seek backward 3' -o %s", format[i].file);
        program_case_expect(place, arguments, 0, "");
        assert_string_equal(place->output, "");
        char *data = program_case_read(place, format[i].file, &size);
        assert_true(size > 1000);
        assert_memory_equal(data, format[i].start, strlen(format[i].start));
        while (at + part_size <= size && memcmp(data + at, format[i].part, part_size) != 0) at++;
        if (at + part_size > size) fail_msg("'%s' is not in %s", format[i].part, format[i].file);
        free(data);
    }
}

/* What another program reads in them. */
static void the_words_of_a_pdf_and_an_svg_are_found(void **state) {
    ProgramCase *place = *state;
    char command[1200];
    program_case_expect(place, "render --size 1280x720 --do 'seek backward 3' -o a.pdf", 0, "");
    program_case_expect(place, "render --size 1280x720 --do 'seek backward 3' -o a.svg", 0, "");
    char *svg = program_case_read(place, "a.svg", NULL);
    assert_non_null(strstr(svg, ">Controls</text>"));
    free(svg);
    if (system("command -v pdftotext >/dev/null 2>&1") != 0) skip();
    snprintf(
        command, sizeof command,
        "cd '%s' && pdftotext a.pdf a.txt && grep -q Controls a.txt && pdfinfo a.pdf | grep -q '^Title: *Unroll' && pdfinfo a.pdf | grep "
        "-q '^Subject: *[A-Z]'",
        place->folder);
    assert_int_equal(system(command), 0);
}

static void a_name_in_capitals_and_a_format_are_understood(void **state) {
    ProgramCase *place = *state;
    static const struct {
        const char *options, *file, *start;
    } written[] = {{"-o a.PNG", "a.PNG", "\x89PNG"},
                   {"-o b.Svg", "b.Svg", "<?xml"},
                   {"--format pdf -o c.png", "c.png", "%PDF-"},
                   {"--format svg -o - >d", "d", "<?xml"},
                   {"-o - --format png >e", "e", "\x89PNG"},
                   {"-o /dev/stdout --format pdf >>e", "e", "\x89PNG"}};
    for (size_t i = 0; i < sizeof written / sizeof written[0]; i++) {
        char arguments[128];
        snprintf(arguments, sizeof arguments, "render --size 800x500 %s", written[i].options);
        program_case_expect(place, arguments, 0, "");
        char *data = program_case_read(place, written[i].file, NULL);
        assert_memory_equal(data, written[i].start, strlen(written[i].start));
        free(data);
    }
}

/* Training that bursts: a picture can still be made, and what happened is said. */
static void after_a_burst_there_is_a_picture(void **state) {
    ProgramCase *place = *state;
    program_case_expect(place, "render --size 800x500 --do 'preset explode' --do 'train 4' -o a.png", 0,
                        "--do 'train 4'|not finite|before this update");
    assert_true(program_case_has(place, "a.png"));
    program_case_write(place, "script", "preset explode\ntrain 4\n");
    program_case_expect(place, "render --size 800x500 --script script -o b.png", 0, "script:2:|not finite|before this update");
    assert_true(program_case_has(place, "b.png"));
    program_case_expect(place, "render --size 800x500 --script script --strict -o c.png", 2, "script:2:|not finite");
    assert_false(program_case_has(place, "c.png"));
}

static void a_script_is_read_from_standard_input(void **state) {
    ProgramCase *place = *state;
    program_case_write(place, "script", "\xEF\xBB\xBFset cell gru\n"); /* as an editor may save it */
    program_case_expect(place, "render --size 800x500 --script - -o a.txt <script && cat a.txt", 0, "GRU");
    program_case_write(place, "wrong", "set cell\n");
    program_case_expect(place, "render --size 800x500 --script - -o b.txt <wrong", 2, "-:1:");
}

static void a_full_disk_is_an_error(void **state) {
    static const char *const line[] = {
        "--version", "help", "help train", "train --help", "bench --help", "bench start --size 800x500", "render --size 800x500 -o -"};
    for (size_t i = 0; i < sizeof line / sizeof line[0]; i++) {
        char arguments[160];
        snprintf(arguments, sizeof arguments, "%s >/dev/full 2>said; status=$?; cat said; exit $status", line[i]);
        program_case_expect(*state, arguments, 1, "standard output|could not be written");
    }
}

/* No display, so no session: the older recording stays, and no empty one is left. */
static void a_recording_is_touched_only_when_there_is_a_session(void **state) {
    ProgramCase *place = *state;
    program_case_write(place, "old", "play\n");
    program_case_expect(place, "--record old", 1, "display");
    program_case_expect(place, "--record new", 1, "display");
    program_case_expect(place, "--record old --set radius=99", 2, "radius");
    char *text = program_case_read(place, "old", NULL);
    assert_string_equal(text, "play\n");
    free(text);
    assert_false(program_case_has(place, "new"));
    program_case_expect(place, "--record no/such/folder", 1, "no/such/folder");
}

static void the_same_command_gives_the_same_bytes(void **state) {
    ProgramCase *place = *state;
    static const char *const file[] = {"a.png", "b.png"};
    char *data[2];
    size_t size[2];
    for (int i = 0; i < 2; i++) {
        char arguments[192];
        snprintf(arguments, sizeof arguments,
                 "render --size 1000x600 --theme light --set cell=lstm --do 'train 3' --do 'seek update change' -o %s", file[i]);
        program_case_expect(place, arguments, 0, "");
        data[i] = program_case_read(place, file[i], &size[i]);
    }
    assert_int_equal(size[0], size[1]);
    assert_memory_equal(data[0], data[1], size[0]);
    free(data[0]);
    free(data[1]);
}

static void set_do_and_script_say_the_same_thing(void **state) {
    ProgramCase *place = *state;
    char *first = calloc(1, PROGRAM_OUTPUT_MAX);
    assert_non_null(first);
    program_case_write(place, "script", "set cell gru\n# then\nseek backward 3\n");
    assert_int_equal(program_case_run(place, "render --size 800x500 --set cell=gru --do 'seek backward 3' -o -"), 0);
    memcpy(first, place->output, place->output_size + 1);
    assert_true(place->output_size > 1000);
    assert_int_equal(program_case_run(place, "render --size 800x500 --script script -o -"), 0);
    assert_string_equal(first, place->output);
    assert_int_equal(program_case_run(place, "render --size 800x500 --do 'set cell gru' --do 'seek backward 4' -o -"), 0);
    assert_string_not_equal(first, place->output);
    free(first);
}

static void bench_names_what_it_does_not_know(void **state) {
    program_case_expect(
        *state, "bench", 2,
        "bench live, bench frame, bench lesson, bench long, bench start, bench present, bench train, bench engine, bench data");
    program_case_expect(*state, "bench lives", 2, "'bench lives'|did you mean 'bench live'");
    program_case_expect(*state, "bench frame --size 1x1", 2, "800x500");
    program_case_expect(*state, "bench frame --repeat 1 --size 800x500 --set cel=gru", 1, "cel|cell|nothing was measured");
    program_case_expect(*state, "bench present", 1, "display");
    program_case_write(*state, "short", "8 20\n");
    program_case_expect(*state, "bench engine </dev/null", 0, "");
    program_case_expect(*state, "bench engine <short", 2, "standard input:1:5: B|1 to 256");
    program_case_write(*state, "more", "# H T B\n\n8 20 1 9\n");
    program_case_expect(*state, "bench engine <more", 2, "standard input:3:8: '9' is one word too many|a line is \"H T B\"");
    char longest[400];
    memset(longest, '8', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    program_case_write(*state, "long", longest);
    program_case_expect(*state, "bench engine <long", 2, "standard input:1:1: this line is longer than 256 bytes");
    program_case_expect(*state, "bench long --repeat 1 --size 800x500 --set cel=gru", 1, "cel|cell|nothing was measured");
    program_case_expect(*state, "bench long --repeat 1 --size 800x500 --do 'set hidden x'", 1, "hidden|nothing was measured");
}

static void bench_prints_its_numbers(void **state) {
    ProgramCase *place = *state;
    program_case_write(place, "sizes", "# H T B\n3 4 2\n");
    program_case_expect(place, "bench engine --repeat 2 <sizes", 0,
                        "RESULT unroll rnn f64 1t 3 4 2 |RESULT unroll lstm f64 1t 3 4 2 |RESULT unroll gru f64 1t 3 4 2 ");
    program_case_expect(
        place, "bench frame --repeat 1 --size 800x500", 0,
        "layers and tiles off|all on|full picture|one column changed|pointer moved|window resized|nothing changed|median |p99 |cpu "
        "|drew nothing");
    program_case_expect(place, "bench start --size 800x500", 0, "start to first picture|peak memory");
    program_case_expect(place, "bench long --repeat 1 --size 800x500 --set hidden=2", 0,
                        "start |end |frame median |peak memory|visit  update |undo entries|end over start ");
    program_case_expect(
        place, "bench data --repeat 1 --size 800x500", 0,
        "a text (0.1 MB) ready to learn in |a table (|saving 20 changes and a text |longest |batch 1, 28 symbols): |batch 16, 28 "
        "symbols): |of the engine alone");
    program_case_expect(place, "bench live --repeat 1", 0, "live lstm H=16 T=60|live lstm H=32 T=300|the engine alone|median ");
}

/* Of the large networks a slow machine may not finish one update in its turn. */
/* Every screen in both themes, and an eigenvalue moved; on SDL's display without a screen also what shows pictures. */
static void bench_measures_every_screen_and_what_a_window_needs(void **state) {
    ProgramCase *place = *state;
    program_case_expect(place, "bench frame --all --repeat 1 --size 800x500", 0,
                        "stage        dark|stage        light|microscope   dark|cliff        light| full   median |bare Cairo          "
                        "median | times bare Cairo|eigenvalue   moved  median");
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    program_case_expect(
        place, "bench present --repeat 2 --size 800x500", 0,
        "present surface  full picture|present surface  one column changed|present texture  full picture|present texture  one column");
    program_case_expect(place, "bench start --size 800x500", 0, "start to first picture|window |peak memory");
    if (strstr(place->output, "no display")) fail_msg("%s", place->output);
    unsetenv("SDL_VIDEODRIVER");
}

static void bench_opens_every_lesson_and_step(void **state) {
    program_case_expect(*state, "bench lesson --size 800x500", 0,
                        "lesson  1  opens in |lesson 12  opens in | steps, median |all        opens median ");
}

static void bench_train_compares_the_window_with_the_loop(void **state) {
    program_case_expect(*state, "bench train --repeat 1 --size 800x500", 0,
                        "train H=6 T=16 B=1  window |train H=16 T=50 B=1  window |updates/s  loop |ratio |frames median ");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_unknown_subcommand_is_named_with_the_nearest, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(bench_measures_every_screen_and_what_a_window_needs, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(bench_opens_every_lesson_and_step, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(bench_train_compares_the_window_with_the_loop, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(help_and_version_are_no_mistakes, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(without_a_display_the_window_says_what_can_be_done, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(wrong_options_of_render_write_nothing, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(a_wrong_line_of_a_script_is_named_with_its_place, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(an_unwritable_file_is_named, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(every_format_is_written_as_its_name_says, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(the_words_of_a_pdf_and_an_svg_are_found, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(a_name_in_capitals_and_a_format_are_understood, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(after_a_burst_there_is_a_picture, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(a_script_is_read_from_standard_input, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(a_full_disk_is_an_error, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(a_recording_is_touched_only_when_there_is_a_session, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(the_same_command_gives_the_same_bytes, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(set_do_and_script_say_the_same_thing, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(bench_names_what_it_does_not_know, program_case_start, program_case_end),
        cmocka_unit_test_setup_teardown(bench_prints_its_numbers, program_case_start, program_case_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
