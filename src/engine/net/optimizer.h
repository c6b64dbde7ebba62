/* Turns a gradient into a change of the weights, exactly as PyTorch does. The owner keeps the moments in one flat block, zero before the
   first update, so that they can be saved and restored with the weights. */
#ifndef UNROLL_ENGINE_NET_OPTIMIZER_H
#define UNROLL_ENGINE_NET_OPTIMIZER_H
#include <stddef.h>

typedef enum OptimizerKind { OPTIMIZER_SGD, OPTIMIZER_MOMENTUM, OPTIMIZER_RMSPROP, OPTIMIZER_ADAM, OPTIMIZER_COUNT } OptimizerKind;

typedef struct OptimizerPlan {
    OptimizerKind kind;
    double rate;
    double momentum;     /* momentum */
    double alpha;        /* RMSprop: how much of the old mean square stays */
    double beta1, beta2; /* Adam: how much of the old mean and mean square stays */
    double epsilon;      /* RMSprop, Adam: added outside the root */
} OptimizerPlan;

/* Doubles of the moment block: count, the number of weights, times 0, 1 (velocity or mean square) or 2 (mean, mean square). */
size_t optimizer_moment_count(OptimizerKind kind, size_t count);

/* One step: weight += delta, with delta[count] and moment written too. `step` counts from 1 since the moments were zero. */
void optimizer_step(double *weight, double *delta, double *moment, const double *gradient, size_t count, const OptimizerPlan *plan,
                    long step);

/* Clipping by global norm: if the norm over all of gradient[count] is above `limit`, multiplies it by the returned
   coefficient, min(1, limit/(norm + 1e-6)). limit 0 clips nothing. *norm is the norm before. */
double gradient_clip(double *gradient, double *norm, size_t count, double limit);

#endif
