/* Fuzzes the reader of reference cases: any bytes either give a case whose every block lies within its numbers, or a message
   with a line. The engine then runs on a case that was accepted: each of its blocks gets a verdict. Built as a libFuzzer program with the preset fuzz, else replays tests/fuzz/corpus/refcase. */
#include "cli/refcheck.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { WORK_MOST = 2000000 }; /* products, about; more takes long */

static bool is_quick(const RefCase *reference) {
    const Wiring *wiring = &reference->wiring;
    double work = (double)reference->net.weight_count * wiring->steps * reference->batch;
    work *= 2 + wiring->loss_count + (reference->optimizer != REF_NONE ? reference->updates : 0);
    double H = reference->net.spec.hidden;
    return work < WORK_MOST && H * H * H * wiring->steps * reference->batch < WORK_MOST; /* Jacobians and their singular values */
}

static void check(const RefCase *reference) {
    RefReport report = {0};
    Diag diag;
    diag_reset(&diag);
    if (refcheck_run(&report, reference, REF_TOLERANCE, &diag)) {
        if (report.compared + report.skipped != report.count || report.failed > report.compared) abort();
        for (int i = 0; i < report.count; i++) {
            if (report.result[i].status == REF_SKIPPED && !report.result[i].reason[0]) abort();
        }
    } else if (!diag.text[0]) {
        abort();
    }
    refcheck_deinit(&report);
}

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
        if (is_quick(reference)) check(reference);
    } else if (!diag.text[0] || !memchr(diag.text, 0, sizeof diag.text)) {
        abort();
    }
    refcase_deinit(reference);
    free(reference);
    return 0;
}
