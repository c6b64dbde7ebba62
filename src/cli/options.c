/* Reading options and putting them into effect. One table of options drives parsing and messages; what a subcommand
   does not take is refused by name. An option's value is the next argument or follows "=". Simplified on purpose: no
   bundled short options, and "--" ends the options. */
#include "cli/options.h"
#include "base/arena.h"
#include "base/number.h"
#include <string.h>

typedef struct OptionRow {
    CliOption option;
    const char *name;
    const char *value; /* what must follow, as people read it; NULL: nothing */
} OptionRow;

static const OptionRow option_table[] = {
    {CLI_SET, "--set", "key=value"},
    {CLI_DO, "--do", "'command'"},
    {CLI_SCRIPT, "--script", "FILE"},
    {CLI_SIZE, "--size", "WIDTHxHEIGHT"},
    {CLI_THEME, "--theme", "dark or light"},
    {CLI_SCALE, "--scale", "a percentage, 75 to 250"},
    {CLI_OUTPUT, "-o", "FILE"},
    {CLI_OUTPUT, "--output", "FILE"},
    {CLI_RECORD, "--record", "FILE"},
    {CLI_PRESENT, "--present", "auto, surface or texture"},
    {CLI_REPEAT, "--repeat", "COUNT, 1 to 100000"},
    {CLI_SETTINGS, "--settings", "FILE or none"},
    {CLI_HELP, "--help", NULL},
    {CLI_HELP, "-h", NULL},
};
enum { OPTION_ROWS = sizeof option_table / sizeof option_table[0] };

/* "--size" of "--size=640x480" */
static Str option_name(const char *argument) {
    const char *equals = argument[0] == '-' && argument[1] == '-' ? strchr(argument, '=') : NULL;
    return equals ? (Str){argument, (int)(equals - argument)} : str_from(argument);
}

static const OptionRow *find_row(Str name, unsigned taken) {
    for (int i = 0; i < OPTION_ROWS; i++) {
        if ((option_table[i].option & taken) && str_equal(name, option_table[i].name)) return &option_table[i];
    }
    return NULL;
}

static bool fail_unknown(Str name, unsigned taken, Diag *diag) {
    const char *names[OPTION_ROWS];
    char known[256] = "";
    int count = 0, used = 0;
    for (int i = 0; i < OPTION_ROWS; i++) {
        if (!(option_table[i].option & taken)) continue;
        used += text_format(known + used, (int)sizeof known - used, "%s%s", count ? ", " : "", option_table[i].name);
        names[count++] = option_table[i].name;
    }
    const char *closest = str_find_closest(name, names, count);
    if (closest) return diag_fail(diag, "unknown option '%.*s'; did you mean '%s'?", name.count, name.at, closest);
    return diag_fail(diag, "unknown option '%.*s'; it takes %s", name.count, name.at, known);
}

static bool fail_value(const OptionRow *row, const char *found, Diag *diag) {
    return diag_fail(diag, "%s: found '%s'; what would be right is %s", row->name, found, row->value);
}

static bool parse_size(CliOptions *options, const OptionRow *row, const char *value, Diag *diag) {
    const char *cross = strpbrk(value, "xX");
    long width = 0, height = 0;
    if (!cross || !number_parse_int(&width, (Str){value, (int)(cross - value)}) || !number_parse_int(&height, str_from(cross + 1))) {
        return fail_value(row, value, diag);
    }
    if (width < SCREEN_LEAST_WIDTH || height < SCREEN_LEAST_HEIGHT || width > CLI_WIDTH_MAX || height > CLI_HEIGHT_MAX) {
        return diag_fail(diag, "--size: found %s; right is %dx%d at least and %dx%d at most", value, SCREEN_LEAST_WIDTH,
                         SCREEN_LEAST_HEIGHT, CLI_WIDTH_MAX, CLI_HEIGHT_MAX);
    }
    options->width = (int)width;
    options->height = (int)height;
    return true;
}

static bool parse_present(CliOptions *options, const OptionRow *row, const char *value, Diag *diag) {
    static const char *const words[] = {"auto", "surface", "texture"};
    for (int i = 0; i < 3; i++) {
        if (!strcmp(value, words[i])) {
            options->present = (WindowPresent)i;
            return true;
        }
    }
    return fail_value(row, value, diag);
}

/* `value` is empty where the row takes none. */
static bool take(CliOptions *options, const OptionRow *row, const char *value, Diag *diag) {
    options->given |= row->option;
    switch (row->option) {
    case CLI_SET:
        if (!strchr(value, '=') || value[0] == '=') return fail_value(row, value, diag);
        options->step[options->step_count++] = (CliStep){row->option, value};
        return true;
    case CLI_DO:
    case CLI_SCRIPT: options->step[options->step_count++] = (CliStep){row->option, value}; return true;
    case CLI_SIZE: return parse_size(options, row, value, diag);
    case CLI_THEME:
        if (strcmp(value, "dark") != 0 && strcmp(value, "light") != 0) return fail_value(row, value, diag);
        options->dark = value[0] == 'd';
        return true;
    case CLI_SCALE: {
        Str number = str_from(value);
        if (number.count > 1 && number.at[number.count - 1] == '%') number.count--;
        double percent = 0;
        if (!number_parse(&percent, number) || !(percent >= 75 && percent <= 250)) return fail_value(row, value, diag);
        options->scale_percent = percent;
        return true;
    }
    case CLI_OUTPUT: options->output = value; return true;
    case CLI_RECORD: options->record = value; return true;
    case CLI_SETTINGS: options->settings = value; return true;
    case CLI_PRESENT: return parse_present(options, row, value, diag);
    case CLI_REPEAT: {
        long count = 0;
        if (!number_parse_int(&count, str_from(value)) || count < 1 || count > 100000) return fail_value(row, value, diag);
        options->repeat = (int)count;
        return true;
    }
    case CLI_HELP: return true;
    }
    return true;
}

static bool parse_all(CliOptions *options, unsigned taken, int operands, int argc, char **argv, Diag *diag) {
    bool only_operands = false;
    for (int i = 1; i < argc; i++) {
        const char *argument = argv[i];
        if (!only_operands && !strcmp(argument, "--")) {
            only_operands = true;
            continue;
        }
        if (only_operands || argument[0] != '-' || !argument[1]) {
            if (options->operand_count == operands) return diag_fail(diag, "'%s' is one argument too many", argument);
            options->operand[options->operand_count++] = argument;
            continue;
        }
        Str name = option_name(argument);
        const OptionRow *row = find_row(name, taken);
        if (!row) return fail_unknown(name, taken, diag);
        bool joined = argument[name.count] == '=';
        const char *value = "";
        if (row->value && joined) {
            value = argument + name.count + 1;
        } else if (row->value && i + 1 < argc) {
            value = argv[++i];
        } else if (row->value) {
            return diag_fail(diag, "%s: nothing follows; what would be right is %s", row->name, row->value);
        } else if (joined) {
            return diag_fail(diag, "%s takes no value, found '%s'", row->name, argument + name.count + 1);
        }
        if (!take(options, row, value, diag)) return false;
    }
    return true;
}

bool cli_options_init(CliOptions *options, unsigned taken, int operands, int argc, char **argv, Diag *diag) {
    *options = (CliOptions){.width = 1920, .height = 1080, .dark = true, .scale_percent = 100};
    size_t count = argc > 0 ? (size_t)argc : 1;
    options->step = mem_new(count * sizeof *options->step);
    options->operand = mem_new(count * sizeof *options->operand);
    bool good = options->step && options->operand;
    good = good ? parse_all(options, taken | CLI_HELP, operands, argc, argv, diag) : diag_fail(diag, "memory is out");
    if (!good) cli_options_deinit(options);
    return good;
}

void cli_options_deinit(CliOptions *options) {
    mem_free(options->step);
    mem_free(options->operand);
    *options = (CliOptions){0};
}

void cli_report(FILE *errors, const char *subcommand, const Diag *diag) {
    char text[1024];
    diag_format(text, (int)sizeof text, diag);
    fprintf(errors, "unroll %s: %s\n", subcommand, text);
}

/* One line, told apart from its fellows by `from` ("--set radius=9"). False when it failed, after reporting it. */
static bool apply_line(App *app, const char *line, const char *from, const char *subcommand, FILE *errors) {
    Diag diag, placed;
    diag_reset(&diag);
    diag_reset(&placed);
    if (app_apply(app, line, &diag)) return true;
    diag_fail(&placed, "%s: %s", from, diag.text);
    cli_report(errors, subcommand, &placed);
    return false;
}

static int apply_set(App *app, const char *text, const char *subcommand, FILE *errors) {
    char line[COMMAND_LINE_MAX], from[COMMAND_LINE_MAX];
    int name = (int)(strchr(text, '=') - text);
    text_format(from, (int)sizeof from, "--set %s", text);
    if (text_format(line, (int)sizeof line, "set %.*s %s", name, text, text + name + 1) >= (int)sizeof line - 1) {
        Diag diag;
        diag_reset(&diag);
        diag_fail(&diag, "%s: longer than the %d bytes a command may have", from, COMMAND_LINE_MAX);
        cli_report(errors, subcommand, &diag);
        return 1;
    }
    return apply_line(app, line, from, subcommand, errors) ? 0 : 1;
}

/* A script is one command a line; blank lines and lines that begin with '#' say nothing. Goes on after a line that fails. */
static int apply_script(App *app, const char *path, const World *world, const char *subcommand, FILE *errors) {
    char *data = NULL;
    size_t size = 0;
    Diag diag;
    diag_reset(&diag);
    if (!world->file.read(world->file.user, path, &data, &size, &diag)) {
        cli_report(errors, subcommand, &diag);
        return 1;
    }
    int failed = 0, number = 0;
    Str rest = {data, (int)size};
    while (rest.count > 0) {
        char line[COMMAND_LINE_MAX];
        Str text = str_trim(str_next_line(&rest));
        Diag found;
        number++;
        if (text.count == 0 || text.at[0] == '#') continue;
        diag_reset(&found);
        bool fits = str_copy(line, (int)sizeof line, text);
        if (fits && app_apply(app, line, &found)) continue;
        diag_reset(&diag);
        if (fits) {
            diag_fail_at(&diag, path, number, found.column, "%s", found.text);
        } else {
            diag_fail_at(&diag, path, number, 1, "the line is longer than the %d bytes a command may have", COMMAND_LINE_MAX);
        }
        cli_report(errors, subcommand, &diag);
        failed++;
    }
    mem_free(data);
    return failed;
}

int cli_options_apply(App *app, const CliOptions *options, const World *world, const char *subcommand, FILE *errors) {
    int failed = 0;
    char line[64];
    if (options->given & CLI_THEME) {
        text_format(line, (int)sizeof line, "theme %s", options->dark ? "dark" : "light");
        failed += !apply_line(app, line, "--theme", subcommand, errors);
    }
    if (options->given & CLI_SCALE) {
        char number[32];
        number_format(number, (int)sizeof number, options->scale_percent);
        text_format(line, (int)sizeof line, "scale %s", number);
        failed += !apply_line(app, line, "--scale", subcommand, errors);
    }
    for (int i = 0; i < options->step_count; i++) {
        const CliStep *step = &options->step[i];
        char from[COMMAND_LINE_MAX];
        text_format(from, (int)sizeof from, "--do '%s'", step->text);
        if (step->kind == CLI_SET) failed += apply_set(app, step->text, subcommand, errors);
        if (step->kind == CLI_DO) failed += !apply_line(app, step->text, from, subcommand, errors);
        if (step->kind == CLI_SCRIPT) failed += apply_script(app, step->text, world, subcommand, errors);
    }
    return failed;
}

bool cli_lab_apply(Lab *lab, const char *from, const char *line, Diag *diag) {
    Command command;
    Diag found = {0};
    if (!command_parse(&command, str_from(line), &found)) return diag_fail(diag, "%s: %s", from, found.text);
    if (command_table[command.id].owner != COMMAND_OF_LAB) {
        return diag_fail(diag, "%s: \"%s\" is the window's; here only commands for the experiment are possible.", from,
                         command_table[command.id].word);
    }
    return lab_apply(lab, &command, &found) || diag_fail(diag, "%s: %s", from, found.text);
}

bool cli_lab_set(Lab *lab, const char *text, Diag *diag) {
    char line[COMMAND_LINE_MAX], from[COMMAND_LINE_MAX];
    const char *equals = strchr(text, '=');
    if (!equals || equals == text) return diag_fail(diag, "--set: found '%s'; what would be right is key=value", text);
    text_format(from, (int)sizeof from, "--set %s", text);
    text_format(line, (int)sizeof line, "set %.*s %s", (int)(equals - text), text, equals + 1);
    return cli_lab_apply(lab, from, line, diag);
}
