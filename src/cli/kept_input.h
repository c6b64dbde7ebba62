/* Standard input as a file that can be read again: a lesson is read once for its steps and once more to see whether it has changed, and a
   pipe gives its bytes only once. */
#ifndef UNROLL_CLI_KEPT_INPUT_H
#define UNROLL_CLI_KEPT_INPUT_H
#include "base/world.h"

typedef struct KeptInput {
    FileApi under; /* the world's files as they were */
    char *data;    /* owned */
    size_t size;
} KeptInput;

/* Reads standard input to its end; from now on the file "-" of this world is there and holds what was read. `kept` stays at its place as long
   as the world is used. False, with the reason, when it cannot be read; the world is then as it was. */
bool kept_input_init(KeptInput *kept, World *world, Diag *diag);
void kept_input_deinit(KeptInput *kept); /* of a zeroed one too */

/* Is it a lesson, not a setup or a person's data? A lesson begins with its front matter or a heading. */
bool kept_input_is_lesson(const KeptInput *kept);

#endif
