/* Fuzzes formulas: any bytes either pass the check or give a message with a place inside the text, and what is laid out is finite. Built
   as a libFuzzer program with the preset fuzz, else replays tests/fuzz/corpus/formula. */
#include "draw/text.h"
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Every byte is half as wide as the text is tall. */
static bool measure(void *user, TextFace face, double size_px, Str text, TextMetrics *out) {
    (void)user;
    (void)face;
    *out = (TextMetrics){.width = 0.5 * size_px * text.count, .ascent = 0.8 * size_px, .descent = 0.2 * size_px};
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size > 4096) return 0;
    const TextApi api = {.measure = measure};
    Str tex = {(const char *)data, (int)size};
    Diag diag;
    diag_reset(&diag);
    bool passes = formula_check_str(tex, &diag);
    if (!passes && (!diag.text[0] || diag.line < 1 || diag.column < 1 || diag.column > (int)size + 1)) abort();
    for (int display = 0; display < 2; display++) {
        const FormulaStyle style = {.size = 16, .is_display = display, .is_lettered = true};
        FormulaBox box = formula_measure_str(&api, 1, &style, tex);
        if (!isfinite(box.width) || !(box.ascent > 0 || size == 0) || !isfinite(box.ascent + box.descent)) abort();
    }
    return 0;
}
