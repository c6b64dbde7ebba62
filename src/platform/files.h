/* Files and the clock of this machine. */
#ifndef UNROLL_PLATFORM_FILES_H
#define UNROLL_PLATFORM_FILES_H
#include "base/world.h"

enum { PLATFORM_FILE_MAX = 64 << 20 }; /* bytes; a larger file is refused before it is read */

/* Reads whole files up to PLATFORM_FILE_MAX, "-" from standard input; writes to a temporary name in the target's folder, flushes and
   renames, so that the target is whole or untouched; "-" and anything that is not a plain file is written directly. Messages carry the path
   and the system's reason. */
void platform_files(FileApi *file);
void platform_clock(ClockApi *clock);
void platform_sleep(double time_s); /* for the benchmarks; does nothing on systems where nothing may wait */

/* Makes a new folder for this program alone among the system's temporary files. The caller removes it. */
bool platform_make_temporary_folder(char *out, int size, Diag *diag);
struct Stream;
/* Writes the content of the file, of any size, to the stream, and removes the file and its folder. It removes them first, so that nothing
   is left if the reader ends the program; on Windows, where open files cannot be removed, afterwards. */
bool platform_send_temporary(const char *path, const char *folder, struct Stream *to, Diag *diag);

/* The absolute path of an existing file; false if it does not exist or the path does not fit. */
bool platform_full_path(char *out, int size, const char *path);

/* Peak resident memory of this process in bytes; negative if the system does not report it. */
double platform_peak_memory_bytes(void);
/* Seconds of processor time that the calling thread has used: other programs do not affect it. Negative if the system does not report
   it. */
double platform_thread_time_s(void);
double platform_process_time_s(void); /* the same for all threads of the process together */

#endif
