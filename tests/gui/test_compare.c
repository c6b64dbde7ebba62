/* The comparison: how it opens and what it lays over the setup, that every row is the run of its own setup, that words about other sequences
   stand where they are so, and that it is laid out cleanly at every size, in every phase and for every cell. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "gui/chart.h"
#include "support/drive.h"
#include "support/layout_check.h"
#include "view/inside/compare_picture.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static void the_key_lays_three_cells_over_the_setup_and_undo_takes_them_away(void **state) {
    Drive *drive = *state;
    drive_line(drive, "motion reduced");
    drive_key(drive, "c");
    assert_int_equal(screen_find_inside(&drive_ui(drive)->screens), SCREEN_COMPARE);
    const VariantList *list = &app_lab(drive->app)->variants;
    assert_int_equal(list->count, 3);
    assert_string_equal(list->item[0].name, "RNN");
    assert_string_equal(list->item[2].name, "LSTM");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "1.2e-6: vanished"));
    assert_true(drive_has_text(drive, "0.29: carried"));
    drive_key(drive, "c");
    assert_int_equal(screen_find_inside(&drive_ui(drive)->screens), SCREEN_STAGE);
    assert_int_equal(list->count, 3);
    drive_line(drive, "undo");
    assert_int_equal(list->count, 0);
    drive_line(drive, "redo");
    assert_int_equal(list->count, 3);
}

static void variants_that_are_there_stay_and_the_setup_stands_beside_them(void **state) {
    Drive *drive = *state;
    drive_line(drive, "compare clipped: clip_norm 1");
    drive_line(drive, "show compare");
    drive_frame(drive, 0);
    assert_int_equal(app_lab(drive->app)->variants.count, 1);
    assert_true(drive_has_text(drive, "As set"));
    assert_true(drive_has_text(drive, "clipped"));
    assert_string_equal(drive_region(drive, "story/card1")->tip, "The setup as it is, without a variant.");
    assert_non_null(strstr(drive_region(drive, "story/card2")->tip, "It changes in the setup: clip_norm 1"));
    drive_line(drive, "seek forward end"); /* no number of the gradient is there, so that none has more digits */
    drive_frame(drive, 0);
    drive_hover(drive, "compare/step", 0.5, 0.5);
    drive_frame(drive, 1);
    assert_true(drive_has_text(drive, "not there yet"));
    assert_false(drive_has_text(drive, "Ctrl: all digits"));
    drive_line(drive, "set clip_norm 1"); /* now they are the same network */
    drive_frame(drive, 0);
    assert_false(drive_has_text(drive, "As set"));
    drive_click(drive, "compare/none");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "As set"));
}

static void a_click_matches_the_number_of_weights(void **state) {
    Drive *drive = *state;
    drive_refuse(drive, "match weights", "nothing is compared");
    drive_line(drive, "set cell lstm");
    drive_line(drive, "show compare");
    drive_frame(drive, 0);
    const VariantList *list = &app_lab(drive->app)->variants;
    drive_click(drive, "story/match/weights");
    for (int i = 0; i < 3; i++) {
        int hidden = variant_match_weights(&list->item[i], &app_lab(drive->app)->setup);
        assert_int_equal(list->item[i].said[KEY_HIDDEN], i < 2); /* the LSTM is the setup */
        if (i < 2) assert_true(list->item[i].value[KEY_HIDDEN] == hidden && hidden > 6);
    }
    drive_line(drive, "undo"); /* one step */
    for (int i = 0; i < 3; i++) assert_false(list->item[i].said[KEY_HIDDEN]);
    drive_line(drive, "redo");
    drive_click(drive, "story/match/units");
    for (int i = 0; i < 3; i++) assert_false(list->item[i].said[KEY_HIDDEN]);
}

static void comparing_is_one_click_at_every_size(void **state) {
    Drive *drive = *state;
    static const char *const sizes[] = {"resize 1920 1080", "resize 1280 720", "resize 1000 700"};
    for (int i = 0; i < 3; i++) {
        drive_line(drive, sizes[i]);
        drive_line(drive, "show stage");
        drive_frame(drive, 0);
        drive_click(drive, region_find(app_regions(drive->app), "top/compare") ? "top/compare" : "top/tab-compare");
        assert_int_equal(screen_find_inside(&drive_ui(drive)->screens), SCREEN_COMPARE);
    }
}

static void a_fifth_variant_says_why_it_cannot_be(void **state) {
    Drive *drive = *state;
    drive_line(drive, "show compare");
    drive_line(drive, "compare wide: hidden 12");
    drive_refuse(drive, "compare fifth: hidden 3", "there are 4 variants already");
}

/* Sequences of its own: the words say so, and its columns stand at the loss. */
static void another_length_is_said_and_stands_at_the_loss(void **state) {
    Drive *drive = *state;
    drive_line(drive, "compare short: steps 8");
    drive_line(drive, "compare RNN: cell rnn; learning_rate 0.1");
    drive_line(drive, "show compare");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "Other sequences: short."));
    assert_true(drive_has_text(drive, "other sequences"));
    drive_line(drive, "compare short: none");
    drive_frame(drive, 0);
    assert_false(drive_has_text(drive, "ther sequences"));
    assert_true(drive_has_text(drive, "The same sequence for all"));
}

/* Of the same sequences, but four an update: training leaves the stage's alone. */
static void another_batch_stands_on_the_same_sequence_when_it_has_trained(void **state) {
    Drive *drive = *state;
    drive_line(drive, "compare four: batch 4");
    drive_line(drive, "show compare");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "The same sequence for all"));
    drive_line(drive, "train 3");
    drive_frame(drive, 0);
    assert_false(drive_has_text(drive, "ther sequences"));
    assert_true(drive_has_text(drive, "The same sequence for all"));
}

static void a_card_removes_its_variant(void **state) {
    Drive *drive = *state;
    drive_line(drive, "show compare");
    drive_frame(drive, 0);
    drive_click(drive, "story/remove2");
    assert_int_equal(app_lab(drive->app)->variants.count, 2);
    assert_string_equal(app_lab(drive->app)->variants.item[1].name, "LSTM");
}

static void training_draws_a_curve_for_each_and_a_click_goes_back(void **state) {
    Drive *drive = *state;
    drive_line(drive, "show compare");
    drive_line(drive, "train 40");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "Loss before each update"));
    drive_hover(drive, "compare/race", 0.26, 0.5);
    drive_press(drive, 1);
    drive_release(drive);
    assert_int_equal(app_lab(drive->app)->run.update, 10);
    drive_line(drive, "chart race zoom 4 0.5 0.5"); /* the same means on a part of the axis */
    drive_line(drive, "chart race fit");
}

static bool write_clipboard(void *user, const char *text, Diag *diag) {
    (void)diag;
    text_format(user, 1 << 16, "%s", text);
    return true;
}

/* The values of the chart as copied: the columns of the header, and what row `update` has in column `column` (from 1). */
static double copied_value(const char *csv, long update, int column) {
    char head[24];
    text_format(head, sizeof head, "\n%ld,", update);
    const char *at = strstr(csv, head);
    if (!at) fail_msg("no update %ld in the copied values:\n%.300s", update, csv);
    for (at += 1; column > 0; column--) at = strchr(at, ',') + 1;
    return strtod(at, NULL);
}

/* Every network's own measure over the updates, by click, key and command; who solved it when; undo and a visit. */
static void the_race_shows_the_measure_and_who_solved_it_when(void **state) {
    static char csv[1 << 16];
    Drive *drive = *state;
    drive->world.clipboard = (ClipboardApi){.user = csv, .write = write_clipboard};
    drive_line(drive, "show compare");
    drive_frame(drive, 0);
    assert_false(drive_has_text(drive, "not by update"));
    drive_line(drive, "train 600");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "Loss before each update"));
    drive_click(drive, "compare/race-of/measure");
    assert_true(drive_has_text(drive, "Sequences right, held out"));
    assert_true(drive_has_text(drive, "guessing 50") && drive_has_text(drive, "goal 99"));
    drive_key(drive, "v");
    assert_true(drive_has_text(drive, "Loss before each update"));
    drive_line(drive, "race measure");
    drive_frame(drive, 0);
    const Compare *compare = app_compare(drive->app);
    const ComparedRun *lstm = compare->item[2];
    const RecordPoint *solved = record_find_solved(lstm->point, lstm->point_count);
    assert_non_null(solved);
    assert_null(record_find_solved(compare->item[0]->point, compare->item[0]->point_count));
    char text[64], count[24];
    number_format_count(count, sizeof count, solved->update);
    text_format(text, sizeof text, "LSTM %s", count);
    assert_true(drive_has_run(drive, text)); /* the flag */
    assert_true(drive_has_text(drive, "solved at update"));
    assert_true(drive_has_text(drive, "not by update 5")); /* of the RNN: its last measure */
    long last = 0;
    for (int k = 0; k < lstm->point_count; k++)
        if (lstm->point[k].is_measured) last = lstm->point[k].update;
    char head[32];
    text_format(head, sizeof head, "update %ld", last);
    drive_hover(drive, "compare/race", (double)last / 600 - 0.001, 0.5);
    assert_true(drive_has_run(drive, head)); /* one of them: the axis is not named by many */
    drive_line(drive, "copy chart race-measure");
    assert_memory_equal(csv, "update,RNN,GRU,LSTM\n", 20);
    for (int i = 0; i < 3; i++) {
        const ComparedRun *item = compare->item[i];
        int measured = 0;
        for (int k = 0; k < item->point_count; k++) {
            if (!item->point[k].is_measured) continue;
            measured++;
            assert_true(copied_value(csv, item->point[k].update, i + 1) == 100 * item->point[k].score);
        }
        assert_true(measured >= 4);
    }
    drive_line(drive, "visit 10"); /* the later updates stay in the picture */
    drive_frame(drive, 0);
    assert_true(drive_has_run(drive, text));
    drive_line(drive, "undo");
    drive_line(drive, "undo");
    drive_frame(drive, 0);
    assert_false(drive_has_text(drive, "solved at update") || drive_has_run(drive, text));
    drive_line(drive, "redo");
    drive_frame(drive, 0);
    assert_true(drive_has_run(drive, text));
}

/* Of a task whose goal is a loss: that loss, and the goal. */
static void the_race_of_a_loss_is_the_held_out_loss(void **state) {
    static char csv[1 << 16];
    Drive *drive = *state;
    drive->world.clipboard = (ClipboardApi){.user = csv, .write = write_clipboard};
    drive_line(drive, "preset adding");
    drive_line(drive, "show compare");
    drive_line(drive, "race measure");
    drive_line(drive, "train 40");
    drive_frame(drive, 0);
    TaskOptions options = setup_task_options(&app_lab(drive->app)->setup);
    const TaskGoal *goal = task_goal(setup_task(&app_lab(drive->app)->setup), &options);
    assert_true(goal->loss > 0);
    assert_true(drive_has_text(drive, "Loss, held out"));
    drive_line(drive, "copy chart race-measure");
    const ComparedRun *item = app_compare(drive->app)->item[0];
    for (int k = 0; k < item->point_count; k++)
        if (item->point[k].is_measured) assert_true(copied_value(csv, item->point[k].update, 1) == item->point[k].held_loss);
}

/* The seconds are its updates by the clock of the worker that made them. */
static void the_seconds_are_those_of_the_clock(void **state) {
    Drive *drive = *state;
    drive->tick_s = 0.001;
    drive_line(drive, "show compare");
    drive_line(drive, "train 600");
    drive_frame(drive, 0);
    const ComparedRun *lstm = app_compare(drive->app)->item[2];
    const RecordPoint *solved = record_find_solved(lstm->point, lstm->point_count);
    assert_true(lstm->update_s > 0);
    char number[24], count[24], text[64];
    number_format_short(number, sizeof number, lstm->update_s * (double)solved->update, 2);
    number_format_count(count, sizeof count, solved->update);
    text_format(text, sizeof text, "%s, %s s", count, number);
    assert_true(drive_has_run(drive, text));
}

static void seeds_are_counted_on_the_cards_and_gone_with_another_setup(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set steps 4");
    drive_line(drive, "show compare");
    drive_line(drive, "seeds 3 300");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "seeds that solved it"));
    assert_true(drive_has_text(drive, "3 of 3"));
    assert_true(drive_has_text(drive, "goal 99"));
    drive_line(drive, "set learning_rate 0.01");
    drive_frame(drive, 0);
    assert_false(drive_has_text(drive, "seeds that solved it"));
    drive_line(drive, "seeds 1 2");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "not within 2"));
    drive_refuse(drive, "seeds 51", "is not a whole number from 1 to 50");
    drive_refuse(drive, "sweep steps 4", "expected 2 to 8");
    drive_refuse(drive, "sweep task adding parity", "chooses the data");
}

/* Asked for on the stage, for the setup alone: opening the comparison keeps them, for they are of that setup. */
static void what_was_trained_before_the_comparison_opens_stays(void **state) {
    static const char *const ask[] = {"seeds 2 20", "sweep steps 4 8"};
    Drive *drive = *state;
    drive_line(drive, "set steps 4");
    for (size_t i = 0; i < sizeof ask / sizeof *ask; i++) {
        drive_line(drive, "show stage");
        drive_line(drive, ask[i]);
        drive_line(drive, "show compare");
        drive_frame(drive, 0);
        assert_int_equal(app_lab(drive->app)->variants.count, 0);
        assert_true(app_trials(drive->app)->count > 0);
        assert_non_null(region_find(app_regions(drive->app), "compare/trials"));
    }
    drive_line(drive, "show stage");
    drive_line(drive, "set learning_rate 0.01"); /* they are of another setup now */
    drive_line(drive, "show compare");
    assert_int_equal(app_lab(drive->app)->variants.count, 3);
}

/* Seeds and sweeps are charts like every other: read out, zoomed, fitted and copied; a sweep shows three things. */
static void seeds_and_sweeps_are_charts(void **state) {
    Drive *drive = *state;
    static char csv[1 << 16];
    drive->world.clipboard = (ClipboardApi){.user = csv, .write = write_clipboard};
    drive_line(drive, "set steps 4");
    drive_refuse(drive, "race far", "there is no sweep");
    drive_line(drive, "show compare");
    drive_line(drive, "seeds 3 100");
    drive_frame(drive, 0);
    drive_line(drive, "copy chart seeds");
    assert_non_null(strstr(csv, "RNN, median"));
    assert_non_null(strstr(csv, "LSTM, largest"));
    for (int column = 1; column <= 7; column += 3) { /* median, least and largest of each */
        double median = copied_value(csv, 100, column), least = copied_value(csv, 100, column + 1),
               largest = copied_value(csv, 100, column + 2);
        assert_true(least <= median && median <= largest && largest <= 100 && least >= 0);
    }
    drive_line(drive, "chart seeds zoom 4 0.5 0.5");
    drive_frame(drive, 0);
    assert_non_null(chart_find_zoom(&drive_ui(drive)->gui, "seeds", false));
    drive_double_click(drive, "compare/trials");
    assert_null(chart_find_zoom(&drive_ui(drive)->gui, "seeds", false));
    drive_line(drive, "sweep steps 3 5 4");
    drive_frame(drive, 0);
    drive_refuse(drive, "race far 2", "is too much");
    const TrialSet *set = app_trials(drive->app);
    for (int i = 0; i < 3; i++) {
        static const char *const click[] = {"compare/sweep-of/measure", "compare/sweep-of/far", "compare/sweep-of/seconds"};
        static const char *const copy[] = {"copy chart sweep", "copy chart sweep-far", "copy chart sweep-seconds"};
        drive_click(drive, click[i]);
        drive_frame(drive, 0);
        drive_line(drive, copy[i]);
        for (int v = 0; v < 3; v++) {
            const TrialRun *run = &set->item[v].run[0];
            double value = i == 0 ? 100 * run->score : i == 1 ? pow(10, run->verdict.log10_ratio) : run->took_s;
            assert_true(fabs(copied_value(csv, v + 1, 1) - value) <= 1e-9 * fabs(value));
        }
    }
    assert_true(drive_has_text(drive, "Seconds of the training, against"));
}

static void the_race_brings_its_variants_and_another_preset_takes_them(void **state) {
    Drive *drive = *state;
    drive_line(drive, "preset race");
    drive_line(drive, "show compare");
    drive_frame(drive, 0);
    assert_int_equal(app_lab(drive->app)->variants.count, 3);
    assert_true(drive_has_text(drive, "cell rnn; init orthogonal"));
    assert_false(drive_has_text(drive, "As set")); /* the LSTM is the setup */
    drive_line(drive, "training on");
    bool was_behind = false;
    for (int i = 0; i < 20; i++) { /* nor has the setup another row while the others are still computed */
        drive_frame(drive, 0.01);
        assert_false(drive_has_text(drive, "As set"));
        was_behind = was_behind || drive_has_text(drive, "computing");
    }
    assert_true(was_behind && app_lab(drive->app)->run.update > 0);
    drive_line(drive, "training off");
    drive_line(drive, "preset order");
    assert_int_equal(app_lab(drive->app)->variants.count, 0);
    drive_line(drive, "undo");
    assert_int_equal(app_lab(drive->app)->variants.count, 3);
}

/* Forwards, backwards and scrubbed, the picture of a place is the same. */
static void a_place_has_one_picture_however_it_is_reached(void **state) {
    Drive *drive = *state;
    drive_line(drive, "show compare");
    drive_line(drive, "motion reduced");
    drive_line(drive, "seek forward 5");
    uint64_t there = draw_hash(drive_frame(drive, 0));
    drive_line(drive, "step forward 30");
    assert_true(draw_hash(drive_frame(drive, 0)) != there);
    drive_line(drive, "step back 30");
    assert_true(draw_hash(drive_frame(drive, 0)) == there);
    char line[48];
    text_format(line, sizeof line, "scrub %.9f", timeline_to_unit(&drive_ui(drive)->cursor, &app_lab(drive->app)->run.wiring));
    drive_line(drive, "seek update end");
    drive_line(drive, line);
    assert_true(draw_hash(drive_frame(drive, 0)) == there);
}

static const char *const setups[] = {"preset first",   "preset order",  "preset many", "preset deep",
                                     "preset explode", "preset adding", "preset gru"};
static const char *const places[] = {"seek unroll 0", "seek forward 3", "seek backward 1", "seek backward end", "seek update end"};
static const char *const sizes[] = {"resize 800 500", "resize 1279 720", "resize 1280 720", "resize 1920 1080", "resize 3840 2160"};

static void it_is_laid_out_cleanly_everywhere(void **state) {
    (void)state;
    Drive drive;
    LayoutReport report = {0};
    if (!drive_start_with_fonts(&drive)) skip();
    for (size_t s = 0; s < sizeof setups / sizeof *setups; s++) {
        drive_line(&drive, setups[s]);
        if (s == 6) drive_line(&drive, "set steps 1");
        drive_line(&drive, "show compare");
        if (s == 3) drive_line(&drive, "compare a long name of a variant: hidden 3; forget_bias 2");
        if (s == 1) drive_line(&drive, "train 30");
        if (s == 3 || s == 5) drive_line(&drive, "race measure");
        if (s == 3) drive_line(&drive, "train 20");
        if (s == 5) drive_line(&drive, "train 3");
        if (s == 4) drive_line(&drive, "race loss");
        if (s == 0) drive_line(&drive, "seeds 5 60");
        if (s == 2) drive_line(&drive, "seeds 1 20");
        for (size_t p = 0; p < sizeof places / sizeof *places; p++) {
            if (s == 6 && p == 1) continue;
            drive_line(&drive, places[p]);
            for (size_t i = (s + p) % 2; i < sizeof sizes / sizeof *sizes; i += 2) {
                char heading[128];
                drive_line(&drive, sizes[i]);
                const DrawList *list = drive_frame(&drive, 0);
                text_format(heading, (int)sizeof heading, "%s, %s, %s", setups[s], places[p], sizes[i]);
                layout_check(&report, list, &drive.world.text, heading);
            }
        }
        drive_line(&drive, "compare none");
    }
    drive_end(&drive);
    if (report.count) fail_msg("%d findings:\n%s", report.count, report.text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_key_lays_three_cells_over_the_setup_and_undo_takes_them_away, drive_setup_large,
                                        drive_teardown),
        cmocka_unit_test_setup_teardown(variants_that_are_there_stay_and_the_setup_stands_beside_them, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(a_click_matches_the_number_of_weights, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(comparing_is_one_click_at_every_size, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(a_fifth_variant_says_why_it_cannot_be, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(another_length_is_said_and_stands_at_the_loss, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(another_batch_stands_on_the_same_sequence_when_it_has_trained, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(a_card_removes_its_variant, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(training_draws_a_curve_for_each_and_a_click_goes_back, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(the_race_shows_the_measure_and_who_solved_it_when, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(the_race_of_a_loss_is_the_held_out_loss, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(the_seconds_are_those_of_the_clock, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(seeds_are_counted_on_the_cards_and_gone_with_another_setup, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(what_was_trained_before_the_comparison_opens_stays, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(seeds_and_sweeps_are_charts, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(the_race_brings_its_variants_and_another_preset_takes_them, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(a_place_has_one_picture_however_it_is_reached, drive_setup_large, drive_teardown),
        cmocka_unit_test(it_is_laid_out_cleanly_everywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
