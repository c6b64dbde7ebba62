/* Whatever is looked into for a setup, the search ends, and gives a line or the reason why there is none. */
#include "data/picture_note.h"
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Bytes line = {0};
    Diag diag = {0};
    char *copy = malloc(size > 0 ? size : 1);
    if (!copy) return 0;
    if (size > 0) memcpy(copy, data, size);
    bool good = picture_note_find(&line, copy, size, &diag);
    if (good ? line.count > PICTURE_NOTE_MAX || line.count > size : !diag.text[0]) abort();
    bytes_free(&line);
    free(copy);
    return 0;
}
