/* The usual recipes for starting weights. Same seed, same bits. */
#ifndef UNROLL_ENGINE_NET_WEIGHTS_INIT_H
#define UNROLL_ENGINE_NET_WEIGHTS_INIT_H
#include "engine/net/weights.h"

typedef enum WeightRecipe {
    RECIPE_RADIUS,     /* weights_init: to the plan's radius and scale */
    RECIPE_PYTORCH,    /* everything uniform in +-1/sqrt(H), the head in +-1/sqrt(H*D) */
    RECIPE_XAVIER,     /* every gate's block uniform with variance 2/(in + out) (Glorot & Bengio 2010) */
    RECIPE_NORMAL,     /* every entry normal with variance 1/in (LeCun et al. 1998) */
    RECIPE_ORTHOGONAL, /* W's blocks orthogonal (Saxe et al. 2014), U and V as in Xavier */
    RECIPE_IDENTITY,   /* W's blocks the identity, U and V normal with deviation 0.001 (IRNN: Le, Jaitly & Hinton 2015) */
    RECIPE_COUNT
} WeightRecipe;

/* scratch: weights_scratch_count() doubles. Biases are zero except the forget rows, 3 in the LSTM; PyTorch's recipe draws them too. If the
   plan has a number, it is applied after the draw: every recurrent block to that radius, U and V to that scale, the forget rows to that
   bias. */
void weights_init_recipe(double *weight, const Net *net, const WeightPlan *plan, WeightRecipe recipe, double *scratch);
/* Draws only these parts, to the same bits; the others do not change. */
void weights_draw_parts(double *weight, const Net *net, const WeightPlan *plan, WeightRecipe recipe, unsigned parts, double *scratch);

#endif
