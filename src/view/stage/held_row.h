/* The row of the held numbers (lab/run.h): the change of the loss, and a chip for each held number. A chip is dragged up and down, moved
   by the arrow keys, or released. On the stage the row replaces the task's sentence; on a page it stands below the title. */
#ifndef UNROLL_VIEW_STAGE_HELD_ROW_H
#define UNROLL_VIEW_STAGE_HELD_ROW_H
#include "view/view.h"

void held_describe(char *out, int size, const Strings *strings, const Run *run, const WhatIf *what); /* "f₈ held at 0 (was 0.93)" */
int held_digits(const Run *run); /* of the losses before and now: as many as show the change, 3 to 6 */
/* Adds a region that drags a number which is held or can be held. */
void held_add_pull(const View *view, Rect box, const char *path, const WhatIf *what, const char *tip);
/* Call it only while a number is held. Draws as many chips as fit at the right, and the loss, in text of `size`, at the left end or beside
   the chips. Returns the left edge of the leftmost chip. */
double held_row_draw(const View *view, Rect row, double size, bool is_loss_beside);

#endif
