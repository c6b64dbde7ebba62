/* The network's answer at full size below the chain, in the loss phase. */
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "base/number.h"
#include "lab/run.h"
#include "support/drive.h"
#include <math.h>
#include <string.h>

typedef struct Bars {
    int count;
    double length[64]; /* (count) of those in the colour of a right answer or paler, along the axis that grows */
} Bars;

/* What fills the chart: the bars of rows are rounded and lie, those of steps are plain and stand on its floor. */
static Bars find_bars(Drive *drive, DrawOp op, double least) {
    const DrawList *list = drive_frame(drive, 0);
    DrawItem item;
    Bars bars = {.count = 0};
    bool inside = false;
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        if (item.op == DRAW_GROUP) inside = str_equal(item.text, "stage/traces");
        bool is_bar =
            inside && item.op == op && item.color.r > 80 && item.color.b > 130 && (op == DRAW_RECT ? item.box.h : item.box.w) >= least;
        if (is_bar && bars.count < 64) bars.length[bars.count++] = op == DRAW_RECT ? item.box.h : item.box.w;
    }
    return bars;
}

/* A row for each class: bars as long as the probabilities, each with its value. */
static void one_loss_has_a_row_for_each_class(void **state) {
    Drive *drive = *state;
    char number[24];
    drive_line(drive, "set task order");
    drive_line(drive, "seek loss 0");
    assert_int_equal(find_bars(drive, DRAW_ROUND, 1).count, 0); /* names and tracks alone */
    drive_line(drive, "seek loss end");
    const Trace *trace = &app_lab(drive->app)->run.trace;
    Bars bars = find_bars(drive, DRAW_ROUND, 1);
    assert_int_equal(bars.count, 4);
    for (int i = 1; i < 4; i++) assert_true(fabs(bars.length[i] / bars.length[0] - trace->prob[i] / trace->prob[0]) < 1e-6);
    for (int i = 0; i < 4; i++) {
        char path[32];
        text_format(number, (int)sizeof number, "%.2f", trace->prob[i]);
        text_format(path, (int)sizeof path, "stage/answers%d", i + 1);
        assert_true(drive_has_run(drive, number));
        drive_region(drive, path); /* it answers the pointer */
    }
}

/* A title never stands over nothing, however few steps there are. */
static void one_answer_has_its_rows_with_any_number_of_steps(void **state) {
    Drive *drive = *state;
    static const char *const tasks[] = {"set task recall", "set task order", "set task adding"};
    for (int task = 0; task < 3; task++)
        for (int steps = 1; steps <= 16; steps++) {
            char line[32];
            Diag diag = {0};
            drive_line(drive, tasks[task]);
            text_format(line, (int)sizeof line, "set steps %d", steps);
            if (!app_apply(drive->app, line, &diag)) continue; /* a task may need more */
            drive_line(drive, "seek loss end");
            drive_frame(drive, 0);
            const Region *row = region_find(app_regions(drive->app), "stage/answers1");
            if (!row) fail_msg("%s, %s: no row", tasks[task], line);
            assert_true(row->box.w > 400 && find_bars(drive, DRAW_ROUND, 1).count > 0);
        }
}

static int count_strokes(Drive *drive) {
    const DrawList *list = drive_frame(drive, 0);
    DrawItem item;
    int count = 0;
    for (size_t offset = 0; draw_next(list, &offset, &item);) count += item.op == DRAW_PATH_STROKE;
    return count;
}

/* The folded cell has its loop, whose letter is W, also where it is unrolled once. */
static void one_step_has_the_loop_too(void **state) {
    Drive *drive = *state;
    static const char *const cells[] = {"set cell rnn", "set cell gru", "set cell lstm"};
    for (int cell = 0; cell < 3; cell++) {
        drive_line(drive, cells[cell]);
        drive_line(drive, "set steps 2");
        int strokes = count_strokes(drive);
        drive_line(drive, "set steps 1");
        drive_settle(drive);
        assert_true(drive_has_run(drive, "W"));
        assert_int_equal(count_strokes(drive), strokes);
    }
}

/* Two bars at every step of which the answer is known: the target's and the likeliest other's. */
static void losses_at_every_step_have_pairs_of_bars(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set targets every");
    drive_line(drive, "seek loss 5");
    Bars bars = find_bars(drive, DRAW_RECT, 0.5);
    const Trace *trace = &app_lab(drive->app)->run.trace;
    assert_int_equal(bars.count, 2 * 5);
    for (int k = 0; k < 5; k++) { /* two classes: together they are 1 */
        double p = trace->prob[2 * k + (int)trace->target[k]], whole = bars.length[2 * k] + bars.length[2 * k + 1];
        assert_true(fabs(bars.length[2 * k] / whole - p) < 1e-6);
    }
    assert_true(drive_has_text(drive, "How probable the network says the right answer is"));
    drive_line(drive, "set layers 2"); /* it is the head's answer, of no layer */
    drive_line(drive, "seek loss 5");
    assert_false(drive_has_run(drive, "layer 2"));
}

/* A single number and its target lie on one track. */
static void a_single_number_stands_beside_its_target(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set task adding");
    drive_line(drive, "seek loss end");
    const Trace *trace = &app_lab(drive->app)->run.trace;
    Bars bars = find_bars(drive, DRAW_ROUND, 1);
    assert_int_equal(bars.count, 2);
    assert_true(trace->y[0] > 0 && trace->target[0] > 0);
    assert_true(fabs(bars.length[0] / bars.length[1] - trace->y[0] / trace->target[0]) < 1e-6);
}

/* At every size and of every task something stands there. */
static void the_lower_half_is_never_empty(void **state) {
    static const char *const tasks[] = {"recall", "order", "adding", "text", "sentiment", "copy", "parity", "sine"};
    static const int sizes[][2] = {{800, 500}, {1366, 768}, {1920, 1080}};
    Drive *drive = *state;
    char line[64];
    for (size_t task = 0; task < sizeof tasks / sizeof *tasks; task++) {
        text_format(line, (int)sizeof line, "set task %s", tasks[task]);
        drive_line(drive, line);
        drive_line(drive, "seek loss end");
        for (size_t size = 0; size < 3; size++) {
            drive_resize(drive, sizes[size][0], sizes[size][1]);
            const DrawList *list = drive_frame(drive, 0);
            DrawItem item;
            bool inside = false;
            int drawn = 0, words = 0;
            for (size_t offset = 0; draw_next(list, &offset, &item);) {
                if (item.op == DRAW_GROUP) inside = str_equal(item.text, "stage/traces");
                drawn += inside && (item.op == DRAW_ROUND || item.op == DRAW_RECT || item.op == DRAW_PATH_STROKE);
                words += inside && item.op == DRAW_TEXT;
            }
            if (drawn < 2 || words < 3)
                fail_msg("%s at %dx%d: %d shapes, %d words", tasks[task], sizes[size][0], sizes[size][1], drawn, words);
        }
    }
}

/* The columns behind the end of a sentence are dimmed; its one answer stands on no time axis. */
static int count_padding(Drive *drive) {
    const DrawList *list = drive_frame(drive, 0);
    DrawItem item;
    bool inside = false;
    int count = 0;
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        if (item.op == DRAW_GROUP) inside = str_equal(item.text, "stage/padding");
        count += inside && item.op == DRAW_RECT;
    }
    return count;
}

/* Two answers of a large window: their rows share more than half of its lower part, and their words grow with them. */
static void few_answers_use_the_room(void **state) {
    Drive *drive = *state;
    drive_line(drive, "seek loss end");
    drive_resize(drive, 1920, 1080);
    drive_frame(drive, 0);
    Rect first = drive_region(drive, "stage/answers1")->box, second = drive_region(drive, "stage/answers2")->box;
    assert_true(second.y >= rect_bottom(first) - 1e-9 && first.h >= 70 && second.h >= 70);
    double size = 0;
    DrawItem item;
    const DrawList *list = drive_frame(drive, 0);
    for (size_t offset = 0; draw_next(list, &offset, &item);)
        if (item.op == DRAW_TEXT && str_equal(item.text, "target")) size = fmax(size, item.width);
    assert_true(size >= 24);
    drive_line(drive, "preset order"); /* in the smallest window four rows, where the numbers of the steps have no use */
    drive_line(drive, "seek loss end");
    drive_resize(drive, 800, 500);
    drive_frame(drive, 0);
    Rect last = drive_region(drive, "stage/answers4")->box;
    assert_true(rect_bottom(last) <= 500 - 72); /* above the transport */
}

static void no_padding_lies_over_a_single_answer(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set task sentiment");
    drive_line(drive, "seek forward end");
    assert_int_equal(count_padding(drive), 2);
    drive_line(drive, "seek loss end");
    assert_int_equal(count_padding(drive), 1);
}

#define GUI_TEST(NAME) cmocka_unit_test_setup_teardown(NAME, drive_setup_large, drive_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        GUI_TEST(one_answer_has_its_rows_with_any_number_of_steps),
        GUI_TEST(one_step_has_the_loop_too),
        GUI_TEST(one_loss_has_a_row_for_each_class),
        GUI_TEST(losses_at_every_step_have_pairs_of_bars),
        GUI_TEST(a_single_number_stands_beside_its_target),
        GUI_TEST(the_lower_half_is_never_empty),
        GUI_TEST(few_answers_use_the_room),
        GUI_TEST(no_padding_lies_over_a_single_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
