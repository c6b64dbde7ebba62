/* Widgets: what is drawn is where it is picked, nothing is cut, regions carry what they stand for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "gui/widget.h"
#include "support/fake_text.h"
#include "support/layout_check.h"
#include <math.h>
#include <string.h>

static DrawList list;
static RegionList regions;
static GuiState state_of;
static FakeText fake;
static TextApi text;
static Gui gui;
static LayoutReport report;

static int start(void **state) {
    (void)state;
    fake_text_init(&fake);
    fake_text_bind(&fake, &text);
    if (!draw_init(&list) || !region_init(&regions)) return 1;
    draw_begin(&list, 400, 300, 1, theme_get((ThemeChoice){THEME_DARK, PALETTE_DEFAULT})->panel);
    state_of = (GuiState){.x = -1, .y = -1};
    gui = (Gui){.list = &list,
                .region = &regions,
                .theme = theme_get((ThemeChoice){THEME_DARK, PALETTE_DEFAULT}),
                .text = &text,
                .scale = 1,
                .state = &state_of};
    return 0;
}

static int end(void **state) {
    (void)state;
    draw_deinit(&list);
    region_deinit(&regions);
    fake_text_deinit(&fake);
    return 0;
}

static void assert_laid_out(const char *what) {
    report = (LayoutReport){0};
    layout_check(&report, &list, &text, what);
    if (report.count > 0) fail_msg("%s", report.text);
}

static bool has_text(const char *words, double *size, double *x) {
    DrawItem item;
    for (size_t offset = 0; draw_next(&list, &offset, &item);) {
        if (item.op != DRAW_TEXT || !str_equal(item.text, words)) continue;
        if (size) *size = item.width;
        if (x) *x = item.x0;
        return true;
    }
    return false;
}

static SliderView slider_view(double unit) {
    return (SliderView){.path = "controls/rate",
                        .label = "Learning rate",
                        .value = "0.05",
                        .key = 3,
                        .unit = unit,
                        .mark = -1,
                        .color = theme_get((ThemeChoice){THEME_DARK, PALETTE_DEFAULT})->accent,
                        .tip = "How far."};
}

static void the_knobs_place_and_the_picked_value_are_inverses(void **state) {
    (void)state;
    Rect box = {24, 100, 320, 22};
    for (int i = 0; i <= 100; i++) {
        double unit = i / 100.0;
        assert_true(fabs(gui_slider_unit_at(box, gui_slider_knob_x(box, unit)) - unit) < 1e-12);
    }
    assert_true(gui_slider_unit_at(box, -1000) == 0);
    assert_true(gui_slider_unit_at(box, 1000) == 1);
    assert_true(gui_slider_unit_at(rect(0, 0, 4, 4), 3) == 0); /* no room: no division by nothing */
    assert_true(gui_slider_unit_at(box, NAN) == 0);
}

static void the_knob_is_drawn_where_the_slider_is_picked(void **state) {
    (void)state;
    SliderView slider = slider_view(0.375);
    gui_slider(&gui, rect(24, 50, 300, SLIDER_ROW_HEIGHT), &slider);
    const Region *region = region_find(&regions, "controls/rate");
    assert_non_null(region);
    DrawItem item;
    double knob = NAN;
    for (size_t offset = 0; draw_next(&list, &offset, &item);)
        if (item.op == DRAW_CIRCLE) knob = item.x0;
    assert_true(fabs(gui_slider_unit_at(region->box, knob) - 0.375) < 1e-9);
    assert_true(fabs(knob - (24 + 0.375 * 300)) < 1e-9); /* the track is as wide as the row */
}

static void a_slider_registers_its_label_its_value_and_itself(void **state) {
    (void)state;
    SliderView slider = slider_view(0.5);
    gui_slider(&gui, rect(24, 50, 300, SLIDER_ROW_HEIGHT), &slider);
    assert_int_equal(region_find(&regions, "controls/rate")->kind, REGION_SLIDER);
    assert_int_equal(region_find(&regions, "controls/rate")->key, 3);
    assert_true(region_find(&regions, "controls/rate")->focusable);
    assert_int_equal(region_find(&regions, "controls/rate/value")->kind, REGION_FIELD);
    assert_int_equal(region_find(&regions, "controls/rate/value")->key, 3);
    assert_string_equal(region_find(&regions, "controls/rate/label")->tip, "How far.");
    assert_true(has_text("Learning rate", NULL, NULL));
    assert_true(has_text("0.05", NULL, NULL));
    slider.disabled = true;
    slider.path = "off";
    gui_slider(&gui, rect(24, 120, 300, SLIDER_ROW_HEIGHT), &slider);
    assert_true(region_find(&regions, "off")->disabled);
    assert_true(region_find(&regions, "off/value")->disabled);
}

static void rows_of_sliders_do_not_reach_into_each_other(void **state) {
    (void)state;
    char path[2][8] = {"a", "b"};
    for (int height = 40; height <= SLIDER_ROW_HEIGHT; height++) {
        region_reset(&regions);
        for (int i = 0; i < 2; i++) {
            SliderView slider = slider_view(0);
            slider.path = path[i];
            gui_slider(&gui, rect(24, 50 + i * height, 300, height), &slider);
        }
        Rect above = region_find(&regions, "a")->box, below = region_find(&regions, "b/value")->box;
        assert_true(rect_bottom(above) <= below.y + 1e-9);
    }
}

static void long_labels_and_values_share_the_row_without_overlap(void **state) {
    (void)state;
    SliderView slider = slider_view(1);
    slider.label = "A very long name of a parameter that cannot fit beside its value";
    slider.value = "−1.234567e-300";
    gui_slider(&gui, rect(24, 50, 300, SLIDER_ROW_HEIGHT), &slider);
    slider.path = "other";
    slider.value = "a value that is longer than the whole row of the panel could ever be";
    gui_slider(&gui, rect(24, 100, 300, SLIDER_ROW_HEIGHT), &slider);
    assert_laid_out("slider");
}

static void a_tick_has_its_label_where_the_row_has_room(void **state) {
    (void)state;
    SliderView slider = slider_view(0.2);
    slider.mark = 0.5;
    slider.mark_label = "1.0";
    gui_slider(&gui, rect(24, 50, 300, SLIDER_ROW_HEIGHT), &slider);
    assert_false(has_text("1.0", NULL, NULL));
    double size = 0, x = 0;
    gui_slider(&gui, rect(24, 100, 300, SLIDER_MARK_ROW_HEIGHT), &slider);
    assert_true(has_text("1.0", &size, &x));
    assert_true(fabs(x - 174) < 1e-9);
    assert_true(size >= 12);
    assert_laid_out("tick");
}

static void segments_lose_padding_then_size_and_only_then_letters(void **state) {
    (void)state;
    double size = 0;
    gui_segments(&gui, rect(10, 10, 300, 34), "wide", 0, "RNN|GRU|LSTM", 1, NULL, false);
    assert_true(has_text("RNN", &size, NULL) && size == 14);
    draw_begin(&list, 400, 300, 1, theme_get((ThemeChoice){THEME_DARK, PALETTE_DEFAULT})->panel);
    /* 0.6 of 14 times 6 letters is 50.4: in 54 of room it fits only below 14. */
    gui_segments(&gui, rect(10, 10, 108, 34), "tight", 0, "sixsix|b", 0, NULL, false);
    assert_true(has_text("sixsix", &size, NULL) && size < 14 && size >= 12);
    double other = 0;
    assert_true(has_text("b", &other, NULL) && other == size); /* one size for all */
    draw_begin(&list, 400, 300, 1, theme_get((ThemeChoice){THEME_DARK, PALETTE_DEFAULT})->panel);
    gui_segments(&gui, rect(10, 10, 80, 34), "cut", 0, "sixsixsix|b", 0, NULL, false);
    assert_false(has_text("sixsixsix", NULL, NULL));
    assert_true(has_text("b", &size, NULL) && size == 12);
    assert_laid_out("segments");
}

static void a_segment_is_picked_where_it_is_drawn(void **state) {
    (void)state;
    Rect box = {10, 10, 300, 34};
    gui_segments(&gui, box, "cell", 0, "a|b|c|d|e", 2, NULL, false);
    const char *const words[] = {"a", "b", "c", "d", "e"};
    for (int i = 0; i < 5; i++) {
        double x = 0;
        assert_true(has_text(words[i], NULL, &x));
        assert_int_equal(gui_segment_at(box, 5, x), i);
    }
    assert_int_equal(gui_segment_at(box, 5, -100), 0);
    assert_int_equal(gui_segment_at(box, 5, 1000), 4);
    assert_int_equal(gui_segment_at(rect(0, 0, 0, 0), 5, 1), 0);
    assert_int_equal(region_find(&regions, "cell")->cols, 5);
}

static void a_button_carries_its_command_and_is_reached_by_tab(void **state) {
    (void)state;
    gui_button(&gui, rect(10, 10, 120, 40), BUTTON_PRIMARY, "controls/train", "Train", "training toggle", "Tip.");
    const Region *region = region_find(&regions, "controls/train");
    assert_string_equal(region->command, "training toggle");
    assert_true(region->focusable);
    gui_button(&gui, rect(10, 60, 40, 40), BUTTON_PLAIN, "narrow", "A label that is too long", "hide", NULL);
    assert_laid_out("buttons");
}

static int count_ops(DrawOp op) {
    DrawItem item;
    int count = 0;
    for (size_t offset = 0; draw_next(&list, &offset, &item);) count += item.op == op;
    return count;
}

static void the_focus_ring_is_drawn_only_when_the_keyboard_was_used_last(void **state) {
    (void)state;
    strcpy(state_of.focus, "it");
    gui_focus_ring(&gui, rect(10, 10, 50, 20), 5, "it");
    assert_int_equal(count_ops(DRAW_ROUND_STROKE), 0);
    state_of.show_focus = true;
    gui_focus_ring(&gui, rect(10, 10, 50, 20), 5, "other");
    assert_int_equal(count_ops(DRAW_ROUND_STROKE), 0);
    gui_focus_ring(&gui, rect(10, 10, 50, 20), 5, "it");
    assert_int_equal(count_ops(DRAW_ROUND_STROKE), 1);
}

static void a_value_in_edit_shows_its_caret_and_finds_it_again(void **state) {
    (void)state;
    strcpy(state_of.edit_path, "controls/rate/value");
    char typed[64];
    edit_bind(&state_of.edit, typed, sizeof typed, "12±3");
    SliderView slider = slider_view(0.5);
    gui_slider(&gui, rect(24, 50, 300, SLIDER_ROW_HEIGHT), &slider);
    assert_true(has_text("12±3", NULL, NULL));
    assert_false(has_text("0.05", NULL, NULL));
    Rect box = region_find(&regions, "controls/rate/value")->box;
    const int starts[] = {0, 1, 2, 4, 5}; /* never inside the sign's two bytes */
    for (int i = 0; i < 5; i++) {
        draw_begin(&list, 400, 300, 1, theme_get((ThemeChoice){THEME_DARK, PALETTE_DEFAULT})->panel);
        edit_select(&state_of.edit, starts[i], starts[i]);
        gui_slider(&gui, rect(24, 50, 300, SLIDER_ROW_HEIGHT), &slider);
        DrawItem item;
        double caret = NAN;
        for (size_t offset = 0; draw_next(&list, &offset, &item);)
            if (item.op == DRAW_RECT) caret = item.box.x;
        assert_int_equal(gui_field_caret_at(&gui, box, caret), starts[i]);
    }
    /* A text longer than its box: the caret at its end still lies inside. */
    edit_bind(&state_of.edit, typed, sizeof typed, "123456789012345678901234567890");
    edit_move(&state_of.edit, EDIT_END, false);
    draw_begin(&list, 400, 300, 1, theme_get((ThemeChoice){THEME_DARK, PALETTE_DEFAULT})->panel);
    gui_slider(&gui, rect(24, 50, 300, SLIDER_ROW_HEIGHT), &slider);
    DrawItem item;
    for (size_t offset = 0; draw_next(&list, &offset, &item);)
        if (item.op == DRAW_RECT) assert_true(rect_contains(box, item.box.x, rect_mid_y(item.box)));
}

static void a_field_without_any_width_can_still_be_typed_into(void **state) {
    (void)state;
    char typed[64];
    strcpy(state_of.edit_path, "field");
    for (int width = 40; width > -200; width -= 7)
        for (int composes = 0; composes < 2; composes++) {
            edit_bind(&state_of.edit, typed, sizeof typed, "gradient");
            edit_move(&state_of.edit, width % 2 ? EDIT_END : EDIT_HOME, false);
            text_format(state_of.edit.composed, (int)sizeof state_of.edit.composed, "%s", composes ? "é" : "");
            draw_begin(&list, 400, 300, 1, gui.theme->panel);
            gui_field(&gui, rect(100, 50, width, 24), "field", -1, "", gui.theme->text, NULL, false);
        }
    assert_false(has_text("gradient", NULL, NULL));
}

static Rect tip_box(double x, double y, const char *words) {
    draw_begin(&list, 400, 300, 1, theme_get((ThemeChoice){THEME_DARK, PALETTE_DEFAULT})->panel);
    gui_tooltip(&gui, rect(0, 0, 400, 300), rect(0, 0, 0, 0), x, y, words);
    DrawItem item;
    for (size_t offset = 0; draw_next(&list, &offset, &item);)
        if (item.op == DRAW_ROUND) return item.box;
    return rect(-1, -1, 0, 0);
}

static void a_tooltip_stays_in_its_bounds_and_off_the_pointer(void **state) {
    (void)state;
    const char *words = "Recurrent radius\nThe largest |eigenvalue| of the recurrent weights, which decides what remains of a gradient.";
    const double places[][2] = {{10, 10}, {390, 10}, {10, 290}, {390, 290}, {200, 150}, {399, 150}};
    for (int i = 0; i < 6; i++) {
        Rect box = tip_box(places[i][0], places[i][1], words);
        assert_true(box.x >= 0 && box.y >= 0 && rect_right(box) <= 400 && rect_bottom(box) <= 300);
        assert_false(rect_contains(box, places[i][0], places[i][1]));
        assert_true(box.w <= 320);
        assert_laid_out("tooltip");
    }
    assert_true(tip_box(100, 100, "").w == 0); /* nothing to say: nothing drawn */
}

static void a_menu_has_a_focusable_item_for_each_choice_and_stays_in_the_window(void **state) {
    (void)state;
    MenuItem item[12];
    for (int i = 0; i < 12; i++) item[i] = (MenuItem){.label = "Delayed recall", .command = "set task recall"};
    strcpy(state_of.menu_path, "controls/task");
    const double anchors[] = {10, 130, 255};
    for (int i = 0; i < 3; i++) {
        region_reset(&regions);
        draw_begin(&list, 400, 300, 1, theme_get((ThemeChoice){THEME_DARK, PALETTE_DEFAULT})->panel);
        gui_menu(&gui, rect(4, 4, 392, 292), rect(20, anchors[i], 300, 36), "controls/task", item, 12, 0);
        assert_laid_out("menu");
        for (int k = 1; k <= 12; k++) {
            char path[32] = "controls/task/";
            if (k >= 10) strcat(path, "1");
            char digit[2] = {(char)('0' + k % 10), '\0'};
            strcat(path, digit);
            const Region *region = region_find(&regions, path);
            assert_non_null(region);
            assert_true(region->focusable && region->box.y >= 4 && rect_bottom(region->box) <= 296);
            assert_string_equal(region->command, "set task recall");
        }
    }
}

static void a_dropdown_drops_its_note_before_its_label_is_cut(void **state) {
    (void)state;
    gui_dropdown(&gui, rect(10, 10, 320, 36), "wide", 5, "Delayed recall", "many-to-one", NULL);
    assert_true(has_text("many-to-one", NULL, NULL));
    draw_begin(&list, 400, 300, 1, theme_get((ThemeChoice){THEME_DARK, PALETTE_DEFAULT})->panel);
    gui_dropdown(&gui, rect(10, 10, 200, 36), "tight", 5, "Delayed recall", "many-to-one", NULL);
    assert_true(has_text("Delayed recall", NULL, NULL));
    assert_false(has_text("many-to-one", NULL, NULL));
    assert_int_equal(region_find(&regions, "tight")->kind, REGION_DROPDOWN);
    assert_laid_out("drop-down");
}

static void a_key_cap_is_as_wide_as_it_says(void **state) {
    (void)state;
    gui_key_cap(&gui, 50, 50, "Ctrl+Shift+Z");
    DrawItem item;
    for (size_t offset = 0; draw_next(&list, &offset, &item);)
        if (item.op == DRAW_ROUND) assert_true(fabs(item.box.w - gui_key_cap_width(&gui, "Ctrl+Shift+Z")) < 1e-9);
    assert_true(gui_key_cap_width(&gui, "T") >= 20);
    assert_laid_out("key cap");
}

#define WIDGET_TEST(name) cmocka_unit_test_setup_teardown(name, start, end)

int main(void) {
    const struct CMUnitTest tests[] = {
        WIDGET_TEST(the_knobs_place_and_the_picked_value_are_inverses),
        WIDGET_TEST(the_knob_is_drawn_where_the_slider_is_picked),
        WIDGET_TEST(a_slider_registers_its_label_its_value_and_itself),
        WIDGET_TEST(rows_of_sliders_do_not_reach_into_each_other),
        WIDGET_TEST(long_labels_and_values_share_the_row_without_overlap),
        WIDGET_TEST(a_tick_has_its_label_where_the_row_has_room),
        WIDGET_TEST(segments_lose_padding_then_size_and_only_then_letters),
        WIDGET_TEST(a_segment_is_picked_where_it_is_drawn),
        WIDGET_TEST(a_button_carries_its_command_and_is_reached_by_tab),
        WIDGET_TEST(the_focus_ring_is_drawn_only_when_the_keyboard_was_used_last),
        WIDGET_TEST(a_value_in_edit_shows_its_caret_and_finds_it_again),
        WIDGET_TEST(a_field_without_any_width_can_still_be_typed_into),
        WIDGET_TEST(a_tooltip_stays_in_its_bounds_and_off_the_pointer),
        WIDGET_TEST(a_menu_has_a_focusable_item_for_each_choice_and_stays_in_the_window),
        WIDGET_TEST(a_dropdown_drops_its_note_before_its_label_is_cut),
        WIDGET_TEST(a_key_cap_is_as_wide_as_it_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
