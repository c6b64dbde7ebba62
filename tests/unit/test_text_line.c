/* A line that owns its text: short in the struct, long in a block, and safe when memory is out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/text_line.h"
#include "support/fail_memory.h"
#include <string.h>

static Str filled(char *out, int count, char with) {
    memset(out, with, (size_t)count);
    return (Str){out, count};
}

static void a_line_holds_what_it_was_given_and_may_be_moved(void **state) {
    (void)state;
    static const int sizes[] = {0, 1, TEXT_LINE_SMALL - 1, TEXT_LINE_SMALL, 5, 70000, TEXT_LINE_SMALL + 1, 0};
    char text[70001];
    TextLine line = {0}, moved;
    for (int i = 0; i < (int)(sizeof sizes / sizeof *sizes); i++) {
        Str given = filled(text, sizes[i], (char)('a' + i));
        assert_true(text_line_set(&line, given));
        memcpy(&moved, &line, sizeof line);
        memset(&line, 0x5a, sizeof line);
        assert_int_equal(text_line_str(&moved).count, sizes[i]);
        assert_int_equal(strlen(text_line_get(&moved)), sizes[i]);
        assert_memory_equal(text_line_get(&moved), text, (size_t)sizes[i]);
        line = moved;
    }
    assert_true(text_line_set(&line, str_from("its own end")));
    assert_true(text_line_set(&line, (Str){text_line_get(&line) + 8, 3}));
    assert_string_equal(text_line_get(&line), "end");
    text_line_free(&line);
    assert_string_equal(text_line_get(&line), "");
}

static void without_memory_a_line_stays_as_it_was(void **state) {
    (void)state;
    char text[300];
    TextLine line = {0};
    assert_true(text_line_set(&line, str_from("before")));
    mem_fail_after(1);
    assert_false(text_line_set(&line, filled(text, 300, 'x')));
    mem_fail_after(1);
    assert_null(text_line_room(&line, 300));
    mem_fail_after(-1);
    assert_string_equal(text_line_get(&line), "before");
    text_line_free(&line);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_holds_what_it_was_given_and_may_be_moved),
        cmocka_unit_test(without_memory_a_line_stays_as_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
