/* See raster_bare.h. Places are those of the design at a width of 1456, measured on it; the target's size scales them. One fill or stroke a
   shape, as a program would draw them that has only Cairo. */
#include "draw/raster_bare.h"
#include <cairo.h>
#include <math.h>

enum { WIDE = 1456, HIGH = 819, STEPS = 24, UNITS = 6, LANES = 3, GATES = 3 };
static const double FIRST_X = 358.5, PITCH = 34.6, PI = 3.14159265358979323846;

static void paint(cairo_t *cr, unsigned rgb) {
    cairo_set_source_rgb(cr, (rgb >> 16 & 255) / 255.0, (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0);
}

static void fill_rect(cairo_t *cr, double x, double y, double w, double h, unsigned rgb) {
    paint(cr, rgb);
    cairo_rectangle(cr, x, y, w, h);
    cairo_fill(cr);
}

static void trace_round(cairo_t *cr, double x, double y, double w, double h, double r) {
    cairo_new_sub_path(cr);
    cairo_arc(cr, x + w - r, y + r, r, -PI / 2, 0);
    cairo_arc(cr, x + w - r, y + h - r, r, 0, PI / 2);
    cairo_arc(cr, x + r, y + h - r, r, PI / 2, PI);
    cairo_arc(cr, x + r, y + r, r, PI, 3 * PI / 2);
    cairo_close_path(cr);
}

static void fill_round(cairo_t *cr, double x, double y, double w, double h, double r, unsigned rgb) {
    trace_round(cr, x, y, w, h, r);
    paint(cr, rgb);
    cairo_fill(cr);
}

static void plate(cairo_t *cr, double x, double y, double w, double h, double r, unsigned rgb) {
    fill_round(cr, x, y, w, h, r, rgb);
    trace_round(cr, x, y, w, h, r);
    paint(cr, 0x2a313b);
    cairo_set_line_width(cr, 0.75);
    cairo_stroke(cr);
}

static void circle(cairo_t *cr, double x, double y, double r, unsigned rgb) {
    cairo_arc(cr, x, y, r, 0, 2 * PI);
    paint(cr, rgb);
    cairo_fill(cr);
}

static void line(cairo_t *cr, double x0, double y0, double x1, double y1, double width, unsigned rgb) {
    paint(cr, rgb);
    cairo_set_line_width(cr, width);
    cairo_move_to(cr, x0, y0);
    cairo_line_to(cr, x1, y1);
    cairo_stroke(cr);
}

static const unsigned lane_color[LANES] = {0xffb454, 0xc9a5ff, 0x7fd6a8};

static void draw_lane(cairo_t *cr, int lane) {
    double y = 74 + 117.0 * lane, middle = y + 42;
    for (int t = 0; t + 1 < STEPS; t++) { /* the river between two columns */
        double left = FIRST_X + t * PITCH + 9, width = lane ? 7 + lane : 0.1 + 0.4 * t;
        cairo_move_to(cr, left, middle - width);
        cairo_line_to(cr, left + 17, middle - 1.05 * width);
        cairo_line_to(cr, left + 17, middle + 1.05 * width);
        cairo_line_to(cr, left, middle + width);
        cairo_close_path(cr);
        paint(cr, 0x9a3fa0 + (unsigned)t * 0x040100);
        cairo_fill(cr);
    }
    for (int t = 0; t < STEPS; t++) {
        double x = FIRST_X + t * PITCH;
        plate(cr, x - 8.5, y, 17, 84, 8.5, 0x1c232b);
        for (int unit = 0; unit < UNITS; unit++) circle(cr, x, y + 10 + 12.9 * unit, 5.4, (t + unit) % 3 ? 0x2b4a73 : 0x8a6238);
    }
}

static void draw_gates(cairo_t *cr) {
    static const unsigned color[GATES] = {0x45b3d6, 0xd97777, 0xd6c36a};
    for (int gate = 0; gate < GATES; gate++)
        for (int t = 0; t < STEPS; t++) {
            double x = FIRST_X + t * PITCH - 12, y = 399 + 12.0 * gate;
            fill_round(cr, x, y, 24, 8, 2, 0x1c232b);
            fill_round(cr, x, y, gate ? 8 + t * 0.2 : 23, 8, 2, color[gate]);
        }
}

static double chart_y(int lane, int t) { return lane == 2 ? 528.5 - 0.4 * t : lane == 1 ? 567 - 2.3 * t : 691 - 8.1 * t; }

static void draw_chart(cairo_t *cr) {
    fill_rect(cr, 341, 622, 831, 112, 0x1a1420);
    for (int i = 0; i < 8; i++) line(cr, 341, 473 + 37.3 * i, 1172, 473 + 37.3 * i, i == 1 ? 1.1 : 0.75, i == 1 ? 0x6a7280 : 0x20262e);
    for (int lane = 0; lane < LANES; lane++) {
        for (int t = 0; t < STEPS; t++) cairo_line_to(cr, FIRST_X + t * PITCH, chart_y(lane, t));
        paint(cr, lane_color[lane]);
        cairo_set_line_width(cr, 1.9);
        cairo_stroke(cr);
        for (int t = 0; t < STEPS; t++) circle(cr, FIRST_X + t * PITCH, chart_y(lane, t), 3, lane_color[lane]);
    }
}

static void draw_left(cairo_t *cr) {
    for (int lane = 0; lane < LANES; lane++) {
        fill_round(cr, 18, 144 + 110.5 * lane, 252, 97, 6, 0x1c232b);
        fill_rect(cr, 18, 144 + 110.5 * lane, 4, 97, lane_color[lane]);
    }
    plate(cr, 21, 507, 246, 136, 6, 0x0d1117);
    for (int lane = 0; lane < LANES; lane++) {
        for (int i = 0; i <= 115; i++)
            cairo_line_to(cr, 29 + 2.0 * i,
                          lane ? 624 - (lane == 2 ? 102 : 88) / (1 + exp(-(i - (lane == 2 ? 45 : 75)) / 6.0)) : 624 + 4 * sin(i * 0.6));
        paint(cr, lane_color[lane]);
        cairo_set_line_width(cr, 1.6);
        cairo_stroke(cr);
    }
}

static void draw_right(cairo_t *cr) {
    static const double y[] = {144, 179, 320, 379, 425, 460, 519, 554, 589}, at[] = {0.33, 0, 0.3, 0.21, 0.8, 0.07, 0.55, 0, 1};
    plate(cr, 1210, 84, 228, 25, 6, 0x1c232b);
    fill_round(cr, 1363, 84, 75, 25, 6, 0x2d3540);
    plate(cr, 1286, 187, 152, 25, 6, 0x1c232b);
    fill_round(cr, 1286, 187, 38, 25, 6, 0x2d3540);
    plate(cr, 1210, 257, 228, 27, 6, 0x1c232b);
    fill_round(cr, 1210, 605, 228, 31, 8, 0x6cb6ff);
    for (size_t i = 0; i < sizeof y / sizeof *y; i++) {
        unsigned color = i == 3 ? 0xffb454 : 0x6cb6ff;
        double x = 1210 + 228 * at[i];
        fill_round(cr, 1210, y[i] - 1.5, 228, 3, 1.5, 0x20262e);
        if (at[i] > 0.02) fill_round(cr, 1210, y[i] - 1.5, 228 * at[i], 3, 1.5, color);
        if (i == 3) circle(cr, x, y[i], 10, 0x2b4a73);
        circle(cr, x, y[i], 6.5, 0x12181f);
        cairo_arc(cr, x, y[i], 6.5, 0, 2 * PI);
        paint(cr, color);
        cairo_set_line_width(cr, 2);
        cairo_stroke(cr);
    }
    line(cr, 1324, 374, 1324, 385, 1.5, 0x8b949e);
    for (int i = 0; i <= 114; i++) cairo_line_to(cr, 1210 + 2.0 * i, 669 + 0.2 * i + 2 * sin(i * 0.9));
    paint(cr, 0x6cb6ff);
    cairo_set_line_width(cr, 1.3);
    cairo_stroke(cr);
}

static void draw_frame(cairo_t *cr) {
    static const double part[][2] = {{418, 49}, {469, 213}, {683, 48}, {733, 239}, {973, 74}},
                        caps[][2] = {{1177, 12}, {1256, 22}, {1337, 33}, {1435, 13}};
    fill_rect(cr, 0, 0, WIDE, HIGH, 0x0d1117);
    fill_rect(cr, 0, 0, WIDE, 42, 0x12181f);
    fill_rect(cr, 0, 42, 288, HIGH - 42, 0x12181f);
    fill_rect(cr, 1192, 42, WIDE - 1192, HIGH - 42, 0x12181f);
    fill_rect(cr, 288, 765, 904, HIGH - 765, 0x12181f);
    line(cr, 0, 42, WIDE, 42, 0.75, 0x2a313b);
    line(cr, 288, 42, 288, HIGH, 0.75, 0x2a313b);
    line(cr, 1192, 42, 1192, HIGH, 0.75, 0x2a313b);
    line(cr, 288, 765, 1192, 765, 0.75, 0x2a313b);
    cairo_arc(cr, 19, 20, 6.5, 0.6, 2 * PI - 0.6); /* the mark */
    paint(cr, 0x6cb6ff);
    cairo_set_line_width(cr, 2.5);
    cairo_stroke(cr);
    for (int i = 0; i < 4; i++) line(cr, 28 + 8.0 * i, 21, 33 + 8.0 * i, 21, 2.5, 0x3a6ea5);
    line(cr, 128, 12, 128, 30, 0.75, 0x2a313b);
    plate(cr, 722, 9, 88, 25, 6, 0x1c232b);
    for (int i = 0; i < 4; i++) plate(cr, caps[i][0], 15, caps[i][1], 14, 3, 0x1c232b);
    for (int i = 0; i < 5; i++) {
        fill_round(cr, part[i][0], 782, part[i][1], 20, 3, i == 3 ? 0x45234f : 0x1c232b);
        fill_rect(cr, part[i][0], 800, part[i][1], 2, i == 3 ? 0xc04fbf : 0x3a6ea5);
    }
    circle(cr, 353, 792, 16.5, 0x6cb6ff);
    fill_rect(cr, 348, 786, 3.5, 12, 0x0d1117);
    fill_rect(cr, 355, 786, 3.5, 12, 0x0d1117);
    for (int side = 0; side < 2; side++) {
        double x = side ? 384 : 322, to = side ? 9.0 : -9.0;
        cairo_move_to(cr, x, 786);
        cairo_line_to(cr, x + to, 792);
        cairo_line_to(cr, x, 798);
        cairo_close_path(cr);
        paint(cr, 0xe6edf3);
        cairo_fill(cr);
        fill_rect(cr, x + to, 786, 1.8, 12, 0xe6edf3);
    }
    line(cr, 972, 776, 972, 806, 1.5, 0xe6edf3);
    circle(cr, 972, 775, 4, 0xe6edf3);
}

bool raster_bare_draw(const RasterTarget *target) {
    cairo_surface_t *surface =
        cairo_image_surface_create_for_data(target->pixels, CAIRO_FORMAT_RGB24, target->width, target->height, target->stride);
    cairo_t *cr = cairo_create(surface);
    cairo_scale(cr, (double)target->width / WIDE, (double)target->height / HIGH);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    draw_frame(cr);
    draw_left(cr);
    for (int lane = 0; lane < LANES; lane++) draw_lane(cr, lane);
    draw_gates(cr);
    draw_chart(cr);
    draw_right(cr);
    bool good = cairo_status(cr) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    cairo_surface_destroy(surface);
    return good;
}
