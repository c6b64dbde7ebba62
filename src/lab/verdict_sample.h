/* The far ratio of the followed loss on sequences that training never draws: a verdict is about one sequence, this shows the spread over
   others. */
#ifndef UNROLL_LAB_VERDICT_SAMPLE_H
#define UNROLL_LAB_VERDICT_SAMPLE_H
#include "lab/lab.h"

enum { VERDICT_SAMPLE_COUNT = 100 };

/* log10 of the ratio at the far end (FollowVerdict.log10_ratio); -infinity where nothing arrives. */
typedef struct VerdictSample {
    int sequences; /* sequences with a nonzero error and finite numbers; the others have no ratio */
    int skipped;
    double median, least, most; /* NaN without a sequence */
    double loss;                /* mean loss of all VERDICT_SAMPLE_COUNT: one sequence without an error proves little */
} VerdictSample;

/* The first VERDICT_SAMPLE_COUNT held-out sequences, the run's weights, its followed loss, the top layer's chain in this direction; nothing
   is dropped. False when memory is out. */
bool verdict_sample(VerdictSample *out, const Run *run, const Setup *setup, int direction, Diag *diag);

#endif
