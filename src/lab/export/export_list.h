/* The numbers of the stage by the names of `unroll verify`: h.l0.d0, grad.weight_ih_l0, ... */
#ifndef UNROLL_LAB_EXPORT_EXPORT_LIST_H
#define UNROLL_LAB_EXPORT_EXPORT_LIST_H
#include "lab/export/export.h"

enum { EXPORT_NAME_SIZE = 48, EXPORT_LIST_MAX = 512 };

/* What its rows are, which gives its shape in numpy: a weight (rows, cols); a bias (cols); one number (); T or K steps of a batch of one
   (rows, 1, cols), as PyTorch has them with batch_first=False. */
typedef enum ExportShape { EXPORT_MATRIX, EXPORT_VECTOR, EXPORT_STEPS, EXPORT_SERIES, EXPORT_SCALAR } ExportShape;

typedef struct ExportItem {
    char name[EXPORT_NAME_SIZE];
    ExportShape shape;
    const double *at; /* row r begins at at + r * stride */
    int rows, cols, stride;
    bool is_extra; /* the format of `unroll verify` does not know it */
} ExportItem;

typedef struct ExportList {
    int count;
    ExportItem item[EXPORT_LIST_MAX];
    double loss_t[NET_STEP_MAX]; /* (K) the steps that have a loss, from 0 */
} ExportList;

/* First the given numbers (weights, initial states, x, target, loss_t), then the computed ones. */
void export_list_fill(ExportList *list, const ExportSource *source);

#endif
