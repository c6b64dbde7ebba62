/* What a person waits for and may stop: files that are opened are read by a job, in slices of the frames where there are no threads, by a worker
   where there are some; with a bar, a cross, and Escape. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/number.h"
#include "platform/worker.h"
#include "support/drive.h"
#include "support/memory_files.h"
#include "support/slow_worker.h"
#include <string.h>

enum { ROWS = 30000, FRAMES_MOST = 200000 };

static char *make_table(void) {
    static char text[ROWS * 16 + 32];
    int used = text_format(text, (int)sizeof text, "day,sales\n");
    for (int i = 0; i < ROWS; i++) used += text_format(text + used, (int)sizeof text - used, "%d,%d.5\n", i, i * 7 % 12);
    return text;
}

static void put_files(Drive *drive, MemoryFiles *files) {
    drive->tick_s = 0.01; /* a piece a slice */
    memory_files_bind(files, &drive->world.file);
    memory_files_put(files, "sales.csv", make_table());
    memory_files_put(files, "broken.csv", "a,b\n1,2\n3\n");
}

static bool is_there(Drive *drive) { return drive_value(drive, KEY_COLUMN) == 1 && drive_value(drive, KEY_TEXT_HASH) > 0; }

/* Frames until nothing moves any more. Returns how many of them showed a bar. */
static int wait_for_end(Drive *drive) {
    int bars = 0;
    for (int guard = 0; app_is_moving(drive->app) && guard < FRAMES_MOST; guard++) {
        drive_frame(drive, 0.05);
        bars += region_find(app_regions(drive->app), "work") != NULL;
    }
    assert_false(app_is_moving(drive->app));
    return bars;
}

static void without_threads_the_frames_read_a_table_slice_by_slice(void **state) {
    Drive *drive = *state;
    MemoryFiles files = {0};
    put_files(drive, &files);
    drive_drop(drive, "sales.csv");
    assert_false(is_there(drive)); /* one slice was done */
    assert_true(app_is_moving(drive->app));
    drive_frame(drive, 0.2);
    drive_region(drive, "work");
    assert_true(drive_has_run(drive, "Reading sales.csv"));
    drive_line(drive, "show stage"); /* whatever a script does finds the file read */
    assert_true(is_there(drive));
    drive_frame(drive, 0);
    assert_null(region_find(app_regions(drive->app), "work"));
    drive_line(drive, "undo");
    drive_drop(drive, "sales.csv");
    assert_true(wait_for_end(drive) > 3); /* several frames with a bar */
    assert_true(is_there(drive));
    drive_frame(drive, 0);
    assert_null(region_find(app_regions(drive->app), "work"));
    memory_files_deinit(&files);
}

static void escape_and_the_cross_stop_it_and_nothing_has_changed(void **state) {
    Drive *drive = *state;
    MemoryFiles files = {0};
    put_files(drive, &files);
    for (int by_mouse = 0; by_mouse < 2; by_mouse++) {
        drive_drop(drive, "sales.csv");
        drive_frame(drive, 0.2);
        drive_region(drive, "work/stop");
        if (by_mouse)
            drive_click(drive, "work/stop");
        else
            drive_key(drive, "Escape");
        drive_frame(drive, 0);
        assert_null(region_find(app_regions(drive->app), "work"));
        assert_string_equal(drive_ui(drive)->message, "Stopped. sales.csv was not opened.");
        wait_for_end(drive);
        assert_false(is_there(drive));
        assert_string_equal(setup_task(&app_lab(drive->app)->setup)->key, "recall");
    }
    drive_line(drive, "show settings");
    drive_drop(drive, "sales.csv");
    drive_frame(drive, 0.2);
    drive_key(drive, "Escape"); /* the job first, then the page */
    assert_true(screen_is_open(&drive_ui(drive)->screens, SCREEN_SETTINGS));
    drive_key(drive, "Escape");
    assert_false(screen_is_open(&drive_ui(drive)->screens, SCREEN_SETTINGS));
    memory_files_deinit(&files);
}

static void a_second_file_stops_the_first_and_the_end_of_the_program_stops_both(void **state) {
    Drive *drive = *state;
    MemoryFiles files = {0};
    put_files(drive, &files);
    drive_drop(drive, "sales.csv");
    drive_drop(drive, "broken.csv");
    wait_for_end(drive);
    assert_false(is_there(drive));
    drive_drop(drive, "broken.csv");
    for (int i = 0; i < 30; i++) drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "broken.csv:3:1: this row has 1 field"));
    drive_drop(drive, "sales.csv");
    drive_end(drive); /* with the job under way; nothing is lost (LeakSanitizer) */
    drive_start(drive);
    memory_files_deinit(&files);
}

static void a_script_and_a_recording_do_not_wait(void **state) {
    Drive *drive = *state;
    MemoryFiles files = {0};
    put_files(drive, &files);
    drive_line(drive, "series open sales.csv");
    assert_true(is_there(drive));
    drive_line(drive, "undo");
    drive_record(drive);
    drive_drop(drive, "sales.csv");
    assert_true(is_there(drive));
    memory_files_deinit(&files);
}

/* The same with a worker: one that is slow by the test's will, and real threads. */
static void read_beside(Drive *drive, MemoryFiles *files, SlowWorker *slow) {
    put_files(drive, files);
    drive_drop(drive, "sales.csv");
    if (slow) { /* it does nothing until somebody waits for it */
        for (int i = 0; i < 5; i++) drive_frame(drive, 0.1);
        drive_region(drive, "work");
        assert_int_equal(slow->joined, 0); /* no frame has waited */
        assert_false(is_there(drive));
        slow->looks = 0; /* and now at each look */
        wait_for_end(drive);
    } else {
        for (int i = 0; i < 20; i++) drive_frame(drive, 0.01);
        drive_line(drive, "show stage"); /* waits for it, however busy the machine is */
    }
    assert_true(is_there(drive));
    drive_line(drive, "undo");
    drive_drop(drive, "sales.csv");
    drive_key(drive, "Escape");
    drive_line(drive, "show stage");
    if (slow) assert_false(is_there(drive)); /* a fast thread may have been faster than the key */
    drive_drop(drive, "sales.csv");
}

static void a_slow_worker_reads_while_frames_go_on(void **state) {
    Drive *drive = *state;
    static SlowWorker worker;
    MemoryFiles files = {0};
    slow_worker_bind(&worker, &drive->world.worker, -1);
    read_beside(drive, &files, &worker);
    drive_end(drive);
    drive_start(drive);
    memory_files_deinit(&files);
}

static double stand_still(void *user) {
    (void)user;
    return 0;
}

/* A saved experiment, whose training is done again. */
static void open_beside(Drive *drive, MemoryFiles *files) {
    memory_files_put(files, "./t.unroll",
                     "unroll 1\ncell=lstm\nhidden=5\nat 100 set learning_rate 0.02\nat 3000\nlook seek backward 2\nend\n");
    drive_drop(drive, "./t.unroll");
    for (int i = 0; i < 30; i++) drive_frame(drive, 0.01);
    drive_line(drive, "show stage"); /* waits for it */
    assert_int_equal(app_lab(drive->app)->run.update, 3000);
    drive_line(drive, "train 10");
    drive_line(drive, "visit 200");
    drive_drop(drive, "./t.unroll");
    for (int i = 0; i < 3; i++) drive_frame(drive, 0.01);
}

static void threads_read_while_frames_go_on(void **state) {
    Drive *drive = *state;
    MemoryFiles files = {0};
    Worker *threads = worker_new();
    assert_non_null(threads);
    worker_bind(threads, &drive->world.worker);
    drive->world.clock = (ClockApi){NULL, stand_still}; /* the drive's is not for two threads */
    read_beside(drive, &files, NULL);
    drive_line(drive, "show stage");
    open_beside(drive, &files);
    drive_end(drive);
    worker_free(threads);
    drive_start(drive);
    memory_files_deinit(&files);
}

/* ---- Exporting ---- */

/* Ctrl+E and Return with a name, as a person does it. */
static void export_as(Drive *drive, const char *name) {
    drive_key(drive, "Ctrl+E");
    drive_click(drive, "export/name/value");
    drive_key(drive, "Ctrl+A");
    drive_type(drive, name);
    drive_key(drive, "Return");
}

/* Folders of folders: a name may be as long as a path. */
static void a_file_may_have_a_long_path(void **state) {
    Drive *drive = *state;
    MemoryFiles files = {0};
    char path[900];
    memory_files_bind(&files, &drive->world.file);
    app_set_text_beside(drive->app, &drive->world.text);
    memset(path, 'f', sizeof path);
    for (size_t i = 40; i < sizeof path; i += 40) path[i] = '/';
    strcpy(path + sizeof path - 9, "/end.svg");
    export_as(drive, path);
    for (int i = 0; i < 40; i++) drive_frame(drive, 0.05);
    assert_non_null(memory_files_get(&files, path));
    memory_files_deinit(&files);
}

static void a_picture_is_written_beside_the_frames_and_is_the_same_as_in_a_script(void **state) {
    Drive *drive = *state;
    static SlowWorker worker;
    MemoryFiles files = {0};
    memory_files_bind(&files, &drive->world.file);
    app_set_text_beside(drive->app, &drive->world.text);
    drive_line(drive, "export ./script.png");
    assert_non_null(memory_files_get(&files, "./script.png"));
    assert_true(drive_has_text(drive, "Saved: ./script.png") || drive_ui(drive)->message[0]);
    drive_line(drive, "hide");
    for (int kind = 0; kind < 2; kind++) { /* without threads, and with the worker that does nothing of itself */
        char name[32];
        text_format(name, (int)sizeof name, "./window%d.png", kind);
        if (kind == 1) slow_worker_bind(&worker, &drive->world.worker, -1);
        export_as(drive, name);
        assert_false(screen_is_open(&drive_ui(drive)->screens, SCREEN_EXPORT));
        assert_null(memory_files_get(&files, name));
        if (kind == 1) {
            for (int i = 0; i < 4; i++) drive_frame(drive, 0.1);
            assert_int_equal(worker.joined, 0);
            drive_region(drive, "work");
            drive_refuse(drive, "export ./other.png", "./window1.png is still being written");
            worker.looks = 0;
        }
        for (int i = 0; i < 40; i++) drive_frame(drive, 0.05);
        assert_non_null(memory_files_get(&files, name));
        drive_frame(drive, 0);
        assert_null(region_find(app_regions(drive->app), "work"));
    }
    size_t size[3];
    for (int i = 0; i < 3; i++) {
        static const char *const name[] = {"./script.png", "./window0.png", "./window1.png"};
        for (int k = 0; k < files.count; k++)
            if (strcmp(files.item[k].path, name[i]) == 0) size[i] = files.item[k].size;
    }
    assert_true(size[1] == size[2] && size[0] > 1000);
    assert_memory_equal(memory_files_get(&files, "./window0.png"), memory_files_get(&files, "./window1.png"), size[1]);
    drive_end(drive);
    drive_start(drive);
    memory_files_deinit(&files);
}

static void an_export_that_is_stopped_leaves_no_file_and_a_program_that_ends_finishes_it(void **state) {
    Drive *drive = *state;
    static SlowWorker worker;
    MemoryFiles files = {0};
    memory_files_bind(&files, &drive->world.file);
    app_set_text_beside(drive->app, &drive->world.text);
    slow_worker_bind(&worker, &drive->world.worker, -1);
    export_as(drive, "./stopped.svg");
    drive_frame(drive, 0.2);
    drive_key(drive, "Escape");
    worker.looks = 0;
    for (int i = 0; i < 10; i++) drive_frame(drive, 0);
    assert_string_equal(drive_ui(drive)->message, "Stopped. ./stopped.svg was not written.");
    assert_null(memory_files_get(&files, "./stopped.svg"));
    files.write_fails = true;
    export_as(drive, "./refused.pdf");
    for (int i = 0; i < 30; i++) drive_frame(drive, 0);
    assert_true(drive_ui(drive)->message_is_bad);
    files.write_fails = false;
    worker.looks = -1;
    export_as(drive, "./late.csv.svg");
    drive_end(drive);
    assert_non_null(memory_files_get(&files, "./late.csv.svg"));
    drive_start(drive);
    memory_files_deinit(&files);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(without_threads_the_frames_read_a_table_slice_by_slice, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(escape_and_the_cross_stop_it_and_nothing_has_changed, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(a_second_file_stops_the_first_and_the_end_of_the_program_stops_both, drive_setup_large,
                                        drive_teardown),
        cmocka_unit_test_setup_teardown(a_script_and_a_recording_do_not_wait, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(a_slow_worker_reads_while_frames_go_on, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(threads_read_while_frames_go_on, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(a_file_may_have_a_long_path, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(a_picture_is_written_beside_the_frames_and_is_the_same_as_in_a_script, drive_setup_large,
                                        drive_teardown),
        cmocka_unit_test_setup_teardown(an_export_that_is_stopped_leaves_no_file_and_a_program_that_ends_finishes_it, drive_setup_large,
                                        drive_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
