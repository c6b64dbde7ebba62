/* The losses of all rows over the updates that they have made, as one chart, with the loss of a simple answer without memory. Where a curve
   has more updates than pixels, a point is the mean of those that share one. A click goes to that update.

   Simplified on purpose: the updates stand evenly; the history has a log axis. */
#include "base/number.h"
#include "gui/chart.h"
#include "lab/evaluate.h"
#include "view/hint.h"
#include "view/inside/compare_picture.h"
#include <math.h>

enum { POINTS_MOST = 400 };

typedef struct Curve {
    double x[POINTS_MOST], y[POINTS_MOST];
    int count;
} Curve;

typedef struct Race {
    Chart chart;
    long updates;    /* at the right end */
    double from, to; /* of them, as the chart is zoomed */
    double most;     /* the loss at the top */
    double names_w;  /* pixels right of it for the names */
    Curve curve[COMPARE_LANE_MAX];
} Race;

/* The means of the updates that share a point. */
static void find_curve(Curve *curve, const Race *race, const Run *run, double width) {
    int points = (int)fmin(fmin(fmax(width, 2), POINTS_MOST), fmax(ceil(race->to - race->from), 1));
    long next = -1;
    curve->count = 0;
    for (int i = 0; i < points; i++) {
        long first = (long)fmax(ceil(race->from + (race->to - race->from) * i / points), 0),
             last = (long)fmin(ceil(race->from + (race->to - race->from) * (i + 1) / points), (double)run->loss.count);
        if (first < next) first = next;
        if (last <= first) continue;
        LossSum sum = loss_list_sum(&run->loss, first, last);
        next = last;
        if (sum.count == 0) continue;
        curve->x[curve->count] = (double)(first + last - 1) / 2;
        curve->y[curve->count++] = sum.sum / (double)sum.count;
    }
}

static void find_most(Race *race, const ComparePicture *picture, double baseline) {
    race->most = fmax(baseline * 1.25, 1e-12);
    for (int l = 0; l < picture->count; l++)
        for (int i = 0; i < race->curve[l].count; i++)
            if (isfinite(race->curve[l].y[i])) race->most = fmax(race->most, race->curve[l].y[i]);
    race->most = fmin(race->most, fmax(baseline, 1e-12) * 4); /* an outburst is cut at the top */
}

static void find_range(Race *race, const GuiState *state) {
    const ChartRange *zoom = chart_find_zoom(state, "race");
    race->from = zoom ? zoom->x0 : 0;
    race->to = zoom ? zoom->x1 : (double)race->updates;
}

/* Names right of the ends of the curves, pushed apart. */
static void draw_names(const ComparePicture *picture, const Race *race, const double end_y[COMPARE_LANE_MAX]) {
    const Gui *gui = picture->view->gui;
    int order[COMPARE_LANE_MAX], count = 0;
    double last = race->chart.plot.y - 20;
    for (int i = 0; i < picture->count; i++)
        if (isfinite(end_y[i])) order[count++] = i;
    for (int i = 1; i < count; i++)
        for (int k = i; k > 0 && end_y[order[k]] < end_y[order[k - 1]]; k--) {
            int other = order[k];
            order[k] = order[k - 1];
            order[k - 1] = other;
        }
    double foot = rect_bottom(race->chart.plot) - 8 - (count - 1) * 17;
    for (int i = 0; i < count; i++, foot += 17) {
        const CompareLane *lane = &picture->lane[order[i]];
        double y = fmin(fmax(end_y[order[i]], last + 17), fmax(foot, race->chart.plot.y)),
               w = fmin(gui_text_width(gui, FACE_UI_SEMIBOLD, 13, lane->name), race->names_w), x = rect_right(race->chart.plot) + 12;
        char path[48], number[24];
        last = y;
        gui_text_fit(gui, FACE_UI_SEMIBOLD, 13, x, y + 4.5, w + 1, ALIGN_LEFT, lane->color, lane->name);
        text_format(path, (int)sizeof path, "compare/race-name%d", order[i] + 1);
        number_format_short(number, (int)sizeof number, lane->run->trace.loss, 3);
        hint_add(picture->view, rect(x - 4, y - 8, w + 8, 16), path,
                 region_words(gui->region, tr(picture->view->strings, STRING_COMPARE_CURVE_TIP), lane->name, number));
    }
}

static void draw_curves(const ComparePicture *picture, Race *race, double end_y[COMPARE_LANE_MAX]) {
    for (int i = 0; i < picture->count; i++) {
        const Curve *curve = &race->curve[i];
        const CompareLane *lane = &picture->lane[i];
        end_y[i] = NAN;
        for (int k = 0; k < curve->count; k++) {
            double y = chart_y(&race->chart, curve->y[k]);
            if (isfinite(y)) end_y[i] = fmin(fmax(y, race->chart.plot.y), rect_bottom(race->chart.plot));
        }
        chart_line(&race->chart,
                   &(ChartLine){.name = lane->name, .x = curve->x, .y = curve->y, .count = curve->count, .color = lane->color});
    }
}

static void draw_chart(const ComparePicture *picture, Race *race, Rect area, double baseline) {
    const View *view = picture->view;
    const Gui *gui = view->gui;
    const Task *task = setup_task(view->setup);
    Chart *chart = &race->chart;
    char level[96], number[24], command[48];
    double end_y[COMPARE_LANE_MAX];
    ChartAxis x = {.label = tr(picture->view->strings, STRING_COMPARE_UPDATES), .low = 0, .high = (double)race->updates, .is_whole = true},
              y = {.label = tr(picture->view->strings, STRING_COMPARE_LOSS), .low = 0, .high = race->most, .no_words = true};
    chart_begin(chart, gui, area, "race", "compare/race", &x, &y);
    chart->tip = tr(picture->view->strings, STRING_COMPARE_RACE_TIP);
    number_format_short(number, (int)sizeof number, baseline, 3);
    text_format(level, (int)sizeof level, "%s %s", tr_name(view->strings, task->baseline_label), number);
    chart_mark(chart, baseline, level, gui->theme->dim);
    chart_mark_tip(chart, "compare/race/baseline", tr(picture->view->strings, STRING_COMPARE_BASELINE_TIP));
    draw_curves(picture, race, end_y);
    if (view->run->update < race->updates) chart_cursor(chart, (double)view->run->update, gui->theme->text);
    if (chart_is_hot(chart) && race->updates == view->run->loss.count) {
        double at = fmin(fmax(round(chart_number_x(chart, gui->state->x)), 0), (double)race->updates);
        text_format(command, (int)sizeof command, "visit %ld", (long)at);
        chart->command = command;
    }
    chart_end(chart);
    hint_add(view, rect(picture->area.x, chart->plot.y, chart->plot.x - picture->area.x - 2, chart->plot.h), "compare/race-loss",
             tr(picture->view->strings, STRING_COMPARE_LOSS_TIP));
    hint_add(view, rect(chart->plot.x, rect_bottom(chart->plot), chart->plot.w, 20), "compare/race-updates",
             tr(picture->view->strings, STRING_COMPARE_UPDATES_TIP));
    draw_names(picture, race, end_y);
}

void compare_draw_race(const ComparePicture *picture) {
    const View *view = picture->view;
    const Gui *gui = view->gui;
    Rect box = picture->race;
    if (box.h < 90) return;
    if (view->trials) {
        compare_draw_trials(picture);
        return;
    }
    TaskOptions options = setup_task_options(view->setup);
    double baseline = setup_task(view->setup)->baseline(&options);
    Race race = {.updates = view->run->loss.count};
    for (int i = 0; i < picture->count; i++) {
        long known = picture->lane[i].run->loss.count;
        race.updates = known > race.updates ? known : race.updates;
        race.names_w = fmax(race.names_w, fmin(gui_text_width(gui, FACE_UI_SEMIBOLD, 13, picture->lane[i].name), box.w * 0.2));
    }
    const char *words = tr(picture->view->strings, STRING_COMPARE_RACE_TITLE);
    draw_group(gui->list, "compare/race");
    gui_text_fit(gui, FACE_UI_SEMIBOLD, 15, box.x + 22, box.y + 18, box.w - 44, ALIGN_LEFT, gui->theme->text, words);
    hint_add_text(view, FACE_UI_SEMIBOLD, 15, box.x + 22, box.y + 18, ALIGN_LEFT, words, "compare/race-title",
                  tr(picture->view->strings, STRING_COMPARE_RACE_TITLE_TIP));
    Rect area = {box.x + 16, box.y + 24, box.w - 40 - race.names_w, box.h - 24};
    if (race.updates == 0) {
        words = tr(picture->view->strings, STRING_COMPARE_RACE_EMPTY);
        double y = rect_mid_y(area) - 6;
        gui_text_fit(gui, FACE_UI, 14, area.x + 40, y, area.w - 40, ALIGN_LEFT, gui->theme->dim, words);
        hint_add(view, rect(area.x + 40, y - 14, area.w - 40, 20), "compare/race-empty",
                 tr(picture->view->strings, STRING_COMPARE_RACE_EMPTY_TIP));
        return;
    }
    find_range(&race, gui->state);
    for (int i = 0; i < picture->count; i++) find_curve(&race.curve[i], &race, picture->lane[i].run, area.w);
    find_most(&race, picture, baseline);
    draw_chart(picture, &race, area, baseline);
}
