/* One step of one layer and direction, unit by unit: the sums and products that made the state on the way forward, and where the gradient
   that arrives goes on the way back. The close-up of the cell shows it. Sequence 0 of the batch.

   Everything is (H), one number a unit. A vector with a gate index is of that gate block (engine order: LSTM i f g o, GRU r z n, RNN the
   one block 0); the others have index 0. */
#ifndef UNROLL_ENGINE_ANALYSIS_ACCOUNT_H
#define UNROLL_ENGINE_ANALYSIS_ACCOUNT_H
#include "engine/analysis/follow.h"

typedef enum AccountVector {
    ACCOUNT_INPUT,      /* of a gate: U x_t */
    ACCOUNT_RECURRENT,  /* of a gate: W h_prev */
    ACCOUNT_BIAS,       /* of a gate: both biases; GRU n: b_in */
    ACCOUNT_PRE,        /* of a gate: the pre-activation a */
    ACCOUNT_VALUE,      /* of a gate: after the nonlinearity */
    ACCOUNT_SLOPE,      /* of a gate: the derivative of the nonlinearity at a */
    ACCOUNT_BIAS_Q,     /* GRU: b_hn */
    ACCOUNT_Q,          /* GRU: W h_prev + b_hn of n */
    ACCOUNT_REST,       /* GRU: 1 - z */
    ACCOUNT_DIFFERENCE, /* GRU: h_prev - n */
    ACCOUNT_H_BEFORE,
    ACCOUNT_C_BEFORE, /* LSTM */
    ACCOUNT_C,        /* LSTM */
    ACCOUNT_TANH_C,   /* LSTM */
    ACCOUNT_SLOPE_C,  /* LSTM: 1 - tanh(c)^2 */
    ACCOUNT_H,
    /* The way back; d is dL of the followed loss or of all losses */
    ACCOUNT_DH,        /* d/dh_t of all paths */
    ACCOUNT_DH_NEXT,   /* what of it the recurrence brought */
    ACCOUNT_DH_ABOVE,  /* the rest: from the loss at this step, or from the layer above */
    ACCOUNT_DC,        /* LSTM: d/dc_t of all paths */
    ACCOUNT_DC_NEXT,   /* LSTM: straight from the step after: f_next * d/dc_next */
    ACCOUNT_DC_OUT,    /* LSTM: through h: o * (1 - tanh(c)^2) * dh */
    ACCOUNT_DVALUE,    /* of a gate: d/d(value), before its slope; LSTM o, GRU n and the RNN from h, the others from c or n */
    ACCOUNT_D_TANH_C,  /* LSTM: d/d(tanh c): o * dh */
    ACCOUNT_DPRE,      /* of a gate: d/da */
    ACCOUNT_DQ,        /* GRU: d/dq */
    ACCOUNT_STRAIGHT,  /* the straight strand: f * dc to c_prev (LSTM), z * dh to h_prev (GRU) */
    ACCOUNT_THROUGH,   /* of a gate: its W' d/da (GRU n: W' d/dq), to h_prev */
    ACCOUNT_BY_WEIGHT, /* the sum of THROUGH over the gates */
    ACCOUNT_SENT,      /* all that goes to h_prev: BY_WEIGHT, and the GRU's straight strand */
    ACCOUNT_COUNT
} AccountVector;

/* Large: keep it on the heap. */
typedef struct CellAccount {                    /* the functions below call it `out` if they fill it */
    const Net *net;                             /* borrowed; NULL before the first account_measure */
    int layer, direction, step, previous, next; /* previous and next in the order of the forward pass; -1: none */
    double norm[ACCOUNT_COUNT][NET_GATE_MAX];   /* Euclidean, over the units */
    double at[ACCOUNT_COUNT][NET_GATE_MAX][NET_HIDDEN_MAX];
} CellAccount;

/* follow: the followed loss; NULL takes the sum over all losses from the trace. Gradients are multiplied by `scale`: 1 leaves the followed
   loss relative to S, follow->S makes it absolute. After net_forward, net_backward and follow_measure with these weights; `held`: the gates
   and states that the trace was computed with, NULL for none. A gate that is held has no slope. */
void account_measure(CellAccount *out, const Trace *trace, const double *weight, const Follow *follow, const WhatIf *held, double scale,
                     int layer, int direction, int step);

bool account_has(CellKind cell, AccountVector vector); /* true if this cell has such a vector */

/* The equations of a step, term by term: left side = function(term op term op ...), products before sums. A test checks that both sides
   agree for every cell, unit and step. In the formulas '@' and '~' are as in equations.h; '+' at the front of `op` adds, '*' multiplies. */
typedef enum AccountFunction { ACCOUNT_PLAIN, ACCOUNT_SIGMOID, ACCOUNT_TANH, ACCOUNT_ACTIVATION } AccountFunction;

typedef struct AccountTerm {
    char op;         /* ' ' of the first, '+' or '*' */
    const char *tex; /* "\\U{U@} x_t" */
    AccountVector vector;
    int gate;
} AccountTerm;

enum { ACCOUNT_TERM_MAX = 4 };
typedef struct AccountLine {
    CellKind cell;
    bool is_backward;
    const char *title; /* plain words */
    AccountTerm left;
    AccountFunction function;
    int count;
    AccountTerm term[ACCOUNT_TERM_MAX];
} AccountLine;

int account_line_count(void);
const AccountLine *account_line_at(int index);

/* The right side, computed from its terms. */
double account_evaluate(const CellAccount *account, const AccountLine *line, int unit);

#endif
