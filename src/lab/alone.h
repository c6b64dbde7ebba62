/* Going on alone: up to a step of the stage the network reads the stage's values, from then on its own answers. */
#ifndef UNROLL_LAB_ALONE_H
#define UNROLL_LAB_ALONE_H
#include "lab/stepper.h"

/* True if the task's answer is its next input and the network can go on step by step. On false the message says why not. */
bool alone_is_possible(const Run *run, const Setup *setup, Diag *diag);
/* The stage's values and the one after them (T + 1), without the input scale; returns T. */
int alone_take_stage(double *truth, const Run *run, const Setup *setup);
/* The mean squared error of the predictions after step `from` (1 to T), each made from the network's own answers. */
bool alone_measure(double *out, const Run *run, const Setup *setup, int from, Diag *diag);

#endif
