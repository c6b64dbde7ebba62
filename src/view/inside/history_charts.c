/* The lines of the history: the loss before every update and on held-out sequences, the task's measure, the gradient's norm before and
   after clipping, and the radius. */
#include "base/number.h"
#include "lab/evaluate.h"
#include "view/inside/history_picture.h"
#include "view/panel/loss_curve.h"
#include <math.h>

enum { LOSS_POINTS = 480 };

/* One line over the points. */
typedef struct Points {
    double x[RECORD_PATH_MAX], y[RECORD_PATH_MAX];
    int count;
} Points;

static void add(Points *points, long update, double value) {
    points->x[points->count] = (double)update;
    points->y[points->count++] = value;
}

static double largest(const Points *points) {
    double most = 0;
    for (int i = 0; i < points->count; i++)
        if (isfinite(points->y[i])) most = fmax(most, points->y[i]);
    return most;
}

static double least(const Points *points) {
    double low = INFINITY;
    for (int i = 0; i < points->count; i++)
        if (points->y[i] > 0) low = fmin(low, points->y[i]);
    return low;
}

static ChartLine line_of(const Points *points, const char *name, Color color) {
    return (ChartLine){.name = name, .x = points->x, .y = points->y, .count = points->count, .color = color};
}

/* A flag where the task was first found solved. */
static void draw_solved(const HistoryPicture *picture, Chart *chart) {
    const Gui *gui = picture->view->gui;
    const RecordPoint *solved = record_find_solved(picture->point, picture->count);
    char text[48];
    if (!solved) return;
    double x = chart_x(chart, (double)solved->update), y = chart->plot.y;
    if (!isfinite(x) || x < chart->plot.x || x > rect_right(chart->plot)) return;
    text_format(text, (int)sizeof text, tr(picture->view->strings, STRING_HISTORY_SOLVED), COUNT_TEXT(solved->update));
    double w = gui_text_width(gui, FACE_UI_SEMIBOLD, 12, text);
    bool is_left = x + w + 12 > rect_right(chart->plot);
    draw_rect(gui->list, rect(x - 0.75, y, 1.5, chart->plot.h), gui->theme->good);
    double foot = rect_bottom(chart->plot) - 6; /* the measure is at the top there */
    draw_round(gui->list, rect(is_left ? x - w - 10 : x + 3, foot - 13, w + 8, 17), 3, gui->theme->background);
    gui_text(gui, FACE_UI_SEMIBOLD, 12, is_left ? x - 6 : x + 7, foot, is_left ? ALIGN_RIGHT : ALIGN_LEFT, gui->theme->good, text);
}

/* --- the loss --- */

typedef struct Losses {
    double x[LOSS_POINTS], y[LOSS_POINTS];
    int count;
} Losses;

/* Means of the updates that share a pixel of the axis as it is shown. */
static void find_losses(Losses *losses, const HistoryPicture *picture, double from, double to, double width) {
    const LossList *list = &picture->view->run->loss;
    bool is_log = picture->updates.is_log;
    int pixels = (int)fmin(fmax(width, 2), LOSS_POINTS);
    double low = is_log ? log10(fmax(from, 1)) : from, high = is_log ? log10(fmax(to, 1)) : to;
    long next = -1;
    losses->count = 0;
    for (int i = 0; i < pixels; i++) {
        double at = low + (high - low) * i / pixels, end = low + (high - low) * (i + 1) / pixels;
        long first = (long)fmin(fmax(ceil(is_log ? pow(10, at) : at), 0), (double)list->count), /* a zoom may lie beyond them */
            last = (long)fmin(ceil(is_log ? pow(10, end) : end), (double)list->count);
        if (first < next) first = next;
        if (last <= first) continue;
        LossSum sum = loss_list_sum(list, first, last);
        next = last;
        if (sum.count == 0) continue;
        losses->x[losses->count] = (double)(first + last - 1) / 2;
        losses->y[losses->count++] = sum.sum / (double)sum.count;
    }
}

static void draw_loss(HistoryPicture *picture) {
    const View *view = picture->view;
    const Theme *theme = view->gui->theme;
    TaskOptions options = setup_task_options(view->setup);
    const Task *task = setup_task(view->setup);
    const TaskGoal *goal = task_goal(task, &options);
    double baseline = task->baseline(&options), best = evaluate_least_loss(view->setup, &view->run->wiring);
    double most = loss_curve_highest(view) * 1.15;
    Losses losses;
    Points held = {.count = 0};
    Chart chart;
    char words[192], other_words[LOSS_WORDS_SIZE], number[24];
    const ChartRange *zoom = chart_find_zoom(view->gui->state, "history-loss", picture->updates.is_log);
    double from = picture->updates.low, to = picture->updates.high;
    if (zoom) {
        from = picture->updates.is_log ? pow(10, zoom->x0) : zoom->x0;
        to = picture->updates.is_log ? pow(10, zoom->x1) : zoom->x1;
    }
    find_losses(&losses, picture, from, to, picture->part[HISTORY_LOSS].w / 2);
    for (int i = 0; i < losses.count; i++)
        if (isfinite(losses.y[i])) most = fmax(most, fmin(losses.y[i] * 1.05, 4 * fmax(baseline, 1e-12)));
    for (int i = 0; i < picture->count; i++)
        if (picture->point[i].is_measured) add(&held, picture->point[i].update, picture->point[i].held_loss);
    number_format_short(number, (int)sizeof number, baseline, 3);
    text_format(words, (int)sizeof words, tr(picture->view->strings, STRING_HISTORY_LOSSES), tr_name(view->strings, task->baseline_label),
                number);
    ChartAxis y = {.label = words, .low = 0, .high = fmax(most, 1e-12)};
    history_begin_chart(picture, &chart, HISTORY_LOSS, &y);
    chart.tip = tr(picture->view->strings, STRING_HISTORY_LOSSES_TIP);
    chart_mark(&chart, baseline, NULL, theme->dim);
    loss_curve_mark_other(&chart, view, other_words, "history/loss-other", theme->dim);
    if (!isnan(best)) chart_mark(&chart, best, tr(picture->view->strings, STRING_HISTORY_LEAST), theme->good);
    if (goal->loss > 0) chart_mark(&chart, goal->loss, tr(picture->view->strings, STRING_HISTORY_GOAL), theme->good);
    ChartLine trained = {.name = tr(picture->view->strings, STRING_HISTORY_LOSS),
                         .x = losses.x,
                         .y = losses.y,
                         .count = losses.count,
                         .color = theme->accent,
                         .width = 1.75};
    chart_line(&chart, &trained);
    ChartLine other = line_of(&held, tr(picture->view->strings, STRING_HISTORY_HELD_OUT), theme->good);
    other.width = 3;
    chart_points(&chart, &other);
    if (goal->loss > 0) draw_solved(picture, &chart);
    history_end_chart(picture, &chart);
}

/* --- the others --- */

static void draw_measure(HistoryPicture *picture) {
    const View *view = picture->view;
    const Theme *theme = view->gui->theme;
    TaskOptions options = setup_task_options(view->setup);
    const Task *task = setup_task(view->setup);
    const TaskGoal *goal = task_goal(task, &options);
    Points points = {.count = 0};
    Chart chart;
    char label[96], words[96];
    bool of_loss = task_goal_is_loss(goal);
    double most = of_loss ? goal->loss : 100;
    for (int i = 0; i < picture->count; i++) {
        const RecordPoint *point = &picture->point[i];
        if (point->is_measured) add(&points, point->update, of_loss ? point->held_loss : 100 * point->score);
    }
    if (of_loss)
        text_format(label, (int)sizeof label, tr(picture->view->strings, STRING_HISTORY_HELD_LOSSES));
    else
        text_format(label, (int)sizeof label, tr(picture->view->strings, STRING_HISTORY_SCORES),
                    goal->right > 0 ? tr(picture->view->strings, STRING_HISTORY_SEQUENCES_RIGHT)
                                    : tr_name(view->strings, task->score_label));
    ChartAxis y = {.label = label, .low = 0, .high = fmax(most, 1e-12)};
    if (of_loss) {
        y.is_log = true;
        double level = goal->is_none ? task->baseline(&options) : goal->loss;
        y.high = fmax(largest(&points), level) * 1.5;
        y.low = fmin(least(&points), level) / 1.5;
    }
    history_begin_chart(picture, &chart, HISTORY_MEASURE, &y);
    chart.tip = tr(picture->view->strings, STRING_HISTORY_SCORES_TIP);
    task_describe_goal(words, (int)sizeof words, task, &options);
    tr_said(view->strings, words, (int)sizeof words);
    double level = of_loss ? goal->loss : 100 * (goal->right > 0 ? goal->right : goal->hit);
    char text[112];
    text_format(text, (int)sizeof text, tr(picture->view->strings, STRING_HISTORY_GOAL_IS), words);
    if (goal->is_none)
        chart_mark(&chart, task->baseline(&options), tr_name(view->strings, task->baseline_label), theme->dim);
    else
        chart_mark(&chart, level, text, theme->good);
    if (!of_loss && task->loss == LOSS_CROSS_ENTROPY && goal->right == 0) {
        double chance = 100.0 / task->outputs(&options);
        chart_mark(&chart, chance, tr(picture->view->strings, STRING_HISTORY_CHANCE), theme->faint);
    }
    ChartLine line =
        line_of(&points, of_loss ? tr(picture->view->strings, STRING_HISTORY_HELD_LOSS) : tr(picture->view->strings, STRING_HISTORY_RIGHT),
                theme->good);
    chart_line(&chart, &line);
    draw_solved(picture, &chart);
    history_end_chart(picture, &chart);
}

static void draw_norms(HistoryPicture *picture) {
    const View *view = picture->view;
    const Theme *theme = view->gui->theme;
    Points before = {.count = 0}, after = {.count = 0};
    Chart chart;
    double limit = setup_get(view->setup, KEY_CLIP_NORM);
    bool is_clipped = false;
    for (int i = 0; i < picture->count; i++) {
        const RecordPoint *point = &picture->point[i];
        if (isnan(point->norm)) continue;
        add(&before, point->update, point->norm);
        add(&after, point->update, point->norm_clipped);
        is_clipped |= point->norm_clipped < point->norm * (1 - 1e-9);
    }
    double low = fmin(least(&after), least(&before)), high = largest(&before);
    ChartAxis y = {.label = is_clipped ? tr(picture->view->strings, STRING_HISTORY_NORMS_CLIPPED)
                                       : tr(picture->view->strings, STRING_HISTORY_NORMS),
                   .low = isfinite(low) ? low / 2 : 0.1,
                   .high = high > 0 ? high * 2 : 10,
                   .is_log = true};
    history_begin_chart(picture, &chart, HISTORY_NORM, &y);
    chart.tip = tr(picture->view->strings, STRING_HISTORY_NORMS_TIP);
    if (limit > 0 && high > 0) chart_mark(&chart, limit, NULL, theme->dim);
    ChartLine line = line_of(
        &before, is_clipped ? tr(picture->view->strings, STRING_HISTORY_BEFORE) : tr(picture->view->strings, STRING_HISTORY_GRADIENT),
        theme->gradient_ink);
    line.width = 1.5;
    chart_line(&chart, &line);
    ChartLine thick = line_of(&after, tr(picture->view->strings, STRING_HISTORY_AFTER), theme->warn);
    thick.width = 2.5;
    if (is_clipped) chart_line(&chart, &thick);
    history_end_chart(picture, &chart);
}

static void draw_radius(HistoryPicture *picture) {
    const View *view = picture->view;
    const Theme *theme = view->gui->theme;
    Points points = {.count = 0};
    Chart chart;
    for (int i = 0; i < picture->count; i++)
        if (!isnan(picture->point[i].radius)) add(&points, picture->point[i].update, picture->point[i].radius);
    ChartAxis y = {.label = tr(picture->view->strings, STRING_HISTORY_RADIUS), .low = 0, .high = fmax(largest(&points) * 1.1, 1.1)};
    history_begin_chart(picture, &chart, HISTORY_RADIUS, &y);
    chart.tip = tr(picture->view->strings, STRING_HISTORY_RADIUS_TIP);
    chart_mark(&chart, 1, NULL, theme->dim);
    ChartLine line = line_of(&points, "ρ", theme->recurrent_weight);
    chart_line(&chart, &line);
    history_end_chart(picture, &chart);
}

void history_draw_charts(HistoryPicture *picture) {
    draw_group(picture->view->gui->list, "history/charts");
    draw_loss(picture);
    if (picture->part[HISTORY_MEASURE].h > 0) draw_measure(picture);
    if (picture->part[HISTORY_NORM].h > 0) draw_norms(picture);
    if (picture->part[HISTORY_RADIUS].h > 0) draw_radius(picture);
}
