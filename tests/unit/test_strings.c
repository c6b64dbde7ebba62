/* The words of the interface: the written table can be read back, a translation replaces what it names, and what does not fit
   the English is refused with its line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/number.h"
#include "engine/cell/facts.h"
#include "lab/command.h"
#include "support/drive.h"
#include "support/memory_files.h"
#include "view/strings.h"
#include <stdlib.h>
#include <string.h>

static void every_key_is_one_of_its_own_and_every_text_says_where_it_stands(void **state) {
    (void)state;
    for (int id = 0; id < STRING_COUNT; id++) {
        const StringRow *row = &string_table[id];
        assert_true(row->key[0] && row->english[0] && row->where[0]);
        assert_int_equal(strcspn(row->key, " =#\t\n"), strlen(row->key));
        for (int other = 0; other < id; other++) assert_string_not_equal(row->key, string_table[other].key);
    }
}

static void the_written_table_reads_back_as_the_english(void **state) {
    (void)state;
    size_t size;
    char *text = strings_format_table(NULL, &size);
    Strings strings = {0};
    DiagList wrong;
    diag_list_reset(&wrong);
    assert_non_null(text);
    assert_true(strings_read(&strings, (Str){text, (int)size}, "table", &wrong));
    if (wrong.found > 0) fail_msg("line %d: %s", wrong.item[0].line, wrong.item[0].text);
    assert_int_equal(strings_count(&strings), STRING_COUNT);
    for (int id = 0; id < STRING_COUNT; id++) assert_string_equal(tr(&strings, (StringId)id), string_table[id].english);
    strings_deinit(&strings);
    mem_free(text);
}

static void what_a_translation_leaves_out_stays_english(void **state) {
    (void)state;
    Strings strings = {0};
    DiagList wrong;
    diag_list_reset(&wrong);
    assert_string_equal(tr(NULL, STRING_TOP_HELP), "Help");
    assert_true(strings_read(&strings,
                             str_from("\xEF\xBB\xBF# Deutsch\r\ntop.help = Hilfe\r\n\nhelp.title = Tasten\\nund \\\\Befehle\ntop.undo =\n"),
                             "de", &wrong));
    assert_int_equal(wrong.found, 0);
    assert_string_equal(tr(&strings, STRING_TOP_HELP), "Hilfe");
    assert_string_equal(tr(&strings, STRING_HELP_TITLE), "Tasten\nund \\Befehle");
    assert_string_equal(tr(&strings, STRING_TOP_UNDO), "Undo"); /* nothing stands there yet */
    assert_string_equal(tr(&strings, STRING_TOP_REDO), "Redo");
    assert_int_equal(strings_count(&strings), 2);
    strings_deinit(&strings);
    assert_string_equal(tr(&strings, STRING_TOP_HELP), "Help");
}

static void every_mistake_is_told_with_its_line_and_that_text_stays_english(void **state) {
    (void)state;
    static const struct {
        const char *line, *told;
    } wrong_lines[] = {{"cursor.forward = h bei t = %s", "cursor.forward: the placeholders are %s; expected, in this order, %d"},
                       {"cursor.loss = L", "the placeholders are none; expected, in this order, %d"},
                       {"top.help = Hilfe %n", "the placeholders are %n; expected, in this order, none"},
                       {"top.redo = 100 %", "expected, in this order, none"},
                       {"transport.speed = Tempo %s %s", "the placeholders are %s %s; expected, in this order, %s"},
                       {"top.hepl = Hilfe", "there is no text 'top.hepl'; did you mean 'top.help'?"},
                       {"Hilfe", "expected key = text"},
                       {"top.undo = Zur\\tueck", "after \\ expected n"},
                       {"top.undo = zur\x01", "a byte that cannot stand in a text"}};
    enum { COUNT = sizeof wrong_lines / sizeof wrong_lines[0] };
    char text[1024] = "";
    int used = 0;
    for (int i = 0; i < COUNT; i++) used += text_format(text + used, (int)sizeof text - used, "%s\n", wrong_lines[i].line);
    Strings strings = {0};
    DiagList wrong;
    diag_list_reset(&wrong);
    assert_true(strings_read(&strings, str_from(text), "de", &wrong));
    assert_int_equal(wrong.found, COUNT);
    for (int i = 0; i < COUNT; i++) {
        assert_int_equal(wrong.item[i].line, i + 1);
        assert_string_equal(wrong.item[i].file, "de");
        if (!strstr(wrong.item[i].text, wrong_lines[i].told)) fail_msg("'%s' is not in: %s", wrong_lines[i].told, wrong.item[i].text);
    }
    assert_int_equal(strings_count(&strings), 0);
    strings_deinit(&strings);
}

static void a_file_without_keys_has_the_texts_in_the_order_of_the_table(void **state) {
    (void)state;
    Strings strings = {0};
    Bytes text = {0};
    DiagList wrong;
    diag_list_reset(&wrong);
    bytes_format(&text, "#= %d\n", STRING_COUNT);
    for (int id = 0; id < STRING_COUNT; id++) {
        bytes_add(&text, id % 3 > 0 ? "= !" : "=", id % 3 > 0 ? 3 : 1);
        for (const char *at = string_table[id].english; id % 3 > 0 && *at; at++) /* every third stays English */
            bytes_add(&text, *at == '\n' ? "\\n" : *at == '\\' ? "\\\\" : at, *at == '\n' || *at == '\\' ? 2 : 1);
        bytes_add(&text, "\n", 1);
    }
    assert_false(text.failed);
    assert_true(strings_read(&strings, (Str){text.at, (int)text.count}, "de", &wrong));
    if (wrong.found > 0) fail_msg("line %d: %s", wrong.item[0].line, wrong.item[0].text);
    for (int id = 0; id < STRING_COUNT; id++) {
        char expected[2048];
        int count = text_format(expected, (int)sizeof expected, "!%s", string_table[id].english);
        while (count > 0 && expected[count - 1] == ' ') expected[--count] = '\0'; /* a line's end is trimmed */
        if (id % 3 > 0) assert_string_equal(strings.text[id], expected);
        if (id % 3 == 0) assert_null(strings.text[id]);
    }
    strings_deinit(&strings);
    bytes_free(&text);
    /* Of another table no text is known; and without the first line a key is missing. */
    static const char *const others[] = {"#= 7\n= Hallo\n", "= Hallo\n", "#= x\n= Hallo\n"};
    for (int i = 0; i < 3; i++) {
        diag_list_reset(&wrong);
        assert_true(strings_read(&strings, str_from(others[i]), "de", &wrong));
        assert_int_equal(wrong.found, 1);
        assert_int_equal(strings_count(&strings), 0);
        strings_deinit(&strings);
    }
}

static void a_text_made_from_an_older_english_is_stale(void **state) {
    (void)state;
    Strings strings = {0};
    DiagList wrong;
    size_t size;
    diag_list_reset(&wrong);
    assert_true(
        strings_read(&strings, str_from("#: Help\ntop.help = Hilfe\n#: Undo it\ntop.undo = Zurück\ntop.redo = Erneut\n"), "de", &wrong));
    assert_int_equal(wrong.found, 0);
    assert_false(strings_is_stale(&strings, STRING_TOP_HELP));
    assert_true(strings_is_stale(&strings, STRING_TOP_UNDO));
    assert_false(strings_is_stale(&strings, STRING_TOP_REDO)); /* it does not say what it was made from */
    char *text = strings_format_table(&strings, &size);
    assert_non_null(text);
    assert_non_null(strstr(text, "# The English is now: Undo\n#: Undo it\ntop.undo = Zurück\n"));
    assert_non_null(strstr(text, "#: Help\ntop.help = Hilfe\n"));
    Strings again = {0};
    assert_true(strings_read(&again, (Str){text, (int)size}, "again", &wrong));
    assert_int_equal(wrong.found, 0);
    assert_int_equal(strings_count(&again), 3);
    assert_true(strings_is_stale(&again, STRING_TOP_UNDO));
    strings_deinit(&again);
    strings_deinit(&strings);
    mem_free(text);
}

static void a_sentence_of_a_lower_room_is_translated_with_what_was_put_in(void **state) {
    (void)state;
    static const struct {
        const char *english, *expected;
    } said[] = {{"Say each bit 3 steps before it comes; at step 1 that is +1.", "3 Schritte vorher, in Schritt 1 +1."},
                {"predicts odd (p = 0.92); target even: wrong", "sagt ungerade (0.92), Ziel gerade: falsch"},
                {"symbol a: one more to count", "Symbol a: eins mehr"},
                {"symbol 3", "Sym 3"},
                {"something that no row says", "something that no row says"}};
    Strings strings = {0};
    DiagList wrong;
    diag_list_reset(&wrong);
    assert_true(strings_read(&strings,
                             str_from("said.ahead.many = %d Schritte vorher, in Schritt 1 %s.\nsaid.answer.odd = ungerade\n"
                                      "said.answer.even = gerade\nsaid.wrong = falsch\n"
                                      "said.predicts-p = sagt %s (%.2f), Ziel %s: %s\nsaid.anbn.input = Symbol %s: %s\n"
                                      "said.anbn.count = eins mehr\nsaid.answer.symbol = Sym %s\n"),
                             "de", &wrong));
    assert_int_equal(wrong.found, 0);
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        char text[128];
        text_format(text, sizeof text, "%s", said[i].english);
        tr_said(NULL, text, sizeof text);
        assert_string_equal(text, said[i].english);
        tr_said(&strings, text, sizeof text);
        assert_string_equal(text, said[i].expected);
    }
    char labels[64];
    tr_labels(&strings, labels, sizeof labels, "odd|other|even");
    assert_string_equal(labels, "ungerade|other|gerade");
    strings_deinit(&strings);
}

static void placeholders_agree_only_in_kind_number_and_order(void **state) {
    (void)state;
    static const struct {
        const char *english, *text;
        bool agree;
    } pairs[] = {{"", "", true},
                 {"%d of %s", "%d von %s", true},
                 {"%d of %s", "%s von %d", false},
                 {"%d", "%ld", false},
                 {"%.2f", "%.3f", false},
                 {"%d%%", "%d %%", true},
                 {"100%%", "100", true},
                 {"%d", "%d%", false},
                 {"%.*s x", "x %.*s", true},
                 {"x", "%", false},
                 {"%s", "%%s", false},
                 {"%5.1f%%", "%%%5.1f", true}};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        if (strings_placeholders_agree(pairs[i].english, pairs[i].text) != pairs[i].agree)
            fail_msg("\"%s\" and \"%s\"", pairs[i].english, pairs[i].text);
}

static void the_help_of_every_command_stands_at_its_own_row(void **state) {
    (void)state;
    for (int id = 0; id < COMMAND_COUNT; id++) {
        const StringRow *row = &string_table[STRING_COMMAND_SET + id];
        assert_string_equal(row->english, command_table[id].help);
        assert_string_equal(row->key + strlen("command."), command_table[id].word);
    }
}

/* Names of lower rooms are found by their English: a row for each. */
static void every_setting_task_gate_and_word_of_the_verdict_has_its_row(void **state) {
    (void)state;
    static const char *const words[] = {"vanished", "weakened", "carried", "grown",   "exploding",
                                        "Network",  "Sequence", "Weights", "Training"};
    Strings strings = {0};
    DiagList wrong = {0};
    for (int key = 0; key < KEY_COUNT; key++) {
        assert_string_equal(string_table[STRING_SETUP_CELL + 2 * key].english, setup_table[key].label);
        assert_string_equal(string_table[STRING_SETUP_CELL + 2 * key + 1].english, setup_table[key].help);
    }
    char *text = malloc(1 << 18);
    assert_non_null(text);
    int used = 0;
    for (int id = 0; id < STRING_COUNT; id++)
        if (strncmp(string_table[id].key, "name.", 5) == 0)
            used += text_format(text + used, (1 << 18) - used, "%s = <%s>\n", string_table[id].key, string_table[id].english);
    assert_true(strings_read(&strings, str_from(text), "x", &wrong));
    for (int cell = 0; cell < CELL_COUNT; cell++)
        for (int gate = 0; gate < cell_facts((CellKind)cell)->gates; gate++)
            assert_true(tr_name(&strings, cell_facts((CellKind)cell)->gate[gate].name)[0] == '<');
    for (int i = 0; i < (int)(sizeof words / sizeof *words); i++) assert_true(tr_name(&strings, words[i])[0] == '<');
    Setup setup;
    setup_init(&setup);
    for (int task = 0; task <= (int)setup_table[KEY_TASK].most; task++) {
        setup.value[KEY_TASK] = task;
        assert_true(tr_name(&strings, setup_task(&setup)->label)[0] == '<');
    }
    assert_string_equal(tr_name(&strings, "nothing of this name"), "nothing of this name");
    strings_deinit(&strings);
    free(text);
}

static void the_setting_language_changes_the_words_of_the_window(void **state) {
    (void)state;
    Drive drive;
    MemoryFiles files = {0};
    drive_start(&drive);
    memory_files_bind(&files, &drive.world.file);
    memory_files_put(&files, "de", "top.help = Hilfe\nhelp.title = Tasten und Befehle\ncommand.step = Einen Schritt weiter oder zurück.\n");
    memory_files_put(&files, "bad", "top.help = Hilfe %d\ntop.undo = Zurück\n");
    drive_line(&drive, "setting language de");
    assert_true(drive_has_text(&drive, "Hilfe"));
    assert_true(drive_has_text(&drive, "Undo"));
    drive_line(&drive, "show help");
    assert_true(drive_has_text(&drive, "Tasten und Befehle"));
    assert_true(drive_has_text(&drive, "Einen Schritt weiter"));
    drive_refuse(&drive, "setting language nowhere", "cannot open");
    assert_true(drive_has_text(&drive, "Hilfe"));
    drive_line(&drive, "setting language bad"); /* what is right in it counts, and the rest is told */
    assert_true(drive_has_text(&drive, "Zurück"));
    assert_true(drive_has_text(&drive, "the placeholders are"));
    assert_true(drive_has_text(&drive, "Help"));
    drive_line(&drive, "setting language en");
    assert_true(drive_has_text(&drive, "Undo"));
    drive_end(&drive);
    memory_files_deinit(&files);
}

/* A refusal's English is that of the room which refuses (tests/arch/test_told.c); its row only translates it. */
static bool is_told(int id) { return strncmp(string_table[id].key, "told.", 5) == 0; }

/* A long number of a text is a count or an update: it is written with commas (COUNT_TEXT), and put in as words. */
static void no_text_leaves_a_count_without_its_commas(void **state) {
    (void)state;
    static const char *const plain[] = {"%ld", "%lu", "%zu", "%lld"};
    for (int id = 0; id < STRING_COUNT; id++)
        for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
            if (!is_told(id) && strstr(string_table[id].english, plain[i]))
                fail_msg("%s: %s", string_table[id].key, string_table[id].english);
}

/* "%d steps" where the number can be 1 has a row for one step besides (tr_count). */
static void a_text_with_a_plural_has_one_for_a_single_thing(void **state) {
    (void)state;
    static const char *const nouns[] = {"update", "step",   "unit",  "sequence", "weight", "number", "value", "output",
                                        "digit",  "try",    "seed",  "loss",     "symbol", "layer",  "arrow", "minute",
                                        "point",  "lesson", "place", "letter",   "byte",   "word",   "item",  "distractor"};
    /* Their number is never 1. */
    static const char *const many[] = {"number.agree-digits",
                                       "said.ahead.many",
                                       "said.latch.one-every-after",
                                       "said.latch.many-end",
                                       "said.latch.many-end-after",
                                       "said.latch.many-every-after",
                                       "said.sine.alone",
                                       "said.sines.half",
                                       "said.goal.many",
                                       "cell.some-shown",
                                       "check.count",
                                       "burst.head-before",
                                       "compare.flag-seeds",
                                       "microscope.computing",
                                       "course.first-hits",
                                       "export.training",
                                       "question.drawn",
                                       "notice.shared",
                                       "notice.no-room",
                                       "series.words",
                                       "describe.layers",
                                       "describe.unrolled",
                                       "said.words.sequence",
                                       "said.series.season",
                                       "said.refused.hold-many",
                                       "said.refused.clipboard-long",
                                       "said.refused.season",
                                       "search.measured-value",
                                       "search.button",
                                       "search.why-score",
                                       "search.why-loss",
                                       "search.best-score",
                                       "search.best-loss",
                                       "search.descent-not",
                                       "search.descent-diverged" /* "update %s" */};
    int missed = 0;
    for (int id = 0; id < STRING_COUNT; id++) {
        const char *english = string_table[id].english;
        bool is_exempt = is_told(id);
        for (size_t i = 0; i < sizeof many / sizeof *many; i++) is_exempt = is_exempt || strcmp(string_table[id].key, many[i]) == 0;
        for (size_t n = 0; n < sizeof nouns / sizeof *nouns && !is_exempt; n++) {
            for (const char *at = english; (at = strchr(at, '%')) != NULL; at++) {
                char plural[32], one[1200];
                int length = (int)strlen(nouns[n]);
                text_format(plural, (int)sizeof plural,
                            nouns[n][length - 1] == 's'    ? "%ses"
                            : strcmp(nouns[n], "try") == 0 ? "%.2sies"
                                                           : "%ss",
                            nouns[n]);
                size_t word = strlen(plural);
                if ((at[1] != 'd' && at[1] != 's') || at[2] != ' ' || strncmp(at + 3, plural, word) != 0) continue;
                if (at[3 + word] >= 'a' && at[3 + word] <= 'z') continue;
                text_format(one, (int)sizeof one, "%.*s%s%s", (int)(at + 3 - english), english, nouns[n], at + 3 + word);
                bool found = false;
                for (int other = 0; other < STRING_COUNT && !found; other++) {
                    const char *text = string_table[other].english;
                    size_t until = (size_t)(at + 3 - english) + (size_t)length;
                    found = strncmp(text, one, until) == 0 && !(text[until] >= 'a' && text[until] <= 'z');
                }
                if (!found) print_message("%s: \"%s\"\n", string_table[id].key, english);
                missed += !found;
            }
        }
    }
    assert_int_equal(missed, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_with_a_plural_has_one_for_a_single_thing),
        cmocka_unit_test(no_text_leaves_a_count_without_its_commas),
        cmocka_unit_test(every_key_is_one_of_its_own_and_every_text_says_where_it_stands),
        cmocka_unit_test(the_written_table_reads_back_as_the_english),
        cmocka_unit_test(what_a_translation_leaves_out_stays_english),
        cmocka_unit_test(every_mistake_is_told_with_its_line_and_that_text_stays_english),
        cmocka_unit_test(a_file_without_keys_has_the_texts_in_the_order_of_the_table),
        cmocka_unit_test(a_text_made_from_an_older_english_is_stale),
        cmocka_unit_test(a_sentence_of_a_lower_room_is_translated_with_what_was_put_in),
        cmocka_unit_test(placeholders_agree_only_in_kind_number_and_order),
        cmocka_unit_test(the_help_of_every_command_stands_at_its_own_row),
        cmocka_unit_test(every_setting_task_gate_and_word_of_the_verdict_has_its_row),
        cmocka_unit_test(the_setting_language_changes_the_words_of_the_window),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
