/* Each single loss at every step of one lane: the size of its gradient, and its component along the gradient of all losses (its pull).

     norm[k][t] = ||dL_k/dh_t||
     s_t        = sum over k of dL_k/dh_t = dL/dh_t
     pull[k][t] = dL_k/dh_t . s_t / ||s_t||, which sums over k to ||s_t||; negative: this loss points against the sum
     apart_t    = sum over k of ||dL_k/dh_t||
     cancelled_t = 1 - ||s_t|| / apart_t: 0 where all point the same way, 1 where nothing is left

   Norms are Frobenius over batch and units, loss scale included, as in Items (analysis.h); here the losses are measured one after the
   other, so that the work can be done in slices, and only in one lane. */
#ifndef UNROLL_ENGINE_ANALYSIS_PULLS_H
#define UNROLL_ENGINE_ANALYSIS_PULLS_H
#include "engine/analysis/analysis.h"
#include "engine/analysis/follow.h"

typedef struct Pulls {
    int steps, losses, layer, direction;
    int done;      /* losses, from the first on; the rows of the others are NaN, and so are apart and cancelled until all are done */
    double *block; /* owned */
    size_t size;
    double *norm, *pull;             /* (K, T) */
    double *relative;                /* (K, T) norm / S; 0 where S is 0 */
    double *share;                   /* (K, T) pull / the largest |pull| at that step, when all are done */
    double *set_out;                 /* (K) S of each loss (follow.h) */
    double *sum, *apart, *cancelled; /* (T) */
    double *dh;                      /* (T*B, H) of one loss */
    Items items;                     /* for its passes; items.held says what the trace holds */
} Pulls;

bool pulls_init(Pulls *pulls, const Trace *trace, Diag *diag); /* for traces of this net, wiring and batch */
void pulls_deinit(Pulls *pulls);

/* After net_forward and net_backward with these weights, which stay as they are until all is done. advance does up to `losses` more and
   says whether any are left. */
void pulls_start(Pulls *pulls, const Trace *trace, int layer, int direction);
bool pulls_advance(Pulls *pulls, const Trace *trace, const double *weight, const Follow *follow, int losses);

#endif
