/* What the parts of the history share: where they stand, and their axis of updates. */
#include "view/inside/history_picture.h"
#include "base/number.h"
#include <math.h>

enum { TITLE = 62, SCRUB = 42, CHART_LEAST = 108, CHART_MOST = 176, MAP_LEAST = 130, NUMBERS = 52 };

static const struct {
    const char *name, *path;
} parts[HISTORY_PARTS] = {{"history-loss", "history/loss"},
                          {"history-map", "history/map"},
                          {"history-measure", "history/measure"},
                          {"history-norm", "history/norm"},
                          {"history-radius", "history/radius"}};

/* --- where the parts stand --- */

/* The chart of the loss is the one that is zoomed; the others follow it. */
static void find_updates(HistoryPicture *picture) {
    const View *view = picture->view;
    bool is_log = view->ui->curve_log;
    picture->updates = (ChartAxis){.label = tr(picture->view->strings, STRING_HISTORY_UPDATES),
                                   .low = is_log ? 1 : 0,
                                   .high = fmax((double)picture->known, is_log ? 10 : 1),
                                   .is_log = is_log,
                                   .is_whole = true};
}

void history_place(HistoryPicture *picture, Rect area) {
    Rect rest = area;
    picture->area = area;
    picture->title = rect_cut_top(&rest, TITLE);
    rest = rect_inset(rest, 16, 0);
    picture->scrub = rect_cut_bottom(&rest, SCRUB);
    int charts = (int)fmin(fmax(floor((rest.h - MAP_LEAST) / CHART_LEAST), 1), 4);
    double h = fmin(fmax(floor(rest.h * (charts > 1 ? 0.64 : 0.5) / charts), fmin(CHART_LEAST, rest.h / 2)), CHART_MOST);
    static const HistoryPart order[] = {HISTORY_LOSS, HISTORY_MEASURE, HISTORY_NORM, HISTORY_RADIUS};
    for (int i = 0; i < charts; i++) picture->part[order[i]] = rect_cut_top(&rest, h);
    picture->part[HISTORY_MAP] = rest;
    find_updates(picture);
}

int history_find_point(const HistoryPicture *picture, double update) {
    int low = 0, high = picture->count; /* the first point behind it */
    while (low < high) {
        int middle = (low + high) / 2;
        if ((double)picture->point[middle].update <= update)
            low = middle + 1;
        else
            high = middle;
    }
    return low - 1;
}

/* --- charts --- */

static double to_number(bool is_log, double at) { return is_log ? pow(10, at) : at; }

void history_begin_chart(HistoryPicture *picture, Chart *chart, HistoryPart part, ChartAxis *y) {
    const View *view = picture->view;
    ChartAxis x = picture->updates;
    const ChartRange *zoom = chart_find_zoom(view->gui->state, parts[HISTORY_LOSS].name, x.is_log);
    if (zoom && part != HISTORY_LOSS) {
        x.low = to_number(x.is_log, zoom->x0);
        x.high = to_number(x.is_log, zoom->x1);
    }
    x.no_words = true;
    y->room = NUMBERS;
    chart_begin(chart, view->gui, picture->part[part], parts[part].name, parts[part].path, &x, y);
}

/* The update that the pointer is on. */
static long find_hot(const HistoryPicture *picture, const Chart *chart) {
    double update = round(chart_number_x(chart, picture->view->gui->state->x));
    return (long)fmin(fmax(update, 0), (double)picture->known);
}

void history_end_chart(HistoryPicture *picture, Chart *chart) {
    const View *view = picture->view;
    char command[48];
    if (view->run->update > 0 || !picture->updates.is_log) chart_cursor(chart, (double)view->run->update, view->gui->theme->text);
    if (chart_is_hot(chart)) {
        text_format(command, (int)sizeof command, "visit %ld", find_hot(picture, chart));
        chart->command = command;
    }
    chart_end(chart);
    picture->plot = chart->plot;
    picture->shown = (ChartRange){chart->x.low, chart->x.high, 0, 0};
}
