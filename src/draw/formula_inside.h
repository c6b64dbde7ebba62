/* Private to the files of formulas: pieces, reading of the text, and building a box of pieces. */
#ifndef UNROLL_DRAW_FORMULA_INSIDE_H
#define UNROLL_DRAW_FORMULA_INSIDE_H
#include "draw/draw_inside.h"
#include "draw/formula_symbols.h"
#include "draw/text.h"

enum { PIECES_MAX = 256, DEPTH_MAX = 16, CELLS_MAX = 64 };
static const double SCRIPT = 0.7, FRACTION = 0.75, AXIS = 0.25, RULE = 0.05, RULE_LEAST = 1, THIN = 3.0 / 18;
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
    bool limits;        /* its scripts stand above and below it in display style */
} Box;

/* An entry of a matrix or of aligned lines. */
typedef struct Cell {
    Box box;
    int from, to, row, column; /* its pieces; where it stands, from 0 */
} Cell;

typedef struct Formula {
    const TextApi *api; /* NULL: nothing is measured, the text is only checked */
    double scale;
    const char *start;
    Str rest;
    int depth, count, cells;
    bool display;     /* fractions are large, limits stand above and below */
    bool is_lettered; /* the weights' letters have their colours */
    bool is_behind;   /* the next list continues after other content: its first atom is spaced as if an atom stood before it */
    Diag *diag;
    bool failed;          /* the first mistake is in diag */
    Cell cell[CELLS_MAX]; /* a stack: those of the grids that are being read */
    Piece piece[PIECES_MAX];
} Formula;

static const Str NO_NAME = {"", 0};

/* Notes the first mistake, at this place of the text. */
bool formula_fail(Formula *f, const char *at, const char *what, Str name, const char *right);
char formula_peek(const Formula *f); /* the next byte; 0 at the end */
void formula_skip(Formula *f, int bytes);
void formula_skip_blanks(Formula *f);
Str formula_command_name(Str rest); /* letters after the backslash, or the one sign there */
int formula_find_color(Str name);   /* FormulaColor of the command that colours; -1: none */
/* The raw bytes of {...}, for \text. */
Str formula_read_raw(Formula *f, const char *of);
Str formula_read_bracket(Formula *f, const char *of); /* after \left or \right; "." is none */

void formula_move(Formula *f, int from, int to, double dx, double dy);
void formula_add_piece(Formula *f, Piece piece);
Box formula_add_run(Formula *f, TextFace face, double size, FormulaColor color, Str text, AtomKind kind);
Box formula_add_symbol(Formula *f, const FormulaSymbol *symbol, Str itself, double size, FormulaColor color);
/* Adds a bracket, scaled to reach as far from the axis as its content, at the end of the pieces. Returns its width. */
double formula_add_bracket(Formula *f, Str text, double size, FormulaColor color, double reach);
/* Letters and digits in bold; the text is raw. */
Box formula_add_bold(Formula *f, double size, FormulaColor color, Str text);
/* Puts the cells from `first` on into columns and rows around the axis and takes them off the stack. */
Box formula_place_cells(Formula *f, int first, double size, bool is_matrix, bool is_aligned);
void formula_draw_pieces(const Formula *f, DrawList *list, const FormulaStyle *style, double x, double y);

#endif
