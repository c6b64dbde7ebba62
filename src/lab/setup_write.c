/* Writing a saved setup as lines that setup_file_read reads: every key of the start, then what was done since, what is held, then the update at which
   it was saved. Every key, because the defaults of another version may be others. */
#include "base/arena.h"
#include "base/number.h"
#include "lab/command.h"
#include "lab/setup_file.h"

enum { LINE_MOST = 300, VALUE_MOST = VARIANT_LINE_SIZE, HEADING_MOST = 512 };

static size_t count_lines(const SetupFile *file) {
    size_t count = KEY_COUNT + VARIANT_MAX + RUN_HOLD_MAX + 2;
    for (int i = 0; i < file->step_count; i++) count += (size_t)file->step[i].count;
    return count;
}

bool setup_file_write(char **out, size_t *size, const SetupFile *file, const char *heading) {
    size_t capacity = count_lines(file) * LINE_MOST + VARIANT_MAX * (size_t)VALUE_MOST + HEADING_MOST, used = 0;
    char *text = mem_new(capacity), value[VALUE_MOST];
    *out = text;
    *size = 0;
    if (!text) return false;
    used += (size_t)text_format(text, HEADING_MOST, "# %s\n", heading);
    for (int key = 0; key < KEY_COUNT; key++) {
        setup_format(value, (int)sizeof value, &file->setup, (SetupKey)key);
        used += (size_t)text_format(text + used, LINE_MOST, "%s=%s\n", setup_table[key].key, value);
    }
    if (file->setup.own_text) used += (size_t)text_format(text + used, LINE_MOST, "text_file %s\n", file->setup.own_text->name);
    for (int i = 0; i < file->variants.count; i++) {
        variant_format(value, (int)sizeof value, &file->variants.item[i]);
        used += (size_t)text_format(text + used, LINE_MOST + VALUE_MOST, "compare %s\n", value);
    }
    for (int i = 0; i < file->step_count; i++) {
        const SinceStep *step = &file->step[i];
        setup_file_format_step(value, (int)sizeof value, file, step);
        for (long k = 0; k < step->count; k++) { /* each `update` is one of the run's */
            long update = step->update + (step->kind == SINCE_UPDATE ? k : 0);
            used += (size_t)text_format(text + used, LINE_MOST, "at %ld %s\n", update, value);
        }
    }
    for (int i = 0; i < file->hold_count; i++) {
        setup_file_format_hold(value, (int)sizeof value, &file->hold[i]);
        used += (size_t)text_format(text + used, LINE_MOST, "at %ld %s\n", file->hold_update, value);
    }
    used += (size_t)text_format(text + used, LINE_MOST, "at %ld\n", file->update);
    *size = used;
    return true;
}
