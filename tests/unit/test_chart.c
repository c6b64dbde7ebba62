/* A chart: what is drawn stands where the pointer reads it, gaps stay gaps, words do not overlap, and its values come out as text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "gui/chart.h"
#include "support/fake_text.h"
#include "support/layout_check.h"
#include <math.h>
#include <string.h>

static DrawList list;
static RegionList regions;
static GuiState state_of;
static FakeText fake;
static TextApi text;
static Gui gui;

static int start(void **state) {
    (void)state;
    fake_text_init(&fake);
    fake_text_bind(&fake, &text);
    if (!draw_init(&list) || !region_init(&regions)) return 1;
    draw_begin(&list, 800, 500, 1, theme_get((ThemeChoice){THEME_DARK, PALETTE_DEFAULT})->panel);
    state_of = (GuiState){.x = -1, .y = -1};
    gui = (Gui){.list = &list,
                .region = &regions,
                .theme = theme_get((ThemeChoice){THEME_DARK, PALETTE_DEFAULT}),
                .text = &text,
                .scale = 1,
                .state = &state_of};
    return 0;
}

static int end(void **state) {
    (void)state;
    draw_deinit(&list);
    region_deinit(&regions);
    fake_text_deinit(&fake);
    return 0;
}

static const double rising[] = {1, 2, NAN, 4, 5}, falling[] = {1e-1, 1e-3, 0, 1e-5, 1e-7};
static const ChartAxis steps = {.label = "step", .low = 1, .high = 5, .is_whole = true};

static void draw(Chart *chart, const double *y, bool is_log) {
    const Theme *theme = gui.theme;
    ChartAxis size = {.label = "size", .unit = "relative", .low = is_log ? 1e-8 : 0, .high = is_log ? 1 : 5, .is_log = is_log};
    chart_begin(chart, &gui, rect(40, 40, 600, 300), "sizes", "page/sizes", &steps, &size);
    chart_mark(chart, is_log ? 1e-2 : 2.5, "the baseline", theme->dim);
    chart_mark(chart, is_log ? 0.9e-2 : 2.45, "the goal", theme->good);
    chart_line(chart, &(ChartLine){.name = "first", .y = y, .start = 1, .step = 1, .count = 5, .color = theme->accent});
    chart_line(chart, &(ChartLine){.name = "second, \"own\"",
                                   .x = (const double[]){1, 2.5, 5},
                                   .y = (const double[]){1, 0.5, 0.25},
                                   .count = 3,
                                   .color = theme->good});
    chart_end(chart);
}

static bool has_text(const char *words) {
    DrawItem item;
    for (size_t offset = 0; draw_next(&list, &offset, &item);)
        if (item.op == DRAW_TEXT && str_equal(item.text, words)) return true;
    return false;
}

/* A line that lies on the mark at its right, at its left, or all along: the words stand where it is not, and on a plate where it is everywhere. */
static void the_words_of_a_mark_keep_off_the_lines(void **state) {
    (void)state;
    double zigzag[61];
    for (int k = 0; k < 4; k++) {
        Chart chart;
        ChartAxis x = {.label = "x", .low = 0, .high = 8}, y = {.label = "y", .low = 0, .high = 10};
        DrawItem item;
        double words_x = -1, words_y = 0, plate = 0;
        for (int i = 0; i < 61; i++) { /* about the mark in the right half, in the left half, all along; from end to end of the plot */
            bool is_far = (k == 0 && i < 30) || (k == 1 && i > 30);
            zigzag[i] = is_far ? 9 : i % 2 ? (k == 3 ? 10 : 5.5) : (k == 3 ? 0 : 4.5);
        }
        draw_begin(&list, 800, 500, 1, gui.theme->panel);
        chart_begin(&chart, &gui, rect(40, 40, 600, 300), "sizes", "page/sizes", &x, &y);
        chart_mark(&chart, 5, "guessing", gui.theme->dim);
        chart_mark_tip(&chart, "page/guessing", "What guessing scores.");
        chart_line(&chart, &(ChartLine){.name = "loss", .y = zigzag, .step = 8.0 / 60, .count = 61, .color = gui.theme->accent});
        chart_end(&chart);
        for (size_t offset = 0; draw_next(&list, &offset, &item);) {
            if (item.op == DRAW_ROUND) plate = item.box.x;
            if (item.op != DRAW_TEXT || !str_equal(item.text, "guessing")) continue;
            words_x = item.x0;
            words_y = item.y0;
        }
        assert_true(words_x > 0);
        if (k == 0) assert_true(words_x < chart_x(&chart, 4));
        if (k == 1) assert_true(words_x > chart_x(&chart, 4));
        if (k == 2) assert_true(plate == 0 && (words_y < chart_y(&chart, 5.5) || words_y - 10 > chart_y(&chart, 4.5)));
        if (k == 3) assert_true(plate > 0 && fabs(plate - words_x) < 6);
        assert_true(rect_contains(region_find(&regions, "page/guessing")->box, words_x + 2, words_y - 3));
    }
}

/* Words far from their mark have a line to it: it runs through the words of no other mark. */
static void the_line_from_words_to_their_mark_crosses_no_words(void **state) {
    static const char *const name[] = {"guessing", "without memory", "the goal"};
    (void)state;
    int leads = 0;
    for (int k = 0; k < 200; k++) {
        double zigzag[41];
        Chart chart;
        ChartAxis x = {.label = "x", .low = 0, .high = 8}, y = {.label = "y", .low = 0, .high = 10};
        DrawItem item;
        Rect words[3];
        for (int i = 0; i < 41; i++) zigzag[i] = (i * i * (k + 3) + 5 * i) % 23 / (1.8 + k % 5);
        draw_begin(&list, 800, 500, 1, gui.theme->panel);
        chart_begin(&chart, &gui, rect(40, 40, 400, 180), "sizes", "page/sizes", &x, &y);
        for (int m = 0; m < 3; m++) chart_mark(&chart, 1 + m + k % 3, name[m], gui.theme->dim);
        chart_line(&chart, &(ChartLine){.name = "loss", .y = zigzag, .step = 8.0 / 40, .count = 41, .color = gui.theme->accent});
        chart_end(&chart);
        for (int m = 0; m < 3; m++) words[m] = rect(-1, -1, 0, 0);
        for (size_t offset = 0; draw_next(&list, &offset, &item);)
            for (int m = 0; m < 3 && item.op == DRAW_TEXT; m++)
                if (str_equal(item.text, name[m]))
                    words[m] = rect(item.x0, item.y0 - 9, gui_text_width(&gui, FACE_UI, item.width, name[m]), 11);
        for (size_t offset = 0; draw_next(&list, &offset, &item);) {
            if (item.op != DRAW_LINE || item.x0 != item.x1 || item.color.r != gui.theme->dim.r) continue;
            double top = fmin(item.y0, item.y1), bottom = fmax(item.y0, item.y1);
            leads++;
            for (int m = 0; m < 3; m++)
                if (item.x0 > words[m].x && item.x0 < rect_right(words[m]) && top < rect_bottom(words[m]) && bottom > words[m].y)
                    fail_msg("picture %d: a line runs through \"%s\"", k, name[m]);
        }
    }
    assert_true(leads > 50);
}

static void words_numbers_and_marks_are_laid_out(void **state) {
    (void)state;
    Chart chart;
    LayoutReport report = {0};
    draw(&chart, rising, false);
    draw(&chart, falling, true);
    assert_true(has_text("size (relative)") && has_text("step") && has_text("the baseline") && has_text("the goal"));
    draw_begin(&list, 800, 500, 1, gui.theme->panel);
    draw(&chart, falling, true);
    layout_check(&report, &list, &text, "chart");
    if (report.count > 0) fail_msg("%s", report.text);
}

/* The last number keeps to the chart, and so comes nearer to the one before. */
static void numbers_below_the_plot_stand_apart_at_any_width(void **state) {
    static const double most[] = {10, 120, 1000, 9999, 10000, 25000, 100000, 1234567};
    (void)state;
    for (int k = 0; k < 8; k++) {
        for (int width = 120; width <= 900; width += 13) {
            Chart chart;
            DrawItem item;
            double right = -1e9;
            int below = 0;
            ChartAxis x = {.label = "update", .low = 0, .high = most[k]}, y = {.label = "share", .low = 0, .high = 1};
            region_reset(&regions);
            draw_begin(&list, 1000, 500, 1, gui.theme->panel);
            chart_begin(&chart, &gui, rect(40, 40, width, 300), "sizes", "page/sizes", &x, &y);
            for (size_t offset = 0; draw_next(&list, &offset, &item);) {
                if (item.op != DRAW_TEXT || item.face != FACE_MONO || item.y0 < rect_bottom(chart.plot) + 5) continue;
                char number[32];
                assert_true(str_copy(number, (int)sizeof number, item.text));
                double w = gui_text_width(&gui, FACE_MONO, item.width, number), from = item.x0 - w / 2;
                if (below++ > 0 && from - right < 8)
                    fail_msg("0 to %g, %d wide: '%s' stands %.1f behind the one before", most[k], width, number, from - right);
                right = from + w;
            }
            chart_end(&chart);
        }
    }
}

static void the_pointer_reads_every_line_at_the_nearest_step(void **state) {
    (void)state;
    Chart chart;
    draw(&chart, rising, false);
    state_of.x = chart_x(&chart, 4.2);
    state_of.y = chart_y(&chart, 1);
    strcpy(state_of.hot, "page/sizes");
    draw(&chart, rising, false);
    assert_true(has_text("step 4"));
    assert_true(has_text("first  4.00"));
    state_of.x = chart_x(&chart, 1.1);
    draw(&chart, rising, false);
    assert_true(has_text("first  1.00") && has_text("second, \"own\"  1.00"));
    strcpy(state_of.hot, "page/other");
    draw_begin(&list, 800, 500, 1, gui.theme->panel);
    draw(&chart, rising, false);
    assert_false(has_text("first  1.00"));
}

static void places_are_inverses_and_a_zoomed_chart_shows_its_part(void **state) {
    (void)state;
    Chart chart;
    draw(&chart, falling, true);
    assert_true(fabs(chart_number_y(&chart, chart_y(&chart, 1e-5)) / 1e-5 - 1) < 1e-9);
    assert_true(fabs(chart_number_x(&chart, chart_x(&chart, 3)) - 3) < 1e-9);
    state_of.zoom[3] = (ChartZoom){.name = "sizes", .shown = {2, 3, -6, -4}, .y_log = true};
    draw(&chart, falling, true);
    assert_true(fabs(chart_x(&chart, 2) - chart.plot.x) < 1e-9);
    assert_true(fabs(chart_y(&chart, 1e-4) - chart.plot.y) < 1e-9);
    const ChartPlace *place = &regions.chart[regions.chart_count - 1];
    assert_true(place->shown.y0 == -6 && place->whole.y0 == -8 && place->whole.x1 == 5);
}

/* Where the strokes of a path begin anew. */
static int count_moves(void) {
    DrawItem item;
    int count = 0;
    for (size_t offset = 0; draw_next(&list, &offset, &item);)
        for (int i = 0; item.op == DRAW_PATH_STROKE && item.dash == 0 && i < item.verb_count; i++) count += item.verb[i] == PATH_MOVE;
    return count;
}

static void a_gap_is_a_gap(void **state) {
    (void)state;
    Chart chart;
    draw(&chart, rising, false);
    assert_int_equal(count_moves(), 3); /* two pieces, and the second line */
    draw_begin(&list, 800, 500, 1, gui.theme->panel);
    draw(&chart, falling, true); /* 0 has no place on a log axis */
    assert_int_equal(count_moves(), 3);
}

static void one_scale_makes_a_circle_a_circle(void **state) {
    (void)state;
    Chart chart;
    const ChartAxis plane = {.low = -1.2, .high = 1.2};
    chart_begin_square(&chart, &gui, rect(0, 0, 700, 300), "plane", "page/plane", &plane, &plane);
    double across = chart_x(&chart, 1) - chart_x(&chart, -1), up = chart_y(&chart, -1) - chart_y(&chart, 1);
    assert_true(fabs(across - up) < 1e-9);
    assert_true(chart_x(&chart, -1.2) >= chart.plot.x && chart_y(&chart, 1.2) >= chart.plot.y - 1e-9);
    chart_end(&chart);
}

static void its_values_come_out_as_text(void **state) {
    (void)state;
    Chart chart;
    ChartCopy copy = {.name = "sizes"};
    regions.copy = &copy;
    draw(&chart, rising, false);
    regions.copy = NULL;
    assert_true(copy.found && !copy.failed);
    assert_string_equal(copy.text, "step,first,\"second, \"\"own\"\"\"\n1,1,1\n2,2,\n2.5,,0.5\n3,,\n4,4,\n5,5,0.25\n");
    mem_free(copy.text);
    copy = (ChartCopy){.name = "others"};
    regions.copy = &copy;
    draw(&chart, rising, false);
    regions.copy = NULL;
    assert_false(copy.found);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_words_of_a_mark_keep_off_the_lines, start, end),
        cmocka_unit_test_setup_teardown(the_line_from_words_to_their_mark_crosses_no_words, start, end),
        cmocka_unit_test_setup_teardown(words_numbers_and_marks_are_laid_out, start, end),
        cmocka_unit_test_setup_teardown(numbers_below_the_plot_stand_apart_at_any_width, start, end),
        cmocka_unit_test_setup_teardown(the_pointer_reads_every_line_at_the_nearest_step, start, end),
        cmocka_unit_test_setup_teardown(places_are_inverses_and_a_zoomed_chart_shows_its_part, start, end),
        cmocka_unit_test_setup_teardown(a_gap_is_a_gap, start, end),
        cmocka_unit_test_setup_teardown(one_scale_makes_a_circle_a_circle, start, end),
        cmocka_unit_test_setup_teardown(its_values_come_out_as_text, start, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
