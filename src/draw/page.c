/* Running text. A line is a list of items with or without a blank between them; it breaks at the last blank that leaves it no wider than
   the column. Consecutive items of the same text become one run when they are drawn, so that a line of plain words is one drawing command,
   with the font's own kerning. A word that is wider than the column is cut where the column ends.

   A line is as tall as the leading, or taller where a formula is.

   Simplified on purpose: no hyphens, no justification; a formula never breaks; pictures are boxes with their words. */
#include "draw/page.h"
#include "draw/draw_inside.h"
#include <math.h>
#include <string.h>

static const double FORMULA_SIZE = 1.12; /* the mathematical face is smaller in the body than the interface's */
static const double CODE_SIZE = 0.92, SMALL_SIZE = 0.72, SMALL_RISE = 0.36, CODE_PAD = 4;

/* ---- Looks ---- */

static TextFace face_of(const Page *page, const PageItem *item) {
    if (item->face & PAGE_CODE || item->is_broken) return FACE_MONO;
    if (item->face & PAGE_STRONG) return FACE_UI_SEMIBOLD;
    if (item->face & PAGE_EMPHASIS && page->plain == FACE_UI) return FACE_UI_ITALIC;
    return page->plain;
}

static double size_of(const Page *page, const PageItem *item) {
    if (item->face & PAGE_SMALL) return SMALL_SIZE * page->size;
    return item->face & PAGE_CODE || item->is_broken ? CODE_SIZE * page->size : page->size;
}

static Color color_of(const Page *page, const PageItem *item) {
    if (item->is_broken) return page->style->bad;
    return item->face & (PAGE_LINK | PAGE_SMALL) ? page->style->link : page->color;
}

static FormulaStyle formula_style(const Page *page, double size, bool is_display) {
    FormulaStyle style = page->style->formula;
    style.size = FORMULA_SIZE * size;
    style.is_display = is_display;
    style.is_lettered = true;
    style.color[FORMULA_TEXT] = page->color;
    return style;
}

static double pad_of(const PageItem *item) { return item->face & PAGE_CODE ? CODE_PAD : 0; }

static void measure(const Page *page, PageItem *item) {
    if (item->is_formula) {
        FormulaStyle style = formula_style(page, page->size, false);
        FormulaBox box = formula_measure_str(page->api, page->scale, &style, item->text);
        item->width = box.width;
        item->ascent = box.ascent;
        item->descent = box.descent;
        return;
    }
    item->width = text_width_of(page->api, page->scale, face_of(page, item), size_of(page, item), item->text) + 2 * pad_of(item);
    item->ascent = 0.8 * page->size;
    item->descent = 0.25 * page->size;
}

static double blank_width(const Page *page) { return text_width_of(page->api, page->scale, page->plain, page->size, (Str){" ", 1}); }

/* ---- A line ---- */

static bool same_looks(const PageItem *a, const PageItem *b) {
    return a->face == b->face && a->hit == b->hit && !a->is_formula && !b->is_formula && a->is_broken == b->is_broken &&
           !(a->face & PAGE_CODE);
}

/* True if the second item follows the first in the same text, with one blank or none between. */
static bool goes_on(const PageItem *a, const PageItem *b) {
    const char *end = a->text.at + a->text.count;
    return same_looks(a, b) && (b->follows ? b->text.at == end + 1 && *end == ' ' : b->text.at == end);
}

static void draw_item(Page *page, const PageItem *item, double x, double baseline) {
    const PageStyle *style = page->style;
    double top = baseline - 0.95 * page->size, height = 1.3 * page->size;
    if (item->hit && page->place) page->place(page->user, item->hit, rect(x, top, item->width, height));
    if (!page->list) return;
    bool is_lit = item->hit && item->hit == page->lit;
    if (item->face & PAGE_CODE) draw_round(page->list, rect(x, top + 1, item->width, height - 1), 4, style->ground);
    if (is_lit) draw_round(page->list, rect(x - 2, top, item->width + 4, height), 4, style->lit);
    if (item->is_formula) {
        FormulaStyle formula = formula_style(page, page->size, false);
        formula_draw_str(page->list, page->api, page->scale, &formula, x, baseline, ALIGN_LEFT, item->text);
    } else {
        double rise = item->face & PAGE_SMALL ? SMALL_RISE * page->size : 0;
        draw_text_str(page->list, face_of(page, item), size_of(page, item), x + pad_of(item), baseline - rise, ALIGN_LEFT,
                      color_of(page, item), item->text);
    }
    if (item->face & PAGE_MARK) { /* dotted for a mark, which shows something; a link has a solid line */
        draw_path_begin(page->list);
        draw_path_move(page->list, x, baseline + 0.22 * page->size);
        draw_path_line(page->list, x + item->width, baseline + 0.22 * page->size);
        draw_path_stroke(page->list, 1.5, style->link, 2);
    } else if (item->face & PAGE_LINK) {
        draw_line(page->list, x, baseline + 0.2 * page->size, x + item->width, baseline + 0.2 * page->size, 1, style->link);
    }
}

/* Draws the first `count` items as a line and takes them off. */
static void end_line(Page *page, int count) {
    double ascent = 0, descent = 0, blank = blank_width(page), width = 0;
    for (int i = 0; i < count; i++) {
        ascent = fmax(ascent, page->item[i].ascent);
        descent = fmax(descent, page->item[i].descent);
        width += page->item[i].width + (i > 0 && page->item[i].follows ? blank : 0);
    }
    double air = page->leading - 1.05 * page->size; /* between two lines of plain text */
    double height = fmax(page->leading, ascent + descent + 0.6 * air);
    double baseline = page->y + fmax(0.8 * page->size, ascent) + (height - fmax(1.05 * page->size, ascent + descent)) / 2;
    double x = page->left + (page->align == ALIGN_CENTER  ? (page->width - width) / 2
                             : page->align == ALIGN_RIGHT ? page->width - width
                                                          : 0);
    if (page->lines == 0 && page->marker.count > 0 && page->list)
        draw_text_str(page->list, FACE_UI, page->size, page->left - 8, baseline, ALIGN_RIGHT, page->style->dim, page->marker);
    for (int i = 0; i < count;) {
        PageItem run = page->item[i];
        if (i > 0 && run.follows) x += blank;
        for (i++; i < count && goes_on(&page->item[i - 1], &page->item[i]); i++)
            run.text.count = (int)(page->item[i].text.at - run.text.at) + page->item[i].text.count;
        measure(page, &run);
        draw_item(page, &run, x, baseline);
        x += run.width;
    }
    page->y += height;
    page->lines++;
    page->count -= count;
    memmove(page->item, page->item + count, (size_t)page->count * sizeof page->item[0]);
    page->used = 0;
    for (int i = 0; i < page->count; i++) page->used += page->item[i].width + (i > 0 && page->item[i].follows ? blank : 0);
}

/* The widest front part of a word that fits, at least one character. */
static Str cut_to_fit(const Page *page, const PageItem *item) {
    Str rest = item->text, bytes, fits = {item->text.at, 0};
    while (rest.count > 0) {
        text_next_slice(&rest, &bytes);
        PageItem tried = *item;
        tried.text.count = fits.count + bytes.count;
        measure(page, &tried);
        if (tried.width > page->width && fits.count > 0) break;
        fits.count += bytes.count;
    }
    return fits;
}

/* The index of the last item that a line may begin with; 0: none. */
static int last_break(const Page *page) {
    for (int i = page->count - 1; i > 0; i--)
        if (page->item[i].follows) return i;
    return 0;
}

static void add_item(Page *page, PageItem item) {
    measure(page, &item);
    if (page->count == PAGE_ITEM_MAX) end_line(page, last_break(page) > 0 ? last_break(page) : page->count);
    bool is_first = page->count == 0;
    page->used += item.width + (item.follows && !is_first ? blank_width(page) : 0);
    page->item[page->count++] = item;
    while (page->used > page->width + 0.01) {
        int at = last_break(page);
        PageItem *last = &page->item[page->count - 1];
        if (at > 0) {
            end_line(page, at);
        } else if (!last->is_formula && page->count == 1) {
            Str fits = cut_to_fit(page, last);
            PageItem rest = *last;
            if (fits.count == last->text.count) return;
            last->text = fits;
            measure(page, last);
            end_line(page, 1);
            rest.text.at += fits.count;
            rest.text.count -= fits.count;
            rest.follows = false;
            measure(page, &rest);
            page->used = rest.width;
            page->item[page->count++] = rest;
        } else if (page->count > 1 && !last->is_formula) { /* parts of one word that is too long: the line ends between them */
            end_line(page, page->count - 1);
        } else {
            return; /* a formula sticks out */
        }
    }
}

/* ---- A paragraph ---- */

void page_begin(Page *page) {
    const PageStyle *style = page->style;
    page->size = style->size;
    page->leading = style->leading;
    page->color = style->text;
    page->plain = FACE_UI;
    page->align = ALIGN_LEFT;
    page->is_blank = false;
    page->lines = page->count = page->pool_used = 0;
    page->used = 0;
}

static bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

void page_put(Page *page, Str text, int face, int hit) {
    while (text.count > 0) {
        int blanks = 0, count = 0;
        while (blanks < text.count && is_blank(text.at[blanks])) blanks++;
        if (blanks > 0) page->is_blank = true;
        text.at += blanks;
        text.count -= blanks;
        while (count < text.count && !is_blank(text.at[count])) count++;
        if (count == 0) return;
        add_item(page, (PageItem){.text = {text.at, count}, .face = face, .hit = hit, .follows = page->is_blank});
        page->is_blank = false;
        text.at += count;
        text.count -= count;
    }
}

void page_put_copy(Page *page, Str text, int face, int hit) {
    int room = PAGE_POOL_MAX - page->pool_used;
    text.count = str_fit(text, room);
    char *at = page->pool + page->pool_used;
    memcpy(at, text.at, (size_t)text.count);
    page->pool_used += text.count;
    page_put(page, (Str){at, text.count}, face, hit);
}

void page_put_formula(Page *page, Str tex, int hit) {
    PageItem item = {.text = tex, .hit = hit, .follows = page->is_blank};
    item.is_formula = formula_check_str(tex, NULL);
    item.is_broken = !item.is_formula;
    page->is_blank = false;
    add_item(page, item);
}

void page_break(Page *page) {
    end_line(page, page->count);
    page->is_blank = false;
}

void page_end(Page *page) {
    if (page->count > 0) end_line(page, page->count);
    page->marker.count = 0;
}

/* ---- Other blocks ---- */

void page_space(Page *page, double height) { page->y += height; }

void page_rule(Page *page) {
    if (page->list) draw_rect(page->list, rect(page->left, page->y + 8, page->width, 1), page->style->line);
    page->y += 17;
}

void page_bar(Page *page, double top, Color color) {
    if (page->list && page->y > top) draw_round(page->list, rect(page->left - 12, top, 3, page->y - top), 1.5, color);
}

/* Draws lines unchanged, cut at the end of the column; with list NULL only counts them. */
static int write_code(Page *page, DrawList *list, double x, double y, Str text, double size, double leading, int columns) {
    int lines = 0;
    while (text.count > 0) {
        Str line = str_next_line(&text);
        do {
            Str part = {line.at, 0}, bytes;
            for (int i = 0; i < columns && line.count > 0; i++) {
                text_next_slice(&line, &bytes);
                part.count += bytes.count;
            }
            if (list) draw_text_str(list, FACE_MONO, size, x, y + (lines + 0.75) * leading, ALIGN_LEFT, page->style->text, part);
            lines++;
        } while (line.count > 0);
    }
    return lines;
}

void page_code(Page *page, Str text) {
    const double size = CODE_SIZE * page->style->size, leading = 1.45 * size, pad = 10;
    double letter = fmax(text_width_of(page->api, page->scale, FACE_MONO, size, (Str){"0", 1}), 1);
    int columns = (int)fmax((page->width - 2 * pad) / letter, 1);
    double height = 2 * pad + leading * write_code(page, NULL, 0, 0, text, size, leading, columns);
    if (page->list) {
        draw_round(page->list, rect(page->left, page->y, page->width, height), 6, page->style->ground);
        write_code(page, page->list, page->left + pad, page->y + pad, text, size, leading, columns);
    }
    page->y += height;
}

/* A message below something that is wrong. */
static void write_mistake(Page *page, Str shown, const char *why) {
    page_begin(page);
    page->color = page->style->bad;
    page_put(page, shown, PAGE_CODE, 0);
    page_break(page);
    page_put(page, str_from(why), PAGE_PLAIN, 0);
    page_end(page);
}

void page_formula(Page *page, Str tex) {
    const double pad = 14, least = 10;
    Diag diag = {0};
    tex = str_trim(tex);
    if (!formula_check_str(tex, &diag)) {
        if (page->tell) page->tell(page->user, diag.text, (int)sizeof diag.text);
        write_mistake(page, tex, diag.text);
        return;
    }
    page->color = page->style->text;
    FormulaStyle style = formula_style(page, 1.12 * page->style->size, true);
    FormulaBox box = formula_measure_str(page->api, page->scale, &style, tex);
    double room = page->width - 2 * pad;
    if (box.width > room) {
        style.size = fmax(style.size * room / box.width, least);
        box = formula_measure_str(page->api, page->scale, &style, tex);
    }
    double height = box.ascent + box.descent + 2 * pad;
    if (page->list) {
        draw_round(page->list, rect(page->left, page->y, page->width, height), 8, page->style->ground);
        formula_draw_str(page->list, page->api, page->scale, &style, page->left + page->width / 2, page->y + pad + box.ascent, ALIGN_CENTER,
                         tex);
    }
    page->y += height;
}

void page_picture(Page *page, Str path, Str alternative) {
    double top = page->y;
    const double pad = 14;
    page->left += pad;
    page->width -= 2 * pad;
    page->y += pad;
    page_begin(page);
    page->color = page->style->dim;
    page->size = 0.85 * page->style->size;
    page_put(page, alternative.count > 0 ? alternative : path, PAGE_PLAIN, 0);
    page_end(page);
    page->left -= pad;
    page->width += 2 * pad;
    page->y += pad;
    if (page->list)
        draw_round_stroke(page->list, rect(page->left + 0.5, top + 0.5, page->width - 1, page->y - top - 1), 6, 1, page->style->line);
}

Rect page_image(Page *page, const Picture *picture) {
    double factor = fmin(1, page->width / picture->cols);
    Rect box = {page->left, page->y, picture->cols * factor, picture->rows * factor};
    if (page->list) draw_image(page->list, box, picture->cols, picture->rows, picture->cell);
    page->y += box.h;
    return box;
}

/* ---- Tables ---- */

enum { CELL_GAP = 18 };

static double cell_width(const Page *page, const PageTable *table, int row, int column) {
    Page alone = *page;
    alone.list = NULL;
    alone.place = NULL;
    alone.left = 0;
    alone.width = 1e5;
    alone.count = 0;
    page_begin(&alone);
    if (row == 0) alone.plain = FACE_UI_SEMIBOLD; /* as write_row has it */
    table->write(table->user, &alone, row, column);
    return alone.used;
}

/* Writes a row, or only measures it; returns its height. */
static double write_row(const Page *page, const PageTable *table, const double *width, int columns, int row, bool is_drawn) {
    double x = page->left, height = 0;
    for (int column = 0; column < columns; column++) {
        Page cell = *page;
        cell.left = x;
        cell.width = width[column];
        cell.marker.count = 0;
        if (!is_drawn) {
            cell.list = NULL;
            cell.place = NULL;
        }
        page_begin(&cell);
        if (row == 0) cell.plain = FACE_UI_SEMIBOLD;
        cell.align = table->align[column] == 'c' ? ALIGN_CENTER : table->align[column] == 'r' ? ALIGN_RIGHT : ALIGN_LEFT;
        table->write(table->user, &cell, row, column);
        page_end(&cell);
        height = fmax(height, cell.y - page->y);
        x += width[column] + CELL_GAP;
    }
    return height;
}

void page_table(Page *page, const PageTable *table) {
    double width[PAGE_COLUMN_MAX] = {0}, all = 0;
    int columns = table->columns < PAGE_COLUMN_MAX ? table->columns : PAGE_COLUMN_MAX;
    if (columns <= 0) return;
    double room = page->width - CELL_GAP * (columns - 1);
    for (int column = 0; column < columns; column++) {
        for (int row = 0; row < table->rows; row++) width[column] = fmax(width[column], cell_width(page, table, row, column) + 1);
        all += width[column];
    }
    if (all > room) { /* a column narrower than its share keeps its width; the others share the rest */
        double left = room;
        int sharing = columns;
        bool is_kept[PAGE_COLUMN_MAX] = {false};
        for (bool found = true; found;) {
            found = false;
            for (int column = 0; column < columns; column++) {
                if (is_kept[column] || sharing == 0 || width[column] > left / sharing) continue;
                is_kept[column] = found = true;
                left -= width[column];
                sharing--;
            }
        }
        for (int column = 0; column < columns; column++)
            if (!is_kept[column]) width[column] = fmax(left / sharing, 24);
    }
    for (int row = 0; row < table->rows; row++) {
        page->y += 5;
        page->y += write_row(page, table, width, columns, row, true) + 5;
        if (page->list) draw_rect(page->list, rect(page->left, page->y, page->width, 1), row == 0 ? page->style->dim : page->style->line);
        page->y += 1;
    }
}
