/* The microscope: how it opens and closes, what its parts read out, that its charts zoom, move, fit and copy, and that every cell, layer,
   direction and wiring is laid out cleanly at every size. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "engine/cell/facts.h"
#include "lab/setup.h"
#include "support/drive.h"
#include "support/layout_check.h"
#include "task/task.h"
#include "view/inside/microscope_picture.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static bool is_open(Drive *drive) { return screen_find_inside(&drive_ui(drive)->screens) == SCREEN_MICROSCOPE; }

static void it_opens_by_key_tab_and_command_and_escape_closes_it(void **state) {
    Drive *drive = *state;
    drive_line(drive, "motion reduced");
    drive_key(drive, "m");
    assert_true(is_open(drive));
    assert_true(drive_has_text(drive, "Microscope, at step"));
    drive_key(drive, "Escape");
    assert_false(is_open(drive));
    drive_click(drive, "top/tab-microscope");
    assert_true(is_open(drive));
    drive_key(drive, "m");
    assert_false(is_open(drive));
    drive_line(drive, "show microscope");
    drive_frame(drive, 0);
    drive_click(drive, "microscope/close");
    assert_false(is_open(drive));
}

static void a_row_reads_its_loss_and_a_click_follows_it(void **state) {
    Drive *drive = *state;
    char words[64], number[24];
    drive_line(drive, "preset reber");
    drive_line(drive, "set steps 10");
    drive_line(drive, "show microscope");
    drive_frame(drive, 0);
    const Run *run = &app_lab(drive->app)->run;
    drive_hover(drive, "microscope/loss-6", 2.5 / 10, 0.5);
    assert_true(drive_has_run(drive, "Loss of step 6, at step 3"));
    drive_line(drive, "follow 6");
    drive_frame(drive, 0);
    number_format_short(number, sizeof number, run->follow.lane[0][0].r[2], 3);
    text_format(words, sizeof words, "arrives, relative %s", number);
    assert_true(drive_has_run(drive, words));
    drive_hover(drive, "microscope/loss-4", 7.5 / 10, 0.5);
    assert_true(drive_has_text(drive, "arrives: exactly 0"));
    drive_click(drive, "microscope/loss-4");
    assert_int_equal(drive_ui(drive)->follow, 3);
    assert_true(drive_has_text(drive, "following the loss of step 4"));
}

static void losses_are_shown_by_size_or_by_how_they_pull(void **state) {
    Drive *drive = *state;
    drive_line(drive, "preset reber");
    drive_line(drive, "show microscope");
    drive_frame(drive, 0);
    assert_false(drive_has_text(drive, "cancels"));
    drive_key(drive, "Shift+P");
    assert_true(drive_has_run(drive, "cancels"));
    drive_click(drive, "story/norms");
    assert_false(drive_has_text(drive, "cancels"));
    drive_line(drive, "preset first"); /* one loss has nothing to cancel with */
    drive_line(drive, "itemise pulls");
    assert_false(drive_has_text(drive, "cancels"));
}

static void one_part_fills_it_and_a_gate_is_chosen_by_its_letter(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set cell lstm");
    drive_line(drive, "show microscope");
    drive_frame(drive, 0);
    drive_line(drive, "microscope path");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "The state's path"));
    assert_false(drive_has_text(drive, "Eigenvalues of"));
    drive_click(drive, "microscope/show-eigenvalues");
    drive_line(drive, "block f");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "Eigenvalues of W of f"));
    drive_click(drive, "story/block-o");
    assert_true(drive_has_text(drive, "Eigenvalues of W of o"));
    drive_refuse(drive, "block z", "an LSTM has no gate \"z\"; expected one of i, f, g, o");
    drive_line(drive, "set cell rnn");
    assert_true(drive_has_run(drive, "Eigenvalues of W"));
    drive_refuse(drive, "block f", "expected h");
    drive_refuse(drive, "microscope circle", "losses");
    drive_refuse(drive, "itemise signs", "pulls");
}

static void an_eigenvalue_and_a_weight_are_read_out(void **state) {
    Drive *drive = *state;
    char number[24];
    drive_line(drive, "show microscope");
    drive_frame(drive, 0);
    drive_hover(drive, "microscope/plane/1", 0.5, 0.5);
    assert_true(drive_has_text(drive, "Eigenvalue 1"));
    number_format_short(number, sizeof number, app_lab(drive->app)->run.radius, 3);
    char words[48];
    text_format(words, sizeof words, "size %s", number);
    assert_true(drive_has_run(drive, words));
    drive_hover(drive, "microscope/weights", 1.5 / 6, 2.5 / 6);
    assert_true(drive_has_run(drive, "W[3, 2]"));
    const Run *run = &app_lab(drive->app)->run;
    size_t at = net_get_param(&run->net, PARAM_RECURRENT_WEIGHT, 0, 0)->offset + 2 * 6 + 1;
    number_format_short(number, sizeof number, run->weight[at], 3);
    assert_true(drive_has_run(drive, number));
    drive_hover(drive, "microscope/gradients", 1.5 / 6, 2.5 / 6);
    number_format_short(number, sizeof number, run->gradient[at], 3);
    assert_true(drive_has_run(drive, number));
}

/* Of the k-th eigenvalue, counted from 1, how far right and up of the middle of the plane its handle stands, in its own numbers. */
static void find_handle(Drive *drive, int k, double *re, double *im) {
    char path[48];
    text_format(path, sizeof path, "microscope/plane/%d", k);
    const Region *handle = drive_region(drive, path);
    const ChartPlace *place = chart_find(app_regions(drive->app), "eigenvalues");
    *re = place->shown.x0 + (handle->handle_x - place->plot.x) / place->plot.w * (place->shown.x1 - place->shown.x0);
    *im = place->shown.y0 + (rect_bottom(place->plot) - handle->handle_y) / place->plot.h * (place->shown.y1 - place->shown.y0);
}

static bool has_handle_at(Drive *drive, double re, double im) {
    for (int k = 1; k <= app_lab(drive->app)->run.net.spec.hidden; k++) {
        double a, b;
        find_handle(drive, k, &a, &b);
        if (hypot(a - re, b - im) < 0.01) return true;
    }
    return false;
}

static void an_eigenvalue_is_dragged_and_all_follows_in_the_same_frame(void **state) {
    Drive *drive = *state;
    const Lab *lab = app_lab(drive->app);
    double re, im, loss = lab->run.trace.loss, weight = lab->run.weight[net_get_param(&lab->run.net, PARAM_RECURRENT_WEIGHT, 0, 0)->offset];
    drive_line(drive, "show microscope");
    drive_frame(drive, 0);
    int k = 1;
    for (find_handle(drive, k, &re, &im); fabs(im) < 0.05; find_handle(drive, ++k, &re, &im)) assert_true(k < 6);
    char path[48];
    text_format(path, sizeof path, "microscope/plane/%d", k);
    drive_hover(drive, path, 0.5, 0.5);
    const ChartPlace *place = chart_find(app_regions(drive->app), "eigenvalues");
    double px = place->plot.w / (place->shown.x1 - place->shown.x0);
    drive_press(drive, 1);
    assert_true(lab->run.trace.loss == loss); /* taken hold of, not moved */
    for (int i = 1; i <= 4; i++) {
        drive_pointer(drive, drive_ui(drive)->gui.x + 0.1 * px, drive_ui(drive)->gui.y);
        assert_true(has_handle_at(drive, re + 0.1 * i, im) && has_handle_at(drive, re + 0.1 * i, -im));
    }
    drive_release(drive);
    assert_true(lab->run.trace.loss != loss);
    drive_frame(drive, 0);
    assert_true(lab->run.place.is_turned);
    drive_key(drive, "Ctrl+Z"); /* one entry, from press to release */
    assert_true(lab->run.trace.loss == loss);
    assert_true(lab->run.weight[net_get_param(&lab->run.net, PARAM_RECURRENT_WEIGHT, 0, 0)->offset] == weight);
    assert_false(lab_can_undo(lab) || lab->run.place.is_turned);
}

static void an_eigenvalue_moves_by_keys_and_a_real_one_stays_on_its_axis(void **state) {
    Drive *drive = *state;
    const Lab *lab = app_lab(drive->app);
    drive_line(drive, "set cell gru");
    drive_line(drive, "show microscope");
    drive_line(drive, "block z");
    drive_frame(drive, 0);
    double re, im;
    int k = 1;
    for (find_handle(drive, k, &re, &im); fabs(im) > 1e-6; find_handle(drive, ++k, &re, &im)) assert_true(k < 6);
    char line[64];
    text_format(line, sizeof line, "focus microscope/plane/%d", k);
    drive_line(drive, line);
    drive_key(drive, "Right");
    assert_true(has_handle_at(drive, re + 0.01, 0));
    assert_true(strncmp(lab_undo_line(lab), "eigenvalue ", 11) == 0 && strstr(lab_undo_line(lab), " of z 1 forward"));
    text_format(line, sizeof line, "microscope/plane/%d", k);
    find_handle(drive, k, &re, &im);
    drive_hover(drive, line, 0.5, 0.5);
    drive_press(drive, 1);
    drive_pointer(drive, drive_ui(drive)->gui.x, drive_ui(drive)->gui.y - 60);
    drive_release(drive);
    assert_false(drive_ui(drive)->message_is_bad);
    assert_true(has_handle_at(drive, re, 0));
}

static void weights_and_activation_open_and_read_out(void **state) {
    Drive *drive = *state;
    char number[24], words[64];
    drive_line(drive, "motion reduced");
    drive_line(drive, "preset lstm");
    drive_key(drive, "Shift+W");
    assert_true(drive_has_text(drive, "Weights of the input gate"));
    drive_line(drive, "block f");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "Weights of the forget gate"));
    const Run *run = &app_lab(drive->app)->run;
    int n = run->net.spec.hidden;
    size_t at = net_get_param(&run->net, PARAM_RECURRENT_WEIGHT, 0, 0)->offset + (size_t)(LSTM_F * n * n + 1 * n + 2);
    const double *const value[] = {run->weight, run->gradient, run->delta};
    static const char *const paths[] = {"weights/W-weights", "weights/W-gradient", "weights/W-change"};
    static const char *const heads[] = {"W of f[2, 3]", "∂L/∂W of f[2, 3]", "ΔW of f[2, 3]"};
    for (int i = 0; i < 3; i++) {
        drive_hover(drive, paths[i], 2.5 / n, 1.5 / n);
        assert_true(drive_has_run(drive, heads[i]));
        number_format_short(number, sizeof number, value[i][at], 3);
        assert_true(drive_has_run(drive, number));
    }
    drive_key(drive, "Shift+A");
    assert_true(drive_has_text(drive, "Activation, at step"));
    assert_true(drive_has_text(drive, "sigmoid, of i, f, o") && drive_has_text(drive, "tanh, of g, c"));
    drive_hover(drive, "activation/tanh", 0.5, 0.5);
    assert_true(drive_has_run(drive, "slope  1.00"));
    for (int q = 0; q < 4; q++) {
        double share = 0;
        for (int t = 0; t < run->wiring.steps; t++)
            for (int j = 0; j < n; j++) {
                double gate = run->trace.lane[0][0].gate[t * 4 * n + q * n + j];
                share += (q == LSTM_G ? fabs(gate) > 0.99 : gate < 0.01 || gate > 0.99) / (double)(n * run->wiring.steps);
            }
        number_format_short(number, sizeof number, 100 * share, 3);
        text_format(words, sizeof words, "%s: %s %% saturated", run->net.facts->gate[q].letter, number);
        assert_true(drive_has_run(drive, words));
    }
    drive_line(drive, "temperature 2");
    assert_true(drive_has_text(drive, "softmax at 2"));
    drive_refuse(drive, "temperature 0", "it goes from 0.05 to 20");
    drive_refuse(drive, "temperature warm", "number");
    drive_click(drive, "activation/close");
    assert_int_equal(screen_find_inside(&drive_ui(drive)->screens), SCREEN_STAGE);
}

/* Below the bars and in what the pointer reads, not their numbers. */
static void softmax_names_the_classes_as_the_stage_does(void **state) {
    Drive *drive = *state;
    static const char *const tasks[] = {"recall", "order", "parity"};
    for (int i = 0; i < 3; i++) {
        char line[48], name[TASK_NAME_SIZE], head[64];
        text_format(line, sizeof line, "set task %s", tasks[i]);
        drive_line(drive, line);
        drive_line(drive, "show activation");
        drive_frame(drive, 0);
        const Lab *lab = app_lab(drive->app);
        TaskOptions options = setup_task_options(&lab->setup);
        int count = lab->run.net.spec.outputs;
        assert_non_null(lab->run.trace.prob);
        for (int o = 0; o < count; o++) {
            task_name_class(name, TASK_NAME_SIZE, setup_task(&lab->setup), &options, o);
            drive_hover(drive, "activation/softmax", (o + 0.5) / count, 0.5);
            text_format(head, sizeof head, "class %s", name);
            if (!drive_has_run(drive, head)) fail_msg("%s: no \"%s\"", tasks[i], head);
            if (count == 2) assert_true(drive_has_run(drive, name)); /* of more, some stand below */
        }
    }
}

static char copied[1 << 16];
static bool keep_copy(void *user, const char *text, Diag *diag) {
    (void)user;
    (void)diag;
    snprintf(copied, sizeof copied, "%s", text);
    return true;
}

static const ChartPlace *find_chart(Drive *drive, const char *name) {
    drive_frame(drive, 0);
    const ChartPlace *place = chart_find(app_regions(drive->app), name);
    assert_non_null(place);
    return place;
}

static void a_chart_zooms_about_the_pointer_moves_and_fits(void **state) {
    Drive *drive = *state;
    drive_line(drive, "show microscope");
    drive_frame(drive, 0);
    ChartPlace whole = *find_chart(drive, "product");
    drive_hover(drive, "microscope/product", 0.25, 0.5);
    drive_wheel(drive, 4);
    ChartPlace part = *find_chart(drive, "product");
    double was = whole.shown.x0 + 0.25 * (whole.shown.x1 - whole.shown.x0), is = part.shown.x0 + 0.25 * (part.shown.x1 - part.shown.x0);
    assert_true(fabs(was - is) < 1e-6); /* what was under the pointer still is */
    assert_true(part.shown.x1 - part.shown.x0 < 0.5 * (whole.shown.x1 - whole.shown.x0));
    drive_press(drive, 1);
    drive_pointer(drive, drive_ui(drive)->gui.x - 0.1 * part.plot.w, drive_ui(drive)->gui.y);
    drive_release(drive);
    ChartPlace moved = *find_chart(drive, "product");
    assert_true(fabs(moved.shown.x0 - part.shown.x0 - 0.1 * (part.shown.x1 - part.shown.x0)) < 1e-6);
    drive_press(drive, 2);
    drive_release(drive);
    assert_true(find_chart(drive, "product")->shown.x0 == whole.shown.x0);
    drive_line(drive, "focus microscope/product");
    drive_key(drive, "Plus");
    drive_key(drive, "Left");
    assert_true(find_chart(drive, "product")->shown.x0 > whole.shown.x0);
    drive_key(drive, "0");
    assert_true(find_chart(drive, "product")->shown.x0 == whole.shown.x0);
    drive_line(drive, "chart product move 5 5"); /* never out of what there is */
    assert_true(find_chart(drive, "product")->shown.x1 == whole.shown.x1);
    drive_refuse(drive, "chart loss in", "no chart \"loss\" in this picture; it has: eigenvalues, product, path");
    drive_refuse(drive, "chart product wider", "\"wider\" is not possible; expected fit, in, out");
    drive_refuse(drive, "chart product zoom 2 x 0", "\"x\" is not a number; expected zoom TIMES X Y");
    drive_refuse(drive, "chart product zoom 0 0 0", "more than 0");
    drive_refuse(drive, "chart product fit now", "too much");
    drive_line(drive, "hide");
    drive_refuse(drive, "chart product in", "it has no chart");
}

static void a_zoom_holds_for_the_kind_of_axis_that_it_was_made_on(void **state) {
    static const char *const charts[][2] = {{"stage", "loss"}, {"history", "history-loss"}};
    Drive *drive = *state;
    drive_line(drive, "train 200");
    for (size_t i = 0; i < sizeof charts / sizeof charts[0]; i++) {
        char line[64];
        drive_line(drive, i ? "show history" : "hide");
        drive_line(drive, "curve linear");
        find_chart(drive, charts[i][1]);
        snprintf(line, sizeof line, "chart %s zoom 4 1 0.5", charts[i][1]); /* from update 150 on, which would be 10 to the 150th */
        drive_line(drive, line);
        ChartPlace part = *find_chart(drive, charts[i][1]);
        assert_true(part.shown.x0 > part.whole.x0 + 100);
        drive_line(drive, "curve log");
        ChartPlace all = *find_chart(drive, charts[i][1]);
        assert_true(all.shown.x0 == all.whole.x0 && all.shown.x1 == all.whole.x1 && all.shown.x1 < 4);
        drive_line(drive, "curve linear");
        assert_true(find_chart(drive, charts[i][1])->shown.x0 == part.shown.x0);
    }
}

static void the_values_of_a_chart_are_copied(void **state) {
    Drive *drive = *state;
    drive_line(drive, "show microscope");
    drive_frame(drive, 0);
    drive_refuse(drive, "copy chart product", "There is no clipboard here");
    drive->world.clipboard.write = keep_copy;
    drive_line(drive, "copy chart product");
    assert_true(strncmp(copied, "step,largest,2.,3.,4.,5.,smallest,Pascanu's bound\n1,", 50) == 0);
    assert_non_null(strstr(copied, "\n16,1,1,1,1,1,1,1\n"));
    copied[0] = '\0';
    drive_line(drive, "focus microscope/product");
    drive_key(drive, "Ctrl+C");
    assert_true(copied[0] == 's');
    drive_refuse(drive, "copy picture product", "expected chart and its name");
    drive_refuse(drive, "copy chart losses", "there is no chart \"losses\"");
}

static void check_layout(Drive *drive, const char *heading, LayoutReport *report) {
    layout_check(report, drive_frame(drive, 0), &drive->world.text, heading);
}

static void everything_is_laid_out(void **state) {
    (void)state;
    static const char *const setups[][5] = {{"set steps 1"},
                                            {"set cell lstm", "set layers 3", "set direction both", "set steps 30"},
                                            {"preset reber", "set cell gru"},
                                            {"preset reber", "set steps 60", "set hidden 16"},
                                            {"set steps 300", "set hidden 40"},
                                            {"set layers 4", "set hidden 1", "set steps 2"}};
    static const int sizes[][2] = {{800, 500}, {1280, 720}, {1920, 1080}, {3840, 2160}};
    static LayoutReport report;
    Drive drive;
    if (!drive_start_with_fonts(&drive)) skip();
    for (size_t i = 0; i < sizeof setups / sizeof *setups; i++) {
        drive_line(&drive, "preset first");
        for (int k = 0; k < 5 && setups[i][k]; k++) drive_line(&drive, setups[i][k]);
        drive_line(&drive, "show microscope");
        for (int s = 0; s < 4; s++) {
            drive_resize(&drive, sizes[s][0], sizes[s][1]);
            for (int part = 0; part < PANEL_COUNT; part++) {
                static const char *const words[] = {"all", "losses", "eigenvalues", "product", "weights", "path", "layers"};
                char line[64];
                if (s > 1 && part > 0) break; /* all has room there */
                text_format(line, sizeof line, "microscope %s", words[part]);
                drive_line(&drive, line);
                text_format(line, sizeof line, "setup %zu, %d pixels, %s", i, sizes[s][0], words[part]);
                check_layout(&drive, line, &report);
            }
            drive_line(&drive, "microscope all");
            for (int other = 0; other < 2; other++) {
                char line[64];
                drive_line(&drive, other ? "show weights" : "show activation");
                text_format(line, sizeof line, "setup %zu, %d pixels, %s", i, sizes[s][0], other ? "weights" : "activation");
                check_layout(&drive, line, &report);
            }
            drive_line(&drive, "show microscope");
        }
    }
    if (report.count > 0) fail_msg("%d findings:\n%s", report.count, report.text);
    drive_end(&drive);
}

static void what_is_not_finite_is_said(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set activation identity");
    drive_line(drive, "set steps 1000");
    drive_line(drive, "set radius 3");
    assert_true(app_lab(drive->app)->run.trace.fault.found);
    drive_line(drive, "show microscope");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "Not finite: first"));
    drive_frame(drive, 0);
}

#define MICROSCOPE_TEST(name) cmocka_unit_test_setup_teardown(name, drive_setup_large, drive_teardown)

/* A large window is not left empty, and the cells of the three maps stay alike. */
static void maps_of_weights_grow_with_the_window(void **state) {
    Drive *drive = *state;
    static const char *const path[] = {"weights/U-weights", "weights/W-weights", "weights/V-weights"};
    double usual = 0;
    drive_line(drive, "motion reduced");
    drive_line(drive, "show weights");
    for (int turn = 0; turn < 2; turn++) {
        drive_line(drive, turn ? "resize 3840 2160" : "resize 1920 1080");
        drive_frame(drive, 0);
        double cell[3];
        for (int i = 0; i < 3; i++) cell[i] = drive_region(drive, path[i])->box.w / (i ? 6 : 1);
        assert_true(fabs(cell[0] - cell[1]) < 0.01 && fabs(cell[2] - cell[1]) < 0.01);
        if (turn == 0) usual = cell[1];
    }
    assert_true(drive_region(drive, path[1])->box.w / 6 > 1.7 * usual);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        MICROSCOPE_TEST(softmax_names_the_classes_as_the_stage_does),
        MICROSCOPE_TEST(it_opens_by_key_tab_and_command_and_escape_closes_it),
        MICROSCOPE_TEST(a_row_reads_its_loss_and_a_click_follows_it),
        MICROSCOPE_TEST(losses_are_shown_by_size_or_by_how_they_pull),
        MICROSCOPE_TEST(one_part_fills_it_and_a_gate_is_chosen_by_its_letter),
        MICROSCOPE_TEST(an_eigenvalue_and_a_weight_are_read_out),
        MICROSCOPE_TEST(an_eigenvalue_is_dragged_and_all_follows_in_the_same_frame),
        MICROSCOPE_TEST(an_eigenvalue_moves_by_keys_and_a_real_one_stays_on_its_axis),
        MICROSCOPE_TEST(weights_and_activation_open_and_read_out),
        MICROSCOPE_TEST(maps_of_weights_grow_with_the_window),
        MICROSCOPE_TEST(a_chart_zooms_about_the_pointer_moves_and_fits),
        MICROSCOPE_TEST(a_zoom_holds_for_the_kind_of_axis_that_it_was_made_on),
        MICROSCOPE_TEST(the_values_of_a_chart_are_copied),
        MICROSCOPE_TEST(what_is_not_finite_is_said),
        cmocka_unit_test(everything_is_laid_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
