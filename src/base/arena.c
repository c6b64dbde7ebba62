/* Memory: every allocation of the program goes through the functions here; a bump allocator stands on top of them.

   Blocks are aligned to 64 bytes (a cache line, and wide enough for any vector register), and zeroed, so that a run never
   depends on what lay in memory before. A block is given out at its exact size, so that the address sanitizer sees the first
   byte beyond it.

   Simplified on purpose: growing always moves (the alignment rules out realloc); nothing grows often enough to care. */
#include "base/arena.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#ifdef __linux__
#include <sys/mman.h>
#endif

enum { MEM_ALIGNMENT = 64, MEM_LARGE_PAGE = 2 << 20 };

/* A larger request means that a size was computed wrongly. It is refused here, because some allocators (and the sanitizers') would
   abort. */
static bool size_is_sane(size_t size) { return sizeof(size_t) < 8 ? size <= SIZE_MAX / 2 : (uint64_t)size <= (uint64_t)1 << 36; }

/* Asks for large pages. With pages of 4 kB, scattered over memory, a trace as large as the cache uses some cache lines twice and others
   never; large pages make the training of big networks about a tenth faster. If the system refuses, nothing changes. */
static void ask_for_large_pages(void *memory, size_t size) {
#if defined __linux__ && defined MADV_HUGEPAGE
    madvise(memory, size / MEM_LARGE_PAGE * MEM_LARGE_PAGE, MADV_HUGEPAGE);
#else
    (void)memory;
    (void)size;
#endif
}

#ifdef _WIN32
static void *allocate_aligned(size_t alignment, size_t size) { return _aligned_malloc(size, alignment); }
static void free_aligned(void *memory) { _aligned_free(memory); }
#else
static void *allocate_aligned(size_t alignment, size_t size) {
    void *memory = NULL;
    return posix_memalign(&memory, alignment, size) == 0 ? memory : NULL;
}
static void free_aligned(void *memory) { free(memory); }
#endif

static void *allocate(size_t size) {
#ifdef __linux__
    bool large = size >= MEM_LARGE_PAGE;
#else
    bool large = false; /* on other systems so wide an alignment would only cost memory */
#endif
    if (!size_is_sane(size)) return NULL;
    void *memory = allocate_aligned(large ? MEM_LARGE_PAGE : MEM_ALIGNMENT, size > 0 ? size : 1);
    if (memory && large) ask_for_large_pages(memory, size);
    return memory;
}

void *mem_new(size_t size) {
    void *memory = allocate(size);
    if (memory) memset(memory, 0, size > 0 ? size : 1);
    return memory;
}

void *mem_new_unset(size_t size) { return allocate(size); }

void *mem_grow(void *old, size_t old_size, size_t new_size) {
    unsigned char *memory = allocate(new_size);
    if (!memory) return NULL;
    size_t kept = !old ? 0 : old_size < new_size ? old_size : new_size;
    if (kept > 0) memcpy(memory, old, kept);
    if (new_size > kept) memset(memory + kept, 0, new_size - kept);
    free_aligned(old);
    return memory;
}

void mem_free(void *memory) { free_aligned(memory); }

bool arena_init(Arena *arena, size_t capacity) {
    *arena = (Arena){0};
    arena->base = allocate(capacity); /* not zeroed here: push zeroes what it gives out */
    if (!arena->base) return false;
    arena->capacity = capacity;
    return true;
}

void arena_deinit(Arena *arena) {
    mem_free(arena->base);
    *arena = (Arena){0};
}

void arena_reset(Arena *arena) { arena->used = 0; }

void *arena_push(Arena *arena, size_t size) {
    size_t start = (arena->used + (MEM_ALIGNMENT - 1)) & ~(size_t)(MEM_ALIGNMENT - 1);
    if (!arena->base || start > arena->capacity || size > arena->capacity - start) return NULL;
    arena->used = start + size;
    if (size > 0) memset(arena->base + start, 0, size);
    return arena->base + start;
}
