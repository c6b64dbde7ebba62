/* Whatever is read as a lesson, reading ends, what it says stands within its file, and looking at it ends as well. */
#include "lesson/lesson.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static bool check_quantity(void *user, Str text, Diag *diag) {
    (void)user;
    return text.at[0] != 'x' || diag_fail_at(diag, NULL, 0, 1, "no quantity");
}

static bool check_command(void *user, Str line, Diag *diag) {
    (void)user;
    return line.at[0] != 'x' || diag_fail_at(diag, NULL, 0, 1, "no command");
}

static void visit_span(void *user, const LessonSpan *span) {
    int *most = user;
    if (span->place.line < 1 || span->place.line > *most || span->place.column < 1) abort();
    if (span->text.count > 0 && memchr(span->text.at, 2, (size_t)span->text.count)) abort(); /* a cut that was not put back */
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    LessonHost host = {.check_command = check_command, .conditions = {.check = check_quantity}};
    if (size > 1 << 20) return 0;
    char *copy = malloc(size > 0 ? size : 1); /* of just this size, so that a byte read beyond it is seen */
    if (!copy) return 0;
    if (size > 0) memcpy(copy, data, size);
    int lines = 1;
    for (size_t i = 0; i < size; i++) lines += copy[i] == '\n';
    Lesson *lesson = lesson_parse("fuzz/a.md", (Str){copy, (int)size}, &host);
    free(copy); /* a lesson keeps what it needs */
    if (!lesson) abort();
    for (int i = 0; i < lesson->mistakes.count; i++) {
        const Diag *diag = &lesson->mistakes.item[i];
        if (diag->line < 1 || diag->line > lines || diag->column < 1 || !diag->text[0]) abort();
    }
    lesson_visit_spans(lesson, visit_span, &lines);
    lesson_free(lesson);
    return 0;
}
