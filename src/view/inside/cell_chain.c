/* Finds the number of the network at a place of the cell's close-up, for the page of one number. If the gradient is shown relative to S,
   that page shows the absolute number. */
#include "engine/cell/facts.h"
#include "view/hint.h"
#include "view/inside/cell_picture.h"
#include <math.h>

bool cell_find_vector(const CellPicture *picture, int wire, AccountVector *vector, int *gate) {
    for (int i = 0; i < picture->diagram->shape_count; i++) {
        const CellShape *shape = &picture->diagram->shape[i];
        if (shape->wire != wire) continue;
        *vector = picture->place.is_backward ? shape->back : shape->forward;
        *gate = shape->gate;
        return true;
    }
    return false;
}

/* For each vector its kind and its step, counted from the shown step in the order of the forward pass. CONSTANT: below. */
static const struct {
    TermsKind kind;
    int step;
} kinds[ACCOUNT_COUNT] = {
    [ACCOUNT_INPUT] = {TERMS_BY_INPUT, 0},
    [ACCOUNT_RECURRENT] = {TERMS_BY_STATE, 0},
    [ACCOUNT_BIAS] = {TERMS_BIAS, 0},
    [ACCOUNT_PRE] = {TERMS_PRE, 0},
    [ACCOUNT_VALUE] = {TERMS_GATE, 0},
    [ACCOUNT_SLOPE] = {TERMS_SLOPE, 0},
    [ACCOUNT_Q] = {TERMS_Q, 0},
    [ACCOUNT_REST] = {TERMS_REST, 0},
    [ACCOUNT_DIFFERENCE] = {TERMS_APART, 0},
    [ACCOUNT_H_BEFORE] = {TERMS_H, -1},
    [ACCOUNT_C_BEFORE] = {TERMS_C, -1},
    [ACCOUNT_C] = {TERMS_C, 0},
    [ACCOUNT_TANH_C] = {TERMS_TANH_C, 0},
    [ACCOUNT_SLOPE_C] = {TERMS_SLOPE_C, 0},
    [ACCOUNT_H] = {TERMS_H, 0},
    [ACCOUNT_DH] = {TERMS_DH, 0},
    [ACCOUNT_DH_NEXT] = {TERMS_CARRY, 1},
    [ACCOUNT_DH_ABOVE] = {TERMS_ABOVE, 0},
    [ACCOUNT_DC] = {TERMS_DC, 0},
    [ACCOUNT_DC_NEXT] = {TERMS_STRAIGHT, 1},
    [ACCOUNT_DC_OUT] = {TERMS_BY_H, 0},
    [ACCOUNT_DVALUE] = {TERMS_DGATE, 0},
    [ACCOUNT_D_TANH_C] = {TERMS_DTANH_C, 0},
    [ACCOUNT_DPRE] = {TERMS_DPRE, 0},
    [ACCOUNT_DQ] = {TERMS_DQ, 0},
    [ACCOUNT_STRAIGHT] = {TERMS_STRAIGHT, 0},
    [ACCOUNT_THROUGH] = {TERMS_THROUGH_GATE, 0},
    [ACCOUNT_BY_WEIGHT] = {TERMS_THROUGH, 0},
    [ACCOUNT_SENT] = {TERMS_CARRY, 0},
};

static bool has_gate(TermsKind kind) {
    switch (kind) {
    case TERMS_BY_INPUT:
    case TERMS_BY_STATE:
    case TERMS_BIAS:
    case TERMS_PRE:
    case TERMS_GATE:
    case TERMS_SLOPE:
    case TERMS_DGATE:
    case TERMS_DPRE:
    case TERMS_THROUGH_GATE: return true;
    default: return false;
    }
}

bool cell_find_chain(TermsPlace *out, const View *view, const CellPlace *place, AccountVector vector, int gate, int unit) {
    const Run *run = view->run;
    const NetSpec *spec = &run->net.spec;
    bool of_all = run->wiring.loss_count == 1 || view->ui->follow == FOLLOW_ALL, is_gru = spec->cell == CELL_GRU;
    int on = place->direction ? -kinds[vector].step : kinds[vector].step;
    *out = (TermsPlace){
        .kind = kinds[vector].kind, .layer = place->layer, .direction = place->direction, .step = place->step + on, .row = unit};
    if (out->step < 0 || out->step >= run->wiring.steps) return false; /* of no step: it is 0 */
    if (has_gate(out->kind)) out->gate = gate;
    if (spec->cell == CELL_RNN && vector == ACCOUNT_VALUE)
        *out = (TermsPlace){TERMS_H, .layer = out->layer, .direction = out->direction, .step = out->step, .row = unit};
    if (spec->cell == CELL_RNN && vector == ACCOUNT_DVALUE) out->kind = TERMS_DH;
    if (!is_gru && vector == ACCOUNT_BY_WEIGHT) out->kind = TERMS_CARRY; /* all of it goes through W */
    if (out->kind == TERMS_BIAS) out->step = 0;
    bool is_bias_of_n = is_gru && gate == GRU_N && vector == ACCOUNT_BIAS;
    if (is_bias_of_n || vector == ACCOUNT_BIAS_Q) {
        *out = terms_weight(&run->trace, is_bias_of_n ? PARAM_INPUT_BIAS : PARAM_RECURRENT_BIAS, place->layer, place->direction, 0,
                            GRU_N * spec->hidden + unit);
    }
    if (terms_is_of_loss(out) && !of_all) out->loss = run->follow.loss + 1;
    return terms_has(&run->trace, out);
}

void cell_link(const CellPicture *picture, Rect box, int wire, bool has_rows) {
    const View *view = picture->view;
    int gate = 0, H = view->run->net.spec.hidden, unit = picture->place.unit;
    AccountVector vector = ACCOUNT_H;
    TermsPlace place;
    if (picture->place.is_head || !hint_is_wanted(view, box)) return;
    if (has_rows) unit = (int)fmin(fmax(floor((view->gui->state->y - box.y) / box.h * H), 0), H - 1);
    if (wire >= WIRE_BOX) { /* the output of the nonlinearity */
        bool is_c = wire == WIRE_BOX_C;
        vector = is_c ? ACCOUNT_TANH_C : ACCOUNT_VALUE;
        gate = is_c ? 0 : wire - WIRE_BOX;
    } else if (wire == WIRE_X || !cell_find_vector(picture, wire, &vector, &gate)) {
        return;
    }
    if (cell_find_chain(&place, view, &picture->place, vector, gate, unit)) hint_number(view, &place, false);
}
