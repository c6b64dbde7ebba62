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

/* A step that compares: its variants say the radius themselves, and the step sets radius and activation for all. */
static const char compare_text[] = "## Step\n\n```setup start\nsteps 8\n```\n```compare\nA: from start; radius 0.9\nB: from start; "
                                   "activation identity\n```\n```do\nset radius 0.5\nset activation relu\ntrain 3\n```\n";

static void what_a_variant_says_itself_stays_as_in_the_window(void **state) {
    (void)state;
    LessonHost host = lesson_host(NULL);
    Lesson *lesson = lesson_parse("a.md", str_from(compare_text), &host);
    FakeClock fake = {.tick_s = 0.001};
    const CheckStep step = {.step = lesson->step, .clock = {.user = &fake, .now_s = look}};
    const LessonVariant *variant = lesson_find_variants(lesson->step);
    VariantList list = {.count = 2};
    Setup base = {.value = {0}};
    CheckScene own = {0}, compared = {0};
    LessonPlace place;
    Diag diag = {0};
    assert_int_equal(lesson->mistakes.found, 0);
    assert_true(check_scene_make(&own, &step, NULL, 0, NULL, &place, &diag));
    base = own.lab.setup;
    for (int i = 0; i < 2; i++, variant = variant->next) {
        Setup window;
        assert_true(lesson_form_variant(&list.item[i], lesson->step->setup, variant, &diag));
        variant_find_setup(&window, &base, &list.item[i]); /* what experiment/compare.h lays over */
        assert_true(check_scene_make(&compared, &step, variant, 0, NULL, &place, &diag));
        assert_true(setup_equal(&compared.lab.setup, &window));
        assert_int_equal(compared.lab.run.update, 3);
        check_scene_free(&compared);
    }
    assert_true(list.item[0].said[KEY_RADIUS] && !list.item[0].said[KEY_ACTIVATION]);
    check_scene_free(&own);
    lesson_free(lesson);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_training_that_waited_once_for_its_turn_is_not_refused),
        cmocka_unit_test(what_a_variant_says_itself_stays_as_in_the_window),
        cmocka_unit_test(a_training_that_is_slow_all_the_time_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
