/* Pictures are read as they were written, and what is none, or too large, is refused before it is decoded. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "draw/output.h"
#include "draw/picture.h"
#include "support/fake_text.h"
#include <string.h>

static OutputBytes make_png(double width, double height) {
    DrawList list;
    FakeText fake;
    TextApi text;
    OutputBytes out = {0};
    assert_true(draw_init(&list));
    fake_text_init(&fake);
    fake_text_bind(&fake, &text);
    draw_begin(&list, width, height, 1, (Color){10, 20, 30, 255});
    draw_rect(&list, rect(0, 0, width / 2, height), (Color){200, 100, 50, 255});
    assert_true(output_png(&out, &list, &text, NULL));
    draw_deinit(&list);
    fake_text_deinit(&fake);
    return out;
}

static void a_picture_is_read_pixel_by_pixel(void **state) {
    (void)state;
    OutputBytes png = make_png(40, 30);
    Picture picture;
    assert_true(picture_read(&picture, png.data, png.size, NULL));
    assert_int_equal(picture.cols, 40);
    assert_int_equal(picture.rows, 30);
    const Color *left = &picture.cell[3], *right = &picture.cell[29 * 40 + 39];
    assert_true(left->r == 200 && left->g == 100 && left->b == 50 && left->a == 255);
    assert_true(right->r == 10 && right->g == 20 && right->b == 30);
    picture_free(&picture);
    mem_free(png.data);
}

static void a_large_picture_is_made_smaller(void **state) {
    (void)state;
    OutputBytes png = make_png(2100, 8);
    Picture picture;
    assert_true(picture_read(&picture, png.data, png.size, NULL));
    assert_int_equal(picture.cols, 700);
    assert_int_equal(picture.rows, 3);
    assert_int_equal(picture.cell[2 * 700 + 10].r, 200);
    picture_free(&picture);
    mem_free(png.data);
}

static void refuse(const void *data, size_t size, const char *part) {
    Picture picture;
    Diag diag = {0};
    assert_false(picture_read(&picture, data, size, &diag));
    assert_null(picture.cell);
    if (!strstr(diag.text, part)) fail_msg("'%s' does not say '%s'", diag.text, part);
}

static void what_is_no_picture_or_too_large_is_refused(void **state) {
    (void)state;
    OutputBytes png = make_png(40, 30);
    refuse("## No picture, but a text that is long enough", 40, "not a PNG");
    refuse(png.data, 10, "not a PNG");
    refuse(png.data, png.size / 2, "cannot be read");
    refuse(png.data, (size_t)PICTURE_BYTES_MAX + 1, "at most");
    png.data[16] = 0x7F; /* the width */
    refuse(png.data, png.size, "pixels large");
    mem_free(png.data);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_picture_is_read_pixel_by_pixel),
        cmocka_unit_test(a_large_picture_is_made_smaller),
        cmocka_unit_test(what_is_no_picture_or_too_large_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
