/* Reading and writing: the numbers are those of a pass over the same symbols, draws are what the random number says, and the same network writes
   the same again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "experiment/writer.h"
#include "lab/evaluate.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static Lab lab;
static Writer *writer;
static WriterPen pen;

static void apply(const char *line) {
    Command command;
    Diag diag = {0};
    if (!command_parse(&command, str_from(line), &diag) || !lab_apply(&lab, &command, &diag)) fail_msg("%s: %s", line, diag.text);
}

static void say(const char *word, const char *rest) {
    Diag diag = {0};
    if (!pen_apply(&pen, &lab.setup, str_from(word), str_from(rest), &diag)) fail_msg("text %s %s: %s", word, rest, diag.text);
}

static void update(void) {
    Diag diag = {0};
    bool busy = true;
    for (int i = 0; busy; i++) {
        if (!writer_update(writer, &lab.run, &lab.setup, lab.version, &pen, &busy, &diag)) fail_msg("%s", diag.text);
        assert_true(i < 1000);
    }
}

static int setup_case(void **state) {
    (void)state;
    Diag diag = {0};
    pen_init(&pen);
    writer = writer_new();
    return lab_init(&lab, &diag) && writer ? 0 : -1;
}

static int teardown_case(void **state) {
    (void)state;
    writer_free(writer);
    lab_deinit(&lab);
    return 0;
}

/* Outputs of one pass over prompt and text, beside what the writer says step by step. */
static void what_it_writes_is_drawn_from_the_outputs_of_a_whole_pass(void **state) {
    (void)state;
    static const char *const cell[] = {"rnn", "gru", "lstm"};
    for (int c = 0; c < 3; c++) {
        char line[64];
        int count, written;
        text_format(line, (int)sizeof line, "set cell %s", cell[c]);
        apply(line);
        apply("set task text");
        apply("set layers 2");
        apply("set hidden 9");
        apply("train 20");
        say("prompt", "the king");
        say("temperature", "1");
        update();
        const short *prompt = writer_prompt(writer, &count), *symbol = writer_written(writer, &written);
        assert_int_equal(count, 8);
        assert_int_equal(written, WRITER_WRITTEN_MAX);
        Wiring wiring;
        Trace trace;
        Diag diag = {0};
        int outputs = lab.run.net.spec.outputs, steps = count + 60;
        wiring_init_many_to_many(&wiring, steps);
        assert_true(trace_init(&trace, &lab.run.net, &wiring, 1, &diag));
        for (int t = 0; t < steps; t++)
            for (int i = 0; i < outputs; i++) trace.x[t * outputs + i] = i == (t < count ? prompt[t] : symbol[t - count]);
        net_forward(&trace, lab.run.weight);
        for (int k = 0; k < 60; k++) {
            double passed = 0;
            const double *y = trace.y + (ptrdiff_t)(count - 1 + k) * outputs;
            WriterDraw draw = writer_draw(writer, k);
            assert_true(draw.count > 0);
            for (int i = 0; i < draw.count; i++) {
                assert_true(fabs(draw.score[i] - y[draw.symbol[i]]) < 1e-10);
                assert_true(fabs(draw.p[i] - trace.prob[(ptrdiff_t)(count - 1 + k) * outputs + draw.symbol[i]]) < 1e-10);
                if (i > 0) assert_true(draw.score[i] <= draw.score[i - 1]);
            }
            for (int i = 0; i < draw.chosen; i++) passed += draw.p[i];
            assert_true(draw.random >= passed && draw.random < passed + draw.p[draw.chosen] + 1e-12);
            assert_int_equal(draw.symbol[draw.chosen], symbol[k]);
        }
        trace_deinit(&trace);
        apply("set layers 1");
    }
}

static void the_same_network_writes_the_same_and_another_text_differs(void **state) {
    (void)state;
    short first[WRITER_WRITTEN_MAX];
    int count;
    apply("set task text");
    apply("train 10");
    update();
    memcpy(first, writer_written(writer, &count), sizeof first);
    say("draw", "");
    update();
    assert_memory_not_equal(first, writer_written(writer, &count), sizeof first);
    say("draw", "1");
    update();
    assert_memory_equal(first, writer_written(writer, &count), sizeof first);
    Writer *other = writer_new(), *kept = writer;
    writer = other;
    update();
    assert_memory_equal(first, writer_written(writer, &count), sizeof first);
    writer_free(other);
    writer = kept;
}

/* Near 0 the likeliest is always taken; with top 1 as well, whatever the temperature. */
static void a_low_temperature_and_top_1_take_the_likeliest(void **state) {
    (void)state;
    short low[WRITER_WRITTEN_MAX];
    int count;
    apply("set task text");
    apply("set hidden 12");
    apply("train 50");
    say("temperature", "0.05");
    update();
    memcpy(low, writer_written(writer, &count), sizeof low);
    for (int i = 0; i < count; i++) {
        WriterDraw draw = writer_draw(writer, i);
        assert_true(draw.count > 0);
        assert_true(draw.p[0] >= draw.own[0]);
    }
    say("top", "1");
    say("temperature", "3");
    update();
    const short *symbol = writer_written(writer, &count);
    for (int i = 0; i < count; i++) {
        WriterDraw draw = writer_draw(writer, i);
        assert_true(draw.count > 0);
        assert_int_equal(draw.chosen, 0);
        assert_true(draw.p[0] == 1 && draw.p[1] == 0);
        assert_int_equal(symbol[i], draw.symbol[0]);
    }
    say("top", "off");
    say("temperature", "5");
    update();
    WriterDraw draw = writer_draw(writer, 0);
    assert_true(draw.count > 0);
    assert_true(draw.p[0] < draw.own[0]); /* flatter */
}

static void what_it_reads_is_held_out_and_has_the_engines_surprise(void **state) {
    (void)state;
    int count;
    const Text *text = text_builtin(0);
    apply("set task text");
    apply("train 30");
    update();
    const WriterCell *cell = writer_cells(writer, &count);
    assert_int_equal(count, 401);
    long at = text->train_count;
    for (; at + count <= text->count; at++) {
        int i = 0;
        while (i < count && cell[i].symbol == text->symbol[at + i]) i++;
        if (i == count) break;
    }
    assert_true(at + count <= text->count);
    double bits = 0;
    for (int i = 1; i < count; i++) {
        bits -= log2(cell[i].p);
        assert_true(cell[i].rival_count == WRITER_RIVALS && cell[i].rival_p[0] >= cell[i].rival_p[1] && cell[i].rival_p[0] >= cell[i].p);
    }
    assert_true(fabs(bits / (count - 1) - writer_bits(writer)) < 1e-5);
}

/* Where a word begins more is open than within it: what lesson 15 says. */
static void letters_behind_a_blank_surprise_more(void **state) {
    (void)state;
    apply("set cell lstm");
    apply("set hidden 16");
    apply("set task text");
    apply("set steps 30");
    apply("set optimizer adam");
    apply("set learning_rate 0.02");
    apply("set batch 8");
    for (int seed = 1; seed <= 3; seed++) {
        char line[32], before[8];
        double first = 0, later = 0;
        int firsts = 0, laters = 0, count;
        text_format(line, (int)sizeof line, "set seed %d", seed);
        apply(line);
        apply("train 100");
        update();
        const WriterCell *cell = writer_cells(writer, &count);
        for (int i = 1; i < count; i++) {
            writer_spell(before, (int)sizeof before, &lab.setup, cell[i - 1].symbol);
            bool begins = strcmp(before, " ") == 0;
            *(begins ? &first : &later) -= log2(cell[i].p);
            ++*(begins ? &firsts : &laters);
        }
        assert_true(firsts > 40 && laters > 200);
        assert_true(first / firsts > 1.3 * later / laters);
    }
}

/* After training on the words the thing follows the verb; another verb five words back moves the bars. */
static void another_verb_moves_what_comes_next(void **state) {
    (void)state;
    short food, wall;
    Diag diag = {0};
    apply("set cell lstm");
    apply("set hidden 16");
    apply("set task words");
    apply("set optimizer adam");
    apply("set learning_rate 0.01");
    apply("set batch 16");
    apply("train 400");
    say("prompt", "i want to eat now here today some");
    say("prompt", "i want to paint now here today some");
    update();
    assert_int_equal(writer_parse(&food, 1, &lab.setup, str_from("soup"), &diag), 1);
    assert_int_equal(writer_parse(&wall, 1, &lab.setup, str_from("walls"), &diag), 1);
    const double *now = writer_next(writer), *before = writer_next_before(writer);
    assert_true(before[food] > 0.1 && before[wall] < 0.05);
    assert_true(now[wall] > 0.1 && now[food] < 0.05);
}

static void what_cannot_be_is_refused(void **state) {
    (void)state;
    Diag diag = {0};
    bool busy;
    assert_false(writer_update(writer, &lab.run, &lab.setup, lab.version, &pen, &busy, &diag)); /* recall */
    apply("set task text");
    assert_false(pen_apply(&pen, &lab.setup, str_from("prompt"), str_from("K\xC3\xB6nig"), &diag));
    assert_non_null(strstr(diag.text, "'K'"));
    assert_false(pen_apply(&pen, &lab.setup, str_from("temperature"), str_from("0"), &diag));
    assert_false(pen_apply(&pen, &lab.setup, str_from("letter"), str_from("0"), &diag));
    assert_false(pen_apply(&pen, &lab.setup, str_from("nothing"), str_from(""), &diag));
    apply("set task words");
    assert_false(pen_apply(&pen, &lab.setup, str_from("prompt"), str_from("i want cheese"), &diag));
    assert_non_null(strstr(diag.text, "cheese"));
    assert_string_equal(pen.prompt, "");
    apply("set direction both");
    update();
    int count;
    writer_written(writer, &count);
    assert_true(!writer_can_write(writer) && count == 0);
}

/* The pen's words with and without a number; what is refused leaves the pen as it was. */
static void the_pen_goes_on_and_back_and_stays_within_its_bounds(void **state) {
    (void)state;
    Diag diag;
    static const struct {
        const char *word, *rest, *says;
    } wrong[] = {{"temperature", "", "is not a temperature"},
                 {"temperature", "x", "is not a temperature"},
                 {"temperature", "1e9", "is not a temperature"},
                 {"top", "-1", "number of symbols"},
                 {"top", "", "number of symbols"},
                 {"draw", "0", "number of a text"},
                 {"draw", "x", "number of a text"},
                 {"page", "0", "number of a passage"},
                 {"page", "x", "number of a passage"},
                 {"letter", "", "place in the written text"},
                 {"letter", "1000000", "place in the written text"}};
    say("draw", "");
    assert_int_equal(pen.draw, 1);
    say("draw", "7");
    say("page", "4");
    assert_int_equal(pen.page, 3);
    say("page", "");
    assert_int_equal(pen.page, 4);
    say("letter", "back"); /* there is none before the first */
    assert_int_equal(pen.letter, 0);
    say("letter", "next");
    assert_int_equal(pen.letter, 1);
    say("letter", "back");
    assert_int_equal(pen.letter, 0);
    char last[16];
    snprintf(last, sizeof last, "%d", WRITER_WRITTEN_MAX);
    say("letter", last);
    say("letter", "next");
    assert_int_equal(pen.letter, WRITER_WRITTEN_MAX - 1);
    say("top", "3");
    say("top", "off");
    assert_int_equal(pen.top, 0);
    const WriterPen before = pen;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_false(pen_apply(&pen, &lab.setup, str_from(wrong[i].word), str_from(wrong[i].rest), &diag));
        if (!strstr(diag.text, wrong[i].says)) fail_msg("%s %s: %s", wrong[i].word, wrong[i].rest, diag.text);
    }
    char *prompt = calloc(1, PEN_PROMPT_SIZE + 1);
    memset(prompt, 'a', PEN_PROMPT_SIZE);
    assert_false(pen_apply(&pen, &lab.setup, str_from("prompt"), str_from(prompt), &diag));
    assert_non_null(strstr(diag.text, "expected at most"));
    free(prompt);
    assert_memory_equal(&pen, &before, sizeof pen);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_it_writes_is_drawn_from_the_outputs_of_a_whole_pass, setup_case, teardown_case),
        cmocka_unit_test_setup_teardown(the_same_network_writes_the_same_and_another_text_differs, setup_case, teardown_case),
        cmocka_unit_test_setup_teardown(a_low_temperature_and_top_1_take_the_likeliest, setup_case, teardown_case),
        cmocka_unit_test_setup_teardown(what_it_reads_is_held_out_and_has_the_engines_surprise, setup_case, teardown_case),
        cmocka_unit_test_setup_teardown(letters_behind_a_blank_surprise_more, setup_case, teardown_case),
        cmocka_unit_test_setup_teardown(another_verb_moves_what_comes_next, setup_case, teardown_case),
        cmocka_unit_test_setup_teardown(what_cannot_be_is_refused, setup_case, teardown_case),
        cmocka_unit_test_setup_teardown(the_pen_goes_on_and_back_and_stays_within_its_bounds, setup_case, teardown_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
