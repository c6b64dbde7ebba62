/* Recording: a session written as lines and replayed through app_apply gives the same pictures and the same weights. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/random_input.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

/* Replays every line; the clock ticks differently, as it would on another day. */
static void replay(Drive *to, const Drive *from) {
    drive_start(to);
    to->tick_s = 0.0137;
    Str rest = {from->record, (int)from->record_size};
    char line[COMMAND_SHORT_MAX];
    while (rest.count > 0) {
        assert_true(str_copy(line, sizeof line, str_next_line(&rest)));
        drive_line(to, line);
    }
}

static void assert_same(Drive *a, Drive *b) {
    const Run *x = &app_lab(a->app)->run, *y = &app_lab(b->app)->run;
    assert_int_equal(x->update, y->update);
    assert_int_equal(x->net.weight_count, y->net.weight_count);
    assert_memory_equal(x->weight, y->weight, x->net.weight_count * sizeof *x->weight);
    assert_memory_equal(&app_lab(a->app)->setup, &app_lab(b->app)->setup, sizeof(Setup));
    const UiState *p = app_ui(a->app), *q = app_ui(b->app);
    assert_int_equal(p->cursor.phase, q->cursor.phase);
    assert_int_equal(p->cursor.step, q->cursor.step);
    assert_true(p->cursor.fraction == q->cursor.fraction);
    assert_string_equal(p->gui.focus, q->gui.focus);
    assert_string_equal(p->gui.hot, q->gui.hot);
    if (screen_is_open(&p->screens, SCREEN_SEARCH)) { /* it says how many seconds its tries took, which a clock decides */
        drive_line(a, "show stage");
        drive_line(b, "show stage");
    }
    uint64_t first = draw_hash(app_frame(a->app, NULL, 0)), second = draw_hash(app_frame(b->app, NULL, 0));
    assert_true(first == second);
}

static void blanks_and_quotes_that_were_typed_are_typed_again(void **state) {
    (void)state;
    static const char *const pieces[] = {"a", " ", "b", "  ", "\"", "\"\"", "\" \"", " c"};
    Drive live, again;
    drive_start(&live);
    drive_record(&live);
    drive_click(&live, "controls/steps/value");
    for (int i = 0; i < (int)(sizeof pieces / sizeof *pieces); i++) drive_send(&live, INPUT_TEXT, 0, 0, 0, pieces[i]);
    assert_string_equal(drive_ui(&live)->gui.edit.text, "a b  \"\"\"\" \" c");
    /* A script's lines are trimmed. */
    drive_start(&again);
    Str rest = {live.record, (int)live.record_size};
    char line[COMMAND_SHORT_MAX];
    while (rest.count > 0) {
        assert_true(str_copy(line, sizeof line, str_trim(str_next_line(&rest))));
        drive_line(&again, line);
    }
    assert_string_equal(drive_ui(&again)->gui.edit.text, drive_ui(&live)->gui.edit.text);
    drive_end(&live);
    drive_end(&again);
}

static void a_drag_typing_and_training_replay_to_the_same_state(void **state) {
    (void)state;
    Drive live, again;
    drive_start(&live);
    drive_line(&live, "setting stop_solved off"); /* a fast worker solves the task within these frames */
    drive_record(&live);
    drive_drag(&live, "controls/radius", 0.2, 0.7);
    drive_click(&live, "controls/steps/value");
    drive_type(&live, "24");
    drive_key(&live, "Return");
    drive_line(&live, "play");
    for (int i = 0; i < 30; i++) drive_frame(&live, 1.0 / 60);
    drive_line(&live, "training on");
    for (int i = 0; i < 10; i++) drive_frame(&live, 1.0 / 60);
    drive_key(&live, "Ctrl+T");
    for (int i = 0; i < 3; i++) drive_frame(&live, 1.0 / 60);
    assert_true(app_lab(live.app)->run.update > 10);
    replay(&again, &live);
    assert_same(&live, &again);
    drive_line(&live, "undo");
    drive_line(&again, "undo");
    assert_same(&live, &again);
    drive_end(&live);
    drive_end(&again);
}

static void a_recording_begins_with_where_it_began(void **state) {
    (void)state;
    Drive live, again;
    drive_start(&live);
    drive_line(&live, "set cell lstm");
    drive_line(&live, "set learning_rate 0.3");
    drive_line(&live, "theme light");
    drive_line(&live, "scale 125");
    drive_line(&live, "speed 2");
    drive_line(&live, "seek backward 4");
    drive_resize(&live, 1400, 900);
    drive_record(&live);
    drive_key(&live, "Right");
    drive_frame(&live, 0.1);
    replay(&again, &live);
    assert_same(&live, &again);
    drive_end(&live);
    drive_end(&again);
}

/* The update phase's steps are recorded by name: a number would be an update of the training. */
static void a_recording_may_begin_in_the_update_phase_and_seek_updates(void **state) {
    (void)state;
    static const char *const places[] = {"seek update", "seek update shares", "seek update change", "seek update weights"};
    for (int i = 0; i < 4; i++) {
        Drive live, again;
        drive_start(&live);
        drive_line(&live, places[i]);
        drive_record(&live);
        drive_line(&live, "train 12");
        drive_line(&live, "seek update 7");
        drive_frame(&live, 0.1);
        assert_int_equal(app_lab(live.app)->run.update, 7);
        assert_int_equal(app_ui(live.app)->cursor.step, i);
        replay(&again, &live);
        assert_same(&live, &again);
        drive_end(&live);
        drive_end(&again);
    }
}

static void replaying_while_recording_writes_the_same_lines(void **state) {
    (void)state;
    Drive live, again;
    drive_start(&live);
    drive_record(&live);
    drive_hover(&live, "controls/noise", 0.3, 0.5);
    drive_press(&live, 1);
    drive_hover(&live, "controls/noise", 0.5, 0.5);
    drive_release(&live);
    drive_line(&live, "training on");
    drive_frame(&live, 0.02);
    drive_start(&again);
    drive_record(&again);
    size_t head = again.record_size; /* where it began is written once */
    Str rest = {live.record + head, (int)(live.record_size - head)};
    char line[COMMAND_SHORT_MAX];
    while (rest.count > 0) {
        str_copy(line, sizeof line, str_next_line(&rest));
        drive_line(&again, line);
    }
    assert_string_equal(live.record, again.record);
    drive_end(&live);
    drive_end(&again);
}

static void a_random_session_replays_to_the_same_state(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 6; seed++) {
        Drive live, again;
        Random random = random_from(seed, 9);
        Input input;
        Diag diag;
        char line[COMMAND_SHORT_MAX];
        drive_start(&live);
        live.tick_s = 0.01; /* a slow machine: few updates a frame */
        drive_record(&live);
        for (int frame = 0; frame < 150; frame++) {
            if (random_below(&random, 3) == 0) {
                random_input_line(line, sizeof line, &random, live.app);
                app_apply(live.app, line, &diag);
            }
            random_input_fill(&input, &random, live.app);
            app_frame(live.app, &input, random_range(&random, 0, 0.05));
            if (drive_value(&live, KEY_HIDDEN) > 16) drive_line(&live, "set hidden 6");
            if (drive_value(&live, KEY_STEPS) > 80) drive_line(&live, "set steps 16");
        }
        drive_line(&live, "training off"); /* looking at it would train on, by the clock */
        replay(&again, &live);
        assert_same(&live, &again);
        drive_end(&live);
        drive_end(&again);
    }
}

static void too_much_input_without_a_frame_is_refused(void **state) {
    (void)state;
    Drive drive;
    drive_start(&drive);
    for (int i = 0; i < INPUT_EVENT_MAX; i++) drive_line(&drive, "key Right");
    drive_refuse(&drive, "key Right", "frame");
    drive_line(&drive, "frame 0");
    drive_line(&drive, "key Right");
    drive_end(&drive);
}

static void a_script_clicks_by_path(void **state) {
    (void)state;
    Drive drive;
    drive_start(&drive);
    drive_line(&drive, "click transport/play");
    assert_true(drive_ui(&drive)->playing);
    drive_line(&drive, "key Space");
    assert_true(drive_ui(&drive)->playing); /* not before its frame */
    drive_line(&drive, "frame");
    assert_false(drive_ui(&drive)->playing);
    drive_end(&drive);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blanks_and_quotes_that_were_typed_are_typed_again),
        cmocka_unit_test(a_drag_typing_and_training_replay_to_the_same_state),
        cmocka_unit_test(a_recording_begins_with_where_it_began),
        cmocka_unit_test(a_recording_may_begin_in_the_update_phase_and_seek_updates),
        cmocka_unit_test(replaying_while_recording_writes_the_same_lines),
        cmocka_unit_test(a_random_session_replays_to_the_same_state),
        cmocka_unit_test(too_much_input_without_a_frame_is_refused),
        cmocka_unit_test(a_script_clicks_by_path),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
