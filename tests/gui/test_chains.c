#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "support/drive.h"
#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* A number of the network has a point or an exponent in it, or stands after a line's end; counts and steps do not. */
static bool has_figure(const char *tip) {
    for (const char *c = tip; c && *c; c++)
        if (isdigit((unsigned char)c[0]) && (c[1] == '.' || c[1] == 'e') && (isdigit((unsigned char)c[2]) || c[1] == 'e')) return true;
    return false;
}

static void scan(Drive *drive, const char *scene) {
    drive_frame(drive, 0);
    const RegionList *list = app_regions(drive->app);
    char path[1200][REGION_PATH_SIZE];
    int count = 0;
    for (int i = 0; i < list->count && count < 1200; i++) text_format(path[count++], REGION_PATH_SIZE, "%s", list->item[i].path);
    for (int i = 0; i < count; i++) {
        if (strncmp(path[i], "top/", 4) == 0) continue;
        const Region *region = region_find(app_regions(drive->app), path[i]);
        if (!region || region->box.w <= 0) continue;
        drive_hover(drive, path[i], 0.4, 0.5);
        region = region_find(app_regions(drive->app), path[i]);
        if (!region || region->number) continue;
        if (region_at(app_regions(drive->app), region->box.x + 0.4 * region->box.w, region->box.y + 0.5 * region->box.h) != region) continue;
        if (region->tip && has_figure(region->tip)) {
            char tip[200];
            text_format(tip, sizeof tip, "%.150s", region->tip);
            for (char *c = tip; *c; c++) if (*c == '\n') *c = '|';
            printf("%s\t%s\tsubject %d\t%s\n", scene, path[i], region->subject.kind, tip);
        }
    }
}

static void everything(void **state) {
    Drive *drive = *state;
    static const char *const cells[] = {"rnn", "lstm", "gru"};
    static const char *const shows[] = {"cell 5", "show microscope", "show weights", "show activation", "show compare", "show check", "show cliff", "show history", "show search", "terms h 4 3"};
    drive_line(drive, "motion reduced");
    for (int c = 0; c < 3; c++) {
        char line[64];
        text_format(line, sizeof line, "set cell %s", cells[c]);
        drive_line(drive, line);
        drive_line(drive, "set clip_norm 0.5");
        drive_line(drive, "set optimizer adam");
        drive_line(drive, "train 30");
        static const char *const seeks[] = {"seek forward 5", "seek loss end", "seek backward 6", "seek update end"};
        for (int s = 0; s < 4; s++) {
            drive_line(drive, seeks[s]);
            text_format(line, sizeof line, "%s %s", cells[c], seeks[s]);
            scan(drive, line);
            if (s != 0 && s != 2) continue;
            for (size_t k = 0; k < sizeof shows / sizeof *shows; k++) {
                drive_line(drive, shows[k]);
                for (int f = 0; f < 20; f++) drive_frame(drive, 0.05);
                text_format(line, sizeof line, "%s %s %s", cells[c], seeks[s], shows[k]);
                scan(drive, line);
                drive_line(drive, "hide");
            }
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(everything, drive_setup_large, drive_teardown)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
