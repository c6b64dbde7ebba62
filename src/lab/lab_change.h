/* The commands that change an experiment at once. Only lab.c calls them. `line` is the command's line. They fail as lab_apply does. */
#ifndef UNROLL_LAB_LAB_CHANGE_H
#define UNROLL_LAB_LAB_CHANGE_H
#include "lab/lab.h"

bool lab_apply_setup(Lab *lab, const Command *command, Str line, Diag *diag); /* set, reset, preset */
bool lab_compare(Lab *lab, Str text, Str line, Diag *diag);                   /* variant_list_apply */
bool lab_restart(Lab *lab, Str line, Diag *diag);
bool lab_next_sequence(Lab *lab, long count, Str line, Diag *diag); /* as `next`, so many times */

#endif
