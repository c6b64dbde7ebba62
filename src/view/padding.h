/* Where the stage sequence ends before T, on any picture with a time axis: a veil over the steps behind it, a dashed line at its end, and
   the word. At these steps nothing is read, the state does not change, and there is no loss, gradient or score (engine/pass/trace.h). */
#ifndef UNROLL_VIEW_PADDING_H
#define UNROLL_VIEW_PADDING_H
#include "view/view.h"

/* The steps that the stage sequence of a run reads: as many as there are where it fills the batch. */
int padding_first_step(const Run *run);

/* The veil over a part of a picture that begins at the first padded step. `path` names its hover; NULL where the picture has its own. */
void padding_draw(const View *view, Rect box, const char *path);

#endif
