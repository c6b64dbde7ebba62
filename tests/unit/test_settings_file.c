/* The text of a settings file: an older, a newer and a broken one are read as far as they can be, mistakes are told with
   their line, and nothing that stands in it is lost when it is written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/number.h"
#include "base/random.h"
#include "gui/settings_file.h"
#include <string.h>

static Settings read_text(const char *text, DiagList *wrong) {
    Settings settings;
    settings_init(&settings);
    diag_list_reset(wrong);
    settings_file_read(&settings, str_from(text), "settings", wrong);
    return settings;
}

/* What `old` becomes when these settings, named by a list that ends with -1, have changed. */
static char *make(const char *old, const Settings *settings, const int *id) {
    bool changed[SETTING_COUNT] = {false};
    char *text;
    size_t size;
    for (; *id >= 0; id++) changed[*id] = true;
    assert_true(settings_file_make(&text, &size, str_from(old), settings, changed));
    assert_int_equal(strlen(text), size);
    return text;
}

static void assert_made(const char *old, const Settings *settings, const int *id, const char *expected) {
    char *text = make(old, settings, id);
    assert_string_equal(text, expected);
    mem_free(text);
}

static const int NONE[] = {-1}, THEME[] = {SETTING_THEME, -1}, SCALE[] = {SETTING_SCALE, -1};

static void an_older_file_leaves_what_it_does_not_name_as_usual(void **state) {
    (void)state;
    DiagList wrong;
    Settings settings = read_text("theme light\n", &wrong), usual;
    settings_init(&usual);
    assert_int_equal(wrong.found, 0);
    for (int id = 0; id < SETTING_COUNT; id++)
        assert_true(settings_get(&settings, (SettingId)id) == (id == SETTING_THEME ? 1 : settings_get(&usual, (SettingId)id)));
}

static void rows_of_a_newer_program_and_comments_stay_where_they_are(void **state) {
    (void)state;
    static const char newer[] = "# mine\n\nhologram on\ntheme light\n  scale   125 \nkeys Ctrl+J=undo\n";
    DiagList wrong;
    Settings settings = read_text(newer, &wrong);
    assert_int_equal(wrong.found, 0);
    assert_true(settings_get(&settings, SETTING_SCALE) == 125);
    settings_set_value(&settings, SETTING_SCALE, 150, NULL);
    assert_made(newer, &settings, SCALE, "# mine\n\nhologram on\ntheme light\nscale 150\nkeys Ctrl+J=undo\n");
    assert_made(newer, &settings, NONE, newer);
}

static void a_bad_value_is_told_with_its_line_and_kept_as_a_comment_that_is_told_no_more(void **state) {
    (void)state;
    static const char bad[] = "theme sepia\nmotion reduced\nscale 9000\n", mended[] = "#? theme sepia\nmotion reduced\n#? scale 9000\n";
    DiagList wrong;
    char text[600];
    Settings settings = read_text(bad, &wrong);
    assert_int_equal(wrong.found, 2);
    diag_format(text, sizeof text, &wrong.item[0]);
    assert_string_equal(text, "settings:1: theme cannot be 'sepia'; expected dark or light.");
    assert_int_equal(wrong.item[1].line, 3);
    assert_true(settings_choice(&settings, SETTING_THEME) == 0 && settings_choice(&settings, SETTING_MOTION) == 1);
    assert_made(bad, &settings, NONE, mended);
    settings = read_text(mended, &wrong);
    assert_int_equal(wrong.found, 0);
    assert_made(mended, &settings, NONE, mended);
    settings_set_value(&settings, SETTING_THEME, 1, NULL); /* chosen since: the old wish goes */
    assert_made(mended, &settings, THEME, "motion reduced\n#? scale 9000\ntheme light\n");
}

static void a_value_that_an_older_program_refused_is_found_again_by_the_one_that_knows_it(void **state) {
    (void)state;
    DiagList wrong;
    Settings settings = read_text("#? theme light\n#? scale 110\nscale 120\n#? motion sideways\n", &wrong);
    assert_int_equal(wrong.found, 0);
    assert_true(settings_choice(&settings, SETTING_THEME) == 1);
    assert_true(settings_get(&settings, SETTING_SCALE) == 120); /* what is said plainly counts more */
    assert_true(settings_choice(&settings, SETTING_MOTION) == 0);
}

static void a_new_file_says_what_it_is_and_only_what_was_changed(void **state) {
    (void)state;
    DiagList wrong;
    Settings settings = read_text("", &wrong);
    settings_set_value(&settings, SETTING_THEME, 1, NULL);
    char *text = make("", &settings, THEME);
    assert_non_null(strstr(text, "# Settings of Unroll"));
    assert_non_null(strstr(text, "\ntheme light\n"));
    assert_null(strstr(text, "scale"));
    mem_free(text);
}

static void the_last_of_two_lines_counts_and_becomes_one(void **state) {
    (void)state;
    static const char twice[] = "scale 80\nscale 90\n";
    DiagList wrong;
    Settings settings = read_text(twice, &wrong);
    assert_true(settings_get(&settings, SETTING_SCALE) == 90);
    assert_made(twice, &settings, SCALE, "scale 90\n");
    assert_made("\xEF\xBB\xBFscale 80\r\n", &settings, SCALE, "scale 90\n");
}

static void bytes_that_no_text_has_are_no_settings(void **state) {
    (void)state;
    char zero[] = "theme light\n\0\n", *large = mem_new(SETTINGS_FILE_MAX + 2);
    assert_true(settings_file_is_text(str_from("# grüße\r\n\ttheme light\n")));
    assert_false(settings_file_is_text((Str){zero, sizeof zero - 1}));
    assert_false(settings_file_is_text(str_from("\x7F"
                                                "ELF")));
    memset(large, ' ', SETTINGS_FILE_MAX + 1);
    assert_true(settings_file_is_text((Str){large, SETTINGS_FILE_MAX}));
    assert_false(settings_file_is_text((Str){large, SETTINGS_FILE_MAX + 1}));
    mem_free(large);
}

/* Any text: reading what was made gives the same settings, and making it again changes nothing. */
static void any_text_is_read_alike_after_it_was_written(void **state) {
    (void)state;
    static const char *const parts[] = {"theme", "scale", "window_x",       " ",  " ",    "\n", "\n", "light", "100", "-7", "#",
                                        "#?",    "next",  "motion reduced", "\t", "\r\n", "x"};
    Random random = random_from(5, 0);
    for (int round = 0; round < 3000; round++) {
        char text[256] = "", *made, *again;
        int used = 0, count = random_below(&random, 24);
        size_t size;
        for (int i = 0; i < count; i++)
            used += text_format(text + used, (int)sizeof text - used, "%s",
                                parts[random_below(&random, (int)(sizeof parts / sizeof parts[0]))]);
        DiagList wrong;
        Settings settings = read_text(text, &wrong), back;
        bool changed[SETTING_COUNT];
        for (int id = 0; id < SETTING_COUNT; id++) changed[id] = random_below(&random, 3) == 0;
        assert_true(settings_file_make(&made, &size, str_from(text), &settings, changed));
        back = read_text(made, &wrong);
        assert_int_equal(wrong.found, 0);
        if (memcmp(&back, &settings, sizeof back) != 0) fail_msg("\"%s\" became \"%s\"", text, made);
        assert_true(settings_file_make(&again, &size, str_from(made), &settings, changed));
        if (made[0]) assert_string_equal(again, made);
        mem_free(made);
        mem_free(again);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_older_file_leaves_what_it_does_not_name_as_usual),
        cmocka_unit_test(rows_of_a_newer_program_and_comments_stay_where_they_are),
        cmocka_unit_test(a_bad_value_is_told_with_its_line_and_kept_as_a_comment_that_is_told_no_more),
        cmocka_unit_test(a_value_that_an_older_program_refused_is_found_again_by_the_one_that_knows_it),
        cmocka_unit_test(a_new_file_says_what_it_is_and_only_what_was_changed),
        cmocka_unit_test(the_last_of_two_lines_counts_and_becomes_one),
        cmocka_unit_test(bytes_that_no_text_has_are_no_settings),
        cmocka_unit_test(any_text_is_read_alike_after_it_was_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
