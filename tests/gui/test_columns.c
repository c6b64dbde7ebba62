/* What the panels leave to the stage: two thirds of a window without room for both, everything while a slider is held in a drawer; and numbers that
   are read from the last row. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "gui/theme.h"
#include "support/drive.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool has_region(Drive *drive, const char *path) { return region_find(app_regions(drive->app), path) != NULL; }

/* The transport stands below the stage, as wide. */
static double stage_share(Drive *drive) {
    const DrawList *list = drive_frame(drive, 0);
    return drive_region(drive, "transport")->box.w / list->width;
}

static void a_window_without_room_for_both_panels_keeps_two_thirds_for_the_stage(void **state) {
    Drive *drive = *state;
    static const struct {
        int width, height;
        const char *scale;
    } windows[] = {{1920, 1080, "scale 150"}, {1920, 1061, "scale 150"}, {1920, 1061, "scale 125"}, {1280, 720, "scale 100"},
                   {1366, 768, "scale 100"},  {1599, 900, "scale 100"},  {3840, 2160, "scale 250"}, {800, 500, "scale 100"}};
    for (size_t i = 0; i < sizeof windows / sizeof *windows; i++) {
        drive_line(drive, windows[i].scale);
        drive_resize(drive, windows[i].width, windows[i].height);
        drive_line(drive, "show stage");
        if (stage_share(drive) < 2.0 / 3) fail_msg("%d px, %s: the stage has %.3f", windows[i].width, windows[i].scale, stage_share(drive));
        assert_true(has_region(drive, "controls/open"));
        drive_click(drive, "controls/open");
        assert_true(has_region(drive, "controls/radius") && has_region(drive, "controls/train"));
        if (stage_share(drive) < 2.0 / 3) fail_msg("%d px, %s: beside the controls", windows[i].width, windows[i].scale);
        drive_key(drive, "Escape");
        assert_int_equal(drive_ui(drive)->screens.count, 0);
    }
    drive_line(drive, "scale 100");
    drive_resize(drive, 1600, 900);
    drive_frame(drive, 0);
    assert_true(has_region(drive, "controls") && has_region(drive, "story"));
    assert_false(has_region(drive, "controls/open"));
}

/* A person reads with the picture in view that the text speaks of: no window is too narrow for that. */
static void a_lesson_stands_beside_the_stage_in_every_window(void **state) {
    enum { LESSON_LEAST = 340, STAGE_LEAST = 440, LESSON_HEIGHT_LEAST = 240 };
    Drive *drive = *state;
    static const int size[][2] = {{800, 500}, {800, 600}, {1024, 600}, {1024, 768}, {1152, 720}, {1279, 720}, {1280, 720}};
    static const char *const steps[] = {
        "05-vanishing.md",           "05-vanishing.md#draw-it",     "05-vanishing.md#what-a-factor-is-made-of",
        "05-vanishing.md#your-turn", "08-eigenvalues.md#your-turn", "07-clipping.md"};
    drive_read_disk(drive);
    for (size_t i = 0; i < sizeof size / sizeof *size; i++) {
        for (size_t step = 0; step < sizeof steps / sizeof *steps; step++) {
            char line[256];
            drive_resize(drive, size[i][0], size[i][1]);
            text_format(line, (int)sizeof line, "lesson %s/lessons/%s", UNROLL_SOURCE_DIR, steps[step]);
            drive_line(drive, line);
            for (int is_back = 0; is_back < 2; is_back++) {
                const DrawList *list = drive_frame(drive, 0);
                Rect text = drive_region(drive, "lesson")->box, stage = drive_region(drive, "transport")->box;
                if (text.x > 0 || text.w < LESSON_LEAST || text.h < LESSON_HEIGHT_LEAST || rect_right(text) > stage.x + 0.5)
                    fail_msg("%d x %d, %s: the text is %g x %g", size[i][0], size[i][1], steps[step], text.w, text.h);
                if (stage.w < STAGE_LEAST || rect_right(stage) < list->width - 0.5)
                    fail_msg("%d x %d, %s: the stage has %g", size[i][0], size[i][1], steps[step], stage.w);
                assert_false(has_region(drive, "drawer/behind"));
                assert_int_equal(drive_ui(drive)->screens.has_lesson, true);
                if (is_back) break;
                drive_click(drive, "controls/open"); /* in its place, and the stage stays as it was */
                drive_frame(drive, 0);
                assert_true(has_region(drive, "controls") && !has_region(drive, "lesson") && !has_region(drive, "drawer/behind"));
                assert_true(drive_region(drive, "transport")->box.w == stage.w);
                drive_click(drive, "lesson/open");
            }
        }
    }
    drive_resize(drive, 800, 500);
    drive_frame(drive, 0);
    drive_click(drive, "lesson/close"); /* without a lesson the panels are drawers, and none is open */
    drive_frame(drive, 0);
    assert_true(drive_region(drive, "transport")->box.w == 800);
}

/* Where a step's controls would leave the text too little, one button shows them. */
static void in_a_low_window_the_controls_of_a_step_are_one_button(void **state) {
    Drive *drive = *state;
    drive_read_disk(drive);
    drive_line(drive, "lesson " UNROLL_SOURCE_DIR "/lessons/08-eigenvalues.md#your-turn");
    drive_resize(drive, 1024, 768);
    drive_frame(drive, 0);
    assert_true(has_region(drive, "controls/radius") && !has_region(drive, "controls/unfold"));
    drive_resize(drive, 800, 500);
    drive_frame(drive, 0);
    assert_false(has_region(drive, "controls/radius"));
    drive_click(drive, "controls/unfold");
    drive_frame(drive, 0);
    assert_true(has_region(drive, "controls/radius") && has_region(drive, "controls/weight_scale"));
    drive_click(drive, "lesson/open");
    drive_frame(drive, 0);
    assert_true(has_region(drive, "controls/unfold"));
    drive_line(drive, "lesson " UNROLL_SOURCE_DIR "/lessons/05-vanishing.md"); /* it limits them to none */
    drive_frame(drive, 0);
    assert_false(has_region(drive, "controls/unfold"));
}

static void the_one_column_holds_the_story_or_the_controls_and_nothing_is_dimmed(void **state) {
    Drive *drive = *state;
    drive_resize(drive, 1280, 720);
    drive_frame(drive, 0);
    assert_true(has_region(drive, "story") && !has_region(drive, "controls"));
    Rect column = drive_region(drive, "story")->box;
    drive_line(drive, "show controls");
    drive_frame(drive, 0);
    assert_true(has_region(drive, "controls") && !has_region(drive, "story") && !has_region(drive, "drawer/behind"));
    Rect other = drive_region(drive, "controls")->box;
    assert_true(column.x == other.x && column.w == other.w && column.h == other.h);
    double before = drive_value(drive, KEY_NOISE);
    drive_drag(drive, "controls/noise", 0.2, 0.6);
    assert_true(drive_value(drive, KEY_NOISE) != before);
    drive_key(drive, "Space"); /* the keys of the stage hold */
    assert_true(drive_ui(drive)->playing);
    drive_key(drive, "Space");
    drive_line(drive, "show story");
    drive_frame(drive, 0);
    assert_true(has_region(drive, "story") && !has_region(drive, "controls"));
    drive_line(drive, "show controls");
    drive_resize(drive, 1920, 1080); /* a wide window has both */
    drive_frame(drive, 0);
    assert_true(has_region(drive, "story") && has_region(drive, "controls"));
    assert_int_equal(drive_ui(drive)->screens.count, 0);
}

/* All that is drawn over the stage by the drawer's group: what of it lies outside `row`, and does anything dim the window? */
static int count_outside(Drive *drive, Rect row, bool *dims) {
    const DrawList *list = drive_frame(drive, 0);
    int count = 0, depth = 0;
    bool in_drawer = false;
    Rect clip[8] = {{0, 0, list->width, list->height}};
    DrawItem item;
    *dims = false;
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        if (item.op == DRAW_GROUP && item.layer == LAYER_OVERLAY) in_drawer = in_drawer || str_equal(item.text, "drawer");
        if (item.op == DRAW_CLIP_PUSH) {
            Rect a = clip[depth], b = item.box;
            double x = fmax(a.x, b.x), y = fmax(a.y, b.y), right = fmin(rect_right(a), rect_right(b)),
                   bottom = fmin(rect_bottom(a), rect_bottom(b));
            clip[++depth] = rect(x, y, fmax(right - x, 0), fmax(bottom - y, 0));
        }
        if (item.op == DRAW_CLIP_POP) depth--;
        if (!in_drawer || item.layer != LAYER_OVERLAY || (item.op != DRAW_TEXT && item.op != DRAW_RECT && item.op != DRAW_ROUND)) continue;
        if (item.op == DRAW_RECT && item.box.w > list->width * 0.9) *dims = true;
        if (item.op != DRAW_TEXT) continue;
        Rect in = clip[depth];
        bool is_shown = item.y0 > in.y && item.y0 - 10 < rect_bottom(in);
        count += is_shown && (item.y0 < row.y - 20 || item.y0 > rect_bottom(row) + 20);
    }
    return count;
}

/* Does any clip of the drawer leave something of the scroll bar at its right edge? */
static bool shows_scroll_bar(Drive *drive, double edge) {
    const DrawList *list = drive_frame(drive, 0);
    double right = edge;
    bool in_drawer = false;
    DrawItem item;
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        if (item.op == DRAW_GROUP && item.layer == LAYER_OVERLAY) in_drawer = in_drawer || str_equal(item.text, "drawer");
        if (in_drawer && item.op == DRAW_CLIP_PUSH) right = fmin(right, rect_right(item.box));
    }
    return right > edge - 8;
}

static void while_a_slider_is_held_in_a_drawer_all_but_its_row_gives_way(void **state) {
    Drive *drive = *state;
    bool dims;
    drive_resize(drive, 1000, 640);
    drive_line(drive, "seek backward end");
    drive_line(drive, "show controls");
    drive_frame(drive, 0);
    Rect box = drive_region(drive, "controls/noise")->box, row = rect(box.x, box.y - 26, box.w, box.h + 26);
    assert_true(count_outside(drive, row, &dims) > 5);
    assert_true(dims && shows_scroll_bar(drive, 1000));
    drive_hover(drive, "controls/noise", 0.4, 0.5);
    drive_press(drive, 1);
    drive_hover(drive, "controls/noise", 0.5, 0.5);
    assert_int_equal(count_outside(drive, row, &dims), 0);
    assert_false(dims);
    assert_false(shows_scroll_bar(drive, 1000));
    assert_true(drive_has_text(drive, "Distractors")); /* and its value */
    double held = drive_value(drive, KEY_NOISE);
    drive_hover(drive, "controls/noise", 0.7, 0.5); /* it goes on */
    assert_true(drive_value(drive, KEY_NOISE) != held);
    drive_release(drive);
    assert_true(count_outside(drive, row, &dims) > 5);
    assert_true(dims);
}

/* Factors, axis and step numbers, on the screen. */
static void numbers_of_the_stage_are_24_pixels_high_from_scale_150_on(void **state) {
    Drive *drive = *state;
    static const char *const scales[] = {"scale 150", "scale 175", "scale 200", "scale 215"};
    static const char *const cells[] = {"set cell rnn", "set cell gru", "set cell lstm"};
    drive_resize(drive, 1920, 1080);
    for (int i = 0; i < 12; i++) {
        drive_line(drive, scales[i % 4]);
        drive_line(drive, cells[i / 4]);
        drive_line(drive, "seek backward end");
        const DrawList *list = drive_frame(drive, 0);
        Str group = str_from("");
        int factors = 0, numbers = 0;
        double axis_right = drive_region(drive, "transport")->box.x + 70;
        DrawItem item;
        for (size_t offset = 0; draw_next(list, &offset, &item);) {
            if (item.op == DRAW_GROUP) group = item.text;
            bool is_number = item.text.count > 0 && (strchr("0123456789", item.text.at[0]) || strncmp(item.text.at, "−", 3) == 0) &&
                             item.x0 < axis_right;
            if (item.op != DRAW_TEXT || (item.face != FACE_MONO && !(item.face == FACE_MATH && is_number))) continue;
            bool is_factor = str_equal(group, "stage/factors") && strncmp(item.text.at, "×", 2) == 0;
            if (!is_factor && !str_equal(group, "stage/chart")) continue;
            factors += is_factor;
            numbers++;
            if (item.width * list->scale < 23.99)
                fail_msg("%s, %s: \"%.*s\" is %.1f px high", scales[i % 4], cells[i / 4], item.text.count, item.text.at,
                         item.width * list->scale);
        }
        assert_true(numbers > 4);
        if (i % 4 == 0) assert_true(factors >= 4);
    }
}

/* Wherever the loss has a plot it can be read, and it has an axis. */
static void the_curve_of_the_loss_is_high_enough_wherever_it_is_shown(void **state) {
    Drive *drive = *state;
    static const int sizes[][2] = {{800, 500}, {1000, 900}, {1280, 720}, {1366, 768}, {1600, 900}, {1920, 1061}, {3840, 2160}};
    static const char *const paths[] = {"story/history", "controls/history"};
    static const char *const places[] = {"seek unroll 0", "seek forward 5", "seek loss end", "seek backward end", "seek update end"};
    int shown = 0;
    drive_line(drive, "train 30");
    for (int i = 0; i < 7 * 5 * 2 * 3; i++) {
        int size = i / 30;
        drive_resize(drive, sizes[size][0], sizes[size][1]);
        drive_line(drive, i % 3 == 0 ? "show stage" : i % 3 == 1 ? "show story" : "show controls");
        drive_line(drive, places[i / 3 % 5]);
        drive_line(drive, i / 15 % 2 ? "training on" : "training off");
        drive_frame(drive, 0);
        for (int k = 0; k < 2; k++) {
            const Region *plot = region_find(app_regions(drive->app), paths[k]);
            if (!plot) continue;
            shown++;
            if (plot->box.h < 140) fail_msg("%dx%d: %s is %.0f px high", sizes[size][0], sizes[size][1], paths[k], plot->box.h);
            assert_true(rect_bottom(plot->box) < rect_bottom(drive_region(drive, k ? "controls" : "story")->box));
            bool has_zero = false; /* of the axis, at its foot, left of it */
            const DrawList *list = drive_frame(drive, 0);
            DrawItem item;
            for (size_t offset = 0; draw_next(list, &offset, &item);)
                has_zero = has_zero || (item.op == DRAW_TEXT && str_equal(item.text, "0") && fabs(item.y0 - rect_bottom(plot->box)) < 5 &&
                                        item.x0 < plot->box.x);
            assert_true(has_zero);
        }
        /* While it trains the story always has one, in its column or its drawer. */
        if (i / 15 % 2 && has_region(drive, "story")) assert_true(has_region(drive, "story/history"));
    }
    drive_line(drive, "training off");
    assert_true(shown > 60);
}

/* Eight lanes of an LSTM in the smallest window: every strip of states is seen, none lies over another, and the arrows between them, for which
   there is no room, are gone. */
static void many_lanes_in_a_low_window_stay_apart(void **state) {
    Drive *drive = *state;
    enum { STRIPS = 600 };
    static const char *const places[] = {"seek forward end", "seek backward 8", "seek backward end"};
    static const int lengths[] = {8, 16, 30};
    Rect strip[STRIPS];
    drive_resize(drive, 800, 500);
    drive_line(drive, "set cell lstm");
    drive_line(drive, "set layers 4");
    drive_line(drive, "set direction both");
    for (int i = 0; i < 9; i++) {
        char line[32];
        text_format(line, sizeof line, "set steps %d", lengths[i / 3]);
        drive_line(drive, line);
        drive_line(drive, places[i % 3]);
        const DrawList *list = drive_frame(drive, 0);
        const Color recurrent = theme_get((ThemeChoice){0})->recurrent_weight;
        DrawItem item;
        bool chain = false;
        int strips = 0, arrows = 0;
        for (size_t offset = 0; draw_next(list, &offset, &item);) {
            if (item.op == DRAW_GROUP) chain = str_equal(item.text, "stage/chain") || str_equal(item.text, "stage/river");
            if (!chain) continue;
            arrows += (item.op == DRAW_LINE || item.op == DRAW_PATH_STROKE) && item.color.r == recurrent.r && item.color.g == recurrent.g;
            if (item.op != DRAW_IMAGE || item.box.w < 4) continue;
            if (item.box.h < 1.8) fail_msg("a strip is %.1f high", item.box.h);
            for (int k = 0; k < strips; k++) {
                Rect other = strip[k];
                bool apart = item.box.x >= rect_right(other) - 1e-6 || other.x >= rect_right(item.box) - 1e-6 ||
                             item.box.y >= rect_bottom(other) - 1e-6 || other.y >= rect_bottom(item.box) - 1e-6;
                if (!apart) fail_msg("two strips at %.1f, %.1f", item.box.x, item.box.y);
            }
            assert_true(strips < STRIPS);
            strip[strips++] = item.box;
        }
        if (strips < 16 + lengths[i / 3] || arrows) fail_msg("%d strips, %d arrows", strips, arrows);
    }
}

#define GUI_TEST(name) cmocka_unit_test_setup_teardown(name, drive_setup_large, drive_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        GUI_TEST(a_window_without_room_for_both_panels_keeps_two_thirds_for_the_stage),
        GUI_TEST(a_lesson_stands_beside_the_stage_in_every_window),
        GUI_TEST(in_a_low_window_the_controls_of_a_step_are_one_button),
        GUI_TEST(the_one_column_holds_the_story_or_the_controls_and_nothing_is_dimmed),
        GUI_TEST(while_a_slider_is_held_in_a_drawer_all_but_its_row_gives_way),
        GUI_TEST(numbers_of_the_stage_are_24_pixels_high_from_scale_150_on),
        GUI_TEST(many_lanes_in_a_low_window_stay_apart),
        GUI_TEST(the_curve_of_the_loss_is_high_enough_wherever_it_is_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
