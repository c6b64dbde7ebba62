/* Numbers that a line may hold and no control could give: each is refused with what would be right, or bounded, and nothing moves. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/drive.h"
#include <string.h>

static void numbers_beyond_all_bounds_are_refused_and_change_nothing(void **state) {
    Drive *drive = *state;
    static const char *const lines[][2] = {{"speed 1e300", "speed cannot be 1e+300; it goes from 0.25 to 8."},
                                           {"speed -1e300", "0.25 to 8"},
                                           {"speed 3000000000", "0.25 to 8"},
                                           {"scale 1e300", "scale cannot be '1e+300'; expected a number from 75 to 250."},
                                           {"scale -1e19", "75 to 250"},
                                           {"step forward 1000000000", "step"},
                                           {"seek forward 1000000000", "is too far"},
                                           {"chain 1000000000 forward", "chain"},
                                           {"chain 3 forward", "there is no layer 3"},
                                           {"train 1000000000000000000000", "train"},
                                           {"visit 1000000000", "is not reached yet"},
                                           {"set hidden 1e300", "hidden"},
                                           {"set seed -1e300", "seed"}};
    drive_frame(drive, 0);
    UiState before = *drive_ui(drive);
    unsigned long version = app_lab(drive->app)->version;
    for (int i = 0; i < (int)(sizeof lines / sizeof lines[0]); i++) drive_refuse(drive, lines[i][0], lines[i][1]);
    drive_frame(drive, 0);
    assert_memory_equal(&before, drive_ui(drive), sizeof before);
    assert_int_equal(version, app_lab(drive->app)->version);
}

static void a_window_that_cannot_be_is_refused(void **state) {
    Drive *drive = *state;
    drive_line(drive, "resize 1300 820");
    drive_frame(drive, 0);
    drive_refuse(drive, "resize 99999 5", "a window of 99999 x 5 pixels is not possible; each side goes from 1 to 16384.");
    drive_refuse(drive, "resize 800 32769", "800 x 32769");
    drive_refuse(drive, "resize 800 500 0", "resize: 0 pixels per point are not possible; they go from 0.25 to 8.");
    drive_refuse(drive, "resize 800 500 -2", "0.25 to 8");
    drive_refuse(drive, "resize 800 500 1e300", "0.25 to 8");
    drive_frame(drive, 0);
    assert_true(drive_ui(drive)->width_px == 1300 && drive_ui(drive)->height_px == 820 && drive_ui(drive)->pixel_ratio == 1);
    drive_line(drive, "resize 16384 400 8");
    drive_frame(drive, 0);
    assert_true(drive_ui(drive)->width_px == 16384 && drive_ui(drive)->height_px == 400 && drive_ui(drive)->pixel_ratio == 8);
}

static void a_recorded_window_can_be_read_back_whatever_the_screen_said(void **state) {
    Drive *drive = *state;
    drive_record(drive);
    Input input;
    input_reset(&input);
    input.event[input.count++] = (InputEvent){.kind = INPUT_RESIZE, .x = 50000, .y = 0, .ratio = 11};
    input.event[input.count++] = (InputEvent){.kind = INPUT_RESIZE, .x = 700, .y = 600, .ratio = 1};
    app_frame(drive->app, &input, 0);
    app_set_recorder(drive->app, NULL, NULL);
    int found = 0;
    for (char *line = drive->record, *end; line && *line; line = end + 1) {
        end = strchr(line, '\n');
        *end = '\0';
        if (strncmp(line, "resize", 6) != 0) continue;
        drive_line(drive, line);
        found++;
    }
    assert_int_equal(found, 3);
}

static void a_wheel_of_any_size_can_still_be_turned_back(void **state) {
    Drive *drive = *state;
    drive_frame(drive, 0);
    drive_hover(drive, "controls/hidden", 0.5, 0.5);
    drive_wheel(drive, 1e308);
    drive_wheel(drive, 1e308);
    double most = drive_value(drive, KEY_HIDDEN);
    assert_true(most > 6);
    drive_wheel(drive, -1);
    assert_true(drive_value(drive, KEY_HIDDEN) < most);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(numbers_beyond_all_bounds_are_refused_and_change_nothing, drive_setup, drive_teardown),
        cmocka_unit_test_setup_teardown(a_window_that_cannot_be_is_refused, drive_setup, drive_teardown),
        cmocka_unit_test_setup_teardown(a_recorded_window_can_be_read_back_whatever_the_screen_said, drive_setup, drive_teardown),
        cmocka_unit_test_setup_teardown(a_wheel_of_any_size_can_still_be_turned_back, drive_setup, drive_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
