/* Pictures of matrices and of columns of units as flat cells (declared in heat.h). A large update has 786,432 of them and a screen a few
   ten thousand pixels for them: they are reduced first and coloured after, both once for a state of the laboratory.

     cell p of P shows the entries from floor(p n / P) up to floor((p + 1) n / P), not including it          (P <= n)

   which is how the rasteriser shares out cells that are smaller than pixels, so it finds one cell a pixel here and has nothing to mix.

   Simplified on purpose: a block whose side is no whole number of pixels gets the whole part of it as cells; where it falls on one pixel
   more, one row of cells is two pixels high. A vector picture has the cells of the screen it was laid out for. */
#include "view/stage/heat.h"
#include "base/arena.h"
#include <float.h>
#include <math.h>
#include <string.h>

enum { AT_ONCE = 64 }; /* entries that are put together before they are coloured */

static void forget(Heat *heat) {
    mem_free(heat->cell);
    *heat = (Heat){0};
}

void heat_deinit(HeatCache *cache) {
    forget(&cache->gradient);
    forget(&cache->change);
    forget(&cache->weight);
    for (int i = 0; i < NET_LAYER_MAX * NET_DIRECTION_MAX; i++) {
        forget(&cache->state[i]);
        forget(&cache->memory[i]);
    }
    for (int i = 0; i < HEAT_MAP_MAX; i++) forget(&cache->map[i]);
    mem_free(cache->faded);
    mem_free(cache->strip);
    cache->faded = cache->strip = NULL;
    cache->faded_capacity = cache->strip_capacity = 0;
}

/* ---- Which entries a cell stands for ---- */

int heat_cells(int cells, double pixels) {
    double whole = floor(pixels + 1e-6);
    return whole >= cells ? cells : whole >= 1 ? (int)whole : 1;
}

HeatRange heat_range(int at, int shown, int cells) { return (HeatRange){at * cells / shown, (at + 1) * cells / shown}; }

/* The largest p with floor(p n / P) <= cell. */
int heat_find(int cell, int shown, int cells) { return ((cell + 1) * shown - 1) / cells; }

double heat_extreme(const double *value, const double *add, int stride, HeatRange rows, HeatRange cols) {
    double most = -1, extreme = 0;
    for (int r = rows.from; r < rows.to; r++) {
        const double *at = value + (ptrdiff_t)r * stride, *more = add ? add + (ptrdiff_t)r * stride : NULL;
        for (int c = cols.from; c < cols.to; c++) {
            double v = more ? at[c] + more[c] : at[c], size = fabs(v);
            if (size > most || isnan(size)) { /* nothing is larger than NaN */
                most = size;
                extreme = v;
            }
        }
    }
    return extreme;
}

double heat_largest(Heat *heat, const double *value, size_t count, unsigned long version) {
    if (heat->largest_of == value && heat->largest_version == version) return heat->largest;
    double most = 0;
    for (size_t i = 0; i < count; i++) {
        double size = fabs(value[i]);
        if (size > most && size <= DBL_MAX) most = size;
    }
    heat->largest = most;
    heat->largest_of = value;
    heat->largest_version = version;
    return most;
}

/* ---- The pictures ---- */

/* Room for `size` bytes; what is four times too large is given back. What was in it is lost. */
static bool fit(Color **cell, size_t *capacity, size_t size) {
    if (size <= *capacity && size >= *capacity / 4) return true;
    mem_free(*cell);
    *cell = mem_new(size);
    *capacity = *cell ? size : 0;
    return *cell != NULL;
}

static bool is_made(const Heat *heat, const HeatSource *source, int rows, int cols) {
    const HeatSource *made = &heat->made;
    return made->value == source->value && made->add == source->add && made->version == source->version && made->blocks == source->blocks &&
           made->rows == source->rows && made->cols == source->cols && made->theme == source->theme &&
           made->is_signed == source->is_signed && made->limit == source->limit && heat->rows == rows && heat->cols == cols;
}

static double one_of(const double *value, const double *add, size_t i) { return add ? value[i] + add[i] : value[i]; }

static void color_all(Color *out, const HeatSource *source, const double *value, size_t count) {
    if (source->is_signed) {
        color_signed_all(out, &source->theme->state, value, count, source->limit);
    } else {
        for (size_t i = 0; i < count; i++) out[i] = color_ramp(&source->theme->ramp, fabs(value[i]));
    }
}

/* A cell for every entry. */
static void color_whole(Color *out, const HeatSource *source) {
    size_t count = (size_t)source->blocks * (size_t)source->rows * (size_t)source->cols;
    if (!source->add) {
        color_all(out, source, source->value, count);
        return;
    }
    double sum[AT_ONCE];
    for (size_t i = 0; i < count; i += AT_ONCE) {
        size_t part = count - i < AT_ONCE ? count - i : AT_ONCE;
        for (size_t k = 0; k < part; k++) sum[k] = one_of(source->value, source->add, i + k);
        color_all(out + i, source, sum, part);
    }
}

bool heat_make(Heat *heat, const HeatSource *source) {
    int rows = heat_cells(source->rows, source->height_px), cols = heat_cells(source->cols, source->width_px);
    if (is_made(heat, source, rows, cols)) return true;
    heat->made = (HeatSource){0};
    if (!fit(&heat->cell, &heat->capacity, (size_t)source->blocks * (size_t)rows * (size_t)cols * sizeof(Color))) return false;
    size_t size = (size_t)source->rows * (size_t)source->cols;
    Color *out = heat->cell;
    bool is_whole = rows == source->rows && cols == source->cols;
    if (is_whole) color_whole(out, source);
    for (int block = 0; !is_whole && block < source->blocks; block++) {
        size_t first = (size_t)block * size;
        const double *value = source->value + first, *add = source->add ? source->add + first : NULL;
        for (int r = 0; r < rows; r++) {
            HeatRange of_rows = heat_range(r, rows, source->rows);
            for (int c = 0; c < cols; c += AT_ONCE) {
                double extreme[AT_ONCE];
                int part = cols - c < AT_ONCE ? cols - c : AT_ONCE;
                for (int k = 0; k < part; k++)
                    extreme[k] = heat_extreme(value, add, source->cols, of_rows, heat_range(c + k, cols, source->cols));
                color_all(out, source, extreme, (size_t)part);
                out += part;
            }
        }
    }
    heat->made = *source;
    heat->rows = rows;
    heat->cols = cols;
    return true;
}

const Color *heat_block(const Heat *heat, int block) { return heat->cell + (size_t)block * (size_t)heat->rows * (size_t)heat->cols; }

/* A channel has 256 values, so mixing is taken 256 times and looked up. */
const Color *heat_fade(HeatCache *cache, const Heat *heat, int block, Color ground, double shown) {
    size_t count = (size_t)heat->rows * (size_t)heat->cols;
    const Color *cell = heat_block(heat, block);
    Color mixed[256];
    if (!fit(&cache->faded, &cache->faded_capacity, count * sizeof(Color))) return NULL;
    for (int i = 0; i < 256; i++) {
        uint8_t channel = (uint8_t)i;
        mixed[i] = color_mix(ground, (Color){channel, channel, channel, channel}, shown);
    }
    for (size_t i = 0; i < count; i++)
        cache->faded[i] = (Color){mixed[cell[i].r].r, mixed[cell[i].g].g, mixed[cell[i].b].b, mixed[cell[i].a].a};
    return cache->faded;
}

Color *heat_strip(HeatCache *cache, size_t count) {
    return fit(&cache->strip, &cache->strip_capacity, count * sizeof(Color)) ? cache->strip : NULL;
}
