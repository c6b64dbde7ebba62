/* See spread.h. */
#include "engine/analysis/spread.h"
#include "engine/analysis/units.h"
#include "engine/cell/facts.h"
#include <math.h>
#include <string.h>

static void count_one(Spread *spread, double value) {
    spread->count++;
    if (!isfinite(value)) {
        spread->lost++;
        return;
    }
    spread->least = spread->least < value ? spread->least : value; /* also over a NaN */
    spread->most = spread->most > value ? spread->most : value;
    if (value < spread->low) {
        spread->below++;
    } else if (value > spread->high) {
        spread->above++;
    } else {
        int at = (int)((value - spread->low) / (spread->high - spread->low) * SPREAD_BINS);
        spread->bin[at < SPREAD_BINS ? at : SPREAD_BINS - 1]++;
    }
}

void spread_measure(Spread *spread, const Trace *trace, int layer, int direction, int part, double low, double high) {
    const Net *net = trace->net;
    const TraceLane *lane = &trace->lane[layer][direction];
    int hidden = net->spec.hidden, rows = trace->wiring.steps * trace->batch;
    bool is_gate = part < net->gates;
    const double *value = is_gate ? lane->pre + part * hidden : lane->c;
    size_t stride = (size_t)(is_gate ? net->gates * hidden : hidden);
    UnitShares shares;
    memset(spread, 0, sizeof *spread);
    spread->low = low;
    spread->high = high;
    spread->least = spread->most = NAN;
    for (int row = 0; row < rows; row++, value += stride)
        for (int j = 0; j < hidden && !trace_is_padding(trace, row / trace->batch, row % trace->batch); j++) count_one(spread, value[j]);
    units_measure(&shares, trace, layer, direction);
    for (int j = 0; j < hidden; j++) spread->saturated += shares.part[part][j] / hidden;
}
