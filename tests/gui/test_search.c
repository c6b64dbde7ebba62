/* The page of random search: what is begun there runs on beside the rest, is counted, and is gone with its setup. */
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "base/number.h"
#include "support/drive.h"
#include "support/layout_check.h"
#include "support/slow_worker.h"
#include <string.h>

static void open_parity(Drive *drive) {
    drive_line(drive, "set task parity");
    drive_line(drive, "set steps 4");
    drive_line(drive, "set hidden 3");
    drive_line(drive, "show search");
}

static void a_search_in_a_script_is_done_at_once(void **state) {
    Drive *drive = *state;
    open_parity(drive);
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "no gradient, no memory"));
    const Run *run = &app_lab(drive->app)->run;
    char count[24];
    number_format_count(count, (int)sizeof count, (long)run->net.weight_count);
    assert_true(drive_has_run(drive, count)); /* what will be tried */
    assert_true(drive_has_run(drive, "RNN, hidden 3, T = 4"));
    assert_true(drive_has_run(drive, "−10 to 10"));
    assert_true(drive_has_run(drive, "10,000"));
    drive_region(drive, "search/range-chart");
    drive_region(drive, "search/updates");
    drive_line(drive, "guess 20000");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "solves the task."));
    assert_true(drive_has_text(drive, "Gradient descent"));
    drive_region(drive, "search/tries"); /* the charts are there */
    drive_region(drive, "search/updates");
    drive_region(drive, "search/seconds");
    assert_true(drive_has_text(drive, "updates."));
    drive_line(drive, "guess 2");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "Tried 2: none solves the task."));
    drive_line(drive, "set hidden 4");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "no gradient, no memory")); /* of another setup: given up */
}

static void a_click_begins_it_and_another_stops_it(void **state) {
    static SlowWorker worker;
    Drive *drive = *state;
    drive_line(drive, "set task adding"); /* nobody guesses that */
    slow_worker_bind(&worker, &drive->world.worker, 2);
    drive_line(drive, "show search");
    drive_frame(drive, 0);
    drive_click(drive, "search/try1000000");
    drive_region(drive, "search/stop");
    for (int i = 0; i < 5; i++) drive_frame(drive, 0.016);
    drive_click(drive, "search/stop");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "Stopped at try "));
    assert_true(drive_has_text(drive, ", not solved."));
    drive_region(drive, "search/try1000");
}

static void its_key_opens_and_closes_it(void **state) {
    Drive *drive = *state;
    drive_key(drive, "Shift+G");
    assert_int_equal(screen_find_inside(&drive_ui(drive)->screens), SCREEN_SEARCH);
    drive_key(drive, "Shift+G");
    assert_int_equal(screen_find_inside(&drive_ui(drive)->screens), SCREEN_STAGE);
}

static void bad_input_has_its_own_messages(void **state) {
    Drive *drive = *state;
    drive_refuse(drive, "guess", "a whole number from 1 to 10000000");
    drive_refuse(drive, "guess 0", "from 1 to 10000000");
    drive_refuse(drive, "guess ten", "\"ten\" is not a whole number from 1 to 10000000");
    drive_refuse(drive, "guess 10 0", "expected 0.01 to 1000");
    drive_refuse(drive, "guess 10 wide", "\"wide\" is not a number");
}

static void nothing_is_cut_or_crowded(void **state) {
    (void)state;
    static const char *const sizes[] = {"resize 1920 1080", "resize 1280 720", "resize 800 500"};
    static LayoutReport report;
    Drive drive;
    char heading[64];
    if (!drive_start_with_fonts(&drive)) skip();
    open_parity(&drive);
    for (int i = 0; i < 6; i++) { /* before and after the search */
        if (i == 3) drive_line(&drive, "guess 20000");
        drive_line(&drive, sizes[i % 3]);
        text_format(heading, sizeof heading, "%s, %s", i < 3 ? "empty" : "found", sizes[i % 3]);
        layout_check(&report, drive_frame(&drive, 0), &drive.world.text, heading);
    }
    drive_end(&drive);
    if (report.count) fail_msg("%d findings:\n%s", report.count, report.text);
}

#define GUI_TEST(NAME) cmocka_unit_test_setup_teardown(NAME, drive_setup_large, drive_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        GUI_TEST(a_search_in_a_script_is_done_at_once), GUI_TEST(a_click_begins_it_and_another_stops_it),
        GUI_TEST(its_key_opens_and_closes_it),          GUI_TEST(bad_input_has_its_own_messages),
        cmocka_unit_test(nothing_is_cut_or_crowded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
