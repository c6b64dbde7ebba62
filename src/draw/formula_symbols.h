/* The letters and commands of a formula: their character, their face, and their kind, which decides the space around them. */
#ifndef UNROLL_DRAW_FORMULA_SYMBOLS_H
#define UNROLL_DRAW_FORMULA_SYMBOLS_H
#include "base/world.h"

/* TeX's kinds of atoms (The TeXbook, chapter 18). ATOM_NONE: no atom. */
typedef enum AtomKind { ATOM_NONE, ATOM_ORDINARY, ATOM_FUNCTION, ATOM_BINARY, ATOM_RELATION, ATOM_OPEN, ATOM_CLOSE, ATOM_COMMA } AtomKind;

typedef struct FormulaSymbol {
    const char *name; /* of the command, without its backslash */
    const char *text; /* what is drawn */
    AtomKind kind;
    bool italic;
    double size; /* relative to the letters around; 0: 1 */
} FormulaSymbol;

const FormulaSymbol *formula_find_command(Str name);              /* NULL: unknown */
FormulaSymbol formula_get_character(uint32_t code);               /* text NULL: draw the character itself */
double formula_space(AtomKind left, AtomKind right, bool script); /* ems between two atoms */
void formula_extent(Str text, double *ascent, double *descent);   /* ems above and below the baseline, by the letters' shapes */

#endif
