/* The gradient check of one weight: the backpropagated gradient, a central difference, and the number of digits in which they agree. */
#ifndef UNROLL_ENGINE_ANALYSIS_CHECK_H
#define UNROLL_ENGINE_ANALYSIS_CHECK_H
#include "engine/pass/trace.h"

typedef enum CheckVerdict {
    CHECK_FOUND, /* the difference can be trusted: `digits` says how far the two agree */
    CHECK_ROUGH, /* from here on differences cannot check this gradient, see check_reason */
    CHECK_KINK,
    CHECK_ROUNDING,
    CHECK_NOT_FINITE
} CheckVerdict;

typedef struct WeightCheck {
    CheckVerdict verdict;
    double value; /* the weight */
    double step;  /* the e used: half the distance of the two tried weights */
    double loss_above, loss_below;
    double analytic;    /* dL/dw from the backward pass */
    double numeric;     /* (L(w+e) - L(w-e)) / 2e */
    double error;       /* |analytic - numeric| */
    double relative;    /* error / max(|analytic|, |numeric|); 0 when both are 0 */
    double digits;      /* -log10(relative), 0 to 16; NaN unless the verdict is CHECK_FOUND */
    double uncertainty; /* the rounding error of the two losses in `numeric`: 2^-52 |L| / e. A difference cannot measure a gradient that is
                           not larger than this. */
} WeightCheck;

double check_default_step(double value); /* 2^(-52/3) max(1, |w|), about 6e-6: where the two errors of a difference balance */

const char *check_reason(CheckVerdict verdict); /* why differences cannot check it: a clause without a full stop; "" for CHECK_FOUND */

/* probe: a second trace of the same net, wiring and batch, which is overwritten; index into the weights. step 0 takes the default, and
   smaller ones (up to 15 more passes) where backpropagation and that difference disagree. The weight is changed for a moment and then
   restored bit for bit. gradient: of trace, by net_backward. */
void check_weight(WeightCheck *out, Trace *probe, double *weight, const Trace *trace, const double *gradient, size_t index, double step);

#endif
