/* `unroll setup`: prints the setup that the options make, in a form that --open reads. */
#include "base/arena.h"
#include "cli/apply.h"
#include "cli/cli.h"
#include "cli/open.h"
#include "cli/sheet_setup.h"
#include "lab/lab_play.h"
#include "lab/share_line.h"
#include <stdio.h>
#include <string.h>

static bool print_text(const SetupFile *file, bool is_line, Diag *diag) {
    char *text = NULL;
    size_t size = 0;
    Bytes line = {0};
    bool good;
    if (is_line) {
        share_line_write(&line, file);
        bytes_add(&line, "\n", 1);
        good = !line.failed && fwrite(line.at, 1, line.count, stdout) == line.count;
    } else {
        good = setup_file_write(&text, &size, file, "A saved experiment of Unroll: unroll --open FILE") &&
               fwrite(text, 1, size, stdout) == size;
    }
    bytes_free(&line);
    mem_free(text);
    return good || diag_fail(diag, "standard output could not be written");
}

static bool print_json(const Lab *lab, Diag *diag) {
    Sheet sheet;
    sheet_open(&sheet, stdout, true);
    sheet_count(&sheet, "update", NULL, lab->run.update);
    sheet_setup(&sheet, lab, "setup");
    sheet_variants(&sheet, &lab->variants);
    return sheet_close(&sheet) || diag_fail(diag, "standard output could not be written");
}

/* As cli_lab_apply_all, and keeps the view of the opened file. */
static bool make(Lab *lab, char look[SETUP_LOOK_SIZE], const CliOptions *options, Diag *diag) {
    SetupFile file;
    LabPlay play;
    int step;
    if (!cli_lab_open(&play, &file, lab, &step, options, diag)) return false;
    bool good = lab_play_rest(&play, lab, diag);
    memcpy(look, file.look, sizeof file.look);
    setup_file_deinit(&file);
    while (good && step < options->step_count) good = cli_lab_apply_step(lab, options, &step, diag);
    return good;
}

static int print(const CliOptions *options, const Lab *lab, const char look[SETUP_LOOK_SIZE], Diag *diag) {
    SetupFile file;
    if (!setup_file_take(&file, lab, diag)) return CLI_FAILED;
    memcpy(file.look, look, sizeof file.look);
    bool good = true;
    if (options->json) {
        good = print_json(lab, diag);
    } else {
        good = print_text(&file, options->line, diag);
    }
    setup_file_deinit(&file);
    return good ? CLI_OK : CLI_FAILED;
}

static int run(const CliOptions *options, Diag *diag) {
    char look[SETUP_LOOK_SIZE] = "";
    int status = CLI_FAILED;
    if (options->json && options->line) {
        diag_fail(diag, "--json and --line are two forms; give one of them");
        return CLI_BAD_USAGE;
    }
    Lab *lab = mem_new(sizeof *lab); /* too large for a small stack */
    if (!lab) {
        diag_fail(diag, "out of memory");
        return CLI_FAILED;
    }
    if (lab_init(lab, diag)) status = make(lab, look, options, diag) ? print(options, lab, look, diag) : CLI_BAD_USAGE;
    lab_deinit(lab);
    mem_free(lab);
    return status;
}

const CliSubcommand cli_setup = {
    .name = "setup",
    .summary = "print the setup that determines a run, as --open reads it",
    .operands = "",
    .takes = {CLI_OPEN, CLI_SET, CLI_LAB_DO, CLI_JSON, CLI_LINE},
    .about = "Prints a setup: one key=value a line, each key once; then the variants that are compared with it; then the changes since the "
             "start, as \"at UPDATE COMMAND\", the update of the run, and the view. That is a file .unroll. "
             "--open of any subcommand reads that, and the object of --json, and the whole report that "
             "train --json or analyze --json prints.",
    .more = "A file and the --set before the first --do are one setup, read in that order and checked once: --set items=12 --set steps=40 "
            "is possible in either order. Later --set that follow each other are one change.",
    .status = "0; 1 when the run could not be made; 2 when an option or a value was wrong.",
    .run = run,
};
