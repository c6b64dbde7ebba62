/* A sequence that ends before T: the columns behind its end say so, are read by nothing and followed by nobody. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "support/drive.h"
#include "view/view.h"
#include <math.h>
#include <string.h>

enum { STEPS = 20 };

static const Run *open_reber(Drive *drive) {
    drive_line(drive, "set task reber");
    drive_line(drive, "set steps 20");
    const Run *run = &app_lab(drive->app)->run;
    assert_true(run->trace.length[0] > 5 && run->trace.length[0] < STEPS - 3);
    return run;
}

static void the_stage_says_where_the_sequence_ends(void **state) {
    Drive *drive = *state;
    const Run *run = open_reber(drive);
    char words[80];
    drive_line(drive, "seek loss end");
    assert_true(drive_has_run(drive, "padding"));
    text_format(words, sizeof words, "padding: this sequence ends at step %d", run->trace.length[0]);
    double last = (STEPS - 0.5) / STEPS, inside = 2.5 / STEPS;
    drive_hover(drive, "stage/state1", last, 0.5);
    assert_true(drive_has_text(drive, words));
    assert_true(drive_has_text(drive, "no loss and no gradient"));
    drive_hover(drive, "stage/input", last, 0.5);
    assert_true(drive_has_text(drive, words));
    drive_hover(drive, "stage/state1", inside, 0.5);
    assert_false(drive_has_text(drive, "padding: this"));
    drive_line(drive, "set variant other"); /* a stream has no end */
    assert_int_equal(run->trace.shorter_count, 0);
    assert_false(drive_has_run(drive, "padding"));
}

/* The verdict on a short sentence reads the state that was held to the last column: only what lies below it is veiled. */
static void a_loss_that_reads_the_held_state_is_not_veiled(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set task sentiment");
    drive_line(drive, "set steps 20");
    drive_line(drive, "seek loss end");
    const DrawList *list = drive_frame(drive, 0);
    Rect loss = drive_region(drive, "stage/output")->box;
    DrawItem item;
    double top = 1e9;
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        bool is_veil = item.op == DRAW_RECT && item.color.a == color_fade((Color){0, 0, 0, 255}, 0.62).a; /* the background, let through */
        if (is_veil) top = fmin(top, item.box.y);
    }
    assert_true(top < 1e9);
    assert_true(top >= loss.y + loss.h);
}

/* A gate cannot be held in padding, so no valve offers it there; every step that is read has one. */
static void no_valve_stands_in_the_padding(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set task sentiment");
    drive_line(drive, "set cell lstm");
    drive_line(drive, "set direction both");
    drive_line(drive, "seek backward end");
    drive_frame(drive, 0);
    const Run *run = &app_lab(drive->app)->run;
    int length = run->trace.length[0], T = run->wiring.steps;
    assert_true(length < T);
    for (int t = 2; t <= T; t++) {
        char path[32], line[64];
        text_format(path, sizeof path, "stage/valve1-%d", t);
        text_format(line, sizeof line, "whatif gate f %d all 0 1 forward", t);
        assert_int_equal(region_find(app_regions(drive->app), path) != NULL, t <= length);
        assert_int_equal(app_apply(drive->app, line, &(Diag){0}), t <= length);
    }
}

/* From the loss to the last step that is read the river is drawn at every arrow, as wide as what sets out; and words say so. */
static void the_river_comes_from_the_loss_through_the_padding(void **state) {
    Drive *drive = *state;
    static const char *const cells[] = {"set cell rnn", "set cell gru", "set cell lstm"};
    drive_resize(drive, 1920, 1080);
    drive_line(drive, "set task sentiment");
    for (int cell = 0; cell < 3; cell++) {
        char text[96];
        drive_line(drive, cells[cell]);
        drive_line(drive, "seek backward end");
        drive_frame(drive, 0);
        const Run *run = &app_lab(drive->app)->run;
        int length = run->trace.length[0], steps = run->wiring.steps, bands = 0, entries = 0;
        assert_true(length < steps);
        Rect chain = drive_region(drive, "stage/state1")->box;
        double end = chain.x + chain.w * length / steps, last = chain.x + chain.w * (steps - 0.5) / steps, width = 0;
        DrawItem item;
        const DrawList *list = drive_frame(drive, 0);
        for (size_t offset = 0; draw_next(list, &offset, &item);) {
            if (item.op == DRAW_BAND && item.box.x + item.box.w > end) {
                if (bands++ == 0) width = item.w0;
                assert_true(item.w0 == width && item.w1 == width && item.y0 == item.y1 && width > 1);
            }
            /* the first stretch from the loss, as wide as a river; arrows are slim */
            entries += item.op == DRAW_LINE && fabs(item.x0 - last) < 1 && fabs(item.x1 - last) < 1 && item.width > 5;
        }
        assert_int_equal(bands, steps - length);
        assert_int_equal(entries, 1);
        text_format(text, sizeof text, "The loss reads the state of step %d, held to step %d", length, steps);
        if (!drive_has_text(drive, "The loss reads the state of step")) fail_msg("%s: no \"%s\"", cells[cell], text);
    }
}

static void the_left_panel_says_so_in_every_phase(void **state) {
    Drive *drive = *state;
    const Run *run = open_reber(drive);
    static const char *const phases[] = {"forward", "loss"};
    char line[40], words[80];
    text_format(words, sizeof words, "STEP %d: PADDING", run->trace.length[0] + 2);
    for (int i = 0; i < 2; i++) {
        text_format(line, sizeof line, "seek %s %d", phases[i], run->trace.length[0] + 2);
        drive_line(drive, line);
        assert_true(drive_has_text(drive, words));
        text_format(line, sizeof line, "seek %s %d", phases[i], run->trace.length[0]);
        drive_line(drive, line);
        assert_false(drive_has_text(drive, ": PADDING"));
    }
    drive_line(drive, "seek loss end"); /* all are known: the last that counts */
    assert_false(drive_has_text(drive, ": PADDING"));
    text_format(words, sizeof words, "AT STEP %d", run->trace.length[0]);
    assert_true(drive_has_text(drive, words));
    text_format(words, sizeof words, "STEP %d: PADDING", STEPS);
    drive_line(drive, "seek backward 1"); /* begins at T */
    assert_true(drive_has_text(drive, words));
    drive_line(drive, "seek backward end");
    assert_false(drive_has_text(drive, ": PADDING"));
}

static void the_last_loss_is_the_one_at_its_end(void **state) {
    Drive *drive = *state;
    const Run *run = open_reber(drive);
    int length = run->trace.length[0];
    char place[32];
    drive_line(drive, "seek loss end");
    text_format(place, sizeof place, "L at t = %d", run->trace.wiring.loss_step[trace_count_losses(&run->trace, 0) - 1] + 1);
    assert_true(drive_has_text(drive, place)); /* the transport says the step that the panel speaks of */
    char line[40], words[80];
    assert_int_equal(run->wiring.loss_step[run->follow.loss], length - 1);
    text_format(line, sizeof line, "follow %d", length + 1);
    text_format(words, sizeof words, "the last at step %d", length);
    drive_refuse(drive, line, words);
    text_format(line, sizeof line, "whatif input %d 1 1", length + 1);
    drive_refuse(drive, line, "padding");
    drive_line(drive, "next"); /* another string, another end */
    assert_int_equal(run->wiring.loss_step[run->follow.loss], run->trace.length[0] - 1);
    for (int t = run->trace.length[0]; t < STEPS; t++) assert_true(run->follow.lane[0][0].r[t] == 0);
}

/* The number beside the losses: the mean over those of the string alone. */
static void the_loss_is_that_of_the_string_alone(void **state) {
    Drive *drive = *state;
    const Run *run = open_reber(drive);
    const Trace *trace = &run->trace;
    double nats = 0;
    for (int t = 0; t < trace->length[0]; t++) nats -= log(trace->prob[t * 7 + (int)trace->target[t]]);
    assert_true(fabs(trace->loss - nats / trace->length[0]) < 1e-12);
    drive_line(drive, "set batch 4");
    drive_line(drive, "train 3");
    assert_true(isfinite(run->trace.loss));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_stage_says_where_the_sequence_ends, drive_setup, drive_teardown),
        cmocka_unit_test_setup_teardown(a_loss_that_reads_the_held_state_is_not_veiled, drive_setup, drive_teardown),
        cmocka_unit_test_setup_teardown(no_valve_stands_in_the_padding, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(the_river_comes_from_the_loss_through_the_padding, drive_setup, drive_teardown),
        cmocka_unit_test_setup_teardown(the_left_panel_says_so_in_every_phase, drive_setup, drive_teardown),
        cmocka_unit_test_setup_teardown(the_last_loss_is_the_one_at_its_end, drive_setup, drive_teardown),
        cmocka_unit_test_setup_teardown(the_loss_is_that_of_the_string_alone, drive_setup, drive_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
