/* Training as time: what was recorded of it (lab/record.h) over the updates, as charts below each other on one axis. Everything is read
   from the run's losses and from the points; values between two points are not known and are drawn as a straight line, or in the map as the
   earlier point. */
#ifndef UNROLL_VIEW_INSIDE_HISTORY_PICTURE_H
#define UNROLL_VIEW_INSIDE_HISTORY_PICTURE_H
#include "gui/chart.h"
#include "view/view.h"

/* In the order in which they need room. */
typedef enum HistoryPart { HISTORY_LOSS, HISTORY_MAP, HISTORY_MEASURE, HISTORY_NORM, HISTORY_RADIUS, HISTORY_PARTS } HistoryPart;

typedef struct HistoryPicture {
    const View *view;
    Rect area, title, scrub, part[HISTORY_PARTS]; /* of height 0 if there is no room */
    const RecordPoint *point;                     /* (count) */
    int count;
    long known;        /* updates that can be visited: 0..known */
    ChartAxis updates; /* the axis of all of them, as the chart of the loss shows it */
    Rect plot;         /* plot of the last chart, for the numbers below it */
    ChartRange shown;
} HistoryPicture;

void history_place(HistoryPicture *picture, Rect area); /* of one that has its points and `known` */

void history_draw_charts(HistoryPicture *picture); /* all but the map */
void history_draw_map(HistoryPicture *picture);

/* A chart of the picture: its axis of updates and the present update are drawn, a click goes to the update under the pointer. */
void history_begin_chart(HistoryPicture *picture, Chart *chart, HistoryPart part, ChartAxis *y);
void history_end_chart(HistoryPicture *picture, Chart *chart);

/* The index of the newest point at an update up to `update`; -1: none. */
int history_find_point(const HistoryPicture *picture, double update);

#endif
