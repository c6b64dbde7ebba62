/* A draw list as text: one line a command, coordinates in design pixels to 0.01, colours as #rrggbb (#rrggbbaa when not opaque), in the
   order written, groups as headings, indented by the depth of clips. The same list gives the same bytes on every machine.

   Simplified on purpose: an image of more than 256 cells is written as a checksum (FNV-1a of their bytes), not cell by cell; only some
   corners of a mesh are written. */
#include "base/arena.h"
#include "base/number.h"
#include "draw/draw_inside.h"
#include "draw/output.h"
#include "draw/output_inside.h"
#include <math.h>
#include <string.h>

enum { CELLS_LISTED_MAX = 256, INDENT_MAX = 16, CORNERS_LISTED = 16 };

static const char *const layer_names[LAYER_COUNT] = {"page", "stage", "hover", "overlay"};
static const char *const align_names[] = {"left", "center", "right"};
static const char *const face_names[FACE_COUNT] = {"ui",          "ui-medium", "ui-semibold", "ui-bold",  "math",
                                                   "math-italic", "mono",      "mono-medium", "ui-italic"};

static void put_text(OutputStream *out, const char *text) { output_append(out, text, strlen(text)); }

/* " 12.50"; never "-0.00". */
static void put_number(OutputStream *out, double value) {
    char text[40];
    if (fabs(value) < 0.005) value = 0;
    int count = text_format(text, sizeof text, " %.2f", value);
    output_append(out, text, (size_t)count);
}

static void put_numbers(OutputStream *out, int count, const double *value) {
    for (int i = 0; i < count; i++) put_number(out, value[i]);
}

static void put_int(OutputStream *out, const char *format_before, long value) {
    char text[40];
    int count = text_format(text, sizeof text, "%ld", value);
    put_text(out, format_before);
    output_append(out, text, (size_t)count);
}

static void put_color(OutputStream *out, Color color) {
    char text[16];
    int count = color.a == 255 ? text_format(text, sizeof text, " #%02x%02x%02x", color.r, color.g, color.b)
                               : text_format(text, sizeof text, " #%02x%02x%02x%02x", color.r, color.g, color.b, color.a);
    output_append(out, text, (size_t)count);
}

static void put_box(OutputStream *out, Rect box) { put_numbers(out, 4, (double[4]){box.x, box.y, box.w, box.h}); }

/* In quotes; newlines and other control characters as \xx. */
static void put_quoted(OutputStream *out, Str text) {
    put_text(out, " \"");
    for (int i = 0; i < text.count; i++) {
        unsigned char c = (unsigned char)text.at[i];
        char escape[8];
        if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F) {
            output_append(out, text.at + i, 1);
        } else {
            int count = text_format(escape, sizeof escape, c >= 0x20 && c != 0x7F ? "\\%c" : "\\%02x", c);
            output_append(out, escape, (size_t)count);
        }
    }
    put_text(out, "\"");
}

static void put_path(OutputStream *out, const DrawItem *item) {
    const Point *p = item->point;
    for (int i = 0; i < item->verb_count; i++) {
        PathVerb verb = (PathVerb)item->verb[i];
        int points = verb == PATH_CURVE ? 3 : verb == PATH_CLOSE ? 0 : 1;
        put_text(out, verb == PATH_MOVE ? " M" : verb == PATH_LINE ? " L" : verb == PATH_CURVE ? " C" : " Z");
        for (int k = 0; k < points; k++, p++) put_numbers(out, 2, (double[2]){p->x, p->y});
    }
}

static void put_cells(OutputStream *out, const DrawItem *item) {
    int64_t count = (int64_t)item->cols * item->rows;
    if (count <= CELLS_LISTED_MAX) {
        for (int i = 0; i < count; i++) put_color(out, item->cell[i]);
        return;
    }
    uint64_t sum = 0xCBF29CE484222325u;
    for (int64_t i = 0; i < count; i++) {
        const unsigned char channel[4] = {item->cell[i].r, item->cell[i].g, item->cell[i].b, item->cell[i].a};
        for (int k = 0; k < 4; k++) sum = (sum ^ channel[k]) * 0x100000001B3u;
    }
    char text[32];
    int size = text_format(text, sizeof text, " sum %016llx", (unsigned long long)sum);
    output_append(out, text, (size_t)size);
}

/* A mesh has thousands of corners: only some are written. */
static void put_corners(OutputStream *out, const DrawItem *item) {
    int count = item->cols * item->rows, step = count <= CORNERS_LISTED ? 1 : count / CORNERS_LISTED;
    for (int i = 0; i < count; i += step) {
        put_numbers(out, 2, (double[2]){item->corner[i].x, item->corner[i].y});
        put_color(out, item->corner[i].color);
    }
}

static void put_item(OutputStream *out, const DrawItem *item) {
    switch (item->op) {
    case DRAW_RECT:
        put_text(out, "rect");
        put_box(out, item->box);
        break;
    case DRAW_ROUND:
    case DRAW_ROUND_STROKE:
        put_text(out, item->op == DRAW_ROUND ? "round" : "round-stroke");
        put_box(out, item->box);
        put_text(out, " r");
        put_number(out, item->radius);
        break;
    case DRAW_CIRCLE:
    case DRAW_CIRCLE_STROKE:
        put_text(out, item->op == DRAW_CIRCLE ? "circle" : "circle-stroke");
        put_numbers(out, 2, (double[2]){item->x0, item->y0});
        put_text(out, " r");
        put_number(out, item->radius);
        break;
    case DRAW_LINE:
        put_text(out, "line");
        put_numbers(out, 4, (double[4]){item->x0, item->y0, item->x1, item->y1});
        break;
    case DRAW_BAND:
        put_text(out, "band");
        put_numbers(out, 6, (double[6]){item->x0, item->y0, item->w0, item->x1, item->y1, item->w1});
        break;
    case DRAW_PATH_FILL: put_text(out, "path-fill"); break;
    case DRAW_PATH_STROKE: put_text(out, "path-stroke"); break;
    case DRAW_TEXT:
        put_text(out, "text");
        put_numbers(out, 2, (double[2]){item->x0, item->y0});
        put_text(out, " ");
        put_text(out, face_names[item->face]);
        put_number(out, item->width);
        put_text(out, " ");
        put_text(out, align_names[item->align]);
        break;
    case DRAW_IMAGE:
        put_text(out, "image");
        put_box(out, item->box);
        put_int(out, " ", item->cols);
        put_int(out, "x", item->rows);
        break;
    case DRAW_MESH:
        put_text(out, "mesh");
        put_box(out, item->box);
        put_int(out, " ", item->cols);
        put_int(out, "x", item->rows);
        break;
    case DRAW_CLIP_PUSH:
        put_text(out, "clip");
        put_box(out, item->box);
        break;
    case DRAW_CLIP_POP: put_text(out, "unclip"); break;
    case DRAW_LAYER:
        put_text(out, "layer ");
        put_text(out, layer_names[item->layer]);
        break;
    case DRAW_GROUP:
        put_text(out, "\n[");
        output_append(out, item->text.at, (size_t)item->text.count);
        put_text(out, "]");
        break;
    }
}

/* The part of a line after the geometry: stroke width, colours, and the tail. */
static void put_rest(OutputStream *out, const DrawItem *item) {
    bool strokes = item->op == DRAW_ROUND_STROKE || item->op == DRAW_CIRCLE_STROKE || item->op == DRAW_LINE || item->op == DRAW_PATH_STROKE;
    if (strokes) {
        put_text(out, " width");
        put_number(out, item->width);
    }
    if (item->op == DRAW_PATH_STROKE && item->dash > 0) {
        put_text(out, " dash");
        put_number(out, item->dash);
    }
    if (item->op <= DRAW_TEXT) put_color(out, item->color);
    if (item->op == DRAW_BAND) put_color(out, item->color1);
    if (item->op == DRAW_TEXT) put_quoted(out, item->text);
    if (item->op == DRAW_PATH_FILL || item->op == DRAW_PATH_STROKE) put_path(out, item);
    if (item->op == DRAW_IMAGE) put_cells(out, item);
    if (item->op == DRAW_MESH) put_corners(out, item);
}

bool output_text(OutputBytes *out, const DrawList *list, Diag *diag) {
    OutputStream stream = {0};
    DrawItem item;
    int depth = 0;
    put_text(&stream, "picture");
    put_numbers(&stream, 2, (double[2]){list->width, list->height});
    put_text(&stream, " scale");
    put_number(&stream, list->scale);
    put_text(&stream, " background");
    put_color(&stream, list->background);
    put_text(&stream, "\n");
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        if (item.op == DRAW_CLIP_POP && depth > 0) depth--;
        for (int i = 0; item.op != DRAW_GROUP && i < depth && i < INDENT_MAX; i++) put_text(&stream, "  ");
        put_item(&stream, &item);
        put_rest(&stream, &item);
        put_text(&stream, "\n");
        if (item.op == DRAW_CLIP_PUSH) depth++;
    }
    return output_finish(out, &stream, "text", diag);
}
