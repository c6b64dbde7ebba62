/* The fast kernels for AVX-512: eight doubles to a vector, 32 registers. The build gives this file the flags. */
#include "engine/fast/fast.h"

#if defined __AVX512F__ && defined __AVX512DQ__
#define FAST_NAME "avx512"
#include "engine/fast/kernel_set.h"
const FastKernels *fast_find_avx512(void) { return &kernels; }
#else
const FastKernels *fast_find_avx512(void) { return NULL; }
#endif
