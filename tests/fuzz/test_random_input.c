/* A thousand frames of random input: whatever a careless person does, the picture stays whole, the cursor stays in range, and
   undo leads back to the beginning. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/random_input.h"
#include "support/slow_worker.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool is_sane(double value) { return isfinite(value) && fabs(value) < 1e8; }

/* No NaN may reach the list: it drops them, so what is left must be finite; and it must not have failed. */
static void assert_whole(const DrawList *list, int frame) {
    DrawItem item;
    int count = 0;
    if (list->failed) fail_msg("frame %d: the list failed", frame);
    for (size_t offset = 0; draw_next(list, &offset, &item); count++) {
        bool sane = is_sane(item.box.x) && is_sane(item.box.y) && is_sane(item.box.w) && is_sane(item.box.h) && is_sane(item.x0) &&
                    is_sane(item.y0) && is_sane(item.x1) && is_sane(item.y1) && is_sane(item.width) && is_sane(item.radius);
        for (int i = 0; sane && i < item.point_count; i++) sane = is_sane(item.point[i].x) && is_sane(item.point[i].y);
        if (!sane) fail_msg("frame %d: command %d (op %d) is not finite", frame, count, (int)item.op);
    }
    if (count < 50) fail_msg("frame %d: only %d commands", frame, count);
}

static void assert_within(const App *app, int frame) {
    const UiState *ui = app_ui(app);
    double scale = settings_get(app_settings(app), SETTING_SCALE);
    const Run *run = &app_lab(app)->run;
    Cursor clamped = ui->cursor;
    timeline_clamp(&clamped, &run->wiring);
    if (clamped.phase != ui->cursor.phase || clamped.step != ui->cursor.step || clamped.fraction != ui->cursor.fraction)
        fail_msg("frame %d: cursor %d %d %g", frame, (int)ui->cursor.phase, ui->cursor.step, ui->cursor.fraction);
    if (ui->layer >= run->net.spec.layers || ui->direction >= run->net.spec.directions) fail_msg("frame %d: chain", frame);
    if (!(ui->speed >= 0.25 && ui->speed <= 8 && scale >= 75 && scale <= 250)) fail_msg("frame %d: speed or scale", frame);
    for (int id = 0; id < SCREEN_COUNT; id++)
        if (!(ui->scroll[id] >= 0)) fail_msg("frame %d: scroll of %s", frame, screen_table[id].name);
    if (!edit_is_sane(&ui->gui.edit)) fail_msg("frame %d: caret", frame);
    const RegionList *list = app_regions(app);
    if (ui->gui.focus[0] && !region_find(list, ui->gui.focus))
        fail_msg("frame %d: focus on \"%s\", which is not there", frame, ui->gui.focus);
    for (int i = 0; i < list->count; i++) {
        Rect box = list->item[i].box;
        if (!is_sane(box.x) || !is_sane(box.y) || !is_sane(box.w) || !is_sane(box.h) || box.w < 0 || box.h < 0)
            fail_msg("frame %d: region \"%s\"", frame, list->item[i].path);
    }
}

static void undo_everything(App *app) {
    Diag diag = {0};
    app_apply(app, "training off", &diag);
    int undone = 0;
    while (lab_can_undo(app_lab(app)) && undone < 100000) {
        if (!app_apply(app, "undo", &diag)) fail_msg("undo: %s", diag.text);
        undone++;
    }
    assert_whole(app_frame(app, NULL, 0.016), -1);
}

static void run_frames(uint64_t seed, int frames) {
    Drive drive;
    Random random = random_from(seed, 0);
    drive_start(&drive);
    drive.tick_s = 0.01; /* a slow machine: few updates a frame */
    Input input;
    char line[COMMAND_SHORT_MAX];
    Diag diag;
    int applied = 0;
    for (int frame = 0; frame < frames; frame++) {
        if (random_below(&random, 3) == 0) {
            random_input_line(line, sizeof line, &random, drive.app);
            applied += app_apply(drive.app, line, &diag);
        }
        random_input_fill(&input, &random, drive.app);
        const DrawList *list = app_frame(drive.app, &input, random_range(&random, -0.01, 0.1));
        assert_whole(list, frame);
        assert_within(drive.app, frame);
        /* A slider dragged to the far end may ask for a network of seconds a frame. */
        if (drive_value(&drive, KEY_HIDDEN) > 16) app_apply(drive.app, "set hidden 6", &diag);
        if (drive_value(&drive, KEY_STEPS) > 80) app_apply(drive.app, "set steps 16", &diag);
    }
    assert_true(applied > frames / 20);
    undo_everything(drive.app);
    drive_end(&drive);
}

static void a_thousand_frames_of_random_input_leave_everything_whole(void **state) {
    (void)state;
    run_frames(1, 1000);
}

static void other_seeds_find_nothing_either(void **state) {
    (void)state;
    for (uint64_t seed = 2; seed <= 5; seed++) run_frames(seed, 200);
}

static void undoing_all_of_a_random_session_gives_the_first_weights(void **state) {
    (void)state;
    Drive drive;
    Random random = random_from(77, 0);
    drive_start(&drive);
    const Run *run = &app_lab(drive.app)->run;
    size_t count = run->net.weight_count;
    double *first = malloc(count * sizeof *first);
    assert_non_null(first);
    memcpy(first, run->weight, count * sizeof *first);
    Setup setup = app_lab(drive.app)->setup;
    char line[COMMAND_SHORT_MAX];
    Diag diag;
    for (int i = 0; i < 60; i++) { /* few enough that no history drops its oldest */
        random_input_line(line, sizeof line, &random, drive.app);
        app_apply(drive.app, line, &diag);
    }
    undo_everything(drive.app);
    assert_memory_equal(&setup, &app_lab(drive.app)->setup, sizeof setup);
    assert_int_equal(run->net.weight_count, count);
    assert_memory_equal(first, run->weight, count * sizeof *first);
    free(first);
    drive_end(&drive);
}

/* The same size again: everything is built anew. */
static uint64_t build_again(App *app) {
    const UiState *ui = app_ui(app);
    app_resize(app, ui->width_px, ui->height_px, ui->pixel_ratio);
    return draw_hash(app_frame(app, NULL, 0));
}

/* A frame in which nothing happened keeps its picture. It must be the one that building it would give. */
static void a_picture_that_was_kept_is_the_one_that_would_be_built(void **state) {
    (void)state;
    Drive drive;
    SlowWorker worker;
    Random random = random_from(31, 0);
    drive_start(&drive);
    slow_worker_bind(&worker, &drive.world.worker, 2);
    drive.tick_s = 0.01;
    Input input;
    char line[COMMAND_SHORT_MAX];
    Diag diag;
    for (int frame = 0; frame < 600; frame++) {
        int kind = random_below(&random, 6);
        if (kind == 0) {
            random_input_line(line, sizeof line, &random, drive.app);
            app_apply(drive.app, line, &diag);
        }
        if (kind == 1) random_input_fill(&input, &random, drive.app);
        double dt_s = random_range(&random, 0, 0.2);
        uint64_t kept = draw_hash(app_frame(drive.app, kind == 1 ? &input : NULL, dt_s));
        bool trains = drive_ui(&drive)->training; /* the frame that builds again would train on */
        if (kind > 1 && !trains && kept != build_again(drive.app)) fail_msg("frame %d: another picture", frame);
        if (drive_value(&drive, KEY_HIDDEN) > 16) app_apply(drive.app, "set hidden 6", &diag);
        if (drive_value(&drive, KEY_STEPS) > 80) app_apply(drive.app, "set steps 16", &diag);
        if (drive_value(&drive, KEY_BATCH) > 8) app_apply(drive.app, "set batch 1", &diag);
        if (trains && random_below(&random, 4) == 0) app_apply(drive.app, "training off", &diag);
    }
    worker.looks_left = worker.looks = 0;
    drive_end(&drive);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_thousand_frames_of_random_input_leave_everything_whole),
        cmocka_unit_test(other_seeds_find_nothing_either),
        cmocka_unit_test(undoing_all_of_a_random_session_gives_the_first_weights),
        cmocka_unit_test(a_picture_that_was_kept_is_the_one_that_would_be_built),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
