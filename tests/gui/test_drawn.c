/* A slider says whether its value was drawn or set, and where training has moved it; a decimal comma can be typed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/drive.h"
#include <math.h>
#include <string.h>

static const Run *run_of(Drive *drive) { return &app_lab(drive->app)->run; }

static void a_drawn_value_is_measured_and_called_drawn(void **state) {
    Drive *drive = *state;
    assert_true(drive_has_text(drive, "0.42, as drawn"));
    drive_line(drive, "set radius 0.9");
    assert_false(drive_has_text(drive, "0.9, as drawn"));
    drive_line(drive, "train 50");
    assert_true(drive_has_text(drive, "0.9, now "));
    double trained = run_of(drive)->radius;
    drive_double_click(drive, "controls/radius"); /* beside the knob: its first press moves it */
    assert_true(drive_value(drive, KEY_RADIUS) == SETUP_DRAWN);
    assert_true(run_of(drive)->radius == trained);
    assert_false(drive_has_text(drive, ", now "));
    assert_false(drive_has_text(drive, ", as drawn")); /* training has moved it since */
    assert_int_equal(run_of(drive)->update, 50);
    drive_line(drive, "restart");
    assert_true(drive_has_text(drive, "0.42, as drawn"));
}

static void each_cell_names_the_bias_of_the_gate_that_keeps_its_state(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set cell lstm");
    assert_true(drive_has_text(drive, "Forget-gate bias") && drive_has_text(drive, "3, as drawn"));
    drive_line(drive, "set cell gru");
    assert_true(drive_has_text(drive, "Keep-gate bias") && drive_has_text(drive, "0, as drawn"));
    drive_line(drive, "set keep_bias 1.5");
    assert_true(run_of(drive)->forget_bias == 1.5);
    assert_false(drive_region(drive, "controls/forget_bias")->disabled);
    drive_line(drive, "set cell rnn");
    drive_frame(drive, 0);
    assert_true(drive_region(drive, "controls/forget_bias")->disabled);
}

static void the_recipe_says_that_a_number_rescales_it(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set init orthogonal");
    assert_true(drive_has_text(drive, "1, as drawn"));
    assert_false(drive_has_text(drive, "rescaled"));
    drive_line(drive, "set radius 0.9");
    assert_true(drive_has_text(drive, "rescaled to ρ 0.9"));
    drive_line(drive, "set weight_scale 0.5");
    assert_true(drive_has_text(drive, "rescaled to ρ 0.9, U and V to 0.5"));
    drive_line(drive, "reset radius");
    assert_true(drive_has_text(drive, "rescaled: U and V to 0.5"));
    drive_line(drive, "set radius 0.9");
    assert_true(fabs(run_of(drive)->radius - 0.9) < 1e-12);
}

static void a_thumb_stands_where_it_was_drawn_and_steps_from_there(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set init orthogonal");
    drive_line(drive, "focus controls/radius");
    drive_key(drive, "Right");
    assert_true(drive_value(drive, KEY_RADIUS) == 1.01);
}

static void a_decimal_comma_can_be_typed(void **state) {
    Drive *drive = *state;
    drive_line(drive, "focus controls/learning_rate");
    drive_key(drive, "Return");
    drive_type(drive, "0,02");
    drive_key(drive, "Return");
    assert_true(drive_value(drive, KEY_LEARNING_RATE) == 0.02);
    drive_refuse(drive, "set learning_rate 0,03", "written with a point");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_drawn_value_is_measured_and_called_drawn, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(each_cell_names_the_bias_of_the_gate_that_keeps_its_state, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(the_recipe_says_that_a_number_rescales_it, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(a_thumb_stands_where_it_was_drawn_and_steps_from_there, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(a_decimal_comma_can_be_typed, drive_setup_large, drive_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
