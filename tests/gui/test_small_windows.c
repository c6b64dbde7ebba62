/* Windows of every size down to one pixel: each picture is whole, whatever is open and however little room is left for it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "support/drive.h"
#include <math.h>
#include <string.h>

static const char *const scenes[][4] = {
    {"preset first", "seek backward end", "hide", "more off"},       {"preset lstm", "seek update end", "hide", "more on"},
    {"preset gru", "seek forward 3", "show help", "zoom in"},        {"preset deep", "seek update 1", "hide", "show controls"},
    {"preset long", "seek backward 30", "show story", "zoom reset"}, {"preset many", "seek unroll 0", "hide", "click controls/task"},
};

static bool is_sane(double value) { return isfinite(value) && fabs(value) < 1e8; }

static void assert_whole(Drive *drive, int w, int h, int scene) {
    const DrawList *list = drive_frame(drive, 0);
    DrawItem item;
    assert_false(list->failed);
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        bool sane = is_sane(item.box.x) && is_sane(item.box.y) && is_sane(item.box.w) && is_sane(item.box.h) && is_sane(item.x0) &&
                    is_sane(item.y0) && is_sane(item.x1) && is_sane(item.y1) && is_sane(item.radius);
        if (!sane) fail_msg("%d x %d, scene %d: something is drawn at no place", w, h, scene);
        if (item.radius < 0) fail_msg("%d x %d, scene %d: a radius of %g", w, h, scene, item.radius);
    }
    const RegionList *regions = app_regions(drive->app);
    for (int i = 0; i < regions->count; i++) {
        Rect box = regions->item[i].box;
        bool sane = is_sane(box.x) && is_sane(box.y) && is_sane(box.w) && is_sane(box.h);
        if (!sane) fail_msg("%d x %d, scene %d: region %s", w, h, scene, regions->item[i].path);
        if (box.w < 0 || box.h < 0) fail_msg("%d x %d, scene %d: region %s is %g x %g", w, h, scene, regions->item[i].path, box.w, box.h);
    }
}

static void every_size_down_to_one_pixel_has_a_whole_picture(void **state) {
    Drive *drive = *state;
    static const int sides[] = {1, 2, 5, 13, 40, 99, 180, 300, 499, 640, 800, 1281, 3000};
    enum { SIDES = (int)(sizeof sides / sizeof *sides) };
    for (int scene = 0; scene < (int)(sizeof scenes / sizeof *scenes); scene++) {
        drive_resize(drive, 1000, 700);
        for (int i = 0; i < 4; i++) app_apply(drive->app, scenes[scene][i], &(Diag){0}); /* not each control is in each picture */
        for (int i = 0; i < SIDES; i++)
            for (int j = (scene + i) % 2; j < SIDES; j += 2) {
                drive_resize(drive, sides[i], sides[(i + j) % SIDES]);
                assert_whole(drive, sides[i], sides[(i + j) % SIDES], scene);
            }
    }
}

static void a_window_that_was_tiny_is_as_before_when_it_is_large_again(void **state) {
    Drive *drive = *state;
    for (int scene = 0; scene < 2; scene++) {
        drive_resize(drive, 1920, 1080);
        for (int i = 0; i < 4; i++) drive_line(drive, scenes[scene][i]);
        uint64_t before = draw_hash(drive_frame(drive, 0));
        drive_resize(drive, 1, 1);
        drive_resize(drive, 30, 3000);
        drive_resize(drive, 1920, 1080);
        assert_true(draw_hash(drive_frame(drive, 0)) == before);
    }
}

/* The share that is saturated heads each chart of the screen Activation; where the word has no room the number stands alone, uncut. */
static void the_titles_of_activation_are_whole_at_the_width_of_a_phone(void **state) {
    (void)state;
    Drive drive;
    if (!drive_start_with_fonts(&drive)) skip();
    drive_line(&drive, "preset lstm");
    drive_line(&drive, "show activation");
    drive_line(&drive, "resize 1920 1080");
    drive_frame(&drive, 1);
    drive_frame(&drive, 0);
    assert_true(drive_has_text(&drive, " % saturated"));
    drive_line(&drive, "resize 480 986");
    drive_frame(&drive, 1);
    drive_frame(&drive, 0);
    for (const char *letter = "ifgoc"; *letter; letter++) {
        char title[8];
        text_format(title, (int)sizeof title, "%c: ", *letter);
        assert_true(drive_has_text(&drive, title));
    }
    assert_false(drive_has_text(&drive, "% s"));
    drive_end(&drive);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_titles_of_activation_are_whole_at_the_width_of_a_phone),
        cmocka_unit_test_setup_teardown(every_size_down_to_one_pixel_has_a_whole_picture, drive_setup, drive_teardown),
        cmocka_unit_test_setup_teardown(a_window_that_was_tiny_is_as_before_when_it_is_large_again, drive_setup, drive_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
