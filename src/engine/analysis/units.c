/* Saturation by unit (declared in analysis/units.h). A unit is dead when it is a ReLU that is zero throughout: its slope is
   zero at every step, so nothing reaches its weights from these sequences and a step of gradient descent leaves it as it
   is. Leaky ReLU and identity are never flat; tanh and sigmoid units may be flat but are never dead. */
#include "engine/analysis/units.h"
#include "engine/cell/facts.h"
#include <math.h>
#include <string.h>

FlatKind units_flat_kind(const Net *net, int part) {
    if (part == net->gates) return FLAT_TANH; /* tanh(c) */
    if (net->facts->gate[part].curve != CURVE_ACTIVATION) return net->facts->gate[part].curve == CURVE_TANH ? FLAT_TANH : FLAT_SIGMOID;
    switch (net->spec.activation) {
    case ACTIVATION_TANH: return FLAT_TANH;
    case ACTIVATION_SIGMOID: return FLAT_SIGMOID;
    case ACTIVATION_RELU: return FLAT_RELU;
    default: return FLAT_NEVER;
    }
}

bool units_is_flat(FlatKind kind, double value) {
    switch (kind) {
    case FLAT_TANH: return fabs(value) > 0.99;
    case FLAT_SIGMOID: return value < 0.01 || value > 0.99;
    case FLAT_RELU: return value <= 0;
    default: return false;
    }
}

void units_measure(UnitShares *shares, const Trace *trace, int layer, int direction) {
    const Net *net = trace->net;
    const TraceLane *lane = &trace->lane[layer][direction];
    int hidden = net->spec.hidden, batch = trace->batch, rows = trace->wiring.steps * batch, read = 0;
    bool relu = net->facts->is_plain && net->spec.activation == ACTIVATION_RELU;
    memset(shares, 0, sizeof *shares);
    shares->hidden = hidden;
    for (int t = 0; t < trace->wiring.steps; t++) read += trace_count_read(trace, t); /* what fills the batch has no units */
    shares->parts = net->gates + (net->facts->has_c ? 1 : 0);
    for (int part = 0; part < shares->parts; part++) {
        FlatKind kind = units_flat_kind(net, part);
        bool inside = part < net->gates;
        size_t stride = (size_t)(inside ? net->gates * hidden : hidden);
        const double *value = inside ? lane->gate + part * hidden : lane->tanh_c;
        for (int row = 0; row < rows; row++, value += stride) {
            if (trace_is_padding(trace, row / batch, row % batch)) continue;
            for (int j = 0; j < hidden; j++) shares->part[part][j] += units_is_flat(kind, value[j]);
        }
        for (int j = 0; j < hidden; j++) {
            shares->part[part][j] /= read;
            shares->saturated[j] += shares->part[part][j] / shares->parts;
        }
    }
    for (int j = 0; j < hidden && relu; j++) {
        shares->dead[j] = shares->part[0][j] == 1;
        shares->dead_count += shares->dead[j];
    }
}
