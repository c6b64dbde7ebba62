/* The list of losses against a plain array of them: pushes, pops, forks and cuts in any order, far beyond the losses that are kept one
   by one; and what it takes of memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/random.h"
#include "lab/loss_list.h"
#include "support/fail_memory.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A list, and what was pushed to it. A loss whose bucket was cut is not known any more: NaN. */
typedef struct Twin {
    LossList list;
    double *plain; /* (count) */
    long count;
} Twin;

enum { MOST = 300000 };

static void twin_open(Twin *twin) { *twin = (Twin){.plain = malloc(MOST * sizeof(double))}; }

static void twin_close(Twin *twin) {
    loss_list_clear(&twin->list);
    free(twin->plain);
}

static void twin_fork(Twin *out, const Twin *twin) {
    assert_true(loss_list_fork(&out->list, &twin->list, NULL));
    memcpy(out->plain, twin->plain, (size_t)twin->count * sizeof(double));
    out->count = twin->count;
}

/* The number of losses in the bucket of update u, told from the header's words alone. */
static long width_at(long u) {
    long width = 1;
    for (long end = LOSS_SINGLE; u >= end; end *= 2) width *= 2;
    return width;
}

static void twin_reserve(Twin *twin, long count, long more) {
    long width = width_at(count), start = count - count % width;
    bool is_cut = count < twin->count;
    assert_true(loss_list_reserve(&twin->list, count, more, NULL));
    for (long u = start; u < count && is_cut; u++) twin->plain[u] = NAN;
    twin->count = count;
}

/* A loss of a size of its own, so that a wrong place shows. */
static double some_loss(Random *random) { return exp(12 * random_unit(random) - 9); }

static void twin_push(Twin *twin, long count, Random *random) {
    for (long i = 0; i < count; i++) {
        twin->plain[twin->count] = some_loss(random);
        loss_list_push(&twin->list, twin->plain[twin->count++]);
    }
}

/* Of the known ones in from..to-1. */
static LossSum plain_sum(const Twin *twin, long from, long to) {
    LossSum sum = {0};
    for (long u = from; u < to; u++) {
        if (isnan(twin->plain[u])) continue;
        sum.sum += twin->plain[u];
        sum.count++;
    }
    return sum;
}

static void assert_sum(LossSum a, LossSum b) {
    assert_int_equal(a.count, b.count);
    assert_true(fabs(a.sum - b.sum) <= 1e-12 * fabs(b.sum));
}

static void assert_bucket(const Twin *twin, long u) {
    long width = width_at(u), start = u - u % width, end = start + width < twin->count ? start + width : twin->count;
    LossSum expected = plain_sum(twin, start, end), got = loss_list_get(&twin->list, u);
    assert_sum(got, expected);
    if (u < LOSS_SINGLE) assert_true(got.count == 1 && got.sum == twin->plain[u]);
}

/* A range as the curve asks for it: buckets that begin in it. */
static void assert_range(const Twin *twin, long from, long to) {
    long first = from, end = to;
    if (from % width_at(from) != 0) first += width_at(from) - from % width_at(from);
    if (end < twin->count && end % width_at(end) != 0) end += width_at(end) - end % width_at(end);
    if (end > twin->count) end = twin->count;
    assert_sum(loss_list_sum(&twin->list, from, to), plain_sum(twin, first, end > first ? end : first));
}

static void assert_twin(const Twin *twin, Random *random) {
    assert_int_equal(twin->list.count, twin->count);
    assert_range(twin, 0, twin->count);
    for (int i = 0; i < 20 && twin->count > 0; i++) {
        long u = random_below(random, (int)twin->count), v = random_below(random, (int)twin->count + 1);
        assert_bucket(twin, u);
        assert_range(twin, u < v ? u : v, u < v ? v : u);
    }
    if (twin->count > 0) assert_bucket(twin, twin->count - 1);
    assert_int_equal(loss_list_get(&twin->list, twin->count).count, 0);
    assert_int_equal(loss_list_get(&twin->list, -1).count, 0);
}

static void the_mean_of_every_bucket_is_that_of_its_losses(void **state) {
    (void)state;
    Twin twin;
    Random random = random_from(1, 1);
    twin_open(&twin);
    twin_reserve(&twin, 0, MOST);
    twin_push(&twin, MOST - 5, &random);
    assert_twin(&twin, &random);
    for (long u = LOSS_SINGLE - 3; u < LOSS_SINGLE + 3; u++) assert_bucket(&twin, u);
    for (long edge = LOSS_SINGLE; edge < MOST / 2; edge *= 2)
        for (long u = edge - 2; u < edge + 2; u++) assert_bucket(&twin, u);
    for (long u = 1; u < MOST; u += 777) assert_true((double)width_at(u) <= fmax(1, 2.0 / LOSS_SINGLE * (double)(u - u % width_at(u))));
    LossSum tally = {0};
    for (long u = 0; u < twin.count; u++) tally.sum += twin.plain[u];
    assert_true(twin.list.tally.count == twin.count && twin.list.tally.sum == tally.sum); /* in the same order: the same bits */
    twin_close(&twin);
}

/* Forks as undo keeps them, cuts as a training does that leaves known updates ahead of it. */
static void forks_cuts_and_pushes_in_any_order_are_those_of_arrays(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 3; seed++) {
        enum { TWINS = 4 };
        Twin twin[TWINS];
        Random random = random_from(seed, 9);
        for (int i = 0; i < TWINS; i++) twin_open(&twin[i]);
        for (int step = 0; step < 100; step++) {
            int at = random_below(&random, TWINS), other = random_below(&random, TWINS);
            Twin *t = &twin[at];
            if (random_below(&random, 3) == 0 && at != other) {
                twin_fork(t, &twin[other]);
            } else {
                bool cuts = random_below(&random, 3) == 0;
                long count = cuts ? random_below(&random, (int)t->count + 1) : t->count;
                long more = random_below(&random, random_below(&random, 2) ? 300 : 30000);
                if (count + more > MOST) continue;
                twin_reserve(t, count, more);
                twin_push(t, random_below(&random, (int)more + 1), &random);
            }
            for (int i = 0; i < TWINS; i++)
                if (i == at || step % 10 == 0) assert_twin(&twin[i], &random);
        }
        for (int i = 0; i < TWINS; i++) twin_close(&twin[i]);
    }
}

static void a_push_that_is_taken_back_leaves_no_trace(void **state) {
    (void)state;
    static const long counts[] = {0,     1, LOSS_CHUNK - 1, LOSS_CHUNK, LOSS_SINGLE - 1, LOSS_SINGLE, LOSS_SINGLE + 1, 8 * LOSS_SINGLE + 5,
                                  100001};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        Twin twin;
        Random random = random_from(i, 2);
        twin_open(&twin);
        twin_reserve(&twin, 0, counts[i] + 2);
        twin_push(&twin, counts[i], &random);
        LossSum tally = twin.list.tally, last = loss_list_get(&twin.list, counts[i] - 1);
        loss_list_push(&twin.list, 1e9);
        loss_list_pop(&twin.list);
        assert_memory_equal(&tally, &twin.list.tally, sizeof tally);
        LossSum again = loss_list_get(&twin.list, counts[i] - 1);
        assert_memory_equal(&last, &again, sizeof last);
        assert_twin(&twin, &random);
        twin_push(&twin, 2, &random);
        assert_twin(&twin, &random);
        twin_close(&twin);
    }
}

static void thirty_million_losses_take_little_and_a_fork_nearly_nothing(void **state) {
    (void)state;
    LossList list = {0}, fork = {0};
    assert_true(loss_list_reserve(&list, 0, 30000000, NULL)); /* chunks are made for all of them */
    size_t size = loss_list_size(&list, NULL);
    assert_true(size < (size_t)3600 << 10);
    for (int i = 0; i < 100000; i++) loss_list_push(&list, 1);
    assert_true(loss_list_fork(&fork, &list, NULL));
    assert_true(loss_list_size(&fork, &list) < 4096);
    assert_true(loss_list_size(&fork, NULL) < size);
    assert_true(loss_list_reserve(&list, list.count, 1, NULL)); /* the last chunk is the list's own now */
    loss_list_push(&list, 2);
    size_t own = loss_list_size(&fork, &list);
    assert_true(own > 8000 && own < 16384);
    loss_list_clear(&list);
    assert_int_equal(loss_list_get(&fork, 50000).count, loss_list_get(&fork, 50001).count);
    assert_true(loss_list_sum(&fork, 0, 100000).sum == 100000);
    loss_list_clear(&fork);
}

static void without_memory_the_losses_stay_as_they_were(void **state) {
    (void)state;
    for (int cuts = 0; cuts < 2; cuts++) {
        Twin twin, other;
        Random random = random_from(3, 3);
        twin_open(&twin);
        twin_open(&other);
        twin_reserve(&twin, 0, 40000);
        twin_push(&twin, 40000, &random);
        int n = 1;
        for (;; n++) {
            twin_fork(&other, &twin);
            mem_fail_after(n);
            bool good = loss_list_reserve(&twin.list, cuts ? 777 : 40000, 5000, NULL);
            mem_fail_after(-1);
            if (good) break;
            assert_twin(&twin, &random);
            assert_twin(&other, &random);
            assert_true(n < 100);
        }
        assert_true(n > 2);
        mem_fail_after(1);
        assert_false(loss_list_fork(&other.list, &twin.list, NULL));
        mem_fail_after(-1);
        assert_int_equal(other.list.count, 0);
        twin_close(&twin);
        twin_close(&other);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_mean_of_every_bucket_is_that_of_its_losses),
        cmocka_unit_test(forks_cuts_and_pushes_in_any_order_are_those_of_arrays),
        cmocka_unit_test(a_push_that_is_taken_back_leaves_no_trace),
        cmocka_unit_test(thirty_million_losses_take_little_and_a_fork_nearly_nothing),
        cmocka_unit_test(without_memory_the_losses_stay_as_they_were),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
