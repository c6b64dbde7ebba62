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
#include <stdint.h>
#include <string.h>

enum { AT_ONCE = 256 }; /* entries that are reduced or coloured together */

static void forget(Heat *heat) {
    mem_free(heat->cell);
    mem_free(heat->extreme);
    mem_free(heat->old_cell);
    mem_free(heat->old_extreme);
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

/* Without their signs, doubles have the order of their bits, and NaN is the largest. Comparing them as integers avoids branches that the
   processor would have to predict. */
double heat_extreme(const double *value, const double *add, int stride, HeatRange rows, HeatRange cols) {
    uint64_t most = 0, extreme = 0;
    for (int r = rows.from; r < rows.to; r++) {
        const double *at = value + (ptrdiff_t)r * stride, *more = add ? add + (ptrdiff_t)r * stride : NULL;
        for (int c = cols.from; c < cols.to; c++) {
            double v = more ? at[c] + more[c] : at[c];
            uint64_t bits, size;
            memcpy(&bits, &v, sizeof bits);
            size = bits & (UINT64_MAX >> 1);
            extreme = size > most ? bits : extreme;
            most = size > most ? size : most;
        }
    }
    double found;
    memcpy(&found, &extreme, sizeof found);
    return found;
}

double heat_largest(Heat *heat, const double *value, size_t count, unsigned long version) {
    if (heat->largest_of == value && heat->largest_count == count && heat->largest_version == version) return heat->largest;
    double most = 0;
    for (size_t i = 0; i < count; i++) {
        double size = fabs(value[i]);
        if (size > most && size <= DBL_MAX) most = size;
    }
    heat->largest = most;
    heat->largest_of = value;
    heat->largest_count = count;
    heat->largest_version = version;
    return most;
}

/* ---- The pictures ---- */

/* Returns a block of at least `size` bytes and loses its old content. Frees a block that is four times too large first. NULL if there is
   no memory. */
static void *resize_block(void *block, size_t *capacity, size_t size) {
    if (size <= *capacity && size >= *capacity / 4) return block;
    mem_free(block);
    size_t more = size + size / 8; /* while a person enlarges the window, every few frames need a little more */
    block = mem_new_unset(more);
    *capacity = block ? more : 0;
    return block;
}

static bool has_same_numbers(const HeatSource *a, const HeatSource *b) {
    return a->value == b->value && a->add == b->add && a->version == b->version && a->blocks == b->blocks && a->rows == b->rows &&
           a->cols == b->cols;
}

static bool has_same_colors(const HeatSource *a, const HeatSource *b) {
    return a->theme == b->theme && a->is_signed == b->is_signed && a->limit == b->limit;
}

static double entry_sum(const double *value, const double *add, size_t i) { return add ? value[i] + add[i] : value[i]; }

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
        for (size_t k = 0; k < part; k++) sum[k] = entry_sum(source->value, source->add, i + k);
        color_all(out + i, source, sum, part);
    }
}

/* heat_extreme of parts of one row without `add`, written out here because a resized picture of a large network needs half a million of
   them. */
static void find_row_extremes(double *out, const double *value, const HeatRange *of_cols, int count) {
    for (int k = 0; k < count; k++) {
        uint64_t most = 0, extreme = 0;
        for (int c = of_cols[k].from; c < of_cols[k].to; c++) {
            uint64_t bits, size;
            memcpy(&bits, &value[c], sizeof bits);
            size = bits & (UINT64_MAX >> 1);
            extreme = size > most ? bits : extreme;
            most = size > most ? size : most;
        }
        memcpy(&out[k], &extreme, sizeof extreme);
    }
}

/* Finds the extremes of one block, up to AT_ONCE columns of cells at a time, so that the entries of a cell are looked up once for all
   rows. */
static void find_extremes(double *out, const HeatSource *source, size_t first, int rows, int cols) {
    const double *value = source->value + first, *add = source->add ? source->add + first : NULL;
    for (int c = 0; c < cols; c += AT_ONCE) {
        HeatRange of_cols[AT_ONCE];
        int part = cols - c < AT_ONCE ? cols - c : AT_ONCE;
        for (int k = 0; k < part; k++) of_cols[k] = heat_range(c + k, cols, source->cols);
        for (int r = 0; r < rows; r++) {
            HeatRange of_rows = heat_range(r, rows, source->rows);
            double *at = out + (ptrdiff_t)r * cols + c;
            if (!add && of_rows.to == of_rows.from + 1) {
                find_row_extremes(at, value + (ptrdiff_t)of_rows.from * source->cols, of_cols, part);
                continue;
            }
            for (int k = 0; k < part; k++) at[k] = heat_extreme(value, add, source->cols, of_rows, of_cols[k]);
        }
    }
}

/* Finds the largest entry of every cell, unless the picture has them already. The numbers that it had become the old ones. */
static bool reduce(Heat *heat, const HeatSource *source, int rows, int cols) {
    size_t cells = (size_t)rows * (size_t)cols, entries = (size_t)source->rows * (size_t)source->cols;
    if (has_same_numbers(&heat->reduced, source) && heat->rows == rows && heat->cols == cols) return true;
    double *before = heat->extreme;
    size_t capacity = heat->extreme_capacity;
    heat->reduced = (HeatSource){0};
    heat->extreme = heat->old_extreme;
    heat->extreme_capacity = heat->old_extreme_capacity;
    heat->old_extreme = before;
    heat->old_extreme_capacity = capacity;
    heat->extreme = resize_block(heat->extreme, &heat->extreme_capacity, (size_t)source->blocks * cells * sizeof *heat->extreme);
    if (!heat->extreme) return false;
    for (int block = 0; block < source->blocks; block++)
        find_extremes(heat->extreme + (size_t)block * cells, source, (size_t)block * entries, rows, cols);
    heat->reduced = *source;
    return true;
}

/* Copies the colours of `count` cells of a row from the old cell old_col[k] or the one after it, which is where the same number mostly
   stood. Returns how many have another number, and their places. Nothing branches: no processor could predict it. */
static int copy_colors(Color *out, const double *now, const double *before, const Color *from, const int *old_col, int count, int most,
                       int *missing) {
    int missed = 0;
    for (int k = 0; k < count; k++) {
        int old = old_col[k], next = old + (old < most);
        uint64_t bits, here, after;
        memcpy(&bits, &now[k], sizeof bits);
        memcpy(&here, &before[old], sizeof here);
        memcpy(&after, &before[next], sizeof after);
        out[k] = from[bits == here ? old : next];
        missing[missed] = k;
        missed += (bits != here) & (bits != after);
    }
    return missed;
}

/* A picture in another size shows mostly the same numbers, moved by a cell: this copies their colours and computes the others. */
static void color_again(Heat *heat, const HeatSource *source, int rows, int cols) {
    int old_rows = heat->rows, old_cols = heat->cols, old_col[AT_ONCE], missing[AT_ONCE];
    double value[AT_ONCE];
    Color color[AT_ONCE];
    for (int c = 0; c < cols; c += AT_ONCE) {
        int part = cols - c < AT_ONCE ? cols - c : AT_ONCE;
        for (int k = 0; k < part; k++) old_col[k] = (c + k) * old_cols / cols;
        for (long r = 0; r < (long)source->blocks * rows; r++) {
            ptrdiff_t old_row = (r / rows * old_rows + r % rows * old_rows / rows) * (ptrdiff_t)old_cols;
            const double *now = heat->extreme + (ptrdiff_t)r * cols + c;
            Color *out = heat->cell + (ptrdiff_t)r * cols + c;
            int missed = copy_colors(out, now, heat->old_extreme + old_row, heat->old_cell + old_row, old_col, part, old_cols - 1, missing);
            for (int k = 0; k < missed; k++) value[k] = now[missing[k]];
            color_all(color, source, value, (size_t)missed);
            for (int k = 0; k < missed; k++) out[missing[k]] = color[k];
        }
    }
}

bool heat_make(Heat *heat, const HeatSource *source) {
    int rows = heat_cells(source->rows, source->height_px), cols = heat_cells(source->cols, source->width_px);
    bool is_same_size = heat->rows == rows && heat->cols == cols, is_whole = rows == source->rows && cols == source->cols;
    if (has_same_numbers(&heat->made, source) && has_same_colors(&heat->made, source) && is_same_size) return true;
    size_t count = (size_t)source->blocks * (size_t)rows * (size_t)cols, capacity = heat->capacity;
    bool was_whole = heat->rows == heat->made.rows && heat->cols == heat->made.cols;
    bool can_copy = !is_whole && !was_whole && !is_same_size && heat->made.value && heat->made.blocks == source->blocks &&
                    has_same_colors(&heat->made, source);
    heat->made = (HeatSource){0};
    if (!is_whole && !reduce(heat, source, rows, cols)) return false;
    if (can_copy) {
        Color *before = heat->cell;
        heat->cell = heat->old_cell;
        heat->capacity = heat->old_capacity;
        heat->old_cell = before;
        heat->old_capacity = capacity;
    }
    heat->cell = resize_block(heat->cell, &heat->capacity, count * sizeof *heat->cell);
    if (!heat->cell) return false;
    if (is_whole)
        color_whole(heat->cell, source);
    else if (can_copy)
        color_again(heat, source, rows, cols);
    else
        color_all(heat->cell, source, heat->extreme, count);
    heat->made = *source;
    heat->rows = rows;
    heat->cols = cols;
    return true;
}

const Color *heat_block(const Heat *heat, int block) { return heat->cell + (size_t)block * (size_t)heat->rows * (size_t)heat->cols; }

/* A channel has 256 values, so the mix is computed for each of the 256 and then looked up. */
const Color *heat_fade(HeatCache *cache, const Heat *heat, int block, Color ground, double shown) {
    size_t count = (size_t)heat->rows * (size_t)heat->cols;
    const Color *cell = heat_block(heat, block);
    Color mixed[256];
    cache->faded = resize_block(cache->faded, &cache->faded_capacity, count * sizeof *cache->faded);
    if (!cache->faded) return NULL;
    for (int i = 0; i < 256; i++) {
        uint8_t channel = (uint8_t)i;
        mixed[i] = color_mix(ground, (Color){channel, channel, channel, channel}, shown);
    }
    for (size_t i = 0; i < count; i++)
        cache->faded[i] = (Color){mixed[cell[i].r].r, mixed[cell[i].g].g, mixed[cell[i].b].b, mixed[cell[i].a].a};
    return cache->faded;
}

Color *heat_strip(HeatCache *cache, size_t count) {
    cache->strip = resize_block(cache->strip, &cache->strip_capacity, count * sizeof *cache->strip);
    return cache->strip;
}
