/* One experiment with each of several values of a key: for each value the run that the saved setup gives with that value laid over its start,
   to the same update. A worker makes one run after the other; whoever asked for them measures each and lets it go, so the memory in use is
   that of one run, however many values there are. */
#ifndef UNROLL_EXPERIMENT_VALUE_CURVE_H
#define UNROLL_EXPERIMENT_VALUE_CURVE_H
#include "experiment/variant_job.h"

enum { VALUE_CURVE_MAX = 16 };

typedef struct ValueCurve {
    JobQueue *jobs; /* borrowed, as is the clock */
    const ClockApi *clock;
    SetupFile file; /* owned; what the values are laid over */
    int follow_step;
    Variant rule[VALUE_CURVE_MAX]; /* (count) the value, as a variant lays it over */
    int count, done;               /* count 0: nothing was begun */
    VariantJob *job;               /* owned; of the value number `done`; NULL: none is there */
    bool is_running;
} ValueCurve;

void value_curve_init(ValueCurve *curve, JobQueue *jobs, const ClockApi *clock);
void value_curve_deinit(ValueCurve *curve); /* cancels what runs; it can begin again */

/* Begins with the laboratory's experiment as it is now. False, with the reason, when a value is not possible: then nothing is begun. */
bool value_curve_begin(ValueCurve *curve, const Lab *lab, SetupKey key, const Str *value, int count, Diag *diag);

/* What came of the next value. VALUE_LAB: *lab holds its run until the next call. VALUE_NONE: it has no such run: a number was not finite
   before, or memory is out. Both say in *index which value it is. VALUE_WAITS: it is still being made, which `waits` forbids. */
typedef enum ValueState { VALUE_LAB, VALUE_NONE, VALUE_WAITS, VALUE_ALL_DONE } ValueState;
ValueState value_curve_next(ValueCurve *curve, bool waits, int *index, const Lab **lab);

#endif
