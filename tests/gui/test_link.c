/* What an address says to come back: the step of a lesson, or what the setup says beyond the first one; and what a screen reader is told of
   the control that has the keyboard. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "platform/files.h"
#include "support/drive.h"
#include <string.h>

static bool find_place(void *user, Place place, char *out, int size, Diag *diag) {
    (void)user;
    if (place != PLACE_COURSE) return diag_fail(diag, "no such place");
    return str_copy(out, size, str_from(UNROLL_SOURCE_DIR "/lessons"));
}

static void start(Drive *drive) {
    drive_start(drive);
    platform_files(&drive->world.file);
    drive->world.place = (PlaceApi){.find = find_place};
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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_setup_is_what_differs_from_the_first_one),
        cmocka_unit_test(a_lesson_of_the_course_is_its_name_and_the_step),
        cmocka_unit_test(a_slider_is_told_by_its_label_and_value),
        cmocka_unit_test(a_page_that_was_hidden_is_told_only_while_it_trains),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
