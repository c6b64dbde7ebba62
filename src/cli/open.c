/* See open.h. */
#include "cli/open.h"
#include "base/arena.h"
#include "base/number.h"
#include "platform/files.h"
#include <string.h>

static bool read_file(SetupFile *file, const char *path, Diag *diag) {
    FileApi files;
    char *data = NULL;
    size_t size = 0;
    platform_files(&files);
    if (!files.read(files.user, path, &data, &size, diag)) return false;
    bool fits = size <= SETUP_FILE_BYTES_MAX;
    const char *name = strcmp(path, "-") != 0 ? path : "standard input";
    bool good = fits ? setup_file_read(file, name, (Str){data, (int)size}, diag)
                     : diag_fail_at(diag, name, 0, 0, "it is larger than %d MB", SETUP_FILE_BYTES_MAX >> 20);
    mem_free(data);
    return good;
}

bool cli_read_set(SetupBatch *batch, const CliStep *step, Diag *diag) {
    const char *text = step->text, *equals = strchr(text, '=');
    Diag found = {0};
    if (setup_batch_set(batch, (Str){text, (int)(equals - text)}, str_from(equals + 1), &found)) return true;
    int shown = str_fit(str_from(text), 60);
    return diag_fail(diag, "--set %.*s%s: %s", shown, text, text[shown] ? "..." : "", found.text);
}

bool cli_fail_sets(const SetupBatch *batch, const Diag *found, Diag *diag) {
    char list[256] = "";
    int used = 0;
    for (int key = 0; key < KEY_COUNT; key++) {
        char value[64];
        if (!batch->said[key]) continue;
        setup_format(value, (int)sizeof value, &batch->setup, (SetupKey)key);
        used += text_format(list + used, (int)sizeof list - used, "%s%s=%s", used > 0 ? " --set " : "--set ", setup_table[key].key, value);
    }
    return used > 0 ? diag_fail(diag, "%s: %s", list, found->text) : diag_fail(diag, "%s", found->text);
}

bool cli_open_file(SetupFile *file, const CliOptions *options, Diag *diag) {
    memset(file, 0, sizeof *file);
    setup_init(&file->setup);
    return !options->given[CLI_OPEN] || read_file(file, options->open, diag);
}

void cli_lay_over(SetupFile *file, const SetupBatch *batch) {
    for (int key = 0; key < KEY_COUNT; key++) {
        if (batch->said[key]) file->setup.value[key] = batch->setup.value[key];
    }
}
