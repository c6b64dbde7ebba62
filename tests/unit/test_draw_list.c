/* The draw list keeps what makes sense, drops what does not, and tells equal pictures by their hash. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/random.h"
#include "draw/color.h"
#include "draw/draw_list.h"
#include "support/fail_memory.h"
#include <math.h>
#include <string.h>

static const Color red = {255, 0, 0, 255}, blue = {0, 0, 255, 255};

static void begin(DrawList *list) {
    assert_true(draw_init(list));
    draw_begin(list, 800, 600, 1, color_hex(0x101010));
}

static int count_items(const DrawList *list) {
    DrawItem item;
    int count = 0;
    for (size_t offset = 0; draw_next(list, &offset, &item);) count++;
    return count;
}

static void what_was_written_is_read_back_in_order(void **state) {
    (void)state;
    DrawList list;
    DrawItem item;
    Color cell[2] = {{1, 2, 3, 4}, {5, 6, 7, 8}};
    size_t offset = 0;
    begin(&list);
    draw_group(&list, "stage/river");
    draw_rect(&list, rect(1, 2, 3, 4), red);
    draw_layer(&list, LAYER_HOVER);
    draw_text(&list, FACE_MONO, 13, 10, 20, ALIGN_RIGHT, blue, "×0.45");
    draw_band(&list, 1, 2, 3, 4, 5, 6, red, blue);
    draw_image(&list, rect(0, 0, 10, 10), 2, 1, cell);
    draw_path_begin(&list);
    draw_path_move(&list, 1, 1);
    draw_path_curve(&list, 2, 2, 3, 3, 4, 0);
    draw_path_close(&list);
    draw_path_stroke(&list, 2, red, 5);
    assert_true(draw_next(&list, &offset, &item));
    assert_int_equal(item.op, DRAW_GROUP);
    assert_true(str_equal(item.text, "stage/river"));
    assert_true(draw_next(&list, &offset, &item));
    assert_true(item.op == DRAW_RECT && item.box.w == 3 && item.color.r == 255 && item.layer == LAYER_PAGE);
    assert_true(draw_next(&list, &offset, &item));
    assert_int_equal(item.op, DRAW_LAYER);
    assert_true(draw_next(&list, &offset, &item));
    assert_true(item.op == DRAW_TEXT && item.face == FACE_MONO && item.width == 13 && item.align == ALIGN_RIGHT);
    assert_true(item.layer == LAYER_HOVER && item.x0 == 10 && item.y0 == 20 && str_equal(item.text, "×0.45"));
    assert_true(draw_next(&list, &offset, &item));
    assert_true(item.op == DRAW_BAND && item.w0 == 3 && item.w1 == 6 && item.color1.b == 255);
    assert_true(item.box.x == 1 && item.box.w == 3 && item.box.y == 0.5 && item.box.h == 7.5);
    assert_true(draw_next(&list, &offset, &item));
    assert_true(item.op == DRAW_IMAGE && item.cols == 2 && item.rows == 1 && item.cell[1].g == 6);
    assert_true(draw_next(&list, &offset, &item));
    assert_true(item.op == DRAW_PATH_STROKE && item.point_count == 4 && item.verb_count == 3 && item.dash == 5);
    assert_true(item.verb[2] == PATH_CLOSE && item.point[3].x == 4);
    assert_true(item.box.x == 0 && item.box.y == -1 && item.box.w == 5 && item.box.h == 5); /* with half the width */
    assert_false(draw_next(&list, &offset, &item));
    draw_deinit(&list);
}

static void nan_and_infinity_never_reach_a_reader(void **state) {
    (void)state;
    const double bad[] = {NAN, INFINITY, -INFINITY};
    DrawList list;
    begin(&list);
    for (int i = 0; i < 3; i++) {
        double n = bad[i];
        draw_rect(&list, rect(n, 0, 1, 1), red);
        draw_rect(&list, rect(0, 0, n, 1), red);
        draw_round(&list, rect(0, n, 1, 1), 1, red);
        draw_round(&list, rect(0, 0, 1, 1), n, red);
        draw_round_stroke(&list, rect(0, 0, 1, 1), 1, n, red);
        draw_circle(&list, n, 0, 1, red);
        draw_circle(&list, 0, 0, n, red);
        draw_circle_stroke(&list, 0, 0, 1, n, red);
        draw_line(&list, 0, n, 1, 1, 1, red);
        draw_line(&list, 0, 0, 1, 1, n, red);
        draw_band(&list, 0, 0, n, 1, 1, 1, red, red);
        draw_text(&list, FACE_UI, n, 0, 0, ALIGN_LEFT, red, "a");
        draw_text(&list, FACE_UI, 12, n, 0, ALIGN_LEFT, red, "a");
        draw_image(&list, rect(0, 0, 1, n), 1, 1, &red);
        draw_path_begin(&list);
        draw_path_move(&list, 0, 0);
        draw_path_line(&list, 1, n);
        draw_path_line(&list, 1, 1);
        draw_path_fill(&list, red);
        draw_path_stroke(&list, 1, red, 0);
        draw_path_begin(&list);
        draw_path_move(&list, 0, 0);
        draw_path_arc(&list, 0, 0, 1, 0, n);
        draw_path_fill(&list, red);
        draw_path_begin(&list); /* the next path is whole again, but its pen is not */
        draw_path_move(&list, 0, 0);
        draw_path_line(&list, 1, 1);
        draw_path_stroke(&list, n, red, 0);
        draw_path_stroke(&list, 1, red, n);
    }
    assert_int_equal(count_items(&list), 0);
    draw_path_stroke(&list, 1, red, 0);
    assert_int_equal(count_items(&list), 1);
    draw_deinit(&list);
}

static void negative_sizes_and_nothing_at_all_are_dropped(void **state) {
    (void)state;
    DrawList list;
    begin(&list);
    draw_rect(&list, rect(0, 0, -1, 5), red);
    draw_rect(&list, rect(0, 0, 0, 5), red);
    draw_round(&list, rect(0, 0, 5, 5), -1, red);
    draw_circle(&list, 0, 0, -1, red);
    draw_circle(&list, 0, 0, 0, red);
    draw_circle_stroke(&list, 0, 0, 5, -1, red);
    draw_line(&list, 0, 0, 0, 0, 1, red);
    draw_line(&list, 0, 0, 5, 5, 0, red);
    draw_band(&list, 0, 0, -1, 5, 0, 3, red, red);
    draw_text(&list, FACE_UI, -12, 0, 0, ALIGN_LEFT, red, "a");
    draw_text(&list, FACE_UI, 12, 0, 0, ALIGN_LEFT, red, "");
    draw_text(&list, FACE_UI, 12, 0, 0, ALIGN_LEFT, red, NULL);
    draw_text(&list, (TextFace)99, 12, 0, 0, ALIGN_LEFT, red, "a");
    draw_image(&list, rect(0, 0, 5, 5), 0, 1, &red);
    draw_image(&list, rect(0, 0, 5, 5), 1, 1, NULL);
    draw_image(&list, rect(0, 0, 5, 5), 1 << 20, 1 << 20, &red); /* more than memory: refused before it is read */
    draw_path_begin(&list);
    draw_path_fill(&list, red);
    draw_path_close(&list);
    draw_path_fill(&list, red);
    assert_int_equal(count_items(&list), 0);
    assert_false(list.failed);
    draw_deinit(&list);
}

static void a_clip_without_sense_still_has_its_unclip(void **state) {
    (void)state;
    DrawList list;
    DrawItem item;
    size_t offset = 0;
    begin(&list);
    draw_clip(&list, rect(NAN, 0, 5, 5));
    draw_unclip(&list);
    assert_int_equal(count_items(&list), 2);
    assert_true(draw_next(&list, &offset, &item));
    assert_true(item.op == DRAW_CLIP_PUSH && item.box.w == 0 && item.box.h == 0);
    draw_deinit(&list);
}

static void geometry_is_clamped_to_sane_bounds(void **state) {
    (void)state;
    DrawList list;
    DrawItem item;
    size_t offset = 0;
    begin(&list);
    draw_rect(&list, rect(-1e30, -5, 2e30, 10), red);
    draw_line(&list, 0, 0, 1e300, 1, 1, red);
    draw_text(&list, FACE_UI, 1e9, 0, 0, ALIGN_LEFT, red, "a");
    while (draw_next(&list, &offset, &item)) {
        assert_true(fabs(item.box.x) <= 1.1e5 && item.box.w <= 2.1e5);
        assert_true(fabs(item.x1) <= 1e5 && item.width <= 1000);
    }
    draw_begin(&list, NAN, -4, INFINITY, red);
    assert_true(list.width >= 1 && list.height >= 1 && list.scale == 1);
    draw_deinit(&list);
}

/* One list out of a seed, with each kind of command. */
static void write_random(DrawList *list, uint64_t seed) {
    Random random = random_from(seed, 0);
    draw_begin(list, 800, 600, 1, color_hex(0x101010));
    for (int i = 0; i < 300; i++) {
        double x = random_range(&random, -50, 900), y = random_range(&random, -50, 700), s = random_range(&random, 0.1, 50);
        Color color = {(uint8_t)random_next(&random), (uint8_t)random_next(&random), 0, 255};
        switch (random_below(&random, 6)) {
        case 0: draw_rect(list, rect(x, y, s, s), color); break;
        case 1: draw_circle(list, x, y, s, color); break;
        case 2: draw_line(list, x, y, x + s, y, 1, color); break;
        case 3: draw_text(list, FACE_UI, s, x, y, ALIGN_LEFT, color, "label"); break;
        case 4: draw_layer(list, (DrawLayer)random_below(&random, LAYER_COUNT)); break;
        default:
            draw_path_begin(list);
            draw_path_arc(list, x, y, s, 0, s);
            draw_path_stroke(list, 1, color, 0);
            break;
        }
    }
}

static void equal_lists_have_equal_hashes_and_others_do_not(void **state) {
    (void)state;
    DrawList a, b;
    begin(&a);
    begin(&b);
    memset(b.data, 0xAB, b.capacity); /* what was in memory before does not count */
    write_random(&a, 1);
    write_random(&b, 1);
    uint64_t hash = draw_hash(&a);
    assert_true(hash == draw_hash(&b));
    draw_begin(&b, 800, 600, 1, color_hex(0x101010));
    assert_true(hash != draw_hash(&b));
    write_random(&b, 2);
    assert_true(hash != draw_hash(&b));
    write_random(&b, 1);
    b.scale = 2;
    assert_true(hash != draw_hash(&b));
    b.scale = 1;
    b.background.g++;
    assert_true(hash != draw_hash(&b));
    draw_deinit(&a);
    draw_deinit(&b);
}

static void the_smallest_change_changes_the_hash(void **state) {
    (void)state;
    DrawList list;
    uint64_t seen[64];
    int count = 0;
    begin(&list);
    for (int i = 0; i < 12; i++) {
        draw_begin(&list, 800, 600, 1, color_hex(0));
        draw_text(&list, i == 1 ? FACE_MONO : FACE_UI, i == 2 ? 12.5 : 12, i == 3 ? 1e-9 : 0, i == 4 ? 1 : 0,
                  i == 5 ? ALIGN_RIGHT : ALIGN_LEFT, (Color){1, 2, 3, i == 6 ? 254 : 255}, i == 7 ? "0.46" : "0.45");
        if (i == 8) draw_circle(&list, 1, 1, 1, red);
        if (i == 9) draw_clip(&list, rect(0, 0, 1, 1));
        if (i == 10) draw_layer(&list, LAYER_HOVER);
        if (i == 11) draw_group(&list, "");
        seen[count++] = draw_hash(&list);
    }
    for (int i = 0; i < count; i++) {
        for (int k = 0; k < i; k++) assert_true(seen[i] != seen[k]);
    }
    draw_begin(&list, 800, 600, 1, color_hex(0));
    draw_circle(&list, 0.0, 1, 1, red);
    uint64_t plus = draw_hash(&list);
    draw_begin(&list, 800, 600, 1, color_hex(0));
    draw_circle(&list, -0.0, 1, 1, red);
    assert_true(plus == draw_hash(&list)); /* the same place */
    draw_deinit(&list);
}

static void a_list_out_of_memory_says_so_and_keeps_what_it_has(void **state) {
    (void)state;
    DrawList list;
    begin(&list);
    mem_fail_after(1);
    for (int i = 0; i < 5000; i++) draw_circle(&list, i, 1, 1, red);
    assert_true(list.failed);
    int kept = count_items(&list);
    assert_in_range(kept, 100, 4999);
    draw_rect(&list, rect(0, 0, 1, 1), red); /* memory is back, but a list with a hole in it is no picture */
    assert_int_equal(count_items(&list), kept);
    draw_begin(&list, 800, 600, 1, red);
    for (int i = 0; i < 5000; i++) draw_circle(&list, i, 1, 1, red);
    assert_false(list.failed);
    assert_int_equal(count_items(&list), 5000);
    mem_fail_after(1);
    draw_path_begin(&list);
    for (int i = 0; i < 5000; i++) draw_path_line(&list, i, i % 7);
    draw_path_stroke(&list, 1, red, 0);
    mem_fail_after(-1);
    assert_true(list.failed);
    assert_int_equal(count_items(&list), 5000);
    for (long n = 1; n <= 3; n++) {
        DrawList other;
        mem_fail_after(n);
        assert_false(draw_init(&other));
        draw_circle(&other, 1, 1, 1, red); /* harmless */
        draw_path_begin(&other);
        draw_path_line(&other, 1, 1);
        draw_deinit(&other);
    }
    mem_fail_after(-1);
    draw_deinit(&list);
}

static void arcs_stay_on_their_circle(void **state) {
    (void)state;
    DrawList list;
    begin(&list);
    draw_path_begin(&list);
    draw_path_arc(&list, 10, 20, 5, 0.3, 0.3 - 4.5);
    assert_true(fabs(list.point[0].x - (10 + 5 * cos(0.3))) < 1e-12);
    assert_true(fabs(list.point[list.point_count - 1].y - (20 + 5 * sin(0.3 - 4.5))) < 1e-12);
    for (int i = 0; i + 3 < list.point_count; i += 3) {
        for (double t = 0; t <= 1; t += 0.1) { /* the curve between, by its definition */
            const Point *p = list.point + i;
            double u = 1 - t, b0 = u * u * u, b1 = 3 * u * u * t, b2 = 3 * u * t * t, b3 = t * t * t;
            double x = b0 * p[0].x + b1 * p[1].x + b2 * p[2].x + b3 * p[3].x, y = b0 * p[0].y + b1 * p[1].y + b2 * p[2].y + b3 * p[3].y;
            assert_true(fabs(hypot(x - 10, y - 20) - 5) < 2e-3);
        }
    }
    draw_path_begin(&list);
    draw_path_arc(&list, 0, 0, 1, 0, 1e9); /* a full turn at most */
    assert_true(list.point_count <= 13);
    draw_deinit(&list);
}

static void long_text_is_cut_between_characters(void **state) {
    (void)state;
    static char text[9001];
    DrawList list;
    DrawItem item;
    size_t offset = 0;
    for (int i = 0; i < 9000; i += 3) memcpy(text + i, "∂", 3);
    begin(&list);
    draw_text(&list, FACE_UI, 12, 0, 0, ALIGN_LEFT, red, text);
    assert_true(draw_next(&list, &offset, &item));
    assert_in_range(item.text.count, 3000, 4000);
    assert_int_equal(item.text.count % 3, 0);
    draw_deinit(&list);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_written_is_read_back_in_order),
        cmocka_unit_test(nan_and_infinity_never_reach_a_reader),
        cmocka_unit_test(negative_sizes_and_nothing_at_all_are_dropped),
        cmocka_unit_test(a_clip_without_sense_still_has_its_unclip),
        cmocka_unit_test(geometry_is_clamped_to_sane_bounds),
        cmocka_unit_test(equal_lists_have_equal_hashes_and_others_do_not),
        cmocka_unit_test(the_smallest_change_changes_the_hash),
        cmocka_unit_test(a_list_out_of_memory_says_so_and_keeps_what_it_has),
        cmocka_unit_test(arcs_stay_on_their_circle),
        cmocka_unit_test(long_text_is_cut_between_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
