/* The factor by which h alone is carried over each arrow (declared in analysis.h): ||J' d|| / ||d|| with d = dL/dh_t over all sequences of
   the batch and J = dh_t/dh_prev. Without a c, J' d is dh_carry and is measured with the trace. With one J holds c_prev but lets h act on
   this step's c, so it needs a product of its own, from d alone and with nothing coming from the next step's c. No picture shows it, so it
   is only computed on request. */
#include "engine/analysis/analysis.h"
#include "engine/analysis/whatif.h"
#include "engine/cell/cell.h"
#include "engine/net/kernels.h"
#include <math.h>
#include <string.h>

static double held_c_norm(const Trace *trace, const double *W, int layer, int direction, int step, const WhatIf *held) {
    const TraceLane *lane = &trace->lane[layer][direction];
    size_t hidden = (size_t)trace->net->spec.hidden, wide = (size_t)trace->net->gates * hidden, batch = (size_t)trace->batch;
    double *dpre = trace->scratch, *carry = dpre + batch * wide, *dc = carry + batch * hidden, *dc_prev = dc + batch * hidden,
           *dq = dc_prev + batch * hidden;
    memset(dc, 0, batch * hidden * sizeof(double));
    for (size_t b = 0; b < batch; b++) {
        CellRow row = lane_row(trace, layer, direction, step, (int)b);
        CellGradient part = {.dh = lane->dh + ((size_t)step * batch + b) * hidden,
                             .dc = dc + b * hidden,
                             .dpre = dpre + b * wide,
                             .dq = dq + b * hidden,
                             .dh_prev = carry + b * hidden,
                             .dc_prev = dc_prev + b * hidden};
        whatif_backward(&part, &row, trace->net, held, layer, direction, step, (int)b);
    }
    cell_add_recurrent_backward(trace->net, carry, dpre, dq, W, trace->batch);
    return kernel_norm(carry, batch * hidden);
}

void trace_form_factor(double *factor, const Trace *trace, const double *weight, int layer, int direction, const WhatIf *held) {
    const TraceLane *lane = &trace->lane[layer][direction];
    const double *W = weight + net_get_param(trace->net, PARAM_RECURRENT_WEIGHT, layer, direction)->offset;
    for (int t = 0; t < trace->wiring.steps; t++) {
        if (lane->factor)
            factor[t] = lane->factor[t];
        else if (lane_previous_step(trace, direction, t) < 0 || !(lane->dh_norm[t] > 0))
            factor[t] = NAN;
        else
            factor[t] = held_c_norm(trace, W, layer, direction, t, held) / lane->dh_norm[t];
    }
}
