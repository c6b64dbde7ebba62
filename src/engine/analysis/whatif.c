/* What if (declared in analysis/whatif.h). A changed weight or input is an ordinary pass with it. A gate held at v at step s:

     forward   the ordinary pass, then again from s on in the gate's lane and in all layers above, with the gate replaced
               before the state is formed from the gates:
                 LSTM  c = f c_prev + i g, h = o tanh(c)     GRU  n = tanh(W_in x + b_in + r q), h = (1-z) n + z h_prev
     backward  pass.c's, but with dpre of the held gate set to 0 at s. The GRU's n held: its q is cut off too, and r, which
               acts only through n.

   The usual passes know nothing of this and are as fast as without it. */
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
    if (!check_index("input", what->input, 0, trace->net->spec.inputs, diag)) return false;
    for (int i = 0; i < trace->wiring.input_count; i++) {
        if (trace->wiring.input_step[i] == what->step) return true;
    }
    return diag_fail(diag, "what if: step %d has no input in this wiring", what->step);
}

static bool check_gate(const WhatIf *what, const Trace *trace, Diag *diag) {
    const Net *net = trace->net;
    if (!check_index("layer", what->layer, 0, net->spec.layers, diag) ||
        !check_index("direction", what->direction, 0, net->spec.directions, diag) ||
        !check_index("gate", what->gate, 0, net->gates, diag) || !check_index("unit", what->unit, -1, net->spec.hidden, diag)) {
        return false;
    }
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
    return what->kind == WHATIF_INPUT ? check_input(what, trace, diag) : check_gate(what, trace, diag);
}

/* ---- forward ----------------------------------------------------------------------------------------------------- */

void trace_copy_given(Trace *out, const Trace *trace) {
    const NetSpec *spec = &trace->net->spec;
    size_t batch = (size_t)trace->batch, state = batch * (size_t)spec->hidden * sizeof(double);
    size_t columns = spec->loss == LOSS_CROSS_ENTROPY ? 1 : (size_t)spec->outputs;
    memcpy(out->x, trace->x, (size_t)trace->wiring.steps * batch * (size_t)spec->inputs * sizeof(double));
    memcpy(out->target, trace->target, (size_t)trace->wiring.loss_count * batch * columns * sizeof(double));
    for (int layer = 0; layer < spec->layers; layer++) {
        for (int direction = 0; direction < spec->directions; direction++) {
            const TraceLane *from = &trace->lane[layer][direction];
            memcpy(out->lane[layer][direction].h0, from->h0, state);
            if (from->c0) memcpy(out->lane[layer][direction].c0, from->c0, state);
        }
    }
    dropout_copy(out, trace);
}

/* Is a gate held here? */
static bool is_held(const WhatIf *what, int layer, int direction, int step, int b) {
    return what->kind == WHATIF_GATE && what->layer == layer && what->direction == direction && what->step == step &&
           (what->sequence < 0 || what->sequence == b);
}

/* The pre-activation of which `value` is the sigmoid: what 1 - z of a held z is computed from (sigmoid_rest). Finite for 1, too. */
static double find_logit(double value) { return value < 1 ? log(value / (1 - value)) : 800; }

/* pre_n: the candidate's block without gate * q, as it was before the cell's forward. */
static void hold_gate(const CellRow *row, const CellFacts *facts, const WhatIf *what, const double *pre_n) {
    int hidden = row->hidden, first = what->unit < 0 ? 0 : what->unit, last = what->unit < 0 ? hidden - 1 : what->unit;
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

/* One lane again, from the step that is processed as number `from`. */
static void redo_lane(Trace *out, const double *weight, const WhatIf *what, int layer, int direction, int from) {
    const CellFacts *facts = out->net->facts;
    size_t hidden = (size_t)out->net->spec.hidden;
    double pre_n[NET_HIDDEN_MAX] = {0};
    for (int order = from; order < out->wiring.steps; order++) {
        int step = lane_step(out, direction, order);
        for (int b = 0; b < out->batch; b++) {
            lane_form_pre(out, weight, layer, direction, step, b);
            CellRow row = lane_row(out, layer, direction, step, b);
            if (facts->q_gate >= 0) memcpy(pre_n, row.pre + (size_t)(facts->gates - 1) * hidden, hidden * sizeof(double));
            facts->ops->forward(&row);
            if (is_held(what, layer, direction, step, b)) hold_gate(&row, facts, what, pre_n);
        }
    }
    dropout_forward_lane(out, layer, direction);
}

void whatif_forward(Trace *out, double *changed, const Trace *trace, const double *weight, const WhatIf *what) {
    const NetSpec *spec = &trace->net->spec;
    memcpy(changed, weight, trace->net->weight_count * sizeof(double));
    trace_copy_given(out, trace);
    if (what->kind == WHATIF_WEIGHT) changed[what->weight] = what->value;
    for (int b = 0; b < trace->batch && what->kind == WHATIF_INPUT; b++) {
        if (what->sequence >= 0 && what->sequence != b) continue;
        out->x[(what->step * trace->batch + b) * spec->inputs + what->input] = what->value;
    }
    net_forward(out, changed);
    if (what->kind != WHATIF_GATE) return;
    int from = what->direction ? trace->wiring.steps - 1 - what->step : what->step;
    redo_lane(out, changed, what, what->layer, what->direction, from);
    if (spec->directions == 2) from = 0; /* from here up every state sees both sides of the step */
    for (int layer = what->layer + 1; layer < spec->layers; layer++) {
        for (int direction = 0; direction < spec->directions; direction++) redo_lane(out, changed, what, layer, direction, from);
    }
    head_forward(out, changed);
}

/* ---- backward ---------------------------------------------------------------------------------------------------- */

/* A held candidate cuts off its q too, and what its q_gate got through it; the GRU's r acts through nothing else. */
static void cut_gate(const CellGradient *part, const CellRow *row, const CellFacts *facts, const WhatIf *what) {
    int hidden = row->hidden, first = what->unit < 0 ? 0 : what->unit, last = what->unit < 0 ? hidden - 1 : what->unit;
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

void whatif_cut(const CellGradient *part, const CellRow *row, const Net *net, const WhatIf *what, int layer, int direction, int step,
                int b) {
    if (is_held(what, layer, direction, step, b)) cut_gate(part, row, net->facts, what);
}

static void backward_lane(Trace *out, const double *weight, const WhatIf *what, int layer, int direction) {
    const Net *net = out->net;
    TraceLane *lane = &out->lane[layer][direction];
    const CellOps *ops = net->facts->ops;
    size_t hidden = (size_t)net->spec.hidden, wide = (size_t)net->gates * hidden, batch = (size_t)out->batch;
    const double *W = weight + net_get_param(net, PARAM_RECURRENT_WEIGHT, layer, direction)->offset;
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
            ops->backward(&row, &part);
            whatif_cut(&part, &row, net, what, layer, direction, step, (int)b);
        }
        const double *dq = lane->dq ? lane->dq + first * hidden : NULL;
        cell_add_recurrent_backward(net, carry, lane->dpre + first * wide, dq, W, out->batch);
        for (size_t i = 0; i < batch * hidden; i++) dh_prev[i] = previous < 0 ? carry[i] : dh_prev[i] + carry[i];
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
    if (what->kind == WHATIF_GATE) {
        backward(out, gradient, changed, what);
    } else {
        net_backward(out, gradient, changed);
    }
    trace_measure(out, changed, gradient);
}
