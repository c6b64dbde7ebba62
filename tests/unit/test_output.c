/* Pictures as files: PNG, SVG, PDF and text say what the draw list says. Text in vector files is tested with the fonts of this machine where
   they are installed, and is said to be skipped where not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/number.h"
#include "draw/color.h"
#include "draw/output.h"
#include "draw/output_inside.h"
#include "platform/fonts.h"
#include "support/fail_memory.h"
#include "support/fake_text.h"
#include <cairo/cairo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Studio {
    FakeText fake;
    TextApi text;
    DrawList list;
    OutputBytes out;
    Diag diag;
} Studio;

static void studio_init(Studio *studio) {
    *studio = (Studio){0};
    fake_text_init(&studio->fake);
    fake_text_bind(&studio->fake, &studio->text);
    assert_true(draw_init(&studio->list));
    draw_begin(&studio->list, 80, 60, 1, color_hex(0x203040));
}

static void studio_deinit(Studio *studio) {
    mem_free(studio->out.data);
    draw_deinit(&studio->list);
    fake_text_deinit(&studio->fake);
}

typedef struct Reader {
    const char *data;
    size_t left;
} Reader;

static cairo_status_t read_bytes(void *closure, unsigned char *data, unsigned int size) {
    Reader *reader = closure;
    if (reader->left < size) return CAIRO_STATUS_READ_ERROR;
    memcpy(data, reader->data, size);
    reader->data += size;
    reader->left -= size;
    return CAIRO_STATUS_SUCCESS;
}

static uint32_t png_pixel(cairo_surface_t *png, int x, int y) {
    uint32_t pixel;
    memcpy(&pixel, cairo_image_surface_get_data(png) + y * cairo_image_surface_get_stride(png) + 4 * x, sizeof pixel);
    return pixel;
}

static cairo_surface_t *decode(const OutputBytes *out) {
    Reader reader = {out->data, out->size};
    assert_memory_equal(out->data, "\x89PNG\r\n\x1a\n", 8);
    cairo_surface_t *png = cairo_image_surface_create_from_png_stream(read_bytes, &reader);
    assert_int_equal(cairo_surface_status(png), CAIRO_STATUS_SUCCESS);
    return png;
}

static void png_holds_the_picture_at_its_scale(void **state) {
    (void)state;
    Studio s;
    studio_init(&s);
    draw_begin(&s.list, 80, 60, 1.5, color_hex(0x203040));
    draw_rect(&s.list, rect(10, 10, 20, 20), color_hex(0xFF8000));
    assert_true(output_png(&s.out, &s.list, &s.text, &s.diag));
    cairo_surface_t *png = decode(&s.out);
    assert_int_equal(cairo_image_surface_get_width(png), 120);
    assert_int_equal(cairo_image_surface_get_height(png), 90);
    assert_int_equal(png_pixel(png, 0, 0) & 0xFFFFFF, 0x203040);
    assert_int_equal(png_pixel(png, 14, 20) & 0xFFFFFF, 0x203040);
    assert_int_equal(png_pixel(png, 15, 15) & 0xFFFFFF, 0xFF8000);
    assert_int_equal(png_pixel(png, 44, 44) & 0xFFFFFF, 0xFF8000);
    assert_int_equal(png_pixel(png, 45, 44) & 0xFFFFFF, 0x203040);
    cairo_surface_destroy(png);
    studio_deinit(&s);
}

static void a_translucent_background_becomes_alpha(void **state) {
    (void)state;
    Studio s;
    studio_init(&s);
    draw_begin(&s.list, 80, 60, 1, (Color){0, 0, 0, 0});
    draw_rect(&s.list, rect(10, 10, 20, 20), color_hex(0xFF8000));
    draw_rect(&s.list, rect(40, 10, 20, 20), (Color){255, 0, 0, 102});
    assert_true(output_png(&s.out, &s.list, &s.text, &s.diag));
    cairo_surface_t *png = decode(&s.out);
    assert_int_equal(cairo_image_surface_get_format(png), CAIRO_FORMAT_ARGB32);
    assert_int_equal(png_pixel(png, 0, 0), 0);
    assert_int_equal(png_pixel(png, 15, 15), 0xFFFF8000);
    assert_int_equal(png_pixel(png, 45, 15), 0x66660000); /* premultiplied */
    cairo_surface_destroy(png);
    studio_deinit(&s);
}

static void a_png_too_large_is_refused_with_its_size(void **state) {
    (void)state;
    Studio s;
    studio_init(&s);
    draw_begin(&s.list, 30000, 60, 1, color_hex(0));
    assert_false(output_png(&s.out, &s.list, &s.text, &s.diag));
    assert_non_null(strstr(s.diag.text, "30000 x 60"));
    assert_null(s.out.data);
    studio_deinit(&s);
}

static void text_dump_is_one_line_a_command(void **state) {
    (void)state;
    Studio s;
    Color cell[2] = {{255, 0, 0, 255}, {0, 0, 0, 0}};
    studio_init(&s);
    draw_group(&s.list, "stage/chain");
    draw_circle(&s.list, 120, 88.5, 9, color_hex(0x569CFF));
    draw_clip(&s.list, rect(0, 0, 100, 20));
    draw_text(&s.list, FACE_MONO, 13, 10, -0.001, ALIGN_RIGHT, (Color){1, 2, 3, 4}, "say \"∂\"\n\\");
    draw_unclip(&s.list);
    draw_layer(&s.list, LAYER_HOVER);
    draw_image(&s.list, rect(1, 2, 3, 4), 2, 1, cell);
    draw_path_begin(&s.list);
    draw_path_move(&s.list, 1, 2);
    draw_path_line(&s.list, 3, 4);
    draw_path_close(&s.list);
    draw_path_stroke(&s.list, 1.5, color_hex(0xFFFFFF), 3);
    draw_band(&s.list, 1, 2, 3, 4, 5, 6, color_hex(0xFF), color_hex(0xFF00));
    assert_true(output_text(&s.out, &s.list, &s.diag));
    assert_string_equal(s.out.data, "picture 80.00 60.00 scale 1.00 background #203040\n"
                                    "\n[stage/chain]\n"
                                    "circle 120.00 88.50 r 9.00 #569cff\n"
                                    "clip 0.00 0.00 100.00 20.00\n"
                                    "  text 10.00 0.00 mono 13.00 right #01020304 \"say \\\"∂\\\"\\0a\\\\\"\n"
                                    "unclip\n"
                                    "layer hover\n"
                                    "image 1.00 2.00 3.00 4.00 2x1 #ff0000 #00000000\n"
                                    "path-stroke width 1.50 dash 3.00 #ffffff M 1.00 2.00 L 3.00 4.00 Z\n"
                                    "band 1.00 2.00 3.00 4.00 5.00 6.00 #0000ff #00ff00\n");
    assert_int_equal(strlen(s.out.data), s.out.size);
    studio_deinit(&s);
}

/* As a reader of XML counts: every element closed in order, no stray & or <. Not a validator, but it fails on unescaped text. */
static bool is_well_formed(const char *xml) {
    const char *open[64];
    int depth = 0;
    for (const char *at = xml; *at != '\0'; at++) {
        if (*at == '&' && strncmp(at, "&amp;", 5) != 0 && strncmp(at, "&lt;", 4) != 0 && strncmp(at, "&gt;", 4) != 0 &&
            strncmp(at, "&quot;", 6) != 0 && strncmp(at, "&apos;", 6) != 0 && strncmp(at, "&#", 2) != 0) {
            return false;
        }
        if (*at != '<') continue;
        const char *end = strchr(at, '>');
        if (end == NULL) return false;
        if (at[1] == '/') {
            size_t length = (size_t)(end - at - 2);
            if (depth == 0 || strncmp(open[--depth], at + 2, length) != 0) return false;
        } else if (at[1] != '?' && at[1] != '!' && end[-1] != '/') {
            if (depth == 64) return false;
            open[depth++] = at + 1;
        }
        at = end;
    }
    return depth == 0;
}

static void svg_carries_title_and_description_escaped(void **state) {
    (void)state;
    Studio s;
    studio_init(&s);
    draw_circle(&s.list, 40, 30, 10, color_hex(0xFF8000));
    draw_text(&s.list, FACE_UI, 12, 5, 20, ALIGN_LEFT, color_hex(0xFFFFFF), "a < b & c");
    assert_true(output_svg(&s.out, &s.list, &s.text, "h < 1 & \"W\"", "‖∂L/∂h‖ falls\x01 by 6 decades </svg> \xFF", &s.diag));
    assert_true(strncmp(s.out.data, "<?xml", 5) == 0);
    assert_non_null(strstr(s.out.data, "<title>h &lt; 1 &amp; \"W\"</title>"));
    assert_non_null(strstr(s.out.data, "<desc>‖∂L/∂h‖ falls by 6 decades &lt;/svg&gt; \xEF\xBF\xBD</desc>"));
    assert_true(is_well_formed(s.out.data));
    assert_non_null(strstr(s.out.data, "width=\"80px\""));
    assert_true(strstr(s.out.data, "<title>") < strstr(s.out.data, "<path"));
    studio_deinit(&s);
}

/* Right aligned from its pen, as wide as it was measured; what its clip hides, or is all blank, is no word. */
static void the_words_of_an_svg_are_text_where_they_are_drawn(void **state) {
    (void)state;
    Studio s;
    TextMetrics metrics;
    char expected[200];
    studio_init(&s);
    draw_text(&s.list, FACE_MONO, 10, 70, 20, ALIGN_RIGHT, color_hex(0xFFFFFF),
              "a < b & \x01"
              "c");
    draw_text(&s.list, FACE_UI, 10, 5, 30, ALIGN_LEFT, color_hex(0xFFFFFF), "   ");
    draw_text(&s.list, FACE_MATH_ITALIC, 10, 5, 40, ALIGN_LEFT, color_hex(0xFFFFFF), "h");
    draw_clip(&s.list, rect(0, 0, 20, 20));
    draw_text(&s.list, FACE_UI, 10, 30, 15, ALIGN_LEFT, color_hex(0xFFFFFF), "hidden");
    draw_text(&s.list, FACE_UI, 10, 15, 15, ALIGN_LEFT, color_hex(0xFFFFFF), "cut");
    draw_unclip(&s.list);
    assert_true(output_svg(&s.out, &s.list, &s.text, "t", "d", &s.diag));
    assert_true(is_well_formed(s.out.data));
    assert_true(s.text.measure(s.text.user, FACE_MONO, 10 * s.list.scale,
                               str_from("a < b & \x01"
                                        "c"),
                               &metrics));
    double wide = metrics.width / s.list.scale;
    text_format(expected, (int)sizeof expected,
                "<text x=\"%.2f\" y=\"20.00\" font-size=\"10.00\" textLength=\"%.2f\" font-family=\"JetBrains Mono, monospace\">a &lt; b "
                "&amp; c</text>",
                70 - wide, wide);
    if (!strstr(s.out.data, expected)) fail_msg("%s is not in %s", expected, strstr(s.out.data, "<g id=\"words\""));
    const char *words = strstr(s.out.data, "<g id=\"words\" fill-opacity=\"0\"");
    assert_non_null(words);
    assert_non_null(strstr(words, "font-style=\"italic\">h</text>"));
    assert_non_null(strstr(words, ">cut</text>"));
    assert_null(strstr(words, "hidden"));
    assert_null(strstr(words, ">   <"));
    studio_deinit(&s);
}

/* The fonts the program draws with; NULL where they are not installed. */
static Fonts *find_fonts(TextApi *text) {
    char folder[1024];
    Fonts *fonts;
    Diag diag;
    if (!platform_find_font_folder(folder, sizeof folder) || !fonts_init(&fonts, folder, &diag)) return NULL;
    fonts_bind(fonts, text);
    return fonts;
}

static void pdf_embeds_the_fonts_of_its_text(void **state) {
    (void)state;
    Studio s;
    studio_init(&s);
    Fonts *fonts = find_fonts(&s.text);
    if (fonts == NULL) {
        studio_deinit(&s);
        skip();
    }
    draw_text(&s.list, FACE_UI_BOLD, 12, 5, 20, ALIGN_LEFT, color_hex(0xFFFFFF), "Why gradients vanish");
    draw_text(&s.list, FACE_MATH_ITALIC, 12, 5, 40, ALIGN_CENTER, color_hex(0xFFFFFF), "∂h");
    draw_text(&s.list, FACE_MONO, 12, 75, 50, ALIGN_RIGHT, color_hex(0xFFFFFF),
              "×0.45 \xFF ℋ"); /* one byte is no text, one sign is not in the face */
    assert_true(output_pdf(&s.out, &s.list, &s.text, "The river", "It runs", &s.diag));
    assert_memory_equal(s.out.data, "%PDF-", 5);
    const char *expected[] = {"+Inter-Bold", "+STIXGeneral-Italic", "+JetBrainsMono-Regular", "+STIXGeneral-Regular"};
    for (int i = 0; i < 4; i++) {
        size_t length = strlen(expected[i]);
        bool found = false;
        for (size_t at = 0; !found && at + length <= s.out.size; at++) found = memcmp(s.out.data + at, expected[i], length) == 0;
        if (!found) fail_msg("the PDF has no font %s", expected[i] + 1);
    }
    mem_free(s.out.data);
    assert_true(output_svg(&s.out, &s.list, &s.text, "t", "d", &s.diag));
    assert_true(is_well_formed(s.out.data));
    fonts_deinit(fonts);
    studio_deinit(&s);
}

/* Overwrites what stands at `at` for a moment. */
static bool is_whole_without(char *data, size_t size, size_t at, const char *other) {
    char kept[16];
    size_t count = strlen(other);
    memcpy(kept, data + at, count);
    memcpy(data + at, other, count);
    bool whole = output_pdf_is_whole(data, size);
    memcpy(data + at, kept, count);
    return whole;
}

/* As cairo leaves it when memory was out: an object that the table lists is not there, or not where it says; or the end is missing. */
static void a_pdf_without_one_of_its_objects_is_not_taken_for_whole(void **state) {
    (void)state;
    Studio s;
    if (cairo_version() >= CAIRO_VERSION_ENCODE(1, 17, 0)) skip(); /* the table is compressed */
    studio_init(&s);
    Fonts *fonts = find_fonts(&s.text);
    draw_text(&s.list, FACE_UI_BOLD, 12, 5, 20, ALIGN_LEFT, color_hex(0xFFFFFF), "Why gradients vanish");
    assert_true(output_pdf(&s.out, &s.list, &s.text, "The river", "It runs", &s.diag));
    assert_true(output_pdf_is_whole(s.out.data, s.out.size));
    int objects = 0;
    for (size_t at = 1; at + 8 < s.out.size; at++) {
        if (s.out.data[at - 1] != '\n' || strncmp(s.out.data + at + 1, " 0 obj", 6) != 0) continue;
        objects++;
        assert_false(is_whole_without(s.out.data, s.out.size, at, "x"));
    }
    assert_in_range(objects, 4, 9);                                  /* those with a number of one digit */
    for (size_t cut = 1; cut < s.out.size - 8; cut += 1 + cut / 8) { /* the last bytes may be missing: a line end */
        char *part = mem_new(s.out.size - 8 - cut + 1);
        memcpy(part, s.out.data, s.out.size - 8 - cut);
        assert_false(output_pdf_is_whole(part, s.out.size - 8 - cut));
        mem_free(part);
    }
    assert_false(output_pdf_is_whole("", 0));
    fonts_deinit(fonts);
    studio_deinit(&s);
}

/* As cairo leaves it when memory was out for an outline: the symbol is there and empty, or it is not there. */
static void an_svg_without_an_outline_is_not_taken_for_whole(void **state) {
    (void)state;
    Studio s;
    studio_init(&s);
    Fonts *fonts = find_fonts(&s.text);
    draw_text(&s.list, FACE_UI_BOLD, 12, 5, 20, ALIGN_LEFT, color_hex(0xFFFFFF), "Why gradients vanish");
    draw_text(&s.list, FACE_MATH_ITALIC, 12, 5, 40, ALIGN_LEFT, color_hex(0xFFFFFF), "h");
    assert_true(output_svg(&s.out, &s.list, &s.text, "The glyph", "id=\"glyph0-1\"", &s.diag));
    assert_true(output_svg_is_whole(s.out.data, 2)); /* two spaces */
    assert_false(output_svg_is_whole(s.out.data, 1));
    int outlines = 0, names = 0;
    for (char *at = s.out.data; (at = strstr(at, "glyph")) != NULL; at++) {
        if (memcmp(at - 4, "id=\"", 4) != 0) continue;
        char *path = strstr(at, " d=\"M"), kept = *at, *use = strstr(at, "</");
        *at = 'X'; /* it has another name */
        bool is_whole = output_svg_is_whole(s.out.data, 2);
        *at = kept;
        names += !is_whole;
        if (!path || path > use) continue;
        path[4] = '"';
        outlines += !output_svg_is_whole(s.out.data, 2);
        path[4] = 'M';
    }
    assert_in_range(outlines, 13, 16); /* one for each letter, and one that stands for what a font lacks is never shown */
    assert_in_range(names, 13, 18);
    assert_true(output_svg_is_whole("<svg></svg>", 0));
    fonts_deinit(fonts);
    studio_deinit(&s);
}

static void every_command_goes_into_every_vector_format(void **state) {
    (void)state;
    Studio s;
    studio_init(&s);
    Color *cell = calloc(80 * 80, sizeof *cell);
    assert_non_null(cell);
    for (int i = 0; i < 80 * 80; i++) cell[i] = (Color){(uint8_t)i, 0, 0, 200};
    draw_begin(&s.list, 80, 60, 2, (Color){0, 0, 0, 0});
    draw_round(&s.list, rect(1, 1, 20, 10), 4, color_hex(1));
    draw_round(&s.list, rect(1, 1, 20, 10), 0, color_hex(1));
    draw_round_stroke(&s.list, rect(1, 1, 20, 10), 400, 2, color_hex(1));
    draw_circle_stroke(&s.list, 30, 30, 5, 1, color_hex(1));
    draw_line(&s.list, 1, 1, 50, 50, 1, color_hex(1));
    draw_band(&s.list, 1, 10, 5, 50, 12, 9, color_hex(1), color_hex(2));
    draw_clip(&s.list, rect(5, 5, 20, 20));
    draw_image(&s.list, rect(0, 0, 40, 40), 80, 80, cell);
    draw_unclip(&s.list);
    draw_image(&s.list, rect(40, 0, 40, 40), 3, 2, cell);
    draw_path_begin(&s.list);
    draw_path_arc(&s.list, 20, 20, 10, 0, 4);
    draw_path_close(&s.list);
    draw_path_fill(&s.list, color_hex(5));
    draw_path_stroke(&s.list, 1, color_hex(6), 2);
    draw_text(&s.list, FACE_UI, 12, 40, 40, ALIGN_CENTER, color_hex(7), "no font file");
    assert_true(output_pdf(&s.out, &s.list, &s.text, NULL, NULL, &s.diag));
    assert_true(s.out.size > 1000);
    mem_free(s.out.data);
    assert_true(output_svg(&s.out, &s.list, &s.text, NULL, NULL, &s.diag));
    assert_true(is_well_formed(s.out.data));
    assert_null(strstr(s.out.data, "<title>"));
    free(cell);
    studio_deinit(&s);
}

static void running_out_of_memory_is_said(void **state) {
    (void)state;
    Studio s;
    studio_init(&s);
    draw_circle(&s.list, 40, 30, 10, color_hex(0xFF8000));
    int failures = 0;
    for (int kind = 0; kind < 4; kind++) {
        for (long n = 1; n < 12; n++) {
            mem_fail_after(n);
            bool good = kind == 0   ? output_png(&s.out, &s.list, &s.text, &s.diag)
                        : kind == 1 ? output_svg(&s.out, &s.list, &s.text, "t", "d", &s.diag)
                        : kind == 2 ? output_pdf(&s.out, &s.list, &s.text, "t", NULL, &s.diag)
                                    : output_text(&s.out, &s.list, &s.diag);
            mem_fail_after(-1);
            if (!good) {
                failures++;
                assert_null(s.out.data);
                assert_true(strlen(s.diag.text) > 10);
            }
            mem_free(s.out.data);
            s.out.data = NULL;
        }
    }
    assert_true(failures >= 8);
    studio_deinit(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(png_holds_the_picture_at_its_scale),
        cmocka_unit_test(a_translucent_background_becomes_alpha),
        cmocka_unit_test(a_png_too_large_is_refused_with_its_size),
        cmocka_unit_test(text_dump_is_one_line_a_command),
        cmocka_unit_test(a_pdf_without_one_of_its_objects_is_not_taken_for_whole),
        cmocka_unit_test(svg_carries_title_and_description_escaped),
        cmocka_unit_test(the_words_of_an_svg_are_text_where_they_are_drawn),
        cmocka_unit_test(pdf_embeds_the_fonts_of_its_text),
        cmocka_unit_test(an_svg_without_an_outline_is_not_taken_for_whole),
        cmocka_unit_test(every_command_goes_into_every_vector_format),
        cmocka_unit_test(running_out_of_memory_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
