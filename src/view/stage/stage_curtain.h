/* The curtain of truncated backpropagation. */
#ifndef UNROLL_VIEW_STAGE_STAGE_CURTAIN_H
#define UNROLL_VIEW_STAGE_STAGE_CURTAIN_H
#include "view/stage/stage_layout.h"

/* How many steps training looks back from the followed loss, where the curtain stands within the sequence; 0: there is none. */
int stage_curtain_window(const View *view, int direction);
/* Does training stop before it reaches this step from the followed loss? */
bool stage_is_behind_curtain(const View *view, int direction, int step);
void stage_draw_curtain(const StageLayout *layout);

#endif
