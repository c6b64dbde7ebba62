/* A setup on a sheet. */
#ifndef UNROLL_CLI_SHEET_SETUP_H
#define UNROLL_CLI_SHEET_SETUP_H
#include "cli/sheet.h"
#include "lab/setup.h"

/* JSON only: an object "setup" with every key. */
void sheet_setup(Sheet *sheet, const Setup *setup);

#endif
