/* Running text: lines break at blanks, what is measured is what is drawn, links say where they stand, mistakes in formulas are shown.
   Every character of the fake face is 0.6 of its size wide. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/random.h"
#include "draw/color.h"
#include "draw/page.h"
#include "support/fake_text.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { HITS = 16 };
static const double SIZE = 10, LEADING = 15, LETTER = 6;

typedef struct Desk {
    FakeText fake;
    TextApi api;
    DrawList list;
    PageStyle style;
    Page page;
    int hit[HITS];
    Rect place[HITS];
    int places;
} Desk;

static void note_place(void *user, int hit, Rect box) {
    Desk *desk = user;
    assert_true(desk->places < HITS);
    desk->hit[desk->places] = hit;
    desk->place[desk->places++] = box;
}

static void desk_init(Desk *desk, double width) {
    memset(desk, 0, sizeof *desk);
    fake_text_init(&desk->fake);
    fake_text_bind(&desk->fake, &desk->api);
    assert_true(draw_init(&desk->list));
    draw_begin(&desk->list, 500, 500, 1, color_hex(0));
    desk->style = (PageStyle){.size = SIZE, .leading = LEADING, .bad = {255, 0, 0, 255}, .text = {9, 9, 9, 255}};
    desk->page = (Page){.list = &desk->list,
                        .api = &desk->api,
                        .scale = 1,
                        .style = &desk->style,
                        .left = 20,
                        .width = width,
                        .y = 100,
                        .place = note_place,
                        .user = desk};
}

static void desk_deinit(Desk *desk) {
    draw_deinit(&desk->list);
    fake_text_deinit(&desk->fake);
}

/* The runs that were drawn, a line a row: "one two|three". Runs of one row stand next to each other with "+" between them. */
static void assert_lines(const Desk *desk, const char *expected) {
    char out[1024] = "";
    size_t used = 0;
    double y = -1;
    DrawItem item;
    for (size_t offset = 0; draw_next(&desk->list, &offset, &item);) {
        if (item.op != DRAW_TEXT) continue;
        used += (size_t)snprintf(out + used, sizeof out - used, "%s%.*s",
                                 used == 0                        ? ""
                                 : fabs(item.y0 - y) > 0.5 * SIZE ? "|"
                                                                  : "+",
                                 item.text.count, item.text.at);
        y = item.y0;
    }
    assert_string_equal(out, expected);
}

static void put(Desk *desk, const char *text, int face, int hit) { page_put(&desk->page, str_from(text), face, hit); }

static void lines_break_at_blanks_and_fit_the_column(void **state) {
    (void)state;
    Desk desk;
    desk_init(&desk, 10 * LETTER);
    page_begin(&desk.page);
    put(&desk, "one two three\nfour abcdefghij k", PAGE_PLAIN, 0);
    page_end(&desk.page);
    assert_lines(&desk, "one two|three+four|abcdefghij|k");
    assert_true(desk.page.y == 100 + 4 * LEADING);
    desk_deinit(&desk);
}

static void a_word_wider_than_the_column_is_cut(void **state) {
    (void)state;
    Desk desk;
    desk_init(&desk, 5 * LETTER);
    page_begin(&desk.page);
    put(&desk, "ab abcdefghijkl é", PAGE_PLAIN, 0);
    page_end(&desk.page);
    assert_lines(&desk, "ab|abcde|fghij|kl é");
    desk_deinit(&desk);
}

static void words_of_several_faces_stay_together(void **state) {
    (void)state;
    Desk desk;
    desk_init(&desk, 12 * LETTER);
    page_begin(&desk.page);
    put(&desk, "aaaa bbb ", PAGE_PLAIN, 0);
    put(&desk, "strong", PAGE_STRONG, 0);
    put(&desk, ", and", PAGE_PLAIN, 0);
    page_end(&desk.page);
    assert_lines(&desk, "aaaa bbb|strong+, and"); /* the comma does not stand alone */
    desk_deinit(&desk);
}

static void measuring_and_drawing_give_the_same_height(void **state) {
    (void)state;
    Desk desk;
    desk_init(&desk, 20 * LETTER);
    double height[2];
    for (int drawn = 0; drawn < 2; drawn++) {
        Page *page = &desk.page;
        page->list = drawn ? &desk.list : NULL;
        page->y = 0;
        page_begin(page);
        put(&desk, "some words and ", PAGE_PLAIN, 0);
        page_put_formula(page, str_from("\\frac{\\partial L}{\\partial h_t}"), 0);
        put(&desk, " and code ", PAGE_CODE, 0);
        page_put_copy(page, str_from("0.56"), PAGE_PLAIN, 0);
        page_end(page);
        page_code(page, str_from("a line of code that is longer\nshort\n"));
        page_formula(page, str_from("\\sum_{k=1}^T x_k"));
        page_formula(page, str_from("\\smu x"));
        page_rule(page);
        page_picture(page, str_from("a.png"), str_from("a chain of six units that is described at length"));
        height[drawn] = page->y;
    }
    assert_true(height[0] == height[1] && height[0] > 8 * LEADING);
    desk_deinit(&desk);
}

static void links_say_where_they_stand_line_by_line(void **state) {
    (void)state;
    Desk desk;
    desk_init(&desk, 10 * LETTER);
    page_begin(&desk.page);
    put(&desk, "see ", PAGE_PLAIN, 0);
    put(&desk, "the last arrow", PAGE_MARK, 7);
    put(&desk, " now", PAGE_PLAIN, 0);
    page_end(&desk.page);
    assert_int_equal(desk.places, 2);
    assert_true(desk.hit[0] == 7 && desk.hit[1] == 7);
    assert_true(fabs(desk.place[0].x - (20 + 4 * LETTER)) < 1e-9 && fabs(desk.place[0].w - 3 * LETTER) < 1e-9);
    assert_true(desk.place[1].x == 20 && fabs(desk.place[1].w - 10 * LETTER) < 1e-9);
    assert_true(desk.place[1].y - desk.place[0].y == LEADING);
    desk_deinit(&desk);
}

static void a_tall_formula_makes_its_line_taller(void **state) {
    (void)state;
    Desk desk;
    desk_init(&desk, 100 * LETTER);
    page_begin(&desk.page);
    page_put_formula(&desk.page, str_from("\\frac{\\frac{a}{b}}{\\frac{c}{d}}"), 0);
    page_end(&desk.page);
    assert_true(desk.page.y > 100 + 1.2 * LEADING);
    desk_deinit(&desk);
}

static void a_mistake_in_a_formula_is_shown_at_its_place(void **state) {
    (void)state;
    Desk desk;
    desk_init(&desk, 100 * LETTER);
    page_begin(&desk.page);
    put(&desk, "so ", PAGE_PLAIN, 0);
    page_put_formula(&desk.page, str_from("\\tahn x"), 0);
    put(&desk, " is", PAGE_PLAIN, 0);
    page_end(&desk.page);
    assert_lines(&desk, "so+\\tahn x+is");
    page_formula(&desk.page, str_from("\\tahn x"));
    DrawItem item;
    int red = 0;
    bool says_why = false;
    for (size_t offset = 0; draw_next(&desk.list, &offset, &item);) {
        if (item.op != DRAW_TEXT) continue;
        red += item.color.r == 255;
        says_why = says_why || strstr(item.text.at, "Unknown command") != NULL;
    }
    assert_true(red >= 3 && says_why);
    desk_deinit(&desk);
}

static const char *const cells[3][2] = {{"a", "head"}, {"1", "a cell with many words in it that has to be wrapped"}, {"22", "b"}};

static void write_cell(void *user, Page *page, int row, int column) {
    (void)user;
    page_put(page, str_from(cells[row][column]), PAGE_PLAIN, 0);
}

static void a_table_keeps_narrow_columns_and_wraps_wide_ones(void **state) {
    (void)state;
    Desk desk;
    desk_init(&desk, 26 * LETTER);
    const PageTable table = {.rows = 3, .columns = 2, .align = "rl", .write = write_cell};
    page_table(&desk.page, &table);
    DrawItem item;
    double one = 0, two = 0, right = 0;
    for (size_t offset = 0; draw_next(&desk.list, &offset, &item);) {
        if (item.op != DRAW_TEXT) continue;
        if (str_equal(item.text, "1")) one = item.x0;
        if (str_equal(item.text, "22")) two = item.x0;
        right = fmax(right, item.x0 + item.text.count * LETTER);
    }
    assert_true(fabs(one - two - LETTER) < 0.1); /* right-aligned */
    assert_true(right <= 20 + 26 * LETTER + 0.1);
    assert_true(desk.page.y > 100 + 4 * LEADING); /* the wide cell took several lines */
    desk_deinit(&desk);
}

/* Whatever is written in however narrow a column: it ends, and nothing stands left of the column. */
static void any_text_ends(void **state) {
    (void)state;
    const char *parts[] = {"word ", " ", "abcdefghijklmnopqrstuvwxyz", "é", "\xFF", "\n", ", ", "x"};
    Desk desk;
    desk_init(&desk, 0);
    Random random = random_from(8, 8);
    for (int round = 0; round < 300; round++) {
        Page *page = &desk.page;
        draw_begin(&desk.list, 500, 500, 1, color_hex(0));
        page->width = random_below(&random, 200);
        page->y = 0;
        page->place = NULL;
        page_begin(page);
        for (int i = 0; i < 200; i++) {
            int what = random_below(&random, 10);
            if (what == 8)
                page_put_formula(page, str_from("x_t^{2}"), 0);
            else if (what == 9)
                page_put_copy(page, str_from("3.14"), PAGE_CODE, 0);
            else
                page_put(page, str_from(parts[what]), random_below(&random, 64), 0);
        }
        page_end(page);
        assert_true(isfinite(page->y) && page->y > 0 && page->count == 0);
        DrawItem item;
        for (size_t offset = 0; draw_next(&desk.list, &offset, &item);)
            if (item.op == DRAW_TEXT) assert_true(item.x0 >= 20);
    }
    desk_deinit(&desk);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_break_at_blanks_and_fit_the_column),
        cmocka_unit_test(a_word_wider_than_the_column_is_cut),
        cmocka_unit_test(words_of_several_faces_stay_together),
        cmocka_unit_test(measuring_and_drawing_give_the_same_height),
        cmocka_unit_test(links_say_where_they_stand_line_by_line),
        cmocka_unit_test(a_tall_formula_makes_its_line_taller),
        cmocka_unit_test(a_mistake_in_a_formula_is_shown_at_its_place),
        cmocka_unit_test(a_table_keeps_narrow_columns_and_wraps_wide_ones),
        cmocka_unit_test(any_text_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
