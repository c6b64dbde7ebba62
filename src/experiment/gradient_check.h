/* The gradient check as a picture of its own: one weight with the differences of many steps beside each other, and all weights, some each
   frame. Everything is measured on the stage's sequence, on a trace of its own (experiment/weight_probe.h). */
#ifndef UNROLL_EXPERIMENT_GRADIENT_CHECK_H
#define UNROLL_EXPERIMENT_GRADIENT_CHECK_H
#include "experiment/weight_probe.h"

enum { CHECK_LADDER = 12, CHECK_VERDICT_COUNT = CHECK_NOT_FINITE + 1 };

/* Of all weights that were checked so far. */
typedef struct CheckSummary {
    size_t checked, count; /* of how many */
    size_t by_verdict[CHECK_VERDICT_COUNT];
    double worst, median; /* digits of those that differences can check; NaN without any */
    size_t worst_index;
} CheckSummary;

typedef struct GradientCheck {
    WeightProbe probe;                /* of the weight that is looked at */
    bool has_ladder;                  /* false where it would take longer than a frame has */
    WeightCheck ladder[CHECK_LADDER]; /* steps of 0.1 down to 1e-12, times max(1, |w|) */
    size_t ladder_index;
    unsigned long ladder_version;
    /* All weights */
    bool is_asked;
    bool is_large; /* beyond what the bound on memory counts */
    unsigned long all_version;
    double *digits;         /* (count) owned; NaN where differences cannot check it, or not yet */
    unsigned char *verdict; /* (count) owned; a CheckVerdict */
    double *sorted;         /* (count) owned; for the median */
    size_t next, count, capacity;
    CheckSummary summary;
} GradientCheck;

void gradient_check_deinit(GradientCheck *check); /* of a zeroed one too */

/* The weight that is looked at. False as weight_probe_measure. */
bool gradient_check_measure(GradientCheck *check, Lab *lab, size_t index);

/* Begins with the first weight. False, with the reason, when memory is out, or a number of the stage is not finite. */
bool gradient_check_begin(GradientCheck *check, Lab *lab, Diag *diag);
/* Checks as many more as fit into so many multiplications, at least one; of 0 none. True while there is more to do. When the laboratory is another
   one since, what was found is given up. */
bool gradient_check_advance(GradientCheck *check, Lab *lab, double cost);

#endif
