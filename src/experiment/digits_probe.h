/* How many digits of the stage's numbers are certain: the same pass once more in plain C, whose sums round otherwise than the kernels'. Where
   a number follows from its inputs as firmly as most do, both agree in a dozen digits; where rounding is blown up on the way (a long
   chaotic run, a difference of two nearly equal numbers) they part, and the digits in which they differ mean nothing.

   Simplified on purpose: two roundings are a sample of all possible ones, not a bound. */
#ifndef UNROLL_EXPERIMENT_DIGITS_PROBE_H
#define UNROLL_EXPERIMENT_DIGITS_PROBE_H
#include "lab/lab.h"

typedef struct DigitsProbe {
    bool is_known; /* for the lab's state `version` and the loss that is followed */
    unsigned long version;
    Net net;     /* what the trace was made for */
    Trace trace; /* owned, as are the next two; plain C */
    Follow follow;
    double *gradient;
} DigitsProbe;

/* Multiplications of a forward pass up to which a frame has time for this. */
#define DIGITS_PROBE_COST_MAX 1e6

void digits_probe_deinit(DigitsProbe *probe); /* of a zeroed one too */

/* Runs the pass, unless it is known. False, and nothing is known, when it is too long for a frame or memory is out. */
bool digits_probe_measure(DigitsProbe *probe, const Lab *lab);

/* In how many digits two numbers agree: -log10 of their relative difference; 17 where they are the same. */
double digits_agreed(double a, double b);

#endif
