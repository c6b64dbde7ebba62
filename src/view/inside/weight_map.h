/* A block of weights, of their gradient or of their change as a coloured map, and its read-out under the pointer. */
#ifndef UNROLL_VIEW_INSIDE_WEIGHT_MAP_H
#define UNROLL_VIEW_INSIDE_WEIGHT_MAP_H
#include "view/view.h"

typedef struct WeightMap {
    const double *value; /* (rows, cols) */
    int rows, cols;
    bool is_gradient; /* by magnitude, on the gradient's ramp; else signed, full at the largest magnitude */
    const char *name; /* "W", as it is read out: "W[2, 3]" */
    const char *path; /* of its region */
    int slot;         /* of HeatCache.map: each map of a picture its own */
    bool has_place;   /* its entries are those of `place` on, whose chain can be looked at */
    TermsPlace place; /* of the first entry */
    bool has_numbers; /* in the cells, where they are large enough */
} WeightMap;

/* Draws the map into the largest rectangle of square cells that fits into `area`, at its upper left; a matrix much wider than high has
   flatter cells. Returns the rectangle. */
Rect weight_map_draw(const View *view, Rect area, const WeightMap *map);

#endif
