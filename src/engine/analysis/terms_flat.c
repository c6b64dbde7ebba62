/* Saturation, counted: is a nonlinearity flat at a step, at which share of the steps, and over all units (declared in terms_inside.h). The
   limits are those of units.h; steps are those of sequence 0 that are read, so the shares are those that units_measure finds for a batch of one. */
#include "engine/analysis/terms_inside.h"
#include "engine/analysis/units.h"
#include <math.h>

bool terms_is_flatness(TermsKind kind) { return kind >= TERMS_FLAT && kind <= TERMS_FLAT_SHARE_C; }

static bool is_of_c(TermsKind kind) { return kind == TERMS_FLAT_C || kind == TERMS_FLAT_UNIT_C || kind == TERMS_FLAT_SHARE_C; }

static FlatKind flat_kind(const Net *net, const TermsPlace *at) { return units_flat_kind(net, is_of_c(at->kind) ? net->gates : at->gate); }

bool terms_has_flatness(const Trace *trace, const TermsPlace *at) {
    const Net *net = trace->net;
    if (is_of_c(at->kind) ? net->spec.cell != CELL_LSTM || at->gate != 0 : at->gate < 0 || at->gate >= net->gates) return false;
    if (at->row < 0 || at->row >= net->spec.hidden || flat_kind(net, at) == FLAT_NEVER) return false;
    if (at->kind == TERMS_FLAT_SHARE || at->kind == TERMS_FLAT_SHARE_C) return at->row == 0 && at->step == 0;
    if (at->kind == TERMS_FLAT_UNIT || at->kind == TERMS_FLAT_UNIT_C) return at->step == 0;
    return at->step >= 0 && at->step < trace->wiring.steps;
}

/* What the nonlinearity gives there. */
static TermsPlace value_place(const TermsPlace *at) {
    TermsPlace place = *at;
    place.kind = is_of_c(at->kind) ? TERMS_TANH_C : TERMS_GATE;
    return place;
}

static double is_flat(const Trace *trace, const TermsPlace *at) {
    const TermsSource source = {.trace = trace};
    TermsPlace place = value_place(at);
    return units_is_flat(flat_kind(trace->net, at), terms_value(&source, &place));
}

static int count_read(const Trace *trace) {
    int read = 0;
    for (int t = 0; t < trace->wiring.steps; t++) read += !trace_is_padding(trace, t, 0);
    return read;
}

static double share_of_unit(const Trace *trace, TermsPlace at) {
    double sum = 0;
    for (at.step = 0; at.step < trace->wiring.steps; at.step++)
        if (!trace_is_padding(trace, at.step, 0)) sum += is_flat(trace, &at);
    return sum / count_read(trace);
}

double terms_value_of_flatness(const Trace *trace, const TermsPlace *at) {
    TermsPlace unit = *at;
    double sum = 0;
    if (at->kind == TERMS_FLAT || at->kind == TERMS_FLAT_C) return is_flat(trace, at);
    if (at->kind == TERMS_FLAT_UNIT || at->kind == TERMS_FLAT_UNIT_C) return share_of_unit(trace, *at);
    for (unit.row = 0; unit.row < trace->net->spec.hidden; unit.row++) sum += share_of_unit(trace, unit) / trace->net->spec.hidden;
    return sum;
}

static TermsFunction function_of(FlatKind kind) {
    if (kind == FLAT_SIGMOID) return TERMS_IS_FLAT_SIGMOID;
    return kind == FLAT_RELU ? TERMS_IS_FLAT_RELU : TERMS_IS_FLAT_TANH;
}

/* Shares: the sum of what is counted, each divided by how many there are. */
void terms_form_flatness(Maker *maker) {
    TermsPlace place = maker->at;
    bool of_c = is_of_c(place.kind);
    const TermsPlace number = {.kind = TERMS_CONSTANT};
    if (place.kind == TERMS_FLAT || place.kind == TERMS_FLAT_C) {
        maker->out->function = function_of(flat_kind(maker->net, &place));
        maker_add(maker, value_place(&place));
    } else if (place.kind == TERMS_FLAT_UNIT || place.kind == TERMS_FLAT_UNIT_C) {
        place.kind = of_c ? TERMS_FLAT_C : TERMS_FLAT;
        for (place.step = 0; place.step < maker->T; place.step++) {
            if (trace_is_padding(maker->trace, place.step, 0)) continue;
            maker_add(maker, place);
            maker_divide(maker, number, count_read(maker->trace));
        }
    } else {
        place.kind = of_c ? TERMS_FLAT_UNIT_C : TERMS_FLAT_UNIT;
        for (place.row = 0; place.row < maker->H; place.row++) {
            maker_add(maker, place);
            maker_divide(maker, number, maker->H);
        }
    }
}
