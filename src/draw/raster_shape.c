/* Shapes straight into pixels: rectangles, rounded rectangles, circles, lines and bands.

   The coverage of a pixel assumes a soft edge one pixel wide: clamp(r + 1/2 - d) for the distance d of its centre from the middle of a
   circle of radius r; the same with the distance from the middle line for slanted lines; for strokes the outer minus the inner shape, which
   has the right weight for hairlines too. A band has straight sides, so its coverage is a height, averaged over four columns within the
   pixel. Composition is on the sRGB numbers: dst + (src - dst) a / 255, rounded.

   These shapes do not use Cairo because they are nearly all commands of a picture, a distance is five times cheaper than a polygon, and the
   result does not depend on the clip (raster_inside.h says why that matters).

   Simplified on purpose: a soft edge of one pixel whatever the slope (a box filter along the normal); exact areas differ by at
   most 8 % of one pixel. */
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

/* dst + (src - dst) a / 255, rounded, two channels at a time; a in 0..255. */
static inline uint32_t blend(uint32_t dst, uint32_t src, uint32_t a) {
    uint32_t rb = (src & 0xFF00FFu) * a + (dst & 0xFF00FFu) * (255 - a) + 0x800080u;
    uint32_t g = (src >> 8 & 0xFFu) * a + (dst >> 8 & 0xFFu) * (255 - a) + 0x80u;
    rb = (rb + (rb >> 8 & 0xFF00FFu)) >> 8 & 0xFF00FFu;
    g = (g + (g >> 8)) >> 8 & 0xFFu;
    return 0xFF000000u | rb | g << 8;
}

static inline double clamp_unit(double value) { return value < 0 ? 0 : value > 1 ? 1 : value; }

/* One pixel under a coverage of 0..1. */
static inline void put(uint32_t *at, uint32_t pixel, double coverage, double alpha) {
    uint32_t a = (uint32_t)(coverage * alpha + 0.5);
    if (a > 0) *at = blend(*at, pixel, a);
}

enum { BLOCK = 8 }; /* pixels */

/* blend() for a block of pixels, each with its own `a` of 0..255, byte by byte: no product leaves 16 bits, so a compiler takes
   many bytes at a time. Where `a` is 0 the pixel stays, where it is 255 it is `pixel`, to the bit. */
static inline void blend_block(uint32_t *at, uint32_t pixel, const unsigned char *a) {
    unsigned char dst[4 * BLOCK], src[4 * BLOCK], weight[4 * BLOCK];
    uint32_t all = 0x01010101u;
    pixel |= 0xFF000000u;
    memcpy(dst, at, sizeof dst);
    for (int i = 0; i < BLOCK; i++) {
        uint32_t spread = a[i] * all;
        memcpy(src + (ptrdiff_t)4 * i, &pixel, sizeof pixel);
        memcpy(weight + (ptrdiff_t)4 * i, &spread, sizeof spread);
    }
    for (int i = 0; i < 4 * BLOCK; i++) {
        uint16_t sum = (uint16_t)(src[i] * weight[i] + dst[i] * (255 - weight[i]) + 0x80);
        dst[i] = (unsigned char)((uint16_t)(sum + (sum >> 8)) >> 8);
    }
    memcpy(at, dst, sizeof dst);
}

static void fill_span(uint32_t *at, int count, uint32_t pixel, uint32_t alpha) {
    if (alpha == 255) {
        for (int i = 0; i < count; i++) at[i] = pixel;
        return;
    }
    unsigned char a[BLOCK];
    int i = 0;
    memset(a, (int)alpha, sizeof a);
    for (; i + BLOCK <= count; i += BLOCK) blend_block(at + i, pixel, a);
    for (; i < count; i++) at[i] = blend(at[i], pixel, alpha);
}

void canvas_fill(const Canvas *canvas, PixelRect box, Color color) {
    box = pixel_rect_intersect(box, canvas->clip);
    uint32_t pixel = canvas_pack(canvas, color);
    for (int y = box.y; color.a > 0 && y < box.y + box.h; y++) {
        fill_span(canvas->pixel + (ptrdiff_t)y * canvas->stride + box.x, box.w, pixel, color.a);
    }
}

/* How much a mask's pixel takes of a colour with this opacity, 0..255. */
static inline uint32_t opacity_of(uint32_t a, uint32_t opacity) {
    if (opacity == 255) return a;
    a = a * opacity + 0x80;
    return (a + (a >> 8)) >> 8;
}

/* Blends a colour through a row of a mask, in blocks, because most of a curve's box is empty. */
static void mask_row(uint32_t *at, const unsigned char *alpha, int count, uint32_t pixel, uint32_t opacity) {
    int i = 0;
    for (; i + BLOCK <= count; i += BLOCK) {
        unsigned char a[BLOCK];
        uint64_t block = 0, next[3];
        memcpy(&block, alpha + i, sizeof block);
        if (block == 0) { /* a line's box is mostly empty: the three behind it at once */
            for (; i + 4 * BLOCK <= count; i += 3 * BLOCK) {
                memcpy(next, alpha + i + BLOCK, sizeof next);
                if (next[0] | next[1] | next[2]) break;
            }
            continue;
        }
        for (int k = 0; k < BLOCK; k++) a[k] = (unsigned char)opacity_of(alpha[i + k], opacity);
        blend_block(at + i, pixel, a);
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

/* How far along an axis a pixel lies beyond the middle of the corner's circle; `near` counts from the rounded end. */
static inline double corner_distance(int near, int far, double radius) {
    double d = radius - 0.5 - (near < far ? near : far);
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

static void fill_cut(const Canvas *canvas, int row, int from, int to, const Rounded *r) {
    int least = canvas->clip.x, most = least + canvas->clip.w;
    from = from < least ? least : from;
    to = to > most ? most : to;
    if (to > from) fill_span(canvas->pixel + (ptrdiff_t)row * canvas->stride + from, to - from, r->pixel, r->color.a);
}

/* Pixels [from, to) of a row that the corners reach into. */
static void corner_span(const Canvas *canvas, int row, int from, int to, const Rounded *r) {
    int least = canvas->clip.x, most = least + canvas->clip.w, hole = r->hole;
    uint32_t *at = canvas->pixel + (ptrdiff_t)row * canvas->stride;
    int up = row - r->box.y, down = r->box.y + r->box.h - 1 - row;
    bool within = hole > 0 && up >= hole && down >= hole;
    double dy = corner_distance(up, down, r->radius), inner_dy = within ? corner_distance(up - hole, down - hole, r->inner) : 0;
    for (int x = from < least ? least : from; x < to && x < most; x++) {
        int left = x - r->box.x, right = r->box.x + r->box.w - 1 - x;
        double dx = corner_distance(left, right, r->radius);
        double coverage = dx > 0 && dy > 0 ? clamp_unit(r->radius + 0.5 - sqrt(dx * dx + dy * dy)) : 1;
        if (within && left >= hole && right >= hole) {
            double inner_dx = corner_distance(left - hole, right - hole, r->inner);
            bool at_corner = inner_dx > 0 && inner_dy > 0;
            coverage -= at_corner ? clamp_unit(r->inner + 0.5 - sqrt(inner_dx * inner_dx + inner_dy * inner_dy)) : 1;
        }
        if (coverage > 0) put(at + x, r->pixel, coverage, r->color.a);
    }
}

static void rounded(const Canvas *canvas, PixelRect box, double radius, int hole, Color color) {
    int side = box.w < box.h ? box.w : box.h, right = box.x + box.w;
    Rounded r = {.box = box, .radius = radius < side / 2.0 ? radius : side / 2.0, .hole = hole * 2 < side ? hole : 0, .color = color};
    r.pixel = canvas_pack(canvas, color);
    r.inner = r.radius > r.hole ? r.radius - r.hole : 0;
    r.corner = (int)ceil(r.radius) > r.hole ? (int)ceil(r.radius) : r.hole;
    PixelRect seen = pixel_rect_intersect(box, canvas->clip);
    /* the corners' columns, when they meet in the middle each column belongs to one */
    int left_end = box.x + (2 * r.corner < box.w ? r.corner : (box.w + 1) / 2),
        right_start = 2 * r.corner < box.w ? right - r.corner : left_end;
    for (int row = seen.y; row < seen.y + seen.h; row++) {
        int up = row - box.y, down = box.y + box.h - 1 - row, near = up < down ? up : down;
        if (near >= r.corner && r.hole == 0) {
            fill_cut(canvas, row, box.x, right, &r);
        } else if (near >= r.corner) {
            fill_cut(canvas, row, box.x, box.x + r.hole, &r);
            fill_cut(canvas, row, right - r.hole, right, &r);
        } else {
            corner_span(canvas, row, box.x, left_end, &r);
            if (r.hole == 0 || near < r.hole) fill_cut(canvas, row, left_end, right_start, &r);
            corner_span(canvas, row, right_start, right, &r);
        }
    }
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
