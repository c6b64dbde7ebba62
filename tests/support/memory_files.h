/* A FileApi that keeps files in memory: no test touches what is the person's own. Reading and writing can be made to fail. */
#ifndef UNROLL_SUPPORT_MEMORY_FILES_H
#define UNROLL_SUPPORT_MEMORY_FILES_H
#include "base/world.h"

enum { MEMORY_FILES_MAX = 256 };

typedef struct MemoryFiles {
    struct {
        char path[1024];
        char *data; /* owned, terminated */
        size_t size;
    } item[MEMORY_FILES_MAX];
    int count;
    int writes; /* so far */
    bool read_fails, write_fails;
} MemoryFiles;

void memory_files_bind(MemoryFiles *files, FileApi *file);
void memory_files_deinit(MemoryFiles *files);
void memory_files_put(MemoryFiles *files, const char *path, const char *text);
const char *memory_files_get(const MemoryFiles *files, const char *path); /* NULL when there is none */

#endif
