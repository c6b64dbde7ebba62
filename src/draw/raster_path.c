/* Paths, filled or stroked, as coverage from Cairo.

   Each is drawn into a sheet of 8-bit coverage, always under the same clip (the target), then blended through the dirty rectangles: Cairo
   cuts polygons at the clip, and pixels beside it may differ by one level; with a constant clip they never do. The sheet is kept while the
   window's edge is dragged, because clearing a new 8 MB sheet in every frame took longer than the paths.

   Jagged lines do not go through Cairo (raster_jagged.c).

   Simplified on purpose: fills use the non-zero winding rule; dashes are as long as their gaps; flattening is Cairo's 0.1 pixel. */
#include "base/arena.h"
#include "draw/path_trace.h"
#include "draw/raster_inside.h"
#include <string.h>

void path_trace(cairo_t *cr, const DrawItem *item, double scale) {
    const Point *p = item->point;
    cairo_new_path(cr);
    for (int i = 0; i < item->verb_count; i++) {
        switch ((PathVerb)item->verb[i]) {
        case PATH_MOVE:
            cairo_move_to(cr, p->x * scale, p->y * scale);
            p += 1;
            break;
        case PATH_LINE:
            cairo_line_to(cr, p->x * scale, p->y * scale);
            p += 1;
            break;
        case PATH_CURVE:
            cairo_curve_to(cr, p[0].x * scale, p[0].y * scale, p[1].x * scale, p[1].y * scale, p[2].x * scale, p[2].y * scale);
            p += 3;
            break;
        case PATH_CLOSE: cairo_close_path(cr); break;
        }
    }
}

void path_pen(cairo_t *cr, const DrawItem *item, double scale) {
    double dash = item->dash * scale;
    cairo_set_line_width(cr, item->width * scale);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_cap(cr, dash > 0 ? CAIRO_LINE_CAP_BUTT : CAIRO_LINE_CAP_ROUND);
    cairo_set_dash(cr, &dash, dash > 0 ? 1 : 0, 0);
}

enum { SHEET_STEP = 256 }; /* pixels: a growing window then needs a new sheet only now and then */

bool path_sheet_fit(PathSheet *sheet, int width, int height) {
    if (sheet->alpha == NULL || width > sheet->cols || height > sheet->rows) {
        path_sheet_deinit(sheet);
        int cols = (width + SHEET_STEP - 1) / SHEET_STEP * SHEET_STEP, rows = (height + SHEET_STEP - 1) / SHEET_STEP * SHEET_STEP;
        *sheet = (PathSheet){.cols = cols, .rows = rows, .stride = cairo_format_stride_for_width(CAIRO_FORMAT_A8, cols)};
        sheet->alpha = mem_new((size_t)sheet->stride * (size_t)rows);
        if (sheet->alpha == NULL) return false;
        cairo_surface_t *surface = cairo_image_surface_create_for_data(sheet->alpha, CAIRO_FORMAT_A8, cols, rows, sheet->stride);
        sheet->cairo = cairo_create(surface);
        cairo_surface_destroy(surface); /* the cairo_t keeps it */
    }
    if (width != sheet->width || height != sheet->height) {
        cairo_reset_clip(sheet->cairo);
        cairo_rectangle(sheet->cairo, 0, 0, width, height);
        cairo_clip(sheet->cairo);
        sheet->width = width;
        sheet->height = height;
    }
    if (cairo_status(sheet->cairo) == CAIRO_STATUS_SUCCESS) return true;
    path_sheet_deinit(sheet);
    return false;
}

void path_sheet_deinit(PathSheet *sheet) {
    if (sheet->cairo != NULL) cairo_destroy(sheet->cairo);
    mem_free(sheet->alpha);
    *sheet = (PathSheet){0};
}

bool path_sheet_draw(PathSheet *sheet, const DrawItem *item, double scale) {
    cairo_t *cr = sheet->cairo;
    if (path_is_jagged(item)) {
        path_draw_jagged(sheet, item, scale);
        cairo_surface_mark_dirty(cairo_get_target(cr));
        return true;
    }
    path_trace(cr, item, scale);
    cairo_set_source_rgba(cr, 1, 1, 1, 1);
    if (item->op == DRAW_PATH_FILL) {
        cairo_fill(cr);
    } else {
        path_pen(cr, item, scale);
        cairo_stroke(cr);
    }
    cairo_surface_flush(cairo_get_target(cr));
    return cairo_status(cr) == CAIRO_STATUS_SUCCESS;
}

void path_sheet_wipe(PathSheet *sheet, PixelRect bounds) {
    for (int y = bounds.y; y < bounds.y + bounds.h; y++) {
        memset(sheet->alpha + (ptrdiff_t)y * sheet->stride + bounds.x, 0, (size_t)bounds.w);
    }
}
