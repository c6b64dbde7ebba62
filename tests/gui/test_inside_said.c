/* Words and shapes of the pictures inside say what is so: a norm has its kind, a sentence speaks only of what is on the page, a name hides no
   part of a line, a share has no number above 100, and a list of some outputs has the likeliest. */
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

static bool holds(Str text, const char *part) {
    int size = (int)strlen(part);
    for (int i = 0; i + size <= text.count; i++)
        if (memcmp(text.at + i, part, (size_t)size) == 0) return true;
    return false;
}

/* W has two norms beside each other. */
static void every_norm_of_the_microscope_has_its_kind(void **state) {
    Drive *drive = *state;
    DrawItem item;
    bool in_microscope = false;
    int kinds[2] = {0};
    drive_line(drive, "show microscope");
    const DrawList *list = drive_frame(drive, 0);
    for (size_t at = 0; draw_next(list, &at, &item);) {
        if (item.op == DRAW_GROUP) in_microscope = strncmp(item.text.at, "microscope/", 11) == 0;
        if (!in_microscope || item.op != DRAW_TEXT || !holds(item.text, "norm")) continue;
        bool spectral = holds(item.text, "spectral norm");
        if (!spectral && !holds(item.text, "Frobenius norm")) fail_msg("\"%.*s\": which?", item.text.count, item.text.at);
        kinds[spectral]++;
    }
    assert_true(kinds[0] == 2 && kinds[1] >= 1);
}

static void the_microscope_speaks_only_of_parts_that_are_there(void **state) {
    Drive *drive = *state;
    static const int sizes[][2] = {{1920, 1080}, {1366, 768}, {1280, 720}};
    int there = 0;
    drive_line(drive, "show microscope");
    drive_line(drive, "show story");
    for (int i = 0; i < 3; i++) {
        drive_resize(drive, sizes[i][0], sizes[i][1]);
        drive_frame(drive, 0);
        bool has_plane = region_find(app_regions(drive->app), "microscope/plane") != NULL;
        assert_int_equal(has_plane, drive_has_text(drive, "Drag an eigenvalue"));
        there += has_plane;
    }
    assert_true(there > 0 && there < 3);
}

/* A name stands on a plate: what is behind it is not seen. */
static void names_of_compared_lines_hide_no_point(void **state) {
    Drive *drive = *state;
    static const char *const setups[] = {"preset race", "compare short: steps 20"};
    for (int i = 0; i < 2; i++) {
        DrawItem item;
        bool in_chart = false;
        int points = 0;
        drive_line(drive, setups[i]);
        drive_line(drive, "show compare");
        drive_line(drive, "seek backward end");
        drive_settle(drive);
        const DrawList *list = drive_frame(drive, 0);
        for (size_t at = 0; draw_next(list, &at, &item);) {
            if (item.op == DRAW_GROUP) in_chart = strncmp(item.text.at, "compare/chart", 13) == 0;
            if (!in_chart || item.op != DRAW_CIRCLE) continue;
            points++;
            for (int line = 1; line <= 4; line++) {
                char path[32];
                text_format(path, (int)sizeof path, "compare/line%d", line);
                const Region *name = region_find(app_regions(drive->app), path);
                if (name && rect_contains(name->box, item.x0, item.y0)) fail_msg("%s: %s hides a point", setups[i], path);
            }
        }
        assert_true(points > 20);
    }
}

/* Compared sequences of several lengths: at the end every row is at its own first step, before it the title counts from the loss. */
static void rows_of_other_lengths_are_told_by_the_loss(void **state) {
    Drive *drive = *state;
    drive_line(drive, "compare short: steps 8");
    drive_line(drive, "show compare");
    drive_line(drive, "seek backward end");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "back to step 1"));
    assert_true(drive_has_run(drive, "0") && drive_has_run(drive, "steps before the loss"));
    drive_line(drive, "seek backward 3");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "2 steps before the loss"));
    assert_false(drive_has_text(drive, "back to step 14"));
    drive_line(drive, "compare short: none");
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "back to step 14"));
}

static void no_share_is_above_100(void **state) {
    Drive *drive = *state;
    drive_line(drive, "show search");
    for (int height = 720; height <= 2160; height += 180) {
        DrawItem item;
        bool has_100 = false;
        drive_resize(drive, 1920, height);
        const DrawList *list = drive_frame(drive, 0);
        const Region *plot = region_find(app_regions(drive->app), "search/updates");
        for (size_t at = 0; plot && draw_next(list, &at, &item);) {
            if (item.op != DRAW_TEXT || item.x0 > plot->box.x || item.x0 < plot->box.x - 40) continue;
            double number = strtod(item.text.at, NULL);
            if (item.text.count > 3 || item.y0 < plot->box.y - 4 || item.y0 > rect_bottom(plot->box) + 6) continue;
            has_100 = has_100 || number == 100;
            assert_true(number <= 100);
        }
        assert_true(!plot || has_100);
    }
}

static void the_list_of_outputs_has_the_likeliest_and_the_right_one(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set task text");
    drive_line(drive, "seek loss end");
    drive_frame(drive, 0);
    const Trace *trace = &app_lab(drive->app)->run.trace;
    int outputs = trace->net->spec.outputs, k = trace_count_losses(trace, 0) - 1, best = 0, found = 0;
    const double *p = trace->prob + (long)k * outputs;
    for (int o = 1; o < outputs; o++)
        if (p[o] > p[best]) best = o;
    int wanted[2] = {best, (int)trace->target[k]};
    const RegionList *list = app_regions(drive->app);
    for (int i = 0; i < 2; i++) {
        char number[32];
        text_format(number, (int)sizeof number, "p %d %d", trace->net ? app_lab(drive->app)->run.wiring.loss_step[k] + 1 : 0,
                    wanted[i] + 1);
        bool has = false;
        for (int r = 0; r < list->count; r++) {
            const Region *region = &list->item[r];
            const char *of = region->number ? region->number : region->command;
            if (strncmp(of, "terms ", 6) == 0) of += 6;
            has = has || (strncmp(region->path, "story/", 6) == 0 && strcmp(of, number) == 0);
        }
        if (!has) print_message("missing %s\n", number);
        found += has;
    }
    assert_int_equal(found, 2);
}

static void the_picture_of_clipping_stands_once(void **state) {
    Drive *drive = *state;
    int seen = 0;
    drive_line(drive, "preset clip");
    drive_line(drive, "seek update end");
    for (int width = 1280; width <= 1920; width += 160) {
        drive_resize(drive, width, width * 9 / 16);
        drive_frame(drive, 0);
        bool on_stage = region_find(app_regions(drive->app), "stage/clip") != NULL;
        bool in_story = region_find(app_regions(drive->app), "story/clip") != NULL;
        assert_false(on_stage && in_story);
        assert_false(drive_has_text(drive, "circle: the clip norm"));
        seen += on_stage;
    }
    assert_true(seen > 0);
}

/* The gradient's colours mean a gradient everywhere. */
static void surprise_has_not_the_colours_of_the_gradient(void **state) {
    Drive *drive = *state;
    DrawItem item;
    bool in_read = false;
    int cells = 0;
    drive_line(drive, "set task text");
    drive_line(drive, "show text");
    drive_settle(drive);
    const DrawList *list = drive_frame(drive, 0);
    const Theme *theme = theme_get((ThemeChoice){THEME_DARK, PALETTE_DEFAULT});
    for (size_t at = 0; draw_next(list, &at, &item);) {
        if (item.op == DRAW_GROUP) in_read = strncmp(item.text.at, "text/read", 9) == 0;
        if (!in_read || item.op != DRAW_ROUND) continue;
        cells++;
        for (int i = 0; i <= 400; i++) {
            Color ramp = color_ramp(&theme->ramp, pow(10, -8 + 11 * i / 400.0));
            assert_false(abs(ramp.r - item.color.r) + abs(ramp.g - item.color.g) + abs(ramp.b - item.color.b) < 6);
        }
    }
    assert_true(cells > 50);
}

/* Each line of the forecast that stands upright has a name, and what is counted along its axis too; a symbol is quoted. */
static void lines_and_symbols_are_told_as_such(void **state) {
    Drive *drive = *state;
    drive_line(drive, "set task series");
    drive_line(drive, "show series");
    drive_settle(drive);
    drive_frame(drive, 0);
    assert_true(drive_has_run(drive, "end of training") && drive_has_run(drive, "alone from here"));
    assert_true(drive_has_run(drive, "number of the value"));
    drive_line(drive, "set task text");
    drive_line(drive, "show text");
    drive_settle(drive);
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "falls into the part of \""));
}

/* The name of a likely answer is as wide as the column of its pair, not as its bar. */
static void bars_of_words_keep_their_words(void **state) {
    Drive *drive = *state;
    DrawItem item;
    int named = 0;
    drive_resize(drive, 1366, 768);
    drive_line(drive, "set task words");
    drive_line(drive, "seek loss end");
    const DrawList *list = drive_frame(drive, 0);
    const Region *plot = drive_region(drive, "stage/answers-axis");
    for (size_t at = 0; draw_next(list, &at, &item);)
        named += item.op == DRAW_TEXT && item.face == FACE_UI_MEDIUM && item.x0 > rect_right(plot->box) && item.y0 > plot->box.y &&
                 item.y0 < rect_bottom(plot->box);
    print_message("%d named\n", named);
    assert_true(named >= trace_count_losses(&app_lab(drive->app)->run.trace, 0));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_norm_of_the_microscope_has_its_kind, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(the_microscope_speaks_only_of_parts_that_are_there, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(names_of_compared_lines_hide_no_point, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(rows_of_other_lengths_are_told_by_the_loss, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(no_share_is_above_100, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(the_list_of_outputs_has_the_likeliest_and_the_right_one, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(the_picture_of_clipping_stands_once, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(surprise_has_not_the_colours_of_the_gradient, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(lines_and_symbols_are_told_as_such, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(bars_of_words_keep_their_words, drive_setup_large, drive_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
