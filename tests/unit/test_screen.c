/* The stack of screens, and the order in which their scopes are asked for a key. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "view/screen.h"
#include <string.h>

static void a_screen_is_on_the_stack_once_and_showing_it_closes_what_lies_above(void **state) {
    (void)state;
    ScreenStack stack = {0};
    assert_int_equal(screen_top(&stack), SCREEN_STAGE);
    screen_show(&stack, SCREEN_STORY);
    screen_show(&stack, SCREEN_HELP);
    assert_int_equal(stack.count, 2);
    screen_show(&stack, SCREEN_STORY);
    assert_int_equal(stack.count, 1);
    assert_int_equal(screen_top(&stack), SCREEN_STORY);
    assert_false(screen_is_open(&stack, SCREEN_HELP));
    screen_show(&stack, SCREEN_HELP);
    screen_show(&stack, SCREEN_STAGE);
    assert_int_equal(stack.count, 0);
    assert_false(screen_hide(&stack));
}

static void hiding_goes_back_to_the_screen_below(void **state) {
    (void)state;
    ScreenStack stack = {0};
    screen_show(&stack, SCREEN_CONTROLS);
    screen_show(&stack, SCREEN_HELP);
    assert_true(screen_hide(&stack));
    assert_int_equal(screen_top(&stack), SCREEN_CONTROLS);
    assert_true(screen_hide(&stack));
    assert_int_equal(screen_top(&stack), SCREEN_STAGE);
}

static void a_panel_takes_the_place_of_another_and_leaves_a_wide_window(void **state) {
    (void)state;
    ScreenStack stack = {0};
    screen_show(&stack, SCREEN_STORY);
    screen_show(&stack, SCREEN_CONTROLS);
    assert_int_equal(stack.count, 1);
    screen_show(&stack, SCREEN_HELP);
    screen_drop_panels(&stack);
    assert_int_equal(stack.count, 1);
    assert_int_equal(screen_top(&stack), SCREEN_HELP);
}

/* Every row of the table, in every order of three: the stack has room, and what is on it can be named. */
static void any_three_screens_can_be_opened_in_any_order(void **state) {
    (void)state;
    for (int order = 0; order < SCREEN_COUNT * SCREEN_COUNT * SCREEN_COUNT; order++) {
        ScreenStack stack = {0};
        int id[3] = {order % SCREEN_COUNT, order / SCREEN_COUNT % SCREEN_COUNT, order / SCREEN_COUNT / SCREEN_COUNT};
        for (int i = 0; i < 3; i++) {
            Diag diag = {0};
            screen_show(&stack, (ScreenId)id[i]);
            assert_int_equal(screen_top(&stack), id[i]);
            assert_true(stack.count < SCREEN_COUNT);
            assert_int_equal(screen_find(str_from(screen_table[id[i]].name), &diag), id[i]);
        }
    }
}

static void an_unknown_name_gets_the_closest_or_the_list(void **state) {
    (void)state;
    Diag diag = {0};
    assert_int_equal(screen_find(str_from("control"), &diag), -1);
    assert_string_equal(diag.text, "There is no screen \"control\"; did you mean \"controls\"?");
    assert_int_equal(screen_find(str_from("xyzzy"), &diag), -1);
    for (int id = 0; id < SCREEN_COUNT; id++) assert_non_null(strstr(diag.text, screen_table[id].name));
}

static int list(CommandScope out[SCOPE_COUNT], const ScreenStack *stack, bool typing) {
    return screen_list_scopes(out, stack, stack->count, typing);
}

static void keys_are_looked_up_from_the_top_down_to_a_modal_screen(void **state) {
    (void)state;
    ScreenStack stack = {0};
    CommandScope scope[SCOPE_COUNT];
    assert_int_equal(list(scope, &stack, false), 2);
    assert_int_equal(scope[0], SCOPE_STAGE);
    assert_int_equal(scope[1], SCOPE_EVERYWHERE);
    assert_int_equal(list(scope, &stack, true), 3);
    assert_int_equal(scope[0], SCOPE_TEXT);
    screen_show(&stack, SCREEN_CONTROLS);
    screen_show(&stack, SCREEN_HELP);
    assert_int_equal(list(scope, &stack, false), 2);
    assert_int_equal(scope[0], SCOPE_PAGE); /* and not the stage's: the help is modal */
    assert_int_equal(scope[1], SCOPE_EVERYWHERE);
    assert_int_equal(screen_list_scopes(scope, &stack, 1, false), 2); /* below the help */
    assert_int_equal(scope[0], SCOPE_STAGE);
}

/* A screen without a way out would hold a person: Escape works on all of them. */
static void escape_works_on_every_screen(void **state) {
    (void)state;
    for (int id = 0; id < SCREEN_COUNT; id++) {
        char line[COMMAND_SHORT_MAX];
        CommandScope scope[SCOPE_COUNT];
        ScreenStack stack = {0};
        screen_show(&stack, (ScreenId)id);
        bool found = false;
        for (int i = 0, count = list(scope, &stack, false); i < count && !found; i++)
            found = command_find_key(line, sizeof line, "Escape", scope[i]);
        assert_true(found);
        assert_string_equal(line, "hide");
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_screen_is_on_the_stack_once_and_showing_it_closes_what_lies_above),
        cmocka_unit_test(hiding_goes_back_to_the_screen_below),
        cmocka_unit_test(a_panel_takes_the_place_of_another_and_leaves_a_wide_window),
        cmocka_unit_test(any_three_screens_can_be_opened_in_any_order),
        cmocka_unit_test(an_unknown_name_gets_the_closest_or_the_list),
        cmocka_unit_test(keys_are_looked_up_from_the_top_down_to_a_modal_screen),
        cmocka_unit_test(escape_works_on_every_screen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
