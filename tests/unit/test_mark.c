/* The names by which lessons light a part of the stage ([[river 5|...]] and look): what is right, and what is said to what is not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "view/page/mark.h"
#include <string.h>

static const struct {
    const char *text, *says; /* NULL: it is right */
} marks[] = {
    {"river", "expected a time step from 1 or a range of them, as"},
    {"river 5", NULL},
    {"river 5..16", NULL},
    {"river 0", "expected a time step from 1 or a range of them, as"},
    {"river 16..5", "expected a time step from 1 or a range of them, as"},
    {"river 1.5", "expected a time step from 1 or a range of them, as"},
    {"river x", "expected a time step from 1 or a range of them, as"},
    {"river 5..x", "expected a time step from 1 or a range of them, as"},
    {"river ..5", "expected a time step from 1 or a range of them, as"},
    {"river 5..99999", "expected a time step from 1 or a range of them, as"},
    {"river 5 6", "nothing more is expected here."},
    {"river 5 6 7", "nothing more is expected here."},
    {"state 3", NULL},
    {"state 3 2", NULL},
    {"state 3 2..4", NULL},
    {"state 3 x", "expected the number of a unit from 1."},
    {"state 3 2 1", "nothing more is expected here."},
    {"state", "expected a time step from 1 or a range of them, as"},
    {"gate forget 4", NULL},
    {"gate f 4", NULL},
    {"gate f 4 2", "nothing more is expected here"},
    {"gate f", "expected a time step from 1 or a range of them, as"},
    {"gate xyz 4", "expected the name or letter of a gate, as in gate "},
    {"gate", "expected the name or letter of a gate, as in gate "},
    {"gate averyveryveryverylongnameofagatethatisnone 4", "expected the name or letter of a gate, as in gate "},
    {"input 3", NULL},
    {"output 3", NULL},
    {"loss 3", NULL},
    {"step 3", NULL},
    {"step 3..5", NULL},
    {"step", "expected a time step from 1 or a range of them, as"},
    {"U", NULL},
    {"W", NULL},
    {"V", NULL},
    {"U 3", NULL},
    {"W 3 4", "nothing more is expected here."},
    {"chart", NULL},
    {"chart 3", "nothing can follow this name."},
    {"chain", NULL},
    {"control radius", NULL},
    {"control", "expected a parameter, as in control radius."},
    {"control frob", "there is no parameter"},
    {"control averyveryveryverylongnameofacontrolthatisnone", "expected a parameter, as in control radius."},
    {"rivr 5", "did you mean \"river\"?"},
    {"xyzzy", "expected one such as river 5, state 3 2, gate forg"},
    {"", "expected one such as river 5, state 3 2, gate forg"},
    {"cell 3", NULL},
    {"transport", NULL},
    {"story", "expected one such as river 5"},
    {"controls", NULL},
};

static void each_name_is_a_part_or_says_what_is_expected(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        Mark mark;
        Diag diag = {0};
        bool good = mark_parse(&mark, str_from(marks[i].text), &diag);
        if (good != !marks[i].says || (marks[i].says && !strstr(diag.text, marks[i].says))) fail_msg("%s: %s", marks[i].text, diag.text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_name_is_a_part_or_says_what_is_expected)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
