/* Makes an allocation of base/arena.h fail. Every test program links this: its calls of posix_memalign, which only base/arena.c makes,
   come here first (--wrap in tests/CMakeLists.txt). So the program itself needs no switch for it. */
#ifndef UNROLL_TESTS_SUPPORT_FAIL_MEMORY_H
#define UNROLL_TESTS_SUPPORT_FAIL_MEMORY_H
#include <stdbool.h>

void mem_fail_after(long count); /* the count-th mem_new, mem_grow or arena_init from now fails, then all succeed; -1: none fails */

bool mem_has_failed(void); /* the one that mem_fail_after named was asked for, or none was named */

/* What the blocks of base/arena.h hold, counted by the same door (and `free`, wrapped as well): bytes asked for, of blocks made since
   mem_count. */
void mem_count(void);      /* from now on, anew */
void mem_count_stop(void); /* not any more */
double mem_held(void);
double mem_peak(void); /* the most at any moment since mem_count, or since the peak was forgotten */
void mem_forget_peak(void);

#endif
