/* See pipe.h. A page starts no other program, and on Windows that is not done yet: films are numbered pictures there. */
#include "platform/pipe.h"

bool pipe_find_program(const char *name) {
    (void)name;
    return false;
}
bool pipe_open(Pipe *pipe, const char *const *argv, Diag *diag) {
    *pipe = (Pipe){0, -1};
    return diag_fail(diag, "%s cannot be started from here", argv[0]);
}
bool pipe_write(Pipe *pipe, const void *data, size_t size, Diag *diag) {
    (void)pipe, (void)data, (void)size;
    return diag_fail(diag, "no other program runs");
}
bool pipe_close(Pipe *pipe, Diag *diag) {
    (void)pipe;
    return diag_fail(diag, "no other program runs");
}
void pipe_stop(Pipe *pipe) { (void)pipe; }
