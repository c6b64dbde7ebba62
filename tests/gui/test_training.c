/* What training, clipping and truncation look like: read-outs and the held-out measure while it trains, the curtain that can be dragged,
   the arrow that is cut back. */
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "app/app_inside.h"
#include "base/number.h"
#include "engine/analysis/truncated.h"
#include "lab/run.h"
#include "support/drive.h"
#include <math.h>

static const Run *run_of(const Drive *drive) { return &app_lab(drive->app)->run; }

static void what_training_moves_is_a_read_out_while_it_runs(void **state) {
    Drive *drive = *state;
    drive_line(drive, "setting stop_solved off");
    drive_line(drive, "training on");
    drive_frame(drive, 0.01);
    drive_frame(drive, 0);
    double before = drive_value(drive, KEY_RADIUS);
    drive_click(drive, "controls/radius"); /* nothing is set by it */
    assert_true(drive_value(drive, KEY_RADIUS) == before || isnan(before));
    assert_null(region_find(app_regions(drive->app), "controls/radius/value"));
    assert_non_null(region_find(app_regions(drive->app), "controls/learning_rate/value")); /* that one is not moved by training */
    drive_line(drive, "training off");
    drive_frame(drive, 0);
    assert_non_null(region_find(app_regions(drive->app), "controls/radius/value"));
}

/* A narrow window has no panel whose title would say it. */
static void a_window_of_any_size_says_that_it_trains(void **state) {
    Drive *drive = *state;
    static const int size[][2] = {{800, 500}, {1280, 720}, {1920, 1080}};
    drive_line(drive, "setting stop_solved off");
    for (int i = 0; i < 3; i++) {
        drive_resize(drive, size[i][0], size[i][1]);
        assert_false(drive_has_text(drive, "Training: "));
        drive_line(drive, "training on");
        drive_frame(drive, 0.01);
        const DrawList *list = drive_frame(drive, 0.01);
        DrawItem item;
        bool is_said = false;
        char text[48];
        text_format(text, sizeof text, "Training: %ld", run_of(drive)->update);
        for (size_t offset = 0; draw_next(list, &offset, &item);) is_said |= item.op == DRAW_TEXT && str_equal(item.text, text);
        assert_true(is_said);
        drive_line(drive, "training off");
        drive_frame(drive, 0);
    }
}

static void the_curve_shows_the_measure_and_its_goal(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set cell lstm");
    drive_line(drive, "train 400");
    drive_line(drive, "training on");
    drive_frame(drive, 0.01);
    assert_true(drive_has_text(drive, "sequences right")); /* and the goal where there is room for it */
    assert_true(drive_has_text(drive, "solved at update "));
    drive_line(drive, "training off");
}

/* So small that it is what the order of sums leaves: its digits would not be so. */
static void an_angle_without_true_digits_is_said_to_be_small(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set radius 0.1");
    drive_line(drive, "set truncate 15");
    drive_line(drive, "seek backward end");
    drive_frame(drive, 0);
    double degrees = run_of(drive)->truncated.whole.angle_rad * 180 / acos(-1);
    assert_true(degrees > 0 && degrees < 1e-12);
    assert_true(drive_has_text(drive, "summed: <1e-12° off the exact one"));
}

static void the_curtain_stands_where_training_stops_and_is_dragged(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set truncate 5");
    drive_line(drive, "seek backward end");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "Training looks back 5 steps"));
    char angle[24], text[96];
    number_format_short(angle, sizeof angle, run_of(drive)->truncated.whole.angle_rad * 180 / acos(-1), 2);
    text_format(text, sizeof text, "summed: %s° off the exact one", angle);
    assert_true(drive_has_text(drive, text));
    Rect at = drive_region(drive, "stage/curtain")->box;
    const Region *steps = drive_region(drive, "stage/state1");
    double pitch = steps->box.w / steps->cols;
    drive_pointer(drive, rect_mid_x(at), rect_mid_y(at));
    drive_press(drive, 1);
    drive_pointer(drive, rect_mid_x(at) - 3 * pitch, rect_mid_y(at));
    drive_release(drive);
    assert_int_equal(drive_value(drive, KEY_TRUNCATE), 8);
    drive_line(drive, "undo");
    assert_int_equal(drive_value(drive, KEY_TRUNCATE), 5);
    drive_line(drive, "follow all"); /* each loss has a curtain of its own */
    drive_frame(drive, 0);
    assert_null(region_find(app_regions(drive->app), "stage/curtain"));
    drive_line(drive, "follow last");
    drive_line(drive, "set truncate 16"); /* as far as the sequence goes: nothing is cut */
    drive_frame(drive, 0);
    assert_null(region_find(app_regions(drive->app), "stage/curtain"));
}

static bool is_bar(const DrawItem *item) {
    bool is_drawn = item->op == DRAW_ROUND || item->op == DRAW_ROUND_STROKE;
    return is_drawn && item->box.h > 26 && item->box.w < 60; /* and not the curtain's grip */
}

static void the_words_of_the_curtain_hide_no_bar(void **state) {
    Drive *drive = *state;
    static const int sizes[][2] = {{1000, 700}, {1280, 800}, {1920, 1080}};
    static const char *const cells[] = {"set cell rnn", "set cell gru", "set cell lstm"};
    drive_line(drive, "set truncate 7");
    int beside = 0;
    for (int i = 0; i < 9; i++) {
        drive_resize(drive, sizes[i / 3][0], sizes[i / 3][1]);
        drive_line(drive, cells[i % 3]);
        drive_line(drive, "seek backward end");
        const DrawList *list = drive_frame(drive, 0);
        DrawItem item;
        double highest = INFINITY, foot = -INFINITY;
        Str group = str_from("");
        for (size_t offset = 0; draw_next(list, &offset, &item);) {
            if (item.op == DRAW_GROUP) group = item.text;
            if (str_equal(group, "stage/chart") && is_bar(&item)) highest = fmin(highest, item.box.y);
            if (str_equal(group, "stage/curtain") && item.op == DRAW_TEXT) foot = fmax(foot, item.y0);
        }
        assert_true(isfinite(highest));
        beside += isfinite(foot);
        if (isfinite(foot)) assert_true(foot < highest);
    }
    assert_true(beside > 0 && beside < 9);
}

/* Where the chart is low too, in every number of steps, and while steps below the axis take the place beside it. */
static void the_angle_of_the_summed_gradient_stands_at_every_size(void **state) {
    Drive *drive = *state;
    static const int sizes[][2] = {{800, 500}, {900, 560}, {1280, 720}, {1920, 1080}};
    static const char *const lines[] = {"set steps 16", "set steps 60", "set cell lstm", "set direction both", NULL};
    drive_line(drive, "set truncate 6");
    for (int i = 0; lines[i]; i++) {
        drive_line(drive, lines[i]);
        drive_line(drive, "seek backward end");
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
            char angle[24], text[96];
            drive_resize(drive, sizes[k][0], sizes[k][1]);
            drive_frame(drive, 0);
            number_format_short(angle, sizeof angle, run_of(drive)->truncated.whole.angle_rad * 180 / acos(-1), 2);
            text_format(text, sizeof text, "summed: %s° off", angle);
            if (!drive_has_text(drive, text)) fail_msg("%s at %d x %d: no \"%s\"", lines[i], sizes[k][0], sizes[k][1], text);
        }
    }
}

static void a_clipped_gradient_is_drawn_with_both_norms_and_the_angle(void **state) {
    Drive *drive = *state;
    drive_line(drive, "seek update end");
    drive_frame(drive, 0);
    assert_false(drive_has_text(drive, "circle: the clip norm"));
    drive_line(drive, "set clip_norm 0.3");
    drive_frame(drive, 0);
    const Run *run = run_of(drive);
    char number[24];
    assert_true(drive_has_text(drive, "circle: the clip norm, 0.3"));
    number_format_short(number, sizeof number, run->trace.gradient_norm, 3);
    assert_true(drive_has_run(drive, number));
    number_format_short(number, sizeof number, run->clip.norm_after, 3);
    assert_true(drive_has_run(drive, number));
    assert_true(run->clip.angle_rad == 0 && fabs(run->clip.norm_after - 0.3) < 1e-5);
    drive_line(drive, "set clip_norm 0");
    drive_line(drive, "set clip_value 0.05");
    drive_frame(drive, 0);
    /* The optimiser's change is the cut gradient times the rate: the same angle, by the engine's own measure. */
    GradientAngle angle = gradient_compare(run->delta, run->gradient, run->net.weight_count);
    assert_true(fabs(acos(-1) - angle.angle_rad - run->clip.angle_rad) < 1e-9 && run->clip.angle_rad > 0.01);
    assert_true(drive_has_text(drive, "turned by "));
}

#define GUI_TEST(NAME) cmocka_unit_test_setup_teardown(NAME, drive_setup_large, drive_teardown)

/* As a training says it whose held-out measure takes seconds. */
static void a_measure_that_takes_seconds_says_how_far_it_is(void **state) {
    Drive *drive = *state;
    drive_line(drive, "setting stop_solved off");
    drive_line(drive, "set steps 4");
    drive_line(drive, "train 20001"); /* so late only few updates are measured */
    drive_line(drive, "training on");
    drive_frame(drive, 0.01);
    assert_true(drive->app->main.is_training);
    assert_false(drive_has_text(drive, "Held out: measuring"));
    job_set_progress(&drive->app->main.training.job, 0.37);
    drive_frame(drive, 0.001);
    assert_true(drive_has_text(drive, "Held out: measuring, 37 %"));
    drive_line(drive, "training off");
    drive_frame(drive, 0);
    assert_false(drive_has_text(drive, "Held out: measuring"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        GUI_TEST(a_measure_that_takes_seconds_says_how_far_it_is),
        GUI_TEST(what_training_moves_is_a_read_out_while_it_runs),
        GUI_TEST(an_angle_without_true_digits_is_said_to_be_small),
        GUI_TEST(a_window_of_any_size_says_that_it_trains),
        GUI_TEST(the_curve_shows_the_measure_and_its_goal),
        GUI_TEST(the_curtain_stands_where_training_stops_and_is_dragged),
        GUI_TEST(the_words_of_the_curtain_hide_no_bar),
        GUI_TEST(the_angle_of_the_summed_gradient_stands_at_every_size),
        GUI_TEST(a_clipped_gradient_is_drawn_with_both_norms_and_the_angle),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
