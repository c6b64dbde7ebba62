/* Saturation, counted: whether a nonlinearity is flat at a step, at which share of the steps, and over all units (declared in
   terms_inside.h). The limits are those of units.h; steps are those of sequence 0 that are read, so the shares are those that units_measure
   finds for a batch of one. */
#include "engine/analysis/terms_inside.h"
#include "engine/analysis/units.h"
#include <math.h>

bool terms_is_flatness(TermsKind kind) { return kind >= TERMS_FLAT && kind <= TERMS_FLAT_SHARE_C; }

bool terms_is_flat_c(TermsKind kind) { return kind == TERMS_FLAT_C || kind == TERMS_FLAT_UNIT_C || kind == TERMS_FLAT_SHARE_C; }

FlatKind terms_flat_kind(const Net *net, const TermsPlace *at) {
    return units_flat_kind(net, terms_is_flat_c(at->kind) ? net->gates : at->gate);
}

bool terms_has_flatness(const Trace *trace, const TermsPlace *at) {
    const Net *net = trace->net;
    if (terms_is_flat_c(at->kind) ? net->spec.cell != CELL_LSTM || at->gate != 0 : at->gate < 0 || at->gate >= net->gates) return false;
    if (at->row < 0 || at->row >= net->spec.hidden || terms_flat_kind(net, at) == FLAT_NEVER) return false;
    if (at->kind == TERMS_FLAT_SHARE || at->kind == TERMS_FLAT_SHARE_C) return at->row == 0 && at->step == 0;
    if (at->kind == TERMS_FLAT_UNIT || at->kind == TERMS_FLAT_UNIT_C) return at->step == 0;
    return at->step >= 0 && at->step < trace->wiring.steps;
}

static double is_flat(const Trace *trace, const TermsPlace *at) {
    const TraceLane *lane = &trace->lane[at->layer][at->direction];
    size_t H = (size_t)trace->net->spec.hidden, row = (size_t)at->step * (size_t)trace->batch, unit = (size_t)at->row;
    double value = terms_is_flat_c(at->kind) ? lane->tanh_c[row * H + unit]
                                             : lane->gate[row * (size_t)trace->net->gates * H + (size_t)at->gate * H + unit];
    return units_is_flat(terms_flat_kind(trace->net, at), value);
}

int terms_count_read(const Trace *trace) {
    int read = 0;
    for (int t = 0; t < trace->wiring.steps; t++) read += !trace_is_padding(trace, t, 0);
    return read;
}

static double share_of_unit(const Trace *trace, TermsPlace at) {
    double sum = 0;
    for (at.step = 0; at.step < trace->wiring.steps; at.step++)
        if (!trace_is_padding(trace, at.step, 0)) sum += is_flat(trace, &at);
    return sum / terms_count_read(trace);
}

double terms_value_of_flatness(const Trace *trace, const TermsPlace *at) {
    TermsPlace unit = *at;
    double sum = 0;
    if (at->kind == TERMS_FLAT || at->kind == TERMS_FLAT_C) return is_flat(trace, at);
    if (at->kind == TERMS_FLAT_UNIT || at->kind == TERMS_FLAT_UNIT_C) return share_of_unit(trace, *at);
    for (unit.row = 0; unit.row < trace->net->spec.hidden; unit.row++) sum += share_of_unit(trace, unit) / trace->net->spec.hidden;
    return sum;
}
