/* What an address says to come back: the step of a lesson, or what the setup says beyond the first one; and what a screen reader is told of
   the control that has the keyboard. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "platform/files.h"
#include "support/drive.h"
#include "support/memory_files.h"
#include <string.h>

static void start(Drive *drive) {
    drive_start(drive);
    platform_files(&drive->world.file);
    drive->world.place = (PlaceApi){.find = drive_find_course};
}

static void expect_link(const Drive *drive, const char *expected) {
    char link[1024];
    app_link(drive->app, link, (int)sizeof link);
    assert_string_equal(link, expected);
}

static void the_setup_is_what_differs_from_the_first_one(void **state) {
    (void)state;
    Drive drive;
    start(&drive);
    expect_link(&drive, "");
    drive_line(&drive, "set cell lstm");
    drive_line(&drive, "set hidden 8");
    expect_link(&drive, "cell=lstm&hidden=8");
    drive_line(&drive, "reset");
    expect_link(&drive, "");
    drive_end(&drive);
}

static void a_lesson_of_the_course_is_its_name_and_the_step(void **state) {
    (void)state;
    Drive drive;
    start(&drive);
    drive_line(&drive, "lesson vanishing#draw-it");
    expect_link(&drive, "lesson=vanishing/draw-it");
    drive_line(&drive, "lesson vanishing/draw-it"); /* as the address says it */
    expect_link(&drive, "lesson=vanishing/draw-it");
    drive_line(&drive, "lesson close");
    drive_line(&drive, "show course");
    expect_link(&drive, "");
    drive_end(&drive);
}

/* On the page: "#lesson=my/x.md" is fetched to /my/x.md, and this line opens it; the address that the program says leads back to the step. */
static void a_lesson_of_ones_own_is_its_path_and_the_step(void **state) {
    static const char text[] = "---\ntitle: Mine\nid: mine\nminutes: 1\nlevel: basic\ngoals:\n  - see it\n---\n\n## First\n\nOne.\n\n"
                               "## Second\n\nTwo.\n\n```do\nfrobnicate 3\n```\n";
    (void)state;
    MemoryFiles files = {0};
    Drive drive;
    drive_start(&drive);
    memory_files_put(&files, "/my/x.md", text);
    memory_files_bind(&files, &drive.world.file);
    drive.world.place = (PlaceApi){.find = drive_find_course};
    static const char *const ways[] = {"lesson /my/x.md/second", "lesson /my/x.md#second", "lesson /my/x.md?allow=radius"};
    for (int i = 0; i < 3; i++) {
        drive_line(&drive, ways[i]);
        expect_link(&drive, "lesson=/my/x.md/second"); /* without a step: where one was */
        assert_true(drive_has_run(&drive, "Second"));
        drive_line(&drive, "lesson close");
    }
    /* What is wrong stands on the page: in the file at its place, and that there is none. */
    drive_resize(&drive, 1280, 900);
    drive_line(&drive, "lesson /my/x.md");
    assert_true(drive_has_text(&drive, "x.md:19:1:"));
    drive_refuse(&drive, "lesson /my/y.md", "There is no lesson \"/my/y.md\"");
    drive_refuse(&drive, "lesson /my/x.md/third", "no step \"third\"");
    drive_end(&drive);
    memory_files_deinit(&files);
}

static void a_slider_is_told_by_its_label_and_value(void **state) {
    (void)state;
    Drive drive;
    char name[256];
    start(&drive);
    app_name_focus(drive.app, name, (int)sizeof name);
    assert_string_equal(name, "");
    drive_line(&drive, "set hidden 8");
    drive_frame(&drive, 0);
    drive_line(&drive, "focus controls/hidden");
    drive_frame(&drive, 0);
    app_name_focus(drive.app, name, (int)sizeof name);
    assert_non_null(strstr(name, ": 8"));
    drive_line(&drive, "focus transport/play");
    drive_frame(&drive, 0);
    app_name_focus(drive.app, name, (int)sizeof name);
    assert_true(strncmp(name, "transport play: ", 16) == 0 && strlen(name) > 24); /* what it does follows */
    drive_end(&drive);
}

static void what_is_told_is_told_to_those_who_do_not_see_it(void **state) {
    (void)state;
    Drive drive;
    char words[256];
    start(&drive);
    app_name_message(drive.app, words, (int)sizeof words);
    assert_string_equal(words, "");
    app_tell(drive.app, "There is no such file.");
    app_name_message(drive.app, words, (int)sizeof words);
    assert_string_equal(words, "There is no such file.");
    for (int i = 0; i < 100; i++) drive_frame(&drive, 0.2); /* it has gone */
    app_name_message(drive.app, words, (int)sizeof words);
    assert_string_equal(words, "");
    drive_end(&drive);
}

static void a_page_that_was_hidden_is_told_only_while_it_trains(void **state) {
    (void)state;
    Drive drive;
    start(&drive);
    app_tell_hidden(drive.app);
    assert_string_equal(drive_ui(&drive)->message, "");
    drive_line(&drive, "training on");
    drive_frame(&drive, 0);
    app_tell_hidden(drive.app);
    assert_non_null(strstr(drive_ui(&drive)->message, "paused while this page"));
    drive_end(&drive);
}

static int count_controls(Drive *drive) {
    const RegionList *regions = app_regions(drive->app);
    int count = 0;
    drive_frame(drive, 0);
    for (int key = 0; key < KEY_COUNT; key++) {
        char path[64];
        text_format(path, (int)sizeof path, "controls/%s", setup_table[key].key);
        count += region_find(regions, path) != NULL;
    }
    return count;
}

static void an_address_names_the_controls_that_are_listed(void **state) {
    (void)state;
    Drive drive;
    start(&drive);
    drive_resize(&drive, 1920, 1080);
    drive_line(&drive, "more on");
    int all = count_controls(&drive);
    assert_true(all > 10);
    drive_line(&drive, "limit radius,seed, momentum"); /* one of them needs no unfolding, one is folded away otherwise */
    assert_int_equal(count_controls(&drive), 3);
    assert_null(region_find(app_regions(drive.app), "controls/more"));
    drive_line(&drive, "limit none");
    assert_int_equal(count_controls(&drive), 0);
    assert_non_null(region_find(app_regions(drive.app), "controls/train"));
    drive_refuse(&drive, "limit radius,sped", "limit: there is no setting \"sped\"");
    assert_int_equal(count_controls(&drive), 0);
    drive_line(&drive, "limit all");
    assert_int_equal(count_controls(&drive), all);
    drive_end(&drive);
}

/* An empty column with one button puzzles who opens a first lesson. */
static void a_step_without_controls_says_so_above_the_button_for_all(void **state) {
    (void)state;
    Drive drive;
    start(&drive);
    drive_resize(&drive, 1920, 1080);
    drive_line(&drive, "lesson memory"); /* its first step allows none, the fifth one slider */
    drive_frame(&drive, 0);
    assert_true(drive_has_run(&drive, "This step needs no controls."));
    assert_non_null(region_find(app_regions(drive.app), "controls/more"));
    drive_resize(&drive, 1440, 810); /* below the lesson, in one column */
    drive_frame(&drive, 0);
    const Region *more = region_find(app_regions(drive.app), "controls/more");
    assert_true(more && more->box.y >= more->clip.y && rect_bottom(more->box) <= rect_bottom(more->clip));
    drive_resize(&drive, 1920, 1080);
    drive_line(&drive, "lesson memory#cut-the-loop");
    drive_frame(&drive, 0);
    assert_non_null(region_find(app_regions(drive.app), "controls/radius"));
    assert_false(drive_has_run(&drive, "This step needs no controls."));
    drive_line(&drive, "lesson memory/1");
    drive_line(&drive, "lesson controls");
    drive_frame(&drive, 0);
    assert_non_null(region_find(app_regions(drive.app), "controls/seed"));
    assert_false(drive_has_run(&drive, "This step needs no controls."));
    drive_end(&drive);
}

/* A frame in another page: nothing but the picture, what plays it, and the controls or the lesson that were asked for. */
static void without_the_bar_only_what_was_asked_for_stands_there(void **state) {
    (void)state;
    static const int sizes[][2] = {{800, 500}, {1366, 768}, {1920, 1080}, {480, 900}};
    for (int size = 0; size < 4; size++) {
        Drive drive;
        start(&drive);
        const RegionList *regions = app_regions(drive.app);
        drive_resize(&drive, sizes[size][0], sizes[size][1]);
        drive_line(&drive, "chrome none");
        drive_frame(&drive, 0);
        assert_null(region_find(regions, "top"));
        assert_null(region_find(regions, "story"));
        assert_null(region_find(regions, "controls"));
        assert_non_null(region_find(regions, "transport/play"));
        drive_line(&drive, "limit radius");
        drive_frame(&drive, 0);
        assert_non_null(region_find(regions, "controls/radius"));
        assert_null(region_find(regions, "controls/cell"));
        drive_line(&drive, "lesson vanishing");
        drive_frame(&drive, 0);
        assert_non_null(region_find(regions, "lesson/close"));
        drive_line(&drive, "lesson close");
        drive_line(&drive, "chrome full");
        drive_frame(&drive, 0);
        assert_non_null(region_find(regions, "top"));
        drive_end(&drive);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_setup_is_what_differs_from_the_first_one),
        cmocka_unit_test(a_lesson_of_the_course_is_its_name_and_the_step),
        cmocka_unit_test(a_lesson_of_ones_own_is_its_path_and_the_step),
        cmocka_unit_test(a_slider_is_told_by_its_label_and_value),
        cmocka_unit_test(an_address_names_the_controls_that_are_listed),
        cmocka_unit_test(a_step_without_controls_says_so_above_the_button_for_all),
        cmocka_unit_test(without_the_bar_only_what_was_asked_for_stands_there),
        cmocka_unit_test(what_is_told_is_told_to_those_who_do_not_see_it),
        cmocka_unit_test(a_page_that_was_hidden_is_told_only_while_it_trains),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
