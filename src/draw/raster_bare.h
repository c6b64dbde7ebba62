/* The shapes of the design's picture of a comparison (three networks of 24 steps and 6 units, the chart of their gradients, cards, sliders,
   transport), drawn by Cairo alone, with smooth edges and nothing kept: what the rasteriser's times are compared with in `unroll bench
   frame --all`. There is no text in it. Not for pictures. */
#ifndef UNROLL_DRAW_RASTER_BARE_H
#define UNROLL_DRAW_RASTER_BARE_H
#include "draw/raster.h"

bool raster_bare_draw(const RasterTarget *target); /* fills the target; false when memory is out */

#endif
