/* The close-up of the cell: how it opens and closes, what it looks at, that terms and wires light each other, and that every cell is laid
   out cleanly at every size, in both passes and at the loss. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "support/drive.h"
#include "support/layout_check.h"
#include "view/inside/cell_picture.h"
#include <string.h>

static void a_click_on_a_column_opens_its_cell(void **state) {
    Drive *drive = *state;
    drive_line(drive, "motion reduced");
    drive_line(drive, "seek forward end");
    drive_frame(drive, 0);
    drive_hover(drive, "stage/state1", 4.5 / 16, 0.5);
    drive_press(drive, 1);
    drive_release(drive);
    assert_int_equal(screen_find_inside(&drive_ui(drive)->screens), SCREEN_CELL);
    assert_int_equal(cell_place(&app_lab(drive->app)->run, drive_ui(drive)).step, 4);
    assert_false(cell_place(&app_lab(drive->app)->run, drive_ui(drive)).is_backward);
    assert_true(drive_has_text(drive, "step 5 of 16"));
}

/* Circles, slim columns and a heat map whose every unit has a row; and the LSTM's c. */
static void a_click_on_a_unit_opens_the_cell_at_that_unit(void **state) {
    Drive *drive = *state;
    static const char *const steps[] = {"set steps 16", "set steps 48", "set steps 100"}, *const paths[] = {"stage/state2", "stage/cell2"};
    drive_line(drive, "motion reduced");
    drive_line(drive, "set cell lstm");
    drive_line(drive, "set layers 2");
    for (int s = 0; s < 3; s++) {
        drive_line(drive, steps[s]);
        for (int of_cell = 0; of_cell < 2; of_cell++) {
            for (int u = 0; u < 6; u++) {
                drive_line(drive, "seek backward end");
                drive_frame(drive, 0);
                drive_hover(drive, paths[of_cell], 0.4, (u + 0.5) / 6);
                assert_int_equal(drive_ui(drive)->hover.unit, u);
                int step = drive_ui(drive)->hover.step;
                drive_press(drive, 1);
                drive_release(drive);
                CellPlace place = cell_place(&app_lab(drive->app)->run, drive_ui(drive));
                assert_int_equal(place.unit, u);
                assert_true(place.layer == 1 && place.step == step && place.is_backward);
                drive_key(drive, "Escape");
            }
        }
    }
    drive_refuse(drive, "cell 3 1 forward 7", "cell: there is no unit 7; a layer has 6 hidden units");
    drive_line(drive, "cell 3 1 forward 2");
    assert_int_equal(cell_place(&app_lab(drive->app)->run, drive_ui(drive)).unit, 1);
}

static void it_grows_in_frames_and_any_input_ends_that(void **state) {
    Drive *drive = *state;
    drive_key(drive, "i");
    assert_true(app_is_moving(drive->app));
    assert_true(drive_ui(drive)->inside_open == 0);
    drive_frame(drive, 0.1);
    assert_true(drive_ui(drive)->inside_open > 0 && drive_ui(drive)->inside_open < 1);
    drive_key(drive, "Right");
    assert_true(drive_ui(drive)->inside_open == 1);
    drive_key(drive, "Escape");
    drive_frame(drive, 0.1);
    assert_true(drive_ui(drive)->inside_open > 0 && drive_ui(drive)->inside_open < 1);
    for (int i = 0; i < 10; i++) drive_frame(drive, 0.1);
    assert_true(drive_ui(drive)->inside_open == 0);
    drive_line(drive, "motion reduced");
    drive_key(drive, "i");
    assert_true(drive_ui(drive)->inside_open == 1);
}

static void keys_walk_through_steps_units_and_layers(void **state) {
    Drive *drive = *state;
    const Run *run = &app_lab(drive->app)->run;
    drive_line(drive, "set layers 2");
    drive_line(drive, "set hidden 3");
    drive_line(drive, "motion reduced");
    drive_line(drive, "cell 5");
    drive_key(drive, "Right");
    assert_int_equal(cell_place(run, drive_ui(drive)).step, 5);
    drive_key(drive, "Left");
    drive_key(drive, "Left");
    assert_int_equal(cell_place(run, drive_ui(drive)).step, 3);
    const int layers[] = {1, 1, 0, 0, 0, 0}, units[] = {1, 2, 0, 1, 2, 2};
    for (int i = 0; i < 6; i++) {
        drive_key(drive, "Down");
        assert_int_equal(cell_place(run, drive_ui(drive)).layer, layers[i]);
        assert_int_equal(cell_place(run, drive_ui(drive)).unit, units[i]);
    }
    for (int i = 0; i < 6; i++) drive_key(drive, "Up");
    assert_int_equal(cell_place(run, drive_ui(drive)).layer, 1);
    assert_int_equal(cell_place(run, drive_ui(drive)).unit, 0);
    drive_line(drive, "unit 3");
    drive_line(drive, "set hidden 2");
    assert_int_equal(drive_ui(drive)->unit, 1);
}

/* The number beside a state is the length of the whole gradient there, or words say which part it is. */
static void a_part_of_the_gradient_beside_a_state_is_called_one(void **state) {
    Drive *drive = *state;
    static const char *const cells[] = {"preset first", "preset gru", "preset lstm"};
    drive_line(drive, "motion reduced");
    for (int cell = 0; cell < 3; cell++) {
        drive_line(drive, cells[cell]);
        drive_line(drive, "seek backward 8");
        drive_line(drive, "show cell");
        drive_frame(drive, 0);
        const FollowLane *lane = &app_lab(drive->app)->run.follow.lane[0][0];
        const double *whole[2] = {lane->r, lane->r_c};
        for (int of_c = 0; of_c < (cell == 2 ? 2 : 1); of_c++)
            for (int is_after = 0; is_after < 2; is_after++) {
                char path[48], number[24];
                text_format(path, sizeof path, "cell/norm-%s-%s", of_c ? "c" : "h", is_after ? "after" : "before");
                number_format_short(number, sizeof number, whole[of_c][7 + is_after], 2);
                Rect box = drive_region(drive, path)->box;
                bool is_whole = false, is_named = false;
                DrawItem item;
                const DrawList *list = drive_frame(drive, 0);
                for (size_t offset = 0; draw_next(list, &offset, &item);) {
                    if (item.op != DRAW_TEXT || item.x0 < box.x || item.x0 > rect_right(box)) continue;
                    if (item.y0 > box.y && item.y0 < rect_bottom(box)) is_whole = is_whole || str_equal(item.text, number);
                    if (item.y0 > box.y && item.y0 < rect_bottom(box) + 16) is_named = is_named || str_equal(item.text, "straight");
                }
                if (is_whole == is_named)
                    fail_msg("%s, %s: whole %d (%s), called a part %d", cells[cell], path, is_whole, number, is_named);
            }
    }
}

static void what_it_cannot_open_it_says(void **state) {
    Drive *drive = *state;
    drive_refuse(drive, "cell 17", "there is no step 17; the sequence has 16 steps");
    drive_refuse(drive, "cell 3 2", "there is no layer 2; the network has 1 layer");
    drive_refuse(drive, "cell 3 1 reverse", "reads forward only");
    drive_refuse(drive, "cell 3 1 revers", "\"revers\" is not a direction; expected forward or reverse");
    drive_refuse(drive, "unit 7", "there is no unit 7; a layer has 6 hidden units");
    drive_refuse(drive, "cell 0", "from 1");
}

static void a_seek_and_its_picture_agree_in_every_pass_and_direction(void **state) {
    Drive *drive = *state;
    const Run *run = &app_lab(drive->app)->run;
    drive_line(drive, "set direction both");
    for (int direction = 0; direction < 2; direction++) {
        drive_line(drive, direction ? "chain 1 reverse" : "chain 1 forward");
        for (int backward = 0; backward < 2; backward++) {
            drive_line(drive, backward ? "seek backward 1" : "seek forward 1");
            for (int t = 0; t < 16; t++) {
                char line[32];
                text_format(line, sizeof line, "cell %d", t + 1);
                drive_line(drive, line);
                CellPlace place = cell_place(run, drive_ui(drive));
                assert_int_equal(place.step, t);
                assert_int_equal(place.is_backward, backward);
                assert_int_equal(place.direction, direction);
            }
        }
    }
}

static bool is_lit(Drive *drive, int wire) { return drive_ui(drive)->hover.kind == SUBJECT_WIRE && drive_ui(drive)->hover.step == wire; }

static void a_term_lights_its_wire_and_a_wire_its_term(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set cell lstm");
    drive_line(drive, "cell 5");
    drive_frame(drive, 0);
    drive_hover(drive, "story/term0", 0.5, 0.5); /* f_t */
    assert_true(is_lit(drive, WIRE_GATE + LSTM_F));
    assert_true(drive_has_text(drive, "forget gate, unit 1"));
    drive_hover(drive, "cell/box1", 0.5, 0.5);
    assert_true(is_lit(drive, WIRE_BOX + LSTM_I));
    assert_true(drive_has_text(drive, "its slope"));
    drive_hover(drive, "cell/strip3", 0.3, 2.5 / 6);
    assert_true(drive_has_text(drive, "cell gate, unit 3") || drive_has_text(drive, "unit 3:"));
    drive_press(drive, 1);
    drive_release(drive);
    assert_int_equal(drive_ui(drive)->unit, 2);
}

static int count_equations(Drive *drive) {
    const RegionList *regions = app_regions(drive->app);
    int count = 0;
    for (int i = 0; i < regions->count; i++) count += strncmp(regions->item[i].path, "cell/line-", 10) == 0;
    return count;
}

/* Behind the end of a sequence no equation holds, so none stands there, and no number that would be one. */
static void a_padded_step_says_so_and_shows_no_equation(void **state) {
    Drive *drive = *state;
    static const char *const cells[] = {"set cell rnn", "set cell gru", "set cell lstm"}, *const ways[] = {"seek forward 14",
                                                                                                           "seek backward 3"};
    drive_line(drive, "set task reber");
    drive_line(drive, "show cell");
    for (int i = 0; i < 6; i++) {
        drive_line(drive, cells[i % 3]);
        drive_line(drive, ways[i / 3]);
        drive_frame(drive, 0);
        int length = app_lab(drive->app)->run.trace.length[0];
        assert_in_range(length, 1, 13);
        assert_true(drive_has_text(drive, "Padding: nothing is computed at this step."));
        assert_int_equal(count_equations(drive), 0);
        drive_line(drive, i / 3 ? "seek backward end" : "seek forward 1");
        drive_frame(drive, 0);
        assert_false(drive_has_text(drive, "Padding: nothing is computed"));
        assert_true(count_equations(drive) > 0);
    }
}

/* Every term of every equation stands for a wire of its cell's diagram, unless it is a bias or a difference. */
static void terms_have_wires(void **state) {
    (void)state;
    for (int i = 0; i < account_line_count(); i++) {
        const AccountLine *line = account_line_at(i);
        for (int j = 0; j < line->count; j++) {
            AccountVector vector = line->term[j].vector;
            int wire = cell_wire_of(line->cell, vector, line->term[j].gate);
            if (vector == ACCOUNT_BIAS || vector == ACCOUNT_BIAS_Q || vector == ACCOUNT_DIFFERENCE) {
                assert_int_equal(wire, -1);
                continue;
            }
            assert_in_range(wire, 0, WIRE_COUNT - 1);
            const CellDiagram *diagram = cell_diagram(line->cell);
            bool found = wire >= WIRE_BOX;
            for (int s = 0; s < diagram->shape_count; s++) found = found || diagram->shape[s].wire == wire;
            if (!found) fail_msg("no wire for %s in %s", line->term[j].tex, line->title);
        }
    }
}

static void every_cell_is_laid_out_cleanly_at_every_size(void **state) {
    (void)state;
    static const int sizes[][2] = {{800, 500}, {1280, 720}, {1920, 1080}};
    static const char *const cells[] = {"set cell rnn", "set cell gru", "set cell lstm"};
    static const char *const places[] = {"seek forward 5", "seek loss end", "seek backward 6", "seek backward end"};
    static LayoutReport report;
    Drive drive;
    if (!drive_start_with_fonts(&drive)) skip();
    report = (LayoutReport){0};
    drive_line(&drive, "show cell");
    for (int cell = 0; cell < 3; cell++) {
        drive_line(&drive, cells[cell]);
        for (int deep = 0; deep < 2; deep++) {
            drive_line(&drive, deep ? "set layers 2" : "set layers 1");
            drive_line(&drive, deep ? "set steps 60" : "set steps 8");
            drive_line(&drive, deep ? "set hidden 64" : "set hidden 6");
            drive_line(&drive, deep ? "set direction both" : "set direction forward");
            for (int size = 0; size < 3; size++) {
                drive_resize(&drive, sizes[size][0], sizes[size][1]);
                for (int place = 0; place < 4; place++) {
                    char heading[128];
                    drive_line(&drive, places[place]);
                    text_format(heading, sizeof heading, "%dx%d, %s, %s, deep %d:", sizes[size][0], sizes[size][1], cells[cell],
                                places[place], deep);
                    layout_check(&report, drive_frame(&drive, 0), &drive.world.text, heading);
                }
            }
        }
    }
    drive_end(&drive);
    if (report.count == 0) return;
    print_message("%s", report.text);
    fail_msg("%d findings", report.count);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_click_on_a_column_opens_its_cell, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(a_click_on_a_unit_opens_the_cell_at_that_unit, drive_setup, drive_teardown),
        cmocka_unit_test_setup_teardown(it_grows_in_frames_and_any_input_ends_that, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(keys_walk_through_steps_units_and_layers, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(a_part_of_the_gradient_beside_a_state_is_called_one, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(what_it_cannot_open_it_says, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(a_seek_and_its_picture_agree_in_every_pass_and_direction, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(a_term_lights_its_wire_and_a_wire_its_term, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(a_padded_step_says_so_and_shows_no_equation, drive_setup_large, drive_teardown),
        cmocka_unit_test(terms_have_wires),
        cmocka_unit_test(every_cell_is_laid_out_cleanly_at_every_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
