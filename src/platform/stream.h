/* Output that is written in pieces: standard output, pipes, terminals, devices, and files that grow. */
#ifndef UNROLL_PLATFORM_STREAM_H
#define UNROLL_PLATFORM_STREAM_H
#include "base/diag.h"
#include <stdbool.h>
#include <stddef.h>

typedef struct Stream {
    int descriptor;   /* -1: closed */
    const char *name; /* for messages; borrowed */
    bool is_owned;    /* stream_close closes the descriptor */
    bool is_created;  /* the file did not exist before stream_open */
    /* May be NULL. Called while the reader takes nothing; true gives up. Without it stream_write waits without limit. */
    bool (*is_enough)(void *user);
    void *user;
} Stream;

/* True if a stream should write this path: "-", /dev/stdout, /dev/fd/N and everything that exists and is not a plain file. False for plain
   files, and for names that do not exist yet. */
bool stream_is_for(const char *path);
bool stream_is_standard_output(const char *path); /* "-", /dev/stdout, /dev/fd/1 */

/* Opens the path; "-" and /dev/stdout are standard output itself, so that earlier output stays. A plain file keeps its content until
   stream_restart. Waits for a reader if the path is a FIFO. False with the reason. */
bool stream_open(Stream *stream, const char *path, Diag *diag);
/* Empties a plain file; does nothing to anything else. */
bool stream_restart(Stream *stream, Diag *diag);
/* Writes all of it. False with the reason; "interrupted" when is_enough said so. */
bool stream_write(Stream *stream, const void *data, size_t size, Diag *diag);
bool stream_close(Stream *stream, Diag *diag);

/* Call it once, at the start of the program. Files opened later then never get the descriptors 0, 1 and 2, even if the caller closed them;
   and exceeding `ulimit -f` is an error and does not end the program. */
void stream_prepare_process(void);

#endif
