/* One loss followed back through time, relative to S: the numbers of the stage's river, bars, factors and verdict.

   With e the step where a lane's part of loss k sets out and L_k the loss, scale included:

     S        = ||V' dL_k/dy_k|| over every state that the head reads for it (both directions)
     r_t      = ||dL_k/dh_t|| / S        r_c_t = ||dL_k/dc_t|| / S (cells that have a c)
     factor_t = ||what arrives at the step before|| / ||what left step t||, of c where the cell has one, of h else, before a loss or a
                layer above joins there; in the top layer the factors of all arrows multiply to r at the far end / r at e
   What arrives is a vector sum of two strands:
     straight without a weight: f * dc_t (LSTM), z * dh_t (GRU); the plain RNN has none
     through W  the rest: W' d(pre_t), for the LSTM on into c by o (1 - tanh(c)^2)
   The plain RNN's factor is the product of two: slope = ||f'(a) * dh|| / ||dh||, and turn, the effect of W' on the result.

   The pass starts from dL_k/dy_k divided by S, and in the top layer it is rescaled by powers of two on its way, so neither a small
   error nor a long chain underflows or overflows: log10_r is right where r itself is below 1e-300 or above 1e300. Layers below the
   top are not rescaled. All norms are Frobenius over batch and units. Rows are indexed by position in the sequence. */
#ifndef UNROLL_ENGINE_ANALYSIS_FOLLOW_H
#define UNROLL_ENGINE_ANALYSIS_FOLLOW_H
#include "engine/analysis/whatif.h"
#include "engine/pass/trace.h"

/* One layer in one direction; arrays are (T). NaN if there is no such number: no arrow, or nothing that left. */
typedef struct FollowLane {
    double *r, *r_c;        /* see above; r_c NULL without a c */
    double *log10_r;        /* of r_c where the cell has a c, of r else; -infinity where that is exactly 0 */
    double *factor;         /* of the arrow from t to the step processed before */
    double *straight;       /* ||straight strand|| / ||what left||; NULL for a cell without one */
    double *through;        /* ||strand through W|| / ||what left|| */
    double *slope, *turn;   /* the halves of `through` where there is no straight strand; else NULL */
    double *straight_share; /* ||straight|| / (||straight|| + ||through||); 0 without a straight strand */
    double *agreement;      /* ||sum|| / (||straight|| + ||through||): below 1/2 the strands partly cancel */
    double *above_share;    /* layers below the top: ||from above|| / (||from above|| + ||from the next step||); else NULL */
    int start;              /* e in the top layer; below it the first step, in the order of the backward pass, that anything reaches */
    int far;                /* the last step of the backward pass: 0 forward, in reverse that at which the sequence ends */
    int arrows;             /* between them */
    double set_out;         /* ||dL_k/dh_e|| / S: 1 with one direction. Top layer; else NaN */
    double into_c;          /* ||dL_k/dc_e|| / ||dL_k/dh_e||, through o and tanh'; NaN without a c and below the top */
    int stopped;            /* the first step at which it is exactly 0; -1 when it reaches the far end */
} FollowLane;

typedef struct Follow {
    const Net *net; /* borrowed */
    int steps, batch;
    double *block; /* owned */
    size_t size;
    int loss;       /* k, from 0 */
    double S;       /* absolute; 0: the error is exactly 0, and every r is 0 */
    bool is_finite; /* false: S or a lane is not; the trace's fault says where that began. Rows are then NaN */
    FollowLane lane[NET_LAYER_MAX][NET_DIRECTION_MAX];
    double *work;
} Follow;

size_t follow_plan_size(const Net *net, const Wiring *wiring, int batch); /* bytes; saturates */
/* For traces of this net, wiring and batch. False with the numbers when that exceeds NET_MEMORY_MAX or memory is out. */
bool follow_init(Follow *follow, const Trace *trace, Diag *diag);
void follow_deinit(Follow *follow);

/* After net_forward and net_backward with these weights; 0 <= loss < K. `held`: the gates and states that the trace was computed with, NULL for none. */
void follow_measure(Follow *follow, const Trace *trace, const double *weight, int loss, const WhatIf *held);

/* S of any of its losses, without following it. */
double follow_set_out(const Follow *follow, const Trace *trace, const double *weight, int loss);

/* The vectors behind the norms at one step, of sequence 0 of the batch, divided by S; 0 where nothing arrives. */
typedef struct FollowStep {
    double dh[NET_HIDDEN_MAX];      /* dL_k/dh_t of all paths */
    double arrived[NET_HIDDEN_MAX]; /* what of it the recurrence brought */
    double dc_next[NET_HIDDEN_MAX]; /* dL_k/dc of the step processed after it; cells that have a c */
} FollowStep;

/* After follow_measure with these arguments; walks the same way again. */
void follow_form_step(FollowStep *out, const Follow *follow, const Trace *trace, const double *weight, const WhatIf *held, int layer,
                      int direction, int step);

/* The same numbers, for one made for a trace of the same shape; out keeps its net. */
void follow_copy(Follow *out, const Follow *follow);

/* The result in one lane of the top layer. */
typedef enum FollowWord {
    FOLLOW_NOT_FINITE, /* see Trace.fault */
    FOLLOW_NO_ERROR,   /* S is 0: nothing to learn from this loss */
    FOLLOW_NO_ARROW,   /* it sets out at the far end */
    FOLLOW_STOPS,      /* exactly 0 from a step on */
    FOLLOW_VANISHED,   /* below 1e-5 of S at the far end */
    FOLLOW_WEAKENED,   /* to 0.1 */
    FOLLOW_CARRIED,    /* to 10 */
    FOLLOW_GROWN,      /* to 1e5 */
    FOLLOW_EXPLODING,
    FOLLOW_WORD_COUNT
} FollowWord;

typedef struct FollowVerdict {
    FollowWord word;
    double ratio, log10_ratio; /* r at the far end (r_c where the cell has a c) */
    int arrows;
    double mean_factor; /* of an arrow: (r at the far end / r at e)^(1/arrows); NaN without an arrow */
    double log10_kept;  /* r at the far end / r at e: what became of it on the arrows alone; NaN without an arrow */
    int stopped;        /* step, from 0, of FOLLOW_STOPS; -1 else */
    int turn_step;      /* where r was more than ten times above or below both its ends, farthest; -1: nowhere */
    double log10_turn;  /* r there */
} FollowVerdict;

const char *follow_word_name(FollowWord word); /* "vanished", "no error", ... */
/* Of the top layer's lane in that direction. */
FollowVerdict follow_judge(const Follow *follow, int direction);

#endif
