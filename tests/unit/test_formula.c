/* Formulas: widths add up, letters stand where they should, mistakes are named with their place. Every character of the fake
   face is 0.6 of the size wide. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/random.h"
#include "draw/color.h"
#include "draw/text.h"
#include "support/fake_text.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static const double SIZE = 20, LETTER = 12, THIN = 20 * 3.0 / 18, MEDIUM = 20 * 4.0 / 18, THICK = 20 * 5.0 / 18, GAP = 0.04 * 20;

typedef struct Desk {
    FakeText fake;
    TextApi api;
    DrawList list;
    FormulaStyle style;
} Desk;

static void desk_init(Desk *desk) {
    fake_text_init(&desk->fake);
    fake_text_bind(&desk->fake, &desk->api);
    assert_true(draw_init(&desk->list));
    desk->style = (FormulaStyle){.size = SIZE};
    for (int i = 0; i < FORMULA_COLORS; i++) desk->style.color[i] = (Color){(uint8_t)i, 0, 0, 255};
}

static void desk_deinit(Desk *desk) {
    draw_deinit(&desk->list);
    fake_text_deinit(&desk->fake);
}

static double width_of(Desk *desk, const char *tex) { return formula_measure(&desk->api, 1, &desk->style, tex).width; }

static void assert_width(Desk *desk, const char *tex, double expected) {
    double width = width_of(desk, tex);
    if (fabs(width - expected) > 1e-9) fail_msg("%s is %.3f wide, not %.3f", tex, width, expected);
}

static void assert_runs(Desk *desk, const char *tex, const char *expected) {
    char out[512] = "";
    size_t used = 0;
    DrawItem item;
    draw_begin(&desk->list, 500, 500, 1, color_hex(0));
    formula_draw(&desk->list, &desk->api, 1, &desk->style, 0, 0, ALIGN_LEFT, tex);
    for (size_t offset = 0; draw_next(&desk->list, &offset, &item);) {
        const char *face = item.op != DRAW_TEXT ? "" : item.face == FACE_MATH_ITALIC ? "/" : item.face == FACE_MATH ? "" : "?";
        const char *what = item.op == DRAW_LINE ? "--" : item.op == DRAW_PATH_STROKE ? "path" : "";
        used += (size_t)snprintf(out + used, sizeof out - used, "%s%s%.*s%s", used > 0 ? " " : "", face, item.text.count,
                                 item.text.count > 0 ? item.text.at : "", what);
    }
    assert_string_equal(out, expected);
}

/* The run that shows `text`, drawn from (0, 0). */
static DrawItem find_run(Desk *desk, const char *tex, const char *text) {
    DrawItem item;
    draw_begin(&desk->list, 500, 500, 1, color_hex(0));
    formula_draw(&desk->list, &desk->api, 1, &desk->style, 0, 0, ALIGN_LEFT, tex);
    for (size_t offset = 0; draw_next(&desk->list, &offset, &item);) {
        if (item.op == DRAW_TEXT && str_equal(item.text, text)) return item;
    }
    fail_msg("%s does not draw %s", tex, text);
    return item;
}

static void widths_add_up(void **state) {
    (void)state;
    Desk desk;
    desk_init(&desk);
    assert_width(&desk, "", 0);
    assert_width(&desk, "x", LETTER);
    assert_width(&desk, "xy", 2 * LETTER);
    assert_width(&desk, "12.5", 4 * LETTER);
    assert_width(&desk, "a=b", 3 * LETTER + 2 * THICK);
    assert_width(&desk, "a + b", 3 * LETTER + 2 * MEDIUM);
    assert_width(&desk, "-a", 2 * LETTER); /* a sign, not a difference */
    assert_width(&desk, "a = -b", 4 * LETTER + 2 * THICK);
    assert_width(&desk, "(-a)", 4 * LETTER);
    assert_width(&desk, "f(a, b)", 6 * LETTER + THIN);
    assert_width(&desk, "\\tanh x", 5 * LETTER + THIN);
    assert_width(&desk, "\\tanh(x)", 7 * LETTER);
    assert_width(&desk, "U x", 2 * LETTER + THIN); /* a blank is a thin space */
    assert_width(&desk, "\\partial h / \\partial x", 5 * LETTER);
    assert_width(&desk, "x_t", LETTER + 0.7 * LETTER + GAP);
    assert_width(&desk, "x_{t-1}", LETTER + 0.7 * 3 * LETTER + GAP); /* no spaces in scripts */
    assert_width(&desk, "\\text{if x}", 4 * LETTER);
    assert_width(&desk, "a\\,b\\quad c", 3 * LETTER + THIN + SIZE);
    desk_deinit(&desk);
}

static void colours_change_no_width(void **state) {
    (void)state;
    Desk desk;
    desk_init(&desk);
    assert_width(&desk, "\\W{W} h_{t-1}", width_of(&desk, "W h_{t-1}"));
    assert_width(&desk, "a \\dim{= 3} b", width_of(&desk, "a = 3 b"));
    assert_width(&desk, "a \\dim{+} b", width_of(&desk, "a + b"));
    assert_width(&desk, "\\W{W}^\\top x", width_of(&desk, "W^\\top x"));
    desk_deinit(&desk);
}

static void letters_are_italic_digits_and_functions_upright(void **state) {
    (void)state;
    Desk desk;
    desk_init(&desk);
    assert_runs(&desk, "h_t = \\tanh(\\U{U} x_t + \\W{W} h_{t-1} + b)", "/h /t = tanh ( /U /x /t + /W /h /t − 1 + /b )");
    assert_runs(&desk, "\\|\\partial L/\\partial h_{10}\\| =", "‖ /∂ /L / /∂ /h 10 ‖ =");
    assert_runs(&desk, "\\sigma(2\\rho)", "σ ( 2 /ρ )");
    assert_runs(&desk, "σ · ∂", "σ · /∂"); /* written directly */
    assert_runs(&desk, "\\frac{a}{b}", "/a /b --");
    assert_runs(&desk, "\\sqrt{a}", "/a path");
    assert_runs(&desk, "x_10", "/x 1 0"); /* as TeX reads it */
    assert_runs(&desk, "f'", "/f ′");
    desk_deinit(&desk);
}

static void a_coloured_group_colours_everything_in_it(void **state) {
    (void)state;
    Desk desk;
    desk_init(&desk);
    const char *tex = "a \\W{b_c \\frac{d}{e}} f \\grad{\\sqrt{g}} \\o{i}_j";
    struct {
        const char *text;
        int color;
    } expected[] = {{"a", FORMULA_TEXT}, {"b", FORMULA_W},    {"c", FORMULA_W}, {"d", FORMULA_W},   {"e", FORMULA_W},
                    {"f", FORMULA_TEXT}, {"g", FORMULA_GRAD}, {"i", FORMULA_O}, {"j", FORMULA_TEXT}};
    for (int i = 0; i < 9; i++) assert_int_equal(find_run(&desk, tex, expected[i].text).color.r, expected[i].color);
    DrawItem item;
    for (size_t offset = 0; draw_next(&desk.list, &offset, &item);) {
        if (item.op == DRAW_LINE) assert_int_equal(item.color.r, FORMULA_W);
        if (item.op == DRAW_PATH_STROKE) assert_int_equal(item.color.r, FORMULA_GRAD);
    }
    desk_deinit(&desk);
}

static void scripts_are_smaller_and_stand_where_they_should(void **state) {
    (void)state;
    Desk desk;
    desk_init(&desk);
    DrawItem low = find_run(&desk, "h_t^2", "t"), high = find_run(&desk, "h_t^2", "2");
    assert_true(low.width == 0.7 * SIZE && high.width == 0.7 * SIZE);
    assert_true(low.y0 > 0 && high.y0 < 0);
    assert_true(fabs(low.x0 - high.x0) < 0.1 * SIZE && low.x0 >= LETTER); /* one above the other */
    assert_true(low.y0 - 0.46 * low.width > high.y0);                     /* and apart */
    assert_true(find_run(&desk, "h^2_t", "t").y0 == low.y0);              /* in either order */
    assert_true(find_run(&desk, "h_t", "t").y0 < low.y0);                 /* higher alone */
    assert_true(find_run(&desk, "x_{y_z}", "z").width < find_run(&desk, "x_{y_z}", "y").width);
    FormulaBox plain = formula_measure(&desk.api, 1, &desk.style, "x"), scripted = formula_measure(&desk.api, 1, &desk.style, "x_t^{2^k}");
    assert_true(scripted.ascent > plain.ascent && scripted.descent >= plain.descent);
    desk_deinit(&desk);
}

static void fractions_stand_around_their_bar(void **state) {
    (void)state;
    Desk desk;
    desk_init(&desk);
    const char *tex = "\\frac{\\partial L}{\\partial h_t}";
    DrawItem top = find_run(&desk, tex, "L"), bottom = find_run(&desk, tex, "h"), bar = top, item;
    for (size_t offset = 0; draw_next(&desk.list, &offset, &item);) {
        if (item.op == DRAW_LINE) bar = item;
    }
    FormulaBox box = formula_measure(&desk.api, 1, &desk.style, tex);
    assert_true(bar.op == DRAW_LINE && bar.y0 == bar.y1 && bar.y0 < 0);
    assert_true(top.y0 < bar.y0 && bottom.y0 - 0.68 * bottom.width > bar.y0);
    assert_true(bar.x0 >= 0 && bar.x1 <= box.width + 1e-9);
    assert_true(box.ascent > SIZE * 0.7 && box.descent > SIZE * 0.22);
    desk_deinit(&desk);
}

static void alignment_moves_the_whole_formula(void **state) {
    (void)state;
    Desk desk;
    desk_init(&desk);
    const char *tex = "a = \\frac{b}{c}";
    double width = width_of(&desk, tex);
    for (int align = ALIGN_LEFT; align <= ALIGN_RIGHT; align++) {
        DrawItem item;
        size_t offset = 0;
        draw_begin(&desk.list, 500, 500, 1, color_hex(0));
        FormulaBox box = formula_draw(&desk.list, &desk.api, 1, &desk.style, 100, 50, (TextAlign)align, tex);
        assert_true(box.width == width);
        assert_true(draw_next(&desk.list, &offset, &item));
        assert_true(fabs(item.x0 - (100 - width * align / 2)) < 1e-9 && item.y0 == 50);
    }
    desk_deinit(&desk);
}

static void brackets_grow_with_what_they_hold(void **state) {
    (void)state;
    Desk desk;
    desk_init(&desk);
    assert_true(find_run(&desk, "\\left( x \\right)", "(").width == SIZE);
    DrawItem left = find_run(&desk, "\\left( \\frac{a}{b} \\right)^2", "("),
             right = find_run(&desk, "\\left( \\frac{a}{b} \\right)^2", ")");
    assert_true(left.width > 1.2 * SIZE && left.width == right.width && right.x0 > left.x0);
    assert_runs(&desk, "\\left. x \\right|", "/x |");
    assert_runs(&desk, "\\left\\| x \\right\\|", "/x ‖ ‖"); /* brackets follow what they hold */
    desk_deinit(&desk);
}

static void mistakes_are_named_with_their_column(void **state) {
    (void)state;
    struct {
        const char *tex;
        int column;
        const char *says;
    } wrong[] = {
        {"h_t = \\tahn(x)", 7, "\\tahn"},
        {"\\foo + \\bar", 1, "\\foo"},
        {"h_{t-1", 3, "never closed"},
        {"\\W{W h", 3, "never closed"},
        {"a}", 2, "closes nothing"},
        {"\\frac{a}", 1, "two groups"},
        {"\\frac", 1, "two groups"},
        {"\\sqrt", 1, "\\sqrt"},
        {"x_", 2, "h_t"},
        {"x_{a}_{b}", 6, "second _"},
        {"x^a^b", 4, "second ^"},
        {"\\text words", 1, "braces"},
        {"\\text{words", 6, "never closed"},
        {"\\left( a", 1, "\\right"},
        {"a \\right)", 3, "\\left"},
        {"\\left a", 1, "bracket"},
        {"\\", 1, "Unknown command"},
        {"∂ \\é", 5, "é"},
        {"\\begin{matrix} a & b", 1, "never closed"},
        {"\\begin{martix} a \\end{martix}", 7, "martix"},
        {"\\begin{matrix} a \\end{pmatrix}", 18, "does not close"},
        {"a \\end{matrix}", 3, "no \\begin"},
        {"a & b", 3, "\\&"},
        {"a \\\\ b", 3, "new line"},
        {"\\begin{matrix} {a & b \\end{matrix}", 19, "&"},
        {"\\mathbf h", 1, "braces"},
        {"{{{{{{{{{{{{{{{{{{{{x}}}}}}}}}}}}}}}}}}}}", 9, "nested"},
    };
    for (int i = 0; i < (int)(sizeof wrong / sizeof wrong[0]); i++) {
        Diag diag = {0};
        if (formula_check(wrong[i].tex, &diag)) fail_msg("%s passes", wrong[i].tex);
        if (strstr(diag.text, wrong[i].says) == NULL) fail_msg("%s: %s", wrong[i].tex, diag.text);
        if (diag.column != wrong[i].column) fail_msg("%s: column %d, not %d", wrong[i].tex, diag.column, wrong[i].column);
    }
}

static void right_formulas_pass_the_check(void **state) {
    (void)state;
    const char *right[] = {
        "h_t = \\tanh(\\U{U} x_t + \\W{W} h_{t-1} + b)",
        "\\frac{\\partial L}{\\partial h_t} = \\W{W}^\\top \\frac{\\partial L}{\\partial h_{t+1}} \\odot (1 - h_t^2)",
        "c_t = \\f{f_t} \\odot c_{t-1} + \\i{i_t} \\odot \\g{g_t}, \\quad h_t = \\o{o_t} \\odot \\tanh c_t",
        "\\|\\partial L/\\partial h_{10}\\| = 1.90 \\times 10^{-3}",
        "\\sum_{k=1}^T \\prod_s J_s \\cdot \\delta_k \\le \\rho(W)^{T-t}",
        "\\left( \\frac{1}{2} \\right)^2 \\sqrt{\\Delta} \\sigma \\top \\dim{x} \\grad{y}",
        "\\text{a {nested} brace} \\hat{y} \\tilde c",
        "\\arg\\max_k \\widehat{y} \\widetilde{c} \\overline{x} \\gets \\sup_t \\inf_t x",
        "\\mathbf{h}_t = \\begin{pmatrix} 1 & 0 \\\\ 0 & 1 \\end{pmatrix} \\vec{x}",
        "\\begin{aligned} a &= b \\\\ &= c \\end{aligned}",
        "f(x) = \\begin{cases} x & x > 0 \\\\ 0 & \\text{else} \\end{cases}",
        "",
    };
    for (int i = 0; i < (int)(sizeof right / sizeof right[0]); i++) {
        Diag diag = {0};
        if (!formula_check(right[i], &diag)) fail_msg("%s: column %d: %s", right[i], diag.column, diag.text);
    }
}

static void a_matrix_stands_in_rows_and_columns_between_its_brackets(void **state) {
    (void)state;
    Desk desk;
    desk_init(&desk);
    const char *tex = "\\begin{bmatrix} a & bbb \\\\ ccc & d \\end{bmatrix}";
    DrawItem a = find_run(&desk, tex, "a"), c = find_run(&desk, tex, "c"), d = find_run(&desk, tex, "d"), open = find_run(&desk, tex, "["),
             close = find_run(&desk, tex, "]"), b = find_run(&desk, tex, "b");
    assert_true(a.y0 == b.y0 && c.y0 == d.y0 && c.y0 - a.y0 > 0.9 * SIZE);
    assert_true(fabs(a.x0 - (c.x0 + LETTER)) < 1e-9); /* in the middle of the wider one below */
    assert_true(fabs(d.x0 - (b.x0 + LETTER)) < 1e-9);
    assert_true(b.x0 > c.x0 + 3 * LETTER + 0.5 * SIZE);
    assert_true(open.x0 < c.x0 && close.x0 >= b.x0 + 3 * LETTER && open.width > 1.5 * SIZE);
    FormulaBox box = formula_measure(&desk.api, 1, &desk.style, tex);
    assert_true(box.ascent > -a.y0 && box.descent > c.y0);
    desk_deinit(&desk);
}

static void aligned_lines_stand_under_each_other_at_their_signs(void **state) {
    (void)state;
    Desk desk;
    desk_init(&desk);
    const char *tex = "\\begin{aligned} aaa &= b \\\\ c &\\le d \\end{aligned}";
    DrawItem a = find_run(&desk, tex, "a"), c = find_run(&desk, tex, "c"), equal = find_run(&desk, tex, "="),
             less = find_run(&desk, tex, "≤");
    assert_true(fabs(equal.x0 - less.x0) < 1e-9 && less.y0 > equal.y0);
    assert_true(fabs(c.x0 - a.x0 - 2 * LETTER) < 1e-9);        /* right-aligned */
    assert_true(fabs(equal.x0 - (3 * LETTER + THICK)) < 1e-9); /* spaced as behind an atom */
    desk_deinit(&desk);
}

static void limits_stand_above_and_below_only_on_a_line_of_its_own(void **state) {
    (void)state;
    Desk desk;
    desk_init(&desk);
    const char *tex = "\\sum_{k=1}^{T} x \\max_j z";
    DrawItem sum = find_run(&desk, tex, "∑"), low = find_run(&desk, tex, "k");
    assert_true(low.x0 > sum.x0 + LETTER);
    desk.style.is_display = true;
    sum = find_run(&desk, tex, "∑");
    low = find_run(&desk, tex, "k");
    DrawItem high = find_run(&desk, tex, "T"), max = find_run(&desk, tex, "max"), j = find_run(&desk, tex, "j");
    assert_true(sum.width > 1.2 * SIZE);
    assert_true(low.x0 < sum.x0 + LETTER && low.y0 > 0.7 * SIZE && high.y0 < -0.7 * SIZE);
    assert_true(j.x0 > max.x0 && j.x0 < max.x0 + 3 * LETTER && j.y0 > 0);
    double fraction = find_run(&desk, "\\frac{a}{b}", "a").width;
    desk.style.is_display = false;
    assert_true(fraction > find_run(&desk, "\\frac{a}{b}", "a").width);
    desk_deinit(&desk);
}

static void bold_letters_are_those_of_the_bold_alphabet(void **state) {
    (void)state;
    Desk desk;
    desk_init(&desk);
    assert_runs(&desk, "\\mathbf{hZ9}_t", "𝐡 𝐙 𝟗 /t");
    assert_runs(&desk, "\\bm{é}", "é"); /* has none: as it is */
    assert_runs(&desk, "\\vec{x}", "/x →");
    desk_deinit(&desk);
}

static void weights_have_their_colours_only_where_asked(void **state) {
    (void)state;
    Desk desk;
    desk_init(&desk);
    assert_int_equal(find_run(&desk, "W h", "W").color.r, FORMULA_TEXT);
    desk.style.is_lettered = true;
    assert_int_equal(find_run(&desk, "W h", "W").color.r, FORMULA_W);
    assert_int_equal(find_run(&desk, "U x", "U").color.r, FORMULA_U);
    assert_int_equal(find_run(&desk, "V h", "V").color.r, FORMULA_V);
    assert_int_equal(find_run(&desk, "\\dim{W}", "W").color.r, FORMULA_DIM);
    assert_int_equal(find_run(&desk, "W h", "h").color.r, FORMULA_TEXT);
    desk_deinit(&desk);
}

static void a_mistake_on_a_later_line_is_named_by_its_line(void **state) {
    (void)state;
    Diag diag = {0};
    assert_false(formula_check("a\n + b\n  \\tahn x", &diag));
    assert_int_equal(diag.line, 3);
    assert_int_equal(diag.column, 3);
}

static void a_formula_that_is_too_long_is_refused(void **state) {
    (void)state;
    char tex[900] = "";
    for (int i = 0; i < 400; i++) strcat(tex, "a+");
    strcat(tex, "b");
    Diag diag = {0};
    assert_false(formula_check(tex, &diag));
    assert_non_null(strstr(diag.text, "too long"));
    char wide[900] = "\\begin{matrix}";
    for (int i = 0; i < 65; i++) strcat(wide, "a&");
    strcat(wide, "\\end{matrix}");
    assert_false(formula_check(wide, &diag));
    assert_non_null(strstr(diag.text, "64"));
}

/* Whatever is typed: it ends, it draws nothing broken, and checking and drawing agree about nothing but the text. */
static void any_text_is_survived(void **state) {
    (void)state;
    const char *parts[] = {"\\frac",
                           "{",
                           "}",
                           "_",
                           "^",
                           "\\left(",
                           "\\right)",
                           "\\W{",
                           "x",
                           "1",
                           " ",
                           "\\sqrt",
                           "\\text{",
                           "'",
                           "\\",
                           "∂",
                           "\xFF",
                           "+",
                           "\\|",
                           "\\begin{matrix}",
                           "\\end{matrix}",
                           "&",
                           "\\\\",
                           "\\sum",
                           "\\mathbf{Wé1}",
                           "\\begin{aligned}"};
    Desk desk;
    desk_init(&desk);
    Random random = random_from(8, 8);
    for (int round = 0; round < 3000; round++) {
        char tex[700] = "";
        desk.style.is_display = round % 2 == 1;
        int count = random_below(&random, 40);
        for (int i = 0; i < count; i++) strcat(tex, parts[random_below(&random, (int)(sizeof parts / sizeof parts[0]))]);
        Diag diag = {0};
        bool good = formula_check(tex, &diag);
        assert_true(good || (diag.column >= 1 && diag.column <= (int)strlen(tex) + 1 && diag.text[0] != '\0'));
        draw_begin(&desk.list, 500, 500, 1, color_hex(0));
        FormulaBox box = formula_draw(&desk.list, &desk.api, 1, &desk.style, 0, 0, ALIGN_LEFT, tex);
        assert_true(isfinite(box.width) && box.ascent > 0 && box.descent > 0);
        DrawItem item;
        for (size_t offset = 0; draw_next(&desk.list, &offset, &item);) {
            if (item.op == DRAW_TEXT && !(item.x0 > -SIZE * 3 && item.x0 <= box.width + 1e-6))
                fail_msg("%s: %.*s at %g of %g", tex, item.text.count, item.text.at, item.x0, box.width);
        }
    }
    desk_deinit(&desk);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(widths_add_up),
        cmocka_unit_test(colours_change_no_width),
        cmocka_unit_test(letters_are_italic_digits_and_functions_upright),
        cmocka_unit_test(a_coloured_group_colours_everything_in_it),
        cmocka_unit_test(scripts_are_smaller_and_stand_where_they_should),
        cmocka_unit_test(fractions_stand_around_their_bar),
        cmocka_unit_test(alignment_moves_the_whole_formula),
        cmocka_unit_test(brackets_grow_with_what_they_hold),
        cmocka_unit_test(mistakes_are_named_with_their_column),
        cmocka_unit_test(right_formulas_pass_the_check),
        cmocka_unit_test(a_matrix_stands_in_rows_and_columns_between_its_brackets),
        cmocka_unit_test(aligned_lines_stand_under_each_other_at_their_signs),
        cmocka_unit_test(limits_stand_above_and_below_only_on_a_line_of_its_own),
        cmocka_unit_test(bold_letters_are_those_of_the_bold_alphabet),
        cmocka_unit_test(weights_have_their_colours_only_where_asked),
        cmocka_unit_test(a_mistake_on_a_later_line_is_named_by_its_line),
        cmocka_unit_test(a_formula_that_is_too_long_is_refused),
        cmocka_unit_test(any_text_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
