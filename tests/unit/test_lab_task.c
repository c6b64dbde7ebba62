/* Another task is another experiment, even where its shapes are the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lab/lab.h"

static void apply(Lab *lab, const char *line) {
    Command command;
    Diag diag;
    if (!command_parse(&command, str_from(line), &diag) || !lab_apply(lab, &command, &diag)) fail_msg("%s: %s", line, diag.text);
}

static void open_lab(Lab *lab) {
    Diag diag;
    if (!lab_init(lab, &diag)) fail_msg("%s", diag.text);
}

static void another_task_of_equal_shapes_starts_the_weights_anew(void **state) {
    (void)state;
    Lab lab, fresh;
    open_lab(&lab);
    open_lab(&fresh);
    apply(&lab, "set task latch");
    size_t count = lab.run.net.weight_count;
    apply(&lab, "train 20");
    apply(&lab, "set task sine");
    apply(&fresh, "set task sine");
    assert_int_equal(lab.run.net.weight_count, count); /* the shapes are the same indeed */
    assert_int_equal(lab.run.update, 0);
    assert_memory_equal(lab.run.weight, fresh.run.weight, count * sizeof(double));
    apply(&lab, "undo");
    assert_int_equal(lab.run.update, 20);
    lab_deinit(&lab);
    lab_deinit(&fresh);
}

static void choosing_the_same_task_again_changes_nothing(void **state) {
    (void)state;
    Lab lab;
    open_lab(&lab);
    apply(&lab, "train 20");
    apply(&lab, "set task recall");
    assert_int_equal(lab.run.update, 20);
    apply(&lab, "set init radius");
    assert_int_equal(lab.run.update, 20);
    apply(&lab, "set seed 66"); /* the seed typed again starts again */
    assert_int_equal(lab.run.update, 0);
    lab_deinit(&lab);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(another_task_of_equal_shapes_starts_the_weights_anew),
        cmocka_unit_test(choosing_the_same_task_again_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
