/* `unroll export WHAT FILE`: the model and the numbers of the stage, for other programs. What there is: lab/export/export.h. */
#include "lab/export/export.h"
#include "base/arena.h"
#include "base/number.h"
#include "cli/apply.h"
#include "cli/cli.h"
#include "platform/files.h"
#include "platform/stream.h"
#include <stdio.h>
#include <string.h>

enum { PATH_SIZE = 4096 };

static bool fail_words(Diag *diag, Str found) {
    char words[256];
    int used = 0;
    for (int i = 0; i < export_kind_count; i++) {
        if (i > 0 && !strcmp(export_kinds[i].word, export_kinds[i - 1].word)) continue;
        used += text_format(words + used, (int)sizeof words - used, "%s%s", used ? ", " : "", export_kinds[i].word);
    }
    return diag_fail(diag, "'%.*s' cannot be exported; expected one of %s, or a file name that ends in .safetensors, .npz, .fods or .ods",
                     found.count > 60 ? 60 : found.count, found.at, words);
}

/* Parses the operands: WHAT FILE, or a file whose suffix says what to export. */
static const ExportKind *find_kind(const char **path, const CliOptions *options, Diag *diag) {
    if (options->operand_count == 0) {
        diag_fail(diag, "nothing to export is named; expected one of model, arrays, case, sheet, pytorch, keras, and a file");
        return NULL;
    }
    Str first = str_from(options->operand[0]);
    const ExportKind *kind = export_find(first);
    if (!kind) {
        kind = export_find_suffix(first);
        if (kind && kind->beside) kind = NULL; /* .py: for which library? */
        if (!kind) fail_words(diag, first);
        if (kind && options->operand_count > 1) {
            diag_fail(diag, "'%s' names the file already; '%s' is one argument too many", options->operand[0], options->operand[1]);
            return NULL;
        }
        *path = options->operand[0];
        return kind;
    }
    if (options->operand_count < 2) {
        diag_fail(diag, "export %s: no file is named; expected one, such as network%s, or - for standard output", kind->word, kind->suffix);
        return NULL;
    }
    *path = options->operand[1];
    const ExportKind *by_suffix = export_find_suffix(str_from(*path));
    return by_suffix && !strcmp(by_suffix->word, kind->word) ? by_suffix : kind; /* sheet: .fods or .ods */
}

static bool write_file(const char *path, const ExportSource *source, const ExportKind *kind, const char *beside, Diag *diag) {
    FileApi file;
    Bytes bytes = {0};
    platform_files(&file);
    bool good = kind->write(&bytes, source, beside ? export_file_name(beside) : NULL, diag);
    if (good && bytes.failed) good = diag_fail(diag, "Out of memory.");
    if (good) good = file.write(file.user, path, bytes.at, bytes.count, diag);
    bytes_free(&bytes);
    return good;
}

static bool write_all(const Lab *lab, const ExportKind *kind, const char *path, Diag *diag) {
    char beside[PATH_SIZE] = "";
    ExportSource source;
    bool has_beside = kind->beside && !stream_is_for(path); /* a program written to a pipe or device contains its weights */
    if (has_beside && !export_name_beside(beside, PATH_SIZE, kind, path, diag)) return false;
    bool good = export_source_init(&source, lab, diag);
    /* The program comes first: if it cannot be written, nothing is. */
    if (good) good = write_file(path, &source, kind, has_beside ? beside : NULL, diag);
    if (good && has_beside) good = write_file(beside, &source, export_find_suffix(str_from(beside)), NULL, diag);
    export_source_deinit(&source);
    return good;
}

static int run(const CliOptions *options, Diag *diag) {
    const char *path = NULL;
    const ExportKind *kind = find_kind(&path, options, diag);
    if (!kind) return CLI_BAD_USAGE;
    Lab *lab = mem_new(sizeof *lab); /* too large for a small stack */
    int status = CLI_FAILED;
    if (!lab) {
        diag_fail(diag, "out of memory");
        return CLI_FAILED;
    }
    if (lab_init(lab, diag)) {
        status = !cli_lab_apply_all(lab, options, diag) ? CLI_BAD_USAGE : write_all(lab, kind, path, diag) ? CLI_OK : CLI_FAILED;
    }
    lab_deinit(lab);
    mem_free(lab);
    return status;
}

const CliSubcommand cli_export = {
    .name = "export",
    .summary = "write the model, the stage's numbers or a spreadsheet",
    .operands = "WHAT FILE",
    .operand_max = 2,
    .takes = {CLI_OPEN, CLI_SET, CLI_LAB_DO},
    .about =
        "Writes what other programs can read. WHAT is one of\n"
        "  model    the weights (.safetensors) by PyTorch's names, with the setup\n"
        "  arrays   every number of the stage (.npz): inputs, states, gradients\n"
        "  case     the same as text, as `unroll verify` reads it\n"
        "  sheet    a spreadsheet (.fods, .ods) that computes it by formulas\n"
        "  pytorch  a program for PyTorch (.py), its weights beside it\n"
        "  keras    a program for Keras (.py), its weights beside it\n"
        "A file name alone says what it is: `unroll export stage.npz`. FILE may be -, standard output; a program then carries its weights.",
    .more = "Everything comes from the run as it is, without held numbers, and from the sequence on the stage. Gradients are those of "
            "all its losses, neither truncated nor clipped. Of a batch no file has more than that one sequence: --do next puts the next "
            "one of the training on the stage, and an update takes the mean over all targets of its batch.",
    .status = "0; 1 when a file could not be written or this setup has no such form; 2 when an option or a value was wrong.",
    .run = run,
};
