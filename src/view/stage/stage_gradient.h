/* The numbers of one lane (a layer in one direction) in the pictures of the gradient, and their scale:

     relative the followed loss: ||dL_k/dh_t|| / S, S being its size where it sets out; the LSTM ||dL_k/dc_t|| / S with h as dots
     absolute   the same norms in plain numbers
     all        the sum over all losses that training uses, ||dL/dh_t|| and ||dL/dc_t||, in plain numbers

   Only the relative one has zones and a verdict, because an absolute size depends on the size of the error. */
#ifndef UNROLL_VIEW_STAGE_STAGE_GRADIENT_H
#define UNROLL_VIEW_STAGE_STAGE_GRADIENT_H
#include "view/view.h"

typedef struct ChainGradient {
    const FollowLane *lane; /* of the followed loss, in relative and absolute size; NULL for all */
    const TraceLane *trace; /* for all */
    bool is_relative, is_all;
    bool of_cell;       /* `main` is c's */
    double scale;       /* shown = stored * scale */
    const double *main; /* (T) what is a bar, and the river's width */
    const double *dots; /* (T) h's, where main is c's; else NULL */
    const char *prime;  /* suffix of this chain's letters: "'" in reverse */
    int start, far;     /* positions: where it sets out and where it ends; all: the first and last step of the backward pass */
} ChainGradient;

/* `trace` and `follow`: of a run, or of another pass of it. */
ChainGradient chain_gradient_of(const Trace *trace, const Follow *follow, const UiState *ui, int layer, int direction);
ChainGradient chain_gradient(const Run *run, const UiState *ui, int layer, int direction);
double chain_gradient_at(const ChainGradient *gradient, int step); /* main, as shown */
double chain_gradient_dot(const ChainGradient *gradient, int step);
/* Returns the factor of the arrow that leaves this step; NaN if there is no arrow or nothing left this step. */
double chain_gradient_factor(const ChainGradient *gradient, int step);

/* The time step (from 0) of the loss that is followed. */
int followed_step(const Run *run);

/* "\|\partial L_{16}/\partial c_t\| / S", "\|\partial L/\partial h_t\|", ...: what a bar is. `step` from 0, -1: t. */
void chain_gradient_tex(char *out, int size, const ChainGradient *gradient, const Run *run, bool of_cell, int step);

#endif
