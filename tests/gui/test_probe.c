/* The pointer on an entry of W in the update phase: its gradient, a central difference, and in how many digits they agree; never
   before the gradient is there, and never a number that is not the engine's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/number.h"
#include "engine/analysis/check.h"
#include "support/drive.h"
#include "support/fail_memory.h"
#include "support/lab_case.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Block q (from 1) of the gradient (1), the change (2) or the weights (3); row and column from 0. */
static void point_at(Drive *drive, int matrix, int q, int row, int col) {
    char path[48];
    int H = app_lab(drive->app)->run.net.spec.hidden;
    text_format(path, (int)sizeof path, "stage/entry%d-%d", matrix, q);
    drive_hover(drive, path, (col + 0.5) / H, (row + 0.5) / H);
    drive_frame(drive, 0);
}

/* By passes of this test's own, on a laboratory that was told the same. */
static double difference(const char *const *lines, size_t index, double *analytic) {
    Lab lab;
    double loss[2];
    lab_case_open(&lab);
    for (int i = 0; lines[i]; i++) lab_case_apply(&lab, "%s", lines[i]);
    double w = lab.run.weight[index], e = check_default_step(w);
    *analytic = lab.run.gradient[index];
    for (int i = 0; i < 2; i++) {
        lab.run.weight[index] = i ? w - e : w + e;
        net_forward(&lab.run.trace, lab.run.weight);
        loss[i] = lab.run.trace.loss;
    }
    lab_deinit(&lab);
    return (loss[0] - loss[1]) / ((w + e) - (w - e));
}

static void it_says_both_and_the_digits_they_agree_in(void **state) {
    Drive *drive = *state;
    static const char *const lines[] = {"set cell lstm", "train 3", NULL};
    for (int i = 0; lines[i]; i++) drive_line(drive, lines[i]);
    drive_line(drive, "seek update change");
    drive_frame(drive, 0);
    unsigned long version = app_lab(drive->app)->version;
    for (int i = 0; i < 3; i++) {
        static const int place[3][3] = {{1, 2, 5}, {2, 0, 3}, {4, 5, 0}}; /* block, row, column */
        int q = place[i][0], row = place[i][1], col = place[i][2];
        const Net *net = &app_lab(drive->app)->run.net;
        size_t index = net_get_param(net, PARAM_RECURRENT_WEIGHT, 0, 0)->offset + (size_t)(((q - 1) * 6 + row) * 6 + col);
        double analytic, numeric = difference(lines, index, &analytic);
        char number[32], text[128];
        number_format_short(number, (int)sizeof number, numeric, 8);
        int digits = (int)floor(-log10(fabs(analytic - numeric) / fmax(fabs(analytic), fabs(numeric))));
        assert_true(digits > 4);
        text_format(text, (int)sizeof text, "central difference %s, %d digits agree", number, digits);
        for (int matrix = 1; matrix < 4; matrix += 2) {
            point_at(drive, matrix, q, row, col);
            if (!drive_has_text(drive, text)) fail_msg("\"%s\" is not told", text);
        }
        number_format_short(number, (int)sizeof number, analytic, 8);
        text_format(text, (int)sizeof text, "its gradient %s", number);
        assert_true(drive_has_text(drive, text));
    }
    assert_int_equal(app_lab(drive->app)->version, version); /* looking changes nothing */
}

static void it_is_told_only_where_the_gradient_is_and_is_meant(void **state) {
    Drive *drive = *state;
    drive_line(drive, "seek update start");
    drive_frame(drive, 0);
    point_at(drive, 1, 1, 1, 2);
    assert_true(drive_has_text(drive, "the shares are not summed yet"));
    assert_false(drive_has_text(drive, "central difference"));
    point_at(drive, 3, 1, 1, 2);
    assert_true(drive_has_text(drive, "from unit 3 at one step to unit 2 at the next"));
    assert_false(drive_has_text(drive, "central difference"));
    assert_false(drive_has_text(drive, "the update adds"));
    point_at(drive, 2, 1, 1, 2);
    assert_true(drive_has_text(drive, "not computed yet"));
    drive_line(drive, "seek update shares");
    point_at(drive, 2, 1, 1, 2);
    assert_true(drive_has_text(drive, "not computed yet"));
    point_at(drive, 3, 1, 1, 2);
    assert_true(drive_has_text(drive, "central difference"));
    assert_false(drive_has_text(drive, "the update adds"));
    point_at(drive, 1, 1, 1, 2);
    assert_true(drive_has_text(drive, "central difference"));
    drive_line(drive, "seek update change");
    point_at(drive, 2, 1, 1, 2);
    assert_false(drive_has_text(drive, "central difference")); /* a change is no gradient */
    assert_false(drive_has_text(drive, "not computed yet"));
    point_at(drive, 3, 1, 1, 2);
    assert_true(drive_has_text(drive, "the update adds"));
    drive_line(drive, "training on"); /* every frame has other weights */
    point_at(drive, 3, 1, 1, 2);
    assert_false(drive_has_text(drive, "central difference"));
    drive_line(drive, "training off");
    point_at(drive, 3, 1, 1, 2);
    assert_true(drive_has_text(drive, "central difference"));
}

static void truncated_it_is_the_exact_gradient_that_agrees(void **state) {
    Drive *drive = *state;
    static const char *const lines[] = {"set truncate 2", NULL};
    char number[32], text[128];
    drive_line(drive, lines[0]);
    drive_line(drive, "seek update shares");
    drive_frame(drive, 0);
    const Run *run = &app_lab(drive->app)->run;
    size_t index = net_get_param(&run->net, PARAM_RECURRENT_WEIGHT, 0, 0)->offset + 6 + 2;
    double analytic, numeric = difference(lines, index, &analytic);
    assert_true(fabs(run->truncated.gradient[index] - analytic) > 0.01 * fabs(analytic));
    point_at(drive, 1, 1, 1, 2);
    number_format_short(number, (int)sizeof number, analytic, 8);
    text_format(text, (int)sizeof text, "the exact one is %s", number);
    assert_true(drive_has_text(drive, text));
    number_format_short(number, (int)sizeof number, numeric, 8);
    text_format(text, (int)sizeof text, "central difference %s, ", number);
    assert_true(drive_has_text(drive, text));
    assert_false(drive_has_text(drive, "no digit agrees"));
    point_at(drive, 3, 1, 1, 2);
    number_format_short(number, (int)sizeof number, analytic, 8);
    text_format(text, (int)sizeof text, "its exact gradient %s", number);
    assert_true(drive_has_text(drive, text));
}

static void where_it_cannot_be_had_nothing_false_is_said(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set hidden 256"); /* two passes would be too long for a frame */
    drive_line(drive, "set steps 300");
    drive_line(drive, "seek update shares");
    drive_frame(drive, 0);
    point_at(drive, 1, 1, 20, 10);
    assert_true(drive_has_text(drive, "from unit 11 at one step to unit 21 at the next"));
    assert_false(drive_has_text(drive, "central difference"));
    /* Vanished: rounding of the loss is larger than what the weight does. */
    drive_line(drive, "preset first");
    drive_line(drive, "set weight_scale 0.01");
    drive_line(drive, "set input_scale 0.001");
    drive_line(drive, "set noise 0");
    drive_line(drive, "seek update shares");
    drive_frame(drive, 0);
    point_at(drive, 1, 1, 1, 2);
    assert_true(drive_has_text(drive, "lost in rounding"));
}

static void once_built_no_frame_allocates(void **state) {
    Drive *drive = *state;
    drive_line(drive, "seek update shares");
    drive_frame(drive, 0);
    point_at(drive, 3, 1, 1, 2);
    point_at(drive, 1, 1, 1, 2);
    mem_fail_after(1);
    for (int i = 0; i < 6; i++) {
        point_at(drive, 1, 1, i, 5 - i);
        assert_true(drive_has_text(drive, "central difference"));
    }
    assert_null(mem_new(1)); /* the failure is still to come */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(it_says_both_and_the_digits_they_agree_in, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(it_is_told_only_where_the_gradient_is_and_is_meant, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(truncated_it_is_the_exact_gradient_that_agrees, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(where_it_cannot_be_had_nothing_false_is_said, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(once_built_no_frame_allocates, drive_setup_large, drive_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
