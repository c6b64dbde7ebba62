/* Holding and pulling with mouse and keyboard: valves, states, inputs, the chips of what is held; one undo entry a drag; what is let go of is
   said. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "support/drive.h"
#include "view/stage/held_row.h"
#include <math.h>
#include <string.h>

static const Run *run_of(Drive *drive) { return &app_lab(drive->app)->run; }

/* Presses on a place of the region, moves up by so many pixels, one by one, and lets go. */
static void pull(Drive *drive, const char *path, double across, double down, double up, bool with_shift) {
    drive_frame(drive, 0);
    drive_hover(drive, path, across, down);
    double x = drive_ui(drive)->gui.x, y = drive_ui(drive)->gui.y;
    drive_line(drive, with_shift ? "press shift" : "press");
    drive_frame(drive, 0);
    for (int i = 1; i <= 6; i++) drive_pointer(drive, x, y - up * i / 6);
    drive_release(drive);
}

static void a_valve_is_dragged_shut_and_the_bars_before_it_fall_in_every_frame(void **state) {
    Drive *drive = *state;
    drive_line(drive, "preset lstm");
    drive_line(drive, "seek backward end");
    drive_frame(drive, 0);
    double before = run_of(drive)->follow.lane[0][0].r_c[0], last = before;
    drive_hover(drive, "stage/valve1-8", 0.5, 0.5);
    double x = drive_ui(drive)->gui.x, y = drive_ui(drive)->gui.y;
    drive_press(drive, 1);
    assert_false(run_of(drive)->is_held); /* a press alone holds nothing */
    for (int i = 1; i <= 8; i++) {
        drive_pointer(drive, x, y + 20.0 * i);
        assert_true(run_of(drive)->is_held && run_of(drive)->hold_count == 1);
        double r = run_of(drive)->follow.lane[0][0].r_c[0];
        assert_true(i > 6 || r < last);
        last = r;
    }
    drive_release(drive);
    const WhatIf *what = &run_of(drive)->hold[0];
    assert_true(what->kind == WHATIF_GATE && what->gate == LSTM_F && what->step == 7 && what->unit == -1 && what->value == 0);
    assert_true(last < before / 3);
    assert_true(drive_has_text(drive, "f₈ held at 0 (mean was"));
    assert_true(drive_has_text(drive, "outlines: as it was"));
    assert_true(drive_has_text(drive, "predicted"));
    drive_key(drive, "Ctrl+Z"); /* the whole drag */
    assert_false(run_of(drive)->is_held);
    assert_true(run_of(drive)->follow.lane[0][0].r_c[0] == before);
    drive_key(drive, "Ctrl+Y");
    assert_true(run_of(drive)->hold[0].value == 0);
    drive_double_click(drive, "stage/valve1-8");
    assert_false(run_of(drive)->is_held);
}

static int count_groups(Drive *drive, const char *name) {
    const DrawList *list = drive_frame(drive, 0);
    DrawItem item;
    int count = 0;
    for (size_t at = 0; draw_next(list, &at, &item);) count += item.op == DRAW_GROUP && str_equal(item.text, name);
    return count;
}

static void one_plate_stands_over_a_valve(void **state) {
    Drive *drive = *state;
    static const char *const places[] = {"seek backward end", "seek forward end"};
    static const char *const presets[] = {"preset lstm", "preset gru"};
    for (int i = 0; i < 4; i++) {
        drive_line(drive, presets[i / 2]);
        drive_line(drive, places[i % 2]);
        drive_frame(drive, 0);
        drive_hover(drive, "stage/valve1-8", 0.5, 0.5);
        for (int k = 0; k < 30; k++) drive_frame(drive, 0.1);
        assert_int_equal(count_groups(drive, "tip"), 0);
        assert_true(drive_has_text(drive, "A valve: drag it to hold") && drive_has_text(drive, "lets go."));
        assert_false(drive_has_text(drive, "click: go to this step")); /* a press takes hold of it */
        drive_hover(drive, "stage/legend-gradient", 0.5, 0.5);
    }
}

static int count_texts(Drive *drive, const char *words) {
    const DrawList *list = drive_frame(drive, 0);
    DrawItem item;
    int count = 0;
    for (size_t at = 0; draw_next(list, &at, &item);) {
        char text[256] = "";
        if (item.op == DRAW_TEXT) str_copy(text, (int)sizeof text, item.text);
        count += strstr(text, words) != NULL;
    }
    return count;
}

/* A number that is held is not the network's own: its plate says so, beside the left panel and the chip above the chain. */
static void the_plate_of_a_held_number_says_that_it_is_held(void **state) {
    Drive *drive = *state;
    static const struct {
        const char *line, *path, *words;
        double step, down;
    } held[] = {{"whatif gate f 8 all 0", "stage/gate1", "f₈ held at 0 (mean was", 8, 0.1},
                {"whatif input 3 1 2", "stage/input", "x₃ held at 2 (was", 3, 0.5},
                {"whatif state 5 2 0.5", "stage/state1", "h₅, unit 2 held at 0.5 (was", 5, 1.5 / 6}};
    drive_line(drive, "preset lstm");
    drive_line(drive, "seek backward end");
    for (int i = 0; i < 3; i++) {
        drive_line(drive, held[i].line);
        int before = count_texts(drive, held[i].words);
        for (int there = 1; there >= 0; there--) { /* the step beside it is not held */
            drive_hover(drive, held[i].path, (held[i].step + 0.5 - there) / run_of(drive)->wiring.steps, held[i].down);
            for (int k = 0; k < 10; k++) drive_frame(drive, 0.1);
            if (count_texts(drive, held[i].words) != before + there) fail_msg("%s: the plate of '%s'", held[i].line, held[i].words);
            assert_int_equal(count_texts(drive, "from 0 to 0"), 0);
        }
        drive_hover(drive, "stage/legend-gradient", 0.5, 0.5);
    }
}

/* With three digits the loss as it was, as predicted and now would be one number. */
static void a_small_change_of_the_loss_is_seen_in_the_panel(void **state) {
    Drive *drive = *state;
    drive_line(drive, "preset gru");
    drive_line(drive, "whatif gate z 4 all 1");
    drive_line(drive, "seek backward end");
    char before[32], now[32];
    int digits = held_digits(run_of(drive));
    number_format_short(before, sizeof before, run_of(drive)->before.loss, digits);
    number_format_short(now, sizeof now, run_of(drive)->trace.loss, digits);
    assert_true(digits > 3 && strcmp(before, now) != 0);
    assert_true(drive_has_run(drive, before) && drive_has_run(drive, now));
}

static void shift_holds_one_unit_only(void **state) {
    Drive *drive = *state;
    drive_line(drive, "preset gru");
    drive_line(drive, "seek backward end");
    drive_line(drive, "unit 3");
    pull(drive, "stage/valve1-5", 0.5, 0.5, 300, true);
    const WhatIf *what = &run_of(drive)->hold[0];
    assert_true(run_of(drive)->hold_count == 1 && what->gate == GRU_Z && what->step == 4 && what->unit == 2 && what->value == 1);
    assert_true(drive_has_text(drive, "unit 3 held at 1"));
}

static void shift_and_drag_pull_a_state_an_input_and_a_weight(void **state) {
    Drive *drive = *state;
    drive_line(drive, "preset lstm");
    drive_line(drive, "seek forward end");
    int T = run_of(drive)->wiring.steps;
    pull(drive, "stage/state1", 4.5 / T, 2.5 / 6, 40, true);
    const WhatIf *what = run_of(drive)->hold;
    assert_true(run_of(drive)->hold_count == 1 && what[0].kind == WHATIF_STATE && !what[0].of_c && what[0].step == 4 && what[0].unit == 2);
    assert_true(fabs(what[0].value - (run_of(drive)->before.lane[0][0].h[4 * 6 + 2] + 0.4)) < 0.02);
    pull(drive, "stage/cell1", 6.5 / T, 0.5 / 6, -30, true);
    assert_true(run_of(drive)->hold_count == 2 && what[1].kind == WHATIF_STATE && what[1].of_c && what[1].step == 6 && what[1].unit == 0);
    pull(drive, "stage/input", 0.5 / T, 0.5, -200, true);
    assert_true(run_of(drive)->hold_count == 3 && what[2].kind == WHATIF_INPUT && what[2].step == 0 && what[2].value < 0);
    drive_line(drive, "seek update end");
    drive_frame(drive, 0);
    pull(drive, "stage/entry3-1", 0.5 / 6, 0.5 / 6, 50, true);
    assert_true(run_of(drive)->hold_count == 4 && what[3].kind == WHATIF_WEIGHT);
    assert_int_equal(screen_top(&drive_ui(drive)->screens), screen_top(&(ScreenStack){0})); /* no cell was opened by the way */
    drive_line(drive, "undo");
    assert_int_equal(run_of(drive)->hold_count, 3);
}

/* Whichever picture it stands in: an entry of U and V on the page of weights, a gate and a state in the cell, a bias in the chain of a number. */
static void what_stands_for_a_number_is_pulled_on_every_page(void **state) {
    Drive *drive = *state;
    drive_line(drive, "motion reduced");
    drive_line(drive, "preset lstm");
    drive_line(drive, "seek forward 5");
    const WhatIf *what = run_of(drive)->hold;
    const Net *net = &run_of(drive)->net;
    drive_line(drive, "show weights");
    pull(drive, "weights/U-weights", 0.5, 1.5 / 6, 50, true);
    const Param *U = net_get_param(net, PARAM_INPUT_WEIGHT, 0, 0), *V = net_get_param(net, PARAM_HEAD_WEIGHT, 0, 0);
    assert_true(run_of(drive)->hold_count == 1 && what[0].kind == WHATIF_WEIGHT && what[0].weight == U->offset + 1);
    assert_true(fabs(what[0].value - run_of(drive)->weight[U->offset + 1] - 0.5) < 0.02);
    assert_int_equal(screen_find_inside(&drive_ui(drive)->screens), SCREEN_WEIGHTS); /* it was no click */
    pull(drive, "weights/V-weights", 2.5 / 6, 0.5 / V->rows, -50, true);
    assert_true(run_of(drive)->hold_count == 2 && what[1].weight == V->offset + 2);
    pull(drive, "weights/U-gradient", 0.5, 1.5 / 6, 50, true); /* a gradient cannot be held */
    assert_int_equal(run_of(drive)->hold_count, 2);
    drive_line(drive, "whatif none");
    drive_line(drive, "terms a f 4 3");
    drive_frame(drive, 0);
    pull(drive, "terms/term1-1", 0.5, 0.5, 50, true); /* b_ih of the forget gate, 3: the largest */
    assert_int_equal(run_of(drive)->hold_count, 1);
    const Param *b = net_get_param(net, PARAM_INPUT_BIAS, 0, 0);
    assert_true(what[0].kind == WHATIF_WEIGHT && what[0].weight == b->offset + 6 + 2);
    assert_true(drive_has_text(drive, "b_ih[9] held at"));
    drive_line(drive, "undo");
    assert_false(run_of(drive)->is_held);
    drive_line(drive, "hide");
    drive_line(drive, "cell 5");
    pull(drive, "cell/strip2", 0.5, 2.5 / 6, -500, true);
    assert_true(run_of(drive)->hold_count == 1 && what[0].kind == WHATIF_GATE && what[0].gate == LSTM_F && what[0].step == 4);
    assert_true(what[0].unit == 2 && what[0].value == 0);
    pull(drive, "cell/h-before", 0.5, 1.5 / 6, 40, true);
    assert_true(run_of(drive)->hold_count == 2 && what[1].kind == WHATIF_STATE && what[1].step == 3 && what[1].unit == 1);
}

static void the_keyboard_holds_moves_and_lets_go(void **state) {
    Drive *drive = *state;
    drive_line(drive, "preset lstm");
    drive_line(drive, "seek backward 9"); /* the valve of step 8 of 16 */
    drive_pointer(drive, -1, -1);
    drive_key(drive, "P");
    const WhatIf *what = run_of(drive)->hold;
    assert_true(run_of(drive)->hold_count == 1 && what->kind == WHATIF_GATE && what->gate == LSTM_F && what->step == 7);
    assert_string_equal(drive_ui(drive)->gui.focus, "stage/hold1");
    double held = what->value;
    for (int i = 0; i < 3; i++) drive_key(drive, "Down");
    assert_true(what->value < held - 0.08);
    drive_key(drive, "Home");
    assert_true(what->value == 0);
    drive_key(drive, "End");
    assert_true(what->value == 1);
    drive_key(drive, "Delete");
    assert_false(run_of(drive)->is_held);
}

/* On every page: what is under the pointer, or the unit that the cell shows; the row below the title has it, with the loss beside it. */
static void the_keyboard_pulls_on_every_page(void **state) {
    static const struct Pulled {
        const char *show, *path;
        double across, down;
        WhatIfKind kind;
    } pulled[] = {{"cell 5", "cell/strip2", 0.5, 2.5 / 6, WHATIF_GATE},
                  {"cell 5", "cell/h-before", 0.5, 1.5 / 6, WHATIF_STATE},
                  {"show weights", "weights/W-weights", 0.5, 0.5, WHATIF_WEIGHT},
                  {"show microscope", "microscope/weights", 0.5, 0.5, WHATIF_WEIGHT}};
    Drive *drive = *state;
    const WhatIf *what = run_of(drive)->hold;
    drive_line(drive, "motion reduced");
    drive_line(drive, "preset lstm");
    drive_line(drive, "microscope weights");
    drive_line(drive, "seek forward 5");
    for (size_t i = 0; i < sizeof pulled / sizeof *pulled; i++) {
        drive_line(drive, pulled[i].show);
        drive_frame(drive, 0);
        drive_hover(drive, pulled[i].path, pulled[i].across, pulled[i].down);
        drive_frame(drive, 0);
        drive_key(drive, "P");
        if (run_of(drive)->hold_count != 1) fail_msg("%s: nothing is held", pulled[i].path);
        assert_true(what->kind == pulled[i].kind);
        assert_string_equal(drive_ui(drive)->gui.focus, "stage/hold1");
        double held = what->value;
        drive_key(drive, "Down");
        assert_true(what->value < held);
        assert_true(drive_has_text(drive, "Loss "));
        drive_key(drive, "Delete");
        assert_false(run_of(drive)->is_held);
    }
    drive_line(drive, "cell 5");
    drive_line(drive, "unit 3");
    drive_pointer(drive, -1, -1);
    drive_key(drive, "P");
    assert_true(run_of(drive)->hold_count == 1 && what->kind == WHATIF_GATE && what->unit == 2 && what->step == 4);
    drive_line(drive, "preset first"); /* no gate */
    drive_line(drive, "cell 5");
    drive_key(drive, "P");
    assert_true(run_of(drive)->hold_count == 1 && what->kind == WHATIF_STATE && what->unit == 2);
}

enum { CELLS_MOST = 2048 };

/* The colours of the picture of cells under that region. Returns how many. */
static int copy_cells(Color *out, Drive *drive, const char *path) {
    const DrawList *list = drive_frame(drive, 0);
    Rect box = drive_region(drive, path)->box;
    DrawItem item;
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        if (item.op != DRAW_IMAGE || item.box.x != box.x || item.box.y != box.y) continue;
        int count = item.cols * item.rows;
        assert_true(count <= CELLS_MOST);
        memcpy(out, item.cell, (size_t)count * sizeof *out);
        return count;
    }
    fail_msg("no picture at %s", path);
    return 0;
}

/* The same of a small map, whose cells are rectangles. */
static int copy_rects(Color *out, Drive *drive, const char *path) {
    const DrawList *list = drive_frame(drive, 0);
    Rect box = drive_region(drive, path)->box;
    DrawItem item;
    int count = 0;
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        if ((item.op != DRAW_RECT && item.op != DRAW_ROUND) || item.box.x < box.x - 1 || item.box.y < box.y - 1 ||
            rect_right(item.box) > rect_right(box) + 1 || rect_bottom(item.box) > rect_bottom(box) + 1)
            continue;
        assert_true(count < CELLS_MOST);
        out[count++] = item.color;
    }
    assert_true(count > 0);
    return count;
}

/* The map shows the weight that the pass uses. */
static void a_held_weight_is_shown_among_all_weights(void **state) {
    Drive *drive = *state;
    drive_line(drive, "motion reduced");
    drive_line(drive, "show weights");
    Color own[CELLS_MOST], held[CELLS_MOST];
    int count = copy_rects(own, drive, "weights/V-weights");
    drive_line(drive, "whatif weight V 1 2 7.5");
    assert_int_equal(copy_rects(held, drive, "weights/V-weights"), count);
    assert_memory_not_equal(own, held, (size_t)count * sizeof *own);
    assert_true(drive_has_text(drive, "V[1, 2] held at 7.5"));
    assert_true(drive_has_text(drive, "Gradient; without what is held"));
}

/* W, its gradient and its eigenvalues are those of the pass that is shown. */
static void a_held_weight_is_shown_in_the_microscope(void **state) {
    Drive *drive = *state;
    Color own[CELLS_MOST], held[CELLS_MOST];
    drive_line(drive, "motion reduced");
    drive_line(drive, "show microscope");
    drive_frame(drive, 0);
    const char *const map[] = {"microscope/weights", "microscope/gradients"};
    for (int i = 0; i < 2; i++) {
        drive_line(drive, "whatif none");
        int count = copy_rects(own, drive, map[i]);
        double x = drive_region(drive, "microscope/plane/1")->handle_x;
        drive_line(drive, "whatif weight W 1 2 0.9");
        assert_int_equal(copy_rects(held, drive, map[i]), count);
        if (memcmp(own, held, (size_t)count * sizeof *own) == 0) fail_msg("%s stays", map[i]);
        assert_true(fabs(drive_region(drive, "microscope/plane/1")->handle_x - x) > 0.01);
        assert_true(drive_has_text(drive, "W[1, 2] held at 0.9"));
        assert_false(drive_has_text(drive, "without what is held"));
    }
}

/* A page that a held number changes has the row of what is held, to pull it and let go there; a page that it does not change says that it
   shows the run without it. */
static void every_page_says_what_is_held_or_that_it_is_without(void **state) {
    static const char *const with_row[] = {"cell 5", "show microscope", "show weights", "show activation", "show compare", "show check"};
    static const char *const without[] = {"show history", "show burst", "show cliff"};
    Drive *drive = *state;
    drive_line(drive, "motion reduced");
    drive_line(drive, "train 20");
    for (size_t i = 0; i < sizeof without / sizeof *without; i++) {
        drive_line(drive, without[i]);
        drive_frame(drive, 0);
        if (drive_has_text(drive, "without what is held")) fail_msg("%s: nothing is held", without[i]);
    }
    drive_line(drive, "whatif input 1 1 -1");
    for (size_t i = 0; i < sizeof without / sizeof *without; i++) {
        drive_line(drive, without[i]);
        drive_frame(drive, 0);
        if (!drive_has_text(drive, "; without what is held")) fail_msg("%s does not say it", without[i]);
    }
    for (size_t i = 0; i < sizeof with_row / sizeof *with_row; i++) {
        drive_line(drive, with_row[i]);
        drive_frame(drive, 0);
        if (!drive_has_text(drive, "x₁ held at −1")) fail_msg("%s does not say it", with_row[i]);
        drive_click(drive, "stage/let-go1");
        assert_false(run_of(drive)->is_held);
        drive_line(drive, "whatif input 1 1 -1");
    }
}

/* The check would nudge a weight in a pass without what is held: it asks to let go, and does so for that reason only. */
static void the_check_says_why_it_waits_while_something_is_held(void **state) {
    Drive *drive = *state;
    drive_line(drive, "motion reduced");
    drive_line(drive, "whatif input 1 1 -1");
    drive_line(drive, "show check");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "let go of it to check a gradient"));
    assert_false(drive_has_text(drive, "too large"));
    drive_click(drive, "stage/let-go1");
    drive_frame(drive, 0);
    assert_false(drive_has_text(drive, "let go of it"));
    assert_true(drive_has_text(drive, "digits")); /* of the check */
}

/* Before an update that burst, its page shows the run's own states, whatever is held. */
static void the_page_of_the_burst_shows_the_run_itself(void **state) {
    Drive *drive = *state;
    drive_line(drive, "motion reduced");
    drive_line(drive, "preset explode");
    drive_line(drive, "training on");
    for (int i = 0; i < 200 && drive_ui(drive)->training; i++) drive_frame(drive, 0.02);
    drive_line(drive, "visit 0");
    drive_line(drive, "show burst");
    drive_line(drive, "seek backward end");
    Color own[CELLS_MOST], held[CELLS_MOST];
    int count = copy_cells(own, drive, "burst/map");
    drive_line(drive, "whatif state 3 all 0");
    assert_true(run_of(drive)->is_held);
    assert_int_equal(copy_cells(held, drive, "burst/map"), count);
    assert_memory_equal(own, held, (size_t)count * sizeof *own);
}

static void it_is_said_when_something_else_lets_go(void **state) {
    Drive *drive = *state;
    drive_line(drive, "whatif input 1 1 -1");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "x₁ held at −1"));
    drive_click(drive, "stage/let-go1");
    assert_false(run_of(drive)->is_held);
    assert_false(strstr(drive_ui(drive)->message, "Let go") != NULL); /* who let go knows it */
    drive_line(drive, "whatif input 1 1 -1");
    drive_line(drive, "next");
    drive_frame(drive, 0);
    assert_false(run_of(drive)->is_held);
    assert_non_null(strstr(drive_ui(drive)->message, "Let go of what was held"));
    drive_line(drive, "whatif input 1 1 -1");
    drive_line(drive, "training on");
    for (int i = 0; i < 3; i++) drive_frame(drive, 0.02);
    assert_false(run_of(drive)->is_held);
    drive_refuse(drive, "whatif input 1 1 0", "stop it first");
    drive_line(drive, "training off");
}

/* Shares, gradient and change are the run's own, for an update lets go; the chain above goes on to show what is held. */
static void the_update_is_shown_without_what_is_held(void **state) {
    Drive *drive = *state;
    char share[96], held[96], text[96];
    static const char *const cells[] = {"preset lstm", "preset gru", "preset first"};
    for (int i = 0; i < 3; i++) {
        drive_line(drive, cells[i]);
        drive_line(drive, "seek update end");
        drive_frame(drive, 0);
        drive_hover(drive, "stage/share", 0.97, 0.5);
        const Run *run = run_of(drive);
        const Param *W = net_get_param(&run->net, PARAM_RECURRENT_WEIGHT, 0, 0);
        int last = run->wiring.steps - 1;
        number_format_short(share, sizeof share, trace_share_norm(&run->trace, W, last), 3);
        drive_frame(drive, 0);
        assert_true(drive_has_text(drive, share));
        drive_line(drive, "whatif state T-1 all 0.3");
        number_format_short(held, sizeof held, trace_share_norm(&run->trace, W, last), 3);
        assert_string_not_equal(held, share);
        drive_frame(drive, 0);
        assert_true(drive_has_text(drive, share));
        assert_false(drive_has_text(drive, held));
        assert_true(drive_has_text(drive, "without what is held: an update lets go of it"));
        drive_hover(drive, "stage/entry1-1", 0.05, 0.05);
        drive_frame(drive, 0);
        number_format_short(text, sizeof text, run->gradient_before[W->offset], 3);
        assert_true(drive_has_text(drive, text));
        drive_line(drive, "seek backward end");
        drive_frame(drive, 0);
        assert_true(drive_has_text(drive, "held at 0.3") && !drive_has_text(drive, "an update lets go"));
        drive_line(drive, "seek update end");
        drive_key(drive, "Right"); /* does it */
        assert_int_equal(run_of(drive)->hold_count, 0);
        drive_line(drive, "restart");
    }
}

static void the_first_input_is_turned_by_one_click(void **state) {
    Drive *drive = *state;
    drive_resize(drive, 1920, 1080);
    drive_line(drive, "preset first");
    drive_line(drive, "seek backward end");
    drive_frame(drive, 0);
    double x = run_of(drive)->trace.x[0];
    assert_true(drive_has_run(drive, x > 0 ? "What if x₁ had been −1?" : "What if x₁ had been +1?"));
    for (int i = 0; i < 700; i++) { /* the button that says so */
        char path[48];
        text_format(path, (int)sizeof path, "story/try%d", i + 300);
        const Region *button = region_find(app_regions(drive->app), path);
        if (!button || strncmp(button->command, "whatif", 6) != 0) continue;
        drive_click(drive, path);
        break;
    }
    assert_true(run_of(drive)->is_held && run_of(drive)->trace.x[0] == -x && run_of(drive)->before.x[0] == x);
}

int main(void) {
#define DRIVEN(TEST) cmocka_unit_test_setup_teardown(TEST, drive_setup_large, drive_teardown)
    const struct CMUnitTest tests[] = {
        DRIVEN(a_valve_is_dragged_shut_and_the_bars_before_it_fall_in_every_frame),
        DRIVEN(one_plate_stands_over_a_valve),
        DRIVEN(the_plate_of_a_held_number_says_that_it_is_held),
        DRIVEN(a_small_change_of_the_loss_is_seen_in_the_panel),
        DRIVEN(shift_holds_one_unit_only),
        DRIVEN(shift_and_drag_pull_a_state_an_input_and_a_weight),
        DRIVEN(what_stands_for_a_number_is_pulled_on_every_page),
        DRIVEN(the_keyboard_holds_moves_and_lets_go),
        DRIVEN(the_keyboard_pulls_on_every_page),
        DRIVEN(a_held_weight_is_shown_among_all_weights),
        DRIVEN(a_held_weight_is_shown_in_the_microscope),
        DRIVEN(every_page_says_what_is_held_or_that_it_is_without),
        DRIVEN(the_check_says_why_it_waits_while_something_is_held),
        DRIVEN(the_page_of_the_burst_shows_the_run_itself),
        DRIVEN(it_is_said_when_something_else_lets_go),
        DRIVEN(the_update_is_shown_without_what_is_held),
        DRIVEN(the_first_input_is_turned_by_one_click),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
