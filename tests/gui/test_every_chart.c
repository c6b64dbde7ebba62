/* Every chart of every picture, found by its region: the wheel zooms it, a double click shows all of it again and does nothing else, Ctrl+C copies
   its values. */
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "base/number.h"
#include "gui/chart.h"
#include "lab/lab.h"
#include "support/drive.h"
#include <string.h>

enum { CHARTS_MOST = 32, LINES_MOST = 8 };

static bool write_clipboard(void *user, const char *text, Diag *diag) {
    (void)diag;
    text_format(user, 1 << 18, "%s", text);
    return true;
}

static bool is_zoomed(Drive *drive, const char *name) {
    return chart_find_zoom(&drive_ui(drive)->gui, name, false) || chart_find_zoom(&drive_ui(drive)->gui, name, true);
}

/* Rows of numbers below a line of names, all with as many commas. */
static int check_csv(const char *name, const char *text) {
    int commas = -1, rows = 0;
    for (const char *line = text; *line; rows++) {
        size_t length = strcspn(line, "\n");
        bool is_quoted = false;
        int found = 0;
        for (size_t i = 0; i < length; i++) {
            if (line[i] == '"') is_quoted = !is_quoted;
            found += line[i] == ',' && !is_quoted;
        }
        if (commas < 0) commas = found;
        if (found != commas || found < 1) {
            print_error("%s, line %d: %d commas, the names have %d\n", name, rows + 1, found, commas);
            return 1;
        }
        line += length + (line[length] == '\n');
    }
    if (rows < 2) print_error("%s: %d lines copied\n", name, rows);
    return rows < 2;
}

static void every_chart_is_zoomed_fitted_and_copied(void **state) {
    static const struct Page {
        const char *lines[LINES_MOST]; /* after "!" one that ends in numbers that are not finite */
    } pages[] = {
        {{"preset lstm", "train 60", "show history"}},
        {{"preset lstm", "train 60", "show activation"}},
        {{"preset lstm", "microscope eigenvalues", "show microscope"}},
        {{"preset lstm", "microscope product", "show microscope"}},
        {{"preset lstm", "microscope path", "show microscope"}},
        {{"preset first", "show compare", "train 40"}},
        {{"preset first", "set steps 4", "show compare", "seeds 2 100"}},
        {{"preset first", "set steps 4", "show compare", "sweep steps 3 5"}},
        {{"preset first", "set steps 4", "show search", "guess 50"}},
        {{"show cliff", "cliff descend 40"}},
        {{"preset first", "set task series", "train 20", "show series"}},
        {{"preset first", "set activation identity", "set steps 24", "set radius 1.6", "set weight_scale 0.1", "set input_scale 0.001",
          "!train 100", "show burst"}},
    };
    static char csv[1 << 18];
    Drive *drive = *state;
    static const char *const rare[] = {"burst-loss", "series", "alone"}; /* they need their own setup */
    int tried = 0, faults = 0, seen = 0;
    drive->world.clipboard = (ClipboardApi){.user = csv, .write = write_clipboard};
    drive_line(drive, "motion reduced");
    for (size_t p = 0; p < sizeof pages / sizeof *pages; p++) {
        ChartPlace chart[CHARTS_MOST];
        for (int i = 0; i < LINES_MOST && pages[p].lines[i]; i++) {
            const char *line = pages[p].lines[i];
            if (line[0] == '!')
                drive_refuse(drive, line + 1, "not finite");
            else
                drive_line(drive, line);
        }
        drive_pointer(drive, -1, -1);
        drive_frame(drive, 0);
        const RegionList *list = app_regions(drive->app);
        int count = list->chart_count < CHARTS_MOST ? list->chart_count : CHARTS_MOST;
        if (count == 0) fail_msg("%s: no chart", pages[p].lines[2] ? pages[p].lines[2] : pages[p].lines[0]);
        memcpy(chart, list->chart, (size_t)count * sizeof *chart);
        for (int i = 0; i < count; i++) {
            double x = chart[i].plot.x + 0.31 * chart[i].plot.w, y = chart[i].plot.y + 0.37 * chart[i].plot.h;
            long update = app_lab(drive->app)->run.update;
            drive_pointer(drive, x, y);
            drive_wheel(drive, 2);
            drive_frame(drive, 0);
            if (!is_zoomed(drive, chart[i].name)) faults++, print_error("%s: the wheel does not zoom it\n", chart[i].name);
            for (int clicks = 1; clicks <= 2; clicks++) {
                drive_press(drive, clicks);
                drive_release(drive);
            }
            drive_frame(drive, 0);
            if (is_zoomed(drive, chart[i].name))
                faults++, print_error("%s: a double click does not fit it, on %s\n", chart[i].name, drive_ui(drive)->gui.hot);
            if (app_lab(drive->app)->run.update != update) faults++, print_error("%s: a double click goes to an update\n", chart[i].name);
            csv[0] = '\0';
            drive_key(drive, "Ctrl+C"); /* the pointer is still on it */
            faults += check_csv(chart[i].name, csv);
            tried++;
            for (int r = 0; r < 3; r++) seen |= (strcmp(chart[i].name, rare[r]) == 0) << r;
        }
        drive_line(drive, "show stage");
    }
    assert_int_equal(faults, 0);
    assert_true(tried > 25);
    assert_int_equal(seen, 7);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_chart_is_zoomed_fitted_and_copied, drive_setup_large, drive_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
