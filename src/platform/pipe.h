/* Another program that reads what is written to it: ffmpeg, for films. The only place that starts one. */
#ifndef UNROLL_PLATFORM_PIPE_H
#define UNROLL_PLATFORM_PIPE_H
#include "base/diag.h"
#include <stddef.h>

typedef struct Pipe {
    long process; /* 0: none */
    int descriptor;
} Pipe;

bool pipe_find_program(const char *name); /* in PATH */
/* argv[0] is looked for in PATH; argv ends with NULL. Its output goes nowhere; what it says of mistakes goes to standard error. */
bool pipe_open(Pipe *pipe, const char *const *argv, Diag *diag);
bool pipe_write(Pipe *pipe, const void *data, size_t size, Diag *diag); /* false: the other program has ended */
bool pipe_close(Pipe *pipe, Diag *diag);                                /* waits; false: it says that it failed */
void pipe_stop(Pipe *pipe);                                             /* ends it */

#endif
