/* Screens: menus, help, drawers, scrolling, sizes and themes; Escape closes one thing at a time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/number.h"
#include "support/drive.h"
#include "support/fail_memory.h"
#include <math.h>
#include <string.h>

static const UiState *ui(const Drive *drive) { return drive_ui(drive); }
static ScreenId top(const Drive *drive) { return screen_top(&ui(drive)->screens); }

static bool exists(Drive *drive, const char *path) { return region_find(app_regions(drive->app), path) != NULL; }

/* ---- Menus ---- */

static void a_menu_opens_by_pointer_and_closes_by_a_click_beside_it(void **state) {
    Drive *drive = *state;
    drive_click(drive, "controls/task");
    assert_string_equal(ui(drive)->gui.menu_path, "controls/task");
    assert_true(exists(drive, "controls/task/1"));
    drive_pointer(drive, 700, 500);
    drive_press(drive, 1);
    drive_release(drive);
    assert_string_equal(ui(drive)->gui.menu_path, "");
    assert_false(exists(drive, "controls/task/1"));
    /* The click beside it only closed: nothing below was pressed. */
    assert_int_equal(ui(drive)->cursor.phase, PHASE_UNROLL);
}

static void a_menu_works_by_keyboard_and_gives_the_focus_back(void **state) {
    Drive *drive = *state;
    drive_line(drive, "focus controls/task");
    drive_key(drive, "Return");
    assert_string_equal(ui(drive)->gui.focus, "controls/task/1");
    drive_key(drive, "Down"); /* round to itself as long as there is one task */
    assert_non_null(strstr(ui(drive)->gui.focus, "controls/task/"));
    drive_key(drive, "Return");
    assert_string_equal(ui(drive)->gui.menu_path, "");
    assert_string_equal(ui(drive)->gui.focus, "controls/task");
    drive_key(drive, "Space");
    assert_string_equal(ui(drive)->gui.menu_path, "controls/task");
    drive_key(drive, "Escape");
    assert_string_equal(ui(drive)->gui.menu_path, "");
    assert_string_equal(ui(drive)->gui.focus, "controls/task");
    assert_false(ui(drive)->playing); /* Space was the control's */
}

static void choosing_from_a_menu_is_a_set_line(void **state) {
    Drive *drive = *state;
    drive_click(drive, "controls/task");
    const Region *item = drive_region(drive, "controls/task/1");
    char line[96];
    text_format(line, sizeof line, "%s", item->command);
    assert_string_equal(line, "set task recall");
    drive_click(drive, "controls/task/1");
    assert_string_equal(ui(drive)->gui.menu_path, "");
}

/* ---- Escape ---- */

static void escape_closes_one_thing_at_a_time(void **state) {
    Drive *drive = *state;
    drive_resize(drive, 1000, 640);
    drive_line(drive, "show controls");
    drive_frame(drive, 0);
    drive_line(drive, "focus controls/steps");
    drive_line(drive, "show help");
    drive_frame(drive, 0);
    assert_int_equal(top(drive), SCREEN_HELP);
    drive_key(drive, "Escape");
    assert_false(screen_is_open(&ui(drive)->screens, SCREEN_HELP));
    assert_int_equal(top(drive), SCREEN_CONTROLS);
    drive_line(drive, "focus controls/steps");
    drive_type(drive, "12");
    drive_key(drive, "Escape"); /* the typing */
    assert_string_equal(ui(drive)->gui.edit_path, "");
    assert_int_equal(top(drive), SCREEN_CONTROLS);
    drive_line(drive, "focus controls/task");
    drive_key(drive, "Down");
    drive_key(drive, "Escape"); /* the menu */
    assert_string_equal(ui(drive)->gui.menu_path, "");
    assert_int_equal(top(drive), SCREEN_CONTROLS);
    drive_key(drive, "Escape"); /* the drawer */
    assert_int_equal(top(drive), SCREEN_STAGE);
    drive_key(drive, "Tab");
    assert_true(ui(drive)->gui.focus[0]);
    drive_key(drive, "Escape"); /* the focus */
    assert_string_equal(ui(drive)->gui.focus, "");
    drive_key(drive, "Escape"); /* nothing is left */
    assert_false(app_wants_quit(drive->app));
    assert_true(drive_value(drive, KEY_STEPS) == 16);
}

/* ---- Help ---- */

/* Keys are named by what they do, since two scopes may have the same key. */
static void check_listed_keys(Drive *drive, unsigned scopes) {
    for (int id = 0; id < COMMAND_COUNT; id++) {
        bool holds = scopes & (1u << command_table[id].scope);
        char key[32], line[COMMAND_SHORT_MAX];
        for (int i = 0; command_key((CommandId)id, i, key, sizeof key, line, sizeof line); i++) {
            bool is_listed = drive_has_run(drive, line);
            if (is_listed != holds) fail_msg("the help %s %s (%s)", is_listed ? "lists" : "does not list", key, line);
        }
    }
}

static void help_lists_the_keys_that_work_below_it(void **state) {
    Drive *drive = *state;
    drive_key(drive, "F1");
    check_listed_keys(drive, SCOPE_BIT(STAGE) | SCOPE_BIT(EVERYWHERE));
    drive_key(drive, "F1");
    assert_false(screen_is_open(&ui(drive)->screens, SCREEN_HELP));
}

/* Keys of one command may do different things: each says its own. */
static void help_says_of_every_key_what_it_opens(void **state) {
    Drive *drive = *state;
    drive_key(drive, "F1");
    const char *const titles[] = {"Help", "Cell", "Microscope", "Weights", "Activation", "Compare", "Cliff", "Text", "Search", "Settings"};
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        char says[60];
        text_format(says, (int)sizeof says, "Open or close: %s.", titles[i]);
        assert_true(drive_has_text(drive, says));
    }
}

static void keys_mean_what_the_topmost_screen_says(void **state) {
    Drive *drive = *state;
    drive_resize(drive, 800, 500);
    drive_line(drive, "seek forward 3");
    drive_key(drive, "F1");
    drive_key(drive, "PageDown"); /* the page's */
    assert_int_equal(ui(drive)->cursor.phase, PHASE_FORWARD);
    assert_int_equal(ui(drive)->cursor.step, 3);
    double page = ui(drive)->scroll[SCREEN_HELP];
    assert_true(page > 100);
    drive_key(drive, "Down");
    assert_true(ui(drive)->scroll[SCREEN_HELP] > page);
    drive_key(drive, "End");
    double most = ui(drive)->scroll[SCREEN_HELP];
    drive_key(drive, "PageDown");
    assert_true(ui(drive)->scroll[SCREEN_HELP] == most);
    drive_key(drive, "Home");
    assert_true(ui(drive)->scroll[SCREEN_HELP] == 0);
    drive_key(drive, "Space"); /* nobody's here: the stage is covered */
    assert_false(ui(drive)->playing);
    drive_key(drive, "Shift+T"); /* everywhere */
    assert_int_equal(top(drive), SCREEN_HELP);
    drive_key(drive, "Escape");
    drive_line(drive, "show story");
    drive_key(drive, "Right"); /* a drawer leaves the stage its keys */
    drive_line(drive, "pause");
    assert_int_equal(ui(drive)->cursor.step, 4);
    drive_refuse(drive, "show hlep", "did you mean \"help\"");
    drive_refuse(drive, "show 5", "stage, story, lesson, controls, course, help");
    drive_line(drive, "show stage");
    assert_int_equal(top(drive), SCREEN_STAGE);
    drive_refuse(drive, "scroll down", "no page is open");
}

static void keys_do_not_reach_a_field_below_the_help(void **state) {
    Drive *drive = *state;
    drive_line(drive, "focus controls/steps");
    drive_type(drive, "1");
    assert_string_equal(ui(drive)->gui.edit.text, "1");
    drive_key(drive, "F1");
    drive_type(drive, "2");
    drive_key(drive, "Backspace");
    assert_string_equal(ui(drive)->gui.edit.text, "1");
    drive_key(drive, "Escape"); /* closes the help; the field stays as it was */
    assert_string_equal(ui(drive)->gui.edit.text, "1");
    drive_type(drive, "2");
    drive_key(drive, "Return");
    assert_true(drive_value(drive, KEY_STEPS) == 12);
}

static void help_scrolls_where_it_is_taller_than_the_window_and_keeps_tab(void **state) {
    Drive *drive = *state;
    drive_resize(drive, 800, 500);
    drive_line(drive, "show help");
    drive_frame(drive, 0);
    drive_pointer(drive, 400, 300);
    drive_wheel(drive, -5);
    assert_true(ui(drive)->scroll[SCREEN_HELP] > 0);
    for (int i = 0; i < 40; i++) drive_wheel(drive, -5);
    double most = ui(drive)->scroll[SCREEN_HELP];
    drive_wheel(drive, -5);
    assert_true(ui(drive)->scroll[SCREEN_HELP] == most);
    for (int i = 0; i < 60; i++) drive_wheel(drive, 5);
    assert_true(ui(drive)->scroll[SCREEN_HELP] == 0);
    for (int i = 0; i < 5; i++) {
        drive_key(drive, "Tab");
        assert_int_equal(strncmp(ui(drive)->gui.focus, "help/", 5), 0);
    }
    drive_click(drive, "help/close");
    assert_false(screen_is_open(&ui(drive)->screens, SCREEN_HELP));
}

static void what_lies_below_the_help_is_not_reached(void **state) {
    Drive *drive = *state;
    Rect box = drive_region(drive, "transport/play")->box;
    drive_line(drive, "show help");
    drive_frame(drive, 0);
    drive_pointer(drive, rect_mid_x(box), rect_mid_y(box));
    drive_press(drive, 1);
    drive_release(drive);
    assert_false(ui(drive)->playing);
}

/* ---- Drawers ---- */

static void at_800_by_500_the_panels_are_drawers(void **state) {
    Drive *drive = *state;
    drive_resize(drive, 800, 500);
    assert_false(exists(drive, "controls/radius"));
    drive_click(drive, "controls/open");
    assert_int_equal(top(drive), SCREEN_CONTROLS);
    assert_true(exists(drive, "controls/radius"));
    drive_line(drive, "click controls/input_scale"); /* scrolled to where it can be clicked */
    assert_true(drive_value(drive, KEY_INPUT_SCALE) != 1);
    drive_pointer(drive, 60, 300); /* on what is dimmed */
    drive_press(drive, 1);
    drive_release(drive);
    assert_int_equal(top(drive), SCREEN_STAGE);
    drive_click(drive, "story/open");
    assert_int_equal(top(drive), SCREEN_STORY);
    assert_true(exists(drive, "story/next"));
    drive_resize(drive, 1700, 800); /* with room the panel is there, and no drawer */
    assert_int_equal(top(drive), SCREEN_STAGE);
    assert_true(exists(drive, "controls/radius"));
    assert_true(exists(drive, "story/next"));
    assert_false(exists(drive, "controls/open"));
}

static void every_control_is_reached_by_tab_in_a_drawer_and_scrolls_into_view(void **state) {
    Drive *drive = *state;
    drive_resize(drive, 800, 500);
    drive_line(drive, "show controls");
    drive_frame(drive, 0);
    bool scrolled = false;
    for (int i = 0; i < 40; i++) {
        drive_key(drive, "Tab");
        const Region *region = drive_region(drive, ui(drive)->gui.focus);
        if (region->box.y < region->clip.y || rect_bottom(region->box) > rect_bottom(region->clip))
            fail_msg("%s is at %.0f..%.0f of %.0f..%.0f", region->path, region->box.y, rect_bottom(region->box), region->clip.y,
                     rect_bottom(region->clip));
        scrolled = scrolled || ui(drive)->scroll[SCREEN_CONTROLS] > 0;
    }
    assert_true(scrolled);
}

static void what_is_scrolled_out_of_its_panel_cannot_be_pressed(void **state) {
    Drive *drive = *state;
    drive_resize(drive, 800, 500);
    drive_line(drive, "show controls");
    drive_frame(drive, 0);
    Rect box = drive_region(drive, "controls/seed")->box;
    assert_true(box.y > 500); /* below the window */
    for (int i = 0; i < 30; i++) {
        drive_pointer(drive, drive_region(drive, "controls")->box.x + 4, 200);
        drive_wheel(drive, -3);
    }
    Setup before = app_lab(drive->app)->setup;
    const Region *first = drive_region(drive, "controls/cell");
    assert_true(rect_bottom(first->box) < TOP_BAR_HEIGHT);
    for (int i = 0; i < 20; i++) { /* where the rows above would be */
        drive_pointer(drive, first->box.x + first->box.w * 0.9, 2 + 2.5 * i);
        drive_press(drive, 1);
        drive_release(drive);
    }
    assert_true(setup_get(&before, KEY_CELL) == drive_value(drive, KEY_CELL));
    assert_true(setup_get(&before, KEY_HIDDEN) == drive_value(drive, KEY_HIDDEN));
}

static void a_panel_being_scrolled_does_not_move_the_sliders_that_come_under_the_pointer(void **state) {
    Drive *drive = *state;
    drive_resize(drive, 800, 500);
    drive_line(drive, "show controls");
    drive_frame(drive, 0);
    Setup before = app_lab(drive->app)->setup;
    drive_hover(drive, "controls/hidden/label", 0.5, 0.5);
    for (int i = 0; i < 30; i++) {
        drive_wheel(drive, -0.3);
        drive_frame(drive, 1.0 / 60);
    }
    assert_true(ui(drive)->scroll[SCREEN_CONTROLS] > 0);
    assert_memory_equal(&before, &app_lab(drive->app)->setup, sizeof before);
}

/* ---- Sizes, scale, themes ---- */

static void the_scale_is_clamped_so_that_the_least_screen_remains(void **state) {
    Drive *drive = *state;
    drive_line(drive, "scale 250");
    const int sizes[][2] = {{800, 500}, {1280, 720}, {1920, 1080}, {640, 400}, {3840, 2160}, {100, 100}};
    for (int i = 0; i < 6; i++) {
        drive_resize(drive, sizes[i][0], sizes[i][1]);
        const DrawList *list = drive_frame(drive, 0);
        assert_true(list->width >= 800 - 1e-9);
        assert_true(list->height >= 500 - 1e-9);
        assert_true(fabs(list->width * list->scale - sizes[i][0]) < 1e-6);
    }
    drive_resize(drive, 3840, 2160);
    assert_true(fabs(drive_frame(drive, 0)->scale - 2.5) < 1e-12);
    drive_refuse(drive, "scale 300", "75 to 250");
}

static void zoom_goes_through_round_sizes_and_back(void **state) {
    Drive *drive = *state;
    drive_key(drive, "Ctrl+Plus");
    assert_true(settings_get(app_settings(drive->app), SETTING_SCALE) == 110);
    for (int i = 0; i < 20; i++) drive_key(drive, "Ctrl+Plus");
    assert_true(settings_get(app_settings(drive->app), SETTING_SCALE) == 250);
    for (int i = 0; i < 20; i++) drive_key(drive, "Ctrl+Minus");
    assert_true(settings_get(app_settings(drive->app), SETTING_SCALE) == 75);
    drive_key(drive, "Ctrl+0");
    assert_true(settings_get(app_settings(drive->app), SETTING_SCALE) == 100);
}

static void a_screen_with_two_pixels_a_point_has_the_same_design_pixels(void **state) {
    Drive *drive = *state;
    app_resize(drive->app, 3840, 2160, 2);
    const DrawList *list = drive_frame(drive, 0);
    assert_true(list->width == 1920 && list->scale == 2);
    /* Window points lead to the same control. */
    Rect box = drive_region(drive, "transport/play")->box;
    drive_send(drive, INPUT_POINTER, rect_mid_x(box), rect_mid_y(box), 0, "");
    assert_string_equal(ui(drive)->gui.hot, "transport/play");
}

static void the_pointer_stays_on_its_control_when_the_scale_changes(void **state) {
    Drive *drive = *state;
    drive_pointer(drive, 960, 540);
    drive_line(drive, "scale 200");
    drive_frame(drive, 0);
    assert_true(fabs(ui(drive)->gui.x - 480) < 1e-9);
    assert_true(fabs(ui(drive)->gui.y - 270) < 1e-9);
}

static void the_theme_toggles_and_changes_the_background(void **state) {
    Drive *drive = *state;
    Color dark = drive_frame(drive, 0)->background;
    drive_key(drive, "T");
    Color light = drive_frame(drive, 0)->background;
    assert_true(dark.r < 64 && light.r > 192);
    drive_line(drive, "theme dark");
    assert_true((settings_theme(app_settings(drive->app)).theme == THEME_DARK));
}

/* Whatever the size, the mouse reaches every named setup, in whatever phase. */
static void every_preset_is_reached_by_the_mouse_at_every_size(void **state) {
    Drive *drive = *state;
    static const int sizes[][2] = {{800, 500}, {1000, 640}, {1279, 700}, {1280, 720}, {3840, 2160}};
    static const char *const scales[] = {"scale 75", "scale 100", "scale 250"};
    for (int size = 0; size < 5; size++) {
        drive_resize(drive, sizes[size][0], sizes[size][1]);
        for (int i = 0; i < setup_preset_count; i++) {
            char path[48];
            drive_line(drive, scales[i % 3]);
            drive_line(drive, "set steps 11"); /* none of them */
            drive_line(drive, i & 1 ? "seek update end" : "seek unroll 0");
            drive_frame(drive, 0);
            drive_click(drive, "top/presets");
            text_format(path, sizeof path, "top/presets/%d", i + 1);
            drive_click(drive, path);
            assert_true(setup_is_preset(&app_lab(drive->app)->setup, &setup_presets[i]));
            assert_string_equal(ui(drive)->gui.menu_path, "");
        }
    }
    /* By keyboard as well: it opens at the setup that is loaded. */
    drive_resize(drive, 800, 500);
    drive_line(drive, "preset parity");
    drive_line(drive, "focus top/presets");
    drive_key(drive, "Return");
    drive_key(drive, "Up");
    drive_key(drive, "Return");
    assert_true(setup_is_preset(&app_lab(drive->app)->setup, &setup_presets[setup_preset_count - 2]));
}

/* ---- Hover ---- */

static void a_tooltip_appears_after_a_moment_and_not_while_pressing(void **state) {
    Drive *drive = *state;
    const char *help = "One step back";
    drive_hover(drive, "transport/back", 0.5, 0.5);
    assert_false(drive_has_text(drive, help));
    assert_true(app_is_moving(drive->app));
    for (int i = 0; i < 40; i++) drive_frame(drive, 1.0 / 60);
    assert_true(drive_has_text(drive, help));
    assert_false(app_is_moving(drive->app));
    drive_press(drive, 1);
    assert_false(drive_has_text(drive, help));
    drive_release(drive);
}

static void leaving_the_window_leaves_nothing_hovered(void **state) {
    Drive *drive = *state;
    drive_line(drive, "seek forward end");
    drive_frame(drive, 0);
    drive_hover(drive, "stage/input", 0.5, 0.5);
    assert_int_equal(ui(drive)->hover.kind, SUBJECT_INPUT);
    drive_send(drive, INPUT_LEAVE, 0, 0, 0, "");
    assert_string_equal(ui(drive)->gui.hot, "");
    assert_int_equal(ui(drive)->hover.kind, SUBJECT_NONE);
}

static void nothing_moves_means_the_same_picture(void **state) {
    Drive *drive = *state;
    uint64_t first = draw_hash(drive_frame(drive, 0.016));
    for (int i = 0; i < 5; i++) assert_true(draw_hash(drive_frame(drive, 0.016)) == first);
    assert_false(app_is_moving(drive->app));
}

static void several_clicks_in_one_frame_each_see_the_picture_of_the_one_before(void **state) {
    Drive *drive = *state;
    drive_resize(drive, 800, 500);
    Rect open = drive_region(drive, "controls/open")->box;
    Input input;
    input_reset(&input);
    InputEvent event = {.kind = INPUT_PRESS, .x = rect_mid_x(open), .y = rect_mid_y(open), .ratio = 1, .clicks = 1};
    input_push(&input, &event);
    event.kind = INPUT_RELEASE;
    input_push(&input, &event);
    event = (InputEvent){.kind = INPUT_PRESS, .x = 60, .y = 300, .ratio = 1, .clicks = 1};
    input_push(&input, &event);
    event.kind = INPUT_RELEASE;
    input_push(&input, &event);
    app_frame(drive->app, &input, 0.016);
    assert_int_equal(top(drive), SCREEN_STAGE); /* opened, then closed by the click on what is dimmed */
    assert_int_equal(ui(drive)->cursor.phase, PHASE_UNROLL);
}

static void a_frame_allocates_nothing_once_it_has_been_drawn(void **state) {
    Drive *drive = *state;
    const char *const paths[] = {"controls/radius", "stage/state1", "transport/play", "top/help"};
    for (int round = 0; round < 2; round++) {
        if (round == 1) mem_fail_after(1); /* the next allocation of our own would fail */
        for (int phase = 0; phase < PHASE_COUNT; phase++) {
            char line[32];
            text_format(line, sizeof line, "seek %s end", timeline_phase_name((Phase)phase));
            drive_line(drive, line);
            for (int i = 0; i < 4; i++) {
                drive_frame(drive, 0.5);
                drive_hover(drive, paths[i], 0.4, 0.5);
                assert_false(drive_frame(drive, 0.5)->failed);
            }
        }
    }
    assert_null(mem_new(16)); /* still to come: nothing took it */
    mem_fail_after(-1);
}

static void without_memory_there_is_no_program_and_a_reason(void **state) {
    Drive *drive = *state;
    int failures = 0;
    for (long n = 1; n < 200; n++) {
        Diag diag = {0};
        mem_fail_after(n);
        App *app = app_new(&drive->world, &diag);
        mem_fail_after(-1);
        if (app) {
            app_free(app);
            break;
        }
        assert_true(diag.text[0] != '\0');
        failures++;
    }
    assert_true(failures >= 4 && failures < 150);
}

static void closing_the_window_and_quit_end_the_program(void **state) {
    Drive *drive = *state;
    drive_key(drive, "Ctrl+Q");
    assert_true(app_wants_quit(drive->app));
    drive_end(drive);
    drive_start(drive);
    drive_send(drive, INPUT_CLOSE, 0, 0, 0, "");
    assert_true(app_wants_quit(drive->app));
}

static void wrong_lines_change_nothing_and_say_what_would_be_right(void **state) {
    Drive *drive = *state;
    uint64_t before = draw_hash(drive_frame(drive, 0));
    drive_refuse(drive, "sett cell lstm", "set");
    drive_refuse(drive, "set cell lstn", "lstm");
    drive_refuse(drive, "set steps 0", "1");
    drive_refuse(drive, "chain 2 forward", "layer 2");
    drive_refuse(drive, "chain 1 reverse", "forward only");
    drive_refuse(drive, "step forward 1000000", "10000");
    drive_refuse(drive, "frame x", "frame");
    drive_refuse(drive, "undo", "nothing");
    assert_true(draw_hash(drive_frame(drive, 0)) == before);
}

#define GUI_TEST(name) cmocka_unit_test_setup_teardown(name, drive_setup, drive_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        GUI_TEST(a_menu_opens_by_pointer_and_closes_by_a_click_beside_it),
        GUI_TEST(a_menu_works_by_keyboard_and_gives_the_focus_back),
        GUI_TEST(choosing_from_a_menu_is_a_set_line),
        GUI_TEST(escape_closes_one_thing_at_a_time),
        GUI_TEST(help_lists_the_keys_that_work_below_it),
        GUI_TEST(help_says_of_every_key_what_it_opens),
        GUI_TEST(keys_mean_what_the_topmost_screen_says),
        GUI_TEST(keys_do_not_reach_a_field_below_the_help),
        GUI_TEST(help_scrolls_where_it_is_taller_than_the_window_and_keeps_tab),
        GUI_TEST(what_lies_below_the_help_is_not_reached),
        GUI_TEST(at_800_by_500_the_panels_are_drawers),
        GUI_TEST(every_control_is_reached_by_tab_in_a_drawer_and_scrolls_into_view),
        GUI_TEST(what_is_scrolled_out_of_its_panel_cannot_be_pressed),
        GUI_TEST(a_panel_being_scrolled_does_not_move_the_sliders_that_come_under_the_pointer),
        GUI_TEST(the_scale_is_clamped_so_that_the_least_screen_remains),
        GUI_TEST(zoom_goes_through_round_sizes_and_back),
        GUI_TEST(a_screen_with_two_pixels_a_point_has_the_same_design_pixels),
        GUI_TEST(the_pointer_stays_on_its_control_when_the_scale_changes),
        GUI_TEST(the_theme_toggles_and_changes_the_background),
        GUI_TEST(every_preset_is_reached_by_the_mouse_at_every_size),
        GUI_TEST(a_tooltip_appears_after_a_moment_and_not_while_pressing),
        GUI_TEST(leaving_the_window_leaves_nothing_hovered),
        GUI_TEST(nothing_moves_means_the_same_picture),
        GUI_TEST(several_clicks_in_one_frame_each_see_the_picture_of_the_one_before),
        GUI_TEST(a_frame_allocates_nothing_once_it_has_been_drawn),
        GUI_TEST(without_memory_there_is_no_program_and_a_reason),
        GUI_TEST(closing_the_window_and_quit_end_the_program),
        GUI_TEST(wrong_lines_change_nothing_and_say_what_would_be_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
