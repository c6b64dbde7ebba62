/* The gradient chart: the relative gradient of the followed loss at every step of the chosen lane (stage_gradient.h), under the step's
   column, on a fixed log axis that widens when a value leaves it and never rescales to the largest value. A bar arrives as a copy of the
   previous one, which is then multiplied (stage_motion.h). Other chains lie behind as thin lines; for the LSTM the bars are c's and h's are
   dots. */
#include "base/number.h"
#include "view/hint.h"
#include "view/stage/stage_axis.h"
#include "view/stage/stage_curtain.h"
#include "view/stage/stage_morph.h"
#include "view/stage/stage_motion.h"
#include <math.h>

/* True if the step is between the one where the gradient sets out and the far end; other steps have no bar. */
static bool is_reached(const StageLayout *layout, const ChainGradient *gradient, int t) {
    return layout->lane[layout->shown].direction ? t >= gradient->start : t <= gradient->start;
}

static const double RING = 5; /* how far the ring around a bar reaches beyond it */

static double bar_width(const StageLayout *layout) {
    double w = layout->pitch * (layout->pitch >= 8 ? 0.62 : 1);
    return layout->pitch >= 40 ? fmin(w, 44) : w;
}

/* Where the axis ends before the values do: of how many steps nothing is drawn, and how small they get. Returns the width taken
   from the right of the strip below the axis. */
static double draw_off_axis(const StageLayout *layout, const StageAxis *axis, const ChainGradient *gradient) {
    const Gui *gui = layout->view->gui;
    int count = 0;
    double least = INFINITY;
    for (int t = 0; t < layout->steps; t++) {
        double shown = chain_gradient_at(gradient, t);
        if (!stage_is_off_axis(axis, shown) || !is_reached(layout, gradient, t)) continue;
        if (stage_gradient_shown(layout, layout->shown, t) < 1) continue; /* still on its way */
        count++;
        least = fmin(least, shown);
    }
    if (!count || layout->view->ui->cursor.phase < PHASE_BACKWARD || axis->low > STAGE_LOW_LEAST) return 0;
    char text[128], number[24], shorter[64], low[STAGE_POWER_MAX];
    stage_power_text(low, (int)sizeof low, (int)axis->low);
    number_format_short(number, (int)sizeof number, least, 2);
    text_format(text, (int)sizeof text, tr_count(layout->view->strings, count, STRING_CHART_OFF_AXIS_ONE, STRING_CHART_OFF_AXIS), count,
                low, number);
    text_format(shorter, (int)sizeof shorter, tr(layout->view->strings, STRING_CHART_OFF_AXIS_SHORT), count, low);
    double room = axis->plot.w - 120;
    bool is_whole = !stage_is_on_paper(layout) && gui_text_width(gui, FACE_UI, layout->small, text) <= room; /* paper has no hover */
    const char *words = is_whole ? text : shorter;
    gui_text(gui, FACE_UI, layout->small, rect_right(axis->plot) - 8, rect_bottom(axis->plot) + 14, ALIGN_RIGHT, gui->theme->text, words);
    return gui_text_width(gui, FACE_UI, layout->small, words) + 24;
}

/* True if nothing of the finished chart reaches up to `y` between x0 and x1: no bar, line or dot, and no sign in the place of a bar. */
static bool is_free(const StageLayout *layout, const StageAxis *axis, double x0, double x1, double y) {
    double reach = bar_width(layout) / 2 + RING;
    for (int i = 0; i < layout->lane_count; i++) {
        ChainGradient gradient = stage_chain_gradient(layout, i);
        for (int t = 0; t < layout->steps; t++) {
            double x = stage_x(layout, t), size[3] = {chain_gradient_at(&gradient, t), 0, stage_ghost(layout, &gradient, i, t)};
            if (x + reach < x0 || x - reach > x1) continue;
            if (gradient.dots) size[1] = chain_gradient_dot(&gradient, t);
            if (i == layout->shown && is_reached(layout, &gradient, t) && !isfinite(size[0])) return false;
            for (int k = 0; k < 3; k++)
                if (isfinite(size[k]) && stage_axis_y(axis, size[k]) - RING < y) return false;
        }
    }
    return true;
}

/* The zone of what explodes is named at its left, or where bars are there at its right, or not at all. */
static void draw_exploding(const StageLayout *layout, const StageAxis *axis, double size) {
    const Strings *strings = layout->view->strings;
    const Theme *theme = layout->view->gui->theme;
    const char *name = tr(strings, STRING_CHART_ZONE_EXPLODING);
    double w = gui_text_width(layout->view->gui, FACE_UI, size, name), x = axis->plot.x + 8, bottom = axis->plot.y + 18;
    if (axis->high <= log10(STAGE_EXPLODING) || stage_axis_y(axis, STAGE_EXPLODING) < bottom) return;
    if (!is_free(layout, axis, x, x + w, bottom)) x = rect_right(axis->plot) - 8 - w;
    if (!is_free(layout, axis, x, x + w, bottom)) return;
    hint_add(layout->view, rect(x - 8, axis->plot.y, w + 16, 18), "stage/zone-exploding", tr(strings, STRING_HINT_ZONE_EXPLODING));
    gui_text(layout->view->gui, FACE_UI, size, x, axis->plot.y + 14, ALIGN_LEFT, theme->bad, name);
}

/* A zone's name stands where no bar is: in a strip of the zone below the axis, and below the top line. */
static void draw_zone_names(const StageLayout *layout, const StageAxis *axis, double taken) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    const double size = fmin(layout->small, 14); /* as high as the strip */
    double bottom = rect_bottom(axis->plot);
    const char *whole = tr(layout->view->strings, STRING_CHART_ZONE_VANISHED);
    const char *text = gui_text_width(gui, FACE_UI, size, whole) + 16 <= axis->plot.w - taken
                           ? whole
                           : tr(layout->view->strings, STRING_CHART_ZONE_VANISHED_SHORT);
    gui_text(gui, FACE_UI, size, axis->plot.x + 8, bottom + 15.5, ALIGN_LEFT, theme->dim, text);
    const Strings *strings = layout->view->strings;
    hint_add(layout->view, rect(axis->plot.x, bottom, gui_text_width(gui, FACE_UI, size, text) + 12, STAGE_ZONE_STRIP),
             "stage/zone-vanished", tr(strings, STRING_HINT_ZONE_VANISHED));
    draw_exploding(layout, axis, size);
}

/* With the sum over losses: the mark in a bar to which what came through the arrow reaches; the rest is the step's own loss. */
static void draw_arrived(const StageLayout *layout, const StageAxis *axis, const ChainGradient *gradient, int t, Rect bar) {
    int direction = layout->lane[layout->shown].direction, from = direction ? t - 1 : t + 1;
    if (!gradient->is_all || gradient->of_cell || from < 0 || from >= layout->steps || stage_loss_at(layout, t) < 0) return;
    double arrived = gradient->trace->carry_norm[from];
    if (!isfinite(arrived) || stage_is_off_axis(axis, arrived) || bar.w < 6) return;
    double y = fmax(stage_axis_y(axis, arrived), bar.y);
    draw_line(layout->view->gui->list, bar.x - 2, y, rect_right(bar) + 2, y, 1.75, layout->view->gui->theme->text);
}

/* The factor comes down from its arrow onto the bar, from the upper edge of the plot on, so that it passes no words, and stays there until
   the bar has its height. */
static void draw_landing(const StageLayout *layout, const StageAxis *axis, const ArrivingBar *arriving, int t, Rect bar) {
    if (layout->zoom != ZOOM_CIRCLES || layout->factors.h < 17 || !isfinite(arriving->factor) || arriving->landing <= 0) return;
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    double side = layout->lane[layout->shown].direction ? -1 : 1, from_x = stage_x(layout, t + side * 0.5), from_y = axis->plot.y + 11;
    double x = from_x + (rect_mid_x(bar) - from_x) * arriving->landing, y = from_y + (bar.y - 14 - from_y) * arriving->landing;
    y = fmax(y, from_y);
    char text[STAGE_FACTOR_MAX];
    stage_format_factor(text, (int)sizeof text, arriving->factor);
    double size = fmax(layout->small, 13), w = gui_text_width(gui, FACE_MONO_MEDIUM, size, text) + 10;
    draw_round(gui->list, rect(x - w / 2, y - 10, w, 20), 5, theme->raised);
    draw_round_stroke(gui->list, rect(x - w / 2, y - 10, w, 20), 5, 1, theme->text);
    gui_text(gui, FACE_MONO_MEDIUM, size, x, y + size * 0.36, ALIGN_CENTER, theme->text, text);
}

/* The bars before the last update, as outlines. */
static void draw_old_bars(const StageLayout *layout, const StageAxis *axis, const ChainGradient *gradient, double w) {
    const Gui *gui = layout->view->gui;
    double bottom = rect_bottom(axis->plot);
    Color color = color_mix(gui->theme->background, gui->theme->dim, 0.6);
    if (layout->open < 1) return;
    for (int t = 0; t < layout->steps; t++) {
        double size = stage_ghost(layout, gradient, layout->shown, t);
        if (!(size > 0) || !isfinite(size) || stage_is_off_axis(axis, size)) continue;
        double y = stage_axis_y(axis, size), x = stage_x(layout, t);
        if (w >= 6)
            draw_round_stroke(gui->list, rect(x - w / 2 - 2, y, w + 4, bottom - y), 3, 1, color);
        else
            draw_rect(gui->list, rect(x - w / 2, y, w, 1.5), color);
    }
}

static void draw_bar(const StageLayout *layout, const StageAxis *axis, const ChainGradient *gradient, int t, bool acts) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    int direction = layout->lane[layout->shown].direction;
    double shown = stage_gradient_shown(layout, layout->shown, t), x = stage_x(layout, t), w = bar_width(layout);
    bool lit = stage_step_is_lit(layout, t);
    double norm = chain_gradient_at(gradient, t), bottom = rect_bottom(axis->plot);
    if (shown <= 0) return;
    if (!isfinite(norm)) {       /* a mark of its own, at the top: it is not small */
        if (layout->pitch < 8) { /* no room for a sign */
            draw_rect(gui->list, rect(x - w / 2, axis->plot.y, w, 14), theme->bad);
            return;
        }
        gui_text(gui, FACE_UI_BOLD, layout->small, x, axis->plot.y + 16, ALIGN_CENTER, theme->bad,
                 layout->pitch > 30 ? isnan(norm) ? tr(layout->view->strings, STRING_CHART_NAN) : "∞" : "!");
        return;
    }
    ArrivingBar arriving = motion_bar(gradient, direction, layout->steps, t, shown);
    if (stage_is_off_axis(axis, arriving.from) && stage_is_off_axis(axis, arriving.to)) return; /* in between too */
    double size = stage_morph_size(layout, layout->shown, false, t, motion_bar_size(&arriving, axis->low));
    if (stage_is_off_axis(axis, size)) return;
    double y = stage_axis_y(axis, size), radius = fmin(3, w / 4);
    x += (direction ? -1 : 1) * arriving.behind * layout->pitch;
    Rect bar = {x - w / 2, y, w, bottom - y};
    Color color = color_mix(theme->background, color_ramp(&theme->ramp, size), arriving.there);
    if (stage_is_behind_curtain(layout->view, direction, t))
        draw_round_stroke(gui->list, w >= 6 ? rect_inset(bar, 0.5, 0.5) : bar, w >= 6 ? radius : 0, 1, color);
    else if (w >= 6)
        draw_round(gui->list, bar, radius, color);
    else
        draw_rect(gui->list, bar, color);
    if (shown >= 1) draw_arrived(layout, axis, gradient, t, bar);
    if (shown < 1) draw_landing(layout, axis, &arriving, t, bar);
    if ((lit || acts) && w >= 5)
        draw_round_stroke(gui->list, rect_inset(bar, -3, -3), radius + 2, lit ? 1.75 : 2, lit ? theme->accent : theme->text);
}

static void draw_bars(const StageLayout *layout, const StageAxis *axis, const ChainGradient *gradient) {
    int acting = stage_acting(layout, PHASE_BACKWARD, layout->lane[layout->shown].direction);
    draw_old_bars(layout, axis, gradient, bar_width(layout));
    if (layout->view->ui->cursor.phase < PHASE_BACKWARD) return;
    int sliding = layout->view->ui->cursor.fraction > 0 ? acting : -1; /* over the one that it is a copy of, its outline whole */
    for (int t = 0; t < layout->steps; t++)
        if (t != sliding) draw_bar(layout, axis, gradient, t, t == acting);
    if (sliding >= 0) draw_bar(layout, axis, gradient, sliding, true);
}

/* The main numbers of a chain as a line, or what stands beside them as dots. */
static void draw_line_of(const StageLayout *layout, const StageAxis *axis, int lane_index, double width, Color color, bool dots) {
    ChainGradient gradient = stage_chain_gradient(layout, lane_index);
    double norm[NET_STEP_MAX];
    for (int t = 0; t < layout->steps; t++)
        norm[t] = stage_morph_size(layout, lane_index, dots, t, dots ? chain_gradient_dot(&gradient, t) : chain_gradient_at(&gradient, t));
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
    if (!dots) draw_path_stroke(gui->list, width, color, layout->lane[lane_index].direction ? 5 : 0); /* reverse: dashed */
    if (dots) draw_path_stroke(gui->list, 1, color_over(color, 0.4, gui->theme->background), 0);
    for (int t = 0; dots && layout->pitch >= 14 && t < layout->steps; t++) {
        if (!isfinite(norm[t]) || stage_is_off_axis(axis, norm[t]) || stage_gradient_shown(layout, lane_index, t) < 1) continue;
        draw_circle(gui->list, stage_x(layout, t), stage_axis_y(axis, norm[t]), 4, gui->theme->background);
        draw_circle_stroke(gui->list, stage_x(layout, t), stage_axis_y(axis, norm[t]), 4, 2, color);
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
        char place[48];
        text_format(place, (int)sizeof place, "stage/line-name%d", name[i].lane + 1);
        const char *way = layout->view->run->net.spec.directions < 2 ? ""
                          : lane->direction                          ? tr(layout->view->strings, STRING_CHART_REVERSE)
                                                                     : tr(layout->view->strings, STRING_CHART_FORWARD);
        hint_add_text(layout->view, FACE_UI_SEMIBOLD, layout->small, x, name[i].name_y + 4, ALIGN_LEFT, text, place,
                      region_words(gui->region, tr(layout->view->strings, STRING_CHART_OTHER_LANE), lane->layer + 1, way));
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
        ChainGradient gradient = stage_chain_gradient(layout, i);
        double norm[NET_STEP_MAX];
        for (int t = 0; t < layout->steps; t++) norm[t] = stage_morph_size(layout, i, false, t, chain_gradient_at(&gradient, t));
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

enum { DOTS_KEY = 84 }; /* pixels that the shorter key of the dots takes after the title */

/* In the heat map one thin line says where the cursor is, through every row below the lens but not through words. */
static void draw_cursor_line(const StageLayout *layout, double x, double bottom) {
    const Gui *gui = layout->view->gui;
    Color color = color_over(gui->theme->text, 0.6, gui->theme->background);
    draw_line(gui->list, x, layout->lane[layout->shown].river.y, x, rect_bottom(layout->inputs), 1, color);
    draw_line(gui->list, x, layout->chart.y + 6, x, bottom, 1, color);
}

/* What the line with dots is, as long as there is any room before the legend. */
static void draw_dots_key(const StageLayout *layout, double x) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    bool wide = layout->area.w >= 900;
    double y = layout->chart_head.y + layout->chart_head.h * 0.55;
    x += wide ? 22 : 10;
    if (x + (wide ? 50 : 28) > stage_legend_left(layout)) return;
    draw_circle_stroke(gui->list, x + 5, y - 5, 4, 2, theme->text);
    gui_text(gui, FACE_UI, layout->small + (layout->small < 14), x + 16, y, ALIGN_LEFT, theme->dim,
             wide ? tr(layout->view->strings, STRING_CHART_AT_H) : "h");
    hint_add(layout->view, rect(x, y - 14, wide ? 50 : 28, 18), "stage/dots", tr(layout->view->strings, STRING_HINT_DOTS));
}

/* What the mark in a bar is, with the sum over losses; in as many words as there is room for before the legend. */
static void draw_arrived_key(const StageLayout *layout, double x) {
    const Gui *gui = layout->view->gui;
    const Strings *strings = layout->view->strings;
    double y = layout->chart_head.y + layout->chart_head.h * 0.55, size = layout->small + (layout->small < 14);
    const char *words = tr(strings, STRING_CHART_ARRIVED);
    x += 22;
    if (x + 18 + gui_text_width(gui, FACE_UI, size, words) > stage_legend_left(layout)) words = tr(strings, STRING_CHART_ARRIVED_SHORT);
    double w = 18 + gui_text_width(gui, FACE_UI, size, words);
    if (x + w > stage_legend_left(layout)) return;
    draw_line(gui->list, x, y - 5, x + 12, y - 5, 1.75, gui->theme->text);
    gui_text(gui, FACE_UI, size, x + 18, y, ALIGN_LEFT, gui->theme->dim, words);
    hint_add(layout->view, rect(x, y - 14, w, 18), "stage/arrived", tr(strings, STRING_CHART_ARRIVED_TIP));
}

void stage_draw_chart(const StageLayout *layout) {
    const Gui *gui = layout->view->gui;
    const Theme *theme = gui->theme;
    draw_group(gui->list, "stage/chart");
    if (!stage_has_lower_half(layout)) return;
    size_t drawn = gui->list->used;
    ChainGradient gradient = stage_chain_gradient(layout, layout->shown);
    char tex[96];
    chain_gradient_tex(tex, (int)sizeof tex, &gradient, layout->view->run, gradient.of_cell, -1);
    const char *words = gradient.is_relative ? gradient.of_cell ? tr(layout->view->strings, STRING_CHART_TITLE_C)
                                                                : tr(layout->view->strings, STRING_CHART_TITLE)
                        : gradient.is_all ? tr(layout->view->strings, STRING_CHART_TITLE_SUM)
                                             : tr(layout->view->strings, STRING_CHART_TITLE_ABSOLUTE);
    double title_end = stage_draw_title(layout, words,
                                        gradient.is_relative ? tr(layout->view->strings, STRING_CHART_TITLE_SHORT)
                                                             : tr(layout->view->strings, STRING_CHART_TITLE_PLAIN_SHORT),
                                        tex, gradient.dots ? DOTS_KEY : 0);
    StageAxis axis = {
        .plot = {layout->left - 4, layout->chart.y + 4, layout->pitch * layout->steps + 8, layout->chart.h - 4 - STAGE_ZONE_STRIP},
        .low = layout->low,
        .high = layout->high,
        .is_relative = gradient.is_relative};
    if (layout->pitch >= 110) axis.plot = (Rect){layout->area.x + 66, axis.plot.y, layout->area.w - 100, axis.plot.h};
    stage_draw_axis(layout, &axis);
    for (int i = 0; i < layout->lane_count; i++)
        if (i != layout->shown) {
            char path[48];
            stage_chain_path(path, (int)sizeof path, &layout->lane[i]);
            bool hot = gui_is_hot(gui, path); /* the pointer is on that chain's name */
            draw_line_of(layout, &axis, i, hot ? 2.25 : 1.25, hot ? theme->text : theme->faint, false);
        }
    draw_bars(layout, &axis, &gradient);
    if (layout->view->ui->cursor.phase < PHASE_BACKWARD && reader_find_sketch(layout->view->reader) < 0) {
        bool is_after_update = layout->view->ghost && !gradient.is_all;
        stage_draw_placeholder(layout, axis.plot, tr(layout->view->strings, is_after_update ? STRING_CHART_OUTLINES : STRING_CHART_EMPTY),
                               tr(layout->view->strings, STRING_CHART_EMPTY_TIP), 1);
    }
    int acting = stage_acting(layout, PHASE_BACKWARD, layout->lane[layout->shown].direction);
    if (layout->zoom == ZOOM_HEAT && acting >= 0) draw_cursor_line(layout, stage_x(layout, acting), rect_bottom(axis.plot));
    if (gradient.dots) {
        draw_line_of(layout, &axis, layout->shown, 2.25, theme->text, true);
        draw_dots_key(layout, title_end);
    } else if (gradient.is_all && !gradient.of_cell && layout->view->run->wiring.loss_count > 1 &&
               layout->view->ui->cursor.phase == PHASE_BACKWARD)
        draw_arrived_key(layout, title_end);
    draw_chain_names(layout, &axis);
    double taken = draw_off_axis(layout, &axis, &gradient);
    if (stage_has_ghost(layout) && (layout->view->run->is_held || !gradient.is_all) && layout->view->ui->cursor.phase >= PHASE_BACKWARD &&
        taken == 0 && axis.plot.w > 420) {
        const char *old = layout->view->run->is_held ? tr(layout->view->strings, STRING_CHART_OUTLINES_WERE)
                                                     : tr(layout->view->strings, STRING_CHART_OUTLINES_UPDATE);
        gui_text(gui, FACE_UI, layout->small, rect_right(axis.plot) - 8, rect_bottom(axis.plot) + 14, ALIGN_RIGHT, theme->dim, old);
        taken = gui_text_width(gui, FACE_UI, layout->small, old) + 24;
    }
    taken = stage_draw_curtain_line(layout, axis.plot, taken);
    if (gradient.is_relative) draw_zone_names(layout, &axis, taken);
    if (layout->open >= 1) stage_draw_step_numbers(layout, rect_bottom(axis.plot) + STAGE_ZONE_STRIP + 15);
    stage_draw_sketch(layout, &axis);
    stage_fade_lower_half(layout, drawn);
}
