/* A small picture to draw into, with fake text: what the tests of the rasteriser share. */
#ifndef UNROLL_SUPPORT_RASTER_BENCH_H
#define UNROLL_SUPPORT_RASTER_BENCH_H
#include "draw/color.h"
#include "draw/raster.h"
#include "support/fake_text.h"

enum { WIDTH = 431, HEIGHT = 347, STRIDE = 4 * (WIDTH + 5) };

typedef struct Bench {
    FakeText fake;
    TextApi text;
    DrawList list;
    DrawCache *cache;
    unsigned char *pixels;
    RasterTarget target;
    RasterResult result;
    Diag diag;
} Bench;

void bench_init(Bench *bench);
void bench_deinit(Bench *bench);
void bench_begin(Bench *bench, double scale);     /* an empty list on a dark ground */
void bench_draw(Bench *bench, RasterMode mode);   /* fails the test when the rasteriser does */
uint32_t pixel(const Bench *bench, int x, int y); /* 0xRRGGBB */

#endif
