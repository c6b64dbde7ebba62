/* Screens grow out of the stage and back into it: a picture on the way depends on how far it is and on nothing else, what is the same object
   moves, and reduced motion jumps. */
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "base/arena.h"
#include "base/number.h"
#include "draw/output.h"
#include "support/drive.h"
#include "view/inside/grow.h"
#include <math.h>
#include <string.h>

static const char *const screens[] = {"cell", "microscope", "weights", "activation", "compare", "check", "cliff", "history", "burst"};

static void show(Drive *drive, const char *name) {
    char line[48];
    text_format(line, (int)sizeof line, "show %s", name);
    drive_line(drive, line);
    drive_frame(drive, 0);
}

static bool draws_group(Drive *drive, const char *name) {
    OutputBytes bytes;
    Diag diag;
    if (!output_text(&bytes, drive_frame(drive, 0), &diag)) fail_msg("%s", diag.text);
    char head[64];
    text_format(head, (int)sizeof head, "[%s]", name);
    bool found = false;
    for (size_t at = 0; at + strlen(head) <= bytes.size && !found; at++) found = memcmp(bytes.data + at, head, strlen(head)) == 0;
    mem_free(bytes.data);
    return found;
}

static void a_picture_on_the_way_depends_on_how_far_it_is(void **state) {
    Drive *drive = *state;
    app_apply(drive->app, "motion full", NULL);
    drive_line(drive, "set steps 8");
    drive_line(drive, "seek backward 5");
    for (size_t i = 0; i < sizeof screens / sizeof *screens; i++) {
        uint64_t hash[2];
        show(drive, screens[i]); /* compare brings its variants */
        drive_line(drive, "hide");
        drive_line(drive, "seek backward 5");
        uint64_t stage = draw_hash(drive_frame(drive, 0));
        for (int turn = 0; turn < 2; turn++) {
            show(drive, screens[i]);
            drive_line(drive, "seek backward 5");
            uint64_t there = draw_hash(drive_frame(drive, 0));
            drive_key(drive, "Escape");
            for (int n = 0; n < (turn ? 4 : 1); n++) drive_frame(drive, turn ? 0.045 : 0.18);
            assert_true(fabs(drive_ui(drive)->inside_open - 0.6) < 1e-9);
            hash[turn] = draw_hash(drive_frame(drive, 0));
            if (hash[turn] == there || hash[turn] == stage) fail_msg("%s does not move", screens[i]);
            drive_frame(drive, 0.25);
            drive_frame(drive, 0.25);
            if (draw_hash(drive_frame(drive, 0)) != stage) fail_msg("%s does not leave the stage as it was", screens[i]);
        }
        if (hash[0] != hash[1]) fail_msg("%s is not a function of how far it is", screens[i]);
    }
}

static void what_is_the_same_object_moves(void **state) {
    Drive *drive = *state;
    app_apply(drive->app, "motion full", NULL);
    drive_line(drive, "seek backward 5");
    show(drive, "microscope");
    assert_false(draws_group(drive, "microscope/river"));
    drive_key(drive, "Escape");
    drive_frame(drive, 0.1);
    assert_true(draws_group(drive, "microscope/river"));
    drive_frame(drive, 0.25);
    drive_frame(drive, 0.25);
    assert_false(draws_group(drive, "microscope/river"));
    show(drive, "cell");
    drive_key(drive, "Escape");
    drive_frame(drive, 0.1);
    assert_true(draws_group(drive, "cell/grows"));
}

static void the_way_begins_at_its_object_and_ends_at_its_place(void **state) {
    (void)state;
    Rect a = {10, 20, 30, 40}, b = {100, 50, 400, 300};
    Grow grow = {.moved = 0};
    Rect at = grow_between(&grow, a, b);
    assert_memory_equal(&at, &a, sizeof a);
    grow.moved = 1;
    at = grow_between(&grow, a, b);
    assert_memory_equal(&at, &b, sizeof b);
    double before = 0;
    for (grow.moved = 0.1; grow.moved < 1; grow.moved += 0.1) {
        at = grow_between(&grow, a, b);
        assert_true(at.w > before && at.x > a.x && at.x < b.x);
        before = at.w;
    }
}

static void reduced_motion_jumps(void **state) {
    Drive *drive = *state;
    drive_line(drive, "motion reduced");
    uint64_t stage = draw_hash(drive_frame(drive, 0));
    for (size_t i = 0; i < sizeof screens / sizeof *screens; i++) {
        if (strcmp(screens[i], "compare") == 0 || strcmp(screens[i], "burst") == 0) continue; /* they change what the stage says */
        show(drive, screens[i]);
        assert_true(drive_ui(drive)->inside_open == 1);
        drive_key(drive, "Escape");
        assert_true(drive_ui(drive)->inside_open == 0);
        if (draw_hash(drive_frame(drive, 0)) != stage) fail_msg("%s does not leave at once", screens[i]);
    }
}

#define GUI_TEST(NAME) cmocka_unit_test_setup_teardown(NAME, drive_setup_large, drive_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        GUI_TEST(a_picture_on_the_way_depends_on_how_far_it_is),
        GUI_TEST(what_is_the_same_object_moves),
        cmocka_unit_test(the_way_begins_at_its_object_and_ends_at_its_place),
        GUI_TEST(reduced_motion_jumps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
