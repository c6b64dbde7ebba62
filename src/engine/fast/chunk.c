/* The number of steps that go backward together; all sets of kernels use the same number so that their sums have the same order. */
#include "engine/fast/fast.h"

enum { CHUNK_DOUBLES = 32768, CHUNK_ROWS_LEAST = 64 };

int fast_chunk_steps(int wide, int steps, int batch) {
    int rows = CHUNK_DOUBLES / wide;
    rows = rows < CHUNK_ROWS_LEAST ? CHUNK_ROWS_LEAST : rows > FAST_CHUNK_ROWS ? FAST_CHUNK_ROWS : rows;
    int chunk = rows / batch;
    return chunk < 1 ? 1 : chunk < steps ? chunk : steps;
}
