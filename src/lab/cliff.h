/* The state of the cliff screen (engine/analysis/cliff.h): a small network of its own with its descents, the shown progress, the view. It
   belongs to no experiment: it is in no setup and is not saved. The network and its descents can be undone (app/app_page_undo.h); what only
   says where the person is looking cannot. Lessons set it by commands, and each step of a lesson begins with its first state. */
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
    double w, b;                   /* the start of both descents; moving it makes them again */
    double rate;                   /* of both */
    double clip;                   /* clipping of the next descent; 0: none */
    int updates[CLIFF_PATH_COUNT]; /* descents made so far; 0: none */
    double clipped_at;             /* of the clipped one */
    CliffPath last;                /* the last descent */
    double look;                   /* the number of shown updates, with a fraction; -1: all */
    CliffMotion motion;            /* of `look` */
    double turn, tilt;             /* degrees: rotation about the vertical axis; elevation, 0 is level, 90 is from above */
    CliffHeight height;
    double zoom, pan_x, pan_y; /* zoom of the surface in its box, 1 shows all of it; shift to the right and up, in fractions of the box */
} Cliff;

void cliff_reset(Cliff *cliff);
/* Applies the command "cliff WORD TEXT". With `animate` (a person's action) a new descent plays from its start and one step is a
   transition; else both are at their end at once. On false nothing has changed, and the message says what was found and what is
   expected. */
bool cliff_apply(Cliff *cliff, const Command *command, bool animate, Diag *diag);
/* Advances the time: slow for the first updates, then faster and faster. */
void cliff_advance(Cliff *cliff, double dt_s);
void cliff_finish_step(Cliff *cliff); /* completes a running single step at once */

bool cliff_has_descent(const Cliff *cliff);
/* Of the network and its descents alone, without `look` and what follows it. */
bool cliff_equal(const Cliff *a, const Cliff *b);
void cliff_take(Cliff *to, const Cliff *from); /* the descents are then shown whole */
CliffDescent cliff_plan(const Cliff *cliff, CliffPath path);
/* The last descent: the loss at its end, the length of its longest step. Either may be NULL. False when memory is out. */
bool cliff_summarise(double *loss, double *jump, const Cliff *cliff, Diag *diag);

int cliff_longest(const Cliff *cliff);                      /* updates of the longer descent */
int cliff_look(const Cliff *cliff, CliffPath path);         /* the shown number of updates of this descent */
double cliff_look_part(const Cliff *cliff, CliffPath path); /* the fraction of its next update, 0 to below 1 */
int cliff_look_update(const Cliff *cliff);                  /* the shown whole updates of the longer descent */

/* All numbers of its picture. A cache: it may be dropped at any moment; cliff_compute computes only what has changed. */
typedef struct CliffNumbers {
    bool is_known;
    CliffUnit unit; /* of the surface */
    int steps;
    CliffSurface surface;
    CliffDescent plan[CLIFF_PATH_COUNT];
    CliffPoint at[CLIFF_PATH_COUNT][CLIFF_UPDATE_MAX + 1];
    CliffPoint now;                    /* the shown point of the last descent; the start if there is none */
    double state[CLIFF_STEPS_MAX + 1]; /* (steps + 1) the unit's states at that point, and the fixed points of its map */
    CliffFixed fixed[CLIFF_FIXED_MAX];
    int fixed_count;
} CliffNumbers;
void cliff_compute(CliffNumbers *numbers, const Cliff *cliff);

/* The positions of the rate and clipping sliders, from 0 to 1: both are logarithmic. */
extern const double cliff_rate_least, cliff_rate_most, cliff_clip_least, cliff_clip_most;

#endif
