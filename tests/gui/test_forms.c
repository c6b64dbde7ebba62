/* Where one phase ends and the next begins the stage takes another form. Nothing that can be read may be there or gone from one frame to the
   next: it comes in over the old picture, and that one goes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/number.h"
#include "support/drive.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 768, NEAR = 40, STEEP = 110 }; /* STEEP: of 255, as much as a frame may change */

typedef struct Word {
    char text[64];
    double x, y;
    int alpha;
} Word;

typedef struct Words {
    bool no_answers; /* they come as far as the hand has come */
    Word word[WORDS_MAX];
    int count;
} Words;

/* What acts says so from one step to the next, and numbers tick: those are left out, and what is written on them. */
static bool is_counted(Str group, const DrawItem *item) {
    bool of_stage = group.count >= 5 && memcmp(group.at, "stage", 5) == 0;
    bool is_symbol =
        item->op == DRAW_TEXT && (item->face == FACE_MATH || item->face == FACE_MATH_ITALIC); /* the same ones stand close together */
    bool acts = str_equal(group, "stage/tip") || str_equal(group, "stage/hover") || str_equal(group, "stage/travel");
    acts = acts || (item->text.count > 2 && memcmp(item->text.at, "×", 2) == 0) ||
           str_equal(item->text, "·"); /* the factor of the arrow that is crossed */
    return of_stage && !acts && item->op == DRAW_TEXT && item->text.count > 1 && item->text.count < 64 && !is_symbol;
}

/* The same word at nearly the same place. Drawn twice, it is as strong as both together. */
static Word *find_word(Words *words, const DrawItem *item) {
    for (int i = 0; i < words->count; i++) {
        Word *word = &words->word[i];
        if (str_equal(item->text, word->text) && fabs(word->x - item->x0) < NEAR && fabs(word->y - item->y0) < NEAR) return word;
    }
    return NULL;
}

static void read_words(Words *words, Drive *drive, double dt_s) {
    const DrawList *list = drive_frame(drive, dt_s);
    DrawItem item;
    Str group = str_from("");
    words->count = 0;
    for (size_t at = 0; draw_next(list, &at, &item);) {
        if (item.op == DRAW_GROUP) group = item.text;
        if (!is_counted(group, &item) || (words->no_answers && str_equal(group, "stage/ends"))) continue;
        Word *word = find_word(words, &item);
        if (!word) {
            assert_true(words->count < WORDS_MAX);
            word = &words->word[words->count++];
            *word = (Word){.x = item.x0, .y = item.y0};
            str_copy(word->text, sizeof word->text, item.text);
        }
        word->alpha = word->alpha > item.color.a ? word->alpha : item.color.a;
    }
}

static int alpha_in(const Words *words, const Word *wanted) {
    int alpha = 0;
    for (int i = 0; i < words->count; i++) {
        const Word *word = &words->word[i];
        bool near = fabs(word->x - wanted->x) < NEAR && fabs(word->y - wanted->y) < NEAR;
        if (near && strcmp(word->text, wanted->text) == 0 && word->alpha > alpha) alpha = word->alpha;
    }
    return alpha;
}

/* The loss's value and the answer's are told in the loss phase, at their own pace; the sentence of the task gives way to the matrices. */
static void check_change(const Words *before, const Words *now, const char *where, int frame) {
    for (int i = 0; i < now->count; i++)
        if (now->word[i].alpha - alpha_in(before, &now->word[i]) > STEEP)
            fail_msg("%s, frame %d: '%s' at %.0f %.0f is there at once", where, frame, now->word[i].text, now->word[i].x, now->word[i].y);
    for (int i = 0; i < before->count; i++)
        if (before->word[i].alpha - alpha_in(now, &before->word[i]) > STEEP)
            fail_msg("%s, frame %d: '%s' at %.0f %.0f is gone at once", where, frame, before->word[i].text, before->word[i].x,
                     before->word[i].y);
}

static void play_over(Drive *drive, Words words[2], const char *place, int frames) {
    drive_line(drive, place);
    read_words(&words[0], drive, 0);
    drive_key(drive, "Space");
    for (int i = 1; i <= frames; i++) {
        read_words(&words[i % 2], drive, 1 / 60.0);
        check_change(&words[1 - i % 2], &words[i % 2], place, i);
    }
    drive_line(drive, "pause");
}

static void words_come_and_go_where_a_phase_begins(void **state) {
    Drive *drive = *state;
    static const char *const setups[] = {"set cell rnn", "set cell gru", "set cell lstm", "set steps 60", "set steps 90"};
    Words *words = calloc(2, sizeof *words);
    assert_non_null(words);
    for (int i = 0; i < 5; i++) {
        drive_line(drive, setups[i]);
        play_over(drive, words, "seek unroll 0", 90); /* all of it, and what stands at its end */
        play_over(drive, words, "seek unroll end", 24);
        play_over(drive, words, "seek forward end", 40); /* and the answer */
        play_over(drive, words, "seek loss end", 24);
        play_over(drive, words, "seek backward end", 24);
    }
    free(words);
}

/* Along the whole track, two pixels a frame, there and back. */
static void the_same_under_a_hand_that_drags_the_playhead(void **state) {
    Drive *drive = *state;
    Words *words = calloc(2, sizeof *words);
    assert_non_null(words);
    words[0].no_answers = words[1].no_answers = true;
    drive_line(drive, "seek unroll 0");
    drive_frame(drive, 0);
    Rect track = drive_region(drive, "transport/track")->box;
    double y = rect_mid_y(track);
    int frame = 0, phases = 0;
    drive_pointer(drive, track.x + 1, y);
    drive_press(drive, 1);
    read_words(&words[0], drive, 1 / 60.0);
    for (int way = 0; way < 2; way++)
        for (double x = 1; x < track.w - 1; x += 2) {
            Phase phase = drive_ui(drive)->cursor.phase;
            drive_pointer(drive, way ? rect_right(track) - x : track.x + x, y);
            frame++;
            read_words(&words[frame % 2], drive, 1 / 60.0);
            if (way == 0 || drive_ui(drive)->cursor.phase > PHASE_UNROLL) /* the closing chain takes its chart along at once */
                check_change(&words[1 - frame % 2], &words[frame % 2], way ? "dragged back" : "dragged on", frame);
            phases += drive_ui(drive)->cursor.phase != phase;
        }
    assert_int_equal(phases, 8);
    drive_release(drive);
    free(words);
}

static void scrub_to(Drive *drive, Phase phase, double fraction) {
    Cursor cursor = {phase, 0, fraction};
    char line[48], number[24];
    number_format(number, sizeof number, timeline_to_unit(&cursor, &app_lab(drive->app)->run.wiring));
    text_format(line, sizeof line, "scrub %s", number);
    drive_line(drive, line);
}

/* The highest filled bar of the shares, and how strong the matrices are, of 255. */
static double find_share(Drive *drive, int *strength) {
    const DrawList *list = drive_frame(drive, 0);
    DrawItem item;
    bool update = false;
    double height = 0;
    *strength = 0;
    for (size_t at = 0; draw_next(list, &at, &item);) {
        if (item.op == DRAW_GROUP) update = str_equal(item.text, "stage/update");
        if (update && item.op == DRAW_ROUND) height = fmax(height, item.box.h);
        if (update && item.op == DRAW_TEXT && str_equal(item.text, "added")) *strength = item.color.a;
    }
    return height;
}

/* A window in which matrices have room only once the task's sentence and the factors have gone. */
static void matrices_come_in_where_room_is_made_for_them(void **state) {
    Drive *drive = *state;
    static const char *const setups[] = {"set cell gru", "set cell lstm", "set steps 60"};
    int came = 0;
    drive_resize(drive, 1000, 625);
    for (int i = 0; i < 3; i++) {
        drive_line(drive, setups[i]);
        int strength, last_strength = -1;
        double last = -1;
        for (double u = 0.16; u < 0.85; u += 0.01) {
            scrub_to(drive, PHASE_UPDATE, u);
            double height = find_share(drive, &strength);
            if (last >= 0) assert_true(fabs(height - last) < 6 && strength >= last_strength && strength - last_strength < 25);
            came += strength > last_strength && last_strength >= 0;
            last = height;
            last_strength = strength;
        }
        assert_true(last > 8 && strength > 200);
    }
    assert_true(came > 40);
}

static bool says_no_room(Drive *drive) {
    const DrawList *list = drive_frame(drive, 0);
    DrawItem item;
    for (size_t at = 0; draw_next(list, &at, &item);)
        if (item.op == DRAW_TEXT && item.text.count > 12 && memcmp(item.text.at, "No room here", 12) == 0) return true;
    return false;
}

static bool draws_matrices(Drive *drive) {
    int strength;
    find_share(drive, &strength);
    return strength > 0;
}

/* Where the stage has no room for the matrices it says so when their turn comes, and only there. */
static void a_stage_too_low_for_matrices_says_so(void **state) {
    Drive *drive = *state;
    static const int sizes[][2] = {{800, 500}, {1000, 625}, {1280, 720}, {1920, 1080}};
    static const char *const setups[] = {"set cell rnn", "set cell gru", "set cell lstm", "set steps 60", "set clip_norm 0.1"};
    int lacking = 0;
    for (int s = 0; s < 4; s++) {
        drive_resize(drive, sizes[s][0], sizes[s][1]);
        drive_line(drive, "reset");
        for (int i = 0; i < 5; i++) {
            drive_line(drive, setups[i]);
            scrub_to(drive, PHASE_UPDATE, 0.5);
            assert_false(says_no_room(drive));
            drive_line(drive, "seek update end");
            bool there = draws_matrices(drive);
            if (there == says_no_room(drive))
                fail_msg("%s at %dx%d: matrices %d, and the words too", setups[i], sizes[s][0], sizes[s][1], there);
            lacking += !there;
        }
    }
    assert_true(lacking >= 2);
}

/* The lowest box of the ends, which is an input, and the top of the words of the chart's title or legend. */
static Rect find_input(Drive *drive, double *words) {
    const DrawList *list = drive_frame(drive, 0);
    DrawItem item;
    bool ends = false;
    Rect lowest = {0};
    *words = 1e9;
    for (size_t at = 0; draw_next(list, &at, &item);) {
        if (item.op == DRAW_GROUP) ends = str_equal(item.text, "stage/ends");
        bool is_box = item.op == DRAW_ROUND || item.op == DRAW_RECT || item.op == DRAW_IMAGE;
        if (ends && is_box && rect_bottom(item.box) > rect_bottom(lowest)) lowest = item.box;
        bool is_title = item.op == DRAW_TEXT && item.text.count > 16 && memcmp(item.text.at, "What each unit h", 16) == 0;
        if (is_title && item.color.a > 100) *words = item.y0 - 12;
    }
    return lowest;
}

/* Slim columns and the heat map: the folded cell's square becomes a piece of the strip, beside the words below it and without a jump. */
static void inputs_shrink_into_their_strip(void **state) {
    Drive *drive = *state;
    static const char *const setups[] = {"set steps 60", "set cell gru", "set steps 90", "set task reber"};
    int beside = 0;
    drive_resize(drive, 1000, 625);
    for (int i = 0; i < 4; i++) {
        drive_line(drive, setups[i]);
        double words;
        for (double u = 0.3; u < 1; u += 0.02) {
            scrub_to(drive, PHASE_UNROLL, u);
            Rect input = find_input(drive, &words);
            if (rect_bottom(input) > words)
                fail_msg("%s at %g: an input ends at %g, on words at %g", setups[i], u, rect_bottom(input), words);
            beside += words < 1e9;
        }
        scrub_to(drive, PHASE_UNROLL, 0.9999);
        Rect last = find_input(drive, &words);
        drive_line(drive, "seek unroll end");
        Rect strip = find_input(drive, &words);
        assert_true(strip.h > 0 && fabs(last.w - strip.w) < 1 && fabs(last.h - strip.h) < 1 && fabs(last.y - strip.y) < 1);
    }
    assert_true(beside > 40);
}

static bool draws_old(Drive *drive, double dt_s) {
    const DrawList *list = drive_frame(drive, dt_s);
    DrawItem item;
    for (size_t at = 0; draw_next(list, &at, &item);)
        if (item.op == DRAW_GROUP && str_equal(item.text, "stage/old")) return true;
    return false;
}

static void nothing_moves_that_should_not(void **state) {
    Drive *drive = *state;
    drive_line(drive, "seek loss end");
    drive_frame(drive, 0);
    drive_key(drive, "Space");
    assert_true(draws_old(drive, 0.02) && draws_old(drive, 0.02));
    drive_key(drive, "Space"); /* any input ends what is under way */
    assert_false(draws_old(drive, 0.02));
    drive_line(drive, "seek loss end");
    assert_false(draws_old(drive, 0.02)); /* a script is not watched */
    drive_line(drive, "motion reduced");
    drive_frame(drive, 0);
    drive_key(drive, "Space");
    for (int i = 0; i < 60; i++) assert_false(draws_old(drive, 0.02));
}

enum { LETTERS_MAX = 16 };

/* Those that stand in the middle of their place: h, c and the gates before their rows. The same one at the same place is one. */
static int read_letters(Word letter[LETTERS_MAX], Drive *drive, double dt_s) {
    const DrawList *list = drive_frame(drive, dt_s);
    DrawItem item;
    Str group = str_from("");
    int count = 0;
    for (size_t at = 0; draw_next(list, &at, &item);) {
        if (item.op == DRAW_GROUP) group = item.text;
        bool of_rows = str_equal(group, "stage/chain") || str_equal(group, "stage/gates") || str_equal(group, "stage/old");
        if (!of_rows || item.op != DRAW_TEXT || item.face != FACE_MATH_ITALIC || item.align != ALIGN_CENTER || item.color.a == 0) continue;
        int same = 0;
        while (same < count && !(str_equal(item.text, letter[same].text) && fabs(letter[same].x - item.x0) < 0.6)) same++;
        if (same < count) continue;
        assert_true(count < LETTERS_MAX);
        letter[count] = (Word){.x = item.x0, .y = item.y0};
        str_copy(letter[count++].text, sizeof letter[0].text, item.text);
    }
    return count;
}

static void letters_of_the_rows_go_with_the_chain_and_stand_there_once(void **state) {
    Drive *drive = *state;
    static const char *const cells[] = {"set cell gru", "set cell lstm", "set cell rnn"}, *const steps[] = {"8", "16", "60"};
    for (int i = 0; i < 9; i++) {
        Word letter[2][LETTERS_MAX];
        char line[32];
        text_format(line, sizeof line, "set steps %s", steps[i % 3]);
        drive_line(drive, cells[i / 3]);
        drive_line(drive, line);
        drive_line(drive, "seek unroll 0");
        int count = read_letters(letter[0], drive, 0);
        bool is_plain_row = i / 3 == 2 && i % 3 < 2; /* its h stands beside the folded cell alone */
        assert_true(is_plain_row ? count == 0 : count > 0);
        drive_key(drive, "Space");
        for (int k = 1; k < 130; k++) { /* into the forward phase */
            int now = read_letters(letter[k % 2], drive, 1 / 60.0);
            for (int a = 0; a < now; a++)
                for (int b = 0; b < count; b++) {
                    const Word *one = &letter[k % 2][a], *old = &letter[1 - k % 2][b];
                    bool of_row = strcmp(one->text, "x") != 0 && fabs(one->y - old->y) < 30; /* the lines of the units have an h, too */
                    if (of_row && strcmp(one->text, old->text) == 0 && fabs(one->x - old->x) > 90)
                        fail_msg("%s, T = %s, frame %d: %s jumps from %.0f %.0f to %.0f %.0f", cells[i / 3], steps[i % 3], k, one->text,
                                 old->x, old->y, one->x, one->y);
                }
            for (int a = 0; a < now; a++)
                for (int b = 0; b < a; b++)
                    if (strcmp(letter[k % 2][a].text, letter[k % 2][b].text) == 0 && fabs(letter[k % 2][a].y - letter[k % 2][b].y) < 30)
                        fail_msg("%s, T = %s, frame %d: %s stands at %.0f and at %.0f", cells[i / 3], steps[i % 3], k,
                                 letter[k % 2][a].text, letter[k % 2][b].x, letter[k % 2][a].x);
            count = now;
        }
        drive_line(drive, "pause");
    }
}

static double find_head(Drive *drive) {
    const DrawList *list = drive_frame(drive, 0);
    DrawItem item;
    for (size_t at = 0; draw_next(list, &at, &item);)
        if (item.op == DRAW_TEXT && item.text.count > 9 && memcmp(item.text.at, "Each step", 9) == 0) return item.y0;
    return NAN;
}

/* Room is made for the matrices bit by bit; nothing of it comes back at once when it has been made. */
static void rows_do_not_jump_while_weights_are_updated(void **state) {
    Drive *drive = *state;
    static const int size[][2] = {{1920, 1080}, {1280, 800}, {1366, 768}, {1000, 700}};
    static const char *const cells[] = {"set cell rnn", "set cell gru", "set cell lstm"}, *const steps[] = {"8", "16", "60"};
    int seen = 0;
    for (int i = 0; i < 36; i++) {
        char line[48], number[24];
        drive_resize(drive, size[i / 9][0], size[i / 9][1]);
        drive_line(drive, cells[i % 9 / 3]);
        text_format(line, sizeof line, "set steps %s", steps[i % 3]);
        drive_line(drive, line);
        double last = NAN;
        for (int k = 1; k < 80; k++) {
            Cursor cursor = {PHASE_UPDATE, k / 40, k % 40 / 40.0};
            number_format(number, sizeof number, timeline_to_unit(&cursor, &app_lab(drive->app)->run.wiring));
            text_format(line, sizeof line, "scrub %s", number);
            drive_line(drive, line);
            double head = find_head(drive);
            if (fabs(head - last) > 6)
                fail_msg("%d x %d, %s, T = %s: at %d of 40 the row goes from %.0f to %.0f", size[i / 9][0], size[i / 9][1],
                         cells[i % 9 / 3], steps[i % 3], k, last, head);
            seen += isfinite(head) && isfinite(last);
            last = head;
        }
    }
    assert_true(seen > 1200);
}

/* The paths of the units' lines; *widest: of those that are not among the `count` of before. */
static int read_lines(uint64_t hash[], int most, Drive *drive, const uint64_t before[], int count, double *widest) {
    const DrawList *list = drive_frame(drive, 0);
    DrawItem item;
    bool traces = false;
    int now = 0;
    *widest = 0;
    for (size_t at = 0; draw_next(list, &at, &item);) {
        if (item.op == DRAW_GROUP) traces = str_equal(item.text, "stage/traces");
        if (!traces || item.op != DRAW_PATH_STROKE) continue;
        int old = 0;
        while (old < count && before[old] != item.hash) old++;
        if (old == count) *widest = fmax(*widest, item.box.w);
        assert_true(now < most);
        hash[now++] = item.hash;
    }
    return now;
}

/* A long path takes a millisecond; what stands of a line is the same path from frame to frame. */
static void a_line_that_grows_is_a_new_path_at_its_end_only(void **state) {
    enum { PATHS_MAX = 512 };
    Drive *drive = *state;
    static const char *const cells[] = {"set cell rnn", "set cell lstm"}, *const directions[] = {"set direction forward",
                                                                                                 "set direction both"};
    for (int i = 0; i < 4; i++) {
        uint64_t hash[2][PATHS_MAX];
        int count = 0;
        drive_line(drive, cells[i / 2]);
        drive_line(drive, directions[i % 2]);
        drive_line(drive, "set steps 60");
        for (int k = 0; k < 12; k++) {
            Cursor cursor = {PHASE_FORWARD, 40, 0.25 + k / 24.0}; /* nearer to a step the playhead snaps to it */
            char line[48], number[24];
            double widest;
            number_format(number, sizeof number, timeline_to_unit(&cursor, &app_lab(drive->app)->run.wiring));
            text_format(line, sizeof line, "scrub %s", number);
            drive_line(drive, line);
            int now = read_lines(hash[k % 2], PATHS_MAX, drive, hash[1 - k % 2], count, &widest);
            if (now < 30) fail_msg("%s, %s: %d paths", cells[i / 2], directions[i % 2], now); /* six units, forty steps in pieces */
            if (k > 0 && widest > 200) fail_msg("%s, %s: a new path is %.0f wide", cells[i / 2], directions[i % 2], widest);
            count = now;
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(words_come_and_go_where_a_phase_begins, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(the_same_under_a_hand_that_drags_the_playhead, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(matrices_come_in_where_room_is_made_for_them, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(a_stage_too_low_for_matrices_says_so, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(inputs_shrink_into_their_strip, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(letters_of_the_rows_go_with_the_chain_and_stand_there_once, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(a_line_that_grows_is_a_new_path_at_its_end_only, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(rows_do_not_jump_while_weights_are_updated, drive_setup_large, drive_teardown),
        cmocka_unit_test_setup_teardown(nothing_moves_that_should_not, drive_setup_large, drive_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
