/* The lines of a chart (gui/chart.h), and the table of a chart without lines. */
#ifndef UNROLL_GUI_CHART_LINE_H
#define UNROLL_GUI_CHART_LINE_H
#include "draw/geometry.h"
#include <stdbool.h>
#include <stddef.h>

/* Points (x, y), in the order of x. x NULL: at start, start + step, ... A number that is not finite, or has no place on a log axis, is a
   gap. */
typedef struct ChartLine {
    const char *name; /* its name in the read-out; NULL: not read out */
    const double *x, *y;
    double start, step;
    int count;
    Color color;
    double width, dash; /* 0: 2 pixels, solid */
    bool bridges;       /* the line crosses gaps: only some of the points were measured */
} ChartLine;

static inline double chart_line_x(const ChartLine *line, int i) { return line->x ? line->x[i] : line->start + i * line->step; }

/* The first point of a line that is not left of `x`; `count` if all are. */
static inline int chart_line_find(const ChartLine *line, double x) {
    int low = 0, high = line->count;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (chart_line_x(line, middle) >= x)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/* The values to copy from a chart that shows a map and no lines: rows of three numbers, below their names. */
typedef struct ChartTable {
    const char *name[3];
    int rows;
    bool (*read)(double out[3], const void *user, int row); /* false: the row is left out */
    const void *user;
} ChartTable;

#endif
