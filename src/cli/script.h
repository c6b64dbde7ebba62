/* A script or recording: one command a line. Blank lines and lines that begin with '#' are comments. */
#ifndef UNROLL_CLI_SCRIPT_H
#define UNROLL_CLI_SCRIPT_H
#include "cli/apply.h"

typedef struct Script {
    const char *path; /* borrowed */
    char *data;       /* owned */
    Str rest;
    int line; /* of the last one that script_next gave, from 1 */
} Script;

/* Reads the whole file; "-" is standard input. False, with the reason, when it cannot be read; script_close may follow either way. */
bool script_open(Script *script, const char *path, const World *world, Diag *diag);
void script_close(Script *script);

/* The next line that is no comment, without blanks around it. False at the end. */
bool script_next(Script *script, Str *line);

/* Applies a line that script_next gave. False when it failed, after reporting it with its place. */
bool script_apply(const Script *script, Str line, const Target *target);

#endif
