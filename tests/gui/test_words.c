/* Words on the stage can be read from the last row, stand clear of each other, and are written in one way everywhere. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "support/drive.h"
#include <math.h>
#include <string.h>

/* The first run of exactly this text in the groups that begin so, on or below a line; false when there is none. */
static bool find_below(Drive *drive, const char *in_group, const char *wanted, double y, DrawItem *found) {
    const DrawList *list = drive_frame(drive, 0);
    int length = (int)strlen(in_group);
    bool inside = false;
    for (size_t offset = 0; draw_next(list, &offset, found);) {
        if (found->op == DRAW_GROUP) inside = found->text.count >= length && memcmp(found->text.at, in_group, (size_t)length) == 0;
        if (inside && found->op == DRAW_TEXT && found->y0 >= y && str_equal(found->text, wanted)) return true;
    }
    return false;
}

static bool find_text(Drive *drive, const char *in_group, const char *wanted, DrawItem *found) {
    return find_below(drive, in_group, wanted, 0, found);
}

static void at_1080p_no_word_on_the_stage_is_smaller_than_fourteen(void **state) {
    (void)state;
    static const char *const scenes[][3] = {{"preset first", "seek backward 11"},   {"preset lstm", "seek backward 8"},
                                            {"preset first", "seek update change"}, {"preset gru", "seek forward 5"},
                                            {"preset long", "seek backward 20"},    {"preset adding", "seek backward 50"},
                                            {"preset deep", "seek backward 8"},     {"preset many", "seek loss end"},
                                            {"preset reber", "seek forward 4"},     {"preset explode", "seek unroll 1"}};
    Drive drive;
    if (!drive_start_with_fonts(&drive)) skip();
    drive_resize(&drive, 1920, 1080);
    for (int i = 0; i < (int)(sizeof scenes / sizeof *scenes); i++) {
        drive_line(&drive, scenes[i][0]);
        drive_line(&drive, scenes[i][1]);
        const DrawList *list = drive_frame(&drive, 0);
        DrawItem item;
        bool stage = false;
        int words = 0;
        for (size_t offset = 0; draw_next(list, &offset, &item);) {
            if (item.op == DRAW_GROUP) stage = item.text.count >= 5 && memcmp(item.text.at, "stage", 5) == 0;
            if (!stage || item.op != DRAW_TEXT || item.face == FACE_MATH || item.face == FACE_MATH_ITALIC) continue;
            if (str_equal(item.text, "·")) continue; /* no word: a factor that is still to come */
            words++;
            if (item.width < 13.49)
                fail_msg("%s, %s: \"%.*s\" is %.1f high", scenes[i][0], scenes[i][1], item.text.count, item.text.at, item.width);
        }
        assert_true(words > 4);
    }
    drive_end(&drive);
}

/* Low rows once put every second letter aside, as if it belonged to something else. */
static void letters_of_gates_stand_in_one_column(void **state) {
    (void)state;
    static const int sizes[][2] = {{1280, 720}, {1366, 768}, {1600, 900}, {1920, 1080}};
    Drive drive;
    if (!drive_start_with_fonts(&drive)) skip();
    drive_line(&drive, "preset gru");
    drive_line(&drive, "seek forward end");
    for (int i = 0; i < 4; i++) {
        drive_resize(&drive, sizes[i][0], sizes[i][1]);
        DrawItem z, r;
        assert_true(find_text(&drive, "stage/gates", "z", &z) && find_text(&drive, "stage/gates", "r", &r));
        assert_true(z.x0 == r.x0 && r.y0 - z.y0 >= 12);
    }
    drive_end(&drive);
}

/* The probabilities lie between the loss's number and the columns' names, on circles and on slim columns alike. */
static void the_answer_stands_clear_of_the_loss_and_of_the_columns(void **state) {
    (void)state;
    static const struct {
        const char *preset, *target, *name_below;
        int width, height;
    } scene[] = {{"preset first", "+1", "h", 1920, 1080},
                 {"preset first", "+1", "h", 1600, 900},
                 {"preset order", "BA", NULL, 1920, 1080},
                 {"preset parity", "odd", NULL, 1600, 900}};
    Drive drive;
    if (!drive_start_with_fonts(&drive)) skip();
    for (int i = 0; i < 4; i++) {
        drive_resize(&drive, scene[i].width, scene[i].height);
        drive_line(&drive, scene[i].preset);
        drive_line(&drive, "seek loss end");
        DrawItem target, label, below, loss;
        char number[24];
        number_format_short(number, sizeof number, app_lab(drive.app)->run.trace.loss, 3);
        assert_true(find_text(&drive, "stage/ends", "target", &target) && find_text(&drive, "stage/ends", scene[i].target, &label));
        assert_true(find_text(&drive, "stage/ends", number, &loss));
        assert_true(target.y0 == label.y0);
        assert_true(label.y0 - 0.72 * label.width > loss.y0 + 0.2 * loss.width); /* below the loss's number */
        if (scene[i].name_below) {
            assert_true(find_below(&drive, "stage", scene[i].name_below, label.y0, &below));
            assert_true(label.y0 + 0.2 * label.width <= below.y0 - 0.72 * below.width);
        } else {
            assert_true(label.y0 < drive_region(&drive, "stage/state1")->box.y);
        }
    }
    drive_end(&drive);
}

static void the_playhead_strikes_no_name_of_a_phase(void **state) {
    (void)state;
    Drive drive;
    if (!drive_start_with_fonts(&drive)) skip();
    drive_resize(&drive, 1920, 1080);
    int gaps = 0;
    for (int step = 1; step <= 16; step++) {
        char line[32];
        text_format(line, sizeof line, "seek backward %d", step);
        drive_line(&drive, line);
        DrawItem name, item;
        assert_true(find_text(&drive, "transport", "Backward", &name));
        double half = text_width(&drive.world.text, 1, name.face, name.width, "Backward") / 2;
        const DrawList *list = drive_frame(&drive, 0);
        bool transport = false;
        for (size_t offset = 0; draw_next(list, &offset, &item);) {
            if (item.op == DRAW_GROUP) transport = str_equal(item.text, "transport");
            if (!transport || item.op != DRAW_LINE || item.x0 != item.x1 || fabs(item.x0 - name.x0) > half) continue;
            gaps++;
            assert_true(item.y1 <= name.y0 - 0.72 * name.width + 0.5 || item.y0 >= name.y0 + 0.2 * name.width - 0.5);
        }
    }
    assert_true(gaps > 0); /* it did come by the name */
    drive_end(&drive);
}

/* Where every number has room every one stands, whichever step acts: none comes and goes while one steps. */
static void step_numbers_stay_while_one_steps(void **state) {
    (void)state;
    static const int sizes[][2] = {{1280, 720}, {1366, 768}, {1920, 1080}};
    Drive drive;
    if (!drive_start_with_fonts(&drive)) skip();
    for (int i = 0; i < 3; i++) {
        drive_resize(&drive, sizes[i][0], sizes[i][1]);
        for (int step = 1; step <= 16; step++) {
            char line[32];
            text_format(line, sizeof line, "seek backward %d", step);
            drive_line(&drive, line);
            double floor_y = drive_region(&drive, "transport/track")->box.y - 60;
            for (int t = 1; t <= 16; t++) {
                DrawItem number;
                text_format(line, sizeof line, "%d", t);
                assert_true(find_below(&drive, "stage/chart", line, floor_y, &number));
            }
        }
    }
    drive_end(&drive);
}

static void an_exact_number_is_written_as_the_others(void **state) {
    (void)state;
    Drive drive;
    drive_start(&drive);
    drive_resize(&drive, 1920, 1080);
    drive_line(&drive, "seek backward end");
    drive_frame(&drive, 0);
    drive_hover(&drive, "stage/gradient", 0.03, 0.5); /* step 1: about 1e-6 */
    char number[32];
    number_format(number, sizeof number, app_lab(drive.app)->run.follow.lane[0][0].r[0]);
    char *e = strstr(number, "e-0");
    assert_non_null(e);
    drive_line(&drive, "digits all");
    assert_false(drive_has_text(&drive, number));
    memmove(e + 2, e + 3, strlen(e + 3) + 1);
    assert_true(drive_has_text(&drive, number)); /* 1.05e-6, not 1.05e-06 */
    drive_end(&drive);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(at_1080p_no_word_on_the_stage_is_smaller_than_fourteen),
        cmocka_unit_test(letters_of_gates_stand_in_one_column),
        cmocka_unit_test(the_answer_stands_clear_of_the_loss_and_of_the_columns),
        cmocka_unit_test(the_playhead_strikes_no_name_of_a_phase),
        cmocka_unit_test(step_numbers_stay_while_one_steps),
        cmocka_unit_test(an_exact_number_is_written_as_the_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
