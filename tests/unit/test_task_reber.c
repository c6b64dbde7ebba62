/* The embedded Reber grammar: strings judged by a reader written on its own, and the published lengths. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "task_case.h"
#include <math.h>
#include <string.h>

enum { LONG = 120 };
static TaskCase at;

static int find(char c) { return (int)(strchr("BTPSXVE", c) - "BTPSXVE"); }

/* The string of the present sequence: the inputs and the last target. Returns its length. */
static int read_string(char *out) {
    int count = 0;
    for (int t = 0; t < at.steps && task_case_symbol(&at, t) >= 0; t++) out[count++] = "BTPSXVE"[task_case_symbol(&at, t)];
    out[count] = "BTPSXVE"[(int)at.target[count - 1]];
    out[count + 1] = 0;
    return count + 1;
}

/* The diagram: from each state two symbols, and where they lead. */
static const char *const next[] = {"T1P2", "S1X3", "T2V4", "X2S5", "P3V5"};

/* One Reber string at *text, by its diagram; moves behind it. Returns false when it is none. */
static bool read_inner(const char **text) {
    int state = 0;
    if (*(*text)++ != 'B') return false;
    while (state < 5) {
        char c = *(*text)++;
        if (c == next[state][0]) {
            state = next[state][1] - '0';
        } else if (c == next[state][2]) {
            state = next[state][3] - '0';
        } else {
            return false;
        }
    }
    return *(*text)++ == 'E';
}

static bool is_embedded(const char *text) {
    if (*text++ != 'B') return false;
    char outer = *text++;
    if (outer != 'T' && outer != 'P') return false;
    return read_inner(&text) && *text++ == outer && *text++ == 'E' && *text == 0;
}

static void strings_are_of_the_grammar_and_of_the_published_lengths(void **state) {
    (void)state;
    char text[LONG + 2];
    Tally length = {0}, lag = {0};
    long short_ones = 0, outer_t = 0, loops = 0, at_loop = 0;
    int least = 1000;
    task_case_open(&at, "reber", &(TaskOptions){.steps = LONG});
    for (long s = 0; s < TASK_CASE_SEQUENCES; s++) {
        task_case_draw(&at, 7, s);
        int count = read_string(text);
        if (!is_embedded(text)) fail_msg("%s is not of the grammar", text);
        for (int t = 0; t + 1 < count; t++) assert_int_equal((int)at.target[t], find(text[t + 1]));
        for (int t = count - 1; t < LONG; t++) assert_true(task_case_symbol(&at, t) == -1);
        assert_int_equal(at.length, count - 1); /* the rest is padding */
        tally_add(&length, count);
        tally_add(&lag, count - 3); /* from the second symbol to the last but one */
        short_ones += count <= 24;
        outer_t += text[1] == 'T';
        if (count < least) least = count;
        if (text[3] == 'T') { /* inner state 1: S stays, X leaves */
            at_loop++;
            loops += text[4] == 'S';
        }
    }
    assert_int_equal(least, 9);
    assert_tally(&length, 12.0);
    assert_tally(&lag, 9.0);
    assert_true((double)short_ones / TASK_CASE_SEQUENCES > 0.988 && short_ones < TASK_CASE_SEQUENCES);
    assert_mean((double)outer_t, TASK_CASE_SEQUENCES, 0.5, 0.5);
    assert_mean((double)loops, at_loop, 0.5, 0.5);
}

/* The next-to-last symbol is the second, and nothing nearer tells which it is. */
static void only_the_second_symbol_tells_the_last_but_one(void **state) {
    (void)state;
    char text[LONG + 2];
    long same = 0;
    task_case_open(&at, "reber", &(TaskOptions){.steps = LONG});
    for (long s = 0; s < TASK_CASE_SEQUENCES; s++) {
        task_case_draw(&at, 7, s);
        int count = read_string(text);
        same += (text[3] == 'T') == (text[count - 2] == 'T'); /* the inner string's first choice, for one */
    }
    assert_mean((double)same, TASK_CASE_SEQUENCES, 0.5, 0.5);
}

static void a_short_T_has_the_strings_that_fit(void **state) {
    (void)state;
    char text[LONG + 2];
    for (int T = 8; T <= 12; T++) {
        long longest = 0;
        task_case_open(&at, "reber", &(TaskOptions){.steps = T});
        for (long s = 0; s < 2000; s++) {
            task_case_draw(&at, 7, s);
            int count = read_string(text);
            assert_true(is_embedded(text) && count <= T + 1);
            if (count > longest) longest = count;
        }
        assert_int_equal(longest, T + 1);
    }
    assert_wire_refused("reber", &(TaskOptions){.steps = 7}, "needs at least 8 time steps, not 7");
}

static void without_resets_one_string_follows_the_other(void **state) {
    (void)state;
    Tally length = {0};
    task_case_open(&at, "reber", &(TaskOptions){.steps = 500, .variant = 1});
    for (long s = 0; s < 400; s++) {
        char stream[502];
        task_case_draw(&at, 7, s);
        for (int t = 0; t < 500; t++) {
            assert_true(task_case_symbol(&at, t) >= 0); /* no gap */
            if (t > 0) assert_int_equal((int)at.target[t - 1], task_case_symbol(&at, t));
        }
        assert_int_equal(read_string(stream), 501);
        for (const char *from = stream; strlen(from) > 100;) { /* those surely whole, so that the cut does not choose the short ones */
            char one[LONG + 2] = "";
            const char *end = from + 2;
            if (!read_inner(&end) || end - from > LONG - 2) fail_msg("%s begins with no string", from);
            memcpy(one, from, (size_t)(end + 2 - from));
            if (!is_embedded(one)) fail_msg("%s is not of the grammar", one);
            tally_add(&length, (double)strlen(one));
            from += strlen(one);
        }
    }
    assert_tally(&length, 12.0);
    task_case_open(&at, "reber", &(TaskOptions){.steps = 1, .variant = 1}); /* any T will do */
    task_case_draw(&at, 7, 0);
    assert_int_equal(task_case_symbol(&at, 0), find('B'));
}

/* The best answer from the present symbol alone, as measured: its frequencies learned on the same sequences. */
static void the_baseline_is_the_best_answer_from_one_symbol(void **state) {
    (void)state;
    const TaskOptions form[] = {{.steps = 8}, {.steps = 16}, {.steps = 40}, {.steps = 30, .variant = 1}, {.steps = 100, .variant = 1}};
    static double y[TASK_CASE_TARGETS * 7];
    for (size_t f = 0; f < sizeof form / sizeof *form; f++) {
        double pair[8][7] = {{0}};
        Tally loss = {0};
        task_case_open(&at, "reber", &form[f]);
        for (long s = 0; s < TASK_CASE_SEQUENCES; s++) {
            task_case_draw(&at, 7, s);
            for (int t = 0; t < at.asked; t++) pair[task_case_symbol(&at, t) + 1][(int)at.target[t]] += 1.0;
        }
        for (long s = 0; s < TASK_CASE_SEQUENCES; s++) {
            task_case_draw(&at, 7, s);
            for (int t = 0; t < at.asked; t++) {
                double *row = pair[task_case_symbol(&at, t) + 1], sum = 0.0;
                for (int o = 0; o < 7; o++) sum += row[o];
                for (int o = 0; o < 7; o++) y[t * 7 + o] = row[o] > 0.0 ? log(row[o] / sum) : -800.0;
            }
            tally_add(&loss, task_case_loss(&at, y) * at.asked); /* the mean is over all symbols of all strings */
        }
        assert_tally(&loss, at.task->baseline(&at.options) * at.task->entropy(&at.options).predictions);
    }
}

/* Over every string there is of at most `most` symbols, one by one: sums of P, P ln P and P (symbols - 1), P one half a branch. */
typedef struct Listed {
    double p, p_log_p, predictions;
} Listed;

static void list_inner(Listed *sum, int state, double p, int count, int most) {
    if (count + (state < 5 ? 4 : 3) > most) return; /* a last branch, E, the outer symbol, E */
    if (state == 5) {
        sum->p += p;
        sum->p_log_p += p * log(p);
        sum->predictions += p * (count + 3 - 1);
        return;
    }
    for (int i = 1; i < 4; i += 2) list_inner(sum, next[state][i] - '0', p / 2, count + 1, most);
}

/* The rule itself costs ln 1/P a string; as drawn, what longer strings would have had is given to those that fit. */
static void the_entropy_is_that_of_the_strings_drawn(void **state) {
    (void)state;
    const int lengths[] = {8, 9, 12, 20, 30};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        Listed sum = {0};
        Tally nats = {0}, predictions = {0};
        list_inner(&sum, 0, 1.0, 3, lengths[i] + 1); /* either outer symbol; behind B, T, B */
        double entropy = log(2.0) + log(sum.p) - sum.p_log_p / sum.p;
        task_case_open(&at, "reber", &(TaskOptions){.steps = lengths[i]});
        TaskEntropy found = at.task->entropy(&at.options);
        assert_true(fabs(found.nats - entropy) < 1e-12 * entropy);
        assert_true(fabs(found.predictions - sum.predictions / sum.p) < 1e-12 * found.predictions);
        for (long s = 0; s < TASK_CASE_SEQUENCES; s++) {
            char text[LONG + 2];
            task_case_draw(&at, 7, s);
            int count = read_string(text), branches = count - 5; /* all but B, B, E, T or P again, E */
            tally_add(&nats, branches * log(2.0) + log(sum.p));
            tally_add(&predictions, count - 1);
        }
        assert_tally(&nats, found.nats);
        assert_tally(&predictions, found.predictions);
    }
}

/* Of the bare grammar, 12 symbols a string on average: B, B, E, the second outer symbol and E are certain, the other 7 are branches;
   the first B is given. A stream asks for that B as well. */
static void the_grammar_has_seven_branches_a_string(void **state) {
    (void)state;
    TaskOptions whole = {.steps = 1000}, some = {.steps = 500, .variant = 1}, more = {.steps = 1000, .variant = 1};
    const Task *task = task_find("reber");
    TaskEntropy string = task->entropy(&whole), before = task->entropy(&some), after = task->entropy(&more);
    assert_true(fabs(string.nats - 7.0 * log(2.0)) < 1e-9 && fabs(string.predictions - 11.0) < 1e-9);
    assert_true(fabs(before.predictions - 500.0) < 1e-9 && fabs(after.predictions - 1000.0) < 1e-9);
    assert_true(fabs((after.nats - before.nats) / 500.0 - 7.0 / 12.0 * log(2.0)) < 1e-4);
    /* As drawn: the branches of streams, counted by their diagram. */
    Tally nats = {0};
    task_case_open(&at, "reber", &(TaskOptions){.steps = 100, .variant = 1});
    for (long s = 0; s < 4000; s++) {
        char text[LONG + 2];
        int branches = 0, place = -2; /* B, the outer symbol, B; then a state of the inner string; 5: E, outer, E */
        task_case_draw(&at, 7, s);
        assert_int_equal(read_string(text), 101);
        for (int t = 1; t <= 100; t++) {
            bool is_branch = place == -2 || (place >= 0 && place < 5);
            branches += is_branch;
            if (place >= 0 && place < 5) {
                place = text[t] == next[place][0] ? next[place][1] - '0' : next[place][3] - '0';
            } else {
                place = place == 8 ? -2 : place + 1; /* 5 E, 6 outer, 7 E, 8 B */
            }
        }
        tally_add(&nats, branches * log(2.0));
    }
    assert_tally(&nats, at.task->entropy(&at.options).nats);
}

static TaskScore score_of(const double *y) {
    TaskScore score = {0};
    TaskAnswer answer = {.x = at.x, .target = at.target, .y = y, .loss_count = at.losses, .batch = 1};
    task_score(&score, at.task, &at.options, &answer);
    return score;
}

/* BTBTXSETE: after BTBT come S or X, after its X come X or S, and so on. */
static void a_string_is_right_when_what_may_come_outranks_the_rest(void **state) {
    (void)state;
    static const char *const may_come[] = {"TP", "B", "TP", "SX", "XS", "E", "T", "E"};
    double y[8 * 7] = {0};
    task_case_open(&at, "reber", &(TaskOptions){.steps = 8});
    for (long s = 0;; s++) {
        char text[LONG];
        task_case_draw(&at, 7, s);
        read_string(text);
        if (strcmp(text, "BTBTXSETE") == 0) break;
    }
    for (int t = 0; t < 8; t++) {
        for (const char *c = may_come[t]; *c; c++) y[t * 7 + find(*c)] = 1.0 + 0.1 * (double)(c - may_come[t]);
    }
    TaskScore score = score_of(y);
    assert_true(score.sequences == 1 && score.right == 1 && score.asked == 1 && score.hit == 1);
    y[3 * 7 + find('V')] = 1.05; /* V may not come there, and outranks one that may */
    score = score_of(y);
    assert_true(score.right == 0 && score.hit == 1);
    y[3 * 7 + find('V')] = 0.0;
    y[6 * 7 + find('P')] = 1.0; /* the outer symbol: a tie is no answer */
    score = score_of(y);
    assert_true(score.right == 0 && score.asked == 1 && score.hit == 0);
    y[6 * 7 + find('P')] = 0.5;
    y[6 * 7 + find('S')] = 2.0; /* something else is said, but of T and P the right one: the string is wrong, the memory there */
    score = score_of(y);
    assert_true(score.right == 0 && score.hit == 1);
}

/* In a stream every outer symbol is asked for, and the next string's B. */
static void a_stream_is_scored_string_by_string(void **state) {
    (void)state;
    static double y[200 * 7];
    char text[202];
    task_case_open(&at, "reber", &(TaskOptions){.steps = 200, .variant = 1});
    task_case_draw(&at, 7, 3);
    read_string(text);
    int strings = 0; /* whose second outer symbol is among the targets */
    for (const char *from = text; from - text < 199;) {
        const char *end = from + 2;
        if (!read_inner(&end) || end - text > 200) break;
        strings++;
        from = end + 2;
    }
    assert_true(strings >= 8);
    for (int t = 0; t < 200; t++) y[t * 7 + (int)at.target[t]] = 1.0;
    TaskScore score = score_of(y);
    assert_true(score.asked == strings && score.hit == strings);
    assert_int_equal(score.right, 0); /* one of two that may come is not both */
    for (int t = 0; t < 200; t++) {
        for (int o = 0; o < 7; o++) y[t * 7 + o] = -y[t * 7 + o];
    }
    score = score_of(y);
    assert_true(score.hit == 0 && score.asked == strings);
}

static void inputs_and_outputs_are_put_into_words(void **state) {
    (void)state;
    double second[7] = {0, 1.0, 0, 0, 0, 0, 0}, v[7] = {0, 0, 0, 0, 0, 1.0, 0}, none[7] = {0}, prob[7] = {0, 0.2, 0.6, 0, 0, 0.2, 0};
    task_case_open(&at, "reber", &(TaskOptions){.steps = 12});
    assert_input_words(&at, 1, second, "symbol T: it must come again before the end");
    assert_input_words(&at, 4, v, "symbol V");
    assert_input_words(&at, 11, none, "no input: the string is over");
    assert_output_words(&at, prob, prob, 2.0, "predicts P (p = 0.60); target P: correct");
    assert_output_words(&at, prob, prob, 5.0, "predicts P (p = 0.60); target V: wrong");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_are_of_the_grammar_and_of_the_published_lengths),
        cmocka_unit_test(only_the_second_symbol_tells_the_last_but_one),
        cmocka_unit_test(a_short_T_has_the_strings_that_fit),
        cmocka_unit_test(without_resets_one_string_follows_the_other),
        cmocka_unit_test(the_baseline_is_the_best_answer_from_one_symbol),
        cmocka_unit_test(the_entropy_is_that_of_the_strings_drawn),
        cmocka_unit_test(the_grammar_has_seven_branches_a_string),
        cmocka_unit_test(a_string_is_right_when_what_may_come_outranks_the_rest),
        cmocka_unit_test(a_stream_is_scored_string_by_string),
        cmocka_unit_test(inputs_and_outputs_are_put_into_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
