/* See ink.h. Simplified on purpose: a picture inside a line of words is its name. */
#include "view/page/ink.h"
#include "base/number.h"
#include "view/page/mark.h"
#include <math.h>
#include <string.h>

enum { INDENT = 22 };

/* ---- Links and marks ---- */

/* A link runs its command through its place in the file, so that it may be of any length. */
static void place_hit(void *user, int hit, Rect box) {
    Ink *ink = user;
    const Gui *gui = ink->view->gui;
    const LessonSpan *span = ink->hit[hit];
    char path[48];
    Mark mark;
    text_format(path, (int)sizeof path, "%s/link%d", ink->screen, hit);
    Region *region = region_add(gui->region, span->kind == SPAN_MARK ? REGION_HOVER : REGION_BUTTON, box, path);
    if (span->kind == SPAN_MARK) {
        if (!mark_parse(&mark, span->target, NULL)) return;
        if (mark.last == mark.subject.step) region->subject = mark.subject; /* what is about one step lights as if the pointer were on it */
        if (region->subject.layer >= 0) region->subject.layer = ink->view->run->net.spec.layers - 1;
        region->mark = region_words(gui->region, "%.*s", span->target.count, span->target.at);
        return;
    }
    text_format(region->command, (int)sizeof region->command, "lesson link %d:%d:%d", span->place.file, span->place.line,
                span->place.column);
    region->focusable = true;
    if (gui->list) gui_focus_ring(gui, box, 4, path);
}

static int add_hit(Ink *ink, const LessonSpan *span) {
    if (ink->hits + 1 >= INK_HIT_MAX) return 0;
    ink->hit[++ink->hits] = span;
    return ink->hits;
}

/* The link or mark that the pointer is on. */
static int find_lit(const Ink *ink) {
    const char *hot = ink->view->gui->state->hot;
    size_t stem = strlen(ink->screen);
    double number;
    if (strncmp(hot, ink->screen, stem) != 0 || strncmp(hot + stem, "/link", 5) != 0) return 0;
    return number_parse(&number, str_from(hot + stem + 5)) && number < INK_HIT_MAX ? (int)number : 0;
}

static void tell_mistake(void *user, char *text, int size) {
    const Ink *ink = user;
    tr_told(ink->view->strings, text, size);
}

void ink_begin(Ink *ink, const View *view, const char *screen, double x, double y, double width) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    memset(ink, 0, sizeof *ink);
    ink->view = view;
    ink->screen = screen;
    ink->style = (PageStyle){.size = 16,
                             .leading = 25,
                             .text = theme->text,
                             .dim = theme->dim,
                             .link = theme->accent,
                             .bad = theme->bad,
                             .ground = theme->raised,
                             .line = theme->line,
                             .lit = color_mix(theme->panel, theme->accent, 0.22),
                             .formula = theme_formula(theme, 16)};
    ink->page = (Page){.list = gui->list,
                       .api = gui->text,
                       .scale = gui->scale,
                       .style = &ink->style,
                       .left = x,
                       .width = width,
                       .y = y,
                       .place = place_hit,
                       .tell = tell_mistake,
                       .user = ink,
                       .lit = find_lit(ink)};
}

InkMark ink_measure(Ink *ink) {
    InkMark mark = {ink->page.y, ink->hits, ink->footnotes, ink->page.list};
    ink->page.list = NULL;
    ink->page.place = NULL;
    return mark;
}

double ink_measured(Ink *ink, const InkMark *mark) {
    double height = ink->page.y - mark->y;
    ink->page.y = mark->y;
    ink->page.list = mark->list;
    ink->page.place = mark->list ? place_hit : NULL;
    ink->hits = mark->hits;
    ink->footnotes = mark->footnotes;
    return height;
}

/* ---- Spans ---- */

static void note_footnote(Ink *ink, int number) {
    for (int i = 0; i < ink->footnotes; i++)
        if (ink->footnote[i] == number) return;
    if (ink->footnotes < INK_FOOTNOTE_MAX) ink->footnote[ink->footnotes++] = number;
}

static void write_live(Ink *ink, const LessonSpan *span, int face, int hit) {
    const Reader *reader = ink->view->reader;
    char text[96] = "?";
    if (reader && reader->format_live) reader->format_live(reader->user, span, text, (int)sizeof text);
    page_put_copy(&ink->page, str_from(text), face | PAGE_STRONG, hit);
}

void ink_spans(Ink *ink, const LessonSpan *span, int face, int hit) {
    Page *page = &ink->page;
    for (; span; span = span->next) {
        char number[16];
        switch (span->kind) {
        case SPAN_TEXT: page_put(page, span->text, face, hit); break;
        case SPAN_CODE: page_put(page, span->text, face | PAGE_CODE, hit); break;
        case SPAN_FORMULA: page_put_formula(page, span->text, hit); break;
        case SPAN_LIVE: write_live(ink, span, face, hit); break;
        case SPAN_EMPHASIS: ink_spans(ink, span->child, face | PAGE_EMPHASIS, hit); break;
        case SPAN_STRONG: ink_spans(ink, span->child, face | PAGE_STRONG, hit); break;
        case SPAN_LINK: ink_spans(ink, span->child, face | PAGE_LINK, add_hit(ink, span)); break;
        case SPAN_MARK: ink_spans(ink, span->child, face | PAGE_MARK, add_hit(ink, span)); break;
        case SPAN_IMAGE: page_put(page, span->target, face | PAGE_CODE, hit); break;
        case SPAN_FOOTNOTE:
            text_format(number, (int)sizeof number, "%d", span->number);
            page_put_copy(page, str_from(number), PAGE_SMALL, 0);
            note_footnote(ink, span->number);
            break;
        case SPAN_BREAK: page_break(page); break;
        }
    }
}

static void begin_paragraph(Ink *ink, TextFace face, double size, double leading, Color color) {
    page_begin(&ink->page);
    ink->page.plain = face;
    ink->page.size = size;
    ink->page.leading = leading;
    ink->page.color = color;
}

void ink_paragraph(Ink *ink, const LessonSpan *span, TextFace face, double size, double leading, Color color) {
    begin_paragraph(ink, face, size, leading, color);
    ink_spans(ink, span, PAGE_PLAIN, 0);
    page_end(&ink->page);
}

void ink_text(Ink *ink, const char *text, TextFace face, double size, double leading, Color color) {
    begin_paragraph(ink, face, size, leading, color);
    page_put(&ink->page, str_from(text), PAGE_PLAIN, 0);
    page_end(&ink->page);
}

/* ---- Blocks ---- */

static void indent(Ink *ink, double by) {
    ink->page.left += by;
    ink->page.width -= by;
}

static void write_list(Ink *ink, const LessonBlock *list) {
    int number = list->level;
    char marker[24];
    indent(ink, INDENT);
    for (const LessonBlock *item = list->child; item; item = item->next, number++) {
        if (list->level < 0)
            text_format(marker, (int)sizeof marker, "•");
        else
            text_format(marker, (int)sizeof marker, "%d.", number);
        ink->page.marker = str_from(marker);
        if (item->child)
            ink_blocks(ink, item->child);
        else
            ink_paragraph(ink, item->span, FACE_UI, ink->style.size, ink->style.leading, ink->style.text);
        ink->page.marker.count = 0;
        if (list->is_tight) ink->page.y -= 6; /* what a paragraph leaves below itself */
    }
    if (list->is_tight) ink->page.y += 6;
    indent(ink, -INDENT);
}

typedef struct TableWalk {
    Ink *ink;
    const LessonBlock *table;
} TableWalk;

static const LessonBlock *child_at(const LessonBlock *block, int index) {
    const LessonBlock *child = block->child;
    while (child && index-- > 0) child = child->next;
    return child;
}

/* The page is the table's own copy of the ink's: it is put in its place while a cell is written. */
static void write_cell(void *user, Page *page, int row, int column) {
    const TableWalk *walk = user;
    const LessonBlock *line = child_at(walk->table, row), *cell = line ? child_at(line, column) : NULL;
    if (!cell) return;
    Ink *ink = walk->ink;
    Page kept = ink->page;
    ink->page = *page;
    /* Copied text lies in the page's pool: pointers into it move with it. */
    ink_spans(ink, cell->span, PAGE_PLAIN, 0);
    for (int i = 0; i < ink->page.count; i++) {
        PageItem *item = &ink->page.item[i];
        if (item->text.at >= ink->page.pool && item->text.at < ink->page.pool + PAGE_POOL_MAX)
            item->text.at = page->pool + (item->text.at - ink->page.pool);
    }
    *page = ink->page;
    ink->page = kept;
}

static void write_table(Ink *ink, const LessonBlock *block) {
    TableWalk walk = {ink, block};
    char align[PAGE_COLUMN_MAX];
    PageTable table = {.align = align, .write = write_cell, .user = &walk};
    const LessonBlock *head = block->child;
    for (const LessonBlock *cell = head ? head->child : NULL; cell && table.columns < PAGE_COLUMN_MAX; cell = cell->next)
        align[table.columns++] = cell->align ? cell->align : 'l';
    for (const LessonBlock *row = block->child; row; row = row->next) table.rows++;
    int hits = ink->hits;
    page_table(&ink->page, &table);
    (void)hits;
}

static void write_quote(Ink *ink, const LessonBlock *block) {
    indent(ink, 16);
    double top = ink->page.y;
    ink_blocks(ink, block->child);
    page_bar(&ink->page, top, ink->style.line);
    indent(ink, -16);
}

/* Is a paragraph nothing but a picture? */
static const LessonSpan *find_picture(const LessonBlock *block) {
    const LessonSpan *span = block->span;
    return span && !span->next && span->kind == SPAN_IMAGE ? span : NULL;
}

/* Its words are said when the pointer is on it, and stand in its place where it cannot be shown. */
static void write_picture(Ink *ink, const LessonSpan *span, const char *words) {
    const Reader *reader = ink->view->reader;
    const Picture *picture = reader && reader->find_picture ? reader->find_picture(reader->user, span) : NULL;
    char path[48];
    if (!picture) {
        page_picture(&ink->page, span->target, str_from(words));
        return;
    }
    Rect box = page_image(&ink->page, picture);
    if (!ink->page.list || !words[0]) return;
    text_format(path, (int)sizeof path, "%s/picture%d-%d", ink->screen, span->place.line, span->place.column);
    RegionList *regions = ink->view->gui->region;
    region_add(regions, REGION_HOVER, box, path)->tip = region_words(regions, "%s", words);
}

void ink_block(Ink *ink, const LessonBlock *block) {
    Page *page = &ink->page;
    const PageStyle *style = &ink->style;
    const LessonSpan *picture;
    char words[160];
    switch (block->kind) {
    case BLOCK_PARAGRAPH:
        picture = find_picture(block);
        if (picture) {
            lesson_format_spans(words, (int)sizeof words, picture->child);
            write_picture(ink, picture, words);
        } else {
            ink_paragraph(ink, block->span, FACE_UI, style->size, style->leading, style->text);
        }
        page_space(page, 10);
        break;
    case BLOCK_HEADING:
        page_space(page, 8);
        ink_paragraph(ink, block->span, FACE_UI_BOLD, block->level <= 3 ? 19 : 17, 26, style->text);
        page_space(page, 6);
        break;
    case BLOCK_FORMULA:
        page_space(page, 2);
        page_formula(page, block->text);
        page_space(page, 14);
        break;
    case BLOCK_CODE:
        page_code(page, block->text);
        page_space(page, 12);
        break;
    case BLOCK_LIST:
        write_list(ink, block);
        page_space(page, 4);
        break;
    case BLOCK_QUOTE: write_quote(ink, block); break;
    case BLOCK_TABLE:
        write_table(ink, block);
        page_space(page, 12);
        break;
    case BLOCK_RULE: page_rule(page); break;
    default: break;
    }
}

void ink_blocks(Ink *ink, const LessonBlock *block) {
    for (; block; block = block->next) ink_block(ink, block);
}

void ink_footnotes(Ink *ink, const Lesson *lesson) {
    if (ink->footnotes == 0) return;
    page_rule(&ink->page);
    ink->style.size = 13.5;
    ink->style.leading = 20;
    for (int i = 0; i < ink->footnotes; i++) {
        char marker[16];
        const LessonBlock *note = lesson->footnote;
        while (note && note->level != ink->footnote[i]) note = note->next;
        if (!note) continue;
        text_format(marker, (int)sizeof marker, "%d", note->level);
        indent(ink, INDENT);
        ink->page.marker = str_from(marker);
        ink_blocks(ink, note->child);
        ink->page.marker.count = 0;
        indent(ink, -INDENT);
    }
    ink->style.size = 16;
    ink->style.leading = 25;
}
