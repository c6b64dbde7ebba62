/* What the system refuses or says in an unusual way: languages, folders that cannot be made, programs that cannot be started or fail, streams
   that lead nowhere, and text that is no text. Each is told by a message or stands for nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "platform/files.h"
#include "platform/fonts_inside.h"
#include "platform/pipe.h"
#include "platform/places.h"
#include "platform/stream.h"
#include "platform/terminal.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct Fixture {
    char folder[64];
} Fixture;

static int setup(void **state) {
    Fixture *f = calloc(1, sizeof *f);
    if (!f) return -1;
    *state = f;
    strcpy(f->folder, "/tmp/unroll-system-XXXXXX");
    return mkdtemp(f->folder) ? 0 : -1;
}

static int teardown(void **state) {
    Fixture *f = *state;
    char command[256];
    snprintf(command, sizeof command, "chmod -R u+rwx '%s' && rm -rf '%s'", f->folder, f->folder);
    free(f);
    return system(command);
}

static void below(char *out, const Fixture *f, const char *name) { text_format(out, 160, "%s/%s", f->folder, name); }

static void assert_language(const char *all, const char *messages, const char *lang, const char *expected) {
    static const char *const name[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    const char *const value[] = {all, messages, lang};
    char out[16] = "x";
    for (int i = 0; i < 3; i++) value[i] ? setenv(name[i], value[i], 1) : unsetenv(name[i]);
    bool found = platform_language(out, sizeof out);
    if (found != (expected[0] != '\0') || strcmp(out, expected) != 0) fail_msg("\"%s\" instead of \"%s\"", out, expected);
    for (int i = 0; i < 3; i++) unsetenv(name[i]);
}

static void the_language_is_the_first_that_the_environment_says(void **state) {
    (void)state;
    assert_language(NULL, NULL, NULL, "");
    assert_language(NULL, NULL, "de_DE.UTF-8", "de");
    assert_language("", "", "fr.UTF-8", "fr");
    assert_language("", "nl@euro", "fr_FR", "nl");
    assert_language("pt_BR", "nl", "fr_FR", "pt");
    assert_language("C", NULL, NULL, "");
    assert_language("POSIX", NULL, NULL, "");
    assert_language("averyveryverylongname_X", NULL, NULL, "");
    assert_language("../de", NULL, NULL, "");
    assert_language("ast", NULL, NULL, "ast");
    char none[1] = "x";
    setenv("LANG", "de_DE", 1);
    assert_false(platform_language(none, 1));
    assert_string_equal(none, "");
    unsetenv("LANG");
}

static void a_folder_that_cannot_be_made_is_named(void **state) {
    Fixture *f = *state;
    PlaceApi place;
    Diag diag = {0};
    char file[160], out[512], small[4];
    platform_places(&place);
    below(file, f, "file");
    FILE *made = fopen(file, "w");
    assert_non_null(made);
    fclose(made);
    setenv("XDG_CONFIG_HOME", file, 1); /* no folder */
    assert_false(place.find(place.user, PLACE_SETTINGS, out, sizeof out, &diag));
    assert_non_null(strstr(diag.text, "cannot make this folder"));
    assert_non_null(strstr(diag.file, file));
    assert_false(platform_make_folder(strcat(strcpy((char[200]){0}, file), "/x"), &diag));
    setenv("XDG_CONFIG_HOME", f->folder, 1);
    assert_true(place.find(place.user, PLACE_SETTINGS, out, sizeof out, &diag));
    assert_true(strncmp(out, f->folder, strlen(f->folder)) == 0);
    assert_false(place.find(place.user, PLACE_SETTINGS, small, sizeof small, &diag));
    assert_non_null(strstr(diag.text, "too long"));
    setenv("XDG_CONFIG_HOME", "not/absolute", 1);
    char *home = getenv("HOME") ? strdup(getenv("HOME")) : NULL;
    setenv("HOME", "neither", 1);
    assert_false(place.find(place.user, PLACE_SETTINGS, out, sizeof out, &diag));
    assert_non_null(strstr(diag.text, "XDG_CONFIG_HOME does not name one"));
    unsetenv("XDG_CONFIG_HOME");
    if (home) setenv("HOME", home, 1);
    free(home);
}

static void a_program_that_is_not_there_or_fails_is_told(void **state) {
    (void)state;
    ProgramApi program;
    ProgramPipe pipe;
    Diag diag = {0};
    bool has_ended = false;
    size_t written;
    char *path = strdup(getenv("PATH"));
    platform_programs(&program);
    assert_true(program.find(program.user, "sh"));
    assert_false(program.find(program.user, "no-such-program-of-unroll"));
    setenv("PATH", "", 1);
    assert_false(program.find(program.user, "sh"));
    setenv("PATH", "::/no/where:/bin:", 1);
    assert_true(program.find(program.user, "sh"));
    unsetenv("PATH");
    assert_false(program.find(program.user, "sh"));
    setenv("PATH", path, 1);
    free(path);
    assert_false(program.open(program.user, &pipe, (const char *const[]){"/no/such/program", NULL}, &diag));
    assert_non_null(strstr(diag.text, "/no/such/program cannot be started"));
    assert_true(program.open(program.user, &pipe, (const char *const[]){"sh", "-c", "exit 3", NULL}, &diag));
    assert_false(program.close(program.user, &pipe, 10, &has_ended, &diag));
    assert_true(has_ended);
    assert_non_null(strstr(diag.text, "failed, with status 3"));
    assert_true(program.open(program.user, &pipe, (const char *const[]){"sh", "-c", "kill -9 $$", NULL}, &diag));
    assert_false(program.close(program.user, &pipe, 10, &has_ended, &diag));
    assert_non_null(strstr(diag.text, "failed, with status -1"));
    assert_true(program.open(program.user, &pipe, (const char *const[]){"sh", "-c", "exit 0", NULL}, &diag));
    bool good = true; /* it has gone without reading */
    for (int i = 0; i < 100 && good; i++) {
        good = program.write(program.user, &pipe, "more and more", 13, 1, &written, &diag);
        platform_sleep(0.01);
    }
    assert_false(good);
    assert_non_null(strstr(diag.text, "the other program stopped reading"));
    program.stop(program.user, &pipe);
    program.stop(program.user, &pipe); /* nothing is left to stop */
    assert_true(program.close(program.user, &pipe, 0, &has_ended, &diag));
    assert_true(program.open(program.user, &pipe, (const char *const[]){"sh", "-c", "exec sleep 60", NULL}, &diag));
    assert_true(program.close(program.user, &pipe, 0, &has_ended, &diag)); /* it has not ended, and is not waited for */
    assert_false(has_ended);
    program.stop(program.user, &pipe);
}

static void without_descriptors_no_program_is_started(void **state) {
    (void)state;
    ProgramApi program;
    ProgramPipe pipe;
    Diag diag = {0};
    struct rlimit was, none;
    platform_programs(&program);
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &was), 0);
    none = was;
    none.rlim_cur = 3;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
    bool good = program.open(program.user, &pipe, (const char *const[]){"sh", "-c", "exit 0", NULL}, &diag);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &was), 0);
    assert_false(good);
    assert_non_null(strstr(diag.text, "sh cannot be started"));
}

static bool has_had_enough(void *user) { return ++*(int *)user > 2; }

static void a_stream_leads_where_its_name_says(void **state) {
    Fixture *f = *state;
    Stream stream;
    Diag diag = {0};
    char path[160], link[160], name[40];
    int ends[2], asked = 0;
    assert_true(stream_is_standard_output("-") && stream_is_standard_output("/dev/fd/1") && stream_is_standard_output("/proc/self/fd/1"));
    assert_false(stream_is_standard_output("/dev/fd/2") || stream_is_standard_output("/dev/fd/x") ||
                 stream_is_standard_output("/no/where"));
    assert_true(stream_is_for("/dev/null"));
    assert_false(stream_is_for(f->folder) || stream_is_for("/dev/fd/-1"));
    assert_false(stream_open(&stream, "/dev/fd/999", &diag)); /* which nobody has opened */
    assert_non_null(strstr(diag.text, "cannot write"));
    assert_false(stream_open(&stream, f->folder, &diag));
    assert_non_null(strstr(diag.text, "this is a folder"));
    below(path, f, "a/b");
    assert_false(stream_open(&stream, path, &diag));
    assert_non_null(strstr(diag.text, "cannot write this file"));
    below(link, f, "one"); /* a link to itself, and one that goes on */
    assert_int_equal(symlink(link, link), 0);
    assert_false(stream_is_standard_output(link));
    assert_false(stream_open(&stream, link, &diag));
    below(path, f, "out");
    assert_int_equal(symlink("/dev/stdout", path), 0);
    assert_true(stream_is_standard_output(path));
    below(path, f, "relative");
    assert_int_equal(symlink("out", path), 0);
    assert_true(stream_is_for(path) || !stream_is_standard_output(path));
    assert_int_equal(pipe(ends), 0);
    snprintf(name, sizeof name, "/dev/fd/%d", ends[1]);
    assert_true(stream_open(&stream, name, &diag));
    assert_true(stream_restart(&stream, &diag)); /* a pipe has no beginning */
    assert_true(stream_write(&stream, "abc", 3, &diag));
    close(ends[1]);
    assert_false(stream_write(&stream, "abc", 3, &diag));
    assert_non_null(strstr(diag.text, "could not be written"));
    assert_true(stream_close(&stream, &diag));
    close(ends[0]);
    below(path, f, "full");
    assert_int_equal(symlink("/dev/full", path), 0);
    assert_true(stream_open(&stream, path, &diag));
    assert_false(stream_write(&stream, "abc", 3, &diag));
    assert_true(stream_close(&stream, &diag));
    assert_true(stream_close(&stream, &diag)); /* twice is once */
    assert_int_equal(pipe(ends), 0);
    snprintf(name, sizeof name, "/dev/fd/%d", ends[1]);
    assert_true(stream_open(&stream, name, &diag));
    stream.is_enough = has_had_enough;
    stream.user = &asked;
    assert_int_equal(fcntl(ends[1], F_SETFL, O_NONBLOCK), 0);
    static char much[1 << 20];
    assert_false(stream_write(&stream, much, sizeof much, &diag));
    assert_non_null(strstr(diag.text, "interrupted while nobody read"));
    close(ends[0]);
    close(ends[1]);
}

static void paths_and_times_are_the_systems(void **state) {
    Fixture *f = *state;
    char path[160], link[160], whole[4096], small[4];
    below(path, f, "file");
    below(link, f, "link");
    fclose(fopen(path, "w"));
    assert_int_equal(symlink("file", link), 0);
    assert_true(platform_full_path(whole, sizeof whole, link));
    assert_string_equal(strrchr(whole, '/'), "/file");
    assert_false(platform_full_path(small, sizeof small, link));
    below(path, f, "none");
    assert_false(platform_full_path(whole, sizeof whole, path));
    assert_true(platform_peak_memory_bytes() > 1e5);
    assert_true(platform_thread_time_s() >= 0 && platform_process_time_s() >= platform_thread_time_s() - 1);
    FILE *file = fopen("/dev/null", "r");
    assert_int_equal(platform_terminal_columns(file), 80); /* no terminal has a width of its own */
    fclose(file);
}

static void bytes_that_are_no_text_are_each_the_mark_for_it(void **state) {
    (void)state;
    static const struct {
        const char *text;
        uint32_t code[4];
        int count;
    } cases[] = {
        {"a", {'a'}, 1},
        {"\xC3\xA4z", {0xE4, 'z'}, 2},
        {"\xE2\x82\xAC", {0x20AC}, 1},
        {"\xF0\x9F\x98\x80", {0x1F600}, 1},
        {"\xC3", {0xFFFD}, 1},
        {"\xC3z", {0xFFFD, 'z'}, 2},
        {"\xE2\x82", {0xFFFD, 0xFFFD}, 2},
        {"\x80", {0xFFFD}, 1},
        {"\xC0\x80", {0xFFFD, 0xFFFD}, 2},
        {"\xE0\x80\x80", {0xFFFD}, 1},
        {"\xF0\x80\x80\x80", {0xFFFD}, 1},
        {"\xED\xA0\x80", {0xFFFD}, 1},
        {"\xF4\x90\x80\x80", {0xFFFD}, 1},
        {"\xF8", {0xFFFD}, 1},
        {"\xFF", {0xFFFD}, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Str rest = str_from(cases[i].text);
        for (int k = 0; k < cases[i].count; k++) assert_int_equal(font_next_char(&rest), cases[i].code[k]);
        if (cases[i].count > 0 && rest.count != 0) fail_msg("case %zu: %d bytes are left", i, rest.count);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_language_is_the_first_that_the_environment_says),
        cmocka_unit_test_setup_teardown(a_folder_that_cannot_be_made_is_named, setup, teardown),
        cmocka_unit_test(a_program_that_is_not_there_or_fails_is_told),
        cmocka_unit_test(without_descriptors_no_program_is_started),
        cmocka_unit_test_setup_teardown(a_stream_leads_where_its_name_says, setup, teardown),
        cmocka_unit_test_setup_teardown(paths_and_times_are_the_systems, setup, teardown),
        cmocka_unit_test(bytes_that_are_no_text_are_each_the_mark_for_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
