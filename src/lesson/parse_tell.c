/* Errors and their places, and functions that every part of the parser uses. */
#include "base/number.h"
#include "lesson/parse.h"
#include <string.h>

static void tell(Parser *parser, LessonPlace place, const char *text) {
    Diag diag = {0};
    Lesson *lesson = parser->lesson;
    diag_fail_at(&diag, lesson->file[place.file].at, place.line, place.column, "%s", text);
    diag_list_push(&lesson->mistakes, &diag);
    if (parser->host->tell) parser->host->tell(parser->host->user, &diag);
}

bool parse_fail(Parser *parser, LessonPlace place, const char *format, ...) {
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    text_format_list(text, (int)sizeof text, format, arguments);
    va_end(arguments);
    tell(parser, place, text);
    return false;
}

bool parse_fail_found(Parser *parser, LessonPlace place, const Diag *found) {
    if (!found->text[0]) return false; /* out of memory, which is reported once, at the end */
    if (found->column > 0) place.column += found->column - 1;
    tell(parser, place, found->text);
    return false;
}

void *parse_new(Parser *parser, size_t size) { return lesson_push(&parser->lesson->memory, size); }

bool parse_begins(Str text, const char *word) { return str_equal(str_next_word(&text), word); }

const Condition *parse_condition(Parser *parser, Str text, LessonPlace place) {
    Diag found = {0};
    const Condition *condition = condition_parse(&parser->lesson->memory, text, &parser->host->conditions, &found);
    if (!condition) parse_fail_found(parser, place, &found);
    return condition;
}

void parse_check_formula(Parser *parser, Str tex, LessonPlace place) {
    Diag found = {0};
    const LessonHost *host = parser->host;
    if (!host->check_formula || host->check_formula(host->user, tex, &found)) return;
    if (found.line > 1) place = (LessonPlace){place.file, place.line + found.line - 1, 1};
    parse_fail_found(parser, place, &found);
}

LessonBlock *parse_add_block(Parser *parser, LessonBlockKind kind, LessonPlace place) {
    LessonBlock *block = parse_new(parser, sizeof *block);
    if (!block) return NULL;
    block->kind = kind;
    block->place = place;
    block->text = block->name = block->slug = (Str){"", 0};
    *parser->tail = block;
    parser->tail = &block->next;
    return block;
}

/* "# ..." at the line's beginning or behind a blank. */
static Str without_comment(Str line) {
    for (int i = 0; i < line.count; i++) {
        bool begins = i == 0 || line.at[i - 1] == ' ' || line.at[i - 1] == '\t';
        bool ends = i + 1 == line.count || line.at[i + 1] == ' ';
        if (line.at[i] == '#' && begins && ends) return (Str){line.at, i};
    }
    return line;
}

bool parse_next_line(BlockLines *lines) {
    while (lines->rest.count > 0) {
        Str line = str_next_line(&lines->rest);
        LessonPlace place = lines->place;
        lines->place.line++;
        if (lines->comments) line = without_comment(line);
        Str inner = str_trim(line);
        if (inner.count == 0) continue;
        lines->line = inner;
        lines->at = place;
        lines->at.column += (int)(inner.at - line.at);
        return true;
    }
    return false;
}
