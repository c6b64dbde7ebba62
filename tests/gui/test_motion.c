/* What moves on the stage is what happens, and it is the same however one comes there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/number.h"
#include "draw/output.h"
#include "support/drive.h"
#include "view/stage/stage_axis.h"
#include "view/stage/stage_motion.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Puts the playhead so far into the backward phase; a fraction between 0.15 and 0.85 stays as it is. */
static void scrub_backward(Drive *drive, double steps) {
    const Wiring *wiring = &app_lab(drive->app)->run.wiring;
    Cursor cursor = {PHASE_BACKWARD, (int)steps, steps - (int)steps};
    char line[48], number[24];
    number_format(number, sizeof number, timeline_to_unit(&cursor, wiring));
    text_format(line, sizeof line, "scrub %s", number);
    drive_line(drive, line);
    assert_int_equal(drive_ui(drive)->cursor.step, cursor.step);
}

static bool is_between(double value, double a, double b) { return value >= fmin(a, b) * (1 - 1e-9) && value <= fmax(a, b) * (1 + 1e-9); }

static void check_every_bar(Drive *drive, const char *const *lines) {
    drive_line(drive, "reset");
    for (int i = 0; lines[i]; i++) drive_line(drive, lines[i]);
    const Run *run = &app_lab(drive->app)->run;
    int moved = 0;
    for (int layer = 0; layer < run->net.spec.layers; layer++)
        for (int direction = 0; direction < run->net.spec.directions; direction++) {
            ChainGradient gradient = chain_gradient(run, drive_ui(drive), layer, direction);
            for (int t = 0; t < run->wiring.steps; t++) {
                int before = direction ? t - 1 : t + 1;
                bool follows = before >= 0 && before < run->wiring.steps && (direction ? t > gradient.start : t < gradient.start);
                if (!follows) continue;
                double copied = chain_gradient_at(&gradient, before), own = chain_gradient_at(&gradient, t), last = copied, behind = 1;
                /* In the top layer the product is the bar itself; below it, and with many losses, something joins. */
                double product = copied * chain_gradient_factor(&gradient, before);
                bool joins = !(fabs(product - own) <= 1e-6 * own);
                for (double shown = 0; shown <= 1; shown += 1.0 / 64) {
                    ArrivingBar bar = motion_bar(&gradient, direction, run->wiring.steps, t, shown);
                    double size = motion_bar_size(&bar, -300);
                    if (shown == 0) assert_true(bar.behind == 1 && size == copied);
                    if (!joins) assert_true(is_between(size, copied, own) && is_between(size, last, own));
                    if (joins && isfinite(product)) assert_true(is_between(size, copied, product) || is_between(size, product, own));
                    assert_true(bar.behind <= behind && bar.behind >= 0);
                    if (bar.behind > 0) assert_true(size == copied); /* a copy until it stands under its own step */
                    if (shown == 1) assert_true(bar.behind == 0 && size == own);
                    last = size;
                    behind = bar.behind;
                    moved++;
                }
            }
        }
    assert_true(moved > 60);
}

static void no_bar_is_outside_its_neighbour_and_itself(void **state) {
    Drive *drive = *state;
    check_every_bar(drive, (const char *const[]){NULL});
    check_every_bar(drive, (const char *const[]){"set cell gru", "set steps 60", NULL});
    check_every_bar(drive, (const char *const[]){"set cell lstm", "set direction both", NULL});
    check_every_bar(drive, (const char *const[]){"set layers 2", "set direction both", NULL});
    check_every_bar(drive, (const char *const[]){"set targets every", "follow all", NULL});
    check_every_bar(drive, (const char *const[]){"follow last", "preset explode", NULL});
}

/* The least and the greatest height of the filled bars of the chart, all of which stand on its floor. */
static int find_bars(Drive *drive, double *least, double *greatest) {
    const DrawList *list = drive_frame(drive, 0);
    DrawItem item;
    bool chart = false;
    Rect area = drive_region(drive, "stage/gradient")->box;
    double floor = rect_bottom(area) - STAGE_ZONE_STRIP;
    int count = 0;
    *least = INFINITY;
    *greatest = 0;
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        if (item.op == DRAW_GROUP) chart = str_equal(item.text, "stage/chart");
        if (!chart || item.op != DRAW_ROUND || fabs(rect_bottom(item.box) - floor) > 0.01) continue;
        count++;
        *least = fmin(*least, item.box.h);
        *greatest = fmax(*greatest, item.box.h);
    }
    return count;
}

static void the_picture_shows_every_bar_between_its_neighbours(void **state) {
    Drive *drive = *state;
    drive_line(drive, "reset");
    drive_line(drive, "set steps 16");
    static const char *const cells[] = {"set cell rnn", "set cell gru", "set cell lstm"};
    for (int c = 0; c < 3; c++) {
        drive_line(drive, cells[c]);
        double least, greatest, low, high;
        drive_line(drive, "seek backward 6");
        assert_int_equal(find_bars(drive, &least, &greatest), 6);
        drive_line(drive, "seek backward 7");
        assert_int_equal(find_bars(drive, &low, &high), 7);
        least = fmin(least, low);
        greatest = fmax(greatest, high);
        for (int i = 15; i <= 85; i += 5) {
            scrub_backward(drive, 6 + i / 100.0);
            assert_int_equal(find_bars(drive, &low, &high), 7);
            assert_true(low >= least - 0.01 && high <= greatest + 0.01);
        }
    }
}

/* Whether the outline of the bar that acts is drawn over every bar. */
static bool outline_is_last(Drive *drive) {
    const DrawList *list = drive_frame(drive, 0);
    const Theme *theme = theme_get((ThemeChoice){0});
    DrawItem item;
    bool chart = false, last = false;
    for (size_t at = 0; draw_next(list, &at, &item);) {
        if (item.op == DRAW_GROUP) chart = str_equal(item.text, "stage/chart");
        if (!chart) continue;
        if (item.op == DRAW_ROUND && item.box.h > 40) last = false;
        if (item.op == DRAW_ROUND_STROKE && item.box.h > 40 && item.color.r == theme->text.r && item.color.g == theme->text.g) last = true;
    }
    return last;
}

static void the_copy_that_slides_lies_over_its_original(void **state) {
    Drive *drive = *state;
    static const char *const setups[] = {"set cell rnn", "set cell lstm", "set steps 48"};
    drive_line(drive, "reset");
    drive_line(drive, "set steps 16");
    for (int i = 0; i < 3; i++) {
        drive_line(drive, setups[i]);
        for (double done = 0.16; done < 0.85; done += 0.04) {
            scrub_backward(drive, 3 + done);
            if (!outline_is_last(drive)) fail_msg("%s, %g of the step: a bar lies over the outline", setups[i], done);
        }
    }
}

/* The stage as text, without what says that it plays; to be freed. */
static char *keep_stage(Drive *drive, size_t *size) {
    OutputBytes bytes;
    Diag diag;
    if (!output_text(&bytes, drive_frame(drive, 0), &diag)) fail_msg("%s", diag.text);
    *size = 0;
    bool keep = false;
    for (size_t at = 0; at < bytes.size;) {
        const char *end = memchr(bytes.data + at, '\n', bytes.size - at);
        size_t length = end ? (size_t)(end - (bytes.data + at)) + 1 : bytes.size - at;
        if (bytes.data[at] == '[') keep = length > 6 && memcmp(bytes.data + at, "[stage", 6) == 0;
        if (keep) {
            memmove(bytes.data + *size, bytes.data + at, length);
            *size += length;
        }
        at += length;
    }
    assert_true(*size > 1000);
    return bytes.data;
}

static void a_place_looks_the_same_played_and_scrubbed_to_from_either_side(void **state) {
    Drive *drive = *state;
    static const char *const setups[] = {"set cell rnn", "set cell lstm", "set steps 48", "set steps 300"};
    for (int i = 0; i < 4; i++) {
        drive_line(drive, "reset");
        drive_line(drive, setups[i]);
        drive_line(drive, "seek backward 3");
        drive_line(drive, "play");
        Cursor cursor = drive_ui(drive)->cursor;
        for (int frame = 0; frame < 12 || cursor.fraction < 0.2 || cursor.fraction > 0.8; frame++) {
            assert_true(frame < 400 && drive_ui(drive)->playing);
            drive_frame(drive, 0.0083);
            cursor = drive_ui(drive)->cursor;
        }
        size_t played_size;
        char *played = keep_stage(drive, &played_size);
        size_t size[2];
        char *text[2];
        for (int side = 0; side < 2; side++) {
            drive_line(drive, side ? "seek unroll 0" : "seek update end");
            scrub_backward(drive, cursor.step + cursor.fraction);
            text[side] = keep_stage(drive, &size[side]);
            assert_int_equal(size[side], played_size);
            assert_memory_equal(text[side], played, played_size);
        }
        mem_free(played);
        mem_free(text[0]);
        mem_free(text[1]);
    }
}

static void what_is_needed_has_happened_before_it_is_used(void **state) {
    (void)state;
    for (int i = 0; i <= 256; i++) {
        double done = i / 256.0;
        /* Nothing is added before both are there, and nothing bent before it is added. */
        if (motion_sum(done) > 0) assert_true(motion_arrive(done) == 1);
        if (motion_bend(done) > 0) assert_true(motion_sum(done) == 1);
        /* Gates stand open before what they let through moves; what arrives is there before the circles are full. */
        if (motion_pass(done) > 0) assert_true(motion_gates(done) == 1);
        for (int has_c = 0; has_c < 2; has_c++)
            if (motion_fill(done, has_c, has_c) >= 0.2) assert_true(motion_pass(done) > 0.97);
        if (motion_let_out(done) > 0) assert_true(motion_fill(done, true, true) > 0.8);
        if (motion_fill(done, true, false) >= 0.1) assert_true(motion_let_out(done) > 0.8);
        if (motion_product(done) > 0) assert_true(motion_slide(done) == 1 && motion_landing(done) == 1);
    }
    assert_true(motion_bend(1) == 1 && motion_sum(1) == 1 && motion_gates(1) == 1 && motion_fill(1, true, true) == 1 &&
                motion_fill(1, true, false) == 1 && motion_fill(1, false, false) == 1 && motion_product(1) == 1);
}

/* Puts the playhead so far into the unrolling, and lays the stage out. */
static void lay_out(StageLayout *layout, Drive *drive, View *view, UiState *ui, double unrolled) {
    *ui = *drive_ui(drive);
    ui->cursor = (Cursor){PHASE_UNROLL, unrolled >= 1, unrolled < 1 ? unrolled : 0};
    *view = (View){.setup = &app_lab(drive->app)->setup, .run = &app_lab(drive->app)->run, .ui = ui};
    stage_layout_init(layout, view, rect(0, 0, 1200, 800));
}

static void the_copies_come_out_one_after_the_other_and_never_pass_each_other(void **state) {
    Drive *drive = *state;
    static const char *const setups[] = {"set steps 2", "set steps 3", "set steps 16", "set steps 60", "set steps 300"};
    for (int s = 0; s < 5; s++) {
        drive_line(drive, setups[s]);
        StageLayout layout;
        View view;
        UiState ui;
        int T = app_lab(drive->app)->run.wiring.steps;
        double last = 0, before = 0;
        for (int i = 0; i <= 1024; i++) {
            double unrolled = i / 1024.0;
            lay_out(&layout, drive, &view, &ui, unrolled);
            for (int t = 1; t < T; t++) {
                assert_true(stage_x(&layout, t) >= stage_x(&layout, t - 1) - 1e-9);
                if (t > 1) assert_true(stage_arrow_out(&layout, t) <= stage_arrow_out(&layout, t - 1));
                assert_true(stage_x(&layout, t - 0.5) >= stage_x(&layout, t - 1) - 1e-9);
                Rect before_box = stage_column_box(&layout, layout.lane[0].state, t - 1),
                     box = stage_column_box(&layout, layout.lane[0].state, t);
                if (stage_arrow_out(&layout, t) >= 1)
                    assert_true(rect_right(before_box) <= box.x + 1e-6); /* one that is out stands apart */
            }
            double width = stage_x(&layout, T - 1) - stage_x(&layout, 0);
            assert_true(stage_x(&layout, 0) > layout.left - 1 && stage_x(&layout, T - 1) < layout.left + layout.pitch * T + 1);
            if (i) assert_true(fabs(stage_x(&layout, 0) - last) < 40 && fabs(width - before) < 40); /* no jump */
            last = stage_x(&layout, 0);
            before = width;
            if (i == 300 && T >= 16) assert_true(stage_arrow_out(&layout, 1) > 0.85 && stage_arrow_out(&layout, 2) < 0.1);
            assert_true((stage_pulse(&layout) > 0) == (unrolled > 0.86 && unrolled < 1));
        }
        assert_true(fabs(stage_x(&layout, 0) - layout.left - layout.pitch / 2) < 1e-9);
    }
}

static void scrub_unroll(Drive *drive, double unrolled) {
    Cursor cursor = {PHASE_UNROLL, 0, unrolled};
    char line[48], number[24];
    number_format(number, sizeof number, timeline_to_unit(&cursor, &app_lab(drive->app)->run.wiring));
    text_format(line, sizeof line, "scrub %s", number);
    drive_line(drive, line);
}

static double cubic(double a, double b, double c, double d, double s) {
    double r = 1 - s;
    return r * r * r * a + 3 * r * r * s * b + 3 * r * s * s * c + s * s * s * d;
}

static void loops_stay_on_the_stage_while_they_open(void **state) {
    Drive *drive = *state;
    drive_resize(drive, 1280, 720); /* where the controls are folded, the stage ends with the window */
    static const char *const cells[] = {"set cell rnn", "set cell gru", "set cell lstm"};
    for (int s = 0; s < 12; s++) {
        drive_line(drive, cells[s / 4]);
        drive_line(drive, s & 1 ? "set direction both" : "set direction forward");
        drive_line(drive, s & 2 ? "set steps 60" : "set steps 16");
        for (int i = 1; i < 54; i++) {
            scrub_unroll(drive, i / 64.0);
            const DrawList *list = drive_frame(drive, 0);
            DrawItem item;
            bool chain = false;
            int loops = 0;
            for (size_t offset = 0; draw_next(list, &offset, &item);) {
                if (item.op == DRAW_GROUP) chain = str_equal(item.text, "stage/chain");
                if (!chain || item.op != DRAW_PATH_STROKE) continue;
                const Point *p = item.point;
                for (int k = 0; item.point_count != 4 && k < item.point_count; k++) assert_true(p[k].x > 380 && p[k].x < 1280);
                loops += item.point_count > 3; /* on the way from a curve to right angles it is many short lines */
                if (item.point_count != 4) continue;
                for (int k = 0; k <= 16; k++) {
                    double x = cubic(p[0].x, p[1].x, p[2].x, p[3].x, k / 16.0);
                    assert_true(x > 380 && x < 1280);
                }
            }
            if (i < 30) assert_true(loops > 0);
        }
    }
}

/* The columns are boxes of the theme's panel with an edge; a loop that opens passes them and is drawn after them. */
static void no_column_hides_a_loop_that_opens(void **state) {
    Drive *drive = *state;
    static const char *const cells[] = {"set cell rnn", "set cell gru", "set cell lstm"};
    Color weight = theme_get((ThemeChoice){0})->recurrent_weight;
    for (int c = 0; c < 3; c++) {
        drive_line(drive, cells[c]);
        for (int i = 10; i < 50; i++) { /* nearer to its ends the playhead jumps to them */
            scrub_unroll(drive, i / 64.0);
            const DrawList *list = drive_frame(drive, 0);
            DrawItem item;
            bool chain = false, loop = false;
            int loops = 0;
            for (size_t offset = 0; draw_next(list, &offset, &item);) {
                if (item.op == DRAW_GROUP) chain = str_equal(item.text, "stage/chain");
                bool is_loop = item.op == DRAW_PATH_STROKE && item.point_count >= 4 && memcmp(&item.color, &weight, sizeof weight) == 0 &&
                               item.point[1].x != item.point[2].x; /* not the arrow with right angles that it becomes */
                loop = chain && (loop || is_loop);
                loops += chain && is_loop;
                if (loop) assert_false(item.op == DRAW_ROUND || item.op == DRAW_CIRCLE);
            }
            assert_true(loops > 0);
        }
    }
}

static bool overlaps(Rect a, Rect b) {
    return a.x < rect_right(b) - 1e-6 && b.x < rect_right(a) - 1e-6 && a.y < rect_bottom(b) - 1e-6 && b.y < rect_bottom(a) - 1e-6;
}

/* A thousand copies in one place look as one does, and a thousand loops are a blot: neither is drawn. */
static void a_long_chain_draws_what_is_seen_of_it_while_it_opens(void **state) {
    Drive *drive = *state;
    enum { BOXES = 512 };
    drive_line(drive, "set layers 2");
    drive_line(drive, "set direction both");
    drive_line(drive, "set steps 900");
    for (int i = 1; i < 54; i++) { /* near its ends the playhead jumps to them */
        scrub_unroll(drive, i / 64.0);
        const DrawList *list = drive_frame(drive, 0);
        DrawItem item;
        Rect box[BOXES];
        bool chain = false;
        int boxes = 0, items = 0;
        double left = INFINITY, right = -INFINITY;
        for (size_t offset = 0; draw_next(list, &offset, &item);) {
            if (item.op == DRAW_GROUP) chain = str_equal(item.text, "stage/chain");
            items += chain;
            if (!chain || item.op != DRAW_IMAGE) continue;
            for (int b = 0; b < boxes; b++) assert_false(overlaps(box[b], item.box));
            assert_true(boxes < BOXES);
            box[boxes++] = item.box;
            left = fmin(left, item.box.x);
            right = fmax(right, rect_right(item.box));
        }
        StageLayout layout;
        View view;
        UiState ui;
        lay_out(&layout, drive, &view, &ui, i / 64.0);
        assert_true(boxes >= 4 && items < 400);
        assert_true(right - left >= fmin(stage_x(&layout, 899) - stage_x(&layout, 0), 400)); /* and none is missing at its ends */
    }
}

/* How many circles are drawn on their way. */
static int count_dots(Drive *drive) {
    const DrawList *list = drive_frame(drive, 0);
    DrawItem item;
    bool travel = false;
    int count = 0;
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        if (item.op == DRAW_GROUP) travel = str_equal(item.text, "stage/travel");
        count += travel && item.op == DRAW_CIRCLE_STROKE;
    }
    return count;
}

static void scrub_forward(Drive *drive, double steps) {
    Cursor cursor = {PHASE_FORWARD, (int)steps, steps - (int)steps};
    char line[48], number[24];
    number_format(number, sizeof number, timeline_to_unit(&cursor, &app_lab(drive->app)->run.wiring));
    text_format(line, sizeof line, "scrub %s", number);
    drive_line(drive, line);
}

static void dots_come_from_the_input_and_from_the_step_before(void **state) {
    Drive *drive = *state;
    static const char *const cells[] = {"set cell rnn", "set cell gru", "set cell lstm", "set steps 48"};
    for (int c = 0; c < 4; c++) {
        drive_line(drive, cells[c]);
        scrub_forward(drive, 0.2);
        assert_int_equal(count_dots(drive), 1); /* no step before the first */
        scrub_forward(drive, 5.2);
        assert_int_equal(count_dots(drive), 2);
        drive_line(drive, "seek forward 5");
        assert_int_equal(count_dots(drive), 0);
        scrub_forward(drive, 5.6);
        assert_int_equal(count_dots(drive), c == 0 ? 0 : 2); /* past the gates: what is kept, and what is written */
        drive_line(drive, "motion reduced");
        scrub_forward(drive, 5.2);
        assert_int_equal(count_dots(drive), 0);
        drive_line(drive, "motion full");
    }
}

/* The images of the update's picture, in the order in which they are drawn. */
enum { IMAGE_MAX = 8, CELL_MAX = 64 };

typedef struct Image {
    Rect box;
    int count;
    Color cell[CELL_MAX];
} Image;

static int find_images(Drive *drive, Image image[IMAGE_MAX]) {
    const DrawList *list = drive_frame(drive, 0);
    DrawItem item;
    bool update = false;
    int count = 0;
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        if (item.op == DRAW_GROUP) update = str_equal(item.text, "stage/update");
        if (!update || item.op != DRAW_IMAGE) continue;
        assert_true(count < IMAGE_MAX && item.cols * item.rows <= CELL_MAX);
        image[count].box = item.box;
        image[count].count = item.cols * item.rows;
        memcpy(image[count].cell, item.cell, (size_t)image[count].count * sizeof(Color));
        count++;
    }
    return count;
}

static void scrub_update(Drive *drive, double steps) {
    Cursor cursor = {PHASE_UPDATE, (int)steps, steps - (int)steps};
    char line[48], number[24];
    number_format(number, sizeof number, timeline_to_unit(&cursor, &app_lab(drive->app)->run.wiring));
    text_format(line, sizeof line, "scrub %s", number);
    drive_line(drive, line);
}

static void the_learning_rate_turns_the_colours_of_the_gradient(void **state) {
    Drive *drive = *state;
    Image image[IMAGE_MAX];
    drive_line(drive, "seek update change");
    assert_int_equal(find_images(drive, image), 3); /* gradient, change, weights */
    Image gradient = image[0], change = image[1];
    int turned = 0;
    assert_int_equal(gradient.count, 36);
    for (int i = 0; i < gradient.count; i++) {
        int g = gradient.cell[i].r - gradient.cell[i].b, c = change.cell[i].r - change.cell[i].b; /* orange above 0, blue below */
        if (abs(g) < 40) continue;
        assert_true((g > 0) == (c < 0));
        turned++;
    }
    assert_true(turned > 4);
    /* On its way a copy leaves the gradient in its colours and arrives in those of the change. */
    scrub_update(drive, 1.2);
    assert_int_equal(find_images(drive, image), 3); /* gradient, weights, the copy */
    assert_true(image[2].box.x > gradient.box.x && image[2].box.x < change.box.x);
    assert_memory_equal(image[2].cell, gradient.cell, (size_t)gradient.count * sizeof(Color));
    scrub_update(drive, 1.7);
    assert_int_equal(find_images(drive, image), 3);
    assert_memory_equal(image[2].cell, change.cell, (size_t)gradient.count * sizeof(Color));
}

static void the_change_lands_on_the_weights_and_they_go_back_into_every_arrow(void **state) {
    Drive *drive = *state;
    Image image[IMAGE_MAX];
    drive_line(drive, "seek update change");
    assert_int_equal(find_images(drive, image), 3);
    Image before = image[2];
    scrub_update(drive, 2.2);
    assert_int_equal(find_images(drive, image), 4);
    assert_memory_equal(image[2].cell, before.cell, (size_t)before.count * sizeof(Color)); /* not landed: W is W */
    assert_true(drive_has_run(drive, "added"));
    drive_line(drive, "seek update end");
    find_images(drive, image);
    assert_memory_not_equal(image[2].cell, before.cell, (size_t)before.count * sizeof(Color));
    static const int lengths[] = {2, 16, 24, 60};
    for (int i = 0; i < 4; i++) {
        char line[32];
        text_format(line, sizeof line, "set steps %d", lengths[i]);
        drive_line(drive, line);
        scrub_update(drive, 2.84); /* nearly there; on their way they pass behind words */
        const DrawList *list = drive_frame(drive, 0);
        DrawItem item;
        bool update = false;
        int signs = 0;
        for (size_t offset = 0; draw_next(list, &offset, &item);) {
            if (item.op == DRAW_GROUP) update = str_equal(item.text, "stage/update");
            signs += update && item.op == DRAW_ROUND_STROKE && item.color.r == theme_get((ThemeChoice){0})->recurrent_weight.r;
        }
        assert_int_equal(signs, lengths[i] <= 24 ? lengths[i] - 1 : (lengths[i] - 1 + 2) / 3);
    }
}

/* How many small matrices are on their way to the arrows; none crosses words. */
static int count_signs(Drive *drive) {
    enum { WORDS = 400, SIGNS = 24 };
    const DrawList *list = drive_frame(drive, 0);
    Rect words[WORDS], sign[SIGNS];
    bool update = false, stage = false;
    int count = 0, signs = 0;
    DrawItem item;
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        if (item.op == DRAW_GROUP) {
            update = str_equal(item.text, "stage/update");
            stage = item.text.count >= 5 && memcmp(item.text.at, "stage", 5) == 0;
        }
        if (stage && item.op == DRAW_TEXT && item.text.count < 96) {
            char text[96];
            str_copy(text, sizeof text, item.text);
            double w = text_width(&drive->world.text, list->scale, item.face, item.width, text), x = item.x0;
            if (item.align != ALIGN_LEFT) x -= item.align == ALIGN_RIGHT ? w : w / 2;
            assert_true(count < WORDS);
            words[count++] = rect(x, item.y0 - 0.75 * item.width, w, item.width);
        }
        if (!update || item.op != DRAW_ROUND_STROKE || item.color.r != theme_get((ThemeChoice){0})->recurrent_weight.r) continue;
        assert_true(signs < SIGNS);
        sign[signs++] = item.box;
    }
    for (int i = 0; i < signs; i++)
        for (int k = 0; k < count; k++) assert_false(overlaps(sign[i], words[k]));
    for (int i = 1; i < signs; i++) /* nor does one hide another, once they have left W */
        if (sign[i].w > 6) assert_false(overlaps(rect_inset(sign[i - 1], 1, 1), rect_inset(sign[i], 1, 1)));
    return signs;
}

static void the_weights_on_their_way_back_cross_no_words(void **state) {
    Drive *drive = *state;
    static const char *const cells[] = {"rnn", "gru", "lstm"};
    static const int lengths[] = {2, 8, 16, 60};
    for (int i = 0; i < 12; i++) {
        char line[32];
        text_format(line, sizeof line, "set cell %s", cells[i % 3]);
        drive_line(drive, line);
        text_format(line, sizeof line, "set steps %d", lengths[i / 3]);
        drive_line(drive, line);
        int most = 0;
        for (double at = 2.47; at < 2.86; at += 0.02) {
            scrub_update(drive, at);
            int signs = count_signs(drive);
            most = signs > most ? signs : most;
        }
        assert_int_equal(most, lengths[i / 3] <= 24 ? lengths[i / 3] - 1 : (lengths[i / 3] - 1 + 2) / 3);
    }
}

/* The outlines of the chart: how many, and the height of that of step 1. */
static int find_outlines(Drive *drive, double *first) {
    const DrawList *list = drive_frame(drive, 0);
    Rect area = drive_region(drive, "stage/gradient")->box;
    DrawItem item;
    bool chart = false;
    int count = 0;
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        if (item.op == DRAW_GROUP) chart = str_equal(item.text, "stage/chart");
        if (!chart || item.op != DRAW_ROUND_STROKE || fabs(rect_bottom(item.box) - rect_bottom(area) + STAGE_ZONE_STRIP) > 1) continue;
        if (count++ == 0) *first = item.box.h;
    }
    return count;
}

static void the_river_before_an_update_stays_as_an_outline(void **state) {
    Drive *drive = *state;
    double first = 0, least, greatest;
    drive_line(drive, "seek backward 0");
    assert_int_equal(find_outlines(drive, &first), 0);
    drive_line(drive, "seek backward end");
    find_bars(drive, &least, &greatest); /* the least is that of step 1 */
    double loss = app_lab(drive->app)->run.trace.loss;
    char was[40], number[24];
    number_format_short(number, sizeof number, loss, 3);
    text_format(was, sizeof was, "was %s", number);
    drive_line(drive, "set learning_rate 1");
    drive_line(drive, "update");
    drive_line(drive, "seek backward 0");
    assert_int_equal(find_outlines(drive, &first), 16);
    assert_true(fabs(first - least) < 1.01);
    assert_true(drive_has_run(drive, was));
    drive_line(drive, "seek forward 3");
    drive_frame(drive, 0);
    assert_false(drive_has_run(drive, was)); /* the new loss is not known yet */
    drive_line(drive, "seek backward 2");
    assert_true(drive_has_text(drive, "outlines: before the update"));
    drive_line(drive, "seek unroll end"); /* the old gradient stands there, not the lines of the pass to come */
    assert_true(drive_has_text(drive, "The new gradient will appear here."));
    drive_line(drive, "seek backward 2");
    drive_line(drive, "follow all");
    assert_int_equal(find_outlines(drive, &first), 0);
    drive_line(drive, "follow last");
    assert_int_equal(find_outlines(drive, &first), 16);
    /* Whatever else changes the experiment: it is not what an update did. */
    drive_line(drive, "set learning_rate 0.1");
    assert_int_equal(find_outlines(drive, &first), 0);
    drive_line(drive, "update");
    assert_int_equal(find_outlines(drive, &first), 16);
    drive_line(drive, "undo");
    assert_int_equal(find_outlines(drive, &first), 0);
    drive_line(drive, "update");
    drive_line(drive, "next");
    assert_int_equal(find_outlines(drive, &first), 0);
}

/* Dots of units in the traces, and the height of the last. */
static int count_trace_dots(Drive *drive) {
    const DrawList *list = drive_frame(drive, 0);
    DrawItem item;
    bool traces = false;
    int count = 0;
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        if (item.op == DRAW_GROUP) traces = str_equal(item.text, "stage/traces");
        count += traces && item.op == DRAW_CIRCLE;
    }
    return count;
}

static void below_the_chain_stands_what_the_units_held_until_the_gradient_needs_the_room(void **state) {
    Drive *drive = *state;
    drive_line(drive, "seek unroll end");
    assert_int_equal(count_trace_dots(drive), 0);
    assert_true(drive_has_run(drive, "What each unit holds will appear here."));
    assert_false(drive_has_run(drive, "The gradient at each step will appear here."));
    drive_line(drive, "seek forward 5");
    assert_false(drive_has_run(drive, "What each unit holds will appear here."));
    assert_int_equal(count_trace_dots(drive), 5 * 6);
    assert_true(drive_has_text(drive, "What each unit holds"));
    drive_line(drive, "seek forward end");
    assert_int_equal(count_trace_dots(drive), 16 * 6);
    drive_line(drive, "seek loss end"); /* the answer at full size */
    assert_int_equal(count_trace_dots(drive), 0);
    assert_false(drive_has_text(drive, "What each unit holds"));
    assert_true(drive_has_text(drive, "How probable the network says each answer is"));
    drive_line(drive, "seek backward 0");
    assert_int_equal(count_trace_dots(drive), 0);
    assert_false(drive_has_text(drive, "What each unit holds"));
    drive_line(drive, "set cell lstm"); /* c and h */
    drive_line(drive, "seek forward 5");
    assert_int_equal(count_trace_dots(drive), 2 * 5 * 6);
    drive_hover(drive, "stage/traces", 2.5 / 16, 0.5);
    drive_press(drive, 1);
    drive_release(drive);
    assert_true(drive_ui(drive)->cursor.phase == PHASE_FORWARD && drive_ui(drive)->cursor.step == 3);
    drive_line(drive, "set task sine");
    drive_line(drive, "set targets every");
    drive_line(drive, "seek loss 4");
    assert_true(drive_has_run(drive, "dashed: the target"));
    assert_int_equal(count_trace_dots(drive), 4); /* predictions that were made */
}

/* Puts the playhead into the loss of one output. */
static void scrub_loss(Drive *drive, double fraction) {
    Cursor cursor = {PHASE_LOSS, 0, fraction};
    char line[48], number[24];
    number_format(number, sizeof number, timeline_to_unit(&cursor, &app_lab(drive->app)->run.wiring));
    text_format(line, sizeof line, "scrub %s", number);
    drive_line(drive, line);
    drive_frame(drive, 0);
}

static bool has_end(Drive *drive, const char *text) {
    const DrawList *list = drive_frame(drive, 0);
    DrawItem item;
    bool ends = false, found = false;
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        if (item.op == DRAW_GROUP) ends = str_equal(item.text, "stage/ends");
        found = found || (ends && item.op == DRAW_TEXT && str_equal(item.text, text));
    }
    return found;
}

static void the_answer_comes_before_the_loss_and_both_are_true_while_they_come(void **state) {
    Drive *drive = *state;
    const Trace *trace = &app_lab(drive->app)->run.trace;
    char loss[24], p[2][24];
    number_format_short(loss, sizeof loss, trace->loss, 3);
    for (int o = 0; o < 2; o++) text_format(p[o], sizeof p[o], "%.2f", trace->prob[o]);
    for (double at = 0.2; at < 0.86; at += 0.05) {
        scrub_loss(drive, at);
        assert_true(has_end(drive, p[0]) && has_end(drive, p[1]));
        if (at < 0.59) assert_false(has_end(drive, loss));
    }
    assert_true(has_end(drive, loss));
}

static void steps_below_the_axis_are_told_once_the_gradient_has_come_there(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set steps 60");
    drive_line(drive, "seek backward 30");
    drive_frame(drive, 0);
    assert_false(drive_has_text(drive, "not drawn: down to"));
    drive_line(drive, "seek backward end");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "not drawn: down to"));
}

/* Wider than half of the stage, in the group of the chain. */
static int count_long_lines(Drive *drive) {
    const DrawList *list = drive_frame(drive, 0);
    DrawItem item;
    bool chain = false;
    int count = 0;
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        if (item.op == DRAW_GROUP) chain = str_equal(item.text, "stage/chain");
        count += chain && item.op == DRAW_LINE && item.box.w > 500;
    }
    return count;
}

static void arrows_that_are_too_short_to_be_seen_light_up_as_one_line(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set steps 60");
    Cursor cursor = {PHASE_UNROLL, 0, 0};
    for (int i = 0; i < 2; i++) {
        char line[48], number[24];
        cursor.fraction = i ? 0.875 : 0.8;
        number_format(number, sizeof number, timeline_to_unit(&cursor, &app_lab(drive->app)->run.wiring));
        text_format(line, sizeof line, "scrub %s", number);
        drive_line(drive, line);
        assert_int_equal(count_long_lines(drive), i);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(no_bar_is_outside_its_neighbour_and_itself, drive_setup_large, drive_teardown),
        cmocka_unit_test(what_is_needed_has_happened_before_it_is_used),
        cmocka_unit_test_setup_teardown(the_copies_come_out_one_after_the_other_and_never_pass_each_other, drive_setup_large,
                                        drive_teardown),
        cmocka_unit_test_setup_teardown(loops_stay_on_the_stage_while_they_open, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(no_column_hides_a_loop_that_opens, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(a_long_chain_draws_what_is_seen_of_it_while_it_opens, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(dots_come_from_the_input_and_from_the_step_before, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(the_learning_rate_turns_the_colours_of_the_gradient, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(the_change_lands_on_the_weights_and_they_go_back_into_every_arrow, drive_setup_large,
                                        drive_teardown),
        cmocka_unit_test_setup_teardown(the_weights_on_their_way_back_cross_no_words, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(the_river_before_an_update_stays_as_an_outline, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(below_the_chain_stands_what_the_units_held_until_the_gradient_needs_the_room, drive_setup_large,
                                        drive_teardown),
        cmocka_unit_test_setup_teardown(the_answer_comes_before_the_loss_and_both_are_true_while_they_come, drive_setup_large,
                                        drive_teardown),
        cmocka_unit_test_setup_teardown(steps_below_the_axis_are_told_once_the_gradient_has_come_there, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(arrows_that_are_too_short_to_be_seen_light_up_as_one_line, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(the_picture_shows_every_bar_between_its_neighbours, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(the_copy_that_slides_lies_over_its_original, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(a_place_looks_the_same_played_and_scrubbed_to_from_either_side, drive_setup_large, drive_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
