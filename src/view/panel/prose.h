/* Running text in which symbols look as they do in the formulas and on the stage. */
#ifndef UNROLL_VIEW_PANEL_PROSE_H
#define UNROLL_VIEW_PANEL_PROSE_H
#include "gui/widget.h"

/* What stands between two `$` is a formula (draw/text.h), whose colours it keeps; all else is text of this face and size. Formulas do
   not break. Drawn from baseline box.y on, `leading` apart; returns the number of lines. */
int prose_wrap(const Gui *gui, TextFace face, double size, Rect box, double leading, Color color, const char *text);

/* On one line; returns its width. prose_width only measures. */
double prose_line(const Gui *gui, TextFace face, double size, double x, double y, Color color, const char *text);
double prose_width(const Gui *gui, TextFace face, double size, const char *text);

#endif
