/* `unroll setup`: prints the setup that the options lead to, in a form that --open reads. */
#include "base/number.h"
#include "cli/apply.h"
#include "cli/cli.h"
#include "cli/open.h"
#include "cli/sheet_setup.h"
#include "lab/lab_play.h"
#include <stdio.h>
#include <string.h>

static void print_lines(const SetupFile *file) {
    char value[64], line[VARIANT_LINE_SIZE];
    for (int key = 0; key < KEY_COUNT; key++) {
        setup_format(value, (int)sizeof value, &file->setup, (SetupKey)key);
        printf("%s=%s\n", setup_table[key].key, value);
    }
    for (int i = 0; i < file->variants.count; i++) {
        variant_format(line, (int)sizeof line, &file->variants.item[i]);
        printf("compare %s\n", line);
    }
    for (int i = 0; i < file->step_count; i++) {
        const SinceStep *step = &file->step[i];
        setup_file_format_step(line, (int)sizeof line, file, step);
        for (long n = 0; n < step->count; n++) printf("at %ld %s\n", step->update + (step->kind == SINCE_UPDATE ? n : 0), line);
    }
    for (int i = 0; i < file->hold_count; i++) {
        setup_file_format_hold(line, (int)sizeof line, &file->hold[i]);
        printf("at %ld %s\n", file->hold_update, line);
    }
    if (file->update > 0) printf("at %ld\n", file->update);
}

/* What differs from the defaults; where nothing does, one key, so that the line is not empty. */
static bool print_line(const SetupFile *file, Diag *diag) {
    Setup first;
    char value[64];
    bool is_first = true;
    setup_init(&first);
    if (file->update > 0 || file->step_count > 0 || file->hold_count > 0) {
        return diag_fail(diag, "--line: this run is at update %ld with %d changes since its start, which one line cannot hold; --json can",
                         file->update, file->step_count + file->hold_count);
    }
    for (int key = 0; key < KEY_COUNT; key++) {
        bool is_last_chance = is_first && key == KEY_COUNT - 1;
        if (file->setup.value[key] == first.value[key] && !is_last_chance) continue;
        setup_format(value, (int)sizeof value, &file->setup, (SetupKey)key);
        printf("%s%s=%s", is_first ? "" : " ", setup_table[key].key, value);
        is_first = false;
    }
    for (int i = 0; i < file->variants.count; i++) {
        char variant[VARIANT_LINE_SIZE];
        variant_format(variant, (int)sizeof variant, &file->variants.item[i]);
        printf("%s%s", i == 0 ? " compare " : " | ", variant);
    }
    printf("\n");
    return true;
}

static bool print_json(const Lab *lab, Diag *diag) {
    Sheet sheet;
    sheet_open(&sheet, stdout, true);
    sheet_count(&sheet, "update", NULL, lab->run.update);
    sheet_setup(&sheet, lab);
    sheet_variants(&sheet, &lab->variants);
    return sheet_close(&sheet) || diag_fail(diag, "standard output could not be written");
}

static int print(const CliOptions *options, const Lab *lab, Diag *diag) {
    SetupFile file;
    if (!setup_file_take(&file, lab, diag)) return CLI_FAILED;
    bool good = true;
    if (options->json) {
        good = print_json(lab, diag);
    } else if (options->line) {
        good = print_line(&file, diag);
    } else {
        print_lines(&file);
    }
    setup_file_deinit(&file);
    return good ? CLI_OK : CLI_FAILED;
}

static int run(const CliOptions *options, Diag *diag) {
    Lab lab = {0};
    int status = CLI_FAILED;
    if (options->json && options->line) {
        diag_fail(diag, "--json and --line are two forms; give one of them");
        return CLI_BAD_USAGE;
    }
    if (lab_init(&lab, diag)) status = cli_lab_apply_all(&lab, options, diag) ? print(options, &lab, diag) : CLI_BAD_USAGE;
    lab_deinit(&lab);
    return status;
}

const CliSubcommand cli_setup = {
    .name = "setup",
    .summary = "print the setup that determines a run, as --open reads it",
    .operands = "",
    .takes = {CLI_OPEN, CLI_SET, CLI_LAB_DO, CLI_JSON, CLI_LINE},
    .about = "Prints a setup: one key=value a line, each key once; then the variants that are compared with it; then what was done since "
             "the start, as \"at UPDATE COMMAND\", and the "
             "update at which the run stands. --open of any subcommand reads that, and the object of --json, and the whole report that "
             "train --json or analyze --json prints.",
    .more = "A file and the --set before the first --do are one setup, read in that order and checked once: --set items=12 --set steps=40 "
            "is possible in either order. Later --set that follow each other are one change.",
    .status = "0; 1 when the run could not be made; 2 when an option or a value was wrong.",
    .run = run,
};
