/* A cell that no file of src/ has heard of: the table of cells with one row more (tests/support/more_cells), the whole program compiled
   with it. It has no kernels, no equations and no text of its own, and engine, analyses, stage, story, chart and `analyze` still say what
   is so of it: above all that its straight strand is (1 - f), not f. */
// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "base/arena.h"
#include "engine/analysis/analysis.h"
#include "engine/analysis/check.h"
#include "engine/analysis/follow.h"
#include "engine/analysis/terms.h"
#include "engine/analysis/units.h"
#include "engine/cell/cell.h"
#include "engine/cell/facts.h"
#include "engine/net/kernels.h"
#include "engine/net/weights.h"
#include "support/drive.h"
#include "support/engine_case.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STEPS = 5, BATCH = 2, MGU_F = 0, MGU_N = 1 };

static void init_case(EngineCase *out, int layers, int directions) {
    Wiring wiring;
    NetSpec spec = engine_case_deep_spec(CELL_MGU, layers, directions);
    wiring_init_many_to_many(&wiring, STEPS);
    engine_case_init(out, &spec, &wiring, BATCH, 3);
    engine_case_run(out);
}

/* ---- the engine ---- */

static void it_is_computed_without_kernels(void **state) {
    EngineCase it;
    Diag diag = {0};
    (void)state;
    assert_non_null(cell_facts(CELL_MGU));
    assert_null(cell_facts(CELL_COUNT));
    NetSpec spec = engine_case_spec(CELL_COUNT, 2, 1, 1);
    Net net;
    assert_false(net_init(&net, &spec, &diag));
    assert_non_null(strstr(diag.text, "cell: number 4 given, 0 to 3 are allowed"));
    init_case(&it, 1, 1);
    assert_null(it.trace.kernels);
    assert_int_equal(it.net.gates, 2);
    const TraceLane *lane = &it.trace.lane[0][0];
    for (int j = 0; j < it.net.spec.hidden; j++) { /* row 0, by hand */
        double f = lane->gate[j], n = lane->gate[it.net.spec.hidden + j];
        assert_true(f > 0 && f < 1);
        assert_near(lane->h[j], (1 - f) * lane->h0[j] + f * n, 1e-14, 1e-14, "h", j);
    }
    engine_case_deinit(&it);
}

/* Central differences at two widths, Richardson's combination; `what` NULL: the plain pass. */
static double loss_at(EngineCase *it, Trace *probe, double *changed, double *number, double value, const WhatIf *what) {
    double before = *number;
    *number = value;
    if (what) {
        whatif_forward(probe, changed, &it->trace, it->weight, what);
    } else {
        net_forward(&it->trace, it->weight);
    }
    *number = before;
    return what ? probe->loss : it->trace.loss;
}

static double difference(EngineCase *it, Trace *probe, double *changed, double *number, const WhatIf *what) {
    double at = *number, slope[2];
    for (int i = 0; i < 2; i++) {
        double h = i ? 1e-3 : 2e-3;
        slope[i] = (loss_at(it, probe, changed, number, at + h, what) - loss_at(it, probe, changed, number, at - h, what)) / (2 * h);
    }
    return (4 * slope[1] - slope[0]) / 3;
}

static void its_gradients_agree_with_finite_differences(void **state) {
    (void)state;
    for (int directions = 1; directions <= 2; directions++) {
        EngineCase it;
        init_case(&it, 2, directions);
        double *gradient = mem_new(it.net.weight_count * sizeof(double));
        assert_non_null(gradient);
        memcpy(gradient, it.gradient, it.net.weight_count * sizeof(double));
        for (size_t i = 0; i < it.net.weight_count; i++)
            assert_near(gradient[i], difference(&it, NULL, NULL, &it.weight[i], NULL), 1e-6, 1e-4, "weight", (int)i);
        TraceLane *lane = &it.trace.lane[0][directions - 1];
        for (int i = 0; i < BATCH * it.net.spec.hidden; i++)
            assert_near(lane->dh0[i], difference(&it, NULL, NULL, &lane->h0[i], NULL), 1e-6, 1e-4, "h0", i);
        mem_free(gradient);
        engine_case_deinit(&it);
    }
}

static void its_step_jacobian_is_what_the_backward_pass_multiplies_by(void **state) {
    EngineCase it;
    double J[9], carry;
    (void)state;
    init_case(&it, 1, 1);
    const TraceLane *lane = &it.trace.lane[0][0];
    int H = it.net.spec.hidden;
    for (int t = 1; t < STEPS; t++) {
        trace_form_jacobian(J, &it.trace, it.weight, 0, 0, t, 1);
        for (int j = 0; j < H; j++) {
            carry = 0;
            for (int i = 0; i < H; i++) carry += J[i * H + j] * lane->dh[(t * BATCH + 1) * H + i];
            assert_near(lane->dh_carry[(t * BATCH + 1) * H + j], carry, 1e-12, 1e-12, "carry", j);
        }
    }
    engine_case_deinit(&it);
}

/* The strands of one loss: straight is (1-f) * d, its norm over that of d; and the factors multiply to the ratio at the far end. */
static void its_straight_strand_is_one_minus_the_gate(void **state) {
    EngineCase it;
    Follow follow;
    Diag diag = {0};
    Wiring wiring;
    (void)state;
    NetSpec spec = engine_case_spec(CELL_MGU, 4, 2, 1);
    wiring_init_many_to_one(&wiring, STEPS);
    engine_case_init(&it, &spec, &wiring, 1, 5);
    engine_case_run(&it);
    assert_true(follow_init(&follow, &it.trace, &diag));
    follow_measure(&follow, &it.trace, it.weight, 0, NULL);
    const TraceLane *lane = &it.trace.lane[0][0];
    const FollowLane *strands = &follow.lane[0][0];
    double product = 1;
    assert_non_null(strands->straight);
    for (int t = STEPS - 1; t > 0; t--) {
        double kept[4], gated[4];
        for (int j = 0; j < 4; j++) {
            double f = lane->gate[t * 8 + j], d = lane->dh[t * 4 + j];
            kept[j] = (1 - f) * d;
            gated[j] = f * d;
        }
        double left = kernel_norm(lane->dh + t * 4, 4);
        assert_near(strands->straight[t], kernel_norm(kept, 4) / left, 1e-12, 1e-12, "straight", t);
        assert_true(fabs(strands->straight[t] - kernel_norm(gated, 4) / left) > 1e-3);
        product *= strands->factor[t];
    }
    assert_near(strands->r[0] / strands->r[STEPS - 1], product, 1e-12, 1e-12, "far end", 0);
    assert_near(strands->r[0], lane->dh_norm[0] / lane->dh_norm[STEPS - 1], 1e-12, 1e-12, "r", 0);
    follow_deinit(&follow);
    engine_case_deinit(&it);
}

/* Held at a value, one gate, both gates, one unit or all: the gradient is that of the loss with the gate held. Its candidate gets the state
   through n alone, its gate also past it. */
static void a_held_gate_has_the_gradient_of_the_loss_with_it_held(void **state) {
    (void)state;
    for (int turn = 0; turn < 6; turn++) {
        EngineCase it;
        Trace probe;
        Diag diag = {0};
        init_case(&it, 2, 1);
        size_t count = it.net.weight_count;
        double *gradient = mem_new(2 * count * sizeof(double)), *changed = gradient + count;
        assert_true(gradient && trace_init(&probe, &it.net, &it.trace.wiring, BATCH, &diag));
        WhatIf what = {
            .kind = WHATIF_GATE, .value = turn % 3 ? 0.7 : 0.9999, .step = 2, .sequence = -1, .gate = turn % 2, .unit = turn < 3 ? -1 : 1};
        assert_true(whatif_check(&what, &it.trace, &diag));
        whatif_run(&probe, gradient, changed, &it.trace, it.weight, &what);
        double *analytic = mem_new(count * sizeof(double));
        assert_non_null(analytic);
        memcpy(analytic, gradient, count * sizeof(double));
        for (size_t i = 0; i < count; i++)
            assert_near(analytic[i], difference(&it, &probe, changed, &it.weight[i], &what), 1e-6, 1e-4, "weight", (int)i);
        what.value = 1.5;
        assert_false(whatif_check(&what, &it.trace, &diag));
        mem_free(analytic);
        mem_free(gradient);
        trace_deinit(&probe);
        engine_case_deinit(&it);
    }
}

static void it_is_measured_by_its_own_gates(void **state) {
    EngineCase it;
    UnitShares shares;
    (void)state;
    init_case(&it, 1, 1);
    TraceLane *lane = &it.trace.lane[0][0];
    int H = it.net.spec.hidden;
    /* Flat: a sigmoid outside 0.01 to 0.99, a tanh beyond 0.99. 0.005 is flat for the gate and not for the candidate. */
    for (int i = 0; i < STEPS * BATCH * 2 * H; i++) lane->gate[i] = 0.005;
    trace_measure(&it.trace, it.weight, it.gradient);
    assert_true(lane->saturation[0] == 0.5);
    units_measure(&shares, &it.trace, 0, 0);
    assert_int_equal(shares.parts, 2);
    assert_true(shares.part[MGU_F][0] == 1 && shares.part[MGU_N][0] == 0 && shares.saturated[1] == 0.5);
    engine_case_deinit(&it);
}

/* A larger bias keeps more: here the gate's own goes down. */
static void a_larger_keep_bias_closes_its_gate(void **state) {
    EngineCase it;
    (void)state;
    init_case(&it, 1, 1);
    weights_set_forget_bias(it.weight, &it.net, 2);
    const Param *bias = net_get_param(&it.net, PARAM_INPUT_BIAS, 0, 0);
    assert_true(it.weight[bias->offset + MGU_F * 3] == -2 && it.weight[bias->offset + MGU_N * 3] != -2);
    assert_true(weights_forget_bias(it.weight, &it.net) == 2);
    engine_case_deinit(&it);
}

/* ---- the window ---- */

static void drive_cell(Drive *drive) {
    drive_start(drive);
    drive_line(drive, "set cell mgu");
    drive_line(drive, "train 3");
    drive_resize(drive, 1600, 900);
}

static void it_can_be_chosen_beside_the_others(void **state) {
    Drive drive;
    char text[64];
    (void)state;
    drive_cell(&drive);
    const Setup *setup = &app_lab(drive.app)->setup;
    setup_format(text, (int)sizeof text, setup, KEY_CELL);
    assert_string_equal(text, "mgu");
    assert_string_equal(setup_label(setup, KEY_FORGET_BIAS), "Keep-gate bias (minus f's)");
    assert_true(setup_is_active(setup, KEY_FORGET_BIAS) && !setup_is_active(setup, KEY_ACTIVATION));
    drive_frame(&drive, 0);
    assert_true(drive_has_run(&drive, "MGU"));
    drive_end(&drive);
}

/* The valve of an arrow is as wide as 1 - f is on average, in the forget gate's colour. */
static void its_valve_is_as_wide_as_it_keeps(void **state) {
    Drive drive;
    (void)state;
    drive_cell(&drive);
    drive_line(&drive, "seek backward end");
    const DrawList *list = drive_frame(&drive, 0);
    const Run *run = &app_lab(drive.app)->run;
    Color color = theme_get((ThemeChoice){THEME_DARK, PALETTE_DEFAULT})->gate_forget;
    double widest = 0, narrowest = INFINITY, gap[64];
    int found = 0;
    DrawItem item;
    bool inside = false;
    double tip = 0;
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        if (item.op == DRAW_GROUP) inside = str_equal(item.text, "stage/valves");
        if (!inside || item.op != DRAW_LINE || item.color.r != color.r || item.color.g != color.g || item.color.b != color.b) continue;
        if (found % 2 == 0)
            tip = item.y1;
        else
            gap[found / 2] = fabs(item.y1 - tip);
        found++;
        assert_true(found < 128);
    }
    int arrows = run->wiring.steps - 1;
    assert_int_equal(found, 2 * arrows);
    double full = 0;
    for (int k = 0; k < arrows; k++) { /* arrows from step 2 on */
        double open = 1 - run->trace.lane[0][0].gate_mean[(k + 1) * 2 + MGU_F];
        if (k == 0) full = gap[0] / open;
        widest = fmax(widest, gap[k] / open);
        narrowest = fmin(narrowest, gap[k] / open);
    }
    assert_true(full > 4);
    assert_true(widest - narrowest < 0.02 * full);
    drive_end(&drive);
}

static void its_strip_and_its_hover_name_its_gate(void **state) {
    Drive drive;
    (void)state;
    drive_cell(&drive);
    drive_line(&drive, "seek backward end");
    drive_frame(&drive, 0);
    assert_int_equal(drive_region(&drive, "stage/gate1")->rows, 1);
    drive_hover(&drive, "stage/gate1", 0.5, 0.5);
    assert_true(drive_has_text(&drive, "forget gate at step"));
    drive_hover(&drive, "stage/state1", 2.5 / 16, 0.6);
    assert_true(drive_has_text(&drive, "forget f = "));
    assert_true(drive_has_text(&drive, ", candidate n = "));
    drive_hover(&drive, "stage/gradient", 0.5, 0.5);
    assert_true(drive_has_text(&drive, "straight by 1 − f ×"));
    assert_true(drive_has_text(&drive, "through W ×"));
    drive_end(&drive);
}

/* All runs of the left panel, joined by blanks. */
static void read_story(char *out, size_t size, Drive *drive) {
    const DrawList *list = drive_frame(drive, 0);
    DrawItem item;
    bool inside = false;
    *out = 0;
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        if (item.op == DRAW_GROUP) inside = str_equal(item.text, "story");
        if (!inside || item.op != DRAW_TEXT) continue;
        size_t used = strlen(out);
        snprintf(out + used, size - used, "%.*s ", item.text.count, item.text.at);
    }
    char *to = out; /* one blank for several */
    for (const char *at = out; *at; at++) {
        if (*at != ' ' || to == out || to[-1] != ' ') *to++ = *at;
    }
    *to = 0;
}

static void assert_tells(const char *story, const char *part) {
    if (!strstr(story, part)) fail_msg("'%s' is not in: %s", part, story);
}

static void the_story_tells_its_facts_and_nothing_of_other_cells(void **state) {
    Drive drive;
    char story[8192];
    (void)state;
    drive_cell(&drive);
    static const char *const foreign[] = {"update gate", "reset gate", "cell state", "activation", " c "};
    for (int phase = 0; phase < 2; phase++) {
        drive_line(&drive, phase ? "seek backward end" : "seek forward end");
        read_story(story, sizeof story, &drive);
        for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++) {
            if (strstr(story, foreign[i])) fail_msg("'%s' is in: %s", foreign[i], story);
        }
        if (phase == 0) {
            assert_tells(story, "forget gate f (0 to 1)");
            assert_tells(story, "candidate state n");
            assert_tells(story, "It keeps 1 − f of");
        } else {
            assert_tells(story, "straight times 1 − f :");
            assert_tells(story, "straight, by way of 1 − f");
            assert_tells(story, "The same seed as an LSTM");
            assert_tells(story, "The same seed as a GRU");
            assert_null(strstr(story, "The same seed as a minimal gated unit"));
        }
    }
    drive_end(&drive);
}

/* Every bar of the chart is the followed loss's gradient of this cell. */
static void every_phase_is_drawn(void **state) {
    static const char *const places[] = {"seek unroll end", "seek forward 5",     "seek loss end",
                                         "seek backward 3", "seek update shares", "seek update end"};
    Drive drive;
    (void)state;
    drive_cell(&drive);
    for (int turn = 0; turn < 3; turn++) {
        drive_line(&drive, turn == 0 ? "set steps 16" : turn == 1 ? "set steps 50" : "set steps 200");
        drive_line(&drive, turn == 1 ? "set direction both" : "set direction forward");
        for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
            drive_line(&drive, places[i]);
            assert_true(drive_frame(&drive, 0) != NULL);
        }
    }
    assert_true(drive_has_text(&drive, "×")); /* the update's words */
    drive_end(&drive);
}

/* ---- the program ---- */

/* The close-up knows the diagrams of three cells: of another one it says so, under its own name, and draws no other cell's. */
static void the_close_up_says_that_it_has_no_diagram(void **state) {
    static const char *const places[] = {"seek forward 2", "seek backward 2"};
    Drive drive;
    (void)state;
    drive_cell(&drive);
    drive_line(&drive, "show cell");
    drive_settle(&drive);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        drive_line(&drive, places[i]);
        drive_settle(&drive);
        assert_true(drive_has_text(&drive, i == 0 ? "MGU, step 2" : "MGU, step 15"));
        assert_true(drive_has_text(&drive, "The close-up has no"));
        assert_false(drive_has_text(&drive, "RNN cell"));
        assert_false(drive_has_text(&drive, "(null)"));
        assert_false(drive_has_text(&drive, "Point at a term"));
    }
    drive_end(&drive);
}

static void assert_program_says(const char *arguments, const char *const *part) {
    char command[2048], *out = calloc(1, 1 << 18);
    assert_non_null(out);
    snprintf(command, sizeof command, "{ '%s' %s; } 2>&1", UNROLL_MORE_CELLS, arguments);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    size_t size = fread(out, 1, (1 << 18) - 1, pipe);
    out[size] = 0;
    if (pclose(pipe) != 0) fail_msg("%s failed: %s", arguments, out);
    for (; *part; part++) {
        if (!strstr(out, *part)) fail_msg("'%s' is not in what %s says: %s", *part, arguments, out);
    }
    free(out);
}

static void analyze_answers_for_it(void **state) {
    (void)state;
    assert_program_says("analyze --set cell=mgu summary jacobians spectrum",
                        (const char *const[]){"slope of f", "slope of n", "max 1-f", "|W| of the forget gate",
                                              "Recurrent block of the candidate state", NULL});
    assert_program_says("analyze --set cell=mgu --json jacobians items axes truncated --window 3",
                        (const char *const[]){"\"slope_f\"", "\"slope_n\"", "\"W_f_norm\"", "\"carry\"", NULL});
    assert_program_says("analyze --set cell=mgu verdict", (const char *const[]){"arrows", NULL});
    assert_program_says("analyze --set cell=mgu --set hidden=3 what-if gate f 8 all 0", (const char *const[]){"forget gate", NULL});
    assert_program_says("train --set cell=mgu --updates 3", (const char *const[]){"updates 3", NULL});
}

/* The sums of the page of terms, the spreadsheet and the programs are those of three cells. */
static void what_has_no_formula_of_it_is_refused(void **state) {
    EngineCase it;
    (void)state;
    init_case(&it, 2, 2);
    for (int kind = 0; kind < TERMS_KIND_COUNT; kind++) {
        for (int gate = 0; gate < it.net.gates; gate++) {
            TermsPlace place = {.kind = (TermsKind)kind, .step = 2, .gate = gate};
            assert_false(terms_has(&it.trace, &place));
        }
    }
    engine_case_deinit(&it);
    Drive drive;
    drive_cell(&drive);
    drive_line(&drive, "seek backward 3");
    drive_line(&drive, "terms here");
    drive_settle(&drive);
    assert_true(drive_has_text(&drive, "This network has no such number."));
    drive_end(&drive);
    assert_program_says("render --set cell=mgu --do 'terms dh 4 3' -o - || true",
                        (const char *const[]){"there is no dh here: a minimal gated unit", NULL});
    assert_program_says("export --set cell=mgu sheet - || true",
                        (const char *const[]){"the spreadsheet has no formulas for a minimal gated unit", NULL});
    assert_program_says("export --set cell=mgu pytorch - || true",
                        (const char *const[]){"a minimal gated unit has no counterpart in PyTorch and Keras", NULL});
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_computed_without_kernels),
        cmocka_unit_test(its_gradients_agree_with_finite_differences),
        cmocka_unit_test(its_step_jacobian_is_what_the_backward_pass_multiplies_by),
        cmocka_unit_test(its_straight_strand_is_one_minus_the_gate),
        cmocka_unit_test(a_held_gate_has_the_gradient_of_the_loss_with_it_held),
        cmocka_unit_test(it_is_measured_by_its_own_gates),
        cmocka_unit_test(a_larger_keep_bias_closes_its_gate),
        cmocka_unit_test(it_can_be_chosen_beside_the_others),
        cmocka_unit_test(its_valve_is_as_wide_as_it_keeps),
        cmocka_unit_test(its_strip_and_its_hover_name_its_gate),
        cmocka_unit_test(the_story_tells_its_facts_and_nothing_of_other_cells),
        cmocka_unit_test(every_phase_is_drawn),
        cmocka_unit_test(the_close_up_says_that_it_has_no_diagram),
        cmocka_unit_test(analyze_answers_for_it),
        cmocka_unit_test(what_has_no_formula_of_it_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
