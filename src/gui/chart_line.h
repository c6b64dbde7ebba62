/* One line of a chart (gui/chart.h), and where its points are. */
#ifndef UNROLL_GUI_CHART_LINE_H
#define UNROLL_GUI_CHART_LINE_H
#include "draw/geometry.h"
#include <stdbool.h>
#include <stddef.h>

/* Points (x, y), in the order of x. x NULL: at start, start + step, ... What is not finite, or has no place on a log axis, is a gap. */
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

#endif
