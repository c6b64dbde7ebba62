/* How many digits of the stage's numbers are certain: the same pass once more in plain C, whose sums round otherwise than the kernels'. Where
   a number follows from its inputs as firmly as most do, both agree in a dozen digits; where rounding is blown up on the way (a long
   chaotic run, a difference of two nearly equal numbers) they part, and the digits in which they differ mean nothing.

   A short pass is made at once. A longer one is a job that works on copies, so the experiment may change meanwhile; its memory lives no
   longer than the experiment stays as it is.

   Simplified on purpose: two roundings are a sample of all possible ones, not a bound. The job's slices are a forward pass, a backward
   pass, its measures, and the pass of the followed loss, each whole. */
#ifndef UNROLL_EXPERIMENT_DIGITS_PROBE_H
#define UNROLL_EXPERIMENT_DIGITS_PROBE_H
#include "base/job.h"
#include "lab/lab.h"

typedef enum DigitsState {
    DIGITS_KNOWN,  /* the pass is that of the lab as it is, and of the loss that it follows */
    DIGITS_WAITS,  /* the job is still at it */
    DIGITS_HELD,   /* not looked for: a usual pass would let go of what a what-if holds */
    DIGITS_TRAINS, /* not looked for: so long a pass is out of date before it is done */
    DIGITS_NO_ROOM /* not looked for: there is no memory for a second pass */
} DigitsState;

typedef struct DigitsPass {
    Job job; /* first, so that the one pointer stands for both */
    bool is_large;
    unsigned long version; /* of the lab */
    int loss;              /* that is followed */
    int stage;             /* of the job: how many slices are done */
    Net net;
    Trace trace; /* owned, as are the next three; plain C */
    Follow follow;
    double *gradient, *weight; /* `weight`: the job's copy, NULL in a short pass */
} DigitsPass;

typedef struct DigitsProbe {
    DigitsState state; /* after digits_probe_measure */
    DigitsPass *pass;  /* owned; NULL: none was made */
    JobQueue *jobs;    /* borrowed; where the pass's job is, while is_running */
    bool is_running;
} DigitsProbe;

/* Multiplications of a forward pass up to which a frame has time for this. */
#define DIGITS_PROBE_COST_MAX 1e6

void digits_probe_deinit(DigitsProbe *probe); /* waits for its job; of a zeroed one too */

/* Makes the pass, or begins with it, unless it is known; returns `state`, which it sets. `trains`: the experiment is another one soon. `waits`: a job
   is finished here. */
DigitsState digits_probe_measure(DigitsProbe *probe, const Lab *lab, JobQueue *jobs, bool trains, bool waits);

/* Gives up a large pass that is not of this state of the lab; with NULL any large one. One whose job is still at it ends after its slice, and
   is freed by a later call. Returns the bytes that a large one still holds. */
double digits_probe_tidy(DigitsProbe *probe, const Lab *lab);

/* In how many digits two numbers agree: -log10 of their relative difference; 17 where they are the same. */
double digits_agreed(double a, double b);

#endif
