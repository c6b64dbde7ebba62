/* Writes all that determines a run to a sheet. */
#ifndef UNROLL_CLI_SHEET_SETUP_H
#define UNROLL_CLI_SHEET_SETUP_H
#include "cli/sheet.h"
#include "lab/lab.h"

/* JSON only: "version", an object "setup" with every key as it was at the start, and "since", a list of {"update", "do"}; null if it is
   lost, and then the subcommand says why on standard error. The caller writes "update", the run's update. */
void sheet_setup(Sheet *sheet, const Lab *lab, const char *subcommand);

/* JSON only: "variants", a list of {"name", "set"}; nothing where there are none. */
void sheet_variants(Sheet *sheet, const VariantList *variants);
/* Begins one of them, with its name and settings; the caller adds what else there is to say and ends it with sheet_end. */
void sheet_begin_variant(Sheet *sheet, const Variant *variant);

#endif
