/* Files and the clock, on the C library and POSIX.

   Reading takes whole files up to a bound, from anything that can be read: a pipe has no size, and a file may grow meanwhile, so the
   buffer doubles when it must. Writing makes a new file beside the target, flushes it to the disk, and renames it over the target, so that
   at every moment the target is the old file or the new one, whole. A symbolic link keeps pointing where it pointed, an old file keeps its
   permissions, and anything else (standard output, a pipe, a device) is written as a stream. */
#include "platform/files.h"
#include "base/arena.h"
#include "base/number.h"
#include "platform/stream.h"
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { PATH_MAX_BYTES = 4096, TEMPORARY_TRIES = 100, LINKS_MAX = 40, FIRST_CHUNK = 1 << 14 };

static bool fail_because(Diag *diag, const char *path, const char *what, int error) {
    return diag_fail_at(diag, path, 0, 0, "%s: %s", what, strerror(error));
}

static bool fail_too_large(Diag *diag, const char *path) {
    return diag_fail_at(diag, path, 0, 0, "this file is larger than %d MB, the most that is read", PLATFORM_FILE_MAX >> 20);
}

static bool read_all(FILE *stream, size_t expected, char **data, size_t *size, const char *path, Diag *diag) {
    size_t capacity = expected + 2 > FIRST_CHUNK ? expected + 2 : FIRST_CHUNK, used = 0; /* room for the zero, and to see the end */
    char *buffer = mem_new(capacity);
    if (!buffer) return diag_fail_at(diag, path, 0, 0, "out of memory: this file cannot be read");
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
            return diag_fail_at(diag, path, 0, 0, "out of memory: this file cannot be read");
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
        ok = diag_fail_at(diag, path, 0, 0, "this is a folder; expected the name of a file");
    } else if (known && status.st_size > PLATFORM_FILE_MAX) {
        ok = fail_too_large(diag, path);
    } else {
        ok = read_all(stream, known && S_ISREG(status.st_mode) ? (size_t)status.st_size : 0, data, size, path, diag);
    }
    fclose(stream);
    return ok;
}

/* Writes everything, down to the disk, and closes. On failure errno says why. */
/* `to_disk`: waits until it lies there. */
static bool write_and_close(FILE *stream, const void *data, size_t size, bool to_disk) {
    bool ok = size == 0 || fwrite(data, 1, size, stream) == size;
    ok = fflush(stream) == 0 && (!to_disk || fsync(fileno(stream)) == 0) && ok;
    int error = errno;
    if (fclose(stream) != 0 && ok) return false;
    errno = error;
    return ok;
}

/* A new file in the target's folder. Its name is short, and another one at every try, so that neither a long name nor what other programs
   left behind stands in the way. */
static FILE *open_temporary(char *name, int size, const char *target) {
    const char *slash = strrchr(target, '/');
    int folder = slash ? (int)(slash - target) + 1 : 0;
    for (int i = 0; i < TEMPORARY_TRIES; i++) {
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        if (text_format(name, size, "%.*s.unroll-%ld-%ld%09ld", folder, target, (long)getpid(), (long)now.tv_sec, now.tv_nsec) >=
            size - 1) {
            errno = ENAMETOOLONG;
            return NULL;
        }
        FILE *stream = fopen(name, "wbx");
        if (stream || errno != EEXIST) return stream;
    }
    return NULL;
}

/* Signals that end the program wait meanwhile, so that no temporary file is left. */
static bool replace_file(const char *path, const char *target, const struct stat *old, const void *data, size_t size, bool to_disk,
                         Diag *diag) {
    static const int ending[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
    char temporary[PATH_MAX_BYTES];
    sigset_t held, before;
    sigemptyset(&held);
    for (int i = 0; i < 4; i++) sigaddset(&held, ending[i]);
    sigprocmask(SIG_BLOCK, &held, &before);
    FILE *stream = open_temporary(temporary, sizeof temporary, target);
    int error = stream ? 0 : errno;
    if (stream && old) (void)fchmod(fileno(stream), old->st_mode & 07777); /* at worst it gets the usual permissions */
    bool ok = stream && write_and_close(stream, data, size, to_disk) && rename(temporary, target) == 0;
    if (stream && !ok) {
        error = errno;
        (void)remove(temporary);
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
    if (ok) return true;
    if (!stream) return fail_because(diag, path, "cannot write into the folder of this file", error);
    return fail_because(diag, path, "cannot write this file; what was there is unchanged", error);
}

/* The file that does not exist yet behind links that exist: `path` itself where it is no link. */
static bool follow_links(char *target, int size, const char *path) {
    struct stat status;
    char link[PATH_MAX_BYTES];
    text_format(target, size, "%s", path);
    for (int i = 0; i < LINKS_MAX && lstat(target, &status) == 0; i++) {
        ssize_t count = S_ISLNK(status.st_mode) ? readlink(target, link, sizeof link - 1) : -1;
        if (count <= 0) return false;
        link[count] = 0;
        char *slash = link[0] == '/' ? NULL : strrchr(target, '/');
        int folder = slash ? (int)(slash - target) + 1 : 0;
        char from[PATH_MAX_BYTES];
        if (text_format(from, (int)sizeof from, "%.*s%s", folder, target, link) >= size - 1) return false;
        text_format(target, size, "%s", from);
    }
    return lstat(target, &status) != 0;
}

static bool write_stream(const char *path, const void *data, size_t size, Diag *diag) {
    Stream stream;
    Diag unheard;
    if (!stream_open(&stream, path, diag)) return false;
    bool ok = stream_write(&stream, data, size, diag);
    return stream_close(&stream, ok ? diag : &unheard) && ok;
}

static bool write_whole(const char *path, const void *data, size_t size, bool to_disk, Diag *diag) {
    struct stat status;
    char target[PATH_MAX_BYTES];
    if (stream_is_for(path)) return write_stream(path, data, size, diag);
    if (stat(path, &status) != 0) {
        if (errno != ENOENT) return fail_because(diag, path, "cannot write this file", errno);
        if (!follow_links(target, (int)sizeof target, path)) return fail_because(diag, path, "cannot follow this link", ELOOP);
        return replace_file(path, target, NULL, data, size, to_disk, diag);
    }
    if (S_ISDIR(status.st_mode)) return diag_fail_at(diag, path, 0, 0, "this is a folder; expected the name of a file");
    if (access(path, W_OK) != 0) return fail_because(diag, path, "cannot write this file", errno);
    char *real = realpath(path, NULL); /* through symbolic links */
    if (!real) return fail_because(diag, path, "cannot write this file", errno);
    bool ok = replace_file(path, real, &status, data, size, to_disk, diag);
    free(real);
    return ok;
}

static bool file_write(void *user, const char *path, const void *data, size_t size, Diag *diag) {
    (void)user;
    return write_whole(path, data, size, true, diag);
}

static bool file_write_soon(void *user, const char *path, const void *data, size_t size, Diag *diag) {
    (void)user;
    return write_whole(path, data, size, false, diag);
}

static bool file_is_there(void *user, const char *path) {
    (void)user;
    struct stat status;
    return lstat(path, &status) == 0;
}

static bool file_is_folder(void *user, const char *path) {
    (void)user;
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static bool file_list(void *user, const char *folder, void (*visit)(void *visitor, const char *name), void *visitor, Diag *diag) {
    (void)user;
    DIR *open = opendir(folder);
    if (!open) return fail_because(diag, folder, "cannot open this folder", errno);
    for (struct dirent *entry; (entry = readdir(open));) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) visit(visitor, entry->d_name);
    }
    closedir(open);
    return true;
}

void platform_files(FileApi *file) {
    *file = (FileApi){NULL, file_read, file_write, file_write_soon, file_is_there, file_is_folder, file_list};
}

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

double platform_thread_time_s(void) {
    struct timespec used;
    if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used) != 0) return -1.0;
    return (double)used.tv_sec + 1e-9 * (double)used.tv_nsec;
}
