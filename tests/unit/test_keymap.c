/* What keys stand for: the table, and what a person changes of it; nothing in the text is lost, and every key that a list names does what
   the list says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "lab/keymap.h"
#include <string.h>

static const CommandScope on_stage[] = {SCOPE_STAGE, SCOPE_EVERYWHERE};
static const CommandScope on_page[] = {SCOPE_PAGE, SCOPE_EVERYWHERE};

static void read(Keymap *keymap, const char *text) {
    DiagList wrong;
    diag_list_reset(&wrong);
    keymap_read(keymap, str_from(text), &wrong);
    if (wrong.found > 0) fail_msg("%s: %s", text, wrong.item[0].text);
}

static void assert_key(const Keymap *keymap, const CommandScope scope[2], const char *key, const char *line) {
    char found[COMMAND_SHORT_MAX];
    bool is_there = keymap_find(found, sizeof found, keymap, key, scope, 2);
    assert_int_equal(is_there, line[0] != '\0');
    if (strcmp(found, line) != 0) fail_msg("%s is \"%s\", not \"%s\"", key, found, line);
}

static void bind(char text[512], const char *key, const char *line) {
    Diag diag = {0};
    if (!keymap_bind(text, 512, str_from(text), str_from(key), str_from(line), &diag)) fail_msg("%s %s: %s", key, line, diag.text);
}

static void the_usual_keymap_is_the_table(void **state) {
    (void)state;
    Keymap keymap;
    read(&keymap, "usual");
    assert_int_equal(keymap.count, 0);
    assert_key(&keymap, on_stage, "u", "update");
    assert_key(NULL, on_stage, "Ctrl+Z", "undo");
    assert_key(&keymap, on_stage, "Down", "");
    assert_key(&keymap, on_page, "Down", "scroll down");
}

static void a_chosen_key_comes_before_the_table(void **state) {
    (void)state;
    Keymap keymap;
    read(&keymap, "F5 train 100; ctrl+u undo; Shift+F6 seek unroll 0; U none; . quit; ; pause");
    assert_int_equal(keymap.count, 6);
    assert_key(&keymap, on_stage, "F5", "train 100");
    assert_key(&keymap, on_stage, "Ctrl+U", "undo");
    assert_key(&keymap, on_stage, "Ctrl+Z", "undo");
    assert_key(&keymap, on_stage, "U", "");
    assert_key(&keymap, on_stage, ".", "quit"); /* a scope that holds everywhere: before the stage's own step forward */
    assert_key(&keymap, on_stage, ";", "pause");
    read(&keymap, "Down quit; Down none; Down scroll top");
    assert_key(&keymap, on_page, "Down", "scroll top");
    assert_key(&keymap, on_stage, "Down", "quit");
}

static void what_cannot_be_read_is_named_and_all_else_holds(void **state) {
    (void)state;
    static const char *const says[] = {"\"Foo\" is not a key", "Escape cannot be given", "F2: There is no command \"undoo\"", "F3: press is input"};
    Keymap keymap;
    DiagList wrong;
    diag_list_reset(&wrong);
    keymap_read(&keymap, str_from("Foo undo; Escape quit; F1 undo; F2 undoo; F3 press; F4 redo"), &wrong);
    assert_int_equal(wrong.found, 4);
    for (int i = 0; i < 4; i++)
        if (!strstr(wrong.item[i].text, says[i])) fail_msg("\"%s\" does not say \"%s\"", wrong.item[i].text, says[i]);
    assert_int_equal(keymap.count, 2);
    assert_key(&keymap, on_stage, "F1", "undo");
    assert_key(&keymap, on_stage, "F4", "redo");
}

static void binding_changes_one_key_and_loses_nothing(void **state) {
    (void)state;
    char text[512] = "usual";
    bind(text, "f5", "train 100");
    bind(text, "Ctrl+U", "undo");
    assert_string_equal(text, "F5 train 100; Ctrl+U undo");
    bind(text, "F5", "train 200");
    assert_string_equal(text, "Ctrl+U undo; F5 train 200");
    strcat(text, "; F7 of a newer program");
    bind(text, "Ctrl+U", "none");
    assert_string_equal(text, "F5 train 200; F7 of a newer program; Ctrl+U none");
    bind(text, "Ctrl+U", "default");
    bind(text, "F5", "default");
    assert_string_equal(text, "F7 of a newer program");
    bind(text, "all", "default");
    assert_string_equal(text, "usual");
    Diag diag = {0};
    char before[512] = "F5 undo";
    assert_false(keymap_bind(before, 512, str_from(before), str_from("F5"), str_from("set cell"), &diag));
    assert_string_equal(before, "F5 undo");
    char small[12] = "usual";
    assert_false(keymap_bind(small, sizeof small, str_from(small), str_from("F5"), str_from("training toggle"), &diag));
}

static void a_moved_key_leaves_the_other_meanings_of_the_old_one(void **state) {
    (void)state;
    char text[512] = "usual";
    Keymap keymap;
    Diag diag = {0};
    assert_true(keymap_move(text, 512, str_from(text), str_from("Up"), str_from("W"), str_from("walk up"), &diag));
    read(&keymap, text);
    const CommandScope inside[] = {SCOPE_INSIDE, SCOPE_EVERYWHERE};
    assert_key(&keymap, inside, "W", "walk up");
    assert_key(&keymap, inside, "Up", "");
    assert_key(&keymap, on_page, "Up", "scroll up");
    /* And back. */
    assert_true(keymap_move(text, 512, str_from(text), str_from("W"), str_from("Up"), str_from("walk up"), &diag));
    read(&keymap, text);
    assert_key(&keymap, inside, "Up", "walk up");
    assert_key(&keymap, inside, "W", "");
    assert_key(&keymap, on_page, "Up", "scroll up");
}

/* Whatever was chosen, and on any screen. */
static void every_key_that_is_listed_does_what_is_listed(void **state) {
    (void)state;
    static const char *const texts[] = {"usual", "Up quit; Down none; Left theme toggle; U undo; F5 hide; Shift+Right none; 1 update"};
    for (int i = 0; i < 2; i++) {
        for (int scope = 0; scope < SCOPE_EVERYWHERE; scope++) {
            const CommandScope scopes[] = {(CommandScope)scope, SCOPE_EVERYWHERE};
            Keymap keymap;
            read(&keymap, texts[i]);
            KeymapWalk walk = {.scopes = (1u << scope) | (1u << SCOPE_EVERYWHERE)};
            int count = 0;
            for (; keymap_next(&keymap, &walk); count++) assert_key(&keymap, scopes, walk.key, walk.line);
            assert_true(count > 10);
        }
    }
    Keymap keymap;
    char key[KEYMAP_KEY_SIZE];
    read(&keymap, texts[1]);
    keymap_key_of(key, sizeof key, &keymap, "undo");
    assert_string_equal(key, "Ctrl+Z");
    keymap_key_of(key, sizeof key, &keymap, "update");
    assert_string_equal(key, "1");
    keymap_key_of(key, sizeof key, &keymap, "set cell lstm");
    assert_string_equal(key, "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_usual_keymap_is_the_table),
        cmocka_unit_test(a_chosen_key_comes_before_the_table),
        cmocka_unit_test(what_cannot_be_read_is_named_and_all_else_holds),
        cmocka_unit_test(binding_changes_one_key_and_loses_nothing),
        cmocka_unit_test(a_moved_key_leaves_the_other_meanings_of_the_old_one),
        cmocka_unit_test(every_key_that_is_listed_does_what_is_listed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
