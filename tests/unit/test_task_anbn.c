/* a^n X b^n: strings that count, the share each length has, and whose counting is scored. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "task_case.h"
#include <math.h>

enum { A, X, B };
static TaskCase at;

static void as_many_b_follow_as_a_came(void **state) {
    (void)state;
    enum { T = 200, N = 10 };
    long count[N + 1] = {0}, strings = 0;
    task_case_open(&at, "anbn", &(TaskOptions){.steps = T, .items = N});
    for (long s = 0; s < 2000; s++) {
        task_case_draw(&at, 7, s);
        int symbol[T + 1], t = 0;
        for (int i = 0; i < T; i++) symbol[i] = task_case_symbol(&at, i);
        symbol[T] = (int)at.target[T - 1];
        for (int i = 0; i < T; i++) assert_int_equal((int)at.target[i], symbol[i + 1]);
        while (t + 2 * N + 1 <= T) { /* those surely whole, so that the cut does not choose the short ones */
            int n = 0, b = 0;
            while (symbol[t] == A) n++, t++;
            assert_true(n >= 1 && n <= N && symbol[t] == X);
            for (t++; t <= T && symbol[t] == B; t++) b++;
            assert_int_equal(b, n);
            count[n]++;
            strings++;
        }
    }
    for (int n = 1; n <= N; n++) assert_mean((double)count[n], strings, 0.1, 0.3);
}

static void the_usual_number_fits_into_any_length(void **state) {
    (void)state;
    const struct { int steps, most; } row[] = {{3, 1}, {4, 1}, {5, 2}, {16, 7}, {20, 9}, {21, 10}, {100, 10}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        int longest = 0;
        task_case_open(&at, "anbn", &(TaskOptions){.steps = row[i].steps});
        for (long s = 0; s < 500; s++) {
            task_case_draw(&at, 7, s);
            int n = 0;
            while (n < at.steps && task_case_symbol(&at, n) == A) n++;
            if (n > longest) longest = n;
        }
        assert_int_equal(longest, row[i].most);
    }
    assert_wire_refused("anbn", &(TaskOptions){.steps = 30, .items = 15}, "with n up to 15 needs at least 31 time steps, not 30");
    assert_wire_refused("anbn", &(TaskOptions){.steps = 90, .items = 31}, "the number of items cannot be 31");
}

static void the_baseline_is_the_best_answer_from_one_symbol(void **state) {
    (void)state;
    static double y[TASK_CASE_TARGETS * 3];
    const TaskOptions form[] = {{.steps = 3}, {.steps = 16}, {.steps = 50, .items = 10}, {.steps = 100, .items = 3}};
    for (size_t f = 0; f < sizeof form / sizeof *form; f++) {
        double pair[3][3] = {{0}};
        Tally loss = {0};
        task_case_open(&at, "anbn", &form[f]);
        for (int round = 0; round < 2; round++) {
            for (long s = 0; s < TASK_CASE_SEQUENCES; s++) {
                task_case_draw(&at, 7, s);
                for (int t = 0; t < at.steps; t++) {
                    double *row = pair[task_case_symbol(&at, t)], sum = row[0] + row[1] + row[2];
                    if (round == 0) row[(int)at.target[t]] += 1.0;
                    if (round == 0) continue;
                    for (int o = 0; o < 3; o++) y[t * 3 + o] = row[o] > 0.0 ? log(row[o] / sum) : -800.0;
                }
                if (round == 1) tally_add(&loss, task_case_loss(&at, y));
            }
        }
        assert_tally(&loss, at.task->baseline(&at.options));
    }
}

/* Each string has one of N lengths; of the last one only as much is known as came before T. */
static void the_entropy_is_that_of_the_lengths_drawn(void **state) {
    (void)state;
    const TaskOptions form[] = {{.steps = 3}, {.steps = 16}, {.steps = 50, .items = 10}, {.steps = 100, .items = 3}};
    for (size_t f = 0; f < sizeof form / sizeof *form; f++) {
        Tally nats = {0};
        task_case_open(&at, "anbn", &form[f]);
        int fits = (at.steps - 1) / 2, N = at.options.items ? at.options.items : fits < 10 ? fits : 10;
        for (long s = 0; s < TASK_CASE_SEQUENCES; s++) {
            double cost = 0.0;
            int run = 0;
            task_case_draw(&at, 7, s);
            for (int t = 0; t <= at.steps; t++) {
                int symbol = t < at.steps ? task_case_symbol(&at, t) : (int)at.target[t - 1];
                if (symbol == A) run++;
                if (symbol == X) {
                    cost += log(N);
                    run = 0;
                }
            }
            if (run > 0) cost += log((double)N / (N - run + 1)); /* so many a at least */
            tally_add(&nats, cost);
        }
        TaskEntropy found = at.task->entropy(&at.options);
        assert_tally(&nats, found.nats);
        assert_true(found.predictions == at.steps);
    }
}

static TaskScore score_of(const double *y) {
    TaskScore score = {0};
    TaskAnswer answer = {.x = at.x, .target = at.target, .y = y, .loss_count = at.losses, .batch = 1};
    task_score(&score, at.task, &at.options, &answer);
    return score;
}

static void a_string_is_hit_by_whoever_counted_it(void **state) {
    (void)state;
    enum { T = 60 };
    double y[T * 3];
    long asked = 0, hit = 0;
    task_case_open(&at, "anbn", &(TaskOptions){.steps = T, .items = 10});
    for (long s = 0; s < 200; s++) {
        task_case_draw(&at, 7, s);
        int whole = 0, last_b = -1;
        for (int t = 0; t < T; t++) {
            int symbol = task_case_symbol(&at, t), next = (int)at.target[t];
            whole += symbol == B && next == A;
            if (symbol == B && next == A) last_b = t;
            /* who counts, and after an a always says a: that is not scored */
            for (int o = 0; o < 3; o++) y[t * 3 + o] = o == (symbol == A ? A : next) ? 1.0 : 0.0;
        }
        TaskScore score = score_of(y);
        assert_true(score.asked == whole && score.hit == whole && score.right == 1 && whole >= 1);
        y[last_b * 3 + B] = 2.0; /* one b too many */
        score = score_of(y);
        assert_true(score.asked == whole && score.hit == whole - 1 && score.right == 0);
        for (int t = 0; t < T; t++) { /* who does not count: b after b */
            for (int o = 0; o < 3; o++) y[t * 3 + o] = o == (task_case_symbol(&at, t) == A ? A : B) ? 1.0 : 0.0;
        }
        score = score_of(y);
        asked += score.asked;
        hit += score.hit;
    }
    assert_true(asked > 400 && hit == 0);
}

static void inputs_and_outputs_are_put_into_words(void **state) {
    (void)state;
    double a[] = {1.0, 0.0, 0.0}, x[] = {0.0, 1.0, 0.0}, b[] = {0.0, 0.0, 1.0}, prob[] = {0.1, 0.2, 0.7};
    task_case_open(&at, "anbn", &(TaskOptions){.steps = 12});
    assert_input_words(&at, 0, a, "symbol a: one more to count");
    assert_input_words(&at, 4, x, "symbol X: from here on b, as often as a came");
    assert_input_words(&at, 5, b, "symbol b: one fewer to come");
    assert_output_words(&at, prob, prob, 2.0, "predicts b (p = 0.70); target b: correct");
    assert_output_words(&at, prob, NULL, 0.0, "predicts b; target a: wrong");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_many_b_follow_as_a_came),
        cmocka_unit_test(the_usual_number_fits_into_any_length),
        cmocka_unit_test(the_baseline_is_the_best_answer_from_one_symbol),
        cmocka_unit_test(the_entropy_is_that_of_the_lengths_drawn),
        cmocka_unit_test(a_string_is_hit_by_whoever_counted_it),
        cmocka_unit_test(inputs_and_outputs_are_put_into_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
