/* predict, draw and write: questions. The first sign of a line says what it is. A table lists the signs that a kind of question may have
   and must have. */
#include "base/number.h"
#include "lesson/parse.h"
#include <string.h>

static const struct {
    const char *name;  /* for messages */
    const char *signs; /* allowed signs besides ? > ! and vote */
    const char *must;
    const char *like; /* name of the required sign */
} rules[] = {
    [QUESTION_CHOICE] = {"predict", "-*", "*", "* the right answer"}, [QUESTION_NUMBER] = {"predict number", "=~", "=", "= 0.17 ± 0.02"},
    [QUESTION_PLACE] = {"predict place", "@", "@", "@ step 1"},       [QUESTION_ORDER] = {"predict order", "1", "1", "1. what comes first"},
    [QUESTION_MATCH] = {"predict match", "-", "-", "- left = right"}, [QUESTION_DRAW] = {"draw", "ca", "c", "curve rgrad 1..16"},
    [QUESTION_WRITE] = {"write", "=", "=", "= a model answer"},
};

typedef struct Reading {
    Parser *parser;
    LessonQuestion *question;
    LessonChoice **choice_tail;
    LessonLine **reveal_tail;
    LessonPlace right; /* place of the right answer; line 0: none yet */
} Reading;

static LessonPlace place_in(LessonPlace place, Str line, const char *at) {
    place.column += (int)(at - line.at);
    return place;
}

/* '?' '-' '*' '>' '!' '=' '~' '@', '1' for "1.", 'c' for curve, 'a' for axis, 'v' for vote; 0 for anything else. *rest is the text after
   it. */
static char sign_of(Str line, Str *rest) {
    int digits = 0;
    while (digits < line.count && line.at[digits] >= '0' && line.at[digits] <= '9') digits++;
    if (digits > 0 && digits < line.count && line.at[digits] == '.') {
        *rest = str_trim((Str){line.at + digits + 1, line.count - digits - 1});
        return '1';
    }
    *rest = line;
    Str word = str_next_word(rest);
    *rest = str_trim(*rest);
    if (str_equal(word, "curve")) return 'c';
    if (str_equal(word, "axis")) return 'a';
    if (str_equal(line, "vote")) return 'v';
    *rest = str_trim((Str){line.at + 1, line.count - 1});
    return memchr("?-*>!=~@", line.at[0], 8) ? line.at[0] : '\0';
}

/* The first place of `sign` outside $...$ and not after a backslash; -1 if there is none. */
static int find_outside_formula(Str text, const char *sign) {
    int count = (int)strlen(sign);
    bool in_formula = false;
    for (int i = 0; i + count <= text.count; i++) {
        if (text.at[i] == '\\') {
            i++;
        } else if (text.at[i] == '$') {
            in_formula = !in_formula;
        } else if (!in_formula && !memcmp(text.at + i, sign, (size_t)count)) {
            return i;
        }
    }
    return -1;
}

static void append(LessonSpan **list, LessonSpan *more) {
    while (*list) list = &(*list)->next;
    *list = more;
}

/* A second line with the same sign continues the text in a new line. */
static void read_text(Reading *reading, LessonSpan **out, Str text, LessonPlace place) {
    LessonSpan *more = parse_inline(reading->parser, text, place);
    if (*out && more) {
        LessonSpan *line_break = parse_new(reading->parser, sizeof *line_break);
        if (!line_break) return;
        *line_break = (LessonSpan){.kind = SPAN_BREAK, .place = place, .next = more};
        more = line_break;
    }
    append(out, more);
}

static LessonChoice *add_choice(Reading *reading, LessonPlace place) {
    LessonQuestion *question = reading->question;
    if (question->choice_count == LESSON_CHOICE_MAX) {
        parse_fail(reading->parser, place, "a question has at most %d of these: keys 1 to %d choose them", LESSON_CHOICE_MAX,
                   LESSON_CHOICE_MAX);
        return NULL;
    }
    LessonChoice *choice = parse_new(reading->parser, sizeof *choice);
    if (!choice) return NULL;
    choice->place = place;
    *reading->choice_tail = choice;
    reading->choice_tail = &choice->next;
    question->choice_count++;
    return choice;
}

/* "text :: reply", or with another separator. The second part may be missing if `must` is false. */
static void read_choice(Reading *reading, Str text, LessonPlace place, const char *sign, bool is_right, bool must, const char *like) {
    Parser *parser = reading->parser;
    int at = find_outside_formula(text, sign), count = (int)strlen(sign);
    Str left = at >= 0 ? (Str){text.at, at} : text, right = at >= 0 ? (Str){text.at + at + count, text.count - at - count} : (Str){"", 0};
    LessonChoice *choice = add_choice(reading, place);
    if (!choice) return;
    choice->is_right = is_right;
    choice->text = parse_inline(parser, left, place);
    if (at >= 0) choice->said = parse_inline(parser, right, place_in(place, text, right.at));
    if (!choice->text) parse_fail(parser, place, "this answer is empty: expected %s", like);
    if (must && !choice->said) parse_fail(parser, place, "expected %s", like);
}

static bool read_number(double *out, Str text) { return number_parse(out, text) || number_parse_comma(out, text); }

/* "0.17 ± 0.02" */
static void read_value(Reading *reading, Str text, LessonPlace place) {
    LessonQuestion *question = reading->question;
    Str value = text, tolerance = {"0", 1}; /* exactly this number, if no tolerance is given */
    for (int i = 0; i + 1 < text.count; i++) {
        bool is_sign = !memcmp(text.at + i, "±", 2) || !memcmp(text.at + i, "+-", 2);
        if (!is_sign) continue;
        value = str_trim((Str){text.at, i});
        tolerance = str_trim((Str){text.at + i + 2, text.count - i - 2});
        break;
    }
    bool good = read_number(&question->number, value) && read_number(&question->tolerance, tolerance);
    good = good && question->number - question->number == 0 && question->tolerance >= 0 && question->tolerance < 1e300;
    if (!good)
        parse_fail(reading->parser, place, "\"%.*s\": expected a number and how far off is still right, as in \"= 0.17 ± 0.02\"",
                   str_fit(text, 60), text.at);
}

/* "0.28 : said at this near miss" */
static void read_near(Reading *reading, Str text, LessonPlace place) {
    int colon = find_outside_formula(text, ":");
    LessonChoice *choice = add_choice(reading, place);
    if (!choice) return;
    Str number = str_trim((Str){text.at, colon > 0 ? colon : 0});
    if (colon > 0)
        choice->said =
            parse_inline(reading->parser, (Str){text.at + colon + 1, text.count - colon - 1}, place_in(place, text, text.at + colon + 1));
    if (!read_number(&choice->number, number) || !choice->said)
        parse_fail(reading->parser, place, "expected a number and a reply to answers near it, as in \"~ 0.28 : they multiply\"");
}

static bool read_whole(int *out, Str text, int least, int most) {
    long value;
    if (!number_parse_int(&value, text) || value < least || value > most) return false;
    *out = (int)value;
    return true;
}

/* The range in the words of a curve: "1..16", "2..T". Index of its first byte; -1 if there is none. */
static int find_range(Str text, Str *range) {
    for (Str rest = text, word; (word = str_next_word(&rest)).count > 0;) {
        for (int i = 1; i + 2 < word.count; i++) {
            if (word.at[i] != '.' || word.at[i + 1] != '.') continue;
            *range = word;
            return (int)(word.at - text.at);
        }
    }
    return -1;
}

static void read_curve_over(Reading *reading, LessonCurve *curve, Str text, LessonPlace place) {
    Parser *parser = reading->parser;
    Diag found = {0};
    Str rest = text, word;
    curve->key = str_next_word(&rest);
    curve->value = parse_new(parser, sizeof *curve->value * 16);
    if (!curve->value) return;
    if (curve->key.count > 0 && parser->host->check_setting &&
        !parser->host->check_setting(parser->host->user, curve->key, (Str){NULL, 0}, &found)) {
        parse_fail_found(parser, place, &found);
        return;
    }
    while ((word = str_next_word(&rest)).count > 0) {
        LessonPlace at = place_in(place, text, word.at);
        if (curve->value_count == 16) {
            parse_fail(parser, at, "a curve has at most 16 values");
            return;
        }
        if (parser->host->check_setting && !parser->host->check_setting(parser->host->user, curve->key, word, &found))
            parse_fail_found(parser, at, &found);
        curve->value[curve->value_count++] = word;
    }
    if (curve->value_count < 2)
        parse_fail(parser, place, "expected a setting and its values, as in \"curve heldout over examples 20 100 1000 0\"");
}

static void check_curve(Reading *reading, const LessonCurve *curve, LessonPlace place) {
    char text[256];
    const ConditionSource *source = &reading->parser->host->conditions;
    Diag found = {0};
    if (!source->check) return;
    int count = curve->first > 0 ? text_format(text, (int)sizeof text, "%.*s %d %.*s", curve->text.count, curve->text.at, curve->first,
                                               curve->tail.count, curve->tail.at)
                                 : text_format(text, (int)sizeof text, "%.*s", curve->text.count, curve->text.at);
    if (source->check(source->user, str_trim((Str){text, count}), &found)) return;
    found.column = 0;
    parse_fail_found(reading->parser, place, &found);
}

static void read_curve(Reading *reading, Str text, LessonPlace place) {
    LessonCurve *curve = &reading->question->curve;
    Str range = {"", 0};
    for (Str rest = text, word; (word = str_next_word(&rest)).count > 0;) {
        if (!str_equal(word, "over")) continue;
        curve->text = str_trim((Str){text.at, (int)(word.at - text.at)});
        rest = str_trim(rest);
        read_curve_over(reading, curve, rest, place_in(place, text, rest.count > 0 ? rest.at : word.at));
        check_curve(reading, curve, place);
        return;
    }
    int at = find_range(text, &range), dots = 0;
    while (dots + 1 < range.count && (range.at[dots] != '.' || range.at[dots + 1] != '.')) dots++;
    Str first = {range.at, dots}, last = {range.at + dots + 2, range.count - dots - 2};
    bool good = at > 0 && read_whole(&curve->first, first, 1, 100000);
    good = good && (str_equal(last, "T") || (read_whole(&curve->last, last, 1, 100000) && curve->last > curve->first));
    if (!good) {
        *curve = (LessonCurve){.is_log = curve->is_log};
        parse_fail(reading->parser, place, "expected a quantity and its steps, as in \"curve rgrad 1..16\"");
        return;
    }
    curve->text = str_trim((Str){text.at, at});
    curve->tail = str_trim((Str){range.at + range.count, (int)(text.at + text.count - range.at) - range.count});
    check_curve(reading, curve, place);
}

static void read_where(Reading *reading, Str text, LessonPlace place) {
    Str rest = text, word = str_next_word(&rest), number = str_trim(rest);
    int step;
    reading->question->where = text;
    if (str_equal(word, "step") && (str_equal(number, "T") || read_whole(&step, number, 1, 100000))) return;
    parse_fail(reading->parser, place, "\"%.*s\": expected a step, as in \"@ step 1\"", str_fit(text, 60), text.at);
}

static void read_sign(Reading *reading, char sign, Str text, LessonPlace place) {
    Parser *parser = reading->parser;
    LessonQuestion *question = reading->question;
    bool in_review = parser->step && parser->step->kind == STEP_REVIEW;
    LessonLine *line;
    switch (sign) {
    case '?': read_text(reading, &question->ask, text, place); break;
    case '>': read_text(reading, &question->why, text, place); break;
    case 'v': question->is_vote = true; break;
    case '!':
        line = parse_command(parser, text, place);
        if (!line) break;
        *reading->reveal_tail = line;
        reading->reveal_tail = &line->next;
        break;
    case '*':
        if (reading->right.line) parse_fail(parser, place, "there is a right answer above already; expected one");
        reading->right = place;
        read_choice(reading, text, place, "::", true, false, "* the right answer");
        break;
    case '-':
        if (question->kind == QUESTION_MATCH)
            read_choice(reading, text, place, " = ", false, true, "two sides, as in \"- left = right\"");
        else
            read_choice(reading, text, place, "::", false, !in_review,
                        "behind a wrong answer what is said to it, as in \"- wrong :: why it is not\"");
        break;
    case '1': read_choice(reading, text, place, "\n", false, false, "1. what comes first"); break;
    case '~': read_near(reading, text, place); break;
    case '@': read_where(reading, text, place); break;
    case '=':
        if (question->kind == QUESTION_WRITE)
            read_text(reading, &question->model, text, place);
        else
            read_value(reading, text, place);
        break;
    case 'c': read_curve(reading, text, place); break;
    default:
        question->curve.is_log = str_equal(text, "log");
        if (!question->curve.is_log && !str_equal(text, "linear")) parse_fail(parser, place, "expected \"axis log\" or \"axis linear\"");
    }
}

static unsigned hash_more(unsigned hash, Str text) {
    for (int i = 0; i < text.count; i++) hash = (hash ^ (unsigned char)text.at[i]) * 16777619u;
    return hash;
}

static void check_whole(Reading *reading, bool has_must, LessonPlace place) {
    const LessonQuestion *question = reading->question;
    LessonQuestionKind kind = question->kind;
    if (!question->ask) parse_fail(reading->parser, place, "this question asks nothing: expected a line \"? ...\"");
    if (!has_must) parse_fail(reading->parser, place, "a line is missing in this %s: expected \"%s\"", rules[kind].name, rules[kind].like);
    bool needs_two = kind == QUESTION_CHOICE || kind == QUESTION_ORDER || kind == QUESTION_MATCH;
    if (needs_two && has_must && question->choice_count < 2)
        parse_fail(reading->parser, place, "there is nothing to choose here: expected two answers or more");
}

LessonQuestion *parse_question(Parser *parser, LessonQuestionKind kind, Str body, LessonPlace place, LessonPlace body_place) {
    LessonQuestion *question = parse_new(parser, sizeof *question);
    BlockLines lines = {.rest = body, .place = body_place};
    bool has_must = false;
    if (!question) return NULL;
    question->kind = kind;
    question->where = (Str){"", 0};
    question->hash = 2166136261u + (unsigned)kind;
    Reading reading = {.parser = parser, .question = question, .choice_tail = &question->choice, .reveal_tail = &question->reveal};
    while (parse_next_line(&lines)) {
        Str text;
        char sign = sign_of(lines.line, &text);
        LessonPlace at = place_in(lines.at, lines.line, text.count > 0 ? text.at : lines.line.at);
        bool is_common = sign && strchr("?>!v", sign), is_own = sign && strchr(rules[kind].signs, sign);
        if (!is_common && !is_own) {
            parse_fail(parser, lines.at, "\"%.*s\" is no line of a %s: expected ? > ! vote and %s", str_fit(lines.line, 60), lines.line.at,
                       rules[kind].name, rules[kind].like);
            continue;
        }
        if (text.count == 0 && sign != 'v') {
            parse_fail(parser, lines.at, "a text is missing after this sign");
            continue;
        }
        has_must = has_must || sign == rules[kind].must[0];
        if (sign != '>' && sign != '!' && sign != 'v') question->hash = hash_more(question->hash, lines.line);
        read_sign(&reading, sign, text, at);
    }
    check_whole(&reading, has_must, place);
    return question;
}
