/* Analyses of a finished trace: which loss the gradient at a step comes from, and how the state of one step depends on the state of
   another. Built once for a shape, then measured any number of times without allocating; the forward pass is never recomputed. */
#ifndef UNROLL_ENGINE_ANALYSIS_ANALYSIS_H
#define UNROLL_ENGINE_ANALYSIS_ANALYSIS_H
#include "engine/analysis/watch.h"
#include "engine/pass/trace.h"

/* Itemised gradients: G[k][t] = ||dL_k/dh_t||, Frobenius over batch and units, loss scale included. The vectors behind the
   norms sum over k to dL/dh_t. */
typedef struct Items {
    const Net *net; /* borrowed */
    int steps, losses, batch;
    double *block; /* owned */
    size_t size;
    double *G[NET_LAYER_MAX][NET_DIRECTION_MAX];  /* (K, T) */
    double *Gc[NET_LAYER_MAX][NET_DIRECTION_MAX]; /* (K, T) of dL_k/dc_t; LSTM, else NULL */
    int chunk;                                    /* number of losses that go through time together */
    int lowest;                                   /* layers below are left out; 0 after items_init */
    Watch watch;                                  /* NULL after items_init */
    const struct WhatIf *held;                    /* gates and states that the trace holds; borrowed; NULL after items_init */
    double *work;
} Items;

/* Bytes; saturates. items_init refuses more than NET_MEMORY_MAX, with the numbers. */
size_t items_plan_size(const Net *net, const Wiring *wiring, int batch);
bool items_init(Items *items, const Trace *trace, Diag *diag); /* for traces of this net, wiring and batch */
void items_deinit(Items *items);

/* Fills G and Gc. After net_forward and net_backward with these weights. False when the watch has ended it. */
bool items_measure(Items *items, const Trace *trace, const double *weight);

/* The vectors of one loss in one lane: dL_k/dh_t (T*B, H) and, where dc is not NULL, dL_k/dc_t. Overwrites nothing else. */
void items_form(double *dh, double *dc, Items *items, const Trace *trace, const double *weight, int loss, int layer, int direction);

/* Step Jacobians J_t = ds_t/ds_prev, s = h or the LSTM's (h, c), and their product from the last processed step back to t,
   P_t = ds_last/ds_t. All norms are 2-norms (largest singular values), (T, B) each, indexed by position. */
typedef struct Jacobians {
    const Net *net;                /* borrowed */
    int steps, batch, state_count; /* H, or 2H for the LSTM */
    double *block;                 /* owned */
    size_t size;
    struct {
        double *step;                     /* ||dh_t/dh_prev|| (LSTM: hh block, c held); prev of the first step is h0 */
        double *product;                  /* ||dh_last/dh_t|| (LSTM: hh block of the full product); 1 at the last step */
        double *product_c, *product_full; /* LSTM: the cc block and the whole (2H, 2H); else NULL */
    } lane[NET_LAYER_MAX][NET_DIRECTION_MAX];
    Watch watch; /* NULL after jacobians_init */
    double *work;
} Jacobians;

size_t jacobians_plan_size(const Net *net, const Wiring *wiring, int batch);
bool jacobians_init(Jacobians *jacobians, const Trace *trace, Diag *diag);
void jacobians_deinit(Jacobians *jacobians);
/* After net_forward: of every layer and direction, or of one. False when the watch has ended it. */
bool jacobians_measure(Jacobians *jacobians, const Trace *trace, const double *weight);
bool jacobians_measure_lane(Jacobians *jacobians, const Trace *trace, const double *weight, int layer, int direction);

/* One step Jacobian of sequence b: (H, H), or (2H, 2H) for the LSTM in blocks [hh hc; ch cc], row-major. */
void trace_form_jacobian(double *J, const Trace *trace, const double *weight, int layer, int direction, int step, int b);

/* factor (T): ||J' d|| / ||d|| at every step, d = dL/dh_t, J = dh_t/dh_prev (LSTM: c_prev held); NaN where d = 0 or there is no prev.
   After trace_measure; works in the trace's scratch. `held`: the gate that the trace was computed with, NULL for none. */
struct WhatIf;
void trace_form_factor(double *factor, const Trace *trace, const double *weight, int layer, int direction, const struct WhatIf *held);

#endif
