/* All singular values to high relative accuracy, even those a hundred decades below the largest, as in a product of many step Jacobians.
   One-sided Jacobi on rows that each carry their own power of two. */
#ifndef UNROLL_ENGINE_ANALYSIS_SINGULAR_H
#define UNROLL_ENGINE_ANALYSIS_SINGULAR_H
#include <stdbool.h>

/* M (m, n): row i is row[i] * 2^exponent[i]. Turns the rows by rotations from the left until they are orthogonal to each
   other, longest first. Then their lengths are M's m singular values and their directions its right singular vectors;
   rows that are zero stay zero. square: 2m numbers of workspace, afterwards in the first m the squared lengths of
   row[i] without its exponent. What has shrunk to rounding of its own row becomes zero. False when it did not converge or M holds a number that is not finite. */
bool singular_turn_rows(double *row, int *exponent, double *square, int m, int n);

/* Of turned rows: the length of row i, 0 when it underflows. */
double singular_length(const double *square, const int *exponent, int i);

/* sigma (n), descending, of a square matrix (n, n) whose rows are `stride` apart; NaN when it did not converge.
   work: n*n + 2n doubles, exponent: n. */
bool singular_values(double *sigma, double *work, int *exponent, const double *matrix, int n, int stride);

#endif
