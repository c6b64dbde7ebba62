/* Standard input as a file that can be read again: a lesson is read once for its steps and once more to see whether it has changed, and a
   pipe gives its bytes only once. */
#ifndef UNROLL_CLI_KEPT_INPUT_H
#define UNROLL_CLI_KEPT_INPUT_H
#include "base/world.h"

typedef struct KeptInput {
    FileApi under; /* the world's own file functions */
    char *data;    /* owned */
    size_t size;
} KeptInput;

/* Reads standard input to its end; after that the file "-" of this world holds the bytes that were read. Keep `kept` in place as long as
   the world is used. Returns false, with the reason, if standard input cannot be read; the world is then unchanged. */
bool kept_input_init(KeptInput *kept, World *world, Diag *diag);
void kept_input_deinit(KeptInput *kept); /* also for a zeroed one */

/* True if the input is a lesson and not a setup or a person's data: a lesson begins with its front matter or a heading. */
bool kept_input_is_lesson(const KeptInput *kept);

#endif
