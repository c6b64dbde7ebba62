/* Writing a saved setup as lines that setup_file_read reads: the version, every key of the start, then what was done since, what is held, the
   update at which it was saved, what was looked at, and "end". Every key, because the defaults of another version may be others. */
#include "base/arena.h"
#include "base/bytes.h"
#include "base/number.h"
#include "lab/setup_file.h"

static void write_steps(Bytes *bytes, const SetupFile *file) {
    char value[VARIANT_LINE_SIZE];
    for (int i = 0; i < file->step_count; i++) {
        const SinceStep *step = &file->step[i];
        setup_file_format_step(value, (int)sizeof value, file, step);
        for (long k = 0; k < step->count; k++) /* each `update` is one of the run's */
            bytes_format(bytes, "at %ld %s\n", step->update + (step->kind == SINCE_UPDATE ? k : 0), value);
    }
    for (int i = 0; i < file->hold_count; i++) {
        setup_file_format_hold(value, (int)sizeof value, &file->hold[i]);
        bytes_format(bytes, "at %ld %s\n", file->hold_update, value);
    }
    bytes_format(bytes, "at %ld\n", file->update);
}

bool setup_file_write(char **out, size_t *size, const SetupFile *file, const char *heading) {
    Bytes bytes = {0};
    char value[VARIANT_LINE_SIZE];
    bytes_format(&bytes, "unroll %d\n# %s\n", SETUP_FILE_VERSION, heading);
    for (int key = 0; key < KEY_COUNT; key++) {
        setup_format(value, (int)sizeof value, &file->setup, (SetupKey)key);
        bytes_format(&bytes, "%s=%s\n", setup_table[key].key, value);
    }
    if (file->setup.own_text) bytes_format(&bytes, "text_file %s\n", file->setup.own_text->name);
    for (int i = 0; i < file->variants.count; i++) {
        variant_format(value, (int)sizeof value, &file->variants.item[i]);
        bytes_add_str(&bytes, str_from("compare "));
        bytes_add_str(&bytes, str_from(value));
        bytes_add_str(&bytes, str_from("\n"));
    }
    write_steps(&bytes, file);
    for (Str rest = str_from(file->look); rest.count > 0;) {
        Str line = str_next_line(&rest);
        bytes_format(&bytes, "look %.*s\n", line.count, line.at);
    }
    bytes_add(&bytes, "end\n", 5); /* with the terminator, which is not counted */
    *out = NULL;
    *size = 0;
    if (bytes.failed) {
        bytes_free(&bytes);
        return false;
    }
    *out = bytes.at;
    *size = bytes.count - 1;
    return true;
}
