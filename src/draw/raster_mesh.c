/* Meshes of coloured triangles, for surfaces: a pixel belongs to a triangle when its centre does, and has the colour that lies there between
   those of the corners. Neighbours share their edges without gap or overlap, since both decide a shared edge by the same arithmetic.

   Simplified on purpose: no depth is kept, later triangles lie on top; hard edges. */
#include "draw/raster_inside.h"
#include <math.h>

typedef struct Corner {
    float x, y;       /* screen pixels, less one half: pixel centres stand on whole numbers */
    float channel[3]; /* red, green, blue */
} Corner;

static Corner corner_of(const MeshPoint *point, float scale) {
    return (Corner){point->x * scale - 0.5f, point->y * scale - 0.5f, {point->color.r, point->color.g, point->color.b}};
}

/* Where the edge from a to b, a above b, crosses the row y. The same for whichever triangle asks. */
static inline float cross_at(const Corner *a, const Corner *b, float y) {
    return b->y > a->y ? a->x + (b->x - a->x) * ((y - a->y) / (b->y - a->y)) : a->x;
}

typedef struct Ramp { /* of a channel: base + x dx + y dy */
    float base, dx, dy;
} Ramp;

static bool find_ramps(Ramp ramp[3], const Corner *a, const Corner *b, const Corner *c) {
    float x1 = b->x - a->x, y1 = b->y - a->y, x2 = c->x - a->x, y2 = c->y - a->y, area = x1 * y2 - x2 * y1;
    if (!(fabsf(area) > 1e-6f)) return false;
    for (int i = 0; i < 3; i++) {
        float d1 = b->channel[i] - a->channel[i], d2 = c->channel[i] - a->channel[i];
        ramp[i].dx = (d1 * y2 - d2 * y1) / area;
        ramp[i].dy = (d2 * x1 - d1 * x2) / area;
        ramp[i].base = a->channel[i] - a->x * ramp[i].dx - a->y * ramp[i].dy;
    }
    return true;
}

/* 0 to 255 in 16.16, a little inside so that rounding on the way stays within a byte. */
static inline int32_t fixed(float value) { return (int32_t)(fminf(fmaxf(value, 0), 255) * 65536.0f) + 32768; }

/* Pixels [from, to) of a row, of which [first, last) are seen. */
static void fill_row(const Canvas *canvas, int y, int from, int to, int first, int last, const Ramp ramp[3]) {
    uint32_t *at = canvas->pixel + (ptrdiff_t)y * canvas->stride;
    int32_t value[3], step[3];
    int count = to - from;
    for (int i = 0; i < 3; i++) { /* between what it is at both ends, so that it never leaves the range of a byte */
        float start = ramp[i].base + ramp[i].dx * (float)from + ramp[i].dy * (float)y;
        int32_t end = fixed(start + ramp[i].dx * (float)(count - 1));
        value[i] = fixed(start);
        step[i] = count > 1 ? (end - value[i]) / (count - 1) : 0;
        value[i] += step[i] * (first - from);
    }
    int red = canvas->swap_red_blue ? 0 : 16, blue = 16 - red;
    for (int x = first; x < last; x++) {
        at[x] = 0xFF000000u | (uint32_t)(value[0] >> 16 & 0xFF) << red | (uint32_t)(value[1] >> 16 & 0xFF) << 8 |
                (uint32_t)(value[2] >> 16 & 0xFF) << blue;
        for (int i = 0; i < 3; i++) value[i] += step[i];
    }
}

static void fill_triangle(const Canvas *canvas, const Corner *a, const Corner *b, const Corner *c) {
    const Corner *swap;
    Ramp ramp[3];
    PixelRect clip = canvas->clip;
    if (b->y < a->y) swap = a, a = b, b = swap;
    if (c->y < a->y) swap = a, a = c, c = swap;
    if (c->y < b->y) swap = b, b = c, c = swap;
    int top = (int)ceilf(a->y), bottom = (int)ceilf(c->y); /* rows with a <= y < c */
    if (top < clip.y) top = clip.y;
    if (bottom > clip.y + clip.h) bottom = clip.y + clip.h;
    if (top >= bottom || !find_ramps(ramp, a, b, c)) return;
    for (int y = top; y < bottom; y++) {
        float row = (float)y, one = cross_at(a, c, row), two = row < b->y ? cross_at(a, b, row) : cross_at(b, c, row);
        int from = (int)ceilf(fminf(one, two)), to = (int)ceilf(fmaxf(one, two));
        int first = from < clip.x ? clip.x : from, last = to > clip.x + clip.w ? clip.x + clip.w : to;
        if (first < last) fill_row(canvas, y, from, to, first, last, ramp);
    }
}

void canvas_mesh(const Canvas *canvas, const DrawItem *item, double scale) {
    PixelRect clip = canvas->clip;
    float left = (float)clip.x - 1, right = (float)(clip.x + clip.w) + 1, top = (float)clip.y - 1, bottom = (float)(clip.y + clip.h) + 1;
    for (int r = 0; r + 1 < item->rows; r++) {
        const MeshPoint *row = item->corner + (ptrdiff_t)r * item->cols, *next = row + item->cols;
        for (int c = 0; c + 1 < item->cols; c++) {
            Corner a = corner_of(&row[c], (float)scale), b = corner_of(&row[c + 1], (float)scale), d = corner_of(&next[c], (float)scale),
                   e = corner_of(&next[c + 1], (float)scale);
            if (fmaxf(fmaxf(a.y, b.y), fmaxf(d.y, e.y)) < top || fminf(fminf(a.y, b.y), fminf(d.y, e.y)) > bottom) continue;
            if (fmaxf(fmaxf(a.x, b.x), fmaxf(d.x, e.x)) < left || fminf(fminf(a.x, b.x), fminf(d.x, e.x)) > right) continue;
            fill_triangle(canvas, &a, &b, &d);
            fill_triangle(canvas, &b, &e, &d);
        }
    }
}
