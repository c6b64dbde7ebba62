/* Hovers with numbers (gui/figure.h): how to see all digits is offered only where a number has more than are shown. */
#ifndef UNROLL_VIEW_OFFER_H
#define UNROLL_VIEW_OFFER_H
#include "gui/figure.h"
#include "view/view.h"

/* "Ctrl: all digits", where there are more; else NULL. */
const char *figure_offer(const Figures *figures, const View *view);
/* A tip: its words, below them the number with its name before it, and the offer. As long as the picture lives. */
const char *figure_tip(const View *view, const char *words, const char *name, double value);

/* A tip whose words hold numbers that `figures` wrote, with the offer below them. NULL where there is no room for it. */
const char *figure_tip_words(const View *view, const Figures *figures, const char *words);

#endif
