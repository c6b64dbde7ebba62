/* Lesson 5 as a student goes through it with the mouse: from the course page by its card to the last step, where only numbers and words
   are typed. Nothing is skipped, and every answer is counted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "platform/files.h"
#include "support/drive.h"

#define FOLDER UNROLL_SOURCE_DIR "/lessons"

static FileApi disk;

static bool find_place(void *user, Place place, char *out, int size, Diag *diag) {
    (void)user;
    if (place != PLACE_COURSE) return diag_fail(diag, "no such place");
    return str_copy(out, size, str_from(FOLDER));
}

/* Until what trains and moves is at its end. */
static void settle(Drive *drive) {
    for (int i = 0; app_is_moving(drive->app) && i < 4000; i++) drive_frame(drive, 0.2);
    drive_frame(drive, 0);
}

static void answer(Drive *drive, const char *path, const char *said) {
    drive_click(drive, path);
    settle(drive);
    assert_true(drive_has_text(drive, said));
}

static void go_on(Drive *drive, const char *step) {
    drive_click(drive, "lesson/next");
    assert_string_equal(drive_ui(drive)->message, ""); /* nothing to say */
    settle(drive);
    assert_true(drive_has_text(drive, step));
}

static void type(Drive *drive, const char *text, const char *said) {
    drive_click(drive, "lesson/answer/value");
    drive_type(drive, text);
    drive_key(drive, "Return");
    settle(drive);
    assert_true(drive_has_text(drive, said));
}

static void lesson_5_is_walked_by_the_mouse_from_the_course_page_to_its_end(void **state) {
    Drive drive;
    (void)state;
    platform_files(&disk);
    drive_start(&drive);
    drive.world.file = disk;
    drive.world.file.write = NULL; /* nothing is kept */
    drive.world.place = (PlaceApi){.find = find_place};
    drive_resize(&drive, 1920, 1080);
    drive_line(&drive, "show course");
    settle(&drive);
    drive_click(&drive, "course/lesson5");
    settle(&drive);
    assert_true(drive_has_text(&drive, "STEP 1 OF 10"));
    go_on(&drive, "STEP 1 OF 10"); /* its stop */
    type(&drive, "0.27", "The factors multiply");
    assert_true(drive_has_run(&drive, "0.27"));
    assert_true(drive_has_run(&drive, "0.16 \xC2\xB1 0.01"));
    go_on(&drive, "STEP 2 OF 10");
    assert_false(drive_has_text(&drive, "will appear here"));
    drive_drag(&drive, "stage/sketch", 0.02, 0.98);
    answer(&drive, "lesson/answer1", "The largest gap");
    assert_true(drive_has_text(&drive, "at step"));
    go_on(&drive, "STEP 3 OF 10");
    answer(&drive, "lesson/answer1", "31 factors"); /* a wrong one */
    go_on(&drive, "STEP 4 OF 10");
    answer(&drive, "lesson/answer2", "the slopes of tanh");
    go_on(&drive, "STEP 5 OF 10");
    answer(&drive, "lesson/answer2", "The norm of this gradient");
    go_on(&drive, "STEP 6 OF 10");
    answer(&drive, "lesson/answer2", "has a");
    assert_true(drive_has_text(&drive, "Update 2,000"));
    go_on(&drive, "STEP 7 OF 10");
    answer(&drive, "lesson/answer3", "The target is still");
    assert_true(drive_has_text(&drive, "held at"));
    go_on(&drive, "STEP 8 OF 10"); /* and no word of what was held */
    assert_true(drive_has_run(&drive, "TRY"));
    drive_drag(&drive, "controls/radius", 0.15, 0.35);
    for (int i = 0; i < 4; i++) drive_frame(&drive, 0.2);
    assert_true(drive_has_run(&drive, "DONE"));
    go_on(&drive, "STEP 9 OF 10");
    go_on(&drive, "STEP 10 OF 10");
    answer(&drive, "lesson/answer2", "4000 updates");
    type(&drive, "The slope is one half of a factor, and the weights are the other. Where a unit is off, it is 0.", "A MODEL ANSWER");
    drive_click(&drive, "lesson/next");
    settle(&drive);
    assert_false(drive_ui(&drive)->screens.has_lesson);
    assert_true(drive_has_text(&drive, "1 of 20"));
    drive_end(&drive);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lesson_5_is_walked_by_the_mouse_from_the_course_page_to_its_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
