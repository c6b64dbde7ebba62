/* The stage's sequence with the backward pass of one loss alone, for the page of one number (engine/analysis/terms.h). Computed when a
   number of one loss is shown; in plain C. */
#ifndef UNROLL_EXPERIMENT_TERMS_ALONE_H
#define UNROLL_EXPERIMENT_TERMS_ALONE_H
#include "engine/analysis/terms.h"
#include "lab/lab.h"

typedef struct TermsAlone {
    Net net;          /* the network that the trace was made for */
    Trace trace;      /* owned, as is the next */
    double *gradient; /* the gradient of the weights */
    unsigned long version;
    int loss;         /* from 1; 0: nothing is known */
    bool has_kernels; /* set by who wants the way forward as the stage makes it; the way back is always plain C */
} TermsAlone;

void terms_alone_deinit(TermsAlone *alone); /* a zeroed one is fine */

/* Finds where the numbers of a place with that loss (0: all losses) are read. False if memory is out, or while something is held. `is_new`:
   compute again in any case, because a running training does not change the lab's version. */
bool terms_alone_find(TermsSource *out, TermsAlone *alone, const Lab *lab, int loss, bool is_new);

#endif
