/* Fuzzes the reading of options: any words either give values within the bounds of the table, or a message and nothing else. The input
   is words that end with a zero byte; the first is a subcommand's name, or chooses one. Built as a libFuzzer program with the preset
   fuzz, else replays tests/fuzz/corpus/options. */
#include "cli/cli.h"
#include "gui/theme.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { WORDS_MAX = 64, TEXT_MAX = 4096 };

static void require(bool holds) {
    if (!holds) abort();
}

static const CliSubcommand *choose(const char *word) {
    for (int i = 0; i < cli_subcommand_count(); i++) {
        if (!strcmp(cli_subcommand(i)->name, word)) return cli_subcommand(i);
    }
    return cli_subcommand((unsigned char)word[0] % cli_subcommand_count());
}

/* Is `text` the end of one of the words? */
static bool is_borrowed(const char *text, int argc, char **argv) {
    for (int i = 1; i < argc; i++) {
        if (text >= argv[i] && text <= argv[i] + strlen(argv[i])) return true;
    }
    return false;
}

static int count_words(const char *value) {
    int count = 1;
    for (; *value; value++) count += *value == '|';
    return count;
}

static void check_value(const CliOptions *options, const OptionRow *row, int argc, char **argv) {
    const void *field = (const char *)options + row->field;
    switch (row->kind) {
    case OPTION_FLAG: require(*(const bool *)field); break;
    case OPTION_TEXT:
    case OPTION_FILE:
    case OPTION_SETTING: require(is_borrowed(*(const char *const *)field, argc, argv)); break;
    case OPTION_COUNT: require((double)*(const long *)field >= row->least && (double)*(const long *)field <= row->most); break;
    case OPTION_NUMBER: require(*(const double *)field >= row->least && *(const double *)field <= row->most); break;
    case OPTION_WORD: require(*(const int *)field >= 0 && *(const int *)field < count_words(row->value)); break;
    case OPTION_SIZE:
        require(options->width >= SCREEN_TALL_WIDTH && options->width <= CLI_WIDTH_MAX);
        require(options->height >= SCREEN_LEAST_HEIGHT && options->height <= CLI_HEIGHT_MAX);
        break;
    }
}

static void check_step(const CliStep *step, int argc, char **argv) {
    const OptionRow *row = cli_option_row(step->option);
    require(row->is_step && is_borrowed(step->text, argc, argv));
    if (row->kind == OPTION_COUNT) require((double)step->count >= row->least && (double)step->count <= row->most);
    if (row->kind == OPTION_SETTING) require(strchr(step->text, '=') > step->text);
}

static void check(const CliOptions *options, const CliSubcommand *subcommand, int argc, char **argv) {
    require(options->step_count >= 0 && options->operand_count >= 0 && options->step_count + options->operand_count < argc);
    require(subcommand->operand_max < 0 || options->operand_count <= subcommand->operand_max);
    for (int i = 0; i < options->step_count; i++) {
        require(cli_takes(subcommand, options->step[i].option) && options->given[options->step[i].option]);
        check_step(&options->step[i], argc, argv);
    }
    for (int i = 0; i < options->operand_count; i++) require(is_borrowed(options->operand[i], argc, argv));
    for (int i = CLI_NONE + 1; i < CLI_OPTION_COUNT; i++) {
        const OptionRow *row = cli_option_row((CliOption)i);
        if (!options->given[i]) continue;
        require(cli_takes(subcommand, (CliOption)i));
        if (!row->is_step) check_value(options, row, argc, argv);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char text[TEXT_MAX + 1], *argv[WORDS_MAX + 1];
    int argc = 0;
    if (size == 0 || size > TEXT_MAX) return 0;
    memcpy(text, data, size);
    text[size] = 0;
    for (char *at = text; at < text + size && argc < WORDS_MAX; at += strlen(at) + 1) {
        argv[argc] = strdup(at); /* a block of its own, so that the sanitizer sees the first byte beyond it */
        require(argv[argc++] != NULL);
    }
    argv[argc] = NULL;
    const CliSubcommand *subcommand = choose(argv[0]);
    CliOptions options;
    Diag diag;
    diag_reset(&diag);
    if (cli_options_init(&options, subcommand, argc, argv, &diag)) {
        check(&options, subcommand, argc, argv);
    } else {
        require(diag.text[0] && memchr(diag.text, 0, sizeof diag.text) && !options.step && !options.operand && options.step_count == 0);
    }
    cli_options_deinit(&options);
    for (int i = 0; i < argc; i++) free(argv[i]);
    return 0;
}
