/* Where a lesson asks for a curve over a setting, this chart stands in the gradient's place: a column for each value of the setting, the
   quantity upwards, on an axis that is the same before and after the answer unless what is so lies outside. Drawn in the hover's layer, as
   all that a person draws: the stage itself is the same whether they did or not.

   Simplified on purpose: the columns are equally far from each other, whatever the values are. */
#include "base/number.h"
#include "gui/axis.h"
#include "gui/chart.h"
#include "lab/run.h"
#include "view/hint.h"
#include "view/stage/stage_layout.h"
#include <math.h>

static const double LEAST = -16, MOST = 2;              /* log10 of what can be drawn, */
static const double LEAST_PLAIN = -10, MOST_PLAIN = 10; /* and what, on a linear axis */

typedef struct ValueChart {
    const StageLayout *layout;
    const LessonQuestion *question;
    const ReaderAnswer *answer;
    Rect plot;
    Axis axis;
} ValueChart;

static double point_at(int key, double unit) { return 1 + round(unit * (key - 1)); }
static double log_at(int key, double unit) {
    (void)key;
    return pow(10, LEAST + (MOST - LEAST) * unit);
}
static double plain_at(int key, double unit) {
    (void)key;
    return LEAST_PLAIN + (MOST_PLAIN - LEAST_PLAIN) * unit;
}

static double x_of(const ValueChart *chart, int i) { return chart->plot.x + chart->plot.w * (i + 0.5) / chart->answer->points; }
static double y_at(const ValueChart *chart, double unit) { return rect_bottom(chart->plot) - chart->plot.h * unit; }
static double y_of(const ValueChart *chart, double value) {
    double unit = chart->axis.is_log && !(value > 0) ? 0 : axis_unit(&chart->axis, value);
    return y_at(chart, fmin(fmax(unit, 0), 1));
}

/* Three decades below 1 and one above, or 0 to 1; further where what is so lies further out. */
static void find_axis(ValueChart *chart) {
    Axis *axis = &chart->axis;
    axis->is_log = chart->question->curve.is_log;
    axis->low = axis->is_log ? -3 : 0;
    axis->high = 1;
    for (int i = 0; i < chart->answer->points && chart->answer->state != READER_OPEN; i++) {
        double place = axis_place(axis, chart->answer->truth[i]);
        if (!isfinite(place)) continue;
        axis->low = fmin(axis->low, floor(place));
        axis->high = fmax(axis->high, ceil(place));
    }
}

static const char *name_of(const ValueChart *chart) {
    const Strings *strings = chart->layout->view->strings;
    Str text = chart->question->curve.text;
    return str_equal(text, "heldout")    ? tr(strings, STRING_VALUES_HELDOUT)
           : str_equal(text, "accuracy") ? tr(strings, STRING_VALUES_ACCURACY)
                                         : tr(strings, STRING_VALUES_OTHER);
}

static void draw_heading(const ValueChart *chart) {
    const StageLayout *layout = chart->layout;
    const Gui *gui = layout->view->gui;
    char text[160];
    int key = setup_find_key(chart->question->curve.key);
    text_format(text, (int)sizeof text, tr(layout->view->strings, STRING_VALUES_TITLE), name_of(chart),
                key < 0 ? "" : setup_label(layout->view->setup, (SetupKey)key));
    double x = layout->area.x + 22, y = layout->chart_head.y + layout->chart_head.h * 0.55, room = stage_legend_left(layout) - 22 - x;
    gui_text_fit(gui, FACE_UI_SEMIBOLD, 15, x, y, room, ALIGN_LEFT, gui->theme->text, text);
    hint_add(layout->view, rect(x, y - 15, fmin(gui_text_width(gui, FACE_UI_SEMIBOLD, 15, text), room), 20), "stage/values-title",
             tr(layout->view->strings, STRING_HINT_VALUES));
}

static void draw_axis(const ValueChart *chart) {
    const Gui *gui = chart->layout->view->gui;
    const Theme *theme = gui->theme;
    AxisTick tick[AXIS_TICK_MAX];
    int count = axis_list_ticks(tick, &chart->axis, (int)fmax(2, chart->plot.h / 26));
    for (int i = 0; i < count; i++) {
        double y = y_at(chart, (tick[i].place - chart->axis.low) / (chart->axis.high - chart->axis.low)), right = chart->plot.x - 8;
        draw_line(gui->list, chart->plot.x, y, rect_right(chart->plot), y, 1, theme->grid);
        if (tick[i].is_power)
            chart_power(gui, chart->layout->small + 3, right, y + 5, ALIGN_RIGHT, theme->dim, tick[i].exponent);
        else
            gui_text(gui, FACE_MONO, chart->layout->small, right, y + 4, ALIGN_RIGHT, theme->dim, tick[i].label);
    }
}

/* The loss of a simple answer without memory, if the quantity is a loss. */
static void draw_baseline(const ValueChart *chart) {
    const View *view = chart->layout->view;
    const Gui *gui = view->gui;
    Str text = chart->question->curve.text;
    const Task *task = setup_task(view->setup);
    TaskOptions options = setup_task_options(view->setup);
    double level = task->baseline(&options);
    if ((!str_equal(text, "heldout") && !str_equal(text, "loss")) || !(level > 0)) return;
    double y = y_of(chart, level), x = rect_right(chart->plot) - 8;
    draw_path_begin(gui->list);
    draw_path_move(gui->list, chart->plot.x, y);
    draw_path_line(gui->list, rect_right(chart->plot), y);
    draw_path_stroke(gui->list, 1.25, gui->theme->dim, 5);
    gui_text(gui, FACE_UI, chart->layout->small, x, y - 5, ALIGN_RIGHT, gui->theme->dim, task->baseline_label);
    hint_add_text(view, FACE_UI, chart->layout->small, x, y - 5, ALIGN_RIGHT, task->baseline_label, "stage/values-baseline",
                  tr(view->strings, STRING_HINT_VALUES_BASELINE));
}

static void add_region(const ValueChart *chart) {
    const View *view = chart->layout->view;
    Region *region = region_add(view->gui->region, REGION_HOVER, chart->plot, "stage/sketch");
    text_format(region->command, (int)sizeof region->command, "sketch {x} {y}");
    region->can_drag = true;
    region->key = chart->answer->points;
    double place = chart->plot.h / (chart->axis.high - chart->axis.low), bottom = rect_bottom(chart->plot),
           least = chart->axis.is_log ? LEAST : LEAST_PLAIN, most = chart->axis.is_log ? MOST : MOST_PLAIN;
    region->axis_x = (RegionAxis){x_of(chart, 0), x_of(chart, chart->answer->points - 1), point_at};
    region->axis_y = (RegionAxis){bottom - (least - chart->axis.low) * place, bottom - (most - chart->axis.low) * place,
                                  chart->axis.is_log ? log_at : plain_at};
}

/* Draws the given points and joins neighbours; returns the first point, or -1. */
static int draw_points(const ValueChart *chart, const double *value, Color color, bool is_mine) {
    const View *view = chart->layout->view;
    DrawList *list = view->gui->list;
    int first = -1, last = -1;
    draw_path_begin(list);
    for (int i = 0; i < chart->answer->points; i++) {
        if (!isfinite(value[i])) continue;
        if (last >= 0 && last == i - 1)
            draw_path_line(list, x_of(chart, i), y_of(chart, value[i]));
        else
            draw_path_move(list, x_of(chart, i), y_of(chart, value[i]));
        last = i;
        if (first < 0) first = i;
    }
    if (last >= 0) draw_path_stroke(list, 2.5, color, 0);
    bool is_open = chart->answer->state == READER_OPEN;
    for (int i = 0; i < chart->answer->points; i++)
        if (isfinite(value[i]))
            draw_circle(list, x_of(chart, i), y_of(chart, value[i]), is_mine && is_open && i == view->reader->sketched ? 6.5 : 4.5, color);
    return first;
}

static void fill_gap(const ValueChart *chart) {
    DrawList *list = chart->layout->view->gui->list;
    const ReaderAnswer *answer = chart->answer;
    for (int i = 0; i < answer->points; i++)
        if (!isfinite(answer->point[i]) || !isfinite(answer->truth[i])) return;
    draw_path_begin(list);
    draw_path_move(list, x_of(chart, 0), y_of(chart, answer->point[0]));
    for (int i = 1; i < answer->points; i++) draw_path_line(list, x_of(chart, i), y_of(chart, answer->point[i]));
    for (int i = answer->points - 1; i >= 0; i--) draw_path_line(list, x_of(chart, i), y_of(chart, answer->truth[i]));
    draw_path_close(list);
    draw_path_fill(list, color_fade(chart->layout->view->gui->theme->warn, 0.14));
}

/* Words on a plate, above a point or, where that is no room, below it. */
static void draw_tag(const ValueChart *chart, double x, double point_y, Color color, const char *words) {
    double y = point_y - 39 < chart->plot.y ? point_y + 26 : point_y - 26;
    const Gui *gui = chart->layout->view->gui;
    double w = gui_text_width(gui, FACE_UI_SEMIBOLD, 13, words) + 24;
    Rect box = {fmin(fmax(x - w / 2, chart->plot.x + 4), rect_right(chart->plot) - w - 4),
                fmin(fmax(y - 13, chart->plot.y + 2), rect_bottom(chart->plot) - 28), w, 26};
    draw_round(gui->list, box, 7, gui->theme->panel);
    draw_round_stroke(gui->list, rect_inset(box, 0.5, 0.5), 7, 1, color);
    gui_text(gui, FACE_UI_SEMIBOLD, 13, rect_mid_x(box), gui_middle(rect_mid_y(box), 13), ALIGN_CENTER, color, words);
}

/* The value below its column, and what its hover says. */
static void draw_column(const ValueChart *chart, int i) {
    const View *view = chart->layout->view;
    const Gui *gui = view->gui;
    const ReaderAnswer *answer = chart->answer;
    double w = chart->plot.w / answer->points, x = x_of(chart, i), y = rect_bottom(chart->plot) + 17;
    char text[48], path[48], drawn[32], so[32];
    str_copy(text, (int)sizeof text, chart->question->curve.value[i]);
    gui_text_fit(gui, FACE_MONO_MEDIUM, fmax(13, chart->layout->small), x, y, w - 6, ALIGN_CENTER, gui->theme->text, text);
    text_format(path, (int)sizeof path, "stage/value%d", i + 1);
    bool is_open = answer->state == READER_OPEN;
    Rect box = {x - w / 2, is_open ? rect_bottom(chart->plot) : chart->plot.y, w, is_open ? 24 : chart->plot.h + 24};
    if (!hint_is_wanted(view, box)) {
        hint_add(view, box, path, "");
        return;
    }
    int key = setup_find_key(chart->question->curve.key);
    const char *label = key < 0 ? "" : setup_label(view->setup, (SetupKey)key), *none = tr(view->strings, STRING_VALUES_NONE);
    number_format_short(drawn, (int)sizeof drawn, answer->point[i], 2);
    number_format_short(so, (int)sizeof so, answer->truth[i], 3);
    hint_add(view, box, path,
             region_words(gui->region, tr(view->strings, is_open ? STRING_HINT_VALUE_OPEN : STRING_HINT_VALUE), label, text,
                          isfinite(answer->point[i]) ? drawn : none, isfinite(answer->truth[i]) ? so : none));
}

static void draw_values(const ValueChart *chart) {
    const View *view = chart->layout->view;
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    const ReaderAnswer *answer = chart->answer;
    draw_heading(chart);
    draw_axis(chart);
    draw_baseline(chart);
    for (int i = 0; i < answer->points; i++) draw_column(chart, i);
    bool is_on_paper = stage_is_on_paper(chart->layout);
    if (answer->state == READER_OPEN && !is_on_paper) {
        draw_round_stroke(gui->list, chart->plot, 6, 1.5, theme->warn);
        add_region(chart);
    } else if (answer->state != READER_OPEN) {
        fill_gap(chart);
        int first = draw_points(chart, answer->truth, theme->accent, false);
        int last = answer->points - 1;
        if (first >= 0 && isfinite(answer->truth[last]))
            draw_tag(chart, x_of(chart, last), y_of(chart, answer->truth[last]), theme->accent, tr(view->strings, STRING_VALUES_SO));
    }
    int first = draw_points(chart, answer->point, theme->warn, true);
    if (first >= 0)
        draw_tag(chart, x_of(chart, first), y_of(chart, answer->point[first]), theme->warn, tr(view->strings, STRING_SKETCH_YOURS));
    else if (answer->state == READER_OPEN && !is_on_paper)
        draw_tag(chart, rect_mid_x(chart->plot), chart->plot.y, theme->warn, tr(view->strings, STRING_SKETCH_DRAW_HERE));
}

void stage_draw_values(const StageLayout *layout) {
    const View *view = layout->view;
    const Reader *reader = view->reader;
    int at = reader_find_values(reader);
    if (at < 0 || layout->chart.h < 50) return;
    ValueChart chart = {.layout = layout, .question = reader->question[at], .answer = &reader->answer[at]};
    if (chart.answer->points < 1) return;
    chart.plot = rect(layout->area.x + 66, layout->chart.y + 4, layout->area.w - 100, layout->chart.h - 8);
    find_axis(&chart);
    draw_layer(view->gui->list, LAYER_HOVER);
    draw_group(view->gui->list, "stage/values");
    draw_values(&chart);
    draw_layer(view->gui->list, LAYER_STAGE);
    draw_group(view->gui->list, "stage/chart");
}
