/* The gradient of one loss that sets out and arrives (follow.h, pulls.h), as sums and products (declared in terms_inside.h). */
#include "engine/analysis/terms_inside.h"
#include "engine/cell/cell.h"
#include "engine/cell/facts.h"

static void add_square(Maker *maker, const TermsPlace *at) { maker_add_product(maker, *at, *at); }

/* The square root of the sum of the squares. */
static void form_norm(Maker *maker) {
    TermsPlace at = maker->at;
    const Net *net = maker->net;
    maker->out->function = TERMS_ROOT;
    at.kind = maker->at.of;
    at.of = TERMS_CONSTANT;
    if (at.kind == TERMS_WEIGHT || at.kind == TERMS_DWEIGHT) {
        const Param *param = net_get_param(net, at.param, at.layer, at.direction);
        int rows = at.param == PARAM_HEAD_WEIGHT ? param->rows : maker->H, first = at.gate * rows;
        at.gate = 0;
        for (at.row = first; at.row < first + rows; at.row++)
            for (at.col = 0; at.col < param->cols; at.col++) add_square(maker, &at);
        return;
    }
    for (at.direction = at.kind == TERMS_SENT ? 0 : maker->at.direction; at.direction < net->spec.directions; at.direction++) {
        for (at.row = 0; at.row < maker->H; at.row++) add_square(maker, &at);
        if (at.kind != TERMS_SENT) return;
    }
}

static void form_ratio(Maker *maker, TermsKind of, TermsKind over) {
    maker_add(maker, terms_norm_of(&maker->at, of));
    maker_over(maker, terms_norm_of(&maker->at, over));
}

/* W' d(pre) of the step; GRU: + z dL/dh of it */
static void form_carry(Maker *maker) {
    bool is_gru = maker->net->spec.cell == CELL_GRU;
    int step = maker->at.step;
    if (is_gru) maker_add_product(maker, maker_gate(maker, TERMS_GATE, step, GRU_Z, maker->at.row), maker_here(maker, TERMS_DH));
    for (int g = 0; g < maker->net->gates; g++)
        for (int j = 0; j < maker->H; j++)
            maker_add_product(maker, maker_weight(maker, PARAM_RECURRENT_WEIGHT, g * maker->H + j, maker->at.row),
                              is_gru && g == GRU_N ? maker_there(maker, TERMS_DQ, step, j) : maker_gate(maker, TERMS_DPRE, step, g, j));
}

/* LSTM: f dL/dc of the step, and what goes to h of the step before, on into its c by o (1 - tanh(c)^2) there */
static void form_carry_c(Maker *maker) {
    int row = maker->at.row;
    maker_add_product(maker, maker_gate(maker, TERMS_GATE, maker->at.step, LSTM_F, row), maker_here(maker, TERMS_DC));
    maker_add_product(maker, maker_here(maker, TERMS_CARRY), maker_gate(maker, TERMS_GATE, maker->previous, LSTM_O, row));
    maker_times(maker, maker_there(maker, TERMS_SLOPE_C, maker->previous, row));
}

/* f dL/dc (LSTM), z dL/dh (GRU) */
static void form_straight(Maker *maker) {
    bool is_lstm = maker->net->spec.cell == CELL_LSTM;
    maker_add_product(maker, maker_gate(maker, TERMS_GATE, maker->at.step, is_lstm ? LSTM_F : GRU_Z, maker->at.row),
                      maker_here(maker, is_lstm ? TERMS_DC : TERMS_DH));
}

/* The other terms of form_carry and form_carry_c. */
static void form_through(Maker *maker) {
    int row = maker->at.row, step = maker->at.step;
    if (maker->net->spec.cell == CELL_LSTM) {
        maker_add_product(maker, maker_here(maker, TERMS_CARRY), maker_gate(maker, TERMS_GATE, maker->previous, LSTM_O, row));
        maker_times(maker, maker_there(maker, TERMS_SLOPE_C, maker->previous, row));
        return;
    }
    for (int g = 0; g < maker->net->gates; g++)
        for (int j = 0; j < maker->H; j++)
            maker_add_product(maker, maker_weight(maker, PARAM_RECURRENT_WEIGHT, g * maker->H + j, row),
                              g == GRU_N ? maker_there(maker, TERMS_DQ, step, j) : maker_gate(maker, TERMS_DPRE, step, g, j));
}

/* From every loss that reads this state: V' dL/dy. */
void terms_form_from_head(Maker *maker) {
    const Net *net = maker->net;
    if (maker->at.layer != net->spec.layers - 1) return;
    for (int k = 0; k < trace_count_losses(maker->trace, 0); k++) {
        if (terms_find_reached(maker->trace, k, maker->at.direction) != maker->at.step || !maker_follows(maker, k)) continue;
        for (int o = 0; o < net->spec.outputs; o++)
            maker_add_product(maker, maker_weight(maker, PARAM_HEAD_WEIGHT, o, maker->at.direction * maker->H + maker->at.row),
                              (TermsPlace){.kind = TERMS_DY, .step = k, .row = o});
    }
}

/* ||from above|| + ||what the step processed after it sends to h|| */
static void form_arrivals(Maker *maker) {
    TermsPlace next = maker_there(maker, TERMS_CARRY, maker->next, 0);
    maker_add(maker, terms_norm_of(&maker->at, TERMS_ABOVE));
    if (maker->next >= 0) maker_add(maker, terms_norm_of(&next, TERMS_CARRY));
}

static void form_through_gate(Maker *maker) {
    int g = maker->at.gate, step = maker->at.step;
    bool is_n = maker->net->spec.cell == CELL_GRU && g == GRU_N;
    for (int j = 0; j < maker->H; j++)
        maker_add_product(maker, maker_weight(maker, PARAM_RECURRENT_WEIGHT, g * maker->H + j, maker->at.row),
                          is_n ? maker_there(maker, TERMS_DQ, step, j) : maker_gate(maker, TERMS_DPRE, step, g, j));
}

static void form_above(Maker *maker) {
    terms_form_from_head(maker);
    if (maker->at.layer + 1 == maker->net->spec.layers) return;
    maker_add(maker, maker_here(maker, TERMS_DUP));
    if (maker->trace->lane[maker->at.layer][maker->at.direction].mask) maker_times(maker, maker_here(maker, TERMS_MASK));
}

static void form_by_h(Maker *maker) {
    maker_add_product(maker, maker_here(maker, TERMS_DH), maker_gate(maker, TERMS_GATE, maker->at.step, LSTM_O, maker->at.row));
    maker_times(maker, maker_here(maker, TERMS_SLOPE_C));
}

static void form_share(Maker *maker, TermsKind of) {
    maker_add(maker, terms_norm_of(&maker->at, of));
    maker_over(maker, maker_there(maker, TERMS_STRANDS, maker->at.step, 0));
}

static void form_sent(Maker *maker) {
    int loss = maker->at.loss > 0 ? maker->at.loss - 1 : 0;
    for (int o = 0; o < maker->net->spec.outputs; o++)
        maker_add_product(maker, maker_weight(maker, PARAM_HEAD_WEIGHT, o, maker->at.direction * maker->H + maker->at.row),
                          (TermsPlace){.kind = TERMS_DY, .step = loss, .row = o});
}

static void form_pull(Maker *maker) {
    TermsPlace own = maker_here(maker, TERMS_DH), all = own, norm;
    own.loss = maker->at.loss;
    norm = terms_norm_of(&all, TERMS_DH);
    double size = terms_value(maker->source, &norm);
    for (int u = 0; u < maker->H && !maker->failed; u++) {
        own.row = all.row = u;
        maker_begin_term(maker);
        maker_factor(maker, own, terms_value(maker->source, &own));
        maker_factor(maker, all, terms_value(maker->source, &all)); /* of all losses */
        maker_divide(maker, norm, size);
    }
}

void terms_form_norm(Maker *maker) {
    bool is_lstm = maker->net->spec.cell == CELL_LSTM;
    switch (maker->at.kind) {
    case TERMS_SENT: form_sent(maker); return;
    case TERMS_CARRY: form_carry(maker); return;
    case TERMS_CARRY_C: form_carry_c(maker); return;
    case TERMS_STRAIGHT: form_straight(maker); return;
    case TERMS_THROUGH: form_through(maker); return;
    case TERMS_THROUGH_GATE: form_through_gate(maker); return;
    case TERMS_ABOVE: form_above(maker); return;
    case TERMS_BY_H: form_by_h(maker); return;
    case TERMS_KEPT: form_ratio(maker, TERMS_STRAIGHT, is_lstm ? TERMS_DC : TERMS_DH); return;
    case TERMS_STRANDS:
        maker_add(maker, terms_norm_of(&maker->at, TERMS_STRAIGHT));
        maker_add(maker, terms_norm_of(&maker->at, TERMS_THROUGH));
        return;
    case TERMS_SHARE: form_share(maker, TERMS_STRAIGHT); return;
    case TERMS_SHARE_THROUGH: form_share(maker, TERMS_THROUGH); return;
    case TERMS_ARRIVALS: form_arrivals(maker); return;
    case TERMS_SHARE_ABOVE:
        maker_add(maker, terms_norm_of(&maker->at, TERMS_ABOVE));
        maker_over(maker, maker_there(maker, TERMS_ARRIVALS, maker->at.step, 0));
        return;
    case TERMS_INTO_C: form_ratio(maker, TERMS_DC, TERMS_DH); return;
    case TERMS_NORM: form_norm(maker); return;
    case TERMS_RELATIVE: form_ratio(maker, TERMS_DH, TERMS_SENT); return;
    case TERMS_RELATIVE_C: form_ratio(maker, TERMS_DC, TERMS_SENT); return;
    case TERMS_FACTOR: form_ratio(maker, is_lstm ? TERMS_CARRY_C : TERMS_CARRY, is_lstm ? TERMS_DC : TERMS_DH); return;
    case TERMS_SLOPES: form_ratio(maker, TERMS_DPRE, TERMS_DH); return;
    case TERMS_TURN: form_ratio(maker, TERMS_CARRY, TERMS_DPRE); return;
    case TERMS_PULL: form_pull(maker); return;
    default: return;
    }
}
