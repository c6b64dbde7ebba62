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
    store(files, path, data, size);
    files->writes++;
    return true;
}

static bool file_is_there(void *user, const char *path) { return find(user, path) >= 0; }

void memory_files_bind(MemoryFiles *files, FileApi *file) { *file = (FileApi){files, file_read, file_write, file_write, file_is_there}; }

void memory_files_deinit(MemoryFiles *files) {
    for (int i = 0; i < files->count; i++) free(files->item[i].data);
    files->count = 0;
}

void memory_files_put(MemoryFiles *files, const char *path, const char *text) { store(files, path, text, strlen(text)); }

const char *memory_files_get(const MemoryFiles *files, const char *path) {
    int at = find(files, path);
    return at < 0 ? NULL : files->item[at].data;
}
