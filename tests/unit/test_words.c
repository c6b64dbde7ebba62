/* A text of one's own word by word: its vocabulary, the task that learns it, and how the word five back moves what comes next. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/number.h"
#include "base/random.h"
#include "data/words.h"
#include "experiment/writer.h"
#include "support/lab_case.h"
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static Text text;

static Text *read_words(Str bytes, int piece) {
    Diag diag = {0};
    if (!text_read(&text, "my.txt", bytes, &diag)) fail_msg("%s", diag.text);
    WordsReading *reading = words_reading_new(&text, bytes);
    assert_non_null(reading);
    while (!words_reading_step(reading, piece)) assert_true(words_reading_progress(reading) <= 1);
    Text *words = words_reading_end(reading);
    text_deinit(&text);
    return words;
}

static void words_are_runs_of_letters_in_small_and_marks(void **state) {
    (void)state;
    static const char *const expected[] = {"don't", "stop", ",", "ünsinn", "ärger", "straße", "!",   "привет",
                                           "42",    "it",   "s", "rock",   "roll",  "?",      "well"};
    Str rest = str_from("\"Don't STOP\", Ünsinn \xC2\xA0-- Ärger/Straße! ПРИВЕТ (42)\r\n'it' s rock'-'roll? …well'");
    char word[TEXT_WORD_SIZE];
    for (int i = 0; i < 15; i++) {
        assert_true(words_next(word, &rest));
        assert_string_equal(word, expected[i]);
    }
    assert_false(words_next(word, &rest));
    assert_false(words_next(word, &rest));
    rest = str_from("ääääääääääääääääääääääääääää end"); /* cut where no letter is split */
    assert_true(words_next(word, &rest));
    assert_int_equal(strlen(word), 30);
    assert_true(words_next(word, &rest));
    assert_string_equal(word, "end");
}

static void the_most_frequent_words_keep_a_symbol_and_the_rest_is_said(void **state) {
    (void)state;
    char *bytes = mem_new(1 << 16), said[160], name[TEXT_WORD_SIZE];
    int used = 0;
    for (int i = 0; i < 200; i++) { /* word i comes 3 times below 40, else once */
        for (int times = i < 40 ? 3 : 1; times > 0; times--) used += text_format(bytes + used, (1 << 16) - used, "w%d ", i);
    }
    for (int piece = 7; piece > 0; piece = piece == 7 ? INT_MAX : 0) {
        Text *words = read_words(str_from(bytes), piece);
        assert_non_null(words);
        assert_int_equal(words->count, 280);
        assert_int_equal(words->train_count, 252);
        assert_int_equal(words->distinct, 200);
        assert_int_equal(words->symbol_count, TEXT_SYMBOL_MAX);
        assert_int_equal(words->other_seen, 200 - (TEXT_SYMBOL_MAX - 1));
        assert_int_equal(words_find(words, str_from("w0")), 0);
        assert_int_equal(words_find(words, str_from("w94")), 94); /* of equally rare ones those that come first */
        assert_int_equal(words_find(words, str_from("w95")), TEXT_SYMBOL_MAX - 1);
        assert_int_equal(words_find(words, str_from("never")), TEXT_SYMBOL_MAX - 1);
        text_format_symbol(name, (int)sizeof name, words, TEXT_SYMBOL_MAX - 1);
        assert_string_equal(name, "other");
        text_describe(said, (int)sizeof said, words);
        assert_string_equal(said, "280 words, 200 different ones; the 105 rarest are one symbol, \"other\" (105 times)");
        assert_true(text_find_entropy(words) > 1 && text_find_entropy(words) < log(96.0));
        words_free(words);
    }
    mem_free(bytes);
    assert_null(read_words(str_from("nineteen words are no text of words at all, although they are enough characters"), INT_MAX));
    assert_null(read_words(str_from("one one one one one one one one one one one one one one one one one one one one one one"), INT_MAX));
}

/* Sentences in which the verb decides what stands five words behind it. */
static char *write_sentences(int count) {
    static const char *const verb[] = {"eat", "paint"}, *const filler[] = {"now", "here", "today", "again"},
                             *const thing[] = {"soup", "bread", "walls", "doors"};
    char *bytes = mem_new((size_t)count * 60 + 1);
    Random random = random_from(5, 1);
    int used = 0;
    for (int i = 0; i < count; i++) {
        int v = random_below(&random, 2);
        used += text_format(bytes + used, count * 60 + 1 - used, "I want to %s", verb[v]);
        for (int f = 0; f < 3; f++) used += text_format(bytes + used, count * 60 + 1 - used, " %s", filler[random_below(&random, 4)]);
        used += text_format(bytes + used, count * 60 + 1 - used, " some %s.\n", thing[2 * v + random_below(&random, 2)]);
    }
    return bytes;
}

static void write(Writer *writer, const Lab *lab, WriterPen *pen, const char *prompt) {
    Diag diag = {0};
    bool busy = true;
    if (!pen_apply(pen, &lab->setup, str_from("prompt"), str_from(prompt), &diag)) fail_msg("%s", diag.text);
    while (busy)
        if (!writer_update(writer, &lab->run, &lab->setup, lab->version, pen, &busy, &diag)) fail_msg("%s", diag.text);
}

static void the_word_five_back_decides_what_comes_next(void **state) {
    (void)state;
    Lab lab;
    Diag diag = {0};
    WriterPen pen = {.temperature = 1};
    char *bytes = write_sentences(400), name[TASK_NAME_SIZE];
    lab_case_open(&lab);
    assert_true(lab_open_text(&lab, "some/sentences.txt", str_from(bytes), &diag));
    assert_true(writer_is_of_characters(&lab.setup));
    assert_true(setup_is_active(&lab.setup, KEY_VARIANT));
    lab_case_apply_all(
        &lab, "set variant other; set cell gru; set hidden 12; set steps 18; set batch 4; set optimizer adam; set learning_rate 0.02");
    assert_false(writer_is_of_characters(&lab.setup));
    const Text *words = lab.setup.own_text->words;
    assert_int_equal(words->symbol_count, 15);
    assert_int_equal(lab.run.net.spec.inputs, 15);
    lab_case_apply(&lab, "train 250");
    Writer *writer = writer_new();
    write(writer, &lab, &pen, "I want to eat now here today some");
    int soup = words_find(words, str_from("soup")), walls = words_find(words, str_from("walls")), choices, written;
    const double *p = writer_next(writer);
    if (!(p[soup] > 0.3 && p[walls] < 0.1)) fail_msg("soup %g, walls %g", p[soup], p[walls]);
    const short *choice = writer_back(writer, &choices);
    assert_true(choices > 0);
    writer_name(name, (int)sizeof name, &lab.setup, choice[0]);
    assert_string_equal(name, "paint"); /* the other verb, which stands there as often */
    write(writer, &lab, &pen, "I want to paint now here today some");
    p = writer_next(writer);
    assert_true(p[walls] > 0.3 && p[soup] < 0.1);
    assert_true(writer_next_before(writer)[soup] > 0.3);
    (void)writer_written(writer, &written);
    assert_int_equal(written, 120);
    assert_false(pen_apply(&pen, &lab.setup, str_from("prompt"), str_from("I want to fly"), &diag)); /* no "other" here */
    assert_non_null(strstr(diag.text, "no word \"fly\""));
    writer_free(writer);
    lab_case_apply(&lab, "set text tales"); /* which has no words of its own: characters, whatever the form says */
    assert_true(writer_is_of_characters(&lab.setup) && !setup_is_active(&lab.setup, KEY_VARIANT));
    lab_deinit(&lab);
    mem_free(bytes);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_runs_of_letters_in_small_and_marks),
        cmocka_unit_test(the_most_frequent_words_keep_a_symbol_and_the_rest_is_said),
        cmocka_unit_test(the_word_five_back_decides_what_comes_next),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
