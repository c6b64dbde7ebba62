/* The lengths of a trace's sequences, and the losses that count (declared in trace.h). */
#include "engine/pass/trace.h"
#include <assert.h>

void trace_set_length(Trace *trace, int b, int length) {
    int steps = trace->wiring.steps;
    assert(b >= 0 && b < trace->batch && length >= 1 && length <= steps);
    trace->shorter_count += (length < steps) - (trace->length[b] < steps);
    trace->length[b] = (short)length;
}

bool trace_is_padding(const Trace *trace, int step, int b) { return step >= trace->length[b]; }

int trace_count_read(const Trace *trace, int step) {
    int count = 0;
    for (int b = 0; b < trace->batch; b++) count += !trace_is_padding(trace, step, b);
    return count;
}

double trace_mean_saturation(const Trace *trace, int layer, int direction, int first, int last) {
    double sum = 0;
    long rows = 0;
    for (int t = first; t <= last; t++) {
        int read = trace_count_read(trace, t);
        sum += read * trace->lane[layer][direction].saturation[t];
        rows += read;
    }
    return rows > 0 ? sum / (double)rows : 0;
}

int trace_count_losses(const Trace *trace, int b) {
    const Wiring *wiring = &trace->wiring;
    int count = wiring->loss_count;
    if (wiring->head_reads_final) return count; /* what it reads is held behind the end */
    while (count > 0 && wiring->loss_step[count - 1] >= trace->length[b]) count--;
    return count;
}
