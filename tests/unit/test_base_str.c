/* Slices, cutting text without cutting characters, "did you mean", and diagnostics. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/diag.h"
#include "base/number.h"
#include "base/str.h"
#include <string.h>

static void slices_compare_by_content(void **state) {
    (void)state;
    assert_true(str_equal(str_from("abc"), "abc"));
    assert_false(str_equal(str_from("abc"), "abd"));
    assert_false(str_equal(str_from("abc"), "ab"));
    assert_true(str_equal((Str){"abcdef", 3}, "abc"));
    assert_true(str_equal(str_from(NULL), ""));
    assert_true(str_equal((Str){NULL, 0}, NULL));
}

static void trimming_takes_white_space_off_both_ends(void **state) {
    (void)state;
    assert_true(str_equal(str_trim(str_from(" \t\r\n a b \v\f ")), "a b"));
    assert_true(str_equal(str_trim(str_from("   ")), ""));
    assert_true(str_equal(str_trim(str_from(NULL)), ""));
    assert_true(str_equal(str_trim(str_from("\xEF\xBB\xBF a ")), "a")); /* some editors begin a file with it */
    assert_true(str_equal(str_trim(str_from("\xEF\xBB\xBF")), ""));
    assert_true(str_equal(str_trim(str_from("\xEF\xBB")), "\xEF\xBB"));
    assert_true(str_equal(str_trim(str_from("\xC2\xA0x")), "\xC2\xA0x")); /* only ASCII blanks */
}

static void words_come_off_the_front_one_by_one(void **state) {
    (void)state;
    Str rest = str_from("  set  cell\tlstm ");
    assert_true(str_equal(str_next_word(&rest), "set"));
    assert_true(str_equal(str_next_word(&rest), "cell"));
    assert_true(str_equal(str_next_word(&rest), "lstm"));
    assert_int_equal(str_next_word(&rest).count, 0);
    assert_int_equal(str_next_word(&rest).count, 0);
    rest = str_from(NULL);
    assert_int_equal(str_next_word(&rest).count, 0);
}

static void lines_end_with_lf_crlf_or_the_text(void **state) {
    (void)state;
    Str rest = str_from("one\r\n\ntwo\rx\nend");
    assert_true(str_equal(str_next_line(&rest), "one"));
    assert_true(str_equal(str_next_line(&rest), ""));
    assert_true(str_equal(str_next_line(&rest), "two\rx"));
    assert_true(str_equal(str_next_line(&rest), "end"));
    assert_int_equal(rest.count, 0);
    assert_int_equal(str_next_line(&rest).count, 0);
}

static void copying_never_cuts_inside_a_character(void **state) {
    (void)state;
    const char *text = "a\xC3\xA9\xE2\x88\x9E\xF0\x9D\x91\xA5z"; /* 1, 2, 3, 4 and 1 bytes */
    static const int fits[] = {0, 0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 11, 11};
    char out[32];
    for (int size = 1; size < 14; size++) {
        memset(out, 'X', sizeof out);
        bool whole = str_copy(out, size, str_from(text));
        assert_int_equal(strlen(out), fits[size]);
        assert_memory_equal(out, text, (size_t)fits[size]);
        assert_true(whole == (size > 11));
        assert_int_equal(out[size], 'X');
    }
    assert_false(str_copy(out, 0, str_from("a")));
    assert_true(str_copy(out, 1, str_from(NULL)));
    char kept[2] = {'x', 'x'}; /* nothing is written before the copy */
    assert_false(str_copy(kept + 1, 1, (Str){"abc", -1}));
    assert_true(kept[0] == 'x' && kept[1] == '\0');
    assert_string_equal(out, "");
}

static void formatted_text_is_cut_between_characters_too(void **state) {
    (void)state;
    char out[8];
    assert_int_equal(text_format(out, 5, "ab\xE2\x88\x9E"), 2); /* four bytes fit, the third character needs a fifth */
    assert_string_equal(out, "ab");
    assert_int_equal(text_format(out, 6, "ab\xE2\x88\x9E"), 5);
    assert_int_equal(text_format(out, 6, "ab\xE2\x88\x9E!"), 5);
    assert_string_equal(out, "ab\xE2\x88\x9E");
    assert_int_equal(text_format(out, 4, "%s", "abcdef"), 3);
    assert_int_equal(text_format(out, 0, "abc"), 0);
}

static void a_slip_of_the_pen_finds_its_word(void **state) {
    (void)state;
    static const char *const word[] = {"forward", "backward", "lstm", "gru", "rnn", "seek", "training"};
    const int count = (int)(sizeof word / sizeof word[0]);
    assert_string_equal(str_find_closest(str_from("foward"), word, count), "forward");
    assert_string_equal(str_find_closest(str_from("backwrad"), word, count), "backward");
    assert_string_equal(str_find_closest(str_from("lstn"), word, count), "lstm");
    assert_string_equal(str_find_closest(str_from("LSTM"), word, count), "lstm");
    assert_string_equal(str_find_closest(str_from("gruu"), word, count), "gru");
    assert_string_equal(str_find_closest(str_from("sek"), word, count), "seek");
    assert_string_equal(str_find_closest(str_from("ltsm"), word, count), "lstm"); /* swapped letters are one slip */
}

static void another_word_finds_nothing(void **state) {
    (void)state;
    static const char *const word[] = {"forward", "lstm", "gru", ""};
    char endless[100];
    memset(endless, 'f', sizeof endless);
    assert_null(str_find_closest(str_from("banana"), word, 4));
    assert_null(str_find_closest(str_from("xyz"), word, 4));
    assert_null(str_find_closest(str_from(""), word, 4));
    assert_null(str_find_closest((Str){endless, 100}, word, 4));
    assert_null(str_find_closest(str_from("lstm"), word, 0));
}

static void a_diagnostic_prints_the_parts_it_knows(void **state) {
    (void)state;
    Diag diag;
    char out[128];
    diag_reset(&diag);
    diag_format(out, sizeof out, &diag);
    assert_string_equal(out, "");
    assert_false(diag_fail(&diag, "found %d, at most %d would be right", 7, 5));
    diag_format(out, sizeof out, &diag);
    assert_string_equal(out, "found 7, at most 5 would be right");
    assert_false(diag_fail_at(&diag, "a.md", 3, 14, "unknown word '%s'", "foo"));
    diag_format(out, sizeof out, &diag);
    assert_string_equal(out, "a.md:3:14: unknown word 'foo'");
    diag_fail_at(&diag, "a.md", 3, 0, "x");
    diag_format(out, sizeof out, &diag);
    assert_string_equal(out, "a.md:3: x");
    diag_fail_at(&diag, "a.md", 0, 0, "x");
    diag_format(out, sizeof out, &diag);
    assert_string_equal(out, "a.md: x");
    diag_fail_at(&diag, NULL, 3, 14, "x");
    diag_format(out, sizeof out, &diag);
    assert_string_equal(out, "3:14: x");
    assert_false(diag_fail(NULL, "nobody asked"));
    assert_false(diag_fail_at(NULL, "f", 1, 1, "nobody asked"));
}

static void an_old_text_may_stand_in_the_new_one(void **state) {
    (void)state;
    Diag diag;
    diag_fail_at(&diag, "old.md", 1, 2, "inner");
    diag_fail_at(&diag, diag.file, diag.line, diag.column, "outer: %s", diag.text);
    assert_string_equal(diag.text, "outer: inner");
    assert_string_equal(diag.file, "old.md");
    diag_fail(&diag, "step 3: %s", diag.text);
    assert_string_equal(diag.text, "step 3: outer: inner");
    assert_string_equal(diag.file, ""); /* the old place does not belong to the new text */
}

static void an_endless_text_is_cut_and_ends(void **state) {
    (void)state;
    Diag diag;
    char endless[2000], out[64];
    memset(endless, 'x', sizeof endless);
    endless[1999] = '\0';
    diag_fail_at(&diag, endless, 1, 1, "%s", endless);
    assert_int_equal(strlen(diag.text), sizeof diag.text - 1);
    assert_int_equal(strlen(diag.file), sizeof diag.file - 1);
    diag_format(out, sizeof out, &diag);
    assert_int_equal(strlen(out), sizeof out - 1);
}

static void characters_that_cannot_be_seen_are_found_and_named(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int at, code;
        const char *name;
    } row[] = {{"set cell", -1, 0, ""},
               {"caf\xC3\xA9 \xE2\x88\x92\t1", -1, 0, ""}, /* an accent, a minus sign, a tab */
               {"a\xC2\xA0"
                "b",
                1, 0xA0, "no-break space"},
               {"ab\xE2\x80\x8B", 2, 0x200B, "zero-width space"},
               {"\xEF\xBB\xBFx", 0, 0xFEFF, "byte-order mark"},
               {"\xC2\xAD", 0, 0xAD, "soft hyphen"},
               {"x\x1B[0m", 1, 0x1B, "control character"},
               {"\xF0\x9F\x98\x80\xE3\x80\x80", 4, 0x3000, "wide space"}, /* behind a character of four bytes */
               {"\xC2", -1, 0, ""},
               {"\xE2\x80", -1, 0, ""}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        int code = 0;
        const char *name = "";
        int at = str_find_invisible(str_from(row[i].text), &code, &name);
        if (at != row[i].at) fail_msg("row %d: found at %d", (int)i, at);
        if (at < 0) continue;
        assert_int_equal(code, row[i].code);
        assert_string_equal(name, row[i].name);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(characters_that_cannot_be_seen_are_found_and_named),
        cmocka_unit_test(slices_compare_by_content),
        cmocka_unit_test(trimming_takes_white_space_off_both_ends),
        cmocka_unit_test(words_come_off_the_front_one_by_one),
        cmocka_unit_test(lines_end_with_lf_crlf_or_the_text),
        cmocka_unit_test(copying_never_cuts_inside_a_character),
        cmocka_unit_test(formatted_text_is_cut_between_characters_too),
        cmocka_unit_test(a_slip_of_the_pen_finds_its_word),
        cmocka_unit_test(another_word_finds_nothing),
        cmocka_unit_test(a_diagnostic_prints_the_parts_it_knows),
        cmocka_unit_test(an_old_text_may_stand_in_the_new_one),
        cmocka_unit_test(an_endless_text_is_cut_and_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
