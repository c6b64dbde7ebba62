/* unroll verify: the engine agrees with every reference case under tests/data, and a file that is broken in any way is
   refused with the place, not passed and not followed into a crash. */
// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "base/arena.h"
#include "base/random.h"
#include "cli/cli.h"
#include "cli/refcheck.h"
#include "platform/files.h"
#include "support/fail_memory.h"
#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FOLDER UNROLL_SOURCE_DIR "/tests/data/reference/"
#define SMALL "p24_rnn_relu_H1_T1_I1_L3_uni_m2o_mse.txt"
#define CLASSES "p30_rnn_relu_H3_T5_I1_L2_uni_m2m_ce.txt"
#define CELLS "p10_lstm_H1_T1_I1_L3_uni_m2m_ce.txt"
#define TRACE "po08_adam_lstm.txt"

static Str read_file(const char *path) {
    FileApi files;
    Diag diag = {0};
    char *data;
    size_t size;
    platform_files(&files);
    if (!files.read(files.user, path, &data, &size, &diag)) fail_msg("%s", diag.text);
    return (Str){data, (int)size};
}

static Str read_case(const char *name) {
    char path[512];
    snprintf(path, sizeof path, "%s%s", FOLDER, name);
    return read_file(path);
}

static void free_text(Str text) { mem_free((char *)(uintptr_t)text.at); }

/* ---- whole cases ---------------------------------------------------------------------------------------------------- */

static void the_engine_agrees_with_every_reference_case(void **state) {
    (void)state;
    DIR *folder = opendir(FOLDER);
    assert_non_null(folder);
    int cases = 0, traces = 0;
    for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        size_t length = strlen(entry->d_name);
        if (length < 4 || strcmp(entry->d_name + length - 4, ".txt") != 0) continue;
        RefCase reference;
        RefReport report;
        Diag diag = {0};
        Str text = read_case(entry->d_name);
        if (!refcase_parse(&reference, entry->d_name, text, &diag)) fail_msg("%s:%d:%d: %s", diag.file, diag.line, diag.column, diag.text);
        if (!refcheck_run(&report, &reference, REF_TOLERANCE, &diag)) fail_msg("%s", diag.text);
        for (int i = 0; i < report.count; i++) {
            const RefResult *result = &report.result[i];
            if (result->status != REF_OK) fail_msg("%s %s: %g, %s", entry->d_name, result->block->name, result->error, result->reason);
        }
        assert_true(report.compared > (reference.optimizer ? 10 : 20));
        assert_int_equal(report.skipped, 0);
        cases += !reference.optimizer;
        traces += reference.optimizer != REF_NONE;
        refcheck_deinit(&report);
        refcase_deinit(&reference);
        free_text(text);
    }
    closedir(folder);
    assert_int_equal(cases, 19);
    assert_int_equal(traces, 12);
}

/* Units far into their flat parts, computed with 200 digits. 1 - tanh^2 and 1 - sigmoid of rounded values fail here. */
static void the_engine_agrees_with_saturated_cases_in_twelve_digits(void **state) {
    (void)state;
    const char *const names[] = {"s01_rnn_tanh_H1_T2",         "s02_rnn_tanh_H11_T4",  "s03_lstm_H3_T100_large_c",
                                 "s04_lstm_H2_T12_open_gates", "s05_gru_H3_T12_keeps", "s06_gru_H9_T6"};
    for (int n = 0; n < (int)(sizeof names / sizeof names[0]); n++) {
        char path[512];
        RefCase reference;
        RefReport report;
        Diag diag = {0};
        snprintf(path, sizeof path, "%s../saturated/%s.txt", FOLDER, names[n]);
        Str text = read_file(path);
        if (!refcase_parse(&reference, path, text, &diag)) fail_msg("%s:%d:%d: %s", diag.file, diag.line, diag.column, diag.text);
        if (!refcheck_run(&report, &reference, 1e-12, &diag)) fail_msg("%s", diag.text);
        for (int i = 0; i < report.count; i++) {
            const RefResult *result = &report.result[i];
            if (result->status != REF_OK) fail_msg("%s %s: %g, %s", names[n], result->block->name, result->error, result->reason);
        }
        assert_true(report.compared >= 18 && report.skipped == 0);
        refcheck_deinit(&report);
        refcase_deinit(&reference);
        free_text(text);
    }
}

/* Status of one text, -1 when it is refused. Parsed from a copy of exactly its size, so that reading on is caught. */
static int check_text(Str text, Diag *diag, RefReport *kept) {
    RefCase reference;
    RefReport report = {0};
    char *copy = malloc((size_t)text.count + 1); /* malloc(0) may be NULL */
    assert_non_null(copy);
    memcpy(copy + 1, text.at, (size_t)text.count);
    int status = -1;
    if (refcase_parse(&reference, "case", (Str){copy + 1, text.count}, diag) && refcheck_run(&report, &reference, REF_TOLERANCE, diag)) {
        status = report.failed;
    }
    if (kept) *kept = report;
    refcheck_deinit(&report);
    refcase_deinit(&reference);
    free(copy);
    return status;
}

/* The text with the first `from` after `anchor` replaced. */
static char *replace(Str text, const char *anchor, const char *from, const char *to) {
    char *out = malloc((size_t)text.count + strlen(to) + 1), *whole = malloc((size_t)text.count + 1);
    assert_non_null(out);
    assert_non_null(whole);
    memcpy(whole, text.at, (size_t)text.count);
    whole[text.count] = '\0';
    char *at = strstr(whole, anchor);
    if (at) at = strstr(at + strlen(anchor), from);
    if (!at) fail_msg("the file has no '%s' after '%s'", from, anchor);
    size_t before = (size_t)(at - whole);
    memcpy(out, whole, before);
    strcpy(out + before, to);
    strcat(out, at + strlen(from));
    free(whole);
    return out;
}

/* ---- numbers that are wrong ----------------------------------------------------------------------------------------- */

/* Each number that is compared, made wrong by a millionth of its block, must fail; and only its block. */
static void a_wrong_number_in_any_block_fails(void **state) {
    (void)state;
    static const char *const names[] = {CLASSES, "p32_lstm_H3_T5_I1_L2_bi_m2o_ce.txt", TRACE};
    for (int n = 0; n < 3; n++) {
        RefCase reference;
        RefReport report;
        Diag diag = {0};
        Str text = read_case(names[n]);
        assert_true(refcase_parse(&reference, names[n], text, &diag));
        for (int i = 0; i < reference.block_count; i++) {
            const RefBlock *block = &reference.block[i];
            if (block->kind <= REF_GIVEN) continue;
            double *values = reference.value + block->first, largest = 1e-6;
            int count = block->rows * block->cols, at = count / 2;
            for (int j = 0; j < count; j++) largest = fmax(largest, fabs(values[j]));
            double keep = values[at];
            values[at] += 1e-6 * largest;
            assert_true(refcheck_run(&report, &reference, REF_TOLERANCE, &diag));
            if (report.failed != 1 || report.result[report.worst].block != block) fail_msg("%s %s: not noticed", names[n], block->name);
            refcheck_deinit(&report);
            values[at] = keep;
        }
        refcase_deinit(&reference);
        free_text(text);
    }
}

static void an_unknown_block_is_skipped_and_not_passed(void **state) {
    (void)state;
    Str text = read_case(SMALL);
    Diag diag = {0};
    RefReport report;
    char *changed = replace(text, "", "end 0 0", "curvature 2 2\n1 2\n3 4\nend 0 0");
    assert_int_equal(check_text(str_from(changed), &diag, &report), 0);
    assert_int_equal(report.skipped, 1);
    free(changed);
    free_text(text);
}

static void blocks_may_come_in_any_order(void **state) {
    (void)state;
    Str text = read_case(SMALL), rest = text;
    /* The last block before the end, moved in front of the first one. */
    char *whole = replace(text, "", "end 0 0", ""), *first = strstr(whole, "weight_ih_l0"), *last = strstr(whole, "Jnorm.l2.d0");
    assert_true(first && last);
    char *moved = malloc((size_t)text.count + 64);
    assert_non_null(moved);
    sprintf(moved, "%.*s%s\n%.*send 0 0\n", (int)(first - whole), whole, last, (int)(last - first), first);
    Diag diag = {0};
    RefReport report;
    if (check_text(str_from(moved), &diag, &report) != 0) fail_msg("%d:%d: %s", diag.line, diag.column, diag.text);
    (void)rest;
    free(moved);
    free(whole);
    free_text(text);
}

/* Every line end as other systems write it. */
static char *with_carriage_returns(const char *text) {
    char *out = malloc(2 * strlen(text) + 1), *at = out;
    assert_non_null(out);
    for (; *text; text++) {
        if (*text == '\n') *at++ = '\r';
        *at++ = *text;
    }
    *at = 0;
    return out;
}

/* What other cases of this format may have and these do not. */
static void what_the_format_permits_is_read(void **state) {
    (void)state;
    static const struct {
        const char *file, *anchor, *from, *to;
    } cases[] = {
        {SMALL, "", "@cell", "@torch 2.1\n@note\n@made on some day\n@cell"},      /* keys of others */
        {SMALL, "", "@name", "@K 1\n@name"},                                      /* another order; where it stood it is taken away */
        {SMALL, "", "@seed 11", "@seed  \t 11"},                                  /* blanks */
        {SMALL, "", "# RNN", "\xEF\xBB\xBF# RNN"},                                /* the mark some editors put in front of UTF-8 */
        {SMALL, "", "# RNN", "\n\n  # RNN"},                                      /* empty lines, and a comment that begins later */
        {SMALL, "\nh0.l0.d0 1 1\n", "0", "-0.0e+05"},                             /* other ways to write a number */
        {SMALL, "\nh0.l0.d0 1 1\n", "0", "# nothing before the first step\n+.0"}, /* a comment inside a block */
        {TRACE, "", "@mu 0\n", ""},                                               /* what this optimiser does not use */
        {TRACE, "", "@alpha 0\n", ""},
        {TRACE, "", "@sensitivity", "# @sensitivity"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Str text = read_case(cases[i].file);
        Diag diag = {0};
        char *changed = replace(text, cases[i].anchor, cases[i].from, cases[i].to);
        if (!strncmp(cases[i].to, "@K", 2)) {
            char *moved = replace(str_from(changed), "@B", "\n@K 1", "");
            free(changed);
            changed = moved;
        }
        char *returns = with_carriage_returns(changed);
        if (check_text(str_from(changed), &diag, NULL) != 0) fail_msg("'%s': %d:%d: %s", cases[i].to, diag.line, diag.column, diag.text);
        if (check_text(str_from(returns), &diag, NULL) != 0) fail_msg("returns: %d:%d: %s", diag.line, diag.column, diag.text);
        free(returns);
        free(changed);
        free_text(text);
    }
}

/* ---- files that are broken ------------------------------------------------------------------------------------------ */

typedef struct Broken {
    const char *file, *anchor, *from, *to;
    int line, column; /* where the message must point; 0: anywhere but nowhere */
    const char *says;
} Broken;

static void a_broken_file_is_refused_with_its_place(void **state) {
    (void)state;
    static const Broken cases[] = {
        {SMALL, "", "@cell rnn_relu", "@cell rnn_swish", 3, 7,
         "possible are rnn_tanh, rnn_relu, rnn_leaky, rnn_sigmoid, rnn_identity, lstm, gru"},
        {SMALL, "", "@head m2o_mse", "@head", 4, 6, "has no value"},
        {SMALL, "", "@head m2o_mse", "@head m2o_mse m2m_ce", 4, 15, "one value"},
        {SMALL, "", "@reduction", "@reductoin", 5, 2, "did you mean '@reduction'"},
        {SMALL, "", "@seed 11", "@seeed 11", 7, 2, "did you mean '@seed'"},
        {SMALL, "", "@gates h", "@gates h\n@", 17, 1, "has no key"},
        {SMALL, "", "@H 1", "@H 0", 8, 4, "from 1 to 256"},
        {SMALL, "", "@H 1", "@H 1000000000000000000000", 8, 4, "from 1 to 256"},
        {SMALL, "", "@H 1", "@H 1.5", 8, 4, "whole number"},
        {SMALL, "", "@T 1", "@T -1", 9, 4, "from 1 to 1000"},
        {SMALL, "", "@K 1", "@T 1", 15, 1, "given before, in line 9"},
        {SMALL, "", "@K 1", "@K 2", 15, 4, "from 1 to 1"},
        {SMALL, "", "@K 1", "# @K 1", 17, 1, "'weight_ih_l0' ends the metadata without '@K'"},
        {SMALL, "", "# RNN", "RNN", 1, 1, "'RNN' ends the metadata without '@name'"},
        {SMALL, "", "@gates h", "@gates i,f,g,o", 16, 8, "possible are h"},
        {SMALL, "", "@gates h", "@gates h\n@opt sgd", 18, 1, "without '@lr'"},
        {TRACE, "", "@beta1 0.9", "@beta 0.9", 20, 2, "did you mean '@beta1'"},
        {TRACE, "", "@clip", "# @clip", 27, 1, "without '@clip', which this optimiser needs"},
        {SMALL, "", "@gates h", "@gates h\n@lr 0.1", 17, 5, "optimiser"},
        {SMALL, "", "weight_ih_l0 1 1", "weight_ih_l0 2 1", 17, 14, "claims 2 x 1; this metadata makes it 1 x 1"},
        {SMALL, "", "weight_ih_l0 1 1", "weight_ih_l0 1 0", 17, 16, "not a number of columns"},
        {SMALL, "", "weight_ih_l0 1 1", "weight_ih_l0 one 1", 17, 14, "not a number of rows"},
        {SMALL, "", "weight_ih_l0 1 1", "weight_ih_l0 1", 17, 15, "name rows cols"},
        {SMALL, "", "weight_ih_l0 1 1", "weight_ih_l0 1 1 1", 17, 18, "name rows cols"},
        {SMALL, "", "weight_ih_l0 1 1", "other 2147483647 2147483647", 17, 7, "more numbers than the rest of the file"},
        {SMALL, "", "weight_ih_l0 1 1", "other 99999999999 1", 17, 7, "not a number of rows"},
        {SMALL, "weight_ih_l0 1 1\n", "0.", "nan 0.", 18, 1, "not a finite number"},
        {SMALL, "weight_ih_l0 1 1\n", "0.", "inf 0.", 18, 1, "not a finite number"},
        {SMALL, "weight_ih_l0 1 1\n", "0.", "1e999 0.", 18, 1, "not a finite number"},
        {SMALL, "weight_ih_l0 1 1\n", "0.", "0x1p3 0.", 18, 1, "not a finite number"},
        {SMALL, "weight_ih_l0 1 1\n", "0.", "0. 0.", 18, 5, "more than 1 numbers"},
        {SMALL, "", "weight_hh_l0 1 1", "weight_ih_l0 1 1", 19, 1, "given before"},
        {SMALL, "", "weight_hh_l0 1 1", "@cell gru\nweight_hh_l0 1 1", 19, 1, "before the first block"},
        {SMALL, "", "weight_hh_l0 1 1", "weights_hh_l0 1 1", 0, 0, "without block 'weight_hh_l0'"},
        {SMALL, "", "\nx 1 1", "\nxx 1 1", 0, 0, "without block 'x'"},
        {SMALL, "", "end 0 0", "end", 0, 0, "end 0 0"},
        {SMALL, "", "end 0 0", "end 0 0 0", 0, 0, "end 0 0"},
        {SMALL, "", "end 0 0", "end 1 1", 0, 0, "end 0 0"},
        {SMALL, "", "end 0 0", "", 0, 0, "without its last line"},
        {SMALL, "", "end 0 0", "end 0 0\nmore 1 1\n2", 0, 0, "after the line"},
        {SMALL, "", "end 0 0", "a_name_that_goes_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on 1 1\n0\nend 0 0", 0, 0, "too long"},
        {SMALL, "h0.l0.d0 1 1\n", "0", "0.25", 0, 0, "@h0 in line 6 is zero"},
        {CLASSES, "target 5 1\n", "\n", ".5\n", 0, 0, "is not a class; expected 0 to 4"},
        {CLASSES, "loss_t 5 1\n0\n", "1", "0", 0, 0, "ascending"},
        {CLASSES, "loss_t 5 1\n0\n1\n2\n3\n", "4", "5", 0, 0, "from 0 to 4"},
        {CLASSES, "loss_t 5 1\n0\n1\n2\n3\n", "4\n", "", 0, 0, "not a finite number"},
        {CLASSES, "", "\nh0.l0.d0 1 3", "\nh9.l0.d0 1 3", 0, 0, "@h0 is random"},
        {CELLS, "", "\nc0.l0.d0 ", "\nc9.l0.d0 ", 0, 0, "without c0.l0.d0"},
        {TRACE, "", "@opt adam", "@opt adagrad", 17, 6, "sgd, momentum, adam, rmsprop"},
        {TRACE, "", "@lr 0.01", "@lr -0.01", 18, 5, "from 0"},
        {TRACE, "", "@steps 50", "@steps 1000000000", 25, 8, "from 1 to 100000"},
        {TRACE, "", "@steps 50", "@steps 49", 0, 0, "claims 50 x 1"},
        {TRACE, "", "@eps 1e-08", "@eps nan", 23, 6, "from 0"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const Broken *broken = &cases[i];
        Diag diag = {0};
        Str text = read_case(broken->file);
        char *changed = replace(text, broken->anchor, broken->from, broken->to);
        if (check_text(str_from(changed), &diag, NULL) != -1) fail_msg("'%s' for '%s' was taken", broken->to, broken->from);
        if (!strstr(diag.text, broken->says)) fail_msg("'%s': it says '%s', not '%s'", broken->to, diag.text, broken->says);
        if (diag.line < 1 || diag.column < 1 || (broken->line && (diag.line != broken->line || diag.column != broken->column))) {
            fail_msg("'%s': at %d:%d, not %d:%d: %s", broken->to, diag.line, diag.column, broken->line, broken->column, diag.text);
        }
        free(changed);
        free_text(text);
    }
}

/* Each line of the metadata but the name's, with a value that no key has. */
static void each_wrong_value_of_the_metadata_is_told_at_its_place(void **state) {
    (void)state;
    Str text = read_case(TRACE);
    int line = 0, keys = 0;
    for (Str rest = text, at = str_next_line(&rest); at.at[0] == '@' || at.at[0] == '#'; at = str_next_line(&rest)) {
        Str words = at, key = str_next_word(&words), value = str_next_word(&words);
        char from[80], to[80], says[80];
        line++;
        if (at.at[0] == '#' || str_equal(key, "@name")) continue;
        snprintf(from, sizeof from, "%.*s", at.count, at.at);
        snprintf(to, sizeof to, "%.*s \x01%.*s", key.count, key.at, value.count, value.at);
        snprintf(says, sizeof says, "%.*s is '?%.*s'; ", key.count, key.at, value.count, value.at);
        Diag diag = {0};
        char *changed = replace(text, "", from, to);
        if (check_text(str_from(changed), &diag, NULL) != -1) fail_msg("'%s' was taken", to);
        if (!strstr(diag.text, says)) fail_msg("it says '%s', not '%s'", diag.text, says);
        assert_int_equal(diag.line, line);
        assert_int_equal(diag.column, key.count + 2);
        free(changed);
        keys++;
    }
    assert_int_equal(keys, 24);
    free_text(text);
}

static void an_optimiser_needs_its_own_numbers_alone(void **state) {
    (void)state;
    static const struct {
        const char *file, *needs;
    } traces[] = {{"po02_sgd_lstm.txt", "@lr"},
                  {"po04_momentum_rnn_tanh.txt", "@lr @mu"},
                  {"po11_rmsprop_lstm.txt", "@lr @alpha @eps"},
                  {TRACE, "@lr @beta1 @beta2 @eps"}};
    static const char *const keys[] = {"@lr", "@mu", "@beta1", "@beta2", "@alpha", "@eps"};
    for (int i = 0; i < 4; i++) {
        Str text = read_case(traces[i].file);
        for (int k = 0; k < 6; k++) {
            char from[20], to[20];
            Diag diag = {0};
            snprintf(from, sizeof from, "\n%s ", keys[k]);
            snprintf(to, sizeof to, "\n# %s ", keys[k]);
            char *changed = replace(text, "", from, to);
            bool is_taken = check_text(str_from(changed), &diag, NULL) != -1;
            if (is_taken == (strstr(traces[i].needs, keys[k]) != NULL)) fail_msg("%s without %s: %s", traces[i].file, keys[k], diag.text);
            if (!is_taken) assert_non_null(strstr(diag.text, keys[k]));
            free(changed);
        }
        free_text(text);
    }
}

static void a_file_cut_off_anywhere_is_refused(void **state) {
    (void)state;
    Str text = read_case(SMALL);
    Str whole = str_trim(text);
    for (int count = 0; count < whole.count; count++) {
        Diag diag = {0};
        if (check_text((Str){text.at, count}, &diag, NULL) != -1) fail_msg("cut after %d bytes it was taken", count);
        assert_true(diag.line > 0 && diag.column > 0 && diag.text[0]);
    }
    assert_int_equal(check_text(whole, NULL, NULL), 0);
    free_text(text);
}

static void random_damage_never_crashes(void **state) {
    (void)state;
    Random random = random_from(20, 1);
    Str text = read_case(SMALL);
    char *damaged = malloc((size_t)text.count);
    assert_non_null(damaged);
    for (int round = 0; round < 3000; round++) {
        memcpy(damaged, text.at, (size_t)text.count);
        int hits = 1 + random_below(&random, 4);
        for (int i = 0; i < hits; i++) {
            static const char nasty[] = "0123456789-+.eE \n\t\r#@naif\0\x80\xff";
            damaged[random_below(&random, text.count)] = nasty[random_below(&random, (int)sizeof nasty)];
        }
        Diag diag = {0};
        if (check_text((Str){damaged, text.count}, &diag, NULL) == -1) assert_true(diag.line > 0 && diag.column > 0);
    }
    free(damaged);
    free_text(text);
}

static void a_case_beyond_the_memory_bound_is_refused_before_it_is_read(void **state) {
    (void)state;
    static const char text[] =
        "@name big\n@cell lstm\n@head m2m_mse\n@reduction mean\n@h0 zero\n@seed 1\n@H 256\n@T 1000\n@I 256\n@O 256\n@L 4\n"
        "@D 2\n@B 256\n@K 1000\n@gates i,f,g,o\nweight_ih_l0 1024 256\n0\nend 0 0\n";
    Diag diag = {0};
    mem_fail_after(1); /* it must not even try */
    assert_int_equal(check_text(str_from(text), &diag, NULL), -1);
    mem_fail_after(-1);
    assert_non_null(strstr(diag.text, "512 MB"));
    assert_int_equal(diag.line, 16);
}

static void every_allocation_may_fail(void **state) {
    (void)state;
    Str text = read_case("p10_lstm_H1_T1_I1_L3_uni_m2m_ce.txt");
    int status = -1, count = 0;
    while (status == -1) { /* the leak checker watches */
        Diag diag = {0};
        mem_fail_after(++count);
        status = check_text(text, &diag, NULL);
        mem_fail_after(-1);
        assert_true(count < 100);
        if (status == -1) assert_true(diag.text[0] != '\0');
    }
    assert_true(count > 6);
    assert_int_equal(status, 0);
    free_text(text);
}

/* ---- the subcommand ------------------------------------------------------------------------------------------------- */

/* Exit status of `unroll verify arguments...`, with its standard output in a file that is returned as text. */
static int run(char *out, size_t size, const char *const *arguments) {
    char *argv[8] = {(char *)(uintptr_t) "unroll", (char *)(uintptr_t) "verify"};
    int argc = 2;
    for (; arguments[argc - 2]; argc++) argv[argc] = (char *)(uintptr_t)arguments[argc - 2];
    char path[] = "/tmp/unroll-verify-XXXXXX";
    int file = mkstemp(path), before = dup(STDOUT_FILENO), errors = dup(STDERR_FILENO);
    assert_true(file >= 0 && before >= 0 && errors >= 0);
    fflush(stdout);
    fflush(stderr);
    dup2(file, STDOUT_FILENO);
    dup2(file, STDERR_FILENO);
    int status = cli_main(argc, argv, "0");
    fflush(stdout);
    fflush(stderr);
    dup2(before, STDOUT_FILENO);
    dup2(errors, STDERR_FILENO);
    close(before);
    close(errors);
    lseek(file, 0, SEEK_SET);
    ssize_t count = read(file, out, size - 1);
    out[count > 0 ? count : 0] = '\0';
    close(file);
    unlink(path);
    return status;
}

static void verify_prints_a_line_a_block_and_the_worst_at_the_end(void **state) {
    (void)state;
    char out[32768];
    assert_int_equal(run(out, sizeof out, (const char *const[]){FOLDER SMALL, FOLDER CLASSES, NULL}), CLI_OK);
    assert_non_null(strstr(out, SMALL "  grad.weight_hh_l2  "));
    assert_non_null(strstr(out, CLASSES "  Jnorm.l1.d0  "));
    assert_null(strstr(out, "FAIL"));
    char *last = out + strlen(out) - 1;
    while (last > out && last[-1] != '\n') last--;
    assert_int_equal(strncmp(last, "worst ", 6), 0);
    assert_non_null(strstr(last, "in 2 files compared, 0 failed, 0 skipped"));
}

static void verify_exits_1_when_numbers_differ_and_2_when_a_file_is_unreadable(void **state) {
    (void)state;
    char out[32768], path[] = "/tmp/unroll-case-XXXXXX";
    Str text = read_case(SMALL);
    char *changed = replace(text, "\nloss 1 1\n", "", "1");
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, changed, strlen(changed)), (ssize_t)strlen(changed));
    assert_int_equal(run(out, sizeof out, (const char *const[]){path, NULL}), CLI_FAILED);
    assert_non_null(strstr(out, "FAIL"));
    assert_int_equal(run(out, sizeof out, (const char *const[]){"--tolerance", "1", path, NULL}), CLI_OK);

    assert_int_equal(ftruncate(file, 300), 0);
    assert_int_equal(run(out, sizeof out, (const char *const[]){FOLDER SMALL, path, NULL}), CLI_BAD_USAGE);
    assert_non_null(strstr(out, path));
    assert_non_null(strstr(out, "worst ")); /* the other file was still checked */
    close(file);
    unlink(path);

    assert_int_equal(run(out, sizeof out, (const char *const[]){FOLDER "no such file", NULL}), CLI_BAD_USAGE);
    assert_int_equal(run(out, sizeof out, (const char *const[]){FOLDER, NULL}), CLI_BAD_USAGE);
    assert_int_equal(run(out, sizeof out, (const char *const[]){NULL}), CLI_BAD_USAGE);
    assert_int_equal(run(out, sizeof out, (const char *const[]){"--tolerance", "much", FOLDER SMALL, NULL}), CLI_BAD_USAGE);
    assert_int_equal(run(out, sizeof out, (const char *const[]){"--fast", FOLDER SMALL, NULL}), CLI_BAD_USAGE);
    assert_int_equal(run(out, sizeof out, (const char *const[]){"--help", NULL}), CLI_OK);
    free(changed);
    free_text(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_engine_agrees_with_every_reference_case),
        cmocka_unit_test(the_engine_agrees_with_saturated_cases_in_twelve_digits),
        cmocka_unit_test(a_wrong_number_in_any_block_fails),
        cmocka_unit_test(an_unknown_block_is_skipped_and_not_passed),
        cmocka_unit_test(blocks_may_come_in_any_order),
        cmocka_unit_test(what_the_format_permits_is_read),
        cmocka_unit_test(a_broken_file_is_refused_with_its_place),
        cmocka_unit_test(each_wrong_value_of_the_metadata_is_told_at_its_place),
        cmocka_unit_test(an_optimiser_needs_its_own_numbers_alone),
        cmocka_unit_test(a_file_cut_off_anywhere_is_refused),
        cmocka_unit_test(random_damage_never_crashes),
        cmocka_unit_test(a_case_beyond_the_memory_bound_is_refused_before_it_is_read),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(verify_prints_a_line_a_block_and_the_worst_at_the_end),
        cmocka_unit_test(verify_exits_1_when_numbers_differ_and_2_when_a_file_is_unreadable),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
