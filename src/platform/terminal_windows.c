/* See terminal.h. */
#include "platform/terminal.h"
#include <windows.h>

#include <io.h>

static HANDLE handle_of(FILE *stream) { return (HANDLE)_get_osfhandle(_fileno(stream)); }

bool platform_is_terminal(FILE *stream) {
    DWORD mode;
    return GetConsoleMode(handle_of(stream), &mode) != 0;
}

int platform_terminal_columns(FILE *stream) {
    CONSOLE_SCREEN_BUFFER_INFO info;
    int columns = GetConsoleScreenBufferInfo(handle_of(stream), &info) ? info.srWindow.Right - info.srWindow.Left + 1 : 0;
    return columns > 0 ? columns : 80;
}
