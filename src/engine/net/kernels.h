/* The loops that need most of the time: matrix products over rows, written so that a compiler vectorises them. Every sum runs in one fixed
   order whatever the number of rows, so a sequence gives the same bits alone and inside a batch. */
#ifndef UNROLL_ENGINE_NET_KERNELS_H
#define UNROLL_ENGINE_NET_KERNELS_H
#include <stdbool.h>
#include <stddef.h>

/* Y (rows, cols) += X (rows, inner) M (inner, cols). ldy, ldx, ldm: doubles from one row to the next. Y overlaps nothing. */
void kernel_add_product(double *Y, int ldy, const double *X, int ldx, const double *M, int ldm, int rows, int inner, int cols);

/* G (p, q) += A' X with A (rows, p), X (rows, q): the sum of `rows` outer products. G overlaps nothing. */
void kernel_add_outer(double *G, int ldg, const double *A, int lda, const double *X, int ldx, int rows, int p, int q);

void kernel_add_column_sums(double *out, const double *A, int lda, int rows, int cols);
void kernel_transpose(double *out, const double *in, int rows, int cols); /* out (cols, rows) */
void kernel_copy_rows(double *out, const double *row, int rows, int cols);

/* Euclidean norm that neither overflows nor underflows on the way; NaN or infinity come through. */
double kernel_norm(const double *x, size_t count);
bool kernel_is_finite(const double *x, size_t count);

#endif
