/* Which loss the gradient's pictures follow, in which size, and the words about what became of it. */
// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "app/app.h"
#include "base/number.h"
#include "engine/cell/facts.h"
#include "lab/record.h"
#include "support/drive.h"
#include <math.h>
#include <string.h>

static const Run *run_of(const Drive *drive) { return &app_lab(drive->app)->run; }

static void start(Drive *drive, const char *const *lines, int count) {
    drive_start(drive);
    drive_resize(drive, 1920, 1080);
    for (int i = 0; i < count; i++) drive_line(drive, lines[i]);
    drive_line(drive, "seek backward end");
    drive_frame(drive, 0);
}

static void the_last_loss_is_followed_until_another_is_chosen(void **state) {
    (void)state;
    Drive drive;
    start(&drive, (const char *[]){"set targets every", "set steps 8"}, 2);
    assert_int_equal(run_of(&drive)->follow.loss, 7);
    drive_line(&drive, "follow 3");
    assert_int_equal(run_of(&drive)->follow.loss, 2);
    for (int t = 3; t < 8; t++) assert_true(run_of(&drive)->follow.lane[0][0].r[t] == 0);
    drive_line(&drive, "set learning_rate 0.1"); /* a new pass follows the same one */
    drive_line(&drive, "set radius 0.9");
    assert_int_equal(run_of(&drive)->follow.loss, 2);
    drive_line(&drive, "follow last");
    drive_line(&drive, "set steps 12"); /* last is a place: it stays the last */
    assert_int_equal(run_of(&drive)->follow.loss, 11);
    drive_end(&drive);
}

/* Between h and c of the last column, in as many digits as elsewhere. */
static void the_factor_into_c_has_two_digits_at_every_size(void **state) {
    (void)state;
    static const int sizes[][2] = {{800, 500}, {1280, 720}, {1366, 768}, {1920, 1080}}, lengths[] = {2, 8, 16, 20};
    Drive drive;
    int seen = 0;
    start(&drive, (const char *[]){"set cell lstm"}, 1);
    for (int i = 0; i < 36; i++) {
        char line[32], number[24], text[32];
        drive_resize(&drive, sizes[i % 4][0], sizes[i % 4][1]);
        text_format(line, (int)sizeof line, "set steps %d", lengths[i / 4 % 4]);
        drive_line(&drive, i < 16 || i >= 32 ? "scale 100" : "scale 150");
        if (i < 32) drive_line(&drive, line);
        if (i == 32) { /* a solved task: a few thousandths */
            drive_line(&drive, "set steps 16");
            drive_line(&drive, "train 200");
            drive_line(&drive, "seek backward end");
            assert_true(run_of(&drive)->follow.lane[0][0].into_c < 0.0995);
        }
        drive_frame(&drive, 0);
        const Region *region = region_find(app_regions(drive.app), "stage/into-c");
        if (!region) continue; /* slim columns */
        number_format_short(number, (int)sizeof number, run_of(&drive)->follow.lane[0][0].into_c, 2);
        text_format(text, (int)sizeof text, "×%s", number);
        bool found = false;
        DrawItem item;
        const DrawList *list = drive_frame(&drive, 0);
        for (size_t offset = 0; draw_next(list, &offset, &item);)
            found = found || (item.op == DRAW_TEXT && str_equal(item.text, text) && rect_contains(region->box, item.x0 - 1, item.y0 - 1));
        if (!found) fail_msg("%d x %d, T = %d: no %s", sizes[i % 4][0], sizes[i % 4][1], lengths[i / 4 % 4], text);
        seen++;
    }
    assert_true(seen >= 12); /* the row between h and c is too low for it in others */
    drive_end(&drive);
}

/* 1 if a filled shape of the river stands between h and c of the step at which the loss sets out into that lane, 0 if not, -1 if the lane
   is too low to tell. */
static int find_stub(Drive *drive, int layer, int direction, int step) {
    char path[32];
    text_format(path, (int)sizeof path, "stage/state%d%s", layer + 1, direction ? "r" : "");
    const Region *region = region_find(app_regions(drive->app), path);
    if (!region) return -1; /* columns without height */
    Rect state = region->box;
    text_format(path, (int)sizeof path, "stage/cell%d%s", layer + 1, direction ? "r" : "");
    Rect cell = drive_region(drive, path)->box;
    double x = state.x + (step + 0.5) / run_of(drive)->wiring.steps * state.w, top = rect_mid_y(state), bottom = rect_mid_y(cell);
    DrawItem item;
    const DrawList *list = drive_frame(drive, 0);
    bool is_river = false;
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        if (item.op == DRAW_GROUP) is_river = str_equal(item.text, "stage/river");
        if (!is_river || item.op != DRAW_PATH_FILL || item.box.w < 0.7 || item.box.h < 1) continue;
        if (item.box.x < x && rect_right(item.box) > x && item.box.y > top && rect_bottom(item.box) < bottom) return 1;
    }
    return 0;
}

/* The numbers beside it and the arrow from c up to h are not it. */
static void the_river_goes_from_h_into_c_at_the_loss_at_every_size(void **state) {
    (void)state;
    static const int sizes[][2] = {{800, 500}, {1366, 768}, {1920, 1080}};
    static const char *const shapes[] = {"steps 16", "steps 60", "steps 300", "steps 16", "layers 2", "direction both"};
    Drive drive;
    int seen = 0;
    for (int cell = 0; cell < CELL_COUNT; cell++) {
        if (!cell_facts((CellKind)cell)->has_c) continue;
        char line[48];
        text_format(line, (int)sizeof line, "set cell %s", cell_facts((CellKind)cell)->key);
        start(&drive, (const char *[]){line}, 1);
        for (int i = 0; i < 6; i++) {
            text_format(line, (int)sizeof line, "set %s", shapes[i]);
            drive_line(&drive, line);
            drive_line(&drive, "seek backward end");
            for (int k = 0; k < 3; k++) {
                drive_resize(&drive, sizes[k][0], sizes[k][1]);
                drive_frame(&drive, 0);
                const NetSpec *spec = &run_of(&drive)->net.spec;
                for (int direction = 0; direction < spec->directions; direction++) {
                    const FollowLane *lane = &run_of(&drive)->follow.lane[spec->layers - 1][direction];
                    assert_true(isfinite(lane->into_c));
                    int found = find_stub(&drive, spec->layers - 1, direction, lane->start);
                    if (found == 0)
                        fail_msg("%s, %d x %d, direction %d: no river from h into c", shapes[i], sizes[k][0], sizes[k][1], direction);
                    seen += found > 0;
                }
            }
        }
        drive_end(&drive);
    }
    assert_true(seen >= 15);
}

static void a_step_that_has_no_loss_any_more_gives_way_and_says_so(void **state) {
    (void)state;
    Drive drive;
    Diag diag = {0};
    start(&drive, (const char *[]){"set targets every", "set steps 8", "follow 3"}, 3);
    drive_line(&drive, "set targets last");
    drive_frame(&drive, 0);
    assert_int_equal(app_ui(drive.app)->follow, FOLLOW_LAST);
    assert_true(drive_has_text(&drive, "Step 3 has no loss now; the last loss is followed."));
    assert_false(app_apply(drive.app, "follow 5", &diag));
    assert_string_equal(diag.text, "follow: step 5 has no loss; the only loss is at step 8.");
    assert_false(app_apply(drive.app, "follow 0", &diag));
    assert_non_null(strstr(diag.text, "\"0\" is not a time step, last or all"));
    drive_end(&drive);
}

static void a_click_on_a_loss_follows_it(void **state) {
    (void)state;
    Drive drive;
    start(&drive, (const char *[]){"set targets every", "set steps 8"}, 2);
    drive_hover(&drive, "stage/loss", 4.5 / 8, 0.5);
    drive_press(&drive, 1);
    drive_release(&drive);
    assert_int_equal(app_ui(drive.app)->follow, 4);
    assert_int_equal(run_of(&drive)->follow.loss, 4);
    drive_end(&drive);
}

static void sizes_are_relative_or_plain_and_only_relative_ones_have_a_verdict(void **state) {
    (void)state;
    Drive drive;
    start(&drive, NULL, 0);
    assert_true(drive_has_text(&drive, "Of what set out at the loss, this arrives"));
    assert_true(drive_has_text(&drive, "all"));
    assert_true(drive_has_text(&drive, "vanished"));
    drive_line(&drive, "gradient absolute");
    assert_true(drive_has_text(&drive, "Gradient of this loss"));
    assert_false(drive_has_text(&drive, "vanished"));
    drive_line(&drive, "digits all");
    drive_hover(&drive, "stage/gradient", 0.999, 0.5);
    char number[32];
    number_format(number, sizeof number, run_of(&drive)->follow.lane[0][0].r[15] * run_of(&drive)->follow.S);
    assert_true(drive_has_text(&drive, number)); /* at the step of the loss: what sets out */
    drive_line(&drive, "follow all");
    assert_true(drive_has_text(&drive, "Gradient of all losses together"));
    assert_false(drive_has_text(&drive, "vanished"));
    drive_end(&drive);
}

/* What the words say is what the numbers of the trace say, in setups that older words were wrong about. */
static void the_words_are_so(void **state) {
    (void)state;
    static const struct {
        const char *line[8];
        const char *says, *never;
    } row[] = {
        {{"preset first"}, "vanished", "carried"},
        {{"preset first", "set steps 6"}, "weakened", "carried"},
        {{"set activation identity", "set init radius", "set radius 0.9", "set task sine", "set weight_scale 3", "set input_scale 10"},
         "carried",
         "exploding"},
        {{"set steps 1"}, "No arrow to cross", "carried"},
        {{"preset many"}, "vanished", "carried"},
        {{"set activation identity", "set steps 24", "set radius 1.6", "set weight_scale 0.1", "set input_scale 0.001", "update"},
         "The error is exactly 0",
         "vanished"},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        Drive drive;
        char words[700];
        int count = 0;
        while (count < 8 && row[i].line[count]) count++;
        start(&drive, row[i].line, count);
        app_describe(drive.app, words, sizeof words);
        if (!strstr(words, row[i].says)) fail_msg("row %zu: %s", i, words);
        if (strstr(words, row[i].never)) fail_msg("row %zu: %s", i, words);
        drive_end(&drive);
    }
}

/* An error of exactly 0 says nothing of the others: what held-out sequences cost stands beside it, as it was measured; after an update by
   hand, which measures nothing else, as well. */
static void check_held_out_beside_zero(const char *update) {
    const char *const lines[] = {"set activation identity", "set steps 24",          "set radius 1.6",
                                 "set weight_scale 0.1",    "set input_scale 0.001", update};
    Drive drive;
    char number[32], says[96];
    start(&drive, lines, 6);
    drive_line(&drive, "seek backward end");
    for (int rest = 0; rest < 40; rest++) drive_frame(&drive, 1.0 / 30);
    assert_true(drive_has_text(&drive, "The error is exactly 0"));
    const Lab *lab = app_lab(drive.app);
    Evaluator evaluator;
    Evaluation measured;
    assert_true(evaluate_init(&evaluator, &lab->run, &lab->setup, NULL));
    evaluate_run(&measured, &evaluator, RECORD_SEQUENCES);
    evaluate_deinit(&evaluator);
    assert_true(measured.loss > 1);
    number_format_short(number, (int)sizeof number, measured.loss, 3);
    text_format(says, (int)sizeof says, "Held-out loss after update 1: %s", number);
    if (!drive_has_text(&drive, says)) fail_msg("no \"%s\" after %s", says, update);
    drive_end(&drive);
}

static void beside_an_error_of_zero_stands_the_held_out_loss(void **state) {
    (void)state;
    check_held_out_beside_zero("train 1");
    check_held_out_beside_zero("update");
}

/* All runs of the picture with spaces between, so that a wrapped sentence is whole. */
static bool says_whole(Drive *drive, const char *sentence) {
    char words[1 << 15];
    const DrawList *list = drive_frame(drive, 0);
    DrawItem item;
    int used = 0;
    for (size_t offset = 0; draw_next(list, &offset, &item);)
        if (item.op == DRAW_TEXT) used += text_format(words + used, (int)sizeof words - used, "%.*s ", item.text.count, item.text.at);
    return strstr(words, sentence) != NULL;
}

/* An LSTM whose c loses little, and of which little arrives all the same: where it was lost stands there, once. */
static void where_c_keeps_what_entered_it_the_verdict_says_so(void **state) {
    (void)state;
    static const char *const lines[] = {"set cell lstm", "set hidden 2", "set forget_bias 5", "set steps 60", "set input_scale 5"};
    Drive drive;
    char says[128], kept[32], into[32];
    start(&drive, lines, 5);
    drive_line(&drive, "seek backward end");
    drive_frame(&drive, 1);
    const Run *run = &app_lab(drive.app)->run;
    const FollowLane *lane = &run->follow.lane[0][0];
    double part = lane->r_c[0] / lane->r_c[59];
    assert_true(lane->r_c[0] < 1e-3 && part > 0.8 && part < 0.9);
    number_format_short(kept, (int)sizeof kept, part, 2);
    number_format_short(into, (int)sizeof into, lane->r_c[59], 2);
    text_format(says, (int)sizeof says,
                "Most was lost before the first arrow, ×%s from h into c at step 60; c keeps %s of what entered it.", into, kept);
    if (!says_whole(&drive, says)) fail_msg("no \"%s\"", says);
    drive_line(&drive, "set steps 16");
    drive_line(&drive, "set hidden 6");
    drive_line(&drive, "set input_scale 1"); /* nothing is lost before c: carried */
    assert_false(says_whole(&drive, "of what entered it"));
    drive_end(&drive);
}

/* Without an arrow there is no factor, and no name of a row of them. */
static void a_chain_of_one_step_has_no_factors(void **state) {
    (void)state;
    Drive drive;
    start(&drive, NULL, 0);
    drive_line(&drive, "seek backward end");
    assert_true(drive_has_run(&drive, "factor"));
    drive_line(&drive, "set steps 1");
    drive_line(&drive, "seek backward end");
    assert_false(drive_has_run(&drive, "factor"));
    drive_end(&drive);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_last_loss_is_followed_until_another_is_chosen),
        cmocka_unit_test(the_factor_into_c_has_two_digits_at_every_size),
        cmocka_unit_test(the_river_goes_from_h_into_c_at_the_loss_at_every_size),
        cmocka_unit_test(a_step_that_has_no_loss_any_more_gives_way_and_says_so),
        cmocka_unit_test(a_click_on_a_loss_follows_it),
        cmocka_unit_test(sizes_are_relative_or_plain_and_only_relative_ones_have_a_verdict),
        cmocka_unit_test(the_words_are_so),
        cmocka_unit_test(beside_an_error_of_zero_stands_the_held_out_loss),
        cmocka_unit_test(where_c_keeps_what_entered_it_the_verdict_says_so),
        cmocka_unit_test(a_chain_of_one_step_has_no_factors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
