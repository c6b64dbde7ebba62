/* The gradient check of the one weight that somebody looks at: what backpropagation says beside a central difference. Measured
   once for a weight and a state of the laboratory, then remembered. */
#ifndef UNROLL_EXPERIMENT_WEIGHT_PROBE_H
#define UNROLL_EXPERIMENT_WEIGHT_PROBE_H
#include "engine/analysis/check.h"
#include "lab/lab.h"
#include "lab/memory.h"

typedef struct WeightProbe {
    bool failed;   /* memory was out: what would be shown of this weight is missing */
    bool is_known; /* of this weight in the laboratory's state `version` */
    size_t index;
    unsigned long version;
    WeightCheck check;
    Net net;     /* what the trace was made for */
    Trace trace; /* owned; for the two forward passes */
} WeightProbe;

#define WEIGHT_PROBE_COST_MAX MEMORY_PROBE_WORK /* multiplications of a forward pass that a frame has time to do twice */
double weight_probe_cost(const Net *net, int steps);

bool weight_probe_fit(WeightProbe *probe, const Run *run); /* makes its trace one for this run; false when memory is out */
void weight_probe_deinit(WeightProbe *probe);              /* of a zeroed one too */

/* Fills check, or leaves it when it is known. Allocates only when the network's shape is another than the last time. False, and
   nothing is known, when the passes are too long for a frame, when the stage has a number that is not finite, or when memory is
   out. The laboratory's weight is changed on the way and has its own bits again. */
bool weight_probe_measure(WeightProbe *probe, Lab *lab, size_t index);

#endif
