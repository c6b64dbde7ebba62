/* Editing text: characters are never cut, the selection follows, and nothing is inserted that has no room. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "base/random.h"
#include "gui/edit.h"
#include <string.h>

static char buffer[64];

static Edit begin(const char *text) {
    Edit edit;
    edit_bind(&edit, buffer, sizeof buffer, text);
    edit_move(&edit, EDIT_END, false);
    return edit;
}

static void assert_selected(const Edit *edit, const char *expected) {
    char found[64];
    str_copy(found, sizeof found, edit_selected(edit));
    assert_string_equal(found, expected);
}

static void a_new_text_is_all_selected_and_typing_replaces_it(void **state) {
    (void)state;
    Edit edit;
    edit_bind(&edit, buffer, sizeof buffer, "0.87");
    assert_selected(&edit, "0.87");
    assert_true(edit_insert(&edit, str_from("1")));
    assert_string_equal(edit.text, "1");
    assert_selected(&edit, "");
}

static void the_caret_passes_whole_characters(void **state) {
    (void)state;
    Edit edit = begin("a±€😀");
    const int places[] = {10, 6, 3, 1, 0, 0};
    for (int i = 0; i < 6; i++) {
        assert_int_equal(edit.caret, places[i]);
        edit_key(&edit, "Left");
    }
    edit_key(&edit, "Right");
    edit_key(&edit, "Delete");
    assert_string_equal(edit.text, "a€😀");
    edit_key(&edit, "End");
    edit_key(&edit, "Backspace");
    assert_string_equal(edit.text, "a€");
}

static void shift_selects_and_an_arrow_leaves_at_its_side(void **state) {
    (void)state;
    Edit edit = begin("hidden");
    edit_key(&edit, "Shift+Left");
    edit_key(&edit, "Shift+Left");
    assert_selected(&edit, "en");
    edit_key(&edit, "Left");
    assert_int_equal(edit.caret, 4);
    assert_selected(&edit, "");
    edit_key(&edit, "Shift+Home");
    assert_selected(&edit, "hidd");
    edit_key(&edit, "Shift+End"); /* from the same anchor, the other way */
    assert_selected(&edit, "en");
    edit_key(&edit, "Right");
    assert_int_equal(edit.caret, 6);
    edit_key(&edit, "Shift+Left");
    edit_key(&edit, "Delete");
    assert_string_equal(edit.text, "hidde");
}

static void ctrl_moves_and_erases_by_word(void **state) {
    (void)state;
    Edit edit = begin("set größe -0.5e-3, x");
    const char *const rest[] = {"x", ", x", "-0.5e-3, x", "größe -0.5e-3, x", "set größe -0.5e-3, x"};
    for (int i = 0; i < 5; i++) {
        edit_key(&edit, "Ctrl+Left");
        assert_string_equal(edit.text + edit.caret, rest[i]);
    }
    edit_key(&edit, "Ctrl+Right");
    assert_string_equal(edit.text + edit.caret, rest[3]);
    edit_key(&edit, "Ctrl+Shift+Right");
    assert_selected(&edit, "größe ");
    edit_key(&edit, "Ctrl+Home");
    edit_key(&edit, "Ctrl+Delete");
    assert_string_equal(edit.text, "größe -0.5e-3, x");
    edit_key(&edit, "Ctrl+End");
    edit_key(&edit, "Ctrl+Backspace");
    edit_key(&edit, "Ctrl+Backspace");
    assert_string_equal(edit.text, "größe -0.5e-3");
    edit_key(&edit, "Ctrl+Backspace");
    assert_string_equal(edit.text, "größe ");
}

static void a_double_click_selects_the_word_the_number_or_the_blanks(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int at;
        const char *word;
    } cases[] = {{"0.87", 1, "0.87"}, {"0.87", 4, "0.87"}, {"lr 1e-3", 5, "1e-3"},  {"lr 1e-3", 2, " "}, {"-2", 0, "-2"},
                 {"a-b", 0, "a"},     {"a-b", 1, "-"},     {"über uns", 2, "über"}, {"", 0, ""},         {"1,5", 2, "1,5"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        Edit edit = begin(cases[i].text);
        edit_select_word(&edit, cases[i].at);
        assert_selected(&edit, cases[i].word);
    }
}

static void what_has_no_room_is_not_inserted(void **state) {
    (void)state;
    char small[6];
    Edit edit;
    edit_bind(&edit, small, sizeof small, "12345678");
    assert_string_equal(edit.text, "12345");
    edit_move(&edit, EDIT_END, false);
    assert_int_equal(edit_room(&edit), 0);
    assert_false(edit_insert(&edit, str_from("6")));
    assert_string_equal(edit.text, "12345");
    edit_select(&edit, 1, 3);
    assert_int_equal(edit_room(&edit), 2);
    assert_false(edit_insert(&edit, str_from("€")));
    assert_true(edit_insert(&edit, str_from("±")));
    assert_string_equal(edit.text, "1±45");
}

static void composed_text_is_shown_and_not_part_of_the_text(void **state) {
    (void)state;
    Edit edit = begin("ab");
    edit_compose(&edit, str_from("に"));
    assert_string_equal(edit.composed, "に");
    assert_string_equal(edit.text, "ab");
    assert_true(edit_insert(&edit, str_from("日")));
    assert_string_equal(edit.composed, "");
    assert_string_equal(edit.text, "ab日");
    edit_select(&edit, 0, 2);
    edit_compose(&edit, str_from("n")); /* takes the place of what is selected */
    assert_string_equal(edit.text, "日");
}

static void a_text_as_long_as_its_owner_allows_is_edited(void **state) {
    (void)state;
    static char large[100001];
    Edit edit;
    edit_bind(&edit, large, sizeof large, "");
    for (int i = 0; i < 10000; i++) assert_true(edit_insert(&edit, str_from("ten bytes ")));
    assert_int_equal(edit_text(&edit).count, 100000);
    assert_false(edit_insert(&edit, str_from("x")));
    edit_key(&edit, "Shift+Home");
    assert_int_equal(edit_selected(&edit).count, 100000);
    edit_key(&edit, "Backspace");
    assert_string_equal(edit.text, "");
}

/* Whatever is done, with whatever bytes: the caret stays in the text and at the start of a character. */
static void type(Edit *edit, const char *text) {
    for (; *text; text++) assert_true(edit_insert(edit, (Str){text, 1}));
}

static void undo_takes_back_a_word_a_run_of_erased_characters_or_a_paste(void **state) {
    (void)state;
    Edit edit = begin("a cat");
    type(&edit, " sat on");
    assert_true(edit_insert(&edit, str_from(" the mat")));
    edit_key(&edit, "Backspace");
    edit_key(&edit, "Backspace");
    static const char *const held[] = {"a cat sat on the m", "a cat sat on the mat", "a cat sat on", "a cat sat ", "a cat ", "a cat"};
    for (int way = 0; way < 2; way++) { /* all of it twice */
        for (int i = 0; i < 6; i++) {
            assert_string_equal(edit.text, held[i]);
            assert_true(edit_go_back(&edit, -1) == (i < 5));
        }
        for (int i = 5; i >= 0; i--) {
            assert_string_equal(edit.text, held[i]);
            assert_true(edit_go_back(&edit, 1) == (i > 0));
        }
    }
    edit_go_back(&edit, -1);
    type(&edit, "s");
    assert_false(edit_go_back(&edit, 1)); /* another change: what was undone is gone */
    assert_string_equal(edit.text, "a cat sat on the mats");
    edit_select(&edit, 2, 5);
    edit_key(&edit, "Delete");
    assert_string_equal(edit.text, "a  sat on the mats");
    edit_go_back(&edit, -1);
    assert_selected(&edit, "cat"); /* as it was */
    edit_move(&edit, EDIT_HOME, false);
    edit_key(&edit, "Backspace"); /* which erases nothing, is no change */
    edit_go_back(&edit, -1);
    assert_string_equal(edit.text, "a cat sat on the mat");
}

/* As random keys and undo alternate, undo leads to the first text and redo to the last. */
static void undo_of_all_is_the_first_text_and_redo_of_all_the_last(void **state) {
    static const char *const keys[] = {"Left", "Shift+Ctrl+Left", "Home", "Backspace", "Delete", "Ctrl+Backspace", "End", "Ctrl+Delete"};
    Random random = random_from(5, 0);
    (void)state;
    for (int trial = 0; trial < 200; trial++) {
        Edit edit = begin("die größe \xF0\x9F\x8D\x8E 3.5");
        char last[64];
        for (int i = 0; i < 20; i++) {
            unsigned pick = (unsigned)(random_unit(&random) * 14);
            if (pick < 8)
                edit_key(&edit, keys[pick]);
            else if (pick < 10)
                edit_go_back(&edit, pick == 8 ? -1 : 1);
            else
                edit_insert(&edit, str_from(pick == 10 ? "ü" : pick == 11 ? "two words" : pick == 12 ? " " : "x"));
            assert_true(edit_is_sane(&edit));
        }
        while (edit_go_back(&edit, 1)) {}
        strcpy(last, edit.text);
        while (edit_go_back(&edit, -1)) assert_true(edit_is_sane(&edit));
        assert_string_equal(edit.text, "die größe \xF0\x9F\x8D\x8E 3.5");
        while (edit_go_back(&edit, 1)) {}
        assert_string_equal(edit.text, last);
    }
}

/* More changes than are kept, and texts that are too long to be kept. */
static void undo_goes_back_as_far_as_it_is_kept(void **state) {
    (void)state;
    static char large[600], text[400];
    Edit edit = begin("");
    int back = 0;
    for (int i = 0; i < 40; i++) {
        type(&edit, "x");
        edit_move(&edit, EDIT_END, false); /* each its own change */
    }
    while (edit_go_back(&edit, -1)) back++;
    assert_int_equal(back, EDIT_PAST_MAX - 1);
    assert_int_equal(strlen(edit.text), 40 - back);
    memset(text, 'y', sizeof text - 1);
    edit_bind(&edit, large, sizeof large, text);
    edit_move(&edit, EDIT_END, false);
    type(&edit, "z");
    assert_false(edit_go_back(&edit, -1));
    assert_int_equal(strlen(edit.text), 400);
    edit_select(&edit, 0, 400);
    assert_true(edit_insert(&edit, str_from("short")));
    type(&edit, " again");
    assert_true(edit_go_back(&edit, -1));
    assert_true(edit_go_back(&edit, -1));
    assert_string_equal(edit.text, "short");
    assert_false(edit_go_back(&edit, -1));
}

static void random_keys_never_cut_a_character(void **state) {
    (void)state;
    static const char *const keys[] = {
        "Left",      "Right",      "Home",       "End",         "Backspace",      "Delete",           "Shift+Left",
        "Ctrl+Left", "Ctrl+Right", "Shift+Home", "Shift+Right", "Ctrl+Backspace", "Ctrl+Shift+Right", "Up"};
    static const char *const texts[] = {"a", "±", "€", "😀", " ", "-1.5", ",", "ab cd", "é", "."};
    Random random = random_from(7, 0);
    Edit edit = begin("");
    for (int i = 0; i < 20000; i++) {
        int what = random_below(&random, 5);
        if (what == 0)
            edit_insert(&edit, str_from(texts[random_below(&random, 10)]));
        else if (what == 1)
            edit_select(&edit, random_below(&random, 70) - 3, random_below(&random, 70) - 3);
        else if (what == 2)
            edit_select_word(&edit, random_below(&random, 70) - 3);
        else
            edit_key(&edit, keys[random_below(&random, 14)]);
        assert_true(edit_is_sane(&edit));
        assert_true(edit_text(&edit).count < edit.size);
        assert_int_not_equal((unsigned char)edit.text[edit.caret] & 0xC0, 0x80);
        assert_int_not_equal((unsigned char)edit.text[edit.anchor] & 0xC0, 0x80);
    }
}

static void keys_that_type_or_edit_belong_to_the_field(void **state) {
    (void)state;
    static const char *const mine[] = {"a", "Shift+T", "5", ".", "ü", "Space", "Left", "Ctrl+Shift+Left", "Backspace", "Plus", "Up"};
    static const char *const others[] = {"F1", "Escape", "Ctrl+Z", "PageDown", "Tab", "Ctrl+Plus", "Ctrl+C", ""};
    for (size_t i = 0; i < sizeof mine / sizeof mine[0]; i++)
        if (!edit_takes_key(mine[i])) fail_msg("%s is not the field's", mine[i]);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (edit_takes_key(others[i])) fail_msg("%s is the field's", others[i]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_text_is_all_selected_and_typing_replaces_it),
        cmocka_unit_test(the_caret_passes_whole_characters),
        cmocka_unit_test(shift_selects_and_an_arrow_leaves_at_its_side),
        cmocka_unit_test(ctrl_moves_and_erases_by_word),
        cmocka_unit_test(a_double_click_selects_the_word_the_number_or_the_blanks),
        cmocka_unit_test(what_has_no_room_is_not_inserted),
        cmocka_unit_test(composed_text_is_shown_and_not_part_of_the_text),
        cmocka_unit_test(a_text_as_long_as_its_owner_allows_is_edited),
        cmocka_unit_test(keys_that_type_or_edit_belong_to_the_field),
        cmocka_unit_test(undo_takes_back_a_word_a_run_of_erased_characters_or_a_paste),
        cmocka_unit_test(undo_of_all_is_the_first_text_and_redo_of_all_the_last),
        cmocka_unit_test(undo_goes_back_as_far_as_it_is_kept),
        cmocka_unit_test(random_keys_never_cut_a_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
