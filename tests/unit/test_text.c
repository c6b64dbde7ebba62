/* Reading texts: what stands in a file becomes symbols, and what is no text is refused with its place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "data/text.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static Text text;

static void read_good(Str bytes) {
    Diag diag = {0};
    if (!text_read(&text, "folder/my.txt", bytes, &diag)) fail_msg("%s", diag.text);
}

static void assert_refused(Str bytes, int line, int column, const char *piece) {
    Diag diag = {0};
    assert_false(text_read(&text, "folder/my.txt", bytes, &diag));
    if (!strstr(diag.text, piece)) fail_msg("\"%s\" does not say \"%s\"", diag.text, piece);
    assert_int_equal(diag.line, line);
    assert_int_equal(diag.column, column);
    assert_string_equal(diag.file, "folder/my.txt");
    assert_null(text.owned);
}

static void each_character_is_a_symbol_in_the_order_of_code_points(void **state) {
    (void)state;
    read_good(str_from("banana banana, Ünsinn\n"));
    assert_string_equal(text.name, "my.txt");
    assert_int_equal(text.count, 22);
    assert_int_equal(text.train_count, 20);
    char all[32] = "", one[TEXT_GLYPH_SIZE];
    for (int i = 0; i < text.symbol_count; i++) {
        text_write_symbol(one, (int)sizeof one, &text, i);
        strcat(all, one);
        if (i > 0) assert_true(text.code[i] > text.code[i - 1]);
        assert_int_equal(text_find_symbol(&text, text.code[i]), i);
    }
    assert_string_equal(all, "\n ,abinsÜ");
    assert_int_equal(text_find_symbol(&text, 'z'), -1);
    text_format_symbol(one, (int)sizeof one, &text, 0);
    assert_string_equal(one, "↵");
    text_format_symbol(one, (int)sizeof one, &text, 1);
    assert_string_equal(one, "␣");
    char again[64] = "";
    for (long i = 0; i < text.count; i++) {
        text_write_symbol(one, (int)sizeof one, &text, text.symbol[i]);
        strcat(again, one);
    }
    assert_string_equal(again, "banana banana, Ünsinn\n");
    text_deinit(&text);
}

static void line_ends_and_a_mark_make_no_difference(void **state) {
    (void)state;
    Text plain;
    Diag diag = {0};
    assert_true(text_read(&plain, "a", str_from("one two\nthree four\n\nfive"), &diag));
    read_good(str_from("\xEF\xBB\xBFone two\r\nthree four\r\rfive"));
    assert_int_equal(text.count, plain.count);
    assert_memory_equal(text.symbol, plain.symbol, (size_t)text.count);
    assert_true(text.hash != plain.hash); /* of the bytes: another file */
    text_deinit(&text);
    text_deinit(&plain);
}

static void what_is_no_text_is_refused_with_its_place(void **state) {
    (void)state;
    assert_refused(str_from(""), 0, 0, "empty");
    assert_refused(str_from("\xEF\xBB\xBF"), 0, 0, "empty");
    assert_refused(str_from("aaaaaaaaaaaaaaaaaaaaaaaaa"), 0, 0, "the same, \"a\"");
    assert_refused(str_from("too short"), 0, 0, "9 characters; expected at least 20");
    assert_refused(str_from("first line\nna\xEFve and more text behind it"), 2, 3, "EF is not part of a character");
    assert_refused(str_from("ünï\r\nx\xC0\xAF"), 2, 2, "C0");       /* a long form of '/' */
    assert_refused(str_from("\xED\xA0\x80 surrogate"), 1, 1, "ED"); /* half of a pair */
    assert_refused(str_from("cut at the end \xE2\x82"), 1, 16, "E2");
    assert_refused((Str){"zero\0byte", 9}, 1, 5, "zero byte");
}

static void rare_characters_become_one_symbol_and_the_text_says_so(void **state) {
    (void)state;
    char bytes[4096], words[128], name[TEXT_GLYPH_SIZE];
    int used = 0;
    for (uint32_t i = 0; i < 200; i++) { /* U+4E00 + i, the first 60 twice */
        for (int times = i < 60 ? 2 : 1; times > 0; times--) used += text_encode(bytes + used, 0x4E00 + i);
    }
    read_good((Str){bytes, used});
    assert_int_equal(text.symbol_count, TEXT_SYMBOL_MAX);
    assert_true(text.has_other);
    assert_int_equal(text.distinct, 200);
    assert_int_equal(text.other_seen, 200 - (TEXT_SYMBOL_MAX - 1));
    for (uint32_t i = 0; i < 200; i++) { /* of equally rare ones the earlier code points stay */
        bool is_kept = i < TEXT_SYMBOL_MAX - 1;
        assert_int_equal(text_find_symbol(&text, 0x4E00 + i), is_kept ? (int)i : TEXT_SYMBOL_MAX - 1);
    }
    text_format_symbol(name, (int)sizeof name, &text, TEXT_SYMBOL_MAX - 1);
    assert_string_equal(name, "other");
    text_describe(words, (int)sizeof words, &text);
    assert_string_equal(words, "260 characters, 200 different ones; the 105 rarest are one symbol, \"other\" (105 times)");
    text_deinit(&text);
    used = 0;
    for (uint32_t i = 0; i < TEXT_SYMBOL_MAX; i++) used += text_encode(bytes + used, 0x100 + i);
    read_good((Str){bytes, used});
    assert_false(text.has_other);
    assert_int_equal(text.symbol_count, TEXT_SYMBOL_MAX);
    text_deinit(&text);
}

static void the_entropy_is_that_of_the_training_part(void **state) {
    (void)state;
    read_good(str_from("aabbaabbaabbaabbaabcc")); /* 19 for training: 10 a, 9 b; 2 held out */
    assert_int_equal(text.train_count, 19);
    double a = 10.0 / 19, b = 9.0 / 19;
    assert_true(fabs(text_find_entropy(&text) - (-a * log(a) - b * log(b))) < 1e-12);
    long count[TEXT_SYMBOL_MAX];
    text_count_symbols(count, &text);
    assert_true(count[0] == 10 && count[1] == 9 && count[2] == 0);
    text_deinit(&text);
}

/* The program's own texts are what its reader makes of the files. */
static void the_texts_of_the_program_are_those_of_the_files(void **state) {
    (void)state;
    for (int i = 0; i < TEXT_BUILTIN_COUNT; i++) {
        const Text *own = text_builtin(i);
        char path[512];
        static char bytes[1 << 16];
        text_format(path, (int)sizeof path, "%s/assets/texts/%s", UNROLL_SOURCE_DIR, own->name);
        FILE *file = fopen(path, "rb");
        assert_non_null(file);
        size_t size = fread(bytes, 1, sizeof bytes, file);
        fclose(file);
        read_good((Str){bytes, (int)size});
        assert_true(text.count == own->count && text.train_count == own->train_count && text.symbol_count == own->symbol_count);
        assert_true(text.count > 2000 && !text.has_other && text.distinct == own->distinct);
        assert_memory_equal(text.code, own->code, sizeof text.code);
        assert_memory_equal(text.symbol, own->symbol, (size_t)text.count);
        assert_true(fabs(text_find_entropy(own) - text.nats) < 1e-12);
        text_deinit(&text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_character_is_a_symbol_in_the_order_of_code_points),
        cmocka_unit_test(line_ends_and_a_mark_make_no_difference),
        cmocka_unit_test(what_is_no_text_is_refused_with_its_place),
        cmocka_unit_test(rare_characters_become_one_symbol_and_the_text_says_so),
        cmocka_unit_test(the_entropy_is_that_of_the_training_part),
        cmocka_unit_test(the_texts_of_the_program_are_those_of_the_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
