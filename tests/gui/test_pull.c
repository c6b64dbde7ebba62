/* What is grabbed where several numbers are near: of inputs the one that is on, of a gate all units, by the keyboard what the cursor stands on;
   and where nothing can be held, that is said and nothing changes. gui/hold has the ways of holding themselves. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/cell/facts.h"
#include "support/drive.h"
#include <math.h>
#include <string.h>

static const Run *run_of(Drive *drive) { return &app_lab(drive->app)->run; }

static void pull(Drive *drive, const char *path, double across, double down, double up) {
    drive_frame(drive, 0);
    drive_hover(drive, path, across, down);
    double x = drive_ui(drive)->gui.x, y = drive_ui(drive)->gui.y;
    drive_line(drive, "press shift");
    drive_frame(drive, 0);
    for (int i = 1; i <= 4; i++) drive_pointer(drive, x, y - up * i / 4);
    drive_release(drive);
}

static int largest_input(Drive *drive, int step) {
    const Run *run = run_of(drive);
    int inputs = run->net.spec.inputs, best = 0;
    for (int i = 0; i < inputs; i++)
        if (fabs(run->trace.x[step * inputs + i]) > fabs(run->trace.x[step * inputs + best])) best = i;
    return best;
}

/* A symbol is one input of many: the one that is on. */
static void of_several_inputs_the_one_that_is_on_is_pulled(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set task order");
    drive_line(drive, "seek forward end");
    int T = run_of(drive)->wiring.steps, inputs = run_of(drive)->net.spec.inputs, later = 0;
    assert_true(inputs > 2);
    while (later < T && largest_input(drive, later) == 0) later++;
    assert_true(later < T); /* one that is not the first */
    int on = largest_input(drive, later);
    double before = run_of(drive)->trace.x[later * inputs + on];
    pull(drive, "stage/input", (later + 0.5) / T, 0.5, 50);
    const WhatIf *what = run_of(drive)->hold;
    assert_int_equal(run_of(drive)->hold_count, 1);
    assert_true(what->kind == WHATIF_INPUT && what->step == later && what->input == on);
    assert_true(fabs(what->value - before - 0.5) < 0.02);
    drive_line(drive, "whatif none");
    drive_line(drive, "seek forward 2"); /* an RNN has no valve: the input at the cursor */
    drive_line(drive, "set cell rnn");
    drive_pointer(drive, -1, -1);
    drive_key(drive, "P");
    assert_int_equal(run_of(drive)->hold_count, 1);
    assert_true(what->kind == WHATIF_INPUT && what->input == largest_input(drive, what->step));
}

/* Where the columns are rows of cells there are no handles: the row of the gate stands for all units. */
static void a_row_of_gates_is_pulled_for_all_units(void **state) {
    Drive *drive = *state;
    drive_line(drive, "preset gru");
    drive_line(drive, "set steps 120");
    drive_line(drive, "seek forward end");
    int gates[NET_GATE_MAX], rows = cell_list_valves(gates, run_of(drive)->net.facts);
    assert_int_equal(rows, 2);
    for (int row = 0; row < rows; row++) {
        pull(drive, "stage/gate1", 30.5 / 120, (row + 0.5) / rows, 1000);
        const WhatIf *what = &run_of(drive)->hold[row];
        assert_int_equal(run_of(drive)->hold_count, row + 1);
        assert_true(what->kind == WHATIF_GATE && what->gate == gates[row] && what->step == 30 && what->unit == -1 && what->value == 1);
    }
}

/* Of a chain of a number: its input. A loss is no number that can be held. */
static void a_term_is_pulled_where_it_can_be_held(void **state) {
    Drive *drive = *state;
    drive_line(drive, "motion reduced");
    drive_line(drive, "preset lstm");
    drive_line(drive, "terms x 4 1");
    drive_frame(drive, 0);
    const WhatIf *what = run_of(drive)->hold;
    const RegionList *list = app_regions(drive->app);
    char path[REGION_PATH_SIZE] = "";
    for (int i = 0; i < list->count; i++)
        if (list->item[i].number && strncmp(list->item[i].number, "x ", 2) == 0) strcpy(path, list->item[i].path);
    assert_true(path[0]);
    pull(drive, path, 0.5, 0.5, 50);
    assert_int_equal(run_of(drive)->hold_count, 1);
    assert_true(what->kind == WHATIF_INPUT && what->step == 3 && what->input == 0);
    drive_line(drive, "whatif none");
    drive_line(drive, "terms L 16");
    drive_frame(drive, 0);
    list = app_regions(drive->app);
    for (int i = 0; i < list->count; i++)
        if (list->item[i].number && strncmp(list->item[i].number, "L", 1) == 0) strcpy(path, list->item[i].path);
    pull(drive, path, 0.5, 0.5, 50);
    assert_false(run_of(drive)->is_held);
}

/* What the picture reads out stays the pulled number, wherever the hand goes. */
static void the_pulled_cell_is_read_out_and_not_what_the_hand_passes(void **state) {
    Drive *drive = *state;
    drive_line(drive, "show weights");
    drive_frame(drive, 0);
    drive_hover(drive, "weights/W-weights", 1.5 / 6, 4.5 / 6);
    double x = drive_ui(drive)->gui.x, y = drive_ui(drive)->gui.y;
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "[5, 2]"));
    drive_line(drive, "press shift");
    drive_frame(drive, 0);
    const Region *map = drive_region(drive, "weights/W-weights");
    drive_pointer(drive, x, y - map->box.h / 3);
    drive_frame(drive, 0);
    assert_int_equal(run_of(drive)->hold_count, 1);
    assert_false(drive_has_text(drive, "[3, 2]"));
    drive_release(drive);
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "[3, 2]")); /* the pointer is the hand's again */
}

/* A press alone changes nothing, a tremble neither; a double click lets go, and of what is not held nothing. */
static void only_a_movement_changes_a_number(void **state) {
    Drive *drive = *state;
    drive_line(drive, "preset lstm");
    drive_line(drive, "seek forward end");
    drive_frame(drive, 0);
    drive_hover(drive, "stage/valve1-5", 0.5, 0.5);
    double x = drive_ui(drive)->gui.x, y = drive_ui(drive)->gui.y;
    drive_press(drive, 1);
    drive_pointer(drive, x, y - 2);
    drive_release(drive);
    assert_false(run_of(drive)->is_held);
    drive_pointer(drive, x, y);
    drive_press(drive, 2);
    drive_release(drive);
    assert_false(run_of(drive)->is_held);
    drive_press(drive, 1);
    drive_pointer(drive, x, y - 10);
    drive_pointer(drive, x, y - 1); /* once it moves, every place counts */
    drive_release(drive);
    assert_true(run_of(drive)->hold_count == 1);
    drive_pointer(drive, x, y);
    drive_press(drive, 2);
    drive_release(drive);
    assert_false(run_of(drive)->is_held);
}

/* The training would let go at once: what is pulled stays as it is, and that is said. */
static void nothing_is_pulled_while_it_trains(void **state) {
    Drive *drive = *state;
    drive_line(drive, "preset lstm");
    drive_line(drive, "seek forward end");
    drive_frame(drive, 0);
    drive_hover(drive, "stage/valve1-5", 0.5, 0.5);
    double x = drive_ui(drive)->gui.x, y = drive_ui(drive)->gui.y;
    drive_line(drive, "training on");
    drive_press(drive, 1);
    drive_pointer(drive, x, y - 40);
    assert_int_equal(run_of(drive)->hold_count, 0);
    assert_true(drive_ui(drive)->training);
    assert_non_null(strstr(drive_ui(drive)->message, "the training would let go at once"));
    drive_release(drive);
    drive_line(drive, "training off");
}

/* A step of padding has no numbers: that is said. Shift on it pulls nothing. */
static void padding_cannot_be_held(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set cell rnn");
    drive_line(drive, "set task sentiment");
    drive_frame(drive, 0);
    const Trace *trace = &run_of(drive)->trace;
    int T = run_of(drive)->wiring.steps;
    assert_true(trace->length[0] < T);
    drive_line(drive, "seek forward end");
    drive_pointer(drive, -1, -1);
    drive_refuse(drive, "pull", "nothing here can be held");
    pull(drive, "stage/input", (T - 0.5) / T, 0.5, 50);
    assert_false(run_of(drive)->is_held);
    drive_line(drive, "set cell lstm");
    drive_line(drive, "seek forward end");
    drive_pointer(drive, -1, -1);
    drive_refuse(drive, "pull", "the steps after it are padding");
    assert_false(run_of(drive)->is_held);
}

/* The keys of a chip: coarse and fine steps, the ends of a gate alone; any other key is not its own. */
static void the_keys_of_a_chip_move_what_it_holds(void **state) {
    Drive *drive = *state;
    const WhatIf *what = run_of(drive)->hold;
    drive_line(drive, "preset lstm");
    drive_line(drive, "whatif state h 3 1 0.5");
    drive_line(drive, "focus stage/hold1");
    double was = what->value;
    drive_key(drive, "Right");
    double coarse = what->value - was;
    drive_key(drive, "Left");
    assert_true(fabs(what->value - was) < 1e-9);
    drive_key(drive, "Shift+Up");
    assert_true(coarse > 0 && what->value > was && what->value - was < coarse / 3);
    drive_key(drive, "Shift+Down");
    assert_true(fabs(what->value - was) < 1e-9);
    drive_key(drive, "Backspace");
    assert_false(run_of(drive)->is_held);
    drive_line(drive, "whatif state h 3 1 0.5");
    drive_line(drive, "focus stage/hold1");
    drive_key(drive, "Home"); /* a state has no ends: the keys go through the story, as everywhere */
    assert_true(what->value == 0.5);
    assert_int_equal(drive_ui(drive)->cursor.step, 0);
    drive_line(drive, "focus stage/hold1");
    drive_key(drive, "End");
    assert_true(what->value == 0.5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(of_several_inputs_the_one_that_is_on_is_pulled, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(a_row_of_gates_is_pulled_for_all_units, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(a_term_is_pulled_where_it_can_be_held, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(the_pulled_cell_is_read_out_and_not_what_the_hand_passes, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(only_a_movement_changes_a_number, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(nothing_is_pulled_while_it_trains, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(padding_cannot_be_held, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(the_keys_of_a_chip_move_what_it_holds, drive_setup_large, drive_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
