/* The program. Everything it does on the command line is in cli/. */
#include "cli/cli.h"

#ifndef UNROLL_VERSION
#define UNROLL_VERSION "unknown"
#endif

int main(int argc, char **argv) { return cli_main(argc, argv, UNROLL_VERSION); }
