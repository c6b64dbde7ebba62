/* The table of settings: every value can be written and read back, what cannot be is refused and changes nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "gui/settings.h"
#include <string.h>

static void every_setting_has_a_usual_value_within_its_bounds_and_reads_back_what_it_writes(void **state) {
    (void)state;
    Settings settings, read;
    settings_init(&settings);
    for (int id = 0; id < SETTING_COUNT; id++) {
        const SettingRow *row = &setting_table[id];
        Diag diag = {0};
        assert_true(row->usual >= row->least && row->usual <= row->most);
        assert_int_equal(settings_find(str_from(row->name)), id);
        if (row->kind == SETTING_TEXT) {
            char text[SETTING_VALUE_MAX];
            assert_false(settings_set_text(&settings, str_from(row->name), str_from(""), &diag));
            assert_true(settings_set_text(&settings, str_from(row->name), str_from("two words"), &diag));
            settings_format(text, sizeof text, &settings, (SettingId)id);
            assert_string_equal(text, "two words");
            continue;
        }
        const double value[] = {row->least, row->usual, row->most};
        for (int i = 0; i < 3; i++) {
            char text[SETTING_VALUE_MAX];
            if (!settings_set_value(&settings, (SettingId)id, value[i], &diag)) fail_msg("%s: %s", row->name, diag.text);
            settings_init(&read);
            assert_true(settings_format(text, sizeof text, &settings, (SettingId)id) > 0);
            if (!settings_set_text(&read, str_from(row->name), str_from(text), &diag)) fail_msg("%s: %s", row->name, diag.text);
            assert_true(settings_get(&read, (SettingId)id) == value[i]);
        }
    }
}

static void next_goes_through_all_words_of_a_choice_and_round(void **state) {
    (void)state;
    for (int id = 0; id < SETTING_COUNT; id++) {
        const SettingRow *row = &setting_table[id];
        Settings settings;
        Diag diag = {0};
        settings_init(&settings);
        if (row->kind != SETTING_CHOICE) {
            if (row->kind != SETTING_TEXT) assert_false(settings_set_text(&settings, str_from(row->name), str_from("next"), &diag));
            continue;
        }
        int first = settings_choice(&settings, (SettingId)id);
        for (int i = 0; i <= (int)row->most; i++) {
            assert_true(settings_set_text(&settings, str_from(row->name), str_from("next"), &diag));
            assert_true((settings_choice(&settings, (SettingId)id) == first) == (i == (int)row->most));
        }
    }
}

static void what_cannot_be_is_refused_with_what_is_expected(void **state) {
    (void)state;
    static const char *const wrong[][3] = {{"theme", "sepia", "theme cannot be 'sepia'; expected dark or light."},
                                           {"theme", "", "expected dark or light"},
                                           {"scale", "74.9", "scale cannot be '74.9'; expected a number from 75 to 250."},
                                           {"scale", "nan", "expected a number"},
                                           {"scale", "100x", "expected a number"},
                                           {"them", "dark", "'them' is not a setting; did you mean 'theme'?"},
                                           {"colour of the walls", "dark", "is not a setting; expected theme"}};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        Settings settings, before;
        Diag diag = {0};
        settings_init(&settings);
        before = settings;
        assert_false(settings_set_text(&settings, str_from(wrong[i][0]), str_from(wrong[i][1]), &diag));
        if (!strstr(diag.text, wrong[i][2])) fail_msg("'%s' is not in: %s", wrong[i][2], diag.text);
        assert_memory_equal(&settings, &before, sizeof settings);
    }
}

static void a_list_keeps_the_first_mistakes_and_counts_the_rest(void **state) {
    (void)state;
    DiagList list;
    char text[256];
    diag_list_reset(&list);
    diag_list_format(text, sizeof text, &list);
    assert_string_equal(text, "");
    assert_false(diag_list_fail_at(&list, "file", 3, 0, "the %s one", "first"));
    diag_list_format(text, sizeof text, &list);
    assert_string_equal(text, "file:3: the first one");
    for (int i = 0; i < 2 * DIAG_LIST_MAX; i++) diag_list_fail_at(&list, "file", 4 + i, 0, "one more");
    assert_int_equal(list.count, DIAG_LIST_MAX);
    assert_int_equal(list.found, 1 + 2 * DIAG_LIST_MAX);
    assert_int_equal(list.item[DIAG_LIST_MAX - 1].line, 2 + DIAG_LIST_MAX);
    diag_list_format(text, sizeof text, &list);
    assert_string_equal(text, "file:3: the first one (and 32 more)");
    assert_false(diag_list_fail_at(NULL, "file", 1, 1, "nobody listens"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_setting_has_a_usual_value_within_its_bounds_and_reads_back_what_it_writes),
        cmocka_unit_test(next_goes_through_all_words_of_a_choice_and_round),
        cmocka_unit_test(what_cannot_be_is_refused_with_what_is_expected),
        cmocka_unit_test(a_list_keeps_the_first_mistakes_and_counts_the_rest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
