/* The fast kernels for AVX2 with fused multiply-add: four doubles to a vector, 16 registers. The build gives this file the flags. */
#include "engine/fast/fast.h"

#if defined __AVX2__ && defined __FMA__ && !defined __AVX512F__
#define FAST_NAME "avx2"
#include "engine/fast/kernel_set.h"
const FastKernels *fast_find_avx2(void) { return &kernels; }
#else
const FastKernels *fast_find_avx2(void) { return NULL; }
#endif
