/* On every page, as on the stage: where rounding leaves a number fewer than three digits, its hover says so, and nowhere else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/number.h"
#include "experiment/digits_probe.h"
#include "lab/run.h"
#include "support/drive.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const lost = "fewer than three digits are certain", *const once = "this number is computed only once";

/* Does the tip under the pointer, a read-out or a line of the page say so? */
static bool says(Drive *drive, const char *part) {
    for (int f = 0; f < 3; f++) drive_frame(drive, 0.3);
    return drive_has_text(drive, part);
}

typedef struct Count {
    int hovered, lost;
} Count;

/* Rests on everything that stands for a number with a chain. */
static Count walk(Drive *drive, const char *scene) {
    static char path[600][REGION_PATH_SIZE];
    int count = 0;
    Count found = {0};
    drive_line(drive, scene);
    drive_frame(drive, 1);
    const RegionList *list = app_regions(drive->app);
    for (int i = 0; i < list->count && count < 600; i++) text_format(path[count++], REGION_PATH_SIZE, "%s", list->item[i].path);
    for (int i = 0; i < count; i++) {
        const Region *region = region_find(app_regions(drive->app), path[i]);
        if (!region || region->box.w <= 0 || strncmp(path[i], "stage/", 6) == 0) continue;
        double x = region->box.x + 0.4 * region->box.w, y = region->box.y + 0.5 * region->box.h;
        if (region_at(app_regions(drive->app), x, y) != region) continue;
        TermsPlace place;
        const char *why;
        drive_pointer(drive, x, y);
        drive_frame(drive, 0);
        if (app_find_chain(drive->app, &place, &why) != APP_CHAIN_THERE) continue;
        found.hovered++;
        found.lost += says(drive, lost);
    }
    return found;
}

static const char *const scenes[] = {"hide", "cell 2", "show weights", "show microscope", "show activation"};
enum { SCENES = (int)(sizeof scenes / sizeof *scenes) };

static void usual_numbers_say_nothing_of_it(void **state) {
    static const char *const cells[] = {"preset first", "preset gru", "preset lstm"};
    Drive *drive = *state;
    drive_line(drive, "motion reduced");
    for (int k = 0; k < 3; k++) {
        drive_line(drive, cells[k]);
        drive_line(drive, "train 30");
        for (int s = 0; s < SCENES; s++) {
            drive_line(drive, "seek backward 3");
            Count found = walk(drive, scenes[s]);
            if (found.hovered < 1 || found.lost > 0) fail_msg("%s, %s: %d of %d", cells[k], scenes[s], found.lost, found.hovered);
        }
    }
}

static void make_chaos(Drive *drive) {
    drive_line(drive, "motion reduced");
    drive_line(drive, "set hidden 24");
    drive_line(drive, "set steps 1000");
    drive_line(drive, "set radius 3");
    drive_line(drive, "seek backward 3");
}

static void every_page_says_where_digits_are_lost(void **state) {
    Drive *drive = *state;
    make_chaos(drive);
    for (int s = 0; s < SCENES - 1; s++) { /* the shares of saturated units are counts */
        Count found = walk(drive, s == 1 ? "cell 990" : scenes[s]);
        if (found.lost == 0) fail_msg("%s: none of %d", scenes[s], found.hovered);
    }
}

/* Entries of dL/dW, or of the change that is a multiple of it, against a pass of the test's own. */
static Count compare_entries(Drive *drive, const char *map) {
    const Run *run = &app_lab(drive->app)->run;
    Trace plain;
    double *gradient = malloc(run->net.weight_count * sizeof *gradient);
    assert_true(trace_init(&plain, &run->net, &run->wiring, 1, NULL));
    plain.kernels = NULL;
    trace_copy_given(&plain, &run->trace);
    net_forward(&plain, run->weight);
    net_backward(&plain, gradient, run->weight);
    const Param *param = net_get_param(&run->net, PARAM_RECURRENT_WEIGHT, 0, 0);
    Count found = {0};
    for (int row = 0; row < 24; row += 4)
        for (int col = 0; col < 24; col += 5) {
            size_t at = param->offset + (size_t)row * 24 + (size_t)col;
            bool expected = digits_agreed(run->gradient[at], gradient[at]) < 3;
            drive_hover(drive, map, (col + 0.5) / 24, (row + 0.5) / 24);
            if (says(drive, lost) != expected)
                fail_msg("%s[%d, %d]: dW %.17g, %.17g", map, row + 1, col + 1, run->gradient[at], gradient[at]);
            found.hovered++;
            found.lost += expected;
        }
    free(gradient);
    trace_deinit(&plain);
    return found;
}

static void compare_at_lengths(Drive *drive, const char *map) {
    static const char *const steps[] = {"set steps 120", "set steps 130", "set steps 135", "set steps 140", "set steps 150"};
    Count all = {0};
    make_chaos(drive);
    drive_line(drive, "show weights");
    for (int i = 0; i < 5; i++) {
        drive_line(drive, steps[i]);
        drive_frame(drive, 1);
        Count found = compare_entries(drive, map);
        all.hovered += found.hovered;
        all.lost += found.lost;
    }
    if (all.lost < 10 || all.lost > all.hovered - 10) fail_msg("%d of %d: this shows nothing", all.lost, all.hovered);
}

static void an_entry_says_it_just_where_two_roundings_part(void **state) {
    Drive *drive = *state;
    compare_at_lengths(drive, "weights/W-gradient");
    drive_line(drive, "set optimizer sgd");
    compare_at_lengths(drive, "weights/W-change");
}

/* Adam takes of the first gradient hardly more than its sign, so that a change may have digits which its gradient has lost. */
static void a_change_has_the_digits_that_its_optimiser_leaves(void **state) {
    Drive *drive = *state;
    make_chaos(drive);
    drive_line(drive, "set steps 150");
    drive_line(drive, "set optimizer adam");
    drive_line(drive, "set clip_norm 1");
    drive_line(drive, "show weights");
    drive_frame(drive, 1);
    int lost_gradients = 0, lost_changes = 0;
    for (int row = 0; row < 24; row += 4)
        for (int col = 0; col < 24; col += 5) {
            drive_hover(drive, "weights/W-gradient", (col + 0.5) / 24, (row + 0.5) / 24);
            lost_gradients += says(drive, lost);
            drive_hover(drive, "weights/W-change", (col + 0.5) / 24, (row + 0.5) / 24);
            lost_changes += says(drive, lost);
        }
    if (lost_gradients < 5 || lost_changes >= lost_gradients) fail_msg("%d changes, %d gradients", lost_changes, lost_gradients);
}

static void a_product_of_jacobians_says_it_too(void **state) {
    Drive *drive = *state;
    drive_line(drive, "motion reduced");
    drive_line(drive, "set hidden 12");
    drive_line(drive, "set steps 400");
    drive_line(drive, "set radius 3");
    drive_line(drive, "show microscope");
    drive_frame(drive, 1);
    drive_hover(drive, "microscope/product", 0.1, 0.3);
    assert_true(says(drive, lost));
    drive_line(drive, "set radius 0.9");
    drive_line(drive, "set steps 20");
    drive_frame(drive, 1);
    drive_hover(drive, "microscope/product", 0.5, 0.3);
    assert_false(says(drive, "digits are certain"));
    drive_line(drive, "set hidden 30"); /* these products take longer than a frame has */
    drive_line(drive, "set steps 100");
    drive_frame(drive, 1);
    drive_hover(drive, "microscope/product", 0.5, 0.3);
    assert_true(says(drive, once));
}

static void what_is_computed_once_says_that_it_is_not_known(void **state) {
    Drive *drive = *state;
    drive_line(drive, "motion reduced");
    drive_line(drive, "set truncate 3");
    drive_line(drive, "show weights");
    drive_frame(drive, 1);
    drive_hover(drive, "weights/W-change", 0.4, 0.4);
    assert_true(says(drive, once));
    drive_line(drive, "set truncate 0");
    drive_frame(drive, 1);
    drive_hover(drive, "weights/W-change", 0.4, 0.4);
    assert_false(says(drive, "digits are certain"));
}

/* And of one loss among many. */
static void numbers_of_one_loss_are_looked_at_as_well(void **state) {
    Drive *drive = *state;
    drive_line(drive, "motion reduced");
    drive_line(drive, "set targets every");
    make_chaos(drive);
    drive_line(drive, "set steps 400");
    drive_line(drive, "seek backward 3");
    Count found = walk(drive, "cell 390");
    assert_true(found.hovered > 5 && found.lost > 0);
    drive_line(drive, "set radius 0.9");
    drive_line(drive, "seek backward 3");
    found = walk(drive, "cell 5");
    assert_true(found.hovered > 5 && found.lost == 0);
}

/* One that is moved to 0 is rounding alone; the others are not. */
static void an_eigenvalue_of_nothing_but_rounding_says_so(void **state) {
    Drive *drive = *state;
    char line[48], path[48];
    int real = 0;
    drive_line(drive, "motion reduced");
    drive_line(drive, "show microscope");
    drive_frame(drive, 1);
    const TermsSource source = {.trace = &app_lab(drive->app)->run.trace, .weight = app_lab(drive->app)->run.weight};
    for (int k = 1; k <= 6 && !real; k++)
        if (terms_value(&source, &(TermsPlace){.kind = TERMS_EIGEN_IM, .row = k - 1}) == 0) real = k; /* a pair would coincide at 0 */
    assert_true(real > 0);
    text_format(line, (int)sizeof line, "eigenvalue %d 0", real);
    drive_line(drive, line);
    drive_frame(drive, 1);
    for (int k = 1; k <= 6; k++) {
        text_format(path, (int)sizeof path, "microscope/plane/%d", k);
        drive_hover(drive, path, 0.5, 0.5);
        assert_true(says(drive, lost) == (k == 6));
    }
}

static void what_is_held_is_said_on_every_page(void **state) {
    Drive *drive = *state;
    drive_line(drive, "motion reduced");
    drive_line(drive, "whatif state h 3 1 0.5");
    drive_line(drive, "show weights");
    drive_frame(drive, 1);
    drive_hover(drive, "weights/W-gradient", 0.4, 0.4);
    assert_true(says(drive, "how many digits are certain is not known while a number is held"));
    drive_hover(drive, "weights/W-weights", 0.4, 0.4); /* a weight is given */
    assert_false(says(drive, "digits are certain"));
}

/* Networks beside each other: each row of the tip, each verdict and each card speaks of its own network. */
static void a_compared_network_says_it_of_its_own_numbers(void **state) {
    Drive *drive = *state;
    drive_line(drive, "motion reduced");
    drive_line(drive, "set hidden 12");
    drive_line(drive, "set steps 400");
    drive_line(drive, "compare chaos: radius 3");
    drive_line(drive, "compare GRU: cell gru");
    drive_line(drive, "show compare");
    drive_line(drive, "seek backward end");
    drive_frame(drive, 1);
    const ComparedRun *chaos = app_compare(drive->app)->item[0];
    drive_hover(drive, "compare/step", 0.1, 0.5);
    assert_true(says(drive, lost));
    assert_int_equal(chaos->digits.state, DIGITS_KNOWN);
    const FollowLane *own = &chaos->run.follow.lane[0][0], *plain = &chaos->digits.pass->follow.lane[0][0];
    int step = app_ui(drive->app)->hover.step;
    char number[32];
    assert_true(digits_agreed(own->r[step], plain->r[step]) < 3);
    number_format_short(number, (int)sizeof number, plain->r[step], 3);
    assert_true(drive_has_text(drive, number));
    for (int row = 1; row <= 3; row++) {
        const char *const named[] = {"compare/verdict%d", "story/arrives%d", "story/loss%d"};
        for (int k = 0; k < 3; k++) {
            char path[48];
            text_format(path, (int)sizeof path, named[k], row);
            drive_hover(drive, path, 0.5, 0.5);
            bool is_chaos = row == 2; /* after the setup itself, whose gradient vanishes without chaos */
            assert_int_equal(says(drive, lost), is_chaos);
        }
    }
    drive_line(drive, "compare chaos: none");
    drive_hover(drive, "compare/step", 0.1, 0.5);
    assert_false(says(drive, "digits are certain"));
}

/* As many passes as a frame has time for; the others later, and one that is too long not at all. */
static void compared_networks_wait_for_their_turn(void **state) {
    Drive *drive = *state;
    drive_line(drive, "motion reduced");
    drive_line(drive, "set hidden 28");
    drive_line(drive, "set steps 1000");
    drive_line(drive, "compare A: radius 3");
    drive_line(drive, "compare B: radius 2");
    drive_line(drive, "compare GRU: cell gru");
    drive_line(drive, "show compare");
    drive_line(drive, "seek backward end");
    Compare *compare = (Compare *)(uintptr_t)app_compare(drive->app);
    for (int i = 0; i < 3; i++) assert_false(digits_probe_is_short(&compare->item[i]->run) == (i == 2));
    assert_true(compare_probe_digits(compare, false, false));
    assert_int_equal(compare->item[0]->digits.state, DIGITS_KNOWN);
    assert_int_equal(compare->item[1]->digits.state, DIGITS_WAITS);
    assert_int_equal(compare->item[2]->digits.state, DIGITS_ONCE);
    assert_false(compare_probe_digits(compare, false, false));
    assert_int_equal(compare->item[1]->digits.state, DIGITS_KNOWN);
    compare->version++;
    assert_false(compare_probe_digits(compare, true, false)); /* while training runs nothing waits, for the next frame has other numbers */
    assert_int_equal(compare->item[1]->digits.state, DIGITS_TRAINS);
    compare->version++;
    assert_false(compare_probe_digits(compare, false, true));
    for (int i = 0; i < 2; i++) assert_int_equal(compare->item[i]->digits.state, DIGITS_KNOWN);
    drive_frame(drive, 1);
    drive_hover(drive, "compare/verdict4", 0.5, 0.5);
    assert_true(says(drive, "how many digits are")); /* where it is wrapped depends on the letters */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(usual_numbers_say_nothing_of_it, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(every_page_says_where_digits_are_lost, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(an_entry_says_it_just_where_two_roundings_part, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(a_change_has_the_digits_that_its_optimiser_leaves, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(a_product_of_jacobians_says_it_too, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(what_is_computed_once_says_that_it_is_not_known, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(numbers_of_one_loss_are_looked_at_as_well, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(an_eigenvalue_of_nothing_but_rounding_says_so, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(what_is_held_is_said_on_every_page, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(a_compared_network_says_it_of_its_own_numbers, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(compared_networks_wait_for_their_turn, drive_setup_large, drive_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
