/* The program's command line: finds the subcommand, reads its options, runs it. */
#ifndef UNROLL_CLI_CLI_H
#define UNROLL_CLI_CLI_H
#include "cli/options.h"

enum {
    CLI_OK = 0,
    CLI_FAILED = 1,   /* the request was valid, but it failed: a file could not be written, a number does not agree */
    CLI_BAD_USAGE = 2 /* the request was wrong: unknown option, unreadable or malformed file; the message says what is expected */
};

#define SUBCOMMAND_ROW(name) extern const CliSubcommand cli_##name;
#include "cli/subcommand_rows.h"
#undef SUBCOMMAND_ROW

/* argv as in main: argv[0] is the program. Returns the exit status. */
int cli_main(int argc, char **argv, const char *version);

/* All subcommands, in the order of `unroll help`. */
int cli_subcommand_count(void);
const CliSubcommand *cli_subcommand(int index);

#endif
