/* Applies options to the app, or to an experiment without a window. */
#ifndef UNROLL_CLI_APPLY_H
#define UNROLL_CLI_APPLY_H
#include "app/app.h"
#include "cli/options.h"
#include "lab/lab_play.h"

/* The target, and where errors are reported. */
typedef struct Target {
    App *app;
    const World *world;
    const char *subcommand; /* for messages: "unroll SUBCOMMAND: ..." */
    FILE *errors;
    bool is_strict; /* training that made a number infinite or NaN is an error; else it is only reported */
} Target;

/* One command line; `from` is what was typed, such as "--set radius=9". False when it failed, after reporting it. */
bool cli_apply_line(const Target *target, const char *line, const char *from);

/* These apply: theme and scale; --open and the first --set; one --do or --script, or all --set before the next of these, from
   options->step[*step] on, and move *step on; or everything in order. After a failure they continue with the next option. Each returns the
   number of failures. */
int cli_apply_look(const Target *target, const CliOptions *options);
int cli_apply_start(const Target *target, const CliOptions *options, int *step);
int cli_apply_step(const Target *target, const CliOptions *options, int *step);
int cli_apply_all(const Target *target, const CliOptions *options);

/* Chooses the system's language if there is a translation and the person has not chosen a language. */
void cli_prefer_language(App *app, const World *world);

/* Reports why a command failed. True if it is not an error: numbers became infinite, and the target is not strict. */
bool cli_report_command(const Target *target, const Diag *diag, bool not_finite);

/* One command line for an experiment. The message begins with `from`, the typed text; commands of the window are refused. */
bool cli_lab_apply(Lab *lab, const char *from, const char *line, Diag *diag);

/* The same steps for an experiment without a window; the first that fails ends it. cli_lab_open reads --open and the first --set and starts
   the laboratory from them; the caller plays the file (lab/lab_play.h) while it trains, and deinits it. */
bool cli_lab_open(LabPlay *play, SetupFile *file, Lab *lab, int *step, const CliOptions *options, Diag *diag);
bool cli_lab_apply_step(Lab *lab, const CliOptions *options, int *step, Diag *diag);
bool cli_lab_apply_all(Lab *lab, const CliOptions *options, Diag *diag);

#endif
