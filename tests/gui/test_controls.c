/* The controls, by pointer and by keyboard: every change is a command line, shows in the same frame, and can be undone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "support/drive.h"
#include <math.h>
#include <string.h>

static const char *focus(const Drive *drive) { return drive_ui(drive)->gui.focus; }
static const char *edit(const Drive *drive) { return drive_ui(drive)->gui.edit_path; }

/* ---- Pointer ---- */

static void dragging_a_slider_changes_the_value_in_the_same_frame(void **state) {
    Drive *drive = *state;
    Rect box = drive_region(drive, "controls/input_scale")->box;
    double unit = setup_to_unit(KEY_INPUT_SCALE, drive_value(drive, KEY_INPUT_SCALE));
    drive_pointer(drive, gui_slider_knob_x(box, unit), rect_mid_y(box));
    drive_press(drive, 1);
    double before = app_lab(drive->app)->run.trace.loss;
    for (int i = 1; i <= 5; i++) {
        double to = 0.3 + 0.08 * i;
        drive_pointer(drive, gui_slider_knob_x(box, to), rect_mid_y(box));
        assert_true(drive_value(drive, KEY_INPUT_SCALE) == setup_from_unit(KEY_INPUT_SCALE, to));
        assert_true(app_lab(drive->app)->run.trace.loss != before);
        before = app_lab(drive->app)->run.trace.loss;
    }
    drive_release(drive);
    assert_string_equal(drive_ui(drive)->gui.active, "");
}

static void a_knob_is_taken_where_it_was_touched_and_does_not_jump(void **state) {
    Drive *drive = *state;
    Rect box = drive_region(drive, "controls/learning_rate")->box;
    double set = drive_value(drive, KEY_LEARNING_RATE), x = gui_slider_knob_x(box, setup_to_unit(KEY_LEARNING_RATE, set));
    drive_pointer(drive, x + 5, rect_mid_y(box));
    drive_press(drive, 1);
    assert_true(drive_value(drive, KEY_LEARNING_RATE) == set);
    drive_pointer(drive, x + 5 + 40, rect_mid_y(box));
    double expected = setup_from_unit(KEY_LEARNING_RATE, gui_slider_unit_at(box, x + 40));
    assert_true(drive_value(drive, KEY_LEARNING_RATE) == expected);
    drive_release(drive);
}

static void a_press_on_the_track_brings_the_knob_there(void **state) {
    Drive *drive = *state;
    Rect box = drive_region(drive, "controls/noise")->box;
    drive_pointer(drive, gui_slider_knob_x(box, 0.8), rect_mid_y(box));
    drive_press(drive, 1);
    assert_true(drive_value(drive, KEY_NOISE) == setup_from_unit(KEY_NOISE, 0.8));
    drive_release(drive);
}

/* Whatever can be dragged says so with axes and a command that can be read, everywhere along them. */
static void every_region_that_can_be_dragged_has_a_command_for_every_place(void **state) {
    Drive *drive = *state;
    const RegionList *list = app_regions(drive->app);
    int count = 0;
    for (int i = 0; i < list->count; i++) {
        const Region *region = &list->item[i];
        if (!region->can_drag) continue;
        count++;
        assert_true(region->axis_x.from != region->axis_x.to || region->axis_y.from != region->axis_y.to);
        for (int part = -1; part <= 11; part++) {
            char line[COMMAND_SHORT_MAX];
            Command command;
            Diag diag = {0};
            region_drag_command(line, sizeof line, region, region->box.x + region->box.w * part / 10,
                                region->box.y + region->box.h * part / 10);
            if (!command_parse(&command, str_from(line), &diag)) fail_msg("%s: \"%s\": %s", region->path, line, diag.text);
        }
    }
    assert_true(count > 5);
}

static void a_drag_ends_with_its_button_and_leaves_the_knob_where_it_is(void **state) {
    Drive *drive = *state;
    const Region *region = drive_region(drive, "controls/radius");
    double x = region->handle_x, y = region->handle_y, before = drive_value(drive, KEY_RADIUS);
    drive_pointer(drive, x + 6, y);
    drive_press(drive, 1); /* beside the middle of the knob: it does not jump there */
    assert_true(drive_value(drive, KEY_RADIUS) == before);
    drive_pointer(drive, x + 26, y);
    double dragged = drive_value(drive, KEY_RADIUS);
    assert_true(fabs(drive_region(drive, "controls/radius")->handle_x - (x + 20)) < 1.5);
    drive_release(drive);
    drive_pointer(drive, x + 60, y);
    assert_true(drive_value(drive, KEY_RADIUS) == dragged);
    drive_key(drive, "Ctrl+Z");
    assert_true(drive_value(drive, KEY_RADIUS) == before || isnan(before));
}

static void a_drag_is_one_undo_entry_however_many_frames_it_took(void **state) {
    Drive *drive = *state;
    double before = drive_value(drive, KEY_NOISE);
    drive_drag(drive, "controls/noise", 0.1, 0.9);
    assert_true(drive_value(drive, KEY_NOISE) != before);
    drive_key(drive, "Ctrl+Z");
    assert_true(drive_value(drive, KEY_NOISE) == before);
    assert_false(lab_can_undo(app_lab(drive->app)));
    drive_key(drive, "Ctrl+Y");
    assert_true(drive_value(drive, KEY_NOISE) != before);
}

static void a_slider_goes_on_following_outside_its_box_and_stops_at_its_ends(void **state) {
    Drive *drive = *state;
    Rect box = drive_region(drive, "controls/noise")->box;
    drive_pointer(drive, gui_slider_knob_x(box, 0.5), rect_mid_y(box));
    drive_press(drive, 1);
    drive_pointer(drive, box.x - 900, 40);
    assert_true(drive_value(drive, KEY_NOISE) == setup_table[KEY_NOISE].least);
    drive_pointer(drive, box.x + 900, 1000);
    assert_true(drive_value(drive, KEY_NOISE) == setup_table[KEY_NOISE].most);
    assert_string_equal(drive_ui(drive)->gui.hot, "controls/noise");
    drive_release(drive);
}

static void a_double_click_restores_the_default(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set noise 0.9");
    drive_frame(drive, 0);
    drive_double_click(drive, "controls/noise");
    assert_true(drive_value(drive, KEY_NOISE) == setup_table[KEY_NOISE].initial);
}

/* Who is used to it from other fields clicks twice on a number and types. */
static void a_double_click_on_a_value_selects_all_of_it(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set noise 0.9");
    drive_frame(drive, 0);
    drive_double_click(drive, "controls/noise/value");
    assert_true(drive_value(drive, KEY_NOISE) == 0.9);
    assert_true(edit(drive)[0] != '\0');
    drive_type(drive, "0.5");
    drive_key(drive, "Return");
    assert_true(drive_value(drive, KEY_NOISE) == 0.5);
}

static void what_was_taken_back_is_told_until_it_stands_there_again(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set noise 0.9");
    drive_line(drive, "undo");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "Undone: Distractors ±0.9"));
    drive_line(drive, "redo");
    drive_frame(drive, 0);
    assert_false(drive_has_text(drive, "Undone: Distractors ±0.9"));
}

static void a_segment_is_chosen_where_it_was_clicked(void **state) {
    Drive *drive = *state;
    drive_hover(drive, "controls/cell", 0.9, 0.5);
    drive_press(drive, 1);
    drive_release(drive);
    assert_int_equal(app_lab(drive->app)->run.net.spec.cell, CELL_LSTM);
    drive_hover(drive, "controls/cell", 0.5, 0.5);
    drive_press(drive, 1);
    drive_hover(drive, "controls/steps", 0.5, 0.5); /* let go elsewhere: nothing */
    drive_release(drive);
    assert_int_equal(app_lab(drive->app)->run.net.spec.cell, CELL_LSTM);
}

static void a_control_without_meaning_does_nothing(void **state) {
    Drive *drive = *state;
    assert_true(drive_region(drive, "controls/forget_bias")->disabled);
    double before = drive_value(drive, KEY_FORGET_BIAS);
    drive_drag(drive, "controls/forget_bias", 0.1, 0.9);
    drive_wheel(drive, 3);
    assert_true(drive_value(drive, KEY_FORGET_BIAS) == before);
    assert_false(lab_can_undo(app_lab(drive->app)));
}

static void the_wheel_over_a_slider_steps_it(void **state) {
    Drive *drive = *state;
    drive_hover(drive, "controls/hidden", 0.5, 0.5);
    drive_wheel(drive, 1);
    assert_true(drive_value(drive, KEY_HIDDEN) == 7);
    drive_wheel(drive, -2);
    assert_true(drive_value(drive, KEY_HIDDEN) == 5);
    drive_wheel(drive, 0.5); /* parts of a notch add up */
    assert_true(drive_value(drive, KEY_HIDDEN) == 5);
    drive_wheel(drive, 0.5);
    assert_true(drive_value(drive, KEY_HIDDEN) == 6);
}

static void a_finger_that_moves_the_panel_steps_no_slider_under_it(void **state) {
    Drive *drive = *state;
    drive_resize(drive, 1600, 700); /* the panel is longer than the window */
    drive_frame(drive, 0);
    double at = drive_region(drive, "controls/hidden")->box.y;
    drive_hover(drive, "controls/input_scale", 0.5, 0.5);
    double before = drive_value(drive, KEY_INPUT_SCALE);
    Input input;
    input_reset(&input);
    input_push(&input, &(InputEvent){.kind = INPUT_WHEEL, .y = -1, .is_finger = true});
    app_frame(drive->app, &input, 0);
    drive_frame(drive, 0);
    assert_true(drive_value(drive, KEY_INPUT_SCALE) == before);
    assert_true(fabs(at - drive_region(drive, "controls/hidden")->box.y - 48) < 1e-9); /* what web/page.js counts on */
}

/* ---- Typing ---- */

static void a_number_typed_into_a_value_is_set(void **state) {
    Drive *drive = *state;
    drive_click(drive, "controls/radius/value");
    assert_string_equal(edit(drive), "controls/radius/value");
    drive_type(drive, "1.25"); /* everything was selected: it replaces */
    assert_string_equal(drive_ui(drive)->gui.edit.text, "1.25");
    assert_true(drive_has_text(drive, "1.25"));
    Cursor cursor = drive_ui(drive)->cursor;
    drive_key(drive, "Return");
    assert_true(drive_value(drive, KEY_RADIUS) == 1.25);
    assert_true(fabs(app_lab(drive->app)->run.radius - 1.25) < 1e-9);
    assert_string_equal(edit(drive), "");
    assert_int_equal(drive_ui(drive)->cursor.step, cursor.step); /* "." is a key elsewhere */
}

static void a_wrong_text_is_told_and_stays_to_be_mended(void **state) {
    Drive *drive = *state;
    double before = drive_value(drive, KEY_STEPS);
    drive_click(drive, "controls/steps/value");
    drive_type(drive, "5000");
    drive_key(drive, "Return");
    assert_string_equal(edit(drive), "controls/steps/value");
    assert_string_equal(drive_ui(drive)->gui.edit.text, "5000");
    assert_non_null(strstr(drive_ui(drive)->gui.error_text, "1000"));
    assert_true(drive_has_text(drive, "1000"));
    assert_true(drive_value(drive, KEY_STEPS) == before);
    drive_key(drive, "Backspace");
    drive_key(drive, "Backspace");
    drive_key(drive, "Return");
    assert_true(drive_value(drive, KEY_STEPS) == 50);
}

static void the_caret_moves_and_erases_letter_by_letter(void **state) {
    Drive *drive = *state;
    drive_click(drive, "controls/steps/value");
    drive_type(drive, "123");
    drive_key(drive, "Home");
    drive_key(drive, "Delete");
    assert_string_equal(drive_ui(drive)->gui.edit.text, "23");
    drive_key(drive, "Right");
    drive_type(drive, "9");
    assert_string_equal(drive_ui(drive)->gui.edit.text, "293");
    drive_key(drive, "Left");
    drive_key(drive, "Backspace");
    assert_string_equal(drive_ui(drive)->gui.edit.text, "93");
    drive_key(drive, "Ctrl+A");
    drive_send(drive, INPUT_TEXT, 0, 0, 0, "±");
    assert_string_equal(drive_ui(drive)->gui.edit.text, "±");
    drive_type(drive, "1");
    drive_key(drive, "Left");
    drive_key(drive, "Left"); /* over both bytes of the sign */
    assert_int_equal(drive_ui(drive)->gui.edit.caret, 0);
    drive_key(drive, "Delete");
    assert_string_equal(drive_ui(drive)->gui.edit.text, "1");
    drive_key(drive, "End");
    for (int i = 0; i < 300; i++) drive_type(drive, "7"); /* more than fits */
    assert_true(strlen(drive_ui(drive)->gui.edit.text) < (size_t)drive_ui(drive)->gui.edit.size);
    drive_key(drive, "Escape");
    assert_string_equal(edit(drive), "");
    assert_true(drive_value(drive, KEY_STEPS) == 16);
}

static void a_click_elsewhere_commits_and_tab_commits_and_goes_on(void **state) {
    Drive *drive = *state;
    drive_click(drive, "controls/steps/value");
    drive_type(drive, "20");
    drive_click(drive, "controls/noise/label");
    assert_true(drive_value(drive, KEY_STEPS) == 20);
    assert_string_equal(edit(drive), "");
    drive_click(drive, "controls/steps/value");
    drive_type(drive, "21");
    drive_key(drive, "Tab");
    assert_true(drive_value(drive, KEY_STEPS) == 21);
    const Region *after = region_focus_next(app_regions(drive->app), "controls/steps", 1);
    assert_string_equal(focus(drive), after->path);
}

static void a_click_into_the_text_places_the_caret(void **state) {
    Drive *drive = *state;
    drive_click(drive, "controls/steps/value");
    drive_type(drive, "123");
    drive_hover(drive, "controls/steps/value", 0, 0.5);
    drive_press(drive, 1);
    drive_release(drive);
    assert_int_equal(drive_ui(drive)->gui.edit.caret, 0);
    drive_hover(drive, "controls/steps/value", 0.99, 0.5);
    drive_press(drive, 1);
    drive_release(drive);
    assert_int_equal(drive_ui(drive)->gui.edit.caret, 3);
}

/* ---- Keyboard ---- */

static void tab_reaches_every_focusable_control_and_comes_round(void **state) {
    Drive *drive = *state;
    const RegionList *list = app_regions(drive->app);
    int expected = 0, seen = 0;
    for (int i = 0; i < list->count; i++) expected += region_is_reachable(list, &list->item[i]);
    assert_true(expected > KEY_COUNT);
    char first[48];
    drive_key(drive, "Tab");
    text_format(first, sizeof first, "%s", focus(drive));
    do {
        assert_true(drive_ui(drive)->gui.show_focus);
        seen++;
        drive_key(drive, "Tab");
    } while (strcmp(focus(drive), first) != 0 && seen <= expected);
    assert_int_equal(seen, expected);
    drive_key(drive, "Shift+Tab");
    drive_key(drive, "Tab");
    assert_string_equal(focus(drive), first);
}

static void every_enabled_parameter_moves_by_arrows_home_and_end(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set cell lstm");
    drive_line(drive, "more on");
    for (int key = 0; key < KEY_COUNT; key++) {
        if (!setup_is_active(&app_lab(drive->app)->setup, (SetupKey)key)) continue;
        char line[64];
        drive_frame(drive, 0);
        text_format(line, sizeof line, "controls/%s", setup_table[key].key);
        if (drive_region(drive, line)->kind == REGION_DROPDOWN) continue; /* a menu: tested by itself */
        text_format(line, sizeof line, "focus controls/%s", setup_table[key].key);
        drive_line(drive, line);
        drive_key(drive, "Home");
        double least = drive_value(drive, (SetupKey)key);
        if (key == KEY_CELL) drive_line(drive, "set cell rnn");
        assert_true(fabs(least - setup_table[key].least) < 1e-9);
        drive_key(drive, "Right");
        if (setup_table[key].most > setup_table[key].least) assert_true(drive_value(drive, (SetupKey)key) > least);
        drive_key(drive, "Left");
        assert_true(fabs(drive_value(drive, (SetupKey)key) - least) < 1e-9);
        if (key != KEY_HIDDEN && key != KEY_STEPS) { /* not everything at its most at once */
            drive_key(drive, "End");
            assert_true(drive_value(drive, (SetupKey)key) == setup_table[key].most);
        }
        text_format(line, sizeof line, "reset %s", setup_table[key].key);
        drive_line(drive, line);
        drive_line(drive, "set cell lstm");
    }
}

static void rarely_used_parameters_are_folded_until_asked_for_or_set(void **state) {
    Drive *drive = *state;
    drive_frame(drive, 0);
    assert_non_null(region_find(app_regions(drive->app), "controls/clip_norm")); /* what lessons are about is among the usual ones */
    assert_non_null(region_find(app_regions(drive->app), "controls/truncate"));
    assert_null(region_find(app_regions(drive->app), "controls/optimizer"));
    drive_line(drive, "set optimizer adam");
    drive_frame(drive, 0);
    assert_non_null(region_find(app_regions(drive->app), "controls/optimizer"));
    assert_null(region_find(app_regions(drive->app), "controls/clip_value"));
    drive_line(drive, "focus controls/more");
    drive_key(drive, "Return");
    assert_true(drive_ui(drive)->more);
    assert_non_null(region_find(app_regions(drive->app), "controls/clip_value"));
    drive_key(drive, "Return");
    assert_null(region_find(app_regions(drive->app), "controls/clip_value"));
}

/* Unfolding what few need moves nothing that is there, and setting one of them does not move it either. The button is never cut at the fold. */
static void more_settings_do_not_jump(void **state) {
    Drive *drive = *state;
    static const int heights[] = {500, 640, 700, 720, 768, 800, 900, 1061, 1080, 1200};
    for (int i = 0; i < 10; i++) {
        drive_resize(drive, 1700, heights[i]);
        drive_line(drive, "more off");
        drive_frame(drive, 0);
        const Region *more = drive_region(drive, "controls/more");
        bool is_below = more->box.y >= rect_bottom(more->clip), is_whole = rect_bottom(more->box) <= rect_bottom(more->clip);
        if (!is_below && !is_whole) fail_msg("%d pixels: the button is cut", heights[i]);
        double at[KEY_COUNT], button = more->box.y;
        char path[48];
        for (int key = 0; key < KEY_COUNT; key++) {
            text_format(path, sizeof path, "controls/%s", setup_table[key].key);
            const Region *region = region_find(app_regions(drive->app), path);
            at[key] = region ? region->box.y : NAN;
        }
        drive_line(drive, "more on");
        drive_frame(drive, 0);
        assert_true(drive_region(drive, "controls/more")->box.y == button);
        double optimizer = drive_region(drive, "controls/optimizer")->box.y;
        assert_true(optimizer > button);
        for (int key = 0; key < KEY_COUNT; key++) {
            text_format(path, sizeof path, "controls/%s", setup_table[key].key);
            if (!isnan(at[key]) && drive_region(drive, path)->box.y != at[key]) fail_msg("%d pixels: %s moves", heights[i], path);
        }
        drive_line(drive, "set optimizer rmsprop");
        drive_frame(drive, 0);
        assert_true(drive_region(drive, "controls/optimizer")->box.y == optimizer);
        drive_line(drive, "reset optimizer");
    }
}

static void arrows_step_time_unless_a_slider_has_the_focus(void **state) {
    Drive *drive = *state;
    drive_line(drive, "seek forward 3");
    drive_line(drive, "motion reduced");
    drive_key(drive, "Right");
    assert_int_equal(drive_ui(drive)->cursor.step, 4);
    drive_line(drive, "focus controls/hidden");
    drive_key(drive, "Right");
    assert_int_equal(drive_ui(drive)->cursor.step, 4);
    assert_true(drive_value(drive, KEY_HIDDEN) == 7);
    drive_key(drive, "Escape");
    assert_string_equal(focus(drive), "");
    drive_key(drive, "Right");
    assert_int_equal(drive_ui(drive)->cursor.step, 5);
}

static void a_decimal_comma_is_read_as_a_point(void **state) {
    Drive *drive = *state;
    drive_double_click(drive, "controls/radius/value");
    drive_key(drive, "Ctrl+A");
    drive_type(drive, "1,25");
    drive_key(drive, "Return");
    assert_true(drive_value(drive, KEY_RADIUS) == 1.25);
    assert_string_equal(drive_ui(drive)->gui.edit_path, "");
    drive_click(drive, "controls/radius/value");
    drive_type(drive, "1,2,5");
    drive_key(drive, "Return");
    assert_true(drive_value(drive, KEY_RADIUS) == 1.25);
    assert_string_equal(drive_ui(drive)->gui.error_typed, "1,2,5");
    drive_key(drive, "Escape");
    drive_click(drive, "controls/steps/value"); /* of a whole number it might mean a thousand */
    drive_type(drive, "1,000");
    drive_key(drive, "Return");
    assert_string_equal(drive_ui(drive)->gui.error_typed, "1,000");
}

static void a_digit_or_return_on_a_slider_begins_to_type_its_value(void **state) {
    Drive *drive = *state;
    drive_line(drive, "focus controls/steps");
    drive_type(drive, "24");
    assert_string_equal(edit(drive), "controls/steps/value");
    drive_key(drive, "Return");
    assert_true(drive_value(drive, KEY_STEPS) == 24);
    assert_string_equal(focus(drive), "controls/steps");
    drive_key(drive, "Return");
    assert_string_equal(drive_ui(drive)->gui.edit.text, "24");
    drive_key(drive, "Escape");
    drive_type(drive, "x"); /* no number */
    assert_string_equal(edit(drive), "");
}

static void return_and_space_press_the_button_with_the_focus(void **state) {
    Drive *drive = *state;
    drive_line(drive, "focus transport/play");
    drive_key(drive, "Return");
    assert_true(drive_ui(drive)->playing);
    drive_key(drive, "Space");
    assert_false(drive_ui(drive)->playing);
}

static void the_focus_ring_shows_only_after_the_keyboard(void **state) {
    Drive *drive = *state;
    drive_key(drive, "Tab");
    assert_true(drive_ui(drive)->gui.show_focus);
    drive_click(drive, "controls/noise/label");
    assert_false(drive_ui(drive)->gui.show_focus);
    assert_string_equal(focus(drive), "");
    /* Tab goes on from what was clicked last. */
    drive_click(drive, "controls/noise");
    drive_key(drive, "Tab");
    assert_string_equal(focus(drive), region_focus_next(app_regions(drive->app), "controls/noise", 1)->path);
}

static void focus_names_what_it_cannot_find(void **state) {
    Drive *drive = *state;
    drive_refuse(drive, "focus controls/nothing", "controls/nothing");
    drive_refuse(drive, "focus controls/forget_bias", "cannot have");
    drive_refuse(drive, "click controls/radios", "controls/radius");
}

/* A slider without a setting (of the cliff, of the activations) has no default to go back to: its second press is one like the first. */
static void a_double_click_on_any_slider_changes_no_other_setting(void **state) {
    Drive *drive = *state;
    int settings = 0, others = 0;
    drive_line(drive, "resize 1920 1080");
    for (int screen = 0; screen < SCREEN_COUNT; screen++) {
        char line[64], path[48];
        Diag diag;
        text_format(line, (int)sizeof line, "show %s", screen_table[screen].name);
        if (!app_apply(drive->app, line, &diag)) continue; /* there is no burst to be shown */
        drive_frame(drive, 1);
        for (int i = 0; i < app_regions(drive->app)->count; i++) {
            const Region *region = &app_regions(drive->app)->item[i];
            if (region->kind != REGION_SLIDER || region->disabled || !region->can_drag) continue;
            int key = region->key;
            text_format(path, (int)sizeof path, "%s", region->path);
            Setup before = app_lab(drive->app)->setup;
            drive_double_click(drive, path);
            if (key >= 0) before.value[key] = drive_value(drive, (SetupKey)key);
            if (!setup_equal(&before, &app_lab(drive->app)->setup)) fail_msg("%s, %s: another setting changed", line, path);
            if (key >= 0)
                settings++;
            else
                others++;
        }
    }
    assert_true(settings >= 5 && others >= 5);
}

#define GUI_TEST(name) cmocka_unit_test_setup_teardown(name, drive_setup, drive_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        GUI_TEST(dragging_a_slider_changes_the_value_in_the_same_frame),
        GUI_TEST(a_knob_is_taken_where_it_was_touched_and_does_not_jump),
        GUI_TEST(a_press_on_the_track_brings_the_knob_there),
        GUI_TEST(every_region_that_can_be_dragged_has_a_command_for_every_place),
        GUI_TEST(a_drag_ends_with_its_button_and_leaves_the_knob_where_it_is),
        GUI_TEST(a_drag_is_one_undo_entry_however_many_frames_it_took),
        GUI_TEST(a_slider_goes_on_following_outside_its_box_and_stops_at_its_ends),
        GUI_TEST(a_double_click_restores_the_default),
        GUI_TEST(a_double_click_on_a_value_selects_all_of_it),
        GUI_TEST(what_was_taken_back_is_told_until_it_stands_there_again),
        GUI_TEST(a_segment_is_chosen_where_it_was_clicked),
        GUI_TEST(a_control_without_meaning_does_nothing),
        GUI_TEST(the_wheel_over_a_slider_steps_it),
        GUI_TEST(a_finger_that_moves_the_panel_steps_no_slider_under_it),
        GUI_TEST(a_number_typed_into_a_value_is_set),
        GUI_TEST(a_wrong_text_is_told_and_stays_to_be_mended),
        GUI_TEST(the_caret_moves_and_erases_letter_by_letter),
        GUI_TEST(a_click_elsewhere_commits_and_tab_commits_and_goes_on),
        GUI_TEST(a_click_into_the_text_places_the_caret),
        GUI_TEST(tab_reaches_every_focusable_control_and_comes_round),
        GUI_TEST(every_enabled_parameter_moves_by_arrows_home_and_end),
        GUI_TEST(rarely_used_parameters_are_folded_until_asked_for_or_set),
        GUI_TEST(more_settings_do_not_jump),
        GUI_TEST(arrows_step_time_unless_a_slider_has_the_focus),
        GUI_TEST(a_decimal_comma_is_read_as_a_point),
        GUI_TEST(a_digit_or_return_on_a_slider_begins_to_type_its_value),
        GUI_TEST(return_and_space_press_the_button_with_the_focus),
        GUI_TEST(the_focus_ring_shows_only_after_the_keyboard),
        GUI_TEST(focus_names_what_it_cannot_find),
        GUI_TEST(a_double_click_on_any_slider_changes_no_other_setting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
