/* Another T, a preset and an undo move the stage from where it was: every step stays itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/number.h"
#include "draw/output.h"
#include "support/drive.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double WHOLE_S = 0.3;
enum { STEPS_MAX = 64 };

/* What a picture of the backward phase shows of each step: the middle of its number below the chart, and the height of its bar; NaN: none. */
typedef struct Shown {
    double x[STEPS_MAX], bar[STEPS_MAX];
} Shown;

static void look(Shown *shown, Drive *drive, double dt_s) {
    const DrawList *list = drive_frame(drive, dt_s);
    DrawItem item;
    bool in_chart = false;
    double foot = 0;
    for (int t = 0; t < STEPS_MAX; t++) shown->x[t] = shown->bar[t] = NAN;
    for (size_t at = 0; draw_next(list, &at, &item);) {
        if (item.op == DRAW_GROUP) in_chart = str_equal(item.text, "stage/chart") || str_equal(item.text, "stage/old");
        if (!in_chart || item.op != DRAW_TEXT || item.align != ALIGN_CENTER || item.color.a == 0) continue;
        char text[16], *end;
        text_format(text, (int)sizeof text, "%.*s", item.text.count < 15 ? item.text.count : 15, item.text.at);
        long t = strtol(text, &end, 10);
        if (*end != '\0' || t < 1 || t > STEPS_MAX) continue;
        if (item.y0 > foot + 4) /* the lowest row of numbers is that of the steps */
            for (int k = 0; k < STEPS_MAX; k++) shown->x[k] = NAN;
        if (item.y0 < foot - 4) continue;
        foot = item.y0;
        shown->x[t - 1] = item.x0;
    }
    in_chart = false;
    for (size_t at = 0; draw_next(list, &at, &item);) {
        if (item.op == DRAW_GROUP) in_chart = str_equal(item.text, "stage/chart");
        if (!in_chart || item.op != DRAW_ROUND || item.box.h < 3) continue;
        for (int t = 0; t < STEPS_MAX; t++)
            if (fabs(rect_mid_x(item.box) - shown->x[t]) < 0.01 && rect_bottom(item.box) > foot - 60) shown->bar[t] = item.box.h;
    }
}

/* By the person's hand, as `steps` is typed into its field. */
static void type_steps(Drive *drive, const char *steps) {
    drive_click(drive, "controls/steps/value");
    drive_key(drive, "Ctrl+A");
    drive_type(drive, steps);
    drive_key(drive, "Enter");
}

static void check_between(double value, double a, double b, double m) { assert_true(fabs(value - (a + (b - a) * m)) < 0.02); }

/* Whole, half and no way: each of the first `count` steps is where the old picture had it, in the middle, and where the new one has it. `same_chart`: as high before and after,
   so that a bar half-way is between the two. */
static void check_way(Drive *drive, const Shown *before, int count, bool same_chart) {
    Shown first, half, last, settled;
    assert_true(drive_ui(drive)->morph_left == 1);
    look(&first, drive, 0);
    look(&half, drive, WHOLE_S / 2);
    assert_true(fabs(drive_ui(drive)->morph_left - 0.5) < 1e-9);
    look(&last, drive, WHOLE_S / 2);
    assert_true(drive_ui(drive)->morph_left < 1e-9);
    drive_line(drive, "theme toggle");
    look(&settled, drive, 0);
    int moved = 0, changed = 0;
    for (int t = 0; t < count; t++) {
        if (isnan(before->x[t]) || isnan(settled.x[t])) continue;
        check_between(first.x[t], before->x[t], settled.x[t], 0);
        check_between(half.x[t], before->x[t], settled.x[t], 0.5);
        check_between(last.x[t], before->x[t], settled.x[t], 1);
        moved += fabs(settled.x[t] - before->x[t]) > 5;
        assert_true(isnan(last.bar[t]) == isnan(settled.bar[t]));
        if (isnan(settled.bar[t])) continue;
        assert_true(fabs(last.bar[t] - settled.bar[t]) < 0.02);
        if (isnan(half.bar[t]) || isnan(first.bar[t]) || !same_chart) continue;
        double a = fmin(first.bar[t], settled.bar[t]), b = fmax(first.bar[t], settled.bar[t]);
        assert_true(half.bar[t] > a - 0.02 && half.bar[t] < b + 0.02);
        changed += fabs(first.bar[t] - settled.bar[t]) > 5;
    }
    assert_true(moved + changed > count / 2 || !same_chart);
}

static Drive *begin(void **state, const char *const *lines) {
    Drive *drive = *state;
    for (int i = 0; lines[i]; i++) drive_line(drive, lines[i]);
    drive_line(drive, "seek backward end");
    return drive;
}

static void a_longer_sequence_moves_every_step_that_was_there(void **state) {
    Drive *drive = begin(state, (const char *const[]){"set radius 1", NULL});
    Shown before, now;
    look(&before, drive, 0);
    type_steps(drive, "24");
    assert_true(drive_ui(drive)->cursor.phase == PHASE_BACKWARD && drive_ui(drive)->cursor.step == 24); /* the end stays the end */
    look(&now, drive, 0);
    for (int t = 16; t < 24; t++) assert_true(isnan(now.bar[t])); /* not there yet */
    check_way(drive, &before, 16, true);
}

static void a_shorter_sequence_lets_its_last_steps_go(void **state) {
    Drive *drive = begin(state, (const char *const[]){"set radius 1", "set steps 24", NULL});
    Shown before, now;
    look(&before, drive, 0);
    assert_true(isfinite(before.x[19]));
    type_steps(drive, "8");
    look(&now, drive, 0);
    assert_true(fabs(now.x[19] - before.x[19]) < 0.02); /* it leaves from where it was */
    check_way(drive, &before, 8, true);
    look(&now, drive, 0);
    assert_true(isnan(now.x[19]));
}

static void a_preset_moves_the_bars_and_keeps_the_end(void **state) {
    Drive *drive = begin(state, (const char *const[]){NULL, NULL});
    Shown before;
    look(&before, drive, 0);
    drive_click(drive, "top/presets");
    drive_click(drive, "top/presets/2"); /* the LSTM */
    assert_int_equal(app_lab(drive->app)->run.net.spec.cell, CELL_LSTM);
    assert_true(drive_ui(drive)->cursor.phase == PHASE_BACKWARD && drive_ui(drive)->cursor.step == 16 &&
                drive_ui(drive)->cursor.fraction == 0);
    check_way(drive, &before, 16, false);
}

static void an_undo_moves_the_bars_even_where_nothing_else_does(void **state) {
    Drive *drive = begin(state, (const char *const[]){"set radius 1.3", NULL});
    Shown before;
    look(&before, drive, 0);
    drive_key(drive, "Ctrl+Z");
    check_way(drive, &before, 16, true);
}

/* The strongest word of a group, of 255: the new one's, or, with `old`, one that goes. */
static int find_strength(Drive *drive, const char *group, const char *start, bool old, double dt_s) {
    const DrawList *list = drive_frame(drive, dt_s);
    DrawItem item;
    bool inside = false;
    int strength = 0;
    for (size_t at = 0; draw_next(list, &at, &item);) {
        if (item.op == DRAW_GROUP) inside = str_equal(item.text, old ? "stage/old" : group);
        bool fits = item.op == DRAW_TEXT && item.text.count >= (int)strlen(start) && memcmp(item.text.at, start, strlen(start)) == 0;
        if (inside && fits && item.color.a > strength) strength = item.color.a;
    }
    return strength;
}

static void check_coming(Drive *drive, const char *group, const char *start) {
    int last = find_strength(drive, group, start, false, 0), steps = 0;
    assert_true(drive_ui(drive)->morph_left == 1 && last == 0);
    for (int i = 0; i < 16; i++) {
        int strength = find_strength(drive, group, start, false, WHOLE_S / 16);
        assert_true(strength >= last && strength - last < 60);
        steps += strength > last;
        last = strength;
    }
    assert_true(last == 255 && steps > 6);
}

static void factors_and_the_lens_come_in_little_by_little(void **state) {
    Drive *drive = begin(state, (const char *const[]){"set steps 48", NULL});
    assert_int_equal(find_strength(drive, "stage/factors", "×", false, 0), 0); /* no room */
    type_steps(drive, "12");
    check_coming(drive, "stage/factors", "×0.");
    type_steps(drive, "48");
    for (int i = 0; i < 8; i++) drive_frame(drive, 0.1);
    assert_int_equal(find_strength(drive, "stage/lens", "4", false, 0), 0);
    type_steps(drive, "90");
    check_coming(drive, "stage/lens", "1");
    type_steps(drive, "48");
    int last = find_strength(drive, "", "1", true, WHOLE_S / 8);
    assert_true(last > 100);
    for (int i = 0; i < 8; i++) {
        int strength = find_strength(drive, "", "1", true, WHOLE_S / 16);
        assert_true(strength <= last && last - strength < 60);
        last = strength;
    }
}

static void a_second_change_goes_on_from_what_is_seen(void **state) {
    Drive *drive = begin(state, (const char *const[]){NULL, NULL});
    Shown half, now;
    type_steps(drive, "24");
    look(&half, drive, WHOLE_S / 2);
    drive_key(drive, "Ctrl+Z");
    assert_true(drive_ui(drive)->morph_left == 1);
    look(&now, drive, 0);
    int seen = 0;
    for (int t = 0; t < 16; t++) {
        if (isnan(now.x[t]) || isnan(half.x[t])) continue;
        check_between(now.x[t], half.x[t], half.x[t], 0);
        seen++;
    }
    assert_true(seen > 8);
}

static void reduced_motion_scripts_and_a_dragging_hand_settle_at_once(void **state) {
    Drive *drive = begin(state, (const char *const[]){NULL, NULL});
    drive_line(drive, "set steps 20");
    drive_frame(drive, 0);
    assert_true(drive_ui(drive)->morph_left == 0);
    const Region *slider = drive_region(drive, "controls/steps");
    double x = slider->handle_x, y = slider->handle_y;
    drive_pointer(drive, x, y);
    drive_press(drive, 1);
    for (int i = 1; i < 5; i++) {
        drive_pointer(drive, x + 9 * i, y);
        assert_true(drive_ui(drive)->morph_left == 0);
    }
    assert_true(app_lab(drive->app)->run.wiring.steps > 20);
    drive_release(drive);
    drive_line(drive, "motion reduced");
    type_steps(drive, "8");
    assert_int_equal(app_lab(drive->app)->run.wiring.steps, 8);
    assert_true(drive_ui(drive)->morph_left == 0);
}

static void a_click_on_the_way_reaches_the_new_picture(void **state) {
    Drive *drive = begin(state, (const char *const[]){"set steps 24", NULL});
    type_steps(drive, "8");
    drive_frame(drive, WHOLE_S / 4);
    const Region *columns = drive_region(drive, "stage/gradient");
    assert_int_equal(columns->cols, 8);
    drive_hover(drive, "stage/gradient", 5.5 / 8, 0.5);
    drive_press(drive, 1);
    drive_release(drive);
    assert_true(drive_ui(drive)->morph_left == 0);
    assert_int_equal(drive_ui(drive)->cursor.step, 3); /* back from the 8th to the 6th */
}

/* Arrows and their heads that can be seen among the chains. */
static int count_arrows(Drive *drive, double dt_s) {
    const DrawList *list = drive_frame(drive, dt_s);
    DrawItem item;
    bool chain = false;
    int count = 0;
    for (size_t at = 0; draw_next(list, &at, &item);) {
        if (item.op == DRAW_GROUP) chain = str_equal(item.text, "stage/chain");
        count += chain && (item.op == DRAW_LINE || item.op == DRAW_PATH_STROKE) && item.color.a > 0;
    }
    return count;
}

static void chains_that_are_new_are_not_seen_before_they_grow(void **state) {
    Drive *drive = begin(state, (const char *const[]){NULL, NULL});
    int before = count_arrows(drive, 0);
    drive_click(drive, "top/presets");
    drive_click(drive, "top/presets/7"); /* three layers, both ways */
    assert_true(app_lab(drive->app)->run.net.spec.layers == 3 && drive_ui(drive)->morph_left == 1);
    int first = count_arrows(drive, 0), last = count_arrows(drive, WHOLE_S);
    assert_in_range(first, 1, before + 8);
    assert_true(last > 3 * before);
}

static bool has_run(const DrawList *list, Str text) {
    DrawItem item;
    for (size_t at = 0; draw_next(list, &at, &item);)
        if (item.op == DRAW_TEXT && item.text.count == text.count && memcmp(item.text.at, text.at, (size_t)text.count) == 0) return true;
    return false;
}

static void keep(DrawList *out, const DrawList *list) {
    assert_true(draw_init(out));
    draw_copy(out, list, 0, list->used);
    assert_false(out->failed);
}

static void no_number_on_the_way_is_one_that_the_engine_did_not_compute(void **state) {
    Drive *drive = begin(state, (const char *const[]){NULL, NULL});
    DrawList before, half, after;
    keep(&before, drive_frame(drive, 0));
    type_steps(drive, "8");
    keep(&half, drive_frame(drive, WHOLE_S / 2));
    keep(&after, drive_frame(drive, WHOLE_S));
    DrawItem item;
    int numbers = 0;
    for (size_t at = 0; draw_next(&half, &at, &item);) {
        bool has_digit = false;
        for (int i = 0; item.op == DRAW_TEXT && i < item.text.count; i++)
            has_digit = has_digit || (item.text.at[i] >= '0' && item.text.at[i] <= '9');
        if (!has_digit) continue;
        numbers++;
        if (!has_run(&before, item.text) && !has_run(&after, item.text))
            fail_msg("\"%.*s\" is in neither picture", item.text.count, item.text.at);
    }
    assert_true(numbers > 30);
    draw_deinit(&before);
    draw_deinit(&half);
    draw_deinit(&after);
}

typedef struct Word {
    Rect box;
    bool is_old;
    char text[64];
} Word;

/* The words of the stage that can be seen, at least a tenth of full. Returns how many there are. */
static int find_words(Word *word, int most, Drive *drive, const DrawList *list) {
    DrawItem item;
    Str group = {NULL, 0};
    int count = 0;
    for (size_t at = 0; draw_next(list, &at, &item);) {
        if (item.op == DRAW_GROUP) group = item.text;
        if (item.op != DRAW_TEXT || group.count < 5 || memcmp(group.at, "stage", 5) != 0 || item.color.a < 26 || count == most) continue;
        Word *next = &word[count++];
        str_copy(next->text, (int)sizeof next->text, item.text);
        double w = text_width(&drive->world.text, list->scale, item.face, item.width, next->text);
        double x = item.x0 - (item.align == ALIGN_CENTER ? w / 2 : item.align == ALIGN_RIGHT ? w : 0);
        next->box = rect(x, item.y0 - 0.7 * item.width, w, 0.7 * item.width);
        next->is_old = str_equal(group, "stage/old");
    }
    return count;
}

static bool overlap(Rect a, Rect b) { return a.x < rect_right(b) && b.x < rect_right(a) && a.y < rect_bottom(b) && b.y < rect_bottom(a); }

/* At the border of two phases, and on a jump back to the folded cell, no old word stands in a new one. */
static void old_words_are_gone_before_new_ones_come(void **state) {
    (void)state;
    enum { MOST = 512 };
    static const char *const cells[] = {"set cell rnn", "set cell gru", "set cell lstm"};
    static const struct {
        const char *place, *key;
    } borders[] = {{"seek unroll end", "Shift+Space"},   {"seek forward end", "Shift+Space"}, {"seek loss end", "Shift+Space"},
                   {"seek backward end", "Shift+Space"}, {"seek update end", "Shift+Space"},  {"seek backward end", "Home"}};
    Drive drive;
    Word *word = calloc(MOST, sizeof *word);
    int dissolved = 0;
    assert_non_null(word);
    if (!drive_start_with_fonts(&drive)) skip();
    for (int i = 0; i < 18; i++) {
        drive_line(&drive, cells[i / 6]);
        drive_line(&drive, borders[i % 6].place);
        drive_settle(&drive);
        drive_key(&drive, borders[i % 6].key);
        for (int frame = 0; frame < 26; frame++) {
            int count = find_words(word, MOST, &drive, drive_frame(&drive, 1.0 / 60));
            bool has_old = false, has_legend = false;
            for (int a = 0; a < count; a++) {
                has_old = has_old || word[a].is_old;
                has_legend = has_legend || (!word[a].is_old && strcmp(word[a].text, "gradient") == 0);
                for (int b = 0; b < count && word[a].is_old; b++)
                    if (!word[b].is_old && overlap(word[a].box, word[b].box))
                        fail_msg("%s, %s: \"%s\" stands in \"%s\"", cells[i / 6], borders[i % 6].place, word[a].text, word[b].text);
            }
            if (i % 6 > 0 && i % 6 < 3) assert_true(has_legend); /* it stands in both, and does not blink */
            dissolved += has_old;
        }
    }
    assert_true(dissolved > 3 * 4 * 4);
    drive_end(&drive);
    free(word);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_longer_sequence_moves_every_step_that_was_there, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(a_shorter_sequence_lets_its_last_steps_go, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(a_preset_moves_the_bars_and_keeps_the_end, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(an_undo_moves_the_bars_even_where_nothing_else_does, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(factors_and_the_lens_come_in_little_by_little, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(a_second_change_goes_on_from_what_is_seen, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(reduced_motion_scripts_and_a_dragging_hand_settle_at_once, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(a_click_on_the_way_reaches_the_new_picture, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(no_number_on_the_way_is_one_that_the_engine_did_not_compute, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(chains_that_are_new_are_not_seen_before_they_grow, drive_setup_large, drive_teardown),
        cmocka_unit_test(old_words_are_gone_before_new_ones_come),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
