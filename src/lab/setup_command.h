/* Which setup a command leads to: the only place that decides this, for running a command, for its cost and for the controls. */
#ifndef UNROLL_LAB_SETUP_COMMAND_H
#define UNROLL_LAB_SETUP_COMMAND_H
#include "lab/lab.h"

/* Changes `setup` as set, reset and preset do; any other command leaves it. False, with the setup unchanged, where it is refused. */
bool setup_apply_command(Setup *setup, const Command *command, Diag *diag);

/* Does the command set every parameter, or this one? */
bool command_sets_all(const Command *command);
bool command_sets_key(const Command *command, SetupKey key);

/* The lab's setup after the command; undo and redo look it up in the history. Where the command is refused, the lab's own. */
void lab_find_setup(Setup *setup, const Lab *lab, const Command *command);

#endif
