/* The gradient check for its own screen: one weight with differences at many step sizes, and all weights, a few each frame. Everything is
   measured on the stage's sequence, on a trace of its own (experiment/weight_probe.h). */
#ifndef UNROLL_EXPERIMENT_GRADIENT_CHECK_H
#define UNROLL_EXPERIMENT_GRADIENT_CHECK_H
#include "experiment/weight_probe.h"

enum { CHECK_LADDER = 12, CHECK_VERDICT_COUNT = CHECK_NOT_FINITE + 1 };

/* Statistics of all weights that were checked so far. */
typedef struct CheckSummary {
    size_t checked, count; /* number of weights */
    size_t by_verdict[CHECK_VERDICT_COUNT];
    double worst, median; /* digits of the weights that differences can check; NaN if there are none */
    size_t worst_index;
} CheckSummary;

typedef struct GradientCheck {
    WeightProbe probe;                /* of the selected weight */
    bool has_ladder;                  /* false if it would take longer than a frame allows */
    WeightCheck ladder[CHECK_LADDER]; /* steps of 0.1 down to 1e-12, times max(1, |w|) */
    size_t ladder_index;
    unsigned long ladder_version;
    /* All weights */
    bool is_asked;
    bool is_large; /* its trace is not part of what the bound on memory counts */
    unsigned long all_version;
    double *digits;         /* (count) owned; NaN if differences cannot check the weight, or it is not checked yet */
    unsigned char *verdict; /* (count) owned; a CheckVerdict */
    double *sorted;         /* (count) owned; for the median */
    size_t next, count, capacity;
    CheckSummary summary;
} GradientCheck;

void gradient_check_deinit(GradientCheck *check); /* of a zeroed one too */

/* Checks the selected weight. False as weight_probe_measure. */
bool gradient_check_measure(GradientCheck *check, Lab *lab, size_t index);

/* Begins with the first weight. False, with the reason, if memory is out or a number of the stage is not finite. */
bool gradient_check_begin(GradientCheck *check, Lab *lab, Diag *diag);
/* Checks as many more weights as fit into this many multiplications, at least one; with 0 none. True while there is more to do. If the
   laboratory has changed since, earlier results are dropped. */
bool gradient_check_advance(GradientCheck *check, Lab *lab, double cost);

#endif
