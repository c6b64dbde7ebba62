/* The run's own parts: made before anything is given up, so that what fails leaves the run as it was. */
#ifndef UNROLL_LAB_RUN_H
#define UNROLL_LAB_RUN_H
#include "lab/lab.h"

/* What a setup needs and the run does not have yet. */
typedef struct RunParts {
    Net net;
    Wiring wiring;
    bool new_shape; /* the weights do not fit any more: the four blocks are new (weight only if asked for) */
    bool new_trace;
    double *weight, *gradient, *delta, *spare; /* (P) each, or NULL */
    Trace trace;
} RunParts;

/* False, with the reason, when the combination is not possible or needs too much memory; `parts` then holds nothing. */
bool run_prepare(RunParts *parts, const Run *run, const Setup *setup, bool with_weight, Diag *diag);
void run_discard(RunParts *parts);
void run_adopt(Run *run, RunParts *parts); /* frees what is replaced, the weights only if there are new ones */
void run_deinit(Run *run);

void run_start_weights(Run *run, const Setup *setup); /* from the seed; update 0 */
void run_set_radius(Run *run, const Setup *setup);    /* to the setup's, now; zero blocks take the seed's directions */
void run_measure_radius(Run *run);                    /* the two above leave it known */
void run_measure_others(Run *run);                    /* weight scale and forget bias: cheap */

void run_draw(Run *run, const Setup *setup);    /* the stage sequence: number run->sequence */
void run_compute(Run *run, const Setup *setup); /* forward, backward, measured, and the optimiser's delta */
void run_pass(Run *run);                        /* forward and backward only */
void run_form_delta(Run *run, const Setup *setup);
bool run_is_finite(const Run *run); /* loss and gradient, after a forward and backward pass */

bool run_reserve_loss(Run *run, long count, Diag *diag); /* room for losses 0..count-1 */
void run_step(Run *run, const Setup *setup);             /* keeps the weights in spare, records the loss, one SGD step; update + 1 */
void run_step_back(Run *run);                            /* takes the last run_step back */

#endif
