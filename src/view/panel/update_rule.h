/* The update rule of the present setup, as stage and story describe it. */
#ifndef UNROLL_VIEW_PANEL_UPDATE_RULE_H
#define UNROLL_VIEW_PANEL_UPDATE_RULE_H
#include "view/view.h"

typedef struct UpdateRule {
    const double *gradient; /* (weight_count) what training learns from on the stage sequence: truncated where that is on */
    int window;             /* how many steps that looks back from each loss; 0: all, it is the exact one */
    double rate;            /* in use for the next update */
    bool is_halved;         /* it is no longer the one that was set */
    const char *tex;        /* the whole rule; g is what is handed to the optimiser */
    const char *short_tex;  /* the same for the width of a matrix */
    const char *words;      /* a sentence about the optimiser */
    char made[64];          /* what is done to the gradient before: "clipped × 0.23", or "" */
    char factor[48];        /* "× (−0.0088)", "Adam, η = 0.003" */
} UpdateRule;

void update_rule_find(UpdateRule *rule, const View *view);

/* What step `step` (from 0; -1: t) adds to dL/dW: the outer product of the gradient of W h with the state before. In the GRU's rows of n
   that gradient has r in it, because r stands between W h and the candidate. */
void update_share_tex(char *out, int size, const Net *net, int direction, int step);

#endif
