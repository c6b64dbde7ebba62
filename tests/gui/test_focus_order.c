/* Tab goes through every bar as the eye reads it: of two controls of one group in one row, the left one comes first. In every screen, in wide
   and narrow windows, alone and beside a lesson. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "support/drive.h"
#include <math.h>
#include <string.h>

/* The group is the path's first part: "top/undo" belongs to "top". */
static bool is_same_group(const char *a, const char *b) {
    size_t count = strcspn(a, "/");
    return strncmp(a, b, count) == 0 && a[count] == '/' && b[count] == '/';
}

/* Points in a chart have an order of their own. */
static bool is_control(const Region *region) {
    return region->kind != REGION_CHART && region->kind != REGION_SCRUB && region->kind != REGION_PULL;
}

static bool is_same_row(Rect a, Rect b) {
    double overlap = fmin(rect_bottom(a), rect_bottom(b)) - fmax(a.y, b.y);
    return overlap > 0.6 * fmin(a.h, b.h) && (rect_right(a) <= b.x + 1 || rect_right(b) <= a.x + 1);
}

static char findings[4096];
static int found;

/* Each pair once, wherever it is met again. */
static void note(const char *where, const Region *a, const Region *b) {
    char pair[160];
    int used = (int)strlen(findings);
    text_format(pair, (int)sizeof pair, "%s, which is left of %s, comes after it", b->path, a->path);
    found++;
    if (!strstr(findings, pair)) text_format(findings + used, (int)sizeof findings - used, "%s (%s)\n", pair, where);
}

/* Checks all pairs of the picture; returns how many stand in one row. */
static int check_order(Drive *drive, const char *where) {
    short order[REGION_MAX];
    drive_frame(drive, 0);
    const RegionList *list = app_regions(drive->app);
    int pairs = 0, count = region_list_focus(list, order);
    for (int i = 0; i < count; i++) {
        const Region *a = &list->item[order[i]];
        for (int k = i + 1; k < count; k++) {
            const Region *b = &list->item[order[k]];
            if (!is_control(a) || !is_control(b) || !is_same_group(a->path, b->path) || !is_same_row(a->box, b->box)) continue;
            pairs++;
            if (b->box.x < a->box.x) note(where, a, b);
        }
    }
    return pairs;
}

/* The keys themselves, from the name of the program to the last button of the bar. */
static void the_key_goes_that_way(void **state) {
    Drive *drive = *state;
    drive_line(drive, "focus top/undo");
    double x = drive_region(drive, "top/undo")->box.x;
    for (int i = 0; i < 4; i++) {
        drive_key(drive, "Tab");
        const Region *region = drive_region(drive, drive_ui(drive)->gui.focus);
        assert_true(region->box.x > x);
        x = region->box.x;
    }
    assert_string_equal(drive_ui(drive)->gui.focus, "top/settings");
    drive_key(drive, "Shift+Tab");
    assert_string_equal(drive_ui(drive)->gui.focus, "top/theme");
}

static void tab_reads_every_bar_from_left_to_right(void **state) {
    static const int sizes[][2] = {{1920, 1080}, {1280, 720}, {800, 500}};
    static const char *const places[] = {"set cell lstm",   "set cell rnn",       "set task text",
                                         "set task series", "set task sentiment", "compare Gated: cell gru"};
    (void)state;
    Drive drive;
    int pairs = 0, opened = 0;
    if (!drive_start_with_fonts(&drive)) skip();
    drive_read_disk(&drive);
    drive.world.place = (PlaceApi){.find = drive_find_course};
    for (int lesson = 0; lesson < 2; lesson++) {
        if (lesson) drive_line(&drive, "lesson vanishing");
        for (size_t place = 0; place < sizeof places / sizeof *places; place++) {
            drive_line(&drive, places[place]);
            for (int size = 0; size < 3; size++) {
                drive_resize(&drive, sizes[size][0], sizes[size][1]);
                for (int id = 0; id < SCREEN_COUNT; id++) {
                    char line[64], where[128];
                    Diag diag = {0};
                    text_format(line, (int)sizeof line, "show %s", screen_table[id].name);
                    text_format(where, (int)sizeof where, "%s, %s, %d x %d%s", line, places[place], sizes[size][0], sizes[size][1],
                                lesson ? ", beside a lesson" : "");
                    if (!app_apply(drive.app, line, &diag)) continue; /* not of this network */
                    opened++;
                    pairs += check_order(&drive, where);
                    app_apply(drive.app, "hide", &diag);
                }
            }
        }
    }
    drive_end(&drive);
    if (found > 0) fail_msg("%d findings:\n%s", found, findings);
    assert_true(opened > 400);
    assert_true(pairs > 5000);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(tab_reads_every_bar_from_left_to_right),
                                       cmocka_unit_test_setup_teardown(the_key_goes_that_way, drive_setup_large, drive_teardown)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
