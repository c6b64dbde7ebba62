/* What the program tells others of its picture and of its files: where each control lies, as a page and tools read it, and which files were
   used lately, which are there again the next time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cli/run_page.h"
#include "platform/files.h"
#include "support/drive.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void every_control_tells_its_place(void **state) {
    Drive *drive = *state;
    char line[1200], path[256];
    int told = 0, index = 0;
    bool has_play = false;
    assert_false(app_name_region(drive->app, -1, line, sizeof line));
    for (; app_name_region(drive->app, index, line, sizeof line); index++) {
        double x, y, w, h;
        if (!line[0]) continue;
        assert_int_equal(sscanf(line, "%255s %lf %lf %lf %lf", path, &x, &y, &w, &h), 5);
        const Region *region = drive_region(drive, path);
        assert_true(w > 0 && h > 0 && x >= 0 && y >= 0);
        assert_true(x + w <= drive_ui(drive)->width_px + 0.01 && y + h <= drive_ui(drive)->height_px + 0.01);
        assert_false(region->disabled);
        if (strcmp(path, "transport/play") == 0) {
            has_play = true;
            assert_non_null(strstr(line, region->command));
            assert_true(fabs(x - region->box.x) < 0.01 && fabs(w - region->box.w) < 0.01);
        }
        told++;
    }
    assert_true(has_play && told > 20 && index > told); /* those that cannot be pressed now have no line */
    assert_string_equal(line, "");
}

/* Nothing asks for anything where there is no page. */
static void without_a_page_nothing_is_asked_or_done(void **state) {
    Drive *drive = *state;
    double hidden = drive_value(drive, KEY_HIDDEN);
    RunPage page;
    run_page_init(&page);
    assert_false(run_page_begin(&page, drive->app, &drive->world));
    run_page_end(&page, &drive->world);
    assert_true(drive_value(drive, KEY_HIDDEN) == hidden);
    assert_false(drive_frame(drive, 0)->failed);
}

typedef struct Fixture {
    char folder[64], recent[96];
} Fixture;

static int start(void **state) {
    Fixture *f = calloc(1, sizeof *f);
    if (!f) return -1;
    strcpy(f->folder, "/tmp/unroll-places-XXXXXX");
    *state = f;
    if (!mkdtemp(f->folder)) return -1;
    snprintf(f->recent, sizeof f->recent, "%s/recent-files", f->folder);
    return 0;
}

static int end(void **state) {
    Fixture *f = *state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", f->folder);
    free(f);
    return system(command);
}

static void begin(Drive *drive, const Fixture *f) {
    drive_start(drive);
    platform_files(&drive->world.file);
    app_open_recent(drive->app, f->recent);
}

static void save(Drive *drive, const Fixture *f, int number) {
    char line[160];
    snprintf(line, sizeof line, "set hidden %d", number);
    drive_line(drive, line);
    snprintf(line, sizeof line, "save %s/mine-%d", f->folder, number);
    drive_line(drive, line);
    app_finish_write(drive->app);
}

/* The first rows of the page of files are those used last, the newest first. */
static void assert_first(Drive *drive, int number, int hidden) {
    char line[40];
    drive_line(drive, "show files");
    drive_frame(drive, 0);
    snprintf(line, sizeof line, "open #%d", number);
    drive_line(drive, line);
    for (int i = 0; i < 20; i++) drive_frame(drive, 0.1);
    if (drive_value(drive, KEY_HIDDEN) != hidden)
        fail_msg("row %d has hidden %g instead of %d", number, drive_value(drive, KEY_HIDDEN), hidden);
}

static void files_that_were_used_are_listed_the_next_time(void **state) {
    Fixture *f = *state;
    Drive drive;
    char path[160];
    begin(&drive, f); /* the list is not there yet */
    for (int i = 2; i <= 11; i++) save(&drive, f, i);
    drive_end(&drive);
    begin(&drive, f);
    assert_first(&drive, 1, 11);
    assert_first(&drive, 2, 10); /* which is the newest then */
    assert_first(&drive, 2, 11);
    drive_end(&drive);
    begin(&drive, f);
    assert_first(&drive, 2, 10);
    drive_end(&drive);
    for (int i = 10; i <= 11; i++) { /* what is gone is no longer listed */
        snprintf(path, sizeof path, "%s/mine-%d.unroll", f->folder, i);
        remove(path);
    }
    begin(&drive, f);
    assert_first(&drive, 1, 9);
    drive_end(&drive);
}

static void drop(Drive *drive, const char *path) {
    drive_drop(drive, path);
    for (int guard = 0; app_is_moving(drive->app) && guard < 10000; guard++) drive_frame(drive, 0.01);
}

/* Data are listed like experiments, by whichever way they were opened, and the list opens each as what it is. */
static void data_that_were_opened_are_listed_the_next_time(void **state) {
    static const struct {
        const char *name, *content;
        const char *task;
    } row[] = {
        {"rain.csv", "rain\n3\n4\n3\n5\n3\n4\n3\n5\n3\n4\n3\n5\n3\n4\n3\n5\n3\n4\n3\n5\n3\n4\n3\n5\n", "series"},
        {"reviews.txt", "pos: good\nneg: bad\npos: good\nneg: bad\npos: good\nneg: bad\npos: good\nneg: bad\npos: good\nneg: bad\n",
         "sentiment"},
        {"tale.txt", "the cat sat on the mat and the dog sat on the rug and the cat saw the dog", "text"},
    };
    enum { ROWS = sizeof row / sizeof *row };
    Fixture *f = *state;
    Drive drive;
    char path[160], line[200];
    begin(&drive, f);
    for (int i = 0; i < ROWS; i++) {
        snprintf(path, sizeof path, "%s/%s", f->folder, row[i].name);
        assert_true(drive.world.file.write(drive.world.file.user, path, row[i].content, strlen(row[i].content), NULL));
        snprintf(line, sizeof line, "series open %s", path);
        if (i == 0)
            drive_line(&drive, line);
        else
            drop(&drive, path);
    }
    snprintf(line, sizeof line, "series open %s", path); /* a text has no column of numbers: what was refused is not listed again */
    drive_refuse(&drive, line, "");
    drive_end(&drive);
    for (int i = 0; i < ROWS; i++) {
        begin(&drive, f);
        drive_line(&drive, "show files");
        drive_frame(&drive, 0);
        for (int n = 0; n < ROWS; n++)
            if (!drive_has_run(&drive, row[n].name)) fail_msg("%s is not listed", row[n].name);
        drive_line(&drive, "open #3"); /* the oldest, which is the newest then */
        for (int guard = 0; app_is_moving(drive.app) && guard < 10000; guard++) drive_frame(&drive, 0.01);
        char task[32];
        setup_choice(task, (int)sizeof task, KEY_TASK, setup_get_int(&app_lab(drive.app)->setup, KEY_TASK), false);
        assert_string_equal(task, row[i].task);
        drive_end(&drive);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_control_tells_its_place, drive_setup, drive_teardown),
        cmocka_unit_test_setup_teardown(without_a_page_nothing_is_asked_or_done, drive_setup, drive_teardown),
        cmocka_unit_test_setup_teardown(files_that_were_used_are_listed_the_next_time, start, end),
        cmocka_unit_test_setup_teardown(data_that_were_opened_are_listed_the_next_time, start, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
