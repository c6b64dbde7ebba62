/* The cliff: its commands and their messages, what is dragged, what follows the start, that the experiment stays as it is, and that it is laid
   out cleanly at every size and for both units. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "lab/quantity.h"
#include "support/drive.h"
#include "support/layout_check.h"
#include "view/inside/cliff_picture.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const Cliff *cliff_of(Drive *drive) { return &drive_ui(drive)->cliff; }

static double ask(Drive *drive, const char *name) {
    Quantity quantity;
    QuantityValue value;
    QuantityFacts facts = {.cliff = cliff_of(drive)};
    Diag diag = {0};
    assert_true(quantity_parse(&quantity, str_from(name), &diag));
    if (!quantity_evaluate(&value, &quantity, app_lab(drive->app), &facts, &diag)) fail_msg("%s", diag.text);
    return value.number;
}

static void every_bad_input_has_its_own_message(void **state) {
    Drive *drive = *state;
    drive_line(drive, "show cliff");
    Cliff before = *cliff_of(drive);
    drive_refuse(drive, "cliff start 9 -2", "cliff start: w: \"9\" is not possible; expected a number from 3.5 to 7");
    drive_refuse(drive, "cliff start 5 x", "cliff start: b: \"x\"");
    drive_refuse(drive, "cliff start 5", "cliff start: b: a number is missing");
    drive_refuse(drive, "cliff start 5 -2 1", "\"1\" is too much");
    drive_refuse(drive, "cliff rate 0", "cliff rate: \"0\" is not possible; expected a number from 0.001 to 10");
    drive_refuse(drive, "cliff clip none", "\"none\" is not a number; expected the largest norm, or \"off\"");
    drive_refuse(drive, "cliff clip -1", "cliff clip: \"-1\"");
    drive_refuse(drive, "cliff descend 0", "expected a whole number from 1 to 1000");
    drive_refuse(drive, "cliff descend 1001", "expected a whole number from 1 to 1000");
    drive_refuse(drive, "cliff descend", "cliff descend:");
    drive_refuse(drive, "cliff step 3", "there was no descent");
    drive_refuse(drive, "cliff scrub 0.5", "there was no descent");
    drive_refuse(drive, "cliff unit gru", "expected sigmoid or latch");
    drive_refuse(drive, "cliff turn 400", "cliff turn: \"400\"");
    drive_refuse(drive, "cliff turn 10 2", "the tilt");
    drive_refuse(drive, "cliff reset now", "\"now\" is too much");
    drive_refuse(drive, "cliff steps 0", "cliff steps: \"0\" is not possible; expected a whole number from 1 to 100");
    drive_refuse(drive, "cliff steps many", "cliff steps: \"many\"");
    drive_refuse(drive, "cliff play", "cliff play: a word is missing; expected on, off or toggle");
    drive_refuse(drive, "cliff play on", "there was no descent");
    drive_refuse(drive, "cliff height slope", "\"slope\" is not possible; expected loss or gradient");
    drive_refuse(drive, "cliff place 1", "cliff place: a number is missing");
    drive_refuse(drive, "cliff zoom 0", "cliff zoom: \"0\"");
    drive_refuse(drive, "cliff zoom 2 3 0", "cliff zoom: x: \"3\" is not possible; expected a number from 0 to 1");
    drive_refuse(drive, "cliff zoom 2 1 0 1", "\"1\" is too much");
    drive_refuse(drive, "cliff fit all", "\"all\" is too much");
    drive_refuse(drive, "cliff jump", "\"jump\" is not start, w, b, rate, clip, descend");
    drive_line(drive, "cliff descend 20");
    drive_refuse(drive, "cliff step 21", "there is no update 21; the descent has 20");
    drive_line(drive, "cliff reset");
    assert_memory_equal(&before, cliff_of(drive), sizeof before);
}

static void the_quantities_speak_of_the_last_descent(void **state) {
    Drive *drive = *state;
    drive_line(drive, "cliff start 5.5 -2.6");
    drive_line(drive, "cliff rate 0.5");
    drive_line(drive, "cliff descend 200");
    assert_true(ask(drive, "cliffloss") > 0.089 && ask(drive, "cliffloss") < 0.091);
    assert_true(ask(drive, "cliffjump") > 1000);
    drive_line(drive, "cliff clip 1");
    assert_true(ask(drive, "cliffjump") > 1000); /* the last descent is still that one */
    drive_line(drive, "cliff descend 200");
    assert_true(ask(drive, "cliffloss") < 0.01);
    assert_true(fabs(ask(drive, "cliffjump") - 0.5) < 1e-9);
    drive_line(drive, "cliff clip 0.5");
    assert_true(fabs(ask(drive, "cliffjump") - 0.25) < 1e-9);
    drive_line(drive, "cliff clip off");
    drive_line(drive, "cliff descend 1");
    assert_true(ask(drive, "cliffjump") < 0.1);
}

/* The gradient after update n makes update n + 1: the chart and the card must not speak of two. The note stands at every size. */
static void the_chart_of_the_lengths_and_the_card_speak_of_the_same_updates(void **state) {
    Drive *drive = *state;
    static CliffNumbers numbers;
    static const int sizes[][2] = {{1920, 1080}, {1366, 768}, {800, 500}};
    char text[96];
    double jump;
    drive_line(drive, "show cliff");
    drive_line(drive, "cliff descend 60");
    cliff_compute(&numbers, cliff_of(drive));
    const CliffPoint *at = numbers.at[CLIFF_PLAIN];
    int longest = cliff_longest_step(&jump, &numbers, CLIFF_PLAIN), flat = longest;
    assert_true(longest > 1 && at[longest - 1].norm > 1000); /* of the point before that update */
    while (flat <= 60 && !(at[flat].norm < 1e-6)) flat++;
    for (int n = flat; n <= 60; n++) assert_true(at[n].norm < 1e-6);
    for (int i = 0; i < 3; i++) {
        drive_resize(drive, sizes[i][0], sizes[i][1]);
        drive_frame(drive, 0);
        text_format(text, sizeof text, "without clipping: shorter than 10⁻⁶ after update %d", flat);
        if (!drive_has_run(drive, text)) fail_msg("%d x %d: no \"%s\"", sizes[i][0], sizes[i][1], text);
        assert_true(drive_has_text(drive, "length of the gradient after each update"));
    }
    drive_resize(drive, 1920, 1080);
    drive_frame(drive, 0);
    text_format(text, sizeof text, ", update %d", longest);
    assert_true(drive_has_text(drive, text));
    Rect plot = drive_region(drive, "cliff/norms")->box; /* the pointer reads it at the update before the longest */
    drive_pointer(drive, plot.x + plot.w * (longest - 1) / 60.0, rect_mid_y(plot));
    text_format(text, sizeof text, "update %d", longest - 1);
    assert_true(drive_has_run(drive, text));
    text_format(text, sizeof text, "without clipping  %.0f", at[longest - 1].norm);
    assert_true(drive_has_text(drive, text));
}

static void dragging_the_start_takes_both_descents_along(void **state) {
    Drive *drive = *state;
    drive_line(drive, "motion reduced");
    drive_line(drive, "show cliff");
    drive_line(drive, "cliff descend 30");
    drive_line(drive, "cliff clip 1");
    drive_line(drive, "cliff descend 30");
    drive_frame(drive, 0);
    double w = cliff_of(drive)->w, loss = ask(drive, "cliffloss");
    const Region *region = drive_region(drive, "cliff/start");
    drive_pointer(drive, region->handle_x + 2, region->handle_y + 1);
    drive_press(drive, 1);
    assert_true(cliff_of(drive)->w == w); /* taken by its knob, it does not jump */
    drive_pointer(drive, region->handle_x - 40, region->handle_y - 30);
    drive_release(drive);
    assert_true(cliff_of(drive)->w < w - 0.2 && cliff_of(drive)->b > -2.6 + 0.2);
    assert_string_equal(drive_ui(drive)->message, ""); /* letting go says nothing more */
    assert_true(ask(drive, "cliffloss") != loss);
    assert_int_equal(cliff_of(drive)->updates[CLIFF_PLAIN], 30);
    assert_int_equal(cliff_of(drive)->updates[CLIFF_CLIPPED], 30);
    assert_false(lab_can_undo(app_lab(drive->app))); /* a network of its own */
}

static void dragging_turns_the_surface_and_turns_it_back(void **state) {
    Drive *drive = *state;
    drive_line(drive, "motion reduced");
    drive_line(drive, "show cliff");
    drive_frame(drive, 0);
    Cliff before = *cliff_of(drive);
    drive_hover(drive, "cliff/surface", 0.2, 0.9);
    double x = drive_ui(drive)->gui.x, y = drive_ui(drive)->gui.y;
    drive_press(drive, 1);
    assert_true(cliff_of(drive)->turn == before.turn);
    drive_pointer(drive, x + 60, y - 40);
    assert_true(cliff_of(drive)->turn != before.turn && cliff_of(drive)->tilt != before.tilt);
    drive_pointer(drive, x, y);
    drive_release(drive);
    assert_true(fabs(cliff_of(drive)->turn - before.turn) < 0.5 && fabs(cliff_of(drive)->tilt - before.tilt) < 0.5);
    assert_string_equal(drive_ui(drive)->message, "");
    drive_line(drive, "cliff turn 170 20");
    drive_frame(drive, 0);
    drive_hover(drive, "cliff/surface", 0.9, 0.9); /* on over half a turn */
    x = drive_ui(drive)->gui.x;
    y = drive_ui(drive)->gui.y;
    drive_press(drive, 1);
    for (int i = 1; i <= 6; i++) {
        drive_pointer(drive, x - 20 * i, y);
        assert_true(fabs(cliff_of(drive)->turn) <= 180);
    }
    drive_release(drive);
    assert_true(cliff_of(drive)->turn < -100);
}

/* Through the handle's own place, at several turns: the point under the pointer is where the start goes. */
static void the_start_is_dragged_on_the_turned_surface(void **state) {
    Drive *drive = *state;
    drive_line(drive, "motion reduced");
    drive_line(drive, "show cliff");
    for (int turn = -150; turn <= 150; turn += 75) {
        char line[64];
        drive_line(drive, "cliff start 5 -2.5");
        text_format(line, (int)sizeof line, "cliff turn %d 40", turn);
        drive_line(drive, line);
        drive_frame(drive, 0);
        const Region *region = drive_region(drive, "cliff/from");
        double x = rect_mid_x(region->box), y = rect_mid_y(region->box), foot_x = region->handle_x, foot_y = region->handle_y;
        drive_pointer(drive, x, y);
        drive_press(drive, 1);
        assert_true(cliff_of(drive)->w == 5 && cliff_of(drive)->b == -2.5);
        drive_pointer(drive, x + 30, y + 12);
        drive_release(drive);
        drive_frame(drive, 0);
        region = drive_region(drive, "cliff/from");
        assert_true(fabs(region->handle_x - foot_x - 30) < 1.5 && fabs(region->handle_y - foot_y - 12) < 1.5);
    }
    for (int i = 0; i < 40; i++) drive_line(drive, "cliff place 4 4"); /* beyond the map it stays at its edge */
    const CliffRange *range = &cliff_range[CLIFF_SIGMOID];
    assert_true(cliff_of(drive)->w >= range->w_least && cliff_of(drive)->w <= range->w_most);
    assert_true(cliff_of(drive)->b >= range->b_least && cliff_of(drive)->b <= range->b_most);
}

static void the_wheel_zooms_about_the_pointer_and_a_double_click_shows_all(void **state) {
    Drive *drive = *state;
    drive_line(drive, "motion reduced");
    drive_line(drive, "show cliff");
    drive_frame(drive, 0);
    const Region *from = drive_region(drive, "cliff/from");
    double x = rect_mid_x(from->box), y = rect_mid_y(from->box);
    drive_hover(drive, "cliff/surface", 0.1, 0.9);
    drive_pointer(drive, x, y);
    drive_wheel(drive, 3);
    drive_frame(drive, 0);
    from = drive_region(drive, "cliff/from");
    assert_true(fabs(cliff_of(drive)->zoom - pow(1.25, 3)) < 1e-9);
    assert_true(fabs(rect_mid_x(from->box) - x) < 1.5 && fabs(rect_mid_y(from->box) - y) < 1.5); /* what the pointer is on stays there */
    for (int i = 0; i < 40; i++) drive_wheel(drive, -3);
    assert_true(cliff_of(drive)->zoom == 1 && cliff_of(drive)->pan_x == 0 && cliff_of(drive)->pan_y == 0);
    drive_line(drive, "cliff zoom 4 0.9 0.1");
    drive_frame(drive, 0);
    drive_hover(drive, "cliff/surface", 0.05, 0.05);
    drive_press(drive, 2);
    drive_release(drive);
    assert_true(cliff_of(drive)->zoom == 1);
}

static void descents_play_update_by_update(void **state) {
    Drive *drive = *state;
    app_apply(drive->app, "motion full", NULL);
    drive_line(drive, "show cliff");
    drive_frame(drive, 0);
    drive_click(drive, "controls/descend");
    assert_int_equal(cliff_of(drive)->updates[CLIFF_PLAIN], 200);
    assert_true(cliff_of(drive)->look < 1 && cliff_of(drive)->motion == CLIFF_PLAYS);
    assert_true(app_is_moving(drive->app));
    uint64_t first = draw_hash(drive_frame(drive, 0.2)), second = draw_hash(drive_frame(drive, 0.2));
    assert_true(first != second); /* also within one update */
    assert_true(cliff_of(drive)->look < 1);
    int frames = 0;
    while (cliff_of(drive)->motion == CLIFF_PLAYS && frames < 200) {
        double before = cliff_of(drive)->look;
        drive_frame(drive, 0.1);
        frames++;
        assert_true(cliff_of(drive)->look < 0 || cliff_of(drive)->look > before);
    }
    assert_true(frames > 50 && frames < 120); /* some seconds for the 200 of them */
    assert_true(cliff_of(drive)->look == -1);
    drive_key(drive, "Home");
    drive_key(drive, "Right"); /* one step is a transition, which the next input finishes */
    drive_frame(drive, 0.1);
    assert_true(cliff_of(drive)->look > 0 && cliff_of(drive)->look < 1);
    drive_key(drive, "Right");
    assert_true(cliff_of(drive)->look >= 1 && cliff_of(drive)->motion == CLIFF_ONE_STEP);
    drive_key(drive, "Left");
    assert_true(cliff_of(drive)->look == 1);
    drive_line(drive, "cliff step 0");
    app_apply(drive->app, "motion reduced", NULL);
    drive_key(drive, "Space"); /* plays, in whole updates */
    uint64_t still = draw_hash(drive_frame(drive, 0));
    assert_true(draw_hash(drive_frame(drive, 0.2)) == still || cliff_of(drive)->look >= 1);
}

/* A move under way is between its two ends, and at the end of its update it is where the next begins: scrubbing is the same picture. */
static void an_update_under_way_is_a_function_of_where_it_is_looked_at(void **state) {
    Drive *drive = *state;
    app_apply(drive->app, "motion full", NULL);
    drive_line(drive, "show cliff");
    drive_line(drive, "cliff clip 1");
    drive_line(drive, "cliff descend 40");
    drive_line(drive, "cliff scrub 0.515");
    assert_true(cliff_look(cliff_of(drive), CLIFF_CLIPPED) == 20 && fabs(cliff_look_part(cliff_of(drive), CLIFF_CLIPPED) - 0.6) < 1e-9);
    uint64_t there = draw_hash(drive_frame(drive, 0));
    drive_line(drive, "cliff step 30");
    assert_true(draw_hash(drive_frame(drive, 0)) != there);
    drive_line(drive, "cliff scrub 0.515");
    assert_true(draw_hash(drive_frame(drive, 0)) == there);
}

static void the_number_of_steps_makes_another_surface(void **state) {
    Drive *drive = *state;
    drive_line(drive, "show cliff");
    CliffNumbers *numbers = calloc(1, sizeof *numbers);
    cliff_compute(numbers, cliff_of(drive));
    double steep = numbers->surface.at[36][CLIFF_SIDE + 1].norm;
    drive_line(drive, "cliff steps 5");
    cliff_compute(numbers, cliff_of(drive));
    CliffPoint *here = &numbers->surface.at[36][CLIFF_SIDE + 1], other;
    assert_true(here->norm < steep / 100);
    cliff_measure(&other, CLIFF_SIGMOID, 5, here->w, here->b);
    assert_true(here->loss == other.loss);
    free(numbers);
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "one unit, 5 steps"));
    drive_line(drive, "cliff height gradient");
    uint64_t gradient = draw_hash(drive_frame(drive, 0));
    drive_line(drive, "cliff height loss");
    assert_true(draw_hash(drive_frame(drive, 0)) != gradient);
}

static void buttons_keys_and_sliders_say_the_commands(void **state) {
    Drive *drive = *state;
    drive_line(drive, "motion reduced");
    drive_line(drive, "show cliff");
    drive_frame(drive, 0);
    drive_click(drive, "controls/descend");
    assert_int_equal(cliff_of(drive)->updates[CLIFF_PLAIN], 200);
    drive_click(drive, "controls/clipped");
    assert_true(cliff_of(drive)->clip == 1);
    drive_key(drive, "D");
    assert_int_equal(cliff_of(drive)->updates[CLIFF_CLIPPED], 200);
    drive_key(drive, "Space");
    assert_int_equal(cliff_of(drive)->motion, CLIFF_PLAYS);
    drive_key(drive, "Space");
    assert_int_equal(cliff_of(drive)->motion, CLIFF_STILL);
    drive_key(drive, "End");
    assert_false(drive_ui(drive)->playing); /* the hidden chain does not play */
    drive_key(drive, "Left");
    drive_key(drive, "Left");
    assert_true(cliff_of(drive)->look == 198);
    drive_key(drive, "Home");
    drive_key(drive, "Right");
    assert_true(cliff_of(drive)->look == 1);
    assert_true(drive_has_text(drive, "update 1 of 200"));
    drive_hover(drive, "cliff/norms", 0.5, 0.5); /* a chart: a click looks at that update */
    drive_press(drive, 1);
    drive_release(drive);
    assert_true(fabs(cliff_of(drive)->look - 100) <= 2);
    drive_drag(drive, "transport/track", 0.5, 1.0);
    assert_true(cliff_of(drive)->look == -1);
    double rate = cliff_of(drive)->rate;
    drive_line(drive, "focus controls/rate");
    drive_key(drive, "Right");
    assert_true(cliff_of(drive)->rate > rate);
    drive_key(drive, "Return"); /* type over it */
    drive_type(drive, "0.25");
    drive_key(drive, "Return");
    assert_true(cliff_of(drive)->rate == 0.25);
    drive_key(drive, "Return");
    drive_type(drive, "99");
    drive_key(drive, "Return");
    assert_true(cliff_of(drive)->rate == 0.25);
    assert_true(drive_has_text(drive, "expected a number from 0.001 to 10"));
    drive_key(drive, "Escape");
    drive_click(drive, "cliff/latch");
    assert_int_equal(cliff_of(drive)->unit, CLIFF_LATCH);
    drive_click(drive, "controls/reset");
    assert_int_equal(cliff_of(drive)->unit, CLIFF_SIGMOID);
    drive_click(drive, "cliff/close");
    assert_int_equal(screen_find_inside(&drive_ui(drive)->screens), SCREEN_STAGE);
}

/* The setup does not matter, and nothing of it changes. */
static void it_is_the_same_network_whatever_the_setup_is(void **state) {
    Drive *drive = *state;
    static const char *const lines[] = {"set cell lstm", "preset deep", "preset adding", "set steps 200"};
    uint64_t first = 0;
    for (int i = 0; i < 4; i++) {
        drive_line(drive, lines[i]);
        drive_line(drive, "show stage");
        uint64_t stage = draw_hash(drive_frame(drive, 0));
        drive_line(drive, "show cliff");
        drive_line(drive, "cliff descend 50");
        drive_frame(drive, 0);
        CliffNumbers *numbers = calloc(1, sizeof *numbers);
        cliff_compute(numbers, cliff_of(drive));
        uint64_t bits;
        memcpy(&bits, &numbers->at[CLIFF_PLAIN][50].w, sizeof bits);
        free(numbers);
        if (i == 0) first = bits;
        assert_true(bits == first);
        drive_line(drive, "show stage");
        assert_true(draw_hash(drive_frame(drive, 0)) == stage);
    }
}

static void it_comes_and_goes_as_a_transition(void **state) {
    Drive *drive = *state;
    drive_frame(drive, 0);
    uint64_t stage = draw_hash(drive_frame(drive, 0));
    app_apply(drive->app, "motion full", NULL);
    drive_line(drive, "show cliff");
    uint64_t there = draw_hash(drive_frame(drive, 0));
    drive_key(drive, "Escape");
    assert_true(app_is_moving(drive->app));
    uint64_t on_the_way = draw_hash(drive_frame(drive, 0.15));
    assert_true(on_the_way != there && on_the_way != stage);
    drive_frame(drive, 0.25);
    drive_frame(drive, 0.25);
    assert_true(draw_hash(drive_frame(drive, 0.25)) == stage);
}

static const char *const scenes[] = {"cliff reset",          "cliff descend 200", "cliff clip 0.01",  "cliff descend 1000",
                                     "cliff turn 130 70",    "cliff step 13",     "cliff unit latch", "cliff descend 200",
                                     "cliff turn -60 90",    "cliff turn -150 8", "cliff steps 1",    "cliff height gradient",
                                     "cliff zoom 5 0.2 0.8", "cliff steps 100"};
static const char *const sizes[] = {"resize 800 500", "resize 1000 640", "resize 1920 1080", "resize 3840 2160"};

static void it_is_laid_out_cleanly_everywhere(void **state) {
    (void)state;
    Drive drive;
    LayoutReport report = {0};
    if (!drive_start_with_fonts(&drive)) skip();
    drive_line(&drive, "show cliff");
    for (size_t s = 0; s < sizeof scenes / sizeof *scenes; s++) {
        drive_line(&drive, scenes[s]);
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
            char heading[128];
            drive_line(&drive, sizes[i]);
            const DrawList *list = drive_frame(&drive, 0);
            text_format(heading, (int)sizeof heading, "%s, %s", scenes[s], sizes[i]);
            layout_check(&report, list, &drive.world.text, heading);
        }
    }
    drive_end(&drive);
    if (report.count) fail_msg("%d findings:\n%s", report.count, report.text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_bad_input_has_its_own_message, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(the_quantities_speak_of_the_last_descent, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(the_chart_of_the_lengths_and_the_card_speak_of_the_same_updates, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(dragging_the_start_takes_both_descents_along, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(dragging_turns_the_surface_and_turns_it_back, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(the_start_is_dragged_on_the_turned_surface, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(the_wheel_zooms_about_the_pointer_and_a_double_click_shows_all, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(descents_play_update_by_update, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(an_update_under_way_is_a_function_of_where_it_is_looked_at, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(the_number_of_steps_makes_another_surface, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(buttons_keys_and_sliders_say_the_commands, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(it_is_the_same_network_whatever_the_setup_is, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(it_comes_and_goes_as_a_transition, drive_setup_large, drive_teardown),
        cmocka_unit_test(it_is_laid_out_cleanly_everywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
