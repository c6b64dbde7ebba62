/* See terms.h. One function for each family of numbers; each adds its terms in the usual order. */
#include "base/arena.h"
#include "engine/analysis/terms_inside.h"
#include "engine/analysis/units.h"
#include "engine/cell/cell.h"
#include "engine/cell/facts.h"
#include <math.h>
#include <string.h>

void terms_deinit(Terms *terms) {
    mem_free(terms->term);
    *terms = (Terms){0};
}

static bool is_gru_n(const Maker *maker, int gate) { return maker->net->spec.cell == CELL_GRU && gate == GRU_N; }

/* What the layer reads at a step. */
static TermsPlace input_of(const Maker *maker, int layer, int step, int col) {
    if (layer == 0) return (TermsPlace){.kind = TERMS_X, .step = step, .row = col};
    return (TermsPlace){.kind = TERMS_UP, .layer = layer - 1, .direction = col / maker->H, .step = step, .row = col % maker->H};
}

/* --- the way forward --- */

static void form_recurrent(Maker *maker, int row) {
    for (int j = 0; j < maker->H; j++)
        maker_add_product(maker, maker_weight(maker, PARAM_RECURRENT_WEIGHT, row, j), maker_there(maker, TERMS_H, maker->previous, j));
}

static void form_by_input(Maker *maker) {
    int row = maker->at.gate * maker->H + maker->at.row, inputs = net_layer_inputs(maker->net, maker->at.layer);
    for (int i = 0; i < inputs; i++)
        maker_add_product(maker, maker_weight(maker, PARAM_INPUT_WEIGHT, row, i), input_of(maker, maker->at.layer, maker->at.step, i));
}

/* a = U x + W h_prev + b_ih + b_hh; GRU n: U x + b_in + r q */
static void form_pre(Maker *maker) {
    int row = maker->at.gate * maker->H + maker->at.row;
    form_by_input(maker);
    if (is_gru_n(maker, maker->at.gate)) {
        maker_add(maker, maker_weight(maker, PARAM_INPUT_BIAS, 0, row));
        maker_add_product(maker, maker_gate(maker, TERMS_GATE, maker->at.step, GRU_R, maker->at.row), maker_here(maker, TERMS_Q));
        return;
    }
    form_recurrent(maker, row);
    maker_add(maker, maker_weight(maker, PARAM_INPUT_BIAS, 0, row));
    maker_add(maker, maker_weight(maker, PARAM_RECURRENT_BIAS, 0, row));
}

static TermsFunction curve_of(const Maker *maker, bool of_slope) {
    switch (maker->net->facts->gate[maker->at.gate].curve) {
    case CURVE_SIGMOID: return of_slope ? TERMS_SIGMOID_SLOPE : TERMS_SIGMOID;
    case CURVE_TANH: return of_slope ? TERMS_TANH_SLOPE : TERMS_TANH;
    case CURVE_ACTIVATION: break;
    }
    return of_slope ? TERMS_ACTIVATION_SLOPE : TERMS_ACTIVATION;
}

static TermsPlace gate_here(const Maker *maker, int gate) { return maker_gate(maker, TERMS_GATE, maker->at.step, gate, maker->at.row); }
static TermsPlace slope_here(const Maker *maker, int gate) { return maker_gate(maker, TERMS_SLOPE, maker->at.step, gate, maker->at.row); }
static TermsPlace dpre_here(const Maker *maker, int gate) { return maker_gate(maker, TERMS_DPRE, maker->at.step, gate, maker->at.row); }

/* True if `at` is after the end of a shorter sequence, where h and c do not change. */
static bool is_held(const Maker *maker) { return maker->at.step >= 0 && trace_is_padding(maker->trace, maker->at.step, 0); }

/* LSTM: h = o tanh(c); GRU: h = (1 - z) n + z h_prev; RNN: h = phi(a) */
static void form_h(Maker *maker) {
    if (maker->at.step < 0) return;
    if (is_held(maker)) {
        maker_add(maker, maker_there(maker, TERMS_H, maker->previous, maker->at.row));
        return;
    }
    switch (maker->net->spec.cell) {
    case CELL_LSTM: maker_add_product(maker, gate_here(maker, LSTM_O), maker_here(maker, TERMS_TANH_C)); return;
    case CELL_GRU:
        maker_add_product(maker, maker_here(maker, TERMS_REST), gate_here(maker, GRU_N));
        maker_add_product(maker, gate_here(maker, GRU_Z), maker_there(maker, TERMS_H, maker->previous, maker->at.row));
        return;
    case CELL_RNN:
        maker->out->function = TERMS_ACTIVATION;
        maker_add(maker, maker_gate(maker, TERMS_PRE, maker->at.step, 0, maker->at.row));
        return;
    default: return; /* no formula of it is known here */
    }
}

/* y = V feat + b_y, feat being the top layer's states at the steps that this loss reads */
static void form_y(Maker *maker) {
    for (int d = 0; d < maker->net->spec.directions; d++) {
        TermsPlace h = {
            .kind = TERMS_H, .layer = maker->net->spec.layers - 1, .direction = d, .step = head_step(maker->trace, maker->at.step, d)};
        for (h.row = 0; h.row < maker->H; h.row++)
            maker_add_product(maker, maker_weight(maker, PARAM_HEAD_WEIGHT, maker->at.row, d * maker->H + h.row), h);
    }
    maker_add(maker, maker_weight(maker, PARAM_HEAD_BIAS, 0, maker->at.row));
}

static TermsPlace output_of(const Maker *maker, TermsKind kind, int row) {
    return (TermsPlace){.kind = kind, .step = maker->at.step, .row = row};
}

static int class_of(const Maker *maker) {
    double target = maker->trace->target[(size_t)maker->at.step * (size_t)maker->trace->batch];
    return target >= 0 && target < maker->net->spec.outputs ? (int)target : -1;
}

/* MSE: the mean of (y - target)^2 over outputs. Cross-entropy: -log p of the class; where p is 0 in double, lse - y. */
static void form_raw(Maker *maker) {
    int O = maker->net->spec.outputs, class = class_of(maker);
    if (maker->net->spec.loss == LOSS_MSE) {
        for (int o = 0; o < O; o++) {
            maker_add_product(maker, output_of(maker, TERMS_ERROR, o), output_of(maker, TERMS_ERROR, o));
            if (O != 1) maker_times_number(maker, 1.0 / O);
        }
        return;
    }
    if (class < 0) return; /* no class: the loss is NaN */
    TermsPlace p = output_of(maker, TERMS_P, class);
    if (terms_value(maker->source, &p) > 1e-300) {
        maker->out->function = TERMS_MINUS_LOG;
        maker_add(maker, p);
        return;
    }
    maker_add(maker, output_of(maker, TERMS_LSE, 0));
    maker_add(maker, output_of(maker, TERMS_Y, class));
    maker_times_number(maker, -1);
}

/* What the mean over losses leaves of it. */
static void form_loss(Maker *maker) {
    double scale = maker->trace->loss_scale;
    if (scale == 1) {
        form_raw(maker);
        return;
    }
    maker_add(maker, output_of(maker, TERMS_RAW, 0));
    maker_times_number(maker, scale);
}

static void form_forward(Maker *maker) {
    Terms *out = maker->out;
    int O = maker->net->spec.outputs;
    switch (maker->at.kind) {
    case TERMS_H: form_h(maker); return;
    case TERMS_C:
        if (maker->at.step < 0) return;
        if (is_held(maker)) {
            maker_add(maker, maker_there(maker, TERMS_C, maker->previous, maker->at.row));
            return;
        }
        maker_add_product(maker, gate_here(maker, LSTM_F), maker_there(maker, TERMS_C, maker->previous, maker->at.row));
        maker_add_product(maker, gate_here(maker, LSTM_I), gate_here(maker, LSTM_G));
        return;
    case TERMS_UP:
        maker_add(maker, maker_here(maker, TERMS_H));
        if (maker->trace->lane[maker->at.layer][maker->at.direction].mask) maker_times(maker, maker_here(maker, TERMS_MASK));
        return;
    case TERMS_PRE: form_pre(maker); return;
    case TERMS_GATE:
    case TERMS_SLOPE:
        out->function = curve_of(maker, maker->at.kind == TERMS_SLOPE);
        maker_add(maker, maker_gate(maker, TERMS_PRE, maker->at.step, maker->at.gate, maker->at.row));
        return;
    case TERMS_TANH_C:
    case TERMS_SLOPE_C:
        out->function = maker->at.kind == TERMS_TANH_C ? TERMS_TANH : TERMS_TANH_SLOPE;
        maker_add(maker, maker_here(maker, TERMS_C));
        return;
    case TERMS_BY_INPUT: form_by_input(maker); return;
    case TERMS_BY_STATE: form_recurrent(maker, maker->at.gate * maker->H + maker->at.row); return;
    case TERMS_BIAS:
        maker_add(maker, maker_weight(maker, PARAM_INPUT_BIAS, 0, maker->at.gate * maker->H + maker->at.row));
        maker_add(maker, maker_weight(maker, PARAM_RECURRENT_BIAS, 0, maker->at.gate * maker->H + maker->at.row));
        return;
    case TERMS_Q:
        form_recurrent(maker, GRU_N * maker->H + maker->at.row);
        maker_add(maker, maker_weight(maker, PARAM_RECURRENT_BIAS, 0, GRU_N * maker->H + maker->at.row));
        return;
    case TERMS_REST:
        maker_begin_term(maker);
        maker_times_number(maker, 1);
        maker_add(maker, gate_here(maker, GRU_Z));
        maker_times_number(maker, -1);
        return;
    case TERMS_APART:
        maker_add(maker, maker_there(maker, TERMS_H, maker->previous, maker->at.row));
        maker_add(maker, gate_here(maker, GRU_N));
        maker_times_number(maker, -1);
        return;
    case TERMS_Y: form_y(maker); return;
    case TERMS_P: /* exp(y - lse) */
        out->function = TERMS_EXP;
        maker_add(maker, output_of(maker, TERMS_Y, maker->at.row));
        maker_add(maker, output_of(maker, TERMS_LSE, 0));
        maker_times_number(maker, -1);
        return;
    case TERMS_LSE:
        out->function = TERMS_LOG_SUM_EXP;
        for (int o = 0; o < O; o++) maker_add(maker, output_of(maker, TERMS_Y, o));
        return;
    case TERMS_ERROR:
        maker_add(maker, output_of(maker, TERMS_Y, maker->at.row));
        maker_add(maker, output_of(maker, TERMS_TARGET, maker->at.row));
        maker_times_number(maker, -1);
        return;
    case TERMS_LOSS: form_loss(maker); return;
    case TERMS_RAW: form_raw(maker); return;
    case TERMS_TOTAL:
        for (int k = 0; k < trace_count_losses(maker->trace, 0); k++) maker_add(maker, (TermsPlace){.kind = TERMS_LOSS, .step = k});
        return;
    default: return; /* given */
    }
}

/* --- the way back --- */

/* Through U of the layer above, in both its directions. */
static void form_from_above(Maker *maker, int layer, int col) {
    const Net *net = maker->net;
    for (int d = 0; d < net->spec.directions; d++)
        for (int g = 0; g < net->gates; g++)
            for (int j = 0; j < maker->H; j++)
                maker_add_product(
                    maker, terms_weight(maker->trace, PARAM_INPUT_WEIGHT, layer, d, g * maker->H + j, col),
                    (TermsPlace){.kind = TERMS_DPRE, .layer = layer, .direction = d, .step = maker->at.step, .gate = g, .row = j});
}

/* dL/dh = V' dy + mask * dL/d(up) + W' da of the step processed after it; GRU: + z dL/dh there */
static void form_dh(Maker *maker) {
    int next = maker->next, H = maker->H;
    terms_form_from_head(maker);
    if (maker->at.layer + 1 < maker->net->spec.layers) {
        maker_add(maker, maker_here(maker, TERMS_DUP));
        if (maker->trace->lane[maker->at.layer][maker->at.direction].mask) maker_times(maker, maker_here(maker, TERMS_MASK));
    }
    if (next < 0) return;
    if (maker->net->spec.cell == CELL_GRU)
        maker_add_product(maker, maker_gate(maker, TERMS_GATE, next, GRU_Z, maker->at.row),
                          maker_there(maker, TERMS_DH, next, maker->at.row));
    for (int g = 0; g < maker->net->gates; g++)
        for (int j = 0; j < H; j++)
            maker_add_product(maker, maker_weight(maker, PARAM_RECURRENT_WEIGHT, g * H + j, maker->at.row),
                              is_gru_n(maker, g) ? maker_there(maker, TERMS_DQ, next, j) : maker_gate(maker, TERMS_DPRE, next, g, j));
}

static void form_into_gate(Maker *maker) {
    int gate = maker->at.gate;
    TermsPlace dh = maker_here(maker, TERMS_DH), dc = maker_here(maker, TERMS_DC);
    maker_begin_term(maker);
    switch (maker->net->spec.cell) {
    case CELL_RNN: maker_times(maker, dh); break;
    case CELL_LSTM:
        maker_times(maker, gate == LSTM_O ? dh : dc);
        if (gate == LSTM_I) maker_times(maker, gate_here(maker, LSTM_G));
        if (gate == LSTM_G) maker_times(maker, gate_here(maker, LSTM_I));
        if (gate == LSTM_F) maker_times(maker, maker_there(maker, TERMS_C, maker->previous, maker->at.row));
        if (gate == LSTM_O) maker_times(maker, maker_here(maker, TERMS_TANH_C));
        break;
    case CELL_GRU:
        maker_times(maker, gate == GRU_R ? dpre_here(maker, GRU_N) : dh);
        if (gate == GRU_R) maker_times(maker, maker_here(maker, TERMS_Q));
        if (gate == GRU_Z) maker_times(maker, maker_here(maker, TERMS_APART));
        if (gate == GRU_N) maker_times(maker, maker_here(maker, TERMS_REST));
        break;
    default: maker->out->count = 0; return; /* no formula of it is known here */
    }
}

static void form_dpre(Maker *maker) {
    form_into_gate(maker);
    if (maker->out->count > 0) maker_times(maker, slope_here(maker, maker->at.gate));
}

/* MSE: 2 scale / O (y - target). Cross-entropy: scale (p - 1 for the class). */
static void form_dy(Maker *maker) {
    double scale = maker->trace->loss_scale;
    if (maker->net->spec.loss == LOSS_MSE) {
        maker_add(maker, output_of(maker, TERMS_ERROR, maker->at.row));
        maker_times_number(maker, scale * 2 / maker->net->spec.outputs);
        return;
    }
    maker_add(maker, output_of(maker, TERMS_P, maker->at.row));
    if (scale != 1) maker_times_number(maker, scale);
    if (class_of(maker) != maker->at.row) return;
    maker_begin_term(maker);
    maker_times_number(maker, -scale);
}

/* A share of every step: d(pre) of the weight's row times what the weight multiplies. */
static void form_dweight(Maker *maker) {
    const TermsPlace *at = &maker->at;
    int gate = maker->H > 0 ? at->row / maker->H : 0;
    switch (at->param) {
    case PARAM_HEAD_WEIGHT:
    case PARAM_HEAD_BIAS:
        for (int k = 0; k < trace_count_losses(maker->trace, 0); k++) {
            bool is_bias = at->param == PARAM_HEAD_BIAS;
            if (!maker_follows(maker, k)) continue;
            maker_add(maker, (TermsPlace){.kind = TERMS_DY, .step = k, .row = is_bias ? at->col : at->row});
            if (is_bias) continue;
            int d = at->col / maker->H;
            maker_times(maker, (TermsPlace){.kind = TERMS_H,
                                            .layer = maker->net->spec.layers - 1,
                                            .direction = d,
                                            .step = head_step(maker->trace, k, d),
                                            .row = at->col % maker->H});
        }
        return;
    case PARAM_INPUT_BIAS:
    case PARAM_RECURRENT_BIAS: gate = at->col / maker->H; break;
    default: break;
    }
    bool is_recurrent = at->param == PARAM_RECURRENT_WEIGHT || at->param == PARAM_RECURRENT_BIAS;
    bool is_bias = at->param == PARAM_INPUT_BIAS || at->param == PARAM_RECURRENT_BIAS;
    int unit = (is_bias ? at->col : at->row) % maker->H;
    for (int t = 0; t < maker->T; t++) {
        if (trace_is_padding(maker->trace, t, 0)) continue;
        maker_add(maker, is_recurrent && is_gru_n(maker, gate) ? maker_there(maker, TERMS_DQ, t, unit)
                                                               : maker_gate(maker, TERMS_DPRE, t, gate, unit));
        if (at->param == PARAM_RECURRENT_WEIGHT)
            maker_times(maker, maker_there(maker, TERMS_H, lane_previous_step(maker->trace, at->direction, t), at->col));
        if (at->param == PARAM_INPUT_WEIGHT) maker_times(maker, input_of(maker, at->layer, t, at->col));
    }
}

static void form_backward(Maker *maker) {
    switch (maker->at.kind) {
    case TERMS_DX: form_from_above(maker, 0, maker->at.row); return;
    case TERMS_DUP: form_from_above(maker, maker->at.layer + 1, maker->at.direction * maker->H + maker->at.row); return;
    case TERMS_DH: form_dh(maker); return;
    case TERMS_DC: /* dL/dc = o tanh'(c) dL/dh + f dL/dc of the step processed after it */
        maker_add_product(maker, maker_here(maker, TERMS_DH), gate_here(maker, LSTM_O));
        maker_times(maker, maker_here(maker, TERMS_SLOPE_C));
        if (maker->next >= 0)
            maker_add_product(maker, maker_gate(maker, TERMS_GATE, maker->next, LSTM_F, maker->at.row),
                              maker_there(maker, TERMS_DC, maker->next, maker->at.row));
        return;
    case TERMS_DPRE: form_dpre(maker); return;
    case TERMS_DGATE: form_into_gate(maker); return;
    case TERMS_DTANH_C: maker_add_product(maker, maker_here(maker, TERMS_DH), gate_here(maker, LSTM_O)); return;
    case TERMS_DQ: maker_add_product(maker, dpre_here(maker, GRU_N), gate_here(maker, GRU_R)); return;
    case TERMS_DY: form_dy(maker); return;
    case TERMS_DWEIGHT: form_dweight(maker); return;
    default: return;
    }
}

bool terms_form(Terms *out, const TermsSource *source, const TermsPlace *place) {
    const Trace *trace = source->trace;
    const Net *net = trace->net;
    Maker maker = {.out = out, .source = source, .trace = trace, .net = net, .at = *place};
    maker.H = net->spec.hidden;
    maker.T = trace->wiring.steps;
    int step = place->step < 0 ? 0 : place->step;
    maker.previous = lane_previous_step(trace, place->direction, step);
    maker.next = place->direction ? step - 1 : step + 1 < maker.T ? step + 1 : -1;
    if (maker.next >= 0 && trace_is_padding(trace, maker.next, 0)) maker.next = -1; /* nothing comes back from behind the end */
    out->place = *place;
    out->function = TERMS_PLAIN;
    out->count = 0;
    out->sum = 0;
    out->value = terms_value(source, place);
    if (place->kind >= TERMS_SENT && place->kind <= TERMS_PULL)
        terms_form_norm(&maker);
    else if (place->kind >= TERMS_JACOBIAN && place->kind <= TERMS_AWAY)
        terms_form_state(&maker);
    else if (terms_is_of_update(place->kind))
        terms_form_update(&maker);
    else if (terms_is_flatness(place->kind))
        terms_form_flatness(&maker);
    else if (terms_is_gradient(place->kind))
        form_backward(&maker);
    else
        form_forward(&maker);
    for (int i = 0; i < out->count; i++) out->sum += out->term[i].value;
    return !maker.failed;
}

/* Ranks a factor for the walk: 0 leads nowhere, 1 aside (gates, slopes and numbers made of them), 2 along the chain. */
static int leads_on(const TermsPlace *at) {
    switch (at->kind) {
    case TERMS_CONSTANT:
    case TERMS_X:
    case TERMS_TARGET:
    case TERMS_MASK:
    case TERMS_LEFT:
    case TERMS_RIGHT:
    case TERMS_TRUNCATED:
    case TERMS_MOMENT1_BEFORE:
    case TERMS_MOMENT2_BEFORE:
    case TERMS_WEIGHT: return 0;
    case TERMS_DIVISOR:
    case TERMS_CLIP:
    case TERMS_BIAS:
    case TERMS_GATE:
    case TERMS_REST:
    case TERMS_APART:
    case TERMS_SLOPE:
    case TERMS_SLOPE_C: return 1;
    default: return at->step < 0 ? 0 : 2;
    }
}

bool terms_find_largest(int *term, int *factor, const Terms *terms) {
    double most = -1;
    for (int i = 0; i < terms->count; i++) {
        const Term *now = &terms->term[i];
        int best = -1;
        for (int k = 0; k < now->count; k++)
            if (!now->factor[k].divides && leads_on(&now->factor[k].place) > (best < 0 ? 0 : leads_on(&now->factor[best].place))) best = k;
        double size = isfinite(now->value) ? fabs(now->value) : INFINITY;
        if (best < 0 || size <= most) continue;
        most = size;
        *term = i;
        *factor = best;
    }
    return most >= 0;
}

double terms_evaluate(const Terms *terms, Activation activation) {
    double sum = terms->sum, value = 0;
    switch (terms->function) {
    case TERMS_PLAIN: return sum;
    case TERMS_SIGMOID: return sigmoid(sum);
    case TERMS_TANH: return tanh(sum);
    case TERMS_ACTIVATION: return activation_value(activation, sum);
    case TERMS_SIGMOID_SLOPE: return sigmoid(sum) * sigmoid_rest(sigmoid(sum), sum);
    case TERMS_TANH_SLOPE: return tanh_slope(tanh(sum), sum);
    case TERMS_ACTIVATION_SLOPE: return activation_slope(activation, activation_value(activation, sum), sum);
    case TERMS_EXP: return exp(sum);
    case TERMS_MINUS_LOG: return -log(sum);
    case TERMS_ROOT: return sqrt(sum);
    case TERMS_IS_FLAT_TANH: return units_is_flat(FLAT_TANH, sum);
    case TERMS_IS_FLAT_SIGMOID: return units_is_flat(FLAT_SIGMOID, sum);
    case TERMS_IS_FLAT_RELU: return units_is_flat(FLAT_RELU, sum);
    case TERMS_LOG_SUM_EXP: {
        double most = -INFINITY;
        for (int i = 0; i < terms->count; i++) most = fmax(most, terms->term[i].value);
        for (int i = 0; i < terms->count; i++) value += exp(terms->term[i].value - most);
        return most + log(value);
    }
    }
    return NAN;
}
