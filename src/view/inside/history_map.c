/* The relative gradient of the last loss at every step, over the training: a column for each measured update, as wide as the time to the
   next one, and a row for each step, the last at the top. The colours are the stage's. Magenta is what was not finite. */
#include "base/number.h"
#include "engine/cell/facts.h"
#include "view/hint.h"
#include "view/inside/history_picture.h"
#include <math.h>

enum { COLUMNS_MOST = 400, KEY_W = 120 };

static const RecordPoint *newest(const HistoryPicture *picture) { return picture->count > 0 ? &picture->point[picture->count - 1] : NULL; }

/* Columns of equal width over the plot; those before the first point and behind the last update are empty. */
static void draw_cells(const HistoryPicture *picture, const Chart *chart, int steps, int rows) {
    const Gui *gui = picture->view->gui;
    int columns = (int)fmin(fmax(chart->plot.w / 2, 1), COLUMNS_MOST), before = -2;
    Color *cell = heat_strip(picture->view->heat, (size_t)columns * (size_t)rows);
    if (!cell) {
        draw_fail(gui->list);
        return;
    }
    for (int c = 0; c < columns; c++) {
        double update = chart_number_x(chart, chart->plot.x + chart->plot.w * (c + 0.5) / columns);
        int at = update > (double)picture->known + 0.5 ? -1 : history_find_point(picture, update);
        const RecordPoint *point = at >= 0 && picture->point[at].steps == steps ? &picture->point[at] : NULL;
        for (int r = 0; r < rows; r++) {
            Color *out = &cell[(size_t)r * (size_t)columns + (size_t)c];
            if (c > 0 && at == before)
                *out = out[-1];
            else
                *out = point ? color_ramp(&gui->theme->ramp, point->r[rows - 1 - r]) : gui->theme->background;
        }
        before = at;
    }
    double top = chart_y(chart, steps + 0.5), bottom = chart_y(chart, 0.5);
    draw_image(gui->list, rect(chart->plot.x, top, chart->plot.w, bottom - top), columns, rows, cell);
}

/* The colours' key, at the right above the plot, where the words at the left leave it room. */
static void draw_key(const HistoryPicture *picture, const char *words) {
    enum { CELLS = 40 };
    const Gui *gui = picture->view->gui;
    Color cell[CELLS];
    Rect part = picture->part[HISTORY_MAP];
    double low = -8, high = 0, right = rect_right(part) - 6, y = part.y + 3;
    if (part.x + gui_text_width(gui, FACE_UI, 12, words) + 16 > right - KEY_W) return;
    for (int i = 0; i < CELLS; i++) cell[i] = color_ramp(&gui->theme->ramp, pow(10, low + (high - low) * (i + 0.5) / CELLS));
    gui_text(gui, FACE_UI, 12, right, y + 9, ALIGN_RIGHT, gui->theme->dim, tr(picture->view->strings, STRING_HISTORY_ALL));
    double w = gui_text_width(gui, FACE_UI, 12, tr(picture->view->strings, STRING_HISTORY_ALL)) + 6;
    draw_image(gui->list, rect(right - w - 64, y, 64, 10), CELLS, 1, cell);
    chart_power(gui, 12, right - w - 70, y + 9, ALIGN_RIGHT, gui->theme->dim, (int)low);
    hint_add(picture->view, rect(right - KEY_W, y - 2, KEY_W, 15), "history/key", tr(picture->view->strings, STRING_HISTORY_KEY_TIP));
}

static void write_arrives(char *out, int size, const Strings *strings, Figures *figures, int step, double value) {
    char number[FIGURE_SIZE];
    if (!isfinite(value))
        text_format(out, size, tr(strings, STRING_HISTORY_AT_STEP_BAD), step);
    else
        text_format(out, size, tr(strings, STRING_HISTORY_AT_STEP), step, figure_write(figures, number, value));
}

static void read_pointer(const HistoryPicture *picture, const Chart *chart, int steps) {
    const Gui *gui = picture->view->gui;
    double x = gui->state->x, y = gui->state->y;
    if (!chart_is_hot(chart)) return;
    double update = chart_number_x(chart, x);
    int at = update > (double)picture->known + 0.5 ? -1 : history_find_point(picture, update);
    if (at < 0) return;
    const RecordPoint *point = &picture->point[at];
    ChartRow row[2];
    Figures figures = figure_begin(gui);
    char head[64];
    int count = 0;
    text_format(head, (int)sizeof head, tr(picture->view->strings, STRING_HISTORY_UPDATE), COUNT_TEXT(point->update));
    if (point->steps != steps) {
        row[count].color = gui->theme->raised;
        text_format(row[count++].text, (int)sizeof row->text, tr(picture->view->strings, STRING_HISTORY_HAD_STEPS), point->steps);
    } else {
        int r = (int)fmin(fmax((chart_number_y(chart, y) - 0.5) / steps * point->row_count, 0), point->row_count - 1);
        for (int of = r; count < 2; of = 0) {
            write_arrives(row[count].text, (int)sizeof row->text, picture->view->strings, &figures, record_step(point, of) + 1,
                          point->r[of]);
            row[count++].color = color_ramp(&gui->theme->ramp, point->r[of]);
        }
    }
    chart_read_out(gui, picture->area, x - 12, x + 12, y, head, row, count, &figures);
}

/* A measured update and a step of it. */
static bool read_copied(double out[3], const void *user, int row) {
    const HistoryPicture *picture = user;
    const RecordPoint *point = &picture->point[row / RECORD_STEPS];
    int of = row % RECORD_STEPS;
    if (of >= point->row_count) return false;
    out[0] = (double)point->update;
    out[1] = record_step(point, of) + 1;
    out[2] = point->r[of];
    return true;
}

void history_draw_map(HistoryPicture *picture) {
    const View *view = picture->view;
    const RecordPoint *last = newest(picture);
    bool has_c = view->run->net.facts->has_c;
    int steps = last ? last->steps : view->run->wiring.steps;
    char label[160];
    Chart chart;
    draw_group(view->gui->list, "history/map");
    text_format(label, (int)sizeof label, tr(picture->view->strings, STRING_HISTORY_MAP), has_c ? "c" : "h");
    ChartAxis y = {.label = label, .low = 0.5, .high = steps + 0.5, .is_whole = true};
    history_begin_chart(picture, &chart, HISTORY_MAP, &y);
    chart.tip = tr(picture->view->strings, STRING_HISTORY_MAP_TIP);
    if (last) draw_cells(picture, &chart, steps, last->row_count);
    const ChartTable table = {{tr(view->strings, STRING_HISTORY_UPDATES), tr(view->strings, STRING_HISTORY_COPIED_STEP),
                               tr(view->strings, STRING_HISTORY_COPIED_SHARE)},
                              picture->count * RECORD_STEPS,
                              read_copied,
                              picture};
    chart.table = &table;
    history_end_chart(picture, &chart);
    draw_key(picture, label);
    draw_layer(view->gui->list, LAYER_HOVER);
    read_pointer(picture, &chart, steps);
    draw_layer(view->gui->list, LAYER_STAGE);
}
