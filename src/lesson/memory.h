/* The memory of one lesson: many small things that live and end together, with a bound on all of them. Used by one thread at a time. */
#ifndef UNROLL_LESSON_MEMORY_H
#define UNROLL_LESSON_MEMORY_H
#include "base/str.h"
#include <stdbool.h>
#include <stddef.h>

#define LESSON_MEMORY_MAX ((size_t)64 << 20) /* bytes: far more than the largest file that is read can need */

typedef struct LessonChunk LessonChunk;

/* Zeroed is empty. */
typedef struct LessonMemory {
    LessonChunk *chunk; /* owned, the newest first */
    size_t size;        /* bytes taken from the machine */
    bool is_out;        /* a push failed: what was built is not whole */
} LessonMemory;

void *lesson_push(LessonMemory *memory, size_t size);                        /* zeroed, aligned for any number; NULL when it is out */
bool lesson_copy(Str *out, LessonMemory *memory, const char *at, int count); /* a terminated copy; false when it is out */
void lesson_memory_free(LessonMemory *memory);

#endif
