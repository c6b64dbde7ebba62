/* The row that says what is held (lab/run.h): what the loss does, and a chip for each held number that is pulled up and down or by the arrow keys,
   and let go of. On the stage it stands in the place of the task's sentence, inside of it below the title. */
#ifndef UNROLL_VIEW_STAGE_HELD_ROW_H
#define UNROLL_VIEW_STAGE_HELD_ROW_H
#include "view/view.h"

void held_describe(char *out, int size, const Strings *strings, const Run *run, const WhatIf *what); /* "f₈ held at 0 (was 0.93)" */
/* A region by which what is held, or can be held, is pulled. */
void held_add_pull(const View *view, Rect box, const char *path, const WhatIf *what, const char *tip);
/* Only while something is held. The chips stand at the right, as many as have room; the loss, in text of `size`, at the left end or beside
   the chips. Returns where the leftmost of what stands at the right begins. */
double held_row_draw(const View *view, Rect row, double size, bool is_loss_beside);

#endif
