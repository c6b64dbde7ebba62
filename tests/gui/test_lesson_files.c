/* A lesson of one's own on the disk, with what only files bring: a picture, links to another lesson, to the web and to commands, asides that
   open, and a try with its hint and its solution. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "platform/files.h"
#include "support/drive.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char first[] =
    "---\ntitle: Own\nminutes: 2\nlevel: basic\nid: own\ngoals:\n  - see\n---\n\n## One\n\n```setup start\ncell rnn\nhidden 4\nsteps "
    "6\n```\n```note\n2 min\n```\n\nThe stage as it was:\n\n![a stage with four units](a.png)\n\n[make it nine](do:set%20hidden%209), [the "
    "other lesson](b.md), [on the web](https://example.org/page) and [the end](#two).\n\nIt is {{loss | 3 digits}}, "
    "{{2^20}} and {{1e-9 * loss}}.\n\n```aside\nThis stands aside.\n```\n\n```aside\nAnd this too.\n```\n\n"
    "## Two\n\n```try\nGive it seven units.\nuntil hidden == 7\nhint after 1s: The slider is called H.\nsolution: set hidden "
    "7\n```\n\nDone.\n\n"
    "## Three\n\n```predict number\n? How many?\n= 1e6 \xC2\xB1 1\n```\n\n```write\n? Why?\n= Because of it.\n```\n";
static const char second[] =
    "---\ntitle: Other\nminutes: 1\nlevel: basic\nid: other\n---\n\n## Here\n\n```note\n1 min\n```\n\nThe other one.\n";

typedef struct Fixture {
    Drive drive;
    char folder[64];
} Fixture;

static void put(const Fixture *f, const char *name, const char *text) {
    char path[128];
    Diag diag;
    snprintf(path, sizeof path, "%s/%s", f->folder, name);
    if (!f->drive.world.file.write(f->drive.world.file.user, path, text, strlen(text), &diag)) fail_msg("%s", diag.text);
}

static void line(Fixture *f, const char *text) {
    char whole[400];
    const char *at = strchr(text, '@');
    snprintf(whole, sizeof whole, "%.*s%s%s", at ? (int)(at - text) : 300, text, at ? f->folder : "", at ? at + 1 : "");
    drive_line(&f->drive, whole);
}

static void settle(Fixture *f) {
    for (int i = 0; i < 60; i++) drive_frame(&f->drive, 0.05);
}

static int start(void **state) {
    Fixture *f = calloc(1, sizeof *f);
    if (!f) return -1;
    *state = f;
    strcpy(f->folder, "/tmp/unroll-own-XXXXXX");
    if (!mkdtemp(f->folder)) return -1;
    drive_start(&f->drive);
    platform_files(&f->drive.world.file);
    drive_resize(&f->drive, 1920, 1080);
    line(f, "export @/a.png");
    settle(f);
    put(f, "a.md", first);
    put(f, "b.md", second);
    line(f, "lesson @/a.md");
    settle(f);
    return 0;
}

static int end(void **state) {
    Fixture *f = *state;
    char command[128];
    drive_end(&f->drive);
    snprintf(command, sizeof command, "rm -rf '%s'", f->folder);
    free(f);
    return system(command);
}

/* The index-th link of the step; its command names its place in the file. */
static void click_link(Fixture *f, int index) {
    const RegionList *list = app_regions(f->drive.app);
    char path[256] = "";
    for (int i = 0; i < list->count && !path[0]; i++)
        if (strncmp(list->item[i].command, "lesson link ", 12) == 0 && index-- == 0) snprintf(path, sizeof path, "%s", list->item[i].path);
    if (!path[0]) fail_msg("there are fewer links");
    drive_click(&f->drive, path);
    settle(f);
}

static void a_picture_beside_the_lesson_is_shown(void **state) {
    Fixture *f = *state;
    DrawItem item;
    int pictures = 0;
    const DrawList *list = drive_frame(&f->drive, 0);
    for (size_t offset = 0; draw_next(list, &offset, &item);) pictures += item.op == DRAW_IMAGE;
    line(f, "lesson step 2");
    settle(f);
    int without = 0;
    list = drive_frame(&f->drive, 0);
    for (size_t offset = 0; draw_next(list, &offset, &item);) without += item.op == DRAW_IMAGE;
    assert_true(pictures > without);
    remove(strcat(strcpy((char[96]){0}, f->folder), "/a.png"));
    line(f, "lesson step 1");
    settle(f); /* it was read once, and is kept as long as the lesson is open */
    line(f, "lesson close");
    line(f, "lesson @/a.md");
    settle(f);
    assert_true(drive_has_text(&f->drive, "a stage with four units")); /* what is to be seen there, in words */
}

static void links_do_what_they_say(void **state) {
    Fixture *f = *state;
    click_link(f, 0);
    assert_true(drive_value(&f->drive, KEY_HIDDEN) == 9);
    line(f, "lesson reset");
    settle(f);
    assert_true(drive_value(&f->drive, KEY_HIDDEN) == 4);
    click_link(f, 2); /* no page is fetched: the address is told */
    assert_non_null(strstr(drive_ui(&f->drive)->message, "https://example.org/page"));
    click_link(f, 3);
    assert_true(drive_has_text(&f->drive, "Give it seven units."));
    line(f, "lesson step 1");
    settle(f);
    click_link(f, 1);
    assert_true(drive_has_text(&f->drive, "The other one."));
}

static void asides_open_and_close(void **state) {
    Fixture *f = *state;
    assert_false(drive_has_text(&f->drive, "This stands aside."));
    line(f, "lesson more 1");
    assert_true(drive_has_text(&f->drive, "This stands aside."));
    assert_false(drive_has_text(&f->drive, "And this too."));
    line(f, "lesson more 2");
    line(f, "lesson more 1");
    assert_false(drive_has_text(&f->drive, "This stands aside."));
    assert_true(drive_has_text(&f->drive, "And this too."));
}

static void very_small_numbers_are_powers_of_ten(void **state) {
    Fixture *f = *state;
    assert_true(drive_has_text(&f->drive, "\xC2\xB7"
                                          "10\xE2\x81\xBB")); /* times ten to the minus */
}

static void a_hint_comes_in_time_and_the_solution_meets_the_try(void **state) {
    Fixture *f = *state;
    line(f, "lesson step 2");
    drive_frame(&f->drive, 0.1);
    line(f, "lesson hint");
    drive_frame(&f->drive, 0.1);
    settle(f); /* three seconds */
    assert_true(drive_has_text(&f->drive, "The slider is called H."));
    assert_true(drive_value(&f->drive, KEY_HIDDEN) == 4);
    line(f, "lesson solve");
    settle(f);
    assert_true(drive_value(&f->drive, KEY_HIDDEN) == 7);
    line(f, "lesson reset");
    settle(f);
    assert_true(drive_value(&f->drive, KEY_HIDDEN) == 4);
    line(f, "set hidden 7"); /* by hand it is met as well */
    settle(f);
    line(f, "lesson step 1");
    line(f, "lesson solve"); /* nothing is to be tried here */
    settle(f);
    assert_true(drive_value(&f->drive, KEY_HIDDEN) == 4);
}

static void what_is_no_answer_says_what_is_expected(void **state) {
    Fixture *f = *state;
    line(f, "lesson step 3");
    settle(f);
    drive_refuse(&f->drive, "answer x", "'x' is not a number; expected one such as 0.17 or 1e-6.");
    drive_refuse(&f->drive, "lesson link 0:1:1", "no link stands there");
    drive_refuse(&f->drive, "lesson link 0:99999999:1:2", "no link stands there");
    drive_refuse(&f->drive, "lesson step 9", "there are 3 steps");
    line(f, "answer 3");
    settle(f);
    line(f, "answer It is so.");
    settle(f);
    assert_true(drive_has_text(&f->drive, "Because of it."));
}

static void a_changed_lesson_is_read_again_and_one_that_is_gone_stays(void **state) {
    Fixture *f = *state;
    char path[128];
    put(f, "a.md", second);
    for (int i = 0; i < 3; i++) app_look(f->drive.app), settle(f);
    assert_true(drive_has_text(&f->drive, "The other one."));
    snprintf(path, sizeof path, "%s/a.md", f->folder);
    remove(path);
    for (int i = 0; i < 3; i++) app_look(f->drive.app), settle(f);
    assert_true(drive_has_text(&f->drive, "The other one."));
    assert_true(app_look_s(f->drive.app) > 0);
    line(f, "lesson close");
    assert_true(app_look_s(f->drive.app) < 0);
    assert_false(app_look(f->drive.app));
}

/* At a stop, with lines to go on with: then another lesson comes that has no step, or this one loses all of its own. */
static void a_lesson_without_a_step_goes_on_with_nothing_of_the_one_before(void **state) {
    static const char stopped[] = "---\ntitle: Stop\nminutes: 1\nlevel: basic\nid: stop\n---\n\n## Here\n\n```do\nset hidden 5\n--\nset "
                                  "hidden 6\n```\n\nIt waits.\n";
    static const char empty[] = "---\ntitle: Nothing\nminutes: 1\nlevel: basic\nid: nothing\n---\n";
    Fixture *f = *state;
    put(f, "stop.md", stopped);
    put(f, "empty.md", empty);
    for (int i = 0; i < 2; i++) {
        line(f, "lesson @/stop.md");
        settle(f);
        assert_true(drive_value(&f->drive, KEY_HIDDEN) == 5);
        if (i == 0) line(f, "lesson @/empty.md");
        if (i == 1) put(f, "stop.md", empty);
        for (int k = 0; k < 3; k++) app_look(f->drive.app), settle(f);
        assert_true(drive_has_text(&f->drive, "Nothing"));
        line(f, "lesson next");
        settle(f);
        assert_true(drive_value(&f->drive, KEY_HIDDEN) == 5);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_picture_beside_the_lesson_is_shown, start, end),
        cmocka_unit_test_setup_teardown(links_do_what_they_say, start, end),
        cmocka_unit_test_setup_teardown(asides_open_and_close, start, end),
        cmocka_unit_test_setup_teardown(very_small_numbers_are_powers_of_ten, start, end),
        cmocka_unit_test_setup_teardown(a_hint_comes_in_time_and_the_solution_meets_the_try, start, end),
        cmocka_unit_test_setup_teardown(what_is_no_answer_says_what_is_expected, start, end),
        cmocka_unit_test_setup_teardown(a_lesson_without_a_step_goes_on_with_nothing_of_the_one_before, start, end),
        cmocka_unit_test_setup_teardown(a_changed_lesson_is_read_again_and_one_that_is_gone_stays, start, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
