/* Where the picture of the update stands. */
#ifndef UNROLL_VIEW_STAGE_STAGE_UPDATE_PLAN_H
#define UNROLL_VIEW_STAGE_STAGE_UPDATE_PLAN_H
#include "view/stage/stage_layout.h"

/* Where the update's picture stands: bars above, three matrices across below, where there is room for them. Each matrix is its gate
   blocks side by side, each below its gate's letter. */
typedef struct UpdatePlan {
    Rect bars, matrix[3]; /* gradient, change, weights, without their letters */
    int blocks;           /* of each matrix */
    double side;          /* of a block */
    double letters_h;     /* above the blocks */
    double label_h;       /* below them */
    bool room;
    double comes; /* 0..1: of the ribbons and matrices, where there was no room for them when the phase began */
    Rect
        clip; /* between gradient and change, above their arrow: how the gradient is clipped; of height 0 where it is not, or has no room */
} UpdatePlan;

UpdatePlan stage_plan_update(const StageLayout *layout);                /* in this layout's chart */
UpdatePlan stage_find_update_plan(const StageLayout *layout);           /* on its way there */
Rect stage_update_block(const UpdatePlan *plan, Rect matrix, int gate); /* one gate's block of a matrix */

enum {
    UPDATE_NUMBERS = 18 /* pixels of the step numbers below the bars */,
    UPDATE_ARROW_WIDE = 118 /* between two matrices, with room to spare */,
    UPDATE_WORDS = 24 /* below the picture of clipping, to the arrow whose words stand between */
};

#endif
