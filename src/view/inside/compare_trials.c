/* What came of many seeds, or of a sweep, in the place of the losses: what the task measures, on sequences that were never trained on, over
   the updates; a thin line for each seed, a band from the least to the largest, the median, and a flag where half of the seeds had solved
   the task. A sweep has a point for each value instead.

   A seed that has ended before the others keeps its last measure in band and median: it was solved there, or could not go on. */
#include "base/number.h"
#include "view/hint.h"
#include "view/inside/compare_picture.h"
#include <math.h>
#include <string.h>

typedef struct Trials {
    const TrialSet *set;
    const Task *task;
    TaskOptions options;
    const TaskGoal *goal;
    bool of_loss; /* the task's goal is a loss: it is the measure */
    Rect plot;
    double most;    /* of the measure, at the top */
    long updates;   /* at the right end */
    double names_w; /* right of the plot */
    Color color[TRIAL_ITEM_MAX];
} Trials;

static double measure_of(const Trials *trials, const TrialRow *row) { return trials->of_loss ? row->loss : row->score; }

/* The measure of a run at the i-th evaluation, or its last one. NaN before it has any. */
static double measure_at(const Trials *trials, const TrialRun *run, int i) {
    if (!run->is_done || run->row_count == 0) return NAN;
    return measure_of(trials, &run->row[i < run->row_count ? i : run->row_count - 1]);
}

static double x_of(const Trials *trials, double update) { return trials->plot.x + trials->plot.w * update / (double)trials->updates; }

static double y_of(const Trials *trials, double measure) {
    return rect_bottom(trials->plot) - trials->plot.h * fmin(fmax(measure / trials->most, 0), 1);
}

static void find_scales(Trials *trials) {
    double baseline = trials->task->baseline(&trials->options), most = trials->of_loss ? fmax(baseline * 1.25, 1e-12) : 1;
    trials->updates = 1;
    for (int i = 0; i < trials->set->count; i++) {
        for (int s = 0; s < trials->set->seeds; s++) {
            const TrialRun *run = &trials->set->item[i].run[s];
            for (int r = 0; r < run->row_count; r++) {
                double measure = measure_of(trials, &run->row[r]);
                trials->updates = run->row[r].update > trials->updates ? run->row[r].update : trials->updates;
                if (trials->of_loss && isfinite(measure)) most = fmax(most, fmin(measure, 4 * fmax(baseline, 1e-12)));
            }
        }
    }
    trials->most = most;
}

/* An item has the colour of its row. */
static void find_colors(Trials *trials, const ComparePicture *picture) {
    const Theme *theme = picture->view->gui->theme;
    for (int i = 0; i < trials->set->count; i++) {
        trials->color[i] = theme->accent;
        for (int l = 0; l < picture->count; l++)
            if (compare_find_trial(trials->set, &picture->lane[l]) == &trials->set->item[i]) trials->color[i] = picture->lane[l].color;
    }
}

const TrialItem *compare_find_trial(const TrialSet *set, const CompareLane *lane) {
    for (int i = 0; set && set->key < 0 && i < set->count; i++) {
        const TrialItem *item = &set->item[i];
        bool is_setup = set->file.variants.count == 0;
        if (lane->variant ? variant_equal(&item->rule, lane->variant->rule) : is_setup) return item;
    }
    return NULL;
}

static void draw_axis(const ComparePicture *picture, const Trials *trials) {
    const Gui *gui = picture->view->gui;
    char text[32];
    double step = 0.25;
    if (trials->of_loss) {
        step = 1e-12;
        for (int i = 0; trials->most / step > 4; i++) step *= i % 3 == 1 ? 2.5 : 2;
    }
    for (int k = 0; k * step <= trials->most * 1.0001; k++) {
        double y = y_of(trials, k * step);
        if (trials->of_loss)
            number_format_short(text, (int)sizeof text, k * step, 2);
        else
            text_format(text, (int)sizeof text, "%.0f %%", 100 * k * step);
        draw_line(gui->list, trials->plot.x, y, rect_right(trials->plot), y, 1, gui->theme->grid);
        gui_text(gui, FACE_MONO, 12, trials->plot.x - 8, y + 4, ALIGN_RIGHT, gui->theme->dim, text);
    }
    hint_add(picture->view, rect(picture->area.x, trials->plot.y - 6, trials->plot.x - picture->area.x - 2, trials->plot.h + 12),
             "compare/trial-measure",
             trials->of_loss ? tr(picture->view->strings, STRING_COMPARE_MEAN_LOSS_TIP)
                             : tr_name(picture->view->strings, trials->task->score_label));
    if (trials->set->key >= 0) return;
    step = 1;
    for (int i = 0; (double)trials->updates / step > 5; i++) step *= i % 3 == 1 ? 2.5 : 2;
    for (double update = 0; update <= (double)trials->updates; update += step) {
        number_format_count(text, (int)sizeof text, (long)update);
        double w = gui_text_width(gui, FACE_MONO, 12, text), x = fmin(x_of(trials, update), rect_right(trials->plot) - w / 2);
        gui_text(gui, FACE_MONO, 12, x, rect_bottom(trials->plot) + 17, ALIGN_CENTER, gui->theme->dim, text);
    }
    hint_add(picture->view, rect(trials->plot.x - 12, rect_bottom(trials->plot) + 4, trials->plot.w + 12, 18), "compare/trial-updates",
             tr(picture->view->strings, STRING_COMPARE_UPDATES_TIP));
}

static void draw_level(const ComparePicture *picture, const Trials *trials, double measure, const char *words, Color color,
                       const char *path, const char *tip, bool below) {
    const Gui *gui = picture->view->gui;
    double y = y_of(trials, measure), w = gui_text_width(gui, FACE_UI, 12, words), right = rect_right(trials->plot) - 8;
    double line = below ? y + 14 : y - 5;
    draw_path_begin(gui->list);
    draw_path_move(gui->list, trials->plot.x, y);
    draw_path_line(gui->list, rect_right(trials->plot), y);
    draw_path_stroke(gui->list, 1, color, 4);
    draw_round(gui->list, rect(right - w - 4, line - 11, w + 8, 15), 3, gui->theme->background);
    gui_text(gui, FACE_UI, 12, right, line, ALIGN_RIGHT, gui->theme->dim, words);
    hint_add(picture->view, rect(right - w - 4, line - 11, w + 8, 15), path, tip);
}

/* What guessing would score, and what counts as solved, where they are numbers of this axis. */
static void draw_levels(const ComparePicture *picture, const Trials *trials) {
    const Theme *theme = picture->view->gui->theme;
    const Task *task = trials->task;
    int losses = picture->view->run->wiring.loss_count;
    double baseline = task->baseline(&trials->options), goal = trials->of_loss ? trials->goal->loss : trials->goal->hit;
    char text[96], number[32];
    if (!trials->of_loss && goal <= 0 && losses == 1) goal = trials->goal->right; /* with one answer a sequence both shares are one */
    bool is_guess = !trials->of_loss && task->loss == LOSS_CROSS_ENTROPY && losses == 1 && strcmp(task->baseline_label, "guessing") == 0;
    if (trials->of_loss || is_guess) {
        double level = is_guess ? exp(-baseline) : baseline;
        number_format_short(number, (int)sizeof number, is_guess ? 100 * level : level, 3);
        text_format(text, (int)sizeof text, is_guess ? "%s %s %%" : "%s %s", tr_name(picture->view->strings, task->baseline_label), number);
        draw_level(picture, trials, level, text, theme->dim, "compare/trial-baseline",
                   tr(picture->view->strings, STRING_COMPARE_SIMPLE_TIP), true);
    }
    if (goal <= 0) return;
    number_format_short(number, (int)sizeof number, trials->of_loss ? goal : 100 * goal, 3);
    text_format(text, (int)sizeof text,
                trials->of_loss ? tr(picture->view->strings, STRING_COMPARE_GOAL) : tr(picture->view->strings, STRING_COMPARE_GOAL_SHARE),
                number);
    draw_level(picture, trials, goal, text, theme->good, "compare/trial-goal", tr(picture->view->strings, STRING_COMPARE_GOAL_TIP),
               !trials->of_loss);
}

static double median_of(double *value, int count) {
    for (int i = 1; i < count; i++)
        for (int k = i; k > 0 && value[k] < value[k - 1]; k--) {
            double other = value[k];
            value[k] = value[k - 1];
            value[k - 1] = other;
        }
    return count > 0 ? (value[(count - 1) / 2] + value[count / 2]) / 2 : NAN;
}

enum { ROWS_MOST = 2 * TRIAL_ROWS + 4 };

/* Band, seeds and median of an item. Returns the median's end. */
static double draw_item(const ComparePicture *picture, const Trials *trials, int index) {
    const Gui *gui = picture->view->gui;
    const TrialItem *item = &trials->set->item[index];
    Color color = trials->color[index], thin = color_over(color, 0.45, gui->theme->background);
    double low[ROWS_MOST], high[ROWS_MOST], median[ROWS_MOST], x[ROWS_MOST];
    int rows = 0, seeds = trials->set->seeds;
    for (int s = 0; s < seeds; s++) rows = item->run[s].row_count > rows ? item->run[s].row_count : rows;
    rows = rows < ROWS_MOST ? rows : ROWS_MOST;
    for (int r = 0; r < rows; r++) {
        double value[TRIAL_SEED_MAX];
        int count = 0;
        low[r] = INFINITY;
        high[r] = -INFINITY;
        for (int s = 0; s < seeds; s++) {
            double measure = measure_at(trials, &item->run[s], r);
            if (r < item->run[s].row_count) x[r] = x_of(trials, (double)item->run[s].row[r].update);
            if (!isfinite(measure)) continue;
            value[count++] = measure;
            low[r] = fmin(low[r], measure);
            high[r] = fmax(high[r], measure);
        }
        median[r] = median_of(value, count);
    }
    if (seeds > 1 && rows > 1) {
        draw_path_begin(gui->list);
        for (int r = 0; r < rows; r++)
            if (r == 0)
                draw_path_move(gui->list, x[r], y_of(trials, low[r]));
            else
                draw_path_line(gui->list, x[r], y_of(trials, low[r]));
        for (int r = rows - 1; r >= 0; r--) draw_path_line(gui->list, x[r], y_of(trials, high[r]));
        draw_path_close(gui->list);
        draw_path_fill(gui->list, color_fade(color, 0.14));
    }
    for (int s = 0; s < seeds && seeds > 1; s++) {
        const TrialRun *run = &item->run[s];
        draw_path_begin(gui->list);
        for (int r = 0; r < run->row_count; r++) {
            double at = x_of(trials, (double)run->row[r].update), y = y_of(trials, measure_of(trials, &run->row[r]));
            if (r == 0)
                draw_path_move(gui->list, at, y);
            else
                draw_path_line(gui->list, at, y);
        }
        draw_path_stroke(gui->list, 1, thin, 0);
    }
    draw_path_begin(gui->list);
    for (int r = 0; r < rows; r++)
        if (r == 0)
            draw_path_move(gui->list, x[r], y_of(trials, median[r]));
        else
            draw_path_line(gui->list, x[r], y_of(trials, median[r]));
    draw_path_stroke(gui->list, 2.25, color, 0);
    return rows > 0 ? median[rows - 1] : NAN;
}

/* Where it was solved: by half of its seeds. */
static void draw_flags(const ComparePicture *picture, const Trials *trials) {
    const Gui *gui = picture->view->gui;
    double free_x = trials->plot.x - 1e9;
    bool drawn[TRIAL_ITEM_MAX] = {false};
    for (int k = 0; k < trials->set->count; k++) {
        int next = -1; /* from left to right */
        for (int i = 0; i < trials->set->count; i++) {
            long at = trial_item_median(&trials->set->item[i], trials->set->seeds);
            if (at < 0 || drawn[i]) continue;
            if (next < 0 || at < trial_item_median(&trials->set->item[next], trials->set->seeds)) next = i;
        }
        if (next < 0) return;
        drawn[next] = true;
        const TrialItem *item = &trials->set->item[next];
        long at = trial_item_median(item, trials->set->seeds);
        char text[64], count[32], path[48];
        number_format_count(count, (int)sizeof count, at);
        text_format(text, (int)sizeof text, "%s %s", item->rule.name, count);
        double w = gui_text_width(gui, FACE_UI_SEMIBOLD, 12, text) + 14, x = x_of(trials, (double)at),
               left = fmax(fmin(x, rect_right(trials->plot) - w), free_x);
        if (left + w > rect_right(trials->plot) + trials->names_w) continue;
        free_x = left + w + 6;
        Rect box = {left, trials->plot.y - 24, w, 18};
        draw_line(gui->list, x, rect_bottom(box), x, y_of(trials, trials->of_loss ? 0 : 1) + 4, 1.5, trials->color[next]);
        draw_round(gui->list, box, 4, trials->color[next]);
        gui_text(gui, FACE_UI_SEMIBOLD, 12, box.x + 7, box.y + 13, ALIGN_LEFT, gui->theme->accent_ink, text);
        text_format(path, (int)sizeof path, "compare/flag%d", next + 1);
        hint_add(picture->view, box, path,
                 trials->set->seeds > 1
                     ? region_words(gui->region, tr(picture->view->strings, STRING_COMPARE_FLAG_SEEDS), item->rule.name, trials->set->seeds,
                                    count)
                     : region_words(gui->region, tr(picture->view->strings, STRING_COMPARE_FLAG), item->rule.name, count));
    }
}

static void write_outcome(char *out, int size, const Strings *strings, const Trials *trials, const TrialItem *item) {
    int seeds = trials->set->seeds, solved = trial_item_solved(item, seeds);
    if (seeds > 1)
        text_format(out, size, tr(strings, STRING_COMPARE_OUTCOME), item->rule.name, solved, item->done);
    else
        text_format(out, size, "%s", item->rule.name);
}

static void draw_names(const ComparePicture *picture, const Trials *trials, const double end[TRIAL_ITEM_MAX]) {
    const Gui *gui = picture->view->gui;
    bool drawn[TRIAL_ITEM_MAX] = {false};
    double last = trials->plot.y - 14;
    int left = 0;
    for (int i = 0; i < trials->set->count; i++) left += isfinite(end[i]);
    for (; left > 0; left--) {
        int next = -1;
        for (int i = 0; i < trials->set->count; i++)
            if (!drawn[i] && isfinite(end[i]) && (next < 0 || end[i] > end[next])) next = i;
        drawn[next] = true;
        char text[64], path[48];
        write_outcome(text, (int)sizeof text, picture->view->strings, trials, &trials->set->item[next]);
        double y = fmin(fmax(y_of(trials, end[next]), last + 17), rect_bottom(trials->plot) - 17 * (left - 1)),
               x = rect_right(trials->plot) + 10;
        last = y;
        gui_text_fit(gui, FACE_UI_SEMIBOLD, 13, x, y + 4.5, trials->names_w, ALIGN_LEFT, trials->color[next], text);
        text_format(path, (int)sizeof path, "compare/trial-name%d", next + 1);
        hint_add(picture->view, rect(x, y - 9, trials->names_w, 17), path,
                 region_words(gui->region, tr(picture->view->strings, STRING_COMPARE_OUTCOME_TIP), trials->set->item[next].rule.name,
                              trial_item_solved(&trials->set->item[next], trials->set->seeds), trials->set->item[next].done,
                              COUNT_TEXT(trials->set->end)));
    }
}

/* --- a sweep --- */

static void draw_sweep(const ComparePicture *picture, const Trials *trials) {
    const Gui *gui = picture->view->gui;
    const TrialSet *set = trials->set;
    double w = trials->plot.w / set->count;
    bool pen = false;
    draw_path_begin(gui->list);
    for (int i = 0; i < set->count; i++) {
        const TrialRun *run = &set->item[i].run[0];
        double measure = trials->of_loss ? run->loss : run->score, x = trials->plot.x + (i + 0.5) * w;
        if (!run->is_done || !isfinite(measure)) {
            pen = false;
            continue;
        }
        if (pen)
            draw_path_line(gui->list, x, y_of(trials, measure));
        else
            draw_path_move(gui->list, x, y_of(trials, measure));
        pen = true;
    }
    draw_path_stroke(gui->list, 2, gui->theme->accent, 0);
    for (int i = 0; i < set->count; i++) {
        const TrialRun *run = &set->item[i].run[0];
        double measure = trials->of_loss ? run->loss : run->score, x = trials->plot.x + (i + 0.5) * w;
        char count[32], far[32], path[48];
        gui_text_fit(gui, FACE_MONO_MEDIUM, 13, x, rect_bottom(trials->plot) + 18, w - 6, ALIGN_CENTER, gui->theme->text,
                     set->item[i].rule.name);
        if (!run->is_done) continue;
        bool has_point = isfinite(measure);
        if (has_point) {
            draw_circle(gui->list, x, y_of(trials, measure), 6, gui->theme->background);
            draw_circle(gui->list, x, y_of(trials, measure), 4.5, run->is_solved ? gui->theme->good : gui->theme->accent);
        }
        number_format_count(count, (int)sizeof count, run->is_solved ? run->solved_update : run->update);
        bool has_far = run->verdict.word >= FOLLOW_VANISHED && run->row_count > 0;
        verdict_size_text(far, (int)sizeof far, has_far ? run->verdict.log10_ratio : 0);
        text_format(path, (int)sizeof path, "compare/value%d", i + 1);
        hint_add(picture->view, rect(x - w / 2, trials->plot.y, w, trials->plot.h + 22), path,
                 has_far ? region_words(gui->region,
                                        tr(picture->view->strings, run->is_solved               ? STRING_COMPARE_VALUE_SOLVED
                                                                   : run->end == TRIAL_DIVERGED ? STRING_COMPARE_VALUE_DIVERGED
                                                                                                : STRING_COMPARE_VALUE_NOT),
                                        setup_table[set->key].key, set->item[i].rule.name, count, run->took_s, far)
                         : region_words(gui->region,
                                        tr(picture->view->strings, run->is_solved               ? STRING_COMPARE_VALUE_SOLVED_NO_FAR
                                                                   : run->end == TRIAL_DIVERGED ? STRING_COMPARE_VALUE_DIVERGED_NO_FAR
                                                                                                : STRING_COMPARE_VALUE_NOT_NO_FAR),
                                        setup_table[set->key].key, set->item[i].rule.name, count, run->took_s));
        if (w < 70) continue;
        const char *word = run->is_solved               ? count
                           : run->end == TRIAL_DIVERGED ? tr(picture->view->strings, STRING_COMPARE_NOT_FINITE)
                                                        : tr(picture->view->strings, STRING_COMPARE_NOT_SOLVED);
        double y = has_point ? y_of(trials, measure) : rect_mid_y(trials->plot);
        y = y - 14 < trials->plot.y + 6 ? y + 22 : y - 12;
        gui_text_fit(gui, FACE_UI, 12, x, y, w - 8, ALIGN_CENTER, run->is_solved ? gui->theme->good : gui->theme->dim, word);
    }
}

/* --- all of it --- */

static void draw_heading(const ComparePicture *picture, const Trials *trials) {
    const View *view = picture->view;
    const Gui *gui = view->gui;
    const TrialSet *set = trials->set;
    char words[160], goal[96], right[192];
    Rect box = picture->race;
    double x = box.x + 22, y = box.y + 18;
    task_describe_goal(goal, (int)sizeof goal, trials->task, &trials->options);
    tr_said(view->strings, goal, (int)sizeof goal);
    const char *measure =
        trials->of_loss ? tr(picture->view->strings, STRING_COMPARE_MEASURE_LOSS) : tr_name(view->strings, trials->task->score_label);
    if (set->key >= 0)
        text_format(words, (int)sizeof words, tr(picture->view->strings, STRING_COMPARE_SWEEP_TITLE), measure,
                    tr_name(view->strings, setup_label(view->setup, (SetupKey)set->key)));
    else
        text_format(words, (int)sizeof words, tr(picture->view->strings, STRING_COMPARE_TRIALS_TITLE), measure);
    if (words[0] >= 'a' && words[0] <= 'z') words[0] = (char)(words[0] - 'a' + 'A');
    bool busy = trial_set_is_busy(set);
    if (busy)
        text_format(right, (int)sizeof right, tr(picture->view->strings, STRING_COMPARE_TRAINED), set->done, set->count * set->seeds);
    else
        text_format(right, (int)sizeof right, tr(picture->view->strings, STRING_COMPARE_SOLVED_GOAL), goal);
    double most = box.w - 44, words_w = fmin(gui_text_width(gui, FACE_UI_SEMIBOLD, 15, words), most),
           right_w = gui_text_width(gui, FACE_UI, 13, right);
    gui_text_fit(gui, FACE_UI_SEMIBOLD, 15, x, y, words_w + 1, ALIGN_LEFT, gui->theme->text, words);
    hint_add(view, rect(x, y - 14, words_w, 18), "compare/trials-title", tr(picture->view->strings, STRING_COMPARE_TRIALS_TIP));
    if (words_w + right_w + 20 > most) return;
    gui_text(gui, FACE_UI, 13, rect_right(box) - 22, y, ALIGN_RIGHT, gui->theme->dim, right);
    hint_add(view, rect(rect_right(box) - 22 - right_w, y - 13, right_w, 18), "compare/trials-goal",
             busy ? tr(picture->view->strings, STRING_COMPARE_TRAINED_TIP) : tr(picture->view->strings, STRING_COMPARE_SOLVED_GOAL_TIP));
}

void compare_draw_trials(const ComparePicture *picture) {
    const View *view = picture->view;
    const Gui *gui = view->gui;
    Rect box = picture->race;
    Trials trials = {.set = view->trials, .task = setup_task(view->setup), .options = setup_task_options(view->setup)};
    double left = box.x + (box.w >= 900 ? 66 : 54), end[TRIAL_ITEM_MAX];
    bool is_sweep = trials.set->key >= 0;
    trials.goal = task_goal(trials.task, &trials.options);
    trials.of_loss = trials.goal->right <= 0 && trials.goal->hit <= 0;
    for (int i = 0; i < trials.set->count && !is_sweep; i++) {
        char text[64];
        write_outcome(text, (int)sizeof text, view->strings, &trials, &trials.set->item[i]);
        trials.names_w = fmax(trials.names_w, fmin(gui_text_width(gui, FACE_UI_SEMIBOLD, 13, text) + 8, box.w * 0.22));
    }
    trials.plot = rect(left, box.y + (is_sweep ? 34 : 54), rect_right(box) - left - 24 - trials.names_w, box.h - (is_sweep ? 34 : 54) - 24);
    if (trials.plot.h < 30) return;
    find_scales(&trials);
    find_colors(&trials, picture);
    draw_group(gui->list, "compare/trials");
    draw_heading(picture, &trials);
    hint_add(view, trials.plot, "compare/trials",
             is_sweep ? tr(picture->view->strings, STRING_COMPARE_SWEEP_TIP) : tr(picture->view->strings, STRING_COMPARE_BAND_TIP));
    draw_axis(picture, &trials);
    if (is_sweep) {
        draw_levels(picture, &trials);
        draw_sweep(picture, &trials);
        return;
    }
    for (int i = 0; i < trials.set->count; i++) end[i] = draw_item(picture, &trials, i);
    draw_levels(picture, &trials);
    draw_flags(picture, &trials);
    draw_names(picture, &trials, end);
}
