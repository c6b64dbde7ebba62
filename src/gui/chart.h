/* A chart: a frame with two axes, and in it lines, bars, bands, points and marks. It is zoomed by the wheel about the pointer, moved by
   dragging, and fitted again by a double click (app/app_chart.c); what it shows stands in GuiState.zoom by its name. The pointer reads
   what every line has at the nearest x.

       chart_begin(&chart, gui, area, "loss", "story/loss", &x, &y);
       chart_mark(&chart, baseline, "always the mean", color);
       chart_line(&chart, &(ChartLine){.name = "loss", .y = loss, .count = n, .step = 1, .color = theme->accent});
       chart_end(&chart);

   What is drawn must live until chart_end. Nothing is kept between pictures. */
#ifndef UNROLL_GUI_CHART_H
#define UNROLL_GUI_CHART_H
#include "gui/axis.h"
#include "gui/figure.h"

typedef struct ChartAxis {
    const char *label, *unit; /* "loss", "update"; NULL: none */
    double low, high;         /* all there is to see, as numbers; on a log axis above 0 */
    bool is_log, is_whole;
    double room;   /* of the numbers left of the plot, at least: so charts above each other have their plots so too */
    bool no_words; /* the numbers alone: what they are is said elsewhere */
} ChartAxis;

/* Points (x, y), in the order of x. x NULL: at start, start + step, ... What is not finite, or has no place on a log axis, is a gap. */
typedef struct ChartLine {
    const char *name; /* as it is read out; NULL: it is not */
    const double *x, *y;
    double start, step;
    int count;
    Color color;
    double width, dash; /* 0: 2 pixels, solid */
    bool bridges;       /* gaps are crossed: only some of the points were measured */
} ChartLine;

static inline double chart_line_x(const ChartLine *line, int i) { return line->x ? line->x[i] : line->start + i * line->step; }

enum { CHART_LINE_MAX = 32, CHART_MARK_MAX = 8 };
typedef struct Chart {
    const Gui *gui;
    char name[CHART_NAME_MAX], path[48];
    const char *tip, *command; /* of the plot; NULL: none. To be set after chart_begin */
    Rect plot;
    Axis x, y; /* as shown */
    const char *x_name, *x_unit, *y_name;
    ChartRange whole;
    ChartLine line[CHART_LINE_MAX];
    int line_count;
    bool holds_x;    /* x always shows all there is */
    Subject subject; /* of the plot, with so many columns of equal width from its left edge on; 0: none. To be set after chart_begin */
    int cols;
    struct {
        double y;
        const char *words, *path, *tip;
    } mark[CHART_MARK_MAX]; /* whose words are drawn by chart_end, where least of the lines is */
    int mark_count;
    Color ground; /* behind the plot: words that lie on a line stand on it. To be set after chart_begin; at first the stage's */
} Chart;

/* Draws frame, axes and their words into `area`, and clips to the plot until chart_end. `path` is its region's. */
void chart_begin(Chart *chart, const Gui *gui, Rect area, const char *name, const char *path, const ChartAxis *x, const ChartAxis *y);
/* The same with one scale for both directions, so that a circle is a circle; the axes then reach beyond `x` or `y`. */
void chart_begin_square(Chart *chart, const Gui *gui, Rect area, const char *name, const char *path, const ChartAxis *x,
                        const ChartAxis *y);
/* The plot stands where the picture wants it, and its owner draws axes and words: for one whose columns stand under others. x shows all
   there is, whatever the zoom. */
void chart_begin_at(Chart *chart, const Gui *gui, Rect plot, const char *name, const char *path, const ChartAxis *x, const ChartAxis *y);
void chart_line(Chart *chart, const ChartLine *line);
void chart_bars(Chart *chart, const ChartLine *line);                     /* step wide, from 0 (on a log axis from its lower end) up */
void chart_points(Chart *chart, const ChartLine *line);                   /* width: their radius */
void chart_band(Chart *chart, const ChartLine *line, const double *high); /* between line->y and high */
/* A dashed line across, with its words, which must live until chart_end: where they cover none of the lines, or least of them. */
void chart_mark(Chart *chart, double y, const char *words, Color color);
void chart_mark_tip(Chart *chart, const char *path, const char *tip); /* of the words of the last mark; both live until chart_end */
void chart_cursor(Chart *chart, double x, Color color);               /* a line up */
void chart_end(Chart *chart);

/* Where a number stands; and the number there: pairs. */
double chart_x(const Chart *chart, double x);
double chart_y(const Chart *chart, double y);
double chart_number_x(const Chart *chart, double px);
double chart_number_y(const Chart *chart, double py);
bool chart_holds(const Chart *chart, double x, double y); /* is that place in the plot? */
bool chart_is_hot(const Chart *chart);                    /* the pointer is in it, on its plot or on what lies in it */

/* A card with a head and rows, each with a swatch, beside x_left..x_right (right of it, where there is room) about y, within bounds. Below
   them, where one of `figures` has more digits, how to see them. */
typedef struct ChartRow {
    Color color;
    char text[96];
} ChartRow;
void chart_read_out(const Gui *gui, Rect bounds, double x_left, double x_right, double y, const char *head, const ChartRow *row, int count,
                    const Figures *figures);

/* Ten to a whole power with a raised exponent; `size` is that of the ten. Returns its width. */
double chart_power(const Gui *gui, double size, double x, double y, TextAlign align, Color color, int exponent);

/* The values of the chart of this name as comma-separated text: x, then a column for each line. */
typedef struct ChartCopy {
    const char *name;
    char *text; /* owned by who asks */
    size_t size, capacity;
    bool found, failed;
} ChartCopy;
void chart_copy_values(const Chart *chart, ChartCopy *copy); /* chart_end does it where its chart is asked for */

/* What a chart of this name shows while it is zoomed; NULL: all there is, also where it was zoomed on the other kind of axis. */
const ChartRange *chart_find_zoom(const GuiState *state, const char *name, bool x_log);
const ChartPlace *chart_find(const RegionList *list, const char *name);
const ChartPlace *chart_find_at(const RegionList *list, const char *path); /* whose region, or one in it, has this path */

#endif
