/* Coloured pictures of many numbers, kept while the numbers and the theme stay: drawing them again costs a copy. If several entries share a
   pixel, the picture has one cell for that pixel, with the entry of the largest magnitude and its sign: a mean would hide the extremes,
   which matter most. If an entry covers a pixel or more, the colour is that entry's. */
#ifndef UNROLL_VIEW_STAGE_HEAT_H
#define UNROLL_VIEW_STAGE_HEAT_H
#include "engine/net/net.h"
#include "gui/theme.h"

typedef struct HeatSource {
    const double *value; /* (blocks, rows, cols) */
    const double *add;   /* the same, or NULL: is added entry by entry */
    int blocks, rows, cols;
    double width_px, height_px; /* of a block on the screen */
    bool is_signed;             /* the states' colours, full at ±limit; else the gradient's, by magnitude */
    double limit;
    const Theme *theme;
    unsigned long version; /* of what `value` holds: another number, other values */
} HeatSource;

typedef struct Heat {
    HeatSource made; /* what it is of; `value` NULL: of nothing */
    int rows, cols;  /* of a block's cells */
    Color *cell;     /* owned; (blocks, rows, cols) */
    size_t capacity; /* bytes */
    /* Where cells stand for more than one entry: their numbers, which another theme or another limit colours again. */
    double *extreme; /* owned; (blocks, rows, cols) */
    size_t extreme_capacity;
    HeatSource reduced; /* what they are of; `value` NULL: of nothing */
    /* The same of the picture before in another size, whose colours are used again. */
    Color *old_cell;     /* owned */
    double *old_extreme; /* owned */
    size_t old_capacity, old_extreme_capacity;
    /* The largest magnitude without `add` of the finite entries, and of what. */
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

/* Makes the picture, if it is not the one that is there. False when memory is out: then nothing is to be drawn. Allocates only when the
   picture has another size than before. */
bool heat_make(Heat *heat, const HeatSource *source);
const Color *heat_block(const Heat *heat, int block); /* (heat->rows, heat->cols) */

/* The same between the ground (shown 0) and itself (1), mixed as color_mix does; NULL when memory is out. Valid until the next one. */
const Color *heat_fade(HeatCache *cache, const Heat *heat, int block, Color ground, double shown);

/* Room for so many colours, NULL when memory is out. Valid until the next one. */
Color *heat_strip(HeatCache *cache, size_t count);

/* Of count numbers, remembered by the version. At least 0. */
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
