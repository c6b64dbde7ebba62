/* Two surfaces of one app: each has its size, screens, pointer and regions; the experiment, the settings and time are one for both. No
   window is needed for that. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/drive.h"
#include <string.h>

static const DrawList *frame(Drive *drive, const InputEvent *event, int count) {
    Input input;
    input_reset(&input);
    for (int i = 0; i < count; i++) input_push(&input, &event[i]);
    return app_frame_surface(drive->app, 1, &input, 0);
}

/* As `unroll run` does: the other surface's input, the frame, and what it has made of the other. */
static const DrawList *turn(Drive *drive, const InputEvent *event, int count) {
    frame(drive, event, count);
    drive_frame(drive, 0);
    return frame(drive, NULL, 0);
}

static void open_other(Drive *drive, double w, double h) {
    Diag diag = {0};
    const InputEvent size = {.kind = INPUT_RESIZE, .x = w, .y = h, .ratio = 1};
    drive_line(drive, "mirror on");
    assert_true(app_wants_surface(drive->app, 1));
    assert_true(app_open_surface(drive->app, 1, &diag));
    turn(drive, &size, 1);
}

static const Region *find_other(Drive *drive, const char *path) {
    const Region *region = region_find(app_surface_regions(drive->app, 1), path);
    if (!region) fail_msg("%s is not on the other surface", path);
    return region;
}

static void point_other(Drive *drive, const char *path, InputKind kind, double along) {
    const Region *region = find_other(drive, path);
    const InputEvent event = {.kind = kind, .x = region->box.x + along * region->box.w, .y = rect_mid_y(region->box), .clicks = 1};
    turn(drive, &event, 1);
}

static void click_other(Drive *drive, const char *path) {
    point_other(drive, path, INPUT_POINTER, 0.5);
    point_other(drive, path, INPUT_PRESS, 0.5);
    point_other(drive, path, INPUT_RELEASE, 0.5);
}

static void each_surface_has_its_own_size_and_both_show_the_same(void **state) {
    Drive *drive = *state;
    open_other(drive, 900, 600);
    const DrawList *first = app_frame(drive->app, NULL, 0), *other = frame(drive, NULL, 0);
    assert_true(first != other);
    double w = drive_ui(drive)->width_px, h = drive_ui(drive)->height_px;
    assert_true(first->width == w && first->height == h && w > 900);
    assert_true(other->width == 900 && other->height == 600);
    const InputEvent same = {.kind = INPUT_RESIZE, .x = w, .y = h, .ratio = 1};
    other = turn(drive, &same, 1);
    first = app_frame(drive->app, NULL, 0);
    assert_true(draw_hash(first) == draw_hash(other));
    drive_line(drive, "set cell lstm");
    drive_line(drive, "seek backward 3");
    drive_frame(drive, 0);
    other = frame(drive, NULL, 0);
    assert_true(draw_hash(app_frame(drive->app, NULL, 0)) == draw_hash(other));
}

static void a_click_on_the_other_surface_hits_its_regions_and_changes_both(void **state) {
    Drive *drive = *state;
    open_other(drive, 1700, 900);
    Rect here = drive_region(drive, "controls/cell")->box, there = find_other(drive, "controls/cell")->box;
    assert_true(here.x != there.x);
    point_other(drive, "controls/cell", INPUT_POINTER, 0.9);
    point_other(drive, "controls/cell", INPUT_PRESS, 0.9);
    point_other(drive, "controls/cell", INPUT_RELEASE, 0.9);
    assert_int_equal(setup_get_int(&app_lab(drive->app)->setup, KEY_CELL), CELL_LSTM);
    drive_click(drive, "top/undo"); /* on the first */
    assert_int_equal(setup_get_int(&app_lab(drive->app)->setup, KEY_CELL), CELL_RNN);
    click_other(drive, "top/theme");
    assert_int_equal(settings_choice(app_settings(drive->app), SETTING_THEME), THEME_LIGHT);
}

static void a_drag_on_the_other_surface_is_one_undo_entry(void **state) {
    Drive *drive = *state;
    open_other(drive, 1700, 900);
    double before = setup_get(&app_lab(drive->app)->setup, KEY_RADIUS);
    point_other(drive, "controls/radius", INPUT_PRESS, 0.3);
    for (int i = 4; i <= 8; i++) point_other(drive, "controls/radius", INPUT_POINTER, 0.1 * i);
    point_other(drive, "controls/radius", INPUT_RELEASE, 0.8);
    assert_true(setup_get(&app_lab(drive->app)->setup, KEY_RADIUS) > 1);
    drive_line(drive, "undo");
    assert_true(setup_get(&app_lab(drive->app)->setup, KEY_RADIUS) == before);
    assert_false(lab_can_undo(app_lab(drive->app)));
}

static void screens_pointer_and_typing_are_each_surfaces_own(void **state) {
    Drive *drive = *state;
    open_other(drive, 1700, 900);
    click_other(drive, "top/help");
    assert_non_null(region_find(app_surface_regions(drive->app, 1), "help/page"));
    assert_null(region_find(app_regions(drive->app), "help/page"));
    drive_click(drive, "controls/steps/value"); /* typing goes on here while the other one has its help open */
    drive_type(drive, "2");
    const InputEvent escape = {.kind = INPUT_KEY, .text = "Escape"};
    turn(drive, &escape, 1);
    assert_null(region_find(app_surface_regions(drive->app, 1), "help/page"));
    drive_type(drive, "4");
    assert_string_equal(drive_ui(drive)->gui.edit.text, "24");
    point_other(drive, "controls/hidden", INPUT_POINTER, 0.5);
    assert_string_equal(drive_ui(drive)->gui.hot, "controls/steps/value");
    drive_key(drive, "Return");
    assert_int_equal(setup_get_int(&app_lab(drive->app)->setup, KEY_STEPS), 24);
}

static void closing_the_other_window_leaves_the_first(void **state) {
    Drive *drive = *state;
    open_other(drive, 1700, 900);
    const InputEvent close = {.kind = INPUT_CLOSE};
    frame(drive, &close, 1);
    assert_false(app_wants_surface(drive->app, 1));
    assert_false(app_wants_quit(drive->app));
    app_close_surface(drive->app, 1);
    drive_click(drive, "top/theme");
    open_other(drive, 900, 600);
    find_other(drive, "top/theme");
}

/* A recording has no second surface: it holds what was done there as commands, and plays to the same state. */
static void what_is_done_on_the_other_surface_is_recorded_as_commands(void **state) {
    Drive *drive = *state;
    Drive again;
    drive_record(drive);
    open_other(drive, 1700, 900);
    size_t before = drive->record_size;
    point_other(drive, "controls/cell", INPUT_POINTER, 0.9);
    point_other(drive, "controls/cell", INPUT_PRESS, 0.9);
    point_other(drive, "controls/cell", INPUT_RELEASE, 0.9);
    assert_non_null(strstr(drive->record + before, "set cell lstm\n"));
    assert_null(strstr(drive->record + before, "press"));
    drive_start(&again);
    for (Str rest = {drive->record, (int)drive->record_size}; rest.count > 0;) {
        char line[COMMAND_SHORT_MAX];
        assert_true(str_copy(line, sizeof line, str_next_line(&rest)));
        drive_line(&again, line);
    }
    assert_memory_equal(&app_lab(again.app)->setup, &app_lab(drive->app)->setup, sizeof(Setup));
    drive_end(&again);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, drive_setup, drive_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(each_surface_has_its_own_size_and_both_show_the_same),
        TEST(a_click_on_the_other_surface_hits_its_regions_and_changes_both),
        TEST(a_drag_on_the_other_surface_is_one_undo_entry),
        TEST(screens_pointer_and_typing_are_each_surfaces_own),
        TEST(closing_the_other_window_leaves_the_first),
        TEST(what_is_done_on_the_other_surface_is_recorded_as_commands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
