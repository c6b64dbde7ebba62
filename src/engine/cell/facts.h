/* The facts that distinguish one recurrent cell from another: the rows of cell_rows.h. Engine, reports and pictures use these facts and not
   the name of a cell, so that a new cell is computed and shown correctly.

   A cell has g gate blocks. Most cells turn pre-activations into gates and mix a new state from them; the plain cell has only the block h,
   which is its state. */
#ifndef UNROLL_ENGINE_CELL_FACTS_H
#define UNROLL_ENGINE_CELL_FACTS_H
#include "engine/net/net.h"

/* The role of a gate. Each role has its own stream of random weights, so that gates with the same role get the same weights in all cells
   (net/weights.c). */
typedef enum GateRole { GATE_CANDIDATE, GATE_INPUT, GATE_FORGET, GATE_OUTPUT, GATE_RESET, GATE_UPDATE, GATE_ROLE_COUNT } GateRole;

/* Its nonlinearity; ACTIVATION: the one of the NetSpec. */
typedef enum GateCurve { CURVE_SIGMOID, CURVE_TANH, CURVE_ACTIVATION } GateCurve;

/* The strand of the gradient that passes through no weight: from the c (or, without one, the h) of a step to that of the step before, times
   the straight gate, or times 1 minus it. */
typedef enum StraightKind { STRAIGHT_NONE, STRAIGHT_GATE, STRAIGHT_REST } StraightKind;

/* Which of the fast kernels compute it (fast/fast.h); NONE: the plain passes do. */
typedef enum FastCell { FAST_CELL_RNN, FAST_CELL_GRU, FAST_CELL_LSTM, FAST_CELL_NONE } FastCell;

typedef struct GateFacts {
    const char *letter, *name; /* "f", "forget gate" */
    GateRole role;
    GateCurve curve;
} GateFacts;

typedef struct CellFacts {
    const char *key, *label, *with_article; /* "lstm", "LSTM", "an LSTM" */
    bool has_c;                             /* a second state c, of which h is a part */
    /* The gate that acts on q = W h_prev + b_hh of the last block, the candidate, which then is tanh(U x + b_ih + gate * q); -1: no block
       has a recurrent part of its own. */
    int q_gate;
    StraightKind straight;
    int straight_gate;         /* -1: none */
    const char *bias_label;    /* of the bias of the straight gate, as a setting; NULL: none */
    double bias_drawn;         /* what the recipes give it, such that a larger one keeps more of the state (net/weights.h) */
    FastCell fast;             /* kernels */
    const struct CellOps *ops; /* the plain passes over one row (cell.h) */
    int gates;                 /* g */
    GateFacts gate[NET_GATE_MAX];
    bool is_plain; /* the one block is the state itself: CURVE_ACTIVATION */
} CellFacts;

const CellFacts *cell_facts(CellKind cell); /* NULL for what is no cell */

/* The gates that are drawn as open or shut, in teaching order: keep, write, output. Returns their number. */
int cell_list_valves(int gate[NET_GATE_MAX], const CellFacts *facts);
/* All gates in the order in which they act. Returns how many. */
int cell_list_acting(int gate[NET_GATE_MAX], const CellFacts *facts);

#endif
