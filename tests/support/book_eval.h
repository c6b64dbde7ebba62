/* Computes a flat spreadsheet as an office program would: reads its cells and evaluates the formulas that our exports use. Nothing of it
   is shared with what writes the formulas. */
#ifndef UNROLL_TESTS_SUPPORT_BOOK_EVAL_H
#define UNROLL_TESTS_SUPPORT_BOOK_EVAL_H
#include "base/str.h"

typedef struct BookEval BookEval;

BookEval *book_eval_new(Str xml); /* fails the test when it is no spreadsheet of the expected form */
void book_eval_free(BookEval *book);
/* The number of a cell, row and column from 0; an empty cell is 0. Fails the test for what cannot be computed. */
double book_eval_number(BookEval *book, const char *sheet, int row, int column);
/* The row of the first cell in column 0 that has this text, from `row` on; -1 when there is none. */
int book_eval_find(const BookEval *book, const char *sheet, const char *text, int row);

#endif
