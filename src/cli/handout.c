/* `unroll handout LESSON... -o FILE.pdf`: lessons on paper. */
#include "app/handout.h"
#include "base/arena.h"
#include "cli/apply.h"
#include "cli/cli.h"
#include "cli/kept_input.h"
#include "cli/world.h"
#include "draw/output.h"
#include <stdlib.h>
#include <string.h>

/* Nothing is written before every lesson is laid out. */
static int write_handout(const CliOptions *options, const World *world, App *app, Diag *diag) {
    Handout *handout = handout_new(app, options->paper == 1 ? HANDOUT_LETTER : HANDOUT_A4, diag);
    const DrawList **page = mem_new(HANDOUT_PAGE_MAX * sizeof *page);
    OutputBytes out = {0};
    int status = CLI_FAILED;
    bool good = handout && (page || diag_fail(diag, "There is not enough memory for the pages."));
    for (int i = 0; good && i < options->operand_count; i++) {
        good = handout_add(handout, options->operand[i], diag);
        if (!good && !handout_is_broken(handout)) status = CLI_BAD_USAGE;
    }
    good = good && handout_finish(handout, options->answers, diag);
    int count = good ? handout_pages(handout, page) : 0;
    good = good && output_pdf_pages(&out, page, count, HANDOUT_POINTS, &world->text, handout_title(handout), diag) &&
           world->file.write(world->file.user, options->output, out.data, out.size, diag);
    const DiagList *wrong = good ? handout_wrong(handout) : NULL;
    bool is_whole = good && wrong->found == 0;
    for (int i = 0; good && i < wrong->count; i++) cli_report(stderr, "handout", &wrong->item[i]);
    if (good && wrong->found > wrong->count) fprintf(stderr, "unroll handout: and %d more\n", wrong->found - wrong->count);
    mem_free(out.data);
    mem_free(page);
    handout_free(handout);
    return is_whole ? CLI_OK : good ? CLI_FAILED : status;
}

static int run(const CliOptions *options, Diag *diag) {
    int status = CLI_FAILED;
    if (options->operand_count == 0) {
        diag_fail(diag, "no lesson is named; expected one or more, as in `unroll handout vanishing lstm -o week3.pdf`");
        return CLI_BAD_USAGE;
    }
    if (!options->output) {
        diag_fail(diag, "no -o FILE.pdf");
        return CLI_BAD_USAGE;
    }
    World *world = cli_world_new(diag);
    KeptInput input = {0};
    bool good = world != NULL;
    for (int i = 0; good && !input.data && i < options->operand_count; i++)
        if (strcmp(options->operand[i], "-") == 0) good = kept_input_init(&input, world, diag);
    App *app = good ? app_new(world, diag) : NULL;
    const Target target = {.app = app, .world = world, .subcommand = "handout", .errors = stderr};
    if (app) status = cli_apply_look(&target, options) > 0 ? CLI_BAD_USAGE : write_handout(options, world, app, diag);
    if (app) app_free(app);
    kept_input_deinit(&input);
    cli_world_free(world);
    return status;
}

const CliSubcommand cli_handout = {
    .name = "handout",
    .summary = "print lessons: text, pictures and questions as a PDF",
    .operands = "LESSON...",
    .operand_max = -1,
    .takes = {CLI_PDF_OUTPUT, CLI_ANSWERS, CLI_PAPER, CLI_LANGUAGE},
    .about =
        "Writes a PDF of the lessons, each from a new page on: the text with its formulas and numbers, the picture at every stop with the "
        "line that brings it back in the program, and the questions with room to write and axes to draw in. Pictures and text that a step "
        "shows after a question are printed with the answers. The colours are those of the light theme, and good in grey.",
    .more = "LESSON is one of the course, a file of your own, or - for standard input; with #STEP after it, from that step on. The same "
            "lessons give the same "
            "bytes.",
    .status = "0; 1 when the file could not be made, or when it was made of a lesson with mistakes: they stand in it at their place; 2 "
              "when an option was wrong or there is no such lesson, and then nothing is written.",
    .run = run,
};
