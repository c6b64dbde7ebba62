/* What commands and updates cost, from sizes alone. */
#ifndef UNROLL_EXPERIMENT_COST_H
#define UNROLL_EXPERIMENT_COST_H
#include "lab/lab.h"

/* Seconds, roughly, that a command takes on an average machine. The same on every machine. */
double cost_command_s(const Lab *lab, const Command *command);
double cost_train_s(const Lab *lab, int updates); /* lab_train */
double cost_end_drag_s(const Lab *lab);           /* lab_end_drag */

/* The work of one update in arbitrary units: weights times steps times sequences. The times of two setups are in about the same ratio as
   their work. */
double cost_update_work(const Run *run, const Setup *setup);

/* True if a command changes the size of the batch's trace, the largest part of a run: a copy made for it can omit that trace. */
bool cost_replaces_batch(const Lab *lab, const Command *command);
/* True if a command replaces the stage's trace or the weights: results for the present ones are then useless. */
bool cost_replaces_stage(const Lab *lab, const Command *command);

#endif
