/* The place in one update that the person is looking at: phase, step, fraction. Playing is pressing "step" on a clock; every phase boundary
   is a place to stop. Pure functions; the cursor itself lives in UiState and is never undone. */
#ifndef UNROLL_LAB_TIMELINE_H
#define UNROLL_LAB_TIMELINE_H
#include "engine/net/net.h"

typedef enum Phase { PHASE_UNROLL, PHASE_FORWARD, PHASE_LOSS, PHASE_BACKWARD, PHASE_UPDATE, PHASE_COUNT } Phase;

/* The stages of the update phase: step 1 the T shares run into the one gradient, 2 the optimiser's change, 3 the new weights. */
enum { UPDATE_SHARES = 1, UPDATE_CHANGE = 2, UPDATE_WEIGHTS = 3, UPDATE_STEPS = 3 };

typedef struct Cursor {
    Phase phase;
    int step;        /* how many steps of this phase are complete, 0..count */
    double fraction; /* of the running step, 0 <= fraction < 1; 0 when step == count */
} Cursor;

int timeline_step_count(Phase phase, const Wiring *wiring); /* unroll 1, forward T, loss K, backward T, update 3 */
const char *timeline_phase_name(Phase phase);               /* "unroll", as typed */
int timeline_find_phase(const char *name, int count);       /* -1 when unknown */
/* The steps of the update phase have names, 0 "start", 1 "shares", 2 "change", 3 "weights"; those of other phases are numbers. NULL
   where there is none. */
const char *timeline_step_name(Phase phase, int step);

bool timeline_is_start(const Cursor *cursor);
bool timeline_is_end(const Cursor *cursor, const Wiring *wiring);
void timeline_clamp(Cursor *cursor, const Wiring *wiring); /* after T or K changed */
/* The same after a change from the wiring `old`: a cursor at the end of a phase stays at its end. */
void timeline_keep_place(Cursor *cursor, const Wiring *old, const Wiring *wiring);
void timeline_end_phase(Cursor *cursor, const Wiring *wiring); /* moves a cursor inside a phase to its end; a boundary stays */

/* One step either way, across phase boundaries: "phase done" and "next phase, step 0" are one place. A fraction is
   completed forward and dropped backward. False at either end (the cursor is then unchanged). */
bool timeline_step(Cursor *cursor, const Wiring *wiring, int direction);
bool timeline_jump_phase(Cursor *cursor, const Wiring *wiring, int direction); /* to the next or previous phase boundary */

/* Moves on by dt_s * speed; true when a phase boundary was reached, where it stops exactly. */
bool timeline_play(Cursor *cursor, const Wiring *wiring, double dt_s, double speed);
double timeline_step_seconds(Phase phase, int step, const Wiring *wiring); /* of that step, at speed 1 */
double timeline_phase_seconds(Phase phase, const Wiring *wiring);          /* of all its steps */

/* The transport's axis: 0..1 across all phases (each phase has a fixed share of the width), and back, side by side. */
double timeline_to_unit(const Cursor *cursor, const Wiring *wiring);
Cursor timeline_from_unit(double unit, const Wiring *wiring);
double timeline_phase_start(Phase phase); /* unit where the phase begins; PHASE_COUNT gives 1 */

/* The progress of the forward pass: number of steps with a known state, with a fraction; likewise the number of losses, and of steps that
   the gradient has reached. They stay at their ends in later phases. */
double timeline_unrolled(const Cursor *cursor);                            /* 0 folded .. 1 unrolled */
double timeline_forward_done(const Cursor *cursor, const Wiring *wiring);  /* 0..T */
double timeline_loss_done(const Cursor *cursor, const Wiring *wiring);     /* 0..K */
double timeline_backward_done(const Cursor *cursor, const Wiring *wiring); /* 0..T */

/* Position in the sequence of the k-th step (from 0) of a pass: forward pass of direction d, or the backward pass. */
int timeline_position(Phase phase, int direction, int step, int steps);

#endif
