/* The window loop, on SDL's dummy driver: scripts play in frames and end the program, recordings replay, and what is wrong is
   said before a window opens. Frames of no length, so that nothing waits. */
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
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void write_script(const WindowCase *f, const char *text) { window_case_write(f, f->script, text); }
static void assert_says(const WindowCase *f, const char *part) { window_case_assert_holds(f, f->errors, part); }

/* Without settings; another --settings behind it counts. */
#define RUN(f, ...) WINDOW_CASE_RUN(f, "--settings", "none", __VA_ARGS__)

static void a_script_plays_in_the_window_and_is_recorded(void **state) {
    WindowCase *f = *state;
    write_script(f, "# a comment\n\nseek backward 3\nframe 0\nkey Right\nframe 0\r\nset cell lstm\nframe 0\nquit\nseek forward 1\n");
    assert_int_equal(RUN(f, "--size", "900x600", "--script", f->script, "--record", f->record, "--set", "hidden=4"), CLI_OK);
    assert_says(f, "");
    char *record = window_case_read(f, f->record);
    static const char *const line[] = {"resize 900 600\n", "\nseek backward 3\n", "\nkey Right\n", "\nset cell lstm\n", "\nframe 0\n"};
    const char *at = record;
    for (int i = 0; i < 5; i++) {
        at = strstr(at, line[i]);
        if (!at) fail_msg("no '%s' in order in %s", line[i], record);
    }
    assert_null(strstr(record, "seek forward 1")); /* what stands behind quit is not played */
    assert_null(strstr(record, "hidden"));         /* and what stands behind the script neither */
    mem_free(record);
}

static void options_before_and_after_a_script_keep_their_order(void **state) {
    WindowCase *f = *state;
    write_script(f, "set steps 20\nframe 0\n");
    assert_int_equal(RUN(f, "--set", "steps=10", "--script", f->script, "--do", "set steps 30", "--do", "quit", "--record", f->record),
                     CLI_OK);
    char *record = window_case_read(f, f->record), *at = record;
    static const char *const line[] = {"set steps 10", "set steps 20", "set steps 30"};
    for (int i = 0; i < 3; i++) {
        at = strstr(at, line[i]);
        if (!at) fail_msg("no '%s' in order in %s", line[i], record);
    }
    mem_free(record);
}

/* The lines that are not about frames or sizes, which depend on when the system tells of the window. */
static void keep_input_lines(char *text) {
    char *out = text;
    for (Str rest = str_from(text); rest.count > 0;) {
        Str line = str_next_line(&rest), copy = line;
        Str word = str_next_word(&copy);
        if (str_equal(word, "frame") || str_equal(word, "resize")) continue;
        memmove(out, line.at, (size_t)line.count);
        out += line.count;
        *out++ = '\n';
    }
    *out = '\0';
}

static void a_recording_replays_as_itself(void **state) {
    WindowCase *f = *state;
    write_script(f, "resize 1300 820\nframe 0\nclick transport/play\nframe 0.01\nkey Space\nframe 0\nset cell gru\nset radius 1.1\n"
                    "pointer 700 300\nframe 0\nwheel 1\nframe 0\npress\nrelease\nframe 0\ntype x\nframe 0\nquit\n");
    assert_int_equal(RUN(f, "--script", f->script, "--record", f->record), CLI_OK);
    assert_int_equal(RUN(f, "--script", f->record, "--record", f->again), CLI_OK);
    char *once = window_case_read(f, f->record), *twice = window_case_read(f, f->again);
    keep_input_lines(once);
    keep_input_lines(twice);
    static const char beginning[] = "pointer -1 -1\n"; /* the last line of where a recording starts from */
    char *start = strstr(once, beginning);
    assert_non_null(start);
    start += strlen(beginning);
    assert_true(strlen(start) > 60);
    if (!strstr(twice, start)) fail_msg("recorded:\n%s\nreplayed:\n%s", start, twice);
    mem_free(once);
    mem_free(twice);
}

static void a_wrong_line_is_named_with_its_place_and_the_next_one_plays(void **state) {
    WindowCase *f = *state;
    char place[160];
    write_script(f, "seek backward 2\n\nseek sideways 3\nframe 0\nquit\n");
    assert_int_equal(RUN(f, "--script", f->script, "--record", f->record), CLI_BAD_USAGE);
    text_format(place, sizeof place, "%s:3:", f->script);
    assert_says(f, place);
    assert_says(f, "sideways");
}

static void what_is_wrong_is_said_before_a_window_opens(void **state) {
    WindowCase *f = *state;
    setenv("SDL_VIDEODRIVER", "no-such-driver", 1); /* a window would fail, with another message */
    assert_int_equal(RUN(f, "--set", "radius=99"), CLI_BAD_USAGE);
    assert_says(f, "radius");
    assert_int_equal(RUN(f, "--prezent", "surface"), CLI_BAD_USAGE);
    assert_says(f, "--present");
    assert_int_equal(RUN(f, "--script", "/no/such/script"), CLI_BAD_USAGE);
    assert_says(f, "/no/such/script");
    assert_int_equal(RUN(f, "--record", "/no/such/folder/record"), CLI_FAILED);
    assert_says(f, "/no/such/folder/record");
    assert_int_equal(RUN(f, "--theme", "dark"), CLI_FAILED);
    assert_says(f, "unroll render");
}

static void a_recording_on_a_full_disk_is_told(void **state) {
    WindowCase *f = *state;
    if (access("/dev/full", W_OK) != 0) skip();
    assert_int_equal(RUN(f, "--record", "/dev/full", "--do", "quit"), CLI_FAILED);
    assert_says(f, "/dev/full");
}

static void assert_records(const WindowCase *f, const char *part) { window_case_assert_holds(f, f->record, part); }

static void settings_hold_from_the_start_and_options_before_them(void **state) {
    WindowCase *f = *state;
    char *text;
    window_case_write(f, f->again, "theme light\nscale 125\nmotion sideways\n");
    write_script(f, "palette contrast\nframe 0\nquit\n");
    assert_int_equal(RUN(f, "--settings", f->again, "--scale", "150", "--script", f->script, "--record", f->record), CLI_OK);
    assert_records(f, "setting theme light\n");
    assert_records(f, "setting scale 125\n"); /* where the recording starts from */
    assert_records(f, "\nscale 150\n");
    assert_says(f, "motion cannot be 'sideways'");
    text = window_case_read(f, f->again); /* what options and scripts said is not kept; what was wrong is told no more */
    assert_string_equal(text, "theme light\nscale 125\n#? motion sideways\n");
    mem_free(text);
    assert_int_equal(RUN(f, "--script", f->script, "--record", f->record), CLI_OK);
    assert_records(f, "setting theme dark\n");
}

static void settings_lie_where_the_system_says(void **state) {
    WindowCase *f = *state;
    char folder[96], path[160], elsewhere[96];
    text_format(folder, sizeof folder, "%s/unroll", f->folder);
    text_format(path, sizeof path, "%s/settings", folder);
    text_format(elsewhere, sizeof elsewhere, "%s/state", f->folder);
    setenv("XDG_CONFIG_HOME", f->folder, 1);
    setenv("XDG_STATE_HOME", elsewhere, 1);
    assert_int_equal(mkdir(folder, 0700), 0);
    window_case_write(f, path, "theme light\n");
    write_script(f, "frame 0\nquit\n");
    char *argv[] = {strdup("unroll"), strdup("run"), strdup("--script"), strdup(f->script), strdup("--record"), strdup(f->record)};
    assert_int_equal(cli_main(6, argv, "0"), CLI_OK);
    assert_records(f, "setting theme light\n");
    for (int i = 0; i < 6; i++) free(argv[i]);
    remove(path);
    rmdir(folder);
    unsetenv("XDG_CONFIG_HOME");
    unsetenv("XDG_STATE_HOME");
}

/* The window is closed before its first event. */
static void close_at_once(void) {
    SDL_Event close = {.type = SDL_QUIT};
    assert_int_equal(SDL_InitSubSystem(SDL_INIT_EVENTS), 0);
    assert_int_equal(SDL_PushEvent(&close), 1);
}

static void the_last_experiment_is_opened_unless_options_say_what_to_show(void **state) {
    WindowCase *f = *state;
    char last[160], broken[160];
    text_format(last, sizeof last, "%s.last", f->again);
    text_format(broken, sizeof broken, "%s.last.broken", f->again);
    window_case_write(f, last, "cell=elephant\n");
    assert_int_equal(RUN(f, "--settings", f->again, "--do", "quit"), CLI_OK);
    assert_int_equal(RUN(f, "--settings", f->again, "--record", f->record, "--do", "quit"), CLI_OK);
    write_script(f, "update\nframe 4\nquit\n");
    assert_int_equal(RUN(f, "--settings", f->again, "--script", f->script), CLI_OK);
    char *text = window_case_read(f, last); /* neither read nor written */
    assert_string_equal(text, "cell=elephant\n");
    mem_free(text);
    assert_int_not_equal(access(broken, F_OK), 0);
    close_at_once();
    assert_int_equal(RUN(f, "--settings", f->again), CLI_OK);
    SDL_QuitSubSystem(SDL_INIT_EVENTS);
    assert_says(f, "elephant");
    assert_int_equal(access(broken, F_OK), 0);
    remove(last);
    remove(broken);
}

/* The same with this text as standard input. */
static int run_with_input(WindowCase *f, const char *text, const char *operand) {
    window_case_write(f, f->script, text);
    fflush(stdin);
    int kept = dup(STDIN_FILENO), file = open(f->script, O_RDONLY);
    dup2(file, STDIN_FILENO);
    int status = RUN(f, operand, "--record", f->record, "--do", "quit");
    dup2(kept, STDIN_FILENO);
    close(kept);
    close(file);
    return status;
}

static const char lesson_front[] = "---\ntitle: Typed\nid: typed\nminutes: 1\nlevel: basic\ngoals:\n  - see\n---\n\n## One\n\nText.\n";

static void a_lesson_or_an_experiment_is_read_from_standard_input(void **state) {
    WindowCase *f = *state;
    char text[400];
    assert_int_equal(run_with_input(f, lesson_front, "-"), CLI_OK);
    assert_records(f, "lesson -\n");
    text_format(text, sizeof text, "\xEF\xBB\xBF\n  %s", lesson_front); /* a byte-order mark and blanks before it */
    assert_int_equal(run_with_input(f, text, "-"), CLI_OK);
    assert_records(f, "lesson -\n");
    assert_int_equal(run_with_input(f, "# A heading\n\nText.\n", "-"), CLI_OK);
    assert_records(f, "lesson -\n");
    assert_int_equal(run_with_input(f, "cell=gru\nhidden=3\n", "-"), CLI_OK);
    assert_records(f, "set cell gru\n");
    assert_int_equal(run_with_input(f, "#\ncell=gru\n", "-"), CLI_OK); /* an empty comment is no heading */
    assert_records(f, "set cell gru\n");
}

static void until_a_setting_says_otherwise_the_language_is_that_of_the_system(void **state) {
    WindowCase *f = *state;
    static const struct {
        const char *name, *setting;
    } language[] = {{"de_DE.UTF-8", "setting language de\n"}, {"xx_YY.UTF-8", "setting language en\n"}, {"C", "setting language en\n"}};
    for (int i = 0; i < 3; i++) {
        setenv("LC_ALL", language[i].name, 1);
        assert_int_equal(RUN(f, "--settings", f->again, "--record", f->record, "--do", "quit"), CLI_OK);
        assert_records(f, language[i].setting);
    }
    unsetenv("LC_ALL");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_script_plays_in_the_window_and_is_recorded, window_case_start, window_case_end),
        cmocka_unit_test_setup_teardown(options_before_and_after_a_script_keep_their_order, window_case_start, window_case_end),
        cmocka_unit_test_setup_teardown(a_recording_replays_as_itself, window_case_start, window_case_end),
        cmocka_unit_test_setup_teardown(a_wrong_line_is_named_with_its_place_and_the_next_one_plays, window_case_start, window_case_end),
        cmocka_unit_test_setup_teardown(what_is_wrong_is_said_before_a_window_opens, window_case_start, window_case_end),
        cmocka_unit_test_setup_teardown(settings_hold_from_the_start_and_options_before_them, window_case_start, window_case_end),
        cmocka_unit_test_setup_teardown(settings_lie_where_the_system_says, window_case_start, window_case_end),
        cmocka_unit_test_setup_teardown(the_last_experiment_is_opened_unless_options_say_what_to_show, window_case_start, window_case_end),
        cmocka_unit_test_setup_teardown(a_lesson_or_an_experiment_is_read_from_standard_input, window_case_start, window_case_end),
        cmocka_unit_test_setup_teardown(until_a_setting_says_otherwise_the_language_is_that_of_the_system, window_case_start,
                                        window_case_end),
        cmocka_unit_test_setup_teardown(a_recording_on_a_full_disk_is_told, window_case_start, window_case_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
