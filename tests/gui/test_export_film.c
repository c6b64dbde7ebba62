/* Films from Ctrl+E: made beside the frames of what one looks at, stopped without a trace, and offered only where they can be made. ffmpeg is the
   test's: it takes so many bytes at a time, and keeps the first picture. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/number.h"
#include "data/picture_note.h"
#include "draw/raster.h"
#include "platform/worker.h"
#include "support/drive.h"
#include "support/fail_memory.h"
#include "support/memory_files.h"
#include "support/slow_worker.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FRAMES_MOST = 20000 };

typedef struct FakeEncoder {
    MemoryFiles *files;
    bool is_there, fails, is_refused, makes_no_gif;
    size_t piece; /* bytes that one write takes; 0: all */
    char told[4096], out[256];
    unsigned char *first; /* (size) owned: the first picture */
    size_t size, given;
    int closed, stopped;
} FakeEncoder;

static bool find_program(void *user, const char *name) { return ((FakeEncoder *)user)->is_there && strcmp(name, "ffmpeg") == 0; }

static bool open_program(void *user, ProgramPipe *pipe, const char *const *argv, Diag *diag) {
    FakeEncoder *fake = user;
    int width = 0, height = 0;
    if (fake->is_refused) return diag_fail(diag, "the other program does not start");
    fake->told[0] = '\0';
    for (int i = 0; argv[i]; i++) {
        strncat(fake->told, argv[i], sizeof fake->told - strlen(fake->told) - 2);
        strcat(fake->told, " ");
        str_copy(fake->out, (int)sizeof fake->out, str_from(argv[i]));
        if (i > 0 && !strcmp(argv[i - 1], "-s")) (void)(sscanf(argv[i], "%dx%d", &width, &height));
    }
    fake->size = (size_t)width * (size_t)height * 4;
    fake->given = 0;
    free(fake->first);
    fake->first = calloc(1, fake->size);
    assert_non_null(fake->first);
    memory_files_put(fake->files, fake->out, "half");
    *pipe = (ProgramPipe){1, 3};
    return true;
}

static bool write_program(void *user, ProgramPipe *pipe, const void *data, size_t size, double wait_s, size_t *written, Diag *diag) {
    FakeEncoder *fake = user;
    (void)wait_s;
    assert_int_equal(pipe->process, 1);
    if (fake->fails) return diag_fail(diag, "the other program stopped reading");
    *written = fake->piece > 0 && fake->piece < size ? fake->piece : size;
    if (fake->given < fake->size) memcpy(fake->first + fake->given, data, *written);
    fake->given += *written;
    return true;
}

static bool close_program(void *user, ProgramPipe *pipe, double wait_s, bool *has_ended, Diag *diag) {
    FakeEncoder *fake = user;
    (void)wait_s;
    *has_ended = fake->closed++ > 0; /* it needs a while */
    if (*has_ended) *pipe = (ProgramPipe){0, -1};
    FileApi file;
    memory_files_bind(fake->files, &file);
    if (*has_ended)
        file.write(file.user, fake->out, fake->makes_no_gif ? "GIF89a" : "GIF89a\1\0\1\0\0\0\0;", fake->makes_no_gif ? 6 : 14, diag);
    return !fake->fails || diag_fail(diag, "the other program failed");
}

static void stop_program(void *user, ProgramPipe *pipe) {
    FakeEncoder *fake = user;
    fake->stopped += pipe->process != 0;
    *pipe = (ProgramPipe){0, -1};
}

typedef struct Case {
    Drive drive; /* first: what drive_line and its like are given */
    MemoryFiles files;
    FakeEncoder fake;
    SlowWorker worker;
    char said[512]; /* the last message */
    bool said_is_bad;
} Case;

static int start_case(void **state) {
    Case *here = calloc(1, sizeof *here);
    if (!here) return -1;
    drive_start(&here->drive);
    drive_resize(&here->drive, 900, 600);
    here->fake = (FakeEncoder){.files = &here->files, .is_there = true};
    memory_files_bind(&here->files, &here->drive.world.file);
    here->drive.world.program = (ProgramApi){&here->fake, find_program, open_program, write_program, close_program, stop_program};
    app_set_text_beside(here->drive.app, &here->drive.world.text);
    *state = here;
    return 0;
}

static int end_case(void **state) {
    Case *here = *state;
    drive_end(&here->drive);
    memory_files_deinit(&here->files);
    free(here->fake.first);
    free(here);
    return 0;
}

/* Three presses, and a path in place of the name that is offered. */
static void film_as(Case *here, const char *form, const char *path) {
    char name[48];
    drive_key(&here->drive, "Ctrl+E");
    text_format(name, (int)sizeof name, "export/form/%s", form);
    drive_click(&here->drive, name);
    drive_click(&here->drive, "export/name/value");
    drive_key(&here->drive, "Ctrl+A");
    drive_type(&here->drive, path);
    drive_key(&here->drive, "Return");
    if (drive_ui(&here->drive)->message[0] && drive_ui(&here->drive)->message_is_bad) fail_msg("%s", drive_ui(&here->drive)->message);
}

static int wait_for_end(Case *here) {
    int bars = 0;
    here->worker.looks = 0;
    for (int guard = 0; app_is_moving(here->drive.app) && guard < FRAMES_MOST; guard++) {
        drive_frame(&here->drive, 0.05);
        bars += region_find(app_regions(here->drive.app), "work") != NULL;
        const UiState *ui = drive_ui(&here->drive);
        if (ui->message[0]) str_copy(here->said, (int)sizeof here->said, str_from(ui->message));
        if (ui->message[0]) here->said_is_bad = ui->message_is_bad;
    }
    assert_false(app_is_moving(here->drive.app));
    return bars;
}

/* The window's own picture, drawn at once. */
static void assert_first_is_what_one_looks_at(Case *here) {
    Diag diag = {0};
    RasterResult result;
    DrawCache *cache = draw_cache_new(&here->drive.world.text);
    RasterTarget target = {.width = 900, .height = 600, .stride = 3600};
    target.pixels = calloc(1, 900 * 600 * 4);
    assert_non_null(target.pixels);
    drive_pointer(&here->drive, -5, -5);
    drive_line(&here->drive, "play on"); /* as the film does */
    const DrawList *list = drive_frame(&here->drive, 0);
    if (!raster_draw(&result, cache, &target, list, RASTER_FULL, &diag)) fail_msg("%s", diag.text);
    int other = 0;
    for (size_t i = 0; i < 900 * 600; i++) other += memcmp(target.pixels + 4 * i, here->fake.first + 4 * i, 3) != 0;
    assert_int_equal(other, 0);
    drive_line(&here->drive, "pause");
    free(target.pixels);
    draw_cache_free(cache);
}

static void prepare(Case *here) {
    drive_line(&here->drive, "set cell lstm");
    drive_line(&here->drive, "train 20");
    drive_line(&here->drive, "seek backward 14");
}

static void a_film_is_made_beside_the_frames_of_what_one_looks_at(void **state) {
    Case *here = *state;
    Drive *drive = &here->drive;
    here->fake.piece = 500000; /* five to a picture */
    memory_files_put(&here->files, "./a.md",
                     "---\ntitle: A lesson\nid: alesson\nminutes: 1\nlevel: basic\n---\n\n## A step\n\nWords of the step.\n\n```setup "
                     "start\ncell gru\nhidden 3\n```\n");
    for (int kind = 0; kind < 3; kind++) { /* by the frames; by a worker; of a lesson's step */
        const char *path = kind == 0 ? "./one.mp4" : kind == 1 ? "./two.mp4" : "./three.gif";
        prepare(here);
        if (kind == 2) drive_line(drive, "lesson ./a.md");
        if (kind == 2) drive_line(drive, "seek backward 14");
        if (kind == 2) assert_int_equal((int)drive_value(drive, KEY_HIDDEN), 3);
        if (kind > 0) slow_worker_bind(&here->worker, &drive->world.worker, -1);
        here->fake.closed = 0;
        film_as(here, kind == 2 ? "gif" : "mp4", path);
        assert_false(screen_is_open(&drive_ui(drive)->screens, SCREEN_EXPORT));
        assert_null(memory_files_get(&here->files, path));
        for (int i = 0; kind > 0 && i < 4; i++) drive_frame(drive, 0.1);
        assert_int_equal(here->worker.joined, 0); /* no frame has waited */
        Cursor before = drive_ui(drive)->cursor;
        assert_true(wait_for_end(here) > 5);
        assert_memory_equal(&before, &drive_ui(drive)->cursor, sizeof before); /* the window stays where it is */
        assert_false(drive_ui(drive)->playing);
        assert_non_null(memory_files_get(&here->files, path));
        assert_string_equal(here->said, kind == 0 ? "Saved: ./one.mp4" : kind == 1 ? "Saved: ./two.mp4" : "Saved: ./three.gif");
        assert_non_null(strstr(here->fake.told, "-s 900x600 -r 30"));
        assert_int_equal(here->fake.given % here->fake.size, 0);
        assert_true(here->fake.given / here->fake.size > 30);
        assert_first_is_what_one_looks_at(here);
    }
    for (int i = 0; i < here->files.count; i++) assert_null(strstr(here->files.item[i].path, ".unroll-film"));
    for (int i = 0; i < here->files.count; i++) {
        Bytes found = {0};
        Diag diag = {0};
        if (strcmp(here->files.item[i].path, "./three.gif") != 0) continue;
        if (!picture_note_find(&found, here->files.item[i].data, here->files.item[i].size, &diag)) fail_msg("%s", diag.text);
        if (!strstr(found.at, "cell=gru")) fail_msg("%d: %.200s", (int)found.count, found.at);
        bytes_free(&found);
    }
}

static void what_is_stopped_or_fails_leaves_nothing(void **state) {
    Case *here = *state;
    Drive *drive = &here->drive;
    here->fake.piece = 100000;
    slow_worker_bind(&here->worker, &drive->world.worker, 0);
    for (int way = 0; way < 4; way++) { /* the key, the cross, ffmpeg itself, the end of the program */
        prepare(here);
        here->fake.fails = false;
        film_as(here, "mp4", "./a.mp4");
        for (int i = 0; i < 20; i++) drive_frame(drive, 0.1);
        assert_non_null(memory_files_get(&here->files, "./.unroll-film-a.mp4"));
        drive_refuse(drive, "export ./other.png", "./a.mp4 is still being written");
        if (way == 0) drive_key(drive, "Escape");
        if (way == 1) drive_click(drive, "work/stop");
        here->fake.fails = way == 2;
        if (way == 3) {
            drive_send(drive, INPUT_CLOSE, 0, 0, 0, "");
            assert_false(app_wants_quit(drive->app));
            assert_string_equal(drive_ui(drive)->message, "./a.mp4 is still being made. Close the window again to stop making it.");
            drive_send(drive, INPUT_CLOSE, 0, 0, 0, "");
            assert_true(app_wants_quit(drive->app));
            drive_end(drive);
        } else {
            wait_for_end(here);
        }
        assert_int_equal(here->fake.stopped, way + 1);
        assert_int_equal(here->files.count, 0);
        if (way == 3) break;
        assert_string_equal(here->said, way == 2 ? "the other program stopped reading" : "Stopped. ./a.mp4 was not written.");
        assert_int_equal(here->said_is_bad, way == 2);
    }
    drive_start(drive);
}

static double stand_still(void *user) {
    (void)user;
    return 0;
}

/* With a true thread, for ThreadSanitizer (scripts/threads): the window is used, trained and changed meanwhile. */
static void a_thread_makes_it_while_the_window_is_used(void **state) {
    Case *here = *state;
    Drive *drive = &here->drive;
    TextApi beside;
    FakeText fake;
    Worker *threads = worker_new();
    assert_non_null(threads);
    fake_text_init(&fake);
    fake_text_bind(&fake, &beside);
    worker_bind(threads, &drive->world.worker);
    drive->world.clock = (ClockApi){NULL, stand_still}; /* the drive's is not for two threads */
    app_set_text_beside(drive->app, &beside);
    prepare(here);
    drive_line(drive, "compare GRU: cell gru");
    drive_line(drive, "compare wide: hidden 8");
    drive_line(drive, "show compare");
    film_as(here, "mp4", "./a.mp4");
    for (int i = 0; i < 60; i++) {
        if (i == 5) drive_line(drive, "training on");
        if (i == 20) drive_line(drive, "training off");
        if (i == 25) drive_line(drive, "set hidden 7");
        if (i == 30) drive_line(drive, "undo");
        if (i == 40) drive_line(drive, "train 30");
        drive_frame(drive, 0.02);
    }
    drive_key(drive, "Escape");
    app_finish_write(drive->app);
    drive_end(drive);
    worker_free(threads);
    for (int i = 0; i < here->files.count; i++) assert_null(strstr(here->files.item[i].path, ".unroll-film")); /* whole, or nothing */
    fake_text_deinit(&fake);
    drive_start(drive);
}

static void a_training_is_filmed_with_as_many_updates_as_it_says(void **state) {
    Case *here = *state;
    Drive *drive = &here->drive;
    prepare(here);
    drive_key(drive, "Ctrl+E");
    drive_click(drive, "export/form/mp4");
    assert_true(drive_has_text(drive, "The story from here to the end of the update"));
    drive_click(drive, "export/of/300");
    assert_true(drive_has_text(drive, "A training of 300 updates from here on, in 10 s."));
    drive_line(drive, "export ./train.mp4"); /* in a script the file is there when the line is done */
    assert_int_equal(here->fake.given / here->fake.size, 300);
    assert_int_equal(app_lab(drive->app)->run.update, 20);
    assert_non_null(memory_files_get(&here->files, "./train.mp4"));
}

static void without_ffmpeg_it_is_a_folder_and_on_a_page_no_film_is_offered(void **state) {
    Case *here = *state;
    Drive *drive = &here->drive;
    here->fake.is_there = false;
    drive_key(drive, "Ctrl+E");
    assert_null(region_find(app_regions(drive->app), "export/form/mp4"));
    drive_click(drive, "export/form/frames");
    assert_true(drive_has_text(drive, "ffmpeg is not installed here"));
    drive_refuse(drive, "export ./a.mp4", "ffmpeg is not installed");
    drive_line(drive, "hide");
    here->files.write_fails = true;
    drive_refuse(drive, "export ./a-frames", "it is a test's");
    here->files.write_fails = false;
    here->drive.world.file.make_folder = NULL;
    drive_key(drive, "Ctrl+E");
    assert_null(region_find(app_regions(drive->app), "export/form/frames"));
    assert_true(drive_has_text(drive, "No film can be made on a page"));
    drive_refuse(drive, "export ./a.mp4", "no film can be made here");
}

/* A short story: few pictures, and small ones. */
static void make_short(Drive *drive) {
    drive_resize(drive, 320, 240);
    drive_line(drive, "motion reduced");
    drive_line(drive, "set hidden 2");
    drive_line(drive, "set steps 2");
    drive_line(drive, "speed 8");
    drive_line(drive, "seek backward end");
}

static int count_files(const Case *here, const char *part) {
    int count = 0;
    for (int i = 0; i < here->files.count; i++) count += strstr(here->files.item[i].path, part) != NULL;
    return count;
}

static void what_cannot_be_filmed_is_refused(void **state) {
    Case *here = *state;
    Drive *drive = &here->drive;
    make_short(drive);
    drive_line(drive, "seeds 2");
    drive_line(drive, "show compare");
    drive_refuse(drive, "export ./a.mp4", "trials at random cannot be filmed");
    drive_line(drive, "cancel");
    drive_line(drive, "show search");
    drive_refuse(drive, "export ./a.mp4", "trials at random cannot be filmed");
    drive_line(drive, "show stage");
    memory_files_put(&here->files, "./a.md", "## A step\n\nIts words.\n");
    drive_line(drive, "lesson ./a.md");
    drive_line(drive, "present on");
    drive_refuse(drive, "export ./a.mp4", "a presentation cannot be filmed; end it with Escape first");
    drive_line(drive, "present off");
    memory_files_put(&here->files, "./b-frames", "a file");
    drive_refuse(drive, "export ./b-frames", "./b-frames exists already. Give another name");
    assert_int_equal(here->files.count, 2);
}

/* Whatever ends it: there is a reason, and nothing half made is left. */
static void a_film_that_cannot_be_made_says_why(void **state) {
    Case *here = *state;
    Drive *drive = &here->drive;
    make_short(drive);
    here->fake.is_refused = true;
    drive_refuse(drive, "export ./a.mp4", "the other program does not start");
    here->fake.is_refused = false;
    here->fake.fails = true;
    drive_refuse(drive, "export ./a.mp4", "the other program stopped reading");
    here->fake.fails = false;
    here->fake.makes_no_gif = true;
    drive_refuse(drive, "export ./a.gif", "./a.gif: ffmpeg made no whole GIF of it");
    here->fake.makes_no_gif = false;
    assert_int_equal(here->files.count, 0);
    here->fake.closed = 0;
    drive_line(drive, "export ./a.gif");
    assert_non_null(memory_files_get(&here->files, "./a.gif"));
}

/* A folder of pictures; what a program that was killed left of another film in it is taken away. */
static void frames_are_numbered_and_those_of_another_film_go(void **state) {
    Case *here = *state;
    Drive *drive = &here->drive;
    char path[64];
    make_short(drive);
    memory_files_put(&here->files, "./.unroll-film-a-frames/notes.txt", "of somebody");
    memory_files_put(&here->files, "./.unroll-film-a-frames/frame-00900.png", "of another film");
    drive_line(drive, "export size 1280x720");
    drive_line(drive, "export ./a-frames");
    int frames = count_files(here, "./a-frames/frame-");
    assert_true(frames > 5);
    for (int i = 1; i <= frames; i++) {
        text_format(path, (int)sizeof path, "./a-frames/frame-%05d.png", i);
        if (!memory_files_get(&here->files, path)) fail_msg("%s is not there", path);
    }
    assert_string_equal(memory_files_get(&here->files, "./a-frames/notes.txt"), "of somebody");
    assert_int_equal(count_files(here, ".unroll-film"), 0);
}

/* What the window shows besides: its language and keys, the cliff that moves, a training that comes to nothing. */
static void a_film_shows_what_the_window_shows(void **state) {
    Case *here = *state;
    Drive *drive = &here->drive;
    make_short(drive);
    drive_line(drive, "bind F9 train 1");
    drive_line(drive, "show cliff");
    drive_line(drive, "export ./still.mp4"); /* without a descent nothing moves */
    size_t still = here->fake.given / here->fake.size;
    drive_line(drive, "cliff descend 20");
    drive_line(drive, "export ./cliff.mp4");
    assert_true(here->fake.given / here->fake.size > still); /* it goes on until the descent has ended */
    drive_line(drive, "show stage");
    drive_line(drive, "preset explode");
    drive_line(drive, "set learning_rate 10");
    drive_line(drive, "export of 300");
    drive_line(drive, "export ./burst.mp4");
    assert_true(here->fake.given / here->fake.size > 60 &&
                here->fake.given / here->fake.size < 300); /* the message stands for two seconds */
    drive_line(drive, "export of story");
}

/* Where memory is out while it is prepared, there is a reason and no film. */
static void a_film_without_memory_says_so(void **state) {
    Case *here = *state;
    Drive *drive = &here->drive;
    int refused = 0;
    make_short(drive);
    memory_files_put(&here->files, "./a.md", "## A step\n\nIts words.\n");
    drive_line(drive, "lesson ./a.md");
    drive_line(drive, "compare GRU: cell gru");
    for (long n = 1, step = 1;; n += step) {
        Diag diag = {0};
        here->fake.closed = 0;
        mem_fail_after(n);
        bool good = app_apply(drive->app, "export ./a.mp4", &diag), is_over = !mem_has_failed();
        mem_fail_after(-1);
        if (!good && !diag.text[0]) fail_msg("allocation %ld failed without a reason", n);
        if (!good) assert_int_equal(here->files.count, 1);
        here->drive.world.file.remove(&here->files, "./a.mp4");
        refused += !good;
        if (is_over) break;
        if (n > 80) step = n / 8; /* those of the pictures are alike */
    }
    assert_true(refused > 20);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_film_is_made_beside_the_frames_of_what_one_looks_at, start_case, end_case),
        cmocka_unit_test_setup_teardown(what_is_stopped_or_fails_leaves_nothing, start_case, end_case),
        cmocka_unit_test_setup_teardown(a_thread_makes_it_while_the_window_is_used, start_case, end_case),
        cmocka_unit_test_setup_teardown(a_training_is_filmed_with_as_many_updates_as_it_says, start_case, end_case),
        cmocka_unit_test_setup_teardown(what_cannot_be_filmed_is_refused, start_case, end_case),
        cmocka_unit_test_setup_teardown(a_film_that_cannot_be_made_says_why, start_case, end_case),
        cmocka_unit_test_setup_teardown(frames_are_numbered_and_those_of_another_film_go, start_case, end_case),
        cmocka_unit_test_setup_teardown(a_film_shows_what_the_window_shows, start_case, end_case),
        cmocka_unit_test_setup_teardown(a_film_without_memory_says_so, start_case, end_case),
        cmocka_unit_test_setup_teardown(without_ffmpeg_it_is_a_folder_and_on_a_page_no_film_is_offered, start_case, end_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
