/* The transition between the stage and a screen in its place, as a function of UiState.inside_open alone. A window grows out of the object
   on the stage that the screen looks into, and shows the screen at its final place; nothing fades. An object that is on both moves from its
   place on the stage to its place on the screen: grow_between. */
#ifndef UNROLL_VIEW_INSIDE_GROW_H
#define UNROLL_VIEW_INSIDE_GROW_H
#include "view/stage/stage_layout.h"

typedef enum GrowFrom {
    GROW_FROM_COLUMN, /* the states of the selected step */
    GROW_FROM_W,      /* the arrow behind them */
    GROW_FROM_CHAIN,  /* the whole lane: all columns, with their river */
    GROW_FROM_LOSS,   /* the last loss */
    GROW_FROM_GROUND  /* no object of the stage: grows from the lower edge */
} GrowFrom;

typedef struct Grow {
    const View *view;
    Rect area, source, window;
    double moved; /* 0 on the stage, 1 at its place */
} Grow;

/* Clips to the window until grow_end, fills it, and takes the input of the stage below; `name` is the screen's. */
void grow_begin(Grow *grow, const View *view, Rect area, GrowFrom from, const char *name);
void grow_end(const Grow *grow);
Rect grow_between(const Grow *grow, Rect on_stage, Rect at_place); /* where it is now */

/* Places on the stage, folded or unrolled: the box of a chain, that of its states from the first column to the last, one column. */
Rect grow_find(const View *view, Rect area, GrowFrom from);
Rect grow_find_states(const View *view, Rect area, int layer, int direction);
Rect grow_find_column(const View *view, Rect area, int layer, int direction, int step);

#endif
