/* The gradient check of the one weight that the person looks at: the backpropagated gradient beside a central difference. Measured once for
   a weight and a state of the laboratory, then remembered. */
#ifndef UNROLL_EXPERIMENT_WEIGHT_PROBE_H
#define UNROLL_EXPERIMENT_WEIGHT_PROBE_H
#include "engine/analysis/check.h"
#include "lab/lab.h"
#include "lab/memory.h"

typedef struct WeightProbe {
    bool failed;   /* memory was out: there is no result for this weight */
    bool is_known; /* the result for this weight at the laboratory's `version` */
    size_t index;
    unsigned long version;
    WeightCheck check;
    Net net;     /* the network that the trace was made for */
    Trace trace; /* owned; for the two forward passes */
} WeightProbe;

#define WEIGHT_PROBE_COST_MAX MEMORY_PROBE_WORK /* largest forward pass, in multiplications, that a frame can do twice */
double weight_probe_cost(const Net *net, int steps);

bool weight_probe_fit(WeightProbe *probe, const Run *run); /* makes a trace for this run; false if memory is out */
void weight_probe_deinit(WeightProbe *probe);              /* a zeroed one is fine */

/* Fills `check`, unless it is known. Allocates only if the network's shape has changed. False, with no result, if the passes are too long
   for a frame, if the stage has a number that is not finite, or if memory is out. It changes the weight in the laboratory for a moment and
   restores its bits. */
bool weight_probe_measure(WeightProbe *probe, Lab *lab, size_t index);

#endif
