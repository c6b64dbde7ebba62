/* What the system refuses: descriptors, processes, disks that are full or take nothing back, links that lead round. Calls fail by
   fault/fail_system.h. A file that was there stays as it was, nothing temporary is left, and the reason is said. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/number.h"
#include "fail_system.h"
#include "platform/files.h"
#include "platform/interrupt.h"
#include "platform/pipe.h"
#include "platform/places.h"
#include "platform/stream.h"
#include "support/fail_memory.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct Fixture {
    char folder[64], file[96], other[96];
    FileApi api;
} Fixture;

static void put(const Fixture *f, const char *path, const char *text) {
    Diag diag;
    assert_true(f->api.write(f->api.user, path, text, strlen(text), &diag));
}

static void assert_holds(const Fixture *f, const char *path, const char *text) {
    char *data = NULL;
    size_t size = 0;
    Diag diag;
    assert_true(f->api.read(f->api.user, path, &data, &size, &diag));
    assert_string_equal(data, text);
    mem_free(data);
}

static void assert_says(const Diag *diag, const char *part) {
    if (!strstr(diag->text, part)) fail_msg("'%s' is not in: %s", part, diag->text);
}

static int start(void **state) {
    Fixture *f = calloc(1, sizeof *f);
    strcpy(f->folder, "/tmp/unroll-fails-XXXXXX");
    if (!mkdtemp(f->folder)) return -1;
    text_format(f->file, sizeof f->file, "%s/file", f->folder);
    text_format(f->other, sizeof f->other, "%s/other", f->folder);
    platform_files(&f->api);
    *state = f;
    return 0;
}

static void count_name(void *count, const char *name) {
    (void)name;
    ++*(int *)count;
}

static int count_files(const Fixture *f) {
    int count = 0;
    Diag diag;
    assert_true(f->api.list(f->api.user, f->folder, count_name, &count, &diag));
    return count;
}

static int end(void **state) {
    Fixture *f = *state;
    fail_system_none();
    mem_fail_after(-1);
    remove(f->file);
    remove(f->other);
    int status = rmdir(f->folder);
    free(f);
    return status;
}

/* ---- Files ---- */

static void a_file_that_cannot_be_written_stays_as_it_was(void **state) {
    Fixture *f = *state;
    static const struct {
        const char *call;
        int count, error;
        const char *says;
    } row[] = {
        {"access", 1, EROFS, "cannot write this file: Read-only file system"},
        {"fopen", 1, EROFS, "cannot write into the folder of this file: Read-only file system"},
        {"fopen", 100, EEXIST, "cannot write into the folder of this file: File exists"}, /* every name that is tried */
        {"fflush", 1, ENOSPC, "what was there is unchanged: No space left on device"},
        {"fsync", 1, EIO, "what was there is unchanged: Input/output error"},
        {"fclose", 1, EDQUOT, "what was there is unchanged: Disk quota exceeded"},
        {"rename", 1, EACCES, "what was there is unchanged: Permission denied"},
    };
    put(f, f->file, "old");
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        Diag diag = {0};
        fail_system(row[i].call, 1, row[i].count, row[i].error);
        assert_false(f->api.write(f->api.user, f->file, "new", 3, &diag));
        assert_says(&diag, row[i].says);
        assert_string_equal(diag.file, f->file);
        assert_int_equal(fail_system_left(), 0);
        fail_system_none();
        assert_holds(f, f->file, "old");
        assert_int_equal(count_files(f), 1);
    }
    fail_system("fopen", 1, 99, EEXIST); /* the last try succeeds */
    put(f, f->file, "new");
    assert_holds(f, f->file, "new");
}

static void a_file_that_cannot_be_read_says_why(void **state) {
    Fixture *f = *state;
    char *data = NULL;
    size_t size = 0;
    Diag diag = {0};
    put(f, f->file, "text");
    fail_system("ferror", 1, 1, EIO);
    assert_false(f->api.read(f->api.user, f->file, &data, &size, &diag));
    assert_says(&diag, "cannot read this file: ");
    for (int nth = 1; nth <= 2; nth++) { /* a pipe has no size: its buffer grows */
        int end_of[2];
        char name[32], filler[1 << 14];
        memset(filler, 'x', sizeof filler);
        assert_int_equal(pipe(end_of), 0);
        assert_int_equal(write(end_of[1], filler, sizeof filler), (long)sizeof filler);
        close(end_of[1]);
        text_format(name, sizeof name, "/dev/fd/%d", end_of[0]);
        mem_fail_after(nth);
        assert_false(f->api.read(f->api.user, name, &data, &size, &diag));
        assert_says(&diag, "out of memory: this file cannot be read");
        assert_null(data);
        close(end_of[0]);
    }
    assert_false(f->api.read(f->api.user, "/dev/zero", &data, &size, &diag)); /* without an end */
    assert_says(&diag, "larger than 64 MB");
    assert_int_equal(truncate(f->file, (off_t)PLATFORM_FILE_MAX + 1), 0);
    mem_fail_after(1); /* it is refused before it is read */
    assert_false(f->api.read(f->api.user, f->file, &data, &size, &diag));
    assert_says(&diag, "larger than 64 MB");
    mem_fail_after(-1);
    assert_false(f->api.read(f->api.user, f->folder, &data, &size, &diag));
    assert_says(&diag, "this is a folder");
    put(f, f->file, "text");
    assert_false(f->api.list(f->api.user, f->other, count_name, &size, &diag));
    assert_says(&diag, "cannot open this folder: No such file or directory");
    assert_false(f->api.move(f->api.user, f->other, f->file, &diag));
    assert_says(&diag, "cannot write this file: No such file or directory");
    assert_holds(f, f->file, "text");
}

static void links_that_lead_round_are_refused(void **state) {
    Fixture *f = *state;
    char target[4096], small[8];
    Diag diag = {0};
    assert_int_equal(symlink("other", f->file), 0);
    assert_int_equal(symlink("file", f->other), 0);
    assert_false(f->api.write(f->api.user, f->file, "new", 3, &diag));
    assert_says(&diag, "cannot write this file: Too many levels of symbolic links");
    remove(f->other);
    assert_true(f->api.find_target(f->api.user, f->file, target, sizeof target, &diag)); /* to what does not exist yet */
    assert_string_equal(target, f->other);
    assert_false(f->api.find_target(f->api.user, f->file, small, sizeof small, &diag));
    assert_says(&diag, "File name too long");
    assert_false(f->api.find_target(f->api.user, "/dev/null", target, sizeof target, &diag));
    assert_says(&diag, "not an ordinary file");
    assert_false(f->api.find_target(f->api.user, f->folder, target, sizeof target, &diag));
    assert_says(&diag, "this is a folder");
    char deep[4096];
    size_t used = (size_t)text_format(deep, sizeof deep, "%s/", f->folder);
    while (used < 4070) used += (size_t)text_format(deep + used, (int)(sizeof deep - used), "./");
    text_format(deep + used, (int)(sizeof deep - used), "new");
    assert_false(f->api.write(f->api.user, deep, "new", 3, &diag)); /* no room for a temporary name beside it */
    assert_says(&diag, "File name too long");
    put(f, f->file, "through the link");
    assert_holds(f, f->other, "through the link");
}

static void the_end_of_a_file_is_replaced_only_where_it_is_known(void **state) {
    Fixture *f = *state;
    char more[100];
    Diag diag = {0};
    memset(more, 'd', sizeof more);
    put(f, f->file, "begin end");
    assert_true(f->api.replace_end(f->api.user, f->file, str_from("end"), "END", 3, &diag));
    assert_holds(f, f->file, "begin END");
    static const char *const not_there[] = {"end", "longer than begin END"};
    for (int i = 0; i < 2; i++) {
        assert_false(f->api.replace_end(f->api.user, f->file, str_from(not_there[i]), "xyz", 3, &diag));
        assert_says(&diag, "has another end than expected");
    }
    assert_false(f->api.replace_end(f->api.user, f->file, (Str){more, (int)sizeof more}, "xyz", 3, &diag)); /* more than is kept */
    assert_false(f->api.replace_end(f->api.user, f->other, str_from("end"), "xyz", 3, &diag));
    assert_holds(f, f->file, "begin END");
    fail_system("fclose", 1, 1, EIO);
    assert_false(f->api.replace_end(f->api.user, f->file, str_from("END"), "end", 3, &diag));
}

/* What was written somewhere else first is handed over and removed, also where the reader or the disk fails. */
static void what_is_temporary_is_handed_over_and_removed(void **state) {
    Fixture *f = *state;
    char folder[96], path[128], said[64];
    Diag diag = {0};
    for (int i = 0; i < 4; i++) {
        int end_of[2];
        assert_int_equal(pipe(end_of), 0);
        Stream to = {.descriptor = end_of[1], .name = "the pipe"};
        setenv("TMPDIR", f->folder, 1);
        assert_true(platform_make_temporary_folder(folder, sizeof folder, &diag));
        assert_int_equal(strncmp(folder, f->folder, strlen(f->folder)), 0);
        unsetenv("TMPDIR");
        text_format(path, sizeof path, "%s/film", folder);
        put(f, path, "frames");
        if (i == 1) fail_system("write", 1, 1, EPIPE);
        if (i == 2) fail_system("ferror", 1, 1, EIO);
        if (i == 3) fail_system("remove", 1, 1, EBUSY); /* as where a file that is open stays: then afterwards */
        assert_true(platform_send_temporary(path, folder, &to, &diag) == (i == 0 || i == 3));
        if (i == 1) assert_says(&diag, "could not be written: Broken pipe");
        if (i == 2) assert_says(&diag, "cannot read this file");
        assert_int_equal(fail_system_left(), 0);
        fail_system_none();
        close(end_of[1]);
        ssize_t count = read(end_of[0], said, sizeof said);
        assert_int_equal(count, i == 1 ? 0 : 6);
        close(end_of[0]);
        assert_int_equal(count_files(f), 0);
    }
    Stream nowhere = {.descriptor = -1, .name = "nowhere"};
    assert_false(platform_send_temporary(f->other, f->folder, &nowhere, &diag));
    assert_says(&diag, "cannot open this file");
    fail_system("mkdtemp", 1, 1, EROFS);
    setenv("TMPDIR", "not/from/the/root", 1);
    assert_false(platform_make_temporary_folder(folder, sizeof folder, &diag));
    assert_says(&diag, "cannot make a folder here: Read-only file system");
    assert_string_equal(diag.file, "/tmp");
    assert_false(platform_make_temporary_folder(folder, 8, &diag));
    assert_says(&diag, "File name too long");
    unsetenv("TMPDIR");
}

/* ---- Streams ---- */

static bool has_had_enough(void *user) { return ++*(int *)user > 1; }

static void a_stream_goes_on_where_it_was_only_interrupted(void **state) {
    Fixture *f = *state;
    Stream stream;
    Diag diag = {0};
    assert_true(stream_open(&stream, f->file, &diag));
    fail_system("write", 1, 1, EINTR);
    assert_true(stream_write(&stream, "one", 3, &diag));
    fail_system("write", 1, 1, EAGAIN);
    assert_true(stream_write(&stream, "two", 3, &diag));
    assert_int_equal(fail_system_left(), 0);
    assert_true(stream_restart(&stream, &diag)); /* empty again */
    assert_holds(f, f->file, "");
    fail_system("ftruncate", 1, 1, EIO);
    assert_false(stream_restart(&stream, &diag));
    assert_says(&diag, "cannot write this file: Input/output error");
    fail_system_none();
    fail_system("close", 1, 1, ENOSPC);
    assert_false(stream_close(&stream, &diag));
    assert_says(&diag, "could not be written to its end: No space left on device");
    assert_true(stream_close(&stream, &diag)); /* it is closed */
    assert_false(stream_open(&stream, f->folder, &diag));
    assert_says(&diag, "this is a folder");
    assert_false(stream_open(&stream, "/no/such/folder/file", &diag));
    assert_says(&diag, "No such file or directory");
    assert_false(stream_open(&stream, "/dev/fd/999", &diag));
    assert_says(&diag, "cannot write: Bad file descriptor");
}

static void a_reader_that_takes_nothing_is_left_when_it_is_enough(void **state) {
    (void)state;
    int end_of[2], asked = 0;
    char filler[1 << 12] = {0};
    Diag diag = {0};
    assert_int_equal(pipe(end_of), 0);
    assert_int_equal(fcntl(end_of[1], F_SETFL, O_NONBLOCK), 0);
    while (write(end_of[1], filler, sizeof filler) > 0) continue;
    Stream stream = {.descriptor = end_of[1], .name = "the pipe", .is_enough = has_had_enough, .user = &asked};
    assert_false(stream_write(&stream, "more", 4, &diag));
    assert_says(&diag, "interrupted while nobody read");
    assert_int_equal(asked, 2);
    close(end_of[0]);
    close(end_of[1]);
}

/* ---- Other programs ---- */

static const char *const quiet[] = {"sh", "-c", "exit 0", NULL};

static void a_program_that_cannot_start_says_why_and_leaves_no_descriptor(void **state) {
    (void)state;
    static const char *const call[] = {"posix_spawn_file_actions_init", "posix_spawnattr_init", "posix_spawn_file_actions_addopen",
                                       "posix_spawn_file_actions_adddup2"};
    ProgramApi program;
    platform_programs(&program);
    int next = dup(0);
    close(next);
    for (int i = 0; i < 4; i++) {
        ProgramPipe out;
        Diag diag = {0};
        fail_system(call[i], 1, 1, ENOMEM);
        assert_false(program.open(program.user, &out, quiet, &diag));
        assert_says(&diag, "sh cannot be started: Cannot allocate memory");
        assert_int_equal(fail_system_left(), 0);
        fail_system_none();
        program.stop(program.user, &out); /* there is nothing */
    }
    int after = dup(0);
    assert_int_equal(after, next);
    close(after);
}

/* Also what it has started: an `ffmpeg` on the path may be a script. */
static void a_program_that_is_stopped_leaves_nothing_running(void **state) {
    (void)state;
    ProgramApi program;
    ProgramPipe out;
    Diag diag;
    int end_of[2];
    char line[64], none;
    platform_programs(&program);
    assert_int_equal(pipe(end_of), 0);
    text_format(line, sizeof line, "sleep 60 >&%d & sleep 60; exit 1", end_of[1]);
    assert_true(program.open(program.user, &out, (const char *const[]){"sh", "-c", line, NULL}, &diag));
    close(end_of[1]);
    fail_system("waitpid", 1, 1, EINTR);
    program.stop(program.user, &out);
    assert_int_equal(fail_system_left(), 0);
    struct pollfd poller = {.fd = end_of[0], .events = POLLIN}; /* the end of the pipe is seen when nobody holds it any more */
    assert_int_equal(poll(&poller, 1, 20000), 1);
    assert_int_equal(read(end_of[0], &none, 1), 0);
    close(end_of[0]);
}

static void a_program_that_reads_slowly_gets_the_rest_later(void **state) {
    (void)state;
    enum { SIZE = 3 << 20 };
    ProgramApi program;
    ProgramPipe out;
    Diag diag;
    size_t written = 0, total = 0;
    bool has_ended;
    char *data = calloc(1, SIZE);
    platform_programs(&program);
    assert_true(program.open(program.user, &out, (const char *const[]){"sh", "-c", "sleep 0.3; exec cat", NULL}, &diag));
    fail_system("write", 1, 1, EINTR);                                            /* is tried again at once */
    assert_true(program.write(program.user, &out, data, SIZE, 0, &total, &diag)); /* as much as there is room for */
    assert_true(total > 0 && total < SIZE);
    assert_int_equal(fail_system_left(), 0);
    for (int i = 0; i < 1000 && total < SIZE; i++) {
        assert_true(program.write(program.user, &out, data + total, SIZE - total, 10, &written, &diag));
        total += written;
    }
    assert_int_equal(total, SIZE);
    assert_true(program.close(program.user, &out, 60, &has_ended, &diag));
    assert_true(has_ended);
    assert_true(program.open(program.user, &out, quiet, &diag));
    fail_system("waitpid", 1, 1, ECHILD); /* somebody else has asked for its end */
    assert_false(program.close(program.user, &out, 10, &has_ended, &diag));
    assert_says(&diag, "failed, with status -1");
    free(data);
}

/* ---- The rest ---- */

static void where_the_system_does_not_tell_nothing_is_made_up(void **state) {
    Fixture *f = *state;
    char whole[4096];
    fail_system("fopen", 1, 1, ENOENT); /* no /proc */
    assert_true(platform_peak_memory_bytes() < 0);
    fail_system("clock_gettime", 1, 2, EINVAL);
    assert_true(platform_thread_time_s() < 0);
    assert_true(platform_process_time_s() < 0);
    assert_true(platform_process_time_s() >= 0 && platform_peak_memory_bytes() > 0);
    assert_false(platform_full_path(whole, sizeof whole, f->other));
    assert_false(platform_full_path(whole, 4, f->folder));
}

static void folders_that_cannot_be_kept_in_are_told(void **state) {
    Fixture *f = *state;
    PlaceApi places;
    Diag diag = {0};
    char out[1024], small[8], below[128], longest[4000];
    platform_places(&places);
    put(f, f->file, "no folder");
    text_format(below, sizeof below, "%s/below", f->file);
    setenv("XDG_CONFIG_HOME", below, 1);
    assert_false(places.find(places.user, PLACE_SETTINGS, out, sizeof out, &diag));
    assert_says(&diag, "cannot make this folder: Not a directory");
    assert_false(f->api.make_folder(f->api.user, below, &diag));
    assert_says(&diag, "cannot make this folder: Not a directory");
    setenv("XDG_CONFIG_HOME", "relative", 1); /* is not heeded, as the standard says */
    setenv("HOME", "relative", 1);
    assert_false(places.find(places.user, PLACE_SETTINGS, out, sizeof out, &diag));
    assert_says(&diag, "XDG_CONFIG_HOME does not name one");
    memset(longest, 'x', sizeof longest);
    longest[0] = '/';
    longest[sizeof longest - 1] = '\0';
    setenv("XDG_CONFIG_HOME", longest, 1);
    assert_false(places.find(places.user, PLACE_SETTINGS, out, sizeof out, &diag));
    setenv("XDG_CONFIG_HOME", f->folder, 1);
    assert_false(places.find(places.user, PLACE_SETTINGS, small, sizeof small, &diag));
    assert_says(&diag, "the name of this folder is too long");
    text_format(below, sizeof below, "%s/unroll", f->folder);
    assert_int_equal(rmdir(below), 0);
    unsetenv("XDG_CONFIG_HOME");
}

/* A signal that was ignored stays so, and one whose handler cannot be asked for is left alone. */
static void signals_are_held_only_where_they_would_end_the_program(void **state) {
    (void)state;
    Interrupt interrupt;
    signal(SIGHUP, SIG_IGN);
    fail_system("sigaction", 4, 1, EINVAL); /* of SIGQUIT */
    interrupt_hold(&interrupt);
    assert_int_equal(fail_system_left(), 0);
    assert_int_equal(sigismember(&interrupt.held, SIGINT), 1);
    assert_int_equal(sigismember(&interrupt.held, SIGHUP), 0);
    assert_int_equal(sigismember(&interrupt.held, SIGQUIT), 0);
    assert_false(interrupt_came(&interrupt));
    raise(SIGHUP);
    assert_false(interrupt_came(&interrupt));
    raise(SIGTERM);
    assert_true(interrupt_came(&interrupt));
    assert_int_equal(interrupt.signal, SIGTERM);
    assert_true(interrupt_came(&interrupt)); /* and is still so when asked again */
    signal(SIGHUP, SIG_DFL);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, end)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_file_that_cannot_be_written_stays_as_it_was),
        TEST(a_file_that_cannot_be_read_says_why),
        TEST(links_that_lead_round_are_refused),
        TEST(the_end_of_a_file_is_replaced_only_where_it_is_known),
        TEST(what_is_temporary_is_handed_over_and_removed),
        TEST(a_stream_goes_on_where_it_was_only_interrupted),
        TEST(a_reader_that_takes_nothing_is_left_when_it_is_enough),
        TEST(a_program_that_cannot_start_says_why_and_leaves_no_descriptor),
        TEST(a_program_that_is_stopped_leaves_nothing_running),
        TEST(a_program_that_reads_slowly_gets_the_rest_later),
        TEST(where_the_system_does_not_tell_nothing_is_made_up),
        TEST(folders_that_cannot_be_kept_in_are_told),
        TEST(signals_are_held_only_where_they_would_end_the_program),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
