/* Putting options into effect: on the app, or on an experiment that has no window. */
#ifndef UNROLL_CLI_APPLY_H
#define UNROLL_CLI_APPLY_H
#include "app/app.h"
#include "cli/options.h"
#include "lab/lab_play.h"

/* To what, and where mistakes are reported. */
typedef struct Target {
    App *app;
    const World *world;
    const char *subcommand; /* for messages: "unroll SUBCOMMAND: ..." */
    FILE *errors;
    bool is_strict; /* training that made a number infinite or NaN is an error; else it is only reported */
} Target;

/* One command line; `from` is what was typed, such as "--set radius=9". False when it failed, after reporting it. */
bool cli_apply_line(const Target *target, const char *line, const char *from);

/* Theme and scale; --open and the first --set; one --do or --script, or all --set up to another of these, from options->step[*step] on,
   which *step is then behind; everything in order. After what fails the next one follows: the app goes on with what it had. Each returns
   how many failed. */
int cli_apply_look(const Target *target, const CliOptions *options);
int cli_apply_start(const Target *target, const CliOptions *options, int *step);
int cli_apply_step(const Target *target, const CliOptions *options, int *step);
int cli_apply_all(const Target *target, const CliOptions *options);

/* The system's language, where the program has its words: for a person who has not chosen one. */
void cli_prefer_language(App *app, const World *world);

/* Reports what a command failed with. True when that is no error: numbers became infinite, and the target is not strict. */
bool cli_report_command(const Target *target, const Diag *diag, bool not_finite);

/* One command line for an experiment. The message begins with `from`, what was typed; a command of the window is refused. */
bool cli_lab_apply(Lab *lab, const char *from, const char *line, Diag *diag);

/* The same steps for an experiment without a window; the first that fails ends it. cli_lab_open reads --open and the first --set
   and puts the laboratory to that start: the caller plays the file (lab/lab_play.h) as it trains, and deinits it. */
bool cli_lab_open(LabPlay *play, SetupFile *file, Lab *lab, int *step, const CliOptions *options, Diag *diag);
bool cli_lab_apply_step(Lab *lab, const CliOptions *options, int *step, Diag *diag);
bool cli_lab_apply_all(Lab *lab, const CliOptions *options, Diag *diag);

#endif
