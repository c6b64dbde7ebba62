/* What was done in lessons is kept, found again, reset, and reads back as it was written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "lesson/progress.h"
#include "support/fail_memory.h"
#include <stdio.h>
#include <string.h>

static Str text(const char *at) { return str_from(at); }

static void fill(ProgressBook *book) {
    Diag diag = {0};
    assert_true(progress_set_at(book, text("vanishing"), text("draw-it"), &diag));
    assert_true(progress_set_done(book, text("vanishing"), text("draw-it"), &diag));
    assert_true(progress_set_answer(book, text("vanishing"), text("draw-it"), 0, 4000000000u, text(" 1\t2\\ \n3 "), &diag));
    assert_true(progress_set_answer(book, text("bptt"), text("one"), 1, 7, text(""), &diag));
}

static void what_was_done_is_found(void **state) {
    (void)state;
    ProgressBook book = {0};
    Diag diag = {0};
    fill(&book);
    assert_true(str_equal(progress_find_at(&book, text("vanishing")), "draw-it"));
    assert_null(progress_find_at(&book, text("bptt")).at);
    assert_true(progress_is_done(&book, text("vanishing"), text("draw-it")));
    assert_false(progress_is_done(&book, text("vanishing"), text("one")));
    assert_int_equal(progress_count_done(&book, text("vanishing")), 1);
    assert_true(str_equal(progress_find_answer(&book, text("vanishing"), text("draw-it"), 0, 4000000000u), " 1\t2\\ \n3 "));
    assert_null(progress_find_answer(&book, text("vanishing"), text("draw-it"), 0, 5).at); /* the question has changed */
    assert_null(progress_find_answer(&book, text("vanishing"), text("draw-it"), 1, 4000000000u).at);
    assert_non_null(progress_find_answer(&book, text("bptt"), text("one"), 1, 7).at);
    assert_true(str_equal(progress_find_last(&book), "bptt"));
    assert_true(progress_set_at(&book, text("vanishing"), text("two"), &diag));
    assert_true(str_equal(progress_find_at(&book, text("vanishing")), "two"));
    assert_true(str_equal(progress_find_last(&book), "vanishing"));
    assert_int_equal(book.count, 4);
    progress_free(&book);
}

static void it_reads_back_as_it_was_written(void **state) {
    (void)state;
    ProgressBook book = {0}, again = {0};
    DiagList wrong = {0};
    char *first = NULL, *second = NULL;
    size_t size = 0;
    fill(&book);
    assert_true(progress_write(&first, &size, &book));
    progress_read(&again, "p", (Str){first, (int)size}, &wrong);
    assert_int_equal(wrong.found, 0);
    assert_true(str_equal(progress_find_answer(&again, text("vanishing"), text("draw-it"), 0, 4000000000u), " 1\t2\\ \n3 "));
    assert_true(progress_write(&second, &size, &again));
    assert_string_equal(first, second);
    mem_free(first);
    mem_free(second);
    progress_free(&book);
    progress_free(&again);
}

/* The newest of the person's own lessons come back, as many as are kept. */
static void own_files_are_kept_newest_first_and_read_back(void **state) {
    (void)state;
    ProgressBook book = {0}, again = {0};
    DiagList wrong = {0};
    Diag diag = {0};
    char path[32], *written = NULL;
    size_t size = 0;
    for (int i = 1; i <= PROGRESS_FILE_MAX + 2; i++) {
        snprintf(path, sizeof path, "/home/a b/%d\\.md", i);
        assert_true(progress_note_file(&book, text(path), &diag));
    }
    assert_int_equal(book.count, PROGRESS_FILE_MAX);
    assert_true(progress_write(&written, &size, &book));
    progress_read(&again, "p", (Str){written, (int)size}, &wrong);
    assert_int_equal(wrong.found, 0);
    for (int i = 0; i < PROGRESS_FILE_MAX; i++) {
        snprintf(path, sizeof path, "/home/a b/%d\\.md", PROGRESS_FILE_MAX + 2 - i);
        assert_true(str_equal(progress_find_file(&book, i), path));
        assert_true(str_equal(progress_find_file(&again, i), path));
    }
    assert_int_equal(progress_find_file(&again, PROGRESS_FILE_MAX).count, 0);
    mem_free(written);
    progress_free(&book);
    progress_free(&again);
}

/* What no memory is left for is refused with a reason, and what was kept stays. */
static void without_memory_nothing_kept_is_lost(void **state) {
    (void)state;
    ProgressBook book = {0};
    char step[24];
    fill(&book);
    for (int i = 0; i < 300; i++) {
        Diag diag = {0};
        int count = book.count;
        snprintf(step, sizeof step, "step-%d", i);
        mem_fail_after(1 + i % 2);
        bool good = progress_set_answer(&book, text("more"), text(step), 0, 1, text("a"), &diag);
        mem_fail_after(-1);
        assert_int_equal(book.count, count + good);
        assert_true(good || diag.text[0]);
        assert_int_equal(progress_find_answer(&book, text("more"), text(step), 0, 1).at != NULL, good);
    }
    assert_true(str_equal(progress_find_answer(&book, text("vanishing"), text("draw-it"), 0, 4000000000u), " 1\t2\\ \n3 "));
    progress_free(&book);
}

static void a_reset_forgets_one_lesson_or_all(void **state) {
    (void)state;
    ProgressBook book = {0};
    fill(&book);
    progress_reset(&book, text("vanishing"));
    assert_int_equal(book.count, 1);
    progress_reset(&book, text(""));
    assert_int_equal(book.count, 0);
    progress_free(&book);
}

static void what_cannot_be_read_is_told_and_the_rest_is_kept(void **state) {
    (void)state;
    ProgressBook book = {0};
    DiagList wrong = {0};
    progress_read(&book, "p", text("something else\n"), &wrong);
    assert_int_equal(wrong.item[0].line, 1);
    diag_list_reset(&wrong);
    progress_read(&book, "p",
                  text("unroll-progress 1\nat a\ndone a b c\nfly a b\nanswer a b x 3 t\nanswer a b 1 -3 t\nanswer a b 1 3 \\x\ndone a "
                       "b\nanswer a b 1 4294967296 t\nanswer a b 1 1.5 "
                       "t\nanswer a b 1 x t\nanswer a b 10000 3 t\nanswer a b 1 3 t\\\nfile own 3\nfile own 3 /a\\x\nat a b c\n"),
                  &wrong);
    assert_int_equal(wrong.found, 14);
    assert_int_equal(wrong.item[5].line, 7);
    assert_int_equal(wrong.item[13].line, 16);
    assert_int_equal(book.count, 1);
    static char large[PROGRESS_TEXT_MAX + 1];
    Diag diag = {0};
    memset(large, 'a', sizeof large);
    assert_false(progress_set_answer(&book, text("a"), text("b"), 0, 0, (Str){large, sizeof large}, &diag));
    assert_false(progress_set_at(&book, text("a b"), text("b"), &diag));
    progress_free(&book);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_done_is_found),
        cmocka_unit_test(it_reads_back_as_it_was_written),
        cmocka_unit_test(own_files_are_kept_newest_first_and_read_back),
        cmocka_unit_test(without_memory_nothing_kept_is_lost),
        cmocka_unit_test(a_reset_forgets_one_lesson_or_all),
        cmocka_unit_test(what_cannot_be_read_is_told_and_the_rest_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
