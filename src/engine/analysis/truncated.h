/* Truncated backpropagation through time: the gradient if every loss can look back only k steps, and its distance from the exact
   gradient. */
#ifndef UNROLL_ENGINE_ANALYSIS_TRUNCATED_H
#define UNROLL_ENGINE_ANALYSIS_TRUNCATED_H
#include "engine/analysis/watch.h"
#include "engine/pass/trace.h"

/* Compares two gradients. NaN if one of them is zero. */
typedef struct GradientAngle {
    double cosine, angle_rad; /* 0 to pi; accurate for tiny angles too */
    double ratio;             /* norm of the first / norm of the second */
} GradientAngle;

GradientAngle gradient_compare(const double *first, const double *second, size_t count);

/* The gradient truncated to windows of k steps: the loss at step s sees the states at steps t with |s - t| < k; earlier states are
   constants for it. In one direction that is the classic h_(s-k) held constant, in every layer. When the head reads the final states of two
   directions, each state has a window of its own around the step where it stands. The head's own gradient needs no time and is exact. k >=
   T is the exact gradient. */
typedef struct Truncated {
    const Net *net; /* borrowed */
    int steps, sources, batch;
    int window;    /* k of what is in it */
    double *block; /* owned */
    size_t size;
    double *gradient;                                  /* (weight_count) */
    double *dh_norm[NET_LAYER_MAX][NET_DIRECTION_MAX]; /* (T) ||dL/dh_t|| of what still arrives, Frobenius over the batch */
    GradientAngle whole;                               /* to the exact gradient */
    GradientAngle param[NET_PARAM_MAX];                /* the same for each parameter by itself */
    double *dh;                                        /* (L, D, T*B, H) the vectors behind dh_norm */
    int chunk;                                         /* sources taken through time together */
    Watch watch;                                       /* nobody's after truncated_init */
    double *work;
} Truncated;

/* Bytes. truncated_init refuses beyond NET_MEMORY_MAX, with the numbers. */
size_t truncated_plan_size(const Net *net, const Wiring *wiring, int batch);
bool truncated_init(Truncated *truncated, const Trace *trace, Diag *diag); /* for traces of this net, wiring and batch */
void truncated_deinit(Truncated *truncated);

/* After net_forward and net_backward with these weights; `exact` is the gradient that gave. window >= 1. False when
   the watch has ended it. */
bool truncated_measure(Truncated *truncated, const Trace *trace, const double *weight, const double *exact, int window);

#endif
