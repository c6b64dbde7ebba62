/* The table of all options and the one parser (declared in options.h). A value is the next argument or follows "=". Options and operands
   may stand in any order; "--" ends the options; "-" and a number such as -0.5 are operands. Simplified on purpose: short options cannot
   be bundled, and names cannot be shortened. */
#include "cli/options.h"
#include "base/arena.h"
#include "base/number.h"
#include "cli/refcheck.h"
#include "gui/theme.h"
#include "lab/lab.h"
#include "view/screen.h"
#include <stddef.h>
#include <string.h>

#define FIELD(name) offsetof(CliOptions, name)

static const OptionRow option_table[CLI_OPTION_COUNT] = {
    [CLI_OPEN] = {"--open", NULL, "FILE", OPTION_FILE, .field = FIELD(open),
                  .help = "a saved setup, read first: key=value lines, a JSON object of them, what `unroll setup` printed, or a JSON "
                          "report of train or analyze; the address of a lesson's step, vanishing#draw-it or "
                          "unroll:vanishing/draw-it; - is standard input"},
    [CLI_SET] = {"--set", NULL, "KEY=VALUE", OPTION_SETTING, .is_step = true,
                 .help = "as `set KEY VALUE` in the window: --set cell=lstm --set steps=60; those before any other step are one setup, in "
                         "any order; later ones that follow each other are one change"},
    [CLI_DO] = {"--do", NULL, "COMMAND", OPTION_TEXT, .is_step = true,
                .help = "any command: --do 'seek backward 5', --do 'train 200', --do 'frame 0.5'"},
    [CLI_LAB_DO] = {"--do", NULL, "COMMAND", OPTION_TEXT, .is_step = true,
                    .help = "a command for the experiment: --do 'preset lstm', --do restart"},
    [CLI_SCRIPT] = {"--script", NULL, "FILE", OPTION_FILE, .is_step = true,
                    .help = "play one command a line, such as what --record wrote; - is standard input"},
    [CLI_UPDATE] = {"--update", NULL, "N", OPTION_COUNT, .is_step = true, .most = LAB_TRAIN_MAX,
                    .help = "go to this update: train up to it, or go back to it"},
    [CLI_OUTPUT] = {"--output", "-o", "FILE", OPTION_FILE, .field = FIELD(output),
                    .help = "its ending chooses the form: .png, .svg, .pdf, or .txt, which lists the drawing commands, one a "
                            "line; - is standard output, as text unless --format says otherwise"},
    [CLI_FORMAT] = {"--format", NULL, "png|svg|pdf|txt", OPTION_WORD, .field = FIELD(format), .standard = -1,
                    .help = "the form of FILE, whatever its ending"},
    [CLI_TEXT_OUTPUT] = {"--output", "-o", "FILE", OPTION_FILE, .field = FIELD(output), .help = "standard output when not given"},
    [CLI_CLEAR] = {"--transparent", NULL, NULL, OPTION_FLAG, .field = FIELD(clear), .help = "no background behind the picture"},
    [CLI_FILM_OUTPUT] = {"--output", "-o", "FILE|FOLDER", OPTION_FILE, .field = FIELD(output),
                         .help = "a file .mp4 or .gif, or else a folder for numbered pictures; - is standard output, as MP4 unless "
                                 "--format says otherwise"},
    [CLI_FILM_FORMAT] = {"--format", NULL, "mp4|gif", OPTION_WORD, .field = FIELD(format), .standard = -1,
                         .help = "the form of FILE, whatever its ending"},
    [CLI_FPS] = {"--fps", NULL, "N", OPTION_COUNT, .field = FIELD(fps), .least = 1, .most = 60, .standard = 30, .help = "frames a second"},
    [CLI_SECONDS] = {"--seconds", NULL, "S", OPTION_NUMBER, .field = FIELD(seconds), .least = 0.1, .most = 600, .standard = 120,
                     .help = "exactly this long; by default until nothing moves any more, but at most"},
    [CLI_TRAIN] = {"--train", NULL, "N", OPTION_COUNT, .field = FIELD(train_updates), .most = LAB_TRAIN_MAX,
                   .help = "film a training: this many updates between two frames; with --seconds"},
    [CLI_RECORD] = {"--record", NULL, "FILE", OPTION_FILE, .field = FIELD(record),
                    .help = "record everything done in the window as a script, one command a line; - is standard output"},
    [CLI_SETTINGS] = {"--settings", NULL, "FILE|none", OPTION_FILE, .field = FIELD(settings),
                      .help = "keep your settings in FILE; none neither reads nor writes them"},
    [CLI_SPEAK] = {"--speak", NULL, NULL, OPTION_FLAG, .field = FIELD(speak),
                   .help = "say in words what the window shows, through speech-dispatcher, as screen readers do"},
    [CLI_SIZE] = {"--size", NULL, "WIDTHxHEIGHT", OPTION_SIZE, .help = "pixels; 1920x1080 when not given"},
    [CLI_WINDOW_SIZE] = {"--size", NULL, "WIDTHxHEIGHT", OPTION_SIZE, .help = "of the window; as the screen allows when not given"},
    [CLI_THEME] = {"--theme", NULL, "dark|light", OPTION_WORD, .field = FIELD(theme), .standard = -1,
                   .help = "colours; dark when not given, in the window as your settings say"},
    [CLI_SCALE] = {"--scale", NULL, "PERCENT", OPTION_NUMBER, .field = FIELD(scale_percent), .least = 75, .most = 250,
                   .help = "size of everything; 100 when not given, in the window as your settings say"},
    [CLI_LANGUAGE] =
        {"--language", NULL, "en|de|FILE", OPTION_TEXT, .field = FIELD(language),
         .help = "the words of the interface and, where there are such, of lessons; FILE is one that `unroll strings` has written"},
    [CLI_PRESENT] = {"--present", NULL, "auto|surface|texture", OPTION_WORD, .field = FIELD(present),
                     .help = "how pictures get to the screen; `unroll bench present` measures both ways"},
    [CLI_UPDATES] = {"--updates", NULL, "N", OPTION_COUNT, .field = FIELD(updates), .least = 1, .most = CLI_UPDATES_MAX, .standard = 1000,
                     .help = "how many updates"},
    [CLI_UNTIL] = {"--until", NULL, "solved", OPTION_WORD, .field = FIELD(until), .help = "stop as soon as the task's goal is reached"},
    [CLI_EVERY] = {"--eval-every", NULL, "N", OPTION_COUNT, .field = FIELD(every), .least = 1, .most = CLI_UPDATES_MAX,
                   .help = "updates between evaluations; a twentieth of all when not given"},
    [CLI_CSV] = {"--csv", NULL, "FILE", OPTION_FILE, .field = FIELD(csv),
                 .help = "a row for every evaluation, saved every few seconds; - is standard output"},
    [CLI_JSON] = {"--json", NULL, NULL, OPTION_FLAG, .field = FIELD(json),
                  .help = "one JSON object on standard output instead of text; NaN and infinity are null"},
    [CLI_STRICT] = {"--strict", NULL, NULL, OPTION_FLAG, .field = FIELD(strict),
                    .help = "training that makes a number infinite is an error; else the picture shows the experiment before that update"},
    [CLI_LINE] = {"--line", NULL, NULL, OPTION_FLAG, .field = FIELD(line),
                  .help = "one line of KEY=VALUE, of what differs from the defaults"},
    [CLI_LAYER] = {"--layer", NULL, "N", OPTION_COUNT, .field = FIELD(layer), .least = 1, .most = NET_LAYER_MAX,
                   .help = "the layer whose steps are shown, and whose gate is held; the top one when not given"},
    [CLI_FOLLOW] = {"--follow", NULL, "K|last", OPTION_TEXT, .field = FIELD(follow),
                    .help = "the time step whose loss is followed back; the last one when not given"},
    [CLI_DIRECTION] = {"--direction", NULL, "forward|reverse", OPTION_WORD, .field = FIELD(direction),
                       .help = "the direction whose steps are shown"},
    [CLI_WINDOW] = {"--window", NULL, "K", OPTION_COUNT, .field = FIELD(window), .least = 1, .most = NET_STEP_MAX,
                    .help = "of truncated; what `truncate` is set to when not given"},
    [CLI_STATE] = {"--state", NULL, "h|c", OPTION_WORD, .field = FIELD(state), .help = "of axes"},
    [CLI_TOLERANCE] = {"--tolerance", NULL, "X", OPTION_NUMBER, .field = FIELD(tolerance), .least = 1e-300, .most = 1,
                       .standard = REF_TOLERANCE, .help = "largest error of a block"},
    [CLI_ALL] = {"--all", NULL, NULL, OPTION_FLAG, .field = FIELD(all),
                 .help = "a row for every picture and theme: everything changes, with layers and tiles"},
    [CLI_REPEAT] = {"--repeat", NULL, "COUNT", OPTION_COUNT, .field = FIELD(repeat), .least = 1, .most = 100000,
                    .help = "how many times to measure"},
    [CLI_QUANTITY] = {"--quantity", NULL, "TEXT", OPTION_TEXT, .is_step = true,
                      .help = "a quantity, or what can be worked out from several, as in a lesson: --quantity 'rgrad 1' --quantity "
                              "'log10(prod factor 2..T)'; may be given several times"},
    [CLI_QUANTITIES] = {"--quantities", NULL, NULL, OPTION_FLAG, .field = FIELD(quantities), .help = "list every quantity, and end"},
    [CLI_SLOW] = {"--slow", NULL, NULL, OPTION_FLAG, .field = FIELD(slow), .help = "run the claims that say slow, too"},
    [CLI_TIME] = {"--time", NULL, NULL, OPTION_FLAG, .field = FIELD(time),
                  .help = "print the seconds of every step, and warn of claims that take long without saying slow"},
    [CLI_PDF_OUTPUT] = {"--output", "-o", "FILE", OPTION_FILE, .field = FIELD(output), .help = "the PDF to write"},
    [CLI_ANSWERS] = {"--answers", NULL, NULL, OPTION_FLAG, .field = FIELD(answers),
                     .help = "the answers of all questions on pages at the end"},
    [CLI_PAPER] = {"--paper", NULL, "a4|letter", OPTION_WORD, .field = FIELD(paper), .help = "the size of the pages"},
    [CLI_HELP] = {"--help", "-h", NULL, OPTION_FLAG, .field = FIELD(help), .help = "this text"},
};

const OptionRow *cli_option_row(CliOption option) { return &option_table[option]; }

bool cli_takes(const CliSubcommand *subcommand, CliOption option) {
    for (int i = 0; i < CLI_TAKES_MAX && subcommand->takes[i]; i++) {
        if (subcommand->takes[i] == option) return true;
    }
    return option == CLI_HELP;
}

static bool has_name(const OptionRow *row, Str name) {
    return str_equal(name, row->name) || (row->short_name && str_equal(name, row->short_name));
}

static CliOption find_option(const CliSubcommand *subcommand, Str name) {
    for (int i = CLI_NONE + 1; i < CLI_OPTION_COUNT; i++) {
        if (cli_takes(subcommand, (CliOption)i) && has_name(&option_table[i], name)) return (CliOption)i;
    }
    return CLI_NONE;
}

static bool fail_unknown(Str name, const CliSubcommand *subcommand, Diag *diag) {
    const char *names[CLI_OPTION_COUNT];
    char known[400] = "";
    int count = 0, used = 0;
    for (int i = CLI_NONE + 1; i < CLI_OPTION_COUNT; i++) {
        if (!cli_takes(subcommand, (CliOption)i)) continue;
        used += text_format(known + used, (int)sizeof known - used, "%s%s", count ? ", " : "", option_table[i].name);
        names[count++] = option_table[i].name;
    }
    const char *closest = str_find_closest(name, names, count);
    if (closest) return diag_fail(diag, "unknown option '%.*s'; did you mean '%s'?", name.count, name.at, closest);
    return diag_fail(diag, "unknown option '%.*s'; expected one of %s", name.count, name.at, known);
}

void cli_describe_value(char *out, int size, const OptionRow *row) {
    char least[32], most[32];
    number_format(least, (int)sizeof least, row->least);
    number_format(most, (int)sizeof most, row->most);
    switch (row->kind) {
    case OPTION_FLAG: text_format(out, size, "nothing"); break;
    case OPTION_TEXT: text_format(out, size, row->field == 0 && strcmp(row->name, "--quantity") == 0 ? "a quantity" : "a command"); break;
    case OPTION_FILE: text_format(out, size, "a file's name"); break;
    case OPTION_SETTING: text_format(out, size, "key=value"); break;
    case OPTION_COUNT: text_format(out, size, "a whole number from %.0f to %.0f", row->least, row->most); break;
    case OPTION_NUMBER: text_format(out, size, "a number from %s to %s", least, most); break;
    case OPTION_WORD: {
        int used = 0;
        Str rest = str_from(row->value);
        for (int i = 0; rest.count > 0; i++) {
            int end = (int)strcspn(rest.at, "|");
            bool last = end == rest.count;
            used += text_format(out + used, size - used, "%s%.*s", i == 0 ? "" : last ? " or " : ", ", end, rest.at);
            rest = (Str){rest.at + end + !last, rest.count - end - !last};
        }
        break;
    }
    case OPTION_SIZE:
        text_format(out, size, "WIDTHxHEIGHT from %dx%d, where it is tall from %dx%d, to %dx%d", SCREEN_LEAST_WIDTH, SCREEN_LEAST_HEIGHT,
                    SCREEN_TALL_WIDTH, SCREEN_TALL_HEIGHT, CLI_WIDTH_MAX, CLI_HEIGHT_MAX);
        break;
    }
}

static bool fail_value(const OptionRow *row, const char *found, Diag *diag) {
    char expected[160];
    cli_describe_value(expected, (int)sizeof expected, row);
    return diag_fail(diag, "%s: '%s' is not valid; expected %s", row->name, found, expected);
}

static bool parse_size(CliOptions *options, const char *value) {
    const char *cross = strpbrk(value, "xX");
    long width = 0, height = 0;
    if (!cross || !number_parse_int(&width, (Str){value, (int)(cross - value)}) || !number_parse_int(&height, str_from(cross + 1))) {
        return false;
    }
    options->width = (int)width;
    options->height = (int)height;
    int least = screen_is_tall((double)width, (double)height) ? SCREEN_TALL_WIDTH : SCREEN_LEAST_WIDTH;
    return width >= least && height >= SCREEN_LEAST_HEIGHT && width <= CLI_WIDTH_MAX && height <= CLI_HEIGHT_MAX;
}

/* Index of the word among "a|b|c"; -1 when it is none of them. */
static int find_word(const char *words, const char *word) {
    size_t count = strlen(word);
    for (int i = 0;; i++) {
        size_t end = strcspn(words, "|");
        if (end == count && strncmp(words, word, end) == 0) return i;
        if (!words[end]) return -1;
        words += end + 1;
    }
}

/* Checks the value by the row's kind, and puts it where it belongs. */
static bool take(CliOptions *options, CliOption option, const char *value) {
    const OptionRow *row = &option_table[option];
    void *field = (char *)options + row->field;
    CliStep step = {option, value, 0};
    Str text = str_from(value);
    long count = 0;
    double number = 0;
    int word = 0;
    switch (row->kind) {
    case OPTION_FLAG: *(bool *)field = true; break;
    case OPTION_TEXT: break;
    case OPTION_FILE:
        if (!value[0]) return false;
        break;
    case OPTION_SETTING:
        if (!strchr(value, '=') || value[0] == '=') return false;
        break;
    case OPTION_COUNT:
        if (!number_parse_int(&count, text) || (double)count < row->least || (double)count > row->most) return false;
        step.count = count;
        if (!row->is_step) *(long *)field = count;
        break;
    case OPTION_NUMBER:
        if (text.count > 1 && text.at[text.count - 1] == '%') text.count--;
        if (!number_parse(&number, text) || !(number >= row->least && number <= row->most)) return false;
        *(double *)field = number;
        break;
    case OPTION_WORD:
        word = find_word(row->value, value);
        if (word < 0) return false;
        *(int *)field = word;
        break;
    case OPTION_SIZE:
        if (!parse_size(options, value)) return false;
        break;
    }
    if (row->is_step) {
        options->step[options->step_count++] = step;
    } else if (row->kind == OPTION_TEXT || row->kind == OPTION_FILE || row->kind == OPTION_SETTING) {
        *(const char **)field = value;
    }
    options->given[option] = true;
    return true;
}

static void set_standard_values(CliOptions *options) {
    options->width = 1920;
    options->height = 1080;
    for (int i = CLI_NONE + 1; i < CLI_OPTION_COUNT; i++) {
        const OptionRow *row = &option_table[i];
        void *field = (char *)options + row->field;
        if (row->is_step) continue;
        if (row->kind == OPTION_COUNT) *(long *)field = (long)row->standard;
        if (row->kind == OPTION_NUMBER) *(double *)field = row->standard;
        if (row->kind == OPTION_WORD) *(int *)field = (int)row->standard;
    }
}

static bool is_operand(const char *argument) {
    double number;
    return argument[0] != '-' || !argument[1] || number_parse(&number, str_from(argument));
}

/* "--size" of "--size=640x480" */
static Str option_name(const char *argument) {
    const char *equals = argument[1] == '-' ? strchr(argument, '=') : NULL;
    return equals ? (Str){argument, (int)(equals - argument)} : str_from(argument);
}

static bool parse_all(CliOptions *options, const CliSubcommand *subcommand, int argc, char **argv, Diag *diag) {
    bool only_operands = false;
    for (int i = 1; i < argc; i++) {
        const char *argument = argv[i];
        if (!only_operands && !strcmp(argument, "--")) {
            only_operands = true;
            continue;
        }
        if (only_operands || is_operand(argument)) {
            if (options->operand_count == subcommand->operand_max) return diag_fail(diag, "'%s' is one argument too many", argument);
            options->operand[options->operand_count++] = argument;
            continue;
        }
        Str name = option_name(argument);
        CliOption option = find_option(subcommand, name);
        if (!option) return fail_unknown(name, subcommand, diag);
        const OptionRow *row = &option_table[option];
        const char *value = argument[name.count] == '=' ? argument + name.count + 1 : NULL;
        if (row->kind == OPTION_FLAG && value) return diag_fail(diag, "%s takes no value; found '%s'", row->name, value);
        if (row->kind != OPTION_FLAG && !value && i + 1 == argc) {
            char expected[160];
            cli_describe_value(expected, (int)sizeof expected, row);
            return diag_fail(diag, "%.*s needs a value; expected %s", name.count, name.at, expected);
        }
        if (row->kind != OPTION_FLAG && !value) value = argv[++i];
        if (!take(options, option, value ? value : "")) return fail_value(row, value, diag);
    }
    return true;
}

bool cli_options_init(CliOptions *options, const CliSubcommand *subcommand, int argc, char **argv, Diag *diag) {
    *options = (CliOptions){0};
    set_standard_values(options);
    size_t count = argc > 0 ? (size_t)argc : 1;
    options->step = mem_new(count * sizeof *options->step);
    options->operand = mem_new(count * sizeof *options->operand);
    bool good = (options->step && options->operand) || diag_fail(diag, "out of memory");
    good = good && parse_all(options, subcommand, argc, argv, diag);
    if (!good) cli_options_deinit(options);
    return good;
}

void cli_options_deinit(CliOptions *options) {
    mem_free(options->step);
    mem_free(options->operand);
    *options = (CliOptions){0};
}
