/* See stream.h: Windows. Standard output is binary, so that a picture or a number written to it is the same as in a file. */
#include "base/number.h"
#include "platform/stream.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>

#include <io.h>

enum { PIECE = 1 << 16, OUTPUT = 1 };

static bool fail_because(Diag *diag, const char *name, const char *what, int error) {
    return diag_fail_at(diag, name, 0, 0, "%s: %s", what, strerror(error));
}

static bool is_output(const char *path) { return !strcmp(path, "-") || !strcmp(path, "/dev/stdout"); }

bool stream_is_for(const char *path) {
    struct stat status;
    return is_output(path) || (stat(path, &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode));
}

bool stream_is_standard_output(const char *path) { return is_output(path); }

bool stream_open(Stream *stream, const char *path, Diag *diag) {
    struct stat status;
    bool output = is_output(path);
    *stream = (Stream){.descriptor = output ? OUTPUT : -1, .name = output ? "standard output" : path};
    if (output) return true;
    if (stat(path, &status) == 0 && S_ISDIR(status.st_mode)) {
        return diag_fail_at(diag, path, 0, 0, "this is a folder; expected the name of a file");
    }
    stream->descriptor = _open(path, _O_WRONLY | _O_CREAT | _O_EXCL | _O_BINARY, _S_IREAD | _S_IWRITE);
    stream->is_created = stream->descriptor >= 0;
    if (stream->descriptor < 0 && errno == EEXIST) stream->descriptor = _open(path, _O_WRONLY | _O_BINARY);
    stream->is_owned = true;
    return stream->descriptor >= 0 || fail_because(diag, path, "cannot write this file", errno);
}

bool stream_restart(Stream *stream, Diag *diag) {
    if (!stream->is_owned) return true;
    return _chsize(stream->descriptor, 0) == 0 || fail_because(diag, stream->name, "cannot write this file", errno);
}

bool stream_write(Stream *stream, const void *data, size_t size, Diag *diag) {
    const char *rest = data;
    while (size > 0) {
        if (stream->is_enough && stream->is_enough(stream->user)) {
            return diag_fail_at(diag, stream->name, 0, 0, "interrupted while nobody read what is written");
        }
        int count = _write(stream->descriptor, rest, (unsigned)(size < PIECE ? size : PIECE));
        if (count <= 0) return fail_because(diag, stream->name, "could not be written", errno);
        rest += count;
        size -= (size_t)count;
    }
    return true;
}

bool stream_close(Stream *stream, Diag *diag) {
    bool good = !stream->is_owned || stream->descriptor < 0 || _close(stream->descriptor) == 0;
    stream->descriptor = -1;
    return good || fail_because(diag, stream->name, "could not be written to its end", errno);
}

void stream_prepare_process(void) {
    for (int i = 0; i < 3; i++) (void)_setmode(i, _O_BINARY);
}
