/* See condition.h. A recursive-descent parser that builds a tree, with a table of binary operators by precedence. */
#include "lesson/condition.h"
#include "base/number.h"
#include <math.h>
#include <string.h>

enum { DEPTH_MAX = 64, TEXT_MAX = 1000, QUANTITY_WORD_MAX = 24 };

typedef enum Op {
    OP_NUMBER,
    OP_WORD,
    OP_QUANTITY,
    OP_MINUS,
    OP_OR,
    OP_AND,
    OP_LESS,
    OP_LESS_EQUAL,
    OP_GREATER,
    OP_GREATER_EQUAL,
    OP_EQUAL,
    OP_ADD,
    OP_SUBTRACT,
    OP_MULTIPLY,
    OP_DIVIDE,
    OP_POWER,
    OP_MAX,
    OP_MIN,
    OP_LOG10,
    OP_ABS
} Op;

struct Condition {
    Op op;
    Str text;      /* of this part */
    double number; /* of a number */
    ConditionKind kind;
    Condition *left, *right;
};

typedef struct Operator {
    const char *sign;
    Op op;
    int strength;
} Operator;

/* Longer signs stand before shorter ones that begin them. */
static const Operator operators[] = {
    {"or", OP_OR, 1},      {"and", OP_AND, 2},    {"<=", OP_LESS_EQUAL, 3}, {">=", OP_GREATER_EQUAL, 3},
    {"==", OP_EQUAL, 3},   {"<", OP_LESS, 3},     {">", OP_GREATER, 3},     {"+", OP_ADD, 4},
    {"-", OP_SUBTRACT, 4}, {"*", OP_MULTIPLY, 5}, {"/", OP_DIVIDE, 5},      {"^", OP_POWER, 7},
};
enum { OPERATOR_COUNT = sizeof operators / sizeof *operators, COMPARISON = 3, UNARY = 6, POWER = 7 };

static const struct {
    const char *name;
    Op op;
    int count;
} functions[] = {{"max", OP_MAX, 2}, {"min", OP_MIN, 2}, {"log10", OP_LOG10, 1}, {"abs", OP_ABS, 1}};

typedef struct Reader {
    LessonMemory *memory;
    const ConditionSource *source;
    Diag *diag;
    Str text;
    int at, depth;
} Reader;

static Condition *fail(const Reader *reader, int at, const char *what) {
    diag_fail_at(reader->diag, NULL, 0, at + 1, "%s", what);
    return NULL;
}

static char peek(const Reader *reader) { return reader->at < reader->text.count ? reader->text.at[reader->at] : '\0'; }

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_blank(char c) { return c == ' ' || c == '\t'; }

static void skip_blanks(Reader *reader) {
    while (is_blank(peek(reader))) reader->at++;
}

/* Length in bytes of the word at this place: letters, digits and '-' between letters. */
static int word_count(const Reader *reader) {
    int count = 0;
    const char *at = reader->text.at + reader->at;
    int left = reader->text.count - reader->at;
    while (count < left && (is_letter(at[count]) || (count > 0 && is_digit(at[count])))) count++;
    return count;
}

/* An unsigned number: digits, a point, an exponent. */
static int number_count(const Reader *reader) {
    const char *at = reader->text.at + reader->at;
    int left = reader->text.count - reader->at, count = 0;
    while (count < left && is_digit(at[count])) count++;
    bool is_range = count + 1 < left && at[count] == '.' && at[count + 1] == '.';
    if (!is_range && count < left && at[count] == '.') {
        count++;
        while (count < left && is_digit(at[count])) count++;
    }
    int end = count;
    if (end > 0 && end < left && (at[end] == 'e' || at[end] == 'E')) {
        end++;
        if (end < left && (at[end] == '+' || at[end] == '-')) end++;
        if (end < left && is_digit(at[end])) {
            while (end < left && is_digit(at[end])) end++;
            count = end;
        }
    }
    return count;
}

static Condition *new_node(Reader *reader, Op op, int from, ConditionKind kind) {
    Condition *node = lesson_push(reader->memory, sizeof *node);
    if (!node) {
        diag_fail(reader->diag, "%s", "");
        return NULL;
    }
    node->op = op;
    node->kind = kind;
    node->text = (Str){reader->text.at + from, reader->at - from};
    return node;
}

static bool has_word(Str text, const char *word) {
    int count = (int)strlen(word);
    return text.count == count && !memcmp(text.at, word, (size_t)count);
}

static bool is_reserved(Str word) { return has_word(word, "and") || has_word(word, "or"); }

/* A number, a word, or T-3, which has no blanks; `count` is the length of the number or word. */
static int step_count(const Reader *reader, int count) {
    Reader ahead = *reader;
    ahead.at += count;
    if (!has_word((Str){reader->text.at + reader->at, count}, "T") || peek(&ahead) != '-') return count;
    ahead.at++;
    int digits = number_count(&ahead);
    return digits > 0 ? count + 1 + digits : count;
}

/* Length of one argument of a quantity: T, T-3, 12, -1, 2..T-3, reverse; 0 if none begins here. */
static int argument_count(const Reader *reader, bool in_whatif) {
    Reader ahead = *reader;
    char c = peek(&ahead);
    if (in_whatif && (c == '-' || c == '+')) {
        ahead.at++;
        return number_count(&ahead) > 0 ? 1 + number_count(&ahead) : 0;
    }
    int first = is_letter(c) ? word_count(&ahead) : number_count(&ahead);
    if (first == 0 || is_reserved((Str){ahead.text.at + ahead.at, first})) return 0;
    ahead.at += step_count(&ahead, first);
    if (peek(&ahead) == '.' && ahead.at + 1 < ahead.text.count && ahead.text.at[ahead.at + 1] == '.') {
        ahead.at += 2;
        int end = is_letter(peek(&ahead)) ? word_count(&ahead) : number_count(&ahead);
        if (end == 0) return 0;
        ahead.at += step_count(&ahead, end);
    }
    return ahead.at - reader->at;
}

/* "name words", from reader->at; with "whatif words : " in front. */
static Condition *read_quantity(Reader *reader) {
    int from = reader->at, end = from;
    bool in_whatif = has_word((Str){reader->text.at + from, word_count(reader)}, "whatif");
    reader->at += word_count(reader);
    end = reader->at;
    for (int words = 0;; words++) {
        skip_blanks(reader);
        if (in_whatif && peek(reader) == ':') {
            bool has_blanks = reader->at > end && reader->at + 1 < reader->text.count && is_blank(reader->text.at[reader->at + 1]);
            if (!has_blanks)
                return fail(reader, reader->at, "the colon after a what-if has a blank on both sides: whatif input 1 1 -1 : loss");
            reader->at++;
            skip_blanks(reader);
            in_whatif = false;
            if (!is_letter(peek(reader))) return fail(reader, reader->at, "a quantity is expected after the what-if's colon");
            reader->at += word_count(reader);
            end = reader->at;
            continue;
        }
        int count = argument_count(reader, in_whatif);
        if (count == 0) break;
        if (words == QUANTITY_WORD_MAX) return fail(reader, reader->at, "this quantity has too many words");
        reader->at += count;
        end = reader->at;
    }
    if (in_whatif) return fail(reader, reader->at, "a what-if needs a colon and a quantity: whatif input 1 1 -1 : loss");
    reader->at = end;
    Condition *node = new_node(reader, OP_QUANTITY, from, CONDITION_NUMBER);
    if (!node || !reader->source || !reader->source->check) return node;
    Diag found = {0};
    if (reader->source->check(reader->source->user, node->text, &found)) return node;
    diag_fail_at(reader->diag, NULL, 0, from + (found.column > 0 ? found.column : 1), "%s", found.text);
    return NULL;
}

static Condition *read_binary(Reader *reader, int least);

static Condition *read_function(Reader *reader, int index) {
    int from = reader->at;
    reader->at += (int)strlen(functions[index].name);
    skip_blanks(reader);
    reader->at++; /* skips the bracket, which the caller has seen */
    Condition *left = read_binary(reader, 1), *right = NULL;
    if (!left) return NULL;
    if (functions[index].count == 2) {
        skip_blanks(reader);
        if (peek(reader) != ',') return fail(reader, reader->at, "a comma and a second number are expected: max(a, b)");
        reader->at++;
        right = read_binary(reader, 1);
        if (!right) return NULL;
    }
    skip_blanks(reader);
    if (peek(reader) != ')') return fail(reader, reader->at, "a closing bracket is expected");
    reader->at++;
    if (left->kind == CONDITION_TRUTH || (right && right->kind == CONDITION_TRUTH))
        return fail(reader, from, "a number is expected in the brackets, not a comparison");
    Condition *node = new_node(reader, functions[index].op, from, CONDITION_NUMBER);
    if (!node) return NULL;
    node->left = left;
    node->right = right;
    return node;
}

static int find_function(const Reader *reader) {
    Reader ahead = *reader;
    Str word = {reader->text.at + reader->at, word_count(reader)};
    ahead.at += word.count;
    skip_blanks(&ahead);
    for (int i = 0; i < (int)(sizeof functions / sizeof *functions); i++) {
        if (has_word(word, functions[i].name) && peek(&ahead) == '(') return i;
    }
    return -1;
}

static Condition *read_word(Reader *reader) {
    int from = reader->at++;
    while (peek(reader) != '"' && peek(reader)) reader->at++;
    if (!peek(reader)) return fail(reader, from, "this quotation mark is never closed");
    reader->at++;
    Condition *node = new_node(reader, OP_WORD, from, CONDITION_WORD);
    if (node && node->text.count - 2 >= (int)sizeof(((ConditionValue *)0)->word)) return fail(reader, from, "this word is too long");
    return node;
}

static Condition *read_number(Reader *reader, int count) {
    int from = reader->at;
    reader->at += count;
    Condition *node = new_node(reader, OP_NUMBER, from, CONDITION_NUMBER);
    if (node && !number_parse(&node->number, node->text)) return fail(reader, from, "this is no number");
    if (node && is_letter(peek(reader))) return fail(reader, reader->at, "a blank or an operator is expected after this number");
    return node;
}

static Condition *read_operand(Reader *reader) {
    skip_blanks(reader);
    int from = reader->at, count = number_count(reader);
    char c = peek(reader);
    if (count > 0) return read_number(reader, count);
    if (c == '"') return read_word(reader);
    if (c == '-') {
        reader->at++;
        Condition *left = read_binary(reader, UNARY);
        if (!left) return NULL;
        if (left->kind != CONDITION_NUMBER) return fail(reader, from, "only a number can have a minus in front");
        Condition *node = new_node(reader, OP_MINUS, from, CONDITION_NUMBER);
        if (node) node->left = left;
        return node;
    }
    if (c == '(') {
        reader->at++;
        Condition *inner = read_binary(reader, 1);
        if (!inner) return NULL;
        skip_blanks(reader);
        if (peek(reader) != ')') return fail(reader, reader->at, "a closing bracket is expected");
        reader->at++;
        return inner;
    }
    if (is_letter(c)) {
        if (is_reserved((Str){reader->text.at + from, word_count(reader)}))
            return fail(reader, from, "a quantity or a number is expected here");
        int function = find_function(reader);
        return function >= 0 ? read_function(reader, function) : read_quantity(reader);
    }
    return fail(reader, from, c ? "a quantity or a number is expected here" : "something is missing at the end: a quantity or a number");
}

static const Operator *find_operator(const Reader *reader) {
    for (int i = 0; i < OPERATOR_COUNT; i++) {
        int count = (int)strlen(operators[i].sign);
        if (reader->text.count - reader->at < count || memcmp(reader->text.at + reader->at, operators[i].sign, (size_t)count) != 0)
            continue;
        if (is_letter(operators[i].sign[0]) && word_count(reader) != count) continue;
        return &operators[i];
    }
    return NULL;
}

static bool fits(const Reader *reader, const Operator *op, int at, const Condition *left, const Condition *right) {
    if (op->strength < COMPARISON) {
        if (left->kind == CONDITION_TRUTH && right->kind == CONDITION_TRUTH) return true;
        return fail(reader, at, "and, or need a comparison on both sides") != NULL;
    }
    if (left->kind == CONDITION_TRUTH || right->kind == CONDITION_TRUTH)
        return fail(reader, at, "a number is expected on both sides, not a comparison; two comparisons are joined by and, or") != NULL;
    bool has_word = left->kind == CONDITION_WORD || right->kind == CONDITION_WORD;
    if (!has_word || op->op == OP_EQUAL) return true;
    return fail(reader, at, "words can only be compared with ==") != NULL;
}

static Condition *read_binary(Reader *reader, int least) {
    if (++reader->depth > DEPTH_MAX) return fail(reader, reader->at, "the brackets are nested too deep here");
    skip_blanks(reader);
    int from = reader->at;
    Condition *left = read_operand(reader);
    while (left) {
        int end = reader->at;
        skip_blanks(reader);
        int at = reader->at;
        const Operator *op = find_operator(reader);
        if (!op || op->strength < least) {
            reader->at = end;
            break;
        }
        reader->at += (int)strlen(op->sign);
        Condition *right = read_binary(reader, op->strength == POWER ? UNARY : op->strength + 1);
        if (!right || !fits(reader, op, at, left, right)) return NULL;
        Condition *node = new_node(reader, op->op, from, op->strength <= COMPARISON ? CONDITION_TRUTH : CONDITION_NUMBER);
        if (!node) return NULL;
        node->left = left;
        node->right = right;
        left = node;
    }
    reader->depth--;
    return left;
}

const Condition *condition_parse(LessonMemory *memory, Str text, const ConditionSource *source, Diag *diag) {
    Reader reader = {.memory = memory, .source = source, .diag = diag};
    if (text.count > TEXT_MAX) return fail(&reader, 0, "this is too long for a condition");
    if (!lesson_copy(&reader.text, memory, text.at, text.count)) return fail(&reader, 0, "");
    Condition *node = read_binary(&reader, 1);
    if (!node) return NULL;
    skip_blanks(&reader);
    if (reader.at == reader.text.count) return node;
    char c = peek(&reader);
    if (c == '=') return fail(&reader, reader.at, "a comparison is expected here; equal is written ==");
    return fail(&reader, reader.at, "the condition ends before this; expected + - * / ^, < <= > >= ==, and, or");
}

Str condition_text(const Condition *condition) { return condition->text; }
bool condition_is_truth(const Condition *condition) { return condition->kind == CONDITION_TRUTH; }

/* --- evaluating --- */

typedef struct Work {
    const ConditionSource *source;
    char *found;
    int size, used;
    Diag *diag;
} Work;

static void write_value(char *out, int size, const ConditionValue *value) {
    if (value->kind == CONDITION_WORD)
        text_format(out, size, "\"%s\"", value->word);
    else if (value->number == floor(value->number) && fabs(value->number) < 1e6)
        text_format(out, size, "%ld", (long)value->number);
    else
        number_format_short(out, size, value->number, 4);
}

/* "rgrad 1 = 0.012", or a number alone. */
static void write_side(char *out, int size, const Condition *node, const ConditionValue *value) {
    char text[64];
    write_value(text, (int)sizeof text, value);
    if (node->op == OP_NUMBER || node->op == OP_WORD)
        text_format(out, size, "%.*s", str_fit(node->text, 60), node->text.at);
    else
        text_format(out, size, "%.*s = %s", str_fit(node->text, 120), node->text.at, text);
}

static void note_false(Work *work, const Condition *node, const ConditionValue *left, const ConditionValue *right) {
    static const char *const signs[] = {"<", "<=", ">", ">=", "=="};
    char a[256], b[256];
    if (!work->found) return;
    write_side(a, (int)sizeof a, node->left, left);
    write_side(b, (int)sizeof b, node->right, right);
    work->used += text_format(work->found + work->used, work->size - work->used, "%s%s, not %s %s", work->used > 0 ? "; " : "", a,
                              signs[node->op - OP_LESS], b);
}

static bool are_equal(double a, double b) {
    if (a == b) return true;
    if (a == 0.0 || b == 0.0) return false;
    return fabs(a - b) <= 1e-9 * fmax(fabs(a), fabs(b));
}

static bool compare(Op op, const ConditionValue *left, const ConditionValue *right) {
    double a = left->number, b = right->number;
    if (left->kind == CONDITION_WORD) return !strcmp(left->word, right->word);
    switch (op) {
    case OP_LESS: return a < b;
    case OP_LESS_EQUAL: return a <= b;
    case OP_GREATER: return a > b;
    case OP_GREATER_EQUAL: return a >= b;
    default: return are_equal(a, b);
    }
}

static double calculate(Op op, double a, double b) {
    switch (op) {
    case OP_MINUS: return -a;
    case OP_ADD: return a + b;
    case OP_SUBTRACT: return a - b;
    case OP_MULTIPLY: return a * b;
    case OP_DIVIDE: return a / b;
    case OP_POWER: return pow(a, b);
    case OP_MAX: return isnan(a) || isnan(b) ? NAN : fmax(a, b);
    case OP_MIN: return isnan(a) || isnan(b) ? NAN : fmin(a, b);
    case OP_LOG10: return log10(a);
    default: return fabs(a);
    }
}

static bool evaluate(ConditionValue *out, Work *work, const Condition *node);

static bool evaluate_both(ConditionValue *out, Work *work, const Condition *node) {
    ConditionValue left = {0}, right = {0};
    if (!evaluate(&left, work, node->left) || (node->right && !evaluate(&right, work, node->right))) return false;
    bool is_comparison = node->op >= OP_LESS && node->op <= OP_EQUAL;
    bool one_word = node->right && (left.kind == CONDITION_WORD) != (right.kind == CONDITION_WORD);
    bool two_words = node->right && left.kind == CONDITION_WORD && right.kind == CONDITION_WORD;
    if (one_word || (left.kind == CONDITION_WORD && node->op != OP_EQUAL) || (two_words && node->op != OP_EQUAL))
        return diag_fail(work->diag, "\"%.*s\": a word and a number cannot be put together", str_fit(node->text, 120), node->text.at);
    if (!is_comparison) {
        *out = (ConditionValue){.kind = CONDITION_NUMBER, .number = calculate(node->op, left.number, right.number)};
        return true;
    }
    bool holds = compare(node->op, &left, &right);
    *out = (ConditionValue){.kind = CONDITION_TRUTH, .number = holds};
    if (!holds) note_false(work, node, &left, &right);
    return true;
}

static bool evaluate(ConditionValue *out, Work *work, const Condition *node) {
    ConditionValue right;
    switch (node->op) {
    case OP_NUMBER: *out = (ConditionValue){.kind = CONDITION_NUMBER, .number = node->number}; return true;
    case OP_WORD:
        *out = (ConditionValue){.kind = CONDITION_WORD};
        str_copy(out->word, (int)sizeof out->word, (Str){node->text.at + 1, node->text.count - 2});
        return true;
    case OP_QUANTITY: return work->source->evaluate(work->source->user, node->text, out, work->diag);
    case OP_AND:
    case OP_OR:
        if (!evaluate(out, work, node->left)) return false;
        if ((out->number != 0.0) == (node->op == OP_OR)) return true; /* the other side does not matter */
        if (!evaluate(&right, work, node->right)) return false;
        *out = right;
        return true;
    default: return evaluate_both(out, work, node);
    }
}

bool condition_evaluate(ConditionValue *out, const Condition *condition, const ConditionSource *source, char *found, int size, Diag *diag) {
    Work work = {.source = source, .found = found, .size = size, .diag = diag};
    if (found && size > 0) found[0] = '\0';
    return evaluate(out, &work, condition);
}
