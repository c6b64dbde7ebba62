/* What the subcommands share: reading options, the world (files, fonts, clock, worker) filled from platform/, and putting
   options into effect. */
#ifndef UNROLL_CLI_OPTIONS_H
#define UNROLL_CLI_OPTIONS_H
#include "app/app.h"
#include "base/world.h"
#include "platform/window.h"
#include <stdio.h>

/* The options there are; a subcommand names those it takes. */
typedef enum CliOption {
    CLI_SET = 1 << 0,      /* --set key=value, any number */
    CLI_DO = 1 << 1,       /* --do 'command', any number */
    CLI_SCRIPT = 1 << 2,   /* --script FILE: the lines of a recording or script, any number */
    CLI_SIZE = 1 << 3,     /* --size WIDTHxHEIGHT, screen pixels */
    CLI_THEME = 1 << 4,    /* --theme dark|light */
    CLI_SCALE = 1 << 5,    /* --scale PERCENT, 75 to 250 */
    CLI_OUTPUT = 1 << 6,   /* -o FILE, --output FILE; "-" is standard output */
    CLI_RECORD = 1 << 7,   /* --record FILE */
    CLI_PRESENT = 1 << 8,  /* --present auto|surface|texture */
    CLI_REPEAT = 1 << 9,   /* --repeat COUNT: how often to measure */
    CLI_HELP = 1 << 10,    /* --help, -h; always taken */
    CLI_SETTINGS = 1 << 11 /* --settings FILE|none */
} CliOption;

/* --set, --do and --script in the order they were given: that order is the order in which they take effect. */
typedef struct CliStep {
    CliOption kind;
    const char *text; /* borrowed from argv: "key=value", the command line, the file's name */
} CliStep;

typedef struct CliOptions {
    unsigned given;       /* CliOption bits that were there */
    int width, height;    /* screen pixels; 1920 x 1080 when not given */
    bool dark;            /* true when not given */
    double scale_percent; /* 100 when not given */
    WindowPresent present;
    int repeat; /* 0 when not given */
    const char *output, *record, *settings;
    CliStep *step; /* owned */
    int step_count;
    const char **operand; /* owned; what is no option, in order */
    int operand_count;
} CliOptions;

enum { CLI_WIDTH_MAX = 7680, CLI_HEIGHT_MAX = 4320 };

/* Reads argv[1..]; `taken` are the CliOption bits this subcommand knows, `operands` how many plain arguments it allows. On
   false the message names the option, what was found, and what would be right; the options are then empty. Either way
   cli_options_deinit may follow. */
bool cli_options_init(CliOptions *options, unsigned taken, int operands, int argc, char **argv, Diag *diag);
void cli_options_deinit(CliOptions *options);

/* Theme and scale, then every step in order. What fails is written to `errors` as "unroll SUBCOMMAND: ...", and the
   next one follows: the app goes on with what it had. Returns how many failed. */
int cli_options_apply(App *app, const CliOptions *options, const World *world, const char *subcommand, FILE *errors);

/* For subcommands that have an experiment but no window: one command line, and "key=value" of a --set. The message begins with
   `from`, what the person typed; a command that is the window's is refused. */
bool cli_lab_apply(Lab *lab, const char *from, const char *line, Diag *diag);
bool cli_lab_set(Lab *lab, const char *text, Diag *diag);

/* "unroll SUBCOMMAND: file:line:column: text" on `errors`. */
void cli_report(FILE *errors, const char *subcommand, const Diag *diag);

/* Files, clock, text and worker of this machine; no display needed. NULL, with the reason, when memory is out or the fonts
   cannot be found or read. */
World *cli_world_new(Diag *diag);
void cli_world_free(World *world);

#endif
