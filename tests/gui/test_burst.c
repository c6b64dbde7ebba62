/* A training that bursts: its page shows the broken state, replays it, and trains again with clipping; where nothing burst it says so. */
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "base/number.h"
#include "lab/run.h"
#include "support/drive.h"
#include "support/lab_case.h"
#include <math.h>

static const char *const bursts[] = {"preset first",   "set activation identity", "set steps 24",
                                     "set radius 1.6", "set weight_scale 0.1",    "set input_scale 0.001"};

static void burst(Drive *drive) {
    for (size_t i = 0; i < sizeof bursts / sizeof *bursts; i++) drive_line(drive, bursts[i]);
    drive_refuse(drive, "train 100", "not finite");
}

static void the_broken_state_is_made_again(void **state) {
    (void)state;
    Lab lab;
    lab_case_open(&lab);
    for (size_t i = 0; i < sizeof bursts / sizeof *bursts; i++) lab_case_apply(&lab, "%s", bursts[i]);
    assert_null(lab_find_burst(&lab));
    Diag diag = {0};
    assert_false(lab_case_do(&lab, "train 100", &diag));
    const LabBurst *found = lab_find_burst(&lab);
    assert_non_null(found);
    assert_int_equal(found->update, lab.run.update + 1);
    assert_string_equal(found->text, diag.text);
    Run run = {0};
    LabDigest before = lab_case_digest(&lab);
    assert_true(lab_form_burst(&run, &lab));
    assert_true(run.trace.fault.found && !run_is_finite(&run));
    LabDigest after = lab_case_digest(&lab); /* looking changes nothing */
    assert_null(lab_case_compare(&before, &after));
    lab_case_apply(&lab, "visit 1"); /* it still lies ahead, but not there */
    assert_non_null(lab_find_burst(&lab));
    assert_false(lab_form_burst(&run, &lab));
    lab_case_apply(&lab, "set clip_norm 1");
    assert_null(lab_find_burst(&lab));
    run_deinit(&run);
    lab_deinit(&lab);
}

static void where_nothing_burst_the_page_says_so(void **state) {
    Drive *drive = *state;
    drive_line(drive, "show burst");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "Nothing has burst here"));
    drive_refuse(drive, "burst clip", "has met no number that is not finite");
}

static void the_page_shows_it_and_replays_it(void **state) {
    Drive *drive = *state;
    char text[64];
    burst(drive);
    long good = app_lab(drive->app)->run.update;
    drive_line(drive, "show burst");
    drive_frame(drive, 0);
    text_format(text, sizeof text, "Update %ld burst: the ", good + 1);
    assert_true(drive_has_text(drive, text));
    assert_true(drive_has_text(drive, "NaN or infinite"));
    drive_click(drive, "burst/replay");
    assert_true(app_lab(drive->app)->run.update < good);
    while (app_lab(drive->app)->run.update < good) {
        assert_true(drive_has_text(drive, "before the one that burst"));
        drive_click(drive, "burst/replay");
        drive_frame(drive, 0);
    }
    assert_true(drive_has_text(drive, text));
    drive_click(drive, "burst/rewind");
    assert_int_equal(screen_top(&drive_ui(drive)->screens), SCREEN_STAGE);
}

static void again_with_clipping_trains_both_side_by_side(void **state) {
    Drive *drive = *state;
    burst(drive);
    drive_line(drive, "burst clip");
    assert_int_equal(screen_top(&drive_ui(drive)->screens), SCREEN_COMPARE);
    assert_int_equal(app_lab(drive->app)->variants.count, 2);
    assert_true(drive_value(drive, KEY_CLIP_NORM) == 1 && drive_ui(drive)->training);
    drive_line(drive, "training off");
}

#define GUI_TEST(NAME) cmocka_unit_test_setup_teardown(NAME, drive_setup_large, drive_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_broken_state_is_made_again),
        GUI_TEST(where_nothing_burst_the_page_says_so),
        GUI_TEST(the_page_shows_it_and_replays_it),
        GUI_TEST(again_with_clipping_trains_both_side_by_side),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
