/* Saved setups and --set: --open and the --set options before the first other step are one setup; later consecutive --set options are one
   change. */
#ifndef UNROLL_CLI_OPEN_H
#define UNROLL_CLI_OPEN_H
#include "cli/options.h"
#include "lab/setup_file.h"

/* True if there is a setup to begin with; its name in messages is "--open FILE". */
bool cli_has_file(const CliOptions *options);
void cli_name_file(char *out, int size, const CliOptions *options);

/* Reads --open, or the setup in one line, into `file`; without it the file is the defaults. Then setup_file_deinit. */
bool cli_open_file(SetupFile *file, const CliOptions *options, Diag *diag);
void cli_lay_over(SetupFile *file, const SetupBatch *batch);

/* One --set joins the batch. */
bool cli_read_set(SetupBatch *batch, const CliStep *step, Diag *diag);
/* Puts the settings of a refused batch in front of its message. Always false. */
bool cli_fail_sets(const SetupBatch *batch, const Diag *found, Diag *diag);

#endif
