/* No hyphen stands where a minus sign belongs: on every screen, for every cell, with negative numbers on it. And what mends one. */
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "base/number.h"
#include "gui/minus.h"
#include "support/drive.h"
#include "view/screen.h"
#include <ctype.h>
#include <string.h>

/* A '-' before a number that is no exponent and no part of a word. */
static bool has_hyphen(Str text) {
    for (int i = 0; i + 1 < text.count; i++) {
        bool before = i == 0 || !isalnum((unsigned char)text.at[i - 1]);
        if (text.at[i] == '-' && before && (isdigit((unsigned char)text.at[i + 1]) || text.at[i + 1] == '.')) return true;
    }
    return false;
}

static int look(Drive *drive, const char *where, char *found, int size) {
    const DrawList *list = drive_frame(drive, 0);
    DrawItem item;
    int count = 0;
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        if (item.op != DRAW_TEXT || !has_hyphen(item.text)) continue;
        int used = (int)strlen(found);
        text_format(found + used, size - used, "%s: %.*s\n", where, item.text.count, item.text.at);
        count++;
    }
    return count;
}

static void no_hyphen_stands_for_a_minus(void **state) {
    static const char *const lines[] = {
        "seek forward 16",     "seek loss 1",     "seek backward 5",   "seek update end", "show cell",        "show weights",
        "show microscope",     "show activation", "show check",        "show cliff",      "cliff start 4 -3", "show burst",
        "show history",        "show terms",      "terms dW 1 2",      "show search",     "show controls",    "hide",
        "whatif input 2 1 -1", "whatif none",     "compare A: seed 3", "show compare",    "compare none"};
    static const char *const cells[] = {"set cell rnn", "set cell lstm", "set cell gru"};
    static char found[16384];
    Drive *drive = *state;
    int count = 0;
    drive_line(drive, "motion reduced");
    for (int c = 0; c < 3; c++) {
        drive_line(drive, cells[c]);
        if (c == 1) drive_line(drive, "set forget_bias -2");
        for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
            char where[96];
            text_format(where, (int)sizeof where, "%s, %s", cells[c], lines[i]);
            drive_line(drive, lines[i]);
            count += look(drive, where, found, (int)sizeof found);
        }
        drive_line(drive, "hide");
    }
    if (count > 0) fail_msg("%d texts have a hyphen for a minus:\n%s", count, found);
}

/* What is said under the pointer, too: of every region that speaks of -1. */
static void tips_have_a_true_minus(void **state) {
    static char path[REGION_MAX][REGION_PATH_SIZE], found[16384];
    Drive *drive = *state;
    int paths = 0, seen = 0, count = 0;
    drive_line(drive, "motion reduced");
    drive_line(drive, "seek forward 5");
    drive_frame(drive, 0);
    const RegionList *list = app_regions(drive->app);
    for (int i = 0; i < list->count; i++)
        if (list->item[i].tip && has_hyphen(str_from(list->item[i].tip)))
            text_format(path[paths++], REGION_PATH_SIZE, "%s", list->item[i].path);
    for (int i = 0; i < paths; i++) {
        const Region *region = region_find(app_regions(drive->app), path[i]);
        if (!region || region_at(app_regions(drive->app), rect_mid_x(region->box), rect_mid_y(region->box)) != region) continue;
        drive_hover(drive, path[i], 0.5, 0.5);
        for (int f = 0; f < 60; f++) drive_frame(drive, 1.0 / 60);
        seen += drive_has_text(drive, "−1");
        count += look(drive, path[i], found, (int)sizeof found);
    }
    if (count > 0) fail_msg("%d texts have a hyphen for a minus:\n%s", count, found);
    assert_true(seen > 0);
}

/* The paths of the stage's regions, one for each kind: paths that differ in their numbers alone are one kind. */
static int list_kinds(const RegionList *list, char path[][REGION_PATH_SIZE]) {
    int count = 0;
    for (int i = 0; i < list->count; i++) {
        const char *name = list->item[i].path;
        size_t stem = strcspn(name, "-0123456789");
        bool known = strncmp(name, "stage/", 6) != 0;
        for (int k = 0; k < count && !known; k++) known = strcspn(path[k], "-0123456789") == stem && memcmp(path[k], name, stem) == 0;
        if (!known) text_format(path[count++], REGION_PATH_SIZE, "%s", name);
    }
    return count;
}

/* The plates of numbers: every kind of region of the stage, with three digits and with all. */
static void plates_have_a_true_minus(void **state) {
    static const char *const cells[] = {"set cell rnn", "set cell lstm", "set cell gru"};
    static const char *const phases[] = {"seek forward end", "seek loss end", "seek backward end", "seek update end"};
    static char path[REGION_MAX][REGION_PATH_SIZE], found[16384];
    Drive *drive = *state;
    int seen = 0, count = 0;
    drive_line(drive, "motion reduced");
    for (int at = 0; at < 24; at++) {
        drive_line(drive, cells[at / 8]);
        drive_line(drive, phases[at / 2 % 4]);
        drive_line(drive, at % 2 ? "digits all" : "digits three");
        drive_pointer(drive, 2, 2);
        drive_frame(drive, 0);
        int kinds = list_kinds(app_regions(drive->app), path);
        assert_true(kinds > 5);
        for (int i = 0; i < kinds; i++) {
            if (!region_find(app_regions(drive->app), path[i])) continue;
            drive_hover(drive, path[i], 0.5, 0.2);
            drive_frame(drive, 1);
            seen += drive_has_text(drive, "−0.");
            count += look(drive, path[i], found, (int)sizeof found);
        }
    }
    if (count > 0) fail_msg("%d texts have a hyphen for a minus:\n%s", count, found);
    assert_true(seen > 100);
}

static void check(const char *text, const char *wanted) {
    char out[32];
    text_format(out, (int)sizeof out, "%s", text);
    minus_mend(out, (int)sizeof out);
    assert_string_equal(out, wanted);
}

static void only_signs_are_mended(void **state) {
    (void)state;
    check("-0.5", "−0.5");
    check("w = -1, b = -.25", "w = −1, b = −.25");
    check("-1.5e-7", "−1.5e-7");
    check("x-1 and h-2", "x-1 and h-2");
    check("a - b", "a - b");
    char tight[5] = "-12";
    minus_mend(tight, 5); /* two bytes more have no room */
    assert_string_equal(tight, "-12");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(no_hyphen_stands_for_a_minus, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(tips_have_a_true_minus, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(plates_have_a_true_minus, drive_setup_large, drive_teardown),
        cmocka_unit_test(only_signs_are_mended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
