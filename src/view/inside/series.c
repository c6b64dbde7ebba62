/* A series and the network's forecasts (experiment/forecast.h): above the whole series with its answers one step ahead, where training
   ends, and the future with its band; below the window on the stage, with every value given and on its own answers. */
#include "base/number.h"
#include "gui/chart.h"
#include "view/hint.h"
#include "view/inside/inside_head.h"
#include <math.h>
#include <string.h>

enum { LINE = 24, LEAST = 90, ROOMY = 340, KEY = 20 /* its row */ };

static const char *words(const View *view, StringId id) { return tr(view->strings, id); }

static void widen(double *low, double *high, const double *value, long count) {
    for (long i = 0; i < count; i++) {
        if (!isfinite(value[i])) continue;
        *low = fmin(*low, value[i]);
        *high = fmax(*high, value[i]);
    }
}

/* An answer far outside is cut at the edge: the range is the truth's, with half of it more on either side at most. */
static ChartAxis find_axis(const double *truth, long count, const double *said, long said_count, const char *label) {
    double low = INFINITY, high = -INFINITY;
    widen(&low, &high, truth, count);
    double room = fmax((high - low) / 2, 1e-9), least = low - room, most = high + room;
    widen(&low, &high, said, said_count);
    low = fmax(low, least);
    high = fmin(high, most);
    double edge = (high - low) * 0.05;
    return (ChartAxis){.label = label, .low = low - edge, .high = high + edge, .room = 44};
}

static void draw_words(const View *view, Rect *rest, const char *line, const char *path, const char *tip) {
    const Gui *gui = view->gui;
    Rect row = rect_cut_top(rest, LINE);
    gui_text_fit(gui, FACE_UI, 14, row.x, row.y + 16, row.w, ALIGN_LEFT, gui->theme->text, line);
    hint_add(view, row, path, region_words(gui->region, "%s\n%s", line, tip));
}

/* What the lines of a chart are: a piece of each with its name, in a row of their own above it. Where the row is too short for all, the
   pieces are shorter and stand closer; what has no room even then is left out from the end. */
static void draw_key(const View *view, Rect row, const ChartLine *const line[], int count, const char *name) {
    enum { PIECE = 20, PIECE_LEAST = 14, SPACE = 6, GAP = 18, GAP_LEAST = 9 };
    const Gui *gui = view->gui;
    char path[48];
    double x = row.x, piece = PIECE, gap = GAP, all = -GAP;
    for (int i = 0; i < count; i++) all += PIECE + SPACE + gui_text_width(gui, FACE_UI, 13, line[i]->name) + GAP;
    if (all > row.w) {
        piece = PIECE_LEAST;
        gap = GAP_LEAST;
    }
    for (int i = 0; i < count; i++) {
        double w = piece + SPACE + gui_text_width(gui, FACE_UI, 13, line[i]->name), y = row.y + row.h / 2;
        if (x + w > rect_right(row)) return;
        bool upright = !line[i]->y; /* the line of a place on the axis */
        draw_path_begin(gui->list);
        draw_path_move(gui->list, x + (upright ? piece / 2 : 0), y - (upright ? 6 : 0));
        draw_path_line(gui->list, x + (upright ? piece / 2 : piece), y + (upright ? 6 : 0));
        draw_path_stroke(gui->list, upright ? 1 : 2, line[i]->color, line[i]->dash);
        gui_text(gui, FACE_UI, 13, x + piece + SPACE, gui_middle(y, 13), ALIGN_LEFT, gui->theme->dim, line[i]->name);
        text_format(path, (int)sizeof path, "series/%s-key%d", name, i + 1);
        hint_add(view, rect(x, row.y, w, row.h), path, region_words(gui->region, "%s", line[i]->name));
        x += w + gap;
    }
}

/* What the first chart shows of the series: a long one has only its end there. */
static const char *describe_whole(const View *view) {
    const Forecast *forecast = view->forecast;
    RegionList *region = view->gui->region;
    if (forecast->first == 0) return region_words(region, words(view, STRING_SERIES_CHART_TIP), forecast->origins);
    bool has_line = forecast->series->train_count > forecast->first;
    return region_words(region, words(view, has_line ? STRING_SERIES_CHART_TIP_END : STRING_SERIES_CHART_TIP_HELD),
                        COUNT_TEXT(forecast->first + 1), forecast->origins);
}

static void draw_whole(const View *view, Rect area) {
    const Forecast *forecast = view->forecast;
    const Series *series = forecast->series;
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    double low[FORECAST_HORIZON_MAX], high[FORECAST_HORIZON_MAX];
    bool has_band = forecast->horizon > 0 && isfinite(forecast->band[0]);
    for (int k = 0; k < forecast->horizon; k++) {
        low[k] = forecast->future[k] - forecast->band[k];
        high[k] = forecast->future[k] + forecast->band[k];
    }
    ChartAxis x = {.label = words(view, STRING_SERIES_STEP),
                   .low = (double)forecast->first + 1,
                   .high = (double)(series->count + forecast->horizon),
                   .is_whole = true};
    ChartAxis y = find_axis(series->value + forecast->first, forecast->count, forecast->future, forecast->horizon, series->column);
    Chart chart;
    Rect key = area.h >= LEAST + KEY ? rect_cut_top(&area, KEY) : rect(0, 0, 0, 0);
    chart_begin(&chart, gui, area, "series", "series/whole", &x, &y);
    chart.tip = describe_whole(view);
    double after = (double)series->count + 1, first = (double)forecast->first + 1;
    ChartLine band = {
        .y = low, .start = after, .step = 1, .count = forecast->horizon, .color = color_over(theme->accent, 0.25, theme->background)};
    ChartLine truth = {.name = words(view, STRING_SERIES_TRUTH),
                       .y = series->value + forecast->first,
                       .start = first,
                       .step = 1,
                       .count = (int)forecast->count,
                       .color = theme->dim,
                       .width = 1.5};
    ChartLine said = {.name = words(view, STRING_SERIES_SAID),
                      .y = forecast->said,
                      .start = first,
                      .step = 1,
                      .count = (int)forecast->count,
                      .color = theme->accent,
                      .width = 1.5};
    ChartLine future = {.name = words(view, STRING_SERIES_FUTURE),
                        .y = forecast->future,
                        .start = after,
                        .step = 1,
                        .count = forecast->horizon,
                        .color = theme->accent,
                        .dash = 4};
    if (has_band) chart_band(&chart, &band, high);
    chart_line(&chart, &truth);
    chart_line(&chart, &said);
    chart_line(&chart, &future);
    bool has_end = series->train_count > forecast->first;
    ChartLine end = {.name = words(view, STRING_SERIES_TRAINED), .color = theme->text};
    if (has_end) chart_cursor(&chart, (double)series->train_count + 0.5, theme->text);
    chart_end(&chart);
    const ChartLine *const line[] = {&truth, &said, &future, &end};
    draw_key(view, key, line, has_end ? 4 : 3, "whole");
}

static void draw_window(const View *view, Rect area) {
    const Forecast *forecast = view->forecast;
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    int count = forecast->steps + 1;
    ChartAxis x = {.label = words(view, STRING_SERIES_WINDOW), .low = 1, .high = count, .is_whole = true};
    ChartAxis y = find_axis(forecast->truth, count, forecast->alone, count, forecast->series ? forecast->series->column : "x");
    Chart chart;
    Rect key = area.h >= LEAST + KEY ? rect_cut_top(&area, KEY) : rect(0, 0, 0, 0);
    chart_begin(&chart, gui, area, "alone", "series/window", &x, &y);
    chart.tip = words(view, STRING_SERIES_WINDOW_TIP);
    ChartLine truth = {
        .name = words(view, STRING_SERIES_TRUTH), .y = forecast->truth, .start = 1, .step = 1, .count = count, .color = theme->dim};
    ChartLine given = {.name = words(view, STRING_SERIES_SAID),
                       .y = forecast->given,
                       .start = 1,
                       .step = 1,
                       .count = count,
                       .color = theme->accent,
                       .width = 1.5};
    ChartLine alone = {.name = words(view, STRING_SERIES_ALONE),
                       .y = forecast->alone,
                       .start = 1,
                       .step = 1,
                       .count = count,
                       .color = theme->good,
                       .dash = 5};
    ChartLine now = {.name = words(view, STRING_SERIES_AS_NOW),
                     .y = forecast->as_now,
                     .start = 1,
                     .step = 1,
                     .count = count,
                     .color = theme->faint,
                     .width = 1.25,
                     .dash = 2};
    ChartLine season = now;
    season.name = words(view, STRING_SERIES_AS_SEASON);
    season.y = forecast->as_season;
    season.dash = 9;
    chart_line(&chart, &now);
    if (forecast->season > 0) chart_line(&chart, &season);
    chart_line(&chart, &truth);
    chart_line(&chart, &given);
    chart_line(&chart, &alone);
    chart_cursor(&chart, forecast->from + 0.5, theme->text);
    chart_end(&chart);
    ChartLine from = {.name = words(view, STRING_SERIES_LEFT_ALONE), .color = theme->text};
    const ChartLine *const line[] = {&truth, &given, &alone, &from, &now, &season};
    draw_key(view, key, line, forecast->season > 0 ? 6 : 5, "window");
}

static void draw_from(const View *view, Rect box) {
    const Gui *gui = view->gui;
    char number[24];
    double w = gui_text_width(gui, FACE_UI, 14, words(view, STRING_SERIES_FROM)) + 10;
    gui_text(gui, FACE_UI, 14, box.x, box.y + 17, ALIGN_LEFT, gui->theme->dim, words(view, STRING_SERIES_FROM));
    text_format(number, (int)sizeof number, "%d", view->forecast->from);
    Rect field = {box.x + w, box.y, 56, 25};
    bool is_edited = strcmp(gui->state->edit_path, "series/from/value") == 0;
    draw_round(gui->list, field, 6, gui->theme->panel);
    draw_round_stroke(gui->list, rect_inset(field, 0.5, 0.5), 6, 1, is_edited ? gui->theme->accent : gui->theme->line);
    Region *region = gui_field(gui, rect_inset(field, 4, 2), "series/from/value", -1, is_edited ? "" : number, gui->theme->text,
                               words(view, STRING_SERIES_FROM_TIP), false);
    text_format(region->command, (int)sizeof region->command, "series from");
    region->focusable = true;
}

static void write_head(char *out, int size, const View *view) {
    const Series *series = view->forecast->series;
    char mean[24], deviation[24];
    number_format_short(mean, (int)sizeof mean, series->mean, 4);
    number_format_short(deviation, (int)sizeof deviation, series->deviation, 3);
    text_format(out, size, words(view, STRING_SERIES_WORDS), series->name, series->column, COUNT_TEXT(series->count),
                COUNT_TEXT(series->train_count), mean, deviation, COUNT_TEXT(series->count - series->train_count));
}

/* Writes which values were filled in, and how the file describes itself. */
static void draw_note(const View *view, Rect *rest) {
    const Series *series = view->forecast->series;
    const Gui *gui = view->gui;
    char note[240] = "";
    int used = 0;
    if (series->filled)
        used = text_format(note, (int)sizeof note, words(view, STRING_SERIES_FILLED), COUNT_TEXT(series->filled), series->filled_line);
    text_format(note + used, (int)sizeof note - used, "%s", tr_name(view->strings, series->note));
    if (!note[0] || rest->h < LEAST + 2 * LINE) return;
    Rect row = rect_cut_top(rest, LINE);
    gui_text_fit(gui, FACE_UI, 14, row.x, row.y + 16, row.w, ALIGN_LEFT, gui->theme->dim, note);
    hint_add(view, row, "series/note", region_words(gui->region, "%s", note));
}

static void draw_baselines(const View *view, Rect *rest) {
    const Task *task = setup_task(view->setup);
    TaskOptions options = setup_task_options(view->setup);
    char persistence[24], seasonal[24], line[200];
    number_format_short(persistence, (int)sizeof persistence, task->baseline(&options), 3);
    number_format_short(seasonal, (int)sizeof seasonal, task->other_baseline(&options), 3);
    if (view->forecast->season > 0)
        text_format(line, (int)sizeof line, words(view, STRING_SERIES_BASELINES), persistence, seasonal);
    else
        text_format(line, (int)sizeof line, words(view, STRING_SERIES_BASELINE), persistence);
    draw_words(view, rest, line, "series/baselines", words(view, STRING_SERIES_BASELINES_TIP));
}

static void draw_forecast(const View *view, Rect rest) {
    const Forecast *forecast = view->forecast;
    char given[24], alone[24], persistence[24], line[256];
    number_format_short(given, (int)sizeof given, forecast->given_error, 3);
    number_format_short(alone, (int)sizeof alone, forecast->alone_error, 3);
    number_format_short(persistence, (int)sizeof persistence, forecast->persistence_error, 3);
    if (forecast->series) {
        Rect top = rect_cut_top(&rest, rest.h * (rest.h >= ROOMY ? 0.54 : 0.52));
        if (rest.h + top.h >= ROOMY) draw_note(view, &top);
        draw_baselines(view, &top);
        if (top.h >= LEAST) draw_whole(view, top);
        rect_cut_top(&rest, 8);
    }
    text_format(line, (int)sizeof line, words(view, STRING_SERIES_ERRORS), given, alone, persistence);
    Rect row = rect_cut_top(&rest, LINE + 4);
    draw_from(view, rect_cut_right(&row, 70 + gui_text_width(view->gui, FACE_UI, 14, words(view, STRING_SERIES_FROM))));
    rect_cut_right(&row, 12);
    draw_words(view, &row, line, "series/errors", words(view, STRING_SERIES_ERRORS_TIP));
    if (rest.h >= LEAST) draw_window(view, rest);
}

void series_draw(const View *view, Rect area) {
    const Forecast *forecast = view->forecast;
    const Gui *gui = view->gui;
    bool is_there = forecast && !forecast->trouble[0];
    char line[512] = "";
    if (is_there && forecast->series)
        write_head(line, (int)sizeof line, view);
    else if (is_there)
        text_format(line, (int)sizeof line, "%s", words(view, STRING_SERIES_WAVE));
    else if (forecast) {
        text_format(line, (int)sizeof line, "%s", forecast->trouble);
        tr_said(view->strings, line, (int)sizeof line);
    }
    Grow grow;
    Rect rest = inside_begin(&grow, GROW_FROM_CHAIN, view, area, "series", words(view, STRING_SERIES_TITLE), is_there ? line : "");
    hint_add(view, rect(rest.x, area.y, rest.w - 90, rest.y - area.y), "series/words", region_words(gui->region, "%s", line));
    if (is_there) {
        draw_forecast(view, rest);
    } else if (forecast) {
        text_wrap(gui->list, gui->text, gui->scale, FACE_UI, 15, rect(rest.x, rest.y + 16, fmin(rest.w, 720), 0), 21, gui->theme->text,
                  line);
        hint_add(view, rect(rest.x, rest.y, fmin(rest.w, 720), 100), "series/trouble", region_words(gui->region, "%s", line));
    }
    grow_end(&grow);
}
