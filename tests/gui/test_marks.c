/* Marks that must not be missed: the network's answer at every size, a number that is not finite, and the message of a burst. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "gui/theme.h"
#include "support/drive.h"
#include "view/page/mark.h"
#include <math.h>
#include <string.h>

static void the_answer_is_shown_at_every_size(void **state) {
    (void)state;
    Drive drive;
    static const int sizes[][2] = {{800, 500}, {1280, 720}, {1366, 768}, {1920, 1080}, {3840, 2160}};
    static const char *const presets[] = {"preset many", "preset first", "preset order", "preset reber", "preset adding", "preset deep"};
    if (!drive_start_with_fonts(&drive)) skip();
    for (int i = 0; i < 30; i++) {
        const int *size = sizes[i / 6];
        drive_line(&drive, presets[i % 6]);
        drive_resize(&drive, size[0], size[1]);
        drive_line(&drive, "seek loss end");
        drive_frame(&drive, 0);
        const Region *answer = region_find(app_regions(drive.app), "stage/answer");
        if (!answer) fail_msg("%s has no answer at %dx%d", presets[i % 6], size[0], size[1]);
        const Trace *trace = &app_lab(drive.app)->run.trace;
        char number[16];
        if (!trace->prob) continue;
        int k = app_lab(drive.app)->run.follow.loss, O = trace->net->spec.outputs;
        text_format(number, sizeof number, "%.2f", trace->prob[(long)k * O + (int)trace->target[k]]);
        if (!drive_has_run(&drive, number)) fail_msg("%s: the target's %s is missing at %dx%d", presets[i % 6], number, size[0], size[1]);
    }
    drive_end(&drive);
}

static void with_many_losses_the_answer_is_that_of_the_step_that_is_pointed_at(void **state) {
    Drive *drive = *state;
    drive_line(drive, "preset many");
    drive_line(drive, "seek backward end");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "step 16:"));
    drive_hover(drive, "stage/state1", 4.5 / 16, 0.5);
    assert_true(drive_has_text(drive, "step 5:"));
    assert_false(drive_has_text(drive, "step 16:"));
}

static bool is_color(Color a, Color b) { return a.r == b.r && a.g == b.g && a.b == b.b; }

/* At the top of the chart, whatever the length; nothing of it in the lower part, where the vanished zone lies. */
static void a_gradient_that_is_not_finite_has_a_mark_of_its_own(void **state) {
    Drive *drive = *state;
    static const char *const lengths[] = {"set steps 1000", "set steps 760"};
    drive_line(drive, "set activation identity");
    for (int i = 0; i < 2; i++) {
        app_apply(drive->app, lengths[i], &(Diag){0});
        app_apply(drive->app, "set radius 3", &(Diag){0});
        app_apply(drive->app, "set weight_scale 3", &(Diag){0});
        drive_line(drive, "seek backward end");
        drive_resize(drive, 1920, 1080);
        const DrawList *list = drive_frame(drive, 0);
        const Run *run = &app_lab(drive->app)->run;
        int broken = 0;
        for (int t = 0; t < run->wiring.steps; t++) broken += !isfinite(run->follow.lane[0][0].r[t]);
        assert_true(broken > 0);
        Rect chart = drive_region(drive, "stage/gradient")->box;
        Color bad = theme_get(settings_theme(app_settings(drive->app)))->bad;
        DrawItem item;
        bool inside = false;
        int marks = 0;
        for (size_t offset = 0; draw_next(list, &offset, &item);) {
            if (item.op == DRAW_GROUP) inside = str_equal(item.text, "stage/chart");
            if (!inside || !is_color(item.color, bad)) continue;
            double y = item.op == DRAW_TEXT ? item.y0 : item.box.y;
            marks++;
            if (y > chart.y + chart.h * 0.3) fail_msg("a mark lies at %.0f of a chart from %.0f to %.0f", y, chart.y, rect_bottom(chart));
        }
        assert_true(marks >= broken);
    }
}

/* A burst names the cure that helps first, and the message goes with its experiment. */
static void the_message_of_a_burst_names_clipping_first_and_goes_with_its_experiment(void **state) {
    Drive *drive = *state;
    drive_line(drive, "preset explode");
    for (int way = 0; way < 2; way++) {
        drive_click(drive, "controls/update");
        for (int i = 0; i < 200 && !drive_ui(drive)->message[0]; i++) drive_frame(drive, 1.0 / 60);
        const char *message = drive_ui(drive)->message, *clip = strstr(message, "Clip the gradient"),
                   *rate = strstr(message, "learning rate");
        assert_true(drive_ui(drive)->message_is_bad);
        if (!clip || !rate || clip > rate) fail_msg("\"%s\" does not name clipping first", message);
        if (way == 0) {
            drive_line(drive, "set clip_norm 1"); /* what it advises */
            assert_string_equal(drive_ui(drive)->message, "");
            drive_line(drive, "set clip_norm 0");
        } else {
            drive_click(drive, "top/presets");
            drive_click(drive, "top/presets/1");
            assert_string_equal(drive_ui(drive)->message, "");
        }
        assert_false(drive_has_text(drive, "Clip the gradient"));
        app_apply(drive->app, "preset explode", &(Diag){0});
    }
}

/* Of the strips below the columns: what a lesson names is the row that is lit, in every cell. */
static void a_gate_named_by_a_lesson_is_its_own_row(void **state) {
    Drive *drive = *state;
    static const struct {
        const char *cell, *name;
        int row; /* -1: this cell has none of that name */
    } gate[] = {{"lstm", "gate forget 4", 0}, {"lstm", "gate f 4", 0},     {"lstm", "gate i 4", 1},    {"lstm", "gate output 4", 2},
                {"lstm", "gate z 4", -1},     {"gru", "gate update 4", 0}, {"gru", "gate reset 4", 1}, {"gru", "gate r 4", 1},
                {"gru", "gate f 4", -1},      {"rnn", "gate f 4", -1}};
    for (int i = 0; i < (int)(sizeof gate / sizeof *gate); i++) {
        char line[32];
        Mark mark;
        Rect box;
        Diag diag = {0};
        text_format(line, (int)sizeof line, "set cell %s", gate[i].cell);
        drive_line(drive, line);
        drive_line(drive, "seek forward end");
        drive_frame(drive, 0);
        assert_true(mark_parse(&mark, str_from(gate[i].name), &diag));
        bool is_there = mark_find_box(&box, app_regions(drive->app), &mark, &app_lab(drive->app)->run.net);
        if (is_there != (gate[i].row >= 0)) fail_msg("%s, %s", gate[i].cell, gate[i].name);
        if (!is_there) continue;
        const Region *strips = drive_region(drive, "stage/gate1");
        Rect row = region_cells(strips, 3, 3, gate[i].row, gate[i].row);
        if (fabs(rect_mid_y(row) - rect_mid_y(box)) > 0.5 || fabs(rect_mid_x(row) - rect_mid_x(box)) > 0.5)
            fail_msg("%s, %s is not row %d", gate[i].cell, gate[i].name, gate[i].row);
    }
    Mark mark;
    Diag diag = {0};
    assert_false(mark_parse(&mark, str_from("gate memory 4"), &diag));
    assert_non_null(strstr(diag.text, "name or letter of a gate"));
    assert_false(mark_parse(&mark, str_from("gate candidate 4"), &diag)); /* no strip shows it */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_gate_named_by_a_lesson_is_its_own_row, drive_setup, drive_teardown),
        cmocka_unit_test(the_answer_is_shown_at_every_size),
        cmocka_unit_test_setup_teardown(with_many_losses_the_answer_is_that_of_the_step_that_is_pointed_at, drive_setup_large,
                                        drive_teardown),
        cmocka_unit_test_setup_teardown(a_gradient_that_is_not_finite_has_a_mark_of_its_own, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(the_message_of_a_burst_names_clipping_first_and_goes_with_its_experiment, drive_setup_large,
                                        drive_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
