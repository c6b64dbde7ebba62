/* What if: the trace with one or several changed numbers, beside the original. A weight or an input is changed, or a gate or a state is
   held at a value at one step, and everything that depends on it is computed. With a held gate or state, earlier numbers keep their bits,
   and later numbers that do not depend on it agree to rounding. The caller owns the second trace, made by trace_init with the first one's
   net, wiring and batch; nothing is allocated. */
#ifndef UNROLL_ENGINE_ANALYSIS_WHATIF_H
#define UNROLL_ENGINE_ANALYSIS_WHATIF_H
#include "engine/pass/trace.h"

typedef enum WhatIfKind { WHATIF_WEIGHT, WHATIF_INPUT, WHATIF_GATE, WHATIF_STATE } WhatIfKind;

typedef struct WhatIf {
    WhatIfKind kind;
    double value;
    size_t weight; /* WEIGHT: index into the weights, Param.offset + row*cols + col */
    int step;      /* all but WEIGHT: position in the sequence */
    int sequence;  /* all but WEIGHT: -1 is every sequence of the batch */
    int input;     /* INPUT: 0..I-1; -1 is every input */
    int layer, direction;
    int gate;  /* GATE: block in PyTorch's order; the RNN's block 0 is the unit itself */
    int unit;  /* GATE, STATE: 0..H-1; -1 is every unit */
    bool of_c; /* STATE: c in place of h */
    int more;  /* this many more follow in the array and are held together with it; a later one overrides an earlier one */
} WhatIf;

/* Checks only this one. False, with what was given and what is possible, if there is no such weight, input, gate or state, or the value is
   not finite or impossible for this gate (0 to 1, candidates -1 to 1; an RNN's unit and a state: any). */
bool whatif_check(const WhatIf *what, const Trace *trace, Diag *diag);

void trace_copy_given(Trace *out, const Trace *trace); /* x, target, initial states and masks */

/* out's forward pass. changed (weight_count) receives the weights it ran with. `what` has passed whatif_check. */
void whatif_forward(Trace *out, double *changed, const Trace *trace, const double *weight, const WhatIf *what);

/* Returns `what` if a gate or a state is among them, because such a pass cannot be repeated from inputs and weights alone; else NULL. */
const WhatIf *whatif_find_held(const WhatIf *what);

/* The change of the loss that the gradient predicts for all of them: the sum of dL/d(number) * (its new value - its value in `trace`), each
   with the others held. `gradient` is dL/d(weights) of the trace. out and room (2 weight_count) are written to only where several are held.
   To first order right; trace.loss + this is what the tangent predicts. */
double whatif_predict(Trace *out, double *room, const Trace *trace, const double *gradient, const double *weight, const WhatIf *what);

/* The value at this place in a trace, for several units their mean; and its dL/d, for several units their sum. */
double whatif_value(const Trace *trace, const double *weight, const WhatIf *what);
double whatif_slope(const Trace *trace, const double *gradient, const WhatIf *what);

/* Forward, backward and measured, with the loss's gradient. A gate that is held is a constant: nothing flows back through its
   pre-activation, dpre is 0 there. Its pre-activation keeps its unheld value. Through a state that is held nothing flows back either: its
   dh (or dc) is what a change of it would do. (Items, Pulls and the products of
   Spectrum are of the held pass if their `held` says what it holds. The other analyses of Jacobians see a gate's value but not that it is
   held: at that one step they still count the slope it would have.) */
void whatif_run(Trace *out, double *gradient, double *changed, const Trace *trace, const double *weight, const WhatIf *what);

#endif
