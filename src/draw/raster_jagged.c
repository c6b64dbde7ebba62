/* Strokes of jagged lines: hundreds of measured values side by side, as the losses before each update.

   Such a line is a chain of straight pieces. The coverage of a pixel by a piece is that of a slanted line (raster_shape.c): a soft edge one
   pixel wide around the distance of the pixel's centre from the piece, with round ends; the ends of a dash are straight. At a corner the
   larger of two pieces' coverages holds; elsewhere a pixel is left free by each piece as if the others were not there. Cairo makes one
   polygon of the whole line, whose edges cross each other again and again: the three curves of a race take it 15 million instructions with
   16 levels of coverage, and 7 million here with 255.

   Simplified on purpose: where two pieces pass each other within a pixel their shares of it are not measured together. */
#include "draw/raster_inside.h"
#include <math.h>

enum { JAGGED_TURNS = 64 };

bool path_is_jagged(const DrawItem *item) {
    int turns = 0;
    if (item->op != DRAW_PATH_STROKE) return false;
    for (int i = 0; i < item->verb_count; i++)
        if (item->verb[i] != PATH_MOVE && item->verb[i] != PATH_LINE) return false;
    for (int i = 2; i < item->point_count && turns < JAGGED_TURNS; i++)
        turns += (item->point[i].y > item->point[i - 1].y) != (item->point[i - 1].y > item->point[i - 2].y);
    return turns >= JAGGED_TURNS;
}

/* One straight piece in screen pixels. */
typedef struct Segment {
    double x, y, ux, uy, length; /* its start, its direction, its length */
    double half;                 /* of the stroke's width */
    bool cut_start, cut_end;     /* straight there: the end of a dash */
} Segment;

static inline double unit(double value) { return value < 0 ? 0 : value > 1 ? 1 : value; }

static inline double least(double a, double b) { return a < b ? a : b; }
static inline double most(double a, double b) { return a > b ? a : b; }
static inline int clamp_pixel(double value, int end) { return value < 0 ? 0 : value > end ? end : (int)value; }

/* The share of the pixel at this distance from the middle line, times `all`, rounded. */
static inline int level_at(double half, double distance, double all) {
    double outside = 0.5 - half - distance; /* below 0 unless the line is thinner than a pixel */
    return (int)(all * (unit(half + 0.5 - distance) - (outside > 0 ? outside : 0)) + 0.5);
}

/* The coverage, 0 to 255, of the pixel whose centre is `across` and `along` from the segment's start. */
static inline int level_of(const Segment *s, double across, double along) {
    double cut = 255, beyond = along < 0 && !s->cut_start ? -along : along > s->length && !s->cut_end ? along - s->length : 0;
    if (s->cut_start) cut *= unit(along + 0.5);
    if (s->cut_end) cut *= unit(s->length - along + 0.5);
    return level_at(s->half, beyond > 0 ? sqrt(across * across + beyond * beyond) : fabs(across), cut);
}

/* Two coverages that have nothing to do with each other: a + b - a b / 255, rounded. */
static inline int join_levels(int a, int b) {
    int product = a * b + 128;
    return a + b - ((product + (product >> 8)) >> 8);
}

/* Pixels of a row; the first one's centre is at (x, y) from the segment's start. Around its start the segment before has the corner already. */
static void draw_row(const Segment *s, unsigned char *at, int count, double x, double y) {
    double across = x * s->uy - y * s->ux, along = x * s->ux + y * s->uy, last = along + (count - 1) * s->ux, corner = s->half + 0.5;
    if (least(along, last) >= corner && most(along, last) <= s->length - 0.5) { /* most rows lie between the ends */
        for (int i = 0; i < count; i++) {
            int level = level_at(s->half, fabs(across + i * s->uy), 255);
            if (level > 0) at[i] = (unsigned char)join_levels(at[i], level);
        }
        return;
    }
    for (int i = 0; i < count; i++) {
        int level = level_of(s, across + i * s->uy, along + i * s->ux);
        bool is_corner = along + i * s->ux < corner;
        at[i] = (unsigned char)(!is_corner ? join_levels(at[i], level) : level > at[i] ? level : at[i]);
    }
}

static void draw_segment(const PathSheet *sheet, const Segment *s) {
    double end_x = s->x + s->length * s->ux, end_y = s->y + s->length * s->uy, reach = s->half + 0.5;
    double left = least(s->x, end_x) - reach, right = most(s->x, end_x) + reach;
    int top = clamp_pixel(least(s->y, end_y) - reach, sheet->height), bottom = clamp_pixel(most(s->y, end_y) + reach + 1, sheet->height);
    /* in one row a pixel within reach of the middle line is near the place where that crosses the row; a flat line crosses it everywhere */
    bool is_flat = fabs(s->uy) < 1e-6;
    double slope = is_flat ? 0 : s->ux / s->uy, near = is_flat ? right - left : reach / fabs(s->uy);
    for (int row = top; row < bottom; row++) {
        double y = row + 0.5 - s->y, middle = s->x + y * slope;
        int first = clamp_pixel(most(middle - near, left) + 0.5, sheet->width),
            end = clamp_pixel(least(middle + near, right) + 0.5, sheet->width);
        if (end > first) draw_row(s, sheet->alpha + (ptrdiff_t)row * sheet->stride + first, end - first, first + 0.5 - s->x, y);
    }
}

/* Where in the pattern of dashes a stroke is. */
typedef struct Dash {
    double length, left; /* of one dash or gap; of this one. 0: a whole line */
    bool is_gap;
    bool begins; /* at the start of a dash */
} Dash;

static void draw_dashes(const PathSheet *sheet, Segment whole, Dash *dash) {
    double done = 0;
    while (done < whole.length) {
        Segment piece = whole;
        double rest = whole.length - done;
        piece.x += done * whole.ux;
        piece.y += done * whole.uy;
        piece.length = fmin(rest, dash->left);
        piece.cut_start = dash->begins;
        piece.cut_end = dash->left <= rest;
        if (!dash->is_gap) draw_segment(sheet, &piece);
        done += piece.length;
        dash->left -= piece.length;
        dash->begins = false;
        if (!piece.cut_end) return;
        dash->is_gap = !dash->is_gap;
        dash->begins = !dash->is_gap;
        dash->left = dash->length;
    }
}

void path_draw_jagged(const PathSheet *sheet, const DrawItem *item, double scale) {
    Dash dash = {0};
    for (int i = 0; i < item->point_count; i++) {
        if (item->verb[i] == PATH_MOVE) {
            dash = (Dash){.length = item->dash * scale, .left = item->dash * scale, .begins = true};
            continue;
        }
        Point a = item->point[i - 1], b = item->point[i];
        double dx = (b.x - a.x) * scale, dy = (b.y - a.y) * scale, length = sqrt(dx * dx + dy * dy);
        if (!isfinite(length)) continue;
        Segment s = {.x = a.x * scale, .y = a.y * scale, .ux = 1, .length = length, .half = item->width * scale / 2};
        if (length > 0) s.ux = dx / length, s.uy = dy / length;
        if (dash.length > 0)
            draw_dashes(sheet, s, &dash);
        else
            draw_segment(sheet, &s);
    }
}
