/* See clipboard.h. A page may write to the clipboard, but receives text only when the person pastes, so reading gives the text pasted
   last. */
#include "base/arena.h"
#include "platform/clipboard.h"
#include "platform/script_web.h"
#include <stdlib.h>
#include <string.h>

static bool read_clipboard(void *user, char **text, Diag *diag) {
    (void)user;
    char *given = page_script_paste();
    size_t size = given ? strlen(given) + 1 : 0;
    *text = given ? mem_new(size) : NULL;
    if (*text) memcpy(*text, given, size);
    free(given);
    return *text || diag_fail(diag, "There is not enough memory for what was pasted.");
}

static bool write_clipboard(void *user, const char *text, Diag *diag) {
    (void)user;
    (void)diag;
    page_script_copy(text);
    return true;
}

void platform_clipboard(ClipboardApi *clipboard) { *clipboard = (ClipboardApi){NULL, read_clipboard, write_clipboard}; }
