/* Time: playing phase by phase, single steps as transitions, the playhead, the next update and back, training. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "support/drive.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const Cursor *cursor(const Drive *drive) { return &drive_ui(drive)->cursor; }
static const Run *run(const Drive *drive) { return &app_lab(drive->app)->run; }

static void assert_at(const Drive *drive, Phase phase, int step) {
    assert_int_equal(cursor(drive)->phase, phase);
    assert_int_equal(cursor(drive)->step, step);
    assert_true(cursor(drive)->fraction == 0);
}

/* Frames until playing pauses; fails when it never does. */
static int play_out(Drive *drive) {
    int frames = 0;
    while (drive_ui(drive)->playing && frames < 5000) {
        drive_frame(drive, 1.0 / 60);
        frames++;
    }
    assert_true(frames < 5000);
    return frames;
}

static void it_begins_folded_paused_and_dark(void **state) {
    Drive *drive = *state;
    assert_true(timeline_is_start(cursor(drive)));
    assert_false(drive_ui(drive)->playing);
    assert_false(app_is_moving(drive->app));
    assert_true((settings_theme(app_settings(drive->app)).theme == THEME_DARK));
    assert_string_equal(app_title(drive->app), "Unroll: RNN, delayed recall, T = 16");
}

static void play_runs_one_phase_and_pauses_at_its_end(void **state) {
    Drive *drive = *state;
    const Phase order[] = {PHASE_UNROLL, PHASE_FORWARD, PHASE_LOSS, PHASE_BACKWARD, PHASE_UPDATE};
    for (int i = 0; i < 5; i++) {
        drive_key(drive, "Space");
        assert_true(drive_ui(drive)->playing);
        assert_true(app_is_moving(drive->app));
        play_out(drive);
        assert_at(drive, order[i], timeline_step_count(order[i], &run(drive)->wiring));
    }
    assert_int_equal(run(drive)->update, 0);
}

static void playing_on_runs_through_to_the_end_of_the_update(void **state) {
    Drive *drive = *state;
    drive_key(drive, "Shift+Space");
    int frames = play_out(drive);
    assert_at(drive, PHASE_UPDATE, UPDATE_STEPS);
    assert_int_equal(run(drive)->update, 0);
    assert_true(fabs(frames / 60.0 - 12) < 1); /* the whole story of 16 steps */
    drive_key(drive, "Shift+Space");           /* and through the next, which begins with this update */
    play_out(drive);
    assert_int_equal(run(drive)->update, 1);
    assert_at(drive, PHASE_UPDATE, UPDATE_STEPS);
    drive_line(drive, "seek forward 0");
    drive_key(drive, "Shift+Space");
    drive_frame(drive, 0.1);
    drive_key(drive, "Space"); /* pauses it; the next press plays one phase */
    assert_false(drive_ui(drive)->playing);
    drive_key(drive, "Space");
    play_out(drive);
    assert_at(drive, PHASE_FORWARD, 16);
}

static void the_play_button_says_what_it_will_play(void **state) {
    Drive *drive = *state;
    const struct {
        const char *line, *words;
    } places[] = {{"seek unroll 0", "Play: Unroll"},    {"seek unroll end", "Play: Forward"}, {"seek forward 3", "Play: Forward"},
                  {"seek forward end", "Play: Loss"},   {"seek loss end", "Play: Backward"},  {"seek backward end", "Play: Update"},
                  {"seek update end", "Update weights"}};
    static const int sizes[][2] = {{800, 500}, {1024, 768}, {1366, 768}, {1600, 972}, {1920, 1080}, {3840, 2160}};
    for (size_t i = 0; i < 6 * (sizeof places / sizeof *places); i++) {
        drive_resize(drive, sizes[i % 6][0], sizes[i % 6][1]);
        drive_line(drive, places[i / 6].line);
        assert_true(drive_has_run(drive, places[i / 6].words));
    }
    drive_line(drive, "seek unroll 0");
    drive_line(drive, "play");
    assert_true(drive_has_run(drive, "Pause"));
}

static void the_end_is_a_place_that_other_lengths_presets_and_undo_keep(void **state) {
    Drive *drive = *state;
    drive_line(drive, "seek backward end");
    drive_line(drive, "set steps 32");
    assert_at(drive, PHASE_BACKWARD, 32);
    drive_line(drive, "set steps 7");
    assert_at(drive, PHASE_BACKWARD, 7);
    drive_line(drive, "undo");
    assert_at(drive, PHASE_BACKWARD, 32);
    drive_line(drive, "preset lstm");
    assert_at(drive, PHASE_BACKWARD, run(drive)->wiring.steps);
    drive_line(drive, "seek backward 3");
    drive_line(drive, "play");
    drive_frame(drive, 0.2);
    drive_line(drive, "preset explode"); /* from the middle of a phase: to its end, and at rest */
    assert_false(drive_ui(drive)->playing);
    assert_at(drive, PHASE_BACKWARD, run(drive)->wiring.steps);
}

static void a_click_on_a_step_in_the_backward_phase_stays_in_it(void **state) {
    Drive *drive = *state;
    drive_resize(drive, 1920, 1080);
    drive_line(drive, "seek backward end");
    drive_frame(drive, 0);
    drive_hover(drive, "stage/input", 0.5 / 16, 0.5);
    drive_press(drive, 1);
    drive_release(drive);
    assert_at(drive, PHASE_BACKWARD, 16);
    drive_hover(drive, "stage/input", 10.5 / 16, 0.5); /* step 11 is the 6th of the backward pass */
    drive_press(drive, 1);
    drive_release(drive);
    assert_at(drive, PHASE_BACKWARD, 6);
    drive_line(drive, "seek forward 1");
    drive_frame(drive, 0);
    drive_hover(drive, "stage/input", 10.5 / 16, 0.5);
    drive_press(drive, 1);
    drive_release(drive);
    assert_at(drive, PHASE_FORWARD, 11);
}

static void training_is_told_and_its_curve_can_be_read_without_moving_the_buttons(void **state) {
    Drive *drive = *state;
    static const int sizes[][2] = {{800, 500}, {1280, 720}, {1920, 1080}};
    for (int i = 0; i < 3; i++) {
        drive_resize(drive, sizes[i][0], sizes[i][1]);
        drive_line(drive, i == 2 ? "show stage" : "show controls");
        drive_line(drive, "train 30");
        drive_frame(drive, 0);
        double y = drive_region(drive, "controls/train")->box.y;
        if (i == 2) assert_true(drive_has_text(drive, "PHASE 1 OF 5"));
        drive_line(drive, "training on");
        drive_frame(drive, 0);
        assert_true(drive_region(drive, "controls/train")->box.y == y);
        if (i == 2) assert_true(drive_has_text(drive, "TRAINING, UPDATE"));
        if (i == 2) assert_true(drive_region(drive, "story/history")->box.h >= 140);
        drive_line(drive, "training off");
        drive_frame(drive, 0);
        if (i == 2) assert_true(drive_region(drive, "story/history")->box.h >= 140); /* to go back on */
    }
}

static void f11_asks_for_the_whole_screen_and_for_the_window_again(void **state) {
    Drive *drive = *state;
    assert_false(app_wants_full_screen(drive->app));
    drive_key(drive, "F11");
    assert_true(app_wants_full_screen(drive->app));
    drive_line(drive, "fullscreen on");
    assert_true(app_wants_full_screen(drive->app));
    drive_key(drive, "F11");
    assert_false(app_wants_full_screen(drive->app));
}

static void play_at_the_very_end_does_the_update_and_begins_the_next_forward_pass(void **state) {
    Drive *drive = *state;
    drive_line(drive, "seek update end");
    double loss = run(drive)->trace.loss;
    drive_line(drive, "play");
    assert_int_equal(run(drive)->update, 1);
    assert_true(run(drive)->trace.loss != loss);
    assert_int_equal(cursor(drive)->phase, PHASE_FORWARD);
    play_out(drive);
    assert_at(drive, PHASE_FORWARD, 16);
}

static void stepping_over_the_end_and_back_takes_the_update_back(void **state) {
    Drive *drive = *state;
    double first = run(drive)->weight[0];
    drive_line(drive, "seek update end");
    drive_line(drive, "step forward");
    assert_at(drive, PHASE_FORWARD, 0);
    assert_int_equal(run(drive)->update, 1);
    drive_line(drive, "seek update end");
    drive_line(drive, "step forward");
    assert_int_equal(run(drive)->update, 2);
    drive_line(drive, "step back");
    assert_at(drive, PHASE_UPDATE, UPDATE_STEPS);
    assert_int_equal(run(drive)->update, 1);
    drive_line(drive, "seek forward 0");
    drive_line(drive, "step back");
    assert_at(drive, PHASE_UPDATE, UPDATE_STEPS);
    assert_int_equal(run(drive)->update, 0);
    assert_true(run(drive)->weight[0] == first);
    drive_line(drive, "seek forward 0");
    drive_line(drive, "step back"); /* no more updates: back into the unrolling */
    assert_at(drive, PHASE_UNROLL, 0);
}

static void an_update_done_by_hand_is_not_taken_back_by_stepping(void **state) {
    Drive *drive = *state;
    drive_line(drive, "seek forward 0");
    drive_key(drive, "U");
    assert_int_equal(run(drive)->update, 1);
    drive_key(drive, "Left");
    assert_int_equal(run(drive)->update, 1);
    assert_at(drive, PHASE_UNROLL, 0);
}

static void a_step_by_key_is_a_transition_that_any_input_finishes_at_once(void **state) {
    Drive *drive = *state;
    drive_line(drive, "seek forward 2");
    drive_key(drive, "Right");
    drive_frame(drive, 0.05);
    assert_int_equal(cursor(drive)->step, 2);
    assert_true(cursor(drive)->fraction > 0 && cursor(drive)->fraction < 1);
    drive_key(drive, "T"); /* about something else */
    assert_at(drive, PHASE_FORWARD, 3);
    assert_false(app_is_moving(drive->app));
    /* Ten presses are ten steps, however fast they come. */
    for (int i = 0; i < 10; i++) {
        drive_key(drive, "Right");
        drive_frame(drive, 0.01);
    }
    for (int i = 0; i < 200 && app_is_moving(drive->app); i++) drive_frame(drive, 1.0 / 60);
    assert_at(drive, PHASE_FORWARD, 13);
}

static void a_transition_stops_by_itself_at_the_next_step(void **state) {
    Drive *drive = *state;
    drive_key(drive, "Right");
    for (int i = 0; i < 500 && app_is_moving(drive->app); i++) drive_frame(drive, 1.0 / 60);
    assert_at(drive, PHASE_UNROLL, 1);
    drive_key(drive, "Right"); /* over the boundary: the first step of the next phase */
    drive_frame(drive, 0.02);
    assert_int_equal(cursor(drive)->phase, PHASE_FORWARD);
    for (int i = 0; i < 500 && app_is_moving(drive->app); i++) drive_frame(drive, 1.0 / 60);
    assert_at(drive, PHASE_FORWARD, 1);
}

static void moving_the_pointer_finishes_nothing(void **state) {
    Drive *drive = *state;
    drive_key(drive, "Right");
    drive_frame(drive, 0.05);
    drive_pointer(drive, 900, 500);
    assert_true(cursor(drive)->fraction > 0);
}

static void reduced_motion_jumps_from_step_to_step(void **state) {
    Drive *drive = *state;
    drive_line(drive, "motion reduced");
    drive_line(drive, "seek forward 0");
    drive_key(drive, "Right");
    assert_at(drive, PHASE_FORWARD, 1);
    assert_false(app_is_moving(drive->app));
    drive_line(drive, "play");
    int steps = 0, last = 1;
    while (drive_ui(drive)->playing && steps < 100) {
        drive_frame(drive, 1.0 / 60);
        assert_true(cursor(drive)->fraction == 0);
        if (cursor(drive)->step != last) steps++;
        last = cursor(drive)->step;
    }
    assert_int_equal(steps, 15);
    assert_at(drive, PHASE_FORWARD, 16);
}

static void pausing_completes_the_step_under_way(void **state) {
    Drive *drive = *state;
    drive_line(drive, "seek forward 4");
    drive_key(drive, "Space");
    drive_frame(drive, 0.1);
    assert_true(cursor(drive)->fraction > 0);
    drive_key(drive, "Space");
    assert_at(drive, PHASE_FORWARD, 5);
    assert_false(drive_ui(drive)->playing);
}

static void speed_is_bounded_and_halves_the_time(void **state) {
    Drive *drive = *state;
    drive_line(drive, "seek forward 0");
    drive_line(drive, "play");
    int slow = play_out(drive);
    drive_line(drive, "seek forward 0");
    drive_key(drive, "]");
    assert_true(drive_ui(drive)->speed == 2);
    drive_line(drive, "play");
    int fast = play_out(drive);
    assert_true(abs(slow - 2 * fast) <= 3);
    for (int i = 0; i < 6; i++) drive_key(drive, "]");
    assert_true(drive_ui(drive)->speed == 8);
    for (int i = 0; i < 9; i++) drive_key(drive, "[");
    assert_true(drive_ui(drive)->speed == 0.25);
    drive_refuse(drive, "speed 9", "0.25 to 8");
}

static void the_playhead_follows_the_pointer_and_a_click_on_a_phase_lands_there(void **state) {
    Drive *drive = *state;
    const RegionList *list = app_regions(drive->app);
    const Region *scrub = NULL;
    for (int i = 0; i < list->count; i++)
        if (list->item[i].kind == REGION_SCRUB) scrub = &list->item[i];
    assert_non_null(scrub);
    char path[48];
    text_format(path, sizeof path, "%s", scrub->path);
    Rect box = scrub->box;
    drive_line(drive, "play");
    drive_pointer(drive, box.x + box.w * 0.6, rect_mid_y(box));
    drive_press(drive, 1);
    assert_false(drive_ui(drive)->playing);
    double last = -1;
    for (int i = 0; i <= 50; i++) {
        drive_pointer(drive, box.x + box.w * i / 50, rect_mid_y(box) - 3 * i); /* it need not stay on the track */
        double unit = timeline_to_unit(cursor(drive), &run(drive)->wiring);
        assert_true(unit >= last);
        assert_true(fabs(unit - i / 50.0) < 0.02);
        last = unit;
    }
    drive_release(drive);
    assert_true(timeline_is_end(cursor(drive), &run(drive)->wiring));
}

/* Dragging is its command: what a person does with the pointer, a script can write. */
static void scrubbing_is_a_command(void **state) {
    Drive *drive = *state;
    Rect box = drive_region(drive, "transport/track")->box;
    drive_pointer(drive, box.x + box.w * 0.37, rect_mid_y(box));
    drive_press(drive, 1);
    drive_release(drive);
    Cursor dragged = *cursor(drive);
    drive_line(drive, "seek unroll 0");
    drive_line(drive, "scrub 0.37");
    assert_int_equal(cursor(drive)->phase, dragged.phase);
    assert_int_equal(cursor(drive)->step, dragged.step);
    assert_true(fabs(cursor(drive)->fraction - dragged.fraction) < 1e-9);
    drive_line(drive, "scrub 1");
    assert_true(timeline_is_end(cursor(drive), &run(drive)->wiring));
    drive_refuse(drive, "scrub 1.5", "1.5 is not on the track; expected 0 to 1");
    drive_key(drive, "Ctrl+Z"); /* looking somewhere else is nothing to undo */
    assert_true(timeline_is_end(cursor(drive), &run(drive)->wiring));
}

static void a_click_on_a_step_goes_to_it(void **state) {
    Drive *drive = *state;
    drive_line(drive, "seek update");
    drive_frame(drive, 0);
    drive_hover(drive, "stage/input", (4 + 0.5) / 16, 0.5);
    assert_int_equal(drive_ui(drive)->hover.kind, SUBJECT_INPUT);
    assert_int_equal(drive_ui(drive)->hover.step, 4);
    drive_press(drive, 1);
    drive_release(drive);
    assert_at(drive, PHASE_FORWARD, 5);
}

static void seek_names_what_is_too_far(void **state) {
    Drive *drive = *state;
    drive_line(drive, "seek backward end");
    assert_at(drive, PHASE_BACKWARD, 16);
    drive_refuse(drive, "seek backward 17", "0 to 16");
    drive_line(drive, "set steps 5"); /* the cursor stays within what there is */
    assert_at(drive, PHASE_BACKWARD, 5);
}

static void seek_update_names_its_steps_and_numbers_the_updates(void **state) {
    Drive *drive = *state;
    drive_line(drive, "seek update change");
    assert_at(drive, PHASE_UPDATE, UPDATE_CHANGE);
    drive_line(drive, "seek update");
    assert_at(drive, PHASE_UPDATE, 0);
    drive_line(drive, "train 9");
    double last = run(drive)->weight[0];
    drive_line(drive, "training on");
    drive_line(drive, "seek update 4"); /* as a click on the loss curve: training stops, where one looks stays */
    assert_false(drive_ui(drive)->training);
    assert_int_equal(run(drive)->update, 4);
    assert_at(drive, PHASE_UPDATE, 0);
    assert_true(run(drive)->weight[0] != last);
    drive_refuse(drive, "seek update 10", "this training has updates 0 to 9");
    drive_line(drive, "undo");
    assert_int_equal(run(drive)->update, 9);
    assert_true(run(drive)->weight[0] == last);
}

static void phases_are_jumped_both_ways(void **state) {
    Drive *drive = *state;
    drive_line(drive, "seek forward 7");
    drive_key(drive, "PageDown");
    assert_at(drive, PHASE_FORWARD, 16);
    drive_key(drive, "PageUp");
    assert_at(drive, PHASE_FORWARD, 0);
    drive_key(drive, "End");
    drive_key(drive, "PageDown");
    assert_at(drive, PHASE_FORWARD, 0);
    assert_int_equal(run(drive)->update, 1);
    drive_key(drive, "PageUp");
    assert_at(drive, PHASE_UPDATE, 0);
    assert_int_equal(run(drive)->update, 0);
}

static void training_goes_on_each_frame_and_is_one_undo_entry(void **state) {
    Drive *drive = *state;
    drive_line(drive, "seek backward 3");
    drive_key(drive, "Ctrl+T");
    assert_true(drive_ui(drive)->training);
    long last = 0;
    for (int i = 0; i < 20; i++) {
        drive_frame(drive, 1.0 / 60);
        assert_true(run(drive)->update > last);
        last = run(drive)->update;
    }
    assert_at(drive, PHASE_BACKWARD, 3);
    drive_key(drive, "Ctrl+T");
    drive_frame(drive, 1.0 / 60);
    assert_false(drive_ui(drive)->training);
    last = run(drive)->update;
    drive_frame(drive, 1.0 / 60);
    assert_int_equal(run(drive)->update, last);
    drive_line(drive, "undo");
    assert_int_equal(run(drive)->update, 0);
    assert_false(lab_can_undo(app_lab(drive->app)));
    drive_line(drive, "redo");
    assert_int_equal(run(drive)->update, last);
}

static void a_slider_dragged_while_training_is_an_entry_of_its_own(void **state) {
    Drive *drive = *state;
    drive_line(drive, "training on");
    for (int i = 0; i < 5; i++) drive_frame(drive, 1.0 / 60);
    long before = run(drive)->update;
    double rate = drive_value(drive, KEY_LEARNING_RATE);
    drive_drag(drive, "controls/learning_rate", 0.3, 0.4);
    assert_true(drive_ui(drive)->training);
    drive_line(drive, "training off");
    assert_true(drive_value(drive, KEY_LEARNING_RATE) != rate);
    int entries = 0;
    while (lab_can_undo(app_lab(drive->app)) && entries < 10) {
        drive_line(drive, "undo");
        entries++;
    }
    assert_true(entries >= 2);
    assert_int_equal(run(drive)->update, 0);
    assert_true(drive_value(drive, KEY_LEARNING_RATE) == rate);
    assert_true(before > 0);
}

static void training_leaves_no_bracket_open_behind_it(void **state) {
    Drive *drive = *state;
    drive_line(drive, "training on");
    drive_frame(drive, 1.0 / 60);
    drive_drag(drive, "controls/learning_rate", 0.3, 0.4);
    drive_line(drive, "set noise 0.5"); /* a line in between, too */
    drive_frame(drive, 1.0 / 60);
    drive_line(drive, "training off");
    drive_line(drive, "set radius 0.6");
    drive_line(drive, "set radius 0.7"); /* two entries, for nothing is held */
    drive_line(drive, "undo");
    assert_true(drive_value(drive, KEY_RADIUS) == 0.6);
}

static void a_divergence_stops_training_and_is_explained(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set activation identity");
    drive_line(drive, "set radius 3");
    drive_line(drive, "set learning_rate 10");
    drive_line(drive, "set targets every");
    drive_line(drive, "set input_scale 10");
    drive_line(drive, "set steps 200");
    drive_line(drive, "training on");
    for (int i = 0; i < 300 && drive_ui(drive)->training; i++) drive_frame(drive, 1.0 / 60);
    assert_false(drive_ui(drive)->training);
    assert_true(drive_ui(drive)->message_is_bad);
    assert_non_null(strstr(drive_ui(drive)->message, "ower"));
    assert_false(drive_frame(drive, 0)->failed);
    drive_line(drive, "set radius 0.4"); /* and it goes on */
}

static void a_number_that_is_not_finite_is_told_with_its_place_and_the_way_out(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set activation identity");
    drive_line(drive, "set steps 1000");
    drive_line(drive, "set radius 3");
    const TraceFault *fault = &run(drive)->trace.fault;
    assert_true(fault->found);
    const char *message = drive_ui(drive)->message;
    assert_true(drive_ui(drive)->message_is_bad);
    char step[32];
    text_format(step, sizeof step, "step %d", fault->step + 1);
    assert_non_null(strstr(message, "update 0"));
    assert_non_null(strstr(message, fault->tensor));
    assert_non_null(strstr(message, step));
    assert_non_null(strstr(message, "ower the"));
    for (int phase = 0; phase < PHASE_COUNT; phase++) { /* the stage still draws */
        char line[48];
        text_format(line, sizeof line, "seek %s end", timeline_phase_name((Phase)phase));
        drive_line(drive, line);
        const DrawList *list = drive_frame(drive, 0);
        assert_false(list->failed);
        assert_true(list->used > 1000);
    }
    char words[512];
    app_describe(drive->app, words, sizeof words);
    assert_non_null(strstr(words, "not finite"));
}

static void a_message_goes_after_six_seconds_or_by_its_cross(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set noise 0.5");
    drive_line(drive, "undo");
    assert_true(drive_has_text(drive, "Undone: Distractors ±0.5"));
    assert_true(app_is_moving(drive->app));
    for (int i = 0; i < 23; i++) drive_frame(drive, 0.25);
    assert_true(drive_has_text(drive, "Undone"));
    for (int i = 0; i < 2; i++) drive_frame(drive, 0.25);
    assert_false(drive_has_text(drive, "Undone"));
    assert_false(app_is_moving(drive->app));
    drive_key(drive, "Ctrl+Y");
    drive_key(drive, "Ctrl+Z");
    drive_click(drive, "message/close");
    assert_false(drive_has_text(drive, "Undone"));
}

static void the_description_states_what_the_trace_holds(void **state) {
    Drive *drive = *state;
    char words[512], number[32];
    app_describe(drive->app, words, sizeof words);
    const FollowLane *lane = &run(drive)->follow.lane[0][0];
    number_format_short(number, sizeof number, lane->r[0], 2);
    assert_non_null(strstr(words, number));
    number_format_short(number, sizeof number, run(drive)->trace.loss, 3);
    assert_non_null(strstr(words, number));
    assert_non_null(strstr(words, "RNN"));
    assert_non_null(strstr(words, "T = 16"));
    assert_non_null(strstr(words, "vanished"));
    assert_non_null(strstr(words, "of what set out at the loss of step 16 arrives at step 1"));
}

#define GUI_TEST(name) cmocka_unit_test_setup_teardown(name, drive_setup, drive_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        GUI_TEST(it_begins_folded_paused_and_dark),
        GUI_TEST(play_runs_one_phase_and_pauses_at_its_end),
        GUI_TEST(playing_on_runs_through_to_the_end_of_the_update),
        GUI_TEST(training_is_told_and_its_curve_can_be_read_without_moving_the_buttons),
        GUI_TEST(f11_asks_for_the_whole_screen_and_for_the_window_again),
        GUI_TEST(the_play_button_says_what_it_will_play),
        GUI_TEST(the_end_is_a_place_that_other_lengths_presets_and_undo_keep),
        GUI_TEST(a_click_on_a_step_in_the_backward_phase_stays_in_it),
        GUI_TEST(play_at_the_very_end_does_the_update_and_begins_the_next_forward_pass),
        GUI_TEST(stepping_over_the_end_and_back_takes_the_update_back),
        GUI_TEST(an_update_done_by_hand_is_not_taken_back_by_stepping),
        GUI_TEST(a_step_by_key_is_a_transition_that_any_input_finishes_at_once),
        GUI_TEST(a_transition_stops_by_itself_at_the_next_step),
        GUI_TEST(moving_the_pointer_finishes_nothing),
        GUI_TEST(reduced_motion_jumps_from_step_to_step),
        GUI_TEST(pausing_completes_the_step_under_way),
        GUI_TEST(speed_is_bounded_and_halves_the_time),
        GUI_TEST(the_playhead_follows_the_pointer_and_a_click_on_a_phase_lands_there),
        GUI_TEST(scrubbing_is_a_command),
        GUI_TEST(a_click_on_a_step_goes_to_it),
        GUI_TEST(seek_names_what_is_too_far),
        GUI_TEST(seek_update_names_its_steps_and_numbers_the_updates),
        GUI_TEST(phases_are_jumped_both_ways),
        GUI_TEST(training_goes_on_each_frame_and_is_one_undo_entry),
        GUI_TEST(a_slider_dragged_while_training_is_an_entry_of_its_own),
        GUI_TEST(training_leaves_no_bracket_open_behind_it),
        GUI_TEST(a_divergence_stops_training_and_is_explained),
        GUI_TEST(a_number_that_is_not_finite_is_told_with_its_place_and_the_way_out),
        GUI_TEST(a_message_goes_after_six_seconds_or_by_its_cross),
        GUI_TEST(the_description_states_what_the_trace_holds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
