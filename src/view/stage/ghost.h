/* The stage's numbers before its last update: the loss, and the gradient of the followed loss in every lane. They are drawn as an outline
   behind the new ones, to show the effect of the update. A cache: it may be dropped at any moment. */
#ifndef UNROLL_VIEW_STAGE_GHOST_H
#define UNROLL_VIEW_STAGE_GHOST_H
#include "lab/run.h"

typedef struct Ghost {
    bool is_there;
    long update;                                                 /* the number (from 0) of the update before which it was taken */
    int steps, loss;                                             /* T; which loss was followed */
    double loss_value, S;                                        /* of the whole sequence; see engine/analysis/follow.h */
    double main[NET_LAYER_MAX][NET_DIRECTION_MAX][NET_STEP_MAX]; /* r_c where the cell has a c, r else */
} Ghost;

void ghost_take(Ghost *ghost, const Run *run);
/* True if it shows the same losses over the same steps, one update before this run. */
bool ghost_fits(const Ghost *ghost, const Run *run);

#endif
