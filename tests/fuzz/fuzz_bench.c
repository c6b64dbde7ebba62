/* Fuzzes the input of `bench engine`: any bytes give sizes within the engine's bounds, or a message with a line. Built as a libFuzzer
   program with the preset fuzz, else replays tests/fuzz/corpus/bench. */
#include "cli/bench.h"
#include "engine/net/net.h"
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0 || size > 4096) return 0;
    char *copy = malloc(size);
    FILE *in = copy ? fmemopen(copy, size, "r") : NULL;
    if (!in) abort();
    memcpy(copy, data, size);
    int number = 0, wanted[3];
    bool end = false, good = true;
    while (good && !end) {
        Diag diag;
        int before = number;
        diag_reset(&diag);
        good = bench_engine_read(wanted, &number, &end, in, &diag);
        if (good && !end) {
            if (wanted[0] < 1 || wanted[0] > NET_HIDDEN_MAX || wanted[1] < 1 || wanted[1] > NET_STEP_MAX) abort();
            if (wanted[2] < 1 || wanted[2] > NET_BATCH_MAX || number <= before) abort();
        }
        if (!good && (!diag.text[0] || diag.line != number || diag.column < 1)) abort();
    }
    fclose(in);
    free(copy);
    return 0;
}
