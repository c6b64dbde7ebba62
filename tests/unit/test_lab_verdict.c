/* The verdict over sequences that training never draws. */
// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "lab/verdict_sample.h"
#include "support/engine_case.h"
#include "support/lab_case.h"
#include <math.h>

/* One identity unit multiplies by the same w at every arrow, whatever the sequence. */
static void one_linear_unit_gives_every_sequence_the_same_ratio(void **state) {
    (void)state;
    Lab lab;
    VerdictSample sample;
    lab_case_open(&lab);
    lab_case_apply_all(&lab, "set activation identity; set hidden 1; set radius 0.8; set steps 11");
    assert_true(verdict_sample(&sample, &lab.run, &lab.setup, 0, NULL));
    assert_int_equal(sample.sequences + sample.skipped, VERDICT_SAMPLE_COUNT);
    assert_int_equal(sample.skipped, 0);
    assert_near(sample.median, 10 * log10(0.8), 1e-12, 1, "median", 0);
    assert_near(sample.least, sample.most, 1e-12, 1, "least and most", 0);
    lab_deinit(&lab);
}

static void looking_at_others_changes_nothing(void **state) {
    (void)state;
    Lab lab;
    VerdictSample sample, again;
    lab_case_open(&lab);
    lab_case_apply_all(&lab, "set cell lstm; set layers 2; set dropout 0.5; train 20");
    LabDigest before = lab_case_digest(&lab);
    assert_true(verdict_sample(&sample, &lab.run, &lab.setup, 0, NULL) && verdict_sample(&again, &lab.run, &lab.setup, 0, NULL));
    LabDigest after = lab_case_digest(&lab);
    lab_case_assert_same(&before, &after, "the experiment");
    assert_true(sample.median == again.median && sample.least <= sample.median && sample.median <= sample.most);
    assert_true(sample.least < sample.most); /* sequences differ */
    lab_deinit(&lab);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_linear_unit_gives_every_sequence_the_same_ratio),
        cmocka_unit_test(looking_at_others_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
