/* Lesson 5 as a student goes through it, once with the mouse and once by keys alone: from the course page by its card to the last step.
   Nothing is skipped, and every answer is counted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "platform/files.h"
#include "support/drive.h"
#include <string.h>

#define FOLDER UNROLL_SOURCE_DIR "/lessons"

static FileApi disk;

static void answer(Drive *drive, const char *path, const char *said) {
    drive_click(drive, path);
    drive_settle(drive);
    assert_true(drive_has_text(drive, said));
}

static void go_on(Drive *drive, const char *step) {
    drive_click(drive, "lesson/next");
    assert_string_equal(drive_ui(drive)->message, ""); /* nothing to say */
    drive_settle(drive);
    assert_true(drive_has_text(drive, step));
}

static void type(Drive *drive, const char *text, const char *said) {
    drive_click(drive, "lesson/answer/value");
    drive_type(drive, text);
    drive_key(drive, "Return");
    drive_settle(drive);
    assert_true(drive_has_text(drive, said));
}

static void start_course(Drive *drive) {
    platform_files(&disk);
    drive_start(drive);
    drive->world.file = disk;
    drive->world.file.write = NULL; /* nothing is kept */
    drive->world.place = (PlaceApi){.find = drive_find_course};
    drive_resize(drive, 1920, 1080);
    drive_line(drive, "show course");
    drive_settle(drive);
}

/* ---- By keys ---- */

static void press(Drive *drive, const char *key, const char *said) {
    drive_key(drive, key);
    drive_settle(drive);
    if (!drive_has_text(drive, said)) fail_msg("behind %s the window does not say \"%s\"", key, said);
}

static void tab_to(Drive *drive, const char *path) {
    for (int i = 0; i < 200 && strcmp(drive_ui(drive)->gui.focus, path) != 0; i++) {
        drive_key(drive, "Tab");
        drive_frame(drive, 0);
    }
    assert_string_equal(drive_ui(drive)->gui.focus, path);
}

static void lesson_5_is_walked_by_keys_alone(void **state) {
    Drive drive;
    (void)state;
    start_course(&drive);
    tab_to(&drive, "course/lesson5");
    press(&drive, "Return", "STEP 1 OF 10");
    press(&drive, "Return", "The next"); /* its stop */
    drive_type(&drive, "0.27");          /* a digit begins the number */
    press(&drive, "Return", "The factors multiply");
    press(&drive, "Return", "STEP 2 OF 10");
    for (int i = 0; i < 32; i++) drive_key(&drive, i % 2 == 0 ? "Down" : "Left"); /* the curve, point by point, from the loss on */
    press(&drive, "Return", "The largest gap");
    press(&drive, "Return", "STEP 3 OF 10");
    press(&drive, "1", "31 factors"); /* a wrong one */
    press(&drive, "Return", "STEP 4 OF 10");
    press(&drive, "2", "the slopes of tanh");
    press(&drive, "Return", "STEP 5 OF 10");
    press(&drive, "2", "The norm of this gradient");
    press(&drive, "Return", "STEP 6 OF 10");
    press(&drive, "2", "Update 2,000");
    press(&drive, "Return", "STEP 7 OF 10");
    press(&drive, "3", "The target is still");
    press(&drive, "Return", "STEP 8 OF 10");
    drive_key(&drive, "Tab");
    assert_string_equal(drive_ui(&drive)->gui.focus, "controls/radius");
    for (int i = 0; i < 200 && !drive_has_run(&drive, "DONE"); i++) {
        drive_key(&drive, "Right");
        for (int k = 0; k < 3; k++) drive_frame(&drive, 0.2);
    }
    assert_true(drive_has_run(&drive, "DONE"));
    tab_to(&drive, "lesson/next");
    press(&drive, "Return", "STEP 9 OF 10");
    press(&drive, "Return", "STEP 10 OF 10");
    press(&drive, "2", "4000 updates");
    tab_to(&drive, "lesson/answer/value");
    drive_key(&drive, "Return");
    drive_type(&drive, "The slope is one half of a factor.");
    press(&drive, "Return", "A MODEL ANSWER");
    drive_key(&drive, "Return");
    drive_settle(&drive);
    assert_false(drive_ui(&drive)->screens.has_lesson);
    assert_true(drive_has_text(&drive, "1 of 20"));
    drive_end(&drive);
}

/* Not to the top of the window, from where it is a long way. The other steps have no panel of controls: their pictures have their own. */
static void one_press_of_tab_leads_to_what_there_is_to_try(void **state) {
    static const char *const step[] = {
        "memory#any-length-one-network", "one-step#exactly-half", "vanishing#your-turn", "exploding#your-turn", "eigenvalues#your-turn",
        "truncation#your-turn",          "lstm#your-turn",        "deep#your-turn",      "limits#your-turn",    "review#build-it"};
    Drive drive;
    (void)state;
    start_course(&drive);
    for (size_t i = 0; i < sizeof step / sizeof *step; i++) {
        char line[64];
        text_format(line, (int)sizeof line, "lesson %s", step[i]);
        drive_line(&drive, line);
        drive_settle(&drive);
        drive_key(&drive, "Tab");
        if (strncmp(drive_ui(&drive)->gui.focus, "controls/", 9) != 0)
            fail_msg("%s: Tab leads to %s", step[i], drive_ui(&drive)->gui.focus);
    }
    drive_end(&drive);
}

/* ---- By the mouse ---- */

static void lesson_5_is_walked_by_the_mouse_from_the_course_page_to_its_end(void **state) {
    Drive drive;
    (void)state;
    start_course(&drive);
    drive_click(&drive, "course/lesson5");
    drive_settle(&drive);
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
    drive_settle(&drive);
    assert_false(drive_ui(&drive)->screens.has_lesson);
    assert_true(drive_has_text(&drive, "1 of 20"));
    drive_end(&drive);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lesson_5_is_walked_by_the_mouse_from_the_course_page_to_its_end),
        cmocka_unit_test(lesson_5_is_walked_by_keys_alone),
        cmocka_unit_test(one_press_of_tab_leads_to_what_there_is_to_try),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
