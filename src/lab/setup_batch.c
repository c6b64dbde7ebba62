/* Several key=value pairs as one setup. */
#include "lab/setup.h"

void setup_batch_begin(SetupBatch *batch) {
    *batch = (SetupBatch){.count = 0};
    setup_init(&batch->setup);
}

bool setup_batch_set(SetupBatch *batch, Str key, Str value, Diag *diag) {
    int found = setup_find_key(str_trim(key));
    if (!setup_set_text(&batch->setup, key, value, diag)) return false;
    batch->count += !batch->said[found];
    batch->said[found] = true;
    return true;
}
