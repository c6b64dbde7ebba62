/* The keys that work on the screen below the help or the glossary, one a row in a column that is `w` wide; returns its foot. */
#ifndef UNROLL_VIEW_PANEL_HELP_H
#define UNROLL_VIEW_PANEL_HELP_H
#include "view/view.h"

double help_draw_keys(const View *view, double x, double y, double w);

#endif
