/* Files, on the C library; the parts that differ between systems are in system.h.

   Reading takes whole files up to a bound, from anything that can be read: a pipe has no size, and a file may grow meanwhile, so the buffer
   doubles when it must. Writing makes a new file beside the target, flushes it to the disk, and renames it over the target, so that the
   target is always the complete old or the complete new file. A symbolic link keeps pointing where it pointed, an old file keeps its
   permissions, and anything else (standard output, a pipe, a device) is written as a stream. */
#include "platform/files.h"
#include "base/arena.h"
#include "platform/places.h"
#include "platform/stream.h"
#include "platform/system.h"
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { FIRST_CHUNK = 1 << 14 };

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

/* Writes everything to the disk and closes the file. On failure errno says why. */
/* `to_disk`: waits until the data are on the disk. */
static bool write_and_close(FILE *stream, const void *data, size_t size, bool to_disk) {
    bool ok = size == 0 || fwrite(data, 1, size, stream) == size;
    ok = fflush(stream) == 0 && (!to_disk || system_flush(stream)) && ok;
    int error = errno;
    if (fclose(stream) != 0 && ok) return false;
    errno = error;
    return ok;
}

static bool replace_file(const char *path, const char *target, int mode, const void *data, size_t size, bool to_disk, Diag *diag) {
    char temporary[SYSTEM_PATH_MAX];
    SystemHold hold;
    system_hold_signals(&hold);
    FILE *stream = system_open_temporary(temporary, sizeof temporary, target);
    int error = stream ? 0 : errno;
    if (stream && mode >= 0) system_copy_mode(stream, mode);
    bool ok = stream && write_and_close(stream, data, size, to_disk) && system_replace(temporary, target);
    if (stream && !ok) {
        error = errno;
        (void)remove(temporary);
    }
    system_release_signals(&hold);
    if (ok) return true;
    if (!stream) return fail_because(diag, path, "cannot write into the folder of this file", error);
    return fail_because(diag, path, "cannot write this file; what was there is unchanged", error);
}

static bool write_stream(const char *path, const void *data, size_t size, Diag *diag) {
    Stream stream;
    Diag unheard;
    if (!stream_open(&stream, path, diag)) return false;
    bool ok = stream_write(&stream, data, size, diag);
    return stream_close(&stream, ok ? diag : &unheard) && ok;
}

bool platform_send_temporary(const char *path, const char *folder, Stream *to, Diag *diag) {
    char piece[8192];
    FILE *from = fopen(path, "rb");
    if (!from) return fail_because(diag, path, "cannot open this file", errno);
    bool ok = true, is_gone = system_remove(path) && system_remove(folder);
    for (size_t count; ok && (count = fread(piece, 1, sizeof piece, from)) > 0;) ok = stream_write(to, piece, count, diag);
    if (ok && ferror(from)) ok = fail_because(diag, path, "cannot read this file", errno);
    fclose(from);
    if (!is_gone && system_remove(path)) (void)system_remove(folder);
    return ok;
}

static bool write_whole(const char *path, const void *data, size_t size, bool to_disk, Diag *diag) {
    char target[SYSTEM_PATH_MAX];
    int mode = -1;
    if (stream_is_for(path)) return write_stream(path, data, size, diag);
    return system_find_target(target, &mode, path, diag) && replace_file(path, target, mode, data, size, to_disk, diag);
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
    return system_is_there(path);
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

static bool file_make_folder(void *user, const char *path, Diag *diag) {
    (void)user;
    return platform_make_folder(path, diag);
}

static bool file_move(void *user, const char *from, const char *to, Diag *diag) {
    (void)user;
    return system_replace(from, to) || fail_because(diag, to, "cannot write this file", errno);
}

static bool file_remove(void *user, const char *path) {
    (void)user;
    return system_remove(path);
}

static bool file_find_target(void *user, const char *path, char *out, int size, Diag *diag) {
    (void)user;
    char target[SYSTEM_PATH_MAX];
    int mode = -1;
    if (stream_is_for(path)) return diag_fail_at(diag, path, 0, 0, "this is not an ordinary file; expected the name of one");
    if (!system_find_target(target, &mode, path, diag)) return false;
    return str_copy(out, size, str_from(target)) || fail_because(diag, path, "cannot write this file", ENAMETOOLONG);
}

static bool file_replace_end(void *user, const char *path, Str was, const void *data, size_t size, Diag *diag) {
    (void)user;
    char found[64];
    size_t count = (size_t)was.count;
    FILE *stream = count <= sizeof found ? fopen(path, "r+b") : NULL;
    bool ok = stream && fseek(stream, -(long)count, SEEK_END) == 0 && fread(found, 1, count, stream) == count &&
              memcmp(found, was.at, count) == 0 && fseek(stream, -(long)count, SEEK_END) == 0 && fwrite(data, 1, size, stream) == size;
    if (stream && fclose(stream) != 0) ok = false;
    return ok || diag_fail_at(diag, path, 0, 0, "this file has another end than expected, so nothing was added to it");
}

void platform_files(FileApi *file) {
    *file = (FileApi){.read = file_read,
                      .write = file_write,
                      .write_soon = file_write_soon,
                      .is_there = file_is_there,
                      .is_folder = file_is_folder,
                      .list = file_list,
                      .make_folder = file_make_folder,
                      .move = file_move,
                      .remove = file_remove,
                      .find_target = file_find_target,
                      .replace_end = file_replace_end};
    if (!system_keeps_folders()) file->make_folder = NULL;
}
