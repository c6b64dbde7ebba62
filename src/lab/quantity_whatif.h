/* Private to the quantities of lab/: the changed pass of a what-if. */
#ifndef UNROLL_LAB_QUANTITY_WHATIF_H
#define UNROLL_LAB_QUANTITY_WHATIF_H
#include "lab/quantity.h"

typedef struct QuantityPass {
    Trace trace;
    Follow follow;
    double *weight, *gradient;     /* owned */
    WhatIf what[RUN_HOLD_MAX + 1]; /* the run's held values, then the quantity's own */
} QuantityPass;

/* Computes the stage's pass with the run's held values and the quantity's change. False if the words name nothing in this network, or
   memory is out; there is then nothing to deinit. */
bool quantity_pass_init(QuantityPass *pass, const Quantity *quantity, const Run *run, Diag *diag);
void quantity_pass_deinit(QuantityPass *pass);

#endif
