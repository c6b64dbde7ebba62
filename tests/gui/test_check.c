/* The page of the gradient check: which weight is looked at and how it is picked, that the numbers shown are those of the check, what is said
   where differences cannot check, and the check of all weights against one after the other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "experiment/gradient_check.h"
#include "lab/check_place.h"
#include "lab/quantity.h"
#include "support/drive.h"
#include "support/lab_case.h"
#include "support/layout_check.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static CheckPlace place_of(Drive *drive) { return check_place_fit(&drive_ui(drive)->check, &app_lab(drive->app)->run.net); }

static void bad_input_has_its_own_messages(void **state) {
    Drive *drive = *state;
    drive_refuse(drive, "check weight", "a name is missing");
    drive_refuse(drive, "check weight Q 1 1", "there is no \"Q\" here; expected U, W, V, b_ih, b_hh, b_y");
    drive_refuse(drive, "check weight W 7 1", "W has no row \"7\"; expected 1 to 6");
    drive_refuse(drive, "check weight W 1 x", "W has no column \"x\"; expected 1 to 6");
    drive_refuse(drive, "check weight W 1", "the column of W is missing; expected 1 to 6");
    drive_refuse(drive, "check weight W 1 1 2", "the network has no layer \"2\"; expected 1 to 1");
    drive_refuse(drive, "check weight W 1 1 1 reverse", "reads forward only");
    drive_refuse(drive, "check weight W 1 1 1 back", "is not a direction; expected reverse");
    drive_refuse(drive, "check weight V 1 1 1", "\"1\" is too much");
    drive_refuse(drive, "check all weights", "\"weights\" is too much here");
    drive_line(drive, "check weight b_ih 3");
    assert_int_equal(place_of(drive).col, 2);
    drive_line(drive, "check weight weight_hh_l0 2 5");
    assert_int_equal(place_of(drive).row, 1);
    assert_int_equal(place_of(drive).col, 4);
    drive_line(drive, "set hidden 3"); /* the nearest that there is */
    assert_int_equal(place_of(drive).col, 2);
}

static void every_place_is_read_back_from_its_words(void **state) {
    Drive *drive = *state;
    drive_line(drive, "preset deep");
    drive_line(drive, "set hidden 3");
    const Net *net = &app_lab(drive->app)->run.net;
    for (size_t i = 0; i < net->weight_count; i++) {
        char text[64];
        CheckPlace place = check_place_of(i, net), again;
        Diag diag = {0};
        assert_true(check_place_index(&place, net) == i);
        check_place_format(text, sizeof text, &place, net);
        if (!check_place_parse(&again, str_from(text), net, &diag)) fail_msg("%s: %s", text, diag.text);
        assert_true(check_place_index(&again, net) == i);
    }
}

static void clicks_and_arrows_pick_a_weight(void **state) {
    Drive *drive = *state;
    drive_line(drive, "motion reduced");
    drive_line(drive, "show check");
    drive_frame(drive, 0);
    drive_hover(drive, "check/W", 4.5 / 6, 2.5 / 6);
    drive_press(drive, 1);
    drive_release(drive);
    assert_int_equal(place_of(drive).kind, PARAM_RECURRENT_WEIGHT);
    assert_int_equal(place_of(drive).row, 2);
    assert_int_equal(place_of(drive).col, 4);
    drive_key(drive, "Down");
    drive_key(drive, "Left");
    assert_int_equal(place_of(drive).row, 3);
    assert_int_equal(place_of(drive).col, 3);
    for (int i = 0; i < 9; i++) drive_key(drive, "Up");
    assert_int_equal(place_of(drive).row, 0); /* there it ends */
    assert_int_equal(drive_ui(drive)->cursor.step, 0);
    assert_true(drive_has_text(drive, "W, row 1, column 4"));
}

/* What stands there is what the quantity says, and the digits that are underlined are the same in both rows. */
static void the_digits_shown_are_those_of_the_check(void **state) {
    Drive *drive = *state;
    drive_line(drive, "show check");
    drive_line(drive, "check weight W 1 2");
    drive_frame(drive, 0);
    Quantity quantity;
    QuantityValue value;
    Diag diag = {0};
    char text[64];
    assert_true(quantity_parse(&quantity, str_from("digits W 1 2"), &diag));
    assert_true(quantity_evaluate(&value, &quantity, app_lab(drive->app), NULL, &diag));
    text_format(text, sizeof text, "They agree in %d digits.", (int)value.number);
    assert_true(value.number > 6);
    assert_true(drive_has_text(drive, text));
    drive_line(drive, "training on");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "Training runs: stop it"));
    drive_refuse(drive, "check all", "training runs; stop it first");
    drive_line(drive, "training off");
}

/* Of the two rows of digits: the digits of the first run of each, which is green and underlined. */
static int count_marked(Drive *drive, char above[48], char below[48]) {
    char *row[2] = {above, below};
    DrawItem item;
    const DrawList *list = drive_frame(drive, 0);
    bool is_in = false;
    int found = 0, count = 0;
    above[0] = below[0] = '\0';
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        if (item.op == DRAW_GROUP) is_in = str_equal(item.text, "check/numbers");
        if (!is_in || item.op != DRAW_TEXT || item.face != FACE_MONO_MEDIUM || found > 2) continue;
        if (found % 2 == 0) str_copy(row[found / 2], 48, item.text);
        found += 2; /* the first run of each row; the rest follows at once */
        if (found == 4) break;
        draw_next(list, &offset, &item); /* the line below it, or the rest of the digits */
        if (item.op == DRAW_LINE) draw_next(list, &offset, &item);
    }
    for (int i = 0; above[i]; i++) count += above[i] >= '0' && above[i] <= '9';
    return count;
}

/* Words and marks give one number; where rounding up leaves fewer digits that are the same in writing, words say how near they are. */
static void as_many_digits_are_marked_as_words_say(void **state) {
    Drive *drive = *state;
    static const char *const presets[] = {"preset first", "preset gru", "preset lstm"};
    int counted = 0;
    for (int p = 0; p < 3; p++)
        for (int w = 0; w < 36; w++) {
            char line[48], above[48], below[48], text[64];
            drive_line(drive, presets[p]);
            drive_line(drive, "show check");
            text_format(line, sizeof line, "check weight W %d %d", w / 6 + 1, w % 6 + 1);
            drive_line(drive, line);
            int marked = count_marked(drive, above, below);
            assert_string_equal(above, below);
            Quantity quantity;
            QuantityValue value;
            Diag diag = {0};
            text_format(line, sizeof line, "digits W %d %d", w / 6 + 1, w % 6 + 1);
            assert_true(quantity_parse(&quantity, str_from(line), &diag));
            assert_true(quantity_evaluate(&value, &quantity, app_lab(drive->app), NULL, &diag));
            text_format(text, sizeof text, "They agree in %d digits.", marked);
            if (drive_has_text(drive, text)) {
                counted++;
                assert_int_equal(marked, (int)value.number);
                continue;
            }
            text_format(text, sizeof text, "They differ by less than 1e-%d of their size.", (int)value.number);
            if (!drive_has_text(drive, text) || marked >= (int)value.number) fail_msg("%s, %s: %s is marked", presets[p], line, above);
        }
    assert_true(counted > 54);
}

static void a_kink_and_a_dead_weight_say_why(void **state) {
    Drive *drive = *state;
    drive_line(drive, "show check");
    drive_line(drive, "set steps 60"); /* the gradient of the first input is lost in rounding */
    drive_line(drive, "check all");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "weights checked"));
    drive_line(drive, "preset explode");
    drive_line(drive, "set activation identity");
    drive_line(drive, "set radius 3");
    drive_line(drive, "set steps 1000");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "not finite: there is nothing to check"));
    drive_refuse(drive, "check all", "not finite; there is nothing to check");
}

static void all_weights_are_those_one_by_one(void **state) {
    (void)state;
    static const char *const setups[] = {"set cell lstm; set hidden 3; set steps 6", "set activation relu; set steps 30; set seed 5",
                                         "set cell gru; set layers 2; set direction both; set hidden 2; set steps 5"};
    for (int s = 0; s < 3; s++) {
        Lab lab;
        GradientCheck check = {0};
        Diag diag = {0};
        lab_case_open(&lab);
        lab_case_apply_all(&lab, setups[s]);
        LabDigest before = lab_case_digest(&lab);
        size_t count = lab.run.net.weight_count, cannot = 0;
        assert_true(gradient_check_begin(&check, &lab, &diag));
        int frames = 1;
        while (gradient_check_advance(&check, &lab, 2000)) frames++;
        assert_true(frames > 3);
        assert_int_equal(check.summary.checked, count);
        double worst = INFINITY;
        for (size_t i = 0; i < count; i++) {
            assert_true(gradient_check_measure(&check, &lab, i));
            const WeightCheck *one = &check.probe.check;
            assert_int_equal(check.verdict[i], one->verdict);
            cannot += one->verdict != CHECK_FOUND;
            if (one->verdict != CHECK_FOUND) continue;
            assert_true(check.digits[i] == one->digits);
            worst = fmin(worst, one->digits);
            /* A long step is worse than the one that was taken, unless both are exact. */
            if (one->digits < 15 && one->analytic != 0) assert_true(!(check.ladder[0].digits > one->digits + 1));
        }
        assert_true(check.summary.worst == worst && check.summary.median >= worst);
        assert_int_equal(count - check.summary.by_verdict[CHECK_FOUND], cannot);
        LabDigest after = lab_case_digest(&lab);
        lab_case_assert_same(&before, &after, "after the check");
        lab_case_apply(&lab, "update"); /* another experiment: what was found is given up */
        assert_false(gradient_check_advance(&check, &lab, 1e9));
        assert_false(check.is_asked);
        gradient_check_deinit(&check);
        lab_deinit(&lab);
    }
}

static const char *const setups[] = {"preset first", "preset lstm", "preset deep", "preset explode", "set hidden 200", "set hidden 1"};
static const char *const sizes[] = {"resize 800 500", "resize 1279 720", "resize 1280 720", "resize 1920 1080", "resize 3840 2160"};

static void it_is_laid_out_cleanly_everywhere(void **state) {
    (void)state;
    Drive drive;
    LayoutReport report = {0};
    if (!drive_start_with_fonts(&drive)) skip();
    for (size_t s = 0; s < sizeof setups / sizeof *setups; s++) {
        drive_line(&drive, setups[s]);
        drive_line(&drive, "show check");
        if (s == 1 || s == 2) drive_line(&drive, "check all");
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
            char heading[128];
            drive_line(&drive, sizes[i]);
            const DrawList *list = drive_frame(&drive, 0);
            text_format(heading, (int)sizeof heading, "%s, %s", setups[s], sizes[i]);
            layout_check(&report, list, &drive.world.text, heading);
        }
    }
    drive_end(&drive);
    if (report.count) fail_msg("%d findings:\n%s", report.count, report.text);
}

/* The exponent that stands in the row of a step, 0 where none does; *value without it. */
static int find_row(Drive *drive, int step, double *value) {
    char path[32], digits[64] = "";
    int power = 0;
    DrawItem item;
    text_format(path, (int)sizeof path, "check/step%d", step);
    Rect row = drive_region(drive, path)->box;
    const DrawList *list = drive_frame(drive, 0);
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        if (item.op != DRAW_TEXT || !rect_contains(row, row.x + 1, item.y0) || item.x0 < row.x || item.x0 > rect_right(row)) continue;
        int used = (int)strlen(digits);
        if (item.face == FACE_MONO_MEDIUM)
            text_format(digits + used, (int)sizeof digits - used, "%.*s", item.text.count, item.text.at);
        else if (item.face == FACE_MONO && item.text.count > 1 && item.text.at[0] == 'e')
            power = atoi(item.text.at + 1);
    }
    const char *from = strpbrk(digits, "0123456789");
    *value = from ? atof(from) : 0;
    return power;
}

/* Rows near the gradient have its exponent, also where one of them begins with 1.0 and the next with 9.9; both losses have equal decimals. */
static void the_ladder_has_one_exponent_and_the_losses_equal_decimals(void **state) {
    Drive *drive = *state;
    int rows = 0;
    drive_line(drive, "motion reduced");
    drive_line(drive, "set seed 36"); /* with W 3 3: 9.94e-2, and 1.02e-1 with the largest step */
    drive_line(drive, "show check");
    for (int weight = 0; weight < 36; weight++) {
        char line[48];
        double value[2];
        text_format(line, (int)sizeof line, "check weight W %d %d", weight / 6 + 1, weight % 6 + 1);
        drive_line(drive, line);
        drive_settle(drive);
        int taken = find_row(drive, 5, &value[0]);
        for (int step = 1; step <= 8; step++) {
            int power = find_row(drive, step, &value[1]);
            double ratio = value[1] * pow(10, power) / (value[0] * pow(10, taken));
            rows += ratio > 0;
            if (ratio > 0 && ratio < 9 && power != taken)
                fail_msg("%s, step %d: %ge%d beside %ge%d", line, step, value[1], power, value[0], taken);
        }
        DrawItem item;
        int above = 0, below = 0;
        const DrawList *list = drive_frame(drive, 0);
        for (size_t offset = 0; draw_next(list, &offset, &item);) {
            if (item.op != DRAW_TEXT) continue;
            char text[200];
            str_copy(text, (int)sizeof text, item.text);
            const char *up = strstr(text, "L(w+e) = "), *down = strstr(text, "L(w\xe2\x88\x92"
                                                                             "e) = ");
            if (up) above = (int)strlen(strchr(up, '='));
            if (down) below = (int)strlen(strchr(down, '='));
        }
        if (above == 0 || above != below) fail_msg("%s: losses of %d and %d letters", line, above, below);
    }
    assert_true(rows > 36 * 4);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_ladder_has_one_exponent_and_the_losses_equal_decimals, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(bad_input_has_its_own_messages, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(every_place_is_read_back_from_its_words, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(clicks_and_arrows_pick_a_weight, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(the_digits_shown_are_those_of_the_check, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(as_many_digits_are_marked_as_words_say, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(a_kink_and_a_dead_weight_say_why, drive_setup_large, drive_teardown),
        cmocka_unit_test(all_weights_are_those_one_by_one),
        cmocka_unit_test(it_is_laid_out_cleanly_everywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
