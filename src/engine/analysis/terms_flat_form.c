/* The terms of a saturated share (declared in terms_inside.h; the values: terms_flat.c): the mean over units of the mean over steps of 1
   where the nonlinearity is flat and 0 where it is not. */
#include "engine/analysis/terms_inside.h"

/* What the nonlinearity gives there. */
static TermsPlace value_place(const TermsPlace *at) {
    TermsPlace place = *at;
    place.kind = terms_is_flat_c(at->kind) ? TERMS_TANH_C : TERMS_GATE;
    return place;
}

static TermsFunction function_of(FlatKind kind) {
    if (kind == FLAT_SIGMOID) return TERMS_IS_FLAT_SIGMOID;
    return kind == FLAT_RELU ? TERMS_IS_FLAT_RELU : TERMS_IS_FLAT_TANH;
}

/* Shares: the sum of what is counted, each divided by how many there are. */
void terms_form_flatness(Maker *maker) {
    TermsPlace place = maker->at;
    bool of_c = terms_is_flat_c(place.kind);
    const TermsPlace number = {.kind = TERMS_CONSTANT};
    if (place.kind == TERMS_FLAT || place.kind == TERMS_FLAT_C) {
        maker->out->function = function_of(terms_flat_kind(maker->net, &place));
        maker_add(maker, value_place(&place));
    } else if (place.kind == TERMS_FLAT_UNIT || place.kind == TERMS_FLAT_UNIT_C) {
        place.kind = of_c ? TERMS_FLAT_C : TERMS_FLAT;
        for (place.step = 0; place.step < maker->T; place.step++) {
            if (trace_is_padding(maker->trace, place.step, 0)) continue;
            maker_add(maker, place);
            maker_divide(maker, number, terms_count_read(maker->trace));
        }
    } else {
        place.kind = of_c ? TERMS_FLAT_UNIT_C : TERMS_FLAT_UNIT;
        for (place.row = 0; place.row < maker->H; place.row++) {
            maker_add(maker, place);
            maker_divide(maker, number, maker->H);
        }
    }
}
