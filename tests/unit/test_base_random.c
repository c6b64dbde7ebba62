/* Seeded chance: the published sequences, and the properties the program relies on. Bounds on statistics are many deviations
   wide and the seeds are fixed, so these tests either always pass or always fail. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/random.h"
#include <math.h>
#include <stdlib.h>

static void the_generator_gives_the_published_sequence(void **state) {
    (void)state;
    /* xoshiro256** from the state 1, 2, 3, 4, and splitmix64 from 0: the values of the reference programs. */
    static const uint64_t expected[] = {11520, 0, 1509978240, UINT64_C(1215971899390074240), UINT64_C(1216172134540287360)};
    static const uint64_t start[] = {UINT64_C(0xE220A8397B1DCDAF), UINT64_C(0x6E789E6AA1B965F4), UINT64_C(0x06C45D188009454F),
                                     UINT64_C(0xF88BB8A8724C81EC)};
    Random random = {{1, 2, 3, 4}};
    for (int i = 0; i < 5; i++) assert_true(random_next(&random) == expected[i]);
    random = random_from(0, 0);
    for (int i = 0; i < 4; i++) assert_true(random.state[i] == start[i]);
}

static void one_seed_gives_one_sequence_and_streams_differ(void **state) {
    (void)state;
    Random a = random_from(42, 3), b = random_from(42, 3), c = random_from(42, 4), d = random_from(43, 3);
    int same_stream = 0, same_seed = 0;
    for (int i = 0; i < 1000; i++) {
        uint64_t x = random_next(&a);
        assert_true(x == random_next(&b));
        same_stream += x == random_next(&c);
        same_seed += x == random_next(&d);
    }
    assert_int_equal(same_stream + same_seed, 0);
}

static void neighbouring_streams_are_not_correlated(void **state) {
    (void)state;
    enum { COUNT = 20000 };
    for (uint64_t stream = 0; stream < 8; stream++) {
        Random a = random_from(7, stream), b = random_from(7, stream + 1);
        double sum = 0.0;
        for (int i = 0; i < COUNT; i++) sum += (random_unit(&a) - 0.5) * (random_unit(&b) - 0.5);
        assert_true(fabs(sum / COUNT) < 6.0 / 12.0 / sqrt((double)COUNT));
    }
}

static void unit_numbers_fill_zero_to_one_without_one(void **state) {
    (void)state;
    enum { COUNT = 100000, BINS = 10 };
    Random random = random_from(1, 0);
    int bin[BINS] = {0};
    for (int i = 0; i < COUNT; i++) {
        double x = random_unit(&random);
        assert_true(x >= 0.0 && x < 1.0);
        bin[(int)(x * BINS)]++;
    }
    for (int i = 0; i < BINS; i++) assert_true(abs(bin[i] - COUNT / BINS) < 600); /* six deviations */
}

static void a_range_keeps_to_its_ends(void **state) {
    (void)state;
    Random random = random_from(2, 0);
    double least = 1e9, most = -1e9;
    for (int i = 0; i < 10000; i++) {
        double x = random_range(&random, -3.0, 5.0);
        least = fmin(least, x);
        most = fmax(most, x);
    }
    assert_true(least >= -3.0 && least < -2.9 && most < 5.0 && most > 4.9);
}

static void normal_numbers_have_mean_zero_and_deviation_one(void **state) {
    (void)state;
    enum { COUNT = 100000 };
    Random random = random_from(3, 0);
    double sum = 0.0, squares = 0.0, fourth = 0.0;
    for (int i = 0; i < COUNT; i++) {
        double x = random_normal(&random);
        assert_true(isfinite(x));
        sum += x;
        squares += x * x;
        fourth += x * x * x * x;
    }
    assert_true(fabs(sum / COUNT) < 0.02);
    assert_true(fabs(squares / COUNT - 1.0) < 0.03);
    assert_true(fabs(fourth / COUNT - 3.0) < 0.2);
}

static void a_normal_number_takes_two_draws(void **state) {
    (void)state;
    Random a = random_from(4, 0), b = a;
    random_normal(&a);
    random_next(&b);
    random_next(&b);
    assert_true(random_next(&a) == random_next(&b));
}

static void below_gives_every_number_equally_often(void **state) {
    (void)state;
    enum { COUNT = 70000 };
    Random random = random_from(5, 0);
    int seen[7] = {0};
    for (int i = 0; i < COUNT; i++) {
        int x = random_below(&random, 7);
        assert_in_range(x, 0, 6);
        seen[x]++;
    }
    for (int i = 0; i < 7; i++) assert_true(abs(seen[i] - COUNT / 7) < 600);
    for (int i = 0; i < 100; i++) assert_int_equal(random_below(&random, 1), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_generator_gives_the_published_sequence),
        cmocka_unit_test(one_seed_gives_one_sequence_and_streams_differ),
        cmocka_unit_test(neighbouring_streams_are_not_correlated),
        cmocka_unit_test(unit_numbers_fill_zero_to_one_without_one),
        cmocka_unit_test(a_range_keeps_to_its_ends),
        cmocka_unit_test(normal_numbers_have_mean_zero_and_deviation_one),
        cmocka_unit_test(a_normal_number_takes_two_draws),
        cmocka_unit_test(below_gives_every_number_equally_often),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
