/* The way from one stage to another: another T, a preset, an undo. Step t of layer l stays itself: its column, arrows, river and bar go from where
   they stood to where they belong, as mixes of the two layouts; bars, rivers and states go from what they showed to what they show. What
   only the new network has grows in at its place and out of the ground colour; what only the old one had moves along with the time axis
   and goes into it. Words and numbers are the new ones from the beginning.

   Everything here is a cache: without it the stage settles at once. How far it is on its way is UiState.morph_left. */
#ifndef UNROLL_VIEW_STAGE_STAGE_MORPH_H
#define UNROLL_VIEW_STAGE_STAGE_MORPH_H
#include "view/stage/stage_layout.h"

enum { STAGE_STATES_MAX = 1 << 14 }; /* numbers of h and c that are remembered; a larger network's states change their colours at once */

/* What kinds of pictures stand on the stage. */
typedef enum StageChainForm { FORM_FOLDED, FORM_OPENING, FORM_UNROLLED } StageChainForm;
typedef enum StageLowerForm { FORM_CHART, FORM_TRACES, FORM_ANSWERS, FORM_UPDATE, FORM_VALUES } StageLowerForm;
typedef struct StageForm {
    StageChainForm chain;
    StageLowerForm lower;
} StageForm;

/* A stage as it was drawn. */
typedef struct StagePast {
    bool is_there;
    StageForm form;
    bool has_factors; /* a number at every arrow, or every 2nd ... */
    CellKind cell;
    bool is_plain;                                                                 /* without a straight strand */
    int layers, directions, hidden, losses, loss_step;                             /* loss_step: of the last one */
    StageLayout layout;                                                            /* its view is not to be followed */
    size_t begin, end;                                                             /* bytes of its commands in the picture */
    double main[STAGE_LANE_MAX][NET_STEP_MAX], dots[STAGE_LANE_MAX][NET_STEP_MAX]; /* (lanes, T) sizes as shown; NaN: none */
    bool has_states;
    float state[STAGE_STATES_MAX]; /* (lanes, 2, T, H): h, then c */
} StagePast;

typedef struct StageMorph {
    StagePast drawn; /* the last one */
    StagePast from;  /* the one that it comes from */
    DrawList old;    /* owned; its commands */
    bool dissolves;  /* only the form is another one */
} StageMorph;

void stage_morph_deinit(StageMorph *morph);                            /* of a zeroed one too */
bool stage_morph_has_changed(const StageMorph *morph, const Run *run); /* another shape than the stage that was drawn last */
StageForm stage_form(const View *view);
bool stage_morph_has_other_form(const StageMorph *morph, const View *view); /* than the stage that was drawn last */
/* Starts the change from the stage that this picture drew last. Returns false if there is none or no memory. */
bool stage_morph_begin(StageMorph *morph, const DrawList *picture, bool dissolves);

/* Of the new stage's settled layout: how it is now. Without a way, or where the two cannot be mixed, it stays. */
void stage_morph_mix(StageLayout *layout);
void stage_morph_draw_old(const StageLayout *layout);                   /* what leaves, below everything */
void stage_morph_fade_new(const StageLayout *layout, size_t begin);     /* the new parts among the commands from that number on */
void stage_morph_fade_strands(const StageLayout *layout, size_t begin); /* the same of valves and strands through W */
void stage_morph_keep(const StageLayout *layout, size_t begin);         /* what was drawn from there on is the last stage */

double stage_morph_loss_x(const StageLayout *layout, int t); /* middle of the loss at step t: the only loss goes to its new step */
/* The size of a bar or a dot as drawn, and the states as drawn. */
double stage_morph_size(const StageLayout *layout, int lane, bool of_dots, int t, double size);
const double *stage_morph_states(double mixed[NET_HIDDEN_MAX], const StageLayout *layout, int lane, bool of_cell, int t,
                                 const double *value);

#endif
