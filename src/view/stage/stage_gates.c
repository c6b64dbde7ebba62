/* Gate strips under each column, one row a gate: filled as far as the gate is open (mean over the units, from the trace),
   and the factors by which each step multiplied the gradient. */
#include "base/number.h"
#include "view/gates.h"
#include "view/hint.h"
#include "view/stage/stage_motion.h"
#include <math.h>
#include <stdlib.h>

void stage_draw_lane_gates(const StageLayout *layout, int lane_index) {
    const StageLane *lane = &layout->lane[lane_index];
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    const Net *net = &layout->view->run->net;
    const TraceLane *trace = stage_trace(layout, lane_index);
    double row_h = lane->gates.h / lane->gate_rows, bar_h = fmax(row_h - 4, 3), w = fmax(layout->column_w, layout->pitch * 0.8);
    if (layout->zoom == ZOOM_CIRCLES) w = stage_column_box(layout, lane->state, 0).w;
    int from = 0, to = layout->open <= 0 ? 1 : layout->steps;
    for (int row = 0; row < lane->gate_rows; row++) {
        int gate = lane->gate_of_row[row];
        Color color = gates_color(theme, net->spec.cell, gate), empty = color_mix(theme->raised, theme->line, 0.35);
        double y = lane->gates.y + row * row_h;
        if (row_h >= 12 && layout->lane_count == 1)
            gui_text(gui, FACE_MATH_ITALIC, row_h >= 15 ? 15 : 13, stage_letter_x(layout, timeline_unrolled(&layout->view->ui->cursor)),
                     y + bar_h - 0.5, ALIGN_CENTER, color, net_gate_letter(net->spec.cell, gate));
        for (int t = from; t < to; t++) {
            double shown = motion_gates(stage_state_shown(layout, lane_index, t)),
                   open = trace->gate_mean[(long)t * net->gates + gate] * shown;
            Rect box = {stage_x(layout, t) - w / 2, y, w, bar_h};
            if (layout->zoom == ZOOM_CIRCLES) {
                double radius = fmin(2.5, bar_h / 2);
                draw_round(gui->list, box, radius, empty);
                if (isfinite(open) && open * w > 1) draw_round(gui->list, rect(box.x, box.y, open * w, bar_h), radius, color);
            } else if (layout->zoom == ZOOM_SLIM) {
                double h = isfinite(open) ? bar_h * fmin(fmax(open, 0), 1) : 0;
                draw_rect(gui->list, box, empty);
                draw_rect(gui->list, rect(box.x, rect_bottom(box) - h, w, h), color);
            }
        }
        if (layout->zoom == ZOOM_HEAT && layout->open >= 1) {
            Color cell[NET_STEP_MAX];
            for (int t = 0; t < layout->steps; t++) {
                double open = trace->gate_mean[(long)t * net->gates + gate] * motion_gates(stage_state_shown(layout, lane_index, t));
                cell[t] = color_mix(empty, color, isfinite(open) ? fmin(fmax(open, 0), 1) : 0);
            }
            draw_image(gui->list, rect(layout->left, y, layout->pitch * layout->steps, bar_h), layout->steps, 1, cell);
        }
    }
}

void stage_format_factor(char *out, int size, double factor) {
    char number[24];
    if (factor >= 0.01 && factor < 99.5)
        text_format(number, (int)sizeof number, factor < 9.95 ? "%.2f" : "%.0f", factor);
    else
        number_format_short(number, (int)sizeof number, factor, 1);
    text_format(out, size, "×%s", number);
}

enum { PLATE_PAD = 5, FACTOR_GAP = 3 }; /* of the acting arrow's factor; least distance between two */

static void draw_factor(const StageLayout *layout, double x, double y, double size, const char *text, bool acts, bool lit) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    if (acts) {
        double w = gui_text_width(gui, FACE_MONO_MEDIUM, size, text) + 2 * PLATE_PAD;
        Rect plate = rect(x - w / 2, y - size * 0.36 - (size + 6) / 2, w, size + 6);
        draw_round(gui->list, plate, 5, theme->raised);
        draw_round_stroke(gui->list, plate, 5, 1, theme->dim);
    }
    gui_text(gui, acts || lit ? FACE_MONO_MEDIUM : FACE_MONO, size, x, y, ALIGN_CENTER, acts || lit ? theme->text : theme->dim, text);
}

/* What an arrow's factor says and where. */
typedef struct FactorLabel {
    char text[STAGE_FACTOR_MAX];
    double x, half;             /* its middle and half its width */
    bool is_number, is_nothing; /* a factor; nothing left this step; else not yet */
} FactorLabel;

/* The label of the arrow that leaves step t, not before `least_x`. */
static FactorLabel find_label(const StageLayout *layout, const ChainGradient *gradient, int t, int before, double least_x) {
    int direction = layout->lane[layout->shown].direction;
    double factor = chain_gradient_factor(gradient, t), shown = stage_gradient_shown(layout, layout->shown, before);
    bool reached = !gradient->lane || (direction ? t >= gradient->start : t <= gradient->start);
    FactorLabel label = {.x = fmax((stage_x(layout, t) + stage_x(layout, before)) / 2, least_x)};
    label.is_number = shown > 0 && isfinite(factor);
    label.is_nothing = shown > 0 && reached && !label.is_number;
    if (label.is_number)
        stage_format_factor(label.text, (int)sizeof label.text, factor);
    else
        str_copy(label.text, (int)sizeof label.text, str_from(label.is_nothing ? "–" : "·"));
    label.half = gui_text_width(layout->view->gui, FACE_MONO, label.is_number ? stage_factor_size(layout) : 12, label.text) / 2;
    return label;
}

static bool labels_touch(const FactorLabel *a, const FactorLabel *b) { return fabs(a->x - b->x) < a->half + b->half + FACTOR_GAP; }

/* If not every arrow has room for its number, the acting arrow keeps its number and its neighbours lose theirs; of others that would touch, the
   second. */
static void draw_factor_row(const StageLayout *layout, const ChainGradient *gradient, double y, const char *name, int every) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    int direction = layout->lane[layout->shown].direction, acting = stage_acting(layout, PHASE_BACKWARD, direction);
    double size = stage_factor_size(layout), name_x = stage_margin_x(layout) + 22;
    if (every || acting >= 0) {
        gui_text(gui, FACE_UI, layout->small, name_x, y, ALIGN_LEFT, theme->dim, name);
        hint_add_text(layout->view, FACE_UI, layout->small, name_x, y, ALIGN_LEFT, name, "stage/factor-name",
                      tr(layout->view->strings, STRING_HINT_FACTOR));
    }
    double least_x = name_x + gui_text_width(gui, FACE_UI, layout->small, name) + 34;
    int from = direction ? acting - 1 : acting + 1;
    FactorLabel plate = {.x = -INFINITY}, last = plate;
    if (acting >= 0 && from >= 0 && from < layout->steps) {
        plate = find_label(layout, gradient, from, acting, least_x);
        plate.half += plate.is_number ? PLATE_PAD : 0;
    }
    for (int t = 0; t < layout->steps; t++) {
        int before = direction ? t + 1 : t - 1;
        if (before < 0 || before >= layout->steps) continue;
        bool acts = before == acting;
        bool is_due = every == 1 || (every > 1 && t % every == 0 && (acting < 0 || abs(before - acting) >= every));
        if (!is_due && !acts) continue;
        FactorLabel label = find_label(layout, gradient, t, before, least_x);
        if (!acts && (labels_touch(&label, &plate) || labels_touch(&label, &last))) continue;
        last = label;
        if (label.is_number)
            draw_factor(layout, label.x, y, size, label.text, acts, stage_step_is_lit(layout, t));
        else
            gui_text(gui, FACE_MONO, 12, label.x, y, ALIGN_CENTER, label.is_nothing ? theme->dim : theme->faint, label.text);
    }
}

void stage_draw_gates(const StageLayout *layout) {
    const Gui *gui = layout->view->gui;
    draw_group(gui->list, "stage/gates");
    for (int i = 0; i < layout->lane_count; i++)
        if (layout->lane[i].gate_rows) stage_draw_lane_gates(layout, i);
    if (layout->zoom != ZOOM_CIRCLES || layout->open < 1) return;
    draw_group(gui->list, "stage/factors");
    if (!stage_has_factors(layout)) return;
    ChainGradient gradient = stage_chain_gradient(layout, layout->shown);
    if (gradient.is_all && gradient.of_cell) return; /* several losses meet in c, so no factor belongs to one loss */
    size_t drawn = gui->list->used;
    draw_factor_row(layout, &gradient, rect_mid_y(layout->factors) + 4,
                    gradient.of_cell ? tr(layout->view->strings, STRING_GATES_FACTOR_C) : tr(layout->view->strings, STRING_GATES_FACTOR),
                    stage_factor_every(layout));
    draw_fade(gui->list, drawn, &(Rect){layout->area.x, layout->area.y, layout->area.w, layout->area.h}, 1,
              fmin(layout->factors_shown, 2 * layout->backward_done));
}
