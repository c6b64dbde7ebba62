/* Finds how many digits of the stage's numbers are certain: it repeats the pass in plain C, whose sums round differently from the kernels'.
   For a well-conditioned number both agree in a dozen digits. If rounding errors are amplified (by a long chaotic run, by the difference of
   two nearly equal numbers), the two differ, and the digits in which they differ mean nothing.

   A short pass runs at once. A longer one is a job that works on copies, so the experiment may change meanwhile; a change frees its memory.

   Simplified on purpose: two roundings are a sample of all possible ones, not a bound. The job has four slices: the forward pass, the
   backward pass, its measures, and the pass of the followed loss. */
#ifndef UNROLL_EXPERIMENT_DIGITS_PROBE_H
#define UNROLL_EXPERIMENT_DIGITS_PROBE_H
#include "base/job.h"
#include "experiment/terms_alone.h"
#include "lab/lab.h"

typedef enum DigitsState {
    DIGITS_KNOWN,   /* the pass belongs to the present state of the lab and its followed loss */
    DIGITS_WAITS,   /* the job is still running */
    DIGITS_HELD,    /* not measured: an ordinary pass would drop what a what-if holds */
    DIGITS_TRAINS,  /* not measured: training would make such a long pass out of date before it is done */
    DIGITS_NO_ROOM, /* not measured: there is no memory for a second pass */
    DIGITS_ONCE     /* not measured: the pass is too long for a compared variant */
} DigitsState;

typedef struct DigitsPass {
    Job job; /* first, so that the one pointer stands for both */
    bool is_large;
    unsigned long version; /* of the lab */
    int loss;              /* that is followed */
    int stage;             /* number of slices that the job has done */
    Net net;
    Trace trace; /* owned, as are the next three; plain C */
    Follow follow;
    double *gradient, *weight; /* `weight`: the job's copy, NULL in a short pass */
} DigitsPass;

typedef struct DigitsProbe {
    DigitsState state;   /* after digits_probe_measure */
    DigitsPass *pass;    /* owned; NULL: there is none */
    TermsAlone alone[2]; /* of digits_probe_alone: with the kernels' sums, in plain C */
    JobQueue *jobs;      /* borrowed; the queue that has the job while is_running */
    bool is_running;
} DigitsProbe;

/* A forward pass with more multiplications than this is a job. */
#define DIGITS_PROBE_COST_MAX 1e6

void digits_probe_deinit(DigitsProbe *probe); /* waits for its job; a zeroed one is fine */

/* Runs or starts the pass, unless it is known; returns `state`, which it sets. `trains`: training will soon change the experiment. `waits`:
   waits for the job. */
DigitsState digits_probe_measure(DigitsProbe *probe, const Lab *lab, JobQueue *jobs, bool trains, bool waits);

/* The same of a compared variant's run, whose state `version` names; its pass must be short. */
typedef struct DigitsOf {
    const Run *run;
    const Setup *setup;
    unsigned long version;
} DigitsOf;
DigitsState digits_probe_measure_variant(DigitsProbe *probe, const DigitsOf *of);
bool digits_probe_knows(const DigitsProbe *probe, const DigitsOf *of); /* is the present pass of this state? */
bool digits_probe_is_short(const Run *run);

/* Sets `own` and `plain` to the numbers of one loss (from 1) in both roundings. Only for a network that is not large and whose state is
   DIGITS_KNOWN. Runs a forward and a backward pass for each, unless they are known. Returns false when memory is out. */
bool digits_probe_alone(TermsSource *own, TermsSource *plain, DigitsProbe *probe, const Lab *lab, int loss);

/* Frees a large pass that does not belong to this state of the lab; with NULL any large pass. A running job ends after its slice, and a
   later call frees it. Returns the bytes that a large pass still holds. */
double digits_probe_tidy(DigitsProbe *probe, const Lab *lab);

/* The number of digits in which two numbers agree: -log10 of their relative difference; 17 if they are equal. */
double digits_agreed(double a, double b);

#endif
