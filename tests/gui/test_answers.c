/* Every kind of question answered wrongly, in part and well, line by line; links and addresses of steps; and what is held, moved by keys as far
   as it goes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/drive.h"
#include "support/lab_case.h"
#include "support/memory_files.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char lesson_text[] =
    "---\ntitle: Answers\nid: answers\nminutes: 1\nlevel: basic\ngoals:\n  - see\n---\n\n"
    "## Choice\n\nHere:\n\n```predict\n? Which?\n- red :: No.\n- green :: No.\n* blue\n```\n```note\n1 min\n```\n\n"
    "## Number\n\nHere:\n\n```predict number\n? How much?\n= 0.5 ± 0.1\n~ 0.9 : Too much of it.\n```\n\n"
    "## Place\n\nHere:\n\n```predict place\n? Where?\n@ step T\n```\n\n"
    "## Order\n\nHere:\n\n```predict order\n? Which first?\n1. forward\n2. loss\n3. backward\n```\n\n"
    "## Match\n\nHere:\n\n```predict match\n? Which is which?\n- gru = two gates\n- lstm = three gates\n```\n\n"
    "## Draw\n\nHere:\n\n```draw\n? How does it fall?\ncurve rgrad 1..4\naxis log\n```\n\n"
    "## Write\n\nHere:\n\n```write\n? Why?\n= Because.\n```\n\n"
    "## Try\n\nHere:\n\n```try\nTrain it.\nuntil loss < 0\nhint after 60s: More of it.\nsolution: train 2\n```\n\n"
    "## Links\n\n[train](do:train%201), [a step](#write), [the web](https://example.org/a), [nothing](nowhere.md).\n\n"
    "```aside\nA folded word.\n```\n";

typedef struct Line {
    const char *text;
    const char *part; /* of the message; NULL: it is done */
} Line;

static const Line lines[] = {
    {"answer 1", "answer: no question is open."},
    {"lesson answers.md", NULL},
    {"answer 0", "'0' is not one of the answers; expected 1 to 3."},
    {"answer 4", "'4' is not one of the answers; expected 1 to 3."},
    {"answer 1.5", "'1.5' is not one of the answers; expected 1 to 3."},
    {"answer 1e9", "'1e9' is not one of the answers; expected 1 to 3."},
    {"answer -1", "'-1' is not one of the answers; expected 1 to 3."},
    {"answer x", "'x' is not one of the answers; expected 1 to 3."},
    {"answer 3", NULL},
    {"answer 1", "answer: no question is open."},
    {"lesson answers.md#nowhere", "The lesson has no step \"nowhere\"."},
    {"lesson answers.md#2", NULL},
    {"answer x", "'x' is not a number; expected one such as 0.17 or 1e-6."},
    {"answer 0,45", NULL},
    {"lesson reset", NULL},
    {"lesson answers.md#0", "The lesson has no step \"0\"."},
    {"lesson answers.md#99", "The lesson has no step \"99\"."},
    {"lesson answers.md#1.5", "The lesson has no step \"1.5\"."},
    {"lesson #place", NULL},
    {"answer 0", "'0' is not a time step; expected 1 to 16."},
    {"answer 99", "'99' is not a time step; expected 1 to 16."},
    {"answer x", "'x' is not a time step; expected 1 to 16."},
    {"answer 2.5", "'2.5' is not a time step; expected 1 to 16."},
    {"answer 16", NULL},
    {"lesson ##", "The lesson has no step \"#\"."},
    {"lesson /order", "There is no lesson \"/order\"."},
    {"lesson unroll:answers.md#order", NULL},
    {"lesson unroll://answers.md#order", NULL},
    {"answer 0", "'0' is not one of the answers; expected 1 to 3."},
    {"answer 4", "'4' is not one of the answers; expected 1 to 3."},
    {"answer 1.5", "'1.5' is not one of the answers; expected 1 to 3."},
    {"answer 1", NULL},
    {"answer 2", NULL},
    {"answer 2", NULL},
    {"answer 2", NULL},
    {"answer 3", NULL},
    {"lesson #match", NULL},
    {"answer 0", "'0' is not one of the answers; expected 1 to 2."},
    {"answer 3", "'3' is not one of the answers; expected 1 to 2."},
    {"answer x", "'x' is not one of the answers; expected 1 to 2."},
    {"answer 1", NULL},
    {"answer 1", NULL},
    {"answer 2", NULL},
    {"answer 1", NULL},
    {"lesson #draw", NULL},
    {"answer x", "The curve is drawn on the chart; \"answer done\" compares it."},
    {"answer done", "Point 1 of the curve is not drawn yet."},
    {"answer 1", "The curve is drawn on the chart; \"answer done\" compares it."},
    {"sketch 0 1", "sketch: \"0\" is not a whole number from 1 to 1000000000. It is"},
    {"sketch 5 1", "sketch: there is no point 5; expected 1 to 4."},
    {"sketch 1 0.5", NULL},
    {"sketch 2 x", "sketch: \"x\" is not a number. It is written: sketch count number."},
    {"sketch 2 0.25", NULL},
    {"answer done", "Point 3 of the curve is not drawn yet."},
    {"sketch 3 0", NULL},
    {"answer done", "Point 4 of the curve is not drawn yet."},
    {"sketch 3 0", NULL},
    {"sketch 4 -1", NULL},
    {"key Up", NULL},
    {"key Right", NULL},
    {"key Down", NULL},
    {"key Left", NULL},
    {"key Right", NULL},
    {"key Up", NULL},
    {"key x", NULL},
    {"answer done", NULL},
    {"lesson #write", NULL},
    {"answer", "answer needs text. It is written: answer text."},
    {"answer  ", "Nothing was written."},
    {"answer because of this", NULL},
    {"lesson #try", NULL},
    {"lesson hint", NULL},
    {"lesson solve", NULL},
    {"lesson controls", NULL},
    {"lesson controls", NULL},
    {"lesson solve", NULL},
    {"lesson #links", NULL},
    {"lesson link 0:96:9", NULL},
    {"lesson link 0:96:52", NULL},
    {"lesson link 0:96:33", NULL},
    {"lesson #links", NULL},
    {"lesson link 0:96:86", "There is no lesson \"nowhere.md\"."},
    {"lesson link 1:96:1", "lesson link: no link stands there."},
    {"lesson link 0:99999999999:1", "lesson link: no link stands there."},
    {"lesson link x 1 1", "lesson link: no link stands there."},
    {"lesson link 1", "lesson link: no link stands there."},
    {"lesson link 9 9 9", "lesson link: no link stands there."},
    {"lesson #links", NULL},
    {"lesson more 1", NULL},
    {"lesson more 64", NULL},
    {"lesson more 65", NULL},
    {"lesson more 0", "lesson more needs a whole number from 1."},
    {"lesson more 1.5", "lesson more needs a whole number from 1."},
    {"lesson step 0", "lesson step needs a whole number from 1."},
    {"lesson step 9", NULL},
    {"lesson step 10", "lesson step: there are 9 steps."},
    {"lesson step x", "lesson step needs a whole number from 1."},
    {"lesson step", "lesson step needs a whole number from 1."},
    {"lesson back", NULL},
    {"lesson skip", NULL},
    {"lesson next", NULL},
    {"lesson next", NULL},
    {"lesson solve", "lesson solve: no lesson is open."},
    {"lesson answers.md?hidden", "There is no lesson \"answers.md?hidden\"."},
    {"lesson answers.md?allow=hidden", NULL},
    {"lesson answers.md?allow=", NULL},
    {"lesson answers.md?allow=frob", "allow: there is no setting \"frob\"; expected keys with commas between"},
    {"lesson answers.md?allow=none", NULL},
    {"lesson answers.md?allow=all", NULL},
    {"lesson answers.md?allow=hidden,radius", NULL},
    {"lesson answers.md#try?allow=hidden", NULL},
    {"lesson close", NULL},
    {"lesson hint", "lesson hint: no lesson is open."},
    {"lesson skip", "lesson skip: no lesson is open."},
    {"lesson solve", "lesson solve: no lesson is open."},
    {"lesson controls", "lesson controls: no lesson is open."},
    {"lesson step 1", "lesson step: no lesson is open."},
    {"lesson more 1", "lesson more: no lesson is open."},
    {"lesson link 1 1 1", "lesson link: no lesson is open."},
    {"lesson reset", "lesson reset: no lesson is open."},
    {"sketch 1 1", "sketch: no curve is to be drawn."},
};

typedef struct Fixture {
    MemoryFiles files;
    Drive drive;
} Fixture;

static int setup(void **state) {
    Fixture *f = calloc(1, sizeof *f);
    *state = f;
    if (!f) return -1;
    memory_files_put(&f->files, "answers.md", lesson_text);
    drive_start(&f->drive);
    memory_files_bind(&f->files, &f->drive.world.file);
    drive_resize(&f->drive, 1920, 1080);
    return 0;
}

static int teardown(void **state) {
    Fixture *f = *state;
    drive_end(&f->drive);
    memory_files_deinit(&f->files);
    free(f);
    return 0;
}

static void answers_are_taken_or_refused(void **state) {
    Fixture *f = *state;
    Drive *drive = &f->drive;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        const Line *line = &lines[i];
        Diag diag = {0};
        bool is_key = strncmp(line->text, "key ", 4) == 0;
        LabDigest before = lab_case_digest(app_lab(drive->app));
        if (is_key) drive_key(drive, line->text + 4);
        bool good = is_key || app_apply(drive->app, line->text, &diag);
        if (good != !line->part) fail_msg("%d: %s: %s", (int)i, line->text, good ? "was done" : diag.text);
        if (!good && !strstr(diag.text, line->part)) fail_msg("%s: '%s' is not in: %s", line->text, line->part, diag.text);
        if (!good) {
            LabDigest after = lab_case_digest(app_lab(drive->app));
            lab_case_assert_same(&after, &before, line->text);
        }
        for (int frame = 0; frame < 20; frame++) assert_false(drive_frame(drive, 0.1)->failed);
    }
}

/* The first held number after a key on its chip; NAN stands for let go of. */
static const struct {
    const char *hold, *key;
    double value;
} pulls[] = {
    {"whatif gate f 3 1 0.5", "Up", 0.542},
    {"whatif gate f 3 1 0.5", "Right", 0.542},
    {"whatif gate f 3 1 0.5", "Down", 0.458},
    {"whatif gate f 3 1 0.5", "Left", 0.458},
    {"whatif gate f 3 1 0.5", "Shift+Up", 0.508},
    {"whatif gate f 3 1 0.5", "Shift+Left", 0.492},
    {"whatif gate f 3 1 0.5", "Home", 0},
    {"whatif gate f 3 1 0.5", "End", 1},
    {"whatif gate f 3 1 0.5", "Delete", NAN},
    {"whatif gate f 3 1 0.5", "Backspace", NAN},
    {"whatif gate g 3 1 -0.5", "Up", -0.42},
    {"whatif gate g 3 1 -0.5", "Right", -0.42},
    {"whatif gate g 3 1 -0.5", "Down", -0.58},
    {"whatif gate g 3 1 -0.5", "Left", -0.58},
    {"whatif gate g 3 1 -0.5", "Shift+Up", -0.48},
    {"whatif gate g 3 1 -0.5", "Shift+Left", -0.52},
    {"whatif gate g 3 1 -0.5", "Home", -1},
    {"whatif gate g 3 1 -0.5", "End", 1},
    {"whatif gate g 3 1 -0.5", "Delete", NAN},
    {"whatif gate g 3 1 -0.5", "Backspace", NAN},
    {"whatif state 3 1 0.5", "Up", 0.55},
    {"whatif state 3 1 0.5", "Right", 0.55},
    {"whatif state 3 1 0.5", "Down", 0.45},
    {"whatif state 3 1 0.5", "Left", 0.45},
    {"whatif state 3 1 0.5", "Shift+Up", 0.51},
    {"whatif state 3 1 0.5", "Shift+Left", 0.49},
    {"whatif state 3 1 0.5", "Home", 0.5},
    {"whatif state 3 1 0.5", "End", 0.5},
    {"whatif state 3 1 0.5", "Delete", NAN},
    {"whatif state 3 1 0.5", "Backspace", NAN},
    {"whatif input 3 1 2", "Up", 2.1},
    {"whatif input 3 1 2", "Right", 2.1},
    {"whatif input 3 1 2", "Down", 1.9},
    {"whatif input 3 1 2", "Left", 1.9},
    {"whatif input 3 1 2", "Shift+Up", 2.02},
    {"whatif input 3 1 2", "Shift+Left", 1.98},
    {"whatif input 3 1 2", "Home", 2},
    {"whatif input 3 1 2", "End", 2},
    {"whatif input 3 1 2", "Delete", NAN},
    {"whatif input 3 1 2", "Backspace", NAN},
    {"whatif weight W 1 1 0.5", "Up", 0.55},
    {"whatif weight W 1 1 0.5", "Right", 0.55},
    {"whatif weight W 1 1 0.5", "Down", 0.45},
    {"whatif weight W 1 1 0.5", "Left", 0.45},
    {"whatif weight W 1 1 0.5", "Shift+Up", 0.51},
    {"whatif weight W 1 1 0.5", "Shift+Left", 0.49},
    {"whatif weight W 1 1 0.5", "Home", 0.5},
    {"whatif weight W 1 1 0.5", "End", 0.5},
    {"whatif weight W 1 1 0.5", "Delete", NAN},
    {"whatif weight W 1 1 0.5", "Backspace", NAN},
};

static void keys_pull_what_is_held(void **state) {
    Fixture *f = *state;
    Drive *drive = &f->drive;
    for (size_t i = 0; i < sizeof pulls / sizeof *pulls; i++) {
        drive_line(drive, "whatif none");
        drive_line(drive, "preset lstm");
        drive_line(drive, "seek forward 3");
        drive_line(drive, pulls[i].hold);
        drive_frame(drive, 1);
        drive_line(drive, "focus stage/hold1");
        drive_key(drive, pulls[i].key);
        drive_frame(drive, 1);
        const Run *run = &app_lab(drive->app)->run;
        double value = run->is_held ? run->hold[0].value : NAN;
        if (isnan(value) != isnan(pulls[i].value) || fabs(value - pulls[i].value) > 1e-9)
            fail_msg("%s: %s: %.12g, not %g", pulls[i].hold, pulls[i].key, value, pulls[i].value);
    }
}

static int count_chosen(Drive *drive) {
    DrawItem item;
    int count = 0;
    const DrawList *list = drive_frame(drive, 0);
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        char text[64];
        if (item.op == DRAW_TEXT && str_copy(text, (int)sizeof text, item.text)) count += strstr(text, "chose:") != NULL;
    }
    return count;
}

/* A cross beside the right item leaves open what was wrong. All orders of three: one is right, three have two items at wrong places, and two have
   three; of the matches of two, one has two wrong ones. */
static void a_wrong_order_shows_what_was_chosen_in_each_place(void **state) {
    static const char *const order[] = {"123", "132", "213", "231", "312", "321"}, *const match[] = {"12", "21"};
    int all = 0, right = 0;
    for (size_t i = 0; i < 8; i++) {
        Drive *drive;
        assert_int_equal(setup(state), 0);
        drive = &((Fixture *)*state)->drive;
        drive_line(drive, i < 6 ? "lesson answers.md#order" : "lesson answers.md#match");
        for (const char *at = i < 6 ? order[i] : match[i - 6]; *at; at++) drive_key(drive, (const char[]){*at, '\0'});
        drive_settle(drive);
        int count = count_chosen(drive);
        assert_true(count == 0 || count == 2 || (count == 3 && i < 6));
        all += count;
        right += count == 0;
        teardown(state);
    }
    assert_int_equal(all, 3 * 2 + 2 * 3 + 2);
    assert_int_equal(right, 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(answers_are_taken_or_refused, setup, teardown),
        cmocka_unit_test(a_wrong_order_shows_what_was_chosen_in_each_place),
        cmocka_unit_test_setup_teardown(keys_pull_what_is_held, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
