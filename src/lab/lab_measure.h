/* The held-out measure of a laboratory that keeps a record but whose trainings skip the measure (Lab.waits_to_measure): the owner takes it
   when it is due, and may cancel it. If the owner takes it at every due update, before training continues, the record equals that of a
   laboratory that measures by itself. */
#ifndef UNROLL_LAB_LAB_MEASURE_H
#define UNROLL_LAB_LAB_MEASURE_H
#include "lab/lab.h"

/* The next update at which it is due, which may lie before the run's update; LONG_MAX: never. */
long lab_next_measure(const Lab *lab);

/* Takes it with the present weights. False, with nothing changed, if is_enough (may be NULL) cancelled it. */
bool lab_measure(Lab *lab, bool (*is_enough)(void *user), void *user);

#endif
