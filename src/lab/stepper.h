/* A trained network that reads one step after another, as a stream: only its state remembers earlier steps. Forward only, without
   dropout. */
#ifndef UNROLL_LAB_STEPPER_H
#define UNROLL_LAB_STEPPER_H
#include "lab/lab.h"

typedef struct Stepper {
    Net net;              /* of the run, without dropout */
    Trace trace;          /* of one step */
    const double *weight; /* borrowed of the run */
} Stepper;

/* False for a network that also reads from the end, and when memory is out. */
bool stepper_init(Stepper *stepper, const Run *run, Diag *diag);
void stepper_deinit(Stepper *stepper);
void stepper_reset(Stepper *stepper); /* the state before the first step */
/* Reads x (inputs), changes the state and returns the head's outputs, valid until the next call. */
const double *stepper_read(Stepper *stepper, const double *x);

#endif
