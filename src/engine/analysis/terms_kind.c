/* Facts about the kinds of numbers, and the weight that a place names (declared in analysis/terms.h and terms_inside.h). */
#include "engine/analysis/terms_inside.h"

bool terms_is_gradient(TermsKind kind) { return kind >= TERMS_DX && kind <= TERMS_DWEIGHT; }

bool terms_is_of_loss(const TermsPlace *at) {
    if (at->kind == TERMS_NORM) return at->of != TERMS_WEIGHT;
    return terms_is_gradient(at->kind) || (at->kind >= TERMS_SENT && at->kind <= TERMS_PULL);
}

bool terms_is_of_update(TermsKind kind) {
    return kind >= TERMS_CUT || kind == TERMS_TRUNCATED || kind == TERMS_MOMENT1_BEFORE || kind == TERMS_MOMENT2_BEFORE;
}

bool terms_is_of_weight(TermsKind kind) {
    return kind == TERMS_WEIGHT || kind == TERMS_DWEIGHT || (terms_is_of_update(kind) && kind < TERMS_LENGTH);
}

bool terms_is_part(TermsKind kind) {
    return kind == TERMS_BY_INPUT || kind == TERMS_BY_STATE || kind == TERMS_THROUGH_GATE || kind == TERMS_ABOVE || kind == TERMS_BY_H ||
           kind == TERMS_DGATE || kind == TERMS_DTANH_C;
}

bool terms_is_same(const TermsPlace *a, const TermsPlace *b) {
    return a->kind == b->kind && a->param == b->param && a->layer == b->layer && a->direction == b->direction && a->step == b->step &&
           a->gate == b->gate && a->row == b->row && a->col == b->col && a->loss == b->loss && a->of == b->of;
}

TermsPlace terms_weight(const Trace *trace, ParamKind param, int layer, int direction, int row, int col) {
    (void)trace;
    return (TermsPlace){.kind = TERMS_WEIGHT, .param = param, .layer = layer, .direction = direction, .row = row, .col = col};
}

size_t terms_weight_offset(const Net *net, const TermsPlace *at) {
    const Param *param = net_get_param(net, at->param, at->layer, at->direction);
    return param->offset + (size_t)at->row * (size_t)param->cols + (size_t)at->col;
}
