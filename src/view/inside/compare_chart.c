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

static bool is_on_axis(const StageAxis *axis, const CompareLane *lane, int t) {
    double size = chain_gradient_at(&lane->gradient, t);
    return isfinite(size) && size > 0 && !stage_is_off_axis(axis, size);
}

static bool is_drawn(const StageAxis *axis, const CompareLane *lane, int t) {
    return is_on_axis(axis, lane, t) && compare_gradient_shown(lane, t) >= 1;
}

/* Pixels: of the heading; of a label, which needs its own height and that of the lines beside it; between points. */
enum { HEAD = 36, LABEL_ROOM = 34, LABEL_LEADING = 17, POINTS_APART = 14 };

static StageAxis find_axis(const ComparePicture *picture) {
    const StageLayout *stage = &picture->stage;
    Rect chart = picture->chart;
    double left = stage->left - picture->base_shift * stage->pitch;
    return (StageAxis){.plot = {left, chart.y + HEAD, stage->pitch * picture->columns, chart.h - HEAD - STAGE_ZONE_STRIP - 22},
                       .low = stage->low,
                       .high = stage->high,
                       .is_relative = compare_is_relative(picture)};
}

/* So that the lines can be distinguished without colour. */
static void draw_point(const ComparePicture *picture, int index, double x, double y) {
    const Gui *gui = picture->view->gui;
    Color color = picture->lane[index].color;
    draw_circle(gui->list, x, y, 3.5, index % 2 ? gui->theme->background : color);
    if (index % 2) draw_circle_stroke(gui->list, x, y, 3, 1.75, color);
}

/* Returns true if any part of the line is drawn, and where it ends. y (NET_STEP_MAX): the size; NaN at steps without a point. */
static bool draw_curve(const ComparePicture *picture, Chart *chart, const StageAxis *axis, int index, double *y, LineEnd *end) {
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
    *end = (LineEnd){.x = compare_x(picture, lane, found), .y = chart_y(chart, y[found]), .lane = index};
    return true;
}

/* Every how many steps a line has a point; 0: none. */
static int find_points(const ComparePicture *picture, bool has_legend) {
    double pitch = picture->stage.pitch;
    return pitch >= POINTS_APART ? 1 : has_legend ? (int)ceil(POINTS_APART / pitch) : 0;
}

/* The points in the plot. Their clip is wider than it, so that one at its edge is whole. */
static void draw_points(const ComparePicture *picture, const Chart *chart, const StageAxis *axis, Rect plot, int every) {
    Rect edge = rect_inset(plot, -0.5, -0.5);
    draw_clip(picture->view->gui->list, rect_inset(plot, -5, -5));
    for (int i = 0; i < picture->count; i++) {
        const CompareLane *lane = &picture->lane[i];
        int steps = lane->run->wiring.steps;
        for (int k = 0; k < steps; k += every) { /* from the far end on */
            int t = lane->direction ? steps - 1 - k : k;
            if (!is_drawn(axis, lane, t)) continue;
            double x = compare_x(picture, lane, t), y = chart_y(chart, chain_gradient_at(&lane->gradient, t));
            if (rect_contains(edge, x, y)) draw_point(picture, i, x, y);
        }
    }
    draw_unclip(picture->view->gui->list);
}

/* What of the lines is there: what is drawn, or the whole of them. */
static double height_at(const StageAxis *axis, const CompareLane *lane, int t, bool is_whole) {
    bool is_there = t < lane->run->wiring.steps && (is_whole ? is_on_axis(axis, lane, t) : is_drawn(axis, lane, t));
    return is_there ? stage_axis_y(axis, chain_gradient_at(&lane->gradient, t)) : NAN;
}

/* How much of the lines lies in the box: points, and places between them. */
static int covered_by(const ComparePicture *picture, const StageAxis *axis, Rect box, bool is_whole) {
    enum { PARTS = 4 };
    int found = 0;
    Rect wide = rect_inset(box, -4, -4); /* a point has this radius */
    for (int i = 0; i < picture->count; i++) {
        const CompareLane *lane = &picture->lane[i];
        int steps = lane->run->wiring.steps;
        double before = (wide.x - compare_x(picture, lane, 0)) / picture->stage.pitch;
        int first = (int)fmin(fmax(floor(before), 0), steps), end = first + (int)(wide.w / picture->stage.pitch) + 3;
        for (int t = first; t < steps && t < end; t++) {
            double y = height_at(axis, lane, t, is_whole), next = height_at(axis, lane, t + 1, is_whole);
            for (int k = 0; k < PARTS; k++) {
                double at = k == 0 ? y : y + (next - y) * k / PARTS;
                found += isfinite(at) && rect_contains(wide, compare_x(picture, lane, t + (double)k / PARTS), at);
            }
        }
    }
    return found;
}

typedef enum LabelRoom { ROOM_FREE, ROOM_ON_A_LINE, ROOM_ON_A_LABEL } LabelRoom;

/* A label stands at the end of its line or as near to it as it covers neither a line nor another label. */
static LabelRoom place_label(const ComparePicture *picture, const StageAxis *axis, LineEnd *end, int index, bool is_whole) {
    enum { PLACES = 40, APART = 6, HIT = 1000 };
    LineEnd *at = &end[index];
    double first = at->y - (at->beside ? 0 : 14), top = axis->plot.y + 8, bottom = rect_bottom(axis->plot) - 8, least = INFINITY;
    at->label_y = fmin(fmax(first, top), bottom);
    for (int k = 0; k < PLACES; k++) {
        double y = first + (k % 2 ? -APART : APART) * ((k + 1) / 2);
        if (y < top || y > bottom) continue;
        double cost = covered_by(picture, axis, rect(at->x_label - 4, y - 8, at->w + 8, 16), is_whole) + k * 0.01;
        for (int i = 0; i < index; i++) {
            bool is_over = at->x_label < end[i].x_label + end[i].w + 8 && end[i].x_label < at->x_label + at->w + 8;
            if (is_over && fabs(y - end[i].label_y) < LABEL_LEADING) cost += HIT;
        }
        if (cost >= least) continue;
        least = cost;
        at->label_y = y;
    }
    return least < 1 ? ROOM_FREE : least < HIT ? ROOM_ON_A_LINE : ROOM_ON_A_LABEL;
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

enum { LABEL_SIZE = 96 };

static void write_label(char *out, int size, const ComparePicture *picture, const StageAxis *axis, const CompareLane *lane) {
    char number[24];
    double far = compare_far(lane);
    number_format_short(number, (int)sizeof number, far, 2);
    if (stage_is_off_axis(axis, far) && compare_gradient_shown(lane, lane->gradient.far) >= 1)
        text_format(out, size, tr(picture->view->strings, STRING_COMPARE_DOWN_TO), lane->name, number);
    else
        text_format(out, size, "%s", lane->name);
}

static void add_label_tip(const ComparePicture *picture, int index, Rect box) {
    const View *view = picture->view;
    const CompareLane *lane = &picture->lane[index];
    char path[48];
    text_format(path, (int)sizeof path, "compare/line%d", index + 1);
    hint_add(view, box, path,
             region_words(view->gui->region,
                          tr(view->strings, lane->gradient.of_cell ? STRING_COMPARE_LINE_TIP_C : STRING_COMPARE_LINE_TIP_H), lane->name));
}

/* Places the labels at these ends; returns the worst room that one of them has. */
static LabelRoom place_labels(const ComparePicture *picture, const StageAxis *axis, LineEnd *end, int count, bool is_whole) {
    const Gui *gui = picture->view->gui;
    char text[LABEL_SIZE];
    LabelRoom worst = ROOM_FREE;
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
        LabelRoom room = place_label(picture, axis, end, i, is_whole);
        worst = room > worst ? room : worst;
    }
    return worst;
}

/* True if labels at the ends of the lines would cover lines, or stand nearer to another line than to their own. The whole lines decide, so
   that the names stay where they are while the lines come. */
static bool is_crowded(const ComparePicture *picture, const StageAxis *axis) {
    double foot = rect_bottom(axis->plot);
    LineEnd end[COMPARE_LANE_MAX];
    if (axis->plot.h < LABEL_ROOM * picture->count) return true;
    for (int i = 0; i < picture->count; i++) {
        const CompareLane *lane = &picture->lane[i];
        int steps = lane->run->wiring.steps, far = lane->direction ? steps - 1 : 0, inward = lane->direction ? -1 : 1;
        for (int k = 1; k < steps && !is_on_axis(axis, lane, far); k++) far += inward;
        double y = height_at(axis, lane, far, true);
        end[i] = (LineEnd){.x = compare_x(picture, lane, far), .y = isfinite(y) ? fmin(y, foot) : foot, .lane = i};
        for (int k = 0; k < i; k++)
            if (fabs(end[i].y - end[k].y) < LABEL_LEADING) return true;
    }
    return place_labels(picture, axis, end, picture->count, true) != ROOM_FREE;
}

static void draw_labels(const ComparePicture *picture, const StageAxis *axis, LineEnd *end, int count) {
    const Gui *gui = picture->view->gui;
    char text[LABEL_SIZE];
    if (place_labels(picture, axis, end, count, false) == ROOM_ON_A_LABEL)
        stack_labels(end, count, axis->plot.y + 8, rect_bottom(axis->plot) - 8);
    for (int i = 0; i < count; i++) {
        const CompareLane *lane = &picture->lane[end[i].lane];
        Rect box = rect(end[i].x_label - 4, end[i].label_y - 8, end[i].w + 8, 16);
        write_label(text, (int)sizeof text, picture, axis, lane);
        draw_round(gui->list, box, 4, gui->theme->background);
        gui_text_fit(gui, FACE_UI_SEMIBOLD, 13, end[i].x_label, end[i].label_y + 4.5, end[i].w + 1, ALIGN_LEFT, lane->color, text);
        add_label_tip(picture, end[i].lane, box);
    }
}

static void draw_heading(const ComparePicture *picture, const char *words) {
    const Gui *gui = picture->view->gui;
    const char *numbers = compare_numbers(picture), *whole = compare_heading(picture);
    double x = picture->area.x + 22, y = picture->chart.y + 18;
    double right = rect_right(picture->chart) - 22, numbers_w = gui_text_width(gui, FACE_UI, 12, numbers);
    gui_text(gui, FACE_UI, 12, right, y, ALIGN_RIGHT, gui->theme->dim, numbers);
    gui_text_fit(gui, FACE_UI_SEMIBOLD, 15, x, y, right - numbers_w - 8 - x, ALIGN_LEFT, gui->theme->text, words);
    const char *tip = tr(picture->view->strings, STRING_COMPARE_CHART_TIP);
    hint_add_text(picture->view, FACE_UI_SEMIBOLD, 15, x, y, ALIGN_LEFT, words, "compare/chart-title",
                  words == whole ? tip : region_words(gui->region, "%s\n%s", whole, tip));
}

/* --- the names right of the heading --- */

enum { KEY_LINE = 18, KEY_GAP = 6, KEY_APART = 16 };

static double key_width(const ComparePicture *picture, const StageAxis *axis, int index) {
    char text[LABEL_SIZE];
    write_label(text, (int)sizeof text, picture, axis, &picture->lane[index]);
    return KEY_LINE + KEY_GAP + gui_text_width(picture->view->gui, FACE_UI_SEMIBOLD, 13, text) + KEY_APART;
}

/* Where the names begin; false if they have no room beside these words. */
static bool find_legend(const ComparePicture *picture, const StageAxis *axis, const char *words, double *x) {
    const Gui *gui = picture->view->gui;
    double numbers_w = gui_text_width(gui, FACE_UI, 12, compare_numbers(picture)), w = 0;
    for (int i = 0; i < picture->count; i++) w += key_width(picture, axis, i);
    *x = rect_right(picture->chart) - 22 - (numbers_w > 0 ? numbers_w + KEY_APART : 0) - w + KEY_APART;
    return *x >= picture->area.x + 22 + gui_text_width(gui, FACE_UI_SEMIBOLD, 15, words) + KEY_APART;
}

static void draw_legend(const ComparePicture *picture, const StageAxis *axis, double x) {
    const Gui *gui = picture->view->gui;
    double y = picture->chart.y + 13;
    for (int i = 0; i < picture->count; i++) {
        const CompareLane *lane = &picture->lane[i];
        char text[LABEL_SIZE];
        double w = key_width(picture, axis, i) - KEY_APART;
        write_label(text, (int)sizeof text, picture, axis, lane);
        draw_line(gui->list, x, y, x + KEY_LINE, y, 2.25, lane->color);
        draw_point(picture, i, x + KEY_LINE / 2.0, y);
        gui_text_fit(gui, FACE_UI_SEMIBOLD, 13, x + KEY_LINE + KEY_GAP, y + 5, w - KEY_LINE - KEY_GAP + 1, ALIGN_LEFT, lane->color, text);
        add_label_tip(picture, i, rect(x, y - 8, w, 16));
        x += w + KEY_APART;
    }
}

/* Draws the lines; reading out, zooming and copying work as in every chart. Its columns stay below those of the rows. */
static int draw_lines(const ComparePicture *picture, StageAxis *axis, int every, LineEnd end[COMPARE_LANE_MAX]) {
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
    if (every > 0) {
        draw_unclip(view->gui->list);
        draw_points(picture, &chart, &whole, axis->plot, every);
        draw_clip(view->gui->list, axis->plot);
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
    double legend_x;
    const char *heading = compare_heading(picture),
               *brief = tr(picture->view->strings, axis.is_relative ? STRING_CHART_TITLE_SHORT : STRING_CHART_TITLE_PLAIN_SHORT);
    bool is_crowd = is_crowded(picture, &axis), has_legend = is_crowd && find_legend(picture, &axis, heading, &legend_x);
    if (is_crowd && !has_legend && find_legend(picture, &axis, brief, &legend_x)) { /* the names need the room of the heading */
        has_legend = true;
        heading = brief;
    }
    draw_group(gui->list, "compare/chart");
    draw_heading(picture, heading);
    int ends = draw_lines(picture, &axis, find_points(picture, has_legend), end);
    if (has_legend) {
        draw_group(gui->list, "compare/legend");
        draw_legend(picture, &axis, legend_x);
        draw_group(gui->list, "compare/chart");
    } else {
        draw_labels(picture, &axis, end, ends);
    }
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
