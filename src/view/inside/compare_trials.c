/* The results of many seeds, or of a sweep, in the place of the losses: the task's measure on held-out sequences over the updates; a thin
   line for each seed, a band from the least to the largest, the median, and a flag where half of the seeds had solved the task. A sweep has
   a point for each value instead: the measure, how much of the gradient arrives at the far end, or the seconds.

   A seed that has ended before the others keeps its last measure in band and median: it was solved there, or could not go on. */
#include "base/number.h"
#include "gui/chart.h"
#include "view/hint.h"
#include "view/inside/compare_picture.h"
#include <math.h>
#include <string.h>

enum { SWITCH_WIDTH = 264 };
enum { SHOWS_MEASURE, SHOWS_FAR, SHOWS_SECONDS }; /* UiState.sweep_shows */

typedef struct Trials {
    const TrialSet *set;
    const Task *task;
    TaskOptions options;
    const TaskGoal *goal;
    bool of_loss; /* the task's goal is a loss: it is the measure */
    Chart chart;
    double most;    /* of the measure, at the top */
    long updates;   /* at the right end */
    double names_w; /* right of the plot */
    Color color[TRIAL_ITEM_MAX];
} Trials;

/* The value as it is drawn: a loss, or a share in percent. */
static double measure_of(const Trials *trials, const TrialRow *row) { return trials->of_loss ? row->loss : 100 * row->score; }

/* The measure of a run at the i-th evaluation, or its last one. NaN before it has any. */
static double measure_at(const Trials *trials, const TrialRun *run, int i) {
    if (!run->is_done || run->row_count == 0) return NAN;
    return measure_of(trials, &run->row[i < run->row_count ? i : run->row_count - 1]);
}

static const char *measure_name(const Trials *trials, const View *view) {
    return trials->of_loss ? tr(view->strings, STRING_COMPARE_MEASURE_LOSS) : tr_name(view->strings, trials->task->score_label);
}

static double y_of(const Trials *trials, double y) {
    Rect plot = trials->chart.plot;
    return fmin(fmax(chart_y(&trials->chart, y), plot.y), rect_bottom(plot));
}

static void find_scales(Trials *trials) {
    double baseline = trials->task->baseline(&trials->options), most = trials->of_loss ? fmax(baseline * 1.25, 1e-12) : 100;
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

typedef struct LevelWords {
    char simple[96], goal[96];
} LevelWords;

/* What guessing would score, and what counts as solved, where they are numbers of this axis. */
static void add_levels(const ComparePicture *picture, Trials *trials, LevelWords *words) {
    const View *view = picture->view;
    const Theme *theme = view->gui->theme;
    const Task *task = trials->task;
    int losses = view->run->wiring.loss_count;
    double baseline = task->baseline(&trials->options), goal = trials->of_loss ? trials->goal->loss : trials->goal->hit;
    char number[32];
    if (!trials->of_loss && goal <= 0 && losses == 1) goal = trials->goal->right; /* with one answer a sequence both shares are one */
    bool is_guess = !trials->of_loss && task->loss == LOSS_CROSS_ENTROPY && losses == 1 && strcmp(task->baseline_label, "guessing") == 0;
    if (trials->of_loss || is_guess) {
        double level = is_guess ? 100 * exp(-baseline) : baseline;
        number_format_short(number, (int)sizeof number, level, 3);
        text_format(words->simple, (int)sizeof words->simple, is_guess ? "%s %s %%" : "%s %s", tr_name(view->strings, task->baseline_label),
                    number);
        chart_mark(&trials->chart, level, words->simple, theme->dim);
        chart_mark_tip(&trials->chart, "compare/trials/baseline", tr(view->strings, STRING_COMPARE_SIMPLE_TIP));
    }
    if (goal <= 0) return;
    number_format_short(number, (int)sizeof number, trials->of_loss ? goal : 100 * goal, 3);
    text_format(words->goal, (int)sizeof words->goal, tr(view->strings, trials->of_loss ? STRING_COMPARE_GOAL : STRING_COMPARE_GOAL_SHARE),
                number);
    chart_mark(&trials->chart, trials->of_loss ? goal : 100 * goal, words->goal, theme->good);
    chart_mark_tip(&trials->chart, "compare/trials/goal", tr(view->strings, STRING_COMPARE_GOAL_TIP));
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

/* The lines of an item as they are drawn, read out and copied; it lives until the chart ends. */
typedef struct ItemLines {
    char name[3][64];
    double x[ROWS_MOST], low[ROWS_MOST], high[ROWS_MOST], median[ROWS_MOST];
    int rows;
} ItemLines;

static void find_lines(ItemLines *lines, const Trials *trials, int index) {
    const TrialItem *item = &trials->set->item[index];
    int rows = 0, seeds = trials->set->seeds;
    for (int s = 0; s < seeds; s++) rows = item->run[s].row_count > rows ? item->run[s].row_count : rows;
    lines->rows = rows < ROWS_MOST ? rows : ROWS_MOST;
    for (int r = 0; r < lines->rows; r++) {
        double value[TRIAL_SEED_MAX], low = INFINITY, high = -INFINITY;
        int count = 0;
        for (int s = 0; s < seeds; s++) {
            double measure = measure_at(trials, &item->run[s], r);
            if (r < item->run[s].row_count) lines->x[r] = (double)item->run[s].row[r].update;
            if (!isfinite(measure)) continue;
            value[count++] = measure;
            low = fmin(low, measure);
            high = fmax(high, measure);
        }
        lines->low[r] = count > 0 ? low : NAN;
        lines->high[r] = count > 0 ? high : NAN;
        lines->median[r] = median_of(value, count);
    }
}

/* Band, seeds and median of an item. Returns the median's end. */
static double draw_item(const ComparePicture *picture, Trials *trials, ItemLines *lines, int index) {
    const Strings *strings = picture->view->strings;
    const TrialItem *item = &trials->set->item[index];
    Color color = trials->color[index], thin = color_over(color, 0.45, picture->view->gui->theme->background);
    Chart *chart = &trials->chart;
    int seeds = trials->set->seeds;
    find_lines(lines, trials, index);
    ChartLine line = {.x = lines->x, .y = lines->low, .count = lines->rows, .color = color_fade(color, 0.14), .width = 1};
    if (seeds > 1 && lines->rows > 1) chart_band(chart, &line, lines->high);
    for (int s = 0; s < seeds && seeds > 1; s++) {
        const TrialRun *run = &item->run[s];
        double x[ROWS_MOST], y[ROWS_MOST];
        int count = run->row_count < ROWS_MOST ? run->row_count : ROWS_MOST;
        for (int r = 0; r < count; r++) {
            x[r] = (double)run->row[r].update;
            y[r] = measure_of(trials, &run->row[r]);
        }
        chart_line(chart, &(ChartLine){.x = x, .y = y, .count = count, .color = thin, .width = 1});
    }
    text_format(lines->name[0], (int)sizeof lines->name[0], seeds > 1 ? tr(strings, STRING_COMPARE_MEDIAN) : "%s", item->rule.name);
    text_format(lines->name[1], (int)sizeof lines->name[1], tr(strings, STRING_COMPARE_LEAST), item->rule.name);
    text_format(lines->name[2], (int)sizeof lines->name[2], tr(strings, STRING_COMPARE_LARGEST), item->rule.name);
    line.color = color;
    line.width = 2.25;
    line.y = lines->median;
    line.name = lines->name[0];
    chart_line(chart, &line);
    line.color = thin;
    line.width = 1;
    line.y = lines->low;
    line.name = lines->name[1];
    if (seeds > 1) chart_line(chart, &line);
    line.y = lines->high;
    line.name = lines->name[2];
    if (seeds > 1) chart_line(chart, &line);
    return lines->rows > 0 ? lines->median[lines->rows - 1] : NAN;
}

/* Draws a flag at the update by which half of its seeds had solved the task. */
static void draw_flags(const ComparePicture *picture, const Trials *trials) {
    const Gui *gui = picture->view->gui;
    double free_x = trials->chart.plot.x - 1e9;
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
        double w = gui_text_width(gui, FACE_UI_SEMIBOLD, 12, text) + 14, x = chart_x(&trials->chart, (double)at),
               left = fmax(fmin(x, rect_right(trials->chart.plot) - w), free_x);
        if (!(x >= trials->chart.plot.x && x <= rect_right(trials->chart.plot))) continue; /* the chart shows another part */
        if (left + w > rect_right(trials->chart.plot) + trials->names_w) continue;
        free_x = left + w + 6;
        Rect box = {left, trials->chart.plot.y - 24, w, 18};
        draw_line(gui->list, x, rect_bottom(box), x, y_of(trials, trials->of_loss ? 0 : 100) + 4, 1.5, trials->color[next]);
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
    double last = trials->chart.plot.y - 14;
    int left = 0;
    for (int i = 0; i < trials->set->count; i++) left += isfinite(end[i]);
    for (; left > 0; left--) {
        int next = -1;
        for (int i = 0; i < trials->set->count; i++)
            if (!drawn[i] && isfinite(end[i]) && (next < 0 || end[i] > end[next])) next = i;
        drawn[next] = true;
        char text[64], path[48];
        write_outcome(text, (int)sizeof text, picture->view->strings, trials, &trials->set->item[next]);
        double y = fmin(fmax(y_of(trials, end[next]), last + 17), rect_bottom(trials->chart.plot) - 17 * (left - 1)),
               x = rect_right(trials->chart.plot) + 10;
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

/* What the chart of a sweep shows of a value; NaN: nothing yet. */
static double sweep_value(const Trials *trials, const TrialRun *run, int shows) {
    if (!run->is_done) return NAN;
    if (shows == SHOWS_SECONDS) return run->took_s;
    if (shows == SHOWS_FAR) return run->verdict.word >= FOLLOW_VANISHED && run->row_count > 0 ? pow(10, run->verdict.log10_ratio) : NAN;
    return trials->of_loss ? run->loss : 100 * run->score;
}

static ChartAxis sweep_axis(const Trials *trials, const View *view, int shows) {
    double low = INFINITY, high = 0;
    for (int i = 0; i < trials->set->count; i++) {
        double value = sweep_value(trials, &trials->set->item[i].run[0], shows);
        if (!isfinite(value) || value <= 0) continue;
        low = fmin(low, value);
        high = fmax(high, value);
    }
    if (shows == SHOWS_MEASURE) return (ChartAxis){.label = measure_name(trials, view), .high = trials->most};
    if (shows == SHOWS_SECONDS) return (ChartAxis){.label = tr(view->strings, STRING_COMPARE_SECONDS), .high = high > 0 ? 1.1 * high : 1};
    bool is_known = high > 0;
    return (ChartAxis){.label = tr(view->strings, STRING_COMPARE_FAR_RATIO),
                       .is_log = true,
                       .low = is_known ? pow(10, floor(log10(low) - 0.1)) : 1e-8,
                       .high = is_known ? pow(10, ceil(log10(high) + 0.1)) : 10};
}

static void draw_sweep_axis(const ComparePicture *picture, const Trials *trials) {
    const Gui *gui = picture->view->gui;
    const Chart *chart = &trials->chart;
    AxisTick tick[AXIS_TICK_MAX];
    bool is_share = picture->view->ui->sweep_shows == SHOWS_MEASURE && !trials->of_loss;
    int count = axis_list_ticks(tick, &chart->y, (int)fmax(chart->plot.h / 26, fmin(4, chart->plot.h / 19)));
    for (int i = 0; i < count; i++) {
        double y = chart_y(chart, axis_number(&chart->y, tick[i].place));
        draw_line(gui->list, chart->plot.x, y, rect_right(chart->plot), y, 1, gui->theme->grid);
        if (tick[i].is_power)
            chart_power(gui, 14, chart->plot.x - 8, y + 5, ALIGN_RIGHT, gui->theme->dim, tick[i].exponent);
        else
            gui_text(gui, FACE_MONO, 12, chart->plot.x - 8, y + 4, ALIGN_RIGHT, gui->theme->dim,
                     region_words(gui->region, is_share ? "%s %%" : "%s", tick[i].label));
    }
    hint_add(picture->view, rect(picture->area.x, chart->plot.y - 6, chart->plot.x - picture->area.x - 2, chart->plot.h + 12),
             "compare/trial-measure", chart->y_name);
}

/* What came of a value, under its point and all the way up. */
static void add_value_hint(const ComparePicture *picture, const Trials *trials, int i, Rect box) {
    const TrialSet *set = trials->set;
    const TrialRun *run = &set->item[i].run[0];
    const Strings *strings = picture->view->strings;
    char count[32], far[32], path[48];
    bool has_far = run->verdict.word >= FOLLOW_VANISHED && run->row_count > 0;
    number_format_count(count, (int)sizeof count, run->is_solved ? run->solved_update : run->update);
    verdict_size_text(far, (int)sizeof far, has_far ? run->verdict.log10_ratio : 0);
    text_format(path, (int)sizeof path, "compare/value%d", i + 1);
    hint_add(picture->view, box, path,
             has_far ? region_words(picture->view->gui->region,
                                    tr(strings, run->is_solved               ? STRING_COMPARE_VALUE_SOLVED
                                                : run->end == TRIAL_DIVERGED ? STRING_COMPARE_VALUE_DIVERGED
                                                                             : STRING_COMPARE_VALUE_NOT),
                                    setup_table[set->key].key, set->item[i].rule.name, count, run->took_s, far)
                     : region_words(picture->view->gui->region,
                                    tr(strings, run->is_solved               ? STRING_COMPARE_VALUE_SOLVED_NO_FAR
                                                : run->end == TRIAL_DIVERGED ? STRING_COMPARE_VALUE_DIVERGED_NO_FAR
                                                                             : STRING_COMPARE_VALUE_NOT_NO_FAR),
                                    setup_table[set->key].key, set->item[i].rule.name, count, run->took_s));
}

/* The values stand evenly, in the order in which they were given; those of a key that holds numbers are read out and copied as numbers. */
static void draw_sweep(const ComparePicture *picture, Trials *trials, Rect plot) {
    const View *view = picture->view;
    const Gui *gui = view->gui;
    const TrialSet *set = trials->set;
    int shows = view->ui->sweep_shows;
    double w = plot.w / set->count, x[TRIAL_ITEM_MAX], y[TRIAL_ITEM_MAX];
    LevelWords words;
    ChartAxis across = {.label = tr(view->strings, STRING_COMPARE_VALUE_NUMBER), .low = 0.5, .high = set->count + 0.5, .is_whole = true},
              up = sweep_axis(trials, view, shows);
    Chart *chart = &trials->chart;
    chart_begin_at(chart, gui, plot,
                   shows == SHOWS_MEASURE ? "sweep"
                   : shows == SHOWS_FAR   ? "sweep-far"
                                          : "sweep-seconds",
                   "compare/trials", &across, &up);
    chart->tip = tr(view->strings, STRING_COMPARE_SWEEP_TIP);
    draw_unclip(gui->list);
    draw_sweep_axis(picture, trials);
    draw_clip(gui->list, plot);
    if (shows == SHOWS_MEASURE) add_levels(picture, trials, &words);
    for (int i = 0; i < set->count; i++) {
        x[i] = i + 1;
        y[i] = sweep_value(trials, &set->item[i].run[0], shows);
    }
    chart_line(chart, &(ChartLine){.name = up.label, .x = x, .y = y, .count = set->count, .color = gui->theme->accent});
    for (int i = 0; i < set->count; i++) {
        double at_x = chart_x(chart, x[i]), at_y = chart_y(chart, y[i]);
        if (!isfinite(at_y)) continue;
        draw_circle(gui->list, at_x, at_y, 6, gui->theme->background);
        draw_circle(gui->list, at_x, at_y, 4.5, set->item[i].run[0].is_solved ? gui->theme->good : gui->theme->accent);
    }
    chart_end(chart);
    for (int i = 0; i < set->count; i++) {
        const TrialRun *run = &set->item[i].run[0];
        double at_x = chart_x(chart, x[i]);
        char count[32], number[32];
        gui_text_fit(gui, FACE_MONO_MEDIUM, 13, at_x, rect_bottom(plot) + 18, w - 6, ALIGN_CENTER, gui->theme->text,
                     set->item[i].rule.name);
        if (!run->is_done) continue;
        add_value_hint(picture, trials, i, rect(at_x - w / 2, rect_bottom(plot) + 2, w, 20));
        if (w < 70) continue;
        number_format_count(count, (int)sizeof count, run->is_solved ? run->solved_update : run->update);
        const char *word = run->is_solved               ? count
                           : run->end == TRIAL_DIVERGED ? tr(view->strings, STRING_COMPARE_NOT_FINITE)
                                                        : tr(view->strings, STRING_COMPARE_NOT_SOLVED);
        if (shows != SHOWS_MEASURE && isfinite(y[i])) { /* on that axis a number of updates would be read as a value of the axis */
            number_format_short(number, (int)sizeof number, y[i], 2);
            word = region_words(gui->region, shows == SHOWS_SECONDS ? "%s s" : "%s", number);
        }
        double at_y = isfinite(y[i]) ? y_of(trials, y[i]) : rect_mid_y(plot);
        at_y = at_y - 14 < plot.y + 6 ? at_y + 22 : at_y - 12;
        gui_text_fit(gui, FACE_UI, 12, at_x, at_y, w - 8, ALIGN_CENTER, run->is_solved ? gui->theme->good : gui->theme->dim, word);
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
    const char *measure = measure_name(trials, view);
    if (set->key >= 0) {
        static const StringId title[] = {STRING_COMPARE_SWEEP_TITLE, STRING_COMPARE_SWEEP_FAR_TITLE, STRING_COMPARE_SWEEP_SECONDS_TITLE};
        const char *key = tr_name(view->strings, setup_label(view->setup, (SetupKey)set->key));
        if (view->ui->sweep_shows == SHOWS_MEASURE)
            text_format(words, (int)sizeof words, tr(view->strings, title[0]), measure, key);
        else
            text_format(words, (int)sizeof words, tr(view->strings, title[view->ui->sweep_shows]), key);
    }
    if (set->key < 0) text_format(words, (int)sizeof words, tr(picture->view->strings, STRING_COMPARE_TRIALS_TITLE), measure);
    if (words[0] >= 'a' && words[0] <= 'z') words[0] = (char)(words[0] - 'a' + 'A');
    bool busy = trial_set_is_busy(set);
    if (busy)
        text_format(right, (int)sizeof right, tr(picture->view->strings, STRING_COMPARE_TRAINED), set->done, set->count * set->seeds);
    else
        text_format(right, (int)sizeof right, tr(picture->view->strings, STRING_COMPARE_SOLVED_GOAL), goal);
    double switch_w = set->key >= 0 && !gui->has_no_buttons ? SWITCH_WIDTH : 0;
    if (switch_w > 0) {
        const char *labels = tr(view->strings, STRING_COMPARE_SWEEP_OF);
        gui_choice(gui, rect(rect_right(box) - 22 - switch_w, box.y + 2, switch_w, 24), "compare/sweep-of", "measure|far|seconds", labels,
                   view->ui->sweep_shows, "race");
        box.w -= switch_w + 16;
    }
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
    double head = is_sweep ? 34 : 54;
    Rect area = rect(box.x + 4, box.y + head, box.w - 18 - trials.names_w, box.h - head);
    Rect plot = rect(left, area.y, rect_right(box) - left - 24, box.h - head - 24);
    if (plot.h < 30) return;
    find_scales(&trials);
    find_colors(&trials, picture);
    draw_group(gui->list, "compare/trials");
    draw_heading(picture, &trials);
    if (is_sweep) {
        draw_sweep(picture, &trials, plot);
        return;
    }
    ItemLines lines[VARIANT_MAX];
    LevelWords words;
    ChartAxis x = {.label = tr(view->strings, STRING_COMPARE_UPDATES), .high = (double)trials.updates, .is_whole = true},
              y = {.label = measure_name(&trials, view), .unit = trials.of_loss ? NULL : "%", .high = trials.most, .no_words = true};
    chart_begin(&trials.chart, gui, area, "seeds", "compare/trials", &x, &y);
    trials.chart.tip = tr(view->strings, STRING_COMPARE_BAND_TIP);
    add_levels(picture, &trials, &words);
    for (int i = 0; i < trials.set->count; i++) end[i] = draw_item(picture, &trials, &lines[i], i);
    chart_end(&trials.chart);
    draw_flags(picture, &trials);
    draw_names(picture, &trials, end);
}
