/* Which step of which pass the close-up of the cell shows: a pure function of the cursor. */
#ifndef UNROLL_VIEW_INSIDE_CELL_PLACE_H
#define UNROLL_VIEW_INSIDE_CELL_PLACE_H
#include "view/ui_state.h"

typedef struct CellPlace {
    int layer, direction, step, unit;
    bool is_backward;
    bool is_head;    /* the loss phase: what follows the cell at a step with a loss */
    int loss;        /* its index, of is_head */
    bool is_padding; /* the stage sequence has ended before the step: nothing is computed there */
    double shown;    /* how much of the step has been computed, 0 to 1 */
} CellPlace;

CellPlace cell_place(const Run *run, const UiState *ui);

/* The inverse: how many steps of the forward or backward pass are done just after the one at this position (from 0). */
int cell_cursor_step(Phase phase, int direction, int step, int steps);

#endif
