/* Private to the left panel: the pen that its phases write with. */
#ifndef UNROLL_VIEW_PANEL_STORY_INSIDE_H
#define UNROLL_VIEW_PANEL_STORY_INSIDE_H
#include "view/view.h"

enum { PAD = 28, LEADING = 25, FORMULA_LEADING = 32, FORMULAS_MAX = 16 };

typedef struct Pen {
    const View *view;
    double x, y, w, bottom; /* of the page, unscrolled, or where the curve of the training begins */
    bool has_curve;         /* below it, where the page leaves it its room */
    bool is_reverse;        /* words speak of the reverse chain, whose letters have a prime */
} Pen;

void story_write_text(Pen *pen, const char *text);
void story_write_formula(Pen *pen, const char *tex);
void story_write_formulas(Pen *pen, const char *const *tex, int count); /* below each other on one plate, made smaller when one is wide */
void story_write_heading(Pen *pen, const char *text);
/* A line of the numbers' table: what it is, as a formula and in words (either may be NULL; symbols in the words stand between $), and its
   value. A swatch stands before the value when colour means something. */
void story_write_row(Pen *pen, const char *tex, const char *words, const char *value, const Color *swatch);
/* A number in digits of its own, where three do not show what it is there to show; its tip has the others. */
void story_write_figure(Pen *pen, const char *tex, const char *words, const char *text, double value, const Color *swatch);
void story_write_value(Pen *pen, const char *tex, const char *words, double value, const Color *swatch);
/* The row that was written last is this number: a click, or the key on it, shows what made it. */
void story_link(const Pen *pen, TermsPlace place);
void story_why(const Pen *pen, StringId why); /* it has no chain: the key says why not */
void story_write_tries(Pen *pen);             /* what else to look at */

/* Whether the stage sequence has ended before step t; then that is what the page says. */
bool story_write_padding(Pen *pen, int t);

/* The chain the chart shows. */
const TraceLane *story_shown_lane(const View *view, int *layer, int *direction);
/* Position of the step that was computed last in the pass, -1 before the first. */
int story_last_position(const View *view, Phase phase, int direction);

void story_write_hold(Pen *pen);     /* story_hold.c: what is held */
void story_write_backward(Pen *pen); /* story_backward.c: the page of the backward phase */

#endif
