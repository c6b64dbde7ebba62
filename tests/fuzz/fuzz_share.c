/* Whatever is read as a line to share, reading ends and says why where it is refused; what was read, written and read again is the same. */
#include "base/arena.h"
#include "lab/share_line.h"
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const SetupFile *file) {
    Bytes line = {0}, again = {0};
    SetupFile back;
    Diag diag = {0};
    share_line_write(&line, file);
    if (line.failed || !share_line_read(&back, "again", (Str){line.at, (int)line.count}, &diag)) abort();
    share_line_write(&again, &back);
    if (again.count != line.count || memcmp(again.at, line.at, line.count) != 0) abort();
    setup_file_deinit(&back);
    bytes_free(&line);
    bytes_free(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    SetupFile file;
    Diag diag = {0};
    if (size > 1 << 18) return 0;
    char *copy = malloc(size > 0 ? size : 1); /* of just this size, so that a byte read beyond it is seen */
    if (!copy) return 0;
    if (size > 0) memcpy(copy, data, size);
    Str line = share_line_cut((Str){copy, (int)size});
    (void)share_line_is(line);
    if (share_line_read(&file, "fuzz", line, &diag)) {
        check(&file);
        setup_file_deinit(&file);
    } else if (!diag.text[0]) {
        abort();
    }
    free(copy);
    return 0;
}
