/* The gradient chart: ||dL/dh_t|| for every step of the chosen chain, under the step's own column, on a fixed log axis that
   widens when a value leaves it and never rescales to the data's own maximum. Hollow bars: computed, but the backward pass on
   the stage has not come that far. Other chains lie behind as thin lines; for the LSTM ||dL/dc_t|| is a line with dots. */
#include "base/number.h"
#include "view/stage_layout.h"
#include "view/update_rule.h"
#include <math.h>

typedef struct Axis {
    Rect plot;
    double low, high; /* log10 at the bottom and the top */
} Axis;

static double axis_y(const Axis *axis, double magnitude) {
    return rect_bottom(axis->plot) - axis->plot.h * stage_log_unit(magnitude, axis->low, axis->high);
}

static void draw_power(const Gui *gui, double x, double y, int exponent, Color color) {
    char text[16];
    text_format(text, (int)sizeof text, "%s%d", exponent < 0 ? "−" : "", exponent < 0 ? -exponent : exponent);
    double w = gui_text_width(gui, FACE_MATH, 12, text);
    gui_text(gui, FACE_MATH, 15, x - w - 1, y + 5, ALIGN_RIGHT, color, "10");
    gui_text(gui, FACE_MATH, 12, x, y - 1, ALIGN_RIGHT, color, text);
}

enum { ZONE_STRIP = 20 }; /* pixels of the zone below the axis, for its name */

static void draw_axis(const StageLayout *layout, const Axis *axis) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    Rect plot = axis->plot;
    double vanished = axis_y(axis, 1e-6), exploding = axis_y(axis, 1e3);
    Color zone = color_over(color_ramp(&theme->ramp, 1e-4), theme->dark ? 0.13 : 0.10, theme->background);
    draw_rect(
        gui->list,
        rect(plot.x, vanished, plot.w, rect_bottom(plot) - vanished + (layout->view->ui->cursor.phase == PHASE_UPDATE ? 0 : ZONE_STRIP)),
        zone);
    stage_draw_lit(layout, vanished, rect_bottom(plot) + (layout->view->ui->cursor.phase == PHASE_UPDATE ? 0 : ZONE_STRIP), zone);
    if (axis->high > 3)
        draw_rect(gui->list, rect(plot.x, plot.y, plot.w, exploding - plot.y), color_over(theme->bad, 0.10, theme->background));
    int every = 2;
    while (plot.h * every / (axis->high - axis->low) < 24) every += every == 2 ? 2 : 4;
    for (int e = (int)axis->low; e <= (int)axis->high; e++) {
        if (e % every != 0) continue;
        double y = axis_y(axis, pow(10, e));
        draw_line(gui->list, plot.x, y, rect_right(plot), y, e == 0 ? 1.5 : 1, e == 0 ? theme->faint : theme->grid);
        draw_power(gui, plot.x - 6, y, e, theme->dim);
    }
}

static bool is_off_axis(const Axis *axis, double magnitude) {
    return isfinite(magnitude) && (!(magnitude > 0) || log10(magnitude) < axis->low - 1e-9);
}

/* Where the axis ends before the values do: of how many steps nothing is drawn, and how small they get. Returns the width taken
   from the right of the strip below the axis. */
static double draw_off_axis(const StageLayout *layout, const Axis *axis, const double *norm) {
    const Gui *gui = layout->view->gui;
    int count = 0;
    double least = INFINITY;
    for (int t = 0; t < layout->steps; t++) {
        if (!is_off_axis(axis, norm[t])) continue;
        count++;
        least = fmin(least, norm[t]);
    }
    if (!count || layout->view->ui->cursor.phase < PHASE_BACKWARD || axis->low > STAGE_LOW_LEAST) return 0;
    char text[96], number[24], shorter[48];
    number_format_short(number, (int)sizeof number, least, 2);
    text_format(text, (int)sizeof text, "%d step%s below 1e%d, not drawn: down to %s, hover for each", count, count == 1 ? "" : "s",
                (int)axis->low, number);
    text_format(shorter, (int)sizeof shorter, "%d below 1e%d, not drawn", count, (int)axis->low);
    double room = axis->plot.w - 120;
    const char *words = gui_text_width(gui, FACE_UI, 12, text) <= room ? text : shorter;
    gui_text(gui, FACE_UI, 12, rect_right(axis->plot) - 8, rect_bottom(axis->plot) + 14, ALIGN_RIGHT, gui->theme->text, words);
    return gui_text_width(gui, FACE_UI, 12, words) + 24;
}

/* A zone's name stands where no bar can: in a strip of the zone below the axis, and above the top line. */
static void draw_zone_names(const StageLayout *layout, const Axis *axis, double taken) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    double bottom = rect_bottom(axis->plot), exploding = axis_y(axis, 1e3);
    const char *whole = "vanished: this step is no longer taught";
    const char *text = gui_text_width(gui, FACE_UI, 12, whole) + 16 <= axis->plot.w - taken ? whole : "vanished";
    gui_text(gui, FACE_UI, 12, axis->plot.x + 8, bottom + 14, ALIGN_LEFT, theme->dim, text);
    if (axis->high > 3 && exploding - axis->plot.y >= 18)
        gui_text(gui, FACE_UI, 12, axis->plot.x + 8, axis->plot.y + 14, ALIGN_LEFT, theme->bad,
                 "exploding: one update may throw the weights away");
}

static void draw_bars(const StageLayout *layout, const Axis *axis, const double *norm) {
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
            gui_text(gui, FACE_UI_BOLD, 12, x, bottom - 6, ALIGN_CENTER, theme->bad,
                     layout->pitch > 30 ? isnan(norm[t]) ? "NaN" : "∞" : "!");
            continue;
        }
        if (is_off_axis(axis, norm[t])) continue;
        double y = axis_y(axis, norm[t]);
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

static void draw_line_of(const StageLayout *layout, const Axis *axis, int lane_index, const double *norm, double width, Color color,
                         bool dots) {
    const Gui *gui = layout->view->gui;
    draw_path_begin(gui->list);
    bool pen = false;
    for (int t = 0; t < layout->steps; t++) {
        if (!isfinite(norm[t]) || is_off_axis(axis, norm[t]) || stage_gradient_shown(layout, lane_index, t) < 1) {
            pen = false;
            continue;
        }
        double x = stage_x(layout, t), y = axis_y(axis, norm[t]);
        if (pen)
            draw_path_line(gui->list, x, y);
        else
            draw_path_move(gui->list, x, y);
        pen = true;
    }
    draw_path_stroke(gui->list, width, color, layout->lane[lane_index].direction && !dots ? 5 : 0); /* reverse: dashed */
    for (int t = 0; dots && layout->pitch >= 14 && t < layout->steps; t++) {
        if (!isfinite(norm[t]) || is_off_axis(axis, norm[t]) || stage_gradient_shown(layout, lane_index, t) < 1) continue;
        draw_circle(gui->list, stage_x(layout, t), axis_y(axis, norm[t]), 4, color);
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

/* Names beside the ends of their lines: at the right margin, or, where a reverse chain's gradient is still on its way, at its head. */
static void draw_names(const StageLayout *layout, const Axis *axis, ChainName *name, int count, bool at_margin) {
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
               w = gui_text_width(gui, FACE_UI_SEMIBOLD, 12, text);
        draw_line(gui->list, name[i].x, name[i].y, x - 3, name[i].name_y, 1, theme->faint);
        if (!at_margin) draw_round(gui->list, rect(x - 4, name[i].name_y - 8, w + 8, 16), 4, theme->background);
        gui_text(gui, FACE_UI_SEMIBOLD, 12, x, name[i].name_y + 4, ALIGN_LEFT, color, text);
    }
}

static void draw_chain_names(const StageLayout *layout, const Axis *axis) {
    ChainName margin[STAGE_LANE_MAX], head[STAGE_LANE_MAX];
    int margins = 0, heads = 0;
    for (int i = 0; i < layout->lane_count; i++) {
        if (i == layout->shown) continue;
        const double *norm = stage_trace(layout, i)->dh_norm;
        int last = layout->steps - 1; /* that is drawn */
        while (last >= 0 && (stage_gradient_shown(layout, i, last) < 1 || !isfinite(norm[last]) || is_off_axis(axis, norm[last]))) last--;
        if (last < 0) continue;
        ChainName name = {.x = stage_x(layout, last), .y = axis_y(axis, norm[last]), .lane = i};
        if (last == layout->steps - 1)
            margin[margins++] = name;
        else
            head[heads++] = name;
    }
    draw_names(layout, axis, margin, margins, true);
    draw_names(layout, axis, head, heads, false);
}

static const int spacings[] = {1, 2, 5, 10, 20, 50, 100, 200, 500};

/* Would the numbers of two steps touch? */
static bool is_near(const StageLayout *layout, int t, int other) {
    return other >= 0 && other != t && fabs(stage_x(layout, t) - stage_x(layout, other)) < 32;
}

/* Step numbers: every one, or every 2nd, 5th, 10th, ... as they fit. */
static void draw_step_numbers(const StageLayout *layout, double y) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    int hover = stage_step_is_lit(layout, layout->view->ui->hover.step) ? layout->view->ui->hover.step : -1;
    Phase phase = layout->view->ui->cursor.phase;
    int acting = phase == PHASE_UPDATE ? -1 : stage_acting(layout, phase, layout->lane[layout->shown].direction);
    int step = 1;
    for (int i = 0; i < (int)(sizeof spacings / sizeof *spacings); i++) {
        step = spacings[i];
        if (layout->pitch * step >= (layout->steps > 99 ? 40 : 30)) break;
    }
    for (int t = 0; t < layout->steps; t++) {
        bool lit = stage_step_is_lit(layout, t) || t == acting, due = (t + 1) % step == 0 || t == 0 || t == layout->steps - 1;
        if (t == 0 && step > 1 && layout->pitch * (step - 1) < 26) due = false;
        int next = (layout->steps / step) * step;
        if (t == layout->steps - 1 && next != layout->steps && layout->pitch * (layout->steps - next) < 30) due = false;
        if (!due && !lit) continue;
        if (!lit && step > 1 && (is_near(layout, t, hover) || is_near(layout, t, acting))) continue;
        if (t == acting && t != hover && step > 1 && is_near(layout, t, hover)) continue;
        char text[12];
        text_format(text, (int)sizeof text, "%d", t + 1);
        gui_text(gui, lit ? FACE_MONO_MEDIUM : FACE_MONO, 12, stage_x(layout, t), y, ALIGN_CENTER, lit ? theme->text : theme->dim, text);
    }
}

enum { HIGHWAY_KEY = 84 }; /* pixels that the shorter key of the highway takes after the title */

/* What is drawn, and of which chain where there are several: in as many words as there is room for before the legend. Returns where
   it ends. `kept` is room for what follows it. */
static double draw_title(const StageLayout *layout, const char *words, const char *shorter, const char *tex, double kept) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    const StageLane *lane = &layout->lane[layout->shown];
    const NetSpec *spec = &layout->view->run->net.spec;
    double x = layout->area.x + 22, y = layout->chart_head.y + layout->chart_head.h * 0.55,
           room = stage_legend_left(layout) - 22 - x - kept;
    FormulaStyle style = theme_formula(theme, 16);
    style.color[FORMULA_TEXT] = theme->dim;
    double tex_w = 12 + formula_measure(gui->text, gui->scale, &style, tex).width;
    char chain[48] = "", arrow[32];
    if (layout->lane_count > 1) {
        const char *direction = spec->directions < 2 ? "" : lane->direction ? "reverse" : "forward";
        text_format(chain, (int)sizeof chain, spec->layers > 1 ? "layer %d%s%s" : "%.0d%s%s", spec->layers > 1 ? lane->layer + 1 : 0,
                    spec->layers > 1 && *direction ? ", " : "", direction);
        stage_chain_name(arrow, (int)sizeof arrow, layout, lane);
    }
    double chain_w = *chain ? 14 + gui_text_width(gui, FACE_UI, 13, chain) : 0;
    const char *head = gui_text_width(gui, FACE_UI_SEMIBOLD, 15, words) + tex_w + chain_w <= room ? words : shorter;
    double head_w = gui_text_width(gui, FACE_UI_SEMIBOLD, 15, head);
    if (*chain && head_w + tex_w + chain_w > room) str_copy(chain, (int)sizeof chain, str_from(arrow));
    gui_text(gui, FACE_UI_SEMIBOLD, 15, x, y, ALIGN_LEFT, theme->text, head);
    formula_draw(gui->list, gui->text, gui->scale, &style, x + head_w + 12, y, ALIGN_LEFT, tex);
    x += head_w + tex_w;
    if (!*chain) return x;
    gui_text(gui, FACE_UI, 13, x + 14, y, ALIGN_LEFT, theme->dim, chain);
    return x + 14 + gui_text_width(gui, FACE_UI, 13, chain);
}

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
    if (wide) gui_text(gui, FACE_UI, 13, x + w + 16 + box.width, y, ALIGN_LEFT, theme->dim, "the highway");
}

void stage_draw_chart(const StageLayout *layout) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    draw_group(gui->list, "stage/chart");
    if (layout->chart.h < 50) return; /* folded, the cell has the stage */
    double title_end = draw_title(layout, "Gradient reaching each step", "Gradient", "\\|\\partial L/\\partial h_t\\|",
                                  stage_trace(layout, layout->shown)->dc_norm ? HIGHWAY_KEY : 0);
    const TraceLane *trace = stage_trace(layout, layout->shown);
    Axis axis = {.plot = {layout->left - 4, layout->chart.y + 4, layout->pitch * layout->steps + 8, layout->chart.h - 4 - ZONE_STRIP},
                 .low = layout->low,
                 .high = layout->high};
    if (layout->pitch >= 110) axis.plot = (Rect){layout->area.x + 66, axis.plot.y, layout->area.w - 100, axis.plot.h};
    draw_axis(layout, &axis);
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
    if (layout->open >= 1) draw_step_numbers(layout, rect_bottom(axis.plot) + ZONE_STRIP + 15);
}

/* ---- The update phase: T shares, one gradient, one change. ---- */

static Point bezier(Point a, Point b, Point c, Point d, double s) {
    double r = 1 - s;
    return (Point){r * r * r * a.x + 3 * r * r * s * b.x + 3 * r * s * s * c.x + s * s * s * d.x,
                   r * r * r * a.y + 3 * r * r * s * b.y + 3 * r * s * s * c.y + s * s * s * d.y};
}

typedef enum MatrixColor { MATRIX_MAGNITUDE, MATRIX_SIGNED } MatrixColor;

/* A parameter block as gate blocks side by side, each (H, H). `add` (may be NULL) is added entry by entry. */
static void draw_matrix(const StageLayout *layout, Rect box, const Param *param, const double *value, const double *add, MatrixColor kind,
                        double limit, double shown) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    int H = param->cols, blocks = param->rows / H;
    double gap = blocks > 1 ? 4 : 0, w = (box.w - gap * (blocks - 1)) / blocks;
    Color cell[64 * 64];
    for (int q = 0; q < blocks; q++) {
        Rect block = {box.x + q * (w + gap), box.y, w, box.h};
        draw_rect(gui->list, block, theme->raised);
        /* Blocks larger than 64 come in bands of rows that fit the stack. */
        int band = 64 * 64 / H;
        if (band > H) band = H;
        for (int r0 = 0; r0 < H; r0 += band) {
            int rows = H - r0 < band ? H - r0 : band;
            for (int r = 0; r < rows; r++)
                for (int c = 0; c < H; c++) {
                    size_t at = param->offset + (size_t)(q * H + r0 + r) * (size_t)H + (size_t)c;
                    double v = value[at] + (add ? add[at] : 0);
                    Color full = kind == MATRIX_MAGNITUDE ? color_ramp(&theme->ramp, fabs(v)) : color_signed(&theme->state, v, limit);
                    cell[r * H + c] = color_mix(theme->raised, full, shown);
                }
            if (shown > 0) draw_image(gui->list, rect(block.x, block.y + block.h * r0 / H, block.w, block.h * rows / H), H, rows, cell);
        }
    }
}

static double largest_in(const Param *param, const double *value, const double *add) {
    double most = 0;
    size_t count = (size_t)param->rows * (size_t)param->cols;
    for (size_t i = 0; i < count; i++) {
        double v = value[param->offset + i] + (add ? add[param->offset + i] : 0);
        if (isfinite(v)) most = fmax(most, fabs(v));
    }
    return most;
}

/* Does training learn from this step? Truncated, it may not look back that far. */
static bool is_learned(const StageLayout *layout, int t) {
    const Truncated *truncated = &layout->view->run->truncated;
    const StageLane *lane = &layout->lane[layout->shown];
    return !truncated->block || truncated->dh_norm[lane->layer][lane->direction][t] != 0;
}

static void draw_flows(const StageLayout *layout, const Param *param, double foot, Rect target, double moved) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    bool node = target.y - foot >= 40;
    int learned = 0, seen = 0;
    for (int t = 0; t < layout->steps; t++) learned += is_learned(layout, t);
    int every = (learned + 23) / 24;
    for (int t = 0; t < layout->steps; t++) {
        if (!is_learned(layout, t) || seen++ % every != 0) continue;
        double share = trace_share_norm(&layout->view->run->trace, param, t);
        if (!(share > 0)) continue;
        Color color = color_ramp(&theme->ramp, share);
        Point a = {stage_x(layout, t), foot}, d = {rect_mid_x(target), target.y - (node ? 24 : 2)};
        double middle = (a.y + d.y) / 2;
        Point b = {a.x, middle}, c = {d.x, middle};
        draw_path_begin(gui->list);
        draw_path_move(gui->list, a.x, a.y);
        draw_path_curve(gui->list, b.x, b.y, c.x, c.y, d.x, d.y);
        draw_path_stroke(gui->list, 1 + 4 * stage_log_unit(share, -8, 2), color_over(color, moved > 0 ? 0.75 : 0.3, theme->background), 0);
        if (moved > 0 && moved < 1) {
            Point at = bezier(a, b, c, d, moved);
            draw_circle(gui->list, at.x, at.y, 3 + 5 * stage_log_unit(share, -8, 2), color);
        }
    }
    /* All run into one sum, and the sum is the gradient. */
    if (!node) return;
    double x = rect_mid_x(target), y = target.y - 22;
    draw_circle(gui->list, x, y, 11, theme->raised);
    draw_circle_stroke(gui->list, x, y, 11, 1.5, theme->dim);
    gui_text(gui, FACE_MATH, 14, x, y + 5, ALIGN_CENTER, theme->text, "Σ");
    stage_arrow(gui, x, y + 12, x, target.y - 2, 1.5, 4, theme->dim);
}

/* Every entry of a matrix can be pointed at: one grid a gate block. */
static void add_entries(const StageLayout *layout, Rect box, const Param *param, int kind, int blocks) {
    double gap = blocks > 1 ? 4 : 0, w = (box.w - gap * (blocks - 1)) / blocks;
    for (int q = 0; q < blocks; q++) {
        char path[48];
        text_format(path, (int)sizeof path, "stage/entry%d-%d", kind - SUBJECT_ENTRY_GRADIENT + 1, q + 1);
        Region *region = region_add(layout->view->gui->region, REGION_HOVER, rect(box.x + q * (w + gap), box.y, w, box.h), path);
        region->subject = (Subject){kind, param->layer, param->direction, 0, q * param->cols};
        region->cols = region->rows = param->cols;
    }
}

/* Where the update's picture stands: bars above, three matrices across below, where there is room for them. */
typedef struct UpdatePlan {
    Rect bars, matrix[3]; /* gradient, change, weights */
    double label_h;       /* below the matrices */
    bool room;
} UpdatePlan;

enum { UPDATE_NUMBERS = 18 }; /* the step numbers below the bars */

static UpdatePlan plan_update(const StageLayout *layout, int blocks) {
    UpdatePlan plan = {.bars = {layout->left - 4, layout->chart.y + 4, layout->pitch * layout->steps + 8, layout->chart.h * 0.38 - 4}};
    double below = rect_bottom(layout->chart) - rect_bottom(plan.bars) - UPDATE_NUMBERS;
    plan.label_h = below >= 130 ? 46 : 36;
    double side = below - plan.label_h - fmin(60, below * 0.3), gaps = 4.0 * (blocks - 1), third = (layout->area.w - 60) / 3;
    side = fmin(side, (third - 40 - gaps) / blocks);
    plan.room = side >= 14;
    if (!plan.room) { /* the shares stand alone */
        plan.bars.h = layout->chart.h - 4 - UPDATE_NUMBERS;
        side = 14;
    }
    double w = side * blocks + gaps, top = rect_bottom(layout->chart) - plan.label_h - side;
    for (int i = 0; i < 3; i++) plan.matrix[i] = rect(layout->area.x + 30 + third * (i + 0.5) - w / 2, top, w, side);
    return plan;
}

/* What truncation means for the bars, above them. */
static void draw_truncation(const StageLayout *layout, const Axis *axis, int window) {
    const Gui *gui = layout->view->gui;
    char text[112];
    bool has_hollow = false;
    for (int t = 0; t < layout->steps; t++) has_hollow = has_hollow || !is_learned(layout, t);
    text_format(text, (int)sizeof text, "training looks back %d step%s from each loss: %s", window, window == 1 ? "" : "s",
                has_hollow ? "nothing comes from the hollow ones" : "its shares differ from these");
    if (axis->plot.h < 110) return; /* the story says it too */
    double w = fmin(gui_text_width(gui, FACE_UI, 12, text), axis->plot.w - 16);
    draw_round(gui->list, rect(axis->plot.x + 3, axis->plot.y + 2, w + 10, 17), 3, color_fade(gui->theme->background, 0.8));
    gui_text_fit(gui, FACE_UI, 12, axis->plot.x + 8, axis->plot.y + 14, w, ALIGN_LEFT, gui->theme->dim, text);
}

/* What a matrix's full colours stand for. */
static void format_colors(char out[64], const StageLayout *layout, const char *number) {
    text_format(out, 64, layout->area.w >= 700 ? "blue −%s, orange +%s" : "full colour at ±%s", number, number);
}

/* Of how many steps no bar stands there, because the axis ends before them. */
static void draw_lost_shares(const StageLayout *layout, const Axis *axis, const Param *param) {
    const Gui *gui = layout->view->gui;
    int count = 0;
    for (int t = 0; t < layout->steps; t++) {
        double share = trace_share_norm(&layout->view->run->trace, param, t);
        count += share > 0 && is_off_axis(axis, share);
    }
    if (!count) return;
    char text[64];
    text_format(text, (int)sizeof text, "%d step%s below 1e%d, not drawn", count, count == 1 ? "" : "s", (int)axis->low);
    Rect box = {axis->plot.x + 4, rect_mid_y(axis->plot) - 8, gui_text_width(gui, FACE_UI, 12, text) + 12, 17};
    draw_round(gui->list, box, 4, gui->theme->background);
    gui_text(gui, FACE_UI, 12, box.x + 6, box.y + 13, ALIGN_LEFT, gui->theme->text, text);
}

void stage_draw_update(const StageLayout *layout) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    const Run *run = layout->view->run;
    const StageLane *lane = &layout->lane[layout->shown];
    const Param *param = net_get_param(&run->net, PARAM_RECURRENT_WEIGHT, lane->layer, lane->direction);
    const Cursor *cursor = &layout->view->ui->cursor;
    double u = cursor->step + cursor->fraction, moved = fmin(u, 1), changed = fmin(fmax(u - 1, 0), 1), applied = fmin(fmax(u - 2, 0), 1);
    draw_group(gui->list, "stage/update");
    UpdateRule rule;
    update_rule_find(&rule, layout->view);
    draw_title(layout, rule.window ? "Each step's share in the exact gradient" : "Each step's share in one gradient",
               rule.window ? "Exact shares" : "Shares", "\\|\\delta_t h_{t-1}^\\top\\|", 0);
    int blocks = param->rows / param->cols;
    UpdatePlan plan = plan_update(layout, blocks);
    Axis axis = {.plot = plan.bars, .low = -8, .high = 2};
    if (layout->pitch >= 110) axis.plot = (Rect){layout->area.x + 66, axis.plot.y, layout->area.w - 100, axis.plot.h};
    for (int t = 0; t < layout->steps; t++) {
        double share = trace_share_norm(&run->trace, param, t);
        stage_widen(&axis.low, &axis.high, &share, 1);
    }
    draw_axis(layout, &axis);
    double w = fmax(layout->pitch * 0.6, 1), foot = rect_bottom(axis.plot), label_h = plan.label_h, side = plan.matrix[0].h;
    draw_step_numbers(layout, foot + 14);
    if (layout->pitch >= 40) w = fmin(w, 44);
    bool room = plan.room;
    Rect gradient = plan.matrix[0], change = plan.matrix[1], weights = plan.matrix[2];
    double numbers_h = UPDATE_NUMBERS;
    if (room) draw_flows(layout, param, foot + numbers_h, gradient, moved);
    for (int t = 0; t < layout->steps; t++) {
        double share = trace_share_norm(&run->trace, param, t);
        if (share == 0 && layout->pitch >= 30) gui_text(gui, FACE_MONO, 12, stage_x(layout, t), foot - 5, ALIGN_CENTER, theme->dim, "0");
        if (!(share > 0)) continue;
        double y = axis_y(&axis, share);
        Rect bar = {stage_x(layout, t) - w / 2, y, w, foot - y};
        if (is_learned(layout, t))
            draw_round(gui->list, bar, fmin(3, w / 4), color_ramp(&theme->ramp, share));
        else if (w >= 6)
            draw_round_stroke(gui->list, rect_inset(bar, 0.5, 0.5), fmin(3, w / 4), 1, theme->faint);
        else
            draw_rect(gui->list, bar, color_mix(theme->background, theme->faint, 0.5));
    }
    if (rule.window)
        draw_truncation(layout, &axis, rule.window);
    else
        draw_lost_shares(layout, &axis, param);
    if (!room) return;
    double limit = fmax(largest_in(param, run->weight, NULL), 1e-12), change_limit = fmax(largest_in(param, run->delta, NULL), 1e-300);
    draw_matrix(layout, gradient, param, rule.gradient, NULL, MATRIX_MAGNITUDE, 1, moved);
    draw_matrix(layout, change, param, run->delta, NULL, MATRIX_SIGNED, change_limit, changed);
    draw_matrix(layout, weights, param, run->weight, applied > 0 ? run->delta : NULL, MATRIX_SIGNED, limit, 1);
    const char *tex[3] = {rule.window ? "\\text{truncated } \\partial L/\\partial \\W{W}"
                                      : "\\partial L/\\partial \\W{W} = \\sum_t \\delta_t h_{t-1}^\\top",
                          rule.short_tex, applied > 0 ? "\\W{W} + \\Delta \\W{W}" : "\\W{W}"};
    char note[3][64], number[24];
    number_format_short(number, (int)sizeof number, largest_in(param, rule.gradient, NULL), 2);
    text_format(note[0], (int)sizeof note[0], "largest entry %s", number);
    number_format_short(number, (int)sizeof number, change_limit, 2);
    format_colors(note[1], layout, change_limit > 1e-299 ? number : "0");
    number_format_short(number, (int)sizeof number, limit, 2);
    format_colors(note[2], layout, number);
    Rect at[3] = {gradient, change, weights};
    for (int i = 0; i < 3; i++) add_entries(layout, at[i], param, SUBJECT_ENTRY_GRADIENT + i, blocks);
    double seen[3] = {moved, changed, 1};
    for (int i = 0; i < 3; i++) {
        FormulaStyle style = theme_formula(theme, label_h >= 40 ? 18 : 15);
        if (seen[i] < 0.5) style.color[FORMULA_TEXT] = style.color[FORMULA_W] = theme->dim;
        double x = rect_mid_x(at[i]), y = rect_bottom(at[i]) + (label_h >= 40 ? 22 : 17);
        formula_draw(gui->list, gui->text, gui->scale, &style, x, y, ALIGN_CENTER, tex[i]);
        gui_text(gui, FACE_UI, 12, x, y + (label_h >= 40 ? 19 : 18), ALIGN_CENTER, theme->dim, note[i]);
        if (i == 2) break;
        double from = rect_right(at[i]) + 14, to = at[i + 1].x - 14, mid = rect_mid_y(at[i]);
        bool passed = i == 0 ? changed > 0 : applied > 0;
        if (to - from < 16) continue;
        stage_arrow(gui, from, mid, to, mid, 1.75, 6, passed ? theme->dim : theme->line);
        if (to - from < 90 || side < 52) continue;
        Color color = passed ? theme->text : theme->dim;
        gui_text_fit(gui, FACE_MONO, 13, (from + to) / 2, mid - 9, to - from, ALIGN_CENTER, color, i == 0 ? rule.factor : "added");
        if (i == 0) gui_text_fit(gui, FACE_MONO, 12, (from + to) / 2, mid + 19, to - from, ALIGN_CENTER, theme->dim, rule.made);
    }
}
