/* The loss of every update so far, in at most one point a pixel: where several updates share a pixel, their mean. A chart (gui/chart.h):
   wheel, drag and double click, a read-out, its values as text. A click goes back to that update. The updates stand on a linear axis from
   0, or on a log axis from 1, for a long training whose beginning would be a few pixels: a button says which. Dashed: the loss of a simple
   answer without memory, and the least possible loss. The green line is the task's own measure on sequences that training never sees; if
   that is a share, it has an axis of its own at the right.

   Simplified on purpose: the loss itself stands on a linear axis from 0. */
#include "view/panel/loss_curve.h"
#include "base/number.h"
#include "gui/chart.h"
#include "lab/evaluate.h"
#include "lab/replay.h"
#include "view/hint.h"
#include <math.h>

enum { POINTS_MOST = 320, HEAD = 20, TICKS = 18, MEASURE = 20, MEASURE_SIZE = 13, PLOT_TOP = 6, AXIS_WIDTH = 38, SHARE_WIDTH = 34 };

/* The points of the curve as it is shown, one for every pixel that has an update. */
typedef struct Curve {
    double x[POINTS_MOST], mean[POINTS_MOST];
    int count, now; /* how many points there are, and how many of them lie before the present update */
    double most;    /* the largest mean */
} Curve;

/* The axis of updates: `known` of them can be visited. */
static ChartAxis axis_of(const View *view, long known) {
    bool is_log = view->ui->curve_log && known > 1;
    return (ChartAxis){.label = tr(view->strings, STRING_CURVE_UPDATE),
                       .low = is_log ? 1 : 0,
                       .high = fmax((double)known, 1),
                       .is_log = is_log,
                       .is_whole = true,
                       .no_words = true};
}

static void find_points(Curve *curve, const View *view, const ChartAxis *axis, double width) {
    const Run *run = view->run;
    const ChartRange *zoom = chart_find_zoom(view->gui->state, "loss", axis->is_log);
    Axis scale = {.is_log = axis->is_log};
    double low = zoom ? zoom->x0 : axis_place(&scale, axis->low), high = zoom ? zoom->x1 : axis_place(&scale, axis->high);
    int pixels = (int)fmin(fmax(width, 2), POINTS_MOST);
    long next = 0;
    curve->count = curve->now = 0;
    curve->most = 0;
    for (int i = 0; i < pixels; i++) {
        double from = axis_number(&scale, low + (high - low) * i / pixels), to = axis_number(&scale, low + (high - low) * (i + 1) / pixels);
        long first = (long)fmin(fmax(ceil(from - 1e-9), (double)next), (double)run->loss.count), /* a zoom may lie beyond what there is */
            last = (long)fmin(ceil(to - 1e-9), (double)run->loss.count);
        if (i == pixels - 1 && !zoom) last = run->loss.count;
        if (last <= first) continue; /* an update may be several pixels wide */
        LossSum loss = loss_list_sum(&run->loss, first, last);
        next = last;
        if (loss.count == 0) continue;
        int at = curve->count++;
        curve->mean[at] = loss.sum / (double)loss.count;
        curve->x[at] = (double)(first + last - 1) / 2;
        if (isfinite(curve->mean[at])) curve->most = fmax(curve->most, curve->mean[at]);
        if ((first + last) / 2 < run->update) curve->now = curve->count;
    }
}

/* It says which axis it is, and a click gives the other. */
static void draw_switch(const View *view, double right, double foot, const char *panel) {
    const Gui *gui = view->gui;
    char path[32];
    text_format(path, (int)sizeof path, "%s/curve", panel);
    const char *label = view->ui->curve_log ? tr(view->strings, STRING_CURVE_LOG) : tr(view->strings, STRING_CURVE_LINEAR);
    double w = fmax(gui_text_width(gui, FACE_UI_MEDIUM, 12, tr(view->strings, STRING_CURVE_LINEAR)),
                    gui_text_width(gui, FACE_UI_MEDIUM, 12, tr(view->strings, STRING_CURVE_LOG))) +
               12;
    Rect button = {right - w + 6, foot - 13, w, TICKS};
    if (gui_is_hot(gui, path)) draw_round(gui->list, button, 5, gui->theme->raised);
    gui_text(gui, FACE_UI_MEDIUM, 12, rect_right(button) - 6, foot, ALIGN_RIGHT, gui->theme->accent, label);
    Region *region = region_add(gui->region, REGION_BUTTON, button, path);
    text_format(region->command, (int)sizeof region->command, "curve toggle");
    region->tip = view->ui->curve_log ? tr(view->strings, STRING_CURVE_LOG_TIP) : tr(view->strings, STRING_CURVE_LINEAR_TIP);
    region->focusable = true;
    gui_focus_ring(gui, button, 5, path);
}

/* The loss under the pointer (`u`, from 0; -1: none), or the mean of its bucket; else the one now. */
static void format_loss(char *out, int size, const View *view, long u) {
    const Run *run = view->run;
    char number[24];
    LossSum loss = u >= 0 ? loss_list_get(&run->loss, u) : (LossSum){0};
    number_format_short(number, (int)sizeof number, loss.count > 0 ? loss.sum / (double)loss.count : run->trace.loss, 3);
    if (loss.count == 0)
        text_format(out, size, tr(view->strings, STRING_CURVE_AT), number, COUNT_TEXT(run->update));
    else if (loss.count == 1)
        text_format(out, size, tr(view->strings, STRING_CURVE_BEFORE), number, COUNT_TEXT(u + 1));
    else
        text_format(out, size, tr(view->strings, STRING_CURVE_MEAN), number, COUNT_TEXT(loss.count), COUNT_TEXT(u + 1));
}

/* The loss, and the least there can be. */
static void draw_head(const View *view, Rect area, double least, const char *panel, long pointed) {
    const Gui *gui = view->gui;
    char text[96], number[24];
    char path[32];
    format_loss(text, (int)sizeof text, view, pointed);
    gui_text(gui, FACE_MONO, 12.5, rect_right(area), area.y + 13, ALIGN_RIGHT, gui->theme->text, text);
    text_format(path, (int)sizeof path, "%s/loss", panel);
    hint_add(view, rect(area.x, area.y, area.w, HEAD - 2), path, tr(view->strings, STRING_HINT_LOSS_HEAD));
    if (pointed >= 0) return; /* the text takes the whole line */
    number_format_short(number, (int)sizeof number, least, 3);
    text_format(text, (int)sizeof text, isnan(least) ? tr(view->strings, STRING_CURVE_TITLE) : tr(view->strings, STRING_CURVE_LEAST),
                number);
    gui_text(gui, FACE_UI_MEDIUM, 13, area.x, area.y + 13, ALIGN_LEFT, gui->theme->dim, text);
}

/* --- the held-out measure --- */

/* The share that the goal speaks of, from 0 at the foot of the plot to 1 at its top; of a task whose goal is a loss, that loss. */
static double measure_part(const TaskGoal *goal, const RecordPoint *point, double most) {
    return fmin(fmax(task_goal_is_loss(goal) ? point->held_loss / most : point->score, 0), 1);
}

static void draw_solved(const View *view, const Chart *chart) {
    const Gui *gui = view->gui;
    Rect box = chart->plot;
    const RecordPoint *solved = record_find_solved(view->record, view->record_count);
    char text[48];
    if (!solved) return;
    double x = chart_x(chart, (double)solved->update);
    if (!isfinite(x) || x < box.x || x > rect_right(box)) return;
    draw_rect(gui->list, rect(x - 0.75, box.y, 1.5, box.h), gui->theme->good);
    text_format(text, (int)sizeof text, tr(view->strings, STRING_CURVE_SOLVED), COUNT_TEXT(solved->update));
    double w = gui_text_width(gui, FACE_UI_SEMIBOLD, 12, text) + 8;
    bool is_left = x + w + 4 > rect_right(box);
    Rect flag = {is_left ? x - 3 - w : x + 3, rect_bottom(box) - 20, w, 16};
    draw_round(gui->list, flag, 3, gui->theme->panel);
    gui_text(gui, FACE_UI_SEMIBOLD, 12, flag.x + 4, flag.y + 12, ALIGN_LEFT, gui->theme->good, text);
}

/* The axis of the share, from 0 to 100 %, right of the plot in the colour of its line. */
static void draw_share_axis(const Chart *chart, double most) {
    const Gui *gui = chart->gui;
    static const char *const label[] = {"0", "50", "100%"};
    for (int i = 0; i < 3; i++) {
        double y = chart_y(chart, most * i / 2);
        if (y >= chart->plot.y - 1 && y <= rect_bottom(chart->plot) + 1)
            gui_text(gui, FACE_MONO, 12, rect_right(chart->plot) + 4, fmax(y + 4, chart->plot.y + 8), ALIGN_LEFT, gui->theme->good,
                     label[i]);
    }
}

typedef struct Measures {
    double x[RECORD_PATH_MAX], y[RECORD_PATH_MAX];
} Measures;

/* Of a task whose goal is a loss, its points stand on the loss's axis and are read out; a share stands on its own, from 0 to all of them,
   which the goal's mark says. `room` and `words` must live until chart_end. */
static void draw_measure(const View *view, Chart *chart, double most, Measures *room, char words[64]) {
    static const char *const no_name = NULL;
    TaskOptions options = setup_task_options(view->setup);
    const TaskGoal *goal = task_goal(setup_task(view->setup), &options);
    bool of_loss = task_goal_is_loss(goal);
    double level = of_loss ? goal->loss / most : goal->right > 0 ? goal->right : goal->hit;
    int count = 0;
    for (int i = 0; i < view->record_count && count < RECORD_PATH_MAX; i++) {
        const RecordPoint *point = &view->record[i];
        if (!point->is_measured || !isfinite(of_loss ? point->held_loss : point->score)) continue;
        room->x[count] = (double)point->update;
        room->y[count++] = of_loss ? point->held_loss : measure_part(goal, point, most) * most;
    }
    char number[24];
    number_format_short(number, (int)sizeof number, of_loss ? goal->loss : 100 * level, 3);
    text_format(words, 64, tr(view->strings, of_loss ? STRING_CURVE_GOAL_MARK : STRING_CURVE_GOAL_MARK_SHARE), number);
    if (!goal->is_none) chart_mark(chart, fmin(level, 1) * most, words, chart->gui->theme->good);
    chart_line(chart, &(ChartLine){.name = of_loss ? tr(view->strings, STRING_HISTORY_HELD_OUT) : no_name,
                                   .x = room->x,
                                   .y = room->y,
                                   .count = count,
                                   .color = chart->gui->theme->good});
}

/* What was measured before the first update says nothing of what training did. */
const RecordPoint *view_find_measure(const View *view) {
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
    const RecordPoint *last = view_find_measure(view);
    bool of_loss = task_goal_is_loss(goal);
    char number[24], level[24], measure[64], line[112];
    if (view->measure_done > 0) {
        text_format(out, size, tr(strings, STRING_CURVE_MEASURING), (int)(100 * view->measure_done));
        return;
    }
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
        text_format(line, (int)sizeof line, tr(strings, STRING_CURVE_HELD_OUT_AT), COUNT_TEXT(last->update), measure);
    else
        text_format(line, (int)sizeof line, tr(strings, STRING_CURVE_HELD_OUT), measure);
    if (goal->is_none) {
        text_format(out, size, "%s", line);
        return;
    }
    text_format(out, size, tr(strings, of_loss ? STRING_CURVE_GOAL : STRING_CURVE_GOAL_SHARE), line, level);
    if (gui_text_width(view->gui, FACE_UI_MEDIUM, MEASURE_SIZE, out) > width) text_format(out, size, "%s", line);
}

static void draw_measure_words(const View *view, Rect area, const char *panel) {
    const Gui *gui = view->gui;
    char text[160], path[48];
    write_measure(text, (int)sizeof text, view, area.w);
    text_format(path, (int)sizeof path, "%s/measure", panel);
    double size = MEASURE_SIZE; /* rather small than without the number at its end */
    while (size > 10.5 && gui_text_width(gui, FACE_UI_MEDIUM, size, text) > area.w) size -= 0.5;
    gui_text_fit(gui, FACE_UI_MEDIUM, size, area.x, area.y + HEAD + 12, area.w, ALIGN_LEFT, gui->theme->good, text);
    hint_add(view, rect(area.x, area.y + HEAD, area.w, MEASURE - 4), path,
             region_words(gui->region, tr(view->strings, STRING_CURVE_MEASURE_TIP), RECORD_SEQUENCES));
}

void loss_words_draw(const View *view, Rect area, const char *panel) {
    draw_head(view, area, evaluate_least_loss(view->setup, &view->run->wiring), panel, -1);
    if (view->run->loss.count > 0) draw_measure_words(view, area, panel);
}

/* The words below the plot. */
static void draw_foot(const View *view, Rect area, double foot, long known, const char *panel) {
    const Gui *gui = view->gui;
    char text[96], place[32];
    text_format(place, (int)sizeof place, "%s/kept", panel);
    if (known > 0)
        text_format(text, (int)sizeof text, tr(view->strings, STRING_CURVE_HISTORY), (double)view->kept_bytes / (1 << 20),
                    (int)(REPLAY_BYTES_MAX >> 20));
    else
        text_format(text, (int)sizeof text, "%s", tr(view->strings, STRING_CURVE_NO_UPDATE));
    hint_add_text(view, FACE_UI, 12, area.x, foot, ALIGN_LEFT, text, place,
                  tr(view->strings, known > 0 ? STRING_HINT_HISTORY : STRING_HINT_LOSS_CURVE));
    gui_text(gui, FACE_UI, 12, area.x, foot, ALIGN_LEFT, gui->theme->dim, text);
    if (known > 0) draw_switch(view, rect_right(area), foot, panel);
}

/* The update under the pointer, whose loss is that before the next one; -1: none. */
static long find_pointed(const Chart *chart, long known) {
    if (!chart_is_hot(chart) || known <= 0) return -1;
    return (long)fmin(fmax(round(chart_number_x(chart, chart->gui->state->x)), 0), (double)(known - 1));
}

/* The cost of the first simple answer, or of the second; 0: there is none. */
static double find_cost(const View *view, bool second) {
    TaskOptions options = setup_task_options(view->setup);
    const Task *task = setup_task(view->setup);
    double (*find)(const TaskOptions *) = second ? task->other_baseline : task->baseline;
    return find ? find(&options) : 0;
}

double loss_curve_highest(const View *view) {
    double first = find_cost(view, false), other = find_cost(view, true);
    return other < 2 * first ? fmax(first, other) : first;
}

void loss_curve_mark_other(Chart *chart, const View *view, char words[LOSS_WORDS_SIZE], const char *path, Color color) {
    double other = find_cost(view, true);
    char number[24];
    if (other <= 0 || other == find_cost(view, false)) return; /* a series without a season has one of them */
    number_format_short(number, (int)sizeof number, other, 3);
    text_format(words, LOSS_WORDS_SIZE, "%s %s", tr_name(view->strings, setup_task(view->setup)->other_baseline_label), number);
    chart_mark(chart, other, words, color);
    chart_mark_tip(chart, path, tr(view->strings, STRING_HINT_BASELINE));
}

void loss_curve_draw(const View *view, Rect area, const char *panel) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    const Run *run = view->run;
    TaskOptions options = setup_task_options(view->setup);
    const Task *task = setup_task(view->setup);
    double least = evaluate_least_loss(view->setup, &run->wiring), baseline = task->baseline(&options);
    char level[LOSS_WORDS_SIZE], other_level[LOSS_WORDS_SIZE], goal_words[64], number[24], path[32], place[32], other_place[32],
        command[48];
    long known = run->loss.count; /* after a visit those ahead too, which can be visited again */
    Curve curve;
    Measures measures;
    Chart chart;
    ChartAxis x = axis_of(view, known);
    bool has_share = known > 0 && !task_goal_is_loss(task_goal(task, &options));
    double share_w = has_share ? SHARE_WIDTH : 0;
    find_points(&curve, view, &x, area.w - AXIS_WIDTH - 14 - share_w);
    double most = fmax(fmax(loss_curve_highest(view) * 1.25, 1e-12), curve.most * 1.05);
    ChartAxis y = {.label = tr(view->strings, STRING_CURVE_TITLE), .low = 0, .high = most, .room = AXIS_WIDTH, .no_words = true};
    text_format(path, (int)sizeof path, "%s/history", panel);
    Rect box = {area.x, area.y + HEAD + MEASURE - PLOT_TOP, area.w + PLOT_TOP - share_w, area.h + PLOT_TOP + TICKS};
    chart_begin(&chart, gui, box, "loss", path, &x, &y);
    chart.tip = tr(view->strings, STRING_HINT_LOSS_CURVE);
    chart.ground = theme->panel;
    number_format_short(number, (int)sizeof number, baseline, 3);
    text_format(level, (int)sizeof level, "%s %s", tr_name(view->strings, task->baseline_label), number);
    chart_mark(&chart, baseline, level, theme->faint);
    text_format(place, (int)sizeof place, "%s/baseline", panel);
    chart_mark_tip(&chart, place, tr(view->strings, STRING_HINT_BASELINE));
    text_format(other_place, (int)sizeof other_place, "%s/other-baseline", panel);
    loss_curve_mark_other(&chart, view, other_level, other_place, theme->faint);
    if (!isnan(least)) chart_mark(&chart, least, NULL, theme->good);
    if (known > 0) {
        draw_measure(view, &chart, most, &measures, goal_words);
        ChartLine all = {.name = tr(view->strings, STRING_HISTORY_LOSS),
                         .x = curve.x,
                         .y = curve.mean,
                         .count = curve.count,
                         .width = 1.75},
                  now = all;
        all.color = curve.now < curve.count ? theme->faint : theme->accent;
        now.name = NULL;
        now.color = theme->accent;
        now.count = curve.now;
        chart_line(&chart, &all);
        if (curve.now < curve.count) chart_line(&chart, &now);
        draw_solved(view, &chart); /* its words on a plate over the lines */
        if (run->update < known) chart_cursor(&chart, (double)run->update, theme->text);
    }
    long pointed = find_pointed(&chart, known);
    if (pointed >= 0) {
        text_format(command, (int)sizeof command, "visit %ld",
                    (long)fmin(fmax(round(chart_number_x(&chart, gui->state->x)), 0), (double)known));
        chart.command = command;
    }
    chart_end(&chart);
    if (has_share) draw_share_axis(&chart, most);
    draw_head(view, area, least, panel, pointed);
    if (known > 0) draw_measure_words(view, area, panel);
    draw_foot(view, area, rect_bottom(chart.plot) + 16 + TICKS, known, panel);
}
