/* Which kernels this processor can run. On x86 the processor is asked, once per trace; elsewhere there is the one portable
   set, compiled for the baseline, where the compiler turns two-double vectors into what the processor has. */
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
