/* Show me the chain: the page's terms are those of the engine, a click walks on, the crumbs walk back, and the key looks at what the pointer is
   on. */
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "base/number.h"
#include "experiment/terms_alone.h"
#include "lab/terms_words.h"
#include "support/drive.h"
#include "support/layout_check.h"
#include <math.h>
#include <string.h>

static const TermsPlace *shown(Drive *drive) {
    const UiState *ui = drive_ui(drive);
    assert_true(ui->trail_count > 0);
    return &ui->trail[ui->trail_count - 1];
}

/* As written, log ( exp a + exp b ) is the number whose row it is. */
static void the_log_of_a_sum_of_exp_is_written_as_it_is_computed(void **state) {
    Drive *drive = *state;
    static const char *const tasks[] = {"set task recall", "set cell gru", "set task order"};
    for (int i = 0; i < 3; i++) {
        drive_line(drive, tasks[i]);
        drive_line(drive, "seek loss end");
        drive_line(drive, "show terms");
        drive_line(drive, "terms p 16 1");
        DrawItem item;
        double number[8], y = 0, exp_sum = 0;
        int count = 0, exps = 0;
        for (int pass = 0; pass < 2; pass++) {
            const DrawList *list = drive_frame(drive, 0);
            for (size_t offset = 0; draw_next(list, &offset, &item);) {
                char text[64];
                if (item.op != DRAW_TEXT) continue;
                str_copy(text, sizeof text, item.text);
                if (pass == 0 && strcmp(text, "log") == 0 && item.face == FACE_UI) y = item.y0;
                if (pass == 0 || fabs(item.y0 - y) > 3 || y == 0) continue;
                exps += item.face == FACE_UI && strcmp(text, "exp") == 0;
                if (item.face == FACE_MONO && count < 8 && number_parse(&number[count], str_from(text))) count++;
            }
        }
        assert_true(y > 0); /* the row stands there */
        int outputs = app_lab(drive->app)->run.net.spec.outputs;
        assert_int_equal(count, outputs + 1); /* its own, and one of each output */
        assert_int_equal(exps, outputs);
        for (int k = 1; k < count; k++) exp_sum += exp(number[k]);
        assert_true(fabs(log(exp_sum) - number[0]) < 0.01);
    }
    assert_false(drive_has_text(drive, "log Σ exp"));
}

static void a_state_is_a_function_of_a_sum(void **state) {
    Drive *drive = *state;
    char number[24], line[64];
    drive_line(drive, "terms h 4 3");
    drive_frame(drive, 0);
    assert_int_equal(screen_find_inside(&drive_ui(drive)->screens), SCREEN_TERMS);
    const Run *run = &app_lab(drive->app)->run;
    number_format_short(number, sizeof number, run->trace.lane[0][0].h[3 * run->net.spec.hidden + 2], 4);
    assert_true(drive_has_run(drive, number));
    assert_true(drive_has_text(drive, "Hidden state of unit 3 at step 4"));
    text_format(line, sizeof line, ") = %s", number);
    assert_true(drive_has_text(drive, line)); /* tanh(...) = h */
    drive_click(drive, "terms/term1-1");
    assert_int_equal(shown(drive)->kind, TERMS_PRE);
    assert_true(drive_has_text(drive, "Pre-activation of unit 3 at step 4"));
    drive_click(drive, "terms/term1-2"); /* the number that the weight of the largest term multiplies */
    assert_int_equal(drive_ui(drive)->trail_count, 3);
}

static void crumbs_walk_back(void **state) {
    Drive *drive = *state;
    const char *const walk[] = {"terms L", "terms p 16 1", "terms y 16 1", "terms h 16 2", "terms a 16 2", "terms x 16 1"};
    for (size_t i = 0; i < sizeof walk / sizeof *walk; i++) drive_line(drive, walk[i]);
    drive_frame(drive, 0);
    assert_int_equal(shown(drive)->kind, TERMS_X);
    assert_true(drive_has_text(drive, "An input: the task gave it."));
    drive_click(drive, "terms/crumb3");
    assert_int_equal(shown(drive)->kind, TERMS_Y);
    assert_int_equal(drive_ui(drive)->trail_count, 3);
    drive_line(drive, "terms back");
    assert_int_equal(shown(drive)->kind, TERMS_P);
    drive_line(drive, "terms L"); /* a number of the way is gone back to */
    assert_int_equal(drive_ui(drive)->trail_count, 1);
    drive_refuse(drive, "terms back", "there is no number 1 before this one");
    drive_refuse(drive, "terms back x", "\"x\" is not a number of steps; expected 1 to 16");
    drive_refuse(drive, "terms nothing", "is no number that is known");
    for (int i = 1; i <= 16; i++) { /* the oldest is forgotten */
        char line[32];
        text_format(line, sizeof line, "terms h %d 1", i);
        drive_line(drive, line);
    }
    assert_int_equal(drive_ui(drive)->trail_count, TERMS_TRAIL_MAX);
    assert_int_equal(shown(drive)->step, 15);
}

static void the_key_looks_at_what_the_pointer_is_on(void **state) {
    Drive *drive = *state;
    drive_line(drive, "motion reduced"); /* the page is there at once */
    drive_line(drive, "seek forward 16");
    drive_frame(drive, 0);
    drive_hover(drive, "stage/state1", 8.5 / 16, 0.55); /* on a column, not on the river between two */
    int step = drive_ui(drive)->hover.step, unit = drive_ui(drive)->hover.unit;
    drive_key(drive, "E");
    assert_int_equal(shown(drive)->kind, TERMS_H);
    assert_int_equal(shown(drive)->step, step);
    assert_int_equal(shown(drive)->row, unit < 0 ? 0 : unit);
    drive_click(drive, "terms/turn");
    assert_int_equal(shown(drive)->kind, TERMS_DH);
    drive_line(drive, "hide");
    drive_line(drive, "seek backward 16");
    drive_pointer(drive, 5, 5); /* on nothing: where the cursor stands, on the way back */
    drive_key(drive, "E");
    assert_int_equal(shown(drive)->kind, TERMS_DH);
    assert_int_equal(shown(drive)->step, 0);
}

static void what_is_held_or_gone_is_said(void **state) {
    Drive *drive = *state;
    drive_line(drive, "preset lstm");
    drive_line(drive, "terms f 8 6");
    drive_line(drive, "whatif gate f 8 all 0");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "A number is held by a what-if"));
    drive_line(drive, "whatif none");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "Forget gate of unit 6 at step 8"));
    drive_line(drive, "set hidden 3");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "This network has no such number"));
    drive_line(drive, "set hidden 6");
    drive_line(drive, "train 3"); /* the same number of the run as it is now */
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "Forget gate of unit 6 at step 8"));
}

/* Below the terms stands the way back along the largest ones, each row a number that can be looked at. */
static void the_way_back_stands_below(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set cell lstm");
    drive_line(drive, "terms h 9 3");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "The way back, along the largest terms"));
    drive_click(drive, "terms/path2"); /* h = o tanh(c): the second row is c */
    assert_int_equal(shown(drive)->kind, TERMS_C);
    assert_int_equal(shown(drive)->step, 8);
    drive_line(drive, "set cell rnn");
    drive_line(drive, "terms h 1 1"); /* nothing but inputs and weights behind its pre-activation: one row would say nothing new */
    drive_line(drive, "terms x 1 1");
    drive_frame(drive, 0);
    assert_false(drive_has_text(drive, "along the largest terms"));
}

/* Is what the page shows the product or sum of what stands there? Both from the stage's own passes. Returns the number. */
static double check_page(Drive *drive) {
    const Lab *lab = app_lab(drive->app);
    TermsAlone alone = {0};
    TermsSource source;
    Terms terms = {0};
    char number[24];
    drive_frame(drive, 0);
    assert_true(terms_alone_find(&source, &alone, lab, shown(drive)->loss, true));
    assert_true(terms_form(&terms, &source, shown(drive)));
    double found = terms_evaluate(&terms, lab->run.net.spec.activation), value = terms.value, apart = fabs(value);
    for (int i = 0; i < terms.count && terms.function == TERMS_PLAIN; i++) apart += fabs(terms.term[i].value);
    if (terms.count > 0 && !(fabs(found - value) <= 1e-11 * fmax(apart, 1e-9)))
        fail_msg("kind %d: %.17g is not %.17g", terms.place.kind, found, value);
    number_format_short(number, (int)sizeof number, value, 4);
    if (!drive_has_run(drive, number)) fail_msg("kind %d: the page does not show %s", terms.place.kind, number);
    terms_deinit(&terms);
    terms_alone_deinit(&alone);
    return value;
}

/* Opens the page by the key on every region whose path begins so and that stands for a number. Returns how many there were. */
static int open_all(Drive *drive, const char *begins, const char *screen) {
    char path[400][48];
    int count = 0, opened = 0;
    const RegionList *list = app_regions(drive->app);
    for (int i = 0; i < list->count && count < 400; i++)
        if (strncmp(list->item[i].path, begins, strlen(begins)) == 0) text_format(path[count++], 48, "%s", list->item[i].path);
    for (int i = 0; i < count; i++) {
        drive_hover(drive, path[i], 0.4, 0.5);
        const Region *region = region_find(app_regions(drive->app), path[i]);
        if (!region || !region->number) continue;
        char wanted[80], got[80];
        text_format(wanted, sizeof wanted, "%s", region->number);
        drive_key(drive, "E");
        terms_words_format(got, sizeof got, shown(drive), &app_lab(drive->app)->run.trace);
        assert_string_equal(got, wanted);
        check_page(drive);
        opened++;
        drive_line(drive, screen);
        drive_frame(drive, 0);
    }
    return opened;
}

static void the_numbers_of_the_other_screens_open_it(void **state) {
    static const char *const cells[] = {"set cell rnn", "set cell lstm", "set cell gru"};
    Drive *drive = *state;
    drive_line(drive, "motion reduced");
    for (int i = 0; i < 3; i++) {
        drive_line(drive, cells[i]);
        drive_line(drive, "set layers 2");
        drive_line(drive, "show weights");
        drive_frame(drive, 0);
        assert_in_range(open_all(drive, "weights/", "show weights"), 15,
                        15);                /* weights, gradients and changes, and the lengths of the first two */
        drive_line(drive, "set task sine"); /* a loss at every step */
        drive_line(drive, "show microscope");
        drive_frame(drive, 0);
        for (int frame = 0; frame < 20; frame++) drive_frame(drive, 0.02); /* until all losses are known */
        int steps = app_lab(drive->app)->run.wiring.loss_count;
        assert_int_equal(open_all(drive, "microscope/loss-", "show microscope"), steps);
        drive_line(drive, "gradient absolute");
        drive_frame(drive, 0);
        assert_int_equal(open_all(drive, "microscope/loss-", "show microscope"), steps);
        assert_int_equal(open_all(drive, "microscope/lane-", "show microscope"), 2);
        assert_in_range(open_all(drive, "microscope/product", "show microscope"), 1, 3); /* and the letters of its title */
        drive_line(drive, "gradient relative");
        drive_line(drive, "hide");
        drive_line(drive, "seek forward 3");
        drive_frame(drive, 0);
        assert_in_range(open_all(drive, "story/unit", "hide"), 3, 99);
        drive_line(drive, "seek loss 3");
        drive_frame(drive, 0);
        assert_in_range(open_all(drive, "story/row", "hide"), 3, 99);
        drive_line(drive, "seek backward 5");
        drive_frame(drive, 0);
        assert_in_range(open_all(drive, "story/row", "hide"), 3, 99);
        drive_line(drive, "reset");
    }
}

static void the_page_keeps_to_the_loss_that_is_followed(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set task sine");
    drive_line(drive, "terms dh 4 1");
    check_page(drive);
    assert_int_equal(shown(drive)->loss, 0);
    double all = check_page(drive), sum = 0;
    int losses = app_lab(drive->app)->run.wiring.loss_count;
    for (int k = 0; k < losses; k++) {
        char line[32];
        text_format(line, sizeof line, "follow %d", app_lab(drive->app)->run.wiring.loss_step[k] + 1);
        drive_line(drive, line);
        sum += check_page(drive);
        assert_int_equal(shown(drive)->loss, k + 1);
    }
    assert_true(fabs(sum - all) <= 1e-12 * fmax(fabs(all), 1e-3)); /* the losses' gradients are the gradient */
    assert_true(drive_has_text(drive, "alone."));
    drive_click(drive, "terms/loss");
    assert_int_equal(shown(drive)->loss, 0);
    drive_line(drive, "follow last");
    assert_int_equal(shown(drive)->loss, losses);
    drive_line(drive, "follow all");
    assert_int_equal(shown(drive)->loss, 0);
    drive_refuse(drive, "terms relative 3", "is of one loss; add \"of ");
}

static void long_sums_say_what_they_leave_out(void **state) {
    Drive *drive = *state;
    drive_resize(drive, 800, 500);
    drive_line(drive, "terms dW 1 2");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "more terms with the sum "));
    drive_resize(drive, 1920, 1080);
    drive_frame(drive, 0);
    assert_null(region_find(app_regions(drive->app), "terms/more")); /* sixteen steps have room */
    assert_true(drive_has_text(drive, "The sum of all terms: "));
    drive_resize(drive, 1280, 800);
    drive_line(drive, "set steps 6");
    drive_line(drive, "terms a 4 3"); /* U x, six of W h, two biases: one of the nine has no room */
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "and 1 more term that is exactly 0"));
}

static void nothing_is_cut_or_crowded(void **state) {
    (void)state;
    static const int sizes[][2] = {{1920, 1080}, {1280, 720}, {800, 500}};
    static const char *const numbers[] = {"terms h 4 3", "terms dW 1 2", "terms da f 8 2", "terms dh 8 2", "terms L", "terms a g 2 1"};
    static LayoutReport report;
    Drive drive;
    char heading[64];
    if (!drive_start_with_fonts(&drive)) skip();
    drive_line(&drive, "preset lstm");
    for (int s = 0; s < 3; s++)
        for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
            drive_resize(&drive, sizes[s][0], sizes[s][1]);
            drive_line(&drive, numbers[i]);
            text_format(heading, sizeof heading, "%s at %d x %d", numbers[i], sizes[s][0], sizes[s][1]);
            layout_check(&report, drive_frame(&drive, 0), &drive.world.text, heading);
        }
    drive_end(&drive);
    if (report.count) fail_msg("%d findings:\n%s", report.count, report.text);
}

#define GUI_TEST(NAME) cmocka_unit_test_setup_teardown(NAME, drive_setup_large, drive_teardown)

/* Does the page look at the number that the chain shows there? A gate's row and several inputs or outputs stand for the largest of them. */
static void assert_is_of(const TermsPlace *place, const Subject *at, const UiState *ui) {
    static const int kinds[SUBJECT_CONTROL + 1][2] = {
        [SUBJECT_STATE] = {TERMS_H, TERMS_H},      [SUBJECT_CELL_STATE] = {TERMS_C, TERMS_C}, [SUBJECT_GATE] = {TERMS_GATE, TERMS_GATE},
        [SUBJECT_GRADIENT] = {TERMS_DH, TERMS_DH}, [SUBJECT_RIVER] = {TERMS_DH, TERMS_DH},    [SUBJECT_FACTOR] = {TERMS_FACTOR, TERMS_DH},
        [SUBJECT_HIGHWAY] = {TERMS_DC, TERMS_DC},  [SUBJECT_INPUT] = {TERMS_X, TERMS_X},      [SUBJECT_OUTPUT] = {TERMS_Y, TERMS_Y},
        [SUBJECT_LOSS] = {TERMS_LOSS, TERMS_LOSS},
    };
    if ((int)place->kind != kinds[at->kind][0] && (int)place->kind != kinds[at->kind][1])
        fail_msg("subject %d opens a number of kind %d", at->kind, place->kind);
    bool is_unit = at->kind == SUBJECT_STATE || at->kind == SUBJECT_CELL_STATE || at->kind == SUBJECT_GRADIENT;
    if (is_unit) assert_int_equal(place->row, at->unit >= 0 ? at->unit : ui->unit);
    if (is_unit || at->kind == SUBJECT_INPUT || at->kind == SUBJECT_GATE) assert_int_equal(place->step, at->step);
}

/* Opens the page for every place of the chain that stands for a number and has no words for it. `seen` counts the kinds. */
static void look_at_all(Drive *drive, int seen[SUBJECT_CONTROL + 1]) {
    char path[300][48];
    int count = 0;
    const RegionList *list = app_regions(drive->app);
    for (int i = 0; i < list->count && count < 300; i++)
        if (!list->item[i].number) text_format(path[count++], 48, "%s", list->item[i].path);
    for (int i = 0; i < count; i++) {
        if (!region_find(app_regions(drive->app), path[i])) continue;
        drive_hover(drive, path[i], 0.5, 0.5);
        Subject at = drive_ui(drive)->hover;
        bool is_number = at.kind >= SUBJECT_STATE && at.kind != SUBJECT_WEIGHT_U && at.kind != SUBJECT_WEIGHT_W &&
                         at.kind != SUBJECT_WEIGHT_V && at.kind < SUBJECT_ENTRY_GRADIENT;
        if (!is_number) continue;
        drive_line(drive, "terms here");
        assert_int_equal(drive_ui(drive)->trail_count, 1);
        assert_is_of(shown(drive), &at, drive_ui(drive));
        check_page(drive);
        seen[at.kind]++;
        drive_line(drive, "show stage");
        drive_frame(drive, 0);
    }
}

static void every_number_of_the_chain_opens_it(void **state) {
    static const char *const cells[] = {"set cell rnn", "set cell lstm", "set cell gru"};
    static const char *const places[] = {"seek forward end", "seek loss end", "seek backward end", "seek update end"};
    Drive *drive = *state;
    int seen[SUBJECT_CONTROL + 1] = {0};
    drive_line(drive, "motion reduced");
    drive_line(drive, "set hidden 3");
    drive_line(drive, "set steps 5");
    for (int cell = 0; cell < 3; cell++) {
        drive_line(drive, cells[cell]);
        for (int i = 0; i < 4; i++) {
            drive_line(drive, places[i]);
            drive_frame(drive, 0);
            look_at_all(drive, seen);
        }
    }
    static const int all[] = {SUBJECT_STATE, SUBJECT_CELL_STATE, SUBJECT_GATE, SUBJECT_GRADIENT, SUBJECT_INPUT, SUBJECT_OUTPUT};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        if (seen[all[i]] == 0) fail_msg("nothing of kind %d was met", all[i]);
}

/* Where several losses are, two buttons stand beside the number. */
static void no_button_covers_the_number(void **state) {
    static const int sizes[][2] = {{480, 700}, {560, 800}, {800, 500}, {1280, 800}, {1920, 1080}};
    static const char *const numbers[] = {"terms dh 4 3", "terms dW 2 3", "terms dh 4 3 of 4", "terms h 4 3"};
    Drive *drive = *state;
    drive_line(drive, "set targets every");
    drive_line(drive, "set hidden 12");
    drive_line(drive, "seek backward end");
    for (int i = 0; i < 20; i++) {
        drive_resize(drive, sizes[i / 4][0], sizes[i / 4][1]);
        drive_line(drive, numbers[i % 4]);
        drive_frame(drive, 0);
        const RegionList *regions = app_regions(drive->app);
        const Region *number = region_find(regions, "terms/number");
        static const char *const buttons[] = {"terms/loss", "terms/turn"};
        assert_non_null(number);
        for (int b = 0; b < 2; b++) {
            const Region *button = region_find(regions, buttons[b]);
            if (button && button->box.x < rect_right(number->box) && button->box.y < number->box.y + 36)
                fail_msg("%d x %d, %s: %s covers the number", sizes[i / 4][0], sizes[i / 4][1], numbers[i % 4], buttons[b]);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        GUI_TEST(the_log_of_a_sum_of_exp_is_written_as_it_is_computed),
        GUI_TEST(a_state_is_a_function_of_a_sum),
        GUI_TEST(crumbs_walk_back),
        GUI_TEST(the_key_looks_at_what_the_pointer_is_on),
        GUI_TEST(what_is_held_or_gone_is_said),
        GUI_TEST(the_way_back_stands_below),
        GUI_TEST(long_sums_say_what_they_leave_out),
        GUI_TEST(the_numbers_of_the_other_screens_open_it),
        GUI_TEST(every_number_of_the_chain_opens_it),
        GUI_TEST(the_page_keeps_to_the_loss_that_is_followed),
        GUI_TEST(no_button_covers_the_number),
        cmocka_unit_test(nothing_is_cut_or_crowded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
