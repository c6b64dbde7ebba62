/* See line_table.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/lab_case.h"
#include "support/line_table.h"
#include <stdio.h>
#include <string.h>

void line_check(const LineRow *row, bool good, const Diag *diag) {
    if (good != !row->says) fail_msg("%s: %s", row->text, good ? "was done" : diag->text);
    if (good) return;
    if (!strstr(diag->text, row->says)) fail_msg("%s: \"%s\" does not say \"%s\"", row->text, diag->text, row->says);
    if (diag->line != row->line || diag->column != row->column) fail_msg("%s: at %d:%d", row->text, diag->line, diag->column);
}

bool line_is_told(const LineRow *row, const DiagList *mistakes, int lines_before) {
    for (int i = 0; i < mistakes->count; i++) {
        const Diag *diag = &mistakes->item[i];
        if (diag->line == lines_before + row->line && diag->column == row->column && strstr(diag->text, row->says)) return true;
    }
    return false;
}

static void put(char *out, size_t size, size_t *used, const char *text, size_t count) {
    assert_true(*used + count < size);
    memcpy(out + *used, text, count);
    *used += count;
    out[*used] = '\0';
}

void line_expand(char *out, size_t size, const char *line, const char *folder) {
    const char *mark[2] = {strchr(line, '%'), strchr(line, '@')}, *stands[2] = {UNROLL_SOURCE_DIR, folder};
    size_t used = 0;
    out[0] = '\0';
    for (; *line; line++) {
        int which = line == mark[0] ? 0 : line == mark[1] ? 1 : -1;
        put(out, size, &used, which < 0 ? line : stands[which], which < 0 ? 1 : strlen(stands[which]));
    }
}

bool line_apply(App *app, const char *line, Diag *diag) {
    LabDigest before = lab_case_digest(app_lab(app));
    *diag = (Diag){0};
    if (app_apply(app, line, diag)) return true;
    LabDigest after = lab_case_digest(app_lab(app));
    if (!diag->text[0]) fail_msg("%s: refused without a reason", line);
    lab_case_assert_same(&after, &before, line);
    return false;
}
