/* A picture from a file, as cells for draw_image. */
#ifndef UNROLL_DRAW_PICTURE_H
#define UNROLL_DRAW_PICTURE_H
#include "base/diag.h"
#include "draw/color.h"
#include <stddef.h>

/* Of a file: more is refused before anything is decoded. Cells: a larger picture is made smaller. */
enum { PICTURE_BYTES_MAX = 4 << 20, PICTURE_SIDE_MAX = 4096, PICTURE_CELLS_SIDE = 1024 };

typedef struct Picture {
    int cols, rows; /* of cells */
    Color *cell;    /* (rows, cols) owned; NULL: there is none */
} Picture;

/* Is it a PNG that picture_read would read? Looks at its head only. */
bool picture_check(const void *data, size_t size, Diag *diag);
bool picture_read(Picture *picture, const void *data, size_t size, Diag *diag); /* PNG; false, with the reason: there is none */
void picture_free(Picture *picture);

#endif
