/* Files and the clock of this machine. */
#ifndef UNROLL_PLATFORM_FILES_H
#define UNROLL_PLATFORM_FILES_H
#include "base/world.h"

enum { PLATFORM_FILE_MAX = 64 << 20 }; /* bytes; a larger file is refused before it is read */

/* Reads whole files up to PLATFORM_FILE_MAX, "-" from standard input; writes to a temporary name in the target's folder, flushes and
   renames, so that the target is whole or untouched; "-" and what is no plain file is written as it is. Messages carry the path and the system's reason. */
void platform_files(FileApi *file);
void platform_clock(ClockApi *clock);
void platform_sleep(double time_s); /* for the benchmarks; where nothing may wait, not at all */

/* A new folder for this program alone, where the system keeps what is temporary. Whoever makes it removes it. */
bool platform_make_temporary_folder(char *out, int size, Diag *diag);
struct Stream;
/* Writes all that the file holds, of any size, and removes it and its folder: before it writes, so that nothing stays where a reader's end
   ends the program; where the system keeps what is open (Windows), after it. */
bool platform_send_temporary(const char *path, const char *folder, struct Stream *to, Diag *diag);

/* The whole path of a file that is there; false when it is not, or when its path is longer. */
bool platform_full_path(char *out, int size, const char *path);

/* Peak resident memory of this process in bytes; negative where the system does not tell. */
double platform_peak_memory_bytes(void);
/* Seconds of processor time that the calling thread has used: what others do on the machine is not in it. Negative where the system does
   not tell. */
double platform_thread_time_s(void);
double platform_process_time_s(void); /* all its threads together */

#endif
