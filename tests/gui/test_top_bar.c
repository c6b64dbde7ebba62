/* The bar at the top: the place, the tabs of the stage and the named setups, by mouse, keys and commands. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "support/drive.h"
#include "support/memory_files.h"
#include <math.h>
#include <string.h>

static const UiState *ui(const Drive *drive) { return drive_ui(drive); }
static bool exists(Drive *drive, const char *path) { return region_find(app_regions(drive->app), path) != NULL; }

/* The screen of one number has a tab only while it is open, that of a burst where there is one (test_burst.c), those of some tasks where they are the task. */
static bool is_tab(int id) {
    return (screen_table[id].place == SCREEN_BASE || screen_table[id].place == SCREEN_INSIDE) && id != SCREEN_BURST && id != SCREEN_TERMS &&
           id != SCREEN_SERIES && id != SCREEN_SENTIMENT;
}

static void every_screen_in_the_place_of_the_stage_is_a_tab(void **state) {
    Drive *drive = *state;
    int tabs = 0;
    double x = 0;
    for (int id = 0; id < SCREEN_COUNT; id++) {
        char path[48];
        text_format(path, sizeof path, "top/tab-%s", screen_table[id].name);
        drive_frame(drive, 0);
        assert_int_equal(exists(drive, path), is_tab(id));
        if (!is_tab(id)) continue;
        assert_true(drive_region(drive, path)->box.x > x);
        x = drive_region(drive, path)->box.x;
        drive_click(drive, path);
        assert_int_equal(screen_find_inside(&ui(drive)->screens), id);
        tabs++;
    }
    assert_true(tabs >= 3);
    drive_click(drive, "top/tab-stage");
    assert_int_equal(screen_find_inside(&ui(drive)->screens), SCREEN_STAGE);
}

static void arrows_go_from_tab_to_tab_and_return_opens_one(void **state) {
    Drive *drive = *state;
    Cursor before = ui(drive)->cursor;
    drive_line(drive, "focus top/tab-stage");
    drive_key(drive, "Left"); /* nothing stands there, and time does not move */
    assert_memory_equal(&before, &ui(drive)->cursor, sizeof before);
    drive_key(drive, "Right");
    assert_string_equal(ui(drive)->gui.focus, "top/tab-cell");
    drive_key(drive, "Return");
    assert_int_equal(screen_find_inside(&ui(drive)->screens), SCREEN_CELL);
    drive_key(drive, "Left");
    assert_string_equal(ui(drive)->gui.focus, "top/tab-stage");
    drive_key(drive, "Escape"); /* closes the cell, as its own key does */
    assert_int_equal(screen_find_inside(&ui(drive)->screens), SCREEN_STAGE);
}

static void in_a_narrow_window_the_tabs_are_one_list(void **state) {
    Drive *drive = *state;
    drive_resize(drive, 800, 500);
    drive_frame(drive, 0);
    assert_false(exists(drive, "top/tab-cell"));
    drive_click(drive, "top/tabs");
    drive_click(drive, "top/tabs/2");
    assert_int_equal(screen_find_inside(&ui(drive)->screens), SCREEN_CELL);
    drive_line(drive, "focus top/tabs");
    drive_key(drive, "Return");
    assert_string_equal(ui(drive)->gui.focus, "top/tabs/2");
    drive_key(drive, "Up");
    drive_key(drive, "Return");
    assert_int_equal(screen_find_inside(&ui(drive)->screens), SCREEN_STAGE);
}

static void the_place_is_the_sandbox_and_the_name_of_the_experiment(void **state) {
    Drive *drive = *state;
    drive_line(drive, "preset lstm");
    drive_frame(drive, 0);
    assert_true(drive_has_run(drive, "Sandbox"));
    drive_line(drive, "preset reber");
    assert_true(drive_has_run(drive, "Reber grammar"));
    drive_line(drive, "set steps 31");
    assert_false(drive_has_run(drive, "Reber grammar"));
    assert_true(drive_has_text(drive, "Embedded Reber grammar")); /* the task, where a preset's name no longer fits what is set */
    drive_line(drive, "undo");
    assert_true(drive_has_run(drive, "Reber grammar"));
}

static void the_place_is_the_course_and_the_lesson(void **state) {
    (void)state;
    MemoryFiles memory = {0};
    static const char text[] = "---\ntitle: A lesson of tests\nid: test-lesson\nminutes: 1\n---\n\n## One\n\nOne sentence.\n";
    Drive drive;
    memory_files_put(&memory, "test.md", text);
    drive_start(&drive);
    memory_files_bind(&memory, &drive.world.file);
    drive_resize(&drive, 1920, 1080);
    drive_line(&drive, "lesson test.md");
    drive_frame(&drive, 0);
    assert_true(drive_has_run(&drive, "Course"));
    assert_false(drive_has_run(&drive, "Sandbox"));
    assert_non_null(region_find(app_regions(drive.app), "top/lesson"));
    assert_non_null(strstr(drive_region(&drive, "top/lesson")->tip, "A lesson of tests"));
    assert_null(region_find(app_regions(drive.app), "top/presets"));
    assert_string_equal(drive_region(&drive, "top/place")->command, "show course");
    drive_line(&drive, "lesson close");
    drive_frame(&drive, 0);
    assert_true(drive_has_run(&drive, "Sandbox"));
    drive_end(&drive);
    memory_files_deinit(&memory);
}

/* Each setup with its sentence: below its name, or beside the list for the one that is lit. */
static void every_named_setup_has_its_sentence_in_the_list(void **state) {
    Drive *drive = *state;
    drive_click(drive, "top/presets");
    for (int i = 0; i < setup_preset_count; i++) {
        char first[16];
        text_format(first, sizeof first, "%.15s", setup_presets[i].help);
        if (!drive_has_text(drive, first)) fail_msg("%s has no sentence", setup_presets[i].name);
    }
    drive_key(drive, "Right"); /* to the other column */
    drive_key(drive, "Left");
    assert_string_equal(ui(drive)->gui.focus, "top/presets/1");
    drive_key(drive, "Escape");
    drive_resize(drive, 800, 500);
    drive_line(drive, "focus top/presets");
    drive_key(drive, "Return");
    for (int i = 0; i < setup_preset_count; i++) {
        char first[16];
        text_format(first, sizeof first, "%.15s", setup_presets[i].help);
        if (!drive_has_text(drive, first)) fail_msg("%s has no sentence where there is little room", setup_presets[i].name);
        drive_key(drive, "Down");
    }
}

static void what_is_compared_stands_below_the_name_and_opens_the_comparison(void **state) {
    Drive *drive = *state;
    drive_line(drive, "compare Gated: cell gru");
    assert_true(drive_has_run(drive, "Gated"));
    drive_click(drive, "top/variants");
    assert_int_equal(screen_find_inside(&ui(drive)->screens), SCREEN_COMPARE);
}

/* The pictures of the open menu, in the order of its items. */
static int list_pictures(DrawItem out[], int most, Drive *drive, double dt_s) {
    const DrawList *list = drive_frame(drive, dt_s);
    bool menu = false;
    int count = 0;
    DrawItem item;
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        if (item.op == DRAW_GROUP) menu = str_equal(item.text, "menu");
        if (menu && item.op == DRAW_IMAGE && count < most) out[count++] = item;
    }
    return count;
}

/* Made while the menu is open, one at a time; kept when it opens again; of the theme that is chosen. */
static void the_menu_of_presets_shows_a_picture_of_each(void **state) {
    Drive *drive = *state;
    enum { MOST = 32 };
    DrawItem picture[MOST], again[MOST];
    int count = 0, before = -1;
    drive_resize(drive, 1600, 1000);
    assert_int_equal(list_pictures(picture, MOST, drive, 0), 0);
    drive_click(drive, "top/presets");
    for (int i = 0; i < 200 && count < setup_preset_count; i++) {
        count = list_pictures(picture, MOST, drive, 0.01);
        if (before >= 0) assert_in_range(count, before, before + 2);
        before = count;
    }
    assert_int_equal(count, setup_preset_count);
    for (int i = 1; i < count; i++) {
        const DrawItem *a = &picture[i - 1], *b = &picture[i];
        size_t size = (size_t)(b->cols * b->rows) * sizeof *b->cell;
        bool is_race = strcmp(setup_presets[i].name, "race") == 0; /* the sequence of "order", of another seed */
        assert_true(a->cols == b->cols && a->rows == b->rows && (memcmp(a->cell, b->cell, size) != 0 || is_race));
        assert_true(fabs(b->box.w / b->box.h - (double)b->cols / b->rows) < 0.01);
    }
    Color ground = picture[0].cell[0];
    drive_key(drive, "Escape");
    assert_int_equal(list_pictures(again, MOST, drive, 0), 0);
    drive_click(drive, "top/presets");
    assert_int_equal(list_pictures(again, MOST, drive, 0), setup_preset_count); /* at once */
    drive_key(drive, "Escape");
    drive_line(drive, "theme toggle");
    drive_click(drive, "top/presets");
    for (int i = 0; i < 200 && list_pictures(again, MOST, drive, 0.01) < setup_preset_count; i++) {}
    assert_int_equal(list_pictures(again, MOST, drive, 0), setup_preset_count);
    assert_true(memcmp(&ground, again[0].cell, sizeof ground) != 0);
    drive_key(drive, "Escape");
    drive_resize(drive, 800, 500); /* beside the list, of the item that is lit */
    drive_click(drive, "top/presets");
    drive_hover(drive, "top/presets/3", 0.5, 0.5);
    assert_int_equal(list_pictures(again, MOST, drive, 0), 1);
    assert_true(again[0].box.w > 200);
}

/* In the smallest window the name of an experiment says less, but what it says is whole. */
static void the_name_of_an_experiment_is_never_cut(void **state) {
    static const char *const tasks[] = {"recall", "order", "adding", "text", "sentiment", "copy", "parity", "sine"};
    static const int widths[] = {800, 900, 1024, 1280};
    Drive *drive = *state;
    for (int i = 0; i < 96 + 4 * setup_preset_count; i++) {
        char line[48];
        if (i < 96) { /* no named setup */
            text_format(line, sizeof line, "set task %s", tasks[i % 8]);
            drive_line(drive, line);
            drive_line(drive, i / 8 % 3 == 0 ? "set cell rnn" : i / 8 % 3 == 1 ? "set cell gru" : "set cell lstm");
            drive_line(drive, "set layers 2");
        } else {
            text_format(line, sizeof line, "preset %s", setup_presets[(i - 96) / 4].name);
            drive_line(drive, line);
        }
        drive_resize(drive, widths[i < 96 ? i / 24 : i % 4], 500);
        const DrawList *list = drive_frame(drive, 0);
        const Rect box = drive_region(drive, "top/presets")->box;
        DrawItem item;
        for (size_t offset = 0; draw_next(list, &offset, &item);) {
            if (item.op != DRAW_TEXT || !rect_contains(box, item.x0 + 1, item.y0 - 2)) continue;
            if (item.text.count >= 3 && memcmp(item.text.at + item.text.count - 3, "…", 3) == 0)
                fail_msg("%d: \"%.*s\"", i, item.text.count, item.text.at);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_screen_in_the_place_of_the_stage_is_a_tab, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(arrows_go_from_tab_to_tab_and_return_opens_one, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(in_a_narrow_window_the_tabs_are_one_list, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(the_place_is_the_sandbox_and_the_name_of_the_experiment, drive_setup_large, drive_teardown),
        cmocka_unit_test(the_place_is_the_course_and_the_lesson),
        cmocka_unit_test_setup_teardown(the_name_of_an_experiment_is_never_cut, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(every_named_setup_has_its_sentence_in_the_list, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(what_is_compared_stands_below_the_name_and_opens_the_comparison, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(the_menu_of_presets_shows_a_picture_of_each, drive_setup_large, drive_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
