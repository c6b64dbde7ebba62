/* How a bar of the gradient chart arrives at its step: a visible multiplication. It begins as a copy of the bar that it comes from, slides
   over with the river's end, the arrow's factor lands on it, and it drops or grows to the product. A pure function of how much of the step
   is done, so that playing, stepping and scrubbing either way show the same. */
#ifndef UNROLL_VIEW_STAGE_STAGE_MOTION_H
#define UNROLL_VIEW_STAGE_STAGE_MOTION_H
#include "view/stage/stage_layout.h"

/* Each 0..1, eased, of the part of a step that is done. They follow each other; the factor lands while the copy comes to rest. */
double motion_slide(double done);   /* the copy, and the river's end with it */
double motion_landing(double done); /* the factor, from its arrow onto the bar */
double motion_product(double done); /* the bar's height, and the width of the river's end */

/* The forward pass of one step, in the same way. What comes from x and from the step before arrives first.
   A plain cell: the two are added, the sum is bent by the activation. A cell with gates: they open, then what they let through moves on
   along the straight strand, and the state fills; with a c, that one first. */
double motion_arrive(double done);
double motion_sum(double done);                            /* of a plain cell: the circles fill with the sum ... */
double motion_bend(double done);                           /* ... and go from the sum to its activation */
double motion_gates(double done);                          /* how far the gates have opened to what they are */
double motion_pass(double done);                           /* along the straight strand */
double motion_let_out(double done);                        /* from c to h */
double motion_fill(double done, bool has_c, bool of_cell); /* the circles of h, or of c, of a cell with gates */

/* Loss, of one output: first the answer grows out of the state, then it is compared with the target. */
double motion_answer(double done);
double motion_loss(double done);

/* The update, each of one of its steps. The gradient slides over to where the change stands and turns to its colours on the way; the
   change slides onto the weights; then the weights go back into all arrows at once. */
double motion_carry(double done);  /* gradient to change */
double motion_turn(double done);   /* its colours, in the middle of the way */
double motion_land(double done);   /* change onto the weights */
double motion_return(double done); /* weights to the arrows */

typedef struct ArrivingBar {
    double behind;   /* how far it still is from its own step, in steps towards the one it comes from: 1 on that one .. 0 in place */
    double from, to; /* the two sizes that its height lies between on the log axis */
    double mix;      /* 0 from .. 1 to */
    double factor;   /* of the arrow; of the step from h into c where the loss sets out; NaN where nothing is multiplied */
    double landing;  /* of the factor: motion_landing */
    double there;    /* 0..1: a bar that comes from no other appears at its full height */
} ArrivingBar;

/* Of step t of a chain with `shown` of its step done. Between two sizes only: where a loss or a layer above joins what came
   through the arrow, first from the copy to the product, then on to the sum. */
ArrivingBar motion_bar(const ChainGradient *gradient, int direction, int steps, int t, double shown);
/* That size, between `from` and `to` on an axis of which nothing is drawn below 10^low. */
double motion_bar_size(const ArrivingBar *bar, double low);

#endif
