/* Points, rectangles and colours. Lengths are design pixels; the draw list carries the scale to screen pixels. */
#ifndef UNROLL_DRAW_GEOMETRY_H
#define UNROLL_DRAW_GEOMETRY_H
#include <stdbool.h>
#include <stdint.h>

typedef struct Point {
    double x, y;
} Point;

typedef struct Rect {
    double x, y, w, h;
} Rect;

typedef struct Color {
    uint8_t r, g, b, a; /* straight alpha */
} Color;

static inline Rect rect(double x, double y, double w, double h) { return (Rect){x, y, w, h}; }
static inline double rect_right(Rect r) { return r.x + r.w; }
static inline double rect_bottom(Rect r) { return r.y + r.h; }
static inline double rect_mid_x(Rect r) { return r.x + r.w / 2; }
static inline double rect_mid_y(Rect r) { return r.y + r.h / 2; }
static inline bool rect_contains(Rect r, double x, double y) { return x >= r.x && x < r.x + r.w && y >= r.y && y < r.y + r.h; }
static inline Rect rect_inset(Rect r, double dx, double dy) { return (Rect){r.x + dx, r.y + dy, r.w - 2 * dx, r.h - 2 * dy}; }
/* Cut a strip off a rectangle and return it; the rectangle keeps the rest. */
static inline Rect rect_cut_left(Rect *r, double w) {
    Rect cut = {r->x, r->y, w, r->h};
    r->x += w;
    r->w -= w;
    return cut;
}
static inline Rect rect_cut_right(Rect *r, double w) {
    r->w -= w;
    return (Rect){r->x + r->w, r->y, w, r->h};
}
static inline Rect rect_cut_top(Rect *r, double h) {
    Rect cut = {r->x, r->y, r->w, h};
    r->y += h;
    r->h -= h;
    return cut;
}
static inline Rect rect_cut_bottom(Rect *r, double h) {
    r->h -= h;
    return (Rect){r->x, r->y + r->h, r->w, h};
}

#endif
