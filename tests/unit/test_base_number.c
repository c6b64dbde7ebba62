/* Numbers as text: exact both ways, for people, and the same in every locale. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "base/random.h"
#include <float.h>
#include <limits.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static double parse(const char *text) {
    double value = -12345.0;
    assert_true(number_parse(&value, str_from(text)));
    return value;
}

static bool same_bits(double a, double b) { return memcmp(&a, &b, sizeof a) == 0; }

static void decimal_and_exponent_forms_are_read(void **state) {
    (void)state;
    assert_true(parse("0") == 0.0 && parse("12.5") == 12.5 && parse("-0.25") == -0.25 && parse("+3") == 3.0);
    assert_true(parse("1e3") == 1000.0 && parse("1E+3") == 1000.0 && parse("25e-2") == 0.25 && parse(".5") == 0.5 && parse("5.") == 5.0);
    assert_true(parse("\xE2\x88\x92"
                      "2") == -2.0); /* the minus that number_format_short writes */
    assert_true(isnan(parse("nan")) && isnan(parse("NaN")));
    assert_true(parse("inf") == (double)INFINITY && parse("-Infinity") == -(double)INFINITY);
    assert_true(same_bits(parse("-0"), -0.0));
    double value;
    assert_true(number_parse(&value, (Str){"1.5xyz", 3})); /* a slice, not a string */
    assert_true(value == 1.5);
}

static void what_is_no_number_is_refused(void **state) {
    (void)state;
    static const char *const wrong[] = {"",      " 1",    "1 ",     "1,5",  "abc",   "1e",    "1e+", ".",  "-",     "+-1", "--1",
                                        "0x1p3", "1.2.3", "nan(1)", "infi", "1e5.0", "1_000", "e5",  "in", "--nan", "1\n"};
    double value = 7.0;
    for (int i = 0; i < (int)(sizeof wrong / sizeof wrong[0]); i++) {
        assert_false(number_parse(&value, str_from(wrong[i])));
        assert_true(value == 7.0);
    }
    assert_false(number_parse(&value, (Str){"1\0002", 3}));
    assert_false(number_parse(&value, (Str){NULL, 0}));
    char endless[3000];
    memset(endless, '1', sizeof endless);
    assert_false(number_parse(&value, (Str){endless, 3000}));
}

/* Cases where a reader that is not exact goes wrong: halfway between neighbours, subnormals, the ends of the range. */
static void reading_is_correct_to_the_last_bit(void **state) {
    (void)state;
    assert_true(same_bits(parse("0.1"), 0x1.999999999999ap-4));
    assert_true(same_bits(parse("9007199254740993"), 0x1p53)); /* a tie goes to even */
    assert_true(same_bits(parse("9007199254740993.00000000000000000000000000000000000001"), 0x1.0000000000001p53));
    assert_true(same_bits(parse("2.2250738585072011e-308"), 0x0.fffffffffffffp-1022));
    assert_true(same_bits(parse("4.9406564584124654e-324"), 0x1p-1074));
    assert_true(same_bits(parse("2e-324"), 0.0));
    assert_true(same_bits(parse("1.7976931348623157e308"), DBL_MAX));
    assert_true(parse("1e400") == (double)INFINITY);
    assert_true(same_bits(parse("6.9294956446009195e15"), 0x1.89e56ee5e7a58p+52));
}

static void whole_numbers_are_read_within_their_range(void **state) {
    (void)state;
    long value = 7;
    char text[64];
    assert_true(number_parse_int(&value, str_from("42")) && value == 42);
    assert_true(number_parse_int(&value, str_from("-007")) && value == -7);
    assert_true(number_parse_int(&value, str_from("+0")) && value == 0);
    snprintf(text, sizeof text, "%ld", LONG_MAX);
    assert_true(number_parse_int(&value, str_from(text)) && value == LONG_MAX);
    snprintf(text, sizeof text, "%ld", LONG_MIN);
    assert_true(number_parse_int(&value, str_from(text)) && value == LONG_MIN);
    static const char *const wrong[] = {
        "", "-", "1.0", "1e3", " 1", "0x10", "99999999999999999999999999", "1a", "12345678901234567890123456789012345678901"};
    for (int i = 0; i < (int)(sizeof wrong / sizeof wrong[0]); i++) assert_false(number_parse_int(&value, str_from(wrong[i])));
}

static void every_number_written_reads_back_as_itself(void **state) {
    (void)state;
    Random random = random_from(1, 0);
    for (int i = 0; i < 20000; i++) {
        uint64_t bits = random_next(&random);
        double value, back;
        char out[32];
        memcpy(&value, &bits, sizeof value);
        int count = number_format(out, sizeof out, value);
        assert_true(count == (int)strlen(out) && count < 25);
        assert_true(number_parse(&back, str_from(out)));
        assert_true(isnan(value) ? isnan(back) : same_bits(value, back));
    }
}

static void numbers_are_written_as_short_as_they_read_back(void **state) {
    (void)state;
    static const struct {
        double value;
        const char *text;
    } row[] = {{0.1, "0.1"},
               {1.0, "1"},
               {-2.5, "-2.5"},
               {1e22, "1e+22"},
               {0.1 + 0.2, "0.30000000000000004"},
               {-0.0, "-0"},
               {5e-324, "4.94065645841247e-324"},
               {1.0 / 3.0, "0.3333333333333333"},
               {(double)NAN, "nan"},
               {-(double)INFINITY, "-inf"},
               {DBL_MAX, "1.7976931348623157e+308"}};
    char out[32];
    for (int i = 0; i < (int)(sizeof row / sizeof row[0]); i++) {
        number_format(out, sizeof out, row[i].value);
        assert_string_equal(out, row[i].text);
    }
    assert_int_equal(number_format(out, 25, -DBL_MAX), 24);
}

static void people_read_short_numbers(void **state) {
    (void)state;
    static const struct {
        double value;
        int digits;
        const char *text;
    } row[] = {
        {0.3671, 3, "0.367"},
        {12.54, 3, "12.5"},
        {0.0019, 3, "1.90e-3"},
        {0.01, 3, "0.0100"},
        {0.009996, 3, "0.0100"},
        {0.00999, 3, "9.99e-3"},
        {0.99996, 3, "1.00"},
        {9.999, 3, "10.0"},
        {12345.0, 3, "12345"},
        {99999.0, 3, "99999"},
        {99950.0, 3, "99950"},
        {99999.6, 3, "1.00e5"},
        {99999.6, 6, "99999.6"},
        {1e5, 3, "1.00e5"},
        {1.5e-300, 2, "1.5e-300"},
        {5.0, 1, "5"},
        {5.0, 3, "5.00"},
        {0.0, 3, "0"},
        {-0.0, 3, "0"},
        {99999.96, 6, "1.00000e5"},
        {-0.5, 2,
         "\xE2\x88\x92"
         "0.50"},
        {-2e-7, 2,
         "\xE2\x88\x92"
         "2.0e-7"},
        {(double)NAN, 3, "NaN"},
        {(double)INFINITY, 3, "\xE2\x88\x9E"},
        {-(double)INFINITY, 3, "\xE2\x88\x92\xE2\x88\x9E"},
        {2.0, 0, "2"},
        {123456.0, 1, "1e5"},
    };
    char out[64];
    for (int i = 0; i < (int)(sizeof row / sizeof row[0]); i++) {
        int count = number_format_short(out, sizeof out, row[i].value, row[i].digits);
        assert_string_equal(out, row[i].text);
        assert_int_equal(count, strlen(out));
    }
}

static void a_short_room_is_never_overrun(void **state) {
    (void)state;
    char out[8];
    memset(out, 'X', sizeof out);
    number_format(out, 4, 3.14159);
    assert_string_equal(out, "3.1");
    assert_int_equal(out[4], 'X');
    number_format_short(out, 3, -1.5, 2); /* the minus sign has three bytes and does not fit */
    assert_string_equal(out, "");
}

/* A locale with a comma for a point, made by whatever name this system has one. */
static bool enter_comma_locale(void) {
#ifdef _WIN32
    return false; /* base/number.c counts on the "C" locale there */
#endif
    static const char *const name[] = {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "fr_FR.utf8",
                                       "de_DE",       "fr_FR",      "it_IT.UTF-8", "ru_RU.UTF-8"};
    for (int i = 0; i < (int)(sizeof name / sizeof name[0]); i++) {
        if (setlocale(LC_ALL, name[i]) && localeconv()->decimal_point[0] == ',') return true;
    }
    setlocale(LC_ALL, "C");
    return false;
}

static void a_locale_with_commas_changes_nothing(void **state) {
    (void)state;
    char out[32];
    if (!enter_comma_locale()) skip(); /* none is installed */
    snprintf(out, sizeof out, "%.1f", 0.5);
    assert_string_equal(out, "0,5"); /* so the test can fail */
    number_format(out, sizeof out, 0.1);
    assert_string_equal(out, "0.1");
    number_format_short(out, sizeof out, 0.3671, 3);
    assert_string_equal(out, "0.367");
    text_format(out, sizeof out, "%.2f|%g", 1.25, 0.5);
    assert_string_equal(out, "1.25|0.5");
    assert_true(parse("1.5") == 1.5);
    double value;
    assert_false(number_parse(&value, str_from("1,5")));
    snprintf(out, sizeof out, "%.1f", 0.5);
    assert_string_equal(out, "0,5"); /* and the caller's locale is as it was */
    setlocale(LC_ALL, "C");
}

/* Words and whole numbers are written without the C library: as it writes them, in a room of any size. */
static void words_and_whole_numbers_are_written_as_the_c_library_does(void **state) {
    (void)state;
    static const int numbers[] = {0, 7, -1, 10, -10, 409, INT_MAX, INT_MIN};
    static const char *const words[] = {"", "x", "stage/letter"};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
            for (int size = 1; size < 64; size++) {
                char ours[64], theirs[64];
                memset(ours, '?', sizeof ours);
                int count = text_format(ours, size, "%s/%d%s", words[k], numbers[i], "-end");
                snprintf(theirs, (size_t)size, "%s/%d%s", words[k], numbers[i], "-end");
                assert_string_equal(ours, theirs);
                assert_int_equal(count, strlen(theirs));
                assert_true(ours[size] == '?');
            }
        }
    }
    char out[32];
    text_format(out, sizeof out, "%s %d%% %5d|%-3s|%ld", "a", 5, 6, "b", 7L); /* the rest is the library's */
    assert_string_equal(out, "a 5%     6|b  |7");
}

static void a_count_has_a_comma_before_every_three_digits(void **state) {
    (void)state;
    static const struct {
        long count;
        const char *text;
    } counts[] = {{0, "0"}, {999, "999"}, {1000, "1,000"}, {23456, "23,456"}, {1234567, "1,234,567"}, {-1000, "-1,000"}};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) assert_string_equal(COUNT_TEXT(counts[i].count), counts[i].text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_count_has_a_comma_before_every_three_digits),
        cmocka_unit_test(decimal_and_exponent_forms_are_read),
        cmocka_unit_test(what_is_no_number_is_refused),
        cmocka_unit_test(reading_is_correct_to_the_last_bit),
        cmocka_unit_test(whole_numbers_are_read_within_their_range),
        cmocka_unit_test(every_number_written_reads_back_as_itself),
        cmocka_unit_test(numbers_are_written_as_short_as_they_read_back),
        cmocka_unit_test(people_read_short_numbers),
        cmocka_unit_test(a_short_room_is_never_overrun),
        cmocka_unit_test(a_locale_with_commas_changes_nothing),
        cmocka_unit_test(words_and_whole_numbers_are_written_as_the_c_library_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
