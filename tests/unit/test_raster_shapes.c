/* The rasteriser's shapes: they are where they should be, and edges are crisp at every scale. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/random.h"
#include "support/raster_bench.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void hairlines_are_one_whole_pixel_at_every_scale(void **state) {
    (void)state;
    const double scales[] = {0.75, 0.9, 1, 1.25, 1.5, 1.75};
    Bench bench;
    bench_init(&bench);
    for (int i = 0; i < 6; i++) {
        bench_begin(&bench, scales[i]);
        draw_line(&bench.list, 10, 20, 200, 20, 0.5, color_hex(0xFFFFFF));
        draw_line(&bench.list, 50, 40, 50, 120, 0.5, color_hex(0xFFFFFF));
        draw_rect(&bench.list, rect(100, 60, 0.2, 50), color_hex(0xFFFFFF));
        bench_draw(&bench, RASTER_FULL);
        int lit_down = 0, lit_across = 0, blurred = 0;
        for (int y = 0; y < (int)(35 * scales[i]); y++) lit_down += pixel(&bench, (int)(100 * scales[i]), y) == 0xFFFFFF;
        for (int x = 0; x < (int)(160 * scales[i]); x++) lit_across += pixel(&bench, x, (int)(80 * scales[i])) == 0xFFFFFF;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) blurred += pixel(&bench, x, y) != 0xFFFFFF && pixel(&bench, x, y) != 0x202020;
        }
        assert_int_equal(lit_down, 1);
        assert_int_equal(lit_across, 2);
        assert_int_equal(blurred, 0);
    }
    bench_deinit(&bench);
}

static void touching_rectangles_leave_no_gap_and_do_not_overlap(void **state) {
    (void)state;
    Bench bench;
    bench_init(&bench);
    for (int step = 0; step < 30; step++) {
        double scale = 0.75 + step * 0.06;
        bench_begin(&bench, scale);
        for (int i = 0; i < 12; i++) draw_rect(&bench.list, rect(5 + i * 7.3, 10, 7.3, 20), (Color){255, 255, 255, 128});
        bench_draw(&bench, RASTER_FULL);
        int y = (int)(20 * scale), left = (int)(5 * scale + 1.5), right = (int)((5 + 12 * 7.3) * scale - 1);
        for (int x = left; x < right; x++) assert_int_equal(pixel(&bench, x, y), pixel(&bench, left, y));
    }
    /* Placed by their middles, as the bars of a chart: with this pitch edges lie in the middle of a pixel, and the sums of two neighbours round
       to its two sides. */
    const double lefts[] = {5, 54, 33.7}, pitches[] = {2.42, 1.21, 3.63};
    for (int i = 0; i < 9; i++) {
        double first = lefts[i % 3], pitch = pitches[i / 3];
        bench_begin(&bench, 1);
        for (int t = 0; t < 100; t++)
            draw_rect(&bench.list, rect(first + pitch * (t + 0.5) - pitch / 2, 10, pitch, 20), (Color){255, 255, 255, 128});
        bench_draw(&bench, RASTER_FULL);
        for (int x = (int)(first + 1); x < (int)(first + 95 * pitch); x++)
            assert_int_equal(pixel(&bench, x, 20), pixel(&bench, (int)first + 2, 20));
    }
    bench_deinit(&bench);
}

/* A bent sheet of one colour: whatever its corners are, every pixel inside is covered, and none has another colour. */
static void a_mesh_has_no_gaps_and_runs_from_corner_to_corner(void **state) {
    (void)state;
    enum { COLS = 9, ROWS = 7 };
    MeshPoint corner[COLS * ROWS];
    Bench bench;
    bench_init(&bench);
    for (int round = 0; round < 20; round++) {
        for (int i = 0; i < COLS * ROWS; i++) {
            double c = i % COLS, r = i / COLS, bend = (i * 37 % 11) * 0.9;
            bool inner = c > 0 && c < COLS - 1 && r > 0 && r < ROWS - 1;
            corner[i] = (MeshPoint){(float)(20.3 + 30.1 * c + (inner ? bend + round * 0.13 : 0)),
                                    (float)(15.7 + 35.9 * r + (inner ? bend : 0)), color_hex(0x40A0F0)};
        }
        bench_begin(&bench, 1);
        draw_mesh(&bench.list, COLS, ROWS, corner);
        bench_draw(&bench, RASTER_FULL);
        int covered = 0;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                uint32_t found = pixel(&bench, x, y);
                bool inside = x >= 20 && x < 261 && y >= 16 && y < 231;
                assert_int_equal(found, inside ? 0x40A0F0 : 0x202020);
                covered += inside;
            }
        }
        assert_int_equal(covered, 241 * 215);
    }
    MeshPoint ramp[4] = {
        {10, 10, color_hex(0x000000)}, {210, 10, color_hex(0xFF0000)}, {10, 60, color_hex(0x000000)}, {210, 60, color_hex(0xFF0000)}};
    bench_begin(&bench, 1);
    draw_mesh(&bench.list, 2, 2, ramp);
    bench_draw(&bench, RASTER_FULL);
    for (int x = 10; x < 210; x++) {
        int red = (int)(pixel(&bench, x, 40) >> 16), wanted = (int)((x + 0.5 - 10) / 200 * 255);
        assert_true(red >= wanted - 1 && red <= wanted + 1);
    }
    bench_deinit(&bench);
}

/* The colour between the corners at a pixel's centre, 0 to 255. */
static double channel_at(const MeshPoint *p, int shift, double x, double y) {
    double value[3], x1 = p[1].x - p[0].x, y1 = p[1].y - p[0].y, x2 = p[2].x - p[0].x, y2 = p[2].y - p[0].y, area = x1 * y2 - x2 * y1;
    for (int i = 0; i < 3; i++) value[i] = shift == 16 ? p[i].color.r : shift == 8 ? p[i].color.g : p[i].color.b;
    double s = ((x - p[0].x) * y2 - (y - p[0].y) * x2) / area, t = ((y - p[0].y) * x1 - (x - p[0].x) * y1) / area;
    return fmin(fmax(value[0] + s * (value[1] - value[0]) + t * (value[2] - value[0]), 0), 255);
}

/* Fat and thin, small and far beyond the picture, with the strongest colours: no byte runs over, and every pixel has the colour of its place. */
static void a_triangle_has_the_colour_of_every_place(void **state) {
    (void)state;
    static const double sizes[] = {1.5, 6, 40, 200, 3000, 20000}, thin[] = {1, 0.1, 0.01, 0.001};
    Bench bench;
    Random random;
    long seen = 0;
    bench_init(&bench);
    random = random_from(7, 0);
    for (int round = 0; round < 600; round++) {
        double size = sizes[round % 6], part = thin[round / 6 % 4];
        MeshPoint p[3];
        for (int i = 0; i < 3; i++) {
            double along = (random_unit(&random) - 0.5) * size, across = (random_unit(&random) - 0.5) * size * part;
            unsigned bits = (unsigned)random_below(&random, 8);
            p[i] = (MeshPoint){(float)(150.5 + (round & 1 ? along : across)), (float)(120.5 + (round & 1 ? across : along)),
                               (Color){bits & 1 ? 255 : 0, bits & 2 ? 255 : 0, bits & 4 ? 255 : 0, 255}};
        }
        MeshPoint corner[4] = {p[0], p[1], p[2], p[1]}; /* the other half of the quadrilateral has no area */
        bench_begin(&bench, 1);
        draw_mesh(&bench.list, 2, 2, corner);
        bench_draw(&bench, RASTER_FULL);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                uint32_t found = pixel(&bench, x, y);
                if (found == 0x202020) continue;
                for (int shift = 0; shift <= 16; shift += 8) {
                    double wanted = channel_at(p, shift, x + 0.5, y + 0.5), is = found >> shift & 0xFF;
                    if (fabs(is - wanted) > (part < 0.01 ? 8 : 2)) /* a hair of a pixel wide, floats know the place less well */
                        fail_msg("size %g, %g of it thin: %g at %d %d, expected %g", size, part, is, x, y, wanted);
                }
                seen++;
            }
        }
    }
    assert_true(seen > 100000);
    bench_deinit(&bench);
}

static void shapes_cover_the_area_they_should(void **state) {
    (void)state;
    const double pi = 3.14159265358979;
    struct {
        const char *name;
        double area;
    } expected[] = {
        {"circle", pi * 30.25 * 30.25},
        {"ring", pi * (32.0 * 32 - 28 * 28)},
        {"line", 100 * 3},
        {"thin line", 100 * 0.6},
        {"round", 60 * 40 - (4 - pi) * 10 * 10},
        {"band", 100 * 25},
        {"path", pi * 20 * 20},
        {"round stroke", 2 * (60 + 40) * 2 - 8 * 10 * 2 + 2 * pi * 10 * 2},
    };
    Bench bench;
    bench_init(&bench);
    for (int kind = 0; kind < 8; kind++) {
        Color white = color_hex(0xFFFFFF);
        draw_begin(&bench.list, WIDTH, HEIGHT, 1, color_hex(0));
        if (kind == 0)
            draw_circle(&bench.list, 100.3, 100.7, 30.25, white);
        else if (kind == 1)
            draw_circle_stroke(&bench.list, 100.3, 100.7, 30, 4, white);
        else if (kind == 2)
            draw_line(&bench.list, 50, 50, 110, 130, 3, white);
        else if (kind == 3)
            draw_line(&bench.list, 50, 50, 130, 110, 0.6, white);
        else if (kind == 4)
            draw_round(&bench.list, rect(50, 50, 60, 40), 10, white);
        else if (kind == 5)
            draw_band(&bench.list, 150, 100, 20, 50, 105, 30, white, white);
        else if (kind == 7)
            draw_round_stroke(&bench.list, rect(50, 50, 60, 40), 10, 2, white);
        if (kind == 6) {
            draw_path_begin(&bench.list);
            draw_path_arc(&bench.list, 100, 100, 20, 0, 2 * pi);
            draw_path_fill(&bench.list, white);
        }
        bench_draw(&bench, RASTER_FULL);
        double area = 0;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) area += (pixel(&bench, x, y) & 255) / 255.0;
        }
        double error = area / expected[kind].area - 1;
        if (error > 0.02 || error < -0.02) fail_msg("%s covers %.1f pixels, not %.1f", expected[kind].name, area, expected[kind].area);
    }
    bench_deinit(&bench);
}

static void later_layers_lie_on_top_whatever_the_order_of_writing(void **state) {
    (void)state;
    Bench bench;
    bench_init(&bench);
    bench_begin(&bench, 1);
    draw_layer(&bench.list, LAYER_OVERLAY);
    draw_rect(&bench.list, rect(10, 10, 10, 10), color_hex(0x0000FF));
    draw_layer(&bench.list, LAYER_PAGE);
    draw_rect(&bench.list, rect(10, 10, 20, 10), color_hex(0xFF0000));
    draw_layer(&bench.list, LAYER_HOVER);
    draw_rect(&bench.list, rect(10, 10, 15, 10), color_hex(0x00FF00));
    bench_draw(&bench, RASTER_FULL);
    assert_int_equal(pixel(&bench, 15, 15), 0x0000FF);
    assert_int_equal(pixel(&bench, 22, 15), 0x00FF00);
    assert_int_equal(pixel(&bench, 28, 15), 0xFF0000);
    bench_deinit(&bench);
}

static void only_an_opaque_cover_hides_what_is_below(void **state) {
    (void)state;
    Bench bench;
    bench_init(&bench);
    bench_begin(&bench, 1);
    draw_rect(&bench.list, rect(0, 0, WIDTH, HEIGHT), color_hex(0xFF0000));
    draw_rect(&bench.list, rect(0, 0, WIDTH, HEIGHT), (Color){0, 0, 255, 51});
    bench_draw(&bench, RASTER_FULL);
    assert_int_equal(pixel(&bench, 50, 50), 0xCC0033);
    draw_rect(&bench.list, rect(0, 0, WIDTH, HEIGHT), color_hex(0x00FF00));
    draw_rect(&bench.list, rect(40, 40, 20, 20), (Color){0, 0, 255, 51});
    bench_draw(&bench, RASTER_CACHED);
    assert_int_equal(pixel(&bench, 50, 50), 0x00CC33);
    assert_int_equal(pixel(&bench, 0, 0), 0x00FF00);
    bench_begin(&bench, 1);
    draw_rect(&bench.list, rect(10, 10, 300, 300), color_hex(0xFF0000));
    draw_rect(&bench.list, rect(192, 0, WIDTH, HEIGHT), color_hex(0x0000FF)); /* hides the tiles on the right only */
    bench_draw(&bench, RASTER_FULL);
    assert_int_equal(pixel(&bench, 50, 50), 0xFF0000);
    assert_int_equal(pixel(&bench, 191, 50), 0xFF0000);
    assert_int_equal(pixel(&bench, 192, 50), 0x0000FF);
    assert_int_equal(pixel(&bench, 5, 5), 0x202020);
    bench_deinit(&bench);
}

static void a_picture_of_any_width_is_drawn_everywhere(void **state) {
    (void)state;
    enum { WIDE = 9000, HIGH = 200 };
    FakeText fake;
    TextApi text;
    DrawList list;
    RasterResult result;
    fake_text_init(&fake);
    fake_text_bind(&fake, &text);
    DrawCache *cache = draw_cache_new(&text);
    uint32_t *pixels = mem_new((size_t)WIDE * HIGH * 4);
    assert_true(cache != NULL && pixels != NULL && draw_init(&list));
    RasterTarget target = {(unsigned char *)pixels, WIDE, HIGH, WIDE * 4, false};
    draw_begin(&list, WIDE, HIGH, 1, color_hex(0x102030));
    draw_path_begin(&list);
    draw_path_move(&list, 0, 50);
    draw_path_line(&list, WIDE, 50);
    draw_path_line(&list, WIDE, 150);
    draw_path_line(&list, 0, 150);
    draw_path_fill(&list, color_hex(0x456789));
    assert_true(raster_draw(&result, cache, &target, &list, RASTER_CACHED, NULL));
    for (int i = 0; i < WIDE * HIGH; i++) {
        int y = i / WIDE;
        assert_int_equal(pixels[i] & 0xFFFFFF, y >= 50 && y < 150 ? 0x456789 : 0x102030);
    }
    draw_deinit(&list);
    draw_cache_free(cache);
    mem_free(pixels);
    fake_text_deinit(&fake);
}

static void round_shapes_are_symmetric(void **state) {
    (void)state;
    Bench bench;
    bench_init(&bench);
    double x = WIDTH / 2.0, y = HEIGHT / 2.0;
    Color color = {200, 100, 50, 180};
    for (int kind = 0; kind < 24; kind++) {
        bench_begin(&bench, 1);
        double radius = 3 + kind * 1.7;
        if (kind % 4 == 0)
            draw_circle(&bench.list, x, y, radius, color);
        else if (kind % 4 == 1)
            draw_circle_stroke(&bench.list, x, y, radius, 1 + kind / 4.0, color);
        else if (kind % 4 == 2)
            draw_round(&bench.list, rect(100, 60, WIDTH - 200, HEIGHT - 120), radius, color);
        else
            draw_round_stroke(&bench.list, rect(195, 143, WIDTH - 390, HEIGHT - 286), radius, kind / 4.0, color);
        bench_draw(&bench, RASTER_FULL);
        for (int row = 0; row < HEIGHT; row++) {
            for (int col = 0; col < WIDTH; col++) {
                assert_int_equal(pixel(&bench, col, row), pixel(&bench, WIDTH - 1 - col, row));
                assert_int_equal(pixel(&bench, col, row), pixel(&bench, col, HEIGHT - 1 - row));
            }
        }
    }
    bench_deinit(&bench);
}

enum { VALUES = 300 };

static Point value_at(int i, double height) { return (Point){20.3 + 1.3 * i, 41.7 + 0.8 * i + (i % 2 ? height * (i % 7 + 1) : 0)}; }

/* White on dark, a line through all values in strokes of `count` pieces. */
static void draw_values(Bench *bench, int count, double height, double dash) {
    bench_init(bench);
    bench_begin(bench, 1);
    for (int from = 0; from < VALUES; from += count) {
        Point first = value_at(from, height);
        draw_path_begin(&bench->list);
        draw_path_move(&bench->list, first.x, first.y);
        for (int i = from + 1; i <= from + count; i++) draw_path_line(&bench->list, value_at(i, height).x, value_at(i, height).y);
        draw_path_stroke(&bench->list, 2, (Color){255, 255, 255, 255}, dash);
    }
    bench_draw(bench, RASTER_FULL);
}

/* The largest difference of a pixel between the line in one stroke and in several; *ratio is how bright the one is to the other. */
static int compare_values(double *ratio, int count, double height) {
    Bench whole, parts;
    double sum[2] = {0};
    int most = 0;
    draw_values(&whole, VALUES, height, 0);
    draw_values(&parts, count, height, 0);
    for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
            int a = (int)(pixel(&whole, x, y) & 255), b = (int)(pixel(&parts, x, y) & 255);
            sum[0] += a;
            sum[1] += b;
            if (abs(a - b) > most) most = abs(a - b);
        }
    }
    *ratio = sum[0] / sum[1];
    bench_deinit(&whole);
    bench_deinit(&parts);
    return most;
}

/* A jagged line is drawn by draw/raster_jagged.c; a smooth one of as many points, and a jagged one of few, by Cairo. */
static void a_line_of_many_points_is_as_bright_and_as_smooth_as_its_parts(void **state) {
    double ratio;
    (void)state;
    int smooth = compare_values(&ratio, 60, 0);
    if (smooth > 44 || fabs(ratio - 1) > 0.002) fail_msg("smooth: %d levels, %.4f times as bright", smooth, ratio);
    int jagged = compare_values(&ratio, 60, 20);
    if (jagged > 128 || fabs(ratio - 1) > 0.01) fail_msg("jagged: %d levels, %.4f times as bright", jagged, ratio);
}

/* Over the background, which shows at the corner. */
static double brightness(const Bench *bench) {
    double sum = 0;
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++) sum += (double)(pixel(bench, x, y) & 255) - (double)(pixel(bench, 0, 0) & 255);
    return sum;
}

/* On the first, steep piece, dashes and gaps of 6 pixels alternate; over the whole line a little more than half
   of its ink is left, because its pieces overlap. */
static void a_jagged_line_keeps_its_dashes(void **state) {
    (void)state;
    Bench whole, dashed;
    Point a = value_at(0, 20), b = value_at(1, 20);
    double length = sqrt((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y));
    draw_values(&whole, VALUES, 20, 0);
    draw_values(&dashed, VALUES, 20, 6);
    for (int i = 0; i < 4; i++) {
        double at = (3 + 6 * i) / length;
        int x = (int)(a.x + (b.x - a.x) * at), y = (int)(a.y + (b.y - a.y) * at), level = (int)(pixel(&dashed, x, y) & 255);
        if (i % 2 ? level > 40 : level < 200) fail_msg("%d pixels along: %d of 255", 3 + 6 * i, level);
    }
    double share = brightness(&dashed) / brightness(&whole);
    if (share < 0.5 || share > 0.7) fail_msg("%.3f of the line is left", share);
    bench_deinit(&whole);
    bench_deinit(&dashed);
}

static void clips_nest_and_end(void **state) {
    (void)state;
    Bench bench;
    bench_init(&bench);
    bench_begin(&bench, 1);
    draw_clip(&bench.list, rect(10, 10, 50, 50));
    draw_clip(&bench.list, rect(40, 0, 100, 30));
    draw_rect(&bench.list, rect(0, 0, 200, 200), color_hex(0xFF0000));
    draw_unclip(&bench.list);
    draw_clip(&bench.list, rect(0, 0, -5, 10)); /* makes no sense: nothing is seen through it */
    draw_rect(&bench.list, rect(0, 0, 200, 200), color_hex(0x0000FF));
    draw_unclip(&bench.list);
    draw_unclip(&bench.list);
    draw_unclip(&bench.list); /* one too many */
    draw_rect(&bench.list, rect(100, 100, 10, 10), color_hex(0x00FF00));
    bench_draw(&bench, RASTER_FULL);
    assert_int_equal(pixel(&bench, 45, 20), 0xFF0000);
    assert_int_equal(pixel(&bench, 59, 29), 0xFF0000);
    assert_int_equal(pixel(&bench, 60, 29), 0x202020);
    assert_int_equal(pixel(&bench, 45, 30), 0x202020);
    assert_int_equal(pixel(&bench, 20, 20), 0x202020);
    assert_int_equal(pixel(&bench, 105, 105), 0x00FF00);
    bench_deinit(&bench);
}

static void image_cells_are_flat_and_averaged_where_smaller_than_a_pixel(void **state) {
    (void)state;
    Bench bench;
    bench_init(&bench);
    Color cell[6] = {color_hex(0xFF0000), color_hex(0x00FF00), color_hex(0x0000FF),
                     color_hex(0xFFFF00), color_hex(0x00FFFF), color_hex(0xFF00FF)};
    Color fine[64];
    for (int i = 0; i < 64; i++) fine[i] = i % 2 == 0 ? color_hex(0xFFFFFF) : color_hex(0);
    bench_begin(&bench, 1);
    draw_image(&bench.list, rect(10, 10, 31, 20), 3, 2, cell);
    draw_image(&bench.list, rect(100, 10, 8, 4), 64, 1, fine);
    bench_draw(&bench, RASTER_FULL);
    const int edge[4] = {10, 20, 31, 41}; /* 31 pixels for 3 cells: edges at 10.33 and 20.67, to the nearest */
    for (int c = 0; c < 3; c++) {
        for (int x = edge[c]; x < edge[c + 1]; x++) {
            assert_int_equal(pixel(&bench, x, 19), (uint32_t)cell[c].r << 16 | (uint32_t)cell[c].g << 8 | cell[c].b);
            assert_int_equal(pixel(&bench, x, 20), (uint32_t)cell[3 + c].r << 16 | (uint32_t)cell[3 + c].g << 8 | cell[3 + c].b);
        }
    }
    for (int x = 100; x < 108; x++) assert_int_equal(pixel(&bench, x, 12), 0x808080);
    assert_int_equal(pixel(&bench, 41, 15), 0x202020);
    bench_deinit(&bench);
}

static void text_is_aligned_to_its_pen(void **state) {
    (void)state;
    Bench bench;
    bench_init(&bench);
    for (int align = ALIGN_LEFT; align <= ALIGN_RIGHT; align++) {
        draw_begin(&bench.list, WIDTH, HEIGHT, 1, color_hex(0));
        draw_text(&bench.list, FACE_UI, 20, 100, 50, (TextAlign)align, color_hex(0xFFFFFF), "abc"); /* 36 wide, 14 high */
        bench_draw(&bench, RASTER_FULL);
        int left = WIDTH, right = 0, top = HEIGHT, bottom = 0;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                if (pixel(&bench, x, y) == 0) continue;
                left = x < left ? x : left;
                right = x > right ? x : right;
                top = y < top ? y : top;
                bottom = y > bottom ? y : bottom;
            }
        }
        const int expected[3] = {101, 83, 65};
        assert_int_equal(left, expected[align]);
        assert_int_equal(right, expected[align] + 33);
        assert_int_equal(top, 36);
        assert_int_equal(bottom, 49);
    }
    bench_deinit(&bench);
}

/* How much of the pixel is within a rounded box of whole pixels: 1 but at the corners, where the edge is one pixel wide. */
static double within_round(int x, int y, int left, int top, int w, int h, double radius) {
    if (x < left || y < top || x >= left + w || y >= top + h) return 0;
    int across = x - left < left + w - 1 - x ? x - left : left + w - 1 - x, down = y - top < top + h - 1 - y ? y - top : top + h - 1 - y;
    double dx = fmax(radius - 0.5 - across, 0), dy = fmax(radius - 0.5 - down, 0);
    return dx > 0 && dy > 0 ? fmin(fmax(radius + 0.5 - sqrt(dx * dx + dy * dy), 0), 1) : 1;
}

static void rounded_boxes_cover_what_their_circles_do(void **state) {
    (void)state;
    const int sizes[][2] = {{201, 190}, {200, 191}, {30, 9}, {9, 31}, {1, 1}, {2, 5}, {171, 64}};
    Bench bench;
    bench_init(&bench);
    for (int kind = 0; kind < 7 * 6; kind++) {
        int w = sizes[kind / 6][0], h = sizes[kind / 6][1], n = kind % 3; /* n: the stroke's width, 0 filled; below half of the box */
        double side = w < h ? w : h, radius = kind % 6 < 3 ? fmin(3.3, side / 2) : side / 2;
        if (2 * n >= side) n = 0;
        bench_begin(&bench, 1);
        if (n == 0)
            draw_round(&bench.list, rect(20, 10, w, h), radius, color_hex(0xFFFFFF));
        else /* its middle line is the edge: half of it, rounded down, lies outside */
            draw_round_stroke(&bench.list, rect(20 + n / 2, 10 + n / 2, w - 2 * (n / 2), h - 2 * (n / 2)), radius - n / 2, n,
                              color_hex(0xFFFFFF));
        bench_draw(&bench, RASTER_FULL);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double inner = fmax(radius - n, 0), hole = n > 0 ? within_round(x, y, 20 + n, 10 + n, w - 2 * n, h - 2 * n, inner) : 0;
                double covered = within_round(x, y, 20, 10, w, h, radius) - hole,
                       got = ((pixel(&bench, x, y) & 0xFF) - 0x20) / (double)(0xFF - 0x20);
                assert_float_equal(got, fmax(covered, 0), 0.006);
            }
        }
    }
    bench_deinit(&bench);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hairlines_are_one_whole_pixel_at_every_scale),
        cmocka_unit_test(touching_rectangles_leave_no_gap_and_do_not_overlap),
        cmocka_unit_test(a_mesh_has_no_gaps_and_runs_from_corner_to_corner),
        cmocka_unit_test(a_triangle_has_the_colour_of_every_place),
        cmocka_unit_test(shapes_cover_the_area_they_should),
        cmocka_unit_test(later_layers_lie_on_top_whatever_the_order_of_writing),
        cmocka_unit_test(a_picture_of_any_width_is_drawn_everywhere),
        cmocka_unit_test(round_shapes_are_symmetric),
        cmocka_unit_test(rounded_boxes_cover_what_their_circles_do),
        cmocka_unit_test(only_an_opaque_cover_hides_what_is_below),
        cmocka_unit_test(a_line_of_many_points_is_as_bright_and_as_smooth_as_its_parts),
        cmocka_unit_test(a_jagged_line_keeps_its_dashes),
        cmocka_unit_test(clips_nest_and_end),
        cmocka_unit_test(image_cells_are_flat_and_averaged_where_smaller_than_a_pixel),
        cmocka_unit_test(text_is_aligned_to_its_pen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
