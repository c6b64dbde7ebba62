/* The input snapshot: motion is joined, everything else keeps its order, and a full list refuses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "gui/input.h"

static bool push(Input *input, InputKind kind, double x) {
    InputEvent event = {.kind = kind, .x = x, .y = 2.0 * x};
    return input_push(input, &event);
}

static void motion_after_motion_keeps_only_the_last_place(void **state) {
    (void)state;
    Input input;
    input_reset(&input);
    for (int i = 0; i < 1000; i++) assert_true(push(&input, INPUT_POINTER, (double)i));
    assert_int_equal(input.count, 1);
    assert_true(input.event[0].x == 999.0 && input.event[0].y == 1998.0);
}

static void a_press_between_motions_keeps_both_places(void **state) {
    (void)state;
    Input input;
    input_reset(&input);
    push(&input, INPUT_POINTER, 1.0);
    push(&input, INPUT_PRESS, 1.0);
    push(&input, INPUT_POINTER, 2.0);
    push(&input, INPUT_POINTER, 3.0);
    push(&input, INPUT_RELEASE, 3.0);
    assert_int_equal(input.count, 4);
    assert_true(input.event[0].kind == INPUT_POINTER && input.event[0].x == 1.0);
    assert_int_equal(input.event[1].kind, INPUT_PRESS);
    assert_true(input.event[2].kind == INPUT_POINTER && input.event[2].x == 3.0);
    assert_int_equal(input.event[3].kind, INPUT_RELEASE);
}

static void resizes_join_and_wheel_notches_do_not(void **state) {
    (void)state;
    Input input;
    input_reset(&input);
    push(&input, INPUT_RESIZE, 800.0);
    push(&input, INPUT_RESIZE, 900.0);
    push(&input, INPUT_WHEEL, 0.0);
    push(&input, INPUT_WHEEL, 0.0);
    assert_int_equal(input.count, 3);
    assert_true(input.event[0].x == 900.0);
}

static void a_full_list_refuses_new_events_but_still_joins_motion(void **state) {
    (void)state;
    Input input;
    input_reset(&input);
    for (int i = 0; i < INPUT_EVENT_MAX - 1; i++) assert_true(push(&input, INPUT_KEY, (double)i));
    assert_true(push(&input, INPUT_POINTER, 5.0));
    assert_int_equal(input.count, INPUT_EVENT_MAX);
    assert_true(push(&input, INPUT_POINTER, 6.0));
    assert_true(input.event[INPUT_EVENT_MAX - 1].x == 6.0);
    assert_false(push(&input, INPUT_PRESS, 6.0));
    assert_int_equal(input.count, INPUT_EVENT_MAX);
    input_reset(&input);
    assert_true(push(&input, INPUT_PRESS, 6.0));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(motion_after_motion_keeps_only_the_last_place),
        cmocka_unit_test(a_press_between_motions_keeps_both_places),
        cmocka_unit_test(resizes_join_and_wheel_notches_do_not),
        cmocka_unit_test(a_full_list_refuses_new_events_but_still_joins_motion),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
