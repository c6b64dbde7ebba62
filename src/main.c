/* The program's first word: finds the subcommand and hands it the rest. `unroll` alone, or with options only, opens the
   window. Exit status: see cli/cli.h. */
#include "base/str.h"
#include "cli/cli.h"
#include <stdio.h>
#include <string.h>

#ifndef UNROLL_VERSION
#define UNROLL_VERSION "unknown"
#endif

typedef struct Subcommand {
    const char *name;
    int (*main)(int argc, char **argv);
    const char *help;
} Subcommand;

enum { SUBCOMMAND_COUNT = 7 };
static const Subcommand subcommand_table[SUBCOMMAND_COUNT] = {
    {"run", cli_run, "open the window (also what `unroll` alone does)"},
    {"render", cli_render, "write the window's picture to a file: PNG, SVG, PDF or text"},
    {"train", cli_train, "train without a window, with held-out evaluation"},
    {"analyze", cli_analyze, "print what the engine says about one sequence: gradients, Jacobians, what if"},
    {"verify", cli_verify, "compare the engine with reference data"},
    {"bench", cli_bench, "measure how fast it is on this machine"},
    {"strings", cli_strings, "write the words of the interface as a file to translate, or check one"},
};

static const Subcommand *subcommand_find(const char *name) {
    for (int i = 0; i < SUBCOMMAND_COUNT; i++) {
        if (!strcmp(subcommand_table[i].name, name)) return &subcommand_table[i];
    }
    return NULL;
}

static int unknown(const char *name) {
    const char *names[SUBCOMMAND_COUNT + 1];
    for (int i = 0; i < SUBCOMMAND_COUNT; i++) names[i] = subcommand_table[i].name;
    names[SUBCOMMAND_COUNT] = "help";
    const char *closest = str_find_closest(str_from(name), names, SUBCOMMAND_COUNT + 1);
    fprintf(stderr, "unroll: unknown subcommand '%s'", name);
    if (closest) fprintf(stderr, "; did you mean '%s'?", closest);
    fprintf(stderr, "\nIt can be: ");
    for (int i = 0; i <= SUBCOMMAND_COUNT; i++) fprintf(stderr, "%s%s", i ? ", " : "", names[i]);
    fprintf(stderr, ". `unroll` alone opens the window.\n");
    return CLI_BAD_USAGE;
}

static int help(int argc, char **argv) {
    if (argc > 1 && strcmp(argv[1], "help") != 0) {
        const Subcommand *found = subcommand_find(argv[1]);
        if (!found) return unknown(argv[1]);
        char flag[] = "--help";
        char *arguments[] = {argv[1], flag, NULL};
        return found->main(2, arguments);
    }
    printf("Unroll " UNROLL_VERSION ": a recurrent network, unrolled through time, with true numbers.\n\n"
           "usage: unroll [SUBCOMMAND] [OPTION]...\n\n");
    for (int i = 0; i < SUBCOMMAND_COUNT; i++) printf("  %-8s %s\n", subcommand_table[i].name, subcommand_table[i].help);
    printf("  %-8s this text; `unroll help SUBCOMMAND` says more\n\n", "help");
    printf("In the window, F1 lists every key.\n");
    return CLI_OK;
}

int main(int argc, char **argv) {
    if (argc < 2) {
        char name[] = "run";
        char *arguments[] = {name, NULL};
        return cli_run(1, arguments);
    }
    const char *first = argv[1];
    if (!strcmp(first, "help") || !strcmp(first, "--help") || !strcmp(first, "-h")) return help(argc - 1, argv + 1);
    if (!strcmp(first, "--version")) {
        printf("unroll " UNROLL_VERSION "\n");
        return CLI_OK;
    }
    const Subcommand *found = subcommand_find(first);
    if (found) return found->main(argc - 1, argv + 1);
    if (first[0] != '-') return unknown(first);
    /* Options only: they are the window's. argv[0] gives its place to the subcommand's name. */
    char name[] = "run";
    argv[0] = name;
    return cli_run(argc, argv);
}
