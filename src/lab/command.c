/* Commands as lines of text: `seek backward 5`. The table lists the commands; parsing, formatting and messages all use its signatures, so
   they cannot disagree.

   A line is the command's word and its arguments, separated by blanks; "text" is the rest of the line after one blank, blanks included.
   parse(format(c)) == c for every command: numbers are written with as many digits as bring the same double back, setup values with the
   setup table's own words.

   `seek update 137` is read as `visit 137`: people number the updates, but not the steps inside one update.

   Simplified on purpose: no quoting; a name is one word. Whether an argument exists in the present run (is there a step 300?) is not known
   here; the receiver checks it. */
#include "lab/command.h"
#include "base/arena.h"
#include "base/number.h"
#include "lab/whatif_words.h"
#include <math.h>
#include <string.h>

const CommandRow command_table[COMMAND_COUNT] = {
#define COMMAND_ROW(ID, ...) {__VA_ARGS__},
#include "lab/command_rows.h"
#undef COMMAND_ROW
};

#define COUNT_LARGEST 1000000000L /* bounds of a "count" and a "step" */

/* The largest count that the receiver of this command accepts, for the message. */
static long largest_count(const CommandRow *row, int index) {
    switch ((CommandId)(row - command_table)) {
    case COMMAND_SEEDS: return index == 0 ? COMMAND_SEEDS_MAX : COMMAND_TRAIN_MAX;
    case COMMAND_GUESS: return COMMAND_GUESS_MAX;
    case COMMAND_TRAIN: return COMMAND_TRAIN_MAX;
    case COMMAND_STEP: return COMMAND_STEP_MAX;
    case COMMAND_CHAIN: return NET_LAYER_MAX;
    default: return COUNT_LARGEST;
    }
}

typedef enum ArgKind { ARG_KEY, ARG_VALUE, ARG_PHASE, ARG_COUNT, ARG_STEP, ARG_NUMBER, ARG_LOSS, ARG_NAME, ARG_TEXT, ARG_CHOICE } ArgKind;

typedef struct ArgSpec {
    ArgKind kind;
    bool optional;
    int index;       /* which argument it is, from 0 */
    Str words;       /* "forward|back" of a choice */
    bool has_update; /* for a step after the phase `update`: words name its steps, and a number is an update of the training */
} ArgSpec;

static const char *const kind_words[ARG_CHOICE] = {"key", "value", "phase", "count", "step", "number", "loss", "name", "text"};

/* Cuts the next argument off a signature; false at its end. */
static bool next_spec(ArgSpec *spec, Str *signature) {
    Str word = str_next_word(signature);
    if (word.count == 0) return false;
    *spec = (ArgSpec){.kind = ARG_CHOICE, .optional = word.at[0] == '['};
    if (spec->optional) word = (Str){word.at + 1, word.count - 2};
    spec->words = word;
    for (int i = 0; i < ARG_CHOICE; i++) {
        if (str_equal(word, kind_words[i])) spec->kind = (ArgKind)i;
    }
    return true;
}

/* The index-th of "a|b|c"; empty when there is none. */
static Str choice_word(Str words, int index) {
    for (;;) {
        int end = 0;
        while (end < words.count && words.at[end] != '|') end++;
        if (index == 0) return (Str){words.at, end};
        if (end == words.count) return (Str){words.at, 0};
        words = (Str){words.at + end + 1, words.count - end - 1};
        index--;
    }
}

/* --- messages --- */

enum { WORD_SIZE = 24, CANDIDATE_MAX = 24, SHOWN_MAX = 60, WHAT_SIZE = 256, USAGE_SIZE = 256 };

/* The expected words for an argument that the signature only calls "text" or "name", and an example line. */
typedef struct Asked {
    CommandId id;
    const char *what[2]; /* description of this argument; NULL: its kind is enough */
    const char *written; /* NULL: as in the signature */
} Asked;

static const Asked asked[] = {
    {COMMAND_COMPARE, {"a variant's name and what it changes, or none"}, "compare NAME: KEY VALUE; KEY VALUE, or compare none"},
    {COMMAND_EIGENVALUE, {NULL, "the place where it goes, one number or two"}, "eigenvalue K RE [IM] [of GATE]"},
    {COMMAND_CELL, {NULL}, "cell STEP [LAYER [forward|reverse [UNIT]]]"},
    {COMMAND_UNIT, {NULL}, "unit NUMBER"},
    {COMMAND_CLIFF, {NULL}, "cliff start W B, cliff rate R, cliff clip C|off, cliff descend N"},
    {COMMAND_CHECK, {NULL}, "check weight NAME ROW COLUMN, or check all"},
    {COMMAND_TERMS, {"the number that is to be explained"}, "terms h STEP UNIT, terms dW ROW COLUMN, terms here or terms back"},
    {COMMAND_SEEDS, {NULL}, "seeds COUNT [UPDATES]"},
    {COMMAND_SWEEP, {NULL, "the values of that key"}, "sweep KEY VALUE VALUE ..., as in sweep steps 4 8 16 32"},
    {COMMAND_GUESS, {NULL}, "guess TRIES [BOUND]"},
    {COMMAND_BLOCK, {"the letter of a gate"}, "block GATE"},
    {COMMAND_CHART, {"the name of a chart", "what is to be shown of it"}, "chart NAME in|out|left|right|up|down|fit"},
    {COMMAND_COPY, {"the word chart", "the name of a chart"}, "copy chart NAME"},
    {COMMAND_SHOW, {"the name of a screen"}, "show NAME [toggle]"},
};

static const Asked *find_asked(const CommandRow *row) {
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
        if (row == &command_table[asked[i].id]) return &asked[i];
    return NULL;
}

typedef struct Candidates {
    char word[CANDIDATE_MAX][WORD_SIZE];
    const char *at[CANDIDATE_MAX];
    int count;
} Candidates;

static void list_candidates(Candidates *list, const ArgSpec *spec) {
    list->count = 0;
    for (int i = 0; i < CANDIDATE_MAX; i++) {
        Str word = {NULL, 0};
        if (spec->kind == ARG_PHASE && i < PHASE_COUNT) word = str_from(timeline_phase_name((Phase)i));
        if (spec->kind == ARG_CHOICE) word = choice_word(spec->words, i);
        if (spec->kind == ARG_STEP && i == 0) word = str_from("end");
        if (spec->kind == ARG_LOSS && i < 2) word = str_from(i == 0 ? "last" : "all");
        if (spec->has_update && i > 0 && i <= UPDATE_STEPS + 1) word = str_from(timeline_step_name(PHASE_UPDATE, i - 1));
        if (word.count == 0) break;
        str_copy(list->word[i], WORD_SIZE, word);
        list->at[i] = list->word[i];
        list->count = i + 1;
    }
}

static const char *const kind_text[ARG_CHOICE] = {
    "a parameter's key",        "a value",  "a phase", "a whole number", "a whole number from 0 to 1000000000, or \"end\"", "a number",
    "a time step, last or all", "one word", "text"};

/* "a phase (unroll, forward, loss, backward, update)": what an argument has to be. */
static void describe_spec(char *out, int size, const CommandRow *row, const ArgSpec *spec) {
    Candidates list;
    int used = 0;
    const Asked *ask = find_asked(row);
    if (ask && spec->index < 2 && ask->what[spec->index]) {
        text_format(out, size, "%s", ask->what[spec->index]);
        return;
    }
    if (spec->has_update) {
        text_format(out, size, "start, shares, change, weights or end, nor the number of an update");
        return;
    }
    if (spec->kind != ARG_CHOICE) used = text_format(out, size, "%s", kind_text[spec->kind]);
    if (spec->kind == ARG_COUNT) text_format(out + used, size - used, " from 1 to %ld", largest_count(row, spec->index));
    if (spec->kind != ARG_PHASE && spec->kind != ARG_CHOICE) return;
    list_candidates(&list, spec);
    used += text_format(out + used, size - used, spec->kind == ARG_PHASE ? " (" : "%s", "");
    for (int i = 0; i < list.count; i++) {
        const char *joint = i == 0 ? "" : i == list.count - 1 ? " or " : ", ";
        used += text_format(out + used, size - used, "%s%s", joint, list.at[i]);
    }
    if (spec->kind == ARG_PHASE) text_format(out + used, size - used, ")");
}

static void describe_usage(char *out, int size, const CommandRow *row) {
    const Asked *ask = find_asked(row);
    if (ask && ask->written) {
        text_format(out, size, "It is written: %s.", ask->written);
    } else {
        text_format(out, size, "It is written: %s%s%s.", row->word, row->signature[0] ? " " : "", row->signature);
    }
}

static bool fail_missing(const CommandRow *row, const ArgSpec *spec, int column, Diag *diag) {
    char what[WHAT_SIZE], usage[USAGE_SIZE];
    describe_spec(what, sizeof what, row, spec);
    describe_usage(usage, sizeof usage, row);
    return diag_fail_at(diag, NULL, 0, column, "%s needs %s. %s", row->word, what, usage);
}

static bool fail_wrong(const CommandRow *row, const ArgSpec *spec, Str found, int column, Diag *diag) {
    char what[WHAT_SIZE], usage[USAGE_SIZE];
    Candidates list;
    describe_spec(what, sizeof what, row, spec);
    describe_usage(usage, sizeof usage, row);
    list_candidates(&list, spec);
    const char *closest = str_find_closest(found, list.at, list.count);
    found.count = str_fit(found, SHOWN_MAX);
    if (closest) {
        return diag_fail_at(diag, NULL, 0, column, "%s: \"%.*s\" is not %s; did you mean \"%s\"? %s", row->word, found.count, found.at,
                            what, closest, usage);
    }
    return diag_fail_at(diag, NULL, 0, column, "%s: \"%.*s\" is not %s. %s", row->word, found.count, found.at, what, usage);
}

static bool fail_unknown(Str word, int column, Diag *diag) {
    const char *candidate[COMMAND_COUNT];
    char list[400] = "";
    int used = 0;
    for (int i = 0; i < COMMAND_COUNT; i++) {
        candidate[i] = command_table[i].word;
        if (command_table[i].owner == COMMAND_OF_INPUT) continue; /* only recordings contain these; people do not type them */
        used += text_format(list + used, (int)sizeof list - used, "%s%s", used ? ", " : "", candidate[i]);
    }
    const char *closest = str_find_closest(word, candidate, COMMAND_COUNT);
    word.count = str_fit(word, SHOWN_MAX);
    if (closest) {
        return diag_fail_at(diag, NULL, 0, column, "There is no command \"%.*s\"; did you mean \"%s\"?", word.count, word.at, closest);
    }
    return diag_fail_at(diag, NULL, 0, column, "There is no command \"%.*s\"; there are %s.", word.count, word.at, list);
}

/* --- parsing --- */

static bool parse_whole(double *out, Str word, long least, long most) {
    long value;
    if (!number_parse_int(&value, word) || value < least || value > most) return false;
    *out = (double)value;
    return true;
}

static bool parse_choice(double *out, Str word, Str words) {
    for (int i = 0;; i++) {
        Str choice = choice_word(words, i);
        if (choice.count == 0) return false;
        if (str_same(choice, word)) {
            *out = i;
            return true;
        }
    }
}

/* A setup value after its key: checked on a temporary setup. */
static bool parse_value(CommandArg *arg, int key, Str word, int column, Diag *diag) {
    Setup scratch = {.value = {0}};
    if (!setup_set_text(&scratch, str_from(setup_table[key].key), word, diag)) {
        if (diag) diag->column = column;
        return false;
    }
    arg->number = scratch.value[key];
    return true;
}

static bool parse_key(CommandArg *arg, Str word, int column, Diag *diag) {
    int key = setup_find_key(word);
    if (key < 0) {
        Setup scratch = {.value = {0}};
        bool done = setup_set_text(&scratch, word, word, diag); /* the message lists the keys */
        if (diag) diag->column = column;
        return done;
    }
    arg->number = key;
    return true;
}

static bool check_whatif(Str text, int column, Diag *diag) {
    WhatIfWords words;
    if (whatif_words_parse(&words, text, diag)) return true;
    if (diag && diag->column > 0) diag->column += column - 1;
    return false;
}

static bool parse_step(double *out, const ArgSpec *spec, Str word) {
    *out = -1.0;
    if (str_equal(word, "end") || parse_whole(out, word, 0, COUNT_LARGEST)) return true;
    for (int step = 0; spec->has_update && step <= UPDATE_STEPS; step++) {
        *out = step;
        if (str_equal(word, timeline_step_name(PHASE_UPDATE, step))) return true;
    }
    return false;
}

/* The time step of a loss from 1; last is -1 and all is -2. */
static bool parse_loss(double *out, Str word) {
    *out = str_equal(word, "last") ? -1 : -2;
    return str_equal(word, "last") || str_equal(word, "all") || parse_whole(out, word, 1, NET_STEP_MAX);
}

/* Parses one argument: `word` is one word, or for text the rest of the line. */
static bool parse_arg(CommandArg *arg, const CommandRow *row, const ArgSpec *spec, int key, Str word, int column, Diag *diag) {
    bool good = true;
    *arg = (CommandArg){.given = true};
    switch (spec->kind) {
    case ARG_KEY: return parse_key(arg, word, column, diag);
    case ARG_VALUE: return parse_value(arg, key, word, column, diag);
    case ARG_PHASE:
        arg->number = timeline_find_phase(word.at, word.count);
        good = arg->number >= 0.0;
        break;
    case ARG_COUNT: good = parse_whole(&arg->number, word, 1, largest_count(row, spec->index)); break;
    case ARG_STEP: good = parse_step(&arg->number, spec, word); break;
    case ARG_LOSS: good = parse_loss(&arg->number, word); break;
    case ARG_NUMBER: good = number_parse(&arg->number, word) && isfinite(arg->number); break;
    case ARG_NAME:
    case ARG_TEXT:
        arg->text = word;
        if (row == &command_table[COMMAND_WHATIF]) return check_whatif(word, column, diag);
        break;
    case ARG_CHOICE: good = parse_choice(&arg->number, word, spec->words); break;
    }
    return good || fail_wrong(row, spec, word, column, diag);
}

/* The rest after one blank, unchanged. */
static Str cut_text(Str *rest) {
    Str text = rest->count > 0 ? (Str){rest->at + 1, rest->count - 1} : *rest;
    *rest = (Str){rest->at, 0};
    return text;
}

/* The rest, without blanks around it. */
static Str cut_value(Str *rest) {
    Str value = str_trim(*rest);
    *rest = (Str){rest->at, 0};
    return value;
}

static bool has_line_break(Str text) {
    return text.count > 0 && (memchr(text.at, '\n', (size_t)text.count) || memchr(text.at, '\r', (size_t)text.count) ||
                              memchr(text.at, '\0', (size_t)text.count));
}

static bool parse_line(Command *command, Str line, Diag *diag) {
    Command parsed = {0};
    const char *start = line.at;
    Str rest = line;
    if (has_line_break(line)) return diag_fail(diag, "A command is one line of text, without a line break or a zero in it.");
    Str word = str_next_word(&rest);
    if (word.count == 0) return diag_fail(diag, "There is no command here; expected one, such as \"play\".");
    int id = 0;
    while (id < COMMAND_COUNT && !str_equal(word, command_table[id].word)) id++;
    if (id == COMMAND_COUNT) return fail_unknown(word, (int)(word.at - start) + 1, diag);
    parsed.id = (CommandId)id;
    const CommandRow *row = &command_table[id];
    Str signature = str_from(row->signature);
    ArgSpec spec;
    bool is_visit = false;
    for (int i = 0; i < COMMAND_ARG_MAX && next_spec(&spec, &signature); i++) {
        spec.index = i;
        spec.has_update = spec.kind == ARG_STEP && i > 0 && (int)parsed.arg[i - 1].number == PHASE_UPDATE;
        bool is_rest = spec.kind == ARG_TEXT || spec.kind == ARG_VALUE; /* a value may be of several words: SGD with momentum */
        Str found = !is_rest ? str_next_word(&rest) : spec.kind == ARG_TEXT ? cut_text(&rest) : cut_value(&rest);
        int column = found.at ? (int)(found.at - start) + 1 : line.count + 1;
        if (found.count == 0) {
            if (id == COMMAND_WHATIF) return check_whatif(found, line.count + 1, diag);
            if (!spec.optional) return fail_missing(row, &spec, line.count + 1, diag);
            continue;
        }
        int key = spec.kind == ARG_VALUE ? (int)parsed.arg[i - 1].number : 0; /* for a value: the key before it */
        if (!parse_arg(&parsed.arg[i], row, &spec, key, found, column, diag)) return false;
        long update;
        is_visit = spec.has_update && number_parse_int(&update, found);
    }
    Str left = str_trim(rest);
    if (left.count > 0) {
        char usage[USAGE_SIZE];
        describe_usage(usage, sizeof usage, row);
        return diag_fail_at(diag, NULL, 0, (int)(left.at - start) + 1, "%s: \"%.*s\" is too much. %s", row->word, str_fit(left, SHOWN_MAX),
                            left.at, usage);
    }
    *command = is_visit ? (Command){.id = COMMAND_VISIT, .arg = {parsed.arg[1]}} : parsed;
    return true;
}

/* If a line looks right but contains an invisible character, the message names that character. */
bool command_parse(Command *command, Str line, Diag *diag) {
    Str trimmed = str_trim(line);
    int skipped = trimmed.count > 0 ? (int)(trimmed.at - line.at) : 0, code;
    const char *name;
    if (skipped > 0) line = (Str){line.at + skipped, line.count - skipped}; /* the rest is the text of `type` */
    if (line.count > COMMAND_LINE_MAX)
        return diag_fail(diag, "This command is %d bytes long; expected at most %d.", line.count, COMMAND_LINE_MAX);
    if (parse_line(command, line, diag)) return true;
    int at = str_find_invisible(line, &code, &name);
    if (at >= 0)
        return diag_fail_at(diag, NULL, 0, skipped + at + 1,
                            "There is an invisible character here, a %s (U+%04X). Delete it, or type a blank in its place.", name,
                            (unsigned)code);
    if (diag && diag->column > 0) diag->column += skipped;
    return false;
}

/* --- formatting --- */

/* `before`: the argument before it, or NULL. */
static int format_arg(char *out, int size, const CommandArg *arg, const ArgSpec *spec, const CommandArg *before) {
    Setup scratch = {.value = {0}};
    int key = spec->kind == ARG_VALUE ? (int)before->number : 0; /* a value stands after its key; other numbers may not fit an int */
    switch (spec->kind) {
    case ARG_KEY: return text_format(out, size, "%s", setup_table[(int)arg->number].key);
    case ARG_VALUE: scratch.value[key] = arg->number; return setup_format(out, size, &scratch, (SetupKey)key);
    case ARG_PHASE: return text_format(out, size, "%s", timeline_phase_name((Phase)arg->number));
    case ARG_STEP:
        if (arg->number < 0.0) return text_format(out, size, "end");
        if (before && timeline_step_name((Phase)before->number, (int)arg->number))
            return text_format(out, size, "%s", timeline_step_name((Phase)before->number, (int)arg->number));
        return number_format(out, size, arg->number);
    case ARG_LOSS:
        if (arg->number < 0) return text_format(out, size, arg->number == -1 ? "last" : "all");
        return number_format(out, size, arg->number);
    case ARG_COUNT:
    case ARG_NUMBER: return number_format(out, size, arg->number);
    case ARG_CHOICE: {
        Str word = choice_word(spec->words, (int)arg->number);
        return text_format(out, size, "%.*s", word.count, word.at);
    }
    default: {
        Str text = arg->text;
        text.count = str_fit(text, size - 1);
        str_copy(out, size, text);
        return text.count;
    }
    }
}

int command_format(char *out, int size, const Command *command) {
    const CommandRow *row = &command_table[command->id];
    Str signature = str_from(row->signature);
    ArgSpec spec;
    int used = text_format(out, size, "%s", row->word);
    for (int i = 0; i < COMMAND_ARG_MAX && next_spec(&spec, &signature); i++) {
        if (!command->arg[i].given) continue;
        used += text_format(out + used, size - used, " ");
        used += format_arg(out + used, size - used, &command->arg[i], &spec, i > 0 ? &command->arg[i - 1] : NULL);
    }
    return used;
}

/* Bytes that the command's line takes at most, with its terminator. */
static int line_room(const Command *command) {
    int room = COMMAND_SHORT_MAX;
    for (int i = 0; i < COMMAND_ARG_MAX; i++) room += command->arg[i].text.count;
    return room;
}

bool command_write(TextLine *line, const Command *command) {
    char small[COMMAND_SHORT_MAX];
    int room = line_room(command);
    if (room == (int)sizeof small) return command_format(small, room, command) >= 0 && text_line_set(line, str_from(small));
    char *out = text_line_room(line, room);
    if (out) text_line_end(line, command_format(out, room, command));
    return out != NULL;
}

bool command_copy(Command *out, char **texts, const Command *command) {
    int room = line_room(command) - COMMAND_SHORT_MAX, used = 0;
    char *at = room > 0 ? mem_new((size_t)room) : NULL;
    *texts = at;
    if (room > 0 && !at) return false;
    *out = *command;
    for (int i = 0; i < COMMAND_ARG_MAX; i++) {
        Str *text = &out->arg[i].text;
        if (text->count > 0) memcpy(at + used, text->at, (size_t)text->count);
        text->at = text->count > 0 ? at + used : NULL;
        used += text->count;
    }
    return true;
}

bool command_equal(const Command *a, const Command *b) {
    if (a->id != b->id) return false;
    Str signature = str_from(command_table[a->id].signature);
    ArgSpec spec;
    for (int i = 0; i < COMMAND_ARG_MAX && next_spec(&spec, &signature); i++) {
        const CommandArg *x = &a->arg[i], *y = &b->arg[i];
        if (x->given != y->given) return false;
        if (!x->given) continue;
        bool is_text = spec.kind == ARG_NAME || spec.kind == ARG_TEXT;
        if (is_text ? !str_same(x->text, y->text) : x->number != y->number) return false;
    }
    return true;
}

/* --- keys --- */

bool command_key(CommandId id, int index, char *key, int key_size, char *line, int line_size) {
    const char *at = command_table[id].keys;
    for (; index > 0 && *at; index--) {
        at += strcspn(at, ";");
        if (*at) at++;
    }
    if (index > 0 || !*at) return false;
    Str entry = {at, (int)strcspn(at, ";")};
    Str name = {at, (int)strcspn(at, ":;")};
    Str given = entry.count > name.count ? (Str){at + name.count + 1, entry.count - name.count - 1} : (Str){at, 0};
    str_copy(key, key_size, name);
    int used = (int)strlen(command_table[id].word);
    if (!str_copy(line, line_size, str_from(command_table[id].word)) || given.count == 0) return true;
    if (used + 1 < line_size) line[used++] = ' ';
    str_copy(line + used, line_size - used, given);
    return true;
}

bool command_find_key(char *line, int line_size, const char *key, CommandScope scope) {
    char name[32];
    for (int id = 0; id < COMMAND_COUNT; id++) {
        if (command_table[id].scope != scope) continue;
        for (int i = 0; command_key((CommandId)id, i, name, sizeof name, line, line_size); i++) {
            if (str_same_ignoring_case(str_from(name), str_from(key))) return true;
        }
    }
    str_copy(line, line_size, str_from(""));
    return false;
}
