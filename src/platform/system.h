/* The functions below files.c that differ between systems; private to platform/. Each system has one file for it: system_unix.c,
   system_web.c, system_windows.c. Paths are UTF-8. On failure errno says why. */
#ifndef UNROLL_PLATFORM_SYSTEM_H
#define UNROLL_PLATFORM_SYSTEM_H
#include "base/diag.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum { SYSTEM_PATH_MAX = 4096 };

/* Finds the file that a write to `path` replaces, at the end of all symbolic links. *mode is the mode of the existing file, for
   system_replace; negative if there is none yet. False with the reason. */
bool system_find_target(char target[SYSTEM_PATH_MAX], int *mode, const char *path, Diag *diag);

/* Makes a new file in the target's folder, open for writing; `name` gets its name. NULL on failure. */
FILE *system_open_temporary(char *name, int size, const char *target);

bool system_flush(FILE *stream); /* down to the disk */

/* Renames the closed temporary file to the target in one step. */
bool system_replace(const char *temporary, const char *target);
void system_copy_mode(FILE *stream, int mode); /* on failure the file has the usual permissions */

/* Signals that would end the program are delayed between these two calls, so that no temporary file is left. */
typedef struct SystemHold {
    unsigned char state[128]; /* the system's separator */
} SystemHold;
void system_hold_signals(SystemHold *hold);
void system_release_signals(const SystemHold *hold);

bool system_keeps_folders(void);        /* false: each written file is handed over to the person */
bool system_remove(const char *path);   /* a file, or an empty folder */
bool system_is_there(const char *path); /* true also for a link that leads nowhere */

#endif
