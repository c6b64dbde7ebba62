/* Reading options: what is given where, in which order, and what is said about what is wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cli/options.h"
#include <string.h>

enum { EVERYTHING = 2 * CLI_HELP - 1 };

/* Reads the words after "render"; the list ends with NULL. */
static bool read_words(CliOptions *options, unsigned taken, int operands, Diag *diag, const char *const *words) {
    static char name[] = "render";
    char *argv[16] = {name};
    int argc = 1;
    for (; words[argc - 1]; argc++) argv[argc] = (char *)(uintptr_t)words[argc - 1];
    diag_reset(diag);
    return cli_options_init(options, taken, operands, argc, argv, diag);
}

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

static void nothing_given_means_full_hd_dark_and_100_percent(void **state) {
    (void)state;
    CliOptions options;
    Diag diag;
    assert_true(read_words(&options, EVERYTHING, 0, &diag, (const char *const[]){NULL}));
    assert_int_equal(options.given, 0);
    assert_int_equal(options.width, 1920);
    assert_int_equal(options.height, 1080);
    assert_true(options.dark);
    assert_true(options.scale_percent == 100);
    assert_null(options.output);
    assert_int_equal(options.step_count, 0);
    cli_options_deinit(&options);
}

static void sets_dos_and_scripts_keep_their_order(void **state) {
    (void)state;
    CliOptions options;
    Diag diag;
    assert_true(read_words(&options, EVERYTHING, 0, &diag,
                           WORDS("--do", "update", "--set", "cell=gru", "--script", "a.txt", "--set=steps=8", "--do=play")));
    assert_int_equal(options.step_count, 5);
    static const struct {
        CliOption kind;
        const char *text;
    } expected[] = {{CLI_DO, "update"}, {CLI_SET, "cell=gru"}, {CLI_SCRIPT, "a.txt"}, {CLI_SET, "steps=8"}, {CLI_DO, "play"}};
    for (int i = 0; i < 5; i++) {
        assert_int_equal(options.step[i].kind, expected[i].kind);
        assert_string_equal(options.step[i].text, expected[i].text);
    }
    cli_options_deinit(&options);
}

static void every_option_is_read(void **state) {
    (void)state;
    CliOptions options;
    Diag diag;
    assert_true(read_words(&options, EVERYTHING, 2, &diag,
                           WORDS("--size", "800x500", "one", "--theme=light", "--scale", "150%", "-o", "-", "--record=r", "--present",
                                 "texture", "--", "-o")));
    assert_int_equal(options.given, CLI_SIZE | CLI_THEME | CLI_SCALE | CLI_OUTPUT | CLI_RECORD | CLI_PRESENT);
    assert_int_equal(options.width, 800);
    assert_int_equal(options.height, 500);
    assert_false(options.dark);
    assert_true(options.scale_percent == 150);
    assert_string_equal(options.output, "-");
    assert_string_equal(options.record, "r");
    assert_int_equal(options.present, WINDOW_TEXTURE);
    assert_int_equal(options.operand_count, 2);
    assert_string_equal(options.operand[0], "one");
    assert_string_equal(options.operand[1], "-o");
    cli_options_deinit(&options);
}

static void what_is_wrong_is_named_with_what_would_be_right(void **state) {
    (void)state;
    static const struct {
        const char *word, *value, *found, *right;
    } wrong[] = {
        {"--size", "800", "'800'", "WIDTHxHEIGHT"},
        {"--size", "800x", "'800x'", "WIDTHxHEIGHT"},
        {"--size", "1e3x800", "'1e3x800'", "WIDTHxHEIGHT"},
        {"--size", "640x480", "640x480", "800x500 at least"},
        {"--size", "100000x1000", "100000x1000", "7680x4320 at most"},
        {"--size", "99999999999999999999x800", "99999999999999999999x800", "--size"},
        {"--theme", "blue", "'blue'", "dark or light"},
        {"--scale", "30", "'30'", "75 to 250"},
        {"--scale", "nan", "'nan'", "75 to 250"},
        {"--scale", "%", "'%'", "75 to 250"},
        {"--present", "gl", "'gl'", "auto, surface or texture"},
        {"--repeat", "0", "'0'", "1 to 100000"},
        {"--set", "radius", "'radius'", "key=value"},
        {"--set", "=3", "'=3'", "key=value"},
        {"--set", NULL, "nothing follows", "key=value"},
        {"--siez", "800x500", "'--siez'", "did you mean '--size'"},
        {"--zzzzzzzzz", NULL, "'--zzzzzzzzz'", "--set, --do"},
        {"--help=x", NULL, "'x'", "takes no value"},
        {"stray", NULL, "'stray'", "too many"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        CliOptions options;
        Diag diag;
        assert_false(read_words(&options, EVERYTHING, 0, &diag, (const char *const[]){wrong[i].word, wrong[i].value, NULL}));
        if (!strstr(diag.text, wrong[i].found) || !strstr(diag.text, wrong[i].right)) {
            fail_msg("%s %s: '%s'", wrong[i].word, wrong[i].value ? wrong[i].value : "", diag.text);
        }
        assert_null(options.step); /* empty, so that deinit is not needed, and is safe */
        cli_options_deinit(&options);
    }
}

static void an_option_of_another_subcommand_is_refused(void **state) {
    (void)state;
    CliOptions options;
    Diag diag;
    assert_false(read_words(&options, CLI_SIZE | CLI_THEME, 0, &diag, WORDS("--record", "a")));
    assert_non_null(strstr(diag.text, "unknown option '--record'"));
    assert_non_null(strstr(diag.text, "--size, --theme, --help"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_given_means_full_hd_dark_and_100_percent),
        cmocka_unit_test(sets_dos_and_scripts_keep_their_order),
        cmocka_unit_test(every_option_is_read),
        cmocka_unit_test(what_is_wrong_is_named_with_what_would_be_right),
        cmocka_unit_test(an_option_of_another_subcommand_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
