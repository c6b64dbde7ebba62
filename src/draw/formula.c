/* Formulas: one pass of recursive descent over the TeX text that lays out as it reads.

   A list of atoms is read from left to right. What an atom draws is appended to one array of pieces at the origin and then moved to its
   place, so no tree is built: a box is a range of pieces with a width, an ascent and a descent. Lengths are design pixels, y grows
   downwards from the baseline. Proportions, in ems of the atom they belong to: scripts at 0.7 of the size, subscripts lowered by 0.2
   (0.26 under a superscript), superscripts raised by 0.38; fractions at 0.75 of the size around the axis 0.25 above the baseline. Spaces: formula_symbols.c.

   Simplified on purpose: no display style (limits of sums stand beside them, as in running text), no italic correction beyond a fixed
   nudge, brackets grow by scaling the glyph, radicals are drawn as lines. */
#include "draw/draw_inside.h"
#include "draw/formula_symbols.h"
#include "draw/text.h"
#include <math.h>
#include <string.h>

enum { PIECES_MAX = 256, DEPTH_MAX = 16 };
static const double SCRIPT = 0.7, FRACTION = 0.75, AXIS = 0.25, RULE = 0.05, THIN = 3.0 / 18;
static const double LINE_ASCENT = 0.70, LINE_DESCENT = 0.22; /* every formula is at least as tall as a line of letters */

typedef enum PieceKind { PIECE_RUN, PIECE_RULE, PIECE_ROOT } PieceKind;
typedef struct Piece {
    PieceKind kind;
    FormulaColor color;
    TextFace face;
    Str text;
    double x, y, size; /* pen; rule: middle of its left end; root: left end on the baseline. size: letters, or thickness */
    double w, up, down;
} Piece;

typedef struct Box {
    double width, ascent, descent;
    AtomKind kind;
    bool italic, slash; /* the last letter leans; a division sign, which wants no space */
} Box;

typedef struct Formula {
    const TextApi *api; /* NULL: nothing is measured, the text is only checked */
    double scale;
    const char *start;
    Str rest;
    int depth, count;
    Diag *diag;
    bool failed; /* the first mistake is in diag */
    Piece piece[PIECES_MAX];
} Formula;

static Box parse_list(Formula *f, double size, FormulaColor color, bool script, const char *opened);
static Box parse_atom(Formula *f, double size, FormulaColor color, bool script, bool single);

static bool fail(Formula *f, const char *at, const char *what, Str name, const char *right) {
    if (f->failed) return false;
    f->failed = true;
    return diag_fail_at(f->diag, "", 1, (int)(at - f->start) + 1, "%s%.*s%s", what, name.count, name.at, right);
}

static const Str NO_NAME = {"", 0};

static char peek(const Formula *f) { return f->rest.count > 0 ? f->rest.at[0] : '\0'; }

static void skip(Formula *f, int bytes) {
    f->rest.at += bytes;
    f->rest.count -= bytes;
}

static void skip_blanks(Formula *f) {
    while (peek(f) == ' ' || peek(f) == '\n' || peek(f) == '\t') skip(f, 1);
}

static void move_pieces(Formula *f, int from, int to, double dx, double dy) {
    for (int i = from; i < to; i++) {
        f->piece[i].x += dx;
        f->piece[i].y += dy;
    }
}

static void add_piece(Formula *f, Piece piece) {
    if (f->count < PIECES_MAX) f->piece[f->count++] = piece;
}

static Box add_run(Formula *f, TextFace face, double size, FormulaColor color, Str text, AtomKind kind) {
    Box box = {.kind = kind, .italic = face == FACE_MATH_ITALIC};
    TextMetrics metrics;
    if (text.count > 0 && f->api != NULL && f->api->measure(f->api->user, face, size * f->scale, text, &metrics)) {
        box.width = metrics.width / f->scale;
    }
    formula_extent(text, &box.ascent, &box.descent);
    box.ascent *= size;
    box.descent *= size;
    add_piece(f, (Piece){.kind = PIECE_RUN, .color = color, .face = face, .text = text, .size = size});
    return box;
}

static Box add_symbol(Formula *f, const FormulaSymbol *symbol, Str itself, double size, FormulaColor color) {
    double relative = symbol->size > 0 ? symbol->size : 1;
    Str text = symbol->text != NULL ? str_from(symbol->text) : itself;
    return add_run(f, symbol->italic ? FACE_MATH_ITALIC : FACE_MATH, size * relative, color, text, symbol->kind);
}

/* {...}, or else one atom, as the argument of a command or script. */
static Box parse_argument(Formula *f, double size, FormulaColor color, bool script, const char *of, const char *wants) {
    skip_blanks(f);
    const char *at = f->rest.at;
    if (peek(f) == '{') {
        skip(f, 1);
        return parse_list(f, size, color, script, at);
    }
    if (peek(f) == '\0' || peek(f) == '}') {
        fail(f, of, wants, NO_NAME, "");
        return (Box){.kind = ATOM_ORDINARY};
    }
    return parse_atom(f, size, color, script, true);
}

/* The raw bytes of {...}, for \text. */
static Str parse_raw(Formula *f, const char *of) {
    skip_blanks(f);
    if (peek(f) != '{') {
        fail(f, of, "This command wants its words in braces, as in \\text{words}.", NO_NAME, "");
        return NO_NAME;
    }
    const char *opened = f->rest.at;
    skip(f, 1);
    Str text = {f->rest.at, 0};
    int open = 1;
    while (f->rest.count > 0) {
        char c = peek(f);
        open += c == '{' ? 1 : c == '}' ? -1 : 0;
        skip(f, 1);
        if (open == 0) return text;
        text.count++;
    }
    fail(f, opened, "This { is never closed; add a } after what it holds.", NO_NAME, "");
    return text;
}

static Box parse_fraction(Formula *f, double size, FormulaColor color, bool script, const char *of) {
    const char *wants = "\\frac wants two groups, as in \\frac{a}{b}.";
    double small = size * FRACTION, gap = 0.13 * small, side = 0.09 * size;
    double rule = fmax(RULE * size, f->scale > 0 ? 1 / f->scale : 0);
    int above = f->count;
    Box top = parse_argument(f, small, color, script, of, wants);
    int below = f->count;
    Box bottom = parse_argument(f, small, color, script, of, wants);
    double width = fmax(top.width, bottom.width) + 2 * side, up = AXIS * size + rule / 2 + gap + top.descent;
    double bottom_ascent = fmax(bottom.ascent, 0.6 * small), down = -AXIS * size + rule / 2 + gap + bottom_ascent;
    move_pieces(f, above, below, side + (width - top.width) / 2, -up);
    move_pieces(f, below, f->count, side + (width - bottom.width) / 2, down);
    add_piece(f, (Piece){.kind = PIECE_RULE, .color = color, .x = side, .y = -AXIS * size, .w = width, .size = rule});
    return (Box){.width = width + 2 * side, .ascent = up + top.ascent, .descent = down + bottom.descent, .kind = ATOM_ORDINARY};
}

static Box parse_root(Formula *f, double size, FormulaColor color, bool script, const char *of) {
    double sign = 0.52 * size, gap = 0.12 * size, rule = fmax(RULE * size, f->scale > 0 ? 1 / f->scale : 0);
    int first = f->count;
    Box box = parse_argument(f, size, color, script, of, "\\sqrt wants a group, as in \\sqrt{a}.");
    double up = fmax(box.ascent, 0.5 * size) + gap + rule, down = fmax(box.descent, 0.05 * size);
    move_pieces(f, first, f->count, sign + gap / 2, 0);
    Piece root = {.kind = PIECE_ROOT, .color = color, .size = rule, .w = sign + box.width + gap, .up = up, .down = down};
    add_piece(f, root);
    return (Box){.width = root.w + 0.06 * size, .ascent = up + rule, .descent = down, .kind = ATOM_ORDINARY};
}

/* One accent above what follows. */
static Box parse_accent(Formula *f, double size, FormulaColor color, bool script, const char *of, const char *accent) {
    Box box = parse_argument(f, size, color, script, of, "This accent wants a letter, as in \\hat{y}.");
    int first = f->count;
    Box mark = add_run(f, FACE_MATH, size, color, str_from(accent), ATOM_ORDINARY);
    double raise = fmax(box.ascent - 0.46 * size, 0);
    move_pieces(f, first, f->count, (box.width - mark.width) / 2 + (box.italic ? 0.05 * size : 0), -raise);
    box.ascent = fmax(box.ascent + 0.22 * size, 0.68 * size);
    return box;
}

/* A bracket after \left or \right; "." is none. */
static Str parse_bracket(Formula *f, const char *of) {
    skip_blanks(f);
    Str bytes, rest = f->rest;
    if (peek(f) == '\\' && f->rest.count > 1) {
        Str name = {f->rest.at + 1, 1};
        const FormulaSymbol *symbol = formula_find_command(name);
        if (symbol != NULL && strchr("|{}", name.at[0]) != NULL) {
            skip(f, 2);
            return str_from(symbol->text);
        }
    } else if (text_next_slice(&rest, &bytes) != 0 && bytes.count == 1 && strchr("()[]|.", bytes.at[0]) != NULL) {
        skip(f, 1);
        return bytes.at[0] == '.' ? NO_NAME : bytes;
    }
    fail(f, of, "\\left and \\right want a bracket: one of ( ) [ ] | \\| \\{ \\} or . for none.", NO_NAME, "");
    return NO_NAME;
}

/* Scaled so that it reaches as far from the axis as what it embraces; added at the end of the pieces. */
static double add_bracket(Formula *f, Str text, double size, FormulaColor color, double reach) {
    const double half = 0.43; /* of a bracket's height, in ems */
    double grow = fmin(fmax(reach / (half * size), 1), 4);
    if (text.count == 0) return 0.06 * size;
    int first = f->count;
    Box box = add_run(f, FACE_MATH, size * grow, color, text, ATOM_OPEN);
    move_pieces(f, first, f->count, 0, AXIS * size * (grow - 1));
    return box.width;
}

static Box parse_embraced(Formula *f, double size, FormulaColor color, bool script, const char *of) {
    Str left = parse_bracket(f, of);
    int first = f->count;
    Box box = parse_list(f, size, color, script, of);
    int inner_end = f->count;
    Str right = parse_bracket(f, of);
    double reach = 0.95 * fmax(box.ascent - AXIS * size, box.descent + AXIS * size);
    double left_width = add_bracket(f, left, size, color, reach);
    move_pieces(f, first, inner_end, left_width, 0);
    int last = f->count;
    double right_width = add_bracket(f, right, size, color, reach);
    move_pieces(f, last, f->count, left_width + box.width, 0);
    box.width += left_width + right_width;
    box.ascent = fmax(box.ascent, AXIS * size + reach);
    box.descent = fmax(box.descent, reach - AXIS * size);
    box.italic = false;
    return box;
}

/* Letters after the backslash, or the one sign there. */
static Str command_name(Str rest) {
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

static int find_color(Str name) {
    for (int i = 1; i < FORMULA_COLORS; i++) {
        if (str_equal(name, color_names[i])) return i;
    }
    return -1;
}

typedef struct Space {
    const char *name;
    double ems;
} Space;
static const Space spaces[] = {{",", 3.0 / 18}, {":", 4.0 / 18}, {";", 5.0 / 18}, {" ", 0.25}, {"!", -3.0 / 18}, {"quad", 1}, {"qquad", 2}};

static Box parse_command(Formula *f, double size, FormulaColor color, bool script) {
    const char *of = f->rest.at;
    Str name = command_name(f->rest);
    skip(f, 1 + name.count);
    bool is_word = name.count > 0 && ((name.at[0] | 32) >= 'a' && (name.at[0] | 32) <= 'z');
    if (is_word) skip_blanks(f); /* the blank that ends a command's name */
    int own_color = find_color(name);
    if (own_color >= 0) return parse_argument(f, size, (FormulaColor)own_color, script, of, "A colour wants a group, as in \\W{W}.");
    const FormulaSymbol *symbol = formula_find_command(name);
    if (symbol != NULL) return add_symbol(f, symbol, NO_NAME, size, color);
    if (str_equal(name, "frac")) return parse_fraction(f, size, color, script, of);
    if (str_equal(name, "sqrt")) return parse_root(f, size, color, script, of);
    if (str_equal(name, "left")) return parse_embraced(f, size, color, script, of);
    if (str_equal(name, "hat")) return parse_accent(f, size, color, script, of, "ˆ");
    if (str_equal(name, "tilde")) return parse_accent(f, size, color, script, of, "˜");
    if (str_equal(name, "bar")) return parse_accent(f, size, color, script, of, "¯");
    if (str_equal(name, "text") || str_equal(name, "mathrm")) return add_run(f, FACE_MATH, size, color, parse_raw(f, of), ATOM_ORDINARY);
    if (str_equal(name, "operatorname")) return add_run(f, FACE_MATH, size, color, parse_raw(f, of), ATOM_FUNCTION);
    for (int i = 0; i < (int)(sizeof spaces / sizeof spaces[0]); i++) {
        if (str_equal(name, spaces[i].name)) return (Box){.width = spaces[i].ems * size, .kind = ATOM_NONE};
    }
    if (str_equal(name, "right"))
        fail(f, of, "This \\right has no \\left before it.", NO_NAME, "");
    else
        fail(f, of, "Unknown command \\", name, " in a formula; write \\text{words} for words.");
    return add_run(f, FACE_MATH, size, color, (Str){of, 1 + name.count}, ATOM_ORDINARY);
}

/* One nucleus without its scripts. `single`: a number is only its first digit, as TeX reads x_10. */
static Box parse_atom(Formula *f, double size, FormulaColor color, bool script, bool single) {
    char c = peek(f);
    const char *at = f->rest.at;
    if (++f->depth > DEPTH_MAX) {
        fail(f, at, "This formula is nested more than 16 deep.", NO_NAME, "");
        f->rest.count = 0;
        f->depth--;
        return (Box){.kind = ATOM_NONE};
    }
    Box box;
    if (c == '{') {
        skip(f, 1);
        box = parse_list(f, size, color, script, at);
        box.kind = ATOM_ORDINARY;
    } else if (c == '\\') {
        box = parse_command(f, size, color, script);
    } else if (c >= '0' && c <= '9') {
        Str digits = {at, 0};
        while ((peek(f) >= '0' && peek(f) <= '9') || (peek(f) == '.' && digits.count > 0)) {
            skip(f, 1);
            digits.count++;
            if (single) break;
        }
        box = add_run(f, FACE_MATH, size, color, digits, ATOM_ORDINARY);
    } else {
        Str bytes;
        FormulaSymbol symbol = formula_get_character(text_next_slice(&f->rest, &bytes));
        box = add_symbol(f, &symbol, bytes, size, color);
        box.slash = c == '/';
    }
    f->depth--;
    return box;
}

static double superscript_rise(const Box *base, double size) { return fmax(0.38 * size, base->ascent - 0.30 * size); }

/* One script: its box, and its pieces. */
typedef struct Script {
    Box box;
    int from, to;
    bool is_there;
} Script;

/* The character of the prime is small and raised already; lowered here by what superscripts will be raised. */
static Box add_prime(Formula *f, double size, FormulaColor color, const Box *base) {
    int first = f->count;
    Box prime = add_run(f, FACE_MATH, size, color, str_from("′"), ATOM_ORDINARY);
    move_pieces(f, first, f->count, 0, superscript_rise(base, size));
    prime.ascent = 0.35 * size;
    return prime;
}

/* The scripts behind a nucleus; both on one base stand one above the other. */
static void parse_scripts(Formula *f, Box *base, double size, FormulaColor color) {
    Script low = {0}, high = {0};
    for (char c = peek(f); c == '_' || c == '^' || c == '\''; c = peek(f)) {
        const char *at = f->rest.at;
        Script *script = c == '_' ? &low : &high;
        if (script->is_there) fail(f, at, "A second ", (Str){at, 1}, " on one letter; group what belongs together with {}.");
        *script = (Script){.from = f->count, .is_there = true};
        skip(f, 1);
        if (c == '\'')
            script->box = add_prime(f, size, color, base);
        else
            script->box =
                parse_argument(f, size * SCRIPT, color, true, at, "A script wants something to stand there, as in h_t or h_{t-1}.");
        script->to = f->count;
    }
    if (!low.is_there && !high.is_there) return;
    double drop = fmax((high.is_there ? 0.26 : 0.20) * size, base->descent - 0.05 * size);
    double rise = superscript_rise(base, size), lean = base->italic ? 0.06 * size : 0;
    move_pieces(f, low.from, low.to, base->width, drop);
    move_pieces(f, high.from, high.to, base->width + lean, -rise);
    if (low.is_there) base->descent = fmax(base->descent, drop + low.box.descent);
    if (high.is_there) base->ascent = fmax(base->ascent, rise + high.box.ascent);
    base->width += fmax(low.box.width, high.is_there ? high.box.width + lean : 0) + 0.04 * size;
    base->italic = false;
}

/* Atoms until the } that `opened` waits for (or \right, or the end), on one baseline. */
static Box parse_list(Formula *f, double size, FormulaColor color, bool script, const char *opened) {
    Box list = {.kind = ATOM_ORDINARY};
    FormulaColor colors[DEPTH_MAX];
    const char *color_at[DEPTH_MAX];
    int colored = 0;
    AtomKind before = ATOM_NONE;
    bool blank = false, after_slash = false, in_left = opened != NULL && *opened == '\\';
    colors[0] = color;
    if (++f->depth > DEPTH_MAX) {
        fail(f, f->rest.at, "This formula is nested more than 16 deep.", NO_NAME, "");
        f->rest.count = 0;
        f->depth--;
        return list;
    }
    for (;;) {
        char c = peek(f);
        const char *at = f->rest.at;
        if (c == ' ' || c == '\n' || c == '\t' || c == '~') {
            skip(f, 1);
            blank = true;
            continue;
        }
        if (f->rest.count == 0) {
            const char *open = colored > 0 ? color_at[colored] : opened;
            if (open != NULL && *open == '\\' && colored == 0)
                fail(f, open, "This \\left is never closed; add a \\right.", NO_NAME, "");
            else if (open != NULL)
                fail(f, open, "This { is never closed; add a } after what it holds.", NO_NAME, "");
            break;
        }
        if (c == '}') {
            if (colored > 0) {
                skip(f, 1);
                colored--;
                continue;
            }
            if (opened != NULL && !in_left) {
                skip(f, 1);
                break;
            }
            fail(f, at, "This } closes nothing.", NO_NAME, "");
            skip(f, 1);
            continue;
        }
        Str name = c == '\\' ? command_name(f->rest) : NO_NAME;
        if (in_left && colored == 0 && str_equal(name, "right")) {
            skip(f, 6);
            break;
        }
        int group = c == '\\' ? find_color(name) : -1;
        if (group >= 0 && f->rest.count > name.count + 1 && f->rest.at[name.count + 1] == '{' && colored + 1 < DEPTH_MAX) {
            skip(f, 2 + name.count); /* its atoms belong to this list, so the spaces around them are right */
            colored++;
            colors[colored] = (FormulaColor)group;
            color_at[colored] = f->rest.at - 1;
            continue;
        }
        int first = f->count;
        Box atom = {.kind = ATOM_ORDINARY};
        if (c != '_' && c != '^' && c != '\'') atom = parse_atom(f, size, colors[colored], script, false);
        bool is_space = atom.kind == ATOM_NONE;
        while (colored > 0 && peek(f) == '}' && f->rest.count > 1 && strchr("_^'", f->rest.at[1]) != NULL) { /* \W{W}^\top */
            skip(f, 1);
            colored--;
        }
        if (!is_space) parse_scripts(f, &atom, size, colors[colored]);
        bool unary = before == ATOM_NONE || before == ATOM_BINARY || before == ATOM_RELATION || before == ATOM_OPEN ||
                     before == ATOM_COMMA || before == ATOM_FUNCTION;
        if (atom.kind == ATOM_BINARY && unary) atom.kind = ATOM_ORDINARY;
        double space = is_space ? 0 : formula_space(before, atom.kind, script) * size;
        bool loose = (before == ATOM_ORDINARY || before == ATOM_CLOSE) && atom.kind == ATOM_ORDINARY;
        if (blank && loose && !script && !atom.slash && !after_slash && space <= 0) space = THIN * size;
        move_pieces(f, first, f->count, list.width + space, 0);
        list.width += space + atom.width;
        list.ascent = fmax(list.ascent, atom.ascent);
        list.descent = fmax(list.descent, atom.descent);
        list.italic = atom.italic;
        if (!is_space) before = atom.kind;
        after_slash = atom.slash;
        blank = false;
    }
    f->depth--;
    return list;
}

static FormulaBox lay_out(Formula *f, const TextApi *api, double scale, double size, const char *tex, Diag *diag) {
    f->api = api;
    f->scale = scale;
    f->rest = str_from(tex);
    f->start = f->rest.at;
    f->depth = f->count = 0;
    f->failed = false;
    f->diag = diag;
    if (f->rest.at == NULL) return (FormulaBox){0};
    Box box = parse_list(f, size, FORMULA_TEXT, false, NULL);
    return (FormulaBox){box.width, fmax(box.ascent, LINE_ASCENT * size), fmax(box.descent, LINE_DESCENT * size)};
}

FormulaBox formula_measure(const TextApi *api, double scale, const FormulaStyle *style, const char *tex) {
    Formula f;
    return lay_out(&f, api, scale, style->size, tex, NULL);
}

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

FormulaBox formula_draw(DrawList *list, const TextApi *api, double scale, const FormulaStyle *style, double x, double y, TextAlign align,
                        const char *tex) {
    Formula f;
    FormulaBox box = lay_out(&f, api, scale, style->size, tex, NULL);
    x -= align == ALIGN_CENTER ? box.width / 2 : align == ALIGN_RIGHT ? box.width : 0;
    for (int i = 0; i < f.count; i++) {
        const Piece *p = &f.piece[i];
        Color color = style->color[p->color];
        if (p->kind == PIECE_RUN)
            draw_text_str(list, p->face, p->size, x + p->x, y + p->y, ALIGN_LEFT, color, p->text);
        else if (p->kind == PIECE_RULE)
            draw_line(list, x + p->x, y + p->y, x + p->x + p->w, y + p->y, p->size, color);
        else
            draw_root(list, p, x + p->x, y + p->y, color);
    }
    return box;
}

bool formula_check(const char *tex, Diag *diag) {
    Formula f;
    lay_out(&f, NULL, 1, 16, tex, diag);
    return !f.failed;
}
