/* A saved setup is read in all its forms, what is wrong in it is told with its place, and the run it tells of is made again bit by bit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/number.h"
#include "lab/history.h"
#include "lab/lab_play.h"
#include "lab/replay.h"
#include "lab/since.h"
#include "support/fail_memory.h"
#include "support/lab_case.h"
#include <string.h>

static SetupFile read_good(const char *text) {
    SetupFile file;
    Diag diag = {0};
    if (!setup_file_read(&file, "f", str_from(text), &diag)) fail_msg("%d:%d: %s", diag.line, diag.column, diag.text);
    return file;
}

static void every_form_says_the_same(void **state) {
    (void)state;
    static const char *const form[] = {
        "cell=lstm steps=40 radius=drawn items=12 optimizer=momentum # a comment",
        "\xEF\xBB\xBF# a byte-order mark\ncell = LSTM\n\nitems = 12\r\nsteps = 40\noptimizer = SGD with momentum\n",
        "--set items=12 --set steps=40 --set cell=lstm --set optimizer=momentum",
        "{\"cell\": \"lstm\", \"items\": 12, \"steps\": 40, \"radius\": \"drawn\", \"optimizer\": \"momentum\", \"version\": 1}",
        "{\"loss\": [1, {\"a\": null}], \"setup\": {\"cell\": \"lstm\", \"items\": 12, \"steps\": 40, \"optimizer\": \"momentum\"}, "
        "\"update\": 0}",
    };
    SetupFile first = read_good(form[0]);
    for (size_t i = 1; i < sizeof form / sizeof *form; i++) {
        SetupFile file = read_good(form[i]);
        assert_true(setup_equal(&file.setup, &first.setup));
        assert_int_equal(file.update, 0);
        setup_file_deinit(&file);
    }
    assert_true(setup_get(&first.setup, KEY_STEPS) == 40 && setup_is_drawn(&first.setup, KEY_RADIUS));
    setup_file_deinit(&first);
    SetupFile list = read_good("cell=gru keep_bias=1\nat 5 set learning_rate 0.01\nat 5 next\nat 7 update\nat 12\n");
    assert_int_equal(list.step_count, 3);
    assert_int_equal(list.update, 12);
    assert_true(setup_get(&list.setup, KEY_FORGET_BIAS) == 1);
    setup_file_deinit(&list);
}

static void what_is_wrong_is_told_with_its_place(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int line, column;
        const char *says;
    } wrong[] = {
        {"cell=lstm\nlr=0.1\n", 2, 1, "'lr' is called learning_rate here"},
        {"cell=lstm hidden=x\n", 1, 11, "hidden cannot be \"x\""},
        {"cell lstm\n", 1, 1, "expected key=value"},
        {"steps=drawn\n", 1, 1, "steps cannot be \"drawn\""},
        {"learning_rate=0,02", 1, 1, "written with a point"},
        {"at x next\n", 1, 1, "expected the number of an update"},
        {"at 5 next\nat 3 next\n", 2, 1, "update 3 comes too early"},
        {"at 5 update\nat 5 next\n", 2, 1, "leaves the run at update 6"},
        {"at 5 train 3\n", 1, 1, "expected set, next, update, eigenvalue or whatif"},
        {"at 5 whatif gate\n", 1, 1, "the letter of a gate is missing"},
        {"at 5 whatif none\n", 1, 1, "lets go; leave it out"},
        {"at 5 whatif input 1 1 0\nat 8\n", 0, 0, "held from update 5 on lasts only until the next update"},
        {"at 5 next\nat 3\n", 0, 0, "saved at update 3"},
        {"{\"hidden\": \"drawn\"}", 1, 12, "expected a number without quotes"},
        {"{\"cell\": 2}", 1, 10, "expected one such as \"rnn\""},
        {"{\n \"steps\": 3,\n \"steps\": 4}", 3, 2, "\"steps\" stands here twice"},
        {"{\"hidden\": 3, \"hid\\u0064en\": 4}", 1, 15, "\"hidden\" stands here twice"},
        {"{\"setup\": {\"hidden\": 4},\n \"setup\": {\"hidden\": 5}}", 2, 2, "\"setup\" stands here twice"},
        {"{\"setup\": {}, \"update\": 1, \"update\": 1}", 1, 28, "\"update\" stands here twice"},
        {"{\"version\": 1, \"hidden\": 3, \"version\": 1}", 1, 29, "\"version\" stands here twice"},
        {"{\"setup\": {}, \"since\": [{\"update\": 3, \"do\": \"next\", \"do\": \"next\"}]}", 1, 53, "\"do\" stands here twice"},
        {"{\"setup\": {}, \"variants\": [{\"name\": \"a\", \"set\": {\"seed\": 1}, \"set\": {}}]}", 1, 62, "\"set\" stands here twice"},
        {"{\"setup\": {}, \"lines\": [[{\"a\": 1, \"b\": {\"a\": 2}, \"\": 3, \"\": 4}]]}", 1, 57, "\"\" stands here twice"},
        {"{\n  \"sseed\": 4}", 2, 3, "did you mean \"seed\""},
        {"{\"version\": 2, \"setup\": {}}", 1, 13, "by a newer Unroll"},
        {"{\"setup\": {\"steps\": 3", 1, 22, "the text ends here"},
        {"{\"steps\": 3} x", 1, 14, "expected the end of the text"},
        {"{\"steps\": 1.}", 1, 13, "expected a digit"},
        {"{\"setup\": {}, \"since\": null}", 1, 24, "were not kept"},
        {"{\"setup\": {}, \"since\": [{\"update\": 3, \"did\": \"next\"}]}", 1, 39, "expected \"update\" and \"do\""},
        {"{\"setup\": {}, \"since\": [{\"update\": 3}]}", 1, 25, "a change is"},
        {"{\"radius\": \"-inf\"}", 1, 12, "radius cannot be"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        SetupFile file;
        Diag diag = {0};
        if (setup_file_read(&file, "f", str_from(wrong[i].text), &diag)) fail_msg("read: %s", wrong[i].text);
        if (!strstr(diag.text, wrong[i].says)) fail_msg("%s: \"%s\" does not say \"%s\"", wrong[i].text, diag.text, wrong[i].says);
        if (diag.line != wrong[i].line || diag.column != wrong[i].column) {
            fail_msg("%s: %d:%d instead of %d:%d", wrong[i].text, diag.line, diag.column, wrong[i].line, wrong[i].column);
        }
        assert_string_equal(diag.file, "f");
    }
}

/* --- the same run again --- */

static void assert_made_again(const Lab *lab, const char *what) {
    SetupFile file;
    Lab again;
    Diag diag = {0};
    lab_case_open(&again);
    if (!setup_file_take(&file, lab, &diag)) fail_msg("%s: %s", what, diag.text);
    if (!lab_play_all(&again, &file, &diag)) fail_msg("%s: %s", what, diag.text);
    LabDigest a = lab_case_digest(lab), b = lab_case_digest(&again);
    a.known = b.known; /* how far a visit may go is no part of the run */
    a.losses = b.losses;
    a.radius = b.radius; /* measured, where the other was told it */
    lab_case_assert_same(&a, &b, what);
    setup_file_deinit(&file);
    lab_deinit(&again);
}

static void a_run_is_its_start_and_what_was_done_since(void **state) {
    (void)state;
    static const char *const story[] = {
        "set steps 10",
        "next",
        "next",
        "set cell gru",
        "train 5",
        "set learning_rate 0.1",
        "set learning_rate 0.02",
        "train 3",
        "update",
        "update",
        "next",
        "set radius 1.1",
        "set weight_scale 0.7",
        "train 4",
        "set optimizer adam",
        "set optimizer momentum",
        "train 2",
        "visit 9",
        "update",
        "set steps 20",
        "set items 3",
        "train 3",
        "undo",
        "undo",
        "train 2",
        "visit 0",
        "visit 11",
        "set batch 2",
        "train 2",
        "set radius drawn",
        "set keep_bias 1",
        "train 1",
        "set hidden 5",
        "train 6",
        "set seed 9",
        "set forget_bias drawn",
        "train 500",
        "set clip_norm 0.5",
        "train 3",
        "restart",
        "train 2",
    };
    Lab lab;
    lab_case_open(&lab);
    for (size_t i = 0; i < sizeof story / sizeof *story; i++) {
        lab_case_try(&lab, story[i]);
        assert_made_again(&lab, story[i]);
    }
    assert_int_equal(since_depth(lab.since, lab.run.place.since), 0); /* restart empties the list */
    lab_deinit(&lab);
}

static void a_drag_is_one_change_and_its_end_alone_counts(void **state) {
    (void)state;
    Lab dragged, set;
    lab_case_open(&dragged);
    lab_case_open(&set);
    lab_case_apply_all(&dragged, "set cell lstm; train 5");
    lab_case_apply_all(&set, "set cell lstm; train 5");
    lab_begin_drag(&dragged);
    lab_case_apply_all(&dragged, "set radius 2; set radius 0; set radius 0.31; set radius 1.2");
    lab_end_drag(&dragged);
    lab_case_apply(&set, "set radius 1.2");
    assert_int_equal(since_depth(dragged.since, dragged.run.place.since), 1);
    lab_case_assert_same_labs(&dragged, &set, "a drag and its end");
    lab_case_apply_all(&dragged, "train 2");
    lab_case_apply_all(&set, "train 2");
    lab_case_assert_same_labs(&dragged, &set, "and training on");
    assert_made_again(&dragged, "a drag");
    lab_deinit(&dragged);
    lab_deinit(&set);
}

static void thousands_of_changes_stay_small(void **state) {
    (void)state;
    Lab lab;
    lab_case_open(&lab);
    lab_case_apply(&lab, "set hidden 1");
    lab_case_apply(&lab, "set steps 2");
    for (int i = 0; i < 20000; i++) lab_case_apply(&lab, i % 2 ? "set learning_rate 0.01" : "set learning_rate 0.02");
    assert_true(since_size(lab.since) < 300000); /* at update 0 they are no changes, and what undo dropped is given up */
    lab_case_apply(&lab, "train 1");
    for (int i = 0; i < 20000; i++) lab_case_apply(&lab, i % 2 ? "set clip_norm 1" : "set clip_norm 2");
    assert_int_equal(since_depth(lab.since, lab.run.place.since), 1);
    assert_true(since_size(lab.since) < 300000);
    assert_made_again(&lab, "after thousands of changes");
    lab_deinit(&lab);
}

static void a_list_that_grew_too_long_is_told_as_lost(void **state) {
    (void)state;
    Since *since = since_new();
    Setup setup;
    setup_init(&setup);
    assert_non_null(since);
    assert_true(since_reserve(since, SINCE_MAX + 1));
    int head = since_start(since, &setup);
    for (long i = 0; i < SINCE_MAX; i++)
        head = since_add(since, head, &(SinceStep){.kind = SINCE_NEXT, .update = i, .count = 100 * SINCE_MAX});
    assert_int_equal(since_depth(since, head), SINCE_MAX);
    head = since_add(since, head, &(SinceStep){.kind = SINCE_NEXT, .count = 1});
    assert_int_equal(head, SINCE_LOST);
    assert_int_equal(since_add(since, head, &(SinceStep){.kind = SINCE_NEXT, .count = 1}), SINCE_LOST);
    assert_null(since_start_setup(since, head));
    since_free(since);
}

/* Passed sequences are one step, however many there are: at update 0 a change keeps them, and what is saved brings them back. */
static void no_count_of_passed_sequences_loses_the_list(void **state) {
    (void)state;
    enum { PASSED = SINCE_MAX + 4 };
    char *text;
    size_t size;
    Lab lab, again;
    SetupFile file;
    Diag diag = {0};
    lab_case_open(&lab);
    lab_case_open(&again);
    lab_case_apply_all(&lab, "set hidden 1; set steps 2");
    for (int i = 0; i < PASSED; i++) lab_case_apply(&lab, "next");
    lab_case_apply(&lab, "set cell lstm");
    assert_int_equal(lab.run.sequence, PASSED);
    if (!setup_file_take(&file, &lab, &diag)) fail_msg("%s", diag.text);
    assert_true(setup_file_write(&text, &size, &file, "saved by a test"));
    setup_file_deinit(&file);
    if (!setup_file_read(&file, "f", (Str){text, (int)size}, &diag)) fail_msg("%s", diag.text);
    assert_int_equal(file.step_count, 1);
    assert_int_equal(file.step[0].count, PASSED);
    if (!lab_play_all(&again, &file, &diag)) fail_msg("%s", diag.text);
    lab_case_assert_same_labs(&lab, &again, "after many sequences");
    setup_file_deinit(&file);
    mem_free(text);
    lab.run.place.since = since_add(lab.since, lab.run.place.since, &(SinceStep){.kind = SINCE_NEXT, .count = SETUP_REPEAT_MAX});
    assert_false(setup_file_take(&file, &lab, &diag));
    assert_non_null(strstr(diag.text, "There were 2065540 changes since the start"));
    lab_deinit(&lab);
    lab_deinit(&again);
}

/* A line is refused whole or done whole: done again when memory is there, it leads to the same run with the same list, wherever memory was
   out on the way. */
static void without_memory_no_change_is_forgotten(void **state) {
    (void)state;
    /* No visit within two lines of a training: without memory fewer updates are kept to go back to, and the message says so. */
    static const char *const story[] = {
        "next",           "set hidden 5",  "next", "set cell lstm",    "train 4",     "set learning_rate 0.02",
        "update",         "set noise 0.1", "undo", "eigenvalue 1 0.5", "set items 3", "set radius 1.1",
        "train 2",        "set batch 2",   "next", "visit 3",          "next",        "visit end",
        "set clip_norm 1"};
    enum { COUNT = sizeof story / sizeof *story };
    LabDigest usual[COUNT];
    int depth[COUNT];
    Lab lab;
    lab_case_open(&lab);
    for (int i = 0; i < COUNT; i++) {
        lab_case_apply(&lab, "%s", story[i]);
        usual[i] = lab_case_digest(&lab);
        depth[i] = since_depth(lab.since, lab.run.place.since);
    }
    lab_deinit(&lab);
    for (int i = 0; i < COUNT; i++) {
        for (long n = 1, good = false; !good; n++) {
            int last = i + 2 < COUNT ? i + 2 : COUNT - 1;
            lab_case_open(&lab);
            for (int k = 0; k < i; k++) lab_case_apply(&lab, "%s", story[k]);
            LabDigest before = lab_case_digest(&lab);
            mem_fail_after(n);
            good = lab_case_try(&lab, story[i]);
            mem_fail_after(-1);
            if (!good) {
                LabDigest after = lab_case_digest(&lab);
                lab_case_assert_same(&after, &before, story[i]);
                lab_case_apply(&lab, "%s", story[i]);
            }
            for (int k = i + 1; k <= last; k++) lab_case_apply(&lab, "%s", story[k]);
            LabDigest after = lab_case_digest(&lab);
            lab_case_assert_same(&after, &usual[last], story[i]);
            assert_int_equal(since_depth(lab.since, lab.run.place.since), depth[last]);
            assert_made_again(&lab, story[i]);
            lab_deinit(&lab);
            assert_in_range(n, 1, 200);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_form_says_the_same),
        cmocka_unit_test(what_is_wrong_is_told_with_its_place),
        cmocka_unit_test(a_run_is_its_start_and_what_was_done_since),
        cmocka_unit_test(a_drag_is_one_change_and_its_end_alone_counts),
        cmocka_unit_test(thousands_of_changes_stay_small),
        cmocka_unit_test(a_list_that_grew_too_long_is_told_as_lost),
        cmocka_unit_test(no_count_of_passed_sequences_loses_the_list),
        cmocka_unit_test(without_memory_no_change_is_forgotten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
