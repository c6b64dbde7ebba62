/* Comes before base/arena.c where that is compiled for a test program by itself: its allocations go through support/fail_memory.c. */
#ifndef UNROLL_TESTS_SUPPORT_FAIL_WRAPPED_H
#define UNROLL_TESTS_SUPPORT_FAIL_WRAPPED_H

#include <stdlib.h>
#ifdef _WIN32
#include <malloc.h>
void *wrap_aligned_malloc(size_t size, size_t alignment);
void wrap_aligned_free(void *memory);
#define _aligned_malloc wrap_aligned_malloc
#define _aligned_free wrap_aligned_free
#else
int __wrap_posix_memalign(void **memory, size_t alignment, size_t size);
void __wrap_free(void *memory);
#define posix_memalign __wrap_posix_memalign
#define free __wrap_free
#endif

#endif
