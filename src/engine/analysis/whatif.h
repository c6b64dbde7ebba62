/* What if: one number changed, and the whole trace of that, beside the original. A weight, an input, or a gate held at a
   value at one step; everything that follows from it follows. With a gate held, what lies before it keeps its bits, and what lies behind it
   but does not depend on it agrees to rounding. The caller owns the second trace,
   made by trace_init with the first one's net, wiring and batch; nothing is allocated. */
#ifndef UNROLL_ENGINE_ANALYSIS_WHATIF_H
#define UNROLL_ENGINE_ANALYSIS_WHATIF_H
#include "engine/pass/trace.h"

typedef enum WhatIfKind { WHATIF_WEIGHT, WHATIF_INPUT, WHATIF_GATE } WhatIfKind;

typedef struct WhatIf {
    WhatIfKind kind;
    double value;
    size_t weight; /* WEIGHT: index into the weights, Param.offset + row*cols + col */
    int step;      /* INPUT, GATE: position in the sequence */
    int sequence;  /* INPUT, GATE: -1 is every sequence of the batch */
    int input;     /* INPUT: 0..I-1 */
    int layer, direction;
    int gate; /* GATE: block in PyTorch's order; the RNN's block 0 is the unit itself */
    int unit; /* GATE: 0..H-1; -1 is every unit */
} WhatIf;

/* False, with what was given and what is possible, when there is no such weight, input or gate, or the value is not finite
   or not one this gate can have (0 to 1, candidates -1 to 1; an RNN's unit: any). */
bool whatif_check(const WhatIf *what, const Trace *trace, Diag *diag);

void trace_copy_given(Trace *out, const Trace *trace); /* x, target, initial states and masks */

/* out's forward pass. changed (weight_count) receives the weights it ran with. `what` has passed whatif_check. */
void whatif_forward(Trace *out, double *changed, const Trace *trace, const double *weight, const WhatIf *what);

/* Forward, backward and measured, with the loss's gradient. A gate that is held is a constant: nothing flows back through
   its pre-activation, dpre is 0 there. Its pre keeps what it would have been. (form_jacobian, Items and the analyses of
   Jacobians see the gate's value but not that it is held: at that one step they still count the slope it would have.) */
void whatif_run(Trace *out, double *gradient, double *changed, const Trace *trace, const double *weight, const WhatIf *what);

#endif
