/* The subcommands, one source file each. argv[0] is the subcommand's own name, so that `unroll render -o a.png` calls
   cli_render(3, {"render", "-o", "a.png"}). Each prints its own help for --help, and returns the exit status. */
#ifndef UNROLL_CLI_CLI_H
#define UNROLL_CLI_CLI_H

enum {
    CLI_OK = 0,
    CLI_FAILED = 1,   /* asked rightly, but it did not work out: a file not writable, a number that does not agree */
    CLI_BAD_USAGE = 2 /* asked wrongly: unknown option, unreadable or malformed file; the message says what would be right */
};

int cli_run(int argc, char **argv);     /* the window */
int cli_render(int argc, char **argv);  /* the window's picture as a file */
int cli_train(int argc, char **argv);   /* training without a window */
int cli_analyze(int argc, char **argv); /* the engine's analyses as numbers */
int cli_verify(int argc, char **argv);  /* the engine against reference data */
int cli_bench(int argc, char **argv);   /* measurements */
int cli_strings(int argc, char **argv); /* the words of the interface, to translate */

#endif
