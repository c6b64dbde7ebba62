/* Held values (lab/run.h) on the stage. The task's sentence is replaced by the change of the loss and a chip for each held number: the chip
   shows the previous value, is pulled up and down or moved by the arrow keys, and releases the number. A ring stands around the number
   itself. States that became others keep an outline in their old colour; bars and river have theirs of stage_ghost.

   Valves: where a cell has a straight strand, each of its arrows has one, as far open as the mean of the gate over the units. They are
   drawn with the gradient, and otherwise where the pointer is or where one is held; they can always be grabbed. */
#include "base/number.h"
#include "lab/whatif_words.h"
#include "view/gates.h"
#include "view/hint.h"
#include "view/stage/held_row.h"
#include "view/stage/stage_motion.h"
#include <math.h>
#include <string.h>

/* --- the row above the chain --- */

/* That of the task, without the answer's line below it. */
static Rect find_row(const StageLayout *layout) {
    Rect row = layout->task;
    if (stage_answer_is_below(layout)) row.h -= STAGE_ANSWER_LINE;
    return row;
}

void stage_draw_hold(const StageLayout *layout) {
    Rect row = find_row(layout);
    if (row.h < layout->small + 4) return;
    draw_group(layout->view->gui->list, "stage/hold");
    held_row_draw(layout->view, rect_inset(row, 28, 0), layout->small + 1, false);
}

/* --- around the numbers --- */

static void draw_ring(const StageLayout *layout, Rect box, double radius) {
    const Gui *gui = layout->view->gui;
    draw_round_stroke(gui->list, rect_inset(box, -3, -3), radius + 3, 3.5, gui->theme->background);
    draw_round_stroke(gui->list, rect_inset(box, -3, -3), radius + 3, 2, gui->theme->accent);
}

static Rect unit_box(Rect column, int count, int unit) {
    double spacing = column.h / count, first = rect_mid_y(column) - spacing * (count - 1) / 2, side = fmin(spacing, column.w) * 0.8;
    return rect(rect_mid_x(column) - side / 2, first + unit * spacing - side / 2, side, side);
}

static void draw_state_ring(const StageLayout *layout, const StageLane *lane, const WhatIf *what) {
    Rect of = what->of_c ? lane->cell : lane->state;
    if (of.h <= 0) return;
    Rect column = stage_column_box(layout, of, what->step);
    if (what->unit < 0)
        draw_ring(layout, column, 6);
    else
        draw_ring(layout, unit_box(rect_inset(column, 0, 6), layout->view->run->net.spec.hidden, what->unit), 6);
}

static void draw_gate_ring(const StageLayout *layout, const StageLane *lane, const WhatIf *what) {
    double row_h = lane->gate_rows ? lane->gates.h / lane->gate_rows : 0, w = fmax(layout->column_w, layout->pitch * 0.8);
    if (layout->zoom == ZOOM_CIRCLES) w = stage_column_box(layout, lane->state, 0).w;
    for (int row = 0; row < lane->gate_rows; row++) {
        if (lane->gate_of_row[row] != what->gate) continue;
        draw_ring(layout, rect(stage_x(layout, what->step) - w / 2, lane->gates.y + row * row_h, w, fmax(row_h - 4, 3)), 2);
    }
}

static void draw_old_states(const StageLayout *layout, int index, Rect of, const double *now, const double *before, double limit) {
    const Gui *gui = layout->view->gui;
    int hidden = layout->view->run->net.spec.hidden;
    for (int t = 0; t < layout->steps && of.h > 0; t++) {
        Rect column = rect_inset(stage_column_box(layout, of, t), 0, 6);
        if (stage_state_shown(layout, index, t) < 1 || column.h / hidden < 9) continue;
        for (int j = 0; j < hidden; j++) {
            double a = now[(long)t * hidden + j], b = before[(long)t * hidden + j];
            if (!(fabs(a - b) > 0.02 * limit)) continue;
            Rect unit = unit_box(column, hidden, j);
            draw_circle_stroke(gui->list, rect_mid_x(unit), rect_mid_y(unit), unit.w / 2 + 0.5, 1.5,
                               color_signed(&gui->theme->state, b, limit));
        }
    }
}

void stage_draw_held(const StageLayout *layout) {
    const Run *run = layout->view->run;
    if (!run->is_held || layout->open < 1) return;
    draw_group(layout->view->gui->list, "stage/held");
    for (int i = 0; i < layout->lane_count && layout->zoom == ZOOM_CIRCLES; i++) {
        const StageLane *lane = &layout->lane[i];
        const TraceLane *now = stage_trace(layout, i), *before = &run->before.lane[lane->layer][lane->direction];
        draw_old_states(layout, i, lane->state, now->h, before->h, layout->state_limit);
        if (now->c) draw_old_states(layout, i, lane->cell, now->c, before->c, layout->cell_limit);
    }
    for (int k = 0; k < run->hold_count; k++) {
        const WhatIf *what = &run->hold[k];
        const StageLane *lane = &layout->lane[what->layer * run->net.spec.directions + what->direction];
        if (what->kind == WHATIF_STATE) draw_state_ring(layout, lane, what);
        if (what->kind == WHATIF_GATE) draw_gate_ring(layout, lane, what);
        if (what->kind == WHATIF_INPUT)
            draw_ring(layout,
                      rect_inset(rect(stage_x(layout, what->step) - layout->pitch / 2, layout->inputs.y, layout->pitch, layout->inputs.h),
                                 layout->zoom == ZOOM_CIRCLES ? fmax(layout->pitch * 0.15, 3) : 0, 3),
                      4);
    }
}

/* --- valves --- */

static void valve_path(char out[48], const StageLane *lane, int t) {
    text_format(out, 48, "stage/valve%d%s-%d", lane->layer + 1, lane->direction ? "r" : "", t + 1);
}

static bool is_held_at(const Run *run, const StageLane *lane, int t) {
    for (int k = 0; k < run->hold_count && run->is_held; k++) {
        const WhatIf *what = &run->hold[k];
        bool is_it = what->kind == WHATIF_GATE && what->gate == run->net.facts->straight_gate && what->step == t;
        if (is_it && what->layer == lane->layer && what->direction == lane->direction) return true;
    }
    return false;
}

/* Draws a valve: two stems from the edges of the channel, as far apart as the gate is open. A thin second pair shows their old place. */
static void draw_valve(const StageLayout *layout, int index, int t, const StageValve *valve, bool is_held) {
    const Gui *gui = layout->view->gui;
    const Run *run = layout->view->run;
    const Net *net = &run->net;
    const StageLane *lane = &layout->lane[index];
    int gate = net->facts->straight_gate;
    double open = stage_trace(layout, index)->gate_mean[(long)t * net->gates + gate];
    double was = is_held ? run->before.lane[lane->layer][lane->direction].gate_mean[(long)t * net->gates + gate] : open;
    if (!isfinite(open)) return;
    if (net->facts->straight == STRAIGHT_REST) {
        open = 1 - open;
        was = 1 - was;
    }
    double x = valve->x, y = valve->y, half = valve->half;
    Color color = gates_color(gui->theme, net->spec.cell, gate), edge = color_over(gui->theme->dim, 0.35, gui->theme->background);
    draw_line(gui->list, valve->x0, y - half, valve->x1, y - half, 1, edge);
    draw_line(gui->list, valve->x0, y + half, valve->x1, y + half, 1, edge);
    for (int side = -1; side <= 1; side += 2) {
        double tip = y + side * half * open;
        draw_line(gui->list, x, y + side * (half + 4), x, tip, is_held ? 5 : 3, color);
        draw_circle(gui->list, x, y + side * (half + 4), is_held ? 4.5 : 3, color);
        if (is_held && isfinite(was))
            draw_line(gui->list, x - 5, y + side * half * was, x + 5, y + side * half * was, 1.5, gui->theme->text);
    }
    if (!is_held) return;
    double w = fmax(fabs(valve->x1 - valve->x0) - 3, 8); /* between the columns */
    draw_round_stroke(gui->list, rect(x - w / 2, y - half - 12, w, 2 * half + 24), fmin(w / 2, 12), 2, gui->theme->text);
}

static void add_valve(const StageLayout *layout, const StageLane *lane, int t, const StageValve *valve, const char *path) {
    const View *view = layout->view;
    int gate = view->run->net.facts->straight_gate, unit = view->ui->unit < view->run->net.spec.hidden ? view->ui->unit : 0;
    WhatIf what = {.kind = WHATIF_GATE, .step = t, .layer = lane->layer, .direction = lane->direction, .gate = gate, .unit = -1};
    double w = fmin(fabs(valve->x1 - valve->x0), 26), h = 2 * valve->half + 16;
    held_add_pull(layout->view, rect(valve->x - w / 2, valve->y - h / 2, w, h), path, &what,
                  region_words(view->gui->region, tr(view->strings, STRING_HINT_VALVE), unit + 1));
    Region *region = &view->gui->region->item[view->gui->region->count - 1];
    region->subject = (Subject){view->run->net.facts->has_c ? SUBJECT_HIGHWAY : SUBJECT_FACTOR, lane->layer, lane->direction, t, -1};
}

void stage_draw_valves(const StageLayout *layout) {
    const Gui *gui = layout->view->gui;
    const Run *run = layout->view->run;
    if (layout->zoom != ZOOM_CIRCLES || layout->open < 1 || run->net.facts->straight == STRAIGHT_NONE) return;
    draw_group(gui->list, "stage/valves");
    for (int i = 0; i < layout->lane_count; i++) {
        const StageLane *lane = &layout->lane[i];
        for (int t = 0; t < layout->steps && !stage_is_padding(run, t); t++) { /* in padding a gate cannot be held */
            StageValve valve;
            char path[48];
            if (!stage_find_valve(&valve, layout, i, t)) continue;
            valve_path(path, lane, t);
            bool is_held = is_held_at(run, lane, t), is_lit = gui_is_hot(gui, path) || gui_is_active(gui, path);
            if (valve.is_crossed || is_held || is_lit) draw_valve(layout, i, t, &valve, is_held);
            add_valve(layout, lane, t, &valve, path);
        }
    }
}
