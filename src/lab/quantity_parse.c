/* Parses a quantity. The table lists the arguments; the words in front (d, prod, whatif) are parsed here. */
#include "base/number.h"
#include "lab/quantity.h"
#include <string.h>

const QuantityRow quantity_table[QUANTITY_COUNT] = {
#define QUANTITY_ROW(ID, ...) {__VA_ARGS__},
#include "lab/quantity_rows.h"
#undef QUANTITY_ROW
};

static const char *const matrix_names[] = {"U", "W", "V"};

typedef struct Words {
    Str text, rest, word; /* word: the next one; empty at the end */
} Words;

static void next(Words *words) { words->word = str_next_word(&words->rest); }

static int column_of(const Words *words) {
    return words->word.count > 0 ? (int)(words->word.at - words->text.at) + 1 : words->text.count + 1;
}

static bool fail_usage(const Words *words, const QuantityRow *row, const char *what, Diag *diag) {
    const char *arguments = row->arguments;
    bool has_lane = strchr(arguments, ';') != NULL;
    int count = (int)strcspn(arguments, ";");
    return diag_fail_at(diag, NULL, 0, column_of(words), "%s: %s \"%.*s\"; it is written: %s%s%.*s%s", row->name, what,
                        str_fit(words->word, 40), words->word.count > 0 ? words->word.at : "", row->name, count > 0 ? " " : "", count,
                        arguments, has_lane ? " [layer [reverse]]" : "");
}

static bool read_range(StepWord *first, StepWord *last, Str word) {
    for (int i = 1; i + 2 < word.count; i++) {
        if (word.at[i] == '.' && word.at[i + 1] == '.')
            return step_word_parse(first, (Str){word.at, i}) && step_word_parse(last, (Str){word.at + i + 2, word.count - i - 2});
    }
    return false;
}

static bool read_gate(QuantityArg *out, Str word) {
    static const char *const names[] = {"input",     "i", "forget", "f", "output", "o", "reset", "r", "update", "z",
                                        "candidate", "n", "g",      "g", "h",      "h", "u",     "z", "cell",   "g"};
    *out = (QuantityArg){.given = true};
    for (int i = 0; i < (int)(sizeof names / sizeof *names); i++) {
        if (!str_equal(word, names[i])) continue;
        strcpy(out->word, names[i | 1]);
        return true;
    }
    return false;
}

static bool read_matrix(QuantityArg *out, Str word) {
    *out = (QuantityArg){.given = true};
    for (int i = 0; i < 3; i++) {
        if (!str_equal(word, matrix_names[i])) continue;
        out->number = i;
        return true;
    }
    return false;
}

/* Parses one argument of this sort; false, without a message, if the word is not one. */
static bool read_argument(QuantityArg *out, char sort, Str word) {
    if (sort == 'g') return read_gate(out, word);
    if (sort == 'M') return read_matrix(out, word);
    *out = (QuantityArg){.given = true};
    if (sort == 't' || sort == 's') return step_word_parse(&out->step, word);
    return number_parse_int(&out->number, word) && out->number >= 1;
}

static const char *sort_name(char sort) {
    switch (sort) {
    case 't': return "a step is expected, not";
    case 's': return "a step with a loss is expected, not";
    case 'i': return "an input is expected, not";
    case 'u': return "a unit is expected, not";
    case 'k': return "an output is expected, not";
    case 'g': return "a gate is expected (i, f, g, o, r, z, n or h), not";
    case 'M': return "a matrix is expected (U, W or V), not";
    case 'r': return "a row is expected, not";
    case 'c': return "a column is expected, not";
    default: return "a count is expected, not";
    }
}

static bool read_arguments(Quantity *out, Words *words, Diag *diag) {
    const QuantityRow *row = &quantity_table[out->id];
    const char *at = row->arguments;
    bool needs_range = out->is_product;
    for (int i = 0; *at && *at != ';'; i++) {
        while (*at == ' ') at++;
        bool optional = *at == '[';
        char sort = optional ? at[1] : *at;
        at += optional ? 3 : 1;
        if (needs_range && sort == 't') {
            if (!read_range(&out->first, &out->last, words->word))
                return fail_usage(words, row, "a range of steps is expected after prod, as in \"prod factor 2..T\", not", diag);
            needs_range = false;
            next(words);
        } else if (words->word.count > 0 && read_argument(&out->arg[i], sort, words->word)) {
            next(words);
        } else if (!optional) {
            out->arg[i] = (QuantityArg){0};
            return fail_usage(words, row, sort_name(sort), diag);
        } else {
            out->arg[i] = (QuantityArg){0};
        }
    }
    if (needs_range) return diag_fail_at(diag, NULL, 0, 1, "prod goes over steps, and %s has none", row->name);
    if (*at != ';') return true;
    if (words->word.count > 0 && number_parse_int(&out->layer.number, words->word) && out->layer.number >= 1) {
        out->layer.given = true;
        next(words);
        out->is_reverse = str_equal(words->word, "reverse");
        if (out->is_reverse) next(words);
    }
    return true;
}

static const char *const in_front[] = {"whatif", "prod", "d"};

static bool fail_unknown(const Words *words, Diag *diag) {
    Str word = words->word;
    for (int i = 0; i < 3; i++) {
        if (str_equal(word, in_front[i]))
            return diag_fail_at(
                diag, NULL, 0, column_of(words),
                "a quantity is expected here; \"%s\" stands once in front of one, as in whatif input 1 1 -1 : d prod factor 2..T",
                in_front[i]);
    }
    const char *candidate[QUANTITY_COUNT + KEY_COUNT + 3] = {in_front[0], in_front[1], in_front[2]};
    int count = 3;
    for (int i = 0; i < QUANTITY_COUNT; i++) candidate[count++] = quantity_table[i].name;
    for (int i = 0; i < KEY_COUNT; i++) candidate[count++] = setup_table[i].key;
    const char *closest = str_find_closest(word, candidate, count);
    if (closest)
        return diag_fail_at(diag, NULL, 0, column_of(words), "there is no quantity \"%.*s\"; did you mean \"%s\"?", str_fit(word, 40),
                            word.at, closest);
    return diag_fail_at(diag, NULL, 0, column_of(words), "there is no quantity \"%.*s\"; `unroll analyze --quantities` lists them",
                        str_fit(word, 40), word.at);
}

static bool read_name(Quantity *out, Words *words, Diag *diag) {
    if (words->word.count == 0) return diag_fail_at(diag, NULL, 0, column_of(words), "a quantity is expected here, as in \"rgrad 1\"");
    for (int i = 0; i < QUANTITY_COUNT; i++) {
        if (!str_equal(words->word, quantity_table[i].name)) continue;
        out->id = (QuantityId)i;
        next(words);
        return read_arguments(out, words, diag);
    }
    int key = setup_find_key(words->word);
    if (key < 0) return fail_unknown(words, diag);
    if (out->is_product) return diag_fail_at(diag, NULL, 0, column_of(words), "prod goes over steps, and a setting has none");
    out->id = QUANTITY_SETTING;
    out->key = (SetupKey)key;
    next(words);
    return true;
}

/* "input 1 1 -1 :": only the words are checked here; evaluation checks them against the network. */
static bool read_whatif(Quantity *out, Words *words, Diag *diag) {
    int first = column_of(words);
    Str what = {words->word.at, 0};
    while (words->word.count > 0 && !str_equal(words->word, ":")) {
        what.count = (int)(words->word.at - what.at) + words->word.count;
        next(words);
    }
    if (!whatif_words_parse(&out->whatif, what, diag)) {
        if (diag && diag->column > 0) diag->column += first - 1;
        return false;
    }
    if (out->whatif.is_free)
        return diag_fail_at(diag, NULL, 0, first, "a what-if before a quantity needs a value: whatif input 1 1 -1 : loss");
    if (words->word.count == 0)
        return diag_fail_at(diag, NULL, 0, column_of(words), "expected a colon and a quantity after a what-if: whatif input 1 1 -1 : loss");
    next(words);
    out->has_whatif = true;
    out->is_change = str_equal(words->word, "d");
    if (out->is_change) next(words);
    return true;
}

bool quantity_parse(Quantity *out, Str text, Diag *diag) {
    Words words = {.text = text, .rest = text};
    *out = (Quantity){0};
    next(&words);
    if (str_equal(words.word, "whatif")) {
        next(&words);
        if (!read_whatif(out, &words, diag)) return false;
    } else if (str_equal(words.word, "d")) {
        return diag_fail_at(diag, NULL, 0, 1, "d is the change that a what-if makes: whatif input 1 1 -1 : d loss");
    }
    if (str_equal(words.word, "prod")) {
        out->is_product = true;
        next(&words);
    }
    if (!read_name(out, &words, diag)) return false;
    if (words.word.count == 0) return true;
    if (out->id == QUANTITY_SETTING)
        return diag_fail_at(diag, NULL, 0, column_of(&words), "\"%.*s\" is too much: a setting has no arguments", str_fit(words.word, 40),
                            words.word.at);
    return fail_usage(&words, &quantity_table[out->id], "this is too much:", diag);
}
