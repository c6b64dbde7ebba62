/* Going on alone: up to a step of the stage the network reads what stands there, from then on its own answers. */
#ifndef UNROLL_LAB_ALONE_H
#define UNROLL_LAB_ALONE_H
#include "lab/stepper.h"

/* Does the task's answer come back as its next input, and can this network go on step by step? Says why not. */
bool alone_is_possible(const Run *run, const Setup *setup, Diag *diag);
/* The stage's values and the one after them (T + 1), without the input scale; returns T. */
int alone_take_stage(double *truth, const Run *run, const Setup *setup);
/* The mean squared error of what is said of the values behind step `from` (1 to T), each from answers of its own. */
bool alone_measure(double *out, const Run *run, const Setup *setup, int from, Diag *diag);

#endif
