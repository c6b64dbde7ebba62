/* Undo and redo: a list of entries, each with the state on its far side. Preparing can fail and changes nothing; committing
   cannot fail. */
#ifndef UNROLL_LAB_HISTORY_H
#define UNROLL_LAB_HISTORY_H
#include "lab/lab.h"

enum { HISTORY_ENTRY_MAX = 200 };
#define HISTORY_BYTES_MAX                                                                                                                  \
    ((size_t)32 << 20) /* bound on weights and losses that nothing else holds; beyond it the oldest entry is dropped, but never the last */

typedef struct HistoryEntry {
    TextLine line;
    Setup setup;
    VariantList variants;
    long update, sequence, next_sequence;
    RunPlace place;
    double *weight; /* (state_count) weights and moments; owned; NULL if the entry's commands did not change them */
    size_t state_count;
    double first_set_out;
    long moment_step;
    double radius; /* radius of those weights, because it is costly to measure again */
    bool radius_is_old;
    WhatIf hold[RUN_HOLD_MAX]; /* (hold_count) */
    int hold_count;
    LossList loss; /* shares memory with the run's list and those of neighbouring entries */
    long number;   /* counts the entries of this laboratory, from 1 */
} HistoryEntry;

struct History {
    HistoryEntry entry[HISTORY_ENTRY_MAX]; /* [0, done) hold the state before their command, [done, count) the state after */
    int count, done;
    long newest;          /* number of the last entry that was made */
    long dropped;         /* number of the last entry that was dropped as the oldest; 0: none */
    HistoryEntry pending; /* prepared, not committed */
    int depth;            /* nested drags */
    bool open;            /* the newest entry takes further commands */
    size_t limit;         /* HISTORY_BYTES_MAX; a variant's is lower */
};

/* Saves the present state, which undo restores, and the command's line. `weights`: the command will change them. */
bool history_prepare(History *history, const Lab *lab, bool weights, Str line, Diag *diag);
void history_discard(History *history);
/* The same, and restores the run's losses and held values, which are then not computed yet. */
void history_take_back(History *history, Run *run);
/* Makes the prepared state an undo entry, or joins it to the open one. */
void history_commit(History *history, const Run *run);
/* The same after a training of `count` more updates: slices of one training are one entry, `train` and their sum. */
void history_commit_training(History *history, const Run *run, long count);

/* Gives the newest entry another line: one for all that an opened file did. */
void history_name(History *history, const char *line);

/* The entry that the next command joins while a drag is open; else NULL. */
const HistoryEntry *history_find_open(const History *history);

/* Exchanges the entry's state with the lab's, except computed data. The run must already have the entry's shapes; `state_count` is that of
   the weights and moments it still holds. */
void history_swap(HistoryEntry *entry, Lab *lab, size_t state_count);
void history_clear(History *history);

/* Bytes of weights, losses and long lines held for undo and redo, without the losses that the run holds anyway. */
size_t history_size(const History *history, const Run *run);

#endif
