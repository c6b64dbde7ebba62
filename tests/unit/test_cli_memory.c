/* Without memory a subcommand says so and fails, or prints what it always prints: the n-th allocation of ours fails, for many n, over each
   subcommand with the arguments of a usual run. In this process, so that the address sanitizer also sees what a failure leaves behind.
   scripts/fail-allocations does the same to the program itself, for every n. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "cli/cli.h"
#include "support/fail_memory.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#if defined __has_feature
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define IS_CHECKED 1
#endif
#endif
#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
#define IS_CHECKED 1
#endif
/* Every one below the first number, then steps that grow by the second's part of what was passed. A checked build takes longer. */
#ifdef IS_CHECKED
enum { EVERY_ONE_BELOW = 8, GROWS_BY = 4 };
#else
enum { EVERY_ONE_BELOW = 40, GROWS_BY = 20 };
#endif
enum { WORD_MAX = 40, OUTPUT_MAX = 1 << 20, ALLOCATIONS_MOST = 1000000 };

typedef struct Place {
    char folder[64], out[96], errors[96], lesson[96];
    char *said, *usual, *complained; /* OUTPUT_MAX each */
} Place;

static void write_file(const char *path, const char *text) {
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static const char lesson_text[] =
    "---\ntitle: A\nid: a\nminutes: 1\nlevel: basic\ngoals:\n  - see\n---\n\n## One\n\n*Look* at [[river 5|this]], `code`, $h_t$, "
    "{{loss}}, "
    "[a button](do:train%201) and [a link](#two).\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n```setup start\ncell gru\nhidden 3\nsteps "
    "6\n```\n```compare\nfour: hidden 4\n```\n```do\ntrain 2\nseek backward 1\n```\n```assert\nupdates == 2 and steps == 6\nseeds 1..2: "
    "four: hidden == 4\nat update 1: updates == 1\n```\n```predict\n? Which?\n- red :: no\n* blue\n> yes\n```\n```note\n1 min\n```\n\n"
    "## Two\n\n```try\nMake it five.\nuntil steps == 5\nhint: The slider.\nsolution: set steps 5\n```\n```predict number\n? How much?\n"
    "= 2 \xC2\xB1 1\n```\n```draw\n? How?\ncurve rgrad 1..5\naxis log\n```\n```write\n? Why?\n= So.\n```\n```aside\nMore.\n```\n";

static int setup(void **state) {
    Place *place = calloc(1, sizeof *place);
    *state = place;
    strcpy(place->folder, "/tmp/unroll-memory-XXXXXX");
    if (!mkdtemp(place->folder)) return -1;
    snprintf(place->out, sizeof place->out, "%s/out", place->folder);
    snprintf(place->errors, sizeof place->errors, "%s/errors", place->folder);
    snprintf(place->lesson, sizeof place->lesson, "%s/a.md", place->folder);
    place->said = calloc(3, OUTPUT_MAX);
    place->usual = place->said + OUTPUT_MAX;
    place->complained = place->usual + OUTPUT_MAX;
    write_file(place->lesson, lesson_text);
    return setenv("SDL_VIDEODRIVER", "dummy", 1);
}

static int teardown(void **state) {
    Place *place = *state;
    remove(place->out);
    remove(place->errors);
    remove(place->lesson);
    rmdir(place->folder);
    free(place->said);
    free(place);
    return 0;
}

static void read_file(char *out, const char *path) {
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    out[fread(out, 1, OUTPUT_MAX - 1, file)] = '\0';
    fclose(file);
}

static int replace(int descriptor, const char *path) {
    int kept = dup(descriptor), file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    dup2(file, descriptor);
    close(file);
    return kept;
}

static void put_back(int descriptor, int kept) {
    dup2(kept, descriptor);
    close(kept);
}

/* The subcommand with its words ("%" is the lesson's path, "~" a blank within a word); the n-th allocation fails. Standard output is in place->said. */
static int run(Place *place, const char *words, long n) {
    char text[512], *argv[WORD_MAX];
    int count = 0;
    snprintf(text, sizeof text, "unroll %s", words);
    for (char *rest = NULL, *word = strtok_r(text, " ", &rest); word && count < WORD_MAX - 1; word = strtok_r(NULL, " ", &rest)) {
        for (char *at = word; *at; at++) *at = *at == '~' ? ' ' : *at;
        argv[count++] = strcmp(word, "%") == 0 ? place->lesson : word;
    }
    argv[count] = NULL;
    fflush(stdout);
    fflush(stderr);
    int out = replace(STDOUT_FILENO, place->out), errors = replace(STDERR_FILENO, place->errors);
    mem_fail_after(n);
    int status = cli_main(count, argv, "0");
    if (n < ALLOCATIONS_MOST) mem_fail_after(-1);
    fflush(stdout);
    fflush(stderr);
    put_back(STDOUT_FILENO, out);
    put_back(STDERR_FILENO, errors);
    read_file(place->said, place->out);
    read_file(place->complained, place->errors);
    return status;
}

/* Of so many that are let through, how many are left? */
static long count_allocations(Place *place, const char *words) {
    long left = 1;
    if (run(place, words, ALLOCATIONS_MOST) != CLI_OK) fail_msg("%s: %s", words, place->complained);
    for (void *more = mem_new(1); more; more = mem_new(1), left++) mem_free(more);
    strcpy(place->usual, place->said);
    return ALLOCATIONS_MOST - left;
}

static bool is_same(const Place *place, bool has_times) { return has_times || strcmp(place->said, place->usual) == 0; }

static void fail_each(Place *place, const char *words, bool has_times) {
    long count = count_allocations(place, words), runs = 0, failures = 0;
    for (long n = 1; n <= count; n += n < EVERY_ONE_BELOW ? 1 : 1 + n / GROWS_BY, runs++) {
        int status = run(place, words, n);
        if (status == CLI_OK) {
            if (!is_same(place, has_times)) fail_msg("%s, allocation %ld of %ld: status 0 and another output", words, n, count);
            continue;
        }
        failures++;
        if (!place->complained[0] && !place->said[0]) fail_msg("%s, allocation %ld of %ld: status %d, no reason", words, n, count, status);
    }
    if (failures * 2 < runs) fail_msg("%s: only %ld of %ld runs failed", words, failures, runs);
}

static void analyses_fail_with_a_reason(void **state) {
    fail_each(*state,
              "analyze --json --set cell=lstm --set hidden=3 --set steps=6 summary items jacobians spectrum axes truncated --window 3",
              false);
    fail_each(*state, "analyze --set cell=gru --set hidden=3 --set steps=6 check U 1 1 what-if input 1 1 0.5", false);
    fail_each(*state, "analyze --set steps=6 --set hidden=3 --quantity loss --quantity rgrad~1", false);
    fail_each(*state, "analyze --set hidden=3 --set layers=2 --set steps=5 --do compare~LSTM:~cell~lstm verdict", false);
}

static void trainings_fail_with_a_reason(void **state) {
    fail_each(*state, "train --updates 6 --eval-every 3 --set cell=lstm --set hidden=3 --set steps=6 --json", true);
    fail_each(*state, "train --updates 4 --set hidden=3 --set steps=6 --do compare~other:~cell~gru", true);
    fail_each(*state, "train --updates 4 --set hidden=3 --set steps=6 --csv -", true);
}

static void setups_and_verifications_fail_with_a_reason(void **state) {
    fail_each(*state, "setup --json --set cell=lstm --set hidden=9", false);
    fail_each(*state, "setup --line --set cell=gru", false);
    fail_each(*state, "verify tests/data/reference/p07_lstm_H1_T5_I4_L1_bi_m2o_mse.txt", false);
}

static void checks_of_lessons_fail_with_a_reason(void **state) { fail_each(*state, "check %", false); }

static void pictures_fail_with_a_reason(void **state) {
    fail_each(*state, "render --size 800x500 --set cell=lstm --set hidden=3 --set steps=5 --do frame -o - --format txt", false);
}

static void texts_of_the_interface_fail_with_a_reason(void **state) { fail_each(*state, "strings", false); }

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(analyses_fail_with_a_reason),
        cmocka_unit_test(trainings_fail_with_a_reason),
        cmocka_unit_test(setups_and_verifications_fail_with_a_reason),
        cmocka_unit_test(checks_of_lessons_fail_with_a_reason),
        cmocka_unit_test(pictures_fail_with_a_reason),
        cmocka_unit_test(texts_of_the_interface_fail_with_a_reason),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
