/* See clipboard.h. SDL's text is copied, so that callers free it with mem_free and not with SDL's function. */
#include "base/arena.h"
#include "platform/clipboard.h"
#include <SDL.h>
#include <string.h>

static bool read_clipboard(void *user, char **text, Diag *diag) {
    (void)user;
    *text = NULL;
    if (!SDL_WasInit(SDL_INIT_VIDEO)) return diag_fail(diag, "There is no clipboard without a window.");
    char *given = SDL_GetClipboardText(); /* "" when it holds no text; NULL only when memory is out */
    if (!given) return diag_fail(diag, "The clipboard cannot be read: %s.", SDL_GetError());
    size_t size = strlen(given) + 1;
    char *copy = mem_new(size);
    if (copy) memcpy(copy, given, size);
    SDL_free(given);
    *text = copy;
    return copy || diag_fail(diag, "There is not enough memory for the %zu bytes of the clipboard.", size - 1);
}

static bool write_clipboard(void *user, const char *text, Diag *diag) {
    (void)user;
    if (!SDL_WasInit(SDL_INIT_VIDEO)) return diag_fail(diag, "There is no clipboard without a window.");
    return SDL_SetClipboardText(text) == 0 || diag_fail(diag, "The clipboard cannot be written: %s.", SDL_GetError());
}

void platform_clipboard(ClipboardApi *clipboard) { *clipboard = (ClipboardApi){NULL, read_clipboard, write_clipboard}; }
