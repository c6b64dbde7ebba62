/* What is said to an answer waits until the stage shows what it speaks of: until the answer's training has ended and every compared variant
   is there. With a worker that is as slow as the test says, in the reader and before a class. */
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "base/arena.h"
#include "support/drive.h"
#include "support/slow_worker.h"
#include <string.h>

/* The words that only the trained networks bear out begin with "So". */
static const char lesson_text[] =
    "---\ntitle: A race\nid: race\nminutes: 1\nlevel: basic\ngoals:\n  - see it\n---\n\n"
    "## The race\n\nTwo cells.\n\n```setup start\npreset first\nsteps 40\nhidden 24\n```\n```do\nshow compare\nseek backward end\n```\n"
    "```compare\nRNN: from start\nGRU: from start; cell gru\nLSTM: from start; cell lstm\n```\n"
    "```predict\n? Who is right?\n- one :: So not one.\n* two\n- three\n> So two are.\n! train 600\n! seek backward end\n```\n\n"
    "So they are.\n\n```predict\n? So who is wrong?\n- one\n* two\n> So two.\n```\n\n```note\n1 min\n```\n\n"
    "## Key points\n\n- One point.\n";

/* The reveal stops once; the words behind the question speak of what the second part shows. */
static const char stopping_text[] =
    "---\ntitle: Two parts\nid: parts\nminutes: 1\nlevel: basic\ngoals:\n  - see it\n---\n\n"
    "## The parts\n\nOne chain.\n\n```setup start\npreset first\n```\n```do\nseek backward 1\n```\n"
    "```predict\n? How far?\n- near\n* far\n> So it goes far.\n! seek backward 4\n! --\n! seek backward end\n```\n\n"
    "At the end all is there.\n\n```predict\n? How many?\n- one\n* two\n> Two.\n```\n\n```note\n1 min\n```\n\n"
    "## Key points\n\n- One point.\n";

/* The race without what stands behind its question. */
static const char last_text[] =
    "---\ntitle: A last race\nid: last\nminutes: 1\nlevel: basic\ngoals:\n  - see it\n---\n\n"
    "## The race\n\nTwo cells.\n\n```setup start\npreset first\nsteps 40\nhidden 24\n```\n```do\nshow compare\nseek backward end\n```\n"
    "```compare\nRNN: from start\nGRU: from start; cell gru\nLSTM: from start; cell lstm\n```\n"
    "```predict\n? Who is right?\n- one :: So not one.\n* two\n> So two are.\n! train 600\n! seek backward end\n```\n\n"
    "```note\n1 min\n```\n\n## Key points\n\n- One point.\n";

static bool is_there(void *user, const char *path) {
    (void)user;
    return strcmp(path, "/own/race.md") == 0 || strcmp(path, "/own/parts.md") == 0 || strcmp(path, "/own/last.md") == 0;
}

static bool read_lesson(void *user, const char *path, char **data, size_t *size, Diag *diag) {
    if (!is_there(user, path)) return diag_fail(diag, "no such file");
    const char *text = strcmp(path, "/own/parts.md") == 0 ? stopping_text : strcmp(path, "/own/last.md") == 0 ? last_text : lesson_text;
    *size = strlen(text);
    *data = mem_new(*size + 1);
    memcpy(*data, text, *size);
    return true;
}

static int setup(void **state) {
    static SlowWorker worker; /* the drive ends after the test */
    if (drive_setup_large(state) != 0) return -1;
    Drive *drive = *state;
    drive->world.file.read = read_lesson;
    drive->world.file.is_there = is_there;
    drive->tick_s = 0.002; /* a slice of the training ends before the training does */
    drive_line(drive, "lesson /own/race.md");
    slow_worker_bind(&worker, &drive->world.worker, 6);
    return 0;
}

/* True if the words that wait are in the picture. Then nothing in it may be on its way. */
static bool explains(Drive *drive) {
    bool is_explained = drive_has_text(drive, "So ");
    if (is_explained) {
        assert_false(drive_has_text(drive, "computing"));
        assert_int_equal(app_lab(drive->app)->run.update, 600);
    }
    return is_explained;
}

/* Frames until the words are there. Some pictures before must show the state that the words would have misdescribed. */
static void wait_for_words(Drive *drive) {
    int frames = 0, trained = 0, computing = 0;
    for (; !explains(drive); frames++) {
        assert_true(frames < 4000);
        trained += app_lab(drive->app)->run.update < 600;
        computing += app_lab(drive->app)->run.update == 600 && drive_has_text(drive, "computing");
        if (app_lab(drive->app)->run.update == 600 && drive_has_text(drive, "for all, after"))
            assert_false(drive_has_text(drive, "computing")); /* each look is a frame of its own */
        drive_frame(drive, 0.016);
    }
    assert_true(trained > 0);
    assert_true(computing > 0);
}

static void words_wait_for_the_training_and_the_variants(void **state) {
    Drive *drive = *state;
    assert_false(drive_has_text(drive, "So "));
    drive_key(drive, "1");
    wait_for_words(drive);
    assert_true(drive_has_text(drive, "So not one"));
    assert_true(drive_has_text(drive, "So two are"));
    assert_true(drive_has_text(drive, "So who is wrong"));
}

static void a_hidden_question_is_neither_answered_nor_skipped(void **state) {
    Drive *drive = *state;
    drive_key(drive, "2");
    drive_key(drive, "1");
    while (app_lab(drive->app)->run.update < 600) drive_frame(drive, 0.016);
    assert_false(explains(drive));
    drive_key(drive, "1");
    drive_click(drive, "lesson/next");
    for (int i = 0; i < 4000 && !explains(drive); i++) drive_frame(drive, 0.016);
    drive_region(drive, "lesson/answer1"); /* the second question is open */
    drive_region(drive, "lesson/answer2");
    assert_false(drive_has_text(drive, "So two."));
}

/* A step that is entered again begins with the untrained networks. */
static void words_wait_again_where_the_step_is_entered_again(void **state) {
    Drive *drive = *state;
    drive_key(drive, "2");
    wait_for_words(drive);
    drive_line(drive, "lesson reset");
    assert_int_equal(app_lab(drive->app)->run.update, 0);
    assert_false(explains(drive));
    drive_click(drive, "lesson/next");
    wait_for_words(drive);
}

static void words_wait_before_a_class(void **state) {
    Drive *drive = *state;
    drive_key(drive, "F5");
    assert_false(explains(drive));
    drive_key(drive, "PageDown");
    wait_for_words(drive);
    assert_true(drive_has_text(drive, "So two are"));
}

/* A press that would ask the next question at once would never show the class what is so. */
static void the_class_sees_each_answer_before_the_next_question(void **state) {
    Drive *drive = *state;
    drive_key(drive, "F5");
    drive_key(drive, "PageDown");
    wait_for_words(drive);
    assert_true(drive_has_text(drive, "So two are"));
    assert_false(drive_has_text(drive, "who is wrong"));
    drive_line(drive, "presenter next");
    assert_true(drive_has_text(drive, "who is wrong"));
    assert_false(drive_has_text(drive, "So two"));
    drive_line(drive, "presenter next");
    assert_true(drive_has_text(drive, "So two."));
    drive_line(drive, "presenter next");
    assert_true(drive_has_text(drive, "One point"));
    for (int back = 0; back < 2; back++) drive_line(drive, "presenter back");
    assert_true(drive_has_text(drive, "who is wrong"));
    assert_false(drive_has_text(drive, "So two"));
    drive_line(drive, "presenter back");
    assert_true(drive_has_text(drive, "So two are"));
}

/* Outside a window's frame all is done at once, words and variants. */
/* A press while variants are computed says so; the next one means it. */
static void one_press_does_not_take_the_answer_from_the_class(void **state) {
    Drive *drive = *state;
    for (int presses = 1; presses <= 2; presses++) {
        drive_line(drive, "lesson /own/last.md");
        drive_key(drive, "F5");
        drive_key(drive, "PageDown");
        for (int i = 0; i < 4000 && app_lab(drive->app)->run.update < 600; i++) drive_frame(drive, 0.02);
        assert_true(drive_has_text(drive, "computing"));
        drive_key(drive, "PageDown");
        assert_string_equal(drive_ui(drive)->message, "Computing. This takes a moment.");
        if (presses == 2) drive_key(drive, "PageDown");
        assert_int_equal(drive_has_text(drive, "One point"), presses == 2);
        if (presses == 1) {
            for (int i = 0; i < 4000 && !explains(drive); i++) drive_frame(drive, 0.02);
            assert_true(drive_has_text(drive, "So two are"));
            drive_key(drive, "PageDown");
            assert_true(drive_has_text(drive, "One point"));
        }
        drive_key(drive, "Escape");
    }
}

static void a_script_waits_for_both(void **state) {
    Drive *drive = *state;
    drive_line(drive, "answer 2");
    assert_true(explains(drive));
}

static void words_behind_a_question_wait_for_the_stops_of_its_answer(void **state) {
    Drive *drive = *state;
    drive_line(drive, "lesson /own/parts.md");
    drive_key(drive, "2");
    for (int i = 0; i < 100; i++) drive_frame(drive, 0.016);
    assert_true(drive_has_text(drive, "So it goes far")); /* the stage shows that already */
    assert_false(drive_has_text(drive, "At the end"));
    assert_false(drive_has_text(drive, "How many"));
    drive_key(drive, "1"); /* the second question cannot be answered yet */
    for (int visit = 0; visit < 2; visit++) {
        assert_false(drive_has_text(drive, "At the end"));
        drive_click(drive, "lesson/next");
        for (int i = 0; i < 100; i++) drive_frame(drive, 0.016);
        assert_true(drive_has_text(drive, "At the end"));
        assert_true(drive_has_text(drive, "How many"));
        assert_false(drive_has_text(drive, "Two."));
        drive_line(drive, "lesson reset"); /* and anew where the step is entered again */
        drive_click(drive, "lesson/next");
        for (int i = 0; i < 100; i++) drive_frame(drive, 0.016);
    }
}

#define REVEAL_TEST(NAME) cmocka_unit_test_setup_teardown(NAME, setup, drive_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        REVEAL_TEST(words_wait_for_the_training_and_the_variants),
        REVEAL_TEST(a_hidden_question_is_neither_answered_nor_skipped),
        REVEAL_TEST(words_wait_again_where_the_step_is_entered_again),
        REVEAL_TEST(words_wait_before_a_class),
        REVEAL_TEST(the_class_sees_each_answer_before_the_next_question),
        REVEAL_TEST(one_press_does_not_take_the_answer_from_the_class),
        REVEAL_TEST(a_script_waits_for_both),
        REVEAL_TEST(words_behind_a_question_wait_for_the_stops_of_its_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
