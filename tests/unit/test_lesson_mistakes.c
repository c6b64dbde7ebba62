/* What a lesson's author may write wrong, in a second table: as the program itself reads it, with its own commands, settings and quantities.
   And memory that is out at any place of the text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/lesson_host.h"
#include "support/fail_memory.h"
#include "support/memory_files.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char front[] = "---\ntitle: A\nminutes: 1\nlevel: basic\nid: a\n---\n## One\n```note\n1 min\n```\n"; /* ten lines */
enum { FRONT_LINES = 10 };

typedef struct Wrong {
    const char *text; /* behind the front */
    int line;
    const char *says; /* NULL: nothing is wrong */
} Wrong;

static const Wrong wrong[] = {
    {"```do\n\n```\n", 0, NULL},
    {"```predict some\n? a\n```\n", 1, "there is no predict some"},
    {"```predict\n? a\n- b :: c\n- d :: e\n- f :: g\n- h :: i\n- j :: k\n- l :: m\n- n :: o\n- p :: q\n- r :: s\n* t\n```\n", 12,
     "at most"},
    {"```predict number\n? a\n= 1 +- 1\n```\n", 0, NULL},
    {"```predict number\n? a\n= 1e999 ± 1\n```\n", 3, "expected a number and how far off"},
    {"```predict number\n? a\n= 1 ± 1e300\n```\n", 3, "expected a number and how far off"},
    {"```predict number\n? a\n~ x : b\n= 1 ± 1\n```\n", 3, "a reply to answers near"},
    {"```predict place\n? a\n@ step 0\n```\n", 3, "expected a step"},
    {"```predict place\n? a\n@ step 3\n```\n", 0, NULL},
    {"```predict place\n? a\n@ step T\n```\n", 0, NULL},
    {"```predict order\n? a\n1. b\n2. c\n```\n", 0, NULL},
    {"```predict order\n? a\n1. \n2. c\n```\n", 3, "a text is missing after this sign"},
    {"```predict order\n? a\n1 b\n2. c\n```\n", 3, "is no line of a predict"},
    {"```predict\n? a\n- :: c\n* d\n```\n", 3, "this answer is empty"},
    {"```predict\n? a\nmore of it\n- b :: c\n* d\n```\n", 3, "\"more of it\" is no line of a predict"},
    {"```draw\n? a\ncurve loss over radius 0.5 0.6 0.7\n```\n", 0, NULL},
    {"```draw\n? a\ncurve loss over frob 0.5 0.6\n```\n", 3, "There is no parameter \"frob\""},
    {"```draw\n? a\ncurve loss over radius 0.5 x\n```\n", 3, "radius cannot be \"x\""},
    {"```draw\n? a\ncurve loss over radius 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17\n```\n", 3, "at most 16 values"},
    {"```draw\n? a\ncurve rgrad 0..3\n```\n", 3, "expected a quantity and its steps"},
    {"```draw\n? a\ncurve rgrad 1..x\n```\n", 3, "expected a quantity and its steps"},
    {"```draw\n? a\ncurve rgrad 1..T\naxis log\n```\n", 0, NULL},
    {"```try\na\nuntil loss > 1\nuntil loss > 2\nsolution: train 1\n```\n", 4, "there is an until above already"},
    {"```try\na\nuntil loss > 1\nhint after 1s: b\nhint after 2s: c\nsolution: train 1\n```\n", 5, "there is a hint above already"},
    {"```try\na\nuntil loss > 1\nhint: b\nsolution: train 1\n```\n", 4, "hint after 60s"},
    {"```try\na\nuntil loss > 1\nsolution: train 1\nsolution: train 2\n```\n", 5, "there is a solution above already"},
    {"```try\na\nuntil loss > 1\nhint after 60s: b\nsolution: train 1\n```\n", 0, NULL},
    {"```try\na\nuntil loss > 1\nhint after 99999s: b\nsolution: train 1\n```\n", 4, "hint after 60s"},
    {"```try\na\nuntil loss > 1\nhint after xs: b\nsolution: train 1\n```\n", 4, "hint after 60s"},
    {"```try\na\nuntil loss > 1\nhint soon 5s: b\nsolution: train 1\n```\n", 4, "hint after 60s"},
    {"```try\na\nuntil loss > 1\nhint after 60s:\nsolution: train 1\n```\n", 4, "hint after 60s"},
    {"```try\na\nuntil loss > 1\nsolution:\n```\n", 4, "commands are expected here"},
    {"```try\na\nuntil loss > 1\nsolution: ; train 1\n```\n", 0, NULL},
    {"```try\na\n\nb\nuntil loss > 1\nsolution: train 1\n```\n", 0, NULL},
    {"```assert\nseeds 1..x: loss > 1\n```\n", 2, "expected seeds as in"},
    {"```assert\nseeds 3: loss > 1\n```\n", 2, "expected seeds as in"},
    {"```assert\nseeds 1..999999: loss > 1\n```\n", 2, "expected 1 to"},
    {"```assert\nx of seeds 1..8: loss > 1\n```\n", 2, "expected a count, as in"},
    {"```assert\nat update x: loss > 1\n```\n", 2, "expected an update, as in"},
    {"```assert\nat update 3: loss > 0\n```\n", 0, NULL},
    {"```assert\nexpect burst within 0\n```\n", 2, "expect burst within N"},
    {"```assert\nexpect burst after 3\n```\n", 2, "expect burst within N"},
    {"```assert\nslow\nloss > 0\n```\n", 0, NULL},
    {"```assert\nseeds 1..2: slow: loss > 0\n```\n", 0, NULL},
    {"```assert\na-b: loss > 0\n```\n", 2, "a step is expected, not \"\""},
    {"```assert\nloss > 1 > 2\n```\n", 2, "two comparisons are joined by and, or"},
    {"```assert\n(loss > 1\n```\n", 2, "a closing bracket is expected"},
    {"```assert\n-(loss > 1) > 2\n```\n", 2, "only a number can have a minus in front"},
    {"```assert\n(loss > 1) + 2 > 3\n```\n", 2, "a number is expected on both sides, not a comparison"},
    {"```assert\nloss > 1 and 3\n```\n", 2, "need a comparison on both sides"},
    {"```assert\nloss > 1e\n```\n", 2, "a blank or an operator is expected after this number"},
    {"```assert\nloss > 1e+\n```\n", 2, "a blank or an operator is expected after this number"},
    {"```assert\nloss > 1e-3 and loss < 2.5E+2\n```\n", 0, NULL},
    {"```assert\nmin(loss, 2) > 0 and max(loss, 2) >= 2 and abs(-1) == 1\n```\n", 0, NULL},
    {"```assert\nmin(loss) > 0\n```\n", 2, "a comma and a second number are expected"},
    {"```assert\nmin(loss > 1, 2) > 0\n```\n", 2, "a number is expected in the brackets, not a comparison"},
    {"```assert\nloss > ..3\n```\n", 2, "a quantity or a number is expected here"},
    {"```assert\nverdict == vanished\n```\n", 2, "there is no quantity \"vanished\""},
    {"```assert\nverdict > vanished\n```\n", 2, "there is no quantity \"vanished\""},
    {"```assert\nloss == vanished\n```\n", 2, "there is no quantity \"vanished\""},
    {"```assert\nloss 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 > 1\n```\n", 2,
     "this quantity has too many words"},
    {"```assert\nmean(rgrad 1..3) > 0\n```\n", 2, "there is no quantity \"mean\""},
    {"```assert\nwhatif input 1 1 -1: loss - 1 > -5\n```\n", 2, "the colon after a what-if has a blank on both sides"},
    {"```assert\nh 1 1 > -2 and gate f 1 1 > 0\n```\n", 0, NULL},
    {"```look\nzoom\n```\n", 2, "zoom needs a word after it"},
    {"```look\nzoom stage\n```\n", 2, "cannot be made larger"},
    {"```look\nzoom chain\nriver 3\n```\n", 0, NULL},
    {"```look\naxis x..1e2\n```\n", 2, "expected two numbers"},
    {"```look\naxis 0..1e2\n```\n", 2, "never narrower"},
    {"```look\naxis 1e-9..1e300\n```\n", 2, "never narrower"},
    {"```look\n\nriver 3\n```\n", 0, NULL},
    {"```allow\nradius\nhidden\n```\n", 3, "all keys stand on one line"},
    {"```allow\nall radius\n```\n", 2, "stands alone or not at all"},
    {"```allow\nall\n```\n", 0, NULL},
    {"```setup\npreset\n```\n", 2, "There is no preset"},
    {"```setup\nfrom\n```\n", 2, "there is no setup \"\" above"},
    {"```setup at update\n```\n", 1, "claims begin with such words"},
    {"```setup slow\n```\n", 1, "claims begin with such words"},
    {"```setup at home\n```\n", 0, NULL},
    {"```compare\n: steps 8\n```\n", 2, "a name for this variant is expected"},
    {"```compare\na: steps 8;; cell lstm\n```\n", 0, NULL},
    {"```compare\na:steps 8\n```\n", 0, NULL},
    {"```do\nquit\n```\n", 2, "a lesson cannot do \"quit\": only the person at the program can"},
    {"```do\nlimit radius\n```\n", 2, "a lesson cannot do \"limit\": only the person at the program can"},
    {"```do\nchrome full\n```\n", 2, "a lesson cannot do \"chrome\": only the person at the program can"},
    {"```do\npresent on\n```\n", 2, "a lesson cannot do \"present\": only the person at the program can"},
    {"```do\npresenter next\n```\n", 2, "a lesson cannot do \"presenter\": only the person at the program can"},
    {"```do\nsetting theme light\n```\n", 2, "a lesson cannot do \"setting\": only the person at the program can"},
    {"```do\nedit copy\n```\n", 2, "a lesson cannot do \"edit\": only the person at the program can"},
    {"```do\nprogress copy\n```\n", 2, "a lesson cannot do \"progress\": only the person at the program can"},
    {"```do\nsave mine\n```\n", 2, "a lesson cannot do \"save\": only the person at the program can"},
    {"```do\nopen mine\n```\n", 2, "a lesson cannot do \"open\": only the person at the program can"},
    {"```do\nshare\n```\n", 2, "a lesson cannot do \"share\": only the person at the program can"},
    {"```do\nexport mine\n```\n", 2, "a lesson cannot do \"export\": only the person at the program can"},
    {"```do\npaste\n```\n", 2, "a lesson cannot do \"paste\": only the person at the program can"},
    {"```do\ncourse own 1\n```\n", 2, "a lesson cannot do \"course\": only the person at the program can"},
    {"```do\nkey F5\n```\n", 2, "a lesson cannot do \"key\": only the person at the program can"},
    {"```do\ntext open a.txt\n```\n", 2, "a lesson cannot do \"text\": only the person at the program can"},
    {"```do\ntext paste\n```\n", 2, "a lesson cannot do \"text\": only the person at the program can"},
    {"```do\n--\n```\n", 0, NULL},
    {"```do\ntrain 3 # a comment\n# alone\n```\n", 0, NULL},
    {"```do\ntrain 3 bursts bursts\n```\n", 2, "train: \"bursts\" is too much"},
    {"```note\nx min\n```\n", 0, NULL},
    {"```note\nask:\n```\n", 2, "a question is expected after ask"},
    {"```note\nask: why? | because\nand more\n\nthen\n```\n", 0, NULL},
    {"```aside\n```\n", 0, NULL},
    {"- a\n  - b\n    ## c\n", 3, "a step begins at the left margin"},
    {"> ## c\n", 1, "a step begins at the left margin"},
    {"### a {#b}\n### c {#b}\n### d {#}\n### e {b}\n### f }\n", 0, NULL},
    {"a word[^b] and more\n", 1, "there is no footnote [^b]: expected a line that begins with it and a colon"},
    {"a word[^a]\n\n[^a]: so.\n", 0, NULL},
    {"a \\[^b] and `[^b]` and [^ b] and [^]\n", 0, NULL},
    {"```predict\n? why[^b]\n- a\n* b\n```\n", 2, "there is no footnote [^b]"},
    {"### \n", 0, NULL},
    {"a <br> b <!-- c --> d\n\n<!-- e -->\n", 0, NULL},
    {"    code\n\n\tmore\n", 0, NULL},
    {"````python\n```\n````\n", 0, NULL},
    {"~~~\na\n~~~\n", 0, NULL},
    {"[a]()\n", 1, "this link leads nowhere"},
    {"[a](do:train%2)\n", 1, "There is no command \"train%2\""},
    {"[a](do:set%20hidden%20%35)\n", 0, NULL},
    {"[a](do:set%20hidden%2F3)\n", 1, "There is no parameter \"hidden/3\""},
    {"[[|x]]\n", 1, "a part of the stage is expected in the brackets"},
    {"[[river 5]]\n", 0, NULL},
    {"[[river 5|x\n", 0, NULL},
    {"{{loss | 3 digits}} and {{loss | 0 digits}}\n", 1, "expected a number of digits"},
    {"{{loss | 18 digits}}\n", 1, "expected a number of digits"},
    {"{{loss | 3 digit more}}\n", 1, "expected a number of digits"},
    {"{{include }}\n", 1, "a file in the lesson"},
    {"{{include a:b.md}}\n", 1, "not inside the lesson's folder"},
    {"{{include a\\..\\b.md}}\n", 1, "not inside the lesson's folder"},
    {"a $x$ and `$y$` and $ z $, $1 and $2, \\$3\n", 0, NULL},
    {"a $x\ny$ b\n", 0, NULL},
    {"$$ a\n\nb $$\n", 1, "never closed"},
    {"* a\n+ b\n1) c\n\n***\n", 0, NULL},
    {"| a | b |\n| :-- | :-: |\n| {{loss \\| 2 digits}} | $x$ |\n", 0, NULL},
    {"a[^1] b[^2]\n\n[^1]: c\n", 1, "there is no footnote [^2]"},
    {"![a](x.png \"title\")\n", 0, NULL},
    {"**a *b* `c`** ~~d~~ <http://e>\n", 0, NULL},
    {"Ä é \xF0\x9F\x98\x80 ß\n", 0, NULL},
    {"a \xC3 b\n", 1, "this byte is not text"},
    {"a \xE0\x80\x80 b\n", 1, "are not text"},
    {"a \xF4\x90\x80\x80 b\n", 1, "are not text"},
    {"a \xED\xA0\x80 b\n", 1, "are not text"},
    {"a \xF0\x80\x80\x80 b\n", 1, "are not text"},
    {"a\r\nb\rc\r\n", 2, "this byte is not text"},
};

static Lesson *parse(const char *text, const LessonHost *host) {
    char whole[4096];
    snprintf(whole, sizeof whole, "%s%s", front, text);
    return lesson_parse("course/a.md", str_from(whole), host);
}

static void what_is_wrong_is_told_in_its_line(void **state) {
    (void)state;
    LessonHost host = lesson_host(NULL);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char first[2048] = "";
        Lesson *lesson = parse(wrong[i].text, &host);
        bool is_told = false;
        assert_non_null(lesson);
        diag_list_format(first, sizeof first, &lesson->mistakes);
        for (int k = 0; k < lesson->mistakes.count && wrong[i].says; k++) {
            const Diag *diag = &lesson->mistakes.item[k];
            is_told = is_told || (diag->line == FRONT_LINES + wrong[i].line && strstr(diag->text, wrong[i].says));
        }
        if (wrong[i].says ? !is_told : lesson->mistakes.found > 0) fail_msg("%s\n => %s", wrong[i].text, first);
        lesson_free(lesson);
    }
}

/* The text of all lines above, moved on byte by byte, so that each piece once is the first that finds no room. */
static void memory_may_be_out_at_any_place(void **state) {
    (void)state;
    static char all[1 << 16], padded[(1 << 16) + 40000];
    LessonHost host = lesson_host(NULL);
    size_t used = 0, most = 33 << 10;
    used += (size_t)snprintf(all, sizeof all, "%s", front);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        used += (size_t)snprintf(all + used, sizeof all - used, "%s\n", wrong[i].text);
    long refused = 0;
    for (size_t pad = 0; pad < most; pad += 211) {
        snprintf(padded, sizeof padded, "%s\n\n%*s\n", all, (int)pad, "x");
        for (long n = 1;; n++) {
            mem_fail_after(n);
            Lesson *lesson = lesson_parse("course/a.md", str_from(padded), &host);
            mem_fail_after(-1);
            bool is_out = !lesson || lesson->mistakes.found == 0;
            refused += !lesson;
            lesson_free(lesson);
            if (!is_out) break;
        }
    }
    assert_true(refused > 50);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_wrong_is_told_in_its_line),
        cmocka_unit_test(memory_may_be_out_at_any_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
