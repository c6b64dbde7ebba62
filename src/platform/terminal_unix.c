/* Whether a person is watching: a terminal gets a line that is written over, a file or a pipe gets lines. */
#include "platform/terminal.h"
#include <sys/ioctl.h>
#include <unistd.h>

bool platform_is_terminal(FILE *stream) { return isatty(fileno(stream)) == 1; }

int platform_terminal_columns(FILE *stream) {
    struct winsize size;
    return ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}
