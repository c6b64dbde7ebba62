/* A bump allocator: many small things with one lifetime, freed together. It never aborts: push returns NULL when the
   bound is reached or memory is out, and the caller reports it. */
#ifndef UNROLL_BASE_ARENA_H
#define UNROLL_BASE_ARENA_H
#include <stdbool.h>
#include <stddef.h>

typedef struct Arena {
    unsigned char *base; /* owned */
    size_t used, capacity;
} Arena;

bool arena_init(Arena *arena, size_t capacity); /* false when memory is out; the arena is then empty and safe to deinit */
void arena_deinit(Arena *arena);
void arena_reset(Arena *arena);              /* forgets everything pushed, keeps the memory */
void *arena_push(Arena *arena, size_t size); /* zeroed, 64-byte aligned; NULL when it does not fit */

/* The program allocates only through these functions. All of them call posix_memalign, which tests can make fail
   (tests/support/fail_memory.h). mem_new returns zeroed memory aligned to 64 bytes, or NULL. */
void *mem_new(size_t size);
/* The same without zeroing, for large blocks whose caller writes every byte before it reads it: the system then provides the pages one by
   one. */
void *mem_new_unset(size_t size);
void *mem_grow(void *old, size_t old_size, size_t new_size); /* like realloc, zeroes the tail; on NULL `old` is still valid */
void mem_free(void *memory);

#endif
