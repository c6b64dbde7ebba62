/* The other window: its tips come in time, what is dropped on it is opened, and presenting begins in the first one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "platform/files.h"
#include "support/drive.h"
#include "support/fail_memory.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int start(void **state) {
    if (drive_setup_large(state)) return -1;
    Drive *drive = *state;
    platform_files(&drive->world.file);
    drive->world.place.find = drive_find_course;
    return 0;
}

static void turn(Drive *drive, const InputEvent *event, double dt_s) {
    Input input;
    input_reset(&input);
    if (event) input_push(&input, event);
    app_frame_surface(drive->app, 1, &input, dt_s);
    drive_frame(drive, dt_s);
    app_frame_surface(drive->app, 1, NULL, 0);
}

static void open_other(Drive *drive, double w, double h) {
    Diag diag = {0};
    const InputEvent size = {.kind = INPUT_RESIZE, .x = w, .y = h, .ratio = 1};
    drive_line(drive, "mirror on");
    assert_true(app_open_surface(drive->app, 1, &diag));
    assert_true(app_open_surface(drive->app, 1, &diag)); /* it is open already */
    turn(drive, &size, 0);
}

static void settle(Drive *drive) {
    for (int i = 0; i < 400 && app_is_moving(drive->app); i++) turn(drive, NULL, 0.05);
}

static void a_tip_comes_in_time(void **state) {
    Drive *drive = *state;
    open_other(drive, 1700, 900);
    settle(drive);
    assert_false(app_is_moving(drive->app));
    const Region *region = region_find(app_surface_regions(drive->app, 1), "transport/play");
    assert_non_null(region);
    const InputEvent point = {.kind = INPUT_POINTER, .x = rect_mid_x(region->box), .y = rect_mid_y(region->box)};
    turn(drive, &point, 0.01);
    assert_true(app_is_moving(drive->app)); /* until the tip is there */
    settle(drive);
    assert_false(app_is_moving(drive->app));
}

static void what_is_dropped_on_it_is_opened(void **state) {
    Drive *drive = *state;
    Input input;
    char path[64] = "/tmp/unroll-other-XXXXXX";
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, "cell=gru\nhidden=3\n", 18), 18);
    close(file);
    open_other(drive, 900, 600);
    input_reset(&input);
    const InputEvent drop = {.kind = INPUT_DROP};
    input_push(&input, &drop);
    snprintf(input.dropped, sizeof input.dropped, "%s", path);
    app_frame_surface(drive->app, 1, &input, 0);
    for (int i = 0; i < 40; i++) turn(drive, NULL, 0.05);
    assert_true(drive_value(drive, KEY_HIDDEN) == 3);
    remove(path);
}

static void press_other(Drive *drive, const char *key) {
    InputEvent event = {.kind = INPUT_KEY, .ratio = 1};
    snprintf(event.text, sizeof event.text, "%s", key);
    turn(drive, &event, 0);
}

static void presenting_begins_in_the_first_window(void **state) {
    Drive *drive = *state;
    drive_line(drive, "lesson vanishing");
    settle(drive);
    open_other(drive, 1280, 720);
    press_other(drive, "F5");
    assert_non_null(strstr(drive_ui(drive)->message, "begin in the first one"));
    drive_line(drive, "present on");
    settle(drive);
    drive_refuse(drive, "lesson close", "the lesson is being presented");
    assert_true(app_look_s(drive->app) > 0); /* the clock in the lecturer's window goes on */
    press_other(drive, "Right");
    settle(drive);
    press_other(drive, "2");
    turn(drive, NULL, 1.5);
    drive_line(drive, "present off");
    settle(drive);
    drive_line(drive, "lesson close");
}

/* Without memory the lecturer's window lacks the picture of the next stop, until there is some again. */
static void without_memory_presenting_goes_on(void **state) {
    Drive *drive = *state;
    drive_line(drive, "lesson vanishing#twice-as-long");
    settle(drive);
    open_other(drive, 1280, 720);
    for (long n = 1; n < 60; n += 1 + n / 8) {
        drive_line(drive, "present on");
        for (int i = 0; i < 3; i++) {
            mem_fail_after(n);
            turn(drive, NULL, 0.05);
            mem_fail_after(-1);
            turn(drive, NULL, 0.05);
        }
        drive_line(drive, "presenter next");
        settle(drive);
        drive_line(drive, "present off");
        settle(drive);
    }
    assert_false(drive_frame(drive, 0)->failed);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_tip_comes_in_time, start, drive_teardown),
        cmocka_unit_test_setup_teardown(what_is_dropped_on_it_is_opened, start, drive_teardown),
        cmocka_unit_test_setup_teardown(presenting_begins_in_the_first_window, start, drive_teardown),
        cmocka_unit_test_setup_teardown(without_memory_presenting_goes_on, start, drive_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
