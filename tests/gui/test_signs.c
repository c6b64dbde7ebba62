/* The small words of the stage stand where nothing else is: the factors and the plate of the acting one, the name of the zone of what explodes,
   the legends. With the program's real fonts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "draw/text.h"
#include "support/drive.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool begins_with(Str text, const char *word) { return text.count >= (int)strlen(word) && memcmp(text.at, word, strlen(word)) == 0; }

static double width_of(Drive *drive, const DrawList *list, const DrawItem *item) {
    return text_width_of(&drive->world.text, list->scale, item->face, item->width, item->text);
}

/* ---- Factors ---- */

enum { LABELS_MOST = 64 };

typedef struct Span {
    double x0, x1;
} Span;

static int compare_spans(const void *a, const void *b) {
    double x = ((const Span *)a)->x0, y = ((const Span *)b)->x0;
    return (x > y) - (x < y);
}

/* Least distance between two factors; the plate counts in the place of the number that it holds. */
static double least_gap(Drive *drive, const DrawList *list, int *plates) {
    Span span[LABELS_MOST], plate = {0, 0};
    int count = 0;
    bool inside = false;
    DrawItem item;
    for (size_t at = 0; draw_next(list, &at, &item);) {
        if (item.op == DRAW_GROUP) inside = str_equal(item.text, "stage/factors");
        if (!inside) continue;
        if (item.op == DRAW_ROUND) plate = (Span){item.box.x, rect_right(item.box)};
        bool is_factor = item.op == DRAW_TEXT && item.align == ALIGN_CENTER;
        if (!is_factor || (item.x0 > plate.x0 && item.x0 < plate.x1)) continue;
        double half = width_of(drive, list, &item) / 2;
        assert_true(count < LABELS_MOST - 1);
        span[count++] = (Span){item.x0 - half, item.x0 + half};
    }
    if (plate.x1 > 0) {
        span[count++] = plate;
        ++*plates;
    }
    qsort(span, (size_t)count, sizeof *span, compare_spans);
    double least = INFINITY;
    for (int i = 1; i < count; i++) least = fmin(least, span[i].x0 - span[i - 1].x1);
    return least;
}

static bool find_strings(void *user, Place place, char *out, int size, Diag *diag) {
    (void)user;
    if (place != PLACE_STRINGS) return diag_fail(diag, "no such place");
    return str_copy(out, size, str_from(UNROLL_SOURCE_DIR "/assets/strings"));
}

static void factors_keep_apart(void **state) {
    static const char *const languages[] = {"setting language en", "setting language de"};
    static const char *const cells[] = {"preset lstm", "preset first", "preset explode", "set direction both", "set activation identity"};
    static const int sizes[][2] = {{800, 500}, {1024, 640}, {1366, 768}};
    Drive *drive = *state;
    int plates = 0;
    drive_read_disk(drive);
    drive->world.place = (PlaceApi){.find = find_strings};
    for (int language = 0; language < 2; language++) {
        drive_line(drive, languages[language]);
        for (int cell = 0; cell < 5; cell++) {
            drive_line(drive, cells[cell]);
            for (int size = 0; size < 3; size++) {
                drive_resize(drive, sizes[size][0], sizes[size][1]);
                for (int k = 1; k <= 16; k += k < 3 || k > 12 ? 1 : 3) {
                    char line[32];
                    text_format(line, (int)sizeof line, "seek backward %d", k);
                    drive_line(drive, line);
                    double gap = least_gap(drive, drive_frame(drive, 0), &plates);
                    if (gap < 2) fail_msg("%s, %s, %d wide, %s: %g pixels", languages[language], cells[cell], sizes[size][0], line, gap);
                }
            }
        }
    }
    if (plates < 60) fail_msg("%d plates", plates);
}

/* ---- The zone of what explodes ---- */

static bool crosses(Rect a, Rect b) { return a.x < rect_right(b) && b.x < rect_right(a) && a.y < rect_bottom(b) && b.y < rect_bottom(a); }

static void no_bar_runs_through_the_name_of_its_zone(void **state) {
    static const char *const setups[] = {"preset explode", "set activation identity", "set radius 1.5", "set steps 24",
                                         "set radius 3",   "set direction both",      "set steps 60"};
    static const int sizes[][2] = {{1366, 768}, {1920, 1080}, {800, 500}};
    Drive *drive = *state;
    int named = 0;
    for (int setup = 0; setup < 7; setup++) {
        drive_line(drive, setups[setup]);
        for (int size = 0; size < 3; size++) {
            drive_resize(drive, sizes[size][0], sizes[size][1]);
            drive_line(drive, "seek backward end");
            const DrawList *list = drive_frame(drive, 0);
            DrawItem item;
            Rect name = {0};
            bool inside = false;
            for (int pass = 0; pass < 2; pass++)
                for (size_t at = 0; draw_next(list, &at, &item);) {
                    if (item.op == DRAW_GROUP) inside = str_equal(item.text, "stage/chart");
                    if (!inside) continue;
                    if (pass == 0 && item.op == DRAW_TEXT && str_equal(item.text, "exploding")) {
                        name = rect(item.x0, item.y0 - 10, width_of(drive, list, &item), 12);
                        named++;
                    }
                    bool is_bar = item.op == DRAW_ROUND || item.op == DRAW_ROUND_STROKE;
                    if (pass == 1 && is_bar && crosses(item.box, name))
                        fail_msg("%s, %d wide: a bar at %g crosses the word at %g", setups[setup], sizes[size][0], item.box.x, name.x);
                }
        }
    }
    assert_true(named > 6);
}

/* ---- Legends ---- */

static bool legend_has(const DrawList *list, const char *word) {
    DrawItem item;
    bool inside = false, has = false;
    for (size_t at = 0; draw_next(list, &at, &item);) {
        if (item.op == DRAW_GROUP) inside = str_equal(item.text, "stage/legend");
        has = has || (inside && item.op == DRAW_TEXT && begins_with(item.text, word));
    }
    return has;
}

/* Where there is room for one legend only, it is that of what the chart shows. */
static void the_legend_is_of_what_is_drawn(void **state) {
    static const struct {
        const char *line;
        bool shows_gradient;
    } places[] = {{"seek unroll end", false}, {"seek forward 3", false},   {"seek loss end", false},
                  {"seek backward 3", true},  {"seek backward end", true}, {"seek update shares", true}};
    static const int widths[] = {480, 1280};
    Drive *drive = *state;
    for (int w = 0; w < 2; w++) {
        drive_resize(drive, widths[w], 960);
        for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
            drive_line(drive, places[i].line);
            const DrawList *list = drive_frame(drive, 0);
            bool both = widths[w] > 800, gradient = legend_has(list, "gradient"), of_state = legend_has(list, "state");
            if (gradient != (both || places[i].shows_gradient) || of_state != (both || !places[i].shows_gradient))
                fail_msg("%s, %d wide: gradient %d, state %d", places[i].line, widths[w], gradient, of_state);
        }
    }
}

static void no_frame_touches_the_legend(void **state) {
    static const char *const scales[] = {"scale 75", "scale 100", "scale 125", "scale 150", "scale 175", "scale 200", "scale 250"};
    static const int sizes[][2] = {{1024, 768}, {1366, 768}, {1920, 1080}, {3840, 2160}};
    Drive *drive = *state;
    char line[256];
    int seen = 0;
    drive_read_disk(drive);
    text_format(line, (int)sizeof line, "lesson %s/lessons/05-vanishing.md#draw-it", UNROLL_SOURCE_DIR);
    drive_line(drive, line);
    for (int present = 0; present < 2; present++) {
        drive_line(drive, present ? "present on" : "present off");
        for (int size = 0; size < 4; size++)
            for (int scale = 0; scale < 7; scale++) {
                drive_resize(drive, sizes[size][0], sizes[size][1]);
                drive_line(drive, scales[scale]);
                const DrawList *list = drive_frame(drive, 0);
                DrawItem item;
                char group[64] = "";
                double lowest = 0, frame = INFINITY;
                for (size_t at = 0; draw_next(list, &at, &item);) {
                    if (item.op == DRAW_GROUP) str_copy(group, (int)sizeof group, item.text);
                    if (item.op == DRAW_TEXT && strcmp(group, "stage/legend") == 0) lowest = fmax(lowest, item.y0);
                    if (item.op == DRAW_ROUND_STROKE && strcmp(group, "stage/sketch") == 0) frame = fmin(frame, item.box.y);
                }
                if (lowest == 0 || isinf(frame)) continue;
                seen++;
                if (lowest + 1.5 > frame)
                    fail_msg("%dx%d, %s, present %d: words end at %g, the frame is at %g", sizes[size][0], sizes[size][1], scales[scale],
                             present, lowest, frame);
            }
    }
    assert_true(seen > 30);
}

/* ---- Inputs ---- */

static void inputs_are_named_in_windows_of_projectors(void **state) {
    static const int sizes[][2] = {{1280, 720}, {1366, 768}, {1280, 800}, {1920, 1080}};
    Drive *drive = *state;
    for (int size = 0; size < 4; size++) {
        drive_resize(drive, sizes[size][0], sizes[size][1]);
        drive_line(drive, "seek backward end");
        const DrawList *list = drive_frame(drive, 0);
        DrawItem item;
        bool inside = false;
        int names = 0;
        for (size_t at = 0; draw_next(list, &at, &item);) {
            if (item.op == DRAW_GROUP) inside = str_equal(item.text, "stage/ends");
            names += inside && item.op == DRAW_TEXT && str_equal(item.text, "x");
        }
        if (names < 16) fail_msg("%d x %d: %d names", sizes[size][0], sizes[size][1], names);
    }
}

/* ---- The band of a hovered step ---- */

/* The colour of the last box that is drawn over a point, before any text. */
static Color ground_at(const DrawList *list, double x, double y) {
    Color color = {0};
    DrawItem item;
    for (size_t at = 0; draw_next(list, &at, &item);) {
        bool is_box = item.op == DRAW_RECT || item.op == DRAW_ROUND;
        if (is_box && item.layer == LAYER_STAGE && x > item.box.x && x < rect_right(item.box) && y > item.box.y &&
            y < rect_bottom(item.box))
            color = item.color;
    }
    return color;
}

/* The plate of the words that stand where nothing is yet. */
static void the_band_has_no_hole(void **state) {
    Drive *drive = *state;
    drive_resize(drive, 1600, 972);
    drive_line(drive, "preset first");
    drive_line(drive, "seek forward 0");
    drive_settle(drive);
    drive_hover(drive, "stage/input", 7.5 / 16, 0.5);
    const DrawList *list = drive_frame(drive, 0.3);
    const Region *words = region_find(app_regions(drive->app), "stage/promise"),
                 *steps = region_find(app_regions(drive->app), "stage/input");
    assert_non_null(words);
    double x = steps->box.x + steps->box.w * 7.5 / 16, y = rect_mid_y(words->box);
    assert_true(x > words->box.x && x < rect_right(words->box));
    Color lit = ground_at(list, x, words->box.y - 20), inside = ground_at(list, x, y - 8),
          beside = ground_at(list, words->box.x + 4, y - 8);
    assert_memory_equal(&inside, &lit, sizeof lit);
    assert_memory_not_equal(&beside, &lit, sizeof lit);
}

static Drive the_drive;

static int start(void **state) {
    if (!drive_start_with_fonts(&the_drive)) return 1;
    *state = &the_drive;
    return 0;
}

static int end(void **state) {
    drive_end(*state);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(factors_keep_apart, start, end),
        cmocka_unit_test_setup_teardown(no_bar_runs_through_the_name_of_its_zone, start, end),
        cmocka_unit_test_setup_teardown(the_legend_is_of_what_is_drawn, start, end),
        cmocka_unit_test_setup_teardown(no_frame_touches_the_legend, start, end),
        cmocka_unit_test_setup_teardown(inputs_are_named_in_windows_of_projectors, start, end),
        cmocka_unit_test_setup_teardown(the_band_has_no_hole, start, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
