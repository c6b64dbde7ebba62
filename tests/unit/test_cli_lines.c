/* Command lines as a person types them, right ones and wrong ones: what each prints, and its status. The message names what was found and
   what is expected. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/program_case.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef struct Line {
    const char *arguments;
    int status;
    const char *parts; /* what it prints holds each of them, between '|' */
} Line;

#define IDENTITY "--set hidden=3 --set activation=identity"

static const Line lines_of_analyses[] = {
    {"analyze --set hidden=3 --set steps=6 what-if state 2 1 0", 0,
     "What if: the state of unit 1 at step 2, layer 1, forward|value|set to                         0"},
    {"analyze --set hidden=3 --set steps=6 what-if state 2 all 0", 0,
     "What if: the state of every unit at step 2|set to                         0"},
    {"analyze --set cell=lstm --set hidden=3 --set steps=6 what-if gate f 2 all 0", 0, "What if: the forget gate of every unit at step 2"},
    {"analyze --set task=sine --set hidden=3 --set steps=6 what-if input 2 1 0.5", 0,
     "What if: input 1 at step 2|set to                         0.5"},
    {"analyze --set hidden=3 --set steps=6 what-if weight U 1 1 0.5 --json", 0, "\"what_if\"|\"after\": 0.5"},
    {"analyze --set hidden=3 --set steps=6 what-if state 2 all 0 --json", 0, "\"what_if\"|\"before\": null"},
    {"analyze --set cell=lstm what-if gate", 2, "what-if gate GATE STEP UNIT VALUE: the gate is missing"},
    {"analyze --set cell=lstm what-if gate f", 2, "the step is missing"},
    {"analyze --set cell=lstm what-if gate q 1 1 0", 2, "'q'"},
    {"analyze --set cell=lstm what-if weight", 2, "the parameter is missing"},
    {"analyze --set hidden=3 what-if state x 1 0", 2, "step 'x'; the sequence has 1 to 16"},
    {"analyze --set hidden=3 what-if input 1 1 z", 2, "value 'z' is not a number"},
    {"analyze --set hidden=3 --set layers=3 --set direction=both check Q 1 1", 2,
     "no parameter 'Q'|and so on up to l2, each also with _reverse"},
    {"analyze --set hidden=3 --set activation=relu check U 1 1 --json", 0, "\"digits\"|\"verdict\": \"checked\""},
    {"analyze --do 'whatif state 2 1 0.5' summary --json", 0, "\"do\": \"whatif state 2 1 0.5\""},
    {"analyze --do 'whatif state 2 1 0.5' items", 1, "items: not while a what-if holds a number"},
    {"analyze --do 'whatif state 2 1 0.5' what-if state 2 1 0", 1, "what-if: not while a what-if holds a number"},
    {"analyze --do 'cliff descend 3' --do 'cliff steps 9' --quantity loss", 0, "loss"},
    {"analyze --do 'cliff set x'", 2, "--do 'cliff set x': cliff: \"set\" is not start"},
    {"analyze --do 'cliff play'", 2, "expected on, off or toggle"},
    {"analyze --do 'cliff w 99'", 2, "--do 'cliff w 99'"},
    {"analyze --set cell=lstm --set hidden=3 --set layers=2 check Q 1 1", 2, "bias_hh_l0 and so on up to l1, head.weight"},
    {"analyze --set cell=lstm --set hidden=3 --set direction=both check Q 1 1", 2, "bias_hh_l0, each also with _reverse, head.weight"},
    {"analyze --set steps=1 what-if state 9 1 0", 2, "step '9'; the sequence has 1 to 1"},
    {"analyze --set task=sentiment what-if state T 1 0.5", 0, "T = 16 (8 of this sequence)|the state of unit 1 at step 8"},
    {"analyze --set task=sentiment what-if state T+1 1 0.5", 2, "step 'T+1'"},
    {"analyze --follow 3", 2, "step 3 has no loss; the only loss is at step 16"},
    {"analyze " IDENTITY " --set radius=3 --set steps=645 summary", 0, "the first number that is not finite: infinity in a gradient"},
    {"analyze " IDENTITY " --set radius=3 --set steps=645 summary --json", 0, "\"fault\": {\"tensor\": \"gradient\", \"is_nan\": false}"},
    {"analyze " IDENTITY " --set radius=3 --set steps=700 summary", 0, "infinity in the pre-activation at step 647, layer 1, forward"},
    {"analyze " IDENTITY " --set radius=3 --set steps=700 verdict", 0, "Not finite|100 more have no error, or numbers that are not finite"},
    {"analyze --set task=latch --set steps=3 --set optimizer=adam --do 'train 3000' verdict", 0, "little left to learn here      yes"},
    {"analyze --set radius=2.5 --set steps=60 verdict", 0, "farthest on the way, step"},
    {"analyze --set hidden=3 --set layers=2 --set direction=both --layer 2 --direction reverse --do 'compare b: layers 1; direction "
     "forward' "
     "--do 'train 3' verdict",
     0, "layer 2 reverse|layer 1 forward"},
    {"analyze --do 'compare b: activation identity; radius 3; steps 900' --do 'train 3' verdict", 0,
     "stopped                        Not trained"},
    {"analyze burst", 1, "all numbers of this training are finite, and no norm was sudden"},
    {"analyze --quantity 'loss +'", 2, "column 7: something is missing at the end"},
    {"analyze --quantity 'h 99 1'", 1, "--quantity 'h 99 1'"},
    {"analyze --set hidden=3 --set cell=lstm axes --state c --json", 0, "\"state\": \"c\""},
    {"analyze --set hidden=3 axes --json", 0, "\"state\": \"h\""},
    {"analyze --set hidden=3 --set cell=gru spectrum --json", 0, "\"radius\""},
    {"analyze --set cell=gru --set hidden=3 truncated --window 1", 0, "Truncated to 1 step, beside the exact gradient"},
    {"analyze --set activation=relu --set radius=0 summary", 0, "every number is finite"},
    {"analyze --set task=sine --set targets=every summary --follow last", 0, "Summary; steps of layer 1, forward"},
    {"analyze --set task=copy --follow 99", 2, "--follow: '99' is not valid"},
    {"analyze --set layers=2 --layer 3", 2, "this network has 2 layers"},
    {"analyze --direction reverse", 2, "this network has no reverse direction"},
    {"analyze --open nowhere.unroll", 2, "nowhere.unroll: cannot open this file"},
    {"analyze --do 'visit'", 2, "--do 'visit'"},
};

static const Line lines_of_trainings[] = {
    {"train --updates 3 --json --csv -", 2, "both write to standard output"},
    {"train --updates 2 --set hidden=3 --until solved", 0, "solved no  stop updates"},
    {"train --do 'text open since.unroll' --updates 1 --until solved", 0,
     "solved no  stop updates  goal none: some of a text cannot be predicted"},
    {"train --do 'text open nowhere.txt'", 2, "--do 'text open nowhere.txt': nowhere.txt: cannot open this file"},
    {"train --do 'series open since.unroll'", 2, "--do 'series open since.unroll': since.unroll"},
    {"train --do 'text top 3'", 2, "is a command of the window"},
    {"train --updates x", 2, "--updates: 'x' is not valid"},
    {"train --updates 2 --open gru.unroll --json", 0, "\"cell\": \"gru\"|\"stop\": \"updates\""},
    {"train --updates 5 --open since.unroll --do 'compare b: cell rnn'", 2,
     "its change is made while it trains, so --do cannot be used with it"},
    {"setup --set cell=gru --do 'train 2' --do 'set clip_norm 1' --do 'compare b: cell rnn' >both.unroll", 0, ""},
    {"train --updates 5 --open both.unroll", 0, "updates 5|b"},
    {"train --updates 5 --open both.unroll --json", 0, "\"variants\"|\"since\": [{\"update\": 2"},
    {"train --updates 5 --open two.unroll --do 'compare b: cell rnn'", 2,
     "its 2 changes are made while it trains, so --do cannot be used with it"},
    {"train --updates 4 --open burst.unroll", 1, "Not trained|held-out loss NaN  accuracy 0.0000|stop diverged"},
    {"train --updates 2 --open burst.unroll", 0, "updates 2|held-out loss NaN|stop updates"},
    {"train --updates 4 --open burst_update.unroll", 1, "Update not done|held-out loss NaN|stop diverged"},
    {"train --updates 2 --open burst.unroll --json", 0, "\"heldout_loss\": null"},
    {"train --updates 3000 --eval-every 3000 --until solved --set task=latch --set steps=3 --set optimizer=adam", 0,
     "updates 3000|solved yes  stop solved"},
    {"train --updates 3 --csv - 2>&-", 0, "updates,sequences|\n3,3,"},
    {"train --updates 5 --open since.unroll --json", 0, "\"since\": [{\"update\": 2"},
    {"train --updates 3 --csv no/where.csv", 1, "no/where.csv: cannot write into the folder of this file"},
    {"train 'cell=gru&hidden=4'", 2, "one argument too many"},
};

static const Line lines_of_saved_setups[] = {
    {"setup --json --line", 2, "two forms; give one of them"},
    {"setup --open nowhere#x", 2, "There is no lesson \"nowhere\""},
    {"setup --open unroll:vanishing/99", 2, "The lesson has no step \"99\""},
    {"setup --open 'vanishing#99'", 2, "The lesson has no step \"99\""},
    {"setup --open '#'", 2, "There is no lesson \"\""},
    {"setup --open 5#2", 0, "steps=16"},
    {"setup --open unroll:vanishing/2", 0, "steps=16"},
    {"setup --open lesson.md#one --line", 0, "hidden=7"},
    {"setup --open lesson.md/one --line", 0, "hidden=7"},
    {"setup --open gru.unroll/one --line", 2, "gru.unroll/one: cannot open this file"},
    {"setup --open a/one --line", 2, "a/one: cannot open this file"},
    {"setup --open unroll://my-lesson --line", 2, "There is no lesson \"my-lesson\""},
    {"setup --open gru.unroll --set hidden=x", 2, "hidden cannot be \"x\""},
    {"setup --set hidden=4 --do 'train 2' --do 'set clip_norm 1' --json", 0, "\"since\": [{\"update\": 2"},
};

static const Line lines_of_lessons[] = {
    {"new-lesson", 2, "no NAME is given"},
    {"new-lesson 12-My_Lesson.md", 0, "12-My_Lesson.md"},
    {"new-lesson 12-My_Lesson.md", 1, "is there already; it stays as it is"},
    {"check 12-My_Lesson.md", 0, "no mistakes"},
    {"new-lesson 0-", 0, "0-.md"},
    {"new-lesson no/where", 1, "no/where.md"},
    {"check nowhere", 1, "nowhere: cannot open this file"},
    {"check lesson.md --time", 1, "s  One|the minutes of the notes add up to 0"},
    {"check empty", 1, "there is no lesson in this folder"},
    {"check " UNROLL_SOURCE_DIR "/lessons/de", 0, "no mistakes"}, /* a translation leads to lessons that are not translated */
    {"handout nowhere -o a.pdf", 2, "There is no lesson \"nowhere\""},
    {"handout -o a.pdf", 2, "no lesson is named"},
    {"handout lesson.md#none -o a.pdf", 2, "none"},
};

static const Line lines_of_texts_and_what_was_done[] = {
    {"strings --language ../x", 1, "../x: cannot open this file"},
    {"strings --language xx", 1, "strings/xx.txt: cannot open this file"},
    {"strings de.txt", 1, "de.txt: cannot open this file"},
    {"progress --settings none", 1, "--settings none keeps nothing"},
    {"progress --settings nowhere/settings", 0, "nothing was done|kept in nowhere/settings.progress"},
};

static const Line lines_of_pictures[] = {
    {"render --language xx -o a.png", 2, "--language: xx: cannot open this file"},
    {"render --size 300x2000 -o a.png", 2, "'300x2000' is not valid|480x600"},
    {"render --size 99999x500 -o a.png", 2, "to 7680x4320"},
    {"render --scale 9 -o a.png", 2, "--scale: '9' is not valid; expected a number from 75 to 250"},
    {"render --size 500x800 --set hidden=3 -o tall.TXT", 0, ""},
    {"render --open lesson.md#one --size 800x500 -o one.txt", 0, ""},
    {"film -o a.gif --fps 0", 2, "--fps: '0' is not valid; expected a whole number from 1 to 60"},
    {"describe --set hidden=x", 2, "hidden cannot be \"x\""},
    {"describe stray", 2, "'stray' is one argument too many"},
    {"describe --set hidden=3 --do 'whatif state 2 1 0.5'", 0, "1 number is held by hand"},
};

static const Line lines_of_files_for_others[] = {
    {"verify gru.unroll", 2, "gru.unroll:1:1: 'cell=gru' ends the metadata without '@name'|nothing was compared"},
    {"verify nowhere", 2, "nowhere: cannot open this file"},
    {"verify --tolerance 0", 2, "expected a number from 1e-300 to 1"},
    {"export model", 2, "no file is named; expected one, such as network.safetensors"},
    {"export nothing x", 2, "'nothing' cannot be exported"},
    {"export model nowhere/x", 1, "nowhere/x: cannot write into the folder of this file"},
};

static const Line lines_of_the_rest[] = {
    {"help nothing", 2, "unknown subcommand 'nothing'"},
    {"completion", 2, "no shell is named"},
    {"manual extra", 2, "'extra' is one argument too many"},
    {"run --settings none --script nowhere", 2, "nowhere: cannot open this file"},
    {"'cell=gru&hidden=x' --settings none", 2, "hidden cannot be \"x\""},
    {"cell=gru --settings none --open gru.unroll", 2, "give one of them"},
    {"cell=gru --settings none", 1, "there is no display"},
};

#define BURST "unroll 1\ncell=rnn\nhidden=3\nactivation=identity\nsteps=1000\nat 2 set radius 3\n"

static int start(void **state) {
    char folder[600];
    if (program_case_start(state)) return -1;
    ProgramCase *program = *state;
    program_case_write(program, "gru.unroll", "cell=gru\nhidden=3\n");
    program_case_write(program, "since.unroll", "unroll 1\ncell=gru\nhidden=3\nhalving=0\nat 2 set clip_norm 1\nat 3\nend\n");
    program_case_write(program, "two.unroll", "unroll 1\nhidden=3\nat 2 set clip_norm 1\nat 3 set clip_norm 2\nat 4\nend\n");
    program_case_write(program, "burst.unroll", BURST "at 3\nend\n");
    program_case_write(program, "burst_update.unroll", BURST "at 2 update\nat 3\nend\n");
    program_case_write(
        program, "lesson.md",
        "---\ntitle: A\nid: my-lesson\nminutes: 1\nlevel: basic\ngoals:\n  - see\n---\n\n## One\n\nLook.\n\n```setup\nhidden "
        "7\n```\n\n## Two\n\nAgain.\n");
    snprintf(folder, sizeof folder, "%s/empty", program->folder);
    return mkdir(folder, 0700);
}

static void run_all(ProgramCase *program, const Line *line, size_t count) {
    for (size_t i = 0; i < count; i++) program_case_expect(program, line[i].arguments, line[i].status, line[i].parts);
}

static void analyses_say_what_they_found_or_what_they_expect(void **state) {
    run_all(*state, lines_of_analyses, sizeof lines_of_analyses / sizeof lines_of_analyses[0]);
}

static void trainings_begin_where_a_file_says_or_name_what_is_wrong(void **state) {
    run_all(*state, lines_of_trainings, sizeof lines_of_trainings / sizeof lines_of_trainings[0]);
}

static void setups_are_found_by_file_and_by_address(void **state) {
    run_all(*state, lines_of_saved_setups, sizeof lines_of_saved_setups / sizeof lines_of_saved_setups[0]);
}

static void lessons_are_made_checked_and_missed_by_name(void **state) {
    run_all(*state, lines_of_lessons, sizeof lines_of_lessons / sizeof lines_of_lessons[0]);
}

static void tables_and_progress_name_their_file(void **state) {
    run_all(*state, lines_of_texts_and_what_was_done, sizeof lines_of_texts_and_what_was_done / sizeof lines_of_texts_and_what_was_done[0]);
}

static void pictures_are_drawn_or_the_option_is_named(void **state) {
    run_all(*state, lines_of_pictures, sizeof lines_of_pictures / sizeof lines_of_pictures[0]);
}

static void files_that_cannot_be_read_or_written_are_named(void **state) {
    run_all(*state, lines_of_files_for_others, sizeof lines_of_files_for_others / sizeof lines_of_files_for_others[0]);
}

static void what_no_subcommand_takes_is_named(void **state) {
    run_all(*state, lines_of_the_rest, sizeof lines_of_the_rest / sizeof lines_of_the_rest[0]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(analyses_say_what_they_found_or_what_they_expect, start, program_case_end),
        cmocka_unit_test_setup_teardown(trainings_begin_where_a_file_says_or_name_what_is_wrong, start, program_case_end),
        cmocka_unit_test_setup_teardown(setups_are_found_by_file_and_by_address, start, program_case_end),
        cmocka_unit_test_setup_teardown(lessons_are_made_checked_and_missed_by_name, start, program_case_end),
        cmocka_unit_test_setup_teardown(tables_and_progress_name_their_file, start, program_case_end),
        cmocka_unit_test_setup_teardown(pictures_are_drawn_or_the_option_is_named, start, program_case_end),
        cmocka_unit_test_setup_teardown(files_that_cannot_be_read_or_written_are_named, start, program_case_end),
        cmocka_unit_test_setup_teardown(what_no_subcommand_takes_is_named, start, program_case_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
