/* The timeline: stepping, jumping, playing and the transport's axis agree about where things are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/random.h"
#include "lab/timeline.h"
#include <math.h>
#include <string.h>

static Wiring wiring_of(int steps, bool every) {
    Wiring wiring;
    if (every)
        wiring_init_many_to_many(&wiring, steps);
    else
        wiring_init_many_to_one(&wiring, steps);
    return wiring;
}

static int total_steps(const Wiring *wiring) {
    int total = 0;
    for (int p = 0; p < PHASE_COUNT; p++) total += timeline_step_count((Phase)p, wiring);
    return total;
}

/* Two names of one place compare equal. */
static bool same_place(const Cursor *a, const Cursor *b, const Wiring *wiring) {
    return fabs(timeline_to_unit(a, wiring) - timeline_to_unit(b, wiring)) < 1e-12 && timeline_unrolled(a) == timeline_unrolled(b) &&
           timeline_forward_done(a, wiring) == timeline_forward_done(b, wiring) &&
           timeline_loss_done(a, wiring) == timeline_loss_done(b, wiring) &&
           timeline_backward_done(a, wiring) == timeline_backward_done(b, wiring);
}

static void assert_at(const Cursor *cursor, Phase phase, int step, double fraction) {
    assert_int_equal(cursor->phase, phase);
    assert_int_equal(cursor->step, step);
    assert_true(fabs(cursor->fraction - fraction) < 1e-9);
}

static const struct {
    int steps;
    bool every;
} sizes[] = {{1, false}, {1, true}, {2, false}, {16, false}, {16, true}, {60, true}, {1000, false}, {1000, true}};
enum { SIZES = sizeof sizes / sizeof *sizes };

static void stepping_walks_every_step_and_back(void **state) {
    (void)state;
    for (int i = 0; i < SIZES; i++) {
        Wiring wiring = wiring_of(sizes[i].steps, sizes[i].every);
        Cursor cursor = {PHASE_UNROLL, 0, 0.0}, before;
        int count = 0;
        double unit = 0.0;
        assert_true(timeline_is_start(&cursor));
        assert_false(timeline_step(&cursor, &wiring, -1));
        for (;; count++) {
            before = cursor;
            if (!timeline_step(&cursor, &wiring, 1)) break;
            assert_true(timeline_to_unit(&cursor, &wiring) > unit);
            unit = timeline_to_unit(&cursor, &wiring);
            Cursor back = cursor;
            assert_true(timeline_step(&back, &wiring, -1));
            assert_true(same_place(&back, &before, &wiring));
            Cursor again = back;
            assert_true(timeline_step(&again, &wiring, 1));
            assert_true(same_place(&again, &cursor, &wiring));
        }
        assert_int_equal(count, total_steps(&wiring));
        assert_true(timeline_is_end(&cursor, &wiring));
        assert_true(unit == 1.0);
        assert_memory_equal(&before, &cursor, sizeof cursor);
        while (timeline_step(&cursor, &wiring, -1)) count--;
        assert_int_equal(count, 0);
        assert_true(timeline_is_start(&cursor));
    }
}

static void a_fraction_is_completed_forward_and_dropped_backward(void **state) {
    (void)state;
    Wiring wiring = wiring_of(16, false);
    Cursor cursor = {PHASE_BACKWARD, 4, 0.3};
    assert_true(timeline_step(&cursor, &wiring, 1));
    assert_at(&cursor, PHASE_BACKWARD, 5, 0.0);
    cursor = (Cursor){PHASE_BACKWARD, 4, 0.3};
    assert_true(timeline_step(&cursor, &wiring, -1));
    assert_at(&cursor, PHASE_BACKWARD, 4, 0.0);
    cursor = (Cursor){PHASE_UNROLL, 0, 0.5};
    assert_false(timeline_is_start(&cursor));
    assert_true(timeline_step(&cursor, &wiring, -1));
    assert_true(timeline_is_start(&cursor));
}

static void jumps_stop_at_every_boundary(void **state) {
    (void)state;
    Wiring wiring = wiring_of(16, false);
    Cursor cursor = {PHASE_UNROLL, 0, 0.0};
    for (int p = 0; p < PHASE_COUNT; p++) {
        assert_true(timeline_jump_phase(&cursor, &wiring, 1));
        assert_at(&cursor, (Phase)p, timeline_step_count((Phase)p, &wiring), 0.0);
        assert_true(timeline_to_unit(&cursor, &wiring) == timeline_phase_start((Phase)(p + 1)));
    }
    assert_false(timeline_jump_phase(&cursor, &wiring, 1));
    for (int p = PHASE_COUNT - 1; p >= 0; p--) {
        assert_true(timeline_jump_phase(&cursor, &wiring, -1));
        assert_at(&cursor, (Phase)p, 0, 0.0);
    }
    assert_false(timeline_jump_phase(&cursor, &wiring, -1));
    cursor = (Cursor){PHASE_BACKWARD, 7, 0.5}; /* from the middle to either end of the phase */
    assert_true(timeline_jump_phase(&cursor, &wiring, -1));
    assert_at(&cursor, PHASE_BACKWARD, 0, 0.0);
    cursor = (Cursor){PHASE_BACKWARD, 7, 0.5};
    assert_true(timeline_jump_phase(&cursor, &wiring, 1));
    assert_at(&cursor, PHASE_BACKWARD, 16, 0.0);
    cursor = (Cursor){PHASE_FORWARD, 16, 0.0}; /* the other name of loss 0 */
    assert_true(timeline_jump_phase(&cursor, &wiring, 1));
    assert_at(&cursor, PHASE_LOSS, 1, 0.0);
}

static void playing_stops_exactly_at_phase_boundaries(void **state) {
    (void)state;
    for (int i = 0; i < SIZES; i++) {
        Wiring wiring = wiring_of(sizes[i].steps, sizes[i].every);
        for (int s = 0; s < 3; s++) {
            double speed = s == 0 ? 0.25 : s == 1 ? 1.0 : 8.0;
            Cursor cursor = {PHASE_UNROLL, 0, 0.0};
            for (int p = 0; p < PHASE_COUNT; p++) {
                int count = timeline_step_count((Phase)p, &wiring), frames = 0;
                double unit = timeline_to_unit(&cursor, &wiring);
                while (!timeline_play(&cursor, &wiring, 0.016, speed)) {
                    assert_int_equal(cursor.phase, p);
                    assert_true(cursor.fraction >= 0.0 && cursor.fraction < 1.0 && cursor.step < count);
                    assert_true(timeline_to_unit(&cursor, &wiring) > unit);
                    unit = timeline_to_unit(&cursor, &wiring);
                    frames++;
                }
                assert_at(&cursor, (Phase)p, count, 0.0);
                double expected = timeline_phase_seconds((Phase)p, &wiring) / speed / 0.016;
                assert_true(fabs(frames + 1 - expected) <= 1.5);
            }
            assert_true(timeline_play(&cursor, &wiring, 0.016, speed)); /* there is nothing after the end */
            assert_true(timeline_is_end(&cursor, &wiring));
        }
    }
}

static void a_long_frame_does_not_leave_the_phase(void **state) {
    (void)state;
    Wiring wiring = wiring_of(16, false);
    Cursor cursor = {PHASE_FORWARD, 3, 0.5};
    assert_true(timeline_play(&cursor, &wiring, 1e9, 8.0));
    assert_at(&cursor, PHASE_FORWARD, 16, 0.0);
    assert_true(timeline_play(&cursor, &wiring, 1e9, 8.0));
    assert_at(&cursor, PHASE_LOSS, 1, 0.0);
    cursor = (Cursor){PHASE_FORWARD, 3, 0.5};
    assert_false(timeline_play(&cursor, &wiring, 0.0, 1.0)); /* no time, no move */
    assert_false(timeline_play(&cursor, &wiring, -1.0, 1.0));
    assert_false(timeline_play(&cursor, &wiring, (double)NAN, 1.0));
    assert_at(&cursor, PHASE_FORWARD, 3, 0.5);
    cursor = (Cursor){PHASE_FORWARD, 0, 0.25};
    assert_false(timeline_play(&cursor, &wiring, timeline_step_seconds(PHASE_FORWARD, 0, &wiring), 1.0)); /* a whole step */
    assert_at(&cursor, PHASE_FORWARD, 1, 0.25);
}

static void the_end_of_a_phase_stays_its_end(void **state) {
    (void)state;
    Wiring from = wiring_of(16, false), longer = wiring_of(32, false), shorter = wiring_of(8, true);
    Cursor cursor = {PHASE_BACKWARD, 16, 0.0};
    timeline_keep_place(&cursor, &from, &longer);
    assert_at(&cursor, PHASE_BACKWARD, 32, 0.0);
    timeline_keep_place(&cursor, &longer, &shorter);
    assert_at(&cursor, PHASE_BACKWARD, 8, 0.0);
    cursor = (Cursor){PHASE_LOSS, 1, 0.0}; /* of one loss */
    timeline_keep_place(&cursor, &from, &shorter);
    assert_at(&cursor, PHASE_LOSS, 8, 0.0);
    cursor = (Cursor){PHASE_BACKWARD, 15, 0.5}; /* not the end */
    timeline_keep_place(&cursor, &from, &longer);
    assert_at(&cursor, PHASE_BACKWARD, 15, 0.5);
    timeline_end_phase(&cursor, &longer);
    assert_at(&cursor, PHASE_BACKWARD, 32, 0.0);
    cursor = (Cursor){PHASE_FORWARD, 0, 0.0}; /* a boundary stays */
    timeline_end_phase(&cursor, &longer);
    assert_at(&cursor, PHASE_FORWARD, 0, 0.0);
}

static void lengths_in_time_are_bounded_whatever_T(void **state) {
    (void)state;
    for (int T = 1; T <= 1000; T = T < 20 ? T + 1 : T * 2) {
        Wiring wiring = wiring_of(T, T % 2 == 0);
        double sum = 0;
        for (int p = 0; p < PHASE_COUNT; p++) {
            double phase_s = 0, before = INFINITY;
            for (int step = 0; step < timeline_step_count((Phase)p, &wiring); step++) {
                double seconds = timeline_step_seconds((Phase)p, step, &wiring);
                assert_true(seconds > 0 && seconds <= before + 1e-9);                        /* it never slows down */
                if (step < 2 && p == PHASE_FORWARD) assert_true(fabs(seconds - 0.7) < 1e-9); /* an eye can follow these */
                phase_s += before = seconds;
            }
            assert_true(fabs(phase_s - timeline_phase_seconds((Phase)p, &wiring)) < 1e-9);
            assert_true(phase_s <= 4.0 + 1e-9);
            sum += phase_s;
        }
        if (T == 15) assert_true(fabs(sum - 12.0) < 0.8); /* one loss */
        assert_true(sum < 13.1);
        if (T >= 6) assert_true(fabs(timeline_phase_seconds(PHASE_BACKWARD, &wiring) - 4.0) < 1e-9);
    }
}

static void the_transports_axis_goes_both_ways(void **state) {
    (void)state;
    Random random = random_from(2, 0);
    for (int i = 0; i < SIZES; i++) {
        Wiring wiring = wiring_of(sizes[i].steps, sizes[i].every);
        for (int p = 0; p < PHASE_COUNT; p++) {
            int count = timeline_step_count((Phase)p, &wiring);
            for (int step = 0; step <= count; step++) {
                Cursor cursor = {(Phase)p, step, step < count ? random_unit(&random) * 0.98 + 0.01 : 0.0}, whole = {(Phase)p, step, 0.0};
                Cursor back = timeline_from_unit(timeline_to_unit(&cursor, &wiring), &wiring);
                assert_true(fabs(timeline_to_unit(&back, &wiring) - timeline_to_unit(&cursor, &wiring)) < 1e-12);
                if (step < count) assert_at(&back, (Phase)p, step, cursor.fraction);
                back = timeline_from_unit(timeline_to_unit(&whole, &wiring), &wiring);
                assert_true(same_place(&back, &whole, &wiring)); /* whole steps come back whole */
                assert_true(back.fraction == 0.0);
            }
        }
        for (int j = 0; j < 2000; j++) {
            double unit = random_range(&random, -0.1, 1.1);
            Cursor cursor = timeline_from_unit(unit, &wiring), clamped = cursor;
            timeline_clamp(&clamped, &wiring);
            assert_memory_equal(&cursor.step, &clamped.step, sizeof cursor.step);
            assert_true(cursor.fraction == clamped.fraction);
            assert_true(fabs(timeline_to_unit(&cursor, &wiring) - fmin(fmax(unit, 0.0), 1.0)) < 1e-11);
        }
        Cursor nowhere = timeline_from_unit((double)NAN, &wiring);
        assert_true(timeline_is_start(&nowhere));
    }
    static const double share[PHASE_COUNT] = {0.11, 0.31, 0.09, 0.35, 0.14};
    for (int p = 0; p < PHASE_COUNT; p++) {
        assert_true(fabs(timeline_phase_start((Phase)(p + 1)) - timeline_phase_start((Phase)p) - share[p]) < 1e-12);
    }
    assert_true(timeline_phase_start(PHASE_UNROLL) == 0.0 && timeline_phase_start(PHASE_COUNT) == 1.0);
}

static void what_is_done_stays_done(void **state) {
    (void)state;
    Wiring wiring = wiring_of(16, true);
    Cursor cursor = {PHASE_FORWARD, 4, 0.25};
    assert_true(timeline_unrolled(&cursor) == 1.0 && timeline_forward_done(&cursor, &wiring) == 4.25);
    assert_true(timeline_loss_done(&cursor, &wiring) == 0.0 && timeline_backward_done(&cursor, &wiring) == 0.0);
    cursor = (Cursor){PHASE_UPDATE, 1, 0.5};
    assert_true(timeline_forward_done(&cursor, &wiring) == 16.0 && timeline_loss_done(&cursor, &wiring) == 16.0);
    assert_true(timeline_backward_done(&cursor, &wiring) == 16.0);
    cursor = (Cursor){PHASE_UNROLL, 0, 0.75};
    assert_true(timeline_unrolled(&cursor) == 0.75 && timeline_forward_done(&cursor, &wiring) == 0.0);
}

static void a_cursor_is_brought_back_when_the_sequence_shrinks(void **state) {
    (void)state;
    Wiring wiring = wiring_of(8, false);
    Cursor cursor = {PHASE_BACKWARD, 40, 0.5};
    timeline_clamp(&cursor, &wiring);
    assert_at(&cursor, PHASE_BACKWARD, 8, 0.0);
    cursor = (Cursor){PHASE_FORWARD, -2, 0.5};
    timeline_clamp(&cursor, &wiring);
    assert_at(&cursor, PHASE_FORWARD, 0, 0.0);
    cursor = (Cursor){PHASE_COUNT, 1, 0.0};
    timeline_clamp(&cursor, &wiring);
    assert_true(timeline_is_end(&cursor, &wiring));
    cursor = (Cursor){PHASE_LOSS, 0, (double)NAN};
    timeline_clamp(&cursor, &wiring);
    assert_at(&cursor, PHASE_LOSS, 0, 0.0);
    cursor = (Cursor){PHASE_FORWARD, 5, 0.5};
    timeline_clamp(&cursor, &wiring);
    assert_at(&cursor, PHASE_FORWARD, 5, 0.5);
}

static void names_and_positions(void **state) {
    (void)state;
    for (int p = 0; p < PHASE_COUNT; p++) {
        const char *name = timeline_phase_name((Phase)p);
        assert_int_equal(timeline_find_phase(name, (int)strlen(name)), p);
        assert_int_equal(timeline_find_phase(name, (int)strlen(name) - 1), -1);
    }
    assert_int_equal(timeline_find_phase("", 0), -1);
    assert_int_equal(timeline_position(PHASE_FORWARD, 0, 0, 16), 0);
    assert_int_equal(timeline_position(PHASE_FORWARD, 1, 0, 16), 15);
    assert_int_equal(timeline_position(PHASE_BACKWARD, 0, 0, 16), 15);
    assert_int_equal(timeline_position(PHASE_BACKWARD, 1, 0, 16), 0);
    assert_int_equal(timeline_position(PHASE_BACKWARD, 0, 4, 16), 11);
    assert_int_equal(timeline_position(PHASE_FORWARD, 1, 15, 16), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stepping_walks_every_step_and_back),
        cmocka_unit_test(a_fraction_is_completed_forward_and_dropped_backward),
        cmocka_unit_test(jumps_stop_at_every_boundary),
        cmocka_unit_test(playing_stops_exactly_at_phase_boundaries),
        cmocka_unit_test(a_long_frame_does_not_leave_the_phase),
        cmocka_unit_test(the_end_of_a_phase_stays_its_end),
        cmocka_unit_test(lengths_in_time_are_bounded_whatever_T),
        cmocka_unit_test(the_transports_axis_goes_both_ways),
        cmocka_unit_test(what_is_done_stays_done),
        cmocka_unit_test(a_cursor_is_brought_back_when_the_sequence_shrinks),
        cmocka_unit_test(names_and_positions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
