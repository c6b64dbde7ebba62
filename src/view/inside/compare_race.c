/* The losses of all rows over the updates that they have made, on one axis, with the loss of a simple answer without memory. Where a curve
   has more updates than pixels, a point is the mean of those that share one. A click goes to that update.

   Simplified on purpose: the updates stand evenly; the loss curve of the controls has a log axis. */
#include "base/number.h"
#include "lab/evaluate.h"
#include "view/hint.h"
#include "view/inside/compare_picture.h"
#include <math.h>

enum { POINTS_MOST = 400 };

typedef struct Race {
    Rect plot;
    long updates;   /* at the right end */
    double most;    /* the loss at the top */
    double names_w; /* pixels right of it for the names */
} Race;

static double mean_of(const Run *run, long from, long to) {
    LossSum loss = loss_list_sum(&run->loss, from, to);
    return loss.count > 0 ? loss.sum / (double)loss.count : NAN;
}

/* The updates of point i of `points`. */
static void find_point(long *from, long *to, int i, int points, long updates) {
    *from = updates * i / points;
    *to = updates * (i + 1) / points;
    if (*to <= *from) *to = *from + 1;
}

static int count_points(const Race *race) { return (int)fmin(fmin(race->plot.w, POINTS_MOST), (double)race->updates); }

static double race_x(const Race *race, double update) { return race->plot.x + race->plot.w * update / (double)race->updates; }

static double race_y(const Race *race, double loss) { return rect_bottom(race->plot) - race->plot.h * fmin(fmax(loss / race->most, 0), 1); }

static void find_most(Race *race, const ComparePicture *picture, double baseline) {
    int points = count_points(race);
    race->most = fmax(baseline * 1.25, 1e-12);
    for (int l = 0; l < picture->count; l++) {
        for (int i = 0; i < points; i++) {
            long from, to;
            find_point(&from, &to, i, points, race->updates);
            double mean = mean_of(picture->lane[l].run, from, to);
            if (isfinite(mean) && mean > race->most) race->most = mean;
        }
    }
    race->most = fmin(race->most, fmax(baseline, 1e-12) * 4); /* an outburst is cut at the top */
}

static void draw_curve(const ComparePicture *picture, const Race *race, const CompareLane *lane, double *end_y) {
    const Gui *gui = picture->view->gui;
    int points = count_points(race);
    bool pen = false;
    *end_y = NAN;
    draw_path_begin(gui->list);
    for (int i = 0; i < points; i++) {
        long from, to;
        find_point(&from, &to, i, points, race->updates);
        double mean = mean_of(lane->run, from, to);
        if (!isfinite(mean)) {
            pen = false;
            continue;
        }
        double x = race_x(race, (double)(from + to) / 2), y = race_y(race, mean);
        if (pen)
            draw_path_line(gui->list, x, y);
        else
            draw_path_move(gui->list, x, y);
        pen = true;
        *end_y = y;
    }
    draw_path_stroke(gui->list, 2, lane->color, 0);
}

static void draw_level(const ComparePicture *picture, const Race *race, double loss, const char *words, Color color, const char *path,
                       const char *tip) {
    const Gui *gui = picture->view->gui;
    double y = race_y(race, loss), w = gui_text_width(gui, FACE_UI, 12, words), right = rect_right(race->plot) - 8;
    draw_path_begin(gui->list);
    draw_path_move(gui->list, race->plot.x, y);
    draw_path_line(gui->list, rect_right(race->plot), y);
    draw_path_stroke(gui->list, 1, color, 4);
    draw_round(gui->list, rect(right - w - 4, y + 3, w + 8, 15), 3, gui->theme->background);
    gui_text(gui, FACE_UI, 12, right, y + 15, ALIGN_RIGHT, gui->theme->dim, words);
    hint_add(picture->view, rect(right - w - 4, y + 2, w + 8, 17), path, tip);
}

/* Names right of the ends of the curves, pushed apart. */
static void draw_names(const ComparePicture *picture, const Race *race, const double end_y[COMPARE_LANE_MAX]) {
    const Gui *gui = picture->view->gui;
    int order[COMPARE_LANE_MAX], count = 0;
    double last = race->plot.y - 20;
    for (int i = 0; i < picture->count; i++)
        if (isfinite(end_y[i])) order[count++] = i;
    for (int i = 1; i < count; i++)
        for (int k = i; k > 0 && end_y[order[k]] < end_y[order[k - 1]]; k--) {
            int other = order[k];
            order[k] = order[k - 1];
            order[k - 1] = other;
        }
    double foot = rect_bottom(race->plot) - 8 - (count - 1) * 17;
    for (int i = 0; i < count; i++, foot += 17) {
        const CompareLane *lane = &picture->lane[order[i]];
        double y = fmin(fmax(end_y[order[i]], last + 17), fmax(foot, race->plot.y)),
               w = fmin(gui_text_width(gui, FACE_UI_SEMIBOLD, 13, lane->name), race->names_w), x = rect_right(race->plot) + 12;
        char path[48], number[24];
        last = y;
        gui_text_fit(gui, FACE_UI_SEMIBOLD, 13, x, y + 4.5, w + 1, ALIGN_LEFT, lane->color, lane->name);
        text_format(path, (int)sizeof path, "compare/race-name%d", order[i] + 1);
        number_format_short(number, (int)sizeof number, lane->run->trace.loss, 3);
        hint_add(picture->view, rect(x - 4, y - 8, w + 8, 16), path,
                 region_words(gui->region, "%s\nIts loss before every update; on the stage's sequence it is %s now.", lane->name, number));
    }
}

static void draw_numbers(const ComparePicture *picture, const Race *race) {
    const Gui *gui = picture->view->gui;
    char text[32];
    double step = 1, loss = 1e-12;
    for (int i = 0; (double)race->updates / step > 5; i++) step *= i % 3 == 1 ? 2.5 : 2;
    for (double update = 0; update <= (double)race->updates; update += step) {
        number_format(text, (int)sizeof text, update);
        double x = race_x(race, update), w = gui_text_width(gui, FACE_MONO, 12, text);
        x = fmin(x, rect_right(race->plot) - w / 2);
        draw_rect(gui->list, rect(race_x(race, update) - 0.5, rect_bottom(race->plot), 1, 4), gui->theme->faint);
        gui_text(gui, FACE_MONO, 12, x, rect_bottom(race->plot) + 17, ALIGN_CENTER, gui->theme->dim, text);
    }
    for (int i = 0; race->most / loss > 4; i++) loss *= i % 3 == 1 ? 2.5 : 2;
    for (int k = 0; k * loss <= race->most * 1.0001; k++) {
        double y = race_y(race, k * loss);
        number_format_short(text, (int)sizeof text, k * loss, 2);
        draw_line(gui->list, race->plot.x, y, rect_right(race->plot), y, 1, gui->theme->grid);
        gui_text(gui, FACE_MONO, 12, race->plot.x - 8, y + 4, ALIGN_RIGHT, gui->theme->dim, text);
    }
    hint_add(picture->view, rect(picture->area.x, race->plot.y, race->plot.x - picture->area.x - 2, race->plot.h), "compare/race-loss",
             "The loss, on an even axis from 0.");
    hint_add(picture->view, rect(race->plot.x, rect_bottom(race->plot), race->plot.w, 20), "compare/race-updates",
             "Updates of the weights.");
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
    const Task *task = setup_task(view->setup);
    double baseline = task->baseline(&options), left = box.x + (box.w >= 900 ? 66 : 54), end_y[COMPARE_LANE_MAX];
    double names_w = 0;
    for (int i = 0; i < picture->count; i++)
        names_w = fmax(names_w, fmin(gui_text_width(gui, FACE_UI_SEMIBOLD, 13, picture->lane[i].name), box.w * 0.2));
    Race race = {.names_w = names_w,
                 .plot = {left, box.y + 30, rect_right(box) - left - 24 - names_w, box.h - 30 - 24},
                 .updates = view->run->loss.count};
    const char *words = "Loss before each update";
    draw_group(gui->list, "compare/race");
    gui_text_fit(gui, FACE_UI_SEMIBOLD, 15, box.x + 22, box.y + 18, box.w - 44, ALIGN_LEFT, gui->theme->text, words);
    hint_add_text(view, FACE_UI_SEMIBOLD, 15, box.x + 22, box.y + 18, ALIGN_LEFT, words, "compare/race-title",
                  "Every update is made by all of them, each on the same sequence unless it has sequences of its own.");
    for (int i = 0; i < picture->count; i++) {
        long known = picture->lane[i].run->loss.count;
        race.updates = known > race.updates ? known : race.updates;
    }
    if (race.updates == 0) {
        words = "No update yet: train, and all of them do the same updates.";
        gui_text_fit(gui, FACE_UI, 14, race.plot.x, rect_mid_y(race.plot), race.plot.w, ALIGN_LEFT, gui->theme->dim, words);
        hint_add(view, rect(race.plot.x, rect_mid_y(race.plot) - 14, race.plot.w, 20), "compare/race-empty",
                 "Training moves all of them: Ctrl+T, or the buttons of the controls.");
        return;
    }
    find_most(&race, picture, baseline);
    Region *strip = region_add(gui->region, REGION_HOVER, race.plot, "compare/race");
    if (view->run->loss.count > 0 && race.updates == view->run->loss.count) {
        strip->cols = (int)view->run->loss.count;
        text_format(strip->command, (int)sizeof strip->command, "visit {step}");
    }
    strip->tip = "The loss before every update so far. A click goes back to that update, bit for bit, with all of them.";
    draw_numbers(picture, &race);
    char level[96], number[24];
    number_format_short(number, (int)sizeof number, baseline, 3);
    text_format(level, (int)sizeof level, "%s %s", task->baseline_label, number);
    for (int i = 0; i < picture->count; i++) draw_curve(picture, &race, &picture->lane[i], &end_y[i]);
    if (view->run->update < race.updates) {
        double x = race_x(&race, (double)view->run->update);
        draw_line(gui->list, x, race.plot.y - 4, x, rect_bottom(race.plot), 2, gui->theme->text);
        draw_circle(gui->list, x, race.plot.y - 4, 4, gui->theme->text);
    }
    draw_level(picture, &race, baseline, level, gui->theme->dim, "compare/baseline",
               "What a simple answer without memory scores: a network below it has learned something.");
    draw_names(picture, &race, end_y);
}
