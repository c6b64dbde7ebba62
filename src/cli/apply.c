/* See apply.h. */
#include "cli/apply.h"
#include "base/arena.h"
#include "base/number.h"
#include "cli/open.h"
#include "cli/script.h"
#include "platform/files.h"
#include "platform/places.h"
#include <string.h>

enum { NAME_SIZE = 160 };

/* The step's name in messages: --do 'play'. */
static const char *name_step(char out[NAME_SIZE], const CliStep *step) {
    Str text = str_from(step->text);
    int shown = str_fit(text, 120);
    text_format(out, NAME_SIZE, "--do '%.*s%s'", shown, text.at, shown < text.count ? "..." : "");
    return out;
}

static bool is_set(const CliOptions *options, int step) { return step < options->step_count && options->step[step].option == CLI_SET; }

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

/* A name may be longer than a short command, and hold blanks. */
static bool apply_language(const Target *target, const char *name) {
    char line[2200];
    if (text_format(line, (int)sizeof line, "setting language %s", name) < (int)sizeof line - 1)
        return cli_apply_line(target, line, "--language");
    Diag diag = {0};
    diag_fail(&diag, "--language: this name is too long");
    return cli_report_command(target, &diag, false);
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
    if (options->given[CLI_LANGUAGE]) failed += !apply_language(target, options->language);
    return failed;
}

void cli_prefer_language(App *app, const World *world) {
    char language[16], line[48], folder[1024], file[1100];
    if (!platform_language(language, (int)sizeof language)) return;
    if (!world->place.find(world->place.user, PLACE_STRINGS, folder, (int)sizeof folder, NULL)) return;
    text_format(file, (int)sizeof file, "%s/%s.txt", folder, language);
    if (!world->file.is_there(world->file.user, file)) return;
    text_format(line, (int)sizeof line, "setting language %s", language);
    app_apply(app, line, NULL);
}

/* Collects the --set options from here on; an invalid one is reported and skipped. */
static int read_sets(const Target *target, SetupBatch *batch, int *step, const CliOptions *options) {
    int failed = 0;
    Diag diag = {0};
    setup_batch_begin(batch);
    for (; is_set(options, *step); ++*step) {
        if (!cli_read_set(batch, &options->step[*step], &diag)) failed += !cli_report_command(target, &diag, false);
    }
    return failed;
}

static int apply_sets(const Target *target, const SetupBatch *batch) {
    Diag found = {0}, diag = {0};
    if (app_set_batch(target->app, batch, &found)) return 0;
    cli_fail_sets(batch, &found, &diag);
    return cli_report_command(target, &diag, false) ? 0 : 1;
}

int cli_apply_start(const Target *target, const CliOptions *options, int *step) {
    SetupBatch batch;
    SetupFile file;
    Diag diag = {0}, found = {0};
    char from[256];
    *step = 0;
    int failed = read_sets(target, &batch, step, options);
    if (!cli_has_file(options)) return failed + apply_sets(target, &batch);
    if (!cli_open_file(&file, options, &diag)) return failed + !cli_report_command(target, &diag, false);
    cli_lay_over(&file, &batch);
    if (!app_open(target->app, &file, &found)) {
        cli_name_file(from, (int)sizeof from, options);
        diag_fail(&diag, "%s: %s", from, found.text);
        failed += !cli_report_command(target, &diag, found.not_finite);
    }
    setup_file_deinit(&file);
    return failed;
}

int cli_apply_step(const Target *target, const CliOptions *options, int *step) {
    char from[NAME_SIZE];
    SetupBatch batch;
    if (is_set(options, *step)) {
        int failed = read_sets(target, &batch, step, options);
        return failed + apply_sets(target, &batch);
    }
    const CliStep *at = &options->step[(*step)++];
    if (at->option == CLI_SCRIPT) return apply_script(target, at->text);
    return cli_apply_line(target, at->text, name_step(from, at)) ? 0 : 1;
}

int cli_apply_all(const Target *target, const CliOptions *options) {
    int step, failed = cli_apply_look(target, options) + cli_apply_start(target, options, &step);
    while (step < options->step_count) failed += cli_apply_step(target, options, &step);
    return failed;
}

static bool set_column(Lab *lab, Str name, Diag *diag) {
    SetupBatch batch;
    char number[16];
    int column;
    setup_batch_begin(&batch);
    if (!setup_find_column(&column, &lab->setup, name, diag)) return false;
    text_format(number, (int)sizeof number, "%d", column);
    return setup_batch_set(&batch, str_from("column"), str_from(number), diag) && lab_set_batch(lab, &batch, diag);
}

/* "text open FILE", "series open FILE [COLUMN]", "series column NAME" and "sentence open FILE" are commands of the window, but they only change the experiment. A
   name with blanks is taken as one if such a file exists. */
static bool open_own(bool *is_own, Lab *lab, const char *line, Diag *diag) {
    static const char *const word[] = {"text", "series", "sentence"}, *const task[] = {"text", "series", "sentiment"};
    Str rest = str_from(line), first = str_next_word(&rest), second = str_next_word(&rest);
    int which = 0;
    while (which < 3 && !str_equal(first, word[which])) which++;
    bool is_column = which == 1 && str_equal(second, "column");
    *is_own = which < 3 && (is_column || str_equal(second, "open"));
    if (!*is_own) return true;
    if (is_column) return set_column(lab, str_trim(rest), diag);
    FileApi files;
    char path[1024], *bytes;
    size_t size;
    Str column = {0};
    platform_files(&files);
    rest = str_trim(rest);
    if (!str_copy(path, (int)sizeof path, rest) || !path[0])
        return diag_fail(diag, "open: expected the name of a file, of at most 1023 bytes.");
    int at = rest.count;
    if (which > 0 && !files.is_there(files.user, path)) {
        while (at > 0 && rest.at[at - 1] != ' ') at--;
        if (at > 0) {
            column = (Str){rest.at + at, rest.count - at};
            str_copy(path, (int)sizeof path, str_trim((Str){rest.at, at}));
        }
    }
    if (!files.read(files.user, path, &bytes, &size, diag)) return false;
    bool good = size <= TEXT_BYTES_MAX ? lab_open_own(lab, task[which], path, (Str){bytes, (int)size}, column, diag)
                                       : diag_fail_at(diag, path, 0, 0, "it is larger than %d MB", TEXT_BYTES_MAX >> 20);
    mem_free(bytes);
    return good;
}

bool cli_lab_apply(Lab *lab, const char *from, const char *line, Diag *diag) {
    Command command;
    Diag found = {0};
    if (!command_parse(&command, str_from(line), &found)) return diag_fail(diag, "%s: %s", from, found.text);
    bool is_own;
    if (!open_own(&is_own, lab, line, &found)) {
        char said[sizeof found.text];
        diag_format(said, (int)sizeof said, &found);
        return diag_fail(diag, "%s: %s", from, said);
    }
    if (is_own) return true;
    if (command_table[command.id].owner != COMMAND_OF_LAB) {
        return diag_fail(diag, "%s: \"%s\" is a command of the window; expected a command for the experiment", from,
                         command_table[command.id].word);
    }
    return lab_apply(lab, &command, &found) || diag_fail(diag, "%s: %s", from, found.text);
}

static bool read_lab_sets(SetupBatch *batch, int *step, const CliOptions *options, Diag *diag) {
    setup_batch_begin(batch);
    for (; is_set(options, *step); ++*step) {
        if (!cli_read_set(batch, &options->step[*step], diag)) return false;
    }
    return true;
}

bool cli_lab_open(LabPlay *play, SetupFile *file, Lab *lab, int *step, const CliOptions *options, Diag *diag) {
    SetupBatch batch;
    Diag found = {0};
    *step = 0;
    if (!cli_open_file(file, options, diag)) return false;
    if (read_lab_sets(&batch, step, options, diag)) {
        cli_lay_over(file, &batch);
        if (lab_play_begin(play, lab, file, &found)) return true;
        if (options->given[CLI_OPEN])
            diag_fail(diag, "--open %s: %s", options->open, found.text);
        else
            cli_fail_sets(&batch, &found, diag);
    }
    setup_file_deinit(file);
    return false;
}

bool cli_lab_apply_step(Lab *lab, const CliOptions *options, int *step, Diag *diag) {
    char from[NAME_SIZE];
    SetupBatch batch;
    Diag found = {0};
    if (is_set(options, *step)) {
        if (!read_lab_sets(&batch, step, options, diag)) return false;
        return lab_set_batch(lab, &batch, &found) || cli_fail_sets(&batch, &found, diag);
    }
    const CliStep *at = &options->step[(*step)++];
    return cli_lab_apply(lab, name_step(from, at), at->text, diag);
}

bool cli_lab_apply_all(Lab *lab, const CliOptions *options, Diag *diag) {
    SetupFile file;
    LabPlay play;
    int step;
    if (!cli_lab_open(&play, &file, lab, &step, options, diag)) return false;
    bool good = lab_play_rest(&play, lab, diag);
    setup_file_deinit(&file);
    while (good && step < options->step_count) good = cli_lab_apply_step(lab, options, &step, diag);
    return good;
}
