/* Files and the clock, on the C library and POSIX.

   Reading takes whole files up to a bound, from anything that can be read: a pipe has no size, and a file may grow meanwhile, so
   the buffer doubles when it must. Writing makes a new file beside the target, flushes it to the disk, and renames it over the target, so that at every moment
   the target is the old file or the new one, whole. A symbolic link keeps pointing where it pointed, an old file keeps its
   permissions, and what is no ordinary file (/dev/stdout, a pipe) is written as it is. */
#include "platform/files.h"
#include "base/arena.h"
#include "base/number.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { PATH_MAX_BYTES = 4096, TEMPORARY_NAMES = 100, FIRST_CHUNK = 1 << 14 };

static bool fail_because(Diag *diag, const char *path, const char *what, int error) {
    return diag_fail_at(diag, path, 0, 0, "%s: %s", what, strerror(error));
}

static bool fail_too_large(Diag *diag, const char *path) {
    return diag_fail_at(diag, path, 0, 0, "this file is larger than %d MB, the most that is read", PLATFORM_FILE_MAX >> 20);
}

static bool read_all(FILE *stream, size_t expected, char **data, size_t *size, const char *path, Diag *diag) {
    size_t capacity = expected + 2 > FIRST_CHUNK ? expected + 2 : FIRST_CHUNK, used = 0; /* room for the zero, and to see the end */
    char *buffer = mem_new(capacity);
    if (!buffer) return diag_fail_at(diag, path, 0, 0, "no memory is left to read this file");
    for (;;) {
        errno = 0;
        used += fread(buffer + used, 1, capacity - 1 - used, stream);
        if (ferror(stream)) {
            int error = errno;
            mem_free(buffer);
            return fail_because(diag, path, "cannot read this file", error);
        }
        if (used > PLATFORM_FILE_MAX) {
            mem_free(buffer);
            return fail_too_large(diag, path);
        }
        if (used < capacity - 1) break; /* the end */
        char *larger = mem_grow(buffer, capacity, 2 * capacity);
        if (!larger) {
            mem_free(buffer);
            return diag_fail_at(diag, path, 0, 0, "no memory is left to read this file");
        }
        buffer = larger;
        capacity *= 2;
    }
    buffer[used] = '\0';
    *data = buffer;
    *size = used;
    return true;
}

static bool file_read(void *user, const char *path, char **data, size_t *size, Diag *diag) {
    (void)user;
    struct stat status;
    *data = NULL;
    *size = 0;
    if (!strcmp(path, "-")) return read_all(stdin, 0, data, size, "standard input", diag);
    FILE *stream = fopen(path, "rb");
    if (!stream) return fail_because(diag, path, "cannot open this file", errno);
    bool ok, known = fstat(fileno(stream), &status) == 0;
    if (known && S_ISDIR(status.st_mode)) {
        ok = diag_fail_at(diag, path, 0, 0, "this is a folder; the name of a file would be right");
    } else if (known && status.st_size > PLATFORM_FILE_MAX) {
        ok = fail_too_large(diag, path);
    } else {
        ok = read_all(stream, known && S_ISREG(status.st_mode) ? (size_t)status.st_size : 0, data, size, path, diag);
    }
    fclose(stream);
    return ok;
}

/* Writes everything and closes. On failure errno says why. */
static bool write_and_close(FILE *stream, const void *data, size_t size, bool to_disk) {
    bool ok = size == 0 || fwrite(data, 1, size, stream) == size;
    ok = fflush(stream) == 0 && ok;
    if (ok && to_disk) ok = fsync(fileno(stream)) == 0;
    int error = errno;
    if (fclose(stream) != 0 && ok) return false;
    errno = error;
    return ok;
}

/* A new file beside `target`; its name must not exist yet, so that two programs never share one. */
static FILE *open_temporary(char *name, int size, const char *target) {
    for (int i = 0; i < TEMPORARY_NAMES; i++) {
        if (text_format(name, size, "%s.new%d", target, i) >= size - 1) {
            errno = ENAMETOOLONG;
            return NULL;
        }
        FILE *stream = fopen(name, "wbx");
        if (stream || errno != EEXIST) return stream;
    }
    return NULL;
}

static bool replace_file(const char *path, const char *target, const struct stat *old, const void *data, size_t size, Diag *diag) {
    char temporary[PATH_MAX_BYTES];
    FILE *stream = open_temporary(temporary, sizeof temporary, target);
    if (!stream) return fail_because(diag, path, "cannot write into the folder of this file", errno);
    if (old) (void)fchmod(fileno(stream), old->st_mode & 07777); /* at worst it gets the usual permissions */
    bool ok = write_and_close(stream, data, size, true) && rename(temporary, target) == 0;
    if (ok) return true;
    int error = errno;
    (void)remove(temporary);
    return fail_because(diag, path, "cannot write this file; what was there is unchanged", error);
}

static bool file_write(void *user, const char *path, const void *data, size_t size, Diag *diag) {
    (void)user;
    struct stat status;
    if (stat(path, &status) != 0) return replace_file(path, path, NULL, data, size, diag);
    if (S_ISDIR(status.st_mode)) return diag_fail_at(diag, path, 0, 0, "this is a folder; the name of a file would be right");
    if (!S_ISREG(status.st_mode)) {
        FILE *stream = fopen(path, "wb");
        if (stream && write_and_close(stream, data, size, false)) return true;
        return fail_because(diag, path, "cannot write this file", errno);
    }
    if (access(path, W_OK) != 0) return fail_because(diag, path, "cannot write this file", errno);
    char *target = realpath(path, NULL); /* through symbolic links */
    if (!target) return fail_because(diag, path, "cannot write this file", errno);
    bool ok = replace_file(path, target, &status, data, size, diag);
    free(target);
    return ok;
}

static bool file_is_there(void *user, const char *path) {
    (void)user;
    struct stat status;
    return lstat(path, &status) == 0;
}

void platform_files(FileApi *file) { *file = (FileApi){NULL, file_read, file_write, file_is_there}; }

static double now_s(void *user) {
    (void)user;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

void platform_clock(ClockApi *clock) { *clock = (ClockApi){NULL, now_s}; }

double platform_peak_memory_bytes(void) {
    char line[256];
    double bytes = -1.0;
    FILE *status = fopen("/proc/self/status", "r");
    while (status && fgets(line, sizeof line, status)) {
        if (strncmp(line, "VmHWM:", 6) == 0) bytes = 1024.0 * (double)strtol(line + 6, NULL, 10); /* the kernel says kB */
    }
    if (status) fclose(status);
    return bytes;
}

double platform_cpu_time_s(void) {
    clock_t used = clock();
    return used == (clock_t)-1 ? -1.0 : (double)used / (double)CLOCKS_PER_SEC;
}
