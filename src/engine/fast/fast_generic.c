/* The fast kernels for whatever the baseline has (SSE2, NEON): two doubles to a vector. The build gives this file the flags. */
#include "engine/fast/fast.h"

#if 1
#define FAST_NAME "generic"
#include "engine/fast/kernel_set.h"
const FastKernels *fast_find_generic(void) { return &kernels; }
#else
const FastKernels *fast_find_generic(void) { return NULL; }
#endif
