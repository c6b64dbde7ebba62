/* Output that is written bit by bit: standard output, pipes, terminals, devices, and files that are added to. */
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
    /* May be NULL. Asked while a reader takes nothing: true gives up. Without it stream_write waits as long as it takes. */
    bool (*is_enough)(void *user);
    void *user;
} Stream;

/* Is this what a stream is for? True for "-", /dev/stdout, /dev/fd/N and everything that exists and is no plain file; false for plain
   files, and for names that do not exist yet. */
bool stream_is_for(const char *path);
bool stream_is_standard_output(const char *path); /* "-", /dev/stdout, /dev/fd/1 */

/* Opens once; "-" is standard output, and so is /dev/stdout, so that what was written there before stays. A plain file keeps what it
   holds until stream_restart. Waits where a FIFO has no reader yet. False with the reason. */
bool stream_open(Stream *stream, const char *path, Diag *diag);
/* Empties a plain file; does nothing to anything else. */
bool stream_restart(Stream *stream, Diag *diag);
/* Writes all of it. False with the reason; "interrupted" when is_enough said so. */
bool stream_write(Stream *stream, const void *data, size_t size, Diag *diag);
bool stream_close(Stream *stream, Diag *diag);

/* Once, at the start of the program: descriptors 0, 1 and 2 are never given to a file that is opened later, even where the caller closed
   them; and a file that grows beyond the limit of `ulimit -f` is an error, not the end of the program. */
void stream_prepare_process(void);

#endif
