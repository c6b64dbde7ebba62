/* Every number of a trace is what its terms make: for every kind of number, cell, direction, wiring, depth and loss, on both ways. Every factor
   is again such a number, and each walk ends at what is given. */
// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "base/arena.h"
#include "engine/analysis/account.h"
#include "engine/analysis/axes.h"
#include "engine/analysis/blocks.h"
#include "engine/analysis/pulls.h"
#include "engine/analysis/spectrum.h"
#include "engine/analysis/spread.h"
#include "engine/analysis/terms.h"
#include "engine/analysis/whatif.h"
#include "engine/cell/facts.h"
#include "support/engine_case.h"
#include <math.h>

enum { STEPS = 4 };

/* A case with the passes of all losses, and room for those of one alone. */
typedef struct TermsCase {
    EngineCase engine;
    Trace alone;
    double *alone_gradient;
    TermsSource source;
    double *moment, *delta, *given;
} TermsCase;

/* The change that the optimiser itself makes, of moments that are not 0, and of the gradient as training hands it over. */
static void make_update(TermsCase *c, OptimizerKind kind, double clip_value, double clip_norm, double l2, bool is_truncated) {
    size_t P = c->engine.net.weight_count, M = optimizer_moment_count(kind, P);
    TermsUpdate *update = &c->source.update;
    mem_free(c->moment);
    mem_free(c->delta);
    mem_free(c->given);
    double *weight = mem_new(P * sizeof *weight), *moment = mem_new((M + 1) * sizeof *moment), norm;
    c->moment = mem_new((M + 1) * sizeof *moment);
    c->delta = mem_new(P * sizeof *c->delta);
    c->given = mem_new(P * sizeof *c->given);
    for (size_t i = 0; i < M; i++) moment[i] = c->moment[i] = 1e-3 * (double)(1 + i % 7);
    for (size_t i = 0; i < P; i++) c->given[i] = c->engine.gradient[i] * (is_truncated ? 0.5 + 0.1 * (double)(i % 3) : 1);
    *update = (TermsUpdate){.is_there = true, .step = 4, .given = c->given, .moment = c->moment, .delta = c->delta};
    update->plan =
        (OptimizerPlan){.kind = kind, .rate = 0.02, .momentum = 0.9, .alpha = 0.99, .beta1 = 0.9, .beta2 = 0.999, .epsilon = 1e-8};
    update->is_truncated = is_truncated;
    update->clip_value = clip_value;
    update->clip_norm = clip_norm;
    update->l2 = l2;
    double *gradient = mem_new(P * sizeof *gradient);
    for (size_t i = 0; i < P; i++) gradient[i] = clip_value > 0 ? fmin(fmax(c->given[i], -clip_value), clip_value) : c->given[i];
    update->clip_factor = gradient_clip(gradient, &norm, P, clip_norm);
    for (size_t i = 0; i < P; i++) gradient[i] += l2 * c->engine.weight[i];
    for (size_t i = 0; i < P; i++) weight[i] = c->engine.weight[i];
    optimizer_step(weight, c->delta, moment, gradient, P, &update->plan, 4);
    mem_free(weight);
    mem_free(moment);
    mem_free(gradient);
}

static void follow_loss(TermsCase *c, int loss) {
    c->source.alone_loss = loss;
    if (loss > 0) net_backward_of(&c->alone, c->alone_gradient, c->engine.weight, loss - 1);
}

static void run_case(TermsCase *c) {
    EngineCase *engine = &c->engine;
    engine_case_run(engine);
    assert_true(trace_init(&c->alone, &engine->net, &engine->trace.wiring, 1, NULL));
    c->alone.kernels = NULL;
    c->alone_gradient = mem_new(engine->net.weight_count * sizeof(double));
    trace_copy_given(&c->alone, &engine->trace);
    net_forward(&c->alone, engine->weight);
    c->source = (TermsSource){.trace = &engine->trace,
                              .alone = &c->alone,
                              .weight = engine->weight,
                              .gradient = engine->gradient,
                              .alone_gradient = c->alone_gradient};
    make_update(c, OPTIMIZER_ADAM, 0.02, 0.05, 0.01, false);
}

static void end_case(TermsCase *c) {
    trace_deinit(&c->alone);
    mem_free(c->alone_gradient);
    mem_free(c->moment);
    mem_free(c->delta);
    mem_free(c->given);
    engine_case_deinit(&c->engine);
}

static bool is_given(const TermsPlace *at) {
    bool is_start = (at->kind == TERMS_H || at->kind == TERMS_C) && at->step < 0;
    return at->kind <= TERMS_MOMENT2_BEFORE || is_start;
}

/* Is the same number reached by recomputing the product from what the factors are said to be? */
static void check_factors(const TermsCase *c, const Term *term) {
    double product = 1;
    for (int i = 0; i < term->count; i++) {
        const TermsFactor *factor = &term->factor[i];
        product = factor->divides ? product / factor->value : product * factor->value;
        if (factor->place.kind == TERMS_CONSTANT) continue;
        assert_true(terms_has(c->source.trace, &factor->place));
        double value = terms_value(&c->source, &factor->place);
        assert_true(value == factor->value || (isnan(value) && isnan(factor->value)));
    }
    assert_true(product == term->value || (isnan(product) && isnan(term->value)));
}

/* The identity at the last step; nothing reaches a state behind a loss. */
static bool may_be_empty(const TermsPlace *at) {
    return at->kind == TERMS_DH || at->kind == TERMS_ABOVE || at->kind == TERMS_PRODUCT || at->kind == TERMS_JACOBIAN;
}

static void check_place(const TermsCase *c, Terms *terms, const TermsPlace *at, bool *seen) {
    double apart = 0;
    if (!terms_has(c->source.trace, at) || !terms_is_updated(&c->source, at)) return;
    assert_true(terms_form(terms, &c->source, at));
    seen[at->kind] = true;
    assert_true(is_given(at) == (terms->count == 0) || (may_be_empty(at) && terms->count == 0));
    for (int i = 0; i < terms->count; i++) {
        check_factors(c, &terms->term[i]);
        apart += fabs(terms->term[i].value);
    }
    if (is_given(at) || (at->kind == TERMS_PRODUCT && terms->count == 0)) return;
    double found = terms_evaluate(terms, c->engine.net.spec.activation), wanted = terms->value;
    bool is_function = terms->function != TERMS_PLAIN;
    if (isnan(found) && isnan(wanted)) return; /* a part of nothing */
    if (!(fabs(found - wanted) <= 1e-11 * (is_function ? fmax(fabs(wanted), 1e-3) : fmax(apart, 1e-12))))
        fail_msg("kind %d of %d step %d gate %d row %d col %d layer %d direction %d loss %d: %.17g is not %.17g", at->kind, at->of,
                 at->step, at->gate, at->row, at->col, at->layer, at->direction, at->loss, found, wanted);
}

static bool has_entries(TermsKind kind) { return terms_is_of_weight(kind); }

static void check_weights(TermsCase *c, Terms *terms, TermsPlace at, bool *seen) {
    const Net *net = &c->engine.net;
    for (int p = 0; p < net->param_count; p++) {
        const Param *param = &net->param[p];
        at.param = param->kind;
        at.layer = param->layer;
        at.direction = param->direction;
        if (at.kind == TERMS_NORM) {
            for (at.gate = 0; at.gate < net->gates; at.gate++) check_place(c, terms, &at, seen);
            continue;
        }
        for (at.row = 0; at.row < param->rows; at.row++)
            for (at.col = 0; at.col < param->cols; at.col++) check_place(c, terms, &at, seen);
    }
}

static void check_lanes(TermsCase *c, Terms *terms, TermsPlace at, bool *seen) {
    const Net *net = &c->engine.net;
    bool has_col = at.kind >= TERMS_JACOBIAN && at.kind <= TERMS_SINGULAR;
    bool has_no_step = at.kind >= TERMS_MODULUS && at.kind <= TERMS_EIGEN_IM;
    int n = has_col ? 2 * net->spec.hidden : 3, cols = has_col ? n : 1;
    for (at.layer = 0; at.layer < net->spec.layers; at.layer++)
        for (at.direction = 0; at.direction < net->spec.directions; at.direction++)
            for (at.step = has_no_step ? 0 : -1; at.step < (has_no_step ? 1 : STEPS); at.step++)
                for (at.gate = 0; at.gate < (has_col ? 1 : net->gates); at.gate++)
                    for (at.row = 0; at.row < n; at.row++)
                        for (at.col = 0; at.col < cols; at.col++) check_place(c, terms, &at, seen);
}

static void check_all(TermsCase *c, bool *seen) {
    static const TermsKind normed[] = {TERMS_DH,       TERMS_DC,      TERMS_DPRE,  TERMS_SENT,   TERMS_CARRY,  TERMS_CARRY_C,
                                       TERMS_STRAIGHT, TERMS_THROUGH, TERMS_ABOVE, TERMS_WEIGHT, TERMS_DWEIGHT};
    static const TermsKind lengths[] = {TERMS_DWEIGHT, TERMS_TRUNCATED, TERMS_CUT};
    Terms terms = {0};
    int losses = c->engine.trace.wiring.loss_count;
    for (int loss = 0; loss <= losses; loss++) {
        follow_loss(c, loss);
        for (int kind = TERMS_X; kind < TERMS_KIND_COUNT; kind++) {
            TermsPlace at = {.kind = (TermsKind)kind, .loss = loss};
            if (terms_is_of_update(at.kind) && loss > 0) continue; /* it is of all losses */
            for (size_t i = 0; kind == TERMS_LENGTH && i < sizeof lengths / sizeof *lengths; i++) {
                at.of = lengths[i];
                check_place(c, &terms, &at, seen);
            }
            if (kind >= TERMS_LENGTH) {
                if (kind > TERMS_LENGTH) check_place(c, &terms, &at, seen);
                continue;
            }
            if (kind == TERMS_NORM) {
                for (size_t i = 0; i < sizeof normed / sizeof *normed; i++) {
                    at.of = normed[i];
                    (has_entries(at.of) ? check_weights : check_lanes)(c, &terms, at, seen);
                }
                continue;
            }
            (has_entries(at.kind) ? check_weights : check_lanes)(c, &terms, at, seen);
        }
    }
    terms_deinit(&terms);
}

static void check_net(NetSpec spec, int wiring_kind, int length, bool *seen) {
    Wiring wiring;
    if (wiring_kind == 0) wiring_init_many_to_one(&wiring, STEPS);
    if (wiring_kind == 1) wiring_init_many_to_many(&wiring, STEPS);
    if (wiring_kind == 2) wiring_init_encoder_decoder(&wiring, STEPS);
    wiring.sum_losses = wiring_kind == 1;
    TermsCase c = {0};
    engine_case_init(&c.engine, &spec, &wiring, 1, (uint64_t)(17 + wiring_kind));
    for (int k = 0; spec.loss == LOSS_CROSS_ENTROPY && k < wiring.loss_count; k++) c.engine.trace.target[k] = k % spec.outputs;
    trace_set_length(&c.engine.trace, 0, length);
    run_case(&c);
    check_all(&c, seen);
    end_case(&c);
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
    seen[TERMS_TRUNCATED] = true; /* the next test's */
    for (int kind = TERMS_X; kind < TERMS_KIND_COUNT; kind++)
        if (!seen[kind]) fail_msg("no number of kind %d was tested", kind);
}

/* Without the changes at hand they are computed from the gradient and the moments. */
static void check_changes(TermsCase *c) {
    const Net *net = &c->engine.net;
    for (int p = 0; p < net->param_count; p++) {
        const Param *param = &net->param[p];
        TermsPlace at = {.kind = TERMS_DELTA, .param = param->kind, .layer = param->layer, .direction = param->direction};
        for (at.row = 0; at.row < param->rows; at.row++)
            for (at.col = 0; at.col < param->cols; at.col++) {
                double made = terms_value(&c->source, &at);
                c->source.update.delta = NULL;
                double again = terms_value(&c->source, &at);
                c->source.update.delta = c->delta;
                if (!(fabs(made - again) <= 1e-12 * fabs(made))) fail_msg("change: %.17g, computed again %.17g", made, again);
            }
    }
}

/* Of every optimiser, with and without what is done to the gradient before: the change is the one that the optimiser makes. */
static void the_change_of_a_weight_is_what_its_terms_make(void **state) {
    (void)state;
    bool seen[TERMS_KIND_COUNT] = {false};
    Wiring wiring;
    wiring_init_many_to_one(&wiring, STEPS);
    for (int cell = 0; cell < CELL_COUNT; cell++)
        for (int kind = 0; kind < OPTIMIZER_COUNT; kind++)
            for (int made = 0; made < 16; made++) {
                NetSpec spec = engine_case_deep_spec((CellKind)cell, 1, 1);
                TermsCase c = {0};
                Terms terms = {0};
                engine_case_init(&c.engine, &spec, &wiring, 1, 7);
                run_case(&c);
                make_update(&c, (OptimizerKind)kind, made & 1 ? 0.03 : 0, made & 2 ? 0.04 : 0, made & 4 ? 0.1 : 0, (made & 8) != 0);
                for (int k = TERMS_CUT; k < TERMS_LENGTH; k++) check_weights(&c, &terms, (TermsPlace){.kind = (TermsKind)k}, seen);
                check_weights(&c, &terms, (TermsPlace){.kind = TERMS_TRUNCATED}, seen);
                for (int k = TERMS_LENGTH; k < TERMS_KIND_COUNT; k++)
                    check_place(&c, &terms, &(TermsPlace){.kind = (TermsKind)k, .of = k == TERMS_LENGTH ? TERMS_CUT : TERMS_CONSTANT},
                                seen);
                check_changes(&c);
                TermsPlace second = {.kind = TERMS_MOMENT2};
                assert_int_equal(terms_is_updated(&c.source, &second), kind == OPTIMIZER_RMSPROP || kind == OPTIMIZER_ADAM);
                terms_deinit(&terms);
                end_case(&c);
            }
    for (int k = TERMS_CUT; k < TERMS_KIND_COUNT; k++)
        if (!seen[k]) fail_msg("no number of kind %d was tested", k);
    assert_true(seen[TERMS_TRUNCATED]);
}

/* The share that stands over a histogram (spread.h) is the one that is found by walking into it. Weights are large, so that many are flat. */
static void the_saturated_share_is_that_of_the_histogram(void **state) {
    (void)state;
    int between = 0;
    for (int cell = 0; cell < CELL_COUNT; cell++)
        for (int activation = 0; activation < ACTIVATION_COUNT; activation++) {
            NetSpec spec = engine_case_deep_spec((CellKind)cell, 2, 2);
            Wiring wiring;
            TermsCase c = {0};
            wiring_init_many_to_one(&wiring, STEPS);
            spec.activation = (Activation)activation;
            engine_case_init(&c.engine, &spec, &wiring, 1, 5);
            for (size_t i = 0; i < c.engine.net.weight_count; i++) c.engine.weight[i] *= 8;
            trace_set_length(&c.engine.trace, 0, STEPS - 1);
            run_case(&c);
            const Net *net = &c.engine.net;
            for (int lane = 0; lane < 4; lane++)
                for (int part = 0; part < net->gates + (net->facts->has_c ? 1 : 0); part++) {
                    bool of_c = part == net->gates;
                    TermsPlace at = {.kind = of_c ? TERMS_FLAT_SHARE_C : TERMS_FLAT_SHARE, .gate = of_c ? 0 : part};
                    at.layer = lane / 2;
                    at.direction = lane % 2;
                    Spread spread;
                    spread_measure(&spread, &c.engine.trace, at.layer, at.direction, part, -6, 6);
                    if (!terms_has(c.source.trace, &at)) {
                        assert_true(spread.saturated == 0);
                        assert_true(net->facts->is_plain && (activation == ACTIVATION_IDENTITY || activation == ACTIVATION_LEAKY_RELU));
                        continue;
                    }
                    assert_true(fabs(terms_value(&c.source, &at) - spread.saturated) < 1e-12);
                    between += spread.saturated > 0 && spread.saturated < 1;
                }
            end_case(&c);
        }
    assert_true(between > 50);
}

/* Always into the largest factor that is not given yet: from the loss, and from an entry of dL/dW, every walk comes to an end. */
static void every_walk_ends_at_what_is_given(void **state) {
    (void)state;
    for (int cell = 0; cell < CELL_COUNT; cell++) {
        Wiring wiring;
        wiring_init_many_to_one(&wiring, STEPS);
        NetSpec spec = engine_case_deep_spec((CellKind)cell, 2, 2);
        TermsCase c = {0};
        engine_case_init(&c.engine, &spec, &wiring, 1, 5);
        run_case(&c);
        const TermsPlace start[] = {{.kind = TERMS_TOTAL}, {.kind = TERMS_DWEIGHT, .param = PARAM_RECURRENT_WEIGHT, .col = 1}};
        for (int s = 0; s < 2; s++) {
            Terms terms = {0};
            TermsPlace at = start[s];
            int walked = 0;
            for (; walked < 1000; walked++) {
                const TermsFactor *next = NULL;
                assert_true(terms_form(&terms, &c.source, &at));
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
        end_case(&c);
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
        TermsCase c = {0};
        engine_case_init(&c.engine, &spec, &wiring, 1, 5);
        run_case(&c);
        const TermsPlace start[] = {{.kind = TERMS_TOTAL}, {.kind = TERMS_DWEIGHT, .param = PARAM_RECURRENT_WEIGHT, .col = 1}};
        for (int s = 0; s < 2; s++) {
            Terms terms = {0};
            TermsPlace at = start[s];
            int walked = 0, term, factor;
            for (; walked < 1000; walked++) {
                assert_true(terms_form(&terms, &c.source, &at));
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
        end_case(&c);
    }
}

/* Every vector of the close-up of the cell, as account.h has it: parts of sums, which no pass keeps. */
static void its_parts_are_those_of_the_account(void **state) {
    (void)state;
    static const struct {
        TermsKind kind;
        AccountVector vector;
        bool has_gate;
    } row[] = {
        {TERMS_BY_INPUT, ACCOUNT_INPUT, true},    {TERMS_BY_STATE, ACCOUNT_RECURRENT, true}, {TERMS_BIAS, ACCOUNT_BIAS, true},
        {TERMS_ABOVE, ACCOUNT_DH_ABOVE, false},   {TERMS_BY_H, ACCOUNT_DC_OUT, false},       {TERMS_DGATE, ACCOUNT_DVALUE, true},
        {TERMS_DTANH_C, ACCOUNT_D_TANH_C, false}, {TERMS_STRAIGHT, ACCOUNT_STRAIGHT, false}, {TERMS_THROUGH_GATE, ACCOUNT_THROUGH, true},
        {TERMS_CARRY, ACCOUNT_SENT, false},       {TERMS_DPRE, ACCOUNT_DPRE, true}};
    for (int cell = 0; cell < CELL_COUNT; cell++)
        for (int directions = 1; directions <= 2; directions++) {
            Wiring wiring;
            CellAccount *account = mem_new(sizeof *account);
            wiring_init_many_to_many(&wiring, STEPS);
            NetSpec spec = engine_case_deep_spec((CellKind)cell, 2, directions);
            spec.dropout = 0.4;
            TermsCase c = {0};
            engine_case_init(&c.engine, &spec, &wiring, 1, 23);
            run_case(&c);
            int seen = 0;
            for (int layer = 0; layer < 2; layer++)
                for (int d = 0; d < directions; d++)
                    for (int t = 0; t < STEPS; t++) {
                        account_measure(account, &c.engine.trace, c.engine.weight, NULL, NULL, 1, layer, d, t);
                        for (size_t i = 0; i < sizeof row / sizeof *row; i++)
                            for (int gate = 0; gate < (row[i].has_gate ? c.engine.net.gates : 1); gate++)
                                for (int unit = 0; unit < 3; unit++) {
                                    TermsPlace at = {.kind = row[i].kind, .layer = layer, .direction = d, .gate = gate, .row = unit};
                                    if (at.kind != TERMS_BIAS) at.step = t;
                                    if (!terms_has(&c.engine.trace, &at) || !account_has(spec.cell, row[i].vector)) continue;
                                    double found = terms_value(&c.source, &at), wanted = account->at[row[i].vector][gate][unit];
                                    if (!(fabs(found - wanted) <= 1e-12 * fmax(fabs(wanted), 1)))
                                        fail_msg("cell %d, row %d, step %d: %.17g is not %.17g", cell, (int)i, t, found, wanted);
                                    seen++;
                                }
                    }
            assert_in_range(seen, 100, 100000);
            mem_free(account);
            end_case(&c);
        }
}

/* What stands on the microscope and the stage, computed by their own code. */
static void its_norms_are_those_of_the_analyses(void **state) {
    (void)state;
    for (int cell = 0; cell < CELL_COUNT; cell++)
        for (int directions = 1; directions <= 2; directions++) {
            Wiring wiring;
            wiring_init_many_to_many(&wiring, STEPS);
            NetSpec spec = engine_case_deep_spec((CellKind)cell, 2, directions);
            TermsCase c = {0};
            Follow follow;
            Pulls pulls;
            Spectrum spectrum;
            engine_case_init(&c.engine, &spec, &wiring, 1, 11);
            run_case(&c);
            const Trace *trace = &c.engine.trace;
            assert_true(follow_init(&follow, trace, NULL) && pulls_init(&pulls, trace, NULL) && spectrum_init(&spectrum, trace, NULL));
            for (int layer = 0; layer < 2; layer++)
                for (int d = 0; d < directions; d++) {
                    pulls_start(&pulls, trace, layer, d);
                    while (pulls_advance(&pulls, trace, c.engine.weight, &follow, 100)) {}
                    spectrum_measure(&spectrum, trace, c.engine.weight, layer, d, 0);
                    for (int loss = 0; loss < STEPS; loss++) {
                        follow_loss(&c, loss + 1);
                        follow_measure(&follow, trace, c.engine.weight, loss, NULL);
                        for (int t = 0; t < STEPS; t++) {
                            TermsPlace at = {.layer = layer, .direction = d, .step = t, .loss = loss + 1};
                            const FollowLane *lane = &follow.lane[layer][d];
                            const struct {
                                TermsKind kind, of;
                                double wanted;
                            } row[] = {{TERMS_NORM, TERMS_DH, pulls.norm[loss * STEPS + t]},
                                       {TERMS_NORM, TERMS_SENT, follow.S},
                                       {TERMS_PULL, 0, pulls.pull[loss * STEPS + t]},
                                       {TERMS_RELATIVE, 0, lane->r[t]},
                                       {TERMS_FACTOR, 0, lane->factor[t]},
                                       {TERMS_SLOPES, 0, lane->slope ? lane->slope[t] : 0},
                                       {TERMS_TURN, 0, lane->turn ? lane->turn[t] : 0},
                                       {TERMS_SHARE, 0, lane->straight_share[t]},
                                       {TERMS_KEPT, 0, lane->straight ? lane->straight[t] : 0},
                                       {TERMS_SHARE_THROUGH, 0, 1 - lane->straight_share[t]},
                                       {TERMS_INTO_C, 0, lane->into_c},
                                       {TERMS_SHARE_ABOVE, 0, lane->above_share ? lane->above_share[t] : 0},
                                       {TERMS_RELATIVE_C, 0, lane->r_c ? lane->r_c[t] : 0}};
                            for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
                                at.kind = row[i].kind;
                                at.of = row[i].of;
                                if (!terms_has(trace, &at)) continue;
                                double found = terms_value(&c.source, &at);
                                if (isnan(found) && isnan(row[i].wanted)) continue;
                                if (!(fabs(found - row[i].wanted) <= 1e-10 * fmax(fabs(row[i].wanted), 1e-3)))
                                    fail_msg("cell %d, row %d, step %d, loss %d: %.17g is not %.17g", cell, (int)i, t, loss, found,
                                             row[i].wanted);
                            }
                        }
                    }
                    for (int t = 0; t < STEPS; t++)
                        for (int rank = 0; rank < spectrum.count; rank++) {
                            TermsPlace at = {.kind = TERMS_SINGULAR, .layer = layer, .direction = d, .step = t, .row = rank};
                            double found = terms_value(&c.source, &at), wanted = spectrum.product[t * spectrum.count + rank];
                            if (!(fabs(found - wanted) <= 1e-10 * fmax(wanted, 1e-6)))
                                fail_msg("cell %d, step %d, value %d: %.17g is not %.17g", cell, t, rank, found, wanted);
                        }
                }
            follow_deinit(&follow);
            pulls_deinit(&pulls);
            spectrum_deinit(&spectrum);
            end_case(&c);
        }
}

/* Places and eigenvalues are the numbers of the microscope; a W that is nearly defective has eigenvalues, but no sum of them. */
static void its_eigenvalues_and_places_are_those_of_the_analyses(void **state) {
    (void)state;
    for (int cell = 0; cell < CELL_COUNT; cell++) {
        Wiring wiring;
        wiring_init_many_to_one(&wiring, STEPS);
        NetSpec spec = engine_case_deep_spec((CellKind)cell, 2, 2);
        TermsCase c = {0};
        BlockSpectra blocks;
        StateAxes axes;
        Terms terms = {0};
        engine_case_init(&c.engine, &spec, &wiring, 1, 3);
        run_case(&c);
        assert_true(blocks_init(&blocks, &c.engine.net, NULL) && axes_init(&axes, &c.engine.trace, NULL));
        blocks_measure(&blocks, c.engine.weight);
        TermsPlace at = {.layer = 1, .direction = 1, .gate = c.engine.net.gates - 1};
        const RecurrentBlock *block = &blocks.of[1][1][at.gate];
        for (at.row = 0; at.row < spec.hidden; at.row++) {
            at.kind = TERMS_EIGEN;
            assert_true(terms_value(&c.source, &at) == block->real[at.row]);
            at.kind = TERMS_EIGEN_IM;
            assert_true(terms_value(&c.source, &at) == block->imaginary[at.row]);
        }
        axes_measure(&axes, &c.engine.trace, 1, 1, 0, false);
        at = (TermsPlace){.kind = TERMS_ALONG, .layer = 1, .direction = 1, .step = 2, .row = 1};
        assert_true(terms_value(&c.source, &at) == axes.path[2 * AXES_COUNT + 1]);
        double *W = c.engine.weight + net_get_param(&c.engine.net, PARAM_RECURRENT_WEIGHT, 0, 0)->offset;
        for (int i = 0; i < spec.hidden * spec.hidden; i++) W[i] = i % (spec.hidden + 1) == 0 ? 0.5 : i % (spec.hidden + 1) == 1 ? 1 : 0;
        at = (TermsPlace){.kind = TERMS_EIGEN};
        assert_true(terms_form(&terms, &c.source, &at));
        assert_true(fabs(terms.value - 0.5) < 1e-4 && terms.count == 0);
        terms_deinit(&terms);
        blocks_deinit(&blocks);
        axes_deinit(&axes);
        end_case(&c);
    }
}

static void what_is_not_there_is_not_there(void **state) {
    (void)state;
    Wiring wiring;
    wiring_init_many_to_one(&wiring, STEPS);
    NetSpec spec = engine_case_deep_spec(CELL_RNN, 1, 1);
    TermsCase c = {0};
    engine_case_init(&c.engine, &spec, &wiring, 1, 5);
    run_case(&c);
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
                                {.kind = TERMS_MODULUS, .row = 3},
                                {.kind = TERMS_ALONG, .row = AXES_COUNT},
                                {.kind = TERMS_WEIGHT, .param = PARAM_HEAD_WEIGHT, .row = 3}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) assert_false(terms_has(&c.engine.trace, &wrong[i]));
    end_case(&c);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_number_is_what_its_terms_make),
        cmocka_unit_test(the_change_of_a_weight_is_what_its_terms_make),
        cmocka_unit_test(the_saturated_share_is_that_of_the_histogram),
        cmocka_unit_test(every_walk_ends_at_what_is_given),
        cmocka_unit_test(the_largest_way_follows_the_largest_terms),
        cmocka_unit_test(its_parts_are_those_of_the_account),
        cmocka_unit_test(its_norms_are_those_of_the_analyses),
        cmocka_unit_test(what_is_not_there_is_not_there),
        cmocka_unit_test(its_eigenvalues_and_places_are_those_of_the_analyses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
