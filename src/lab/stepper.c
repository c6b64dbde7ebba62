/* See stepper.h: a trace of one step, whose last states become its first ones. */
#include "lab/stepper.h"
#include <string.h>

bool stepper_init(Stepper *stepper, const Run *run, Diag *diag) {
    Wiring wiring;
    NetSpec spec = run->net.spec;
    memset(stepper, 0, sizeof *stepper);
    if (spec.directions > 1) return diag_fail(diag, "A network that reads from the end as well cannot go on step by step.");
    spec.dropout = 0;
    wiring_init_many_to_many(&wiring, 1);
    stepper->weight = run->weight;
    if (!net_init(&stepper->net, &spec, diag) || !trace_init(&stepper->trace, &stepper->net, &wiring, 1, diag)) return false;
    stepper_reset(stepper);
    return true;
}

void stepper_deinit(Stepper *stepper) { trace_deinit(&stepper->trace); }

void stepper_reset(Stepper *stepper) {
    const NetSpec *spec = &stepper->net.spec;
    size_t bytes = (size_t)spec->hidden * sizeof(double);
    for (int layer = 0; layer < spec->layers; layer++) {
        TraceLane *lane = &stepper->trace.lane[layer][0];
        memset(lane->h0, 0, bytes);
        if (lane->c0) memset(lane->c0, 0, bytes);
    }
}

const double *stepper_read(Stepper *stepper, const double *x) {
    const NetSpec *spec = &stepper->net.spec;
    Trace *trace = &stepper->trace;
    size_t bytes = (size_t)spec->hidden * sizeof(double);
    memcpy(trace->x, x, (size_t)spec->inputs * sizeof(double));
    net_forward(trace, stepper->weight);
    for (int layer = 0; layer < spec->layers; layer++) {
        TraceLane *lane = &trace->lane[layer][0];
        memcpy(lane->h0, lane->h, bytes);
        if (lane->c0) memcpy(lane->c0, lane->c, bytes);
    }
    return trace->y;
}
