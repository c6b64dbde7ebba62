/* Dropout between layers (declared in dropout.h). With m = 0 with probability p, else 1/(1-p), drawn for each element of each lane
   below the top, each step and each sequence:

     up_t = m_t * h_t        dL/dh_t = m_t * dL/d(up_t) + what comes back through the recurrence

   so that the mean of up_t over all masks is h_t, and a trace without masks is what the layers above were trained for.

   W. Zaremba, I. Sutskever & O. Vinyals, "Recurrent neural network regularization", 2014: only connections to the next layer use dropout,
   because dropout in the recurrence would lose memory at every step. Simplified on purpose: no variant that keeps one mask for all steps
   (Gal & Ghahramani 2016). */
#include "engine/pass/dropout.h"
#include <assert.h>
#include <string.h>

static size_t element_count(const Trace *trace) {
    return (size_t)trace->wiring.steps * (size_t)trace->batch * (size_t)trace->net->spec.hidden;
}

bool dropout_has_masks(const Trace *trace) { return trace->lane[0][0].mask != NULL; }

static void draw_lane(double *mask, const Trace *trace, int b, Random *random) {
    double p = trace->net->spec.dropout, kept = 1 / (1 - p);
    size_t hidden = (size_t)trace->net->spec.hidden, row = (size_t)trace->batch * hidden;
    mask += (size_t)b * hidden;
    for (int t = 0; t < trace->wiring.steps; t++, mask += row) {
        for (size_t j = 0; j < hidden; j++) mask[j] = random_unit(random) < p ? 0 : kept;
    }
}

void dropout_draw(Trace *trace, int b, Random *random) {
    for (int layer = 0; layer < trace->net->spec.layers; layer++) {
        for (int direction = 0; direction < trace->net->spec.directions; direction++) {
            double *mask = trace->lane[layer][direction].mask;
            if (mask) draw_lane(mask, trace, b, random);
        }
    }
}

void dropout_clear(Trace *trace) {
    size_t count = element_count(trace);
    for (int layer = 0; layer < trace->net->spec.layers; layer++) {
        for (int direction = 0; direction < trace->net->spec.directions; direction++) {
            double *mask = trace->lane[layer][direction].mask;
            for (size_t i = 0; mask && i < count; i++) mask[i] = 1;
        }
    }
}

void dropout_copy(Trace *out, const Trace *trace) {
    assert(dropout_has_masks(out) || !dropout_has_masks(trace));
    if (!dropout_has_masks(trace)) {
        dropout_clear(out);
        return;
    }
    for (int layer = 0; layer < trace->net->spec.layers; layer++) {
        for (int direction = 0; direction < trace->net->spec.directions; direction++) {
            const double *mask = trace->lane[layer][direction].mask;
            if (mask) memcpy(out->lane[layer][direction].mask, mask, element_count(trace) * sizeof(double));
        }
    }
}

void dropout_forward_lane(Trace *trace, int layer, int direction) {
    TraceLane *lane = &trace->lane[layer][direction];
    if (!lane->mask) return;
    const double *restrict h = lane->h, *restrict mask = lane->mask;
    double *restrict up = lane->up;
    size_t count = element_count(trace);
    for (size_t i = 0; i < count; i++) up[i] = h[i] * mask[i];
}

void dropout_backward_layer(Trace *trace, int layer) {
    size_t count = element_count(trace);
    for (int direction = 0; layer >= 0 && direction < trace->net->spec.directions; direction++) {
        const double *restrict mask = trace->lane[layer][direction].mask;
        double *restrict dh = trace->lane[layer][direction].dh;
        for (size_t i = 0; mask && i < count; i++) dh[i] *= mask[i];
    }
}

void dropout_add_above(double *dh, const double *above, const Trace *trace, int layer, int direction, int step, int b) {
    int hidden = trace->net->spec.hidden;
    const double *mask = trace->lane[layer][direction].mask;
    if (!mask) {
        for (int j = 0; j < hidden; j++) dh[j] += above[j];
        return;
    }
    mask += ((size_t)step * (size_t)trace->batch + (size_t)b) * (size_t)hidden;
    for (int j = 0; j < hidden; j++) dh[j] += above[j] * mask[j];
}
