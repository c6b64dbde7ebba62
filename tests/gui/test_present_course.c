/* What a class sees of the course's own lessons and of the pictures inside the cell, on a screen of 1920 x 1080: letters of 24 pixels or more,
   and no line and no cell of a picture thinner than two. Bars and rivers are as thin as their values. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "support/drive.h"
#include <math.h>
#include <string.h>

/* Of pixels. Indices and exponents are smaller than their letter; 14 has the index of an exponent. A longer rectangle than BAR_MOST is a line,
   not the bar of a value; where no gradient is shown, one longer than CELL_LEAST is a state. */
enum { LETTER_LEAST = 24, INDEX_LEAST = 14, LINE_LEAST = 2, BAR_MOST = 200, CELL_LEAST = 24, STOP_MAX = 60 };

static bool is_line(DrawOp op) { return op == DRAW_LINE || op == DRAW_PATH_STROKE || op == DRAW_CIRCLE_STROKE || op == DRAW_ROUND_STROKE; }

static void check(Drive *drive, const char *where, double longer) {
    DrawItem item;
    const DrawList *list = drive_frame(drive, 0);
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        const double slack = 1e-6, size = item.width * list->scale;
        bool is_index = item.face == FACE_MATH || item.face == FACE_MATH_ITALIC;
        if (item.color.a == 0) continue;
        if (item.op == DRAW_TEXT && item.text.count > 0 && size < (is_index ? INDEX_LEAST : LETTER_LEAST) - slack)
            fail_msg("%s: '%.*s' is %g pixels", where, item.text.count, item.text.at, size);
        if (is_line(item.op) && size < LINE_LEAST - slack)
            fail_msg("%s: the line at (%g, %g) is %g pixels", where, item.box.x, item.box.y, size);
        double thin = fmin(item.box.w, item.box.h) * list->scale, wide = fmax(item.box.w, item.box.h) * list->scale;
        if ((item.op == DRAW_RECT || item.op == DRAW_ROUND) && wide >= longer && thin < LINE_LEAST - slack)
            fail_msg("%s: the rectangle at (%g, %g) is %g pixels thin", where, item.box.x, item.box.y, thin);
    }
}

/* No point of a line is cut at the edge of its chart, and no words end in dots. */
static void check_whole(Drive *drive, const char *where) {
    enum { DEPTH = 16, POINT_MOST = 8 };
    Rect clip[DEPTH] = {{-1e9, -1e9, 2e9, 2e9}};
    int depth = 0;
    DrawItem item;
    const DrawList *list = drive_frame(drive, 0);
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        if (item.op == DRAW_CLIP_PUSH && depth + 1 < DEPTH) clip[++depth] = item.box;
        if (item.op == DRAW_CLIP_POP && depth > 0) depth--;
        bool is_point = item.op == DRAW_CIRCLE && item.radius < POINT_MOST && rect_contains(clip[depth], item.x0, item.y0);
        if (is_point && (item.box.y < clip[depth].y - 0.01 || rect_bottom(item.box) > rect_bottom(clip[depth]) + 0.01))
            fail_msg("%s: the point at (%g, %g) is cut", where, item.x0, item.y0);
        if (item.op == DRAW_TEXT && item.text.count > 3 && memcmp(item.text.at + item.text.count - 3, "\xe2\x80\xa6", 3) == 0)
            fail_msg("%s: '%.*s' is cut", where, item.text.count, item.text.at);
    }
}

static bool start(Drive *drive, const char *lesson) {
    char line[200];
    if (!drive_start_with_fonts(drive)) return false;
    drive_read_disk(drive);
    drive->world.place = (PlaceApi){.find = drive_find_course};
    drive_resize(drive, 1920, 1080);
    text_format(line, (int)sizeof line, "lesson %s", lesson);
    drive_line(drive, line);
    drive_line(drive, "present on");
    return true;
}

/* Returns the number of stops from this address to the end of the lesson, or `most`. */
static int present(const char *lesson, int most, double longer) {
    Drive drive;
    char where[200];
    int stops = 0;
    if (!start(&drive, lesson)) skip();
    for (uint64_t seen = 0; stops < most; stops++) {
        drive_settle(&drive);
        uint64_t hash = draw_hash(drive_frame(&drive, 0));
        if (hash == seen) break; /* the last one */
        seen = hash;
        text_format(where, (int)sizeof where, "%s, stop %d", lesson, stops + 1);
        check(&drive, where, longer);
        check_whole(&drive, where);
        drive_resize(&drive, 1366, 768);
        check_whole(&drive, where);
        drive_resize(&drive, 1920, 1080);
        drive_line(&drive, "presenter next");
    }
    drive_end(&drive);
    return stops;
}

/* Formulas and curves, all wirings, the river, the cliff, the plane of eigenvalues, two chains, a curtain, the race and a text. */
static void every_stop_of_the_course_can_be_read_from_the_last_row(void **state) {
    static const char *const lesson[] = {"one-step",      "shapes",     "vanishing", "clipping", "eigenvalues",
                                         "bidirectional", "truncation", "race",      "language"};
    (void)state;
    for (size_t i = 0; i < sizeof lesson / sizeof *lesson; i++) assert_true(present(lesson[i], STOP_MAX, BAR_MOST) > 10);
}

/* The chart below the chain was left out there, but the chain did not get its room: states were half a pixel high. */
static void a_long_question_leaves_the_states_visible(void **state) {
    (void)state;
    assert_int_equal(present("overfitting#which-measure", 2, CELL_LEAST), 2);
    assert_int_equal(present("shapes#which-shape", 2, CELL_LEAST), 2);
}

/* Where a question stands below an LSTM, gates and the bars of the gradient stay, before its answer and after it. */
static void a_question_leaves_an_lstm_its_gates_and_its_bars(void **state) {
    static const int sizes[][2] = {{1920, 1080}, {1366, 768}};
    (void)state;
    for (int i = 0; i < 2; i++) {
        Drive drive;
        if (!start(&drive, "lstm#two-ways-back")) skip();
        drive_resize(&drive, sizes[i][0], sizes[i][1]);
        for (int stop = 0; stop < 2; stop++) {
            drive_settle(&drive);
            bool is_chart = false, is_gates = false;
            int bars = 0, gates = 0, steps = app_lab(drive.app)->run.wiring.steps, from = drive_ui(&drive)->cursor.step;
            DrawItem item;
            const DrawList *list = drive_frame(&drive, 0);
            for (size_t offset = 0; draw_next(list, &offset, &item);) {
                if (item.op == DRAW_GROUP) {
                    is_chart = str_equal(item.text, "stage/chart");
                    is_gates = str_equal(item.text, "stage/gates");
                }
                bars += is_chart && item.op == DRAW_ROUND && item.box.h > 12;
                gates += is_gates && (item.op == DRAW_ROUND || item.op == DRAW_RECT);
            }
            if (bars < 1 || bars < from)
                fail_msg("%d, stop %d: %d bars of %d steps, at the %dth", sizes[i][0], stop + 1, bars, steps, from + 1);
            assert_true(drive_has_run(&drive, "c") && drive_has_run(&drive, "h")); /* the names of the rows */
            if (gates < 3 * steps) fail_msg("%d, stop %d: %d strips of gates", sizes[i][0], stop + 1, gates);
            drive_line(&drive, "presenter next");
        }
        drive_end(&drive);
    }
}

typedef struct RaceFound {
    int lines, states, rivers, plates; /* of the race; in the rows; names in the chart of gradients */
} RaceFound;

static RaceFound find_race(const DrawList *list) {
    DrawItem item;
    RaceFound found = {0};
    bool is_race = false, is_row = false, is_chart = false;
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        if (item.op == DRAW_GROUP) {
            is_race = str_equal(item.text, "compare/race");
            is_chart = str_equal(item.text, "compare/chart");
            is_row = str_equal(item.text, "compare/chains") || (is_row && !str_equal(item.text, "compare/chart") && !is_race);
        }
        found.plates += is_chart && item.op == DRAW_ROUND && item.box.h == 16;
        if (is_race && item.op == DRAW_PATH_STROKE && item.point_count > 10) found.lines++;
        if (is_row && (item.op == DRAW_IMAGE || item.op == DRAW_RECT) && item.box.h * list->scale >= 8) found.states++;
        if (is_row && item.op == DRAW_BAND && fmax(item.w0, item.w1) * list->scale >= LINE_LEAST) found.rivers++;
    }
    return found;
}

/* The race was never shown to a class, and after the answer the rows were empty. */
static void the_race_is_shown_with_its_rows(void **state) {
    static const int sizes[][2] = {{1920, 1080}, {1366, 768}, {1280, 800}, {1024, 768}};
    Drive drive;
    (void)state;
    if (!start(&drive, "race#the-race")) skip();
    drive_settle(&drive);
    drive_line(&drive, "presenter next");
    drive_settle(&drive);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        drive_resize(&drive, sizes[i][0], sizes[i][1]);
        RaceFound found = find_race(drive_frame(&drive, 0));
        if (found.plates > 0) fail_msg("%d: %d names lie on the lines", sizes[i][0], found.plates);
        if (found.lines < 3) fail_msg("%d: the race has %d lines", sizes[i][0], found.lines);
        if (found.states < 3 || found.rivers < 3) fail_msg("%d: %d states, %d rivers", sizes[i][0], found.states, found.rivers);
    }
    drive_end(&drive);
}

static void pictures_inside_can_be_read_from_the_last_row(void **state) {
    static const char *const cell[] = {"set cell rnn", "set cell lstm", "set cell gru", "set layers 2"};
    static const char *const picture[] = {"show cell", "show microscope", "show activation", "show weights", "show cliff", "show compare"};
    Drive drive;
    char where[64];
    (void)state;
    if (!start(&drive, "vanishing")) skip();
    for (size_t i = 0; i < sizeof cell / sizeof *cell; i++) {
        drive_line(&drive, cell[i]);
        drive_line(&drive, "seek backward end");
        for (size_t k = 0; k < sizeof picture / sizeof *picture; k++) {
            Diag diag = {0};
            if (!app_apply(drive.app, picture[k], &diag)) continue; /* some cells and depths have no such picture */
            drive_settle(&drive);
            text_format(where, (int)sizeof where, "%s, %s", cell[i], picture[k]);
            check(&drive, where, BAR_MOST);
            drive_line(&drive, "hide");
        }
    }
    drive_end(&drive);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_stop_of_the_course_can_be_read_from_the_last_row),
        cmocka_unit_test(a_long_question_leaves_the_states_visible),
        cmocka_unit_test(a_question_leaves_an_lstm_its_gates_and_its_bars),
        cmocka_unit_test(the_race_is_shown_with_its_rows),
        cmocka_unit_test(pictures_inside_can_be_read_from_the_last_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
