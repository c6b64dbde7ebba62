/* Command lines in a window, right ones and wrong ones, each after those before it: what is refused says what was found and what is expected,
   and leaves the experiment as it was. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "platform/files.h"
#include "support/drive.h"
#include "support/line_table.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct Line {
    const char *text;
    const char *part; /* of the message; NULL: it is done */
} Line;

static const Line first_lines[] = {
    {"presenter vote 1", "presenter: nothing is presented; F5 in a lesson begins."},
    {"present on", "Open a lesson first: F5 presents the one that is open."},
    {"lesson vanishing", NULL},
    {"present on", NULL},
    {"presenter vote 1", "presenter vote: no question with answers to choose from is asked here."},
    {"presenter vote x", "presenter vote: no question with answers to choose from is asked here."},
    {"presenter tally 1 2", "presenter vote: no question with answers to choose from is asked here."},
    {"presenter tally 1 2 3 4 5 6 7 8 9", "presenter vote: no question with answers to choose from is asked here."},
    {"presenter tally 1 x", "presenter vote: no question with answers to choose from is asked here."},
    {"presenter find", NULL},
    {"presenter goto 99", "presenter: \"goto\" is not next, back, blank, spotlight, zoom, lock, add"},
    {"presenter count", "presenter vote: no question with answers to choose from is asked here."},
    {"lesson close", "lesson close: the lesson is being presented; leave the presentation first."},
    {"present off", NULL},
    {"lesson nowhere", "There is no lesson \"nowhere\"."},
    {"lesson vanishing#nowhere", "The lesson has no step \"nowhere\"."},
    {"lesson ./nowhere.md", "There is no lesson \"./nowhere.md\"."},
    {"lesson link 1 1 1", "lesson link: no link stands there."},
    {"lesson link", "lesson link: no link stands there."},
    {"lesson more 0", "lesson more needs a whole number from 1."},
    {"lesson more x", "lesson more needs a whole number from 1."},
    {"lesson step 99", "lesson step: there are 10 steps."},
    {"lesson frobnicate 3", "There is no lesson \"frobnicate 3\"."},
    {"lesson hint", NULL},
    {"lesson solution", "There is no lesson \"solution\"."},
    {"lesson sketch x", "There is no lesson \"sketch x\"."},
    {"answer 9", NULL},
    {"answer x", "answer: no question is open."},
    {"sketch 99 0", "sketch: no curve is to be drawn."},
    {"open #1", "open: there is no file 1 in the list."},
    {"open #99", "open: there is no file 99 in the list."},
    {"open", NULL},
    {"open nowhere", "There is no file \"nowhere\"."},
    {"open ./nowhere.unroll", "There is no file \"./nowhere.unroll\"."},
    {"save", NULL},
    {"export", NULL},
    {"export nothing", "There is no folder of your own here; give a path, such as ./picture.png."},
    {"export size 3x3", "export size: \"3x3\" is not possible; expected one of window|1280x720|19"},
    {"export form nothing", "export form: \"nothing\" is not possible; expected one of png|svg|pdf|cs"},
    {"export rate 99", "export rate: \"99\" is not possible; expected one of 30|60."},
    {"export ground nothing", "export ground: \"nothing\" is not possible; expected one of theme|transp"},
    {"export span x", "There is no folder of your own here"},
    {"export charts ./c.csv", "export: this picture has no chart; expected one, such as after \"show h"},
    {"copy chart nothing", "copy: there is no chart \"nothing\" in this picture; it has no chart."},
    {"copy chart history-loss", "copy: there is no chart \"history-loss\" in this picture; it has no char"},
    {"paste", "The clipboard holds no experiment; expected a line such as unroll"},
    {"cut", "There is no command \"cut\""},
    {"copy", "copy needs the word chart."},
    {"search", NULL},
    {"search xyzzyx", NULL},
    {"glossary xyzzy", "glossary: there is no word \"xyzzy\"."},
    {"glossary show xyzzy", "glossary: there is no word \"xyzzy\"."},
    {"show nowhere", "There is no screen \"nowhere\"; expected one of stage, story, lesson, co"},
    {"hide nothing", "hide: \"nothing\" is too much."},
    {"focus nowhere", "There is no control \"nowhere\" in this picture; controls are named like"},
    {"setting nothing 3", "'nothing' is not a setting; expected theme, palette, scale, motion, st"},
    {"setting theme blue", "theme cannot be 'blue'; expected dark or light."},
    {"setting scale 999", "scale cannot be '999'; expected a number from 75 to 250."},
    {"setting language xx", "xx: cannot open this file: No such file or directory"},
    {"bind F5", "bind needs text."},
    {"bind F5 frobnicate", "F5: There is no command \"frobnicate\""},
    {"bind", "bind needs one word."},
    {"bind F99 train 1", "\"F99\" is not a key; expected one such as F5, Ctrl+U, Shift+Left or a l"},
    {"zoom 99", "zoom: \"99\" is not in, out or reset."},
    {"zoom in", NULL},
    {"temperature -1", "temperature cannot be -1; it goes from 0.05 to 20."},
    {"temperature x", "temperature: \"x\" is not a number."},
    {"seek backward 99", "seek: the phase backward has 16 steps now; 99 is too far. It goes from"},
    {"seek nowhere", "seek: \"nowhere\" is not a phase (unroll, forward, loss, backward or upd"},
    {"seek update nowhere", "seek: \"nowhere\" is not start, shares, change, weights or end, nor the "},
    {"visit 99", "Update 99 is not reached yet; this training has updates 0 to 0. `train` "},
    {"visit x", "visit: \"x\" is not a whole number from 0 to 1000000000, or \"end\"."},
    {"unit 99", "unit: there is no unit 99; a layer has 6 hidden units."},
    {"chain 9", "chain: \"9\" is not a whole number from 1 to 4."},
    {"follow 99", "follow: step 99 has no loss; the only loss is at step 16."},
    {"follow x", "follow: \"x\" is not a time step, last or all."},
    {"microscope nothing", "microscope: \"nothing\" is not all, losses, eigenvalues, product, weight"},
    {"microscope eigenvalues 99", "microscope: \"99\" is too much."},
    {"itemise nothing", "itemise: \"nothing\" is not norms, pulls or toggle."},
    {"itemise pulls 99", "itemise: \"99\" is too much."},
    {"terms h 99 1", "terms: \"99\" is no time step; expected 1 to 16."},
    {"terms q 1 1", "terms: there is no q here: a plain RNN with this loss, wiring and dept"},
    {"terms", "terms needs the number that is to be explained."},
    {"terms dW 1 99", "terms: \"99\" is no column; expected 1 to 6."},
    {"check all", NULL},
    {"check x", "check: \"x\" is not weight, all, up, down, left or right."},
    {"check cancel", "check: \"cancel\" is not weight, all, up, down, left or right."},
    {"cliff w x", "cliff w: \"x\" is not possible; expected a number from 3.5 to 7."},
    {"cliff place 0 0 0", "cliff: \"0\" is too much here."},
    {"cliff unit 99", "cliff unit: \"99\" is not possible; expected sigmoid or latch."},
    {"whatif state 99 1 0", "whatif: there is no step 99; there are 1 to 16."},
    {"whatif gate f 1 1 0", "whatif: a plain RNN has no gate \"f\"; it has h (hidden state)."},
    {"whatif frob", "whatif: there is no \"frob\" to hold; expected input, state, gate, weigh"},
    {"whatif state 1 1", "whatif: a number or the word free is missing at the end."},
    {"whatif state 1 1 nan", "whatif: \"nan\" is not a number or the word free."},
    {"whatif input 1 9 0", "whatif: there is no input 9; there is only 1."},
    {"whatif weight W 99 1 0", "whatif: there is no row 99; there are 1 to 6."},
    {"whatif weight Q 1 1 0", "whatif: \"Q\" is not a matrix (U, W or V) or a bias (b_ih, b_hh or b_y)."},
    {"pull", NULL},
    {"pull 3", "pull: \"3\" is too much."},
    {"eigenvalue 99 1", "eigenvalue: there is no eigenvalue 99; W has 6, as many as hidden unit"},
    {"eigenvalue 1 x", "eigenvalue: \"x\" is not a number; expected eigenvalue K RE, or eigenval"},
    {"eigenvalue 1 0.5 of f", "eigenvalue: a plain RNN has no gate f; expected h."},
    {"eigenvalue 1 0.5 of W 9", "eigenvalue: \"9\" is not possible; expected a layer, from 1."},
    {"seeds 0", "seeds: \"0\" is not a whole number from 1 to 50."},
    {"seeds 99999", "seeds: \"99999\" is not a whole number from 1 to 50."},
    {"seeds x", "seeds: \"x\" is not a whole number from 1 to 50."},
    {"sweep hidden", "sweep needs the values of that key."},
    {"sweep nothing 1 2", "There is no parameter \"nothing\""},
    {"sweep hidden 1 x", "hidden cannot be \"x\"; it is a whole number from 1 to 256."},
    {"sweep hidden 3", "sweep: found 1 value of hidden; expected 2 to 8, as in sweep steps 4 8"},
    {"compare", "compare needs a variant's name and what it changes, or none."},
    {"compare a", "compare: found \"a\"; expected NAME: key value; key value, as in compare"},
    {"compare a:", "compare a: it changes nothing; expected key value, as in compare LSTM:"},
    {"compare a: cell", "compare a: cell has no value; expected key value, as in cell lstm."},
    {"compare a: cell xyz", "compare a: cell cannot be \"xyz\"; it is one of: rnn, gru, lstm."},
    {"compare a: task copy", "compare a: task chooses the data, and all variants are compared "},
    {"compare none", NULL},
    {"compare b: hidden 9999", "compare b: hidden cannot be 9999; it goes from 1 to 256."},
    {"guess 0 0", "guess: \"0\" is not a whole number from 1 to 10000000."},
    {"guess x", "guess: \"x\" is not a whole number from 1 to 10000000."},
    {"text open", "open: expected the name of a file, of at most 1023 bytes."},
    {"text open ./nowhere.txt", "./nowhere.txt: cannot open this file: No such file or directory"},
    {"text pick 99", "'pick' is not an action of text; expected open, paste, prompt, temper"},
    {"text temperature x", "'x' is not a temperature; expected a number from 0.05 to 5."},
    {"series open ./nowhere.csv", "./nowhere.csv: cannot open this file: No such file or directory"},
    {"series column 9", "The series is no column of your own file; open one first: series op"},
    {"sentence open ./nowhere.tsv", "./nowhere.tsv: cannot open this file: No such file or directory"},
    {"sentence", NULL},
    {"sentence xyzzy", NULL},
    {"type abc", NULL},
    {"key Frob", NULL},
    {"key Ctrl+Frob", NULL},
    {"click nowhere", "There is no control \"nowhere\" in this picture; controls are named like"},
    {"press", NULL},
    {"pointer x y", "pointer: \"x\" is not a number."},
    {"pointer 3", "pointer needs a number."},
    {"resize 1 1", NULL},
    {"resize x", "resize: \"x\" is not a whole number from 1 to 1000000000."},
    {"frame x", "frame: \"x\" is not a number."},
    {"frame -1", NULL},
    {"motion nothing", "motion: \"nothing\" is not full, reduced or toggle."},
    {"speed 99", "speed cannot be 99; it goes from 0.25 to 8."},
    {"speed x", "speed: \"x\" is not a number."},
    {"play maybe", "play: \"maybe\" is not toggle or on."},
    {"training maybe", "training: \"maybe\" is not on, off or toggle."},
    {"train 0", "train: \"0\" is not a whole number from 1 to 1000000."},
    {"train x", "train: \"x\" is not a whole number from 1 to 1000000."},
    {"train 99999999999", "train: \"99999999999\" is not a whole number from 1 to 1000000."},
    {"set", "set needs a parameter's key."},
    {"set hidden", "set needs a value."},
    {"set hidden x", "hidden cannot be \"x\"; it is a whole number from 1 to 256."},
    {"set hidden 0", "hidden cannot be 0; it goes from 1 to 256."},
    {"set frob 3", "There is no parameter \"frob\""},
    {"set cell frob", "cell cannot be \"frob\"; it is one of: rnn, gru, lstm."},
    {"reset frob", "There is no parameter \"frob\""},
    {"reset", NULL},
    {"preset frob", "There is no preset \"frob\"; there are first, lstm, gru, explode, clip, "},
    {"preset", "preset needs one word."},
    {"undo", NULL},
    {"redo", NULL},
    {"chart nothing zoom", "chart: there is no chart \"nothing\" in this picture; it has: gradient."},
    {"chart history-loss zoom 1", "chart: there is no chart \"history-loss\" in this picture; it has: gradient."},
    {"chart history-loss frob", "chart: there is no chart \"history-loss\" in this picture; it has: gradient."},
    {"mirror maybe", "mirror: \"maybe\" is not on, off or toggle."},
    {"describe", NULL},
    {"share", NULL},
    {"share line", "share: \"line\" is too much."},
    {"quit now", "quit: \"now\" is too much."},
    {"progress frob", "progress: \"frob\" is not copy, export or reset."},
};

static const Line file_lines[] = {
    {"save @/mine", NULL},
    {"save @/mine", NULL},
    {"set hidden 4", NULL},
    {"save", NULL},
    {"save @/other.unroll", NULL},
    {"set hidden 3", NULL},
    {"save @/mine", "exists already"},
    {"save @/mine", NULL},
    {"open @/other.unroll", NULL},
    {"open @/mine.unroll", NULL},
    {"open @/mine", NULL},
    {"open @", "holds no lesson; expected Markdown files in it"},
    {"open @/nowhere", "There is no file"},
    {"show files", NULL},
    {"frame", NULL},
    {"open #1", NULL},
    {"open #9", "open: there is no file 9 in the list."},
    {"save @/no/where", "cannot write into the folder of this file"},
    {"hide", NULL},
    {"show export", NULL},
    {"export form txt", "export form"},
    {"export form svg", NULL},
    {"export @/a", NULL},
    {"frame 0.5", NULL},
    {"export @/a.svg", "exists already"},
    {"export @/a.svg", NULL},
    {"frame 0.5", NULL},
    {"open @/a.svg", NULL},
    {"export size 1920x1080", NULL},
    {"export form png", NULL},
    {"export @/b", NULL},
    {"frame 0.5", NULL},
    {"export ground transparent", NULL},
    {"export size window", NULL},
    {"export @/c.png", NULL},
    {"frame 0.5", NULL},
    {"export @/d.pdf", NULL},
    {"frame 0.5", NULL},
    {"open @/d.pdf", NULL},
    {"export @/e.csv", "export: this picture has no chart"},
    {"train 3", NULL},
    {"show history", NULL},
    {"frame", NULL},
    {"export @/e.csv", NULL},
    {"frame 0.5", NULL},
    {"open @/e.csv", NULL},
    {"text open @/e.csv", NULL},
    {"series open @/e.csv", "this row has 2 fields, the first one has 3"},
    {"series open " UNROLL_SOURCE_DIR "/assets/series/sales.csv frob", "frob"},
    {"sentence open @/e.csv", "is not a label; expected positive, negative or neutral"},
    {"sentence open @/d.pdf", "is not part of a character; expected text in UTF-8"},
    {"preset first", NULL},
    {"share", NULL},
    {"set hidden 9", NULL},
    {"paste", NULL},
    {"describe", NULL},
    {"progress export @/p.txt", NULL},
    {"progress export @/no/where", "cannot write into the folder of this file"},
    {"progress copy", NULL},
    {"setting language @/nowhere.txt", "cannot open this file"},
    {"lesson @/nowhere.md", "There is no lesson"},
};

static const Line second_lines[] = {
    {"lesson vanishing", NULL},
    {"lesson next", NULL},
    {"lesson next", NULL},
    {"lesson step 3", NULL},
    {"answer 9", "'9' is not one of the answers; expected 1 to 4."},
    {"answer x", "'x' is not one of the answers; expected 1 to 4."},
    {"answer 1", NULL},
    {"lesson hint", NULL},
    {"present on", NULL},
    {"presenter vote 1", NULL},
    {"presenter vote 9", "presenter vote: '9' is not one of the answers; expected 1 to 4."},
    {"presenter vote x", "presenter vote: 'x' is not one of the answers; expected 1 to 4."},
    {"presenter vote 1.5", "presenter vote: '1.5' is not one of the answers; expected 1 to 4."},
    {"presenter unvote 9", "presenter vote: '9' is not one of the answers; expected 1 to 4."},
    {"presenter tally 1 2", NULL},
    {"presenter tally 1 2 3 4 5 6 7 8 9", "presenter tally: there are 4 answers; more numbers were typed."},
    {"presenter tally 1 x", "presenter tally: 'x' is not a number of votes; expected 0 to 9999."},
    {"presenter tally 1 99999", "presenter tally: '99999' is not a number of votes; expected 0 to 9999."},
    {"presenter tally 1 1.5", "presenter tally: '1.5' is not a number of votes; expected 0 to 9999."},
    {"presenter count", NULL},
    {"frame", NULL},
    {"key 3", NULL},
    {"key Backspace", NULL},
    {"key 4", NULL},
    {"key Space", NULL},
    {"key 2", NULL},
    {"key Return", NULL},
    {"frame", NULL},
    {"presenter count", NULL},
    {"key Escape", NULL},
    {"frame", NULL},
    {"presenter find", NULL},
    {"frame", NULL},
    {"type xyzzy", NULL},
    {"key Return", NULL},
    {"frame", NULL},
    {"key Escape", NULL},
    {"frame", NULL},
    {"presenter zoom", NULL},
    {"frame", NULL},
    {"presenter lock", NULL},
    {"presenter blank", NULL},
    {"frame", NULL},
    {"presenter blank", NULL},
    {"presenter address", NULL},
    {"frame", NULL},
    {"presenter spotlight", NULL},
    {"pointer 400 300", NULL},
    {"frame", NULL},
    {"presenter notes", NULL},
    {"frame", NULL},
    {"presenter next", NULL},
    {"presenter back", NULL},
    {"presenter frob", "presenter: \"frob\" is not next, back, blank, spotlight, zoom, lock, add"},
    {"present on", NULL},
    {"mirror on", NULL},
    {"frame", NULL},
    {"frame", NULL},
    {"presenter next", NULL},
    {"frame", NULL},
    {"frame", NULL},
    {"mirror off", NULL},
    {"presenter leave", NULL},
    {"frame", NULL},
    {"present off", NULL},
    {"lesson close", NULL},
    {"lesson grid", "There is no lesson \"grid\"."},
    {"lesson 01-memory.md", NULL},
    {"lesson ./01-memory.md", NULL},
    {"lesson tour", NULL},
    {"lesson tour#nowhere", "The lesson has no step \"nowhere\"."},
    {"lesson next", NULL},
    {"lesson back", NULL},
    {"lesson all", "There is no lesson \"all\"."},
    {"lesson reset", NULL},
    {"lesson controls", NULL},
    {"lesson solution", "There is no lesson \"solution\"."},
    {"lesson more 1", NULL},
    {"lesson more 99", NULL},
    {"lesson link 1 2", "lesson link: no link stands there."},
    {"lesson link x", "lesson link: no link stands there."},
    {"lesson begin", "There is no lesson \"begin\"."},
    {"lesson skip", NULL},
    {"search gradient", NULL},
    {"search", NULL},
    {"glossary lstm", NULL},
    {"glossary show lstm", NULL},
    {"hide", NULL},
    {"show export", NULL},
    {"frame", NULL},
    {"export size 1920x1080", NULL},
    {"export form pdf", NULL},
    {"export size window", NULL},
    {"export form csv", NULL},
    {"export form frames", NULL},
    {"export form png", NULL},
    {"export ground transparent", NULL},
    {"export ground", "export ground: \"\" is not possible; expected one of theme|transparent."},
    {"export ground theme", NULL},
    {"export name", "There is no folder of your own here"},
    {"show files", NULL},
    {"frame", NULL},
    {"open #99", "open: there is no file 99 in the list."},
    {"save", NULL},
    {"set weights 3", "There is no parameter \"weights\""},
    {"show history", NULL},
    {"train 3", NULL},
    {"frame", NULL},
    {"copy chart history-loss", NULL},
    {"chart history-loss frob", "chart: \"frob\" is not possible; expected fit, in, out, left, right, up,"},
    {"chart history-loss zoom x", "chart: \"x\" is not a number; expected zoom TIMES X Y."},
    {"chart history-loss zoom 1 2", "chart: a number is missing; expected zoom TIMES X Y."},
    {"chart history-loss scale frob", "chart: \"scale\" is not possible; expected fit, in, out, left, right, up"},
    {"export charts", "There is no folder of your own here"},
    {"export form csv", NULL},
    {"hide", NULL},
    {"edit controls/hidden", "edit: \"controls/hidden\" is not copy, cut, paste, all, undo or redo."},
    {"type 5", NULL},
    {"key Return", NULL},
    {"edit controls/radius", "edit: \"controls/radius\" is not copy, cut, paste, all, undo or redo."},
    {"type abc", NULL},
    {"key Return", NULL},
    {"key Escape", NULL},
    {"focus controls/radius", "\"controls/radius\" cannot have the keyboard focus now."},
    {"frame", NULL},
    {"key Right", NULL},
    {"key Home", NULL},
    {"key Up", NULL},
    {"key PageUp", NULL},
    {"edit nowhere", "edit: \"nowhere\" is not copy, cut, paste, all, undo or redo."},
    {"key Tab", NULL},
    {"key Tab", NULL},
    {"key Enter", NULL},
    {"key Shift+Tab", NULL},
    {"bind F9 train 2", NULL},
    {"bind F9", "bind needs text."},
    {"bind F9 none", NULL},
    {"rebind F9", NULL},
    {"rebind frob", NULL},
    {"key F9", NULL},
    {"limit frob", "limit: there is no setting \"frob\"; expected keys with commas between t"},
    {"more", "more needs on, off or toggle."},
    {"block 1", "block: an LSTM has no gate \"1\"; expected one of i, f, g, o."},
    {"cell frob", "cell: \"frob\" is not a whole number from 1 to 1000000000."},
    {"digits 99", "digits: \"99\" is not three, all or toggle."},
    {"digits 3", "digits: \"3\" is not three, all or toggle."},
    {"gradient frob", "gradient: \"frob\" is not relative, absolute or toggle."},
    {"palette frob", "palette: \"frob\" is not default, contrast or toggle."},
    {"fullscreen maybe", "fullscreen: \"maybe\" is not on, off or toggle."},
    {"wheel x", "wheel: \"x\" is not a number."},
    {"click", "click needs one word."},
    {"press 1", "press: \"1\" is not double or shift."},
    {"press", NULL},
    {"release", NULL},
    {"compose abc", NULL},
    {"compose", NULL},
    {"key Escape", NULL},
    {"scrub x", "scrub: \"x\" is not a number."},
    {"scrub backward 3", "scrub: \"backward\" is not a number."},
    {"phase frob", "phase: \"frob\" is not next or previous."},
    {"step frob", "step: \"frob\" is not forward or back."},
    {"walk frob", "walk: \"frob\" is not up or down."},
    {"match frob", "match: \"frob\" is not units or weights."},
    {"theme frob", "theme: \"frob\" is not dark, light or toggle."},
    {"course frob", "course: \"frob\" is not find, hit, own, ask or keep."},
    {"scroll nowhere 3", "scroll: \"nowhere\" is not up, down, back, next, top or end."},
    {"scroll stage x", "scroll: \"stage\" is not up, down, back, next, top or end."},
    {"curve frob", "curve: \"frob\" is not linear, log or toggle."},
    {"export span frob", "There is no folder of your own here"},
    {"undo", NULL},
    {"redo", NULL},
};

typedef struct Fixture {
    Drive drive;
    char folder[64];
    char copied[1 << 16];
} Fixture;

static bool write_clipboard(void *user, const char *text, Diag *diag) {
    Fixture *place = user;
    return strlen(text) < sizeof place->copied ? strcpy(place->copied, text) != NULL : diag_fail(diag, "too long for the test");
}

static bool read_clipboard(void *user, char **text, Diag *diag) {
    Fixture *place = user;
    *text = mem_new(sizeof place->copied);
    if (!*text) return diag_fail(diag, "no memory");
    strcpy(*text, place->copied);
    return true;
}

static int start(void **state) {
    Fixture *place = calloc(1, sizeof *place);
    if (!place) return -1;
    drive_start(&place->drive);
    platform_files(&place->drive.world.file);
    place->drive.world.place.find = drive_find_course;
    place->drive.world.clipboard = (ClipboardApi){.user = place, .read = read_clipboard, .write = write_clipboard};
    strcpy(place->copied, "what was copied elsewhere");
    strcpy(place->folder, "/tmp/unroll-refused-XXXXXX");
    if (!mkdtemp(place->folder)) return -1;
    drive_resize(&place->drive, 1920, 1080);
    *state = place;
    return 0;
}

static int end(void **state) {
    Fixture *place = *state;
    char command[128];
    drive_end(&place->drive);
    snprintf(command, sizeof command, "rm -rf '%s'", place->folder);
    free(place);
    return system(command);
}

/* Lines that only a script has, and keys, act through the next frame. */
static bool act(Drive *drive, const char *line) {
    bool is_key = strncmp(line, "key ", 4) == 0, is_typed = strncmp(line, "type ", 5) == 0;
    if (is_key) drive_key(drive, line + 4);
    if (is_typed) drive_type(drive, line + 5);
    return is_key || is_typed;
}

/* "@" stands for the fixture's folder. */
static void play(Fixture *place, const Line *line, size_t count) {
    Drive *drive = &place->drive;
    for (size_t i = 0; i < count; i++, line++) {
        char text[1200];
        Diag diag;
        line_expand(text, sizeof text, line->text, place->folder);
        if (!line->part && act(drive, text)) continue;
        const LineRow row = {.text = line->text, .says = line->part};
        bool good = line_apply(drive->app, text, &diag);
        diag.line = diag.column = 0; /* a window shows no place */
        line_check(&row, good, &diag);
        for (int frame = 0; frame < 2; frame++) assert_false(drive_frame(drive, 0.1)->failed);
    }
}

static void wrong_words_are_named(void **state) {
    Fixture *place = *state;
    play(place, first_lines, sizeof first_lines / sizeof *first_lines);
}

static void files_are_found_kept_and_named(void **state) {
    Fixture *place = *state;
    play(place, file_lines, sizeof file_lines / sizeof *file_lines);
}

static void in_a_lesson_and_on_other_screens_too(void **state) {
    Fixture *place = *state;
    play(place, second_lines, sizeof second_lines / sizeof *second_lines);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(wrong_words_are_named, start, end),
        cmocka_unit_test_setup_teardown(files_are_found_kept_and_named, start, end),
        cmocka_unit_test_setup_teardown(in_a_lesson_and_on_other_screens_too, start, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
