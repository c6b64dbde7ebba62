/* A sitting in the window, on SDL's dummy driver: what the command line names is opened, a second window comes and goes, and what
   cannot be kept is told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/number.h"
#include "cli/cli.h"
#include "platform/files.h"
#define SDL_MAIN_HANDLED
#include <SDL2/SDL.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct Fixture {
    char folder[64], script[96], record[96], errors[96], settings[96], lesson[96], setup[96];
    FileApi file;
} Fixture;

const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) { return "leak:libdbus\n"; } /* see test_platform_window.c */

static void put(const Fixture *f, const char *path, const char *text) {
    Diag diag;
    if (!f->file.write(f->file.user, path, text, strlen(text), &diag)) fail_msg("%s", diag.text);
}

static char *contents(const Fixture *f, const char *path) {
    char *data = NULL;
    size_t size = 0;
    Diag diag;
    if (!f->file.read(f->file.user, path, &data, &size, &diag)) fail_msg("%s", diag.text);
    return data;
}

static void assert_holds(const Fixture *f, const char *path, const char *part) {
    char *text = contents(f, path);
    if (!strstr(text, part)) fail_msg("'%s' is not in: %.3000s", part, text);
    mem_free(text);
}

static int setup(void **state) {
    Fixture *f = calloc(1, sizeof *f);
    if (!f) return -1;
    *state = f;
    strcpy(f->folder, "/tmp/unroll-session-XXXXXX");
    if (!mkdtemp(f->folder)) return -1;
    text_format(f->script, sizeof f->script, "%s/script", f->folder);
    text_format(f->record, sizeof f->record, "%s/record", f->folder);
    text_format(f->errors, sizeof f->errors, "%s/errors", f->folder);
    text_format(f->settings, sizeof f->settings, "%s/settings", f->folder);
    text_format(f->lesson, sizeof f->lesson, "%s/a.md", f->folder);
    text_format(f->setup, sizeof f->setup, "%s/mine", f->folder);
    platform_files(&f->file);
    put(f, f->lesson, "---\ntitle: A\nminutes: 1\nlevel: basic\nid: a\n---\n## One\n\nLook.\n\n## Two\n\nAgain.\n");
    put(f, f->setup, "cell=gru\nhidden=3\n");
    return setenv("SDL_VIDEODRIVER", "dummy", 1);
}

static int teardown(void **state) {
    Fixture *f = *state;
    char command[128];
    text_format(command, sizeof command, "rm -rf '%s'", f->folder);
    free(f);
    return system(command);
}

static int run(Fixture *f, const char *const *option, int count) {
    char *argv[24] = {strdup("unroll"), strdup("run")};
    for (int i = 0; i < count; i++) argv[2 + i] = strdup(option[i]);
    fflush(stderr);
    int kept = dup(STDERR_FILENO), file = open(f->errors, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    dup2(file, STDERR_FILENO);
    int status = cli_main(count + 2, argv, "0");
    fflush(stderr);
    dup2(kept, STDERR_FILENO);
    close(kept);
    close(file);
    for (int i = 0; i < count + 2; i++) free(argv[i]);
    return status;
}

#define RUN(f, ...) run(f, (const char *const[]){__VA_ARGS__}, (int)(sizeof(const char *[]){__VA_ARGS__} / sizeof(char *)))

static void a_second_window_shows_the_same_until_it_is_closed(void **state) {
    Fixture *f = *state;
    put(f, f->script,
        "mirror on\nframe 0\nframe 0\nset hidden 4\nframe 0\nfullscreen on\nframe 0\nfullscreen off\nframe 0\nresize 1000 700\nframe "
        "0\ntraining "
        "on\nframe 0.1\nframe 0.1\ntraining off\nmirror off\nframe 0\nquit\n");
    assert_int_equal(RUN(f, "--settings", "none", "--size", "900x600", "--script", f->script, "--record", f->record), CLI_OK);
    assert_holds(f, f->record, "mirror on\n");
    assert_holds(f, f->record, "mirror off\n");
    assert_holds(f, f->record, "resize 1000 700\n");
    char *said = contents(f, f->errors);
    assert_string_equal(said, "");
    mem_free(said);
    assert_int_equal(RUN(f, "--settings", "none", "--script", f->script, "--present", "texture"), CLI_OK);
}

/* Wherever the file's name stands among the options. */
static void options_change_what_the_command_line_names(void **state) {
    Fixture *f = *state;
    char line[200], saved[96], tale[96];
    text_format(saved, sizeof saved, "%s/saved.unroll", f->folder);
    text_format(tale, sizeof tale, "%s/tale.txt", f->folder);
    text_format(line, sizeof line, "save %s", saved);
    put(f, tale, "the cat sat on the mat and the dog sat on the rug and the cat saw the dog");
    put(f, f->script, "frame 0\nquit\n");
    assert_int_equal(RUN(f, "--settings", "none", "--set", "hidden=5", f->setup, "--do", "train 3", "--do", line, "--script", f->script),
                     CLI_OK);
    assert_holds(f, saved, "cell=gru\n"); /* the file's */
    assert_holds(f, saved, "hidden=5\n");
    assert_holds(f, saved, "at 3\n");
    remove(saved); /* a line that was shared */
    assert_int_equal(RUN(f, "--settings", "none", "cell=lstm&hidden=4", "--set", "steps=6", "--do", line, "--script", f->script), CLI_OK);
    assert_holds(f, saved, "cell=lstm\n");
    assert_holds(f, saved, "hidden=4\n");
    assert_holds(f, saved, "steps=6\n");
    remove(saved);
    assert_int_equal(RUN(f, "--settings", "none", tale, "--set", "hidden=7", "--do", "train 2", "--do", line, "--script", f->script),
                     CLI_OK);
    assert_holds(f, saved, "hidden=7\n");
    assert_holds(f, saved, "task=text\n");
    assert_holds(f, saved, "at 2\n");
}

static void what_the_command_line_names_is_opened(void **state) {
    Fixture *f = *state;
    char address[128], here[1024];
    put(f, f->script, "frame 0\nquit\n");
    assert_int_equal(RUN(f, "--settings", "none", "--record", f->record, "--script", f->script, f->lesson), CLI_OK);
    assert_holds(f, f->record, "a.md");
    text_format(address, sizeof address, "%s#two", f->lesson);
    assert_int_equal(RUN(f, "--settings", "none", "--record", f->record, "--script", f->script, address), CLI_OK);
    assert_int_equal(RUN(f, "--settings", "none", "--record", f->record, "--script", f->script, f->setup), CLI_OK);
    assert_holds(f, f->record, "set hidden 3\n");
    assert_non_null(getcwd(here, sizeof here));
    assert_int_equal(chdir(f->folder), 0); /* by a name from here, its whole path is opened */
    int status = RUN(f, "--settings", "none", "--record", f->record, "--script", f->script, "a.md");
    assert_int_equal(chdir(here), 0);
    assert_int_equal(status, CLI_OK);
    assert_holds(f, f->record, f->lesson);
    text_format(address, sizeof address, "%s#three", f->lesson);
    assert_int_equal(RUN(f, "--settings", "none", "--script", f->script, address), CLI_BAD_USAGE);
    assert_holds(f, f->errors, "The lesson has no step \"three\"");
    assert_int_equal(RUN(f, "--settings", "none", "--script", f->script, "no-such-lesson"), CLI_BAD_USAGE);
    assert_holds(f, f->errors, "There is no lesson \"no-such-lesson\"");
    assert_int_equal(RUN(f, "--settings", "none", "--script", f->script, "--open", address), CLI_BAD_USAGE);
    const char *many[20] = {"--settings", "none"};
    for (int i = 2; i < 20; i++) many[i] = i % 2 ? f->script : "--script";
    int found = run(f, many, 20);
    assert_true(found == CLI_OK || found == CLI_BAD_USAGE);
}

static void where_nothing_can_be_kept_it_is_told_and_the_window_opens(void **state) {
    Fixture *f = *state;
    put(f, f->script, "frame 0\nquit\n");
    setenv("XDG_STATE_HOME", f->setup, 1); /* a file, no folder */
    setenv("XDG_CONFIG_HOME", f->setup, 1);
    SDL_Event close = {.type = SDL_QUIT};
    assert_int_equal(SDL_InitSubSystem(SDL_INIT_EVENTS), 0);
    assert_int_equal(SDL_PushEvent(&close), 1);
    assert_int_equal(run(f, NULL, 0), CLI_OK);
    SDL_QuitSubSystem(SDL_INIT_EVENTS);
    assert_holds(f, f->errors, "cannot make this folder");
    unsetenv("XDG_STATE_HOME");
    unsetenv("XDG_CONFIG_HOME");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_second_window_shows_the_same_until_it_is_closed, setup, teardown),
        cmocka_unit_test_setup_teardown(options_change_what_the_command_line_names, setup, teardown),
        cmocka_unit_test_setup_teardown(what_the_command_line_names_is_opened, setup, teardown),
        cmocka_unit_test_setup_teardown(where_nothing_can_be_kept_it_is_told_and_the_window_opens, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
