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
/* Every one below the first number, then steps that grow by the second's part of what was passed. A checked build takes longer, and is given
   a sample. */
#ifdef IS_CHECKED
enum { EVERY_ONE_BELOW = 8, GROWS_BY = 4 };
#else
enum { EVERY_ONE_BELOW = 100000, GROWS_BY = 20 };
#endif
enum { WORD_MAX = 40, OUTPUT_MAX = 1 << 20, ALLOCATIONS_MOST = 1000000 };

typedef struct Place {
    char folder[64], out[96], errors[96], lesson[96], made[96];
    char *said, *usual, *complained; /* OUTPUT_MAX each */
    size_t said_size, usual_size;
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
    "## Two\n\n```try\nMake it five.\nuntil steps == 5\nhint after 60s: The slider.\nsolution: set steps 5\n```\n```predict number\n? How "
    "much?\n"
    "= 2 \xC2\xB1 1\n```\n```draw\n? How?\ncurve rgrad 1..5\naxis log\n```\n```write\n? Why?\n= So.\n```\n```aside\nMore.\n```\n";

static int setup(void **state) {
    Place *place = calloc(1, sizeof *place);
    *state = place;
    strcpy(place->folder, "/tmp/unroll-memory-XXXXXX");
    if (!mkdtemp(place->folder)) return -1;
    snprintf(place->out, sizeof place->out, "%s/out", place->folder);
    snprintf(place->errors, sizeof place->errors, "%s/errors", place->folder);
    snprintf(place->lesson, sizeof place->lesson, "%s/a.md", place->folder);
    snprintf(place->made, sizeof place->made, "%s/made", place->folder);
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

static size_t read_file(char *out, const char *path) {
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    size_t size = fread(out, 1, OUTPUT_MAX - 1, file);
    out[size] = '\0';
    fclose(file);
    return size;
}

static void cut(Place *place, char *from, const char *to) {
    memmove(from, to, (size_t)(place->said + place->said_size + 1 - to));
    place->said_size -= (size_t)(to - from);
}

/* Without the times, which differ from run to run: the numbers behind these words, and the third column of a table. */
static void drop_times(Place *place, bool is_table) {
    static const char *const words[] = {"seconds", "made in"};
    for (int i = 0; i < 2; i++) {
        for (char *at = strstr(place->said, words[i]); at && !is_table; at = strstr(at, words[i])) {
            at += strlen(words[i]);
            at += strspn(at, "\": ");
            cut(place, at, at + strspn(at, "0123456789.e-"));
        }
    }
    for (char *line = place->said; is_table && *line; line += strcspn(line, "\n") + (strchr(line, '\n') != NULL)) {
        char *second = strchr(line, ',') ? strchr(strchr(line, ',') + 1, ',') : NULL;
        if (second) cut(place, second + 1, second + 1 + strcspn(second + 1, ","));
    }
}

/* What a subcommand was to make is a file or a folder of pictures. */
static void remove_made(const Place *place) {
    char path[128];
    for (int i = 1; i < 10; i++) {
        snprintf(path, sizeof path, "%s/frame-%05d.png", place->made, i);
        remove(path);
    }
    remove(place->made);
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

/* The subcommand with its words ("%" is the lesson's path, "@" that of what it makes, "~" a blank within a word); the n-th allocation
   fails. Standard output is in place->said. */
static int run(Place *place, const char *words, long n) {
    char text[512], *argv[WORD_MAX];
    int count = 0;
    snprintf(text, sizeof text, "unroll %s", words);
    for (char *rest = NULL, *word = strtok_r(text, " ", &rest); word && count < WORD_MAX - 1; word = strtok_r(NULL, " ", &rest)) {
        for (char *at = word; *at; at++) *at = *at == '~' ? ' ' : *at;
        argv[count++] = strcmp(word, "%") == 0 ? place->lesson : strcmp(word, "@") == 0 ? place->made : word;
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
    place->said_size = read_file(place->said, place->out);
    drop_times(place, strstr(words, "--csv") != NULL);
    remove_made(place);
    read_file(place->complained, place->errors);
    return status;
}

/* Of so many that are let through, how many are left? */
static long count_allocations(Place *place, const char *words) {
    long left = 1;
    if (run(place, words, ALLOCATIONS_MOST) != CLI_OK) fail_msg("%s: %s", words, place->complained);
    for (void *more = mem_new(1); more; more = mem_new(1), left++) mem_free(more);
    memcpy(place->usual, place->said, OUTPUT_MAX);
    place->usual_size = place->said_size;
    return ALLOCATIONS_MOST - left;
}

static bool is_same(const Place *place) {
    return place->said_size == place->usual_size && memcmp(place->said, place->usual, place->said_size) == 0;
}

static void fail_below(Place *place, const char *words, long every_one_below) {
    long count = count_allocations(place, words), runs = 0, failures = 0;
    for (long n = 1; n <= count; n += n < every_one_below ? 1 : 1 + n / GROWS_BY, runs++) {
        int status = run(place, words, n);
        if (status == CLI_OK) {
            if (!is_same(place) && !place->complained[0])
                fail_msg("%s, allocation %ld of %ld: status 0, no word and another output", words, n, count);
            continue;
        }
        failures++;
        if (!place->complained[0] && !place->said[0]) fail_msg("%s, allocation %ld of %ld: status %d, no reason", words, n, count, status);
    }
    if (failures * 3 < runs) fail_msg("%s: only %ld of %ld runs failed", words, failures, runs);
}

static void fail_each(Place *place, const char *words) { fail_below(place, words, EVERY_ONE_BELOW); }

static void analyses_fail_with_a_reason(void **state) {
    fail_each(*state,
              "analyze --json --set cell=lstm --set hidden=3 --set steps=6 summary items jacobians spectrum axes truncated --window 3");
    fail_each(*state, "analyze --set cell=gru --set hidden=3 --set steps=6 check U 1 1 what-if input 1 1 0.5");
    fail_each(*state, "analyze --set steps=6 --set hidden=3 --quantity loss --quantity rgrad~1");
    fail_each(*state, "analyze --set hidden=3 --set layers=2 --set steps=5 --do compare~LSTM:~cell~lstm verdict");
}

static void trainings_fail_with_a_reason(void **state) {
    fail_each(*state, "train --updates 6 --eval-every 3 --set cell=lstm --set hidden=3 --set steps=6 --json");
    fail_each(*state, "train --updates 4 --set hidden=3 --set steps=6 --do compare~other:~cell~gru");
    fail_each(*state, "train --updates 4 --set hidden=3 --set steps=6 --csv -");
}

static void setups_and_verifications_fail_with_a_reason(void **state) {
    fail_each(*state, "setup --json --set cell=lstm --set hidden=9");
    fail_each(*state, "setup --line --set cell=gru");
    fail_each(*state, "setup --set hidden=3 --do train~2 --do set~hidden~5 --do compare~RNN:~cell~rnn");
    fail_each(*state, "verify tests/data/reference/p07_lstm_H1_T5_I4_L1_bi_m2o_mse.txt");
}

static void checks_of_lessons_fail_with_a_reason(void **state) { fail_each(*state, "check %"); }

/* The others of the folder are read last. */
static void a_lesson_that_memory_was_out_for_is_not_called_missing(void **state) {
    Place *place = *state;
    enum { LAST = 40 };
    static const char front[] = "---\ntitle: B\nid: b\nminutes: 1\nlevel: basic\n", body[] = "---\n\n## One\n\n```note\n1 min\n```\n";
    char other[96], text[256];
    snprintf(other, sizeof other, "%s/b.md", place->folder);
    snprintf(text, sizeof text, "%s%s", front, body);
    write_file(other, text);
    snprintf(text, sizeof text, "%sneeds: b\n%s[B](b.md#one)\n", front, body);
    memcpy(strstr(text, "id: b"), "id: a", 5);
    write_file(place->lesson, text);
    long count = count_allocations(place, "check %");
    for (long n = count - LAST; n <= count; n++) {
        int status = run(place, "check %", n);
        if (strstr(place->said, "warning") || strstr(place->said, "no lesson")) fail_msg("allocation %ld: %s", n, place->said);
        if (status == CLI_OK && !is_same(place)) fail_msg("allocation %ld: status 0 and another output", n);
        if (status != CLI_OK && !place->complained[0] && !place->said[0]) fail_msg("allocation %ld: no reason", n);
    }
    remove(other);
    write_file(place->lesson, lesson_text);
}

static void pictures_fail_with_a_reason(void **state) {
    fail_each(*state, "render --size 800x500 --set cell=lstm --set hidden=3 --set steps=5 --do frame -o - --format txt");
}

static void pictures_of_what_is_brought_fail_with_a_reason(void **state) {
    fail_each(*state, "render --size 800x500 --set hidden=3 --do series~open~assets/series/walk.csv --do train~2 -o - --format txt");
    fail_each(*state, "render --size 800x500 --set hidden=3 --do text~open~assets/texts/rhymes.txt --do train~2 -o - --format txt");
}

static void vector_pictures_fail_with_a_reason(void **state) {
    fail_each(*state, "render --size 800x500 --set hidden=3 --set steps=5 --do frame -o - --format svg");
    fail_each(*state, "render --size 800x500 --set hidden=3 --set steps=5 --do frame -o - --format png");
}

static void films_fail_with_a_reason(void **state) {
    fail_each(*state, "film --size 800x500 --fps 2 --seconds 1 --set hidden=3 --set steps=5 -o @");
}

/* Each of them: a step that cannot begin shows the experiment before it. */
static void handouts_fail_with_a_reason(void **state) { fail_below(*state, "handout --answers -o - %", ALLOCATIONS_MOST); }

static void descriptions_fail_with_a_reason(void **state) {
    fail_each(*state, "describe --set cell=lstm --set hidden=3 --do train~2 --do compare~GRU:~cell~gru --do seek~backward~3");
}

static void exports_fail_with_a_reason(void **state) {
    fail_each(*state, "export --set cell=gru --set hidden=3 --set steps=5 model -");
    fail_each(*state, "export --set cell=lstm --set hidden=3 --set steps=5 arrays -");
    fail_each(*state, "export --set cell=gru --set hidden=3 --set steps=5 case -");
    fail_each(*state, "export --set cell=lstm --set hidden=3 --set steps=5 sheet -");
}

static void texts_of_the_interface_fail_with_a_reason(void **state) {
    fail_each(*state, "strings");
    fail_each(*state, "strings --language de");
}

/* The lines that `bench engine` reads come from the lesson's place, which setup has written. */
static void measures_of_the_engine_fail_with_a_reason(void **state) {
    Place *place = *state;
    write_file(place->lesson, "3 4 2\n\n# a comment\n5 6 1\n");
    int kept = dup(STDIN_FILENO), file, failures = 0, status = CLI_FAILED;
    for (long n = 1; status != CLI_OK; n++) {
        assert_true(n < 2000);
        file = open(place->lesson, O_RDONLY);
        dup2(file, STDIN_FILENO);
        close(file);
        clearerr(stdin);
        rewind(stdin);
        status = run(place, "bench engine --repeat 1", n);
        failures += status != CLI_OK;
        if (status != CLI_OK && !place->complained[0]) fail_msg("bench engine, allocation %ld: no reason", n);
    }
    mem_fail_after(-1);
    put_back(STDIN_FILENO, kept);
    write_file(place->lesson, lesson_text);
    assert_true(failures > 5);
    assert_non_null(strstr(place->said, "5"));
}

/* The first allocations only: the rest takes as long as the measure itself. */
static void measures_that_cannot_begin_say_why(void **state) {
    Place *place = *state;
    static const char *const measures[] = {"bench train --repeat 1 --size 800x500", "bench lesson --size 800x500",
                                           "bench long --repeat 1 --size 800x500"};
    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++)
        for (long n = 1; n < 40; n += 1 + n / 4) {
            if (run(place, measures[i], n) == CLI_OK) fail_msg("%s, allocation %ld: status 0", measures[i], n);
            if (!place->complained[0]) fail_msg("%s, allocation %ld: no reason", measures[i], n);
        }
}

#ifndef IS_CHECKED
/* A measure prints times, which are never the same; in a checked build these would take minutes. */
static void measures_fail_with_a_reason(void **state) {
    Place *place = *state;
    static const char *const measures[] = {"bench frame --repeat 1 --size 800x500", "bench live --repeat 1",
                                           "bench data --repeat 1 --size 800x500", "bench start --size 800x500",
                                           "bench present --repeat 1 --size 800x500"};
    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++) {
        long count = count_allocations(place, measures[i]), failures = 0;
        for (long n = 1; n <= count; n += 1 + n / 4) {
            if (run(place, measures[i], n) == CLI_OK) continue;
            failures++;
            if (!place->complained[0]) fail_msg("%s, allocation %ld of %ld: no reason", measures[i], n, count);
        }
        assert_true(failures > 5);
    }
}
#endif

int main(void) {
    const struct CMUnitTest tests[] = {
#ifndef IS_CHECKED
        cmocka_unit_test(measures_fail_with_a_reason),
#endif
        cmocka_unit_test(measures_of_the_engine_fail_with_a_reason),
        cmocka_unit_test(measures_that_cannot_begin_say_why),
        cmocka_unit_test(analyses_fail_with_a_reason),
        cmocka_unit_test(trainings_fail_with_a_reason),
        cmocka_unit_test(setups_and_verifications_fail_with_a_reason),
        cmocka_unit_test(checks_of_lessons_fail_with_a_reason),
        cmocka_unit_test(a_lesson_that_memory_was_out_for_is_not_called_missing),
        cmocka_unit_test(pictures_fail_with_a_reason),
        cmocka_unit_test(pictures_of_what_is_brought_fail_with_a_reason),
        cmocka_unit_test(vector_pictures_fail_with_a_reason),
        cmocka_unit_test(films_fail_with_a_reason),
        cmocka_unit_test(handouts_fail_with_a_reason),
        cmocka_unit_test(descriptions_fail_with_a_reason),
        cmocka_unit_test(exports_fail_with_a_reason),
        cmocka_unit_test(texts_of_the_interface_fail_with_a_reason),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
