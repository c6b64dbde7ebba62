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
#include "support/window_case.h"
#define SDL_MAIN_HANDLED
#include <SDL2/SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int setup(void **state) {
    int status = window_case_start(state);
    const WindowCase *f = *state;
    window_case_write(f, f->lesson, "---\ntitle: A\nminutes: 1\nlevel: basic\nid: a\n---\n## One\n\nLook.\n\n## Two\n\nAgain.\n");
    window_case_write(f, f->setup, "cell=gru\nhidden=3\n");
    return status;
}

static void a_second_window_shows_the_same_until_it_is_closed(void **state) {
    WindowCase *f = *state;
    window_case_write(
        f, f->script,
        "mirror on\nframe 0\nframe 0\nset hidden 4\nframe 0\nfullscreen on\nframe 0\nfullscreen off\nframe 0\nresize 1000 700\nframe "
        "0\ntraining "
        "on\nframe 0.1\nframe 0.1\ntraining off\nmirror off\nframe 0\nquit\n");
    assert_int_equal(WINDOW_CASE_RUN(f, "--settings", "none", "--size", "900x600", "--script", f->script, "--record", f->record), CLI_OK);
    window_case_assert_holds(f, f->record, "mirror on\n");
    window_case_assert_holds(f, f->record, "mirror off\n");
    window_case_assert_holds(f, f->record, "resize 1000 700\n");
    char *said = window_case_read(f, f->errors);
    assert_string_equal(said, "");
    mem_free(said);
    assert_int_equal(WINDOW_CASE_RUN(f, "--settings", "none", "--script", f->script, "--present", "texture"), CLI_OK);
}

/* Wherever the file's name stands among the options. */
static void options_change_what_the_command_line_names(void **state) {
    WindowCase *f = *state;
    char line[200], saved[96], tale[96];
    text_format(saved, sizeof saved, "%s/saved.unroll", f->folder);
    text_format(tale, sizeof tale, "%s/tale.txt", f->folder);
    text_format(line, sizeof line, "save %s", saved);
    window_case_write(f, tale, "the cat sat on the mat and the dog sat on the rug and the cat saw the dog");
    window_case_write(f, f->script, "frame 0\nquit\n");
    assert_int_equal(
        WINDOW_CASE_RUN(f, "--settings", "none", "--set", "hidden=5", f->setup, "--do", "train 3", "--do", line, "--script", f->script),
        CLI_OK);
    window_case_assert_holds(f, saved, "cell=gru\n"); /* the file's */
    window_case_assert_holds(f, saved, "hidden=5\n");
    window_case_assert_holds(f, saved, "at 3\n");
    remove(saved); /* a line that was shared */
    assert_int_equal(
        WINDOW_CASE_RUN(f, "--settings", "none", "cell=lstm&hidden=4", "--set", "steps=6", "--do", line, "--script", f->script), CLI_OK);
    window_case_assert_holds(f, saved, "cell=lstm\n");
    window_case_assert_holds(f, saved, "hidden=4\n");
    window_case_assert_holds(f, saved, "steps=6\n");
    remove(saved);
    assert_int_equal(
        WINDOW_CASE_RUN(f, "--settings", "none", tale, "--set", "hidden=7", "--do", "train 2", "--do", line, "--script", f->script),
        CLI_OK);
    window_case_assert_holds(f, saved, "hidden=7\n");
    window_case_assert_holds(f, saved, "task=text\n");
    window_case_assert_holds(f, saved, "at 2\n");
}

static void what_the_command_line_names_is_opened(void **state) {
    WindowCase *f = *state;
    char address[128], here[1024];
    window_case_write(f, f->script, "frame 0\nquit\n");
    assert_int_equal(WINDOW_CASE_RUN(f, "--settings", "none", "--record", f->record, "--script", f->script, f->lesson), CLI_OK);
    window_case_assert_holds(f, f->record, "a.md");
    text_format(address, sizeof address, "%s#two", f->lesson);
    assert_int_equal(WINDOW_CASE_RUN(f, "--settings", "none", "--record", f->record, "--script", f->script, address), CLI_OK);
    assert_int_equal(WINDOW_CASE_RUN(f, "--settings", "none", "--record", f->record, "--script", f->script, f->setup), CLI_OK);
    window_case_assert_holds(f, f->record, "set hidden 3\n");
    assert_non_null(getcwd(here, sizeof here));
    assert_int_equal(chdir(f->folder), 0); /* by a name from here, its whole path is opened */
    int status = WINDOW_CASE_RUN(f, "--settings", "none", "--record", f->record, "--script", f->script, "a.md");
    assert_int_equal(chdir(here), 0);
    assert_int_equal(status, CLI_OK);
    window_case_assert_holds(f, f->record, f->lesson);
    text_format(address, sizeof address, "%s#three", f->lesson);
    assert_int_equal(WINDOW_CASE_RUN(f, "--settings", "none", "--script", f->script, address), CLI_BAD_USAGE);
    window_case_assert_holds(f, f->errors, "The lesson has no step \"three\"");
    assert_int_equal(WINDOW_CASE_RUN(f, "--settings", "none", "--script", f->script, "no-such-lesson"), CLI_BAD_USAGE);
    window_case_assert_holds(f, f->errors, "There is no lesson \"no-such-lesson\"");
    assert_int_equal(WINDOW_CASE_RUN(f, "--settings", "none", "--script", f->script, "--open", address), CLI_BAD_USAGE);
    const char *many[20] = {"--settings", "none"};
    for (int i = 2; i < 20; i++) many[i] = i % 2 ? f->script : "--script";
    int found = window_case_run(f, many, 20);
    assert_true(found == CLI_OK || found == CLI_BAD_USAGE);
}

static void where_nothing_can_be_kept_it_is_told_and_the_window_opens(void **state) {
    WindowCase *f = *state;
    window_case_write(f, f->script, "frame 0\nquit\n");
    setenv("XDG_STATE_HOME", f->setup, 1); /* a file, no folder */
    setenv("XDG_CONFIG_HOME", f->setup, 1);
    SDL_Event close = {.type = SDL_QUIT};
    assert_int_equal(SDL_InitSubSystem(SDL_INIT_EVENTS), 0);
    assert_int_equal(SDL_PushEvent(&close), 1);
    assert_int_equal(window_case_run(f, NULL, 0), CLI_OK);
    SDL_QuitSubSystem(SDL_INIT_EVENTS);
    window_case_assert_holds(f, f->errors, "cannot make this folder");
    unsetenv("XDG_STATE_HOME");
    unsetenv("XDG_CONFIG_HOME");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_second_window_shows_the_same_until_it_is_closed, setup, window_case_end),
        cmocka_unit_test_setup_teardown(options_change_what_the_command_line_names, setup, window_case_end),
        cmocka_unit_test_setup_teardown(what_the_command_line_names_is_opened, setup, window_case_end),
        cmocka_unit_test_setup_teardown(where_nothing_can_be_kept_it_is_told_and_the_window_opens, setup, window_case_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
