/* Private to engine/: the passes' parts for one layer in one direction, one step or one set of gradients at a time. For analyses that run a
   pass in another way than pass.c; in plain C, and equal up to rounding. */
#ifndef UNROLL_ENGINE_ANALYSIS_LANE_H
#define UNROLL_ENGINE_ANALYSIS_LANE_H
#include "engine/pass/trace.h"

/* pre (and the GRU's q) of one sequence at one step from the layer's input, the state before and both biases: what a cell's
   forward starts from. Overwrites them in the trace. */
void lane_form_pre(Trace *trace, const double *weight, int layer, int direction, int step, int b);

/* gradient += what this lane's parameters get from dpre (T*B, gH) and, GRU, dq (T*B, H): one product over all rows. */
void lane_add_weight_gradients(double *gradient, const Trace *trace, int layer, int direction, const double *dpre, const double *dq);

/* dx, or dh of the layer below in both directions, += dpre U; dropout_backward_layer then makes dL/dh of dL/d(up). */
void lane_send_below(Trace *trace, const double *weight, int layer, int direction);

#endif
