/* A small picture with every kind of command in it, as pixels and as text. The letters are boxes (fake_text.h), so it is the
   same on machines with other fonts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "draw/color.h"
#include "draw/output.h"
#include "draw/text.h"
#include "support/fake_text.h"
#include "support/golden.h"

static const SignedScale states = {{0x56, 0x9C, 0xFF, 255}, {0x26, 0x30, 0x3C, 255}, {0xFF, 0xA6, 0x42, 255}};

static void write_chain(DrawList *list) {
    draw_group(list, "chain");
    draw_round(list, rect(16, 16, 128, 108), 10, color_hex(0x141A22));
    draw_round_stroke(list, rect(16, 16, 128, 108), 10, 1, color_hex(0x2B3542));
    for (int i = 0; i < 12; i++) {
        double x = 36 + i % 4 * 30, y = 40 + i / 4 * 30.5;
        draw_circle(list, x, y, 10, color_signed(&states, (i - 5.5) / 5.5, 1));
        if (i % 5 == 2) draw_circle_stroke(list, x, y, 12, 1.5, color_hex(0xE8EEF5));
    }
    draw_band(list, 150, 70, 4, 200, 74, 20, color_hex(0x7E3AA0), color_hex(0xEC6088));
    draw_band(list, 200, 74, 20, 250, 70, 34, color_hex(0xEC6088), color_hex(0xFFB266));
    draw_band(list, 150, 100, 0, 250, 104, 1.5, color_hex(0x569CFF), (Color){0x56, 0x9C, 0xFF, 0});
}

static void write_chart(DrawList *list) {
    Color cell[24];
    draw_group(list, "chart");
    draw_line(list, 16, 140, 304, 140, 1, color_hex(0x2B3542));
    draw_line(list, 16, 140, 16, 224, 1, color_hex(0x2B3542));
    draw_line(list, 20, 220, 120, 150, 2, color_hex(0x7FD1AE));
    draw_line(list, 20, 200, 120, 204, 0.7, color_hex(0x9AA8B8));
    draw_path_begin(list);
    draw_path_move(list, 24, 224);
    for (int i = 1; i <= 10; i++) draw_path_line(list, 24 + 10 * i, 210 - 5 * i + (i % 3) * 4);
    draw_path_stroke(list, 1.5, color_hex(0x6CB6FF), 0);
    draw_path_line(list, 124, 224);
    draw_path_close(list);
    draw_path_fill(list, (Color){0x6C, 0xB6, 0xFF, 60});
    draw_path_begin(list);
    draw_path_arc(list, 160, 185, 25, 0, 5);
    draw_path_stroke(list, 3, color_hex(0xFFB454), 0);
    draw_path_begin(list);
    draw_path_move(list, 130, 216);
    draw_path_curve(list, 150, 150, 170, 250, 190, 160);
    draw_path_stroke(list, 1.2, color_hex(0x9AA8B8), 4);
    for (int i = 0; i < 24; i++) cell[i] = color_signed(&states, i * 7 % 12 / 6.0 - 1, 1);
    draw_image(list, rect(200, 150, 100, 40), 6, 4, cell);
    draw_clip(list, rect(200, 196, 60, 20));
    draw_rect(list, rect(190, 200, 30, 40), color_hex(0xFF6B6B));
    draw_clip(list, rect(230, 190, 100, 20));
    draw_circle(list, 250, 206, 16, color_hex(0x3FB68B));
    draw_unclip(list);
    draw_unclip(list);
}

static void write_words(DrawList *list, const TextApi *text, double scale) {
    FormulaStyle style = {.size = 15};
    for (int i = 0; i < FORMULA_COLORS; i++) style.color[i] = color_hex(i % 2 == 0 ? 0xE8EEF5 : 0xFFB454);
    draw_group(list, "words");
    draw_text(list, FACE_UI_BOLD, 14, 160, 30, ALIGN_LEFT, color_hex(0xE8EEF5), "Left");
    draw_text(list, FACE_MONO, 12, 304, 30, ALIGN_RIGHT, color_hex(0x9AA8B8), "0.367");
    formula_draw(list, text, scale, &style, 160, 54, ALIGN_LEFT, "h_t^2 = \\W{W} \\frac{a}{b}");
    text_fit(list, text, scale, FACE_UI, 11, 262, 120, 40, ALIGN_LEFT, color_hex(0x9AA8B8), "too long for it");
    draw_layer(list, LAYER_OVERLAY);
    draw_round(list, rect(230, 90, 76, 40), 6, (Color){0x1C, 0x24, 0x2E, 230});
    draw_layer(list, LAYER_HOVER);
    draw_rect(list, rect(225, 110, 20, 8), color_hex(0xFFFFFF)); /* below the overlay, though written after it */
}

static void write_specimen(DrawList *list, const TextApi *text, double scale) {
    draw_begin(list, 320, 240, scale, color_hex(0x0D1117));
    draw_layer(list, LAYER_STAGE);
    write_chain(list);
    write_chart(list);
    write_words(list, text, scale);
}

static void specimen_looks_as_it_did(void **state) {
    (void)state;
    FakeText fake;
    TextApi text;
    DrawList list;
    OutputBytes out;
    Diag diag = {0};
    const GoldenTolerance tolerance = {.channel = 12, .share = 0.002}; /* other versions of Cairo smooth edges a little differently */
    fake_text_init(&fake);
    fake_text_bind(&fake, &text);
    assert_true(draw_init(&list));
    write_specimen(&list, &text, 1);
    assert_true(output_text(&out, &list, &diag));
    golden_check_text("specimen", out.data, out.size);
    mem_free(out.data);
    if (!output_png(&out, &list, &text, &diag)) fail_msg("%s", diag.text);
    golden_check_png("specimen", out.data, out.size, tolerance);
    mem_free(out.data);
    write_specimen(&list, &text, 1.25);
    if (!output_png(&out, &list, &text, &diag)) fail_msg("%s", diag.text);
    golden_check_png("specimen-125", out.data, out.size, tolerance);
    mem_free(out.data);
    draw_deinit(&list);
    fake_text_deinit(&fake);
}

static void one_moved_circle_is_a_difference(void **state) {
    (void)state;
    FakeText fake;
    TextApi text;
    DrawList list;
    OutputBytes a, b;
    GoldenDifference difference;
    fake_text_init(&fake);
    fake_text_bind(&fake, &text);
    assert_true(draw_init(&list));
    write_specimen(&list, &text, 1);
    assert_true(output_png(&a, &list, &text, NULL));
    assert_true(golden_compare_png(&difference, a.data, a.size, a.data, a.size, 0));
    assert_true(difference.pixels == 0 && difference.width == 320 && difference.height == 240);
    draw_circle(&list, 60, 60, 10, color_hex(0xFF0000));
    assert_true(output_png(&b, &list, &text, NULL));
    assert_true(golden_compare_png(&difference, a.data, a.size, b.data, b.size, 12));
    assert_in_range(difference.pixels, 250, 400);
    assert_false(golden_compare_png(&difference, a.data, a.size, "no picture", 10, 12));
    mem_free(a.data);
    mem_free(b.data);
    draw_deinit(&list);
    fake_text_deinit(&fake);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(specimen_looks_as_it_did),
        cmocka_unit_test(one_moved_circle_is_a_difference),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
