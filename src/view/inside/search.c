/* Random search beside gradient descent: at the left weights that are drawn at random until a network solves the task, at the right the same
   setup trained as it is set (experiment/random_search.h). Both are measured by the task's own goal, on held-out sequences. */
#include "base/number.h"
#include "engine/cell/facts.h"
#include "gui/chart.h"
#include "lab/evaluate.h"
#include "view/hint.h"
#include "view/inside/inside_head.h"
#include <math.h>
#include <string.h>

enum { LEADING = 18, ROW = 22, CHART_LEAST = 96, FEW = 100 /* tries */, POINT_ROOM = 7 };

typedef struct SearchPicture {
    const View *view;
    const RandomSearch *search; /* NULL: none was begun */
    const Task *task;
    TaskOptions options;
    const TaskGoal *goal;
    bool of_loss;   /* the task's goal is a loss: it is the measure */
    double least_x; /* room of the numbers left of the charts */
    ChartAxis y;
    char y_words[96];
} SearchPicture;

static const char *words(const SearchPicture *picture, StringId id) { return tr(picture->view->strings, id); }

static double measure(const SearchPicture *picture, double score, double loss) { return picture->of_loss ? loss : 100 * score; }

static void find_measure(SearchPicture *picture) {
    double most = picture->task->baseline(&picture->options) * 1.3;
    picture->of_loss = picture->goal->right <= 0 && picture->goal->hit <= 0;
    if (picture->of_loss && picture->search) {
        const SearchResult *result = &picture->search->search;
        for (int i = 0; i < result->best_count; i++)
            if (isfinite(result->best[i].loss)) most = fmax(most, fmin(result->best[i].loss, 4 * most));
    }
    text_format(picture->y_words, (int)sizeof picture->y_words, picture->of_loss ? "%s" : "%s, %%",
                picture->of_loss ? words(picture, STRING_SEARCH_LOSS) : tr_name(picture->view->strings, picture->task->score_label));
    picture->y = (ChartAxis){.label = picture->y_words, .low = 0, .high = picture->of_loss ? fmax(most, 1e-12) : 100, .room = 40};
}

/* Begins a chart of the measure. Above 100 % a point has room, but no number: its ticks are never so close. */
static void begin_chart(Chart *chart, const SearchPicture *picture, Rect area, const char *name, const char *path, const ChartAxis *x) {
    ChartAxis y = picture->y;
    if (!picture->of_loss) y.high = 100 + 100 * POINT_ROOM / fmax(area.h - 50, 50);
    chart_begin(chart, picture->view->gui, area, name, path, x, &y);
}

/* --- the results of both, in a sentence --- */

static void write_search(char *out, int size, const SearchPicture *picture) {
    const SearchResult *result = &picture->search->search;
    char tried[24], most[24];
    number_format_count(tried, (int)sizeof tried, result->tried);
    number_format_count(most, (int)sizeof most, picture->search->plan.tries);
    switch (result->end) {
    case SEARCH_RUNS: text_format(out, size, words(picture, STRING_SEARCH_RUNS), tried, most); return;
    case SEARCH_FOUND: text_format(out, size, words(picture, STRING_SEARCH_FOUND), tried); return;
    case SEARCH_NONE: text_format(out, size, words(picture, STRING_SEARCH_NONE), tried); return;
    case SEARCH_CANCELLED: text_format(out, size, words(picture, STRING_SEARCH_STOPPED), tried); return;
    case SEARCH_FAILED:
        text_format(out, size, "%s", result->diag.text);
        tr_told(picture->view->strings, out, size);
        return;
    }
}

static void write_descent(char *out, int size, const SearchPicture *picture) {
    const TrialResult *result = &picture->search->descent;
    char update[24];
    if (!picture->search->has_descent) {
        number_format_count(update, (int)sizeof update, lround(random_search_descent_progress(picture->search) * SEARCH_DESCENT_UPDATES));
        text_format(out, size, words(picture, STRING_SEARCH_DESCENT_RUNS), update);
        return;
    }
    bool is_solved = result->solved_update >= 0;
    number_format_count(update, (int)sizeof update, is_solved ? result->solved_update : result->update);
    if (result->end == TRIAL_FAILED) {
        text_format(out, size, "%s", result->diag.text);
        tr_told(picture->view->strings, out, size);
    } else
        text_format(out, size,
                    words(picture, is_solved                        ? STRING_SEARCH_DESCENT_SOLVED
                                   : result->end == TRIAL_DIVERGED  ? STRING_SEARCH_DESCENT_DIVERGED
                                   : result->end == TRIAL_CANCELLED ? STRING_SEARCH_DESCENT_STOPPED
                                                                    : STRING_SEARCH_DESCENT_NOT),
                    update);
}

/* Why no try works, or the result of the one that works; "" while there is nothing to say. */
static void write_reason(char *out, int size, const SearchPicture *picture) {
    const SearchResult *result = &picture->search->search;
    const SearchPoint *point = &result->found;
    char number[24], count[24], weights[24];
    text_format(out, size, "%s", "");
    if (result->end != SEARCH_FOUND) {
        if (result->best_count == 0) return;
        point = &result->best[result->best_count - 1];
        for (int i = 0; i < result->point_count; i++) { /* those that read more are known better */
            const SearchPoint *other = &result->point[i];
            bool more = other->sequences > point->sequences;
            bool same = other->sequences == point->sequences;
            if (more || (same && (picture->of_loss ? other->loss < point->loss : other->score > point->score))) point = other;
        }
    }
    number_format_short(number, (int)sizeof number, measure(picture, point->score, point->loss), 3);
    number_format_count(count, (int)sizeof count, point->sequences);
    number_format_count(weights, (int)sizeof weights, (long)picture->view->run->net.weight_count);
    if (result->end == SEARCH_FOUND)
        text_format(out, size, words(picture, picture->of_loss ? STRING_SEARCH_HAS_LOSS : STRING_SEARCH_HAS_SCORE), number, count);
    else if (result->end == SEARCH_NONE)
        text_format(out, size, words(picture, picture->of_loss ? STRING_SEARCH_WHY_LOSS : STRING_SEARCH_WHY_SCORE), number, count, weights);
    else
        text_format(out, size, words(picture, picture->of_loss ? STRING_SEARCH_BEST_LOSS : STRING_SEARCH_BEST_SCORE), number, count);
}

/* --- the cards --- */

static void draw_row(const SearchPicture *picture, Rect *rest, const char *label, const char *value, const char *path, const char *tip) {
    const Gui *gui = picture->view->gui;
    Rect row = rect_cut_top(rest, ROW);
    double w = gui_text_width(gui, FACE_MONO, 13.5, value);
    gui_text_fit(gui, FACE_UI, 13.5, row.x, row.y + 15, row.w - w - 8, ALIGN_LEFT, gui->theme->dim, label);
    gui_text(gui, FACE_MONO, 13.5, rect_right(row), row.y + 15, ALIGN_RIGHT, gui->theme->text, value);
    hint_add(picture->view, row, path, tip);
}

/* Heading and sentence of one side, wrapped; the rest of the card stays. */
static void draw_head(const SearchPicture *picture, Rect *rest, const char *heading, const char *line, Color color, const char *path,
                      const char *tip) {
    const Gui *gui = picture->view->gui;
    Rect head = *rest;
    gui_text_fit(gui, FACE_UI_SEMIBOLD, 15, head.x, head.y + 15, head.w, ALIGN_LEFT, gui->theme->text, heading);
    int lines = text_wrap(gui->list, gui->text, gui->scale, FACE_UI_MEDIUM, 14, rect(head.x, head.y + 38, head.w, 0), LEADING, color, line);
    head.h = 26 + LEADING * lines + 2;
    hint_add(picture->view, head, path, tip);
    rect_cut_top(rest, head.h + 2);
}

static void write_numbers(char *sequences, char *seconds, int size, long read, double took_s) {
    number_format_count(sequences, size, read);
    number_format_short(seconds, size, took_s, took_s < 1 ? 2 : 3);
}

/* What guessing would score, and what counts as solved, where they are numbers of this axis. */
static void draw_levels(const SearchPicture *picture, Chart *chart) {
    const Theme *theme = picture->view->gui->theme;
    const Task *task = picture->task;
    int losses = picture->view->run->wiring.loss_count;
    double baseline = task->baseline(&picture->options), goal = picture->of_loss ? picture->goal->loss : 100 * picture->goal->hit;
    if (!picture->of_loss && goal <= 0 && losses == 1) goal = 100 * picture->goal->right; /* with one answer both shares are one */
    bool is_guess = !picture->of_loss && task->loss == LOSS_CROSS_ENTROPY && losses == 1 && strcmp(task->baseline_label, "guessing") == 0;
    if (picture->of_loss || is_guess)
        chart_mark(chart, is_guess ? 100 * exp(-baseline) : baseline, tr_name(picture->view->strings, task->baseline_label), theme->dim);
    if (goal > 0) chart_mark(chart, goal, words(picture, STRING_SEARCH_GOAL), theme->good);
}

static void draw_tries(const SearchPicture *picture, Rect area) {
    const Gui *gui = picture->view->gui;
    const Theme *theme = gui->theme;
    const SearchResult *result = &picture->search->search;
    double x[2 * SEARCH_BEST_MAX + 1], y[2 * SEARCH_BEST_MAX + 1], px[SEARCH_POINT_MAX], py[SEARCH_POINT_MAX];
    int count = 0;
    if (area.h < CHART_LEAST || result->tried == 0) return;
    for (int i = 0; i < result->best_count; i++) { /* a staircase: the best so far */
        double value = measure(picture, result->best[i].score, result->best[i].loss);
        if (count > 0) {
            x[count] = (double)result->best[i].number;
            y[count] = y[count - 1];
            count++;
        }
        x[count] = (double)result->best[i].number;
        y[count++] = value;
    }
    if (count > 0) {
        x[count] = (double)result->tried;
        y[count] = y[count - 1];
        count++;
    }
    for (int i = 0; i < result->point_count; i++) {
        px[i] = (double)result->point[i].number;
        py[i] = measure(picture, result->point[i].score, result->point[i].loss);
    }
    ChartAxis tries = {.label = words(picture, STRING_SEARCH_TRY),
                       .low = 1,
                       .high = fmax(1.3 * (double)result->tried, 10),
                       .is_log = true,
                       .is_whole = true};
    Chart chart;
    begin_chart(&chart, picture, area, "search-tries", "search/tries", &tries);
    chart.tip = words(picture, STRING_SEARCH_TRIES_TIP);
    draw_levels(picture, &chart);
    ChartLine best = {.name = words(picture, STRING_SEARCH_BEST), .x = x, .y = y, .count = count, .color = theme->dim, .width = 1.5};
    ChartLine passed = {
        .name = words(picture, STRING_SEARCH_MORE), .x = px, .y = py, .count = result->point_count, .color = theme->accent, .width = 2.2};
    chart_line(&chart, &best);
    if (result->tried < FEW) { /* a line of one step is hard to see */
        ChartLine steps = best;
        steps.width = 3;
        chart_points(&chart, &steps);
    }
    chart_points(&chart, &passed);
    double found_x = (double)result->found.number, found_y = measure(picture, result->found.score, result->found.loss);
    if (result->end == SEARCH_FOUND) {
        ChartLine found = {
            .name = words(picture, STRING_SEARCH_WORKS), .x = &found_x, .y = &found_y, .count = 1, .color = theme->good, .width = 5};
        chart_points(&chart, &found);
    }
    chart_end(&chart);
}

static void draw_search(const SearchPicture *picture, Rect rest) {
    const View *view = picture->view;
    const Gui *gui = view->gui;
    const SearchResult *result = &picture->search->search;
    bool is_found = result->end == SEARCH_FOUND;
    char line[512], reason[256], sequences[32], seconds[32], passed[32];
    write_search(line, (int)sizeof line, picture);
    write_reason(reason, (int)sizeof reason, picture);
    if (reason[0] && rest.w > 440) text_format(line + strlen(line), (int)(sizeof line - strlen(line)), " %s", reason);
    draw_head(picture, &rest, words(picture, STRING_SEARCH_HEADING), line,
              is_found                       ? gui->theme->good
              : result->end == SEARCH_FAILED ? gui->theme->bad
                                             : gui->theme->text,
              "search/found", region_words(gui->region, "%s\n%s", words(picture, STRING_SEARCH_FOUND_TIP), reason));
    if (result->end == SEARCH_RUNS) {
        Rect bar = rect_cut_top(&rest, 7);
        draw_rect(gui->list, rect(bar.x, bar.y, bar.w, 3), gui->theme->line);
        draw_rect(gui->list, rect(bar.x, bar.y, bar.w * (double)result->tried / (double)picture->search->plan.tries, 3),
                  gui->theme->accent);
    }
    write_numbers(sequences, seconds, (int)sizeof sequences, result->sequences, result->took_s);
    number_format_count(passed, (int)sizeof passed, result->passed_first);
    draw_row(picture, &rest, words(picture, STRING_SEARCH_PASSED), passed, "search/passed", words(picture, STRING_SEARCH_PASSED_TIP));
    draw_row(picture, &rest, words(picture, STRING_SEARCH_SEQUENCES), sequences, "search/sequences",
             words(picture, STRING_SEARCH_SEQUENCES_TIP));
    draw_row(picture, &rest, words(picture, STRING_SEARCH_SECONDS), seconds, "search/seconds", words(picture, STRING_SEARCH_SECONDS_TIP));
    rect_cut_top(&rest, 6);
    draw_tries(picture, rest);
}

static void draw_updates(const SearchPicture *picture, Rect area) {
    const Gui *gui = picture->view->gui;
    const TrialResult *result = &picture->search->descent;
    enum { ROWS = SEARCH_DESCENT_ROWS + 4 };
    double x[ROWS], y[ROWS];
    int count = 0;
    if (area.h < CHART_LEAST || !picture->search->has_descent || result->row_count == 0) return;
    for (int i = 0; i < result->row_count && count < ROWS; i++) {
        x[count] = (double)result->row[i].update;
        y[count++] = measure(picture, result->row[i].score, result->row[i].loss);
    }
    ChartAxis updates = {
        .label = words(picture, STRING_SEARCH_UPDATE), .low = 0, .high = fmax((double)result->update, 1), .is_whole = true};
    Chart chart;
    begin_chart(&chart, picture, area, "search-descent", "search/updates", &updates);
    chart.tip = words(picture, STRING_SEARCH_UPDATES_TIP);
    draw_levels(picture, &chart);
    ChartLine line = {
        .name = words(picture, STRING_SEARCH_DESCENT), .x = x, .y = y, .count = count, .color = gui->theme->accent, .width = 2};
    chart_line(&chart, &line);
    chart_end(&chart);
}

static void draw_descent(const SearchPicture *picture, Rect rest) {
    const Gui *gui = picture->view->gui;
    const TrialResult *result = &picture->search->descent;
    char line[256], sequences[32], seconds[32];
    bool is_solved = picture->search->has_descent && result->solved_update >= 0;
    write_descent(line, (int)sizeof line, picture);
    draw_head(picture, &rest, words(picture, STRING_SEARCH_DESCENT), line, is_solved ? gui->theme->good : gui->theme->text,
              "search/descent", words(picture, STRING_SEARCH_DESCENT_TIP));
    if (!picture->search->has_descent) {
        Rect bar = rect_cut_top(&rest, 7);
        draw_rect(gui->list, rect(bar.x, bar.y, bar.w, 3), gui->theme->line);
        draw_rect(gui->list, rect(bar.x, bar.y, bar.w * random_search_descent_progress(picture->search), 3), gui->theme->accent);
        return;
    }
    write_numbers(sequences, seconds, (int)sizeof sequences, result->sequences, result->took_s);
    draw_row(picture, &rest, words(picture, STRING_SEARCH_TRAINED), sequences, "search/trained", words(picture, STRING_SEARCH_TRAINED_TIP));
    draw_row(picture, &rest, words(picture, STRING_SEARCH_SECONDS), seconds, "search/descent-seconds",
             words(picture, STRING_SEARCH_SECONDS_TIP));
    rect_cut_top(&rest, ROW + 6); /* so that both charts begin at the same height */
    draw_updates(picture, rest);
}

/* --- before anything was tried --- */

enum { BINS = 20 };

/* Where the weights are now, and where a try draws them. */
static void draw_range(const SearchPicture *picture, Rect area) {
    const Gui *gui = picture->view->gui;
    const Run *run = picture->view->run;
    size_t count = run->net.weight_count;
    double now[BINS] = {0}, drawn_x[2] = {-SEARCH_RANGE, SEARCH_RANGE}, most = 0;
    if (area.h < CHART_LEAST - LEADING) return; /* in a small window its text has a line more than the one beside it */
    for (size_t i = 0; i < count; i++) {
        int bin = (int)floor((run->weight[i] + SEARCH_RANGE) / (2 * SEARCH_RANGE) * BINS);
        if (bin >= 0 && bin < BINS) now[bin]++;
    }
    for (int i = 0; i < BINS; i++) most = fmax(most, now[i]);
    double level = (double)count / BINS, drawn_y[2] = {level, level}, width = 2 * SEARCH_RANGE / BINS;
    ChartAxis x = {.label = words(picture, STRING_SEARCH_BINS),
                   .low = -SEARCH_RANGE,
                   .high = SEARCH_RANGE,
                   .no_words = area.h < CHART_LEAST},
              y = {.label = words(picture, STRING_SEARCH_BINS_COUNT), .low = 0, .high = 1.15 * fmax(most, level), .room = 40};
    Chart chart;
    chart_begin(&chart, gui, area, "search-range", "search/range-chart", &x, &y);
    chart.tip = words(picture, STRING_SEARCH_BINS_TIP);
    chart_bars(&chart, &(ChartLine){.name = words(picture, STRING_SEARCH_BINS_NOW),
                                    .y = now,
                                    .start = -SEARCH_RANGE + width / 2,
                                    .step = width,
                                    .count = BINS,
                                    .color = gui->theme->recurrent_weight});
    chart_mark(&chart, level, words(picture, STRING_SEARCH_BINS_DRAWN), gui->theme->accent);
    chart_line(&chart, &(ChartLine){.name = words(picture, STRING_SEARCH_BINS_DRAWN),
                                    .x = drawn_x,
                                    .y = drawn_y,
                                    .count = 2,
                                    .color = gui->theme->accent,
                                    .width = 2});
    chart_end(&chart);
}

/* What will be tried, and how a try is judged. */
static void draw_plan(const SearchPicture *picture, Rect rest) {
    const View *view = picture->view;
    const Run *run = view->run;
    char text[64], number[24];
    draw_head(picture, &rest, words(picture, STRING_SEARCH_HEADING), words(picture, STRING_SEARCH_EMPTY), view->gui->theme->text,
              "search/empty", words(picture, STRING_SEARCH_EMPTY_TIP));
    text_format(text, (int)sizeof text, words(picture, STRING_SEARCH_NETWORK_VALUE), run->net.facts->label, run->net.spec.hidden,
                run->wiring.steps);
    draw_row(picture, &rest, words(picture, STRING_SEARCH_NETWORK), text, "search/network", words(picture, STRING_SEARCH_NETWORK_TIP));
    number_format_count(text, (int)sizeof text, (long)run->net.weight_count);
    draw_row(picture, &rest, words(picture, STRING_SEARCH_WEIGHTS), text, "search/weights", words(picture, STRING_SEARCH_WEIGHTS_TIP));
    number_format(number, (int)sizeof number, SEARCH_RANGE);
    text_format(text, (int)sizeof text, words(picture, STRING_SEARCH_RANGE_VALUE), number, number);
    draw_row(picture, &rest, words(picture, STRING_SEARCH_RANGE_ROW), text, "search/range", words(picture, STRING_SEARCH_RANGE_TIP));
    number_format_count(number, (int)sizeof number, picture->goal->sequences);
    text_format(text, (int)sizeof text, words(picture, STRING_SEARCH_READS_VALUE), SEARCH_FIRST, number);
    draw_row(picture, &rest, words(picture, STRING_SEARCH_READS), text, "search/reads", words(picture, STRING_SEARCH_READS_TIP));
    rect_cut_top(&rest, 6);
    draw_range(picture, rest);
}

/* What stands beside it. */
static void draw_descent_plan(const SearchPicture *picture, Rect rest) {
    const View *view = picture->view;
    const Gui *gui = view->gui;
    char text[64], rate[24];
    draw_head(picture, &rest, words(picture, STRING_SEARCH_DESCENT), words(picture, STRING_SEARCH_EMPTY_DESCENT), gui->theme->text,
              "search/descent", words(picture, STRING_SEARCH_DESCENT_TIP));
    if (!setup_choice(text, (int)sizeof text, KEY_OPTIMIZER, setup_get_int(view->setup, KEY_OPTIMIZER), true)) text[0] = 0;
    draw_row(picture, &rest, words(picture, STRING_SEARCH_OPTIMIZER), text, "search/optimizer",
             words(picture, STRING_SEARCH_OPTIMIZER_TIP));
    number_format_short(rate, (int)sizeof rate, setup_get(view->setup, KEY_LEARNING_RATE), 3);
    draw_row(picture, &rest, words(picture, STRING_SEARCH_RATE), rate, "search/rate", words(picture, STRING_SEARCH_OPTIMIZER_TIP));
    number_format_count(text, (int)sizeof text, SEARCH_DESCENT_UPDATES);
    draw_row(picture, &rest, words(picture, STRING_SEARCH_MOST), text, "search/most", words(picture, STRING_SEARCH_MOST_TIP));
    text_format(text, (int)sizeof text, words(picture, STRING_SEARCH_MEASURED_VALUE), SEARCH_DESCENT_UPDATES / SEARCH_DESCENT_ROWS);
    draw_row(picture, &rest, words(picture, STRING_SEARCH_MEASURED), text, "search/measured", words(picture, STRING_SEARCH_UPDATES_TIP));
    rect_cut_top(&rest, 6);
    if (rest.h < CHART_LEAST) return;
    ChartAxis updates = {.label = words(picture, STRING_SEARCH_UPDATE), .low = 0, .high = SEARCH_DESCENT_UPDATES, .is_whole = true};
    Chart chart;
    begin_chart(&chart, picture, rest, "search-descent", "search/updates", &updates);
    chart.tip = words(picture, STRING_SEARCH_UPDATES_TIP);
    draw_levels(picture, &chart);
    chart_end(&chart);
}

/* --- the page --- */

/* The emphasised button: as many tries as take a few seconds. The cost of a try is estimated from sizes: weights times steps for each of
   its first sequences. */
static int find_sensible(const SearchPicture *picture, const long tries[4]) {
    const Run *run = picture->view->run;
    double cost = (double)SEARCH_FIRST * run->wiring.steps * (double)run->net.weight_count;
    int best = 0;
    for (int i = 1; i < 4; i++)
        if (cost * (double)tries[i] <= 4e9) best = i;
    return best;
}

static void draw_buttons(const SearchPicture *picture, Rect bar) {
    const Gui *gui = picture->view->gui;
    static const long tries[] = {1000, 10000, 100000, 1000000};
    char label[48], count[24], command[48], path[48];
    double x = bar.x;
    int sensible = find_sensible(picture, tries);
    if (picture->search && random_search_is_busy(picture->search)) {
        double w = gui_text_width(gui, FACE_UI_SEMIBOLD, 15, words(picture, STRING_SEARCH_STOP)) + 32;
        gui_button(gui, rect(x, bar.y, w, 30), BUTTON_RAISED, "search/stop", words(picture, STRING_SEARCH_STOP), "cancel",
                   words(picture, STRING_SEARCH_STOP_TIP));
        return;
    }
    for (int i = 0; i < 4; i++) {
        number_format_count(count, (int)sizeof count, tries[i]);
        text_format(label, (int)sizeof label, words(picture, STRING_SEARCH_BUTTON), count);
        text_format(command, (int)sizeof command, "guess %ld", tries[i]);
        text_format(path, (int)sizeof path, "search/try%ld", tries[i]);
        double w = gui_text_width(gui, FACE_UI_SEMIBOLD, 15, label) + 28;
        if (x + w > rect_right(bar)) return;
        gui_button(gui, rect(x, bar.y, w, 30), i == sensible ? BUTTON_PRIMARY : BUTTON_RAISED, path, label, command,
                   words(picture, STRING_SEARCH_BUTTON_TIP));
        x += w + 8;
    }
}

void search_inside_draw(const View *view, Rect area) {
    const Gui *gui = view->gui;
    SearchPicture picture = {
        .view = view, .search = view->search, .task = setup_task(view->setup), .options = setup_task_options(view->setup)};
    char line[256], goal[96], range[24];
    picture.goal = task_goal(picture.task, &picture.options);
    task_describe_goal(goal, (int)sizeof goal, picture.task, &picture.options);
    tr_said(view->strings, goal, (int)sizeof goal);
    number_format(range, (int)sizeof range, view->search ? view->search->plan.range : SEARCH_RANGE);
    text_format(line, (int)sizeof line, words(&picture, STRING_SEARCH_WORDS), tr_name(view->strings, picture.task->label), goal, range);
    Grow grow;
    Rect rest = inside_begin(&grow, GROW_FROM_W, view, area, "search", words(&picture, STRING_SEARCH_TITLE), line);
    hint_add(view, rect(rest.x, area.y, rest.w - 90, rest.y - area.y), "search/words", region_words(gui->region, "%s", line));
    draw_buttons(&picture, rect_cut_top(&rest, 30));
    rect_cut_top(&rest, 14);
    double gap = area.w < 700 ? 18 : 32, w = (rest.w - gap) / 2;
    Rect left = {rest.x, rest.y, w, rest.h}, right = {rest.x + w + gap, rest.y, w, rest.h};
    find_measure(&picture);
    if (!view->search) {
        draw_plan(&picture, left);
        draw_descent_plan(&picture, right);
    } else {
        draw_search(&picture, left);
        draw_descent(&picture, right);
    }
    grow_end(&grow);
}
