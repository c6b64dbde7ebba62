/* What the person changes in the window is kept for the next time; what scripts and options say is not; and nothing is read or
   written where nobody opened a file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "support/drive.h"
#include "support/memory_files.h"
#include <stdlib.h>
#include <string.h>

typedef struct Fixture {
    Drive drive;
    MemoryFiles files;
    DiagList wrong;
} Fixture;

static int setup(void **state) {
    Fixture *f = calloc(1, sizeof *f);
    if (!f) return -1;
    drive_start(&f->drive);
    memory_files_bind(&f->files, &f->drive.world.file);
    *state = f;
    return 0;
}

static int teardown(void **state) {
    Fixture *f = *state;
    drive_end(&f->drive);
    memory_files_deinit(&f->files);
    free(f);
    return 0;
}

static void open_file(Fixture *f) {
    diag_list_reset(&f->wrong);
    app_open_settings(f->drive.app, "place/settings", &f->wrong);
}

static void pass(Fixture *f, double seconds) {
    for (double t = 0; t < seconds; t += 0.1) drive_frame(&f->drive, 0.1);
}

static const char *text(const Fixture *f) { return memory_files_get(&f->files, "place/settings"); }
static int theme(Fixture *f) { return settings_choice(app_settings(f->drive.app), SETTING_THEME); }

static void a_key_changes_a_setting_and_a_moment_later_the_file(void **state) {
    Fixture *f = *state;
    open_file(f);
    assert_int_equal(f->wrong.found, 0);
    drive_key(&f->drive, "T");
    assert_int_equal(theme(f), THEME_LIGHT);
    assert_true(app_is_moving(f->drive.app)); /* so that the moment passes */
    pass(f, 1);
    assert_non_null(strstr(text(f), "theme light\n"));
    assert_int_equal(f->files.writes, 1);
    assert_false(app_is_moving(f->drive.app));
    drive_key(&f->drive, "Ctrl+Plus");
    app_save_settings(f->drive.app); /* the end comes before the moment has passed */
    assert_non_null(strstr(text(f), "scale 110\n"));
    pass(f, 1);
    assert_int_equal(f->files.writes, 2);
}

static void the_next_sitting_begins_as_the_last_one_ended(void **state) {
    Fixture *f = *state;
    memory_files_put(&f->files, "place/settings", "theme light\npalette contrast\nscale 150\nhologram on\n");
    open_file(f);
    assert_int_equal(theme(f), THEME_LIGHT);
    const DrawList *list = drive_frame(&f->drive, 0);
    assert_true(list->scale == 1.5);
    Color ground = theme_get((ThemeChoice){THEME_LIGHT, PALETTE_CONTRAST})->background;
    DrawItem item;
    size_t offset = 0;
    bool found = false;
    while (!found && draw_next(list, &offset, &item)) found = memcmp(&item.color, &ground, sizeof ground) == 0;
    assert_true(found);
    assert_int_equal(f->files.writes, 0);
}

static void scripts_and_options_hold_for_this_sitting_only(void **state) {
    Fixture *f = *state;
    open_file(f);
    static const char *const lines[] = {"theme light", "setting palette contrast", "scale 150", "motion reduced", "zoom out", "key T",
                                        "frame 0.1"};
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) drive_line(&f->drive, lines[i]);
    assert_int_equal(settings_choice(app_settings(f->drive.app), SETTING_PALETTE), PALETTE_CONTRAST);
    pass(f, 1);
    app_save_settings(f->drive.app);
    assert_int_equal(f->files.writes, 0);
    drive_key(&f->drive, "T"); /* and what the person does takes along nothing of it */
    app_save_settings(f->drive.app);
    assert_non_null(strstr(text(f), "theme light\n"));
    assert_null(strstr(text(f), "contrast"));
    assert_null(strstr(text(f), "scale"));
}

static void what_is_wrong_is_told_once_and_the_rest_holds(void **state) {
    Fixture *f = *state;
    memory_files_put(&f->files, "place/settings", "theme sepia\nscale 125\n");
    open_file(f);
    assert_int_equal(f->wrong.found, 1);
    assert_int_equal(f->wrong.item[0].line, 1);
    assert_true(settings_get(app_settings(f->drive.app), SETTING_SCALE) == 125);
    pass(f, 1);
    assert_string_equal(text(f), "#? theme sepia\nscale 125\n");
    open_file(f);
    assert_int_equal(f->wrong.found, 0);
}

static void a_file_that_is_none_of_settings_is_put_aside(void **state) {
    Fixture *f = *state;
    memory_files_put(&f->files, "place/settings", "\x01\x02 not settings");
    open_file(f);
    assert_int_equal(f->wrong.found, 1);
    assert_string_equal(memory_files_get(&f->files, "place/settings.broken"), "\x01\x02 not settings");
    pass(f, 1);
    assert_non_null(strstr(text(f), "# Settings of Unroll"));
    open_file(f);
    assert_int_equal(f->wrong.found, 0);
}

static void a_file_that_cannot_be_read_is_never_written_over(void **state) {
    Fixture *f = *state;
    memory_files_put(&f->files, "place/settings", "theme light\n");
    f->files.read_fails = true;
    open_file(f);
    assert_int_equal(f->wrong.found, 1);
    drive_key(&f->drive, "T");
    pass(f, 1);
    app_save_settings(f->drive.app);
    assert_int_equal(f->files.writes, 0);
}

static void a_file_that_cannot_be_written_is_told_and_stops_nothing(void **state) {
    Fixture *f = *state;
    f->files.write_fails = true;
    open_file(f);
    drive_key(&f->drive, "T");
    pass(f, 1);
    assert_true(drive_has_text(&f->drive, "could not be saved"));
    assert_int_equal(theme(f), THEME_LIGHT);
    f->files.write_fails = false;
    drive_key(&f->drive, "Ctrl+Plus"); /* the next change takes the earlier one along */
    pass(f, 1);
    assert_non_null(strstr(text(f), "theme light\n"));
    assert_non_null(strstr(text(f), "scale 110\n"));
}

static void two_programs_at_the_same_time_lose_nothing_of_each_other(void **state) {
    Fixture *f = *state;
    open_file(f);
    drive_key(&f->drive, "T");
    pass(f, 1);
    memory_files_put(&f->files, "place/settings", "theme dark\nscale 200\n"); /* the other one */
    drive_key(&f->drive, "Ctrl+Plus");
    drive_key(&f->drive, "Ctrl+0");
    pass(f, 1);
    assert_string_equal(text(f), "theme light\nscale 100\n");
}

static void the_place_of_the_window_is_kept(void **state) {
    Fixture *f = *state;
    open_file(f);
    app_note_setting(f->drive.app, SETTING_WINDOW_WIDTH, 1234);
    app_note_setting(f->drive.app, SETTING_WINDOW_X, -17);
    app_note_setting(f->drive.app, SETTING_WINDOW_HEIGHT, 1e9); /* no window is so high */
    pass(f, 1);
    assert_non_null(strstr(text(f), "window_width 1234\n"));
    assert_non_null(strstr(text(f), "window_x -17\n"));
    assert_null(strstr(text(f), "window_height"));
}

static void nothing_is_kept_where_no_file_was_opened(void **state) {
    Fixture *f = *state;
    memory_files_put(&f->files, "place/settings", "theme light\n");
    drive_key(&f->drive, "Ctrl+Plus");
    app_note_setting(f->drive.app, SETTING_WINDOW_WIDTH, 1234);
    pass(f, 1);
    app_save_settings(f->drive.app);
    assert_int_equal(f->files.writes, 0);
    assert_int_equal(theme(f), THEME_DARK);
}

static void undo_leaves_settings_alone_and_a_recording_holds_them(void **state) {
    Fixture *f = *state;
    drive_line(&f->drive, "setting palette contrast");
    drive_record(&f->drive);
    drive_line(&f->drive, "set steps 20");
    drive_line(&f->drive, "setting theme next");
    drive_line(&f->drive, "undo");
    assert_int_equal(theme(f), THEME_LIGHT);
    assert_non_null(strstr(f->drive.record, "setting palette contrast\n"));
    assert_non_null(strstr(f->drive.record, "setting theme next\n"));
    assert_null(strstr(f->drive.record, "window_"));
    drive_refuse(&f->drive, "setting theme sepia", "expected dark or light");
    drive_refuse(&f->drive, "setting colour red", "is not a setting");
}

static void every_choice_of_the_picture_has_a_key_that_goes_through_its_words(void **state) {
    Fixture *f = *state;
    static const struct {
        SettingId id;
        const char *key, *back;
    } keys[] = {
        {SETTING_THEME, "T", "theme dark"}, {SETTING_PALETTE, "Shift+T", "palette default"}, {SETTING_MOTION, "Shift+M", "motion full"}};
    for (int id = 0, found = 0; id < SETTING_COUNT; id++) {
        if (setting_table[id].use != SETTING_OF_PICTURE || setting_table[id].kind != SETTING_CHOICE) continue;
        assert_int_equal(keys[found].id, id);
        for (int i = 1; i <= (int)setting_table[id].most; i++) {
            drive_key(&f->drive, keys[found].key);
            assert_int_equal(settings_choice(app_settings(f->drive.app), (SettingId)id), i);
        }
        drive_line(&f->drive, keys[found].back);
        assert_int_equal(settings_choice(app_settings(f->drive.app), (SettingId)id), 0);
        found++;
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

static double run_update(Fixture *f) { return (double)app_lab(f->drive.app)->run.update; }

static void the_page_has_every_setting_of_the_picture_and_changes_it_by_mouse(void **state) {
    Fixture *f = *state;
    open_file(f);
    drive_click(&f->drive, "top/settings");
    assert_true(screen_is_open(&drive_ui(&f->drive)->screens, SCREEN_SETTINGS));
    for (int id = 0; id < SETTING_COUNT; id++) {
        const SettingRow *row = &setting_table[id];
        char path[48];
        if (row->use == SETTING_OF_WINDOW || id == SETTING_KEYS) continue;
        if (row->kind == SETTING_CHOICE) {
            const char *last = strrchr(row->choices, '|');
            text_format(path, sizeof path, "settings/%s/%s", row->name, last + 1);
            drive_click(&f->drive, path);
            assert_int_equal(settings_choice(app_settings(f->drive.app), (SettingId)id), (int)row->most);
        } else if (row->kind != SETTING_TEXT) {
            double before = settings_get(app_settings(f->drive.app), (SettingId)id);
            text_format(path, sizeof path, "settings/%s/more", row->name);
            drive_click(&f->drive, path);
            assert_true(settings_get(app_settings(f->drive.app), (SettingId)id) > before);
        } else {
            text_format(path, sizeof path, "settings/%s/%s", row->name, id == SETTING_LANGUAGE ? "de" : "value");
            assert_non_null(drive_region(&f->drive, path));
        }
    }
    drive_click(&f->drive, "settings/scale/value");
    assert_string_equal(drive_ui(&f->drive)->gui.edit.text, "110");
    drive_type(&f->drive, "90");
    drive_key(&f->drive, "Return");
    assert_true(settings_get(app_settings(f->drive.app), SETTING_SCALE) == 90);
    drive_click(&f->drive, "settings/scale/value");
    drive_type(&f->drive, "9000");
    drive_key(&f->drive, "Return");
    assert_true(settings_get(app_settings(f->drive.app), SETTING_SCALE) == 90);
    assert_non_null(strstr(drive_ui(&f->drive)->gui.error_text, "from 75 to 250"));
    drive_key(&f->drive, "Escape");
    drive_key(&f->drive, "Escape");
    assert_false(screen_is_open(&drive_ui(&f->drive)->screens, SCREEN_SETTINGS));
    pass(f, 1);
    assert_non_null(strstr(text(f), "scale 90\n"));
}

/* The number of the row of a key and its line on the page. */
static void find_key_row(const Fixture *f, char path[48], const char *key, const char *line) {
    Keymap keymap;
    KeymapWalk walk = {0};
    keymap_read(&keymap, str_from(settings_text(app_settings(f->drive.app), SETTING_KEYS)), NULL);
    for (int i = 1; keymap_next(&keymap, &walk); i++) {
        if (strcmp(walk.key, key) != 0 || strcmp(walk.line, line) != 0) continue;
        text_format(path, 48, "settings/key%d", i);
        return;
    }
    fail_msg("%s is not the key of %s", key, line);
}

static void a_key_is_changed_by_pressing_another_and_kept(void **state) {
    Fixture *f = *state;
    char path[48];
    open_file(f);
    drive_line(&f->drive, "show settings");
    find_key_row(f, path, "U", "update");
    drive_line(&f->drive, "show settings");
    char line[64];
    text_format(line, sizeof line, "click %s", path);
    drive_line(&f->drive, line);
    assert_string_equal(drive_ui(&f->drive)->rebind_line, "update");
    drive_key(&f->drive, "Escape"); /* leaves it, and the page open */
    assert_string_equal(drive_ui(&f->drive)->rebind_line, "");
    assert_true(screen_is_open(&drive_ui(&f->drive)->screens, SCREEN_SETTINGS));
    drive_line(&f->drive, line);
    drive_key(&f->drive, "F7");
    find_key_row(f, path, "F7", "update");
    drive_key(&f->drive, "Escape");
    drive_line(&f->drive, "seek update end");
    drive_key(&f->drive, "U");
    assert_true(run_update(f) == 0);
    drive_key(&f->drive, "F7");
    assert_true(run_update(f) == 1);
    pass(f, 1);
    assert_non_null(strstr(text(f), "keys U none; F7 update\n"));
    drive_line(&f->drive, "bind all default");
    drive_key(&f->drive, "U");
    assert_true(run_update(f) == 2);
}

static void a_broken_key_in_the_file_is_told_and_the_others_hold(void **state) {
    Fixture *f = *state;
    memory_files_put(&f->files, "place/settings", "theme light\nkeys F7 update; Foo undo; F8 redoo\n");
    open_file(f);
    assert_int_equal(theme(f), THEME_LIGHT);
    assert_int_equal(f->wrong.found, 2);
    assert_non_null(strstr(f->wrong.item[0].text, "\"Foo\" is not a key"));
    drive_key(&f->drive, "F7");
    assert_true(run_update(f) == 1);
    drive_line(&f->drive, "show settings"); /* what could not be read is there when another key is chosen */
    char path[48], line[64];
    find_key_row(f, path, "F7", "update");
    text_format(line, sizeof line, "click %s", path);
    drive_line(&f->drive, line);
    drive_key(&f->drive, "F9");
    pass(f, 1);
    assert_non_null(strstr(text(f), "keys Foo undo; F8 redoo; F9 update\n"));
}

/* Tab commits what was typed and goes on from the field, either way. */
static void tab_goes_on_from_a_field_that_was_typed_into(void **state) {
    Fixture *f = *state;
    const GuiState *gui = &drive_ui(&f->drive)->gui;
    open_file(f);
    drive_line(&f->drive, "show settings");
    for (int i = 0; i < 80 && strcmp(gui->focus, "settings/scale/value") != 0; i++) drive_key(&f->drive, "Tab");
    drive_type(&f->drive, "110");
    drive_key(&f->drive, "Tab");
    assert_true(settings_get(app_settings(f->drive.app), SETTING_SCALE) == 110);
    assert_string_equal(gui->focus, "settings/scale/more");
    drive_key(&f->drive, "Shift+Tab");
    drive_type(&f->drive, "90");
    drive_key(&f->drive, "Shift+Tab");
    assert_true(settings_get(app_settings(f->drive.app), SETTING_SCALE) == 90);
    assert_string_equal(gui->focus, "settings/scale/less");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(tab_goes_on_from_a_field_that_was_typed_into),
        TEST(a_key_changes_a_setting_and_a_moment_later_the_file),
        TEST(the_next_sitting_begins_as_the_last_one_ended),
        TEST(scripts_and_options_hold_for_this_sitting_only),
        TEST(what_is_wrong_is_told_once_and_the_rest_holds),
        TEST(a_file_that_is_none_of_settings_is_put_aside),
        TEST(a_file_that_cannot_be_read_is_never_written_over),
        TEST(a_file_that_cannot_be_written_is_told_and_stops_nothing),
        TEST(two_programs_at_the_same_time_lose_nothing_of_each_other),
        TEST(the_place_of_the_window_is_kept),
        TEST(nothing_is_kept_where_no_file_was_opened),
        TEST(every_choice_of_the_picture_has_a_key_that_goes_through_its_words),
        TEST(undo_leaves_settings_alone_and_a_recording_holds_them),
        TEST(the_page_has_every_setting_of_the_picture_and_changes_it_by_mouse),
        TEST(a_key_is_changed_by_pressing_another_and_kept),
        TEST(a_broken_key_in_the_file_is_told_and_the_others_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
