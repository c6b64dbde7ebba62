/* Files that the window writes while memory is out for a moment: of each, every single allocation fails once. Then there is a reason, and either
   no file or a whole one; with all memory the file is the same as before. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/number.h"
#include "support/drive.h"
#include "support/fail_memory.h"
#include "support/memory_files.h"
#include <stdlib.h>
#include <string.h>

enum { ALLOCATIONS_MOST = 20000, FILE_MOST = 1 << 21 };

typedef struct Case {
    Drive drive; /* first: what drive_line and its like are given */
    MemoryFiles files;
    DiagList wrong;
    char whole[FILE_MOST];
    size_t size;
} Case;

static int setup(void **state) {
    Case *here = *state = calloc(1, sizeof *here);
    if (!here) return -1;
    drive_start(&here->drive);
    memory_files_bind(&here->files, &here->drive.world.file);
    here->drive.world.place.find = drive_find_course;
    drive_resize(&here->drive, 320, 240);
    drive_line(&here->drive, "motion reduced");
    drive_line(&here->drive, "set cell gru");
    drive_line(&here->drive, "set hidden 2");
    drive_line(&here->drive, "set steps 3");
    drive_line(&here->drive, "train 2");
    return 0;
}

static int teardown(void **state) {
    Case *here = *state;
    mem_fail_after(-1);
    drive_end(&here->drive);
    memory_files_deinit(&here->files);
    free(here);
    return 0;
}

/* The bytes of the file; NULL: there is none. */
static const char *find(const Case *here, const char *path, size_t *size) {
    for (int i = 0; i < here->files.count; i++) {
        if (strcmp(here->files.item[i].path, path) != 0) continue;
        *size = here->files.item[i].size;
        return here->files.item[i].data;
    }
    return NULL;
}

static void drop(Case *here, const char *path) { here->drive.world.file.remove(&here->files, path); }

static bool is_whole(const Case *here, const char *path) {
    size_t size = 0;
    const char *data = find(here, path, &size);
    if (data && strstr(path, ".svg")) return size > 8 && memcmp(data + size - 7, "</svg>\n", 7) == 0; /* its names count on and on */
    return data && size == here->size && memcmp(data, here->whole, size) == 0;
}

/* `write` is done once with all memory, for the bytes, and then with each allocation missing. It gives the reason where it fails. Returns how
   often it failed. */
static int fail_each(Case *here, const char *path, bool (*write)(Case *here, Diag *diag)) {
    Diag diag = {0};
    int failed = 0;
    assert_true(write(here, &diag));
    const char *whole = find(here, path, &here->size);
    assert_non_null(whole);
    assert_true(here->size <= FILE_MOST);
    memcpy(here->whole, whole, here->size);
    for (long n = 1;; n++) {
        assert_true(n < ALLOCATIONS_MOST);
        drop(here, path);
        diag_reset(&diag);
        mem_fail_after(n);
        bool good = write(here, &diag), is_over = !mem_has_failed();
        mem_fail_after(-1);
        drive_frame(&here->drive, 0.01);
        size_t size;
        if (!good && !diag.text[0]) fail_msg("%s: allocation %ld failed without a reason", path, n);
        if (!good && find(here, path, &size)) fail_msg("%s: allocation %ld left half a file", path, n);
        if (good && !is_whole(here, path)) fail_msg("%s: allocation %ld made another file without a word", path, n);
        failed += !good;
        if (is_over) break;
    }
    if (!is_whole(here, path)) fail_msg("%s is another file after all", path);
    return failed;
}

static const char *line; /* of the export */
static bool write_line(Case *here, Diag *diag) {
    drop(here, "./b.safetensors"); /* the weights of a program */
    return app_apply(here->drive.app, line, diag);
}

static void each_export_is_whole_or_not_there(void **state) {
    static const char *const row[][2] = {{"export ./a.npz", "./a.npz"},       {"export ./a.safetensors", "./a.safetensors"},
                                         {"export ./a.txt", "./a.txt"},       {"export keras ./b.py", "./b.py"},
                                         {"export ./a.fods", "./a.fods"},     {"export ./a.ods", "./a.ods"},
                                         {"export ./a.unroll", "./a.unroll"}, {"export ./a.svg", "./a.svg"},
                                         {"export ./a.png", "./a.png"},       {"export ./a.csv", "./a.csv"}};
    Case *here = *state;
    drive_line(&here->drive, "show history");
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        line = row[i][0];
        if (fail_each(here, row[i][1], write_line) < 2) fail_msg("%s: nothing can fail", line);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_export_is_whole_or_not_there, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
