/* See system.h: Windows. The program's manifest makes paths UTF-8. */
#include "base/number.h"
#include "platform/files.h"
#include "platform/system.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <windows.h>

#include <io.h>
#include <psapi.h>

enum { TEMPORARY_TRIES = 100 };

bool system_find_target(char target[SYSTEM_PATH_MAX], int *mode, const char *path, Diag *diag) {
    DWORD found = GetFileAttributesA(path);
    *mode = -1;
    if (found != INVALID_FILE_ATTRIBUTES && (found & FILE_ATTRIBUTE_DIRECTORY)) {
        return diag_fail_at(diag, path, 0, 0, "this is a folder; expected the name of a file");
    }
    if (found != INVALID_FILE_ATTRIBUTES && (found & FILE_ATTRIBUTE_READONLY)) {
        return diag_fail_at(diag, path, 0, 0, "cannot write this file: it is read-only");
    }
    return str_copy(target, SYSTEM_PATH_MAX, str_from(path)) || diag_fail_at(diag, path, 0, 0, "this name is too long for a file");
}

FILE *system_open_temporary(char *name, int size, const char *target) {
    int folder = 0;
    for (int i = 0; target[i]; i++)
        if (target[i] == '/' || target[i] == '\\') folder = i + 1;
    for (int i = 0; i < TEMPORARY_TRIES; i++) {
        LARGE_INTEGER now;
        QueryPerformanceCounter(&now);
        if (text_format(name, size, "%.*s.unroll-%lu-%lld", folder, target, GetCurrentProcessId(), (long long)now.QuadPart) >= size - 1) {
            errno = ENAMETOOLONG;
            return NULL;
        }
        int descriptor = _open(name, _O_WRONLY | _O_CREAT | _O_EXCL | _O_BINARY, _S_IREAD | _S_IWRITE);
        if (descriptor >= 0) return _fdopen(descriptor, "wb");
        if (errno != EEXIST) return NULL;
    }
    return NULL;
}

bool system_flush(FILE *stream) { return _commit(_fileno(stream)) == 0; }

bool system_replace(const char *temporary, const char *target) {
    if (MoveFileExA(temporary, target, MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH)) return true;
    errno = EACCES;
    return false;
}

void system_copy_mode(FILE *stream, int mode) {
    (void)stream;
    (void)mode;
}

void system_hold_signals(SystemHold *hold) { *hold = (SystemHold){{0}}; }
void system_release_signals(const SystemHold *hold) { (void)hold; }

bool system_keeps_folders(void) { return true; }

bool system_remove(const char *path) { return DeleteFileA(path) || RemoveDirectoryA(path); }

bool system_is_there(const char *path) { return GetFileAttributesA(path) != INVALID_FILE_ATTRIBUTES; }

bool platform_make_temporary_folder(char *out, int size, Diag *diag) {
    char where[MAX_PATH + 1];
    DWORD count = GetTempPathA(sizeof where, where); /* ends in a separator */
    for (int i = 0; count > 0 && count < sizeof where && i < TEMPORARY_TRIES; i++) {
        LARGE_INTEGER now;
        QueryPerformanceCounter(&now);
        if (text_format(out, size, "%sunroll-%lu-%lld", where, GetCurrentProcessId(), (long long)now.QuadPart) >= size - 1) break;
        if (CreateDirectoryA(out, NULL)) return true;
        if (GetLastError() != ERROR_ALREADY_EXISTS) break;
    }
    return diag_fail(diag, "cannot make a folder for temporary files");
}

bool platform_full_path(char *out, int size, const char *path) {
    DWORD count = GetFullPathNameA(path, (DWORD)size, out, NULL);
    if (!system_is_there(path) || count == 0 || count >= (DWORD)size) return false;
    for (char *at = out; *at; at++)
        if (*at == '\\') *at = '/';
    return true;
}

static double now_s(void *user) {
    (void)user;
    LARGE_INTEGER now, per_s;
    QueryPerformanceCounter(&now);
    QueryPerformanceFrequency(&per_s);
    return (double)now.QuadPart / (double)per_s.QuadPart;
}

void platform_clock(ClockApi *clock) { *clock = (ClockApi){NULL, now_s}; }

void platform_sleep(double time_s) { Sleep((DWORD)(time_s * 1e3)); }

double platform_peak_memory_bytes(void) {
    PROCESS_MEMORY_COUNTERS used = {.cb = sizeof used};
    return GetProcessMemoryInfo(GetCurrentProcess(), &used, sizeof used) ? (double)used.PeakWorkingSetSize : -1.0;
}

static double used_s(FILETIME kernel, FILETIME user) {
    double ticks = 4294967296.0 * ((double)kernel.dwHighDateTime + (double)user.dwHighDateTime) + (double)kernel.dwLowDateTime +
                   (double)user.dwLowDateTime;
    return 1e-7 * ticks;
}

double platform_thread_time_s(void) {
    FILETIME made, ended, kernel, user;
    return GetThreadTimes(GetCurrentThread(), &made, &ended, &kernel, &user) ? used_s(kernel, user) : -1.0;
}

double platform_process_time_s(void) {
    FILETIME made, ended, kernel, user;
    return GetProcessTimes(GetCurrentProcess(), &made, &ended, &kernel, &user) ? used_s(kernel, user) : -1.0;
}
