/* The chart below the surface: the length of the gradient after each update (0: at the start), for both descents. A click goes to that
   update. */
#include "base/number.h"
#include "gui/chart.h"
#include "view/inside/cliff_picture.h"
#include <math.h>

typedef struct Norms {
    double x[CLIFF_UPDATE_MAX + 1], y[CLIFF_UPDATE_MAX + 1];
} Norms;

static const double LOW = 1e-6, HIGH = 1e4, GAP = 18;

static void draw_descent(const CliffPicture *picture, Chart *chart, Norms *norms, CliffPath path) {
    const CliffPoint *at = picture->numbers->at[path];
    int count = picture->cliff->updates[path], look = cliff_look(picture->cliff, path);
    if (count == 0) return;
    for (int n = 0; n <= count; n++) {
        norms->x[n] = n;
        norms->y[n] = at[n].norm;
    }
    ChartLine line = {.name = path == CLIFF_PLAIN ? tr(picture->view->strings, STRING_CLIFF_PATH_PLAIN)
                                                  : tr(picture->view->strings, STRING_CLIFF_PATH_CLIPPED),
                      .x = norms->x,
                      .y = norms->y,
                      .count = count + 1,
                      .color = cliff_path_color(picture->view->gui->theme, path),
                      .width = 1.5,
                      .dash = path == CLIFF_PLAIN ? 4 : 0};
    chart_line(chart, &line);
    double x = chart_x(chart, look), y = chart_y(chart, at[look].norm);
    if (isfinite(y)) draw_circle(picture->view->gui->list, x, fmin(fmax(y, -1e5), 1e5), 4.5, line.color);
}

/* A descent that jumps to a flat region leaves the axis; a message above the plot, right of `left`, says so. Returns where it begins. */
static double draw_below(const CliffPicture *picture, double left, double right, CliffPath path) {
    const Gui *gui = picture->view->gui;
    const CliffPoint *at = picture->numbers->at[path];
    int count = picture->cliff->updates[path], from = count + 1;
    char text[96], name[48];
    while (from > 0 && at[from - 1].norm < LOW) from--;
    if (count == 0 || from > count) return right;
    cliff_write_path(name, (int)sizeof name, picture->view->strings, picture->cliff, path);
    text_format(text, (int)sizeof text, tr(picture->view->strings, STRING_CLIFF_BELOW), name, COUNT_TEXT(from));
    double w = gui_text_width(gui, FACE_UI, 12, text);
    if (right - w < left) return right;
    gui_text(gui, FACE_UI, 12, right, picture->norms.y + 12, ALIGN_RIGHT, gui->theme->dim, text);
    return right - w - GAP;
}

void cliff_draw_norms(const CliffPicture *picture) {
    const Gui *gui = picture->view->gui;
    const Cliff *cliff = picture->cliff;
    int longest = cliff_longest(cliff);
    bool low = picture->norms.h < 90;
    Norms norms[CLIFF_PATH_COUNT]; /* drawn until chart_end */
    Chart chart;
    char command[48], words[64];
    ChartAxis x = {.label = tr(picture->view->strings, STRING_CLIFF_UPDATES),
                   .low = 0,
                   .high = longest > 0 ? longest : 1,
                   .is_whole = true,
                   .no_words = low},
              y = {.label = longest > 0 ? tr(picture->view->strings, STRING_CLIFF_LENGTHS)
                                        : tr(picture->view->strings, STRING_CLIFF_LENGTHS_NONE),
                   .low = LOW,
                   .high = HIGH,
                   .is_log = true};
    draw_group(gui->list, "cliff/norms");
    chart_begin(&chart, gui, picture->norms, "cliff", "cliff/norms", &x, &y);
    if (cliff->updates[CLIFF_CLIPPED] > 0) {
        cliff_write_path(words, (int)sizeof words, picture->view->strings, cliff, CLIFF_CLIPPED);
        chart_mark(&chart, cliff->clipped_at, words, gui->theme->good);
    }
    for (int path = 0; path < CLIFF_PATH_COUNT; path++) draw_descent(picture, &chart, &norms[path], (CliffPath)path);
    if (longest > 0) chart_cursor(&chart, cliff_shown_look(picture->view), gui->theme->text);
    if (longest > 0 && chart_is_hot(&chart)) {
        double at = fmin(fmax(round(chart_number_x(&chart, gui->state->x)), 0), longest);
        text_format(command, (int)sizeof command, "cliff step %d", (int)at);
        chart.command = command;
    }
    chart.tip = tr(picture->view->strings, STRING_CLIFF_LENGTHS_TIP);
    chart_end(&chart);
    double left = picture->norms.x + gui_text_width(gui, FACE_UI, 12, y.label) + GAP, right = rect_right(picture->norms);
    for (int path = 0; path < CLIFF_PATH_COUNT; path++) right = draw_below(picture, left, right, (CliffPath)path);
}
