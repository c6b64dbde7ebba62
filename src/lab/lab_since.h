/* Maintains the list of changes of the laboratory's run (lab/since.h). Memory is reserved before a change begins, so that nothing after
   that can fail. */
#ifndef UNROLL_LAB_LAB_SINCE_H
#define UNROLL_LAB_LAB_SINCE_H
#include "lab/lab.h"
#include "lab/since.h"

/* The run is at update 0 and has the weights that its setup draws: a setting changed here changes the start. */
bool lab_is_at_start(const Lab *lab);

bool lab_since_prepare(Lab *lab, int steps, Diag *diag); /* room for so many steps, and for the list's start before them */

void lab_since_leave(Lab *lab);      /* the first update or step is about to be done */
void lab_since_move_start(Lab *lab); /* lab->setup is the start's now; the sequences passed over stay */
void lab_since_set(Lab *lab, SetupKey key,
                   bool goes_on); /* to what lab->setup says; `goes_on`: instead of the last step, a set of this key */
void lab_since_eigenvalue(Lab *lab, const SinceStep *step, bool goes_on); /* goes_on: replaces the last step */
void lab_since_weights(Lab *lab, uint64_t hash);
void lab_since_next(Lab *lab, long count);                /* skips this many sequences */
void lab_since_update(Lab *lab, long update, long count); /* adds this many `update`s, the first at this update */

#endif
