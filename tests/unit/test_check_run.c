/* Training in the check, under clocks that are told what to say. */
#include "cli/check_run.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Each look is `tick_s` after the one before; the second one `stall_s` later still. */
typedef struct FakeClock {
    double now_s, tick_s, stall_s;
    int looks;
} FakeClock;

static double look(void *user) {
    FakeClock *clock = user;
    clock->now_s += clock->tick_s + (++clock->looks == 2 ? clock->stall_s : 0);
    return clock->now_s;
}

static bool trains(FakeClock *fake, Diag *diag) {
    CheckScene scene = {0};
    const ClockApi clock = {.user = fake, .now_s = look};
    const LessonLine line = {.text = str_from("train 50")};
    assert_true(lab_init(&scene.lab, diag));
    scene.is_made = true;
    bool good = check_scene_apply(&scene, &clock, &line, diag);
    if (good) assert_int_equal(scene.lab.run.update, 50);
    check_scene_free(&scene);
    return good;
}

static void a_training_that_waited_once_for_its_turn_is_not_refused(void **state) {
    (void)state;
    FakeClock clock = {.tick_s = 0.001, .stall_s = 10};
    Diag diag = {0};
    if (!trains(&clock, &diag)) fail_msg("%s", diag.text);
}

static void a_training_that_is_slow_all_the_time_is_refused(void **state) {
    (void)state;
    FakeClock clock = {.tick_s = 100};
    Diag diag = {0};
    assert_false(trains(&clock, &diag));
    assert_non_null(strstr(diag.text, "this training would take about"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_training_that_waited_once_for_its_turn_is_not_refused),
        cmocka_unit_test(a_training_that_is_slow_all_the_time_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
