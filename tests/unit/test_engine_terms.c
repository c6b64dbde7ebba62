/* Every number of a trace is what its terms make: for every kind of number, cell, direction, wiring, depth and loss, on both ways. Every factor
   is again such a number, and each walk ends at what is given. */
// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "engine/analysis/terms.h"
#include "support/engine_case.h"
#include <math.h>

enum { STEPS = 4 };

static bool is_given(const TermsPlace *at) {
    bool is_start = (at->kind == TERMS_H || at->kind == TERMS_C) && at->step < 0;
    return at->kind <= TERMS_WEIGHT || is_start;
}

/* Is the same number reached by recomputing the product from what the factors are said to be? */
static void check_factors(const EngineCase *c, const Term *term) {
    double product = 1;
    for (int i = 0; i < term->count; i++) {
        const TermsFactor *factor = &term->factor[i];
        product *= factor->value;
        if (factor->place.kind == TERMS_CONSTANT) continue;
        assert_true(terms_has(&c->trace, &factor->place));
        assert_true(terms_value(&c->trace, c->weight, c->gradient, &factor->place) == factor->value);
    }
    assert_true(product == term->value);
}

static void check_place(const EngineCase *c, Terms *terms, const TermsPlace *at, bool *seen) {
    double apart = 0;
    if (!terms_has(&c->trace, at)) return;
    assert_true(terms_form(terms, &c->trace, c->weight, c->gradient, at));
    seen[at->kind] = true;
    assert_true(is_given(at) == (terms->count == 0) || (at->kind == TERMS_DH && terms->count == 0));
    for (int i = 0; i < terms->count; i++) {
        check_factors(c, &terms->term[i]);
        apart += fabs(terms->term[i].value);
    }
    if (is_given(at)) return;
    double found = terms_evaluate(terms, c->net.spec.activation), wanted = terms->value;
    bool is_function = terms->function != TERMS_PLAIN;
    if (!(fabs(found - wanted) <= 1e-11 * (is_function ? fmax(fabs(wanted), 1e-3) : fmax(apart, 1e-12))))
        fail_msg("kind %d step %d gate %d row %d col %d layer %d direction %d: %.17g is not %.17g", at->kind, at->step, at->gate, at->row,
                 at->col, at->layer, at->direction, found, wanted);
}

static void check_all(const EngineCase *c, bool *seen) {
    Terms terms = {0};
    for (int kind = TERMS_X; kind < TERMS_KIND_COUNT; kind++) {
        TermsPlace at = {.kind = (TermsKind)kind};
        if (kind == TERMS_WEIGHT || kind == TERMS_DWEIGHT) {
            for (int p = 0; p < c->net.param_count; p++) {
                const Param *param = &c->net.param[p];
                at.param = param->kind;
                at.layer = param->layer;
                at.direction = param->direction;
                for (at.row = 0; at.row < param->rows; at.row++)
                    for (at.col = 0; at.col < param->cols; at.col++) check_place(c, &terms, &at, seen);
            }
            continue;
        }
        for (at.layer = 0; at.layer < c->net.spec.layers; at.layer++)
            for (at.direction = 0; at.direction < c->net.spec.directions; at.direction++)
                for (at.step = -1; at.step < STEPS; at.step++)
                    for (at.gate = 0; at.gate < c->net.gates; at.gate++)
                        for (at.row = 0; at.row < 3; at.row++) check_place(c, &terms, &at, seen);
    }
    terms_deinit(&terms);
}

static void check_net(NetSpec spec, int wiring_kind, int length, bool *seen) {
    Wiring wiring;
    if (wiring_kind == 0) wiring_init_many_to_one(&wiring, STEPS);
    if (wiring_kind == 1) wiring_init_many_to_many(&wiring, STEPS);
    if (wiring_kind == 2) wiring_init_encoder_decoder(&wiring, STEPS);
    wiring.sum_losses = wiring_kind == 1;
    EngineCase c;
    engine_case_init(&c, &spec, &wiring, 1, (uint64_t)(17 + wiring_kind));
    for (int k = 0; spec.loss == LOSS_CROSS_ENTROPY && k < wiring.loss_count; k++) c.trace.target[k] = k % spec.outputs;
    trace_set_length(&c.trace, 0, length);
    engine_case_run(&c);
    check_all(&c, seen);
    engine_case_deinit(&c);
}

static void every_number_is_what_its_terms_make(void **state) {
    (void)state;
    bool seen[TERMS_KIND_COUNT] = {false};
    for (int cell = 0; cell < CELL_COUNT; cell++)
        for (int layers = 1; layers <= 2; layers++)
            for (int directions = 1; directions <= 2; directions++)
                for (int wiring = 0; wiring < 3; wiring++)
                    for (int loss = 0; loss < LOSS_COUNT; loss++) {
                        NetSpec spec = engine_case_deep_spec((CellKind)cell, layers, directions);
                        spec.loss = (LossKind)loss;
                        spec.dropout = layers > 1 && wiring == 1 ? 0.4 : 0;
                        check_net(spec, wiring, STEPS, seen);
                        if (wiring < 2) check_net(spec, wiring, STEPS - 1, seen); /* a shorter sequence */
                    }
    for (int activation = 0; activation < ACTIVATION_COUNT; activation++) {
        NetSpec spec = engine_case_deep_spec(CELL_RNN, 1, 1);
        spec.activation = (Activation)activation;
        check_net(spec, 0, STEPS, seen);
    }
    for (int kind = TERMS_X; kind < TERMS_KIND_COUNT; kind++)
        if (!seen[kind]) fail_msg("no number of kind %d was tested", kind);
}

/* Always into the largest factor that is not given yet: from the loss, and from an entry of dL/dW, every walk comes to an end. */
static void every_walk_ends_at_what_is_given(void **state) {
    (void)state;
    for (int cell = 0; cell < CELL_COUNT; cell++) {
        Wiring wiring;
        wiring_init_many_to_one(&wiring, STEPS);
        NetSpec spec = engine_case_deep_spec((CellKind)cell, 2, 2);
        EngineCase c;
        engine_case_init(&c, &spec, &wiring, 1, 5);
        engine_case_run(&c);
        const TermsPlace start[] = {{.kind = TERMS_TOTAL}, {.kind = TERMS_DWEIGHT, .param = PARAM_RECURRENT_WEIGHT, .col = 1}};
        for (int s = 0; s < 2; s++) {
            Terms terms = {0};
            TermsPlace at = start[s];
            int walked = 0;
            for (; walked < 1000; walked++) {
                const TermsFactor *next = NULL;
                assert_true(terms_form(&terms, &c.trace, c.weight, c.gradient, &at));
                for (int i = 0; i < terms.count; i++)
                    for (int k = 0; k < terms.term[i].count; k++) {
                        const TermsFactor *factor = &terms.term[i].factor[k];
                        if (factor->place.kind == TERMS_CONSTANT || is_given(&factor->place)) continue;
                        if (!next || fabs(factor->value) > fabs(next->value)) next = factor;
                    }
                if (!next) break;
                at = next->place;
            }
            assert_in_range(walked, 2, 999);
            terms_deinit(&terms);
        }
        engine_case_deinit(&c);
    }
}

static bool has_made_factor(const Term *term) {
    for (int k = 0; k < term->count; k++)
        if (term->factor[k].place.kind != TERMS_CONSTANT && !is_given(&term->factor[k].place)) return true;
    return false;
}

/* The way along the largest terms: no larger term has a factor that is made of others, it never goes aside into a gate or slope where a state
   or gradient stands beside it, and it ends. */
static void the_largest_way_follows_the_largest_terms(void **state) {
    (void)state;
    for (int cell = 0; cell < CELL_COUNT; cell++) {
        Wiring wiring;
        wiring_init_many_to_one(&wiring, STEPS);
        NetSpec spec = engine_case_deep_spec((CellKind)cell, 2, 2);
        EngineCase c;
        engine_case_init(&c, &spec, &wiring, 1, 5);
        engine_case_run(&c);
        const TermsPlace start[] = {{.kind = TERMS_TOTAL}, {.kind = TERMS_DWEIGHT, .param = PARAM_RECURRENT_WEIGHT, .col = 1}};
        for (int s = 0; s < 2; s++) {
            Terms terms = {0};
            TermsPlace at = start[s];
            int walked = 0, term, factor;
            for (; walked < 1000; walked++) {
                assert_true(terms_form(&terms, &c.trace, c.weight, c.gradient, &at));
                bool leads = terms_find_largest(&term, &factor, &terms), could = false;
                for (int i = 0; i < terms.count; i++) {
                    if (!has_made_factor(&terms.term[i])) continue;
                    could = true;
                    assert_true(leads && fabs(terms.term[i].value) <= fabs(terms.term[term].value));
                }
                assert_int_equal(leads, could);
                if (!leads) break;
                const Term *taken = &terms.term[term];
                TermsPlace next = taken->factor[factor].place;
                assert_false(is_given(&next));
                for (int k = 0; k < taken->count; k++)
                    if (taken->factor[k].place.kind >= TERMS_DX) assert_true(next.kind >= TERMS_DX); /* a gradient's way stays one */
                at = next;
            }
            assert_in_range(walked, 2, 999);
            terms_deinit(&terms);
        }
        engine_case_deinit(&c);
    }
}

static void what_is_not_there_is_not_there(void **state) {
    (void)state;
    Wiring wiring;
    wiring_init_many_to_one(&wiring, STEPS);
    NetSpec spec = engine_case_deep_spec(CELL_RNN, 1, 1);
    EngineCase c;
    engine_case_init(&c, &spec, &wiring, 1, 5);
    engine_case_run(&c);
    const TermsPlace wrong[] = {{.kind = TERMS_C},
                                {.kind = TERMS_Q},
                                {.kind = TERMS_DC},
                                {.kind = TERMS_H, .step = STEPS},
                                {.kind = TERMS_UP},
                                {.kind = TERMS_P},
                                {.kind = TERMS_H, .row = 3},
                                {.kind = TERMS_GATE, .gate = 1},
                                {.kind = TERMS_MASK},
                                {.kind = TERMS_LOSS, .step = 1},
                                {.kind = TERMS_H, .layer = 1},
                                {.kind = TERMS_WEIGHT, .param = PARAM_HEAD_WEIGHT, .row = 3}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) assert_false(terms_has(&c.trace, &wrong[i]));
    engine_case_deinit(&c);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_number_is_what_its_terms_make),
        cmocka_unit_test(every_walk_ends_at_what_is_given),
        cmocka_unit_test(the_largest_way_follows_the_largest_terms),
        cmocka_unit_test(what_is_not_there_is_not_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
