/* See open.h. */
#include "cli/open.h"
#include "base/number.h"
#include "cli/address.h"
#include "lab/open_file.h"
#include "lab/share_line.h"
#include "platform/files.h"
#include <string.h>

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
    FileApi files;
    platform_files(&files);
    memset(file, 0, sizeof *file);
    setup_init(&file->setup);
    if (options->setup_line) {
        if (options->given[CLI_OPEN]) return diag_fail(diag, "a setup in one line and --open: give one of them");
        if (!share_line_read(file, "the setup line", str_from(options->setup_line), diag)) return false;
        if (open_file_load(file, &files, "./", NULL, diag)) return true; /* from here */
        setup_file_deinit(file);
        return false;
    }
    if (options->given[CLI_OPEN] && cli_is_address(options->open)) return cli_open_address(file, options->open, diag);
    return !options->given[CLI_OPEN] || open_file_read(file, &files, options->open, diag);
}

void cli_lay_over(SetupFile *file, const SetupBatch *batch) {
    for (int key = 0; key < KEY_COUNT; key++) {
        if (batch->said[key]) file->setup.value[key] = batch->setup.value[key];
    }
    text_shelf_bind(&file->setup, &file->texts);
}
