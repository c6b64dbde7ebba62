/* The output of the check: kept until a file is finished, so that it is sorted by line. */
#include "base/arena.h"
#include "base/number.h"
#include "cli/check.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHECK_TOLD_MAX = 4096 }; /* errors that are sorted */

static void print(const CheckTold *told) {
    char text[1024];
    Diag named = told->diag;
    text_format(named.text, (int)sizeof named.text, "%s%s", told->is_warning ? "warning: " : "", told->diag.text);
    diag_format(text, (int)sizeof text, &named);
    printf("%s\n", text);
}

/* Sorts by file, line and column; errors at one place stay in the order in which they were found. */
static int compare(const void *a, const void *b) {
    const CheckTold *x = a, *y = b;
    int file = strcmp(x->diag.file, y->diag.file);
    if (file != 0) return file;
    if (x->diag.line != y->diag.line) return x->diag.line - y->diag.line;
    return x->diag.column != y->diag.column ? x->diag.column - y->diag.column : x->order - y->order;
}

void check_print_told(Check *check) {
    if (check->told_count > 0) qsort(check->told, (size_t)check->told_count, sizeof *check->told, compare);
    for (int i = 0; i < check->told_count; i++) print(&check->told[i]);
    check->told_count = 0;
    fflush(stdout);
}

static bool make_room(Check *check) {
    int capacity = check->told_capacity > 0 ? 2 * check->told_capacity : 32;
    if (check->told_count < check->told_capacity) return true;
    if (capacity > CHECK_TOLD_MAX) return false;
    CheckTold *grown = mem_grow(check->told, (size_t)check->told_capacity * sizeof *grown, (size_t)capacity * sizeof *grown);
    if (!grown) return false;
    check->told = grown;
    check->told_capacity = capacity;
    return true;
}

static void keep(Check *check, const Diag *diag, bool is_warning) {
    CheckTold told = {.diag = *diag, .is_warning = is_warning, .order = check->told_count};
    if (make_room(check))
        check->told[check->told_count++] = told;
    else
        print(&told); /* too many to be sorted */
}

bool check_is_told(const Check *check, const Diag *diag) {
    for (int i = check->told_count - 1; i >= 0; i--) {
        const Diag *told = &check->told[i].diag;
        if (told->line == diag->line && told->column == diag->column && !strcmp(told->file, diag->file) && !strcmp(told->text, diag->text))
            return true;
    }
    return false;
}

/* A line runs again for every claim with seeds and every `try`: its error is reported once. */
void check_tell(Check *check, const Diag *diag) {
    if (check_is_told(check, diag)) return;
    check->mistakes++;
    keep(check, diag, false);
}

__attribute__((format(printf, 3, 0))) static void fill(Diag *diag, const CheckLesson *of, const char *format, LessonPlace place,
                                                       va_list arguments) {
    char text[512];
    text_format_list(text, (int)sizeof text, format, arguments);
    diag_fail_at(diag, of->lesson->file[place.file].at, place.line, place.column, "%s", text);
}

void check_fail(const CheckLesson *of, LessonPlace place, const char *format, ...) {
    Diag diag = {0};
    va_list arguments;
    va_start(arguments, format);
    fill(&diag, of, format, place, arguments);
    va_end(arguments);
    check_tell(of->check, &diag);
}

void check_warn(const CheckLesson *of, LessonPlace place, const char *format, ...) {
    Diag diag = {0};
    va_list arguments;
    va_start(arguments, format);
    fill(&diag, of, format, place, arguments);
    va_end(arguments);
    of->check->warnings++;
    keep(of->check, &diag, true);
}
