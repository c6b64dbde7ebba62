/* Adds terms and factors to a number (declared in terms_inside.h). */
#include "base/arena.h"
#include "engine/analysis/terms_inside.h"

void maker_begin_term(Maker *maker) {
    Terms *out = maker->out;
    if (out->count == out->capacity && !maker->failed) {
        int capacity = out->capacity > 0 ? 2 * out->capacity : 64;
        Term *grown = mem_grow(out->term, (size_t)out->capacity * sizeof *grown, (size_t)capacity * sizeof *grown);
        maker->failed = !grown;
        if (grown) {
            out->term = grown;
            out->capacity = capacity;
        }
    }
    if (maker->failed) return;
    out->term[out->count++] = (Term){.count = 0, .value = 1};
}

void maker_factor(Maker *maker, TermsPlace place, double value) {
    if (maker->failed) return;
    Term *term = &maker->out->term[maker->out->count - 1];
    term->factor[term->count++] = (TermsFactor){.place = place, .value = value};
    term->value *= value;
}

static TermsPlace of_this_loss(const Maker *maker, TermsPlace place) {
    if (terms_is_of_loss(&place)) place.loss = maker->at.loss;
    return place;
}

void maker_times(Maker *maker, TermsPlace place) {
    if (maker->failed) return;
    place = of_this_loss(maker, place);
    maker_factor(maker, place, terms_value(maker->source, &place));
}

void maker_divide(Maker *maker, TermsPlace place, double value) {
    if (maker->failed) return;
    Term *term = &maker->out->term[maker->out->count - 1];
    term->factor[term->count++] = (TermsFactor){.place = place, .value = value, .divides = true};
    term->value /= value;
}

void maker_over(Maker *maker, TermsPlace place) {
    if (maker->failed) return;
    place = of_this_loss(maker, place);
    maker_divide(maker, place, terms_value(maker->source, &place));
}

void maker_times_number(Maker *maker, double value) { maker_factor(maker, (TermsPlace){.kind = TERMS_CONSTANT}, value); }

void maker_add(Maker *maker, TermsPlace place) {
    maker_begin_term(maker);
    maker_times(maker, place);
}

void maker_add_product(Maker *maker, TermsPlace a, TermsPlace b) {
    maker_begin_term(maker);
    maker_times(maker, a);
    maker_times(maker, b);
}

TermsPlace maker_here(const Maker *maker, TermsKind kind) {
    return (TermsPlace){
        .kind = kind, .layer = maker->at.layer, .direction = maker->at.direction, .step = maker->at.step, .row = maker->at.row};
}

TermsPlace maker_there(const Maker *maker, TermsKind kind, int step, int unit) {
    TermsPlace place = maker_here(maker, kind);
    place.step = step;
    place.row = unit;
    return place;
}

TermsPlace maker_gate(const Maker *maker, TermsKind kind, int step, int gate, int unit) {
    TermsPlace place = maker_there(maker, kind, step, unit);
    place.gate = gate;
    return place;
}

TermsPlace maker_weight(const Maker *maker, ParamKind param, int row, int col) {
    bool is_head = param == PARAM_HEAD_WEIGHT || param == PARAM_HEAD_BIAS;
    return terms_weight(maker->trace, param, is_head ? 0 : maker->at.layer, is_head ? 0 : maker->at.direction, row, col);
}

bool maker_follows(const Maker *maker, int loss) { return maker->at.loss == 0 || maker->at.loss == loss + 1; }
