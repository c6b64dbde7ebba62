/* See apply.h. */
#include "cli/apply.h"
#include "base/number.h"
#include "cli/script.h"
#include <string.h>

/* What the step is called in messages, "--do 'play'", and its command line. False when it is too long for a command. */
static bool spell_step(const CliStep *step, char *from, char *line, int size, Diag *diag) {
    const char *text = step->text, *equals = strchr(text, '=');
    bool fits;
    if (step->option == CLI_SET) {
        text_format(from, size, "--set %s", text);
        fits = text_format(line, size, "set %.*s %s", (int)(equals - text), text, equals + 1) < size - 1;
    } else {
        text_format(from, size, "--do '%s'", text);
        fits = text_format(line, size, "%s", text) < size - 1;
    }
    if (fits) return true;
    return diag_fail(diag, "%.60s...: longer than %d bytes, the most that a command may have", from, size - 1);
}

/* One line; `from` is what was typed. Returns how many failed. */
static int apply_line(App *app, const char *line, const char *from, const char *subcommand, FILE *errors) {
    Diag diag, placed;
    diag_reset(&diag);
    if (app_apply(app, line, &diag)) return 0;
    diag_fail(&placed, "%s: %s", from, diag.text);
    cli_report(errors, subcommand, &placed);
    return 1;
}

/* Goes on after a line that fails. */
static int apply_script(App *app, const char *path, const World *world, const char *subcommand, FILE *errors) {
    Script script;
    Diag diag;
    Str line;
    int failed = 0;
    diag_reset(&diag);
    if (!script_open(&script, path, world, &diag)) {
        cli_report(errors, subcommand, &diag);
        return 1;
    }
    while (script_next(&script, &line)) failed += !script_apply(&script, line, app, subcommand, errors);
    script_close(&script);
    return failed;
}

int cli_apply_look(App *app, const CliOptions *options, const char *subcommand, FILE *errors) {
    char line[64], number[32];
    int failed = 0;
    if (options->given[CLI_THEME]) {
        failed += apply_line(app, options->theme == 0 ? "theme dark" : "theme light", "--theme", subcommand, errors);
    }
    if (options->given[CLI_SCALE]) {
        number_format(number, (int)sizeof number, options->scale_percent);
        text_format(line, (int)sizeof line, "scale %s", number);
        failed += apply_line(app, line, "--scale", subcommand, errors);
    }
    return failed;
}

int cli_apply_step(App *app, const CliStep *step, const World *world, const char *subcommand, FILE *errors) {
    char line[COMMAND_LINE_MAX], from[COMMAND_LINE_MAX];
    Diag diag;
    diag_reset(&diag);
    if (step->option == CLI_SCRIPT) return apply_script(app, step->text, world, subcommand, errors);
    if (spell_step(step, from, line, COMMAND_LINE_MAX, &diag)) return apply_line(app, line, from, subcommand, errors);
    cli_report(errors, subcommand, &diag);
    return 1;
}

int cli_apply_all(App *app, const CliOptions *options, const World *world, const char *subcommand, FILE *errors) {
    int failed = cli_apply_look(app, options, subcommand, errors);
    for (int i = 0; i < options->step_count; i++) failed += cli_apply_step(app, &options->step[i], world, subcommand, errors);
    return failed;
}

bool cli_lab_apply(Lab *lab, const char *from, const char *line, Diag *diag) {
    Command command;
    Diag found = {0};
    if (!command_parse(&command, str_from(line), &found)) return diag_fail(diag, "%s: %s", from, found.text);
    if (command_table[command.id].owner != COMMAND_OF_LAB) {
        return diag_fail(diag, "%s: \"%s\" is a command of the window; expected a command for the experiment", from,
                         command_table[command.id].word);
    }
    return lab_apply(lab, &command, &found) || diag_fail(diag, "%s: %s", from, found.text);
}

bool cli_lab_apply_step(Lab *lab, const CliStep *step, Diag *diag) {
    char line[COMMAND_LINE_MAX], from[COMMAND_LINE_MAX];
    return spell_step(step, from, line, COMMAND_LINE_MAX, diag) && cli_lab_apply(lab, from, line, diag);
}
