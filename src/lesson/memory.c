/* See memory.h. Chunks of 32 kB, or larger for a larger piece; nothing is freed before the end. */
#include "lesson/memory.h"
#include "base/arena.h"
#include <string.h>

enum { CHUNK_SIZE = 32 << 10, ALIGNMENT = 16 };

struct LessonChunk {
    LessonChunk *next;
    size_t used, size; /* of the bytes after this header */
};

static size_t round_up(size_t size) { return (size + (ALIGNMENT - 1)) & ~(size_t)(ALIGNMENT - 1); }

static unsigned char *bytes_of(LessonChunk *chunk) { return (unsigned char *)chunk + round_up(sizeof *chunk); }

static LessonChunk *add_chunk(LessonMemory *memory, size_t least) {
    size_t size = least > CHUNK_SIZE ? least : CHUNK_SIZE, all = round_up(sizeof(LessonChunk)) + size;
    if (least > LESSON_MEMORY_MAX || all > LESSON_MEMORY_MAX - memory->size) return NULL;
    LessonChunk *chunk = mem_new(all);
    if (!chunk) return NULL;
    chunk->size = size;
    chunk->next = memory->chunk;
    memory->chunk = chunk;
    memory->size += all;
    return chunk;
}

void *lesson_push(LessonMemory *memory, size_t size) {
    LessonChunk *chunk = memory->chunk;
    if (size > LESSON_MEMORY_MAX) size = LESSON_MEMORY_MAX;
    size = round_up(size > 0 ? size : 1);
    if (!chunk || size > chunk->size - chunk->used) chunk = add_chunk(memory, size);
    if (!chunk) {
        memory->is_out = true;
        return NULL;
    }
    void *at = bytes_of(chunk) + chunk->used;
    chunk->used += size;
    return at;
}

bool lesson_copy(Str *out, LessonMemory *memory, const char *at, int count) {
    char *copy = lesson_push(memory, (size_t)count + 1);
    *out = (Str){"", 0};
    if (!copy) return false;
    if (count > 0) memcpy(copy, at, (size_t)count);
    *out = (Str){copy, count};
    return true;
}

void lesson_memory_free(LessonMemory *memory) {
    while (memory->chunk) {
        LessonChunk *next = memory->chunk->next;
        mem_free(memory->chunk);
        memory->chunk = next;
    }
    *memory = (LessonMemory){0};
}
