/* A saved setup: all that determines a run. The setup at its start, what was done since then, and the update at which it was saved; what is
   held there; and the variants that are compared with it. It is read from lines of key=value (a file .unroll, and what `unroll setup`
   prints), from a JSON object of such pairs, or from the JSON report of a subcommand, which holds both. */
#ifndef UNROLL_LAB_SETUP_FILE_H
#define UNROLL_LAB_SETUP_FILE_H
#include "lab/lab.h"
#include "lab/since.h"
#include "lab/whatif_words.h"

enum {
    SETUP_FILE_VERSION = 1,
    SETUP_FILE_BYTES_MAX = 64 << 20,
    SETUP_LOOK_SIZE = 1536,
    SETUP_REPEAT_MAX = 2000000 /* `next` and `update` */
};

typedef struct SetupFile {
    Setup setup;
    VariantList variants; /* compared with it */
    WeightsList weights;  /* those that steps name; after reading only named, see weights_list_load */
    TextShelf texts;      /* its own text; after reading only named, see text_shelf_load */
    long update;          /* at which it was saved */
    SinceStep *step;      /* owned; their updates ascend */
    int step_count, step_capacity;
    WhatIfWords hold[RUN_HOLD_MAX]; /* (hold_count) what was held at its end */
    int hold_count;
    long hold_update;           /* the run's, at which it is held */
    char look[SETUP_LOOK_SIZE]; /* the person's view: commands that show it, one per line, each ended by '\n' */
} SetupFile;

/* Reads the whole text; `name` is what messages call it. Missing keys have their defaults. On false there is nothing to free, and diag says
   file, line, column, what was found and what is expected. */
bool setup_file_read(SetupFile *file, const char *name, Str text, Diag *diag);
void setup_file_deinit(SetupFile *file);

/* Another of the same, with steps of its own; weights and texts are shared. False when memory is out; *out is then empty. */
bool setup_file_copy(SetupFile *out, const SetupFile *file);

/* One more step at the end of the list; `next` and `update` that go on from the last step are counted there. */
bool setup_file_add(SetupFile *file, const SinceStep *step, Diag *diag);

/* One more command that only looks. False, with the reason, for any other command, and where there is no room. */
struct Command;
bool setup_file_may_look(const struct Command *command);
bool setup_file_add_look(SetupFile *file, Str line, Diag *diag);

/* The same from the present state of a laboratory. False if its list of changes is lost, memory is out, or the written file would be too
   long to be read: each `next` and each `update` is a line. */
bool setup_file_take(SetupFile *file, const Lab *lab, Diag *diag);

/* The same as text that setup_file_read reads: lines, behind the version and a comment of one line. *out is terminated and freed by the caller with
   mem_free. False, with *out NULL, when memory is out. */
bool setup_file_write(char **out, size_t *size, const SetupFile *file, const char *heading);

/* A value as JSON, quoted if it is a word. And the command of a step, without its count. */
int setup_file_format_value(char *out, int size, const Setup *setup, SetupKey key);
int setup_file_format_step(char *out, int size, const SetupFile *file, const SinceStep *step);
int setup_file_format_hold(char *out, int size, const WhatIfWords *words); /* "whatif gate f 8 all 0" */

#endif
