/* Coloured pictures of many numbers, kept while the numbers and the theme stay: drawing them again costs a copy. If several entries share a
   pixel, the picture has one cell for that pixel, with the entry of the largest magnitude and its sign: a mean would hide the extremes,
   which matter most. If an entry covers a pixel or more, the colour is that entry's. */
#ifndef UNROLL_VIEW_STAGE_HEAT_H
#define UNROLL_VIEW_STAGE_HEAT_H
#include "engine/net/net.h"
#include "gui/theme.h"

typedef struct HeatSource {
    const double *value; /* (blocks, rows, cols) */
    const double *add;   /* a second matrix of the same shape, added entry by entry; or NULL */
    int blocks, rows, cols;
    double width_px, height_px; /* of a block on the screen */
    bool is_signed;             /* the states' colours, full at ±limit; else the gradient's, by magnitude */
    double limit;
    const Theme *theme;
    unsigned long version; /* version of the values: another number means other values */
} HeatSource;

typedef struct Heat {
    HeatSource made; /* what the picture shows; `value` NULL: nothing */
    int rows, cols;  /* of a block's cells */
    Color *cell;     /* owned; (blocks, rows, cols) */
    size_t capacity; /* bytes */
    /* The numbers of the cells, if a cell stands for more than one entry. Another theme or another limit colours them again. */
    double *extreme; /* owned; (blocks, rows, cols) */
    size_t extreme_capacity;
    HeatSource reduced; /* what the numbers belong to; `value` NULL: nothing */
    /* The same for the previous picture, in another size; its colours are used again. */
    Color *old_cell;     /* owned */
    double *old_extreme; /* owned */
    size_t old_capacity, old_extreme_capacity;
    /* The largest magnitude of the finite entries, without `add`, and the matrix that it belongs to. */
    double largest;
    const double *largest_of;
    size_t largest_count;
    unsigned long largest_version;
} Heat;

enum { HEAT_MAP_MAX = 12 };

/* Everything that a picture keeps; all of it can be thrown away at any moment. At most one cell a pixel, and one an entry. */
typedef struct HeatCache {
    Heat gradient, change, weight;                                                            /* the update's three matrices */
    Heat state[NET_LAYER_MAX * NET_DIRECTION_MAX], memory[NET_LAYER_MAX * NET_DIRECTION_MAX]; /* h and c of each chain */
    Heat map[HEAT_MAP_MAX]; /* of the microscope and of the weights: each its own */
    Color *faded;           /* owned; a block on its way from empty to full */
    size_t faded_capacity;
    Color *strip; /* owned; a part of a chain's picture, turned */
    size_t strip_capacity;
} HeatCache;

void heat_deinit(HeatCache *cache); /* of a zeroed one too */

/* Makes the picture, unless it is there already. Returns false if there is no memory; then draw nothing. Allocates only if the picture has
   another size than before. */
bool heat_make(Heat *heat, const HeatSource *source);
const Color *heat_block(const Heat *heat, int block); /* (heat->rows, heat->cols) */

/* The same picture mixed with the background as color_mix does: shown 0 is the background, 1 the picture. NULL if there is no memory.
   Valid until the next call. */
const Color *heat_fade(HeatCache *cache, const Heat *heat, int block, Color ground, double shown);

/* Returns room for this many colours, or NULL if there is no memory. Valid until the next call. */
Color *heat_strip(HeatCache *cache, size_t count);

/* The largest magnitude of `count` numbers, remembered with their version. At least 0. */
double heat_largest(Heat *heat, const double *value, size_t count, unsigned long version);

/* How many cells a picture has of `cells` in so many pixels, which of them a cell stands for, and the inverse. */
typedef struct HeatRange {
    int from, to;
} HeatRange;
int heat_cells(int cells, double pixels);
HeatRange heat_range(int at, int shown, int cells);
int heat_find(int cell, int shown, int cells);

/* The number of the largest magnitude in a part of a matrix with `stride` columns, with its sign; NaN where there is one. `add` may be
   NULL. */
double heat_extreme(const double *value, const double *add, int stride, HeatRange rows, HeatRange cols);

#endif
