/* The pace of a page's frames: turns of a browser that shows sixty pictures a second, played through without a clock. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cli/frame_pace.h"
#include <math.h>

static const double FRAME_S = 1.0 / 60;

typedef struct Browser {
    double now_s;  /* of the picture that is due */
    double work_s; /* what the jobs took, all turns together */
    int turns, left_out;
} Browser;

/* Turns that take rest_s beside their jobs; a turn that is longer than a frame leaves pictures out. */
static void play(Browser *browser, FramePace *pace, int turns, double rest_s, bool has_jobs) {
    for (int i = 0; i < turns; i++) {
        double slice_s = frame_pace_begin(pace, browser->now_s), took_s = rest_s + (has_jobs ? slice_s : 0);
        assert_true(slice_s >= 0.008 && slice_s <= 0.015);
        frame_pace_end(pace, browser->now_s + took_s);
        int frames = (int)fmax(ceil(took_s / FRAME_S), 1);
        browser->now_s += frames * FRAME_S;
        browser->work_s += has_jobs ? slice_s : 0;
        browser->left_out += frames - 1;
        browser->turns++;
    }
}

static void jobs_fill_what_the_picture_leaves(void **state) {
    (void)state;
    FramePace pace;
    Browser browser = {0};
    frame_pace_init(&pace);
    play(&browser, &pace, 100, 0.003, true);
    browser.work_s = browser.turns = 0;
    play(&browser, &pace, 100, 0.003, true);
    assert_true(fabs(browser.work_s / browser.turns - 0.012) < 1e-5);
    assert_int_equal(browser.left_out, 0);
}

static void a_long_picture_leaves_them_their_least(void **state) {
    (void)state;
    FramePace pace;
    Browser browser = {0};
    frame_pace_init(&pace);
    play(&browser, &pace, 100, 0.014, true);
    assert_true(fabs(frame_pace_begin(&pace, browser.now_s) - 0.008) < 1e-9);
}

/* As where the browser itself needs more than usual: a turn of 14 ms is too long for it. */
static void late_pictures_shorten_the_turns(void **state) {
    (void)state;
    FramePace pace;
    double now_s = 0;
    int left_out = 0, turns = 600;
    frame_pace_init(&pace);
    for (int i = 0; i < turns; i++) {
        double took_s = 0.002 + frame_pace_begin(&pace, now_s);
        bool is_late = took_s > 0.014;
        frame_pace_end(&pace, now_s + took_s);
        now_s += is_late ? 2 * FRAME_S : FRAME_S;
        if (i >= 60) left_out += is_late;
    }
    assert_true(left_out > 0 && left_out <= 18); /* in nine seconds: still 58 a second */
}

static void turns_without_jobs_are_not_counted(void **state) {
    (void)state;
    FramePace pace;
    Browser browser = {0};
    frame_pace_init(&pace);
    play(&browser, &pace, 100, 0.003, true);
    FramePace before = pace;
    play(&browser, &pace, 50, 0.001, false);
    browser.now_s += 10; /* a hidden page */
    double slice_s = frame_pace_begin(&pace, browser.now_s);
    assert_true(pace.rest_s == before.rest_s);
    assert_true(fabs(slice_s - before.slice_s) < 1e-6);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jobs_fill_what_the_picture_leaves),
        cmocka_unit_test(a_long_picture_leaves_them_their_least),
        cmocka_unit_test(late_pictures_shorten_the_turns),
        cmocka_unit_test(turns_without_jobs_are_not_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
