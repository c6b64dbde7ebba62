/* What is said at a control: errors stand at their own row, in the words of its label, and keep what was typed; tooltips come to a
   pointer that rests, go when it acts, and stand beside the panel instead of on its values. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "gui/chart.h"
#include "gui/theme.h"
#include "lab/setup.h"
#include "support/drive.h"
#include "task/task.h"
#include <math.h>
#include <string.h>

static const GuiState *gui(const Drive *drive) { return &drive_ui(drive)->gui; }
static bool has_region(const Drive *drive, const char *path) { return region_find(app_regions(drive->app), path) != NULL; }

/* ---- Errors ---- */

static void refuse_steps(Drive *drive) {
    drive_click(drive, "controls/steps/value");
    drive_type(drive, "5000");
    drive_key(drive, "Return");
}

static void an_error_stands_at_its_row_and_names_the_label(void **state) {
    Drive *drive = *state;
    refuse_steps(drive);
    assert_string_equal(gui(drive)->error_text, "Time steps T cannot be 5000; it goes from 1 to 1000.");
    assert_string_equal(drive_ui(drive)->message, ""); /* not at the other end of the screen as well */
    Rect row = drive_region(drive, "controls/steps")->box, error = drive_region(drive, "controls/steps/error")->box,
         next = drive_region(drive, "controls/targets")->box, panel = drive_region(drive, "controls")->box;
    assert_true(error.y >= rect_bottom(row) - 8 && error.y - rect_bottom(row) < 16);
    assert_true(error.x >= panel.x && rect_right(error) <= rect_right(panel));
    assert_true(error.h > 15);
    assert_true(next.y >= rect_bottom(error)); /* the rows below make room */
    assert_true(drive_has_text(drive, "5000"));
}

static void every_parameter_is_refused_by_its_label_and_never_by_its_key(void **state) {
    Drive *drive = *state;
    for (int key = 0; key < KEY_COUNT; key++) {
        Setup setup = app_lab(drive->app)->setup;
        Diag diag = {0};
        size_t length = strlen(setup_table[key].label);
        assert_false(setup_set_field(&setup, (SetupKey)key, str_from("nonsense"), &diag));
        assert_int_equal(strncmp(diag.text, setup_table[key].label, length), 0);
        assert_int_equal(strncmp(diag.text + length, " cannot be \"nonsense\"", 21), 0);
    }
}

static void what_was_typed_wrongly_is_kept_when_one_clicks_elsewhere(void **state) {
    Drive *drive = *state;
    drive_click(drive, "controls/steps/value");
    drive_type(drive, "5000");
    drive_hover(drive, "controls/targets", 0.75, 0.5);
    drive_press(drive, 1);
    assert_false(has_region(drive, "controls/steps/error")); /* nothing moves away under the pointer */
    drive_release(drive);
    assert_true(drive_value(drive, KEY_TARGETS) == 1); /* the click did what it was for */
    assert_string_equal(gui(drive)->edit_path, "");
    assert_true(has_region(drive, "controls/steps/error"));
    assert_true(drive_has_text(drive, "5000"));
    drive_key(drive, "Home"); /* keys go where they always go */
    assert_int_equal(drive_ui(drive)->cursor.phase, PHASE_UNROLL);
    /* A click takes it up again. */
    drive_click(drive, "controls/steps/value");
    assert_string_equal(gui(drive)->edit.text, "5000");
    drive_key(drive, "Backspace");
    drive_key(drive, "Backspace");
    drive_key(drive, "Return");
    assert_true(drive_value(drive, KEY_STEPS) == 50);
    assert_false(has_region(drive, "controls/steps/error"));
    assert_string_equal(gui(drive)->error_typed, "");
}

static void escape_gives_a_refused_text_up(void **state) {
    Drive *drive = *state;
    refuse_steps(drive);
    drive_key(drive, "Escape");
    assert_string_equal(gui(drive)->error_path, "");
    assert_false(drive_has_text(drive, "5000"));
    refuse_steps(drive);
    drive_click(drive, "controls/noise/label");
    assert_string_equal(gui(drive)->error_typed, "5000");
    drive_key(drive, "Escape");
    assert_string_equal(gui(drive)->error_path, "");
}

static void another_value_ends_an_error_however_it_came(void **state) {
    Drive *drive = *state;
    refuse_steps(drive);
    drive_click(drive, "controls/noise/label");
    drive_line(drive, "set noise 0.7"); /* something else does not */
    assert_string_equal(gui(drive)->error_typed, "5000");
    drive_line(drive, "set steps 20");
    assert_string_equal(gui(drive)->error_path, "");
}

static void what_a_slider_cannot_do_is_said_below_it_and_goes(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set task order");
    drive_line(drive, "set steps 20");
    drive_frame(drive, 0);
    drive_drag(drive, "controls/steps", 0.5, 0.0);
    assert_true(drive_value(drive, KEY_STEPS) >= 10);
    assert_non_null(strstr(gui(drive)->error_text, "at least 10 time steps"));
    assert_true(has_region(drive, "controls/steps/error"));
    assert_true(app_is_moving(drive->app)); /* it will go by itself: nothing typed is lost with it */
    for (int i = 0; i < 100; i++) drive_frame(drive, 0.1);
    assert_false(has_region(drive, "controls/steps/error"));
}

static void a_choice_that_cannot_be_is_said_at_its_menu(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set steps 5");
    drive_frame(drive, 0);
    drive_click(drive, "controls/task");
    drive_click(drive, "controls/task/3"); /* temporal order */
    assert_true(drive_value(drive, KEY_TASK) == 0);
    assert_non_null(strstr(gui(drive)->error_text, "at least 10 time steps, not 5"));
    Rect row = drive_region(drive, "controls/task")->box, error = drive_region(drive, "controls/task/error")->box;
    assert_true(error.y >= rect_bottom(row) && error.y - rect_bottom(row) < 16);
}

static void a_drawer_that_closes_over_an_error_tells_it_and_keeps_the_text(void **state) {
    Drive *drive = *state;
    drive_resize(drive, 1000, 640);
    drive_click(drive, "controls/open");
    drive_click(drive, "controls/steps/value");
    drive_type(drive, "5000");
    drive_pointer(drive, 200, 300); /* the stage, dimmed: a click closes the drawer */
    drive_press(drive, 1);
    drive_release(drive);
    assert_int_equal(drive_ui(drive)->screens.count, 0);
    assert_non_null(strstr(drive_ui(drive)->message, "Time steps T cannot be 5000"));
    drive_click(drive, "controls/open");
    assert_true(has_region(drive, "controls/steps/error"));
    assert_true(drive_has_text(drive, "5000"));
}

static void an_error_below_the_fold_scrolls_into_view(void **state) {
    Drive *drive = *state;
    drive_resize(drive, 1280, 720);
    drive_line(drive, "show controls");
    drive_frame(drive, 0);
    drive_line(drive, "focus controls/seed");
    drive_frame(drive, 0);
    drive_type(drive, "0");
    drive_key(drive, "Return");
    const Region *error = drive_region(drive, "controls/seed/error");
    assert_non_null(strstr(gui(drive)->error_text, "Seed cannot be 0; it goes from 1 to 9999."));
    assert_true(rect_bottom(error->box) <= rect_bottom(error->clip) && error->box.y >= error->clip.y);
}

/* ---- Tooltips ---- */

/* Where the tooltip stands in the picture; of width 0 when there is none. */
static Rect tip_box(Drive *drive) {
    const DrawList *list = drive_frame(drive, 0);
    DrawItem item;
    bool is_tip = false;
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        if (item.op == DRAW_GROUP) is_tip = str_equal(item.text, "tip");
        if (is_tip && item.op == DRAW_ROUND) return item.box;
    }
    return rect(0, 0, 0, 0);
}

static void rest(Drive *drive) {
    for (int i = 0; i < 10; i++) drive_frame(drive, 0.1);
}

static bool do_overlap(Rect a, Rect b) {
    return a.x < rect_right(b) && b.x < rect_right(a) && a.y < rect_bottom(b) && b.y < rect_bottom(a);
}

static void a_tooltip_goes_on_a_press_and_comes_back_only_after_moving_on_and_resting(void **state) {
    Drive *drive = *state;
    drive_hover(drive, "controls/noise", 0.3, 0.5);
    rest(drive);
    assert_true(tip_box(drive).w > 0);
    drive_press(drive, 1);
    assert_true(tip_box(drive).w == 0);
    drive_hover(drive, "controls/noise", 0.6, 0.5);
    rest(drive); /* held still: one looks at the picture */
    assert_true(tip_box(drive).w == 0);
    drive_release(drive);
    rest(drive);
    assert_true(tip_box(drive).w == 0);
    assert_false(app_is_moving(drive->app)); /* nor is one on its way */
    drive_hover(drive, "controls/noise", 0.605, 0.5);
    rest(drive); /* a hand trembles */
    assert_true(tip_box(drive).w == 0);
    drive_hover(drive, "controls/noise", 0.7, 0.5);
    assert_true(tip_box(drive).w == 0);
    rest(drive);
    assert_true(tip_box(drive).w > 0);
    drive_wheel(drive, 1);
    rest(drive);
    assert_true(tip_box(drive).w == 0);
}

static void a_tooltip_does_not_come_to_a_pointer_on_its_way(void **state) {
    Drive *drive = *state;
    Rect box = drive_region(drive, "controls/noise")->box;
    for (int i = 0; i < 20; i++) {
        drive_pointer(drive, box.x + 10 * i, rect_mid_y(box));
        drive_frame(drive, 0.3);
        assert_true(tip_box(drive).w == 0);
    }
    rest(drive);
    assert_true(tip_box(drive).w > 0);
}

/* Each tooltip of whatever has one, at the usual sizes: none lies in the bar or panel of its control. */
static void a_tooltip_covers_neither_its_control_nor_its_neighbours(void **state) {
    Drive *drive = *state;
    static const int sizes[][2] = {{1920, 1080}, {1280, 720}, {1000, 640}, {800, 500}};
    static const char *const places[] = {"top", "transport", "story", "controls"};
    static const char *const drawers[] = {"hide", "show story", "show controls"};
    int seen = 0;
    for (int size = 0; size < 4; size++)
        for (int drawer = 0; drawer < (size < 2 ? 1 : 3); drawer++) {
            drive_resize(drive, sizes[size][0], sizes[size][1]);
            if (size >= 2) drive_line(drive, "show controls");
            drive_line(drive, drawers[drawer]);
            drive_frame(drive, 0);
            for (int i = 0; i < app_regions(drive->app)->count; i++) {
                Region region = app_regions(drive->app)->item[i];
                double x = rect_mid_x(region.box), y = rect_mid_y(region.box);
                const Region *top = region_at(app_regions(drive->app), x, y);
                if (!region.tip || !top || strcmp(top->path, region.path) != 0) continue;
                Rect keep = rect(0, 0, 0, 0);
                for (int p = 0; p < 4; p++) {
                    const Region *place = region_find(app_regions(drive->app), places[p]);
                    if (place && rect_contains(place->box, x, y)) keep = place->box;
                }
                if (keep.w <= 0) continue;
                drive_pointer(drive, x, y);
                rest(drive);
                Rect tip = tip_box(drive);
                if (tip.w <= 0) fail_msg("%s has no tooltip", region.path);
                if (do_overlap(tip, keep)) fail_msg("%d px: the tooltip of %s lies on its own panel", sizes[size][0], region.path);
                assert_true(tip.x >= 0 && tip.y >= 0 && rect_right(tip) <= drive_frame(drive, 0)->width);
                assert_true(rect_bottom(tip) <= drive_frame(drive, 0)->height);
                seen++;
            }
        }
    assert_true(seen > 60);
}

/* ---- The loss curve ---- */

/* To which update a click there goes. */
static double click_curve(Drive *drive, double across) {
    drive_hover(drive, "story/history", across, 0.5);
    drive_press(drive, 1);
    drive_release(drive);
    return (double)app_lab(drive->app)->run.update;
}

static void the_beginning_of_a_long_training_can_be_shown_and_clicked(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set hidden 1");
    drive_line(drive, "set steps 2");
    drive_frame(drive, 0);
    assert_false(has_region(drive, "story/curve")); /* nothing to show yet */
    for (int i = 0; i < 2; i++) drive_line(drive, "train 10000");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "linear axis"));
    assert_true(drive_has_text(drive, "10,000"));
    double at = click_curve(drive, 0.5);
    assert_true(fabs(at - 10000) < 60);
    drive_click(drive, "story/curve");
    assert_true(drive_has_text(drive, "log axis"));
    assert_true(chart_find(app_regions(drive->app), "loss")->whole.x0 == 0); /* the log axis begins at update 1 */
    double middle = click_curve(drive, 0.5);                                 /* the root of all of them */
    assert_true(fabs(middle - sqrt(20000)) < 6);
    assert_true(click_curve(drive, 0.999) > 19500);
    assert_true(click_curve(drive, 0.01) == 1);
    /* A point of the curve stands where a click on it goes. */
    const DrawList *list = drive_frame(drive, 0);
    Rect box = drive_region(drive, "story/history")->box;
    DrawItem item;
    Color text = theme_get((ThemeChoice){.theme = THEME_DARK})->text;
    int marks = 0; /* the bar that says where the training stands among what is known */
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        if (item.op != DRAW_RECT || item.box.w != 1 || item.box.h != box.h || memcmp(&item.color, &text, sizeof text) != 0) continue;
        marks++;
        assert_true(fabs(item.box.x + 0.5 - box.x) < 0.01); /* update 1, where the axis begins */
    }
    assert_int_equal(marks, 1);
    drive_line(drive, "curve linear");
    assert_true(drive_has_text(drive, "linear axis"));
}

/* What was measured says of which update it is, and nothing once the network or the task is another. */
static void the_measure_below_the_loss_is_of_this_network_on_this_task(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set hidden 3");
    drive_line(drive, "set steps 4");
    drive_line(drive, "train 300");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "Held out at "));
    assert_true(drive_has_text(drive, "sequences right"));
    drive_line(drive, "set learning_rate 0.01"); /* goes on with the same */
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "sequences right"));
    drive_line(drive, "set steps 5");
    drive_frame(drive, 0);
    assert_false(drive_has_text(drive, "sequences right"));
    assert_true(drive_has_text(drive, "not measured since the change"));
    drive_line(drive, "undo");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "sequences right"));
    drive_line(drive, "set radius 0.5");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "not measured since the change"));
}

/* As every chart: the wheel zooms, a double click fits, and its values are text. */
static void the_curve_is_a_chart(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set hidden 1");
    drive_line(drive, "set steps 2");
    drive_line(drive, "train 200");
    drive_frame(drive, 0);
    drive_hover(drive, "story/history", 0.5, 0.5);
    drive_wheel(drive, 2);
    ChartPlace place = *chart_find(app_regions(drive->app), "loss");
    assert_true(place.shown.x1 - place.shown.x0 < 0.9 * 200 && place.shown.x0 > 0);
    drive_double_click(drive, "story/history");
    place = *chart_find(app_regions(drive->app), "loss");
    assert_true(place.shown.x0 == 0 && place.shown.x1 == 200);
    drive_line(drive, "curve log");
    drive_frame(drive, 0);
    place = *chart_find(app_regions(drive->app), "loss");
    assert_true(place.shown.x0 == 0 && fabs(place.shown.x1 - log10(200)) < 1e-12); /* from update 1 on */
}

static void the_pointer_on_the_curve_reads_one_loss_or_the_mean_of_how_many(void **state) {
    Drive *drive = *state;
    char text[96], number[32];
    drive_line(drive, "set hidden 1");
    drive_line(drive, "set steps 2");
    for (int i = 0; i < 2; i++) drive_line(drive, "train 10000");
    const Run *run = &app_lab(drive->app)->run;
    drive_frame(drive, 0);
    for (int i = 0; i < 20; i++) {
        drive_hover(drive, "story/history", (i + 0.5) / 20 + 1e-6, 0.5);
        drive_frame(drive, 0);
        long u = 1000 * i + 500;
        LossSum loss = loss_list_get(&run->loss, u);
        assert_int_equal(loss.count, u < LOSS_SINGLE ? 1 : 2);
        number_format_short(number, (int)sizeof number, loss.sum / (double)loss.count, 3);
        text_format(text, (int)sizeof text, loss.count == 1 ? "%s before update %s" : "%s, mean of 2, update %s", number,
                    COUNT_TEXT(u + 1));
        if (!drive_has_text(drive, text)) fail_msg("\"%s\" is not shown", text);
    }
}

/* A share does not stand on the axis of the loss: its own has 0, 50 and 100 % at the right, and the goal stands where that axis says. */
static void a_share_has_its_own_axis_beside_the_loss(void **state) {
    Drive *drive = *state;
    static const char *const tasks[] = {"set task recall", "set task series", "set task order", "set task adding", "set task sine"};
    drive_resize(drive, 1920, 1080);
    for (int i = 0; i < 5; i++) {
        drive_line(drive, tasks[i]);
        drive_line(drive, "train 70");
        drive_settle(drive);
        const ChartPlace *chart = chart_find(app_regions(drive->app), "loss");
        TaskOptions options = setup_task_options(&app_lab(drive->app)->setup);
        const TaskGoal *goal = task_goal(setup_task(&app_lab(drive->app)->setup), &options);
        assert_non_null(chart);
        double y[3] = {-1, -1, -1}, mark = -1, share = goal->right > 0 ? goal->right : goal->hit;
        Rect plot = chart->plot;
        double right = rect_right(plot), top = plot.y, foot = rect_bottom(plot), place = foot - share * plot.h;
        DrawItem item;
        const DrawList *list = drive_frame(drive, 0);
        for (size_t offset = 0; draw_next(list, &offset, &item);) {
            static const char *const label[3] = {"0", "50", "100%"};
            for (int k = 0; k < 3; k++)
                if (item.op == DRAW_TEXT && item.x0 > right && item.x0 < right + 12 && item.y0 >= top && item.y0 < foot + 8 &&
                    str_equal(item.text, label[k]))
                    y[k] = item.y0 - 4;
            bool is_mark = item.op == DRAW_PATH_STROKE && item.dash > 0 && item.box.x >= plot.x - 2 && item.box.w > plot.w - 4;
            if (is_mark && fabs(rect_mid_y(item.box) - place) < 1) mark = place;
        }
        if (task_goal_is_loss(goal)) {
            assert_true(y[2] < 0); /* it is a loss, on the loss's axis */
            continue;
        }
        assert_true(fabs(y[0] - foot) < 1 && fabs(y[1] - (foot + top) / 2) < 1 && fabs(y[2] - top) < 5);
        if (!goal->is_none && mark < 0) fail_msg("%s: the goal %g does not stand at its place of that axis", tasks[i], share);
    }
}

#define GUI_TEST(name) cmocka_unit_test_setup_teardown(name, drive_setup, drive_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        GUI_TEST(a_share_has_its_own_axis_beside_the_loss),
        GUI_TEST(an_error_stands_at_its_row_and_names_the_label),
        GUI_TEST(every_parameter_is_refused_by_its_label_and_never_by_its_key),
        GUI_TEST(what_was_typed_wrongly_is_kept_when_one_clicks_elsewhere),
        GUI_TEST(escape_gives_a_refused_text_up),
        GUI_TEST(another_value_ends_an_error_however_it_came),
        GUI_TEST(what_a_slider_cannot_do_is_said_below_it_and_goes),
        GUI_TEST(a_choice_that_cannot_be_is_said_at_its_menu),
        GUI_TEST(a_drawer_that_closes_over_an_error_tells_it_and_keeps_the_text),
        GUI_TEST(an_error_below_the_fold_scrolls_into_view),
        GUI_TEST(the_curve_is_a_chart),
        GUI_TEST(the_pointer_on_the_curve_reads_one_loss_or_the_mean_of_how_many),
        GUI_TEST(the_measure_below_the_loss_is_of_this_network_on_this_task),
        GUI_TEST(the_beginning_of_a_long_training_can_be_shown_and_clicked),
        GUI_TEST(a_tooltip_goes_on_a_press_and_comes_back_only_after_moving_on_and_resting),
        GUI_TEST(a_tooltip_does_not_come_to_a_pointer_on_its_way),
        GUI_TEST(a_tooltip_covers_neither_its_control_nor_its_neighbours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
