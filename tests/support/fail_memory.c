/* The linker sends the test program's calls of posix_memalign to __wrap_posix_memalign, and names the real one __real_posix_memalign
   (GNU ld, mold and lld: --wrap); those of free likewise. With UNROLL_FAIL_PLAIN base/arena.c calls them by these names itself
   (support/fail_wrapped.h). */
#include "support/fail_memory.h"
#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* How many allocations until the one that fails, 0: none. Atomic because workers allocate as well. */
static atomic_long fail_left;

void mem_fail_after(long count) { atomic_store(&fail_left, count < 0 ? 0 : count == 0 ? 1 : count); }

bool mem_has_failed(void) { return atomic_load(&fail_left) == 0; }

static bool fails_now(void) {
    long left = atomic_load_explicit(&fail_left, memory_order_relaxed);
    while (left > 0) {
        if (atomic_compare_exchange_weak(&fail_left, &left, left - 1)) return left == 1;
    }
    return false;
}

/* Blocks that are held, by address: a table in which a place once taken stays taken (`size` 0: given up), for the tests that count. */
enum { BLOCKS = 1 << 16 };
static struct Block {
    void *at;
    size_t size;
} blocks[BLOCKS];
static atomic_flag lock = ATOMIC_FLAG_INIT; /* workers allocate as well */
static atomic_bool counts;
static size_t held, peak;

static struct Block *find_place(void *at) {
    size_t i = ((uintptr_t)at >> 6) * 0x9E3779B97F4A7C15u >> 16 & (BLOCKS - 1);
    for (size_t n = 0; n < BLOCKS && blocks[i].at && blocks[i].at != at; n++) i = (i + 1) & (BLOCKS - 1);
    return !blocks[i].at || blocks[i].at == at ? &blocks[i] : NULL;
}

static void enter(void) {
    while (atomic_flag_test_and_set(&lock)) continue;
}

static void leave(void) { atomic_flag_clear(&lock); }

void mem_count(void) {
    enter();
    memset(blocks, 0, sizeof blocks);
    held = peak = 0;
    atomic_store(&counts, true);
    leave();
}

void mem_count_stop(void) { atomic_store(&counts, false); }

void mem_forget_peak(void) {
    enter();
    peak = held;
    leave();
}

double mem_held(void) { return (double)held; }
double mem_peak(void) { return (double)peak; }

static void add(void *at, size_t size) {
    enter();
    struct Block *block = find_place(at);
    if (block) {
        *block = (struct Block){at, size};
        held += size;
        if (held > peak) peak = held;
    }
    leave();
}

static void give_up(void *at) {
    enter();
    struct Block *block = find_place(at);
    if (block && block->at) {
        held -= block->size;
        block->size = 0;
    }
    leave();
}

#ifdef _WIN32
void *wrap_aligned_malloc(size_t size, size_t alignment);
void wrap_aligned_free(void *memory);

void *wrap_aligned_malloc(size_t size, size_t alignment) {
    void *memory = fails_now() ? NULL : _aligned_malloc(size, alignment);
    if (memory && atomic_load_explicit(&counts, memory_order_relaxed)) add(memory, size);
    return memory;
}

void wrap_aligned_free(void *memory) {
    if (memory && atomic_load_explicit(&counts, memory_order_relaxed)) give_up(memory);
    _aligned_free(memory);
}
#else
#ifdef UNROLL_FAIL_PLAIN
#define __real_posix_memalign posix_memalign
#define __real_free free
#else
int __real_posix_memalign(void **memory, size_t alignment, size_t size);
void __real_free(void *memory);
#endif
int __wrap_posix_memalign(void **memory, size_t alignment, size_t size);
void __wrap_free(void *memory);

int __wrap_posix_memalign(void **memory, size_t alignment, size_t size) {
    int error = fails_now() ? ENOMEM : __real_posix_memalign(memory, alignment, size);
    if (error == 0 && atomic_load_explicit(&counts, memory_order_relaxed)) add(*memory, size);
    return error;
}

void __wrap_free(void *memory) {
    if (memory && atomic_load_explicit(&counts, memory_order_relaxed)) give_up(memory);
    __real_free(memory);
}
#endif
