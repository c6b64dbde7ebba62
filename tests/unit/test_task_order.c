/* Temporal order: where the informative symbols stand, and that nothing else tells the answer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "task_case.h"
#include <math.h>

static TaskCase at;

static void the_informative_symbols_stand_in_their_tenths(void **state) {
    (void)state;
    static const int lengths[] = {10, 11, 15, 50, 55, 100};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        int T = lengths[i], class_count[4] = {0}, place[128] = {0}, distractor[6] = {0};
        double told = 0.0;
        task_case_open(&at, "order", &(TaskOptions){.steps = T});
        for (long s = 0; s < TASK_CASE_SEQUENCES; s++) {
            int found = 0, seen[2] = {0};
            task_case_draw(&at, 7, s);
            for (int t = 0; t < T; t++) {
                int symbol = task_case_symbol(&at, t);
                assert_in_range(symbol, 0, 5);
                if (symbol >= 2) {
                    distractor[symbol]++;
                    told += (symbol - 3.5) * (at.target[0] - 1.5);
                    continue;
                }
                assert_true(found < 2);
                /* [0.1 T, 0.2 T) and [0.5 T, 0.6 T) */
                assert_true(found == 0 ? 10 * t >= T && 10 * t < 2 * T : 10 * t >= 5 * T && 10 * t < 6 * T);
                seen[found++] = symbol;
                place[t]++;
            }
            assert_int_equal(found, 2);
            assert_true(at.target[0] == 2 * seen[0] + seen[1]);
            class_count[(int)at.target[0]]++;
        }
        for (int c = 0; c < 4; c++) assert_mean(class_count[c], TASK_CASE_SEQUENCES, 0.25, sqrt(0.1875));
        for (int c = 2; c < 6; c++) assert_mean(distractor[c], (long)TASK_CASE_SEQUENCES * (T - 2), 0.25, sqrt(0.1875));
        assert_mean(told, (long)TASK_CASE_SEQUENCES * (T - 2), 0.0, 1.25); /* both have a variance of 5/4 */
        for (int part = 1; part <= 5; part += 4) {                         /* every step of a tenth alike */
            int from = (part * T + 9) / 10, to = ((part + 1) * T + 9) / 10;
            double p = 1.0 / (to - from);
            for (int t = from; t < to; t++) assert_mean(place[t], TASK_CASE_SEQUENCES, p, sqrt(p));
        }
    }
}

static void guessing_costs_ln_4(void **state) {
    (void)state;
    double even[4] = {0};
    Tally loss = {0};
    task_case_open(&at, "order", &(TaskOptions){.steps = 50});
    for (long s = 0; s < TASK_CASE_SEQUENCES; s++) {
        task_case_draw(&at, 7, s);
        tally_add(&loss, task_case_loss(&at, even));
    }
    assert_tally(&loss, at.task->baseline(&at.options));
    assert_true(fabs(at.task->baseline(&at.options) - 1.386) < 5e-4);
}

/* Neither symbol alone gives more than half of it away: one must be kept and combined with the other. */
static void one_symbol_alone_halves_the_question(void **state) {
    (void)state;
    long count[2][4] = {{0}};
    task_case_open(&at, "order", &(TaskOptions){.steps = 50});
    for (long s = 0; s < TASK_CASE_SEQUENCES; s++) {
        task_case_draw(&at, 7, s);
        int second = -1;
        for (int t = 25; t < 30; t++) {
            if (task_case_symbol(&at, t) < 2) second = task_case_symbol(&at, t);
        }
        count[second][(int)at.target[0]]++;
    }
    for (int i = 0; i < 2; i++) {
        long n = count[i][0] + count[i][1] + count[i][2] + count[i][3];
        assert_mean((double)count[i][i], n, 0.5, 0.5);
        assert_mean((double)count[i][2 + i], n, 0.5, 0.5);
    }
}

static void inputs_and_outputs_are_put_into_words(void **state) {
    (void)state;
    double x[] = {0.0, 0.5, 0.0, 0.0, 0.0, 0.0}, distractor[] = {0.0, 0.0, 0.0, 0.0, 0.5, 0.0};
    double y[] = {0.0, 2.0, 1.0, 0.0}, prob[] = {0.05, 0.8, 0.1, 0.05};
    task_case_open(&at, "order", &(TaskOptions){.steps = 10, .input_scale = 0.5});
    assert_input_words(&at, 1, x, "symbol B × 0.500, to be remembered");
    assert_input_words(&at, 2, distractor, "distractor c × 0.500, to be ignored");
    assert_output_words(&at, y, prob, 1.0, "predicts A then B (p = 0.80); target A then B: correct");
    assert_output_words(&at, y, NULL, 2.0, "predicts A then B; target B then A: wrong");
    assert_wire_refused("order", &(TaskOptions){.steps = 9}, "Temporal order needs at least 10 time steps, not 9");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_informative_symbols_stand_in_their_tenths),
        cmocka_unit_test(guessing_costs_ln_4),
        cmocka_unit_test(one_symbol_alone_halves_the_question),
        cmocka_unit_test(inputs_and_outputs_are_put_into_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
