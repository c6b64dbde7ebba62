/* Private to lab/'s quantities: the pass that a what-if makes. */
#ifndef UNROLL_LAB_QUANTITY_WHATIF_H
#define UNROLL_LAB_QUANTITY_WHATIF_H
#include "lab/quantity.h"

typedef struct QuantityPass {
    Trace trace;
    Follow follow;
    double *weight, *gradient;     /* owned */
    WhatIf what[RUN_HOLD_MAX + 1]; /* what the run holds, and behind it the quantity's own */
} QuantityPass;

/* The stage's pass with what the run holds and what the quantity's words change. False when they name nothing of this network, or memory is out; there is then
   nothing to deinit. */
bool quantity_pass_init(QuantityPass *pass, const Quantity *quantity, const Run *run, Diag *diag);
void quantity_pass_deinit(QuantityPass *pass);

#endif
