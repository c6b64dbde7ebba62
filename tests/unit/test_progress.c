/* What was done in lessons is kept, found again, reset, and reads back as it was written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "lesson/progress.h"
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
    assert_true(progress_read(&again, "p", (Str){first, (int)size}, &wrong));
    assert_int_equal(wrong.found, 0);
    assert_true(str_equal(progress_find_answer(&again, text("vanishing"), text("draw-it"), 0, 4000000000u), " 1\t2\\ \n3 "));
    assert_true(progress_write(&second, &size, &again));
    assert_string_equal(first, second);
    mem_free(first);
    mem_free(second);
    progress_free(&book);
    progress_free(&again);
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
    assert_true(progress_read(&book, "p", text("something else\n"), &wrong));
    assert_int_equal(wrong.item[0].line, 1);
    diag_list_reset(&wrong);
    assert_true(progress_read(
        &book, "p",
        text("unroll-progress 1\nat a\ndone a b c\nfly a b\nanswer a b x 3 t\nanswer a b 1 -3 t\nanswer a b 1 3 \\x\ndone a b\n"), &wrong));
    assert_int_equal(wrong.found, 6);
    assert_int_equal(wrong.item[5].line, 7);
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
        cmocka_unit_test(a_reset_forgets_one_lesson_or_all),
        cmocka_unit_test(what_cannot_be_read_is_told_and_the_rest_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
