/* A file of settings as text: reading it, and what it becomes when settings change. Neither touches a file.

   One setting a line: its name, a blank, its value. Lines that begin with '#' are comments. Nothing that stands in a file is
   lost: rows that are not known here (of a newer program) stay as they are, and a value that cannot be read becomes a comment
   "#? theme sepia". The program does not report such a comment again, but tries it each time, so that the program that knows the value finds it. */
#ifndef UNROLL_GUI_SETTINGS_FILE_H
#define UNROLL_GUI_SETTINGS_FILE_H
#include "gui/settings.h"
#include <stddef.h>

enum { SETTINGS_FILE_MAX = 64 << 10 }; /* bytes; a longer file is not one of settings */

/* Could it be a file of settings? False of what is too long or holds bytes that no text has. */
bool settings_file_is_text(Str text);

/* Changes the settings that the text names. What cannot be read leaves its setting as it was and is added to `wrong`, which may be
   NULL, with `file` and its line. */
void settings_file_read(Settings *settings, Str text, const char *file, DiagList *wrong);

/* What the file has to say when the settings of `changed` have changed: `old`, with new values in their lines; settings that had no
   line come at the end. *out is terminated and freed by the caller with mem_free. False, with *out NULL, when memory is out. */
bool settings_file_make(char **out, size_t *size, Str old, const Settings *settings, const bool changed[SETTING_COUNT]);

#endif
