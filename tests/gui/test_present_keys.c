/* Presenting by keys in another order than the usual one: lines of votes that are none, keys while something trains, and a second window whose
   keys come faster than the frames. gui/present has the usual order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/drive.h"
#include "support/memory_files.h"
#include <stdlib.h>
#include <string.h>

static const char lesson_text[] = "---\ntitle: A short one\nid: short\nminutes: 3\nlevel: basic\ngoals:\n  - see it\n---\n\n"
                                  "## First step\n\nThe first sentence.\n\n"
                                  "```setup start\npreset first\n```\n```do\nseek backward 1\n--\ntrain 30000\n--\nseek loss 1\n```\n"
                                  "```note\n1 min\n```\n\n"
                                  "## Second step\n\nHere it is asked.\n\n"
                                  "```setup\nfrom start\n```\n```do\nseek backward end\n```\n"
                                  "```predict\n? How many?\n- one :: No.\n* two\n- three :: No.\n> Two it is.\nvote\n```\n"
                                  "```note\n2 min\n```\n\n"
                                  "## Third step\n\n```setup\nfrom start\n```\n```do\nseek backward 1\n```\n"
                                  "```predict number\n? What?\n= 1 \xC2\xB1 1\n> So much.\n```\n```note\n1 min\n```\n\n"
                                  "## Key points\n\n- One point.\n";

typedef struct Case {
    Drive drive; /* first: what drive_line and its like are given */
    MemoryFiles files;
} Case;

static int setup(void **state) {
    Case *here = *state = calloc(1, sizeof *here);
    if (!here) return -1;
    drive_start(&here->drive);
    memory_files_bind(&here->files, &here->drive.world.file);
    memory_files_put(&here->files, "/own/short.md", lesson_text);
    drive_resize(&here->drive, 1920, 1080);
    drive_line(&here->drive, "lesson /own/short.md");
    return 0;
}

static int teardown(void **state) {
    Case *here = *state;
    drive_end(&here->drive);
    memory_files_deinit(&here->files);
    free(here);
    return 0;
}

static void type(Drive *drive, const char *keys) {
    for (; *keys; keys++) drive_key(drive, *keys == ' ' ? "Space" : (const char[]){*keys, '\0'});
}

/* The votes that are counted so far stay what they were. */
static void a_line_that_is_no_line_of_votes_counts_nothing(void **state) {
    static const char *const wrong[][2] = {{"presenter vote 0", "'0' is not one of the answers; expected 1 to 3"},
                                           {"presenter vote 4", "expected 1 to 3"},
                                           {"presenter vote 1.5", "expected 1 to 3"},
                                           {"presenter vote two", "expected 1 to 3"},
                                           {"presenter unvote 9", "expected 1 to 3"},
                                           {"presenter tally 1 2 3 4", "there are 3 answers; more numbers"},
                                           {"presenter tally 1.5", "'1.5' is not a number of votes"},
                                           {"presenter tally -1", "expected 0 to 9999"},
                                           {"presenter tally 10000", "expected 0 to 9999"},
                                           {"presenter tally 5 x", "'x' is not a number of votes"}};
    Drive *drive = *state;
    drive_line(drive, "present toggle");
    assert_true(drive_ui(drive)->screens.is_presenting);
    drive_line(drive, "present on"); /* it is already */
    drive_refuse(drive, "presenter vote 1", "no question with answers to choose from is asked here");
    drive_refuse(drive, "presenter tally 1", "no question with answers to choose from is asked here");
    drive_refuse(drive, "presenter count", "no question with answers to choose from is asked here");
    drive_line(drive, "presenter go second");
    drive_line(drive, "presenter tally 12 9999 3");
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) drive_refuse(drive, wrong[i][0], wrong[i][1]);
    drive_line(drive, "presenter vote 2"); /* there are no more than 9999 */
    for (int i = 0; i < 4; i++) drive_line(drive, "presenter unvote 3");
    drive_line(drive, "presenter next"); /* the answer, with the votes */
    drive_frame(drive, 0);
    assert_true(drive_has_run(drive, "12") && drive_has_run(drive, "9999") && drive_has_run(drive, "0"));
    drive_refuse(drive, "presenter go no-such-step", "");
    drive_line(drive, "presenter go third"); /* a number is asked: it has no answers to choose from */
    drive_refuse(drive, "presenter vote 1", "no question with answers to choose from is asked here");
    drive_line(drive, "present toggle");
    assert_false(drive_ui(drive)->screens.is_presenting);
    drive_line(drive, "present off"); /* it is already */
}

/* Typed: a blank or Backspace before the first digit does nothing, a key that no line has gives it up, and what is wrong is said. */
static void a_line_of_votes_is_typed_and_mended(void **state) {
    Drive *drive = *state;
    drive_line(drive, "present on");
    drive_line(drive, "presenter go second");
    drive_key(drive, "Space"); /* not within a digit's time: to the answer */
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "Two it is"));
    drive_key(drive, "PageUp");
    drive_line(drive, "presenter count");
    drive_key(drive, "Backspace");
    type(drive, " 77");
    drive_key(drive, "Backspace");
    drive_key(drive, "Backspace");
    type(drive, "71 82 93");
    assert_true(drive_has_text(drive, "71 82 93_"));
    drive_key(drive, "Enter");
    drive_line(drive, "presenter count");
    type(drive, "1 2 3 4");
    drive_key(drive, "Return");
    assert_true(drive_ui(drive)->message_is_bad);
    assert_non_null(strstr(drive_ui(drive)->message, "there are 3 answers; more numbers were typed"));
    drive_line(drive, "presenter count");
    for (int i = 0; i < 20; i++) type(drive, "1 23"); /* as long as a line can be */
    type(drive, " ");
    uint64_t full = draw_hash(drive_frame(drive, 0));
    type(drive, "4 ");
    assert_true(draw_hash(drive_frame(drive, 0)) == full);
    int stop = drive_has_text(drive, "Two it is");
    drive_key(drive, "A");
    assert_false(drive_has_text(drive, "1 23"));
    assert_int_equal(drive_has_text(drive, "Two it is"), stop);
    drive_key(drive, "PageDown");
    drive_frame(drive, 0);
    assert_true(drive_has_run(drive, "71") && drive_has_run(drive, "82") && drive_has_run(drive, "93"));
}

/* A digit where nothing is asked that has answers is no vote, and a blank behind it goes on. */
static void a_digit_without_a_question_begins_no_line(void **state) {
    Drive *drive = *state;
    drive_line(drive, "present on");
    type(drive, "1 ");
    drive_frame(drive, 0);
    assert_int_equal(app_lab(drive->app)->run.update > 0 || drive_ui(drive)->cursor.phase == PHASE_BACKWARD, 1);
    assert_false(drive_has_text(drive, "1 _"));
    drive_line(drive, "presenter go third");
    type(drive, "2 ");
    drive_frame(drive, 0);
    assert_false(drive_has_text(drive, "2 _"));
}

/* What a window sends; drive_key is a script's. */
static void press(Drive *drive, const char *key, int count, int window) {
    Input input;
    input_reset(&input);
    for (int i = 0; i < count; i++) {
        InputEvent event = {.kind = INPUT_KEY};
        str_copy(event.text, sizeof event.text, str_from(key));
        input_push(&input, &event);
    }
    app_frame_surface(drive->app, window, &input, 0.02);
}

/* A training of the lesson takes many frames; the next key ends it at once, with all of its updates, and goes no further. */
static void a_key_finishes_what_trains(void **state) {
    Drive *drive = *state;
    const Run *run = &app_lab(drive->app)->run;
    press(drive, "F5", 1, 0);
    press(drive, "PageDown", 1, 0); /* begins to train */
    drive_frame(drive, 0.02);
    assert_true(run->update < 30000);
    press(drive, "PageDown", 1, 0);
    assert_int_equal(run->update, 30000);
    assert_int_equal(drive_ui(drive)->cursor.phase, PHASE_BACKWARD);
    press(drive, "PageDown", 1, 0);
    assert_int_equal(drive_ui(drive)->cursor.phase, PHASE_LOSS);
    press(drive, "PageUp", 1, 0);
    for (int i = 0; i < 3000 && run->update < 30000; i++) drive_frame(drive, 0.02); /* as far as it was */
    assert_int_equal(run->update, 30000);
}

/* In a script each line is done at once. */
static void in_a_script_a_stop_is_there_when_its_line_is_done(void **state) {
    Drive *drive = *state;
    drive_line(drive, "present on");
    drive_line(drive, "presenter next");
    assert_int_equal(app_lab(drive->app)->run.update, 30000);
}

/* A press in the lecturer's window waits for the next frame of the first one; more than there is room for are dropped. */
static void the_second_window_waits_for_the_first(void **state) {
    Drive *drive = *state;
    Diag diag = {0};
    drive_line(drive, "mirror on");
    assert_true(app_open_surface(drive->app, 1, &diag));
    assert_false(app_is_moving(drive->app));
    press(drive, "F5", 1, 1); /* it cannot begin it */
    drive_frame(drive, 0);
    assert_false(drive_ui(drive)->screens.is_presenting);
    drive_line(drive, "present on");
    drive_line(drive, "presenter go second");
    press(drive, "A", 20, 1); /* the address, on and off; sixteen of them are kept */
    assert_false(drive_has_text(drive, "unroll short#second-step"));
    drive_frame(drive, 0);
    assert_false(drive_has_text(drive, "unroll short#second-step"));
    press(drive, "A", 1, 1);
    assert_true(app_is_moving(drive->app)); /* the next frame has something to do */
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "unroll short#second-step"));
    press(drive, "Escape", 1, 1);
    drive_frame(drive, 0);
    assert_false(drive_ui(drive)->screens.is_presenting);
}

/* The clock of the lecturer's window: each second is another picture of it, and of nothing else. */
static void each_second_is_another_picture_of_the_clock(void **state) {
    Drive *drive = *state;
    Diag diag = {0};
    drive_line(drive, "present on");
    for (int i = 0; i < 5; i++) drive_frame(drive, 0);
    drive->time_s += 3;
    assert_false(app_look(drive->app)); /* nobody sees the clock */
    drive_line(drive, "mirror on");
    assert_true(app_open_surface(drive->app, 1, &diag));
    for (int i = 0; i < 5; i++) drive_frame(drive, 0);
    assert_false(app_look(drive->app));
    drive->time_s += 1.5;
    assert_true(app_look(drive->app));
    drive_frame(drive, 0);
    assert_false(app_look(drive->app));
    drive_line(drive, "present off");
    drive->time_s += 3;
    assert_false(app_look(drive->app));
}

/* The steps are listed in the window where the key was pressed; going to one of them waits for the first window. */
static void a_step_is_found_from_the_second_window(void **state) {
    Drive *drive = *state;
    Diag diag = {0};
    drive_line(drive, "present on");
    drive_line(drive, "mirror on");
    assert_true(app_open_surface(drive->app, 1, &diag));
    press(drive, "G", 1, 1);
    Input input;
    input_reset(&input);
    InputEvent event = {.kind = INPUT_TEXT};
    str_copy(event.text, sizeof event.text, str_from("third"));
    input_push(&input, &event);
    app_frame_surface(drive->app, 1, &input, 0);
    press(drive, "Return", 1, 1);
    drive_frame(drive, 0);
    assert_true(drive_has_text(drive, "What?"));
    assert_false(screen_is_open(&drive_ui(drive)->screens, SCREEN_GOTO));
}

/* A tally with Shift and a digit, as the keyboard sends it: the digit is not what the key types. */
static void shift_and_a_digit_take_a_vote_back(void **state) {
    Drive *drive = *state;
    drive_line(drive, "present on");
    drive_line(drive, "presenter go second");
    drive_line(drive, "presenter tally 41 57 63");
    Input input;
    input_reset(&input);
    InputEvent event = {.kind = INPUT_KEY, .digit = 2};
    str_copy(event.text, sizeof event.text, str_from("\""));
    input_push(&input, &event);
    app_frame(drive->app, &input, 0);
    drive_line(drive, "presenter next");
    drive_frame(drive, 0);
    assert_true(drive_has_run(drive, "41") && drive_has_run(drive, "56") && drive_has_run(drive, "63"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_line_that_is_no_line_of_votes_counts_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(a_line_of_votes_is_typed_and_mended, setup, teardown),
        cmocka_unit_test_setup_teardown(a_digit_without_a_question_begins_no_line, setup, teardown),
        cmocka_unit_test_setup_teardown(a_key_finishes_what_trains, setup, teardown),
        cmocka_unit_test_setup_teardown(in_a_script_a_stop_is_there_when_its_line_is_done, setup, teardown),
        cmocka_unit_test_setup_teardown(each_second_is_another_picture_of_the_clock, setup, teardown),
        cmocka_unit_test_setup_teardown(a_step_is_found_from_the_second_window, setup, teardown),
        cmocka_unit_test_setup_teardown(shift_and_a_digit_take_a_vote_back, setup, teardown),
        cmocka_unit_test_setup_teardown(the_second_window_waits_for_the_first, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
