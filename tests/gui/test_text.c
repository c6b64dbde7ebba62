/* The screen of texts: reading, writing, a prompt that is typed, and texts that are opened, pasted and dropped. */
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "base/arena.h"
#include "base/number.h"
#include "support/drive.h"
#include "support/layout_check.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static void open_text(Drive *drive) {
    drive_line(drive, "set task text");
    drive_line(drive, "train 3");
    drive_line(drive, "show text");
    drive_frame(drive, 1);
}

static void a_task_without_symbols_offers_some_that_have(void **state) {
    Drive *drive = *state;
    drive_line(drive, "show text");
    drive_frame(drive, 1);
    assert_true(drive_has_text(drive, "does not ask for a next symbol"));
    drive_click(drive, "text/choose-words");
    drive_frame(drive, 0);
    drive_region(drive, "text/verb-eat");
    drive_key(drive, "x");
    for (int i = 0; i < 8; i++) drive_frame(drive, 0.25);
    assert_false(drive_has_text(drive, "Reading and writing"));
}

static void it_shows_the_text_and_how_each_symbol_was_drawn(void **state) {
    Drive *drive = *state;
    open_text(drive);
    assert_true(drive_has_text(drive, "tales.txt: 6,635 characters, 29 different ones; the last 663 are held out."));
    drive_region(drive, "text/read/400");
    drive_region(drive, "text/letter1");
    assert_true(drive_has_text(drive, "The draw of symbol 1, at temperature 1"));
    drive_click(drive, "text/letter7");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "The draw of symbol 7,"));
    drive_key(drive, "Right");
    drive_frame(drive, 0);
    assert_int_equal(drive_ui(drive)->pen.letter, 7);
    drive_click(drive, "text/letter-back");
    assert_int_equal(drive_ui(drive)->pen.letter, 6);
    drive_click(drive, "text/another");
    assert_int_equal(drive_ui(drive)->pen.draw, 1);
    drive_drag(drive, "text/temperature", 0.7, 0.1);
    assert_true(drive_ui(drive)->pen.temperature < 0.2);
    drive_hover(drive, "text/read/5", 0.5, 0.5);
    for (int i = 0; i < 4; i++) drive_frame(drive, 0.25);
    assert_true(drive_has_text(drive, "surprise"));
}

static void a_prompt_is_typed_and_a_wrong_one_refused_at_its_field(void **state) {
    Drive *drive = *state;
    open_text(drive);
    drive_click(drive, "text/prompt");
    drive_type(drive, "the sea");
    drive_key(drive, "Return");
    assert_string_equal(drive_ui(drive)->pen.prompt, "the sea");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "What comes after \"the sea\""));
    drive_refuse(drive, "text prompt SEA", "'S'");
    drive_refuse(drive, "text temperature 9", "expected a number from 0.05 to 5");
    drive_refuse(drive, "text fly", "expected open, paste");
    assert_string_equal(drive_ui(drive)->pen.prompt, "the sea");
}

static void the_text_is_made_anew_while_it_trains_and_after_undo(void **state) {
    Drive *drive = *state;
    open_text(drive);
    assert_true(drive_has_text(drive, "It writes, at update 3"));
    drive_line(drive, "train 40");
    drive_frame(drive, 1);
    assert_true(drive_has_text(drive, "It writes, at update 43"));
    drive_line(drive, "undo");
    drive_frame(drive, 1);
    assert_true(drive_has_text(drive, "It writes, at update 3"));
}

/* --- texts of the person's own --- */

static const char own[] = "one two three, one two three, one two three and so on";

static bool read_own(void *user, const char *path, char **data, size_t *size, Diag *diag) {
    (void)user;
    if (strcmp(path, "my/own.txt") != 0) return diag_fail_at(diag, path, 0, 0, "there is no such file");
    *size = strlen(own);
    *data = mem_new(*size + 1);
    if (*data) memcpy(*data, own, *size);
    return *data != NULL;
}

static bool read_clipboard(void *user, char **text, Diag *diag) {
    size_t size = strlen(user);
    (void)diag;
    *text = mem_new(size + 1);
    if (*text) memcpy(*text, user, size);
    return *text != NULL;
}

static void a_file_is_dropped_and_the_clipboard_pasted(void **state) {
    Drive *drive = *state;
    static char pasted[] = "abababababababababababababab", bad[] = "short";
    drive->world.file.read = read_own;
    drive->world.clipboard = (ClipboardApi){.user = pasted, .read = read_clipboard};
    drive_drop(drive, "my/own.txt");
    drive_frame(drive, 1);
    assert_true(drive_has_text(drive, "own.txt: 53 characters, 12 different ones; the last 5 are held out."));
    drive_refuse(drive, "text open other.txt", "no such file");
    drive_key(drive, "Ctrl+V");
    drive_frame(drive, 1);
    assert_true(drive_has_text(drive, "clipboard: 28 characters, 2 different ones"));
    drive->world.clipboard.user = bad;
    drive_refuse(drive, "text paste", "5 characters; expected at least 20");
    drive_line(drive, "undo");
    drive_frame(drive, 1);
    assert_true(drive_has_text(drive, "own.txt: 53 characters"));
}

/* Who reads both ways knows the next symbol: nothing can be written. */
static void a_network_of_both_directions_says_why_it_writes_nothing(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set task text");
    drive_line(drive, "set direction both");
    drive_line(drive, "show text");
    drive_frame(drive, 1);
    drive_region(drive, "text/both");
    assert_null(region_find(app_regions(drive->app), "text/letter1"));
    drive_line(drive, "set direction forward");
    drive_frame(drive, 1);
    drive_region(drive, "text/letter1");
}

/* A verb's button makes a prompt of words between which it must be remembered. */
/* A large window has more symbols, not an empty third. */
static void its_bars_reach_the_foot_of_the_page(void **state) {
    static const int sizes[][2] = {{1920, 1080}, {1280, 720}, {2560, 1440}};
    Drive *drive = *state;
    drive_line(drive, "set task text");
    drive_line(drive, "show text");
    for (int size = 0; size < 3; size++) {
        drive_resize(drive, sizes[size][0], sizes[size][1]);
        drive_frame(drive, 0);
        const RegionList *regions = app_regions(drive->app);
        double bottom = 0, foot = drive_region(drive, "transport")->box.y;
        for (int i = 0; i < regions->count; i++)
            if (strncmp(regions->item[i].path, "text/next/", 10) == 0) bottom = fmax(bottom, rect_bottom(regions->item[i].box));
        if (bottom < foot - 90 || bottom > foot)
            fail_msg("%d x %d: the bars end at %g of %g", sizes[size][0], sizes[size][1], bottom, foot);
    }
}

static void a_verb_becomes_the_prompt(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set task words");
    drive_line(drive, "show text");
    drive_frame(drive, 1);
    drive_click(drive, "text/verb-paint");
    drive_frame(drive, 0);
    assert_int_equal(strncmp(drive_ui(drive)->pen.prompt, "i want to paint ", 16), 0);
    drive_click(drive, "text/verb-eat");
    drive_frame(drive, 0);
    assert_int_equal(strncmp(drive_ui(drive)->pen.prompt, "i want to eat ", 14), 0);
}

/* A trained network is sure: shares of less than a hundredth of a percent stand beside each other and beside their bars. */
static void shares_of_a_network_that_is_sure_have_room(void **state) {
    static const char *const sizes[] = {"resize 1920 1080", "resize 1600 900", "resize 1280 720"};
    static const char *const tasks[] = {"set task text", "set task words"};
    static const char *const temperatures[] = {"text temperature 1", "text temperature 0.3"};
    static LayoutReport report;
    Drive drive;
    bool is_tiny = false;
    (void)state;
    if (!drive_start_with_fonts(&drive)) skip();
    for (int task = 0; task < 2; task++) {
        drive_line(&drive, tasks[task]);
        drive_line(&drive, "set optimizer adam");
        drive_line(&drive, "set learning_rate 0.05");
        drive_line(&drive, "train 200");
        drive_line(&drive, "show text");
        for (int k = 0; k < 6; k++) {
            drive_line(&drive, sizes[k / 2]);
            drive_line(&drive, temperatures[k % 2]);
            for (int letter = 1; letter < 8; letter++) {
                char heading[96];
                text_format(heading, (int)sizeof heading, "text letter %d", letter);
                drive_line(&drive, heading);
                text_format(heading, (int)sizeof heading, "%s, %s, letter %d", tasks[task], sizes[k / 2], letter);
                layout_check(&report, drive_frame(&drive, 1), &drive.world.text, heading);
                is_tiny = is_tiny || drive_has_run(&drive, "<0.01 %");
                assert_false(drive_has_run(&drive, "0.00 %")); /* which none of them is */
            }
        }
    }
    drive_end(&drive);
    assert_true(is_tiny);
    if (report.count) fail_msg("%d findings:\n%s", report.count, report.text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_task_without_symbols_offers_some_that_have, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(it_shows_the_text_and_how_each_symbol_was_drawn, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(a_network_of_both_directions_says_why_it_writes_nothing, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(its_bars_reach_the_foot_of_the_page, drive_setup_large, drive_teardown),
        cmocka_unit_test(shares_of_a_network_that_is_sure_have_room),
        cmocka_unit_test_setup_teardown(a_verb_becomes_the_prompt, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(a_prompt_is_typed_and_a_wrong_one_refused_at_its_field, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(the_text_is_made_anew_while_it_trains_and_after_undo, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(a_file_is_dropped_and_the_clipboard_pasted, drive_setup_large, drive_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
