/* The causes of a factor: all singular values of the step Jacobians and of their running product, and the factors of a step Jacobian, for
   one layer, direction and sequence. Built once for a shape; one lane is measured at a time, whole or a few steps at a time. */
#ifndef UNROLL_ENGINE_ANALYSIS_SPECTRUM_H
#define UNROLL_ENGINE_ANALYSIS_SPECTRUM_H
#include "engine/pass/trace.h"

enum { SPECTRUM_HIDDEN_MAX = 128 }; /* spectrum_init refuses more: the cost grows with H^3 */

/* n = H, for the LSTM 2H: its state is (h, c). Rows by sequence position; singular values descending. */
typedef struct Spectrum {
    const Net *net; /* borrowed */
    int steps, count /* n */;
    int layer, direction, sequence; /* what is in it */
    int left;                       /* steps still to do; 0: complete */
    /* 0 after spectrum_init: everything. Else only `product` is measured, at the last processed step, then at every so many, and at the
       first; in between it is NaN, for there the product is multiplied on but not turned. */
    int every;
    /* Gates and states that the trace holds; borrowed; NULL after spectrum_init. `step`, `step_h` and `product` then count nothing through
       them; slope, carry and bound are still those of the cell that holds nothing. */
    const struct WhatIf *held;
    double *block; /* owned */
    size_t size;
    double *step;    /* (T, n) of J_t = ds_t/ds_prev */
    double *step_h;  /* (T, H) of dh_t/dh_prev; LSTM: the hh block, c held; else the same numbers as step */
    double *product; /* (T, n) of P_t = ds_last/ds_t, all 1 at the last processed step */
    /* dh_t/dh_prev = sum over gates q of diag(slope_q) W_q (+ diag(z) for the GRU), by the triangle inequality
       ||dh_t/dh_prev|| <= bound = sum of max |slope_q| ||W_q|| (+ max z) */
    double *slope;       /* (T, g) max |slope_q|: for the RNN the norm of diag(f'(a_t)), the activation's factor */
    double *weight_norm; /* (g) ||W_q||: W's factor */
    double *carry;       /* (T) what passes no weight: GRU max z, LSTM max f (the norm of dc_t/dc_prev), RNN 0 */
    double *bound;       /* (T) */
    double *work;
    int *exponent;
} Spectrum;

size_t spectrum_plan_size(const Net *net, int steps);
bool spectrum_init(Spectrum *spectrum, const Trace *trace, Diag *diag); /* for traces of this net and number of steps */
void spectrum_deinit(Spectrum *spectrum);

/* After net_forward. start sets everything to NaN; advance then does up to `steps` steps from the last processed one back
   and says whether any are left. Trace and weights must stay as they are in between. measure does all at once. */
void spectrum_start(Spectrum *spectrum, const Trace *trace, const double *weight, int layer, int direction, int sequence);
bool spectrum_advance(Spectrum *spectrum, const Trace *trace, const double *weight, int steps);
void spectrum_measure(Spectrum *spectrum, const Trace *trace, const double *weight, int layer, int direction, int sequence);

#endif
