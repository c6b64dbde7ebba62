/* The gradient chart says what it does not draw, and names every chain it does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "support/drive.h"
#include "view/gates.h"
#include <math.h>
#include <string.h>

/* Runs of exactly this text in the chart. */
static int count_in_chart(Drive *drive, const char *wanted) {
    const DrawList *list = drive_frame(drive, 0);
    DrawItem item;
    bool chart = false;
    int count = 0;
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        if (item.op == DRAW_GROUP) chart = str_equal(item.text, "stage/chart");
        count += chart && item.op == DRAW_TEXT && str_equal(item.text, wanted);
    }
    return count;
}

static void what_lies_below_the_axis_is_counted_and_told_exactly(void **state) {
    (void)state;
    Drive drive;
    drive_start(&drive);
    drive_resize(&drive, 1920, 1080);
    drive_line(&drive, "seek backward end");
    assert_false(drive_has_text(&drive, "not drawn"));
    drive_line(&drive, "set steps 300");
    drive_line(&drive, "seek forward end");
    assert_false(drive_has_text(&drive, "not drawn")); /* a class is to predict it */
    drive_line(&drive, "seek backward end");
    const FollowLane *lane = &app_lab(drive.app)->run.follow.lane[0][0];
    int count = 0;
    double least = INFINITY;
    for (int t = 0; t < 300; t++) {
        count += lane->r[t] < 1e-16;
        least = fmin(least, lane->r[t]);
    }
    assert_true(count > 200 && count < 300);
    char number[24], text[96];
    number_format_short(number, sizeof number, least, 2);
    text_format(text, sizeof text, "%d steps below 10⁻¹⁶, not drawn: down to %s, hover for each", count, number);
    assert_int_equal(count_in_chart(&drive, text), 1);
    /* No bar and no label stands for them, and the pointer still reads the number of the first. */
    drive_hover(&drive, "stage/gradient", 0.001, 0.5);
    number_format_short(number, sizeof number, lane->r[0], 3);
    assert_true(drive_has_text(&drive, number));
    drive_end(&drive);
}

static void every_other_chain_is_named_at_the_end_of_its_line(void **state) {
    (void)state;
    Drive drive;
    drive_start(&drive);
    drive_resize(&drive, 1920, 1080); /* room for words in the title, which names the shown one */
    drive_line(&drive, "set layers 2");
    drive_line(&drive, "set direction both");
    drive_line(&drive, "seek forward end");
    static const char *const names[] = {"2 →", "2 ←", "1 →", "1 ←"};
    for (int i = 0; i < 4; i++) assert_int_equal(count_in_chart(&drive, names[i]), 0); /* there is no line yet */
    drive_line(&drive, "seek backward end");
    for (int i = 0; i < 4; i++) assert_int_equal(count_in_chart(&drive, names[i]), i != 0); /* the title names the first */
    drive_line(&drive, "seek backward 5");
    for (int i = 0; i < 4; i++) assert_int_equal(count_in_chart(&drive, names[i]), i != 0);
    drive_line(&drive, "chain 1 reverse");
    for (int i = 0; i < 4; i++) assert_int_equal(count_in_chart(&drive, names[i]), i != 3);
    drive_line(&drive, "set direction forward");
    drive_line(&drive, "seek backward end");
    int numbers = count_in_chart(&drive, "2"); /* a step and a power of ten are written so too */
    drive_line(&drive, "set layers 1");
    assert_int_equal(count_in_chart(&drive, "2"), numbers - 1);
    drive_end(&drive);
}

/* Where this text stands in the chart, from the left; the one lowest down. */
static double find_in_chart(Drive *drive, const char *wanted) {
    const DrawList *list = drive_frame(drive, 0);
    DrawItem item;
    bool chart = false;
    double x = NAN, y = -INFINITY;
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        if (item.op == DRAW_GROUP) chart = str_equal(item.text, "stage/chart");
        if (!chart || item.op != DRAW_TEXT || !str_equal(item.text, wanted) || item.y0 < y) continue;
        x = item.x0;
        y = item.y0;
    }
    return x;
}

/* Past the middle a reverse chain's head is among the bars. */
static void the_name_of_a_chain_under_way_hides_no_bar(void **state) {
    (void)state;
    static const char *const names[] = {"1 ←", "2 ←", "3 ←"};
    Drive drive;
    drive_start(&drive);
    drive_resize(&drive, 1280, 720);
    drive_line(&drive, "preset deep");
    for (int step = 7; step <= 12; step++) {
        char line[32], number[8];
        text_format(line, sizeof line, "seek backward %d", step);
        drive_line(&drive, line);
        text_format(number, sizeof number, "%d", 17 - step);
        double bar = find_in_chart(&drive, number);
        assert_true(bar > 0);
        for (int i = 0; i < 3; i++) assert_true(find_in_chart(&drive, names[i]) + 25 < bar);
    }
    drive_end(&drive);
}

/* The lens shows all of a cell: h, c and the gates, each gate's bar as high as the gate is open, on the LSTM and the GRU. */
static void the_lens_shows_the_whole_cell(void **state) {
    (void)state;
    static const int sizes[][2] = {{1280, 720}, {1920, 1080}};
    static const char *const cells[] = {"set cell gru", "set cell lstm"}, *const letters[][5] = {{"h", "z", "r"},
                                                                                                 {"h", "c", "f", "i", "o"}};
    Drive drive;
    if (!drive_start_with_fonts(&drive)) skip();
    for (int size = 0; size < 2; size++) {
        drive_resize(&drive, sizes[size][0], sizes[size][1]);
        for (int c = 0; c < 2; c++) {
            drive_line(&drive, cells[c]);
            drive_line(&drive, "set steps 300");
            drive_line(&drive, "seek forward 200");
            const DrawList *list = drive_frame(&drive, 0);
            const Run *run = &app_lab(drive.app)->run;
            int found[5] = {0}, gate = run->net.spec.cell == CELL_LSTM ? LSTM_F : GRU_Z, filled = 0;
            Color color = gates_color(theme_get((ThemeChoice){THEME_DARK, PALETTE_DEFAULT}), run->net.spec.cell, gate);
            double full = 0, height[5];
            DrawItem item;
            bool lens = false;
            for (size_t offset = 0; draw_next(list, &offset, &item);) {
                if (item.op == DRAW_GROUP) lens = str_equal(item.text, "stage/lens");
                if (!lens) continue;
                for (int i = 0; i < 5 && item.op == DRAW_TEXT; i++) found[i] += letters[c][i] && str_equal(item.text, letters[c][i]);
                if (item.op != DRAW_RECT) continue;
                bool is_gate = item.color.r == color.r && item.color.g == color.g && item.color.b == color.b;
                if (is_gate && filled < 5) height[filled++] = item.box.h;
                full = fmax(full, item.box.h);
            }
            for (int i = 0; i < 5; i++) assert_int_equal(found[i], letters[c][i] ? 5 : 0);
            assert_true(full > 20 && filled == 3); /* steps 198 to 200 of the five are done */
            for (int i = 0; i < 3; i++) {
                double open = run->trace.lane[0][0].gate_mean[(197 + i) * run->net.gates + gate];
                assert_true(fabs(height[i] - full * open) < 0.05);
            }
        }
    }
    drive_end(&drive);
}

/* Every block of every matrix of the update stands below its gate's letter in the gate's colour, large enough to be looked at; sum and
   arrows have their words. */
static void the_blocks_of_an_update_carry_their_gates(void **state) {
    (void)state;
    static const int sizes[][2] = {{1000, 640}, {1280, 720}, {1920, 1080}};
    static const char *const cells[] = {"set cell gru", "set cell lstm"};
    Drive drive;
    if (!drive_start_with_fonts(&drive)) skip();
    for (int size = 0; size < 3; size++) {
        drive_resize(&drive, sizes[size][0], sizes[size][1]);
        for (int c = 0; c < 2; c++) {
            drive_line(&drive, cells[c]);
            drive_line(&drive, "seek update end");
            drive_frame(&drive, 0);
            CellKind kind = app_lab(drive.app)->run.net.spec.cell;
            const int gates = app_lab(drive.app)->run.net.gates;
            for (int m = 0; m < 3; m++)
                for (int q = 0; q < gates; q++) {
                    char path[48];
                    text_format(path, sizeof path, "stage/entry%d-%d", m + 1, q + 1);
                    Rect block = drive_region(&drive, path)->box;
                    assert_true(block.w >= 27 && fabs(block.w - block.h) < 0.01);
                    const DrawList *list = drive_frame(&drive, 0);
                    Color color = gates_color(theme_get((ThemeChoice){THEME_DARK, PALETTE_DEFAULT}), kind, q);
                    DrawItem item;
                    int found = 0;
                    for (size_t offset = 0; draw_next(list, &offset, &item);) {
                        if (item.op != DRAW_TEXT || !str_equal(item.text, net_gate_letter(kind, q)) || item.align != ALIGN_CENTER) continue;
                        bool is_above = fabs(item.x0 - rect_mid_x(block)) < 1 && item.y0 < block.y && item.y0 > block.y - 14;
                        found += is_above && item.color.r == color.r && item.color.g == color.g && item.color.b == color.b;
                    }
                    if (found != 1) fail_msg("%dx%d: no letter above %s", sizes[size][0], sizes[size][1], path);
                }
            assert_true(drive_has_text(&drive, "Σ"));
            assert_true(drive_has_text(&drive, "× (−0.05)"));
            assert_true(drive_has_text(&drive, "added"));
        }
    }
    drive_end(&drive);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_lies_below_the_axis_is_counted_and_told_exactly),
        cmocka_unit_test(the_name_of_a_chain_under_way_hides_no_bar),
        cmocka_unit_test(the_lens_shows_the_whole_cell),
        cmocka_unit_test(the_blocks_of_an_update_carry_their_gates),
        cmocka_unit_test(every_other_chain_is_named_at_the_end_of_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
