/* The linker sends the test program's calls of posix_memalign to __wrap_posix_memalign, and names the real one __real_posix_memalign
   (GNU ld, mold and lld: --wrap). */
#include "support/fail_memory.h"
#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

/* How many allocations until the one that fails, 0: none. Atomic because workers allocate as well. */
static atomic_long fail_left;

void mem_fail_after(long count) { atomic_store(&fail_left, count < 0 ? 0 : count == 0 ? 1 : count); }

static bool fails_now(void) {
    long left = atomic_load_explicit(&fail_left, memory_order_relaxed);
    while (left > 0) {
        if (atomic_compare_exchange_weak(&fail_left, &left, left - 1)) return left == 1;
    }
    return false;
}

int __real_posix_memalign(void **memory, size_t alignment, size_t size);
int __wrap_posix_memalign(void **memory, size_t alignment, size_t size);

int __wrap_posix_memalign(void **memory, size_t alignment, size_t size) {
    return fails_now() ? ENOMEM : __real_posix_memalign(memory, alignment, size);
}
