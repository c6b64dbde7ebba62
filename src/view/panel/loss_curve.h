/* The task's second simple answer in a chart of losses: a bag of words beside the majority. */
#ifndef UNROLL_VIEW_PANEL_LOSS_CURVE_H
#define UNROLL_VIEW_PANEL_LOSS_CURVE_H
#include "gui/chart.h"
#include "view/view.h"

enum { LOSS_WORDS_SIZE = 96 };

/* Its line, name, number and tip, if the task has one that differs from the first. `words` and `path` must live until chart_end. */
void loss_curve_mark_other(Chart *chart, const View *view, char words[LOSS_WORDS_SIZE], const char *path, Color color);
/* The higher cost of the two; one far above the first is not worth the room. */
double loss_curve_highest(const View *view);

#endif
