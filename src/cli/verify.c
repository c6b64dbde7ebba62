/* unroll verify FILE...: the engine against reference cases, one line a block, and the worst of all at the end. */
#include "base/arena.h"
#include "base/number.h"
#include "cli/cli.h"
#include "cli/refcheck.h"
#include "platform/files.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

/* The worst block of all files, copied as text, because the cases are freed before the end. */
typedef struct Worst {
    bool any;
    double error;
    char file[256], block[REF_NAME_SIZE];
} Worst;

typedef struct Totals {
    int files, compared, failed, skipped;
    Worst worst;
} Totals;

static void print_number(double value) {
    char text[32];
    text_format(text, (int)sizeof text, "%.2e", value);
    fputs(text, stdout);
}

static void print_report(const char *path, const RefReport *report, Totals *totals) {
    for (int i = 0; i < report->count; i++) {
        const RefResult *result = &report->result[i];
        printf("%s  %s  ", path, result->block->name);
        if (result->status == REF_SKIPPED) {
            printf("skipped: %s\n", result->reason);
            continue;
        }
        print_number(result->error);
        printf("  %s\n", result->status == REF_OK ? "ok" : "FAIL");
    }
    if (report->worst >= 0) {
        const RefResult *result = &report->result[report->worst];
        Worst *worst = &totals->worst;
        if (!worst->any || result->error > worst->error) {
            *worst = (Worst){.any = true, .error = result->error};
            str_copy(worst->file, (int)sizeof worst->file, str_from(path));
            str_copy(worst->block, REF_NAME_SIZE, str_from(result->block->name));
        }
    }
    totals->files++;
    totals->compared += report->compared;
    totals->failed += report->failed;
    totals->skipped += report->skipped;
}

static int report_problem(const Diag *diag) {
    cli_report(stderr, "verify", diag);
    return CLI_BAD_USAGE;
}

static int verify_file(const char *path, double tolerance, Totals *totals) {
    FileApi files;
    Diag diag = {0};
    char *data = NULL;
    size_t size = 0;
    platform_files(&files);
    if (!files.read(files.user, path, &data, &size, &diag)) return report_problem(&diag);
    RefCase reference;
    RefReport report = {0};
    bool done = refcase_parse(&reference, path, (Str){data, (int)size}, &diag) && refcheck_run(&report, &reference, tolerance, &diag);
    mem_free(data);
    if (done) print_report(path, &report, totals);
    refcheck_deinit(&report);
    refcase_deinit(&reference);
    return done ? CLI_OK : report_problem(&diag);
}

static int verify(const CliOptions *options, Diag *diag) {
    Totals totals = {0};
    int status = CLI_OK;
    if (options->operand_count == 0) {
        diag_fail(diag, "no FILE is named; `unroll help verify` says what is expected");
        return CLI_BAD_USAGE;
    }
    for (int i = 0; i < options->operand_count; i++) {
        if (verify_file(options->operand[i], options->tolerance, &totals) != CLI_OK) status = CLI_BAD_USAGE;
    }
    if (totals.failed > 0 && status == CLI_OK) status = CLI_FAILED;
    if (totals.worst.any) {
        fputs("worst ", stdout);
        print_number(totals.worst.error);
        printf(" in %s %s; %d blocks in %d file%s compared, %d failed, %d skipped\n", totals.worst.file, totals.worst.block,
               totals.compared, totals.files, totals.files == 1 ? "" : "s", totals.failed, totals.skipped);
    } else {
        printf("nothing was compared in %d file%s; blocks skipped: %d\n", totals.files, totals.files == 1 ? "" : "s", totals.skipped);
    }
    return status;
}

const CliSubcommand cli_verify = {
    .name = "verify",
    .summary = "compare the engine with reference data",
    .operands = "FILE...",
    .operand_max = -1,
    .takes = {CLI_TOLERANCE},
    .about = "Runs the engine on reference cases and compares every number in them. For each file and quantity it prints one line: file, "
             "block, worst error, ok or FAIL; at the end the worst of all.",
    .more =
        "The error of a block is its largest difference divided by the block's largest magnitude. A block that is all zero must be zero "
        "to 1e-12. Columns of losses of an optimiser trace are measured in units of the first loss and must agree to a hundredth of "
        "the tolerance.\n\n"
        "Compared are: h, c, gates, pre-activations, outputs, probabilities, losses, every gradient, gradients by loss (G, Gc), spectral "
        "radii and largest singular values (rho, sigma), step Jacobians and their products (Jstep, Jnorm, Jnorm_c, Jnorm_full), and the "
        "traces of SGD, momentum, RMSprop and Adam with clipping. A block with an unknown name is reported as skipped. FILE may be -, "
        "standard input.",
    .status = "0 when all agree; 1 when some do not; 2 when a file cannot be read (the message has its line and column).",
    .run = verify,
};
