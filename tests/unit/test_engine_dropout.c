/* Dropout between layers: the masks' statistics, and a network with masks against networks without that are fed what is left. That the
   gradients through masks are right, and the kernels agree, test_engine_gradient.c and test_engine_fast.c show. */
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
#include "engine/analysis/truncated.h"
#include "engine/analysis/whatif.h"
#include "engine/fast/fast.h"
#include "engine/pass/dropout.h"
#include "support/engine_case.h"
#include <math.h>
#include <string.h>

enum { STEPS = 5, BATCH = 3, HIDDEN = 4, INPUTS = 2 };

static NetSpec spec_of(int cell, int layers, int directions, double dropout) {
    return (NetSpec){.cell = (CellKind)cell,
                     .hidden = HIDDEN,
                     .layers = layers,
                     .directions = directions,
                     .inputs = INPUTS,
                     .outputs = 2,
                     .dropout = dropout};
}

/* Everything the passes computed and measured, in front of the workspace. */
static size_t trace_size(const Trace *trace) { return (size_t)(trace->scratch - trace->block) * sizeof(double); }

/* ---- the masks ------------------------------------------------------------------------------------------------------- */

static void masks_are_there_only_where_something_is_dropped(void **state) {
    (void)state;
    for (int kind = 0; kind < 8; kind++) {
        NetSpec spec = spec_of(kind / 4 ? CELL_RNN : CELL_LSTM, kind / 2 % 2 ? 3 : 1, 2, kind % 2 ? 0.5 : 0), plain = spec;
        Wiring wiring;
        Net net, other;
        Trace trace;
        plain.dropout = 0;
        wiring_init_many_to_many(&wiring, STEPS);
        assert_true(net_init(&net, &spec, NULL) && net_init(&other, &plain, NULL) && trace_init(&trace, &net, &wiring, BATCH, NULL));
        bool drops = spec.dropout > 0 && spec.layers > 1;
        assert_int_equal(dropout_has_masks(&trace), drops);
        for (int layer = 0; layer < spec.layers; layer++) {
            for (int direction = 0; direction < 2; direction++) {
                const TraceLane *lane = &trace.lane[layer][direction];
                assert_int_equal(lane->mask != NULL, drops && layer < 2);
                assert_int_equal(lane->up != lane->h, drops && layer < 2);
                for (int i = 0; lane->mask && i < STEPS * BATCH * HIDDEN; i++) assert_true(lane->mask[i] == 1);
            }
        }
        /* Two more states a row in each of the four lanes below the top; else not a byte. */
        size_t more = trace_plan_size(&net, &wiring, BATCH) - trace_plan_size(&other, &wiring, BATCH);
        assert_int_equal(more, drops ? 4 * 2 * 64 * sizeof(double) : 0); /* 60 numbers, to whole cache lines */
        trace_deinit(&trace);
    }
}

static void a_share_that_is_none_is_refused(void **state) {
    (void)state;
    static const double bad[] = {1, -0.1, 1.5, NAN, INFINITY};
    for (int i = 0; i < 5; i++) {
        NetSpec spec = spec_of(CELL_RNN, 2, 1, bad[i]);
        Net net;
        Diag diag = {0};
        assert_false(net_init(&net, &spec, &diag));
        assert_non_null(strstr(diag.text, "dropout"));
    }
}

/* Correlation of two rows of masks, as 0 and 1, known to have mean p: about normal with deviation 1/sqrt(n). */
static double correlation(const double *a, const double *b, size_t count, double p) {
    double sum = 0;
    for (size_t i = 0; i < count; i++) sum += ((a[i] == 0) - p) * ((b[i] == 0) - p);
    return sum / ((double)count * p * (1 - p));
}

static void assert_uncorrelated(const double *a, const double *b, size_t count, double p, const char *what) {
    double found = correlation(a, b, count, p);
    if (fabs(found) * sqrt((double)count) > 4.5) fail_msg("%s of dropout %g are correlated: %g of %zu", what, p, found, count);
}

static void masks_drop_their_share_and_each_by_itself(void **state) {
    (void)state;
    static const double shares[] = {0.05, 0.3, 0.5, 0.9};
    enum { T = 60, B = 8, H = 40, COUNT = T * B * H };
    for (int s = 0; s < 4; s++) {
        double p = shares[s], scale = 1 / (1 - p);
        NetSpec spec = {.cell = CELL_RNN, .hidden = H, .layers = 3, .directions = 2, .inputs = 1, .outputs = 1, .dropout = p};
        Wiring wiring;
        Net net;
        Trace trace;
        wiring_init_many_to_many(&wiring, T);
        assert_true(net_init(&net, &spec, NULL) && trace_init(&trace, &net, &wiring, B, NULL));
        for (int b = 0; b < B; b++) {
            Random random = random_from(5, (uint64_t)b);
            dropout_draw(&trace, b, &random);
        }
        for (int lane = 0; lane < 4; lane++) {
            const double *mask = trace.lane[lane / 2][lane % 2].mask;
            int zeros = 0;
            for (int i = 0; i < COUNT; i++) {
                zeros += mask[i] == 0;
                assert_true(mask[i] == 0 || mask[i] == scale);
            }
            double deviation = sqrt(p * (1 - p) / COUNT);
            if (!(fabs((double)zeros / COUNT - p) < 4 * deviation)) fail_msg("lane %d drops %d of %d, not %g", lane, zeros, COUNT, p);
            assert_uncorrelated(mask, mask + B * H, COUNT - B * H, p, "neighbouring steps");
            assert_uncorrelated(mask, mask + H, COUNT - H, p, "neighbouring sequences");
            assert_uncorrelated(mask, mask + 1, COUNT - 1, p, "neighbouring units");
            for (int other = 0; other < lane; other++)
                assert_uncorrelated(mask, trace.lane[other / 2][other % 2].mask, COUNT, p, "layers or directions");
        }
        trace_deinit(&trace);
    }
}

static void a_sequence_has_its_masks_alone_and_in_a_batch_and_more_dropout_drops_more(void **state) {
    (void)state;
    EngineCase batch, alone;
    NetSpec spec = spec_of(CELL_GRU, 3, 2, 0.3), more = spec_of(CELL_GRU, 3, 2, 0.45);
    Wiring wiring;
    wiring_init_many_to_many(&wiring, STEPS);
    engine_case_init(&batch, &spec, &wiring, BATCH, 1);
    engine_case_init(&alone, &more, &wiring, 1, 1);
    for (int b = 0; b < BATCH; b++) {
        int lost = 0;
        for (int round = 0; round < 2; round++) { /* the same share, then a larger one */
            Random one = random_from(9, (uint64_t)b), two = one;
            dropout_draw(&batch.trace, b, &one);
            alone.net.spec.dropout = round ? 0.45 : 0.3;
            dropout_draw(&alone.trace, 0, &two);
            for (int i = 0; i < 4 * STEPS * HIDDEN; i++) {
                int lane = i / (STEPS * HIDDEN), t = i / HIDDEN % STEPS, j = i % HIDDEN;
                double inside = batch.trace.lane[lane / 2][lane % 2].mask[(t * BATCH + b) * HIDDEN + j];
                double by_itself = alone.trace.lane[lane / 2][lane % 2].mask[t * HIDDEN + j];
                assert_true(round ? inside != 0 || by_itself == 0 : inside == by_itself);
                lost += round && inside != 0 && by_itself == 0;
            }
        }
        assert_true(lost > 0);
    }
    engine_case_deinit(&batch);
    engine_case_deinit(&alone);
}

/* ---- the passes ------------------------------------------------------------------------------------------------------ */

/* The upper layer of a network with two as a network of its own, which is fed h * mask, formed here, as its input. */
static void check_upper_layer(const EngineCase *whole, const FastKernels *kernels) {
    const NetSpec *spec = &whole->net.spec;
    int directions = spec->directions, features = HIDDEN * directions;
    NetSpec upper = *spec;
    EngineCase part;
    upper.layers = 1;
    upper.inputs = features;
    upper.dropout = 0;
    engine_case_init(&part, &upper, &whole->trace.wiring, BATCH, 2);
    part.trace.kernels = kernels;
    for (int i = 0; i < part.net.param_count; i++) {
        const Param *to = &part.net.param[i];
        bool head = to->kind == PARAM_HEAD_WEIGHT || to->kind == PARAM_HEAD_BIAS;
        const Param *from = net_get_param(&whole->net, to->kind, head ? 0 : 1, to->direction);
        memcpy(part.weight + to->offset, whole->weight + from->offset, (size_t)to->rows * (size_t)to->cols * sizeof(double));
    }
    for (int i = 0; i < STEPS * BATCH * features; i++) {
        const TraceLane *below = &whole->trace.lane[0][i % features / HIDDEN];
        int at = i / features * HIDDEN + i % HIDDEN;
        part.trace.x[i] = below->h[at] * below->mask[at];
    }
    memcpy(part.trace.target, whole->trace.target, (size_t)(whole->trace.wiring.loss_count * BATCH * spec->outputs) * sizeof(double));
    for (int d = 0; d < directions; d++) {
        memcpy(part.trace.lane[0][d].h0, whole->trace.lane[1][d].h0, BATCH * HIDDEN * sizeof(double));
        if (part.trace.lane[0][d].c0) memcpy(part.trace.lane[0][d].c0, whole->trace.lane[1][d].c0, BATCH * HIDDEN * sizeof(double));
    }
    engine_case_run(&part);
    assert_near(part.trace.loss, whole->trace.loss, 1e-14, 0, "loss", 0);
    for (int i = 0; i < part.net.param_count; i++) {
        const Param *to = &part.net.param[i];
        bool head = to->kind == PARAM_HEAD_WEIGHT || to->kind == PARAM_HEAD_BIAS;
        const double *gradient = whole->gradient + net_get_param(&whole->net, to->kind, head ? 0 : 1, to->direction)->offset;
        for (int j = 0; j < to->rows * to->cols; j++)
            assert_near(part.gradient[to->offset + (size_t)j], gradient[j], 1e-12, 1e-3, to->name, j);
    }
    /* Below: dL/dh = mask * dL/dx of the upper network + what came back through time. */
    for (int i = 0; i < STEPS * BATCH * features; i++) {
        int d = i % features / HIDDEN, t = i / (features * BATCH), after = d ? t - 1 : t + 1;
        const TraceLane *below = &whole->trace.lane[0][d];
        int at = i / features * HIDDEN + i % HIDDEN, step = BATCH * HIDDEN;
        double back = after < 0 || after >= STEPS ? 0 : below->dh_carry[at + (after - t) * step];
        assert_near(below->dh[at], part.trace.dx[i] * below->mask[at] + back, 1e-12, 1e-3, "dL/dh", i);
    }
    engine_case_deinit(&part);
}

static void the_layer_above_reads_what_the_masks_leave(void **state) {
    (void)state;
    for (int kind = 0; kind < CELL_COUNT * 4; kind++) {
        NetSpec spec = spec_of(kind / 4, 2, kind % 2 + 1, 0.4);
        Wiring wiring;
        EngineCase whole, open;
        (kind / 2 % 2 ? wiring_init_many_to_many : wiring_init_many_to_one)(&wiring, STEPS);
        for (int set = -1; set < 0 || fast_find(set); set++) { /* the plain pass, then every set of kernels */
            engine_case_init(&whole, &spec, &wiring, BATCH, 3);
            engine_case_init(&open, &spec, &wiring, BATCH, 3);
            whole.trace.kernels = open.trace.kernels = set < 0 ? NULL : fast_find(set);
            dropout_clear(&open.trace);
            engine_case_run(&whole);
            engine_case_run(&open);
            check_upper_layer(&whole, whole.trace.kernels);
            assert_memory_equal(whole.trace.lane[0][0].h, open.trace.lane[0][0].h, STEPS * BATCH * HIDDEN * sizeof(double));
            assert_true(fabs(whole.trace.loss - open.trace.loss) > 1e-3);
            engine_case_deinit(&whole);
            engine_case_deinit(&open);
        }
    }
}

/* Masks that let everything through are no masks, bit for bit. */
static void nothing_dropped_changes_no_bit(void **state) {
    (void)state;
    for (int kind = 0; kind < CELL_COUNT * 2; kind++) {
        NetSpec spec = spec_of(kind / 2, 3, kind % 2 + 1, 0.5), plain = spec_of(kind / 2, 3, kind % 2 + 1, 0);
        Wiring wiring;
        EngineCase open, without;
        wiring_init_many_to_many(&wiring, STEPS);
        engine_case_init(&open, &spec, &wiring, BATCH, 3);
        engine_case_init(&without, &plain, &wiring, BATCH, 3);
        dropout_clear(&open.trace);
        engine_case_run(&open);
        engine_case_run(&without);
        size_t size = STEPS * BATCH * HIDDEN * sizeof(double);
        assert_memory_equal(open.gradient, without.gradient, open.net.weight_count * sizeof(double));
        assert_memory_equal(&open.trace.loss, &without.trace.loss, sizeof(double));
        for (int layer = 0; layer < 3; layer++) {
            for (int d = 0; d < spec.directions; d++) {
                assert_memory_equal(open.trace.lane[layer][d].h, without.trace.lane[layer][d].h, size);
                assert_memory_equal(open.trace.lane[layer][d].dh, without.trace.lane[layer][d].dh, size);
            }
        }
        engine_case_deinit(&open);
        engine_case_deinit(&without);
    }
}

/* ---- what is asked of a trace with masks ----------------------------------------------------------------------------- */

/* Runs `check` on every cell with three layers, one direction and two, and either wiring. */
static void for_all_cases(void (*check)(EngineCase *)) {
    for (int kind = 0; kind < CELL_COUNT * 4; kind++) {
        NetSpec spec = spec_of(kind / 4, 3, kind % 2 + 1, 0.35);
        Wiring wiring;
        EngineCase engine_case;
        (kind / 2 % 2 ? wiring_init_many_to_many : wiring_init_many_to_one)(&wiring, STEPS);
        engine_case_init(&engine_case, &spec, &wiring, BATCH, 3);
        engine_case_run(&engine_case);
        check(&engine_case);
        engine_case_deinit(&engine_case);
    }
}

static void check_window(EngineCase *engine_case) {
    Truncated truncated;
    assert_true(truncated_init(&truncated, &engine_case->trace, NULL));
    for (int chunk = truncated.chunk; chunk >= 1; chunk -= 2) {
        truncated.chunk = chunk;
        truncated_measure(&truncated, &engine_case->trace, engine_case->weight, engine_case->gradient, STEPS);
        for (size_t i = 0; i < engine_case->net.weight_count; i++)
            assert_near(truncated.gradient[i], engine_case->gradient[i], 1e-12, 1e-3, "gradient", (int)i);
    }
    truncated_deinit(&truncated);
}

static void a_window_of_all_steps_is_the_exact_gradient(void **state) {
    (void)state;
    for_all_cases(check_window);
}

static void check_items(EngineCase *engine_case) {
    const Trace *trace = &engine_case->trace;
    enum { COUNT = STEPS * BATCH * HIDDEN };
    double sum[COUNT], dh[COUNT], dc[COUNT];
    Items items;
    assert_true(items_init(&items, trace, NULL));
    items_measure(&items, trace, engine_case->weight);
    for (int layer = 0; layer < 3; layer++) {
        for (int d = 0; d < engine_case->net.spec.directions; d++) {
            memset(sum, 0, sizeof sum);
            for (int k = 0; k < items.losses; k++) {
                items_form(dh, dc, &items, trace, engine_case->weight, k, layer, d);
                for (int t = 0; t < STEPS; t++) {
                    double norm = 0;
                    for (int i = 0; i < BATCH * HIDDEN; i++) norm = hypot(norm, dh[t * BATCH * HIDDEN + i]);
                    assert_near(items.G[layer][d][k * STEPS + t], norm, 1e-12, 1e-6, "norm", t);
                }
                for (int i = 0; i < COUNT; i++) sum[i] += dh[i];
            }
            for (int i = 0; i < COUNT; i++) assert_near(sum[i], trace->lane[layer][d].dh[i], 1e-12, 1e-3, "dL/dh", i);
        }
    }
    items_deinit(&items);
}

static void gradients_by_loss_sum_to_the_gradient(void **state) {
    (void)state;
    for_all_cases(check_items);
}

static void check_shares(EngineCase *engine_case) {
    double share[1024], sum[1024];
    for (int i = 0; i < engine_case->net.param_count; i++) {
        const Param *param = &engine_case->net.param[i];
        int count = param->rows * param->cols;
        bool head = param->kind == PARAM_HEAD_WEIGHT || param->kind == PARAM_HEAD_BIAS;
        assert_true(count <= 1024);
        if (head && engine_case->trace.wiring.head_reads_final) continue; /* two steps in one share */
        memset(sum, 0, sizeof sum);
        for (int t = 0; t < STEPS; t++) {
            double norm = 0;
            trace_form_share(share, &engine_case->trace, param, t);
            for (int j = 0; j < count; j++) {
                norm = hypot(norm, share[j]);
                sum[j] += share[j];
            }
            assert_near(trace_share_norm(&engine_case->trace, param, t), norm, 1e-12, 1e-6, param->name, t);
        }
        for (int j = 0; j < count; j++) assert_near(sum[j], engine_case->gradient[param->offset + (size_t)j], 1e-12, 1e-3, param->name, j);
    }
}

static void shares_by_step_sum_to_the_gradient(void **state) {
    (void)state;
    for_all_cases(check_shares);
}

static void check_weights(EngineCase *engine_case) {
    EngineCase probe;
    engine_case_init(&probe, &engine_case->net.spec, &engine_case->trace.wiring, BATCH, 8); /* other masks in it, which must go */
    for (size_t i = 0; i < engine_case->net.weight_count; i += 13) {
        WeightCheck check;
        check_weight(&check, &probe.trace, engine_case->weight, &engine_case->trace, engine_case->gradient, i, 0);
        if (check.error > 1e-8) fail_msg("weight %zu: %g by backpropagation, %g by difference", i, check.analytic, check.numeric);
    }
    engine_case_deinit(&probe);
}

static void a_weight_is_checked_through_the_same_masks(void **state) {
    (void)state;
    for_all_cases(check_weights);
}

static void check_whatif(EngineCase *engine_case) {
    EngineCase other;
    engine_case_init(&other, &engine_case->net.spec, &engine_case->trace.wiring, BATCH, 8);
    Trace *trace = &engine_case->trace;
    WhatIf what = {.kind = WHATIF_WEIGHT, .weight = 5, .value = engine_case->weight[5]};
    whatif_run(&other.trace, other.gradient, other.weight, trace, engine_case->weight, &what);
    assert_memory_equal(other.trace.block, trace->block, trace_size(trace));
    assert_memory_equal(other.gradient, engine_case->gradient, engine_case->net.weight_count * sizeof(double));
    /* A gate held at the value it has: the same states, going up through the same masks. */
    const TraceLane *lane = &trace->lane[1][0];
    what = (WhatIf){.kind = WHATIF_GATE, .layer = 1, .step = 2, .sequence = 1, .unit = 3};
    what.value = lane->gate[(2 * BATCH + 1) * engine_case->net.gates * HIDDEN + 3];
    whatif_run(&other.trace, other.gradient, other.weight, trace, engine_case->weight, &what);
    assert_near(other.trace.loss, trace->loss, 1e-13, 0, "loss", 0);
    for (int layer = 0; layer < 3; layer++) {
        for (int d = 0; d < engine_case->net.spec.directions; d++) {
            const TraceLane *a = &other.trace.lane[layer][d], *b = &trace->lane[layer][d];
            for (int i = 0; i < STEPS * BATCH * HIDDEN; i++) assert_near(a->up[i], b->up[i], 1e-12, 1e-3, "what goes up", i);
        }
    }
    /* The layer that is held is cut there, all above it is not. */
    for (size_t i = net_get_param(&trace->net[0], PARAM_INPUT_WEIGHT, 2, 0)->offset; i < engine_case->net.weight_count; i++)
        assert_near(other.gradient[i], engine_case->gradient[i], 1e-11, 1e-3, "gradient above", (int)i);
    engine_case_deinit(&other);
}

static void what_if_nothing_changed_is_the_original(void **state) {
    (void)state;
    for_all_cases(check_whatif);
}

/* A held gate's whole way, forward and back, through masks. */
static void check_held_gate(EngineCase *engine_case) {
    EngineCase out;
    Trace *trace = &engine_case->trace;
    const Net *net = &engine_case->net;
    double *changed = mem_new(net->weight_count * sizeof(double));
    WhatIf what = {.kind = WHATIF_GATE, .layer = 0, .step = 2, .sequence = -1, .unit = 1, .value = 0.3};
    assert_non_null(changed);
    engine_case_init(&out, &net->spec, &trace->wiring, BATCH, 8);
    whatif_run(&out.trace, out.gradient, changed, trace, engine_case->weight, &what);
    for (size_t i = 0; i < net->weight_count; i += 7) {
        double loss[2], kept = engine_case->weight[i], gradient = out.gradient[i];
        for (int side = 0; side < 2; side++) {
            engine_case->weight[i] = kept + (side ? -1e-5 : 1e-5);
            whatif_forward(&out.trace, changed, trace, engine_case->weight, &what);
            loss[side] = out.trace.loss;
        }
        engine_case->weight[i] = kept;
        double numeric = (loss[0] - loss[1]) / 2e-5;
        if (fabs(numeric - gradient) > 1e-7) fail_msg("weight %zu with a gate held: %g, by difference %g", i, gradient, numeric);
    }
    engine_case_deinit(&out);
    mem_free(changed);
}

static void gradients_with_a_held_gate_pass_the_masks(void **state) {
    (void)state;
    for_all_cases(check_held_gate);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(masks_are_there_only_where_something_is_dropped),
        cmocka_unit_test(a_share_that_is_none_is_refused),
        cmocka_unit_test(masks_drop_their_share_and_each_by_itself),
        cmocka_unit_test(a_sequence_has_its_masks_alone_and_in_a_batch_and_more_dropout_drops_more),
        cmocka_unit_test(the_layer_above_reads_what_the_masks_leave),
        cmocka_unit_test(nothing_dropped_changes_no_bit),
        cmocka_unit_test(a_window_of_all_steps_is_the_exact_gradient),
        cmocka_unit_test(gradients_by_loss_sum_to_the_gradient),
        cmocka_unit_test(shares_by_step_sum_to_the_gradient),
        cmocka_unit_test(a_weight_is_checked_through_the_same_masks),
        cmocka_unit_test(what_if_nothing_changed_is_the_original),
        cmocka_unit_test(gradients_with_a_held_gate_pass_the_masks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
