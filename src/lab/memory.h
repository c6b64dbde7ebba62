/* How much memory an experiment holds at once: computed before anything is allocated, and bounded by NET_MEMORY_MAX.

   A run is its traces (of the stage, of a training batch), the truncated gradients, and 6 P + 3 M numbers of weights, gradients and
   moments. The window holds two: the worker trains on the second one and makes long changes on it. In addition there are the worker's
   newest snapshot, a run without a batch and without the room to compute an update, the undo history, the states for going back, the
   losses, the trace of held-out sequences where it is not the worker's own, and in small networks that of the weight that is checked.

   While a run changes its shape, the old blocks exist beside the new ones, so that a failed change leaves the run unchanged.
   memory_check_change counts that too. A table of `unroll analyze` or of a quantity exists beside the run while it is printed:
   memory_fits_table. */
#ifndef UNROLL_LAB_MEMORY_H
#define UNROLL_LAB_MEMORY_H
#include "lab/lab.h"

/* Multiplications of a forward pass up to which the window checks a weight as it is hovered, on a trace that is there for it: 1 ms for two
   passes, 6 where the weights outgrow the cache. */
#define MEMORY_PROBE_WORK 8e6

typedef struct MemoryPlan {
    double run_bytes;    /* of one run */
    double beside_bytes; /* history, states, losses and checks */
    int runs;
} MemoryPlan;

/* For this network, wiring and setup; `runs` as in Run, 0 stands for 1. */
MemoryPlan memory_plan(const Net *net, const Wiring *wiring, const Setup *setup, int runs);
double memory_total(const MemoryPlan *plan);

/* False, with the numbers and what to lower, if the plan exceeds the bound. */
bool memory_check(const Net *net, const Wiring *wiring, const Setup *setup, int runs, Diag *diag);
/* Bytes of the run's present blocks. */
double memory_of_run(const Run *run);
/* False, with the numbers, if the present run, the program's other runs, the blocks of this setup's run and the data beside them together
   would exceed the bound. */
bool memory_check_change(const Run *run, const Net *net, const Wiring *wiring, const Setup *setup, Diag *diag);
/* True if there is room beside the experiment for a table of this many bytes. `what` names its content for the message: "gradients by
   loss". */
bool memory_fits_table(const Lab *lab, size_t bytes, const char *what, Diag *diag);

/* Bytes that the run of a compared variant takes: in the window (`runs` above 1) one that is shown, one that is ready to be shown and one
   that a worker trains; else one. False if there can be no such network on such sequences. */
bool memory_find_variant(double *bytes, const Setup *setup, int runs, Diag *diag);
/* True if there is room for this many bytes beside the experiment of this setup. */
bool memory_fits_beside(double bytes, const Setup *setup, int runs, Diag *diag);

/* Bytes that a variant's run may keep for going back, beside its traces. */
#define MEMORY_VARIANT_BYTES ((size_t)4 << 20)

#endif
