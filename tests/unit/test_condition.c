/* Conditions mean what mathematicians and authors expect, say what did not hold, and tell what is wrong where it stands. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lesson/condition.h"
#include <math.h>
#include <string.h>

static bool check(void *user, Str text, Diag *diag) {
    (void)user;
    return !str_equal(text, "rgard 1") || diag_fail_at(diag, NULL, 0, 1, "there is no quantity \"rgard\"");
}

static bool evaluate(void *user, Str text, ConditionValue *out, Diag *diag) {
    (void)user;
    *out = (ConditionValue){.kind = CONDITION_NUMBER, .number = 2};
    if (str_equal(text, "wiring")) {
        *out = (ConditionValue){.kind = CONDITION_WORD};
        strcpy(out->word, "many-to-one");
    } else if (str_equal(text, "nan")) {
        out->number = NAN;
    } else if (str_equal(text, "rgrad T-1") || str_equal(text, "whatif input 1 1 -1 : d loss") || str_equal(text, "prod factor 2..T") ||
               str_equal(text, "prod factor T-5..T-3")) {
        out->number = 7;
    } else if (!str_equal(text, "two")) {
        return diag_fail(diag, "unknown");
    }
    return true;
}

static const ConditionSource source = {.check = check, .evaluate = evaluate};

static ConditionValue value_of(const char *text) {
    LessonMemory memory = {0};
    ConditionValue value = {0};
    Diag diag = {0};
    const Condition *condition = condition_parse(&memory, str_from(text), &source, &diag);
    if (!condition) fail_msg("%s: %d: %s", text, diag.column, diag.text);
    if (!condition_evaluate(&value, condition, &source, NULL, 0, &diag)) fail_msg("%s: %s", text, diag.text);
    lesson_memory_free(&memory);
    return value;
}

static void arithmetic_binds_as_in_mathematics(void **state) {
    (void)state;
    static const struct {
        const char *text;
        double value;
    } sum[] = {
        {"1 + 2 * 3", 7},
        {"(1 + 2) * 3", 9},
        {"2 - 3 - 4", -5},
        {"-2^2", -4},
        {"2^3^2", 512},
        {"2^-1", 0.5},
        {"8 / 2 / 2", 2},
        {"log10(1e-5)", -5},
        {"max(two, 5)", 5},
        {"min(2, 5)", 2},
        {"abs(-two)", 2},
        {"(two)^(1/2)", 1.4142135623730951},
        {"rgrad T-1", 7},
        {"rgrad T-1 - 1", 6},
        {"prod factor 2..T", 7},
        {"prod factor T-5..T-3", 7},
        {"prod factor 2..T - 3", 4},
        {".5 + 1.", 1.5},
        {"two*two", 4},
        {"1e3", 1000},
        {"abs(whatif input 1 1 -1 : d loss)", 7},
    };
    for (size_t i = 0; i < sizeof sum / sizeof *sum; i++) {
        double value = value_of(sum[i].text).number;
        if (!(fabs(value - sum[i].value) < 1e-12)) fail_msg("%s is %g", sum[i].text, value);
    }
}

static void comparisons_hold_or_do_not(void **state) {
    (void)state;
    static const char *const good[] = {"1 < 2",
                                       "2 <= 2",
                                       "3 > two",
                                       "two >= 2",
                                       "two == 2 + 1e-10",
                                       "0 == 0",
                                       "1 < 2 and 3 < 4",
                                       "1 > 2 or 3 < 4",
                                       "1 > 2 and 3 > 4 or 1 < 2",
                                       "wiring == \"many-to-one\"",
                                       "(1 < 2 or 1 > 2) and 1 < 2"};
    static const char *const bad[] = {"2 < 2",   "two == 2.00001",  "1e-12 == 0",      "nan == nan",     "nan < 1",
                                      "nan > 1", "wiring == \"x\"", "1 < 2 and 2 < 1", "max(nan, 1) > 0"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        if (value_of(good[i]).number != 1) fail_msg("%s does not hold", good[i]);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        if (value_of(bad[i]).number != 0) fail_msg("%s holds", bad[i]);
    }
}

static void what_did_not_hold_is_said_with_its_values(void **state) {
    (void)state;
    LessonMemory memory = {0};
    ConditionValue value;
    Diag diag;
    char found[200];
    const Condition *condition = condition_parse(&memory, str_from("two > 1 and two^2 < 3"), &source, &diag);
    assert_non_null(condition);
    assert_true(condition_evaluate(&value, condition, &source, found, sizeof found, &diag));
    assert_string_equal(found, "two^2 = 4, not < 3");
    lesson_memory_free(&memory);
}

static void what_is_wrong_is_told_where_it_stands(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int column;
        const char *says;
    } wrong[] = {
        {"", 1, "missing at the end"},
        {"rgard 1 < 2", 1, "no quantity \"rgard\""},
        {"1 < 2 < 3", 7, "two comparisons are joined by and"},
        {"two and 1 < 2", 5, "a comparison on both sides"},
        {"1 + * 2", 5, "a quantity or a number is expected"},
        {"(1 + 2", 7, "closing bracket"},
        {"max(1)", 6, "a comma"},
        {"1 = 2", 3, "equal is written =="},
        {"\"a\" < \"b\"", 5, "only be compared with =="},
        {"\"a", 1, "never closed"},
        {"1 < 2 3", 7, "the condition ends before this"},
        {"2two", 2, "a blank or an operator"},
        {"whatif input 1 1 -1: loss", 20, "a blank on both sides"},
        {"whatif input 1 1 -1 loss", 25, "a what-if needs a colon"},
        {"whatif input 1 1 -1 : 3", 23, "a quantity is expected after"},
        {"and", 1, "a quantity or a number is expected"},
        {"abs(1 < 2)", 1, "not a comparison"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        LessonMemory memory = {0};
        Diag diag = {0};
        assert_null(condition_parse(&memory, str_from(wrong[i].text), &source, &diag));
        if (diag.column != wrong[i].column || !strstr(diag.text, wrong[i].says))
            fail_msg("%s: %d: %s", wrong[i].text, diag.column, diag.text);
        lesson_memory_free(&memory);
    }
}

static void brackets_are_bounded(void **state) {
    (void)state;
    LessonMemory memory = {0};
    Diag diag = {0};
    char text[900];
    memset(text, '(', sizeof text);
    assert_null(condition_parse(&memory, (Str){text, sizeof text}, &source, &diag));
    assert_non_null(strstr(diag.text, "nested too deep"));
    memset(text, '-', sizeof text);
    assert_null(condition_parse(&memory, (Str){text, sizeof text}, &source, &diag));
    lesson_memory_free(&memory);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arithmetic_binds_as_in_mathematics),
        cmocka_unit_test(comparisons_hold_or_do_not),
        cmocka_unit_test(what_did_not_hold_is_said_with_its_values),
        cmocka_unit_test(what_is_wrong_is_told_where_it_stands),
        cmocka_unit_test(brackets_are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
