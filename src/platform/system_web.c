/* See system.h. The files of a page are in memory: those that it came with, those that were dropped on it, and those that the program
   writes. The page's script is notified of each written file: it keeps the person's own files in the browser's storage and offers the
   others as downloads. */
#include "base/number.h"
#include "platform/files.h"
#include "platform/script_web.h"
#include "platform/system.h"
#include <emscripten.h>
#include <emscripten/heap.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

bool system_find_target(char target[SYSTEM_PATH_MAX], int *mode, const char *path, Diag *diag) {
    struct stat status;
    *mode = -1;
    if (stat(path, &status) == 0 && S_ISDIR(status.st_mode)) {
        return diag_fail_at(diag, path, 0, 0, "this is a folder; expected the name of a file");
    }
    return str_copy(target, SYSTEM_PATH_MAX, str_from(path)) || diag_fail_at(diag, path, 0, 0, "this name is too long for a file");
}

FILE *system_open_temporary(char *name, int size, const char *target) {
    if (text_format(name, size, "%s.unroll-part", target) < size - 1) return fopen(name, "wb");
    errno = ENAMETOOLONG;
    return NULL;
}

bool system_flush(FILE *stream) {
    (void)stream;
    return true;
}

bool system_replace(const char *temporary, const char *target) {
    if (rename(temporary, target) != 0) return false;
    page_script_written(target);
    return true;
}

void system_copy_mode(FILE *stream, int mode) {
    (void)stream;
    (void)mode;
}

void system_hold_signals(SystemHold *hold) { *hold = (SystemHold){{0}}; }
void system_release_signals(const SystemHold *hold) { (void)hold; }

bool system_keeps_folders(void) { return false; }

bool system_remove(const char *path) { return remove(path) == 0; }

bool system_is_there(const char *path) {
    struct stat status;
    return stat(path, &status) == 0;
}

bool platform_make_temporary_folder(char *out, int size, Diag *diag) {
    (void)out;
    (void)size;
    return diag_fail(diag, "a page has no folder for temporary files");
}

bool platform_full_path(char *out, int size, const char *path) {
    bool good = system_is_there(path) && text_format(out, size, "%s%s", path[0] == '/' ? "" : "/", path) < size - 1;
    return good;
}

static double now_s(void *user) {
    (void)user;
    return 1e-3 * emscripten_get_now();
}

void platform_clock(ClockApi *clock) { *clock = (ClockApi){NULL, now_s}; }

void platform_sleep(double time_s) { (void)time_s; /* a page may not wait */ }

double platform_peak_memory_bytes(void) { return (double)emscripten_get_heap_size(); } /* the memory never shrinks */
double platform_thread_time_s(void) { return now_s(NULL); }
double platform_process_time_s(void) { return now_s(NULL); }
