/* The rasteriser: a draw list into pixels through Cairo. Its DrawCache, which may be dropped at any moment, keeps text masks, path masks
   and the tile hashes of the last picture. It reports the changed rectangles. */
#ifndef UNROLL_DRAW_RASTER_H
#define UNROLL_DRAW_RASTER_H
#include "draw/draw_list.h"

typedef struct DrawCache DrawCache;
typedef struct RasterTarget {
    unsigned char *pixels;     /* 32 bits a pixel, B G R x in memory on little-endian machines (Cairo RGB24) */
    int width, height, stride; /* screen pixels, bytes */
    bool swap_red_blue;        /* the surface wants R G B x */
} RasterTarget;
typedef struct PixelRect {
    int x, y, w, h;
} PixelRect;
enum { RASTER_DIRTY_MAX = 64 };
typedef struct RasterResult {
    bool unchanged; /* identical list: nothing was drawn, nothing needs showing */
    int dirty_count;
    PixelRect dirty[RASTER_DIRTY_MAX]; /* what changed, disjoint or nearly */
} RasterResult;
typedef enum RasterMode { RASTER_CACHED, RASTER_FULL } RasterMode; /* FULL: every command drawn again; only text masks are kept */

DrawCache *draw_cache_new(const TextApi *text); /* NULL when memory is out */
void draw_cache_free(DrawCache *cache);
void draw_cache_forget(DrawCache *cache); /* after a resize or when the target's pixels were lost */
bool raster_draw(RasterResult *result, DrawCache *cache, const RasterTarget *target, const DrawList *list, RasterMode mode, Diag *diag);

#endif
