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

bool cli_report_command(const Target *target, const Diag *diag, bool not_finite) {
    Diag all = *diag;
    bool is_error = !not_finite || target->is_strict;
    if (!is_error) text_format(all.text, (int)sizeof all.text, "%s The picture shows the experiment before this update.", diag->text);
    cli_report(target->errors, target->subcommand, &all);
    return !is_error;
}

bool cli_apply_line(const Target *target, const char *line, const char *from) {
    Diag diag, placed;
    diag_reset(&diag);
    if (app_apply(target->app, line, &diag)) return true;
    diag_fail(&placed, "%s: %s", from, diag.text);
    return cli_report_command(target, &placed, diag.not_finite);
}

/* Goes on after a line that fails. */
static int apply_script(const Target *target, const char *path) {
    Script script;
    Diag diag;
    Str line;
    int failed = 0;
    diag_reset(&diag);
    if (!script_open(&script, path, target->world, &diag)) {
        cli_report(target->errors, target->subcommand, &diag);
        return 1;
    }
    while (script_next(&script, &line)) failed += !script_apply(&script, line, target);
    script_close(&script);
    return failed;
}

int cli_apply_look(const Target *target, const CliOptions *options) {
    char line[64], number[32];
    int failed = 0;
    if (options->given[CLI_THEME]) failed += !cli_apply_line(target, options->theme == 0 ? "theme dark" : "theme light", "--theme");
    if (options->given[CLI_SCALE]) {
        number_format(number, (int)sizeof number, options->scale_percent);
        text_format(line, (int)sizeof line, "scale %s", number);
        failed += !cli_apply_line(target, line, "--scale");
    }
    return failed;
}

int cli_apply_step(const Target *target, const CliStep *step) {
    char line[COMMAND_LINE_MAX], from[COMMAND_LINE_MAX];
    Diag diag;
    diag_reset(&diag);
    if (step->option == CLI_SCRIPT) return apply_script(target, step->text);
    if (spell_step(step, from, line, COMMAND_LINE_MAX, &diag)) return cli_apply_line(target, line, from) ? 0 : 1;
    cli_report(target->errors, target->subcommand, &diag);
    return 1;
}

int cli_apply_all(const Target *target, const CliOptions *options) {
    int failed = cli_apply_look(target, options);
    for (int i = 0; i < options->step_count; i++) failed += cli_apply_step(target, &options->step[i]);
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
