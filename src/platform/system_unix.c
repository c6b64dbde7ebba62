/* See system.h: POSIX. */
#include "base/number.h"
#include "platform/files.h"
#include "platform/system.h"
#include <assert.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { TEMPORARY_TRIES = 100, LINKS_MAX = 40 };

static bool fail_because(Diag *diag, const char *path, const char *what, int error) {
    return diag_fail_at(diag, path, 0, 0, "%s: %s", what, strerror(error));
}

/* Makes a new file in the target's folder. Its name is short, and different at every try, so that neither a long name nor the remains of
   other programs prevent it. */
FILE *system_open_temporary(char *name, int size, const char *target) {
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

bool system_flush(FILE *stream) { return fsync(fileno(stream)) == 0; }

bool system_replace(const char *temporary, const char *target) { return rename(temporary, target) == 0; }

void system_copy_mode(FILE *stream, int mode) { (void)fchmod(fileno(stream), (mode_t)mode & 07777); }

static_assert(sizeof(sigset_t) <= sizeof(SystemHold), "the set of signals that was in force fits");

void system_hold_signals(SystemHold *hold) {
    static const int ending[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
    sigset_t held, before;
    sigemptyset(&held);
    for (int i = 0; i < 4; i++) sigaddset(&held, ending[i]);
    sigprocmask(SIG_BLOCK, &held, &before);
    memcpy(hold->state, &before, sizeof before);
}

void system_release_signals(const SystemHold *hold) {
    sigset_t before;
    memcpy(&before, hold->state, sizeof before);
    sigprocmask(SIG_SETMASK, &before, NULL);
}

/* Follows existing links to a file that does not exist yet: `path` itself if it is not a link. */
static bool follow_links(char *target, int size, const char *path) {
    struct stat status;
    char link[SYSTEM_PATH_MAX];
    text_format(target, size, "%s", path);
    for (int i = 0; i < LINKS_MAX && lstat(target, &status) == 0; i++) {
        ssize_t count = S_ISLNK(status.st_mode) ? readlink(target, link, sizeof link - 1) : -1;
        if (count <= 0) return false;
        link[count] = 0;
        char *slash = link[0] == '/' ? NULL : strrchr(target, '/');
        int folder = slash ? (int)(slash - target) + 1 : 0;
        char from[SYSTEM_PATH_MAX];
        if (text_format(from, (int)sizeof from, "%.*s%s", folder, target, link) >= size - 1) return false;
        text_format(target, size, "%s", from);
    }
    return lstat(target, &status) != 0;
}

bool system_find_target(char target[SYSTEM_PATH_MAX], int *mode, const char *path, Diag *diag) {
    struct stat status;
    *mode = -1;
    if (stat(path, &status) != 0) {
        if (errno != ENOENT) return fail_because(diag, path, "cannot write this file", errno);
        return follow_links(target, SYSTEM_PATH_MAX, path) || fail_because(diag, path, "cannot follow this link", ELOOP);
    }
    if (S_ISDIR(status.st_mode)) return diag_fail_at(diag, path, 0, 0, "this is a folder; expected the name of a file");
    if (access(path, W_OK) != 0) return fail_because(diag, path, "cannot write this file", errno);
    char *real = realpath(path, NULL); /* through symbolic links */
    if (!real) return fail_because(diag, path, "cannot write this file", errno);
    bool fits = str_copy(target, SYSTEM_PATH_MAX, str_from(real));
    free(real);
    *mode = (int)status.st_mode;
    return fits || fail_because(diag, path, "cannot write this file", ENAMETOOLONG);
}

bool system_keeps_folders(void) { return true; }

bool system_remove(const char *path) { return remove(path) == 0; }

bool system_is_there(const char *path) {
    struct stat status;
    return lstat(path, &status) == 0;
}

bool platform_make_temporary_folder(char *out, int size, Diag *diag) {
    const char *where = getenv("TMPDIR");
    if (!where || where[0] != '/') where = "/tmp";
    if (text_format(out, size, "%s/unroll-XXXXXX", where) >= size - 1) return fail_because(diag, where, "no files here", ENAMETOOLONG);
    return mkdtemp(out) || fail_because(diag, where, "cannot make a folder here", errno);
}

bool platform_full_path(char *out, int size, const char *path) {
    char *real = realpath(path, NULL);
    bool good = real && str_copy(out, size, str_from(real));
    free(real);
    return good;
}

static double now_s(void *user) {
    (void)user;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

void platform_clock(ClockApi *clock) { *clock = (ClockApi){NULL, now_s}; }

void platform_sleep(double time_s) {
    time_t whole = (time_t)time_s;
    nanosleep(&(struct timespec){.tv_sec = whole, .tv_nsec = (long)((time_s - (double)whole) * 1e9)}, NULL);
}

double platform_peak_memory_bytes(void) {
    char line[256];
    double bytes = -1.0;
    FILE *status = fopen("/proc/self/status", "r");
    while (status && fgets(line, sizeof line, status)) {
        if (strncmp(line, "VmHWM:", 6) == 0) bytes = 1024.0 * (double)strtol(line + 6, NULL, 10); /* the kernel reports kB */
    }
    if (status) fclose(status);
    return bytes;
}

static double used_s(clockid_t clock) {
    struct timespec used;
    if (clock_gettime(clock, &used) != 0) return -1.0;
    return (double)used.tv_sec + 1e-9 * (double)used.tv_nsec;
}

double platform_thread_time_s(void) { return used_s(CLOCK_THREAD_CPUTIME_ID); }
double platform_process_time_s(void) { return used_s(CLOCK_PROCESS_CPUTIME_ID); }
