/* One loss followed back through time: against gradients by loss, against formulas written out here, on chains too long for a double,
   and the word for what became of it. */
// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "base/arena.h"
#include "engine/analysis/analysis.h"
#include "engine/analysis/follow.h"
#include "support/engine_case.h"
#include <math.h>
#include <string.h>

enum { STEPS = 5, BATCH = 2, STATE_MAX = STEPS * BATCH * 3 };

static double norm_of(const double *x, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) sum += x[i] * x[i];
    return sqrt(sum);
}

static int previous_of(int direction, int step) { return direction ? (step + 1 < STEPS ? step + 1 : -1) : step - 1; }

/* r S is the norm that Items measures, for every lane, step and loss. */
static void check_norms(EngineCase *engine_case, Follow *follow, const Items *items, int loss) {
    const NetSpec *spec = &engine_case->net.spec;
    follow_measure(follow, &engine_case->trace, engine_case->weight, loss, NULL);
    assert_true(follow->is_finite);
    assert_int_equal(follow->loss, loss);
    for (int lane = 0; lane < spec->layers * spec->directions; lane++) {
        int layer = lane / spec->directions, direction = lane % spec->directions;
        const FollowLane *of = &follow->lane[layer][direction];
        for (int t = 0; t < STEPS; t++) {
            assert_near(of->r[t] * follow->S, items->G[layer][direction][loss * STEPS + t], 1e-12, 1e-9, "r S", t);
            assert_true((of->r_c != NULL) == (spec->cell == CELL_LSTM));
            if (of->r_c) assert_near(of->r_c[t] * follow->S, items->Gc[layer][direction][loss * STEPS + t], 1e-12, 1e-9, "r_c S", t);
            double shown = of->r_c ? of->r_c[t] : of->r[t];
            if (shown > 0) assert_near(pow(10, of->log10_r[t]), shown, 1e-12, 1e-300, "log10 r", t);
            if (shown == 0) assert_true(of->log10_r[t] == -INFINITY);
        }
    }
}

/* In the top layer: r at the far end is r at the start times the factors of the arrows between. */
static void check_product(const Follow *follow, int direction) {
    const FollowLane *lane = &follow->lane[follow->net->spec.layers - 1][direction];
    const double *r = lane->r_c ? lane->r_c : lane->r;
    double product = r[lane->start];
    int arrows = 0;
    for (int t = lane->start; t != lane->far; t = previous_of(direction, t), arrows++) {
        assert_true((isnan(lane->factor[t]) != 0) == (product == 0)); /* nothing left t */
        if (product > 0) product *= lane->factor[t];
    }
    assert_int_equal(arrows, lane->arrows);
    assert_near(product, r[lane->far], 1e-11, 1e-30, "product of the factors", direction);
    if (lane->r_c) assert_near(lane->r[lane->start] * lane->into_c, lane->r_c[lane->start], 1e-13, 1e-30, "into c", direction);
    assert_near(lane->set_out, lane->r[lane->start], 1e-15, 1e-30, "set out", direction);
}

static void norms_are_those_of_gradients_by_loss(void **state) {
    (void)state;
    static void (*const wire[])(Wiring *, int) = {wiring_init_many_to_one, wiring_init_many_to_many, wiring_init_one_to_many,
                                                  wiring_init_encoder_decoder};
    for (int kind = 0; kind < CELL_COUNT * 4 * 4 * 2; kind++) {
        int cell = kind / 32, layers = kind / 8 % 4 + 1, directions = kind % 2 + 1;
        NetSpec spec = engine_case_deep_spec((CellKind)cell, layers, directions);
        Wiring wiring;
        EngineCase engine_case;
        Items items;
        Follow follow;
        spec.activation = (Activation)(kind % ACTIVATION_COUNT);
        spec.loss = kind % 3 ? LOSS_MSE : LOSS_CROSS_ENTROPY;
        spec.dropout = kind % 5 == 1 ? 0.4 : 0;
        wire[kind / 2 % 4](&wiring, STEPS);
        engine_case_init(&engine_case, &spec, &wiring, BATCH, (uint64_t)kind + 1);
        engine_case_run(&engine_case);
        assert_true(items_init(&items, &engine_case.trace, NULL) && follow_init(&follow, &engine_case.trace, NULL));
        items_measure(&items, &engine_case.trace, engine_case.weight);
        for (int k = 0; k < wiring.loss_count; k++) {
            check_norms(&engine_case, &follow, &items, k);
            double set_out = 0;
            for (int d = 0; d < directions; d++) {
                check_product(&follow, d);
                set_out += follow.lane[layers - 1][d].set_out * follow.lane[layers - 1][d].set_out;
            }
            assert_near(set_out, 1, 1e-13, 1, "what sets out in all directions", k);
        }
        follow_deinit(&follow);
        items_deinit(&items);
        engine_case_deinit(&engine_case);
    }
}

/* --- strands, with formulas of their own --- */

typedef struct Strands {
    double straight, through, sum, left, slope; /* norms, absolute */
} Strands;

/* out (H) = W' a for one row block. */
static void add_back(double *out, const double *W, const double *a, int hidden) {
    for (int i = 0; i < hidden; i++) {
        for (int j = 0; j < hidden; j++) out[j] += W[i * hidden + j] * a[i];
    }
}

/* The equations of DESIGN's strands, unit by unit, from dL_k/dh_t and dL_k/dc_t. */
static Strands form_strands(const EngineCase *engine_case, int direction, int t, const double *dh, const double *dc) {
    const Trace *trace = &engine_case->trace;
    const Net *net = &engine_case->net;
    int H = net->spec.hidden, g = net->gates, p = previous_of(direction, t);
    const TraceLane *lane = &trace->lane[net->spec.layers - 1][direction];
    const double *W = engine_case->weight + net_get_param(net, PARAM_RECURRENT_WEIGHT, net->spec.layers - 1, direction)->offset;
    double straight[BATCH * 3], through[BATCH * 3] = {0}, sum[BATCH * 3], left[BATCH * 3], flat[BATCH * 3] = {0};
    for (int b = 0; b < BATCH; b++) {
        const double *gate = lane->gate + (t * BATCH + b) * g * H, *h_prev = lane->h + (p * BATCH + b) * H;
        const double *dht = dh + (t * BATCH + b) * H;
        double da[4][3] = {{0}};
        for (int j = 0; j < H; j++) {
            int at = b * H + j;
            left[at] = dht[j];
            if (net->spec.cell == CELL_LSTM) {
                double i = gate[j], f = gate[H + j], c_new = gate[2 * H + j], o = gate[3 * H + j];
                double c = lane->c[(t * BATCH + b) * H + j], c_prev = lane->c[(p * BATCH + b) * H + j];
                double dct = dc[(t * BATCH + b) * H + j];
                left[at] = dct;
                straight[at] = f * dct;
                da[0][j] = dct * c_new * i * (1 - i);
                da[1][j] = dct * c_prev * f * (1 - f);
                da[2][j] = dct * i * (1 - c_new * c_new);
                da[3][j] = dht[j] * tanh(c) * o * (1 - o);
            } else if (net->spec.cell == CELL_GRU) {
                double r = gate[j], z = gate[H + j], n = gate[2 * H + j], q = lane->q[(t * BATCH + b) * H + j];
                double da_n = dht[j] * (1 - z) * (1 - n * n);
                straight[at] = z * dht[j];
                da[0][j] = da_n * q * r * (1 - r);
                da[1][j] = dht[j] * (h_prev[j] - n) * z * (1 - z);
                da[2][j] = r * da_n;
            } else {
                straight[at] = 0;
                da[0][j] = dht[j] * (1 - gate[j] * gate[j]);
                flat[at] = da[0][j];
            }
        }
        for (int q = 0; q < g; q++) add_back(through + b * H, W + q * H * H, da[q], H);
        for (int j = 0; j < H && net->spec.cell == CELL_LSTM; j++) {
            double o = lane->gate[(p * BATCH + b) * g * H + 3 * H + j], tanh_c = tanh(lane->c[(p * BATCH + b) * H + j]);
            through[b * H + j] *= o * (1 - tanh_c * tanh_c);
        }
    }
    for (int i = 0; i < BATCH * H; i++) sum[i] = straight[i] + through[i];
    int n = BATCH * H;
    return (Strands){norm_of(straight, n), norm_of(through, n), norm_of(sum, n), norm_of(left, n), norm_of(flat, n)};
}

static void check_strands(const FollowLane *lane, int t, const Strands *is) {
    assert_near(lane->factor[t], is->sum / is->left, 1e-11, 1e-12, "factor", t);
    assert_near(lane->through[t], is->through / is->left, 1e-11, 1e-12, "through W", t);
    assert_near(lane->straight_share[t], is->straight / (is->straight + is->through), 1e-11, 1e-12, "straight share", t);
    assert_near(lane->agreement[t], is->sum / (is->straight + is->through), 1e-11, 1e-12, "agreement", t);
    if (lane->straight) {
        assert_near(lane->straight[t], is->straight / is->left, 1e-11, 1e-12, "straight", t);
        return;
    }
    assert_near(lane->slope[t], is->slope / is->left, 1e-11, 1e-12, "slope", t);
    assert_near(lane->turn[t], is->through / is->slope, 1e-11, 1e-12, "turn", t);
    assert_near(lane->slope[t] * lane->turn[t], lane->factor[t], 1e-13, 1e-12, "slope times turn", t);
}

static void strands_are_those_of_the_equations(void **state) {
    (void)state;
    for (int kind = 0; kind < CELL_COUNT * 2 * 2; kind++) {
        int directions = kind % 2 + 1, layers = kind / 2 % 2 + 1;
        NetSpec spec = engine_case_deep_spec((CellKind)(kind / 4), layers, directions);
        Wiring wiring;
        EngineCase engine_case;
        Items items;
        Follow follow;
        double dh[STATE_MAX], dc[STATE_MAX];
        wiring_init_many_to_many(&wiring, STEPS);
        engine_case_init(&engine_case, &spec, &wiring, BATCH, 11);
        engine_case_run(&engine_case);
        assert_true(items_init(&items, &engine_case.trace, NULL) && follow_init(&follow, &engine_case.trace, NULL));
        for (int k = 0; k < STEPS; k++) {
            follow_measure(&follow, &engine_case.trace, engine_case.weight, k, NULL);
            for (int d = 0; d < directions; d++) {
                const FollowLane *lane = &follow.lane[layers - 1][d];
                items_form(dh, dc, &items, &engine_case.trace, engine_case.weight, k, layers - 1, d);
                assert_true(isnan(lane->factor[lane->far])); /* behind it is only the initial state */
                for (int t = lane->start; t != lane->far; t = previous_of(d, t)) {
                    Strands is = form_strands(&engine_case, d, t, dh, dc);
                    check_strands(lane, t, &is);
                }
            }
        }
        follow_deinit(&follow);
        items_deinit(&items);
        engine_case_deinit(&engine_case);
    }
}

static void layers_below_say_what_comes_from_above(void **state) {
    (void)state;
    NetSpec spec = engine_case_deep_spec(CELL_GRU, 2, 1);
    Wiring wiring;
    EngineCase engine_case;
    Follow follow;
    wiring_init_many_to_one(&wiring, STEPS);
    engine_case_init(&engine_case, &spec, &wiring, BATCH, 3);
    engine_case_run(&engine_case);
    assert_true(follow_init(&follow, &engine_case.trace, NULL));
    follow_measure(&follow, &engine_case.trace, engine_case.weight, 0, NULL);
    const TraceLane *top = &engine_case.trace.lane[1][0], *low = &engine_case.trace.lane[0][0];
    const double *U = engine_case.weight + net_get_param(&engine_case.net, PARAM_INPUT_WEIGHT, 1, 0)->offset;
    for (int t = 0; t < STEPS; t++) {
        double above[BATCH * 3] = {0}, rest[BATCH * 3];
        for (int b = 0; b < BATCH; b++) {
            for (int q = 0; q < 3; q++) add_back(above + b * 3, U + q * 9, top->dpre + (t * BATCH + b) * 9 + q * 3, 3);
            for (int j = 0; j < 3; j++) rest[b * 3 + j] = low->dh[(t * BATCH + b) * 3 + j] - above[b * 3 + j];
        }
        double up = norm_of(above, BATCH * 3), through_time = norm_of(rest, BATCH * 3);
        assert_near(follow.lane[0][0].above_share[t], up / (up + through_time), 1e-10, 1e-12, "share from above", t);
    }
    assert_null(follow.lane[1][0].above_share);
    follow_deinit(&follow);
    engine_case_deinit(&engine_case);
}

/* --- sizes beyond a double --- */

/* One unit, h_t = w h_(t-1) + u x_t, read at the end by v. */
static void init_chain(EngineCase *engine_case, int steps, double w, double v) {
    NetSpec spec = engine_case_spec(CELL_RNN, 1, 1, 1);
    Wiring wiring;
    spec.activation = ACTIVATION_IDENTITY;
    wiring_init_many_to_one(&wiring, steps);
    engine_case_init(engine_case, &spec, &wiring, 1, 5);
    const Net *net = &engine_case->net;
    memset(engine_case->weight, 0, net->weight_count * sizeof(double));
    engine_case->weight[net_get_param(net, PARAM_RECURRENT_WEIGHT, 0, 0)->offset] = w;
    engine_case->weight[net_get_param(net, PARAM_HEAD_WEIGHT, 0, 0)->offset] = v;
    memset(engine_case->trace.lane[0][0].h0, 0, sizeof(double));
    engine_case->trace.target[0] = 1; /* y = 0 */
    engine_case_run(engine_case);
}

static void chains_longer_than_a_double_keep_their_digits(void **state) {
    (void)state;
    static const double w[] = {0.25, 1, 7, -0.01};
    for (int i = 0; i < 4; i++) {
        EngineCase engine_case;
        Follow follow;
        init_chain(&engine_case, 1000, w[i], 0.5);
        assert_true(follow_init(&follow, &engine_case.trace, NULL));
        follow_measure(&follow, &engine_case.trace, engine_case.weight, 0, NULL);
        const FollowLane *lane = &follow.lane[0][0];
        FollowVerdict verdict = follow_judge(&follow, 0);
        assert_near(lane->log10_r[0], 999 * log10(fabs(w[i])), 1e-13, 1e-9, "log10 r", i);
        assert_near(verdict.mean_factor, fabs(w[i]), 1e-12, 1, "mean factor", i);
        assert_int_equal(verdict.arrows, 999);
        assert_int_equal(verdict.stopped, -1);
        assert_int_equal(verdict.word, fabs(w[i]) < 1 ? FOLLOW_VANISHED : w[i] > 1 ? FOLLOW_EXPLODING : FOLLOW_CARRIED);
        for (int t = 1; t < 1000; t++) assert_near(lane->factor[t], fabs(w[i]), 1e-13, 1, "factor", t);
        follow_deinit(&follow);
        engine_case_deinit(&engine_case);
    }
}

/* As a backward pass of an error that is so much smaller leaves them: with few digits, or none. */
static void shrink_error(Trace *trace, double by) {
    const TraceLane *lane = &trace->lane[0][0];
    for (int i = 0; i < trace->batch * trace->net->spec.outputs; i++) trace->dy[i] *= by;
    for (int i = 0; i < STEPS * trace->batch * 3; i++) {
        lane->dh[i] *= by;
        lane->dc[i] *= by;
        lane->dh_carry[i] *= by;
        for (int q = 0; q < 4; q++) lane->dpre[i * 4 + q] *= by;
    }
}

static void a_tiny_error_is_followed_like_a_large_one(void **state) {
    (void)state;
    NetSpec spec = engine_case_spec(CELL_LSTM, 3, 2, 2);
    Wiring wiring;
    EngineCase engine_case;
    Follow large, tiny;
    wiring_init_many_to_one(&wiring, STEPS);
    engine_case_init(&engine_case, &spec, &wiring, BATCH, 8);
    engine_case_run(&engine_case);
    assert_true(follow_init(&large, &engine_case.trace, NULL) && follow_init(&tiny, &engine_case.trace, NULL));
    follow_measure(&large, &engine_case.trace, engine_case.weight, 0, NULL);
    shrink_error(&engine_case.trace, 0x1p-1000);
    follow_measure(&tiny, &engine_case.trace, engine_case.weight, 0, NULL);
    assert_near(tiny.S, large.S * 0x1p-1000, 1e-13, 1e-310, "S", 0);
    for (int t = 0; t < STEPS; t++) assert_near(tiny.lane[0][0].r_c[t], large.lane[0][0].r_c[t], 1e-12, 1e-12, "r_c", t);
    follow_deinit(&large);
    follow_deinit(&tiny);
    engine_case_deinit(&engine_case);
}

/* --- what may be missing --- */

static void no_error_no_arrow_and_no_number_are_told_apart(void **state) {
    (void)state;
    EngineCase engine_case;
    Follow follow;
    init_chain(&engine_case, 3, 0.5, 0); /* the head reads nothing */
    assert_true(follow_init(&follow, &engine_case.trace, NULL));
    follow_measure(&follow, &engine_case.trace, engine_case.weight, 0, NULL);
    assert_true(follow.S == 0);
    assert_int_equal(follow_judge(&follow, 0).word, FOLLOW_NO_ERROR);
    for (int t = 0; t < 3; t++) assert_true(follow.lane[0][0].r[t] == 0 && isnan(follow.lane[0][0].factor[t]));
    engine_case.weight[net_get_param(&engine_case.net, PARAM_HEAD_WEIGHT, 0, 0)->offset] = NAN;
    engine_case_run(&engine_case);
    follow_measure(&follow, &engine_case.trace, engine_case.weight, 0, NULL);
    assert_false(follow.is_finite);
    assert_int_equal(follow_judge(&follow, 0).word, FOLLOW_NOT_FINITE);
    assert_true(isnan(follow_judge(&follow, 0).ratio) && isnan(follow.lane[0][0].r[0]));
    follow_deinit(&follow);
    engine_case_deinit(&engine_case);

    init_chain(&engine_case, 1, 0.5, 1);
    assert_true(follow_init(&follow, &engine_case.trace, NULL));
    follow_measure(&follow, &engine_case.trace, engine_case.weight, 0, NULL);
    FollowVerdict verdict = follow_judge(&follow, 0);
    assert_int_equal(verdict.word, FOLLOW_NO_ARROW);
    assert_int_equal(verdict.arrows, 0);
    assert_true(verdict.ratio == 1 && isnan(verdict.mean_factor));
    follow_deinit(&follow);
    engine_case_deinit(&engine_case);
}

static void units_that_are_off_stop_it_at_their_step(void **state) {
    (void)state;
    NetSpec spec = engine_case_spec(CELL_RNN, 3, 2, 2);
    Wiring wiring;
    EngineCase engine_case;
    Follow follow;
    spec.activation = ACTIVATION_RELU;
    wiring_init_many_to_one(&wiring, STEPS);
    engine_case_init(&engine_case, &spec, &wiring, BATCH, 8);
    double *bias = engine_case.weight + net_get_param(&engine_case.net, PARAM_INPUT_BIAS, 0, 0)->offset;
    for (int j = 0; j < 3; j++) bias[j] = -1e3; /* off at every step: even the last one sends nothing back */
    engine_case_run(&engine_case);
    assert_true(follow_init(&follow, &engine_case.trace, NULL));
    follow_measure(&follow, &engine_case.trace, engine_case.weight, 0, NULL);
    FollowVerdict verdict = follow_judge(&follow, 0);
    assert_int_equal(verdict.word, FOLLOW_STOPS);
    assert_int_equal(verdict.stopped, STEPS - 2);
    assert_true(verdict.ratio == 0 && follow.S > 0);
    follow_deinit(&follow);
    engine_case_deinit(&engine_case);
}

/* The trace of a held gate is followed with the gate held: one loss, so that r S is the trace's own gradient. */
static void a_held_gate_is_held_here_too(void **state) {
    (void)state;
    for (int cell = 0; cell < CELL_COUNT; cell++) {
        NetSpec spec = engine_case_spec((CellKind)cell, 3, 2, 2);
        Wiring wiring;
        wiring_init_many_to_one(&wiring, STEPS);
        for (int gate = 0; gate < 4; gate++) {
            EngineCase engine_case;
            Trace held;
            Follow follow;
            engine_case_init(&engine_case, &spec, &wiring, BATCH, 21);
            if (gate < engine_case.net.gates) {
                WhatIf what = {.kind = WHATIF_GATE, .value = 0.25, .step = 2, .sequence = -1, .gate = gate, .unit = -1};
                size_t count = engine_case.net.weight_count;
                double *gradient = mem_new(2 * count * sizeof(double));
                engine_case_run(&engine_case);
                assert_true(trace_init(&held, &engine_case.net, &wiring, BATCH, NULL) && follow_init(&follow, &held, NULL));
                whatif_run(&held, gradient, gradient + count, &engine_case.trace, engine_case.weight, &what);
                follow_measure(&follow, &held, engine_case.weight, 0, &what);
                const TraceLane *lane = &held.lane[0][0];
                for (int t = 0; t < STEPS; t++) {
                    assert_near(follow.lane[0][0].r[t] * follow.S, lane->dh_norm[t], 1e-12, 1e-12, "r S", t);
                    if (lane->dc) assert_near(follow.lane[0][0].r_c[t] * follow.S, lane->dc_norm[t], 1e-12, 1e-12, "r_c S", t);
                }
                check_product(&follow, 0);
                follow_deinit(&follow);
                trace_deinit(&held);
                mem_free(gradient);
            }
            engine_case_deinit(&engine_case);
        }
    }
}

static void words_begin_and_end_where_the_design_says(void **state) {
    (void)state;
    static const struct {
        double w;
        FollowWord word;
    } row[] = {{0.9e-5, FOLLOW_VANISHED}, {1.1e-5, FOLLOW_WEAKENED}, {0.09, FOLLOW_WEAKENED},
               {0.11, FOLLOW_CARRIED},    {3.3, FOLLOW_CARRIED},     {9.9, FOLLOW_CARRIED},
               {11, FOLLOW_GROWN},        {0.9e5, FOLLOW_GROWN},     {1.1e5, FOLLOW_EXPLODING}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        EngineCase engine_case;
        Follow follow;
        init_chain(&engine_case, 2, row[i].w, 1);
        assert_true(follow_init(&follow, &engine_case.trace, NULL));
        follow_measure(&follow, &engine_case.trace, engine_case.weight, 0, NULL);
        FollowVerdict verdict = follow_judge(&follow, 0);
        assert_int_equal(verdict.word, row[i].word);
        assert_near(verdict.ratio, row[i].w, 1e-14, 1e-300, "ratio", (int)i);
        assert_int_equal(verdict.turn_step, -1);
        follow_deinit(&follow);
        engine_case_deinit(&engine_case);
    }
    for (int a = 0; a < FOLLOW_WORD_COUNT; a++) {
        for (int b = 0; b < a; b++) assert_string_not_equal(follow_word_name((FollowWord)a), follow_word_name((FollowWord)b));
    }
}

/* h_t = f(w x_t h...) cannot rise and fall with one unit; two units of which one hands over to the other can: W = [0 a; b 0]. */
static void a_rise_on_the_way_is_found(void **state) {
    (void)state;
    NetSpec spec = engine_case_spec(CELL_RNN, 2, 1, 1);
    Wiring wiring;
    EngineCase engine_case;
    Follow follow;
    spec.activation = ACTIVATION_IDENTITY;
    wiring_init_many_to_one(&wiring, 3);
    engine_case_init(&engine_case, &spec, &wiring, 1, 5);
    const Net *net = &engine_case.net;
    double *W = engine_case.weight + net_get_param(net, PARAM_RECURRENT_WEIGHT, 0, 0)->offset;
    double *V = engine_case.weight + net_get_param(net, PARAM_HEAD_WEIGHT, 0, 0)->offset;
    W[0] = W[3] = 0;
    W[1] = 100; /* unit 2 -> unit 1: on the way back unit 1's gradient becomes unit 2's, times 100 */
    W[2] = 0.01;
    V[0] = 1;
    V[1] = 0;
    engine_case_run(&engine_case);
    assert_true(follow_init(&follow, &engine_case.trace, NULL));
    follow_measure(&follow, &engine_case.trace, engine_case.weight, 0, NULL);
    FollowVerdict verdict = follow_judge(&follow, 0);
    assert_int_equal(verdict.word, FOLLOW_CARRIED);
    assert_near(verdict.ratio, 1, 1e-14, 1, "ratio", 0);
    assert_int_equal(verdict.turn_step, 1);
    assert_near(verdict.log10_turn, 2, 1e-13, 1, "turn", 0);
    follow_deinit(&follow);
    engine_case_deinit(&engine_case);
}

static void assert_rows_near(const double *read, const double *walked) {
    if (!walked) assert_null(read);
    for (int t = 0; walked && t < STEPS; t++) {
        assert_true(isnan(read[t]) == isnan(walked[t]));
        if (!isnan(walked[t])) assert_near(read[t], walked[t], 1e-12, 1e-30, "row", t);
    }
}

/* One layer and one loss: what is read from the trace's own backward pass is what a pass of its own finds. A gate held at no step
   changes nothing, but makes it walk. */
static void what_the_trace_has_already_is_read_from_it(void **state) {
    (void)state;
    const WhatIf nowhere = {.kind = WHATIF_GATE, .step = -1, .sequence = -1, .unit = -1};
    for (int kind = 0; kind < CELL_COUNT * 8; kind++) {
        NetSpec spec = engine_case_deep_spec((CellKind)(kind / 8), 1, kind % 2 + 1);
        Wiring wiring;
        EngineCase engine_case;
        Follow follow, walked;
        wiring_init_many_to_one(&wiring, STEPS);
        if (kind & 2) wiring.head_reads_final = true;
        engine_case_init(&engine_case, &spec, &wiring, BATCH, (uint64_t)kind + 40);
        if (kind & 4) engine_case.trace.kernels = NULL;
        engine_case_run(&engine_case);
        assert_true(follow_init(&follow, &engine_case.trace, NULL) && follow_init(&walked, &engine_case.trace, NULL));
        follow_measure(&walked, &engine_case.trace, engine_case.weight, 0, &nowhere);
        follow_measure(&follow, &engine_case.trace, engine_case.weight, 0, NULL);
        for (int d = 0; d < spec.directions; d++) {
            const FollowLane *a = &follow.lane[0][d], *b = &walked.lane[0][d];
            const double *const read[] = {a->r,     a->r_c,  a->factor,         a->straight, a->through,
                                          a->slope, a->turn, a->straight_share, a->agreement};
            const double *const by_walk[] = {b->r,     b->r_c,  b->factor,         b->straight, b->through,
                                             b->slope, b->turn, b->straight_share, b->agreement};
            for (size_t i = 0; i < sizeof read / sizeof *read; i++) assert_rows_near(read[i], by_walk[i]);
            for (int t = 0; t < STEPS; t++)
                if (isfinite(b->log10_r[t])) assert_near(a->log10_r[t], b->log10_r[t], 1e-12, 1, "log10 r", t);
            assert_near(a->set_out, b->set_out, 1e-13, 1e-30, "set out", kind);
            if (a->r_c) assert_near(a->into_c, b->into_c, 1e-12, 1e-30, "into c", kind);
        }
        follow_deinit(&walked);
        follow_deinit(&follow);
        engine_case_deinit(&engine_case);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_trace_has_already_is_read_from_it),
        cmocka_unit_test(norms_are_those_of_gradients_by_loss),
        cmocka_unit_test(strands_are_those_of_the_equations),
        cmocka_unit_test(layers_below_say_what_comes_from_above),
        cmocka_unit_test(chains_longer_than_a_double_keep_their_digits),
        cmocka_unit_test(a_tiny_error_is_followed_like_a_large_one),
        cmocka_unit_test(no_error_no_arrow_and_no_number_are_told_apart),
        cmocka_unit_test(units_that_are_off_stop_it_at_their_step),
        cmocka_unit_test(a_held_gate_is_held_here_too),
        cmocka_unit_test(words_begin_and_end_where_the_design_says),
        cmocka_unit_test(a_rise_on_the_way_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
