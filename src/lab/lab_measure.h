/* The held-out measure of a laboratory that keeps a record but whose trainings leave it out (Lab.waits_to_measure): its owner takes it where it
   is due, and may cut it short. Taken at every update at which it is due, before training goes on, the record is that of a laboratory
   which measures by itself. */
#ifndef UNROLL_LAB_LAB_MEASURE_H
#define UNROLL_LAB_LAB_MEASURE_H
#include "lab/lab.h"

/* The update at which it is due next, which may lie behind the run; LONG_MAX: never. */
long lab_next_measure(const Lab *lab);

/* Takes it, with the weights as they are. False, with nothing changed, where is_enough (may be NULL) cut it. */
bool lab_measure(Lab *lab, bool (*is_enough)(void *user), void *user);

#endif
