/* A chart: a frame with two axes that contains lines, bars, bands, points and marks. It is zoomed by the wheel about the pointer, moved by
   dragging, and fitted again by a double click (app/app_chart.c); its shown range is kept in GuiState.zoom under its name. The pointer
   reads the value of every line at the nearest x.

       chart_begin(&chart, gui, area, "loss", "story/loss", &x, &y);
       chart_mark(&chart, baseline, "always the mean", color);
       chart_line(&chart, &(ChartLine){.name = "loss", .y = loss, .count = n, .step = 1, .color = theme->accent});
       chart_end(&chart);

   The arguments must live until chart_end. Nothing is kept between pictures. */
#ifndef UNROLL_GUI_CHART_H
#define UNROLL_GUI_CHART_H
#include "gui/axis.h"
#include "gui/chart_line.h"
#include "gui/figure.h"

typedef struct ChartAxis {
    const char *label, *unit; /* "loss", "update"; NULL: none */
    double low, high;         /* the whole range, as numbers; above 0 on a log axis */
    bool is_log, is_whole;
    const char *const *name; /* (name_count) written in the place of the numbers 1, 2, ...; until chart_end */
    int name_count;
    double room;   /* least width of the numbers left of the plot, so that the plots of charts above each other are aligned */
    bool no_words; /* only numbers: their name is shown elsewhere */
} ChartAxis;

enum { CHART_LINE_MAX = 32, CHART_MARK_MAX = 8 };
typedef struct Chart {
    const Gui *gui;
    char name[CHART_NAME_MAX], path[48];
    const char *tip, *command; /* tip of the plot; NULL: none. Set it after chart_begin */
    const char *note;          /* last line of what the pointer reads; NULL: none. Set it before chart_end */
    Rect plot;
    Axis x, y; /* as shown */
    const char *x_name, *x_unit, *y_name;
    ChartRange whole;
    ChartLine line[CHART_LINE_MAX];
    int line_count;
    const ChartTable *table; /* copied instead of the lines; lives until chart_end. NULL: the lines */
    bool holds_x;            /* x always shows its whole range */
    Subject subject; /* the subject of the plot, and its number of equal columns from the left edge on; 0: none. Set after chart_begin */
    int cols;
    struct {
        double y;
        const char *words, *path, *tip;
    } mark[CHART_MARK_MAX]; /* chart_end draws their words where they cover least of the lines */
    int mark_count;
    Color ground; /* the ground of the plot, drawn behind words that lie on a line. Set it after chart_begin; at first the stage's */
} Chart;

/* Draws frame, axes and their words into `area`, and clips to the plot until chart_end. `path` is its region's. */
void chart_begin(Chart *chart, const Gui *gui, Rect area, const char *name, const char *path, const ChartAxis *x, const ChartAxis *y);
/* The same with one scale for both directions, so that a circle is a circle; the axes then reach beyond `x` or `y`. */
void chart_begin_square(Chart *chart, const Gui *gui, Rect area, const char *name, const char *path, const ChartAxis *x,
                        const ChartAxis *y);
/* The same with the plot at a given place; its owner draws axes and words. For charts whose columns stand under those of another. x always
   shows its whole range. */
void chart_begin_at(Chart *chart, const Gui *gui, Rect plot, const char *name, const char *path, const ChartAxis *x, const ChartAxis *y);
void chart_line(Chart *chart, const ChartLine *line);
void chart_bars(Chart *chart, const ChartLine *line);                     /* step wide, from 0 (on a log axis from its lower end) up */
void chart_points(Chart *chart, const ChartLine *line);                   /* width: their radius */
void chart_band(Chart *chart, const ChartLine *line, const double *high); /* between line->y and high */
/* A dashed line across the plot with words, which must live until chart_end; they stand where they cover as little of the lines as
   possible. */
void chart_mark(Chart *chart, double y, const char *words, Color color);
void chart_mark_tip(Chart *chart, const char *path, const char *tip); /* tip for the words of the last mark; both must live until
                                                                         chart_end */
void chart_cursor(Chart *chart, double x, Color color);               /* a vertical line */
void chart_end(Chart *chart);

/* From a number to its pixel and back, for each axis. */
double chart_x(const Chart *chart, double x);
double chart_y(const Chart *chart, double y);
double chart_number_x(const Chart *chart, double px);
double chart_number_y(const Chart *chart, double py);
bool chart_holds(const Chart *chart, double x, double y); /* true if that pixel is in the plot */
bool chart_is_hot(const Chart *chart);                    /* the pointer is on its plot or on a region inside it */

/* A card with a head and rows, each with a swatch, beside x_left..x_right (right of it, where there is room) about y, within bounds. If one
   of `figures` has more digits, a last line says how to see them. */
typedef struct ChartRow {
    Color color;
    char text[160];
} ChartRow;
void chart_read_out(const Gui *gui, Rect bounds, double x_left, double x_right, double y, const char *head, const ChartRow *row, int count,
                    const Figures *figures);

/* Draws ten to a whole power with a superscript; `size` is that of the ten. Returns its width. */
double chart_power(const Gui *gui, double size, double x, double y, TextAlign align, Color color, int exponent);

/* The values of the chart of this name as comma-separated text: x, then a column for each line. */
typedef struct ChartCopy {
    const char *name;
    char *text; /* owned by whoever requests it */
    size_t size, capacity;
    bool found, failed;
} ChartCopy;
void chart_copy_values(const Chart *chart, ChartCopy *copy); /* chart_end calls this if its chart was requested */

/* The shown range of a zoomed chart; NULL: the whole range, also if it was zoomed with the other kind of axis. */
const ChartRange *chart_find_zoom(const GuiState *state, const char *name, bool x_log);
const ChartPlace *chart_find(const RegionList *list, const char *name);
const ChartPlace *chart_find_at(const RegionList *list, const char *path); /* the chart whose region, or a region inside it, has this
                                                                              path */

#endif
