/* The losses one by one: their sizes are Items', they sum to the gradient of all, and what cancels is what is missing in the sum. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/analysis/pulls.h"
#include "support/engine_case.h"
#include <math.h>

static void check_case(const NetSpec *spec, const Wiring *wiring) {
    EngineCase given;
    Items items;
    Follow follow;
    Pulls pulls;
    Diag diag = {0};
    engine_case_init(&given, spec, wiring, 2, 7);
    engine_case_run(&given);
    assert_true(items_init(&items, &given.trace, &diag) && follow_init(&follow, &given.trace, &diag));
    assert_true(pulls_init(&pulls, &given.trace, &diag));
    items_measure(&items, &given.trace, given.weight);
    int T = wiring->steps, K = wiring->loss_count;
    for (int layer = 0; layer < spec->layers; layer++) {
        for (int direction = 0; direction < spec->directions; direction++) {
            const TraceLane *lane = &given.trace.lane[layer][direction];
            pulls_start(&pulls, &given.trace, layer, direction);
            assert_true(isnan(pulls.norm[0]) && isnan(pulls.cancelled[0]));
            while (pulls_advance(&pulls, &given.trace, given.weight, &follow, 2)) assert_true(pulls.done < K);
            for (int k = 0; k < K; k++) {
                follow_measure(&follow, &given.trace, given.weight, k, NULL);
                for (int t = 0; t < T; t++) {
                    assert_near(pulls.norm[k * T + t], items.G[layer][direction][k * T + t], 1e-12, 1e-12, "norm", k * T + t);
                    assert_near(pulls.relative[k * T + t], follow.lane[layer][direction].r[t], 1e-9, 1e-12, "relative", k * T + t);
                }
            }
            for (int t = 0; t < T; t++) {
                double sum = 0, apart = 0;
                for (int k = 0; k < K; k++) {
                    sum += pulls.pull[k * T + t];
                    apart += items.G[layer][direction][k * T + t];
                    assert_true(fabs(pulls.pull[k * T + t]) <= pulls.norm[k * T + t] * (1 + 1e-12));
                }
                assert_near(sum, lane->dh_norm[t], 1e-10, 1e-12, "the pulls sum to the gradient of all", t);
                assert_true(fabs(pulls.cancelled[t] - (1 - lane->dh_norm[t] / apart)) < 1e-10);
            }
        }
    }
    pulls_deinit(&pulls);
    follow_deinit(&follow);
    items_deinit(&items);
    engine_case_deinit(&given);
}

static void losses_one_by_one_sum_to_the_gradient_of_all(void **state) {
    (void)state;
    for (int cell = 0; cell < 3; cell++) {
        Wiring wiring;
        NetSpec plain = engine_case_spec((CellKind)cell, 4, 2, 3), deep = engine_case_deep_spec((CellKind)cell, 2, 2);
        wiring_init_many_to_many(&wiring, 7);
        check_case(&plain, &wiring);
        check_case(&deep, &wiring);
        wiring_init_many_to_one(&wiring, 7);
        check_case(&plain, &wiring);
        wiring_init_encoder_decoder(&wiring, 6);
        check_case(&plain, &wiring);
        wiring_init_many_to_one(&wiring, 1);
        check_case(&deep, &wiring);
    }
}

/* Two losses that want opposite things of the same state. */
static void opposite_losses_cancel(void **state) {
    (void)state;
    NetSpec spec = engine_case_spec(CELL_RNN, 1, 1, 1);
    spec.activation = ACTIVATION_IDENTITY;
    Wiring wiring;
    EngineCase given;
    Follow follow;
    Pulls pulls;
    wiring_init_many_to_many(&wiring, 2);
    engine_case_init(&given, &spec, &wiring, 1, 1);
    for (size_t i = 0; i < given.net.weight_count; i++) given.weight[i] = 0;
    given.weight[net_get_param(&given.net, PARAM_RECURRENT_WEIGHT, 0, 0)->offset] = 1;
    given.weight[net_get_param(&given.net, PARAM_HEAD_WEIGHT, 0, 0)->offset] = 1;
    given.trace.lane[0][0].h0[0] = 0;
    given.trace.target[0] = 1; /* the state is 0 at both steps: one loss wants it higher, the other lower by as much */
    given.trace.target[1] = -1;
    engine_case_run(&given);
    assert_true(follow_init(&follow, &given.trace, NULL) && pulls_init(&pulls, &given.trace, NULL));
    pulls_start(&pulls, &given.trace, 0, 0);
    pulls_advance(&pulls, &given.trace, given.weight, &follow, 9);
    assert_true(fabs(pulls.cancelled[0] - 1) < 1e-15);
    assert_true(fabs(pulls.cancelled[1]) < 1e-15);
    assert_true(pulls.pull[2 + 1] > 0 && pulls.share[2 + 1] == 1);
    pulls_deinit(&pulls);
    follow_deinit(&follow);
    engine_case_deinit(&given);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(losses_one_by_one_sum_to_the_gradient_of_all),
                                       cmocka_unit_test(opposite_losses_cancel)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
