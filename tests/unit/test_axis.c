/* The axes of charts: places and numbers are inverses, and ticks stand at round numbers within the axis. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "gui/axis.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static void check_labels(const Axis *axis, int most, const char *wanted) {
    AxisTick tick[AXIS_TICK_MAX];
    char found[512] = "";
    int count = axis_list_ticks(tick, axis, most);
    for (int i = 0; i < count; i++) {
        char one[40];
        if (tick[i].is_power)
            snprintf(one, sizeof one, "e%d", tick[i].exponent);
        else
            snprintf(one, sizeof one, "%s", tick[i].label);
        snprintf(found + strlen(found), sizeof found - strlen(found), "%s%s", i ? " " : "", one);
        assert_true(tick[i].place >= axis->low - 1e-6 * (axis->high - axis->low));
        assert_true(tick[i].place <= axis->high + 1e-6 * (axis->high - axis->low));
    }
    assert_string_equal(found, wanted);
}

static void ticks_stand_at_one_two_and_five(void **state) {
    (void)state;
    check_labels(&(Axis){.low = 0, .high = 1}, 6, "0 0.2 0.4 0.6 0.8 1.0");
    check_labels(&(Axis){.low = 0, .high = 1}, 3, "0 0.5 1.0");
    check_labels(&(Axis){.low = -1.3, .high = 1.3}, 6, "−1.0 −0.5 0 0.5 1.0");
    check_labels(&(Axis){.low = 0, .high = 1234}, 4, "0 500 1,000");
    check_labels(&(Axis){.low = 0, .high = 0.3}, 3, "0 0.1 0.2 0.3"); /* three times 0.1 is no 0.30000000000000004 */
    check_labels(&(Axis){.low = 0, .high = 4e-7}, 4, "0 1e-7 2e-7 3e-7 4e-7");
    check_labels(&(Axis){.low = 0, .high = 3e6}, 3, "0 1e6 2e6 3e6");
}

static void a_whole_axis_has_whole_ticks_only(void **state) {
    (void)state;
    check_labels(&(Axis){.low = 1, .high = 4, .is_whole = true}, 10, "1 2 3 4");
    check_labels(&(Axis){.low = 1, .high = 60, .is_whole = true}, 6, "10 20 30 40 50 60");
    check_labels(&(Axis){.low = 1.2, .high = 1.8, .is_whole = true}, 6, "");
}

static void a_log_axis_has_powers_or_numbers_within_them(void **state) {
    (void)state;
    check_labels(&(Axis){.low = -8, .high = 2, .is_log = true}, 5, "e-8 e-6 e-4 e-2 e0 e2");
    check_labels(&(Axis){.low = -8, .high = 2, .is_log = true}, 3, "e-5 e0");
    check_labels(&(Axis){.low = -0.2, .high = 1.1, .is_log = true}, 6, "1 2 5 10");
    check_labels(&(Axis){.low = log10(3.1), .high = log10(4.4), .is_log = true}, 4, "3.5 4.0");
}

static void what_is_no_axis_has_no_ticks(void **state) {
    (void)state;
    check_labels(&(Axis){.low = 1, .high = 1}, 5, "");
    check_labels(&(Axis){.low = NAN, .high = 1}, 5, "");
    check_labels(&(Axis){.low = 0, .high = INFINITY, .is_log = true}, 5, "");
}

static void places_and_numbers_are_inverses(void **state) {
    (void)state;
    const Axis axes[] = {{.low = -3, .high = 9}, {.low = -8, .high = 2, .is_log = true}};
    for (int k = 0; k < 2; k++) {
        for (double number = 1e-7; number < 90; number *= 3.7) {
            assert_true(fabs(axis_number(&axes[k], axis_place(&axes[k], number)) / number - 1) < 1e-12);
            double unit = axis_unit(&axes[k], number), place = axes[k].low + unit * (axes[k].high - axes[k].low);
            assert_true(fabs(place - axis_place(&axes[k], number)) < 1e-12);
        }
    }
    assert_true(isnan(axis_unit(&axes[1], 0)));
    assert_true(isnan(axis_unit(&axes[1], -1)));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ticks_stand_at_one_two_and_five),
        cmocka_unit_test(a_whole_axis_has_whole_ticks_only),
        cmocka_unit_test(a_log_axis_has_powers_or_numbers_within_them),
        cmocka_unit_test(what_is_no_axis_has_no_ticks),
        cmocka_unit_test(places_and_numbers_are_inverses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
