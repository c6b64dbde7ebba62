/* Any number of a trace as a sum of products:

     number = function(sum over k of the product of the k-th term's factors)

   with factors that are numbers of the same kind, so that one walks from the loss back to inputs and weights, or from an entry of dL/dW
   forward to the loss. Every factor is read from the trace or the weights; a test checks both sides for every kind of number, cell,
   direction, wiring and number of layers. Sequence 0 of the batch, of a trace in which nothing is held (whatif.h). Gradients are those of
   the loss L of all steps together, or of one loss alone. The update is the next one (net/optimizer.h), with this sequence.

   Both sides agree to rounding: the passes add in another order, and where 1 - z or a slope would lose digits they compute it from the
   pre-activation. */
#ifndef UNROLL_ENGINE_ANALYSIS_TERMS_H
#define UNROLL_ENGINE_ANALYSIS_TERMS_H
#include "engine/net/optimizer.h"
#include "engine/pass/trace.h"

typedef enum TermsKind {
    TERMS_CONSTANT, /* its value stands with the factor */
    /* Given: nothing made them */
    TERMS_X,              /* step, row: the input */
    TERMS_TARGET,         /* step (index of the loss), row */
    TERMS_MASK,           /* step, row: dropout of h on its way up */
    TERMS_WEIGHT,         /* param, row, col: biases have row 0 */
    TERMS_LEFT,           /* step, row: number of the state, col: which singular value: the unit vector at which P_t's stretch arrives */
    TERMS_RIGHT,          /* the same of the unit vector that is stretched so */
    TERMS_TRUNCATED,      /* param, row, col: dL/d(weight) of training where it looks back a few steps only (truncated.h) */
    TERMS_MOMENT1_BEFORE, /* param, row, col: the optimiser's moment of earlier gradients: momentum's v, Adam's m */
    TERMS_MOMENT2_BEFORE, /* the moment of their squares: v of RMSprop and Adam */
    /* The way forward */
    TERMS_H, /* step (-1: before the first), row: unit; as are the next nine */
    TERMS_C,
    TERMS_UP,        /* h as the layer above reads it */
    TERMS_PRE,       /* gate */
    TERMS_GATE,      /* gate, after its nonlinearity */
    TERMS_BIAS,      /* gate: both biases of the pre-activation together */
    TERMS_BY_INPUT,  /* gate: U x of it */
    TERMS_BY_STATE,  /* gate: W h_prev of it */
    TERMS_Q,         /* GRU: W h_prev + b_hn */
    TERMS_TANH_C,    /* LSTM */
    TERMS_REST,      /* GRU: 1 - z */
    TERMS_APART,     /* GRU: h_prev - n */
    TERMS_SLOPE,     /* gate: the derivative of its nonlinearity */
    TERMS_SLOPE_C,   /* LSTM: 1 - tanh(c)^2 */
    TERMS_FLAT,      /* gate: 1 where its nonlinearity is saturated (units.h), else 0; of those that are never flat there is none */
    TERMS_FLAT_C,    /* LSTM: the same of tanh(c) */
    TERMS_FLAT_UNIT, /* gate, row, no step: the share of the steps at which it is saturated */
    TERMS_FLAT_UNIT_C,
    TERMS_FLAT_SHARE, /* gate: the mean of these over the units */
    TERMS_FLAT_SHARE_C,
    TERMS_Y,     /* step: index of the loss; row: output; as are the next four */
    TERMS_P,     /* softmax */
    TERMS_LSE,   /* log of the sum of exp(y), no row */
    TERMS_ERROR, /* MSE: y - target */
    TERMS_LOSS,  /* L_k, no row */
    TERMS_RAW,   /* of one sequence, before the scale of the mean over losses; no row */
    TERMS_TOTAL, /* L */
    /* From state to state; the LSTM's state is (h, c): rows and columns from H on are those of c */
    TERMS_JACOBIAN, /* step, row, col: ds_t[row] / ds_prev[col] */
    TERMS_PRODUCT,  /* P_t = ds_last/ds_t, row, col */
    TERMS_SINGULAR, /* step, row: which singular value of P_t, 0 the largest */
    TERMS_MODULUS,  /* gate, row: |lambda| of an eigenvalue of the gate's block of W, 0 the largest (blocks.h) */
    TERMS_EIGEN,    /* its real part */
    TERMS_EIGEN_IM, /* its imaginary part */
    TERMS_ALONG,    /* step, row: which principal axis of the path of h (axes.h): the state's place on it */
    TERMS_AWAY,     /* step, row: h less its mean over the steps that are read */
    /* The backward pass of one loss: what sets out, and where it arrives (follow.h). In a network with one loss `loss` is 0. */
    TERMS_SENT,    /* row, direction: entry of V' dL_k/dy_k */
    TERMS_CARRY,   /* what `step` sends to h of the step processed before it */
    TERMS_CARRY_C, /* LSTM: to c of that step, straight and by h there */
    TERMS_STRAIGHT, /* of these (c where the cell has one, h else), what passes no weight; cells with a straight strand, as are the next two */
    TERMS_THROUGH,      /* and what goes through W */
    TERMS_THROUGH_GATE, /* gate: what of CARRY comes from this one, through its block of W */
    TERMS_ABOVE,        /* what of dL_k/dh_t comes from the loss there and from the layer above */
    TERMS_BY_H,         /* LSTM: what of dL_k/dc_t comes from dL_k/dh_t */
    TERMS_KEPT,         /* ||STRAIGHT|| / what left the step */
    TERMS_STRANDS,      /* the lengths of both together */
    TERMS_SHARE,        /* of the straight strand in that */
    TERMS_SHARE_THROUGH,
    TERMS_ARRIVALS,    /* below the top layer: the lengths of ABOVE and of what the next step sends, together */
    TERMS_SHARE_ABOVE, /* of ABOVE in that */
    TERMS_INTO_C,      /* LSTM, where the loss sets out: ||dL_k/dc_t|| / ||dL_k/dh_t|| */
    TERMS_NORM,        /* `of` all units at the step; of a weight or its gradient: of a gate's block */
    TERMS_RELATIVE,    /* r_t = ||dL_k/dh_t|| / S */
    TERMS_RELATIVE_C,  /* the same of c */
    TERMS_FACTOR,      /* of the arrow from `step` to the one processed before */
    TERMS_SLOPES,      /* plain RNN: the factor's two halves */
    TERMS_TURN,
    TERMS_PULL, /* dL_k/dh_t . dL/dh_t / ||dL/dh_t|| (pulls.h) */
    /* The way back: dL/d(that), and dL_k/d(that) */
    TERMS_DX,
    TERMS_DH,
    TERMS_DUP, /* of what the layer above reads: before the mask */
    TERMS_DC,
    TERMS_DPRE,
    TERMS_DGATE, /* of a gate's value, before its slope */
    TERMS_DTANH_C,
    TERMS_DQ,
    TERMS_DY,
    TERMS_DWEIGHT,
    /* The update: of a weight (param, row, col) */
    TERMS_CUT,         /* its gradient, cut to clip_value */
    TERMS_STEP,        /* its gradient as the optimiser gets it: cut, clipped, with weight decay */
    TERMS_MOMENT1,     /* momentum, Adam */
    TERMS_MOMENT2,     /* RMSprop, Adam */
    TERMS_ROOT_MOMENT, /* the root of that, Adam's corrected for its start at 0 */
    TERMS_DIVISOR,     /* the root + epsilon */
    TERMS_DELTA,       /* the change */
    TERMS_NEXT,        /* the weight after it */
    /* Of all weights together */
    TERMS_LENGTH,      /* `of` DWEIGHT, TRUNCATED or CUT */
    TERMS_CLIP_LENGTH, /* what clip_norm is divided by: ||g|| + 1e-6 */
    TERMS_CLIP,        /* the factor that clipping takes of every gradient */
    TERMS_KIND_COUNT
} TermsKind;

/* Names a number. Fields that its kind does not use are 0. */
typedef struct TermsPlace {
    TermsKind kind;
    ParamKind param;
    int layer, direction, step, gate, row, col; /* from 0 */
    int loss;                                   /* of what leads back from losses: 0 from all of them; else that one, from 1 */
    TermsKind of; /* TERMS_NORM: DH, DC, DPRE (its gate), SENT, CARRY, CARRY_C, STRAIGHT, THROUGH, ABOVE, WEIGHT or DWEIGHT; TERMS_LENGTH */
} TermsPlace;

/* The next update. */
typedef struct TermsUpdate {
    bool is_there;
    OptimizerPlan plan;
    long step;            /* of the moments, from 1 */
    const double *given;  /* (P) the gradient that training uses; truncated where `is_truncated` */
    const double *moment; /* (M) as they are before it */
    const double *delta;  /* (P); NULL: computed from the others */
    bool is_truncated;
    double clip_value, clip_norm, l2; /* 0: none */
    double clip_factor;               /* as the update has it */
} TermsUpdate;

/* Where its numbers are read, after net_forward and net_backward with these weights. `alone` has the same sequence, with the backward pass
   of loss `alone_loss` (from 1) only (net_backward_of); needed where a place has a loss. */
typedef struct TermsSource {
    const Trace *trace, *alone;
    const double *weight, *gradient, *alone_gradient;
    int alone_loss;
    TermsUpdate update; /* of it only where `is_there` */
} TermsSource;

typedef enum TermsFunction {
    TERMS_PLAIN,
    TERMS_SIGMOID,
    TERMS_TANH,
    TERMS_ACTIVATION, /* the net's */
    TERMS_SIGMOID_SLOPE,
    TERMS_TANH_SLOPE,
    TERMS_ACTIVATION_SLOPE,
    TERMS_EXP,
    TERMS_LOG_SUM_EXP, /* log of the sum of exp(term), not of the terms' sum */
    TERMS_MINUS_LOG,
    TERMS_ROOT,         /* square root */
    TERMS_IS_FLAT_TANH, /* 1 where the value of a tanh, a sigmoid or a ReLU is one at which it is flat (units.h), else 0 */
    TERMS_IS_FLAT_SIGMOID,
    TERMS_IS_FLAT_RELU
} TermsFunction;

enum { TERMS_FACTOR_MAX = 5, TERMS_SINGULAR_MAX = 64, TERMS_NORM_MAX = 4096 };

typedef struct TermsFactor {
    TermsPlace place;
    double value;
    bool divides; /* the product is divided by it */
} TermsFactor;

typedef struct Term {
    TermsFactor factor[TERMS_FACTOR_MAX];
    int count;
    double value; /* the product */
} Term;

typedef struct Terms {
    TermsPlace place;
    double value; /* as the trace or the weights have it */
    TermsFunction function;
    double sum; /* of the terms, in their order; what `function` is taken of */
    Term *term; /* (count) owned; 0 terms: it is given */
    int count, capacity;
} Terms;

void terms_deinit(Terms *terms); /* of a zeroed one too */

bool terms_is_same(const TermsPlace *a, const TermsPlace *b);

/* True if it depends on the loss, so that there is one for each loss. */
bool terms_is_of_loss(const TermsPlace *at);
bool terms_is_gradient(TermsKind kind); /* dL/d(a number that can be looked at too) */

/* True if there is such a number. With a gate: TERMS_PRE and later kinds. A singular value: of states up to TERMS_SINGULAR_MAX numbers, an
   eigenvalue of as many units; a norm of weights: of blocks up to TERMS_NORM_MAX. A cell that only the table of cells knows (cell/facts.h)
   has none of them. */
bool terms_has(const Trace *trace, const TermsPlace *place);
/* Does the update of this source have it? Moments are those of the optimiser, a factor of clipping is there with clip_norm. True of numbers that
   are no part of an update. */
bool terms_is_updated(const TermsSource *source, const TermsPlace *place);
bool terms_is_of_update(TermsKind kind);
bool terms_is_of_weight(TermsKind kind); /* with param, row and col */

/* Its value. NaN where memory is out. */
double terms_value(const TermsSource *source, const TermsPlace *place);

/* Its terms. The place must have passed terms_has. False when memory is out. */
bool terms_form(Terms *terms, const TermsSource *source, const TermsPlace *place);

/* The number that most of this one comes from: in the term of largest size that leads on, the factor that itself is made of others (of two
   such the state, pre-activation or gradient, not a gate or a slope). False where all factors are given. */
bool terms_find_largest(int *term, int *factor, const Terms *terms);

/* function of the terms, in double: for the test, and for showing both sides. */
double terms_evaluate(const Terms *terms, Activation activation);

/* Of those, and of the passes: which parameters a number of a layer and direction has. */
TermsPlace terms_weight(const Trace *trace, ParamKind param, int layer, int direction, int row, int col);

#endif
