/* A path command as Cairo's current path, for the rasteriser and the vector writers. */
#ifndef UNROLL_DRAW_PATH_TRACE_H
#define UNROLL_DRAW_PATH_TRACE_H
#include "draw/draw_list.h"
#include <cairo.h>

void path_trace(cairo_t *cr, const DrawItem *item, double scale);
void path_pen(cairo_t *cr, const DrawItem *item, double scale); /* width, joins, caps and dash of a stroke */

#endif
