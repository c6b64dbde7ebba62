/* The close-up of a step: every equation that it shows holds for every unit, and its way back is the trace's and the followed loss's. */
// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "base/arena.h"
#include "engine/analysis/account.h"
#include "support/engine_case.h"
#include <math.h>

enum { STEPS = 4 };

static void check_lines(const CellAccount *account, bool *seen) {
    for (int i = 0; i < account_line_count(); i++) {
        const AccountLine *line = account_line_at(i);
        if (line->cell != account->net->spec.cell) continue;
        seen[i] = true;
        assert_true(account_has(line->cell, line->left.vector));
        for (int j = 0; j < line->count; j++) assert_true(account_has(line->cell, line->term[j].vector));
        for (int unit = 0; unit < account->net->spec.hidden; unit++)
            assert_near(account_evaluate(account, line, unit), account->at[line->left.vector][line->left.gate][unit], 1e-12, 1e-6,
                        line->title, unit);
    }
}

/* What the account says left this step arrives at the step before, as the trace has it there. */
static void check_against_trace(const CellAccount *account, const Trace *trace) {
    const TraceLane *lane = &trace->lane[account->layer][account->direction];
    int hidden = trace->net->spec.hidden, t = account->step;
    for (int j = 0; j < hidden; j++) {
        assert_near(account->at[ACCOUNT_DH][0][j], lane->dh[t * hidden + j], 1e-12, 1e-9, "dh", t);
        assert_near(account->at[ACCOUNT_SENT][0][j], lane->dh_carry[t * hidden + j], 1e-11, 1e-6, "sent", t);
        for (int g = 0; g < trace->net->gates; g++)
            assert_near(account->at[ACCOUNT_DVALUE][g][j] * account->at[ACCOUNT_SLOPE][g][j], account->at[ACCOUNT_DPRE][g][j], 1e-11, 1e-9,
                        "slope", t);
        if (lane->dc)
            assert_near(account->at[ACCOUNT_D_TANH_C][0][j] * account->at[ACCOUNT_SLOPE_C][0][j], account->at[ACCOUNT_DC_OUT][0][j], 1e-11,
                        1e-9, "slope of c", t);
        for (int g = 0; g < trace->net->gates; g++)
            assert_near(account->at[ACCOUNT_DPRE][g][j], lane->dpre[(t * trace->net->gates + g) * hidden + j], 1e-12, 1e-9, "dpre", t);
        if (lane->dc) assert_near(account->at[ACCOUNT_DC][0][j], lane->dc[t * hidden + j], 1e-12, 1e-9, "dc", t);
    }
}

/* The norms of one loss are those of Follow, absolute or relative. */
static void check_against_follow(const CellAccount *account, const Follow *follow, double scale) {
    const FollowLane *lane = &follow->lane[account->layer][account->direction];
    int t = account->step;
    assert_near(account->norm[ACCOUNT_DH][0], scale * lane->r[t], 1e-12, 1e-9, "r", t);
    if (lane->r_c) assert_near(account->norm[ACCOUNT_DC][0], scale * lane->r_c[t], 1e-12, 1e-9, "r_c", t);
    if (lane->straight && isfinite(lane->straight[t])) {
        double left = lane->r_c ? lane->r_c[t] : lane->r[t];
        assert_near(account->norm[ACCOUNT_STRAIGHT][0], scale * lane->straight[t] * left, 1e-11, 1e-9, "straight", t);
    }
    if (lane->slope && isfinite(lane->slope[t]))
        assert_near(account->norm[ACCOUNT_DPRE][0], scale * lane->slope[t] * lane->r[t], 1e-11, 1e-9, "slope", t);
}

static void check_lane(CellAccount *account, EngineCase *engine_case, Follow *follow, int layer, int direction, bool *seen) {
    const Trace *trace = &engine_case->trace;
    for (int t = 0; t < STEPS; t++) {
        account_measure(account, trace, engine_case->weight, NULL, NULL, 1, layer, direction, t);
        check_lines(account, seen);
        check_against_trace(account, trace);
        for (int loss = 0; loss < trace->wiring.loss_count; loss++) {
            follow_measure(follow, trace, engine_case->weight, loss, NULL);
            account_measure(account, trace, engine_case->weight, follow, NULL, 1, layer, direction, t);
            check_lines(account, seen);
            check_against_follow(account, follow, 1);
            account_measure(account, trace, engine_case->weight, follow, NULL, follow->S, layer, direction, t);
            check_lines(account, seen);
            check_against_follow(account, follow, follow->S);
        }
    }
}

static void every_equation_of_the_close_up_holds_for_every_unit(void **state) {
    (void)state;
    bool seen[64] = {false};
    CellAccount *account = mem_new(sizeof *account);
    assert_non_null(account);
    assert_in_range(account_line_count(), 1, 64);
    for (int kind = 0; kind < CELL_COUNT * 4 * ACTIVATION_COUNT; kind++) {
        int rest = kind / ACTIVATION_COUNT, directions = rest % 2 + 1, layers = rest / 2 % 2 + 1;
        NetSpec spec = engine_case_deep_spec((CellKind)(rest / 4), layers, directions);
        Wiring wiring;
        EngineCase engine_case;
        Follow follow;
        Diag diag;
        spec.activation = (Activation)(kind % ACTIVATION_COUNT);
        spec.dropout = kind % 3 == 1 ? 0.3 : 0;
        if (kind % 2)
            wiring_init_many_to_many(&wiring, STEPS);
        else
            wiring_init_many_to_one(&wiring, STEPS);
        engine_case_init(&engine_case, &spec, &wiring, 1, (uint64_t)kind + 3);
        engine_case_run(&engine_case);
        assert_true(follow_init(&follow, &engine_case.trace, &diag));
        for (int lane = 0; lane < layers * directions; lane++)
            check_lane(account, &engine_case, &follow, lane / directions, lane % directions, seen);
        follow_deinit(&follow);
        engine_case_deinit(&engine_case);
    }
    for (int i = 0; i < account_line_count(); i++) {
        if (!seen[i]) fail_msg("never shown: %s", account_line_at(i)->title);
    }
    mem_free(account);
}

/* Before the loss that sets out nothing arrives from the step after it, exactly; and where no loss joins, nothing from above. */
static void nothing_is_exactly_zero(void **state) {
    (void)state;
    CellAccount *account = mem_new(sizeof *account);
    assert_non_null(account);
    for (int cell = 0; cell < CELL_COUNT; cell++) {
        NetSpec spec = engine_case_spec((CellKind)cell, 3, 2, 2);
        Wiring wiring;
        EngineCase engine_case;
        Follow follow;
        Diag diag;
        wiring_init_many_to_one(&wiring, STEPS);
        engine_case_init(&engine_case, &spec, &wiring, 1, 5);
        engine_case_run(&engine_case);
        assert_true(follow_init(&follow, &engine_case.trace, &diag));
        follow_measure(&follow, &engine_case.trace, engine_case.weight, 0, NULL);
        for (int of_all = 0; of_all < 2; of_all++) {
            for (int t = 0; t < STEPS; t++) {
                account_measure(account, &engine_case.trace, engine_case.weight, of_all ? NULL : &follow, NULL, 1, 0, 0, t);
                AccountVector nothing = t == STEPS - 1 ? ACCOUNT_DH_NEXT : ACCOUNT_DH_ABOVE,
                              all = t == STEPS - 1 ? ACCOUNT_DH_ABOVE : ACCOUNT_DH_NEXT;
                assert_true(account->norm[nothing][0] == 0);
                assert_true(account->norm[all][0] == account->norm[ACCOUNT_DH][0] && account->norm[all][0] > 0);
            }
        }
        follow_deinit(&follow);
        engine_case_deinit(&engine_case);
    }
    mem_free(account);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_equation_of_the_close_up_holds_for_every_unit),
        cmocka_unit_test(nothing_is_exactly_zero),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
