/* A file becomes a lesson: its bytes are made safe, its front matter is read, then its Markdown; headings open steps, includes are other
   files read at their place.

   Bytes that are not text (invalid UTF-8, control characters) are reported once and replaced by question marks, so that a picture opened by
   mistake gives one message. */
#include "lesson/parse.h"
#include "base/arena.h"
#include "base/number.h"
#include "lesson/parse_front.h"
#include "lesson/parse_link.h"
#include <string.h>

enum { HEADING_MAX = 1000 };

/* --- bytes --- */

/* Length of the UTF-8 character at the front; 0 if it is invalid or not allowed in a text. */
static int character_size(const unsigned char *at, int left) {
    unsigned c = at[0];
    int size = c < 0x80 ? 1 : c >= 0xC2 && c < 0xE0 ? 2 : c >= 0xE0 && c < 0xF0 ? 3 : c >= 0xF0 && c < 0xF5 ? 4 : 0;
    if (size == 1) return c >= ' ' ? (c != 0x7F) : (c == '\n' || c == '\t');
    if (size == 0 || size > left) return 0;
    for (int i = 1; i < size; i++) {
        if ((at[i] & 0xC0) != 0x80) return 0;
    }
    bool is_bad =
        (c == 0xE0 && at[1] < 0xA0) || (c == 0xED && at[1] >= 0xA0) || (c == 0xF0 && at[1] < 0x90) || (c == 0xF4 && at[1] >= 0x90);
    return is_bad ? 0 : size;
}

static bool is_line_end(Str text, int at) { return text.at[at] == '\r' && at + 1 < text.count && text.at[at + 1] == '\n'; }

/* A copy with all invalid bytes replaced. False when memory is out. */
static bool make_safe(Str *out, Parser *parser, Str text, int file) {
    char *copy = parse_new(parser, (size_t)text.count + 1);
    int used = 0, bad = 0, line = 1, begin = 0;
    LessonPlace first = {file, 0, 0};
    if (!copy) return false;
    int at = text.count >= 3 && !memcmp(text.at, "\xEF\xBB\xBF", 3) ? 3 : 0;
    begin = at;
    while (at < text.count) {
        int size = character_size((const unsigned char *)text.at + at, text.count - at);
        if (is_line_end(text, at)) {
            at++;
            continue;
        }
        if (size == 0) {
            if (bad++ == 0) first = (LessonPlace){file, line, at - begin + 1};
            copy[used++] = '?';
            at++;
            continue;
        }
        if (text.at[at] == '\n') {
            line++;
            begin = at + 1;
        }
        memcpy(copy + used, text.at + at, (size_t)size);
        used += size;
        at += size;
    }
    if (bad == 1) parse_fail(parser, first, "this byte is not text; expected UTF-8 without control characters");
    if (bad > 1) parse_fail(parser, first, "this byte, and %d more, are not text; expected UTF-8 without control characters", bad - 1);
    *out = (Str){copy, used};
    return true;
}

/* --- headings --- */

static bool is_taken(const Lesson *lesson, Str slug) {
    for (const LessonStep *step = lesson->step; step; step = step->next) {
        if (str_same(step->slug, slug)) return true;
        for (const LessonBlock *block = step->block; block; block = block->next) {
            if (block->kind == BLOCK_HEADING && str_same(block->slug, slug)) return true;
        }
    }
    return false;
}

/* Makes a slug as GitHub does: lower case, hyphens for blanks, no other signs; a repeated one gets "-1". Letters beyond ASCII stay
   unchanged. */
static Str make_slug(Parser *parser, Str title) {
    char slug[160];
    int used = 0;
    Str out = {"", 0};
    for (int i = 0; i < title.count && used < (int)sizeof slug - 12; i++) {
        unsigned char c = (unsigned char)title.at[i];
        bool stays = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c >= 0x80;
        if (c >= 'A' && c <= 'Z')
            slug[used++] = (char)(c - 'A' + 'a');
        else if (c == ' ')
            slug[used++] = '-';
        else if (stays)
            slug[used++] = (char)c;
    }
    used = str_fit((Str){slug, used}, used);
    int end = used;
    for (int n = 1; n < HEADING_MAX && is_taken(parser->lesson, (Str){slug, end}); n++) end = used + text_format(slug + used, 12, "-%d", n);
    lesson_copy(&out, &parser->lesson->memory, slug, end);
    return out;
}

/* The setup that is on the stage of a finished step. */
static void end_step(Parser *parser) {
    if (parser->step) parser->step->setup = parser->last_setup;
}

/* Cuts "{#its-slug}" off the end of a heading: so a translated lesson keeps the addresses of the English one. Empty if there is none. */
static Str cut_slug(LessonSpan *span) {
    while (span && span->next) span = span->next;
    if (!span || span->kind != SPAN_TEXT || span->text.count < 4 || span->text.at[span->text.count - 1] != '}') return (Str){"", 0};
    int at = span->text.count - 1;
    while (at > 0 && span->text.at[at] != '{') at--;
    if (span->text.at[at] != '{' || span->text.at[at + 1] != '#') return (Str){"", 0};
    Str slug = {span->text.at + at + 2, span->text.count - at - 3};
    while (at > 0 && span->text.at[at - 1] == ' ') at--;
    span->text.count = at;
    return slug;
}

static LessonStep *open_step(Parser *parser, LessonSpan *heading, Str title, Str slug, LessonPlace place) {
    end_step(parser);
    LessonStep *step = parse_new(parser, sizeof *step);
    if (!step) return NULL;
    step->heading = heading;
    step->title = title;
    step->place = place;
    step->slug = make_slug(parser, slug.count > 0 ? slug : title);
    step->kind = str_equal(step->slug, "key-points") ? STEP_KEY_POINTS : str_equal(step->slug, "review") ? STEP_REVIEW : STEP_PLAIN;
    step->index = parser->lesson->step_count++;
    *parser->step_tail = step;
    parser->step_tail = &step->next;
    parser->step = step;
    parser->tail = &step->block;
    parser->compare_place = (LessonPlace){0};
    parser->variant = NULL;
    return step;
}

static void read_heading(Parser *parser, int level, LessonSpan *span, LessonPlace place) {
    char text[256];
    Str title = {"", 0}, said = cut_slug(span);
    int count = lesson_format_spans(text, (int)sizeof text, span);
    if (!lesson_copy(&title, &parser->lesson->memory, text, count)) return;
    if (parser->heading_count >= HEADING_MAX) {
        if (parser->heading_count++ == HEADING_MAX)
            parse_fail(parser, place, "a file has at most %d headings; the rest is read without", HEADING_MAX);
        return;
    }
    parser->heading_count++;
    if (level == 2 && !parser->is_plain && parser->depth == 0) {
        if (title.count == 0) parse_fail(parser, place, "this step has no heading: expected \"## What it is about\"");
        open_step(parser, span, title, said, place);
        return;
    }
    if (level == 2) parse_fail(parser, place, "a step begins at the left margin, not inside of something; expected ### or more here");
    Str slug = make_slug(parser, said.count > 0 ? said : title);
    LessonBlock *block = parse_add_block(parser, BLOCK_HEADING, place);
    if (!block) return;
    block->span = span;
    block->level = level;
    block->slug = slug;
}

/* --- files --- */

static void read_body(Parser *parser, Str text, int file, int line) { parse_markdown(parser, text, (LessonPlace){file, line, 1}); }

static void read_include(Parser *parser, Str name, LessonPlace place) {
    Lesson *lesson = parser->lesson;
    const FileApi *file = parser->host->file;
    Str path, text;
    char *data = NULL;
    size_t size = 0;
    Diag found = {0};
    place.column += 2;
    if (!parse_inside(&path, parser, name, place)) return;
    if (parser->in_include) {
        parse_fail(parser, place, "an included file includes nothing itself");
        return;
    }
    if (lesson->file_count == LESSON_FILE_MAX) {
        parse_fail(parser, place, "a lesson includes at most %d files", LESSON_FILE_MAX - 1);
        return;
    }
    if (!file || !file->read) return;
    if (!file->read(file->user, path.at, &data, &size, &found)) {
        parse_fail(parser, place, "%s: %s", path.at, found.text);
        return;
    }
    if (size > LESSON_BYTES_MAX) {
        parse_fail(parser, place, "%s has %zu bytes; at most %d are read", path.at, size, LESSON_BYTES_MAX);
    } else if (make_safe(&text, parser, (Str){data, (int)size}, lesson->file_count)) {
        int index = lesson->file_count++;
        lesson->file[index] = path;
        parser->in_include = true;
        read_body(parser, text, index, 1);
        parser->in_include = false;
    }
    mem_free(data);
}

/* If nothing stands before the first heading, there is no step for it. */
static void drop_empty_begin(Lesson *lesson) {
    if (!lesson->step || lesson->step->block) return;
    lesson->step = lesson->step->next;
    lesson->step_count = 0;
    for (LessonStep *step = lesson->step; step; step = step->next) step->index = lesson->step_count++;
}

static void check_minutes(Parser *parser) {
    const LessonFront *front = &parser->lesson->front;
    double minutes = parser->note_minutes;
    if (!front->is_there || front->minutes == 0 || minutes == front->minutes) return;
    char said[32], added[32];
    number_format(said, (int)sizeof said, front->minutes);
    number_format(added, (int)sizeof added, minutes);
    parse_fail(parser, parser->minutes_place, "the front matter says %s minute%s, but the minutes of the notes add up to %s", said,
               front->minutes == 1 ? "" : "s", added);
}

static void read_all(Parser *parser, Str text) {
    Lesson *lesson = parser->lesson;
    Str safe;
    int line = 1;
    if (!make_safe(&safe, parser, text, 0)) return;
    parse_front(parser, &safe, &line);
    open_step(parser, NULL, (Str){"", 0}, (Str){"", 0}, (LessonPlace){0, line, 1});
    read_body(parser, safe, 0, line);
    end_step(parser);
    drop_empty_begin(lesson);
    check_minutes(parser);
    if (lesson->front.is_there && lesson->step_count == 0)
        parse_fail(parser, (LessonPlace){0, line, 1}, "this lesson has no step: expected \"## What it is about\"");
}

Lesson *lesson_parse(const char *path, Str text, const LessonHost *host) {
    Lesson *lesson = mem_new(sizeof *lesson);
    if (!lesson) return NULL;
    Parser *parser = lesson_push(&lesson->memory, sizeof *parser);
    if (parser && lesson_copy(&lesson->file[0], &lesson->memory, path, (int)strlen(path))) {
        lesson->file_count = 1;
        *parser = (Parser){.lesson = lesson,
                           .host = host,
                           .step_tail = &lesson->step,
                           .setup_tail = &lesson->setup,
                           .footnote_tail = &lesson->footnote,
                           .read_fence = parse_fence,
                           .read_heading = read_heading,
                           .read_include = read_include};
        if (text.count > LESSON_BYTES_MAX) {
            lesson->front.title = lesson->front.id = (Str){"", 0};
            parse_fail(parser, (LessonPlace){0, 1, 1}, "this file has %d bytes; a lesson has at most %d", text.count, LESSON_BYTES_MAX);
        } else {
            read_all(parser, text);
        }
    }
    if (!lesson->memory.is_out && parser) return lesson;
    lesson_free(lesson);
    return NULL;
}

Lesson *lesson_read(const char *path, const LessonHost *host) {
    char *data = NULL;
    size_t size = 0;
    Diag found = {0};
    if (!host->file->read(host->file->user, path, &data, &size, &found)) {
        Lesson *lesson = lesson_parse(path, (Str){"", 0}, host);
        if (!lesson) return NULL;
        diag_list_push(&lesson->mistakes, &found);
        if (host->tell) host->tell(host->user, &found);
        return lesson;
    }
    Lesson *lesson = lesson_parse(path, (Str){data, size < ((size_t)1 << 30) ? (int)size : 1 << 30}, host);
    mem_free(data);
    return lesson;
}
