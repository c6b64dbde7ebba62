/* The gradients of all rows as lines on the stage's log axis, each labelled at its end, and the values of all lines at the pointer's
   step. */
#include "base/number.h"
#include "gui/chart.h"
#include "view/hint.h"
#include "view/inside/compare_picture.h"
#include "view/offer.h"
#include "view/padding.h"
#include <math.h>

typedef struct LineEnd {
    double x, y, x_label, w, label_y;
    int lane;
    bool beside; /* there is room for its label where the line has not come yet */
} LineEnd;

static bool is_drawn(const StageAxis *axis, const CompareLane *lane, int t) {
    double size = chain_gradient_at(&lane->gradient, t);
    return isfinite(size) && size > 0 && !stage_is_off_axis(axis, size) && compare_gradient_shown(lane, t) >= 1;
}

static StageAxis find_axis(const ComparePicture *picture) {
    const StageLayout *stage = &picture->stage;
    Rect chart = picture->chart;
    bool is_relative = picture->view->ui->follow != FOLLOW_ALL && !picture->view->ui->absolute;
    double left = stage->left - picture->base_shift * stage->pitch;
    return (StageAxis){.plot = {left, chart.y + 36, stage->pitch * picture->columns, chart.h - 36 - STAGE_ZONE_STRIP - 22},
                       .low = stage->low,
                       .high = stage->high,
                       .is_relative = is_relative};
}

/* Returns true if any part of the line is drawn, and where it ends. y (NET_STEP_MAX): the size; NaN at steps without a point. */
static bool draw_curve(const ComparePicture *picture, Chart *chart, const StageAxis *axis, int index, double *y, LineEnd *end) {
    const Gui *gui = picture->view->gui;
    const CompareLane *lane = &picture->lane[index];
    int steps = lane->run->wiring.steps, found = -1;
    for (int k = 0; k < steps; k++) {
        int t = lane->direction ? k : steps - 1 - k; /* in the order of the backward pass */
        bool here = is_drawn(axis, lane, t);
        y[t] = here ? chain_gradient_at(&lane->gradient, t) : NAN;
        if (here) found = t;
    }
    if (found < 0) return false;
    double column = round(chart_number_x(chart, compare_x(picture, lane, 0))); /* from 1 at the left */
    chart_line(chart,
               &(ChartLine){.name = lane->name, .start = column, .step = 1, .y = y, .count = steps, .color = lane->color, .width = 2.25});
    for (int t = 0; t < steps && picture->stage.pitch >= 14; t++) {
        if (!is_drawn(axis, lane, t)) continue;
        double x = compare_x(picture, lane, t), at = chart_y(chart, y[t]);
        draw_circle(gui->list, x, at, 3.5,
                    index % 2 ? gui->theme->background : lane->color); /* so that the lines can be distinguished without colour */
        if (index % 2) draw_circle_stroke(gui->list, x, at, 3, 1.75, lane->color);
    }
    *end = (LineEnd){.x = compare_x(picture, lane, found), .y = chart_y(chart, y[found]), .lane = index};
    return true;
}

enum { LABEL_LEADING = 17 };

/* How much of the lines lies in the box: points, and places between them. */
static int covered_by(const ComparePicture *picture, const StageAxis *axis, Rect box) {
    enum { PARTS = 4 };
    int found = 0;
    Rect wide = rect_inset(box, -3, -3);
    for (int i = 0; i < picture->count && picture->view->curve; i++) {
        const CompareLane *lane = &picture->lane[i];
        const double *size = picture->view->curve + (size_t)i * VIEW_CURVE_ROOM;
        int steps = lane->run->wiring.steps;
        double before = (wide.x - compare_x(picture, lane, 0)) / picture->stage.pitch;
        int first = (int)fmin(fmax(floor(before), 0), steps), end = first + (int)(wide.w / picture->stage.pitch) + 3;
        for (int t = first; t < steps && t < end; t++) {
            double y = stage_axis_y(axis, size[t]), next = t + 1 < steps ? stage_axis_y(axis, size[t + 1]) : NAN;
            for (int k = 0; k < PARTS; k++) {
                double at = k == 0 ? y : y + (next - y) * k / PARTS;
                found += isfinite(at) && rect_contains(wide, compare_x(picture, lane, t + (double)k / PARTS), at);
            }
        }
    }
    return found;
}

/* A label stands at the end of its line or as near to it as it covers neither a line nor another label; false: it must cover a label. */
static bool place_label(const ComparePicture *picture, const StageAxis *axis, LineEnd *end, int index) {
    enum { PLACES = 40, APART = 6, HIT = 1000 };
    LineEnd *at = &end[index];
    double first = at->y - (at->beside ? 0 : 14), top = axis->plot.y + 8, bottom = rect_bottom(axis->plot) - 8, least = INFINITY;
    at->label_y = fmin(fmax(first, top), bottom);
    for (int k = 0; k < PLACES; k++) {
        double y = first + (k % 2 ? -APART : APART) * ((k + 1) / 2);
        if (y < top || y > bottom) continue;
        double cost = covered_by(picture, axis, rect(at->x_label - 4, y - 8, at->w + 8, 16)) + k * 0.01;
        for (int i = 0; i < index; i++) {
            bool is_over = at->x_label < end[i].x_label + end[i].w + 8 && end[i].x_label < at->x_label + at->w + 8;
            if (is_over && fabs(y - end[i].label_y) < LABEL_LEADING) cost += HIT;
        }
        if (cost >= least) continue;
        least = cost;
        at->label_y = y;
    }
    return least < HIT;
}

/* In a low chart labels stand below each other, whatever they cover. */
static void stack_labels(LineEnd *end, int count, double top, double bottom) {
    for (int i = 1; i < count; i++)
        for (int k = i; k > 0 && end[k].y < end[k - 1].y; k--) {
            LineEnd other = end[k];
            end[k] = end[k - 1];
            end[k - 1] = other;
        }
    for (int i = 0; i < count; i++) {
        end[i].label_y = fmax(end[i].y - (end[i].beside ? 0 : 14), top);
        if (i > 0 && end[i].label_y < end[i - 1].label_y + LABEL_LEADING) end[i].label_y = end[i - 1].label_y + LABEL_LEADING;
    }
    for (int i = count - 1; i >= 0; i--) {
        double most = i + 1 < count ? end[i + 1].label_y - LABEL_LEADING : bottom;
        end[i].label_y = fmin(end[i].label_y, most);
    }
}

static void write_label(char *out, int size, const ComparePicture *picture, const StageAxis *axis, const CompareLane *lane) {
    char number[24];
    double far = compare_far(lane);
    number_format_short(number, (int)sizeof number, far, 2);
    if (stage_is_off_axis(axis, far) && compare_gradient_shown(lane, lane->gradient.far) >= 1)
        text_format(out, size, tr(picture->view->strings, STRING_COMPARE_DOWN_TO), lane->name, number);
    else
        text_format(out, size, "%s", lane->name);
}

static void draw_labels(const ComparePicture *picture, const StageAxis *axis, LineEnd *end, int count) {
    const Gui *gui = picture->view->gui;
    char text[96], path[48];
    bool has_room = true;
    for (int i = 0; i < count; i++) {
        LineEnd *at = &end[i];
        const CompareLane *lane = &picture->lane[at->lane];
        double name_w = gui_text_width(gui, FACE_UI_SEMIBOLD, 13, lane->name) + 24;
        at->beside = lane->direction ? at->x + name_w < rect_right(axis->plot) : at->x - name_w > axis->plot.x;
        write_label(text, (int)sizeof text, picture, axis, lane);
        at->w = fmin(gui_text_width(gui, FACE_UI_SEMIBOLD, 13, text), axis->plot.w * 0.4);
        bool is_right = at->beside == (lane->direction != 0);
        double x = is_right ? at->x + (at->beside ? 12 : 10) : at->x - (at->beside ? 12 : 10) - at->w;
        at->x_label = fmin(fmax(x, axis->plot.x + 6), rect_right(axis->plot) - at->w - 6);
        has_room = place_label(picture, axis, end, i) && has_room;
    }
    if (!has_room) stack_labels(end, count, axis->plot.y + 8, rect_bottom(axis->plot) - 8);
    for (int i = 0; i < count; i++) {
        const CompareLane *lane = &picture->lane[end[i].lane];
        Rect box = rect(end[i].x_label - 4, end[i].label_y - 8, end[i].w + 8, 16);
        write_label(text, (int)sizeof text, picture, axis, lane);
        draw_round(gui->list, box, 4, gui->theme->background);
        gui_text_fit(gui, FACE_UI_SEMIBOLD, 13, end[i].x_label, end[i].label_y + 4.5, end[i].w + 1, ALIGN_LEFT, lane->color, text);
        text_format(path, (int)sizeof path, "compare/line%d", end[i].lane + 1);
        hint_add(picture->view, box, path,
                 region_words(gui->region,
                              tr(picture->view->strings, lane->gradient.of_cell ? STRING_COMPARE_LINE_TIP_C : STRING_COMPARE_LINE_TIP_H),
                              lane->name));
    }
}

static void draw_heading(const ComparePicture *picture, bool is_relative) {
    const Gui *gui = picture->view->gui;
    const char *words = is_relative                               ? tr(picture->view->strings, STRING_COMPARE_CHART_RELATIVE)
                        : picture->view->ui->follow == FOLLOW_ALL ? tr(picture->view->strings, STRING_COMPARE_CHART_ALL)
                                                                  : tr(picture->view->strings, STRING_COMPARE_CHART_ONE);
    double x = picture->area.x + 22, y = picture->chart.y + 18;
    const char *numbers = picture->is_shifted ? tr(picture->view->strings, STRING_COMPARE_NUMBERS) : "";
    double right = rect_right(picture->chart) - 22, numbers_w = gui_text_width(gui, FACE_UI, 12, numbers);
    gui_text(gui, FACE_UI, 12, right, y, ALIGN_RIGHT, gui->theme->dim, numbers);
    gui_text_fit(gui, FACE_UI_SEMIBOLD, 15, x, y, right - numbers_w - 8 - x, ALIGN_LEFT, gui->theme->text, words);
    hint_add_text(picture->view, FACE_UI_SEMIBOLD, 15, x, y, ALIGN_LEFT, words, "compare/chart-title",
                  tr(picture->view->strings, STRING_COMPARE_CHART_TIP));
}

/* Draws the lines; reading out, zooming and copying work as in every chart. Its columns stay below those of the rows. */
static int draw_lines(const ComparePicture *picture, StageAxis *axis, LineEnd end[COMPARE_LANE_MAX]) {
    const View *view = picture->view;
    Chart chart;
    int ends = 0;
    ChartAxis x = {.label = picture->is_shifted ? tr(picture->view->strings, STRING_COMPARE_COLUMN)
                                                : tr(picture->view->strings, STRING_COMPARE_STEP),
                   .low = 0.5,
                   .high = picture->columns + 0.5,
                   .is_whole = true},
              y = {.label = axis->is_relative ? tr(picture->view->strings, STRING_COMPARE_ARRIVES)
                                              : tr(picture->view->strings, STRING_COMPARE_GRADIENT),
                   .low = pow(10, axis->low),
                   .high = pow(10, axis->high),
                   .is_log = true};
    StageAxis whole = *axis;
    chart_begin_at(&chart, view->gui, axis->plot, "gradient", "compare/gradient", &x, &y);
    axis->low = chart.y.low;
    axis->high = chart.y.high;
    draw_unclip(view->gui->list);
    draw_clip(view->gui->list, rect(picture->area.x, axis->plot.y - 14, picture->area.w, axis->plot.h + 23 + STAGE_ZONE_STRIP));
    stage_draw_axis(&picture->stage, axis);
    draw_unclip(view->gui->list);
    draw_clip(view->gui->list, axis->plot);
    for (int i = 0; i < picture->count && view->curve; i++) {
        if (!draw_curve(picture, &chart, &whole, i, view->curve + (size_t)i * VIEW_CURVE_ROOM, &end[ends])) continue;
        end[ends].y = fmin(fmax(end[ends].y, axis->plot.y), rect_bottom(axis->plot));
        ends++;
    }
    int first = picture->count > 0 ? padding_first_step(picture->lane[0].run) : picture->columns;
    if (!picture->is_shifted && first < picture->columns) {
        double from = compare_x(picture, &picture->lane[0], first - 0.5);
        padding_draw(view, rect(from, axis->plot.y, rect_right(axis->plot) - from, axis->plot.h), NULL);
    }
    if (!picture->is_shifted) {
        chart.subject = (Subject){SUBJECT_STEP, -1, -1, 0, -1};
        chart.cols = picture->columns;
        chart.command = picture->count > 0 && picture->lane[0].direction ? "seek backward {step}" : "seek backward {back}";
    }
    chart_end(&chart);
    return ends;
}

/* Where sequences differ, a column is no step: it is so many steps before the loss. */
static void draw_numbers(const ComparePicture *picture, double y) {
    const Gui *gui = picture->view->gui;
    const StageLayout *stage = &picture->stage;
    int loss = followed_step(picture->view->run) + picture->base_shift, every = (int)fmax(axis_round_step(34 / stage->pitch), 1);
    for (int before = 0; before <= loss; before += every) {
        char text[12];
        text_format(text, (int)sizeof text, "%d", before);
        gui_text(gui, FACE_MONO, stage->small, stage_x(stage, followed_step(picture->view->run) - before), y, ALIGN_CENTER, gui->theme->dim,
                 text);
    }
}

void compare_draw_chart(const ComparePicture *picture) {
    if (picture->chart.h < 80) return;
    const Gui *gui = picture->view->gui;
    const Theme *theme = gui->theme;
    StageAxis axis = find_axis(picture);
    LineEnd end[COMPARE_LANE_MAX];
    draw_group(gui->list, "compare/chart");
    draw_heading(picture, axis.is_relative);
    int ends = draw_lines(picture, &axis, end);
    draw_labels(picture, &axis, end, ends);
    double foot = rect_bottom(axis.plot);
    if (picture->view->ui->cursor.phase < PHASE_BACKWARD) {
        const char *words = tr(picture->view->strings, STRING_COMPARE_NOT_YET);
        double x = rect_mid_x(axis.plot), y = rect_mid_y(axis.plot), w = fmin(gui_text_width(gui, FACE_UI, 14, words) + 24, axis.plot.w);
        draw_round(gui->list, rect(x - w / 2, y - 15, w, 30), 8, theme->background);
        gui_text_fit(gui, FACE_UI, 14, x - w / 2 + 12, y + 5, w - 20, ALIGN_LEFT, theme->dim, words);
    } else if (axis.is_relative) {
        const char *words = tr(picture->view->strings, STRING_CHART_ZONE_VANISHED_SHORT);
        gui_text(gui, FACE_UI, 12, axis.plot.x + 8, foot + 14, ALIGN_LEFT, theme->dim, words);
        hint_add(picture->view, rect(axis.plot.x, foot, 80, STAGE_ZONE_STRIP), "compare/zone",
                 tr(picture->view->strings, STRING_HINT_ZONE_VANISHED));
    }
    if (picture->is_shifted)
        draw_numbers(picture, foot + STAGE_ZONE_STRIP + 15);
    else
        stage_draw_step_numbers(&picture->stage, foot + STAGE_ZONE_STRIP + 15);
}

/* --- the pointer's step --- */

void compare_draw_hover(const ComparePicture *picture) {
    const View *view = picture->view;
    const Gui *gui = view->gui;
    int step = view->ui->hover.step;
    if (!gui_is_hot(gui, "compare/step") || step < 0 || picture->count == 0) return;
    char head[64];
    ChartRow row[2 * COMPARE_LANE_MAX];
    Figures figures = figure_begin(gui);
    int rows = 0, ahead = followed_step(view->run) - step;
    if (!picture->is_shifted)
        text_format(head, (int)sizeof head, tr(view->strings, STRING_COMPARE_AT_STEP), step + 1);
    else if (ahead < 0)
        text_format(head, (int)sizeof head, "%s", tr(picture->view->strings, STRING_COMPARE_BEHIND));
    else
        text_format(head, (int)sizeof head, tr_count(view->strings, ahead, STRING_COMPARE_BEFORE_ONE, STRING_COMPARE_BEFORE), ahead);
    for (int i = 0; i < picture->count; i++) {
        const CompareLane *lane = &picture->lane[i];
        char number[FIGURE_SIZE];
        int at = followed_step(lane->run) - ahead;
        bool is_in = at >= 0 && at < lane->run->wiring.steps;
        bool is_shown = is_in && compare_gradient_shown(lane, at) >= 1;
        if (is_shown) figure_write(&figures, number, chain_gradient_at(&lane->gradient, at));
        row[rows].color = lane->color;
        text_format(row[rows++].text, (int)sizeof row->text, "%.40s  %s", lane->name,
                    !is_in     ? tr(picture->view->strings, STRING_COMPARE_NO_STEP)
                    : is_shown ? number
                               : tr(picture->view->strings, STRING_COMPARE_NOT_THERE));
        row[rows].color = lane->color;
        rows += is_shown && compare_write_lost(row[rows].text, (int)sizeof row->text, view, lane, at);
    }
    double x = stage_x(&picture->stage, step), half = picture->stage.pitch / 2;
    chart_read_out(gui, picture->area, x - half, x + half, gui->state->y, head, row, rows, &figures);
}
