/* Training as time: the page of the history, going to any update from it, and a training that ends where the task is solved. */
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "base/number.h"
#include "gui/chart.h"
#include "lab/lab.h"
#include "support/drive.h"
#include <string.h>

static long update_of(const Drive *drive) { return app_lab(drive->app)->run.update; }

static void without_an_update_the_page_says_how_to_begin(void **state) {
    Drive *drive = *state;
    drive_line(drive, "show history");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "No update yet: train"));
    assert_true(drive_has_text(drive, "update 0 of 0"));
}

static void a_click_on_a_chart_goes_to_the_update_under_the_pointer(void **state) {
    static const char *const charts[] = {"history/loss", "history/map", "history/measure", "history/norm", "history/radius"};
    Drive *drive = *state;
    drive_line(drive, "train 100");
    drive_line(drive, "show history");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "update 100 of 100"));
    for (size_t i = 0; i < sizeof charts / sizeof *charts; i++) {
        drive_line(drive, "visit 100");
        drive_frame(drive, 0);
        drive_click(drive, charts[i]); /* its middle */
        assert_int_equal(update_of(drive), 50);
        drive_frame(drive, 0);
        assert_true(drive_has_text(drive, "update 50 of 100")); /* the updates after this one can still be visited */
    }
}

static void the_track_goes_to_any_update_in_one_undo_entry(void **state) {
    Drive *drive = *state;
    drive_line(drive, "train 200");
    drive_line(drive, "show history");
    drive_frame(drive, 0);
    drive_drag(drive, "history/scrub", 0.995, 0.25);
    assert_true(update_of(drive) >= 50 && update_of(drive) <= 52); /* the knob keeps its distance to the pointer */
    drive_line(drive, "undo");
    assert_int_equal(update_of(drive), 200);
    drive_line(drive, "curve log");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "Log axis"));
    drive_drag(drive, "history/scrub", 0.995, 0); /* a log axis begins at 1 */
    assert_true(update_of(drive) >= 1 && update_of(drive) <= 2);
}

/* The values are the record's: what `copy chart` would give is what the laboratory measured. */
static void the_wheel_zooms_all_charts_with_that_of_the_loss(void **state) {
    Drive *drive = *state;
    drive_line(drive, "train 100");
    drive_line(drive, "show history");
    drive_frame(drive, 0);
    drive_hover(drive, "history/loss", 0.5, 0.5);
    drive_wheel(drive, 3);
    drive_frame(drive, 0);
    drive_hover(drive, "history/map", 0, 0.5);
    drive_click(drive, "history/map");
    assert_int_equal(update_of(drive), 50); /* about the pointer */
    drive_double_click(drive, "history/loss");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "of 100"));
}

/* Also not to the update under its first click. Undo then takes back what was done before it. */
static void a_double_click_on_a_chart_shows_all_and_goes_nowhere(void **state) {
    static const char *const charts[] = {"history/loss", "history/map", "history/measure", "history/norm", "history/radius"};
    Drive *drive = *state;
    drive_line(drive, "train 100");
    drive_line(drive, "show history");
    drive_frame(drive, 0);
    drive_hover(drive, charts[0], 0.5, 0.5);
    drive_wheel(drive, 3);
    assert_non_null(chart_find_zoom(&drive_ui(drive)->gui, "history-loss", false));
    for (size_t i = 0; i < sizeof charts / sizeof *charts; i++) {
        drive_double_click(drive, charts[i]);
        drive_frame(drive, 0);
        assert_int_equal(update_of(drive), 100);
        assert_null(chart_find_zoom(&drive_ui(drive)->gui, "history-loss", false));
    }
    drive_click(drive, charts[0]); /* on purpose, and then a double-click at the same place */
    drive_double_click(drive, charts[0]);
    assert_int_equal(update_of(drive), 50);
    drive_line(drive, "undo");
    assert_int_equal(update_of(drive), 100);
}

static void train_by_button(Drive *drive) {
    drive_line(drive, "training on");
    for (int i = 0; i < 4000 && drive_ui(drive)->training && update_of(drive) < 1500; i++) drive_frame(drive, 0.01);
}

static void training_by_the_button_stops_where_the_task_is_solved(void **state) {
    Drive *drive = *state;
    char text[64];
    drive_line(drive, "set cell lstm");
    train_by_button(drive);
    assert_false(drive_ui(drive)->training);
    long solved = update_of(drive);
    assert_true(solved > 100 && solved < 1500);
    text_format(text, sizeof text, "Solved at update %s: ", COUNT_TEXT(solved));
    assert_true(strstr(drive_ui(drive)->message, text) != NULL);
    drive_line(drive, "show history");
    drive_frame(drive, 0);
    text_format(text, sizeof text, "solved at update %s", COUNT_TEXT(solved));
    assert_true(drive_has_text(drive, text));
    train_by_button(drive); /* it is known by now: it goes on */
    assert_true(drive_ui(drive)->training);
    drive_line(drive, "training off");
}

static void a_counted_training_goes_on_and_finds_it_at_the_same_update(void **state) {
    Drive *drive = *state;
    char text[64];
    drive_line(drive, "set cell lstm");
    train_by_button(drive);
    long solved = update_of(drive);
    drive_line(drive, "restart");
    drive_line(drive, "train 1000");
    assert_int_equal(update_of(drive), 1000);
    drive_line(drive, "show history");
    drive_frame(drive, 0);
    text_format(text, sizeof text, "solved at update %s", COUNT_TEXT(solved));
    assert_true(drive_has_text(drive, text));
}

static void the_setting_and_a_comparison_let_it_go_on(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set cell lstm");
    drive_line(drive, "setting stop_solved off");
    train_by_button(drive);
    assert_true(drive_ui(drive)->training && update_of(drive) >= 1500);
    drive_line(drive, "training off");
    drive_line(drive, "setting stop_solved on");
    drive_line(drive, "restart");
    drive_line(drive, "compare RNN: cell rnn");
    train_by_button(drive);
    assert_true(drive_ui(drive)->training && update_of(drive) >= 1500);
    drive_line(drive, "training off");
}

/* What a chart says of itself stands beside the numbers at the pointer, never over them. */
static void the_tip_of_a_chart_leaves_its_numbers_free(void **state) {
    static const char *const charts[] = {"history/loss", "history/norm", "history/radius"};
    Drive *drive = *state;
    int tried = 0;
    drive_line(drive, "motion reduced");
    drive_line(drive, "train 30");
    drive_line(drive, "show history");
    drive_frame(drive, 1);
    for (int i = 0; i < 3 * 9; i++) {
        if (!region_find(app_regions(drive->app), charts[i / 9])) continue;
        drive_hover(drive, charts[i / 9], 0.1 + 0.1 * (i % 9), 0.5);
        drive_frame(drive, 0.5);
        const DrawList *list = drive_frame(drive, 1);
        DrawItem item;
        Rect plate[2];
        int plates = 0;
        for (size_t offset = 0; draw_next(list, &offset, &item);)
            if (item.op == DRAW_ROUND && item.layer == LAYER_HOVER && item.box.h > 40 && plates < 2) plate[plates++] = item.box;
        if (plates < 2) continue;
        tried++;
        bool is_apart = plate[0].x >= rect_right(plate[1]) || plate[1].x >= rect_right(plate[0]) || plate[0].y >= rect_bottom(plate[1]) ||
                        plate[1].y >= rect_bottom(plate[0]);
        if (!is_apart) fail_msg("%s, place %d: the tip lies over the numbers", charts[i / 9], i % 9 + 1);
    }
    assert_true(tried > 8);
}

#define GUI_TEST(NAME) cmocka_unit_test_setup_teardown(NAME, drive_setup_large, drive_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        GUI_TEST(without_an_update_the_page_says_how_to_begin),
        GUI_TEST(a_click_on_a_chart_goes_to_the_update_under_the_pointer),
        GUI_TEST(the_track_goes_to_any_update_in_one_undo_entry),
        GUI_TEST(a_double_click_on_a_chart_shows_all_and_goes_nowhere),
        GUI_TEST(the_wheel_zooms_all_charts_with_that_of_the_loss),
        GUI_TEST(training_by_the_button_stops_where_the_task_is_solved),
        GUI_TEST(a_counted_training_goes_on_and_finds_it_at_the_same_update),
        GUI_TEST(the_setting_and_a_comparison_let_it_go_on),
        GUI_TEST(the_tip_of_a_chart_leaves_its_numbers_free),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
