/* What a class can read from the last row: every letter and every line of every stop of four lessons, with the program's real fonts, at two
   sizes of projectors. 24 pixels of a screen 1080 high are 12 design points of the presenter's 540. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "support/drive.h"
#include <stdio.h>
#include <string.h>

/* An index or exponent may be smaller than its letter: it is read with it. */
static const double LETTER_LEAST = 12, INDEX_LEAST = 7.5, LINE_LEAST = 1, EPSILON = 1e-6;
enum { FOUND_MOST = 200, STOPS_MOST = 60 };

typedef struct Found {
    char line[FOUND_MOST][160]; /* (count) each once, with where it stood first */
    int count;
} Found;

static void note(Found *found, const char *where, const char *group, const char *what, double size) {
    char line[160];
    text_format(line, (int)sizeof line, "[%s] %s: %.2f points", group, what, size);
    for (int i = 0; i < found->count; i++)
        if (strncmp(found->line[i], line, strlen(line)) == 0) return;
    if (found->count < FOUND_MOST) text_format(found->line[found->count++], (int)sizeof line, "%s, at %s", line, where);
}

static void look(Found *found, const DrawList *list, const char *where) {
    char group[64] = "", what[64];
    DrawItem item;
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        if (item.op == DRAW_GROUP) text_format(group, (int)sizeof group, "%.*s", item.text.count, item.text.at);
        if (item.color.a == 0) continue;
        if (item.op == DRAW_TEXT && str_equal(item.text, "Close"))
            note(found, where, group, "a button, which a class cannot press", item.width);
        bool is_math = item.face == FACE_MATH || item.face == FACE_MATH_ITALIC;
        if (item.op == DRAW_TEXT && item.text.count > 0 && item.width < (is_math ? INDEX_LEAST : LETTER_LEAST) - EPSILON) {
            text_format(what, (int)sizeof what, "'%.*s'", item.text.count, item.text.at);
            note(found, where, group, what, item.width);
        }
        bool is_line = item.op == DRAW_LINE || item.op == DRAW_PATH_STROKE || item.op == DRAW_CIRCLE_STROKE || item.op == DRAW_ROUND_STROKE;
        if (is_line && item.width < LINE_LEAST - EPSILON) note(found, where, group, "a line", item.width);
    }
}

static void every_letter_and_line_of_every_stop_is_seen_from_the_last_row(void **state) {
    static const char *const lessons[] = {"01-memory", "05-vanishing", "10-lstm", "12-race"};
    static const int sizes[][2] = {{1920, 1080}, {1024, 768}};
    Drive *drive = *state;
    Found found = {.count = 0};
    char line[256], where[160];
    drive_read_disk(drive);
    for (size_t lesson = 0; lesson < sizeof lessons / sizeof *lessons; lesson++) {
        drive_resize(drive, 1920, 1080);
        text_format(line, (int)sizeof line, "lesson %s/lessons/%s.md", UNROLL_SOURCE_DIR, lessons[lesson]);
        drive_line(drive, line);
        drive_line(drive, "present on");
        int stops = 0;
        for (uint64_t before = 0; stops < STOPS_MOST; stops++) {
            for (size_t size = 0; size < 2; size++) {
                drive_resize(drive, sizes[size][0], sizes[size][1]);
                const DrawList *list = drive_frame(drive, 0);
                text_format(where, (int)sizeof where, "%s, stop %d, %d x %d", lessons[lesson], stops + 1, sizes[size][0], sizes[size][1]);
                look(&found, list, where);
            }
            uint64_t now = draw_hash(drive_frame(drive, 0));
            if (now == before) break; /* the end stays where it is */
            before = now;
            drive_line(drive, "presenter next");
        }
        assert_true(stops > 10 && stops < STOPS_MOST);
        drive_line(drive, "present off");
    }
    for (int i = 0; i < found.count; i++) fprintf(stderr, "%s\n", found.line[i]);
    assert_int_equal(found.count, 0);
}

static int start(void **state) {
    static Drive drive;
    if (!drive_start_with_fonts(&drive)) return 1;
    *state = &drive;
    return 0;
}

static int end(void **state) {
    drive_end(*state);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_letter_and_line_of_every_stop_is_seen_from_the_last_row, start, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
