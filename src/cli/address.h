/* Addresses of a lesson's step: `vanishing#draw-it`, or as a link `unroll:vanishing/draw-it`. */
#ifndef UNROLL_CLI_ADDRESS_H
#define UNROLL_CLI_ADDRESS_H
#include "lab/setup_file.h"

/* True if it is an address and there is no file of that name. */
bool cli_is_address(const char *name);
/* The setup that the step begins with. False, with the reason, when there is no such lesson or step. */
bool cli_open_address(SetupFile *file, const char *name, Diag *diag);

#endif
