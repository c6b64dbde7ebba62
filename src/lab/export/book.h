/* A spreadsheet document in the OpenDocument format (ISO 26300), written from its first cell to its last: as one flat XML file (.fods) or
   as the packed one (.ods). Formulas are OpenFormula; they carry no computed values, so the program that opens the file computes them. */
#ifndef UNROLL_LAB_EXPORT_BOOK_H
#define UNROLL_LAB_EXPORT_BOOK_H
#include "base/bytes.h"

typedef enum BookStyle { BOOK_PLAIN, BOOK_HEAD, BOOK_GIVEN, BOOK_NOTE, BOOK_STYLE_COUNT } BookStyle; /* GIVEN: a plain number */

typedef struct Book {
    Bytes *out;    /* borrowed */
    Bytes content; /* for the packed form, while it is written */
    bool is_flat, has_sheet, has_row;
} Book;

void book_begin(Book *book, Bytes *out, bool is_flat);
void book_end(Book *book);

void book_sheet(Book *book, const char *name, int columns); /* letters, digits and _ */
void book_row(Book *book);                                  /* each cell goes to the right of the previous one */
void book_blank(Book *book, int count);
void book_text(Book *book, BookStyle style, const char *text);
void book_number(Book *book, double value);
void book_formula(Book *book, const char *formula); /* "SUM([.B2:.B9])" */

/* "$B$5" or "B5" of a cell, row and column from 0. Returns its length. */
int book_name_cell(char *out, int size, int row, int column, bool is_fixed);
/* A reference as in a formula, "[$Weights.$B$5:.$G$5]" or "[.B5]"; sheet NULL: the formula's own sheet. */
int book_refer(char *out, int size, const char *sheet, int row, int column);
int book_refer_range(char *out, int size, const char *sheet, int row, int column, int rows, int columns);

#endif
