/* Fuzzes the reader of reference cases: any bytes either give a case whose every block lies within its numbers, or a message
   with a line. Built as a libFuzzer program with the preset fuzz, else replays tests/fuzz/corpus/refcase. */
#include "cli/refcase.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size > 1 << 16) return 0;
    RefCase *reference = malloc(sizeof *reference);
    Diag diag;
    if (!reference) return 0;
    diag_reset(&diag);
    if (refcase_parse(reference, "fuzz", (Str){(const char *)data, (int)size}, &diag)) {
        volatile double sum = 0; /* touches every number, so that the sanitizer sees where the blocks lie */
        for (int i = 0; i < reference->block_count; i++) {
            const RefBlock *block = &reference->block[i];
            const double *value = refcase_values(reference, block);
            size_t count = (size_t)block->rows * (size_t)block->cols;
            if (block->first + count > reference->value_count) abort();
            for (size_t k = 0; k < count; k++) sum = sum + value[k];
        }
    } else if (!diag.text[0] || !memchr(diag.text, 0, sizeof diag.text)) {
        abort();
    }
    refcase_deinit(reference);
    free(reference);
    return 0;
}
