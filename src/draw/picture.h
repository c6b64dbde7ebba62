/* A picture from a file, as cells for draw_image. */
#ifndef UNROLL_DRAW_PICTURE_H
#define UNROLL_DRAW_PICTURE_H
#include "base/diag.h"
#include "draw/color.h"
#include <stddef.h>

/* Bounds: a larger file is refused before anything is decoded; a picture with more cells is made smaller. */
enum { PICTURE_BYTES_MAX = 4 << 20, PICTURE_SIDE_MAX = 4096, PICTURE_CELLS_SIDE = 1024 };

typedef struct Picture {
    int cols, rows; /* of cells */
    Color *cell;    /* (rows, cols) owned; NULL: there is none */
} Picture;

/* True if it is a PNG that picture_read would read. Reads only its header. */
bool picture_check(const void *data, size_t size, Diag *diag);
bool picture_read(Picture *picture, const void *data, size_t size, Diag *diag); /* PNG; false, with the reason: there is none */
void picture_free(Picture *picture);

#endif
