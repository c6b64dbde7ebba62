/* Whether a person is watching: a terminal gets a line that is written over, a file or a pipe gets lines. */
#include "platform/terminal.h"
#include <unistd.h>

bool platform_is_terminal(FILE *stream) { return isatty(fileno(stream)) == 1; }
