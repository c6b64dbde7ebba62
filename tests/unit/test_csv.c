/* Tables from anywhere: what is found out of a file, what is missing, and what is refused with its place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "data/series.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static Csv csv;
static Diag diag;

static bool read_text(const char *text) {
    memset(&diag, 0, sizeof diag);
    return csv_read(&csv, "folder/data.csv", str_from(text), &diag);
}

static void open_text(const char *text) {
    if (!read_text(text)) fail_msg("%d:%d: %s", diag.line, diag.column, diag.text);
}

static void assert_column(int column, const char *name, int count, const double *value) {
    assert_string_equal(csv.column[column].name, name);
    assert_int_equal(csv.row_count, count);
    for (int i = 0; i < count; i++) {
        double found = csv_values(&csv, column)[i];
        if (isnan(value[i]) ? !isnan(found) : found != value[i]) fail_msg("%s, row %d: %.17g, not %.17g", name, i + 1, found, value[i]);
    }
}

static void assert_refused(const char *text, int line, int column, const char *piece) {
    if (read_text(text)) fail_msg("was read: %s", text);
    if (diag.line != line || diag.column != column || !strstr(diag.text, piece)) fail_msg("%d:%d: %s", diag.line, diag.column, diag.text);
    assert_string_equal(diag.file, "data.csv");
    assert_null(csv.value);
}

static void every_usual_way_to_write_a_table_gives_the_same_numbers(void **state) {
    (void)state;
    static const char *const texts[] = {
        "day,sales\n1,2.5\n2,-3\n3,1e3\n",
        "\xEF\xBB\xBF"
        "day,sales\r\n1,2.5\r\n2,-3\r\n3,1e3\r\n", /* byte-order mark, CRLF */
        "day;sales\n1;2,5\n2;-3\n3;1000\n",        /* decimal comma */
        "day\tsales\n1\t2.5\n2\t-3\n3\t1000",      /* no end of the last line */
        "day|sales\n1|2.5\n2|-3\n3|1000\n",
        "# made by hand\n\nday,sales\n1,2.5\n\n2,-3\n3,1000\n\n",
        "day,sales\r1,2.5\r2,-3\r3,1000\r",
        "\"day\",\"sales\"\n\"1\",\"2.5\"\n\" 2 \",-3\n3, 1000 \n",
        "day;sales\n1;\"2,5\"\n2;-3\n3;1000\n",
    };
    static const double day[] = {1, 2, 3}, sales[] = {2.5, -3, 1000};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        open_text(texts[i]);
        assert_int_equal(csv.column_count, 2);
        assert_column(0, "day", 3, day);
        assert_column(1, "sales", 3, sales);
        assert_int_equal(csv.has_decimal_comma, strstr(texts[i], "2,5") != NULL);
        assert_true(csv.has_names && csv_first_numbers(&csv) == 0 && csv_check_numbers(&csv, 1, &diag));
        if (i == 5) assert_string_equal(csv.note, "made by hand");
        csv_deinit(&csv);
    }
}

static void a_file_without_names_and_one_of_a_single_column_are_read(void **state) {
    (void)state;
    static const double two[] = {2.5, 4}, halves[] = {1.5, 2.5, 3};
    open_text("1,2.5\n3,4\n");
    assert_false(csv.has_names);
    assert_column(1, "column 2", 2, two);
    csv_deinit(&csv);
    open_text("value\n1,5\n2,5\n3\n"); /* a decimal comma and nothing that divides */
    assert_int_equal(csv.column_count, 1);
    assert_column(0, "value", 3, halves);
    csv_deinit(&csv);
    open_text("1.5\n2.5\n3\n");
    assert_column(0, "column 1", 3, halves);
    csv_deinit(&csv);
}

static void quotes_hold_delimiters_line_ends_and_quotes(void **state) {
    (void)state;
    static const double value[] = {1, 2};
    open_text("name,value\n\"a, b\n\"\"c\"\"\",1\nd,2\n");
    assert_column(1, "value", 2, value);
    assert_string_equal(csv.column[0].text, "a, b\n\"c\"");
    assert_true(csv.column[0].is_text);
    csv_deinit(&csv);
}

static void what_is_missing_is_counted_and_placed(void **state) {
    (void)state;
    static const double value[] = {1, NAN, NAN, 4, NAN, NAN};
    open_text("day,value\n1,1\n2,\n3,NA\n4,4\n5,n/a\n6,-\n");
    assert_column(1, "value", 6, value);
    assert_int_equal(csv.column[1].missing, 4);
    assert_int_equal(csv.column[1].first_missing.line, 3);
    assert_int_equal(csv.column[1].first_missing.column, 3);
    csv_deinit(&csv);
}

static void a_text_among_numbers_is_told_with_its_place_when_it_is_asked_for(void **state) {
    (void)state;
    char text[600] = "date,value\n";
    for (int i = 1; i <= 30; i++) snprintf(text + strlen(text), sizeof text - strlen(text), "d%d,%s\n", i, i == 17 ? "about 5" : "1");
    open_text(text);
    assert_true(csv.column[0].is_text && !csv.column[1].is_text);
    assert_false(csv_check_numbers(&csv, 1, &diag));
    assert_int_equal(diag.line, 18);
    assert_int_equal(diag.column, 5);
    assert_string_equal(diag.text, "\"about 5\" is no number; the rest of \"value\" holds numbers");
    assert_false(csv_check_numbers(&csv, 0, &diag));
    assert_string_equal(diag.text, "\"d1\" is no number; the column \"date\" holds text");
    assert_int_equal(csv_find_column(&csv, str_from("VALUE"), &diag), 1);
    assert_int_equal(csv_find_column(&csv, str_from("2"), &diag), 1);
    assert_int_equal(csv_find_column(&csv, str_from("price"), &diag), -1);
    assert_string_equal(diag.text, "there is no column \"price\"; there are: date, value");
    csv_deinit(&csv);
}

static void what_cannot_be_read_says_where(void **state) {
    (void)state;
    assert_refused("", 0, 0, "empty");
    assert_false(csv_read(&csv, "data.csv", (Str){0}, &diag)); /* an empty file may have no address */
    assert_non_null(strstr(diag.text, "empty"));
    assert_refused("\n# nothing\n\n", 0, 0, "empty");
    assert_refused("day,sales\n", 0, 0, "no rows");
    assert_refused("a,b,c\n1,2,3\n1,2,3\n4,5\n6,7,8\n", 4, 1, "this row has 2 fields, the first one has 3 (the delimiter is the comma)");
    assert_refused("v,w\n1,5,2\n1,2\n", 2, 1, "numbers with a decimal comma need another one, or quotes");
    assert_refused("a;b\n1;2\n1;2;3\n6;7\n", 3, 1, "3 fields, the first one has 2 (the delimiter is the semicolon)");
    assert_refused("a,b\n1,2\n\"3,4\n5,6\n", 3, 1, "never closed");
    assert_refused("a,b\n1,2\n3\"x,4\n", 3, 1, "quote");
    assert_refused("\xFF\xFE"
                   "a",
                   1, 1, "UTF-16");
    assert_refused("a;b\n1,5;2\n1.234;3\n", 3, 1, "line 2 has one with a decimal comma");
    memset(&diag, 0, sizeof diag);
    assert_false(csv_read(&csv, "data.csv", (Str){"a,b\n1,\0", 7}, &diag));
    assert_int_equal(diag.line, 2);
    assert_int_equal(diag.column, 3);
    char wide[2 * CSV_COLUMN_MAX + 2] = "1";
    for (size_t i = 0; i < CSV_COLUMN_MAX; i++) memcpy(wide + 1 + 2 * i, ",1", 3);
    assert_refused(wide, 1, 1, "1025 columns; expected at most 1024");
    assert_refused("sep=;\na;b\n1;2\n3;4;5\n", 4, 1, "3 fields, the first one has 2 (the delimiter is the semicolon)");
    assert_refused("sep=;\n", 0, 0, "empty");
}

/* Excel's first line says what divides; without it the comma would here. */
static void a_first_line_may_say_the_delimiter(void **state) {
    (void)state;
    static const char *const texts[] = {"sep=;\na,b;c\n1;2,5\n3;4\n", "\xEF\xBB\xBFsep=;\r\na,b;c\r\n1;2,5\r\n3;4\r\n",
                                        "\"sep=;\"\na,b;c\n1;2,5\n3;4\n", "SEP=\t\na,b\tc\n1\t2,5\n3\t4\n"};
    static const double value[] = {2.5, 4};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        open_text(texts[i]);
        assert_int_equal(csv.delimiter, i == 3 ? '\t' : ';');
        assert_int_equal(csv.column_count, 2);
        assert_string_equal(csv.column[0].name, "a,b");
        assert_column(1, "c", 2, value);
        csv_deinit(&csv);
    }
    open_text("sep=x\n1\n2\n"); /* a name like another */
    assert_string_equal(csv.column[0].name, "sep=x");
    csv_deinit(&csv);
}

static void a_wide_table_is_read_to_its_last_column(void **state) {
    (void)state;
    static char text[CSV_COLUMN_MAX * 16];
    size_t used = 0;
    for (int row = 0; row < 2; row++)
        for (int i = 0; i < CSV_COLUMN_MAX; i++)
            used += (size_t)snprintf(text + used, sizeof text - used, "%d%c", row + i, i + 1 == CSV_COLUMN_MAX ? '\n' : ',');
    static const double last[] = {CSV_COLUMN_MAX - 1, CSV_COLUMN_MAX};
    open_text(text);
    assert_column(CSV_COLUMN_MAX - 1, "column 1024", 2, last);
    csv_deinit(&csv);
}

/* Each holds 1234.5 and 1234567 in its second column, and says so itself. */
static void marks_between_thousands_are_understood_where_the_file_tells(void **state) {
    (void)state;
    static const char *const texts[] = {
        "a,b\n1,\"1,234.5\"\n2,\"1,234,567\"\n",
        "a;b\n1;1.234,5\n2;1.234.567\n",
        "a;b\n1;1.234,5\n2;1 234 567\n",
        "a,b\n1,1'234.5\n2,1\xE2\x80\x99"
        "234\xE2\x80\x99"
        "567\n",
        "a;b\n1;1\xC2\xA0"
        "234,5\n2;1\xE2\x80\xAF"
        "234\xE2\x80\xAF"
        "567\n",
        "a\tb\n1\t1,234.5\n2\t1,234,567.0\n",
        "a,b\n1,+1234.5\n2,1.234567e6\n",
    };
    static const double value[] = {1234.5, 1234567};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        open_text(texts[i]);
        assert_column(1, "b", 2, value);
        csv_deinit(&csv);
    }
    static const double minus[] = {-1234.5, -0.5}, proven[] = {1234, 5678, 12.5}, points[] = {1234, 1234567, -999};
    open_text("a\n\xE2\x88\x92"
              "1,234.5\n\xE2\x88\x92"
              "0.5\n");
    assert_column(0, "a", 2, minus);
    csv_deinit(&csv);
    open_text("a,b\n1,\"1,234\"\n2,\"5,678\"\n3,12.5\n"); /* the last one tells what the first ones are */
    assert_column(1, "b", 3, proven);
    assert_false(csv.has_decimal_comma);
    csv_deinit(&csv);
    open_text("b\n1.234\n1.234.567\n-999\n");
    assert_column(0, "b", 3, points);
    csv_deinit(&csv);
    open_text("a;b\n1;1,234\n2;5,678\n"); /* who divides by semicolons has taken the comma */
    assert_true(csv.has_decimal_comma && csv_values(&csv, 1)[0] == 1.234);
    csv_deinit(&csv);
}

static void numbers_that_tell_two_things_are_refused_with_both_places(void **state) {
    (void)state;
    assert_refused("a,b\n1,\"1,234\"\n2,\"5,678\"\n", 2, 3, "1,234 is 1234 or 1.234, and no other one of the file tells which");
    assert_refused("a\n1,234\n5,678\n", 2, 1, "1234 or 1.234");
    assert_refused("a;b\n1;1,234,567\n2;1,5\n", 3, 3, "a number with a decimal comma, but line 2 has one with a comma between thousands");
    assert_refused("a;b\n1;1.234.567\n2;1.5\n", 3, 3, "a number with a decimal point, but line 2 has one with a point between thousands");
    assert_refused("a,b\n1,\"1,234.5\"\n2,\"1.234,5\"\n", 3, 3, "line 2");
    assert_refused("a;b\n1;1,234\n2;1.5\n", 3, 3, "line 2 has one with a decimal comma");
}

static void other_mixtures_of_marks_are_text(void **state) {
    (void)state;
    static const char *const texts[] = {"12,34.5",  "1,2345.6",   "1,234.5,6", "1.234,5.6", "0,123,456",   "1,23,456",  "1,,234",
                                        ",234,567", "1 23",       "0 123",     "1 234 56",  "12345 678",   "1 234.5,6", "1'234 567x",
                                        "1.2.3",    "12.05.2024", "1,234,",    "- 1 234",   "1 234,567.8", "1e3,000.5"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char text[80];
        snprintf(text, sizeof text, "a;b\n1;%s\n2;x\n", texts[i]);
        open_text(text);
        if (csv.column[1].texts != 2) fail_msg("%s was read as %g", texts[i], csv_values(&csv, 1)[0]);
        csv_deinit(&csv);
    }
}

/* Each holds as many rows as libcsv ends, whatever ends them. */
static void a_carriage_return_ends_a_line_among_others(void **state) {
    (void)state;
    open_text("a,b\n1,2\r3,4\r\n5,6\n");
    assert_int_equal(csv.row_count, 3);
    assert_true(csv_values(&csv, 0)[1] == 3 && csv_values(&csv, 1)[2] == 6);
    csv_deinit(&csv);
    open_text("a\n1\r\r2\r\r\n3\n\r4");
    assert_int_equal(csv.row_count, 4);
    assert_true(csv_values(&csv, 0)[3] == 4);
    csv_deinit(&csv);
}

static void what_a_spreadsheet_cannot_compute_is_missing(void **state) {
    (void)state;
    open_text("# a note\na\n1\n#N/A\n3\n#DIV/0!\n# no value\n5\n");
    assert_int_equal(csv.row_count, 5);
    assert_int_equal(csv.column[0].missing, 2);
    assert_int_equal(csv.column[0].first_missing.line, 4);
    assert_true(isnan(csv_values(&csv, 0)[1]) && csv_values(&csv, 0)[4] == 5);
    csv_deinit(&csv);
}

static void assert_no_series(double first, double factor, const char *reason) {
    char text[4000] = "a\n";
    Series series;
    for (int i = 0; i < 30; i++) {
        size_t used = strlen(text);
        snprintf(text + used, sizeof text - used, "%.17g\n", first + factor * (i % 3));
    }
    open_text(text);
    memset(&diag, 0, sizeof diag);
    assert_false(series_from_csv(&series, &csv, 0, &diag));
    if (!strstr(diag.text, reason)) fail_msg("%s", diag.text);
    csv_deinit(&csv);
}

static void what_cannot_be_standardised_says_why(void **state) {
    (void)state;
    assert_no_series(5, 0, "the same throughout");
    assert_no_series(0, 0, "the same throughout");
    assert_no_series(1e12, 1, "less than a billionth");
    assert_no_series(1e200, 1e200, "is 3e+200; expected sizes");
    assert_no_series(1e-200, 1e-200, "is 3e-200; expected sizes");
    assert_no_series(5e307, 5e307, "expected sizes");
}

static void numbers_are_read_to_the_last_bit(void **state) {
    (void)state;
    static const char *const texts[] = {"0.1", "123456.789", "-0.000001", "3.141592653589793238", "1e-300", "999999999999999", "0.3"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char text[64];
        snprintf(text, sizeof text, "x\n%s\n", texts[i]);
        open_text(text);
        assert_true(csv_values(&csv, 0)[0] == strtod(texts[i], NULL));
        csv_deinit(&csv);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_usual_way_to_write_a_table_gives_the_same_numbers),
        cmocka_unit_test(a_file_without_names_and_one_of_a_single_column_are_read),
        cmocka_unit_test(quotes_hold_delimiters_line_ends_and_quotes),
        cmocka_unit_test(what_is_missing_is_counted_and_placed),
        cmocka_unit_test(a_text_among_numbers_is_told_with_its_place_when_it_is_asked_for),
        cmocka_unit_test(what_cannot_be_read_says_where),
        cmocka_unit_test(a_first_line_may_say_the_delimiter),
        cmocka_unit_test(a_wide_table_is_read_to_its_last_column),
        cmocka_unit_test(marks_between_thousands_are_understood_where_the_file_tells),
        cmocka_unit_test(numbers_that_tell_two_things_are_refused_with_both_places),
        cmocka_unit_test(other_mixtures_of_marks_are_text),
        cmocka_unit_test(a_carriage_return_ends_a_line_among_others),
        cmocka_unit_test(what_a_spreadsheet_cannot_compute_is_missing),
        cmocka_unit_test(what_cannot_be_standardised_says_why),
        cmocka_unit_test(numbers_are_read_to_the_last_bit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
