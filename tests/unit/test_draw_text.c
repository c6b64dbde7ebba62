/* Wrapping, cutting and remembering measures. Every character of the fake face is 0.6 of the size wide: 6 at size 10. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/random.h"
#include "draw/color.h"
#include "draw/text.h"
#include "support/fail_memory.h"
#include "support/fake_text.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct Page {
    FakeText fake;
    TextApi api;
    DrawList list;
} Page;

static void page_init(Page *page) {
    fake_text_init(&page->fake);
    fake_text_bind(&page->fake, &page->api);
    assert_true(draw_init(&page->list));
}

static void page_deinit(Page *page) {
    draw_deinit(&page->list);
    fake_text_deinit(&page->fake);
}

/* The lines drawn, joined by |, and each baseline checked. */
static const char *wrap(Page *page, char *out, size_t size, double width, const char *text) {
    DrawItem item;
    int lines = text_wrap(&page->list, &page->api, 1, FACE_UI, 10, rect(5, 100, width, 0), 14, color_hex(0), text);
    assert_int_equal(lines, text_wrap(NULL, &page->api, 1, FACE_UI, 10, rect(5, 100, width, 0), 14, color_hex(0), text));
    size_t used = 0;
    out[0] = '\0';
    for (size_t offset = 0; draw_next(&page->list, &offset, &item);) {
        assert_true(item.x0 == 5 && fmod(item.y0 - 100, 14) == 0);
        assert_true(item.y0 < 100 + 14 * lines);
        used += (size_t)snprintf(out + used, size - used, "%s%.*s", used > 0 ? "|" : "", item.text.count, item.text.at);
    }
    draw_begin(&page->list, 100, 100, 1, color_hex(0));
    return out;
}

static void text_wraps_at_blanks(void **state) {
    (void)state;
    char out[256];
    Page page;
    page_init(&page);
    assert_string_equal(wrap(&page, out, sizeof out, 60, "the loss is known"), "the loss|is known");
    assert_string_equal(wrap(&page, out, sizeof out, 48, "the loss is known"), "the loss|is known"); /* exactly as wide as it needs */
    assert_string_equal(wrap(&page, out, sizeof out, 47, "the loss is known"), "the|loss is|known");
    assert_string_equal(wrap(&page, out, sizeof out, 600, "the loss is known"), "the loss is known");
    assert_string_equal(wrap(&page, out, sizeof out, 60, ""), "");
    assert_string_equal(wrap(&page, out, sizeof out, 60, "end   "), "end");
    page_deinit(&page);
}

static void newlines_break_and_empty_lines_count(void **state) {
    (void)state;
    char out[256];
    Page page;
    page_init(&page);
    assert_string_equal(wrap(&page, out, sizeof out, 600, "one\ntwo"), "one|two");
    assert_string_equal(wrap(&page, out, sizeof out, 600, "one\n\ntwo"), "one|two");
    assert_int_equal(text_wrap(NULL, &page.api, 1, FACE_UI, 10, rect(0, 0, 600, 0), 14, color_hex(0), "one\n\ntwo"), 3);
    page_deinit(&page);
}

static void a_word_wider_than_the_line_is_cut_between_characters(void **state) {
    (void)state;
    char out[256];
    Page page;
    page_init(&page);
    assert_string_equal(wrap(&page, out, sizeof out, 30, "a backpropagation b"), "a|backp|ropag|ation|b");
    assert_string_equal(wrap(&page, out, sizeof out, 13, "∂∂∂"), "∂∂|∂");
    assert_string_equal(wrap(&page, out, sizeof out, 1, "abc"), "a|b|c"); /* one at least, or it would never end */
    page_deinit(&page);
}

static void no_wrapped_line_is_wider_than_its_box(void **state) {
    (void)state;
    Page page;
    page_init(&page);
    Random random = random_from(3, 3);
    for (int round = 0; round < 300; round++) {
        char text[200];
        int count = random_below(&random, 190), letters = 0;
        for (int i = 0; i < count; i++) text[i] = random_below(&random, 5) == 0 ? ' ' : (char)('a' + random_below(&random, 26));
        for (int i = 0; i < count; i++) letters += text[i] != ' ';
        text[count] = '\0';
        double width = random_range(&random, 6, 200);
        draw_begin(&page.list, 100, 100, 1, color_hex(0));
        text_wrap(&page.list, &page.api, 1.5, FACE_UI, 10, rect(0, 0, width, 0), 12, color_hex(0), text);
        DrawItem item;
        for (size_t offset = 0; draw_next(&page.list, &offset, &item);) {
            assert_true(6.0 * item.text.count <= width + 1e-9);
            for (int i = 0; i < item.text.count; i++) letters -= item.text.at[i] != ' ';
        }
        assert_int_equal(letters, 0); /* and nothing is lost */
    }
    page_deinit(&page);
}

static void text_that_does_not_fit_ends_in_dots(void **state) {
    (void)state;
    Page page;
    DrawItem item;
    size_t offset = 0;
    page_init(&page);
    assert_true(text_fit(&page.list, &page.api, 1, FACE_UI, 10, 0, 0, 60, ALIGN_LEFT, color_hex(0), "ten letter") == 60);
    double width = text_fit(&page.list, &page.api, 1, FACE_UI, 10, 0, 0, 59, ALIGN_LEFT, color_hex(0), "ten letter");
    assert_true(width == 54);
    assert_true(text_fit(&page.list, &page.api, 1, FACE_UI, 10, 0, 0, 31, ALIGN_LEFT, color_hex(0), "ten letter") ==
                24); /* no blank before the dots */
    assert_true(text_fit(&page.list, &page.api, 1, FACE_UI, 10, 0, 0, 13, ALIGN_LEFT, color_hex(0), "∂∂∂∂") == 12);
    assert_true(text_fit(&page.list, &page.api, 1, FACE_UI, 10, 0, 0, 3, ALIGN_LEFT, color_hex(0), "none") == 0);
    const char *expected[] = {"ten letter", "ten lett…", "ten…", "∂…"};
    for (int i = 0; i < 4; i++) {
        assert_true(draw_next(&page.list, &offset, &item));
        assert_true(str_equal(item.text, expected[i]));
    }
    assert_false(draw_next(&page.list, &offset, &item));
    page_deinit(&page);
}

static void widths_are_design_pixels_at_every_scale(void **state) {
    (void)state;
    Page page;
    page_init(&page);
    for (double scale = 0.75; scale <= 2.5; scale += 0.25) {
        assert_true(fabs(text_width(&page.api, scale, FACE_UI, 10, "four") - 24) < 1e-9);
    }
    assert_true(text_width(&page.api, 0, FACE_UI, 10, "four") == 0);
    assert_true(text_width(&page.api, 1, FACE_UI, 10, NULL) == 0);
    page_deinit(&page);
}

static void a_cached_measure_is_the_measure_and_asked_for_once(void **state) {
    (void)state;
    Page page;
    TextCache cache;
    TextApi cached;
    TextMetrics metrics, plain;
    char text[32];
    page_init(&page);
    assert_true(text_cache_init(&cache, &page.api));
    text_cache_bind(&cache, &cached);
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 500; i++) {
            int size = 10 + i % 3;
            snprintf(text, sizeof text, "run %d", i / 3);
            assert_true(cached.measure(cached.user, i % 2 == 0 ? FACE_UI : FACE_MONO, size, str_from(text), &metrics));
            assert_true(fabs(metrics.width - 0.6 * size * (double)strlen(text)) < 1e-9 && metrics.ascent == 0.8 * size);
        }
        assert_in_range(page.fake.measured, 500, 510); /* hardly any gave way */
    }
    /* far more than it holds: forgotten, never wrong, and no bigger */
    for (int i = 0; i < 20000; i++) {
        snprintf(text, sizeof text, "%d", i);
        assert_true(cached.measure(cached.user, FACE_UI, 10, str_from(text), &metrics));
        assert_true(page.api.measure(page.api.user, FACE_UI, 10, str_from(text), &plain));
        assert_true(metrics.width == plain.width);
    }
    text_cache_deinit(&cache);
    mem_fail_after(1);
    assert_false(text_cache_init(&cache, &page.api));
    mem_fail_after(-1);
    page_deinit(&page);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_wraps_at_blanks),
        cmocka_unit_test(newlines_break_and_empty_lines_count),
        cmocka_unit_test(a_word_wider_than_the_line_is_cut_between_characters),
        cmocka_unit_test(no_wrapped_line_is_wider_than_its_box),
        cmocka_unit_test(text_that_does_not_fit_ends_in_dots),
        cmocka_unit_test(widths_are_design_pixels_at_every_scale),
        cmocka_unit_test(a_cached_measure_is_the_measure_and_asked_for_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
