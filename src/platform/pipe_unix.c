/* See pipe.h. Signals that the parent blocks are unblocked in the other program.

   No function waits longer than the caller says: a write takes as much as the pipe has room for, and the other program's end is polled.
   Writing to a program that has ended gives an error here, not a signal. */
#include "base/number.h"
#include "platform/files.h"
#include "platform/pipe.h"
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/poll.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATH_SIZE = 4096, ROOM = 1 << 20 };
static const double LOOK_S = 0.001;

extern char **environ;

static bool find_program(void *user, const char *name) {
    (void)user;
    char path[PATH_SIZE];
    for (const char *at = getenv("PATH"); at && *at;) {
        int count = (int)strcspn(at, ":");
        bool fits = count > 0 && text_format(path, PATH_SIZE, "%.*s/%s", count, at, name) < PATH_SIZE - 1;
        if (fits && access(path, X_OK) == 0) return true;
        at += count + (at[count] == ':');
    }
    return false;
}

/* Starts it in its own process group: the parent handles Ctrl-C. */
static int start(pid_t *process, int input, const char *const *argv) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t how;
    sigset_t none, usual;
    int error;
    sigemptyset(&none);
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    if ((error = posix_spawn_file_actions_init(&actions)) != 0) return error;
    if ((error = posix_spawnattr_init(&how)) == 0) {
        posix_spawnattr_setsigmask(&how, &none);
        posix_spawnattr_setsigdefault(&how, &usual);
        posix_spawnattr_setpgroup(&how, 0);
        posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
        error = posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
        if (error == 0) error = posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
        if (error == 0) error = posix_spawnp(process, argv[0], &actions, &how, (char *const *)(intptr_t)argv, environ);
        posix_spawnattr_destroy(&how);
    }
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

static bool open_pipe(void *user, ProgramPipe *out, const char *const *argv, Diag *diag) {
    int end[2];
    pid_t process = 0;
    (void)user;
    *out = (ProgramPipe){0, -1};
    if (pipe(end) != 0) return diag_fail(diag, "%s cannot be started: %s", argv[0], strerror(errno));
    (void)fcntl(end[1], F_SETFD, FD_CLOEXEC);
    (void)fcntl(end[0], F_SETFD, FD_CLOEXEC);
    int error = start(&process, end[0], argv);
    close(end[0]);
    if (error != 0) {
        close(end[1]);
        return diag_fail(diag, "%s cannot be started: %s", argv[0], strerror(error));
    }
    (void)fcntl(end[1], F_SETFL, O_NONBLOCK);
#ifdef F_SETPIPE_SZ
    (void)fcntl(end[1], F_SETPIPE_SZ, ROOM); /* a picture in few pieces */
#endif
    *out = (ProgramPipe){process, end[1]};
    return true;
}

/* write() without the signal of a broken pipe. */
static ssize_t write_quietly(int descriptor, const void *data, size_t size) {
    sigset_t broken, before, waiting;
    int taken;
    sigemptyset(&broken);
    sigaddset(&broken, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &broken, &before);
    ssize_t count = write(descriptor, data, size);
    int error = errno;
    if (count < 0 && error == EPIPE && sigpending(&waiting) == 0 && sigismember(&waiting, SIGPIPE) == 1) sigwait(&broken, &taken);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    errno = error;
    return count;
}

static bool write_pipe(void *user, ProgramPipe *out, const void *data, size_t size, double wait_s, size_t *written, Diag *diag) {
    (void)user;
    for (*written = 0; *written < size;) {
        ssize_t count = write_quietly(out->descriptor, (const char *)data + *written, size - *written);
        if (count > 0) {
            *written += (size_t)count;
            continue;
        }
        if (errno == EINTR) continue;
        if (errno != EAGAIN) return diag_fail(diag, "the other program stopped reading: %s", strerror(errno));
        struct pollfd full = {.fd = out->descriptor, .events = POLLOUT};
        if (wait_s <= 0 || poll(&full, 1, (int)ceil(1000 * fmin(wait_s, 3600))) <= 0) return true;
        wait_s = *written > 0 ? 0 : wait_s; /* once it has taken something, that is enough for this call */
    }
    return true;
}

static bool close_pipe(void *user, ProgramPipe *out, double wait_s, bool *has_ended, Diag *diag) {
    int status = 0;
    pid_t found = 0;
    (void)user;
    *has_ended = true;
    if (out->descriptor >= 0) close(out->descriptor);
    out->descriptor = -1;
    if (out->process <= 0) return true;
    for (double waited_s = 0;; waited_s += LOOK_S) {
        found = waitpid((pid_t)out->process, &status, WNOHANG);
        if (found != 0 || waited_s >= wait_s) break;
        platform_sleep(LOOK_S);
    }
    *has_ended = found != 0;
    if (!*has_ended) return true;
    out->process = 0;
    if (found > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0) return true;
    return diag_fail(diag, "the other program failed, with status %d", found > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : -1);
}

static void stop_pipe(void *user, ProgramPipe *out) {
    (void)user;
    if (out->process > 0) kill(-(pid_t)out->process, SIGKILL); /* the whole group: it may be a script that has started others */
    if (out->descriptor >= 0) close(out->descriptor);
    while (out->process > 0 && waitpid((pid_t)out->process, NULL, 0) < 0 && errno == EINTR) continue;
    *out = (ProgramPipe){0, -1};
}

void platform_programs(ProgramApi *program) { *program = (ProgramApi){NULL, find_program, open_pipe, write_pipe, close_pipe, stop_pipe}; }
