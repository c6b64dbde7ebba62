/* What if (declared in analysis/whatif.h). A changed weight or input is an ordinary pass with it. A gate held at v at step s:

     forward   the ordinary pass, then again from s on in the gate's lane and in all layers above, with the gate replaced
               before the state is formed from the gates:
                 LSTM  c = f c_prev + i g, h = o tanh(c)     GRU  n = tanh(W_in x + b_in + r q), h = (1-z) n + z h_prev
     backward  pass.c's, but with dpre of the held gate set to 0 at s. The GRU's n held: its q is cut off too, and r, which
               acts only through n.

   A held state is replaced where it is formed, c before h, and the gradient that arrives at it goes no further. If several are held at one
   step, gates are replaced first, then c, then h.

   The ordinary passes contain no code for this and are as fast as without it. */
#include "engine/analysis/whatif.h"
#include "engine/analysis/lane.h"
#include "engine/cell/cell.h"
#include "engine/cell/facts.h"
#include "engine/net/kernels.h"
#include "engine/pass/dropout.h"
#include <math.h>
#include <string.h>

/* ---- is it possible? --------------------------------------------------------------------------------------------- */

static bool check_index(const char *what, int index, int least, int count, Diag *diag) {
    if (index >= least && index < count) return true;
    return diag_fail(diag, "what if: %s %d given, %d to %d are possible", what, index, least, count - 1);
}

static bool check_input(const WhatIf *what, const Trace *trace, Diag *diag) {
    if (!check_index("input", what->input, -1, trace->net->spec.inputs, diag)) return false;
    for (int i = 0; i < trace->wiring.input_count; i++) {
        if (trace->wiring.input_step[i] == what->step) return true;
    }
    return diag_fail(diag, "what if: step %d has no input in this wiring", what->step);
}

static bool check_unit(const WhatIf *what, const NetSpec *spec, Diag *diag) {
    return check_index("layer", what->layer, 0, spec->layers, diag) &&
           check_index("direction", what->direction, 0, spec->directions, diag) && check_index("unit", what->unit, -1, spec->hidden, diag);
}

static bool check_state(const WhatIf *what, const Net *net, Diag *diag) {
    if (!check_unit(what, &net->spec, diag)) return false;
    return net->facts->has_c || !what->of_c || diag_fail(diag, "what if: %s has no c", net->facts->with_article);
}

static bool check_gate(const WhatIf *what, const Trace *trace, Diag *diag) {
    const Net *net = trace->net;
    if (!check_unit(what, &net->spec, diag) || !check_index("gate", what->gate, 0, net->gates, diag)) return false;
    GateCurve curve = net->facts->gate[what->gate].curve;
    if (curve == CURVE_ACTIVATION) return true;
    double least = curve == CURVE_TANH ? -1 : 0;
    if (what->value >= least && what->value <= 1) return true;
    return diag_fail(diag, "what if: the %s is between %g and 1, not %g", net_gate_name(net->spec.cell, what->gate), least, what->value);
}

bool whatif_check(const WhatIf *what, const Trace *trace, Diag *diag) {
    if (!isfinite(what->value)) return diag_fail(diag, "what if: the value is not a finite number");
    if (what->kind == WHATIF_WEIGHT) {
        if (what->weight < trace->net->weight_count) return true;
        return diag_fail(diag, "what if: weight %zu given, 0 to %zu are possible", what->weight, trace->net->weight_count - 1);
    }
    if (!check_index("step", what->step, 0, trace->wiring.steps, diag) ||
        !check_index("sequence", what->sequence, -1, trace->batch, diag)) {
        return false;
    }
    if (trace->batch == 1 && trace_is_padding(trace, what->step, 0))
        return diag_fail(diag, "what if: the sequence has %d steps; the steps after it are padding", trace->length[0]);
    if (what->kind == WHATIF_INPUT) return check_input(what, trace, diag);
    return what->kind == WHATIF_GATE ? check_gate(what, trace, diag) : check_state(what, trace->net, diag);
}

/* ---- forward ----------------------------------------------------------------------------------------------------- */

void trace_copy_given(Trace *out, const Trace *trace) {
    const NetSpec *spec = &trace->net->spec;
    size_t batch = (size_t)trace->batch, state = batch * (size_t)spec->hidden * sizeof(double);
    size_t columns = spec->loss == LOSS_CROSS_ENTROPY ? 1 : (size_t)spec->outputs;
    memcpy(out->x, trace->x, (size_t)trace->wiring.steps * batch * (size_t)spec->inputs * sizeof(double));
    memcpy(out->target, trace->target, (size_t)trace->wiring.loss_count * batch * columns * sizeof(double));
    for (int b = 0; b < trace->batch; b++) trace_set_length(out, b, trace->length[b]);
    for (int layer = 0; layer < spec->layers; layer++) {
        for (int direction = 0; direction < spec->directions; direction++) {
            const TraceLane *from = &trace->lane[layer][direction];
            memcpy(out->lane[layer][direction].h0, from->h0, state);
            if (from->c0) memcpy(out->lane[layer][direction].c0, from->c0, state);
        }
    }
    dropout_copy(out, trace);
}

const WhatIf *whatif_find_held(const WhatIf *what) {
    for (int i = 0; what && i <= what->more; i++) {
        if (what[i].kind == WHATIF_GATE || what[i].kind == WHATIF_STATE) return what;
    }
    return NULL;
}

static bool is_in_lane(const WhatIf *one, int layer, int direction) {
    return (one->kind == WHATIF_GATE || one->kind == WHATIF_STATE) && one->layer == layer && one->direction == direction;
}

/* Is this one held here? */
static bool is_held(const WhatIf *one, int layer, int direction, int step, int b) {
    return is_in_lane(one, layer, direction) && one->step == step && (one->sequence < 0 || one->sequence == b);
}

static int first_unit(const WhatIf *one) { return one->unit < 0 ? 0 : one->unit; }
static int last_unit(const WhatIf *one, int hidden) { return one->unit < 0 ? hidden - 1 : one->unit; }

/* The pre-activation of which `value` is the sigmoid: what 1 - z of a held z is computed from (sigmoid_rest). Finite for 1, too. */
static double find_logit(double value) { return value < 1 ? log(value / (1 - value)) : 800; }

/* pre_n: the candidate's block without gate * q, as it was before the cell's forward. */
static void hold_gate(const CellRow *row, const CellFacts *facts, const WhatIf *what, const double *pre_n) {
    int hidden = row->hidden, first = first_unit(what), last = last_unit(what, hidden);
    int gate = what->gate, candidate = facts->gates - 1;
    bool is_rest = gate == facts->straight_gate && !facts->has_c; /* 1 - gate is read off its pre-activation */
    for (int j = first; j <= last; j++) {
        row->gate[gate * hidden + j] = what->value;
        if (is_rest && what->value > CELL_FLAT && what->value <= 1) row->pre[gate * hidden + j] = find_logit(what->value);
        if (gate == facts->q_gate) {
            row->pre[candidate * hidden + j] = pre_n[j] + what->value * row->q[j];
            row->gate[candidate * hidden + j] = tanh(row->pre[candidate * hidden + j]);
        }
        if (facts->ops->form_state) facts->ops->form_state(row, j);
    }
}

static int find_role(const CellFacts *facts, GateRole role) {
    for (int gate = 0; gate < facts->gates; gate++) {
        if (facts->gate[gate].role == role) return gate;
    }
    return -1;
}

static void hold_state(const CellRow *row, const CellFacts *facts, const WhatIf *what) {
    int hidden = row->hidden, output = what->of_c ? find_role(facts, GATE_OUTPUT) : -1;
    for (int j = first_unit(what); j <= last_unit(what, hidden); j++) {
        if (what->of_c) {
            row->c[j] = what->value;
            row->tanh_c[j] = tanh(what->value);
            row->h[j] = row->gate[output * hidden + j] * row->tanh_c[j];
        } else {
            row->h[j] = what->value;
        }
    }
}

static void hold(const CellRow *row, const CellFacts *facts, const WhatIf *what, const double *pre_n, int layer, int direction, int step,
                 int b) {
    for (int i = 0; i <= what->more; i++) {
        if (what[i].kind == WHATIF_GATE && is_held(&what[i], layer, direction, step, b)) hold_gate(row, facts, &what[i], pre_n);
    }
    for (int of_c = 1; of_c >= 0; of_c--) {
        for (int i = 0; i <= what->more; i++) {
            bool is_it = what[i].kind == WHATIF_STATE && what[i].of_c == (of_c == 1);
            if (is_it && is_held(&what[i], layer, direction, step, b)) hold_state(row, facts, &what[i]);
        }
    }
}

/* One lane again, from the step that is processed as number `from`. */
static void redo_lane(Trace *out, const double *weight, const WhatIf *what, int layer, int direction, int from) {
    const CellFacts *facts = out->net->facts;
    size_t hidden = (size_t)out->net->spec.hidden;
    double pre_n[NET_HIDDEN_MAX] = {0};
    for (int order = from; order < out->wiring.steps; order++) {
        int step = lane_step(out, direction, order);
        for (int b = 0; b < out->batch; b++) {
            CellRow row = lane_row(out, layer, direction, step, b);
            if (trace_is_padding(out, step, b)) {
                lane_hold_row(&row, out->net);
                continue;
            }
            lane_form_pre(out, weight, layer, direction, step, b);
            if (facts->q_gate >= 0) memcpy(pre_n, row.pre + (size_t)(facts->gates - 1) * hidden, hidden * sizeof(double));
            facts->ops->forward(&row);
            hold(&row, facts, what, pre_n, layer, direction, step, b);
        }
    }
    dropout_forward_lane(out, layer, direction);
}

/* The first step, in the order of the lane, at which one of them is held; `steps` where none is. */
static int find_first(const WhatIf *what, int layer, int direction, int steps) {
    int first = steps;
    for (int i = 0; i <= what->more; i++) {
        int order = direction ? steps - 1 - what[i].step : what[i].step;
        if (is_in_lane(&what[i], layer, direction) && order < first) first = order;
    }
    return first;
}

static void redo_lanes(Trace *out, const double *weight, const WhatIf *what) {
    const NetSpec *spec = &out->net->spec;
    int steps = out->wiring.steps, below = steps; /* from where on the layer below is another */
    for (int layer = 0; layer < spec->layers; layer++) {
        int changed = steps;
        for (int direction = 0; direction < spec->directions; direction++) {
            int from = find_first(what, layer, direction, steps);
            if (below < from) from = below;
            redo_lane(out, weight, what, layer, direction, from);
            if (from < changed) changed = from;
        }
        below = spec->directions == 2 && changed < steps ? 0 : changed; /* from here up every state sees both sides of the step */
    }
}

void whatif_forward(Trace *out, double *changed, const Trace *trace, const double *weight, const WhatIf *what) {
    const NetSpec *spec = &trace->net->spec;
    memcpy(changed, weight, trace->net->weight_count * sizeof(double));
    trace_copy_given(out, trace);
    for (int i = 0; i <= what->more; i++) {
        const WhatIf *one = &what[i];
        if (one->kind == WHATIF_WEIGHT) changed[one->weight] = one->value;
        for (int b = 0; b < trace->batch && one->kind == WHATIF_INPUT; b++) {
            double *x = out->x + (ptrdiff_t)(one->step * trace->batch + b) * spec->inputs;
            if (one->sequence >= 0 && one->sequence != b) continue;
            for (int at = 0; at < spec->inputs; at++) {
                if (one->input < 0 || one->input == at) x[at] = one->value;
            }
        }
    }
    net_forward(out, changed);
    if (!whatif_find_held(what)) return;
    redo_lanes(out, changed, what);
    head_forward(out, changed);
}

/* ---- backward ---------------------------------------------------------------------------------------------------- */

/* A held candidate cuts off its q too, and what its q_gate got through it; the GRU's r acts through nothing else. */
static void cut_gate(const CellGradient *part, const CellRow *row, const CellFacts *facts, const WhatIf *what) {
    int hidden = row->hidden, first = first_unit(what), last = last_unit(what, hidden);
    bool is_candidate = facts->q_gate >= 0 && what->gate == facts->gates - 1;
    for (int j = first; j <= last; j++) {
        double cut = part->dpre[what->gate * hidden + j];
        part->dpre[what->gate * hidden + j] = 0;
        if (!is_candidate) continue;
        int at = facts->q_gate * hidden + j;
        part->dq[j] = 0;
        part->dpre[at] -= cut * row->q[j] * (row->gate[at] * sigmoid_rest(row->gate[at], row->pre[at]));
    }
}

/* A held c: nothing goes on to what it was made of, nor to the c before it. */
static void cut_memory(const CellGradient *part, const CellFacts *facts, const WhatIf *what, int hidden) {
    for (int j = first_unit(what); j <= last_unit(what, hidden); j++) {
        for (int gate = 0; gate < facts->gates; gate++) {
            if (facts->gate[gate].role != GATE_OUTPUT) part->dpre[gate * hidden + j] = 0;
        }
        part->dc_prev[j] = 0;
    }
}

bool whatif_cut_h(double *dh, const Net *net, const WhatIf *held, int layer, int direction, int step, int b) {
    bool cuts = false;
    for (int i = 0; held && i <= held->more; i++) {
        if (held[i].kind != WHATIF_STATE || held[i].of_c || !is_held(&held[i], layer, direction, step, b)) continue;
        for (int j = first_unit(&held[i]); j <= last_unit(&held[i], net->spec.hidden); j++) dh[j] = 0;
        cuts = true;
    }
    return cuts;
}

void whatif_backward(const CellGradient *part, const CellRow *row, const Net *net, const WhatIf *held, int layer, int direction, int step,
                     int b) {
    double open[NET_HIDDEN_MAX];
    CellGradient from = *part;
    if (held) {
        memcpy(open, part->dh, (size_t)net->spec.hidden * sizeof(double));
        if (whatif_cut_h(open, net, held, layer, direction, step, b)) from.dh = open;
    }
    net->facts->ops->backward(row, &from);
    for (int i = 0; held && i <= held->more; i++) {
        if (!is_held(&held[i], layer, direction, step, b)) continue;
        if (held[i].kind == WHATIF_GATE) cut_gate(part, row, net->facts, &held[i]);
        if (held[i].of_c) cut_memory(part, net->facts, &held[i], net->spec.hidden);
    }
}

bool whatif_form_jacobian(double *J, const Trace *trace, const double *weight, const WhatIf *held, int layer, int direction, int step,
                          int b) {
    const Net *net = trace->net;
    int hidden = net->spec.hidden, n = net->facts->has_c ? 2 * hidden : hidden;
    double source[2 * NET_HIDDEN_MAX], dpre[NET_GATE_MAX * NET_HIDDEN_MAX], dq[NET_HIDDEN_MAX];
    const double *W = weight + net_get_param(net, PARAM_RECURRENT_WEIGHT, layer, direction)->offset;
    bool is_here = false;
    for (int i = 0; held && i <= held->more; i++) is_here = is_here || is_held(&held[i], layer, direction, step, b);
    if (!is_here) return false;
    CellRow row = lane_row(trace, layer, direction, step, b);
    for (int i = 0; i < n; i++) {
        double *out = J + (ptrdiff_t)i * n;
        CellGradient part = {.dh = source, .dc = source + hidden, .dpre = dpre, .dq = dq, .dh_prev = out};
        if (net->facts->has_c) part.dc_prev = out + hidden;
        memset(source, 0, sizeof source);
        source[i] = 1;
        whatif_backward(&part, &row, net, held, layer, direction, step, b);
        cell_add_recurrent_backward(net, out, dpre, dq, W, 1);
    }
    return true;
}

static void backward_lane(Trace *out, const double *weight, const WhatIf *what, int layer, int direction) {
    const Net *net = out->net;
    TraceLane *lane = &out->lane[layer][direction];
    size_t hidden = (size_t)net->spec.hidden, wide = (size_t)net->gates * hidden, batch = (size_t)out->batch;
    const double *W = weight + net_get_param(net, PARAM_RECURRENT_WEIGHT, layer, direction)->offset;
    memset(lane->dh0, 0, batch * hidden * sizeof(double));
    if (lane->dc) memset(lane->dc, 0, (size_t)out->wiring.steps * batch * hidden * sizeof(double));
    for (int order = out->wiring.steps - 1; order >= 0; order--) {
        int step = lane_step(out, direction, order), previous = lane_previous_step(out, direction, step);
        size_t first = (size_t)step * batch, before = (size_t)(previous < 0 ? 0 : previous) * batch;
        double *carry = lane->dh_carry + first * hidden, *dh_prev = previous < 0 ? lane->dh0 : lane->dh + before * hidden;
        for (size_t b = 0; b < batch; b++) {
            CellRow row = lane_row(out, layer, direction, step, (int)b);
            CellGradient part = {.dh = lane->dh + (first + b) * hidden};
            part.dpre = lane->dpre + (first + b) * wide;
            part.dh_prev = carry + b * hidden;
            if (lane->dq) part.dq = lane->dq + (first + b) * hidden;
            if (lane->dc) part.dc = lane->dc + (first + b) * hidden;
            if (lane->dc) part.dc_prev = (previous < 0 ? lane->dc0 : lane->dc + before * hidden) + b * hidden;
            if (trace_is_padding(out, step, (int)b)) {
                lane_hand_on_row(&part, lane->dh + (first + b) * hidden, dh_prev + b * hidden, net);
                continue;
            }
            whatif_backward(&part, &row, net, what, layer, direction, step, (int)b);
        }
        const double *dq = lane->dq ? lane->dq + first * hidden : NULL;
        cell_add_recurrent_backward(net, carry, lane->dpre + first * wide, dq, W, out->batch);
        for (size_t i = 0; i < batch * hidden; i++) dh_prev[i] += carry[i];
    }
}

static void backward(Trace *out, double *gradient, const double *weight, const WhatIf *what) {
    const NetSpec *spec = &out->net->spec;
    size_t rows = (size_t)out->wiring.steps * (size_t)out->batch;
    memset(gradient, 0, out->net->weight_count * sizeof(double));
    memset(out->dx, 0, rows * (size_t)spec->inputs * sizeof(double));
    for (int layer = 0; layer < spec->layers; layer++) {
        for (int direction = 0; direction < spec->directions; direction++) {
            memset(out->lane[layer][direction].dh, 0, rows * (size_t)spec->hidden * sizeof(double));
        }
    }
    /* The plain head sends dL/dh itself; the fast one leaves that to the lanes it runs. */
    const struct FastKernels *kernels = out->kernels;
    out->kernels = NULL;
    head_backward(out, gradient, weight);
    out->kernels = kernels;
    for (int layer = spec->layers - 1; layer >= 0; layer--) {
        for (int direction = 0; direction < spec->directions; direction++) {
            const TraceLane *lane = &out->lane[layer][direction];
            backward_lane(out, weight, what, layer, direction);
            lane_add_weight_gradients(gradient, out, layer, direction, lane->dpre, lane->dq);
            lane_send_below(out, weight, layer, direction);
        }
        dropout_backward_layer(out, layer - 1);
    }
}

void whatif_run(Trace *out, double *gradient, double *changed, const Trace *trace, const double *weight, const WhatIf *what) {
    whatif_forward(out, changed, trace, weight, what);
    if (whatif_find_held(what)) {
        backward(out, gradient, changed, what);
    } else {
        net_backward(out, gradient, changed);
    }
    trace_measure(out, changed, gradient);
}

/* ---- what the gradient predicts ---------------------------------------------------------------------------------- */

/* dL/d(value of a gate), before its own slope */
static double gate_slope(const CellRow *row, const CellFacts *facts, const double *dh, const double *dc, const double *dpre, int gate,
                         int j) {
    int hidden = row->hidden, candidate = facts->gates - 1;
    GateRole role = facts->gate[gate].role;
    if (facts->is_plain) return dh[j];
    if (facts->has_c) {
        int with = find_role(facts, role == GATE_INPUT ? GATE_CANDIDATE : GATE_INPUT);
        if (role == GATE_OUTPUT) return dh[j] * row->tanh_c[j];
        return dc[j] * (role == GATE_FORGET ? row->c_prev[j] : row->gate[with * hidden + j]);
    }
    double z = row->gate[facts->straight_gate * hidden + j], rest = sigmoid_rest(z, row->pre[facts->straight_gate * hidden + j]), sum = 0;
    bool keeps = facts->straight == STRAIGHT_GATE;
    if (gate == candidate) return dh[j] * (keeps ? rest : z);
    if (gate == facts->straight_gate) sum += dh[j] * (row->h_prev[j] - row->gate[candidate * hidden + j]) * (keeps ? 1 : -1);
    if (gate == facts->q_gate) sum += dpre[candidate * hidden + j] * row->q[j];
    return sum;
}

static double slope_at(const Trace *trace, const WhatIf *what, int b, int j) {
    const TraceLane *lane = &trace->lane[what->layer][what->direction];
    size_t hidden = (size_t)trace->net->spec.hidden, at = (size_t)(what->step * trace->batch + b) * hidden;
    const double *dc = lane->dc ? lane->dc + at : NULL;
    if (what->kind == WHATIF_STATE) return what->of_c ? dc[j] : lane->dh[at + (size_t)j];
    CellRow row = lane_row(trace, what->layer, what->direction, what->step, b);
    return gate_slope(&row, trace->net->facts, lane->dh + at, dc, lane->dpre + at * (size_t)trace->net->gates, what->gate, j);
}

static double value_at(const Trace *trace, const WhatIf *what, int b, int j) {
    CellRow row = lane_row(trace, what->layer, what->direction, what->step, b);
    if (what->kind == WHATIF_GATE) return row.gate[what->gate * row.hidden + j];
    return what->of_c ? row.c[j] : row.h[j];
}

/* Of one of them, over the sequences and units that it is about: the sums of values, slopes, and slopes times change. */
typedef struct Sums {
    int count;
    double value, slope, change;
} Sums;

static void add_one(Sums *sums, double value, double slope, double to) {
    sums->count++;
    sums->value += value;
    sums->slope += slope;
    sums->change += slope * (to - value);
}

static Sums sum_over(const Trace *trace, const double *gradient, const double *weight, const WhatIf *what) {
    Sums sums = {0};
    int inputs = trace->net->spec.inputs, hidden = trace->net->spec.hidden;
    if (what->kind == WHATIF_WEIGHT) {
        add_one(&sums, weight ? weight[what->weight] : 0, gradient ? gradient[what->weight] : 0, what->value);
        return sums;
    }
    for (int b = 0; b < trace->batch; b++) {
        if (what->sequence >= 0 && what->sequence != b) continue;
        ptrdiff_t row = (ptrdiff_t)(what->step * trace->batch + b) * inputs;
        for (int i = 0; what->kind == WHATIF_INPUT && i < inputs; i++) {
            if (what->input < 0 || what->input == i) add_one(&sums, trace->x[row + i], trace->dx[row + i], what->value);
        }
        for (int j = first_unit(what); what->kind != WHATIF_INPUT && j <= last_unit(what, hidden); j++)
            add_one(&sums, value_at(trace, what, b, j), slope_at(trace, what, b, j), what->value);
    }
    return sums;
}

double whatif_value(const Trace *trace, const double *weight, const WhatIf *what) {
    Sums sums = sum_over(trace, NULL, weight, what);
    return sums.value / sums.count;
}

double whatif_slope(const Trace *trace, const double *gradient, const WhatIf *what) { return sum_over(trace, gradient, NULL, what).slope; }

double whatif_predict(Trace *out, double *room, const Trace *trace, const double *gradient, const double *weight, const WhatIf *what) {
    double change = 0;
    if (what->more > 0 && whatif_find_held(what)) { /* the effect of one through another does not count: the gradient stops at each */
        trace_copy_given(out, trace);
        net_forward(out, weight);
        backward(out, room, weight, what);
        trace = out;
        gradient = room;
    }
    for (int i = 0; i <= what->more; i++) change += sum_over(trace, gradient, weight, &what[i]).change;
    return change;
}
