/* The stage's time axis and its scales: a pixel finds the step that was drawn there, and magnitudes stand on a fixed scale. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "lab/lab.h"
#include "view/stage/stage_layout.h"
#include <float.h>
#include <math.h>
#include <string.h>

static void apply(Lab *lab, const char *line) {
    Command command;
    Diag diag;
    if (!command_parse(&command, str_from(line), &diag) || !lab_apply(lab, &command, &diag)) fail_msg("%s: %s", line, diag.text);
}

typedef struct Scene {
    Lab lab;
    UiState ui;
    View view;
    Gui gui;
} Scene;

static void scene_init(Scene *scene) {
    Diag diag;
    memset(scene, 0, sizeof *scene);
    if (!lab_init(&scene->lab, &diag)) fail_msg("%s", diag.text);
    scene->ui.layer = -1;
    scene->ui.cursor = (Cursor){PHASE_UPDATE, UPDATE_STEPS, 0};
    scene->view = (View){.gui = &scene->gui, .setup = &scene->lab.setup, .run = &scene->lab.run, .ui = &scene->ui};
}

static void every_step_is_found_again_at_its_pixel(void **state) {
    (void)state;
    static const int lengths[] = {1, 2, 8, 16, 24, 25, 60, 61, 300, 1000};
    static const double widths[] = {330, 552, 800, 1192, 3100};
    Scene scene;
    scene_init(&scene);
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        char line[32];
        text_format(line, (int)sizeof line, "set steps %d", lengths[i]);
        apply(&scene.lab, line);
        for (size_t w = 0; w < sizeof widths / sizeof *widths; w++) {
            StageLayout layout;
            stage_layout_init(&layout, &scene.view, rect(380, 56, widths[w], 700));
            for (int t = 0; t < lengths[i]; t++) {
                double x = stage_x(&layout, t);
                assert_int_equal(stage_step_at(&layout, x), t);
                assert_true(x > 380 && x < 380 + widths[w]);
            }
            assert_int_equal(stage_step_at(&layout, -1e6), 0);
            assert_int_equal(stage_step_at(&layout, 1e6), lengths[i] - 1);
        }
    }
    lab_deinit(&scene.lab);
}

static void folded_columns_stand_on_each_other(void **state) {
    (void)state;
    Scene scene;
    scene_init(&scene);
    scene.ui.cursor = (Cursor){PHASE_UNROLL, 0, 0};
    StageLayout layout;
    stage_layout_init(&layout, &scene.view, rect(0, 0, 1000, 700));
    assert_true(stage_x(&layout, 0) == stage_x(&layout, 15));
    scene.ui.cursor = (Cursor){PHASE_UNROLL, 0, 0.5};
    stage_layout_init(&layout, &scene.view, rect(0, 0, 1000, 700));
    assert_true(stage_x(&layout, 0) < stage_x(&layout, 15));
    lab_deinit(&scene.lab);
}

/* No state is drawn on an axis that ends before it. */
static void the_scale_of_the_states_holds_every_finite_number(void **state) {
    (void)state;
    static const double sizes[] = {0.3, 1, 1.1, 7e5, 1e19, 2e20, 8.2e29, 1e100, 4.1e265, 3e307, DBL_MAX};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        for (int has_c = 0; has_c < 2; has_c++) {
            Scene scene;
            StageLayout layout;
            scene_init(&scene);
            if (has_c) apply(&scene.lab, "set cell lstm");
            TraceLane *lane = &scene.lab.run.trace.lane[0][0];
            lane->h[3] = -sizes[i];
            if (has_c) lane->c[3] = sizes[i];
            stage_layout_init(&layout, &scene.view, rect(0, 0, 1000, 700));
            assert_true(isfinite(layout.state_limit) && layout.state_limit >= sizes[i] && layout.state_limit / 2.6 <= fmax(sizes[i], 1));
            if (has_c) assert_true(isfinite(layout.cell_limit) && layout.cell_limit >= sizes[i]);
            lab_deinit(&scene.lab);
        }
}

static void parts_of_the_stage_do_not_overlap_at_any_size(void **state) {
    (void)state;
    static const char *const cells[] = {"set cell rnn", "set cell gru", "set cell lstm"};
    Scene scene;
    scene_init(&scene);
    for (int cell = 0; cell < 3; cell++)
        for (int layers = 1; layers <= 4; layers++)
            for (int both = 0; both < 2; both++) {
                char line[32];
                text_format(line, (int)sizeof line, "set layers %d", layers);
                apply(&scene.lab, cells[cell]);
                apply(&scene.lab, line);
                apply(&scene.lab, both ? "set direction both" : "set direction forward");
                for (double h = 372; h < 2200; h *= 1.3) {
                    StageLayout l;
                    stage_layout_init(&l, &scene.view, rect(0, 0, 800, h));
                    const Rect part[] = {l.equations, l.outputs, l.lens, l.lanes, l.inputs, l.factors, l.chart_head, l.chart};
                    for (int i = 1; i < 8; i++) assert_true(rect_bottom(part[i - 1]) <= part[i].y + 1e-6);
                    assert_true(rect_bottom(l.chart) <= h);
                    assert_true(l.chart.h >= 50);
                    assert_int_equal(l.lane_count, layers * (both ? 2 : 1));
                    for (int i = 0; i < l.lane_count; i++) {
                        const StageLane *lane = &l.lane[i];
                        assert_true(lane->box.y >= l.lanes.y - 1e-6 && rect_bottom(lane->box) <= rect_bottom(l.lanes) + 1e-6);
                        assert_true(lane->state.h > 0 && rect_bottom(lane->state) <= lane->gates.y + 1e-6);
                        if (lane->cell.h > 0) assert_true(rect_bottom(lane->state) <= lane->cell.y); /* c below h, which the head reads */
                        for (int j = 0; j < i; j++)
                            assert_true(rect_bottom(lane->box) <= l.lane[j].box.y + 1e-6 ||
                                        rect_bottom(l.lane[j].box) <= lane->box.y + 1e-6);
                        if (both && lane->direction) assert_true(lane->box.y > l.lane[i - 1].box.y); /* forward stands above reverse */
                    }
                }
            }
    lab_deinit(&scene.lab);
}

/* Its band lies above the heat map, whatever it shows. */
static void the_lens_hides_nothing(void **state) {
    (void)state;
    Scene scene;
    scene_init(&scene);
    const double heights[] = {372, 592, 640, 952, 2000};
    StageLayout l;
    stage_layout_init(&l, &scene.view, rect(0, 0, 800, 952));
    assert_true(l.lens.h == 0); /* circles need none */
    apply(&scene.lab, "set steps 300");
    static const char *const lines[] = {"set layers 1", "set layers 2", "set direction both", "set cell lstm"};
    for (int line = 0; line < 4; line++) {
        apply(&scene.lab, lines[line]);
        for (int i = 0; i < 5; i++) {
            stage_layout_init(&l, &scene.view, rect(0, 0, 800, heights[i]));
            assert_int_equal(l.zoom, ZOOM_HEAT);
            assert_true(l.lens.h == 0 ? i == 0 : l.lens.h >= 60);
            assert_true(l.lens.y >= rect_bottom(l.outputs) - 1e-9);
            for (int lane = 0; lane < l.lane_count; lane++) assert_true(l.lane[lane].state.y >= rect_bottom(l.lens) - 1e-9);
        }
    }
    lab_deinit(&scene.lab);
}

static void the_gradient_scale_is_fixed_and_logarithmic(void **state) {
    (void)state;
    assert_true(stage_log_unit(1e-8, -8, 2) == 0);
    assert_true(fabs(stage_log_unit(1e-3, -8, 2) - 0.5) < 1e-12);
    assert_true(stage_log_unit(1e2, -8, 2) == 1);
    assert_true(stage_log_unit(0, -8, 2) == 0);
    assert_true(stage_log_unit(NAN, -8, 2) == 0);
    /* The same number of decades is the same difference of width, wherever it lies. */
    StageLayout l = {.low = -8, .high = 2};
    double a = river_width(&l, 1e0, 36) - river_width(&l, 1e-2, 36), b = river_width(&l, 1e-3, 36) - river_width(&l, 1e-5, 36);
    assert_true(fabs(a - b) < 1e-9 && a > 0);
    assert_true(river_width(&l, 1e9, 36) == 36);
    assert_true(river_width(&l, 0, 36) == 0);
    /* It widens for a value outside, and only then. */
    const double inside[] = {1e-8, 0, NAN, 99}, outside[] = {3e-11, 2e3};
    stage_widen(&l.low, &l.high, inside, 4, 1);
    assert_true(l.low == -8 && l.high == 2);
    stage_widen(&l.low, &l.high, outside, 2, 1);
    assert_true(l.low == -12 && l.high == 4);
    /* What no sum would feel does not stretch it; what explodes does. */
    const double lost[] = {1e-17, 3e-119, 5e-324}, exploded[] = {1e40};
    stage_widen(&l.low, &l.high, lost, 3, 1);
    assert_true(l.low == STAGE_LOW_LEAST && l.low == -16 && l.high == 4);
    stage_widen(&l.low, &l.high, exploded, 1, 1);
    assert_true(l.low == -16 && l.high == 40);
}

static void passes_run_the_other_way_in_the_reverse_direction(void **state) {
    (void)state;
    Scene scene;
    scene_init(&scene);
    apply(&scene.lab, "set direction both");
    scene.ui.cursor = (Cursor){PHASE_FORWARD, 3, 0.5};
    StageLayout l;
    stage_layout_init(&l, &scene.view, rect(0, 0, 1000, 700));
    assert_true(stage_state_shown(&l, 0, 2) == 1 && stage_state_shown(&l, 0, 3) == 0.5 && stage_state_shown(&l, 0, 4) == 0);
    assert_true(stage_state_shown(&l, 1, 13) == 1 && stage_state_shown(&l, 1, 12) == 0.5 && stage_state_shown(&l, 1, 11) == 0);
    scene.ui.cursor = (Cursor){PHASE_BACKWARD, 2, 0};
    stage_layout_init(&l, &scene.view, rect(0, 0, 1000, 700));
    assert_true(stage_gradient_shown(&l, 0, 14) == 1 && stage_gradient_shown(&l, 0, 13) == 0);
    assert_true(stage_gradient_shown(&l, 1, 1) == 1 && stage_gradient_shown(&l, 1, 2) == 0);
    assert_int_equal(stage_acting(&l, PHASE_BACKWARD, 0), 14);
    assert_int_equal(stage_acting(&l, PHASE_BACKWARD, 1), 1);
    assert_int_equal(stage_acting(&l, PHASE_FORWARD, 0), -1);
    lab_deinit(&scene.lab);
}

/* Between the output and the columns, or the line of their labels: enough for V's arrow and for the gradient that sets out there. */
static void the_way_from_the_loss_has_room_at_any_size(void **state) {
    (void)state;
    static const char *const setups[] = {"set cell rnn", "set cell gru", "set cell lstm", "set steps 3", "set steps 40", "set layers 2"};
    const double arrow_least = 6;
    Scene scene;
    scene_init(&scene);
    scene.ui.cursor = (Cursor){PHASE_BACKWARD, 0, 0};
    for (int i = 0; i < 6; i++) {
        apply(&scene.lab, setups[i]);
        for (double h = 372; h < 2200; h += 20)
            for (double w = 700; w < 3200; w *= 1.5) {
                StageLayout l;
                stage_layout_init(&l, &scene.view, rect(0, 0, w, h));
                bool labels = l.zoom == ZOOM_CIRCLES && l.lane_count == 1 && l.pitch >= 26;
                double room = l.top_y - (labels ? STAGE_LABEL_HEIGHT + 2 : 3) - (l.output_y + l.output_size / 2 + 3);
                if (room < arrow_least) fail_msg("%s, %g x %g: %g pixels", setups[i], w, h, room);
                assert_true(l.loss_radius >= 8 && l.loss_y + l.loss_radius < l.output_y - l.output_size / 2);
            }
    }
    lab_deinit(&scene.lab);
}

/* Also where a short sequence stands in the middle of a wide stage. */
static void letters_stand_at_the_chain(void **state) {
    (void)state;
    static const char *const lengths[] = {"set steps 2", "set steps 5", "set steps 16", "set steps 24"};
    Scene scene;
    scene_init(&scene);
    for (int i = 0; i < 4; i++) {
        apply(&scene.lab, lengths[i]);
        for (double w = 330; w < 3800; w *= 1.2) {
            StageLayout l;
            stage_layout_init(&l, &scene.view, rect(380, 56, w, 900));
            double first = l.left, letter = stage_letter_x(&l, 1);
            if (letter < 380 + 20 || first - letter > 50) fail_msg("%s, %g wide: %g before the first", lengths[i], w, first - letter);
            assert_true(stage_margin_x(&l) >= 380 && first - stage_margin_x(&l) <= 71);
            if (i == 2 && w < 3300) assert_true(l.pitch * l.steps > 0.7 * w); /* 16 steps leave little of a stage empty */
        }
    }
    lab_deinit(&scene.lab);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_step_is_found_again_at_its_pixel),
        cmocka_unit_test(folded_columns_stand_on_each_other),
        cmocka_unit_test(the_scale_of_the_states_holds_every_finite_number),
        cmocka_unit_test(parts_of_the_stage_do_not_overlap_at_any_size),
        cmocka_unit_test(the_gradient_scale_is_fixed_and_logarithmic),
        cmocka_unit_test(the_lens_hides_nothing),
        cmocka_unit_test(the_way_from_the_loss_has_room_at_any_size),
        cmocka_unit_test(letters_stand_at_the_chain),
        cmocka_unit_test(passes_run_the_other_way_in_the_reverse_direction),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
