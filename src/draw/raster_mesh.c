/* Meshes of coloured triangles, for surfaces: a pixel belongs to a triangle when its centre does, and gets a colour interpolated between
   the corners. Neighbours share their edges without gap or overlap, because both use the same arithmetic for a shared edge.

   Simplified on purpose: no depth is kept, later triangles lie on top; hard edges. */
#include "draw/raster_inside.h"
#include <math.h>

enum { LANES = 4 }; /* as many as are computed at once */

typedef struct Corner {
    float x, y;           /* screen pixels, less one half: pixel centres stand on whole numbers */
    float channel[LANES]; /* red, green, blue, none */
} Corner;

static Corner corner_of(const MeshPoint *point, float scale) {
    return (Corner){point->x * scale - 0.5f, point->y * scale - 0.5f, {point->color.r, point->color.g, point->color.b, 0}};
}

/* Where an edge from a to b, a above b, crosses the row y. The result is the same for both triangles of the edge. */
typedef struct Edge {
    float x, y, slope;
} Edge;

static inline Edge edge_of(const Corner *a, const Corner *b) { return (Edge){a->x, a->y, b->y > a->y ? (b->x - a->x) / (b->y - a->y) : 0}; }

static inline float cross_at(const Edge *edge, float y) { return edge->x + edge->slope * (y - edge->y); }

/* For numbers that are not NaN, without a call. */
static inline float least(float a, float b) { return a < b ? a : b; }
static inline float most(float a, float b) { return a > b ? a : b; }

/* The next whole number; rows and columns of a picture are far from the ends of an int. */
static inline int whole_above(float value) {
    int whole = (int)most(least(value, 1e6f), -1e6f);
    return whole + ((float)whole < value);
}

typedef struct Ramp { /* of each channel: base + x dx + y dy */
    float base[LANES], dx[LANES], dy[LANES];
} Ramp;

static bool find_ramp(Ramp *ramp, const Corner *a, const Corner *b, const Corner *c) {
    float x1 = b->x - a->x, y1 = b->y - a->y, x2 = c->x - a->x, y2 = c->y - a->y, area = x1 * y2 - x2 * y1;
    if (!(fabsf(area) > 1e-6f)) return false;
    float per_area = 1 / area;
    for (int i = 0; i < LANES; i++) {
        float d1 = b->channel[i] - a->channel[i], d2 = c->channel[i] - a->channel[i];
        ramp->dx[i] = (d1 * y2 - d2 * y1) * per_area;
        ramp->dy[i] = (d2 * x1 - d1 * x2) * per_area;
        ramp->base[i] = a->channel[i] - a->x * ramp->dx[i] - a->y * ramp->dy[i];
    }
    return true;
}

/* Pixels [from, to) of a row of a triangle of any form, of which [first, last) are seen. Colours are 0 to 255 in 16.16, slightly reduced so
   that rounding stays within a byte, and are interpolated between both ends. */
static void fill_row(const Canvas *canvas, int y, int from, int to, int first, int last, const Ramp *ramp) {
    uint32_t *at = canvas->pixel + (ptrdiff_t)y * canvas->stride;
    int32_t value[LANES], step[LANES];
    int count = to - from, hidden = first - from;
    float x = (float)from, row = (float)y, wide = (float)(count - 1), per_pixel = count > 1 ? 1 / wide : 0;
    for (int i = 0; i < LANES; i++) {
        float start = ramp->base[i] + ramp->dx[i] * x + ramp->dy[i] * row, end = start + ramp->dx[i] * wide;
        start = least(most(start, 0), 255) * 65536.0f;
        end = least(most(end, 0), 255) * 65536.0f;
        step[i] = (int32_t)((end - start) * per_pixel);
        value[i] = (int32_t)start + 32768 + step[i] * hidden;
    }
    int red = canvas->swap_red_blue ? 0 : 16, blue = 16 - red;
    for (int pixel = first; pixel < last; pixel++) {
        at[pixel] = 0xFF000000u | (uint32_t)(value[0] >> 16 & 0xFF) << red | (uint32_t)(value[1] >> 16 & 0xFF) << 8 |
                    (uint32_t)(value[2] >> 16 & 0xFF) << blue;
        for (int i = 0; i < LANES; i++) value[i] += step[i];
    }
}

/* The same ramp in whole numbers, for triangles whose colours change so slowly that no rounding leaves a byte: 16.16 again, at the pixel (x, y).
   Red and blue share a number, which is linear as each of them is: high 2^32 + low. */
typedef struct WholeRamp {
    int x, y;
    int64_t pair, pair_dx, pair_dy;
    int32_t green, green_dx, green_dy;
} WholeRamp;

static inline int32_t fixed(float value) { return (int32_t)(value * 65536.0f + (value < 0 ? -0.5f : 0.5f)); }
static inline int64_t join(float high, float low) { return (int64_t)fixed(high) * ((int64_t)1 << 32) + fixed(low); }

/* With fewer than `most_levels` from end to end, and an area that is no difference of two nearly equal numbers, all that floats and whole numbers
   round away is less than half a level. */
static bool find_whole_ramp(WholeRamp *out, const Canvas *canvas, const Ramp *ramp, const Corner *a, const Corner *b, const Corner *c) {
    const float most_levels = 2048, most_px = 4096, least_share = 1e-3f;
    float w = most(most(a->x, b->x), c->x) - least(least(a->x, b->x), c->x), h = c->y - a->y;
    float area = fabsf((b->x - a->x) * (c->y - a->y) - (c->x - a->x) * (b->y - a->y));
    if (w > most_px || h > most_px || area < least_share * w * h) return false;
    float start[LANES];
    out->x = whole_above(a->x);
    out->y = whole_above(a->y);
    for (int i = 0; i < LANES; i++) {
        if (fabsf(ramp->dx[i]) * (w + 1) + fabsf(ramp->dy[i]) * (h + 1) > most_levels) return false;
        start[i] = a->channel[i] + ((float)out->x - a->x) * ramp->dx[i] + ((float)out->y - a->y) * ramp->dy[i] + 0.5f;
    }
    int high = canvas->swap_red_blue ? 2 : 0, low = 2 - high;
    out->pair = join(start[high], start[low]);
    out->pair_dx = join(ramp->dx[high], ramp->dx[low]);
    out->pair_dy = join(ramp->dy[high], ramp->dy[low]);
    out->green = fixed(start[1]);
    out->green_dx = fixed(ramp->dx[1]);
    out->green_dy = fixed(ramp->dy[1]);
    return true;
}

static inline void fill_whole_row(const Canvas *canvas, int y, int first, int last, const WholeRamp *ramp) {
    uint32_t *at = canvas->pixel + (ptrdiff_t)y * canvas->stride;
    int64_t pair = ramp->pair + (first - ramp->x) * ramp->pair_dx + (y - ramp->y) * ramp->pair_dy;
    int32_t green = ramp->green + (first - ramp->x) * ramp->green_dx + (y - ramp->y) * ramp->green_dy;
    for (int pixel = first; pixel < last; pixel++) {
        at[pixel] = 0xFF000000u | (uint32_t)(pair >> 32 & 0xFF0000) | (uint32_t)(green >> 8 & 0xFF00) | (uint32_t)(pair >> 16 & 0xFF);
        pair += ramp->pair_dx;
        green += ramp->green_dx;
    }
}

static void fill_triangle(const Canvas *canvas, const Corner *a, const Corner *b, const Corner *c) {
    const Corner *swap;
    Ramp ramp;
    WholeRamp whole_ramp;
    PixelRect clip = canvas->clip;
    if (b->y < a->y) swap = a, a = b, b = swap;
    if (c->y < a->y) swap = a, a = c, c = swap;
    if (c->y < b->y) swap = b, b = c, c = swap;
    int top = whole_above(a->y), bottom = whole_above(c->y); /* rows with a <= y < c */
    if (top < clip.y) top = clip.y;
    if (bottom > clip.y + clip.h) bottom = clip.y + clip.h;
    if (top >= bottom) return;
    bool has_ramp = false, is_gentle = false; /* many triangles are so small that they have no pixel */
    const Edge whole = edge_of(a, c), upper = edge_of(a, b), lower = edge_of(b, c);
    for (int y = top; y < bottom; y++) {
        float row = (float)y, one = cross_at(&whole, row), two = cross_at(row < b->y ? &upper : &lower, row);
        int from = whole_above(least(one, two)), to = whole_above(most(one, two));
        int first = from < clip.x ? clip.x : from, last = to > clip.x + clip.w ? clip.x + clip.w : to;
        if (first >= last) continue;
        if (!has_ramp && !find_ramp(&ramp, a, b, c)) return;
        if (!has_ramp) is_gentle = find_whole_ramp(&whole_ramp, canvas, &ramp, a, b, c);
        has_ramp = true;
        if (is_gentle)
            fill_whole_row(canvas, y, first, last, &whole_ramp);
        else
            fill_row(canvas, y, from, to, first, last, &ramp);
    }
}

void canvas_mesh(const Canvas *canvas, const DrawItem *item, double scale) {
    PixelRect clip = canvas->clip;
    float left = (float)clip.x - 1, right = (float)(clip.x + clip.w) + 1, top = (float)clip.y - 1, bottom = (float)(clip.y + clip.h) + 1;
    for (int r = 0; r + 1 < item->rows; r++) {
        const MeshPoint *row = item->corner + (ptrdiff_t)r * item->cols, *next = row + item->cols;
        Corner b = corner_of(&row[0], (float)scale), e = corner_of(&next[0], (float)scale);
        for (int c = 0; c + 1 < item->cols; c++) {
            const Corner a = b, d = e;
            b = corner_of(&row[c + 1], (float)scale);
            e = corner_of(&next[c + 1], (float)scale);
            if (most(most(a.y, b.y), most(d.y, e.y)) < top || least(least(a.y, b.y), least(d.y, e.y)) > bottom) continue;
            if (most(most(a.x, b.x), most(d.x, e.x)) < left || least(least(a.x, b.x), least(d.x, e.x)) > right) continue;
            fill_triangle(canvas, &a, &b, &d);
            fill_triangle(canvas, &b, &e, &d);
        }
    }
}
