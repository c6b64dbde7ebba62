/* Numbers of which rounding leaves fewer than three digits are known as such, and no others. */
// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "experiment/digits_probe.h"
#include "support/lab_case.h"
#include <math.h>

static double least_digits(const DigitsProbe *probe, const Lab *lab) {
    const FollowLane *a = &lab->run.follow.lane[0][0], *b = &probe->follow.lane[0][0];
    double least = 17;
    for (int t = 0; t < lab->run.wiring.steps; t++) least = fmin(least, digits_agreed(a->r[t], b->r[t]));
    return least;
}

static void usual_numbers_have_all_their_digits(void **state) {
    (void)state;
    static const char *const cells[] = {"set cell rnn", "set cell gru", "set cell lstm"};
    for (int cell = 0; cell < 3; cell++) {
        Lab lab;
        DigitsProbe probe = {0};
        lab_case_open(&lab);
        lab_case_apply_all(&lab, cells[cell]);
        lab_case_apply_all(&lab, "set steps 60; train 50");
        assert_true(digits_probe_measure(&probe, &lab));
        assert_true(least_digits(&probe, &lab) > 9);
        digits_probe_deinit(&probe);
        lab_deinit(&lab);
    }
}

static void a_long_chaotic_run_has_not(void **state) {
    (void)state;
    Lab lab;
    DigitsProbe probe = {0};
    lab_case_open(&lab);
    lab_case_apply_all(&lab, "set hidden 28; set steps 1000; set radius 3");
    assert_true(digits_probe_measure(&probe, &lab));
    assert_true(least_digits(&probe, &lab) < 3);
    lab_case_apply_all(&lab, "set steps 10");
    assert_true(digits_probe_measure(&probe, &lab)); /* of the new experiment, not remembered */
    assert_true(least_digits(&probe, &lab) > 9);
    digits_probe_deinit(&probe);
    lab_deinit(&lab);
}

static void a_network_too_large_for_a_frame_is_left_out(void **state) {
    (void)state;
    Lab lab;
    DigitsProbe probe = {0};
    lab_case_open(&lab);
    lab_case_apply_all(&lab, "set hidden 64; set steps 400");
    assert_false(digits_probe_measure(&probe, &lab));
    assert_false(probe.is_known);
    digits_probe_deinit(&probe);
    lab_deinit(&lab);
}

static void digits_count_what_two_numbers_share(void **state) {
    (void)state;
    assert_true(digits_agreed(1, 1) == 17 && digits_agreed(0, 0) == 17 && digits_agreed(NAN, 1) == 17);
    assert_true(fabs(digits_agreed(1, 1.001) - 3) < 0.01);
    assert_true(digits_agreed(1, -1) < 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(usual_numbers_have_all_their_digits),
        cmocka_unit_test(a_long_chaotic_run_has_not),
        cmocka_unit_test(a_network_too_large_for_a_frame_is_left_out),
        cmocka_unit_test(digits_count_what_two_numbers_share),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
