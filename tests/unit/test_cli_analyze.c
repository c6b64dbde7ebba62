/* `unroll analyze` as a person runs it: every number it prints is the engine's, computed again here from the same experiment, and
   what it does not understand is named. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/analysis/analysis.h"
#include "engine/analysis/axes.h"
#include "engine/analysis/blocks.h"
#include "engine/analysis/check.h"
#include "engine/analysis/spectrum.h"
#include "engine/analysis/truncated.h"
#include "engine/analysis/units.h"
#include "engine/analysis/whatif.h"
#include "support/json_read.h"
#include "support/lab_case.h"
#include "support/program_case.h"
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

typedef struct Place {
    Lab lab; /* the same experiment, here */
    ProgramCase *program;
} Place;

static int setup(void **state) {
    Place *place = calloc(1, sizeof *place);
    if (!place) return -1;
    void *program = NULL;
    int status = program_case_start(&program);
    place->program = program;
    lab_case_open(&place->lab);
    *state = place;
    return status;
}

static int teardown(void **state) {
    Place *place = *state;
    void *program = place->program;
    lab_deinit(&place->lab);
    free(place);
    return program_case_end(&program);
}

/* The exit status; what it said is in place->program->output. */
static int run(Place *place, const char *before, const char *arguments) {
    char all[1024];
    int size = snprintf(all, sizeof all, "analyze %s %s", before, arguments);
    assert_in_range(size, 1, sizeof all - 1);
    return program_case_run(place->program, all);
}

static const char *run_json(Place *place, const char *before, const char *arguments) {
    char with_json[512];
    int size = snprintf(with_json, sizeof with_json, "--json %s", before);
    assert_in_range(size, 1, sizeof with_json - 1);
    int status = run(place, with_json, arguments);
    const char *output = place->program->output;
    if (status != 0 || !json_is_valid(output)) fail_msg("%s %s: status %d:\n%.2000s", with_json, arguments, status, output);
    return output;
}

static void assert_says(const Place *place, const char *piece) { program_case_assert_says(place->program, piece); }

/* JSON holds the shortest text of the very double. */
static void assert_same(const char *json, const char *path, double expected) {
    double found = json_number(json, path);
    if (isfinite(expected) ? found != expected : !isnan(found)) fail_msg("%s: %.17g, not %.17g", path, found, expected);
}

static void assert_column(const char *json, const char *path, const double *expected, int stride, int count) {
    char item[256];
    assert_int_equal(json_count(json, path), count);
    for (int i = 0; i < count; i++) {
        snprintf(item, sizeof item, "%s.%d", path, i);
        assert_same(json, item, expected[(ptrdiff_t)i * stride]);
    }
}

static void assert_matrix(const char *json, const char *path, const double *expected, int rows, int columns) {
    char row[128];
    assert_int_equal(json_count(json, path), rows);
    for (int i = 0; i < rows; i++) {
        snprintf(row, sizeof row, "%s.%d", path, i);
        assert_column(json, row, expected + (ptrdiff_t)i * columns, 1, columns);
    }
}

#define LSTM_SETS "--set cell=lstm --set hidden=3 --set steps=7 --set layers=2 --set direction=both --set targets=every"
static void make_lstm(Place *place) {
    lab_case_apply_all(&place->lab, "set cell lstm; set hidden 3; set steps 7; set layers 2; set direction both; set targets every");
}

static void the_verdict_is_the_followed_losss(void **state) {
    Place *place = *state;
    make_lstm(place);
    lab_follow(&place->lab, 3);
    const Run *r = &place->lab.run;
    const FollowLane *lane = &r->follow.lane[1][1];
    FollowVerdict verdict = follow_judge(&r->follow, 1);
    const char *json = run_json(place, LSTM_SETS, "--follow 4 --direction reverse verdict");
    json_assert_word(json, "verdict.word", follow_word_name(verdict.word));
    json_assert_word(json, "verdict.lane", "layer 2 reverse");
    json_assert_word(json, "verdict.of", "c");
    assert_same(json, "verdict.ratio", verdict.ratio);
    assert_same(json, "verdict.arrows", 3);
    assert_same(json, "verdict.mean_factor", verdict.mean_factor);
    assert_same(json, "verdict.loss_step", 4);
    assert_same(json, "verdict.set_out", r->follow.S);
    assert_column(json, "verdict.steps.rgrad", lane->r_c, 1, 7);
    assert_column(json, "verdict.steps.factor", lane->factor, 1, 7);
    assert_column(json, "verdict.steps.straight_share", lane->straight_share, 1, 7);
    assert_same(json, "verdict.held_out.sequences", 100);
    json = run_json(place, LSTM_SETS, "--layer 1 --follow 4 --direction reverse verdict"); /* the word is the top layer's, the steps are not */
    json_assert_word(json, "verdict.lane", "layer 2 reverse");
    assert_same(json, "verdict.ratio", verdict.ratio);
    assert_same(json, "verdict.steps_of_layer", 1);
    assert_column(json, "verdict.steps.rgrad", r->follow.lane[0][1].r_c, 1, 7);
    assert_column(json, "verdict.steps.above_share", r->follow.lane[0][1].above_share, 1, 7);
    assert_int_equal(run(place, LSTM_SETS, "--follow 8 verdict"), 2);
    assert_says(place, "--follow: '8' is not valid; expected a time step from 1 to 7, or last");
    assert_int_equal(run(place, "--set steps=7", "--follow 3 verdict"), 2);
    assert_says(place, "--follow: step 3 has no loss; the only loss is at step 7");
}

static void the_summary_has_the_traces_norms_and_shares(void **state) {
    Place *place = *state;
    UnitShares shares;
    make_lstm(place);
    lab_case_apply(&place->lab, "train 5");
    const Run *r = &place->lab.run;
    const char *json = run_json(place, LSTM_SETS, "--update 5 --layer 1 --direction reverse");
    const TraceLane *lane = &r->trace.lane[0][1];
    assert_same(json, "update", 5);
    assert_same(json, "sequence", (double)r->sequence + 1);
    json_assert_word(json, "setup.cell", "lstm");
    assert_same(json, "setup.steps", 7);
    assert_same(json, "summary.loss", r->trace.loss);
    assert_same(json, "summary.gradient_norm", r->trace.gradient_norm);
    assert_int_equal(strncmp(json_find(json, "summary.fault"), "null", 4), 0);
    assert_column(json, "summary.steps.h_norm", lane->h_norm, 1, 7);
    assert_column(json, "summary.steps.dh_norm", lane->dh_norm, 1, 7);
    assert_column(json, "summary.steps.dc_norm", lane->dc_norm, 1, 7);
    double factor[7];
    trace_form_factor(factor, &r->trace, r->weight, 0, 1, NULL);
    assert_column(json, "summary.steps.factor", factor, 1, 7); /* NaN at the first step is null */
    assert_column(json, "summary.steps.factor_c", lane->factor_c, 1, 7);
    assert_column(json, "summary.steps.dpre_norm", lane->dpre_norm, 1, 7);
    assert_column(json, "summary.steps.saturation", lane->saturation, 1, 7);
    assert_int_equal(json_count(json, "summary.parameters.name"), r->net.param_count);
    json_assert_word(json, "summary.parameters.name.5", "weight_hh_l0_reverse");
    const Param *W = net_find_param(&r->net, "weight_hh_l0_reverse");
    double sum = 0;
    for (int i = 0; i < W->rows * W->cols; i++) sum += r->gradient[W->offset + (size_t)i] * r->gradient[W->offset + (size_t)i];
    assert_true(fabs(json_number(json, "summary.parameters.gradient_norm.5") - sqrt(sum)) < 1e-12 * sqrt(sum));
    assert_same(json, "summary.parameters.rows.5", 12);
    units_measure(&shares, &r->trace, 1, 0);
    assert_same(json, "summary.units.2.layer", 2);
    json_assert_word(json, "summary.units.2.direction", "forward");
    assert_column(json, "summary.units.2.by_unit.saturated", shares.saturated, 1, 3);
}

static void without_a_word_it_is_the_summary_as_text(void **state) {
    Place *place = *state;
    char number[128];
    assert_int_equal(run(place, "", ""), 0);
    assert_says(place, "Delayed recall, RNN, H = 6, layers 1, T = 16, seed 66, after 0 updates, sequence 1\n");
    snprintf(number, sizeof number, "  loss                           %.12g\n", place->lab.run.trace.loss);
    assert_says(place, number);
    assert_says(place, "every number is finite");
    const TraceLane *lane = &place->lab.run.trace.lane[0][0];
    snprintf(number, sizeof number, "\n  16  %8.6g  %11.6g  %8.6g  %11.6g  %9.6g\n", lane->h_norm[15], lane->dh_norm[15], lane->factor[15],
             lane->dpre_norm[15], lane->saturation[15]);
    assert_says(place, number);
    assert_null(strstr(place->program->output, "dead"));
    /* From the first step no arrow leads back: no factor, which is another thing than a number that is not finite. */
    snprintf(number, sizeof number, "\n   1  %8.6g  %11.6g  %8s", lane->h_norm[0], lane->dh_norm[0], "-");
    assert_says(place, number);
    assert_null(strstr(place->program->output, "NaN"));
    assert_int_equal(run(place, "--set cell=lstm --set direction=both", "--direction reverse"), 0);
    assert_null(strstr(place->program->output, "NaN"));
}

static void dead_units_and_the_first_fault_are_named(void **state) {
    Place *place = *state;
    UnitShares shares;
    lab_case_apply_all(&place->lab, "set activation relu; set steps 2; set hidden 20");
    units_measure(&shares, &place->lab.run.trace, 0, 0);
    assert_true(shares.dead_count > 0);
    int first = 0;
    while (!shares.dead[first]) first++;
    const char *json = run_json(place, "--set activation=relu --set steps=2 --set hidden=20", "summary");
    assert_same(json, "summary.units.0.dead_count", shares.dead_count);
    assert_int_equal(json_count(json, "summary.units.0.dead.unit"), shares.dead_count);
    assert_same(json, "summary.units.0.dead.unit.0", first + 1);
    assert_int_equal(run(place, "--set activation=relu --set steps=2 --set hidden=20", ""), 0);
    assert_says(place, "dead unit");

#define BURSTS "--set task=adding --set activation=identity --set hidden=20 --set steps=1000 --set radius=3"
    lab_case_apply_all(&place->lab, "set task adding; set activation identity; set hidden 20; set steps 1000; set radius 3");
    const TraceFault *fault = &place->lab.run.trace.fault;
    assert_true(fault->found);
    json = run_json(place, BURSTS, "");
    json_assert_word(json, "summary.fault.tensor", fault->tensor);
    assert_same(json, "summary.fault.step", fault->step + 1);
    assert_same(json, "summary.loss", NAN); /* null */
    assert_int_equal(run(place, BURSTS, ""), 0);
    assert_says(place, "the first number that is not finite: ");
    assert_says(place, "inf");
}

static void items_say_which_loss_a_gradient_comes_from(void **state) {
    Place *place = *state;
    Items items;
    Diag diag = {0};
    make_lstm(place);
    const Run *r = &place->lab.run;
    assert_true(items_init(&items, &r->trace, &diag));
    items_measure(&items, &r->trace, r->weight);
    assert_true(items.losses > 1);
    const char *json = run_json(place, LSTM_SETS, "items");
    assert_matrix(json, "items.G", items.G[1][0], items.losses, 7);
    assert_matrix(json, "items.Gc", items.Gc[1][0], items.losses, 7);
    assert_column(json, "items.losses.loss", r->trace.loss_step, 1, items.losses);
    for (int k = 0; k < items.losses; k++) {
        char path[64];
        snprintf(path, sizeof path, "items.losses.step.%d", k);
        assert_same(json, path, r->wiring.loss_step[k] + 1);
    }
    assert_int_equal(run(place, LSTM_SETS, "items"), 0); /* for people: a row for every step, a column for every loss */
    const char *table = strstr(place->program->output, "\n  t ");
    assert_non_null(table);
    char *at = strchr(table + 1, '\n');
    for (int t = 0; t < 7; t++) {
        assert_int_equal(strtol(at, &at, 10), t + 1);
        for (int k = 0; k < items.losses; k++) {
            double value = items.G[1][0][k * 7 + t], found = strtod(at, &at);
            if (!(fabs(found - value) <= 1e-5 * fabs(value))) fail_msg("step %d, loss %d: %g is not %g", t + 1, k + 1, found, value);
        }
    }
    items_deinit(&items);
    /* One loss: its gradient is the gradient. */
    lab_case_apply(&place->lab, "preset first");
    json = run_json(place, "", "items");
    for (int t = 0; t < 16; t++) {
        char path[64];
        double dh = place->lab.run.trace.lane[0][0].dh_norm[t];
        snprintf(path, sizeof path, "items.G.0.%d", t);
        assert_true(fabs(json_number(json, path) - dh) <= 1e-12 * dh);
    }
    assert_null(json_find(json, "items.Gc"));
}

static void jacobians_have_norms_singular_values_and_factors(void **state) {
    Place *place = *state;
    Jacobians jacobians;
    Spectrum spectrum;
    BlockSpectra blocks;
    Diag diag = {0};
    make_lstm(place);
    const Run *r = &place->lab.run;
    assert_true(jacobians_init(&jacobians, &r->trace, &diag) && spectrum_init(&spectrum, &r->trace, &diag));
    assert_true(blocks_init(&blocks, &r->net, &diag));
    jacobians_measure(&jacobians, &r->trace, r->weight);
    spectrum_measure(&spectrum, &r->trace, r->weight, 1, 1, 0);
    blocks_measure(&blocks, r->weight);
    const char *json = run_json(place, LSTM_SETS, "jacobians --direction=reverse");
    assert_column(json, "jacobians.steps.step_norm", jacobians.lane[1][1].step, 1, 7);
    assert_column(json, "jacobians.steps.product_norm", jacobians.lane[1][1].product, 1, 7);
    assert_column(json, "jacobians.steps.product_c_norm", jacobians.lane[1][1].product_c, 1, 7);
    assert_column(json, "jacobians.steps.product_full_norm", jacobians.lane[1][1].product_full, 1, 7);
    assert_matrix(json, "jacobians.step_sigma", spectrum.step, 7, 6);
    assert_matrix(json, "jacobians.product_sigma", spectrum.product, 7, 6);
    assert_column(json, "jacobians.factors.slope_i", spectrum.slope, 4, 7);
    assert_column(json, "jacobians.factors.slope_o", spectrum.slope + 3, 4, 7);
    assert_column(json, "jacobians.factors.carry", spectrum.carry, 1, 7);
    assert_column(json, "jacobians.factors.bound", spectrum.bound, 1, 7);
    assert_same(json, "jacobians.W_g_norm", blocks.of[1][1][LSTM_G].norm);
    assert_null(json_find(json, "jacobians.pascanu"));
    jacobians_deinit(&jacobians);
    spectrum_deinit(&spectrum);
    blocks_deinit(&blocks);
    json = run_json(place, "--set activation=sigmoid", "jacobians");
    assert_same(json, "jacobians.pascanu", json_number(json, "jacobians.W_norm") / 4);
    json = run_json(place, "--set hidden=200 --set steps=2", "jacobians"); /* too wide for all of them */
    assert_null(json_find(json, "jacobians.step_sigma"));
    assert_int_equal(json_count(json, "jacobians.steps.step_norm"), 2);
}

static void the_spectrum_has_every_recurrent_block(void **state) {
    Place *place = *state;
    BlockSpectra blocks;
    Diag diag = {0};
    make_lstm(place);
    assert_true(blocks_init(&blocks, &place->lab.run.net, &diag));
    blocks_measure(&blocks, place->lab.run.weight);
    const char *json = run_json(place, LSTM_SETS, "spectrum");
    assert_int_equal(json_count(json, "spectrum"), 16);
    for (int i = 0; i < 16; i++) {
        const RecurrentBlock *block = &blocks.of[i / 8][i / 4 % 2][i % 4];
        char path[64];
        snprintf(path, sizeof path, "spectrum.%d.values.real", i);
        assert_column(json, path, block->real, 1, 3);
        snprintf(path, sizeof path, "spectrum.%d.values.imaginary", i);
        assert_column(json, path, block->imaginary, 1, 3);
        snprintf(path, sizeof path, "spectrum.%d.values.sigma", i);
        assert_column(json, path, block->sigma, 1, 3);
        snprintf(path, sizeof path, "spectrum.%d.radius", i);
        assert_same(json, path, block->radius);
        snprintf(path, sizeof path, "spectrum.%d.norm", i);
        assert_same(json, path, block->norm);
        snprintf(path, sizeof path, "spectrum.%d.gate", i);
        json_assert_word(json, path, net_gate_letter(CELL_LSTM, i % 4));
    }
    blocks_deinit(&blocks);
}

static void axes_are_of_h_or_of_c(void **state) {
    Place *place = *state;
    StateAxes axes;
    Diag diag = {0};
    make_lstm(place);
    assert_true(axes_init(&axes, &place->lab.run.trace, &diag));
    for (int c = 0; c < 2; c++) {
        assert_true(axes_measure(&axes, &place->lab.run.trace, 1, 0, 0, c));
        const char *json = run_json(place, LSTM_SETS, c ? "axes --state c" : "axes");
        assert_same(json, "axes.total_variance", axes.total);
        assert_column(json, "axes.variances.variance", axes.variance, 1, 3);
        assert_column(json, "axes.variances.share", axes.share, 1, 3);
        assert_column(json, "axes.units.mean", axes.mean, 1, 3);
        assert_column(json, "axes.units.axis_2", axes.axis + 3, 1, 3);
        assert_matrix(json, "axes.path", axes.path, 7, 3);
        json_assert_word(json, "axes.state", c ? "c" : "h");
    }
    axes_deinit(&axes);
}

static void truncated_stands_beside_the_exact_gradient(void **state) {
    Place *place = *state;
    Truncated truncated;
    Diag diag = {0};
    make_lstm(place);
    const Run *r = &place->lab.run;
    assert_true(truncated_init(&truncated, &r->trace, &diag));
    truncated_measure(&truncated, &r->trace, r->weight, r->gradient, 2);
    assert_true(truncated.whole.angle_rad > 0.001);
    const char *json = run_json(place, LSTM_SETS, "truncated --window 2");
    double norm = 0;
    for (size_t i = 0; i < r->net.weight_count; i++) norm += truncated.gradient[i] * truncated.gradient[i];
    assert_true(fabs(json_number(json, "truncated.norm") - sqrt(norm)) < 1e-12 * sqrt(norm));
    assert_same(json, "truncated.exact_norm", r->trace.gradient_norm);
    assert_same(json, "truncated.ratio", truncated.whole.ratio);
    assert_same(json, "truncated.cosine", truncated.whole.cosine);
    assert_same(json, "truncated.angle_rad", truncated.whole.angle_rad);
    assert_true(fabs(json_number(json, "truncated.angle_deg") - truncated.whole.angle_rad * 57.29577951308232) < 1e-12);
    assert_column(json, "truncated.steps.dh_norm", truncated.dh_norm[1][0], 1, 7);
    assert_column(json, "truncated.steps.exact_dh_norm", r->trace.lane[1][0].dh_norm, 1, 7);
    for (int i = 0; i < r->net.param_count; i++) {
        char path[64];
        snprintf(path, sizeof path, "truncated.parameters.angle_rad.%d", i);
        assert_same(json, path, truncated.param[i].angle_rad);
    }
    json = run_json(place, LSTM_SETS " --set truncate=3", "truncated"); /* what training uses */
    assert_same(json, "truncated.window", 3);
    truncated_deinit(&truncated);
}

/* The loss with one weight changed, by a forward pass of this test's own. */
static double loss_with(Lab *lab, size_t index, double value) {
    Run *r = &lab->run;
    double before = r->weight[index];
    r->weight[index] = value;
    net_forward(&r->trace, r->weight);
    r->weight[index] = before;
    double loss = r->trace.loss;
    net_forward(&r->trace, r->weight);
    return loss;
}

static void check_compares_the_gradient_with_a_difference(void **state) {
    Place *place = *state;
    make_lstm(place);
    Run *r = &place->lab.run;
    size_t index = net_find_param(&r->net, "weight_hh_l1_reverse")->offset + 7 * 3 + 1; /* row 8, column 2 */
    double w = r->weight[index], e = check_default_step(w);
    double above = loss_with(&place->lab, index, w + e), below = loss_with(&place->lab, index, w - e);
    const char *json = run_json(place, LSTM_SETS, "check weight_hh_l1_reverse 8 2 check head.bias 1 1");
    assert_int_equal(json_count(json, "check"), 2);
    json_assert_word(json, "check.0.parameter", "weight_hh_l1_reverse");
    assert_same(json, "check.0.row", 8);
    assert_same(json, "check.0.column", 2);
    assert_same(json, "check.0.value", w);
    assert_same(json, "check.0.analytic", r->gradient[index]);
    assert_same(json, "check.0.loss_above", above);
    assert_same(json, "check.0.loss_below", below);
    assert_same(json, "check.0.numeric", (above - below) / ((w + e) - (w - e)));
    double relative = json_number(json, "check.0.relative");
    assert_true(fabs(json_number(json, "check.0.digits") + log10(relative)) < 1e-9 && relative < 1e-5);
    json_assert_word(json, "check.1.parameter", "head.bias");
    assert_same(json, "check.1.analytic", r->gradient[net_get_param(&r->net, PARAM_HEAD_BIAS, 0, 0)->offset]);
    /* The textbook's letters; W is of the chosen layer and direction. */
    json = run_json(place, LSTM_SETS, "--direction reverse check W 8 2 check U 1 1 check V 1 1");
    json_assert_word(json, "check.0.parameter", "weight_hh_l1_reverse");
    assert_same(json, "check.0.analytic", r->gradient[index]);
    json_assert_word(json, "check.1.parameter", "weight_ih_l1_reverse");
    json_assert_word(json, "check.2.parameter", "head.weight");
    char line[64];
    assert_int_equal(run(place, LSTM_SETS, "check weight_hh_l1_reverse 8 2"), 0);
    snprintf(line, sizeof line, "dL/dw by backpropagation       %.12g\n", r->gradient[index]);
    assert_says(place, line);
    assert_says(place, "digits agreed");
}

static void assert_whatif(Place *place, const char *arguments, const WhatIf *what) {
    const Run *r = &place->lab.run;
    Trace out;
    Diag diag = {0};
    double *changed = calloc(2 * r->net.weight_count, sizeof(double));
    assert_non_null(changed);
    assert_true(trace_init(&out, &r->net, &r->wiring, 1, &diag));
    assert_true(whatif_check(what, &r->trace, &diag));
    whatif_run(&out, changed + r->net.weight_count, changed, &r->trace, r->weight, what);
    assert_true(out.loss != r->trace.loss);
    const char *json = run_json(place, LSTM_SETS, arguments);
    int K = r->wiring.loss_count, O = r->net.spec.outputs;
    assert_same(json, "what_if.0.after", what->value);
    assert_same(json, "what_if.0.loss", r->trace.loss);
    assert_same(json, "what_if.0.loss_changed", out.loss);
    assert_same(json, "what_if.0.gradient_norm_changed", out.gradient_norm);
    assert_column(json, "what_if.0.steps.h_norm", r->trace.lane[1][0].h_norm, 1, 7);
    assert_column(json, "what_if.0.steps.h_norm_changed", out.lane[1][0].h_norm, 1, 7);
    assert_column(json, "what_if.0.steps.dh_norm_changed", out.lane[1][0].dh_norm, 1, 7);
    assert_column(json, "what_if.0.losses.loss_changed", out.loss_step, 1, K);
    assert_column(json, "what_if.0.outputs.y", r->trace.y, 1, K * O);
    assert_column(json, "what_if.0.outputs.y_changed", out.y, 1, K * O);
    if (out.prob) assert_column(json, "what_if.0.outputs.probability_changed", out.prob, 1, K * O);
    trace_deinit(&out);
    free(changed);
}

static void what_if_shows_both_passes(void **state) {
    Place *place = *state;
    make_lstm(place);
    const Run *r = &place->lab.run;
    size_t index = net_find_param(&r->net, "weight_ih_l0")->offset + 4;
    assert_whatif(place, "what-if weight weight_ih_l0 5 1 -0.75", &(WhatIf){.kind = WHATIF_WEIGHT, .weight = index, .value = -0.75});
    assert_same(place->program->output, "what_if.0.before", r->weight[index]);
    assert_whatif(place, "what-if input 2 1 3", &(WhatIf){.kind = WHATIF_INPUT, .step = 1, .sequence = -1, .input = 0, .value = 3});
    assert_same(place->program->output, "what_if.0.before", r->trace.x[r->net.spec.inputs]);
    WhatIf gate = {.kind = WHATIF_GATE, .step = 3, .sequence = -1, .layer = 1, .gate = LSTM_F, .unit = 2, .value = 0};
    assert_whatif(place, "what-if gate f 4 3 0", &gate);
    assert_same(place->program->output, "what_if.0.before", r->trace.lane[1][0].gate[(3 * 4 + LSTM_F) * 3 + 2]);
    json_assert_word(place->program->output, "what_if.0.what", "the forget gate of unit 3 at step 4, layer 2, forward");
    gate = (WhatIf){.kind = WHATIF_GATE, .step = 6, .sequence = -1, .layer = 1, .gate = LSTM_O, .unit = -1, .value = 1};
    assert_whatif(place, "what-if gate 'output gate' 7 all 1", &gate);
}

static void update_goes_there_and_back(void **state) {
    Place *place = *state;
    lab_case_apply(&place->lab, "train 3");
    assert_same(run_json(place, "", "--update 3"), "summary.loss", place->lab.run.trace.loss);
    assert_same(run_json(place, "", "--do 'train 9' --update 3"), "summary.loss", place->lab.run.trace.loss);
    assert_same(place->program->output, "update", 3);
    lab_case_apply(&place->lab, "next");
    assert_same(run_json(place, "", "--do 'train 3' --do next"), "summary.loss", place->lab.run.trace.loss);
    assert_int_equal(
        run(place, "--set task=adding --set activation=identity --set radius=1.2 --set steps=60 --set learning_rate=10", "--update 500"),
        1);
    assert_says(place, "not finite");
    const char *bursts = "--set task=adding --set activation=identity --set radius=1.2 --set steps=60 --set learning_rate=10";
    char all[256];
    snprintf(all, sizeof all, "%s --update 500", bursts);
    assert_int_equal(run(place, all, "burst"), 0);
    assert_says(place, "Burst at update ");
    assert_says(place, "the first number that is not finite: ");
    assert_int_equal(run(place, "", "burst"), 1);
    assert_says(place, "all numbers of this training are finite");
}

static void what_it_does_not_know_is_named(void **state) {
    static const char *const wrong[][2] = {
        {"--jsn", "did you mean '--json'"},
        {"--colour", "expected one of --open, --set, --do, --update, --json, --follow"},
        {"--set hiden=3", "did you mean \"hidden\""},
        {"--set radius", "key=value"},
        {"--do play", "a command of the window"},
        {"--do", "needs a value"},
        {"--update -3", "--update: '-3' is not valid"},
        {"--update 2.5", "whole number from 0 to 1000000"},
        {"--layer 2", "this network has 1 layer\n"},
        {"--layer 9", "from 1 to 4"},
        {"--direction up", "forward or reverse"},
        {"--direction reverse", "--set direction=both"},
        {"--state c axes", "a plain RNN has no cell state c"},
        {"--state g axes", "h or c"},
        {"--window 0 truncated", "from 1 to 1000"},
        {"truncated", "--window K"},
        {"itms", "unknown analysis 'itms'; did you mean 'items'? there are burst, summary, verdict, items"},
        {"xyzzy", "unknown analysis 'xyzzy'; there are burst"},
        {"check", "check PARAM ROW COLUMN: the parameter is missing"},
        {"check W", "the row is missing"},
        {"check W 1", "the column is missing"},
        {"check weight_hh 1 1", "did you mean 'weight_hh_l0'? There are weight_ih_l0, weight_hh_l0, bias_ih_l0, bias_hh_l0, head.weight"},
        {"check Q 1 1", "no parameter 'Q'; there are weight_ih_l0"},
        {"--set layers=3 --set direction=both check Q 1 1", "and so on up to l2, each also with _reverse, head.weight"},
        {"check W 7 1", "row '7'; weight_hh_l0 has 1 to 6"},
        {"check W 1 0", "column '0'; weight_hh_l0 has 1 to 6"},
        {"check W one 1", "row 'one'"},
        {"what-if", "the weight, input, gate or state is missing"},
        {"what-if stat 1 1", "weight, input, gate or state"},
        {"what-if weight W 1 1", "what-if weight PARAM ROW COLUMN VALUE: the value is missing"},
        {"what-if weight W 1 1 big", "value 'big' is not a number"},
        {"what-if weight W 1 1 -inf", "not a finite number"},
        {"what-if input 17 1 0", "step '17'; the sequence has 1 to 16, which are T-15 to T"},
        {"what-if input T-16 1 0", "step 'T-16'; the sequence has 1 to 16, which are T-15 to T"},
        {"what-if input T- 1 0", "step 'T-'; the sequence has 1 to 16"},
        {"what-if input 3 2 0", "input '2'; the network has 1 to 1"},
        {"--set task=copy what-if input 16 1 0", "has no input"},
        {"what-if gate f 1 1 0", "gate 'f'; there is h (hidden state)"},
        {"--set cell=gru what-if gate f 1 1 0", "there are r (reset gate), z (update gate), n (candidate state)"},
        {"--set cell=gru what-if gate z 1 9 0", "unit '9'; a layer has 1 to 6"},
        {"--set cell=gru what-if gate z 1 1 1.5", "between 0 and 1"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        int status = run(*state, "", wrong[i][0]);
        if (status != 2) fail_msg("%s: status %d:\n%.500s", wrong[i][0], status, ((Place *)*state)->program->output);
        assert_says(*state, "unroll analyze: ");
        assert_says(*state, wrong[i][1]);
    }
    assert_int_equal(run(*state, "", ">/dev/full"), 1);
    assert_int_equal(run(*state, "", "--help"), 0);
    assert_says(*state, "check PARAM ROW COLUMN");
}

static void a_step_may_be_counted_from_the_end(void **state) {
    Place *place = *state;
    char same[4000];
    run_json(place, "", "what-if input 14 1 0");
    size_t count = strlen(place->program->output);
    assert_in_range(count, 100, sizeof same - 1);
    memcpy(same, place->program->output, count + 1);
    run_json(place, "", "what-if input T-2 1 0");
    assert_string_equal(place->program->output, same);
}

static void several_things_are_one_object(void **state) {
    Place *place = *state;
    const char *json = run_json(place, "", "what-if input 1 1 0 axes items what-if gate h 2 all 0 items summary");
    assert_int_equal(json_count(json, "what_if"), 2);
    assert_non_null(json_find(json, "axes.path"));
    assert_non_null(json_find(json, "items.G"));
    assert_non_null(json_find(json, "summary.loss"));
    assert_int_equal(json_count(json, ""), 10); /* update, sequence, length, version, setup, since, and these, items once */
}

/* Long enough for a bar on any machine; what was measured before stands there whole. */
static void what_takes_long_shows_it_and_can_be_ended(void **state) {
    ProgramCase *program = ((Place *)*state)->program;
    int widest, status = program_case_run_on_terminal(program, "analyze --set cell=lstm --set hidden=256 --set steps=100 summary jacobians",
                                                      60, "step Jacobians");
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGINT);
    assert_true(program_case_count_bars(program, &widest) >= 1);
    assert_in_range(widest, 30, 59);
    program_case_assert_says(program, "share of flat nonlinearities");
    program_case_assert_says(program, "\r\x1b[Kunroll analyze: interrupted before this was done: step Jacobians\r\n");
    assert_null(strstr(program->output, "Step Jacobians"));
    status = program_case_run_on_terminal(program, "analyze --update 1000000", 60, "  training");
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGINT);
    program_case_assert_says(program, "--update 1000000: interrupted before this was done: training");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_summary_has_the_traces_norms_and_shares, setup, teardown),
        cmocka_unit_test_setup_teardown(without_a_word_it_is_the_summary_as_text, setup, teardown),
        cmocka_unit_test_setup_teardown(dead_units_and_the_first_fault_are_named, setup, teardown),
        cmocka_unit_test_setup_teardown(items_say_which_loss_a_gradient_comes_from, setup, teardown),
        cmocka_unit_test_setup_teardown(jacobians_have_norms_singular_values_and_factors, setup, teardown),
        cmocka_unit_test_setup_teardown(the_spectrum_has_every_recurrent_block, setup, teardown),
        cmocka_unit_test_setup_teardown(axes_are_of_h_or_of_c, setup, teardown),
        cmocka_unit_test_setup_teardown(truncated_stands_beside_the_exact_gradient, setup, teardown),
        cmocka_unit_test_setup_teardown(check_compares_the_gradient_with_a_difference, setup, teardown),
        cmocka_unit_test_setup_teardown(what_if_shows_both_passes, setup, teardown),
        cmocka_unit_test_setup_teardown(the_verdict_is_the_followed_losss, setup, teardown),
        cmocka_unit_test_setup_teardown(update_goes_there_and_back, setup, teardown),
        cmocka_unit_test_setup_teardown(what_it_does_not_know_is_named, setup, teardown),
        cmocka_unit_test_setup_teardown(a_step_may_be_counted_from_the_end, setup, teardown),
        cmocka_unit_test_setup_teardown(several_things_are_one_object, setup, teardown),
        cmocka_unit_test_setup_teardown(what_takes_long_shows_it_and_can_be_ended, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
