/* See memory_files.h. */
#include "support/memory_files.h"
#include "base/arena.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int find(const MemoryFiles *files, const char *path) {
    for (int i = 0; i < files->count; i++)
        if (strcmp(files->item[i].path, path) == 0) return i;
    return -1;
}

static void store(MemoryFiles *files, const char *path, const void *data, size_t size) {
    int at = find(files, path);
    if (at < 0) {
        assert_true(files->count < MEMORY_FILES_MAX);
        at = files->count++;
        assert_true(str_copy(files->item[at].path, (int)sizeof files->item[at].path, str_from(path)));
    }
    free(files->item[at].data);
    files->item[at].data = calloc(1, size + 1);
    assert_non_null(files->item[at].data);
    if (size > 0) memcpy(files->item[at].data, data, size);
    files->item[at].size = size;
}

/* As of a full disk: there is no place for another file. */
static bool has_room(const MemoryFiles *files, const char *path) { return files->count < MEMORY_FILES_MAX || find(files, path) >= 0; }

static bool file_read(void *user, const char *path, char **data, size_t *size, Diag *diag) {
    MemoryFiles *files = user;
    int at = find(files, path);
    if (at < 0 || files->read_fails) return diag_fail_at(diag, path, 0, 0, "cannot open this file: it is a test's");
    *data = mem_new(files->item[at].size + 1);
    if (!*data) return diag_fail_at(diag, path, 0, 0, "no memory is left to read this file");
    memcpy(*data, files->item[at].data, files->item[at].size + 1);
    *size = files->item[at].size;
    return true;
}

static bool file_write(void *user, const char *path, const void *data, size_t size, Diag *diag) {
    MemoryFiles *files = user;
    if (files->write_fails) return diag_fail_at(diag, path, 0, 0, "cannot write this file: it is a test's");
    if (!has_room(files, path)) return diag_fail_at(diag, path, 0, 0, "cannot write this file: there is no room");
    store(files, path, data, size);
    files->writes++;
    return true;
}

static bool file_is_there(void *user, const char *path) { return find(user, path) >= 0; }

/* A folder is there when a file in it is; its name may end in "/". */
static bool file_is_folder(void *user, const char *path) {
    const MemoryFiles *files = user;
    size_t count = strlen(path);
    while (count > 1 && path[count - 1] == '/') count--;
    for (int i = 0; i < files->count; i++) {
        if (!strncmp(files->item[i].path, path, count) && files->item[i].path[count] == '/') return true;
    }
    return false;
}

static bool file_list(void *user, const char *folder, void (*visit)(void *visitor, const char *name), void *visitor, Diag *diag) {
    const MemoryFiles *files = user;
    size_t count = strlen(folder);
    if (!file_is_folder(user, folder)) return diag_fail_at(diag, folder, 0, 0, "cannot open this folder: it is a test's");
    for (int i = 0; i < files->count; i++) {
        const char *path = files->item[i].path;
        if (!strncmp(path, folder, count) && path[count] == '/' && !strchr(path + count + 1, '/')) visit(visitor, path + count + 1);
    }
    return true;
}

static bool file_make_folder(void *user, const char *path, Diag *diag) {
    const MemoryFiles *files = user;
    return !files->write_fails || diag_fail_at(diag, path, 0, 0, "cannot make this folder: it is a test's");
}

static void drop(MemoryFiles *files, int at) {
    free(files->item[at].data);
    files->item[at] = files->item[--files->count];
    files->item[files->count].data = NULL;
}

/* A folder moves with what it holds. */
static bool file_move(void *user, const char *from, const char *to, Diag *diag) {
    MemoryFiles *files = user;
    size_t count = strlen(from);
    if (files->write_fails) return diag_fail_at(diag, to, 0, 0, "cannot write this file: it is a test's");
    int old = find(files, to), at;
    if (old >= 0) drop(files, old);
    if ((at = find(files, from)) >= 0) return str_copy(files->item[at].path, (int)sizeof files->item[at].path, str_from(to));
    if (!file_is_folder(user, from)) return diag_fail_at(diag, from, 0, 0, "there is no such file");
    for (int i = 0; i < files->count; i++) {
        char *path = files->item[i].path, rest[256];
        if (strncmp(path, from, count) != 0 || path[count] != '/') continue;
        str_copy(rest, (int)sizeof rest, str_from(path + count));
        assert_true(strlen(to) + strlen(rest) < sizeof files->item[i].path);
        strcpy(path, to);
        strcat(path, rest);
    }
    return true;
}

static bool file_remove(void *user, const char *path) {
    MemoryFiles *files = user;
    int at = find(files, path);
    if (at >= 0) drop(files, at);
    return at >= 0;
}

static bool file_replace_end(void *user, const char *path, Str was, const void *data, size_t size, Diag *diag) {
    MemoryFiles *files = user;
    int at = find(files, path);
    size_t end = (size_t)was.count, old = at < 0 ? 0 : files->item[at].size;
    if (old < end || memcmp(files->item[at].data + old - end, was.at, end) != 0) return diag_fail(diag, "%s ends in another way", path);
    if (!has_room(files, path)) return diag_fail_at(diag, path, 0, 0, "cannot write this file: there is no room");
    char *all = calloc(1, old - end + size);
    assert_non_null(all);
    memcpy(all, files->item[at].data, old - end);
    memcpy(all + old - end, data, size);
    store(files, path, all, old - end + size);
    free(all);
    return true;
}

void memory_files_bind(MemoryFiles *files, FileApi *file) {
    *file = (FileApi){.user = files,
                      .read = file_read,
                      .write = file_write,
                      .write_soon = file_write,
                      .is_there = file_is_there,
                      .is_folder = file_is_folder,
                      .list = file_list,
                      .make_folder = file_make_folder,
                      .move = file_move,
                      .remove = file_remove,
                      .replace_end = file_replace_end};
}

void memory_files_deinit(MemoryFiles *files) {
    for (int i = 0; i < files->count; i++) free(files->item[i].data);
    files->count = 0;
}

void memory_files_put(MemoryFiles *files, const char *path, const char *text) { store(files, path, text, strlen(text)); }

const char *memory_files_get(const MemoryFiles *files, const char *path) {
    int at = find(files, path);
    return at < 0 ? NULL : files->item[at].data;
}
