/* Whatever is read as a saved setup, reading ends, and what it says is within its bounds; a setup that was read, written and read again is
   the same. */
#include "base/number.h"
#include "lab/setup_file.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void check(const SetupFile *file) {
    char value[64], line[512];
    long update = 0;
    Diag diag;
    for (int key = 0; key < KEY_COUNT; key++) {
        Setup again = file->setup;
        setup_format(value, (int)sizeof value, &file->setup, (SetupKey)key);
        if (!setup_set_text(&again, str_from(setup_table[key].key), str_from(value), &diag)) abort();
        if (!setup_equal(&again, &file->setup)) abort();
    }
    for (int i = 0; i < file->step_count; i++) {
        if (file->step[i].update < update) abort();
        update = file->step[i].update;
        setup_file_format_step(line, (int)sizeof line, file, &file->step[i]);
    }
    if (file->update < update) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    SetupFile file;
    Diag diag;
    diag_reset(&diag);
    if (size > 1 << 20) return 0;
    char *copy = malloc(size > 0 ? size : 1); /* of just this size, so that a byte read beyond it is seen */
    if (!copy) return 0;
    if (size > 0) memcpy(copy, data, size);
    if (setup_file_read(&file, "fuzz", (Str){copy, (int)size}, &diag)) {
        check(&file);
        setup_file_deinit(&file);
    } else if (!diag.text[0] || file.step) {
        abort(); /* it says why, and keeps nothing */
    }
    free(copy);
    return 0;
}
