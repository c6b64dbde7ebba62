/* One experiment with each of several values of a key: for each value the run that the saved setup gives with that value laid over its
   start, to the same update. A worker makes one run after the other; the owner measures each and releases it, so only one run needs memory
   at a time. */
#ifndef UNROLL_EXPERIMENT_VALUE_CURVE_H
#define UNROLL_EXPERIMENT_VALUE_CURVE_H
#include "experiment/variant_job.h"

enum { VALUE_CURVE_MAX = 16 };

typedef struct ValueCurve {
    JobQueue *jobs; /* borrowed, as is the clock */
    const ClockApi *clock;
    SetupFile file; /* owned; the setup over which the values are laid */
    int follow_step;
    Variant rule[VALUE_CURVE_MAX]; /* (count) the value, as a variant lays it over */
    int count, done;               /* count 0: nothing was begun */
    VariantJob *job;               /* owned; the run of value number `done`; NULL: there is none */
    bool is_running;
} ValueCurve;

void value_curve_init(ValueCurve *curve, JobQueue *jobs, const ClockApi *clock);
void value_curve_deinit(ValueCurve *curve); /* cancels the running job; it can begin again */

/* Begins with the laboratory's experiment as it is now. False, with the reason, if a value is not possible: then nothing is started. */
bool value_curve_begin(ValueCurve *curve, const Lab *lab, SetupKey key, const Str *value, int count, Diag *diag);

/* The result for the next value. VALUE_LAB: *lab holds its run until the next call. VALUE_NONE: there is no run, because a number was not
   finite before that update, or memory is out. Both set *index to the value's number. VALUE_WAITS: the run is not ready; with `waits` the
   call waits instead. */
typedef enum ValueState { VALUE_LAB, VALUE_NONE, VALUE_WAITS, VALUE_ALL_DONE } ValueState;
ValueState value_curve_next(ValueCurve *curve, bool waits, int *index, const Lab **lab);

#endif
