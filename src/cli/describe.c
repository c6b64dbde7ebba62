/* `unroll describe`: a description of the picture in words. */
#include "view/describe.h"
#include "cli/apply.h"
#include "cli/cli.h"
#include "cli/world.h"
#include <stdio.h>

static int describe(const CliOptions *options, const World *world, App *app) {
    Input nothing;
    char words[DESCRIBE_SIZE];
    input_reset(&nothing);
    app_frame(app, &nothing, 0); /* so that `click` and `focus` find their controls */
    Target target = {.app = app, .world = world, .subcommand = "describe", .errors = stderr};
    if (cli_apply_all(&target, options)) return CLI_BAD_USAGE;
    app_describe(app, words, (int)sizeof words);
    printf("%s\n", words);
    return CLI_OK;
}

static int run(const CliOptions *options, Diag *diag) {
    int status = CLI_FAILED;
    World *world = cli_world_new(diag);
    App *app = world ? app_new(world, diag) : NULL;
    if (app) status = describe(options, world, app);
    if (app) app_free(app);
    cli_world_free(world);
    return status;
}

const CliSubcommand cli_describe = {
    .name = "describe",
    .summary = "say in words what the picture shows, with its numbers",
    .operands = "",
    .takes = {CLI_OPEN, CLI_SET, CLI_DO, CLI_SCRIPT},
    .about =
        "Prints which network it is, what happens at this step, how large the numbers are, and what became of the gradient. It needs no "
        "display. The key Shift+D shows the same in the window, and exported pictures carry it.",
    .status = "0; 2 when an option or a command was wrong.",
    .run = run,
};
