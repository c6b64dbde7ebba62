/* The gradient chart says what it does not draw, and names every chain it does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "support/drive.h"
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
    const TraceLane *lane = &app_lab(drive.app)->run.trace.lane[0][0];
    int count = 0;
    double least = INFINITY;
    for (int t = 0; t < 300; t++) {
        count += lane->dh_norm[t] < 1e-16;
        least = fmin(least, lane->dh_norm[t]);
    }
    assert_true(count > 200 && count < 300);
    char number[24], text[96];
    number_format_short(number, sizeof number, least, 2);
    text_format(text, sizeof text, "%d steps below 1e-16, not drawn: down to %s, hover for each", count, number);
    assert_int_equal(count_in_chart(&drive, text), 1);
    /* No bar and no label stands for them, and the pointer still reads the number of the first. */
    drive_hover(&drive, "stage/gradient", 0.001, 0.5);
    number_format_short(number, sizeof number, lane->dh_norm[0], 3);
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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_lies_below_the_axis_is_counted_and_told_exactly),
        cmocka_unit_test(every_other_chain_is_named_at_the_end_of_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
