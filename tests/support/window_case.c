/* See window_case.h. */
#include "support/window_case.h"
// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "base/arena.h"
#include "base/number.h"
#include "cli/cli.h"
#include "platform/files.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) { return "leak:libdbus\n"; } /* see test_platform_window.c */

int window_case_start(void **state) {
    WindowCase *place = calloc(1, sizeof *place);
    if (!place) return -1;
    *state = place;
    strcpy(place->folder, "/tmp/unroll-window-XXXXXX");
    if (!mkdtemp(place->folder)) return -1;
    text_format(place->script, sizeof place->script, "%s/script", place->folder);
    text_format(place->record, sizeof place->record, "%s/record", place->folder);
    text_format(place->again, sizeof place->again, "%s/again", place->folder);
    text_format(place->errors, sizeof place->errors, "%s/errors", place->folder);
    text_format(place->settings, sizeof place->settings, "%s/settings", place->folder);
    text_format(place->lesson, sizeof place->lesson, "%s/a.md", place->folder);
    text_format(place->setup, sizeof place->setup, "%s/mine", place->folder);
    platform_files(&place->file);
    return setenv("SDL_VIDEODRIVER", "dummy", 1);
}

int window_case_end(void **state) {
    WindowCase *place = *state;
    char command[128];
    text_format(command, sizeof command, "rm -rf '%s'", place->folder);
    free(place);
    return system(command);
}

int window_case_run(const WindowCase *place, const char *const *option, int count) {
    enum { OPTION_MAX = 40 };
    char *argv[OPTION_MAX + 2] = {strdup("unroll"), strdup("run")};
    assert_true(count <= OPTION_MAX);
    for (int i = 0; i < count; i++) argv[2 + i] = strdup(option[i]);
    fflush(stderr);
    int kept = dup(STDERR_FILENO), file = open(place->errors, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    dup2(file, STDERR_FILENO);
    int status = cli_main(count + 2, argv, "0");
    fflush(stderr);
    dup2(kept, STDERR_FILENO);
    close(kept);
    close(file);
    for (int i = 0; i < count + 2; i++) free(argv[i]);
    return status;
}

void window_case_write(const WindowCase *place, const char *path, const char *text) {
    Diag diag;
    if (!place->file.write(place->file.user, path, text, strlen(text), &diag)) fail_msg("%s", diag.text);
}

char *window_case_read(const WindowCase *place, const char *path) {
    char *data = NULL;
    size_t size = 0;
    Diag diag;
    if (!place->file.read(place->file.user, path, &data, &size, &diag)) fail_msg("%s", diag.text);
    return data;
}

void window_case_assert_holds(const WindowCase *place, const char *path, const char *part) {
    char *text = window_case_read(place, path);
    if (!strstr(text, part)) fail_msg("'%s' is not in: %.6000s", part, text);
    mem_free(text);
}

void window_case_assert_lacks(const WindowCase *place, const char *path, const char *part) {
    char *text = window_case_read(place, path);
    if (strstr(text, part)) fail_msg("'%s' is in: %.6000s", part, text);
    mem_free(text);
}
