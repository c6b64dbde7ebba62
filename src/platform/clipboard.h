/* The clipboard of the system. It works while a window is open. */
#ifndef UNROLL_PLATFORM_CLIPBOARD_H
#define UNROLL_PLATFORM_CLIPBOARD_H
#include "base/world.h"

void platform_clipboard(ClipboardApi *clipboard);

#endif
