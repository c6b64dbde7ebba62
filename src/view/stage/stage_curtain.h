/* The curtain of truncated backpropagation. */
#ifndef UNROLL_VIEW_STAGE_STAGE_CURTAIN_H
#define UNROLL_VIEW_STAGE_STAGE_CURTAIN_H
#include "view/stage/stage_layout.h"

/* How many steps training looks back from the followed loss, where the curtain stands within the sequence; 0: there is none. */
int stage_curtain_window(const View *view, int direction);
/* Does training stop before it reaches this step from the followed loss? */
bool stage_is_behind_curtain(const View *view, int direction, int step);
void stage_draw_curtain(const StageLayout *layout);
/* Where the chart is too low for its words beside the grip: one line in the strip below the axis, or, where that is taken from the right by
   so many pixels, at the top of the plot. Returns how much of the strip is taken now. */
double stage_draw_curtain_line(const StageLayout *layout, Rect plot, double taken);

#endif
