/* Formulas: one pass of recursive descent over the TeX text that lays out as it reads.

   A list of atoms is read from left to right. What an atom draws is appended to one array of pieces at the origin and then moved to its
   place, so no tree is built: a box is a range of pieces with a width, an ascent and a descent. Lengths are design pixels, y grows
   downwards from the baseline. Proportions, in ems of the atom they belong to: scripts at 0.7 of the size, subscripts lowered by 0.2
   (0.26 under a superscript), superscripts raised by 0.38; fractions at 0.75 of the size around the axis 0.25 above the baseline. Spaces: formula_symbols.c.

   A formula on a line of its own has display style: fractions at 0.9, limits of sums, products, max, min and lim at 0.7 above and below.

   Simplified on purpose: no italic correction beyond a fixed nudge, brackets grow by scaling the glyph, radicals are drawn as lines. */
#include "draw/formula_inside.h"
#include <math.h>
#include <string.h>

static Box parse_list(Formula *f, double size, FormulaColor color, bool script, const char *opened);
static Box parse_atom(Formula *f, double size, FormulaColor color, bool script, bool single);

/* {...}, or else one atom, as the argument of a command or script. */
static Box parse_argument(Formula *f, double size, FormulaColor color, bool script, const char *of, const char *wants) {
    formula_skip_blanks(f);
    const char *at = f->rest.at;
    if (formula_peek(f) == '{') {
        formula_skip(f, 1);
        return parse_list(f, size, color, script, at);
    }
    if (formula_peek(f) == '\0' || formula_peek(f) == '}') {
        formula_fail(f, of, wants, NO_NAME, "");
        return (Box){.kind = ATOM_ORDINARY};
    }
    return parse_atom(f, size, color, script, true);
}

/* The thickness of a fraction's bar and of a root's: visible from the last row, and at least a pixel. */
static double rule_width(const Formula *f, double size) { return fmax(fmax(RULE * size, RULE_LEAST), f->scale > 0 ? 1 / f->scale : 0); }

static Box parse_fraction(Formula *f, double size, FormulaColor color, bool script, const char *of) {
    const char *wants = "\\frac wants two groups, as in \\frac{a}{b}.";
    bool display = f->display;
    double small = size * (display ? 0.9 : FRACTION), gap = 0.13 * small, side = 0.09 * size;
    double rule = rule_width(f, size);
    int above = f->count;
    f->display = false;
    Box top = parse_argument(f, small, color, script, of, wants);
    int below = f->count;
    Box bottom = parse_argument(f, small, color, script, of, wants);
    f->display = display;
    double width = fmax(top.width, bottom.width) + 2 * side, up = AXIS * size + rule / 2 + gap + top.descent;
    double bottom_ascent = fmax(bottom.ascent, 0.6 * small), down = -AXIS * size + rule / 2 + gap + bottom_ascent;
    formula_move(f, above, below, side + (width - top.width) / 2, -up);
    formula_move(f, below, f->count, side + (width - bottom.width) / 2, down);
    formula_add_piece(f, (Piece){.kind = PIECE_RULE, .color = color, .x = side, .y = -AXIS * size, .w = width, .size = rule});
    return (Box){.width = width + 2 * side, .ascent = up + top.ascent, .descent = down + bottom.descent, .kind = ATOM_ORDINARY};
}

static Box parse_root(Formula *f, double size, FormulaColor color, bool script, const char *of) {
    double sign = 0.52 * size, gap = 0.12 * size, rule = rule_width(f, size);
    int first = f->count;
    Box box = parse_argument(f, size, color, script, of, "\\sqrt wants a group, as in \\sqrt{a}.");
    double up = fmax(box.ascent, 0.5 * size) + gap + rule, down = fmax(box.descent, 0.05 * size);
    formula_move(f, first, f->count, sign + gap / 2, 0);
    Piece root = {.kind = PIECE_ROOT, .color = color, .size = rule, .w = sign + box.width + gap, .up = up, .down = down};
    formula_add_piece(f, root);
    return (Box){.width = root.w + 0.06 * size, .ascent = up + rule, .descent = down, .kind = ATOM_ORDINARY};
}

/* One accent above what follows. */
static Box parse_accent(Formula *f, double size, FormulaColor color, bool script, const char *of, const char *accent) {
    Box box = parse_argument(f, size, color, script, of, "This accent wants a letter, as in \\hat{y}.");
    int first = f->count;
    Box mark = formula_add_run(f, FACE_MATH, size, color, str_from(accent), ATOM_ORDINARY);
    double raise = fmax(box.ascent - 0.46 * size, 0);
    formula_move(f, first, f->count, (box.width - mark.width) / 2 + (box.italic ? 0.05 * size : 0), -raise);
    box.ascent = fmax(box.ascent + 0.22 * size, 0.68 * size);
    return box;
}

static Box parse_embraced(Formula *f, double size, FormulaColor color, bool script, const char *of) {
    Str left = formula_read_bracket(f, of);
    int first = f->count;
    Box box = parse_list(f, size, color, script, of);
    int inner_end = f->count;
    Str right = formula_read_bracket(f, of);
    double reach = 0.95 * fmax(box.ascent - AXIS * size, box.descent + AXIS * size);
    double left_width = formula_add_bracket(f, left, size, color, reach);
    formula_move(f, first, inner_end, left_width, 0);
    int last = f->count;
    double right_width = formula_add_bracket(f, right, size, color, reach);
    formula_move(f, last, f->count, left_width + box.width, 0);
    box.width += left_width + right_width;
    box.ascent = fmax(box.ascent, AXIS * size + reach);
    box.descent = fmax(box.descent, reach - AXIS * size);
    box.italic = false;
    return box;
}

typedef struct Space {
    const char *name;
    double ems;
} Space;
static const Space spaces[] = {{",", 3.0 / 18}, {":", 4.0 / 18}, {";", 5.0 / 18}, {" ", 0.25}, {"!", -3.0 / 18}, {"quad", 1}, {"qquad", 2}};

/* In display style a sum or product is large; notes which symbols have limits. */
static Box add_operator(Formula *f, const FormulaSymbol *symbol, double size, FormulaColor color, bool script) {
    static const char *const limited[] = {"sum", "prod", "max", "min", "lim", "sup", "inf"};
    bool is_large = f->display && !script && symbol->size > 1;
    int first = f->count;
    Box box = formula_add_symbol(f, symbol, NO_NAME, is_large ? 1.25 * size : size, color);
    if (is_large) {
        const double sink = 0.09 * size; /* so that it is in the middle of the axis again */
        formula_move(f, first, f->count, 0, sink);
        box.ascent -= sink;
        box.descent += sink;
    }
    for (int i = 0; i < (int)(sizeof limited / sizeof limited[0]); i++)
        if (strcmp(symbol->name, limited[i]) == 0) box.limits = f->display && !script;
    return box;
}

typedef struct Grid {
    const char *name, *left, *right; /* brackets: "" for none */
    bool is_matrix, is_aligned;
} Grid;
static const Grid grid_table[] = {
    {"matrix", "", "", true, false},    {"pmatrix", "(", ")", true, false}, {"bmatrix", "[", "]", true, false},
    {"vmatrix", "|", "|", true, false}, {"Vmatrix", "‖", "‖", true, false}, {"aligned", "", "", false, true},
    {"align", "", "", false, true},     {"align*", "", "", false, true},    {"cases", "{", "", false, false}};

static const Grid *find_grid(Str name) {
    for (int i = 0; i < (int)(sizeof grid_table / sizeof grid_table[0]); i++)
        if (str_equal(name, grid_table[i].name)) return &grid_table[i];
    return NULL;
}

/* The cells between \begin{name} and \end{name}, which stands next; & begins the next column and \\ the next row. */
static void parse_cells(Formula *f, double size, FormulaColor color, const Grid *grid, const char *of) {
    for (int row = 0, column = 0; f->rest.count > 0;) {
        Cell cell = {.from = f->count, .row = row, .column = column};
        f->is_behind = grid->is_aligned && column % 2 == 1;
        cell.box = parse_list(f, size, color, false, of);
        cell.to = f->count;
        bool is_next = formula_peek(f) == '&';
        Str name = is_next ? NO_NAME : formula_command_name(f->rest);
        bool is_end = str_equal(name, "end"), is_empty = is_end && column == 0 && cell.from == cell.to;
        if (f->cells < CELLS_MAX && !is_empty)
            f->cell[f->cells++] = cell;
        else if (!is_empty)
            formula_fail(f, of, "This matrix has more entries than 64.", NO_NAME, "");
        if (is_end || f->rest.count == 0) return;
        formula_skip(f, is_next ? 1 : 2);
        row += !is_next;
        column = is_next ? column + 1 : 0;
    }
}

static Box parse_grid(Formula *f, double size, FormulaColor color, const char *of) {
    const char *at = f->rest.at;
    Str name = formula_read_raw(f, of);
    const Grid *grid = find_grid(name);
    if (grid == NULL) {
        formula_fail(f, at, "There is no \\begin{", name, "}; expected matrix, pmatrix, bmatrix, vmatrix, aligned or cases.");
        return (Box){.kind = ATOM_ORDINARY};
    }
    bool display = f->display;
    int first = f->count, first_cell = f->cells;
    f->display = display && grid->is_aligned;
    parse_cells(f, size, color, grid, of);
    f->display = display;
    int inner_end = f->count;
    if (f->rest.count > 0) {
        const char *end = f->rest.at;
        formula_skip(f, 4);
        Str closed = formula_read_raw(f, end);
        bool is_same = closed.count == name.count && (name.count == 0 || memcmp(closed.at, name.at, (size_t)name.count) == 0);
        if (!is_same) formula_fail(f, end, "This \\end does not close \\begin{", name, "}.");
    }
    Box box = formula_place_cells(f, first_cell, size, grid->is_matrix, grid->is_aligned);
    double reach = 0.95 * fmax(box.ascent - AXIS * size, box.descent + AXIS * size), left = 0;
    if (grid->left[0]) left = formula_add_bracket(f, str_from(grid->left), size, color, reach) + 0.08 * size;
    formula_move(f, first, inner_end, left, 0);
    box.width += left;
    if (grid->right[0]) {
        int last = f->count;
        double width = formula_add_bracket(f, str_from(grid->right), size, color, reach);
        formula_move(f, last, f->count, box.width + 0.08 * size, 0);
        box.width += width + 0.08 * size;
    }
    return box;
}

static Box parse_command(Formula *f, double size, FormulaColor color, bool script) {
    const char *of = f->rest.at;
    Str name = formula_command_name(f->rest);
    formula_skip(f, 1 + name.count);
    bool is_word = name.count > 0 && ((name.at[0] | 32) >= 'a' && (name.at[0] | 32) <= 'z');
    if (is_word) formula_skip_blanks(f); /* the blank that ends a command's name */
    int own_color = formula_find_color(name);
    if (own_color >= 0) return parse_argument(f, size, (FormulaColor)own_color, script, of, "A colour wants a group, as in \\W{W}.");
    const FormulaSymbol *symbol = formula_find_command(name);
    if (symbol != NULL) return add_operator(f, symbol, size, color, script);
    if (str_equal(name, "begin")) return parse_grid(f, size, color, of);
    if (str_equal(name, "frac") || str_equal(name, "tfrac") || str_equal(name, "dfrac")) return parse_fraction(f, size, color, script, of);
    if (str_equal(name, "sqrt")) return parse_root(f, size, color, script, of);
    if (str_equal(name, "left")) return parse_embraced(f, size, color, script, of);
    if (str_equal(name, "hat") || str_equal(name, "widehat")) return parse_accent(f, size, color, script, of, "ˆ");
    if (str_equal(name, "tilde") || str_equal(name, "widetilde")) return parse_accent(f, size, color, script, of, "˜");
    if (str_equal(name, "vec")) return parse_accent(f, size, color, script, of, "→");
    if (str_equal(name, "mathbf") || str_equal(name, "boldsymbol") || str_equal(name, "bm"))
        return formula_add_bold(f, size, color, formula_read_raw(f, of));
    if (str_equal(name, "bar") || str_equal(name, "overline")) return parse_accent(f, size, color, script, of, "¯");
    if (str_equal(name, "text") || str_equal(name, "mathrm"))
        return formula_add_run(f, FACE_MATH, size, color, formula_read_raw(f, of), ATOM_ORDINARY);
    if (str_equal(name, "operatorname")) return formula_add_run(f, FACE_MATH, size, color, formula_read_raw(f, of), ATOM_FUNCTION);
    for (int i = 0; i < (int)(sizeof spaces / sizeof spaces[0]); i++) {
        if (str_equal(name, spaces[i].name)) return (Box){.width = spaces[i].ems * size, .kind = ATOM_NONE};
    }
    if (str_equal(name, "end"))
        formula_fail(f, of, "This \\end has no \\begin before it.", NO_NAME, "");
    else if (str_equal(name, "\\"))
        formula_fail(f, of, "A new line stands only between \\begin{aligned} and \\end{aligned}, or in a matrix.", NO_NAME, "");
    else if (str_equal(name, "right"))
        formula_fail(f, of, "This \\right has no \\left before it.", NO_NAME, "");
    else
        formula_fail(f, of, "Unknown command \\", name, " in a formula; write \\text{words} for words.");
    return formula_add_run(f, FACE_MATH, size, color, (Str){of, 1 + name.count}, ATOM_ORDINARY);
}

/* One nucleus without its scripts. `single`: a number is only its first digit, as TeX reads x_10. */
static Box parse_atom(Formula *f, double size, FormulaColor color, bool script, bool single) {
    char c = formula_peek(f);
    const char *at = f->rest.at;
    if (++f->depth > DEPTH_MAX) {
        formula_fail(f, at, "This formula is nested more than 16 deep.", NO_NAME, "");
        f->rest.count = 0;
        f->depth--;
        return (Box){.kind = ATOM_NONE};
    }
    Box box;
    if (c == '{') {
        formula_skip(f, 1);
        box = parse_list(f, size, color, script, at);
        box.kind = ATOM_ORDINARY;
    } else if (c == '\\') {
        box = parse_command(f, size, color, script);
    } else if (c >= '0' && c <= '9') {
        Str digits = {at, 0};
        while ((formula_peek(f) >= '0' && formula_peek(f) <= '9') || (formula_peek(f) == '.' && digits.count > 0)) {
            formula_skip(f, 1);
            digits.count++;
            if (single) break;
        }
        box = formula_add_run(f, FACE_MATH, size, color, digits, ATOM_ORDINARY);
    } else {
        Str bytes;
        FormulaSymbol symbol = formula_get_character(text_next_slice(&f->rest, &bytes));
        box = formula_add_symbol(f, &symbol, bytes, size, color);
        box.slash = c == '/';
        if (f->is_lettered && color == FORMULA_TEXT && (c == 'U' || c == 'W' || c == 'V'))
            f->piece[f->count - 1].color = c == 'U' ? FORMULA_U : c == 'W' ? FORMULA_W : FORMULA_V;
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
    Box prime = formula_add_run(f, FACE_MATH, size, color, str_from("′"), ATOM_ORDINARY);
    formula_move(f, first, f->count, 0, superscript_rise(base, size));
    prime.ascent = 0.35 * size;
    return prime;
}

/* Below and above, in the middle. The nucleus is the pieces just before the first of them. */
static void place_limits(Formula *f, Box *base, const Script *low, const Script *high, double size) {
    int first = low->is_there && (!high->is_there || low->from < high->from) ? low->from : high->from;
    double width = fmax(base->width, fmax(low->box.width, high->box.width)), gap = 0.12 * size;
    formula_move(f, first - 1, first, (width - base->width) / 2, 0);
    if (low->is_there) {
        double ascent = fmax(low->box.ascent, 0.3 * size);
        formula_move(f, low->from, low->to, (width - low->box.width) / 2, base->descent + gap + ascent);
        base->descent += gap + ascent + low->box.descent;
    }
    if (high->is_there) {
        formula_move(f, high->from, high->to, (width - high->box.width) / 2, -base->ascent - gap - high->box.descent);
        base->ascent += gap + high->box.descent + high->box.ascent;
    }
    base->width = width;
    base->limits = base->italic = false;
}

static void place_scripts(Formula *f, Box *base, const Script *low, const Script *high, double size) {
    if (!low->is_there && !high->is_there) return;
    if (base->limits) {
        place_limits(f, base, low, high, size);
        return;
    }
    double drop = fmax((high->is_there ? 0.26 : 0.20) * size, base->descent - 0.05 * size);
    double rise = superscript_rise(base, size), lean = base->italic ? 0.06 * size : 0;
    formula_move(f, low->from, low->to, base->width, drop);
    formula_move(f, high->from, high->to, base->width + lean, -rise);
    if (low->is_there) base->descent = fmax(base->descent, drop + low->box.descent);
    if (high->is_there) base->ascent = fmax(base->ascent, rise + high->box.ascent);
    base->width += fmax(low->box.width, high->is_there ? high->box.width + lean : 0) + 0.04 * size;
    base->italic = false;
}

/* The scripts behind a nucleus; both on one base stand one above the other. A third script stands after them. */
static void parse_scripts(Formula *f, Box *base, double size, FormulaColor color) {
    Script low = {0}, high = {0};
    for (char c = formula_peek(f); c == '_' || c == '^' || c == '\''; c = formula_peek(f)) {
        const char *at = f->rest.at;
        Script *script = c == '_' ? &low : &high;
        if (script->is_there) {
            formula_fail(f, at, "A second ", (Str){at, 1}, " on one letter; group what belongs together with {}.");
            place_scripts(f, base, &low, &high, size);
            low = high = (Script){0};
        }
        *script = (Script){.from = f->count, .is_there = true};
        formula_skip(f, 1);
        if (c == '\'')
            script->box = add_prime(f, size, color, base);
        else
            script->box =
                parse_argument(f, size * SCRIPT, color, true, at, "A script wants something to stand there, as in h_t or h_{t-1}.");
        script->to = f->count;
    }
    place_scripts(f, base, &low, &high, size);
}

/* Atoms on one baseline, until the } that closes `opened` (or \right, or the end). */
static Box parse_list(Formula *f, double size, FormulaColor color, bool script, const char *opened) {
    Box list = {.kind = ATOM_ORDINARY};
    FormulaColor colors[DEPTH_MAX];
    const char *color_at[DEPTH_MAX];
    int colored = 0;
    bool has_word = opened != NULL && f->rest.at + f->rest.count - opened >= 6; /* the text has no zero behind it */
    bool in_grid = has_word && memcmp(opened, "\\begin", 6) == 0, in_left = opened != NULL && *opened == '\\' && !in_grid;
    AtomKind before = f->is_behind ? ATOM_ORDINARY : ATOM_NONE;
    bool blank = false, after_slash = false;
    f->is_behind = false;
    colors[0] = color;
    if (++f->depth > DEPTH_MAX) {
        formula_fail(f, f->rest.at, "This formula is nested more than 16 deep.", NO_NAME, "");
        f->rest.count = 0;
        f->depth--;
        return list;
    }
    for (;;) {
        char c = formula_peek(f);
        const char *at = f->rest.at;
        if (c == ' ' || c == '\n' || c == '\t' || c == '~') {
            formula_skip(f, 1);
            blank = true;
            continue;
        }
        if (f->rest.count == 0) {
            const char *open = colored > 0 ? color_at[colored] : opened;
            if (in_grid && colored == 0)
                formula_fail(f, open, "This \\begin is never closed; add its \\end.", NO_NAME, "");
            else if (open != NULL && *open == '\\' && colored == 0)
                formula_fail(f, open, "This \\left is never closed; add a \\right.", NO_NAME, "");
            else if (open != NULL)
                formula_fail(f, open, "This { is never closed; add a } after what it holds.", NO_NAME, "");
            break;
        }
        if (c == '}') {
            if (colored > 0) {
                formula_skip(f, 1);
                colored--;
                continue;
            }
            if (opened != NULL && !in_left && !in_grid) {
                formula_skip(f, 1);
                break;
            }
            formula_fail(f, at, "This } closes nothing.", NO_NAME, "");
            formula_skip(f, 1);
            continue;
        }
        Str name = c == '\\' ? formula_command_name(f->rest) : NO_NAME;
        if (in_grid && colored == 0 && (c == '&' || str_equal(name, "\\") || str_equal(name, "end"))) break;
        if (c == '&') {
            formula_fail(f, at, "An & stands only between \\begin{aligned} and \\end{aligned}, or in a matrix; write \\& for the sign.",
                         NO_NAME, "");
            formula_skip(f, 1);
            continue;
        }
        if (in_left && colored == 0 && str_equal(name, "right")) {
            formula_skip(f, 6);
            break;
        }
        int group = c == '\\' ? formula_find_color(name) : -1;
        if (group >= 0 && f->rest.count > name.count + 1 && f->rest.at[name.count + 1] == '{' && colored + 1 < DEPTH_MAX) {
            formula_skip(f, 2 + name.count); /* its atoms belong to this list, so the spaces around them are right */
            colored++;
            colors[colored] = (FormulaColor)group;
            color_at[colored] = f->rest.at - 1;
            continue;
        }
        int first = f->count;
        Box atom = {.kind = ATOM_ORDINARY};
        if (c != '_' && c != '^' && c != '\'') atom = parse_atom(f, size, colors[colored], script, false);
        bool is_space = atom.kind == ATOM_NONE;
        while (colored > 0 && formula_peek(f) == '}' && f->rest.count > 1 && strchr("_^'", f->rest.at[1]) != NULL) { /* \W{W}^\top */
            formula_skip(f, 1);
            colored--;
        }
        if (!is_space) parse_scripts(f, &atom, size, colors[colored]);
        bool unary = before == ATOM_NONE || before == ATOM_BINARY || before == ATOM_RELATION || before == ATOM_OPEN ||
                     before == ATOM_COMMA || before == ATOM_FUNCTION;
        if (atom.kind == ATOM_BINARY && unary) atom.kind = ATOM_ORDINARY;
        double space = is_space ? 0 : formula_space(before, atom.kind, script) * size;
        bool loose = (before == ATOM_ORDINARY || before == ATOM_CLOSE) && atom.kind == ATOM_ORDINARY;
        if (blank && loose && !script && !atom.slash && !after_slash && space <= 0) space = THIN * size;
        formula_move(f, first, f->count, list.width + space, 0);
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

static FormulaBox lay_out(Formula *f, const TextApi *api, double scale, const FormulaStyle *style, Str tex, Diag *diag) {
    double size = style->size;
    f->api = api;
    f->scale = scale;
    f->rest = tex;
    f->start = f->rest.at;
    f->depth = f->count = f->cells = 0;
    f->failed = f->is_behind = false;
    f->display = style->is_display;
    f->is_lettered = style->is_lettered;
    f->diag = diag;
    if (f->rest.at == NULL) return (FormulaBox){0};
    Box box = parse_list(f, size, FORMULA_TEXT, false, NULL);
    return (FormulaBox){box.width, fmax(box.ascent, LINE_ASCENT * size), fmax(box.descent, LINE_DESCENT * size)};
}

FormulaBox formula_measure_str(const TextApi *api, double scale, const FormulaStyle *style, Str tex) {
    Formula f;
    return lay_out(&f, api, scale, style, tex, NULL);
}

FormulaBox formula_measure(const TextApi *api, double scale, const FormulaStyle *style, const char *tex) {
    return formula_measure_str(api, scale, style, str_from(tex));
}

FormulaBox formula_draw_str(DrawList *list, const TextApi *api, double scale, const FormulaStyle *style, double x, double y,
                            TextAlign align, Str tex) {
    Formula f;
    FormulaBox box = lay_out(&f, api, scale, style, tex, NULL);
    x -= align == ALIGN_CENTER ? box.width / 2 : align == ALIGN_RIGHT ? box.width : 0;
    formula_draw_pieces(&f, list, style, x, y);
    return box;
}

FormulaBox formula_draw(DrawList *list, const TextApi *api, double scale, const FormulaStyle *style, double x, double y, TextAlign align,
                        const char *tex) {
    return formula_draw_str(list, api, scale, style, x, y, align, str_from(tex));
}

bool formula_check_str(Str tex, Diag *diag) {
    Formula f;
    const FormulaStyle style = {.size = 16};
    lay_out(&f, NULL, 1, &style, tex, diag);
    return !f.failed;
}

bool formula_check(const char *tex, Diag *diag) { return formula_check_str(str_from(tex), diag); }
