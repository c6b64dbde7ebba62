/* Shapes straight into pixels: rectangles, rounded rectangles, circles, lines and bands.

   The coverage of a pixel assumes a soft edge one pixel wide: clamp(r + 1/2 - d) for the distance d of its centre from the middle of a
   circle of radius r; the same with the distance from the middle line for slanted lines; for strokes the outer minus the inner shape, which
   has the right weight for hairlines too. A band has straight sides, so its coverage is a height, averaged over four columns within the
   pixel. Composition is on the sRGB numbers: dst + (src - dst) a / 255, rounded.

   These shapes do not use Cairo because they are nearly all commands of a picture, a distance is five times cheaper than a polygon, and the
   result does not depend on the clip (raster_inside.h says why that matters).

   Simplified on purpose: a soft edge of one pixel whatever the slope (a box filter along the normal); exact areas differ by at
   most 8 % of one pixel. */
#include "draw/blend.h"
#include "draw/raster_inside.h"
#include <math.h>
#include <string.h>

PixelRect pixel_rect_intersect(PixelRect a, PixelRect b) {
    int x = a.x > b.x ? a.x : b.x, y = a.y > b.y ? a.y : b.y;
    int right = a.x + a.w < b.x + b.w ? a.x + a.w : b.x + b.w, bottom = a.y + a.h < b.y + b.h ? a.y + a.h : b.y + b.h;
    return right > x && bottom > y ? (PixelRect){x, y, right - x, bottom - y} : (PixelRect){x, y, 0, 0};
}

int snap_edge(double value, double scale) {
    static const double MEET = 1e-6; /* pixels: boxes that meet in the middle of one meet there, however their sums are rounded */
    return (int)floor(value * scale + 0.5 + MEET);
}

PixelRect snap_box(Rect box, double scale, int least) {
    int x = snap_edge(box.x, scale), y = snap_edge(box.y, scale);
    int w = snap_edge(rect_right(box), scale) - x, h = snap_edge(rect_bottom(box), scale) - y;
    return (PixelRect){x, y, w < least ? least : w, h < least ? least : h};
}

static int stroke_px(double width, double scale) {
    int px = (int)floor(width * scale + 0.5);
    return px < 1 ? 1 : px;
}

bool line_is_straight(const DrawItem *item, PixelRect *box, double scale) {
    int n = stroke_px(item->width, scale);
    if (item->x0 == item->x1) {
        double top = fmin(item->y0, item->y1), bottom = fmax(item->y0, item->y1);
        PixelRect along = snap_box(rect(item->x0, top, 0, bottom - top), scale, 1);
        *box = (PixelRect){(int)floor(item->x0 * scale - n / 2.0 + 0.5), along.y, n, along.h};
        return true;
    }
    if (item->y0 == item->y1) {
        double left = fmin(item->x0, item->x1), right = fmax(item->x0, item->x1);
        PixelRect along = snap_box(rect(left, item->y0, right - left, 0), scale, 1);
        *box = (PixelRect){along.x, (int)floor(item->y0 * scale - n / 2.0 + 0.5), along.w, n};
        return true;
    }
    return false;
}

PixelRect shape_bounds(const DrawItem *item, double scale) {
    PixelRect box;
    switch (item->op) {
    case DRAW_RECT:
    case DRAW_ROUND:
    case DRAW_IMAGE: return snap_box(item->box, scale, 1);
    case DRAW_ROUND_STROKE: {
        int n = stroke_px(item->width, scale) / 2;
        box = snap_box(item->box, scale, 1);
        return (PixelRect){box.x - n, box.y - n, box.w + 2 * n, box.h + 2 * n};
    }
    case DRAW_LINE:
        if (line_is_straight(item, &box, scale)) return box;
        break;
    default: break;
    }
    int x = (int)floor(item->box.x * scale) - 1, y = (int)floor(item->box.y * scale) - 1;
    return (PixelRect){x, y, (int)ceil(rect_right(item->box) * scale) + 1 - x, (int)ceil(rect_bottom(item->box) * scale) + 1 - y};
}

uint32_t canvas_pack(const Canvas *canvas, Color color) {
    uint32_t red = canvas->swap_red_blue ? color.b : color.r, blue = canvas->swap_red_blue ? color.r : color.b;
    return 0xFF000000u | red << 16 | (uint32_t)color.g << 8 | blue;
}

static inline double clamp_unit(double value) { return value < 0 ? 0 : value > 1 ? 1 : value; }

/* One pixel under a coverage of 0..1. */
static inline void put(uint32_t *at, uint32_t pixel, double coverage, double alpha) {
    uint32_t a = (uint32_t)(coverage * alpha + 0.5);
    if (a > 0) *at = blend(*at, pixel, a);
}

enum { COPY_LEAST = 16, CORNER_MOST = 64 }; /* pixels; from COPY_LEAST on a row is copied faster than filled */

static void fill_span(uint32_t *at, int count, uint32_t pixel, uint32_t alpha) {
    if (alpha == 255) {
        for (int i = 0; i < count; i++) at[i] = pixel;
        return;
    }
    unsigned char a[BLEND_BLOCK];
    int i = 0;
    memset(a, (int)alpha, sizeof a);
    for (; i + BLEND_BLOCK <= count; i += BLEND_BLOCK) blend_block(at + i, pixel, a);
    for (; i < count; i++) at[i] = blend(at[i], pixel, alpha);
}

void canvas_fill(const Canvas *canvas, PixelRect box, Color color) {
    box = pixel_rect_intersect(box, canvas->clip);
    if (color.a == 0 || pixel_rect_is_empty(box)) return;
    uint32_t pixel = canvas_pack(canvas, color), *first = canvas->pixel + (ptrdiff_t)box.y * canvas->stride + box.x;
    bool is_copied = color.a == 255 && box.w >= COPY_LEAST;
    for (int y = 0; y < box.h; y++) {
        uint32_t *at = first + (ptrdiff_t)y * canvas->stride;
        if (y > 0 && is_copied)
            memcpy(at, first, (size_t)box.w * sizeof *at);
        else
            fill_span(at, box.w, pixel, color.a);
    }
}

/* How much a mask's pixel takes of a colour with this opacity, 0..255. */
static inline uint32_t opacity_of(uint32_t a, uint32_t opacity) {
    if (opacity == 255) return a;
    a = a * opacity + 0x80;
    return (a + (a >> 8)) >> 8;
}

/* A block whose opacities are these eight bytes. */
static inline void mask_block(uint32_t *at, uint64_t block, uint32_t pixel, uint32_t opacity) {
    unsigned char a[BLEND_BLOCK];
    memcpy(a, &block, sizeof a);
    for (int k = 0; opacity < 255 && k < BLEND_BLOCK; k++) a[k] = (unsigned char)opacity_of(a[k], opacity);
    blend_block(at, pixel, a);
}

/* Blends a colour through a row of a mask, in blocks, because most of a curve's box is empty. */
static void mask_row(uint32_t *at, const unsigned char *alpha, int count, uint32_t pixel, uint32_t opacity) {
    static const unsigned char only[2 * BLEND_BLOCK] = {0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255};
    int i = 0;
    uint64_t block, rest, next[3];
    for (; i + BLEND_BLOCK <= count; i += BLEND_BLOCK) {
        memcpy(&block, alpha + i, sizeof block);
        if (block != 0) {
            mask_block(at + i, block, pixel, opacity);
            continue;
        }
        for (; i + 4 * BLEND_BLOCK <= count; i += 3 * BLEND_BLOCK) { /* a line's box is mostly empty: the three behind it at once */
            memcpy(next, alpha + i + BLEND_BLOCK, sizeof next);
            if (next[0] | next[1] | next[2]) break;
        }
    }
    if (i < count && count >= BLEND_BLOCK) { /* the rest in a block whose first pixels are done and stay */
        memcpy(&block, alpha + count - BLEND_BLOCK, sizeof block);
        memcpy(&rest, only + (count - i), sizeof rest);
        if (block & rest) mask_block(at + count - BLEND_BLOCK, block & rest, pixel, opacity);
        return;
    }
    for (; i < count; i++) {
        uint32_t a = opacity_of(alpha[i], opacity);
        if (a > 0) at[i] = blend(at[i], pixel, a);
    }
}

void canvas_mask(const Canvas *canvas, const unsigned char *alpha, PixelRect box, int stride, Color color) {
    PixelRect seen = pixel_rect_intersect(box, canvas->clip);
    uint32_t pixel = canvas_pack(canvas, color);
    for (int y = seen.y; color.a > 0 && y < seen.y + seen.h; y++) {
        const unsigned char *row = alpha + (ptrdiff_t)(y - box.y) * stride + (seen.x - box.x);
        mask_row(canvas->pixel + (ptrdiff_t)y * canvas->stride + seen.x, row, seen.w, pixel, color.a);
    }
}

/* Columns whose centres lie within `reach` of x, cut to the clip: [from, to). */
static void span_of(const Canvas *canvas, double x, double reach, int *from, int *to) {
    double left = ceil(x - reach - 0.5), right = floor(x + reach - 0.5) + 1;
    int least = canvas->clip.x, most = least + canvas->clip.w;
    *from = left < least ? least : left > most ? most : (int)left;
    *to = right < *from ? *from : right > most ? most : (int)right;
}

/* A disc of radius `outer` around (x, y) in screen pixels, less the disc of radius `inner` (0: filled). */
static void disc(const Canvas *canvas, double x, double y, double outer, double inner, Color color) {
    uint32_t pixel = canvas_pack(canvas, color);
    double alpha = color.a;
    if (outer < 0.5) { /* smaller than a pixel: drawn as large as one, and fainter by its area */
        alpha *= 4 * outer * outer;
        outer = 0.5;
    }
    int top = (int)floor(y - outer - 0.5), bottom = (int)ceil(y + outer + 0.5);
    if (top < canvas->clip.y) top = canvas->clip.y;
    if (bottom > canvas->clip.y + canvas->clip.h) bottom = canvas->clip.y + canvas->clip.h;
    for (int row = top; row < bottom; row++) {
        double dy = row + 0.5 - y, reach2 = (outer + 0.5) * (outer + 0.5) - dy * dy;
        if (reach2 <= 0) continue;
        uint32_t *at = canvas->pixel + (ptrdiff_t)row * canvas->stride;
        int from, to, solid_from, solid_to;
        span_of(canvas, x, sqrt(reach2), &from, &to);
        double within = inner > 0 ? inner - 0.5 : outer - 0.5; /* full within it, or empty within it */
        double full2 = within > 0 ? within * within - dy * dy : 0;
        if (full2 > 0)
            span_of(canvas, x, sqrt(full2), &solid_from, &solid_to);
        else
            solid_from = solid_to = to;
        for (int i = from; i < to; i++) {
            if (i == solid_from && solid_to > solid_from) {
                if (inner <= 0) fill_span(at + i, solid_to - i, pixel, (uint32_t)(alpha + 0.5));
                i = solid_to - 1;
                continue;
            }
            double dx = i + 0.5 - x, d = sqrt(dx * dx + dy * dy);
            double coverage = clamp_unit(outer + 0.5 - d) - (inner > 0 ? clamp_unit(inner + 0.5 - d) : 0);
            put(at + i, pixel, coverage, alpha);
        }
    }
}

/* How far along an axis the pixel `near` from the rounded end lies beyond the middle of the corner's circle. */
static inline double corner_distance(int near, double radius) {
    double d = radius - 0.5 - near;
    return d > 0 ? d : 0;
}

/* A rounded rectangle on whole pixels, less the one `hole` pixels further in (0: filled). */
typedef struct Rounded {
    PixelRect box;
    double radius, inner; /* of the outer and the inner corners */
    int hole, corner;     /* corner: pixels from an edge within which it is not all straight */
    uint32_t pixel;
    Color color;
} Rounded;

/* The opacity, 0..255, of `count` columns from the column `from` on in the row `near`, all counted from the nearest edge. */
static void corner_alpha(unsigned char *alpha, int from, int count, int near, const Rounded *r) {
    int hole = r->hole;
    bool within = hole > 0 && near >= hole;
    double dy = corner_distance(near, r->radius), inner_dy = within ? corner_distance(near - hole, r->inner) : 0;
    for (int k = 0; k < count; k++) {
        double dx = corner_distance(from + k, r->radius);
        double coverage = dx > 0 && dy > 0 ? clamp_unit(r->radius + 0.5 - sqrt(dx * dx + dy * dy)) : 1;
        if (within && from + k >= hole) {
            double inner_dx = corner_distance(from + k - hole, r->inner);
            bool at_corner = inner_dx > 0 && inner_dy > 0;
            coverage -= at_corner ? clamp_unit(r->inner + 0.5 - sqrt(inner_dx * inner_dx + inner_dy * inner_dy)) : 1;
        }
        alpha[k] = coverage > 0 ? (unsigned char)(coverage * r->color.a + 0.5) : 0;
    }
}

/* A row of a mask whose first pixel is at `x`. */
static void mask_cut(const Canvas *canvas, int row, int x, const unsigned char *alpha, int count, uint32_t pixel) {
    int from = canvas->clip.x - x, to = canvas->clip.x + canvas->clip.w - x;
    from = from < 0 ? 0 : from;
    to = to > count ? count : to;
    if (to > from) mask_row(canvas->pixel + (ptrdiff_t)row * canvas->stride + x + from, alpha + from, to - from, pixel, 255);
}

/* The corners' columns in the two rows that are `near` from the upper and the lower edge: `left` of them at the left, `right` at the
   right, which are the same mirrored. */
static void corner_rows(const Canvas *canvas, int near, int left, int right, const Rounded *r) {
    unsigned char alpha[CORNER_MOST], back[CORNER_MOST];
    int row[2] = {r->box.y + near, r->box.y + r->box.h - 1 - near}, top = canvas->clip.y, bottom = top + canvas->clip.h;
    for (int from = 0; from < left; from += CORNER_MOST) {
        int count = left - from < CORNER_MOST ? left - from : CORNER_MOST, mirrored = right - from < count ? right - from : count;
        corner_alpha(alpha, from, count, near, r);
        for (int k = 0; k < mirrored; k++) back[mirrored - 1 - k] = alpha[k];
        for (int i = 0; i < (row[0] == row[1] ? 1 : 2); i++) {
            if (row[i] < top || row[i] >= bottom) continue;
            mask_cut(canvas, row[i], r->box.x + from, alpha, count, r->pixel);
            mask_cut(canvas, row[i], r->box.x + r->box.w - from - mirrored, back, mirrored, r->pixel);
        }
    }
}

static void rounded(const Canvas *canvas, PixelRect box, double radius, int hole, Color color) {
    int side = box.w < box.h ? box.w : box.h, right = box.x + box.w, top = canvas->clip.y, bottom = top + canvas->clip.h;
    Rounded r = {.box = box, .radius = radius < side / 2.0 ? radius : side / 2.0, .hole = hole * 2 < side ? hole : 0, .color = color};
    r.pixel = canvas_pack(canvas, color);
    r.inner = r.radius > r.hole ? r.radius - r.hole : 0;
    r.corner = (int)ceil(r.radius) > r.hole ? (int)ceil(r.radius) : r.hole;
    /* when the corners meet in the middle, each column belongs to one, and each row is counted from the edge that is nearer */
    int left_columns = 2 * r.corner < box.w ? r.corner : (box.w + 1) / 2, right_columns = 2 * r.corner < box.w ? r.corner : box.w / 2;
    int rows = 2 * r.corner < box.h ? r.corner : (box.h + 1) / 2, middle = box.w - left_columns - right_columns;
    for (int near = 0; near < rows; near++) {
        int low = box.y + box.h - 1 - near;
        bool upper_is_seen = box.y + near >= top && box.y + near < bottom, lower_is_seen = low >= top && low < bottom;
        if (!upper_is_seen && !lower_is_seen) continue;
        corner_rows(canvas, near, left_columns, right_columns, &r);
        if (middle == 0 || (r.hole > 0 && near >= r.hole)) continue;
        canvas_fill(canvas, (PixelRect){box.x + left_columns, box.y + near, middle, 1}, color);
        if (low > box.y + near) canvas_fill(canvas, (PixelRect){box.x + left_columns, low, middle, 1}, color);
    }
    PixelRect straight = {box.x, box.y + rows, r.hole > 0 ? r.hole : box.w, box.h - 2 * rows};
    if (straight.h <= 0) return;
    canvas_fill(canvas, straight, color);
    straight.x = right - r.hole;
    if (r.hole > 0) canvas_fill(canvas, straight, color);
}

/* A slanted line with straight ends: coverage across times coverage along. */
static void slanted(const Canvas *canvas, const DrawItem *item, double scale) {
    double x0 = item->x0 * scale, y0 = item->y0 * scale, dx = item->x1 * scale - x0, dy = item->y1 * scale - y0;
    double length = sqrt(dx * dx + dy * dy), half = item->width * scale / 2;
    if (!(length > 0)) return;
    double ux = dx / length, uy = dy / length;
    uint32_t pixel = canvas_pack(canvas, item->color);
    PixelRect seen = pixel_rect_intersect(shape_bounds(item, scale), canvas->clip);
    Canvas limits = *canvas;
    limits.clip = seen;
    /* across = (x - x0) uy - (y - y0) ux; in one row it stays below the reach only near x = x0 + (y - y0) ux / uy */
    double reach = fabs(uy) > 1e-9 ? (half + 0.5) / fabs(uy) : 1e9;
    for (int row = seen.y; row < seen.y + seen.h; row++) {
        uint32_t *at = canvas->pixel + (ptrdiff_t)row * canvas->stride;
        double py = row + 0.5 - y0;
        int from, to;
        span_of(&limits, reach < 1e8 ? x0 + py * ux / uy : 0, reach, &from, &to);
        for (int i = from; i < to; i++) {
            double px = i + 0.5 - x0, across = px * uy - py * ux, along = px * ux + py * uy;
            double coverage = clamp_unit(half + 0.5 - across) - clamp_unit(-half + 0.5 - across);
            coverage *= clamp_unit(along + 0.5) * clamp_unit(length - along + 0.5);
            if (coverage > 0) put(at + i, pixel, coverage, item->color.a);
        }
    }
}

/* How much of the pixel [y, y + 1) lies in [top, bottom). */
static inline double overlap(int y, double top, double bottom) {
    double from = top > y ? top : y, to = bottom < y + 1 ? bottom : y + 1;
    return to > from ? to - from : 0;
}

static void band(const Canvas *canvas, const DrawItem *item, double scale) {
    bool forward = item->x0 < item->x1;
    double left = forward ? item->x0 : item->x1, right = forward ? item->x1 : item->x0;
    double mid0 = (forward ? item->y0 : item->y1) * scale, mid1 = (forward ? item->y1 : item->y0) * scale;
    double half0 = (forward ? item->w0 : item->w1) * scale / 2, half1 = (forward ? item->w1 : item->w0) * scale / 2;
    Color color0 = forward ? item->color : item->color1, color1 = forward ? item->color1 : item->color;
    int x0 = snap_edge(left, scale), x1 = snap_edge(right, scale), least = canvas->clip.x, most = least + canvas->clip.w;
    double width = x1 - x0;
    for (int x = x0 > least ? x0 : least; x < x1 && x < most; x++) {
        double t = (x + 0.5 - x0) / width, top[4], bottom[4], highest = INFINITY, lowest = -INFINITY, solid_from = -INFINITY,
               solid_to = INFINITY;
        for (int k = 0; k < 4; k++) {
            double s = (x + (k + 0.5) / 4 - x0) / width, mid = mid0 + (mid1 - mid0) * s, half = half0 + (half1 - half0) * s;
            top[k] = mid - half;
            bottom[k] = mid + half;
            highest = top[k] < highest ? top[k] : highest;
            lowest = bottom[k] > lowest ? bottom[k] : lowest;
            solid_from = top[k] > solid_from ? top[k] : solid_from;
            solid_to = bottom[k] < solid_to ? bottom[k] : solid_to;
        }
        Color color = {(uint8_t)(color0.r + (color1.r - color0.r) * t + 0.5), (uint8_t)(color0.g + (color1.g - color0.g) * t + 0.5),
                       (uint8_t)(color0.b + (color1.b - color0.b) * t + 0.5), (uint8_t)(color0.a + (color1.a - color0.a) * t + 0.5)};
        uint32_t pixel = canvas_pack(canvas, color);
        int from = (int)floor(highest), to = (int)ceil(lowest);
        if (from < canvas->clip.y) from = canvas->clip.y;
        if (to > canvas->clip.y + canvas->clip.h) to = canvas->clip.y + canvas->clip.h;
        for (int y = from; y < to; y++) {
            uint32_t *at = canvas->pixel + (ptrdiff_t)y * canvas->stride + x;
            if (y >= solid_from && y + 1 <= solid_to) { /* most of them */
                *at = color.a == 255 ? pixel : blend(*at, pixel, color.a);
                continue;
            }
            double coverage = 0;
            for (int k = 0; k < 4; k++) coverage += overlap(y, top[k], bottom[k]) / 4;
            put(at, pixel, coverage, color.a);
        }
    }
}

void canvas_shape(const Canvas *canvas, const DrawItem *item, double scale) {
    PixelRect box;
    switch (item->op) {
    case DRAW_RECT: canvas_fill(canvas, snap_box(item->box, scale, 1), item->color); break;
    case DRAW_ROUND: rounded(canvas, snap_box(item->box, scale, 1), item->radius * scale, 0, item->color); break;
    case DRAW_ROUND_STROKE: {
        int n = stroke_px(item->width, scale), out = n / 2;
        box = snap_box(item->box, scale, 1);
        box = (PixelRect){box.x - out, box.y - out, box.w + 2 * out, box.h + 2 * out};
        rounded(canvas, box, item->radius > 0 ? item->radius * scale + out : 0, n, item->color);
        break;
    }
    case DRAW_CIRCLE: disc(canvas, item->x0 * scale, item->y0 * scale, item->radius * scale, 0, item->color); break;
    case DRAW_CIRCLE_STROKE: {
        double half = item->width * scale / 2, radius = item->radius * scale;
        disc(canvas, item->x0 * scale, item->y0 * scale, radius + half, radius - half, item->color);
        break;
    }
    case DRAW_LINE:
        if (line_is_straight(item, &box, scale))
            canvas_fill(canvas, box, item->color);
        else
            slanted(canvas, item, scale);
        break;
    case DRAW_BAND: band(canvas, item, scale); break;
    default: break;
    }
}
