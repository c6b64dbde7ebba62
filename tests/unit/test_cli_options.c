/* Reading options: what is given where, in which order, and what is said about what is wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cli/cli.h"
#include "lab/command.h"
#include "task/task.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Takes much of what there is, and two operands. */
static const CliSubcommand much = {
    .name = "much",
    .summary = "",
    .operands = "[WORD]...",
    .operand_max = 2,
    .takes = {CLI_SET, CLI_DO, CLI_SCRIPT, CLI_UPDATE, CLI_OUTPUT, CLI_RECORD, CLI_SIZE, CLI_THEME, CLI_SCALE, CLI_PRESENT, CLI_JSON,
              CLI_CSV, CLI_REPEAT, CLI_TOLERANCE},
    .about = "",
    .status = "",
};

/* Reads the words after the subcommand; the list ends with NULL. */
static bool read_words(CliOptions *options, const CliSubcommand *subcommand, Diag *diag, const char *const *words) {
    char *argv[32] = {NULL};
    int argc = 1;
    for (; words[argc - 1]; argc++) argv[argc] = (char *)(uintptr_t)words[argc - 1];
    diag_reset(diag);
    return cli_options_init(options, subcommand, argc, argv, diag);
}

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

static void nothing_given_means_standard_values(void **state) {
    (void)state;
    CliOptions options;
    Diag diag;
    assert_true(read_words(&options, &much, &diag, (const char *const[]){NULL}));
    for (int i = 0; i < CLI_OPTION_COUNT; i++) assert_false(options.given[i]);
    assert_int_equal(options.width, 1920);
    assert_int_equal(options.height, 1080);
    assert_int_equal(options.updates, 1000);
    assert_null(options.output);
    assert_int_equal(options.step_count, 0);
    cli_options_deinit(&options);
}

static void options_whose_order_counts_keep_their_order(void **state) {
    (void)state;
    CliOptions options;
    Diag diag;
    assert_true(
        read_words(&options, &much, &diag,
                   WORDS("--do", "update", "--set", "cell=gru", "--update", "7", "--script", "a.txt", "--set=steps=8", "--do=play")));
    static const CliStep expected[] = {{CLI_DO, "update", 0},    {CLI_SET, "cell=gru", 0}, {CLI_UPDATE, "7", 7},
                                       {CLI_SCRIPT, "a.txt", 0}, {CLI_SET, "steps=8", 0},  {CLI_DO, "play", 0}};
    assert_int_equal(options.step_count, 6);
    for (int i = 0; i < 6; i++) {
        assert_int_equal(options.step[i].option, expected[i].option);
        assert_string_equal(options.step[i].text, expected[i].text);
        assert_int_equal(options.step[i].count, expected[i].count);
    }
    cli_options_deinit(&options);
}

static void options_and_operands_stand_in_any_order(void **state) {
    (void)state;
    CliOptions options;
    Diag diag;
    assert_true(read_words(&options, &much, &diag,
                           WORDS("--size", "800x500", "-0.5", "--theme=light", "--scale", "150%", "-o", "-", "--record=r=1", "--present",
                                 "texture", "--json", "--csv=-", "--repeat=3", "--tolerance", "1e-3", "--", "-o")));
    static const CliOption given[] = {CLI_SIZE,    CLI_THEME, CLI_SCALE, CLI_OUTPUT, CLI_RECORD,
                                      CLI_PRESENT, CLI_JSON,  CLI_CSV,   CLI_REPEAT, CLI_TOLERANCE};
    for (size_t i = 0; i < sizeof given / sizeof given[0]; i++) assert_true(options.given[given[i]]);
    assert_false(options.given[CLI_SET]);
    assert_int_equal(options.width, 800);
    assert_int_equal(options.height, 500);
    assert_int_equal(options.theme, 1);
    assert_true(options.scale_percent == 150);
    assert_true(options.tolerance == 1e-3);
    assert_string_equal(options.output, "-");
    assert_string_equal(options.record, "r=1");
    assert_string_equal(options.csv, "-");
    assert_true(options.json);
    assert_int_equal(options.repeat, 3);
    assert_int_equal(options.present, 2);
    assert_int_equal(options.operand_count, 2);
    assert_string_equal(options.operand[0], "-0.5"); /* a number is no option */
    assert_string_equal(options.operand[1], "-o");
    cli_options_deinit(&options);
}

static void what_is_wrong_is_named_with_what_is_expected(void **state) {
    (void)state;
    static const struct {
        const char *word, *value, *found, *expected;
    } wrong[] = {
        {"--size", "800", "'800'", "WIDTHxHEIGHT"},
        {"--size", "800x", "'800x'", "WIDTHxHEIGHT"},
        {"--size", "1e3x800", "'1e3x800'", "WIDTHxHEIGHT"},
        {"--size", "640x480", "640x480", "from 800x500"},
        {"--size", "100000x1000", "100000x1000", "to 7680x4320"},
        {"--size", "99999999999999999999x800", "99999999999999999999x800", "--size"},
        {"--theme", "blue", "'blue'", "dark or light"},
        {"--theme", "dar", "'dar'", "dark or light"},
        {"--theme", "dark|light", "'dark|light'", "dark or light"},
        {"--theme", "", "''", "dark or light"},
        {"--scale", "30", "'30'", "75 to 250"},
        {"--scale", "nan", "'nan'", "75 to 250"},
        {"--scale", "%", "'%'", "75 to 250"},
        {"--present", "gl", "'gl'", "auto, surface or texture"},
        {"--repeat", "0", "'0'", "1 to 100000"},
        {"--repeat", "1.5", "'1.5'", "whole number"},
        {"--update", "-1", "'-1'", "a whole number from 0"},
        {"--output", "", "''", "a file's name"},
        {"-o", NULL, "-o needs a value", "a file's name"},
        {"--set", "radius", "'radius'", "key=value"},
        {"--set", "=3", "'=3'", "key=value"},
        {"--set", NULL, "needs a value", "key=value"},
        {"--siez", "800x500", "'--siez'", "did you mean '--size'"},
        {"--zzzzzzzzz", NULL, "'--zzzzzzzzz'", "--set, --do"},
        {"-x", NULL, "'-x'", "expected"},
        {"--help=x", NULL, "'x'", "takes no value"},
        {"--json=", NULL, "''", "takes no value"},
        {"one", "two", NULL, NULL},
    };
    CliOptions options;
    Diag diag;
    for (size_t i = 0; wrong[i].found; i++) {
        assert_false(read_words(&options, &much, &diag, (const char *const[]){wrong[i].word, wrong[i].value, NULL}));
        if (!strstr(diag.text, wrong[i].found) || !strstr(diag.text, wrong[i].expected)) {
            fail_msg("%s %s: '%s'", wrong[i].word, wrong[i].value ? wrong[i].value : "", diag.text);
        }
        assert_null(options.step); /* empty, so that deinit is not needed, and is safe */
        cli_options_deinit(&options);
    }
    assert_false(read_words(&options, &much, &diag, WORDS("one", "two", "stray")));
    assert_non_null(strstr(diag.text, "'stray' is one argument too many"));
}

static void an_option_of_another_subcommand_is_refused(void **state) {
    (void)state;
    CliOptions options;
    Diag diag;
    assert_false(read_words(&options, &cli_bench_start, &diag, WORDS("--record", "a")));
    assert_non_null(strstr(diag.text, "unknown option '--record'"));
    assert_non_null(strstr(diag.text, "--size, --help"));
}

/* --- help texts --- */

/* Everything that a call writes. The caller frees it. */
static char *print_help(const CliSubcommand *subcommand) {
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    cli_print_help(out, subcommand);
    fclose(out);
    return text;
}

/* The next option named in a text ("--eval-every"), and where it ends; NULL when there is none. */
static const char *next_option(const char *text, char *name, size_t size) {
    for (const char *at = strstr(text, "--"); at; at = strstr(at + 2, "--")) {
        size_t count = 2 + strspn(at + 2, "abcdefghijklmnopqrstuvwxyz-");
        bool begins = at == text || (!isalnum((unsigned char)at[-1]) && at[-1] != '-');
        if (!begins || count < 4 || count >= size) continue;
        snprintf(name, size, "%.*s", (int)count, at);
        return at + count;
    }
    return NULL;
}

static CliOption find_taken(const CliSubcommand *subcommand, const char *name) {
    for (int i = 1; i < CLI_OPTION_COUNT; i++) {
        if (cli_takes(subcommand, (CliOption)i) && !strcmp(cli_option_row((CliOption)i)->name, name)) return (CliOption)i;
    }
    return CLI_NONE;
}

static void the_help_of_train_says_what_solved_means(void **state) {
    (void)state;
    char *help = print_help(&cli_train), goal[128], line[192];
    for (int t = 0; t < task_count; t++) {
        for (int variant = 0; variant < 2 && (variant == 0 || task_table[t]->variant_label[1]); variant++) {
            TaskOptions options = {.steps = 40, .variant = variant};
            task_describe_goal(goal, sizeof goal, task_table[t], &options);
            snprintf(line, sizeof line, "  %s\n", goal);
            const char *at = strstr(help, line);
            if (!at) fail_msg("%s: \"%s\" is not in the help", task_table[t]->key, goal);
        }
        snprintf(line, sizeof line, "\n  %s ", task_table[t]->key);
        assert_non_null(strstr(help, line));
    }
    free(help);
}

/* Both ways: what the help names is taken, but for what it says about other subcommands; what is taken has a line, and is parsed. */
static void the_options_in_a_help_text_are_those_that_are_taken(void **state) {
    (void)state;
    static const char *const value[] = {[OPTION_TEXT] = "x", [OPTION_FILE] = "x", [OPTION_SETTING] = "a=b", [OPTION_SIZE] = "800x500"};
    for (int s = 0; s < cli_subcommand_count(); s++) {
        const CliSubcommand *subcommand = cli_subcommand(s);
        char *help = print_help(subcommand), name[64];
        for (const char *at = help; (at = next_option(at, name, sizeof name));) {
            bool other = !strcmp(name, "--record"); /* whose recordings --script plays */
            if (!find_taken(subcommand, name) && !other) fail_msg("help of %s: it does not take %s", subcommand->name, name);
        }
        for (int i = 1; i < CLI_OPTION_COUNT; i++) {
            const OptionRow *row = cli_option_row((CliOption)i);
            char line[64], number[32], word[64];
            CliOptions options;
            Diag diag;
            if (!cli_takes(subcommand, (CliOption)i)) continue;
            snprintf(line, sizeof line, "\n  %s%s%s", row->short_name ? row->short_name : "", row->short_name ? ", " : "", row->name);
            if (!strstr(help, line)) fail_msg("help of %s: no line for %s", subcommand->name, row->name);
            if (find_taken(subcommand, row->name) != (CliOption)i) fail_msg("%s takes two options %s", subcommand->name, row->name);
            snprintf(number, sizeof number, "%.17g", row->most);
            snprintf(word, sizeof word, "%.*s", row->value ? (int)strcspn(row->value, "|") : 0, row->value ? row->value : "");
            const char *given = row->kind == OPTION_FLAG                                  ? NULL
                                : row->kind == OPTION_COUNT || row->kind == OPTION_NUMBER ? number
                                : row->kind == OPTION_WORD                                ? word
                                                                                          : value[row->kind];
            if (!read_words(&options, subcommand, &diag, (const char *const[]){row->name, given, NULL})) fail_msg("%s", diag.text);
            assert_true(options.given[i]);
            cli_options_deinit(&options);
        }
        free(help);
    }
}

static void no_line_of_a_help_text_is_wider_than_a_terminal(void **state) {
    (void)state;
    for (int s = 0; s < cli_subcommand_count(); s++) {
        char *help = print_help(cli_subcommand(s));
        for (char *rest = help, *line; (line = strsep(&rest, "\n"));) {
            if (strlen(line) > 80) fail_msg("help of %s: '%s' has %zu columns", cli_subcommand(s)->name, line, strlen(line));
            if (line[0] && line[strlen(line) - 1] == ' ') fail_msg("help of %s: '%s' ends with a blank", cli_subcommand(s)->name, line);
        }
        free(help);
    }
}

/* --- the README --- */

static char *read_readme(void) {
    FILE *file = fopen(UNROLL_SOURCE_DIR "/README.md", "r");
    char *text = calloc(1, 1 << 16);
    assert_non_null(file);
    assert_non_null(text);
    assert_in_range(fread(text, 1, (1 << 16) - 1, file), 1000, (1 << 16) - 2);
    fclose(file);
    return text;
}

static void the_options_in_the_readme_exist(void **state) {
    (void)state;
    char *text = read_readme(), name[64];
    int found = 0;
    for (const char *at = text; (at = next_option(at, name, sizeof name)); found++) {
        bool is_cmake = !strcmp(name, "--install") || !strcmp(name, "--preset"), taken = false;
        for (int s = 0; s < cli_subcommand_count(); s++) taken = taken || find_taken(cli_subcommand(s), name);
        if (!taken && !is_cmake) fail_msg("README.md names %s, which no subcommand takes", name);
    }
    assert_true(found > 20);
    free(text);
}

/* "Right, Left" and "[ and ]" of the table's first column; each must be a key of some command. Tab, arrows and F1 are the app's or written
   out in words. */
static void the_keys_in_the_readme_exist(void **state) {
    (void)state;
    char *text = read_readme(), *table = strstr(text, "| key | what it does |");
    int found = 0;
    assert_non_null(table);
    table = strchr(strchr(table, '\n') + 1, '\n') + 1;
    while (*table == '|') {
        char cell[64], line[COMMAND_SHORT_MAX];
        snprintf(cell, sizeof cell, "%.*s", (int)strcspn(table + 2, "|") - 1, table + 2);
        table = strchr(table, '\n') + 1;
        if (!strncmp(cell, "Tab ", 4)) continue;
        for (char *rest = cell, *key; (key = strsep(&rest, " "));) {
            key[strcspn(key, ",")] = 0;
            if (!*key || !strcmp(key, "and")) continue;
            bool works = false;
            for (int scope = 0; scope < SCOPE_COUNT && !works; scope++)
                works = command_find_key(line, (int)sizeof line, key, (CommandScope)scope);
            if (!works) fail_msg("README.md names the key '%s', which does nothing", key);
            found++;
        }
    }
    assert_true(found > 15);
    free(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_given_means_standard_values),
        cmocka_unit_test(options_whose_order_counts_keep_their_order),
        cmocka_unit_test(options_and_operands_stand_in_any_order),
        cmocka_unit_test(what_is_wrong_is_named_with_what_is_expected),
        cmocka_unit_test(an_option_of_another_subcommand_is_refused),
        cmocka_unit_test(the_options_in_a_help_text_are_those_that_are_taken),
        cmocka_unit_test(the_help_of_train_says_what_solved_means),
        cmocka_unit_test(no_line_of_a_help_text_is_wider_than_a_terminal),
        cmocka_unit_test(the_options_in_the_readme_exist),
        cmocka_unit_test(the_keys_in_the_readme_exist),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
