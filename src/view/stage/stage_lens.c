/* The lens of the heat map: five steps of the shown chain as they are drawn in a short sequence, in a band above the map, joined to where
   they really are: h, of the LSTM c, and how far each gate is open, a bar a gate, each under its letter.

   Simplified on purpose: a gate is its mean over the units, as in the strips below the map. */
#include "base/number.h"
#include "view/gates.h"
#include "view/stage/stage_layout.h"
#include <math.h>

enum { STEPS = 5, COLUMN = 28, COLUMN_OF_TWO = 24, COLUMN_GAP = 4, GATE = 6, GATE_GAP = 2, STEP_PAD = 3, LINK = 11, LETTERS = 13 };

/* Returns the step in the middle of the lens: the one under the pointer, the acting one, or the one where the phase begins or ended. */
static int lens_middle(const StageLayout *layout) {
    const UiState *ui = layout->view->ui;
    int direction = layout->lane[layout->shown].direction, last = layout->steps - 1;
    if (ui->hover.step >= 0 && ui->hover.step <= last && stage_step_is_lit(layout, ui->hover.step)) return ui->hover.step;
    int acting = stage_acting(layout, ui->cursor.phase, direction);
    if (ui->cursor.phase >= PHASE_FORWARD && ui->cursor.phase <= PHASE_BACKWARD && acting >= 0) return acting;
    return (ui->cursor.phase == PHASE_LOSS || ui->cursor.phase == PHASE_BACKWARD) != (direction > 0) ? last : 0;
}

/* Which parts of a step fit: its columns, and its gates. */
typedef struct LensPlan {
    int columns, gates;
    double column, pitch; /* widths of a column and of a step */
    bool letters;         /* above them; a plain network has nothing to tell apart */
} LensPlan;

static LensPlan plan_lens(const StageLayout *layout, double room) {
    const CellFacts *facts = layout->view->run->net.facts;
    LensPlan plan = {.columns = facts->has_c ? 2 : 1, .gates = layout->lane[layout->shown].gate_rows};
    plan.column = plan.columns > 1 ? COLUMN_OF_TWO : COLUMN;
    plan.letters = !facts->is_plain && layout->lens.h >= 74;
    for (;;) {
        plan.pitch = 2 * STEP_PAD + plan.columns * plan.column + (plan.columns - 1) * COLUMN_GAP;
        if (plan.gates > 0) plan.pitch += COLUMN_GAP + plan.gates * (GATE + GATE_GAP);
        if (STEPS * plan.pitch + 12 <= room || plan.columns + plan.gates == 1) break;
        if (plan.gates > 0)
            plan.gates = 0;
        else
            plan.columns = 1;
    }
    plan.letters = plan.letters && plan.columns + plan.gates > 1;
    return plan;
}

static void draw_letter(const StageLayout *layout, double x, double y, Color color, const char *letter) {
    gui_text(layout->view->gui, FACE_MATH_ITALIC, 13, x, y, ALIGN_CENTER, color, letter);
}

static void draw_gate_bars(const StageLayout *layout, const LensPlan *plan, int t, Rect first) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    const Net *net = &layout->view->run->net;
    const StageLane *lane = &layout->lane[layout->shown];
    const TraceLane *trace = stage_trace(layout, layout->shown);
    double shown = stage_state_shown(layout, layout->shown, t);
    for (int row = 0; row < plan->gates; row++) {
        int gate = lane->gate_of_row[row];
        double open = trace->gate_mean[(long)t * net->gates + gate] * shown;
        Color color = gates_color(theme, net->spec.cell, gate);
        Rect bar = {first.x + row * (GATE + GATE_GAP), first.y, GATE, first.h};
        if (plan->letters) draw_letter(layout, rect_mid_x(bar), first.y - 4, color, net_gate_letter(net->spec.cell, gate));
        draw_rect(gui->list, bar, color_mix(theme->raised, theme->line, 0.35));
        double h = isfinite(open) ? bar.h * fmin(fmax(open, 0), 1) : 0;
        if (h > 0) draw_rect(gui->list, rect(bar.x, rect_bottom(bar) - h, bar.w, h), color);
    }
}

static void draw_step(const StageLayout *layout, const LensPlan *plan, int t, Rect box, bool is_middle) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    const TraceLane *trace = stage_trace(layout, layout->shown);
    int count = layout->view->run->net.spec.hidden;
    double top = box.y + 5 + (plan->letters ? LETTERS : 0), shown = stage_state_shown(layout, layout->shown, t);
    Rect column = {box.x + STEP_PAD, top, plan->column, rect_bottom(box) - 19 - top};
    for (int c = 0; c < plan->columns; c++) {
        const double *value = (c == 0 ? trace->h : trace->c) + (long)t * count;
        stage_units(layout, rect_inset(column, 1, 3), value, count, c == 0 ? layout->state_limit : layout->cell_limit, shown, false);
        draw_round_stroke(gui->list, column, fmin(7, column.h / 3), is_middle ? 2 : 1, is_middle ? theme->text : theme->line);
        if (plan->letters) draw_letter(layout, rect_mid_x(column), top - 4, theme->dim, c == 0 ? "h" : "c");
        column.x += plan->column + COLUMN_GAP;
    }
    draw_gate_bars(layout, plan, t, column);
    char number[12];
    text_format(number, (int)sizeof number, "%d", t + 1);
    gui_text(gui, FACE_MONO, layout->small, rect_mid_x(box), rect_bottom(box) - 5, ALIGN_CENTER, is_middle ? theme->text : theme->dim,
             number);
}

void stage_draw_lens(const StageLayout *layout) {
    if (layout->lens.h < 40 || layout->open < 1) return;
    const StageLane *lane = &layout->lane[layout->shown];
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    int middle = lens_middle(layout);
    int first = middle - 2 < 0 ? 0 : middle + 2 >= layout->steps ? layout->steps - STEPS : middle - 2;
    double right = layout->left + layout->pitch * layout->steps;
    if (layout->view->run->wiring.loss_count == 1) right = stage_x(layout, layout->steps - 1) - 16; /* the way to the output stays free */
    LensPlan plan = plan_lens(layout, right - layout->left);
    double w = STEPS * plan.pitch + 12, x = fmax(layout->left, fmin(stage_x(layout, middle) - w / 2, right - w));
    Rect box = {x, layout->lens.y + 2, w, layout->lens.h - 2 - LINK};
    double x0 = stage_x(layout, first - 0.5), x1 = stage_x(layout, first + STEPS - 0.5), y = lane->state.y;
    if (layout->lane_count > 1) { /* which chain's states these are */
        char name[32];
        stage_chain_name(name, (int)sizeof name, layout, lane);
        bool is_left = box.x - 34 > layout->left;
        gui_text(gui, FACE_UI_SEMIBOLD, layout->small, is_left ? box.x - 8 : rect_right(box) + 8, rect_mid_y(box) + 4,
                 is_left ? ALIGN_RIGHT : ALIGN_LEFT, theme->text, name);
    }
    Color link = color_over(theme->accent, 0.75, theme->background);
    if (y < rect_bottom(layout->lens) + 30) { /* else other chains lie between */
        draw_line(gui->list, box.x + 6, rect_bottom(box), x0, y - 1, 1.25, link);
        draw_line(gui->list, rect_right(box) - 6, rect_bottom(box), x1, y - 1, 1.25, link);
    }
    draw_round_stroke(gui->list, rect(x0, y - 1, x1 - x0, lane->state.h + 2), 2, 1.25, link);
    draw_group(gui->list, "stage/lens");
    for (int i = 0; i < STEPS; i++)
        draw_step(layout, &plan, first + i, rect(x + 6 + i * plan.pitch, box.y, plan.pitch, box.h), first + i == middle);
    draw_round_stroke(gui->list, box, 8, 1.5, theme->accent);
}
