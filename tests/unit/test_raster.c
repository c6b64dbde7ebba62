/* The rasteriser's memory: patched together from dirty tiles or drawn in one go, a picture is the same pixel for pixel; and the
   dirty rectangles tell the truth. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/random.h"
#include "support/fail_memory.h"
#include "support/raster_bench.h"
#include <stdio.h>
#include <string.h>

enum { SHAPES = 70 };

/* A shape of a random scene; numbers mean what its kind makes of them. */
typedef struct Shape {
    int kind;
    double x, y, a, b, c;
    Color color, color1;
    DrawLayer layer;
    bool clipped;
    Rect clip;
    char text[8];
} Shape;

static Color random_color(Random *random) {
    uint64_t bits = random_next(random);
    return (Color){(uint8_t)bits, (uint8_t)(bits >> 8), (uint8_t)(bits >> 16), bits >> 24 & 1 ? 255 : (uint8_t)(bits >> 32)};
}

static Shape random_shape(Random *random) {
    Shape shape = {.kind = random_below(random, 13), .x = random_range(random, -40, 500), .y = random_range(random, -40, 420)};
    shape.a = random_range(random, 0.2, 90);
    shape.b = random_range(random, 0.2, 90);
    shape.c = random_range(random, 0.1, 12);
    if (random_below(random, 3) == 0) { /* whole numbers meet the edges of pixels and tiles */
        shape.x = random_below(random, 6) * 96;
        shape.a = 1 + random_below(random, 96);
    }
    shape.color = random_color(random);
    shape.color1 = random_color(random);
    shape.layer = (DrawLayer)random_below(random, LAYER_COUNT);
    shape.clipped = random_below(random, 4) == 0;
    shape.clip = rect(shape.x + random_range(random, -20, 20), shape.y + random_range(random, -30, 20), random_range(random, 0, 60),
                      random_range(random, 0, 120));
    if (shape.kind == 0 && random_below(random, 3) == 0) { /* some hide whole tiles, or only seem to */
        shape.a *= 4;
        shape.b *= 4;
    }
    for (int i = 0; i < 6; i++) shape.text[i] = (char)('a' + random_below(random, 26));
    return shape;
}

static void write_path(DrawList *list, const Shape *s) {
    draw_path_begin(list);
    draw_path_move(list, s->x, s->y);
    draw_path_line(list, s->x + s->a, s->y - s->b);
    draw_path_curve(list, s->x + 3 * s->a, s->y, s->x, s->y + 2 * s->b, s->x + s->b, s->y + s->a);
    draw_path_arc(list, s->x, s->y, s->a, 0, s->c);
    if (s->c > 6) draw_path_close(list);
}

static void write_mesh(DrawList *list, const Shape *s) {
    MeshPoint corner[6];
    for (int i = 0; i < 6; i++) {
        double x = s->x + s->a * (i % 3) + s->c * (i / 3), y = s->y + s->b * (i / 3) - s->c * 3 * (i % 3);
        corner[i] = (MeshPoint){(float)x, (float)y, i % 2 ? s->color : s->color1};
    }
    draw_mesh(list, 3, 2, corner);
}

static void write_shape(DrawList *list, const Shape *s) {
    Color cell[6] = {s->color, s->color1, s->color, s->color1, s->color1, s->color};
    Color many[40];
    for (int i = 0; i < 40; i++) many[i] = i * 7 % 3 == 0 ? s->color : s->color1;
    draw_layer(list, s->layer);
    if (s->clipped) draw_clip(list, s->clip);
    switch (s->kind) {
    case 0: draw_rect(list, rect(s->x, s->y, s->a, s->b), s->color); break;
    case 1: draw_round(list, rect(s->x, s->y, s->a, s->b), s->c, s->color); break;
    case 2: draw_round_stroke(list, rect(s->x, s->y, s->a, s->b), s->c, s->c / 2, s->color); break;
    case 3: draw_circle(list, s->x, s->y, s->a / 2, s->color); break;
    case 4: draw_circle_stroke(list, s->x, s->y, s->a / 2, s->c, s->color); break;
    case 5: draw_line(list, s->x, s->y, s->x + s->a * 3, s->y + (s->c < 4 ? 0 : s->b), s->c / 2, s->color); break;
    case 6: draw_line(list, s->x, s->y, s->x + (s->c < 4 ? 0 : s->a), s->y - s->b * 3, s->c / 3, s->color); break;
    case 7: draw_band(list, s->x, s->y, s->b, s->x + s->a - 30, s->y + s->c, s->c, s->color, s->color1); break;
    case 8: draw_text(list, FACE_UI, 6 + s->c, s->x, s->y, (TextAlign)(s->text[0] % 3), s->color, s->text); break;
    case 9:
        write_path(list, s);
        draw_path_fill(list, s->color);
        break;
    case 10:
        write_path(list, s);
        draw_path_stroke(list, s->c / 2, s->color, s->c > 8 ? s->c : 0);
        break;
    case 11: write_mesh(list, s); break;
    default:
        if (s->c > 6)
            draw_image(list, rect(s->x, s->y, s->a * 2, s->b), 3, 2, cell);
        else
            draw_image(list, rect(s->x, s->y, s->c, s->a), 20, 2, many);
        break;
    }
    if (s->clipped) draw_unclip(list);
}

static void write_scene(Bench *bench, const Shape *shape, double scale) {
    bench_begin(bench, scale);
    draw_clip(&bench->list, rect(3, 3, 480, 400));
    for (int i = 0; i < SHAPES; i++) write_shape(&bench->list, &shape[i]);
    draw_unclip(&bench->list);
}

static bool is_dirty(const RasterResult *result, int x, int y) {
    for (int i = 0; i < result->dirty_count; i++) {
        PixelRect r = result->dirty[i];
        if (x >= r.x && x < r.x + r.w && y >= r.y && y < r.y + r.h) return true;
    }
    return false;
}

static void cached_picture_equals_full_picture_over_a_random_sequence(void **state) {
    (void)state;
    Bench cached, full;
    bench_init(&cached);
    bench_init(&full);
    Random random = random_from(20, 1);
    Shape shape[SHAPES];
    unsigned char *before = mem_new((size_t)STRIDE * HEIGHT);
    assert_non_null(before);
    for (int i = 0; i < SHAPES; i++) shape[i] = random_shape(&random);
    const double scales[] = {0.75, 1, 1.1, 1.5, 2, 2.5};
    double scale = 1;
    int unchanged_frames = 0, partial_frames = 0;
    for (int frame = 0; frame < 300; frame++) {
        int changes = random_below(&random, 4);
        for (int i = 0; i < changes; i++) {
            Shape *one = &shape[random_below(&random, SHAPES)];
            int what = random_below(&random, 4);
            if (what == 0)
                *one = random_shape(&random);
            else if (what == 1)
                one->color = random_color(&random);
            else if (what == 2)
                one->x += random_range(&random, -3, 3);
            else
                one->clip.w += random_range(&random, 0, 20);
        }
        if (random_below(&random, 40) == 0) {
            scale = scales[random_below(&random, 6)];
            changes++;
        }
        if (random_below(&random, 60) == 0) draw_cache_forget(cached.cache);
        write_scene(&cached, shape, scale);
        write_scene(&full, shape, scale);
        assert_int_equal(draw_hash(&cached.list), draw_hash(&full.list));
        memcpy(before, cached.pixels, (size_t)STRIDE * HEIGHT);
        memset(full.pixels, 0x5A, (size_t)STRIDE * HEIGHT); /* nothing may be left of what was there */
        bench_draw(&cached, RASTER_CACHED);
        bench_draw(&full, RASTER_FULL);
        unchanged_frames += cached.result.unchanged;
        partial_frames += cached.result.dirty_count > 0 && cached.result.dirty[0].w * cached.result.dirty[0].h < WIDTH * HEIGHT;
        assert_int_equal(full.result.dirty_count, 1);
        assert_false(full.result.unchanged);
        if (cached.result.unchanged) assert_int_equal(cached.result.dirty_count, 0);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                ptrdiff_t at = (ptrdiff_t)y * STRIDE + 4 * (ptrdiff_t)x;
                if (memcmp(cached.pixels + at, full.pixels + at, 4) != 0) {
                    fail_msg("frame %d, scale %g: pixel %d, %d is %06x patched and %06x in full", frame, scale, x, y, pixel(&cached, x, y),
                             pixel(&full, x, y));
                }
                if (memcmp(cached.pixels + at, before + at, 4) != 0 && !is_dirty(&cached.result, x, y)) {
                    fail_msg("frame %d: pixel %d, %d changed outside the dirty rectangles", frame, x, y);
                }
            }
        }
    }
    assert_true(unchanged_frames > 20); /* the sequence did show what it is for */
    assert_true(partial_frames > 100);
    mem_free(before);
    bench_deinit(&cached);
    bench_deinit(&full);
}

static void identical_list_draws_nothing(void **state) {
    (void)state;
    Bench bench;
    bench_init(&bench);
    for (int frame = 0; frame < 3; frame++) {
        bench_begin(&bench, 1);
        draw_circle(&bench.list, 100, 100, 20, color_hex(0xFF0000));
        draw_text(&bench.list, FACE_UI, 12, 20, 20, ALIGN_LEFT, color_hex(0xFFFFFF), "same");
        if (frame > 0) memset(bench.pixels, 0x77, (size_t)STRIDE * HEIGHT);
        bench_draw(&bench, RASTER_CACHED);
        assert_int_equal(bench.result.unchanged, frame > 0);
        assert_int_equal(pixel(&bench, 100, 100), frame > 0 ? 0x777777 : 0xFF0000);
    }
    draw_cache_forget(bench.cache);
    bench_draw(&bench, RASTER_CACHED);
    assert_false(bench.result.unchanged);
    assert_int_equal(pixel(&bench, 100, 100), 0xFF0000);
    assert_int_equal(bench.fake.rasterised, 1); /* the text's mask was kept through it all */
    bench_deinit(&bench);
}

static void a_new_target_is_drawn_whole(void **state) {
    (void)state;
    Bench bench;
    bench_init(&bench);
    bench_begin(&bench, 1);
    bench_draw(&bench, RASTER_CACHED);
    unsigned char *other = mem_new((size_t)STRIDE * HEIGHT);
    assert_non_null(other);
    mem_free(bench.pixels);
    bench.pixels = bench.target.pixels = other;
    bench_draw(&bench, RASTER_CACHED);
    assert_false(bench.result.unchanged);
    assert_int_equal(pixel(&bench, WIDTH - 1, HEIGHT - 1), 0x202020);
    bench.target.width = WIDTH - 100;
    bench_draw(&bench, RASTER_CACHED);
    assert_false(bench.result.unchanged);
    bench_deinit(&bench);
}

/* Curves within the picture, over its edges and around it. */
static void write_curves(Bench *bench) {
    const Color color = {200, 120, 40, 255};
    bench_begin(bench, 1);
    for (int i = 0; i < 12; i++) {
        double x = 40 * i - 20, y = 33 * (i % 11) - 15;
        draw_path_begin(&bench->list);
        draw_path_move(&bench->list, x, y);
        draw_path_curve(&bench->list, x + 90, y - 60, x + 30, y + 120, x + 71.3, y + 40.7);
        draw_path_stroke(&bench->list, 1.3 + i, color, i % 3 == 0 ? 5 : 0);
        draw_path_close(&bench->list);
        if (i % 4 == 1) draw_path_fill(&bench->list, color);
    }
}

static void paths_are_the_same_while_the_target_changes_its_size(void **state) {
    (void)state;
    static const int size[][2] = {{WIDTH, HEIGHT}, {WIDTH - 61, HEIGHT - 7}, {200, 150}, {WIDTH - 3, HEIGHT - 40},
                                  {257, 256},      {WIDTH, HEIGHT}};
    Bench kept;
    bench_init(&kept);
    for (int i = 0; i < (int)(sizeof size / sizeof size[0]); i++) {
        Bench fresh;
        bench_init(&fresh);
        kept.target.width = fresh.target.width = size[i][0];
        kept.target.height = fresh.target.height = size[i][1];
        write_curves(&kept);
        write_curves(&fresh);
        bench_draw(&kept, RASTER_CACHED);
        bench_draw(&fresh, RASTER_CACHED);
        for (int y = 0; y < size[i][1]; y++)
            for (int x = 0; x < size[i][0]; x++)
                if (pixel(&kept, x, y) != pixel(&fresh, x, y)) fail_msg("%d x %d: another pixel at %d, %d", size[i][0], size[i][1], x, y);
        bench_deinit(&fresh);
    }
    bench_deinit(&kept);
}

/* Coverage is kept by a path's form: what fades or changes its pen must look as it does when it is drawn for the first time. */
static void paths_are_the_same_in_other_colours_and_with_other_pens(void **state) {
    (void)state;
    static const struct {
        double width, dash; /* width 0: filled */
        Color color;
        int points;
    } look[] = {{3, 0, {200, 120, 40, 255}, 4}, {3, 0, {200, 120, 40, 90}, 4},  {3, 0, {20, 220, 240, 255}, 4},
                {5, 0, {20, 220, 240, 255}, 4}, {5, 7, {20, 220, 240, 255}, 4}, {0, 0, {20, 220, 240, 255}, 4},
                {0, 0, {9, 9, 240, 30}, 4},     {3, 0, {9, 9, 240, 30}, 5},     {3, 0, {200, 120, 40, 255}, 4}};
    Bench kept;
    bench_init(&kept);
    for (int i = 0; i < (int)(sizeof look / sizeof look[0]); i++) {
        Bench fresh, *both[2] = {&kept, &fresh};
        bench_init(&fresh);
        for (int k = 0; k < 2; k++) {
            bench_begin(both[k], 1);
            DrawList *list = &both[k]->list;
            draw_path_begin(list);
            draw_path_move(list, 40, 50);
            draw_path_line(list, 300, 61.5);
            draw_path_line(list, 211.3, 240);
            draw_path_line(list, 90, 170.2);
            if (look[i].points > 4) draw_path_line(list, 40, 50);
            if (look[i].width > 0)
                draw_path_stroke(list, look[i].width, look[i].color, look[i].dash);
            else
                draw_path_fill(list, look[i].color);
            bench_draw(both[k], RASTER_CACHED);
        }
        for (int y = 0; y < HEIGHT; y++)
            for (int x = 0; x < WIDTH; x++)
                if (pixel(&kept, x, y) != pixel(&fresh, x, y)) fail_msg("look %d: another pixel at %d, %d", i, x, y);
        bench_deinit(&fresh);
    }
    bench_deinit(&kept);
}

static void only_tiles_that_changed_are_dirty(void **state) {
    (void)state;
    Bench bench;
    bench_init(&bench);
    for (int frame = 0; frame < 2; frame++) {
        bench_begin(&bench, 1);
        draw_rect(&bench.list, rect(0, 0, WIDTH, HEIGHT), color_hex(0x101010));
        draw_circle(&bench.list, 240, 150, 10, frame == 0 ? color_hex(0xFF0000) : color_hex(0x00FF00));
        bench_draw(&bench, RASTER_CACHED);
    }
    assert_int_equal(bench.result.dirty_count, 1);
    assert_int_equal(bench.result.dirty[0].x, 192);
    assert_int_equal(bench.result.dirty[0].y, 96);
    assert_int_equal(bench.result.dirty[0].w, 96);
    assert_int_equal(bench.result.dirty[0].h, 96);
    bench_deinit(&bench);
}

static void many_separate_changes_still_fit_the_result(void **state) {
    (void)state;
    FakeText fake;
    TextApi text;
    DrawList list;
    RasterResult result;
    fake_text_init(&fake);
    fake_text_bind(&fake, &text);
    DrawCache *cache = draw_cache_new(&text);
    enum { SIDE = 96 * 20 };
    unsigned char *pixels = mem_new((size_t)SIDE * SIDE * 4);
    assert_true(cache != NULL && pixels != NULL && draw_init(&list));
    RasterTarget target = {pixels, SIDE, SIDE, SIDE * 4, false};
    for (int frame = 0; frame < 2; frame++) {
        draw_begin(&list, SIDE, SIDE, 1, color_hex(0));
        for (int i = 0; i < 400; i++) { /* a chequerboard of changes: 200 runs of tiles */
            int x = i % 20, y = i / 20;
            if ((x + y) % 2 == 0) draw_rect(&list, rect(x * 96 + 10, y * 96 + 10, 20, 20), color_hex(frame == 0 ? 0xFF : 0xFF00));
        }
        assert_true(raster_draw(&result, cache, &target, &list, RASTER_CACHED, NULL));
    }
    assert_in_range(result.dirty_count, 1, RASTER_DIRTY_MAX);
    for (int i = 0; i < 400; i += 2) {
        int x = i % 20, y = i / 20;
        if ((x + y) % 2 == 0) assert_true(is_dirty(&result, x * 96 + 15, y * 96 + 15));
    }
    draw_deinit(&list);
    draw_cache_free(cache);
    mem_free(pixels);
    fake_text_deinit(&fake);
}

static void masks_of_text_are_bounded(void **state) {
    (void)state;
    Bench bench;
    bench_init(&bench);
    for (int frame = 0; frame < 60; frame++) { /* 60 frames of new text, about 1.5 MB of masks each */
        char text[64];
        bench_begin(&bench, 1);
        for (int i = 0; i < 20; i++) {
            snprintf(text, sizeof text, "frame %03d run %02d with some more words behind", frame, i);
            draw_text(&bench.list, FACE_UI, 60, 0, 20, ALIGN_LEFT, color_hex(0xFFFFFF), text);
        }
        bench_draw(&bench, RASTER_CACHED);
    }
    int before = bench.fake.rasterised;
    assert_int_equal(before, 60 * 20);
    draw_cache_forget(bench.cache);
    bench_draw(&bench, RASTER_CACHED);
    assert_int_equal(bench.fake.rasterised, before); /* the newest are kept */
    bench_begin(&bench, 1);
    draw_text(&bench.list, FACE_UI, 60, 0, 20, ALIGN_LEFT, color_hex(0xFFFFFF), "frame 000 run 00 with some more words behind");
    bench_draw(&bench, RASTER_CACHED);
    assert_int_equal(bench.fake.rasterised, before + 1); /* the oldest are not */
    bench_deinit(&bench);
}

static void a_target_that_cannot_be_is_refused_with_its_numbers(void **state) {
    (void)state;
    Bench bench;
    bench_init(&bench);
    bench_begin(&bench, 1);
    RasterTarget bad[] = {{NULL, 10, 10, 40, false},
                          {bench.pixels, 0, 10, 40, false},
                          {bench.pixels, 10, 10, 36, false},
                          {bench.pixels, 99999, 9, 400000, false}};
    for (int i = 0; i < 4; i++) {
        bench.diag.text[0] = '\0';
        assert_false(raster_draw(&bench.result, bench.cache, &bad[i], &bench.list, RASTER_CACHED, &bench.diag));
        assert_true(strlen(bench.diag.text) > 10);
    }
    bench_deinit(&bench);
}

/* Far away, huge, tiny, at the largest and the smallest scale: the sanitizers have nothing to say, and it ends. */
static void extreme_geometry_is_survived(void **state) {
    (void)state;
    const double values[] = {0, 1e-12, 0.4, 1, 95.99, 1e3, 99999, 1e9, 1e300, -1e-12, -1, -1e5, -1e300};
    Bench bench;
    bench_init(&bench);
    Random random = random_from(13, 0);
    for (int round = 0; round < 60; round++) {
        draw_begin(&bench.list, WIDTH, HEIGHT, round % 3 == 0 ? 1 : round % 3 == 1 ? 1e-9 : 1e9, color_hex(0));
        for (int i = 0; i < 30; i++) {
            Shape shape = random_shape(&random);
            double *field[] = {&shape.x, &shape.y, &shape.a, &shape.b, &shape.c, &shape.clip.x, &shape.clip.w};
            for (int k = 0; k < 7; k++) {
                if (random_below(&random, 2) == 0) *field[k] = values[random_below(&random, 13)];
            }
            write_shape(&bench.list, &shape);
        }
        bench_draw(&bench, round % 2 == 0 ? RASTER_CACHED : RASTER_FULL);
    }
    bench_deinit(&bench);
}

/* Every allocation of ours fails once: a message, no crash, and the next frame is right again. */
static void each_failed_allocation_is_survived(void **state) {
    (void)state;
    Random random = random_from(9, 9);
    Shape shape[SHAPES];
    for (int i = 0; i < SHAPES; i++) shape[i] = random_shape(&random);
    Bench right;
    bench_init(&right);
    write_scene(&right, shape, 1);
    bench_draw(&right, RASTER_FULL);
    int failures = 0;
    for (long n = 1; n < 60; n++) {
        Bench bench;
        bench_init(&bench);
        draw_cache_free(bench.cache);
        mem_fail_after(n);
        bench.cache = draw_cache_new(&bench.text);
        if (bench.cache == NULL) {
            failures++;
            mem_fail_after(-1);
            bench.cache = draw_cache_new(&bench.text);
        }
        write_scene(&bench, shape, 1);
        if (!raster_draw(&bench.result, bench.cache, &bench.target, &bench.list, RASTER_CACHED, &bench.diag)) {
            failures++;
            assert_non_null(strstr(bench.diag.text, "memory"));
        }
        mem_fail_after(-1);
        draw_cache_forget(bench.cache);
        write_scene(&bench, shape, 1);
        bench_draw(&bench, RASTER_CACHED);
        for (int y = 0; y < HEIGHT; y++) assert_memory_equal(bench.pixels + y * STRIDE, right.pixels + y * STRIDE, WIDTH * 4);
        bench_deinit(&bench);
    }
    assert_true(failures >= 6);
    bench_deinit(&right);
}

static void swapped_channels_show_the_same_colours(void **state) {
    (void)state;
    Bench plain, swapped;
    bench_init(&plain);
    bench_init(&swapped);
    swapped.target.swap_red_blue = true;
    Random random = random_from(4, 4);
    Shape shape[SHAPES];
    for (int i = 0; i < SHAPES; i++) shape[i] = random_shape(&random);
    write_scene(&plain, shape, 1);
    write_scene(&swapped, shape, 1);
    bench_draw(&plain, RASTER_FULL);
    bench_draw(&swapped, RASTER_FULL);
    for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
            uint32_t p = pixel(&swapped, x, y);
            assert_int_equal(pixel(&plain, x, y), (p & 0xFF) << 16 | (p & 0xFF00) | p >> 16);
        }
    }
    bench_deinit(&plain);
    bench_deinit(&swapped);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(swapped_channels_show_the_same_colours),
        cmocka_unit_test(cached_picture_equals_full_picture_over_a_random_sequence),
        cmocka_unit_test(identical_list_draws_nothing),
        cmocka_unit_test(a_new_target_is_drawn_whole),
        cmocka_unit_test(paths_are_the_same_while_the_target_changes_its_size),
        cmocka_unit_test(paths_are_the_same_in_other_colours_and_with_other_pens),
        cmocka_unit_test(only_tiles_that_changed_are_dirty),
        cmocka_unit_test(many_separate_changes_still_fit_the_result),
        cmocka_unit_test(masks_of_text_are_bounded),
        cmocka_unit_test(a_target_that_cannot_be_is_refused_with_its_numbers),
        cmocka_unit_test(extreme_geometry_is_survived),
        cmocka_unit_test(each_failed_allocation_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
