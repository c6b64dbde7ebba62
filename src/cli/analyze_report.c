/* The reports of `unroll analyze` (declared in analyze.h): each measures with the engine's own analysis, for the sequence on the
   stage at the weights as they are, and lays the numbers on the sheet. Nothing is computed here but norms of whole parameters.

   People count steps, units, rows and columns from 1; so do the sheets. */
#include "base/arena.h"
#include "base/number.h"
#include "cli/analyze.h"
#include "engine/analysis/analysis.h"
#include "engine/analysis/axes.h"
#include "engine/analysis/blocks.h"
#include "engine/analysis/check.h"
#include "engine/analysis/spectrum.h"
#include "engine/analysis/truncated.h"
#include "engine/analysis/units.h"
#include "engine/cell/facts.h"
#include "engine/net/kernels.h"
#include "lab/memory.h"
#include <math.h>
#include <string.h>

static const char *direction_word(int direction) { return direction ? "reverse" : "forward"; }

static bool has_c(const Lab *lab) { return lab->run.net.facts->has_c; }

static SheetColumn step_column(void) { return (SheetColumn){.key = "step", .head = "t"}; }

static SheetColumn number_column(const char *key, const char *head, const double *number) {
    return (SheetColumn){.key = key, .head = head, .number = number, .stride = 1};
}

/* --- summary --- */

static void report_fault(Sheet *sheet, const TraceFault *fault) {
    if (!fault->found) {
        sheet_null(sheet, "fault");
        sheet_say(sheet, "every number is finite");
        return;
    }
    const char *kind = fault->is_nan ? "NaN" : "infinity";
    if (sheet->json) {
        sheet_begin(sheet, "fault", "%s", "");
        sheet_word(sheet, "tensor", NULL, fault->tensor);
        sheet_flag(sheet, "is_nan", NULL, fault->is_nan);
        if (fault->layer >= 0 && fault->step >= 0) {
            sheet_count(sheet, "layer", NULL, fault->layer + 1);
            sheet_word(sheet, "direction", NULL, direction_word(fault->direction));
        }
        if (fault->step >= 0) sheet_count(sheet, "step", NULL, fault->step + 1);
        sheet_end(sheet);
    } else if (fault->step < 0) {
        sheet_say(sheet, "the first number that is not finite: %s in a %s", kind, fault->tensor);
    } else if (fault->layer < 0) {
        sheet_say(sheet, "the first number that is not finite: %s in the %s at step %d", kind, fault->tensor, fault->step + 1);
    } else {
        sheet_say(sheet, "the first number that is not finite: %s in the %s at step %d, layer %d, %s", kind, fault->tensor, fault->step + 1,
                  fault->layer + 1, direction_word(fault->direction));
    }
}

static void report_steps(Sheet *sheet, const Lab *lab, const AnalyzeView *view, const double *factor) {
    const TraceLane *lane = &lab->run.trace.lane[view->layer][view->direction];
    SheetColumn column[9] = {step_column()};
    int count = 1, first = view->direction ? lab->run.wiring.steps : 1; /* no arrow leads back from there */
    column[count++] = number_column("h_norm", "|h|", lane->h_norm);
    column[count++] = number_column("dh_norm", "|dL/dh|", lane->dh_norm);
    column[count] = number_column("factor", "factor", factor);
    column[count++].empty = first;
    if (lane->dc_norm) {
        column[count++] = number_column("dc_norm", "|dL/dc|", lane->dc_norm);
        column[count] = number_column("factor_c", "factor of c", lane->factor_c);
        column[count++].empty = first;
    }
    column[count++] = number_column("dpre_norm", "|dL/da|", lane->dpre_norm);
    column[count++] = number_column("saturation", "saturated", lane->saturation);
    sheet_table(sheet, "steps", column, count, lab->run.wiring.steps);
}

static void report_params(Sheet *sheet, const Run *run) {
    const Net *net = &run->net;
    const char *name[NET_PARAM_MAX];
    double rows[NET_PARAM_MAX], cols[NET_PARAM_MAX], weight[NET_PARAM_MAX], gradient[NET_PARAM_MAX];
    for (int i = 0; i < net->param_count; i++) {
        const Param *param = &net->param[i];
        size_t count = (size_t)param->rows * (size_t)param->cols;
        name[i] = param->name;
        rows[i] = param->rows;
        cols[i] = param->cols;
        weight[i] = kernel_norm(run_shown_weight(run) + param->offset, count);
        gradient[i] = kernel_norm(run->gradient + param->offset, count);
    }
    SheetColumn column[5] = {{.key = "name", .head = "parameter", .word = name},
                             number_column("rows", "rows", rows),
                             number_column("columns", "columns", cols),
                             number_column("norm", "|w|", weight),
                             number_column("gradient_norm", "|dL/dw|", gradient)};
    sheet_table(sheet, "parameters", column, 5, net->param_count);
}

/* For every layer and direction: the saturated share, and the dead units. */
static void report_units(Sheet *sheet, const Run *run) {
    const NetSpec *spec = &run->net.spec;
    bool relu = run->net.facts->is_plain && spec->activation == ACTIVATION_RELU;
    UnitShares shares;
    sheet_begin_list(sheet, "units");
    for (int layer = 0; layer < spec->layers; layer++) {
        for (int direction = 0; direction < spec->directions; direction++) {
            units_measure(&shares, &run->trace, layer, direction);
            double unit[NET_HIDDEN_MAX], mean = 0;
            int dead = 0;
            for (int j = 0; j < shares.hidden; j++) {
                mean += shares.saturated[j] / shares.hidden;
                if (shares.dead[j]) unit[dead++] = j + 1;
            }
            sheet_begin(sheet, NULL, "Saturation, layer %d, %s", layer + 1, direction_word(direction));
            if (sheet->json) {
                sheet_count(sheet, "layer", NULL, layer + 1);
                sheet_word(sheet, "direction", NULL, direction_word(direction));
            }
            sheet_number(sheet, "saturated", "share of flat nonlinearities", mean);
            SheetColumn column[2] = {{.key = "unit", .head = "unit"}, number_column("saturated", "saturated", shares.saturated)};
            sheet_table(sheet, "by_unit", column, 2, shares.hidden);
            if (relu) sheet_count(sheet, "dead_count", "dead units", dead);
            SheetColumn which = number_column("unit", "dead unit", unit);
            if (sheet->json || dead > 0) sheet_table(sheet, "dead", &which, 1, dead);
            sheet_end(sheet);
        }
    }
    sheet_end_list(sheet);
}

bool analyze_burst(Sheet *sheet, const Lab *lab, const LabBurst *burst, const AnalyzeView *view, Diag *diag) {
    const TraceLane *lane = &lab->run.trace.lane[view->layer][view->direction];
    SheetColumn column[3] = {step_column(), number_column("h_norm", "|h|", lane->h_norm),
                             number_column("dh_norm", "|dL/dh|", lane->dh_norm)};
    if (!burst->is_there) return diag_fail(diag, "burst: all numbers of this training are finite, and no norm was sudden");
    sheet_begin(sheet, "burst", "Burst at update %ld; steps of layer %d, %s", burst->update, view->layer + 1,
                direction_word(view->direction));
    if (sheet->json) sheet_count(sheet, "update", NULL, burst->update);
    if (sheet->json)
        sheet_word(sheet, "text", NULL, burst->text);
    else
        sheet_say(sheet, "%s", burst->text);
    if (burst->sudden.is_there) {
        sheet_number(sheet, "norm", "gradient norm", burst->sudden.norm);
        sheet_number(sheet, "usual", "usually", burst->sudden.usual);
    }
    report_fault(sheet, &lab->run.trace.fault);
    sheet_table(sheet, "steps", column, 3, lab->run.wiring.steps);
    sheet_end(sheet);
    return true;
}

bool analyze_summary(Sheet *sheet, const Lab *lab, const AnalyzeView *view, Diag *diag) {
    const Run *run = &lab->run;
    double *factor = mem_new((size_t)run->wiring.steps * sizeof *factor); /* (T) */
    if (!factor) return diag_fail(diag, "out of memory");
    trace_form_factor(factor, &run->trace, run_shown_weight(run), view->layer, view->direction, run_held(run));
    sheet_begin(sheet, "summary", "Summary; steps of layer %d, %s", view->layer + 1, direction_word(view->direction));
    sheet_number(sheet, "loss", "loss", run->trace.loss);
    sheet_number(sheet, "gradient_norm", "gradient norm", run->trace.gradient_norm);
    report_fault(sheet, &run->trace.fault);
    if (sheet->json) {
        sheet_count(sheet, "layer", NULL, view->layer + 1);
        sheet_word(sheet, "direction", NULL, direction_word(view->direction));
    }
    report_steps(sheet, lab, view, factor);
    mem_free(factor);
    sheet_gap(sheet);
    report_params(sheet, run);
    report_units(sheet, run);
    sheet_end(sheet);
    return true;
}

/* --- whose gradient --- */

bool analyze_items(Sheet *sheet, const Lab *lab, const AnalyzeView *view, Diag *diag) {
    const Run *run = &lab->run;
    Items items;
    size_t size = items_plan_size(&run->net, &run->wiring, run->trace.batch);
    if (!memory_fits_table(lab, size, "Gradients by loss", diag) || !items_init(&items, &run->trace, diag)) return false;
    items.watch = progress_begin(view->progress, "gradients by loss");
    items.lowest = view->layer;
    if (!progress_end(view->progress, items_measure(&items, &run->trace, run_shown_weight(run)), diag)) {
        items_deinit(&items);
        return false;
    }
    double step[NET_STEP_MAX];
    for (int k = 0; k < items.losses; k++) step[k] = run->wiring.loss_step[k] + 1;
    SheetColumn losses[3] = {{.key = "k", .head = "k"},
                             {.key = "step", .head = "at step", .number = step, .stride = 1},
                             number_column("loss", "L_k", run->trace.loss_step)};
    sheet_begin(sheet, "items", "Itemised gradients of layer %d, %s: |dL_k/dh_t| of loss k at step t", view->layer + 1,
                direction_word(view->direction));
    sheet_table(sheet, "losses", losses, 3, items.losses);
    sheet_gap(sheet);
    sheet_matrix_turned(sheet, "G", "t", "k=", items.G[view->layer][view->direction], items.losses, items.steps);
    if (items.Gc[view->layer][view->direction]) {
        sheet_say(sheet, "the same for c: |dL_k/dc_t|");
        sheet_matrix_turned(sheet, "Gc", "t", "k=", items.Gc[view->layer][view->direction], items.losses, items.steps);
    }
    sheet_end(sheet);
    items_deinit(&items);
    return true;
}

/* --- Jacobians --- */

/* "slope_f", "W_f_norm"; of a plain cell "slope", "W_norm". */
static void format_gate_key(char *out, int size, const Net *net, const char *before, int gate, const char *after) {
    bool has_letter = !net->facts->is_plain;
    text_format(out, size, "%s%s%s%s", before, has_letter ? "_" : "", has_letter ? net_gate_letter(net->spec.cell, gate) : "", after);
}

static void report_factors(Sheet *sheet, const Lab *lab, const Spectrum *spectrum) {
    const Net *net = &lab->run.net;
    SheetColumn column[3 + NET_GATE_MAX] = {step_column()};
    char head[NET_GATE_MAX][32], key[NET_GATE_MAX][32], straight[24];
    int count = 1;
    for (int q = 0; q < net->gates; q++) {
        text_format(head[q], (int)sizeof head[q], "slope of %s", net_gate_letter(net->spec.cell, q));
        format_gate_key(key[q], (int)sizeof key[q], net, "slope", q, "");
        column[count] = number_column(key[q], head[q], spectrum->slope + q);
        column[count++].stride = net->gates;
    }
    if (net->facts->straight != STRAIGHT_NONE) {
        bool is_rest = net->facts->straight == STRAIGHT_REST;
        text_format(straight, (int)sizeof straight, is_rest ? "max 1-%s" : "max %s",
                    net_gate_letter(net->spec.cell, net->facts->straight_gate));
        column[count++] = number_column("carry", straight, spectrum->carry);
    }
    column[count++] = number_column("bound", "bound", spectrum->bound);
    sheet_say(sheet, "the factors of J_t: the largest slopes, times |W| of each gate, bound |J_t|");
    sheet_table(sheet, "factors", column, count, spectrum->steps);
}

/* The lane of the view; spectrum may be NULL. */
static bool measure_jacobians(Jacobians *jacobians, Spectrum *spectrum, const Run *run, const AnalyzeView *view, Diag *diag) {
    jacobians->watch = progress_begin(view->progress, "step Jacobians");
    bool good = jacobians_measure_lane(jacobians, &run->trace, run_shown_weight(run), view->layer, view->direction);
    if (!progress_end(view->progress, good, diag)) return false;
    if (!spectrum) return true;
    Watch watch = progress_begin(view->progress, "singular values by step");
    spectrum_start(spectrum, &run->trace, run_shown_weight(run), view->layer, view->direction, 0);
    while (spectrum_advance(spectrum, &run->trace, run_shown_weight(run), 1)) {
        if (!watch_ask(&watch, 1 - (double)spectrum->left / spectrum->steps)) break;
    }
    return progress_end(view->progress, spectrum->left == 0, diag);
}

bool analyze_jacobians(Sheet *sheet, const Lab *lab, const AnalyzeView *view, Diag *diag) {
    const Run *run = &lab->run;
    const Net *net = &run->net;
    Jacobians jacobians = {0};
    Spectrum spectrum = {0};
    BlockSpectra blocks = {0};
    const char *before = view->direction ? "+" : "-"; /* the step processed before */
    bool all = net->spec.hidden <= SPECTRUM_HIDDEN_MAX;
    size_t size = jacobians_plan_size(net, &run->wiring, run->trace.batch) + blocks_plan_size(net);
    if (all) size += spectrum_plan_size(net, run->wiring.steps);
    if (!memory_fits_table(lab, size, "Step Jacobians and singular values", diag)) return false;
    bool good = jacobians_init(&jacobians, &run->trace, diag) && blocks_init(&blocks, net, diag);
    good = good && (!all || spectrum_init(&spectrum, &run->trace, diag));
    good = good && measure_jacobians(&jacobians, all ? &spectrum : NULL, run, view, diag);
    if (good) {
        blocks_measure(&blocks, run_shown_weight(run));
        SheetColumn column[5] = {step_column()};
        int count = 1;
        column[count++] = number_column("step_norm", "|J_t|", jacobians.lane[view->layer][view->direction].step);
        column[count++] = number_column("product_norm", "|P_t|", jacobians.lane[view->layer][view->direction].product);
        if (has_c(lab)) {
            column[count++] = number_column("product_c_norm", "|P_t| of c", jacobians.lane[view->layer][view->direction].product_c);
            column[count++] =
                number_column("product_full_norm", "|P_t| of (h, c)", jacobians.lane[view->layer][view->direction].product_full);
        }
        sheet_begin(sheet, "jacobians", "Step Jacobians J_t = dh_t/dh_(t%s1) and P_t = dh_last/dh_t of layer %d, %s", before,
                    view->layer + 1, direction_word(view->direction));
        for (int q = 0; q < net->gates; q++) {
            char label[64], key[32];
            format_gate_key(key, (int)sizeof key, net, "W", q, "_norm");
            text_format(label, (int)sizeof label, net->gates > 1 ? "|W| of the %s" : "|W|", net_gate_name(net->spec.cell, q));
            sheet_number(sheet, key, label, blocks.of[view->layer][view->direction][q].norm);
        }
        if (net->facts->is_plain) sheet_number(sheet, "pascanu", "Pascanu's bound", blocks.of[view->layer][view->direction][0].pascanu);
        sheet_table(sheet, "steps", column, count, jacobians.steps);
        if (all) {
            report_factors(sheet, lab, &spectrum);
            if (has_c(lab)) {
                sheet_say(sheet, "singular values of d(h, c)_t/d(h, c)_(t%s1)", before);
            } else {
                sheet_say(sheet, "singular values of J_t");
            }
            sheet_matrix(sheet, "step_sigma", "t", "sigma", spectrum.step, spectrum.steps, spectrum.count);
            sheet_say(sheet, has_c(lab) ? "singular values of d(h, c)_last/d(h, c)_t" : "singular values of P_t");
            sheet_matrix(sheet, "product_sigma", "t", "sigma", spectrum.product, spectrum.steps, spectrum.count);
        } else {
            sheet_say(sheet, "all singular values: only up to %d hidden units", SPECTRUM_HIDDEN_MAX);
        }
        sheet_end(sheet);
    }
    jacobians_deinit(&jacobians);
    blocks_deinit(&blocks);
    spectrum_deinit(&spectrum);
    return good;
}

/* --- weights and states --- */

bool analyze_spectrum(Sheet *sheet, const Lab *lab, Diag *diag) {
    const Net *net = &lab->run.net;
    BlockSpectra spectra;
    double modulus[NET_HIDDEN_MAX];
    if (!memory_fits_table(lab, blocks_plan_size(net), "The spectra of the recurrent blocks", diag) || !blocks_init(&spectra, net, diag))
        return false;
    blocks_measure(&spectra, run_shown_weight(&lab->run));
    sheet_begin_list(sheet, "spectrum");
    for (int layer = 0; layer < net->spec.layers; layer++) {
        for (int direction = 0; direction < net->spec.directions; direction++) {
            for (int q = 0; q < net->gates; q++) {
                const RecurrentBlock *block = &spectra.of[layer][direction][q];
                for (int i = 0; i < net->spec.hidden; i++) modulus[i] = hypot(block->real[i], block->imaginary[i]);
                sheet_begin(sheet, NULL, "Recurrent block of the %s, layer %d, %s", net_gate_name(net->spec.cell, q), layer + 1,
                            direction_word(direction));
                if (sheet->json) {
                    sheet_count(sheet, "layer", NULL, layer + 1);
                    sheet_word(sheet, "direction", NULL, direction_word(direction));
                    sheet_word(sheet, "gate", NULL, net_gate_letter(net->spec.cell, q));
                }
                sheet_number(sheet, "radius", "spectral radius", block->radius);
                sheet_number(sheet, "norm", "largest singular value", block->norm);
                if (net->facts->is_plain) sheet_number(sheet, "pascanu", "Pascanu's bound", block->pascanu);
                SheetColumn column[5] = {{.key = "n", .head = "n"},
                                         number_column("real", "real", block->real),
                                         number_column("imaginary", "imaginary", block->imaginary),
                                         number_column("modulus", "modulus", modulus),
                                         number_column("sigma", "singular value", block->sigma)};
                sheet_table(sheet, "values", column, 5, net->spec.hidden);
                sheet_end(sheet);
            }
        }
    }
    sheet_end_list(sheet);
    blocks_deinit(&spectra);
    return true;
}

bool analyze_axes(Sheet *sheet, const Lab *lab, const AnalyzeView *view, Diag *diag) {
    const Run *run = &lab->run;
    StateAxes axes;
    size_t size = axes_plan_size(run->net.spec.hidden, run->wiring.steps);
    if (!memory_fits_table(lab, size, "The axes of the state's path", diag) || !axes_init(&axes, &run->trace, diag)) return false;
    axes_measure(&axes, &run->trace, view->layer, view->direction, 0, view->cell_state);
    sheet_begin(sheet, "axes", "Principal axes of the path of %s, layer %d, %s", view->cell_state ? "c" : "h", view->layer + 1,
                direction_word(view->direction));
    if (sheet->json) sheet_word(sheet, "state", NULL, view->cell_state ? "c" : "h");
    sheet_number(sheet, "total_variance", "variance over all units", axes.total);
    SheetColumn column[3] = {
        {.key = "axis", .head = "axis"}, number_column("variance", "variance", axes.variance), number_column("share", "share", axes.share)};
    sheet_table(sheet, "variances", column, AXES_COUNT, AXES_COUNT);
    SheetColumn unit[5] = {{.key = "unit", .head = "unit"},
                           number_column("mean", "mean", axes.mean),
                           number_column("axis_1", "axis 1", axes.axis),
                           number_column("axis_2", "axis 2", axes.axis + axes.hidden),
                           number_column("axis_3", "axis 3", axes.axis + 2 * (ptrdiff_t)axes.hidden)};
    sheet_gap(sheet);
    sheet_table(sheet, "units", unit, 5, axes.hidden);
    sheet_say(sheet, "the path along them");
    sheet_matrix(sheet, "path", "t", "axis ", axes.path, axes.steps, AXES_COUNT);
    sheet_end(sheet);
    axes_deinit(&axes);
    return true;
}

/* --- truncated --- */

bool analyze_truncated(Sheet *sheet, const Lab *lab, const AnalyzeView *view, Diag *diag) {
    const Run *run = &lab->run;
    const Net *net = &run->net;
    Truncated truncated;
    size_t size = truncated_plan_size(net, &run->wiring, run->trace.batch);
    if (!memory_fits_table(lab, size, "The truncated gradient", diag) || !truncated_init(&truncated, &run->trace, diag)) return false;
    truncated.watch = progress_begin(view->progress, "the truncated gradient");
    if (!progress_end(view->progress, truncated_measure(&truncated, &run->trace, run_shown_weight(run), run->gradient, view->window),
                      diag)) {
        truncated_deinit(&truncated);
        return false;
    }
    sheet_begin(sheet, "truncated", "Truncated to %d step%s, beside the exact gradient; steps of layer %d, %s", view->window,
                view->window == 1 ? "" : "s", view->layer + 1, direction_word(view->direction));
    sheet_count(sheet, "window", "window", view->window);
    sheet_number(sheet, "norm", "truncated gradient's norm", kernel_norm(truncated.gradient, net->weight_count));
    sheet_number(sheet, "exact_norm", "exact gradient's norm", run->trace.gradient_norm);
    sheet_number(sheet, "ratio", "ratio of norms", truncated.whole.ratio);
    sheet_number(sheet, "cosine", "cosine", truncated.whole.cosine);
    sheet_number(sheet, "angle_rad", "angle, rad", truncated.whole.angle_rad);
    sheet_number(sheet, "angle_deg", "angle, degrees", truncated.whole.angle_rad * (180 / acos(-1.0)));
    SheetColumn column[3] = {step_column(), number_column("dh_norm", "|dL/dh|", truncated.dh_norm[view->layer][view->direction]),
                             number_column("exact_dh_norm", "exact", run->trace.lane[view->layer][view->direction].dh_norm)};
    sheet_table(sheet, "steps", column, 3, truncated.steps);
    const char *name[NET_PARAM_MAX];
    for (int i = 0; i < net->param_count; i++) name[i] = net->param[i].name;
    int stride = (int)(sizeof(GradientAngle) / sizeof(double));
    SheetColumn param[4] = {{.key = "name", .head = "parameter", .word = name},
                            {.key = "ratio", .head = "ratio of norms", .number = &truncated.param[0].ratio, .stride = stride},
                            {.key = "cosine", .head = "cosine", .number = &truncated.param[0].cosine, .stride = stride},
                            {.key = "angle_rad", .head = "angle, rad", .number = &truncated.param[0].angle_rad, .stride = stride}};
    sheet_gap(sheet);
    sheet_table(sheet, "parameters", param, 4, net->param_count);
    sheet_end(sheet);
    truncated_deinit(&truncated);
    return true;
}

/* --- one weight, and what if --- */

const Param *analyze_param_at(const Net *net, size_t index) {
    int i = net->param_count - 1;
    while (i > 0 && net->param[i].offset > index) i--;
    return &net->param[i];
}

static void report_weight(Sheet *sheet, const Param *param, size_t index) {
    size_t within = index - param->offset;
    if (!sheet->json) return;
    sheet_word(sheet, "parameter", NULL, param->name);
    sheet_count(sheet, "row", NULL, (long)(within / (size_t)param->cols) + 1);
    sheet_count(sheet, "column", NULL, (long)(within % (size_t)param->cols) + 1);
}

static void describe_weight(char *out, int size, const Param *param, size_t index) {
    size_t within = index - param->offset, cols = (size_t)param->cols;
    text_format(out, size, "%s, row %d, column %d", param->name, (int)(within / cols) + 1, (int)(within % cols) + 1);
}

bool analyze_check(Sheet *sheet, Lab *lab, const WhatIf *what, Diag *diag) {
    Run *run = &lab->run;
    const Param *param = analyze_param_at(&run->net, what->weight);
    Trace probe;
    WeightCheck check;
    char place[96];
    if (!trace_init(&probe, &run->net, &run->wiring, 1, diag)) return false;
    check_weight(&check, &probe, run->is_held ? run->weight_held : run->weight, &run->trace, run->gradient, what->weight, 0);
    trace_deinit(&probe);
    describe_weight(place, (int)sizeof place, param, what->weight);
    sheet_begin(sheet, NULL, "Gradient check of %s", place);
    report_weight(sheet, param, what->weight);
    sheet_number(sheet, "value", "weight w", check.value);
    sheet_number(sheet, "analytic", "dL/dw by backpropagation", check.analytic);
    sheet_number(sheet, "numeric", "dL/dw by central difference", check.numeric);
    if (check.verdict == CHECK_FOUND || sheet->json) sheet_number(sheet, "digits", "digits agreed", check.digits);
    if (sheet->json) sheet_word(sheet, "verdict", NULL, check.verdict == CHECK_FOUND ? "checked" : "differences cannot check this one");
    if (check.verdict != CHECK_FOUND) sheet_word(sheet, "reason", "differences cannot check this one", check_reason(check.verdict));
    sheet_number(sheet, "error", "difference", check.error);
    sheet_number(sheet, "relative", "relative difference", check.relative);
    sheet_number(sheet, "uncertainty", "rounding alone does", check.uncertainty);
    sheet_number(sheet, "step", "step e", check.step);
    sheet_number(sheet, "loss_above", "loss at w + e", check.loss_above);
    sheet_number(sheet, "loss_below", "loss at w - e", check.loss_below);
    sheet_end(sheet);
    return true;
}

static void describe_whatif(Sheet *sheet, const Lab *lab, const WhatIf *what) {
    const Run *run = &lab->run;
    const Param *param = analyze_param_at(&run->net, what->weight);
    char place[160], unit[32];
    double before = NAN;
    if (what->kind == WHATIF_WEIGHT) {
        describe_weight(place, (int)sizeof place, param, what->weight);
        before = run_shown_weight(run)[what->weight];
    } else if (what->kind == WHATIF_INPUT) {
        text_format(place, (int)sizeof place, "input %d at step %d", what->input + 1, what->step + 1);
        before = run->trace.x[what->step * run->net.spec.inputs + what->input];
    } else if (what->kind == WHATIF_STATE) {
        text_format(unit, (int)sizeof unit, what->unit < 0 ? "every unit" : "unit %d", what->unit + 1);
        text_format(place, (int)sizeof place, "the state of %s at step %d, layer %d, %s", unit, what->step + 1, what->layer + 1,
                    direction_word(what->direction));
        if (what->unit >= 0) before = whatif_value(&run->trace, run->weight, what);
    } else {
        const TraceLane *lane = &run->trace.lane[what->layer][what->direction];
        size_t row = ((size_t)what->step * (size_t)run->net.gates + (size_t)what->gate) * (size_t)run->net.spec.hidden;
        text_format(unit, (int)sizeof unit, what->unit < 0 ? "every unit" : "unit %d", what->unit + 1);
        text_format(place, (int)sizeof place, "the %s of %s at step %d, layer %d, %s", net_gate_name(run->net.spec.cell, what->gate), unit,
                    what->step + 1, what->layer + 1, direction_word(what->direction));
        if (what->unit >= 0) before = lane->gate[row + (size_t)what->unit];
    }
    sheet_begin(sheet, NULL, "What if: %s", place);
    if (sheet->json) sheet_word(sheet, "what", NULL, place);
    if (sheet->json || isfinite(before)) sheet_number(sheet, "before", "value", before);
    sheet_number(sheet, "after", "set to", what->value);
}

static size_t count_outputs(const Trace *trace) { return (size_t)trace->net->spec.outputs * (size_t)trace_count_losses(trace, 0); }

/* One row for each loss step and output. step: room for two columns of them. */
static void report_outputs(Sheet *sheet, const Trace *trace, const Trace *other, double *step) {
    size_t outputs = (size_t)trace->net->spec.outputs, count = count_outputs(trace);
    for (size_t i = 0; i < count; i++) {
        step[i] = trace->wiring.loss_step[i / outputs] + 1;
        step[count + i] = (double)(i % outputs) + 1;
    }
    SheetColumn column[6] = {number_column("step", "t", step), number_column("output", "output", step + count),
                             number_column("y", "y", trace->y), number_column("y_changed", "changed", other->y)};
    int columns = 4;
    if (trace->prob) {
        column[columns++] = number_column("probability", "probability", trace->prob);
        column[columns++] = number_column("probability_changed", "changed", other->prob);
    }
    sheet_table(sheet, "outputs", column, columns, (int)count);
}

static void report_both(Sheet *sheet, const Lab *lab, const AnalyzeView *view, const WhatIf *what, const Trace *out, double *work) {
    const Trace *trace = &lab->run.trace;
    const TraceLane *lane = &trace->lane[view->layer][view->direction], *changed = &out->lane[view->layer][view->direction];
    double step[NET_STEP_MAX];
    int losses = trace_count_losses(trace, 0);
    for (int k = 0; k < losses; k++) step[k] = trace->wiring.loss_step[k] + 1;
    describe_whatif(sheet, lab, what);
    sheet_number(sheet, "loss", "loss", trace->loss);
    sheet_number(sheet, "loss_changed", "loss, changed", out->loss);
    sheet_number(sheet, "gradient_norm", "gradient norm", trace->gradient_norm);
    sheet_number(sheet, "gradient_norm_changed", "gradient norm, changed", out->gradient_norm);
    sheet_say(sheet, "steps of layer %d, %s", view->layer + 1, direction_word(view->direction));
    SheetColumn steps[5] = {step_column(), number_column("h_norm", "|h|", lane->h_norm),
                            number_column("h_norm_changed", "changed", changed->h_norm), number_column("dh_norm", "|dL/dh|", lane->dh_norm),
                            number_column("dh_norm_changed", "changed", changed->dh_norm)};
    sheet_table(sheet, "steps", steps, 5, trace->wiring.steps);
    SheetColumn loss[3] = {number_column("step", "t", step), number_column("loss", "loss", trace->loss_step),
                           number_column("loss_changed", "changed", out->loss_step)};
    sheet_gap(sheet);
    sheet_table(sheet, "losses", loss, 3, losses);
    sheet_gap(sheet);
    report_outputs(sheet, trace, out, work);
    sheet_end(sheet);
}

bool analyze_whatif(Sheet *sheet, const Lab *lab, const AnalyzeView *view, const WhatIf *what, Diag *diag) {
    const Run *run = &lab->run;
    Trace out = {0};
    size_t count = run->net.weight_count; /* changed weights, their gradient, and report_outputs' columns */
    if (!memory_fits_table(lab, run->trace.size + 2 * count * sizeof(double), "What would be", diag)) return false;
    double *changed = mem_new((2 * count + 2 * count_outputs(&run->trace)) * sizeof *changed);
    bool good = changed ? trace_init(&out, &run->net, &run->wiring, 1, diag) : diag_fail(diag, "out of memory");
    if (good) {
        whatif_run(&out, changed + count, changed, &run->trace, run_shown_weight(run), what);
        report_both(sheet, lab, view, what, &out, changed + 2 * count);
    }
    trace_deinit(&out);
    mem_free(changed);
    return good;
}
