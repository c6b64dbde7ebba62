/* Diagnostics: filling one and printing one. The struct is first built in a copy, so that the old text may be an argument of the new one:
   diag_fail(diag, "step 3: %s", diag->text). */
#include "base/diag.h"
#include "base/number.h"
#include <string.h>

void diag_reset(Diag *diag) { *diag = (Diag){0}; }

bool diag_fail(Diag *diag, const char *format, ...) {
    if (!diag) return false;
    Diag fresh = {0};
    va_list arguments;
    va_start(arguments, format);
    text_format_list(fresh.text, sizeof fresh.text, format, arguments);
    va_end(arguments);
    *diag = fresh;
    return false;
}

__attribute__((format(printf, 5, 0))) static void fill_at(Diag *diag, const char *file, int line, int column, const char *format,
                                                          va_list arguments) {
    Diag fresh = {.line = line, .column = column};
    text_format_list(fresh.text, sizeof fresh.text, format, arguments);
    str_copy(fresh.file, sizeof fresh.file, str_from(file));
    *diag = fresh;
}

bool diag_fail_at(Diag *diag, const char *file, int line, int column, const char *format, ...) {
    if (!diag) return false;
    va_list arguments;
    va_start(arguments, format);
    fill_at(diag, file, line, column, format, arguments);
    va_end(arguments);
    return false;
}

void diag_format(char *out, int size, const Diag *diag) {
    char place[32] = "";
    if (diag->line > 0 && diag->column > 0) {
        text_format(place, sizeof place, "%d:%d", diag->line, diag->column);
    } else if (diag->line > 0) {
        text_format(place, sizeof place, "%d", diag->line);
    }
    if (diag->file[0] && place[0]) {
        text_format(out, size, "%s:%s: %s", diag->file, place, diag->text);
    } else if (diag->file[0]) {
        text_format(out, size, "%s: %s", diag->file, diag->text);
    } else if (place[0]) {
        text_format(out, size, "%s: %s", place, diag->text);
    } else {
        text_format(out, size, "%s", diag->text);
    }
}

void diag_list_reset(DiagList *list) { list->count = list->found = 0; }

void diag_list_push(DiagList *list, const Diag *diag) {
    if (!list) return;
    list->found++;
    if (list->count < DIAG_LIST_MAX) list->item[list->count++] = *diag;
}

bool diag_list_fail_at(DiagList *list, const char *file, int line, int column, const char *format, ...) {
    if (!list || list->count == DIAG_LIST_MAX) { /* only counted: a large file of the wrong kind has a mistake on every line */
        if (list) list->found++;
        return false;
    }
    Diag diag;
    va_list arguments;
    va_start(arguments, format);
    fill_at(&diag, file, line, column, format, arguments);
    va_end(arguments);
    diag_list_push(list, &diag);
    return false;
}

void diag_list_format(char *out, int size, const DiagList *list) {
    char first[1024] = "";
    if (list->count > 0) diag_format(first, sizeof first, &list->item[0]);
    if (list->found > 1)
        text_format(out, size, "%s (and %d more)", first, list->found - 1);
    else
        text_format(out, size, "%s", first);
}
