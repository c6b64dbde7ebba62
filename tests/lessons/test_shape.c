/* Every lesson of the course has five to nine steps, each with words for the lecturer, then its key points and a review that asks; only the
   last lesson, which is all review, has more. Its minutes are checked where lessons are read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/lesson_host.h"
#include "base/number.h"
#include "lesson/lesson.h"
#include "platform/files.h"
#include <string.h>

#define FOLDER UNROLL_SOURCE_DIR "/lessons"

typedef struct Found {
    FileApi disk;
    int lessons;
} Found;

static bool asks(const LessonStep *step) {
    for (const LessonBlock *block = step->block; block; block = block->next)
        if (block->kind == BLOCK_QUESTION) return true;
    return false;
}

/* A note that holds its minutes alone tells a lecturer nothing. */
static bool has_note(const LessonStep *step) {
    for (const LessonBlock *block = step->block; block; block = block->next)
        if (block->kind == BLOCK_NOTE && (block->child || block->ask)) return true;
    return false;
}

static void check(void *user, const char *name) {
    Found *found = user;
    char path[512];
    if (name[0] < '0' || name[0] > '9') return;
    text_format(path, (int)sizeof path, "%s/%s", FOLDER, name);
    LessonHost host = lesson_host(&found->disk);
    Lesson *lesson = lesson_read(path, &host);
    assert_non_null(lesson);
    found->lessons++;
    int plain = 0;
    const LessonStep *points = NULL, *review = NULL;
    for (const LessonStep *step = lesson->step; step; step = step->next) {
        plain += step->kind == STEP_PLAIN;
        if (step->kind == STEP_KEY_POINTS) points = step;
        if (step->kind == STEP_REVIEW) review = step;
        if (step->kind == STEP_PLAIN && !has_note(step)) fail_msg("%s, %.*s: no note", name, step->title.count, step->title.at);
        if (step->kind == STEP_PLAIN && (points || review)) fail_msg("%s: a step stands behind the key points", name);
    }
    if (!points) fail_msg("%s has no key points", name);
    bool is_last = strncmp(name, "20-", 3) == 0;
    if (!is_last && (plain < 5 || plain > 9)) fail_msg("%s has %d steps", name, plain);
    if (!is_last && (!review || !asks(review))) fail_msg("%s has no review that asks", name);
    if (lesson->front.minutes < 10 || lesson->front.minutes > 15) fail_msg("%s takes %g minutes", name, (double)lesson->front.minutes);
    lesson_free(lesson);
}

static void every_lesson_has_five_to_nine_steps_key_points_and_a_review(void **state) {
    Found found = {0};
    (void)state;
    platform_files(&found.disk);
    assert_true(found.disk.list(found.disk.user, FOLDER, check, &found, NULL));
    assert_int_equal(found.lessons, 20);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_lesson_has_five_to_nine_steps_key_points_and_a_review),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
