/* See pipe.h. Signals that the parent holds back are let through in the other program. */
#include "base/number.h"
#include "platform/pipe.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATH_SIZE = 4096 };

extern char **environ;

bool pipe_find_program(const char *name) {
    char path[PATH_SIZE];
    for (const char *at = getenv("PATH"); at && *at;) {
        int count = (int)strcspn(at, ":");
        bool fits = count > 0 && text_format(path, PATH_SIZE, "%.*s/%s", count, at, name) < PATH_SIZE - 1;
        if (fits && access(path, X_OK) == 0) return true;
        at += count + (at[count] == ':');
    }
    return false;
}

/* In a process group of its own: Ctrl-C is the parent's to answer. */
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

bool pipe_open(Pipe *out, const char *const *argv, Diag *diag) {
    int end[2];
    pid_t process = 0;
    *out = (Pipe){0, -1};
    if (pipe(end) != 0) return diag_fail(diag, "%s cannot be started: %s", argv[0], strerror(errno));
    (void)fcntl(end[1], F_SETFD, FD_CLOEXEC);
    (void)fcntl(end[0], F_SETFD, FD_CLOEXEC);
    int error = start(&process, end[0], argv);
    close(end[0]);
    if (error != 0) {
        close(end[1]);
        return diag_fail(diag, "%s cannot be started: %s", argv[0], strerror(error));
    }
    *out = (Pipe){process, end[1]};
    return true;
}

bool pipe_write(Pipe *out, const void *data, size_t size, Diag *diag) {
    const char *at = data;
    while (size > 0) {
        ssize_t count = write(out->descriptor, at, size);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return diag_fail(diag, "the other program took no more: %s", strerror(errno));
        at += count;
        size -= (size_t)count;
    }
    return true;
}

static int end(Pipe *out) {
    int status = -1;
    if (out->descriptor >= 0) close(out->descriptor);
    out->descriptor = -1;
    while (out->process > 0 && waitpid((pid_t)out->process, &status, 0) < 0 && errno == EINTR) continue;
    out->process = 0;
    return status;
}

bool pipe_close(Pipe *out, Diag *diag) {
    int status = end(out);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return true;
    return diag_fail(diag, "the other program failed, with status %d", WIFEXITED(status) ? WEXITSTATUS(status) : -1);
}

void pipe_stop(Pipe *out) {
    if (out->process > 0) kill((pid_t)out->process, SIGKILL);
    (void)end(out);
}
