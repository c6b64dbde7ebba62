/* Private to engine/: the common interface of the cells. A cell is two pointwise functions over one row (one sequence at one step, one
   layer, one direction); the matrix products around them are the same for all and stand in cell.c.

   forward:  pre = W_ih x + b_ih + W_hh h_prev + b_hh  (GRU: its n block waits for r, see cell_gru.c), then the cell's row
   backward: the cell's row gives dpre and the straight strand to h_prev and c_prev, then dh_prev += W_hh' dpre */
#ifndef UNROLL_ENGINE_CELL_CELL_H
#define UNROLL_ENGINE_CELL_CELL_H
#include "engine/pass/trace.h"

/* One row's numbers, (H) or (gH) each. Forward reads h_prev, c_prev, pre and q and writes the rest. */
typedef struct CellRow {
    int hidden;
    Activation activation;
    const double *h_prev, *c_prev;
    double *pre, *gate, *q, *c, *tanh_c, *h;
} CellRow;

/* The row's gradients. `dc` comes in with what the next step sent back and goes out as the whole dL/dc_t; everything
   below is overwritten. dh_prev gets only the part that passes no weight (the GRU's z). dc, dc_prev: LSTM. dq: GRU. */
typedef struct CellGradient {
    const double *dh;
    double *dc;
    double *dpre, *dq, *dh_prev, *dc_prev;
} CellGradient;

typedef struct CellOps {
    void (*forward)(const CellRow *row);
    void (*backward)(const CellRow *row, const CellGradient *gradient);
    /* Step Jacobian with respect to the previous state, row-major. Without a c: (H, H) dh/dh_prev. With one: (2H, 2H), state
       (h, c). W is weight_hh. */
    void (*form_jacobian)(double *J, const CellRow *row, const double *W);
    /* One unit's c and h from its gates, as forward forms them; for a gate that is held. NULL where the gate is h. */
    void (*form_state)(const CellRow *row, int unit);
    void (*send_into_c)(double *dc, const CellRow *row, const double *dh); /* (H) what of dh comes into c at this row; NULL without a c */
} CellOps;

#define CELL_ROW(ID, KEY, LABEL, WITH_ARTICLE, HAS_C, Q_GATE, STRAIGHT, STRAIGHT_AT, BIAS_LABEL, BIAS_DRAWN, FAST, OPS, GATES)             \
    extern const CellOps OPS;
#include "engine/cell/cell_rows.h"
#undef CELL_ROW

/* out (H) = what of d (H) passes the row on the straight strand (facts.h): the LSTM's f * d, the GRU's z * d; 0 where there is none. */
struct CellFacts;
void cell_form_straight(double *out, const struct CellFacts *facts, const CellRow *row, const double *d);

double sigmoid(double x);
double sigmoid_rest(double value, double a); /* 1 - value, value = sigmoid(a), without cancellation */
double tanh_slope(double value, double a);   /* 1 - value^2, value = tanh(a), without cancellation */
double activation_value(Activation activation, double a);
double activation_slope(Activation activation, double value, double a); /* the derivative; of a only where `value` has lost it */

/* The step processed before `step`, or -1 when that is the initial state; the order of processing, s = 0..T-1, to step. */
int lane_previous_step(const Trace *trace, int direction, int step); /* of a single sequence in reverse, -1 from its last step on */
int lane_step(const Trace *trace, int direction, int order);
const double *lane_h_prev(const Trace *trace, const TraceLane *lane, int direction, int step); /* (B, H) */
const double *lane_c_prev(const Trace *trace, const TraceLane *lane, int direction, int step); /* (B, H) or NULL */
CellRow lane_row(const Trace *trace, int layer, int direction, int step, int b);
/* A row of padding: h and c as before, all else 0. */
void lane_hold_row(const CellRow *row, const Net *net);
/* In the backward pass the gradient passes padding unchanged, and nothing of it reaches a weight: as one row of a pass, or in a trace,
   where it is added to dL/d of the state before and does not stay. dh: part->dh. */
void lane_pass_row(const CellGradient *part, const Net *net);
void lane_hand_on_row(const CellGradient *part, double *dh, double *dh_prev, const Net *net);

/* pre (rows, gH) += h_prev Wt, with Wt = W' (H, gH). For the GRU the n block goes to q (rows, H) instead. */
void cell_add_recurrent(const Net *net, double *pre, double *q, const double *h_prev, const double *Wt, int rows);

/* dh_prev (rows, H) += dpre W; for the GRU with dq in the place of dpre's n block. */
void cell_add_recurrent_backward(const Net *net, double *dh_prev, const double *dpre, const double *dq, const double *W, int rows);

/* Columns of the recurrent bias and weight gradient that come from dpre; the GRU's last H come from dq. */
int cell_shared_columns(const Net *net);

/* head.c */
void head_forward(Trace *trace, const double *weight);
void head_measure(Trace *trace);                                                       /* prob and the losses, y being there */
void head_backward(Trace *trace, double *gradient, const double *weight);              /* adds into the top layer's dh */
void head_backward_of(Trace *trace, double *gradient, const double *weight, int loss); /* of one loss alone, in plain C */
int head_step(const Trace *trace, int loss, int direction); /* whose h this loss reads; a single sequence's last */

/* analysis/whatif.c: the cell's backward of one row, where gates and states may be held: nothing flows back through those. */
struct WhatIf;
void whatif_backward(const CellGradient *part, const CellRow *row, const Net *net, const struct WhatIf *held, int layer, int direction,
                     int step, int b);
bool whatif_cut_h(double *dh, const Net *net, const struct WhatIf *held, int layer, int direction, int step,
                  int b); /* dh (H) is set to 0 where h is held; false where it is nowhere */

/* The step Jacobian where something is held, as trace_form_jacobian lays it out: row by row from the backward pass of one number of the
   state. Returns false, with J as it was, where nothing is held. */
bool whatif_form_jacobian(double *J, const Trace *trace, const double *weight, const struct WhatIf *held, int layer, int direction,
                          int step, int b);

/* Doubles of Trace.scratch. */
size_t pass_scratch_count(const Net *net, const Wiring *wiring, int batch);

#endif
