/* Files that people bring, bytes of every kind in tables: what is read of them, what is refused with its reason, and that both are so whatever
   allocation fails. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/json.h"
#include "data/csv.h"
#include "data/labelled.h"
#include "data/safetensors.h"
#include "data/tables.h"
#include "data/text.h"
#include "data/words.h"
#include "support/fail_memory.h"
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Row {
    const char *text;
    const char *says; /* NULL: it is read */
} Row;

/* Behind eight bytes that say its length, and before eight bytes of numbers. */
static const Row headers[] = {
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", NULL},
    {"{\"a\":{\"dtype\":\"F64\",\"shape\":[],\"data_offsets\":[0,8]}}", NULL},
    {"{\"a\":{\"dtype\":\"F16\",\"shape\":[2,2],\"data_offsets\":[0,8]}}", NULL},
    {"{\"a\":{\"dtype\":\"BF16\",\"shape\":[4],\"data_offsets\":[0,8]},\"__metadata__\":{\"unroll\":\"cell=gru\"}}", NULL},
    {"{\"a\":{\"more\":[1,{\"b\":null}],\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", NULL},
    {"{}", "there are no tensors in it"},
    {"", "the text ends here; expected an object"},
    {"{", "the text ends here; expected a string, '\"'"},
    {"[]", "found '['; expected an object, '{'"},
    {"{\"a\":3}", "found '3'; expected an object, '{'"},
    {"{\"a\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[4,8]}}",
     NULL},
    {"{\"a\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[4,8]},\"b\":{\"dtype\":\"F16\",\"shape\":[3],\"data_offsets\":[0,6]}}",
     "tensor 'b' overlaps tensor 'a'; expected each at a place of its own"},
    {"{\"a\":{\"dtype\":3,\"shape\":[2],\"data_offsets\":[0,8]}}", "found '3'; expected a string, '\"'"},
    {"{\"a\":{\"dtype\":\"F128\",\"shape\":[2],\"data_offsets\":[0,8]}}",
     "tensor 'a' has the dtype 'F128'; F64, F32, F16 and BF16 can be read"},
    {"{\"a\":{\"dtype\":\"a type with a name that is far too long\",\"shape\":[2],\"data_offsets\":[0,8]}}",
     "this string is too long; at most 15 bytes are expected here"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":2,\"data_offsets\":[0,8]}}", "found '2'; expected an array, '['"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[2.5],\"data_offsets\":[0,8]}}", "'2.5' is not a count; expected a whole number from 0"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}", "'-2' is not a count; expected a whole number from 0"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[1e300],\"data_offsets\":[0,8]}}", "'1e300' is not a count; expected a whole number from 0"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[\"2\"],\"data_offsets\":[0,8]}}", "found '\"'; expected a number"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[1,1,1,1,1,1,1,1,1,2],\"data_offsets\":[0,8]}}", "tensor 'a' has more than 4 dimensions"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]}}",
     "data_offsets are two numbers: where the tensor begins and where it end"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8,9]}}",
     "data_offsets are two numbers: where the tensor begins and where it end"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":8}}", "found '8'; expected an array, '['"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}", "tensor 'a' claims the bytes 8 to 0; the file has 8 bytes of nu"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,99]}}", "tensor 'a' claims the bytes 0 to 99; the file has 8 bytes of n"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}",
     "tensor 'a' has 3 numbers of F32, which are 12 bytes, but its offsets a"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[\"0\",8]}}", "found '\"'; expected a number"},
    {"{\"a\":{\"shape\":[2],\"data_offsets\":[0,8]}}", "tensor 'a' needs a dtype, a shape and data_offsets"},
    {"{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}}", "tensor 'a' needs a dtype, a shape and data_offsets"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}", "tensor 'a' needs a dtype, a shape and data_offsets"},
    {"{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", "\"dtype\" stands here twice"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
     "\"a\" stands here twice"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} x", "found 'x'; expected the end of the text"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},}", "found '}'; expected another value after the comma"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}   ", "the text ends here; expected ',' or '}'"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[2,\"data_offsets\":[0,8]}}", "found '\"'; expected a number"},
    {"{\"a\":{\"dtype\":\"F32\",\"more\":x,\"shape\":[2],\"data_offsets\":[0,8]}}", "found 'x'; expected a number"},
    {"{\"__metadata__\":{\"unroll\":3},\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", NULL},
    {"{\"__metadata__\":[],\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", NULL},
    {"{\"__metadata__\":{\"a\":\"b\",\"unroll\":\"cell=gru\"},\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", NULL},
};

static const Row texts[] = {
    {"abcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabc", NULL},
    {"\xEF\xBB\xBF"
     "abcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabc",
     NULL},
    {"", "the text is empty; expected at least 20"},
    {"a", "the text has 1 character; expected at least 20"},
    {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "all 61 characters are the same, \"a\"; there is nothing to predict"},
    {"\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n",
     "all 36 characters are the same, \"↵\"; there is nothing to predict"},
    {"                                                               ",
     "all 63 characters are the same, \" \"; there is nothing to predict"},
    {"\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t",
     "all 37 characters are the same, \"\t\"; there is nothing to predict"},
    {"abc\x01 abcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabc", NULL},
    {"abc\x7F abcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabc", NULL},
    {"abc\xC2\x85 abcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabc", NULL},
    {"abc\xC3 abcabcabc", "the byte C3 is not part of a character; expected text in UTF-8. Save th"},
    {"abc\xE2\x82 abcabcabc", "the byte E2 is not part of a character; expected text in UTF-8. Save th"},
    {"abc\xE0\x80\x80 abcabc", "the byte E0 is not part of a character; expected text in UTF-8. Save th"},
    {"abc\xF0\x80\x80\x80 abcabc", "the byte F0 is not part of a character; expected text in UTF-8. Save th"},
    {"abc\xED\xA0\x80 abcabc", "the byte ED is not part of a character; expected text in UTF-8. Save th"},
    {"abc\xF4\x90\x80\x80 abcabc", "the byte F4 is not part of a character; expected text in UTF-8. Save th"},
    {"abc\xF8 abcabc", "the byte F8 is not part of a character; expected text in UTF-8. Save th"},
    {"abc\xFF\xFE abcabc", "the byte FF is not part of a character; expected text in UTF-8. Save th"},
    {"\xF0\x9F\x98\x80\xF0\x9F\x98\x81\xF0\x9F\x98\x80\xF0\x9F\x98\x81\xF0\x9F\x98\x80\xF0\x9F\x98\x81\xF0\x9F\x98\x80\xF0\x9F\x98\x81",
     "the text has 8 characters; expected at least 20"},
    {"a\r\nb\rc\na\r\nb\rc\na\r\nb\rc\na\r\nb\rc\na\r\nb\rc\na\r\nb\rc\n", NULL},
};

static const Row tables[] = {
    {"a,b\n1,2\n3,4\n", NULL},
    {"a;b\n1;2\n3;4\n", NULL},
    {"a\tb\n1\t2\n3\t4\n", NULL},
    {"a|b\n1|2\n3|4\n", NULL},
    {"1,2\n3,4\n", NULL},
    {"a,b\n1,2,3\n", "this row has 3 fields, the first one has 2 (the delimiter is the comma"},
    {"a;b\n1;2;3\n", NULL},
    {"a\tb\n1\t2\t3\n", NULL},
    {"a|b\n1|2|3\n", NULL},
    {"a,b\n\"1,2\n", "a quote in the row that begins here is never closed"},
    {"a,b\n1,\"2\"x\n", "a quote stands where none can; a quote inside of quotes is written twi"},
    {"", "this file is empty"},
    {"\n\n", "this file is empty"},
    {"a,b\n", "there are no rows of numbers in it"},
    {"a,b\nx,y\n", NULL},
    {"\xFF\xFE"
     "a",
     "this file is UTF-16; save it as UTF-8"},
    {"\xFE\xFF"
     "a",
     "this file is UTF-16; save it as UTF-8"},
    {"a,b\n1,1e999\n2,3\n4,5\n", NULL},
    {"a,b\n1,.5\n2,-.5\n3,+1\n", NULL},
    {"a;b\n1;1,5\n2;,5\n3;1.000,5\n", NULL},
    {"a,b\n1,-\n2,.\n3,4\n", NULL},
    {"a,b\n1,nan\n2,inf\n3,4\n", NULL},
    {"a,b\n1,\n2,\n3,\n", NULL},
    {"A,a\n1,2\n3,4\n", NULL},
    {",\n1,2\n", NULL},
    {"\"a\nb\",c\n1,2\n3,4\n", "a quote stands where none can; a quote inside of quotes is written twi"},
};

static const Row lines[] = {
    {"positive\tgood\nnegative\tbad\n", NULL},
    {"pos\tgood\nneg\tbad\nneu\tso\n", NULL},
    {"+\tgood\n-\tbad\n0\tso\n", NULL},
    {"positive,good\nnegative,bad\n", NULL},
    {"positive\tGood don't \xC3\xA4h 3\nnegative\tbad\n", NULL},
    {"positive\t...\nnegative\tbad\n", "no words after the label"},
    {"positive\nnegative\tbad\n", "no label; expected positive, negative or neutral"},
    {"perhaps\tgood\nnegative\tbad\n", "is not a label; expected positive, negative or neutral"},
    {"positive\tgood\npositive\tfine\n", NULL},
    {"", NULL},
    {"positive\tgood\xFF\nnegative\tbad\n", NULL},
};

static bool read_header(const char *text, Diag *diag) {
    static Tensors tensors;
    char file[1024] = {0}, value[64];
    size_t count = strlen(text);
    file[0] = (char)(count & 0xFF);
    file[1] = (char)(count >> 8);
    memcpy(file + 8, text, count);
    memset(&tensors, 0, sizeof tensors);
    if (!tensors_read(&tensors, "f", (Str){file, (int)(count + 16)}, diag)) return false;
    bool has = tensors_read_text(value, sizeof value, &tensors, "unroll");
    assert_int_equal(has, strstr(text, "\"unroll\":\"cell=gru\"") != NULL);
    if (has) assert_string_equal(value, "cell=gru");
    return true;
}

static bool read_text(const char *text, Diag *diag) {
    Text read;
    if (!text_read(&read, "f", str_from(text), diag)) return false;
    char symbol[64], said[256];
    assert_true(read.symbol_count >= 2);
    for (int i = 0; i < read.symbol_count; i++) {
        text_format_symbol(symbol, sizeof symbol, &read, i);
        assert_true(symbol[0] != '\0' && (unsigned char)symbol[0] > ' ');
    }
    assert_true(text_describe(said, sizeof said, &read) > 0);
    text_deinit(&read);
    return true;
}

static bool read_table(const char *text, Diag *diag) {
    Csv csv;
    if (!csv_read(&csv, "f", str_from(text), diag)) return false;
    assert_true(csv.row_count > 0 && csv.column_count > 0);
    assert_int_equal(csv_find_column(&csv, str_from("1"), NULL), 0); /* by number, where no name is so */
    Diag found = {0};
    assert_int_equal(csv_find_column(&csv, str_from("no such column"), &found), -1);
    assert_true(found.text[0]);
    csv_deinit(&csv);
    return true;
}

static bool read_lines(const char *text, Diag *diag) {
    Labelled labelled;
    DiagList wrong = {0};
    char whole[2048];
    snprintf(whole, sizeof whole, "%s", text); /* ten lines at least */
    for (int i = 0; i < 5; i++)
        strcat(whole, i % 2 ? "positive\tfilm one\nnegative\tfilm two\n" : "negative\tone film\npositive\ttwo films\n");
    bool good = labelled_read(&labelled, "f", str_from(whole), &wrong);
    if (wrong.found > 0) *diag = wrong.item[0];
    if (good) labelled_deinit(&labelled);
    return good;
}

typedef bool (*Reader)(const char *text, Diag *diag);

static void read_all(const Row *row, size_t count, Reader reader) {
    for (size_t i = 0; i < count; i++) {
        Diag diag = {0};
        bool good = reader(row[i].text, &diag);
        if (good != !row[i].says || (row[i].says && !strstr(diag.text, row[i].says))) fail_msg("%s => %s", row[i].text, diag.text);
        if (!good && !diag.text[0]) fail_msg("%s: refused without a reason", row[i].text);
        for (long n = 1, done = false; !done && good; n++) { /* without memory it is refused with a reason, or read all the same */
            diag = (Diag){0};
            mem_fail_after(n);
            done = reader(row[i].text, &diag);
            mem_fail_after(-1);
            if (!done && !diag.text[0]) fail_msg("%s, allocation %ld: refused without a reason", row[i].text, n);
            assert_in_range(n, 1, 100);
        }
    }
}

static void headers_of_weights_are_read_or_refused(void **state) {
    (void)state;
    read_all(headers, sizeof headers / sizeof *headers, read_header);
}

static void texts_are_read_or_refused(void **state) {
    (void)state;
    read_all(texts, sizeof texts / sizeof *texts, read_text);
}

static void tables_are_read_or_refused(void **state) {
    (void)state;
    read_all(tables, sizeof tables / sizeof *tables, read_table);
}

static void labelled_lines_are_read_or_refused(void **state) {
    (void)state;
    read_all(lines, sizeof lines / sizeof *lines, read_lines);
}

/* As the language writes its words in small letters. */
static void words_of_every_script_become_small(void **state) {
    (void)state;
    static const char *const pairs[][2] = {
        {"Word", "word"},
        {"\xC3\x84hre", "\xC3\xA4hre"}, /* Latin 1 */
        {"\xC3\x97", NULL},             /* the times sign is no letter */
        {"\xC4\x80"
         "a",
         "\xC4\x81"
         "a"}, /* Latin A, even ones large */
        {"\xC4\xB9"
         "a",
         "\xC4\xBA"
         "a"}, /* odd ones large */
        {"\xC5\x8A"
         "a",
         "\xC5\x8B"
         "a"},
        {"\xCE\x91\xCE\xB2", "\xCE\xB1\xCE\xB2"}, /* Greek */
        {"\xD0\x90\xD0\xB1", "\xD0\xB0\xD0\xB1"}, /* Cyrillic */
        {"\xD0\x81"
         "a",
         "\xD1\x91"
         "a"},
        {"don\xE2\x80\x99t", "don't"},
        {"\xE2\x80\x94", NULL}, /* a dash */
        {"\xE3\x80\x82", NULL}, /* a full stop of Chinese */
        {"\xE4\xBD\xA0\xE5\xA5\xBD", "\xE4\xBD\xA0\xE5\xA5\xBD"},
        {"\xC2\xAA", "\xC2\xAA"},
        {"\xC2\xAB", NULL},
        {"3", "3"},
        {"!", "!"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        char word[TEXT_WORD_SIZE];
        Str rest = str_from(pairs[i][0]);
        bool found = words_next(word, &rest);
        if (found != (pairs[i][1] != NULL) || (found && strcmp(word, pairs[i][1]) != 0))
            fail_msg("%s is %s", pairs[i][0], found ? word : "none");
    }
}

static void what_is_written_for_others_is_escaped(void **state) {
    (void)state;
    Bytes bytes = {0};
    bytes_json(&bytes, str_from("a\"b\\c\x01\x7F\xC3\xA4\n"));
    bytes_add(&bytes, "", 1);
    assert_string_equal(bytes.at, "a\\\"b\\\\c\\u0001\\u007f\xC3\xA4\\n");
    bytes_free(&bytes);
    bytes = (Bytes){0};
    bytes_xml(&bytes, str_from("<a & \"b\">\n\t\x01\x7F\xC3\xA4"));
    bytes_add(&bytes, "", 1);
    assert_string_equal(bytes.at, "&lt;a &amp; &quot;b&quot;&gt;&#10;&#9;??\xC3\xA4");
    bytes_free(&bytes);
}

static void strings_of_json_hold_every_character(void **state) {
    (void)state;
    static const char *const pairs[][2] = {
        {"\"a\\n\\t\\r\\b\\f\\/\\\\\\\"\"", "a\n\t\r\b\f/\\\""},
        {"\"\\u0041\\u00e4\\u20AC\\uD83D\\uDE00\"", "A\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80"},
        {"\"\\u0000\"", NULL},
        {"\"\\uD83D\"", NULL},
        {"\"\\uD83Dx\"", NULL},
        {"\"\\uD83D\\n\"", NULL},
        {"\"\\uD83D\\u0041\"", NULL},
        {"\"\\uD83D\\uE000\"", NULL},
        {"\"\\uDE00\"", NULL},
        {"\"\\u00G0\"", NULL},
        {"\"\\u12\"", NULL},
        {"\"a\nb\"", NULL},
        {"\"a\x01\"", NULL},
        {"\"a\\\"", NULL},
        {"\"\\q\"", NULL},
        {"\x01", NULL},
        {"", NULL},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        Json json;
        Diag diag = {0};
        char out[64];
        json_begin(&json, "f", str_from(pairs[i][0]), &diag);
        bool good = json_read_string(&json, out, sizeof out) && json_end(&json);
        if (good != (pairs[i][1] != NULL) || (good && strcmp(out, pairs[i][1]) != 0)) fail_msg("%s: %s", pairs[i][0], diag.text);
        assert_true(good || diag.text[0]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headers_of_weights_are_read_or_refused),
        cmocka_unit_test(texts_are_read_or_refused),
        cmocka_unit_test(tables_are_read_or_refused),
        cmocka_unit_test(labelled_lines_are_read_or_refused),
        cmocka_unit_test(words_of_every_script_become_small),
        cmocka_unit_test(what_is_written_for_others_is_escaped),
        cmocka_unit_test(strings_of_json_hold_every_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
