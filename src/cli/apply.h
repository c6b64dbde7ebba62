/* Putting options into effect: on the app, or on an experiment that has no window. */
#ifndef UNROLL_CLI_APPLY_H
#define UNROLL_CLI_APPLY_H
#include "app/app.h"
#include "cli/options.h"

/* Theme and scale; one --set, --do or --script; all of these in their order. What fails is written to `errors` as
   "unroll SUBCOMMAND: ...", and the next one follows: the app goes on with what it had. Each returns how many failed. */
int cli_apply_look(App *app, const CliOptions *options, const char *subcommand, FILE *errors);
int cli_apply_step(App *app, const CliStep *step, const World *world, const char *subcommand, FILE *errors);
int cli_apply_all(App *app, const CliOptions *options, const World *world, const char *subcommand, FILE *errors);

/* One command line for an experiment. The message begins with `from`, what was typed; a command of the window is refused. */
bool cli_lab_apply(Lab *lab, const char *from, const char *line, Diag *diag);
bool cli_lab_apply_step(Lab *lab, const CliStep *step, Diag *diag); /* a --set or --do */

#endif
