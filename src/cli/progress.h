/* Progress of a long measurement: a bar if standard error is a terminal, and Ctrl-C ends it in an orderly way. */
#ifndef UNROLL_CLI_PROGRESS_H
#define UNROLL_CLI_PROGRESS_H
#include "base/diag.h"
#include "base/world.h"
#include "cli/bar.h"
#include "engine/analysis/watch.h"
#include "platform/interrupt.h"

typedef struct Progress {
    Bar bar;
    Interrupt interrupt;
    ClockApi clock;
    const char *what; /* name of the measurement; borrowed */
    double start_s, drawn_s;
} Progress;

void progress_init(Progress *progress);

/* Between begin and end signals are blocked; the measuring function asks the Watch whether to go on. progress_end returns `good`, or false
   with diag when Ctrl-C came. */
Watch progress_begin(Progress *progress, const char *what);
bool progress_end(Progress *progress, bool good, Diag *diag);

double progress_seconds(const Progress *progress); /* since it began */

/* How many updates to do before asking again, if the last `count` took `seconds`: about SLICE_S of work, at most SLICE_MAX updates. At most
   twice the last count, because one fast slice may be chance. */
int progress_next_slice(int count, double seconds);

#endif
