/* A lesson that writes an equation of a cell writes it as the stage does above it: the same letters for the same numbers. Only equations
   whose left side names one thing are compared: those of h are written in other conventions, too. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/number.h"
#include "engine/analysis/equations.h"
#include "platform/files.h"
#include <string.h>

#define FOLDER UNROLL_SOURCE_DIR "/lessons"

typedef struct Found {
    FileApi disk;
    const char *folder;
    int formulas;
} Found;

/* Without the marks of colour: "\W{W} h" is "W h". */
static void write_plain(char *out, int size, const Equation *equation) {
    char tex[256];
    int used = 0, open = 0;
    equation_format(tex, (int)sizeof tex, equation, 0);
    for (const char *at = tex; *at && used + 1 < size; at++) {
        bool is_mark = at[0] == '\\' && at[1] && at[2] == '{' && strchr("UWVfiogs", at[1]);
        if (is_mark) {
            open = 1;
            at += 2;
            continue;
        }
        if (open > 0 && *at == '{') open++;
        if (open > 0 && *at == '}' && --open == 0) continue;
        out[used++] = *at;
    }
    out[used] = '\0';
}

static void check(void *user, const char *name) {
    Found *found = user;
    char path[512], plain[256], left[32];
    char *text = NULL;
    size_t size = 0;
    Diag diag = {0};
    if (name[0] < '0' || name[0] > '9') return;
    text_format(path, (int)sizeof path, "%s/%s", found->folder, name);
    assert_true(found->disk.read(found->disk.user, path, &text, &size, &diag));
    for (int i = 0; i < equation_count(); i++) {
        const Equation *equation = equation_at(i);
        if (equation->kind != EQUATION_CANDIDATE && equation->kind != EQUATION_CELL && equation->kind != EQUATION_PRE) continue;
        write_plain(plain, (int)sizeof plain, equation);
        text_format(left, (int)sizeof left, "%.*s", (int)(strchr(plain, '=') - plain) + 1, plain);
        for (const char *at = strstr(text, left); at; at = strstr(at + 1, left)) {
            found->formulas++;
            if (strncmp(at, plain, strlen(plain)) != 0) fail_msg("%s: '%.60s'; the stage has '%s'", name, at, plain);
        }
    }
    mem_free(text);
}

static void a_lesson_writes_the_equations_of_the_stage(void **state) {
    static const char *const folders[] = {FOLDER, FOLDER "/de"};
    (void)state;
    for (int i = 0; i < 2; i++) {
        Found found = {.folder = folders[i]};
        platform_files(&found.disk);
        assert_true(found.disk.list(found.disk.user, folders[i], check, &found, NULL));
        assert_true(found.formulas > 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_lesson_writes_the_equations_of_the_stage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
