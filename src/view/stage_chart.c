/* The gradient chart: ||dL/dh_t|| for every step of the chosen chain, under the step's own column, on a fixed log axis that
   widens when a value leaves it and never rescales to the data's own maximum. Hollow bars: computed, but the backward pass on
   the stage has not come that far. Other chains lie behind as thin lines; for the LSTM ||dL/dc_t|| is a line with dots. */
#include "base/number.h"
#include "view/stage_axis.h"
#include <math.h>

/* Where the axis ends before the values do: of how many steps nothing is drawn, and how small they get. Returns the width taken
   from the right of the strip below the axis. */
static double draw_off_axis(const StageLayout *layout, const StageAxis *axis, const double *norm) {
    const Gui *gui = layout->view->gui;
    int count = 0;
    double least = INFINITY;
    for (int t = 0; t < layout->steps; t++) {
        if (!stage_is_off_axis(axis, norm[t])) continue;
        count++;
        least = fmin(least, norm[t]);
    }
    if (!count || layout->view->ui->cursor.phase < PHASE_BACKWARD || axis->low > STAGE_LOW_LEAST) return 0;
    char text[128], number[24], shorter[64], low[STAGE_POWER_MAX];
    stage_power_text(low, (int)sizeof low, (int)axis->low);
    number_format_short(number, (int)sizeof number, least, 2);
    text_format(text, (int)sizeof text, "%d step%s below %s, not drawn: down to %s, hover for each", count, count == 1 ? "" : "s", low,
                number);
    text_format(shorter, (int)sizeof shorter, "%d below %s, not drawn", count, low);
    double room = axis->plot.w - 120;
    const char *words = gui_text_width(gui, FACE_UI, layout->small, text) <= room ? text : shorter;
    gui_text(gui, FACE_UI, layout->small, rect_right(axis->plot) - 8, rect_bottom(axis->plot) + 14, ALIGN_RIGHT, gui->theme->text, words);
    return gui_text_width(gui, FACE_UI, layout->small, words) + 24;
}

/* A zone's name stands where no bar can: in a strip of the zone below the axis, and above the top line. */
static void draw_zone_names(const StageLayout *layout, const StageAxis *axis, double taken) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    double bottom = rect_bottom(axis->plot), exploding = stage_axis_y(axis, 1e3);
    const char *whole = "vanished: this step is no longer taught";
    const char *text = gui_text_width(gui, FACE_UI, layout->small, whole) + 16 <= axis->plot.w - taken ? whole : "vanished";
    gui_text(gui, FACE_UI, layout->small, axis->plot.x + 8, bottom + 14, ALIGN_LEFT, theme->dim, text);
    if (axis->high > 3 && exploding - axis->plot.y >= 18)
        gui_text(gui, FACE_UI, layout->small, axis->plot.x + 8, axis->plot.y + 14, ALIGN_LEFT, theme->bad,
                 "exploding: one update may throw the weights away");
}

static void draw_bars(const StageLayout *layout, const StageAxis *axis, const double *norm) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    double w = layout->pitch * (layout->pitch >= 8 ? 0.62 : 1), bottom = rect_bottom(axis->plot);
    if (layout->pitch >= 40) w = fmin(w, 44);
    int acting = stage_acting(layout, PHASE_BACKWARD, layout->lane[layout->shown].direction);
    if (layout->view->ui->cursor.phase < PHASE_BACKWARD) return;
    for (int t = 0; t < layout->steps; t++) {
        double shown = stage_gradient_shown(layout, layout->shown, t), x = stage_x(layout, t);
        bool lit = stage_step_is_lit(layout, t), acts = t == acting;
        if (!isfinite(norm[t])) {
            gui_text(gui, FACE_UI_BOLD, layout->small, x, bottom - 6, ALIGN_CENTER, theme->bad,
                     layout->pitch > 30 ? isnan(norm[t]) ? "NaN" : "∞" : "!");
            continue;
        }
        if (stage_is_off_axis(axis, norm[t])) continue;
        double y = stage_axis_y(axis, norm[t]);
        double radius = fmin(3, w / 4);
        if (shown < 1 && layout->pitch >= 8)
            draw_round_stroke(gui->list, rect(x - w / 2 + 0.5, y, w - 1, bottom - y), radius, 1,
                              color_mix(theme->background, theme->faint, lit ? 1 : 0.55));
        else if (shown < 1)
            draw_rect(gui->list, rect(x - w / 2, y, w, 1.5), color_mix(theme->background, theme->faint, 0.7));
        if (shown <= 0) continue;
        double top = bottom - (bottom - y) * shown;
        Rect bar = {x - w / 2, top, w, bottom - top};
        if (w >= 6)
            draw_round(gui->list, bar, radius, color_ramp(&theme->ramp, norm[t]));
        else
            draw_rect(gui->list, bar, color_ramp(&theme->ramp, norm[t]));
        if ((lit || acts) && w >= 5)
            draw_round_stroke(gui->list, rect_inset(bar, -3, -3), radius + 2, lit ? 1.75 : 2, lit ? theme->accent : theme->text);
    }
}

static void draw_line_of(const StageLayout *layout, const StageAxis *axis, int lane_index, const double *norm, double width, Color color,
                         bool dots) {
    const Gui *gui = layout->view->gui;
    draw_path_begin(gui->list);
    bool pen = false;
    for (int t = 0; t < layout->steps; t++) {
        if (!isfinite(norm[t]) || stage_is_off_axis(axis, norm[t]) || stage_gradient_shown(layout, lane_index, t) < 1) {
            pen = false;
            continue;
        }
        double x = stage_x(layout, t), y = stage_axis_y(axis, norm[t]);
        if (pen)
            draw_path_line(gui->list, x, y);
        else
            draw_path_move(gui->list, x, y);
        pen = true;
    }
    draw_path_stroke(gui->list, width, color, layout->lane[lane_index].direction && !dots ? 5 : 0); /* reverse: dashed */
    for (int t = 0; dots && layout->pitch >= 14 && t < layout->steps; t++) {
        if (!isfinite(norm[t]) || stage_is_off_axis(axis, norm[t]) || stage_gradient_shown(layout, lane_index, t) < 1) continue;
        draw_circle(gui->list, stage_x(layout, t), stage_axis_y(axis, norm[t]), 4, color);
    }
}

/* The name of another chain, at the end of its line. */
typedef struct ChainName {
    double x, y; /* where the line ends */
    double name_y;
    int lane;
} ChainName;

enum { NAME_LEADING = 14 };

/* Pushes names that would touch apart, within the plot. They come sorted by where their lines end. False without room. */
static bool part_names(ChainName *name, int count, double top, double bottom) {
    if (bottom - top < (count - 1) * NAME_LEADING) return false;
    for (int i = 0; i < count; i++) {
        double least = i ? name[i - 1].name_y + NAME_LEADING : top;
        name[i].name_y = fmax(name[i].y, least);
    }
    for (int i = count - 1; i >= 0; i--) {
        double most = i < count - 1 ? name[i + 1].name_y - NAME_LEADING : bottom;
        name[i].name_y = fmin(name[i].name_y, most);
    }
    return true;
}

/* Names beside the ends of their lines: at the right margin, or, where a reverse chain's gradient is still on its way,
   at its head, or before it, where the head is among the bars. */
static void draw_names(const StageLayout *layout, const StageAxis *axis, ChainName *name, int count, bool at_margin) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    for (int i = 1; i < count; i++) /* few: by insertion */
        for (int k = i; k > 0 && name[k].y < name[k - 1].y; k--) {
            ChainName other = name[k];
            name[k] = name[k - 1];
            name[k - 1] = other;
        }
    if (!part_names(name, count, axis->plot.y + 6, rect_bottom(axis->plot) - 7)) return;
    for (int i = 0; i < count; i++) {
        char text[32], path[48];
        const StageLane *lane = &layout->lane[name[i].lane];
        stage_chain_name(text, (int)sizeof text, layout, lane);
        stage_chain_path(path, (int)sizeof path, lane);
        Color color = gui_is_hot(gui, path) ? theme->text : theme->dim;
        double x = at_margin ? stage_x(layout, layout->steps - 0.5) + 10 : name[i].x + 12,
               w = gui_text_width(gui, FACE_UI_SEMIBOLD, layout->small, text);
        draw_line(gui->list, name[i].x, name[i].y, x - 3, name[i].name_y, 1, theme->faint);
        if (!at_margin) draw_round(gui->list, rect(x - 4, name[i].name_y - 8, w + 8, 16), 4, theme->background);
        gui_text(gui, FACE_UI_SEMIBOLD, layout->small, x, name[i].name_y + 4, ALIGN_LEFT, color, text);
    }
}

enum { NAME_ROOM = 52 }; /* pixels that a name beside its line takes */

/* The last step up to `last` beside which a name hides no bar; `last` itself where there is none. */
static int find_free_step(const StageLayout *layout, int last) {
    double wide = layout->steps > 1 ? stage_x(layout, 1) - stage_x(layout, 0) : NAME_ROOM;
    int columns = (int)ceil(NAME_ROOM / wide);
    for (int at = last; at >= 0; at--) {
        bool free = true;
        for (int t = at; t <= at + columns && t < layout->steps; t++) free = free && stage_gradient_shown(layout, layout->shown, t) <= 0;
        if (free) return at;
    }
    return last;
}

static void draw_chain_names(const StageLayout *layout, const StageAxis *axis) {
    ChainName margin[STAGE_LANE_MAX], head[STAGE_LANE_MAX];
    int margins = 0, heads = 0;
    for (int i = 0; i < layout->lane_count; i++) {
        if (i == layout->shown) continue;
        const double *norm = stage_trace(layout, i)->dh_norm;
        int last = layout->steps - 1; /* that is drawn */
        while (last >= 0 && (stage_gradient_shown(layout, i, last) < 1 || !isfinite(norm[last]) || stage_is_off_axis(axis, norm[last])))
            last--;
        if (last < 0) continue;
        bool at_margin = last == layout->steps - 1;
        int at = at_margin ? last : find_free_step(layout, last);
        if (!isfinite(norm[at]) || stage_is_off_axis(axis, norm[at])) at = last;
        ChainName name = {.x = stage_x(layout, at), .y = stage_axis_y(axis, norm[at]), .lane = i};
        if (at_margin)
            margin[margins++] = name;
        else
            head[heads++] = name;
    }
    draw_names(layout, axis, margin, margins, true);
    draw_names(layout, axis, head, heads, false);
}

enum { HIGHWAY_KEY = 84 }; /* pixels that the shorter key of the highway takes after the title */

/* Before the backward phase; on a plate of its own, so that no line of the axis runs through it. */
static void draw_promise(const Gui *gui, double x, double y) {
    const char *words = "The gradient of every step will stand here.";
    double w = gui_text_width(gui, FACE_UI, 14, words) + 24;
    draw_round(gui->list, rect(x - w / 2, y - 15, w, 30), 8, gui->theme->background);
    gui_text(gui, FACE_UI, 14, x, y + 5, ALIGN_CENTER, gui->theme->dim, words);
}

/* In the heat map one thin line says where the cursor is, through every row below the lens but not through words. */
static void draw_cursor_line(const StageLayout *layout, double x, double bottom) {
    const Gui *gui = layout->view->gui;
    Color color = color_over(gui->theme->text, 0.6, gui->theme->background);
    draw_line(gui->list, x, layout->lane[layout->shown].river.y, x, rect_bottom(layout->inputs), 1, color);
    draw_line(gui->list, x, layout->chart.y + 6, x, bottom, 1, color);
}

/* What the line with dots is, as long as there is any room before the legend. */
static void draw_highway_key(const StageLayout *layout, double x) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    bool wide = x + 250 < layout->area.x + layout->area.w - 330;
    double y = layout->chart_head.y + layout->chart_head.h * 0.55, w = wide ? 22 : 16;
    x += wide ? 22 : 10;
    draw_line(gui->list, x, y - 5, x + w, y - 5, 2.25, theme->text);
    draw_circle(gui->list, x + w / 2, y - 5, wide ? 4 : 3.5, theme->text);
    FormulaStyle style = theme_formula(theme, wide ? 16 : 14);
    style.color[FORMULA_TEXT] = theme->dim;
    FormulaBox box =
        formula_draw(gui->list, gui->text, gui->scale, &style, x + w + (wide ? 8 : 5), y, ALIGN_LEFT, "\\|\\partial L/\\partial c_t\\|");
    if (wide)
        gui_text(gui, FACE_UI, layout->small + (layout->small < 14), x + w + 16 + box.width, y, ALIGN_LEFT, theme->dim, "the highway");
}

void stage_draw_chart(const StageLayout *layout) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    draw_group(gui->list, "stage/chart");
    if (layout->chart.h < 50) return; /* folded, the cell has the stage */
    double title_end = stage_draw_title(layout, "Gradient reaching each step", "Gradient", "\\|\\partial L/\\partial h_t\\|",
                                        stage_trace(layout, layout->shown)->dc_norm ? HIGHWAY_KEY : 0);
    const TraceLane *trace = stage_trace(layout, layout->shown);
    StageAxis axis = {
        .plot = {layout->left - 4, layout->chart.y + 4, layout->pitch * layout->steps + 8, layout->chart.h - 4 - STAGE_ZONE_STRIP},
        .low = layout->low,
        .high = layout->high};
    if (layout->pitch >= 110) axis.plot = (Rect){layout->area.x + 66, axis.plot.y, layout->area.w - 100, axis.plot.h};
    stage_draw_axis(layout, &axis);
    if (layout->view->ui->cursor.phase < PHASE_BACKWARD && axis.plot.h > 60) {
        draw_promise(gui, rect_mid_x(axis.plot), rect_mid_y(axis.plot));
    }
    for (int i = 0; i < layout->lane_count; i++)
        if (i != layout->shown) {
            char path[48];
            stage_chain_path(path, (int)sizeof path, &layout->lane[i]);
            bool hot = gui_is_hot(gui, path); /* the pointer is on that chain's name */
            draw_line_of(layout, &axis, i, stage_trace(layout, i)->dh_norm, hot ? 2.25 : 1.25, hot ? theme->text : theme->faint, false);
        }
    draw_bars(layout, &axis, trace->dh_norm);
    int acting = stage_acting(layout, PHASE_BACKWARD, layout->lane[layout->shown].direction);
    if (layout->zoom == ZOOM_HEAT && acting >= 0) draw_cursor_line(layout, stage_x(layout, acting), rect_bottom(axis.plot));
    if (trace->dc_norm) {
        draw_line_of(layout, &axis, layout->shown, trace->dc_norm, 2.25, theme->text, true);
        draw_highway_key(layout, title_end);
    }
    draw_chain_names(layout, &axis);
    draw_zone_names(layout, &axis, draw_off_axis(layout, &axis, trace->dh_norm));
    if (layout->open >= 1) stage_draw_step_numbers(layout, rect_bottom(axis.plot) + STAGE_ZONE_STRIP + 15);
}
