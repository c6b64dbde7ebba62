/* The faces of the program: metrics, masks, characters a face lacks, and what is said about fonts that cannot be had. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/number.h"
#include "platform/files.h"
#include "platform/fonts.h"
#include "support/fail_memory.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct Fixture {
    Fonts *fonts;
    TextApi text;
} Fixture;

static int setup(void **state) {
    Fixture *fixture = calloc(1, sizeof *fixture);
    char folder[1024];
    Diag diag;
    if (!platform_find_font_folder(folder, sizeof folder)) return -1;
    if (!fonts_init(&fixture->fonts, folder, &diag)) return -1;
    fonts_bind(fixture->fonts, &fixture->text);
    *state = fixture;
    return 0;
}

static int teardown(void **state) {
    Fixture *fixture = *state;
    fonts_deinit(fixture->fonts);
    free(fixture);
    return 0;
}

static double width_of(Fixture *f, TextFace face, double size, const char *text) {
    TextMetrics metrics;
    assert_true(f->text.measure(f->text.user, face, size, str_from(text), &metrics));
    return metrics.width;
}

static TextMask mask_of(Fixture *f, TextFace face, double size, const char *text) {
    TextMask mask;
    assert_true(f->text.rasterise(f->text.user, face, size, str_from(text), &mask));
    return mask;
}

static double ink_of(const TextMask *mask) {
    double sum = 0.0;
    for (int y = 0; y < mask->height; y++) {
        for (int x = 0; x < mask->width; x++) sum += mask->alpha[y * mask->stride + x] / 255.0;
    }
    return sum;
}

static void every_face_has_positive_metrics_and_a_file(void **state) {
    Fixture *f = *state;
    for (int i = 0; i < FACE_COUNT; i++) {
        TextMetrics metrics;
        assert_true(f->text.measure(f->text.user, (TextFace)i, 16.0, str_from("Hx"), &metrics));
        assert_true(metrics.width > 8.0 && metrics.width < 40.0);
        assert_true(metrics.ascent > 8.0 && metrics.ascent < 24.0);
        assert_true(metrics.descent > 1.0 && metrics.descent < 12.0);
        assert_int_equal(access(f->text.font_path(f->text.user, (TextFace)i), R_OK), 0);
    }
}

static void an_empty_run_has_no_width_and_no_mask(void **state) {
    Fixture *f = *state;
    TextMetrics metrics;
    assert_true(f->text.measure(f->text.user, FACE_UI, 16.0, str_from(""), &metrics));
    assert_true(metrics.width == 0.0 && metrics.ascent > 0.0);
    TextMask empty = mask_of(f, FACE_UI, 16.0, ""), blank = mask_of(f, FACE_UI, 16.0, "  "), fixed = mask_of(f, FACE_MONO, 16.0, " ");
    assert_int_equal(empty.width, 0);
    assert_int_equal(blank.width, 0);
    assert_int_equal(fixed.width, 0);
    assert_true(width_of(f, FACE_UI, 16.0, "  ") > 4.0);
}

static void widths_grow_with_the_size_in_proportion(void **state) {
    Fixture *f = *state;
    for (int i = 0; i < FACE_COUNT; i++) {
        double one = width_of(f, (TextFace)i, 10.0, "Gradient fA 0.367");
        double three = width_of(f, (TextFace)i, 30.0, "Gradient fA 0.367");
        assert_true(fabs(three - 3.0 * one) < 1e-9);
    }
    assert_true(width_of(f, FACE_UI, 13.25, "Hello") > width_of(f, FACE_UI, 13.0, "Hello"));
    assert_true(width_of(f, FACE_UI, 13.1, "Hello") == width_of(f, FACE_UI, 13.0, "Hello")); /* quarters */
}

/* The ink of a run must lie where its advance says: from about the pen to about its end. */
/* A remembered width belongs to its face: a letter and a face that differ in the same bits from another pair are not it. */
static void a_width_is_remembered_for_its_own_face(void **state) {
    Fixture *f = *state;
    for (int face = 1; face < FACE_COUNT; face++) {
        Fixture *other = NULL;
        assert_int_equal(setup((void **)&other), 0);
        const char twin[2] = {(char)('t' ^ face), 0};
        width_of(other, FACE_UI, 64, twin);
        assert_true(width_of(other, (TextFace)face, 64, "t") == width_of(f, (TextFace)face, 64, "t"));
        teardown((void **)&other);
    }
}

static void ink_lies_between_the_pen_and_the_advance(void **state) {
    Fixture *f = *state;
    static const char *const run[] = {"Gradient vanishing", "AVAVAV", "0.367", "H", "minimum"};
    for (int i = 0; i < FACE_COUNT; i++) {
        for (int k = 0; k < 5; k++) {
            for (double size = 9.0; size < 40.0; size *= 1.3) {
                TextMask mask = mask_of(f, (TextFace)i, size, run[k]);
                double width = width_of(f, (TextFace)i, size, run[k]);
                assert_true(mask.left >= -0.2 * size && mask.left <= 0.3 * size);
                assert_true(fabs(mask.left + mask.width - width) < 0.25 * size + 2.0);
            }
        }
    }
}

static void a_letter_that_leans_left_of_the_pen_keeps_its_place(void **state) {
    Fixture *f = *state;
    TextMask alone = mask_of(f, FACE_MATH_ITALIC, 40.0, "f");
    assert_true(alone.left < -2); /* an italic f reaches back under the letter before it */
    /* Behind an H the same letter must sit as far right as the H is wide. */
    double h = width_of(f, FACE_MATH_ITALIC, 40.0, "H");
    TextMask both = mask_of(f, FACE_MATH_ITALIC, 40.0, "Hf");
    int right = both.left + both.width;
    alone = mask_of(f, FACE_MATH_ITALIC, 40.0, "f");
    assert_true(fabs(right - (h + alone.left + alone.width)) <= 1.5);
}

static void the_baseline_is_where_letters_stand(void **state) {
    Fixture *f = *state;
    static const TextFace face[] = {FACE_UI, FACE_UI_BOLD, FACE_MATH, FACE_MONO};
    for (int i = 0; i < 4; i++) {
        TextMask stands = mask_of(f, face[i], 32.0, "H");
        assert_in_range(stands.top + stands.height, 0, 1);
        TextMask hangs = mask_of(f, face[i], 32.0, "g");
        assert_in_range(hangs.top + hangs.height, 4, 14);
    }
}

static void a_letter_higher_than_the_ascent_stays_on_the_baseline(void **state) {
    Fixture *f = *state;
    TextMask plain = mask_of(f, FACE_UI, 32.0, "A");
    int bottom = plain.top + plain.height;
    TextMask stacked = mask_of(f, FACE_UI, 32.0, "\xE1\xBA\xAA"); /* A with circumflex and tilde */
    assert_true(abs(stacked.top + stacked.height - bottom) <= 1);
    assert_true(stacked.top < plain.top);
}

/* A character its face lacks is drawn by another face, and is the same ink as when asked for there. */
static void missing_characters_come_from_other_faces(void **state) {
    Fixture *f = *state;
    TextMask nabla = mask_of(f, FACE_MATH, 24.0, "\xE2\x88\x87");
    double expected = ink_of(&nabla);
    nabla = mask_of(f, FACE_UI, 24.0, "\xE2\x88\x87"); /* Inter has no nabla */
    assert_true(expected > 20.0 && fabs(ink_of(&nabla) - expected) < 1e-9);
    assert_true(fabs(width_of(f, FACE_UI, 24.0, "\xE2\x88\x87") - width_of(f, FACE_MATH, 24.0, "\xE2\x88\x87")) < 1e-9);
    nabla = mask_of(f, FACE_MONO, 24.0, "\xE2\x88\x87");
    assert_true(fabs(ink_of(&nabla) - expected) < 1e-9);
}

static void no_symbol_of_the_program_is_a_box(void **state) {
    Fixture *f = *state;
    static const char *const symbol[] = {
        "\xE2\x88\x82", "\xE2\x88\x87", "\xCE\x94",     "\xCF\x83",     "\xCF\x81",     "\xE2\x80\x96", "\xE2\x8A\x99", "\xE2\x88\x91",
        "\xE2\x88\x8F", "\xC2\xB7",     "\xC3\x97",     "\xE2\x88\x92", "\xE2\x89\xA4", "\xE2\x89\xA5", "\xE2\x8A\xA4", "\xE2\x88\x9E",
        "\xE2\x86\x92", "\xE2\x86\x90", "\xE2\x80\xA6", "\xE2\x80\x93", "\xE2\x80\x9C", "\xE2\x89\x88", "\xE2\x96\xB6", "\xE2\x97\x80",
    };
    for (int i = 0; i < FACE_COUNT; i++) {
        TextMask unknown = mask_of(f, (TextFace)i, 32.0, "\xEF\xBF\xBD");
        double box = ink_of(&unknown);
        for (int k = 0; k < (int)(sizeof symbol / sizeof symbol[0]); k++) {
            TextMask mask = mask_of(f, (TextFace)i, 32.0, symbol[k]);
            assert_true(mask.width > 0 && fabs(ink_of(&mask) - box) > 1e-6);
        }
    }
}

static void a_run_of_several_faces_is_as_wide_as_its_pieces(void **state) {
    Fixture *f = *state;
    const char *run = "\xE2\x80\x96\xE2\x88\x87L/\xE2\x88\x82h\xE2\x80\x96 \xE2\x8A\x99 x";
    double width = width_of(f, FACE_UI, 20.0, run);
    double pieces = width_of(f, FACE_UI, 20.0, "\xE2\x80\x96") + width_of(f, FACE_MATH, 20.0, "\xE2\x88\x87") +
                    width_of(f, FACE_UI, 20.0, "L/\xE2\x88\x82h\xE2\x80\x96 ") + width_of(f, FACE_MATH, 20.0, "\xE2\x8A\x99") +
                    width_of(f, FACE_UI, 20.0, " x");
    assert_true(fabs(width - pieces) < 1e-9);
    TextMask mask = mask_of(f, FACE_UI, 20.0, run);
    assert_true(fabs(mask.left + mask.width - width) < 4.0);
}

static void broken_utf8_draws_a_mark_and_control_characters_draw_nothing(void **state) {
    Fixture *f = *state;
    TextMask mark = mask_of(f, FACE_UI, 20.0, "\xEF\xBF\xBD");
    double ink = ink_of(&mark);
    static const char *const broken[] = {"\xFF", "\x80", "\xC3", "\xE2\x88", "\xED\xA0\x80"};
    for (int i = 0; i < 5; i++) {
        TextMask mask = mask_of(f, FACE_UI, 20.0, broken[i]);
        assert_true(ink > 0.0 && ink_of(&mask) >= ink - 1e-9);
    }
    assert_int_equal(mask_of(f, FACE_UI, 20.0, "\n\t").width, 0);
}

static void fixed_pitch_runs_have_fixed_pitch_and_the_ink_of_their_font(void **state) {
    Fixture *f = *state;
    double one = width_of(f, FACE_MONO, 13.0, "0");
    assert_true(fabs(width_of(f, FACE_MONO, 13.0, "-1.90e-3 ->") - 11.0 * one) < 1e-9);
    assert_true(fabs(one - 0.6 * 13.0) < 0.02);
    /* Put together from glyphs, "00000000" has eight times the ink of "0", wherever each falls within a pixel. */
    TextMask mask = mask_of(f, FACE_MONO, 13.0, "0");
    double ink = ink_of(&mask);
    mask = mask_of(f, FACE_MONO, 13.0, "00000000");
    assert_true(fabs(ink_of(&mask) - 8.0 * ink) < 0.02 * 8.0 * ink);
    /* Remembered glyphs give the same mask again. */
    unsigned char copy[64 * 128];
    assert_true(mask.width <= 128 && mask.height <= 64);
    for (int y = 0; y < mask.height; y++) memcpy(copy + y * mask.width, mask.alpha + y * mask.stride, (size_t)mask.width);
    TextMask again = mask_of(f, FACE_MONO, 13.0, "00000000");
    assert_true(again.width == mask.width && again.left == mask.left && again.top == mask.top);
    for (int y = 0; y < again.height; y++) assert_memory_equal(copy + y * mask.width, again.alpha + y * again.stride, (size_t)mask.width);
}

/* In every face, so that numbers of two faces beside each other have the same sign. */
static void a_minus_is_about_as_wide_as_a_plus(void **state) {
    Fixture *f = *state;
    for (int i = 0; i < FACE_COUNT; i++)
        for (double size = 16; size <= 80; size += 64) { /* by glyphs, and shaped */
            double plus = mask_of(f, (TextFace)i, size, "+").width, minus = mask_of(f, (TextFace)i, size, "\xE2\x88\x92").width;
            double hyphen = mask_of(f, (TextFace)i, size, "-").width;
            if (fabs(minus - plus) > fmax(1, 0.2 * plus) || minus <= hyphen)
                fail_msg("face %d, %g px: a minus of %g, a plus of %g, a hyphen of %g pixels", i, size, minus, plus, hyphen);
        }
    assert_true(width_of(f, FACE_MONO, 16, "\xE2\x88\x92") == width_of(f, FACE_MONO, 16, "0"));
}

/* More sizes than fonts stay open, more glyphs than are remembered: all must still be right. */
static void many_sizes_and_glyphs_do_not_wear_the_caches_out(void **state) {
    Fixture *f = *state;
    TextMask first = mask_of(f, FACE_MONO, 16.0, "0123456789");
    double ink = ink_of(&first);
    for (int quarter = 24; quarter < 240; quarter++) {
        TextMask mask = mask_of(f, FACE_MONO, quarter / 4.0, "The quick brown fox jumps over 0123456789");
        assert_true(mask.width > 0);
        mask = mask_of(f, FACE_UI, quarter / 4.0, "Hello");
        assert_true(mask.width > 0);
    }
    first = mask_of(f, FACE_MONO, 16.0, "0123456789");
    assert_true(ink_of(&first) == ink);
}

static void senseless_sizes_and_faces_are_refused_or_draw_nothing(void **state) {
    Fixture *f = *state;
    TextMask mask;
    TextMetrics metrics;
    static const double size[] = {0.0, -3.0, 1e9};
    for (int i = 0; i < 3; i++) assert_false(f->text.rasterise(f->text.user, FACE_UI, size[i], str_from("x"), &mask));
    static const double unusual[] = {0.1, 0.9, 401.0, 9000.0};
    for (int i = 0; i < 4; i++) {
        assert_true(f->text.rasterise(f->text.user, FACE_UI, unusual[i], str_from("x"), &mask));
        assert_null(mask.alpha);
    }
    assert_false(f->text.rasterise(f->text.user, FACE_UI, (double)NAN, str_from("x"), &mask));
    assert_false(f->text.measure(f->text.user, FACE_UI, (double)NAN, str_from("x"), &metrics));
    assert_false(f->text.measure(f->text.user, FACE_COUNT, 16.0, str_from("x"), &metrics));
    assert_null(f->text.font_path(f->text.user, FACE_COUNT));
}

static void a_missing_folder_is_named_with_the_package(void **state) {
    (void)state;
    Fonts *fonts;
    Diag diag;
    char text[1024];
    assert_false(fonts_init(&fonts, "/no/such/folder", &diag));
    assert_null(fonts);
    diag_format(text, sizeof text, &diag);
    assert_non_null(strstr(text, "/no/such/folder/Inter-Regular.otf"));
    assert_non_null(strstr(text, "fonts-inter"));
}

/* Copies the fonts, puts something else in the place of one, and reads what is said about it. */
static void a_file_that_is_no_font_is_named_with_the_package(void **state) {
    Fixture *f = *state;
    char folder[] = "/tmp/unroll-fonts-XXXXXX", path[1200], text[1024];
    const char *broken = "JetBrainsMono-Medium.ttf";
    FileApi file;
    Diag diag;
    Fonts *fonts;
    assert_non_null(mkdtemp(folder));
    platform_files(&file);
    for (int i = 0; i < FACE_COUNT; i++) {
        const char *from = f->text.font_path(f->text.user, (TextFace)i), *name = strrchr(from, '/') + 1;
        char *data;
        size_t size;
        assert_true(file.read(file.user, from, &data, &size, &diag));
        text_format(path, sizeof path, "%s/%s", folder, name);
        bool ok =
            strcmp(name, broken) == 0 ? file.write(file.user, path, "no font", 7, &diag) : file.write(file.user, path, data, size, &diag);
        assert_true(ok);
        mem_free(data);
    }
    assert_false(fonts_init(&fonts, folder, &diag));
    diag_format(text, sizeof text, &diag);
    assert_non_null(strstr(text, broken));
    assert_non_null(strstr(text, "fonts-jetbrains-mono"));
    for (int i = 0; i < FACE_COUNT; i++) {
        text_format(path, sizeof path, "%s/%s", folder, strrchr(f->text.font_path(f->text.user, (TextFace)i), '/') + 1);
        remove(path);
    }
    rmdir(folder);
}

static void fonts_fail_cleanly_when_memory_runs_out_at_any_point(void **state) {
    Fixture *f = *state;
    char folder[1024];
    Diag diag;
    Fonts *fonts = NULL;
    bool done = false;
    (void)f;
    assert_true(platform_find_font_folder(folder, sizeof folder));
    for (long n = 1; n < 1000 && !done; n++) {
        diag_reset(&diag);
        mem_fail_after(n);
        done = fonts_init(&fonts, folder, &diag);
        mem_fail_after(-1);
        if (!done) assert_true(fonts == NULL && diag.text[0] != '\0');
        if (done) assert_true(n > 12); /* at least one allocation a face was made to fail */
    }
    assert_true(done);
    fonts_deinit(fonts);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_face_has_positive_metrics_and_a_file),
        cmocka_unit_test(an_empty_run_has_no_width_and_no_mask),
        cmocka_unit_test(widths_grow_with_the_size_in_proportion),
        cmocka_unit_test(a_width_is_remembered_for_its_own_face),
        cmocka_unit_test(ink_lies_between_the_pen_and_the_advance),
        cmocka_unit_test(a_letter_that_leans_left_of_the_pen_keeps_its_place),
        cmocka_unit_test(the_baseline_is_where_letters_stand),
        cmocka_unit_test(a_letter_higher_than_the_ascent_stays_on_the_baseline),
        cmocka_unit_test(missing_characters_come_from_other_faces),
        cmocka_unit_test(no_symbol_of_the_program_is_a_box),
        cmocka_unit_test(a_run_of_several_faces_is_as_wide_as_its_pieces),
        cmocka_unit_test(broken_utf8_draws_a_mark_and_control_characters_draw_nothing),
        cmocka_unit_test(fixed_pitch_runs_have_fixed_pitch_and_the_ink_of_their_font),
        cmocka_unit_test(a_minus_is_about_as_wide_as_a_plus),
        cmocka_unit_test(many_sizes_and_glyphs_do_not_wear_the_caches_out),
        cmocka_unit_test(senseless_sizes_and_faces_are_refused_or_draw_nothing),
        cmocka_unit_test(a_missing_folder_is_named_with_the_package),
        cmocka_unit_test(a_file_that_is_no_font_is_named_with_the_package),
        cmocka_unit_test(fonts_fail_cleanly_when_memory_runs_out_at_any_point),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
