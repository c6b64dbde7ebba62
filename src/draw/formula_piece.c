/* The pieces of a formula and the reading of its text, below the grammar (formula.c).

   Bold letters are the bold alphabets of Unicode (U+1D400), which the mathematical face has. A bracket grows by scaling its glyph, but
   never to more than four times its size. */
#include "draw/formula_inside.h"
#include <math.h>
#include <string.h>

bool formula_fail(Formula *f, const char *at, const char *what, Str name, const char *right) {
    if (f->failed) return false;
    f->failed = true;
    int line = 1;
    const char *start = f->start; /* of the line */
    for (const char *c = f->start; c < at; c++) {
        if (*c != '\n') continue;
        line++;
        start = c + 1;
    }
    return diag_fail_at(f->diag, "", line, (int)(at - start) + 1, "%s%.*s%s", what, name.count, name.at, right);
}

char formula_peek(const Formula *f) { return f->rest.count > 0 ? f->rest.at[0] : '\0'; }

void formula_skip(Formula *f, int bytes) {
    f->rest.at += bytes;
    f->rest.count -= bytes;
}

void formula_skip_blanks(Formula *f) {
    while (formula_peek(f) == ' ' || formula_peek(f) == '\n' || formula_peek(f) == '\t') formula_skip(f, 1);
}

void formula_move(Formula *f, int from, int to, double dx, double dy) {
    for (int i = from; i < to; i++) {
        f->piece[i].x += dx;
        f->piece[i].y += dy;
    }
}

void formula_add_piece(Formula *f, Piece piece) {
    if (f->count < PIECES_MAX)
        f->piece[f->count++] = piece;
    else
        formula_fail(f, f->rest.at, "This formula is too long; write it as several.", NO_NAME, "");
}

Box formula_add_run(Formula *f, TextFace face, double size, FormulaColor color, Str text, AtomKind kind) {
    Box box = {.kind = kind, .italic = face == FACE_MATH_ITALIC};
    TextMetrics metrics;
    if (text.count > 0 && f->api != NULL && f->api->measure(f->api->user, face, size * f->scale, text, &metrics)) {
        box.width = metrics.width / f->scale;
    }
    formula_extent(text, &box.ascent, &box.descent);
    box.ascent *= size;
    box.descent *= size;
    formula_add_piece(f, (Piece){.kind = PIECE_RUN, .color = color, .face = face, .text = text, .size = size});
    return box;
}

Box formula_add_symbol(Formula *f, const FormulaSymbol *symbol, Str itself, double size, FormulaColor color) {
    double relative = symbol->size > 0 ? symbol->size : 1;
    Str text = symbol->text != NULL ? str_from(symbol->text) : itself;
    return formula_add_run(f, symbol->italic ? FACE_MATH_ITALIC : FACE_MATH, size * relative, color, text, symbol->kind);
}

/* The raw bytes of {...}, for \text. */
Str formula_read_raw(Formula *f, const char *of) {
    formula_skip_blanks(f);
    if (formula_peek(f) != '{') {
        formula_fail(f, of, "This command wants its words in braces, as in \\text{words}.", NO_NAME, "");
        return NO_NAME;
    }
    const char *opened = f->rest.at;
    formula_skip(f, 1);
    Str text = {f->rest.at, 0};
    int open = 1;
    while (f->rest.count > 0) {
        char c = formula_peek(f);
        open += c == '{' ? 1 : c == '}' ? -1 : 0;
        formula_skip(f, 1);
        if (open == 0) return text;
        text.count++;
    }
    formula_fail(f, opened, "This { is never closed; add a } after what it holds.", NO_NAME, "");
    return text;
}

/* Letters after the backslash, or the one sign there. */
Str formula_command_name(Str rest) {
    Str name = {rest.at + 1, 0};
    while (name.count + 1 < rest.count) {
        char c = name.at[name.count];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))) break;
        name.count++;
    }
    if (name.count == 0 && rest.count > 1) {
        Str after = {rest.at + 1, rest.count - 1};
        text_next_slice(&after, &name);
    }
    return name;
}

static const char *const color_names[FORMULA_COLORS] = {"", "U", "W", "V", "f", "i", "g", "o", "dim", "grad"};

int formula_find_color(Str name) {
    for (int i = 1; i < FORMULA_COLORS; i++) {
        if (str_equal(name, color_names[i])) return i;
    }
    return -1;
}

static Str bracket_text(Str name) {
    static const char *const names[] = {"|", "{", "}", "lVert", "rVert", "Vert", "lvert", "rvert", "lbrace", "rbrace", "langle", "rangle"};
    for (int i = 0; i < (int)(sizeof names / sizeof names[0]); i++)
        if (str_equal(name, names[i])) return str_from(formula_find_command(name)->text);
    return NO_NAME;
}

/* A bracket after \left or \right; "." is none. */
Str formula_read_bracket(Formula *f, const char *of) {
    formula_skip_blanks(f);
    Str bytes, rest = f->rest;
    if (formula_peek(f) == '\\' && f->rest.count > 1) {
        Str name = formula_command_name(f->rest), text = bracket_text(name);
        if (text.count > 0) {
            formula_skip(f, 1 + name.count);
            return text;
        }
    } else if (text_next_slice(&rest, &bytes) != 0 && bytes.count == 1 && strchr("()[]|.", bytes.at[0]) != NULL) {
        formula_skip(f, 1);
        return bytes.at[0] == '.' ? NO_NAME : bytes;
    }
    formula_fail(f, of, "\\left and \\right want a bracket: one of ( ) [ ] | \\| \\{ \\} or . for none.", NO_NAME, "");
    return NO_NAME;
}

/* Adds a bracket, scaled to reach as far from the axis as its content, at the end of the pieces. */
double formula_add_bracket(Formula *f, Str text, double size, FormulaColor color, double reach) {
    const double half = 0.43; /* of a bracket's height, in ems */
    double grow = fmin(fmax(reach / (half * size), 1), 4);
    if (text.count == 0) return 0.06 * size;
    int first = f->count;
    Box box = formula_add_run(f, FACE_MATH, size * grow, color, text, ATOM_OPEN);
    formula_move(f, first, f->count, 0, AXIS * size * (grow - 1));
    return box.width;
}

/* ---- Bold ---- */

Box formula_add_bold(Formula *f, double size, FormulaColor color, Str text) {
    static const char upper[] = "𝐀𝐁𝐂𝐃𝐄𝐅𝐆𝐇𝐈𝐉𝐊𝐋𝐌𝐍𝐎𝐏𝐐𝐑𝐒𝐓𝐔𝐕𝐖𝐗𝐘𝐙", lower[] = "𝐚𝐛𝐜𝐝𝐞𝐟𝐠𝐡𝐢𝐣𝐤𝐥𝐦𝐧𝐨𝐩𝐪𝐫𝐬𝐭𝐮𝐯𝐰𝐱𝐲𝐳", digit[] = "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗";
    enum { BYTES = 4 }; /* of each of these letters */
    Box all = {.kind = ATOM_ORDINARY};
    while (text.count > 0) {
        Str letter;
        uint32_t code = text_next_slice(&text, &letter);
        const char *alphabet = code >= 'A' && code <= 'Z' ? upper : code >= 'a' && code <= 'z' ? lower : digit;
        int index = (int)code - (alphabet == upper ? 'A' : alphabet == lower ? 'a' : '0');
        int first = f->count;
        double ascent, descent;
        formula_extent(letter, &ascent, &descent);
        if (alphabet != digit || (code >= '0' && code <= '9')) letter = (Str){alphabet + index * BYTES, BYTES};
        Box box = formula_add_run(f, FACE_MATH, size, color, letter, ATOM_ORDINARY);
        formula_move(f, first, f->count, all.width, 0);
        all.width += box.width;
        all.ascent = fmax(all.ascent, ascent * size);
        all.descent = fmax(all.descent, descent * size);
    }
    return all;
}

/* ---- Grids ---- */

/* The width of a column of these cells, and the extents of a row. */
static double column_width(const Formula *f, int first, int column) {
    double width = 0;
    for (int i = first; i < f->cells; i++)
        if (f->cell[i].column == column) width = fmax(width, f->cell[i].box.width);
    return width;
}

static Box row_extent(const Formula *f, int first, int row, double size) {
    Box box = {.ascent = LINE_ASCENT * size, .descent = LINE_DESCENT * size};
    for (int i = first; i < f->cells; i++) {
        if (f->cell[i].row != row) continue;
        box.ascent = fmax(box.ascent, f->cell[i].box.ascent);
        box.descent = fmax(box.descent, f->cell[i].box.descent);
    }
    return box;
}

/* Columns of a matrix are centred, 0.9 em apart; those of aligned lines stand right and left in turn, so that every second gap is none. */
Box formula_place_cells(Formula *f, int first, double size, bool is_matrix, bool is_aligned) {
    const double row_gap = (is_matrix ? 0.2 : 0.4) * size, column_gap = (is_matrix ? 0.9 : 1) * size;
    Box all = {.kind = ATOM_ORDINARY};
    int rows = 0, columns = 0;
    for (int i = first; i < f->cells; i++) {
        if (f->cell[i].row >= rows) rows = f->cell[i].row + 1;
        if (f->cell[i].column >= columns) columns = f->cell[i].column + 1;
    }
    double height = rows > 0 ? (rows - 1) * row_gap : 0, y;
    for (int row = 0; row < rows; row++) {
        Box extent = row_extent(f, first, row, size);
        height += extent.ascent + extent.descent;
    }
    y = -height / 2 - AXIS * size;
    all.ascent = -y;
    all.descent = height + y;
    for (int row = 0; row < rows; row++) {
        Box extent = row_extent(f, first, row, size);
        double x = 0;
        y += extent.ascent;
        for (int column = 0; column < columns; column++) {
            double width = column_width(f, first, column);
            if (column > 0) x += is_aligned && column % 2 == 1 ? 0 : column_gap;
            for (int i = first; i < f->cells; i++) {
                const Cell *cell = &f->cell[i];
                if (cell->row != row || cell->column != column) continue;
                double room = width - cell->box.width, shift = is_matrix ? room / 2 : is_aligned && column % 2 == 0 ? room : 0;
                formula_move(f, cell->from, cell->to, x + shift, y);
            }
            x += width;
        }
        all.width = fmax(all.width, x);
        y += extent.descent + row_gap;
    }
    f->cells = first;
    return all;
}

/* ---- Drawing ---- */

static void draw_root(DrawList *list, const Piece *p, double x, double y, Color color) {
    double sign = p->down + p->up; /* the hook's proportions follow the height */
    double foot = fmin(0.30 * sign, 0.36 * p->size / RULE), top = y - p->up + p->size / 2;
    draw_path_begin(list);
    draw_path_move(list, x + 0.02 * sign, y - 0.38 * p->up);
    draw_path_line(list, x + 0.45 * foot, y - 0.48 * p->up);
    draw_path_line(list, x + foot, y + p->down);
    draw_path_line(list, x + 0.50 * p->size / RULE, top);
    draw_path_line(list, x + p->w, top);
    draw_path_stroke(list, p->size, color, 0);
}

void formula_draw_pieces(const Formula *f, DrawList *list, const FormulaStyle *style, double x, double y) {
    for (int i = 0; i < f->count; i++) {
        const Piece *p = &f->piece[i];
        Color color = style->color[p->color];
        if (p->kind == PIECE_RUN)
            draw_text_str(list, p->face, p->size, x + p->x, y + p->y, ALIGN_LEFT, color, p->text);
        else if (p->kind == PIECE_RULE)
            draw_line(list, x + p->x, y + p->y, x + p->x + p->w, y + p->y, p->size, color);
        else
            draw_root(list, p, x + p->x, y + p->y, color);
    }
}
