/* Which kernels this processor can run. On x86 the processor is asked, once per trace; elsewhere there is the one portable
   set, compiled for the baseline, where the compiler turns two-double vectors into what the processor has. And how many
   steps go backward together, which the sets share so that their sums run alike. */
#include "engine/fast/fast.h"

static bool can_avx512(void) {
#if defined __x86_64__
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq");
#else
    return false;
#endif
}

static bool can_avx2(void) {
#if defined __x86_64__
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#else
    return false;
#endif
}

const FastKernels *fast_find(int index) {
    const FastKernels *found[] = {can_avx512() ? fast_find_avx512() : NULL, can_avx2() ? fast_find_avx2() : NULL, fast_find_generic()};
    for (int i = 0; i < (int)(sizeof found / sizeof found[0]); i++) {
        if (found[i] && index-- == 0) return found[i];
    }
    return NULL;
}

enum { CHUNK_DOUBLES = 32768, CHUNK_ROWS_LEAST = 64 };

int fast_chunk_steps(int wide, int steps, int batch) {
    int rows = CHUNK_DOUBLES / wide;
    rows = rows < CHUNK_ROWS_LEAST ? CHUNK_ROWS_LEAST : rows > FAST_CHUNK_ROWS ? FAST_CHUNK_ROWS : rows;
    int chunk = rows / batch;
    return chunk < 1 ? 1 : chunk < steps ? chunk : steps;
}
