/* See sheet_setup.h. */
#include "cli/sheet_setup.h"
#include "cli/apply.h"
#include "lab/setup_file.h"

static void write_value(Sheet *sheet, const Setup *setup, SetupKey key) {
    char value[64];
    setup_format(value, (int)sizeof value, setup, key);
    if (setup_table[key].kind == SETUP_CHOICE || setup_is_drawn(setup, key)) {
        sheet_word(sheet, setup_table[key].key, NULL, value);
    } else {
        sheet_number(sheet, setup_table[key].key, NULL, setup_get(setup, key));
    }
}

static void write_line(Sheet *sheet, long update, const char *line) {
    sheet_begin(sheet, NULL, "%s", "");
    sheet_count(sheet, "update", NULL, update);
    sheet_word(sheet, "do", NULL, line);
    sheet_end(sheet);
}

static void write_step(Sheet *sheet, const SetupFile *file, const SinceStep *step) {
    char line[COMMAND_SHORT_MAX];
    setup_file_format_step(line, (int)sizeof line, file, step);
    for (long i = 0; i < step->count; i++) write_line(sheet, step->update + (step->kind == SINCE_UPDATE ? i : 0), line);
}

static void write_hold(Sheet *sheet, const SetupFile *file) {
    char line[COMMAND_SHORT_MAX];
    for (int i = 0; i < file->hold_count; i++) {
        setup_file_format_hold(line, (int)sizeof line, &file->hold[i]);
        write_line(sheet, file->hold_update, line);
    }
}

void sheet_setup(Sheet *sheet, const Lab *lab, const char *subcommand) {
    SetupFile file;
    Diag lost = {0};
    if (!sheet->json) return;
    bool is_known = setup_file_take(&file, lab, &lost);
    const Setup *setup = is_known ? &file.setup : &lab->setup;
    sheet_count(sheet, "version", NULL, SETUP_FILE_VERSION);
    sheet_begin(sheet, "setup", "%s", "");
    for (int key = 0; key < KEY_COUNT; key++) write_value(sheet, setup, (SetupKey)key);
    sheet_end(sheet);
    if (!is_known) {
        sheet_null(sheet, "since");
        cli_report(stderr, subcommand, &lost);
        return;
    }
    sheet_begin_list(sheet, "since");
    for (int i = 0; i < file.step_count; i++) write_step(sheet, &file, &file.step[i]);
    write_hold(sheet, &file);
    sheet_end_list(sheet);
    setup_file_deinit(&file);
}

void sheet_begin_variant(Sheet *sheet, const Variant *variant) {
    Setup set = {.value = {0}};
    sheet_begin(sheet, NULL, "%s", variant->name);
    if (!sheet->json) return;
    sheet_word(sheet, "name", NULL, variant->name);
    sheet_begin(sheet, "set", "%s", "");
    for (int key = 0; key < KEY_COUNT; key++) {
        set.value[key] = variant->value[key];
        if (variant->said[key]) write_value(sheet, &set, (SetupKey)key);
    }
    sheet_end(sheet);
}

void sheet_variants(Sheet *sheet, const VariantList *variants) {
    if (!sheet->json || variants->count == 0) return;
    sheet_begin_list(sheet, "variants");
    for (int i = 0; i < variants->count; i++) {
        sheet_begin_variant(sheet, &variants->item[i]);
        sheet_end(sheet);
    }
    sheet_end_list(sheet);
}
