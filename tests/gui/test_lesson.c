/* A lesson in the window: a step shows the same picture however it is reached, questions are answered by mouse and by keys, what stands behind
   one waits, the file is read again when it has changed, and what was done is kept. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "lab/quantity.h"
#include "lab/run.h"
#include "support/drive.h"
#include "support/memory_files.h"
#include "support/slow_worker.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char lesson_text[] =
    "---\n"
    "title: A test\nid: test\nminutes: 1\nlevel: basic\ngoals:\n  - see\n---\n\n"
    "## First\n\nLook at [[river 16|this arrow]], or [train 3](do:train%203):\n\n"
    "```setup start\npreset first\n```\n"
    "```do\nseek backward 1\n--\nseek backward 2\n```\n"
    "```predict\n? Which?\n- the red one :: No, it is blue.\n* the blue one\n> Because it is.\n! seek backward end\n```\n"
    "Behind it stands this.\n\n"
    "```aside\nA folded word.\n```\n"
    "```note\n1 min\n```\n\n"
    "## Longer\n\nNow more steps, and {{params - 100}} weights beyond a hundred:\n\n```setup\nfrom start\nsteps 24\ncell "
    "gru\n```\n```do\ntrain 40\nseek backward end\n```\n"
    "```predict number\n? How much?\n= 0.5 \xC2\xB1 0.1\n~ 0.9 : Too much of it.\n> So it is.\n```\n\n"
    "## Order\n\nPut them in order:\n\n"
    "```predict order\n? Which comes first?\n1. forward\n2. loss\n3. backward\n```\n\n"
    "## Place\n\nClick:\n\n```setup\nfrom start\n```\n```predict place\n? Where?\n@ step 3\n```\n\n"
    "## Draw\n\nDraw:\n\n```draw\n? How does it fall?\ncurve rgrad 1..16\naxis log\n! seek backward end\n```\n"
    "Done.\n\n"
    "## Write\n\nIn words:\n\n```write\n? Why?\n= Because.\n```\n";

typedef struct Fixture {
    MemoryFiles files;
    Drive drive;
} Fixture;

/* Returns how much of the kept progress could not be read. */
static int start(Fixture *f) {
    DiagList wrong;
    drive_start(&f->drive);
    memory_files_bind(&f->files, &f->drive.world.file);
    diag_list_reset(&wrong);
    app_open_progress(f->drive.app, "progress", &wrong);
    drive_resize(&f->drive, 1920, 1080);
    return wrong.found;
}

static int setup(void **state) {
    Fixture *f = calloc(1, sizeof *f);
    *state = f;
    if (!f) return -1;
    memory_files_put(&f->files, "test.md", lesson_text);
    start(f);
    return 0;
}

static int teardown(void **state) {
    Fixture *f = *state;
    drive_end(&f->drive);
    memory_files_deinit(&f->files);
    free(f);
    return 0;
}

/* Of what the stage shows: all that is drawn there but the hover. */
static uint64_t stage_hash(Drive *drive) {
    const DrawList *list = drive_frame(drive, 0);
    DrawItem item;
    uint64_t hash = 1;
    for (size_t offset = 0; draw_next(list, &offset, &item);)
        if (item.layer == LAYER_STAGE) hash = (hash ^ item.hash) * 0x9E3779B97F4A7C15u;
    return hash;
}

static void open_lesson(Drive *drive) {
    drive_line(drive, "lesson test.md");
    drive_frame(drive, 0);
}

static int settle(Drive *drive) {
    int frames = 0;
    while (app_is_moving(drive->app) && frames < 2000) {
        drive_frame(drive, 0.05);
        frames++;
    }
    return frames;
}

static const Run *run(const Fixture *f) { return &app_lab(f->drive.app)->run; }

enum { STEPS = 6 };

static void a_step_shows_the_same_picture_however_it_is_reached(void **state) {
    Fixture *f = *state;
    Drive *drive = &f->drive;
    uint64_t walked[STEPS];
    char line[64];
    open_lesson(drive);
    for (int i = 0; i < STEPS; i++) {
        settle(drive);
        walked[i] = stage_hash(drive);
        for (int k = 0; i > 0 && k < i; k++) assert_true(walked[k] != walked[i] || i == 2 || i == 4 || i == 5);
        drive_line(drive, "set learning_rate 0.011"); /* nothing that was fiddled with survives */
        drive_line(drive, "train 2");
        text_format(line, (int)sizeof line, "%d", i + 2);
        for (int guard = 0; guard < 9 && i + 1 < STEPS; guard++) {
            char now[32];
            drive_line(drive, "lesson next");
            drive_frame(drive, 0);
            text_format(now, (int)sizeof now, "STEP %d OF", i + 2);
            if (drive_has_text(drive, now)) break;
        }
    }
    for (int i = STEPS - 1; i >= 0; i--) { /* going back */
        drive_line(drive, i < STEPS - 1 ? "lesson back" : "lesson reset");
        settle(drive);
        if (stage_hash(drive) != walked[i]) fail_msg("going back to step %d shows another picture", i + 1);
    }
    static const char *const slugs[STEPS] = {"first", "longer", "order", "place", "draw", "write"};
    for (int i = 0; i < STEPS; i++) { /* by its link, in a program that has done something else */
        Fixture other = {0};
        memory_files_put(&other.files, "test.md", lesson_text);
        start(&other);
        drive_line(&other.drive, "preset gru");
        drive_line(&other.drive, "train 5");
        text_format(line, (int)sizeof line, "lesson test.md#%s", slugs[i]);
        drive_line(&other.drive, line);
        settle(&other.drive);
        assert_true(stage_hash(&other.drive) == walked[i]);
        drive_end(&other.drive);
        memory_files_deinit(&other.files);
    }
}

static void what_stands_behind_a_question_waits_for_its_answer(void **state) {
    Drive *drive = &((Fixture *)*state)->drive;
    open_lesson(drive);
    drive_frame(drive, 0);
    assert_false(drive_has_text(drive, "Behind it stands"));
    assert_true(region_find(app_regions(drive->app), "lesson/more1") != NULL); /* an aside does not wait */
    drive_key(drive, "1");
    assert_true(drive_has_text(drive, "No, it is blue."));
    assert_true(drive_has_text(drive, "Because it is."));
    assert_true(drive_has_text(drive, "Behind it stands"));
    assert_int_equal(drive_ui(drive)->cursor.phase, PHASE_BACKWARD); /* the reveal was done */
    assert_int_equal(drive_ui(drive)->cursor.step, 16);
    drive_line(drive, "lesson back"); /* the answer is kept, the picture begins again */
    assert_true(drive_has_text(drive, "No, it is blue."));
    assert_int_equal(drive_ui(drive)->cursor.step, 1);
}

static void a_stop_waits_for_the_next_press(void **state) {
    Drive *drive = &((Fixture *)*state)->drive;
    open_lesson(drive);
    assert_int_equal(drive_ui(drive)->cursor.step, 1);
    assert_true(drive_has_run(drive, "Go on"));
    drive_click(drive, "lesson/next");
    assert_int_equal(drive_ui(drive)->cursor.step, 2);
    assert_true(drive_has_run(drive, "Skip"));
}

static void a_count_in_the_text_has_no_decimals(void **state) {
    Drive *drive = &((Fixture *)*state)->drive;
    drive_line(drive, "lesson test.md#longer");
    drive_frame(drive, 0);
    assert_true(drive_has_run(drive, "76"));
    assert_false(drive_has_run(drive, "76.0"));
}

static void the_lesson_can_be_walked_by_the_mouse_alone(void **state) {
    Drive *drive = &((Fixture *)*state)->drive;
    open_lesson(drive);
    drive_click(drive, "lesson/answer2");
    assert_true(drive_has_text(drive, "Because it is."));
    drive_click(drive, "lesson/next");
    settle(drive);
    drive_click(drive, "lesson/answer/value");
    drive_type(drive, "0,9");
    drive_key(drive, "Return");
    assert_true(drive_has_text(drive, "Too much of it."));
    drive_click(drive, "lesson/next");
    for (int want = 0; want < 3; want++) { /* in the right order, wherever they stand */
        static const char *const words[] = {"forward", "loss", "backward"};
        for (int i = 1; i <= 3; i++) {
            char path[48];
            DrawItem item;
            text_format(path, (int)sizeof path, "lesson/answer%d", i);
            const Region *row = region_find(app_regions(drive->app), path);
            if (!row) continue;
            Rect box = row->box;
            bool is_it = false;
            const DrawList *list = drive_frame(drive, 0);
            for (size_t offset = 0; draw_next(list, &offset, &item);)
                is_it = is_it || (item.op == DRAW_TEXT && rect_contains(box, item.x0, item.y0) && str_equal(item.text, words[want]));
            if (is_it) {
                drive_click(drive, path);
                break;
            }
        }
    }
    drive_click(drive, "lesson/next");
    assert_true(drive_has_text(drive, "Where?"));
    drive_hover(drive, "stage/place", 2.5 / 16, 0.5);
    drive_press(drive, 1);
    drive_release(drive);
    assert_true(drive_has_text(drive, "Right."));
    drive_click(drive, "lesson/next");
    drive_drag(drive, "stage/sketch", 0.02, 0.98);
    assert_true(drive_has_run(drive, "Compare"));
    assert_string_equal(drive_ui(drive)->message, ""); /* the release is no click */
    drive_click(drive, "lesson/answer1");
    assert_true(drive_has_text(drive, "Done."));
    drive_click(drive, "lesson/next");
    drive_click(drive, "lesson/answer/value");
    drive_type(drive, "because");
    drive_key(drive, "Return");
    assert_true(drive_has_text(drive, "A MODEL ANSWER"));
    drive_click(drive, "lesson/next");
    assert_false(drive_ui(drive)->screens.has_lesson);
}

static void a_skipped_drawing_is_measured_neither_in_the_chart_nor_in_the_text(void **state) {
    Drive *drive = &((Fixture *)*state)->drive;
    for (int skips = 0; skips < 2; skips++) {
        open_lesson(drive);
        drive_line(drive, "lesson step 5");
        drive_line(drive, "lesson reset");
        assert_true(drive_has_text(drive, "DRAW"));
        drive_drag(drive, "stage/sketch", 0.02, 0.98);
        drive_click(drive, skips ? "lesson/next" : "lesson/answer1");
        assert_true(drive_has_text(drive, "Done."));
        assert_true(drive_has_text(drive, "You drew") == !skips);
        drive_line(drive, "progress reset");
    }
}

static void the_lesson_can_be_walked_by_keys_alone(void **state) {
    Drive *drive = &((Fixture *)*state)->drive;
    open_lesson(drive);
    drive_key(drive, "Return");
    assert_int_equal(drive_ui(drive)->cursor.step, 2);
    drive_key(drive, "2");
    drive_key(drive, "Return");
    settle(drive);
    assert_true(drive_has_text(drive, "How much?"));
    drive_type(drive, "1.6"); /* its first digit is no choice, and its point no step in time */
    assert_true(drive_has_run(drive, "1.6"));
    drive_key(drive, "Escape");
    drive_type(drive, ".55");
    drive_key(drive, "Return");
    assert_true(drive_has_run(drive, "Right."));
    drive_key(drive, "Return");
    drive_key(drive, "1");
    drive_key(drive, "2");
    drive_key(drive, "2"); /* taken back */
    drive_key(drive, "2");
    drive_key(drive, "3");
    drive_key(drive, "Return");
    drive_type(drive, "3");
    drive_key(drive, "Return");
    assert_true(drive_has_text(drive, "Right."));
    drive_key(drive, "Return");
    for (int i = 0; i < 16; i++) {
        drive_key(drive, "Down");
        drive_key(drive, "Left");
    }
    assert_true(drive_has_run(drive, "Compare"));
    drive_key(drive, "Return");
    assert_true(drive_has_text(drive, "Done."));
    drive_key(drive, "Return");
    drive_key(drive, "Return"); /* opens the field */
    drive_type(drive, "because");
    drive_key(drive, "Return");
    assert_true(drive_has_text(drive, "A MODEL ANSWER"));
    drive_key(drive, "Return");
    assert_false(drive_ui(drive)->screens.has_lesson);
    drive_key(drive, "2"); /* without a lesson this key does nothing */
    assert_string_equal(drive_ui(drive)->message, "");
}

static void training_shows_how_far_it_is_and_a_key_finishes_it(void **state) {
    Fixture *f = *state;
    Drive *drive = &f->drive;
    char text[4096];
    snprintf(text, sizeof text, "## Train\n\nIt trains:\n\n```setup\nhidden 24\nsteps 60\n```\n```do\ntrain 900\nseek backward end\n```\n");
    memory_files_put(&f->files, "train.md", text);
    drive_key(drive, "F1"); /* a frame of the window */
    drive_key(drive, "Escape");
    drive_line(drive, "lesson train.md");
    drive_frame(drive, 0);
    assert_int_equal(run(f)->update, 900); /* a script's line waits for it */
    for (int i = 0; i < 2; i++) {
        drive_click(drive, "lesson/step1"); /* a person's click does not */
        drive_frame(drive, 0.01);
        assert_true(drive_has_text(drive, "of 900"));
        assert_true(run(f)->update < 900);
        if (i == 0)
            settle(drive);
        else
            drive_key(drive, "Return");
        assert_int_equal(run(f)->update, 900);
        assert_int_equal(drive_ui(drive)->cursor.phase, PHASE_BACKWARD);
    }
}

/* An update of this network takes longer than a frame: a worker does it, and no frame waits for the worker. */
static void a_long_training_of_a_lesson_is_done_by_the_worker(void **state) {
    Fixture *f = *state;
    Drive *drive = &f->drive;
    SlowWorker worker = {0};
    memory_files_put(&f->files, "long.md",
                     "## Train\n\nIt trains:\n\n```setup\ncell lstm\nhidden 48\nsteps 500\ntargets every\n```\n"
                     "```do\ntrain 3\nseek backward end\n```\n");
    drive_line(drive, "lesson long.md");
    drive_frame(drive, 0);
    assert_int_equal(run(f)->update, 3);
    slow_worker_bind(&worker, &drive->world.worker, -1);
    drive_click(drive, "lesson/step1");
    int waited = worker.joined;
    for (int i = 0; i < 5; i++) drive_frame(drive, 0.02);
    assert_int_equal(run(f)->update, 0);
    assert_int_equal(worker.joined, waited);
    assert_true(drive_has_text(drive, "of 3"));
    worker.looks = worker.looks_left = 0;
    settle(drive);
    assert_int_equal(run(f)->update, 3);
    assert_int_equal(drive_ui(drive)->cursor.phase, PHASE_BACKWARD);
    drive_line(drive, "undo"); /* one entry */
    assert_int_equal(run(f)->update, 0);
}

static void a_changed_file_is_read_again_at_the_same_step_with_the_answers(void **state) {
    Fixture *f = *state;
    Drive *drive = &f->drive;
    char changed[sizeof lesson_text + 200];
    open_lesson(drive);
    drive_key(drive, "1");
    drive_line(drive, "lesson next");
    assert_true(drive_has_text(drive, "STEP 2 OF 6"));
    snprintf(changed, sizeof changed, "%s", lesson_text);
    char *at = strstr(changed, "## Longer");
    memmove(at + 24, at, strlen(at) + 1);
    memcpy(at, "## Between\n\nSome words.\n\n", 24);
    at = strstr(changed, "Now more steps");
    memcpy(at, "Now MORE STEPS", 14);
    memory_files_put(&f->files, "test.md", changed);
    assert_true(app_look(drive->app));
    drive_frame(drive, 0.1);
    settle(drive);
    assert_true(drive_has_text(drive, "STEP 3 OF 7")); /* the same heading */
    assert_true(drive_has_text(drive, "MORE"));
    assert_false(app_look(drive->app));
    drive_line(drive, "lesson step 1");
    assert_true(drive_has_text(drive, "No, it is blue."));
    memory_files_put(&f->files, "test.md", "## Longer\n\n```predict\n? Which?\n```\n");
    assert_true(app_look(drive->app));
    drive_frame(drive, 0.1);
    assert_true(drive_has_text(drive, "IN THIS FILE")); /* its mistakes stand on the page */
}

static void what_was_done_is_kept_for_the_next_time(void **state) {
    Fixture *f = *state;
    open_lesson(&f->drive);
    drive_key(&f->drive, "1");
    drive_line(&f->drive, "lesson next");
    settle(&f->drive);
    drive_line(&f->drive, "answer 0.3");
    for (int i = 0; i < 20; i++) drive_frame(&f->drive, 0.1);
    assert_non_null(memory_files_get(&f->files, "progress"));
    drive_end(&f->drive);
    assert_int_equal(start(f), 0);
    open_lesson(&f->drive);
    assert_true(drive_has_text(&f->drive, "STEP 2 OF 6"));
    assert_true(drive_has_text(&f->drive, "0.3"));
    drive_line(&f->drive, "lesson step 1");
    assert_true(drive_has_text(&f->drive, "No, it is blue."));
}

static void rubbish_in_the_progress_is_left_out(void **state) {
    Fixture *f = *state;
    drive_end(&f->drive);
    memory_files_put(&f->files, "progress", "unroll-progress 1\nat\tnowhere\nanswer zz\nanswer test first 1 0 a 99 1\n\xFF\xFE\n");
    assert_true(start(f) > 0);
    open_lesson(&f->drive);
    assert_true(drive_has_text(&f->drive, "STEP 1 OF 6"));
}

static void a_link_does_its_command_and_a_mark_lights_the_stage(void **state) {
    Fixture *f = *state;
    Drive *drive = &f->drive;
    open_lesson(drive);
    drive_hover(drive, "lesson/link1", 0.5, 0.5);
    assert_int_equal(drive_ui(drive)->hover.kind, SUBJECT_FACTOR);
    assert_int_equal(drive_ui(drive)->hover.step, 15);
    drive_click(drive, "lesson/link2");
    assert_int_equal(run(f)->update, 3);
}

/* What lies over the stage: rings and veils. */
static int count_over(Drive *drive, DrawOp op) {
    const DrawList *list = drive_frame(drive, 0);
    DrawItem item;
    int count = 0;
    for (size_t offset = 0; draw_next(list, &offset, &item);) count += item.layer == LAYER_HOVER && item.op == op;
    return count;
}

static void look_lights_dims_and_widens_for_its_own_step(void **state) {
    Fixture *f = *state;
    Drive *drive = &f->drive;
    memory_files_put(
        &f->files, "plain.md",
        "## Plain\n\nA [[river 5..9|range]], [[control radius|a slider]].\n\n```setup\npreset first\n```\n```do\nseek backward "
        "end\n```\n\n## Look\n\nThe same:\n\n```look\nriver 5..9\ndim controls\naxis 1e-14..1e2\n```\n```do\nseek backward end\n```\n");
    drive_line(drive, "lesson plain.md");
    int strokes = count_over(drive, DRAW_ROUND_STROKE), rects = count_over(drive, DRAW_RECT), axis = drive_has_run(drive, "\u221214");
    assert_false(axis);
    drive_hover(drive, "lesson/link1", 0.5, 0.5);
    assert_int_equal(count_over(drive, DRAW_ROUND_STROKE), strokes + 1); /* a ring around five arrows */
    drive_hover(drive, "lesson/link2", 0.5, 0.5);
    assert_int_equal(count_over(drive, DRAW_ROUND_STROKE), strokes + 1);
    drive_pointer(drive, 5, 5);
    drive_line(drive, "lesson next");
    assert_int_equal(count_over(drive, DRAW_ROUND_STROKE), strokes + 1);
    assert_int_equal(count_over(drive, DRAW_RECT), rects + 1);
    assert_true(drive_has_run(drive, "\u221214"));
    drive_line(drive, "lesson back");
    assert_int_equal(count_over(drive, DRAW_ROUND_STROKE), strokes);
}

static void an_answered_step_begins_again_and_goes_on_by_a_press(void **state) {
    Fixture *f = *state;
    Drive *drive = &f->drive;
    open_lesson(drive);
    drive_key(drive, "1"); /* before the stop: the commands before the question run first, then those of the answer */
    assert_int_equal(drive_ui(drive)->cursor.step, 16);
    drive_line(drive, "show cell");
    drive_line(drive, "lesson reset");
    assert_int_equal(drive_ui(drive)->screens.count, 0);
    assert_int_equal(drive_ui(drive)->cursor.step, 1);
    drive_line(drive, "lesson next");
    assert_int_equal(drive_ui(drive)->cursor.step, 2);
    assert_true(drive_has_run(drive, "Go on"));
    drive_line(drive, "lesson next");
    assert_int_equal(drive_ui(drive)->cursor.step, 16); /* the answer's own lines again */
    assert_true(drive_has_text(drive, "STEP 1 OF"));
    drive_line(drive, "lesson next");
    assert_true(drive_has_text(drive, "STEP 2 OF"));
}

static void a_step_is_found_by_its_slug_and_by_its_number(void **state) {
    Drive *drive = &((Fixture *)*state)->drive;
    drive_line(drive, "lesson test.md/3");
    assert_true(drive_has_text(drive, "STEP 3 OF"));
    drive_line(drive, "lesson unroll:test.md/place");
    assert_true(drive_has_text(drive, "STEP 4 OF"));
    drive_line(drive, "lesson test.md#2");
    assert_true(drive_has_text(drive, "STEP 2 OF"));
    drive_refuse(drive, "lesson test.md/7", "no step \"7\"");
    drive_refuse(drive, "lesson test.md/nowhere", "no step");
}

/* It opens, says what is wrong, and its second step still does what it says. */
static void survive(Fixture *f, const char *first, const char *told) {
    Drive *drive = &f->drive;
    size_t size = strlen(first) + 200;
    char *text = malloc(size);
    assert_non_null(text);
    snprintf(text, size,
             "## First\n\n%s\n\n## Second\n\nIt goes on.\n\n```setup\npreset first\nsteps 9\n```\n```do\nseek backward end\n```\n", first);
    memory_files_put(&f->files, "bad.md", text);
    drive_line(drive, "lesson close");
    drive_line(drive, "lesson bad.md");
    if (!drive_has_text(drive, "IN THIS FILE")) fail_msg("nothing is told of \"%.60s\"", first);
    if (!drive_has_text(drive, told)) fail_msg("\"%.60s\" is not told with \"%s\"", first, told);
    drive_line(drive, "lesson step 2");
    assert_true(drive_has_text(drive, "It goes on."));
    assert_int_equal(run(f)->wiring.steps, 9);
    assert_int_equal(drive_ui(drive)->cursor.phase, PHASE_BACKWARD);
    free(text);
}

static void what_is_wrong_in_a_file_stands_on_its_page_and_the_rest_works(void **state) {
    Fixture *f = *state;
    open_lesson(&f->drive);
    survive(f, "```predict\n? Which?\n- one\n```", "right");
    survive(f, "```predikt\n? Which?\n```", "predict");
    survive(f, "```do\nsek backward 1\n```", "sek");
    survive(f, "{{rgard 1}}", "rgrad");
    survive(f, "```setup\npreset fist\n```", "first");
    survive(f, "![p](missing.png)", "missing.png");
    survive(f, "{{include parts/missing.md}}", "missing.md");
    survive(f, "![p](../outside.png)", "inside");
    survive(f, "[[rivr 5]]", "river");
    survive(f, "\x01\x02\xff\xfe\x80 rubbish \x7f", "UTF-8");
    survive(f, "```setup\nhidden 256\nsteps 1000\n```\n```do\ntrain 100000\n```", "seconds");
}

static void a_file_that_is_too_large_is_told_and_the_program_goes_on(void **state) {
    Fixture *f = *state;
    size_t size = (size_t)10 << 20;
    char *text = malloc(size + 1);
    assert_non_null(text);
    for (size_t i = 0; i < size; i++) text[i] = "## A\n\nword word\n"[i % 16];
    text[size] = '\0';
    memory_files_put(&f->files, "large.md", text);
    free(text);
    drive_line(&f->drive, "lesson large.md");
    assert_true(drive_has_text(&f->drive, "bytes"));
    drive_line(&f->drive, "lesson test.md");
    assert_true(drive_has_text(&f->drive, "STEP 1 OF 6"));
}

static void a_line_for_one_variant_trains_that_one_alone(void **state) {
    Fixture *f = *state;
    memory_files_put(
        &f->files, "one.md",
        "## One\n\nOnly one:\n\n```setup\npreset first\n```\n```compare\nA: cell gru\nB: cell lstm\n```\n```do\ntrain 2\nA: train "
        "3\n```\n\n## Two\n\nWords.\n");
    for (int i = 0; i < 2; i++) {
        drive_line(&f->drive, i == 0 ? "lesson one.md" : "lesson back");
        settle(&f->drive);
        const Compare *compare = app_compare(f->drive.app);
        assert_int_equal(run(f)->update, 2);
        assert_int_equal(compare->count, 2);
        assert_int_equal(compare->item[0]->run.update, 5);
        assert_int_equal(compare->item[1]->run.update, 2);
        drive_line(&f->drive, "lesson next");
    }
}

/* The held-out loss after 200 updates with so many examples, by an experiment of the test's own. */
static double held_out(const char *examples) {
    Lab lab;
    Setup setup;
    Quantity quantity;
    QuantityValue value;
    const QuantityFacts facts = {0};
    setup_init(&setup);
    assert_true(setup_set_text(&setup, str_from("steps"), str_from("4"), NULL));
    assert_true(setup_set_text(&setup, str_from("symbols"), str_from("8"), NULL));
    assert_true(setup_set_text(&setup, str_from("examples"), str_from(examples), NULL));
    assert_true(lab_init(&lab, NULL) && lab_start_from(&lab, &setup, NULL, NULL) && lab_train(&lab, 200, NULL));
    assert_true(quantity_parse(&quantity, str_from("heldout"), NULL) && quantity_evaluate(&value, &quantity, &lab, &facts, NULL));
    lab_deinit(&lab);
    return value.number;
}

static const char over_text[] =
    "## Draw\n\nDraw:\n\n```setup\nsteps 4\nsymbols 8\n```\n```do\nseek backward end\n```\n```draw\n? How much?\n"
    "curve heldout over examples 2 30 0\naxis log\n! train 200\n```\nBehind it.\n\n## Two\n\nWords.\n";

/* Each value's number is the one of an experiment that has it from the start; asked for by a person, no frame waits for it. */
static void a_curve_over_a_setting_is_drawn_and_then_measured(void **state) {
    static const char *const values[] = {"2", "30", "0"};
    Fixture *f = *state;
    Drive *drive = &f->drive;
    memory_files_put(&f->files, "over.md", over_text);
    for (int by_hand = 0; by_hand < 2; by_hand++) {
        memory_files_put(&f->files, "over.md", over_text);
        drive_line(drive, "lesson over.md");
        drive_line(drive, "lesson reset");
        settle(drive);
        assert_true(drive_has_text(drive, "Held-out loss against Examples"));
        assert_false(drive_has_text(drive, "Behind it."));
        assert_false(drive_has_text(drive, "measured"));
        if (by_hand) {
            drive_key(drive, "Up");
            drive_drag(drive, "stage/sketch", 0.02, 0.98);
            assert_true(drive_has_run(drive, "Compare"));
            drive_click(drive, "lesson/answer1");
            settle(drive);
        } else {
            drive_line(drive, "sketch 1 10");
            drive_line(drive, "sketch 2 1");
            drive_refuse(drive, "answer done", "Point 3");
            drive_line(drive, "sketch 3 0.5");
            drive_refuse(drive, "sketch 4 1", "1 to 3");
            drive_line(drive, "answer done");
        }
        assert_int_equal(run(f)->update, 200);
        assert_true(drive_has_text(drive, "Behind it."));
        assert_true(drive_has_run(drive, "measured"));
        for (int i = 0; i < 3; i++) {
            char path[32], number[32], said[64];
            text_format(path, (int)sizeof path, "stage/value%d", i + 1);
            number_format_short(number, (int)sizeof number, held_out(values[i]), 3);
            text_format(said, (int)sizeof said, "Measured: %s", number);
            drive_hover(drive, path, 0.5, 0.5);
            assert_non_null(strstr(drive_region(drive, path)->tip, said));
        }
        drive_line(drive, "lesson close");
        if (by_hand) break;
        drive_line(drive, "progress reset");
    }
}

static void a_step_that_is_left_gives_up_the_curve_that_is_being_measured(void **state) {
    Fixture *f = *state;
    Drive *drive = &f->drive;
    SlowWorker worker = {0};
    memory_files_put(&f->files, "over.md", over_text);
    drive_line(drive, "lesson over.md");
    drive_frame(drive, 0);
    slow_worker_bind(&worker, &drive->world.worker, -1);
    drive_key(drive, "Up");
    drive_drag(drive, "stage/sketch", 0.02, 0.98);
    drive_click(drive, "lesson/answer1");
    for (int i = 0; i < 400 && !drive_has_text(drive, "of 600"); i++) drive_frame(drive, 0.02);
    assert_true(drive_has_text(drive, "of 600"));
    drive_click(drive, "lesson/step2");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "Words."));
    assert_false(drive_has_text(drive, "of 600"));
    worker.looks = worker.looks_left = 0;
    drive_click(drive, "lesson/step1"); /* answered: what it does waits for a press, and then is measured after all */
    settle(drive);
    drive_key(drive, "Return");
    settle(drive);
    drive_hover(drive, "stage/value3", 0.5, 0.5);
    assert_non_null(strstr(drive_region(drive, "stage/value3")->tip, "Measured: "));
    assert_null(strstr(drive_region(drive, "stage/value3")->tip, "Measured: nothing"));
}

static void what_cannot_be_is_refused_with_the_reason(void **state) {
    Drive *drive = &((Fixture *)*state)->drive;
    drive_refuse(drive, "lesson none.md", "none.md");
    drive_refuse(drive, "lesson next", "no lesson is open");
    drive_refuse(drive, "answer 1", "no question");
    drive_refuse(drive, "sketch 1 1", "no curve");
    drive_refuse(drive, "show lesson", "no lesson");
    open_lesson(drive);
    drive_refuse(drive, "lesson test.md#nowhere", "nowhere");
    drive_refuse(drive, "lesson step 77", "6 steps");
    drive_refuse(drive, "answer 7", "1 to 2");
    drive_refuse(drive, "answer blue", "1 to 2");
}

int main(void) {
#define LESSON_TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        LESSON_TEST(a_step_shows_the_same_picture_however_it_is_reached),
        LESSON_TEST(what_stands_behind_a_question_waits_for_its_answer),
        LESSON_TEST(a_stop_waits_for_the_next_press),
        LESSON_TEST(a_count_in_the_text_has_no_decimals),
        LESSON_TEST(the_lesson_can_be_walked_by_the_mouse_alone),
        LESSON_TEST(a_skipped_drawing_is_measured_neither_in_the_chart_nor_in_the_text),
        LESSON_TEST(the_lesson_can_be_walked_by_keys_alone),
        LESSON_TEST(training_shows_how_far_it_is_and_a_key_finishes_it),
        LESSON_TEST(a_long_training_of_a_lesson_is_done_by_the_worker),
        LESSON_TEST(a_changed_file_is_read_again_at_the_same_step_with_the_answers),
        LESSON_TEST(what_was_done_is_kept_for_the_next_time),
        LESSON_TEST(rubbish_in_the_progress_is_left_out),
        LESSON_TEST(a_link_does_its_command_and_a_mark_lights_the_stage),
        LESSON_TEST(look_lights_dims_and_widens_for_its_own_step),
        LESSON_TEST(an_answered_step_begins_again_and_goes_on_by_a_press),
        LESSON_TEST(a_step_is_found_by_its_slug_and_by_its_number),
        LESSON_TEST(what_is_wrong_in_a_file_stands_on_its_page_and_the_rest_works),
        LESSON_TEST(a_file_that_is_too_large_is_told_and_the_program_goes_on),
        LESSON_TEST(a_line_for_one_variant_trains_that_one_alone),
        LESSON_TEST(a_curve_over_a_setting_is_drawn_and_then_measured),
        LESSON_TEST(a_step_that_is_left_gives_up_the_curve_that_is_being_measured),
        LESSON_TEST(what_cannot_be_is_refused_with_the_reason),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
