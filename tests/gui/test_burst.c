/* A training that bursts: its page shows the broken state, replays it, and trains again with clipping; where nothing burst it says so. */
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "base/number.h"
#include "lab/run.h"
#include "support/drive.h"
#include "support/lab_case.h"
#include <math.h>

static const char *const bursts[] = {"preset first",   "set activation identity", "set steps 24",
                                     "set radius 1.6", "set weight_scale 0.1",    "set input_scale 0.001"};

static void burst(Drive *drive) {
    for (size_t i = 0; i < sizeof bursts / sizeof *bursts; i++) drive_line(drive, bursts[i]);
    drive_refuse(drive, "train 100", "not finite");
}

static void the_broken_state_is_made_again(void **state) {
    (void)state;
    Lab lab;
    lab_case_open(&lab);
    for (size_t i = 0; i < sizeof bursts / sizeof *bursts; i++) lab_case_apply(&lab, "%s", bursts[i]);
    assert_null(lab_find_burst(&lab));
    Diag diag = {0};
    assert_false(lab_case_do(&lab, "train 100", &diag));
    const LabBurst *found = lab_find_burst(&lab);
    assert_non_null(found);
    assert_int_equal(found->update, lab.run.update + 1);
    assert_string_equal(found->text, diag.text);
    Run run = {0};
    LabDigest before = lab_case_digest(&lab);
    assert_true(lab_form_burst(&run, &lab));
    assert_true(run.trace.fault.found && !run_is_finite(&run));
    LabDigest after = lab_case_digest(&lab); /* looking changes nothing */
    assert_null(lab_case_compare(&before, &after));
    lab_case_apply(&lab, "visit 1"); /* it still lies ahead, but not there */
    assert_non_null(lab_find_burst(&lab));
    assert_false(lab_form_burst(&run, &lab));
    lab_case_apply(&lab, "set clip_norm 1");
    assert_null(lab_find_burst(&lab));
    run_deinit(&run);
    lab_deinit(&lab);
}

static void where_nothing_burst_the_page_says_so(void **state) {
    Drive *drive = *state;
    drive_line(drive, "seek forward 6");
    drive_line(drive, "show burst");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "Nothing has burst here"));
    assert_true(drive_ui(drive)->cursor.phase == PHASE_FORWARD && drive_ui(drive)->cursor.step == 6); /* where it was */
    drive_refuse(drive, "burst clip", "has met no number that is not finite");
}

static void the_page_shows_it_and_replays_it(void **state) {
    Drive *drive = *state;
    char text[64];
    burst(drive);
    long good = app_lab(drive->app)->run.update;
    drive_line(drive, "show burst");
    drive_frame(drive, 0);
    text_format(text, sizeof text, "Update %ld burst: the ", good + 1);
    assert_true(drive_has_text(drive, text));
    assert_true(drive_has_text(drive, "NaN or infinite"));
    drive_click(drive, "burst/replay");
    assert_true(app_lab(drive->app)->run.update < good);
    while (app_lab(drive->app)->run.update < good) {
        assert_true(drive_has_text(drive, "before the one that burst"));
        drive_click(drive, "burst/replay");
        drive_frame(drive, 0);
    }
    assert_true(drive_has_text(drive, text));
    drive_click(drive, "burst/rewind");
    assert_int_equal(screen_top(&drive_ui(drive)->screens), SCREEN_STAGE);
}

/* By the mouse alone, long after the message has gone: the tab is there, whether the tabs stand side by side or in a list. */
static void a_tab_leads_to_the_burst(void **state) {
    Drive *drive = *state;
    drive_frame(drive, 0);
    assert_null(region_find(app_regions(drive->app), "top/tab-burst"));
    burst(drive);
    drive_frame(drive, 0);
    drive_click(drive, "top/tab-burst");
    drive_settle(drive);
    drive_frame(drive, 0);
    assert_int_equal(screen_find_inside(&drive_ui(drive)->screens), SCREEN_BURST);
    drive_click(drive, "burst/rewind");
    drive_resize(drive, 800, 500);
    drive_frame(drive, 0);
    drive_click(drive, "top/tabs");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "Burst"));
    drive_key(drive, "Escape");
    drive_line(drive, "preset first");
    drive_resize(drive, 1920, 1080);
    drive_frame(drive, 0);
    assert_null(region_find(app_regions(drive->app), "top/tab-burst"));
}

static void again_with_clipping_trains_both_side_by_side(void **state) {
    Drive *drive = *state;
    burst(drive);
    drive_line(drive, "burst clip");
    assert_int_equal(screen_top(&drive_ui(drive)->screens), SCREEN_COMPARE);
    assert_int_equal(app_lab(drive->app)->variants.count, 2);
    assert_true(drive_value(drive, KEY_CLIP_NORM) == 1 && drive_ui(drive)->training);
    drive_line(drive, "training off");
}

/* The lengths of every update's gradient, collected beside the laboratory: none is sudden before the update that stops, and that one is. */
static void a_sudden_norm_stops_the_training_before_its_update(void **state) {
    (void)state;
    enum { MOST = 400 };
    static double norm[MOST];
    const double limit = 1.5;
    Lab lab;
    int known = 0, stopped = -1;
    lab_case_open(&lab);
    lab_case_apply_all(&lab, "preset first; set stop_norm 1.5");
    for (; known < MOST && stopped < 0; known++) {
        Run probe = {0};
        double loss, before, first = 0, usual = 0;
        Diag diag = {0};
        Setup off = lab.setup;
        off.value[KEY_STOP_NORM] = 0;
        assert_true(run_copy(&probe, &lab.run, &lab.setup, NULL));
        assert_true(run_train_pass(&probe, &off, &loss));
        run_find_norms(&before, &norm[known], &probe, &lab.setup, run_train_gradient(&probe));
        run_deinit(&probe);
        if (known >= 8) {
            double sorted[32];
            for (int part = 0; part < 2; part++) {
                int from = part == 0 || known < 32 ? 0 : known - 32, count = part == 0 ? 8 : known < 32 ? known : 32;
                for (int i = 0; i < count; i++) {
                    int k = i;
                    for (; k > 0 && sorted[k - 1] > norm[from + i]; k--) sorted[k] = sorted[k - 1];
                    sorted[k] = norm[from + i];
                }
                double middle = count % 2 ? sorted[count / 2] : (sorted[count / 2 - 1] + sorted[count / 2]) / 2;
                *(part == 0 ? &first : &usual) = middle;
            }
        }
        bool is_sudden = known >= 8 && norm[known] > limit * fmax(first, usual);
        LabDigest stood = lab_case_digest(&lab);
        bool done = lab_case_do(&lab, "train 1", &diag);
        assert_int_equal(done, !is_sudden);
        if (done) continue;
        stopped = known;
        LabDigest stands = lab_case_digest(&lab);
        assert_null(lab_case_compare(&stood, &stands)); /* nothing was done */
        lab_case_assert_says(&diag, "was not done: its gradient has norm");
        lab_case_assert_says(&diag, "dL/dh is largest at step");
        const LabBurst *burst = lab_find_burst(&lab);
        assert_non_null(burst);
        assert_true(burst->sudden.is_there && burst->sudden.norm == norm[known] && burst->sudden.usual == fmax(first, usual));
        Run run = {0};
        assert_true(lab_form_burst(&run, &lab));
        assert_true(run_is_finite(&run) && fabs(run.trace.gradient_norm - norm[known]) <= 1e-12 * norm[known]);
        run_deinit(&run);
    }
    assert_true(stopped >= 8);
    /* However the training is cut, it stops at the same update; and a visit brings the lengths back. */
    lab_case_apply_all(&lab, "visit 0; visit 5");
    Diag diag = {0};
    assert_false(lab_case_do(&lab, "train 400", &diag));
    assert_int_equal(lab.run.update, stopped);
    lab_case_apply_all(&lab, "set stop_norm 0; train 5");
    assert_int_equal(lab.run.update, stopped + 5);
    lab_deinit(&lab);
}

static void the_states_spread_as_the_playhead_moves(void **state) {
    Drive *drive = *state;
    burst(drive);
    drive_line(drive, "show burst");
    assert_int_equal(drive_ui(drive)->cursor.phase, PHASE_BACKWARD);
    uint64_t all = draw_hash(drive_frame(drive, 0));
    drive_line(drive, "seek forward 3");
    uint64_t three = draw_hash(drive_frame(drive, 0));
    drive_line(drive, "seek forward 4");
    assert_true(draw_hash(drive_frame(drive, 0)) != three && three != all);
    drive_line(drive, "seek forward 3");
    assert_true(draw_hash(drive_frame(drive, 0)) == three);
    drive_line(drive, "seek unroll 0");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "the states appear step by step"));
    drive_click(drive, "burst/play");
    assert_true(drive_ui(drive)->playing && drive_ui(drive)->cursor.phase == PHASE_FORWARD);
    drive_line(drive, "pause");
    drive_line(drive, "hide");
    drive_line(drive, "preset first"); /* another experiment: it has not burst */
    drive_refuse(drive, "burst play", "nothing has burst here");
}

#define GUI_TEST(NAME) cmocka_unit_test_setup_teardown(NAME, drive_setup_large, drive_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_broken_state_is_made_again),
        GUI_TEST(where_nothing_burst_the_page_says_so),
        GUI_TEST(the_page_shows_it_and_replays_it),
        cmocka_unit_test(a_sudden_norm_stops_the_training_before_its_update),
        GUI_TEST(the_states_spread_as_the_playhead_moves),
        GUI_TEST(a_tab_leads_to_the_burst),
        GUI_TEST(again_with_clipping_trains_both_side_by_side),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
