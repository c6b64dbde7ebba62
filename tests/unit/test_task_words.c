/* The task of words: its sentences, its exact entropy and frequencies, and its score. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "task_case.h"
#include <math.h>
#include <string.h>

static TaskCase one;

static const char *name_of(int symbol, char out[TASK_NAME_SIZE]) {
    task_name_class(out, TASK_NAME_SIZE, one.task, &one.options, symbol);
    return out;
}

static bool is_any(const char *word, const char *list) {
    char padded[32], all[128];
    text_format(padded, (int)sizeof padded, " %s ", word);
    text_format(all, (int)sizeof all, " %s ", list);
    return strstr(all, padded) != NULL;
}

static void the_thing_follows_from_the_verb_so_many_words_before(void **state) {
    (void)state;
    static const struct {
        const char *verb, *things;
    } kind[] = {{"eat", "soup bread rice cake"}, {"paint", "walls doors boats signs"}, {"drink", "tea milk water juice"}};
    for (int items = 0; items <= 9; items += 3) {
        TaskOptions options = {.steps = 20, .input_scale = 1.0, .items = items};
        int fillers = items ? items : 3, seen[3] = {0};
        task_case_open(&one, "words", &options);
        for (long s = 0; s < 300; s++) {
            char word[TASK_NAME_SIZE];
            task_case_draw(&one, 5, s);
            assert_int_equal(one.length, fillers + 6);
            assert_true(is_any(name_of(task_case_symbol(&one, 0), word), "i we you they"));
            assert_string_equal(name_of(task_case_symbol(&one, 1), word), "want");
            assert_string_equal(name_of(task_case_symbol(&one, 2), word), "to");
            int verb = 0;
            while (strcmp(name_of(task_case_symbol(&one, 3), word), kind[verb].verb) != 0) assert_true(++verb < 3);
            seen[verb]++;
            for (int i = 0; i < fillers; i++)
                assert_true(is_any(name_of(task_case_symbol(&one, 4 + i), word), "now here today again maybe alone"));
            assert_string_equal(name_of(task_case_symbol(&one, 4 + fillers), word), "some");
            assert_true(is_any(name_of(task_case_symbol(&one, 5 + fillers), word), kind[verb].things));
            assert_string_equal(name_of((int)one.target[5 + fillers], word), ".");
            for (int t = 0; t + 1 < one.length; t++) assert_int_equal((int)one.target[t], task_case_symbol(&one, t + 1));
        }
        for (int v = 0; v < 3; v++) assert_mean(seen[v], 300, 1.0 / 3, sqrt(2.0) / 3);
    }
}

/* The entropy of who knows the rule, and of who knows how often each word is asked for, as counted. */
static void entropy_and_frequencies_are_those_of_the_sentences(void **state) {
    (void)state;
    enum { SENTENCES = 20000 };
    TaskOptions options = {.steps = 20, .input_scale = 1.0, .items = 4};
    double count[32] = {0}, total = 0, nats = 0;
    task_case_open(&one, "words", &options);
    for (long s = 0; s < SENTENCES; s++) {
        task_case_draw(&one, 9, s);
        for (int k = 0; k < one.asked; k++) count[(int)one.target[k]]++;
        total += one.asked;
    }
    for (int i = 0; i < 32; i++)
        if (count[i] > 0) nats -= count[i] / total * log(count[i] / total);
    assert_true(fabs(nats - one.task->unigram(&options)) < 0.002);
    TaskEntropy entropy = one.task->entropy(&options);
    assert_true(fabs(entropy.nats - (log(3) + 4 * log(6) + log(4))) < 1e-12);
    assert_true(entropy.predictions == one.asked);
    assert_true(entropy.nats / entropy.predictions < one.task->baseline(&options));
    assert_true(one.task->baseline(&options) < one.task->unigram(&options));
}

static void too_few_steps_are_refused(void **state) {
    (void)state;
    TaskOptions options = {.steps = 8, .input_scale = 1.0};
    assert_wire_refused("words", &options, "needs at least 9 time steps, not 8");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_thing_follows_from_the_verb_so_many_words_before),
        cmocka_unit_test(entropy_and_frequencies_are_those_of_the_sentences),
        cmocka_unit_test(too_few_steps_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
