/* The parts of the rasteriser: a canvas to blend on, the shapes, the masks of text, and paths through Cairo.

   Every drawing function computes a pixel from the command alone, never from the clip: so a picture made of dirty rectangles equals, pixel
   for pixel, one drawn at once. */
#ifndef UNROLL_DRAW_RASTER_INSIDE_H
#define UNROLL_DRAW_RASTER_INSIDE_H
#include "draw/draw_inside.h"
#include "draw/raster.h"

typedef struct Canvas {
    uint32_t *pixel;           /* 0xFFrrggbb, or 0xFFbbggrr when swapped */
    int width, height, stride; /* pixels */
    bool swap_red_blue;
    PixelRect clip; /* within the canvas; nothing outside it is touched */
} Canvas;

static inline bool pixel_rect_is_empty(PixelRect r) { return r.w <= 0 || r.h <= 0; }
PixelRect pixel_rect_intersect(PixelRect a, PixelRect b);

/* Design pixels to screen pixels, to the nearest. Everything that snaps goes through these two. */
int snap_edge(double value, double scale);
PixelRect snap_box(Rect box, double scale, int least); /* at least `least` pixels wide and high */

/* Converts a vertical or horizontal line to a rectangle of whole pixels. False for slanted ones. */
bool line_is_straight(const DrawItem *item, PixelRect *box, double scale);
/* The bounds of a command in screen pixels; the caller handles text. */
PixelRect shape_bounds(const DrawItem *item, double scale);

uint32_t canvas_pack(const Canvas *canvas, Color color);
void canvas_fill(const Canvas *canvas, PixelRect box, Color color);
/* `alpha` is (height, stride); its first pixel lies at (x, y). */
void canvas_mask(const Canvas *canvas, const unsigned char *alpha, PixelRect box, int stride, Color color);
void canvas_shape(const Canvas *canvas, const DrawItem *item, double scale); /* rects, circles, lines, bands */
void canvas_image(const Canvas *canvas, const DrawItem *item, double scale);
void canvas_mesh(const Canvas *canvas, const DrawItem *item, double scale);

/* Paths are drawn by Cairo as coverage into one sheet, at least as large as the target, from which they are blended. */
typedef struct PathSheet {
    unsigned char *alpha; /* owned, (rows, stride); all zero between paths */
    int cols, rows, stride;
    int width, height; /* of the target: Cairo's clip */
    void *cairo;       /* cairo_t, owned */
} PathSheet;
/* Makes the sheet, or keeps the present one if the target fits on it. A zeroed sheet is empty. */
bool path_sheet_fit(PathSheet *sheet, int width, int height);
void path_sheet_deinit(PathSheet *sheet);
/* Draws the path's coverage; the caller blends it and then wipes the bounds of the command (shape_bounds, cut to the sheet).
   False when Cairo is out of memory; the sheet is then of no more use. */
bool path_sheet_draw(PathSheet *sheet, const DrawItem *item, double scale);
void path_sheet_wipe(PathSheet *sheet, PixelRect bounds);
/* True if a stroke goes up and down so often, in straight pieces only, that path_draw_jagged draws it and not Cairo. */
bool path_is_jagged(const DrawItem *item);
/* Adds the stroke's coverage to the sheet, each pixel at least what it was. */
void path_draw_jagged(const PathSheet *sheet, const DrawItem *item, double scale);

/* Masks of text runs and of paths, least recently used first out. */
typedef struct RunMask {
    uint64_t hash;
    char *text;           /* owned, with the mask in one block */
    unsigned char *alpha; /* (height, stride = width); NULL when nothing is to be seen */
    size_t bytes;
    double size_px, width_px; /* advance width */
    int text_count, width, height, left, top;
    int next_in_bucket, newer, older; /* indices, -1: none */
    uint32_t frame;                   /* last used in */
    TextFace face;                    /* FACE_COUNT: a path, whose text is its key and whose pen is the target's corner */
} RunMask;
enum { RUN_COUNT_MAX = 8192, RUN_BUCKETS = 8192 };
typedef struct RunCache {
    TextApi api;
    RunMask *run; /* owned (RUN_COUNT_MAX) */
    int *bucket;  /* owned (RUN_BUCKETS) */
    int free_first, newest, oldest;
    size_t bytes;
    uint32_t frame;
} RunCache;
bool run_cache_init(RunCache *cache, const TextApi *api);
void run_cache_deinit(RunCache *cache);
void run_cache_begin_frame(RunCache *cache);
void run_cache_end_frame(RunCache *cache); /* drops the oldest down to the byte bound */
/* The masks that these return are valid until the end of the frame. */
/* Rasterises the run if it is missing. False when memory is out; *out is NULL when the run has too many pixels, or the frame too many runs. */
bool run_cache_get(const RunMask **out, RunCache *cache, TextFace face, double size_px, Str text);
/* NULL if there is none, or it cannot be made. */
const RunMask *run_cache_find_path(RunCache *cache, Str key);
const RunMask *run_cache_add_path(RunCache *cache, Str key, const TextMask *mask); /* copies the mask */

#endif
