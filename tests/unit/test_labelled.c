/* Labelled lines: what a file may look like, mistakes with their places, the baselines, and that a sentence of them is read on the stage. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "data/labelled.h"
#include "experiment/sentence.h"
#include "support/lab_case.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static Labelled labelled;
static DiagList wrong;
static Sentence sentence;

static bool read_text(const char *text) {
    diag_list_reset(&wrong);
    return labelled_read(&labelled, "folder/lines.txt", str_from(text), &wrong);
}

/* Not to be told by counts of words: "not" turns the one word behind it. */
static const char *make_lines(char *out, int size, int count) {
    static const char *const line[] = {"positive: good, not bad", "neg; bad, not good", "+\tgood film", "-, a bad film", "NEUTRAL: a film"};
    int used = text_format(out, size, "# a comment\n\n");
    for (int i = 0; i < count; i++) used += text_format(out + used, size - used, "%s\n", line[(i + i / 5) % 5]);
    return out;
}

static void labels_and_words_are_found_in_every_spelling(void **state) {
    (void)state;
    char text[2000];
    static const unsigned char labels[] = {0, 1, 0, 1, 2};
    assert_true(read_text(make_lines(text, (int)sizeof text, 30)));
    assert_int_equal(labelled.line_count, 30);
    assert_int_equal(labelled.word_count, 5); /* good not bad a film */
    assert_int_equal(labelled.longest, 3);
    assert_false(labelled.has_other);
    assert_string_equal(labelled.name, "lines.txt");
    int held = 0;
    for (int i = 0; i < 30; i++) {
        assert_int_equal(labelled.line[i].label, labels[(i + i / 5) % 5]);
        held += labelled.line[i].held_out;
    }
    assert_int_equal(held, 6);
    assert_string_equal(labelled.word_name[labelled_find_word(&labelled, str_from("Good"))], "good");
    assert_int_equal(labelled_find_word(&labelled, str_from("awful")), -1);
    labelled_deinit(&labelled);
}

static void what_a_spreadsheet_writes_above_the_lines_is_left_out(void **state) {
    (void)state;
    static const char *const heads[] = {"sep=;\nlabel;text\n", "\xEF\xBB\xBFsep=\t\r\n\"Sentiment\"\t\"Text\"\r\n", "class,review\n", ""};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        char text[2000];
        int used = text_format(text, (int)sizeof text, "%s", heads[i]);
        for (int line = 0; line < 12; line++)
            used += text_format(text + used, (int)sizeof text - used, "%s\n", line % 2 ? "\"positive\",\"a good film, yes\"" : "neg,bad");
        if (!read_text(text)) fail_msg("%d:%d: %s", wrong.item[0].line, wrong.item[0].column, wrong.item[0].text);
        assert_int_equal(labelled.line_count, 12);
        assert_int_equal(labelled.line[1].label, 0);
        assert_int_equal(labelled.line[1].count, 4);
        labelled_deinit(&labelled);
    }
    assert_false(read_text("pos: good\nlabel: good\n")); /* further down it is a mistake */
    assert_int_equal(wrong.item[0].line, 2);
}

static void every_mistake_is_told_with_its_place(void **state) {
    (void)state;
    assert_false(read_text("pos: good\n  so so: good\npos:\nno label here\n"));
    assert_int_equal(wrong.count, 3);
    assert_int_equal(wrong.item[0].line, 2);
    assert_int_equal(wrong.item[0].column, 3);
    assert_string_equal(wrong.item[0].text, "\"so so\" is not a label; expected positive, negative or neutral");
    assert_int_equal(wrong.item[1].line, 3);
    assert_string_equal(wrong.item[1].text, "no words after the label");
    assert_int_equal(wrong.item[2].line, 4);
    assert_string_equal(wrong.item[2].file, "lines.txt");
    assert_null(labelled.line);
    assert_false(read_text("pos: good\n"));
    assert_string_equal(wrong.item[0].text, "1 labelled lines; 10 or more are needed");
}

static void many_words_become_other_and_the_bag_is_the_same_each_time(void **state) {
    (void)state;
    static char text[40000];
    int used = 0;
    for (int i = 0; i < 600; i++)
        used += text_format(text + used, (int)sizeof text - used, "%s: w%d %s\n", i % 2 ? "pos" : "neg", i, i % 2 ? "good" : "bad");
    assert_true(read_text(text));
    assert_true(labelled.has_other && labelled.word_count == LABELLED_WORD_MAX && labelled.distinct == 602);
    double bag = labelled.bag;
    assert_true(labelled.bag_right == 1 && bag < 0.1 && fabs(labelled.majority - log(2.0)) < 0.02);
    labelled_deinit(&labelled);
    assert_true(read_text(text));
    assert_true(labelled.bag == bag);
    labelled_deinit(&labelled);
}

/* The same lines as numbers of words, counted by this test: the shares of the labels, and a softmax on dense counts with a bias, trained
   from zero in 200 rounds of rate 0.5 and decay 0.001, as data/labelled.c says. */
static void both_baselines_are_what_a_second_computation_gives(void **state) {
    (void)state;
    enum { LINES = 40, WORDS = 5, CLASSES = 3 };
    static const double count_of[5][WORDS + 1] = {/* good not bad a film, and 1 for the bias */
                                                  {1, 1, 1, 0, 0, 1},
                                                  {1, 1, 1, 0, 0, 1},
                                                  {1, 0, 0, 0, 1, 1},
                                                  {0, 0, 1, 1, 1, 1},
                                                  {0, 0, 0, 1, 1, 1}};
    static const int label_of[5] = {0, 1, 0, 1, 2};
    double weight[CLASSES][WORDS + 1] = {{0}}, trained = 0, seen[CLASSES] = {0}, majority = 0, bag = 0, right = 0, held = 0;
    char text[2000];
    for (int i = 0; i < LINES; i++)
        if (i % 5 != 4) {
            trained += 1;
            seen[label_of[(i + i / 5) % 5]] += 1;
        }
    for (int round = 0; round <= 200; round++) {
        double slope[CLASSES][WORDS + 1] = {{0}};
        for (int i = 0; i < LINES; i++) {
            int kind = (i + i / 5) % 5;
            double y[CLASSES] = {0}, sum = 0;
            if ((i % 5 == 4) != (round == 200)) continue;
            for (int c = 0; c < CLASSES; c++) {
                for (int w = 0; w <= WORDS; w++) y[c] += weight[c][w] * count_of[kind][w];
                sum += exp(y[c]);
            }
            if (round == 200) {
                double own = y[label_of[kind]];
                bag += log(sum) - own;
                majority -= log((seen[label_of[kind]] + 1) / (trained + CLASSES));
                right += own >= fmax(y[0], fmax(y[1], y[2]));
                held += 1;
            }
            for (int c = 0; c < CLASSES; c++)
                for (int w = 0; w <= WORDS; w++) slope[c][w] += (exp(y[c]) / sum - (c == label_of[kind])) * count_of[kind][w] / trained;
        }
        for (int c = 0; c < CLASSES; c++)
            for (int w = 0; w <= WORDS; w++) weight[c][w] -= 0.5 * (slope[c][w] + 1e-3 * weight[c][w]);
    }
    assert_true(read_text(make_lines(text, (int)sizeof text, LINES)));
    if (!(fabs(labelled.majority - majority / held) < 1e-12 && fabs(labelled.bag - bag / held) < 1e-12 &&
          labelled.bag_right == right / held))
        fail_msg("majority %.15g, bag %.15g, right %g; here %.15g, %.15g, %g", labelled.majority, labelled.bag, labelled.bag_right,
                 majority / held, bag / held, right / held);
    labelled_deinit(&labelled);
}

static void own_lines_are_on_the_stage_and_the_bag_cannot_tell_them(void **state) {
    (void)state;
    char text[4000];
    Lab lab;
    Diag diag = {0};
    lab_case_open(&lab);
    assert_false(lab_open_own(&lab, "sentiment", "bad.txt", str_from("so: it is\nno label at all, is there?\n"), str_from(""), &diag));
    assert_non_null(strstr(diag.text, "\"so\" is not a label"));
    assert_true(lab_open_own(&lab, "sentiment", "own.txt", str_from(make_lines(text, (int)sizeof text, 60)), str_from(""), &diag));
    TaskOptions options = setup_task_options(&lab.setup);
    assert_int_equal(lab.run.net.spec.inputs, 5);
    assert_true(setup_task(&lab.setup)->other_baseline(&options) == options.lines->bag);
    lab_case_apply_all(&lab, "set optimizer adam; set learning_rate 0.02; set cell lstm; set batch 8; train 150");
    sentence_measure(&sentence, &lab, "GOOD, not bad!");
    assert_string_equal(sentence.trouble, "");
    assert_int_equal(sentence.count, 3);
    assert_int_equal(sentence.verdict, 0);
    sentence_measure(&sentence, &lab, "bad not good");
    assert_int_equal(sentence.verdict, 1); /* the same bag */
    sentence_measure(&sentence, &lab, "bad weather");
    assert_non_null(strstr(sentence.trouble, "\"weather\" is not a word that this network reads"));
    lab_case_apply(&lab, "set sentences templates");
    assert_int_equal(lab.run.net.spec.inputs, 21);
    lab_deinit(&lab);
}

/* The last verdict is the stage's; leaving a word out is a pass of its own; the slope is the slope. */
static void a_sentence_is_read_as_the_stage_reads_it(void **state) {
    (void)state;
    Lab lab;
    lab_case_open(&lab);
    for (int way = 0; way < 2; way++) {
        char words[SENTENCE_TEXT_MAX] = "", less[SENTENCE_TEXT_MAX] = "";
        lab_case_apply_all(&lab,
                           way ? "set direction both; set layers 2; set cell gru" : "set task sentiment; set input_scale 0.5; train 30");
        sentence_measure(&sentence, &lab, "");
        const Trace *trace = &lab.run.trace;
        assert_int_equal(sentence.count, trace->length[0]);
        assert_int_equal(sentence.target, (int)trace->target[0]);
        for (int c = 0; c < 3; c++) assert_true(fabs(sentence.prob[sentence.count - 1][c] - trace->prob[c]) < 1e-12);
        double whole = log(sentence.prob[sentence.count - 1][sentence.verdict]), left = sentence.left[1], pull = 0;
        int verdict = sentence.verdict;
        for (int t = 0; t < sentence.count; t++) {
            text_format(words + strlen(words), (int)(sizeof words - strlen(words)), "%s ", sentence.name[t]);
            if (t != 1) text_format(less + strlen(less), (int)(sizeof less - strlen(less)), "%s ", sentence.name[t]);
            pull += sentence.pull[t];
        }
        static Sentence other;
        memset(&other, 0, sizeof other);
        sentence_measure(&other, &lab, less);
        assert_true(fabs(whole - log(other.prob[other.count - 1][verdict]) - left) < 1e-12);
        /* All inputs a little larger: ln p changes by the sum of the pulls. */
        double scale = setup_get(&lab.setup, KEY_INPUT_SCALE), step = 1e-6;
        assert_true(setup_set(&lab.setup, KEY_INPUT_SCALE, scale * (1 + step), NULL));
        lab.version++;
        memset(&other, 0, sizeof other);
        sentence_measure(&other, &lab, words);
        double slope = (log(other.prob[other.count - 1][verdict]) - whole) / step;
        assert_true(fabs(slope - pull) < 1e-4 * (1 + fabs(pull)));
        assert_true(setup_set(&lab.setup, KEY_INPUT_SCALE, scale, NULL));
        lab.version++;
    }
    lab_deinit(&lab);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_and_words_are_found_in_every_spelling),
        cmocka_unit_test(what_a_spreadsheet_writes_above_the_lines_is_left_out),
        cmocka_unit_test(every_mistake_is_told_with_its_place),
        cmocka_unit_test(many_words_become_other_and_the_bag_is_the_same_each_time),
        cmocka_unit_test(both_baselines_are_what_a_second_computation_gives),
        cmocka_unit_test(own_lines_are_on_the_stage_and_the_bag_cannot_tell_them),
        cmocka_unit_test(a_sentence_is_read_as_the_stage_reads_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
