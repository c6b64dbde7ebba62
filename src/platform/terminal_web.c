/* See terminal.h: a page has no terminal (isatty says yes there, even to a pipe). */
#include "platform/terminal.h"

bool platform_is_terminal(FILE *stream) {
    (void)stream;
    return false;
}

int platform_terminal_columns(FILE *stream) {
    (void)stream;
    return 80;
}
