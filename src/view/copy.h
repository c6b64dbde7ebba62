/* A view that is drawn several times in one picture: side by side of two runs, or as a small picture beside the large one. Each copy has a
   prefix on the paths of its regions ("left/stage/state") and keeps its coloured pictures in a cache of its own. */
#ifndef UNROLL_VIEW_COPY_H
#define UNROLL_VIEW_COPY_H
#include "view/view.h"

/* Draws `draw` into `area` as the copy of that prefix, "left/". Pointer, press, focus, typing and errors of another copy have no effect in
   this one. `heat` belongs to the copy and is kept between pictures. A path longer than REGION_PATH_SIZE is cut. If a view has copies, this
   function must draw all of its pictures. */
void view_draw_copy(const View *view, const char *prefix, HeatCache *heat, void (*draw)(const View *view, Rect area), Rect area);

#endif
