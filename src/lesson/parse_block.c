/* Fenced blocks: the table of their words, and the blocks that contain Markdown. */
#include "base/number.h"
#include "lesson/parse.h"
#include <string.h>

typedef enum Word {
    WORD_SETUP,
    WORD_DO,
    WORD_ALLOW,
    WORD_LOOK,
    WORD_PREDICT,
    WORD_DRAW,
    WORD_COMPARE,
    WORD_TRY,
    WORD_ASSERT,
    WORD_WRITE,
    WORD_NOTE,
    WORD_ASIDE,
    WORD_COUNT
} Word;
static const char *const words[] = {"setup", "do",   "allow", "look", "predict", "draw", "compare", "try",  "assert",
                                    "write", "note", "aside", "text", "python",  "c",    "sh",      "json", "csv"};
enum { PLAIN_COUNT = sizeof words / sizeof *words };

static const char *const predict_words[] = {"number", "place", "order", "match"};

static LessonBlock *add_code(Parser *parser, Str word, Str body, LessonPlace place) {
    LessonBlock *block = parse_add_block(parser, BLOCK_CODE, place);
    if (!block) return NULL;
    block->text = body;
    block->name = word;
    return block;
}

static void add_question(Parser *parser, LessonQuestionKind kind, Str body, LessonPlace place, LessonPlace body_place) {
    LessonBlock *block = parse_add_block(parser, BLOCK_QUESTION, place);
    if (block) block->question = parse_question(parser, kind, body, place, body_place);
}

static void add_predict(Parser *parser, Str name, Str body, LessonPlace place, LessonPlace body_place) {
    static const LessonQuestionKind kinds[] = {QUESTION_NUMBER, QUESTION_PLACE, QUESTION_ORDER, QUESTION_MATCH};
    LessonQuestionKind kind = QUESTION_CHOICE;
    bool is_known = name.count == 0;
    for (int i = 0; i < 4; i++) {
        if (!str_equal(name, predict_words[i])) continue;
        kind = kinds[i];
        is_known = true;
    }
    if (!is_known) {
        const char *closest = str_find_closest(name, predict_words, 4);
        parse_fail(parser, place, "there is no predict %.*s; %s%s%sexpected predict, or predict number, place, order or match",
                   str_fit(name, 40), name.at, closest ? "did you mean \"" : "", closest ? closest : "", closest ? "\"? " : "");
        return;
    }
    add_question(parser, kind, body, place, body_place);
}

/* Parses Markdown inside a block, where lesson blocks are not allowed. */
static void read_inner(Parser *parser, LessonBlock *block, Str body, LessonPlace place) {
    LessonBlock **tail = parser->tail;
    bool was_plain = parser->is_plain;
    parser->tail = &block->child;
    parser->is_plain = true;
    parser->depth++;
    parse_markdown(parser, body, place);
    parser->depth--;
    parser->is_plain = was_plain;
    parser->tail = tail;
}

/* "2 min" */
static bool read_minutes(double *out, Str line) {
    Str rest = line, number = str_next_word(&rest), unit = str_next_word(&rest);
    double minutes = 0; /* a line of text has no command */
    bool good = str_equal(unit, "min") && str_trim(rest).count == 0 && number_parse(&minutes, number) && minutes >= 0 && minutes <= 600;
    if (good) *out = minutes;
    return good;
}

static void add_ask(Parser *parser, LessonBlock *note, Str line, LessonPlace place) {
    LessonChoice **tail = &note->ask, *ask = parse_new(parser, sizeof *ask);
    while (*tail) tail = &(*tail)->next;
    if (!ask) return;
    *tail = ask;
    ask->place = place;
    ask->text = parse_inline(parser, (Str){line.at + 4, line.count - 4}, (LessonPlace){place.file, place.line, place.column + 4});
    if (!ask->text) parse_fail(parser, place, "a question is expected after ask:");
}

/* Lines with minutes and questions become empty, so that the other lines keep their numbers. */
static void add_note(Parser *parser, Str body, LessonPlace place, LessonPlace body_place) {
    LessonBlock *block = parse_add_block(parser, BLOCK_NOTE, place);
    char *rest = parse_new(parser, (size_t)body.count + 1);
    int used = 0;
    if (!block || !rest) return;
    LessonPlace at = body_place;
    bool is_first = true;
    for (Str lines = body; lines.count > 0; at.line++) {
        Str whole = str_next_line(&lines), line = str_trim(whole);
        bool is_minutes = is_first && line.count > 0 && read_minutes(&block->minutes, line);
        bool is_ask = line.count >= 4 && !memcmp(line.at, "ask:", 4);
        LessonPlace begin = at;
        begin.column += line.count > 0 ? (int)(line.at - whole.at) : 0;
        if (line.count > 0) is_first = false;
        if (is_ask) add_ask(parser, block, line, begin);
        if (!is_minutes && !is_ask) {
            memcpy(rest + used, whole.at, (size_t)whole.count);
            used += whole.count;
        }
        if (used < body.count) rest[used++] = '\n';
    }
    parser->note_minutes += block->minutes;
    read_inner(parser, block, (Str){rest, used}, body_place);
}

static void add_compare(Parser *parser, Str body, LessonPlace place, LessonPlace body_place) {
    if (parser->compare_place.line > 0) {
        parse_fail(parser, place, "this step compares already, in line %d; expected one compare a step", parser->compare_place.line);
        return;
    }
    LessonBlock *block = parse_add_block(parser, BLOCK_COMPARE, place);
    if (!block) return;
    parser->compare_place = place;
    block->variant = parse_compare(parser, body, body_place);
    parser->variant = block->variant;
}

static void add_own(Parser *parser, Word word, Str name, Str body, LessonPlace place, LessonPlace body_place) {
    LessonBlock *block = NULL;
    bool has_name = word == WORD_SETUP || word == WORD_PREDICT || word == WORD_ASIDE;
    if (name.count > 0 && !has_name) parse_fail(parser, place, "%s has no name: expected nothing after the word", words[word]);
    switch (word) {
    case WORD_SETUP:
        block = parse_add_block(parser, BLOCK_SETUP, place);
        if (block) block->setup = parse_setup(parser, name, body, place, body_place);
        break;
    case WORD_DO:
        block = parse_add_block(parser, BLOCK_DO, place);
        if (block) block->line = parse_commands(parser, body, body_place);
        break;
    case WORD_ALLOW:
        block = parse_add_block(parser, BLOCK_ALLOW, place);
        if (block) block->allow = parse_allow(parser, body, body_place);
        break;
    case WORD_LOOK:
        block = parse_add_block(parser, BLOCK_LOOK, place);
        if (block) block->look = parse_look(parser, body, body_place);
        break;
    case WORD_PREDICT: add_predict(parser, name, body, place, body_place); break;
    case WORD_DRAW: add_question(parser, QUESTION_DRAW, body, place, body_place); break;
    case WORD_WRITE: add_question(parser, QUESTION_WRITE, body, place, body_place); break;
    case WORD_COMPARE: add_compare(parser, body, place, body_place); break;
    case WORD_TRY:
        block = parse_add_block(parser, BLOCK_TRY, place);
        if (block) block->attempt = parse_try(parser, body, place, body_place);
        break;
    case WORD_ASSERT:
        block = parse_add_block(parser, BLOCK_ASSERT, place);
        if (block) block->claim = parse_claims(parser, body, body_place);
        break;
    case WORD_NOTE: add_note(parser, body, place, body_place); break;
    default:
        block = parse_add_block(parser, BLOCK_ASIDE, place);
        if (!block) return;
        block->name = name;
        read_inner(parser, block, body, body_place);
    }
}

void parse_fence(Parser *parser, Str info, Str body, LessonPlace place, LessonPlace body_place) {
    Str rest = info, word = str_next_word(&rest), name = str_trim(rest);
    int found = -1;
    for (int i = 0; i < PLAIN_COUNT; i++) {
        if (str_equal(word, words[i])) found = i;
    }
    if (word.count == 0 || found >= WORD_COUNT) {
        add_code(parser, word, body, place);
    } else if (found < 0) {
        const char *closest = str_find_closest(word, words, PLAIN_COUNT);
        if (closest)
            parse_fail(parser, place, "there is no block \"%.*s\"; did you mean \"%s\"?", str_fit(word, 40), word.at, closest);
        else
            parse_fail(parser, place,
                       "there is no block \"%.*s\"; expected setup, do, allow, look, predict, draw, compare, try, assert, write, note, "
                       "aside, or text, python, c, sh, json, csv for code",
                       str_fit(word, 40), word.at);
        add_code(parser, word, body, place);
    } else if (parser->is_plain || parser->depth > 0) {
        parse_fail(parser, place, "a %s block stands by itself, not inside a list, a quotation, a note, an aside or a footnote",
                   words[found]);
    } else {
        add_own(parser, (Word)found, name, body, place, body_place);
    }
}
