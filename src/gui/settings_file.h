/* Reads a file of settings from its text, and makes its new text when settings change. Neither function touches a file.

   One setting a line: its name, a blank, its value. Lines that begin with '#' are comments. Nothing in a file is lost: unknown settings (of
   a newer program) stay as they are, and an invalid value becomes a comment "#? theme sepia". The program does not report such a comment
   again but tries it at each start, so that a program that knows the value uses it. */
#ifndef UNROLL_GUI_SETTINGS_FILE_H
#define UNROLL_GUI_SETTINGS_FILE_H
#include "gui/settings.h"
#include <stddef.h>

enum { SETTINGS_FILE_MAX = 64 << 10 }; /* bytes; longer files are not settings files */

/* True if it could be a settings file: not too long, and only bytes that occur in texts. */
bool settings_file_is_text(Str text);

/* Changes the settings that the text names. A value that cannot be read leaves its setting unchanged and is added to `wrong`, which may be
   NULL, with `file` and line. */
void settings_file_read(Settings *settings, Str text, const char *file, DiagList *wrong);

/* The new text of the file after the settings of `changed` have changed: `old` with new values in their lines; settings without a line are
   added at the end. *out is terminated and freed by the caller with mem_free. False, with *out NULL, when memory is out. */
bool settings_file_make(char **out, size_t *size, Str old, const Settings *settings, const bool changed[SETTING_COUNT]);

#endif
