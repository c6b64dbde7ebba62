/* Hovers of the stage: the exact value under the pointer, in words. */
#include "base/number.h"
#include "engine/net/kernels.h"
#include "view/gates.h"
#include "view/hint.h"
#include "view/offer.h"
#include "view/panel/prose.h"
#include "view/panel/update_rule.h"
#include "view/prime.h"
#include "view/stage/held_row.h"
#include "view/stage/stage_layout.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TIP_LINES = 11 };
typedef struct Tip {
    char tex[96], value[FIGURE_SIZE];
    char line[TIP_LINES][128]; /* the last one is the hint what a click does */
    int count;
    Figures figures;
    const Strings *strings;
    const char *handle; /* what the pointer can do there besides clicking; NULL: nothing */
} Tip;

static char *tip_line(Tip *tip) { return tip->line[tip->count < TIP_LINES ? tip->count++ : TIP_LINES - 1]; }

static const char *number_in(Tip *tip, char out[FIGURE_SIZE], double value) { return figure_write(&tip->figures, out, value); }

static void tip_value(Tip *tip, double value) { figure_write(&tip->figures, tip->value, value); }

/* Of several chains: which one the numbers below are of. */
static void tip_lane(Tip *tip, const StageLayout *layout, int layer, int direction) {
    if (layout->lane_count < 2) return;
    StringId name = direction ? STRING_MICROSCOPE_LANE_REVERSE : STRING_MICROSCOPE_LANE_FORWARD;
    if (layout->view->run->net.spec.directions < 2) name = STRING_MICROSCOPE_LANE;
    text_format(tip_line(tip), 128, tr(tip->strings, name), layer + 1);
}

/* Where a pixel stands for several numbers, the one pointed at need not be the one whose colour is seen. */
static void tip_pixel(Tip *tip, const double *value, const double *add, int stride, HeatRange rows, HeatRange cols, const char *what) {
    int count = (rows.to - rows.from) * (cols.to - cols.from);
    char a[32];
    if (count > 1)
        text_format(tip_line(tip), 128, tr(tip->strings, STRING_NUMBER_PIXEL), count, what,
                    number_in(tip, a, heat_extreme(value, add, stride, rows, cols)));
}

/* `plain`: the same number of a pass whose sums round otherwise. */
static void tip_digits(Tip *tip, double value, double plain) {
    char words[128];
    if (digits_write_lost(words, (int)sizeof words, tip->strings, value, plain)) text_format(tip_line(tip), 128, "%s", words);
}

/* Returns that pass; if there is none, adds a line that says so and returns NULL. */
static const DigitsPass *find_digits(Tip *tip, const StageLayout *layout) {
    const DigitsProbe *digits = layout->view->digits;
    if (!digits) return NULL;
    if (digits->state == DIGITS_KNOWN) return digits->pass;
    text_format(tip_line(tip), 128, "%s", tr(tip->strings, view_why_no_digits(digits->state)));
    return NULL;
}

/* What the state of unit u is made of at this step. */
static void tip_gates(Tip *tip, const Run *run, const Subject *at, int u, bool of_cell) {
    const TraceLane *lane = &run->trace.lane[at->layer][at->direction];
    const CellFacts *facts = run->net.facts;
    int H = run->net.spec.hidden;
    long row = (long)at->step * H + u;
    const double *gate = lane->gate + (long)at->step * facts->gates * H + u;
    char a[32], b[32], c[32];
    if (facts->is_plain) {
        text_format(tip_line(tip), 128, tr(tip->strings, STRING_NUMBER_PRE), number_in(tip, a, lane->pre[row]));
        return;
    }
    if (run->net.spec.cell == CELL_LSTM) {
        if (of_cell)
            text_format(tip_line(tip), 128, tr(tip->strings, STRING_NUMBER_LSTM_KEEPS), number_in(tip, a, gate[LSTM_F * H]),
                        number_in(tip, b, gate[LSTM_I * H]), number_in(tip, c, gate[LSTM_G * H]));
        else
            text_format(tip_line(tip), 128, tr(tip->strings, STRING_NUMBER_LSTM_OUT), number_in(tip, a, gate[LSTM_O * H]),
                        number_in(tip, b, lane->tanh_c[row]));
        return;
    }
    /* "update z = 0.2, reset r = 0.9, candidate n = 0.1" */
    int order[NET_GATE_MAX], count = cell_list_valves(order, facts), used = 0;
    char *line = tip_line(tip);
    for (int q = 0; q < facts->gates; q++) {
        if (facts->gate[q].role == GATE_CANDIDATE) order[count++] = q;
    }
    for (int i = 0; i < count; i++) {
        const GateFacts *of = &facts->gate[order[i]];
        used += text_format(line + used, 128 - used, "%s%.*s %s = %s", i ? ", " : "", (int)strcspn(of->name, " "), of->name, of->letter,
                            number_in(tip, a, gate[order[i] * H]));
    }
}

static void tip_state(Tip *tip, const StageLayout *layout, const Subject *at, bool of_cell) {
    const Run *run = layout->view->run;
    const TraceLane *lane = &run->trace.lane[at->layer][at->direction];
    int H = run->net.spec.hidden, u = at->unit < 0 ? 0 : at->unit >= H ? H - 1 : at->unit;
    long row = (long)at->step * H + u;
    char a[32], b[32], d[32];
    text_format(tip->tex, (int)sizeof tip->tex, "%s%s_{%d}", of_cell ? "c" : "h", at->direction ? "'" : "", at->step + 1);
    tip_value(tip, of_cell ? lane->c[row] : lane->h[row]);
    const DigitsPass *digits = find_digits(tip, layout);
    if (digits) {
        const TraceLane *plain = &digits->trace.lane[at->layer][at->direction];
        tip_digits(tip, of_cell ? lane->c[row] : lane->h[row], of_cell ? plain->c[row] : plain->h[row]);
    }
    text_format(tip_line(tip), 128, tr(tip->strings, STRING_NUMBER_STATE),
                of_cell ? tr(tip->strings, STRING_NUMBER_CELL_STATE) : tr(tip->strings, STRING_NUMBER_HIDDEN_STATE), u + 1, at->step + 1);
    tip_lane(tip, layout, at->layer, at->direction);
    tip_gates(tip, run, at, u, of_cell);
    if (lane->mask && !of_cell && lane->mask[row] == 0)
        text_format(tip_line(tip), 128, tr(tip->strings, STRING_NUMBER_DROPPED), at->layer + 2);
    else if (lane->mask && !of_cell)
        text_format(tip_line(tip), 128, tr(tip->strings, STRING_NUMBER_SCALED), number_in(tip, a, lane->mask[row]), at->layer + 2,
                    number_in(tip, b, lane->up[row]));
    if (layout->view->ui->cursor.phase >= PHASE_BACKWARD)
        text_format(tip_line(tip), 128,
                    tr(tip->strings, run->wiring.loss_count > 1 ? STRING_NUMBER_GRADIENT_OF_ALL : STRING_NUMBER_ITS_GRADIENT),
                    number_in(tip, d, of_cell ? lane->dc[row] : lane->dh[row]));
    if (layout->view->ui->cursor.phase >= PHASE_BACKWARD && digits) {
        const TraceLane *plain = &digits->trace.lane[at->layer][at->direction];
        tip_digits(tip, of_cell ? lane->dc[row] : lane->dh[row], of_cell ? plain->dc[row] : plain->dh[row]);
    }
    HeatRange steps, units;
    stage_find_pixel(layout, at, of_cell, &steps, &units);
    tip_pixel(tip, of_cell ? lane->c : lane->h, NULL, H, steps, units, tr(tip->strings, STRING_NUMBER_STATES));
}

/* How the arrow that leaves step t changes the followed loss's gradient: the product, and its parts. */
static void tip_arrow(Tip *tip, const CellFacts *facts, const ChainGradient *gradient, int direction, int t, int before) {
    const FollowLane *lane = gradient->lane;
    double factor = chain_gradient_factor(gradient, t);
    char a[32], b[32], by[24];
    if (!isfinite(factor)) return;
    text_format(tip_line(tip), 128, tr(tip->strings, STRING_NUMBER_ARROW), before + 1, number_in(tip, a, factor));
    if (!lane) return;
    char *line = tip_line(tip);
    if (lane->straight) {
        gates_format_straight_text(by, (int)sizeof by, facts);
        text_format(line, 128, tr(tip->strings, STRING_NUMBER_STRANDS), by, number_in(tip, a, lane->straight[t]),
                    number_in(tip, b, lane->through[t]));
    } else
        text_format(line, 128, tr(tip->strings, STRING_NUMBER_HALVES), number_in(tip, a, lane->slope[t]), number_in(tip, b, lane->turn[t]));
    if (direction) prime_letters(line, 128);
    if (lane->straight && lane->agreement[t] < 0.5) text_format(tip_line(tip), 128, tr(tip->strings, STRING_NUMBER_CANCEL));
}

static void tip_gradient(Tip *tip, const StageLayout *layout, const Subject *at, bool of_cell) {
    const Run *run = layout->view->run;
    ChainGradient gradient = chain_gradient(run, layout->view->ui, at->layer, at->direction);
    int t = at->step, before = at->direction ? t + 1 : t - 1;
    char a[32], tex[88];
    chain_gradient_tex(tex, (int)sizeof tex, &gradient, run, of_cell, t);
    text_format(tip->tex, (int)sizeof tip->tex, "%s =", tex);
    double value = of_cell || !gradient.dots ? chain_gradient_at(&gradient, t) : chain_gradient_dot(&gradient, t);
    tip_value(tip, value);
    const DigitsPass *digits = gradient.lane ? find_digits(tip, layout) : NULL;
    if (digits) {
        const Follow *follow = &digits->follow;
        const FollowLane *plain = &follow->lane[at->layer][at->direction];
        double other = (of_cell && plain->r_c ? plain->r_c : plain->r)[t];
        tip_digits(tip, value, gradient.is_relative ? other : other * follow->S);
    }
    tip_lane(tip, layout, at->layer, at->direction);
    if (gradient.is_relative)
        text_format(tip_line(tip), 128, tr(tip->strings, STRING_NUMBER_SET_OUT), followed_step(run) + 1, number_in(tip, a, run->follow.S));
    if (gradient.is_all) text_format(tip_line(tip), 128, tr(tip->strings, STRING_NUMBER_ALL_LOSSES));
    if (gradient.dots && of_cell)
        text_format(tip_line(tip), 128, tr(tip->strings, STRING_NUMBER_AT_H), number_in(tip, a, chain_gradient_dot(&gradient, t)));
    if (gradient.lane && gradient.lane->above_share && isfinite(gradient.lane->above_share[t]))
        text_format(tip_line(tip), 128, tr(tip->strings, STRING_NUMBER_ABOVE), number_in(tip, a, 100 * gradient.lane->above_share[t]));
    if (before >= 0 && before < layout->steps) tip_arrow(tip, run->net.facts, &gradient, at->direction, t, before);
    if (!tip->handle) text_format(tip_line(tip), 128, tr(tip->strings, STRING_NUMBER_CLICK_BACKWARD));
}

static void tip_gate(Tip *tip, const StageLayout *layout, const Subject *at) {
    const Run *run = layout->view->run;
    const StageLane *lane = &layout->lane[at->layer * run->net.spec.directions + at->direction];
    const TraceLane *trace = &run->trace.lane[at->layer][at->direction];
    int H = run->net.spec.hidden, g = run->net.gates, row = at->unit < 0 ? 0 : at->unit;
    if (row >= lane->gate_rows) return;
    int gate = lane->gate_of_row[row];
    char a[32], b[32];
    const double *value = trace->gate + ((long)at->step * g + gate) * H;
    double least = value[0], most = value[0];
    for (int u = 1; u < H; u++) {
        least = fmin(least, value[u]);
        most = fmax(most, value[u]);
    }
    text_format(tip->tex, (int)sizeof tip->tex, "%s%s_{%d}", net_gate_letter(run->net.spec.cell, gate), at->direction ? "'" : "",
                at->step + 1);
    tip_value(tip, trace->gate_mean[(long)at->step * g + gate]);
    const DigitsPass *digits = find_digits(tip, layout);
    if (digits)
        tip_digits(tip, trace->gate_mean[(long)at->step * g + gate],
                   digits->trace.lane[at->layer][at->direction].gate_mean[(long)at->step * g + gate]);
    text_format(tip_line(tip), 128, tr(tip->strings, STRING_NUMBER_GATE), tr_name(tip->strings, net_gate_name(run->net.spec.cell, gate)),
                at->step + 1, H);
    tip_lane(tip, layout, at->layer, at->direction);
    if (least < most)
        text_format(tip_line(tip), 128, tr(tip->strings, STRING_NUMBER_RANGE), number_in(tip, a, least), number_in(tip, b, most));
}

/* Of a number that is held, or some of whose units are: what is held, and its value without that. */
static void tip_held(Tip *tip, const StageLayout *layout, const Subject *at) {
    const Run *run = layout->view->run;
    const StageLane *lane = &layout->lane[at->layer < 0 ? 0 : at->layer * run->net.spec.directions + (at->direction > 0)];
    bool is_plain = run->net.facts->is_plain;
    for (int k = 0; k < run->hold_count && run->is_held; k++) {
        const WhatIf *what = &run->hold[k];
        bool of_unit = what->unit < 0 || what->unit == at->unit,
             is_here = what->step == at->step && what->layer == at->layer && what->direction == at->direction;
        bool is_it = at->kind == SUBJECT_INPUT  ? what->kind == WHATIF_INPUT && what->step == at->step
                     : at->kind == SUBJECT_GATE ? is_here && what->kind == WHATIF_GATE && at->unit >= 0 && at->unit < lane->gate_rows &&
                                                      what->gate == lane->gate_of_row[at->unit]
                     : at->kind == SUBJECT_STATE
                         ? is_here && of_unit && (what->kind == WHATIF_STATE ? !what->of_c : is_plain && what->kind == WHATIF_GATE)
                         : at->kind == SUBJECT_CELL_STATE && is_here && of_unit && what->kind == WHATIF_STATE && what->of_c;
        if (is_it) held_describe(tip_line(tip), 128, tip->strings, run, what);
    }
}

static void tip_step(Tip *tip, const StageLayout *layout, const Subject *at) {
    const Run *run = layout->view->run;
    const TraceLane *lane = stage_trace(layout, layout->shown);
    const StageLane *shown = &layout->lane[layout->shown];
    char a[32];
    text_format(tip->tex, (int)sizeof tip->tex, "t = %d", at->step + 1);
    const DigitsPass *digits = find_digits(tip, layout);
    const TraceLane *plain = digits ? &digits->trace.lane[shown->layer][shown->direction] : NULL;
    tip_lane(tip, layout, shown->layer, shown->direction);
    text_format(tip_line(tip), 128, "‖h‖ = %s", number_in(tip, a, lane->h_norm[at->step]));
    if (plain) tip_digits(tip, lane->h_norm[at->step], plain->h_norm[at->step]);
    if (lane->c) {
        size_t H = (size_t)run->net.spec.hidden, row = (size_t)at->step * H;
        double norm = kernel_norm(lane->c + row, H);
        text_format(tip_line(tip), 128, "‖c‖ = %s", number_in(tip, a, norm));
        if (plain) tip_digits(tip, norm, kernel_norm(plain->c + row, H));
    }
    if (layout->view->ui->cursor.phase >= PHASE_BACKWARD) {
        text_format(tip_line(tip), 128, tr(tip->strings, STRING_NUMBER_DH_SUM), number_in(tip, a, lane->dh_norm[at->step]));
        if (plain) tip_digits(tip, lane->dh_norm[at->step], plain->dh_norm[at->step]);
    }
    int k = stage_loss_at(layout, at->step);
    if (k >= 0 && stage_output_shown(layout, k) >= 1) {
        text_format(tip_line(tip), 128, tr(tip->strings, STRING_NUMBER_LOSS), number_in(tip, a, run->trace.loss_raw[k]));
        if (digits) tip_digits(tip, run->trace.loss_raw[k], digits->trace.loss_raw[k]);
    }
    StringId pass = layout->view->ui->cursor.phase == PHASE_BACKWARD ? STRING_NUMBER_BACKWARD_PASS : STRING_NUMBER_FORWARD_PASS;
    text_format(tip_line(tip), 128, tr(tip->strings, STRING_NUMBER_CLICK_PASS), tr(tip->strings, pass));
}

static void tip_output(Tip *tip, const StageLayout *layout, const Subject *at) {
    const Run *run = layout->view->run;
    const Trace *trace = &run->trace;
    int k = stage_loss_at(layout, at->step), O = run->net.spec.outputs;
    if (k < 0) {
        tip_step(tip, layout, at);
        return;
    }
    TaskOptions options = setup_task_options(layout->view->setup);
    bool is_loss = at->kind == SUBJECT_LOSS;
    const DigitsPass *digits = find_digits(tip, layout);
    if (is_loss) {
        text_format(tip->tex, (int)sizeof tip->tex, "L_{%d} =", at->step + 1);
        tip_value(tip, trace->loss_raw[k]);
        if (digits) tip_digits(tip, trace->loss_raw[k], digits->trace.loss_raw[k]);
    } else { /* one output is a number; of several the line below says what they mean */
        text_format(tip->tex, (int)sizeof tip->tex, O == 1 ? "y_{%d} =" : "y_{%d}", at->step + 1);
        if (O == 1) tip_value(tip, trace->y[k]);
    }
    int target_cols = run->net.spec.loss == LOSS_MSE ? O : 1;
    char *line = tip_line(tip);
    setup_task(layout->view->setup)
        ->describe_output(line, 128, &options, trace->y + (long)k * O, trace->prob ? trace->prob + (long)k * O : NULL,
                          trace->target + (long)k * target_cols);
    tr_said(tip->strings, line, 128);
    if (is_loss) return;
    char loss[32];
    text_format(tip_line(tip), 128, tr(tip->strings, STRING_NUMBER_LOSS), number_in(tip, loss, trace->loss_raw[k]));
    if (digits) tip_digits(tip, trace->loss_raw[k], digits->trace.loss_raw[k]);
}

static void tip_input(Tip *tip, const StageLayout *layout, const Subject *at) {
    const Run *run = layout->view->run;
    int I = run->net.spec.inputs;
    const double *x = run->trace.x + (long)at->step * I;
    TaskOptions options = setup_task_options(layout->view->setup);
    text_format(tip->tex, (int)sizeof tip->tex, I == 1 ? "x_{%d} =" : "x_{%d}", at->step + 1);
    if (I == 1) tip_value(tip, x[0]);
    char *line = tip_line(tip);
    setup_task(layout->view->setup)->describe_input(line, 128, &options, at->step, x);
    tr_said(tip->strings, line, 128);
}

static void tip_factor(Tip *tip, const StageLayout *layout, const Subject *at) {
    ChainGradient gradient = chain_gradient(layout->view->run, layout->view->ui, at->layer, at->direction);
    int before = at->direction ? at->step + 1 : at->step - 1;
    double factor = chain_gradient_factor(&gradient, at->step);
    if (!isfinite(factor) || before < 0 || before >= layout->steps) {
        tip_step(tip, layout, at);
        return;
    }
    text_format(tip->tex, (int)sizeof tip->tex, "%d \\rightarrow %d", at->step + 1, before + 1);
    tip_value(tip, factor);
    const DigitsPass *digits = gradient.lane ? find_digits(tip, layout) : NULL;
    if (digits) tip_digits(tip, factor, digits->follow.lane[at->layer][at->direction].factor[at->step]);
    tip_lane(tip, layout, at->layer, at->direction);
    tip_arrow(tip, layout->view->run->net.facts, &gradient, at->direction, at->step, before);
}

static void tip_share(Tip *tip, const StageLayout *layout, const Subject *at) {
    const Run *run = layout->view->run;
    const Param *param = net_get_param(&run->net, PARAM_RECURRENT_WEIGHT, at->layer, at->direction);
    char share[80];
    update_share_tex(share, (int)sizeof share, &run->net, at->direction, at->step);
    text_format(tip->tex, (int)sizeof tip->tex, "\\|%s\\| =", share);
    double norm = trace_share_norm(run_own_trace(run), param, at->step);
    tip_value(tip, norm);
    tip_lane(tip, layout, at->layer, at->direction);
    const DigitsPass *digits = find_digits(tip, layout);
    if (digits) tip_digits(tip, norm, trace_share_norm(&digits->trace, param, at->step));
    if (run->net.facts->q_gate >= 0) {
        char *line = tip_line(tip);
        int used = 0;
        for (int q = 0; q < run->net.gates; q++)
            used += text_format(line + used, 128 - used, "%s$\\partial %s$", q ? ", " : "", net_gate_letter(run->net.spec.cell, q));
        text_format(line + used, 128 - used, tr(tip->strings, STRING_NUMBER_SHARE_OF_LOSS));
    }
    const Truncated *truncated = &run->truncated;
    char *of_step = tip_line(tip);
    text_format(of_step, 128, truncated->block ? tr(tip->strings, STRING_NUMBER_SHARE_EXACT) : tr(tip->strings, STRING_NUMBER_SHARE),
                at->step + 1);
    if (at->direction) prime_letters(of_step, 128);
    if (truncated->block && truncated->dh_norm[at->layer][at->direction][at->step] == 0)
        text_format(tip_line(tip), 128, tr(tip->strings, STRING_NUMBER_TRUNCATED), truncated->window);
}

/* The entry of the recurrent weights that an update's matrix has at this subject. */
static bool find_entry(size_t *index, const Run *run, const Subject *at) {
    if (at->kind < SUBJECT_ENTRY_GRADIENT || at->kind > SUBJECT_ENTRY_WEIGHT) return false;
    if (at->layer < 0 || at->layer >= run->net.spec.layers || at->direction < 0 || at->direction >= run->net.spec.directions) return false;
    const Param *param = net_get_param(&run->net, PARAM_RECURRENT_WEIGHT, at->layer, at->direction);
    if (at->unit < 0 || at->unit >= param->rows || at->step < 0 || at->step >= param->cols) return false;
    *index = param->offset + (size_t)at->unit * (size_t)param->cols + (size_t)at->step;
    return true;
}

/* True if this part of the update (UPDATE_SHARES, UPDATE_CHANGE) is done. */
static bool is_done(const UiState *ui, int stage) { return ui->cursor.phase == PHASE_UPDATE && ui->cursor.step >= stage; }

bool view_find_weight(size_t *index, const Run *run, const UiState *ui) {
    if (ui->training || ui->hover.kind == SUBJECT_ENTRY_CHANGE || !is_done(ui, UPDATE_SHARES)) return false;
    return find_entry(index, run, &ui->hover);
}

/* Adds the central difference and the number of digits in which backpropagation agrees, or the reason why a difference cannot check it. */
static void tip_check(Tip *tip, const WeightCheck *check) {
    char number[32], words[64];
    if (check->verdict != CHECK_FOUND) {
        text_format(tip_line(tip), 128, tr(tip->strings, STRING_NUMBER_UNCHECKED), tr_name(tip->strings, check_reason(check->verdict)));
        return;
    }
    int digits = (int)floor(check->digits);
    number_format_short(number, (int)sizeof number, check->numeric, 8);
    text_format(words, (int)sizeof words,
                check->analytic == 0 && check->numeric == 0 ? tr(tip->strings, STRING_NUMBER_AGREE)
                : digits == 1                               ? tr(tip->strings, STRING_NUMBER_AGREE_ONE)
                : digits > 0                                ? tr(tip->strings, STRING_NUMBER_AGREE_DIGITS)
                                                            : tr(tip->strings, STRING_NUMBER_AGREE_NONE),
                digits);
    text_format(tip_line(tip), 128, tr(tip->strings, STRING_NUMBER_DIFFERENCE), number, words);
}

/* Describes an entry of W, its gradient, or its change: from unit `step` to unit `unit` (of a gate). Says nothing about parts of the
   update that are still to come. */
static void tip_entry(Tip *tip, const StageLayout *layout, const Subject *at) {
    const Run *run = layout->view->run;
    const UiState *ui = layout->view->ui;
    const WeightProbe *probe = layout->view->probe;
    size_t index = 0;
    if (!find_entry(&index, run, at)) return;
    int H = run->net.spec.hidden, gate = at->unit / H;
    size_t block = index - (size_t)(at->unit % H) * (size_t)H - (size_t)at->step;
    bool is_gradient = at->kind == SUBJECT_ENTRY_GRADIENT, is_change = at->kind == SUBJECT_ENTRY_CHANGE;
    UpdateRule rule;
    update_rule_find(&rule, layout->view);
    const double *value = is_gradient                 ? rule.gradient
                          : is_change                 ? run->delta
                          : stage_update_is_added(ui) ? run->weight
                                                      : run_shown_weight(run);
    const char *tex = is_gradient ? "\\partial L/\\partial \\W{W}_{%d,%d}%s" : is_change ? "\\Delta \\W{W}_{%d,%d}%s" : "\\W{W}_{%d,%d}%s";
    bool known = is_gradient ? is_done(ui, UPDATE_SHARES) : !is_change || is_done(ui, UPDATE_CHANGE);
    char a[32];
    text_format(tip->tex, (int)sizeof tip->tex, tex, at->unit % H + 1, at->step + 1, known ? " =" : "");
    if (known) tip_value(tip, value[index]);
    const DigitsPass *digits = known && is_gradient && !rule.window ? find_digits(tip, layout) : NULL;
    if (digits) tip_digits(tip, value[index], digits->gradient[index]);
    text_format(tip_line(tip), 128, tr(tip->strings, STRING_NUMBER_FROM_UNIT), at->step + 1, at->unit % H + 1);
    tip_lane(tip, layout, at->layer, at->direction);
    if (run->net.gates > 1)
        text_format(tip_line(tip), 128, tr(tip->strings, STRING_NUMBER_IN_GATE),
                    tr_name(tip->strings, net_gate_name(run->net.spec.cell, gate)));
    if (!known)
        text_format(tip_line(tip), 128,
                    is_gradient ? tr(tip->strings, STRING_NUMBER_NOT_SUMMED) : tr(tip->strings, STRING_NUMBER_NOT_COMPUTED));
    if (!is_gradient && !is_change && is_done(ui, UPDATE_CHANGE))
        text_format(tip_line(tip), 128, tr(tip->strings, STRING_NUMBER_ADDS), number_in(tip, a, run->delta[index]));
    HeatRange rows, cols;
    stage_find_entry_pixel(layout, at, &rows, &cols);
    if (known) {
        const double *add = at->kind == SUBJECT_ENTRY_WEIGHT && stage_update_is_added(ui) ? run->delta + block : NULL;
        tip_pixel(tip, value + block, add, H, rows, cols, tr(tip->strings, STRING_NUMBER_ENTRIES));
    }
    bool is_probed = probe && probe->index == index;
    if (known && is_gradient && rule.window) {
        number_format_short(a, (int)sizeof a, run->gradient[index], is_probed ? 8 : 3);
        text_format(tip_line(tip), 128, tr(tip->strings, STRING_NUMBER_TRUNCATED_ENTRY), rule.window, a);
    }
    if (!is_probed) return;
    if (!is_gradient) {
        number_format_short(a, (int)sizeof a, probe->check.analytic, 8);
        text_format(tip_line(tip), 128,
                    rule.window ? tr(tip->strings, STRING_NUMBER_EXACT_GRADIENT) : tr(tip->strings, STRING_NUMBER_ITS_GRADIENT), a);
    }
    tip_check(tip, &probe->check);
}

/* Says nothing about numbers that the passes have not reached yet: a class should predict them. */
static bool is_unknown_yet(const StageLayout *layout, const Subject *at) {
    int lane = at->layer < 0 || at->direction < 0 ? layout->shown : at->layer * layout->view->run->net.spec.directions + at->direction;
    bool before_backward = layout->view->ui->cursor.phase < PHASE_BACKWARD;
    int k = stage_loss_at(layout, at->step);
    switch (at->kind) {
    case SUBJECT_STATE:
    case SUBJECT_CELL_STATE:
    case SUBJECT_GATE:
    case SUBJECT_STEP: return stage_state_shown(layout, lane, at->step) <= 0;
    case SUBJECT_OUTPUT:
    case SUBJECT_LOSS: return k >= 0 && stage_output_shown(layout, k) <= 0;
    case SUBJECT_GRADIENT:
    case SUBJECT_HIGHWAY:
    case SUBJECT_FACTOR: return before_backward;
    default: return false;
    }
}

/* Before the backward phase an arrow between steps is what the state takes forward. */
static void tip_forward_arrow(Tip *tip, const StageLayout *layout, const Subject *at) {
    const Run *run = layout->view->run;
    const char *prime = at->direction ? "'" : "";
    int before = at->direction ? at->step + 1 : at->step - 1, H = run->net.spec.hidden, g = run->net.gates;
    char number[32], straight[48], index[16];
    const CellFacts *facts = run->net.facts;
    bool is_first = before < 0 || before >= layout->steps, of_state = at->kind == SUBJECT_FACTOR && !facts->has_c && !is_first;
    tip_lane(tip, layout, at->layer, at->direction);
    if ((at->kind == SUBJECT_HIGHWAY || of_state) && facts->straight != STRAIGHT_NONE) {
        bool is_rest = facts->straight == STRAIGHT_REST;
        text_format(index, (int)sizeof index, "%s_{%d}", prime, at->step + 1);
        gates_format_straight(straight, (int)sizeof straight, facts, index);
        text_format(tip->tex, (int)sizeof tip->tex, is_rest ? "(%s) \\odot %c%s_{%d}" : "%s \\odot %c%s_{%d}", straight,
                    of_state ? 'h' : 'c', prime, before + 1);
        text_format(tip_line(tip), 128, tr(tip->strings, of_state ? STRING_NUMBER_CONVEYOR_STATE : STRING_NUMBER_CONVEYOR), before + 1,
                    at->step + 1, is_rest ? tr(tip->strings, STRING_NUMBER_ONE_MINUS) : "",
                    tr_name(tip->strings, facts->gate[facts->straight_gate].name));
        const double *gate = run->trace.lane[at->layer][at->direction].gate_mean + (long)at->step * g;
        if (stage_state_shown(layout, at->layer * run->net.spec.directions + at->direction, at->step) > 0)
            text_format(tip_line(tip), 128, tr(tip->strings, STRING_NUMBER_GATE_MEAN), H,
                        number_in(tip, number, gate[facts->straight_gate]));
        if (!of_state) return; /* W's arrow begins at the same place */
    } else
        text_format(tip->tex, (int)sizeof tip->tex, "\\W{W%s} \\, h%s_{%d}", prime, prime, before + 1);
    text_format(tip_line(tip), 128, tr(tip->strings, is_first ? STRING_NUMBER_FIRST_STEP : STRING_NUMBER_RECURRENT),
                is_first ? at->step + 1 : before + 1, at->step + 1);
    StringId radius = layout->lane_count * g == 1 ? STRING_NUMBER_RADIUS : STRING_NUMBER_RADIUS_LARGEST; /* it is that of all blocks */
    text_format(tip_line(tip), 128, tr(tip->strings, radius), number_in(tip, number, run->radius));
}

/* A state's or a gate's click opens the close-up of its cell: in the backward phase on the way back, from any other on the way forward. */
static bool opens_cell(const Gui *gui) {
    const Region *hot = region_find(gui->region, gui->state->hot);
    return hot && strncmp(hot->command, "cell ", 5) == 0;
}

static void tip_cell(Tip *tip, const StageLayout *layout) {
    if (!opens_cell(layout->view->gui)) return;
    bool back = layout->view->ui->cursor.phase == PHASE_BACKWARD;
    text_format(tip_line(tip), 128, tr(tip->strings, STRING_NUMBER_CLICK_CELL),
                back ? tr(tip->strings, STRING_NUMBER_BACKWARD_PASS) : tr(tip->strings, STRING_NUMBER_FORWARD_PASS));
}

static void tip_unknown(Tip *tip, const StageLayout *layout, const Subject *at) {
    if (at->kind == SUBJECT_FACTOR || at->kind == SUBJECT_HIGHWAY) {
        tip_forward_arrow(tip, layout, at);
        return;
    }
    text_format(tip->tex, (int)sizeof tip->tex, "t = %d", at->step + 1);
    text_format(tip_line(tip), 128, "%s",
                tr(tip->strings, at->kind == SUBJECT_GRADIENT ? STRING_NUMBER_GRADIENT_LATER : STRING_NUMBER_NOT_COMPUTED));
    if (!opens_cell(layout->view->gui)) text_format(tip_line(tip), 128, tr(tip->strings, STRING_NUMBER_CLICK));
}

static void tip_padding(Tip *tip, const StageLayout *layout, int step) {
    text_format(tip->tex, (int)sizeof tip->tex, "t = %d", step + 1);
    text_format(tip_line(tip), 128, tr(layout->view->strings, STRING_STAGE_PADDING_TIP), layout->view->run->trace.length[0]);
    text_format(tip_line(tip), 128, "%s", tr(layout->view->strings, STRING_STAGE_PADDING_HELD));
}

/* The area that a plate must not cover: the step's part of the row under the pointer. */
static Rect find_explained(const StageLayout *layout, const Subject *at) {
    double x = stage_x(layout, at->step), half = fmax(layout->column_w, fmin(layout->pitch, 40)) / 2, y = layout->view->gui->state->y;
    if (at->kind == SUBJECT_FACTOR || at->kind == SUBJECT_HIGHWAY) half = fmax(half, layout->pitch); /* the arrow beside it */
    const Rect rows[] = {layout->inputs, layout->factors, layout->chart, layout->outputs,
                         rect(layout->area.x, layout->top_y - STAGE_LABEL_HEIGHT, layout->area.w,
                              rect_bottom(layout->lanes) - layout->top_y + STAGE_LABEL_HEIGHT)};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].h > 0 && y >= rows[i].y && y <= rect_bottom(rows[i])) return rect(x - half, rows[i].y, 2 * half, rows[i].h);
    return rect(x - half, y - 12, 2 * half, 24);
}

/* A valve's own tip is part of the plate, so that not two of them stand over one thing: in lines about as long as the others. */
static const char *find_handle(const Gui *gui) {
    const Region *hot = region_find(gui->region, gui->state->hot);
    return hot && hot->kind == REGION_PULL ? hot->tip : NULL;
}

static void tip_handle(Tip *tip) {
    enum { LONG = 44 };
    for (const char *at = tip->handle; at && *at;) {
        int end = (int)strlen(at);
        for (int i = LONG; end > LONG && i > 0; i--)
            if (at[i] == ' ') end = i;
        str_copy(tip_line(tip), 128, (Str){at, end});
        at += end;
        while (*at == ' ') at++;
    }
}

void stage_draw_hover(const StageLayout *layout) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    const Subject *at = &layout->view->ui->hover;
    const NetSpec *spec = &layout->view->run->net.spec;
    bool is_entry = at->kind >= SUBJECT_ENTRY_GRADIENT && at->kind <= SUBJECT_ENTRY_WEIGHT;
    if (at->step < 0 || (!is_entry && at->step >= layout->steps) || layout->open < 1) return;
    if (at->layer >= spec->layers || at->direction >= spec->directions) return;
    Tip tip = {.figures = figure_begin(layout->view->gui), .strings = layout->view->strings, .handle = find_handle(gui)};
    if (!is_entry && stage_is_padding(layout->view->run, at->step))
        tip_padding(&tip, layout, at->step);
    else if (!is_entry && is_unknown_yet(layout, at))
        tip_unknown(&tip, layout, at);
    else
        switch (at->kind) {
        case SUBJECT_STATE: tip_state(&tip, layout, at, false); break;
        case SUBJECT_CELL_STATE: tip_state(&tip, layout, at, true); break;
        case SUBJECT_GRADIENT: tip_gradient(&tip, layout, at, layout->view->run->net.facts->has_c); break;
        case SUBJECT_GATE: tip_gate(&tip, layout, at); break;
        case SUBJECT_STEP: tip_step(&tip, layout, at); break;
        case SUBJECT_OUTPUT:
        case SUBJECT_LOSS: tip_output(&tip, layout, at); break;
        case SUBJECT_INPUT: tip_input(&tip, layout, at); break;
        case SUBJECT_FACTOR: tip_factor(&tip, layout, at); break;
        case SUBJECT_HIGHWAY: tip_gradient(&tip, layout, at, layout->view->run->net.facts->has_c); break;
        case SUBJECT_ENTRY_GRADIENT:
        case SUBJECT_ENTRY_CHANGE:
        case SUBJECT_ENTRY_WEIGHT: tip_entry(&tip, layout, at); break;
        case SUBJECT_WEIGHT_W: tip_share(&tip, layout, at); break;
        default: return;
        }
    if (!*tip.tex) return;
    if (!is_unknown_yet(layout, at)) tip_held(&tip, layout, at);
    tip_cell(&tip, layout);
    tip_handle(&tip);
    const char *offer = figure_offer(&tip.figures, layout->view);
    if (offer) text_format(tip_line(&tip), 128, "%s", offer);
    FormulaStyle style = theme_formula(theme, 17);
    double head = formula_measure(gui->text, gui->scale, &style, tip.tex).width + 18 + gui_text_width(gui, FACE_MONO_MEDIUM, 14, tip.value),
           w = head;
    for (int i = 0; i < tip.count; i++) w = fmax(w, prose_width(gui, FACE_UI, 13, tip.line[i]));
    w += 32;
    double h = 44 + tip.count * 21;
    Rect entry = rect(gui->state->x - 24, gui->state->y - 24, 48, 48);
    Rect box = gui_place_tip(gui->region, rect_inset(layout->area, 2, 2), is_entry ? entry : find_explained(layout, at), gui->state->x,
                             gui->state->y, w, h);
    double x = box.x, y = box.y;
    draw_round(gui->list, rect(x + 1, y + 3, w, h), 10, color_fade((Color){0, 0, 0, 255}, theme->dark ? 0.35 : 0.10));
    draw_round(gui->list, box, 10, theme->raised);
    draw_round_stroke(gui->list, box, 10, 1, theme->line);
    formula_draw(gui->list, gui->text, gui->scale, &style, x + 16, y + 27, ALIGN_LEFT, tip.tex);
    gui_text(gui, FACE_MONO_MEDIUM, 14, x + w - 16, y + 27, ALIGN_RIGHT, theme->text, tip.value);
    for (int i = 0; i < tip.count; i++) prose_line(gui, FACE_UI, 13, x + 16, y + 50 + i * 21, theme->dim, tip.line[i]);
}
