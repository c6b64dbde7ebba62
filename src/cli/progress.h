/* A long measurement on its way: a bar on the terminal that standard error may be, and Ctrl-C that ends it in order. */
#ifndef UNROLL_CLI_PROGRESS_H
#define UNROLL_CLI_PROGRESS_H
#include "base/diag.h"
#include "base/world.h"
#include "cli/bar.h"
#include "cli/interrupt.h"
#include "engine/analysis_watch.h"

typedef struct Progress {
    Bar bar;
    Interrupt interrupt;
    ClockApi clock;
    const char *what; /* is being done; borrowed */
    double start_s, drawn_s;
} Progress;

void progress_init(Progress *progress);

/* From begin to end signals are held, and `watch` is to be asked. end gives `good` back, or false when Ctrl-C came: then with diag. */
Watch progress_begin(Progress *progress, const char *what);
bool progress_end(Progress *progress, bool good, Diag *diag);

double progress_seconds(const Progress *progress); /* since it began */

/* How many of something to do before asking again, when the last `count` took so long: about SLICE_S, at most SLICE_MAX. It grows at
   most twofold, for one fast slice is no proof. */
int progress_next_slice(int count, double seconds);

#endif
