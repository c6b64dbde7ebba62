/* See chart.h.

   Simplified on purpose: a line is drawn point by point however many stand in a pixel, for no chart of this program has more than some
   thousand. */
#include "gui/chart.h"
#include "base/number.h"
#include "gui/figure.h"
#include <math.h>
#include <string.h>

enum { SMALL = 12, FOOT = 18, WORDS = 17, LEFT_LEAST = 28, PLOT_RIGHT = 6, MARK_PLACES = 9, MARK_RISE = 5 };
static const double FAR_PX = 1e5; /* points further away are drawn at this distance, which is outside any window */

/* --- frame and axes --- */

static const ChartZoom *find_zoom(const GuiState *state, const char *name) {
    for (int i = 0; i < CHART_ZOOM_MAX; i++)
        if (strcmp(state->zoom[i].name, name) == 0 && name[0]) return &state->zoom[i];
    return NULL;
}

const ChartRange *chart_find_zoom(const GuiState *state, const char *name, bool x_log) {
    const ChartZoom *zoom = find_zoom(state, name);
    return zoom && zoom->x_log == x_log ? &zoom->shown : NULL;
}

/* Sets up a chart with these axes. */
static const ChartRange *find_own_zoom(const Chart *chart) {
    const ChartZoom *zoom = find_zoom(chart->gui->state, chart->name);
    return zoom && zoom->x_log == chart->x.is_log && zoom->y_log == chart->y.is_log ? &zoom->shown : NULL;
}

const ChartPlace *chart_find(const RegionList *list, const char *name) {
    for (int i = 0; i < list->chart_count; i++)
        if (strcmp(list->chart[i].name, name) == 0) return &list->chart[i];
    return NULL;
}

const ChartPlace *chart_find_at(const RegionList *list, const char *path) {
    for (int i = 0; i < list->chart_count; i++) {
        size_t stem = strlen(list->chart[i].path);
        if (strncmp(path, list->chart[i].path, stem) == 0 && (path[stem] == '\0' || path[stem] == '/')) return &list->chart[i];
    }
    return NULL;
}

static Axis whole_axis(const ChartAxis *axis) {
    Axis whole = {.is_log = axis->is_log, .is_whole = axis->is_whole, .name = axis->name, .name_count = axis->name_count};
    whole.low = axis_place(&whole, axis->low);
    whole.high = axis_place(&whole, axis->high);
    if (!isfinite(whole.low)) whole.low = 0;
    if (!(whole.high > whole.low)) whole.high = whole.low + 1;
    return whole;
}

double chart_power(const Gui *gui, double size, double x, double y, TextAlign align, Color color, int exponent) {
    char text[16];
    text_format(text, (int)sizeof text, "%s%d", exponent < 0 ? "−" : "", exponent < 0 ? -exponent : exponent);
    double raised = fmax(size * 0.78, 12), ten = gui_text_width(gui, FACE_MATH, size, "10") + 1,
           w = ten + gui_text_width(gui, FACE_MATH, raised, text);
    if (align != ALIGN_LEFT) x -= align == ALIGN_RIGHT ? w : w / 2;
    gui_text(gui, FACE_MATH, size, x, y, ALIGN_LEFT, color, "10");
    gui_text(gui, FACE_MATH, raised, x + ten, y - size * 0.4, ALIGN_LEFT, color, text);
    return w;
}

static double tick_width(const Gui *gui, const AxisTick *tick) {
    char text[16];
    if (!tick->is_power) return gui_text_width(gui, FACE_MONO, SMALL, tick->label);
    text_format(text, (int)sizeof text, "%s%d", tick->exponent < 0 ? "−" : "", tick->exponent < 0 ? -tick->exponent : tick->exponent);
    return gui_text_width(gui, FACE_MATH, 14, "10") + 1 + gui_text_width(gui, FACE_MATH, 12, text);
}

static void draw_tick(const Gui *gui, double x, double y, TextAlign align, const AxisTick *tick) {
    if (tick->is_power)
        chart_power(gui, 14, x, y + 1, align, gui->theme->dim, tick->exponent);
    else
        gui_text(gui, FACE_MONO, SMALL, x, y, align, gui->theme->dim, tick->label);
}

double chart_x(const Chart *chart, double x) { return chart->plot.x + chart->plot.w * axis_unit(&chart->x, x); }
double chart_y(const Chart *chart, double y) { return rect_bottom(chart->plot) - chart->plot.h * axis_unit(&chart->y, y); }

double chart_number_x(const Chart *chart, double px) {
    return axis_number(&chart->x, chart->x.low + (chart->x.high - chart->x.low) * (px - chart->plot.x) / chart->plot.w);
}

double chart_number_y(const Chart *chart, double py) {
    return axis_number(&chart->y, chart->y.low + (chart->y.high - chart->y.low) * (rect_bottom(chart->plot) - py) / chart->plot.h);
}

bool chart_holds(const Chart *chart, double x, double y) { return rect_contains(chart->plot, x, y); }

bool chart_is_hot(const Chart *chart) {
    const GuiState *state = chart->gui->state;
    size_t stem = strlen(chart->path);
    return strncmp(state->hot, chart->path, stem) == 0 && (state->hot[stem] == '\0' || state->hot[stem] == '/') &&
           chart_holds(chart, state->x, state->y);
}

static double place_x(const Chart *chart, double place) {
    return chart->plot.x + chart->plot.w * (place - chart->x.low) / (chart->x.high - chart->x.low);
}

static double place_y(const Chart *chart, double place) {
    return rect_bottom(chart->plot) - chart->plot.h * (place - chart->y.low) / (chart->y.high - chart->y.low);
}

static void write_label(char *out, int size, const ChartAxis *axis) {
    if (axis->unit)
        text_format(out, size, "%s (%s)", axis->label, axis->unit);
    else
        text_format(out, size, "%s", axis->label);
}

static int list_y_ticks(AxisTick tick[AXIS_TICK_MAX], const Chart *chart) {
    double most = fmax(chart->plot.h / 26, fmin(4, chart->plot.h / 19)); /* in a low chart they stand closer */
    return axis_list_ticks(tick, &chart->y, (int)most);
}

/* The middle of a number below the plot: under its line, but not beyond the right edge of the chart. */
static double tick_x(const Chart *chart, const AxisTick *tick) {
    return fmin(place_x(chart, tick->place), rect_right(chart->plot) + PLOT_RIGHT - tick_width(chart->gui, tick) / 2);
}

/* True if the gaps between the numbers below the plot are wider than those between their digits. */
static bool stand_apart(const AxisTick *tick, int count, const Chart *chart) {
    const double gap = 12;
    for (int i = 1; i < count; i++) {
        double left = tick_x(chart, &tick[i - 1]) + tick_width(chart->gui, &tick[i - 1]) / 2,
               right = tick_x(chart, &tick[i]) - tick_width(chart->gui, &tick[i]) / 2;
        if (right - left < gap) return false;
    }
    return true;
}

/* Keeps as many numbers as stand apart; else only the ends of the axis, or none. */
static int list_x_ticks(AxisTick tick[AXIS_TICK_MAX], const Chart *chart) {
    int count = 0, most = (int)(chart->plot.w / 36);
    for (most = most > AXIS_TICK_MAX ? AXIS_TICK_MAX : most < 2 ? 2 : most; most >= 2; most--) {
        count = axis_list_ticks(tick, &chart->x, most);
        if (stand_apart(tick, count, chart)) return count;
    }
    if (count > 2) tick[1] = tick[count - 1];
    return count >= 2 && stand_apart(tick, 2, chart) ? 2 : 0;
}

/* The plot gets the room that the numbers to its left and below it do not need. */
static void place_plot(Chart *chart, Rect area, const ChartAxis *x, const ChartAxis *y) {
    AxisTick tick[AXIS_TICK_MAX];
    bool has_x = x->label && !x->no_words, has_y = y->label && !y->no_words;
    chart->plot = area;
    rect_cut_top(&chart->plot, has_y ? WORDS + 2 : 6);
    rect_cut_bottom(&chart->plot, FOOT + (has_x ? WORDS : 0));
    int count = list_y_ticks(tick, chart);
    double widest = fmax(LEFT_LEAST, y->room);
    for (int i = 0; i < count; i++) widest = fmax(widest, tick_width(chart->gui, &tick[i]));
    rect_cut_left(&chart->plot, widest + 8);
    rect_cut_right(&chart->plot, PLOT_RIGHT);
    chart->plot.w = fmax(chart->plot.w, 1);
    chart->plot.h = fmax(chart->plot.h, 1);
}

static void draw_axes(const Chart *chart, Rect area, const ChartAxis *x, const ChartAxis *y) {
    const Gui *gui = chart->gui;
    const Theme *theme = gui->theme;
    AxisTick tick[AXIS_TICK_MAX];
    Rect plot = chart->plot;
    char text[96];
    int count = list_y_ticks(tick, chart);
    for (int i = 0; i < count; i++) {
        double at = place_y(chart, tick[i].place);
        draw_rect(gui->list, rect(plot.x, at - 0.5, plot.w, 1), theme->grid);
        draw_tick(gui, plot.x - 6, fmin(fmax(at + 4, plot.y + 8), rect_bottom(plot) + 2), ALIGN_RIGHT, &tick[i]);
    }
    count = list_x_ticks(tick, chart);
    for (int i = 0; i < count; i++) {
        double at = place_x(chart, tick[i].place), w = tick_width(gui, &tick[i]);
        draw_rect(gui->list, rect(at - 0.5, plot.y, 1, plot.h), theme->grid);
        draw_tick(gui, fmax(tick_x(chart, &tick[i]), area.x + w / 2), rect_bottom(plot) + 14, ALIGN_CENTER, &tick[i]);
    }
    draw_round_stroke(gui->list, plot, 0, 1, theme->line);
    if (y->label && !y->no_words) {
        write_label(text, (int)sizeof text, y);
        gui_text_fit(gui, FACE_UI, SMALL, area.x, area.y + 12, area.w, ALIGN_LEFT, theme->dim, text);
    }
    if (x->label && !x->no_words) {
        write_label(text, (int)sizeof text, x);
        gui_text_fit(gui, FACE_UI, SMALL, rect_mid_x(plot), rect_bottom(area) - 4, plot.w, ALIGN_CENTER, theme->dim, text);
    }
}

/* Registers the regions of the numbers and words beside the plot; their tips explain both axes and their range. */
static void add_axes_region(const Chart *chart, Rect area) {
    char path[REGION_PATH_SIZE], x0[24], x1[24], y0[24], y1[24];
    if (!chart->x_name || !chart->y_name) return;
    number_format_short(x0, (int)sizeof x0, axis_number(&chart->x, chart->x.low), 3);
    number_format_short(x1, (int)sizeof x1, axis_number(&chart->x, chart->x.high), 3);
    number_format_short(y0, (int)sizeof y0, axis_number(&chart->y, chart->y.low), 3);
    number_format_short(y1, (int)sizeof y1, axis_number(&chart->y, chart->y.high), 3);
    text_format(path, (int)sizeof path, "%s/axes", chart->path);
    Region *region = region_add(chart->gui->region, REGION_HOVER, area, path);
    region->tip = region_words(chart->gui->region, "↑ %s: %s … %s\n→ %s: %s … %s", chart->y_name, y0, y1, chart->x_name, x0, x1);
}

/* The range of the longer side grows around its middle. */
static void make_square(Chart *chart) {
    double per_x = (chart->x.high - chart->x.low) / chart->plot.w, per_y = (chart->y.high - chart->y.low) / chart->plot.h;
    Axis *axis = per_x < per_y ? &chart->x : &chart->y;
    double half = fmax(per_x, per_y) * (per_x < per_y ? chart->plot.w : chart->plot.h) / 2, middle = (axis->low + axis->high) / 2;
    axis->low = middle - half;
    axis->high = middle + half;
}

static void begin(Chart *chart, const Gui *gui, Rect area, const char *name, const char *path, const ChartAxis *x, const ChartAxis *y,
                  bool is_square) {
    *chart = (Chart){.gui = gui, .x = whole_axis(x), .y = whole_axis(y), .x_name = x->label, .x_unit = x->unit, .y_name = y->label};
    chart->ground = gui->theme->background;
    text_format(chart->name, (int)sizeof chart->name, "%s", name);
    text_format(chart->path, (int)sizeof chart->path, "%s", path);
    place_plot(chart, area, x, y);
    if (is_square) make_square(chart);
    chart->whole = (ChartRange){chart->x.low, chart->x.high, chart->y.low, chart->y.high};
    const ChartRange *zoom = find_own_zoom(chart);
    if (zoom) {
        chart->x.low = zoom->x0;
        chart->x.high = zoom->x1;
        chart->y.low = zoom->y0;
        chart->y.high = zoom->y1;
        place_plot(chart, area, x, y);
        if (is_square) make_square(chart);
    }
    draw_axes(chart, area, x, y);
    add_axes_region(chart, area);
    draw_clip(gui->list, chart->plot);
}

void chart_begin(Chart *chart, const Gui *gui, Rect area, const char *name, const char *path, const ChartAxis *x, const ChartAxis *y) {
    begin(chart, gui, area, name, path, x, y, false);
}

void chart_begin_square(Chart *chart, const Gui *gui, Rect area, const char *name, const char *path, const ChartAxis *x,
                        const ChartAxis *y) {
    begin(chart, gui, area, name, path, x, y, true);
}

void chart_begin_at(Chart *chart, const Gui *gui, Rect plot, const char *name, const char *path, const ChartAxis *x, const ChartAxis *y) {
    *chart = (Chart){.gui = gui, .x = whole_axis(x), .y = whole_axis(y), .x_name = x->label, .y_name = y->label, .plot = plot};
    chart->ground = gui->theme->background;
    text_format(chart->name, (int)sizeof chart->name, "%s", name);
    text_format(chart->path, (int)sizeof chart->path, "%s", path);
    chart->holds_x = true;
    chart->whole = (ChartRange){0, 0, chart->y.low, chart->y.high}; /* a section without length cannot be zoomed */
    const ChartRange *zoom = find_own_zoom(chart);
    if (zoom) {
        chart->y.low = zoom->y0;
        chart->y.high = zoom->y1;
    }
    draw_clip(gui->list, plot);
}

/* --- what the plot shows --- */

static double bound_px(double at) { return at < -FAR_PX ? -FAR_PX : at > FAR_PX ? FAR_PX : at; }

static bool find_point(double *x, double *y, const Chart *chart, const ChartLine *line, int i) {
    *x = bound_px(chart_x(chart, chart_line_x(line, i)));
    *y = chart_y(chart, line->y[i]);
    if (!isfinite(*x) || !isfinite(line->y[i]) || !isfinite(*y)) return false;
    *y = bound_px(*y);
    return true;
}

static void note_line(Chart *chart, const ChartLine *line) {
    if (line->name && chart->line_count < CHART_LINE_MAX) chart->line[chart->line_count++] = *line;
}

void chart_line(Chart *chart, const ChartLine *line) {
    DrawList *list = chart->gui->list;
    bool pen = false, any = false, before = false;
    double x, y, width = line->width > 0 ? line->width : 2;
    note_line(chart, line);
    draw_path_begin(list);
    for (int i = 0; i < line->count; i++) {
        bool here = find_point(&x, &y, chart, line, i);
        if (!here) {
            pen = pen && line->bridges;
            continue;
        }
        if (pen)
            draw_path_line(list, x, y);
        else
            draw_path_move(list, x, y);
        any = any || pen;
        pen = true;
    }
    if (any) draw_path_stroke(list, width, line->color, line->dash);
    for (int i = 0; i < line->count; i++) { /* a point with gaps at both sides */
        bool here = find_point(&x, &y, chart, line, i), after = false;
        double x1, y1;
        if (i + 1 < line->count) after = find_point(&x1, &y1, chart, line, i + 1);
        if (here && !before && !after && !line->bridges) draw_circle(list, x, y, width * 0.8 + 0.5, line->color);
        before = here;
    }
}

void chart_bars(Chart *chart, const ChartLine *line) {
    double x, y, floor_y = chart->y.is_log ? rect_bottom(chart->plot) : chart_y(chart, 0);
    note_line(chart, line);
    double w = line->count > 0 ? chart_x(chart, chart_line_x(line, 0) + line->step) - chart_x(chart, chart_line_x(line, 0)) : 0;
    for (int i = 0; i < line->count; i++) {
        if (!find_point(&x, &y, chart, line, i) || y == floor_y) continue;
        double gap = w > 6 ? 1 : 0;
        draw_rect(chart->gui->list, rect(x - w / 2 + gap / 2, fmin(y, floor_y), w - gap, fabs(floor_y - y)), line->color);
    }
}

void chart_points(Chart *chart, const ChartLine *line) {
    double x, y;
    note_line(chart, line);
    for (int i = 0; i < line->count; i++)
        if (find_point(&x, &y, chart, line, i)) draw_circle(chart->gui->list, x, y, line->width > 0 ? line->width : 4, line->color);
}

void chart_band(Chart *chart, const ChartLine *line, const double *high) {
    DrawList *list = chart->gui->list;
    ChartLine top = *line;
    double x, y;
    int from = 0;
    top.y = high;
    while (from < line->count) { /* each section without a gap separately */
        int to = from;
        while (to < line->count && find_point(&x, &y, chart, line, to) && find_point(&x, &y, chart, &top, to)) to++;
        draw_path_begin(list);
        for (int i = from; i < to; i++) {
            find_point(&x, &y, chart, line, i);
            if (i == from)
                draw_path_move(list, x, y);
            else
                draw_path_line(list, x, y);
        }
        for (int i = to - 1; i >= from; i--) {
            find_point(&x, &y, chart, &top, i);
            draw_path_line(list, x, y);
        }
        draw_path_close(list);
        if (to - from > 1) draw_path_fill(list, line->color);
        from = to + 1;
    }
}

void chart_mark(Chart *chart, double number, const char *words, Color color) {
    const Gui *gui = chart->gui;
    double y = chart_y(chart, number);
    if (!isfinite(y) || y < chart->plot.y - 1 || y > rect_bottom(chart->plot) + 1) return;
    draw_path_begin(gui->list);
    draw_path_move(gui->list, chart->plot.x, y);
    draw_path_line(gui->list, rect_right(chart->plot), y);
    draw_path_stroke(gui->list, 1, color, 4);
    if (!words || chart->mark_count == CHART_MARK_MAX) return;
    chart->mark[chart->mark_count].y = y;
    chart->mark[chart->mark_count].path = chart->mark[chart->mark_count].tip = NULL;
    chart->mark[chart->mark_count++].words = words;
}

void chart_mark_tip(Chart *chart, const char *path, const char *tip) {
    if (chart->mark_count == 0) return;
    chart->mark[chart->mark_count - 1].path = path;
    chart->mark[chart->mark_count - 1].tip = tip;
}

void chart_cursor(Chart *chart, double x, Color color) {
    double at = chart_x(chart, x);
    if (at >= chart->plot.x && at <= rect_right(chart->plot))
        draw_rect(chart->gui->list, rect(at - 0.5, chart->plot.y, 1, chart->plot.h), color);
}

/* --- the words of marks --- */

/* Clips the part *from..*to of a line to where at + along * part lies within low..high. False if that is nowhere. */
static bool narrow(double *from, double *to, double at, double along, double low, double high) {
    if (along == 0) return at >= low && at <= high;
    double a = (low - at) / along, b = (high - at) / along;
    *from = fmax(*from, fmin(a, b));
    *to = fmin(*to, fmax(a, b));
    return *from <= *to;
}

static bool does_cross(Rect box, double x0, double y0, double x1, double y1) {
    double from = 0, to = 1;
    return narrow(&from, &to, x0, x1 - x0, box.x, rect_right(box)) && narrow(&from, &to, y0, y1 - y0, box.y, rect_bottom(box));
}

/* Counts the points of the lines, and the segments between them, inside the box. Of the points left and right of it only the nearest two are
   read: a segment may come from there, and numbers at an edge are rounded. */
static int count_in(const Chart *chart, Rect box) {
    int count = 0;
    double low = chart_number_x(chart, box.x), high = chart_number_x(chart, rect_right(box));
    for (int l = 0; l < chart->line_count; l++) {
        const ChartLine *line = &chart->line[l];
        double x, y, x0 = 0, y0 = 0;
        bool before = false;
        int last = chart_line_find(line, high) + 2;
        for (int i = chart_line_find(line, low) - 2; i <= last; i++) {
            if (i < 0 || i >= line->count) continue;
            bool here = find_point(&x, &y, chart, line, i);
            count += here && rect_contains(box, x, y);
            count += here && before && does_cross(box, x0, y0, x, y);
            before = here;
            x0 = x;
            y0 = y;
        }
    }
    return count;
}

static bool do_overlap(Rect a, Rect b) {
    return a.x < rect_right(b) && b.x < rect_right(a) && a.y < rect_bottom(b) && b.y < rect_bottom(a);
}

/* A box for words of this width at the i-th of MARK_PLACES places along the plot, `rise` above the mark (below 0: below it). */
static Rect mark_box(const Chart *chart, double mark_y, double w, int i, double rise) {
    double room = chart->plot.w - 12 - w, base = rise > 0 ? mark_y - rise : mark_y - rise + 9;
    return rect(chart->plot.x + 6 + room * (MARK_PLACES - 1 - i) / (MARK_PLACES - 1), base - 10, w, 13);
}

/* The strip of the line that leads from words to their mark, and of the words beside it. */
static Rect mark_lead(Rect box, double mark_y) {
    double top = fmin(box.y, mark_y);
    return rect(box.x + 7, top, 2, fmax(rect_bottom(box), mark_y) - top);
}

/* Tries all places along the plot, at this distance above and below the mark. True once *least is 0. */
static bool try_places(Rect *best, int *least, const Chart *chart, double mark_y, double w, double rise, const Rect *taken,
                       int taken_count) {
    for (int i = 0; i < 2 * MARK_PLACES && *least != 0; i++) {
        Rect box = mark_box(chart, mark_y, w, i / 2, i % 2 == 0 ? rise : -rise);
        bool fits = box.y >= chart->plot.y && rect_bottom(box) <= rect_bottom(chart->plot);
        for (int k = 0; k < taken_count; k++)
            fits = fits && !do_overlap(rect_inset(box, -4, -1), taken[k]) && !do_overlap(mark_lead(box, mark_y), taken[k]);
        int count = fits ? count_in(chart, rect_inset(box, -3, -1)) : 0;
        if (!fits || (*least >= 0 && count >= *least)) continue;
        *least = count;
        *best = box;
    }
    return *least == 0;
}

/* Places the words close above or below the mark, inside the plot, away from the words of other marks, where the fewest points lie. If
   lines are everywhere there, takes the nearest free place above or below, with a line to the mark. Omits the words if there is no such
   place. */
static void draw_mark_words(const Chart *chart, Rect place[CHART_MARK_MAX]) {
    const Gui *gui = chart->gui;
    Rect taken[2 * CHART_MARK_MAX]; /* words, and the lines that lead to them */
    int taken_count = 0;
    for (int m = 0; m < chart->mark_count; m++) {
        double w = fmin(gui_text_width(gui, FACE_UI, SMALL, chart->mark[m].words), chart->plot.w - 12), y = chart->mark[m].y;
        Rect best = {0};
        int least = -1;
        place[m] = best;
        bool is_near = try_places(&best, &least, chart, y, w, MARK_RISE, taken, taken_count), is_free = is_near;
        for (double rise = MARK_RISE + 6; !is_free && rise < chart->plot.h; rise += 6)
            is_free = try_places(&best, &least, chart, y, w, rise, taken, taken_count);
        if (least < 0) continue;
        if (least > 0) draw_round(gui->list, rect_inset(best, -4, -1), 3, color_fade(chart->ground, 0.85));
        if (!is_near && fabs(rect_mid_y(best) - y) > 14) {
            double from = rect_bottom(best) < y ? rect_bottom(best) : best.y;
            draw_line(gui->list, best.x + 8, from, best.x + 8, y, 1, gui->theme->dim);
            taken[taken_count++] = mark_lead(best, y);
        }
        gui_text_fit(gui, FACE_UI, SMALL, best.x, best.y + 10, best.w + 1, ALIGN_LEFT, gui->theme->dim, chart->mark[m].words);
        taken[taken_count++] = place[m] = best;
    }
}

/* --- reading out --- */

void chart_read_out(const Gui *gui, Rect bounds, double x_left, double x_right, double y, const char *head, const ChartRow *row, int count,
                    const Figures *figures) {
    const Theme *theme = gui->theme;
    const double size = 13, leading = 19;
    const char *offer = !figures->more ? "" : gui->how_digits ? gui->how_digits : "Ctrl: all digits";
    double w = fmax(gui_text_width(gui, FACE_UI_SEMIBOLD, size, head), gui_text_width(gui, FACE_UI, size, offer));
    double h = (count + 1 + figures->more) * leading + 14, x = x_right + 10;
    for (int i = 0; i < count; i++) w = fmax(w, gui_text_width(gui, FACE_MONO, size, row[i].text) + 18);
    w += 24;
    if (x + w > rect_right(bounds) - 6) x = x_left - 10 - w;
    x = fmax(x, bounds.x + 4);
    Rect box = {x, fmin(fmax(y - h / 2, bounds.y + 4), rect_bottom(bounds) - h - 4), w, h};
    region_keep_free(gui->region, box, 1); /* the chart's own name stands beside its numbers */
    draw_round(gui->list, box, 8, theme->raised);
    draw_round_stroke(gui->list, box, 8, 1, theme->line);
    gui_text(gui, FACE_UI_SEMIBOLD, size, x + 12, box.y + 20, ALIGN_LEFT, theme->text, head);
    for (int i = 0; i < count; i++) {
        double at = box.y + 20 + (i + 1) * leading;
        draw_round(gui->list, rect(x + 12, at - 10, 11, 11), 3, row[i].color);
        gui_text(gui, FACE_MONO, size, x + 30, at, ALIGN_LEFT, theme->text, row[i].text);
    }
    if (offer[0]) gui_text(gui, FACE_UI, size, x + 12, box.y + 20 + (count + 1) * leading, ALIGN_LEFT, theme->dim, offer);
}

/* The x of the drawn point that is nearest to the pointer. */
static bool find_nearest(double *out, const Chart *chart) {
    double best = INFINITY, x, y;
    for (int l = 0; l < chart->line_count; l++) {
        for (int i = 0; i < chart->line[l].count; i++) {
            if (!find_point(&x, &y, chart, &chart->line[l], i) || fabs(x - chart->gui->state->x) >= best) continue;
            best = fabs(x - chart->gui->state->x);
            *out = chart_line_x(&chart->line[l], i);
        }
    }
    return isfinite(best);
}

static int find_index(const ChartLine *line, double x) {
    for (int i = 0; i < line->count; i++)
        if (fabs(chart_line_x(line, i) - x) <= 1e-9 * fmax(1, fabs(x))) return i;
    return -1;
}

static void read_pointer(const Chart *chart) {
    enum { MOST = 12 };
    const Gui *gui = chart->gui;
    const Theme *theme = gui->theme;
    ChartRow row[MOST + 2];
    double x = 0;
    int count = 0, left = 0;
    if (!chart_is_hot(chart) || !find_nearest(&x, chart)) return;
    char head[96], number[FIGURE_SIZE];
    Figures figures = figure_begin(gui);
    for (int l = 0; l < chart->line_count; l++) {
        int i = find_index(&chart->line[l], x);
        if (i < 0) continue;
        if (count == MOST) {
            left++;
            continue;
        }
        figure_write(&figures, number, chart->line[l].y[i]);
        row[count].color = chart->line[l].color;
        text_format(row[count++].text, (int)sizeof row->text, "%s  %s", chart->line[l].name, number);
    }
    if (left > 0) {
        row[count].color = theme->raised;
        text_format(row[count++].text, (int)sizeof row->text, gui->and_more ? gui->and_more : "and %d more", left);
    }
    if (chart->note) {
        row[count].color = theme->raised;
        text_format(row[count++].text, (int)sizeof row->text, "%s", chart->note);
    }
    const char *place = axis_find_name(&chart->x, x);
    if (chart->x.is_whole)
        number_format_count(number, (int)sizeof number, lround(x));
    else
        figure_write(&figures, number, x);
    text_format(head, (int)sizeof head, "%s%s%s%s%s", chart->x_name ? chart->x_name : "", chart->x_name ? " " : "", place ? place : number,
                chart->x_unit ? " " : "", chart->x_unit ? chart->x_unit : "");
    double at = chart_x(chart, x);
    draw_layer(gui->list, LAYER_HOVER);
    draw_rect(gui->list, rect(at - 0.5, chart->plot.y, 1, chart->plot.h), theme->faint);
    for (int l = 0; l < chart->line_count; l++) {
        double px, py;
        int i = find_index(&chart->line[l], x);
        if (i >= 0 && find_point(&px, &py, chart, &chart->line[l], i) && py >= chart->plot.y && py <= rect_bottom(chart->plot))
            draw_circle(gui->list, px, py, 3.5, chart->line[l].color);
    }
    chart_read_out(gui, rect(4, 4, gui->list->width - 8, gui->list->height - 8), at, at, gui->state->y, head, row, count, &figures);
    draw_layer(gui->list, LAYER_STAGE);
}

void chart_end(Chart *chart) {
    const Gui *gui = chart->gui;
    RegionList *list = gui->region;
    Rect words[CHART_MARK_MAX];
    draw_mark_words(chart, words);
    draw_unclip(gui->list);
    if (list->chart_count < CHART_MAX) {
        ChartPlace *place = &list->chart[list->chart_count++];
        *place = (ChartPlace){.plot = chart->plot,
                              .whole = chart->whole,
                              .shown = {chart->x.low, chart->x.high, chart->y.low, chart->y.high},
                              .x_log = chart->x.is_log,
                              .y_log = chart->y.is_log};
        if (chart->holds_x) place->shown.x0 = place->shown.x1 = 0;
        memcpy(place->name, chart->name, sizeof place->name);
        memcpy(place->path, chart->path, sizeof place->path);
    }
    Region *region = region_add(list, REGION_CHART, chart->plot, chart->path);
    region->tip = chart->tip;
    region->focusable = true;
    if (chart->cols > 0) {
        region->subject = chart->subject;
        region->cols = chart->cols;
    }
    if (chart->command) text_format(region->command, (int)sizeof region->command, "%s", chart->command);
    for (int m = 0; m < chart->mark_count; m++)
        if (chart->mark[m].tip && words[m].w > 0) region_add(list, REGION_HOVER, words[m], chart->mark[m].path)->tip = chart->mark[m].tip;
    gui_focus_ring(gui, chart->plot, 2, chart->path);
    if (list->copy && strcmp(list->copy->name, chart->name) == 0) chart_copy_values(chart, list->copy);
    read_pointer(chart);
}
