/* What a class sees on an old projector of 1024 x 768, as text: a question, its answer in light colours, and the key points. Text is as wide
   as the fake fonts make it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "draw/output.h"
#include "support/drive.h"
#include "support/golden.h"
#include "support/memory_files.h"

static const char lesson_text[] =
    "---\ntitle: A short one\nid: short\nminutes: 3\nlevel: basic\ngoals:\n  - see it\n---\n\n"
    "## What arrives\n\nEvery arrow multiplies what comes back. Another sentence, which a class does not see.\n\n"
    "```setup start\npreset first\n```\n```do\nseek backward end\n```\n"
    "```predict\n? By how many powers of ten does the gradient fall over sixteen steps?\n- by one :: No.\n* by six\n"
    "- it does not fall :: No.\n- nobody can say before it was computed, and then it is another number each time :: No.\n"
    "> Fifteen factors of 0.4 make a millionth.\n! set steps 20\n! seek backward 3\n```\n\n"
    "## Key points\n\n- Every arrow multiplies.\n- Fifteen factors of 0.4 make a millionth, and that is a point that takes two lines on an "
    "old "
    "projector.\n";

static void check_scene(const char *name, const char *const *lines) {
    MemoryFiles files = {0};
    Drive drive;
    memory_files_put(&files, "short.md", lesson_text);
    drive_start(&drive);
    memory_files_bind(&files, &drive.world.file);
    drive_resize(&drive, 1024, 768);
    drive_line(&drive, "lesson short.md");
    drive_line(&drive, "present on");
    for (int i = 0; lines[i]; i++) drive_line(&drive, lines[i]);
    drive_frame(&drive, 0);
    OutputBytes bytes;
    Diag diag;
    if (!output_text(&bytes, drive_frame(&drive, 0), &diag)) fail_msg("%s", diag.text);
    assert_true(bytes.size > 500);
    golden_check_text(name, bytes.data, bytes.size);
    mem_free(bytes.data);
    drive_end(&drive);
    memory_files_deinit(&files);
}

static void a_question_before_a_class(void **state) {
    (void)state;
    check_scene("present-question", (const char *const[]){NULL});
}

static void its_answer_in_light(void **state) {
    (void)state;
    check_scene("present-answer", (const char *const[]){"theme light", "presenter vote 2", "presenter vote 1", "presenter next", NULL});
}

static void the_key_points(void **state) {
    (void)state;
    check_scene("present-points", (const char *const[]){"presenter next", "presenter next", NULL});
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_question_before_a_class),
        cmocka_unit_test(its_answer_in_light),
        cmocka_unit_test(the_key_points),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
