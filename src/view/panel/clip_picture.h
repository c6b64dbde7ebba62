/* What clipping does to the gradient that the stage has, drawn to scale. */
#ifndef UNROLL_VIEW_PANEL_CLIP_PICTURE_H
#define UNROLL_VIEW_PANEL_CLIP_PICTURE_H
#include "view/view.h"

enum { CLIP_PICTURE_HEIGHT = 196 };

bool clip_picture_is_wanted(const View *view); /* elements or norm are clipped as it is set now */
/* `cut`: 0 the whole gradient, 1 what the optimiser gets; in between it is on its way. */
void clip_picture_draw(const View *view, Rect area, double cut);

#endif
