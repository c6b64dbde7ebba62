/* Every slider of every page, besides those of the setup (test_controls.c), can be dragged and moved by keys: nothing is refused, and the page shows another picture. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/drive.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t picture(Drive *drive) {
    const DrawList *list = drive_frame(drive, 0);
    DrawItem item;
    uint64_t hash = 1;
    assert_false(list->failed);
    for (size_t offset = 0; draw_next(list, &offset, &item);) hash = (hash ^ item.hash) * 0x9E3779B97F4A7C15u;
    return hash;
}

static int drag_all(Drive *drive, const char *page) {
    char path[32][128];
    int count = 0;
    const Setup before = app_lab(drive->app)->setup;
    const RegionList *list = app_regions(drive->app);
    for (int i = 0; i < list->count && count < 32; i++)
        if (list->item[i].kind == REGION_SLIDER && !list->item[i].disabled &&
            (strncmp(list->item[i].path, "controls/", 9) != 0 || strcmp(page, "show cliff") == 0))
            snprintf(path[count++], 128, "%s", list->item[i].path);
    for (int i = 0; i < count; i++) {
        const Region *region = region_find(app_regions(drive->app), path[i]);
        if (!region || region->disabled) continue; /* another one took it away */
        drive_drag(drive, path[i], 0.35, 0.1);
        uint64_t low = picture(drive);
        if (!region_find(app_regions(drive->app), path[i])) continue;
        drive_drag(drive, path[i], 0.1, 0.8);
        uint64_t high = picture(drive);
        if (low == high) fail_msg("%s, %s: nothing changes", page, path[i]);
        if (drive_ui(drive)->message[0] && drive_ui(drive)->message_is_bad) fail_msg("%s, %s: %s", page, path[i], drive_ui(drive)->message);
        drive_drag(drive, path[i], 0.35, 0.5);
        uint64_t middle = picture(drive);
        char line[160];
        snprintf(line, sizeof line, "focus %s", path[i]);
        drive_line(drive, line);
        drive_key(drive, "Right");
        if (picture(drive) == middle) fail_msg("%s, %s: an arrow key changes nothing", page, path[i]);
        drive_key(drive, "Left");
        drive_key(drive, "Home");
        drive_key(drive, "End");
        picture(drive);
        char field[160];
        snprintf(field, sizeof field, "%s/value", path[i]);
        if (region_find(app_regions(drive->app), field)) {
            drive_click(drive, field);
            drive_type(drive, "2");
            drive_key(drive, "Return");
            picture(drive);
        }
        for (int key = 0; key < KEY_COUNT; key++) /* they are of the page, not of the experiment */
            if (app_lab(drive->app)->setup.value[key] != before.value[key])
                fail_msg("%s, %s: it changes %s", page, path[i], setup_table[key].key);
    }
    return count;
}

static const char *const pages[][3] = {
    {"show cliff", "cliff descend 20", NULL},
    {"show activation", "seek loss", NULL},
    {"set task text", "show text", NULL},
    {"set task series", "show series", NULL},
    {"set task sentiment", "show sentiment", NULL},
    {"show settings", NULL},
    {"show microscope", NULL},
    {"show search", NULL},
    {"show weights", NULL},
};

static void every_slider_can_be_dragged(void **state) {
    (void)state;
    int all = 0;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        Drive drive;
        drive_start(&drive);
        drive_resize(&drive, 1920, 1080);
        drive_line(&drive, "motion reduced");
        drive_line(&drive, "set hidden 4");
        for (int k = 0; k < 3 && pages[i][k]; k++) drive_line(&drive, pages[i][k]);
        for (int k = 0; k < 50; k++) drive_frame(&drive, 0.05);
        all += drag_all(&drive, pages[i][0]);
        drive_end(&drive);
    }
    assert_true(all >= 6);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_slider_can_be_dragged)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
