/* Tells a terminal, which gets one line that is overwritten, from a file or pipe, which gets lines. */
#include "platform/terminal.h"
#include <sys/ioctl.h>
#include <unistd.h>

bool platform_is_terminal(FILE *stream) { return isatty(fileno(stream)) == 1; }

int platform_terminal_columns(FILE *stream) {
    struct winsize size;
    return ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}
