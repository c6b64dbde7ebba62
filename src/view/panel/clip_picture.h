/* The effect of clipping on the stage's gradient, drawn to scale. */
#ifndef UNROLL_VIEW_PANEL_CLIP_PICTURE_H
#define UNROLL_VIEW_PANEL_CLIP_PICTURE_H
#include "view/view.h"

enum { CLIP_PICTURE_HEIGHT = 196 };

bool clip_picture_is_wanted(const View *view); /* elements or norm are clipped as it is set now */

/* Of the update's step from gradient to change, `done` 0..1: the gradient is cut first (0 the whole one, 1 what the optimiser gets), and what is
   left then goes on its way. */
double clip_picture_cut(double done);
double clip_picture_after(double done);

void clip_picture_draw(const View *view, Rect area, double cut);      /* with its numbers below, on a panel */
void clip_picture_draw_plot(const View *view, Rect plot, double cut); /* the arrows alone, on the stage, with the two norms in it */

#endif
