/* The loss of every update so far, in at most one point a pixel: where several updates share a pixel, their
   mean. A click goes back to that update; the pointer on it reads the loss there, which in a long training is a mean (lab/loss_list.h).

   The updates stand evenly, or, for a long training whose beginning would be a few pixels, at log(1 + update): a button says which, and
   the numbers below the axis show it. Dashed: what a simple answer without memory would score, and the least there is. The green line is the task's own
   measure on sequences that training never sees.

   Simplified on purpose: the loss itself always stands on a linear axis from 0. */
#include "base/number.h"
#include "lab/evaluate.h"
#include "lab/replay.h"
#include "view/hint.h"
#include "view/offer.h"
#include <math.h>

enum { POINTS_MOST = 320, HEAD = 20, TICKS = 18, MEASURE = 20, MEASURE_SIZE = 13 };

/* Where an update stands on the axis, 0..1, and back: the same pair draws, sums and is clicked (gui/region.c). */
static double curve_unit(const View *view, double update, double known) {
    if (known <= 0) return 0;
    return view->ui->curve_log ? log1p(update) / log1p(known) : update / known;
}

static double curve_update(const View *view, double unit, double known) {
    return view->ui->curve_log ? expm1(unit * log1p(known)) : unit * known;
}

/* The first update of the i-th of `points` pixels. */
static long first_update(const View *view, int i, int points, long known) {
    if (i >= points) return known;
    if (!view->ui->curve_log) return known * i / points;
    return (long)fmin(ceil(curve_update(view, (double)i / points, (double)known) - 1e-9), (double)known);
}

/* A dashed line across the loss plot: what a simple answer without memory would score, or the least there is. */
static void draw_level(const Gui *gui, Rect box, double level, Color color) {
    double y = rect_bottom(box) - box.h * level;
    draw_path_begin(gui->list);
    draw_path_move(gui->list, box.x, y);
    draw_path_line(gui->list, rect_right(box), y);
    draw_path_stroke(gui->list, 1, color, 4);
}

/* The curve as it is drawn: a point for every pixel that has an update. */
typedef struct Curve {
    double x[POINTS_MOST], mean[POINTS_MOST];
    int count, now; /* how many points there are, and how many of them lie before the present update */
    double most;    /* the largest mean */
} Curve;

static void find_points(Curve *curve, const View *view, Rect box, long known) {
    const Run *run = view->run;
    bool is_log = view->ui->curve_log;
    int pixels = (int)fmin(box.w, POINTS_MOST);
    if (!is_log) pixels = (int)fmin((double)known, pixels);
    curve->count = curve->now = 0;
    curve->most = 0;
    for (int i = 0; i < pixels; i++) {
        long from = first_update(view, i, pixels, known), to = first_update(view, i + 1, pixels, known);
        if (to <= from) continue; /* on a log axis an early update is several pixels wide */
        LossSum loss = loss_list_sum(&run->loss, from, to);
        if (loss.count == 0) continue;
        int at = curve->count++;
        curve->mean[at] = loss.sum / (double)loss.count;
        curve->x[at] = box.x + (is_log       ? box.w * curve_unit(view, (double)(from + to) / 2, (double)known)
                                : pixels > 1 ? box.w / (pixels - 1) * i
                                             : 0);
        if (isfinite(curve->mean[at])) curve->most = fmax(curve->most, curve->mean[at]);
        if ((from + to) / 2 < run->update) curve->now = curve->count;
    }
}

/* The points from..to of the curve. */
static void draw_part(const Gui *gui, Rect box, const Curve *curve, int from, int to, double most, Color color) {
    bool pen = false;
    draw_path_begin(gui->list);
    for (int i = from; i <= to; i++) {
        if (!isfinite(curve->mean[i])) continue;
        double y = rect_bottom(box) - box.h * fmin(fmax(curve->mean[i] / most, 0), 1);
        if (!pen)
            draw_path_move(gui->list, curve->x[i], y);
        else
            draw_path_line(gui->list, curve->x[i], y);
        pen = true;
    }
    draw_path_stroke(gui->list, 1.75, color, 0);
    if (curve->count == 1 && to == 0 && pen)
        draw_circle(gui->list, curve->x[0] + 3, rect_bottom(box) - box.h * fmin(curve->mean[0] / most, 1), 3, color);
}

/* "1", "10", "100", "1k", "10k" ... */
static void format_updates(char *out, int size, double updates) {
    char number[24];
    const char *unit = updates >= 1e6 ? "M" : updates >= 1e3 ? "k" : "";
    number_format(number, (int)sizeof number, updates / (updates >= 1e6 ? 1e6 : updates >= 1e3 ? 1e3 : 1));
    text_format(out, size, "%s%s", number, unit);
}

static void draw_tick(const Gui *gui, Rect box, double x, double updates, bool at_left) {
    char text[32];
    format_updates(text, (int)sizeof text, updates);
    draw_rect(gui->list, rect(x - 0.5, rect_bottom(box), 1, 4), gui->theme->faint);
    gui_text(gui, FACE_MONO, 12, x, rect_bottom(box) + 15, at_left ? ALIGN_LEFT : ALIGN_CENTER, gui->theme->dim, text);
}

/* The numbers of the axis, left of its switch: powers of ten, or round fractions of all updates, as many as have room. */
static void draw_ticks(const View *view, Rect box, double right, double known) {
    const double room = 36;
    double last = box.x - room;
    if (view->ui->curve_log) {
        for (double decade = 1; decade <= known; decade *= 10) {
            double x = box.x + box.w * curve_unit(view, decade, known);
            if (x - last < room || x + room / 2 > right) continue;
            draw_tick(view->gui, box, x, decade, false);
            last = x;
        }
        return;
    }
    draw_tick(view->gui, box, box.x, 0, true);
    double step = 1;
    for (int i = 0; known / step > 3; i++) step *= i % 3 == 1 ? 2.5 : 2; /* 1, 2, 5, 10, ... */
    for (double update = step; update <= known; update += step) {
        double x = box.x + box.w * curve_unit(view, update, known);
        if (x + room / 2 <= right && x - box.x >= room) draw_tick(view->gui, box, x, update, false);
    }
}

/* It says which axis it is, and a click gives the other. Returns its left edge. */
static double draw_switch(const View *view, Rect box, const char *panel) {
    const Gui *gui = view->gui;
    char path[32];
    text_format(path, (int)sizeof path, "%s/curve", panel);
    const char *label = view->ui->curve_log ? tr(view->strings, STRING_CURVE_LOG) : tr(view->strings, STRING_CURVE_LINEAR);
    double w = fmax(gui_text_width(gui, FACE_UI_MEDIUM, 12, tr(view->strings, STRING_CURVE_LINEAR)),
                    gui_text_width(gui, FACE_UI_MEDIUM, 12, tr(view->strings, STRING_CURVE_LOG))) +
               12;
    Rect button = {rect_right(box) - w + 6, rect_bottom(box) + 2, w, TICKS};
    if (gui_is_hot(gui, path)) draw_round(gui->list, button, 5, gui->theme->raised);
    gui_text(gui, FACE_UI_MEDIUM, 12, rect_right(button) - 6, rect_bottom(box) + 15, ALIGN_RIGHT, gui->theme->accent, label);
    Region *region = region_add(gui->region, REGION_BUTTON, button, path);
    text_format(region->command, (int)sizeof region->command, "curve toggle");
    region->tip = view->ui->curve_log ? tr(view->strings, STRING_CURVE_LOG_TIP) : tr(view->strings, STRING_CURVE_LINEAR_TIP);
    region->focusable = true;
    gui_focus_ring(gui, button, 5, path);
    return button.x - 4;
}

/* The loss under the pointer, or the mean of its bucket; else the one now. */
static void format_loss(char *out, int size, const View *view, bool is_hot) {
    const Run *run = view->run;
    char number[24];
    long u = view->ui->hover.step;
    LossSum loss = is_hot ? loss_list_get(&run->loss, u) : (LossSum){0};
    number_format_short(number, (int)sizeof number, loss.count > 0 ? loss.sum / (double)loss.count : run->trace.loss, 3);
    if (loss.count == 0)
        text_format(out, size, tr(view->strings, STRING_CURVE_AT), number, run->update);
    else if (loss.count == 1)
        text_format(out, size, tr(view->strings, STRING_CURVE_BEFORE), number, u + 1);
    else
        text_format(out, size, tr(view->strings, STRING_CURVE_MEAN), number, loss.count, u + 1);
}

/* The loss, and the least there can be. */
static void draw_head(const View *view, Rect area, double least, const char *panel) {
    const Gui *gui = view->gui;
    char text[96], number[24];
    char path[32];
    text_format(path, (int)sizeof path, "%s/history", panel);
    bool is_hot = gui_is_hot(gui, path);
    format_loss(text, (int)sizeof text, view, is_hot);
    gui_text(gui, FACE_MONO, 12.5, rect_right(area), area.y + 13, ALIGN_RIGHT, gui->theme->text, text);
    text_format(path, (int)sizeof path, "%s/loss", panel);
    hint_add(view, rect(area.x, area.y, area.w, HEAD - 2), path, tr(view->strings, STRING_HINT_LOSS_HEAD));
    if (is_hot) return; /* the text takes the whole line */
    number_format_short(number, (int)sizeof number, least, 3);
    text_format(text, (int)sizeof text, isnan(least) ? tr(view->strings, STRING_CURVE_TITLE) : tr(view->strings, STRING_CURVE_LEAST),
                number);
    gui_text(gui, FACE_UI_MEDIUM, 13, area.x, area.y + 13, ALIGN_LEFT, gui->theme->dim, text);
}

static void add_strip(const View *view, Rect box, long known, const char *panel) {
    char path[32];
    text_format(path, (int)sizeof path, "%s/history", panel);
    Region *strip = region_add(view->gui->region, REGION_HOVER, box, path);
    strip->cols = (int)known;
    strip->cols_log = view->ui->curve_log;
    text_format(strip->command, (int)sizeof strip->command, "visit {step}");
    strip->tip = tr(view->strings, STRING_HINT_LOSS_CURVE);
    LossSum loss = gui_is_hot(view->gui, path) ? loss_list_get(&view->run->loss, view->ui->hover.step) : (LossSum){0};
    if (loss.count > 0)
        strip->tip = figure_tip(view, strip->tip, tr(view->strings, loss.count > 1 ? STRING_HINT_LOSS_MEAN : STRING_HINT_LOSS_HERE),
                                loss.sum / (double)loss.count);
}

/* --- the held-out measure --- */

/* The share that the goal speaks of, from 0 at the foot of the plot to 1 at its top; of a task whose goal is a loss, that loss. */
static double measure_part(const TaskGoal *goal, const RecordPoint *point, double most) {
    return fmin(fmax(goal->loss > 0 ? point->held_loss / most : point->score, 0), 1);
}

static void draw_solved(const View *view, Rect box, double known) {
    const Gui *gui = view->gui;
    const RecordPoint *solved = record_find_solved(view->record, view->record_count);
    char text[48];
    if (!solved) return;
    double x = box.x + box.w * curve_unit(view, (double)solved->update, known);
    draw_rect(gui->list, rect(x - 0.75, box.y, 1.5, box.h), gui->theme->good);
    text_format(text, (int)sizeof text, tr(view->strings, STRING_CURVE_SOLVED), solved->update);
    double w = gui_text_width(gui, FACE_UI_SEMIBOLD, 12, text) + 8;
    bool is_left = x + w + 4 > rect_right(box);
    Rect flag = {is_left ? x - 3 - w : x + 3, rect_bottom(box) - 20, w, 16};
    draw_round(gui->list, flag, 3, gui->theme->panel);
    gui_text(gui, FACE_UI_SEMIBOLD, 12, flag.x + 4, flag.y + 12, ALIGN_LEFT, gui->theme->good, text);
}

static void draw_measure(const View *view, Rect box, double most, double known) {
    const Gui *gui = view->gui;
    TaskOptions options = setup_task_options(view->setup);
    const TaskGoal *goal = task_goal(setup_task(view->setup), &options);
    double level = goal->loss > 0 ? goal->loss / most : goal->right > 0 ? goal->right : goal->hit;
    bool pen = false;
    draw_level(gui, box, fmin(level, 1), gui->theme->good);
    draw_path_begin(gui->list);
    for (int i = 0; i < view->record_count; i++) {
        const RecordPoint *point = &view->record[i];
        if (!point->is_measured || !isfinite(goal->loss > 0 ? point->held_loss : point->score)) continue;
        double x = box.x + box.w * curve_unit(view, (double)point->update, known),
               y = rect_bottom(box) - box.h * measure_part(goal, point, most);
        if (pen)
            draw_path_line(gui->list, x, y);
        else
            draw_path_move(gui->list, x, y);
        pen = true;
    }
    draw_path_stroke(gui->list, 2, gui->theme->good, 0);
    draw_solved(view, box, known);
}

/* The newest measure up to the present update; NULL: none of this network on this task. What was measured before the first update says
   nothing of what training did. */
static const RecordPoint *find_measure(const View *view) {
    const RecordPoint *last = NULL;
    for (int i = 0; i < view->record_count; i++) {
        const RecordPoint *point = &view->record[i];
        bool counts = point->is_measured && point->update <= view->run->update && point->update > view->changed_update;
        if (counts && (point->update > 0 || view->run->update == 0)) last = point;
    }
    return last;
}

/* What was measured, and at which update where training has gone on since; with the goal where there is room for it. */
static void write_measure(char *out, int size, const View *view, double width) {
    const Strings *strings = view->strings;
    const Task *task = setup_task(view->setup);
    TaskOptions options = setup_task_options(view->setup);
    const TaskGoal *goal = task_goal(task, &options);
    const RecordPoint *last = find_measure(view);
    bool of_loss = goal->loss > 0;
    char number[24], level[24], measure[64], line[112];
    if (!last) {
        text_format(out, size, tr(strings, view->changed_update > 0 ? STRING_CURVE_CHANGED : STRING_CURVE_UNMEASURED));
        return;
    }
    number_format_short(level, (int)sizeof level, of_loss ? goal->loss : 100 * (goal->right > 0 ? goal->right : goal->hit), 3);
    number_format_short(number, (int)sizeof number, of_loss ? last->held_loss : 100 * last->score, 3);
    if (of_loss)
        text_format(measure, (int)sizeof measure, tr(strings, STRING_CURVE_HELD_LOSS), number);
    else
        text_format(measure, (int)sizeof measure, tr(strings, STRING_CURVE_HELD_SHARE),
                    goal->right > 0 ? tr(strings, STRING_HISTORY_SEQUENCES_RIGHT) : tr_name(strings, task->score_label), number);
    if (last->update < view->run->update)
        text_format(line, (int)sizeof line, tr(strings, STRING_CURVE_HELD_OUT_AT), last->update, measure);
    else
        text_format(line, (int)sizeof line, tr(strings, STRING_CURVE_HELD_OUT), measure);
    text_format(out, size, tr(strings, of_loss ? STRING_CURVE_GOAL : STRING_CURVE_GOAL_SHARE), line, level);
    if (gui_text_width(view->gui, FACE_UI_MEDIUM, MEASURE_SIZE, out) > width) text_format(out, size, "%s", line);
}

static void draw_measure_words(const View *view, Rect area, const char *panel) {
    const Gui *gui = view->gui;
    char text[160], path[48];
    write_measure(text, (int)sizeof text, view, area.w);
    text_format(path, (int)sizeof path, "%s/measure", panel);
    gui_text_fit(gui, FACE_UI_MEDIUM, MEASURE_SIZE, area.x, area.y + HEAD + 12, area.w, ALIGN_LEFT, gui->theme->good, text);
    hint_add(view, rect(area.x, area.y + HEAD, area.w, MEASURE - 4), path,
             region_words(gui->region, tr(view->strings, STRING_CURVE_MEASURE_TIP), RECORD_SEQUENCES));
}

void loss_words_draw(const View *view, Rect area, const char *panel) {
    draw_head(view, area, evaluate_least_loss(view->setup, &view->run->wiring), panel);
    if (view->run->loss.count > 0) draw_measure_words(view, area, panel);
}

/* The axis of the loss, left of the plot: a line and a number for each round step. */
static void draw_loss_axis(const Gui *gui, Rect box, double most) {
    double step = pow(10, floor(log10(most)));
    while (most / step < 2.5) step /= 2;
    while (box.h * step / most < 22) step *= 2;
    for (int i = 0; i * step <= most; i++) {
        char number[24];
        double y = rect_bottom(box) - box.h * i * step / most;
        number_format_short(number, (int)sizeof number, i * step, 2);
        if (i) draw_rect(gui->list, rect(box.x, y, box.w, 1), gui->theme->grid);
        gui_text(gui, FACE_MONO, 12, box.x - 6, y + 4, ALIGN_RIGHT, gui->theme->dim, number);
    }
}

enum { AXIS_WIDTH = 46 };

void loss_curve_draw(const View *view, Rect area, const char *panel) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    const Run *run = view->run;
    TaskOptions options = setup_task_options(view->setup);
    const Task *task = setup_task(view->setup);
    double least = evaluate_least_loss(view->setup, &run->wiring), baseline = task->baseline(&options);
    double other = task->other_baseline ? task->other_baseline(&options) : 0;
    Rect box = {area.x + AXIS_WIDTH, area.y + HEAD + MEASURE, area.w - AXIS_WIDTH, area.h};
    char text[96], number[24];
    long known = run->loss.count; /* after a visit those ahead too, which can be visited again */
    Curve curve;
    find_points(&curve, view, box, known);
    double most = fmax(fmax(baseline * 1.25, 1e-12), curve.most * 1.05), foot = rect_bottom(box) + 16 + (known > 0 ? TICKS : 0);
    draw_head(view, area, least, panel);
    draw_loss_axis(gui, box, most);
    draw_rect(gui->list, rect(box.x, rect_bottom(box), box.w, 1), theme->line);
    draw_level(gui, box, baseline / most, theme->faint);
    if (other > 0 && other <= most) draw_level(gui, box, other / most, theme->faint);
    if (!isnan(least)) draw_level(gui, box, least / most, theme->good);
    number_format_short(number, (int)sizeof number, baseline, 3);
    text_format(text, (int)sizeof text, "%s %s", tr_name(view->strings, task->baseline_label), number);
    gui_text(gui, FACE_UI, 12, rect_right(box), foot, ALIGN_RIGHT, theme->dim, text);
    char place[32];
    text_format(place, (int)sizeof place, "%s/baseline", panel);
    hint_add_text(view, FACE_UI, 12, rect_right(box), foot, ALIGN_RIGHT, text, place, tr(view->strings, STRING_HINT_BASELINE));
    if (known <= 0) {
        gui_text(gui, FACE_UI, 12, area.x, foot, ALIGN_LEFT, theme->dim, tr(view->strings, STRING_CURVE_NO_UPDATE));
        text_format(place, (int)sizeof place, "%s/kept", panel);
        hint_add_text(view, FACE_UI, 12, area.x, foot, ALIGN_LEFT, tr(view->strings, STRING_CURVE_NO_UPDATE), place,
                      tr(view->strings, STRING_HINT_LOSS_CURVE));
        return;
    }
    draw_measure_words(view, area, panel);
    draw_measure(view, box, most, (double)known);
    int now = curve.now;
    draw_part(gui, box, &curve, now > 0 ? now - 1 : 0, curve.count - 1, most, theme->faint);
    draw_part(gui, box, &curve, 0, now - 1, most, theme->accent);
    if (run->update < known)
        draw_rect(gui->list, rect(box.x + box.w * curve_unit(view, (double)run->update, (double)known) - 1, box.y, 2, box.h), theme->text);
    add_strip(view, box, known, panel);
    draw_ticks(view, box, draw_switch(view, box, panel), (double)known);
    text_format(text, (int)sizeof text, tr(view->strings, STRING_CURVE_HISTORY), (double)view->kept_bytes / (1 << 20),
                (int)(REPLAY_BYTES_MAX >> 20));
    text_format(place, (int)sizeof place, "%s/kept", panel);
    hint_add_text(view, FACE_UI, 12, area.x, foot, ALIGN_LEFT, text, place, tr(view->strings, STRING_HINT_HISTORY));
    gui_text(gui, FACE_UI, 12, area.x, foot, ALIGN_LEFT, theme->dim, text);
}
