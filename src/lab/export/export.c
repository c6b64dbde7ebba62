/* See export.h. The table of what can be exported; each row's writer is a file of its own. */
#include "lab/export/export.h"
#include "base/arena.h"
#include "base/number.h"
#include "lab/setup_file.h"
#include <string.h>

const ExportKind export_kinds[] = {
    {"model", ".safetensors", "the weights by PyTorch's names, to the bit, with the setup", true, NULL, export_model},
    {"arrays", ".npz", "every number of the stage as arrays for numpy", true, NULL, export_arrays},
    {"case", ".txt", "every number of the stage as `unroll verify` reads it", false, NULL, export_case},
    {"sheet", ".fods", "a spreadsheet that computes the stage by formulas", false, NULL, export_flat_sheet},
    {"sheet", ".ods", "the same in one packed file", true, NULL, export_sheet},
    {"pytorch", ".py", "a program for PyTorch, its weights beside it", false, ".safetensors", export_pytorch},
    {"keras", ".py", "a program for Keras, its weights beside it", false, ".safetensors", export_keras},
};
const int export_kind_count = sizeof export_kinds / sizeof *export_kinds;

const ExportKind *export_find(Str word) {
    for (int i = 0; i < export_kind_count; i++) {
        if (str_equal(word, export_kinds[i].word)) return &export_kinds[i];
    }
    return NULL;
}

static bool ends_with(Str text, const char *end) {
    int count = (int)strlen(end);
    if (text.count <= count) return false;
    for (int i = 0; i < count; i++) {
        char c = text.at[text.count - count + i];
        if ((c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c) != end[i]) return false;
    }
    return true;
}

const ExportKind *export_find_suffix(Str filename) {
    for (int i = 0; i < export_kind_count; i++) {
        if (ends_with(filename, export_kinds[i].suffix)) return &export_kinds[i];
    }
    return NULL;
}

static void write_line(char *out, int size, const Setup *setup) {
    Setup first;
    char value[64];
    int used = 0;
    setup_init(&first);
    out[0] = 0;
    for (int key = 0; key < KEY_COUNT; key++) {
        if (setup->value[key] == first.value[key]) continue;
        setup_format(value, (int)sizeof value, setup, (SetupKey)key);
        used += text_format(out + used, size - used, "%s%s=%s", used ? " " : "", setup_table[key].key, value);
    }
    if (!used) text_format(out, size, "cell=rnn");
}

bool export_source_init(ExportSource *source, const Lab *lab, Diag *diag) {
    const Run *run = &lab->run;
    SetupFile file;
    size_t size;
    *source = (ExportSource){.setup = &lab->setup,
                             .net = &run->net,
                             .trace = run->is_held ? &run->before : &run->trace,
                             .weight = run->weight,
                             .gradient = run->is_held ? run->gradient_before : run->gradient,
                             .update = run->update,
                             .sequence = run->sequence};
    if (!setup_file_take(&file, lab, diag)) return false;
    file.hold_count = 0;
    bool good = setup_file_write(&source->text, &size, &file, "Unroll, a setup and what was done since its start");
    setup_file_deinit(&file);
    write_line(source->line, (int)sizeof source->line, &lab->setup);
    return good || diag_fail(diag, "Out of memory.");
}

void export_source_deinit(ExportSource *source) {
    mem_free(source->text);
    source->text = NULL;
}
