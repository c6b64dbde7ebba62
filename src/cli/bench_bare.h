/* Full redraws of a picture (layers and tiles off, in both themes by turns) beside a bare Cairo drawing of the design's shapes
   (draw/raster_bare.h), frame for frame in one run: a row of each, and how many times as long the picture takes. Private to cli/. */
#ifndef UNROLL_CLI_BENCH_BARE_H
#define UNROLL_CLI_BENCH_BARE_H
#include "cli/bench.h"

void bench_bare(BenchPicture *picture, const char *screen, int repeat, int warm);

#endif
