/* The options of all subcommands: one table (options.c), one parser, and help texts made from the same table (help.c). */
#ifndef UNROLL_CLI_OPTIONS_H
#define UNROLL_CLI_OPTIONS_H
#include "base/diag.h"
#include "base/str.h"
#include <stdbool.h>
#include <stdio.h>

/* One row of the table each. Two rows may share a name: no subcommand takes both. */
typedef enum CliOption {
    CLI_NONE, /* ends a list of options */
    CLI_OPEN,
    CLI_SET,
    CLI_DO,
    CLI_LAB_DO, /* --do for subcommands without a window */
    CLI_SCRIPT,
    CLI_UPDATE,
    CLI_OUTPUT,
    CLI_TEXT_OUTPUT, /* --output for text only */
    CLI_FORMAT,
    CLI_FILM_FORMAT,
    CLI_RECORD,
    CLI_SETTINGS,
    CLI_SPEAK,
    CLI_SIZE,
    CLI_WINDOW_SIZE, /* --size of a real window */
    CLI_THEME,
    CLI_SCALE,
    CLI_LANGUAGE,
    CLI_PRESENT,
    CLI_UPDATES,
    CLI_UNTIL,
    CLI_EVERY,
    CLI_CSV,
    CLI_JSON,
    CLI_STRICT,
    CLI_LINE,
    CLI_FOLLOW,
    CLI_LAYER,
    CLI_DIRECTION,
    CLI_WINDOW,
    CLI_STATE,
    CLI_TOLERANCE,
    CLI_REPEAT,
    CLI_ALL,
    CLI_QUANTITY,
    CLI_QUANTITIES,
    CLI_SLOW,
    CLI_TIME,
    CLI_PDF_OUTPUT, /* --output of a handout */
    CLI_ANSWERS,
    CLI_PAPER,
    CLI_CLEAR, /* --transparent */
    CLI_FILM_OUTPUT,
    CLI_FPS,
    CLI_SECONDS,
    CLI_TRAIN,
    CLI_HELP, /* every subcommand takes it */
    CLI_OPTION_COUNT
} CliOption;

/* The kind of an option's value, and its field. */
typedef enum OptionKind {
    OPTION_FLAG,    /* nothing follows; bool */
    OPTION_TEXT,    /* any text; const char *, borrowed from argv */
    OPTION_FILE,    /* a file's name or "-"; const char * */
    OPTION_SETTING, /* key=value; const char * */
    OPTION_COUNT,   /* a whole number from least to most; long */
    OPTION_NUMBER,  /* a number from least to most, "%" may follow it; double */
    OPTION_WORD,    /* one of the words of `value`, separated by "|"; int, its index */
    OPTION_SIZE     /* WIDTHxHEIGHT; the fields width and height */
} OptionKind;

typedef struct OptionRow {
    const char *name, *short_name; /* "--output", "-o"; short_name may be NULL */
    const char *value;             /* as in the help: "FILE", "dark|light"; NULL for a flag */
    OptionKind kind;
    bool is_step;       /* may be given several times; goes to `step` instead of a field, in order */
    size_t field;       /* offset in CliOptions; if is_step is false */
    double least, most; /* of COUNT and NUMBER */
    double standard;    /* default of COUNT, NUMBER, WORD (index); -1: none */
    const char *help;   /* without a full stop; the bounds and the standard value are added to it */
} OptionRow;

/* An option whose order matters: --set, --do, --script, --update, --quantity. */
typedef struct CliStep {
    CliOption option;
    const char *text; /* borrowed from argv: "key=value", the command line, the file's name */
    long count;       /* of --update */
} CliStep;

typedef struct CliOptions {
    bool given[CLI_OPTION_COUNT];
    CliStep *step; /* owned */
    int step_count;
    const char **operand; /* owned array of words borrowed from argv */
    int operand_count;
    const struct CliSubcommand *const *subcommand; /* (subcommand_count) every subcommand, for help and completion */
    int subcommand_count;
    double start_s; /* when the program began, by platform_clock */

    bool help, json, strict, line, quantities, slow, time, speak;
    int width, height; /* pixels */
    int theme;         /* 0 dark, 1 light; if given, as the next */
    double scale_percent;
    int present;            /* WindowPresent */
    const char *setup_line; /* borrowed; the line that the window opens with (lab/share_line.h); NULL: none */
    const char *open, *output, *record, *settings, *csv, *language;
    int format;          /* png, svg, pdf, txt; of a film mp4, gif */
    long updates, every; /* every: 0 when not given */
    int until;
    const char *follow;   /* NULL when not given */
    long layer, window;   /* 0 when not given */
    int direction, state; /* 0 forward, 1 reverse; 0 h, 1 c */
    double tolerance;
    long repeat; /* 0 when not given */
    bool all, answers;
    int paper; /* a4, letter */
    bool clear;
    long fps, train_updates; /* of a film */
    double seconds;
} CliOptions;

enum { CLI_WIDTH_MAX = 7680, CLI_HEIGHT_MAX = 4320, CLI_UPDATES_MAX = 100000000 };

enum { CLI_TAKES_MAX = 16 };

/* A subcommand: one of these in a file of its own, and one row in subcommand_rows.h. */
typedef struct CliSubcommand {
    const char *name;                  /* as it is typed: "render", "bench frame" */
    const char *summary;               /* one-line description in `unroll help` */
    const char *operands;              /* as in the usage line: "FILE..."; "" if there are none */
    int operand_max;                   /* -1: any number */
    CliOption takes[CLI_TAKES_MAX];    /* in the order of the help; CLI_HELP is added */
    const char *about, *more, *status; /* help: paragraphs before and after the options; what the exit statuses mean */
    /* Returns the exit status. An error is put into diag, and the caller reports it; or the function reports it itself and leaves diag
       empty. */
    int (*run)(const CliOptions *options, Diag *diag);
} CliSubcommand;

const OptionRow *cli_option_row(CliOption option);
bool cli_takes(const CliSubcommand *subcommand, CliOption option);

/* Parses argv[1..] for this subcommand. On false the message names the option, what was found and what was expected, and the options are
   empty. Either way cli_options_deinit may follow. */
bool cli_options_init(CliOptions *options, const CliSubcommand *subcommand, int argc, char **argv, Diag *diag);
void cli_options_deinit(CliOptions *options);

/* The whole help text. */
void cli_print_help(FILE *out, const CliSubcommand *subcommand);
/* `text` in lines of 80 columns after `indent` blanks; the cursor stands in column `indent` already. A line that begins with a blank
   stays as it is. */
void cli_print_wrapped(FILE *out, int indent, const char *text);
/* "a whole number from 1 to 100000": what a row expects, for messages. */
void cli_describe_value(char *out, int size, const OptionRow *row);

/* "unroll SUBCOMMAND: file:line:column: text" on `errors`. */
void cli_report(FILE *errors, const char *subcommand, const Diag *diag);

#endif
