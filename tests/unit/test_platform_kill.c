/* A program that is killed at any moment while it saves loses nothing: the file is whole, and it is the last one that was saved, or the one
   that was being saved. UNROLL_KILLS says how often (tests/kill-saving: a thousand times). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "lab/setup_file.h"
#include "platform/files.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static char folder[] = "/tmp/unroll-kill-XXXXXX";

/* Saves update 1, 2, ... and says each when it is there. Every second one is saved as the last experiment is, without waiting for the disk. */
static void save_forever(const char *path, int told, long from) {
    FileApi files;
    platform_files(&files);
    for (long update = from;; update++) {
        SetupFile file = {.update = update};
        char *text;
        size_t size;
        setup_init(&file.setup);
        bool good = setup_file_write(&text, &size, &file, "test") &&
                    (update % 2 ? files.write : files.write_soon)(files.user, path, text, size, NULL);
        mem_free(text);
        if (!good || write(told, &update, sizeof update) != (ssize_t)sizeof update) _exit(1);
    }
}

static long read_told(int told, long last) {
    long update;
    while (read(told, &update, sizeof update) == (ssize_t)sizeof update) last = update;
    return last;
}

static void nothing_that_was_saved_is_lost(void **state) {
    (void)state;
    const char *times = getenv("UNROLL_KILLS");
    int kills = times ? atoi(times) : 100;
    char path[256];
    long saved = 0, during = 0;
    FileApi files;
    platform_files(&files);
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/mine.unroll", folder);
    srand(1);
    for (int i = 0; i < kills; i++) {
        int told[2];
        assert_int_equal(pipe(told), 0);
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) save_forever(path, told[1], saved + 1);
        close(told[1]);
        long first = saved;
        assert_int_equal(read(told[0], &first, sizeof first), (ssize_t)sizeof first); /* it runs */
        struct timespec wait = {0, (rand() % 6000) * 1000L};
        nanosleep(&wait, NULL);
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        long last = read_told(told[0], first);
        close(told[0]);
        SetupFile file;
        Diag diag = {0};
        char *data;
        size_t size;
        if (!files.read(files.user, path, &data, &size, &diag)) fail_msg("kill %d: %s", i, diag.text);
        if (!setup_file_read(&file, path, (Str){data, (int)size}, &diag)) fail_msg("kill %d: line %d: %s", i, diag.line, diag.text);
        if (file.update != last && file.update != last + 1) fail_msg("kill %d: update %ld is there, %ld was saved", i, file.update, last);
        during += file.update > last;
        saved = file.update;
        setup_file_deinit(&file);
        mem_free(data);
    }
    assert_true(saved > 0);
    printf("%d kills, %ld files saved, %ld of them just before the kill\n", kills, saved, during);
    char command[300];
    snprintf(command, sizeof command, "rm -r %s", folder);
    assert_int_equal(system(command), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(nothing_that_was_saved_is_lost)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
