/* The task that reads a text: where its pieces come from, and that training never sees what is held out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/number.h"
#include "data/text.h"
#include "lab/evaluate.h"
#include "lab/lab.h"
#include "lab/lab_play.h"
#include "lab/setup_file.h"
#include "task_case.h"
#include <math.h>
#include <string.h>

static TaskCase one;

/* Where the piece that was drawn stands in the text from `at` on; -1: nowhere. */
static long find_piece(const Text *text, long at) {
    for (; at + one.length < text->count; at++) {
        int t = 0;
        while (t < one.length && task_case_symbol(&one, t) == text->symbol[at + t] && (int)one.target[t] == text->symbol[at + t + 1]) t++;
        if (t == one.length) return at;
    }
    return -1;
}

static void pieces_are_consecutive_and_the_held_out_part_is_kept_apart(void **state) {
    (void)state;
    const Text *text = text_builtin(0);
    TaskOptions options = {.steps = 40, .input_scale = 1.0};
    long least = text->count, most = 0;
    task_case_open(&one, "text", &options);
    for (long s = 0; s < 300; s++) {
        task_case_draw(&one, 7, s);
        long at = find_piece(text, 0);
        assert_true(at >= 0 && at + 40 < text->train_count);
        if (at < least) least = at;
        if (at > most) most = at;
        task_case_draw(&one, 7, TASK_HELD_OUT + s);
        at = find_piece(text, text->train_count);
        assert_true(at >= 0 && at + 40 < text->count);
    }
    assert_true(least < text->train_count / 20 && most > text->train_count - text->train_count / 20);
}

static void a_part_that_is_shorter_than_T_ends_the_sequence(void **state) {
    (void)state;
    const Text *text = text_builtin(1);
    long held_out = text->count - text->train_count;
    TaskOptions options = {.steps = 400, .input_scale = 1.0, .text = text};
    task_case_open(&one, "text", &options);
    task_case_draw(&one, 7, TASK_HELD_OUT);
    assert_int_equal(one.length, held_out - 1);
    assert_int_equal(find_piece(text, text->train_count), text->train_count);
    task_case_draw(&one, 7, 5);
    assert_int_equal(one.length, 400);
}

static void both_lines_are_those_of_the_text(void **state) {
    (void)state;
    const Text *text = text_builtin(0);
    TaskOptions options = {.steps = 40, .input_scale = 1.0};
    const Task *task = task_find("text");
    assert_true(task->baseline(&options) == text_find_entropy(text));
    assert_true(task->other_baseline(&options) == log((double)text->symbol_count));
    assert_true(task->baseline(&options) < task->other_baseline(&options));
}

static void apply(Lab *lab, const char *line) {
    Command command;
    Diag diag = {0};
    if (!command_parse(&command, str_from(line), &diag) || !lab_apply(lab, &command, &diag)) fail_msg("%s: %s", line, diag.text);
}

static void a_text_of_ones_own_is_read_undone_saved_and_missed(void **state) {
    (void)state;
    static const char own[] = "abcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabc";
    Lab lab;
    Diag diag = {0};
    SetupFile file, again;
    char *saved;
    size_t size;
    assert_true(lab_init(&lab, &diag));
    apply(&lab, "train 3");
    assert_false(lab_open_text(&lab, "bad.txt", str_from("short"), &diag));
    assert_int_equal(lab.run.update, 3);
    assert_true(lab_open_text(&lab, "some/own.txt", str_from(own), &diag));
    assert_int_equal(lab.run.net.spec.inputs, 3);
    assert_int_equal(lab.run.update, 0);
    assert_ptr_equal(setup_text(&lab.setup), lab.setup.own_text);
    apply(&lab, "train 5");
    apply(&lab, "undo");
    apply(&lab, "undo");
    assert_int_equal(lab.run.update, 3);
    assert_string_equal(setup_task(&lab.setup)->key, "recall");
    apply(&lab, "redo");
    assert_int_equal(lab.run.net.spec.inputs, 3);
    assert_true(setup_file_take(&file, &lab, &diag));
    assert_true(setup_file_write(&saved, &size, &file, "test"));
    assert_non_null(strstr(saved, "text=own\n"));
    assert_non_null(strstr(saved, "text_file own.txt\n"));
    assert_true(setup_file_read(&again, "saved", str_from(saved), &diag));
    assert_string_equal(again.texts.named, "own.txt");
    assert_memory_equal(again.setup.value, lab.setup.value, sizeof lab.setup.value);
    Lab other;
    assert_true(lab_init(&other, &diag));
    assert_false(lab_start_from(&other, &again.setup, NULL, &diag)); /* it is not open there */
    assert_non_null(strstr(diag.text, "not open"));
    assert_true(text_shelf_share(&other.texts, &lab.texts));
    assert_true(lab_start_from(&other, &again.setup, NULL, &diag));
    assert_memory_equal(other.run.weight, lab.run.weight, lab.run.net.weight_count * sizeof(double));
    lab_deinit(&lab);
    assert_int_equal(other.setup.own_text->count, 48); /* shared: it stays */
    lab_deinit(&other);
    setup_file_deinit(&file);
    setup_file_deinit(&again);
    mem_free(saved);
}

/* A file that is opened has read its text itself; the same text stood open already. */
static void a_setup_points_to_a_text_that_its_own_lab_keeps(void **state) {
    (void)state;
    static const char own[] = "abcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabc";
    Lab lab;
    SetupFile file;
    Diag diag = {0};
    assert_true(lab_init(&lab, &diag));
    assert_true(lab_open_text(&lab, "own.txt", str_from(own), &diag));
    apply(&lab, "set hidden 3");
    assert_true(setup_file_take(&file, &lab, &diag));
    text_shelf_clear(&file.texts);
    const Text *other = text_shelf_add(&file.texts, "text", "own.txt", str_from(own), &diag);
    assert_ptr_not_equal(other, lab.setup.own_text);
    file.setup.own_text = other;
    apply(&lab, "set task recall");
    assert_true(lab_play_all(&lab, &file, &diag));
    assert_ptr_equal(lab.setup.own_text, text_shelf_find(&lab.texts, (double)other->hash));
    setup_file_deinit(&file);
    assert_int_equal(lab.setup.own_text->count, 48);
    lab_deinit(&lab);
}

static void the_held_out_part_is_what_evaluation_reads(void **state) {
    (void)state;
    static const char own[] = "ababababababababababababababababababababababababababababcccccc"; /* the c's are held out */
    Lab lab;
    Diag diag = {0};
    Evaluator evaluator;
    Evaluation found;
    assert_true(lab_init(&lab, &diag));
    assert_true(lab_open_text(&lab, "own", str_from(own), &diag));
    apply(&lab, "set steps 4");
    apply(&lab, "set optimizer adam");
    apply(&lab, "train 300");
    assert_true(evaluate_init(&evaluator, &lab.run, &lab.setup, &diag));
    evaluate_run(&found, &evaluator, 50);
    evaluate_deinit(&evaluator);
    assert_true(found.accuracy == 0);    /* only c after c */
    assert_true(found.symbols.bits > 3); /* and it never came: worse than guessing among three */
    lab_deinit(&lab);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_consecutive_and_the_held_out_part_is_kept_apart),
        cmocka_unit_test(a_part_that_is_shorter_than_T_ends_the_sequence),
        cmocka_unit_test(both_lines_are_those_of_the_text),
        cmocka_unit_test(a_text_of_ones_own_is_read_undone_saved_and_missed),
        cmocka_unit_test(a_setup_points_to_a_text_that_its_own_lab_keeps),
        cmocka_unit_test(the_held_out_part_is_what_evaluation_reads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
