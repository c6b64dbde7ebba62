/* How long each sequence of a trace is, and what of it counts (declared in trace.h). */
#include "engine/pass/trace.h"
#include <assert.h>

void trace_set_length(Trace *trace, int b, int length) {
    int steps = trace->wiring.steps;
    assert(b >= 0 && b < trace->batch && length >= 1 && length <= steps);
    trace->shorter_count += (length < steps) - (trace->length[b] < steps);
    trace->length[b] = (short)length;
}

bool trace_is_padding(const Trace *trace, int step, int b) { return step >= trace->length[b]; }

int trace_count_losses(const Trace *trace, int b) {
    const Wiring *wiring = &trace->wiring;
    int count = wiring->loss_count;
    if (wiring->head_reads_final) return count; /* what it reads is held behind the end */
    while (count > 0 && wiring->loss_step[count - 1] >= trace->length[b]) count--;
    return count;
}
