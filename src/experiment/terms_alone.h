/* The stage's sequence with the backward pass of one loss alone, for the page of one number (engine/analysis/terms.h). Made when a number of
   one loss is looked at; plain C. */
#ifndef UNROLL_EXPERIMENT_TERMS_ALONE_H
#define UNROLL_EXPERIMENT_TERMS_ALONE_H
#include "engine/analysis/terms.h"
#include "lab/lab.h"

typedef struct TermsAlone {
    Net net;          /* what the trace was made for */
    Trace trace;      /* owned, as is the next */
    double *gradient; /* of the weights */
    unsigned long version;
    int loss; /* from 1; 0: nothing is known */
} TermsAlone;

void terms_alone_deinit(TermsAlone *alone); /* of a zeroed one too */

/* Where the numbers of a place with that loss (0: of all) are read. False when memory is out, or while something is held. `is_new`: the lab's
   version says nothing, for a training is running. */
bool terms_alone_find(TermsSource *out, TermsAlone *alone, const Lab *lab, int loss, bool is_new);

#endif
