/* Nothing overlaps, nothing is cut, nothing is too small: every size, scale, length and cell the program promises, with its
   real fonts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

#include "base/number.h"
#include "base/random.h"
#include "support/drive.h"
#include "support/layout_check.h"
#include <math.h>
#include <string.h>

static const int SIZES[][2] = {{800, 500}, {1280, 720}, {1920, 1080}, {3840, 2160}, {1366, 768}, {480, 960}};
static const char *const SCALES[] = {"scale 75", "scale 100", "scale 175", "scale 250"};
static const char *const STEPS[] = {"set steps 8", "set steps 24", "set steps 60", "set steps 300"};
static const char *const CELLS[] = {"set cell rnn", "set cell gru", "set cell lstm"};
static const char *const PLACES[] = {"seek unroll 0",   "seek forward 5",     "seek loss end",
                                     "seek backward 6", "seek update shares", "seek update end"};

static LayoutReport report;

static Drive the_drive;

static int start(void **state) {
    if (!drive_start_with_fonts(&the_drive)) return 1;
    *state = &the_drive;
    report = (LayoutReport){0};
    return 0;
}

static int end(void **state) {
    drive_end(*state);
    return 0;
}

static void check(Drive *drive, const char *what) {
    const DrawList *list = drive_frame(drive, 0);
    char heading[128];
    assert_false(list->failed);
    text_format(heading, sizeof heading, "%dx%d scale %.0f, T = %d, %s:", (int)drive_ui(drive)->width_px, (int)drive_ui(drive)->height_px,
                settings_get(app_settings(drive->app), SETTING_SCALE), app_lab(drive->app)->run.wiring.steps, what);
    layout_check(&report, list, &drive->world.text, heading);
}

static void finish(void) {
    if (report.count == 0) return;
    fputs(report.text, stderr);
    fail_msg("%d findings", report.count);
}

static void every_size_scale_length_and_cell_is_laid_out_cleanly(void **state) {
    Drive *drive = *state;
    char what[64];
    for (int cell = 0; cell < 3; cell++) {
        drive_line(drive, CELLS[cell]);
        for (int steps = 0; steps < 4; steps++) {
            drive_line(drive, STEPS[steps]);
            for (int size = 0; size < (int)(sizeof SIZES / sizeof *SIZES); size++) {
                drive_resize(drive, SIZES[size][0], SIZES[size][1]);
                for (int scale = 0; scale < 4; scale++) {
                    drive_line(drive, SCALES[scale]);
                    for (int place = 0; place < 6; place++) {
                        drive_line(drive, PLACES[place]);
                        text_format(what, sizeof what, "%s, %s", CELLS[cell], PLACES[place]);
                        check(drive, what);
                    }
                }
            }
        }
    }
    finish();
}

/* In one line or two. */
static void read_task(char *out, int size, Drive *drive) {
    const DrawList *list = drive_frame(drive, 0);
    DrawItem item;
    bool is_task = false;
    int used = 0;
    out[0] = '\0';
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        if (item.op == DRAW_GROUP) is_task = str_equal(item.text, "stage/task");
        if (item.op == DRAW_TEXT && is_task)
            used += text_format(out + used, size - used, "%s%.*s", used > 0 ? " " : "", item.text.count, item.text.at);
    }
}

/* On a phone, too. */
static void what_a_task_asks_is_said_whole(void **state) {
    enum { LONG = 96 };
    Drive *drive = *state;
    drive_resize(drive, 480, 900);
    drive_line(drive, "scale 100");
    for (int task = 0; task < task_count; task++) {
        char line[64], sentence[192];
        text_format(line, sizeof line, "set task %s", task_table[task]->key);
        drive_line(drive, line);
        drive_line(drive, "seek forward 2");
        const Lab *lab = app_lab(drive->app);
        TaskOptions options = setup_task_options(&lab->setup);
        task_table[task]->describe_sequence(sentence, (int)sizeof sentence, &options, lab->run.trace.x, lab->run.trace.target);
        char said[512];
        read_task(said, (int)sizeof said, drive);
        if (strlen(sentence) > LONG) continue; /* it ends in dots, and the pointer has all of it */
        if (!strstr(said, sentence)) fail_msg("%s: it is not said whole: %s; but: %s", line, sentence, said);
    }
    drive_line(drive, "reset");
}

/* Any window at any scale, with whatever stands in its columns and drawers; the maximised one of a common desktop first. */
static void any_size_at_any_scale_is_laid_out_cleanly(void **state) {
    enum { WINDOWS = 160 };
    Drive *drive = *state;
    Random random = random_from(11, 61);
    static const char *const panels[] = {"show stage", "show story", "show controls"};
    static const char *const rules[] = {"set clip_norm 0", "set clip_norm 0.3", "set clip_value 0.05", "set targets every",
                                        "set targets last"};
    char line[64], what[128];
    for (int i = 0; i < WINDOWS; i++) {
        int width = 800 + (int)random_below(&random, 3041), height = 500 + (int)random_below(&random, 1661);
        int scale = 75 + 5 * (int)random_below(&random, 36), cell = (int)random_below(&random, 3), place = (int)random_below(&random, 6);
        if (i < 24) {
            width = 1920;
            height = 1061;
            scale = 100 + 25 * (i / 6);
            place = i % 6;
        }
        if (height * 100 / scale < 440 || width > 4 * height) continue; /* not laid out cleanly yet */
        drive_resize(drive, width, height);
        text_format(line, sizeof line, "scale %d", scale);
        drive_line(drive, line);
        drive_line(drive, CELLS[cell]);
        drive_line(drive, rules[random_below(&random, 5)]);
        text_format(line, sizeof line, "set steps %d", 6 + (int)random_below(&random, i % 4 ? 26 : 90));
        drive_line(drive, line);
        if (i == WINDOWS / 2) drive_line(drive, "train 40"); /* then there is a curve */
        drive_line(drive, panels[random_below(&random, 3)]);
        drive_line(drive, PLACES[place]);
        text_format(what, sizeof what, "%s, %s", CELLS[cell], PLACES[place]);
        check(drive, what);
    }
    finish();
}

/* The stage's small picture of clipping has whole words or none. */
static int check_clip(Drive *drive) {
    const Region *clip = region_find(app_regions(drive->app), "stage/clip");
    const DrawList *list = drive_frame(drive, 0);
    DrawItem item;
    for (size_t at = 0; clip && draw_next(list, &at, &item);) {
        if (item.op != DRAW_TEXT || item.layer == LAYER_HOVER || !rect_contains(clip->box, item.x0, item.y0 - 4)) continue;
        if (item.text.count >= 3 && memcmp(item.text.at + item.text.count - 3, "…", 3) == 0)
            fail_msg("\"%.*s\" is no word", item.text.count, item.text.at);
    }
    return clip != NULL;
}

static void the_update_is_laid_out_cleanly_under_every_rule(void **state) {
    Drive *drive = *state;
    int clips = 0;
    static const char *const rules[][6] = {{"set truncate 4", "set halving 100", "train 250"},
                                           {"set optimizer adam", "set clip_value 0.1", "set clip_norm 0.2", "set l2 0.01"},
                                           {"set optimizer momentum", "set clip_norm 0.2", "set cell lstm", "set targets every"},
                                           {"set optimizer rmsprop", "set truncate 1", "set cell gru", "set targets last"}};
    for (int rule = 0; rule < 4; rule++) {
        for (int i = 0; i < 6 && rules[rule][i]; i++) drive_line(drive, rules[rule][i]);
        for (int steps = 0; steps < 3; steps++) {
            drive_line(drive, STEPS[steps]);
            for (int size = 0; size < (int)(sizeof SIZES / sizeof *SIZES); size++) {
                drive_resize(drive, SIZES[size][0], SIZES[size][1]);
                for (int scale = 0; scale < 4; scale++) {
                    drive_line(drive, SCALES[scale]);
                    drive_line(drive, "seek update end");
                    check(drive, rules[rule][0]);
                    clips += check_clip(drive);
                }
            }
        }
    }
    assert_true(clips > 20);
    finish();
}

static void transitions_are_laid_out_cleanly_at_every_moment(void **state) {
    Drive *drive = *state;
    char what[64];
    for (int size = 0; size < 5; size += 2) {
        drive_resize(drive, SIZES[size][0], SIZES[size][1]);
        for (int cell = 0; cell < 3; cell++) {
            drive_line(drive, CELLS[cell]);
            drive_line(drive, "seek unroll 0");
            for (int phase = 0; phase < PHASE_COUNT; phase++) {
                drive_line(drive, "play");
                for (int i = 0; drive_ui(drive)->playing && i < 400; i++) {
                    drive_frame(drive, 0.23);
                    const Cursor *cursor = &drive_ui(drive)->cursor;
                    text_format(what, sizeof what, "%s, %s %d and %.2f", CELLS[cell], timeline_phase_name(cursor->phase), cursor->step,
                                cursor->fraction);
                    check(drive, what);
                }
            }
        }
    }
    finish();
}

/* The heat map's lens opens with the chain. */
static void a_long_chain_unfolds_cleanly(void **state) {
    Drive *drive = *state;
    char what[64];
    drive_line(drive, "set steps 300");
    for (int size = 0; size < (int)(sizeof SIZES / sizeof *SIZES); size++) {
        drive_resize(drive, SIZES[size][0], SIZES[size][1]);
        for (int cell = 0; cell < 3; cell++) {
            drive_line(drive, CELLS[cell]);
            drive_line(drive, "seek unroll 0");
            drive_line(drive, "play");
            for (int i = 0; drive_ui(drive)->playing && i < 60; i++) {
                drive_frame(drive, 0.11);
                text_format(what, sizeof what, "%s, unroll %.2f", CELLS[cell], drive_ui(drive)->cursor.fraction);
                check(drive, what);
            }
            assert_int_equal(drive_ui(drive)->cursor.step, 1);
        }
    }
    finish();
}

static void what_the_pointer_is_on_is_told_without_being_cut(void **state) {
    Drive *drive = *state;
    char what[96];
    drive_line(drive, "set cell lstm");
    for (int size = 0; size < 5; size += 2) {
        drive_resize(drive, SIZES[size][0], SIZES[size][1]);
        for (int place = 1; place < 6; place += 2) {
            drive_line(drive, PLACES[place]);
            drive_frame(drive, 0);
            int count = app_regions(drive->app)->count;
            for (int i = 0; i < count && i < app_regions(drive->app)->count; i++) {
                char path[48];
                text_format(path, sizeof path, "%s", app_regions(drive->app)->item[i].path);
                for (int k = 0; k < 2; k++) {
                    if (!region_find(app_regions(drive->app), path)) continue;
                    drive_hover(drive, path, 0.02 + 0.9 * k, 0.5);
                    drive_frame(drive, 0.5); /* tooltips too */
                    text_format(what, sizeof what, "%s, pointer on %s", PLACES[place], path);
                    check(drive, what);
                }
            }
            drive_send(drive, INPUT_LEAVE, 0, 0, 0, "");
        }
    }
    finish();
}

/* A lesson has its column in every window: each step of these, with its text, its question and what it opens on the stage. */
static void a_lesson_beside_the_stage_is_laid_out_cleanly(void **state) {
    Drive *drive = *state;
    static const int sizes[][2] = {{800, 500}, {800, 600}, {1024, 600}, {1024, 768}, {1152, 720}, {1279, 720}};
    static const char *const lessons[] = {"02-one-step", "05-vanishing", "07-clipping", "08-eigenvalues", "10-lstm"};
    char line[256];
    drive_read_disk(drive);
    for (size_t lesson = 0; lesson < sizeof lessons / sizeof *lessons; lesson++) {
        text_format(line, (int)sizeof line, "lesson %s/lessons/%s.md", UNROLL_SOURCE_DIR, lessons[lesson]);
        drive_line(drive, line);
        for (int step = 1; step < 10; step++) {
            text_format(line, (int)sizeof line, "lesson step %d", step);
            drive_line(drive, line);
            text_format(line, (int)sizeof line, "%s, step %d", lessons[lesson], step);
            for (size_t size = 0; size < sizeof sizes / sizeof *sizes; size++) {
                drive_resize(drive, sizes[size][0], sizes[size][1]);
                check(drive, line);
            }
        }
    }
    finish();
}

/* And whatever else stands there: the stage beside a lesson is the narrowest that there is. */
static void every_screen_beside_a_lesson_is_laid_out_cleanly(void **state) {
    Drive *drive = *state;
    static const int sizes[][2] = {{800, 500}, {800, 600}, {1024, 768}};
    static const char *const inside[] = {"cell", "microscope", "weights", "activation", "compare", "check",
                                         "text", "cliff",      "history", "search",     "series",  "sentiment"};
    static const char *const sets[] = {"set cell lstm", "set task text", "set task series", "set task sentiment", "set cell rnn"};
    char line[128];
    drive_read_disk(drive);
    drive_line(drive, "lesson " UNROLL_SOURCE_DIR "/lessons/05-vanishing.md");
    for (size_t k = 0; k < sizeof sets / sizeof *sets; k++) {
        drive_line(drive, sets[k]);
        drive_line(drive, "train 3");
        drive_line(drive, "seek backward 6");
        for (size_t n = 0; n < sizeof inside / sizeof *inside; n++) {
            Diag diag = {0};
            text_format(line, (int)sizeof line, "show %s", inside[n]);
            if (!app_apply(drive->app, line, &diag)) continue; /* not of this network */
            text_format(line, (int)sizeof line, "%s, %s", sets[k], inside[n]);
            for (size_t size = 0; size < sizeof sizes / sizeof *sizes; size++) {
                drive_resize(drive, sizes[size][0], sizes[size][1]);
                check(drive, line);
            }
        }
    }
    finish();
}

/* The rows below an error make room for it. */
static void an_error_at_a_row_is_laid_out_cleanly(void **state) {
    Drive *drive = *state;
    static const char *const keys[] = {"steps", "symbols", "radius", "seed", "clip_value", "halving"};
    char path[48];
    drive_line(drive, "more on");
    for (int size = 0; size < (int)(sizeof SIZES / sizeof *SIZES); size++) {
        drive_resize(drive, SIZES[size][0], SIZES[size][1]);
        for (int scale = 0; scale < 4; scale++) {
            drive_line(drive, SCALES[scale]);
            drive_line(drive, "show controls");
            for (int key = 0; key < 6; key++) {
                text_format(path, sizeof path, "focus controls/%s", keys[key]);
                drive_line(drive, path);
                drive_key(drive, "Return");
                drive_type(drive, key == 1 ? "1" : "-12345678901");
                drive_key(drive, "Return");
                text_format(path, sizeof path, "controls/%s/error", keys[key]);
                const Region *error = drive_region(drive, path);
                if (rect_bottom(error->box) > rect_bottom(error->clip) + 0.5)
                    fail_msg("%dx%d, %s, %s: the error ends at %g, its column at %g", SIZES[size][0], SIZES[size][1], SCALES[scale],
                             keys[key], rect_bottom(error->box), rect_bottom(error->clip));
                check(drive, path);
                drive_key(drive, "Escape");
            }
        }
    }
    finish();
}

/* Pointing at a state must not hide it, nor any other of its step, where there is room elsewhere. */
static void the_plate_of_a_state_leaves_its_step_visible(void **state) {
    Drive *drive = *state;
    static const int sizes[][2] = {{1280, 720}, {1366, 768}, {1920, 1080}};
    for (int size = 0; size < 3; size++) {
        drive_resize(drive, sizes[size][0], sizes[size][1]);
        drive_line(drive, "set steps 8");
        for (int cell = 0; cell < 3; cell++) {
            drive_line(drive, CELLS[cell]);
            drive_line(drive, "seek forward end");
            drive_frame(drive, 0);
            for (int t = 0; t < 8; t++) {
                drive_hover(drive, "stage/state1", (t + 0.5) / 8, 0.7);
                Rect grid = drive_region(drive, "stage/state1")->box;
                double mid = grid.x + grid.w * (t + 0.5) / 8;
                const DrawList *list = drive_frame(drive, 0);
                bool on_plate = false;
                DrawItem item;
                int plates = 0;
                for (size_t offset = 0; draw_next(list, &offset, &item);) {
                    if (item.op == DRAW_GROUP) on_plate = str_equal(item.text, "stage/hover");
                    if (!on_plate || item.op != DRAW_ROUND) continue;
                    plates++;
                    bool over = item.box.x < mid - 5 && rect_right(item.box) > mid + 5;
                    if (over && item.box.y < rect_bottom(grid) && rect_bottom(item.box) > grid.y)
                        fail_msg("%dx%d, %s: the plate hides step %d, which it is about", sizes[size][0], sizes[size][1], CELLS[cell],
                                 t + 1);
                }
                assert_true(plates >= 1);
            }
        }
    }
    /* In the heat map the lens shows the step, and is not covered. */
    drive_line(drive, "set steps 300");
    for (int size = 0; size < 3; size++) {
        drive_resize(drive, sizes[size][0], sizes[size][1]);
        for (int i = 0; i < 9; i++) {
            drive_hover(drive, "stage/state1", 0.05 + 0.1 * i, 0.1 + 0.1 * i);
            const DrawList *list = drive_frame(drive, 0);
            double plate = 1e9, columns = 0; /* upper edge of the plate, lower edge of the lens's columns */
            Str group = str_from("");
            DrawItem item;
            for (size_t offset = 0; draw_next(list, &offset, &item);) {
                if (item.op == DRAW_GROUP) group = item.text;
                if (item.op == DRAW_ROUND && str_equal(group, "stage/hover")) plate = fmin(plate, item.box.y);
                if (item.op == DRAW_ROUND_STROKE && str_equal(group, "stage/lens")) columns = fmax(columns, rect_bottom(item.box));
            }
            assert_true(columns > 0 && plate < 1e9);
            if (plate < columns) fail_msg("%dx%d: the plate covers the lens", sizes[size][0], sizes[size][1]);
        }
    }
    drive_send(drive, INPUT_LEAVE, 0, 0, 0, "");
}

/* The plate lies on the stage: no panel or bar is covered. */
static void check_plate(Drive *drive, const char *what) {
    const RegionList *regions = app_regions(drive->app);
    const Region *story = region_find(regions, "story"), *controls = region_find(regions, "controls");
    const Region *top = region_find(regions, "top"), *transport = region_find(regions, "transport");
    const DrawList *list = drive_frame(drive, 0);
    bool is_below = story && story->box.y > transport->box.y; /* in a tall window */
    double left = story && !is_below ? rect_right(story->box) : 0, right = controls ? controls->box.x : list->width;
    bool on_plate = false;
    DrawItem item;
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        if (item.op == DRAW_GROUP) on_plate = str_equal(item.text, "stage/hover");
        if (!on_plate || item.op != DRAW_ROUND) continue;
        if (item.box.x < left || rect_right(item.box) > right || item.box.y < rect_bottom(top->box) ||
            rect_bottom(item.box) > transport->box.y)
            fail_msg("%s: the plate leaves the stage (%.0f,%.0f %.0fx%.0f)", what, item.box.x, item.box.y, item.box.w, item.box.h);
    }
}

/* The fullest plates there are, at the corners of the matrices. */
static void the_check_of_a_weight_is_laid_out_cleanly(void **state) {
    Drive *drive = *state;
    char path[48], what[96];
    int told = 0;
    for (int cell = 0; cell < 3; cell++) {
        drive_line(drive, CELLS[cell]);
        drive_line(drive, cell == 1 ? "set truncate 4" : "set truncate 0"); /* then the exact gradient is told too */
        for (int size = 0; size < (int)(sizeof SIZES / sizeof *SIZES); size++) {
            drive_resize(drive, SIZES[size][0], SIZES[size][1]);
            for (int scale = 1; scale < 4; scale++) {
                drive_line(drive, SCALES[scale]);
                drive_line(drive, "seek update end");
                drive_frame(drive, 0);
                for (int i = 0; i < 8; i++) { /* gradient and weights, first and last block, two corners of each */
                    text_format(path, sizeof path, "stage/entry%d-%d", i & 1 ? 3 : 1, i & 2 ? app_lab(drive->app)->run.net.gates : 1);
                    if (!region_find(app_regions(drive->app), path)) continue; /* no room for matrices */
                    drive_hover(drive, path, i & 4 ? 0.98 : 0.02, i & 4 ? 0.98 : 0.02);
                    drive_frame(drive, 0.5);
                    told += drive_has_text(drive, "central difference");
                    text_format(what, sizeof what, "%s, pointer on %s", CELLS[cell], path);
                    check(drive, what);
                    check_plate(drive, what);
                }
                drive_send(drive, INPUT_LEAVE, 0, 0, 0, "");
            }
        }
    }
    assert_true(told > 100);
    finish();
}

static void layers_directions_and_symbols_are_laid_out_cleanly(void **state) {
    Drive *drive = *state;
    static const char *const lines[] = {"set layers 2",  "set direction both",   "set layers 4", "set targets every", "set symbols 8",
                                        "set hidden 32", "set activation leaky", "set steps 1",  "set hidden 1",      "set steps 1000"};
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        drive_line(drive, lines[i]);
        for (int size = 0; size < (int)(sizeof SIZES / sizeof *SIZES); size++) {
            drive_resize(drive, SIZES[size][0], SIZES[size][1]);
            drive_line(drive, i % 2 ? "seek forward end" : "seek backward end");
            check(drive, lines[i]);
        }
    }
    finish();
}

static void drawers_help_menu_and_message_are_laid_out_cleanly(void **state) {
    Drive *drive = *state;
    for (int size = 0; size < (int)(sizeof SIZES / sizeof *SIZES); size++) {
        drive_resize(drive, SIZES[size][0], SIZES[size][1]);
        drive_line(drive, "show story");
        check(drive, "story drawer");
        drive_line(drive, "show controls");
        check(drive, "controls drawer");
        drive_click(drive, "controls/task");
        check(drive, "task menu");
        drive_line(drive, "hide");
        drive_line(drive, "show help");
        check(drive, "help");
        assert_false(drive_has_text(drive, "…")); /* it is there to be read */
        drive_line(drive, "hide");
        drive_line(drive, "set radius 0.5");
        drive_line(drive, "undo");
        check(drive, "message");
        drive_line(drive, "frame 20"); /* it goes */
    }
    finish();
}

/* A command that is written as far as its sentence reads as a part of it. */
static void in_the_list_of_keys_what_stands_side_by_side_stands_apart(void **state) {
    enum { APART = 10 };
    Drive *drive = *state;
    for (int size = 0; size < (int)(sizeof SIZES / sizeof *SIZES); size++) {
        drive_resize(drive, SIZES[size][0], SIZES[size][1]);
        drive_line(drive, "show help");
        const DrawList *list = drive_frame(drive, 0);
        DrawItem left, right;
        for (size_t at = 0; draw_next(list, &at, &left);) {
            if (left.op != DRAW_TEXT || left.face != FACE_MONO || left.width != 12.5) continue;
            double end = left.x0 + text_width_of(&drive->world.text, list->scale, left.face, left.width, left.text);
            for (size_t other = 0; draw_next(list, &other, &right);)
                if (right.op == DRAW_TEXT && right.face == FACE_UI && right.y0 == left.y0 && right.x0 > left.x0 && right.x0 < end + APART)
                    fail_msg("%d x %d: '%.*s' touches '%.*s'", SIZES[size][0], SIZES[size][1], left.text.count, left.text.at,
                             right.text.count, right.text.at);
        }
        drive_line(drive, "hide");
    }
}

static void every_phase_keeps_its_name_and_the_bar_its_place(void **state) {
    Drive *drive = *state;
    static const int widths[][2] = {{800, 500}, {1000, 700}, {1279, 720}, {1280, 720}, {1366, 768}, {1500, 800}, {1920, 1080}};
    static const char *const names[] = {"Unroll", "Forward", "Loss", "Backward", "Update"};
    for (int size = 0; size < 7; size++) {
        drive_resize(drive, widths[size][0], widths[size][1]);
        drive_line(drive, "set steps 12");
        drive_line(drive, "set task recall");
        drive_frame(drive, 0);
        /* The bar at the top: the name of the experiment, and the tabs or the one list of them. */
        static const char *const bar[] = {"top/presets", "top/tab-stage", "top/tab-cell", "top/tab-compare", "top/tabs", "top/undo"};
        double at[6];
        for (int i = 0; i < 6; i++) {
            const Region *region = region_find(app_regions(drive->app), bar[i]);
            at[i] = region ? region->box.x : -1;
        }
        assert_true((at[1] >= 0) != (at[4] >= 0));
        if (widths[size][0] >= 1600) assert_true(at[1] >= 0);
        for (int menu = 0; menu < 2; menu++) { /* a menu lists every setup or tab, and the pointer reaches it */
            int count = menu ? 3 : setup_preset_count;
            if (menu && at[4] < 0) continue;
            drive_click(drive, menu ? "top/tabs" : "top/presets");
            check(drive, "a menu of the bar");
            for (int i = 0; i < count; i++) {
                char path[64];
                text_format(path, sizeof path, "top/%s/%d", menu ? "tabs" : "presets", i + 1);
                const Region *item = drive_region(drive, path);
                assert_true(region_at(app_regions(drive->app), rect_mid_x(item->box), rect_mid_y(item->box)) == item);
            }
            drive_key(drive, "Escape");
        }
        for (int place = 0; place < 6; place++) { /* other words in the bars, and nothing moves */
            drive_line(drive, PLACES[place]);
            drive_line(drive, place & 1 ? "set steps 1000" : "set steps 12");
            drive_line(drive, place & 2 ? "set task order" : "set task recall");
            drive_line(drive, place & 1 ? "theme light" : "theme dark");
            drive_line(drive, PLACES[place]);
            drive_frame(drive, 0);
            for (int i = 0; i < 5; i++) {
                const DrawList *list = drive_frame(drive, 0);
                DrawItem item;
                bool transport = false, found = false;
                for (size_t offset = 0; draw_next(list, &offset, &item);) {
                    if (item.op == DRAW_GROUP) transport = str_equal(item.text, "transport");
                    found = found || (transport && item.op == DRAW_TEXT && str_equal(item.text, names[i]));
                }
                if (!found) fail_msg("%s has no name at %d pixels", names[i], widths[size][0]);
            }
            for (int i = 0; i < 6; i++) {
                const Region *region = region_find(app_regions(drive->app), bar[i]);
                if (fabs((region ? region->box.x : -1) - at[i]) > 1e-9) fail_msg("%s moves at %d pixels", bar[i], widths[size][0]);
            }
            check(drive, PLACES[place]);
        }
    }
    finish();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(in_the_list_of_keys_what_stands_side_by_side_stands_apart, start, end),
        cmocka_unit_test_setup_teardown(every_size_scale_length_and_cell_is_laid_out_cleanly, start, end),
        cmocka_unit_test_setup_teardown(what_a_task_asks_is_said_whole, start, end),
        cmocka_unit_test_setup_teardown(any_size_at_any_scale_is_laid_out_cleanly, start, end),
        cmocka_unit_test_setup_teardown(the_update_is_laid_out_cleanly_under_every_rule, start, end),
        cmocka_unit_test_setup_teardown(transitions_are_laid_out_cleanly_at_every_moment, start, end),
        cmocka_unit_test_setup_teardown(a_long_chain_unfolds_cleanly, start, end),
        cmocka_unit_test_setup_teardown(what_the_pointer_is_on_is_told_without_being_cut, start, end),
        cmocka_unit_test_setup_teardown(the_check_of_a_weight_is_laid_out_cleanly, start, end),
        cmocka_unit_test_setup_teardown(layers_directions_and_symbols_are_laid_out_cleanly, start, end),
        cmocka_unit_test_setup_teardown(drawers_help_menu_and_message_are_laid_out_cleanly, start, end),
        cmocka_unit_test_setup_teardown(every_phase_keeps_its_name_and_the_bar_its_place, start, end),
        cmocka_unit_test_setup_teardown(a_lesson_beside_the_stage_is_laid_out_cleanly, start, end),
        cmocka_unit_test_setup_teardown(every_screen_beside_a_lesson_is_laid_out_cleanly, start, end),
        cmocka_unit_test_setup_teardown(an_error_at_a_row_is_laid_out_cleanly, start, end),
        cmocka_unit_test_setup_teardown(the_plate_of_a_state_leaves_its_step_visible, start, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
