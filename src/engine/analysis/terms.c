/* See terms.h. One function for each family of numbers; each adds its terms in the order in which a reader expects them. */
#include "engine/analysis/terms.h"
#include "base/arena.h"
#include "engine/cell/cell.h"
#include "engine/cell/facts.h"
#include <math.h>
#include <string.h>

/* Of what the terms are formed. */
typedef struct Maker {
    Terms *out;
    const Trace *trace;
    const Net *net;
    const double *weight, *gradient;
    TermsPlace at;
    int H, T, previous, next; /* steps processed before and after `at`; -1: none */
    bool failed;
} Maker;

void terms_deinit(Terms *terms) {
    mem_free(terms->term);
    *terms = (Terms){0};
}

/* --- adding --- */

static void begin_term(Maker *maker) {
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

static void add_factor(Maker *maker, TermsPlace place, double value) {
    if (maker->failed) return;
    Term *term = &maker->out->term[maker->out->count - 1];
    term->factor[term->count++] = (TermsFactor){place, value};
    term->value *= value;
}

static void times(Maker *maker, TermsPlace place) {
    if (!maker->failed) add_factor(maker, place, terms_value(maker->trace, maker->weight, maker->gradient, &place));
}

static void times_number(Maker *maker, double value) { add_factor(maker, (TermsPlace){.kind = TERMS_CONSTANT}, value); }

static void add(Maker *maker, TermsPlace place) {
    begin_term(maker);
    times(maker, place);
}

static void add_product(Maker *maker, TermsPlace a, TermsPlace b) {
    begin_term(maker);
    times(maker, a);
    times(maker, b);
}

/* Another number of the same unit, step and lane. */
static TermsPlace here(const Maker *maker, TermsKind kind) {
    return (TermsPlace){
        .kind = kind, .layer = maker->at.layer, .direction = maker->at.direction, .step = maker->at.step, .row = maker->at.row};
}

static TermsPlace there(const Maker *maker, TermsKind kind, int step, int unit) {
    TermsPlace place = here(maker, kind);
    place.step = step;
    place.row = unit;
    return place;
}

static TermsPlace of_gate(const Maker *maker, TermsKind kind, int step, int gate, int unit) {
    TermsPlace place = there(maker, kind, step, unit);
    place.gate = gate;
    return place;
}

static TermsPlace weight_of(const Maker *maker, ParamKind param, int row, int col) {
    bool is_head = param == PARAM_HEAD_WEIGHT || param == PARAM_HEAD_BIAS;
    return terms_weight(maker->trace, param, is_head ? 0 : maker->at.layer, is_head ? 0 : maker->at.direction, row, col);
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
        add_product(maker, weight_of(maker, PARAM_RECURRENT_WEIGHT, row, j), there(maker, TERMS_H, maker->previous, j));
}

/* a = U x + W h_prev + b_ih + b_hh; GRU n: U x + b_in + r q */
static void form_pre(Maker *maker) {
    int row = maker->at.gate * maker->H + maker->at.row, inputs = net_layer_inputs(maker->net, maker->at.layer);
    for (int i = 0; i < inputs; i++)
        add_product(maker, weight_of(maker, PARAM_INPUT_WEIGHT, row, i), input_of(maker, maker->at.layer, maker->at.step, i));
    if (is_gru_n(maker, maker->at.gate)) {
        add(maker, weight_of(maker, PARAM_INPUT_BIAS, 0, row));
        add_product(maker, of_gate(maker, TERMS_GATE, maker->at.step, GRU_R, maker->at.row), here(maker, TERMS_Q));
        return;
    }
    form_recurrent(maker, row);
    add(maker, weight_of(maker, PARAM_INPUT_BIAS, 0, row));
    add(maker, weight_of(maker, PARAM_RECURRENT_BIAS, 0, row));
}

static TermsFunction curve_of(const Maker *maker, bool of_slope) {
    switch (maker->net->facts->gate[maker->at.gate].curve) {
    case CURVE_SIGMOID: return of_slope ? TERMS_SIGMOID_SLOPE : TERMS_SIGMOID;
    case CURVE_TANH: return of_slope ? TERMS_TANH_SLOPE : TERMS_TANH;
    case CURVE_ACTIVATION: break;
    }
    return of_slope ? TERMS_ACTIVATION_SLOPE : TERMS_ACTIVATION;
}

static TermsPlace gate_here(const Maker *maker, int gate) { return of_gate(maker, TERMS_GATE, maker->at.step, gate, maker->at.row); }
static TermsPlace slope_here(const Maker *maker, int gate) { return of_gate(maker, TERMS_SLOPE, maker->at.step, gate, maker->at.row); }
static TermsPlace dpre_here(const Maker *maker, int gate) { return of_gate(maker, TERMS_DPRE, maker->at.step, gate, maker->at.row); }

/* Is `at` behind the end of a shorter sequence? There h and c are held as they are. */
static bool is_held(const Maker *maker) { return maker->at.step >= 0 && trace_is_padding(maker->trace, maker->at.step, 0); }

/* LSTM: h = o tanh(c); GRU: h = (1 - z) n + z h_prev; RNN: h = phi(a) */
static void form_h(Maker *maker) {
    if (maker->at.step < 0) return;
    if (is_held(maker)) {
        add(maker, there(maker, TERMS_H, maker->previous, maker->at.row));
        return;
    }
    switch (maker->net->spec.cell) {
    case CELL_LSTM: add_product(maker, gate_here(maker, LSTM_O), here(maker, TERMS_TANH_C)); return;
    case CELL_GRU:
        add_product(maker, here(maker, TERMS_REST), gate_here(maker, GRU_N));
        add_product(maker, gate_here(maker, GRU_Z), there(maker, TERMS_H, maker->previous, maker->at.row));
        return;
    case CELL_RNN:
        maker->out->function = TERMS_ACTIVATION;
        add(maker, of_gate(maker, TERMS_PRE, maker->at.step, 0, maker->at.row));
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
            add_product(maker, weight_of(maker, PARAM_HEAD_WEIGHT, maker->at.row, d * maker->H + h.row), h);
    }
    add(maker, weight_of(maker, PARAM_HEAD_BIAS, 0, maker->at.row));
}

static TermsPlace output_of(const Maker *maker, TermsKind kind, int row) {
    return (TermsPlace){.kind = kind, .step = maker->at.step, .row = row};
}

static int class_of(const Maker *maker) {
    double target = maker->trace->target[(size_t)maker->at.step * (size_t)maker->trace->batch];
    return target >= 0 && target < maker->net->spec.outputs ? (int)target : -1;
}

/* MSE: scale / O times the sum of (y - target)^2. Cross-entropy: scale times -log p of the class; where p is 0 in double, lse - y. */
static void form_loss(Maker *maker) {
    int O = maker->net->spec.outputs, class = class_of(maker);
    double scale = maker->trace->loss_scale;
    if (maker->net->spec.loss == LOSS_MSE) {
        for (int o = 0; o < O; o++) {
            add_product(maker, output_of(maker, TERMS_ERROR, o), output_of(maker, TERMS_ERROR, o));
            if (scale != O) times_number(maker, scale / O);
        }
        return;
    }
    if (class < 0) return; /* no class: the loss is NaN */
    TermsPlace p = output_of(maker, TERMS_P, class);
    if (scale == 1 && terms_value(maker->trace, maker->weight, maker->gradient, &p) > 1e-300) {
        maker->out->function = TERMS_MINUS_LOG;
        add(maker, p);
        return;
    }
    add(maker, output_of(maker, TERMS_LSE, 0));
    if (scale != 1) times_number(maker, scale);
    add(maker, output_of(maker, TERMS_Y, class));
    times_number(maker, -scale);
}

static void form_forward(Maker *maker) {
    Terms *out = maker->out;
    int O = maker->net->spec.outputs;
    switch (maker->at.kind) {
    case TERMS_H: form_h(maker); return;
    case TERMS_C:
        if (maker->at.step < 0) return;
        if (is_held(maker)) {
            add(maker, there(maker, TERMS_C, maker->previous, maker->at.row));
            return;
        }
        add_product(maker, gate_here(maker, LSTM_F), there(maker, TERMS_C, maker->previous, maker->at.row));
        add_product(maker, gate_here(maker, LSTM_I), gate_here(maker, LSTM_G));
        return;
    case TERMS_UP:
        add(maker, here(maker, TERMS_H));
        if (maker->trace->lane[maker->at.layer][maker->at.direction].mask) times(maker, here(maker, TERMS_MASK));
        return;
    case TERMS_PRE: form_pre(maker); return;
    case TERMS_GATE:
    case TERMS_SLOPE:
        out->function = curve_of(maker, maker->at.kind == TERMS_SLOPE);
        add(maker, of_gate(maker, TERMS_PRE, maker->at.step, maker->at.gate, maker->at.row));
        return;
    case TERMS_TANH_C:
    case TERMS_SLOPE_C:
        out->function = maker->at.kind == TERMS_TANH_C ? TERMS_TANH : TERMS_TANH_SLOPE;
        add(maker, here(maker, TERMS_C));
        return;
    case TERMS_Q:
        form_recurrent(maker, GRU_N * maker->H + maker->at.row);
        add(maker, weight_of(maker, PARAM_RECURRENT_BIAS, 0, GRU_N * maker->H + maker->at.row));
        return;
    case TERMS_REST:
        begin_term(maker);
        times_number(maker, 1);
        add(maker, gate_here(maker, GRU_Z));
        times_number(maker, -1);
        return;
    case TERMS_APART:
        add(maker, there(maker, TERMS_H, maker->previous, maker->at.row));
        add(maker, gate_here(maker, GRU_N));
        times_number(maker, -1);
        return;
    case TERMS_Y: form_y(maker); return;
    case TERMS_P: /* exp(y - lse) */
        out->function = TERMS_EXP;
        add(maker, output_of(maker, TERMS_Y, maker->at.row));
        add(maker, output_of(maker, TERMS_LSE, 0));
        times_number(maker, -1);
        return;
    case TERMS_LSE:
        out->function = TERMS_LOG_SUM_EXP;
        for (int o = 0; o < O; o++) add(maker, output_of(maker, TERMS_Y, o));
        return;
    case TERMS_ERROR:
        add(maker, output_of(maker, TERMS_Y, maker->at.row));
        add(maker, output_of(maker, TERMS_TARGET, maker->at.row));
        times_number(maker, -1);
        return;
    case TERMS_LOSS: form_loss(maker); return;
    case TERMS_TOTAL:
        for (int k = 0; k < trace_count_losses(maker->trace, 0); k++) add(maker, (TermsPlace){.kind = TERMS_LOSS, .step = k});
        return;
    default: return; /* given */
    }
}

/* --- the way back --- */

/* The step whose dL/dh a loss reaches: of a state that is held behind the end, the last step before it. */
static int find_reached(const Maker *maker, int loss) {
    int step = head_step(maker->trace, loss, maker->at.direction);
    return trace_is_padding(maker->trace, step, 0) ? maker->trace->length[0] - 1 : step;
}

/* From every loss that reads this state: V' dL/dy. */
static void form_from_head(Maker *maker) {
    const Net *net = maker->net;
    if (maker->at.layer != net->spec.layers - 1) return;
    for (int k = 0; k < trace_count_losses(maker->trace, 0); k++) {
        if (find_reached(maker, k) != maker->at.step) continue;
        for (int o = 0; o < net->spec.outputs; o++)
            add_product(maker, weight_of(maker, PARAM_HEAD_WEIGHT, o, maker->at.direction * maker->H + maker->at.row),
                        (TermsPlace){.kind = TERMS_DY, .step = k, .row = o});
    }
}

/* Through U of the layer above, in both its directions. */
static void form_from_above(Maker *maker, int layer, int col) {
    const Net *net = maker->net;
    for (int d = 0; d < net->spec.directions; d++)
        for (int g = 0; g < net->gates; g++)
            for (int j = 0; j < maker->H; j++)
                add_product(maker, terms_weight(maker->trace, PARAM_INPUT_WEIGHT, layer, d, g * maker->H + j, col),
                            (TermsPlace){.kind = TERMS_DPRE, .layer = layer, .direction = d, .step = maker->at.step, .gate = g, .row = j});
}

/* dL/dh = V' dy + mask * dL/d(up) + W' da of the step processed after it; GRU: + z dL/dh there */
static void form_dh(Maker *maker) {
    int next = maker->next, H = maker->H;
    form_from_head(maker);
    if (maker->at.layer + 1 < maker->net->spec.layers) {
        add(maker, here(maker, TERMS_DUP));
        if (maker->trace->lane[maker->at.layer][maker->at.direction].mask) times(maker, here(maker, TERMS_MASK));
    }
    if (next < 0) return;
    if (maker->net->spec.cell == CELL_GRU)
        add_product(maker, of_gate(maker, TERMS_GATE, next, GRU_Z, maker->at.row), there(maker, TERMS_DH, next, maker->at.row));
    for (int g = 0; g < maker->net->gates; g++)
        for (int j = 0; j < H; j++)
            add_product(maker, weight_of(maker, PARAM_RECURRENT_WEIGHT, g * H + j, maker->at.row),
                        is_gru_n(maker, g) ? there(maker, TERMS_DQ, next, j) : of_gate(maker, TERMS_DPRE, next, g, j));
}

static void form_dpre(Maker *maker) {
    int gate = maker->at.gate;
    TermsPlace dh = here(maker, TERMS_DH), dc = here(maker, TERMS_DC), slope = slope_here(maker, gate);
    begin_term(maker);
    switch (maker->net->spec.cell) {
    case CELL_RNN: times(maker, dh); break;
    case CELL_LSTM:
        times(maker, gate == LSTM_O ? dh : dc);
        if (gate == LSTM_I) times(maker, gate_here(maker, LSTM_G));
        if (gate == LSTM_G) times(maker, gate_here(maker, LSTM_I));
        if (gate == LSTM_F) times(maker, there(maker, TERMS_C, maker->previous, maker->at.row));
        if (gate == LSTM_O) times(maker, here(maker, TERMS_TANH_C));
        break;
    case CELL_GRU:
        times(maker, gate == GRU_R ? dpre_here(maker, GRU_N) : dh);
        if (gate == GRU_R) times(maker, here(maker, TERMS_Q));
        if (gate == GRU_Z) times(maker, here(maker, TERMS_APART));
        if (gate == GRU_N) times(maker, here(maker, TERMS_REST));
        break;
    default: maker->out->count = 0; return; /* no formula of it is known here */
    }
    times(maker, slope);
}

/* MSE: 2 scale / O (y - target). Cross-entropy: scale (p - 1 for the class). */
static void form_dy(Maker *maker) {
    double scale = maker->trace->loss_scale;
    if (maker->net->spec.loss == LOSS_MSE) {
        add(maker, output_of(maker, TERMS_ERROR, maker->at.row));
        times_number(maker, scale * 2 / maker->net->spec.outputs);
        return;
    }
    add(maker, output_of(maker, TERMS_P, maker->at.row));
    if (scale != 1) times_number(maker, scale);
    if (class_of(maker) != maker->at.row) return;
    begin_term(maker);
    times_number(maker, -scale);
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
            add(maker, (TermsPlace){.kind = TERMS_DY, .step = k, .row = is_bias ? at->col : at->row});
            if (is_bias) continue;
            int d = at->col / maker->H;
            times(maker, (TermsPlace){.kind = TERMS_H,
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
        add(maker, is_recurrent && is_gru_n(maker, gate) ? there(maker, TERMS_DQ, t, unit) : of_gate(maker, TERMS_DPRE, t, gate, unit));
        if (at->param == PARAM_RECURRENT_WEIGHT)
            times(maker, there(maker, TERMS_H, lane_previous_step(maker->trace, at->direction, t), at->col));
        if (at->param == PARAM_INPUT_WEIGHT) times(maker, input_of(maker, at->layer, t, at->col));
    }
}

static void form_backward(Maker *maker) {
    switch (maker->at.kind) {
    case TERMS_DX: form_from_above(maker, 0, maker->at.row); return;
    case TERMS_DUP: form_from_above(maker, maker->at.layer + 1, maker->at.direction * maker->H + maker->at.row); return;
    case TERMS_DH: form_dh(maker); return;
    case TERMS_DC: /* dL/dc = o tanh'(c) dL/dh + f dL/dc of the step processed after it */
        add_product(maker, here(maker, TERMS_DH), gate_here(maker, LSTM_O));
        times(maker, here(maker, TERMS_SLOPE_C));
        if (maker->next >= 0)
            add_product(maker, of_gate(maker, TERMS_GATE, maker->next, LSTM_F, maker->at.row),
                        there(maker, TERMS_DC, maker->next, maker->at.row));
        return;
    case TERMS_DPRE: form_dpre(maker); return;
    case TERMS_DQ: add_product(maker, dpre_here(maker, GRU_N), gate_here(maker, GRU_R)); return;
    case TERMS_DY: form_dy(maker); return;
    case TERMS_DWEIGHT: form_dweight(maker); return;
    default: return;
    }
}

bool terms_form(Terms *out, const Trace *trace, const double *weight, const double *gradient, const TermsPlace *place) {
    const Net *net = trace->net;
    Maker maker = {.out = out, .trace = trace, .net = net, .weight = weight, .gradient = gradient, .at = *place};
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
    out->value = terms_value(trace, weight, gradient, place);
    if (place->kind >= TERMS_DX)
        form_backward(&maker);
    else
        form_forward(&maker);
    for (int i = 0; i < out->count; i++) out->sum += out->term[i].value;
    return !maker.failed;
}

bool terms_is_same(const TermsPlace *a, const TermsPlace *b) {
    return a->kind == b->kind && a->param == b->param && a->layer == b->layer && a->direction == b->direction && a->step == b->step &&
           a->gate == b->gate && a->row == b->row && a->col == b->col;
}

/* How far a factor leads: 0 nowhere, 1 aside (gates, slopes and what is made of them), 2 along the chain. */
static int leads_on(const TermsPlace *at) {
    switch (at->kind) {
    case TERMS_CONSTANT:
    case TERMS_X:
    case TERMS_TARGET:
    case TERMS_MASK:
    case TERMS_WEIGHT: return 0;
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
            if (leads_on(&now->factor[k].place) > (best < 0 ? 0 : leads_on(&now->factor[best].place))) best = k;
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
    case TERMS_LOG_SUM_EXP: {
        double most = -INFINITY;
        for (int i = 0; i < terms->count; i++) most = fmax(most, terms->term[i].value);
        for (int i = 0; i < terms->count; i++) value += exp(terms->term[i].value - most);
        return most + log(value);
    }
    }
    return NAN;
}
