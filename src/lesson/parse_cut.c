/* Formulas, live numbers, marks of the stage and includes are cut out before Markdown is parsed. They are replaced by bytes that Markdown
   takes for a word and from which the tree finds the cut again.

   A formula: `$` not followed by a blank to `$` not preceded by one nor followed by a digit, or `$$` to `$$`, within a paragraph, outside of
   code. `\$` is a dollar sign. */
#include "base/number.h"
#include "lesson/parse.h"
#include <string.h>

enum { PARAGRAPH_MAX = 16 << 10 }; /* bytes: for some texts the Markdown parser needs quadratic time */

typedef struct Cutter {
    Parser *parser;
    Document *document;
    Str text;
    int at, paragraph_end;
    char *out;
    int used;
    int line_at, line; /* the line of the last requested place, and its number from 0: places are requested in order */
    char fence;        /* '`' or '~' inside a fenced block, whose fence has fence_count of them; 0 outside */
    int fence_count;
} Cutter;

static char byte_at(const Cutter *cutter, int at) { return at < cutter->text.count ? cutter->text.at[at] : '\0'; }
static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n'; }
static void copy(Cutter *cutter, int count) {
    memcpy(cutter->out + cutter->used, cutter->text.at + cutter->at, (size_t)count);
    cutter->used += count;
    cutter->at += count;
}

static int run_count(const Cutter *cutter, int at, char c) {
    int count = 0;
    while (byte_at(cutter, at + count) == c) count++;
    return count;
}

static LessonPlace place_of(Cutter *cutter, int at) {
    LessonPlace place = cutter->document->place;
    for (int i = cutter->line_at; i < at; i++) {
        if (cutter->text.at[i] != '\n') continue;
        cutter->line++;
        cutter->line_at = i + 1;
    }
    place.line += cutter->line;
    place.column += at - cutter->line_at;
    return place;
}

static void add_cut(Cutter *cutter, CutKind kind, int sign, int end) {
    Document *document = cutter->document;
    Cut *cut = &document->cut[document->cut_count];
    *cut = (Cut){.kind = kind, .place = place_of(cutter, cutter->at)};
    cut->source = (Str){cutter->text.at + cutter->at, end - cutter->at};
    cut->text = (Str){cutter->text.at + cutter->at + sign, end - cutter->at - 2 * sign};
    cutter->used += text_format(cutter->out + cutter->used, 16, "%c%d%c", CUT_BEGIN, document->cut_count++, CUT_END);
    for (int i = cutter->at; i < end; i++) {
        if (cutter->text.at[i] != '\n') continue;
        cutter->out[cutter->used++] = '\n';
        cutter->out[cutter->used++] = CUT_MORE;
    }
    cutter->at = end;
}

/* Index after the closing sign of a formula that begins at cutter->at; -1 if it is not a formula. */
static int find_formula_end(const Cutter *cutter) {
    int begin = cutter->at + 1;
    if (is_blank(byte_at(cutter, begin)) || byte_at(cutter, begin) == '\0') return -1;
    for (int i = begin; i < cutter->paragraph_end; i++) {
        char c = cutter->text.at[i], next = byte_at(cutter, i + 1);
        if (c == '\\') {
            i++;
        } else if (c == '`') {
            return -1;
        } else if (c == '$' && i > begin && !is_blank(cutter->text.at[i - 1]) && !(next >= '0' && next <= '9')) {
            return i + 1;
        }
    }
    return -1;
}

static int find_display_end(const Cutter *cutter) {
    for (int i = cutter->at + 2; i + 1 < cutter->paragraph_end; i++) {
        if (cutter->text.at[i] == '\\')
            i++;
        else if (cutter->text.at[i] == '$' && cutter->text.at[i + 1] == '$')
            return i + 2;
    }
    return -1;
}

/* Index after a two-byte sign on this line; -1 if there is none. */
static int find_on_line(const Cutter *cutter, const char *sign) {
    for (int i = cutter->at + 2; i + 1 < cutter->text.count && cutter->text.at[i] != '\n'; i++) {
        if (cutter->text.at[i] == sign[0] && cutter->text.at[i + 1] == sign[1]) return i + 2;
    }
    return -1;
}

/* Copies a code span as a whole, or a run of backticks without a partner unchanged. */
static void copy_code(Cutter *cutter) {
    int count = run_count(cutter, cutter->at, '`');
    for (int i = cutter->at + count; i < cutter->paragraph_end;) {
        int other = run_count(cutter, i, '`');
        if (other == count) {
            copy(cutter, i + other - cutter->at);
            return;
        }
        i += other > 0 ? other : 1;
    }
    copy(cutter, count);
}

static void cut_dollar(Cutter *cutter) {
    bool is_display = byte_at(cutter, cutter->at + 1) == '$';
    int end = is_display ? find_display_end(cutter) : find_formula_end(cutter);
    if (end > 0 && end - cutter->at > (is_display ? 4 : 2)) {
        add_cut(cutter, is_display ? CUT_DISPLAY : CUT_FORMULA, is_display ? 2 : 1, end);
        return;
    }
    if (is_display && end < 0)
        parse_fail(cutter->parser, place_of(cutter, cutter->at), "this $$ is never closed: expected $$ before the next empty line");
    copy(cutter, is_display ? 2 : 1);
}

static void cut_braces(Cutter *cutter) {
    int end = find_on_line(cutter, "}}");
    if (end < 0) {
        parse_fail(cutter->parser, place_of(cutter, cutter->at), "this {{ is never closed: expected }} on the same line");
        copy(cutter, 2);
        return;
    }
    Str inner = str_trim((Str){cutter->text.at + cutter->at + 2, end - cutter->at - 4});
    add_cut(cutter, parse_begins(inner, "include") ? CUT_INCLUDE : CUT_LIVE, 2, end);
}

/* Markers of quotations and lists at the beginning of the line, and where they end. */
static int skip_markers(const Cutter *cutter, int *at) {
    int markers = 0;
    for (;; ++*at) {
        char c = byte_at(cutter, *at), next = byte_at(cutter, *at + 1);
        bool is_list = (c == '-' || c == '+' || c == '*') && (next == ' ' || next == '\t');
        if (c == '>' || is_list)
            markers++;
        else if (c != ' ' && c != '\t')
            return markers;
    }
}

static int line_end(const Cutter *cutter, int at) {
    while (at < cutter->text.count && cutter->text.at[at] != '\n') at++;
    return at;
}

static bool is_empty_line(const Cutter *cutter, int at) {
    while (byte_at(cutter, at) == ' ' || byte_at(cutter, at) == '\t' || byte_at(cutter, at) == '>') at++;
    return at >= cutter->text.count || cutter->text.at[at] == '\n';
}

static int find_paragraph_end(const Cutter *cutter, int at) {
    while (at < cutter->text.count && !is_empty_line(cutter, at)) at = line_end(cutter, at) + 1;
    return at < cutter->text.count ? at : cutter->text.count;
}

/* True when the line belongs to a fenced block, its fences included. */
static bool read_fence(Cutter *cutter) {
    int at = cutter->at;
    skip_markers(cutter, &at);
    char c = byte_at(cutter, at);
    int count = c == '`' || c == '~' ? run_count(cutter, at, c) : 0, end = line_end(cutter, at);
    Str rest = {cutter->text.at + at + count, end - at - count};
    if (cutter->fence) {
        bool closes = c == cutter->fence && count >= cutter->fence_count && str_trim(rest).count == 0;
        if (closes) cutter->fence = 0;
        return true;
    }
    if (count < 3 || (c == '`' && rest.count > 0 && memchr(rest.at, '`', (size_t)rest.count))) return false;
    cutter->fence = c;
    cutter->fence_count = count;
    return true;
}

/* Handles the beginning of a line. True if the whole line is finished. */
static bool begin_line(Cutter *cutter) {
    int at = cutter->at, end = line_end(cutter, at);
    if (!cutter->document->is_inline && read_fence(cutter)) {
        copy(cutter, end - at);
        cutter->paragraph_end = end;
        return true;
    }
    if (skip_markers(cutter, &at) > LESSON_DEPTH_MAX) {
        parse_fail(cutter->parser, place_of(cutter, cutter->at), "lists and quotations can be nested at most %d deep", LESSON_DEPTH_MAX);
        cutter->at = end;
        return true;
    }
    if (cutter->at < cutter->paragraph_end) return false;
    cutter->paragraph_end = find_paragraph_end(cutter, cutter->at);
    if (cutter->paragraph_end - cutter->at <= PARAGRAPH_MAX) return false;
    parse_fail(cutter->parser, place_of(cutter, cutter->at),
               "this paragraph has more than %d bytes; expected an empty line somewhere in it", PARAGRAPH_MAX);
    while (cutter->at < cutter->paragraph_end) {
        if (cutter->text.at[cutter->at++] == '\n') cutter->out[cutter->used++] = '\n';
    }
    return true;
}

static void cut_next(Cutter *cutter) {
    char c = byte_at(cutter, cutter->at), next = byte_at(cutter, cutter->at + 1);
    int end;
    if (c == '\\' && next && next != '\n')
        copy(cutter, 2);
    else if (c == '`')
        copy_code(cutter);
    else if (c == '$')
        cut_dollar(cutter);
    else if (c == '{' && next == '{')
        cut_braces(cutter);
    else if (c == '[' && next == '[' && (end = find_on_line(cutter, "]]")) > 0)
        add_cut(cutter, CUT_MARK, 2, end);
    else
        copy(cutter, 1);
}

/* An upper bound for the number of cuts. */
static int count_signs(Str text) {
    int count = 0;
    for (int i = 0; i < text.count; i++) count += text.at[i] == '$' || text.at[i] == '{' || text.at[i] == '[';
    return count / 2 + 1;
}

bool parse_cut(Document *document, Parser *parser) {
    Cutter cutter = {.parser = parser, .document = document, .text = document->text};
    int signs = count_signs(document->text);
    size_t size = 2 * (size_t)document->text.count + (size_t)signs * 12 + 16;
    cutter.out = parse_new(parser, size);
    document->cut = parse_new(parser, (size_t)signs * sizeof *document->cut);
    if (!cutter.out || !document->cut) return false;
    bool is_begin = true;
    while (cutter.at < cutter.text.count) {
        if (is_begin && begin_line(&cutter)) {
            is_begin = false;
            continue;
        }
        is_begin = byte_at(&cutter, cutter.at) == '\n';
        if (is_begin)
            copy(&cutter, 1);
        else
            cut_next(&cutter);
    }
    document->cooked = (Str){cutter.out, cutter.used};
    return true;
}

const Cut *parse_find_cut(const Document *document, Str text, int *at) {
    int i = *at + 1, number = 0, digits = 0;
    for (; i < text.count && text.at[i] >= '0' && text.at[i] <= '9' && digits < 7; i++, digits++) number = number * 10 + text.at[i] - '0';
    if (digits == 0 || number >= document->cut_count || i >= text.count || text.at[i] != CUT_END) return NULL;
    *at = i;
    return &document->cut[number];
}

/* Restores the original text; returns its length. out may be NULL. */
static int uncut(char *out, const Document *document, Str text) {
    int used = 0;
    for (int i = 0; i < text.count; i++) {
        const Cut *cut = text.at[i] == CUT_BEGIN ? parse_find_cut(document, text, &i) : NULL;
        if (text.at[i] == CUT_MORE) continue;
        Str piece = cut ? cut->source : (Str){text.at + i, 1};
        if (out) memcpy(out + used, piece.at, (size_t)piece.count);
        used += piece.count;
    }
    return used;
}

Str parse_uncut(const Document *document, Parser *parser, Str text) {
    int size = uncut(NULL, document, text);
    if (size == text.count) return text;
    char *out = parse_new(parser, (size_t)size + 1);
    if (!out) return (Str){"", 0};
    uncut(out, document, text);
    return (Str){out, size};
}
