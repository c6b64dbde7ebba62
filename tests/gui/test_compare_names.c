/* The names of the compared networks and the points of their lines: no name lies on a point, no point is cut. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "support/drive.h"
#include <math.h>
#include <string.h>

static const int sizes[][2] = {{800, 500}, {1024, 640}, {1280, 800}, {1366, 768}, {1920, 1080}};

enum { POINT_MAX = 2000, NAME_MAX = 8 };

typedef struct Found {
    Rect point[POINT_MAX], plate[NAME_MAX], clip;

    int points, plates;
} Found;

/* The circles of the chart, which must be whole, and the grounds of the words in it. */
static void find(Found *found, const DrawList *list, const char *where) {
    DrawItem item;
    bool is_chart = false;
    Rect clip = {0, 0, 1e9, 1e9};
    memset(found, 0, sizeof *found);
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        if (item.op == DRAW_GROUP) is_chart = str_equal(item.text, "compare/chart");
        if (!is_chart) continue;
        if (item.op == DRAW_CLIP_PUSH) clip = item.box;
        if (item.op == DRAW_CLIP_POP) clip = rect(0, 0, 1e9, 1e9);
        if (item.op == DRAW_CIRCLE) {
            if (item.box.y < clip.y - 0.01 || rect_bottom(item.box) > rect_bottom(clip) + 0.01)
                fail_msg("%s: the point at (%g, %g) is cut", where, item.x0, item.y0);
            assert_true(found->points < POINT_MAX);
            found->point[found->points++] = item.box;
        }
        if (item.op == DRAW_ROUND && item.box.h == 16 && found->plates < NAME_MAX) found->plate[found->plates++] = item.box;
    }
}

static bool is_over(Rect a, Rect b) { return a.x < rect_right(b) && b.x < rect_right(a) && a.y < rect_bottom(b) && b.y < rect_bottom(a); }

static void check(Drive *drive, const char *what) {
    static Found found;
    char where[200];
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        drive_resize(drive, sizes[i][0], sizes[i][1]);
        text_format(where, (int)sizeof where, "%s, %d x %d", what, sizes[i][0], sizes[i][1]);
        find(&found, drive_frame(drive, 0), where);
        if (found.points == 0) fail_msg("%s: no point", where);
        for (int p = 0; p < found.plates; p++)
            for (int k = 0; k < found.points; k++)
                if (is_over(found.plate[p], found.point[k]))
                    fail_msg("%s: a name at (%g, %g) lies on the point at (%g, %g)", where, found.plate[p].x, found.plate[p].y,
                             rect_mid_x(found.point[k]), rect_mid_y(found.point[k]));
    }
}

static void no_name_lies_on_a_point_and_every_point_is_whole(void **state) {
    static const char *const setup[] = {"preset first", "preset order", "preset explode"};
    static const char *const place[] = {"seek backward end", "seek backward 5"};
    (void)state;
    Drive drive;
    if (!drive_start_with_fonts(&drive)) skip();
    drive_line(&drive, "motion reduced");
    for (size_t s = 0; s < sizeof setup / sizeof *setup; s++) {
        drive_line(&drive, setup[s]);
        drive_line(&drive, "compare RNN: cell rnn");
        drive_line(&drive, "compare GRU: cell gru");
        drive_line(&drive, "compare LSTM: cell lstm");
        drive_line(&drive, "show compare");
        for (size_t p = 0; p < sizeof place / sizeof *place; p++) {
            char what[100];
            drive_line(&drive, place[p]);
            text_format(what, (int)sizeof what, "%s, %s", setup[s], place[p]);
            check(&drive, what);
        }
        drive_line(&drive, "compare none");
    }
    drive_end(&drive);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_name_lies_on_a_point_and_every_point_is_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
