/* What only the laboratory's own files use. */
#ifndef UNROLL_LAB_LAB_INSIDE_H
#define UNROLL_LAB_LAB_INSIDE_H
#include "lab/lab.h"

/* `trained` is the laboratory's run `count` good updates later, computed and measured: exchanges them, with undo and keyframes as
   for a training. False, with nothing changed, when memory is out. */
bool lab_take_run(Lab *lab, Run *trained, long count);

/* Whether the two setups differ in nothing but how an update is made of the gradient: then the stage is as it was. */
bool lab_is_same_stage(const Setup *a, const Setup *b);

#endif
