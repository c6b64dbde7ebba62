/* The microscope while a what-if holds numbers: with a held weight or input its numbers are those of a run that really has them, and with
   a held gate or state nothing is counted through it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "engine/cell/facts.h"
#include "experiment/microscope.h"
#include "lab/lab_play.h"
#include "lab/run.h"
#include "support/engine_case.h"
#include "support/lab_case.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static Microscope *measure(const Run *run, MicroscopePlace place) {
    Microscope *microscope = mem_new(sizeof *microscope);
    assert_non_null(microscope);
    memset(microscope, 0, sizeof *microscope);
    assert_true(microscope_measure(microscope, run, 1, place, MICROSCOPE_ALL, true));
    assert_true(microscope->has_pulls && microscope->has_spectrum && microscope->has_axes && microscope->left == 0);
    return microscope;
}

static void discard(Microscope *microscope) {
    microscope_deinit(microscope);
    mem_free(microscope);
}

static void assert_same_numbers(const double *a, const double *b, size_t count, const char *what, const char *of) {
    if (memcmp(a, b, count * sizeof *a) != 0) fail_msg("%s: %s differ", of, what);
}

static void assert_same(const Microscope *a, const Microscope *b, const Run *run, MicroscopePlace place, const char *of) {
    const RecurrentBlock *p = &a->blocks.of[place.layer][place.direction][place.gate],
                         *q = &b->blocks.of[place.layer][place.direction][place.gate];
    size_t hidden = (size_t)run->net.spec.hidden, steps = (size_t)run->wiring.steps, losses = (size_t)run->wiring.loss_count;
    assert_same_numbers(p->real, q->real, hidden, "eigenvalues", of);
    assert_same_numbers(p->imaginary, q->imaginary, hidden, "eigenvalues", of);
    assert_same_numbers(&p->norm, &q->norm, 1, "norms", of);
    assert_same_numbers(a->pulls.norm, b->pulls.norm, steps * losses, "gradients", of);
    assert_same_numbers(a->pulls.pull, b->pulls.pull, steps * losses, "pulls", of);
    assert_same_numbers(a->pulls.relative, b->pulls.relative, steps * losses, "relative gradients", of);
    assert_same_numbers(a->line, b->line, steps * (size_t)a->spectrum.count, "products", of);
    assert_same_numbers(a->bound, b->bound, steps, "bounds", of);
    assert_same_numbers(a->path_x, b->path_x, steps, "paths", of);
    assert_same_numbers(a->path_y, b->path_y, steps, "paths", of);
}

static const char *const networks[] = {"set cell rnn; set hidden 5", "set cell lstm; set hidden 4",
                                       "set cell gru; set hidden 4; set layers 2; set direction both"};

static void open(Lab *lab, const char *network) {
    lab_case_open(lab);
    lab_case_apply_all(lab, "set task parity; set steps 9");
    lab_case_apply_all(lab, network);
    lab_case_apply(lab, "train 3");
}

static void a_held_weight_or_input_gives_the_numbers_of_a_run_that_has_it(void **state) {
    (void)state;
    for (size_t g = 0; g < sizeof networks / sizeof *networks; g++) {
        Lab lab, other;
        open(&lab, networks[g]);
        open(&other, networks[g]);
        MicroscopePlace place = {.layer = lab.run.net.spec.layers - 1, .gate = lab.run.net.gates - 1};
        int hidden = lab.run.net.spec.hidden;
        WhatIf what[2] = {{.kind = WHATIF_WEIGHT, .value = 0.875}, {.kind = WHATIF_INPUT, .step = 1, .sequence = -1, .value = -0.5}};
        what[0].weight = net_get_param(&lab.run.net, PARAM_RECURRENT_WEIGHT, place.layer, 0)->offset +
                         (size_t)(place.gate * hidden * hidden + hidden + 2);
        Microscope *before = measure(&lab.run, place);
        memcpy(lab.run.hold, what, sizeof what);
        lab.run.hold_count = 2;
        run_form_hold(&lab.run);
        assert_true(lab.run.is_held && !run_held(&lab.run));
        other.run.weight[what[0].weight] = 0.875;
        memcpy(other.run.trace.x, lab.run.trace.x, sizeof(double) * (size_t)(other.run.wiring.steps * other.run.net.spec.inputs));
        run_pass(&other.run, &other.setup);
        run_follow(&other.run);
        Microscope *held = measure(&lab.run, place), *real = measure(&other.run, place);
        assert_same(held, real, &lab.run, place, networks[g]);
        const RecurrentBlock *p = &held->blocks.of[place.layer][0][place.gate], *q = &before->blocks.of[place.layer][0][place.gate];
        assert_true(p->norm != q->norm && held->path_x[8] != before->path_x[8] && held->pulls.norm[0] != before->pulls.norm[0]);
        discard(before);
        discard(held);
        discard(real);
        lab_deinit(&lab);
        lab_deinit(&other);
    }
}

/* The followed loss is measured by other code; all losses together are the gradient of the pass. */
static void a_held_gate_or_state_lets_nothing_through(void **state) {
    (void)state;
    static const char *const held[] = {"whatif gate %s 5 2 0.25", "whatif gate %s 5 all 0.5", "whatif state 5 2 0.4",
                                       "whatif state 5 all -0.3"};
    static const char *const letter[] = {"", "f", "z"};
    for (size_t g = 0; g < sizeof networks / sizeof *networks; g++) {
        for (size_t i = 0; i < sizeof held / sizeof *held; i++) {
            if (g == 0 && i < 2) continue; /* the RNN has no gate */
            char line[64];
            Lab lab;
            open(&lab, networks[g]);
            Run *run = &lab.run;
            MicroscopePlace place = {.layer = run->net.spec.layers - 1};
            Microscope *before = measure(run, place);
            snprintf(line, sizeof line, i < 2 ? held[i] : "%s", i < 2 ? letter[g] : held[i]);
            lab_case_apply(&lab, "%s", line);
            assert_non_null(run_held(run));
            Microscope *scope = measure(run, place);
            int steps = run->wiring.steps, losses = run->wiring.loss_count, n = scope->spectrum.count;
            for (int t = 0; t < steps; t++) {
                double sum = 0;
                for (int k = 0; k < losses; k++) sum += scope->pulls.pull[k * steps + t];
                assert_near(sum, run->trace.lane[place.layer][0].dh_norm[t], 1e-9, 1e-12, line, t);
                double followed = scope->pulls.relative[run->follow.loss * steps + t];
                assert_near(followed, run->follow.lane[place.layer][0].r[t], 1e-9, 1e-12, line, t);
            }
            assert_true(scope->line[0] != before->line[0]);
            bool is_cut = i == 3 && !run->net.facts->has_c; /* the whole state: nothing of what was before is left */
            if (is_cut) assert_true(scope->line[3] == 0 && scope->line[4] > 0);
            for (int k = 0; k < n; k++) assert_true(isfinite(scope->line[k * steps]));
            discard(before);
            discard(scope);
            lab_deinit(&lab);
        }
    }
}

static void an_eigenvalue_of_a_held_block_is_not_moved(void **state) {
    (void)state;
    Lab lab;
    open(&lab, "set cell lstm; set hidden 4");
    lab_case_apply(&lab, "whatif weight W 1 2 0.5");
    LabDigest was = lab_case_digest(&lab), now;
    Diag diag = lab_case_refuse(&lab, "eigenvalue 1 0.9 0.1 of i");
    lab_case_assert_says(&diag, "a what-if holds a number of this W");
    now = lab_case_digest(&lab);
    lab_case_assert_same(&was, &now, "refused");
    lab_case_apply(&lab, "whatif none");
    lab_case_apply(&lab, "whatif input 1 1 -1");
    Microscope *before = measure(&lab.run, (MicroscopePlace){0});
    double re = before->blocks.of[0][0][0].real[0], im = before->blocks.of[0][0][0].imaginary[0];
    lab_case_apply(&lab, "eigenvalue 1 %.17g %.17g of i", re * 0.5, im * 0.5);
    Microscope *after = measure(&lab.run, (MicroscopePlace){0});
    bool is_there = false;
    for (int k = 0; k < 4; k++) {
        const RecurrentBlock *block = &after->blocks.of[0][0][0];
        is_there = is_there || hypot(block->real[k] - re * 0.5, block->imaginary[k] - im * 0.5) < 1e-9;
    }
    assert_true(is_there && lab.run.is_held);
    discard(before);
    discard(after);
    lab_deinit(&lab);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_held_weight_or_input_gives_the_numbers_of_a_run_that_has_it),
                                       cmocka_unit_test(a_held_gate_or_state_lets_nothing_through),
                                       cmocka_unit_test(an_eigenvalue_of_a_held_block_is_not_moved)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
