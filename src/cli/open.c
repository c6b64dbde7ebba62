/* See open.h. */
#include "cli/open.h"
#include "base/arena.h"
#include "base/number.h"
#include "cli/address.h"
#include "platform/files.h"
#include <string.h>

/* A run that begins with the weights of a file: the setup as it was when they were exported, or as the tensors tell it. */
static bool begin_with_weights(SetupFile *file, const char *name, char *data, size_t size, Diag *diag) {
    char *text;
    WeightsFile *weights = weights_list_add(&file->weights, name, weights_hash(data, size), data, size, diag);
    if (!weights) return false;
    SinceStep step = {.kind = SINCE_WEIGHTS, .hash = weights->hash, .count = 1};
    if (weights_file_get_text(&text, weights)) {
        SetupFile saved;
        bool good = setup_file_read(&saved, name, str_from(text), diag);
        mem_free(text);
        if (!good) return false;
        for (int i = 0; i < saved.step_count; i++) {
            if (saved.step[i].kind == SINCE_SET) saved.setup.value[saved.step[i].key] = saved.step[i].value;
        }
        file->setup = saved.setup;
        file->variants = saved.variants;
        setup_file_deinit(&saved);
    } else if (!weights_file_find_setup(&file->setup, weights, diag)) {
        return false;
    }
    return setup_file_add(file, &step, diag);
}

static bool read_file(SetupFile *file, const char *path, Diag *diag) {
    FileApi files;
    char *data = NULL;
    size_t size = 0;
    platform_files(&files);
    if (!files.read(files.user, path, &data, &size, diag)) return false;
    bool fits = size <= SETUP_FILE_BYTES_MAX;
    const char *name = strcmp(path, "-") != 0 ? path : "standard input";
    if (weights_file_is(data, size)) {
        if (size <= WEIGHTS_FILE_BYTES_MAX) return begin_with_weights(file, name, data, size, diag);
        mem_free(data);
        return diag_fail_at(diag, name, 0, 0, "it is larger than %d MB", WEIGHTS_FILE_BYTES_MAX >> 20);
    }
    bool good = fits ? setup_file_read(file, name, (Str){data, (int)size}, diag) && weights_list_load(&file->weights, &files, path, diag) &&
                           text_shelf_load(&file->texts, &file->setup, &files, path, diag)
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

bool cli_has_file(const CliOptions *options) { return options->given[CLI_OPEN] || options->setup_line; }

void cli_name_file(char *out, int size, const CliOptions *options) {
    text_format(out, size, options->setup_line ? "the setup line" : "--open %s", options->open ? options->open : "");
}

bool cli_open_file(SetupFile *file, const CliOptions *options, Diag *diag) {
    memset(file, 0, sizeof *file);
    setup_init(&file->setup);
    if (options->setup_line) {
        if (options->given[CLI_OPEN]) return diag_fail(diag, "a setup in one line and --open: give one of them");
        return setup_file_read(file, "the setup line", str_from(options->setup_line), diag);
    }
    if (options->given[CLI_OPEN] && cli_is_address(options->open)) return cli_open_address(file, options->open, diag);
    if (!options->given[CLI_OPEN] || read_file(file, options->open, diag)) return true;
    setup_file_deinit(file);
    return false;
}

void cli_lay_over(SetupFile *file, const SetupBatch *batch) {
    for (int key = 0; key < KEY_COUNT; key++) {
        if (batch->said[key]) file->setup.value[key] = batch->setup.value[key];
    }
    text_shelf_bind(&file->setup, &file->texts);
}
