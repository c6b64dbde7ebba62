/* The cliff (engine/analysis/cliff.h) as a person plays with it: where a descent starts, its rate and clipping, how far it went, what is
   looked at. It says where the person is looking, and belongs to no experiment: nothing of it is in a setup, undone or saved. A lesson says
   it by commands, and each step of a lesson begins with it as it is at first. */
#ifndef UNROLL_LAB_CLIFF_H
#define UNROLL_LAB_CLIFF_H
#include "base/diag.h"
#include "engine/analysis/cliff.h"
#include "lab/command.h"
#include <stdbool.h>

typedef enum CliffPath { CLIFF_PLAIN, CLIFF_CLIPPED, CLIFF_PATH_COUNT } CliffPath;

typedef enum CliffHeight { CLIFF_OF_LOSS, CLIFF_OF_GRADIENT } CliffHeight; /* what the surface's height is */
typedef enum CliffMotion { CLIFF_STILL, CLIFF_ONE_STEP, CLIFF_PLAYS } CliffMotion;

typedef struct Cliff {
    CliffUnit unit;
    int steps;                     /* T */
    double w, b;                   /* the start of both descents: moved, they are made anew from there */
    double rate;                   /* of both */
    double clip;                   /* of the next descent; 0: none */
    int updates[CLIFF_PATH_COUNT]; /* of the descents that were made; 0: none */
    double clipped_at;             /* of the clipped one */
    CliffPath last;                /* the descent that was made last */
    double look;                   /* so many updates are looked at, and a part of the next; -1: all */
    CliffMotion motion;            /* of `look` */
    double turn, tilt;             /* degrees: about the upright axis; 0 is level, 90 is from above */
    CliffHeight height;
    double zoom, pan_x, pan_y; /* of the surface on its box: 1 is all of it; moved by parts of the box, to the right and up */
} Cliff;

void cliff_reset(Cliff *cliff);
/* What "cliff WORD TEXT" says. With `animate`, as of a person's hand, a new descent plays from its start and one step is a transition; else
   both are at their end at once. On false nothing has changed, and the message says what was found and what is expected. */
bool cliff_apply(Cliff *cliff, const Command *command, bool animate, Diag *diag);
/* Moves time on: slow for the first updates, then faster and faster. */
void cliff_advance(Cliff *cliff, double dt_s);
void cliff_finish_step(Cliff *cliff); /* a single step that is under way is done at once */

bool cliff_has_descent(const Cliff *cliff);
CliffDescent cliff_plan(const Cliff *cliff, CliffPath path);
/* The last descent: the loss at its end, the length of its longest step. Either may be NULL. False when memory is out. */
bool cliff_summarise(double *loss, double *jump, const Cliff *cliff, Diag *diag);

int cliff_longest(const Cliff *cliff);                      /* updates of the longer descent */
int cliff_look(const Cliff *cliff, CliffPath path);         /* after how many updates of this descent it is looked at */
double cliff_look_part(const Cliff *cliff, CliffPath path); /* how far its next update is under way, 0 to below 1 */
int cliff_look_update(const Cliff *cliff);                  /* the same of the longer descent, whole updates */

/* Everything that its picture shows. Could be thrown away at any moment: cliff_compute makes again what differs. */
typedef struct CliffNumbers {
    bool is_known;
    CliffUnit unit; /* of the surface */
    int steps;
    CliffSurface surface;
    CliffDescent plan[CLIFF_PATH_COUNT];
    CliffPoint at[CLIFF_PATH_COUNT][CLIFF_UPDATE_MAX + 1];
    CliffPoint now;                    /* of the last descent, where it is looked at; without one the start */
    double state[CLIFF_STEPS_MAX + 1]; /* (steps + 1) of the unit there, and the fixed points of its map */
    CliffFixed fixed[CLIFF_FIXED_MAX];
    int fixed_count;
} CliffNumbers;
void cliff_compute(CliffNumbers *numbers, const Cliff *cliff);

/* Where the controls of the rate and of clipping stand, from 0 to 1: both are logarithmic. */
extern const double cliff_rate_least, cliff_rate_most, cliff_clip_least, cliff_clip_most;

#endif
