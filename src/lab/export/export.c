/* See export.h. The table of exports; each row's writer has its own file. */
#include "lab/export/export.h"
#include "base/number.h"
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

const char *export_file_name(const char *path) {
    const char *name = path;
    for (const char *c = path; *c; c++)
        if (*c == '/' || *c == '\\') name = c + 1;
    return name;
}

bool export_name_beside(char *out, int size, const ExportKind *kind, const char *path, Diag *diag) {
    const char *name = export_file_name(path), *dot = strrchr(name, '.');
    int stem = dot && dot > name ? (int)(dot - path) : (int)strlen(path);
    if (stem + (int)strlen(kind->beside) >= size) return diag_fail(diag, "the file name is too long");
    text_format(out, size, "%.*s%s", stem, path, kind->beside);
    return strcmp(out, path) ||
           diag_fail(diag, "'%s' is the name of its weights; give the program another, such as network%s", path, kind->suffix);
}
