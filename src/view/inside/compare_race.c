/* The losses of all rows over the updates that they have made, as one chart, with the loss of a simple answer without memory; or the task's
   measure of each on held-out sequences, with the goal and a flag where the task was found solved. Where a curve of losses has more updates
   than pixels, a point is the mean of those that share one. A click goes to that update.

   Simplified on purpose: the updates stand evenly; the history has a log axis. */
#include "base/number.h"
#include "gui/chart.h"
#include "lab/evaluate.h"
#include "view/hint.h"
#include "view/inside/compare_picture.h"
#include "view/offer.h"
#include <math.h>
#include <string.h>

enum { POINTS_MOST = 400, FLAG = 20, SWITCH_WIDTH = 168 };

typedef struct Curve {
    double *x, *y; /* (RECORD_PATH_MAX) each, in the room of View.curve; of losses POINTS_MOST at most are used */
    int count;
} Curve;

typedef struct Race {
    Chart chart;
    long updates;         /* at the right end */
    double from, to;      /* of them, as the chart is zoomed */
    double most;          /* the loss at the top */
    double names_w;       /* pixels right of it for the names */
    const TaskGoal *goal; /* of the task's measure; NULL: the chart shows losses */
    Curve *curve;         /* (COMPARE_LANE_MAX) */
} Race;

/* The means of the updates that share a point. */
static void find_curve(Curve *curve, const Race *race, const CompareLane *lane, double width) {
    const LossList *list = &lane->run->loss;
    double known = (double)(lane->known < list->count ? lane->known : list->count);
    int points = (int)fmin(fmin(fmax(width, 2), POINTS_MOST), fmax(ceil(race->to - race->from), 1));
    long next = -1;
    curve->count = 0;
    for (int i = 0; i < points; i++) {
        long first = (long)fmax(ceil(race->from + (race->to - race->from) * i / points), 0),
             last = (long)fmin(ceil(race->from + (race->to - race->from) * (i + 1) / points), known);
        if (first < next) first = next;
        if (last <= first) continue;
        LossSum sum = loss_list_sum(list, first, last);
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
    const ChartRange *zoom = chart_find_zoom(state, "race", false);
    race->from = zoom ? zoom->x0 : 0;
    race->to = zoom ? zoom->x1 : (double)race->updates;
}

/* --- the measure --- */

static bool is_of_loss(const Race *race) { return task_goal_is_loss(race->goal); }

/* The value as it is drawn: a loss, or a share in percent. */
static double measure_of(const Race *race, const RecordPoint *point) { return is_of_loss(race) ? point->held_loss : 100 * point->score; }

static void find_measures(Curve *curve, const Race *race, const CompareLane *lane) {
    curve->count = 0;
    for (int i = 0; i < lane->record_count && curve->count < RECORD_PATH_MAX; i++) {
        const RecordPoint *point = &lane->record[i];
        if (!point->is_measured || point->update > lane->known || !isfinite(measure_of(race, point))) continue;
        curve->x[curve->count] = (double)point->update;
        curve->y[curve->count++] = measure_of(race, point);
    }
}

/* What a simple answer without memory reaches, in the unit of the axis; NaN where that is not known. */
static double find_simple(const Race *race, const View *view) {
    const Task *task = setup_task(view->setup);
    TaskOptions options = setup_task_options(view->setup);
    const Wiring *wiring = &view->run->wiring;
    double baseline = task->baseline(&options);
    if (is_of_loss(race)) return baseline;
    bool is_guess = task->loss == LOSS_CROSS_ENTROPY && strcmp(task->baseline_label, "guessing") == 0,
         is_one = wiring->loss_count == 1 || (race->goal->right <= 0 && !wiring->sum_losses);
    return is_guess && is_one ? 100 * exp(-baseline) : NAN;
}

static double goal_level(const Race *race) {
    return is_of_loss(race) ? race->goal->loss : 100 * (race->goal->right > 0 ? race->goal->right : race->goal->hit);
}

static const char *measure_name(const Race *race, const View *view) {
    if (is_of_loss(race)) return tr(view->strings, STRING_COMPARE_LOSS);
    return race->goal->right > 0 ? tr(view->strings, STRING_HISTORY_SEQUENCES_RIGHT)
                                 : tr_name(view->strings, setup_task(view->setup)->score_label);
}

static void add_measure_tip(const ComparePicture *picture, const Race *race, const CompareLane *lane, Rect box, const char *path) {
    const View *view = picture->view;
    char number[FIGURE_SIZE], text[FIGURE_SIZE + 4];
    Figures figures = figure_begin(view->gui);
    const RecordPoint *last = compare_find_measured(lane);
    if (!last) return;
    figure_write(&figures, number, measure_of(race, last));
    text_format(text, (int)sizeof text, is_of_loss(race) ? "%s" : "%s %%", number);
    hint_add(view, box, path,
             figure_tip_words(view, &figures,
                              region_words(view->gui->region, tr(view->strings, STRING_COMPARE_MEASURE_NAME_TIP), lane->name,
                                           measure_name(race, view), text, COUNT_TEXT(last->update))));
}

typedef struct RaceFlag {
    const CompareLane *lane;
    const RecordPoint *point;
    double x, left, w;
    char text[96], count[32];
} RaceFlag;

/* The flags in view, in the order of the updates. */
static int find_flags(RaceFlag flag[COMPARE_LANE_MAX], const ComparePicture *picture, const Race *race) {
    const Chart *chart = &race->chart;
    int count = 0;
    for (int i = 0; i < picture->count; i++) {
        const RecordPoint *solved = compare_find_solved(&picture->lane[i]);
        double x = solved ? chart_x(chart, (double)solved->update) : NAN;
        if (!(x >= chart->plot.x && x <= rect_right(chart->plot))) continue;
        int at = count++;
        for (; at > 0 && flag[at - 1].point->update > solved->update; at--) flag[at] = flag[at - 1];
        RaceFlag *own = &flag[at];
        *own = (RaceFlag){.lane = &picture->lane[i], .point = solved, .x = x};
        number_format_count(own->count, (int)sizeof own->count, solved->update);
        text_format(own->text, (int)sizeof own->text, "%.40s %s", own->lane->name, own->count);
        own->w = gui_text_width(picture->view->gui, FACE_UI_SEMIBOLD, 12, own->text) + 14;
    }
    return count;
}

/* Flags that would overlap move on, and back where the last one would leave the picture. */
static void place_flags(RaceFlag *flag, int count, const Race *race) {
    enum { GAP = 6, NAMES = 8 }; /* the names begin right of the plot */
    Rect plot = race->chart.plot;
    double free_x = plot.x, end = rect_right(plot) + NAMES;
    for (int i = 0; i < count; i++) {
        flag[i].left = fmax(fmin(flag[i].x, rect_right(plot) - flag[i].w), free_x);
        free_x = flag[i].left + flag[i].w + GAP;
    }
    for (int i = count - 1; i >= 0; i--) {
        flag[i].left = fmin(flag[i].left, end - flag[i].w);
        end = flag[i].left - GAP;
    }
}

/* Draws a flag for each network that was found solved; those that have no room left of the others are left out. */
static void draw_flags(const ComparePicture *picture, const Race *race) {
    const Gui *gui = picture->view->gui;
    const Chart *chart = &race->chart;
    RaceFlag flag[COMPARE_LANE_MAX];
    int count = find_flags(flag, picture, race);
    place_flags(flag, count, race);
    for (int i = 0; i < count; i++) {
        const RaceFlag *at = &flag[i];
        if (at->left < picture->race.x) continue;
        char path[48];
        Rect box = {at->left, chart->plot.y - FLAG - 2, at->w, FLAG - 2};
        double foot = fmin(fmax(chart_y(chart, measure_of(race, at->point)), chart->plot.y), rect_bottom(chart->plot));
        draw_line(gui->list, at->x, rect_bottom(box), at->x, foot, 1.5, at->lane->color);
        draw_round(gui->list, box, 4, at->lane->color);
        gui_text(gui, FACE_UI_SEMIBOLD, 12, box.x + 7, box.y + 13, ALIGN_LEFT, gui->theme->accent_ink, at->text);
        text_format(path, (int)sizeof path, "compare/race-flag%d", (int)(at->lane - picture->lane) + 1);
        hint_add(picture->view, box, path,
                 region_words(gui->region, tr(picture->view->strings, STRING_COMPARE_FLAG), at->lane->name, at->count));
    }
}

/* --- the chart --- */

/* Where colours are greys the curves differ by their dashes, in the order of the variants; the first one is whole. */
static double dash_of(int lane) {
    static const double dash[COMPARE_LANE_MAX] = {0, 10, 3, 18, 6};
    return dash[lane];
}

/* Names right of the ends of the curves, pushed apart, each above a piece of its line. */
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
        char path[48], number[FIGURE_SIZE];
        last = y;
        gui_text_fit(gui, FACE_UI_SEMIBOLD, 13, x, y + 4.5, w + 1, ALIGN_LEFT, lane->color, lane->name);
        draw_path_begin(gui->list);
        draw_path_move(gui->list, x, y + 9);
        draw_path_line(gui->list, x + w, y + 9);
        draw_path_stroke(gui->list, 1.75, lane->color, dash_of(order[i]));
        text_format(path, (int)sizeof path, "compare/race-name%d", order[i] + 1);
        if (race->goal) {
            add_measure_tip(picture, race, lane, rect(x - 4, y - 8, w + 8, 16), path);
            continue;
        }
        Figures figures = figure_begin(gui);
        figure_write(&figures, number, lane->run->trace.loss);
        hint_add(picture->view, rect(x - 4, y - 8, w + 8, 16), path,
                 figure_tip_words(picture->view, &figures,
                                  region_words(gui->region, tr(picture->view->strings, STRING_COMPARE_CURVE_TIP), lane->name, number)));
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
                   &(ChartLine){
                       .name = lane->name, .x = curve->x, .y = curve->y, .count = curve->count, .color = lane->color, .dash = dash_of(i)});
    }
}

/* Makes the axis of the measure: from 0 to 100 % for shares, a log axis from the least to the largest for a loss. */
static ChartAxis measure_axis(const Race *race, const ComparePicture *picture, double simple) {
    ChartAxis axis = {.label = measure_name(race, picture->view), .low = 0, .high = 100, .no_words = true};
    if (!is_of_loss(race)) return axis;
    double low = race->goal->is_none ? simple : race->goal->loss, high = fmax(simple, low);
    for (int l = 0; l < picture->count; l++)
        for (int i = 0; i < race->curve[l].count; i++) {
            double y = race->curve[l].y[i];
            if (y > 0) low = fmin(low, y);
            high = fmax(high, y);
        }
    axis.is_log = true;
    axis.low = low / 1.5;
    axis.high = high * 1.5;
    return axis;
}

typedef struct MarkWords {
    char simple[96], goal[64];
} MarkWords;

static void add_marks(const ComparePicture *picture, Race *race, double simple, MarkWords *words) {
    const View *view = picture->view;
    const Theme *theme = view->gui->theme;
    bool is_share = race->goal && !is_of_loss(race);
    char number[24];
    number_format_short(number, (int)sizeof number, simple, 3);
    text_format(words->simple, (int)sizeof words->simple, is_share ? "%s %s %%" : "%s %s",
                tr_name(view->strings, setup_task(view->setup)->baseline_label), number);
    if (isfinite(simple)) {
        chart_mark(&race->chart, simple, words->simple, theme->dim);
        chart_mark_tip(&race->chart, "compare/race/baseline",
                       tr(view->strings, is_share ? STRING_COMPARE_SIMPLE_SHARE_TIP : STRING_COMPARE_BASELINE_TIP));
    }
    if (!race->goal || race->goal->is_none) return;
    number_format_short(number, (int)sizeof number, goal_level(race), 3);
    text_format(words->goal, (int)sizeof words->goal, tr(view->strings, is_share ? STRING_COMPARE_GOAL_SHARE : STRING_COMPARE_GOAL),
                number);
    chart_mark(&race->chart, goal_level(race), words->goal, theme->good);
    chart_mark_tip(&race->chart, "compare/race/goal", tr(view->strings, STRING_COMPARE_GOAL_TIP));
}

static void draw_chart(const ComparePicture *picture, Race *race, Rect area, double simple) {
    const View *view = picture->view;
    const Gui *gui = view->gui;
    Chart *chart = &race->chart;
    char command[48];
    MarkWords words;
    double end_y[COMPARE_LANE_MAX];
    bool is_loss = !race->goal;
    ChartAxis x = {.label = tr(view->strings, STRING_COMPARE_UPDATES), .low = 0, .high = (double)race->updates, .is_whole = true},
              y = {.label = tr(view->strings, STRING_COMPARE_LOSS), .low = 0, .high = race->most, .no_words = true};
    if (!is_loss) y = measure_axis(race, picture, simple);
    chart_begin(chart, gui, area, is_loss ? "race" : "race-measure", "compare/race", &x, &y);
    chart->tip = tr(view->strings, is_loss ? STRING_COMPARE_RACE_TIP : STRING_COMPARE_MEASURE_TIP);
    add_marks(picture, race, simple, &words);
    draw_curves(picture, race, end_y);
    if (view->run->update < race->updates) chart_cursor(chart, (double)view->run->update, gui->theme->text);
    if (chart_is_hot(chart) && race->updates == view->run->loss.count) {
        double at = fmin(fmax(round(chart_number_x(chart, gui->state->x)), 0), (double)race->updates);
        text_format(command, (int)sizeof command, "visit %ld", (long)at);
        chart->command = command;
    }
    chart_end(chart);
    hint_add(view, rect(picture->race.x, chart->plot.y, chart->plot.x - picture->race.x - 2, chart->plot.h), "compare/race-loss",
             is_loss            ? tr(view->strings, STRING_COMPARE_LOSS_TIP)
             : is_of_loss(race) ? tr(view->strings, STRING_COMPARE_MEAN_LOSS_TIP)
                                : measure_name(race, view));
    hint_add(view, rect(chart->plot.x, rect_bottom(chart->plot), chart->plot.w, 20), "compare/race-updates",
             tr(view->strings, STRING_COMPARE_UPDATES_TIP));
    draw_names(picture, race, end_y);
    if (!is_loss) draw_flags(picture, race);
}

/* Draws the title, which says which of the two the chart shows. */
static void draw_head(const ComparePicture *picture, const Race *race) {
    const View *view = picture->view;
    const Gui *gui = view->gui;
    Rect box = picture->race;
    char words[96], labels[64];
    text_format(words, (int)sizeof words, race->goal ? tr(view->strings, STRING_COMPARE_TRIALS_TITLE) : "%s",
                race->goal ? measure_name(race, view) : tr(view->strings, STRING_COMPARE_RACE_TITLE));
    if (words[0] >= 'a' && words[0] <= 'z') words[0] = (char)(words[0] - 'a' + 'A');
    tr_labels(view->strings, labels, (int)sizeof labels, "loss|measure");
    double switch_w = gui->has_no_buttons ? 0 : SWITCH_WIDTH, right = rect_right(box) - 22 - switch_w - (switch_w > 0 ? 12 : 0);
    gui_text_fit(gui, FACE_UI_SEMIBOLD, 15, box.x + 22, box.y + 18, right - box.x - 22, ALIGN_LEFT, gui->theme->text, words);
    hint_add(view, rect(box.x + 22, box.y + 4, fmin(gui_text_width(gui, FACE_UI_SEMIBOLD, 15, words), right - box.x - 22), 18),
             "compare/race-title", tr(view->strings, race->goal ? STRING_COMPARE_MEASURE_TITLE_TIP : STRING_COMPARE_RACE_TITLE_TIP));
    if (switch_w > 0)
        gui_choice(gui, rect(rect_right(box) - 22 - switch_w, box.y + 2, switch_w, 24), "compare/race-of", "loss|measure", labels,
                   race->goal != NULL, "race");
}

static void draw_empty(const ComparePicture *picture, Rect area) {
    const View *view = picture->view;
    const Gui *gui = view->gui;
    double y = rect_mid_y(area) - 6;
    gui_text_fit(gui, FACE_UI, 14, area.x + 40, y, area.w - 40, ALIGN_LEFT, gui->theme->dim, tr(view->strings, STRING_COMPARE_RACE_EMPTY));
    hint_add(view, rect(area.x + 40, y - 14, area.w - 40, 20), "compare/race-empty", tr(view->strings, STRING_COMPARE_RACE_EMPTY_TIP));
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
    const Task *task = setup_task(view->setup);
    TaskOptions options = setup_task_options(view->setup);
    Curve curve[COMPARE_LANE_MAX] = {0};
    Race race = {.updates = view->run->loss.count, .curve = curve, .goal = view->ui->race_measure ? task_goal(task, &options) : NULL};
    for (int i = 0; i < picture->count; i++) {
        long known = picture->lane[i].known;
        race.updates = known > race.updates ? known : race.updates;
        race.names_w = fmax(race.names_w, fmin(gui_text_width(gui, FACE_UI_SEMIBOLD, 13, picture->lane[i].name), box.w * 0.2));
    }
    draw_group(gui->list, "compare/race");
    draw_head(picture, &race);
    double head = race.goal ? 24 + FLAG : 24;
    Rect area = {box.x + 16, box.y + head, box.w - 40 - race.names_w, box.h - head};
    if (race.updates == 0) {
        draw_empty(picture, area);
        return;
    }
    find_range(&race, gui->state);
    for (int i = 0; i < picture->count && view->curve; i++) {
        curve[i].x = view->curve + (size_t)i * VIEW_CURVE_ROOM;
        curve[i].y = curve[i].x + RECORD_PATH_MAX;
        if (race.goal)
            find_measures(&race.curve[i], &race, &picture->lane[i]);
        else
            find_curve(&race.curve[i], &race, &picture->lane[i], area.w);
    }
    double simple = race.goal ? find_simple(&race, view) : task->baseline(&options);
    if (!race.goal) find_most(&race, picture, simple);
    draw_chart(picture, &race, area, simple);
}
