/* From Markdown to the tree, by libcmark-gfm with its tables and footnotes. Blocks know their line and column. Inside a paragraph, cut-out
   pieces know their place, links are searched for, and everything else gets the place of the paragraph.

   Raw HTML is not supported: comments are dropped, `<br>` breaks the line, other tags are errors. */
#include "base/number.h"
#include "lesson/parse.h"
#include "lesson/parse_link.h"
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <string.h>

typedef struct Converter {
    Parser *parser;
    Document document;
    LessonPlace block;  /* of the paragraph being converted */
    int shift;          /* number of lines by which the parser's count is too low; 0 except in a paragraph that a table ends */
    int first_footnote; /* footnotes before this text: they are numbered through the file */
    bool told_depth;
} Converter;

/* Where the next span goes. */
typedef struct SpanTail {
    LessonSpan **at;
    int depth;
} SpanTail;

static LessonSpan *add_span(Converter *converter, SpanTail *tail, LessonSpanKind kind, LessonPlace place) {
    LessonSpan *span = parse_new(converter->parser, sizeof *span);
    if (!span) return NULL;
    span->kind = kind;
    span->place = place;
    span->text = span->target = span->command = (Str){"", 0};
    *tail->at = span;
    tail->at = &span->next;
    return span;
}

static bool may_nest(Converter *converter, int depth, LessonPlace place) {
    if (depth <= LESSON_DEPTH_MAX) return true;
    if (!converter->told_depth)
        parse_fail(converter->parser, place, "this is nested more than %d deep; the rest of it is left out", LESSON_DEPTH_MAX);
    converter->told_depth = true;
    return false;
}

static Str copy_text(Converter *converter, const char *text) {
    Str copy;
    lesson_copy(&copy, &converter->parser->lesson->memory, text ? text : "", text ? (int)strlen(text) : 0);
    return copy;
}

/* --- spans --- */

/* "rgrad 1 | 2 digits" */
static void add_live(Converter *converter, SpanTail *tail, const Cut *cut) {
    Parser *parser = converter->parser;
    LessonSpan *span = add_span(converter, tail, SPAN_LIVE, cut->place);
    Str text = cut->text, digits = {NULL, 0};
    long count = 0;
    if (!span) return;
    for (int i = 0; i < text.count; i++) {
        if (text.at[i] != '|') continue;
        digits = str_trim((Str){text.at + i + 1, text.count - i - 1});
        text.count = i > 0 && text.at[i - 1] == '\\' ? i - 1 : i; /* inside a table the bar has a backslash */
        break;
    }
    Str inner = str_trim(text);
    LessonPlace place = cut->place;
    place.column += 2 + (int)(inner.at - cut->text.at);
    span->text = inner;
    if (inner.count == 0) {
        parse_fail(parser, cut->place, "a quantity is expected in the braces, as in {{rgrad 1 | 2 digits}}");
        return;
    }
    span->condition = parse_condition(parser, inner, place);
    if (span->condition && condition_is_truth(span->condition)) {
        parse_fail(parser, place, "a number is expected in the braces, not a comparison");
        span->condition = NULL;
    }
    if (digits.at) {
        Str rest = digits, number = str_next_word(&rest), word = str_next_word(&rest);
        bool is_word = str_equal(word, "digits") || str_equal(word, "digit");
        if (!number_parse_int(&count, number) || count < 1 || count > 17 || !is_word || str_trim(rest).count > 0) {
            count = 0;
            place.column = cut->place.column + 2 + (int)(digits.at - cut->text.at);
            parse_fail(parser, place, "\"%.*s\": expected a number of digits from 1 to 17, as in {{rgrad 1 | 2 digits}}",
                       str_fit(digits, 60), digits.at);
        }
    }
    span->number = (int)count;
}

static void add_text(Converter *converter, SpanTail *tail, Str text, LessonPlace place);

/* The visible text of a mark. It was cut out as a whole, so it still contains formulas between dollars. */
static void add_label(Converter *converter, SpanTail *tail, Str text, LessonPlace place) {
    const char *open;
    while (text.count > 0 && (open = memchr(text.at, '$', (size_t)text.count))) {
        int before = (int)(open - text.at);
        const char *close = memchr(open + 1, '$', (size_t)(text.count - before - 1));
        if (!close) break;
        int used = (int)(close + 1 - text.at);
        LessonPlace at = place;
        at.column += before;
        if (before > 0) add_text(converter, tail, (Str){text.at, before}, place);
        LessonSpan *span = add_span(converter, tail, SPAN_FORMULA, at);
        if (!span) return;
        span->text = str_trim((Str){open + 1, (int)(close - open) - 1});
        at.column++;
        parse_check_formula(converter->parser, (Str){open + 1, (int)(close - open) - 1}, at);
        text = (Str){text.at + used, text.count - used};
        place.column += used;
    }
    if (text.count > 0) add_text(converter, tail, text, place);
}

static void add_mark(Converter *converter, SpanTail *tail, const Cut *cut) {
    Parser *parser = converter->parser;
    LessonSpan *span = add_span(converter, tail, SPAN_MARK, cut->place);
    Str text = cut->text, shown = text;
    Diag found = {0};
    if (!span) return;
    for (int i = 0; i < text.count; i++) {
        if (text.at[i] != '|') continue;
        shown = str_trim((Str){text.at + i + 1, text.count - i - 1});
        text.count = i > 0 && text.at[i - 1] == '\\' ? i - 1 : i;
        break;
    }
    span->target = str_trim(text);
    LessonPlace place = cut->place;
    place.column += 2 + (int)(span->target.at - cut->text.at);
    if (span->target.count == 0)
        parse_fail(parser, cut->place, "a part of the stage is expected in the brackets, as in [[river 5|this arrow]]");
    else if (parser->host->check_mark && !parser->host->check_mark(parser->host->user, span->target, &found))
        parse_fail_found(parser, place, &found);
    SpanTail inner = {&span->child, tail->depth + 1};
    place.column = cut->place.column + 2 + (int)(shown.at - cut->text.at);
    add_label(converter, &inner, shown, place);
}

static void check_formula(Parser *parser, const Cut *cut) {
    LessonPlace place = cut->place;
    place.column += cut->kind == CUT_DISPLAY ? 2 : 1;
    parse_check_formula(parser, cut->text, place);
}

static void add_cut(Converter *converter, SpanTail *tail, const Cut *cut) {
    LessonSpan *span;
    switch (cut->kind) {
    case CUT_LIVE: add_live(converter, tail, cut); break;
    case CUT_MARK: add_mark(converter, tail, cut); break;
    case CUT_INCLUDE: parse_fail(converter->parser, cut->place, "an include stands alone, with an empty line above and below it"); break;
    default:
        span = add_span(converter, tail, SPAN_FORMULA, cut->place);
        if (!span) break;
        span->text = str_trim(cut->text);
        span->number = cut->kind == CUT_DISPLAY;
        check_formula(converter->parser, cut);
    }
}

/* Text with cuts in it. */
static void add_text(Converter *converter, SpanTail *tail, Str text, LessonPlace place) {
    int from = 0;
    for (int i = 0; i <= text.count; i++) {
        bool is_sign = i < text.count && (text.at[i] == CUT_BEGIN || text.at[i] == CUT_MORE || text.at[i] == CUT_END);
        if (i < text.count && !is_sign) continue;
        if (i > from) {
            LessonSpan *span = add_span(converter, tail, SPAN_TEXT, place);
            if (!span) return;
            span->text = (Str){text.at + from, i - from};
        }
        const Cut *cut = i < text.count && text.at[i] == CUT_BEGIN ? parse_find_cut(&converter->document, text, &i) : NULL;
        if (cut) add_cut(converter, tail, cut);
        from = i + 1;
    }
}

static LessonPlace line_place(const Converter *converter, cmark_node *node) {
    LessonPlace place = converter->block;
    int line = converter->document.place.line + converter->shift + cmark_node_get_start_line(node) - 1;
    if (line > place.line) {
        place.line = line;
        place.column = converter->document.place.column;
    }
    return place;
}

/* Finds `before` and `target`, not behind a backslash or in code, from the line of `place` on. False: they are not there. */
static bool find_from(LessonPlace *place, const Converter *converter, Str before, Str target) {
    Str rest = converter->document.text;
    for (int line = converter->document.place.line; rest.count > 0; line++) {
        Str text = str_next_line(&rest);
        if (line < place->line) continue;
        if (line > place->line + 20) break;
        for (int i = 0; i + before.count + target.count <= text.count; i++) {
            const char *at = text.at + i;
            if (memcmp(at, before.at, (size_t)before.count) != 0 || memcmp(at + before.count, target.at, (size_t)target.count) != 0)
                continue;
            if (i > 0 && (at[-1] == '\\' || at[-1] == '`')) continue;
            *place = (LessonPlace){place->file, line, converter->document.place.column + i + before.count};
            return true;
        }
    }
    return false;
}

static LessonPlace find_place(const Converter *converter, cmark_node *node, Str before, Str target) {
    LessonPlace place = line_place(converter, node);
    find_from(&place, converter, before, target);
    return place;
}

/* The parser leaves "[^b]" as it is where no footnote has that name. */
static void tell_lost_footnotes(Converter *converter, cmark_node *node) {
    Str text = str_from(cmark_node_get_literal(node));
    for (int i = 0; i + 3 < text.count; i++) {
        if (text.at[i] != '[' || text.at[i + 1] != '^') continue;
        int end = i + 2;
        while (end < text.count && text.at[end] != ']' && text.at[end] != ' ') end++;
        if (end == text.count || text.at[end] != ']' || end == i + 2) continue;
        Str name = {text.at + i, end + 1 - i};
        LessonPlace place = line_place(converter, node);
        if (find_from(&place, converter, str_from(""), name))
            parse_fail(converter->parser, place, "there is no footnote %.*s: expected a line that begins with it and a colon",
                       str_fit(name, 60), name.at);
        i = end;
    }
}

static void convert_spans(Converter *converter, SpanTail tail, cmark_node *parent);

static void convert_link(Converter *converter, SpanTail *tail, cmark_node *node, bool is_image) {
    LessonSpan *span = add_span(converter, tail, is_image ? SPAN_IMAGE : SPAN_LINK, converter->block);
    if (!span) return;
    span->target = parse_uncut(&converter->document, converter->parser, copy_text(converter, cmark_node_get_url(node)));
    span->place = find_place(converter, node, str_from("]("), span->target);
    parse_check_target(converter->parser, span);
    convert_spans(converter, (SpanTail){&span->child, tail->depth + 1}, node);
}

static void convert_html(Converter *converter, SpanTail *tail, cmark_node *node) {
    Str html = str_from(cmark_node_get_literal(node));
    if (html.count >= 3 && !memcmp(html.at, "<br", 3))
        add_span(converter, tail, SPAN_BREAK, converter->block);
    else if (html.count < 4 || memcmp(html.at, "<!--", 4) != 0)
        parse_fail(converter->parser, find_place(converter, node, str_from(""), html),
                   "HTML is not read: expected Markdown instead of %.*s", str_fit(html, 40), html.at);
}

static bool begins_with_more(cmark_node *node) {
    if (!node || cmark_node_get_type(node) != CMARK_NODE_TEXT) return false;
    return cmark_node_get_literal(node)[0] == CUT_MORE;
}

static void convert_span(Converter *converter, SpanTail *tail, cmark_node *node) {
    Parser *parser = converter->parser;
    LessonSpan *span;
    long number = 0;
    switch ((int)cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
        tell_lost_footnotes(converter, node);
        add_text(converter, tail, copy_text(converter, cmark_node_get_literal(node)), line_place(converter, node));
        break;
    case CMARK_NODE_SOFTBREAK:
        if (!begins_with_more(cmark_node_next(node))) add_text(converter, tail, str_from(" "), line_place(converter, node));
        break;
    case CMARK_NODE_LINEBREAK: add_span(converter, tail, SPAN_BREAK, line_place(converter, node)); break;
    case CMARK_NODE_CODE:
        span = add_span(converter, tail, SPAN_CODE, line_place(converter, node));
        if (span) span->text = parse_uncut(&converter->document, parser, copy_text(converter, cmark_node_get_literal(node)));
        break;
    case CMARK_NODE_EMPH:
    case CMARK_NODE_STRONG:
        span = add_span(converter, tail, cmark_node_get_type(node) == CMARK_NODE_EMPH ? SPAN_EMPHASIS : SPAN_STRONG,
                        line_place(converter, node));
        if (span) convert_spans(converter, (SpanTail){&span->child, tail->depth + 1}, node);
        break;
    case CMARK_NODE_LINK: convert_link(converter, tail, node, false); break;
    case CMARK_NODE_IMAGE: convert_link(converter, tail, node, true); break;
    case CMARK_NODE_FOOTNOTE_REFERENCE:
        span = add_span(converter, tail, SPAN_FOOTNOTE, line_place(converter, node));
        if (span && number_parse_int(&number, str_from(cmark_node_get_literal(node))))
            span->number = converter->first_footnote + (int)number;
        break;
    case CMARK_NODE_HTML_INLINE: convert_html(converter, tail, node); break;
    default: convert_spans(converter, (SpanTail){tail->at, tail->depth + 1}, node);
    }
}

static void convert_spans(Converter *converter, SpanTail tail, cmark_node *parent) {
    if (!may_nest(converter, tail.depth, converter->block)) return;
    for (cmark_node *node = cmark_node_first_child(parent); node; node = cmark_node_next(node)) {
        convert_span(converter, &tail, node);
        while (*tail.at) tail.at = &(*tail.at)->next;
    }
}

/* --- blocks --- */

/* The parser says that a paragraph ended by a table begins in line 0. The table after it then has the paragraph's first line. */
static int find_shift(cmark_node *node) {
    cmark_node *next = cmark_node_next(node);
    return cmark_node_get_start_line(node) == 0 && next ? cmark_node_get_start_line(next) : 0;
}

static LessonPlace block_place(const Converter *converter, cmark_node *node) {
    LessonPlace place = converter->document.place;
    place.line += cmark_node_get_start_line(node) + find_shift(node) - 1;
    if (cmark_node_get_start_column(node) > 1) place.column += cmark_node_get_start_column(node) - 1;
    return place;
}

static void convert_blocks(Converter *converter, cmark_node *parent, LessonBlock **at);

static LessonBlock *add_parent(Converter *converter, LessonBlockKind kind, cmark_node *node) {
    LessonBlock *block = parse_add_block(converter->parser, kind, block_place(converter, node));
    if (block) convert_blocks(converter, node, &block->child);
    return block;
}

/* The cut, if it is the only content of a paragraph; else NULL. */
static const Cut *only_cut(const Converter *converter, cmark_node *node) {
    const Cut *only = NULL;
    for (cmark_node *child = cmark_node_first_child(node); child; child = cmark_node_next(child)) {
        if (cmark_node_get_type(child) == CMARK_NODE_SOFTBREAK) continue;
        if (cmark_node_get_type(child) != CMARK_NODE_TEXT) return NULL;
        Str text = str_from(cmark_node_get_literal(child));
        for (int i = 0; i < text.count; i++) {
            if (text.at[i] == ' ' || text.at[i] == CUT_MORE) continue;
            if (text.at[i] != CUT_BEGIN || only) return NULL;
            only = parse_find_cut(&converter->document, text, &i);
            if (!only) return NULL;
        }
    }
    return only;
}

static void convert_paragraph(Converter *converter, cmark_node *node) {
    Parser *parser = converter->parser;
    const Cut *cut = only_cut(converter, node);
    LessonBlock *block;
    if (cut && cut->kind == CUT_INCLUDE) {
        Str rest = str_trim(cut->text);
        str_next_word(&rest);
        parser->read_include(parser, str_trim(rest), cut->place);
    } else if (cut && cut->kind == CUT_DISPLAY) {
        block = parse_add_block(parser, BLOCK_FORMULA, cut->place);
        if (block) block->text = str_trim(cut->text);
        check_formula(parser, cut);
    } else {
        block = parse_add_block(parser, BLOCK_PARAGRAPH, converter->block);
        if (block) convert_spans(converter, (SpanTail){&block->span, 1}, node);
    }
}

/* True if the block's last line closes it. Without a closing line Markdown continues the block to the end of the text. */
static bool is_closed(const Converter *converter, cmark_node *node) {
    Str rest = converter->document.text, line = {"", 0};
    int end = cmark_node_get_end_line(node);
    if (end <= cmark_node_get_start_line(node)) return false;
    for (int i = 0; i < end; i++) line = str_trim(str_next_line(&rest));
    while (line.count > 0 && (line.at[0] == '>' || line.at[0] == ' ')) line = (Str){line.at + 1, line.count - 1};
    return line.count >= 3 && (line.at[0] == '`' || line.at[0] == '~') && line.at[1] == line.at[0] && line.at[2] == line.at[0];
}

static void convert_code(Converter *converter, cmark_node *node) {
    Parser *parser = converter->parser;
    LessonPlace place = block_place(converter, node), body = place;
    int count = 0, offset = 0;
    char sign = 0;
    Str text = copy_text(converter, cmark_node_get_literal(node));
    if (!cmark_node_get_fenced(node, &count, &offset, &sign)) {
        LessonBlock *block = parse_add_block(parser, BLOCK_CODE, place);
        if (block) block->text = parse_uncut(&converter->document, parser, text);
        return;
    }
    body.line++;
    if (!is_closed(converter, node)) parse_fail(parser, place, "this block is never closed: expected a line of %d or more %c", count, sign);
    parser->read_fence(parser, copy_text(converter, cmark_node_get_fence_info(node)), text, place, body);
}

static void convert_list(Converter *converter, cmark_node *node) {
    bool is_ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
    LessonBlock *block = add_parent(converter, BLOCK_LIST, node);
    if (!block) return;
    block->level = is_ordered ? cmark_node_get_list_start(node) : -1;
    block->is_tight = cmark_node_get_list_tight(node) != 0;
}

static void convert_table(Converter *converter, cmark_node *node) {
    LessonBlock *table = add_parent(converter, BLOCK_TABLE, node);
    int columns = cmark_gfm_extensions_get_table_columns(node);
    const uint8_t *aligns = cmark_gfm_extensions_get_table_alignments(node);
    for (LessonBlock *row = table ? table->child : NULL; row; row = row->next) {
        int column = 0;
        for (LessonBlock *cell = row->child; cell && column < columns; cell = cell->next)
            cell->align = (char)(aligns ? aligns[column++] : 0);
    }
}

static void convert_footnote(Converter *converter, cmark_node *node) {
    Parser *parser = converter->parser;
    LessonBlock **tail = parser->tail;
    bool was_plain = parser->is_plain;
    parser->tail = parser->footnote_tail;
    parser->is_plain = true;
    LessonBlock *block = parse_add_block(parser, BLOCK_FOOTNOTE, block_place(converter, node));
    if (block) {
        block->level = ++parser->footnote_count;
        parser->footnote_tail = &block->next;
        convert_blocks(converter, node, &block->child);
    }
    parser->is_plain = was_plain;
    parser->tail = tail;
}

static void convert_heading(Converter *converter, cmark_node *node) {
    Parser *parser = converter->parser;
    int level = cmark_node_get_heading_level(node);
    LessonSpan *span = NULL;
    convert_spans(converter, (SpanTail){&span, 1}, node);
    parser->read_heading(parser, level, span, converter->block);
}

/* For the table extension, whose types are not constants. */
static void convert_other(Converter *converter, cmark_node *node) {
    const char *type = cmark_node_get_type_string(node);
    LessonBlock *block;
    if (!strcmp(type, "table")) {
        convert_table(converter, node);
    } else if (!strcmp(type, "table_row") || !strcmp(type, "table_header")) {
        add_parent(converter, BLOCK_ROW, node);
    } else if (!strcmp(type, "table_cell")) {
        block = parse_add_block(converter->parser, BLOCK_CELL, converter->block);
        if (block) convert_spans(converter, (SpanTail){&block->span, 1}, node);
    }
}

static void convert_block(Converter *converter, cmark_node *node) {
    Parser *parser = converter->parser;
    Str html;
    converter->block = block_place(converter, node);
    converter->shift = find_shift(node);
    switch ((int)cmark_node_get_type(node)) {
    case CMARK_NODE_PARAGRAPH: convert_paragraph(converter, node); break;
    case CMARK_NODE_HEADING: convert_heading(converter, node); break;
    case CMARK_NODE_CODE_BLOCK: convert_code(converter, node); break;
    case CMARK_NODE_LIST: convert_list(converter, node); break;
    case CMARK_NODE_ITEM: add_parent(converter, BLOCK_ITEM, node); break;
    case CMARK_NODE_BLOCK_QUOTE: add_parent(converter, BLOCK_QUOTE, node); break;
    case CMARK_NODE_THEMATIC_BREAK: parse_add_block(parser, BLOCK_RULE, converter->block); break;
    case CMARK_NODE_FOOTNOTE_DEFINITION: convert_footnote(converter, node); break;
    case CMARK_NODE_HTML_BLOCK:
        html = str_from(cmark_node_get_literal(node));
        if (html.count < 4 || memcmp(html.at, "<!--", 4) != 0)
            parse_fail(parser, converter->block, "HTML is not read: expected Markdown instead of %.*s",
                       str_fit(str_trim(str_next_line(&html)), 40), cmark_node_get_literal(node));
        break;
    default: convert_other(converter, node);
    }
}

/* The children; `at` NULL: at the parser's tail, else in a list of their own. */
static void convert_blocks(Converter *converter, cmark_node *parent, LessonBlock **at) {
    Parser *parser = converter->parser;
    LessonBlock **tail = parser->tail;
    if (!may_nest(converter, parser->depth + 1, converter->block)) return;
    if (at) {
        parser->tail = at;
        parser->depth++;
    }
    for (cmark_node *node = cmark_node_first_child(parent); node; node = cmark_node_next(node)) convert_block(converter, node);
    if (at) {
        parser->tail = tail;
        parser->depth--;
    }
}

/* --- a text --- */

static cmark_node *read_text(Converter *converter) {
    cmark_gfm_core_extensions_ensure_registered();
    cmark_parser *reader = cmark_parser_new(CMARK_OPT_FOOTNOTES | CMARK_OPT_UNSAFE);
    cmark_syntax_extension *table = cmark_find_syntax_extension("table");
    if (table && !converter->document.is_inline) cmark_parser_attach_syntax_extension(reader, table);
    cmark_parser_feed(reader, converter->document.cooked.at, (size_t)converter->document.cooked.count);
    cmark_node *root = cmark_parser_finish(reader);
    cmark_parser_free(reader);
    return root;
}

static cmark_node *open_document(Converter *converter, Parser *parser, Str text, LessonPlace place, bool is_inline) {
    *converter = (Converter){.parser = parser, .block = place, .first_footnote = parser->footnote_count};
    converter->document.place = place;
    converter->document.is_inline = is_inline;
    if (!lesson_copy(&converter->document.text, &parser->lesson->memory, text.at, text.count)) return NULL;
    return parse_cut(&converter->document, parser) ? read_text(converter) : NULL;
}

void parse_markdown(Parser *parser, Str text, LessonPlace place) {
    Converter converter;
    cmark_node *root = open_document(&converter, parser, text, place, false);
    if (!root) return;
    convert_blocks(&converter, root, NULL);
    cmark_node_free(root);
}

LessonSpan *parse_inline(Parser *parser, Str text, LessonPlace place) {
    Converter converter;
    LessonSpan *span = NULL;
    Str inner = str_trim(text);
    place.column += inner.at ? (int)(inner.at - text.at) : 0;
    cmark_node *root = inner.count > 0 ? open_document(&converter, parser, inner, place, true) : NULL;
    if (!root) return NULL;
    cmark_node *first = cmark_node_first_child(root);
    bool is_one = first && cmark_node_get_type(first) == CMARK_NODE_PARAGRAPH;
    if (is_one)
        convert_spans(&converter, (SpanTail){&span, 1}, first);
    else /* "1. a" or "# a": as text */
        add_text(&converter, &(SpanTail){&span, 1}, converter.document.cooked, place);
    cmark_node_free(root);
    return span;
}
