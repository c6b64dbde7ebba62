/* Files are read whole or not at all, and written whole or left as they were. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/number.h"
#include "platform/files.h"
#include "platform/stream.h"
#include "support/fail_memory.h"
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct Fixture {
    char folder[64];
    char path[128]; /* folder/file */
    FileApi file;
} Fixture;

static int setup(void **state) {
    Fixture *f = calloc(1, sizeof *f);
    strcpy(f->folder, "/tmp/unroll-files-XXXXXX");
    if (!mkdtemp(f->folder)) return -1;
    text_format(f->path, sizeof f->path, "%s/file", f->folder);
    platform_files(&f->file);
    *state = f;
    return 0;
}

static int teardown(void **state) {
    Fixture *f = *state;
    DIR *folder = opendir(f->folder);
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        char path[512];
        text_format(path, sizeof path, "%s/%s", f->folder, entry->d_name);
        if (entry->d_name[0] != '.') remove(path);
    }
    if (folder) closedir(folder);
    rmdir(f->folder);
    free(f);
    return 0;
}

static int count_files(const Fixture *f) {
    DIR *folder = opendir(f->folder);
    int count = 0;
    for (struct dirent *entry; folder && (entry = readdir(folder));)
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    if (folder) closedir(folder);
    return count;
}

static void put(Fixture *f, const char *text) {
    Diag diag;
    assert_true(f->file.write(f->file.user, f->path, text, strlen(text), &diag));
}

static void assert_holds(Fixture *f, const char *path, const char *text) {
    Diag diag;
    char *data;
    size_t size;
    assert_true(f->file.read(f->file.user, path, &data, &size, &diag));
    assert_int_equal(size, strlen(text));
    assert_string_equal(data, text);
    mem_free(data);
}

static void what_was_written_is_read_back_with_a_zero_behind_it(void **state) {
    Fixture *f = *state;
    put(f, "hello\n");
    assert_holds(f, f->path, "hello\n");
    put(f, "");
    assert_holds(f, f->path, "");
    assert_int_equal(count_files(f), 1);
}

static void files_of_every_size_come_back_the_same(void **state) {
    Fixture *f = *state;
    static const size_t size[] = {1, (1 << 14) - 2, (1 << 14) - 1, 1 << 14, (1 << 15) - 1, 300001};
    for (int i = 0; i < 6; i++) {
        unsigned char *data = malloc(size[i]);
        char *back;
        size_t back_size;
        Diag diag;
        for (size_t k = 0; k < size[i]; k++) data[k] = (unsigned char)(k * 31 + k / 256);
        if (i % 2)
            assert_true(f->file.write(f->file.user, f->path, data, size[i], &diag));
        else
            assert_true(f->file.write_soon(f->file.user, f->path, data, size[i], &diag));
        assert_int_equal(count_files(f), 1);
        assert_true(f->file.is_there(f->file.user, f->path));
        assert_true(f->file.read(f->file.user, f->path, &back, &back_size, &diag));
        assert_int_equal(back_size, size[i]);
        assert_memory_equal(back, data, size[i]);
        assert_int_equal(back[size[i]], 0);
        mem_free(back);
        free(data);
    }
}

static void a_missing_file_is_named_with_the_reason(void **state) {
    Fixture *f = *state;
    char *data;
    size_t size;
    Diag diag;
    char text[900];
    assert_false(f->file.is_there(f->file.user, "/no/such/folder/a.md"));
    assert_false(f->file.read(f->file.user, "/no/such/folder/a.md", &data, &size, &diag));
    assert_null(data);
    diag_format(text, sizeof text, &diag);
    assert_non_null(strstr(text, "/no/such/folder/a.md"));
    assert_non_null(strstr(text, "No such file"));
}

static void a_folder_is_no_file(void **state) {
    Fixture *f = *state;
    char *data;
    size_t size;
    Diag diag;
    assert_false(f->file.read(f->file.user, f->folder, &data, &size, &diag));
    assert_non_null(strstr(diag.text, "folder"));
    assert_false(f->file.write(f->file.user, f->folder, "x", 1, &diag));
    assert_non_null(strstr(diag.text, "folder"));
}

static void a_file_beyond_the_bound_is_refused(void **state) {
    Fixture *f = *state;
    char *data;
    size_t size;
    Diag diag;
    put(f, "x");
    assert_int_equal(truncate(f->path, (off_t)PLATFORM_FILE_MAX + 1), 0); /* a hole: costs no room on the disk */
    assert_false(f->file.read(f->file.user, f->path, &data, &size, &diag));
    assert_non_null(strstr(diag.text, "64 MB"));
    assert_int_equal(truncate(f->path, PLATFORM_FILE_MAX), 0);
    assert_true(f->file.read(f->file.user, f->path, &data, &size, &diag));
    assert_int_equal(size, PLATFORM_FILE_MAX);
    mem_free(data);
}

static void a_folder_that_cannot_be_written_is_named(void **state) {
    Fixture *f = *state;
    Diag diag;
    char text[900];
    assert_false(f->file.write(f->file.user, "/no/such/folder/a.txt", "x", 1, &diag));
    diag_format(text, sizeof text, &diag);
    assert_non_null(strstr(text, "/no/such/folder/a.txt"));
    assert_non_null(strstr(text, "No such file"));
}

/* The disk is "full" after 100 bytes: the system refuses longer files of this process. */
static void a_write_that_fails_halfway_leaves_the_old_file(void **state) {
    Fixture *f = *state;
    struct rlimit old, tight;
    Diag diag;
    char large[5000];
    memset(large, 'n', sizeof large);
    put(f, "old");
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &old);
    tight = old;
    tight.rlim_cur = 100;
    setrlimit(RLIMIT_FSIZE, &tight);
    bool ok = f->file.write(f->file.user, f->path, large, sizeof large, &diag);
    setrlimit(RLIMIT_FSIZE, &old);
    signal(SIGXFSZ, SIG_DFL);
    assert_false(ok);
    assert_string_equal(diag.file, f->path);
    assert_non_null(strstr(diag.text, "unchanged"));
    assert_holds(f, f->path, "old");
    assert_int_equal(count_files(f), 1); /* the temporary file is gone */
}

/* As root every folder can be written, so this one shows itself only to ordinary people. */
static void a_folder_without_permission_leaves_the_old_file(void **state) {
    Fixture *f = *state;
    Diag diag;
    put(f, "old");
    if (geteuid() == 0) skip();
    chmod(f->folder, 0500);
    bool ok = f->file.write(f->file.user, f->path, "new", 3, &diag);
    chmod(f->folder, 0700);
    assert_false(ok);
    assert_holds(f, f->path, "old");
}

static void a_link_keeps_pointing_and_permissions_stay(void **state) {
    Fixture *f = *state;
    Diag diag;
    struct stat status;
    char link[160];
    put(f, "old");
    chmod(f->path, 0640);
    text_format(link, sizeof link, "%s/link", f->folder);
    assert_int_equal(symlink("file", link), 0);
    assert_true(f->file.write(f->file.user, link, "new", 3, &diag));
    assert_int_equal(lstat(link, &status), 0);
    assert_true(S_ISLNK(status.st_mode));
    assert_holds(f, f->path, "new");
    assert_int_equal(stat(f->path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0640);
}

static void what_is_no_ordinary_file_is_written_in_place(void **state) {
    Fixture *f = *state;
    Diag diag;
    assert_true(f->file.write(f->file.user, "/dev/null", "x", 1, &diag));
    struct stat status;
    assert_int_equal(stat("/dev/null", &status), 0);
    assert_true(S_ISCHR(status.st_mode));
    if (access("/dev/full", W_OK) != 0) return;
    assert_false(f->file.write(f->file.user, "/dev/full", "x", 1, &diag));
    assert_string_equal(diag.file, "/dev/full");
}

/* A link whose target does not exist yet leads there; links that lead to each other lead nowhere. */
static void a_link_that_leads_nowhere_is_followed(void **state) {
    Fixture *f = *state;
    Diag diag;
    struct stat status;
    char link[160], first[160], second[160], made[160];
    text_format(link, sizeof link, "%s/link", f->folder);
    text_format(made, sizeof made, "%s/made", f->folder);
    text_format(first, sizeof first, "%s/first", f->folder);
    text_format(second, sizeof second, "%s/second", f->folder);
    assert_int_equal(symlink("made", link), 0);
    assert_true(f->file.write(f->file.user, link, "new", 3, &diag));
    assert_int_equal(lstat(link, &status), 0);
    assert_true(S_ISLNK(status.st_mode));
    assert_holds(f, made, "new");
    assert_int_equal(symlink("second", first), 0);
    assert_int_equal(symlink("first", second), 0);
    assert_false(f->file.write(f->file.user, first, "new", 3, &diag));
    assert_string_equal(diag.file, first);
    assert_int_equal(lstat(first, &status), 0);
    assert_true(S_ISLNK(status.st_mode));
}

/* As long a name as a folder takes. */
static void a_long_name_can_be_written(void **state) {
    Fixture *f = *state;
    char path[400], name[256];
    Diag diag;
    memset(name, 'n', 255);
    name[255] = 0;
    text_format(path, sizeof path, "%s/%s", f->folder, name);
    assert_true(f->file.write(f->file.user, path, "x", 1, &diag));
    assert_true(f->file.write(f->file.user, path, "y", 1, &diag));
    assert_holds(f, path, "y");
    assert_int_equal(count_files(f), 1);
}

static void a_descriptor_keeps_what_was_written_before(void **state) {
    Fixture *f = *state;
    char name[32];
    Diag diag;
    int file = open(f->path, O_WRONLY | O_CREAT | O_APPEND, 0600);
    assert_true(file >= 0);
    assert_int_equal(write(file, "log\n", 4), 4);
    text_format(name, sizeof name, "/dev/fd/%d", file);
    assert_true(f->file.write(f->file.user, name, "one\n", 4, &diag));
    text_format(name, sizeof name, "/proc/self/fd/%d", file);
    assert_true(f->file.write(f->file.user, name, "two\n", 4, &diag));
    close(file);
    assert_holds(f, f->path, "log\none\ntwo\n");
    assert_false(f->file.write(f->file.user, name, "x", 1, &diag)); /* it is closed now */
}

static bool is_third_time(void *user) { return ++*(int *)user == 3; }

static void a_stream_gives_up_where_nobody_reads(void **state) {
    Fixture *f = *state;
    Stream stream;
    Diag diag;
    int asked = 0;
    char name[160], large[5000] = {0};
    text_format(name, sizeof name, "%s/pipe", f->folder);
    assert_int_equal(mkfifo(name, 0600), 0);
    int reader = open(name, O_RDWR);
    assert_true(stream_is_for(name) && !stream_is_for(f->path) && !stream_is_for(f->folder) && stream_is_for("-"));
    assert_true(stream_is_standard_output("-") && stream_is_standard_output("/dev/stdout") && !stream_is_standard_output(name));
    assert_true(stream_open(&stream, name, &diag));
    stream.is_enough = is_third_time;
    stream.user = &asked;
    while (stream_write(&stream, large, sizeof large, &diag)) assert_int_equal(asked, 0); /* until the pipe is full */
    assert_int_equal(asked, 3);
    assert_string_equal(diag.file, name);
    assert_non_null(strstr(diag.text, "interrupted"));
    assert_true(stream_close(&stream, &diag));
    close(reader);
    assert_false(stream_open(&stream, f->folder, &diag));
    assert_non_null(strstr(diag.text, "folder"));
}

static void a_file_keeps_its_content_until_the_stream_restarts(void **state) {
    Fixture *f = *state;
    Stream stream;
    Diag diag;
    put(f, "older");
    assert_true(stream_open(&stream, f->path, &diag));
    assert_false(stream.is_created);
    assert_holds(f, f->path, "older");
    assert_true(stream_restart(&stream, &diag));
    assert_true(stream_write(&stream, "new", 3, &diag));
    assert_true(stream_close(&stream, &diag));
    assert_holds(f, f->path, "new");
    remove(f->path);
    assert_true(stream_open(&stream, f->path, &diag));
    assert_true(stream.is_created);
    assert_true(stream_close(&stream, &diag));
}

/* The readable end of a pipe that holds `size` bytes, by name; what can be read has no size that one could ask for. */
static int open_pipe(char *name, int name_size, size_t size) {
    int end[2];
    char *data = malloc(size);
    assert_int_equal(pipe(end), 0);
    for (size_t i = 0; i < size; i++) data[i] = (char)(i * 7);
    assert_int_equal(write(end[1], data, size), size); /* fits into a pipe's own memory */
    close(end[1]);
    free(data);
    text_format(name, name_size, "/dev/fd/%d", end[0]);
    return end[0];
}

static void a_pipe_is_read_to_its_end(void **state) {
    Fixture *f = *state;
    char name[32], *data;
    size_t size;
    Diag diag;
    int end = open_pipe(name, sizeof name, 40000);
    assert_true(f->file.read(f->file.user, name, &data, &size, &diag));
    close(end);
    assert_int_equal(size, 40000);
    for (size_t i = 0; i < size; i++) assert_int_equal(data[i], (char)(i * 7));
    mem_free(data);
}

static void reading_fails_cleanly_when_memory_runs_out(void **state) {
    Fixture *f = *state;
    for (long n = 1; n <= 3; n++) { /* a pipe of that size takes three allocations */
        char name[32], *data = NULL;
        size_t size;
        Diag diag;
        int end = open_pipe(name, sizeof name, 40000);
        mem_fail_after(n);
        assert_false(f->file.read(f->file.user, name, &data, &size, &diag));
        mem_fail_after(-1);
        close(end);
        assert_null(data);
        assert_non_null(strstr(diag.text, "memory"));
    }
}

static void the_clock_does_not_run_backwards(void **state) {
    (void)state;
    ClockApi clock;
    platform_clock(&clock);
    double before = clock.now_s(clock.user);
    for (int i = 0; i < 1000; i++) {
        double now = clock.now_s(clock.user);
        assert_true(now >= before);
        before = now;
    }
    double thread_s = platform_thread_time_s(), process_s = platform_process_time_s(); /* in this order: both run on */
    assert_true(thread_s > 0.0 && process_s >= thread_s);
    double memory = platform_peak_memory_bytes();
    assert_true(memory < 0.0 || memory > 100e3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_was_written_is_read_back_with_a_zero_behind_it, setup, teardown),
        cmocka_unit_test_setup_teardown(files_of_every_size_come_back_the_same, setup, teardown),
        cmocka_unit_test_setup_teardown(a_missing_file_is_named_with_the_reason, setup, teardown),
        cmocka_unit_test_setup_teardown(a_folder_is_no_file, setup, teardown),
        cmocka_unit_test_setup_teardown(a_file_beyond_the_bound_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(a_folder_that_cannot_be_written_is_named, setup, teardown),
        cmocka_unit_test_setup_teardown(a_write_that_fails_halfway_leaves_the_old_file, setup, teardown),
        cmocka_unit_test_setup_teardown(a_folder_without_permission_leaves_the_old_file, setup, teardown),
        cmocka_unit_test_setup_teardown(a_link_keeps_pointing_and_permissions_stay, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_no_ordinary_file_is_written_in_place, setup, teardown),
        cmocka_unit_test_setup_teardown(a_pipe_is_read_to_its_end, setup, teardown),
        cmocka_unit_test_setup_teardown(a_link_that_leads_nowhere_is_followed, setup, teardown),
        cmocka_unit_test_setup_teardown(a_long_name_can_be_written, setup, teardown),
        cmocka_unit_test_setup_teardown(a_descriptor_keeps_what_was_written_before, setup, teardown),
        cmocka_unit_test_setup_teardown(a_stream_gives_up_where_nobody_reads, setup, teardown),
        cmocka_unit_test_setup_teardown(a_file_keeps_its_content_until_the_stream_restarts, setup, teardown),
        cmocka_unit_test_setup_teardown(reading_fails_cleanly_when_memory_runs_out, setup, teardown),
        cmocka_unit_test(the_clock_does_not_run_backwards),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
