/* What the program keeps of itself (the last experiment, the settings, the progress), where a file cannot be read, cannot be written, or holds
   something else: what is there is not lost, it is said once, and the window goes on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "support/drive.h"
#include "support/fail_memory.h"
#include "support/memory_files.h"
#include <stdlib.h>
#include <string.h>

typedef struct Case {
    Drive drive; /* first: what drive_line and its like are given */
    MemoryFiles files;
    DiagList wrong;
} Case;

static int setup(void **state) {
    Case *here = *state = calloc(1, sizeof *here);
    if (!here) return -1;
    drive_start(&here->drive);
    memory_files_bind(&here->files, &here->drive.world.file);
    diag_list_reset(&here->wrong);
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

static const char *get(const Case *here, const char *path) { return memory_files_get(&here->files, path); }

static void pass(Case *here, double seconds) {
    for (double t = 0; t < seconds; t += 0.1) drive_frame(&here->drive, 0.1);
}

/* ---- The last experiment ---- */

static void what_cannot_be_put_aside_is_not_written_over(void **state) {
    Case *here = *state;
    memory_files_put(&here->files, "last", "of somebody");
    here->files.write_fails = true;
    app_open_last(here->drive.app, "last", true, &here->wrong);
    assert_int_equal(here->wrong.found, 2); /* what it is, and that it cannot be kept */
    here->files.write_fails = false;
    drive_line(&here->drive, "set cell gru");
    pass(here, 5);
    assert_string_equal(get(here, "last"), "of somebody");
    assert_int_equal(here->files.count, 1);
}

/* The file names weights that are not there any more. */
static void an_experiment_whose_weights_are_gone_is_put_aside(void **state) {
    Case *here = *state;
    Drive *drive = &here->drive;
    drive_line(drive, "set cell gru");
    drive_line(drive, "export ./a.safetensors");
    drive_line(drive, "open ./a.safetensors");
    app_open_last(drive->app, "./last", false, &here->wrong);
    drive_line(drive, "train 1");
    app_save_last(drive->app);
    assert_non_null(get(here, "./last"));
    here->drive.world.file.remove(&here->files, "./a.safetensors");
    drive_end(drive);
    drive_start(drive);
    memory_files_bind(&here->files, &drive->world.file);
    app_open_last(drive->app, "./last", true, &here->wrong);
    assert_int_equal(here->wrong.found, 2);
    assert_non_null(strstr(here->wrong.item[1].text, "put aside as ./last.broken"));
    assert_non_null(get(here, "./last.broken"));
}

static void a_text_that_cannot_be_kept_is_told_once(void **state) {
    Case *here = *state;
    Drive *drive = &here->drive;
    memory_files_put(&here->files, "./mine.txt", "the cat sat on the mat and the dog sat on the rug");
    app_open_last(drive->app, "/state/last", false, &here->wrong);
    drive_line(drive, "text open ./mine.txt");
    drive_line(drive, "motion reduced");
    here->files.write_fails = true;
    pass(here, 5);
    assert_true(drive_ui(drive)->message_is_bad);
    drive_line(drive, "set hidden 3"); /* which takes the message away */
    pass(here, 5);
    assert_int_equal(drive_ui(drive)->message[0], '\0');
    here->files.write_fails = false;
    drive_line(drive, "set hidden 4");
    pass(here, 5);
    assert_non_null(get(here, "/state/mine.txt"));
    assert_non_null(strstr(get(here, "/state/last"), "hidden=4"));
}

/* Each allocation fails once: the file is the old one or the new one, and it is said. */
static void without_memory_the_last_experiment_stays_as_it_was_kept(void **state) {
    Case *here = *state;
    Drive *drive = &here->drive;
    int failed = 0;
    app_open_last(drive->app, "last", false, &here->wrong);
    drive_line(drive, "set hidden 3");
    app_save_last(drive->app);
    for (long n = 1;; n++) {
        char line[32], *was = strdup(get(here, "last"));
        text_format(line, (int)sizeof line, "set hidden %d", 4 + (int)(n % 2));
        drive_line(drive, line);
        mem_fail_after(n);
        app_save_last(drive->app);
        bool is_over = !mem_has_failed();
        mem_fail_after(-1);
        text_format(line, (int)sizeof line, "hidden=%d", 4 + (int)(n % 2));
        bool is_new = strstr(get(here, "last"), line) != NULL;
        if (!is_new) assert_string_equal(get(here, "last"), was);
        if (!is_new && failed++ == 0) assert_non_null(strstr(drive_ui(drive)->message, "memory"));
        free(was);
        if (is_over) break;
    }
    assert_true(failed >= 2);
}

/* ---- Settings ---- */

static void settings_that_cannot_be_put_aside_stay(void **state) {
    Case *here = *state;
    memory_files_put(&here->files, "settings",
                     "\x7f"
                     "ELF of somebody\x01\x02");
    here->files.write_fails = true;
    app_open_settings(here->drive.app, "settings", &here->wrong);
    assert_true(here->wrong.found > 0);
    here->files.write_fails = false;
    drive_key(&here->drive, "T");
    pass(here, 2);
    assert_string_equal(get(here, "settings"), "\x7f"
                                               "ELF of somebody\x01\x02");
}

static void a_language_that_is_not_there_leaves_the_other_settings(void **state) {
    Case *here = *state;
    memory_files_put(&here->files, "settings", "theme light\nlanguage klingon\nscale 120\n");
    app_open_settings(here->drive.app, "settings", &here->wrong);
    const Settings *settings = app_settings(here->drive.app);
    assert_int_equal(here->wrong.found, 1);
    assert_int_equal(settings_choice(settings, SETTING_THEME), THEME_LIGHT);
    assert_true(settings_get(settings, SETTING_SCALE) == 120);
    assert_string_equal(settings_text(settings, SETTING_LANGUAGE), "en");
}

static void without_memory_the_settings_file_stays(void **state) {
    Case *here = *state;
    Drive *drive = &here->drive;
    int failed = 0;
    memory_files_put(&here->files, "settings", "theme dark\n");
    app_open_settings(drive->app, "settings", &here->wrong);
    for (long n = 1;; n++) {
        char *was = strdup(get(here, "settings"));
        drive_key(drive, "T");
        mem_fail_after(n);
        app_save_settings(drive->app);
        bool is_over = !mem_has_failed();
        mem_fail_after(-1);
        bool is_new = strcmp(get(here, "settings"), was) != 0;
        free(was);
        if (!is_new) assert_true(drive_ui(drive)->message_is_bad && drive_ui(drive)->message[0]);
        failed += !is_new;
        if (is_over) break;
    }
    assert_true(failed >= 2);
}

/* The key that was chosen had another command, which loses it: that is said. The same key again changes nothing. */
static void a_key_that_is_taken_changes_hands(void **state) {
    Case *here = *state;
    Drive *drive = &here->drive;
    drive_line(drive, "show settings");
    drive_line(drive, "rebind U update");
    drive_key(drive, "U");
    assert_int_equal(drive_ui(drive)->message[0], '\0');
    drive_line(drive, "rebind U update");
    drive_key(drive, "R");
    assert_non_null(strstr(drive_ui(drive)->message, "R"));
    assert_false(drive_ui(drive)->message_is_bad);
    assert_non_null(strstr(settings_text(app_settings(drive->app), SETTING_KEYS), "R update"));
    char line[400] = "rebind ";
    memset(line + 7, 'x', 300);
    strcpy(line + 307, " update");
    drive_refuse(drive, line, "longer than any key");
    drive_refuse(drive, "rebind U no-such-command", "");
    drive_line(drive, "rebind U update");
    drive_key(drive, "Ctrl+Alt+Foo");
    assert_string_equal(drive_ui(drive)->rebind_line, "");
}

/* ---- Progress ---- */

static const char lesson[] =
    "---\ntitle: T\nid: test\nminutes: 1\nlevel: basic\ngoals:\n  - see\n---\n\n## First\n\n```setup start\npreset first\n```\n"
    "```do\nseek backward 1\n```\n```predict\n? Which?\n- no :: No.\n* yes\n> So.\n```\n\n"
    "## Draw\n\n```do\nseek backward 2\n```\n```draw\n? How?\ncurve rgrad 1..3\n! seek backward end\n```\n";

static int count_answered(Case *here, const char *progress) {
    DiagList wrong;
    diag_list_reset(&wrong);
    drive_end(&here->drive);
    drive_start(&here->drive);
    memory_files_bind(&here->files, &here->drive.world.file);
    memory_files_put(&here->files, "/l.md", lesson);
    memory_files_put(&here->files, "progress", progress);
    app_open_progress(here->drive.app, "progress", &wrong);
    drive_line(&here->drive, "lesson /l.md");
    drive_line(&here->drive, "lesson step 1");
    drive_frame(&here->drive, 0.1);
    int count = drive_has_text(&here->drive, "So.");
    drive_line(&here->drive, "lesson step 2");
    drive_frame(&here->drive, 0.1);
    return count;
}

/* An answer that was spoilt in the file is asked again. */
static void an_answer_that_cannot_be_read_is_open(void **state) {
    Case *here = *state;
    Drive *drive = &here->drive;
    memory_files_put(&here->files, "/l.md", lesson);
    app_open_progress(drive->app, "progress", &here->wrong);
    drive_line(drive, "lesson /l.md");
    drive_line(drive, "answer 2");
    drive_line(drive, "lesson step 2");
    drive_line(drive, "sketch 1 1");
    drive_line(drive, "sketch 2 1e-9");
    drive_line(drive, "sketch 3 1");
    drive_line(drive, "answer done");
    app_save_progress(drive->app);
    char kept[4096];
    str_copy(kept, (int)sizeof kept, str_from(get(here, "progress")));
    char *answer = strstr(kept, " a 1 1 ");
    if (!answer) fail_msg("%s", kept);
    assert_int_equal(count_answered(here, kept), 1);
    static const char *const spoilt[] = {" a 9 1 ", " a x 1 ", " a 1 x ", " a 1 -1 ", " a 1.5 1 ", " a", " a 1 1 x ", " a 1 1 - 9999 "};
    for (size_t i = 0; i < sizeof spoilt / sizeof *spoilt; i++) {
        char text[4400];
        text_format(text, (int)sizeof text, "%.*s%s%s", (int)(answer - kept), kept, spoilt[i], strchr(answer, '\n'));
        if (count_answered(here, text) != 0) fail_msg("'%s' was read", spoilt[i]);
    }
}

static void progress_that_cannot_be_read_or_written_is_told(void **state) {
    Case *here = *state;
    Drive *drive = &here->drive;
    memory_files_put(&here->files, "/l.md", lesson);
    memory_files_put(&here->files, "progress", "of somebody");
    here->files.read_fails = true;
    app_open_progress(drive->app, "progress", &here->wrong);
    assert_int_equal(here->wrong.found, 1);
    here->files.read_fails = false;
    drive_line(drive, "lesson /l.md");
    drive_line(drive, "answer 2");
    pass(here, 2);
    assert_string_equal(get(here, "progress"), "of somebody");
    app_open_progress(drive->app, "other", &here->wrong);
    here->files.write_fails = true;
    drive_line(drive, "lesson step 2");
    pass(here, 2);
    assert_true(drive_ui(drive)->message_is_bad && drive_ui(drive)->message[0]);
    assert_null(get(here, "other"));
    drive_refuse(drive, "progress export /x.txt", "cannot write");
    here->files.write_fails = false;
    drive_line(drive, "progress export /x.txt");
    assert_non_null(get(here, "/x.txt"));
    int failed = 0;
    for (long n = 1; n < 10; n++) {
        Diag diag = {0};
        mem_fail_after(n);
        bool good = app_apply(drive->app, "progress export /x.txt", &diag);
        mem_fail_after(-1);
        if (!good) assert_string_equal(diag.text, "progress: memory is out.");
        failed += !good;
    }
    assert_true(failed > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_cannot_be_put_aside_is_not_written_over, setup, teardown),
        cmocka_unit_test_setup_teardown(an_experiment_whose_weights_are_gone_is_put_aside, setup, teardown),
        cmocka_unit_test_setup_teardown(a_text_that_cannot_be_kept_is_told_once, setup, teardown),
        cmocka_unit_test_setup_teardown(without_memory_the_last_experiment_stays_as_it_was_kept, setup, teardown),
        cmocka_unit_test_setup_teardown(settings_that_cannot_be_put_aside_stay, setup, teardown),
        cmocka_unit_test_setup_teardown(a_language_that_is_not_there_leaves_the_other_settings, setup, teardown),
        cmocka_unit_test_setup_teardown(without_memory_the_settings_file_stays, setup, teardown),
        cmocka_unit_test_setup_teardown(a_key_that_is_taken_changes_hands, setup, teardown),
        cmocka_unit_test_setup_teardown(an_answer_that_cannot_be_read_is_open, setup, teardown),
        cmocka_unit_test_setup_teardown(progress_that_cannot_be_read_or_written_is_told, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
