/* The equations in the pictures, each with functions that evaluate it: the left side is read from the trace, the right side is computed
   from the written formula, number by number. A test checks that both agree for every cell, activation, direction and wiring, so a formula
   on screen is what the engine computes.

   In the formulas '@' stands for the mark of the reverse chain (a prime, or nothing) and '~' for the step processed before (t-1, or t+1
   in the reverse chain); equation_format puts them in. x_t is what the layer reads: the input, or the states of the layer below. */
#ifndef UNROLL_ENGINE_ANALYSIS_EQUATIONS_H
#define UNROLL_ENGINE_ANALYSIS_EQUATIONS_H
#include "engine/pass/trace.h"

/* Where an equation is evaluated. Of the head's: step is the index of the loss, unit the output. Sequence 0 of the batch. */
typedef struct EquationPlace {
    const Trace *trace;
    const double *weight;
    int layer, direction, step, unit;
} EquationPlace;

typedef enum EquationKind {
    EQUATION_GATES,     /* of the LSTM and GRU: the sigmoid gates together */
    EQUATION_CANDIDATE, /* g of the LSTM, n of the GRU */
    EQUATION_PRE,       /* plain RNN: a */
    EQUATION_CELL,      /* LSTM: c */
    EQUATION_STATE,     /* h */
    EQUATION_WHOLE,     /* plain RNN: h from x and h before at once */
    EQUATION_HEAD
} EquationKind;

typedef struct Equation {
    EquationKind kind;
    CellKind cell;  /* of the head's: any */
    int activation; /* of the plain RNN's; -1: any */
    int parts;      /* how many numbers stand at the left: f, i, o are three */
    const char *tex;
    double (*left)(const EquationPlace *place, int part);
    double (*right)(const EquationPlace *place, int part);
} Equation;

/* The index-th of this kind for the net and wiring; NULL when there is none. Of the head there is exactly one for each wiring. */
const Equation *equation_find(EquationKind kind, const Net *net, const Wiring *wiring);
/* The formula for a direction. Returns its length. */
int equation_format(char *out, int size, const Equation *equation, int direction);

/* All of them, for the test. */
int equation_count(void);
const Equation *equation_at(int index);

#endif
