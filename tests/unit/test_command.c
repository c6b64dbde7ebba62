/* The command language: every row of the table reads, writes and reads back; what is wrong is named with its column. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/number.h"
#include "base/random.h"
#include "lab/command.h"
#include "lab/whatif_words.h"
#include <math.h>
#include <string.h>

static Command parse_good(const char *line) {
    Command command;
    Diag diag = {0};
    if (!command_parse(&command, str_from(line), &diag)) fail_msg("%s: %s", line, diag.text);
    return command;
}

static Diag parse_bad(const char *line) {
    Command command = {.id = COMMAND_QUIT}, before = command;
    Diag diag = {0};
    assert_false(command_parse(&command, str_from(line), &diag));
    assert_memory_equal(&command, &before, sizeof command);
    assert_true(strlen(diag.text) > 10);
    return diag;
}

static void assert_says(const Diag *diag, const char *piece) {
    if (!strstr(diag->text, piece)) fail_msg("\"%s\" does not say \"%s\"", diag->text, piece);
}

/* --- random commands, one argument kind at a time --- */

static double random_number(Random *random) {
    switch (random_below(random, 5)) {
    case 0: return random_below(random, 2001) - 1000;
    case 1: return random_range(random, -1.0, 1.0);
    case 2: return random_normal(random) * pow(10.0, random_below(random, 600) - 300);
    case 3: return 0.1 * random_below(random, 100);
    default: return ldexp(random_unit(random), -1060); /* subnormal */
    }
}

static void random_text(char *out, int size, Random *random, bool spaces) {
    static const char *const piece[] = {"a", "Z", "9", "/", "+", "\"", "[", "]", "|", "=", "é", "ρ", "…", "\\", "%s", "-", ",", "end", "#"};
    int used = 0, count = 1 + random_below(random, 12);
    out[0] = '\0';
    for (int i = 0; i < count; i++) {
        bool blank = spaces && random_below(random, 3) == 0;
        used += text_format(out + used, size - used, "%s", blank ? " " : piece[random_below(random, (int)(sizeof piece / sizeof *piece))]);
    }
}

static int count_choices(Str words) {
    int count = 1;
    for (int i = 0; i < words.count; i++) count += words.at[i] == '|';
    return count;
}

/* A random value that the setup accepts for this key. */
static double random_value(SetupKey key, Random *random) {
    const SetupRow *row = &setup_table[key];
    Setup setup;
    setup_init(&setup);
    for (;;) {
        double value = random_range(random, row->least, row->most);
        if (row->kind != SETUP_REAL) value = round(value);
        if (setup_set(&setup, key, value, NULL)) return setup_get(&setup, key);
    }
}

static int largest_count(CommandId id) {
    if (id == COMMAND_TRAIN) return COMMAND_TRAIN_MAX;
    if (id == COMMAND_STEP) return COMMAND_STEP_MAX;
    if (id == COMMAND_GUESS) return COMMAND_GUESS_MAX;
    if (id == COMMAND_SEEDS) return COMMAND_SEEDS_MAX;
    return id == COMMAND_CHAIN ? NET_LAYER_MAX : 1000000000;
}

/* Of every kind, with everything that may stand in it. */
static void random_whatif(char *out, int size, Random *random) {
    static const char *const gates[] = {"f", "z", "forget"};
    WhatIfWords words = {.kind = (WhatIfKind)random_below(random, 4), .is_none = random_below(random, 9) == 0};
    bool is_weight = words.kind == WHATIF_WEIGHT;
    if (!words.is_none) {
        words.step.is_from_end = !is_weight && random_below(random, 2);
        words.step.number = is_weight ? 0 : 1 + random_below(random, 1000) - words.step.is_from_end;
        words.unit = is_weight ? 0 : random_below(random, 20);
        words.row = is_weight ? 1 + random_below(random, 99) : 0;
        words.col = is_weight ? 1 + random_below(random, 99) : 0;
        words.matrix = is_weight ? random_below(random, 3) : 0;
        words.of_c = words.kind == WHATIF_STATE && random_below(random, 2);
        if (words.kind == WHATIF_GATE) strcpy(words.gate, gates[random_below(random, 3)]);
        words.is_free = random_below(random, 3) == 0;
        words.value = words.is_free ? 0 : random_number(random);
        words.layer = words.kind == WHATIF_INPUT ? 0 : random_below(random, 5);
        words.has_direction = words.layer > 0 && random_below(random, 2);
        words.direction = words.has_direction && random_below(random, 2);
    }
    whatif_words_format(out, size, &words);
}

enum { WORDS = 200 };

static void random_arg(CommandArg *arg, char words[WORDS], CommandId id, Str kind, const CommandArg *before, Random *random) {
    arg->given = true;
    if (str_equal(kind, "key"))
        arg->number = random_below(random, KEY_COUNT);
    else if (str_equal(kind, "value"))
        arg->number = random_value((SetupKey)before->number, random);
    else if (str_equal(kind, "phase"))
        arg->number = random_below(random, PHASE_COUNT);
    else if (str_equal(kind, "count"))
        arg->number = 1 + random_below(random, random_below(random, 2) || largest_count(id) < 300 ? largest_count(id) : 300);
    else if (str_equal(kind, "step")) /* the update phase has steps 0 to 3 */
        arg->number = random_below(random, before && (int)before->number == PHASE_UPDATE ? UPDATE_STEPS + 2 : 1002) - 1;
    else if (str_equal(kind, "loss")) { /* last is -1, all is -2 */
        arg->number = random_below(random, NET_STEP_MAX + 2) - 2;
        if (arg->number >= 0) arg->number += 1;
    } else if (str_equal(kind, "number"))
        arg->number = random_number(random);
    else if (str_equal(kind, "name"))
        random_text(words, WORDS, random, false);
    else if (id == COMMAND_WHATIF)
        random_whatif(words, WORDS, random);
    else if (str_equal(kind, "text"))
        random_text(words, WORDS, random, true);
    else
        arg->number = random_below(random, count_choices(kind));
    if (str_equal(kind, "name") || str_equal(kind, "text")) arg->text = str_from(words);
}

/* Its texts stand in `words`. */
static Command random_command(CommandId id, char words[COMMAND_ARG_MAX][WORDS], Random *random) {
    Command command = {.id = id};
    Str signature = str_from(command_table[id].signature);
    for (int i = 0; i < COMMAND_ARG_MAX; i++) {
        Str kind = str_next_word(&signature);
        if (kind.count == 0) break;
        bool optional = kind.at[0] == '[';
        if (optional && random_below(random, 2)) break;
        if (optional) kind = (Str){kind.at + 1, kind.count - 2};
        random_arg(&command.arg[i], words[i], id, kind, i ? &command.arg[i - 1] : NULL, random);
    }
    return command;
}

static void every_command_reads_back_what_it_writes(void **state) {
    (void)state;
    Random random = random_from(11, 0);
    for (int id = 0; id < COMMAND_COUNT; id++) {
        for (int i = 0; i < 300; i++) {
            char line[COMMAND_SHORT_MAX], again[COMMAND_SHORT_MAX];
            char words[COMMAND_ARG_MAX][WORDS];
            Command command = random_command((CommandId)id, words, &random), parsed;
            Diag diag = {0};
            int count = command_format(line, sizeof line, &command);
            assert_int_equal(count, strlen(line));
            if (!command_parse(&parsed, str_from(line), &diag)) fail_msg("%s: %s", line, diag.text);
            if (!command_equal(&command, &parsed)) fail_msg("%s came back as another command", line);
            command_format(again, sizeof again, &parsed);
            assert_string_equal(line, again);
        }
    }
}

static void different_commands_are_not_equal(void **state) {
    (void)state;
    const char *line[] = {"set cell lstm",  "set cell gru", "set hidden 2",     "step forward", "step back",     "step back 2",
                          "seek forward 1", "seek forward", "seek forward end", "click a/b",    "click a/c",     "type x",
                          "type x ",        "play",         "play toggle",      "frame 0.1",    "frame 0.10001", "frame"};
    int count = (int)(sizeof line / sizeof *line);
    for (int i = 0; i < count; i++) {
        for (int j = 0; j < count; j++) {
            Command a = parse_good(line[i]), b = parse_good(line[j]);
            if (command_equal(&a, &b) != (i == j)) fail_msg("%s and %s", line[i], line[j]);
        }
    }
}

static void signatures_use_known_words_and_keys_give_commands(void **state) {
    (void)state;
    for (int id = 0; id < COMMAND_COUNT; id++) {
        char key[32], line[COMMAND_SHORT_MAX], found[COMMAND_SHORT_MAX];
        assert_true(strlen(command_table[id].help) > 5);
        for (int i = 0; command_key((CommandId)id, i, key, sizeof key, line, sizeof line); i++) {
            Command command = parse_good(line);
            assert_int_equal(command.id, id);
            assert_true(command_find_key(found, sizeof found, key, command_table[id].scope));
            assert_string_equal(found, line); /* also: in one scope no key stands for two commands */
        }
    }
}

static void keys_are_found_whatever_their_case(void **state) {
    (void)state;
    char line[COMMAND_SHORT_MAX];
    assert_true(command_find_key(line, sizeof line, "Left", SCOPE_STAGE));
    assert_string_equal(line, "step back");
    assert_true(command_find_key(line, sizeof line, ",", SCOPE_STAGE));
    assert_string_equal(line, "step back");
    assert_true(command_find_key(line, sizeof line, "u", SCOPE_STAGE));
    assert_string_equal(line, "update");
    assert_true(command_find_key(line, sizeof line, "ctrl+z", SCOPE_EVERYWHERE));
    assert_string_equal(line, "undo");
    assert_true(command_find_key(line, sizeof line, "End", SCOPE_STAGE));
    assert_string_equal(line, "seek update end");
    assert_true(command_find_key(line, sizeof line, "End", SCOPE_PAGE)); /* the same key elsewhere */
    assert_string_equal(line, "scroll end");
    assert_false(command_find_key(line, sizeof line, "Left", SCOPE_EVERYWHERE));
    assert_false(command_find_key(line, sizeof line, "Ctrl", SCOPE_EVERYWHERE));
    assert_string_equal(line, "");
    assert_false(command_find_key(line, sizeof line, "", SCOPE_EVERYWHERE));
}

static void numbers_mean_what_people_count(void **state) {
    (void)state;
    Command seek = parse_good("  seek  backward 5 ");
    assert_int_equal(seek.id, COMMAND_SEEK);
    assert_int_equal((int)seek.arg[0].number, PHASE_BACKWARD);
    assert_int_equal((int)seek.arg[1].number, 5);
    assert_int_equal((int)parse_good("seek loss end").arg[1].number, -1);
    assert_false(parse_good("seek loss").arg[1].given);
    Command set = parse_good("set cell LSTM");
    assert_int_equal((int)set.arg[0].number, KEY_CELL);
    assert_int_equal((int)set.arg[1].number, CELL_LSTM);
    assert_true(parse_good("set learning_rate 1e-2").arg[1].number == 0.01);
    assert_true(str_equal(parse_good("type  a b ").arg[0].text, " a b "));
    assert_int_equal((int)parse_good("training off").arg[0].number, 1);
}

/* In the phase update a word is one of its steps; a number is an update of the training. */
static void an_update_is_sought_by_its_number(void **state) {
    (void)state;
    static const char *const words[] = {"start", "shares", "change", "weights"};
    for (int i = 0; i <= UPDATE_STEPS; i++) {
        char line[64], again[COMMAND_SHORT_MAX];
        text_format(line, sizeof line, "seek update %s", words[i]);
        Command seek = parse_good(line);
        assert_true(seek.id == COMMAND_SEEK && (int)seek.arg[0].number == PHASE_UPDATE && (int)seek.arg[1].number == i);
        command_format(again, sizeof again, &seek);
        assert_string_equal(again, line);
    }
    assert_true(parse_good("seek update").id == COMMAND_SEEK && parse_good("seek update end").arg[1].number == -1.0);
    static const long numbers[] = {0, 1, 2, 3, 4, 137, 1000000};
    for (int i = 0; i < 7; i++) {
        char sought[64], visited[64];
        text_format(sought, sizeof sought, "seek update %ld", numbers[i]);
        text_format(visited, sizeof visited, "visit %ld", numbers[i]);
        Command a = parse_good(sought), b = parse_good(visited);
        assert_true(a.id == COMMAND_VISIT && command_equal(&a, &b));
    }
    assert_true(parse_good("seek backward 3").id == COMMAND_SEEK);
}

static void mistakes_are_named_with_what_would_be_right(void **state) {
    (void)state;
    static const struct {
        const char *line;
        int column; /* 0: not stated */
        const char *says[3];
    } row[] = {
        {"", 0, {"no command here"}},
        {"   ", 0, {"no command here"}},
        {"seeek backward 5", 1, {"\"seeek\"", "did you mean \"seek\""}},
        {"  xyzzyplugh", 3, {"\"xyzzyplugh\"", "there are set, reset,"}},
        {"seek", 5, {"seek needs a phase (unroll, forward, loss, backward or update)", "seek phase [step]"}},
        {"seek bakward 5", 6, {"\"bakward\" is not a phase", "did you mean \"backward\"", "seek phase [step]"}},
        {"seek backward five", 15, {"\"five\"", "whole number from 0", "seek phase [step]"}},
        {"seek backward -1", 15, {"\"-1\"", "whole number from 0"}},
        {"seek backward ned", 15, {"\"ned\"", "did you mean \"end\""}},
        {"seek backward change", 15, {"\"change\" is not a whole number from 0"}},
        {"seek update chnage", 13, {"\"chnage\" is not start, shares, change, weights or end, nor the number", "did you mean \"change\""}},
        {"seek update -1", 13, {"\"-1\" is not start, shares"}},
        {"seek update 3 4", 15, {"\"4\" is too much", "seek phase [step]"}},
        {"visit change", 7, {"\"change\" is not a whole number"}},
        {"seek backward 5 6", 17, {"\"6\" is too much", "seek phase [step]"}},
        {"step sideways", 6, {"\"sideways\" is not forward or back", "step forward|back [count]"}},
        {"step forward 0", 14, {"\"0\"", "whole number from 1"}},
        {"train 1.5", 7, {"\"1.5\"", "whole number from 1"}},
        {"train 99999999999", 7, {"from 1 to 1000000."}},
        {"train 0", 7, {"from 1 to 1000000."}},
        {"train 1000001", 7, {"from 1 to 1000000."}},
        {"step forward 10001", 14, {"from 1 to 10000."}},
        {"chain 5 forward", 7, {"from 1 to 4."}},
        {"train", 6, {"train needs a whole number", "train count"}},
        {"speed fast", 7, {"\"fast\" is not a number", "speed number"}},
        {"speed nan", 7, {"\"nan\" is not a number"}},
        {"speed inf", 7, {"\"inf\" is not a number"}},
        {"undo it", 6, {"\"it\" is too much", "It is written: undo."}},
        {"set", 4, {"a parameter's key", "set key value"}},
        {"set cell", 9, {"set needs a value"}},
        {"set sell lstm", 5, {"\"sell\"", "did you mean \"cell\""}},
        {"set cell lstmm", 10, {"\"lstmm\"", "did you mean \"lstm\"", "rnn, gru, lstm"}},
        {"set radius 5", 12, {"radius cannot be 5", "0 to 3"}},
        {"set radius wide", 12, {"radius cannot be \"wide\"", "number from 0 to 3"}},
        {"set hidden 2.5", 12, {"hidden cannot be 2.5", "whole number from 1 to 256"}},
        {"set symbols 1", 13, {"symbols cannot be 1", "2 to 16"}},
        {"set noise nan", 11, {"noise cannot be nan"}},
        {"theme drak", 7, {"\"drak\" is not dark, light or toggle", "did you mean \"dark\""}},
        {"play now", 6, {"\"now\" is not toggle"}},
        {"type", 5, {"type needs text"}},
        {"click a b", 9, {"\"b\" is too much"}},
        {"undo\nredo", 0, {"one line"}},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        Diag diag = parse_bad(row[i].line);
        if (diag.column != row[i].column) fail_msg("\"%s\": column %d: %s", row[i].line, diag.column, diag.text);
        for (int j = 0; j < 3 && row[i].says[j]; j++) assert_says(&diag, row[i].says[j]);
    }
}

static void what_cannot_be_seen_in_a_line_is_skipped_or_named(void **state) {
    (void)state;
    Command command;
    assert_true(command_parse(&command, str_from("\xEF\xBB\xBFpreset lstm"), NULL)); /* the first line of a file of some editors */
    assert_int_equal(command.id, COMMAND_PRESET);
    assert_true(str_equal(parse_good("type \xC2\xA0").arg[0].text, "\xC2\xA0")); /* as text it is right */
    static const struct {
        const char *line;
        int column;
        const char *says[2];
    } row[] = {{"set\xC2\xA0"
                "cell lstm",
                4,
                {"no-break space (U+00A0)", "type a blank"}},
               {"pre\xE2\x80\x8Bset lstm", 4, {"zero-width space (U+200B)"}},
               {"set cell lstm\xEF\xBB\xBF", 14, {"byte-order mark (U+FEFF)"}},
               {"\xEF\xBB\xBFset cell lstmm", 13, {"did you mean \"lstm\""}}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        Diag diag = parse_bad(row[i].line);
        if (diag.column != row[i].column) fail_msg("\"%s\": column %d: %s", row[i].line, diag.column, diag.text);
        for (int j = 0; j < 2 && row[i].says[j]; j++) assert_says(&diag, row[i].says[j]);
    }
}

/* 64 KiB and more: in a text, a name, and between them. */
static void a_line_of_any_length_reads_back_what_it_writes(void **state) {
    (void)state;
    enum { SIZE = (1 << 16) + 40 };
    static const char *const start[] = {"type ", "click ", "compare LSTM: cell lstm;", "setting theme ", "sweep steps ", "answer "};
    char *text = mem_new(COMMAND_LINE_MAX + 1);
    for (int i = 0; i < (int)(sizeof start / sizeof *start); i++) {
        Command command, parsed, copy;
        TextLine line = {0};
        char *texts;
        memset(text, 'x', SIZE);
        for (int at = 0; at < SIZE && i != 1; at += 77) text[at] = ' ';
        memcpy(text, start[i], strlen(start[i]));
        text[SIZE - 1] = 'y';
        assert_true(command_parse(&command, (Str){text, SIZE}, NULL));
        assert_true(command_write(&line, &command));
        assert_true(line.count == SIZE && memcmp(text_line_get(&line), text, SIZE) == 0);
        assert_true(command_parse(&parsed, text_line_str(&line), NULL) && command_equal(&command, &parsed));
        assert_true(command_copy(&copy, &texts, &command) && texts);
        memset(text, '-', SIZE); /* whose line it was has it no more */
        assert_false(command_equal(&command, &parsed));
        assert_true(command_equal(&copy, &parsed));
        mem_free(texts);
        text_line_free(&line);
    }
    Command command;
    Diag diag;
    memset(text, 'x', COMMAND_LINE_MAX + 1);
    memcpy(text, "type ", 5);
    assert_true(command_parse(&command, (Str){text, COMMAND_LINE_MAX}, &diag));
    assert_false(command_parse(&command, (Str){text, COMMAND_LINE_MAX + 1}, &diag));
    assert_says(&diag, "1048577 bytes long; expected at most 1048576");
    mem_free(text);
}

static void broken_lines_are_refused(void **state) {
    (void)state;
    char line[4000];
    Command command;
    Diag diag;
    memset(line, 'x', sizeof line);
    assert_false(command_parse(&command, (Str){line, (int)sizeof line}, &diag));
    assert_false(command_parse(&command, (Str){NULL, 0}, &diag));
    assert_false(command_parse(&command, (Str){"undo\0", 5}, &diag));
    /* Any bytes at all: no crash, and what is accepted reads back. */
    Random random = random_from(5, 1);
    static const char *const seed[] = {"set ", "seek ", "type ", "key ", "train ", "[", "\xFF", "\xE2\x88\x92", " ", "1e999", "0x1", "end"};
    for (int i = 0; i < 20000; i++) {
        int used = 0;
        for (int j = random_below(&random, 6); j >= 0; j--) {
            const char *piece = seed[random_below(&random, (int)(sizeof seed / sizeof *seed))];
            used += text_format(line + used, (int)sizeof line - used, "%s%c", piece, 1 + random_below(&random, 255));
        }
        if (!command_parse(&command, (Str){line, used}, &diag)) continue;
        char again[sizeof line + COMMAND_SHORT_MAX];
        Command parsed;
        command_format(again, sizeof again, &command);
        if (!command_parse(&parsed, str_from(again), &diag)) fail_msg("%s: %s", again, diag.text);
        assert_true(command_equal(&command, &parsed));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_command_reads_back_what_it_writes),
        cmocka_unit_test(different_commands_are_not_equal),
        cmocka_unit_test(signatures_use_known_words_and_keys_give_commands),
        cmocka_unit_test(keys_are_found_whatever_their_case),
        cmocka_unit_test(numbers_mean_what_people_count),
        cmocka_unit_test(an_update_is_sought_by_its_number),
        cmocka_unit_test(mistakes_are_named_with_what_would_be_right),
        cmocka_unit_test(what_cannot_be_seen_in_a_line_is_skipped_or_named),
        cmocka_unit_test(a_line_of_any_length_reads_back_what_it_writes),
        cmocka_unit_test(broken_lines_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
