/* A third table of what a lesson's author may write: each mistake is told with its line and its column, and what only looks like one is read
   without a word. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/lesson_host.h"
#include "support/line_table.h"
#include "support/memory_files.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Behind a front matter that is whole. */
static const char front[] = "---\ntitle: A\nminutes: 1\nlevel: basic\nid: a\n---\n## One\n```note\n1 min\n```\n"; /* ten lines */
enum { FRONT_LINES = 10 };

static const LineRow in_steps[] = {
    {"[a](do:set%20hidden%2)\n", 1, 8, "There is no parameter \"hidden%2\"; did you mean \"hidden\"?"},
    {"[a](do:set%20hidden%20%3G)\n", 1, 8, "hidden cannot be \"%3G\"; it is a whole number from 1 to 256."},
    {"[a](do:tr%61in%201)\n", 0, 0, NULL},
    {"[a](do:tr%6Frin%201)\n", 1, 8, "There is no command \"trorin\"; did you mean \"train\"?"},
    {"[a](do:train%0A1)\n", 0, 0, NULL},
    {"[a](do:%2)\n", 1, 8, "There is no command \"%2\"; there are set, reset, preset,"},
    {"[a](do:)\n", 1, 8, "a command is expected after do:, as in do:train%20200"},
    {"[a](do:%20)\n", 1, 8, "a command is expected after do:, as in do:train%20200"},
    {"[a](do)\n", 0, 0, NULL},
    {"![a](/x.png)\n", 1, 6, "\"/x.png\" is not inside the lesson's folder; a lesson reads"},
    {"![a](..%5Cx.png)\n", 1, 6, "\"..\\x.png\" is not inside the lesson's folder; a lesson reads"},
    {"![a](%2E%2E/x.png)\n", 1, 6, "\"../x.png\" is not inside the lesson's folder; a lesson reads"},
    {"![a](.x/y.png)\n", 1, 6, "there is no picture course/.x/y.png"},
    {"![a](x./y.png)\n", 1, 6, "there is no picture course/x./y.png"},
    {"![a](x/..)\n", 1, 6, "\"x/..\" is not inside the lesson's folder; a lesson reads"},
    {"![a](c:x.png)\n", 1, 6, "\"c:x.png\" is not inside the lesson's folder; a lesson reads"},
    {"![a]()\n", 1, 6, "a file in the lesson's folder is expected here"},
    {"```assert\nseeds 1.2: loss > 1\n```\n", 2, 1, "expected seeds as in \"seeds 1..20: \""},
    {"```assert\nseeds 1..0: loss > 1\n```\n", 2, 1, "expected seeds as in \"seeds 1..20: \""},
    {"```assert\nseeds 0..3: loss > 1\n```\n", 2, 1, "expected seeds as in \"seeds 1..20: \""},
    {"```assert\nseeds 5..3: loss > 1\n```\n", 2, 1, "expected 1 to 1000 seeds, the first one first"},
    {"```assert\nseeds 1..2000000: loss > 1\n```\n", 2, 1, "expected seeds as in \"seeds 1..20: \""},
    {"```assert\n9 of seeds 1..8: loss > 1\n```\n", 2, 1, "9 of 8 seeds cannot hold it"},
    {"```assert\n8 of seeds: loss > 1\n```\n", 2, 1, "expected seeds as in \"seeds 1..20: \""},
    {"```assert\n0 of seeds 1..8: loss > 1\n```\n", 2, 1, "expected a count, as in \"8 of seeds 1..20: \""},
    {"```assert\nslow down: loss > 1\n```\n", 2, 6, "this step compares no \"down\"; expected seeds a..b:, N of seeds"},
    {"```assert\nat update: loss > 1\n```\n", 2, 1, "expected an update, as in \"at update 2000: \""},
    {"```assert\nat home: loss > 1\n```\n", 2, 1, "this step compares no \"at home\"; expected seeds a..b:, N of"},
    {"```assert\nat update 9999999: loss > 1\n```\n", 2, 1, "expected an update, as in \"at update 2000: \""},
    {"```assert\nat update -1: loss > 1\n```\n", 2, 1, "a prefix is not as expected: seeds a..b:, N of seeds"},
    {"```assert\nseeds 1..2 x: loss > 1\n```\n", 2, 1, "this step compares no \"seeds 1..2 x\"; expected seeds a..b:, N"},
    {"```assert\nseeds 2..2: loss > 1\n```\n", 0, 0, NULL},
    {"```assert\nb{: loss > 1\n```\n", 2, 1, "there is no quantity \"b\"; `unroll analyze --quantities` lists"},
    {"```assert\nB[: loss > 1\n```\n", 2, 1, "there is no quantity \"B\"; `unroll analyze --quantities` lists"},
    {"```assert\na.9 : loss > 1\n```\n", 2, 1, "there is no quantity \"a.9\"; `unroll analyze --quantities` lists"},
    {"```assert\né: loss > 1\n```\n", 2, 1, "this step compares no \"é\"; expected seeds a..b:, N of seeds"},
    {"```compare\na: steps 8; cell lstm\nbig: hidden 8\n```\n```assert\na: loss > 1\n```\n", 0, 0, NULL},
    {"```compare\na: steps 8; cell lstm\nbig: hidden 8\n```\n```assert\nbg: loss > 1\n```\n", 6, 1,
     "this step compares no \"bg\"; did you mean \"big\"?"},
    {"```compare\na: steps 8; cell lstm\nbig: hidden 8\n```\n```assert\nb: loss > 1\n```\n", 6, 1,
     "this step compares no \"b\"; expected seeds a..b:, N of seeds"},
    {"```compare\na: steps 8; cell lstm\nbig: hidden 8\n```\n```assert\nseeds 1..2: big: loss > 1\n```\n", 0, 0, NULL},
    {"```assert\nexpect burst\n```\n", 2, 1, "expected \"expect burst within N\", N updates"},
    {"```assert\nexpect burst within 3\n```\n", 0, 0, NULL},
    {"```assert\nexpect burst within 9999999\n```\n", 2, 1, "expected \"expect burst within N\", N updates"},
    {"```assert\nexpect bust within 3\n```\n", 2, 1, "expected \"expect burst within N\", N updates"},
    {"```assert\nexpect burst within x\n```\n", 2, 1, "expected \"expect burst within N\", N updates"},
    {"```try\na\nuntil loss > 1\nhint after 60: b\nsolution: train 1\n```\n", 4, 6, "expected \"hint after 60s: what helps\""},
    {"```try\na\nuntil loss > 1\nhint after s: b\nsolution: train 1\n```\n", 4, 6, "expected \"hint after 60s: what helps\""},
    {"```try\na\nuntil loss > 1\nhint after -1s: b\nsolution: train 1\n```\n", 4, 6, "expected \"hint after 60s: what helps\""},
    {"```try\na\nuntil loss > 1\nhint after 3600s: b\nsolution: train 1\n```\n", 0, 0, NULL},
    {"```try\na\nuntil loss > 1\nhint after 3601s: b\nsolution: train 1\n```\n", 4, 6, "expected \"hint after 60s: what helps\""},
    {"```draw\n? a\ncurve rgrad 1.5..3\n```\n", 3, 7, "expected a quantity and its steps, as in \"curve rgrad 1..16\""},
    {"```draw\n? a\ncurve rgrad 5..3\n```\n", 3, 7, "expected a quantity and its steps, as in \"curve rgrad 1..16\""},
    {"```draw\n? a\ncurve rgrad 5..5\n```\n", 3, 7, "expected a quantity and its steps, as in \"curve rgrad 1..16\""},
    {"```draw\n? a\ncurve over hidden 3 4\n```\n", 3, 7, "a quantity is expected here, as in \"rgrad 1\""},
    {"```draw\n? a\ncurve loss over\n```\n", 3, 12, "expected a setting and its values, as in \"curve heldout over"},
    {"```draw\n? a\ncurve loss over hidden 3\n```\n", 3, 17, "expected a setting and its values, as in \"curve heldout over"},
    {"```draw\n? a\ncurve frob over hidden 3 4\n```\n", 3, 7, "there is no quantity \"frob\"; `unroll analyze --quantities`"},
    {"```draw\n? a\ncurve 1..5\n```\n", 3, 7, "expected a quantity and its steps, as in \"curve rgrad 1..16\""},
    {"```draw\n? a\ncurve rgrad x.y 1..3\n```\n", 3, 7, "rgrad: a step is expected, not \"x.y\"; it is written: rgrad t"},
    {"```draw\n? a\ncurve rgrad ..3\n```\n", 3, 7, "expected a quantity and its steps, as in \"curve rgrad 1..16\""},
    {"```draw\n? a\ncurve rgrad 1..\n```\n", 3, 7, "expected a quantity and its steps, as in \"curve rgrad 1..16\""},
    {"```draw\n? a\ncurve rgrad 1..100001\n```\n", 3, 7, "expected a quantity and its steps, as in \"curve rgrad 1..16\""},
    {"```draw\n? a\ncurve rgrad 1..3\naxis frob\n```\n", 4, 6, "expected \"axis log\" or \"axis linear\""},
    {"```draw\n? a\ncurve loss over hidden 3 4\nvote\n```\n", 0, 0, NULL},
    {"```predict number\n? a\n= 1 ± -1\n```\n", 3, 3, "\"1 ± -1\": expected a number and how far off is still right, as"},
    {"```predict number\n? a\n= x ± 1\n```\n", 3, 3, "\"x ± 1\": expected a number and how far off is still right, as"},
    {"```predict number\n? a\n= 1 ±\n```\n", 3, 3, "\"1 ±\": expected a number and how far off is still right, as in"},
    {"```predict number\n? a\n= 1\n```\n", 0, 0, NULL},
    {"```predict number\n? a\n= 1 ± 0\n~ : b\n```\n", 4, 3, "expected a number and a reply to answers near it, as"},
    {"```predict number\n? a\n= 1 ± 0\n~ 0.28\n```\n", 4, 3, "expected a number and a reply to answers near it, as"},
    {"```predict number\n? a\n= 1 ± 0\n~ x : b\n```\n", 4, 3, "expected a number and a reply to answers near it, as"},
    {"```predict number\n? a\n= 1 ± 0\n~ 0.28 :\n```\n", 4, 3, "expected a number and a reply to answers near it, as"},
    {"```predict number\n? a\n= inf ± 1\n```\n", 3, 3, "\"inf ± 1\": expected a number and how far off is still right, as"},
    {"```predict number\n? a\n= 1 ± nan\n```\n", 3, 3, "\"1 ± nan\": expected a number and how far off is still right, as"},
    {"```predict place\n? a\n@ step\n```\n", 3, 3, "\"step\": expected a step, as in \"@ step 1\""},
    {"```predict place\n? a\n@ stop 3\n```\n", 3, 3, "\"stop 3\": expected a step, as in \"@ step 1\""},
    {"```predict place\n? a\n@ step 100001\n```\n", 3, 3, "\"step 100001\": expected a step, as in \"@ step 1\""},
    {"```predict order\n? a\n1. b\n1\n```\n", 4, 1, "\"1\" is no line of a predict order: expected ? > ! vote and 1."},
    {"```predict order\n? a\n12. b\n3. c\n```\n", 0, 0, NULL},
    {"```predict\n? a\n- b\n* c\n```\n", 3, 3, "expected behind a wrong answer what is said to it, as in \"-"},
    {"```predict\n? a\n- b :: c\n* d\n* e\n```\n", 5, 3, "there is a right answer above already; expected one"},
    {"```predict\n? a\n* d\n```\n", 1, 1, "there is nothing to choose here: expected two answers or more"},
    {"```predict\n? a\n- b :: c\n```\n", 1, 1, "a line is missing in this predict: expected \"* the right answer\""},
    {"```predict\n- b :: c\n* d\n```\n", 1, 1, "this question asks nothing: expected a line \"? ...\""},
    {"```predict\n? a\n? b\n- b :: c\n* d\n```\n", 0, 0, NULL},
    {"```predict\n? a\n- b \\:: c :: d\n* e\n```\n", 0, 0, NULL},
    {"```predict\n? a\n- $b::c$ :: d\n* e\n```\n", 0, 0, NULL},
    {"```predict\n? a\n- b :: c\n* d\n! frob\n```\n", 5, 3, "There is no command \"frob\"; there are set, reset, preset,"},
    {"```predict\n? a\n- b :: c\n* d\n! update\n> why\nvote\n```\n", 0, 0, NULL},
    {"```predict match\n? a\n- b\n- c = d\n```\n", 3, 3, "expected two sides, as in \"- left = right\""},
    {"```predict match\n? a\n- b = c\n- d = e\n```\n", 0, 0, NULL},
    {"```look\naxis 1e-9..x\n```\n", 2, 6, "expected two numbers, as in \"axis 1e-14..1e2\""},
    {"```look\naxis ..1\n```\n", 2, 6, "expected two numbers, as in \"axis 1e-14..1e2\""},
    {"```look\naxis 1e-9\n```\n", 2, 6, "expected two numbers, as in \"axis 1e-14..1e2\""},
    {"```look\naxis 1e-9.1e3\n```\n", 2, 6, "expected two numbers, as in \"axis 1e-14..1e2\""},
    {"```look\naxis 1e-7..1e2\n```\n", 2, 6, "an axis can be wider than 1e-8..1e2, never narrower"},
    {"```look\naxis 1e-9..10\n```\n", 2, 6, "an axis can be wider than 1e-8..1e2, never narrower"},
    {"```look\naxis -1..1e3\n```\n", 2, 6, "an axis can be wider than 1e-8..1e2, never narrower"},
    {"```look\naxis 1e-9 .. 1e3\n```\n", 0, 0, NULL},
    {"```look\nriver\n```\n", 2, 6, "'river' names no part of the stage: expected a time step from 1"},
    {"```look\nriver 0\n```\n", 2, 7, "'river 0' names no part of the stage: expected a time step from"},
    {"```look\nriver 1 2\n```\n", 2, 9, "'river 1 2' names no part of the stage: nothing more is"},
    {"```look\nfrob\n```\n", 2, 1, "'frob' names no part of the stage: expected one such as river"},
    {"```look\n\n```\n", 0, 0, NULL},
    {"```allow\nfrob\n```\n", 2, 1, "There is no parameter \"frob\"; there are cell, hidden, layers,"},
    {"```allow\nnone\n```\n", 0, 0, NULL},
    {"```allow\nnone hidden\n```\n", 2, 1, "\"none\" stands alone or not at all"},
    {"```allow\n\n```\n", 2, 1, "expected the keys of the controls that are shown, or all, or"},
    {"```allow\nhidden none radius\n```\n", 2, 8, "\"none\" stands alone or not at all"},
    {"```setup a_b\nsteps 8\n```\n", 1, 1, "\"a_b\" cannot be the name of a setup: expected letters, digits and"},
    {"```setup 3 of x\nsteps 8\n```\n", 1, 1, "\"3 of x\" cannot be the name of a setup: claims begin with such words"},
    {"```setup x of y\nsteps 8\n```\n", 0, 0, NULL},
    {"```setup Zé9\nsteps 8\n```\n", 0, 0, NULL},
    {"```setup a[\nsteps 8\n```\n", 1, 1, "\"a[\" cannot be the name of a setup: expected letters, digits and blanks"},
    {"```setup a{\nsteps 8\n```\n", 1, 1, "\"a{\" cannot be the name of a setup: expected letters, digits and blanks"},
    {"```setup expect\nsteps 8\n```\n", 1, 1, "\"expect\" cannot be the name of a setup: claims begin with such words"},
    {"```setup seeds 3\nsteps 8\n```\n", 1, 1, "\"seeds 3\" cannot be the name of a setup: claims begin with such words"},
    {"```setup whatif\nsteps 8\n```\n", 1, 1, "\"whatif\" cannot be the name of a setup: claims begin with such words"},
    {"```setup base\nsteps 8\n```\n```setup two\nfrom bse\n```\n", 5, 6, "there is no setup \"bse\" above; did you mean \"base\"?"},
    {"```setup base\nsteps 8\n```\n```setup two\nfrom base\nhidden 3\n```\n", 0, 0, NULL},
    {"```setup base\nsteps 8\n```\n```setup\nfrom frobnicate\n```\n", 5, 6, "there is no setup \"frobnicate\" above"},
    {"```setup\nhidden many\n```\n", 2, 8, ""},
    {"```setup\n  hidden   0\n```\n", 2, 12, ""},
    {"```setup\nhiden 3\n```\n", 2, 1, "There is no"},
    {"```setup a\n```\n```compare\nx: from a; hidden many\n```\n", 4, 19, ""},
    {"```setup\npreset frst\n```\n", 2, 8, "There is no preset \"frst\"; did you mean \"first\"?"},
    {"```setup\nsteps 8\npreset first\n```\n", 3, 1, "from and preset can only stand in the first line of a setup"},
    {"```setup\nsteps 8\nsteps 9\n```\n", 0, 0, NULL},
    {"```setup\nsteps\n```\n", 2, 1, "\"steps\" needs a value: expected lines of a key and a value, as"},
    {"```setup\nsteps x\n```\n", 2, 7, "steps cannot be \"x\"; it is a whole number from 1 to 1000."},
    {"```setup\nfrob 3\n```\n", 2, 1, "There is no parameter \"frob\"; there are cell, hidden, layers,"},
    {"```note\n601 min\n```\n", 0, 0, NULL},
    {"```note\n-1 min\n```\n", 0, 0, NULL},
    {"```note\n5 min more\n```\n", 0, 0, NULL},
    {"```note\n5 hours\n```\n", 0, 0, NULL},
    {"```note\na\n5 min\n```\n", 0, 0, NULL},
    {"```note\nask:why?\n```\n", 0, 0, NULL},
    {"```note\nask: why?\nask: how? | so\n```\n", 0, 0, NULL},
    {"```compare\na: steps 8\nb: steps 9\nc: steps 10\nd: steps 11\ne: steps 12\n```\n", 6, 1, "at most 4 variants can be compared"},
    {"```compare\na: steps 8\na: steps 9\n```\n", 3, 1, "there is a variant \"a\" already; expected another name"},
    {"```compare\na\n```\n", 2, 1, "a variant is expected, as in \"LSTM: from start; cell lstm\""},
    {"```compare\na:\n```\n", 0, 0, NULL},
    {"```compare\na: steps\n```\n", 2, 4, "\"steps\" needs a value: expected lines of a key and a value, as"},
    {"```compare\na: steps x\n```\n", 2, 10, "steps cannot be \"x\"; it is a whole number from 1 to 1000."},
    {"```compare\na: frob 3\n```\n", 2, 4, "There is no parameter \"frob\"; there are cell, hidden, layers,"},
    {"```compare\n\n```\n", 2, 1, "nothing is compared here: expected lines such as \"LSTM: from"},
    {"```compare\ns{: steps 8\n```\n", 2, 1, "\"s{\" cannot be the name of a variant: expected letters, digits and"},
    {"```frob\nx\n```\n", 1, 1, "there is no block \"frob\"; expected setup, do, allow, look,"},
    {"```prdict\nx\n```\n", 1, 1, "there is no block \"prdict\"; did you mean \"predict\"?"},
    {"```\nx\n", 1, 1, "this block is never closed: expected a line of 3 or more `"},
    {"```do\ntrain 1\n", 1, 1, "this block is never closed: expected a line of 3 or more `"},
    {"<br/> a <brx> <b>c</b>\n", 1, 15, "HTML is not read: expected Markdown instead of <b>"},
    {"<!- a -> b\n", 0, 0, NULL},
    {"<div>\na\n</div>\n", 1, 1, "HTML is not read: expected Markdown instead of <div>"},
    {"<!-- a\n\nb -->\n", 0, 0, NULL},
    {"{{frob}}\n", 1, 3, "there is no quantity \"frob\"; `unroll analyze --quantities`"},
    {"{{loss | x digits}}\n", 1, 10, "\"x digits\": expected a number of digits from 1 to 17, as in"},
    {"{{loss | 17 digits}}\n", 0, 0, NULL},
    {"{{loss | 1 digit}}\n", 0, 0, NULL},
    {"{{loss | 3}}\n", 1, 10, "\"3\": expected a number of digits from 1 to 17, as in {{rgrad 1"},
    {"{{}}\n", 1, 1, "a quantity is expected in the braces, as in {{rgrad 1 | 2"},
    {"{{loss\n", 1, 1, "this {{ is never closed: expected }} on the same line"},
    {"{{ loss }} {{loss|2 digits}}\n", 0, 0, NULL},
    {"{{include x.md}}\n", 0, 0, NULL},
    {"{{include /x.md}}\n", 1, 3, "\"/x.md\" is not inside the lesson's folder; a lesson reads"},
    {"[[frob]]\n", 1, 3, "'frob' names no part of the stage: expected one such as river"},
    {"[[river]]\n", 1, 8, "'river' names no part of the stage: expected a time step from 1"},
    {"[[river 0]]\n", 1, 9, "'river 0' names no part of the stage: expected a time step from"},
    {"[[chain|]]\n", 0, 0, NULL},
    {"[[river 5|here]] [[]]\n", 1, 18, "a part of the stage is expected in the brackets, as in [[river"},
    {"[[river x]]\n", 1, 9, "'river x' names no part of the stage: expected a time step from"},
    {"## Two {#one}\n", 0, 0, NULL},
    {"## Two {#one}\n## Three {#one}\n", 0, 0, NULL},
    {"## {#x}\n", 1, 1, "this step has no heading: expected \"## What it is about\""},
    {"## Ä Ö 3! -- Z\n", 0, 0, NULL},
    {"## a {b}\n", 0, 0, NULL},
    {"# Big\n", 0, 0, NULL},
    {"#### Small\n", 0, 0, NULL},
    {"## Review\n```predict\n? a\n- b :: c\n* d\n```\n", 0, 0, NULL},
    {"a[^1]\n", 1, 2, "there is no footnote [^1]: expected a line that begins with it"},
    {"[^1]: c\n", 0, 0, NULL},
    {"a[^x]\n\n[^x]: b\n\n[^x]: c\n", 0, 0, NULL},
    {"| a |\n|---|\n| b | c |\n", 0, 0, NULL},
    {"| a | b |\n|:-:|--:|\n| $x|y$ | `a|b` |\n", 0, 0, NULL},
    {"> > > a\n> - b\n>   1. c\n", 0, 0, NULL},
    {"> > > > > > > > > > > > > > > > > > > > > > > > > > > > > > a\n", 1, 1, "lists and quotations can be nested at most 24 deep"},
    {"- - - - - - - - - - - - - - - - - - - - - - - - - - - - - - a\n", 1, 1, "lists and quotations can be nested at most 24 deep"},
    {"$x\n", 0, 0, NULL},
    {"`a\n", 0, 0, NULL},
    {"$$\nx\n$$\n", 0, 0, NULL},
    {"$$ x $$ b\n", 0, 0, NULL},
    {"a $x$5 $ y$ $z $\n", 0, 0, NULL},
    {"\\[x\\] \\(y\\)\n", 0, 0, NULL},
    {"a\\\nb\n", 0, 0, NULL},
    {"+ a\n+ b\n", 0, 0, NULL},
    {"3) a\n4) b\n", 0, 0, NULL},
    {"1234567890. a\n", 0, 0, NULL},
    {"---\n\n***\n", 0, 0, NULL},
    {"a\n===\n", 0, 0, NULL},
    {"a\n---\n", 0, 0, NULL},
    {"a\x01"
     "b\n",
     1, 2, "this byte is not text; expected UTF-8 without control characters"},
    {"a\x7F"
     "b\n",
     1, 2, "this byte is not text; expected UTF-8 without control characters"},
    {"a\xFF"
     "b\n",
     1, 2, "this byte is not text; expected UTF-8 without control characters"},
    {"a\xC0\x80"
     "b\n",
     1, 2, "this byte, and 1 more, are not text; expected UTF-8 without"},
    {"\xE0\xA0\n", 1, 1, "this byte, and 1 more, are not text; expected UTF-8 without"},
    {"a\xE2\x80\xA8"
     "b\n",
     0, 0, NULL},
};

/* A line more in the front matter, before its end. */
static const char step[] = "---\n## One\n```note\n1 min\n```\n";

static const LineRow in_fronts[] = {
    {"titel: A\n", 1, 1, "\"titel: A\" is no line of the front matter; did you mean"},
    {"title\n", 1, 1, "\"title\" is no line of the front matter; did you mean \"title:\"?"},
    {"title:\n", 1, 1, "title needs a value"},
    {"title: \"\n", 0, 0, NULL},
    {"title: \"A'\n", 0, 0, NULL},
    {"title: 'A'\n", 0, 0, NULL},
    {"title: A\ntitle: B\n", 2, 1, "title is given in line 2 already"},
    {"minutes: 0\n", 1, 10, "\"0\": expected a number of minutes"},
    {"minutes: 601\n", 1, 10, "\"601\": expected a number of minutes"},
    {"minutes: x\n", 1, 10, "\"x\": expected a number of minutes"},
    {"minutes: 1e999\n", 1, 10, "\"1e999\": expected a number of minutes"},
    {"level: hard\n", 1, 8, "\"hard\": expected basic or further"},
    {"level: further\n", 0, 0, NULL},
    {"id: aZ\n", 1, 5, "\"aZ\": expected small letters, digits, - and _"},
    {"id: a{\n", 1, 5, "\"a{\": expected small letters, digits, - and _"},
    {"id: a/b\n", 1, 5, "\"a/b\": expected small letters, digits, - and _"},
    {"id: a:b\n", 1, 5, "\"a:b\": expected small letters, digits, - and _"},
    {"id: a_b-9\n", 0, 0, NULL},
    {"id:\n", 1, 1, "id needs a value"},
    {"needs: , a,, b\n", 0, 0, NULL},
    {"needs:\n", 0, 0, NULL},
    {"needs: memory\n", 0, 0, NULL},
    {"goals: x\n", 1, 8, "goals stand below, each in a line \"  - ...\""},
    {"goals:\n  - \"a\"\n  -\n", 3, 3, "\"-\" is no line of the front matter; expected title, minutes,"},
    {"goals:\n  - a\n  b\n", 3, 3, "\"b\" is no line of the front matter; expected title, minutes,"},
    {"goals:\n\n  - a\n", 0, 0, NULL},
    {"  titl: A\n", 1, 3, "\"titl: A\" is no line of the front matter; did you mean"},
    {"frobnicate: 3\n", 1, 1, "\"frobnicate: 3\" is no line of the front matter; expected title,"},
    {": x\n", 1, 1, "\": x\" is no line of the front matter; expected title, minutes,"},
    {"- a\n", 1, 1, "\"- a\" is no line of the front matter; expected title, minutes,"},
    {"goals:\n  * a\n", 2, 3, "\"* a\" is no line of the front matter; expected title, minutes,"},
};

/* Where the text is not all of the front matter, what is missing in it is told in the line before. */
static void check(const LineRow *row, const char *before, const char *after, int lines, bool is_whole) {
    char whole[4096], told[2048] = "";
    MemoryFiles files = {.count = 0};
    FileApi file = {0};
    memory_files_bind(&files, &file);
    memory_files_put(&files, "course/x.md", "an included line\n");
    LessonHost host = lesson_host(&file);
    snprintf(whole, sizeof whole, "%s%s%s", before, row->text, after);
    Lesson *lesson = lesson_parse("course/a.md", str_from(whole), &host);
    assert_non_null(lesson);
    bool is_blamed = false;
    for (int i = 0; i < lesson->mistakes.count; i++) is_blamed = is_blamed || is_whole || lesson->mistakes.item[i].line > lines;
    diag_list_format(told, sizeof told, &lesson->mistakes);
    if (row->says ? !line_is_told(row, &lesson->mistakes, lines) : is_blamed) fail_msg("%s\n => %s", row->text, told);
    lesson_free(lesson);
    memory_files_deinit(&files);
}

static void mistakes_in_steps_are_told_at_their_places(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof in_steps / sizeof *in_steps; i++) check(&in_steps[i], front, "", FRONT_LINES, true);
}

static void mistakes_in_the_front_matter_too(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof in_fronts / sizeof *in_fronts; i++) check(&in_fronts[i], "---\n", step, 1, false);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mistakes_in_steps_are_told_at_their_places),
        cmocka_unit_test(mistakes_in_the_front_matter_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
