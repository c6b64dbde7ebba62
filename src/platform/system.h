/* What differs between systems below files.c; for platform/ alone. Each system has one file for it: system_unix.c, system_web.c,
   system_windows.c. Paths are UTF-8. On failure errno says why. */
#ifndef UNROLL_PLATFORM_SYSTEM_H
#define UNROLL_PLATFORM_SYSTEM_H
#include "base/diag.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum { SYSTEM_PATH_MAX = 4096 };

/* The file that a write to `path` replaces: at the end of symbolic links, where there are any. *mode: of the file that is there, for
   system_replace; negative: there is none yet. False with the reason. */
bool system_find_target(char target[SYSTEM_PATH_MAX], int *mode, const char *path, Diag *diag);

/* A new file in the target's folder, open for writing; `name` gets its name. NULL when it cannot be made. */
FILE *system_open_temporary(char *name, int size, const char *target);

bool system_flush(FILE *stream); /* down to the disk */

/* The temporary file, closed, becomes the target in one step. */
bool system_replace(const char *temporary, const char *target);
void system_copy_mode(FILE *stream, int mode); /* at worst the file gets the usual permissions */

/* Signals that would end the program wait between the two, so that no temporary file is left. */
typedef struct SystemHold {
    unsigned char state[128]; /* the system's own */
} SystemHold;
void system_hold_signals(SystemHold *hold);
void system_release_signals(const SystemHold *hold);

bool system_keeps_folders(void);        /* false: what is written is handed over file by file */
bool system_remove(const char *path);   /* a file, or an empty folder */
bool system_is_there(const char *path); /* a link that leads nowhere is there, too */

#endif
