/* The memory of one lesson: many small pieces that are freed together, with a bound on their sum. Used by one thread at a time. */
#ifndef UNROLL_LESSON_MEMORY_H
#define UNROLL_LESSON_MEMORY_H
#include "base/str.h"
#include <stdbool.h>
#include <stddef.h>

#define LESSON_MEMORY_MAX ((size_t)64 << 20) /* bytes: far more than the largest file can need */

typedef struct LessonChunk LessonChunk;

/* Zeroed is empty. */
typedef struct LessonMemory {
    LessonChunk *chunk; /* owned, the newest first */
    size_t size;        /* bytes allocated */
    bool is_out;        /* a push failed: the result is incomplete */
} LessonMemory;

void *lesson_push(LessonMemory *memory, size_t size);                        /* zeroed, aligned for any number; NULL when it is out */
bool lesson_copy(Str *out, LessonMemory *memory, const char *at, int count); /* a terminated copy; false when it is out */
void lesson_memory_free(LessonMemory *memory);

#endif
