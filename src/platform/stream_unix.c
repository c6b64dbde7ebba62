/* See stream.h. A write waits with poll, in pieces that a pipe takes without blocking, so that a blocked signal is still noticed while the
   reader takes nothing. */
#include "base/number.h"
#include "platform/stream.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/poll.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIECE = 4096 /* POSIX: a writable pipe takes at least this much */, ASK_AGAIN_MS = 50, LINKS_MAX = 8 };

static bool fail_because(Diag *diag, const char *name, const char *what, int error) {
    return diag_fail_at(diag, name, 0, 0, "%s: %s", what, strerror(error));
}

/* N of "/dev/fd/N" and "/proc/self/fd/N", also behind links such as /dev/stdout; -1 for any other name. */
static int find_descriptor(const char *path) {
    static const char *const folder[] = {"/dev/fd/", "/proc/self/fd/"};
    char name[PATH_MAX], target[PATH_MAX];
    if (!strcmp(path, "-")) return STDOUT_FILENO;
    text_format(name, (int)sizeof name, "%s", path);
    for (int links = 0; links < LINKS_MAX; links++) {
        for (int i = 0; i < 2; i++) {
            size_t count = strlen(folder[i]);
            long number = 0;
            if (!strncmp(name, folder[i], count) && number_parse_int(&number, str_from(name + count)) && number >= 0 && number < INT_MAX) {
                return (int)number;
            }
        }
        ssize_t count = readlink(name, target, sizeof target - 1);
        if (count <= 0) return -1;
        target[count] = 0;
        if (target[0] != '/') return -1;
        text_format(name, (int)sizeof name, "%s", target);
    }
    return -1;
}

bool stream_is_for(const char *path) {
    struct stat status;
    return find_descriptor(path) >= 0 || (stat(path, &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode));
}

bool stream_is_standard_output(const char *path) { return find_descriptor(path) == STDOUT_FILENO; }

bool stream_open(Stream *stream, const char *path, Diag *diag) {
    struct stat status;
    int number = find_descriptor(path);
    *stream = (Stream){.descriptor = number, .name = number == STDOUT_FILENO ? "standard output" : path};
    if (number >= 0) return fcntl(number, F_GETFD) >= 0 || fail_because(diag, stream->name, "cannot write", errno);
    if (stat(path, &status) == 0 && S_ISDIR(status.st_mode)) {
        return diag_fail_at(diag, path, 0, 0, "this is a folder; expected the name of a file");
    }
    stream->descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    stream->is_created = stream->descriptor >= 0;
    if (stream->descriptor < 0 && errno == EEXIST) stream->descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
    stream->is_owned = true;
    return stream->descriptor >= 0 || fail_because(diag, path, "cannot write this file", errno);
}

bool stream_restart(Stream *stream, Diag *diag) {
    struct stat status;
    if (!stream->is_owned || fstat(stream->descriptor, &status) != 0 || !S_ISREG(status.st_mode)) return true;
    return ftruncate(stream->descriptor, 0) == 0 || fail_because(diag, stream->name, "cannot write this file", errno);
}

/* Waits until the reader takes more. False if the stream's owner gave up. */
static bool wait_until_writable(const Stream *stream) {
    for (;;) {
        struct pollfd poller = {.fd = stream->descriptor, .events = POLLOUT};
        int found = poll(&poller, 1, stream->is_enough ? ASK_AGAIN_MS : -1);
        if (found > 0 || (found < 0 && errno != EINTR)) return true; /* the write then reports the error */
        if (stream->is_enough && stream->is_enough(stream->user)) return false;
    }
}

bool stream_write(Stream *stream, const void *data, size_t size, Diag *diag) {
    const char *rest = data;
    while (size > 0) {
        if (!wait_until_writable(stream)) return diag_fail_at(diag, stream->name, 0, 0, "interrupted while nobody read what is written");
        ssize_t count = write(stream->descriptor, rest, size < PIECE ? size : PIECE);
        if (count < 0 && errno != EINTR && errno != EAGAIN) return fail_because(diag, stream->name, "could not be written", errno);
        if (count <= 0) continue;
        rest += count;
        size -= (size_t)count;
    }
    return true;
}

bool stream_close(Stream *stream, Diag *diag) {
    bool good = !stream->is_owned || stream->descriptor < 0 || close(stream->descriptor) == 0;
    stream->descriptor = -1;
    return good || fail_because(diag, stream->name, "could not be written to its end", errno);
}

void stream_prepare_process(void) {
    /* Opened in the wrong direction, so that reading and writing still fail as with a closed descriptor. */
    static const int mode[] = {O_WRONLY, O_RDONLY, O_RDONLY};
    for (int i = 0; i < 3; i++) {
        if (fcntl(i, F_GETFD) < 0 && errno == EBADF) (void)open("/dev/null", mode[i]);
    }
    signal(SIGXFSZ, SIG_IGN);
}
